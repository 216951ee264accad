"""Who sits where, as organisers read it: lists, agendas, waiting lists, wishes in figures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from agenda_solver import views
from agenda_solver.fairness import Fairness
from agenda_solver.offers import Offers, Standing
from agenda_solver.problem import Attendee, Problem, folded, joined
from agenda_solver.result import MorePlaces, Seating
from agenda_solver.rules.words import people_count, session_text
from agenda_solver.text import Names, Text, counted, listing, same
from agenda_solver.timetable import Placement, Timetable

# --- Names --------------------------------------------------------------------------------


def name_of(attendee: Attendee, names: Names = "full") -> str:
    """Return how an attendee is called: by id where no name is known."""
    if names == "codes" or not attendee.name:
        return attendee.id
    return _initials(attendee.name) if names == "initials" else attendee.name


def shown_names(attendees: Iterable[Attendee], names: Names = "full") -> Mapping[str, str]:
    """Return by id how those on one list are called: of namesakes, with the id."""
    called = {attendee.id: name_of(attendee, names) for attendee in attendees}
    namesakes = Counter(called.values())
    return {
        key: name if namesakes[name] == 1 or name == key else f"{name} ({key})"
        for key, name in called.items()
    }


def _initials(name: str) -> str:
    """Return ``J.-M. D.`` for Jean-Marc Dupont; a number stays."""
    words = (
        "-".join(_initial(part) for part in word.split("-") if _initial(part))
        for word in name.split()
    )
    return " ".join(word for word in words if word)


def _initial(part: str) -> str:
    letters = "".join(letter for letter in part if letter.isalnum())
    if not letters or letters.isdigit():
        return letters
    return f"{letters[0].upper()}."


_PIECES = re.compile(r"\d+|[^\W\d_]+")


def in_order(words: str) -> tuple[tuple[str, int], ...]:
    """Return by what names are sorted: without case and accents, a number by its size."""
    spread = unicodedata.normalize("NFKD", words)
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    pieces = _PIECES.findall(bare.casefold().replace("œ", "oe").replace("æ", "ae"))
    return tuple(("", int(it)) if it.isdecimal() else (it, 0) for it in pieces)


# --- Attendance lists and waiting lists ---------------------------------------------------


@dataclass(frozen=True)
class Demand:
    """How many wish for a workshop: as their first wish, among their first three, at all."""

    first: int = 0
    top3: int = 0
    all: int = 0


@dataclass(frozen=True)
class Waiting:
    """Somebody who wishes for a session more than for what they have meanwhile.

    Attributes
    ----------
    rank : int
        Which of their wishes it is, 1 being the first.
    seat : str or None
        The session in which they have a seat meanwhile; None where they have none.
    seat_rank : int or None
        Which of their wishes that is; None where it is none of them.
    """

    attendee: str
    rank: int
    seat: str | None = None
    seat_rank: int | None = None


@dataclass(frozen=True)
class Roster:
    """Who sits in a session, and who would like to.

    Attributes
    ----------
    limit : int or None
        How many it takes, its room included; None: any number.
    seated : tuple of str
        Ids of the attendees, sorted by what they are called.
    demand : Demand
        For its workshop, with all its times and sub-groups.
    waiting : tuple of Waiting
        The next to be asked first: by the rank of the wish, then who has the worst seat,
        then who registered first.
    cancelled : bool
        Whether it does not take place, for lack of attendees; then nobody waits.
    """

    placement: Placement
    limit: int | None
    seated: tuple[str, ...] = ()
    demand: Demand = Demand()
    waiting: tuple[Waiting, ...] = ()
    cancelled: bool = False

    @property
    def left(self) -> int | None:
        """How many seats are left; None: any number."""
        return None if self.limit is None else max(0, self.limit - len(self.seated))


def rosters(problem: Problem, timetable: Timetable, names: Names = "full") -> tuple[Roster, ...]:
    """Return who sits in each session that takes registrations, in the order of time.

    Parameters
    ----------
    names : {"full", "initials", "codes"}
        What attendees are called, by which they are sorted.
    """
    return _Seats(problem, timetable).rosters(names)


class _Seats:
    """What was wished for and what was given, looked up once for everything told of it."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.timetable = timetable
        self.offers = Offers(problem, timetable)
        self.ranks = {it.id: self.offers.ranks(it) for it in problem.attendees}
        self.cancelled = frozenset(
            session for session in self.offers.placements if self._is_cancelled(session)
        )

    def _is_cancelled(self, session: str) -> bool:
        return views.is_cancelled(self.problem, self.timetable, session)

    @cached_property
    def kin_of(self) -> tuple[int, ...]:
        """Tell of each round with which others it is ranked; see `Offers.kin`."""
        kin, workshop = self.offers.kin, self.problem.workshop
        return tuple(kin[workshop(it.sessions[0])] for it in self.offers.rounds)

    # Lists.

    def rosters(self, names: Names) -> tuple[Roster, ...]:
        demand = self._demand()
        waiting = self._waiting()
        found = []
        for session, placement in self.offers.placements.items():
            seated = self.timetable.seated.get(session, ())
            called = shown_names(map(self.problem.attendee.__getitem__, seated), names)
            found.append(
                Roster(
                    placement,
                    self.offers.limit(session),
                    tuple(sorted(called, key=lambda it: in_order(called[it]))),
                    demand.get(self.problem.workshop(session), Demand()),
                    tuple(waiting.get(session, ())),
                    session in self.cancelled,
                )
            )
        return tuple(sorted(found, key=lambda it: (it.placement.day, it.placement.start)))

    def _demand(self) -> Mapping[str, Demand]:
        counts: dict[str, Counter[int]] = {}
        for ranks in self.ranks.values():
            for workshop, rank in ranks.items():
                counts.setdefault(workshop, Counter())[rank] += 1
        return {
            workshop: Demand(count[1], sum(count[rank] for rank in (1, 2, 3)), sum(count.values()))
            for workshop, count in counts.items()
        }

    def _waiting(self) -> Mapping[str, list[Waiting]]:
        found: dict[str, list[Waiting]] = {}
        for attendee in self.problem.attendees:
            seats = self._seats_of(attendee.id)
            has = {self.problem.workshop(session) for session in seats}
            for workshop, rank in self.ranks[attendee.id].items():
                for session in () if workshop in has else self._open_times(workshop):
                    if self._may_sit(attendee, session):
                        it = self._as_waiting(attendee, session, rank, seats)
                        found.setdefault(session, []).extend([it] if it else [])
        for waiting in found.values():
            waiting.sort(key=_who_is_next)
        return found

    def _open_times(self, workshop: str) -> list[str]:
        return [
            session
            for session in self.problem.workshops[workshop]
            if session in self.offers.placements and session not in self.cancelled
        ]

    def _seats_of(self, attendee: str) -> list[str]:
        seats = self.timetable.seats_of.get(attendee, ())
        return [session for session in seats if session in self.offers.placements]

    def _may_sit(self, attendee: Attendee, session: str) -> bool:
        """Whether an attendee could be in a session: free, and its room has what is needed."""
        room = self.offers.placements[session].room
        features = self.problem.room[room].features if room is not None else ()
        return set(attendee.needs) <= set(features) and self.offers.is_free(attendee, session)

    def _as_waiting(
        self, attendee: Attendee, session: str, rank: int, seats: Iterable[str]
    ) -> Waiting | None:
        """Return how somebody waits, unless their seat meanwhile is as good, or demanded."""
        problem, ranks = self.problem, self.ranks[attendee.id]
        placement = self.offers.placements[session]
        meanwhile = [it for it in seats if self.offers.placements[it].overlaps(placement)]
        must = {problem.workshop(it) for it in attendee.must_attend}
        if must & {problem.workshop(it) for it in meanwhile}:
            return None
        if not meanwhile:
            return Waiting(attendee.id, rank)
        ranked = [(ranks.get(problem.workshop(it)), it) for it in meanwhile]
        best, seat = min(ranked, key=lambda it: (it[0] is None, it[0] or 0))
        return None if best is not None and best <= rank else Waiting(attendee.id, rank, seat, best)

    # Agendas.

    def agendas(self, names: Names) -> tuple[AttendeeAgenda, ...]:
        called = shown_names(self.problem.attendees, names)
        roles = {it.person: it.appearances for it in views.agendas(self.problem, self.timetable)}
        waits: dict[str, list[tuple[int, str]]] = {}
        for session, waiting in self._waiting().items():
            for it in waiting:
                waits.setdefault(it.attendee, []).append((it.rank, session))
        lacking = self._lacking()
        shared = list(self._shared())
        found = []
        for attendee in sorted(self.problem.attendees, key=lambda it: in_order(called[it.id])):
            person = self.problem.person_of.get(attendee.id, "")
            own = [self._seat_line(session) for session in self._seats_of(attendee.id)]
            own += [
                AgendaLine("role", *_when(it.placement), (it.session,), it.roles)
                for it in roles.get(person, ())
                if it.placement
            ]
            waited = [session for _, session in sorted(waits.get(attendee.id, ()))]
            own += [self._lacking_line(number, waited) for number in lacking.get(attendee.id, ())]
            lines = own + [
                line
                for line in shared
                if _is_there(attendee, line) and not self._is_missed(line, own)
            ]
            ordered = sorted(lines, key=lambda it: (it.day, it.start, it.end))
            found.append(AttendeeAgenda(attendee.id, tuple(ordered)))
        return tuple(found)

    def _seat_line(self, session: str) -> AgendaLine:
        return AgendaLine("seat", *_when(self.offers.placements[session]), (session,))

    def _lacking(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for standing in self.standings:
            if standing.session is None:
                found.setdefault(standing.attendee, []).append(standing.round)
        return found

    def _lacking_line(self, number: int, waited: Iterable[str]) -> AgendaLine:
        it = self.offers.rounds[number]
        end = max(self.offers.placements[session].end for session in it.sessions)
        waiting = tuple(session for session in waited if session in it.sessions)
        return AgendaLine("lacking", it.day, it.start, end, waiting)

    def _shared(self) -> Iterator[AgendaLine]:
        """Yield what needs no seat; of sessions that start together, one is to be chosen."""
        groups: dict[tuple[date, int], list[Placement]] = {}
        for placement in self.timetable.placements:
            session = self.problem.session[placement.session]
            if placement.session in self.offers.placements or session.part_of is not None:
                continue
            if self._is_for_everybody(placement.session):
                yield AgendaLine("all", *_when(placement), (placement.session,))
            else:
                groups.setdefault((placement.day, placement.start), []).append(placement)
        for (day, start), group in groups.items():
            sessions = tuple(placement.session for placement in group)
            kind: LineKind = "choice" if len(group) > 1 else "all"
            yield AgendaLine(kind, day, start, max(it.end for it in group), sessions)

    def _is_for_everybody(self, session: str) -> bool:
        it = self.problem.session[session]
        return it.is_plenary or it.external or it.kind in ("break", "meal", "ceremony")

    def _is_missed(self, line: AgendaLine, own: Iterable[AgendaLine]) -> bool:
        """Whether somebody is elsewhere: all the time, or where it is not for everybody."""
        return any(
            it.day == line.day
            and it.start < line.end
            and line.start < it.end
            and not self._takes_part(it, line)
            and (
                (it.start <= line.start and line.end <= it.end)
                or self._holds(line, it)
                or not self._is_for_everybody(line.sessions[0])
            )
            for it in own
            if it.kind != "lacking"
        )

    def _takes_part(self, own: AgendaLine, line: AgendaLine) -> bool:
        """Whether somebody has a role in a part of it: they are there for the whole."""
        return own.kind == "role" and self._holds(line, own) and own.sessions != line.sessions

    def _holds(self, line: AgendaLine, own: AgendaLine) -> bool:
        """Whether it is the same session, or the whole of it."""
        return any(
            session in (it, *self.problem.wholes(it))
            for session in line.sessions
            for it in own.sessions
        )

    # Figures.

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(self.offers.standings())

    def is_asked(self, standing: Standing) -> bool:
        """Whether somebody has wished for anything at that time."""
        ranks = self.ranks[standing.attendee]
        return any(self.offers.kin[it] == self.kin_of[standing.round] for it in ranks)

    def figures(self) -> WishFigures:
        tally = self._tally(self.standings)
        worst = max(tally.ranks, default=None)
        return WishFigures(
            all=tally,
            organisations=self._tallies(lambda it: it.organisation),
            categories=self._tallies(lambda it: it.category),
            worst_rank=worst,
            with_worst_rank=self._who(lambda it: it.rank is not None and it.rank == worst),
            unwished=self._who(
                lambda it: it.session is not None and it.rank is None and self.is_asked(it)
            ),
            lacking=self._who(lambda it: it.session is None),
            unasked=tuple(
                it
                for it in dict.fromkeys(standing.attendee for standing in self.standings)
                if not self.ranks[it]
            ),
            worst_off=self._worst_off(),
        )

    def _who(self, concerned: Callable[[Standing], bool]) -> tuple[str, ...]:
        found = (standing.attendee for standing in self.standings if concerned(standing))
        return tuple(dict.fromkeys(found))

    def _tally(self, standings: Sequence[Standing]) -> Tally:
        asked = [it for it in standings if self.is_asked(it)]
        unasked = [it for it in standings if not self.is_asked(it)]
        ranks = Counter(it.rank for it in asked if it.rank is not None)
        without = sum(it.session is None for it in asked)
        unasked_without = sum(it.session is None for it in unasked)
        return Tally(
            people=len({it.attendee for it in standings}),
            wishing=len({it.attendee for it in asked}),
            served_first=len({it.attendee for it in asked if it.rank == 1}),
            ranks=dict(sorted(ranks.items())),
            unwished=len(asked) - ranks.total() - without,
            without=without,
            unasked=len(unasked) - unasked_without,
            unasked_without=unasked_without,
        )

    def _tallies(self, label_of: Callable[[Attendee], str]) -> tuple[tuple[str, Tally], ...]:
        """Return the figures of each label, the one with most seats due first."""
        groups: dict[str, list[Standing]] = {}
        labels: dict[str, str] = {}
        for standing in self.standings:
            label = label_of(self.problem.attendee[standing.attendee])
            if label:
                groups.setdefault(folded(label), []).append(standing)
                labels.setdefault(folded(label), label)
        largest = sorted(groups, key=lambda it: (-len(groups[it]), in_order(labels[it])))
        return tuple((labels[key], self._tally(groups[key])) for key in largest)

    def _worst_off(self) -> tuple[DayOf, ...]:
        """Return those who are served worst over the day, if somebody is due several seats."""
        by_attendee: dict[str, list[Standing]] = {}
        for standing in self.standings:
            by_attendee.setdefault(standing.attendee, []).append(standing)
        if all(len(standings) < 2 for standings in by_attendee.values()):
            return ()
        days = [
            DayOf(attendee, tuple(standings), self._loss(attendee, standings))
            for attendee, standings in by_attendee.items()
        ]
        worst = max((day.lacking, day.loss) for day in days)
        return tuple(day for day in days if (day.lacking, day.loss) == worst) if any(worst) else ()

    def _loss(self, attendee: str, standings: Iterable[Standing]) -> int:
        """Return by how much somebody's ranks add up to more than they might at best.

        At best they are 1, or 1, 2, 3… in rounds with the same workshops; a session that is
        not wished for counts as the rank after the last wish.
        """
        ranks = self.ranks[attendee]
        seats: Counter[int] = Counter()
        total = 0
        for it in standings:
            if it.session is not None:
                seats[self.kin_of[it.round]] += 1
                total += it.rank or self.offers.next_rank(ranks, it.session)
        return max(0, total - sum(count * (count + 1) // 2 for count in seats.values()))


def _who_is_next(waiting: Waiting) -> tuple[int, int, int]:
    """Sort a waiting list; those who are alike stay in the order of registration."""
    if waiting.seat is None:
        return waiting.rank, 0, 0
    if waiting.seat_rank is None:
        return waiting.rank, 1, 0
    return waiting.rank, 2, -waiting.seat_rank


# --- What each attendee is given ----------------------------------------------------------

LineKind = Literal["seat", "role", "all", "choice", "lacking"]


@dataclass(frozen=True)
class AgendaLine:
    """A line of an attendee's agenda.

    Attributes
    ----------
    kind : {"seat", "role", "all", "choice", "lacking"}
        A seat; a part in the programme; what is for everybody; sessions of which one is to
        be chosen; a seat that is due and lacking.
    start, end : int
        Minutes since midnight.
    sessions : tuple of str
        Where to be; where a seat is lacking, what is waited for, the best wish first.
    roles : Text or None
        What the attendee does there.
    """

    kind: LineKind
    day: date
    start: int
    end: int
    sessions: tuple[str, ...] = ()
    roles: Text | None = None


@dataclass(frozen=True)
class AttendeeAgenda:
    """Where an attendee is, in the order of time."""

    attendee: str
    lines: tuple[AgendaLine, ...] = ()


def attendee_agendas(
    problem: Problem, timetable: Timetable, names: Names = "full"
) -> tuple[AttendeeAgenda, ...]:
    """Return every attendee's agenda, sorted by what they are called.

    It has their seats, what they do themselves, and all that is for everybody while they
    are there; the parts of a session are told with it only to those who take part in them.
    """
    return _Seats(problem, timetable).agendas(names)


def _when(placement: Placement) -> tuple[date, int, int]:
    return placement.day, placement.start, placement.end


def _is_there(attendee: Attendee, line: AgendaLine) -> bool:
    """Whether an attendee is present for at least a part of it."""
    return not attendee.present or any(
        start < line.end and line.start < end for start, end in joined(attendee.present, line.day)
    )


_MOST_CHOICES = 3


def line_text(problem: Problem, timetable: Timetable, line: AgendaLine) -> Text:
    """Return what a line of an agenda says, beside its time and its room."""
    if line.kind == "lacking":
        waited = [views.session_title(problem, session) for session in line.sessions]
        return _WAITS.fill(sessions=listing(waited)) if waited else NO_SEAT
    if line.kind == "choice":
        if len(line.sessions) > _MOST_CHOICES:
            return _SOME_CHOICES.fill(count=len(line.sessions))
        told = [_with_room(problem, timetable, session) for session in line.sessions]
        return _CHOICES.fill(
            sessions=Text(" ; ".join(t.fr for t in told), "; ".join(t.en for t in told))
        )
    title = views.session_title(problem, line.sessions[0])
    told = [line.roles] if line.roles else []
    if views.is_cancelled(problem, timetable, line.sessions[0]):
        told.append(views.CANCELLED)
    return Text(
        " – ".join([title.fr, *(t.fr for t in told)]),
        " – ".join([title.en, *(t.en for t in told)]),
    )


def line_room(problem: Problem, timetable: Timetable, line: AgendaLine) -> Text:
    """Return where it is; nothing where that is to be chosen, or a seat is lacking."""
    if line.kind in ("lacking", "choice"):
        return same("")
    return views.room_title(problem, timetable.by_session[line.sessions[0]].room)


def _with_room(problem: Problem, timetable: Timetable, session: str) -> Text:
    title = views.session_title(problem, session)
    room = views.room_title(problem, timetable.by_session[session].room)
    if not room.fr:
        return title
    return Text("{title} ({room})", "{title} ({room})").fill(title=title, room=room)


NO_SEAT = Text("pas de place", "no seat")
_WAITS = Text("pas de place (liste d'attente : {sessions})", "no seat (waiting list: {sessions})")
_CHOICES = Text("au choix : {sessions}", "to choose: {sessions}")
_SOME_CHOICES = Text("{count} sessions au choix", "{count} sessions to choose from")


# --- Wishes in figures --------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """What became of the wishes of some people, in seats unless told otherwise.

    Attributes
    ----------
    people : int
        Those who are due a seat.
    wishing : int
        How many of these wish for something that is offered when they are due a seat.
    served_first : int
        How many people have a first wish, at one time at least.
    ranks : mapping of int to int
        Seats that are somebody's first wish, second wish, and so on.
    unwished, without : int
        Of those who had wishes for a time: seats that are none of them, and lacking seats.
    unasked, unasked_without : int
        Of those who had none for a time: seats given, and lacking.
    """

    people: int = 0
    wishing: int = 0
    served_first: int = 0
    ranks: Mapping[int, int] = field(default_factory=dict)
    unwished: int = 0
    without: int = 0
    unasked: int = 0
    unasked_without: int = 0

    @property
    def asked(self) -> int:
        """Seats due to those who had wishes for the time."""
        return sum(self.ranks.values()) + self.unwished + self.without

    @property
    def due(self) -> int:
        """Seats that people should have: one a round."""
        return self.asked + self.unasked + self.unasked_without

    @property
    def lacking(self) -> int:
        """Seats that are due and were not given."""
        return self.without + self.unasked_without

    @property
    def given(self) -> int:
        """Seats that were given, of those due."""
        return self.due - self.lacking

    @property
    def first(self) -> int:
        """Seats that are a first wish."""
        return self.ranks.get(1, 0)

    @property
    def top3(self) -> int:
        """Seats that are one of the first three wishes."""
        return sum(count for rank, count in self.ranks.items() if rank <= 3)

    def __add__(self, other: Tally) -> Tally:
        """Return the figures of two groups that share nobody, together."""
        ranks = Counter(self.ranks) + Counter(other.ranks)
        return Tally(
            self.people + other.people,
            self.wishing + other.wishing,
            self.served_first + other.served_first,
            dict(sorted(ranks.items())),
            self.unwished + other.unwished,
            self.without + other.without,
            self.unasked + other.unasked,
            self.unasked_without + other.unasked_without,
        )


@dataclass(frozen=True)
class DayOf:
    """What became of one attendee's wishes over all the rounds.

    Attributes
    ----------
    standings : tuple of Standing
        In the order of time.
    loss : int
        By how much the ranks of their seats add up to more than they might at best.
    """

    attendee: str
    standings: tuple[Standing, ...]
    loss: int

    @property
    def lacking(self) -> int:
        """How many seats are lacking."""
        return sum(standing.session is None for standing in self.standings)


@dataclass(frozen=True)
class WishFigures:
    """What became of everybody's wishes.

    Attributes
    ----------
    organisations, categories : tuple of (str, Tally)
        Those with most seats due first; who has no label is left out.
    worst_rank : int or None
        The last rank that a seat has; None where no seat is wished for.
    with_worst_rank, unwished, lacking, unasked : tuple of str
        Ids of the attendees with a seat of that rank, with one that is none of their
        wishes, with one lacking, and of those without any wish.
    worst_off : tuple of DayOf
        Where there are several rounds, those with most seats lacking, and of these with
        the largest loss; none where everybody has the best.
    """

    all: Tally
    organisations: tuple[tuple[str, Tally], ...]
    categories: tuple[tuple[str, Tally], ...]
    worst_rank: int | None
    with_worst_rank: tuple[str, ...]
    unwished: tuple[str, ...]
    lacking: tuple[str, ...]
    unasked: tuple[str, ...]
    worst_off: tuple[DayOf, ...]


def wish_figures(problem: Problem, timetable: Timetable) -> WishFigures:
    """Return what became of everybody's wishes, counted from the seats."""
    return _Seats(problem, timetable).figures()


# --- Sentences ----------------------------------------------------------------------------


def rank_text(rank: int) -> Text:
    """Write which wish it is: ``1er vœu``, ``2nd wish``."""
    return Text(f"{_ordinal(rank).fr} vœu", f"{_ordinal(rank).en} wish")


def _ordinal(rank: int) -> Text:
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10)
    return Text("1er" if rank == 1 else f"{rank}e", f"{rank}{ending or 'th'}")


def seat_text(standing: Standing) -> Text:
    """Return what became of somebody in a round: ``2e vœu``, ``hors de ses vœux``."""
    if standing.session is None:
        return NO_SEAT
    return UNWISHED if standing.rank is None else rank_text(standing.rank)


UNWISHED = Text("hors des vœux", "not a wish")


def percent(part: int, whole: int) -> Text:
    """Write a share: ``45 %``, ``45%``; nothing of nothing."""
    if not whole:
        return same("–")
    share = f"{part / whole:.0%}"
    return Text(share.replace("%", " %"), share)


FAIRNESS: Mapping[Fairness, Text] = {
    "generous": Text("équité « généreuse »", "“generous” fairness"),
    "total": Text("équité « totale »", "“total” fairness"),
    "first-choices": Text("équité « premiers vœux »", "“first choices” fairness"),
}


def seating_text(seating: Seating) -> Text:
    """Return how far the seating is proven, in the organiser's words."""
    fairness = FAIRNESS[seating.fairness]
    if seating.status == "infeasible":
        return Text(
            "Places : impossible, c'est prouvé : tout le monde ne peut pas être là où il le doit",
            "Seats: proven impossible: not everybody can be where they must be",
        )
    if seating.status == "unknown":
        return Text(
            "Places : rien trouvé dans le temps donné",
            "Seats: nothing was found within the time given",
        )
    if seating.status == "optimal":
        return Text(
            "Places : prouvé, on ne peut pas faire mieux ({fairness})",
            "Seats: proven, one cannot do better ({fairness})",
        ).fill(fairness=fairness)
    unproven = next((tier for tier in seating.tiers if tier.status != "optimal"), None)
    if unproven is None:
        return Text(
            "Places : données, pas prouvé qu'on ne peut pas faire mieux ({fairness})",
            "Seats: given, not proven that one cannot do better ({fairness})",
        ).fill(fairness=fairness)
    if unproven.tie:
        return Text(
            "Places : pour les vœux, prouvé, on ne peut pas faire mieux ({fairness}) ; pas prouvé "
            "pour ce qui départage ({aim} : {cost}, au mieux {bound})",
            "Seats: for the wishes, proven, one cannot do better ({fairness}); not proven for what "
            "decides between ties ({aim}: {cost}, at best {bound})",
        ).fill(fairness=fairness, aim=unproven.aim, cost=unproven.cost, bound=unproven.bound)
    return Text(
        "Places : données, pas prouvé qu'on ne peut pas faire mieux ({fairness}) ; {aim} : "
        "{cost}, au mieux {bound}",
        "Seats: given, not proven that one cannot do better ({fairness}); {aim}: {cost}, at "
        "best {bound}",
    ).fill(fairness=fairness, aim=unproven.aim, cost=unproven.cost, bound=unproven.bound)


_MOST_GAINS = 3


def seating_summary(problem: Problem, timetable: Timetable, seating: Seating) -> list[Text]:
    """Return what a screen tells of the seats: a few lines, the first one how far proven."""
    told = [seating_text(seating)]
    if seating.status in ("infeasible", "unknown"):
        return told
    tally = wish_figures(problem, timetable).all
    told += [_GIVEN.fill(given=tally.given, due=tally.due), _profile_text(tally)]
    if tally.lacking:
        told.append(_LACKING.fill(count=tally.lacking))
    if seating.cancelled:
        sessions = listing(session_text(problem, session) for session in seating.cancelled)
        told.append(_CANCELLED.fill(sessions=sessions))
    if seating.moved:
        told.append(_MOVED.fill(count=len(seating.moved)))
    told += [more_places_text(problem, more) for more in seating.more_places[:_MOST_GAINS]]
    return [text for text in told if text.fr]


_GIVEN = Text("Places données : {given} sur {due}", "Seats given: {given} of {due}")
_LACKING = Text("Places qui manquent : {count}", "Seats lacking: {count}")
_CANCELLED = Text("Annulés, trop peu d'inscrits : {sessions}", "Cancelled, too few: {sessions}")
_MOVED = Text(
    "Places déjà données qui changent : {count}", "Seats given before that change: {count}"
)


def _profile_text(tally: Tally) -> Text:
    """Write ``1er vœu : 90 (69 %) · 2e vœu : 25 · hors des vœux : 3``."""
    one = Text("{what} : {count}", "{what}: {count}")
    told = [one.fill(what=rank_text(rank), count=count) for rank, count in tally.ranks.items()]
    if tally.first:
        share = percent(tally.first, tally.asked)
        first = Text("{first} ({share})", "{first} ({share})").fill(first=told[0], share=share)
        told[0] = first
    rest = ((UNWISHED, tally.unwished), (UNASKED, tally.unasked))
    told += [one.fill(what=what, count=count) for what, count in rest if count]
    return Text(" · ".join(t.fr for t in told), " · ".join(t.en for t in told))


UNASKED = Text("sans vœu exprimé", "no wish made")


def more_places_text(problem: Problem, more: MorePlaces) -> Text:
    """Return what more places in a session would bring, in one sentence.

    ``12 places de plus dans « Atelier 2 » : 11 personnes de plus ont leur premier vœu, 3 de
    moins n'ont aucun de leurs vœux``. From the fourth wish on, ranks are told together; who
    has none of their wishes has no seat, or one that they do not wish for.
    """
    places = counted(
        more.places, Text("place de plus", "more seat"), Text("places de plus", "more seats")
    )
    ranks = {rank: more.ranks.get(rank, 0) for rank in (1, 2, 3)}
    later = sum(count for rank, count in more.ranks.items() if rank > 3)
    changes: list[tuple[int, tuple[Text, Text]]] = [
        (count, _has(_FIRST if rank == 1 else rank_text(rank))) for rank, count in ranks.items()
    ]
    changes.append((later, _has(_LATER)))
    changes.append((-sum(more.ranks.values()), _HAS_NO_WISH))
    changes.append((more.without, _HAS_NO_SEAT))
    told = [
        _people_more(count, words, first=number == 0)
        for number, (count, words) in enumerate(it for it in changes if it[0])
    ]
    gains = Text(", ".join(t.fr for t in told), ", ".join(t.en for t in told)) if told else _NOTHING
    return Text("{places} dans {session} : {gains}", "{places} in {session}: {gains}").fill(
        places=places, session=session_text(problem, more.session), gains=gains
    )


def _people_more(count: int, words: tuple[Text, Text], *, first: bool) -> Text:
    """Write ``11 personnes de plus ont…``; after the first, ``3 de moins n'ont…``."""
    one, many = words
    number = abs(count)
    verb = Text(one.fr if number < 2 else many.fr, one.en if number == 1 else many.en)
    if first:
        people = people_count(number)
        english = people.en.replace(" ", " more " if count > 0 else " fewer ", 1)
        who = Text(f"{people.fr} de {'plus' if count > 0 else 'moins'}", english)
    else:
        who = Text(
            f"{number} de {'plus' if count > 0 else 'moins'}",
            f"{number} {'more' if count > 0 else 'fewer'}",
        )
    return Text("{who} {verb}", "{who} {verb}").fill(who=who, verb=verb)


def _has(wish: Text) -> tuple[Text, Text]:
    return (
        Text("a son {wish}", "has their {wish}").fill(wish=wish),
        Text("ont leur {wish}", "have their {wish}").fill(wish=wish),
    )


_FIRST = Text("premier vœu", "first wish")
_LATER = Text("4e vœu ou un suivant", "4th wish or a later one")
_HAS_NO_WISH = (
    Text("n'a aucun de ses vœux", "has none of their wishes"),
    Text("n'ont aucun de leurs vœux", "have none of their wishes"),
)
_HAS_NO_SEAT = (
    Text("est sans place", "is without a seat"),
    Text("sont sans place", "are without a seat"),
)
_NOTHING = Text("rien ne change", "nothing changes")
