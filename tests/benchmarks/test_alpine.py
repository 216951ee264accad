"""The conference of round tables: its score, by hand, and its programs, beside brute force."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import alpine
from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify
from alpine import Conference, Plan, Score, Table, heard, nearest, plan, score, seats, tables

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


# --- The programs, beside brute force ----------------------------------------------------


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two slots of two rooms with one listener each."""
    for name, value in {"SLOTS": 2, "ROOMS": 2, "LISTENERS": 1, "MOST_TIMES": 2}.items():
        monkeypatch.setattr(alpine, name, value)
    monkeypatch.setattr(alpine, "PARTICIPATIONS", (1, 2))


def drawn(seed: int) -> Conference:
    chance = random.Random(seed)
    pairs = [(it, abstract) for it in range(1, 6) for abstract in (1, 2, 3) if it != abstract]
    rated = {pair: chance.randrange(6) for pair in pairs if chance.random() < 0.7}
    return Conference((1, 2, 3, 4, 5), (1, 2, 3), rated)


def listened(places: tuple[tuple[int, int], ...]) -> Iterator[tuple[Table, ...]]:
    """Yield all ways to give the one place at each table to somebody, or to nobody."""
    for listeners in product((None, 1, 2, 3, 4, 5), repeat=len(places)):
        yield tuple(
            Table(slot, abstract, () if it is None else (it,))
            for (slot, abstract), it in zip(places, listeners, strict=True)
        )


def best_of(conference: Conference, places: tuple[tuple[int, int], ...]) -> int | None:
    """Return the greatest value of a timetable, given as slots and abstracts."""
    scores = (score(conference, it) for it in listened(places))
    return max((it.value for it in scores if not it.hard), default=None)


def timetable(places: tuple[tuple[int, int], ...]) -> Timetable:
    """Return a timetable, given as slots and abstracts."""
    times: dict[int, int] = {}
    found = []
    for number, (slot, abstract) in enumerate(places):
        time = times[abstract] = times.get(abstract, -1) + 1
        start = (9 + slot) * 60
        session = alpine.session_id(abstract, time)
        found.append(Placement(session, alpine.FIRST_DAY, start, start + 60, f"r{number % 2}"))
    return Timetable.of(found)


PLACES = (
    ((0, 1), (0, 2), (1, 1), (1, 3)),
    ((0, 1), (0, 2), (1, 3), (1, 2)),
    ((0, 3), (0, 2), (1, 1), (1, 3)),
    ((0, 1), (0, 2), (1, 3)),
)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("seed", range(6))
def test_seats_and_plan_are_the_best(seed: int) -> None:
    conference = drawn(seed)
    values = [best_of(conference, places) for places in PLACES]
    for places, best in zip(PLACES, values, strict=True):
        seated = seats(conference, timetable(places), Budget())
        found = None if seated is None else score(conference, tables(seated))
        assert found == (None if best is None else Score(best, 0))
    first = plan(conference, Budget())
    assert first is not None
    assert first.bound >= max(value for value in values if value is not None)
    assert sum(conference.ratings[pair] for pair in first.heard) == first.bound
    assert all(1 <= times <= 2 for times in first.times.values())
    assert sum(first.times.values()) <= 4


@pytest.mark.usefixtures("tiny")
def test_without_slots_nothing_more_can_be_heard() -> None:
    # There are four places for what is rated, but somebody rated nothing, and has one too.
    ratings = {(3, 1): 5, (4, 1): 4, (2, 3): 2, (4, 2): 1}
    conference = Conference((1, 2, 3, 4, 5), (1, 2, 3), ratings)
    found = plan(conference, Budget())
    assert found is not None
    assert found.times == {1: 2, 2: 1, 3: 1}
    assert (found.heard, found.bound) == (frozenset({(3, 1), (4, 1), (2, 3)}), 11)


@pytest.mark.usefixtures("tiny")
def test_the_nearest_plan_is_as_good_and_keeps_what_is_heard() -> None:
    ratings = {(2, 1): 3, (3, 1): 3, (4, 1): 3, (5, 1): 3}
    conference = Conference((1, 2, 3, 4, 5), (1, 2, 3), ratings)
    first = plan(conference, Budget())
    assert first is not None
    assert (first.bound, first.times[1], len(first.heard)) == (6, 2, 2)
    for one in range(2, 6):
        found = nearest(conference, first, {(one, 1)}, Budget())
        assert (one, 1) in found.heard
        assert (found.times, found.bound, len(found.heard)) == (first.times, 6, 2)


# --- The problem --------------------------------------------------------------------------


def planned() -> Problem:
    first = Plan({it: 1 + (it == 1) for it in range(1, 13)}, frozenset({(13, 1), (1, 2)}), 12)
    return alpine.problem(CONFERENCE, first)


def base_timetable() -> Timetable:
    again = Table(12, 1, ())
    return Timetable.of(
        Placement(
            alpine.session_id(table.presenter, int(table is again)),
            day,
            start,
            start + 60,
            "r0",
        )
        for table in (*BASE, again)
        for day, start in (alpine.time_of(table.slot),)
    )


def test_the_problem_asks_for_what_is_planned() -> None:
    problem, placed = planned(), base_timetable()
    assert not verify(problem, placed).errors
    assert sum(verify(problem, placed).costs.values()) == 0
    # The first abstract and the second at once: person 1 presents the one, and misses the other.
    moved = {it.session: it for it in placed.placements}
    moved["a2-1"] = replace(moved["a1-1"], session="a2-1", room="r1")
    assert sum(verify(problem, Timetable.of(moved.values())).costs.values()) == 4
    assert problem.session["a1-2"].repeat_of == "a1-1"


def test_tables_are_read_back() -> None:
    seated = replace(base_timetable(), seats=(Seat("p13", "a1-2"), Seat("p1", "a2-1")))
    found = tables(seated)
    assert [table.slot for table in found] == list(range(13))
    assert (found[1], found[12]) == (Table(1, 2, (1,)), Table(12, 1, (13,)))
    assert heard(CONFERENCE, found) == {(13, 1), (1, 2)}
