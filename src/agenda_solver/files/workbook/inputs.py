"""Draws the input sheets: an Excel table each, with real dates and times, and drop-downs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files import FileFault, InputError
from agenda_solver.files.fields import (
    BY_KEY,
    EVENT,
    EVENT_HELP,
    EVENT_ITEM,
    EVENT_VALUE,
    Field,
    Sheet,
    SheetKey,
)
from agenda_solver.files.fields.kinds import Prose, Spoken
from agenda_solver.files.grid.cells import cell_name
from agenda_solver.files.inks import ACCENT, INK, QUIET
from agenda_solver.files.measuring import line_count
from agenda_solver.files.workbook.cells import (
    FONT,
    LONGEST,
    TALLEST,
    cell_at,
    escaped,
    plain,
    points,
    print_on,
    put,
    solid,
)
from agenda_solver.files.workbook.looks import BROKEN, HAIR, comment
from agenda_solver.files.workbook.matrices import LevelGrid
from agenda_solver.files.workbook.pages import A4_LANDSCAPE, A4_PORTRAIT
from agenda_solver.files.workbook.rows import Cells
from agenda_solver.files.workbook.written import Look, WrittenSheet
from agenda_solver.text import Language, Text, quoted, same

NEEDED: tuple[SheetKey, ...] = ("event", "days", "rooms", "people", "sessions")
SPARE_ROWS = 500  # below a table, that have drop-downs for what is still to be typed

_SIZE = 10
_LINE = 1.22 * _SIZE
_PADDING = 4.0
_BUTTON = 15.0  # the height of a filter's, below the heading
_RARE_BAND = "627D98"  # the header of a column that few events need
_NEEDED_TAB, _OTHER_TAB = "2B6CB0", "BCCCDC"
_A4_CHARACTERS = 230  # as wide as can be printed on A4 and read
_A3_POINTS = 1130.0, 762.0  # in landscape, without the margins
_NEARLY = 0.85  # of a page
_MOST_OF_EVENT = 1.3  # pages that are drawn on one: it is read as a whole, and still legible


# --- The event ----------------------------------------------------------------------------


def draw_event(sheet: Worksheet, cells: Cells, language: Language) -> None:
    """Draw the sheet of the event: one item a row, and what each is for."""
    for letter, width in zip("ABC", _EVENT_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for place, text in enumerate((EVENT_ITEM, EVENT_VALUE, EVENT_HELP), start=1):
        cell = cell_at(sheet, 1, place)
        _head(cell, text.say(language), ACCENT)
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 1.5 * _LINE
    for number, column in enumerate(EVENT.columns, start=2):
        _draw_item(sheet, number, column, cells.get(column.key), language)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.tabColor = _NEEDED_TAB
    _print(sheet, sheet.PAPERSIZE_A4)
    height = sum(row.height or 0.0 for row in sheet.row_dimensions.values())
    wide = sum(map(points, _EVENT_WIDTHS))
    if _is_about_a_page(height, wide, A4_LANDSCAPE, most=_MOST_OF_EVENT):
        sheet.page_setup.fitToHeight = 1


_EVENT_WIDTHS = (18, 50, 70)


def _draw_item(
    sheet: Worksheet, number: int, column: Field, value: object, language: Language
) -> None:
    label, item, help_ = (cell_at(sheet, number, place) for place in (1, 2, 3))
    put(label, column.heading.say(language))
    label.font = Font(name=FONT, size=_SIZE, bold=True, color=INK)
    if isinstance(value, str):
        _refuse_long(sheet, number, 2, column, value)
    put(item, value)
    if column.kind.number_format:
        item.number_format = column.kind.number_format
    put(help_, column.note.say(language))
    help_.font = Font(name=FONT, size=_SIZE - 1, italic=True, color=QUIET)
    for cell in (label, item, help_):
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        cell.border = Border(bottom=HAIR)
    _drop_down(sheet, f"B{number}", column, {}, language)
    pairs = zip((label, item, help_), _EVENT_WIDTHS, strict=True)
    lines = max(_line_count(cell.value, width) for cell, width in pairs)
    _suggest_height(sheet, number, lines)


# --- The tables ---------------------------------------------------------------------------


def draw_table(
    sheet: WrittenSheet,
    key: SheetKey,
    rows: Sequence[Cells],
    language: Language,
    *,
    names: Mapping[SheetKey, str],
    broken: Mapping[int, Sequence[str]] | None = None,
) -> None:
    """Draw an input sheet: its rows, and drop-downs for those to come.

    Parameters
    ----------
    names : mapping
        The titles of the sheets of this workbook: drop-downs take their ids from them.
    broken : mapping, optional
        By place of a row, from 0, the sentences on what is broken there.

    Raises
    ------
    InputError
        If a cell would be too long for a spreadsheet.
    """
    layout = BY_KEY[key]
    folded = _fold(sheet, layout, rows)
    shown = [column for column in layout.columns if column not in folded]
    _draw_header(sheet, layout, shown, language)
    looks = [_look(sheet, column) for column in layout.columns]
    red = [
        _look(sheet, column, BROKEN) if column.key in _DECIDED else look
        for column, look in zip(layout.columns, looks, strict=True)
    ]
    height = sheet.row_dimensions[1].height or 0.0
    for number, cells in enumerate(rows, start=2):
        sentences = broken.get(number - 2) if broken else None
        height += _draw_row(sheet, number, layout.columns, cells, red if sentences else looks)
        if sentences:
            _comment(sheet, number, layout.columns, sentences)
    if not rows:  # a table has a row at least
        sheet.write(2, ((place, None, look) for place, look in enumerate(looks, start=1)))
    last = max(len(rows) + 1, 2)
    corner = f"{get_column_letter(len(layout.columns))}{last}"
    headings = [column.heading.say(language) for column in layout.columns]
    _make_table(sheet, key, f"A1:{corner}", headings)
    for place, column in enumerate(layout.columns, start=1):
        letter = get_column_letter(place)
        _style_column(sheet, letter, column)
        _drop_down(sheet, f"{letter}2:{letter}{last + SPARE_ROWS}", column, names, language)
    sheet.freeze_panes = "C2" if key == "sessions" else "B2"
    sheet.sheet_properties.tabColor = _NEEDED_TAB if key in NEEDED else _OTHER_TAB
    sheet.print_title_rows = "1:1"
    printed = _printed(layout)
    sheet.print_area = f"A1:{get_column_letter(len(printed))}{last}"
    _set_page(sheet, [column.width for column in printed if column in shown], height)


def _set_page(sheet: Worksheet, widths: Sequence[float], height: float) -> None:
    """Print columns of these widths, and rows as high as that together, on legible pages."""
    wide = sum(widths) > _A4_CHARACTERS
    _print(sheet, sheet.PAPERSIZE_A3 if wide else sheet.PAPERSIZE_A4)
    width = sum(map(points, widths))
    page = _A3_POINTS if wide else A4_LANDSCAPE
    if width <= A4_PORTRAIT[0]:  # a few columns: more rows stand on an upright page
        sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
        page = A4_PORTRAIT
    if _is_about_a_page(height, width, page):
        sheet.page_setup.fitToHeight = 1


def _is_about_a_page(
    height: float, width: float, page: tuple[float, float], *, most: float = 2 - _NEARLY
) -> bool:
    """Whether rows that are printed as wide as a page nearly fill it.

    Another program may find them a little higher, and print a page with nothing but a line.
    """
    filled = height * min(1.0, page[0] / width) / page[1]
    return _NEARLY < filled <= most


def _printed(layout: Sheet) -> Sequence[Field]:
    """Return the columns that are printed: of sessions, up to who takes part, to be legible."""
    if layout.key != "sessions":
        return layout.columns
    return layout.columns[: layout.columns.index(layout.column("@cast")) + 1]


def _fold(sheet: Worksheet, layout: Sheet, rows: Sequence[Cells]) -> Sequence[Field]:
    """Fold away the rare columns that hold nothing; return them.

    What is folded is not printed. The mark that unfolds them stands above the next column.
    """
    folded: list[Field] = []
    for place, column in enumerate(layout.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        if column.rare and not any(column.key in cells for cells in rows):
            dimension.outlineLevel = 1
            dimension.hidden = True
            sheet.column_dimensions.max_outline = 1  # else Excel shows no mark
            folded.append(column)
        elif folded and folded[-1] is layout.columns[place - 2]:
            dimension.collapsed = True
    return folded


def _draw_header(
    sheet: Worksheet, layout: Sheet, shown: Iterable[Field], language: Language
) -> None:
    for place, column in enumerate(layout.columns, start=1):
        cell = cell_at(sheet, 1, place)
        _head(cell, column.heading.say(language), _RARE_BAND if column.rare else ACCENT)
        notes = (layout.help, column.note) if place == 1 else (column.note,)
        comment(cell, [text.say(language) for text in notes])
        cell.alignment = _alignment(column)
    lines = max(_line_count(column.heading.say(language), column.width) for column in shown)
    sheet.row_dimensions[1].height = _LINE * lines + _BUTTON


def _head(cell: Cell, heading: str, colour: str) -> None:
    put(cell, heading)
    cell.font = Font(name=FONT, size=_SIZE, bold=True, color="FFFFFF")
    cell.fill = solid(colour)


def _look(sheet: WrittenSheet, column: Field, fill: str | None = None) -> Look:
    """Return how the cells of a column look."""
    return sheet.look(
        alignment=_alignment(column),
        border=Border(bottom=HAIR),
        number_format=column.kind.number_format or None,
        fill=fill,
    )


def _draw_row(
    sheet: WrittenSheet, number: int, columns: Sequence[Field], cells: Cells, looks: Sequence[Look]
) -> float:
    """Draw a row; return how high it is."""
    lines = 1
    drawn = []
    for place, (column, look) in enumerate(zip(columns, looks, strict=True), start=1):
        value = cells.get(column.key)
        if isinstance(value, str):
            _refuse_long(sheet, number, place, column, value)
            if not isinstance(column.kind, Prose):
                lines = max(lines, _line_count(value, column.width))
        drawn.append((place, value, look))
    height = _height(lines)
    sheet.write(number, drawn, height=height, fits=True)
    return height


_TOO_LONG = Text(
    "{heading} est trop long pour une cellule (au plus {most} caractères)",
    "{heading} is too long for a cell (at most {most} characters)",
)


def _refuse_long(sheet: Worksheet, row: int, place: int, column: Field, value: str) -> None:
    # What is escaped is at most twice as long.
    if 2 * len(value) > LONGEST and len(escaped(value)) > LONGEST:
        message = _TOO_LONG.fill(heading=quoted(column.heading), most=LONGEST)
        where = same(f"{sheet.title}!{cell_name(row, place - 1)}")
        raise InputError([FileFault(message, where=where)])


def _alignment(column: Field) -> Alignment:
    """Return how a column stands: dates, times and numbers in the middle, text wrapped.

    Prose is not: a row as tall as a page would hide those around it.
    """
    if column.kind.number_format:
        return Alignment(horizontal="center", vertical="top", wrap_text=True)
    return Alignment(vertical="top", wrap_text=not isinstance(column.kind, Prose))


def _style_column(sheet: Worksheet, letter: str, column: Field) -> None:
    """Format a whole column, so that what is typed below the table looks like what is in it."""
    dimension = sheet.column_dimensions[letter]
    dimension.width = column.width
    dimension.alignment = _alignment(column)
    if column.kind.number_format:
        dimension.number_format = column.kind.number_format


def _print(sheet: Worksheet, paper: str) -> None:
    """Print on pages that say which sheet they are of, counted from one."""
    print_on(sheet, paper=paper)
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.right is not None
    footer.right.text, footer.right.size = "&A – &P", 8
    sheet.page_setup.firstPageNumber = 1
    sheet.page_setup.useFirstPageNumber = True


# --- The matrices -------------------------------------------------------------------------


def draw_matrix(sheet: WrittenSheet, grid: LevelGrid, language: Language) -> None:
    """Draw a sheet of levels: names along the head and the side, numbers and room for more."""
    title = grid.matrix.title.say(language)
    side = min(max(map(len, (*grid.rows, title))) + 2.0, 40.0)
    width = min(max(map(len, grid.columns)) + 2.0, 14.0)
    upright = side + width * len(grid.columns) <= _UPRIGHT_CHARACTERS
    widths = [side, *[max(width, 7.0) if upright else 6.0] * len(grid.columns)]
    for place, each in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = each
    notes = [grid.matrix.column.note.say(language), _NO_LEVEL.say(language)]
    comment(cell_at(sheet, 1, 1), notes)
    height = _draw_head(sheet, title, grid.columns, widths[1] if upright else None)
    height += _draw_levels(sheet, grid, side)
    names = grid.matrix.sheet.name.say(language)
    if sheet.parent is not None and names in sheet.parent.sheetnames:
        free = len(grid.rows) + 2
        _offer(sheet, f"A{free}:A{free + SPARE_ROWS - 1}", _filled_part(names, "A"))
    sheet.freeze_panes = "B2"
    sheet.sheet_properties.tabColor = _OTHER_TAB
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    _set_page(sheet, widths, height)


def _draw_head(
    sheet: WrittenSheet, title: str, columns: Mapping[str, str], width: float | None
) -> float:
    """Draw the names along the head, turned where they have no width; return how high it is."""
    upright = width is not None
    for place, (words, called) in enumerate([(title, ""), *columns.items()], start=1):
        cell = cell_at(sheet, 1, place)
        _head(cell, words, ACCENT)
        if called not in ("", words):
            comment(cell, [called])
        cell.alignment = Alignment(
            horizontal="left" if place == 1 else "center",
            vertical="center" if upright else "bottom",
            wrap_text=True,
            text_rotation=0 if upright or place == 1 else 90,
        )
    height = min(points(max(map(len, columns))) + _PADDING, TALLEST / 2)
    if width is not None:
        height = _LINE * max(_line_count(id_, width) for id_ in columns) + _PADDING
    sheet.row_dimensions[1].height = height
    return height


def _draw_levels(sheet: WrittenSheet, grid: LevelGrid, side: float) -> float:
    """Draw the names down the side and their levels; return how high the rows are together."""
    name = sheet.look(
        font=Font(name=FONT, size=_SIZE, bold=True, color=INK),
        border=Border(bottom=HAIR),
        alignment=Alignment(vertical="top", wrap_text=True),
    )
    centred = Alignment(horizontal="center", vertical="top")
    level = sheet.look(border=Border(bottom=HAIR, left=HAIR), alignment=centred, number_format="0")
    together = 0.0
    for number, (id_, called) in enumerate(grid.rows.items(), start=2):
        levels = grid.levels.get(id_, {})
        cells = [(n, levels.get(other), level) for n, other in enumerate(grid.columns, start=2)]
        height = _height(_line_count(id_, side))
        sheet.write(number, [(1, id_, name), *cells], height=height, fits=True)
        together += height
        if called not in ("", id_):
            sheet.note(number, 1, [called])
    return together


_UPRIGHT_CHARACTERS = 150  # as wide as a matrix is before its headings are turned
_NO_LEVEL = Text("Case vide : aucun niveau.", "An empty cell: no level.")


# --- Heights ------------------------------------------------------------------------------


class _FittingRow(RowDimension):
    """A row that has a height, and still grows with what is typed into it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802
        """Whether the height is to be kept."""
        return False


def _suggest_height(sheet: Worksheet, number: int, lines: int) -> None:
    """Give a row its height: some programs do not find it by themselves."""
    sheet.row_dimensions[number] = _FittingRow(sheet, index=number, ht=round(_height(lines), 1))


def _height(lines: int) -> float:
    return min(_LINE * lines + _PADDING, TALLEST)


def _line_count(value: object, width: float) -> int:
    if not isinstance(value, str):
        return 1
    return line_count(value, points(width) - _PADDING, _SIZE)


# --- What is broken -----------------------------------------------------------------------


def _comment(
    sheet: WrittenSheet, row: int, columns: Sequence[Field], sentences: Sequence[str]
) -> None:
    """Say which demands a row breaks, whose decided cells are red."""
    for place, column in enumerate(columns, start=1):
        if column.key in _COMMENTED:
            sheet.note(row, place, sentences)


_DECIDED = (("@day",), ("@start",), ("@end",), ("@room",), ("@seats",))
_COMMENTED = (("@start",), ("@seats",))


def _make_table(sheet: Worksheet, key: SheetKey, ref: str, headings: Iterable[str]) -> None:
    table = Table(displayName="Sessions" if key == "sessions" else f"Table_{key}", ref=ref)
    # openpyxl would make a cell of each in the table to find the headings.
    table._initialise_columns()  # type: ignore[attr-defined]
    for column, heading in zip(table.tableColumns, headings, strict=True):
        column.name = plain(heading)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)


# --- Drop-downs ---------------------------------------------------------------------------

_FARTHEST_ROW = 5000  # in which an id is looked for, to be offered
_DATES = get_column_letter([c.key for c in BY_KEY["days"].columns].index(("date",)) + 1)


def _drop_down(
    sheet: Worksheet,
    cells: str,
    column: Field,
    names: Mapping[SheetKey, str],
    language: Language,
) -> None:
    if column.kind.choices:
        words = ",".join(text.say(language) for text in column.kind.choices)
        _offer(sheet, cells, f'"{words}"', strict=isinstance(column.kind, Spoken))
    elif column.kind.offers and (table := column.kind.table) is not None and table in names:
        _offer(sheet, cells, _filled_part(names[table], _DATES if table == "days" else "A"))


def _filled_part(title: str, letter: str) -> str:
    """Return a formula for the cells of a column, down to the last that is filled.

    With blank ones, Excel would open the list at the first of them. It counts from the
    header, which stays when the rows below are deleted.
    """
    title = title.replace("'", "''")
    column = f"'{title}'!${letter}$1:${letter}${_FARTHEST_ROW}"
    rows = f'SUMPRODUCT(MAX(({column}<>"")*ROW({column})))-1'
    return f"OFFSET('{title}'!${letter}$1,1,0,MAX(1,{rows}),1)"


def _offer(sheet: Worksheet, cells: str, formula: str, *, strict: bool = False) -> None:
    """Offer a list; other words are let through, for the program to judge, unless `strict`."""
    choice = DataValidation(type="list", formula1=formula, allow_blank=True)
    choice.showErrorMessage = strict
    sheet.add_data_validation(choice)
    choice.add(cells)
