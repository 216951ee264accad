"""The attendees and workshops on which the seating is measured, and their score."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import seating
from agenda_solver.assign.choices import choices
from agenda_solver.assign.seating import find
from agenda_solver.budget import Budget
from agenda_solver.fairness import Fairness
from agenda_solver.offers import Offers
from agenda_solver.timetable import Seat
from agenda_solver.verify import verify
from seating import Event, Score, event, lottery, problem, score, timetable


def seats(*rows: tuple[int, int, int]) -> list[Seat]:
    """Seats from attendee, workshop and round."""
    return [Seat(f"p{who:06}", f"w{workshop:02}-{number + 1}") for who, workshop, number in rows]


TWO = Event(
    wishes=((0, 1), (0, 1), (1, 0)),
    places=(2, 1, 2),
    rounds=((0, 1, 2),),
    here=frozenset(range(3)),
)


# --- What is stored -----------------------------------------------------------------------


@pytest.mark.parametrize("name", seating.STORED)
def test_what_is_stored_is_what_is_drawn(name: str) -> None:
    people, workshops, wishes = seating.shape(name)
    stored = seating.read(name)
    assert stored == seating.drawn(name)
    assert len(stored) == people + people // 20
    assert all(len(set(row)) == wishes and max(row) < workshops for row in stored)


def test_what_is_not_drawn_as_before_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(seating.DRAWN, "40x4x2", "0" * 64)
    with pytest.raises(ValueError, match="40x4x2 is not drawn as it was before"):
        seating.read("40x4x2")


def test_a_tenth_more_seats_than_people_and_few_favourites() -> None:
    one = event("1000x20x5")
    assert (sum(one.places), max(one.places) - min(one.places)) == (1100, 0)
    first = [row[0] for row in one.wishes[:1000]]
    assert first.count(0) > 4 * max(one.places)
    assert set(first) == set(range(20))


# --- The variants -------------------------------------------------------------------------


@pytest.mark.parametrize("instance", [it for it in seating.INSTANCES if it[:6] != "100000"])
def test_the_choices_of_an_instance_are_those_of_its_numbers(instance: str) -> None:
    if instance.startswith("10000x"):  # the same with fewer people
        instance = instance.replace("10000x50x5", "200x8x5")
    it = event(instance)
    asked, placed = problem(it), timetable(it)
    assert not verify(asked, placed).errors
    found = choices(asked, placed)
    assert found.attendees == tuple(f"p{number:06}" for number in sorted(it.here))
    assert found.due.all()
    assert found.due.shape == (len(it.here), len(it.rounds))
    for column, session in enumerate(found.sessions):
        workshop, number = it.sessions[session]
        assert (found.round_of[column], found.most[column]) == (number, it.places[workshop])
        assert found.least[column] == it.least
        for row, who in enumerate(sorted(it.here)):
            wishes = it.wishes[who]
            rank = wishes.index(workshop) + 1 if workshop in wishes else len(wishes) + 1
            shut = who in it.step_free and workshop % 2
            assert found.level[row, column] == (0 if shut else rank)


def test_each_workshop_has_its_rounds() -> None:
    equal, different = event("200x8x5/rounds"), event("200x8x5/offers")
    assert [len(workshops) for workshops in equal.rounds] == [8, 8, 8]
    offered = [[it in workshops for workshops in different.rounds] for it in range(8)]
    assert {sum(row) for row in offered} == {2}
    assert len({tuple(row) for row in offered}) == 3
    for number, workshops in enumerate(different.rounds):
        seats_here = sum(different.places[it] for it in workshops)
        assert seats_here >= 220, number


def test_a_late_change_is_what_it_says() -> None:
    before, after = event("1000x20x5"), event("1000x20x5/keep")
    assert len(before.here - after.here) == 40
    assert len(after.here - before.here) == 50
    assert (before.places[0], after.places[0]) == (55, 39)
    assert before.places[1:] == after.places[1:]


def test_all_side_rules_are_asked() -> None:
    it = event("1000x20x5/rules")
    found = choices(problem(it), timetable(it))
    assert (len(found.together), len(found.apart), len(found.must)) == (40, 40, 20)
    assert found.quotas
    assert found.mixes
    assert all(found.least == 41)
    assert (found.level == 0).any()
    assert len(found.attendees) == 980


# --- The score, by hand -------------------------------------------------------------------


def test_ranks_add_up_and_an_unwished_seat_is_one_after_the_last() -> None:
    given = seats((0, 0, 0), (1, 1, 0), (2, 2, 0))
    assert score(TWO, given) == Score(1 + 2 + 3, {"1": 1, "2": 1, "none": 1}, 0, 0, 0)


def test_who_has_no_seat_is_counted_and_adds_no_rank() -> None:
    assert score(TWO, seats((0, 0, 0))) == Score(1, {"1": 1, "none": 0}, 2, 0, 0)


def test_seats_that_are_not_kept_are_counted_for_those_who_are_still_here() -> None:
    before = seats((0, 0, 0), (1, 0, 0), (2, 1, 0))
    gone = replace(TWO, here=frozenset({0, 1}))
    assert score(gone, seats((0, 0, 0), (1, 1, 0)), before).moved == 1
    assert score(gone, seats((0, 0, 0), (1, 0, 0)), before).moved == 0
    assert score(TWO, seats((0, 0, 0), (1, 0, 0)), before).moved == 1


@pytest.mark.parametrize(
    ("change", "given", "hard"),
    [
        ({}, [(0, 1, 0), (1, 1, 0)], 1),  # one place
        ({}, [(0, 0, 0), (0, 2, 0)], 1),  # two seats at once
        ({"rounds": ((0, 1), (0, 1))}, [(0, 0, 0), (0, 0, 1)], 1),  # the same twice
        ({"rounds": ((0, 1), (0, 1))}, [(0, 0, 0), (0, 1, 1)], 0),
        ({"here": frozenset({1})}, [(0, 0, 0)], 1),
        ({"least": 2}, [(0, 0, 0)], 1),
        ({"least": 2}, [(0, 0, 0), (1, 0, 0)], 0),
        ({"together": ((0, 1),)}, [(0, 0, 0), (1, 2, 0)], 1),
        ({"together": ((0, 1),)}, [(0, 0, 0)], 1),
        ({"together": ((0, 1),)}, [(0, 0, 0), (1, 0, 0)], 0),
        ({"together": ((0, 1),), "here": frozenset({0})}, [(0, 0, 0)], 0),
        ({"apart": ((0, 1),)}, [(0, 0, 0), (1, 0, 0)], 1),
        ({"apart": ((0, 1),)}, [(0, 0, 0), (1, 2, 0)], 0),
        ({"apart": ((0, 1),)}, [], 0),
        ({"must": {0: 2}}, [(0, 0, 0)], 1),
        ({"must": {0: 2}}, [], 1),
        ({"must": {0: 2}}, [(0, 2, 0)], 0),
        ({"step_free": frozenset({0})}, [(0, 1, 0)], 1),
        ({"step_free": frozenset({0})}, [(0, 2, 0)], 0),
        ({"organisations": 2, "per_organisation": 1}, [(0, 2, 0), (2, 2, 0)], 1),
        ({"organisations": 2, "per_organisation": 1}, [(0, 2, 0), (1, 2, 0)], 0),
    ],
)
def test_each_broken_demand_counts(
    change: dict[str, object], given: list[tuple[int, int, int]], hard: int
) -> None:
    assert score(replace(TWO, **change), seats(*given)).hard == hard  # type: ignore[arg-type]


# --- The score against the rules ----------------------------------------------------------

RULES: dict[str, Event] = {
    "places": TWO,
    "least": replace(TWO, least=2),
    "together": replace(TWO, together=((0, 1),)),
    "apart": replace(TWO, apart=((0, 1),)),
    "must": replace(TWO, must={0: 2}),
    "step-free": replace(TWO, step_free=frozenset({0, 2})),
    "organisations": replace(TWO, organisations=2, per_organisation=1),
    "rounds": replace(TWO, rounds=((0, 1), (1, 2)), here=frozenset({0, 1})),
}


def seatings(it: Event) -> Iterator[list[Seat]]:
    """Everything that can be given: to each attendee, in each round, a seat or none."""
    cells = [(who, number) for who in sorted(it.here) for number in range(len(it.rounds))]
    for chosen in product(*((None, *it.rounds[number]) for _, number in cells)):
        given = zip(cells, chosen, strict=True)
        yield seats(*((who, at, number) for (who, number), at in given if at is not None))


@pytest.mark.parametrize("name", RULES)
def test_seats_break_a_demand_where_the_score_says_so(name: str) -> None:
    it = RULES[name]
    asked = problem(it)
    kept = Counter[bool]()
    for given in seatings(it):
        told, placed = score(it, given), timetable(it, given)
        if given:
            assert bool(verify(asked, placed).errors) == bool(told.hard), given
        kept[not told.hard] += 1
        profile = Offers(asked, placed).profile()
        ranks = {str(rank): count for rank, count in profile.items() if rank is not None}
        nothing = {"none": profile[None] - told.lacking}
        assert {**dict(sorted(ranks.items())), **nothing} == told.profile
    assert min(kept[True], kept[False]) > 0


# --- By lot -------------------------------------------------------------------------------


def test_by_lot_everybody_takes_the_best_that_is_left() -> None:
    it = event("1000x20x5")
    given = list(lottery(it, seed=3))
    told = score(it, given)
    assert (told.hard, told.lacking) == (0, 0)
    left = dict(enumerate(it.places))
    for seat in given:
        who, (workshop, _) = int(seat.attendee[1:]), it.sessions[seat.session]
        better = next((wish for wish in it.wishes[who] if left[wish]), workshop)
        assert workshop == better
        left[workshop] -= 1
    assert given != list(lottery(it, seed=4))


# --- What the pages for organisers say ----------------------------------------------------

DOCS = Path(__file__).parents[2] / "docs"


def figures(told: Score, people: int) -> tuple[float, float, int, int]:
    """First wishes and the first three, in percent; the worst rank, and who has none."""
    ranks = {int(rank): count for rank, count in told.profile.items() if rank != "none"}
    shares = (100 * count / people for count in (ranks[1], ranks[1] + ranks[2] + ranks[3]))
    return *shares, max(ranks), told.profile["none"]


def test_the_pages_on_seats_show_what_is_measured() -> None:
    it = event("10000x50x5")
    offered = choices(problem(it), timetable(it))
    measured = []
    fairness: Fairness
    for fairness in ("generous", "total", "first-choices"):
        found = find(offered, fairness, Budget(60), ties=False)
        assert found.taken is not None
        assert found.status == "optimal"
        measured.append(score(it, offered.seats(found.taken)))
    measured.append(score(it, lottery(it)))
    assert {told.hard + told.lacking for told in measured} == {0}
    for page in ("places.md", "seats.md"):
        text = (DOCS / page).read_text(encoding="utf-8").replace("**", "")
        rows = re.findall(r"\| (\d+) ?% \| (\d+) ?% \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
        for shown, told in zip(rows, measured, strict=True):
            first, three, worst, none = figures(told, 10_000)
            # One least sum of ranks may have a few more first wishes than another.
            assert [int(shown[0]), int(shown[1])] == pytest.approx([first, three], abs=0.7)
            assert [int(shown[2]), int(shown[3])] == [worst, none]
