"""Of what cannot be read nothing is concluded: a draft that can be solved is never impossible."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from agenda_solver.files import toml
from agenda_solver.preflight import impossible, preflight
from agenda_solver.preflight.readable import preflight_of_readable
from agenda_solver.problem.reading import read_partly

INSTANCES = Path(__file__).parents[1] / "instances"
REAL = ("cuf-2022", "assises-normandes-2026", "forum-des-metiers")
NOTHING = {"é": 1}  # no field of any table takes it


def spoilt(data: dict[str, Any], draw: Random) -> Iterator[str]:
    """Let some fields say what cannot be read, or rows have the id of others; yield which."""
    for _ in range(draw.choice((1, 1, 2, 3))):
        table = draw.choice([key for key in data if key != "weights"])
        rows = data[table] if isinstance(data[table], list) else [data[table]]
        row = draw.choice(rows)
        field = draw.choice(list(row))
        other = draw.choice(rows)
        again = len(rows) > 1 and "id" in other and other is not row and draw.random() < 0.2
        field = "id" if again else field
        row[field] = other["id"] if again else NOTHING
        yield f"{table}.{field}"


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize(
    "draws", [range(8), pytest.param(range(8, 44), marks=pytest.mark.thorough)]
)
def test_what_can_be_solved_is_not_impossible(name: str, draws: range) -> None:
    problem = toml.read(INSTANCES / name / "agenda.toml")
    assert not impossible(preflight(problem))
    data, judged = problem.dump(), 0
    for number in draws:
        spoilt_data = deepcopy(data)
        fields = list(spoilt(spoilt_data, Random(number)))
        rest = read_partly(spoilt_data)
        if len(rest.faults) < len(fields):
            continue  # what can be read after all asks for something else
        if rest.problem is not None:
            findings = preflight_of_readable(rest.problem, rest.unread)
            assert not impossible(findings), (fields, findings)
            judged += 1
    assert judged > len(draws) / 2
