"""THE table of fields, from which follow columns, keys, headings, drop-downs and pages."""

from agenda_solver.files.fields.field import Field, Sheet, SheetKey, named
from agenda_solver.files.fields.sheets import (
    ATTENDEES,
    BY_KEY,
    EVENT,
    EVENT_HELP,
    EVENT_ITEM,
    EVENT_VALUE,
    PARTS,
    SHEETS,
    TEXTS,
)

__all__ = [
    "ATTENDEES",
    "BY_KEY",
    "EVENT",
    "EVENT_HELP",
    "EVENT_ITEM",
    "EVENT_VALUE",
    "PARTS",
    "SHEETS",
    "TEXTS",
    "Field",
    "Sheet",
    "SheetKey",
    "named",
]
