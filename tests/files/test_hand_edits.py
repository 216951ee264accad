"""What a person does by hand to the solved workbooks of two real events, end to end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

import pytest
from cells import Cells
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from real_events import NAMES, Name, problem, solved, timetable, without_views

from agenda_solver.cli import app
from agenda_solver.files import InputError, workbook
from agenda_solver.files.workbook import Book
from agenda_solver.history.edits import broken_by_hand
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.timetable import Placement, Timetable

ASSISES, CUF = NAMES
TUESDAY, MONDAY = date(2022, 6, 21), date(2022, 6, 20)

WORKSHOP_1 = "« Atelier 1 : Le financement et l'accompagnement de la coopér… »"
WORKSHOP_2 = "« Atelier 2 : Jeunesse, engagement et mobilité internationale… »"
ROUND_TABLE_1 = "« Table ronde 1 : La coopération et la solidarité internation… »"
ROUND_TABLE_2 = "« Table ronde 2 : Retours d'expériences et dialogue multi act… »"
MINISTRY = "« Ministère de l'Europe et des Affaires étrangères »"
YOUNG = "« Quelle mobilisation de la jeunesse sur les enjeux Climat, e… »"
CRISES = "« Les changements climatiques responsables de nouvelles crise… »"
GENRE = "« Le changement climatique a-t-il des effets genrés ? »"
ODD = "« Les ODD - Objectifs de développement durable et coopération… »"

Edit = Callable[[Any], object]
"""What is done to a workbook of openpyxl; or to cells, if it is a `Typing`."""


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("solved")
    return {name: solved(folder, name) for name in NAMES}


@pytest.fixture(scope="module")
def inputs(originals: dict[str, Path]) -> dict[str, Path]:
    """The same without what is only shown: half as long to edit and to read."""
    return {name: without_views(path) for name, path in originals.items()}


@pytest.fixture
def edited(inputs: dict[str, Path], tmp_path: Path) -> Callable[..., Path]:
    def edit(name: Name, *edits: Edit) -> Path:
        return saved(inputs[name], tmp_path / "retouche.xlsx", *edits)

    return edit


@pytest.fixture
def edited_whole(originals: dict[str, Path], tmp_path: Path) -> Callable[..., Path]:
    """Edit a workbook that has all its sheets."""
    return lambda name, *edits: saved(originals[name], tmp_path / "retouche.xlsx", *edits)


@dataclass(frozen=True)
class Typing:
    """An edit of cells only, for which nothing but their XML is touched."""

    edit: Callable[[Cells], object]

    def __call__(self, cells: Cells) -> object:
        return self.edit(cells)


def saved(source: Path, target: Path, *edits: Edit) -> Path:
    for only_typed, some in groupby(edits, lambda it: isinstance(it, Typing)):
        book: Any = Cells(source) if only_typed else load_workbook(source)
        for one in some:
            one(book)
        book.save(target)
        source = target
    return target


def put(session: str, **cells: object) -> Edit:
    """Type into the row of a session, by the headings."""
    if any(isinstance(value, date | time | timedelta) for value in cells.values()):
        return put_times(session, **cells)

    def edit(book: Cells) -> None:
        sheet = book["Sessions"]
        row = sheet.row_of(session)
        for heading, value in cells.items():
            sheet.put(f"{sheet.column_of(heading)}{row}", value)

    return Typing(edit)


def put_times(session: str, **cells: object) -> Edit:
    """Type times into the row of a session: their format makes them times."""

    def edit(book: Workbook) -> None:
        sheet = book["Sessions"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for heading, value in cells.items():
            cell = sheet.cell(row_of(sheet, session), columns[heading])
            cell.number_format = "General"
            cell.value = value

    return edit


def row_of(sheet: Worksheet, id_: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == id_)


def put_in(sheet: str, **cells: object) -> Edit:
    def edit(book: Cells) -> None:
        for place, value in cells.items():
            book[sheet].put(place, value)

    return Typing(edit)


def delete(sheet: str, id_: str) -> Edit:
    return Typing(lambda book: book[sheet].delete_row(book[sheet].row_of(id_)))


def add_session(**cells: object) -> Edit:
    """Type a new row below the others."""

    def edit(book: Cells) -> None:
        sheet = book["Sessions"]
        row = sheet.first_blank_row
        for heading, value in cells.items():
            sheet.put(f"{sheet.column_of(heading)}{row}", value)

    return Typing(edit)


def changes(book: Book) -> list[str]:
    return [f"{it.where.fr} : {it.text.fr}" if it.where.fr else it.text.fr for it in book.changes]


def refusals(path: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        workbook.read(path)
    return [text.fr.partition(", ")[2] for text in refused.value.sentences]


# --- Times, however they are typed --------------------------------------------------------

QUARTER_PAST_TWO = [
    *("14h15", "14H15", "14 h 15", "14:15", "14:15:00", " 14h15 ", "14h15\u00a0", "14.15"),
    *("2:15 PM", "14h15min", "21/06/2022 14:15", "2022-06-21 14:15", "2022-06-21T14:15:00"),
    *(time(14, 15), datetime(2022, 6, 21, 14, 15), datetime(1899, 12, 30, 14, 15)),
    *(timedelta(hours=14, minutes=15), 0.59375, 0.593749999999, 44733.59375 % 1),
]
MONDAYS = [
    *("lundi", "Lundi", "LUNDI ", "lundi 20 juin", "20 juin", "20/06", "20/06/2022", "20.06.2022"),
    *("2022-06-20", "20 juin 2022", MONDAY, datetime(2022, 6, 20), 44732),
]
THIRD_ROOM = ["troisieme-salle", "TROISIEME-SALLE  ", "Troisième salle (nom à confirmer)"]


@pytest.fixture
def typed(tmp_path: Path) -> Callable[..., Book]:
    """Type the same thing in other words, each into a row of its own."""

    def type_in(heading: str, ways: list[object]) -> Book:
        data = problem(CUF).dump()
        ids = [f"s{number}" for number in range(len(ways))]
        data["sessions"] = [{"id": id_, "title": id_, "minutes": 90} for id_ in ids]
        placed = Timetable.of(Placement(id_, TUESDAY, 840, 930, "amphi-berger") for id_ in ids)
        path = tmp_path / "retouche.xlsx"
        workbook.write(path, Problem.read(data), Result("feasible", placed), "fr")
        edits = [put(id_, **{heading: way}) for id_, way in zip(ids, ways, strict=True)]
        return workbook.read(saved(path, path, *edits))

    return type_in


@pytest.mark.parametrize(
    ("heading", "ways", "told"),
    [
        ("début", QUARTER_PAST_TWO, "14h00–15h30, Amphi G. Berger → 14h15–15h30"),
        ("fin", ["15h45", 0.65625, time(15, 45)], "14h00–15h30, Amphi G. Berger → 14h00–15h45"),
        ("jour", MONDAYS, "14h00, Amphi G. Berger → lundi 20 juin 14h00"),
        ("salle", THIRD_ROOM, "14h00, Amphi G. Berger → Troisième salle (nom à confirmer)"),
    ],
)
def test_the_same_in_any_words(
    typed: Callable[..., Book], heading: str, ways: list[object], told: str
) -> None:
    book = typed(heading, ways)
    assert [it.text.fr for it in book.changes] == [
        f"« {it.id} » : mardi 21 juin {told}" for it in book.changes
    ]
    assert len(book.changes) == len(ways)
    assert book.notices == ()


def test_a_moment_gives_the_day_too(edited: Callable[..., Path]) -> None:
    moment = put("jeunesse-climat", jour=None, début=datetime(2022, 6, 20, 16, 0))
    book = workbook.read(edited(CUF, moment))
    assert book.timetable.by_session["jeunesse-climat"].day == MONDAY
    assert changes(book) == [
        f"Sessions!C7 : {YOUNG} : mardi 21 juin 16h00, Troisième salle (nom à confirmer) → "
        "lundi 20 juin 16h00",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_time_as_text_is_no_change(edited: Callable[..., Path], name: Name) -> None:
    def retype(book: Workbook) -> None:
        for row in book["Sessions"].iter_rows(min_row=2, min_col=3, max_col=5):
            if row[0].value is not None:
                row[0].value = f"{row[0].value:%d/%m/%Y}"
                for cell in row[1:]:
                    cell.value = f"{cell.value:%Hh%M}"

    book = workbook.read(edited(name, retype))
    assert (book.changes, book.notices) == ((), ())
    assert (book.problem, book.timetable) == (problem(name), timetable(name))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("plus tard", "« plus tard » n'est pas une heure (attendu HH:MM)"),
        ("25h", "« 25h » n'est pas une heure (attendu HH:MM)"),
        ("14h75", "« 14h75 » n'est pas une heure (attendu HH:MM)"),
        (14, "« 14 » n'est pas une heure (attendu HH:MM)"),
        ("#REF!", "« #REF! » est une erreur de calcul : taper la valeur elle-même"),
        (
            "=E2+1/96",
            "cette formule n'a pas encore de valeur : ouvrir le classeur dans un tableur et "
            "l'enregistrer, ou taper la valeur",
        ),
    ],
)
def test_what_is_no_time_is_refused_with_its_cell(
    edited: Callable[..., Path], typed: object, sentence: str
) -> None:
    assert refusals(edited(CUF, put("crises-climat", début=typed))) == [f"Sessions!D5: {sentence}"]


def test_text_in_the_column_of_the_end(edited: Callable[..., Path]) -> None:
    assert refusals(edited(ASSISES, put("pot", fin="17h30 environ"))) == [
        "Sessions!E16: « 17h30 environ » n'est pas une heure (attendu HH:MM)"
    ]
    book = workbook.read(edited(ASSISES, put("pot", fin="17h45")))
    assert changes(book) == ["Sessions!E16 : « Pot de clôture » : 17h00–17h30, Hall → 17h00–17h45"]


def test_an_end_before_its_start_is_refused(edited: Callable[..., Path]) -> None:
    (sentence,) = refusals(edited(ASSISES, put("pot", début="18h")))
    assert sentence.startswith("Sessions!E16: la fin (17h30) doit venir après le début (18h00)")


def test_a_blank_end_keeps_the_length(edited: Callable[..., Path]) -> None:
    book = workbook.read(edited(ASSISES, put("pot", début="18h", fin=None)))
    assert changes(book) == ["Sessions!D16 : « Pot de clôture » : 17h00, Hall → 18h00"]


def test_a_blank_row_has_no_time(edited: Callable[..., Path]) -> None:
    book = workbook.read(edited(ASSISES, put("pot", début=None, fin=None, jour=None, salle=None)))
    assert changes(book) == ["Sessions!D16 : « Pot de clôture » : 17h00, Hall → sans heure"]


# --- What changes nothing -----------------------------------------------------------------


def sort_by_title(book: Workbook) -> None:
    sheet = book["Sessions"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[0].value]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[1]), reverse=True), start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    sheet.auto_filter.ref = f"A1:AG{len(rows) + 1}"
    sheet.auto_filter.add_filter_column(7, ["atelier"])
    sheet.row_dimensions[3].hidden = True


def reverse_columns(book: Workbook) -> None:
    sheet = book["Sessions"]
    for row in sheet.iter_rows(max_row=30):
        contents = [cell.value for cell in row]
        for cell, value in zip(row, reversed(contents), strict=True):
            cell.number_format = "General"
            cell.value = value
    sheet.column_dimensions["A"].width = 2
    sheet.column_dimensions["D"].hidden = True


def decorate(book: Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows(min_row=2, max_row=5):
            for cell in row[:4]:
                if type(cell).__name__ == "Cell":
                    cell.fill = PatternFill("solid", start_color="FFFF00")
                    cell.font = Font(name="Comic Sans MS", size=20, bold=True)
                    cell.comment = Comment("À revoir", "organisateur")
        sheet.freeze_panes = None


def blank_rows(book: Workbook) -> None:
    book["Sessions"].insert_rows(5, 3)


def titles_above(book: Workbook) -> None:
    book["Sessions"].insert_rows(1, 2)
    book["Sessions"]["A1"] = "À relire avant vendredi"


def cut_and_paste(book: Workbook) -> None:
    """Move the last row to the top, as cutting and inserting does."""
    sheet = book["Sessions"]
    last = next(n for n in range(2, 100) if sheet.cell(n, 1).value is None) - 1
    row = [cell.value for cell in sheet[last]]
    sheet.delete_rows(last)
    sheet.insert_rows(2)
    for place, value in enumerate(row, start=1):
        sheet.cell(2, place).value = value


def rename_sheets(book: Workbook) -> None:
    book["Salles"].title = "Rooms"
    book["Jours"].title = "Days"
    book["Intervenants"].title = " intervenants "


def reorder_sheets(book: Workbook) -> None:
    book.move_sheet("Sessions", 5)
    book.move_sheet("_meta", -4)


def pad_ids(book: Workbook) -> None:
    sheet = book["Sessions"]
    for number in range(2, 6):
        sheet.cell(number, 1).value = f"  {sheet.cell(number, 1).value}\u00a0"


def edit_the_views(book: Workbook) -> None:
    """What counts is `Sessions`: the how-to says so."""
    book["Programme"]["B5"] = "Ouverture à 11h00"
    book["Rapport"]["A2"] = "Parfait"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "edit",
    [
        *(sort_by_title, reverse_columns, blank_rows, titles_above, cut_and_paste),
        *(rename_sheets, reorder_sheets, pad_ids),
    ],
    ids=lambda edit: edit.__name__,
)
def test_what_changes_nothing(edited: Callable[..., Path], name: Name, edit: Edit) -> None:
    book = workbook.read(edited(name, edit))
    assert changes(book) == []
    assert (book.problem, book.timetable) == (problem(name), timetable(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("edit", [edit_the_views, decorate], ids=lambda edit: edit.__name__)
def test_what_is_shown_changes_nothing(
    edited_whole: Callable[..., Path], name: Name, edit: Edit
) -> None:
    book = workbook.read(edited_whole(name, edit))
    assert changes(book) == []
    assert (book.problem, book.timetable) == (problem(name), timetable(name))


def test_a_sheet_of_another_name_is_known_by_its_header(edited: Callable[..., Path]) -> None:
    def rename(book: Workbook) -> None:
        book["Sessions"].title = "Programa detallado"
        book["Salles"].title = "Salas"

    book = workbook.read(edited(ASSISES, rename))
    assert book.changes == ()
    assert [notice.fr.partition(", ")[2] for notice in book.notices] == [
        "Salas!A1: cette feuille est lue comme la feuille « Salles »",
        "Programa detallado!A1: cette feuille est lue comme la feuille « Sessions »",
    ]
    (fault,) = refusals(edited(ASSISES, put("pot", début="tard"), rename))
    assert fault.startswith("Programa detallado!D16: « tard »")


def test_a_hidden_row_counts(edited: Callable[..., Path]) -> None:
    def hide(book: Workbook) -> None:
        book["Sessions"].row_dimensions[16].hidden = True

    book = workbook.read(edited(ASSISES, put("pot", début="17h15", fin="17h45"), hide))
    assert changes(book) == ["Sessions!D16 : « Pot de clôture » : 17h00, Hall → 17h15"]


# --- What is refused, with its cell -------------------------------------------------------


def test_merged_cells(edited: Callable[..., Path]) -> None:
    path = edited(ASSISES, lambda book: book["Sessions"].merge_cells("D11:D14"))
    assert refusals(path) == [
        "Sessions!D11:D14: ces cellules sont fusionnées : les séparer, et remplir chacune"
    ]


def test_a_copied_row(edited: Callable[..., Path]) -> None:
    def copy(book: Workbook) -> None:
        for place, cell in enumerate(book["Sessions"][11], start=1):
            book["Sessions"].cell(17, place).value = cell.value

    assert refusals(edited(ASSISES, copy)) == [
        "Sessions!A17: l'id « atelier-1 » est déjà à la ligne 11 : "
        "en donner un autre à l'une des deux"
    ]


def test_a_row_without_its_id(edited: Callable[..., Path]) -> None:
    assert refusals(edited(ASSISES, put("pot", id=None))) == [
        "Sessions!A16: il manque l'id : un nom court, par exemple « atelier-1 »"
    ]


@pytest.mark.parametrize(
    ("name", "gone", "cells", "sentences"),
    [
        (CUF, ("Salles", "troisieme-salle"), ["F4", "F7"], 1),
        (ASSISES, ("Salles", "hall"), ["F2", "O2", "F10", "O10", "F16", "O16"], 1),
        (ASSISES, ("Intervenants", "volontaire"), ["M12", "M15"], 2),
    ],
)
def test_a_deleted_room_or_person_that_is_referred_to(
    edited: Callable[..., Path], name: Name, gone: tuple[str, str], cells: list[str], sentences: int
) -> None:
    told = refusals(edited(name, delete(*gone)))
    assert all(f"« {gone[1]} » n'est pas " in sentence for sentence in told)
    assert re.findall(r"Sessions!(\w+)", " ".join(told)) == cells
    assert len(told) == sentences


def test_an_unknown_room(edited: Callable[..., Path]) -> None:
    assert refusals(edited(CUF, put("odd-europe", salle="amphi-bergé"))) == [
        "Sessions!F2: « amphi-bergé » n'est pas l'id d'une salle ; peut-être « amphi-berger » ?"
    ]


# --- Rows added, deleted, renamed ---------------------------------------------------------


def test_a_deleted_session_takes_what_refers_to_it_along(edited: Callable[..., Path]) -> None:
    book = workbook.read(edited(ASSISES, delete("Sessions", "buffet")))
    assert changes(book) == [
        "Sessions, « Déjeuner buffet » : ligne supprimée (12h30–14h00, Hall) ; "
        "n'y renvoient plus : atelier-1, atelier-2, atelier-3 et atelier-4"
    ]
    assert "buffet" not in book.problem.session
    assert book.problem.session["atelier-1"].after == []
    assert book.problem.sequences[1].sessions[-1] == "table-ronde-2"
    assert [it.severity for it in book.doubts] == ["warning"]


def test_a_deleted_track_is_similar_to_none_unless_a_session_names_it(tmp_path: Path) -> None:
    tracks = [{"id": key} for key in ("eau", "climat")]
    problem = Problem.read(
        {
            "event": {"name": "Forum"},
            "days": [{"date": "2026-06-10"}],
            "sessions": [{"id": "a", "title": "A", "minutes": 60, "rooms": [], "track": "eau"}],
            "tracks": [*tracks, {"id": "sol", "similar": ["eau", "climat"], "one_day": 2}],
        }
    )
    timetable = Timetable.of([Placement("a", date(2026, 6, 10), 540, 600)])
    path = workbook.write(tmp_path / "forum.xlsx", problem, Result("feasible", timetable), "fr")
    edits = [delete("Thèmes", "eau"), delete("Thèmes", "climat")]
    book = workbook.read(saved(path, tmp_path / "edited.xlsx", *edits))
    assert [(track.id, track.similar) for track in book.problem.tracks] == [("sol", ["eau"])]
    assert changes(book) == [f"Thèmes, « {it['id']} » : ligne supprimée" for it in tracks]


def test_a_sequence_of_one_is_none(edited: Callable[..., Path]) -> None:
    book = workbook.read(edited(ASSISES, delete("Sessions", "pot")))
    assert changes(book) == ["Sessions, « Pot de clôture » : ligne supprimée (17h00–17h30, Hall)"]
    assert [it.id for it in book.problem.sequences] == ["protocole", "matinee"]


def test_parts_outlive_their_whole(edited: Callable[..., Path]) -> None:
    book = workbook.read(edited(ASSISES, delete("Sessions", "ouverture")))
    (change,) = changes(book)
    assert change.endswith(
        "n'y renvoient plus : mot-horizons-solidaires, mot-metropole, mot-prefecture "
        "et mot-ministere"
    )
    assert book.problem.session["mot-metropole"].part_of is None


def test_an_added_session(edited: Callable[..., Path]) -> None:
    photo = {"id": "photo", "titre": "Photo de groupe", "genre": "pause"}
    book = workbook.read(edited(ASSISES, add_session(**photo, minutes=10)))
    assert changes(book) == ["Sessions!A17 : « Photo de groupe » : ligne ajoutée, sans heure"]
    # Its length goes without saying where it starts and ends.
    timed = add_session(**photo, début="12h30", fin="12h40", salle="Salle Robec")
    book = workbook.read(edited(ASSISES, timed))
    assert changes(book) == [
        "Sessions!A17 : « Photo de groupe » : ligne ajoutée, 12h30–12h40, Salle Robec"
    ]
    assert book.problem.session["photo"].minutes == problem(ASSISES).session[
        "mot-prefecture"
    ].minutes.model_copy(update={"ideal": None, "max": 10})


@pytest.mark.parametrize(
    ("sheet", "old", "new", "line"),
    [
        (
            *("Sessions", "ouverture", "plénière-1"),
            "Sessions!A3 : « Ouverture des Assises normandes », id : ouverture → plénière-1",
        ),
        (*("Sessions", "pot", "Pot"), "Sessions!A16 : « Pot de clôture », id : pot → Pot"),
        (*("Salles", "hall", "rez-de-chaussée"), "Salles!A3 : « Hall », id : hall → "),
        (*("Intervenants", "metropole", "mrn"), "Intervenants!A3 : « Élue de la Métropole"),
    ],
)
def test_what_refers_to_a_new_id_follows(
    edited: Callable[..., Path], sheet: str, old: str, new: str, line: str
) -> None:
    def rename(book: Workbook) -> None:
        book[sheet].cell(row_of(book[sheet], old), 1).value = new

    book = workbook.read(edited(ASSISES, rename))
    (told,) = changes(book)
    assert told.startswith(line)
    renamed = problem(ASSISES).model_dump_json().replace(f'"{old}"', f'"{new}"')
    assert book.problem == Problem.model_validate_json(renamed)
    assert len(book.timetable.placements) == 15


def test_cells_of_the_other_sheets(edited: Callable[..., Path]) -> None:
    book = workbook.read(
        edited(
            ASSISES,
            put_in("Événement", B3="Assises 2026"),
            put_in("Jours", C2="8h", D2="19:00"),
            put_in("Salles", B3="Grand hall", D2="140 "),
            put_in("Document", C3="10h45"),
            put_in("Poids", B8=5),
            delete("Salles", "salon"),
            delete("Enchaînements", "matinee"),
        )
    )
    assert changes(book) == [
        "Événement!B3 : nom : 1ère édition des Assises Normandes de la Coopération et de… "
        "→ Assises 2026",
        "Jours!C2 : « mercredi », ouverture : 8h30 → 8h00",
        "Jours!D2 : « mercredi », fermeture : 18h30 → 19h00",
        "Salles!D2 : « Grand auditorium », places : 150 → 140",
        "Salles!B3 : « Hall », nom : Hall → Grand hall",
        "Salles, « Petit salon » : ligne supprimée",
        "Enchaînements, « matinee » : ligne supprimée",
        "Document!C3 : « lien d'inscription », début : – → 10h45",
        "Poids!B8 : « stated », poids : 2 → 5",
    ]


# --- verify -------------------------------------------------------------------------------


class Told:
    """What a command said: its exit code, and its lines but those of wishes and doubts.

    What must be acted on, which comes first, is apart.
    """

    def __init__(self, code: Any, out: str, err: str) -> None:
        self.code = code
        lines = [line for line in out.splitlines() if not line.startswith("SOUHAIT")]
        self.pressing = list(takewhile(PRESSING.search, lines))
        self.out = lines[len(self.pressing) :]
        self.err = [line for line in err.splitlines() if not line.startswith("À VÉRIFIER")]
        self.all = out


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def command(*arguments: object) -> Told:
        with pytest.raises(SystemExit) as done:
            app([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return Told(done.value.code, shown.out, shown.err)

    return command


PRESSING = re.compile(r"^Salle à|^Room to|^\d+ pers|^\d+ dem.*(tenue|kept)s?$")
KEPT = "Toutes les demandes sont tenues."
BROKEN = "Ce programme ne tient pas toutes les demandes."
BY_HAND = "Modifié à la main :"


@pytest.mark.parametrize(
    ("name", "edits", "lines"),
    [
        pytest.param(
            ASSISES,
            [put("atelier-1", salle="robec")],
            [
                f"  - Sessions!F11 : {WORKSHOP_1} : 14h00, Salle Seine → Salle Robec",
                "ERREUR  retouche.xlsx, Sessions!D11 et Sessions!D12: Salle Robec accueille "
                f"{WORKSHOP_1} et {WORKSHOP_2} en même temps "
                "(mercredi 10 juin 2026, de 14h00 à 15h45)",
            ],
            id="room-overlap",
        ),
        pytest.param(
            ASSISES,
            [put("pot", début=time(18, 15), fin=time(18, 45))],
            [
                "  - Sessions!D16 : « Pot de clôture » : 17h00, Hall → 18h15",
                "ERREUR  retouche.xlsx, Sessions!D16: « Pot de clôture » a lieu de 18h15 à 18h45, "
                "mais la journée du mercredi 10 juin 2026 ouvre seulement de 8h30 à 18h30",
                "ERREUR  retouche.xlsx, Sessions!D16: « Pot de clôture » occupe Hall de 18h15 à "
                "18h45, plus 30 min de montage, mais cette salle ouvre seulement de 8h00 à 18h30",
            ],
            id="opening-hours",
        ),
        pytest.param(
            ASSISES,
            [put("atelier-1", salle="Salle Cailly")],
            [
                f"  - Sessions!F11 : {WORKSHOP_1} : 14h00, Salle Seine → Salle Cailly",
                f"ERREUR  retouche.xlsx, Sessions!F11: {WORKSHOP_1} attend 45 personnes, "
                "mais Salle Cailly a seulement 30 places",
                f"ERREUR  retouche.xlsx, Sessions!D11: {WORKSHOP_1} (Salle Cailly) : "
                "37 participants pour 30 places",
                f"ERREUR  retouche.xlsx, Participants!F53 et Participants!F78: {WORKSHOP_1} a pour "
                "salle Salle Cailly, où il manque, pour p052 et p077 : pmr",
            ],
            id="too-small",
        ),
        pytest.param(
            ASSISES,
            [put("pot", début="15h00", fin="15h30")],
            [
                "  - Sessions!D16 : « Pot de clôture » : 17h00, Hall → 15h00",
                "ERREUR  retouche.xlsx, Sessions!D15 et Sessions!D16: « Restitution des ateliers "
                "et conclusion des travaux » (fin le mercredi 10 juin 2026 à 16h50) doit venir "
                "avant « Pot de clôture » (début le mercredi 10 juin 2026 à 15h00)",
            ],
            id="order",
        ),
        pytest.param(
            ASSISES,
            [put("atelier-1", début="14:30")],
            [
                f"  - Sessions!D11 : {WORKSHOP_1} : 14h00–15h45, Salle Seine → 14h30–15h45",
                f"ERREUR  retouche.xlsx, Sessions!D12 et Sessions!D11: {WORKSHOP_2} "
                f"(le mercredi 10 juin 2026 à 14h00) et {WORKSHOP_1} "
                "(le mercredi 10 juin 2026 à 14h30) doivent commencer ensemble",
                "À VÉRIFIER  retouche.xlsx, Sessions!D12, Sessions!D13 et Sessions!D14: 14h00 : "
                "37 participants n'ont pas de place (p008, p009, p011, p012, p016, p020, p021 et "
                "30 autres)",
            ],
            id="block",
        ),
        pytest.param(
            ASSISES,
            [put("buffet", début="12h15")],
            [
                "  - Sessions!D10 : « Déjeuner buffet » : 12h30–14h00, Hall → 12h15–14h00",
                f"ERREUR  retouche.xlsx, Sessions!D9 et Sessions!D10: {ROUND_TABLE_2} "
                "(fin le mercredi 10 juin 2026 à 12h30) doit venir avant « Déjeuner buffet » "
                "(début le mercredi 10 juin 2026 à 12h15)",
                "ERREUR  retouche.xlsx, Sessions!D9 et Sessions!D10: « Déjeuner buffet » a lieu "
                f"en même temps que la plénière {ROUND_TABLE_2} "
                "(mercredi 10 juin 2026, de 12h15 à 12h30)",
            ],
            id="plenary",
        ),
    ],
)
def test_verify_lists_edits_and_broken_demands(
    edited: Callable[..., Path],
    run: Callable[..., Told],
    name: Name,
    edits: list[Edit],
    lines: list[str],
) -> None:
    told = run("verify", edited(name, *edits))
    broken = sum(line.startswith("ERREUR") for line in lines)
    first = f"{broken} demandes ne sont pas tenues" if broken > 1 else "1 demande n'est pas tenue"
    assert told.pressing[-1] == first
    assert told.out == [BY_HAND, *lines, BROKEN]
    assert (told.code, told.err) == (1, [])


def test_verify_names_a_person_who_is_in_two_places(
    edited: Callable[..., Path], run: Callable[..., Told]
) -> None:
    told = run("verify", edited(CUF, put("crises-climat", début="15h15", fin="16h45")))
    assert (
        "ERREUR  retouche.xlsx, Sessions!D4 et Sessions!D5: "
        f"Conseillère régionale déléguée à l'égalité doit être à {GENRE} et à {CRISES} "
        "en même temps (mardi 21 juin 2022, de 15h15 à 15h30)"
    ) in told.out


def test_verify_names_a_part_outside_its_whole(
    edited: Callable[..., Path], run: Callable[..., Told]
) -> None:
    told = run("verify", edited(ASSISES, put("mot-ministere", début="10h05", fin="10h15")))
    assert (
        f"ERREUR  retouche.xlsx, Sessions!D7 et Sessions!D3: {MINISTRY} (de 10h05 à 10h15) "
        "doit tenir dans « Ouverture des Assises normandes » (de 9h30 à 10h00)"
    ) in told.out
    assert (
        f"ERREUR  retouche.xlsx, Sessions!D8 et Sessions!D7: {MINISTRY} a lieu en même temps que "
        f"la plénière {ROUND_TABLE_1} (mercredi 10 juin 2026, de 10h05 à 10h15)"
    ) in told.out


def with_lock(folder: Path) -> Path:
    """Write the workbook of an event whose first session of the day is locked."""
    data = problem(ASSISES).dump()
    data["sessions"][1]["locked"] = {"start": "9h30", "room": "auditorium"}
    result = Result("optimal", timetable(ASSISES))
    return workbook.write(folder / "verrou.xlsx", Problem.read(data), result, "fr")


def test_verify_holds_a_row_to_its_lock(tmp_path: Path, run: Callable[..., Told]) -> None:
    locked = with_lock(tmp_path)
    assert load_workbook(locked)["Sessions"]["G3"].value == "début : 09h30 ; salle : auditorium"
    path = saved(locked, tmp_path / "retouche.xlsx", put("ouverture", salle="hall"))
    told = run("verify", path)
    assert (
        "ERREUR  retouche.xlsx, Sessions!D3: « Ouverture des Assises normandes » est verrouillée "
        "(9h30, Grand auditorium), mais a lieu le mercredi 10 juin 2026 à 9h30, Hall"
    ) in told.out
    # Whoever takes the lock away may move the row.
    free = put("ouverture", salle="hall", verrouillé=None)
    told = run("verify", saved(locked, tmp_path / "libre.xlsx", free))
    assert told.out[:3] == [
        BY_HAND,
        "  - Sessions!F3 : « Ouverture des Assises normandes » : 9h30, Grand auditorium → Hall",
        "  - Sessions!G3 : « Ouverture des Assises normandes », verrouillé : "
        "début : 09h30 ; salle : auditorium → –",
    ]
    assert not any("verrouillée" in line for line in told.out)


def test_an_edit_that_breaks_nothing(edited: Callable[..., Path], run: Callable[..., Told]) -> None:
    swap = [put("atelier-1", salle="robec"), put("atelier-2", salle="Salle Seine")]
    told = run("verify", edited(ASSISES, *swap, put("pot", début="17h15", fin="17h45")))
    assert told.code == 0
    assert told.out == [
        BY_HAND,
        f"  - Sessions!F11 : {WORKSHOP_1} : 14h00, Salle Seine → Salle Robec",
        f"  - Sessions!F12 : {WORKSHOP_2} : 14h00, Salle Robec → Salle Seine",
        "  - Sessions!D16 : « Pot de clôture » : 17h00, Hall → 17h15",
        KEPT,
    ]


def test_two_sessions_that_swap_their_times(
    edited: Callable[..., Path], run: Callable[..., Told]
) -> None:
    path = edited(
        ASSISES,
        put("table-ronde-1", début="11h15", fin="12h30"),
        put("table-ronde-2", début="10h", fin="11h"),
    )
    told = run("verify", path)
    assert told.out[1:3] == [
        f"  - Sessions!D8 : {ROUND_TABLE_1} : 10h00–11h00, Grand auditorium → 11h15–12h30",
        f"  - Sessions!D9 : {ROUND_TABLE_2} : 11h15–12h30, Grand auditorium → 10h00–11h00",
    ]
    assert told.out[3].startswith(
        f"ERREUR  retouche.xlsx, Sessions!D8 et Sessions!D9: {ROUND_TABLE_1} "
    )


def test_a_deleted_session_is_one(edited: Callable[..., Path], run: Callable[..., Told]) -> None:
    told = run("verify", edited(ASSISES, delete("Sessions", "pot")))
    assert told.code == 1
    assert told.out[:2] == [
        BY_HAND,
        "  - Sessions, « Pot de clôture » : ligne supprimée (17h00–17h30, Hall)",
    ]
    assert not any(line.startswith("ERREUR") for line in told.out)


def test_verify_as_json(edited: Callable[..., Path], run: Callable[..., Told]) -> None:
    told = run("verify", "--json", edited(ASSISES, put("pot", début="16h30", fin="17h00")))
    data = json.loads(told.all)
    assert told.code == 1
    assert data["status"] == "infeasible"
    assert data["changes"] == [
        {
            "kind": "moved",
            "session": "pot",
            "before": {"day": "2026-06-10", "start": "17:00", "end": "17:30", "room": "hall"},
            "after": {"day": "2026-06-10", "start": "16:30", "end": "17:00", "room": "hall"},
            "where": "Sessions!D16",
            "message": "« Pot de clôture » : 17h00, Hall → 16h30",
        }
    ]
    found = [it for it in data["findings"] if it["severity"] == "error"]
    assert [(it["rule"], it["sessions"], it["where"]) for it in found] == [
        ("sequence", ["restitution", "pot"], "Sessions!D15 et Sessions!D16"),
        ("plenary", ["restitution", "pot"], "Sessions!D15 et Sessions!D16"),
    ]
    placed = {it["session"]: it["start"] for it in data["placements"]}
    assert placed["pot"] == "16:30"


def test_diff_says_what_verify_says(
    inputs: dict[str, Path], edited: Callable[..., Path], run: Callable[..., Told]
) -> None:
    path = edited(
        ASSISES,
        put("pot", **{"début": "17h15", "fin": None}),
        put("atelier-1", salle="robec", fin="16h00"),
        put_in("Salles", D2=140),
    )
    by_hand = json.loads(run("verify", path, "--json").all)["changes"]
    differing = json.loads(run("diff", inputs[ASSISES], path, "--json").all)
    moved = [change for change in by_hand if change["kind"] == "moved"]
    assert {change["session"] for change in moved} == {"pot", "atelier-1"}
    assert {change["session"]: change["message"] for change in moved} == {
        change["session"]: change["message"] for change in differing["changes"] if "kinds" in change
    }
    assert [change for change in by_hand if change not in moved] == differing["rows"]
    assert [row["message"] for row in differing["rows"]] == [
        "« Grand auditorium », places : 150 → 140"
    ]


def test_verify_in_english(edited: Callable[..., Path], run: Callable[..., Told]) -> None:
    path = edited(CUF, put("odd-europe", salle="armand-ouest"))
    told = run("verify", "--lang", "en", path)
    title = ODD.replace("« ", "“").replace(" »", "”")
    assert told.out[:2] == [
        "Changed by hand:",
        f"  - Sessions!F2: {title}: Tuesday 21 June, 14:00, Amphi G. Berger → "
        "Salle L. Armand Ouest",
    ]


# --- solve again --------------------------------------------------------------------------

QUICK = ("--workers", "2", "--seconds", "30")


def test_solve_keeps_what_was_moved_and_says_so(
    edited: Callable[..., Path], run: Callable[..., Told], tmp_path: Path
) -> None:
    path = edited(CUF, put("odd-europe", début="14h10"))
    again = tmp_path / "encore.xlsx"
    told = run("solve", path, "-o", again, *QUICK)
    assert told.code == 0
    assert told.err == [
        "Modifié à la main, et gardé :",
        f"  - Sessions!D2 : {ODD} : mardi 21 juin 14h00–15h30, Amphi G. Berger → 14h10–15h30",
        f"Écrit : {again}",
        "Pour le faire juger, après des retouches dans ce classeur :",
        f"  agenda-solver verify {again}",
    ]
    book = workbook.read(again)
    assert book.changes == ()  # what was changed is now what was written
    kept = book.timetable.by_session["odd-europe"]
    assert (kept.day, kept.start, kept.end) == (TUESDAY, 850, 930)
    # Its block follows.
    assert book.timetable.by_session["genre-climat"].start == 850
    told = run("verify", again)
    assert (told.code, told.out) == (0, [KEPT])


def test_solve_does_not_bring_back_a_deleted_session(
    edited: Callable[..., Path], run: Callable[..., Told], tmp_path: Path
) -> None:
    again = tmp_path / "encore.xlsx"
    told = run("solve", edited(CUF, delete("Sessions", "jeunesse-climat")), "-o", again, *QUICK)
    assert told.code == 0
    assert told.err[1].startswith(f"  - Sessions, {YOUNG} : ligne supprimée")
    book = workbook.read(again)
    assert "jeunesse-climat" not in book.problem.session
    assert (book.changes, len(book.timetable.placements)) == ((), 5)


def test_solve_places_what_was_added_or_has_lost_its_time(
    edited: Callable[..., Path], run: Callable[..., Told], tmp_path: Path
) -> None:
    path = edited(
        CUF,
        add_session(id="mot", titre="Mot de la fin", minutes=10, salle="amphi-berger"),
        put("jeunesse-climat", début=None, fin=None, jour=None, salle=None),
    )
    again = tmp_path / "encore.xlsx"
    assert run("solve", path, "-o", again, *QUICK).code == 0
    assert len(workbook.read(again).timetable.placements) == 7


@pytest.mark.thorough
def test_an_edit_that_cannot_be_says_why(
    edited: Callable[..., Path], run: Callable[..., Told], tmp_path: Path
) -> None:
    again = tmp_path / "encore.xlsx"
    path = edited(CUF, put("crises-climat", début="15h15", fin="16h45"))
    told = run("solve", path, "-o", again, *QUICK)
    assert told.code == 3
    by_hand = f"  - Sessions!A5 : {CRISES} a été placée à la main : mardi 21 juin 2022, 15h15"
    assert by_hand in told.out
    assert "  - Intervenants!F13 : Climatologue est là seulement à partir de 15h30" in told.out
    assert not again.exists()


def test_the_edited_workbook_itself_is_never_written(
    edited: Callable[..., Path], run: Callable[..., Told]
) -> None:
    path = edited(CUF, put("odd-europe", début="14h10"))
    before = path.read_bytes()
    told = run("solve", path, "-o", path, "--force", *QUICK)
    assert told.code == 2
    assert "est le brouillon lui-même" in told.err[0]
    assert path.read_bytes() == before


def test_a_lock_and_a_length_against_what_was_typed(tmp_path: Path) -> None:
    """What no search can mend is told before one."""
    path = saved(
        with_lock(tmp_path),
        tmp_path / "retouche.xlsx",
        put("ouverture", début="9h35", fin="10h05"),
        put("pot", fin="18h15"),
        put("atelier-1", salle="robec"),
    )
    book = workbook.read(path)
    found = broken_by_hand(book.problem, book.timetable, book.changes)
    assert [it.text.fr for it in found] == [
        "« Ouverture des Assises normandes » est verrouillée (9h30, Grand auditorium), mais a "
        "lieu le mercredi 10 juin 2026 à 9h35, Grand auditorium",
        "« Pot de clôture » dure 1 h 15 (prévu : entre 30 min et 1 h)",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_workbook_has_no_changes(originals: dict[str, Path], name: Name) -> None:
    book = workbook.read(originals[name])
    assert (book.changes, book.notices, book.doubts) == ((), (), ())
    assert book.timetable == Timetable.of(timetable(name).placements, timetable(name).seats)
