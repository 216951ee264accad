from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agenda_solver.difference import (
    Difference,
    DraftRow,
    Kind,
    RoleChange,
    Version,
    difference,
    of_one_event,
    role_changes,
    row_changes,
)
from agenda_solver.problem import Problem
from agenda_solver.timetable import Casting, Placement, Seat, Timetable

WEDNESDAY, THURSDAY = date(2026, 6, 10), date(2026, 6, 11)
DRAFT: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}],
    "rooms": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
    "people": [{"id": "anne"}, {"id": "luc"}, {"id": "noe"}],
    "sessions": [
        {"id": "mot", "title": "Mot", "minutes": 30, "people": {"orateur": ["anne"]}},
        {
            **{"id": "eau", "title": "Eau", "kind": "workshop", "minutes": 60},
            "people": {"animation": [{"one_of": ["anne", "luc"]}]},
        },
        {"id": "sol", "title": "Sol", "kind": "workshop", "minutes": 60, "capacity": {"min": 2}},
        {"id": "air", "title": "Air", "kind": "workshop", "minutes": 60},
    ],
    "attendees": [{"id": "p1"}, {"id": "p2"}, {"id": "p3"}],
}
PROBLEM = Problem.read(DRAFT)
MOT = Placement("mot", WEDNESDAY, 540, 570, "a")
EAU = Placement("eau", WEDNESDAY, 600, 660, "a")
SOL = Placement("sol", WEDNESDAY, 600, 660, "b")
AIR = Placement("air", THURSDAY, 600, 660, "a")
CAST = (Casting("eau", "animation", 0, "luc"),)
SEATS = (Seat("p1", "eau"), Seat("p2", "sol"), Seat("p3", "sol"), Seat("p1", "air"))
TIMETABLE = Timetable.of([MOT, EAU, SOL, AIR], SEATS, CAST)
BEFORE = Version(PROBLEM, TIMETABLE)


def moved(*placements: Placement, problem: Problem = PROBLEM) -> Version:
    """Return the version in which some sessions are elsewhere."""
    placed = {**TIMETABLE.by_session, **{it.session: it for it in placements}}
    return Version(problem, Timetable.of(placed.values(), SEATS, CAST))


def without(*sessions: str) -> dict[str, Any]:
    left = [it for it in DRAFT["sessions"] if it["id"] not in sessions]
    return {**DRAFT, "sessions": left}


def test_nothing_differs_from_itself() -> None:
    found = difference(BEFORE, Version(Problem.read(DRAFT), TIMETABLE))
    assert not found
    assert (found.sessions, found.people, found.attendees) == ((), (), ())


@pytest.mark.parametrize(
    ("placement", "kinds"),
    [
        (replace(EAU, start=615, end=675), ("time",)),
        (replace(EAU, day=THURSDAY), ("time",)),
        (replace(EAU, room="c"), ("room",)),
        (replace(EAU, room=None), ("room",)),
        (replace(EAU, end=690), ("length",)),
        (replace(EAU, start=615, end=690, room="c"), ("time", "room", "length")),
    ],
)
def test_what_of_a_session_differs(placement: Placement, kinds: tuple[Kind, ...]) -> None:
    found = difference(BEFORE, moved(placement))
    (change,) = found.sessions
    assert (change.session, change.kinds) == ("eau", kinds)
    assert (change.before, change.after) == (EAU, placement)
    assert change.people_before == change.people_after == ("luc",)
    assert [(it.person, it.session, it.before, it.after) for it in found.people] == [
        ("luc", "eau", EAU, placement)
    ]
    assert [(it.attendee, it.before, it.after) for it in found.attendees] == [
        ("p1", EAU, placement)
    ]


def test_who_takes_part_differs() -> None:
    cast = [Casting("eau", "animation", 0, "anne")]
    found = difference(BEFORE, Version(PROBLEM, Timetable.of(TIMETABLE.placements, SEATS, cast)))
    (change,) = found.sessions
    assert (change.kinds, change.people_before, change.people_after) == (
        ("people",),
        ("luc",),
        ("anne",),
    )
    assert [(it.person, it.before, it.after) for it in found.people] == [
        ("anne", None, EAU),
        ("luc", EAU, None),
    ]
    assert found.attendees == ()


def test_who_is_chosen_for_a_role_differs() -> None:
    entries = [{"one_of": ["anne", "luc"]}, "noe", {"one_of": ["anne", "luc"]}]
    first, eau, *rest = DRAFT["sessions"]
    sessions = [first, {**eau, "people": {"animation": entries}}, *rest]
    problem = Problem.read({**DRAFT, "sessions": sessions})

    def version(*people: str) -> Version:
        cast = (
            Casting("eau", "animation", part, who)
            for part, who in zip((0, 2), people, strict=False)
        )
        return Version(problem, Timetable.of(TIMETABLE.placements, cast=cast))

    assert list(role_changes(version("luc", "anne"), version("luc", "anne"))) == []
    assert list(role_changes(version("luc", "anne"), version("anne", "luc"))) == []
    assert list(role_changes(version("luc", "anne"), version("luc"))) == [
        RoleChange("eau", "animation", ("luc", "anne"), ("luc", None))
    ]
    assert (
        list(role_changes(Version(Problem.read(without("eau")), Timetable.of([])), version("luc")))
        == []
    )


def test_another_role_or_order_is_no_other_roster() -> None:
    first, *rest = DRAFT["sessions"]
    both = {**first, "people": {"orateur": ["anne", "luc"]}}
    turned = {**first, "people": {"orateur": ["luc"], "accueil": ["anne"]}}
    old, new = (Problem.read({**DRAFT, "sessions": [it, *rest]}) for it in (both, turned))
    assert not difference(Version(old, TIMETABLE), Version(new, TIMETABLE))


def test_a_title_differs() -> None:
    first, *rest = DRAFT["sessions"]
    renamed = Problem.read({**DRAFT, "sessions": [{**first, "title": "Discours"}, *rest]})
    found = difference(BEFORE, Version(renamed, TIMETABLE))
    assert [(it.session, it.kinds) for it in found.sessions] == [("mot", ("title",))]
    assert found.people == ()


def test_a_session_is_gone_from_the_draft() -> None:
    problem = Problem.read(without("eau"))
    seats = [Seat("p1", "sol"), *SEATS[1:]]
    after = Version(problem, Timetable.of([MOT, SOL, AIR], seats))
    found = difference(BEFORE, after)
    (change,) = found.sessions
    assert (change.kinds, change.before, change.after) == (("cancelled",), EAU, None)
    assert change.people_after == ()
    assert [(it.person, it.before, it.after) for it in found.people] == [("luc", EAU, None)]
    assert [(it.attendee, it.before, it.after) for it in found.attendees] == [("p1", EAU, SOL)]
    back = difference(after, BEFORE)
    assert [(it.session, it.kinds, it.before, it.after) for it in back.sessions] == [
        ("eau", ("added",), None, EAU)
    ]
    assert [(it.attendee, it.before, it.after) for it in back.attendees] == [("p1", SOL, EAU)]


def test_a_session_without_a_place_does_not_take_place() -> None:
    after = Version(PROBLEM, Timetable.of([MOT, SOL, AIR], SEATS[1:], CAST))
    found = difference(BEFORE, after)
    assert [(it.session, it.kinds) for it in found.sessions] == [("eau", ("cancelled",))]
    assert [(it.person, it.before, it.after) for it in found.people] == [("luc", EAU, None)]
    assert [(it.attendee, it.before, it.after) for it in found.attendees] == [("p1", EAU, None)]


def test_a_session_that_nobody_attends_does_not_take_place() -> None:
    seats = [Seat("p1", "eau"), Seat("p2", "eau"), Seat("p1", "air")]
    after = Version(PROBLEM, Timetable.of(TIMETABLE.placements, seats, CAST))
    found = difference(BEFORE, after)
    assert [(it.session, it.kinds, it.before) for it in found.sessions] == [
        ("sol", ("cancelled",), SOL)
    ]
    assert [(it.attendee, it.before, it.after) for it in found.attendees] == [
        ("p2", SOL, EAU),
        ("p3", SOL, None),
    ]


def test_before_seats_are_given_out_all_take_place() -> None:
    bare = Version(PROBLEM, Timetable.of(TIMETABLE.placements, cast=CAST))
    assert set(bare.placements) == {"mot", "eau", "sol", "air"}
    found = difference(bare, BEFORE)
    assert found.sessions == ()
    assert [(it.attendee, it.before, it.after) for it in found.attendees] == [
        ("p1", None, EAU),
        ("p1", None, AIR),
        ("p2", None, SOL),
        ("p3", None, SOL),
    ]


def test_seats_at_the_same_moment_are_one_change() -> None:
    placements = [MOT, EAU, replace(SOL, day=THURSDAY), replace(AIR, day=WEDNESDAY)]
    seats = [Seat("p1", "sol"), Seat("p1", "air"), *SEATS[1:3]]
    before = Version(PROBLEM, Timetable.of([MOT, EAU, SOL, AIR], [Seat("p1", "eau"), SEATS[1]]))
    after = Version(PROBLEM, Timetable.of(placements, seats[:3]))
    found = [it for it in difference(before, after).attendees if it.attendee == "p1"]
    # « Sol » is first in the list of seats, but « Air » is when « Eau » was.
    assert [(it.before, it.after) for it in found] == [
        (EAU, placements[3]),
        (None, placements[2]),
    ]


def test_seats_at_other_moments_are_paired_as_they_come() -> None:
    before = Version(PROBLEM, Timetable.of(TIMETABLE.placements, [Seat("p1", "eau"), *SEATS[1:3]]))
    after = Version(PROBLEM, Timetable.of(TIMETABLE.placements, [Seat("p1", "air"), *SEATS[1:3]]))
    (found,) = difference(before, after).attendees
    assert (found.before, found.after) == (EAU, AIR)


def test_of_two_seats_at_one_moment_the_one_that_stays_is_instead() -> None:
    before = Version(PROBLEM, Timetable.of(TIMETABLE.placements, [*SEATS, Seat("p1", "sol")]))
    (change,) = difference(before, BEFORE).attendees
    assert (change.attendee, change.before, change.after) == ("p1", SOL, EAU)


def test_who_is_registered_no_longer_is_last() -> None:
    attendees = [{"id": "p4"}, *DRAFT["attendees"][1:]]
    problem = Problem.read({**DRAFT, "attendees": attendees})
    seats = [Seat("p4", "eau"), *SEATS[1:3]]
    found = difference(BEFORE, Version(problem, Timetable.of(TIMETABLE.placements, seats, CAST)))
    assert [(it.attendee, it.before, it.after) for it in found.attendees] == [
        ("p4", None, EAU),
        ("p1", EAU, None),
        ("p1", AIR, None),
    ]


def test_a_version_without_a_timetable_has_nothing() -> None:
    empty = Version(PROBLEM, Timetable.of([]))
    assert not difference(empty, Version(Problem.read(without("air")), Timetable.of([])))
    found = difference(empty, BEFORE)
    assert [(it.session, it.kinds) for it in found.sessions] == [
        ("mot", ("added",)),
        ("eau", ("added",)),
        ("sol", ("added",)),
        ("air", ("added",)),
    ]


def test_sessions_stand_in_the_order_of_the_earlier_programme() -> None:
    early = replace(AIR, day=WEDNESDAY, start=480, end=540)
    found = difference(BEFORE, moved(early, replace(MOT, room="c"), replace(SOL, room="c")))
    assert [it.session for it in found.sessions] == ["mot", "sol", "air"]


# --- Rows ---------------------------------------------------------------------------------


def row(key: str, **fields: object) -> DraftRow:
    return DraftRow(key, key, ("rooms", 0), {(name,): value for name, value in fields.items()})


def rows_told(before: list[DraftRow], after: list[DraftRow]) -> list[tuple[str, str]]:
    """Return of each change the keys of the rows, and which fields differ."""
    return [
        (
            ">".join(row.key if row else "" for row in (change.before, change.after)),
            " ".join(sorted(str(key) for (key,) in change.fields)),
        )
        for change in row_changes(before, after)
    ]


def test_rows_are_known_by_their_key() -> None:
    old = [row("a", name="A", capacity=3), row("b", name="B")]
    assert rows_told(old, list(reversed(old))) == []
    new = [row("c"), row("a", name="A", capacity=4, site="x")]
    assert rows_told(old, new) == [("a>a", "capacity site"), ("b>", ""), (">c", "")]


def test_of_rows_with_one_key_those_that_are_alike_are_the_same() -> None:
    old = [row("x", text="1"), row("x", text="2"), row("x", text="3")]
    assert rows_told(old, [old[2], row("x", text="4"), old[0]]) == [("x>x", "text")]
    assert rows_told(old, [old[2], old[1]]) == [("x>", "")]


# --- Whatever the two are, the difference leads from the one to the other -----------------


def random_version(chance: random.Random) -> Version:
    """Return a version with any part of the sessions, people and attendees."""
    sessions = [
        {**it, "title": chance.choice(["x", "y"])}
        for it in DRAFT["sessions"]
        if chance.random() < 0.85
    ] or DRAFT["sessions"][:1]
    attendees = [it for it in DRAFT["attendees"] if chance.random() < 0.85]
    problem = Problem.read({**DRAFT, "sessions": sessions, "attendees": attendees})
    placed = [
        Placement(
            it.id,
            chance.choice([WEDNESDAY, THURSDAY]),
            start := chance.choice([540, 600]),
            start + chance.choice([30, 60]),
            chance.choice(["a", "b", None]),
        )
        for it in problem.sessions
        if chance.random() < 0.85
    ]
    cast = [
        Casting(it.id, role, number, chance.choice(pool))
        for it in problem.sessions
        for role, number, pool in it.pools
        if chance.random() < 0.8
    ]
    seats = [
        Seat(attendee.id, it.session)
        for attendee in problem.attendees
        for it in placed
        if it.session != "mot" and chance.random() < 0.4
    ]
    return Version(problem, Timetable.of(placed, seats, cast))


def placed_after(found: Difference) -> dict[str, Placement]:
    placed = dict(found.before.placements)
    for it in found.sessions:
        placed.pop(it.session, None)
        if it.after:
            placed[it.session] = it.after
    return placed


def parts_after(found: Difference) -> set[tuple[str, Placement]]:
    before = found.before
    parts = {(who, before.placements[it]) for it, of in before.rosters.items() for who in of}
    parts -= {(it.person, it.before) for it in found.people if it.before}
    return parts | {(it.person, it.after) for it in found.people if it.after}


def seats_of(version: Version) -> set[tuple[str, Placement]]:
    return {
        (attendee.id, version.placements[session])
        for attendee in version.problem.attendees
        for session in version.seats_of(attendee.id)
    }


def seats_after(found: Difference) -> set[tuple[str, Placement]]:
    seats = seats_of(found.before)
    seats -= {(it.attendee, it.before) for it in found.attendees if it.before}
    return seats | {(it.attendee, it.after) for it in found.attendees if it.after}


@pytest.mark.parametrize("seed", range(200))
def test_the_difference_applied_to_the_old_gives_the_new(seed: int) -> None:
    chance = random.Random(seed)
    before, after = random_version(chance), random_version(chance)
    found = difference(before, after)
    assert placed_after(found) == dict(after.placements)
    rosters = {it.session: it.people_after for it in found.sessions if it.after}
    for session, people in after.rosters.items():
        assert set(rosters.get(session, before.rosters.get(session, ()))) == set(people)
    assert parts_after(found) == {
        (who, after.placements[it]) for it, of in after.rosters.items() for who in of
    }
    assert seats_after(found) == seats_of(after)
    for change in found.sessions:
        assert change.kinds
    for it in (*found.people, *found.attendees):
        assert it.before != it.after


@pytest.mark.parametrize("seed", range(50))
def test_as_many_seats_are_lost_as_cannot_be_kept(seed: int) -> None:
    chance = random.Random(seed)
    before, after = random_version(chance), random_version(chance)
    changed = difference(before, after)
    lost = {
        (change.attendee, change.before.session)
        for change in changed.attendees
        if change.before and (change.after is None or change.after.session != change.before.session)
    }
    had, has = ({(who, seat.session) for who, seat in seats_of(it)} for it in (before, after))
    assert lost == had - has
    registered = {(seat.attendee, seat.session) for seat in changed.seats_lost}
    assert registered == {seat for seat in lost if seat[0] in after.problem.attendee}


@pytest.mark.parametrize("seed", range(50))
def test_nothing_differs_between_any_version_and_itself(seed: int) -> None:
    version = random_version(random.Random(seed))
    changed = difference(version, Version(version.problem, version.timetable))
    assert not changed
    assert (changed.cancelled, changed.seats_lost) == ((), ())


def test_of_how_many_sessions_something_is_otherwise() -> None:
    found = difference(
        BEFORE,
        moved(
            replace(MOT, room="c"),
            replace(SOL, start=615, end=675),
            replace(AIR, room="c", day=WEDNESDAY),
        ),
    )
    assert (found.count("time"), found.count("room"), found.count("length")) == (2, 2, 0)
    assert found.count("time", "room") == 1


def test_a_part_is_cancelled_with_its_whole() -> None:
    parts = {"id": "fin", "title": "Fin", "minutes": 10, "part_of": "mot"}
    problem = Problem.read({**DRAFT, "sessions": [*DRAFT["sessions"], parts]})
    fin = Placement("fin", WEDNESDAY, 560, 570, "a")
    before = Version(problem, Timetable.of([*TIMETABLE.placements, fin], SEATS, CAST))
    left = [EAU, SOL, AIR]
    gone = difference(before, Version(problem, Timetable.of(left, SEATS, CAST)))
    assert [change.session for change in gone.sessions] == ["mot", "fin"]
    assert gone.cancelled == ("mot",)
    alone = difference(before, Version(problem, Timetable.of([MOT, *left], SEATS, CAST)))
    assert alone.cancelled == ("fin",)


@pytest.mark.parametrize(
    ("event", "titles", "one"),
    [
        ({"name": "forum "}, {}, True),
        ({"name": "Autre"}, {"sol": "Terre"}, True),  # most sessions are the same
        ({"name": "Autre"}, {"sol": "Terre", "air": "Vent"}, False),  # half of them are
        ({"name": "Autre", "id": "forum-2026"}, {"mot": "a", "eau": "b", "sol": "c"}, False),
    ],
)
def test_two_drafts_of_one_event(event: dict[str, str], titles: dict[str, str], one: bool) -> None:
    sessions = [{**row, "title": titles.get(row["id"], row["title"])} for row in DRAFT["sessions"]]
    other = Problem.read({**DRAFT, "event": event, "sessions": sessions})
    assert of_one_event(Problem.read(DRAFT), other) is one
    assert of_one_event(other, other)


def test_an_id_of_its_own_tells_an_event() -> None:
    one, other = (
        Problem.read({**DRAFT, "event": {"id": "forum-2026", "name": name}, "sessions": sessions})
        for name, sessions in (("Forum", DRAFT["sessions"]), ("Autre", DRAFT["sessions"][:1]))
    )
    assert of_one_event(one, other)
