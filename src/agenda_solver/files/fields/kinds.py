"""What the cells of a column hold, and what a spreadsheet offers for them."""

from __future__ import annotations

from dataclasses import dataclass

from agenda_solver.files.workbook.values import (
    Chosen,
    Clock,
    Day,
    End,
    Flag,
    HowMuch,
    Id,
    Items,
    Kind,
    Length,
    Links,
    Mixtures,
    Roles,
    SessionKind,
    Spoken,
    Table,
    Walks,
    Whole,
    Windows,
)

__all__ = [
    "Chosen",
    "Clock",
    "Day",
    "End",
    "Flag",
    "HowMuch",
    "Id",
    "Items",
    "Kind",
    "Label",
    "Length",
    "Links",
    "Locks",
    "Mixtures",
    "Roles",
    "SessionKind",
    "Spoken",
    "Walks",
    "Whole",
    "Windows",
]


@dataclass(frozen=True)
class Label(Kind):
    """A word that may be the id of a row of a table."""

    table: Table


class Locks(Kind):
    """What of a session's row is locked."""
