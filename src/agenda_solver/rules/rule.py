"""What a rule is: one thing told in words, to the solver, to the verifier, and as a cost.

A rule says *what* must hold; the encoding behind `Decisions` chooses *how*. A rule never
touches the solver's model, and its `check` never touches what it told the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar, Literal, Protocol, Self

from agenda_solver.problem import Path, Problem, Window
from agenda_solver.rules.easing import Amounts, Leeway
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.words import attendees_text, sessions_text
from agenda_solver.text import Text, listing
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Crowd, Party
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK

Severity = Literal["error", "warning", "question", "info"]
Aspect = Literal["time", "room", "people", "seats"]

# Which tier comes before what documents state, and which is settled last, in the time left.
CUSTOMS, TIES = 0, 4

# What a wish costs that is not kept: as much as an hour that is missed.
UNKEPT = 60

TIME: frozenset[Aspect] = frozenset({"time"})
ROOM: frozenset[Aspect] = frozenset({"room"})
PEOPLE: frozenset[Aspect] = frozenset({"people"})
SEATS: frozenset[Aspect] = frozenset({"seats"})
TIME_AND_ROOM: frozenset[Aspect] = TIME | ROOM
TIME_AND_PEOPLE: frozenset[Aspect] = TIME | PEOPLE
ASPECTS: frozenset[Aspect] = TIME | ROOM | PEOPLE | SEATS


@dataclass(frozen=True)
class Finding:
    """A broken demand (error), a doubtful statement (warning), a cost paid (info), or a question.

    A question is what `check` cannot know; see `agenda_solver.preflight.questions`.

    Attributes
    ----------
    rule : str
        The rule's key.
    severity : {"error", "warning", "question", "info"}
    text : Text
        The sentence a user reads.
    sessions, people, rooms, attendees : tuple of str
        Ids of those concerned.
    where : tuple
        Where in the input it stands, as a path of keys, ids and numbers; may be empty.
    cost : int
        What is paid, before the rule's weight; zero but for a cost.
    """

    rule: str
    severity: Severity
    text: Text
    sessions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    where: Path = ()
    cost: int = 0


@dataclass(frozen=True)
class Whom:
    """Whom a demand concerns: ids of sessions, people, rooms, attendees…; and days."""

    sessions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    attendees: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()


Allows = Callable[[Placement], bool]
"""Whether a placement may be."""

Exceeds = Callable[[Placement], Amounts]
"""By how much a placement that is forbidden is too much."""


@dataclass(frozen=True)
class Limit:
    """A demand about one session's placement.

    Attributes
    ----------
    session : str
        The session whose placement is limited.
    reads : frozenset
        What `allows` looks at: ``time``, ``room``, or both.
    allows : callable
        Whether the limit lets a placement of the session be. Sessions that are limited alike
        have the very same one, where that can be told: it is then asked once for all of them.
    whom : Whom
        Whom it concerns. Limits of one rule with the same `whom` are one demand.
    room : str, optional
        The only room in which it can forbid anything.
    person : str, optional
        It holds only where this person takes part in the session, for which one of
        several is to be chosen. Such a limit looks at the time only.
    exceeds : callable, optional
        By how much a placement that it forbids exceeds it; see `Demand.leeway`.
    track : str, optional
        It holds only as long as the person whom it concerns chairs this track.
    freed_by : tuple of Demand and Whom, optional
        A demand with which this one goes, where it is given up.
    """

    session: str
    reads: frozenset[Aspect]
    allows: Allows
    whom: Whom
    room: str | None = None
    person: str | None = None
    exceeds: Exceeds | None = None
    track: str | None = None
    freed_by: tuple[Demand, Whom] | None = None


def is_in(rooms: Collection[str | None], placement: Placement) -> bool:
    """Whether a placement's room is one of these."""
    return placement.room in rooms


def covered(windows: Collection[Window], day: date, start: int, end: int) -> bool:
    """Whether every minute of ``[start, end)`` on a day lies in some window.

    Told minute by minute, for `check`: what the solver is told is told otherwise. Minutes
    after midnight are also those of the day after, where somebody is there for some reason
    beside that the day begins.
    """
    return _covered(tuple(windows), day, start, end)


@lru_cache(maxsize=20_000)
def _covered(windows: tuple[Window, ...], day: date, start: int, end: int) -> bool:
    """Tell it once: many are there at the same hours, at many timetables."""
    return all(_by_minute(windows, day, start, end))


def touched(windows: Collection[Window], day: date, start: int, end: int) -> bool:
    """Whether any minute of ``[start, end)`` on a day lies in some window, as `covered` tells."""
    return any(_by_minute(windows, day, start, end))


def _by_minute(windows: Collection[Window], day: date, first: int, last: int) -> Iterator[bool]:
    here = _on(windows, day)
    before, after = _on(windows, day - timedelta(days=1)), _on(windows, day + timedelta(days=1))
    late = any(window.start < DAY_MINUTES <= window.end for window in here)
    for minute in range(first, last):
        yield (
            any(window.start <= minute < window.end for window in here)
            or any(
                window.start <= minute - DAY_MINUTES < window.end
                for window in after
                if late or window.start
            )
            or any(
                window.start <= minute + DAY_MINUTES < window.end
                for window in before
                if minute < 0 or window.end < DAYBREAK
            )
        )


def _on(windows: Collection[Window], day: date) -> list[Window]:
    return [window for window in windows if window.day in (None, day)]


Pair = tuple[str, str]
"""The ids of two sessions."""


class Quantity(Protocol):
    """A whole number that the timetable decides; a literal is a quantity of 0 or 1."""

    def __add__(self, other: Self | int, /) -> Self: ...
    def __radd__(self, other: int, /) -> Self: ...
    def __sub__(self, other: Self | int, /) -> Self: ...
    def __rsub__(self, other: int, /) -> Self: ...
    def __mul__(self, other: int, /) -> Self: ...
    def __rmul__(self, other: int, /) -> Self: ...


class Decisions(Protocol):
    """What a rule may say to the solver, whichever way decisions are encoded.

    Sessions, people and rooms are named by their ids. Minutes of day are minutes since
    midnight. Amounts are only ever minimised.
    """

    problem: Problem

    def demand(self, rule: Demand, whom: Whom) -> AbstractContextManager[None]:
        """Name what is posted inside the ``with``: the rule, and whom it concerns."""

    # Intentions: demands that relate placements.

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        """No two take place at once, with at least `gap` minutes from one to the next.

        With a person, it is asked only of the sessions in which this person takes part.
        """

    def one_at_a_time(self, room: str) -> None:
        """No two sessions occupy the room at once, setup and teardown included.

        A part occupies nothing beside its whole.
        """

    def few_at_a_time(self, room: str, most: int) -> None:
        """No more sessions than that occupy the room at once, setup and teardown included.

        A part of what takes a room occupies nothing.
        """

    def never_both(self, room: str, other: str) -> None:
        """No session occupies the one room while another occupies the other.

        Setup and teardown are included; kin are told by `within` which room they share.
        """

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        """No more than so many of these sessions take place at once, none of them kin.

        Each counts until `gap` minutes after its end; one in a room of `besides` does not.
        """

    def before(self, first: str, then: str, at_least: int = 0, at_most: int | None = None) -> None:
        """The first ends before the other starts, with a gap in these bounds, in minutes."""

    def in_turn(self, sessions: Sequence[str]) -> Iterable[Pair]:
        """Return the pairs to tell of sessions that follow one another: each and the next.

        Where some of them may be left out of the order, each and all after it.
        """
        return pairwise(sessions)

    def together(self, sessions: Collection[str]) -> None:
        """All start at the same time of the same day."""

    def within(self, part: str, whole: str) -> None:
        """The part lies within the whole, and in its room if the whole has one."""

    def alone(self, session: str, others: Collection[str]) -> None:
        """None of the others takes place at the same time as the session."""

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        """None of the others starts from the end of the first to the start of the next.

        Only to be asked of two sessions that are in this order.
        """

    def same_day(self, sessions: Collection[str]) -> None:
        """All take place on the same day."""

    def different_days(self, sessions: Collection[str]) -> None:
        """No two take place on the same day."""

    def few_a_day(self, sessions: Collection[str], most: int, person: str) -> None:
        """On no day does a person take part in more of these sessions than that.

        A part of a session in which the person takes part does not count.
        """

    def few_in_a_row(self, sessions: Collection[str], most: int, rest: int, person: str) -> None:
        """A person takes part in no more of these sessions in a row than that.

        In a row are those of which each starts less than `rest` minutes after the one before
        it ends. A part of a session in which the person takes part does not count.
        """

    def no_wait(self, sessions: Collection[str], pause: int, person: str) -> None:
        """Of these sessions, a person has those of a day without waiting between two.

        No slot lies between them; without slots, no more minutes than `pause`.
        """

    def same_room(self, sessions: Collection[str]) -> None:
        """All that have a room have the same."""

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        """From one session to the next there is time to walk to its site.

        How long that takes from one room to another, `Problem.walk_minutes` tells. With a
        person, it is asked only of the sessions in which this person takes part.
        """

    def few_groups(self, groups: Collection[Collection[Quantity | int]], most: int = 1) -> None:
        """Of these groups of literals, no more than so many have any that are 1."""

    def filled(self, session: str) -> None:
        """Each part for which several people are named is taken by one of them.

        Nobody is chosen for two parts, nor for one beside a part that they have anyway.
        """

    # What those who must attend need of the timetable.

    def at_least(self, quantity: Quantity | int, least: int) -> None:
        """A quantity of what is told here, and of `takes_part`, comes to at least so much."""

    def not_again(
        self,
        placements: Mapping[Placement, Collection[str | None]],
        taking_part: Mapping[tuple[str, str], bool],
    ) -> None:
        """Not all of this holds at once.

        Parameters
        ----------
        placements : mapping of Placement to collection of (str or None)
            Times of sessions, and the rooms that would make no difference.
        taking_part : mapping of (str, str) to bool
            Whether a person takes part, by session and person.
        """

    def sits(self, attendee: str, session: str) -> Quantity:
        """Return 1 only if an attendee may have a seat in that session.

        They are there, take part in nothing meanwhile, its room has what they need, and of
        all that is asked of the attendee so, no two are at once, nor of one workshop.
        """

    def places(self, session: str, people: int) -> Quantity | int:
        """Return how many of so many people find a place in the room of the session."""

    def one_start(self, one: str, other: str) -> Quantity:
        """Return 1 only if two sessions start together."""

    def not_one_start(self, one: str, other: str) -> Quantity:
        """Return 1 only if two sessions do not start together."""

    def away(self, session: str, windows: Collection[Window]) -> Quantity:
        """Return 1 only if the session does not lie within these windows."""

    # Literals and quantities on request: what costs are made of.

    def on_day(self, session: str, day: date) -> Quantity:
        """Return 1 if the session is on that day."""

    def in_room(self, session: str, room: str | None) -> Quantity | int:
        """Return 1 if the session is in that room; with None, if it is in none."""

    def starts_at(self, session: str, minute: int) -> Quantity:
        """Return 1 if the session starts at that minute of its day."""

    def starts_among(self, session: str, minutes: Collection[int]) -> Quantity | int:
        """Return 1 if the session starts at one of these minutes of its day."""

    def ends_at(self, session: str, minute: int) -> Quantity:
        """Return 1 if the session ends at that minute of its day."""

    def start_from(self, session: str, minute: int) -> Quantity:
        """Minutes between the session's start and a minute of its day, either way."""

    def end_from(self, session: str, minute: int) -> Quantity:
        """Minutes between the session's end and a minute of its day, either way."""

    def length_from(self, session: str, minutes: int) -> Quantity:
        """Minutes between the session's length and another, either way."""

    def outside(self, session: str, windows: Collection[Window]) -> Quantity:
        """Return 1 if the session does not lie within these windows."""

    def starts_within(self, session: str, day: date, start: int, end: int) -> Quantity:
        """Return 1 if the session starts from one minute of that day to before another."""

    def in_room_within(
        self, session: str, room: str, day: date, start: int, end: int
    ) -> Quantity | int:
        """Return 1 if the session `starts_within` these hours of that day, and is in that room."""

    def not_at(self, session: str, day: date, minute: int) -> Quantity:
        """Return 1 unless the session starts at that minute of that day."""

    def only_elsewhere(self, session: str, day: date, minute: int, room: str | None) -> Quantity:
        """Return 1 if the session starts at that minute of that day, but not in that room."""

    def takes_part(self, session: str, person: str) -> Quantity | int:
        """Return 1 if the person takes part in the session, in any role."""

    def any_of(self, literals: Collection[Quantity | int]) -> Quantity | int:
        """Return 1 if one of these is 1."""

    def whether_any(self, literals: Collection[Quantity | int]) -> Quantity | int:
        """Return 1 if one of these is 1, and 0 if none is; of `any_of` it may be 1 all the same."""

    def beyond(self, literals: Collection[Quantity | int], most: int) -> Quantity | int:
        """Return how many more of these are 1 than that."""

    def pairs_of(
        self, ones: Collection[Quantity | int], others: Collection[Quantity | int]
    ) -> Quantity | int:
        """Return how many pairs there are of one of these that is 1 and one of those that is."""

    def interrupted(self, literals: Sequence[Quantity | int]) -> Quantity | int:
        """Return 1 if one of these is 0 with some before it and some after it that are 1."""

    def out_of_rank(self, session: str, rank: int, others: Collection[str]) -> Quantity:
        """Return 1 unless so many of the others less one start before the session."""

    def days_of(self, sessions: Collection[str]) -> Quantity:
        """Return on how many days some of these sessions take place."""

    def idle(self, day: date, sessions: Collection[str]) -> Quantity:
        """Return the minutes of that day that they leave open from the first to the last.

        From their first start to their last end, less the minutes that they last; 0 if
        that is negative, or if none is on that day.
        """

    # What attendees can be at, asked for at once so that equals are looked at once.

    def missed(self, parties: Collection[Party]) -> Quantity:
        """Return what the parties lack of the most that each hopes to attend.

        Of each party, its size times what it hopes for less what it can attend at best: of
        each hope one session, while it is there and takes part in none that goes on at the
        same time, and no two at once.
        """

    def lacking(
        self, sessions: Collection[str], people: int, most: Mapping[str, int] | None = None
    ) -> Quantity | int:
        """Return how many of so many people find no place in the rooms of these sessions.

        There is a place for everybody where no room is taken, or a room of unknown capacity;
        but in a session no more than `most` says, if it does.
        """

    def squeezed(self, crowd: Crowd) -> Quantity | int:
        """Return what a crowd loses because of the sizes of the sessions of each slot.

        In each slot choose those who wish for something that starts with it, are there all
        along it and take part in nothing that starts with it. Each is in one of the sessions
        there or in none, in none more than it takes, or its room; of all ways to seat them,
        the one counts that loses least. What somebody loses is what their dearest wish there
        is worth, less the session that they are in; in none, and for each person that a
        session has less than it needs, the worth of the dearest wish of all is lost besides.
        """

    # Weighted sums over pairs of sessions, asked for at once so that they can be shared.

    def overlaps(self, weights: Mapping[Pair, int]) -> Quantity:
        """Return the minutes at which the two of a pair take place at once."""

    def on_other_days(self, weights: Mapping[Pair, int]) -> Quantity:
        """Return the pairs that are on different days."""

    def in_other_rooms(self, weights: Mapping[Pair, int]) -> Quantity:
        """Return the pairs that are on the same day in different rooms.

        A pair of which one has no room is not counted.
        """

    def in_two_rooms(
        self, weights: Mapping[Pair, int], day: date, start: int, end: int
    ) -> Quantity | int:
        """Return the pairs that both start within these hours of that day, in different rooms.

        A pair of which one has no room is not counted.
        """

    def in_smaller_rooms(self, weights: Mapping[Pair, int]) -> Quantity:
        """Return the pairs of which the first is in a room with fewer seats than the other's.

        A pair is counted only where both have a room and both capacities are known.
        """

    def out_of_order(self, weights: Mapping[Pair, int], *, on_one_day: bool = False) -> Quantity:
        """Return the pairs of which the first has not ended when the other starts.

        With `on_one_day`, only those that are on the same day.
        """

    def soon_after(self, weights: Mapping[Pair, int], minutes: int) -> Quantity:
        """Return the pairs of which the other starts so many minutes after the first, or sooner.

        A pair is counted only where the other does not start before the first ends.
        """

    def day_end(self, day: date, sessions: Collection[str], earliest: int) -> Quantity:
        """Return the last end of these sessions on that day, or `earliest` if that is later."""

    def day_start(self, day: date, sessions: Collection[str], latest: Quantity) -> Quantity:
        """Return the first start of these sessions on that day, or `latest` if that is earlier."""


class Rule:
    """What holds of a timetable, or costs.

    Attributes
    ----------
    key : str
        Its name in files, in `--json` and in the weights.
    title : Text
        What it asks, in one line.
    reads : frozenset
        What `check` looks at: ``time`` (day, start and end), ``room``, ``people`` (who was
        chosen to take part), ``seats``. Which sessions are placed, each may look at.
    """

    key: ClassVar[str]
    title: ClassVar[Text]
    reads: ClassVar[frozenset[Aspect]]

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        """Judge a finished timetable from scratch, without the solver."""
        raise NotImplementedError


class Demand(Rule):
    """A rule that must hold.

    Attributes
    ----------
    wanted : Text
        The demand as a sentence, for those it concerns; see `says`.
    broken : Text
        The sentence when it does not hold.
    stands : tuple of str
        Where in the draft it is asked: a table, and a field of its rows; see `place`.
    gives_way : bool
        Whether an organiser may concede some of it. Every demand says so, one way or the other.
    """

    wanted: ClassVar[Text]
    broken: ClassVar[Text]
    stands: ClassVar[Path] = ("sessions",)
    gives_way: ClassVar[bool]

    def limits(self, problem: Problem) -> Iterator[Limit]:  # noqa: ARG002
        """Demands about one placement. Pure: no solver in it."""
        yield from ()

    def post(self, to: Decisions) -> None:
        """Tell the solver the demands that relate placements."""

    def says(self, problem: Problem, whom: Whom) -> Text:
        """Return the demand as a sentence that names who and where."""
        return self.wanted.fill(
            sessions=sessions_text(problem, whom.sessions),
            people=listing(problem.person[person].label for person in whom.people),
            rooms=listing(problem.room[room].label for room in whom.rooms),
            attendees=attendees_text(whom.attendees),
        )

    def place(self, problem: Problem, whom: Whom) -> Path:
        """Return where in the draft it is asked, for the first of those it concerns."""
        table, *field = self.stands
        if table == "event":
            return self.stands
        rows = {
            "days": [problem.day[day].id for day in whom.days],
            "rooms": whom.rooms,
            "equipment": whom.equipment,
            "people": whom.people,
            "stretches": (),
            "tracks": whom.tracks,
            "sessions": whom.sessions,
            "attendees": whom.attendees,
        }
        if rows[str(table)]:
            return (table, rows[str(table)][0], *field)
        return next(((other, ids[0]) for other, ids in rows.items() if ids), ())

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        """Return how far it may give way for those it concerns; None: not at all."""
        return None

    def price(self, problem: Problem, whom: Whom, amounts: Amounts) -> int | None:
        """Return what it costs to give way by so much; None where it cannot."""
        leeway = self.leeway(problem, whom)
        return leeway.price(amounts) if leeway else None

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:  # noqa: ARG002
        """Yield the edits of the draft after which a timetable keeps this demand.

        Measured on the timetable, from scratch: none of them grants more than it needs. Each
        costs what `leeway` says; where it cannot give way as far as that, nothing is yielded.
        """
        yield from ()

    def edit(
        self, text: Text, price: int, whom: Whom, *changes: FieldChange, **fields: object
    ) -> Edit:
        """Make an edit by which this demand gives way."""
        return Edit(
            self.key,
            changes,
            text.fill(**fields),
            price,
            sessions=whom.sessions,
            people=whom.people,
            rooms=whom.rooms,
        )

    def finding(self, whom: Whom, text: Text | None = None, **fields: object) -> Finding:
        """Make the finding that this demand is broken."""
        return Finding(
            rule=self.key,
            severity="error",
            text=(text or self.broken).fill(**fields),
            sessions=whom.sessions,
            people=whom.people,
            rooms=whom.rooms,
            attendees=whom.attendees,
        )


class Cost(Rule):
    """A rule that costs where it does not hold: a wish.

    Attributes
    ----------
    tier : int
        The least comes first. Tiers are solved in turn, see `docs/decisions/0002-tiers.md`.
    weight : int
        Default weight inside its tier.
    unit : Text
        What one unit of cost is.
    severity : {"info", "warning"}
        How grave it is that something is paid.
    measured_by : frozenset of str
        Keys of the demands that it is counted from: to give these up is another measure, no gain.
    """

    tier: ClassVar[int]
    weight: ClassVar[int] = 1
    unit: ClassVar[Text] = Text("minutes", "minutes")
    severity: ClassVar[Severity] = "info"
    measured_by: ClassVar[frozenset[str]] = frozenset()

    def concerns(self, problem: Problem) -> bool:  # noqa: ARG002
        """Whether anything can be paid at all; if not, it is not spoken of."""
        return True

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        """Tell the solver what to keep small; the cost is the sum."""
        raise NotImplementedError

    def hold(self, to: Decisions) -> None:
        """Say what holds where nothing is paid, as demands: what follows is sooner proven."""

    def paid(self, cost: int, whom: Whom, text: Text) -> Finding:
        """Make the finding that something was paid."""
        return Finding(
            self.key, self.severity, text, sessions=whom.sessions, rooms=whom.rooms, cost=cost
        )
