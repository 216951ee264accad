"""What a programme says, as far as it is understood: days, sessions, people, facts, and doubts.

Plain data, before anything of a problem is made of it; see `reader`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from agenda_solver.text import Text
from agenda_solver.words.programmes.dates import Dated
from agenda_solver.words.programmes.people import Mention

Fate = Literal["made", "kept", "apart", "unread"]
"""What became of a line: something was made of it; its words are kept; it is no part of the
programme; it was not understood, and is in nothing."""


@dataclass
class Hour:
    """A statement on when a session is, and the raw lines that say so."""

    start: int | None
    end: int | None
    words: str
    numbers: tuple[int, ...]
    day: Dated | None = None
    shared: bool = False


@dataclass
class CastMember:
    """Somebody in a session: who, in which role, in which lines."""

    mention: Mention
    role: str
    numbers: tuple[int, ...]


@dataclass
class ProgrammeItem:
    """A session.

    Attributes
    ----------
    hours : list of Hour
        What is said of its time; those that are shared are of several sessions together.
    length : int or None
        Minutes, where they are said.
    day : int or None
        Which of the days of the outline, by its place.
    rooms : list of str
        Names as they are written; "" is a room left blank.
    whole : ProgrammeItem or None
        The session that it is a part of.
    group : str
        Sessions of one group start together.
    beside : bool
        Whether it stands beside others in a table.
    gone : bool
        Whether it is only what others are announced by.
    numbers : tuple of int
        The raw lines that name it.
    """

    title: str
    numbers: tuple[int, ...]
    hours: list[Hour] = field(default_factory=list)
    length: int | None = None
    day: int | None = None
    rooms: list[str] = field(default_factory=list)
    people: list[CastMember] = field(default_factory=list)
    subtitle: str = ""
    text: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    audience: str = ""
    language: str = ""
    organisers: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    link: str = ""
    track: str = ""
    kind: str = ""
    whole: ProgrammeItem | None = None
    group: str = ""
    beside: bool = False
    gone: bool = False

    @property
    def stated(self) -> Iterator[Hour]:
        """What is said of its own time."""
        return (hour for hour in self.hours if not hour.shared)


@dataclass
class DayOfOutline:
    """A day: its date where one is said, its name, and when it is announced to begin and end."""

    dated: Dated | None
    label: str
    numbers: tuple[int, ...]
    hours: Hour | None = None
    end: Hour | None = None


@dataclass
class Fact:
    """Something that is said of the whole event, by what it is about."""

    about: str
    words: str
    numbers: tuple[int, ...]


@dataclass
class Doubt:
    """What should be looked at, and where; the least `rank` first."""

    rank: int
    text: Text
    numbers: tuple[int, ...] = ()


@dataclass
class Outline:
    """A programme, and what became of each of its lines.

    Attributes
    ----------
    hours : Hour or None
        When the whole event is announced to begin and end.
    made : dict
        By raw line, what was made of it.
    fates : dict
        By raw line, what became of it.
    """

    name: str = ""
    subtitle: str = ""
    days: list[DayOfOutline] = field(default_factory=list)
    hours: Hour | None = None
    items: list[ProgrammeItem] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    made: dict[int, list[Text]] = field(default_factory=dict)
    fates: dict[int, Fate] = field(default_factory=dict)
    english: bool = False

    def note(self, numbers: tuple[int, ...], text: Text, fate: Fate = "made") -> None:
        """Note what was made of lines; what is made counts more than what is kept."""
        for number in numbers:
            self.made.setdefault(number, []).append(text)
            if self.fates.get(number) != "made":
                self.fates[number] = fate

    def doubt(self, rank: int, text: Text, numbers: tuple[int, ...] = ()) -> None:
        """Note what should be looked at."""
        self.doubts.append(Doubt(rank, text, numbers))
