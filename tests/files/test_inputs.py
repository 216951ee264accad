"""The input sheets as a spreadsheet program finds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files import InputError, workbook
from agenda_solver.files.fields import BY_KEY, EVENT, SHEETS, SheetKey
from agenda_solver.files.workbook.cells import LONGEST, points
from agenda_solver.files.workbook.inputs import NEEDED, SPARE_ROWS, draw_event, draw_table
from agenda_solver.files.workbook.pages import A4_PORTRAIT
from agenda_solver.files.workbook.rows import rows_of
from agenda_solver.problem import KINDS, Problem
from agenda_solver.text import Language
from forum import DRAFT, PROBLEM

NAMES: Mapping[SheetKey, str] = {sheet.key: sheet.name.fr for sheet in SHEETS}
RED = "00F5A3A3"


def packed(
    key: SheetKey,
    problem: Problem = PROBLEM,
    language: Language = "fr",
    broken: Mapping[int, Sequence[str]] | None = None,
) -> BytesIO:
    rows = rows_of(key, problem, None, language)
    return drawing.saved(
        lambda sheet: draw_table(sheet, key, rows, language, names=NAMES, broken=broken)
    )


def drawn(
    key: SheetKey,
    problem: Problem = PROBLEM,
    language: Language = "fr",
    broken: Mapping[int, Sequence[str]] | None = None,
) -> Worksheet:
    """Draw a sheet, and read it as another program would."""
    return load_workbook(packed(key, problem, language, broken)).worksheets[0]


def xml(saved: BytesIO) -> str:
    with ZipFile(saved) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def with_sessions(**fields: object) -> Problem:
    """Return the forum, whose first session says more."""
    first, *others = DRAFT["sessions"]
    return Problem.read({**DRAFT, "sessions": [{**first, **fields}, *others]})


def letter(key: SheetKey, *path: str) -> str:
    keys = [column.key for column in BY_KEY[key].columns]
    return get_column_letter(keys.index(path) + 1)


def folded(sheet: Worksheet) -> list[str]:
    """Return the headings of the columns that are folded away."""
    return [
        str(cell.value)
        for cell in sheet[1]
        if sheet.column_dimensions[get_column_letter(cell.column or 0)].hidden
    ]


def offers(sheet: Worksheet) -> dict[str, Any]:
    """Return the drop-downs, by the letter of their column."""
    return {
        re.sub(r"\d.*", "", str(choice.sqref)): choice
        for choice in sheet.data_validations.dataValidation
    }


# --- The table ----------------------------------------------------------------------------


def test_the_rows_are_an_excel_table() -> None:
    sheet = drawn("sessions")
    last = get_column_letter(len(BY_KEY["sessions"].columns))
    assert [(table.displayName, table.ref) for table in sheet.tables.values()] == [
        ("Sessions", f"A1:{last}7")
    ]
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.merged_cells.ranges == set()


def test_a_sheet_without_rows_is_a_table_too() -> None:
    sheet = drawn("slots")
    assert [table.ref for table in sheet.tables.values()] == ["A1:E2"]
    assert [cell.value for cell in sheet[1]] == ["id", "jour", "début", "fin", "sessions"]


@pytest.mark.parametrize("key", [sheet.key for sheet in SHEETS if sheet is not EVENT])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_note_explains_each_column(key: SheetKey, language: Language) -> None:
    layout = BY_KEY[key]
    cells = drawn(key, language=language)[1]
    assert [cell.value for cell in cells] == [c.heading.say(language) for c in layout.columns]
    notes = [cell.comment.text for cell in cells if cell.comment]
    assert notes[0] == f"{layout.help.say(language)}\n{layout.columns[0].note.say(language)}"
    assert notes[1:] == [column.note.say(language) for column in layout.columns[1:]]


def test_dates_and_times_are_real_ones() -> None:
    locked = {"day": "2026-06-10", "start": "09:00"}
    sheet = drawn("sessions", with_sessions(locked=locked))
    day, start = sheet["C2"], sheet["D2"]
    assert (day.value.date(), day.number_format) == (date(2026, 6, 10), "dd/mm/yyyy")
    assert (start.value, start.number_format) == (time(9), "hh:mm")


def test_what_looks_like_a_formula_stays_text() -> None:
    cell = drawn("sessions")["B3"]
    assert (cell.value, cell.data_type) == ("=1+1 Ouverture", "s")
    assert cell.quotePrefix


def test_what_no_cell_can_hold_is_refused() -> None:
    rows = rows_of("sessions", PROBLEM, None, "fr")
    rows[1]["title",] = "x" * (LONGEST + 1)
    with pytest.raises(InputError) as caught:
        drawing.saved(
            lambda sheet: draw_table(sheet, "sessions", rows, "fr", names=NAMES), "Sessions"
        )
    assert [text.fr for text in caught.value.sentences] == [
        "Sessions!B3: « titre » est trop long pour une cellule (au plus 32767 caractères)"
    ]


# --- What is still to be typed ------------------------------------------------------------


def test_below_the_table_whole_columns_are_formatted_and_no_cell_is_written() -> None:
    sheet = drawn("sessions")
    assert sheet.max_row == len(PROBLEM.sessions) + 1
    formats = {
        heading: sheet.column_dimensions[letter("sessions", *path)].number_format
        for heading, path in {
            "jour": ("@day",),
            "début": ("@start",),
            "fin": ("@end",),
            "minutes": ("minutes", "min"),
            "titre": ("title",),
        }.items()
    }
    assert formats == {
        "jour": "dd/mm/yyyy",
        "début": "hh:mm",
        "fin": "hh:mm",
        "minutes": "0",
        "titre": "General",
    }


def test_a_row_has_a_height_that_still_follows_its_text() -> None:
    long = packed("sessions", with_sessions(title="Un titre très long. " * 10))
    first, second = (
        dict(re.findall(r'(\w+)="([^"]*)"', row))
        for row in re.findall("<row [^>]*>", xml(long))[1:3]
    )
    assert float(first["ht"]) > 4 * float(second["ht"])
    assert "customHeight" not in first


# --- Columns that few need ----------------------------------------------------------------


def test_rare_columns_are_folded_until_something_is_in_them() -> None:
    rare = [column.heading.fr for column in BY_KEY["sessions"].columns if column.rare]
    assert len(rare) > 30
    assert folded(drawn("sessions")) == rare
    used = drawn("sessions", with_sessions(windows=[{"start": "9h"}], tags=["a"]))
    assert set(rare) - set(folded(used)) == {"heures permises", "étiquettes"}


def test_a_long_description_makes_no_row_taller() -> None:
    words = "\n".join(["Une ligne qui dit de quoi il s'agit."] * 40)
    long, short = (drawn("sessions", with_sessions(description=text)) for text in (words, "Bref."))
    assert long.row_dimensions[2].height == short.row_dimensions[2].height
    column = next(cell.column for cell in long[1] if cell.value == "description")
    assert long.cell(2, column).value == words
    assert not long.cell(2, column).alignment.wrap_text


def test_the_first_columns_are_never_rare() -> None:
    columns = BY_KEY["sessions"].columns
    assert [column.heading.fr for column in columns[:7]] == [
        *("id", "titre", "jour", "début", "fin", "salle", "verrouillé")
    ]
    assert not any(column.rare for column in columns[:7])
    assert not columns[-1].rare, "the mark that unfolds stands above the next column"


def test_a_mark_above_the_next_column_unfolds_them() -> None:
    saved = packed("sessions", with_sessions(windows=[{"start": "9h"}]))
    columns = [
        dict(re.findall(r'(\w+)="([^"]*)"', words))
        for words in re.findall("<col [^>]*>", xml(saved))
    ]
    assert len(columns) == len(BY_KEY["sessions"].columns)
    for one, following in pairwise(columns):
        assert ("hidden" in one) == ("outlineLevel" in one)
        assert ("collapsed" in following) == ("hidden" in one and "hidden" not in following)
    assert sum("collapsed" in column for column in columns) == 4
    assert 'outlineLevelCol="1"' in xml(saved), "else Excel shows no mark"


def test_folded_columns_are_read(tmp_path: Path) -> None:
    path = workbook.write_draft(tmp_path / "a.xlsx", PROBLEM, "fr")
    book = load_workbook(path)
    place = letter("sessions", "repeats")
    assert book["Sessions"].column_dimensions[place].hidden
    book["Sessions"][f"{place}2"] = 3
    book.save(path)
    assert workbook.read(path).problem.session["cafe"].repeat_of is None
    assert [it.id for it in workbook.read(path).problem.sessions if it.repeat_of] == [
        *("cafe-2", "cafe-3")
    ]


# --- Drop-downs ---------------------------------------------------------------------------


def test_what_the_drop_downs_of_sessions_offer() -> None:
    sheet = drawn("sessions")
    found = {
        str(sheet[f"{place}1"].value): choice.formula1 for place, choice in offers(sheet).items()
    }
    lists = {name: formula for name, formula in found.items() if formula.startswith('"')}
    asked = ("verrouillé", "plénière", "extérieure", "sur inscription", "pour tous", "annulable")
    flags = dict.fromkeys(asked, '"oui,non"')
    mixed = {"mélanger": '"organisation,catégorie"'}
    kinds = '"' + ",".join(text.fr for text in KINDS.values()) + '"'
    assert lists == {**flags, **mixed, "genre": kinds}
    ids = {name: formula.split("!")[0] for name, formula in found.items() if name not in lists}
    assert ids == {
        "jour": "OFFSET('Jours'",
        "salle": "OFFSET('Salles'",
        "thème": "OFFSET('Thèmes'",
        "intervenants": "OFFSET('Intervenants'",
        "personnes choisies": "OFFSET('Intervenants'",
        "salles possibles": "OFFSET('Salles'",
        "partie de": "OFFSET('Sessions'",
        "après": "OFFSET('Sessions'",
        "avant": "OFFSET('Sessions'",
        "jour souhaité": "OFFSET('Jours'",
        "salle souhaitée": "OFFSET('Salles'",
        "aussi dans": "OFFSET('Salles'",
        "salles à éviter": "OFFSET('Salles'",
        "sous-groupe de": "OFFSET('Sessions'",
        "répétition de": "OFFSET('Sessions'",
    }


def test_the_words_offered_are_understood() -> None:
    for kind, text in KINDS.items():
        assert with_sessions(kind=text.fr).sessions[0].kind == kind


def test_the_days_are_offered_as_dates() -> None:
    for key in ("sessions", "slots", "stated"):
        choices = offers(drawn(key))
        days = [choice.formula1 for choice in choices.values() if "Jours" in choice.formula1]
        assert days
        assert all("'Jours'!$B$1" in formula for formula in days)
    assert BY_KEY["days"].columns[1].key == ("date",)
    assert "B" not in offers(drawn("days"))


def test_a_list_begins_below_the_header_so_that_deleting_rows_leaves_it_whole() -> None:
    formula = offers(drawn("sessions"))[letter("sessions", "@room")].formula1
    assert formula.startswith("OFFSET('Salles'!$A$1,1,0,")
    assert set(re.findall(r"\$A\$\d+", formula)) == {"$A$1", "$A$5000"}
    assert len(formula) <= 255, "Excel takes no longer ones"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_drop_down_refers_to_a_sheet_that_is_there(
    language: Language, tmp_path: Path
) -> None:
    drafts = [
        workbook.write_template(tmp_path / "init.xlsx", language),
        workbook.write_draft(tmp_path / "draft.xlsx", PROBLEM, language),
    ]
    for path in drafts:
        book = load_workbook(path)
        formulas = [
            choice.formula1
            for sheet in book.worksheets
            for choice in sheet.data_validations.dataValidation
        ]
        named = {name for formula in formulas for name in re.findall(r"'([^']+)'!", formula)}
        assert len(named) >= 4
        assert named <= set(book.sheetnames)


def test_drop_downs_go_on_below_the_table() -> None:
    sheet = drawn("sessions")
    for choice in offers(sheet).values():
        assert re.fullmatch(rf"[A-Z]+2:[A-Z]+{7 + SPARE_ROWS}", str(choice.sqref))


def test_other_words_are_let_through_except_for_the_language() -> None:
    assert not any(choice.showErrorMessage for choice in offers(drawn("sessions")).values())
    sheet = Workbook().worksheets[0]
    draw_event(sheet, rows_of("event", PROBLEM, None, "fr")[0], "fr")
    found = {
        sheet.cell(int(str(choice.sqref)[1:]), 1).value: (choice.formula1, choice.showErrorMessage)
        for choice in sheet.data_validations.dataValidation
    }
    yes_or_no = ('"oui,non"', False)
    assert found == {
        "langue": ('"fr,en"', True),
        "salle trop petite": yes_or_no,
        "interventions comptées": yes_or_no,
    }


@pytest.mark.parametrize("key", ["people", "attendees"])
def test_the_language_of_a_person_is_offered_as_that_of_the_event(key: SheetKey) -> None:
    choice = offers(drawn(key))[letter(key, "language")]
    assert (choice.formula1, choice.showErrorMessage) == ('"fr,en"', True)


@pytest.mark.parametrize("key", [sheet.key for sheet in SHEETS if sheet is not EVENT])
def test_each_column_offers_what_it_holds(key: SheetKey) -> None:
    sheet = drawn(key)
    offered = set(offers(sheet))
    for place, column in enumerate(BY_KEY[key].columns, start=1):
        known = bool(column.kind.choices or (column.kind.offers and column.kind.table))
        assert (get_column_letter(place) in offered) == known, column.key


# --- The look -----------------------------------------------------------------------------


def test_the_event_is_told_one_item_a_row() -> None:
    sheet = Workbook().worksheets[0]
    draw_event(sheet, rows_of("event", PROBLEM, None, "en")[0], "en")
    rows = list(sheet.values)
    assert rows[0] == ("item", "value", "explanation")
    assert rows[1:] == [
        (column.heading.en, told, column.note.en)
        for column, told in zip(
            EVENT.columns,
            [
                *(None, "Forum & débats", None, None, "version du 16/03/26", "Rouen"),
                *[None] * 25,
            ],
            strict=True,
        )
    ]


def test_tabs_tell_what_is_needed(tmp_path: Path) -> None:
    book = load_workbook(workbook.write_template(tmp_path / "a.xlsx", "fr"))
    how_to, *colours = (tab_colour(sheet) for sheet in book.worksheets)
    needed = {colour for sheet, colour in zip(SHEETS, colours, strict=True) if sheet.key in NEEDED}
    assert len(needed) == 1
    assert len(set(colours) - needed) == 1
    assert how_to not in {*colours, None}


def tab_colour(sheet: Worksheet) -> str | None:
    colour = sheet.sheet_properties.tabColor
    return colour.rgb if colour else None


@pytest.mark.parametrize(
    ("key", "paper"), [("sessions", "9"), ("rooms", "9"), ("people", "9"), ("days", "9")]
)
def test_each_sheet_is_printed_as_wide_as_a_page(key: SheetKey, paper: str) -> None:
    sheet = drawn(key)
    assert str(sheet.page_setup.paperSize) == paper, "8 is A3, 9 is A4"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    setup, footer = sheet.sheet_properties.pageSetUpPr, sheet.oddFooter
    assert setup
    assert setup.fitToPage
    assert footer
    assert footer.right.text == "&A – &P"
    last = "N" if key == "sessions" else get_column_letter(len(BY_KEY[key].columns))
    rows = len(rows_of(key, PROBLEM, None, "fr"))
    assert sheet.print_area.replace("$", "").endswith(f"!A1:{last}{rows + 1}")


@pytest.mark.parametrize("key", ["wishes", "weights", "slots"])
def test_a_few_columns_stand_on_an_upright_page(key: SheetKey) -> None:
    sheet = drawn(key)
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "portrait")
    widths = [column.width for column in BY_KEY[key].columns]
    assert sum(map(points, widths)) <= A4_PORTRAIT[0], "at full size"


def test_what_is_said_of_the_event_is_on_one_page() -> None:
    sheet = drawing.drawn(lambda it: draw_event(it, rows_of("event", PROBLEM, None, "fr")[0], "fr"))
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


@pytest.mark.parametrize(("rooms", "pages"), [(10, 0), (33, 1), (80, 0)])
def test_rows_that_nearly_fill_a_page_have_it(rooms: int, pages: int) -> None:
    """Else another program prints a second one, with nothing but a line on it."""
    rows = [{"id": f"r{number}"} for number in range(rooms)]
    sheet = drawn("rooms", Problem.read({**DRAFT, "rooms": [*DRAFT["rooms"], *rows]}))
    assert sheet.page_setup.fitToHeight == pages


def test_what_is_broken_is_red_and_says_why() -> None:
    sheet = drawn("sessions", broken={1: ["trop tôt", "trop tôt", "sans salle"]})
    red = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb == RED
    }
    assert red == {"C3", "D3", "E3", "F3"}
    assert sheet["D3"].comment.text == "trop tôt\nsans salle"
    assert sheet["D2"].comment is None
