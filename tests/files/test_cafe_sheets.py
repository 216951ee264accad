"""The workbook of a world café: what is printed, and what is read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from agenda_solver.cafe.asked import CafeTable, Guest, WorldCafe, from_numbers, numbered
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.files import InputError
from agenda_solver.files.workbook.cafe import META, read_cafe, write_cafe
from agenda_solver.problem import Event
from agenda_solver.text import Language, Text
from drawing import unbound

EVENT = Event(name="Café & débats", version="v2")
ROWS = ((0, 0, 1, 1, 0), (0, 1, 0, 1, None))
ROTATION = Rotation(ROWS, 0, 0, "optimal", "by hand", (Text("Un conseil.", "Some advice."),))


def cafe() -> WorldCafe:
    guests = (
        Guest("p1", "Zoé Fictive", "Ville"),
        Guest("p2", "=Bob Fictif"),
        Guest("p3", "Ali Fictif", "Asso"),
        Guest("p4", "Ida Fictive", "Ville"),
        Guest("p5", "Max Fictif"),
    )
    made = from_numbers(EVENT, guests, tables=2, topics=["Eau", "Sol"], rounds=2).at(840, 20, 5)
    return replace(
        made,
        tables=(
            CafeTable(0, 3, ("Hôte un",), ("Salle A", "Salle A")),
            CafeTable(1, None, (), ("Salle B", "Salle C")),
        ),
        forbidden=frozenset({(0, 3)}),
        wished=frozenset({(1, 2)}),
        absent=frozenset({4}),
    )


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return write_cafe(tmp_path / "cafe.xlsx", cafe(), ROTATION, "fr")


def sheet(path: Path, title: str) -> list[list[Any]]:
    """Return the rows of a sheet that say something."""
    values = unbound(load_workbook(path)[title]).values
    rows = ([cell for cell in row if cell is not None] for row in values)
    return [row for row in rows if row]


def test_a_page_a_round(written: Path) -> None:
    assert sheet(written, "Tours") == [
        ["Café & débats"],
        ["Tour 1 · 14h00–14h20"],
        ["Table 1 · Eau", "Table 2 · Sol"],
        ["Salle A · accueil : Hôte un", "Salle B"],
        ["=Bob Fictif", "Ali Fictif"],
        ["Max Fictif", "Ida Fictive"],
        ["Zoé Fictive"],
        ["Café & débats"],
        ["Tour 2 · 14h25–14h45"],
        ["Table 1 · Eau", "Table 2 · Sol"],
        ["Salle A · accueil : Hôte un", "Salle C"],
        ["Ali Fictif", "=Bob Fictif"],
        ["Zoé Fictive", "Ida Fictive"],
    ]
    assert [it.id for it in load_workbook(written)["Tours"].row_breaks.brk] == [8]


def test_a_page_a_table_with_room_for_notes(written: Path) -> None:
    assert sheet(written, "Tables") == [
        ["Café & débats"],
        ["Table 1 · Eau"],
        ["Salle A · accueil : Hôte un"],
        ["Tour 1 · 14h00–14h20"],
        ["=Bob Fictif", "Max Fictif", "Zoé Fictive"],
        ["Notes"],
        ["Tour 2 · 14h25–14h45"],
        ["Ali Fictif", "Zoé Fictive"],
        ["Notes"],
        ["À retenir pour la restitution"],
        ["Café & débats"],
        ["Table 2 · Sol"],
        ["Tour 1 · 14h00–14h20 · Salle B"],
        ["Ali Fictif", "Ida Fictive"],
        ["Notes"],
        ["Tour 2 · 14h25–14h45 · Salle C"],
        ["=Bob Fictif", "Ida Fictive"],
        ["Notes"],
        ["À retenir pour la restitution"],
    ]


@pytest.mark.parametrize("rounds", [1, 2, 3])
@pytest.mark.parametrize("people", [12, 36])
def test_the_notes_of_a_table_fill_its_page(tmp_path: Path, people: int, rounds: int) -> None:
    """Each table has one page; as many lines as fit, and a third of them at least."""
    made = from_numbers(EVENT, numbered(people), tables=3, rounds=rounds)
    row = tuple(person % 3 for person in range(people))
    rotation = Rotation((row,) * rounds, 0, 0, "feasible", "by hand")
    path = write_cafe(tmp_path / "cafe.xlsx", made, rotation, "fr")
    drawn = load_workbook(path)["Tables"]
    breaks = [it.id for it in drawn.row_breaks.brk]
    assert len(breaks) == 2
    heights = [drawn.row_dimensions[row].height for row in range(1, breaks[0] + 1)]
    assert 680 < sum(heights) <= 762
    assert sum(18 < height < 22 for height in heights) >= 3 * (rounds + 1)


def test_a_table_with_many_rounds_goes_on_on_a_second_page(tmp_path: Path) -> None:
    made = from_numbers(EVENT, numbered(24), tables=2, rounds=6)
    row = tuple(person % 2 for person in range(24))
    rotation = Rotation((row,) * 6, 0, 0, "feasible", "by hand")
    path = write_cafe(tmp_path / "cafe.xlsx", made, rotation, "fr")
    told = sheet(path, "Tables")
    assert told.count(["Table 1 (suite)"]) == 1
    assert told.count(["Notes"]) == 12


def test_a_card_a_person_two_across(written: Path) -> None:
    cards = sheet(written, "Cartes")
    ali, bob = ["Table 2 · Sol", "Salle B"], ["Table 1 · Eau", "Salle A"]
    assert cards[:3] == [
        ["Café & débats", "Café & débats"],
        ["Ali Fictif", "Asso", "=Bob Fictif"],
        ["Tour 1 · 14h00–14h20", *ali, "Tour 1 · 14h00–14h20", *bob],
    ]
    assert cards[5] == ["Ida Fictive", "Ville", "Max Fictif"]
    assert cards[7][-2:] == ["Tour 2 · 14h25–14h45", "–"]


def test_people_without_a_name_have_a_number(tmp_path: Path) -> None:
    made = from_numbers(EVENT, numbered(4), tables=2, rounds=2)
    rotation = replace(ROTATION, table=tuple(row[:4] for row in ROWS))
    path = write_cafe(tmp_path / "cafe.xlsx", made, rotation, "en")
    assert ["Person 1", "Person 2"] in sheet(path, "Cards")
    assert ["Table 1", "Table 2"] in sheet(path, "Rounds")


def test_the_table_of_each_in_each_round(written: Path) -> None:
    assert sheet(written, "Rotation") == [
        ["id", "nom", "organisation", "Tour 1", "Tour 2"],
        ["p1", "Zoé Fictive", "Ville", 1, 1],
        ["p2", "=Bob Fictif", 1, 2],
        ["p3", "Ali Fictif", "Asso", 2, 1],
        ["p4", "Ida Fictive", "Ville", 2, 2],
        ["p5", "Max Fictif", 1],
    ]


def test_the_report_tells_who_meets_again_and_how_it_was_computed(tmp_path: Path) -> None:
    twice = replace(ROTATION, table=(ROWS[0], (1, 1, 0, 1, None)), repeats=1, bound=1)
    path = write_cafe(
        tmp_path / "cafe.xlsx", cafe(), twice, "fr", figures=[(Text("Graine", "Seed"), 7)]
    )
    told = sheet(path, "Rapport")
    assert ["1 rencontre répétée ; moins est impossible : c'est prouvé"] in told
    assert ["Un conseil."] in told
    assert ["Zoé Fictive", "=Bob Fictif", 2] in told
    assert ["Graine", 7] in told
    assert sum(row[-1:] == [2] for row in told) == 1


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("fr", ["Tours", "Tables", "Cartes", "Rotation", "Rapport", META]),
        ("en", ["Rounds", "Tables", "Cards", "Rotation", "Report", META]),
    ],
)
def test_sheets_are_printed_on_a4_and_say_which_event(
    tmp_path: Path, language: Language, titles: list[str]
) -> None:
    path = write_cafe(tmp_path / "cafe.xlsx", cafe(), ROTATION, language)
    book = load_workbook(path)
    assert book.sheetnames == titles
    assert book[META].sheet_state == "veryHidden"
    for name in titles[:-1]:
        page = book[name]
        assert str(page.page_setup.paperSize) == page.PAPERSIZE_A4
        assert page.oddFooter.left.text == "Café && débats – v2"
        assert page.oddFooter.right.text == f"{name} – &P"


def test_many_tables_go_on_on_further_pages(tmp_path: Path) -> None:
    made = from_numbers(EVENT, numbered(240), tables=24, rounds=1)
    row = tuple(person % 24 for person in range(240))
    path = write_cafe(
        tmp_path / "cafe.xlsx", made, Rotation((row,), 0, 0, "optimal", "by hand"), "fr"
    )
    assert ["Tour 1 (suite)"] in sheet(path, "Tours")


# --- Read again ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_was_written_is_read_again(tmp_path: Path, language: Language) -> None:
    held = read_cafe(write_cafe(tmp_path / "cafe.xlsx", cafe(), ROTATION, language))
    assert held is not None
    assert held.cafe == cafe()
    assert held.table == ROWS


def test_another_workbook_is_none_of_these(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    assert read_cafe(path) is None


def edited(path: Path, edit: Callable[[Workbook], object]) -> Path:
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def test_a_hand_says_who_really_was_where(written: Path) -> None:
    def swap(book: Workbook) -> None:
        rows = book["Rotation"]
        rows["D2"], rows["D4"], rows["D5"] = 2, "1", None
        rows.move_range("A6:E6", rows=4)  # rows may be sorted, or have gaps

    held = read_cafe(edited(written, swap))
    assert held is not None
    assert held.table == ((1, 0, 0, None, 0), ROWS[1])


def test_what_a_hand_has_put_around_the_rotation_is_no_seat(written: Path) -> None:
    def add(book: Workbook) -> None:
        rows = book["Rotation"]
        rows.insert_rows(1, 2)
        rows["A1"] = "Au tour 1, deux personnes ont changé de table"
        rows["A9"], rows["D9"] = "Total", 5

    held = read_cafe(edited(written, add))
    assert held is not None
    assert held.table == ROWS
    assert [notice.fr for notice in held.notices] == [
        "cafe.xlsx, Rotation!A1: « Au tour 1, deux personnes ont changé de table » est pris pour "
        "un titre, cette ligne n'est pas lue ; si elle compte, la mettre sous les en-têtes",
        "cafe.xlsx, Rotation!A9: « Total » est pris pour un total, cette ligne n'est pas lue ; si "
        "c'est une ligne du tableau, écrire des mots dans une autre de ses cellules",
    ]


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("D3", 3, "cafe.xlsx, Rotation!D3: « 3 » n'est pas le numéro d'une table (1 à 2, ou rien"),
        ("E2", "Eau", "cafe.xlsx, Rotation!E2: « Eau » n'est pas le numéro d'une table"),
        ("E2", "9" * 5000, "cafe.xlsx, Rotation!E2: « 9999999999999999999999999999999999999"),
        ("A4", "p9", "cafe.xlsx, Rotation!A4: « p9 » n'est l'id de personne"),
        ("A4", "p1", "cafe.xlsx, Rotation!A4: « p1 » a déjà une ligne plus haut"),
        ("E1", "?", "cafe.xlsx, Rotation: il manque la colonne « Tour 2 »"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    written: Path, cell: str, value: object, said: str
) -> None:
    def put(book: Workbook) -> None:
        book["Rotation"][cell] = value

    with pytest.raises(InputError) as caught:
        read_cafe(edited(written, put))
    assert caught.value.sentences[0].fr.startswith(said)


def test_rows_and_sheets_that_are_gone_are_missed(written: Path) -> None:
    with pytest.raises(InputError, match="the row of p5 is missing"):
        read_cafe(edited(written, lambda book: book["Rotation"].delete_rows(6)))
    with pytest.raises(InputError, match="the sheet Rotation is missing"):
        read_cafe(edited(written, lambda book: book.remove(book["Rotation"])))


@pytest.mark.parametrize(("cell", "value"), [("B1", 99), ("B3", "{"), ("B3", '{"event": 1}')])
def test_a_workbook_of_another_version_is_refused(written: Path, cell: str, value: object) -> None:
    def put(book: Workbook) -> None:
        book[META][cell] = value

    with pytest.raises(InputError, match="another version"):
        read_cafe(edited(written, put))


def test_a_file_that_is_there_is_kept(written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(InputError):
        write_cafe(written, cafe(), ROTATION, "fr")
    assert written.read_bytes() == before
    assert write_cafe(written, cafe(), ROTATION, "en", force=True) == written
