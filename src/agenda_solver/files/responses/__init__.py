"""A form's export, read into attendees and their wishes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agenda_solver.files.grid.sheet import Given
from agenda_solver.files.responses.answers import Answers
from agenda_solver.files.responses.attendees import Register
from agenda_solver.files.responses.columns import recognise
from agenda_solver.files.responses.labels import Labels
from agenda_solver.files.responses.mapping import ColumnMap, read_mapping
from agenda_solver.files.responses.output import write_csv
from agenda_solver.files.responses.report import Report
from agenda_solver.files.responses.table import read_export
from agenda_solver.problem import Problem
from agenda_solver.text import Language

__all__ = ["Registration", "Report", "register", "write_csv"]


@dataclass(frozen=True)
class Registration:
    """What an export makes of a draft.

    Attributes
    ----------
    problem : Problem
        The draft, with its attendees added or brought up to date; all else as it was.
    report : Report
        What became of each row.
    """

    problem: Problem
    report: Report

    def lines(self, language: Language) -> list[str]:
        """Return the report as lines for the screen."""
        return self.report.lines(language)


def register(
    problem: Problem,
    path: Path,
    *,
    mapping: Path | None = None,
    encoding: str | None = None,
) -> Registration:
    """Read a form's export into the attendees of a draft.

    What each column is, is told by its header and its cells, as Google Forms, Microsoft Forms
    and plain tables write them; or by a mapping file. Somebody who answered several times is
    one attendee: the last answer counts. Attendees of the draft with the same id, e-mail
    address, or name and organisation are brought up to date; nobody is removed.

    Parameters
    ----------
    problem : Problem
        The draft.
    path : Path
        The export: CSV or a workbook.
    mapping : Path, optional
        A mapping file: what the columns are, where they are not recognised.
    encoding : str, optional
        Of a CSV file, where it is not recognised.

    Raises
    ------
    InputError
        If a file cannot be read, or names what is not there. Answers that are not understood
        are no error: the report lists them.
    """
    given = ColumnMap() if mapping is None else read_mapping(mapping, problem)
    table = read_export(path, Given(encoding, given.separator, given.sheet))
    labels = Labels(problem, given.labels)
    columns = recognise(table, labels, given)
    answers = Answers(problem, columns, labels, given)
    whole, report = Register(problem, columns, labels).enter(answers)
    return Registration(whole, report)
