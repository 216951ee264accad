"""Exports of Google Forms, in French and in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_answers import (
    BUDGET,
    EAU,
    JEUNESSE,
    SANTE,
    WORKSHOPS,
    answers,
    column_texts,
    event,
    ignored,
    only,
    wishes,
)
from hypothesis import given
from hypothesis import strategies as st

from agenda_solver.files import toml
from agenda_solver.files.responses import register
from agenda_solver.files.responses.labels import Labels
from agenda_solver.problem import Problem
from agenda_solver.words.names import folded

ASSISES = Path(__file__).parents[2] / "instances" / "assises-normandes-2026"

WHO = ["Horodateur", "Adresse e-mail", "Nom et prénom "]
FIRST = ["03/04/2026 09:00:00", "un@example.org", "Participant fictif 001"]
SECOND = ["03/04/2026 10:30:00", "deux@example.org", "Participante fictive 002"]


def grid(question: str, *items: str) -> list[str]:
    return [f"{question} [{item}]" for item in items]


# --- The export of a whole event ----------------------------------------------------------


def test_the_export_of_the_assises_gives_its_registrations() -> None:
    asked = toml.read(ASSISES / "agenda.toml")
    nobody = Problem.read({**asked.dump(), "attendees": []})
    done = register(nobody, ASSISES / "reponses-google-forms.csv")
    assert done.problem.attendees == asked.attendees
    assert len(done.report.new) == 130
    assert len(done.report.superseded) == done.report.read - 130 == 4
    assert not done.report.unknown
    assert not done.report.unread


def test_to_register_the_same_export_again_changes_nothing() -> None:
    asked = toml.read(ASSISES / "agenda.toml")
    done = register(asked, ASSISES / "reponses-google-forms.csv")
    assert done.problem.attendees == asked.attendees
    assert len(done.report.same) == 130


# --- Grids --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    [
        ("1er choix", "2e choix", ""),
        ("Vœu 1", "Voeu n° 2", ""),
        ("1", "2", ""),
        ("Choix n°1", "Deuxième choix", "-"),
        ("1st choice", "2nd choice", "None"),
    ],
)
def test_a_grid_with_a_row_for_each_workshop(cells: tuple[str, ...], tmp_path: Path) -> None:
    header = [*WHO, *grid("Classez les ateliers\n(un par rang) ", SANTE, EAU, JEUNESSE)]
    done = answers(tmp_path, [header, [*FIRST, *cells]])
    assert wishes(done) == [["sante", "eau"]]
    assert column_texts(done)[header[3]] == "rank of sante"


def test_a_grid_with_a_row_for_each_rank(tmp_path: Path) -> None:
    header = [*WHO, *grid("Vos vœux", "1er choix", "2e choix")]
    done = answers(tmp_path, [header, [*FIRST, JEUNESSE, EAU], [*SECOND, "Atelier 3", ""]])
    assert wishes(done) == [["jeunesse", "eau"], ["sante"]]


def test_grids_of_numbers_are_ratings_where_numbers_repeat(tmp_path: Path) -> None:
    header = [*WHO, *grid("Votre avis", EAU, JEUNESSE, SANTE)]
    done = answers(tmp_path, [header, [*FIRST, "5", "5", "1"], [*SECOND, "3", "", "0"]])
    assert wishes(done) == [{"eau": 5, "jeunesse": 5, "sante": 1}, {"eau": 3, "sante": 0}]
    assert column_texts(done)[header[3]] == "rating of eau (high: good)"


def test_grids_of_numbers_are_ranks_where_everybody_counts_from_one(tmp_path: Path) -> None:
    header = [*WHO, *grid("Votre avis", EAU, JEUNESSE, SANTE)]
    done = answers(tmp_path, [header, [*FIRST, "3", "1", "2"], [*SECOND, "2", "1", ""]])
    assert wishes(done) == [["jeunesse", "sante", "eau"], ["jeunesse", "eau"]]


@pytest.mark.parametrize(
    ("best", "middle", "none"),
    [
        *(("5 étoiles", "2 stars", "0 star"), ("5/5", "2/5", "0 / 5")),
        *(("★★★★★", "★★☆☆☆", "☆☆☆☆☆"), ("5/5 ★", "2 ⭐\ufe0f", "0 sur 5")),
    ],
)
def test_stars_are_ratings(tmp_path: Path, best: str, middle: str, none: str) -> None:
    header = [*WHO, *grid("Votre avis", EAU, JEUNESSE, SANTE)]
    done = answers(tmp_path, [header, [*FIRST, best, middle, none], [*SECOND, middle, "", best]])
    assert wishes(done) == [{"eau": 5, "jeunesse": 2, "sante": 0}, {"eau": 2, "sante": 5}]


def test_what_a_grid_asks_tells_ratings_from_ranks(tmp_path: Path) -> None:
    rows = [[*FIRST, "1", "2"], [*SECOND, "2", "1"]]
    rated = answers(tmp_path, [[*WHO, *grid("Notez chaque atelier", EAU, SANTE)], *rows])
    assert wishes(rated) == [{"eau": 1, "sante": 2}, {"eau": 2, "sante": 1}]
    ranked = answers(tmp_path, [[*WHO, *grid("Classez les ateliers", EAU, SANTE)], *rows])
    assert wishes(ranked) == [["eau", "sante"], ["sante", "eau"]]


def test_workshops_of_one_rank_are_equal_wishes_and_it_is_said(tmp_path: Path) -> None:
    header = [*WHO, *grid("Classez les ateliers", EAU, JEUNESSE, SANTE)]
    done = answers(tmp_path, [header, [*FIRST, "1er choix", "2e choix", "1er choix"]])
    assert wishes(done) == [{"eau": 2, "sante": 2, "jeunesse": 1}]
    assert [it.en for it in done.report.notices] == [
        "row 2: several workshops of one rank; these wishes count alike"
    ]


def test_a_workshop_of_a_grid_that_the_draft_has_not_is_told_for_those_who_wish_it(
    tmp_path: Path,
) -> None:
    header = [*WHO, *grid("Classez", EAU, JEUNESSE, "Atelier 5 : La culture")]
    rows = [[*FIRST, "2e choix", "", "1er choix"], [*SECOND, "1er choix", "", ""]]
    done = answers(tmp_path, [header, *rows])
    assert wishes(done) == [["eau"], ["eau"]]
    (unknown,) = done.report.unknown
    assert (unknown.label, unknown.rows) == ("Atelier 5 : La culture", (2,))


def test_a_grid_about_something_else_is_not_read(tmp_path: Path) -> None:
    header = [*WHO, *grid("Vos repas", "Midi", "Soir"), "Premier vœu"]
    done = answers(tmp_path, [header, [*FIRST, "oui", "non", EAU]])
    assert ignored(done) == header[3:5]
    assert wishes(done) == [["eau"]]


# --- A question for each wish, or one for all ----------------------------------------------


def test_a_question_for_each_wish(tmp_path: Path) -> None:
    header = [*WHO, "Deuxième choix", "Premier choix\n(obligatoire)", "Choix n° 3"]
    done = answers(tmp_path, [header, [*FIRST, "Atelier 2", EAU, ""]])
    assert wishes(done) == [["eau", "jeunesse"]]
    assert [column_texts(done)[it] for it in header[3:]] == ["wish 2", "wish 1", "wish 3"]


def test_the_same_workshop_twice_counts_once_and_it_is_said(tmp_path: Path) -> None:
    header = [*WHO, "Vœu 1", "Vœu 2", "Vœu 3"]
    done = answers(tmp_path, [header, [*FIRST, EAU, "budget-2", BUDGET]])
    assert wishes(done) == [["eau", "budget"]]
    assert "counted once" in done.report.notices[0].en


def test_ticked_boxes_are_equal_wishes_although_labels_have_commas(tmp_path: Path) -> None:
    header = [*WHO, "Quels ateliers vous intéressent ?"]
    other = "une visite, avec mes collègues"
    rows = [[*FIRST, f"{EAU}, {JEUNESSE}, {SANTE}"], [*SECOND, f"{SANTE}, {other}"]]
    done = answers(tmp_path, [header, *rows])
    assert wishes(done) == [{"eau": 1, "jeunesse": 1, "sante": 1}, ["sante"]]
    (unknown,) = done.report.unknown
    assert (unknown.label, unknown.rows) == (other, (3,))


def test_one_answer_of_several_is_one_wish(tmp_path: Path) -> None:
    done = answers(tmp_path, [[*WHO, "Atelier souhaité"], [*FIRST, SANTE], [*SECOND, "aucun"]])
    assert wishes(done) == [["sante"], []]


def test_answers_that_were_typed_in_order_keep_it(tmp_path: Path) -> None:
    header = [*WHO, "Vos ateliers par ordre de préférence"]
    done = answers(tmp_path, [header, [*FIRST, "Atelier 3, atelier 1, ATELIER 2"]])
    assert wishes(done) == [["sante", "eau", "jeunesse"]]


def test_lunch_is_no_wish_though_it_is_in_the_programme(tmp_path: Path) -> None:
    header = [*WHO, "Où serez-vous ?", "Premier vœu"]
    done = answers(tmp_path, [header, [*FIRST, "Accueil, Déjeuner", EAU]])
    assert wishes(done) == [["eau"]]
    assert ignored(done) == ["Où serez-vous ?"]


@given(st.permutations(list(WORKSHOPS)), st.integers(1, 4))
def test_labels_with_commas_are_recovered_when_joined(ids: list[str], many: int) -> None:
    problem = event()
    chosen = ids[:many]
    joined = ", ".join(problem.session[key].title for key in chosen)
    found = Labels(problem).read(joined)
    assert list(found.sessions) == chosen
    assert found.unknown == ()


WORDS = st.text("abcxyz", min_size=1, max_size=6)
TITLES = st.lists(
    st.lists(WORDS, min_size=1, max_size=4, unique=True).map(", ".join),
    min_size=1,
    max_size=6,
    unique_by=folded,  # of two that are alike, neither is known
)


@given(TITLES, st.data())
def test_of_any_titles_what_is_joined_is_cut_without_a_rest(
    titles: list[str], data: st.DataObject
) -> None:
    rows = [{"id": f"id-{n}", "title": it, "minutes": 9} for n, it in enumerate(titles)]
    labels = Labels(
        Problem.read({"event": {"name": "E"}, "days": [{"date": "2026-06-10"}], "sessions": rows})
    )
    chosen = data.draw(st.lists(st.sampled_from(titles), min_size=1, unique=True))
    assert labels.read(", ".join(chosen)).unknown == ()


def test_a_single_word_after_the_colon_is_a_wish_where_wishes_are_asked_for() -> None:
    rows = [
        {"id": "e", "title": "Atelier 1 : Eau", "minutes": 9},
        {"id": "j", "title": "Atelier 2 : Jeunesse", "minutes": 9},
        {"id": "k", "title": "Débat : Jeunesse", "minutes": 9},
    ]
    labels = Labels(
        Problem.read({"event": {"name": "E"}, "days": [{"date": "2026-06-10"}], "sessions": rows})
    )
    assert labels.read("Eau, Atelier 2", asked=True).sessions == ("e", "j")
    assert labels.read("Eau").unknown == ("Eau",)
    assert labels.read("Jeunesse", asked=True).unknown == ("Jeunesse",)


# --- Times, and who answered twice ---------------------------------------------------------


def test_the_last_answer_counts_wherever_it_stands(tmp_path: Path) -> None:
    header = [*WHO, "Premier vœu"]
    later = ["13/04/2026 09:00:00", "UN@example.org", "Participant fictif 001", SANTE]
    done = answers(tmp_path, [header, later, [*FIRST, EAU]])
    assert wishes(done) == [["sante"]]
    assert done.report.superseded == ((3, 2),)
    assert "  - ligne 3 : remplacée par la ligne 2" in done.lines("fr")


@pytest.mark.parametrize(
    "times",
    [
        ("2026/05/12 9:02:11 AM GMT+2", "2026/05/12 1:05:00 PM GMT+2"),
        ("5/4/2026 9:00:00", "5/13/2026 8:00:00"),
        ("2026-05-12T09:02:11", "2026-05-12T13:05:00"),
    ],
)
def test_english_exports(times: tuple[str, str], tmp_path: Path) -> None:
    header = ["Timestamp", "Email Address", "Full name", "First choice", "Second choice"]
    who = ["un@example.org", "Participant fictif 001"]
    rows = [[times[1], *who, SANTE, EAU], [times[0], *who, EAU, SANTE]]
    assert wishes(answers(tmp_path, [header, *rows])) == [["sante", "eau"]]


def test_dates_that_do_not_tell_are_taken_as_the_rows_are_in_order(tmp_path: Path) -> None:
    """2 March, 3 March, 4 January in one order; 3 February, 3 March, 1 April in the other."""
    header = ["Timestamp", "Email", "Premier vœu"]
    times = ("2/3/2026 10:00", "3/3/2026 10:00", "4/1/2026 10:00")
    rows = [
        [when, "un@example.org", it] for when, it in zip(times, (EAU, SANTE, BUDGET), strict=True)
    ]
    done = answers(tmp_path, [header, *rows])
    assert wishes(done) == [["budget"]]
    assert not done.report.notices


def test_where_no_order_of_dates_fits_the_lowest_row_counts_and_it_is_said(
    tmp_path: Path,
) -> None:
    header = ["Horodateur", "Email", "Premier vœu"]
    times = ("02/03/2026 10:00", "01/02/2026 10:00", "03/01/2026 10:00")
    rows = [
        [when, "un@example.org", it] for when, it in zip(times, (EAU, SANTE, BUDGET), strict=True)
    ]
    done = answers(tmp_path, [header, *rows])
    assert wishes(done) == [["budget"]]
    assert "the lowest in the file" in done.report.notices[0].en
    told = answers(tmp_path, [header, *rows], mapping='dates = "jj/mm/aaaa"')
    assert wishes(told) == [["eau"]]


# --- What people say of themselves ---------------------------------------------------------


def test_fields_are_known_by_their_questions(tmp_path: Path) -> None:
    header = [
        *("Horodateur", "Adresse e-mail", "Prénom", "Nom\u00a0", "Nom de votre structure "),
        *("Vous êtes :\n(élu, technicien, association)", "Besoins d'accessibilité"),
        *("Remarques", "J'accepte que mes données soient utilisées (RGPD)", "Téléphone"),
    ]
    said = ["", "a@example.org", "Prénom fictif", "Nom fictif", "Ville fictive", "élu"]
    done = answers(tmp_path, [header, [*said, "fauteuil roulant", "007", "Oui", "0102030405"]])
    found = only(done)
    assert found.name == "Prénom fictif Nom fictif"
    assert (found.email, found.organisation) == ("a@example.org", "Ville fictive")
    assert (found.category, found.needs, found.note) == ("élu", ["PMR"], "007")
    assert ignored(done) == header[-2:]


def test_needs_that_no_room_has_are_kept_in_the_note(tmp_path: Path) -> None:
    header = [*WHO, "Besoins particuliers", "Avez-vous besoin d'un accès PMR ?"]
    rows = [[*FIRST, "boucle magnétique", "Oui"], [*SECOND, "une chaise haute", "non"]]
    done = answers(tmp_path, [header, *rows])
    first, second = done.problem.attendees
    assert first.needs == ["boucle magnétique", "PMR"]
    assert (second.needs, second.note) == ([], "Besoins : une chaise haute")
    assert [it.fr for it in done.report.notices] == [
        "ligne 3 : un besoin n'est pas un équipement des salles ; il est gardé dans la note"
    ]


@pytest.mark.parametrize(
    "question",
    ["Présence", "Serez-vous là toute la journée ?", "Will you be there all day?"],
)
def test_presence_is_read_where_it_is_plain_and_listed_where_not(
    tmp_path: Path, question: str
) -> None:
    header = ["Adresse e-mail", question]
    said = ["9h-12h30", "toute la journée", "mercredi 10 juin, 14h-17h", "le matin", ""]
    rows = [[f"p{number}@example.org", words] for number, words in enumerate(said)]
    done = answers(tmp_path, [header, *rows])
    windows = [
        [(window.day and window.day.day, window.start, window.end) for window in it.present]
        for it in done.problem.attendees
    ]
    assert windows == [[(None, 540, 750)], [], [(10, 840, 1020)], [], []]
    (unread,) = done.report.unread
    assert (unread.words, unread.rows) == ("le matin", (5,))
    told = done.lines("fr")
    place = told.index(f"  - ligne 5, « {question} » : « le matin »")
    assert told[place + 1] == (
        "Elles sont laissées de côté. Pour qu'elles comptent, les corriger ; des heures de "
        "présence se disent aussi sous [presences], dans un fichier de correspondance (--mapping)."
    )


def test_a_question_about_a_meal_is_not_presence(tmp_path: Path) -> None:
    done = answers(tmp_path, [[*WHO, "Serez-vous présent au déjeuner ?"], [*FIRST, "Non"]])
    assert len(done.problem.attendees) == 1
    assert not done.report.unread
    assert ignored(done) == ["Serez-vous présent au déjeuner ?"]
