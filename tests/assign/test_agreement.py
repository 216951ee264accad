"""Every method of seating comes to what trying every seating comes to, on tiny problems.

What is tried is accepted by the seat rules, and counted anew: see `tiny`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from tiny import FAIRNESS, Brute, Key, Tiny, accepted, tiny_problem

from agenda_solver.assign import assign
from agenda_solver.assign.aims import Aim, aims, cost
from agenda_solver.assign.choices import Choices, choices
from agenda_solver.assign.method import MethodResult
from agenda_solver.assign.seating import METHODS
from agenda_solver.budget import Budget
from agenda_solver.timetable import Seat
from thorough import some_and_more

PROBLEMS = 64
THOROUGH = 300
CHUNKS = 4
SECONDS = 20.0
# Methods that take long are asked once in so many times.
EVERY = {"mip": 3, "prices": 36}


each_chunk = pytest.mark.parametrize("seeds", some_and_more(PROBLEMS, THOROUGH, CHUNKS))


@each_chunk
def test_methods_and_brute_force_agree(seeds: range) -> None:
    for seed in seeds:
        tiny = tiny_problem(seed)
        brute = Brute(tiny)
        offered = choices(tiny.problem, tiny.timetable, tiny.before)
        for number, fairness in enumerate(FAIRNESS):
            best = brute.best(fairness)
            wanted = aims(offered, fairness)
            for name, method in METHODS.items():
                asked = (seed + number) % EVERY.get(name, 1) == 0
                if asked and method.fits(offered, wanted):
                    found = method.seat(offered, wanted, Budget(SECONDS))
                    told = f"seed {seed}, {fairness}, {name}"
                    if name == "prices":
                        _never_better(tiny, offered, wanted, found, best, told)
                    else:
                        _the_same(tiny, offered, wanted, found, best, told)


@pytest.mark.parametrize("seeds", some_and_more(PROBLEMS // 2, THOROUGH, 1))
def test_they_agree_where_more_was_given_out_than_is_due(seeds: range) -> None:
    more = 0
    for seed in seeds:
        tiny = _with_seats_in_all_rounds(tiny_problem(seed), seed)
        offered = choices(tiny.problem, tiny.timetable, tiny.before)
        due = choices(tiny.problem, tiny.timetable).dues
        if not np.any(offered.dues > due):
            continue
        more += 1
        best = Brute(tiny).best("total")
        wanted = aims(offered, "total")
        for name, method in METHODS.items():
            if name != "prices" and method.fits(offered, wanted):
                found = method.seat(offered, wanted, Budget(SECONDS))
                _the_same(tiny, offered, wanted, found, best, f"seed {seed}, {name}")
        # What is told of the seats is counted again with the seats given out before.
        _, seating = assign(
            tiny.problem, tiny.timetable, Budget(SECONDS), fairness="total", before=tiny.before
        )
        assert (seating.status == "infeasible") == (best is None), f"seed {seed}"
        if best is not None:
            firsts = seating.tiers[: len(best)]
            assert [tier.cost for tier in firsts] == list(best.values()), f"seed {seed}"
    assert more


def _with_seats_in_all_rounds(tiny: Tiny, seed: int) -> Tiny:
    """Let everybody wish for one session, and have been given a seat in each round.

    Of every other problem the first two are together.
    """
    rng = random.Random(seed)
    sessions = [session.id for session in tiny.problem.sessions]
    attendees = [
        attendee.model_copy(update={"wishes": [rng.choice(sessions)]})
        for attendee in tiny.problem.attendees
    ]
    given = [Seat(attendee.id, rng.choice(here)) for attendee in attendees for here in tiny.rounds]
    if seed % 2:
        attendees[0] = attendees[0].model_copy(update={"together": [attendees[1].id]})
    problem = tiny.problem.model_copy(update={"attendees": attendees})
    return replace(tiny, problem=problem, before=tuple(given))


def test_the_rules_refuse_what_brute_force_leaves_out_for_its_sizes() -> None:
    for seed in range(60):
        brute = Brute(tiny_problem(seed))
        refused = np.flatnonzero(~brute.fits)
        for number in refused[:: 1 + len(refused) // 5]:
            assert not brute.is_accepted(int(number)), f"seed {seed}, seating {number}"


def _the_same(
    tiny: Tiny,
    offered: Choices,
    wanted: Sequence[Aim],
    found: MethodResult,
    best: Mapping[Key, int] | None,
    told: str,
) -> None:
    if best is None:
        assert found.status == "infeasible", told
        return
    assert found.status == "optimal", told
    assert found.taken is not None
    assert accepted(tiny.problem, tiny.with_seats(offered.seats(found.taken))), told
    paid = {(aim.kind, aim.at): cost(offered, aim, found.taken) for aim in wanted}
    # Ranks that nobody can have come to nothing in either.
    assert {**dict.fromkeys(best, 0), **paid} == {**dict.fromkeys(paid, 0), **best}, told
    assert found.bounds == tuple(paid.values()), told


def _never_better(
    tiny: Tiny,
    offered: Choices,
    wanted: Sequence[Aim],
    found: MethodResult,
    best: Mapping[Key, int] | None,
    told: str,
) -> None:
    if found.taken is None:
        assert found.status == "unknown" or best is None, told
        return
    assert best is not None, told
    assert accepted(tiny.problem, tiny.with_seats(offered.seats(found.taken))), told
    paid = [cost(offered, aim, found.taken) for aim in wanted]
    least = [best.get((aim.kind, aim.at), 0) for aim in wanted]
    assert least <= paid, told
    for number in range(len(wanted)):
        # A bound is of seatings that are as good in the earlier aims.
        if paid[:number] == least[:number]:
            assert found.bounds[number] <= least[number], told


@each_chunk
def test_what_is_assigned_is_the_best_to_the_last_tie(seeds: range) -> None:
    for seed in seeds:
        if seed % 3 != 2:
            continue
        tiny = tiny_problem(seed)
        brute = Brute(tiny)
        # Only who is generous looks at the whole day.
        fairness = "generous" if len(tiny.rounds) > 1 else FAIRNESS[1 + seed % 2]
        best = brute.best(fairness, ties=True)
        timetable, seating = assign(
            tiny.problem,
            tiny.timetable,
            Budget(seconds=SECONDS),
            fairness=fairness,
            before=tiny.before,
        )
        told = f"seed {seed}, {fairness}"
        if best is None:
            assert seating.status == "infeasible", told
            assert seating.findings, told
            assert not timetable.seats, told
            continue
        assert seating.status == "optimal", told
        assert accepted(tiny.problem, timetable), told
        offered = choices(tiny.problem, tiny.timetable, tiny.before)
        taken = offered.taken(timetable.seats)
        ties = (Aim(kind, at) for kind, at in brute.tie_keys(fairness))
        wanted = (*aims(offered, fairness), *ties)
        paid = {(aim.kind, aim.at): cost(offered, aim, taken) for aim in wanted}
        assert {**dict.fromkeys(best, 0), **paid} == {**dict.fromkeys(paid, 0), **best}, told
        assert list(filter(None, (tier.cost for tier in seating.tiers))) == list(
            filter(None, paid.values())
        ), told
