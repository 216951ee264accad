"""What the schema says of a value beside its type, for those that walk through it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

TableName = Literal[
    "days",
    "rooms",
    "equipment",
    "people",
    "stretches",
    "tracks",
    "sessions",
    "sequences",
    "attendees",
]


@dataclass(frozen=True)
class Ref:
    """The value is the id of a row of another table; of a day, its date.

    Attributes
    ----------
    table : str
        The table.
    free : bool
        Whether there need be no such row.
    passes : bool
        Whether what stands for a row that is gone is named instead of it; see `heirs`.
    """

    table: TableName
    free: bool = False
    passes: bool = True


class Mark(Enum):
    """Other marks: a day, a time of day, what is said of one time of a session only, and prose."""

    DAY = "day"
    CLOCK = "clock"
    ONCE = "once"
    PROSE = "prose"
