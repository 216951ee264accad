"""The drafts and the stored timetables of real events, as solved workbooks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from openpyxl import load_workbook

from agenda_solver.files import toml, workbook
from agenda_solver.files.store.solutions import read_solution
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.text import Language
from agenda_solver.timetable import Timetable

ROOT = Path(__file__).parents[2]
Name = Literal["assises-normandes-2026", "cuf-2022"]
NAMES: tuple[Name, ...] = ("assises-normandes-2026", "cuf-2022")


@cache
def problem(name: Name) -> Problem:
    return toml.read(ROOT / "instances" / name / "agenda.toml")


@cache
def timetable(name: Name) -> Timetable:
    return read_solution(ROOT / "solutions" / f"{name}.json", problem(name))


def solved(folder: Path, name: Name, language: Language = "fr") -> Path:
    """Write the solved workbook of an event."""
    result = Result("optimal", timetable(name), reproducible=True)
    return workbook.write(folder / f"{name}.xlsx", problem(name), result, language)


def draft(folder: Path, name: Name, language: Language = "fr") -> Path:
    """Write the draft workbook of an event."""
    return workbook.write_draft(folder / f"{name}.xlsx", problem(name), language)


def without_views(path: Path) -> Path:
    """Write a solved workbook without the sheets that only show: a reader does without."""
    made = workbook.read(path).made
    assert made is not None
    book = load_workbook(path)
    for title in made.views:
        del book[title]
    inputs = path.with_stem(f"{path.stem}-inputs")
    book.save(inputs)
    return inputs
