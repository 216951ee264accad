"""The conference of round tables: its score, by hand, and what is made of it, by brute force."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import alpine
from agenda_solver.assign.plans import KeptWishes, WishPlan, WishPlanner, fitting
from agenda_solver.assign.times import solve_with_times
from agenda_solver.budget import Budget
from agenda_solver.domains import domains
from agenda_solver.preflight.prospects import Prospects
from agenda_solver.problem.times import undecided, with_all_times
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify
from alpine import Conference, Score, Table, score, tables

# Twelve people with an abstract each and one without, who all hear nearly all: there is one
# table in a slot. Person 13 has the place of somebody else at the first nine.
PEOPLE = range(1, 14)
BASE = tuple(
    Table(
        number,
        number + 1,
        tuple(
            13 if number < 9 and it == number + 2 else it for it in range(1, 13) if it != number + 1
        ),
    )
    for number in range(12)
)
CONFERENCE = Conference(
    people=tuple(PEOPLE),
    abstracts=tuple(range(1, 13)),
    ratings={(13, 1): 5, (13, 2): 3, (1, 2): 4, (2, 1): 5, (3, 1): 0},
)


def changed(number: int, **changes: object) -> tuple[Table, ...]:
    """Return the base with one table changed."""
    return tuple(
        replace(table, **changes) if at == number else table for at, table in enumerate(BASE)
    )


def without(number: int, *listeners: int) -> tuple[Table, ...]:
    """Return the base without some listeners at a table."""
    kept = tuple(it for it in BASE[number].listeners if it not in listeners)
    return changed(number, listeners=kept)


# --- What is read -------------------------------------------------------------------------


def test_reads_who_rated_what(tmp_path: Path) -> None:
    path = tmp_path / "rating_example.csv"
    path.write_text(
        "person_id,person_name,abstract_id,present_name,rating\n"
        "2,Person2,90,Person90,3\n"
        "2,Person2,2,Person2,5\n"  # their own
        "3,Person3,2,Person2,\n"
        "4,Person4,,,\n"
        ",,22,Person22,\n"
        "90,Person90,2,Person2,0\n"
    )
    found = alpine.read(path)
    assert found == Conference((2, 3, 4, 22, 90), (2, 22, 90), {(2, 90): 3, (90, 2): 0})


def test_reads_a_schedule(tmp_path: Path) -> None:
    path = tmp_path / "published_schedule.csv"
    path.write_text("".join(f"{it},100,{101 + it}\n" for it in range(11)))
    found = alpine.read_schedule(path)
    assert found[0] == Table(0, 0, (100, 101))
    assert [table.slot for table in found] == [0] * 10 + [1]


# --- The score ----------------------------------------------------------------------------


def test_the_score_by_hand() -> None:
    # 13 hears 1 and 2, and so does 1 hear 2; 2 does not hear 1: the place is that of 13.
    assert score(CONFERENCE, BASE) == Score(5 + 3 + 4, 0)


def test_rooms_slots_and_tables_are_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert score(CONFERENCE, changed(11, slot=17)).hard == 0
    assert score(CONFERENCE, changed(11, slot=18)).hard == 1
    crowded = (*BASE[0].listeners, 2)
    assert score(CONFERENCE, changed(0, listeners=crowded)).hard == 1
    *others, tenth, _ = without(10, 12)
    two = (*others, tenth, Table(10, 12, ()))
    assert score(CONFERENCE, two).hard == 0
    monkeypatch.setattr(alpine, "ROOMS", 1)
    assert score(CONFERENCE, two).hard == 1


def test_an_abstract_is_presented_one_to_three_times() -> None:
    again = tuple(Table(slot, 1, ()) for slot in (12, 13, 14))
    assert score(CONFERENCE, (*BASE, *again[:2])).hard == 0
    assert score(CONFERENCE, (*BASE, *again)).hard == 1
    assert score(CONFERENCE, BASE[:11]).hard == 1


def test_somebody_is_once_in_a_slot_and_hears_an_abstract_once() -> None:
    # The first abstract again, while the sixth is presented.
    beside = without(5, 1)
    assert score(CONFERENCE, (*beside, Table(5, 1, ()))).hard == 0
    assert score(CONFERENCE, (*BASE, Table(5, 1, ()))).hard == 1
    assert 2 not in BASE[0].listeners
    assert score(CONFERENCE, (*beside, Table(5, 1, (2,)))).hard == 1
    assert score(CONFERENCE, (*BASE, Table(12, 1, (2,)))).hard == 0
    assert score(CONFERENCE, (*BASE, Table(12, 1, (3,)))).hard == 1


def test_a_rating_counts_once() -> None:
    assert score(CONFERENCE, (*BASE, Table(12, 1, (13,)))) == Score(12, 1)


def test_everybody_takes_part_often_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert score(CONFERENCE, without(0, 13)).hard == 1
    monkeypatch.setattr(alpine, "PARTICIPATIONS", (9, 12))
    assert score(CONFERENCE, BASE).hard == 0
    assert score(CONFERENCE, (*BASE, Table(12, 12, ()))).hard == 1


def test_strangers_and_those_without_an_abstract() -> None:
    assert score(CONFERENCE, changed(9, listeners=(99, *BASE[9].listeners[1:]))).hard == 1
    assert score(CONFERENCE, (*BASE, Table(12, 13, ()))).hard == 1


# --- What is made of it -------------------------------------------------------------------


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two slots of two rooms with one listener each."""
    for name, value in {"SLOTS": 2, "ROOMS": 2, "LISTENERS": 1, "MOST_TIMES": 2}.items():
        monkeypatch.setattr(alpine, name, value)
    monkeypatch.setattr(alpine, "PARTICIPATIONS", (1, 2))


def drawn(seed: int) -> Conference:
    chance = random.Random(seed)
    pairs = [(who, abstract) for who in range(1, 6) for abstract in (1, 2, 3) if who != abstract]
    rated = {pair: chance.randrange(6) for pair in pairs if chance.random() < 0.7}
    return Conference((1, 2, 3, 4, 5), (1, 2, 3), rated)


def best_of(conference: Conference) -> int:
    """Return the greatest value of all schedules in which nothing is broken."""
    best = -1
    for first, then in product(((1, 2), (1, 3), (2, 3)), repeat=2):
        places = [*((0, one) for one in first), *((1, one) for one in then)]
        if {abstract for _, abstract in places} == {1, 2, 3}:
            for schedule in listened(places):
                scored = score(conference, schedule)
                best = best if scored.hard else max(best, scored.value)
    return best


def listened(places: list[tuple[int, int]]) -> Iterator[tuple[Table, ...]]:
    """Yield all ways to give the one place at each table to somebody, or to nobody."""
    for listeners in product((None, 1, 2, 3, 4, 5), repeat=len(places)):
        yield tuple(
            Table(slot, abstract, () if who is None else (who,))
            for (slot, abstract), who in zip(places, listeners, strict=True)
        )


def planner(conference: Conference) -> WishPlanner:
    problem = with_all_times(alpine.problem(conference))
    prospects = Prospects(problem, domains(problem))
    return WishPlanner(prospects, undecided(problem), seats=fitting(problem))


def best_plan(planner: WishPlanner) -> WishPlan:
    plan = planner.best(Budget())
    assert plan is not None
    return plan


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("seed", range(3))
def test_the_best_schedule_and_no_better_one_than_planned(seed: int) -> None:
    conference = drawn(seed)
    best = best_of(conference)
    first = best_plan(planner(conference))
    assert first.bound == first.kept.worth >= best
    assert sum(first.counts.values()) <= 1
    whole = solve_with_times(alpine.problem(conference), Budget(seconds=2), fairness="ratings")
    assert whole.result.timetable is not None
    assert score(conference, tables(whole.result.timetable)) == Score(best, 0)


@pytest.mark.usefixtures("tiny")
def test_without_slots_nothing_more_can_be_heard() -> None:
    # There are four places for what is rated, but somebody rated nothing, and has one too.
    ratings = {(3, 1): 5, (4, 1): 4, (2, 3): 2, (4, 2): 1}
    found = best_plan(planner(Conference((1, 2, 3, 4, 5), (1, 2, 3), ratings)))
    assert found.counts == {"a1": 1, "a2": 0, "a3": 0}
    assert found.kept == KeptWishes(frozenset({("p3", "a1"), ("p4", "a1"), ("p2", "a3")}), 11)
    assert found.bound == 11


@pytest.mark.usefixtures("tiny")
def test_the_nearest_plan_is_as_good_and_keeps_what_is_heard() -> None:
    ratings = {(2, 1): 3, (3, 1): 3, (4, 1): 3, (5, 1): 3}
    of = planner(Conference((1, 2, 3, 4, 5), (1, 2, 3), ratings))
    first = best_plan(of)
    assert (first.bound, first.counts["a1"], len(first.kept.wishes)) == (6, 1, 2)
    for one in range(2, 6):
        near = KeptWishes(frozenset({(f"p{one}", "a1")}), 3)
        found = of.nearest(first, near, Budget())
        assert near.wishes <= found.kept.wishes
        assert (found.counts, found.kept.worth) == (first.counts, 6)
        aimed = of.aimed_at(of.problem, found)
        wishing = {each.id for each in aimed.attendees if each.wishes}
        assert wishing == {who for who, _ in found.kept.wishes}


def test_the_problem_asks_for_what_the_scorer_counts() -> None:
    problem = with_all_times(alpine.problem(CONFERENCE))
    assert problem.session["a1-2"].repeat_of == "a1"
    assert undecided(problem)["a1"] == ("a1-2", "a1-3")
    placements = [
        Placement(alpine.session_id(table.presenter), day, start, start + 60, "r0")
        for table in BASE
        for day, start in (alpine.time_of(table.slot),)
    ]
    seats = [
        Seat(f"p{who}", alpine.session_id(table.presenter))
        for table in BASE
        for who in table.listeners
    ]
    placed = Timetable.of(placements, seats)
    assert tables(placed) == BASE
    missing = {finding.rule for finding in verify(problem, placed).errors}
    assert missing == {"placed"}  # the times that may be left out
    # 13 without a place has eight; a presenter's own talk counts as one.
    without_13 = replace(placed, seats=tuple(seat for seat in seats if seat != Seat("p13", "a1")))
    told = [f for f in verify(problem, without_13).findings if f.rule == "seat_too_few"]
    assert [finding.attendees for finding in told] == [("p13",)]
