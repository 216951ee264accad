"""The events on which timetables are measured by what attendees miss, and their score."""

import random
from dataclasses import replace

import pytest

import attendance
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify
from attendance import Event, Score, at_random, problem, score

# Four sessions in two slots of two rooms.
FOUR = Event(sessions=4, slots=2, rooms=2, wishes=((0, 1), (0, 2), (1, 2, 3)))


def placed(*rows: tuple[int, int, int]) -> list[Placement]:
    """Placements from session, slot and room."""
    return [
        Placement(f"s{session}", day, start, start + 60, f"r{room}")
        for session, slot, room in rows
        for day, start in (attendance.time_of(slot),)
    ]


KEPT = ((0, 0, 0), (1, 0, 1), (2, 1, 0), (3, 1, 1))


@pytest.mark.parametrize("name", attendance.WISHES)
def test_what_is_stored_is_what_is_drawn(name: str) -> None:
    stored = attendance.read(name)
    sessions, slots, rooms, people = attendance.shape(name)
    assert stored == Event(sessions, slots, rooms, attendance.drawn(name))
    assert len(stored.wishes) == people
    assert sessions == slots * rooms
    assert {len(set(row)) for row in stored.wishes} == {attendance.WISHES[name]}
    assert {it for row in stored.wishes for it in row} == set(range(sessions))


def test_the_score_by_hand() -> None:
    # 0 beside 1, 2 beside 3: the first and the third attendee miss one wish each.
    assert score(FOUR, placed(*KEPT)) == Score(2, 0)
    # 0 beside 3, 1 beside 2: the third misses one.
    assert score(FOUR, placed((0, 0, 0), (3, 0, 1), (1, 1, 0), (2, 1, 1))) == Score(1, 0)


@pytest.mark.parametrize(
    ("broken", "missed"),
    [
        (KEPT[:3], 2),  # a session is nowhere: whoever wishes for it has 2 instead
        ((*KEPT, (0, 1, 0)), None),  # one is there twice, in a room that is taken
        ((*KEPT[:3], (3, 1, 0)), 2),  # two in a room
        ((*KEPT[:3], (3, 1, 2)), None),  # in a room that there is not
        ((*KEPT[:3], (3, 2, 1)), None),  # in a slot that there is not
    ],
)
def test_what_is_broken(broken: tuple[tuple[int, int, int], ...], missed: int | None) -> None:
    found = score(FOUR, placed(*broken))
    assert found.hard > 0
    assert missed in (None, found.value)


def test_how_much_is_broken() -> None:
    assert score(FOUR, placed(*KEPT[:3])).hard == 1
    assert score(FOUR, placed(*KEPT[:3], (3, 1, 0))).hard == 1
    assert score(FOUR, placed(*KEPT[:3], (3, 2, 1))).hard == 1
    assert score(FOUR, placed(*KEPT, (0, 2, 1))).hard == 2  # twice, once of them nowhere
    longer = [replace(it, end=it.end + 15) for it in placed(KEPT[0])]
    assert score(FOUR, [*longer, *placed(*KEPT[1:])]).hard == 1


def test_at_random_is_about_what_is_to_be_expected() -> None:
    # Of four wishes, the chance that none is among five of twenty sessions: C(15,4)/C(20,4).
    expected = 400 - 100 * 4 * (1 - 1365 / 4845)
    assert at_random(attendance.read("20x4x5x100")) == pytest.approx(expected, rel=0.1)
    # Two of four sessions, two slots: together one time in three; of three, one is missed.
    assert at_random(replace(FOUR, wishes=((0, 1, 2),) * 10)) == 10


@pytest.mark.parametrize("seed", range(5))
def test_the_problem_asks_for_what_is_scored(seed: int) -> None:
    event = attendance.read("20x4x5x100")
    chance = random.Random(seed)
    cells = [(slot, room) for slot in range(event.slots) for room in range(event.rooms)]
    chance.shuffle(cells)
    placements = placed(*((it, *cell) for it, cell in enumerate(cells)))
    verdict = verify(problem(event), Timetable.of(placements))
    assert not verdict.errors
    assert score(event, placements) == Score(sum(verdict.costs.values()), 0)


@pytest.mark.parametrize("broken", [KEPT[:3], (*KEPT[:3], (3, 1, 0)), (*KEPT[:3], (3, 2, 1))])
def test_what_is_broken_is_so_in_the_problem_too(broken: tuple[tuple[int, int, int], ...]) -> None:
    assert verify(problem(FOUR), Timetable.of(placed(*broken))).errors
    assert not verify(problem(FOUR), Timetable.of(placed(*KEPT))).errors
