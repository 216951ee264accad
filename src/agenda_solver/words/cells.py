"""What the typed value of a cell means: a date, a time, a number or a tick, or words for it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from agenda_solver.text import Text
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import (
    DAY_MINUTES,
    DAYBREAK,
    YEARS,
    Calendar,
    not_a_clock,
    not_a_day,
    not_a_length,
    read_clock,
    read_length,
    read_moment,
    read_start,
    whole_in,
)
from agenda_solver.words.names import clean, folded, shown

FIRST_DAYS = 1905  # years before it are numbers that Excel shows as dates
_FIRST_SERIAL = 18_264  # 1950: smaller numbers are no dates
_LAST_SERIAL = 2_958_466
_FIRST_MARCH = 60  # Excel counts a 29 February 1900, which never was

YES = Text("oui", "yes")
NO = Text("non", "no")
# What forms write for a box is among them.
_TRUE = frozenset(
    ["oui", "yes", "vrai", "true", "x", "1", "o", "y", "coche", "checked", "selected"]
)
_FALSE = frozenset(["non", "no", "faux", "false", "0", "n", "notselected", "unchecked"])
_TICKS = tuple("✓✔☑✅")


def is_blank(value: object) -> bool:
    """Whether a cell shows nothing."""
    return value is None or (isinstance(value, str) and not clean(value))


def words_of(value: object) -> str:
    """Return what a cell shows, where a number, a date or a time stands for text."""
    if isinstance(value, bool):
        return YES.fr if value else NO.fr
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time(0) else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, (date, time)):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:%H:%M}"
    return clean(str(value))


# --- Days and times -----------------------------------------------------------------------


def day_of(value: object, calendar: Calendar) -> date:
    """Read a day however it is written: a date, its id, ``10 juin``, ``mercredi``.

    Raises
    ------
    NotUnderstoodError
        If it is none, or may be several.
    """
    if isinstance(value, str):
        return calendar.read(value)
    day: object = value.date() if isinstance(value, datetime) else value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        day = calendar.by_id(words_of(value)) or _serial_day(value, calendar.epoch)
    if isinstance(day, date) and day.year in YEARS:
        return day
    raise not_a_day(words_of(value))


def _serial_day(value: float, epoch: datetime) -> date | None:
    """Read a date that has lost its format: days since the epoch of the workbook."""
    if not _FIRST_SERIAL <= value < _LAST_SERIAL:
        return None
    days, part = divmod(value, 1)
    # Parts of a day are kept to the millisecond only: the last of them may be midnight.
    return (epoch + timedelta(days=days, milliseconds=round(part * 86_400_000))).date()


def _serial_of(moment: datetime, epoch: datetime) -> float:
    """Return the number that a spreadsheet shows as a moment of its first years."""
    since = moment - epoch
    number = since.days + since.seconds / 86_400
    is_early = epoch.year < 1900 and 0 < since.days <= _FIRST_MARCH
    return number - 1 if is_early else number


def minute_of(value: object, epoch: datetime) -> int:
    """Read a time of day as spreadsheets and people write it, as minutes since midnight.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    if isinstance(value, str):
        moment = read_moment(value, Calendar())
        return read_clock(value) if moment is None or moment[1] is None else moment[1]
    if isinstance(value, datetime) and value.year < FIRST_DAYS:
        # A number in a cell of times is read as a day of the first years.
        value = _serial_of(value, epoch)
    seconds = _seconds(value)
    if seconds is None:
        raise not_a_clock(words_of(value))
    minute = round(seconds / 60)
    if abs(seconds - 60 * minute) > 1:
        return read_clock((datetime.min + timedelta(seconds=round(seconds))).time())
    return minute


def start_of(value: object, epoch: datetime) -> int:
    """Read when something starts, as `minute_of`, or in the night that ends its day.

    Raises
    ------
    NotUnderstoodError
        If it is no time of day.
    """
    late = late_time(value, epoch)
    if late is not None:
        return DAY_MINUTES + late.hour * 60 + late.minute
    if isinstance(value, str) and read_moment(value, Calendar()) is None:
        return read_start(value)
    return minute_of(value, epoch)


def late_time(value: object, epoch: datetime) -> time | None:
    """Return the time of a cell that counts on after midnight; None where it does not.

    A start and a length make such an end: 22:00 and 3:30 are a day and an hour and a half,
    which a spreadsheet shows as 01:30.
    """
    if isinstance(value, datetime) and value.year < FIRST_DAYS:
        value = _serial_of(value, epoch)
    if isinstance(value, timedelta):
        value = value.total_seconds() / (DAY_MINUTES * 60)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    seconds = round(value * DAY_MINUTES * 60)
    if not DAY_MINUTES < seconds / 60 <= DAYBREAK:
        return None
    return (datetime.min + timedelta(seconds=seconds - DAY_MINUTES * 60)).time()


def day_of_moment(value: object) -> date | None:
    """Return the day of a cell that says a day and a time; None if it says a time only."""
    if isinstance(value, datetime):
        return value.date() if value.year >= FIRST_DAYS else None
    moment = read_moment(value, Calendar()) if isinstance(value, str) else None
    return moment[0] if moment and moment[1] is not None else None


def _seconds(value: object) -> float | None:
    """Return the seconds since midnight of what is not text; a whole day is 24:00."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        ).total_seconds()
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value * DAY_MINUTES * 60
    else:
        return None
    return seconds if 0 <= seconds <= DAY_MINUTES * 60 else None


def time_cell(words: str) -> time | float | str:
    """Return ``09:30`` as the time of a cell; there is none for 24:00.

    What is after midnight counts on: a cell of times shows it as on the clock.
    """
    hours, minutes = map(int, words.split(":"))
    if hours < 24:
        return time(hours, minutes)
    return (hours * 60 + minutes) / DAY_MINUTES if (hours, minutes) > (24, 0) else words


# --- Numbers, lengths and ticks -----------------------------------------------------------


def whole(value: object, example: int = 45) -> int:
    """Read a whole number, also where it is text.

    Parameters
    ----------
    value : object
        What a cell holds.
    example : int
        What might have been written, for the message.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = whole_in(value) if isinstance(value, str) else None
    if number is None:
        raise NotUnderstoodError(
            Text(
                "{value} n'est pas un nombre entier (attendu par exemple {example})",
                "{value} is not a whole number (expected {example}, for example)",
            ).fill(value=shown(words_of(value)), example=example)
        )
    return number


def length_of(value: object, epoch: datetime) -> int:
    """Read a length in minutes: ``90``, ``90 min``, ``1h30``, or a time of 1:30.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    if isinstance(value, str):
        return read_length(value)
    try:
        if not isinstance(value, (time, datetime, timedelta)):
            return whole(value)
        if day_of_moment(value) is None:
            return minute_of(value, epoch)
    except NotUnderstoodError:
        pass
    raise not_a_length(words_of(value))


def flag_of(value: object) -> bool:
    """Read ``oui`` or ``non``, or a tick.

    Raises
    ------
    NotUnderstoodError
        If it is neither.
    """
    if isinstance(value, bool):
        return value
    words = words_of(value)
    flag = flag_in(words)
    if flag is None:
        raise NotUnderstoodError(
            Text("{words} n'est ni « oui » ni « non »", "{words} is neither “yes” nor “no”").fill(
                words=shown(words)
            )
        )
    return flag


def flag_in(words: str) -> bool | None:
    """Return whether words say yes or no; None where they say neither."""
    key = folded(words)
    if key in _TRUE or clean(words.replace("\ufe0f", "")) in _TICKS:
        return True
    return False if key in _FALSE else None
