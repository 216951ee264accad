"""The order in which the draft is typed: a custom, and weaker than all that is said."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import TIME, Cost, Decisions, Finding, Pair, Quantity, Whom
from agenda_solver.rules.words import session_text
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable

# Rows that are further apart need not be compared: those between them are.
_NEAR = 12


class FollowsTheTypedOrder(Cost):
    """Sessions come in the order in which they are typed, unless something else says when.

    Each two that do not cost the minutes that they last as a rule. Not where there are tracks,
    nor where the rows are in no order: a closing at the top, a welcome in the middle. The
    sessions of a block count as one.
    """

    key = "typed_order"
    title = Text(
        "Les sessions viennent dans l'ordre où elles sont saisies, faute de mieux",
        "Sessions come in the order in which they are typed, for want of anything better",
    )
    tier = 3
    unit = Text(
        "minutes que durent les deux sessions, chaque paire",
        "minutes that the two sessions last, each pair",
    )
    reads = TIME
    broken = Text(
        "{then} vient avant la fin de {first}, saisi plus haut",
        "{then} comes before the end of {first}, which is typed further up",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(_typed(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if weights := _typed(to.problem):
            yield to.out_of_order(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for pair, cost in _typed(problem).items():
            first, then = (timetable.by_session.get(session) for session in pair)
            if first is None or then is None:
                continue
            if problem.moment(then.day, then.start) < problem.moment(first.day, first.end):
                text = self.broken.fill(
                    first=session_text(problem, first.session),
                    then=session_text(problem, then.session),
                )
                yield self.paid(cost, Whom(sessions=pair), text)


def _typed(problem: Problem) -> dict[Pair, int]:
    """Return the pairs of rows whose order is left to that in which they are typed."""
    return problem.habits.once("typed", lambda: _pairs_typed(problem))


def _pairs_typed(problem: Problem) -> dict[Pair, int]:
    habits = problem.habits
    if problem.shape == "tracks" or not habits.is_programme or not habits.rows_are_in_order:
        return {}
    rows = _rows(problem)
    return {
        (first, then): problem.usual_minutes(first) + problem.usual_minutes(then)
        for number, first in enumerate(rows)
        for then in rows[number + 1 : number + 1 + _NEAR]
        if not (habits.is_parallel(first) and habits.is_parallel(then))
        and not (_is_timed(problem, first) and _is_timed(problem, then))
        and habits.is_order_open(first, then)
    }


def _rows(problem: Problem) -> list[str]:
    """Return the sessions in the order of their rows, of each block the first."""
    blocks: set[str] = set()
    rows = []
    for session in problem.habits.own:
        block = problem.session[session].block
        if block is None or block not in blocks:
            rows.append(session)
        if block is not None:
            blocks.add(block)
    return rows


def _is_timed(problem: Problem, session: str) -> bool:
    """Whether somebody said when a session is to be, as a wish or otherwise."""
    row = problem.session[session]
    starts = (row.locked.start, row.preferred.start, *(one.start for one in row.stated))
    return any(start is not None for start in starts) or bool(row.preferred_windows)
