"""A schedule as a draft: its times are stated and never locked, its rooms are wishes.

What a draft must have and a schedule does not say is supposed, and told first in the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from agenda_solver.files import InputError, in_file
from agenda_solver.files.drafting import (
    LENGTH_SUPPOSED,
    MOST_TITLE,
    NO_DATE,
    ROOMS,
    STEP,
    USUAL,
    Data,
    draft,
    kind_told,
    stated_twice,
    takes_room,
    unnamed_rooms,
    web_address,
)
from agenda_solver.files.importers import Imported, ImportOptions
from agenda_solver.files.schedules.entries import Entry, Schedule, Speaker
from agenda_solver.problem import KINDS
from agenda_solver.problem.values import write_clock
from agenda_solver.rules.words import papers_count, sessions_count
from agenda_solver.text import Language, Text, counted, listing, long_date, quoted, same
from agenda_solver.views.source_page import Check, LineAccount
from agenda_solver.views.titles import confirmed
from agenda_solver.words.moments import DAY_MINUTES, write_start
from agenda_solver.words.names import folded, ids_of, numbered
from agenda_solver.words.programmes.phrases import flat
from agenda_solver.words.programmes.reader import reads_english
from agenda_solver.words.programmes.sentences import named

_LONGEST_EVENING = 18 * 60
_MORNING = 6 * 60  # at which an evening is over
_FURTHER = 200  # days that an event may spread over


def draft_of(
    name: str,
    key: str,
    schedule: Schedule,
    choice: ImportOptions,
    notices: tuple[Text, ...] = (),
) -> Imported:
    """Return a schedule as a draft, and what became of each of its parts.

    Parameters
    ----------
    name : str
        What the source is called.
    key : str
        Of its format.
    schedule : Schedule
    choice : ImportOptions
    notices : tuple of Text
        What is to be known of how it was read.

    Raises
    ------
    InputError
        If no session is in it, or a draft cannot hold what it says.
    """
    if not schedule.entries:
        raise InputError([in_file(name, _NO_SESSION)])
    drafting = _Drafting(name, schedule, choice)
    data = drafting.data()
    accounts = [*map(drafting.account, schedule.entries), *schedule.accounts]
    checks = [*schedule.checks, *drafting.checks, *_lost(schedule)]
    return draft(name, key, data, accounts, checks, notices)


def _lost(schedule: Schedule) -> Iterator[Check]:
    """Yield what a draft cannot hold, each by the name that it has in the source."""
    for what, places in schedule.lost:
        number = counted(len(places), *_TIMES)
        yield Check(_LOST.fill(what=quoted(what), number=number), tuple(dict.fromkeys(places)))


class _Drafting:
    """Makes a draft of a schedule; see the module."""

    def __init__(self, name: str, schedule: Schedule, choice: ImportOptions) -> None:
        self.name = name
        self.schedule = schedule
        self.choice = choice
        self.entries = sorted(
            schedule.entries,
            key=lambda entry: (entry.day or date.min, -1 if entry.start is None else entry.start),
        )
        self.language: Language = choice.language or _language(schedule)
        self.checks: list[Check] = []
        self._short = any(
            (number or 0) % STEP for entry in self.entries for number in (entry.start, entry.length)
        )

    def _say(self, text: Text) -> str:
        return text.say(self.language)

    def data(self) -> Data:
        """Return what `Problem.read` takes."""
        data = {
            "event": self._event(),
            "days": self._days(),
            "sessions": [self._session(entry) for entry in self.entries],
            "people": [self._person(key) for key in self._persons],
            "rooms": self._rooms(),
        }
        if self.schedule.in_stretches:
            data |= self._stretches()
        self._supposed()
        return data

    def account(self, entry: Entry) -> LineAccount:
        """Return what became of a session."""
        made = [_SESSION.fill(title=named(entry.title))]
        if entry.room:
            made.append(_IN_ROOM.fill(room=quoted(entry.room)))
        if entry.speakers:
            made.append(_PEOPLE.fill(people=listing(map(_speaker_text, entry.speakers))))
        words = ", ".join(filter(None, (entry.times, entry.title, entry.room)))
        return LineAccount(entry.place, words, "made", tuple(made))

    # --- The event, its days and rooms ------------------------------------------------------

    def _event(self) -> Data:
        schedule = self.schedule
        if not schedule.name:
            self.checks.append(Check(_NO_NAME))
        event = {
            "name": (schedule.name or self.name)[:MOST_TITLE],
            "language": self.language,
            "version": schedule.version,
            "zone": schedule.zone,
            "place": schedule.venue,
            "description": schedule.description,
            "link": web_address(schedule.link),
        }
        return {key: value for key, value in event.items() if value} | (
            {"grid": 1} if self._short else {}
        )

    @cached_property
    def days(self) -> Mapping[date, tuple[int, int] | None]:
        """The days of the event, and when each is announced to begin and end."""
        days = {entry.day: None for entry in self.entries if entry.day} | self.schedule.days
        if not days:
            days = {self.choice.day or NO_DATE: None}
            if self.choice.day is None:
                self.checks.insert(0, Check(_NO_DATES.fill(day=long_date(NO_DATE))))
        first = min(days)
        if max(days) - first > timedelta(days=_FURTHER):
            self.checks.insert(
                0, Check(_FAR.fill(first=long_date(first), last=long_date(max(days))))
            )
        days = dict(sorted(days.items()))
        for day, following in pairwise(days):
            hours, then = days[day], days[following]
            apart = (following - day).days * DAY_MINUTES
            if hours and then and hours[1] > then[0] + apart:  # no draft holds both
                days[day] = None
                self.schedule.lose(["end"], same(day.isoformat()))
        return days

    def _days(self) -> list[Data]:
        return [
            {"date": day.isoformat()}
            | (
                {"announced": {"start": write_clock(hours[0]), "end": write_clock(hours[1])}}
                if hours
                else {}
            )
            for day, hours in self.days.items()
        ]

    @cached_property
    def room_ids(self) -> Mapping[str, str]:
        """The ids of the rooms, by their folded names."""
        names = {folded(room.name): room.name for room in self.schedule.rooms} | {
            folded(entry.room): entry.room for entry in self.entries if entry.room
        }
        keys = {folded(room.name): room.key for room in self.schedule.rooms}
        return _ids(names, keys)

    def _rooms(self) -> list[Data]:
        known = {folded(room.name): room for room in self.schedule.rooms}
        names = {folded(entry.room): entry.room for entry in self.entries if entry.room}
        rooms: list[Data] = []
        for key, id_ in self.room_ids.items():
            room = known.get(key)
            more: Data = {"capacity": room.capacity, "note": room.note} if room else {}
            name, unsure = confirmed(room.name if room else names[key])
            more["to_be_confirmed"] = unsure
            rooms.append(
                {"id": id_, "name": name} | {field: value for field, value in more.items() if value}
            )
        missing = max(self._most_at_once() - len(rooms), 0)
        if missing:
            self.checks.append(Check(_ROOMS_MISSING.fill(rooms=counted(missing, *ROOMS))))
        return rooms + unnamed_rooms(missing, self.room_ids.values(), self.language)

    def _most_at_once(self) -> int:
        """Return how many sessions that take a room are stated at once, at the most."""
        needing = [entry for entry in self.entries if entry.room or takes_room(self._kind(entry))]
        ends: Counter[tuple[date | None, int]] = Counter()
        for entry in needing:
            if entry.start is not None:
                ends[entry.day, entry.start] += 1
                ends[entry.day, entry.start + (entry.length or 1)] -= 1
        most = now = 0
        for _, change in sorted(ends.items(), key=lambda one: (one[0][0] or date.min, one[0][1])):
            now += change
            most = max(most, now)
        return max(most, 1 if needing else 0)

    def _is_placed(self, entry: Entry) -> bool:
        """Whether a session will have its place in a stretch."""
        return self.schedule.in_stretches and self._kind(entry) == "paper"

    def _stretches(self) -> Data:
        """Return a stretch to begin with, and a row for each track."""
        papers = list(filter(self._is_placed, self.entries))
        if not papers:
            return {}
        cut = any(entry.length is None for entry in papers)
        wanted = _MORE_PLACES if cut else _MORE_MINUTES
        sentence = wanted.fill(papers=papers_count(len(papers)), places=_PLACES)
        self.schedule.checks.insert(0, Check(sentence))
        stretch = {
            "id": "1",
            "name": f"{self._say(_STRETCH)} 1",
            "day": next(iter(self.days)).isoformat(),
            "start": "09:00",
            "end": "10:30",
        } | ({"places": _PLACES} if cut else {})
        tracks = dict.fromkeys(entry.track for entry in papers if entry.track)
        return {"stretches": [stretch], "tracks": [{"id": track} for track in tracks]}

    # --- Sessions ---------------------------------------------------------------------------

    @cached_property
    def session_ids(self) -> Mapping[int, str]:
        """The ids of the sessions, by their numbers."""
        titles = {id(entry): entry.title for entry in self.entries}
        return _ids(titles, {id(entry): entry.key for entry in self.entries})

    def _kind(self, entry: Entry) -> str:
        kind = _KINDS.get(folded(entry.kind), "session")
        return kind if kind != "session" else kind_told(entry.title, entry.kind)

    def _session(self, entry: Entry) -> Data:
        kind = self._kind(entry)
        minutes, supposed = self._minutes(entry)
        link = web_address(entry.link)
        notes = (
            entry.note,
            "" if link else entry.link,
            self._say(LENGTH_SUPPOSED) if supposed else "",
        )
        session: Data = {
            "id": self.session_ids[id(entry)],
            "title": entry.title[:MOST_TITLE],
            "subtitle": entry.subtitle,
            "description": entry.description,
            "language": entry.language,
            "link": link,
            "kind": "" if kind == "session" else kind,
            "track": entry.track,
            "tags": list(entry.tags),
            "minutes": minutes,
            "preferred": {"room": self.room_ids[folded(entry.room)]} if entry.room else {},
            "people": self._roles(entry),
            "stated": self._stated(entry),
            "note": "\n".join(filter(None, notes)),
            "source": self._say(entry.place),
        }
        return {key: value for key, value in session.items() if value}

    def _stated(self, entry: Entry) -> list[Data]:
        stated: Data = {}
        if entry.day is not None and len(self.days) > 1:
            stated["day"] = entry.day.isoformat()
        if entry.start is not None:
            stated["start"] = write_start(entry.start)
            if entry.end is not None and _is_one_evening(entry.start, entry.end):
                stated["end"] = write_clock(entry.end)
        if not stated:
            return []
        return [stated | {"text": entry.times, "source": self._say(entry.place)}]

    def _minutes(self, entry: Entry) -> tuple[int | Data, bool]:
        """Return how long a session lasts, 0 as long as a place; and whether that is supposed."""
        length = entry.length
        if length is not None and 0 < length <= DAY_MINUTES:
            return length, False
        if self._is_placed(entry):
            return 0, False
        usual = USUAL[self._kind(entry)]
        later = [
            other.start
            for other in self.entries
            if other.day == entry.day
            and other.start is not None
            and entry.start is not None
            and other.start > entry.start
        ]
        gap = min(later) - (entry.start or 0) if later else usual
        ideal = max(1, min(usual, gap))
        return {"min": max(1, ideal // 2), "ideal": ideal, "max": max(ideal, usual)}, True

    # --- People -----------------------------------------------------------------------------

    @cached_property
    def _persons(self) -> Mapping[str, Speaker]:
        persons: dict[str, Speaker] = {}
        for entry in self.entries:
            for speaker in entry.speakers:
                if speaker.to_be_named:
                    continue
                key = _key_of(speaker)
                known = persons.get(key, speaker)
                pairs = {
                    "function": (known.function, speaker.function),
                    "organisation": (known.organisation, speaker.organisation),
                    "email": (known.email, speaker.email),
                }
                for text in stated_twice(known.name, pairs):
                    self.checks.append(Check(text, (entry.place,)))
                persons[key] = Speaker(
                    known.name,
                    known.key or speaker.key,
                    known.function or speaker.function,
                    known.organisation or speaker.organisation,
                    known.email or speaker.email,
                )
        return persons

    @cached_property
    def person_ids(self) -> Mapping[str, str]:
        """The ids of the people, by what they are known by."""
        names = {key: speaker.name for key, speaker in self._persons.items()}
        return _ids(names, {key: speaker.key for key, speaker in self._persons.items()})

    def _person(self, key: str) -> Data:
        speaker = self._persons[key]
        name, unsure = confirmed(speaker.name[:MOST_TITLE])
        person = {
            "id": self.person_ids[key],
            "name": name,
            "unconfirmed": unsure,
            "role": speaker.function,
            "organisation": speaker.organisation,
            "email": speaker.email,
        }
        return {field: value for field, value in person.items() if value}

    def _roles(self, entry: Entry) -> dict[str, list[str]]:
        roles: dict[str, list[str]] = {}
        for speaker in entry.speakers:
            usual = _AUTHORS if self._is_placed(entry) else _SPEAKERS
            cast = roles.setdefault(speaker.role or self._say(usual), [])
            who = speaker.name if speaker.to_be_named else self.person_ids[_key_of(speaker)]
            if who not in cast or speaker.to_be_named:
                cast.append(who)
        return roles

    # --- What is supposed -------------------------------------------------------------------

    def _supposed(self) -> None:
        without = [
            entry for entry in self.entries if entry.start is None and not self._is_placed(entry)
        ]
        lengths = [entry for entry in self.entries if self._minutes(entry)[1]]
        for entries, sentence in ((without, _NO_TIME), (lengths, _NO_LENGTH)):
            if entries:
                count = sessions_count(len(entries))
                places = tuple(entry.place for entry in entries)
                self.checks.append(Check(sentence.fill(sessions=count), places))


def _language(schedule: Schedule) -> Language:
    """Return the language of most sessions, as they say, or else as their words tell."""
    languages = Counter(entry.language[:2].lower() for entry in schedule.entries if entry.language)
    if languages:
        return "fr" if languages.most_common(1)[0][0] == "fr" else "en"
    words = (flat(f"{entry.title} {entry.kind} {entry.room}") for entry in schedule.entries)
    return "en" if reads_english(" ".join(words)) else schedule.language or "fr"


def _ids(names: Mapping[Any, str], keys: Mapping[Any, str]) -> dict[Any, str]:
    """Return the ids of a source where it has them; else names made short."""
    made = ids_of({place: name or "x" for place, name in names.items()})
    return numbered({place: keys.get(place) or id_ for place, id_ in made.items()})


def _key_of(speaker: Speaker) -> str:
    return speaker.key or speaker.email.casefold() or folded(speaker.name)


def _speaker_text(speaker: Speaker) -> str:
    about = ", ".join(filter(None, (speaker.function, speaker.organisation)))
    return f"{speaker.name} ({about})" if about else speaker.name


def _is_one_evening(start: int, end: int) -> bool:
    return start < end <= start + _LONGEST_EVENING and (
        end <= DAY_MINUTES or end - DAY_MINUTES <= _MORNING
    )


_KINDS = {folded(words): key for key, text in KINDS.items() for words in (key, text.fr, text.en)}
_NO_SESSION = Text("aucune session n'y est", "there is no session in it")
_SESSION = Text("session {title}", "session {title}")
_IN_ROOM = Text("salle {room}", "room {room}")
_PEOPLE = Text("avec {people}", "with {people}")
_SPEAKERS = Text("intervenants", "speakers")
_AUTHORS = Text("auteurs", "authors")
_STRETCH = Text("Session", "Session")
_PLACES = 3
_MORE_PLACES = Text(
    "{papers} à placer dans des plages : une est supposée, de {places} places ; remplir la feuille "
    "« Plages » et les salles, « check » dit ce qui manque",
    "{papers} to be placed in stretches: one is supposed, of {places} places; fill in the sheet "
    "“Stretches” and the rooms, “check” tells what lacks",
)
_MORE_MINUTES = Text(
    "{papers} à placer dans des plages : une est supposée, d'1 h 30 ; remplir la feuille "
    "« Plages » et les salles, « check » dit ce qui manque",
    "{papers} to be placed in stretches: one is supposed, of 1 h 30 min; fill in the sheet "
    "“Stretches” and the rooms, “check” tells what lacks",
)
_TIMES = Text("fois", "time"), Text("fois", "times")
_NO_NAME = Text(
    "le nom de l'évènement n'est pas dit : celui du fichier est mis à la place, le corriger",
    "the name of the event is not said: that of the file stands instead, correct it",
)
_NO_DATES = Text(
    "aucune date n'est dite : le {day} est mis à la place ; la corriger, ou la donner (--day)",
    "no date is said: {day} stands instead; correct it, or give it (--day)",
)
_FAR = Text(
    "du {first} au {last} : est-ce bien un seul évènement ?",
    "from {first} to {last}: is this one event?",
)
_ROOMS_MISSING = Text(
    "pas assez de salles sont nommées : {rooms} « à préciser »",
    "not enough rooms are named: {rooms} “to be named”",
)
_NO_TIME = Text("{sessions} sans heure", "{sessions} without a time")
_NO_LENGTH = Text(
    "{sessions} sans durée : elle est supposée, la corriger",
    "{sessions} without a length: it is supposed, correct it",
)
_LOST = Text(
    "{what} ({number}) n'a pas de place dans un brouillon : laissé de côté",
    "{what} ({number}) has no place in a draft: left out",
)
