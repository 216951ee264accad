"""What attendees lose because sessions of one slot need, or take, so many of them."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest
from drafts import BOTH, WEDNESDAY, draft, findings, paid, session, told

from agenda_solver.problem import Problem
from agenda_solver.rules import tiers
from agenda_solver.rules.sizes import SizesSuitTheWishes, _best

SLOTS = [{"day": WEDNESDAY, "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in (9, 10)]
TOGETHER = ("un 9h-10h", "deux 9h-10h", "trois 10h-11h")


def event(
    *wishes: Any, sizes: dict[str, dict[str, int]] | None = None, more: Any = (), **tables: Any
) -> Problem:
    """Return a draft of three sessions on two slots, and attendees with these wishes."""
    asked = {"un": {"min": 2}} if sizes is None else sizes
    attendees = [
        {"id": f"i{number}", **(it if isinstance(it, dict) and "wishes" in it else {"wishes": it})}
        for number, it in enumerate(wishes)
    ]
    sessions = [
        session(key, kind="workshop", capacity=asked.get(key, {}))
        for key in ("un", "deux", "trois")
    ]
    return draft(
        *sessions,
        *more,
        attendees=attendees,
        **{"event": {"name": "e", "slots": SLOTS, "language": "fr"}, **tables},
    )


def cost(problem: Problem, *lines: str) -> int:
    return paid(SizesSuitTheWishes(), problem, *(lines or TOGETHER))


def concerned(problem: Problem) -> list[str]:
    """Return which costs about places stand in a tier of a problem."""
    keys = {cost.key for tier in tiers(problem) for cost in tier.weights}
    return [key for key in ("wished_places", "wished_sizes") if key in keys]


# --- People enough ------------------------------------------------------------------------


def test_who_wishes_for_it_may_be_just_enough() -> None:
    assert cost(event(["un"], ["un"])) == 0


def test_who_would_rather_be_beside_it_makes_up_for_those_it_lacks() -> None:
    assert cost(event(["un"], ["deux"], ["deux"])) == 1


def test_rated_wishes_lose_the_difference() -> None:
    assert cost(event({"un": 9}, {"un": 3, "deux": 5}, {"deux": 9})) == 2


def test_where_nobody_can_come_each_person_it_lacks_costs_the_dearest_wish() -> None:
    problem = event({"un": 9}, {"trois": 5}, sizes={"un": {"min": 3}})
    assert cost(problem) == 2 * 9
    assert told(SizesSuitTheWishes(), problem, *TOGETHER) == [
        (
            "« Un » : il y manque 2 personnes, vu ce qui a lieu en même temps",
            "“Un” lacks 2 people, because of what takes place at the same time",
        )
    ]


def test_beside_another_time_those_it_lacks_can_come() -> None:
    problem = event({"un": 9}, {"trois": 5}, sizes={"un": {"min": 2}})
    assert cost(problem) == 9
    assert cost(problem, "un 10h-11h", "deux 9h-10h", "trois 10h-11h") == 5


def test_who_has_no_wish_at_that_time_is_not_sent_there() -> None:
    assert cost(event(["un"], ["trois"])) == 1


# --- Places enough ------------------------------------------------------------------------


def test_who_finds_no_place_goes_beside_it() -> None:
    problem = event(["un"], ["un"], ["un", "deux"], sizes={"un": {"max": 2}})
    assert cost(problem) == 0
    assert cost(event(["un"], ["un"], ["un"], sizes={"un": {"max": 2}})) == 1


def test_who_finds_no_place_at_all_loses_the_wish_and_a_dearest_one() -> None:
    problem = event(
        {"un": 3}, {"un": 5}, {"trois": 7}, sizes={"un": {"max": 1}, "deux": {"max": 0}}
    )
    assert cost(problem) == 3 + 7
    assert told(SizesSuitTheWishes(), problem, *TOGETHER) == [
        ("9h00 : au moins 1 personne sans place", "09:00: at least 1 person without a seat")
    ]


def test_a_room_takes_no_more_than_it_holds() -> None:
    rooms = [{"id": "petite", "capacity": 1}, {"id": "grande", "capacity": 5}, {"id": "autre"}]
    problem = event(["un"], ["un"], rooms=rooms, sizes={"un": {"max": 4}})
    assert cost(problem, "un 9h-10h grande", "deux 9h-10h autre", "trois 10h-11h autre") == 0
    assert cost(problem, "un 9h-10h petite", "deux 9h-10h autre", "trois 10h-11h autre") == 1
    assert cost(problem, "un 9h-10h autre", "deux 9h-10h grande", "trois 10h-11h petite") == 0


def test_what_is_lost_is_told_by_slot() -> None:
    problem = event(["un"], ["un"], ["un"], ["trois"], sizes={"un": {"max": 1}})
    (found,) = findings(SizesSuitTheWishes(), problem, *TOGETHER)
    assert (set(found.sessions), found.cost) == ({"un", "deux"}, 2)
    assert (found.text.fr, found.text.en) == (
        "9h00 : des places manquent, ou des sessions ont besoin de monde ; 2 personnes au moins "
        "sans leur meilleur vœu",
        "09:00: places are lacking, or sessions need people; 2 people at least without their "
        "best wish",
    )


# --- Who is there -------------------------------------------------------------------------


@pytest.mark.parametrize(("present", "lost"), [("9h", 0), ("9h01", 1)])
def test_who_is_not_there_all_along_does_not_come(present: str, lost: int) -> None:
    window = {"wishes": ["un"], "present": [{"day": WEDNESDAY, "start": present}]}
    assert cost(event(["un"], window)) == lost


def test_who_speaks_at_that_time_does_not_come() -> None:
    speaks = session("exposé", people={"orateur": ["i1"]})
    asked = {"more": [speaks], "people": [{"id": "i1"}]}
    problem = event(["un"], ["un", "trois"], **asked)
    assert cost(problem, *TOGETHER, "exposé 9h-10h") == 1
    assert cost(problem, *TOGETHER, "exposé 10h-11h") == 0


def test_who_must_attend_it_counts() -> None:
    assert cost(event(["un"], {"wishes": [], "must_attend": ["un"]})) == 0


def test_a_rating_of_none_is_no_wish() -> None:
    assert cost(event({"un": 1}, {"un": 0, "trois": 1})) == 1


# --- Where it is spoken of ----------------------------------------------------------------


def test_where_sizes_are_weighed_places_are_not_counted_again() -> None:
    assert concerned(event(["un"], ["un"], sizes={"un": {"max": 1}})) == ["wished_sizes"]


@pytest.mark.parametrize(
    "problem",
    [
        event(["un"], sizes={}),
        event(sizes={"un": {"min": 2}}),
        event(["un"], event={"name": "e"}, days=BOTH),
        event(
            ["un"],
            event={
                "name": "e",
                "slots": [*SLOTS, {"day": WEDNESDAY, "start": "9h30", "end": "10h30"}],
            },
        ),
        event(["un"], more=[session("quatre", repeats=2, kind="workshop")]),
        draft(
            *(session(key, block="b", capacity={"min": 2}) for key in ("un", "deux")),
            event={"name": "e", "slots": SLOTS},
            attendees=[{"id": "i", "wishes": ["un", "deux"]}],
        ),
    ],
    ids=["no sizes", "nobody", "no slots", "slots overlap", "repeated", "all in a block"],
)
def test_where_nothing_is_free_or_known_it_is_not_spoken_of(problem: Problem) -> None:
    assert "wished_sizes" not in concerned(problem)


# --- The best seating ---------------------------------------------------------------------


def test_no_seating_of_a_slot_loses_less() -> None:
    chance = Random(1)
    for _ in range(400):
        sessions = chance.randint(1, 3)
        rows = [
            (chance.choice((1, 1, 2)), [chance.choice((0, 0, 1, 2, 5)) for _ in range(sessions)])
            for _ in range(chance.randint(0, 3))
        ]
        least = [chance.randint(0, 3) for _ in range(sessions)]
        most = [chance.choice((None, 0, 1, 2, 3)) for _ in range(sessions)]
        best = _best(least, most, rows, 5)
        found = 5 * sum(best.lacking) + best.lost_by_unseated + best.lost_by_displaced
        assert found == least_lost(least, most, rows, 5)


def least_lost(least: Any, most: Any, rows: Any, dearest: int) -> int:
    """Try every seating."""
    people = [row for size, row in rows for _ in range(size)]
    found = []
    for seats in product(range(len(least) + 1), repeat=len(people)):
        sizes = [seats.count(place) for place in range(len(least))]
        if all(many is None or size <= many for size, many in zip(sizes, most, strict=True)):
            lost = dearest * sum(max(0, few - size) for few, size in zip(least, sizes, strict=True))
            for row, place in zip(people, seats, strict=True):
                lost += max(row) + (dearest if place == len(least) else -row[place])
            found.append(lost)
    return min(found)
