"""The rules of the seats: just inside, just outside, and the sentence when they are broken."""

from __future__ import annotations

from collections.abc import Collection
from string import Formatter
from typing import Any

import pytest
from drafts import BOTH, draft, session, timetable

from agenda_solver.offers import Offers
from agenda_solver.problem import Problem
from agenda_solver.rules import SEAT_RULES
from agenda_solver.rules.attendees import (
    AttendeeHasTimeToWalk,
    AttendeeIsInOnePlace,
    AttendeeIsNotWhereTheyMustNot,
    AttendeeIsPresent,
    AttendeeIsWhereTheyMust,
    AttendeesAreApart,
    AttendeeSeesAWorkshopOnce,
    CompanionsAreTogether,
    EverybodyDueHasASeat,
    FewOfOneOrganisation,
    RoomHasWhatAttendeesNeed,
    SeatIsInTheProgramme,
    SeatRule,
    SessionHasEnoughAttendees,
    SessionHasPlacesForAll,
    SessionIsNotCancelled,
    companies,
    companions,
    opponents,
)
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text
from agenda_solver.timetable import Seat, Timetable

ROOMS = [{"id": "grande", "capacity": 3}, {"id": "petite", "capacity": 2}]
BLOCK = [session("a", block="x"), session("b", block="x")]
AT_TWO = ("a 14h-15h grande", "b 14h-15h petite")


def people(*rows: str | dict[str, Any]) -> list[dict[str, Any]]:
    """Return attendees; one may be told by the id."""
    return [{"id": row} if isinstance(row, str) else row for row in rows]


def forum(
    sessions: Collection[dict[str, Any]], *attendees: str | dict[str, Any], **more: Any
) -> Problem:
    return draft(*sessions, attendees=people(*attendees), **{"rooms": ROOMS, **more})


def seated(lines: Collection[str], **seats: str) -> Timetable:
    """Return a timetable with seats: ``p="a b"`` sits in a and in b."""
    programme = timetable(*lines)
    taken = [Seat(who, where) for who, told in seats.items() for where in told.split()]
    return Timetable.of(programme.placements, taken, programme.cast)


def findings(rule: SeatRule, problem: Problem, programme: Timetable) -> list[Finding]:
    found = list(rule.check(problem, programme))
    assert all((it.rule, it.severity, it.cost) == (rule.key, rule.severity, 0) for it in found)
    return found


def only(rule: SeatRule, problem: Problem, programme: Timetable) -> Finding:
    (finding,) = findings(rule, problem, programme)
    return finding


def told(rule: SeatRule, problem: Problem, programme: Timetable) -> list[str]:
    return [finding.text.fr for finding in findings(rule, problem, programme)]


# --- Where a seat may be ------------------------------------------------------------------


def test_a_seat_in_a_session_that_is_placed() -> None:
    assert told(SeatIsInTheProgramme(), forum(BLOCK, "p"), seated(AT_TWO, p="a")) == []


def test_a_seat_in_a_session_that_is_not_placed() -> None:
    finding = only(SeatIsInTheProgramme(), forum(BLOCK, "p"), seated(AT_TWO[1:], p="a"))
    assert finding.text.fr == "« A » n'est pas au programme, mais une place y est donnée à p"
    assert finding.text.en == "“A” is not in the programme, but a seat in it is given to p"
    assert (finding.sessions, finding.attendees) == (("a",), ("p",))


def test_a_seat_where_no_registrations_are_taken() -> None:
    closed = [session("a", registration=False), session("b")]
    problem = forum(closed, {"id": "p", "wishes": ["a", "b"]}, "q")
    finding = only(SeatIsInTheProgramme(), problem, seated(AT_TWO, p="a", q="b a"))
    assert (
        finding.text.fr == "« A » ne prend pas d'inscriptions, mais une place y est donnée à p et q"
    )
    assert finding.text.en == "“A” takes no registrations, but a seat in it is given to p and q"


def test_the_same_seat_twice() -> None:
    programme = seated(AT_TWO, p="a a", q="a", r="a a a")
    finding = only(SeatIsInTheProgramme(), forum(BLOCK, *"pqr"), programme)
    assert finding.text.fr == "« A » : la place de p et r y figure plusieurs fois"
    assert finding.text.en == "“A”: the seat of p and r is listed several times"
    assert finding.attendees == ("p", "r")


# --- One place at a time ------------------------------------------------------------------


def test_one_session_after_another() -> None:
    problem = forum([session("a", kind="workshop"), session("b", kind="workshop")], "p")
    assert told(AttendeeIsInOnePlace(), problem, seated(["a 9h-10h", "b 10h-11h"], p="b a")) == []
    assert told(AttendeeIsInOnePlace(), problem, seated(["a 9h-10h", "+1 b 9h-10h"], p="a b")) == []


def test_two_sessions_with_a_minute_in_common() -> None:
    problem = forum([session("a", kind="workshop"), session("b", kind="workshop")], *"pqr")
    programme = seated(["a 9h-10h01", "b 10h-11h"], p="b a", q="b", r="a b")
    finding = only(AttendeeIsInOnePlace(), problem, programme)
    assert finding.text.fr == (
        "« A » et « B » ont lieu en même temps, avec une place dans les deux pour p et r"
    )
    assert finding.text.en == (
        "“A” and “B” take place at the same time, with a seat in both for p and r"
    )
    assert (finding.sessions, finding.attendees) == (("a", "b"), ("p", "r"))


SPEAKER = {"people": [{"id": "elue", "email": "Elue@exemple.org"}]}
AS_ATTENDEE = {"id": "p", "email": "elue@Exemple.org"}


def test_a_seat_beside_ones_own_part() -> None:
    own = [session("a", people={"animation": ["elue"]}), session("b", kind="workshop")]
    problem = forum(own, AS_ATTENDEE, "q", **SPEAKER)
    assert told(AttendeeIsInOnePlace(), problem, seated(["a 9h-10h", "b 10h-11h"], p="b")) == []
    finding = only(AttendeeIsInOnePlace(), problem, seated(["a 9h-10h01", "b 10h-11h"], p="b"))
    assert finding.text.fr == ("p a une place dans « B », mais intervient dans « A » en même temps")
    assert finding.text.en == "p has a seat in “B”, but takes part in “A” at the same time"
    assert (finding.sessions, finding.attendees) == (("b", "a"), ("p",))


STRETCHES = [{"id": "s", "day": "2026-06-10", "start": "9h", "end": "10h", "places": 2}]
CHAIRED = {
    "people": SPEAKER["people"],
    "tracks": [{"id": "Eau", "chairs": ["elue"]}],
    "stretches": STRETCHES,
}


def test_a_seat_beside_what_one_chairs() -> None:
    papers = [session("a", kind="paper", track="Eau"), session("b", kind="workshop")]
    problem = forum(papers, AS_ATTENDEE, "q", **CHAIRED)
    assert told(AttendeeIsInOnePlace(), problem, seated(["a 9h-9h30", "b 9h30-11h"], p="b")) == []
    late = seated(["a 9h30-10h", "b 9h30-11h"], p="b", q="b")
    finding = only(AttendeeIsInOnePlace(), problem, late)
    assert finding.text.fr == "p a une place dans « B », mais préside « A » en même temps"
    assert finding.text.en == "p has a seat in “B”, but chairs “A” at the same time"
    assert (finding.sessions, finding.attendees) == (("b", "a"), ("p",))
    chair, other = problem.attendees
    assert not Offers(problem, late).is_free(chair, "b")
    assert Offers(problem, late).is_free(other, "b")


def test_a_seat_in_what_one_chairs() -> None:
    fan = {"id": "q", "wishes": ["a"]}
    problem = forum([session("a", kind="paper", track="Eau")], AS_ATTENDEE, fan, **CHAIRED)
    finding = only(AttendeeIsInOnePlace(), problem, seated(["a 9h-9h30"], p="a"))
    assert finding.text.fr == "p a une place dans « A », mais la préside : il n'en faut pas"
    assert finding.text.en == "p has a seat in “A”, but chairs it: none is needed"


def test_whoever_chairs_meanwhile_is_due_no_seat() -> None:
    papers = [session("a", kind="paper", track="Eau"), session("b", kind="workshop", everyone=True)]
    problem = forum(papers, AS_ATTENDEE, "q", "r", **CHAIRED)
    finding = only(EverybodyDueHasASeat(), problem, seated(["a 9h-9h30", "b 9h-11h"], r="b"))
    assert finding.attendees == ("q",)


def test_a_seat_where_one_takes_part() -> None:
    own = [session("a", kind="workshop", people={"animation": ["elue"]})]
    problem = forum(own, AS_ATTENDEE, **SPEAKER)
    finding = only(AttendeeIsInOnePlace(), problem, seated(["a 9h-10h"], p="a"))
    assert finding.text.fr == "p a une place dans « A », mais y intervient : il n'en faut pas"
    assert finding.text.en == "p has a seat in “A”, but takes part in it: none is needed"


def test_a_seat_beside_the_part_for_which_one_is_chosen() -> None:
    pool = {"animation": [{"one_of": ["elue", "maire"]}]}
    sessions = [session("a", people=pool), session("b", kind="workshop")]
    guests = {"people": [*SPEAKER["people"], {"id": "maire"}]}
    problem = forum(sessions, {"id": "maire"}, AS_ATTENDEE, **guests)
    lines = ["a 9h-10h", "b 9h-10h", "a animation: maire"]
    assert told(AttendeeIsInOnePlace(), problem, seated(lines, p="b")) == []
    assert told(AttendeeIsInOnePlace(), problem, seated(lines, maire="b")) == [
        "maire a une place dans « B », mais intervient dans « A » en même temps"
    ]


# --- The same workshop once ---------------------------------------------------------------


TWO_SITES = {
    "event": {"walk": 20},
    "rooms": [
        {"id": "nord", "site": "Nord"},
        {"id": "aussi", "site": "Nord"},
        {"id": "sud", "site": "Sud"},
        {"id": "ailleurs"},
    ],
}


@pytest.mark.parametrize(
    ("later", "late"),
    [
        ("b 10h20-11h sud", False),
        ("b 10h19-11h sud", True),
        ("b 10h-11h aussi", False),
        ("b 10h-11h ailleurs", False),
        ("b 10h-11h", False),
        ("+1 b 9h-10h sud", False),
        ("b 9h59-11h sud", False),  # in one place at a time, the other rule says
        ("b 8h-8h50 sud", True),
    ],
)
def test_the_time_to_walk_from_one_site_to_the_other(later: str, late: bool) -> None:
    problem = forum(
        [session("a", kind="workshop"), session("b", kind="workshop")], "p", **TWO_SITES
    )
    programme = seated(["a 9h-10h nord", later], p="b a")
    assert bool(told(AttendeeHasTimeToWalk(), problem, programme)) == late


def test_no_time_to_walk_is_told_with_the_walk_the_rooms_and_the_hours() -> None:
    sessions = [session("a", kind="workshop"), session("b", kind="workshop")]
    problem = forum(sessions, *"pqr", **TWO_SITES)
    programme = seated(["a 9h-10h nord", "b 10h15-11h sud"], p="b a", q="a", r="a b")
    finding = only(AttendeeHasTimeToWalk(), problem, programme)
    assert finding.text.fr == (
        "p et r : pas le temps d'aller d'un site à l'autre (20 min) entre « A » (Nord, fin à "
        "10h00) et « B » (Sud, début à 10h15)"
    )
    assert finding.text.en == (
        "p and r: no time to walk from one site to another (20 min) between “A” (Nord, ends "
        "10:00) and “B” (Sud, starts 10:15)"
    )
    assert (finding.sessions, finding.attendees) == (("a", "b"), ("p", "r"))


def test_a_seat_too_far_from_ones_own_part() -> None:
    own = [session("a", people={"animation": ["elue"]}), session("b", kind="workshop", block="x")]
    problem = forum(own, AS_ATTENDEE, **SPEAKER, **TWO_SITES)
    near, far = ["a 9h-10h nord", "b 10h-11h aussi"], ["a 9h-10h nord", "b 10h-11h sud"]
    assert told(AttendeeHasTimeToWalk(), problem, seated(near, p="b")) == []
    assert only(AttendeeHasTimeToWalk(), problem, seated(far, p="b")).sessions == ("a", "b")
    # Nor is one due there: who can only come too late is busy.
    assert len(told(EverybodyDueHasASeat(), problem, seated(near, q="b"))) == 1
    assert told(EverybodyDueHasASeat(), problem, seated(far, q="b")) == []
    offered = [
        Offers(problem, timetable(*lines)).due(problem.attendees[0]) for lines in (near, far)
    ]
    assert offered == [(0,), ()]


def test_two_times_of_one_workshop() -> None:
    twice = [session("a", kind="workshop", repeats=2), session("b", kind="workshop", repeats=2)]
    problem = forum(twice, *"pq")
    lines = ["a 9h-10h", "b 9h-10h", "a-2 10h-11h", "b-2 10h-11h"]
    assert told(AttendeeSeesAWorkshopOnce(), problem, seated(lines, p="a b-2")) == []
    finding = only(AttendeeSeesAWorkshopOnce(), problem, seated(lines, p="a-2 a", q="b-2 a"))
    assert finding.text.fr == (
        "« A » et « A » (séance n° 2) sont un même atelier, avec plusieurs places pour p"
    )
    assert finding.text.en == "“A” and “A” (no. 2) are one workshop, with several seats for p"
    assert (finding.sessions, finding.attendees) == (("a", "a-2"), ("p",))


def test_two_sub_groups_at_once_are_told_once() -> None:
    groups = [session("a", kind="workshop"), session("b", kind="workshop", group_of="a")]
    programme = seated(AT_TWO, p="a b")
    problem = forum(groups, "p")
    assert told(AttendeeSeesAWorkshopOnce(), problem, programme) == [
        "« A » et « B » sont un même atelier, avec plusieurs places pour p"
    ]
    assert told(AttendeeIsInOnePlace(), problem, programme) == []


# --- How many -----------------------------------------------------------------------------


def test_as_many_as_the_room_seats() -> None:
    problem = forum(BLOCK, *"pqrs")
    assert told(SessionHasPlacesForAll(), problem, seated(AT_TWO, p="b", q="b", r="a")) == []
    finding = only(SessionHasPlacesForAll(), problem, seated(AT_TWO, p="b", q="b", r="b", s="a"))
    assert finding.text.fr == "« B » (Petite) : 3 participants pour 2 places"
    assert finding.text.en == "“B” (Petite): 3 attendees for 2 seats"
    assert (finding.sessions, finding.rooms) == (("b",), ("petite",))


@pytest.mark.parametrize("most", [1, 2])
def test_as_many_as_the_session_takes(most: int) -> None:
    blocks = [session("a", block="x", capacity={"max": most}), BLOCK[1]]
    everybody = "pqr"[: most + 1]
    programme = seated(AT_TWO, **dict.fromkeys(everybody[:most], "a"))
    assert told(SessionHasPlacesForAll(), forum(blocks, *"pqr"), programme) == []
    finding = only(
        SessionHasPlacesForAll(),
        forum(blocks, *"pqr"),
        seated(AT_TWO, **dict.fromkeys(everybody, "a")),
    )
    places = "1 place" if most == 1 else "2 places"
    assert finding.text.fr == f"« A » : {most + 1} participants pour {places}"
    assert finding.rooms == ()


def test_a_room_that_is_smaller_than_the_session_takes() -> None:
    wide = [session("b", kind="workshop", capacity={"max": 3})]
    programme = seated(["b 9h-10h petite"], **dict.fromkeys("pqr", "b"))
    assert told(SessionHasPlacesForAll(), forum(wide, *"pqr"), programme) == [
        "« B » (Petite) : 3 participants pour 2 places"
    ]


def test_a_seat_that_stands_twice_is_one_attendee() -> None:
    programme = seated(AT_TWO, p="b b", q="b b")
    assert told(SessionHasPlacesForAll(), forum(BLOCK, *"pq"), programme) == []


def test_where_nothing_is_known_any_number_may_sit() -> None:
    rooms = [{"id": "grande"}, {"id": "petite"}]
    programme = seated(["a 14h-15h grande", "b 14h-15h"], p="a", q="a", r="b", s="b")
    assert told(SessionHasPlacesForAll(), forum(BLOCK, *"pqrs", rooms=rooms), programme) == []


def test_enough_attendees_or_none() -> None:
    two = [session("a", block="x", capacity={"min": 2}), BLOCK[1]]
    problem = forum(two, *"pq")
    assert told(SessionHasEnoughAttendees(), problem, seated(AT_TWO, p="a", q="a")) == []
    assert told(SessionHasEnoughAttendees(), problem, seated(AT_TWO, p="b", q="b")) == []
    finding = only(SessionHasEnoughAttendees(), problem, seated(AT_TWO, p="a", q="b"))
    assert finding.text.fr == "« A » : 1 participant, il en faut au moins 2, ou aucun"
    assert finding.text.en == "“A”: 1 attendee, at least 2 are needed, or none"
    assert finding.sessions == ("a",)


def test_what_takes_place_in_any_case_has_attendees_enough() -> None:
    held = [session("a", block="x", capacity={"min": 2}, cancellable=False), BLOCK[1]]
    problem = forum(held, *"pq")
    assert told(SessionHasEnoughAttendees(), problem, seated(AT_TWO, p="a", q="a")) == []
    finding = only(SessionHasEnoughAttendees(), problem, seated(AT_TWO, p="a", q="b"))
    assert finding.text.fr == "« A » a lieu en tout cas, avec au moins 2 : 1 participant"
    assert finding.text.en == "“A” takes place in any case, with at least 2: 1 attendee"
    (none,) = told(SessionHasEnoughAttendees(), problem, seated(AT_TWO, p="b", q="b"))
    assert none == "« A » a lieu en tout cas, avec au moins 2 : 0 participant"
    bare = [session("a", block="x", cancellable=False), BLOCK[1]]
    assert told(SessionHasEnoughAttendees(), forum(bare, *"pq"), seated(AT_TWO, p="b")) == []


def test_nobody_is_where_they_must_not_be() -> None:
    group = session("a-ter", block="x", group_of="a")
    twice = [*BLOCK, session("a-bis", kind="workshop", repeat_of="a"), group]
    lines = [*AT_TWO, "a-bis 15h-16h grande", "a-ter 14h-15h petite"]
    problem = forum(twice, {"id": "p", "must_avoid": ["a"]}, "q")
    rule = AttendeeIsNotWhereTheyMustNot()
    assert told(rule, problem, seated(lines, p="b", q="a a-bis")) == []
    finding = only(rule, problem, seated(lines, p="a", q="a"))
    assert finding.text.fr == "« A » : une place est donnée à p, qui ne doit pas y être"
    assert finding.text.en == "“A”: a seat is given to p, who must not be there"
    assert (finding.sessions, finding.attendees) == (("a",), ("p",))
    for session_ in ("a-bis", "a-ter"):
        assert only(rule, problem, seated(lines, p=session_)).sessions == (session_,)


def test_who_must_not_be_in_the_only_session_of_a_round_is_due_no_seat_there() -> None:
    programme = seated(AT_TWO, q="a")
    for avoided, lacking in (["a", "b"], 0), (["a"], 1), ([], 1):
        problem = forum(BLOCK, {"id": "p", "must_avoid": avoided}, "q")
        assert len(told(EverybodyDueHasASeat(), problem, programme)) == lacking
        assert len(Offers(problem, programme).due(problem.attendees[0])) == lacking


# --- Presence and needs -------------------------------------------------------------------


def test_a_seat_within_ones_presence() -> None:
    problem = forum(BLOCK, {"id": "p", "present": [{"start": "14h", "end": "15h"}]})
    assert told(AttendeeIsPresent(), problem, seated(AT_TWO, p="a")) == []


def test_a_seat_beyond_ones_presence() -> None:
    until = [{"end": "14h59"}]
    problem = forum(BLOCK, {"id": "p", "present": until}, "q", {"id": "r", "present": until})
    finding = only(AttendeeIsPresent(), problem, seated(AT_TWO, p="a", q="a", r="a"))
    assert finding.text.fr == (
        "« A » (de 14h00 à 15h00) : une place est donnée à p et r, là seulement jusqu'à 14h59"
    )
    assert finding.text.en == (
        "“A” (14:00 to 15:00): a seat is given to p and r, there only until 14:59"
    )
    assert finding.attendees == ("p", "r")


def test_two_windows_that_touch_are_one_presence() -> None:
    both = [{"start": "13h", "end": "14h30"}, {"start": "14h30", "end": "16h"}]
    gap = [{"start": "13h", "end": "14h30"}, {"start": "14h31", "end": "16h"}]
    programme = seated(AT_TWO, p="a")
    assert told(AttendeeIsPresent(), forum(BLOCK, {"id": "p", "present": both}), programme) == []
    assert len(told(AttendeeIsPresent(), forum(BLOCK, {"id": "p", "present": gap}), programme)) == 1


def test_a_seat_on_another_day() -> None:
    first = [{"day": "2026-06-10"}]
    problem = forum(BLOCK, {"id": "p", "present": first}, days=BOTH)
    lines = ("+1 a 14h-15h", "+1 b 14h-15h")
    assert told(AttendeeIsPresent(), problem, seated(lines, p="a")) == [
        "« A » (le jeudi 11 juin 2026 de 14h00 à 15h00) : une place est donnée à p, "
        "là seulement le mercredi 10 juin 2026"
    ]


def test_a_room_that_has_what_is_needed() -> None:
    rooms = [{"id": "grande", "features": ["pmr", "boucle"]}, {"id": "petite", "features": ["pmr"]}]
    needs = {"id": "p", "needs": ["pmr", "boucle"]}
    problem = forum(BLOCK, needs, "q", rooms=rooms)
    assert told(RoomHasWhatAttendeesNeed(), problem, seated(AT_TWO, p="a", q="b")) == []
    finding = only(RoomHasWhatAttendeesNeed(), problem, seated(AT_TWO, p="b", q="b"))
    assert finding.text.fr == "« B » a pour salle Petite, où il manque, pour p : boucle"
    assert finding.text.en == "“B” is in Petite, which lacks, for p: boucle"
    assert (finding.rooms, finding.attendees) == (("petite",), ("p",))


def test_no_room_has_nothing_that_is_needed() -> None:
    problem = forum(BLOCK, {"id": "p", "needs": ["pmr"]})
    assert told(RoomHasWhatAttendeesNeed(), problem, seated(["a 14h-15h"], p="a")) == [
        "« A » n'a pas de salle, mais il y faut, pour p : pmr"
    ]


# --- Where somebody must be ---------------------------------------------------------------


def test_a_seat_where_one_must_be() -> None:
    problem = forum(BLOCK, {"id": "p", "must_attend": ["a"]}, {"id": "q", "must_attend": ["a"]})
    assert told(AttendeeIsWhereTheyMust(), problem, seated(AT_TWO, p="a", q="a")) == []
    finding = only(AttendeeIsWhereTheyMust(), problem, seated(AT_TWO, p="a", q="b"))
    assert finding.text.fr == "« A » : présence obligatoire, mais pas de place, pour q"
    assert finding.text.en == "“A”: a must, but without a seat, for q"
    assert (finding.sessions, finding.attendees) == (("a",), ("q",))


def test_any_time_or_sub_group_will_do() -> None:
    sessions = [
        session("a", kind="workshop"),
        session("b", kind="workshop", group_of="a"),
        session("d", kind="workshop", repeat_of="a"),
        session("c", kind="workshop"),
    ]
    problem = forum(sessions, {"id": "p", "must_attend": ["d"]})
    lines = ["a 9h-10h", "b 9h-10h", "d 10h-11h", "c 10h-11h"]
    for one in ("a", "b", "d"):
        assert told(AttendeeIsWhereTheyMust(), problem, seated(lines, p=one)) == []
    assert len(told(AttendeeIsWhereTheyMust(), problem, seated(lines, p="c"))) == 1


@pytest.mark.parametrize("where", ["a", "mot"])
def test_who_takes_part_is_there_anyway(where: str) -> None:
    own = {where: {"people": {"orateur": ["elue"]}}}
    sessions = [
        session("a", kind="workshop", **own.get("a", {})),
        session("mot", 10, part_of="a", **own.get("mot", {})),
        session("b", kind="workshop"),
    ]
    problem = forum(sessions, {**AS_ATTENDEE, "must_attend": ["a"]}, "q", **SPEAKER)
    lines = ["a 9h-10h", "mot 9h-9h10", "b 10h-11h"]
    assert told(AttendeeIsWhereTheyMust(), problem, seated(lines, q="b")) == []


def test_where_no_registration_is_taken_everybody_may_be() -> None:
    sessions = [session("a", registration=False), session("b", kind="workshop")]
    problem = forum(sessions, {"id": "p", "must_attend": ["a"]})
    assert told(AttendeeIsWhereTheyMust(), problem, seated(["a 9h-10h", "b 10h-11h"], p="b")) == []


# --- Together, apart ----------------------------------------------------------------------


def test_together_in_one_session_or_in_none() -> None:
    problem = forum(BLOCK, {"id": "p", "together": ["q"]}, "q", "r")
    for seats in ({"p": "a", "q": "a"}, {"r": "a"}):
        assert told(CompanionsAreTogether(), problem, seated(AT_TWO, **seats)) == []
    finding = only(CompanionsAreTogether(), problem, seated(AT_TWO, p="a", q="b"))
    assert finding.text.fr == (
        "14h00 : p et q doivent être ensemble, mais sont séparés (« A » : p ; « B » : q)"
    )
    assert finding.text.en == ("14:00: p and q must be together, but are apart (“A”: p; “B”: q)")
    assert (finding.sessions, finding.attendees) == (("a", "b"), ("p", "q"))


def test_together_one_of_them_without_a_seat() -> None:
    problem = forum(BLOCK, "p", "q", {"id": "r", "together": ["q", "p"]}, days=BOTH)
    assert told(CompanionsAreTogether(), problem, seated(AT_TWO, p="a", r="a")) == [
        "mercredi 10 juin 2026, 14h00 : p, q et r doivent être ensemble, mais sont séparés "
        "(« A » : p et r ; sans place : q)"
    ]


def test_together_only_where_all_are_due_a_seat() -> None:
    morning = {"id": "q", "present": [{"end": "12h"}]}
    two = [*BLOCK, session("c", block="y"), session("d", block="y")]
    problem = forum(two, {"id": "p", "together": ["q"]}, morning)
    lines = (*AT_TWO, "c 9h-10h", "d 9h-10h")
    assert told(CompanionsAreTogether(), problem, seated(lines, p="a c", q="c")) == []
    assert len(told(CompanionsAreTogether(), problem, seated(lines, p="a c", q="d"))) == 1


def test_together_two_by_two_whoever_else_is_away() -> None:
    morning = [{"start": "8h", "end": "12h"}]

    def chain(**away: Any) -> Problem:
        return forum(
            [*BLOCK, session("c", block="y"), session("d", block="y")],
            {"id": "p", "together": ["q"]},
            {"id": "q", "together": ["r"], **away},
            "r",
            {"id": "s", "together": ["r"], "present": morning},
        )

    lines = (*AT_TWO, "c 9h-10h", "d 9h-10h")
    # At two `s` is away: p, q and r are together all the same.
    everybody = {"p": "a c", "q": "a c", "s": "c"}
    assert told(CompanionsAreTogether(), chain(), seated(lines, r="a c", **everybody)) == []
    finding = only(CompanionsAreTogether(), chain(), seated(lines, r="b c", **everybody))
    assert finding.attendees == ("p", "q", "r")
    # Without `q`, who brings them together, p and r need not be.
    without = chain(present=morning)
    seats = {"p": "a c", "q": "c", "s": "c"}
    assert told(CompanionsAreTogether(), without, seated(lines, r="b c", **seats)) == []
    assert len(told(CompanionsAreTogether(), without, seated(lines, r="b d", **seats))) == 1


def test_together_where_only_some_wish_for_anything() -> None:
    loose = [session("a", kind="workshop"), session("b", kind="workshop")]

    def apart(**wishes: list[str]) -> int:
        problem = forum(
            loose,
            {"id": "p", "together": ["q"], "wishes": ["a"]},
            {"id": "q", **wishes},
        )
        return len(told(CompanionsAreTogether(), problem, seated(AT_TWO, p="a")))

    assert apart(wishes=["a"]) == apart(wishes=["b"]) == apart(must_attend=["a"]) == 1
    assert apart() == 0
    assert apart(wishes={"a": 0}) == 0  # type: ignore[arg-type]


def test_who_is_together_with_whom() -> None:
    problem = forum(
        BLOCK,
        {"id": "p", "together": ["s"]},
        {"id": "q", "together": ["r"]},
        "r",
        {"id": "s", "apart": ["q"]},
        {"id": "t", "together": ["p"], "apart": ["q", "s"]},
    )
    assert companions(problem) == (("p", "s"), ("q", "r"), ("t", "p"))
    assert companies(problem, "pqrst") == (("p", "s", "t"), ("q", "r"))
    assert companies(problem, "pqt") == (("p", "t"),)
    assert companies(problem, "stq") == ()
    assert opponents(problem) == (("s", "q"), ("t", "q"), ("t", "s"))


def test_apart_in_different_sessions() -> None:
    problem = forum(BLOCK, "p", {"id": "q", "apart": ["p"]}, "r")
    assert told(AttendeesAreApart(), problem, seated(AT_TWO, p="a", q="b", r="a")) == []
    assert told(AttendeesAreApart(), problem, seated(AT_TWO, p="a", r="a")) == []
    finding = only(AttendeesAreApart(), problem, seated(AT_TWO, p="a", q="a"))
    assert finding.text.fr == "q et p doivent être séparés, mais sont ensemble dans « A »"
    assert finding.text.en == "q and p must be apart, but are together in “A”"
    assert (finding.sessions, finding.attendees) == (("a",), ("q", "p"))


def test_apart_whoever_says_so_is_told_once() -> None:
    problem = forum(BLOCK, {"id": "p", "apart": ["q"]}, {"id": "q", "apart": ["p", "p"]})
    assert len(told(AttendeesAreApart(), problem, seated(AT_TWO, p="a", q="a"))) == 1


# --- Organisations ------------------------------------------------------------------------


def test_few_of_one_organisation() -> None:
    one = [session("a", block="x", per_organisation=1), BLOCK[1]]
    attendees = [
        {"id": "p", "organisation": "Région"},
        {"id": "q", "organisation": "RE  gion"},
        {"id": "r", "organisation": "Ville"},
        "s",
        "t",
    ]
    problem = forum(one, *attendees)
    programme = seated(AT_TWO, p="a", r="a", s="a", t="a", q="b")
    assert told(FewOfOneOrganisation(), problem, programme) == []
    finding = only(FewOfOneOrganisation(), problem, seated(AT_TWO, p="a", q="a", r="a"))
    assert finding.text.fr == (
        "« A » : 2 participants de « Région », au plus 1 par organisation (p et q)"
    )
    assert finding.text.en == "“A”: 2 attendees of “Région”, at most 1 an organisation (p and q)"
    assert finding.attendees == ("p", "q")


# --- What becomes of them -----------------------------------------------------------------


def test_seats_of_attendees_who_are_gone_belong_to_no_organisation() -> None:
    problem = forum(
        [session("a", per_organisation=1), session("b")],
        {"id": "p", "organisation": "Une", "wishes": ["a"]},
    )
    programme = seated(AT_TWO, p="a", gone="a")
    assert not findings(FewOfOneOrganisation(), problem, programme)


def test_who_is_due_a_seat_and_has_none() -> None:
    problem = forum(BLOCK, *"pqr", {"id": "s", "present": [{"end": "14h30"}]})
    finding = only(EverybodyDueHasASeat(), problem, seated(AT_TWO, p="a"))
    assert finding.text.fr == "14h00 : 2 participants n'ont pas de place (q et r)"
    assert finding.text.en == "14:00: 2 attendees have no seat (q and r)"
    assert finding.severity == "warning"
    assert (finding.sessions, finding.attendees) == (("a", "b"), ("q", "r"))
    one = only(EverybodyDueHasASeat(), problem, seated(AT_TWO, p="a", q="b"))
    assert one.text.fr == "14h00 : 1 participant n'a pas de place (r)"
    assert told(EverybodyDueHasASeat(), problem, seated(AT_TWO, p="a", q="b", r="b")) == []


def test_many_are_counted_but_not_all_named() -> None:
    problem = forum(BLOCK, *(f"p{number}" for number in range(20)))
    finding = only(EverybodyDueHasASeat(), problem, seated(AT_TWO, p0="a"))
    assert finding.text.fr == (
        "14h00 : 19 participants n'ont pas de place (p1, p2, p3, p4, p5, p6, p7 et 12 autres)"
    )
    assert len(finding.attendees) == 19


def test_outside_a_block_only_those_who_ask_are_due_a_seat() -> None:
    loose = [session("a", kind="workshop"), session("b", kind="workshop", block="x")]
    attendees = [
        {"id": "p", "wishes": ["b"]},
        {"id": "q", "wishes": {"a": 0, "b": 0}},
        {"id": "r", "must_attend": ["a"]},
        {"id": "s", "wishes": {"a": 1}},
        "t",
    ]
    problem = forum(loose, *attendees)
    finding = only(EverybodyDueHasASeat(), problem, seated(AT_TWO, t="a"))
    assert finding.attendees == ("p", "r", "s")


def test_what_takes_place_several_times_is_for_all() -> None:
    twice = [session("a", kind="workshop", repeats=2)]
    problem = forum(twice, *"pq")
    lines = ["a 9h-10h", "a-2 10h-11h"]
    found = findings(EverybodyDueHasASeat(), problem, seated(lines, p="a"))
    assert [it.attendees for it in found] == [("q",)]


def test_what_takes_place_as_often_as_needed_is_for_those_who_ask() -> None:
    needed = [session("a", kind="workshop", repeats={"min": 2, "max": 2})]
    lines = ["a 9h-10h", "a-2 10h-11h"]
    problem = forum(needed, "p", {"id": "q", "wishes": ["a-2"]}, {"id": "r", "wishes": ["a"]})
    found = findings(EverybodyDueHasASeat(), problem, seated(lines, r="a-2"))
    assert [it.attendees for it in found] == [("q",)]


def test_nobody_is_due_more_seats_than_there_are_workshops_they_have_not_had() -> None:
    visit = [session("visite", kind="workshop", repeats=3)]
    lines = ["visite 9h-10h", "visite-2 10h-11h", "visite-3 11h-12h"]
    problem = forum(visit, *"pqr")
    assert told(EverybodyDueHasASeat(), problem, seated(lines, p="visite-2", q="visite")) == [
        "9h00 : 1 participant n'a pas de place (r)"
    ]
    # With another workshop in one of the rounds, all are due two seats, wherever they are.
    both = [*visit, session("atelier", block="x", kind="workshop")]
    problem = forum(both, *"pqr")
    lines.append("atelier 10h-11h")
    found = findings(EverybodyDueHasASeat(), problem, seated(lines, p="visite", q="atelier"))
    assert [(it.sessions[-1], it.attendees) for it in found] == [
        ("visite", ("q", "r")),
        ("visite-2", ("p", "r")),
    ]


def test_where_only_who_asks_is_due_a_seat_what_they_do_not_ask_for_is_none() -> None:
    mixed = [session("visite", kind="workshop", repeats=2), session("expo"), session("film")]
    lines = ["visite 9h-10h", "visite-2 10h-11h", "expo 9h-10h", "film 10h-11h"]
    asks = [{"id": "p", "wishes": ["visite"]}, {"id": "q", "wishes": ["visite", "film", "expo"]}]
    problem = forum(mixed, *asks)
    found = findings(EverybodyDueHasASeat(), problem, seated(lines, p="visite-2", q="visite"))
    assert [it.attendees for it in found] == [("q",)]
    assert set(found[0].sessions) == {"visite-2", "film"}


def test_who_takes_part_then_is_not_due_a_seat() -> None:
    sessions = [*BLOCK, session("c", people={"orateur": ["elue"]})]
    problem = forum(sessions, AS_ATTENDEE, "q", **SPEAKER)
    programme = seated((*AT_TWO, "c 14h30-15h30"), q="a")
    assert told(EverybodyDueHasASeat(), problem, programme) == []
    after = seated((*AT_TWO, "c 15h-16h"), q="a")
    assert [it.attendees for it in findings(EverybodyDueHasASeat(), problem, after)] == [("p",)]


def test_who_is_still_in_a_session_is_not_due_another() -> None:
    long = [*BLOCK, session("c", 180, block="y"), session("d", 30, block="y")]
    problem = forum(long, *"pq")
    programme = seated((*AT_TWO, "c 13h-16h", "d 13h-13h30"), p="c", q="d")
    assert [it.attendees for it in findings(EverybodyDueHasASeat(), problem, programme)] == [("q",)]


def test_a_session_that_is_cancelled() -> None:
    three = [session("a", block="x", capacity={"min": 2}), session("b", block="x")]
    attendees = [
        {"id": "p", "wishes": ["a", "b"]},
        {"id": "q", "wishes": ["b", "a"]},
        {"id": "r", "wishes": ["b"]},
    ]
    problem = forum(three, *attendees)
    finding = only(SessionIsNotCancelled(), problem, seated(AT_TWO, p="b", q="b", r="b"))
    assert finding.text.fr == (
        "« A » n'a pas lieu, faute de participants : il en faut 2, "
        "2 participants l'ont parmi leurs vœux (en premier : 1)"
    )
    assert finding.text.en == (
        "“A” does not take place for lack of attendees: it takes 2, "
        "2 attendees wish for it (first of all: 1)"
    )
    assert (finding.severity, finding.sessions) == ("info", ("a",))
    assert told(SessionIsNotCancelled(), problem, seated(AT_TWO, p="a", q="a", r="b")) == []


def test_a_session_that_is_cancelled_and_that_nobody_wishes_for() -> None:
    problem = forum([session("a", block="x", capacity={"min": 2}), BLOCK[1]], "p")
    assert told(SessionIsNotCancelled(), problem, seated(AT_TWO, p="b")) == [
        "« A » n'a pas lieu, faute de participants : il en faut 2, personne ne l'a parmi ses vœux"
    ]


# --- All together -------------------------------------------------------------------------


@pytest.mark.parametrize("rule", SEAT_RULES, ids=lambda rule: rule.key)
def test_without_seats_nothing_is_said(rule: SeatRule) -> None:
    two = [session("a", block="x", capacity={"min": 2}), BLOCK[1]]
    problem = forum(
        two, {"id": "p", "must_attend": ["a"], "needs": ["pmr"], "together": ["q"]}, "q"
    )
    assert findings(rule, problem, seated(AT_TWO)) == []


@pytest.mark.parametrize("rule", SEAT_RULES, ids=lambda rule: rule.key)
def test_a_rule_as_a_demand_names_who_and_where(rule: SeatRule) -> None:
    problem = forum(BLOCK, *"pq")
    said = rule.says(problem, ["p", "q"], ["a"])
    assert ("p et q" in said.fr) == ("{attendees}" in rule.wanted.fr)
    assert ("« A »" in said.fr) == ("{sessions}" in rule.wanted.fr)
    assert ("p and q" in said.en, "“A”" in said.en) == ("p et q" in said.fr, "« A »" in said.fr)


def fields(words: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(words)}


@pytest.mark.parametrize("rule", SEAT_RULES, ids=lambda rule: rule.key)
def test_both_languages_use_the_same_placeholders(rule: SeatRule) -> None:
    said = [it for it in vars(type(rule)).values() if isinstance(it, Text)]
    assert len(said) >= 3
    assert all(fields(text.fr) == fields(text.en) for text in said)
    assert not rule.title.fr.endswith(".")
    assert (type(rule).__doc__ or "").partition("\n")[0].endswith(".")


def test_every_rule_that_is_written_is_listed() -> None:
    assert len(SEAT_RULES) == len(SeatRule.__subclasses__())
    assert {type(rule) for rule in SEAT_RULES} == set(SeatRule.__subclasses__())


def day() -> Problem:
    """Return two blocks, the second a second time of the first, for six people."""
    sessions = [
        session("a", block="x", capacity={"min": 2, "max": 3}, per_organisation=2),
        session("b", block="x"),
        session("a-bis", block="y", repeat_of="a", capacity={"min": 2, "max": 3}),
        session("b-bis", block="y", repeat_of="b"),
        session("mot", people={"orateur": ["elue"]}),
    ]
    attendees = [
        {"id": "p", "wishes": ["a", "b"], "must_attend": ["a"], "organisation": "Ville"},
        {"id": "q", "wishes": ["a"], "together": ["p"], "organisation": "ville"},
        {"id": "r", "wishes": ["b"], "apart": ["p"], "needs": ["pmr"]},
        {
            "id": "s",
            "wishes": ["b"],
            "must_avoid": ["a"],
            "present": [{"start": "14h", "end": "15h"}],
        },
        {"id": "t", "organisation": "Ville"},
        {"id": "elue", "wishes": ["a"]},
    ]
    rooms = [
        {"id": "grande", "capacity": 4, "features": ["pmr"], "site": "Nord"},
        {"id": "petite", "capacity": 3},
        {"id": "autre", "capacity": 3, "site": "Sud"},
    ]
    event = {"walk": 20}
    return forum(sessions, *attendees, people=[{"id": "elue"}], rooms=rooms, event=event)


LINES = (
    "a 14h-15h petite",
    "b 14h-15h grande",
    "a-bis 15h-16h grande",
    "b-bis 15h-16h petite",
    "mot 13h30-14h30",
)
SOUND = {
    "p": "a b-bis",
    "q": "a b-bis",
    "r": "b a-bis",
    "s": "b",
    "t": "b a-bis",
    "elue": "b-bis",
}


def broken(problem: Problem, programme: Timetable) -> set[str]:
    return {rule.key for rule in SEAT_RULES for _ in rule.check(problem, programme)}


def test_a_day_on_which_everybody_is_well_seated() -> None:
    problem, programme = day(), seated(LINES, **SOUND)
    assert broken(problem, programme) == set()
    assert all(standing.session for standing in Offers(problem, programme).standings())


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a seat where no registrations are taken": ({"t": "b a-bis mot"}, "placed"),
    "a seat twice": ({"t": "b a-bis a-bis"}, "placed"),
    "two at once": ({"t": "b a-bis b-bis"}, "one_place once room"),
    "beside one's own part": ({"elue": "b b-bis"}, "one_place once"),
    "the same workshop again": ({"r": "b b-bis"}, "once room least needs apart"),
    "too many": ({"s": "a", "t": "a"}, "room least organisation lacking avoid"),
    "too few": ({"t": "b"}, "least lacking"),
    "absent": ({"s": "b a-bis"}, "present avoid"),
    "in a room that will not do": ({"r": "a a-bis"}, "once needs apart"),
    "not where they must": ({"p": "b", "q": "b"}, "room must apart cancelled lacking"),
    "separated": ({"q": "a"}, "together lacking"),
    "side by side": ({"p": "a a-bis"}, "once together apart"),
    "too many of one kind": ({"t": "a"}, "organisation least lacking"),
    "without a seat": ({"s": ""}, "lacking"),
    "cancelled": ({"r": "b", "t": "b"}, "cancelled lacking"),
}


@pytest.mark.parametrize(("changed", "suffers"), WRONG.values(), ids=WRONG)
def test_each_way_to_break_it_is_noticed(changed: dict[str, str], suffers: str) -> None:
    programme = seated(LINES, **{**SOUND, **changed})
    assert broken(day(), programme) == {f"seat_{key}" for key in suffers.split()}


def test_what_moves_to_another_site_is_too_far() -> None:
    lines = ("a 14h-15h grande", *LINES[1:3], "b-bis 15h-16h autre", LINES[4])
    assert broken(day(), seated(lines, **SOUND)) == {"seat_walk"}


def test_each_rule_is_broken_in_some_way() -> None:
    suffering = {f"seat_{key}" for _, suffers in WRONG.values() for key in suffers.split()}
    # Of those over the whole event it is told in `test_dues`, of lunch in `test_lunch`.
    elsewhere = {"seat_walk", "seat_nothing", "seat_lunch", "seat_most_seats", "seat_too_few"}
    assert {*suffering, *elsewhere} == {rule.key for rule in SEAT_RULES}
