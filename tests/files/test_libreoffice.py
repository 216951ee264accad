"""Workbooks that went through other programs: stored ones, and live through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from real_events import NAMES, Name, draft, problem, solved, timetable

from agenda_solver.files import InputError, workbook
from agenda_solver.files.workbook import Book
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Seat
from agenda_solver.verify import verify
from forum import PROBLEM, RESULT, TIMETABLE

SAVED = Path(__file__).parent / "saved"
CUF = "« Comment mesurer l’empreinte carbone dans les projets de coo… »"
ODD = "« Les ODD - Objectifs de développement durable et coopération… »"
GENRE = "« Le changement climatique a-t-il des effets genrés ? »"
THIRD_ROOM = "Troisième salle (nom à confirmer)"
YOUNG = "« Quelle mobilisation de la jeunesse sur les enjeux Climat, e… »"
ACTORS = "« Mobiliser et coordonner les acteurs de son territoire via e… »"


def saved(name: str) -> Book:
    return workbook.read(SAVED / f"{name}.xlsx")


def changes(book: Book) -> list[str]:
    return [f"{it.where.fr} {it.text.fr}".strip() for it in book.changes]


def notices(book: Book) -> list[str]:
    return [notice.fr.partition(", ")[2] for notice in book.notices]


def errors(book: Book) -> list[str]:
    return [finding.rule for finding in verify(book.problem, book.timetable).errors]


# --- Stored -------------------------------------------------------------------------------


def test_every_stored_workbook_is_told_of_and_small() -> None:
    told = (SAVED / "README.md").read_text(encoding="utf-8")
    for path in SAVED.glob("*.xlsx"):
        assert f"`{path.name}`" in told
        assert path.stat().st_size < 60_000


@pytest.mark.parametrize(
    ("name", "sessions"), [("libreoffice-solved-fr", 15), ("libreoffice-solved-en", 6)]
)
def test_saving_changes_nothing(name: str, sessions: int) -> None:
    book = saved(name)
    assert book.solved
    assert (book.changes, book.notices) == ((), ())
    assert len(book.timetable.placements) == sessions
    assert errors(book) == []


def test_a_draft_that_was_saved() -> None:
    book = saved("libreoffice-draft-fr")
    assert (book.solved, book.notices, len(book.problem.sessions)) == (False, (), 6)


def test_times_typed_in_many_ways() -> None:
    book = saved("libreoffice-typed")
    assert changes(book) == [
        f"Sessions!D2 {ODD} : mardi 21 juin 14h00–15h30, Amphi G. Berger → 14h15–15h30",
        f"Sessions!D4 {GENRE} : mardi 21 juin 14h00–15h30, {THIRD_ROOM} → 14h15–15h30",
        f"Sessions!D3 {CUF} : mardi 21 juin 14h00–15h30, Salle L. Armand Ouest → 14h15–15h30",
        f"Sessions!P2 {ODD}, public attendu : 200 → 180",
    ]
    assert notices(book) == []
    assert errors(book) == []


def test_rows_sorted_and_hidden_and_columns_moved() -> None:
    book = saved("libreoffice-sorted")
    assert changes(book) == []
    assert notices(book) == [
        "Sessions!D1: la colonne « à relire par » n'est pas connue, elle n'est pas lue",
        "Sessions!A5: cette ligne est masquée, elle est lue tout de même ; la supprimer si elle "
        "ne compte plus",
    ]
    assert errors(book) == []


def test_rows_added_and_deleted() -> None:
    book = saved("libreoffice-rows")
    assert changes(book) == [
        "Sessions!A6 « Synthèse des deux blocs » : ligne ajoutée, "
        "mardi 21 juin 15h35–15h50, Salle L. Armand Ouest",
        f"Sessions, {GENRE} : ligne supprimée "
        "(mardi 21 juin 14h00–15h30, Salle Louis Braille (à confirmer))",
        "Salles!B4 « Troisième salle (nom à confirmer) », nom : "
        "Troisième salle (nom à confirmer) → Salle Louis Braille",
        "Salles!D4 « Troisième salle (nom à confirmer) », places : 80 → 90",
        "Intervenants!A16 « Grand témoin » : ligne ajoutée",
    ]
    assert errors(book) == ["room_one_at_a_time"] * 2


def test_sheets_and_headings_in_other_words() -> None:
    book = saved("libreoffice-translated")
    assert changes(book) == []
    assert notices(book) == [
        "Speakers list!A1: cette feuille est lue comme la feuille « Intervenants »",
        "Programme détaillé!A1: cette feuille est lue comme la feuille « Sessions »",
    ]


def test_formulas_count_by_their_results() -> None:
    book = saved("libreoffice-formulas")
    assert changes(book) == [f"Sessions!P3 {CUF}, public attendu : 100 → 120"]
    assert errors(book) == []


def test_merged_cells_and_errors_of_formulas_are_refused() -> None:
    with pytest.raises(InputError) as refused:
        saved("libreoffice-merged")
    assert [text.fr.partition(", ")[2] for text in refused.value.sentences] == [
        "Sessions!D2:D4: ces cellules sont fusionnées : les séparer, et remplir chacune",
        "Sessions!D6: « #DIV/0! » est une erreur de calcul : taper la valeur elle-même",
    ]


def test_inline_texts_and_iso_dates() -> None:
    book = saved("imitated-inline-iso")
    assert changes(book) == [
        f"Sessions!D6 {ACTORS} : mardi 21 juin 16h00–17h30, Salle L. Armand Ouest → 16h15–17h30",
        f"Sessions!D7 {YOUNG} : mardi 21 juin 16h00–17h30, {THIRD_ROOM} → 16h15–17h30",
    ]
    assert notices(book) == []


def test_days_counted_from_1904_and_shared_formulas() -> None:
    book = saved("imitated-1904-shared")
    assert changes(book) == [f"Sessions!D7 {YOUNG} : mardi 21 juin 16h00, {THIRD_ROOM} → 15h45"]
    assert notices(book) == []


# --- Live ---------------------------------------------------------------------------------

installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
XLSX = "xlsx:Calc MS Excel 2007 XML"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


def converted(path: Path, to: str, profile: Path) -> Path:
    """Let LibreOffice open a file and save it otherwise."""
    folder = path.parent / "converted"
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"),
            *("--convert-to", to, "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{to.partition(':')[0]}"


@pytest.mark.thorough
@installed
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_solved_workbook_comes_back_as_it_was(
    tmp_path: Path, profile: Path, name: Name, language: Language
) -> None:
    book = workbook.read(converted(solved(tmp_path, name, language), XLSX, profile))
    assert book.problem == problem(name)
    assert book.timetable == timetable(name)
    assert (book.solved, book.changes, book.notices) == (True, (), ())


@pytest.mark.thorough
@installed
def test_a_draft_comes_back_as_it_was(tmp_path: Path, profile: Path) -> None:
    book = workbook.read(converted(draft(tmp_path, "assises-normandes-2026"), XLSX, profile))
    assert book.problem == problem("assises-normandes-2026")
    assert (book.solved, book.notices) == (False, ())


# What a spreadsheet program may take for something else, or lose on its way.
TRAPS = [
    *("=1+1", "+33 2 31", "-1", "@nom", "'quoted", "007", "1/2", "1e5", "VRAI", "9:30", "%"),
    *("_x0041_", "_x000D_", "a\nb", "a\r\nb", "a\tb", "a  b", "😀 é", "e\u0301", '"q"; a,b'),
    *("<b>&amp;", "12,5", "a\u2028b", "é" * 29_000),
]


@pytest.mark.thorough
@installed
def test_texts_that_look_like_something_else_come_back(tmp_path: Path, profile: Path) -> None:
    """Also midnight at the end of a day, which no time of a cell can be."""
    data = PROBLEM.dump()
    data["sessions"] += [
        {"id": f"trap{number}", "title": words, "note": words, "minutes": 5, "rooms": []}
        for number, words in enumerate(TRAPS)
    ]
    asked = Problem.read(data)
    path = workbook.write(tmp_path / "forum.xlsx", asked, RESULT, "fr")
    book = workbook.read(converted(path, XLSX, profile))
    assert book.problem == asked
    assert book.timetable == TIMETABLE
    assert (book.changes, book.notices) == ((), ())


@pytest.mark.thorough
@installed
@pytest.mark.parametrize("language", ["fr", "en"])
def test_registrations_and_seats_come_back(
    tmp_path: Path, profile: Path, language: Language
) -> None:
    data = PROBLEM.dump()
    asked_of: dict[str, dict[str, object]] = {
        "cafe": {"registration": False},
        "a1": {"registration": True, "capacity": {"min": 2, "max": 30}},
        "a2": {"group_of": "a1", "mixed": ["category", "organisation"], "per_organisation": 3},
    }
    data["sessions"] = [it | asked_of.get(it["id"], {}) for it in data["sessions"]]
    data["attendees"] += [{"id": "007", "wishes": {"a2": 3}}, {"id": "=p3", "must_attend": ["a1"]}]
    asked = Problem.read(data)
    seats = (Seat("p1", "cafe"), Seat("p1", "a1"), Seat("007", "a2"))
    result = replace(RESULT, timetable=replace(TIMETABLE, seats=seats))
    path = workbook.write(tmp_path / "forum.xlsx", asked, result, language)
    book = workbook.read(converted(path, XLSX, profile))
    assert book.problem == asked
    assert book.timetable == result.timetable
    assert (book.changes, book.notices) == ((), ())
    assert book.result.tiers == RESULT.tiers


@pytest.mark.thorough
@installed
def test_what_is_hidden_stays_hidden(tmp_path: Path, profile: Path) -> None:
    path = converted(solved(tmp_path, "cuf-2022"), XLSX, profile)
    assert load_workbook(path)["_meta"].sheet_state != "visible"


@pytest.mark.thorough
@installed
@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_printed(tmp_path: Path, profile: Path, name: Name) -> None:
    pages = converted(solved(tmp_path, name), "pdf", profile)
    assert pages.read_bytes().startswith(b"%PDF")
