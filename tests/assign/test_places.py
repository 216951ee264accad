"""What more places would bring is what they bring, once they are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from tiny import FAIRNESS, Tiny, tiny_problem

from agenda_solver.assign import assign
from agenda_solver.assign.aims import aims, cost
from agenda_solver.assign.choices import choices
from agenda_solver.assign.seating import Outcome, find
from agenda_solver.budget import Budget
from agenda_solver.fairness import Fairness
from agenda_solver.offers import Offers
from agenda_solver.problem import Capacity, Problem, Room
from agenda_solver.result import MorePlaces, Seating
from agenda_solver.timetable import Placement, Timetable
from thorough import some_and_more

PROBLEMS = 16
THOROUGH = 48
CHUNKS = 2


def with_places(tiny: Tiny, session: str, places: int) -> Tiny:
    """Return a problem in which a session takes so many, in a room as large as that."""
    timetable = tiny.timetable
    placed = timetable.by_session[session]
    old = tiny.problem.room[placed.room] if placed.room else Room(id="none")
    room = old.model_copy(update={"id": "larger", "capacity": places})
    sessions = [
        it.model_copy(update={"capacity": Capacity(min=it.capacity.min, max=places)})
        if it.id == session
        else it
        for it in tiny.problem.sessions
    ]
    problem = tiny.problem.model_copy(
        update={"sessions": sessions, "rooms": [*tiny.problem.rooms, room]}
    )
    # What is worked out once of a problem is not copied with it.
    problem = Problem.model_construct(
        **{name: getattr(problem, name) for name in type(problem).model_fields}
    )
    moved = [
        Placement(it.session, it.day, it.start, it.end, "larger") if it.session == session else it
        for it in timetable.placements
    ]
    return Tiny(problem, Timetable.of(moved), tiny.before)


def seated(tiny: Tiny, fairness: Fairness) -> tuple[Timetable, Seating]:
    return assign(
        tiny.problem,
        tiny.timetable,
        Budget(seconds=60),
        fairness=fairness,
        before=tiny.before,
    )


def found(tiny: Tiny, fairness: Fairness) -> Outcome:
    offered = choices(tiny.problem, tiny.timetable, tiny.before)
    return find(offered, fairness, Budget(60), ties=False)


def seats_found(tiny: Tiny, fairness: Fairness) -> Timetable:
    taken = found(tiny, fairness).taken
    assert taken is not None
    offered = choices(tiny.problem, tiny.timetable, tiny.before)
    return tiny.with_seats(offered.seats(taken))


def profile(tiny: Tiny, timetable: Timetable) -> Counter[int | str]:
    """Count the seats of each wish, and those that are lacking."""
    found: Counter[int | str] = Counter()
    for it in Offers(tiny.problem, timetable).standings():
        found["none" if it.session is None else it.rank or "unwished"] += 1
    return found


def change(before: Mapping[int | str, int], after: Mapping[int | str, int]) -> Mapping[int, int]:
    ranks = {it for it in (*before, *after) if isinstance(it, int)}
    return {
        it: after.get(it, 0) - before.get(it, 0)
        for it in ranks
        if after.get(it, 0) != before.get(it, 0)
    }


@pytest.mark.parametrize("seeds", some_and_more(PROBLEMS, THOROUGH, CHUNKS))
def test_it_is_true_when_tried(seeds: range) -> None:
    told = 0
    for seed in seeds:
        tiny = tiny_problem(seed)
        fairness = FAIRNESS[seed % 3]
        timetable, seating = seated(tiny, fairness)
        was = profile(tiny, timetable)
        for more in seating.more_places:
            told += 1
            limit = tiny.limit(more.session)
            larger = with_places(tiny, more.session, limit + more.places)
            now, _ = seated(larger, fairness)
            got = profile(larger, now)
            where = f"seed {seed}, {fairness}, {more.session}"
            assert dict(more.ranks) == change(was, got), where
            assert more.without == got["none"] - was["none"], where
            fewer = with_places(tiny, more.session, limit + more.places - 1)
            first = bool(tiny.before)  # that fewer move is not what it is told for
            paid = _paid(tiny, timetable, fairness)[first:]
            assert _paid(larger, now, fairness)[first:] < paid, where
            assert list(found(fewer, fairness).costs)[first:] >= paid, where
    assert told


def _paid(tiny: Tiny, timetable: Timetable, fairness: Fairness) -> list[int]:
    offered = choices(tiny.problem, tiny.timetable, tiny.before)
    taken = offered.taken(timetable.seats)
    return [cost(offered, aim, taken) for aim in aims(offered, fairness)]


@pytest.mark.parametrize("seeds", some_and_more(PROBLEMS, PROBLEMS * 3, CHUNKS))
def test_nothing_useful_is_left_out(seeds: range) -> None:
    for seed in seeds:
        tiny = tiny_problem(seed)
        fairness = FAIRNESS[seed % 3]
        timetable, seating = seated(tiny, fairness)
        if seating.status != "optimal":
            continue
        named = {more.session for more in seating.more_places}
        everybody = len(tiny.problem.attendees)
        for session in set(tiny.problem.offered) - named:
            if tiny.limit(session) < everybody:
                larger = with_places(tiny, session, everybody)
                now = seats_found(larger, fairness)
                # What they may bring is that fewer who have a seat move.
                first = bool(tiny.before)
                paid = _paid(larger, now, fairness), _paid(tiny, timetable, fairness)
                assert paid[0][first:] >= paid[1][first:], f"seed {seed}, {fairness}, {session}"


def favourite(**places: int) -> Tiny:
    """Six who all would rather be in x, then in y, then in z."""
    sessions = [
        {
            "id": key,
            "title": key,
            "kind": "workshop",
            "minutes": 60,
            "block": "b",
            "capacity": {"max": most},
        }
        for key, most in places.items()
    ]
    problem = Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": "2026-06-10"}],
            "sessions": sessions,
            "attendees": [{"id": f"a{n}", "wishes": ["x", "y", "z"]} for n in range(6)],
        }
    )
    day = problem.days[0].date
    return Tiny(problem, Timetable.of(Placement(it, day, 600, 660) for it in places))


def test_the_most_useful_comes_first() -> None:
    _, seating = seated(favourite(x=2, y=3, z=6), "generous")
    # Two are in x, three in y, one in z.
    assert seating.more_places == (
        MorePlaces("x", 1, {1: 1, 3: -1}, 0),
        MorePlaces("y", 1, {2: 1, 3: -1}, 0),
    )


def test_nothing_is_told_where_everybody_has_the_first_wish() -> None:
    _, seating = seated(favourite(x=6, y=3, z=6), "generous")
    assert seating.more_places == ()


def test_a_place_for_those_who_have_none_comes_before_any_wish() -> None:
    _, seating = seated(favourite(x=4, y=0, z=1), "generous")
    assert seating.more_places == (
        MorePlaces("x", 1, {1: 1}, -1),
        MorePlaces("y", 1, {2: 1}, -1),
        MorePlaces("z", 1, {3: 1}, -1),
    )
