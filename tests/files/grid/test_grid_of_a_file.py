"""One content, as a workbook and as every CSV an office writes: one table, for whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files import InputError, toml
from agenda_solver.files.grid import delimited
from agenda_solver.files.grid.cells import cell_name, letters
from agenda_solver.files.grid.choosing import read_sheet
from agenda_solver.files.grid.delimited import read_csv
from agenda_solver.files.grid.sheet import Given, RawSheet
from agenda_solver.files.grid.table import Headings, Table, find_table
from agenda_solver.files.guests import read_guests
from agenda_solver.files.responses import register
from agenda_solver.problem import Problem
from agenda_solver.words.names import folded

Lines = Sequence[Sequence[str | int | None]]

KNOWN = Headings[str]({"id": "id", "nom": "name", "structure": "organisation"}.get)
GUESSED = Headings[str](KNOWN.key, guessed=True)
CONTENT: Lines = [
    ["Inscriptions au forum, état au 3 mars"],
    [],
    ["id", "nom", "structure"],
    ["a", "Ana, présidente", "X ; Y"],
    [],
    ["id", "nom", "structure"],
    ["b", "Bea", None],
    ["Total", None, 2],
    [],
    ["* à confirmer"],
]


def lined(lines: Lines, separator: str, end: str = "\r\n", *, whole: bool = True) -> str:
    """Write CSV, with the same number of cells in each row or as few as it takes."""
    width = max(map(len, lines))
    rows = []
    for line in lines:
        cells = ["" if cell is None else str(cell) for cell in line]
        cells += [""] * (width - len(cells) if whole else 0)
        quoted = [f'"{cell}"' if any(map(cell.count, ";,|\t")) else cell for cell in cells]
        rows.append(separator.join(quoted))
    return end.join([*rows, ""])


def booked(path: Path, **sheets: Lines) -> Path:
    """Save a workbook; a sheet whose name begins with an underscore is hidden."""
    book = Workbook()
    del book["Sheet"]
    for title, lines in sheets.items():
        sheet = book.create_sheet(title.lstrip("_"))
        assert isinstance(sheet, Worksheet)
        sheet.sheet_state = "hidden" if title.startswith("_") else "visible"
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


DIALECTS: dict[str, Callable[[Lines], bytes]] = {
    "semicolons": lambda lines: lined(lines, ";").encode(),
    "commas": lambda lines: lined(lines, ",").encode(),
    "tabs": lambda lines: lined(lines, "\t").encode(),
    "pipes": lambda lines: lined(lines, "|").encode(),
    "short rows": lambda lines: lined(lines, ";", whole=False).encode(),
    "sep=": lambda lines: b"sep=;\r\n" + lined(lines, ";").encode(),
    'BOM and "sep="': lambda lines: b'\xef\xbb\xbf"sep=,"\n' + lined(lines, ",").encode(),
    "sep= and a tab": lambda lines: b"SEP=\t\r" + lined(lines, "\t", "\r").encode(),
    "Unicode text": lambda lines: lined(lines, "\t").encode("utf-16"),
    "Windows": lambda lines: lined(lines, ";").encode("cp1252"),
    "old Macintosh": lambda lines: lined(lines, ";", "\r").encode(),
}


def saved(folder: Path, dialect: str, lines: Lines) -> Path:
    if dialect == "workbook":
        return booked(folder / "liste.xlsx", Feuille=lines)
    path = folder / "liste.csv"
    path.write_bytes(DIALECTS[dialect](lines))
    return path


every_dialect = pytest.mark.parametrize("dialect", ["workbook", *DIALECTS])


# --- One content --------------------------------------------------------------------------


@every_dialect
@pytest.mark.parametrize("headings", [KNOWN, GUESSED])
def test_the_table(dialect: str, headings: Headings[str], tmp_path: Path) -> None:
    table = find_table(read_sheet(saved(tmp_path, dialect, CONTENT), headings), headings)
    assert table.header == 3
    assert table.columns == {"id": 0, "name": 1, "organisation": 2}
    assert table.rows == {4: {0: "a", 1: "Ana, présidente", 2: "X ; Y"}, 7: {0: "b", 1: "Bea"}}
    assert [(row.row, row.reason) for row in table.left_out] == [
        (1, "title"),
        (6, "headings"),
        (8, "total"),
        (10, "note"),
    ]


@every_dialect
def test_what_is_no_data_is_told(dialect: str, tmp_path: Path) -> None:
    table = find_table(read_sheet(saved(tmp_path, dialect, CONTENT), KNOWN), KNOWN)
    told = [
        (
            "1",
            "« Inscriptions au forum, état au 3 mars » est pris pour un titre, cette ligne n'est "
            "pas lue ; si elle compte, la mettre sous les en-têtes",
        ),
        ("6", "cette ligne répète les en-têtes, elle n'est pas lue"),
        (
            "8",
            "« Total » est pris pour un total, cette ligne n'est pas lue ; si c'est une ligne du "
            "tableau, écrire des mots dans une autre de ses cellules",
        ),
        (
            "10",
            "« * à confirmer » est pris pour une remarque, cette ligne n'est pas lue ; si c'est "
            "une ligne du tableau, remplir une autre de ses cellules",
        ),
    ]
    place = "liste.xlsx, Feuille!A" if dialect == "workbook" else "liste.csv, ligne "
    notices = [notice.fr for notice in table.notices if "Windows" not in notice.fr]
    assert notices == [f"{place}{row}: {sentence}" for row, sentence in told]


@every_dialect
def test_a_list_of_names(dialect: str, tmp_path: Path) -> None:
    guests, _ = read_guests(saved(tmp_path, dialect, CONTENT))
    assert [(guest.id, guest.name, guest.organisation) for guest in guests] == [
        ("a", "Ana, présidente", "X ; Y"),
        ("b", "Bea", ""),
    ]


DRAFT = """\
[event]
name = "Forum"
[[days]]
date = 2026-06-10
[[sessions]]
id = "eau"
title = "Atelier 1 : Eau"
minutes = 45
"""


@every_dialect
def test_the_answers_to_a_form(dialect: str, tmp_path: Path) -> None:
    (tmp_path / "forum.toml").write_text(DRAFT, "utf-8")
    problem = toml.read(tmp_path / "forum.toml")
    done = register(problem, saved(tmp_path, dialect, CONTENT))
    assert [(it.id, it.name, it.organisation) for it in done.problem.attendees] == [
        ("a", "Ana, présidente", "X ; Y"),
        ("b", "Bea", ""),
    ]
    assert [row for row, _ in done.report.new] == [4, 7]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_registrations_beside_a_draft(dialect: str, tmp_path: Path) -> None:
    saved(tmp_path, dialect, CONTENT)
    (tmp_path / "forum.toml").write_text('attendees = "liste.csv"\n' + DRAFT, "utf-8")
    draft = toml.read_draft(tmp_path / "forum.toml")
    assert [(it.id, it.name, it.organisation) for it in draft.problem.attendees] == [
        ("a", "Ana, présidente", "X ; Y"),
        ("b", "Bea", ""),
    ]
    assert draft.place(("attendees", 1, "name")).fr == "liste.csv, ligne 7, nom"


# --- Headings -----------------------------------------------------------------------------


def found(lines: Lines, headings: Headings[str] = KNOWN) -> Table[str]:
    return find_table(read_csv("liste.csv", lined(lines, ";").encode(), headings), headings)


def test_grouped_headings_stand_above_the_headings() -> None:
    lines = [["Participant", None, None, "Souhaits"], ["id", "nom", "x", "structure"], ["a"]]
    for headings in (KNOWN, GUESSED):
        table = found(lines, headings)
        assert (table.header, list(table.rows)) == (2, [3])
        assert [row.reason for row in table.left_out] == ["above"]


def test_an_answer_that_reads_like_a_heading_is_none() -> None:
    lines = [["Qui êtes-vous ?", "D'où ?", "Pourquoi ?"], ["Nom", "Structure", "x"]]
    known = Headings[str](lambda heading: KNOWN.key(folded(heading)))
    assert found(lines, known).header == 2
    assert found(lines, Headings(known.key, guessed=True)).header == 1


def test_the_first_of_two_headings_alike() -> None:
    table = found([["id", "nom", "nom"], ["a", "Un", "Deux"]])
    assert (table.columns, table.headings) == ({"id": 0, "name": 1}, {0: "id", 1: "nom", 2: "nom"})


def test_headings_are_looked_for_among_the_first_rows() -> None:
    titles: Lines = [[f"titre {n}"] for n in range(12)]
    assert found([*titles[:9], ["id", "nom"]]).header == 10
    assert found([*titles, ["id", "nom"]]).header == 1


def test_nothing_at_all() -> None:
    table = find_table(RawSheet("liste.csv", None), KNOWN)
    assert (table.header, table.headings, table.rows, table.notices) == (1, {}, {}, ())


# --- CSV ----------------------------------------------------------------------------------


def test_a_column_of_names_with_commas() -> None:
    table = found_in("nom\nDurand, Zoé\nPetit, Bob\n")
    assert table.rows == {2: {0: "Durand, Zoé"}, 3: {0: "Petit, Bob"}}


def found_in(text: str, given: Given | None = None) -> Table[str]:
    return find_table(read_csv("liste.csv", text.encode(), KNOWN, given), KNOWN)


def test_the_separator_fits_the_headings_below_a_title() -> None:
    table = found_in("Liste ; du 3 mars\n\nid,nom\na,Ana\nb,Bea\n")
    assert table.rows == {4: {0: "a", 1: "Ana"}, 5: {0: "b", 1: "Bea"}}


def test_what_somebody_says_of_a_file_counts_first() -> None:
    table = found_in("sep=,\nid;nom\na;x,y\n", Given(separator=";"))
    assert table.rows == {2: {0: "a", 1: "x,y"}}


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    table = found_in('sep=;\n\nid;nom\n"a\nb";Ana\n\n;\nc;Cid\n')
    assert (table.header, list(table.rows), table.sheet.blank) == (2, [3, 6], (5,))


def test_lines_that_are_each_between_quotation_marks() -> None:
    table = found_in('"id;nom"\n\n"a;Ana ""B"" Fictive"\n')
    assert table.rows == {3: {0: "a", 1: 'Ana "B" Fictive'}}
    assert [notice.fr for notice in table.notices] == [
        "liste.csv : chaque ligne entière est entre guillemets ; lue sans eux"
    ]
    assert found_in('"id";"nom"\n"a";"Ana; Bea"\n').rows == {2: {0: "a", 1: "Ana; Bea"}}
    assert found_in('nom\n"Fictive, Ana"\n"Fictif, Bob"\n').rows[2] == {0: "Fictive, Ana"}
    assert found_in('"nom"\n"Fictive, Ana"\n').rows == {2: {0: "Fictive, Ana"}}


def test_the_mark_of_text_is_no_part_of_it() -> None:
    assert found_in("id;nom\n'=1+1;'a\n").rows == {2: {0: "=1+1", 1: "'a"}}


@pytest.mark.parametrize(
    ("limit", "text", "message"),
    [
        ("MOST_ROWS", "id\na\nb\nc\n", "liste.csv, ligne 4: trop de lignes (au plus 2)"),
        ("MOST_COLUMNS", "id;nom;x\n", "liste.csv, ligne 1: trop de colonnes (au plus 2)"),
        ("MOST_CELLS", "id;nom\na\n", "liste.csv, ligne 2: trop de cellules (au plus 2)"),
        ("MOST_CELLS", "id\n;\n;\n", "liste.csv, ligne 3: trop de cellules (au plus 2)"),
    ],
)
def test_a_file_beyond_a_limit(
    monkeypatch: pytest.MonkeyPatch, limit: str, text: str, message: str
) -> None:
    monkeypatch.setattr(delimited, limit, 2)
    with pytest.raises(InputError) as caught:
        read_csv("liste.csv", text.encode(), KNOWN)
    assert [sentence.fr for sentence in caught.value.sentences] == [message]


def test_blank_columns_far_to_the_right_are_none() -> None:
    assert found_in("id" + ";" * 500 + "\na\n").rows == {2: {0: "a"}}


# --- Workbooks ----------------------------------------------------------------------------

LIST: Lines = [["id", "nom"], ["a", "Ana"]]


@pytest.mark.parametrize(
    ("sheets", "title"),
    [
        ({"_Brouillon": LIST, "Liste": LIST}, "Liste"),
        ({"_Brouillon": LIST, "Notes": [["à lire"]]}, "Notes"),
        ({"_Brouillon": LIST, "Vide": []}, "Brouillon"),
        ({"Lisez-moi": [["Les noms sont plus loin."]], "Liste": LIST}, "Liste"),
        ({"Une": LIST, "Autre": [["id", "nom", "structure"], ["a"]]}, "Une"),
    ],
)
def test_the_sheet_that_is_meant(sheets: dict[str, Lines], title: str, tmp_path: Path) -> None:
    sheet = read_sheet(booked(tmp_path / "liste.xlsx", **sheets), KNOWN)
    assert sheet.title == title
    others = [it.lstrip("_") for it, lines in sheets.items() if lines and it.lstrip("_") != title]
    assert [notice.en for notice in sheet.notices] == [
        f"liste.xlsx: only the sheet “{title}” is read, not “{other}”" for other in others
    ]


def test_a_blank_workbook(tmp_path: Path) -> None:
    assert read_sheet(booked(tmp_path / "liste.xlsx", Vide=[]), KNOWN).rows == {}


FORUM = Problem.read(
    {
        "event": {"name": "Forum"},
        "days": [{"date": "2026-06-10"}],
        "rooms": [{"id": "amphi", "capacity": 300}],
        "sessions": [{"id": "a", "title": "Accueil", "minutes": 30}],
    }
)


def test_an_input_sheet_that_is_hidden_gives_way_to_one_that_is_seen(tmp_path: Path) -> None:
    from agenda_solver.files import workbook

    path = workbook.write_draft(tmp_path / "forum.xlsx", FORUM, "fr")
    from openpyxl import load_workbook

    book = load_workbook(path)
    copy = book.copy_worksheet(book["Salles"])
    copy.title = "Rooms"
    copy.sheet_state = "hidden"
    copy["A2"] = "ancienne"
    book.move_sheet(copy, -len(book.sheetnames) + 1)
    book.save(path)
    draft = workbook.read(path)
    assert [room.id for room in draft.problem.rooms] == ["amphi"]
    assert [notice.fr for notice in draft.notices] == [
        "forum.xlsx, Rooms!A1: cette feuille ressemble à la feuille « Salles », mais elle n'est "
        "pas lue : mettre ses lignes dans celle-là"
    ]


@pytest.mark.parametrize("named", ["Salles (2)", "Où"])
def test_a_sheet_that_looks_like_a_hidden_one_is_read_instead(named: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from agenda_solver.files import workbook

    path = workbook.write_draft(tmp_path / "forum.xlsx", FORUM, "fr")
    book = load_workbook(path)
    copy = book.copy_worksheet(book["Salles"])
    copy.title = named
    copy["A2"] = "nouvelle"
    book["Salles"].sheet_state = "hidden"
    book.save(path)
    draft = workbook.read(path)
    assert [room.id for room in draft.problem.rooms] == ["nouvelle"]
    assert [notice.fr for notice in draft.notices] == [
        f"forum.xlsx, {named}!A1: cette feuille est lue comme la feuille « Salles »",
        "forum.xlsx, Salles!A1: cette feuille ressemble à la feuille « Salles », mais elle n'est "
        "pas lue : mettre ses lignes dans celle-là",
    ]


def test_a_hidden_sheet_that_is_alone_is_read_and_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from agenda_solver.files import workbook

    path = workbook.write_draft(tmp_path / "forum.xlsx", FORUM, "fr")
    book = load_workbook(path)
    book["Salles"].sheet_state = "hidden"
    book.save(path)
    draft = workbook.read(path)
    assert [room.id for room in draft.problem.rooms] == ["amphi"]
    assert [notice.fr for notice in draft.notices] == [
        "forum.xlsx, Salles!A1: cette feuille est masquée, elle est lue tout de même : l'afficher "
        "pour voir ce qui compte"
    ]


# --- Places -------------------------------------------------------------------------------


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_columns_as_a_spreadsheet_calls_them(column: int, name: str) -> None:
    assert (letters(column), cell_name(7, column)) == (name, f"{name}7")


def test_where_a_cell_stands() -> None:
    assert RawSheet("f.csv", None).place(7, 3).fr == "ligne 7"
    assert RawSheet("f.xlsx", "Salles").place(7, 3).fr == "Salles!D7"
