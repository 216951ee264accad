"""What a world café asks, and a rotation of it: everything by number, from 0."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from agenda_solver.result import Status
from agenda_solver.text import Text

Round = tuple[int | None, ...]
"""The table of each person in one round; None: not there."""


@dataclass(frozen=True)
class Cafe:
    """People who change tables, round after round.

    Attributes
    ----------
    people : int
        How many move about. Hosts who stay at their table are not counted, unless they are
        named in `hosts`.
    seats : tuple of int
        How many people each table takes, its host among them where `hosts` names one. More
        seats than people are allowed: then tables are filled as evenly as seats allow.
    topics : tuple of int
        The topic of each table; several tables may share one.
    rounds : int
        All rounds, those already held included.
    organisation : tuple of int
        Of each person; as few meetings within one as possible, once repeats are few.
    forbidden : frozenset of pairs of int
        People who are never at one table: a demand.
    wished : frozenset of pairs of int
        People who should meet at least once.
    distinct_topics : bool
        Nobody is at one topic twice. Kept where it is possible at all, see `keeps_topics`.
    carousel : bool
        Groups stay together and go from table to table.
    before : tuple of Round
        The rounds already held.
    absent : frozenset of int
        Who is not there any more: at no table in the rounds still to come.
    hosts : tuple of int
        The person at each table who never moves; they are some of the people, and whom they
        meet counts. Empty: hosts are not looked at.
    planned : tuple of Round
        The rounds still to come as they were planned, for a search to begin with.

    Raises
    ------
    ValueError
        If numbers contradict each other: a table without a topic, a person who is none.
    """

    people: int
    seats: tuple[int, ...]
    topics: tuple[int, ...]
    rounds: int
    organisation: tuple[int, ...] = ()
    forbidden: frozenset[tuple[int, int]] = frozenset()
    wished: frozenset[tuple[int, int]] = frozenset()
    distinct_topics: bool = True
    carousel: bool = False
    before: tuple[Round, ...] = ()
    absent: frozenset[int] = frozenset()
    hosts: tuple[int, ...] = ()
    planned: tuple[Round, ...] = ()

    def __post_init__(self) -> None:
        everybody, every_table = range(self.people), range(len(self.seats))
        named = {*self.absent, *self.hosts, *(one for pair in self.forbidden for one in pair)}
        named.update(one for pair in self.wished for one in pair)
        held = [table for row in (*self.before, *self.planned) for table in row]
        wrong = {
            "people, rounds and tables": min(self.people, self.rounds, len(self.seats)) < 1,
            "seats": min(self.seats, default=1) < 1,
            "topics": len(self.topics) != len(self.seats),
            "organisation": len(self.organisation) not in {0, self.people},
            "people named": any(one not in everybody for one in named),
            "pairs": any(one == other for one, other in (*self.forbidden, *self.wished)),
            "hosts": len(self.hosts) not in {0, len(self.seats)}
            or len(set(self.hosts)) != len(self.hosts),
            "rounds held": len(self.before) > self.rounds,
            "rounds planned": len(self.planned) not in {0, self.rounds - len(self.before)},
            "tables of rounds": any(
                table is not None and table not in every_table for table in held
            )
            or any(len(row) != self.people for row in (*self.before, *self.planned)),
        }
        if unfit := [name for name, is_so in wrong.items() if is_so]:
            raise ValueError(f"a café contradicts itself: {', '.join(unfit)}")

    @staticmethod
    def even(people: int, tables: int, rounds: int, *, distinct_topics: bool = True) -> Cafe:
        """Return a café with a topic a table, and people spread evenly.

        Where they do not divide evenly, every table takes the larger number: which tables
        have one fewer then changes from round to round.
        """
        seats = (-(-people // tables),) * tables
        return Cafe(people, seats, tuple(range(tables)), rounds, distinct_topics=distinct_topics)

    @property
    def tables(self) -> int:
        """How many tables there are."""
        return len(self.seats)

    @property
    def still(self) -> int:
        """How many rounds are still to come."""
        return self.rounds - len(self.before)

    @cached_property
    def present(self) -> tuple[int, ...]:
        """Who is there in the rounds still to come."""
        return tuple(person for person in range(self.people) if person not in self.absent)

    @cached_property
    def host_at(self) -> dict[int, int]:
        """The table of each host who is there."""
        return {host: table for table, host in enumerate(self.hosts) if host not in self.absent}

    @cached_property
    def most(self) -> tuple[int, ...]:
        """How many people sit at each table at most, when tables are filled evenly."""
        level = 0
        while sum(min(seats, level) for seats in self.seats) < len(self.present):
            level += 1
            if level > max(self.seats):
                break
        return tuple(min(seats, level) for seats in self.seats)

    @cached_property
    def empty(self) -> int:
        """How many of the seats in `most` stay empty in each round: at most one a table."""
        return sum(self.most) - len(self.present)

    @cached_property
    def least(self) -> tuple[int, ...]:
        """How many people sit at each table at least, when tables are filled evenly."""
        top = max(self.most)
        return tuple(most - (most == top and self.empty > 0) for most in self.most)

    @cached_property
    def keeps_topics(self) -> bool:
        """Whether nobody is at one topic twice: asked for, and possible.

        A topic is then seen by each person once at most, so it has as many visits as there
        are people, or as its tables take in all rounds. Where these come to enough, and no
        topic has to take more, edge colouring of people and topics spreads the visits over
        the rounds (König 1916). After rounds already held it is asked for wherever there
        are as many topics as rounds.
        """
        if not self.distinct_topics or self.rounds > len(set(self.topics)):
            return False
        if self.before:
            return True
        most, least = Counter[int](), Counter[int]()
        for topic, upper, lower in zip(self.topics, self.most, self.least, strict=True):
            hosts = bool(self.hosts)
            most[topic] += upper - hosts
            least[topic] += lower - hosts
        moving = len(self.present) - len(self.host_at)
        room = sum(min(moving, self.rounds * seats) for seats in most.values())
        return room >= self.rounds * moving and self.rounds * max(least.values()) <= moving


@dataclass(frozen=True)
class Rotation:
    """Who is at which table in which round.

    Attributes
    ----------
    table : tuple of Round
        Each round, those already held included; empty where none was found.
    repeats : int
        Meetings beyond the first: over all pairs, the number of rounds at one table, less
        one.
    bound : int
        No rotation that keeps what is asked has fewer: proven.
    status : Status
        ``optimal`` where the repeats are as few as the bound says (it is about nothing
        else), ``infeasible`` where no round can keep the demands, ``unknown`` where none
        was found that keeps them.
    method : str
        How it was found: ``closed form``, ``differences``, ``orbits``, ``annealing``, ``carousel``.
    advice : tuple of Text
        Nearby numbers that do better; what could not be kept.
    revisits : int
        How often somebody is at a topic where they have been, hosts left aside.
    within_organisation : int
        Meetings of two people of one organisation, over all rounds.
    unmet : int
        Wished pairs that never meet.
    again : int
        Meetings beyond a pair's second: 0 where nobody meets anybody more than twice.
    least_again : int
        No rotation that keeps what is asked, with no more repeats, has fewer: proven.
    """

    table: tuple[Round, ...]
    repeats: int
    bound: int
    status: Status
    method: str
    advice: tuple[Text, ...] = ()
    revisits: int = 0
    within_organisation: int = 0
    unmet: int = 0
    again: int = 0
    least_again: int = 0
