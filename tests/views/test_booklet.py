"""The programme as it is handed to those who come."""

from __future__ import annotations

from datetime import date
from typing import Any

from assises import DRAFT, PROBLEM, TIMETABLE, WEDNESDAY

from agenda_solver.problem import Problem
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.booklet import Booklet, BookletSession, booklet, dates_text, together_title

BOOKLET = booklet(PROBLEM, TIMETABLE)


def of(session: str, book: Booklet = BOOKLET) -> BookletSession:
    (one,) = (one for one in book.sessions if one.session == session)
    return one


def drafted(*sessions: dict[str, Any], **tables: Any) -> Booklet:
    """Return the booklet of sessions that follow one another, an hour each."""
    problem = Problem.read(
        {
            "event": {"name": "Essai"},
            "days": [{"date": "2026-06-10"}],
            "sessions": [{"title": one["id"], "minutes": 60, **one} for one in sessions],
            **tables,
        }
    )
    placed = (
        Placement(one.id, WEDNESDAY, 540 + 60 * number, 600 + 60 * number, one.locked.room)
        for number, one in enumerate(problem.sessions)
    )
    return booklet(problem, Timetable.of(placed))


def test_each_session_stands_once_its_parts_within() -> None:
    assert [one.session for one in BOOKLET.sessions] == ["cafe", "ouverture", "a1", "a2", "visite"]
    assert [part.session for part in of("ouverture").parts] == ["mot"]
    assert [[len(group) for group in day.groups] for day in BOOKLET.days] == [[1, 1, 2], [1]]


def test_a_part_tells_its_room_only_where_it_is_another_one() -> None:
    (part,) = of("ouverture").parts
    assert of("ouverture").place.fr == "Grand amphi"
    assert part.place.fr == ""
    assert part.rooms == {"amphi"}


def test_what_is_looked_for_is_what_is_placed() -> None:
    assert [name.fr for name in BOOKLET.rooms.values()] == [
        *("Grand amphi", "Salle Seine", "Salle Orne (à confirmer)")
    ]
    assert list(BOOKLET.people) == ["maire", "prefet", "hs"]
    assert BOOKLET.people["hs"].fr == "Présidente (Horizons Solidaires)"
    assert BOOKLET.people["maire"].fr == "Adjointe au maire de Rouen"
    assert list(BOOKLET.tracks) == ["Coopération"]
    assert BOOKLET.sorts == {
        "plenary": Text("Plénières", "Plenary sessions"),
        "workshop": Text("Ateliers", "Workshops"),
        "visit": Text("Visites et sorties", "Visits and outings"),
    }


def test_whoever_takes_part_in_a_part_takes_part_in_the_whole() -> None:
    assert of("ouverture").people == {"maire", "prefet"}
    assert [one.session for one in BOOKLET.of_person("prefet").sessions] == ["ouverture", "a1"]


def test_what_takes_place_in_a_room() -> None:
    assert [one.session for one in BOOKLET.of_room("seine").sessions] == ["a1"]
    assert [day.day for day in BOOKLET.of_room("seine").days] == [WEDNESDAY]


def test_the_half_of_a_hall_is_taken_by_what_is_in_the_hall() -> None:
    rooms = [{"id": "a"}, {"id": "b"}, {"id": "ab", "parts": ["a", "b"]}]
    book = drafted({"id": "whole", "locked": {"room": "ab"}}, rooms=rooms)
    assert list(book.rooms) == ["ab"]
    assert [one.session for one in book.of_room("a").sessions] == ["whole"]


def test_a_kind_is_told_where_it_helps_to_choose() -> None:
    kinds = ("workshop", "round_table", "ceremony", "break", "speech")
    book = drafted(*({"id": f"n{kind}", "title": "Eau", "kind": kind} for kind in kinds))
    assert [one.label.fr for one in book.sessions] == ["atelier", "table ronde", "", "", ""]
    assert [one.colour for one in book.sessions] == [1, 2, "calm", "calm", "calm"]
    assert [one.sort for one in book.sessions] == [
        *("workshop", "round_table", "plenary", "", "speech")
    ]


def test_a_kind_that_the_title_says_is_not_told_again() -> None:
    book = drafted(
        {"id": "a", "title": "Table-ronde 1 : l'eau", "kind": "round_table"},
        {"id": "b", "title": "Atelier 1", "kind": "workshop", "track": "Climat"},
    )
    assert [one.label.fr for one in book.sessions] == ["", "Climat"]


def test_what_is_told_of_a_session() -> None:
    told = {
        "description": "Un.\n\nDeux.",
        "questions": ["Combien ?"],
        "audience": "élus",
        "language": "anglais",
        "link": "exemple.org/a",
        "note": "secret",
    }
    session = of("a", drafted({"id": "a", **told}))
    assert [line.fr for line in session.about] == ["Un.", "Deux."]
    assert session.questions == ("Combien ?",)
    assert [line.en for line in session.particulars] == ["For: élus", "Language: anglais"]
    assert session.link == "https://exemple.org/a"
    assert "secret" not in str(session)


def test_what_has_no_place_is_not_in_it() -> None:
    problem = Problem.read(DRAFT)
    assert not booklet(problem, Timetable.of([])).days


def test_sessions_that_go_by_numbers_come_in_their_order() -> None:
    titles = {"c": "Atelier 10 : eau", "a": "Atelier 2 : air", "b": "Atelier 1 : terre"}
    problem = Problem.read(
        {
            "event": {"name": "Essai"},
            "days": [{"date": "2026-06-10"}],
            "sessions": [
                {"id": key, "title": title, "minutes": 60} for key, title in titles.items()
            ],
        }
    )
    book = booklet(problem, Timetable.of(Placement(key, WEDNESDAY, 540, 600) for key in titles))
    assert [one.session for one in book.sessions] == ["b", "a", "c"]


def test_the_days_of_an_event() -> None:
    first, last, later = date(2026, 6, 10), date(2026, 6, 12), date(2027, 1, 3)
    assert dates_text([first]).fr == "mercredi 10 juin 2026"
    assert dates_text([first, last]) == Text(
        "du mercredi 10 juin au vendredi 12 juin 2026", "Wednesday 10 June to Friday 12 June 2026"
    )
    assert (
        dates_text([first, last, later]).fr == "du mercredi 10 juin 2026 au dimanche 3 janvier 2027"
    )


def test_what_sessions_at_once_are_together() -> None:
    workshops = BOOKLET.days[0].groups[-1]
    assert together_title(workshops) == Text("Ateliers en parallèle", "Workshops in parallel")
    assert together_title([*workshops, of("ouverture")]).fr == "En parallèle"
    assert together_title([of("cafe")]).fr == "En parallèle"
