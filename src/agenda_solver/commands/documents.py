"""The files of a command: what it reads, what a person has typed there, what it writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from agenda_solver.commands.searching import exit_code
from agenda_solver.commands.speaking import DONE, change_line, print_list, tell_written
from agenda_solver.files import InputError, about_file
from agenda_solver.files.opening import Original, after_edits, is_book
from agenda_solver.text import Language, Names, Text, clock, either, long_date

if TYPE_CHECKING:
    from agenda_solver.files import Draft
    from agenda_solver.problem import Path as KeyPath
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.rules.rule import Finding
    from agenda_solver.timetable import Timetable


def cells_of(asked: Draft) -> Callable[[Finding], Text | None] | None:
    """Return what says in which cell a finding stands; None where there are no cells."""
    return asked.where if is_book(asked) else None


def places_of(asked: Draft) -> Callable[[KeyPath], Text] | None:
    """Return what says in which cell a path stands; None where there are no cells."""
    return asked.place_of if is_book(asked) else None


def check_output(
    output: Path, draft: Path | None, *, force: bool, formats: tuple[str, ...] = (".xlsx",)
) -> None:
    """Refuse at once what cannot be written, before anything is searched.

    Raises
    ------
    InputError
        If it is the draft itself, has another ending, or is there already and not `force`.
    """
    from agenda_solver.files.writing import check_free, check_not_input

    if draft is not None:
        check_not_input(output, draft)
    if output.suffix.lower() not in formats:
        sentence = _NOT_XLSX if formats == (".xlsx",) else _NOT_A_FORMAT
        raise InputError([about_file(output, sentence, formats=either(formats))])
    check_free(output, force=force)


def numbered(output: Path, number: int) -> Path:
    """Return where the programme of a number goes, the first being 0: ``-2`` for the second."""
    return output.with_stem(f"{output.stem}-{number + 1}") if number else output


def beside(draft: Path, name: str = "programme.xlsx") -> Path:
    """Return where a result may go, in the folder of a draft: to a name that is still free."""
    paths = (numbered(draft.with_name(name), number) for number in count())
    return next(path for path in paths if not path.exists())


_NOT_XLSX = Text(
    "{path} : le résultat est un classeur, donnez-lui un nom en .xlsx",
    "{path}: the result is a workbook, give it a name that ends in .xlsx",
)

_NOT_A_FORMAT = Text(
    "{path} : donnez au résultat un nom en {formats}",
    "{path}: give the result a name that ends in {formats}",
)


def write_result(
    output: Path | None,
    source: Original,
    problem: Problem,
    result: Result,
    language: Language,
    names: Names,
    *,
    force: bool,
) -> None:
    """Write the workbook, unless something is impossible or there is nothing to write."""
    if output is None or result.timetable is None or exit_code(result) != DONE:
        return
    from agenda_solver.files import workbook

    lineage = source.lineage(problem, result.timetable)
    written = workbook.write(
        output, problem, result, language, force=force, names=names, lineage=lineage
    )
    tell_written(output, written, language)


def kept_by_hand(asked: Draft, language: Language) -> tuple[Problem, Timetable | None]:
    """Return what is to be solved, and from where: what a person has moved stays there."""
    if not is_book(asked):
        return asked.problem, None
    freed = [change for change in asked.changes if change.frees]
    kept = [change for change in asked.changes if not change.frees]
    print_list(KEPT_BY_HAND, map(change_line, kept), language, err=True)
    print_list(_FREED_BY_HAND, map(change_line, freed), language, err=True)
    return after_edits(asked)


KEPT_BY_HAND = Text("Modifié à la main, et gardé :", "Changed by hand, and kept:")
_FREED_BY_HAND = Text(
    "Vidé à la main, et cherché à nouveau :", "Cleared by hand, and looked for again:"
)


def origin_text(problem: Problem, source: Path, *, dated: bool = True) -> Text:
    """Return what something was made from, and when."""
    version = problem.event.version
    origin = _FROM.fill(file=source.name)
    if version:
        origin = Text("{origin} ({version})", "{origin} ({version})").fill(
            origin=origin, version=version
        )
    if not dated:
        return origin
    moment = datetime.now()
    time = clock(60 * moment.hour + moment.minute)
    return _FROM_WHEN.fill(origin=origin, day=long_date(moment.date()), time=time)


_FROM = Text("Établi à partir de {file}", "Made from {file}")
_FROM_WHEN = Text("{origin}, le {day} à {time}", "{origin}, on {day} at {time}")
