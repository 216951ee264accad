"""Pages are plain data, whole in both languages, that any format may draw."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator

import pytest

import drawing
from agenda_solver.cafe.asked import Guest, from_numbers
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.cafe.sheets import cards_page, report_page, tables_page, turns_page
from agenda_solver.difference import Version, difference
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Event
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Timetable
from agenda_solver.views import report
from agenda_solver.views.agenda_page import agenda_page
from agenda_solver.views.changes_page import changes_page
from agenda_solver.views.pages import Block, Cell, Notepad, Page, Row, Spread
from agenda_solver.views.person_page import person_page
from agenda_solver.views.programme_page import programme_page
from agenda_solver.views.room_page import room_page
from agenda_solver.views.roster_page import roster_page
from forum import PROBLEM as FORUM
from forum import RESULT as FORUM_RESULT
from forum import TIMETABLE as FORUM_TIMETABLE
from workshops import PROBLEM, RESULT, TIMETABLE

CAFE = from_numbers(Event(name="Café"), [Guest(f"p{n}") for n in range(5)], tables=2, rounds=2)
ROTATION = Rotation(((0, 0, 1, 1, 0), (0, 1, 0, 1, None)), 0, 0, "optimal", "by hand")
CHANGED = difference(
    Version(PROBLEM, TIMETABLE),
    Version(PROBLEM, Timetable.of(TIMETABLE.placements[1:], TIMETABLE.seats[1:])),
)
PAGES: dict[str, Callable[[], Page]] = {
    "rooms": lambda: room_page(FORUM, FORUM_TIMETABLE, ()),
    "people": lambda: person_page(FORUM, FORUM_TIMETABLE, ()),
    "lists": lambda: roster_page(PROBLEM, TIMETABLE, ()),
    "initials": lambda: roster_page(PROBLEM, TIMETABLE, (), "initials"),
    "agendas": lambda: agenda_page(PROBLEM, TIMETABLE),
    "report": lambda: report.report_page(FORUM, FORUM_TIMETABLE, FORUM_RESULT),
    "report of seats": lambda: report.report_page(PROBLEM, TIMETABLE, RESULT),
    "changes": lambda: changes_page(CHANGED, origin=Text("avant", "before")),
    "rounds": lambda: turns_page(CAFE, ROTATION),
    "tables": lambda: tables_page(CAFE, ROTATION),
    "cards": lambda: cards_page(CAFE, ROTATION),
    "report of a café": lambda: report_page(CAFE, ROTATION, [(Text("Graine", "Seed"), 3)]),
}


def parts(value: object) -> Iterator[object]:
    """Yield all that a page is made of."""
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Text | type):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name))


def full_rows(page: Page) -> Iterator[Row]:
    """Yield the rows that go over the whole page."""
    yield from (*page.head, *page.remarks)
    for block in page.blocks:
        if isinstance(block, Block):
            yield from (*block.lead, *block.header, *block.top, *block.rows)
        elif isinstance(block, Spread):
            yield from (*block.lead, *block.top)
        else:
            yield from (*block.lead, *block.top, block.last)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_made_of_plain_things_in_both_languages(name: str) -> None:
    for part in parts(PAGES[name]()):
        if isinstance(part, Text):
            assert bool(part.fr) == bool(part.en)
        else:
            plain = isinstance(part, Event | tuple | str | int | float | None)
            assert plain or dataclasses.is_dataclass(part)


@pytest.mark.parametrize("name", PAGES)
def test_the_cells_of_a_row_go_over_all_the_columns(name: str) -> None:
    page = PAGES[name]()
    columns = page.across * len(page.widths) + page.across - 1
    rows = [row for row in full_rows(page) if row.cells]
    assert all(sum(cell.span or columns for cell in row.cells) <= columns for row in rows)
    for block in page.blocks:
        if isinstance(block, Spread):
            for card in block.cards:
                for row in card:
                    assert sum(cell.span for cell in row.cells) == len(page.widths)
        elif isinstance(block, Notepad):
            assert block.parts


@pytest.mark.parametrize("name", PAGES)
def test_what_a_row_tells_of_is_one_of_its_cells(name: str) -> None:
    assert all(0 <= row.subject < len(row.cells) for row in full_rows(PAGES[name]()) if row.cells)


def said(parts_: Iterable[object], language: Language) -> set[object]:
    """Return what values say in one language; blank ones are left out."""
    words = (part.say(language) if isinstance(part, Text) else part for part in parts_)
    return {word for word in words if word not in ("", None)}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_drawing_says_what_the_page_says_and_no_more(name: str, language: Language) -> None:
    page = PAGES[name]()
    sheet = drawing.drawn(lambda sheet: draw_page(sheet, page, language))
    drawn = said((value for row in sheet.values for value in row), language)
    cells = [part for part in parts(page) if isinstance(part, Cell)]
    notes = [block.words for block in page.blocks if isinstance(block, Notepad)]
    assert drawn <= said([*(cell.value for cell in cells), *notes], language)
    again = {cell for row in again_rows(page) for cell in row.cells}
    assert drawn >= said((cell.value for cell in cells if cell not in again), language)


def again_rows(page: Page) -> Iterator[Row]:
    """Yield the rows that are told only where a page turns."""
    for block in page.blocks:
        yield from block.top


def test_the_programme_is_plain_data_too() -> None:
    page = programme_page(FORUM, FORUM_TIMETABLE, ())
    for part in parts(page):
        assert not isinstance(part, Text) or bool(part.fr) == bool(part.en)
    for day in page.days:
        assert len(day.times) == len(day.minutes)
        for box in day.boxes:
            assert 0 <= box.first < box.last < len(day.minutes)
            assert box.lane + box.lanes <= page.lanes
            assert box.lines[1][0][0] == "title"


@pytest.mark.parametrize(
    ("modules", "absent"),
    [
        (
            "views.agenda_page views.changes_page views.person_page views.programme_page "
            "views.report views.room_page views.roster_page",
            {"openpyxl", "icalendar", "pandas", "ortools"},
        ),
        ("cafe.sheets", {"openpyxl", "icalendar"}),
    ],
)
def test_pages_are_made_without_what_draws_them(modules: str, absent: set[str]) -> None:
    imports = "".join(f"import agenda_solver.{module}\n" for module in modules.split())
    code = f"{imports}import sys\nprint(*{absent} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not run.stdout.split()
