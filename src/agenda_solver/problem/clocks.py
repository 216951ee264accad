"""The night the clocks change: moments that do not exist, or exist twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agenda_solver.problem.faults import Fault, Path
from agenda_solver.problem.marks import Mark
from agenda_solver.problem.schema import Tables
from agenda_solver.problem.walk import visit
from agenda_solver.text import Text, clock, long_date
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK


def clock_faults(problem: Tables) -> Iterator[Fault]:
    """Yield the moments that do not exist, or twice, because clocks change that night."""
    only = problem.days[0].date if len(problem.days) == 1 else None
    for path, day, minute in _moments(problem):
        if text := changed_clock(problem.event.zone, day or only, minute):
            yield Fault(path, text, ("event.zone", "days"))


def changed_clock(zone: str, day: date | None, minute: int) -> Text | None:
    """Say why a moment does not exist, or exists twice, on the night the clocks change.

    Midnight, which bounds what is open all day, is never asked about, nor is the time at
    which every evening is over.
    """
    if day is None or minute % DAY_MINUTES == 0 or minute == DAYBREAK:
        return None
    if minute > DAY_MINUTES:
        day, minute = day + timedelta(days=1), minute - DAY_MINUTES
    local = ZoneInfo(zone)
    moment = datetime.combine(day, time(*divmod(minute, 60)), local)
    back = moment.astimezone(UTC).astimezone(local)
    if back.time() != moment.time():
        return _NO_SUCH_TIME.fill(time=clock(minute), day=long_date(day))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        return _TWICE.fill(time=clock(minute), day=long_date(day))
    return None


def minutes_passed(zone: str, day: date, start: int, end: int) -> int:
    """Return how many minutes pass between two times of a day, as no clock on the wall tells."""
    since, until = (moment_in(zone, day, minute).astimezone(UTC) for minute in (start, end))
    return int((until - since).total_seconds()) // 60


def moment_in(zone: str, day: date, minute: int) -> datetime:
    """Return a moment of a day on the wall clock of a zone; 24:00 is the next day's midnight."""
    days, minutes = divmod(minute, DAY_MINUTES)
    wall = time(*divmod(minutes, 60))
    return datetime.combine(day + timedelta(days=days), wall, ZoneInfo(zone))


_NO_SUCH_TIME = Text(
    "{time} n'existe pas le {day} : on avance les montres cette nuit-là",
    "{time} does not exist on {day}: clocks go forward that night",
)
_TWICE = Text(
    "{time} existe deux fois le {day} : on recule les montres cette nuit-là",
    "{time} comes twice on {day}: clocks go back that night",
)


def _moments(problem: Tables) -> Iterator[tuple[Path, date | None, int]]:
    """Yield every time of day that is written: its path, and its day where that is known."""
    days: dict[Path, date] = {}
    for path, mark, value in visit(problem, _is_a_moment):
        if mark is Mark.DAY:
            days[path[:-1]] = value
        else:  # the row it stands in has a day, or that around it
            around = (days[path[:end]] for end in range(len(path) - 1, 0, -1) if path[:end] in days)
            yield path, next(around, None), value


def _is_a_moment(mark: object) -> bool:
    return mark in (Mark.DAY, Mark.CLOCK)
