"""The library: what is public is what its page lists, and the examples run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import chdir
from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from pandas import Timestamp

import agenda_solver
from agenda_solver import (
    InputError,
    PersonCancels,
    Problem,
    Programme,
    RoomIsClosed,
    Settings,
    Timetable,
    assign,
    explain,
    export,
    read,
    replan,
    solve,
    verify,
)
from agenda_solver.timetable import Placement

HERE = Path(__file__).parents[1]
PAGE = (HERE / "docs/library.md").read_text(encoding="utf-8")
EXAMPLES = sorted((HERE / "examples").glob("*.py"))
SHORT = {"date": "2026-06-10", "open": {"start": "9h", "end": "10h"}}
QUICK = Settings(seconds=20, workers=2)


def draft(**more: object) -> Problem:
    tables = {
        "event": {"name": "Journée"},
        "days": [{"date": "2026-06-10", "open": {"start": "9h", "end": "11h"}}],
        "rooms": [{"id": "r"}, {"id": "s"}],
        "people": [{"id": "p"}],
        "sessions": [
            {"id": "a", "title": "A", "minutes": 60, "people": {"x": ["p"]}},
            {"id": "b", "title": "B", "minutes": 60, "people": {"x": ["p"]}},
        ],
    }
    return Problem.read({**tables, **more})


WITH_WISHES = {
    "sessions": [
        {"id": "a", "title": "A", "minutes": 60, "block": "w", "capacity": {"max": 1}},
        {"id": "b", "title": "B", "minutes": 60, "block": "w"},
    ],
    "attendees": [{"id": "u", "wishes": ["a", "b"]}, {"id": "v", "wishes": ["a", "b"]}],
}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return solve(draft(), QUICK)


# --- What is public -----------------------------------------------------------------------


def first_line(name: str) -> str:
    doc = getattr(agenda_solver, name).__doc__
    return " ".join(doc.strip().split("\n\n")[0].split())


def test_the_page_lists_every_public_name() -> None:
    public = sorted((name for name in agenda_solver.__all__ if name[0] != "_"), key=str.casefold)
    table = "\n".join(f"| `{name}` | {first_line(name)} |" for name in public)
    listed = re.search(r"<!-- library: names -->\n(.*?)\n<!-- end", PAGE, re.DOTALL)
    assert listed is not None
    assert listed[1] == f"| name | what it is, or does |\n|---|---|\n{table}"


def test_a_function_is_what_its_module_is_called_even_once_that_is_loaded() -> None:
    script = (
        "import agenda_solver.solve, agenda_solver.verify, agenda_solver.explain.ways\n"
        "from agenda_solver import explain, solve, verify\n"
        "from agenda_solver.solve import Progress\n"
        "assert callable(solve) and callable(verify) and callable(explain)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=dict(os.environ))


def test_no_other_name_is_made_up() -> None:
    assert set(agenda_solver.__all__) <= set(dir(agenda_solver))
    with pytest.raises(AttributeError, match="no attribute 'sovle'"):
        _ = agenda_solver.sovle


# --- The examples -------------------------------------------------------------------------


def run(source: str) -> str:
    with patch("sys.stdout", StringIO()) as printed:
        exec(compile(source, "example", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


def test_the_example_of_the_page_prints_what_it_shows(tmp_path: Path) -> None:
    (source,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    with chdir(tmp_path):
        assert run(source) == shown
    assert [path.name for path in tmp_path.iterdir()] == ["study-day.xlsx"]


@pytest.mark.thorough
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert "programme-v2.xlsx True" in done.stdout
    assert "Proven impossible" in done.stdout


# --- Each function ------------------------------------------------------------------------


def test_a_programme_is_solved_and_shown(programme: Programme) -> None:
    assert programme.status == "optimal"
    assert verify(programme).holds
    frame = programme.to_frame()
    assert list(frame["start"]) == [Timestamp("2026-06-10 09:00"), Timestamp("2026-06-10 10:00")]
    assert set(frame["people"]) == {"p"}
    html = programme._repr_html_()
    assert html.startswith("<p>Journée</p>")
    assert "<td>A</td>" in html


def test_a_title_is_no_markup_in_a_notebook() -> None:
    sessions = [{"id": "a", "title": "<script>x</script>", "minutes": 60}]
    shown = solve(draft(sessions=sessions), QUICK)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_what_is_broken_is_a_row(programme: Programme) -> None:
    day = date(2026, 6, 10)
    both = Timetable.of([Placement(one, day, 540, 600, room) for one, room in ("ar", "bs")])
    judgement = verify(programme.problem, both)
    assert not judgement.holds
    assert str(judgement) == "Demandes qui ne sont pas tenues : 1"
    frame = judgement.to_frame()
    assert list(frame.loc[frame["severity"] == "error", "rule"]) == ["person_one_place"]


def test_attendees_are_seated_and_keep_their_seats() -> None:
    programme = solve(draft(**WITH_WISHES), QUICK)
    seats = programme.seats_to_frame()
    assert sorted(seats["attendee"]) == ["u", "v"]
    assert set(seats["session"]) == {"a", "b"}
    kept = assign(programme, QUICK, keep=True)
    assert kept.seats_to_frame().equals(seats)


def test_where_nothing_is_announced_the_seats_of_a_congress_stay() -> None:
    given = read(HERE / "solutions/congres-deux-jours.xlsx")
    assert given.timetable
    kept = replan(given, ())
    assert kept.timetable
    assert set(kept.timetable.seats) == set(given.timetable.seats)
    assert len(kept.timetable.seats) > 2_600


def test_a_cancellation_is_planned_and_written(programme: Programme, tmp_path: Path) -> None:
    after = replan(programme, [RoomIsClosed(programme.to_frame()["room"][0])], QUICK)
    assert after.status == "optimal"
    changes = after.changes_to_frame()
    assert len(changes)
    assert all(changes["message"])
    (written,) = export(after, tmp_path / "after.xlsx")
    again = read(written)
    assert again.timetable == after.timetable
    assert again.lineage is not None
    assert again.lineage.history is not None
    made = solve(again, QUICK).lineage
    assert made is not None
    assert made.origins[-1].file == "after.xlsx"
    assert len(again.lineage.history.editions) == 2


def test_plans_for_everybody_are_a_table(programme: Programme) -> None:
    plans = agenda_solver.contingency(programme, settings=Settings(seconds=5))
    frame = plans.to_frame()
    assert list(frame.columns)[:3] == ["case", "status", "first"]
    assert len(frame) == len(plans.plans)
    announced = [one.scenario.changes.announced for one in plans.plans]
    again = agenda_solver.contingency(programme, announced, Settings(seconds=5))
    assert again.to_frame().equals(frame)
    assert str(again) == str(plans)


def test_a_plan_without_a_way_says_so(programme: Programme) -> None:
    after = replan(programme, [PersonCancels("p")], QUICK)
    assert after.status == "infeasible"
    assert after.timetable is None
    assert str(after) == (
        "Impossible, c'est prouvé : aucun programme ne tient avec ces changements."
    )
    assert after.changes_to_frame().empty


def test_why_and_why_not(programme: Programme) -> None:
    assert "A" in str(explain(programme, "a", QUICK))
    elsewhere = str(explain(programme, "a", QUICK, start="10:30"))
    assert "10h30" in elsewhere
    impossible = explain(draft(days=[SHORT]), settings=QUICK)
    assert impossible.ways
    assert str(impossible).startswith("Impossible")
    assert len(impossible.to_frame()) > 1


def test_a_file_is_read_solved_and_exported(programme: Programme, tmp_path: Path) -> None:
    (draft_path,) = export(Programme(programme.problem), tmp_path / "draft.xlsx")
    assert read(draft_path).timetable is None
    solved = solve(draft_path, QUICK)
    (calendar,) = export(solved, tmp_path / "p.ics", "ics")
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")
    with pytest.raises(InputError):
        export(solved, tmp_path / "p.ics", "ics")


def test_what_needs_a_timetable_says_so() -> None:
    for function in (assign, verify, replan):
        with pytest.raises(ValueError, match="solve it first"):
            function(draft())
