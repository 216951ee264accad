"""The day of encounters with people at work: what could be reached, by hand; what is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import careers
from agenda_solver.files import toml
from agenda_solver.problem import Problem
from careers import most_on_wish, on_wish

DAY = "2027-03-18"
STORED = Path(__file__).parents[2] / "solutions" / f"{careers.FOLDER.name}.json"


def day(moments: int, most: dict[str, list[int]], *wishes: list[str]) -> Problem:
    """Return a day: the greatest numbers of each workshop's times, and who wishes for what."""
    return Problem.read(
        {
            "event": {
                "name": "Forum",
                "slots": [
                    {"day": DAY, "start": f"{9 + number}h", "end": f"{10 + number}h"}
                    for number in range(moments)
                ],
            },
            "days": [{"date": DAY}],
            "sessions": [
                {
                    "id": name if number == 0 else f"{name}{number + 1}",
                    "title": name,
                    "kind": "workshop",
                    "capacity": {"min": 2, "max": places},
                    **({"repeat_of": name} if number else {}),
                }
                for name, times in most.items()
                for number, places in enumerate(times)
            ],
            "attendees": [
                {"id": f"p{number}", "wishes": wished} for number, wished in enumerate(wishes)
            ],
        }
    )


@pytest.mark.parametrize(
    ("moments", "most", "wishes", "bound"),
    [
        (1, {"a": [2]}, [["a"], ["a"]], 2),
        (1, {"a": [2]}, [["a"], ["a"], ["a"]], 2),
        (2, {"a": [2, 2]}, [["a"], ["a"], ["a"]], 3),
        # Nobody is in one workshop twice, nor in more than there are moments.
        (2, {"a": [2, 2]}, [["a"]], 1),
        (1, {"a": [2], "b": [2]}, [["a", "b"]], 1),
        # The second one makes way: the first one wishes for nothing else.
        (2, {"a": [2], "b": [2]}, [["a"], ["a"], ["a", "b"]], 3),
    ],
)
def test_what_could_be_on_a_wish(
    moments: int, most: dict[str, list[int]], wishes: list[list[str]], bound: int
) -> None:
    assert most_on_wish(day(moments, most, *wishes)) == bound


def test_what_is_stored_is_what_is_drawn() -> None:
    rows = (careers.FOLDER / "registrations.csv").read_text("utf-8").splitlines()
    assert [row.split(";") for row in rows] == careers.attendees(seed=0)


def test_what_is_stored_has_the_shape_that_is_told() -> None:
    problem = toml.read(careers.FOLDER / "agenda.toml")
    assert len(problem.attendees) == 135
    assert len(problem.event.slots) == 5
    assert len(problem.offered) == 48
    assert {session.capacity.min for session in problem.sessions} == {10}
    assert most_on_wish(problem) == 617


def test_the_best_known_has_97_of_100_seats_that_could_be_on_a_wish() -> None:
    result: dict[str, Any] = json.loads(STORED.read_text("utf-8"))
    assert on_wish(result) >= 0.97 * 617
    sizes = dict.fromkeys({seat["session"] for seat in result["seats"]}, 0)
    for seat in result["seats"]:
        sizes[seat["session"]] += 1
    assert min(sizes.values()) >= 10
