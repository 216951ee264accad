from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from agenda_solver.files import workbook
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.seal import PROPERTIES, seal_of
from agenda_solver.files.workbook import meta
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable
from drawing import saved_again
from forum import DRAFT, RESULT, TIMETABLE

ATTENDEES = [{"id": f"p{n}", "name": f"Personne fictive {n}", "wishes": ["a1"]} for n in range(3)]
PROBLEM = Problem.read({**DRAFT, "attendees": ATTENDEES})
SESSIONS = [session.id for session in PROBLEM.sessions]
SEATS = (Seat("p2", SESSIONS[-1]), Seat("p2", SESSIONS[0]), Seat("p0", SESSIONS[0]))
SOLVED = replace(RESULT, timetable=replace(TIMETABLE, seats=SEATS))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workbook.write(tmp_path / "forum.xlsx", PROBLEM, SOLVED, "fr")


def read_sheets(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[workbook.Book, list[str]]:
    """Read a workbook, and say which of its sheets were read for that."""
    read: list[str] = []
    usual = Opened._read_sheet

    def note(opened: Opened, title: str) -> object:
        read.append(title)
        return usual(opened, title)

    monkeypatch.setattr(Opened, "_read_sheet", note)
    return workbook.read(path), read


def test_only_what_it_was_made_from_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, read = read_sheets(path, monkeypatch)
    assert read == ["_meta"]


def test_it_says_what_its_sheets_say(path: Path) -> None:
    as_written = workbook.read(path)
    book = workbook.read(saved_again(path))
    assert replace(as_written, place=book.place) == book
    assert as_written.timetable.seats == (
        Seat("p0", SESSIONS[0]),
        *(Seat("p2", session) for session in (SESSIONS[0], SESSIONS[-1])),
    )


@pytest.mark.parametrize("key", ["", "id", "@start", "@room", "@cast", "title", "locked"])
def test_places_of_sessions(path: Path, key: str) -> None:
    as_written = workbook.read(path)
    book = workbook.read(saved_again(path))
    for number in range(len(SESSIONS)):
        where = ("sessions", number, *([key] if key else []))
        assert as_written.place(where) == book.place(where)


@pytest.mark.parametrize(
    "where",
    [
        *(("attendees", 2), ("attendees", 1, "@seats"), ("attendees", 1, "wishes", 0)),
        *(("attendees", 9, "id"), ("sessions", 99), ("rooms", 0, "capacity"), ("event", "name")),
        *(("attendees",), ("weights", "clash")),
    ],
)
def test_places_of_the_rest(path: Path, where: tuple[str | int, ...]) -> None:
    if where == ("attendees", 9, "id"):  # nothing asks for it: there is no such attendee
        return
    as_written = workbook.read(path)
    assert as_written.place(where) == workbook.read(saved_again(path)).place(where)


def test_who_saves_it_again_has_touched_it(path: Path) -> None:
    assert Opened(path).untouched
    load_workbook(path).save(path)
    assert not Opened(path).untouched


def test_each_part_is_sealed(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for changed in parts:
        data = BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part + b" " if name == changed else part)
        path.write_bytes(data.getvalue())
        with zipfile.ZipFile(path) as archive:
            sealed = seal_of(archive.infolist()).encode() in parts[PROPERTIES]
        assert sealed == (changed == PROPERTIES)


def test_a_draft_is_read_from_its_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook.write_draft(tmp_path / "a.xlsx", PROBLEM, "fr")
    book, read = read_sheets(path, monkeypatch)
    assert "Sessions" in read
    assert book.problem == PROBLEM


def test_views_that_are_too_long_are_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meta, "LONGEST_COMPARED", 10)
    path = workbook.write(tmp_path / "forum.xlsx", PROBLEM, SOLVED, "fr")
    _, read = read_sheets(saved_again(path), monkeypatch)
    assert "Programme" in read
    assert "Par salle" not in read


PAPERS = Timetable.of(
    Placement(name, date(2027, 6, 10), start, start + 30, "a")
    for name, start in (("nappes", 540), ("lacs", 570))
)


def papers(stretch: dict[str, int], **more: int) -> Problem:
    day, paper = date(2027, 6, 10), {"kind": "paper", "track": "Eau", **more}
    return Problem.read(
        {
            "event": {"name": "Sols"},
            "days": [{"date": day}],
            "rooms": [{"id": "a"}],
            "tracks": [{"id": "Eau"}],
            "stretches": [{"id": "s", "day": day, "start": "9h", "end": "10h", **stretch}],
            "sessions": [{"id": name, "title": name, **paper} for name in ("nappes", "lacs")],
        }
    )


def test_papers_without_a_length_have_none_when_saved_again(tmp_path: Path) -> None:
    problem = papers({"places": 2})
    path = workbook.write(tmp_path / "sols.xlsx", problem, replace(RESULT, timetable=PAPERS), "fr")
    book = workbook.read(saved_again(path))
    assert not book.changes
    assert book.problem == problem


def test_papers_of_a_draft_that_fill_places_have_no_length_of_their_own(tmp_path: Path) -> None:
    problem = papers({"places": 2})
    path = workbook.write_draft(tmp_path / "sols.xlsx", problem, "fr", timetable=PAPERS)
    book = workbook.read(path)
    assert [session.minutes for session in book.problem.sessions] == [None, None]
    assert book.timetable == PAPERS


def test_papers_of_a_draft_that_fill_no_places_last_from_start_to_end(tmp_path: Path) -> None:
    problem = papers({}, minutes=30)
    path = workbook.write_draft(tmp_path / "sols.xlsx", problem, "fr", timetable=PAPERS)
    draft = load_workbook(path)
    sheet = draft["Sessions"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "minutes")
    for row in (2, 3):
        assert sheet.cell(row, column).value == 30
        sheet.cell(row, column).value = None
    draft.save(path)
    assert workbook.read(path).problem.sessions[0].minutes == problem.sessions[0].minutes
