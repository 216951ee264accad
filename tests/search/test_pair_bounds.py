"""What no choice of cells costs less than: below what every choice costs, and near to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from random import Random
from typing import Any, cast

import numpy as np
import pytest
from test_annealing import congress, tables_of

from agenda_solver.rules import tiers
from agenda_solver.search import CostTables, NotTabledError
from agenda_solver.search import pair_bounds as bounds
from agenda_solver.search import tables as module
from agenda_solver.search.pair_bounds import least_cost
from agenda_solver.search.relations import Matrix, Truth
from agenda_solver.search.tables import Recorder, Relation, relaxed
from thorough import some_and_more


def tables(
    costs: Sequence[Relation],
    cells: int,
    sessions: int,
    *,
    allowed: Truth | None = None,
    alone: Matrix | None = None,
    single: bool = False,
) -> CostTables:
    """Return tables; with `single`, no cell has two sessions."""
    everywhere = np.ones((sessions, cells), dtype=bool)
    one = Relation(np.triu(np.ones((sessions, sessions)), 1), np.eye(cells))
    return CostTables(
        sessions=tuple(f"s{number}" for number in range(sessions)),
        cells=cast(Any, None),
        allowed=everywhere if allowed is None else allowed,
        constant=0,
        alone=np.zeros((sessions, cells)) if alone is None else alone,
        costs=tuple(costs),
        demands=(one,) if single else (),
    )


def pairs(*sets: Sequence[int], sessions: int, weight: int = 1) -> Matrix:
    """Return weights: those of each set, every two of them."""
    weights = np.zeros((sessions, sessions))
    for members in sets:
        for one, other in combinations(members, 2):
            weights[one, other] = weight
    return weights


def cheapest(asked: CostTables) -> int | None:
    """Return what the cheapest choice costs that breaks no demand, by trying all."""
    choices = np.array(list(product(*map(np.flatnonzero, asked.allowed))))
    if not choices.size:
        return None

    def paid(relations: Sequence[Relation]) -> Matrix:
        total = np.zeros(len(choices))
        for relation in relations:
            for one, other in np.argwhere(relation.weights):
                worth = relation.worth[choices[:, one], choices[:, other]]
                total += relation.weights[one, other] * worth
        return total

    costs = asked.constant + paid(asked.costs)
    costs += asked.alone[np.arange(choices.shape[1]), choices].sum(axis=1)
    kept = costs[paid(asked.demands) == 0]
    return int(kept.min()) if kept.size else None


# --- Sessions that should not be at one time --------------------------------------------------


def test_sessions_that_may_be_anywhere_are_spread_evenly() -> None:
    track = Relation(pairs(range(10), sessions=10), 45 * np.eye(3))
    assert least_cost(tables([track], 3, 10)) == 45 * (3 + 3 + 6)


def test_sessions_that_may_not_be_everywhere_are_spread_as_they_may() -> None:
    allowed = np.ones((6, 3), dtype=bool)
    allowed[:4, 1:] = False  # four have no other time
    track = Relation(pairs(range(6), sessions=6), np.eye(3))
    assert least_cost(tables([track], 3, 6, allowed=allowed)) == 6


def test_longer_times_cost_more() -> None:
    track = Relation(pairs(range(3), sessions=3), np.diag([120.0, 45.0]))
    assert least_cost(tables([track], 2, 3)) == 45


def test_a_session_of_two_tracks_is_counted_in_one() -> None:
    # Two tracks of four share two sessions: 11 pairs, and each is paid once.
    weights = pairs(range(4), range(2, 6), sessions=6)
    track = Relation(weights, np.eye(1))
    bound = least_cost(tables([track], 1, 6))
    assert bound is not None
    assert 10 <= bound <= weights.sum() == 11


def test_pairs_that_weigh_more_are_counted_so() -> None:
    weights = pairs(range(4), sessions=4) + pairs(range(3), sessions=4, weight=2)
    track = Relation(weights, np.eye(2))
    # Two and two is 1 + 3 with the lighter one in either; the three share two times: 2 more.
    assert least_cost(tables([track], 2, 4)) == cheapest(tables([track], 2, 4)) == 4


def test_pairs_that_are_not_divided_to_the_end_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = pairs(range(4), sessions=4) + pairs(range(3), sessions=4, weight=2)
    asked = tables([Relation(weights, np.eye(2))], 2, 4)
    known = []
    for most in (0, 1, 2):
        monkeypatch.setattr(bounds, "MOST_DIVISIONS", most)
        known.append(least_cost(asked) or 0)
    # The four, spread over two times, and then what three of them weigh more.
    assert known == [0, 2, 4]


# --- Sessions that should not be apart --------------------------------------------------------


def test_a_track_that_does_not_fit_into_one_room_pays_for_the_rest() -> None:
    # Two rooms at three times: of six sessions, three are in another room than each.
    rooms = np.kron(1 - np.eye(2), np.ones((3, 3)))
    asked = tables([Relation(pairs(range(6), sessions=6), rooms)], 6, 6, single=True)
    assert least_cost(asked) == 6 * 3 / 2


def test_a_part_that_shares_a_cell_does_not_open_it_to_others() -> None:
    # As above; there is one session more, a part of the first, which is in its cell.
    rooms = np.kron(1 - np.eye(2), np.ones((3, 3)))
    asked = tables([Relation(pairs(range(6), sessions=7), rooms)], 6, 7, single=True)
    (one,) = asked.demands
    one.weights[0, 6] = 0
    assert least_cost(asked) == 9


def test_what_is_paid_alone_and_for_pairs_is_weighed_together() -> None:
    # Both would be where it costs nothing, but one of them must pay 5; and then 4 for both.
    alone = np.array([[0.0, 5.0], [0.0, 5.0]])
    apart = Relation(pairs([0, 1], sessions=2), 4 * (1 - np.eye(2)))
    asked = tables([apart], 2, 2, alone=alone, single=True)
    assert least_cost(asked) == cheapest(asked) == 9


# --- Any ------------------------------------------------------------------------------------------


def drawn(seed: int) -> CostTables:
    """Return small tables at random: relations of any kind, prices below 0 too."""
    random = np.random.default_rng(seed)
    sessions, cells = int(random.integers(2, 6)), int(random.integers(2, 6))
    kinds = random.integers(0, 2, size=(2, cells))

    def worth() -> Matrix:
        kind = kinds[random.integers(2)]
        same = (kind[:, None] == kind).astype(np.float64)
        return (
            same * random.integers(0, 4),
            1 - same,
            np.triu(same) * 2,
            random.integers(0, 3, size=(cells, cells)).astype(np.float64),
        )[random.integers(4)]

    def weights() -> Matrix:
        drawn = random.integers(-1 if random.random() < 0.2 else 0, 4, size=(sessions, sessions))
        return np.triu(drawn, 1) if random.random() < 0.5 else drawn * (1 - np.eye(sessions))

    return tables(
        [
            Relation(weights().astype(np.float64), worth())
            for _ in range(int(random.integers(1, 4)))
        ],
        cells,
        sessions,
        allowed=random.random((sessions, cells)) < 0.8,
        alone=random.integers(-3, 4, size=(sessions, cells)).astype(np.float64),
        single=bool(random.random() < 0.5),
    )


@pytest.mark.parametrize("seeds", some_and_more(40, 300, 2))
def test_no_choice_costs_less(seeds: Sequence[int], monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in seeds:
        # Of some, relations are bounded one by one, or not at all.
        monkeypatch.setattr(bounds, "MOST_ARCS", (8_000_000, 150, 0)[seed % 3])
        asked = drawn(seed)
        best, bound = cheapest(asked), least_cost(asked)
        assert bound is not None
        assert best is None or bound <= best, seed


@pytest.mark.parametrize("seeds", some_and_more(1, 12))
def test_no_event_costs_less(seeds: Sequence[int]) -> None:
    for seed in seeds:
        problem = congress(Random(seed), 3, rooms=2)
        best = cheapest(tables_of(problem))
        weights = {cost: weight for tier in tiers(problem) for cost, weight in tier.weights.items()}
        for asked in (tables_of(problem), relaxed(problem, weights)):
            bound = least_cost(asked)
            assert bound is not None
            assert best is None or bound <= best, seed


def test_who_is_to_stop_has_no_bound() -> None:
    rooms = Relation(pairs(range(3), sessions=3), 1 - np.eye(2))
    assert least_cost(tables([rooms], 2, 3), on=lambda: False) is None


def test_prices_that_no_flow_can_count_have_no_bound() -> None:
    rooms = Relation(pairs(range(3), sessions=3, weight=10**17), 1 - np.eye(3))
    assert least_cost(tables([rooms], 3, 3, single=True)) is None


def test_an_amount_for_which_there_is_no_table_is_not_paid_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder = Recorder(congress(Random(0), 3, rooms=2), ())
    one, other, *_ = recorder.problem.session
    beside = recorder.overlaps({(one, other): 60})
    monkeypatch.setattr(module, "MOST_ENTRIES", 0)
    with pytest.raises(NotTabledError):
        recorder.pay(60 - recorder.starts_at(one, 0) - beside)
    paid = recorder.tables()
    assert paid.constant == 0
    assert not paid.alone.any()
