"""A world café as organisers speak of it: people, tables, topics and rounds, by name.

What is asked goes to `rotation` by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations

from agenda_solver.cafe.rotation import Cafe, Round
from agenda_solver.problem import Event
from agenda_solver.rules.words import people_count, seats_count
from agenda_solver.text import Text, listing, quoted, same
from agenda_solver.views.titles import dotted, padded_span
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.names import folded, nearest, perhaps

MOST_PEOPLE, MOST_TABLES, MOST_ROUNDS = 5_000, 1_000, 50
USUAL_ROUNDS = 3
Pair = tuple[int, int]


class CafeError(ValueError):
    """No café can be made of what is asked.

    Attributes
    ----------
    text : Text
        Why, and the way out.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


_HOSTS = Text("accueil : {people}", "host: {people}")


@dataclass(frozen=True)
class Guest:
    """Somebody who changes table; only a number where no name is known."""

    id: str
    name: str = ""
    organisation: str = ""

    @property
    def label(self) -> str:
        """How they are called in a list."""
        return self.name or self.id

    @property
    def title(self) -> Text:
        """How they are called alone."""
        if self.name:
            return same(self.name)
        return Text("Personne {id}", "Person {id}").fill(id=self.id)


@dataclass(frozen=True)
class CafeTable:
    """A table: its topic, by number, and who stays at it.

    Attributes
    ----------
    limit : int or None
        How many guests it takes; None: any number.
    hosts : tuple of str
        The names of those who are at it in every round, beside its guests.
    rooms : tuple of str
        Where it is in each round; empty where that is not known.
    """

    topic: int
    limit: int | None = None
    hosts: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """When a round takes place, in minutes since midnight; None where that is not known."""

    start: int | None = None
    end: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class WorldCafe:
    """A world café, by name.

    Attributes
    ----------
    topics : tuple of str
        What is discussed; empty where each table has a topic of its own that has no name.
    forbidden, wished : frozenset of tuple of int
        Pairs of guests, by number: never at one table, and at one table at least once.
    staying : tuple of int
        The guest who stays at each table as its host; empty: nobody does.
    before : tuple of Round
        The rounds that are kept.
    planned : tuple of Round
        What was planned for the others, from which a search begins.
    absent : frozenset of int
        Guests who are not there in the other rounds.
    """

    event: Event
    guests: tuple[Guest, ...]
    tables: tuple[CafeTable, ...]
    turns: tuple[Turn, ...]
    topics: tuple[str, ...] = ()
    forbidden: frozenset[Pair] = frozenset()
    wished: frozenset[Pair] = frozenset()
    carousel: bool = False
    staying: tuple[int, ...] = ()
    before: tuple[Round, ...] = ()
    planned: tuple[Round, ...] = ()
    absent: frozenset[int] = frozenset()

    @property
    def asked(self) -> Cafe:
        """The same by number, for `rotate`."""
        organisations: dict[str, int] = {}
        for number, guest in enumerate(self.guests):
            # Who has no organisation shares it with nobody.
            organisations.setdefault(_organisation(guest, number), len(organisations))
        return Cafe(
            people=len(self.guests),
            # Tables that take any number are filled evenly.
            seats=tuple(
                len(self.guests) if (most := table.limit) is None else most for table in self.tables
            ),
            topics=tuple(table.topic for table in self.tables),
            rounds=len(self.turns),
            organisation=tuple(
                organisations[_organisation(guest, number)]
                for number, guest in enumerate(self.guests)
            ),
            forbidden=self.forbidden,
            wished=self.wished,
            carousel=self.carousel,
            before=self.before,
            absent=self.absent,
            hosts=self.staying,
            planned=self.planned,
        )

    @property
    def present(self) -> int:
        """How many guests there are in the rounds that are not kept."""
        return len(self.guests) - len(self.absent)

    def topic(self, table: int) -> str:
        """Return what is discussed at a table; empty where that has no name."""
        return self.topics[self.tables[table].topic] if self.topics else ""

    def table_title(self, table: int) -> Text:
        """Return a table's number, and its topic."""
        name = Text("Table {number}", "Table {number}").fill(number=table + 1)
        return dotted([name, same(self.topic(table))])

    def turn_title(self, turn: int) -> Text:
        """Return the number of a round, and when it is."""
        name = Text("Tour {number}", "Round {number}").fill(number=turn + 1)
        return dotted([name, self.when(turn)])

    def hosts(self, table: int) -> tuple[str, ...]:
        """Return the names of those who stay at a table."""
        staying = self.staying[table : table + 1]
        guests = (self.guests[host].label for host in staying if host not in self.absent)
        return (*self.tables[table].hosts, *guests)

    def who_stays(self, table: int) -> Text:
        """Say who stays at a table; nothing where nobody does."""
        hosts = self.hosts(table)
        return _HOSTS.fill(people=listing(hosts)) if hosts else same("")

    def room_of(self, table: int) -> str:
        """Return the room of a table, where that is the same in every round."""
        rooms = dict.fromkeys(filter(None, self.tables[table].rooms))
        return next(iter(rooms)) if len(rooms) == 1 else ""

    def when(self, turn: int) -> Text:
        """Return when a round takes place; nothing where that is not known."""
        start, end = self.turns[turn].start, self.turns[turn].end
        return same("") if start is None or end is None else padded_span(start, end)

    def where(self, table: int, turn: int) -> str:
        """Return the room of a table in a round; nothing where that is not known."""
        rooms = self.tables[table].rooms
        return rooms[turn] if rooms else ""

    # Other wishes.

    def at(self, start: int, minutes: int, pause: int) -> WorldCafe:
        """Return the café with a time for each round: they last alike, with a pause between."""
        starts = [start + number * (minutes + pause) for number in range(len(self.turns))]
        if starts[-1] + minutes > DAY_MINUTES:
            raise CafeError(_PAST_MIDNIGHT)
        turns = [
            replace(turn, start=begin, end=begin + minutes)
            for turn, begin in zip(self.turns, starts, strict=True)
        ]
        return replace(self, turns=tuple(turns))

    def about(self, topics: Sequence[str]) -> WorldCafe:
        """Return the café with other words for its topics."""
        known = len({table.topic for table in self.tables})
        if len(topics) != known:
            raise CafeError(_OTHER_TOPICS.fill(given=len(topics), known=known))
        return replace(self, topics=tuple(topics))

    def seating(self, seats: Sequence[int]) -> WorldCafe:
        """Return the café with so many guests at each table, at most."""
        if len(seats) != len(self.tables):
            raise CafeError(_OTHER_TABLES.fill(given=len(seats), known=len(self.tables)))
        tables = [
            replace(table, limit=most) for table, most in zip(self.tables, seats, strict=True)
        ]
        return replace(self, tables=tuple(tables))

    def pairs(self, named: Iterable[Sequence[str]]) -> frozenset[Pair]:
        """Return pairs of guests by number: every two of those who are named together."""
        pairs: set[Pair] = set()
        for names in named:
            if len(names) < 2:
                raise CafeError(_ONE_OF_A_PAIR.fill(name=quoted(", ".join(names))))
            numbers = sorted(map(self.guest, names))
            for one, other in combinations(numbers, 2):
                if one == other:
                    raise CafeError(_SAME_PERSON.fill(name=quoted(self.guests[one].label)))
                pairs.add((one, other))
        return frozenset(pairs)

    def guest(self, name: str) -> int:
        """Return the number of a guest, by id or by name; capitals and accents do not count."""
        number = self._by_name.get(folded(name))
        if number is not None:
            return number
        if not any(guest.name for guest in self.guests):
            first, last = (quoted(self.guests[at].id) for at in (0, -1))
            raise CafeError(_NO_NUMBER.fill(name=quoted(name), first=first, last=last))
        near = nearest(name, self._by_name)
        if near is not None:
            sentence = _NO_SUCH_NAME.fill(name=quoted(name))
            raise CafeError(perhaps(sentence, self.guests[near].label))
        raise CafeError(_NOBODY.fill(name=quoted(name)))

    @cached_property
    def _by_name(self) -> Mapping[str, int]:
        number_of: dict[str, int] = {}
        for number, guest in enumerate(self.guests):
            for words in (guest.id, guest.name):
                if words:
                    number_of.setdefault(folded(words), number)
        return number_of

    def hosted(self, names: Sequence[str]) -> WorldCafe:
        """Return the café with a guest who stays at each table, in the order of the tables."""
        if len(names) != len(self.tables):
            raise CafeError(_OTHER_HOSTS.fill(given=len(names), known=len(self.tables)))
        staying = tuple(map(self.guest, names))
        for number, times in Counter(staying).items():
            if times > 1:
                raise CafeError(_SAME_PERSON.fill(name=quoted(self.guests[number].label)))
        return replace(self, staying=staying)

    def again(self, table: Sequence[Round], kept: int, absent: Iterable[int]) -> WorldCafe:
        """Return the café whose first rounds are kept, for those who are still there.

        Parameters
        ----------
        table : sequence of Round
            Who was, or would have been, at which table.
        kept : int
            How many rounds are kept.
        absent : iterable of int
            Guests who are not there afterwards, beside those who had left before.
        """
        if not 0 <= kept < len(self.turns):
            raise CafeError(_NO_SUCH_ROUND.fill(given=kept + 1, rounds=len(self.turns)))
        return replace(
            self,
            before=tuple(table[:kept]),
            planned=tuple(table[kept:]),
            absent=self.absent | set(absent),
        )

    def checked(self) -> WorldCafe:
        """Return the café; refuse one that has too few tables, people or seats.

        Raises
        ------
        CafeError
            With the way out.
        """
        tables = len(self.tables)
        if tables < 2:
            raise CafeError(_ONE_TABLE)
        if self.present < tables:
            raise CafeError(_FEW_PEOPLE.fill(people=people_count(self.present), tables=tables))
        limits = [table.limit for table in self.tables]
        if 0 in limits:
            raise CafeError(_NO_SEATS.fill(number=limits.index(0) + 1))
        seats = sum(self.present if most is None else most for most in limits)
        if seats < self.present:
            raise CafeError(
                _FEW_SEATS.fill(
                    people=people_count(self.present),
                    seats=seats_count(seats),
                    missing=seats_count(self.present - seats),
                )
            )
        if both := sorted(self.forbidden & self.wished):
            one, other = (quoted(self.guests[number].label) for number in both[0])
            raise CafeError(_BOTH.fill(one=one, other=other))
        return self


def _organisation(guest: Guest, number: int) -> str:
    return folded(guest.organisation) or f"#{number}"


_PAST_MIDNIGHT = Text(
    "les tours ne tiennent pas avant minuit : commencer plus tôt (--start), ou les raccourcir "
    "(--minutes, --pause)",
    "the rounds do not fit before midnight: start earlier (--start), or shorten them "
    "(--minutes, --pause)",
)
_OTHER_TOPICS = Text(
    "--topics donne {given} sujets, mais il y en a {known} : en donner autant",
    "--topics gives {given} topics, but there are {known}: give as many",
)
_OTHER_TABLES = Text(
    "--seats donne les places de {given} tables, mais il y en a {known} : en donner autant",
    "--seats gives the seats of {given} tables, but there are {known}: give as many",
)
_OTHER_HOSTS = Text(
    "--hosts nomme {given} personnes, mais il y a {known} tables : en nommer une par table",
    "--hosts names {given} people, but there are {known} tables: name one a table",
)
_ONE_OF_A_PAIR = Text(
    "{name} : nommer deux personnes, avec une virgule ou un point-virgule entre elles",
    "{name}: name two people, with a comma or a semicolon between them",
)
_SAME_PERSON = Text(
    "{name} : c'est deux fois la même personne", "{name}: this is the same person twice"
)
_NO_SUCH_NAME = Text("{name} : personne ne s'appelle ainsi", "{name}: nobody is called that")
_NO_NUMBER = Text(
    "{name} n'est personne : ils vont de {first} à {last}",
    "{name} is nobody: they go from {first} to {last}",
)
_NOBODY = Text(
    "{name} : personne ne s'appelle ainsi ; donner le nom ou l'id d'un participant",
    "{name}: nobody is called that; give the name or the id of an attendee",
)
_NO_SUCH_ROUND = Text(
    "--from {given} : il y a {rounds} tours, le premier est le tour 1",
    "--from {given}: there are {rounds} rounds, the first is round 1",
)
_ONE_TABLE = Text(
    "un world café a au moins deux tables : en donner plus (--tables)",
    "a world café has at least two tables: give more (--tables)",
)
_FEW_PEOPLE = Text(
    "{people} pour {tables} tables : il en faut au moins une par table ; donner moins de tables",
    "{people} for {tables} tables: each table needs at least one; give fewer tables",
)
_NO_SEATS = Text(
    "la table {number} n'a de place pour personne : lui en donner, ou l'enlever",
    "table {number} has no seat for anybody: give it some, or leave it out",
)
_FEW_SEATS = Text(
    "{people}, mais {seats} : ajouter une table, ou {missing} (--seats)",
    "{people}, but {seats}: add a table, or {missing} (--seats)",
)
_BOTH = Text(
    "{one} et {other} ne doivent jamais se rencontrer, et devraient se rencontrer : garder l'un "
    "des deux (--forbid, --wish)",
    "{one} and {other} must never meet, and should meet: keep one of the two (--forbid, --wish)",
)


def from_numbers(
    event: Event,
    guests: Sequence[Guest],
    *,
    tables: int | None = None,
    seats: Sequence[int] = (),
    topics: Sequence[str] | int = (),
    rounds: int = USUAL_ROUNDS,
) -> WorldCafe:
    """Return a café of so many tables, over which topics are spread in their order.

    Parameters
    ----------
    tables : int, optional
        By default as many as `seats` tells, or else one a topic.
    seats : sequence of int
        How many guests each table takes; by default any number.
    topics : sequence of str, or int
        The topics, or only how many; by default each table has its own.

    Raises
    ------
    CafeError
        If the numbers do not go together.
    """
    many = topics if isinstance(topics, int) else len(topics)
    count = len(seats) if tables is None and seats else tables if tables is not None else many
    if not count:
        raise CafeError(_NO_TABLES)
    if seats and len(seats) != count:
        raise CafeError(_OTHER_TABLES.fill(given=len(seats), known=count))
    if many > count:
        raise CafeError(_MORE_TOPICS.fill(topics=many, tables=count))
    known = many or count
    limits = tuple(seats) or (None,) * count
    return WorldCafe(
        event,
        tuple(guests),
        tuple(CafeTable(at * known // count, limits[at]) for at in range(count)),
        (Turn(),) * rounds,
        () if isinstance(topics, int) else tuple(topics),
    )


_NO_TABLES = Text(
    "combien de tables ? Le dire par --tables, --seats ou --topics, ou donner un brouillon",
    "how many tables? Tell by --tables, --seats or --topics, or give a draft",
)
_MORE_TOPICS = Text(
    "{topics} sujets pour {tables} tables : il faut au moins une table par sujet (--tables)",
    "{topics} topics for {tables} tables: each topic needs a table at least (--tables)",
)


def numbered(people: int) -> tuple[Guest, ...]:
    """Return so many guests who have no name yet, only a number."""
    return tuple(Guest(str(number)) for number in range(1, people + 1))
