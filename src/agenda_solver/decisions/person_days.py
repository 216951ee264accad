"""What the days of one person may hold, told alike by every encoding.

All of it is made of which of two moments is first, where some literals hold.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from datetime import date
from itertools import combinations
from typing import Literal as Word

from agenda_solver.decisions.encoding import Encoding, Expression, Literal

Edge = tuple[str, Word["start", "end"]]
"""The moment at which a session starts, or ends."""


class PersonDays(Encoding):
    """See the module."""

    @abstractmethod
    def _in_order(self, first: Edge, then: Edge, gap: int, *when: Literal) -> None:
        """Let one moment be at least `gap` minutes before another, where these literals hold."""

    def few_a_day(self, sessions: Collection[str], most: int, person: str) -> None:
        for day in self.problem.day:
            there = [self._counts_on(session, day, person) for session in sessions]
            if len(there) > most:
                self.model.add(sum(there) <= most).only_enforce_if(self._enforced)

    def _counts_on(self, session: str, day: date, person: str) -> Expression:
        """Return 1 where a session of a day counts for a person."""
        counts = self._counts(session, person)
        if isinstance(counts, int):
            return counts * self.on_day(session, day)
        both = self.model.new_bool_var("")
        self.model.add(both >= self.on_day(session, day) + counts - 1)
        return both

    def _counts(self, session: str, person: str) -> Literal:
        """Return 1 where a person takes part in a session, and in none that it is a part of."""
        takes_part = self.takes_part(session, person)
        wholes = [self.takes_part(whole, person) for whole in self.problem.wholes(session)]
        inside = [whole for whole in wholes if not _is(whole, 0)]
        if any(_is(whole, 1) for whole in inside):
            return 0
        if not inside or _is(takes_part, 0):
            return takes_part
        counts = self.model.new_bool_var(f"{session} counts for {person}")
        self.model.add(counts >= takes_part - sum(inside))
        return counts

    def few_in_a_row(self, sessions: Collection[str], most: int, rest: int, person: str) -> None:
        """Number the sessions of each row: each is one more than those it comes soon after."""
        counts = {session: self._counts(session, person) for session in sessions}
        counts = {session: times for session, times in counts.items() if not _is(times, 0)}
        if len(counts) <= most:
            return
        place = {session: self.model.new_int_var(1, most, "") for session in counts}
        for one, other in combinations(counts, 2):
            there = [counts[key].negated() for key in (one, other) if not _is(counts[key], 1)]
            earlier, later, after, before = (self.model.new_bool_var("") for _ in range(4))
            self.model.add_bool_or([earlier, later, after, before, *there]).only_enforce_if(
                self._enforced
            )
            self._in_order((one, "end"), (other, "start"), rest, earlier)
            self._in_order((other, "end"), (one, "start"), rest, later)
            # Two that start together are in the order of the draft.
            self._in_order((one, "start"), (other, "start"), 0, after)
            self._in_order((other, "start"), (one, "start"), 1, before)
            self.model.add(place[other] >= place[one] + 1).only_enforce_if(after)
            self.model.add(place[one] >= place[other] + 1).only_enforce_if(before)


def _is(counts: Literal, number: int) -> bool:
    """Whether what a session counts is known, and that number."""
    return isinstance(counts, int) and counts == number
