"""What the demands of a draft cost, as `explain --prices` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agenda_solver.commands.documents import kept_by_hand
from agenda_solver.commands.searching import exit_code, print_paragraphs
from agenda_solver.commands.speaking import print_json
from agenda_solver.text import Language

if TYPE_CHECKING:
    from agenda_solver.budget import Budget
    from agenda_solver.files import Draft


def explain_prices(asked: Draft, budget: Budget, language: Language, *, as_json: bool) -> int:
    """Say what each demand costs; return the exit code."""
    from agenda_solver.explain.prices import prices
    from agenda_solver.files.store.answers import prices_document
    from agenda_solver.views.prices import price_lines

    problem, start = kept_by_hand(asked, language)
    known = prices(problem, budget, start=start)
    lines = tuple(price_lines(known))
    if as_json:
        print_json(prices_document(known, lines, language))
    else:
        print_paragraphs(lines, language)
    return exit_code(known.result)
