"""What everybody is due where it is said of a round, and who ends with nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from drafts import draft, session, timetable

from agenda_solver.offers import Offers
from agenda_solver.problem import Problem
from agenda_solver.rules.attendees import EverybodyDueHasASeat, SeatRule
from agenda_solver.rules.dues import (
    AttendeeHasNotTooManySeats,
    AttendeeHasSeatsEnough,
    EverybodyHasSomething,
)
from agenda_solver.timetable import Seat, Timetable

HOUR = [session("a", kind="workshop"), session("b", kind="workshop", block="x")]
AT_TWO = ("a 14h-15h", "b 14h-15h")
ASKS = {"id": "p", "wishes": ["b"]}


def forum(sessions: Collection[dict[str, Any]], *attendees: dict[str, Any], **more: Any) -> Problem:
    return draft(*sessions, attendees=attendees, **more)


def seated(lines: Collection[str], **seats: str) -> Timetable:
    return Timetable.of(
        timetable(*lines).placements, [Seat(who, where) for who, where in seats.items()]
    )


def lacking(problem: Problem, programme: Timetable) -> list[tuple[str, ...]]:
    found = list(EverybodyDueHasASeat().judge(problem, programme))
    standings = Offers(problem, programme).standings()
    told = {standing.attendee for standing in standings if standing.session is None}
    assert told == {attendee for finding in found for attendee in finding.attendees}
    return [finding.attendees for finding in found]


# --- For everyone -------------------------------------------------------------------------


def test_where_one_session_is_for_everyone_all_are_due_a_seat_in_its_round() -> None:
    away = {"id": "r", "present": [{"end": "14h30"}]}
    programme = seated(AT_TWO, p="b")
    assert lacking(forum(HOUR, ASKS, {"id": "q"}, away), programme) == []
    for everyone in range(2):
        sessions = [dict(row) for row in HOUR]
        sessions[everyone]["everyone"] = True
        assert lacking(forum(sessions, ASKS, {"id": "q"}, away), programme) == [("q",)]


def test_what_is_for_everyone_takes_registrations_and_is_so_each_time() -> None:
    briefing = session("consignes", everyone=True, repeats=2)
    problem = forum([briefing, session("film")], ASKS | {"wishes": ["film"]}, {"id": "q"})
    assert problem.offered == ("consignes", "film", "consignes-2")
    lines = ("consignes 9h-10h", "film 9h-10h", "consignes-2 10h-11h")
    # Two rounds, and two sessions to be had: the film and the second briefing, or one.
    assert lacking(problem, seated(lines, p="film", q="consignes-2")) == [("q",), ("p",)]


# --- Nothing at all -----------------------------------------------------------------------


def told(
    problem: Problem, programme: Timetable, rule: SeatRule | None = None
) -> list[tuple[str, str]]:
    rule = rule or EverybodyHasSomething()
    found = list(rule.check(problem, programme))
    assert {finding.severity for finding in found} <= {rule.severity}
    return [(finding.text.fr, finding.text.en) for finding in found]


def test_who_has_nothing_is_named_even_if_they_are_due_nothing() -> None:
    away = {"id": "s", "present": [{"start": "8h", "end": "9h"}]}
    problem = forum(HOUR, ASKS, {"id": "q"}, {"id": "r", "wishes": ["a"]}, away)
    # Whoever lacks a seat that they asked for is told there.
    assert told(problem, seated(AT_TWO, p="b")) == [
        (
            "2 participants n'ont aucune place : ils n'en ont demandé nulle part, ni n'en doivent "
            "avoir d'office (q et s)",
            "2 attendees have no seat at all: they asked for none, and nowhere is one due to all "
            "(q and s)",
        )
    ]
    assert told(problem, seated(AT_TWO, p="b", q="a", s="a")) == []
    (one,) = told(problem, seated(AT_TWO, p="b", q="a"))
    assert one[0].startswith("1 participant n'a aucune place : il n'en a demandé nulle part")


def test_who_takes_part_has_something() -> None:
    sessions = [*HOUR, session("mot", people={"orateur": ["elue"]})]
    problem = forum(sessions, ASKS, {"id": "elue"}, people=[{"id": "elue"}])
    assert told(problem, seated((*AT_TWO, "mot 16h-17h"), p="b")) == []
    assert len(told(problem, seated(AT_TWO, p="b"))) == 1


# --- Over the whole event -----------------------------------------------------------------

DAY = [session(key, kind="workshop", block=key) for key in "abc"]
ALL_DAY = ("a 9h-10h", "b 10h-11h", "c 11h-12h")
EVERYBODY = {"name": "Forum", "seats": {"min": 1, "max": 2}}


def day(*attendees: dict[str, Any]) -> Problem:
    return forum(DAY, *attendees, event=EVERYBODY)


def several(**seats: str) -> Timetable:
    where = [Seat(who, session) for who, sessions in seats.items() for session in sessions]
    return Timetable.of(timetable(*ALL_DAY).placements, where)


def test_nobody_has_more_seats_than_they_or_all_have_at_most() -> None:
    rule = AttendeeHasNotTooManySeats()
    problem = day({"id": "p"}, {"id": "q"}, {"id": "r", "seats": {"max": 1}})
    assert told(problem, several(p="ab", q="bc", r="a"), rule) == []
    assert told(problem, several(p="abc", q="abc", r="ab"), rule) == [
        ("p et q : 3 places, 2 au plus", "p and q: 3 seats, 2 at most"),
        ("r : 2 places, 1 au plus", "r: 2 seats, 1 at most"),
    ]


def test_who_has_fewer_seats_than_they_or_all_should_is_named() -> None:
    rule = AttendeeHasSeatsEnough()
    own, none = {"id": "q", "seats": {"min": 3}}, {"id": "r", "seats": {"min": 0}}
    problem = day({"id": "p"}, own, none, {"id": "s"})
    assert told(problem, several(p="ab", q="abc", s="a"), rule) == []
    assert told(problem, several(q="b"), rule) == [
        ("p et s : 0 place, 1 demandée", "p and s: 0 seats, 1 asked"),
        ("q : 1 place, 3 demandées", "q: 1 seat, 3 asked"),
    ]


def test_who_may_have_no_more_seats_lacks_none() -> None:
    # Each hour is one in which all are due a seat; two of them at most.
    problem = day({"id": "p"}, {"id": "q"}, {"id": "r", "seats": {"max": 3}})
    assert lacking(problem, several(p="bc", q="a", r="abc")) == [("q",)]
    assert lacking(problem, several(p="c", r="ab")) == [("p", "q"), ("q",), ("r",)]


def test_a_programme_without_seats_says_nothing_of_them() -> None:
    assert told(forum(HOUR, {"id": "q"}), seated(AT_TWO)) == []


# --- Own parts ----------------------------------------------------------------------------


def test_own_parts_count_where_that_is_said() -> None:
    # p speaks at nine and ten, and sits at eleven; q only sits.
    hours = [session(key, people={"talk": ["p"]}) for key in ("un", "deux")]
    both = ({"id": "p", "wishes": ["film"]}, {"id": "q", "wishes": ["film"]})
    programme = seated(("un 9h-10h", "deux 10h-11h", "film 11h-12h"), p="film", q="film")
    for parts, few, many in ((False, {"p", "q"}, set()), (True, {"q"}, {"p"})):
        limits = {"min": 2, "max": 2, "parts": parts}
        problem = forum(
            [*hours, session("film", kind="workshop")],
            *both,
            people=[{"id": "p"}],
            event={"seats": limits},
        )
        too_few = list(AttendeeHasSeatsEnough().judge(problem, programme))
        assert {who for finding in too_few for who in finding.attendees} == few
        too_many = list(AttendeeHasNotTooManySeats().judge(problem, programme))
        assert {who for finding in too_many for who in finding.attendees} == many
        assert Offers(problem, programme).most_seats(problem.attendee["p"]) == (0 if parts else 2)
    assert [(finding.text.fr, finding.text.en) for finding in too_many] == [
        (
            "p : 1 place et 2 interventions, 2 au plus",
            "p: 1 seat and 2 parts, 2 at most",
        )
    ]


def test_an_attendee_may_count_otherwise_than_all() -> None:
    own = {"id": "p", "seats": {"parts": False}}
    problem = forum(HOUR, own, {"id": "q"}, event={"seats": {"max": 3, "parts": True}})
    most = [problem.most_seats(each, 2) for each in problem.attendees]
    assert most == [3, 1]
