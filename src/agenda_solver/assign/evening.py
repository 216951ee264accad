"""Friends together, and sessions of more even sizes, where all keep the rank that they have.

What stays of all other aims and demands is what nobody's rank, company or place in a session
that goes on depends on: a round at a time, the others being as they are, that is a flow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def befriended(choices: Choices, taken: Ints, budget: Budget) -> Ints:
    """Return seats in which more of those who wish to be with somebody are.

    Nobody has another rank than before, or no seat where there was one; groups are spread no
    less evenly.
    """
    best = taken
    for number in range(choices.rounds):
        for at_friends in (True, False):
            best = _gathered(choices, best, number, budget, at_friends=at_friends)
    return best


_Move = tuple[int, int]
"""Who would sit where somebody else is, and this other one, who stays."""


def _gathered(
    choices: Choices, taken: Ints, number: int, budget: Budget, *, at_friends: bool
) -> Ints:
    """Return seats of a round for which as many moves are made as can be, one way."""
    here = taken[:, number]
    moves: dict[int, _Move] = {}
    for one, friend in choices.friends:
        mover, stays = (one, friend) if at_friends else (friend, one)
        seated = NOBODY not in (here[one], here[friend])
        if seated and here[one] != here[friend]:
            own, other = choices.level[mover, here[mover]], choices.level[mover, here[stays]]
            if own == other:
                moves.setdefault(mover, (mover, stays))
    queue = [list(moves.values())]
    best = taken
    while queue and budget.left:
        some = queue.pop()
        still = [move for move in some if best[move[0], number] != best[move[1], number]]
        if not still:
            continue
        tried = _with_moves(choices, best, number, still, budget)
        if tried is not None:
            best = tried
        elif len(still) > 1:
            half = len(still) // 2
            queue += [still[half:], still[:half]]
    return best


def _with_moves(
    choices: Choices, taken: Ints, number: int, moves: Sequence[_Move], budget: Budget
) -> Ints | None:
    """Return seats of a round with these moves made; None where somebody would lose by it."""
    fixed = _fixed(choices, taken)
    if any(fixed[mover, number] for mover, _ in moves):
        return None
    held = {stays: int(taken[stays, number]) for _, stays in moves}
    held |= {mover: held[stays] for mover, stays in moves if mover not in held}
    tried = _reseated(choices, taken, number, fixed, budget, held)
    if tried is None:
        return None
    lost = (tried == NOBODY) & (taken != NOBODY)
    worse = cost(choices, _AIMS[1], tried) > cost(choices, _AIMS[1], taken)
    gathered = all(tried[mover, number] == tried[stays, number] for mover, stays in moves)
    return tried if gathered and not lost.any() and not worse else None


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
    for one, friend in choices.friends:
        near = (taken[one] == taken[friend]) & (taken[one] != NOBODY)
        fixed[one] |= near
        fixed[friend] |= near
    for row, sessions in choices.must:
        fixed[row] |= np.isin(taken[row], sessions)
    for row, session in choices.before:
        number = choices.round_of[session]
        fixed[row, number] |= taken[row, number] == session
    return fixed


def _reseated(
    choices: Choices,
    taken: Ints,
    number: int,
    fixed: Flags,
    budget: Budget,
    stay: Mapping[int, int] | None = None,
) -> Ints | None:
    """Return the most even seats of a round; None where they are no flow.

    Parameters
    ----------
    stay : mapping of int to int, optional
        In which session somebody sits, whatever the others do.
    """
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
    for row, session in (stay or {}).items():
        level[row, columns != session] = 0
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
    asked = np.flatnonzero((part.least > 1) | np.isin(columns, [*choices.bound]))
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
