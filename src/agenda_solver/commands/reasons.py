"""Why a draft has no programme, as `explain` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agenda_solver.commands.documents import cells_of, impossible_by_hand, kept_by_hand
from agenda_solver.commands.searching import exit_code, print_reasons
from agenda_solver.commands.speaking import print_json, say
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.budget import Budget
    from agenda_solver.explain import Conflict
    from agenda_solver.files import Draft
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result


def explain_draft(asked: Draft, budget: Budget, language: Language, *, as_json: bool) -> int:
    """Say why a draft has no programme, or that it has one; return the exit code."""
    problem, _ = kept_by_hand(asked, language)
    result = impossible_by_hand(asked)
    reasons = None
    if result is None:
        result, reasons = _searched(problem, budget)
    if as_json:
        from agenda_solver.files.store.telling import solve_document

        print_json(solve_document(problem, result, language, reasons, cells_of(asked)))
    else:
        _print(asked, problem, result, reasons, language)
    return exit_code(result)


def _searched(problem: Problem, budget: Budget) -> tuple[Result, Conflict | None]:
    """Look for any programme that keeps the demands; where there is none, for the reasons."""
    from agenda_solver.assign.times import solve_with_times
    from agenda_solver.explain import conflict

    whole = solve_with_times(problem, budget)
    if whole.result.status != "infeasible":
        return whole.result, None
    return whole.result, conflict(whole.problem, budget, whole.refusals.as_demands)


def _print(
    asked: Draft, problem: Problem, result: Result, reasons: Conflict | None, language: Language
) -> None:
    if result.timetable is not None and result.overall != "infeasible":
        say(_POSSIBLE, language)
        return
    from agenda_solver.views.proofs import status_text

    say(status_text(result), language)
    print_reasons(asked, problem, result, reasons, language)


_POSSIBLE = Text(
    "Un programme tient toutes les demandes : « solve » l'écrit.",
    "There is a programme that keeps all the demands: “solve” writes it.",
)
