"""The workbook of a programme that was planned again: what changed, and the other ways."""

from __future__ import annotations

from pathlib import Path

from agenda_solver.files.workbook import write
from agenda_solver.history.lineage import Lineage
from agenda_solver.replan.plan import Plan
from agenda_solver.text import Language, Names, Text
from agenda_solver.views import news, options


def write_plan(
    path: Path,
    plan: Plan,
    language: Language,
    *,
    origin: Text | None = None,
    lineage: Lineage | None = None,
    names: Names = "full",
    force: bool = False,
) -> Path:
    """Write the workbook of a plan, which has a timetable.

    Parameters
    ----------
    origin : Text, optional
        What the sheet on changes says it was made from.
    lineage, names, force
        See `agenda_solver.files.workbook.write`.
    """
    return write(
        path,
        plan.problem,
        plan.result,
        language,
        force=force,
        names=names,
        difference=plan.difference,
        first=plan.overridden,
        origin=origin,
        lineage=lineage,
        choices=[*options.option_lines(plan), *news.gap_lines(plan)],
        options=options.option_rows(plan),
        standbys=options.standby_lines(plan),
    )
