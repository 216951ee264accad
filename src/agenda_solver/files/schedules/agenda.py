"""An agenda, as calendars share them: iCalendar, `.ics`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from agenda_solver.files import InputError, in_file
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.schedules.drafting import draft_of
from agenda_solver.files.schedules.entries import Entry, Schedule, Speaker
from agenda_solver.files.schedules.voc import is_zone
from agenda_solver.problem import Event
from agenda_solver.text import Text
from agenda_solver.views.source_page import Check, LineAccount
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.names import clean

_BEGIN = b"BEGIN:VCALENDAR"
_FIRST_BYTES = 1_000
_CARRIED = frozenset(
    [
        *("UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "DESCRIPTION", "URL"),
        *("CATEGORIES", "ATTENDEE", "STATUS"),
    ]
)
# What programs keep for themselves.
_OF_PROGRAMS = frozenset(
    [
        *("DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "CLASS", "PRIORITY"),
        *("RECURRENCE-ID",),
    ]
)


class SharedCalendar(Importer):
    """An agenda; see `Importer`."""

    title = Text("un agenda (iCalendar)", "a calendar (iCalendar)")
    endings = (".ics",)

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        return _BEGIN in given.data[:_FIRST_BYTES].upper()

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        try:
            calendar = Calendar.from_ical(given.data)
            assert isinstance(calendar, Calendar)
            schedule = _schedule(calendar)
        except (ValueError, LookupError, AssertionError, TypeError):  # as it tells of bad lines
            raise InputError([in_file(given.name, _NOT_READ)]) from None
        return draft_of(given.name, "ics", schedule, choice)


def _schedule(calendar: Calendar) -> Schedule:
    events = calendar.walk("VEVENT")
    schedule = Schedule(name=_words(calendar.get("X-WR-CALNAME") or calendar.get("NAME")))
    zone = _zone(calendar, events)
    if zone:
        schedule.zone = zone
    else:
        schedule.checks.append(Check(_NO_ZONE))
    for number, event in enumerate(events, start=1):
        _add(schedule, event, number, ZoneInfo(zone or Event.model_fields["zone"].default))
    _set_venue(schedule)
    return schedule


def _set_venue(schedule: Schedule) -> None:
    """Take what all locations end with for the place of the event: ``Room 2, Town hall``."""
    pieces = {entry.room: entry.room.split(_COMMA) for entry in schedule.entries if entry.room}
    if len(pieces) < 2:
        return
    shared = 0
    for ends in zip(*(reversed(parts) for parts in pieces.values()), strict=False):
        if len(set(ends)) > 1:
            break
        shared += 1
    if not shared:
        return
    schedule.venue = _COMMA.join(next(iter(pieces.values()))[-shared:])
    schedule.entries = [
        replace(entry, room=_COMMA.join(pieces[entry.room][:-shared])) if entry.room else entry
        for entry in schedule.entries
    ]


_COMMA = ", "


def _zone(calendar: Calendar, events: Iterable[Any]) -> str:
    """Return the zone of a calendar: as it says, or else that of the first event that has one."""
    zones = [_words(calendar.get("X-WR-TIMEZONE"))]
    starts = filter(None, (_first(event, "DTSTART") for event in events))
    zones += [_words(start.params.get("TZID")) for start in starts]
    return next((words for words in zones if words and is_zone(words) and words != "UTC"), "")


def _add(schedule: Schedule, event: Any, number: int, zone: ZoneInfo) -> None:
    title = _words(event.get("SUMMARY"))
    place = _PLACE.fill(number=number)
    began, ended = _times(event)
    apart = _apart(event, began, title)
    if apart is not None or not isinstance(began, datetime):
        words = ", ".join(filter(None, (str(began or ""), title)))
        schedule.accounts.append(LineAccount(place, words, "apart", (apart,) if apart else ()))
        return
    lost = sorted(name for name in event if name not in _CARRIED | _OF_PROGRAMS)
    schedule.lose([*lost, *sorted({one.name for one in event.subcomponents})], place)
    local = began.astimezone(zone) if began.tzinfo else began
    start = local.hour * 60 + local.minute
    minutes = int((ended - began).total_seconds()) // 60 if isinstance(ended, datetime) else None
    fits = minutes is not None and 0 < minutes <= DAY_MINUTES
    schedule.entries.append(
        Entry(
            place,
            title or "…",
            day=local.date(),
            start=start,
            end=start + minutes if fits and minutes is not None else None,
            times=" – ".join(str(one) for one in (began, ended) if one is not None),
            room=_words(event.get("LOCATION")),
            track=next(_categories(event), ""),
            description=_words(event.get("DESCRIPTION")),
            link=_words(event.get("URL")),
            note=f"UID: {_words(event.get('UID'))}" if event.get("UID") else "",
            speakers=tuple(_speakers(event)),
        )
    )


def _times(event: Any) -> tuple[date | None, date | None]:
    began, ended, length = (
        getattr(_first(event, name), "dt", None) for name in ("DTSTART", "DTEND", "DURATION")
    )
    if isinstance(began, datetime) and isinstance(ended, datetime):
        if (began.tzinfo is None) == (ended.tzinfo is None):
            return began, ended
        return began, None  # of two kinds of clocks
    if ended is not None:
        return began, ended
    return began, began + length if began is not None and isinstance(length, timedelta) else None


def _apart(event: Any, began: date | None, title: str) -> Text | None:
    """Return why an event is no session."""
    if _words(event.get("STATUS")).upper() == "CANCELLED":
        return _CANCELLED
    if began is None:
        return _NO_START
    if not isinstance(began, datetime):
        return _ALL_DAY
    return None if title else _NO_TITLE


def _categories(event: Any) -> Iterator[str]:
    for value in _several(event, "CATEGORIES"):
        yield from filter(None, map(_words, getattr(value, "cats", [value])))


def _speakers(event: Any) -> Iterator[Speaker]:
    for value in _several(event, "ATTENDEE"):
        email = _words(value).removeprefix("mailto:").removeprefix("MAILTO:")
        if name := _words(value.params.get("CN")) or email:
            yield Speaker(name, email=email if "@" in email else "")


def _first(event: Any, name: str) -> Any:
    """Return a property of an event, the first where it is there twice; None where it is not."""
    return next(iter(_several(event, name)), None)


def _several(event: Any, name: str) -> list[Any]:
    value = event.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: object) -> str:
    return clean(str(value)) if value is not None else ""


_PLACE = Text("évènement {number}", "event {number}")
_NOT_READ = Text(
    "cet agenda n'est pas bien formé : l'exporter à nouveau",
    "this calendar is not well-formed: export it again",
)
_NO_ZONE = Text(
    "l'agenda ne dit pas son fuseau : les heures sont celles de Paris ; corriger le fuseau dans la "
    "feuille Événement",
    "the calendar does not say its zone: times are those of Paris; correct the zone on the sheet "
    "Event",
)
_CANCELLED = Text("annulé", "cancelled")
_NO_START = Text("sans date", "without a date")
_ALL_DAY = Text("toute la journée : ce n'est pas une session", "the whole day: it is no session")
_NO_TITLE = Text("sans titre", "without a title")

IMPORTER = SharedCalendar()
