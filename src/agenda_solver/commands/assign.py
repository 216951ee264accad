"""The command `assign`: seats in a programme that does not change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.budget import Budget
from agenda_solver.commands.documents import KEPT_BY_HAND, check_output, write_result
from agenda_solver.commands.options import (
    FULL_NAMES,
    GENEROUS,
    FairnessOption,
    ForceOption,
    JsonOption,
    LangOption,
    NamesOption,
    OutputOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    TimetableArgument,
    TimingsOption,
    WorkersOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.searching import (
    distrusted,
    exit_code,
    print_pressing,
    print_seats,
    stoppable,
    tell_timings,
)
from agenda_solver.commands.speaking import (
    IMPOSSIBLE,
    Refusals,
    change_line,
    finding_line,
    print_json,
    print_list,
    say,
    tell_notices,
)
from agenda_solver.files.opening import Original, check_is_programme, load_programme, typed_seats
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.difference import Difference
    from agenda_solver.files.workbook import Book
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result


HELP = in_locale(
    "Donne les places dans un programme résolu, qui ne change pas.",
    "Seat the attendees in a solved programme, which does not change.",
)


def run(
    timetable: TimetableArgument,
    output: OutputOption = None,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep",
            help=in_locale(
                "Garde les places déjà données : le moins possible de personnes en changent.",
                "Keep the seats given out before: as few people as possible change.",
            ),
        ),
    ] = False,
    fairness: FairnessOption = GENEROUS,
    names: NamesOption = FULL_NAMES,
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    reproducible: ReproducibleOption = False,
    force: ForceOption = False,
    timings: TimingsOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Seat the attendees of a solved workbook."""
    with Refusals(lang, as_json=as_json) as refusals:
        from agenda_solver.history.edits import pinned_by_hand

        book = load_programme(timetable)
        refusals.language = language = language_of(lang, book.problem)
        if output is not None:
            check_output(output, timetable, force=force)
        tell_notices(book, language)
        check_is_programme(book, timetable)
        _refuse_broken(book, timetable, language, as_json=as_json)
        typed = [change for change in book.changes if change.kind == "seat" and not change.frees]
        print_list(KEPT_BY_HAND, map(change_line, typed), language, err=True)
        problem = pinned_by_hand(book.problem, book.changes)
        from agenda_solver.assign import with_seats

        before = book.timetable.seats
        stop = stoppable(language)
        stop.heeded = True
        with distrusted():
            result = with_seats(
                problem,
                book.result,
                Budget(seconds, seed, workers, reproducible, stop),
                fairness=fairness,
                before=before if keep else None,
                pinned=typed_seats(book),
            )
        changed = _changed(book, problem, result) if keep else None
        refusals.answered = as_json
        try:
            source = Original(book, timetable)
            write_result(output, source, problem, result, language, names, force=force)
        finally:
            _show_seats(book, result, changed, language, as_json=as_json)
        tell_timings(result, language, wanted=timings)
    raise typer.Exit(exit_code(result))


def _refuse_broken(book: Book, path: Path, language: Language, *, as_json: bool) -> None:
    """Say which demands a timetable breaks before anybody is seated in it."""
    from agenda_solver.rules import DEMANDS
    from agenda_solver.verify import verify as judge

    its_own = {rule.key for rule in DEMANDS}
    verdict = judge(book.problem, book.timetable)
    errors = [finding for finding in verdict.errors if finding.rule in its_own]
    if not errors:
        return
    if as_json:
        from agenda_solver.files.store.telling import verify_document

        print_json(verify_document(book, verdict, language))
    else:
        for finding in errors:
            say(finding_line(finding, book, path), language)
        say(_MEND_FIRST, language)
    raise typer.Exit(IMPOSSIBLE)


_MEND_FIRST = Text(
    "Ce programme ne tient pas toutes les demandes : le corriger, ou le résoudre à nouveau "
    "(« solve »), avant de donner les places.",
    "Some demands are not kept: mend the programme, or solve it again (“solve”), before seating "
    "anybody.",
)


def _changed(book: Book, problem: Problem, result: Result) -> Difference | None:
    """Return what differs from the workbook, where anybody could be seated."""
    from agenda_solver.difference import Version, difference

    if result.timetable is None:
        return None
    return difference(Version(book.problem, book.timetable), Version(problem, result.timetable))


def _show_seats(
    book: Book, result: Result, changed: Difference | None, language: Language, *, as_json: bool
) -> None:
    if as_json:
        from agenda_solver.files.store.telling import assign_document

        print_json(assign_document(book.problem, result, changed, language, book.where))
        return
    if result.seating is None:
        say(_NOBODY_TO_SEAT, language)
        return
    print_pressing(book.problem, result, language)
    if changed is not None:
        _show_changes(changed, language)
    print_seats(book.problem, result, language)
    doubts = [finding.text for finding in result.findings if finding.severity == "warning"]
    print_list(_TO_CHECK, doubts, language)


def _show_changes(changed: Difference, language: Language) -> None:
    """Say who has another seat, and who has one newly."""
    from agenda_solver.views import news

    lines = list(zip(changed.attendees, news.seat_lines(changed), strict=True))
    print_list(_MOVED, (line for change, line in lines if change.before), language)
    print_list(_NEWLY_SEATED, (line for change, line in lines if not change.before), language)


_NOBODY_TO_SEAT = Text(
    "Aucune session n'est sur inscription : il n'y a pas de place à donner.",
    "No session takes registrations: there is no seat to give.",
)
_MOVED = Text("Changent de place :", "Change seats:")
_NEWLY_SEATED = Text("Reçoivent une place :", "Are given a seat:")
_TO_CHECK = Text("À vérifier :", "To be checked:")
