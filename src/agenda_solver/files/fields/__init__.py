"""THE table of fields, from which follow columns, keys, headings, drop-downs and pages."""

from agenda_solver.files.fields.field import Field, Sheet, SheetKey, named
from agenda_solver.files.fields.sheets import (
    ATTENDEES,
    BY_KEY,
    EVENT,
    PARTS,
    SHEETS,
)

__all__ = ["ATTENDEES", "BY_KEY", "EVENT", "PARTS", "SHEETS", "Field", "Sheet", "SheetKey", "named"]
