"""What the demands of a draft cost, as `explain --prices` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agenda_solver.commands.documents import kept_by_hand
from agenda_solver.commands.explanation import Explanation
from agenda_solver.commands.searching import exit_code
from agenda_solver.text import Language

if TYPE_CHECKING:
    from agenda_solver.budget import Budget
    from agenda_solver.files import Draft


def prices_of(asked: Draft, budget: Budget, language: Language) -> Explanation:
    """Find what each demand costs."""
    from agenda_solver.explain.prices import prices
    from agenda_solver.files.store.answers import prices_document
    from agenda_solver.views.answers import PRICES_ASKED
    from agenda_solver.views.prices import price_lines

    problem, start = kept_by_hand(asked, language)
    known = prices(problem, budget, start=start)
    lines = tuple(price_lines(known))
    document = prices_document(known, lines, language)
    return Explanation(exit_code(known.result), PRICES_ASKED, lines, document)
