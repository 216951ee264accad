"""What a programme comes from: the ones before it, and what was announced of each change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from agenda_solver.history.editions import History
from agenda_solver.problem import Problem
from agenda_solver.text import Text


@dataclass(frozen=True)
class Origin:
    """A workbook that another was made from.

    Attributes
    ----------
    file : str
        The name of the file, without its folder.
    input : str
        The hash of what was asked in it, see `problem_hash`.
    announced : tuple of Text
        What was announced, or changed in it by hand, before the next one was made.
    """

    file: str
    input: str
    announced: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Lineage:
    """What a workbook comes from.

    Attributes
    ----------
    origins : tuple of Origin
        The workbooks before it, oldest first.
    history : History or None
        What was published, its own timetable last; None where nothing was before it.
    """

    origins: tuple[Origin, ...] = ()
    history: History | None = None


def problem_hash(problem: Problem) -> str:
    """Return the SHA-256 of a problem, by which two inputs can be told apart."""
    return data_hash(problem.dump())


def data_hash(data: Any) -> str:
    """Return the same of a problem as plain data."""
    words = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
