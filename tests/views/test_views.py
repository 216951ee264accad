from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from agenda_solver.problem import Problem
from agenda_solver.result import Result, Status, TierResult
from agenda_solver.text import Language, Text, same
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.views.figures import (
    LengthOff,
    RoomFigures,
    figures,
    lengths_off,
    room_figures,
    to_confirm,
)
from agenda_solver.views.grid import GridCell, GridColumn, ProgrammeGrid, programme_grid
from agenda_solver.views.people import Agenda, Appearance, agendas, person_facts
from agenda_solver.views.proofs import status_text
from agenda_solver.views.rooms import (
    RoomDay,
    RoomLine,
    RoomProgramme,
    attendance_text,
    registered_texts,
    room_facts,
    room_programmes,
)
from agenda_solver.views.statements import what_is_settled
from agenda_solver.views.terminal import programme_text
from agenda_solver.views.titles import is_cancelled, label_text, people_text
from agenda_solver.views.wrapping import WIDTH
from agenda_solver.words.moments import read_clock

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
    start, end = map(read_clock, hours.split("-"))
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


def test_what_is_at_the_same_time_is_told_as_parallel() -> None:
    text = programme_text(PROBLEM, timetable("cafe 14h-15h", "visite 14h-15h seine"), "fr")
    assert "14h00  2 sessions en parallèle, jusqu'à 15h00\n       • Café d'accueil\n" in text
    text = programme_text(PROBLEM, timetable("cafe 14h-15h", "visite 14h-14h55 seine"), "fr")
    assert "parallèle" not in text


def test_which_time_of_a_session_it_is() -> None:
    sessions = [{"id": "a", "title": "Atelier", "minutes": 60, "repeats": 2}]
    twice = Problem.read({**DRAFT, "sessions": sessions, "sequences": []})
    text = programme_text(twice, timetable("a 9h-10h seine", "a-2 10h-11h seine"), "fr")
    assert "09h00  Atelier\n" in text
    assert "10h00  Atelier (séance n° 2)\n" in text


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
    text = people_text(PROBLEM, TIMETABLE, PROBLEM.session["a1"])
    assert text.en == (
        "animation: Présidente (Horizons Solidaires) · "
        "rapporteur: Adjointe au maire de Rouen or Préfet (to be confirmed) (to be named)"
    )


def chosen(person: str) -> Timetable:
    return Timetable.of(TIMETABLE.placements, cast=[Casting("a1", "rapporteur", 0, person)])


def test_who_is_chosen_is_told_as_anybody() -> None:
    text = people_text(PROBLEM, chosen("prefet"), PROBLEM.session["a1"])
    assert text.fr == (
        "animation : Présidente (Horizons Solidaires) · rapporteur : Préfet (à confirmer)"
    )
    printed = programme_text(PROBLEM, chosen("maire"), "fr")
    assert "rapporteur : Adjointe au maire de Rouen" in printed
    assert "à désigner" not in printed


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


def test_where_no_bound_is_known_the_status_says_that_there_is_no_proof() -> None:
    said = status_text(Result("feasible", TIMETABLE, (TierResult(2, (), "feasible", 312, 0),)))
    assert said.fr == (
        "Réalisable, pas prouvé le meilleur : niveau 2, coût 312, "
        "sans aucune preuve qu'on ne peut pas faire mieux"
    )
    assert said.en == (
        "Feasible, not proven the best: tier 2, cost 312, "
        "without any proof that no programme does better"
    )


# --- Tables -------------------------------------------------------------------------------


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


def settled(problem: Problem, *words: str) -> list[list[str]]:
    return [
        [row.about.fr, row.statement.fr, row.source, row.settled.fr, row.kept.fr]
        for row in what_is_settled(problem, timetable(*words))
    ]


def test_two_statements_of_a_session_and_which_is_kept() -> None:
    problem = stated(
        session=[
            {"start": "14h30", "source": "le programme"},
            {"start": "14h00", "end": "15h45", "text": "de 14h à 15h45"},
        ]
    )
    assert settled(problem, "a 14h-15h45") == [
        ["A", "à 14h30", "le programme", "de 14h00 à 15h45", "non"],
        ["A", "de 14h00 à 15h45 : « de 14h à 15h45 »", "", "de 14h00 à 15h45", "oui"],
    ]


def test_a_statement_of_a_session_that_is_not_placed() -> None:
    problem = stated(session=[{"start": "14h30"}])
    assert settled(problem) == [["A", "à 14h30", "", "pas au programme", "non"]]


@pytest.mark.parametrize(("end", "kept"), [("17h00", "oui"), ("17h01", "non")])
def test_the_hours_of_the_event_hold_the_programme_or_not(end: str, kept: str) -> None:
    problem = stated(event=[{"start": "9h00", "end": "17h00", "source": "page 1"}])
    (row,) = settled(problem, f"a 16h-{end}")
    assert row == ["l'évènement", "de 9h00 à 17h00", "page 1", f"de 16h00 à {end}", kept]


def test_the_days_of_the_event() -> None:
    problem = stated(event=[{"day": "2026-06-10"}, {"day": "2021-06-29"}])
    assert [(row[3], row[4]) for row in settled(problem, "a 9h-10h")] == [
        ("mercredi 10 juin 2026", "oui"),
        ("mercredi 10 juin 2026", "non"),
    ]


def test_words_alone_are_for_a_person_to_check() -> None:
    problem = stated(event=[{"about": "lien d'inscription", "text": "forms.gle/1"}])
    assert settled(problem) == [
        ["l'évènement – lien d'inscription", "« forms.gle/1 »", "", "", "à vérifier"]
    ]


# --- The grid -----------------------------------------------------------------------------


def cells(grid: ProgrammeGrid, day: int = 0) -> dict[str, tuple[int, int]]:
    """Return by session its first lane and how many it spans."""
    return {cell.item.placement.session: (cell.lane, cell.lanes) for cell in grid.days[day].cells}


def test_rooms_across_and_time_down() -> None:
    grid = programme_grid(PROBLEM, TIMETABLE)
    assert grid.columns == (GridColumn("seine", 1), GridColumn("orne", 1))
    assert [day.day for day in grid.days] == [WEDNESDAY, THURSDAY]
    assert grid.days[0].times == (540, 570, 600, 840, 900)
    # A break and a plenary with nothing beside them span the rooms; the part is inside.
    assert cells(grid) == {"cafe": (0, 2), "ouverture": (0, 2), "a1": (0, 1), "a2": (1, 1)}
    assert cells(grid, 1) == {"visite": (0, 2)}


def test_a_room_has_a_column_where_something_is_beside_what_it_holds() -> None:
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "a2 9h30-10h30 orne"))
    assert grid.columns == (GridColumn("amphi", 1), GridColumn("orne", 1))


def test_a_programme_of_plenaries_has_one_column() -> None:
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10 amphi"))
    assert grid.columns == (GridColumn("amphi", 1),)
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "cafe 10h-11h orne"))
    assert grid.columns == (GridColumn(None, 1),)


def test_a_part_is_told_in_the_cell_of_its_whole() -> None:
    (cell,) = (
        programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10")).days[0].cells
    )
    assert isinstance(cell, GridCell)
    assert [part.placement.session for part in cell.item.parts] == ["mot"]


def test_a_part_in_another_room_has_its_own_cell() -> None:
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10 seine"))
    assert cells(grid) == {"ouverture": (0, 1), "mot": (1, 1)}


def test_what_has_no_room_but_something_beside_it_has_a_column() -> None:
    grid = programme_grid(PROBLEM, timetable("visite 14h-15h", "a2 14h30-15h30 orne"))
    assert grid.columns == (GridColumn("orne", 1), GridColumn(None, 1))
    assert cells(grid) == {"a2": (0, 1), "visite": (1, 1)}


def test_sessions_that_touch_are_not_beside_one_another() -> None:
    grid = programme_grid(PROBLEM, timetable("visite 14h-15h", "a2 15h-16h orne"))
    assert cells(grid) == {"visite": (0, 1), "a2": (0, 1)}


def test_two_sessions_in_a_room_at_once_stand_side_by_side() -> None:
    grid = programme_grid(
        PROBLEM, timetable("a1 14h-15h seine", "a2 14h30-15h30 seine", "mot 16h-17h seine")
    )
    assert grid.columns == (GridColumn("seine", 2),)
    assert cells(grid) == {"a1": (0, 1), "a2": (1, 1), "mot": (0, 2)}


def test_a_programme_without_rooms_has_one_column() -> None:
    assert programme_grid(PROBLEM, timetable("visite 9h-10h")).columns == (GridColumn(None, 1),)


def test_an_empty_timetable() -> None:
    assert programme_grid(PROBLEM, timetable()) == ProgrammeGrid((GridColumn(None, 1),), ())


# --- Room by room -------------------------------------------------------------------------


def equipped(**more: Any) -> Problem:
    """Return the draft with more said of its first room, and of its opening."""
    sessions = [
        {**it, "expected": 80} if it["id"] == "ouverture" else it for it in DRAFT["sessions"]
    ]
    first, *rest = DRAFT["rooms"]
    return Problem.read({**DRAFT, "rooms": [{**first, **more}, *rest], "sessions": sessions})


def in_amphi(problem: Problem, *words: str) -> tuple[RoomDay, ...]:
    amphi, *_ = room_programmes(problem, timetable(*words))
    assert amphi.room == "amphi"
    return amphi.days


def test_what_takes_place_in_each_room() -> None:
    assert room_programmes(PROBLEM, TIMETABLE) == (
        RoomProgramme(
            "amphi",
            (
                RoomDay(
                    WEDNESDAY,
                    (
                        RoomLine(570, 600, "ouverture"),
                        RoomLine(570, 580, "mot", part=True),
                    ),
                ),
                RoomDay(THURSDAY, ()),
            ),
        ),
        RoomProgramme(
            "seine", (RoomDay(WEDNESDAY, (RoomLine(840, 900, "a1"),)), RoomDay(THURSDAY, ()))
        ),
        RoomProgramme(
            "orne", (RoomDay(WEDNESDAY, (RoomLine(840, 900, "a2"),)), RoomDay(THURSDAY, ()))
        ),
        RoomProgramme(
            None,
            (
                RoomDay(WEDNESDAY, (RoomLine(540, 570, "cafe"),)),
                RoomDay(THURSDAY, (RoomLine(540, 570, "visite"),)),
            ),
        ),
    )


def test_a_room_that_nobody_uses_has_no_days() -> None:
    found = room_programmes(PROBLEM, timetable("a1 14h-15h seine"))
    assert [(it.room, len(it.days)) for it in found] == [("amphi", 0), ("seine", 1), ("orne", 0)]


def test_setup_and_teardown_as_times_but_not_of_a_part() -> None:
    problem = equipped(setup=15, teardown=5)
    (day,) = in_amphi(problem, "ouverture 9h-10h amphi", "mot 9h-9h10 amphi")
    assert day.lines == (
        RoomLine(540, 600, "ouverture", setup=525, cleared=605),
        RoomLine(540, 550, "mot", part=True),
    )


def test_a_part_in_another_room_is_told_there() -> None:
    found = room_programmes(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10 seine"))
    assert found[1].days[0].lines == (RoomLine(540, 550, "mot"),)


@pytest.mark.parametrize(("start", "free"), [("10h35", []), ("10h45", [RoomLine(605, 635)])])
def test_a_room_is_free_for_half_an_hour_or_more(start: str, free: list[RoomLine]) -> None:
    problem = equipped(setup=10, teardown=5)
    (day,) = in_amphi(problem, "ouverture 9h-10h amphi", f"a1 {start}-11h15 amphi")
    assert [line for line in day.lines if line.session is None] == free


def test_a_room_is_free_within_its_hours_only() -> None:
    windows = [
        *({"start": "8h", "end": "9h30"}, {"start": "9h30", "end": "11h"}),
        {"day": "2026-06-11", "start": "14h", "end": "15h"},
        {"day": "2026-06-10", "start": "16h", "end": "17h"},
    ]
    first, second = in_amphi(equipped(open=windows), "a1 9h-10h amphi", "+visite 9h-9h30")
    assert first.open == ((480, 660), (960, 1020))
    assert first.lines == (
        *(RoomLine(480, 540), RoomLine(540, 600, "a1"), RoomLine(600, 660)),
        RoomLine(960, 1020),
    )
    assert second.open == ((480, 660), (840, 900))
    assert second.lines == (RoomLine(480, 660), RoomLine(840, 900))


def test_a_room_is_closed_on_a_day() -> None:
    problem = equipped(open=[{"day": "2026-06-10"}])
    _, second = in_amphi(problem, "a1 9h-10h amphi", "+visite 9h-9h30")
    assert (second.open, second.lines) == ((), ())


def test_a_room_without_hours_is_free_while_the_day_is_open() -> None:
    days = [{"date": "2026-06-10", "open": {"start": "8h", "end": "11h"}}]
    problem = Problem.read({**DRAFT, "days": days})
    (day,) = in_amphi(problem, "a1 9h-10h amphi")
    assert day.open is None
    assert day.lines == (RoomLine(480, 540), RoomLine(540, 600, "a1"), RoomLine(600, 660))


def test_two_sessions_in_a_room_at_once_are_both_told() -> None:
    (day,) = in_amphi(PROBLEM, "a1 9h-10h amphi", "a2 9h30-10h30 amphi", "visite 12h-13h amphi")
    assert day.lines == (
        *(RoomLine(540, 600, "a1"), RoomLine(570, 630, "a2"), RoomLine(630, 720)),
        RoomLine(720, 780, "visite"),
    )


def test_what_is_known_of_a_room() -> None:
    problem = equipped(site="Aile nord", capacity=1, features=["pmr", "écran"])
    assert room_facts(problem.room["amphi"]) == Text(
        "Aile nord · 1 place · pmr · écran", "Aile nord · 1 seat · pmr · écran"
    )
    assert room_facts(problem.room["seine"]) == same("")


@pytest.mark.parametrize(("room", "words"), [("amphi", "80 / 120"), ("seine", "80"), (None, "80")])
def test_how_many_are_expected_of_how_many_seats(room: str | None, words: str) -> None:
    problem = equipped(capacity=120)
    assert attendance_text(problem, problem.session["ouverture"], room) == words
    assert attendance_text(problem, problem.session["a1"], room) == ""


def registered(*seats: Seat) -> Mapping[str, Text]:
    first, second, *rest = DRAFT["sessions"]
    workshops = [{**it, "capacity": {"min": 2}} if it["id"] == "a2" else it for it in rest]
    rooms = [{**DRAFT["rooms"][0], "capacity": 2}, *DRAFT["rooms"][1:]]
    attendees = [{"id": "p1", "wishes": ["a1"]}, {"id": "p2"}]
    problem = Problem.read(
        {
            **DRAFT,
            "rooms": rooms,
            "sessions": [first, second, *workshops],
            "attendees": attendees,
        }
    )
    placements = [p for p in TIMETABLE.placements if p.session not in ("a1", "a2")]
    placements += [
        Placement("a1", WEDNESDAY, 840, 900, "amphi"),
        Placement("a2", WEDNESDAY, 840, 900, "seine"),
    ]
    timetable = Timetable.of(placements, seats)
    text = programme_text(problem, timetable, "fr")
    assert ("annulé, trop peu d'inscrits" in text) == any(
        is_cancelled(problem, timetable, session) for session in ("a1", "a2")
    )
    return registered_texts(problem, timetable)


def test_how_many_are_registered_of_how_many_seats() -> None:
    told = registered(Seat("p1", "a1"))
    assert told["a1"] == Text("1 inscrit / 2 places", "1 registered / 2 seats")
    assert told["a2"] == Text("annulé, trop peu d'inscrits", "cancelled, too few registered")
    assert "ouverture" not in told
    assert registered(Seat("p1", "a2"), Seat("p2", "a2"))["a2"] == Text(
        "2 inscrits", "2 registered"
    )


def test_before_seats_are_given_out_nobody_is_registered_and_nothing_cancelled() -> None:
    assert registered() == {}


def test_the_label_is_the_track_or_else_the_kind() -> None:
    assert label_text(PROBLEM.session["a1"]) == same("Coopération")
    assert label_text(PROBLEM.session["a2"]) == Text("atelier", "workshop")


# --- Person by person ---------------------------------------------------------------------


def test_what_everybody_takes_part_in() -> None:
    placements = TIMETABLE.by_session
    to_be_named = Text("rapporteur (à désigner)", "rapporteur (to be named)")
    assert agendas(PROBLEM, TIMETABLE) == (
        Agenda("hs", (Appearance("a1", same("animation"), placements["a1"]),)),
        Agenda(
            "prefet",
            (
                Appearance("mot", same("orateur"), placements["mot"]),
                Appearance("a1", to_be_named, placements["a1"]),
            ),
        ),
        Agenda(
            "maire",
            (
                Appearance("ouverture", same("animation"), placements["ouverture"]),
                Appearance("a1", to_be_named, placements["a1"]),
            ),
        ),
    )


def test_who_is_chosen_takes_part_and_who_is_not_does_not() -> None:
    _, prefet, maire = agendas(PROBLEM, chosen("maire"))
    assert [it.session for it in prefet.appearances] == ["mot"]
    assert [(it.session, it.roles.fr) for it in maire.appearances] == [
        ("ouverture", "animation"),
        ("a1", "rapporteur"),
    ]


def test_agendas_are_in_the_order_of_time_and_what_has_no_place_is_last() -> None:
    found = agendas(PROBLEM, timetable("+ouverture 9h-10h amphi", "a1 16h-17h seine"))
    assert [it.session for it in found[2].appearances] == ["a1", "ouverture"]
    assert [it.session for it in found[1].appearances] == ["a1", "mot"]
    assert found[1].appearances[1].placement is None


def test_several_roles_in_one_session_and_nobody_elses() -> None:
    sessions = [
        {**it, "people": {"animation": ["hs"], "intervention": ["hs"]}} if it["id"] == "a2" else it
        for it in DRAFT["sessions"]
        if it["id"] in ("a2", "cafe")
    ]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    hs, *others = agendas(problem, timetable())
    assert hs.appearances == (
        Appearance("a2", Text("animation et intervention", "animation and intervention")),
    )
    assert [it.appearances for it in others] == [(), ()]


def test_what_is_known_of_a_person() -> None:
    people = [
        {
            **{"id": "a", "name": "Ada", "role": "Maire", "organisation": "Rouen"},
            **{"unconfirmed": True, "present": [{"day": "2026-06-10", "start": "9h"}]},
        },
        {"id": "b", "role": "Préfète"},
    ]
    sessions = [{"id": "s", "title": "S", "minutes": 60}]
    problem = Problem.read({**DRAFT, "people": people, "sessions": sessions})
    assert person_facts(problem, problem.person["a"]) == Text(
        "Maire · Rouen · à confirmer · présence : le mercredi 10 juin 2026 à partir de 9h00",
        "Maire · Rouen · to be confirmed · present: on Wednesday 10 June 2026 from 09:00",
    )
    assert person_facts(problem, problem.person["b"]) == same("")


# --- What a report tells --------------------------------------------------------------------


def test_sessions_that_are_not_as_long_as_ideal() -> None:
    minutes = {"min": 10, "ideal": 30, "max": 90}
    sessions = [{**it, "minutes": minutes} for it in DRAFT["sessions"]]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    assert lengths_off(problem, TIMETABLE) == [
        *(LengthOff("mot", 10, 30), LengthOff("a1", 60, 30), LengthOff("a2", 60, 30))
    ]
    assert lengths_off(PROBLEM, TIMETABLE) == []


def test_what_is_to_be_confirmed_and_what_depends_on_it() -> None:
    found = to_confirm(PROBLEM, TIMETABLE)
    assert [(it.what, it.name, it.sessions) for it in found] == [
        (Text("salle", "room"), same("Salle Orne"), ("a2",)),
        (Text("intervenant", "person"), same("Préfet"), ("mot", "a1")),
        (
            Text("rapporteur, à désigner", "rapporteur, to be named"),
            Text("Adjointe au maire de Rouen ou Préfet", "Adjointe au maire de Rouen or Préfet"),
            ("a1",),
        ),
    ]


def test_what_is_chosen_is_no_more_to_be_named() -> None:
    found = to_confirm(PROBLEM, chosen("maire"))
    assert [(it.name.fr, it.sessions) for it in found] == [
        ("Salle Orne", ("a2",)),
        ("Préfet", ("mot",)),
    ]


def test_how_much_each_room_is_used() -> None:
    # Six hours on Wednesday, half an hour on Thursday; the part counts with its whole.
    assert room_figures(PROBLEM, TIMETABLE) == [
        RoomFigures("amphi", 1, 30, 30 / 390),
        RoomFigures("seine", 1, 60, 60 / 390),
        RoomFigures("orne", 1, 60, 60 / 390),
    ]


def test_what_overlaps_in_a_room_is_counted_once() -> None:
    (_, seine, _) = room_figures(PROBLEM, timetable("a1 14h-15h seine", "a2 14h30-16h seine"))
    assert seine == RoomFigures("seine", 2, 120, 1.0)
    assert room_figures(PROBLEM, timetable())[0] == RoomFigures("amphi", 0, 0, 0.0)


def test_the_programme_in_figures() -> None:
    assert [(what.fr, value.fr) for what, value in figures(PROBLEM, TIMETABLE)] == [
        (
            "Jours et heures",
            "mercredi 10 juin 2026 de 9h00 à 15h00 et jeudi 11 juin 2026 de 9h00 à 9h30",
        ),
        ("Sessions au programme", "6 sur 6"),
        ("Durée des sessions, en tout", "3 h 30"),
        ("En même temps, au plus", "2 sessions"),
        ("Salles utilisées", "3 sur 3"),
        ("Intervenants", "3 (dont 1 à confirmer)"),
    ]
    english = {what.en: value.en for what, value in figures(PROBLEM, TIMETABLE)}
    assert english["Rooms in use"] == "3 of 3"
    assert english["At the same time, at most"] == "2 sessions"
