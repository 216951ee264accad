"""Values as they are written back."""

from __future__ import annotations

import pytest
from one_session import JUNE_10, draft

from agenda_solver.problem import Problem
from agenda_solver.text import clock
from agenda_solver.words.moments import read_clock


@pytest.mark.parametrize("minute", [0, 1, 59, 60, 570, 599, 1439, 1440])
def test_a_clock_is_written_as_it_is_read(minute: int) -> None:
    locked = {"day": JUNE_10, "start": clock(minute).fr}
    written = Problem.read(draft({"locked": locked})).dump()["sessions"][0]["locked"]["start"]
    assert written == clock(minute).en
    assert read_clock(written) == minute
