"""When each answer of a form was given, and whether the day or the month comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise

from agenda_solver.words.moments import NUMERIC_DATE, date_in_numbers
from agenda_solver.words.names import on_one_line

# Machines write seconds, parts of them, and zones, which no organiser does.
_STAMP = re.compile(
    rf"{NUMERIC_DATE}"
    r"(?:(?:\s*[,àT]\s*|\s+)(?P<hour>\d{1,2})\s*[:hH]\s*(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\.?)?)?"
    r"(?:\s*(?:Z|(?:UTC|GMT)?\s*[+−-]?\d{0,2}:?\d{0,2}|[A-Z]{3,4}))?",
    re.IGNORECASE,
)
_LONGEST = 60  # characters of a stamp


def stamps(
    cells: Sequence[tuple[int, object]], *, day_first: bool | None = None
) -> Mapping[int, datetime] | None:
    """Read the times of answers.

    Parameters
    ----------
    cells : sequence of (int, object)
        Numbers of rows, in their order, and what stands there: text, or a date of a workbook.
    day_first : bool, optional
        Whether the day comes before the month. None: as all dates allow, and where both
        would do, as the rows are in the order of time, which is how forms write them.

    Returns
    -------
    mapping of int to datetime, or None
        By row, without those that are not understood; None where days and months cannot be
        told apart.
    """
    orders = (True, False) if day_first is None else (day_first,)
    readings = [
        {row: stamp for row, cell in cells if (stamp := _stamp(cell, day_first=first))}
        for first in orders
    ]
    most = max(map(len, readings))
    left = [reading for reading in readings if len(reading) == most]
    if len(left) > 1 and left[0] != left[1]:
        left = [reading for reading in left if _in_order(reading)]
    return left[0] if left else None


def _in_order(reading: Mapping[int, datetime]) -> bool:
    return all(one <= other for one, other in pairwise(reading.values()))


def _stamp(cell: object, *, day_first: bool) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    words = on_one_line(cell) if isinstance(cell, str) else ""
    match = _STAMP.fullmatch(words) if len(words) < _LONGEST else None
    day = date_in_numbers(match, day_first=day_first) if match else None
    if match is None or day is None:
        return None
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    try:
        return datetime.combine(
            day, time(hour, int(match["minute"] or 0), int(match["second"] or 0))
        )
    except ValueError:
        return None
