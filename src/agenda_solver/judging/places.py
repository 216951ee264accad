"""Where a session may go now, all others being where they are; and where not, why."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from agenda_solver.domains import grid_starts
from agenda_solver.judging.moves import landing, moved
from agenda_solver.problem import Problem
from agenda_solver.rules import RULES, SEAT_RULES
from agenda_solver.rules.rule import ROOM, TIME, Demand, Finding, Rule
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import without_repeats

MORNING, EVENING = 8 * 60, 20 * 60
"""Between these, a day that has no hours is shown at least."""

DEMANDED: tuple[Rule, ...] = tuple(
    rule
    for rule in (*RULES, *SEAT_RULES)
    if (isinstance(rule, Demand) or getattr(rule, "severity", "") == "error")
)
"""The rules whose findings are errors, in the order of `verify`."""


@dataclass(frozen=True)
class Place:
    """A start and a room to which a session may be moved, or not.

    Attributes
    ----------
    day : datetime.date
    room : str or None
    start, end : int
        Minutes since midnight of the day; the end is that of `landing`.
    allowed : bool
        Whether no demand is broken there that is kept now.
    reason : Text or None
        Where it is not allowed: the sentence of the first demand that the move would break,
        in the order of the rules.
    rule : str or None
        The key of that demand.
    block : bool
        Whether the session may go there with all of its block, where it may not go alone.
    """

    day: date
    room: str | None
    start: int
    end: int
    allowed: bool
    reason: Text | None = None
    rule: str | None = None
    block: bool = False

    @property
    def only_seats(self) -> bool:
        """Whether nothing but seats that are given is in the way: others can be given."""
        return self.rule in _OF_SEATS


_OF_SEATS = frozenset(rule.key for rule in SEAT_RULES)


def places_of(problem: Problem, timetable: Timetable, session: str) -> tuple[Place, ...]:
    """Return where a session may go, all that does not move along being where it is.

    Each place is judged as `verify` judges the timetable after the move, by the demands that
    it breaks and that are not broken now.

    Parameters
    ----------
    problem, timetable : Problem, Timetable
        The timetable may be incomplete, and hold contradictions.
    session : str
        The id of a session, which may be in no timetable yet. What `moved` says goes along.

    Returns
    -------
    tuple of Place
        By day and start, in the order of time, and by room, in the order of the draft; None
        is the last, for a session that need not have a room.
    """
    alone = _Trials(problem, timetable, session)
    together = _Trials(problem, timetable, session, block=True) if alone.may_leave_block else None
    rooms = _rooms(problem, session)
    return tuple(
        _place(alone, together, landing(problem, timetable, session, day, start, room))
        for day, start in starts_of(problem, timetable, session)
        for room in rooms
    )


def starts_of(problem: Problem, timetable: Timetable, session: str) -> list[tuple[date, int]]:
    """Return the starts a session may be put down at, in the order of time.

    They are those of its domain (the event's slots or grid, and those that are named), as far
    as they lie within `shown_hours`; and that which it has. The finer grid of a part is that
    within its whole; elsewhere it has the starts of its whole.
    """
    row, here = problem.session[session], timetable.by_session.get(session)
    starts = set(grid_starts(problem, row))
    if whole := timetable.by_session.get(row.part_of or ""):
        within = {(day, start) for day, start in starts if _is_within(whole, day, start)}
        starts = within | set(grid_starts(problem, problem.session[whole.session]))
    hours = {day.date: shown_hours(problem, timetable, day.date) for day in problem.days}
    shown = {
        (day, start)
        for day, start in starts
        if day in hours and hours[day][0] <= start < hours[day][1]
    }
    return sorted(shown | ({(here.day, here.start)} if here else set()))


def _is_within(whole: Placement, day: date, start: int) -> bool:
    return whole.day == day and whole.start <= start < whole.end


def shown_hours(problem: Problem, timetable: Timetable, day: date) -> tuple[int, int]:
    """Return from when to when a day is shown that is filled by hand, in minutes of the day.

    While it is open, where that is said; else from the morning to the evening. Whatever is
    announced, and what takes place or has its own hours, lies within.
    """
    row = problem.day[day]
    spans = [(hours.start, hours.end) for hours in (row.open, row.announced) if hours]
    spans += [(slot.start, slot.end) for slot in problem.event.slots if slot.day == day]
    spans += [(one.start, one.end) for one in timetable.by_day.get(day, ())]
    spans += [
        (start, start + problem.usual_minutes(session.id))
        for session in problem.sessions
        if session.locked.day in (None, day) and (start := session.locked.start) is not None
    ]
    if not row.open and not problem.event.slots:
        spans.append((MORNING, EVENING))
    starts, ends = zip(*spans, strict=True) if spans else ((MORNING,), (EVENING,))
    return min(starts), max(ends)


def _rooms(problem: Problem, session: str) -> tuple[str | None, ...]:
    rooms = tuple(room.id for room in problem.rooms)
    return rooms if problem.takes_room(session) else (*rooms, None)


def _place(alone: _Trials, together: _Trials | None, placement: Placement) -> Place:
    error = alone.first_error(placement)
    return Place(
        placement.day,
        placement.room,
        placement.start,
        placement.end,
        allowed=error is None,
        reason=error.text if error else None,
        rule=error.rule if error else None,
        block=bool(error and together and together.first_error(placement) is None),
    )


class _Trials:
    """One session at many places, all that does not move along being where it is.

    What a rule says that does not look at rooms is the same in all of them, and what does
    not look at times at all times: it is asked once.
    """

    def __init__(
        self, problem: Problem, timetable: Timetable, session: str, *, block: bool = False
    ) -> None:
        self._problem = problem
        self._timetable = timetable
        self._session = session
        self._block = block
        self._answers: dict[tuple[Rule, Hashable], tuple[Finding, ...]] = {}
        before = [finding for rule in DEMANDED for finding in rule.check(problem, timetable)]
        self._known = frozenset(without_repeats(before))

    @property
    def may_leave_block(self) -> bool:
        """Whether the session would leave others of its block by a move."""
        block = self._problem.session[self._session].block
        return bool(block and len(self._problem.blocks[block]) > 1)

    def first_error(self, placement: Placement) -> Finding | None:
        """Return the first error of the verdict after a move that is none before it."""
        after = moved(self._problem, self._timetable, placement, block=self._block)
        findings = (
            finding for rule in DEMANDED for finding in self._findings(rule, after, placement)
        )
        return next((one for one in without_repeats(findings) if one not in self._known), None)

    def _findings(self, rule: Rule, after: Timetable, placement: Placement) -> tuple[Finding, ...]:
        """Return what a rule says after a move; what is no news may be left out."""
        if not rule.reads & ROOM:
            key: Hashable = (placement.day, placement.start) if rule.reads & TIME else ()
        elif not rule.reads & TIME:
            key = (placement.room,)
        else:
            return tuple(rule.check(self._problem, after))
        if (rule, key) in self._answers:
            return self._answers[rule, key]
        findings = tuple(rule.check(self._problem, after))
        if rule.reads & TIME:
            self._answers[rule, key] = findings
            return findings
        # Several are told in the order of time, which is that of this move.
        news = tuple(finding for finding in findings if finding not in self._known)
        if len(news) < 2:
            self._answers[rule, key] = news
        return news
