"""The arrays say what `Offers` defines, attendee by attendee."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from agenda_solver.assign.choices import NOBODY, Choices, choices
from agenda_solver.offers import Offers
from agenda_solver.problem import Attendee, Problem, within
from agenda_solver.timetable import Placement, Seat, Timetable

DAYS = ("2026-06-10", "2026-06-11")
STARTS = (540, 600, 630)


def congress(random: Random) -> tuple[Problem, Timetable]:
    """Return a timetable at random: repeats, sub-groups, parts, absences, needs."""
    names = [f"s{number}" for number in range(random.randint(1, 7))]
    people = ["p0", "p1"]
    sessions: list[dict[str, Any]] = []
    for number, name in enumerate(names):
        told: dict[str, Any] = {"id": name, "title": name, "minutes": 60}
        told["kind"] = random.choice(("workshop", "workshop", "session"))
        firsts = [it["id"] for it in sessions if not {"repeat_of", "group_of"} & set(it)]
        if firsts and random.random() < 0.4:
            told[random.choice(("repeat_of", "group_of"))] = random.choice(firsts)
        if random.random() < 0.3:
            told["block"] = random.choice("ab")
        if random.random() < 0.3:
            told["people"] = {"speaker": [random.choice(people)]}
        if random.random() < 0.2:
            told["registration"] = random.random() < 0.5
        if random.random() < 0.4:
            told["capacity"] = {"min": random.randint(0, 3), "max": random.randint(0, 5)}
        if number and random.random() < 0.2:
            told["per_organisation"] = 1
        if random.random() < 0.4:
            told["mixed"] = random.sample(("organisation", "category"), random.randint(1, 2))
        sessions.append(told)
    problem = Problem.read(
        {
            "event": {"name": "e"},
            "days": [{"id": f"d{number}", "date": day} for number, day in enumerate(DAYS)],
            "rooms": [
                {"id": "r0", "capacity": 2, "features": ["pmr"]},
                {"id": "r1", "features": ["pmr", "loop"]},
                {"id": "r2", "capacity": 4},
            ],
            "people": [{"id": it, "email": f"{it}@x.fr"} for it in people],
            "sessions": sessions,
            "attendees": [_attendee(random, number, names) for number in range(8)],
        }
    )
    days = sorted(problem.day)
    placements = []
    for session in problem.sessions:
        if random.random() < 0.9:
            start = random.choice(STARTS)
            room = random.choice((None, "r0", "r1", "r2"))
            end = start + random.choice((30, 60, 120))
            placements.append(Placement(session.id, random.choice(days), start, end, room))
    return problem, Timetable.of(placements)


def _attendee(random: Random, number: int, names: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": f"a{number}"}
    some = random.sample(names, random.randint(0, len(names)))
    if random.random() < 0.4:
        told["wishes"] = {name: random.randint(0, 3) for name in some}
    else:
        told["wishes"] = some
    if random.random() < 0.3:
        told["present"] = [
            {"day": random.choice(DAYS), "start": random.choice(("9h", "9h30")), "end": "11h"}
        ]
    if random.random() < 0.3:
        told["needs"] = random.sample(("pmr", "loop"), random.randint(1, 2))
    if random.random() < 0.3:
        told["email"] = random.choice(("p0@x.fr", "P1@x.fr", "other@x.fr"))
    if random.random() < 0.3:
        told["must_attend"] = random.sample(names, random.randint(1, min(2, len(names))))
    told["organisation"] = random.choice(("", "Région", "région", "Ville"))
    told["category"] = random.choice(("élu", "technicien"))
    return told


def may_sit(offers: Offers, attendee: Attendee, session: str) -> bool:
    """Whether an attendee is there, takes part in nothing meanwhile, and can get in."""
    placement = offers.placements[session]
    here = placement.day, placement.start, placement.end
    if attendee.present and not within(attendee.present, *here):
        return False
    room = offers.problem.room[placement.room].features if placement.room else []
    busy = offers.busy(attendee.id)
    return set(attendee.needs) <= set(room) and not any(map(placement.overlaps, busy))


@pytest.mark.parametrize("chunk", range(4))
def test_levels_wishes_and_who_is_due_are_as_defined(chunk: int) -> None:
    for seed in range(chunk, 200, 4):
        problem, timetable = congress(Random(seed))
        offers, found = Offers(problem, timetable), choices(problem, timetable)
        assert found.sessions == tuple(offers.placements)
        assert found.level.shape == (8, len(found.sessions))
        for row, attendee in enumerate(problem.attendees):
            ranks, due = offers.ranks(attendee), offers.due(attendee)
            assert np.flatnonzero(found.due[row]).tolist() == list(due), seed
            for column, session in enumerate(found.sessions):
                rank = ranks.get(problem.workshop(session))
                level = rank or offers.next_rank(ranks, session)
                open_ = offers.round_of[session] in due and may_sit(offers, attendee, session)
                assert found.level[row, column] == level * open_, (seed, row, session)
                assert found.wished[row, column] == (rank is not None), (seed, row, session)


def test_limits_overlaps_and_workshops_are_as_defined() -> None:
    for seed in range(60):
        problem, timetable = congress(Random(seed))
        offers, found = Offers(problem, timetable), choices(problem, timetable)
        clashes = set()
        for column, session in enumerate(found.sessions):
            assert found.round_of[column] == offers.round_of[session]
            assert found.least[column] == offers.least(session)
            limit = offers.limit(session)
            assert found.most[column] == min(8, 8 if limit is None else limit)
            for later, other in enumerate(found.sessions[column + 1 :], column + 1):
                alike = problem.workshop(session) == problem.workshop(other)
                assert (found.workshop[column] == found.workshop[later]) == alike
                overlap = offers.placements[session].overlaps(offers.placements[other])
                if overlap and offers.round_of[session] != offers.round_of[other]:
                    clashes.add((column, later))
        assert set(found.clashes) == clashes


def draft(sessions: list[dict[str, Any]], attendees: list[dict[str, Any]]) -> Problem:
    """Return a problem of one day and no rooms."""
    return Problem.read(
        {
            "event": {"name": "e"},
            "days": [{"date": DAYS[0]}],
            "sessions": [{"title": "t", "minutes": 60, **it} for it in sessions],
            "attendees": attendees,
        }
    )


def offered(problem: Problem, *starts: int) -> Choices:
    """Return choices where the sessions start then, in turn."""
    day = problem.first_date
    told = zip(problem.sessions, starts, strict=True)
    timetable = Timetable.of(Placement(it.id, day, start, start + 60) for it, start in told)
    return choices(problem, timetable)


def test_a_list_counts_each_moment_on_its_own() -> None:
    problem = draft(
        [{"id": name, "kind": "workshop"} for name in "abcd"],
        [{"id": "x", "wishes": ["c", "a", "d"]}],
    )
    found = offered(problem, 540, 540, 660, 660)
    assert found.level.tolist() == [[1, 2, 1, 2]]
    assert found.wished.tolist() == [[True, False, True, True]]


def test_a_repeated_workshop_joins_the_moments_of_a_list() -> None:
    problem = draft(
        [
            {"id": "a", "kind": "workshop"},
            {"id": "a2", "kind": "workshop", "repeat_of": "a"},
            {"id": "b", "kind": "workshop"},
        ],
        [{"id": "x", "wishes": ["b", "a"]}, {"id": "y", "wishes": ["a"]}],
    )
    found = offered(problem, 540, 660, 660)
    assert found.workshop.tolist() == [0, 0, 1]
    assert found.level.tolist() == [[2, 2, 1], [1, 1, 2]]


def test_equal_ratings_are_one_rank_and_zero_is_no_wish() -> None:
    problem = draft(
        [{"id": name, "kind": "workshop"} for name in "abcd"],
        [{"id": "x", "wishes": {"a": 5, "b": 0, "c": 5, "d": 2}}],
    )
    found = offered(problem, 540, 540, 540, 540)
    assert found.level.tolist() == [[1, 3, 1, 2]]
    assert found.wished.tolist() == [[True, False, True, True]]


def test_overlapping_times_of_one_workshop_clash_too() -> None:
    # Who sits in the first one is not due a seat half an hour later.
    problem = draft(
        [
            {"id": "a", "kind": "workshop", "block": "b"},
            {"id": "a2", "kind": "workshop", "repeat_of": "a"},
        ],
        [{"id": "x"}],
    )
    assert offered(problem, 540, 570).clashes == ((0, 1),)
    assert offered(problem, 540, 600).clashes == ()


def test_who_must_be_where_no_seat_is_needed_needs_none() -> None:
    problem = draft(
        [
            {"id": "opening", "registration": False},
            {"id": "a", "kind": "workshop"},
            {"id": "a2", "kind": "workshop", "group_of": "a"},
        ],
        [{"id": "x", "must_attend": ["opening", "a2", "a"]}],
    )
    assert offered(problem, 480, 540, 540).must == ((0, (0, 1)),)


def test_who_must_be_in_what_takes_no_place_cannot() -> None:
    problem = draft([{"id": "a", "kind": "workshop"}], [{"id": "x", "must_attend": ["a"]}])
    assert choices(problem, Timetable(())).must == ((0, ()),)


def test_who_is_together_two_by_two() -> None:
    problem = draft(
        [{"id": "a", "kind": "workshop"}],
        [
            {"id": "x", "together": ["y"]},
            {"id": "y"},
            {"id": "z", "together": ["y"], "apart": ["w"]},
            {"id": "w", "apart": ["z"]},
        ],
    )
    found = offered(problem, 540)
    assert found.together == ((0, 1), (1, 2))
    assert found.companies == ((),)  # nobody wishes for it: none is due a seat
    assert found.apart == ((2, 3),)


def test_seats_given_out_before_count_once_and_unknown_ones_not() -> None:
    problem = draft([{"id": "a", "kind": "workshop"}], [{"id": "x"}])
    timetable = Timetable((Placement("a", problem.first_date, 540, 600),))
    seats = [Seat("x", "a"), Seat("x", "a"), Seat("gone", "a"), Seat("x", "gone")]
    assert choices(problem, timetable, seats).before == ((0, 0),)


def test_seats_and_arrays_say_the_same() -> None:
    problem = draft(
        [{"id": name, "kind": "workshop"} for name in "abc"], [{"id": "x"}, {"id": "y"}]
    )
    found = offered(problem, 540, 540, 660)
    taken = np.array([[1, NOBODY], [NOBODY, 2]])
    seats = found.seats(taken)
    assert seats == (Seat("x", "b"), Seat("y", "c"))
    assert np.array_equal(found.taken(seats), taken)


def test_without_sessions_there_is_nothing_to_choose() -> None:
    problem = draft([{"id": "a", "registration": False}], [{"id": "x"}])
    found = offered(problem, 540)
    assert found.level.shape == (1, 0)
    assert found.due.shape == (1, 0)
    assert found.seats(np.zeros((1, 0), dtype=np.int64)) == ()
