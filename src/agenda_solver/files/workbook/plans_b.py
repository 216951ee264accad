"""What a contingency writes: the sheet for the pocket, and the workbook of each plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agenda_solver.difference import Version
from agenda_solver.files.stems import file_stems
from agenda_solver.files.workbook import write_page
from agenda_solver.files.workbook.reading import Book
from agenda_solver.files.workbook.replanned import write_plan
from agenda_solver.replan.contingency import PlanB
from agenda_solver.replan.scenarios import Scenario, idle
from agenda_solver.text import Language, Names, Text
from agenda_solver.views.announced import announced_texts
from agenda_solver.views.plan_b import plan_b_page


def write_sheet(
    path: Path,
    before: Version,
    plans: Sequence[PlanB],
    language: Language,
    *,
    origin: Text,
    expected: int,
    each: bool = True,
    force: bool = False,
) -> Path:
    """Write the sheet of all plans.

    Parameters
    ----------
    before : Version
        What was published.
    plans : sequence of PlanB
        The gravest first.
    origin : Text
        What they were made from, and when.
    expected : int
        How many there were to be.
    each : bool
        Whether every person and every room was to be looked at: then it is told which are idle.

    Returns
    -------
    Path
        Where it was written, as `agenda_solver.files.workbook.write` does.

    Raises
    ------
    InputError
        As `agenda_solver.files.workbook.write`.
    """
    page = plan_b_page(
        before.problem,
        plans,
        origin=origin,
        expected=expected,
        idle=idle(before) if each else ((), ()),
    )
    return write_page(path, page, language, force=force)


def plan_files(folder: Path, scenarios: Sequence[Scenario]) -> dict[str, Path]:
    """Return where the workbook of each scenario's plan goes, by the scenario's key."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, scenario in enumerate(scenarios, start=1):
        name = scenario.name.fr if scenario.name else "-".join(scenario.ids)
        if name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        names[scenario.key] = name
    stems = file_stems(names.values())
    return {key: folder / f"{stems[name]}.xlsx" for key, name in names.items()}


def write_plans(
    book: Book,
    source: Path,
    plans: Sequence[PlanB],
    files: dict[str, Path],
    language: Language,
    *,
    origin: Text,
    names: Names = "full",
    force: bool = False,
) -> dict[str, Path]:
    """Write the workbook of each plan that has a timetable, as `replan` does.

    Parameters
    ----------
    book, source : Book, Path
        What they were made from.
    files : dict of str to Path
        Where each goes, by the scenario's key.

    Returns
    -------
    dict of str to Path
        Where each was written.

    Raises
    ------
    InputError
        If one cannot be written.
    """
    written: dict[str, Path] = {}
    for one in plans:
        timetable = one.plan.result.timetable
        if timetable is None:
            continue
        path = files[one.scenario.key]
        path.parent.mkdir(parents=True, exist_ok=True)
        announced = announced_texts(book.published.problem, one.scenario.changes)
        written[one.scenario.key] = write_plan(
            path,
            one.plan,
            language,
            origin=origin,
            lineage=book.descent(source.name, one.plan.problem, timetable, announced),
            names=names,
            force=force,
        )
    return written
