"""What is drawn at random has all that the schema says of papers in stretches."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from random_problems import problems

from agenda_solver.problem import Problem, Stretch

SESSIONS = {"fills", "rank", "stretch_levels", "room_levels"}
TRACKS = {"chairs", "stretches", "stretch_levels", "room_levels", "track_levels"}


@pytest.mark.thorough
def test_every_field_about_stretches_is_drawn() -> None:
    drawn: dict[str, set[str]] = {"event": set(), "people": set(), "tracks": set()}
    drawn |= {"stretches": set(), "papers": set()}

    @settings(max_examples=200, deadline=None, phases=[Phase.generate], database=None)
    @given(problems())
    def draw(problem: Problem) -> None:
        tables = {
            "event": [problem.event],
            "people": problem.people,
            "stretches": problem.stretches,
            "tracks": [row for row in problem.tracks if row.id in problem.papers],
            "papers": [row for row in problem.sessions if problem.is_paper(row.id)],
        }
        for table, rows in tables.items():
            for row in rows:
                usual = type(row).model_fields
                drawn[table] |= {key for key in usual if getattr(row, key) != usual[key].default}

    draw()
    assert {"suitable", "possible"} <= drawn["event"]
    assert "zone" in drawn["people"]
    assert set(Stretch.model_fields) == drawn["stretches"]
    assert drawn["papers"] >= SESSIONS
    assert drawn["tracks"] >= TRACKS
