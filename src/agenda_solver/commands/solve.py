"""The command `solve`: a draft in, a proven timetable out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.budget import Budget
from agenda_solver.commands.documents import (
    beside,
    cells_of,
    check_output,
    kept_by_hand,
    numbered,
    places_of,
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
    DONE,
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
    tell_next,
    tell_notices,
)
from agenda_solver.fairness import Fairness
from agenda_solver.files.opening import Original, impossible_by_hand, load, typed_seats
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.alternatives import OtherProgramme
    from agenda_solver.assign.whole import SolvedWhole
    from agenda_solver.explain import Conflict, WayOut
    from agenda_solver.files import Draft
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.timetable import Seat, Timetable


MOST_ALTERNATIVES = 20


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
    alternatives: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            max=MOST_ALTERNATIVES,
            help=in_locale(
                "Cherche aussi N autres programmes aussi bons, ou presque, les plus différents "
                "possible ; chacun dans son classeur (-2, -3…).",
                "Look for N other programmes too, as good or nearly, as different as possible; "
                "each in a workbook of its own (-2, -3…).",
            ),
        ),
    ] = 0,
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
            for number in range(alternatives + 1):
                check_output(numbered(output, number), draft, force=force)
        tell_notices(asked, language)
        problem, start = kept_by_hand(asked, language)
        if (impossible := impossible_by_hand(asked)) is not None:
            none = () if alternatives else None
            _show(asked, asked.problem, impossible, None, (), none, language, as_json=as_json)
            raise typer.Exit(IMPOSSIBLE)
        stop = stoppable(language)
        with distrusted(), solver_log(log, draft, force=force) as lines:
            budget = Budget(seconds, seed, workers, reproducible, stop, lines)
            first = budget.part("programme before others") if alternatives else budget
            whole = _solved(problem, first, start, fairness, typed_seats(asked), language)
            reasons, ways = reasons_and_ways(whole, first)
            others = _others(whole, alternatives, budget, fairness, typed_seats(asked))
        problem, result = whole.problem, whole.result
        for finding in result.findings:
            if finding.severity == "warning":
                tell(finding_line(finding, asked, draft), language)
        refusals.answered = as_json
        try:
            source = Original(asked, draft)
            write_result(output, source, problem, result, language, names, force=force)
            for number, other in enumerate(others or (), start=1):
                path = None if output is None else numbered(output, number)
                write_result(path, source, problem, other.result, language, names, force=force)
        finally:  # what was found is not lost where it cannot be written
            _show(asked, problem, result, reasons, ways, others, language, as_json=as_json)
        if others is not None and len(others) < alternatives and result.timetable is not None:
            tell(_FEWER.fill(known=len(others), wanted=alternatives), language)
        if not as_json and exit_code(result) == DONE:
            _tell_next(draft, output, language)
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


def _others(
    whole: SolvedWhole,
    number: int,
    budget: Budget,
    fairness: Fairness,
    pinned: Iterable[Seat],
) -> tuple[OtherProgramme, ...] | None:
    """Look for other programmes; None where none are asked for."""
    if not number:
        return None
    if exit_code(whole.result) != DONE:
        return ()
    from agenda_solver.alternatives import alternatives

    return alternatives(
        whole.problem,
        whole.result,
        number,
        budget,
        fairness=fairness,
        pinned=pinned,
        further=whole.refusals.as_demands,
    )


def _show(
    asked: Draft,
    problem: Problem,
    result: Result,
    reasons: Conflict | None,
    ways: Sequence[WayOut],
    others: Sequence[OtherProgramme] | None,
    language: Language,
    *,
    as_json: bool,
) -> None:
    if not as_json:
        _print_result(asked, problem, result, reasons, language)
        print_ways(asked, problem, ways, language)
        if result.timetable is not None:
            print_assumed(asked, problem, language)
        _print_others(others or (), language)
        return
    from agenda_solver.files.store.telling import solve_document

    document = solve_document(
        problem,
        result,
        language,
        reasons,
        where=cells_of(asked),
        ways=ways,
        place_of=places_of(asked),
        others=others,
    )
    print_json(document)


def _print_others(others: Sequence[OtherProgramme], language: Language) -> None:
    """Say how other programmes differ from the first, and what they cost."""
    if not others:
        return
    from agenda_solver.views.alternatives import other_lines

    for number, other in enumerate(others, start=2):
        show("")
        heading, *sentences = other_lines(number, other)
        say(heading, language)
        print_list(_DIFFERS, sentences, language)


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


def _tell_next(draft: Path, output: Path | None, language: Language) -> None:
    if output is None:
        tell_next(_NOT_WRITTEN, language, "solve", draft, "-o", beside(draft))
    else:
        tell_next(_TO_JUDGE, language, "verify", output)


_NOT_WRITTEN = Text(
    "Rien n'est écrit. Pour garder le programme dans un classeur",
    "Nothing is written. To keep the programme in a workbook",
)
_TO_JUDGE = Text(
    "Pour le faire juger, après des retouches dans ce classeur",
    "To have it judged, after edits in this workbook",
)
_FEWER = Text(
    "Autres programmes : {known} sur {wanted} ; aucun de plus n'est aussi bon, ou trouvé à temps.",
    "Other programmes: {known} of {wanted}; no more are as good, or were found in time.",
)
_DIFFERS = Text("Par rapport au premier :", "Compared with the first:")
_COULD_NOT_BE_KEPT = Text("Ce qui n'a pas pu être tenu :", "What could not be kept:")
_NOT_KEPT = Text("Ce qui n'est pas tenu :", "What is not kept:")
