"""What a schedule says, whatever it is read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from agenda_solver.text import Language, Text
from agenda_solver.views.source_page import Check, LineAccount


@dataclass(frozen=True)
class Speaker:
    """Somebody who takes part in a session.

    Attributes
    ----------
    name : str
    key : str
        By which the source knows them.
    function, organisation, email : str
    role : str
        In the session; nothing: the usual one.
    to_be_named : bool
        Whether the name only says who is yet to be named: nobody.
    """

    name: str
    key: str = ""
    function: str = ""
    organisation: str = ""
    email: str = ""
    role: str = ""
    to_be_named: bool = False


@dataclass(frozen=True)
class Entry:
    """A session.

    Attributes
    ----------
    place : Text
        Where it stands in the source.
    title : str
    key : str
        By which the source knows it.
    kind : str
        In the words of the source.
    day : date, optional
    start, end : int, optional
        In minutes since midnight of the day; an end may be of the night that follows.
    minutes : int, optional
        How long it lasts, where that is said and not its end.
    times : str
        What the source says of its times, word by word.
    room : str
        Its name.
    """

    place: Text
    title: str
    key: str = ""
    subtitle: str = ""
    kind: str = ""
    day: date | None = None
    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    times: str = ""
    room: str = ""
    track: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    description: str = ""
    link: str = ""
    note: str = ""
    speakers: tuple[Speaker, ...] = ()

    @property
    def length(self) -> int | None:
        """How many minutes it lasts; None where that is not said."""
        if self.start is not None and self.end is not None:
            return self.end - self.start
        return self.minutes


@dataclass(frozen=True)
class NamedRoom:
    """A room of which more is known than its name."""

    name: str
    key: str = ""
    capacity: int | None = None
    note: str = ""


@dataclass
class Schedule:
    """A schedule while it is read.

    Attributes
    ----------
    name, version, zone, link, venue, description, language
        Of the event; nothing where it is not said.
    days : dict
        Its days, also those without a session, and when each is announced to begin and end.
    rooms : list of NamedRoom
        Those of which more than the name is known, or without a session.
    accounts : list of LineAccount
        What of the source is no session, and what became of it.
    checks : list of Check
        What should be looked at.
    in_stretches : bool
        Whether its papers are yet to be placed in stretches, of which nothing is said.
    """

    name: str = ""
    version: str = ""
    zone: str = ""
    link: str = ""
    venue: str = ""
    description: str = ""
    language: Language | None = None
    days: dict[date, tuple[int, int] | None] = field(default_factory=dict)
    rooms: list[NamedRoom] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    accounts: list[LineAccount] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    in_stretches: bool = False
    _lost: dict[str, list[Text]] = field(default_factory=lambda: defaultdict(list))

    def lose(self, what: Iterable[str], place: Text) -> None:
        """Note what of a source is not carried: the names it has there, and where it stands."""
        for name in what:
            self._lost[name].append(place)

    @property
    def lost(self) -> list[tuple[str, list[Text]]]:
        """What is not carried, and where each stands."""
        return list(self._lost.items())
