"""What loads without what: the judge without the solver, the help without anything heavy."""

import ast
import importlib.util
import keyword
import os
import subprocess
import sys
from pathlib import Path

import pytest

import agenda_solver
from agenda_solver.cli import app

HOUSE = Path(agenda_solver.__file__).parent
RULES = sorted((HOUSE / "rules").glob("*.py"))
HEAVY = ("ortools", "pandas", "numpy", "openpyxl", "docx", "pdfplumber", "lxml")
COMMANDS = sorted(command.name for command in app.registered_commands if command.name)
ASSISES = Path(__file__).parents[1] / "instances" / "assises-normandes-2026" / "agenda.toml"
JUDGES = (
    *("text", "problem", "timetable", "offers", "rules", "domains", "verify", "preflight"),
    "result",
)


def imported(code: str) -> set[str]:
    """Return the modules that are loaded once some code has run, by itself."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('loaded', *sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return set(run.stdout.splitlines()[-1].split()[1:])


def module_exists(name: str) -> bool:
    return importlib.util.find_spec(f"agenda_solver.{name}") is not None


def test_what_judges_a_timetable_loads_without_the_solver() -> None:
    there = [name for name in JUDGES if module_exists(name)]
    loaded = imported("import " + ", ".join(f"agenda_solver.{name}" for name in there))
    assert "agenda_solver" in loaded
    assert not loaded & set(HEAVY)


def test_a_verdict_is_given_without_the_solver() -> None:
    loaded = imported(
        "from agenda_solver.problem import Problem\n"
        "from agenda_solver.timetable import Timetable\n"
        "from agenda_solver.verify import verify\n"
        "problem = Problem.read({'event': {'name': 'E'}, 'days': [{'date': '2026-06-10'}],"
        " 'sessions': [{'id': 'a', 'title': 'A', 'minutes': 60}]})\n"
        "assert verify(problem, Timetable.of([])).errors"
    )
    assert not loaded & set(HEAVY)


def typed(*words: object) -> set[str]:
    """Return the modules that are loaded once a command has run, by itself."""
    return imported(
        "import sys\n"
        "from agenda_solver.cli import run\n"
        f"sys.argv = ['agenda-solver', *{list(map(str, words))}]\n"
        "assert run() in (0, 1)"
    )


def test_the_help_loads_nothing_heavy() -> None:
    loaded = typed("--help")
    assert "typer" in loaded
    assert not loaded & {*HEAVY, "pydantic", "networkx", "agenda_solver.problem"}


def test_the_help_of_a_command_loads_no_model() -> None:
    loaded = imported(
        "import sys\n"
        "from agenda_solver.cli import run\n"
        f"for command in {COMMANDS}:\n"
        "    sys.argv = ['agenda-solver', command, '--help']\n"
        "    assert run() == 0"
    )
    for command in COMMANDS:
        module = f"{command}_" if keyword.iskeyword(command) else command
        assert f"agenda_solver.commands.{module}" in loaded
    assert not loaded & {*HEAVY, "networkx", "agenda_solver.problem"}


def test_a_draft_is_checked_without_the_solver() -> None:
    loaded = typed("check", ASSISES)
    assert "agenda_solver.preflight" in loaded
    assert not loaded & {"ortools", "pandas", "networkx", "openpyxl"}


def test_what_few_searches_need_is_loaded_by_these() -> None:
    loaded = typed("solve", ASSISES)
    assert "ortools.sat" in loaded
    assert not loaded & {"ortools.math_opt", "networkx", "openpyxl", "icalendar"}


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_a_rule_knows_no_encoding(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            modules.add(node.module or "")
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
    above = ("decisions", "solve", "explain", "preflight", "verify", "domains", "views", "files")
    for module in modules:
        assert module.split(".")[0] not in HEAVY
        assert not module.startswith(tuple(f"agenda_solver.{room}" for room in above))
    assert not names & {"Intervals", "Slots", "cp_model", "CpModel", "NoOverlap"}


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_a_rule_does_not_speak_of_an_encoding(file: Path) -> None:
    words = file.read_text(encoding="utf-8")
    for word in (
        "cp_model",
        "ortools",
        "OR-Tools",
        "CP-SAT",
        "Hall",
        "Intervals",
        "Slots(",
        "BoolVar",
    ):
        assert word not in words
    assert "interval" not in words.lower()
