"""Calendars (iCalendar, RFC 5545): of the whole event, of rooms, of people, of attendees.

Somebody imports a calendar, then the next version of it, and has exactly what is in the
next one: each event keeps its UID, its SEQUENCE is raised when it changes, and what has
left the calendar is in it still, as CANCELLED.

**A session has another UID in each calendar.** With one for all, whoever imports the whole
event and their own agenda would have each session once, wherever the last import put it;
and a room that loses a session to another, or an attendee who changes workshops, could not
cancel it without cancelling it for everybody. The price is that both calendars show it.

Attendees are named in no calendar; theirs are written only when they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import PurePosixPath
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import icalendar
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard

from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.stems import FOLDERS, file_stems
from agenda_solver.history import editions
from agenda_solver.history.editions import Diary, DiaryEntry, History, Scope, Standing
from agenda_solver.problem.clocks import moment_in
from agenda_solver.text import Language, Text, same
from agenda_solver.views.programme import without_time
from agenda_solver.views.titles import without_controls

PROGRAMME = Diary("programme")

_PRODUCT = "-//agenda-solver//agenda-solver//{language}"
_FILE: Mapping[Scope, Text] = {
    "programme": Text("programme.ics", "programme.ics"),
    **FOLDERS,
}
_NAME: Mapping[Scope, Text] = {
    "programme": same("{event}"),
    "room": same("{event} – {name}"),
    "person": same("{event} – {name}"),
    "attendee": Text("{event} – mon agenda", "{event} – my agenda"),
}
# A program that does not know STATUS shows what was cancelled like the rest.
_TITLE: Mapping[Standing, Text] = {
    "on": same("{title}"),
    "elsewhere": Text("Retiré : {title}", "Removed: {title}"),
    "cancelled": Text("Annulé : {title}", "Cancelled: {title}"),
}
_NOT_HELD = Text("Cette session n'a plus lieu.", "This session does not take place any more.")
_LEFT_ROOM = Text(
    "Cette session a lieu, mais plus dans cette salle.",
    "This session takes place, but not in this room any more.",
)
_LEFT_AGENDA = Text(
    "Cette session a lieu, mais n'est plus dans cet agenda.",
    "This session takes place, but is not in this agenda any more.",
)


# --- Files --------------------------------------------------------------------------------


_ONE_FILE = Text(
    "{path} : un seul fichier ne contient que le programme entier ; pour les agendas des "
    "participants, donner un dossier",
    "{path}: a single file holds the whole programme only; for the attendees' agendas, give "
    "a folder",
)


class Calendars(Exporter):
    """All of them in a folder, or the whole event's in one file; see `Exporter`."""

    title = Text(
        "des calendriers (iCalendar) : le programme entier, chaque salle, chaque intervenant",
        "calendars (iCalendar): the whole programme, each room, each person",
    )
    ending = ".ics"
    folder = True
    contents = Text("calendrier", "calendar"), Text("calendriers", "calendars")
    options = frozenset({"per", "attendees", "names"})  # attendees are named in none

    def refusal(self, choice: ExportOptions, *, folder: bool) -> Text | None:
        """See `Exporter`."""
        return None if folder or not (choice.per or choice.attendees) else _ONE_FILE

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:
        """See `Exporter`."""
        history, language = publication.history, publication.language
        lacking = tuple(_lacking(publication))
        if folder:
            return Exported(calendar_files(history, language, choice), lacking)
        data = calendar(history, PROGRAMME, language, stamped=choice.stamped)
        return Exported({PurePosixPath(_FILE["programme"].say(language)): data}, lacking)


EXPORTER = Calendars()


def _lacking(publication: Publication) -> Iterator[Text]:
    """Say what no calendar can hold: sessions without a time, people as such."""
    yield from without_time(publication.problem, publication.timetable, _IN_NO_CALENDAR)
    if any(part.sessions for part in publication.history.last.people.values()):
        yield _IN_WORDS


_IN_NO_CALENDAR = Text("dans aucun calendrier", "in no calendar")
_IN_WORDS = Text(
    "Les intervenants n'y sont que des mots de la description : « import » ne les y relit pas",
    "People are only words of the description: “import” does not read them there",
)


def calendar_files(
    history: History, language: Language, choice: ExportOptions
) -> dict[PurePosixPath, bytes]:
    """Return every calendar by the name of its file, such as ``salles/ID.ics``.

    Rooms, people and attendees who never had anything have none; who has nothing left has
    what was cancelled.
    """
    scopes: set[Scope] = {choice.per} if choice.per else {"programme", "room", "person"}
    if choice.attendees:
        scopes.add("attendee")
    asked = [diary for diary in editions.diaries(history) if diary.scope in scopes]
    files: dict[PurePosixPath, bytes] = {}
    for scope, place in _FILE.items():
        name = PurePosixPath(place.say(language))
        diaries = [diary for diary in asked if diary.scope == scope]
        stems = file_stems(diary.of for diary in diaries)
        for diary in diaries:
            file = name / f"{stems[diary.of]}{EXPORTER.ending}" if diary.of else name
            files[file] = calendar(history, diary, language, stamped=choice.stamped)
    return files


# --- A calendar ---------------------------------------------------------------------------


def calendar(
    history: History,
    diary: Diary,
    language: Language,
    *,
    stamped: datetime | None = None,
) -> bytes:
    """Return one calendar, with what was cancelled since it was first published.

    Parameters
    ----------
    stamped : datetime, optional
        When it is made. Absent: the first day that was ever published, so that the same
        history gives the same bytes.
    """
    ical = Calendar()
    ical.add("prodid", _PRODUCT.format(language=language.upper()))
    ical.add("version", "2.0")
    ical.add("calscale", "GREGORIAN")
    ical.add("method", "PUBLISH")
    name = _NAME[diary.scope].fill(event=history.last.name, name=editions.name_of(history, diary))
    ical.add("x-wr-calname", _line(name.say(language)))
    ical.add("x-wr-timezone", history.last.zone)
    days = [session.day for edition in history.editions for session in edition.sessions.values()]
    first, last = min(days, default=_NO_DAY), max(days, default=_NO_DAY)
    stamp = stamped or datetime(first.year, first.month, first.day, tzinfo=UTC)
    for entry in editions.entries(history, diary):
        ical.add_component(_event(history, diary, entry, language, stamp.astimezone(UTC)))
    # Before the events that need them.
    for zone in sorted(ical.get_used_tzids(), reverse=True):
        ical.subcomponents.insert(0, _timezone(zone, first.year, last.year))
    data: bytes = ical.to_ical()
    return data


_NO_DAY = date(2000, 1, 1)


def _event(
    history: History, diary: Diary, entry: DiaryEntry, language: Language, stamp: datetime
) -> icalendar.Event:
    session, on = entry.announced, entry.standing == "on"
    title = _TITLE[entry.standing].fill(title=session.title).say(language)
    event = icalendar.Event()
    event.add("uid", _uid(history, diary, entry.session))
    event.add("dtstamp", stamp)
    event.add("dtstart", moment_in(entry.zone, session.day, session.start))
    if session.start < session.end:  # a hand may have put it otherwise
        event.add("dtend", moment_in(entry.zone, session.day, session.end))
    event.add("summary", _line(title))
    if session.place.fr:
        event.add("location", _line(session.place.say(language)))
    event.add("description", "\n".join(_description(diary, entry, language)))
    if session.link:
        event.add("url", session.link)
    event.add("sequence", entry.revision)
    event.add("status", "CONFIRMED" if on else "CANCELLED")
    event.add("transp", "OPAQUE" if on else "TRANSPARENT")
    return event


def _uid(history: History, diary: Diary, session: str) -> str:
    """Return what stays the same from version to version; it tells no id to whoever reads it."""
    return str(uuid5(UUID(history.key), json.dumps([diary.scope, diary.of, session])))


def _description(diary: Diary, entry: DiaryEntry, language: Language) -> Iterator[str]:
    if entry.standing == "cancelled":
        yield _NOT_HELD.say(language)
    elif entry.standing == "elsewhere":
        yield (_LEFT_ROOM if diary.scope == "room" else _LEFT_AGENDA).say(language)
    announced = entry.announced
    for text in (announced.label, announced.people, *announced.particulars):
        if words := _line(text.say(language)):
            yield words


def _line(words: str) -> str:
    """Return words on one line; the library would write control characters as they are."""
    return " ".join(without_controls(words).split())


# --- The zone -----------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _timezone(zone: str, first: int, last: int) -> Timezone:
    """Return the offsets of a zone in some years, those days included that touch them elsewhere.

    `icalendar.Timezone.from_tzinfo` puts the onset in spring an hour late: RFC 5545 writes
    it on the wall clock as it was until then (3.6.5), so 02:00 in Paris, not 03:00.
    """
    local = ZoneInfo(zone)
    timezone = Timezone()
    timezone.add("tzid", zone)
    start = datetime(first - 1, 12, 30, tzinfo=UTC)
    timezone.add_component(_observance(local, start, start))
    day, end = start, datetime(last + 1, 1, 3, tzinfo=UTC)
    while day < end:
        following = day + timedelta(days=1)
        if _offset(local, day) != _offset(local, following):
            onset = _onset(local, day, following)
            timezone.add_component(_observance(local, onset, onset - _SECOND))
        day = following
    return timezone


_SECOND = timedelta(seconds=1)


def _offset(local: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(local).utcoffset()
    assert offset is not None
    return offset


def _onset(local: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second of the offset that holds after a change."""
    old = _offset(local, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if _offset(local, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _observance(
    local: ZoneInfo, onset: datetime, before: datetime
) -> TimezoneStandard | TimezoneDaylight:
    """Return the offset that holds from a moment on; `before` is a moment of the former one."""
    there = onset.astimezone(local)
    observance = TimezoneDaylight() if there.dst() else TimezoneStandard()
    observance.add("tzname", there.tzname() or "")
    observance.TZOFFSETFROM = _offset(local, before)
    observance.TZOFFSETTO = _offset(local, onset)
    observance.DTSTART = onset.replace(tzinfo=None) + observance.TZOFFSETFROM
    return observance
