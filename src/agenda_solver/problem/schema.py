"""What the organiser writes: the event, its days, rooms, people, sessions and attendees.

One pydantic schema for every format. Times of day are minutes since midnight on the
event's wall clock (`int`), days are `datetime.date`, lengths are minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    RootModel,
    SerializerFunctionWrapHandler,
    Tag,
    ValidationError,
    ValidationInfo,
    WrapSerializer,
    field_validator,
    model_validator,
)

from agenda_solver.problem.faults import fault_of
from agenda_solver.problem.marks import Mark, Ref
from agenda_solver.problem.values import (
    check_order,
    date_of,
    midnight_ends_a_day,
    parse_closings,
    parse_day,
    parse_language,
    parse_line,
    parse_web_address,
    parse_windows,
    parse_words,
    write_clock,
)
from agenda_solver.text import Language, Text
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import (
    DAY_MINUTES,
    DAYBREAK,
    Calendar,
    end_after,
    read_clock,
    read_start,
    write_start,
)
from agenda_solver.words.names import chosen, folded, nearest, perhaps, shown
from agenda_solver.words.unnamed import is_unnamed
from agenda_solver.words.windows import read_windows

MOST = 1_000_000  # no count, rank or capacity of an event is larger
MOST_DAYS = 31  # every start of every day is looked at
MOST_SESSIONS = 2_000  # each is compared with many others
MOST_TIMES = 1_000
MOST_ATTENDEES = 100_000
LONGEST_ID = 200

Words = Annotated[str, Field(max_length=30_000), BeforeValidator(parse_words)]
Prose = Annotated[Words, Mark.PROSE]
Organisation = Annotated[str, Field(min_length=1, max_length=300), BeforeValidator(parse_line)]
Question = Annotated[str, Field(min_length=1, max_length=2_000), BeforeValidator(parse_line)]
WebAddress = Annotated[str, Field(max_length=2_000), BeforeValidator(parse_web_address)]
Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID), BeforeValidator(parse_words)]
Clock = Annotated[int, BeforeValidator(read_clock), PlainSerializer(write_clock), Mark.CLOCK]
Start = Annotated[int, BeforeValidator(read_start), PlainSerializer(write_start), Mark.CLOCK]
End = Annotated[Clock, AfterValidator(midnight_ends_a_day)]
Day_ = Annotated[date, BeforeValidator(parse_day), Mark.DAY]
Count = Annotated[int, Field(ge=0, le=MOST, strict=True)]
Length = Annotated[int, Field(ge=1, le=DAY_MINUTES, strict=True)]
Pause = Annotated[int, Field(ge=0, le=DAY_MINUTES, strict=True)]
Step = Annotated[int, Field(ge=1, le=240, strict=True)]
Multiplier = Annotated[int, Field(ge=0, le=1000, strict=True)]
Spoken = Annotated[Language, BeforeValidator(parse_language)]

DayId = Annotated[Day_, Ref("days")]
AnyDay = Annotated[Day_, Ref("days", free=True)]
RoomId = Annotated[Id, Ref("rooms")]
PersonId = Annotated[Id, Ref("people")]
SessionId = Annotated[Id, Ref("sessions")]
AttendeeId = Annotated[Id, Ref("attendees")]
StretchId = Annotated[Id, Ref("stretches")]
TrackId = Annotated[Id, Ref("tracks")]
StretchLevels = dict[StretchId, Count]
RoomLevels = dict[RoomId, Count]
TrackLevels = dict[TrackId, Count]
"""What is paid where something is in one of these; what is not named costs nothing."""


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        defer_build=True,
        hide_input_in_errors=True,
    )
    alone: ClassVar[str | None] = None  # the key whose value may stand for the whole


# --- Small pieces -------------------------------------------------------------------------


class _Bounds(_Table):
    """From a least to a most, either of which may be open."""

    @field_validator("max", check_fields=False)
    @classmethod
    def _in_order(cls, most: int | None, info: ValidationInfo) -> int | None:
        least = info.data.get("min")
        if least is not None and most is not None and most < least:
            raise NotUnderstoodError(_LESS_THAN_THE_LEAST.fill(most=most, least=least))
        return most


_LESS_THAN_THE_LEAST = Text(
    "au plus {most}, alors qu'il en faut au moins {least} : changer l'un des deux",
    "at most {most}, where at least {least} is asked for: change one of the two",
)


class _Stretch(_Table):
    """From a start to a later end: one that is earlier on the clock is that of an evening."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        start, end = getattr(self, "start", None), getattr(self, "end", None)
        if start is not None and end is not None:
            object.__setattr__(self, "end", end_after(start, end))  # the row is frozen
        return self


class Window(_Stretch):
    """A stretch of time: on one day, or on every day where `day` is absent.

    Without an `end` it goes on until the day is over, however late that is.
    """

    day: AnyDay | None = None
    start: Clock = 0
    end: End = DAYBREAK

    @classmethod
    def read(cls, words: str, calendar: Calendar) -> list[Window]:
        """Read stretches of time in words.

        Raises
        ------
        NotUnderstoodError
            If they are none.
        """
        try:
            return [cls.model_validate(data) for data in read_windows(words, calendar)]
        except ValidationError as error:
            raise NotUnderstoodError(fault_of(error.errors()[0]).text) from None


Windows = Annotated[list[Window], BeforeValidator(parse_windows)]


def _all_or_some(windows: list[Window]) -> list[Window]:
    return [Window()] if Window() in windows else windows


def _as_written(windows: list[Window], write: SerializerFunctionWrapHandler) -> Any:
    return True if Window() in windows else write(windows)


Closings = Annotated[
    list[Window],
    BeforeValidator(parse_closings),
    AfterValidator(_all_or_some),
    WrapSerializer(_as_written),
]
"""When something is closed: ``true`` is `Window()`, all along."""


def within(windows: Iterable[Window], day: date, start: int, end: int) -> bool:
    """Whether ``[start, end)`` on a day lies in these windows; those that touch are one."""
    return any(first <= start < end <= last for first, last in joined(windows, day))


def joined(windows: Iterable[Window], day: date) -> list[tuple[int, int]]:
    """Return the starts and ends of windows on a day; those that touch are one.

    The night that ends the day belongs to it, and is reached from the day after, too: who
    is there until 24:00, and until 2:00 on the next day, is there until then.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_around(list(windows), day)):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], end)
        else:
            spans.append((start, end))
    return spans


class Openings:
    """Windows that are asked for many times: those of a day are joined once.

    Parameters
    ----------
    windows : iterable of Window
    """

    def __init__(self, windows: Iterable[Window]) -> None:
        self._windows = tuple(windows)
        self._joined: dict[date, list[tuple[int, int]]] = {}

    def hold(self, day: date, start: int, end: int) -> bool:
        """Whether ``[start, end)`` on a day lies in them, as `within` tells."""
        return any(first <= start < end <= last for first, last in self._on(day))

    def spare(self, day: date, start: int, end: int) -> bool:
        """Whether nothing of ``[start, end)`` on a day lies in them."""
        return not any(first < end and start < last for first, last in self._on(day))

    def _on(self, day: date) -> list[tuple[int, int]]:
        if day not in self._joined:
            self._joined[day] = joined(self._windows, day)
        return self._joined[day]


def _around(windows: list[Window], day: date) -> Iterator[tuple[int, int]]:
    """Yield the hours of windows on a day, and those of the days beside it that reach into it."""
    own = [(window.start, window.end) for window in windows if window.day in (None, day)]
    yield from own
    goes_on = any(start < DAY_MINUTES <= end for start, end in own)
    for window in windows:
        apart = (window.day - day).days if window.day else 0
        if (apart == 1 or window.day is None) and (window.start or goes_on):
            yield window.start + DAY_MINUTES, window.end + DAY_MINUTES
        if apart == -1 or window.day is None:
            # What has no end of its own ends with its day: it is no night of the day after.
            own_end = window.end if window.end < DAYBREAK else DAY_MINUTES
            yield window.start - DAY_MINUTES, own_end - DAY_MINUTES


class Hours(_Stretch):
    """From one time of day to a later one, of the day or of the night that ends it."""

    start: Clock
    end: End


class Spot(_Table):
    """Where a session is locked, or would like to be: any of day, start and room.

    A start in the night that ends a day may be written as on the clock: see `with_nights`.
    """

    day: DayId | None = None
    start: Start | None = None
    room: RoomId | None = None


class TypedSpot(Spot):
    """A spot that a person has typed into a solved workbook: kept as a lock is, yet no demand."""


class Statement(_Stretch):
    """What the organiser's document says of an event or a session.

    `about` names the subject of a statement that is only words, so that two of them
    can be compared; `source` is where in the document it stands.
    """

    day: AnyDay | None = None
    start: Start | None = None
    end: End | None = None
    about: Words = ""
    text: Words = ""
    source: Words = ""


def _that_say_something(stated: list[Statement]) -> list[Statement]:
    return [statement for statement in stated if statement != Statement()]


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
            raise NotUnderstoodError(
                Text(
                    "{value} n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
                    "{value} is not a length (expected 1 to 1440 minutes, or min and max)",
                ).fill(value=shown(value))
            )
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Minutes:
        if not self.min <= (self.ideal if self.ideal is not None else self.min) <= self.max:
            raise NotUnderstoodError(
                Text(
                    "les durées ne vont pas en croissant : au moins {min}, idéale {ideal}, "
                    "au plus {max}",
                    "the lengths do not grow: at least {min}, ideal {ideal}, at most {max}",
                ).fill(min=self.min, ideal=self.ideal or "–", max=self.max)
            )
        return self


class Pool(_Table):
    """One of these people, for a role that is not filled yet."""

    one_of: list[PersonId] = Field(min_length=1)


class Unnamed(RootModel[Words]):
    """Somebody who is yet to be named, in the words of the draft: ``élu à confirmer``.

    No rule knows of them: whoever they are, they are nobody else's namesake.
    """

    model_config = ConfigDict(frozen=True)

    @property
    def label(self) -> str:
        """How they are called on screen and on paper."""
        return self.root


Entry = str | Pool | Unnamed
"""Who takes a role: a person, by their id, or whoever is yet to be chosen or named."""


def people_in(entry: Entry) -> tuple[str, ...]:
    """Return the ids of those who take a role, or may be chosen for it."""
    if isinstance(entry, str):
        return (entry,)
    return tuple(entry.one_of) if isinstance(entry, Pool) else ()


class Capacity(_Table):
    """How many attendees a session needs to take place, and how many it takes."""

    min: Count = 0
    max: Count | None = None


class SeatLimits(_Bounds):
    """How many seats somebody should have over the whole event, and how many at most.

    Attributes
    ----------
    parts : bool, optional
        Whether what they take part in themselves counts as well. Absent: as for everybody, and
        for them not.
    """

    min: Count | None = None
    max: Annotated[int, Field(ge=1, le=MOST, strict=True)] | None = None
    parts: bool | None = None


class Times(_Bounds):
    """How many times a session takes place: as many as the wishes need, within these bounds.

    Attributes
    ----------
    settled : bool
        Whether that is decided: each time that takes place has a row of its own.
    """

    min: Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True)] = 1
    max: Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True)]
    settled: bool = False


def _kind_of_number(value: object) -> str:
    return "<many>" if isinstance(value, (dict, Times)) else "<one>"


Repeats = Annotated[
    Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True), Tag("<one>")]
    | Annotated[Times, Tag("<many>")],
    Discriminator(_kind_of_number),
]
"""A number of times, or bounds of it."""


class Link(_Bounds):
    """Another session, and the pause between the two, in minutes."""

    alone = "session"

    session: Annotated[Id, Ref("sessions", passes=False)]
    min: Pause | None = None
    max: Annotated[Pause | None, Mark.ONCE] = None

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: object) -> object:
        return {cls.alone: value} if isinstance(value, str) else value


KINDS: Mapping[str, Text] = {
    "session": Text("session", "session"),
    "welcome": Text("accueil", "welcome"),
    "opening": Text("ouverture", "opening"),
    "ceremony": Text("cérémonie", "ceremony"),
    "speech": Text("discours", "speech"),
    "plenary": Text("plénière", "plenary"),
    "round_table": Text("table ronde", "round table"),
    "workshop": Text("atelier", "workshop"),
    "report": Text("restitution", "report-back"),
    "closing": Text("clôture", "closing"),
    "break": Text("pause", "break"),
    "meal": Text("repas", "meal"),
    "drink": Text("pot", "drink"),
    "visit": Text("visite", "visit"),
    "paper": Text("communication", "paper"),
}
RESTS = ("break", "meal", "welcome", "drink")
"""The kinds in which everybody rests; they take a room only where one is named."""
FOR_ALL = ("opening", "ceremony", "plenary", "report", "closing")
"""The kinds to which everybody is invited."""
_ALSO_KINDS: Mapping[str, str] = {
    "session": "séance, échange, échanges, présentation, autre, other",
    "welcome": "café d'accueil, accueil café, petit déjeuner d'accueil, registration, "
    "welcome coffee, émargement",
    "opening": "mot d'accueil, mots d'accueil, introduction, opening session",
    "ceremony": "inauguration, remise des prix, remise de prix, award ceremony, signature",
    "speech": "allocution, conférence, exposé, intervention, témoignage, keynote, "
    "lecture, talk, presentation",
    "plenary": "séance plénière, assemblée générale, plenary session",
    "round_table": "débat, panel, panel discussion, table-ronde, roundtable",
    "workshop": "atelier pratique, ateliers, formation, groupe de travail, tutoriel, "
    "breakout, breakout session, training, tutorial, working group",
    "report": "synthèse, mise en commun, report, reporting back",
    "closing": "conclusion, conclusions, mot de la fin, closing session, wrap-up",
    "break": "café, coffee, coffee break, goûter, pause-café, tea, tea break",
    "meal": "buffet, déjeuner, déjeuner-buffet, dîner, petit déjeuner, brunch, breakfast, "
    "dinner, lunch",
    "drink": "apéritif, apéro, cocktail, pot de clôture, réception, verre de l'amitié, drinks, "
    "reception",
    "visit": "excursion, soirée, spectacle, moment convivial, evening, networking, social event, "
    "tour",
    "paper": "communication orale, article, papier, contribution, submission, full paper, "
    "short paper, regular paper, research paper, oral presentation",
}
"""What organisers call them as well."""
_KIND_OF: Mapping[str, str] = {
    words: kind
    for kind, text in KINDS.items()
    for words in (kind, text.fr, text.en, *_ALSO_KINDS.get(kind, "").split(", "))
    if words
}
_KIND_OF_FOLDED = {folded(words): kind for words, kind in _KIND_OF.items()}
_NO_KIND = Text("{value} n'est pas un genre de session", "{value} is not a kind of session")


def kind_named(words: str) -> str | None:
    """Return the kind that words are, as organisers call it in either language; None: no kind."""
    return _KIND_OF_FOLDED.get(folded(words))


def _parse_kind(value: object) -> object:
    return chosen(value, _KIND_OF, _NO_KIND, KINDS.values())


SessionKind = Annotated[str, BeforeValidator(_parse_kind)]


class SessionQuota(_Bounds):
    """So many sessions, of a kind or of any but breaks and meals."""

    kind: SessionKind | None = None
    min: Count | None = None
    max: Count | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.min is None and self.max is None:
            raise NotUnderstoodError(_HOW_MANY)
        return self


_HOW_MANY = Text(
    "il n'est pas dit combien de sessions : écrire `min`, `max` ou les deux",
    "it is not said how many sessions: write `min`, `max` or both",
)


class DayQuota(SessionQuota):
    """So many sessions that start on a day, from one time of day to another where they are said."""

    start: Clock = 0
    end: End = DAY_MINUTES

    @model_validator(mode="after")
    def _in_order_of_time(self) -> Self:
        check_order(self.start, self.end)
        return self


def _as_list(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Slot(_Stretch):
    """A stretch of a day that a session may fill; `sessions`: how many start with it."""

    id: Id | None = None
    day: DayId
    start: Start
    end: End
    sessions: Annotated[list[SessionQuota], BeforeValidator(_as_list)] = []

    def __hash__(self) -> int:  # a list has none
        return hash((self.id, self.day, self.start, self.end))


# --- The tables ---------------------------------------------------------------------------


class Walk(_Table):
    """How long it takes from one site to another, either way, in minutes."""

    sites: Annotated[list[Words], Field(min_length=2, max_length=2)]
    minutes: Pause


def _known_zone_if_any(zone: str) -> str:
    return _known_zone(zone) if zone else zone


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        sentence = Text(
            "{zone} n'est pas un fuseau horaire (par exemple Europe/Paris)",
            "{zone} is not a time zone (for example Europe/Paris)",
        ).fill(zone=shown(zone))
        names = sorted(available_timezones())
        cities = {name.rpartition("/")[2]: name for name in names if "/" in name}
        near = nearest(zone, {**{name: name for name in names}, **cities}, alike=0.85)
        raise NotUnderstoodError(perhaps(sentence, near) if near else sentence) from None
    return zone


class Lunch(_Table):
    """So many minutes at a stretch, for each attendee on each day, between two times of day."""

    minutes: Length
    start: Clock = 12 * 60
    end: End = 14 * 60

    @model_validator(mode="after")
    def _in_order(self) -> Lunch:
        check_order(self.start, self.end)
        return self


class Event(_Table):
    """The event as a whole.

    Attributes
    ----------
    place, address : str
        What the place is called, and where it is.
    organisers, partners : list of str
        Who holds it, and with whom.
    audience : str
        For whom it is.
    contact, practical : str
        Whom to ask, and what to know before one comes.
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
    lunch : Lunch, optional
        If given, the seats of an attendee leave them this time on each day. A demand.
    suitable, possible : Hours, optional
        When whoever speaks from a `zone` of their own should do so on their own clock, and
        when they can at all. Wishes.
    seats : SeatLimits
        Of each attendee who does not say otherwise.
    """

    id: Id = "event"
    name: Words
    subtitle: Words = ""
    language: Spoken = "fr"
    zone: Annotated[Words, AfterValidator(_known_zone)] = "Europe/Paris"
    version: Words = ""
    place: Words = ""
    address: Words = ""
    description: Prose = ""
    audience: Words = ""
    organisers: list[Organisation] = []
    partners: list[Organisation] = []
    link: WebAddress = ""
    contact: Prose = ""
    practical: Prose = ""
    grid: Step = 5
    slots: list[Slot] = []
    gap: Pause = 0
    walk: Pause = 0
    walks: list[Walk] = []
    overflow: bool = False
    lunch: Lunch | None = None
    suitable: Hours | None = None
    possible: Hours | None = None
    seats: SeatLimits = SeatLimits()
    stated: Statements = []
    note: Words = ""


class Day(_Table):
    """A day of the event: `open` is a demand, `announced` what the poster says.

    `sessions` says how many start on it, or on a part of it: a demand.
    """

    id: Id
    date: Day_
    open: Hours | None = None
    announced: Hours | None = None
    sessions: Annotated[list[DayQuota], BeforeValidator(_as_list)] = []
    note: Words = ""
    source: Words = ""

    @model_validator(mode="before")
    @classmethod
    def _named_by_its_date(cls, value: object) -> object:
        if isinstance(value, dict) and "id" not in value and "date" in value:
            with suppress(NotUnderstoodError):  # told when the date itself is read
                return {**value, "id": date_of(value["date"]).isoformat()}
            return {**value, "id": str(value["date"])}
        return value

    @property
    def opening(self) -> int:
        """When it opens, in minutes since midnight."""
        return self.open.start if self.open else 0


class Room(_Table):
    """A room. `capacity` absent: not known; `open` empty: whenever the event is.

    Attributes
    ----------
    closed : list of Window
        When it cannot be used, opening hours or not; `Window()` alone: at no time.
    parts : list of str
        The rooms it is made of, where a wall is opened: it is never used beside one of them.
        What is left blank of it is theirs together; see `Lookups.room`.
    at_once : int
        How many sessions it holds at once: a foyer with several stands.
    """

    id: Id
    name: Words = ""
    site: Words = ""
    capacity: Count | None = None
    features: list[Id] = []
    open: Windows = []
    closed: Closings = []
    parts: list[RoomId] = []
    at_once: Annotated[int, Field(ge=1, le=MOST, strict=True)] = 1
    setup: Pause = 0
    teardown: Pause = 0
    to_be_confirmed: bool = False
    note: Words = ""
    source: Words = ""

    @property
    def label(self) -> str:
        """How it is called on screen and on paper."""
        return self.name or self.id


class Equipment(_Table):
    """What is moved from room to room: a booth, a licence for webinars.

    A session has it where its `needs` name it. A room that has such a feature has its own.

    Attributes
    ----------
    number : int
        How many pieces there are.
    open : list of Window
        When it is to be had; empty: whenever. A demand.
    changeover : int
        Minutes from the end of one session to the start of the next that has the same piece.
    """

    id: Id
    name: Words = ""
    number: Annotated[int, Field(ge=1, le=MOST, strict=True)] = 1
    open: Windows = []
    changeover: Pause = 0
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
    most_per_day : int, optional
        In how many sessions the person takes part on a day at most. A demand.
    most_in_a_row : int, optional
        In how many sessions the person takes part at most with less than `rest` minutes from
        one to the next. A demand.
    no_wait : bool
        Whether nothing is left open between two of their sessions of a day: no slot; without
        slots, no more minutes than their `pause`. A demand.
    protocol_rank : int, optional
        1 has precedence over all others, and speaks last.
    zone : str
        The IANA zone from which they speak, where that is not the event's: see `Event.suitable`.
    """

    id: Id
    name: Words = ""
    role: Words = ""
    organisation: Words = ""
    email: Words = ""
    language: Spoken | None = None
    present: Windows = []
    preferred: Windows = []
    pause: Pause = 0
    close: bool = False
    one_day: bool = False
    most_per_day: Annotated[int | None, Field(ge=1, le=MOST, strict=True)] = None
    most_in_a_row: Annotated[int | None, Field(ge=1, le=MOST, strict=True)] = None
    rest: Length = 30
    no_wait: bool = False
    unconfirmed: bool = False
    protocol_rank: Count | None = None
    zone: Annotated[Words, AfterValidator(_known_zone_if_any)] = ""
    note: Words = ""
    source: Words = ""

    @property
    def label(self) -> str:
        """How the person is called on screen and on paper."""
        return self.name or self.role or self.id


MIXED: Mapping[str, Text] = {
    "organisation": Text("organisation", "organisation"),
    "category": Text("catégorie", "category"),
}
"""What attendees of one kind share, by which groups may be mixed."""
_MIXED_BY: Mapping[str, str] = {
    words: key for key, text in MIXED.items() for words in (key, text.fr, text.en)
}
_NOT_MIXED = Text(
    "{value} : on ne mélange que par organisation ou par catégorie",
    "{value}: groups are mixed by organisation or by category only",
)


def _parse_mixed(value: object) -> object:
    return chosen(value, _MIXED_BY, _NOT_MIXED)


def _kind_of_entry(value: object) -> str:
    if isinstance(value, str):
        return "<none>" if is_unnamed(value) else "<one>"
    return "<none>" if isinstance(value, Unnamed) else _kind_of_wishes(value)


def _kind_of_wishes(value: object) -> str:
    return "<many>" if isinstance(value, (dict, Pool)) else "<one>"


# The tags keep pydantic from listing what each alternative would have wanted.
_Entry = Annotated[
    Annotated[PersonId, Tag("<one>")]
    | Annotated[Pool, Tag("<many>")]
    | Annotated[Unnamed, Tag("<none>")],
    Discriminator(_kind_of_entry),
]
_Wishes = Annotated[
    Annotated[list[SessionId], Tag("<one>")] | Annotated[dict[SessionId, Count], Tag("<many>")],
    Discriminator(_kind_of_wishes),
]
Roles = dict[Id, list[_Entry]]
Mixture = Annotated[str, BeforeValidator(_parse_mixed)]


class Stretch(_Stretch):
    """A stretch of a day in which each room holds papers of one track, one after another.

    What is placed in stretches are the sessions of the kind ``paper``: see `Lookups.papers`.

    Attributes
    ----------
    places : int, optional
        The stretch is cut into so many equal places, each room has so many, and a paper fills
        as many as it says. Absent: papers follow one another as their minutes let them.
    rooms : list of str, optional
        The rooms that have papers then. Absent: any.
    room_levels : dict of str to int
        What it costs that a room has papers then.
    """

    id: Id
    name: Words = ""
    day: DayId
    start: Start
    end: End
    places: Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True)] | None = None
    rooms: list[RoomId] | None = None
    room_levels: RoomLevels = {}
    note: Words = ""
    source: Words = ""

    @property
    def label(self) -> str:
        """How it is called on screen and on paper."""
        return self.name or self.id


class StretchCount(_Bounds):
    """In how many stretches a track has a room: in two rooms at once, each counts."""

    min: Count | None = None
    max: Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True)] | None = None


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
    at_once : int, optional
        No more of its sessions take place at once. A demand.
    chairs : list of str
        Who chairs its papers, wherever they are. A demand on these people's time.
    stretches : StretchCount
        How many stretches its papers should take. A wish.
    stretch_levels, room_levels : dict of str to int
        What it costs for each stretch, and for each room in a stretch, that its papers are in.
    track_levels : dict of str to int
        What it costs that it has a room in the same stretch as another track: for each two rooms.
    """

    id: Id
    similar: list[Annotated[Id, Ref("tracks")]] = []
    beside: Multiplier = 1
    beside_similar: Multiplier = 1
    one_room: Multiplier = 1
    one_day: Multiplier = 0
    close: Multiplier = 0
    in_order: bool = False
    at_once: Annotated[int | None, Field(ge=1, le=MOST, strict=True)] = None
    chairs: list[PersonId] = []
    stretches: StretchCount = StretchCount()
    stretch_levels: StretchLevels = {}
    room_levels: RoomLevels = {}
    track_levels: TrackLevels = {}
    note: Words = ""


class Session(_Table):
    """Any item of the programme, from a ceremony to a break.

    Attributes
    ----------
    description, questions : str, list of str
        What it is about, and what is to be discussed in it.
    audience : str
        For whom it is; no rule reads who may come.
    language : str
        In which it is held, in words.
    organisers, partners : list of str
        Who holds it, and with whom.
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
    same_room : list of str
        Labels: sessions that share one are all in one room, as far as they take one.
    repeats : int or Times
        How many times it takes place. `Problem.read` makes a session of each further
        time, with `repeat_of`; of bounds, of each that there may be: see `undecided`.
    repeat_of : str, optional
        The session that it repeats, and after which it comes.
    number : int, optional
        Which time of a repeated session it is; see `Problem.time_number`.
    minutes : Minutes, optional
        A number, or a range. Absent only on slots, and not for a part or what is
        external: the session fills its slot.
    rooms : list of str, optional
        The rooms it may take. Absent: any. Empty: it takes none.
    also_in : list of str
        Rooms it takes besides its own, all along: where it is relayed. They seat people, too.
    setup, teardown : int, optional
        Minutes in its room before and after, instead of the room's own.
    part_of : str, optional
        The session it is a part of: it lies within it, and in its room if it has one.
    plenary : bool, optional
        Nothing beside it. By default, what is of the kind ``plenary``.
    external : bool
        Shown, never moved: day and start must be locked.
    cancellable : bool
        Whether it may have no attendees, where it needs a least number of them. Where not, it
        takes place in any case, and has as many.
    registration : bool, optional
        Whether attendees need a seat in it. Absent: see `Problem.offered`.
    everyone : bool
        Whether each attendee who is there is due a seat in it, or in one that starts with it;
        where it takes place several times, each time.
    group_of : str, optional
        The session of which it is another sub-group: who wishes for one of them wishes for
        any, and nobody has a seat in two.
    mixed : list of {"organisation", "category"}
        By what its attendees should be as mixed as those of the sessions that start with
        it. A wish.
    per_organisation : int, optional
        How many attendees of one organisation it takes at most.
    fills : int
        Of a paper, how many places of a stretch it fills.
    rank : int, optional
        Of a paper, which one of its track it should be: 1 is the first of all. A wish.
    stretch_levels, room_levels : dict of str to int
        Of a paper, what it costs that it is in a stretch, or in a room.
    """

    id: Annotated[Id, Mark.ONCE]
    title: Words
    subtitle: Words = ""
    description: Prose = ""
    questions: list[Question] = []
    audience: Words = ""
    language: Words = ""
    organisers: list[Organisation] = []
    partners: list[Organisation] = []
    link: WebAddress = ""
    kind: SessionKind = "session"
    track: Annotated[Words, Field(max_length=LONGEST_ID), Ref("tracks", free=True)] = ""
    tags: list[Annotated[Id, Ref("tracks", free=True)]] = []
    minutes: Minutes | None = None
    locked: Annotated[Spot, Mark.ONCE] = Spot()
    preferred: Annotated[Spot, Mark.ONCE] = Spot()
    windows: Windows = []
    preferred_windows: Windows = []
    rooms: list[RoomId] | None = None
    also_in: list[RoomId] = []
    disliked: list[RoomId] = []
    people: Roles = {}
    needs: list[Annotated[Id, Ref("equipment", free=True)]] = []
    wanted: list[Id] = []
    expected: Count | None = None
    capacity: Capacity = Capacity()
    cancellable: bool = True
    registration: bool | None = None
    everyone: bool = False
    group_of: Annotated[SessionId | None, Mark.ONCE] = None
    mixed: list[Mixture] = []
    per_organisation: Annotated[int, Field(ge=1, le=MOST, strict=True)] | None = None
    block: Annotated[Id | None, Mark.ONCE] = None
    part_of: Annotated[Annotated[Id, Ref("sessions", passes=False)] | None, Mark.ONCE] = None
    plenary: bool | None = None
    repeats: Annotated[Repeats, Mark.ONCE] = 1
    repeat_of: Annotated[SessionId | None, Mark.ONCE] = None
    number: Annotated[int | None, Field(ge=1, le=MOST, strict=True), Mark.ONCE] = None
    exclusive: list[Id] = []
    same_day: Annotated[list[Id], Mark.ONCE] = []
    different_days: Annotated[list[Id], Mark.ONCE] = []
    same_room: list[Id] = []
    fills: Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True)] = 1
    rank: Annotated[int | None, Field(ge=1, le=MOST, strict=True), Mark.ONCE] = None
    stretch_levels: StretchLevels = {}
    room_levels: RoomLevels = {}
    before: list[Link] = []
    after: list[Link] = []
    setup: Pause | None = None
    teardown: Pause | None = None
    external: Annotated[bool, Mark.ONCE] = False
    stated: Annotated[Statements, Mark.ONCE] = []
    note: Words = ""
    source: Words = ""

    @property
    def label(self) -> str:
        """How it is called on screen and on paper."""
        return self.title or self.id

    @model_validator(mode="before")
    @classmethod
    def _locked_in_several(cls, value: object) -> object:
        """Take the first of several rooms it is locked in as its own, the others besides."""
        locked = value.get("locked") if isinstance(value, dict) else None
        rooms = locked.get("room") if isinstance(locked, dict) else None
        if not isinstance(value, dict) or not isinstance(locked, dict) or not rooms:
            return value
        if not isinstance(rooms, list):
            return value
        besides = [*rooms[1:], *(value.get("also_in") or ())]
        return {**value, "locked": {**locked, "room": rooms[0]}, "also_in": besides}

    @property
    def is_plenary(self) -> bool:
        """Whether nothing may take place beside it."""
        return self.kind == "plenary" if self.plenary is None else self.plenary

    @property
    def roster(self) -> tuple[str, ...]:
        """Ids of the people who take part, in any role; none of those yet to be named."""
        named = (who for role in self.people.values() for who in role if isinstance(who, str))
        return tuple(dict.fromkeys(named))

    @property
    def unnamed(self) -> tuple[tuple[str, str], ...]:
        """The roles for which somebody is yet to be named, each with what is said of them."""
        return tuple(
            (role, entry.label)
            for role, entries in self.people.items()
            for entry in entries
            if isinstance(entry, Unnamed)
        )

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


class Sequence(_Bounds):
    """Sessions in a given order; `between`: whether others may come in between.

    With `wish`, each two of them that are not in this order cost; nothing else is asked.
    """

    id: Id = "sequence"
    sessions: list[Annotated[Id, Ref("sessions", passes=False)]] = Field(min_length=2)
    wish: bool = False
    between: bool = True
    min: Pause | None = None
    max: Pause | None = None
    note: Words = ""


class Attendee(_Table):
    """A participant. `wishes` are ranked (best first) or rated (higher is better).

    `language` is the one in which they are written to; the event's where it is not said.
    Of a name, the parts are what is kept apart where somebody writes them apart; lists are
    sorted by the last. `group` tells people of one name apart, `source` is the list from which
    they come.
    """

    id: Id
    name: Words = ""
    given_name: Words = ""
    family_name: Words = ""
    email: Words = ""
    language: Spoken | None = None
    organisation: Words = ""
    category: Words = ""
    group: Words = ""
    present: Windows = []
    needs: list[Id] = []
    wishes: _Wishes = []
    must_attend: list[SessionId] = []
    must_avoid: list[SessionId] = []
    together: list[AttendeeId] = []
    apart: list[AttendeeId] = []
    friends: list[AttendeeId] = []
    seats: SeatLimits = SeatLimits()
    note: Words = ""
    source: Words = ""

    @model_validator(mode="before")
    @classmethod
    def _with_whole_name(cls, data: Any) -> Any:
        """Put a name together of its parts; beside a first name alone, a name is the last one."""
        if not isinstance(data, dict):
            return data
        given, family, name = (data.get(key) or "" for key in ("given_name", "family_name", "name"))
        if not all(isinstance(part, str) for part in (given, family, name)):
            return data
        if given and name and not family and folded(given) not in folded(name):
            data = {**data, "family_name": name}
            family, name = name, ""
        if not name and (given or family):
            data = {**data, "name": " ".join(filter(None, (given, family)))}
        return data

    @field_validator("wishes")
    @classmethod
    def _none_rated_is_none(cls, wishes: list[str] | dict[str, int]) -> list[str] | dict[str, int]:
        return wishes or []

    @property
    def wished(self) -> list[str]:
        """Ids of the sessions that they wish for; what is rated 0 is no wish."""
        if isinstance(self.wishes, dict):
            return [session for session, rating in self.wishes.items() if rating]
        return self.wishes


class Weights(BaseModel):
    """The weight of each soft rule, and the order of the tiers, by rule key."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)
    __pydantic_extra__: dict[str, Annotated[int, Field(ge=0, le=100_000, strict=True)]] = Field(
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


class Tables(_Table):
    """The tables of a problem, as they are written."""

    event: Event
    days: list[Day] = Field(min_length=1, max_length=MOST_DAYS)
    rooms: list[Room] = []
    equipment: list[Equipment] = []
    people: list[Person] = []
    stretches: list[Stretch] = Field(default=[], max_length=MOST_TIMES)
    tracks: list[Track] = []
    sessions: list[Session] = Field(min_length=1, max_length=MOST_SESSIONS)
    sequences: list[Sequence] = []
    attendees: list[Attendee] = Field(default=[], max_length=MOST_ATTENDEES)
    weights: Weights = Weights()

    def with_tables(self, **tables: Any) -> Self:
        """Return a problem with other tables; `model_copy` would keep look-ups of the old ones.

        Nothing is checked: what is changed here was read before.
        """
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return self.model_construct(**{**kept, **tables})

    def with_sessions(self, updates: Mapping[str, Mapping[str, Any]]) -> Self:
        """Return a problem in which something else is said of some sessions.

        Parameters
        ----------
        updates : mapping of str to mapping of str to object
            By the session's id, the fields that are otherwise. As in `with_tables`, nothing is
            checked.
        """
        sessions = [
            row.model_copy(update=dict(updates[row.id])) if row.id in updates else row
            for row in self.sessions
        ]
        return self.with_tables(sessions=sessions)
