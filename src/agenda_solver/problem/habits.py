"""What a problem leaves to custom: what nobody typed, and everybody takes for granted.

A cell answers a custom: a lock, a window, an order that is demanded, `plenary`. What the cells
leave open is computed here once, from the earliest and the latest that each session may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from agenda_solver.problem.occasions import ON_STAGE
from agenda_solver.problem.schema import RESTS, Session, joined
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.occasions import Occasion, is_told, occasions_in, spread

if TYPE_CHECKING:
    from agenda_solver.problem.lookups import Lookups

Known = TypeVar("Known")
"""What is made of a problem once."""

# What is open for so long is a desk or a stand, and goes on beside everything.
ALL_DAY = 4 * 60
# If so large a part of the rows contradict what everybody knows, their order is none.
MOST_OUT_OF_PLACE = 0.25

# A meal that is stated from then on is a dinner.
_LATE = 17 * 60

_FRAME: tuple[Occasion, ...] = ("welcome", "opening", "closing")
_AT_NOON = re.compile(r"\b(?:midi|noon|accueil|bienvenue|welcome)\b(?! dinatoire)")
AT_THE_END = re.compile(
    r"\b(?:cloture|fin|closing|farewell|depart|soir|soiree|evening|dinatoire|after ?work)\b"
)
# What ends the whole event, and not a day of it.
_FAREWELL = re.compile(r"\b(?:cloture|fin|closing|farewell|depart|adieux?)\b")
_LAST_MEAL = re.compile(r"\b(?:cloture|closing|farewell|depart|adieux?)\b")
_LECTURE = re.compile(r"\b(?:conference|keynote|lecture|table ronde|intervention|panel)\b")
_OF_A_DAY = re.compile(r"\b(?:journee|jour|jours|day)\b")
_EVENING = re.compile(r"\b(?:diners?|dinners?|gala|banquet|soir|soiree|evening)\b")
_MORNING = re.compile(r"\b(?:petits?[- ]dej(?:euner)?s?|breakfast)\b")
_NOON = re.compile(r"\b(?:dejeuners?|dejeunatoire|lunch|midi|brunch|noon)\b")
_NUMBERED = re.compile(
    r"^(?P<words>\D*?[a-z]) ?(?:n° ?|no\.? ?|#)?(?P<number>\d{1,2})\b(?! ?[h%/-])"
)
_THEMES = re.compile(
    r"\b(?:themes?|axes?|tracks?|ateliers?|workshops?|groupes?|groups?|salles?|"
    r"rooms?|stands?|sujets?|topics?|tables?(?! ronde)|jours?|days?)$"
)

_SIGNS = (
    *(_AT_NOON, AT_THE_END, _FAREWELL, _LAST_MEAL, _LECTURE, _OF_A_DAY, _EVENING, _MORNING),
    *(_NOON, ON_STAGE),
)


def title_signs(title: str) -> tuple[object, ...]:
    """Return all that customs read from a title: two that have the same are alike to them."""
    words = spread(title)
    numbered = _NUMBERED.match(words)
    return (
        tuple((occasion, is_told(title, occasion)) for occasion in occasions_in(title)),
        tuple(bool(pattern.search(words)) for pattern in _SIGNS),
        numbered and (numbered["number"], bool(_THEMES.search(numbered["words"].strip()))),
    )


@dataclass(frozen=True)
class Reach:
    """From when to when a session may be at most, in minutes of the event."""

    earliest: int
    latest: int
    least: int

    @property
    def first_end(self) -> int:
        """When it ends at the earliest."""
        return self.earliest + self.least

    @property
    def last_start(self) -> int:
        """When it starts at the latest."""
        return self.latest - self.least


class Habits:
    """What customs go by; see the module.

    Parameters
    ----------
    problem : Lookups
        What is asked.
    """

    def __init__(self, problem: Lookups) -> None:
        self.problem = problem
        self._known: dict[object, Any] = {}

    def once(self, name: object, make: Callable[[], Known]) -> Known:
        """Return what is made of the problem, and make it only once."""
        if name not in self._known:
            self._known[name] = make()
        known: Known = self._known[name]
        return known

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Ids of the sessions that customs speak of, in the order of the draft.

        Not of parts, which are where their whole is, nor of what is external, nor of desks.
        """
        return tuple(
            session.id
            for session in self.problem.sessions
            if not session.part_of and not session.external and not _is_a_desk(session)
        )

    @cached_property
    def is_programme(self) -> bool:
        """Whether a session tells that this is the programme of a day, not a mere list."""
        return any(
            one in (*_FRAME, "report", "break", "meal", "drink")
            for session in self.own
            for one in self.problem.occasions[session]
        )

    def is_for(self, session: str, *occasions: Occasion) -> bool:
        """Whether a session is for one of these."""
        return not set(occasions).isdisjoint(self.problem.occasions[session])

    def those_for(self, *occasions: Occasion) -> list[str]:
        """Return the sessions that are for one of these, in the order of the draft."""
        return [session for session in self.own if self.is_for(session, *occasions)]

    def is_rest(self, session: str) -> bool:
        """Whether it is a break, a meal, a welcome or a drink, whatever was typed."""
        kinds = (*self.problem.occasions[session], self.problem.kind_of(session))
        return not set(RESTS).isdisjoint(kinds)

    def is_parallel(self, session: str) -> bool:
        """Whether it may well be beside others of its like: of a block, or a workshop."""
        return self.problem.session[session].block is not None or self.is_for(session, "workshop")

    @cached_property
    def longest_of_blocks(self) -> frozenset[str]:
        """Of each block the longest session: while it lasts, so does the block."""
        blocks = (
            [session for session in sessions if session in self.own]
            for sessions in self.problem.blocks.values()
        )
        return frozenset(max(block, key=self.problem.usual_minutes) for block in blocks if block)

    # --- What the cells leave open ------------------------------------------------------------

    @cached_property
    def stretches(self) -> Mapping[str, Reach]:
        """From when to when each session may be, by its id."""
        return {session: self._stretch(self.problem.session[session]) for session in self.own}

    def _stretch(self, session: Session) -> Reach:
        least = session.minutes.min if session.minutes else 1
        most = session.minutes.max if session.minutes else DAY_MINUTES
        ends: list[tuple[int, int]] = []
        for day in self.problem.days:
            if session.locked.day not in (None, day.date):
                continue
            start = session.locked.start
            spans = [(start, start + most)] if start is not None else self._open(session, day.date)
            ends += [
                (self.problem.moment(day.date, first), self.problem.moment(day.date, last))
                for first, last in spans
            ]
        if not ends:
            return Reach(0, len(self.problem.days) * DAY_MINUTES, least)
        return Reach(min(one for one, _ in ends), max(end for _, end in ends), least)

    def _open(self, session: Session, day: object) -> list[tuple[int, int]]:
        problem = self.problem
        hours = problem.day[day].open  # type: ignore[index]
        first, last = (hours.start, hours.end) if hours else (0, DAY_MINUTES)
        if problem.event.slots:
            slots = [slot for slot in problem.event.slots if slot.day == day]
            if not slots:
                return []
            first = max(first, min(slot.start for slot in slots))
            last = min(last, max(slot.end for slot in slots))
        windows = joined(session.windows, day) if session.windows else [(0, DAY_MINUTES)]  # type: ignore[arg-type]
        return [
            (max(first, start), min(last, end))
            for start, end in windows
            if max(first, start) < min(last, end)
        ]

    def is_fixed(self, session: str) -> bool:
        """Whether its day and its start are locked."""
        row = self.problem.session[session]
        one_day = len(self.problem.days) == 1 or row.locked.day is not None
        return one_day and row.locked.start is not None

    def has_hours(self, session: str) -> bool:
        """Whether its row says when it may be: a start that is locked, or windows."""
        row = self.problem.session[session]
        return row.locked.start is not None or bool(row.windows)

    def is_order_open(self, first: str, then: str) -> bool:
        """Whether the cells leave open whether the one comes before the other."""
        one, other = self.stretches[first], self.stretches[then]
        if one.latest <= other.earliest or one.first_end > other.last_start:
            return False
        return self._is_open(first, then)

    def may_overlap(self, one: str, other: str) -> bool:
        """Whether the cells leave open whether two sessions are at once."""
        rows = self.problem.session[one], self.problem.session[other]
        if any(row.plenary is False or row.is_plenary for row in rows):
            return False
        here, there = self.stretches[one], self.stretches[other]
        apart = here.latest <= there.earliest or there.latest <= here.earliest
        return not apart and self._is_open(one, other)

    def _is_open(self, one: str, other: str) -> bool:
        rows = self.problem.session[one], self.problem.session[other]
        if rows[0].block is not None and rows[0].block == rows[1].block:
            return False
        if self.is_fixed(one) and self.is_fixed(other):
            return False
        return (one, other) not in self._ordered and (other, one) not in self._ordered

    @cached_property
    def _ordered(self) -> frozenset[tuple[str, str]]:
        """The pairs whose order is demanded, whatever is between them."""
        then: dict[str, set[str]] = {session.id: set() for session in self.problem.sessions}
        for first, later in self._demanded():
            if first in then and later in then:
                then[first].add(later)
        return frozenset((first, later) for first in then for later in _reached(then, first))

    def _demanded(self) -> Iterator[tuple[str, str]]:
        for session in self.problem.sessions:
            yield from ((session.id, link.session) for link in session.before)
            yield from ((link.session, session.id) for link in session.after)
        for sequence in self.problem.sequences:
            if not sequence.wish:
                yield from pairwise(sequence.sessions)
        for times in self.problem.repeats.values():
            yield from pairwise(times)

    # --- What follows from words --------------------------------------------------------------

    def rank(self, session: str) -> int | None:
        """Return where in its day a session belongs: the less, the earlier; None: anywhere."""
        return self._ranks.get(session)

    @cached_property
    def _ranks(self) -> Mapping[str, int | None]:
        return {session: self._rank(session) for session in self.own}

    def _rank(self, session: str) -> int | None:
        words = spread(self.problem.session[session].title)
        if self.is_for(session, "welcome"):
            return 0
        if self.is_for(session, "opening"):
            return 2 if _LECTURE.search(words) else 1
        if self.is_for(session, "closing"):
            return 4 if self.is_for(session, "report") else 5
        if self.is_for(session, "drink") and not self._is_at_noon(session, words):
            return 6
        return 7 if self.is_for(session, "meal") and _LAST_MEAL.search(words) else None

    def _is_at_noon(self, session: str, words: str) -> bool:
        if AT_THE_END.search(words):
            return False
        rows = self.own
        after = rows[rows.index(session) + 1 :][:1]
        return bool(_AT_NOON.search(words)) or any(self.meal_of(row) == "lunch" for row in after)

    def is_of_a_day(self, session: str) -> bool:
        """Whether a frame of the programme is that of a day, and not of the whole event."""
        occasion, rank = self.problem.occasions[session][0], self.rank(session)
        if self._names_a_day(session):
            return True
        alike = [other for other in self.those_for(occasion) if self.rank(other) == rank]
        if occasion == "drink":
            alike = [other for other in alike if self._is_farewell(other)]
            return session not in alike or len(alike) > 1
        if occasion == "closing":
            alike = [other for other in alike if not self._names_a_day(other)]
        return len(alike) > 1

    def _is_farewell(self, session: str) -> bool:
        words = spread(self.problem.session[session].title)
        return bool(_FAREWELL.search(words)) and not _OF_A_DAY.search(words)

    def _names_a_day(self, session: str) -> bool:
        return bool(_OF_A_DAY.search(spread(self.problem.session[session].title)))

    def is_before(self, one: str, other: str) -> bool:
        """Whether custom has a frame of the programme before another session, of one day."""
        ranks = self.rank(one), self.rank(other)
        if ranks[0] is not None and ranks[1] is not None:
            return ranks[0] < ranks[1]
        if ranks[0] is not None:
            return ranks[0] < 3 and self.meal_of(other) != "breakfast"
        return ranks[1] is not None and ranks[1] > 3 and not self.is_for(one, "meal", "visit")

    def is_evening(self, session: str) -> bool:
        """Whether it is of an evening by custom: a dinner, or what is called so."""
        words = spread(self.problem.session[session].title)
        is_so = self.is_for(session, "visit") and _EVENING.search(words)
        return self.meal_of(session) == "dinner" or bool(is_so)

    def is_framed_by_day(self, first: str, then: str) -> bool:
        """Whether custom has the one before the other only if both are on one day.

        The evening before the welcome there may be a dinner.
        """
        early = (self.rank(first) or 0) < 3 and self.rank(first) is not None
        frame = first if early else then
        return self.is_of_a_day(frame) or (early and self.is_evening(then))

    @cached_property
    def framed(self) -> tuple[tuple[str, str], ...]:
        """The pairs of which the first comes before the other, by custom; one frames the day.

        An evening or a visit is on a day before the last one, unless it is typed as its end.
        """
        return (*self._frames, *(pair for pair in self._before_the_end if self._is_typed(*pair)))

    def _is_typed(self, first: str, then: str) -> bool:
        """Whether the rows do not have the one after the other, as far as they are in order."""
        return not self.rows_are_in_order or self.own.index(first) < self.own.index(then)

    @property
    def _before_the_end(self) -> Iterator[tuple[str, str]]:
        if len(self.problem.days) == 1:
            return
        for closing in self.those_for("closing"):
            if not self.is_of_a_day(closing):
                yield from (
                    (session, closing)
                    for session in self.own
                    if (self.is_evening(session) or self.is_for(session, "visit"))
                    and not self._is_farewell(session)
                )

    @cached_property
    def _frames(self) -> tuple[tuple[str, str], ...]:
        frames = [session for session in self.own if self.rank(session) is not None]
        pairs = (
            pair
            for frame in frames
            for other in self.own
            for pair in ((frame, other), (other, frame))
            if other != frame and self.is_before(*pair)
        )
        return tuple(dict.fromkeys(pairs))

    @cached_property
    def rows_are_in_order(self) -> bool:
        """Whether the rows of the draft may be in the order of the programme."""
        place = {session: row for row, session in enumerate(self.own)}
        wrong = sum(place[first] > place[then] for first, then in self._frames)
        return wrong <= MOST_OUT_OF_PLACE * len(self._frames)

    def meal_of(self, session: str) -> str | None:
        """Return which meal a session is: ``breakfast``, ``lunch`` or ``dinner``; else None."""
        if not self.is_for(session, "meal"):
            return None
        words = spread(self.problem.session[session].title)
        if _MORNING.search(words):
            return "breakfast"
        if _EVENING.search(words):
            return "dinner"
        if _NOON.search(words):
            return "lunch"
        stated = [
            one.start for one in self.problem.session[session].stated if one.start is not None
        ]
        if stated:
            return "dinner" if min(stated) >= _LATE else "lunch"
        return "lunch" if self._may_be_at_noon(session) else "dinner"

    def _may_be_at_noon(self, session: str) -> bool:
        stretch = self.stretches[session]
        days = range(0, len(self.problem.days) * DAY_MINUTES, DAY_MINUTES)
        return any(stretch.earliest <= day + 13 * 60 <= stretch.latest for day in days)

    @cached_property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """The pairs of sessions whose titles are numbered, the less before the greater."""
        groups: dict[str, list[tuple[int, str]]] = {}
        for session in self.own:
            match = _NUMBERED.match(spread(self.problem.session[session].title))
            if (
                match
                and not _THEMES.search(match["words"].strip())
                and not self.is_parallel(session)
            ):
                groups.setdefault(match["words"].strip(" :–—-"), []).append(
                    (int(match["number"]), session)
                )
        return tuple(
            (first, then)
            for group in groups.values()
            for (number, first), (later, then) in pairwise(sorted(group))
            if number < later
        )

    def reported(self, report: str) -> tuple[str, ...]:
        """Return the workshops that a report-back tells of: those typed before it, else all."""
        rows = self.own
        workshops = [session for session in rows if self.is_parallel(session)]
        before = [session for session in workshops if rows.index(session) < rows.index(report)]
        blocks = {self.problem.session[session].block for session in before} - {None}
        if not before:
            return tuple(workshops)
        return tuple(
            session
            for session in workshops
            if session in before or self.problem.session[session].block in blocks
        )


def _is_a_desk(session: Session) -> bool:
    return session.minutes is not None and session.minutes.min >= ALL_DAY


def _reached(then: Mapping[str, set[str]], first: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(then[first])
    while waiting:
        session = waiting.pop()
        if session not in reached:
            reached.add(session)
            waiting += then[session]
    return reached - {first}
