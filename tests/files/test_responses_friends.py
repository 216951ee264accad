"""With whom people wish to be: by names and addresses, mutual or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_answers import answers, column_texts

from agenda_solver.files.responses import Registration

HEADER = ["Prénom", "Nom", "E-mail", "Avec qui souhaitez-vous être ?"]
ANA = ["Ana", "Un", "ana@example.org"]
BEA = ["Bea", "Deux", "bea@example.org"]
CID = ["Cid", "Trois", "cid@example.org"]


def company(done: Registration) -> dict[str, tuple[list[str], list[str]]]:
    """Return with whom each is together, and whom they wish to be with."""
    called = {one.id: one.given_name for one in done.problem.attendees}
    return {
        called[one.id]: (
            [called[other] for other in one.together],
            [called[other] for other in one.friends],
        )
        for one in done.problem.attendees
    }


def notices(done: Registration) -> list[str]:
    return [notice.fr for notice in done.report.notices]


def test_two_who_name_each_other_are_together_and_others_wish_for_it(tmp_path: Path) -> None:
    rows = [HEADER, [*ANA, "Bea Deux"], [*BEA, "ANA@example.org"], [*CID, "deux, bea"]]
    done = answers(tmp_path, rows)
    assert company(done) == {
        "Ana": (["Bea"], ["Bea"]),
        "Bea": (["Ana"], ["Ana"]),
        "Cid": ([], ["Bea"]),
    }
    assert notices(done) == [
        "lignes 2 et 3 : se nomment mutuellement, et sont donc ensemble ; c'est imposé",
        "ligne 4 : un nom est donné, et ne l'est pas en retour ; c'est un souhait, gardé quand il "
        "ne coûte de vœu à personne",
    ]
    assert answers(tmp_path, rows, problem=done.problem).problem == done.problem


def test_who_names_somebody_else_is_no_longer_together(tmp_path: Path) -> None:
    rows = [HEADER, [*ANA, "Bea Deux"], [*BEA, "Ana Un"], [*CID, ""]]
    draft = answers(tmp_path, rows).problem
    late = answers(tmp_path, [HEADER, [*BEA, "Cid Trois"]], problem=draft)
    assert company(late) == {"Ana": ([], ["Bea"]), "Bea": ([], ["Cid"]), "Cid": ([], [])}


def test_several_friends_and_nobody(tmp_path: Path) -> None:
    rows = [
        HEADER,
        [*ANA, "Bea Deux et Cid Trois"],
        [*BEA, "personne"],
        [*CID, "Bea Deux ; Ana Un"],
    ]
    assert company(answers(tmp_path, rows)) == {
        "Ana": (["Cid"], ["Bea", "Cid"]),
        "Bea": ([], []),
        "Cid": (["Ana"], ["Bea", "Ana"]),
    }


def test_who_is_unknown_or_ambiguous_is_told_with_the_nearest(tmp_path: Path) -> None:
    rows = [HEADER, [*ANA, "Bea Deus"], [*BEA, "Cid"], [*CID, "Dan Quatre"]]
    rows += [["Dan", "Quatre", f"{letter}@example.org", "Zoé"] for letter in "de"]
    done = answers(tmp_path, rows)
    assert all(others == ([], []) for others in company(done).values())
    start = done.lines("fr").index("Réponses qui ne sont pas comprises :")
    ids = [one.id for one in done.problem.attendees]
    column = "« Avec qui souhaitez-vous être ? »"
    assert set(done.lines("fr")[start + 1 : start + 5]) == {
        f"  - ligne 2, {column} : « Bea Deus » (le plus proche : « Bea Deux », {ids[1]})",
        f"  - ligne 3, {column} : « Cid » (le plus proche : « Cid Trois », {ids[2]})",
        f"  - ligne 4, {column} : « Dan Quatre » (plusieurs ont ce nom : « {ids[3]} » ou "
        f"« {ids[4]} »)",
        f"  - lignes 5 et 6, {column} : « Zoé »",
    }


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Avec qui voulez-vous aller en atelier ?", "friends"),
        ("Nom de votre binôme", "friends"),
        ("Who would you like to be with?", "friends"),
        ("À ne pas mettre avec", "apart"),
        ("With whom do you not want to be?", "apart"),
        ("ensemble", "together"),
    ],
)
def test_the_question_tells_what_is_asked(header: str, field: str, tmp_path: Path) -> None:
    rows = [[*HEADER[:3], header], [*ANA, "Bea Deux"], [*BEA, ""]]
    done = answers(tmp_path, rows)
    first, second = done.problem.attendees
    assert getattr(first, field) == [second.id]
    assert column_texts(done)[header] == field


@pytest.mark.parametrize("header", ["Avec qui déjeunez-vous ?", "Travaillez-vous avec des élus ?"])
def test_other_company_is_not_read(header: str, tmp_path: Path) -> None:
    rows = [[*HEADER[:3], header], [*ANA, "Bea Deux"], [*BEA, ""]]
    first, _ = answers(tmp_path, rows).problem.attendees
    assert (first.friends, first.together, first.apart) == ([], [], [])


def test_a_mapping_file_may_say_so(tmp_path: Path) -> None:
    rows = [
        [*HEADER[:3], "Q1", "Q2"],
        [*ANA, "Bea Deux", "Cid Trois"],
        [*BEA, "", ""],
        [*CID, "", ""],
    ]
    told = answers(tmp_path, rows, mapping='amis = "Q1"\nsepare = "Q2"')
    first, second, third = told.problem.attendees
    assert (first.friends, first.apart) == ([second.id], [third.id])
    held = answers(tmp_path, rows, mapping='together = ["Q1", "Q2"]')
    assert held.problem.attendees[0].together == [second.id, third.id]
