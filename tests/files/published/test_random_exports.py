"""Random programmes: nothing in an export is live, and JSON brings each session back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live import hold_dead
from public_days import drafted_lines, exported, publication, published_lines, read_back
from random_problems import examples, problems

from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Placement, Timetable


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Problem, Timetable]:
    """A problem, and most of its sessions anywhere, as a hand may have left them."""
    problem = draw(problems())
    rooms = st.sampled_from([None, *(room.id for room in problem.rooms)])
    placements = []
    for session in problem.sessions:
        if draw(st.integers(0, 5)):
            start = draw(st.integers(0, 1500))
            end = start + draw(st.integers(5, 300))
            day = draw(st.sampled_from(problem.days)).date
            placements.append(Placement(session.id, day, start, end, draw(rooms)))
    return problem, Timetable.of(placements)


@pytest.mark.thorough
@settings(max_examples=examples(30), deadline=None)
@given(programmes(), st.sampled_from(["fr", "en"]))
def test_what_is_anywhere_comes_back(
    programme: tuple[Problem, Timetable], language: Language
) -> None:
    published = publication(*programme, language)
    for key in ("frab", "json", "indico", "csv", "ics"):
        for name, data in exported(key, published).files.items():
            hold_dead(name, data)
    lines = {(line.id, line.day, line.start) for line in published_lines(published).values()}
    if lines:
        again = read_back(exported("json", published)).problem
        assert {(line.id, line.day, line.start) for line in drafted_lines(again).values()} == lines
