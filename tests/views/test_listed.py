"""A programme as a list: what takes place, in which room by name, from when to when a day is."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.listed import Listed

DAY = date(2027, 3, 26)
DRAFT: dict[str, Any] = {
    "event": {"name": "Rencontres", "place": "Mairie"},
    "days": [
        {"date": "2027-03-26", "open": {"start": "08:00", "end": "20:00"}},
        {"date": "2027-03-27", "open": {"start": "09:00", "end": "17:00"}},
        {"date": "2027-03-28"},
    ],
    "rooms": [
        {"id": "a1", "name": "Salle A", "site": "Est"},
        {"id": "a2", "name": "Salle A"},
        {"id": "b", "name": "Salle B", "to_be_confirmed": True},
    ],
    "sessions": [
        {"id": "tout", "title": "Tout", "minutes": 60},
        {"id": "part", "title": "Partie", "minutes": 20, "part_of": "tout"},
        {"id": "autre", "title": "Autre", "minutes": {"min": 30, "ideal": 45, "max": 60}},
        {
            "id": "atelier",
            "title": "Atelier",
            "kind": "workshop",
            "minutes": 60,
            "capacity": {"min": 2},
        },
    ],
    "attendees": [{"id": "x", "wishes": ["tout", "atelier"]}],
}
PLACEMENTS = (
    Placement("tout", DAY, 540, 600, "a1"),
    Placement("part", DAY, 540, 560),
    Placement("atelier", DAY, 660, 720, "a2"),
)


def listed(*seats: Seat) -> Listed:
    return Listed(Problem.read(DRAFT), Timetable.of(PLACEMENTS, seats))


def test_a_part_is_in_the_room_of_its_whole_and_after_it() -> None:
    whole, part, _ = listed().sessions
    assert (whole.session.id, part.session.id, part.room) == ("tout", "part", "a1")
    assert whole.where.fr == "Salle A, Est, Mairie"


def test_rooms_of_one_name_are_told_apart_and_unused_ones_left_out() -> None:
    assert {room: name.fr for room, name in listed().rooms.items()} == {
        "a1": "Salle A (a1)",
        "a2": "Salle A (a2)",
    }


def test_no_room_is_called_as_what_has_none() -> None:
    rooms = [{**DRAFT["rooms"][0], "name": "Sans salle"}, *DRAFT["rooms"][1:]]
    problem = Problem.read({**DRAFT, "rooms": rooms})
    placements = (PLACEMENTS[0], Placement("autre", DAY, 540, 570))
    names = Listed(problem, Timetable.of(placements)).rooms
    assert {room: name.fr for room, name in names.items()} == {
        "a1": "Sans salle (a1)",
        None: "Sans salle",
    }


def test_what_too_few_attend_does_not_take_place() -> None:
    assert [one.session.id for one in listed(Seat("x", "tout")).sessions] == ["tout", "part"]
    assert {room: name.fr for room, name in listed(Seat("x", "tout")).rooms.items()} == {
        "a1": "Salle A"
    }


def test_what_has_no_time_lasts_as_long_as_it_should() -> None:
    (other,) = listed().without_time
    assert (other.session.id, other.minutes, other.start, other.end) == ("autre", 45, None, None)


def test_a_day_is_from_the_first_start_to_the_last_end_or_as_long_as_it_is_open() -> None:
    hours = [(f"{day.start:%d %H:%M}", f"{day.end:%d %H:%M}") for day in listed().days]
    assert hours == [("26 09:00", "26 12:00"), ("27 09:00", "27 17:00"), ("28 00:00", "28 23:59")]


def test_what_does_not_take_place_is_told() -> None:
    assert list(listed().called_off()) == []
    off = listed(Seat("x", "tout"))
    assert [one.session.id for one in off.sessions] == ["tout", "part"]
    (sentence,) = off.called_off()
    assert sentence.fr == "Annulé, donc pas dans ce fichier : « Atelier »"
    assert sentence.en == "Cancelled, and so not in this file: “Atelier”"
