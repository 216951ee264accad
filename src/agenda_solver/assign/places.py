"""What more places would bring: solved again with them, not estimated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from agenda_solver.assign.aims import Aim, aims, cost, lacking
from agenda_solver.assign.choices import NOBODY, Choices, Ints
from agenda_solver.assign.seating import Outcome, find, parts
from agenda_solver.budget import Budget
from agenda_solver.fairness import Fairness
from agenda_solver.result import MorePlaces

# So many sessions are looked at: those that most people would rather be in.
MOST_SESSIONS = 8


def more_places(
    choices: Choices,
    fairness: Fairness,
    outcome: Outcome,
    budget: Budget,
    *,
    most_sessions: int = MOST_SESSIONS,
) -> tuple[MorePlaces, ...]:
    """Tell what the first places more in each session that more people want would bring.

    The fewest places more are sought with which somebody is better served, everybody seated
    anew, and the ranks are counted with these: an organiser has a few chairs more, rarely
    another hall. So it is true: who gives the session as many places more and seats everybody
    again gets that. That only fewer who have a seat move does not count.

    Parameters
    ----------
    outcome : Outcome
        The best seating as it is. Where it is not proven nothing can be told.
    budget : Budget
        Once it is used up, no further session is looked at.
    most_sessions : int
        So many are looked at, the most wanted ones, and `MOST_SESSIONS` at most.

    Returns
    -------
    tuple of MorePlaces
        The most useful first: where fewest lack a seat, then with most first wishes, then
        second ones, and so on. Sessions in which more places bring no better ranks are left
        out.
    """
    if outcome.taken is None or not outcome.proven:
        return ()
    wanted = aims(choices, fairness)
    gains = [
        more
        for column in _most_wanted(choices, outcome.taken)[:most_sessions]
        if (more := _more(choices, fairness, wanted, outcome.taken, column, budget))
    ]
    last = max((rank for more in gains for rank in more.ranks), default=0)
    return tuple(sorted(gains, key=lambda more: (more.without, _fewer(more, last), more.places)))


def _fewer(more: MorePlaces, last: int) -> list[int]:
    return [-more.ranks.get(rank, 0) for rank in range(1, last + 1)]


def _most_wanted(choices: Choices, taken: Ints) -> list[int]:
    """Return the sessions with a limit that most would rather be in than where they are.

    One need not be full: it may be cancelled, or not have places enough for a group. Where
    somebody lacks a seat, those that nobody would rather be in come last: who goes there
    makes way.
    """
    limited = np.flatnonzero(choices.most < len(choices.attendees))
    wanting = {int(column): _wanting(choices, taken, int(column)) for column in limited}
    making_way = bool(lacking(choices, taken).any())
    named = sorted(
        (column for column in wanting if wanting[column] or making_way),
        key=lambda column: -wanting[column],
    )
    return named[:MOST_SESSIONS]


def _wanting(choices: Choices, taken: Ints, column: int) -> int:
    """Return how many would rather be in a session than somewhere that they are, or lack a seat."""
    level = choices.level[:, column]
    rows = np.arange(len(taken))[:, None]
    worst = np.where(taken == NOBODY, 0, choices.level[rows, np.maximum(taken, 0)]).max(axis=1)
    lack = lacking(choices, taken) > 0
    here = (taken[:, choices.round_of[column]] == column) | (level == 0)
    return int(np.sum(~here & (lack | (worst > level))))


def _more(
    choices: Choices,
    fairness: Fairness,
    wanted: Sequence[Aim],
    taken: Ints,
    column: int,
    budget: Budget,
) -> MorePlaces | None:
    session = choices.sessions[column]
    part = next(part for part in parts(choices) if session in part.sessions)
    trial = _Trial(part, part.sessions.index(session), fairness, tuple(wanted), budget)
    own = part.taken(choices.seats(taken))
    useful = trial.first_useful(own)
    if useful is None:
        return None
    most, seats = useful
    if _ranks_are_settled(part, fairness, seats) and _ranks_are_settled(choices, fairness, taken):
        before, after = profile(part, own), profile(part, seats)
    else:
        # Among the seats that are the best in these aims, those that are given out.
        with_them = find(with_limit(choices, column, most), fairness, budget)
        if with_them.taken is None or not with_them.proven:
            return None
        before, after = profile(choices, taken), profile(choices, with_them.taken)
    change = {rank: after[rank] - before[rank] for rank in sorted(before | after)}
    ranks = {rank: more for rank, more in change.items() if more and rank}
    without = change.get(0, 0)
    places = most - int(choices.most[column])
    return MorePlaces(session, places, ranks, without) if ranks or without else None


def _served(choices: Choices, wanted: Sequence[Aim], taken: Ints) -> list[int]:
    """Return what seats come to in the aims, but for how many move."""
    return [cost(choices, aim, taken) for aim in wanted if aim.kind != "moved"]


def _ranks_are_settled(choices: Choices, fairness: Fairness, seats: Ints) -> bool:
    """Whether all seats that are as good in the aims have as many of each rank.

    That is so where the aims tell how many there are of each level, and nobody can have a
    session they do not wish for at a level that somebody has. How many seats there are is
    open where one session may stand for two rounds, or fewer seats are due than rounds.
    """
    if choices.clashes or choices.spare is not None:
        return False
    rows, rounds = np.nonzero(seats != NOBODY)
    worst = choices.level[rows, seats[rows, rounds]].max(initial=0)
    unwished = ~choices.wished & (choices.level > 0) & (choices.level <= worst)
    return fairness != "total" and not unwished.any()


def with_limit(choices: Choices, column: int, most: int) -> Choices:
    """Return choices in which a session takes another number of attendees."""
    limits = choices.most.copy()
    limits[column] = min(most, len(choices.attendees))
    return replace(choices, most=limits)


def profile(choices: Choices, taken: Ints) -> Counter[int]:
    """Return how many seats there are of each rank; 0: how many are lacking."""
    rows, rounds = np.nonzero(taken != NOBODY)
    columns = taken[rows, rounds]
    wished = choices.wished[rows, columns]
    ranks = choices.level[rows, columns][wished]
    by_rank = Counter(
        {
            int(rank): int(count)
            for rank, count in zip(*np.unique(ranks, return_counts=True), strict=True)
        }
    )
    by_rank[0] = int(lacking(choices, taken).sum())
    return by_rank


@dataclass
class _Trial:
    """One session with other limits than its own, among the rounds it has to do with."""

    part: Choices
    column: int
    fairness: Fairness
    wanted: tuple[Aim, ...]
    budget: Budget

    def first_useful(self, own: Ints) -> tuple[int, Ints] | None:
        """Return the fewest places with which somebody is better served, and the seats then.

        None where no number does that, or where it could not be proven in time.

        One place more is tried first: where the seats are a flow, it brings something if any
        number does. Groups, and sessions that are cancelled, may take several.
        """
        served = _served(self.part, self.wanted, own)
        everybody = len(self.part.attendees)
        low = int(self.part.most[self.column]) + 1
        useful: tuple[int, Ints] | None = None
        for most in dict.fromkeys((low, everybody)):
            seats = self._seated(most)
            if seats is None:
                return None
            if _served(self.part, self.wanted, seats) < served:
                useful = most, seats
                break
        while useful is not None and low + 1 < useful[0]:
            middle = (low + useful[0]) // 2
            seats = self._seated(middle)
            if seats is None:
                return None
            if _served(self.part, self.wanted, seats) < served:
                useful = middle, seats
            else:
                low = middle
        return useful

    def _seated(self, most: int) -> Ints | None:
        """Return the best seats with a limit; None where they are not proven in time."""
        if not self.budget.left:
            return None
        choices = with_limit(self.part, self.column, most)
        outcome = find(choices, self.fairness, self.budget, wanted=self.wanted, ties=False)
        return outcome.taken if outcome.proven else None
