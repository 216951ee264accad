"""Reads when each answer was given, and whether the day or the month comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise

from agenda_solver.words.names import clean

_MOMENT = re.compile(
    r"(?P<one>\d{1,4})[/.-](?P<two>\d{1,2})[/.-](?P<three>\d{2,4})"
    r"(?:(?:\s*[,àT]\s*|\s+)(?P<hour>\d{1,2})\s*[:hH]\s*(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\.?)?)?"
    r"(?:\s*(?:Z|(?:UTC|GMT)?\s*[+−-]?\d{0,2}:?\d{0,2}|[A-Z]{3,4}))?",
    re.IGNORECASE,
)


def moments(
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
    read = [
        {row: found for row, cell in cells if (found := _moment(cell, day_first=first))}
        for first in orders
    ]
    most = max(map(len, read))
    left = [found for found in read if len(found) == most]
    if len(left) > 1 and left[0] != left[1]:
        left = [found for found in left if _in_order(found)]
    return left[0] if left else None


def _in_order(found: Mapping[int, datetime]) -> bool:
    return all(one <= other for one, other in pairwise(found.values()))


def _moment(cell: object, *, day_first: bool) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    words = " ".join(clean(cell).split()) if isinstance(cell, str) else ""
    match = _MOMENT.fullmatch(words) if len(words) < 60 else None
    if match is None:
        return None
    one, two, three = (int(match[name]) for name in ("one", "two", "three"))
    if len(match["one"]) == 4:
        year, month, day = one, two, three
    else:
        year = three + 2000 if three < 100 else three
        month, day = (two, one) if day_first else (one, two)
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    try:
        return datetime(
            year, month, day, hour, int(match["minute"] or 0), int(match["second"] or 0)
        )
    except ValueError:
        return None
