"""Sessions of more even sizes, where each attendee keeps the rank that they have.

What stays of all other aims and demands is what nobody's rank, company or place in a session
that goes on depends on: a round at a time, the others being as they are, that is a flow.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from agenda_solver.assign import flow
from agenda_solver.assign.aims import Aim, cost
from agenda_solver.assign.choices import NOBODY, Choices, Flags, Ints
from agenda_solver.budget import Budget

_AIMS = (Aim("lacking"), Aim("mixed"), Aim("even"))


def evened(choices: Choices, taken: Ints, budget: Budget) -> Ints:
    """Return seats that are as good in all other aims, and no less even."""
    fixed = _fixed(choices, taken)
    best = taken
    for number in range(choices.rounds):
        if not budget.left:
            break
        tried = _reseated(choices, best, number, fixed, budget)
        if tried is not None and _is_better(choices, tried, best):
            best = tried
    return best


def _is_better(choices: Choices, one: Ints, other: Ints) -> bool:
    uneven = [
        (cost(choices, _AIMS[1], taken), cost(choices, _AIMS[2], taken)) for taken in (one, other)
    ]
    return uneven[0] < uneven[1]


def _fixed(choices: Choices, taken: Ints) -> Flags:
    """Return who stays where they are (n × R): whom others or other rounds depend on."""
    fixed: Flags = np.zeros(taken.shape, dtype=np.bool_)
    fixed[[row for pair in (*choices.together, *choices.apart) for row in pair]] = True
    long = [session for pair in choices.clashes for session in pair]
    fixed |= np.isin(taken, long)
    for row, sessions in choices.must:
        fixed[row] |= np.isin(taken[row], sessions)
    for row, session in choices.before:
        number = choices.round_of[session]
        fixed[row, number] |= taken[row, number] == session
    return fixed


def _reseated(
    choices: Choices, taken: Ints, number: int, fixed: Flags, budget: Budget
) -> Ints | None:
    """Return the most even seats of a round; None where they are no flow."""
    columns = np.flatnonzero(choices.round_of == number)
    at = {int(column): place for place, column in enumerate(columns)}
    seated = taken[:, number] != NOBODY
    level = choices.level[:, columns].copy()
    rows = np.arange(len(taken))
    own = choices.level[rows, np.maximum(taken[:, number], 0)]
    level[(level != own[:, None]) | ~seated[:, None]] = 0
    for other in range(choices.rounds):
        if other != number:
            held = taken[:, other]
            workshop = np.where(held == NOBODY, -1, choices.workshop[held])
            level[choices.workshop[columns] == workshop[:, None]] = 0
    for pair in choices.exclusive:
        for one, other in (pair, pair[::-1]):
            if one in at:
                level[taken[:, choices.round_of[other]] == other, at[one]] = 0
    level[choices.leaves_no_lunch(taken, columns)] = 0
    stays = fixed[:, number] & seated
    level[stays[:, None] & (columns != taken[:, [number]])] = 0
    part = Choices(
        attendees=choices.attendees,
        sessions=tuple(choices.sessions[column] for column in columns),
        level=level,
        wished=choices.wished[:, columns],
        round_of=np.zeros(len(columns), dtype=np.int64),
        workshop=choices.workshop[columns],
        due=seated[:, None],
        least=choices.least[columns],
        most=choices.most[columns],
        quotas=tuple(
            replace(quota, session=at[quota.session])
            for quota in choices.quotas
            if quota.session in at
        ),
        mixes=tuple(
            replace(mix, sessions=tuple(at[session] for session in mix.sessions))
            for mix in choices.mixes
            if mix.sessions[0] in at
        ),
    )
    if not flow.fits_but_for_least(part, _AIMS):
        return None
    size = np.bincount(taken[seated, number], minlength=len(choices.sessions))[columns]
    asked = np.flatnonzero(part.least > 1)
    held_open = frozenset(asked[size[asked] > 0].tolist())
    result = flow.seat(
        part, _AIMS, budget, forced=held_open, closed=frozenset(asked.tolist()) - held_open
    )
    if result.taken is None:
        return None
    evened = taken.copy()
    here = result.taken[:, 0]
    evened[:, number] = np.where(here == NOBODY, NOBODY, columns[here])
    return evened
