"""What columns prove is what trying every timetable finds, or less where they say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations, permutations, product
from math import inf
from random import Random

import numpy as np
import pytest

from agenda_solver.budget import Budget
from agenda_solver.problem import Window
from agenda_solver.search import columns as proving
from agenda_solver.search import concurrency as listing
from agenda_solver.search.audience import audience
from agenda_solver.search.columns import Proof, prove
from agenda_solver.search.concurrency import Concurrency, NotListedError, every_set
from agenda_solver.wishes import Hope, Party

DAY = date(2026, 6, 10)
ROOMS = ("a", "b", "c")


# --- Events at random ---------------------------------------------------------------------


def times(count: int) -> list[tuple[date, int, int]]:
    return [(DAY, 540 + 60 * it, 600 + 60 * it) for it in range(count)]


def parties(random: Random, sessions: int, count: int, *, twice: bool = False) -> list[Party]:
    """Return those who wish; some are there a part of the time, or speak, or rate."""
    found = []
    for _ in range(random.randint(1, 8)):
        wished = random.sample(range(sessions), random.randint(1, sessions))
        rated = random.random() < 0.5
        hopes = [
            Hope((f"s{it}",), random.choice((1, 2, 5)) if rated else 1)
            for it in sorted(wished, reverse=True)
        ]
        if twice and len(hopes) > 1:
            one, other, *rest = hopes
            hopes = [Hope(one.sessions + other.sessions, one.worth), *rest]
        first = random.randrange(count)
        found.append(
            Party(
                hopes=tuple(hopes),
                present=random.choice(((), (Window(start=f"{9 + first}:00"),))),
                busy=tuple(f"s{it}" for it in range(sessions) if random.random() < 0.15),
                most=sum(hope.worth for hope in hopes),
                size=random.randint(1, 3),
            )
        )
    return found


def event(
    random: Random, *, free_rooms: bool, twice: bool = False
) -> tuple[Concurrency, list[Party]]:
    """Return some sessions, times and rooms, and those who wish."""
    count = random.randint(1, 3)
    rooms = ROOMS[: random.randint(1, 3)]
    sessions = random.randint(1, min(6, count * len(rooms)))
    those = parties(random, sessions, count, twice=twice)

    def allowed() -> dict[int, frozenset[str]]:
        if free_rooms:
            return dict.fromkeys(range(sessions), frozenset(rooms))
        return {
            it: frozenset(random.sample(rooms, random.randint(0, len(rooms))))
            for it in range(sessions)
            if random.random() < 0.9
        }

    same = allowed()
    every = list(combinations(range(sessions), 2))
    return Concurrency(
        audience(those, [f"s{it}" for it in range(sessions)], times(count)),
        [same if random.random() < 0.5 else allowed() for _ in range(count)],
        apart=[pair for pair in every if random.random() < 0.1],
        together=[pair for pair in every if random.random() < 0.1],
        people=[random.randint(0, 9) for _ in range(sessions)] if random.random() < 0.5 else (),
        places={room: random.randint(1, 9) for room in rooms if random.random() < 0.8},
        wish=random.choice((1, 3)),
        place=random.choice((1, 2)),
    ), those


def congress(
    sessions: int, slots: int, rooms: int, people: int, wishes: int, seed: int, rated: int = 1
) -> tuple[Concurrency, list[Party]]:
    """Return sessions that may be anywhere, and who wishes for which; the first are popular."""
    random = Random(seed)
    weights = [1 / (it + 2) for it in range(sessions)]
    those = []
    for _ in range(people):
        wished: set[int] = set()
        while len(wished) < wishes:
            wished.update(random.choices(range(sessions), weights))
        hopes = tuple(Hope((f"s{it}",), random.randint(1, rated)) for it in sorted(wished))
        those.append(Party(hopes, present=(), busy=(), most=sum(it.worth for it in hopes)))
    anywhere = dict.fromkeys(range(sessions), frozenset(f"r{it}" for it in range(rooms)))
    told = audience(those, [f"s{it}" for it in range(sessions)], times(slots))
    return Concurrency(told, [anywhere] * slots), those


# --- What trying everything finds ---------------------------------------------------------


def best_of_all(concurrency: Concurrency, those: Sequence[Party]) -> int | None:
    """Return what the best timetable costs, every one being tried; None if there is none."""
    sessions = range(len(concurrency.audience.sessions))
    costs = []
    for chosen in product(range(len(concurrency.rooms)), repeat=len(sessions)):
        if any(chosen[one] == chosen[other] for one, other in concurrency.apart):
            continue
        if any(chosen[one] != chosen[other] for one, other in concurrency.together):
            continue
        lacking = [
            least_lacking(concurrency, when, [it for it in sessions if chosen[it] == when])
            for when in range(len(concurrency.rooms))
        ]
        if None not in lacking:
            missed = sum(party.size * missed_by(party, concurrency, chosen) for party in those)
            costs.append(concurrency.wish * missed + concurrency.place * sum(filter(None, lacking)))
    return min(costs, default=None)


def least_lacking(concurrency: Concurrency, when: int, sessions: Sequence[int]) -> int | None:
    """Return how many lack a place in the best rooms at a time; None if there are none."""
    may = concurrency.rooms[when]
    if not all(it in may for it in sessions):
        return None
    sessions = [it for it in sessions if may[it]]
    people = concurrency.people or [0] * len(concurrency.audience.sessions)
    return min(
        (
            sum(
                max(0, people[it] - concurrency.places.get(room, 99))
                for it, room in zip(sessions, rooms, strict=True)
            )
            for rooms in permutations(ROOMS, len(sessions))
            if all(room in may[it] for it, room in zip(sessions, rooms, strict=True))
        ),
        default=None,
    )


def missed_by(party: Party, concurrency: Concurrency, chosen: Sequence[int]) -> int:
    """Return what one of a party misses: at each time the dearest is attended."""
    reached = 0
    for when, (_, start, _) in enumerate(concurrency.audience.times):
        speaks = any(chosen[int(it[1:])] == when for it in party.busy)
        away = any(start < window.start for window in party.present)
        if not speaks and not away:
            here = [hope.worth for hope in party.hopes if chosen[int(hope.sessions[0][1:])] == when]
            reached += max(here, default=0)
    return party.most - reached


def attended_in_truth(party: Party, concurrency: Concurrency, chosen: Sequence[int]) -> int:
    """Return the most that one of a party attends, of the sessions of a hope one at most."""
    best = 0
    for picked in product(*([None, *hope.sessions] for hope in party.hopes)):
        at = [chosen[int(it[1:])] for it in picked if it is not None]
        busy = {chosen[int(it[1:])] for it in party.busy}
        starts = [concurrency.audience.times[when][1] for when in at]
        there = all(start >= window.start for start in starts for window in party.present)
        if len(set(at)) == len(at) and not busy.intersection(at) and there:
            worth = sum(
                hope.worth for hope, it in zip(party.hopes, picked, strict=True) if it is not None
            )
            best = max(best, worth)
    return best


def is_kept(concurrency: Concurrency, by_time: Mapping[int, Sequence[int]]) -> bool:
    """Whether each session is once in a choice, where it may be, and rooms suffice."""
    when = {session: time for time, those in by_time.items() for session in those}
    return (
        sorted(it for those in by_time.values() for it in those)
        == list(range(len(concurrency.audience.sessions)))
        and all(when[one] != when[other] for one, other in concurrency.apart)
        and all(when[one] == when[other] for one, other in concurrency.together)
        and all(
            least_lacking(concurrency, time, those) is not None for time, those in by_time.items()
        )
    )


# --- Agreement ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(100))
def test_the_proof_is_what_trying_every_timetable_finds(seed: int) -> None:
    # Where each session may have every room, who lacks a place is counted exactly.
    concurrency, those = event(Random(seed), free_rooms=True)
    best = best_of_all(concurrency, those)
    proof = prove(concurrency, budget=Budget(seed=seed))
    if best is None:
        assert proof.by_time is None
        return
    assert proof.by_time is not None
    assert proof.complete
    assert is_kept(concurrency, proof.by_time)
    assert proof.cost == proof.bound == best


@pytest.mark.parametrize("seed", range(100))
def test_sessions_may_have_times_and_rooms_of_their_own(seed: int) -> None:
    concurrency, those = event(Random(seed), free_rooms=False)
    concurrency = replace(concurrency, people=())
    best = best_of_all(concurrency, those)
    proof = prove(concurrency, budget=Budget(seed=seed))
    if best is None:
        assert proof.by_time is None
        return
    assert proof.by_time is not None
    assert proof.complete
    assert is_kept(concurrency, proof.by_time)
    assert proof.cost == proof.bound == best


@pytest.mark.parametrize("seed", range(8))
def test_over_some_columns_first_and_few_kept_the_same_is_proven(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    concurrency, _ = congress(9, 3, 3, people=40, wishes=4, seed=seed)
    known = prove(concurrency)
    assert known.complete
    monkeypatch.setattr(proving, "_MANY", 0)
    monkeypatch.setattr(proving, "_ONE_IN", 3)
    monkeypatch.setattr(proving, "_KEPT", 12)
    monkeypatch.setattr(proving, "_AT_ONCE", 4)
    told: list[Proof] = []
    proof = prove(concurrency, report=told.append)
    assert (proof.bound, proof.cost, proof.complete) == (known.bound, known.cost, True)
    assert all(it.bound <= known.bound for it in told)


@pytest.mark.parametrize("seed", range(8))
def test_with_few_unions_of_rooms_the_bound_is_one(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    concurrency, those = event(Random(seed), free_rooms=False)
    best = best_of_all(concurrency, those)
    assert best is not None
    monkeypatch.setattr(listing, "_MOST_LIMITS", 0)
    assert prove(concurrency).bound <= best


@pytest.mark.parametrize("seed", range(40))
def test_no_more_lack_a_place_than_in_the_best_rooms(seed: int) -> None:
    concurrency, those = event(Random(seed), free_rooms=False)
    best = best_of_all(concurrency, those)
    if best is not None:
        assert prove(concurrency, budget=Budget(seed=seed)).bound <= best


@pytest.mark.parametrize("seed", range(40))
def test_a_workshop_given_twice_leaves_the_bound_a_bound(seed: int) -> None:
    random = Random(seed)
    concurrency, those = event(random, free_rooms=True, twice=True)
    concurrency = replace(concurrency, people=())
    proof = prove(concurrency, budget=Budget(seed=seed))
    for _ in range(20):
        chosen = [random.randrange(len(concurrency.rooms)) for _ in concurrency.audience.sessions]
        by_time = {
            when: tuple(it for it, its in enumerate(chosen) if its == when)
            for when in range(len(concurrency.rooms))
        }
        if is_kept(concurrency, by_time):
            missed = sum(
                party.size * (party.most - attended_in_truth(party, concurrency, chosen))
                for party in those
            )
            assert proof.bound <= concurrency.wish * missed


@pytest.mark.parametrize("seed", range(40))
def test_only_what_is_better_than_the_best_known_is_looked_for(seed: int) -> None:
    concurrency, those = event(Random(seed), free_rooms=True)
    best = best_of_all(concurrency, those)
    if best is None:
        return
    told: list[Proof] = []
    same = prove(concurrency, best=lambda: best, report=told.append)
    assert (same.bound, same.by_time, same.complete) == (best, None, True)
    assert [it.bound for it in told] == sorted(it.bound for it in told)
    better = prove(concurrency, best=lambda: best + 1)
    assert (better.bound, better.cost, better.complete) == (best, best, True)


def least_missed(concurrency: Concurrency, those: Sequence[Party], rooms: int) -> int:
    """Return what is missed at least where all times are alike: over all sets, by what is left."""
    sessions = range(len(concurrency.audience.sessions))
    wishes = [{int(hope.sessions[0][1:]): hope.worth for hope in party.hopes} for party in those]
    worth = {
        chosen: sum(max((its.get(it, 0) for it in chosen), default=0) for its in wishes)
        for count in range(1, rooms + 1)
        for chosen in combinations(sessions, count)
    }

    @cache
    def reached(left: frozenset[int], slots: int) -> float:
        if not left:
            return 0
        if not slots:
            return -inf
        first, *others = sorted(left)
        return max(
            worth[first, *more] + reached(left - {first, *more}, slots - 1)
            for count in range(rooms)
            for more in combinations(others, count)
        )

    return concurrency.audience.most - round(reached(frozenset(sessions), len(concurrency.rooms)))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("cells", [(3, 3), (2, 5), (4, 3)])
def test_it_is_what_trying_every_set_for_every_time_finds(
    cells: tuple[int, int], seed: int
) -> None:
    slots, rooms = cells
    concurrency, those = congress(9, slots, rooms, people=12, wishes=4, seed=seed)
    proof = prove(concurrency)
    assert proof.by_time is not None
    assert is_choice_of(proof.by_time, sessions=9, rooms=rooms)
    assert concurrency.audience.missed(proof.by_time) == proof.cost == proof.bound
    assert proof.bound == least_missed(concurrency, those, rooms)


@pytest.mark.parametrize("seed", [8, 18, 25, 38, 100, 115, 117, 125])
def test_the_cost_rises_by_steps_until_there_is_a_choice(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of few, these are events whose relaxation is below what can be.
    monkeypatch.setattr(proving, "_FIRST_SIZE", 1)
    concurrency, those = congress(12, 4, 3, people=20, wishes=5, seed=seed, rated=9)
    concurrency = replace(concurrency, wish=3)
    best = 3 * least_missed(concurrency, those, rooms=3)
    told: list[Proof] = []
    proof = prove(concurrency, report=told.append)
    assert (proof.bound, proof.cost, proof.complete) == (best, best, True)
    assert all(it.bound <= best for it in told)
    for known in (best, best + 1, best + 3, best + 6):
        again = prove(concurrency, best=lambda known=known: known, budget=Budget(10))
        assert (again.bound, again.complete) == (best, True)
        assert again.cost == (best if known > best else None)


def is_choice_of(by_time: Mapping[int, Sequence[int]], sessions: int, rooms: int) -> bool:
    """Whether each session is once in a choice, in no more than the rooms."""
    chosen = sorted(it for those in by_time.values() for it in those)
    return chosen == [*range(sessions)] and all(len(it) <= rooms for it in by_time.values())


def test_twenty_sessions_are_proven() -> None:
    concurrency, _ = congress(20, 4, 5, people=100, wishes=4, seed=1)
    told: list[Proof] = []
    proof = prove(concurrency, report=told.append)
    assert proof.complete
    assert proof.by_time is not None
    assert is_choice_of(proof.by_time, sessions=20, rooms=5)
    assert proof.cost == proof.bound == concurrency.audience.missed(proof.by_time)
    # The bound comes first from the relaxation alone, and is close.
    assert next(it.bound for it in told if it.by_time) > 0.9 * proof.bound


# --- Sets ---------------------------------------------------------------------------------


def test_every_set_is_listed_with_what_it_is_worth() -> None:
    concurrency, _ = congress(9, 4, 3, people=70, wishes=4, seed=3)
    (slot,) = every_set(concurrency, concurrency.bundles)
    assert slot.times == (0, 1, 2, 3)
    assert not slot.full
    listed = {
        tuple(it for it in row if it < 9): worth
        for row, worth in zip(slot.members.T.tolist(), slot.value.tolist(), strict=True)
    }
    assert listed == {
        those: concurrency.audience.attended(0, those)
        for count in (1, 2, 3)
        for those in combinations(range(9), count)
    }


def test_a_time_has_as_many_sessions_as_the_others_cannot_take() -> None:
    concurrency, _ = congress(8, 3, 3, people=10, wishes=3, seed=0)
    (slot,) = every_set(concurrency, concurrency.bundles)
    assert slot.full
    assert set(np.count_nonzero(slot.members < 8, axis=0).tolist()) == {2, 3}


def test_times_are_alike_only_if_the_same_people_are_there() -> None:
    concurrency, those = congress(6, 3, 2, people=5, wishes=3, seed=0)
    late = replace(those[0], present=(Window(start="10:00"),))
    told = audience([late, *those[1:]], concurrency.audience.sessions, concurrency.audience.times)
    slots = every_set(replace(concurrency, audience=told), concurrency.bundles)
    assert [slot.times for slot in slots] == [(0,), (1, 2)]


# --- Too large, too late ------------------------------------------------------------------


def test_where_sets_are_too_many_what_too_few_times_cost_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "MOST_BYTES", 1_000_000)
    concurrency, _ = congress(60, 3, 20, people=50, wishes=5, seed=0)
    # Five wishes, three times.
    assert prove(concurrency) == Proof(bound=100)
    assert prove(concurrency, best=lambda: 100).complete


def test_where_too_many_sets_begin_others_none_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of nine sessions those at odd places exclude each other: few of all sets may be.
    told, _ = congress(9, 4, 3, people=20, wishes=5, seed=5)
    concurrency = replace(told, apart=[*combinations(range(1, 9, 2), 2)])
    known = prove(concurrency)
    assert known.complete
    (slot,) = every_set(concurrency, concurrency.bundles)
    monkeypatch.setattr(listing, "MOST_BYTES", slot.bytes)
    assert prove(concurrency) == known
    monkeypatch.setattr(listing, "_MOST_VISITED", 0)
    given_up = prove(concurrency)
    assert not given_up.complete
    assert given_up.bound <= known.bound


def test_sessions_that_nobody_wishes_for_are_left_out_rather_than_give_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, those = congress(9, 4, 3, people=20, wishes=4, seed=5)
    told = audience(those, [f"s{it}" for it in range(12)], times(4))
    anywhere = dict.fromkeys(range(12), frozenset(ROOMS))
    many = Concurrency(told, [anywhere] * 4)
    monkeypatch.setattr(listing, "MOST_BYTES", 129 * (3 * 1 + 4))
    with pytest.raises(NotListedError):
        every_set(many, many.bundles)
    proof = prove(many)
    assert proof.by_time is not None
    assert is_choice_of(proof.by_time, sessions=9, rooms=3)
    assert proof.bound == proof.cost == prove(few).cost


def test_nobody_wishes_for_anything() -> None:
    concurrency, _ = congress(6, 3, 2, people=0, wishes=0, seed=0)
    proof = prove(concurrency)
    assert (proof.bound, proof.cost, proof.complete) == (0, 0, True)


def test_what_cannot_be_is_not_found() -> None:
    concurrency, _ = congress(7, 3, 2, people=5, wishes=3, seed=0)
    proof = prove(concurrency)
    assert proof.by_time is None
    assert not proof.complete


def test_no_time_and_told_to_stop() -> None:
    concurrency, _ = congress(20, 4, 5, people=100, wishes=4, seed=1)
    budget = Budget()
    assert prove(concurrency, budget=Budget(0)) == Proof(0)
    budget.stop.set()
    assert prove(concurrency, budget=budget) == Proof(0)


def test_it_ends_soon_after_it_is_told_to_stop() -> None:
    concurrency, _ = congress(30, 6, 5, people=300, wishes=8, seed=1)
    budget = Budget()
    told: list[Proof] = []

    def report(proof: Proof) -> None:
        told.append(proof)
        budget.stop.set()

    proof = prove(concurrency, budget=budget, report=report)
    assert len(told) == 1
    assert 0 < proof.bound == told[0].bound
    assert not proof.complete


def test_a_timetable_to_start_from_changes_nothing_but_the_way() -> None:
    concurrency, _ = congress(12, 4, 3, people=40, wishes=4, seed=2)
    start = [{when: range(3 * when, 3 * when + 3) for when in range(4)}]
    assert prove(concurrency, start=start).bound == prove(concurrency).bound
