"""What frab's XML and pretalx's JSON say alike: numbers, UUIDs, names, days.

Programs take a session for the one they know by its number or its UUID, somebody by their
number, and a document for a new one by its version.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from agenda_solver.files.exporters import Publication
from agenda_solver.history.numbers import guid, guids, numbers
from agenda_solver.problem import Event
from agenda_solver.text import Text, same
from agenda_solver.views.listed import Listed, ListedDay, ListedPerson, ListedSession
from agenda_solver.views.titles import bracketed
from agenda_solver.words.names import folded, on_one_line

GENERATOR = "agenda-solver"
_SHORTEST = 4
_LONGEST = 40
_PIECES = re.compile(r"[a-z0-9]+")
_LONGEST_DURATION = 24 * 60 - 1


class VocDocument:
    """A programme with all that such a document says of it.

    Parameters
    ----------
    publication : Publication
        What is published.
    """

    def __init__(self, publication: Publication) -> None:
        self._history = publication.history
        self.language = publication.language
        self.listed = Listed(publication.problem, publication.timetable)

    @property
    def event(self) -> Event:
        """The event."""
        return self.listed.event

    @property
    def version(self) -> str:
        """The version of the draft, and which edition of the programme it is."""
        number = str(len(self._history.editions))
        return on_one_line(f"{self.event.version}-{number}" if self.event.version else number)

    @cached_property
    def acronym(self) -> str:
        """What the event is called in addresses: the same as when it was first published."""
        default = Event.model_fields["id"].default
        first = self._history.editions[0] if self._history.editions else None
        name = first.name if first else self.event.name
        made = slug(self.event.id if self.event.id != default else name)
        if len(made) >= _SHORTEST:
            return made
        return slug(f"{made or default} {self.days[0].day.year}")

    @cached_property
    def days(self) -> tuple[ListedDay, ...]:
        """The days of the event, as they are listed."""
        return self.listed.days

    @cached_property
    def rooms(self) -> Mapping[str | None, str]:
        """What the rooms are called, by id; that of what has no room, too."""
        return {room: self.say(name) for room, name in self.listed.rooms.items()}

    @cached_property
    def tracks(self) -> tuple[str, ...]:
        """What sessions are of, in the order in which they come."""
        tracks = (on_one_line(one.session.track) for one in self.listed.sessions)
        return tuple(dict.fromkeys(filter(None, tracks)))

    def say(self, words: Text | str) -> str:
        """Return words on one line, in the language of the document."""
        return on_one_line(words if isinstance(words, str) else words.say(self.language))

    # --- By what they are known -----------------------------------------------------------

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each session, by its id."""
        return numbers(self._history, "session", (one.session.id for one in self.listed.sessions))

    @cached_property
    def person_numbers(self) -> Mapping[str, int]:
        """The number of whoever takes part, by their key."""
        people = self.listed.problem.people
        placeholders = (who.key for who in self._takers() if who.person is None)
        return numbers(self._history, "person", (*(one.id for one in people), *placeholders))

    @cached_property
    def guids(self) -> Mapping[str, str]:
        """The UUID of each session, by its id."""
        notes = {one.session.id: one.session.note for one in self.listed.sessions}
        return guids(self._history, "session", notes)

    @cached_property
    def room_guids(self) -> Mapping[str, str]:
        """The UUID of each room, by its id; that of what has no room by an empty one."""
        notes = {room.id: room.note for room in self.listed.problem.rooms}
        return guids(self._history, "room", {"": "", **notes})

    def person_guid(self, person: ListedPerson) -> str:
        """Return the UUID of whoever takes part."""
        return guid(self._history, "person", person.key)

    # --- People -----------------------------------------------------------------------------

    def _takers(self) -> Iterator[ListedPerson]:
        for session in self.listed.sessions:
            yield from session.people

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """Keys of the people who are called alike."""
        names = {who.key: who.name.fr for who in self._takers() if who.person}
        often = Counter(map(folded, names.values()))
        return frozenset(key for key, name in names.items() if often[folded(name)] > 1)

    def name_apart(self, person: ListedPerson) -> str:
        """Return a name that nobody else has: with the organisation, or the key, of namesakes.

        Some programs take two people of one name for one.
        """
        if person.key not in self.namesakes:
            return self.say(person.name)
        alike = Counter(
            folded(who.organisation)
            for who in {who.key: who for who in self._takers()}.values()
            if folded(who.name.fr) == folded(person.name.fr)
        )
        own = person.organisation if alike[folded(person.organisation)] == 1 else ""
        return self.say(bracketed(person.name, [same(own or person.key)]))

    def code(self, session: ListedSession) -> str:
        """Return the id of a session where another program can have given it as a code."""
        id_ = session.session.id
        return id_ if re.fullmatch(r"[A-Z0-9]+", id_) else ""

    # --- What is lacking ------------------------------------------------------------------

    def lacking(self) -> Iterator[Text]:
        """Say what such a document cannot carry of this programme."""
        yield from self.listed.untimed()
        yield from self.listed.called_off()
        yield from self.listed.within_others()
        yield from self.listed.in_several_rooms()


def clock_length(minutes: int) -> str:
    """Write a length as ``01:30``; a whole day is a minute less, which more programs read."""
    hours, rest = divmod(min(minutes, _LONGEST_DURATION), 60)
    return f"{hours:02d}:{rest:02d}"


def slug(words: str) -> str:
    """Return words as they stand in an address: ``journee_d_etude``; nothing where none can."""
    spread = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return "_".join(_PIECES.findall(bare))[:_LONGEST].strip("_")
