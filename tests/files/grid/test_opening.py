from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from xml.parsers.expat import ExpatError

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from agenda_solver.files import InputError
from agenda_solver.files.grid import opening, parts
from agenda_solver.files.grid.cells import Area, Failed
from agenda_solver.files.grid.opening import Opened

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="hh&quot;h&quot;mm"/>'
    '<numFmt numFmtId="201" formatCode="[h]:mm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="201"/>'
    "</cellXfs></styleSheet>"
)
STRINGS = (
    "<sst><si><t>amphi</t></si><si><r><t>Salle </t></r><r><t>Seine</t></r><rPh><t>x</t></rPh></si>"
    '<si><t xml:space="preserve"> \u00a0</t></si><si/></sst>'
)


def saved(tmp_path: Path, *sheets: str, kinds: tuple[str, ...] = (), **others: str) -> Path:
    """Save a workbook whose sheets S1, S2, … hold this XML."""
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1)
    )
    kinds = (*kinds, *["worksheet"] * (len(sheets) - len(kinds)))
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="worksheets/s{n}.xml"/>'
        for n, kind in enumerate(kinds, start=1)
    )
    for kind in ("sharedStrings", "styles"):
        related += f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="/xl/{kind}.xml"/>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    texts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f"<Relationships>{related}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": STRINGS,
        **{f"xl/worksheets/s{n}.xml": xml for n, xml in enumerate(sheets, start=1)},
        **others,
    }
    path = tmp_path / "forum.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return path


def sheet(data: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'


def refusal(made: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        made()
    (sentence,) = caught.value.sentences
    return sentence.en


# --- Cells --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>60</v></c>', 60),
        ('<c r="A1"><v> 60 </v></c>', 60),
        ('<c r="A1"><v>12.5</v></c>', 12.5),
        ('<c r="A1"><v>6E1</v></c>', 60.0),
        ('<c r="A1"><v>soixante</v></c>', "soixante"),
        ('<c r="A1" s="1"><v>46109</v></c>', datetime(2026, 3, 28)),
        ('<c r="A1" s="1"><v>46109.5</v></c>', datetime(2026, 3, 28, 12)),
        ('<c r="A1" s="1"><v>99999999</v></c>', 99_999_999),
        ('<c r="A1" s="2"><v>0.395833333</v></c>', time(9, 30)),
        ('<c r="A1" s="3"><v>1.0625</v></c>', timedelta(hours=25, minutes=30)),
        ('<c r="A1" t="d"><v>2026-03-28T09:30:00</v></c>', datetime(2026, 3, 28, 9, 30)),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Failed("#N/A")),
        ('<c r="A1" t="s"><v>0</v></c>', "amphi"),
        ('<c r="A1" t="s"><v>1</v></c>', "Salle Seine"),
        ('<c r="A1" t="s"><v>2</v></c>', None),
        ('<c r="A1" t="s"><v>3</v></c>', None),
        ('<c r="A1" t="str"><f>B1</f><v>x</v></c>', "x"),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t>a</t></is></c>', "a"),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c r="A1" t="inlineStr"><is><t>a</t><rPh><t>b</t></rPh></is></c>', "a"),
        ('<c r="A1" t="inlineStr"><is><t>_x0041__x005F_x0041_</t></is></c>', "A_x0041_"),
        ('<c r="A1" t="inlineStr"><is><t>\u200b</t></is></c>', None),
        ('<c r="A1" s="1"/>', None),
        ("<c><v>1</v></c>", 1),
        ('<c r="A1"><v>1</v><extLst><ext><v2>9</v2></ext></extLst></c>', 1),
    ],
)
def test_what_a_cell_shows(tmp_path: Path, cell: str, value: object) -> None:
    opened = Opened(saved(tmp_path, sheet(f'<row r="1">{cell}</row>')))
    shown = opened.sheet("S1").rows.get(1, {}).get(0)
    assert (shown, type(shown)) == (value, type(value))


def test_a_text_is_cut_where_no_spreadsheet_holds_more(tmp_path: Path) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>{"x" * 100_000}</t></is></c>'
    opened = Opened(saved(tmp_path, sheet(f'<row r="1">{cell}</row>')))
    assert opened.sheet("S1").rows == {1: {0: "x" * parts.LONGEST}}


def test_rows_in_any_order_twice_or_without_a_number(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="A3"><v>3</v></c></row>'
        '<row r="1"><c r="B1"><v>1</v></c></row>'
        "<row><c><v>2</v></c><c/><c><v>2</v></c></row>"
        '<row r="3"><c r="B3"><v>3</v></c></row>'
    )
    found = Opened(saved(tmp_path, sheet(rows))).sheet("S1").rows
    assert list(found.items()) == [(1, {1: 1}), (2, {0: 2, 2: 2}), (3, {0: 3, 1: 3})]


def test_formulas_that_have_no_value_yet(tmp_path: Path) -> None:
    cells = (
        '<c r="A2"><f>1+1</f></c><c r="B2"><f>1+1</f><v/></c>'
        '<c r="C2" t="str"><f>""</f><v></v></c><c r="D2"><f>1+1</f><v>2</v></c><c r="E2"/>'
    )
    opened = Opened(saved(tmp_path, sheet(f'<row r="2">{cells}</row>')))
    assert opened.sheet("S1").uncalculated == {(2, 0), (2, 1)}
    assert opened.sheet("S1").rows == {2: {3: 2}}


def test_merged_cells(tmp_path: Path) -> None:
    after = '<mergeCells><mergeCell ref="B2:C5"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    opened = Opened(saved(tmp_path, sheet("", after)))
    assert opened.sheet("S1").merged == (Area(2, 1, 5, 2), Area(1, 0, 1_048_576, 16_383))


def test_elements_of_the_same_name_elsewhere_are_no_cells(tmp_path: Path) -> None:
    after = '<extLst><ext><row r="1"><c r="A1"><v>1</v></c></row><f>A1</f></ext></extLst>'
    opened = Opened(saved(tmp_path, sheet("", after)))
    assert (opened.sheet("S1").rows, opened.sheet("S1").uncalculated) == ({}, frozenset())


def test_rows_that_sum_up(tmp_path: Path) -> None:
    xml = sheet(
        '<row r="9"><c r="A9"><v>1</v></c></row>',
        f'<tableParts><tablePart xmlns:r="{OFFICE}" r:id="t"/></tableParts>',
    )
    beside = f'<Relationships><Relationship Id="t" Type="{OFFICE}/table" Target="../t.xml"/>'
    path = saved(
        tmp_path,
        xml,
        **{
            "xl/worksheets/_rels/s1.xml.rels": f"{beside}</Relationships>",
            "xl/t.xml": '<table ref="A1:C9" totalsRowCount="1"/>',
        },
    )
    assert Opened(path).sheet("S1").totals == {9}


# --- Sheets -------------------------------------------------------------------------------


def test_a_chart_is_no_sheet(tmp_path: Path) -> None:
    path = saved(tmp_path, "<chartsheet/>", sheet(""), kinds=("chartsheet",))
    assert Opened(path).titles == ("S2",)


def test_only_the_beginning_of_a_sheet_is_read_for_its_header(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 30))
    opened = Opened(saved(tmp_path, f"<worksheet><sheetData>{rows}<damaged"))
    assert list(opened.first_rows("S1")) == list(range(1, 11))
    assert "damaged" in refusal(lambda: opened.sheet("S1").rows)


def test_a_sheet_is_read_once(tmp_path: Path) -> None:
    opened = Opened(saved(tmp_path, sheet('<row r="1"><c r="A1"><v>1</v></c></row>')))
    assert opened.sheet("S1").rows is opened.sheet("S1").rows
    assert opened.first_rows("S1") == opened.sheet("S1").rows


# --- Limits -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_ROWS", 2, "forum.xlsx, S1!A3: too many rows (at most 2)"),
        ("MOST_COLUMNS", 1, "forum.xlsx, S1!B1: this cell is filled, very far from the table"),
        ("MOST_CELLS", 5, "forum.xlsx, S1: this sheet holds far too many cells"),
        ("MOST_LETTERS", 2, "forum.xlsx, S1: this sheet holds far too many cells or too much text"),
    ],
)
def test_a_sheet_beyond_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str
) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}" t="str"><v>x</v></c></row>'
        for n in range(1, 4)
    )
    opened = Opened(saved(tmp_path, sheet(rows)))
    assert len(opened.sheet("S1").rows) == 3
    monkeypatch.setattr(opening, limit, value)
    again = Opened(tmp_path / "forum.xlsx")
    assert refusal(lambda: again.sheet("S1").rows).startswith(said)


def rows_of(*numbers: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in numbers)


def test_a_row_far_below_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FARTHEST_ROW", 4)
    near = Opened(saved(tmp_path, sheet(rows_of(1, 2, 6))))
    assert list(near.sheet("S1").rows) == [1, 2, 6]
    far = Opened(saved(tmp_path, sheet(rows_of(1, 2, 7))))
    assert refusal(lambda: far.sheet("S1").rows) == (
        "forum.xlsx, S1!A7: this cell is filled, very far from the table; clear it"
    )


def test_the_last_cell_of_a_spreadsheet(tmp_path: Path) -> None:
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    opened = Opened(saved(tmp_path, f'<worksheet><dimension ref="A1"/>{sheet(last)[11:]}'))
    assert refusal(lambda: opened.sheet("S1").rows) == (
        "forum.xlsx, S1!XFD1048576: this cell is filled, very far from the table; clear it"
    )


def test_rows_that_are_hidden_struck_or_sums(tmp_path: Path) -> None:
    book = Workbook()
    filled = book.worksheets[0]
    for line in (["id", "places"], ["a", 100], ["b", "=SUM(10,20)"], ["c", 5], ["d", 6]):
        filled.append(line)
    filled.append(["Sièges en tout", "=SUM(B2:B5)"])
    filled.append([None, "=SUBTOTAL(9,$B$2:$B$5)"])
    filled.append(["e", "=SUM(A2:A5)"])  # of another column
    filled.row_dimensions[2].hidden = True
    filled.row_dimensions[9].hidden = True  # and blank
    filled["B4"].font = Font(strike=True)
    filled["A5"].font = Font(strike=False)
    book.save(tmp_path / "liste.xlsx")
    read = Opened(tmp_path / "liste.xlsx").sheet("Sheet")
    assert (read.hidden, read.struck, read.sums) == ({2}, {4}, {6, 7})


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<worksheet>",
        b"<worksheet></sheet>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>',
        b"<worksheet>\x00</worksheet>",
        sheet('<row r="0"/>').encode(),
        sheet('<row r="1048577"/>').encode(),
        sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>').encode(),
        sheet('<row r="1"><c r="1"><v>1</v></c></row>').encode(),
        sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>').encode(),
        sheet('<row r="1"><c r="A1" t="d"><v>hier</v></c></row>').encode(),
    ],
)
def test_what_no_spreadsheet_writes(xml: bytes) -> None:
    with pytest.raises((ExpatError, ValueError)):
        parts.parse(io.BytesIO(xml), parts.SheetCells([], []))


# --- The file -----------------------------------------------------------------------------


def test_another_name_of_the_part_that_lists_the_sheets(tmp_path: Path) -> None:
    path = saved(tmp_path, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    root = f'<Relationships><Relationship Id="b" Type="{OFFICE}/officeDocument" Target="'
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name.replace("workbook.xml", "Book2.xml"), text)
        archive.writestr("_rels/.rels", f'{root}/xl/book2.xml"/></Relationships>')
    assert Opened(path).sheet("S1").rows == {1: {0: 1}}


def test_files_that_are_none(tmp_path: Path) -> None:
    assert "does not exist" in refusal(lambda: Opened(tmp_path / "absent.xlsx"))
    assert "is a folder" in refusal(lambda: Opened(tmp_path))


def test_a_method_of_compression_that_no_spreadsheet_uses(tmp_path: Path) -> None:
    path = tmp_path / "forum.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "damaged" in refusal(lambda: Opened(path))
