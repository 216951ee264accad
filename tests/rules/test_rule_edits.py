"""An edit changes what it names in a draft, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.problem import Hours, Problem, Room, Window
from agenda_solver.rules.edits import Edit, FieldChange, with_edits
from agenda_solver.text import same

DAY = date(2026, 6, 10)


def asked() -> Problem:
    tables: dict[str, Any] = {
        "event": {"name": "e", "grid": 5},
        "days": [{"date": DAY, "open": {"start": "9h", "end": "12h"}}],
        "rooms": [{"id": "r"}],
        "people": [{"id": "p"}],
        "sessions": [
            {"id": "a", "title": "A", "minutes": 60, "before": ["b"], "people": {"x": ["p"]}},
            {"id": "b", "title": "B", "minutes": 60},
        ],
    }
    return Problem.read(tables)


def edit(*changes: FieldChange) -> Edit:
    return Edit("r", changes, same("…"), 1)


def test_a_field_of_a_row() -> None:
    here = [Window.model_validate({"day": DAY, "start": "9h", "end": "10h"})]
    change = FieldChange(("people", "p", "present"), [], here)
    assert change.field == "present"
    assert with_edits(asked(), [edit(change)]).person["p"].present == here


def test_a_field_in_a_field_of_a_day() -> None:
    change = FieldChange(("days", "2026-06-10", "open", "end"), 720, 740)
    assert change.field == "open.end"
    assert with_edits(asked(), [edit(change)]).day[DAY].open == Hours.model_validate(
        {"start": "9h", "end": "12h20"}
    )


def test_a_field_of_the_event() -> None:
    change = FieldChange(("event", "grid"), 5, 10)
    assert change.field == "grid"
    assert with_edits(asked(), [edit(change)]).event.grid == 10


def test_a_row_that_comes() -> None:
    change = FieldChange(("rooms", "s"), None, Room(id="s"))
    assert change.field == ""
    assert list(with_edits(asked(), [edit(change)]).room) == ["r", "s"]


def test_a_row_that_goes_is_named_no_more() -> None:
    problem = asked()
    left = with_edits(problem, [edit(FieldChange(("sessions", "b"), problem.session["b"], None))])
    assert list(left.session) == ["a"]
    assert left.session["a"].before == []


def test_several_edits() -> None:
    changes = [
        FieldChange(("sessions", "a", "before"), asked().session["a"].before, []),
        FieldChange(("days", "2026-06-10", "open", "start"), 540, 530),
    ]
    problem = with_edits(asked(), [edit(change) for change in changes])
    assert problem.session["a"].before == []
    assert problem.days[0].open == Hours.model_validate({"start": "8h50", "end": "12h"})
