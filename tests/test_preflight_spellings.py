"""Names written in several ways: which count as one, which may be one, and where they stand."""

from __future__ import annotations

from typing import Any

from agenda_solver.preflight.spellings import find_spellings
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding


def forum(*organisations: str, sessions: list[dict[str, Any]] | None = None, **key: Any) -> Problem:
    """Return attendees of these organisations, and workshops."""
    asked = [{"id": "a"}] if sessions is None else sessions
    return Problem.read(
        {
            "event": {"name": "Forum"},
            "days": [{"date": "2027-03-18"}],
            "sessions": [
                {"title": it["id"], "kind": "workshop", "minutes": 60, **key, **it} for it in asked
            ],
            "attendees": [
                {"id": f"p{number}", "organisation": name}
                for number, name in enumerate(organisations)
            ],
        }
    )


def told(problem: Problem) -> list[str]:
    return [finding.text.fr for finding in find_spellings(problem)]


def only(problem: Problem) -> Finding:
    (finding,) = find_spellings(problem)
    return finding


def test_one_organisation_in_several_spellings_is_told_once() -> None:
    names = (
        "Ville de Testville",
        "VILLE DE TESTVILLE",
        "",
        "Ville de  Testville",
        "Région",
        "Region",
    )
    finding = only(forum(*names))
    assert finding.text.fr == (
        "Organisations qui s'écrivent de plusieurs façons, et comptent comme un seul nom : "
        "« Ville de Testville » et « VILLE DE TESTVILLE » ; « Région » et « Region »"
    )
    assert finding.text.en == (
        "Organisations that are written in several ways, and count as one name: "
        "“Ville de Testville” and “VILLE DE TESTVILLE”; “Région” and “Region”"
    )
    assert (finding.severity, finding.rule) == ("info", "seat_organisation")
    assert finding.where == ("attendees", "p1", "organisation")


def test_many_spellings_are_counted() -> None:
    names = [name for number in range(10) for name in (f"Ville {number}", f"VILLE {number}")]
    assert only(forum(*names)).text.fr.endswith("« Ville 7 » et « VILLE 7 » ; et 2 autres")


def test_what_may_be_one_is_asked_where_it_is_counted() -> None:
    names = ("Ville de Rouen", "Rouen (ville de)", "Mairie de Caen", "Caen", "Lisieux", "Lisieu")
    assert told(forum(*names)) == []
    finding = only(forum(*names, per_organisation=1))
    assert finding == only(forum(*names, mixed=["organisation"]))
    assert finding.text.fr == (
        "Organisations qui n'en sont peut-être qu'une, mais comptent à part : « Ville de Rouen » "
        "et « Rouen (ville de) » ; « Lisieux » et « Lisieu » ; si c'est la même, l'écrire partout "
        "pareil"
    )
    assert finding.text.en == (
        "Organisations that may be one, but count apart: “Ville de Rouen” and “Rouen (ville de)”; "
        "“Lisieux” and “Lisieu”; if they are, write it alike everywhere"
    )
    assert finding.where == ("attendees", "p1", "organisation")


def test_numbers_letters_and_other_words_make_other_organisations() -> None:
    names = (
        "Lycée A",
        "Lycée B",
        "Paris 1",
        "Paris 2",
        "Région Nord",
        "Région Sud",
        "Caen",
        "Cane",
    )
    assert told(forum(*names, per_organisation=1)) == []


def test_labels_count_as_one_and_blocks_and_tracks_do_not() -> None:
    sessions = [
        {"id": "a", "exclusive": ["Eau"], "block": "Matin", "track": "Climat"},
        {"id": "b", "exclusive": ["eau"], "block": "matin", "track": "climat"},
    ]
    findings = list(find_spellings(forum(sessions=sessions)))
    assert [finding.text.fr for finding in findings] == [
        "Mots de « pas en même temps » qui s'écrivent de plusieurs façons, et comptent comme un "
        "seul nom : « Eau » et « eau »",
        "Blocs qui ne diffèrent que par l'écriture, et restent distincts : « Matin » et "
        "« matin » ; si c'est le même, l'écrire partout pareil",
        "Thèmes qui ne diffèrent que par l'écriture, et restent distincts : « Climat » et "
        "« climat » ; si c'est le même, l'écrire partout pareil",
    ]
    assert [finding.where for finding in findings] == [
        ("sessions", "b", key) for key in ("exclusive", "block", "track")
    ]
