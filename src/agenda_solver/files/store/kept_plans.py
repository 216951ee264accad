"""What of a contingency is found so far, in a file beside its workbook: a line a scenario.

A line is added as soon as a plan is there, so that a run which ends early can be taken up
again. Who takes it up asks for the same: what was published, what is asked, and how to search.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from agenda_solver import __version__
from agenda_solver.files.system import refusal_of
from agenda_solver.files.writing import unwritable
from agenda_solver.history.lineage import problem_hash
from agenda_solver.replan.executors import Planning
from agenda_solver.replan.outcomes import OUTCOMES, PlanOutcome

_ENDING = ".en-cours.jsonl"


@dataclass(frozen=True)
class KeptPlans:
    """The file in which outcomes are kept until the workbook is there.

    Attributes
    ----------
    path : Path
    work : Planning
        What all of them are of.
    """

    path: Path
    work: Planning

    @classmethod
    def beside(cls, output: Path, work: Planning) -> KeptPlans:
        """Return that of a workbook."""
        return cls(output.with_name(output.name + _ENDING), work)

    @cached_property
    def _of(self) -> str:
        """Of what the outcomes are."""
        work = self.work
        parts = (
            __version__,
            problem_hash(work.before.problem),
            problem_hash(work.problem),
            repr((work.before.timetable, work.pinned, work.seconds, work.seed)),
            repr((work.fairness, work.least, work.alone)),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def read(self) -> dict[str, PlanOutcome]:
        """Return what is known by scenario; nothing of another programme or search.

        A line that was not finished, or that somebody has changed, is not known.
        """
        known: dict[str, PlanOutcome] = {}
        try:
            first, *lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return known
        if first != self._first:
            return known
        for line in lines:
            with suppress(ValueError, KeyError, TypeError, ValidationError):
                record = json.loads(line)
                known[str(record["scenario"])] = OUTCOMES.validate_python(record["outcome"])
        return known

    @property
    def _first(self) -> str:
        return json.dumps({"of": self._of})

    def begin(self, known: Mapping[str, PlanOutcome]) -> None:
        """Begin the file, with what is known.

        Raises
        ------
        InputError
            If it cannot be written.
        """
        lines = [self._first, *(_line(key, outcome) for key, outcome in known.items())]
        try:
            self.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise refusal_of(unwritable(self.path, error), error) from None

    def add(self, key: str, outcome: PlanOutcome) -> None:
        """Add what a scenario came to; a search is worth more than this file."""
        with suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(f"{_line(key, outcome)}\n")

    def forget(self) -> None:
        """Remove the file: the workbook has it all."""
        with suppress(OSError):
            self.path.unlink()


def _line(key: str, outcome: PlanOutcome) -> str:
    return json.dumps({"scenario": key, "outcome": OUTCOMES.dump_python(outcome, mode="json")})
