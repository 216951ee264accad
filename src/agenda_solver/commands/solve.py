"""The command `solve`: a draft in, a proven timetable out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from agenda_solver.budget import Budget
from agenda_solver.commands.documents import (
    Original,
    cells_of,
    check_output,
    impossible_by_hand,
    kept_by_hand,
    load,
    places_of,
    typed_seats,
    write_result,
)
from agenda_solver.commands.options import (
    FULL_NAMES,
    GENEROUS,
    DraftArgument,
    FairnessOption,
    ForceOption,
    JsonOption,
    LangOption,
    LogOption,
    NamesOption,
    OutputOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    TimingsOption,
    WorkersOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.reasons import reasons_and_ways
from agenda_solver.commands.searching import (
    distrusted,
    exit_code,
    live_progress,
    print_pressing,
    print_reasons,
    print_repeated,
    print_seats,
    print_ways,
    solver_log,
    stoppable,
    tell_timings,
)
from agenda_solver.commands.speaking import (
    IMPOSSIBLE,
    Refusals,
    columns,
    finding_line,
    print_assumed,
    print_json,
    print_list,
    say,
    show,
    tell,
    tell_notices,
)
from agenda_solver.fairness import Fairness
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.assign.whole import SolvedWhole
    from agenda_solver.explain import Conflict, WayOut
    from agenda_solver.files import Draft
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.timetable import Seat, Timetable


HELP = in_locale(
    "Résout un brouillon : le programme est vérifié, écrit et affiché.",
    "Solve a draft: the programme is verified, written and printed.",
)


def run(
    draft: DraftArgument,
    output: OutputOption = None,
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    reproducible: ReproducibleOption = False,
    fairness: FairnessOption = GENEROUS,
    names: NamesOption = FULL_NAMES,
    force: ForceOption = False,
    timings: TimingsOption = False,
    log: LogOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Solve a draft, write the workbook, print the programme."""
    with Refusals(lang, as_json=as_json) as refusals:
        asked = load(draft)
        refusals.language = language = language_of(lang, asked.problem)
        if output is not None:
            check_output(output, draft, force=force)
        tell_notices(asked, language)
        problem, start = kept_by_hand(asked, language)
        if (impossible := impossible_by_hand(asked)) is not None:
            _show(asked, asked.problem, impossible, None, (), language, as_json=as_json)
            raise typer.Exit(IMPOSSIBLE)
        stop = stoppable(language)
        with distrusted(), solver_log(log, draft, force=force) as lines:
            budget = Budget(seconds, seed, workers, reproducible, stop, lines)
            whole = _solved(problem, budget, start, fairness, typed_seats(asked), language)
            reasons, ways = reasons_and_ways(whole, budget)
        problem, result = whole.problem, whole.result
        for finding in result.findings:
            if finding.severity == "warning":
                tell(finding_line(finding, asked, draft), language)
        refusals.answered = as_json
        try:
            source = Original(asked, draft)
            write_result(output, source, problem, result, language, names, force=force)
        finally:  # what was found is not lost where it cannot be written
            _show(asked, problem, result, reasons, ways, language, as_json=as_json)
        tell_timings(result, language, wanted=timings)
    raise typer.Exit(exit_code(result))


def _solved(
    problem: Problem,
    budget: Budget,
    start: Timetable | None,
    fairness: Fairness,
    pinned: Iterable[Seat],
    language: Language,
) -> SolvedWhole:
    from agenda_solver.assign.times import solve_with_times

    with live_progress(language, problem) as show:
        return solve_with_times(
            problem, budget, fairness=fairness, pinned=pinned, start=start, progress=show
        )


def _show(
    asked: Draft,
    problem: Problem,
    result: Result,
    reasons: Conflict | None,
    ways: Sequence[WayOut],
    language: Language,
    *,
    as_json: bool,
) -> None:
    if not as_json:
        _print_result(asked, problem, result, reasons, language)
        print_ways(asked, problem, ways, language)
        if result.timetable is not None:
            print_assumed(asked, problem, language)
        return
    from agenda_solver.files.store.telling import solve_document

    cells, places = cells_of(asked), places_of(asked)
    print_json(solve_document(problem, result, language, reasons, cells, ways, places))


def _print_result(
    asked: Draft, problem: Problem, result: Result, reasons: Conflict | None, language: Language
) -> None:
    from agenda_solver.views.proofs import first_stated, status_text
    from agenda_solver.views.terminal import programme_text
    from agenda_solver.views.wrapping import WIDTH

    if print_pressing(problem, result, language):
        show("")
    if result.timetable is not None:
        show(programme_text(problem, result.timetable, language, columns() or WIDTH))
        show("")
    say(status_text(result), language)
    print_repeated(problem, result, language)
    print_seats(problem, result, language)
    first = first_stated(result.tiers)
    paid = [finding for finding in result.findings if finding.severity == "info"]
    proven = first is not None and first.status == "optimal"
    heading = _COULD_NOT_BE_KEPT if proven else _NOT_KEPT
    rules = first.rules if first else ()
    print_list(heading, [finding.text for finding in paid if finding.rule in rules], language)
    print_reasons(asked, problem, result, reasons, language)


_COULD_NOT_BE_KEPT = Text("Ce qui n'a pas pu être tenu :", "What could not be kept:")
_NOT_KEPT = Text("Ce qui n'est pas tenu :", "What is not kept:")
