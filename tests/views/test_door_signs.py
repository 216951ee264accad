from __future__ import annotations

from datetime import date

from web_event import FIRST, PROBLEM, SECOND, TIMETABLE

from agenda_solver.problem import Problem
from agenda_solver.text import Text, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.door_signs import door_signs
from workshops import PROBLEM as WORKSHOPS
from workshops import TIMETABLE as SEATED


def test_a_room_has_a_sign_for_each_day_on_which_it_is_used() -> None:
    signs = door_signs(PROBLEM, TIMETABLE)
    assert [(sign.room_id, sign.day) for sign in signs] == [
        ("amphi", FIRST),
        ("amphi", SECOND),
        ("seine", FIRST),
        ("orne", FIRST),
    ]
    first = signs[0]
    assert (first.name, first.site) == ("Grand amphithéâtre", "Site du Parc")
    assert first.day_title == Text("Mercredi 10 juin 2026", "Wednesday 10 June 2026")
    assert signs[3].name == "Salle Orne"  # whoever stands before it needs no confirmation


def test_a_line_tells_when_what_and_by_whom() -> None:
    opening, speech = door_signs(PROBLEM, TIMETABLE)[0].lines
    assert (opening.start, opening.end) == (Text("09h30", "09:30"), Text("10h30", "10:30"))
    assert opening.title == same("Ouverture")
    assert (opening.people.fr, opening.people.en) == (
        "animation : Marie Inventée",
        "facilitation: Marie Inventée",
    )
    assert (speech.title.fr, speech.part) == ("Mot du préfet", True)
    assert speech.colour == opening.colour
    (water,) = door_signs(PROBLEM, TIMETABLE)[2].lines
    assert (water.title.fr, water.facts.fr) == ("L'eau, bien commun – Qui décide ?", "Climat")


def test_what_is_cancelled_or_in_several_rooms_is_told() -> None:
    large = next(sign for sign in door_signs(WORKSHOPS, SEATED) if sign.room_id == "grande")
    assert [line.facts.fr for line in large.lines] == [
        "",
        "atelier · annulé, trop peu d'inscrits",
    ]
    hall = Problem.read(
        {
            "event": {"name": "E"},
            "days": [{"date": "2026-06-10"}],
            "rooms": [
                {"id": "est", "name": "Aile est"},
                {"id": "ouest", "name": "Aile ouest"},
            ],
            "sessions": [{"id": "a", "title": "A", "minutes": 60, "also_in": ["ouest"]}],
        }
    )
    relayed = Timetable.of([Placement("a", date(2026, 6, 10), 540, 600, "est")])
    assert [line.facts for sign in door_signs(hall, relayed) for line in sign.lines] == [
        Text("aussi : Aile ouest", "also: Aile ouest"),
        Text("aussi : Aile est", "also: Aile est"),
    ]


def test_nothing_of_attendees_is_on_a_door() -> None:
    words = repr(door_signs(WORKSHOPS, SEATED))
    assert not [one.name for one in WORKSHOPS.attendees if one.name in words]
