"""What frab, pentabarf and pretalx say of a session, in their XML and in their JSON alike.

The names of the fields are those of `schedule.xml`, which the JSON has too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agenda_solver.files.schedules.entries import Entry, Schedule, Speaker
from agenda_solver.history.numbers import guid_line
from agenda_solver.problem import Event
from agenda_solver.text import Text, quoted
from agenda_solver.views.source_page import Check
from agenda_solver.views.titles import NO_ROOM
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK, end_after
from agenda_solver.words.names import clean, folded

_CARRIED = frozenset(
    [
        *("title", "subtitle", "type", "date", "start", "duration", "room", "abstract"),
        *("description", "track", "language", "url", "persons", "id", "guid", "code"),
        *("end", "slug"),  # these follow from the others
    ]
)


def add_event(
    schedule: Schedule,
    fields: Mapping[str, str],
    speakers: Iterable[Speaker],
    more: Iterable[str] = (),
    *,
    day: str = "",
) -> None:
    """Add a session to a schedule.

    Parameters
    ----------
    schedule : Schedule
        Its zone is known by now.
    fields : mapping of str to str
        What is said of the session; blank where nothing is.
    speakers : iterable of Speaker
    more : iterable of str
        What else stands there, that is not a field of its own.
    day : str
        The date of the day under which it stands: in the night that ends it, a date is the
        next one.
    """
    key = fields.get("code") or fields.get("id", "")
    place = _PLACE.fill(key=key or fields.get("title", ""))
    filled = {name: value for name, value in fields.items() if value}
    schedule.lose([*(name for name in filled if name not in _CARRIED), *more], place)
    began = moment(fields.get("date", ""), schedule.zone)
    minutes = length(fields.get("duration", ""))
    if began is None and filled.get("date"):
        schedule.checks.append(Check(_NO_MOMENT.fill(words=quoted(filled["date"])), (place,)))
    start = began.hour * 60 + began.minute if began else None
    held = began.date() if began else None
    if start is not None and held is not None and _is_in_night(day, held, start):
        evening = held - timedelta(days=1)
        if start < _FIRST_HOUR or _goes_on(schedule, evening):
            start, held = start + DAY_MINUTES, evening
    abstract, description = filled.get("abstract", ""), filled.get("description", "")
    schedule.entries.append(
        Entry(
            place,
            filled.get("title", "…"),
            key=key,
            subtitle=filled.get("subtitle", ""),
            kind=filled.get("type", ""),
            day=held,
            start=start,
            end=start + minutes if start is not None and minutes else None,
            minutes=minutes,
            times=", ".join(filled[name] for name in ("date", "duration") if name in filled),
            room=room_named(filled.get("room", "")),
            track=filled.get("track", ""),
            language=filled.get("language", ""),
            description="\n\n".join(dict.fromkeys(filter(None, (abstract, description)))),
            link=_page(schedule, filled.get("url", "")),
            note=guid_line(filled.get("guid", "")),
            speakers=tuple(speakers),
        )
    )


def add_day(schedule: Schedule, day: str, start: str, end: str) -> None:
    """Add a day, and its hours where it ends on the same date."""
    first, last = (moment(words, schedule.zone) for words in (start, end))
    place = _DAY.fill(day=day or start)
    if first is None:
        first = moment(day, "")
        if first is None:
            return
        schedule.days.setdefault(first.date(), None)
        return
    hours = None
    if last is not None and last > first:
        begins, ends = (when.hour * 60 + when.minute for when in (first, last))
        if last.date() == first.date():
            hours = begins, ends
        elif _is_in_night(first.date().isoformat(), last.date(), ends):
            with suppress(NotUnderstoodError):  # more than an evening
                hours = begins, end_after(begins, ends)
    if hours is None and end:
        schedule.lose(["end"], place)
    schedule.days[first.date()] = hours


_FIRST_HOUR = 60
"""Of a night: a draft can say 24:30 of any day, and 25:30 of one that goes on as long."""


def _goes_on(schedule: Schedule, day: date) -> bool:
    hours = schedule.days.get(day)
    return hours is not None and hours[1] > DAY_MINUTES


def _is_in_night(day: str, other: date, minute: int) -> bool:
    """Whether a time of another date is in the night that ends a day."""
    first = _read(day)
    return (
        first is not None
        and other == first.date() + timedelta(days=1)
        and minute <= DAYBREAK - DAY_MINUTES
    )


def _page(schedule: Schedule, url: str) -> str:
    """Return the address of a session's own page; nothing where it is that of the event."""
    return "" if url == schedule.link else url


def room_named(words: str) -> str:
    """Return the name of a room; nothing where it says that there is none."""
    return "" if folded(words) in _NO_ROOM else words


_NO_ROOM = (folded(NO_ROOM.fr), folded(NO_ROOM.en))


def set_zone(schedule: Schedule, zone: str, dates: Iterable[str]) -> None:
    """Note the zone of an event: what is said, where it is known; else the clock of its dates."""
    if zone and is_zone(zone):
        schedule.zone = zone
        return
    usual = ZoneInfo(Event.model_fields["zone"].default)
    aware = [when for when in map(_read, dates) if when is not None and when.tzinfo]
    if any(when.astimezone(usual).utcoffset() != when.utcoffset() for when in aware):
        offsets = sorted({when.strftime("%z") for when in aware})
        schedule.checks.append(Check(_NO_ZONE.fill(offsets=", ".join(offsets))))


def is_zone(words: str) -> bool:
    """Whether words name a zone that is known."""
    try:
        ZoneInfo(words)
    except (KeyError, OSError, ValueError):  # what is no zone is looked for as a file
        return False
    return True


def moment(words: str, zone: str) -> datetime | None:
    """Return the time of a date, on the clock of a zone, or else on that of the date itself."""
    when = _read(words)
    if when is None:
        return None
    return when.astimezone(ZoneInfo(zone)) if zone and when.tzinfo else when


def length(words: str) -> int | None:
    """Return the minutes of ``00:45``, ``1:30`` or ``00:45:00``."""
    pieces = words.split(":")
    if len(pieces) not in (2, 3) or not all(piece.strip().isdecimal() for piece in pieces):
        return None
    return int(pieces[0]) * 60 + int(pieces[1]) or None


def words_of(value: object) -> str:
    """Return the words of a field, clean; nothing where it holds none."""
    return clean(str(value)) if isinstance(value, (str, int, float)) and value is not True else ""


def _read(words: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(words.strip())
    return None


EVENT_PLACE = Text("l'évènement", "the event")
ROOM_PLACE = Text("salle {room}", "room {room}")
_PLACE = Text("session {key}", "session {key}")
_DAY = Text("jour {day}", "day {day}")
_NO_MOMENT = Text("{words} n'est pas une date", "{words} is no date")
_NO_ZONE = Text(
    "le fuseau n'est pas dit ({offsets}) : les heures sont celles qui sont écrites, corriger le "
    "fuseau dans la feuille Événement",
    "the zone is not said ({offsets}): times are as they are written, correct the zone on the "
    "sheet Event",
)
