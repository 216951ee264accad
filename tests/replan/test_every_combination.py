"""No combination of ways is better than the one that is chosen, in wholes with parts too.

Each combination is solved by the code itself: what is held here is the search over them.
"""

from __future__ import annotations

import random
from itertools import product

import pytest
from published import WEDNESDAY, budget, draft, session, window

from agenda_solver.changes import Announced, Changes, PersonCancels, PersonIsAway, PersonIsReplaced
from agenda_solver.difference import Version
from agenda_solver.problem import Problem
from agenda_solver.replan.choosing import choose
from agenda_solver.replan.planning import Planner
from agenda_solver.replan.ways import Remedies
from agenda_solver.solve import solve
from thorough import some_and_more

PEOPLE = ("ana", "bob", "eve", "kim")
MOST = 250


def some_event(rng: random.Random) -> Problem:
    """Draw a whole with two parts, and two sessions beside it."""
    whole = session("w", *_some(rng, (0, 1, 1)), minutes=120)
    parts = [
        session(f"w{it}", *_some(rng, (1, 1, 2)), part_of="w", **_break(rng)) for it in range(2)
    ]
    pool = {"one_of": rng.sample(PEOPLE, 3)}
    beside = [session("a", *_some(rng, (1, 2, 2))), session("b", *_some(rng, (0, 1, 2)))]
    beside[0]["people"]["animation"] = [pool]
    hours = {"date": WEDNESDAY, "open": {"start": "9h", "end": "13h"}}
    return draft(whole, *parts, *beside, rooms=["r1", "r2"], people=PEOPLE, days=[hours])


def _some(rng: random.Random, sizes: tuple[int, ...]) -> list[str]:
    return rng.sample(PEOPLE, rng.choice(sizes))


def _break(rng: random.Random) -> dict[str, str]:
    return {"kind": "break"} if rng.random() < 0.2 else {}


def some_changes(rng: random.Random) -> Changes:
    one, other, last, _ = rng.sample(PEOPLE, 4)
    starts = [rng.choice((9, 10, 11)) for _ in range(2)]
    hours = [window(f"{start}h", f"{start + rng.choice((1, 2))}h") for start in starts]
    drawn: list[Announced] = [
        PersonIsAway(one, hours[0]),
        PersonIsAway(other, hours[1]),
        PersonCancels(last),
        PersonIsReplaced(last, other),
    ]
    return Changes((*drawn[:2], *rng.sample(drawn[2:], rng.choice((0, 1)))))


def some_planner(rng: random.Random) -> Planner | None:
    problem = some_event(rng)
    solved = solve(problem, budget())
    if solved.timetable is None:
        return None
    before = Version(problem, solved.timetable)
    least = rng.choice(("times", "touched"))
    return Planner(
        before, problem, some_changes(rng), budget(), "generous", frozenset(), (), None, least
    )


def combinations(planner: Planner) -> set[Remedies]:
    """Return all ways, each once: who is missing in what is cancelled makes no difference."""
    ways = set()
    for remedies in product(*(concern.remedies for concern in planner.concerns)):
        gone = planner.gone(it.session for it in remedies if it.way == "cancelled")
        ways.add(
            tuple(
                concern.remedies[-1] if it.session in gone else it
                for concern, it in zip(planner.concerns, remedies, strict=True)
            )
        )
    return ways


def rank(planner: Planner, remedies: Remedies) -> tuple[object, ...] | None:
    """Return what some ways come to; None where they lead nowhere."""
    if planner.deserted(remedies):
        return None
    nearest = planner.nearest(remedies)
    if nearest is None or nearest.timetable is None:
        return None
    gone = planner.gone(it.session for it in remedies if it.way == "cancelled")
    unfollowed = sum(
        concern.settled and it != concern.remedies[0]
        for concern, it in zip(planner.concerns, remedies, strict=True)
    )
    return (unfollowed, len(gone), nearest.costs)


@pytest.mark.parametrize("seeds", some_and_more(6, 48, chunks=2))
def test_no_combination_is_better(seeds: range) -> None:
    for seed in seeds:
        rng = random.Random(seed)
        drawn = (some_planner(rng) for _ in range(100))
        planner = next(it for it in drawn if it and it.concerns and len(combinations(it)) <= MOST)
        choice = choose(planner.concerns, planner)
        ranks = [found for it in combinations(planner) if (found := rank(planner, it))]
        if choice is None:
            assert not ranks, seed
        else:
            assert choice.proven, seed
            assert rank(planner, choice.remedies) == min(ranks), seed  # type: ignore[type-var]
