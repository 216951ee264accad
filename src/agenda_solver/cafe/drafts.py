"""The café of a draft: its blocks of sessions on the same topics are the rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from agenda_solver.cafe.asked import CafeError, CafeTable, Guest, Pair, Turn, WorldCafe
from agenda_solver.problem import Attendee, Problem, Session, within
from agenda_solver.text import Text, listing
from agenda_solver.timetable import Timetable
from agenda_solver.words.moments import DAY_MINUTES


@dataclass(frozen=True)
class Drafted:
    """The café of a draft.

    Attributes
    ----------
    notices : tuple of Text
        What was understood otherwise than it may have been meant.
    """

    cafe: WorldCafe
    notices: tuple[Text, ...] = ()


def from_problem(
    problem: Problem, timetable: Timetable | None = None, guests: Sequence[Guest] = ()
) -> Drafted:
    """Return the café of a draft: blocks of sessions on the same topics are its rounds.

    A topic is a workshop with several times, or a track. Whoever has a role in a session
    of a round stays at that table.

    Parameters
    ----------
    problem : Problem
        The draft.
    timetable : Timetable, optional
        When and where its sessions are.
    guests : sequence of Guest
        Who comes, if not the draft's attendees.

    Raises
    ------
    CafeError
        If it has no rounds, or if nobody is registered.
    """
    return _Draft(problem, timetable or Timetable.of([]), guests).drafted()


def tables_of(problem: Problem, timetable: Timetable) -> WorldCafe | None:
    """Return the tables of a programme and its rounds, without guests; None where it has none."""
    try:
        return _Draft(problem, timetable).cafe()
    except CafeError:
        return None


class _Draft:
    def __init__(
        self, problem: Problem, timetable: Timetable, guests: Sequence[Guest] = ()
    ) -> None:
        self.problem = problem
        self.timetable = timetable
        self.given = guests

    def drafted(self) -> Drafted:
        attendees = [] if self.given else self._attendees()
        guests = tuple(self.given) or tuple(
            Guest(one.id, one.name, one.organisation) for one in attendees
        )
        if not guests:
            raise CafeError(_NOBODY_COMES)
        number = {attendee.id: at for at, attendee in enumerate(attendees)}
        cafe = replace(
            self.cafe(),
            guests=guests,
            forbidden=_pairs(attendees, number, "apart"),
            wished=_pairs(attendees, number, "together"),
        )
        return Drafted(cafe, tuple(self._notices(attendees, cafe.turns)))

    def cafe(self) -> WorldCafe:
        """Return its tables and rounds; nobody comes yet."""
        at_tables = list(zip(*self._rounds, strict=True))  # the sessions of each, round by round
        topics = list(dict.fromkeys(self._topic_of[table[0]] for table in at_tables))
        tables = (
            CafeTable(
                topics.index(self._topic_of[table[0]]),
                self._limit(table),
                self._hosts(table),
                self._rooms(table),
            )
            for table in at_tables
        )
        turns = tuple(map(self._turn, self._rounds))
        return WorldCafe(
            self.problem.event, (), tuple(tables), turns, tuple(map(self._topic_title, topics))
        )

    # Rounds and tables.

    @cached_property
    def _topic_of(self) -> Mapping[str, str]:
        """The topic of each session of a block: its workshop if that has several times."""
        problem = self.problem
        several = {
            workshop
            for workshop, sessions in problem.workshops.items()
            if len({problem.session[session].block for session in sessions} - {None}) > 1
        }
        topics = {}
        for sessions in problem.blocks.values():
            for session in sessions:
                workshop, track = problem.workshop(session), problem.session[session].track
                topic = workshop if workshop in several else track
                if topic:
                    topics[session] = topic
        return topics

    @cached_property
    def _rounds(self) -> list[list[str]]:
        """Return the sessions of each round, in the order of the tables."""
        alike: dict[tuple[tuple[str, int], ...], list[list[str]]] = {}
        for sessions in self.problem.blocks.values():
            if len(sessions) > 1 and all(session in self._topic_of for session in sessions):
                count = Counter(self._topic_of[session] for session in sessions)
                alike.setdefault(tuple(sorted(count.items())), []).append(list(sessions))
        rounds = max(alike.values(), key=len, default=[])
        if len(rounds) < 2:
            raise CafeError(_NO_ROUNDS)
        rounds.sort(key=self._begins)
        topics = list(dict.fromkeys(self._topic_of[session] for session in rounds[0]))
        return [
            sorted(sessions, key=lambda session: topics.index(self._topic_of[session]))
            for sessions in rounds
        ]

    def _begins(self, sessions: Sequence[str]) -> tuple[date, int]:
        """Return when a round begins; rounds whose time is not known keep their order."""
        turn = self._turn(sessions)
        return turn.day or date.max, DAY_MINUTES if turn.start is None else turn.start

    def _turn(self, sessions: Sequence[str]) -> Turn:
        placed = [self.timetable.by_session.get(session) for session in sessions]
        known = [placement for placement in placed if placement is not None]
        if not known:
            return Turn()
        return Turn(min(one.start for one in known), max(one.end for one in known), known[0].day)

    def _rooms(self, table: Sequence[str]) -> tuple[str, ...]:
        """Return where a table is: as the timetable says, or else where it is locked."""
        rooms = []
        for key in table:
            placement = self.timetable.by_session.get(key)
            room = placement.room if placement else self.problem.session[key].locked.room
            rooms.append(self.problem.room[room].label if room else "")
        return tuple(rooms) if any(rooms) else ()

    def _limit(self, table: Sequence[str]) -> int | None:
        """Return how many guests a table takes: the hosts sit in the room too."""
        known = []
        for key in table:
            session = self.problem.session[key]
            if session.capacity.max is not None:
                known.append(session.capacity.max)
            placement = self.timetable.by_session.get(key)
            room = placement.room if placement else session.locked.room
            if room is not None and (places := self.problem.room[room].capacity) is not None:
                known.append(max(0, places - len(self._roster(session))))
        return min(known, default=None)

    def _roster(self, session: Session) -> tuple[str, ...]:
        if session.id in self.timetable.by_session:
            return tuple(self.timetable.roster(session))
        return session.roster

    def _hosts(self, table: Sequence[str]) -> tuple[str, ...]:
        people = (who for key in table for who in self._roster(self.problem.session[key]))
        return tuple(self.problem.person[who].label for who in dict.fromkeys(people))

    def _topic_title(self, topic: str) -> str:
        session = self.problem.session.get(topic)
        return topic if session is None or topic in self.problem.by_track else session.label

    # People.

    def _attendees(self) -> list[Attendee]:
        """Return those who change table: not the hosts, if they have registered too."""
        busy = {
            who
            for sessions in self._rounds
            for key in sessions
            for who in self._roster(self.problem.session[key])
        }
        person = self.problem.person_of
        return [
            attendee for attendee in self.problem.attendees if person.get(attendee.id) not in busy
        ]

    def _notices(self, attendees: Iterable[Attendee], turns: Iterable[Turn]) -> Iterator[Text]:
        attendees = list(attendees)
        known = [
            (turn.day, turn.start, turn.end)
            for turn in turns
            if turn.day is not None and turn.start is not None and turn.end is not None
        ]
        away = [
            attendee.id
            for attendee in attendees
            if attendee.present and not all(within(attendee.present, *moment) for moment in known)
        ]
        if away:
            yield _AWAY.fill(ids=listing(away))
        if any(attendee.together for attendee in attendees):
            yield _TOGETHER


def _pairs(attendees: Iterable[Attendee], number: Mapping[str, int], key: str) -> frozenset[Pair]:
    pairs: set[Pair] = set()
    for attendee in attendees:
        for other in getattr(attendee, key):
            if other in number:
                one, two = sorted((number[attendee.id], number[other]))
                pairs.add((one, two))
    return frozenset(pairs)


_NO_ROUNDS = Text(
    "ce brouillon n'a pas de tours : au moins deux blocs de sessions sur les mêmes sujets (le "
    "thème de chaque session, ou un atelier donné plusieurs fois) ; ou donner des nombres "
    "(--people, --tables)",
    "this draft has no rounds: at least two blocks of sessions on the same topics (the track of "
    "each session, or a workshop given several times); or give numbers (--people, --tables)",
)
_NOBODY_COMES = Text(
    "ce brouillon n'a pas de participants : les inscrire (« register »), ou dire combien ils "
    "sont (--people) ou qui (--names)",
    "this draft has no attendees: register them (“register”), or tell how many they are "
    "(--people) or who (--names)",
)
_AWAY = Text(
    "ne sont pas là pendant tous les tours, et sont comptés comme présents : {ids} ; refaire les "
    "tours sans eux par --absent et --from",
    "are not there in all rounds, and are counted as present: {ids}; make the rounds again "
    "without them by --absent and --from",
)
_TOGETHER = Text(
    "« ensemble » veut dire ici : à une même table au moins une fois",
    "“together” means here: at one table at least once",
)
