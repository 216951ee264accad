"""What is wrong with tables whose rows are well formed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from agenda_solver.problem.faults import MISSING, Fault, Path, label_of
from agenda_solver.problem.lookups import Lookups
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.places import places_count
from agenda_solver.problem.references import TABLES, reference_faults
from agenda_solver.problem.schema import Session
from agenda_solver.text import Text, clock, counted, long_date
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK, full_date
from agenda_solver.words.names import shown, twice


def table_faults(problem: Lookups) -> Iterator[Fault]:
    """Yield what contradicts itself, is there twice, or is named and not there."""
    for table in TABLES:
        if table != "sequences":  # nothing names one
            yield from _duplicates((table,), ("id",), (row.id for row in getattr(problem, table)))
    yield from _duplicates(("days",), ("date",), (day.date for day in problem.days))
    yield from _misleading_days(problem)
    yield from _nights_taken(problem)
    yield from _early_or_late(problem)
    yield from reference_faults(problem)
    for number, session in enumerate(problem.sessions):
        yield from _session_faults(problem, session, ("sessions", number))
    yield from _papers_without_length(problem)
    yield from _stretches_at_once(problem)
    yield from _places_without_length(problem)
    for number, sequence in enumerate(problem.sequences):
        yield from _duplicates(("sequences", number, "sessions"), (), sequence.sessions)
    for number, attendee in enumerate(problem.attendees):
        if isinstance(attendee.wishes, list):
            yield from _wished_twice(attendee.wishes, ("attendees", number, "wishes"))


def _duplicates(before: Path, after: Path, values: Iterable[object]) -> Iterator[Fault]:
    """Yield the values that are taken; their number stands between two parts of a path."""
    first: dict[object, int] = {}
    for number, value in enumerate(values):
        if value in first:
            taken = label_of((*before, first[value], *after))
            sentence = twice(value, _FURTHER_UP.fill(first=taken))
            yield Fault((*before, number, *after), sentence)
        first.setdefault(value, number)


def _misleading_days(problem: Lookups) -> Iterator[Fault]:
    """Yield the days whose id is the date of another: a reference could mean either."""
    for number, day in enumerate(problem.days):
        if full_date(day.id) not in (None, day.date):
            yield Fault(("days", number, "id"), _ANOTHER_DATE.fill(id=shown(day.id)))


def _nights_taken(problem: Lookups) -> Iterator[Fault]:
    """Yield the days that open while the evening of the day before goes on."""
    for number, day in enumerate(problem.days):
        night = problem.night_before[day.date]
        for key, hours in (("open", day.open), ("announced", day.announced)):
            if hours is not None and hours.start < night:
                yield Fault(
                    ("days", number, key),
                    _STILL_EVENING.fill(
                        start=clock(hours.start),
                        end=clock(night),
                        before=long_date(day.date - timedelta(days=1)),
                    ),
                )


def _early_or_late(problem: Lookups) -> Iterator[Fault]:
    """Yield hours “until 1:00” of days that open later, and go on until then in the night."""
    nights = {
        day.date: day.open.start
        for day in problem.days
        if day.open is not None and day.open.end > DAY_MINUTES
    }
    for table, key in _HOURS if nights else ():
        for number, row in enumerate(getattr(problem, table)):
            for place, window in enumerate(getattr(row, key)):
                opens = [nights[day] for day in nights if window.day in (None, day)]
                early = window.start == 0 and window.end <= DAYBREAK - DAY_MINUTES
                if early and any(window.end <= start for start in opens):
                    sentence = _WHICH_NIGHT.fill(end=clock(window.end), start=clock(min(opens)))
                    yield Fault((table, number, key, place), sentence)


_HOURS: tuple[tuple[TableName, str], ...] = (
    ("rooms", "open"),
    ("rooms", "closed"),
    ("equipment", "open"),
    ("people", "present"),
    ("attendees", "present"),
    ("sessions", "windows"),
    ("sessions", "preferred_windows"),
)
_WHICH_NIGHT = Text(
    "la journée commence à {start} et passe minuit : « jusqu'à {end} » peut être avant elle ou "
    "dans la nuit ; écrire aussi le début, par exemple {start}-{end}",
    "the day begins at {start} and goes on after midnight: “until {end}” may be before it or in "
    "the night; write the start, too, {start}-{end} for example",
)


def _session_faults(problem: Lookups, session: Session, path: Path) -> Iterator[Fault]:
    fills_a_slot = problem.event.slots and not session.external and not session.part_of
    in_stretches = problem.is_paper(session.id) or _lacks_stretches(problem, session)
    if session.minutes is None and not fills_a_slot and not in_stretches:
        yield Fault((*path, "minutes"), MISSING, ("event.slots",))
    if session.external and (session.locked.day is None or session.locked.start is None):
        yield Fault((*path, "locked"), _NOT_LOCKED)
    for key, minutes in (("setup", session.setup), ("teardown", session.teardown)):
        if session.part_of and minutes:
            yield Fault((*path, key), _PART_SETUP)


def _lacks_stretches(problem: Lookups, session: Session) -> bool:
    return session.kind == "paper" and not problem.stretches and not problem.event.slots


def _papers_without_length(problem: Lookups) -> Iterator[Fault]:
    """Yield the papers that do not say how long they are, where no places of stretches tell.

    Where only some stretches have no places, these are what is missing.
    """
    without = [
        number
        for number, session in enumerate(problem.sessions)
        if session.minutes is None
        and (problem.is_paper(session.id) or _lacks_stretches(problem, session))
    ]
    uncut = [number for number, one in enumerate(problem.stretches) if one.places is None]
    if without and 0 < len(uncut) < len(problem.stretches):
        sentence = _NO_PLACES.fill(papers=counted(len(without), *_PAPERS))
        for number in uncut:
            yield Fault(("stretches", number, "places"), sentence, _OF_STRETCHES)
    elif uncut or not problem.stretches:
        sentence = MISSING if problem.stretches else _NO_STRETCHES
        for number in without:
            yield Fault(("sessions", number, "minutes"), sentence, _OF_STRETCHES)


def _places_without_length(problem: Lookups) -> Iterator[Fault]:
    """Yield the stretches whose places would be shorter than a minute."""
    for number, stretch in enumerate(problem.stretches):
        if stretch.places is not None and stretch.end - stretch.start < stretch.places:
            sentence = _TOO_MANY_PLACES.fill(
                places=places_count(stretch.places),
                start=clock(stretch.start),
                end=clock(stretch.end),
            )
            yield Fault(("stretches", number, "places"), sentence)


def _stretches_at_once(problem: Lookups) -> Iterator[Fault]:
    """Yield the stretches that begin before another one of their day is over."""
    number = {stretch.id: place for place, stretch in enumerate(problem.stretches)}
    for first, then in pairwise(problem.stretch.values()):
        if first.day == then.day and then.start < first.end:
            yield Fault(
                ("stretches", number[then.id], "start"),
                _AT_ONCE.fill(start=clock(then.start), first=first.label, end=clock(first.end)),
            )


def _wished_twice(wishes: list[str], path: Path) -> Iterator[Fault]:
    """Yield the wishes that a ranked list names again: they would have two ranks."""
    first: dict[str, int] = {}
    for number, wish in enumerate(wishes):
        if first.setdefault(wish, number) != number:
            sentence = _WISHED_TWICE.fill(wish=shown(wish), rank=first[wish] + 1)
            yield Fault((*path, number), sentence)


_PAPERS = Text("communication", "paper"), Text("communications", "papers")
_OF_STRETCHES = ("event.slots", "stretches", "stretches.places")
_NO_STRETCHES = Text(
    "dire combien elle dure, ou les plages où sont les communications, et leurs places",
    "say how long it is, or the stretches that papers are in, and their places",
)
_NO_PLACES = Text(
    "il manque le nombre de places, que d'autres plages ont : {papers} sans durée",
    "the number of places is missing, which other stretches have: {papers} without a length",
)
_TOO_MANY_PLACES = Text(
    "{places} de {start} à {end} : moins d'une minute chacune ; corriger les heures, ou les places",
    "{places} from {start} to {end}: less than a minute each; correct the times, or the places",
)
_AT_ONCE = Text(
    "commence à {start}, avant que {first} soit finie ({end}) : deux plages ne se chevauchent pas, "
    "même dans d'autres salles ; finir l'une plus tôt, ou commencer l'autre plus tard",
    "starts at {start}, before {first} is over ({end}): no two stretches overlap, not even in "
    "other rooms; end the one earlier, or start the other one later",
)
_FURTHER_UP = Text("pris plus haut ({first})", "taken further up ({first})")
_ANOTHER_DATE = Text(
    "{id} est une autre date que celle de cette journée : choisir un autre id",
    "{id} is another date than this day's: choose another id",
)
_STILL_EVENING = Text(
    "cette journée commence à {start}, alors que celle du {before} dure jusqu'à {end} : "
    "finir l'une plus tôt, ou commencer l'autre plus tard",
    "this day begins at {start}, but {before} goes on until {end}: end the one earlier, or begin "
    "the other later",
)
_NOT_LOCKED = Text(
    "une session extérieure ne bouge pas : il lui faut un jour et un début verrouillés",
    "an external session never moves: it needs a locked day and start",
)
_PART_SETUP = Text(
    "une partie n'a ni montage ni démontage : les donner à la session entière",
    "a part has no setup or teardown: give them to the whole session",
)
_WISHED_TWICE = Text(
    "{wish} est déjà le vœu n° {rank} de cette personne : ne l'écrire qu'une fois",
    "{wish} is this person's wish no. {rank} already: write it once",
)
