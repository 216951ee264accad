from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from agenda_solver.problem import Problem, parse_clock
from agenda_solver.result import Result, Status, TierResult
from agenda_solver.text import Language
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views import (
    WIDTH,
    Cell,
    Column,
    Grid,
    people_text,
    programme_grid,
    programme_text,
    sessions_table,
    statements_table,
    status_text,
)

WEDNESDAY, THURSDAY = date(2026, 6, 10), date(2026, 6, 11)

DRAFT: dict[str, Any] = {
    "event": {"name": "Assises", "place": "Rouen", "version": "version du 16/03/26"},
    "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}],
    "rooms": [
        {"id": "amphi", "name": "Grand amphi"},
        {"id": "seine", "name": "Salle Seine"},
        {"id": "orne", "name": "Salle Orne", "to_be_confirmed": True},
    ],
    "people": [
        {"id": "hs", "role": "Présidente", "organisation": "Horizons Solidaires"},
        {"id": "prefet", "role": "Préfet", "unconfirmed": True},
        {"id": "maire", "role": "Adjointe au maire de Rouen", "organisation": "maire de Rouen"},
    ],
    "sessions": [
        {"id": "cafe", "title": "Café d'accueil", "kind": "break", "minutes": 30},
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "plenary",
            "minutes": 30,
            "people": {"animation": ["maire"]},
        },
        {
            "id": "mot",
            "title": "Mot du préfet",
            "kind": "speech",
            "minutes": 10,
            "part_of": "ouverture",
            "people": {"orateur": ["prefet"]},
        },
        {
            "id": "a1",
            "title": "Atelier 1 : " + "le financement et l'accompagnement de la coopération " * 2,
            "kind": "workshop",
            "minutes": 60,
            "block": "ateliers",
            "track": "Coopération",
            "people": {"animation": ["hs"], "rapporteur": [{"one_of": ["maire", "prefet"]}]},
        },
        {
            "id": "a2",
            "title": "Atelier 2",
            "kind": "workshop",
            "minutes": 60,
            "block": "ateliers",
        },
        {"id": "visite", "title": "Visite", "minutes": 30, "rooms": []},
    ],
}
PROBLEM = Problem.read(DRAFT)


def placed(words: str) -> Placement:
    """Read ``a1 14h-15h seine``; with ``+`` in front, on the second day."""
    day = THURSDAY if words.startswith("+") else WEDNESDAY
    session, hours, *room = words.removeprefix("+").split()
    start, end = map(parse_clock, hours.split("-"))
    return Placement(session, day, start, end, room[0] if room else None)


def timetable(*words: str) -> Timetable:
    return Timetable.of(map(placed, words))


TIMETABLE = timetable(
    "cafe 9h-9h30",
    "ouverture 9h30-10h amphi",
    "mot 9h30-9h40 amphi",
    "a1 14h-15h seine",
    "a2 14h-15h orne",
    "+visite 9h-9h30",
)


# --- The programme as organisers publish it -----------------------------------------------

FRENCH = """\
Assises
Rouen · version du 16/03/26

Mercredi 10 juin 2026

09h00  Café d'accueil
       jusqu'à 09h30
09h30  Ouverture
       jusqu'à 10h00 · Grand amphi
       animation : Adjointe au maire de Rouen
       09h30  Mot du préfet
              orateur : Préfet (à confirmer)
14h00  2 sessions en parallèle, jusqu'à 15h00
       • Atelier 1 : le financement et l'accompagnement de la coopération le financement et
         l'accompagnement de la coopération
         Salle Seine · Coopération
         animation : Présidente (Horizons Solidaires) · rapporteur : Adjointe au maire de Rouen ou
         Préfet (à confirmer) (à désigner)
       • Atelier 2
         Salle Orne (à confirmer)

Jeudi 11 juin 2026

09h00  Visite
       jusqu'à 09h30"""


def test_programme_in_french() -> None:
    assert programme_text(PROBLEM, TIMETABLE, "fr") == FRENCH


def test_programme_in_english() -> None:
    lines = programme_text(PROBLEM, TIMETABLE, "en").splitlines()
    assert lines[3:9] == [
        "Wednesday 10 June 2026",
        "",
        "09:00  Café d'accueil",
        "       until 09:30",
        "09:30  Ouverture",
        "       until 10:00 · Grand amphi",
    ]
    assert "14:00  2 sessions in parallel, until 15:00" in lines


def test_lines_are_not_wider_than_a_terminal() -> None:
    assert max(map(len, FRENCH.splitlines())) <= WIDTH


def test_a_block_that_no_longer_starts_together() -> None:
    text = programme_text(PROBLEM, timetable("a1 14h-15h seine", "a2 14h30-15h orne"), "fr")
    assert "parallèle" not in text
    assert "\n14h00  Atelier 1" in text
    assert "\n14h30  Atelier 2\n       jusqu'à 15h00 · Salle Orne (à confirmer)" in text


def test_a_block_that_does_not_end_together() -> None:
    text = programme_text(PROBLEM, timetable("a1 14h-15h seine", "a2 14h-14h30 orne"), "fr")
    assert "14h00  2 sessions en parallèle\n" in text
    assert "       • Atelier 2\n         jusqu'à 14h30 · Salle Orne (à confirmer)" in text


def test_a_part_without_its_whole_stands_by_itself() -> None:
    text = programme_text(PROBLEM, timetable("mot 9h30-9h40 amphi"), "fr")
    assert "\n09h30  Mot du préfet\n       jusqu'à 09h40 · Grand amphi\n" in text


def test_what_is_not_placed_is_told() -> None:
    text = programme_text(PROBLEM, timetable("cafe 9h-9h30", "a1 14h-15h seine"), "fr")
    assert text.endswith(
        "\nPas au programme\n\n• Ouverture\n• Mot du préfet\n• Atelier 2\n• Visite"
    )


def test_a_title_does_not_steer_the_terminal() -> None:
    draft = {**DRAFT, "event": {"name": "As\x1b[2Jsises\nnormandes"}}
    text = programme_text(Problem.read(draft), TIMETABLE, "fr")
    assert text.startswith("As[2Jsises normandes\n")


def test_people_by_role_in_both_languages() -> None:
    text = people_text(PROBLEM, PROBLEM.session["a1"])
    assert text.en == (
        "animation: Présidente (Horizons Solidaires) · "
        "rapporteur: Adjointe au maire de Rouen or Préfet (to be confirmed) (to be named)"
    )


# --- Status -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "language", "sentence"),
    [
        ("optimal", "fr", "Prouvé optimal : aucun programme ne fait mieux"),
        ("optimal", "en", "Proven optimal: no programme does better"),
        (
            "feasible",
            "fr",
            "Réalisable, pas prouvé le meilleur : écart 12 au niveau 2 (coût 60, au mieux 48)",
        ),
        ("feasible", "en", "Feasible, not proven the best: gap 12 in tier 2 (cost 60, at best 48)"),
        (
            "infeasible",
            "fr",
            "Impossible, c'est prouvé : aucun programme ne tient toutes les demandes",
        ),
        ("unknown", "fr", "Rien trouvé dans le temps donné"),
    ],
)
def test_status_in_the_organisers_words(status: Status, language: Language, sentence: str) -> None:
    tiers = (TierResult(1, (), "optimal", 5, 5), TierResult(2, (), "feasible", 60, 48))
    assert status_text(Result(status, TIMETABLE, tiers)).say(language) == sentence


# --- Tables -------------------------------------------------------------------------------


def test_one_row_a_session_in_the_order_of_the_programme() -> None:
    table = sessions_table(PROBLEM, TIMETABLE, "fr")
    assert list(table.columns) == [
        *("id", "titre", "jour", "début", "fin", "salle", "nom de la salle", "genre"),
        *("filière", "intervenants", "bloc", "partie de"),
    ]
    assert list(table["id"]) == ["cafe", "ouverture", "mot", "a1", "a2", "visite"]
    row = table.iloc[2].to_dict()
    assert row["jour"] == WEDNESDAY
    assert (row["début"], row["fin"]) == (time(9, 30), time(9, 40))
    assert (row["salle"], row["nom de la salle"]) == ("amphi", "Grand amphi")
    assert (row["genre"], row["intervenants"]) == ("discours", "orateur : Préfet (à confirmer)")
    assert (row["bloc"], row["partie de"]) == (None, "ouverture")


def test_a_session_that_is_not_placed_has_a_row_too() -> None:
    table = sessions_table(PROBLEM, timetable("cafe 9h-9h30"), "en")
    assert len(table) == len(PROBLEM.sessions)
    row = table.iloc[1].to_dict()
    assert row["id"] == "ouverture"
    assert [row[key] for key in ("day", "start", "end", "room")] == [None] * 4


def test_midnight_that_closes_a_day_is_text() -> None:
    table = sessions_table(PROBLEM, timetable("visite 23h-24h"), "fr")
    assert table.at[0, "fin"] == "24:00"


def stated(**tables: Any) -> Problem:
    sessions = [
        {"id": "a", "title": "A", "minutes": 60, "rooms": [], "stated": tables.get("session", [])}
    ]
    return Problem.read(
        {
            "event": {"name": "E", "stated": tables.get("event", [])},
            "days": tables.get("days", [{"date": "2026-06-10"}]),
            "sessions": sessions,
        }
    )


def told(problem: Problem, *words: str) -> list[list[str]]:
    return statements_table(problem, timetable(*words), "fr").to_numpy().tolist()


def test_two_statements_of_a_session_and_which_is_kept() -> None:
    problem = stated(
        session=[
            {"start": "14h30", "source": "le programme"},
            {"start": "14h00", "end": "15h45", "text": "de 14h à 15h45"},
        ]
    )
    assert told(problem, "a 14h-15h45") == [
        ["A", "à 14h30", "le programme", "de 14h00 à 15h45", "non"],
        ["A", "de 14h00 à 15h45 : « de 14h à 15h45 »", "", "de 14h00 à 15h45", "oui"],
    ]


def test_a_statement_of_a_session_that_is_not_placed() -> None:
    problem = stated(session=[{"start": "14h30"}])
    assert told(problem) == [["A", "à 14h30", "", "pas au programme", "non"]]


@pytest.mark.parametrize(("end", "kept"), [("17h00", "oui"), ("17h01", "non")])
def test_the_hours_of_the_event_hold_the_programme_or_not(end: str, kept: str) -> None:
    problem = stated(event=[{"start": "9h00", "end": "17h00", "source": "page 1"}])
    (row,) = told(problem, f"a 16h-{end}")
    assert row == ["l'évènement", "de 9h00 à 17h00", "page 1", f"de 16h00 à {end}", kept]


def test_the_days_of_the_event() -> None:
    problem = stated(event=[{"day": "2026-06-10"}, {"day": "2021-06-29"}])
    assert [(row[3], row[4]) for row in told(problem, "a 9h-10h")] == [
        ("mercredi 10 juin 2026", "oui"),
        ("mercredi 10 juin 2026", "non"),
    ]


def test_words_alone_are_for_a_person_to_check() -> None:
    problem = stated(event=[{"about": "lien d'inscription", "text": "forms.gle/1"}])
    assert told(problem) == [
        ["l'évènement – lien d'inscription", "« forms.gle/1 »", "", "", "à vérifier"]
    ]


# --- The grid -----------------------------------------------------------------------------


def cells(grid: Grid, day: int = 0) -> dict[str, tuple[int, int]]:
    """Return by session its first lane and how many it spans."""
    return {cell.item.placement.session: (cell.lane, cell.lanes) for cell in grid.days[day].cells}


def test_rooms_across_and_time_down() -> None:
    grid = programme_grid(PROBLEM, TIMETABLE)
    assert grid.columns == (Column("amphi", 1), Column("seine", 1), Column("orne", 1))
    assert [day.day for day in grid.days] == [WEDNESDAY, THURSDAY]
    assert grid.days[0].times == (540, 570, 600, 840, 900)
    # A break and a plenary with nothing beside them span the rooms; the part is inside.
    assert cells(grid) == {"cafe": (0, 3), "ouverture": (0, 3), "a1": (1, 1), "a2": (2, 1)}
    assert cells(grid, 1) == {"visite": (0, 3)}


def test_a_part_is_told_in_the_cell_of_its_whole() -> None:
    (cell,) = (
        programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10")).days[0].cells
    )
    assert isinstance(cell, Cell)
    assert [part.placement.session for part in cell.item.parts] == ["mot"]


def test_a_part_in_another_room_has_its_own_cell() -> None:
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10 seine"))
    assert cells(grid) == {"ouverture": (0, 1), "mot": (1, 1)}


def test_what_has_no_room_but_something_beside_it_has_a_column() -> None:
    grid = programme_grid(PROBLEM, timetable("visite 14h-15h", "a2 14h30-15h30 orne"))
    assert grid.columns == (Column("orne", 1), Column(None, 1))
    assert cells(grid) == {"a2": (0, 1), "visite": (1, 1)}


def test_sessions_that_touch_are_not_beside_one_another() -> None:
    grid = programme_grid(PROBLEM, timetable("visite 14h-15h", "a2 15h-16h orne"))
    assert cells(grid) == {"visite": (0, 1), "a2": (0, 1)}


def test_two_sessions_in_a_room_at_once_stand_side_by_side() -> None:
    grid = programme_grid(
        PROBLEM, timetable("a1 14h-15h seine", "a2 14h30-15h30 seine", "mot 16h-17h seine")
    )
    assert grid.columns == (Column("seine", 2),)
    assert cells(grid) == {"a1": (0, 1), "a2": (1, 1), "mot": (0, 2)}


def test_a_programme_without_rooms_has_one_column() -> None:
    assert programme_grid(PROBLEM, timetable("visite 9h-10h")).columns == (Column(None, 1),)


def test_an_empty_timetable() -> None:
    assert programme_grid(PROBLEM, timetable()) == Grid((Column(None, 1),), ())
