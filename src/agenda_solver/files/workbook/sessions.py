"""The sheet Sessions: one row a session, for people to edit and for other tools to import."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import views
from agenda_solver.files.workbook.cells import BAND, FONT, cell_at, print_on, put, solid
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Timetable

SESSIONS = "Sessions"

_WIDTHS: Mapping[str, int] = {
    "id": 22,
    "title": 60,
    "day": 12,
    "start": 8,
    "end": 8,
    "room": 18,
    "room_name": 26,
    "kind": 14,
    "track": 18,
    "people": 50,
    "block": 14,
    "part_of": 22,
}
_WRAPPED = ("title", "people")
_LINE = 15  # points
_FORMATS: Mapping[str, str] = {"day": "dd/mm/yyyy", "start": "hh:mm", "end": "hh:mm"}


def fill_sessions(
    sheet: Worksheet, problem: Problem, timetable: Timetable, language: Language
) -> None:
    """Write the table that counts when the workbook is read again."""
    table = views.sessions_table(problem, timetable, language)
    rows = [list(table.columns), *table.itertuples(index=False)]
    for number, values in enumerate(rows, start=1):
        for column, (key, value) in enumerate(
            zip(views.SESSION_COLUMNS, values, strict=True), start=1
        ):
            cell = cell_at(sheet, number, column)
            put(cell, value)
            # Long titles and lists of people go on below, not across the printed page.
            cell.alignment = Alignment(vertical="top", wrap_text=key in _WRAPPED)
            if number == 1:
                cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
                cell.fill = solid(BAND)
            elif key in _FORMATS:
                cell.number_format = _FORMATS[key]
        lines = (
            -(-len(str(value)) // _WIDTHS[key])
            for key, value in zip(views.SESSION_COLUMNS, values, strict=True)
            if key in _WRAPPED and value
        )
        # Not every program finds the height of wrapped rows by itself.
        sheet.row_dimensions[number].height = _LINE * max(lines, default=1)
    for column, width in enumerate(_WIDTHS.values(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    corner = f"{get_column_letter(len(views.SESSION_COLUMNS))}{len(rows)}"
    excel_table = Table(displayName="Sessions", ref=f"A1:{corner}")
    excel_table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(excel_table)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{corner}"
    print_on(sheet, paper=sheet.PAPERSIZE_A3)
