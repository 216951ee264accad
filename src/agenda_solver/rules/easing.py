"""How a demand may give way: how far, at what price, and how much of it a timetable needs.

Prices are those of an organiser's trouble, see `docs/decisions/0029-ways-out.md`: a price in
itself, and one for each five minutes, or seats, more.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING

from agenda_solver.problem import Problem, Window, joined, within
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK

if TYPE_CHECKING:
    from agenda_solver.rules.rule import Demand, Whom

OUTRIGHT = 1_000_000
"""The amount of what is given up altogether."""

NEVER = 1_000_000_000
"""The amount of what cannot be had at any price."""

GRADES = (5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180, 240)
"""By how much what is measured in minutes, or in seats, may give way."""

DEAR = 150
"""The price from which on a session is left out of an order itself, if it is to be."""

MOST_MORE = 4
"""By how much what is counted may."""

EARLY, LATE = "early", "late"
"""The sides of hours: each gives way by itself, else the one would be widened for the other."""


@dataclass(frozen=True)
class Rung:
    """To give way by so much at most, at a price."""

    amount: int
    price: int


Ladder = tuple[Rung, ...]
"""Rungs from 0 up, each dearer than the one before."""

Amounts = Mapping[str, int]
"""By how much each side of a demand is exceeded; what is not in it is not."""


@dataclass(frozen=True)
class Leeway:
    """How a demand may give way.

    Attributes
    ----------
    key : hashable
        Demands of one rule with the same key are eased by one edit.
    ladders : mapping of str to Ladder
        How far, by side: most demands have one, named ``""``.
    members : mapping of str to int
        Sessions of which each can be left out of the demand by itself, and for what price.
    apart : bool
        Whether two sessions whose order is given up still do not take place at once.
    """

    key: Hashable
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)
    apart: bool = False

    def price(self, amounts: Amounts) -> int | None:
        """Return what it costs to give way by so much on each side; None where it cannot."""
        prices = [
            _price(self.ladders.get(side, ()), amount) for side, amount in amounts.items() if amount
        ]
        return None if None in prices else sum(filter(None, prices))


def _price(ladder: Ladder, amount: int) -> int | None:
    return next((rung.price for rung in ladder if rung.amount >= amount), None)


def graded(fixed: int, each: int, outright: int | None = None, most: int = GRADES[-1]) -> Ladder:
    """Return a ladder by minutes or seats.

    Parameters
    ----------
    fixed, each : int
        The price in itself, and of each five.
    outright : int, optional
        The price of giving it up altogether, where that can be.
    most : int
        The largest amount there is any use in.
    """
    amounts = [*(grade for grade in GRADES if grade < most), most]
    rungs = [Rung(amount, fixed + each * -(-amount // 5)) for amount in amounts if amount]
    if outright is not None:
        rungs = [rung for rung in rungs if rung.price < outright]
        rungs.append(Rung(OUTRIGHT, outright))
    return (Rung(0, 0), *rungs)


def counted_by(fixed: int, each: int, most: int = MOST_MORE) -> Ladder:
    """Return a ladder by ones."""
    return (Rung(0, 0), *(Rung(n, fixed + each * n) for n in range(1, most + 1)))


def given_up(price: int) -> Ladder:
    """Return the ladder of what holds or does not."""
    return Rung(0, 0), Rung(OUTRIGHT, price)


def both_sides(ladder: Ladder) -> Mapping[str, Ladder]:
    """Return the ladders of hours."""
    return {EARLY: ladder, LATE: ladder}


# --- How much a timetable needs -----------------------------------------------------------


def outside(
    windows: Collection[Window], placement: Placement, before: int = 0, after: int = 0
) -> Amounts:
    """Return by how much a placement, with minutes around it, exceeds the nearest window.

    A day on which there is none is given up to, or not at all; the night before it, never.
    """
    start, end = placement.start - before, placement.end + after
    over = [
        (max(0, first - start), max(0, end - last))
        for first, last in joined(windows, placement.day)
    ]
    early, late = min(over, key=sum, default=(OUTRIGHT, 0))
    return {EARLY: NEVER if early and start < 0 else early, LATE: late}


def overlapping(
    windows: Collection[Window], placement: Placement, before: int = 0, after: int = 0
) -> Amounts:
    """Return by how much later windows would begin, or sooner end, to leave room for a placement.

    One that has no time on either side of the placement would go altogether.
    """
    start, end = placement.start - before, placement.end + after
    over = {EARLY: 0, LATE: 0}
    for first, last in joined(windows, placement.day):
        if first < end and start < last:
            side, amount = _trim(first, last, start, end)
            over[side] = max(over[side], amount)
    return over


def _trim(first: int, last: int, start: int, end: int) -> tuple[str, int]:
    """Return on which side hours are trimmed to leave room for others, and by how much."""
    later = end - first if end < last else OUTRIGHT
    sooner = last - start if first < start else OUTRIGHT
    return (LATE, later) if later <= sooner else (EARLY, sooner)


def exceeded(
    rule: Demand, problem: Problem, timetable: Timetable
) -> Iterator[tuple[Whom, Amounts, int]]:
    """Yield by how much a timetable exceeds demands about one placement, and at what price.

    Those that cannot give way as far as that are left out.
    """
    most: dict[Whom, dict[str, int]] = {}
    for limit in rule.limits(problem):
        placement = timetable.by_session.get(limit.session)
        if placement is None or limit.exceeds is None:
            continue
        if limit.person and limit.person not in timetable.roster(problem.session[limit.session]):
            continue
        for side, amount in limit.exceeds(placement).items():
            of_whom = most.setdefault(limit.whom, {})
            of_whom[side] = max(of_whom.get(side, 0), amount)
    for whom, amounts in most.items():
        leeway = rule.leeway(problem, whom) if any(amounts.values()) else None
        if leeway and (price := leeway.price(amounts)) is not None:
            yield whom, amounts, price


Span = tuple[date, int, int]
"""A day, and a start and an end in minutes since its midnight."""


def widened(windows: Iterable[Window], spans: Iterable[Span]) -> list[Window]:
    """Return windows, of which the nearest are widened so that each span lies within them."""
    wide = list(windows)
    for day, start, end in spans:
        if within(wide, day, start, end):
            continue
        near = [
            (max(0, window.start - start) + max(0, end - window.end), number)
            for number, window in enumerate(wide)
            if window.day in (None, day)
        ]
        if not near:
            wide.append(Window.model_construct(day=day, start=start, end=end))
            continue
        _, number = min(near)
        wide[number] = _reaching(wide[number], start, end)
    return without_seams(wide)


def trimmed(windows: Iterable[Window], spans: Iterable[Span]) -> list[Window]:
    """Return windows that begin later, or end sooner, so that no span lies within them."""
    left = list(windows)
    for day, start, end in spans:
        left = [kept for window in left for kept in _clear_of(window, day, start, end)]
    return left


def _clear_of(window: Window, day: date, start: int, end: int) -> list[Window]:
    apart = (window.day - day).days * DAY_MINUTES if window.day else 0
    start, end = start - apart, end - apart
    last = window.end if apart >= 0 or window.end < DAYBREAK else DAY_MINUTES
    if end <= window.start or last <= start:
        return [window]
    side, amount = _trim(window.start, last, start, end)
    if amount == OUTRIGHT:
        return []
    return [window.model_copy(update={"start": end} if side == LATE else {"end": start})]


def without_seams(windows: Iterable[Window]) -> list[Window]:
    """Return windows, those of a day as one that touch."""
    left, whole = list(windows), []
    while left:
        window = left.pop(0)
        for other in list(left):
            touch = other.start <= window.end and window.start <= other.end
            if touch and other.day == window.day:
                left.remove(other)
                window = _reaching(window, other.start, other.end)
        whole.append(window)
    return whole


def _reaching(window: Window, start: int, end: int) -> Window:
    """Return a window that begins no later, and ends no sooner, than that."""
    hours = {"start": min(window.start, start), "end": max(window.end, end)}
    return window.model_copy(update=hours)


def span_of(placement: Placement, before: int = 0, after: int = 0) -> Span:
    """Return when a placement is, with minutes around it."""
    return placement.day, placement.start - before, placement.end + after


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id for a row that comes: the one that is wanted, or with a number after it."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(new for new in chain([wanted], numbered) if new not in taken)


# --- Whom to leave out ----------------------------------------------------------------------


def left_out(pairs: Collection[tuple[str, str]], prices: Mapping[str, int]) -> tuple[str, ...]:
    """Return the sessions that it costs least to leave out, so that no pair is left whole."""

    def least(left: list[tuple[str, str]]) -> tuple[int, tuple[str, ...]]:
        if not left:
            return 0, ()
        choices = []
        for out in that_may_leave(left[0], prices):
            price, others = least([pair for pair in left if out not in pair])
            choices.append((price + prices[out], (out, *others)))
        return min(choices)

    return least(list(pairs))[1]


def that_may_leave(sessions: Sequence[str], prices: Mapping[str, int]) -> Sequence[str]:
    """Return which of some sessions can be left out: those that are dear to, if any is.

    Else all that comes before an opening would be moved, as that is cheaper.
    """
    dear = [session for session in sessions if prices.get(session, 0) >= DEAR]
    return dear or sessions


def out_of_order(order: Collection[str], timetable: Timetable) -> list[tuple[str, str]]:
    """Return the pairs of sessions of which the later is first in a timetable."""
    there = [timetable.by_session[session] for session in order if session in timetable.by_session]
    return [
        (first.session, then.session)
        for number, first in enumerate(there)
        for then in there[number + 1 :]
        if (then.day, then.start) < (first.day, first.start)
        or (then.day == first.day and then.start < first.end)
    ]
