"""An evening that goes on after midnight, from the draft to each of its files and back."""

import json
from pathlib import Path

import openpyxl
import pytest

from agenda_solver.files.store.solutions import read_solution
from agenda_solver.files.toml import read
from command_line import run

DRAFT = """
[event]
name = "Nuit des associations"
language = "fr"
zone = "Europe/Paris"

[[days]]
id = "samedi"
date = 2027-03-20
open = { start = "18:00", end = "02:00" }

[[days]]
id = "dimanche"
date = 2027-03-21
open = { start = "09:00", end = "12:00" }

[[rooms]]
id = "hall"
capacity = 200
open = [{ day = "samedi", start = "20:00", end = "01:30" }, { day = "dimanche" }]

[[people]]
id = "dj"
name = "Musicienne"
present = [{ day = "samedi", start = "22:00", end = "01:30" }]

[[sessions]]
id = "bal"
title = "Bal"
minutes = 210
locked = { day = "samedi", start = "22:00", room = "hall" }
people = { musique = ["dj"] }
stated = [{ day = "samedi", start = "22:00", end = "01:30" }]

[[sessions]]
id = "bilan"
title = "Bilan"
minutes = 60
locked = { day = "dimanche", start = "09:00", room = "hall" }
"""


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evening")
    (folder / "nuit.toml").write_text(DRAFT, encoding="utf-8")
    done = run("solve", folder / "nuit.toml", "-o", folder / "nuit.xlsx")
    assert done.returncode == 0, done.stderr
    assert "22h00  Bal\n       jusqu'à 01h30 · hall" in done.stdout
    return folder


def test_a_workbook_keeps_it(solved: Path) -> None:
    done = run("verify", solved / "nuit.xlsx")
    assert (done.returncode, done.stdout) == (0, "Toutes les demandes sont tenues.\n")
    sheet = openpyxl.load_workbook(solved / "nuit.xlsx")["Sessions"]
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "22:00:00" in shown
    assert "01:30:00" in shown


def test_the_draft_comes_back(solved: Path) -> None:
    assert run("convert", solved / "nuit.xlsx", solved / "again.toml").returncode == 0
    again = (solved / "again.toml").read_text(encoding="utf-8")
    assert 'open = {start = "18:00", end = "02:00"}' in again.replace("{ ", "{").replace(" }", "}")
    done = run("check", solved / "again.toml")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Rien à signaler.")


def test_a_calendar_has_both_dates(solved: Path) -> None:
    assert (
        run("export", solved / "nuit.xlsx", "--to", "ics", "-o", solved / "n.ics").returncode == 0
    )
    lines = (solved / "n.ics").read_text(encoding="utf-8").splitlines()
    assert "DTSTART;TZID=Europe/Paris:20270320T220000" in lines
    assert "DTEND;TZID=Europe/Paris:20270321T013000" in lines


def test_what_is_stored_is_read_back(solved: Path) -> None:
    done = run("solve", solved / "nuit.toml", "--json")
    (bal,) = [one for one in json.loads(done.stdout)["placements"] if one["session"] == "bal"]
    assert (bal["day"], bal["start"], bal["end"]) == ("2027-03-20", "22:00", "01:30")
    (solved / "nuit.json").write_text(done.stdout, encoding="utf-8")
    problem = read(solved / "nuit.toml")
    placement = read_solution(solved / "nuit.json", problem).by_session["bal"]
    assert (placement.start, placement.end) == (22 * 60, 25 * 60 + 30)


LATE = """
[[sessions]]
id = "tombola"
title = "Tombola"
minutes = 30
locked = { day = "samedi", start = "0h45", room = "hall" }
stated = [{ day = "samedi", start = "00:45", end = "01:15" }]
"""


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an evening in which something starts after midnight, solved."""
    folder = tmp_path_factory.mktemp("late")
    early = DRAFT.replace("minutes = 210", "minutes = 120")
    early = early.replace(
        'stated = [{ day = "samedi", start = "22:00", end = "01:30" }]',
        'stated = [{ day = "samedi", start = "22:00", end = "24:00" }]',
    )
    (folder / "nuit.toml").write_text(early + LATE, encoding="utf-8")
    done = run("solve", folder / "nuit.toml", "-o", folder / "nuit.xlsx")
    assert done.returncode == 0, done.stderr
    saturday, sunday = done.stdout.split("Dimanche 21 mars 2027")
    assert saturday.index("22h00  Bal") < saturday.index("00h45  Tombola\n       jusqu'à 01h15")
    assert "09h00  Bilan" in sunday
    return folder


def test_what_starts_after_midnight_is_of_its_evening(late: Path) -> None:
    done = run("verify", late / "nuit.xlsx")
    assert (done.returncode, done.stdout) == (0, "Toutes les demandes sont tenues.\n")
    done = run("solve", late / "nuit.toml", "--json")
    (one,) = [one for one in json.loads(done.stdout)["placements"] if one["session"] == "tombola"]
    assert (one["day"], one["start"], one["end"]) == ("2027-03-20", "24:45", "01:15")
    (late / "nuit.json").write_text(done.stdout, encoding="utf-8")
    placement = read_solution(late / "nuit.json", read(late / "nuit.toml")).by_session["tombola"]
    assert (placement.day.day, placement.start, placement.end) == (20, 1485, 1515)


def test_its_start_comes_back(late: Path) -> None:
    assert run("convert", late / "nuit.xlsx", late / "again.toml").returncode == 0
    assert 'start = "24:45"' in (late / "again.toml").read_text(encoding="utf-8")
    assert read(late / "again.toml").session["tombola"].locked.start == 1485


def test_a_calendar_has_it_on_the_next_date(late: Path) -> None:
    assert run("export", late / "nuit.xlsx", "--to", "ics", "-o", late / "n.ics").returncode == 0
    lines = (late / "n.ics").read_text(encoding="utf-8").splitlines()
    assert "DTSTART;TZID=Europe/Paris:20270321T004500" in lines
    assert "DTEND;TZID=Europe/Paris:20270321T011500" in lines


def test_a_start_typed_as_on_the_clock_is_of_the_evening(late: Path) -> None:
    book = openpyxl.load_workbook(late / "nuit.xlsx")
    sheet = book["Sessions"]
    (row,) = [cell.row for cell in sheet["A"] if cell.value == "tombola"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(row, titles["verrouillé"]).value = None
    sheet.cell(row, titles["début"]).value = "0h50"
    sheet.cell(row, titles["fin"]).value = "1h20"
    book.save(late / "typed.xlsx")
    done = run("diff", late / "nuit.xlsx", late / "typed.xlsx")
    assert "« Tombola » : samedi 20 mars 0h45 (le lendemain), hall → 0h50" in done.stdout
