"""The night the clocks change: moments that do not exist, or exist twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from agenda_solver.problem.faults import Fault, Path
from agenda_solver.problem.schema import Slot, Statement, Tables, Window
from agenda_solver.problem.values import DAY_MINUTES
from agenda_solver.text import Text, clock, long_date


def clock_faults(problem: Tables) -> Iterator[Fault]:
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


def _moments(problem: Tables) -> Iterator[tuple[Path, date | None, int | None]]:
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
