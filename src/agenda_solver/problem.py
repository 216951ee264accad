"""What the organiser knows: the event, its days, rooms, people, sessions and attendees.

One pydantic schema for every format. Reading it checks shape and references; whether
what is asked can be done is the business of `preflight` and of the solver.

Times of day are minutes since midnight on the event's wall clock (`int`), days are
`datetime.date`, lengths are minutes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from itertools import islice
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from agenda_solver.text import Language, Text, clock, cut, listing, long_date, quoted, same

DAY_MINUTES = 24 * 60
MOST = 1_000_000  # no count, rank or capacity of an event is larger
YEARS = range(1900, 2200)  # spreadsheets know no earlier date
MOST_DAYS = 31  # every start of every day is looked at
MOST_SESSIONS = 2_000  # each is compared with many others
MOST_ATTENDEES = 100_000
LONGEST_ID = 200

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """Something in the input that cannot be read: where it stands, and a sentence."""

    path: Path
    text: Text


class ProblemError(ValueError):
    """The input cannot be read as a problem.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault found, in the order of the input.
    language : {"fr", "en"} or None
        The language the input itself asks for, where it could be read.
    """

    def __init__(self, faults: Iterable[Fault], language: Language | None = None) -> None:
        self.faults = tuple(faults)
        self.language = language
        super().__init__("; ".join(fault.text.en for fault in self.faults))


# --- Values as people write them ---------------------------------------------------------

_CLOCK = re.compile(
    r"(\d{1,2})\s*"
    r"(?:[:.]\s*(\d{2})(?::00)?|h\s*(?:(\d{2})\s*(?:min|mn)?)?|(?=[ap]))"
    r"\s*(?:([ap])\.?m\.?)?",
    re.IGNORECASE,
)
# Marks that show nothing, control characters, which a terminal would obey, and what no
# file may hold.
_INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff"),
        *range(32),
        *range(127, 160),
        *range(0xD800, 0xE000),
    ]
)
for _kept in "\n\t":
    del _INVISIBLE[ord(_kept)]


def _seen(value: object) -> Text:
    """Return what was read, cut where it is long."""
    return quoted(cut(str(value), 60))


def _refuse(text: Text) -> PydanticCustomError:
    return PydanticCustomError("sentence", "{en}", {"fr": text.fr, "en": text.en})


def clean(words: str) -> str:
    """Return text in NFC, without the blanks and invisible marks around it."""
    if words.isascii() and words.isprintable():  # most are, and translating takes long
        return words.strip()
    composed = unicodedata.normalize("NFC", words.translate(_INVISIBLE))
    return composed.replace("\u00a0", " ").replace("\u202f", " ").strip()


@lru_cache(maxsize=20_000)
def folded(words: str) -> str:
    """Return words without case, accents, blanks and punctuation, to compare them."""
    spread = unicodedata.normalize("NFKD", clean(words).casefold().replace("œ", "oe"))
    return "".join(letter for letter in spread if letter.isalnum())


def parse_clock(value: object) -> int:
    """Read a time of day: ``09:30``, ``9h30``, ``9 h``, ``2:30 pm`` or a `datetime.time`.

    Returns
    -------
    int
        Minutes since midnight, 0 to 1440 (``24:00`` closes a day).

    Raises
    ------
    PydanticCustomError
        If it is not a time of day, to the minute.
    """
    if isinstance(value, time):
        if value.second or value.microsecond:
            raise _refuse(
                Text(
                    "{value} a des secondes (attendu HH:MM)",
                    "{value} has seconds (expected HH:MM)",
                ).fill(value=quoted(value.isoformat()))
            )
        return value.hour * 60 + value.minute
    # Runs of blanks would make the pattern slow.
    words = " ".join(clean(value).split()) if isinstance(value, str) else ""
    match = _CLOCK.fullmatch(words) if len(words) < 40 else None
    hours, minutes = (int(match[1]), int(match[2] or match[3] or 0)) if match else (99, 0)
    if match and match[4]:
        hours = hours % 12 + 12 * (match[4] in "pP") if 1 <= hours <= 12 else 99
    if minutes > 59 or hours * 60 + minutes > DAY_MINUTES:
        raise _refuse(
            Text(
                "{value} n'est pas une heure (attendu HH:MM)",
                "{value} is not a time of day (expected HH:MM)",
            ).fill(value=_seen(value))
        )
    return hours * 60 + minutes


def _parse_words(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _parse_day(value: object, info: ValidationInfo) -> object:
    """Read a date, or the id of one of the event's days."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date) and value.year in YEARS:
        return value
    if isinstance(value, str):
        known: Mapping[str, object] = (info.context or {}).get("days", {})
        words = clean(value)
        if words in known:
            return known[words]
        try:
            found = date.fromisoformat(words)
        except ValueError:
            found = date.min
        if found.year in YEARS:
            return found
    raise _refuse(
        Text(
            "{value} n'est pas une date (attendu AAAA-MM-JJ, ou l'id d'une journée)",
            "{value} is not a date (expected YYYY-MM-DD, or the id of a day)",
        ).fill(value=_seen(value))
    )


def _check_order(start: int, end: int) -> None:
    if end <= start:
        raise _refuse(
            Text(
                "la fin ({end}) doit venir après le début ({start})",
                "the end ({end}) must come after the start ({start})",
            ).fill(start=clock(start), end=clock(end))
        )


def _write_clock(minute: int) -> str:
    return clock(minute).en


def _midnight_ends_a_day(minute: int) -> int:
    return minute or DAY_MINUTES


Words = Annotated[str, Field(max_length=30_000), BeforeValidator(_parse_words)]
Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID), BeforeValidator(_parse_words)]
Clock = Annotated[int, BeforeValidator(parse_clock), PlainSerializer(_write_clock)]
End = Annotated[Clock, AfterValidator(_midnight_ends_a_day)]
Day_ = Annotated[date, BeforeValidator(_parse_day)]
Count = Annotated[int, Field(ge=0, le=MOST, strict=True)]
Length = Annotated[int, Field(ge=1, le=DAY_MINUTES, strict=True)]
Pause = Annotated[int, Field(ge=0, le=DAY_MINUTES, strict=True)]
Multiplier = Annotated[int, Field(ge=0, le=1000, strict=True)]


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
    )


# --- Small pieces -------------------------------------------------------------------------


class Window(_Table):
    """A stretch of time: on one day, or on every day where `day` is absent."""

    day: Day_ | None = None
    start: Clock = 0
    end: End = DAY_MINUTES

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        _check_order(self.start, self.end)
        return self


def within(windows: Iterable[Window], day: date, start: int, end: int) -> bool:
    """Whether ``[start, end)`` on a day lies in these windows; those that touch are one."""
    return any(first <= start < end <= last for first, last in joined(windows, day))


def joined(windows: Iterable[Window], day: date) -> list[tuple[int, int]]:
    """Return the starts and ends of windows on a day; those that touch are one."""
    found: list[tuple[int, int]] = []
    for window in sorted(windows, key=lambda window: window.start):
        if window.day in (None, day):
            if found and window.start <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], window.end)
            else:
                found.append((window.start, window.end))
    return found


class Hours(_Table):
    """From one time of day to a later one."""

    start: Clock
    end: End

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        _check_order(self.start, self.end)
        return self


class Spot(_Table):
    """Where a session is locked, or would like to be: any of day, start and room."""

    day: Day_ | None = None
    start: Clock | None = None
    room: Id | None = None


class Statement(_Table):
    """What the organiser's document says of an event or a session.

    `about` names the subject of a statement that is only words, so that two of them
    can be compared; `source` is where in the document it stands.
    """

    day: Day_ | None = None
    start: Clock | None = None
    end: End | None = None
    about: Words = ""
    text: Words = ""
    source: Words = ""

    @model_validator(mode="after")
    def _in_order(self) -> Statement:
        if self.start is not None and self.end is not None:
            _check_order(self.start, self.end)
        return self


def _that_say_something(stated: list[Statement]) -> list[Statement]:
    return [said for said in stated if said != Statement()]


Statements = Annotated[list[Statement], AfterValidator(_that_say_something)]


class Minutes(_Table):
    """How long a session may last, and how long it should."""

    min: Length
    ideal: Length | None = None
    max: Length

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= DAY_MINUTES:
            return {"min": value, "max": value}
        if not isinstance(value, (dict, Minutes)):
            raise _refuse(
                Text(
                    "{value} n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
                    "{value} is not a length (expected 1 to 1440 minutes, or min and max)",
                ).fill(value=_seen(value))
            )
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Minutes:
        if not self.min <= (self.ideal if self.ideal is not None else self.min) <= self.max:
            raise _refuse(
                Text(
                    "les durées ne vont pas en croissant : au moins {min}, idéale {ideal}, "
                    "au plus {max}",
                    "the lengths do not grow: at least {min}, ideal {ideal}, at most {max}",
                ).fill(min=self.min, ideal=self.ideal or "–", max=self.max)
            )
        return self


class Pool(_Table):
    """One of these people, for a role that is not filled yet."""

    one_of: list[Id] = Field(min_length=1)


class Capacity(_Table):
    """How many attendees a session needs to take place, and how many it takes."""

    min: Count = 0
    max: Count | None = None


class Link(_Table):
    """Another session, and the pause between the two, in minutes."""

    session: Id
    min: Pause | None = None
    max: Pause | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: object) -> object:
        return {"session": value} if isinstance(value, str) else value


class Slot(_Table):
    """A stretch of a day that a session may fill."""

    id: Id | None = None
    day: Day_
    start: Clock
    end: End

    @model_validator(mode="after")
    def _in_order(self) -> Slot:
        _check_order(self.start, self.end)
        return self


# --- The tables ---------------------------------------------------------------------------


class Walk(_Table):
    """How long it takes from one site to another, either way, in minutes."""

    sites: Annotated[list[Words], Field(min_length=2, max_length=2)]
    minutes: Pause


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise _refuse(
            Text(
                "{zone} n'est pas un fuseau horaire (par exemple Europe/Paris)",
                "{zone} is not a time zone (for example Europe/Paris)",
            ).fill(zone=_seen(zone))
        ) from None
    return zone


class Event(_Table):
    """The event as a whole.

    Attributes
    ----------
    grid : int
        Sessions start on multiples of so many minutes, unless there are `slots`.
    slots : list of Slot
        If given, a session starts with a slot and ends within it.
    gap : int
        Minutes between two sessions that follow one another, where nothing else is said.
    walk : int
        Minutes from one site to another, where `walks` does not say otherwise.
    overflow : bool
        If true, a room may have too few seats: each seat that is missing costs. If false,
        a room must seat those who are expected.
    """

    id: Id = "event"
    name: Words
    language: Language = "fr"
    zone: Annotated[Words, AfterValidator(_known_zone)] = "Europe/Paris"
    version: Words = ""
    place: Words = ""
    grid: Annotated[int, Field(ge=1, le=240, strict=True)] = 5
    slots: list[Slot] = []
    gap: Pause = 0
    walk: Pause = 0
    walks: list[Walk] = []
    overflow: bool = False
    stated: Statements = []
    note: Words = ""


class Day(_Table):
    """A day of the event: `open` is a demand, `announced` what the poster says."""

    id: Id
    date: Day_
    open: Hours | None = None
    announced: Hours | None = None
    note: Words = ""

    @model_validator(mode="before")
    @classmethod
    def _named_by_its_date(cls, value: object) -> object:
        if isinstance(value, dict) and "id" not in value and "date" in value:
            when = value["date"]
            return {**value, "id": str(when.date() if isinstance(when, datetime) else when)}
        return value

    @property
    def opening(self) -> int:
        """When it opens, in minutes since midnight."""
        return self.open.start if self.open else 0


class Room(_Table):
    """A room. `capacity` absent: not known; `open` empty: whenever the event is."""

    id: Id
    name: Words = ""
    site: Words = ""
    capacity: Count | None = None
    features: list[Id] = []
    open: list[Window] = []
    setup: Pause = 0
    teardown: Pause = 0
    to_be_confirmed: bool = False
    note: Words = ""

    @property
    def label(self) -> str:
        """How it is called on screen and on paper."""
        return self.name or self.id


class Person(_Table):
    """Somebody with a part in the programme; a function may stand for the name.

    Attributes
    ----------
    language : {"fr", "en"}, optional
        In which the person is written to; the event's where it is not said.
    present : list of Window
        When the person can take part; empty: always. A demand.
    preferred : list of Window
        When the person would rather take part; empty: whenever. A wish.
    pause : int
        Minutes that the person wants between two appearances.
    close, one_day : bool
        Whether their sessions should follow one another, and be on one day. Wishes.
    protocol_rank : int, optional
        1 has precedence over all others, and speaks last.
    """

    id: Id
    name: Words = ""
    role: Words = ""
    organisation: Words = ""
    email: Words = ""
    language: Language | None = None
    present: list[Window] = []
    preferred: list[Window] = []
    pause: Pause = 0
    close: bool = False
    one_day: bool = False
    unconfirmed: bool = False
    protocol_rank: Count | None = None
    note: Words = ""

    @property
    def label(self) -> str:
        """How the person is called on screen and on paper."""
        return self.name or self.role or self.id


KINDS: Mapping[str, Text] = {
    "session": Text("session", "session"),
    "ceremony": Text("cérémonie", "ceremony"),
    "speech": Text("discours", "speech"),
    "plenary": Text("plénière", "plenary"),
    "round_table": Text("table ronde", "round table"),
    "workshop": Text("atelier", "workshop"),
    "break": Text("pause", "break"),
    "meal": Text("repas", "meal"),
}
_KIND_OF = {
    label.casefold(): kind for kind, text in KINDS.items() for label in (kind, text.fr, text.en)
}


def _parse_kind(value: object) -> object:
    kind = _KIND_OF.get(clean(value).casefold()) if isinstance(value, str) else None
    if kind is None:
        raise _refuse(
            Text(
                "{value} n'est pas un genre de session (au choix : {kinds})",
                "{value} is not a kind of session (one of: {kinds})",
            ).fill(
                value=_seen(value),
                kinds=Text(
                    ", ".join(text.fr for text in KINDS.values()),
                    ", ".join(text.en for text in KINDS.values()),
                ),
            )
        )
    return kind


MIXED: Mapping[str, Text] = {
    "organisation": Text("organisation", "organisation"),
    "category": Text("catégorie", "category"),
}
"""What attendees of one kind share, by which groups may be mixed."""
_MIXED_BY = {folded(label): key for key, text in MIXED.items() for label in (key, text.fr, text.en)}


def _parse_mixed(value: object) -> object:
    key = _MIXED_BY.get(folded(value)) if isinstance(value, str) else None
    if key is None:
        raise _refuse(
            Text(
                "{value} : on ne mélange que par organisation ou par catégorie",
                "{value}: groups are mixed by organisation or by category only",
            ).fill(value=_seen(value))
        )
    return key


def _kind_of_entry(value: object) -> str:
    return "<many>" if isinstance(value, (dict, Pool)) else "<one>"


# The tags keep pydantic from listing what each alternative would have wanted.
_Entry = Annotated[
    Annotated[Id, Tag("<one>")] | Annotated[Pool, Tag("<many>")], Discriminator(_kind_of_entry)
]
_Wishes = Annotated[
    Annotated[list[Id], Tag("<one>")] | Annotated[dict[Id, Count], Tag("<many>")],
    Discriminator(_kind_of_entry),
]
Roles = dict[Id, list[_Entry]]


class Track(_Table):
    """A thread of sessions: those whose `track` or one of whose `tags` is its id.

    A session's `track` needs no row here; a tag without one is only a label. The numbers
    say how much a wish matters for this track, beside the weight of its rule: 0 not at
    all, 1 as usual.

    Attributes
    ----------
    similar : list of str
        Tracks that draw the same audience: the one should not run beside the other.
    beside : int
        Two of its sessions should not run at the same time.
    beside_similar : int
        One of its sessions should not run beside one of a similar track.
    one_room : int
        Its sessions of a day should be in one room.
    one_day : int
        Its sessions should be on one day.
    close : int
        Its sessions of a day should follow one another.
    in_order : bool
        Its sessions come in the order of the draft. A demand.
    """

    id: Id
    similar: list[Id] = []
    beside: Multiplier = 1
    beside_similar: Multiplier = 1
    one_room: Multiplier = 1
    one_day: Multiplier = 0
    close: Multiplier = 0
    in_order: bool = False
    note: Words = ""


class Session(_Table):
    """Any item of the programme, from a ceremony to a break.

    Attributes
    ----------
    preferred_windows : list of Window
        When it would rather take place; empty: whenever. A wish.
    wanted : list of str
        Features its room should have, beside `needs`, which it must have. A wish.
    disliked : list of str
        Rooms it should rather not be in. A wish.
    exclusive : list of str
        Labels: sessions that share one never take place at the same time.
    same_day, different_days : list of str
        Labels: sessions that share one are all on the same day, or no two on the same.
    repeats : int
        How many times it takes place. `Problem.read` makes a session of each further
        time, with `repeat_of`.
    repeat_of : str, optional
        The session that it repeats, and after which it comes.
    minutes : Minutes, optional
        A number, or a range. Absent only on slots, and not for a part or what is
        external: the session fills its slot.
    rooms : list of str, optional
        The rooms it may take. Absent: any. Empty: it takes none.
    setup, teardown : int, optional
        Minutes in its room before and after, instead of the room's own.
    part_of : str, optional
        The session it is a part of: it lies within it, and in its room if it has one.
    plenary : bool, optional
        Nothing beside it. By default, what is of the kind ``plenary``.
    external : bool
        Shown, never moved: day and start must be locked.
    registration : bool, optional
        Whether attendees need a seat in it. Absent: see `Problem.offered`.
    group_of : str, optional
        The session of which it is another sub-group: who wishes for one of them wishes for
        any, and nobody has a seat in two.
    mixed : list of {"organisation", "category"}
        By what its attendees should be as mixed as those of the sessions that start with
        it. A wish.
    per_organisation : int, optional
        How many attendees of one organisation it takes at most.
    """

    id: Id
    title: Words
    kind: Annotated[str, BeforeValidator(_parse_kind)] = "session"
    track: Words = ""
    tags: list[Id] = []
    minutes: Minutes | None = None
    locked: Spot = Spot()
    preferred: Spot = Spot()
    windows: list[Window] = []
    preferred_windows: list[Window] = []
    rooms: list[Id] | None = None
    disliked: list[Id] = []
    people: Roles = {}
    needs: list[Id] = []
    wanted: list[Id] = []
    expected: Count | None = None
    capacity: Capacity = Capacity()
    registration: bool | None = None
    group_of: Id | None = None
    mixed: list[Annotated[str, BeforeValidator(_parse_mixed)]] = []
    per_organisation: Annotated[int, Field(ge=1, le=MOST, strict=True)] | None = None
    block: Id | None = None
    part_of: Id | None = None
    plenary: bool | None = None
    repeats: Annotated[int, Field(ge=1, le=1000, strict=True)] = 1
    repeat_of: Id | None = None
    exclusive: list[Id] = []
    same_day: list[Id] = []
    different_days: list[Id] = []
    before: list[Link] = []
    after: list[Link] = []
    setup: Pause | None = None
    teardown: Pause | None = None
    external: bool = False
    stated: Statements = []
    note: Words = ""

    @property
    def label(self) -> str:
        """How it is called on screen and on paper."""
        return self.title or self.id

    @property
    def is_plenary(self) -> bool:
        """Whether nothing may take place beside it."""
        return self.kind == "plenary" if self.plenary is None else self.plenary

    @property
    def roster(self) -> tuple[str, ...]:
        """Ids of the people who take part, in any role, pools left out."""
        named = (who for role in self.people.values() for who in role if isinstance(who, str))
        return tuple(dict.fromkeys(named))

    @property
    def pools(self) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
        """The parts for which one of several people is to be chosen.

        Each is a role, the number of the entry in it, and the ids of those people.
        """
        return tuple(
            (role, number, tuple(dict.fromkeys(entry.one_of)))
            for role, entries in self.people.items()
            for number, entry in enumerate(entries)
            if isinstance(entry, Pool)
        )


class Sequence(_Table):
    """Sessions in a given order; `between`: whether others may come in between.

    With `wish`, each two of them that are not in this order cost; nothing else is asked.
    """

    id: Id = "sequence"
    sessions: list[Id] = Field(min_length=2)
    wish: bool = False
    between: bool = True
    min: Pause | None = None
    max: Pause | None = None
    note: Words = ""


class Attendee(_Table):
    """A participant. `wishes` are ranked (best first) or rated (higher is better).

    `language` is the one in which they are written to; the event's where it is not said.
    """

    id: Id
    name: Words = ""
    email: Words = ""
    language: Language | None = None
    organisation: Words = ""
    category: Words = ""
    present: list[Window] = []
    needs: list[Id] = []
    wishes: _Wishes = []
    must_attend: list[Id] = []
    together: list[Id] = []
    apart: list[Id] = []
    note: Words = ""

    @field_validator("wishes")
    @classmethod
    def _none_rated_is_none(cls, wishes: list[str] | dict[str, int]) -> list[str] | dict[str, int]:
        return wishes or []


class Weights(BaseModel):
    """The weight of each soft rule, and the order of the tiers, by rule key."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)
    __pydantic_extra__: dict[str, Annotated[int, Field(ge=0, le=1000, strict=True)]] = Field(
        init=False
    )

    tiers: list[list[Id]] | None = None

    @field_validator("tiers")
    @classmethod
    def _without_empty_ones(cls, tiers: list[list[str]] | None) -> list[list[str]] | None:
        return [keys for keys in tiers or [] if keys] or None

    @property
    def by_rule(self) -> Mapping[str, int]:
        """The weights that are given."""
        return self.__pydantic_extra__


class Problem(_Table):
    """Everything that is to be solved.

    Use `Problem.read` for data from outside: it resolves the ids of days and speaks in
    sentences.
    """

    event: Event
    days: list[Day] = Field(min_length=1, max_length=MOST_DAYS)
    rooms: list[Room] = []
    people: list[Person] = []
    tracks: list[Track] = []
    sessions: list[Session] = Field(min_length=1, max_length=MOST_SESSIONS)
    sequences: list[Sequence] = []
    attendees: list[Attendee] = Field(default=[], max_length=MOST_ATTENDEES)
    weights: Weights = Weights()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Problem:
        """Read a problem from plain data: dicts, lists, strings, numbers, dates, times.

        Raises
        ------
        ProblemError
            If shape or references are wrong; it carries every fault found.
        """
        language = _language_of(data)
        try:
            problem = cls.model_validate(dict(data), context={"days": _days_by_id(data)})
        except ValidationError as error:
            raise ProblemError(map(_fault, error.errors(include_url=False)), language) from None
        faults = list(_reference_faults(problem))
        if faults:
            raise ProblemError(faults, language)
        return _with_repeats(problem)

    def dump(self) -> dict[str, Any]:
        """Return plain data that `read` takes, without what is left at its default."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude_none=True)

    # Look-ups. The tables are frozen, so each is made once.

    def with_tables(self, **tables: Any) -> Problem:
        """Return a problem with other tables; `model_copy` would keep look-ups of the old ones.

        Nothing is checked: what is changed here was read before.
        """
        kept = {name: getattr(self, name) for name in Problem.model_fields}
        return Problem.model_construct(**{**kept, **tables})

    @cached_property
    def session(self) -> Mapping[str, Session]:
        """Sessions by id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def room(self) -> Mapping[str, Room]:
        """Rooms by id."""
        return {room.id: room for room in self.rooms}

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def attendee(self) -> Mapping[str, Attendee]:
        """Attendees by id."""
        return {attendee.id: attendee for attendee in self.attendees}

    @cached_property
    def day(self) -> Mapping[date, Day]:
        """Days by date."""
        return {day.date: day for day in self.days}

    @cached_property
    def first_date(self) -> date:
        """The earliest of the event's days."""
        return min(day.date for day in self.days)

    @cached_property
    def _sessions_by_person(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {person.id: [] for person in self.people}
        for session in self.sessions:
            for person in session.roster:
                found[person].append(session.id)
        return {person: tuple(sessions) for person, sessions in found.items()}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The direct parts of each session that has some, by the whole's id."""
        found: dict[str, list[str]] = {}
        for session in self.sessions:
            if session.part_of:
                found.setdefault(session.part_of, []).append(session.id)
        return {whole: tuple(parts) for whole, parts in found.items()}

    @cached_property
    def repeats(self) -> Mapping[str, tuple[str, ...]]:
        """Each session that is repeated, and its repeats, by the id of the first."""
        found: dict[str, list[str]] = {}
        for session in self.sessions:
            if session.repeat_of:
                found.setdefault(session.repeat_of, [session.repeat_of]).append(session.id)
        return {first: tuple(times) for first, times in found.items()}

    @cached_property
    def blocks(self) -> Mapping[str, tuple[str, ...]]:
        """The sessions of each block, by the block's id."""
        found: dict[str, list[str]] = {}
        for session in self.sessions:
            if session.block:
                found.setdefault(session.block, []).append(session.id)
        return {block: tuple(sessions) for block, sessions in found.items()}

    def workshop(self, session: str) -> str:
        """Return what a session is a time or a sub-group of: the id of the first one.

        Who wishes for one of them wishes for any, and nobody has a seat in two.
        """
        it = self.session[session]
        first = it.repeat_of or it.group_of
        if first is None or first == session:
            return session
        # A repeat of a sub-group belongs to the workshop of that sub-group.
        return self.session[first].group_of or first

    @cached_property
    def workshops(self) -> Mapping[str, tuple[str, ...]]:
        """The sessions of each workshop, its times and sub-groups, by the id of the first."""
        found: dict[str, list[str]] = {}
        for session in self.sessions:
            found.setdefault(self.workshop(session.id), []).append(session.id)
        return {workshop: tuple(sessions) for workshop, sessions in found.items()}

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """Ids of the sessions in which attendees need a seat, in the order of the draft.

        Where a session does not say it itself: the workshops, those of a block, those with
        a least or a greatest number of attendees or a mixture, and all that somebody wishes
        for or must attend. None where there are no attendees.
        """
        if not self.attendees:
            return ()
        named = {
            self.workshop(session)
            for attendee in self.attendees
            for session in (*attendee.wishes, *attendee.must_attend)
        }
        blocks = {session for of in self.blocks.values() if len(of) > 1 for session in of}
        return tuple(
            session.id
            for session in self.sessions
            if (
                session.kind == "workshop"
                or session.id in blocks
                or session.capacity != Capacity()
                or session.mixed
                or session.per_organisation
                or self.workshop(session.id) in named
                if session.registration is None
                else session.registration
            )
        )

    @cached_property
    def person_of(self) -> Mapping[str, str]:
        """Ids of the attendees who also take part in the programme, and who they are there.

        Such an attendee has the id of a person, or the same e-mail address.
        """
        by_email = {it.email.casefold(): it.id for it in self.people if it.email}
        found: dict[str, str] = {}
        for attendee in self.attendees:
            person = by_email.get(attendee.email.casefold()) if attendee.email else None
            if attendee.id in self.person:
                person = attendee.id
            if person is not None:
                found[attendee.id] = person
        return found

    def sessions_with(self, person: str) -> tuple[str, ...]:
        """Ids of the sessions a person takes part in, in any role, pools left out."""
        return self._sessions_by_person[person]

    @cached_property
    def _sessions_by_candidate(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {person.id: [] for person in self.people}
        for session in self.sessions:
            several = (person for _, _, people in session.pools for person in people)
            for person in dict.fromkeys((*session.roster, *several)):
                found[person].append(session.id)
        return {person: tuple(sessions) for person, sessions in found.items()}

    def may_take_part(self, person: str) -> tuple[str, ...]:
        """Ids of the sessions a person takes part in, or may be chosen to, in any role."""
        return self._sessions_by_candidate[person]

    @cached_property
    def track(self) -> Mapping[str, Track]:
        """Tracks by id: those of the table, and those that a session alone names."""
        found = {track.id: track for track in self.tracks}
        for session in self.sessions:
            if session.track:
                found.setdefault(session.track, Track(id=session.track))
        return found

    @cached_property
    def by_track(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the sessions of each track, in the order of the draft."""
        found: dict[str, list[str]] = {track: [] for track in self.track}
        for session in self.sessions:
            for track in dict.fromkeys((session.track, *session.tags)):
                if track in found:
                    found[track].append(session.id)
        return {track: tuple(sessions) for track, sessions in found.items()}

    def walk_minutes(self, room: str | None, other: str | None) -> int:
        """Return how long it takes from one room to another: 0 within a site, or unknown."""
        if room is None or other is None:
            return 0
        sites = {self.room[room].site, self.room[other].site}
        if len(sites) < 2 or "" in sites:
            return 0
        told = [walk.minutes for walk in self.event.walks if set(walk.sites) == sites]
        return told[0] if told else self.event.walk

    def usual_minutes(self, session: str) -> int:
        """How long a session lasts as a rule: ideally, at most, or as the longest slot."""
        minutes = self.session[session].minutes
        if minutes is None:
            return max(slot.end - slot.start for slot in self.event.slots)
        return minutes.ideal if minutes.ideal is not None else minutes.max

    def takes_room(self, session: str) -> bool:
        """Whether a session must have a room.

        A break or a meal takes one only where rooms are named for it, or one preferred;
        what is external, only the one it is locked in.
        """
        it = self.session[session]
        if it.locked.room:
            return True
        if it.external:
            return False
        if it.rooms is not None:
            return bool(it.rooms)
        return it.kind not in ("break", "meal") or it.preferred.room is not None

    def may_take_room(self, session: str) -> bool:
        """Whether a session can be in a room: its own, or that of a whole it is part of."""
        return any(self.takes_room(it) for it in (session, *self.wholes(session)))

    def occupancy(self, session: str, room: str) -> tuple[int, int]:
        """Minutes of setup and teardown when a session is in a room.

        The session's own where it says so, else the room's; none for a part.
        """
        it, place = self.session[session], self.room[room]
        if it.part_of:
            return 0, 0
        setup = place.setup if it.setup is None else it.setup
        return setup, place.teardown if it.teardown is None else it.teardown

    def wholes(self, session: str) -> tuple[str, ...]:
        """Ids of the sessions that contain a session, the nearest first."""
        found: list[str] = []
        whole = self.session[session].part_of
        while whole is not None and whole not in found:
            found.append(whole)
            whole = self.session[whole].part_of
        return tuple(found)

    def related(self, one: str, other: str) -> bool:
        """Whether one of two sessions is a part of the other, at any depth."""
        return one in self.wholes(other) or other in self.wholes(one)

    def gap(self, link: Link | Sequence) -> tuple[int, int | None]:
        """Return the gap asked for, at least and at most; the event's where nothing is said."""
        if link.min is not None or link.max is None:
            return self.event.gap if link.min is None else link.min, link.max
        return min(self.event.gap, link.max), link.max

    def announced_hours(self) -> Iterator[tuple[date, int | None, int | None]]:
        """Yield what is announced: a day, its start and its end, either of which may be open."""
        for day in self.days:
            if day.announced:
                yield day.date, day.announced.start, day.announced.end
            for said in self.event.stated:
                if said.day in (None, day.date) and (said.start, said.end) != (None, None):
                    yield day.date, said.start, said.end

    def moment(self, day: date, minute: int) -> int:
        """Return minutes since midnight of the event's first day."""
        return (day - self.first_date).days * DAY_MINUTES + minute


# --- From data to sentences ---------------------------------------------------------------


def _language_of(data: Mapping[str, Any]) -> Language | None:
    event = data.get("event")
    language = event.get("language", "fr") if isinstance(event, Mapping) else None
    return language if language in ("fr", "en") else None


def _days_by_id(data: Mapping[str, Any]) -> dict[str, object]:
    """Return the dates of the days that have an id, before anything is checked."""
    found: dict[str, object] = {}
    days = data.get("days")
    for day in days if isinstance(days, list) else []:
        if isinstance(day, Mapping) and isinstance(day.get("id"), str):
            when = day.get("date")
            if isinstance(when, str):
                try:
                    when = date.fromisoformat(clean(when))
                except ValueError:
                    continue
            if isinstance(when, datetime):
                when = when.date()
            if isinstance(when, date):
                found[clean(day["id"])] = when
    return found


MISSING = Text("il manque cette information", "this is missing")
_SENTENCES: Mapping[str, Text] = {
    "missing": MISSING,
    "extra_forbidden": Text("ce mot n'est pas connu ici", "this word is not known here"),
    "string_type": Text("attendu un texte", "expected text"),
    "string_too_short": Text("ne peut pas être vide", "cannot be empty"),
    "string_too_long": Text("texte trop long", "text too long"),
    "int_type": Text("attendu un nombre entier", "expected a whole number"),
    "int_from_float": Text("attendu un nombre entier", "expected a whole number"),
    "int_parsing": Text("attendu un nombre entier", "expected a whole number"),
    "bool_type": Text("attendu true ou false", "expected true or false"),
    "bool_parsing": Text("attendu true ou false", "expected true or false"),
    "list_type": Text("attendu une liste", "expected a list"),
    "dict_type": Text("attendu un groupe de clés et de valeurs", "expected keys and values"),
    "model_type": Text("attendu un groupe de clés et de valeurs", "expected keys and values"),
    "model_attributes_type": Text(
        "attendu un groupe de clés et de valeurs", "expected keys and values"
    ),
    "too_long": Text("il en faut au plus {max_length}", "at most {max_length} are possible"),
    "too_short": Text("il en faut au moins {min_length}", "at least {min_length} must be there"),
    "greater_than_equal": Text("attendu au moins {ge}", "expected at least {ge}"),
    "less_than_equal": Text("attendu au plus {le}", "expected at most {le}"),
    "literal_error": Text("attendu fr ou en", "expected fr or en"),
    "invalid_key": Text("ce mot n'est pas connu ici", "this word is not known here"),
}
_NOT_UNDERSTOOD = Text("valeur non comprise", "value not understood")


def _fault(error: ErrorDetails) -> Fault:
    context = error.get("ctx", {})
    if error["type"] == "sentence":
        text = Text(context["fr"], context["en"])
    else:
        text = _SENTENCES.get(error["type"], _NOT_UNDERSTOOD).fill(**context)
    path = tuple(step for step in error["loc"] if step not in ("<one>", "<many>", "[key]"))
    return Fault(path, text)


def _reference_faults(problem: Problem) -> Iterator[Fault]:
    tables: dict[str, Iterable[Any]] = {
        "days": problem.days,
        "rooms": problem.rooms,
        "people": problem.people,
        "tracks": problem.tracks,
        "sessions": problem.sessions,
        "attendees": problem.attendees,
    }
    for name, table in tables.items():
        yield from _duplicates(name, (row.id for row in table))
    yield from _duplicates("days", (row.date for row in problem.days), key="date")
    yield from _misleading_days(problem)
    for number, session in enumerate(problem.sessions):
        yield from _session_faults(problem, session, ("sessions", number))
    yield from _repeat_faults(problem)
    yield from _unknown_sessions(
        problem,
        (
            (("sequences", row, "sessions", place), session)
            for row, sequence in enumerate(problem.sequences)
            for place, session in enumerate(sequence.sessions)
        ),
    )
    for row, sequence in enumerate(problem.sequences):
        yield from _duplicates("sequences", sequence.sessions, prefix=(row,), key="sessions")
    for number, track in enumerate(problem.tracks):
        for place, other in enumerate(track.similar):
            if other not in problem.track:
                yield Fault(
                    ("tracks", number, "similar", place),
                    _unknown(other, _A_TRACK, problem.track),
                )
    for number, attendee in enumerate(problem.attendees):
        yield from _attendee_faults(problem, attendee, ("attendees", number))
    for number, slot in enumerate(problem.event.slots):
        yield from _unknown_day(problem, slot.day, ("event", "slots", number, "day"))
    yield from _changed_clocks(problem)


# --- What takes place several times ------------------------------------------------------


def _with_repeats(problem: Problem) -> Problem:
    """Return a problem in which a session that is repeated has a row for each time.

    A copy has no place of its own: what ties the first to a moment, to a block or to the
    days of others is not said of it.
    """
    if all(session.repeats == 1 for session in problem.sessions):
        return problem
    once = [
        session if session.repeats == 1 else session.model_copy(update={"repeats": 1})
        for session in problem.sessions
    ]
    copies = [_repeat(session, key) for session in problem.sessions for key in _repeat_ids(session)]
    return problem.with_tables(sessions=[*once, *copies])


_REPEATED = (
    *("title", "kind", "track", "tags", "minutes", "windows", "preferred_windows"),
    *("rooms", "disliked", "people", "needs", "wanted", "expected", "capacity", "plenary"),
    *("exclusive", "setup", "teardown", "registration", "mixed", "per_organisation", "note"),
)
"""What is said of a session each time that it takes place."""


def _repeat(session: Session, key: str) -> Session:
    """Return a further time of a session, as a session of its own."""
    said: dict[str, Any] = {
        name: getattr(session, name) for name in _REPEATED if name in session.model_fields_set
    }
    for name in ("before", "after"):
        said[name] = _at_any_time(getattr(session, name))
    return Session.model_construct(**said, id=key, repeat_of=session.id)


def _at_any_time(links: list[Link]) -> list[Link]:
    """Return links without their greatest gap, which only one time of several can keep."""
    return [link.model_copy(update={"max": None}) for link in links]


def _repeat_ids(session: Session) -> Iterator[str]:
    """Yield the ids of the second time and those after it."""
    for number in range(2, session.repeats + 1):
        yield f"{session.id}-{number}"


def _repeat_faults(problem: Problem) -> Iterator[Fault]:
    total = sum(session.repeats for session in problem.sessions)
    taken = set(problem.session)
    for row, session in enumerate(problem.sessions):
        path = ("sessions", row)
        of = problem.session.get(session.repeat_of or "")
        if of and of.repeat_of and of is not session:
            yield Fault((*path, "repeat_of"), _A_REPEAT.fill(first=_seen(of.repeat_of)))
        yield from _group_faults(problem, session, path)
        if session.repeats == 1:
            continue
        refused = {
            _REPEATS_ITSELF: session.repeat_of is not None,
            _REPEATS_PARTS: session.part_of is not None or session.id in problem.parts,
            _REPEATS_EXTERNAL: session.external,
        }
        for text in (text for text, holds in refused.items() if holds):
            yield Fault((*path, "repeats"), text)
        if total > MOST_SESSIONS:
            yield Fault((*path, "repeats"), _TOO_MANY.fill(total=total, most=MOST_SESSIONS))
            continue
        ids = list(_repeat_ids(session))
        if clash := [key for key in ids if key in taken]:
            yield Fault((*path, "repeats"), _ID_OF_A_REPEAT.fill(id=_seen(clash[0])))
        if len(ids[-1]) > LONGEST_ID:
            yield Fault((*path, "id"), _SENTENCES["string_too_long"])
        taken.update(ids)


def _group_faults(problem: Problem, session: Session, path: Path) -> Iterator[Fault]:
    """Yield why a session cannot be the sub-group that it says: it belongs to one workshop."""
    whole = problem.session.get(session.group_of or "")
    if whole is None or whole is session:
        return
    for text, first in ((_A_GROUP, whole.group_of), (_A_REPEAT, whole.repeat_of)):
        if first:
            yield Fault((*path, "group_of"), text.fill(first=_seen(first)))
    if session.repeat_of:
        yield Fault((*path, "group_of"), _REPEAT_AND_GROUP)


_REPEATS_ITSELF = Text(
    "une session qui en répète une autre (repeat_of) n'est pas elle-même répétée",
    "a session that repeats another (repeat_of) is not repeated itself",
)
_REPEATS_PARTS = Text(
    "une session qui a des parties n'est pas répétée, ni une partie : donner une ligne par séance",
    "a session with parts is not repeated, nor is a part: give a row to each time",
)
_REPEATS_EXTERNAL = Text(
    "une session extérieure n'est pas répétée : lui donner une ligne par séance",
    "an external session is not repeated: give it a row for each time",
)
_TOO_MANY = Text(
    "avec les répétitions, il y aurait {total} sessions (au plus {most} sont possibles)",
    "with what is repeated there would be {total} sessions (at most {most} are possible)",
)
_ID_OF_A_REPEAT = Text(
    "{id} serait l'id d'une répétition, mais est déjà pris : changer l'un des deux ids",
    "{id} would be the id of a repeat, but is already taken: change one of the two ids",
)
_A_REPEAT = Text(
    "cette session en répète elle-même une autre : nommer la première, {first}",
    "this session repeats another itself: name the first one, {first}",
)
_A_GROUP = Text(
    "cette session est elle-même un sous-groupe d'une autre : nommer la première, {first}",
    "this session is a sub-group of another itself: name the first one, {first}",
)
_REPEAT_AND_GROUP = Text(
    "une session en répète une autre (repeat_of) ou en est un sous-groupe (group_of), pas les "
    "deux : ne garder que repeat_of, une répétition est du même atelier que la première",
    "a session repeats another (repeat_of) or is a sub-group of one (group_of), not both: keep "
    "only repeat_of, a repeat belongs to the same workshop as the first one",
)


# --- The night the clocks change ----------------------------------------------------------


def _changed_clocks(problem: Problem) -> Iterator[Fault]:
    """Yield the moments that do not exist, or twice, because clocks change that night."""
    only = problem.days[0].date if len(problem.days) == 1 else None
    for path, day, minute in _moments(problem):
        if minute is not None and (text := changed_clock(problem.event.zone, day or only, minute)):
            yield Fault(path, text)


def changed_clock(zone: str, day: date | None, minute: int) -> Text | None:
    """Say why a moment does not exist, or exists twice, on the night the clocks change.

    Midnight, which bounds what is open all day, is never asked about.
    """
    if day is None or minute % DAY_MINUTES == 0:
        return None
    local = ZoneInfo(zone)
    moment = datetime.combine(day, time(*divmod(minute, 60)), local)
    back = moment.astimezone(UTC).astimezone(local)
    if back.time() != moment.time():
        return _NO_SUCH_TIME.fill(time=clock(minute), day=long_date(day))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        return _TWICE.fill(time=clock(minute), day=long_date(day))
    return None


_NO_SUCH_TIME = Text(
    "{time} n'existe pas le {day} : on avance les montres cette nuit-là",
    "{time} does not exist on {day}: clocks go forward that night",
)
_TWICE = Text(
    "{time} existe deux fois le {day} : on recule les montres cette nuit-là",
    "{time} comes twice on {day}: clocks go back that night",
)


def _moments(problem: Problem) -> Iterator[tuple[Path, date | None, int | None]]:
    """Yield every time of day that is written: its path, and its day where that is known."""
    for row, it in enumerate(problem.days):
        for key, hours in (("open", it.open), ("announced", it.announced)):
            if hours:
                yield ("days", row, key, "start"), it.date, hours.start
                yield ("days", row, key, "end"), it.date, hours.end
    yield from _spans(("event", "slots"), problem.event.slots)
    yield from _spans(("event", "stated"), problem.event.stated)
    for row, session in enumerate(problem.sessions):
        place: Path = ("sessions", row)
        for key, spot in (("locked", session.locked), ("preferred", session.preferred)):
            yield (*place, key, "start"), spot.day, spot.start
        yield from _spans((*place, "windows"), session.windows)
        yield from _spans((*place, "preferred_windows"), session.preferred_windows)
        yield from _spans((*place, "stated"), session.stated)
    for row, room in enumerate(problem.rooms):
        yield from _spans(("rooms", row, "open"), room.open)
    for row, person in enumerate(problem.people):
        yield from _spans(("people", row, "present"), person.present)
        yield from _spans(("people", row, "preferred"), person.preferred)
    for row, attendee in enumerate(problem.attendees):
        yield from _spans(("attendees", row, "present"), attendee.present)


def _spans(
    path: Path, spans: Iterable[Window | Slot | Statement]
) -> Iterator[tuple[Path, date | None, int | None]]:
    for number, it in enumerate(spans):
        yield (*path, number, "start"), it.day, it.start
        yield (*path, number, "end"), it.day, it.end


def _duplicates(
    table: str, values: Iterable[object], prefix: Path = (), key: str = "id"
) -> Iterator[Fault]:
    def place(row: int) -> Path:
        return (table, *prefix, key, row) if prefix else (table, row, key)

    first: dict[object, int] = {}
    for row, value in enumerate(values):
        if value in first:
            yield Fault(
                place(row),
                Text(
                    "{value} est déjà pris plus haut ({first})",
                    "{value} is already taken further up ({first})",
                ).fill(value=_seen(value), first=label_of(place(first[value]))),
            )
        first.setdefault(value, row)


def _misleading_days(problem: Problem) -> Iterator[Fault]:
    """Yield the days whose id is the date of another: a reference could mean either."""
    for number, day in enumerate(problem.days):
        if day.id != day.date.isoformat() and re.fullmatch(r"\d{4}-\d\d-\d\d", day.id):
            yield Fault(
                ("days", number, "id"),
                Text(
                    "{id} est une autre date que celle de cette journée : choisir un autre id",
                    "{id} is another date than this day's: choose another id",
                ).fill(id=_seen(day.id)),
            )


def _unknown(value: str, what: Text, known: Iterable[str]) -> Text:
    return Text(
        "{value} n'est pas l'id d'{what} (connus : {known})",
        "{value} is not the id of {what} (known: {known})",
    ).fill(value=_seen(value), what=what, known=_some_of(known))


def _numbered(wishes: list[str] | dict[str, int]) -> Iterator[tuple[str | int, str]]:
    """Yield wishes with their place: a number where they are ranked, an id where rated."""
    if isinstance(wishes, dict):
        yield from ((wish, wish) for wish in wishes)
    else:
        yield from enumerate(wishes)


def _some_of(known: Iterable[str]) -> str:
    first = list(islice(known, _MOST_LISTED + 1))
    return ", ".join([*first[:_MOST_LISTED], *(["…"] if first[_MOST_LISTED:] else [])]) or "–"


_MOST_LISTED = 12


_A_SESSION = Text("une session", "a session")
_A_ROOM = Text("une salle", "a room")
_A_TRACK = Text("un thème", "a track")
_A_PERSON = Text("un intervenant", "a person")
# Who the others are is nobody's business.
_NO_ATTENDEE = Text(
    "{value} n'est pas l'id d'un participant", "{value} is not the id of an attendee"
)


def _unknown_sessions(problem: Problem, named: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    for path, session in named:
        if session not in problem.session:
            yield Fault(path, _unknown(session, _A_SESSION, problem.session))


def _unknown_day(problem: Problem, day: date | None, path: Path) -> Iterator[Fault]:
    if day is not None and day not in problem.day:
        yield Fault(
            path,
            Text(
                "{day} n'est pas une journée de l'évènement (connues : {known})",
                "{day} is not a day of the event (known: {known})",
            ).fill(day=long_date(day), known=listing(map(long_date, problem.day))),
        )


def _session_faults(problem: Problem, session: Session, path: Path) -> Iterator[Fault]:
    links: list[tuple[Path, str]] = [
        ((*path, key), other)
        for key, other in (
            ("part_of", session.part_of),
            ("repeat_of", session.repeat_of),
            ("group_of", session.group_of),
        )
        if other
    ]
    for key, others in (("before", session.before), ("after", session.after)):
        links += [((*path, key, number), link.session) for number, link in enumerate(others)]
    yield from _unknown_sessions(problem, links)
    yield from _itself(session, links)
    rooms: list[tuple[Path, str | None]] = [
        ((*path, "locked", "room"), session.locked.room),
        ((*path, "preferred", "room"), session.preferred.room),
        *(((*path, "rooms", number), room) for number, room in enumerate(session.rooms or [])),
        *(((*path, "disliked", number), room) for number, room in enumerate(session.disliked)),
    ]
    for place, room in rooms:
        if room is not None and room not in problem.room:
            yield Fault(place, _unknown(room, _A_ROOM, problem.room))
    for role, people in session.people.items():
        for number, entry in enumerate(people):
            for person in [entry] if isinstance(entry, str) else entry.one_of:
                if person not in problem.person:
                    yield Fault(
                        (*path, "people", role, number),
                        _unknown(person, _A_PERSON, problem.person),
                    )
    yield from _unknown_day(problem, session.locked.day, (*path, "locked", "day"))
    yield from _unknown_day(problem, session.preferred.day, (*path, "preferred", "day"))
    fills_a_slot = problem.event.slots and not session.external and not session.part_of
    if session.minutes is None and not fills_a_slot:
        yield Fault((*path, "minutes"), _SENTENCES["missing"])
    if session.external and (session.locked.day is None or session.locked.start is None):
        yield Fault(
            (*path, "locked"),
            Text(
                "une session extérieure ne bouge pas : il lui faut un jour et un début verrouillés",
                "an external session never moves: it needs a locked day and start",
            ),
        )
    for key, minutes in (("setup", session.setup), ("teardown", session.teardown)):
        if session.part_of and minutes:
            yield Fault(
                (*path, key),
                Text(
                    "une partie n'a ni montage ni démontage : les donner à la session entière",
                    "a part has no setup or teardown: give them to the whole session",
                ),
            )


def _itself(session: Session, links: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    for path, other in links:
        if other == session.id:
            yield Fault(
                path,
                Text("une session ne peut pas se nommer elle-même", "a session cannot name itself"),
            )


def _attendee_faults(problem: Problem, attendee: Attendee, path: Path) -> Iterator[Fault]:
    yield from _unknown_sessions(
        problem,
        [
            *(((*path, "wishes", key), wish) for key, wish in _numbered(attendee.wishes)),
            *(((*path, "must_attend", row), it) for row, it in enumerate(attendee.must_attend)),
        ],
    )
    if isinstance(attendee.wishes, list):
        yield from _wished_twice(attendee.wishes, path)
    for key, others in (("together", attendee.together), ("apart", attendee.apart)):
        for other in others:
            if other not in problem.attendee:
                yield Fault((*path, key), _NO_ATTENDEE.fill(value=_seen(other)))
            elif other == attendee.id:
                yield Fault((*path, key), _THEMSELVES)


def _wished_twice(wishes: list[str], path: Path) -> Iterator[Fault]:
    """Yield the wishes that a ranked list names again: they would have two ranks."""
    first: dict[str, int] = {}
    for number, wish in enumerate(wishes):
        if first.setdefault(wish, number) != number:
            said = _WISHED_TWICE.fill(wish=_seen(wish), rank=first[wish] + 1)
            yield Fault((*path, "wishes", number), said)


_THEMSELVES = Text(
    "un participant ne peut pas se nommer lui-même", "an attendee cannot name themselves"
)
_WISHED_TWICE = Text(
    "{wish} est déjà le vœu n° {rank} de cette personne : ne l'écrire qu'une fois",
    "{wish} is this person's wish no. {rank} already: write it once",
)


def label_of(path: Path) -> Text:
    """Return a path the way TOML writes it: ``sessions[3].locked.start``."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
    return same(words)
