"""What an organiser must act on is said first, the gravest thing before the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agenda_solver.problem import Problem
from agenda_solver.result import Result, Seating
from agenda_solver.rules.rule import Finding
from agenda_solver.solve import solve
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.pressing import pressing, pressing_of

DAY = "2026-06-10"
ROOMS = [
    {"id": "foyer", "name": "Foyer", "to_be_confirmed": True},
    {"id": "amphi", "name": "Amphi"},
    {"id": "studio", "name": "Studio", "to_be_confirmed": True},
]
GIVEN = Seating("optimal", "generous")


def problem(**more: Any) -> Problem:
    return Problem.read(
        {
            "event": {"name": "Essai"},
            "days": [{"date": DAY}],
            "rooms": ROOMS,
            "sessions": [
                {"id": one, "kind": "workshop", "title": one, "minutes": 60}
                for one in ("a", "b", "c", "d")
            ],
            **more,
        }
    )


def timetable(asked: Problem, *seats: Seat, room: str = "amphi") -> Timetable:
    """Return two rounds of two workshops each."""
    day = asked.days[0].date
    spots = (("a", 540, "amphi"), ("b", 540, room), ("c", 660, "amphi"), ("d", 660, room))
    placed = [Placement(one, day, start, start + 60, where) for one, start, where in spots]
    return Timetable.of(placed, seats)


def said(asked: Problem, result: Result, language: Language = "fr") -> list[str]:
    return [text.say(language) for text in pressing(asked, result)]


def test_nothing_is_said_where_all_is_well() -> None:
    asked = problem()
    assert said(asked, Result("optimal", timetable(asked))) == []
    assert said(asked, Result("infeasible", None)) == []


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "fr",
            [
                "2 demandes ne sont pas tenues",
                "Salle à confirmer : Foyer (2 sessions)",
            ],
        ),
        ("en", ["2 demands are not kept", "Room to be confirmed: Foyer (2 sessions)"]),
    ],
)
def test_what_is_broken_comes_before_what_is_uncertain(
    language: Language, sentences: list[str]
) -> None:
    asked = problem()
    broken = (Finding("locked", "error", Text("x", "x")),) * 2
    result = Result("feasible", timetable(asked, room="foyer"), findings=broken)
    assert said(asked, result, language) == sentences


def test_several_rooms_to_be_confirmed() -> None:
    asked = problem()
    placed = timetable(asked, room="foyer")
    (moved, *rest) = placed.placements
    result = Result("optimal", replace(placed, placements=(replace(moved, room="studio"), *rest)))
    assert said(asked, result) == ["Salles à confirmer : Foyer (2 sessions) et Studio (1 session)"]
    assert said(asked, result, "en") == [
        "Rooms to be confirmed: Foyer (2 sessions) and Studio (1 session)"
    ]


ATTENDEES = {"attendees": [{"id": one, "wishes": ["a", "c"]} for one in ("p1", "p2")]}


def test_people_without_a_seat_come_first() -> None:
    asked = problem(**ATTENDEES)
    seats = (Seat("p1", "a"), Seat("p1", "c"), Seat("p2", "a"))
    result = Result("optimal", timetable(asked, *seats, room="foyer"), seating=GIVEN)
    assert said(asked, result) == [
        "1 personne n'a pas toutes ses places : 1 place manque",
        "Salle à confirmer : Foyer (2 sessions)",
    ]
    nobody = replace(result, timetable=timetable(asked))
    assert said(asked, nobody) == ["2 personnes n'ont pas toutes leurs places : 4 places manquent"]
    assert said(asked, nobody, "en") == [
        "2 people do not have all seats: 4 seats are lacking",
    ]


def test_who_lacks_a_seat_for_want_of_equipment_is_told_with_the_way_out() -> None:
    p1, p2 = ATTENDEES["attendees"]
    asked = problem(attendees=[{**p1, "needs": ["pmr"]}, p2])
    result = Result("optimal", timetable(asked, Seat("p2", "a"), Seat("p2", "c")), seating=GIVEN)
    assert said(asked, result) == [
        "1 personne n'a pas toutes ses places : 2 places manquent",
        "Aucune salle n'a ce dont 1 personne a besoin : l'écrire sous « équipement », feuille "
        "Salles, à celles qui l'ont ; si aucune ne l'a, vider « besoins », feuille Participants, "
        "et prévenir la personne",
    ]
    assert said(asked, result, "en")[1].startswith("No room has what 1 person needs: write it")


def test_of_a_timetable_that_was_judged_only_seats_that_there_are_count() -> None:
    asked = problem(**ATTENDEES)
    assert pressing_of(asked, timetable(asked), ()) == []
    some = timetable(asked, Seat("p1", "a"))
    assert [text.en for text in pressing_of(asked, some, ())] == [
        "2 people do not have all seats: 3 seats are lacking"
    ]


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_where_there_are_no_seats_that_is_said_and_nobody_is_counted(status: Any) -> None:
    asked = problem(**ATTENDEES)
    result = Result("optimal", timetable(asked), seating=Seating(status, "generous"))
    assert said(asked, result) == ["Les places n'ont pas pu être données"]
    assert said(asked, result, "en") == ["The seats could not be given out"]


# --- Customs --------------------------------------------------------------------------------


def test_a_custom_that_is_broken_comes_with_the_sum_that_explains_it() -> None:
    short = Problem.read(
        {
            "event": {"name": "Essai"},
            "days": [{"date": DAY, "open": {"start": "09:00", "end": "12:00"}}],
            "sessions": [
                {
                    "id": "mot",
                    "title": "Ouverture",
                    "minutes": 60,
                    "rooms": [],
                    "locked": {"start": "09:30"},
                },
                {"id": "sujet", "title": "Sujet", "minutes": 90, "rooms": []},
                {"id": "pause", "title": "Pause", "minutes": 30},
            ],
        }
    )
    result = solve(short)
    assert result.timetable is not None
    (sentence,) = pressing(short, result)
    assert sentence.fr.startswith("« Sujet » empiète sur « Pause » pendant 30 min (mercredi")
    assert sentence.fr.endswith(
        ") : à partir de 9h30, 3 h de programme pour 2 h 30 d'ouverture, il manque 30 min"
    )
    assert sentence.en.endswith(
        "): from 09:30 on, 3 h of programme for 2 h 30 min of opening, 30 min are lacking"
    )
    assert {one.severity for one in result.findings if one.rule == "custom_apart"} == {"warning"}
