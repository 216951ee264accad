"""What the days of one person may hold, told alike by every encoding.

All of it is made of which of two moments is first, where some literals hold.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
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

    # --- No waiting ---------------------------------------------------------------------------

    def no_wait(self, sessions: Collection[str], pause: int, person: str) -> None:
        """Let each session of a day be the last of the person, or another come soon after it."""
        there = {session: self.takes_part(session, person) for session in sessions}
        there = {session: takes for session, takes in there.items() if not _is(takes, 0)}
        for one, takes in there.items():
            others = {other: times for other, times in there.items() if other != one}
            last = self.model.new_bool_var(f"{one} last of {person}")
            self._let_end_last(one, others, last)
            soon = [self._soon_after(one, other, pause, others[other]) for other in others]
            away = [] if _is(takes, 1) else [takes.negated()]
            self.model.add_bool_or([last, *soon, *away]).only_enforce_if(self._enforced)

    def _let_end_last(self, one: str, others: Mapping[str, Literal], last: Literal) -> None:
        """Where a literal holds, no other session of the day in which one is ends after it."""
        for other, takes in others.items():
            for day in self.problem.day:
                on_day = [self.on_day(session, day) for session in (one, other)]
                if not any(_is(there, 0) for there in on_day):
                    known = [] if _is(takes, 1) else [takes]
                    self._in_order((other, "end"), (one, "end"), 0, last, *on_day, *known)

    def _soon_after(self, one: str, other: str, pause: int, takes: Literal) -> Literal:
        """Return a literal that is 1 only if another session goes on without a wait after one."""
        soon = self.model.new_bool_var(f"{other} soon after {one}")
        if not _is(takes, 1):
            self.model.add_implication(soon, takes)
        self._in_order((one, "end"), (other, "end"), 1, soon)
        if not self.problem.event.slots:
            self._in_order((other, "start"), (one, "end"), -pause, soon)
        for slot in self.problem.event.slots:
            ended = self._ended_by(one, slot.day, slot.start)
            sooner = self.starts_within(other, slot.day, 0, slot.end)
            filled: Expression = soon + ended - sooner
            self.model.add(filled <= 1).only_enforce_if(self._enforced)
        return soon

    @abstractmethod
    def _ended_by(self, session: str, day: date, minute: int) -> Expression:
        """Return 1 where a session of a day has ended by a minute of it."""


def _is(counts: Literal, number: int) -> bool:
    """Whether what a session counts is known, and that number."""
    return isinstance(counts, int) and counts == number
