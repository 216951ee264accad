"""What `init` writes is an example that works, and a how-to that tells no lie."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.budget import Budget
from agenda_solver.cli import app
from agenda_solver.files import InputError, toml, workbook
from agenda_solver.files.fields import BY_KEY, SHEETS, grammar
from agenda_solver.files.workbook.inputs import NEEDED
from agenda_solver.files.workbook.pages import A4_PORTRAIT
from agenda_solver.files.workbook.template import HOW_TO, example
from agenda_solver.preflight import preflight
from agenda_solver.problem import Minutes, Problem
from agenda_solver.solve import solve
from agenda_solver.text import Language, Text
from agenda_solver.verify import verify
from agenda_solver.words.cells import YES
from agenda_solver.words.moments import Calendar
from agenda_solver.words.windows import read_windows
from drawing import unbound

LANGUAGES: tuple[Language, ...] = ("fr", "en")
both = pytest.mark.parametrize("language", LANGUAGES)


def written(folder: Path, language: Language, name: str = "brouillon.xlsx") -> Path:
    return workbook.write_template(folder / name, language)


def how_to(path: Path) -> Worksheet:
    return load_workbook(path).worksheets[0]


def lines(path: Path) -> list[str]:
    values = unbound(how_to(path)).values
    return [str(cell) for row in values for cell in row if cell is not None]


def commands(path: Path) -> list[list[str]]:
    """Return the commands of the how-to, in words, as a shell takes them."""
    return [shlex.split(line) for line in lines(path) if re.match(r"agenda-solver [a-z]+ ", line)]


# --- The example --------------------------------------------------------------------------


@both
def test_what_the_example_says_is_read_back(language: Language, tmp_path: Path) -> None:
    book = workbook.read(written(tmp_path, language))
    assert book.problem == example(language)
    assert book.notices == ()
    assert not book.solved


@both
def test_the_example_shows_what_a_draft_can_say(language: Language) -> None:
    problem = example(language)
    kinds = [session.kind for session in problem.sessions]
    assert (len(problem.days), len(problem.rooms), len(problem.people)) == (1, 4, 6)
    assert problem.event.language == language
    assert {"ceremony", "speech", "round_table", "plenary", "workshop", "break", "meal"} == set(
        kinds
    )
    assert [len(parts) for parts in problem.parts.values()] == [2]
    blocks = [session.block for session in problem.sessions if session.block]
    assert len(blocks) == 3
    assert len(set(blocks)) == 1
    locked = [session for session in problem.sessions if session.locked.start is not None]
    assert [session.kind for session in locked] == ["meal"]
    assert sum(bool(person.present) for person in problem.people) == 1
    assert sum(len(session.stated) for session in problem.sessions) == 1
    assert sum(session.preferred.start is not None for session in problem.sessions) == 1
    assert {person.name for person in problem.people} == {""}, "by function, nobody by name"


def test_the_two_languages_ask_the_same() -> None:
    fr, en = (shape(example(language)) for language in LANGUAGES)
    assert fr == en


def shape(problem: Problem) -> list[Any]:
    place = {session.id: number for number, session in enumerate(problem.sessions)}
    rooms = list(problem.room)
    return [
        (
            session.kind,
            session.minutes,
            session.expected,
            [place[link.session] for link in session.after],
            place[session.part_of] if session.part_of else None,
            [rooms.index(room) for room in session.rooms or ()],
            [len(people) for people in session.people.values()],
        )
        for session in problem.sessions
    ]


@both
def test_there_is_nothing_to_say_about_the_example(language: Language) -> None:
    assert preflight(example(language)) == ()


@both
def test_the_example_is_solved_and_every_wish_in_it_kept(
    language: Language, tmp_path: Path
) -> None:
    problem = workbook.read(written(tmp_path, language)).problem
    result = solve(problem, Budget(seconds=30, workers=2))
    assert result.status == "optimal"
    assert [key for key, cost in result.costs.items() if cost] == ["compact_day"]
    path = workbook.write(tmp_path / "programme.xlsx", problem, result, language)
    book = workbook.read(path)
    assert book.problem == problem
    assert not verify(book.problem, book.timetable).errors


@both
def test_the_example_stays_what_it_is_as_toml(language: Language, tmp_path: Path) -> None:
    problem = workbook.read(written(tmp_path, language)).problem
    there = toml.write(tmp_path / "brouillon.toml", problem)
    back = workbook.write_draft(tmp_path / "retour.xlsx", toml.read(there), language)
    assert workbook.read(back).problem == problem


@both
def test_what_is_wished_stands_where_a_person_would_write_it(
    language: Language, tmp_path: Path
) -> None:
    sheet = load_workbook(written(tmp_path, language))["Sessions"]
    header = [cell.value for cell in sheet[1]]
    titles = BY_KEY["sessions"]
    start, locked, wished = (
        header.index(titles.column(*key).heading.say(language))
        for key in (("@start",), ("@locked",), ("preferred", "start"))
    )
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    filled = [(str(row[start]), row[locked]) for row in rows if row[start] is not None]
    assert filled == [("12:30:00", YES.say(language)), ("15:45:00", None)]
    assert {row[wished] for row in rows} == {None}


def test_the_event_says_what_goes_without_saying(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, "fr"))["Événement"]
    told = {label: value for label, value, _ in sheet.iter_rows(min_row=2, values_only=True)}
    assert told["langue"] == "fr"
    assert told["fuseau horaire"] == "Europe/Paris"
    assert told["pas"] == 5


# --- The file -----------------------------------------------------------------------------


@both
def test_the_how_to_comes_first_and_every_input_sheet_is_there(
    language: Language, tmp_path: Path
) -> None:
    book = load_workbook(written(tmp_path, language))
    assert book.sheetnames == [
        HOW_TO.say(language),
        *(sheet.name.say(language) for sheet in SHEETS),
    ]
    assert book.active is book.worksheets[0]


def test_a_file_that_is_there_is_kept_unless_it_may_go(tmp_path: Path) -> None:
    path = tmp_path / "brouillon.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(InputError):
        workbook.write_template(path, "fr")
    assert path.read_bytes() == b"mine"
    workbook.write_template(path, "fr", force=True)
    assert workbook.read(path).problem == example("fr")


def test_it_is_the_same_file_each_time(tmp_path: Path) -> None:
    path = written(tmp_path, "fr", "a.xlsx")
    first = path.read_bytes()
    assert workbook.write_template(path, "fr", force=True).read_bytes() == first


@both
def test_a_person_who_empties_the_example_fills_in_their_own(
    language: Language, tmp_path: Path
) -> None:
    path = written(tmp_path, language)
    book = load_workbook(path)
    for key in ("rooms", "people", "stated"):
        clear(book[BY_KEY[key].name.say(language)])
    sessions = book["Sessions"]
    clear(sessions)
    header = [cell.value for cell in sessions[1]]
    typed = {("id",): "bal", ("title",): "Le bal", ("minutes", "min"): "1h30"}
    for place, value in typed.items():
        heading = BY_KEY["sessions"].column(*place).heading.say(language)
        sessions.cell(5, header.index(heading) + 1).value = value
    book.save(path)
    problem = workbook.read(path).problem
    assert [(it.id, it.title, it.minutes) for it in problem.sessions] == [
        ("bal", "Le bal", Minutes(min=90, max=90))
    ]
    assert (problem.rooms, problem.people) == ([], [])


def clear(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.value = None


# --- The how-to ---------------------------------------------------------------------------


@both
def test_the_how_to_names_commands_and_options_that_exist(
    language: Language, tmp_path: Path
) -> None:
    group = typer.main.get_command(app)
    told = commands(written(tmp_path, language))
    assert [words[1] for words in told] == ["check", "solve", "verify", "solve"]
    for words in told:
        known = {
            option
            for parameter in group.commands[words[1]].params  # type: ignore[attr-defined]
            for option in parameter.opts
        }
        assert {word for word in words[2:] if word.startswith("-")} <= known
    solves = group.commands["solve"].params  # type: ignore[attr-defined]
    assert "--force" in {option for parameter in solves for option in parameter.opts}
    assert any("--force" in line for line in lines(written(tmp_path, language, "encore.xlsx")))


@both
def test_the_how_to_names_every_sheet_and_says_what_it_is_for(
    language: Language, tmp_path: Path
) -> None:
    rows = [row[:2] for row in unbound(how_to(written(tmp_path, language))).values]
    named = [row for row in rows if row in told_of_sheets(language)]
    assert named == told_of_sheets(language)


def told_of_sheets(language: Language) -> Sequence[tuple[str, str]]:
    order = sorted(SHEETS, key=lambda sheet: sheet.key not in NEEDED)
    return [(sheet.name.say(language), sheet.help.say(language)) for sheet in order]


@both
def test_the_how_to_calls_the_columns_by_their_headings(language: Language, tmp_path: Path) -> None:
    rows = [row for row in how_to(written(tmp_path, language)).values if row[0]]
    labels = [str(row[0]) for row in rows]
    below = labels.index(Text("2. Écrire dans les cellules", "2. Write in the cells").say(language))
    above = labels.index(Text("3. Faire le programme", "3. Make the programme").say(language))
    headings = {column.heading.say(language) for sheet in SHEETS for column in sheet.columns}
    plain = {"une heure", "une durée", "plusieurs choses", "a time", "a length", "several things"}
    told = {word for label in labels[below + 1 : above] for word in label.split(", ")}
    assert told <= headings | plain
    assert len(told & headings) == 7


@both
def test_no_placeholder_is_left(language: Language, tmp_path: Path) -> None:
    assert not [line for line in lines(written(tmp_path, language)) if "{" in line]


@pytest.mark.parametrize(
    ("language", "examples"),
    [
        ("fr", ["9h15-10h15", "jusqu'à 12h30", "18/03/2027 9h-12h"]),
        ("en", ["09:15-10:15", "until 12:30", "2027-03-18 09:00-12:00"]),
    ],
)
def test_hours_are_read_as_the_how_to_writes_them(
    language: Language, examples: list[str], tmp_path: Path
) -> None:
    text = "\n".join(lines(written(tmp_path, language)))
    for words in examples:
        assert words in text
        assert len(read_windows(words, Calendar({"j1": date(2027, 3, 18)}))) == 1


@pytest.mark.parametrize(
    ("language", "words", "people"),
    [
        (
            "fr",
            "animation : dupont ; intervention : durand, martin / petit",
            {"animation": ["dupont"], "intervention": ["durand", {"one_of": ["martin", "petit"]}]},
        ),
        (
            "en",
            "moderator: smith ; speaker: jones, martin / small",
            {"moderator": ["smith"], "speaker": ["jones", {"one_of": ["martin", "small"]}]},
        ),
    ],
)
def test_people_are_read_as_the_how_to_writes_them(
    language: Language, words: str, people: dict[str, Any], tmp_path: Path
) -> None:
    assert words in "\n".join(lines(written(tmp_path, language)))
    assert grammar.read_roles(words, language, str) == people
    assert words in BY_KEY["sessions"].column("people").note.say(language)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("forum.xlsx", ["forum.xlsx", "programme.xlsx", "programme-2.xlsx"]),
        ("été 2027.xlsx", ["été 2027.xlsx", "programme.xlsx", "programme-2.xlsx"]),
        ("programme.xlsx", ["programme.xlsx", "programme-2.xlsx", "programme-3.xlsx"]),
        ("Programme.xlsx", ["Programme.xlsx", "programme-2.xlsx", "programme-3.xlsx"]),
        ("a$(b).xlsx", ["a$(b).xlsx", "programme.xlsx", "programme-2.xlsx"]),
    ],
)
def test_the_commands_name_the_file_itself(name: str, files: list[str], tmp_path: Path) -> None:
    draft, result, again = files
    assert commands(written(tmp_path, "fr", name)) == [
        ["agenda-solver", "check", draft],
        ["agenda-solver", "solve", draft, "-o", result],
        ["agenda-solver", "verify", result],
        ["agenda-solver", "solve", result, "-o", again],
    ]


@both
def test_the_how_to_fits_one_page(language: Language, tmp_path: Path) -> None:
    sheet = how_to(written(tmp_path, language))
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert None not in heights
    assert sum(height for height in heights if height) <= A4_PORTRAIT[1]
    assert sheet.page_setup.orientation == "portrait"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert not sheet.row_breaks.brk


@both
def test_what_the_document_says_of_the_example_is_not_read_of_other_sessions(
    language: Language, tmp_path: Path
) -> None:
    path = written(tmp_path, language)
    book = load_workbook(path)
    sheet = book["Sessions"]
    sheet.delete_rows(3, sheet.max_row)
    sheet["B2"] = "Assemblée"
    book.save(path)
    (notice,) = workbook.read(path).notices
    assert notice == Text(
        "brouillon.xlsx, Document!A2: cette ligne est restée de l'exemple, elle n'est pas lue : "
        "vous pouvez l'effacer",
        "brouillon.xlsx, Document!A2: this row is left of the example, it is not read: you can "
        "delete it",
    )
    # Of a session of one's own that happens to have that id, it says nothing either.
    sheet["A2"] = book["Document"]["A2"].value
    book.save(path)
    read = workbook.read(path)
    assert len(read.notices) == 1
    assert not read.problem.sessions[0].stated


# --- Without ids --------------------------------------------------------------------------


def emptied(path: Path, rows: dict[str, list[dict[str, object]]]) -> Path:
    """Leave in some sheets of a draft these rows only, by their headings."""
    book = load_workbook(path)
    for title in ("Salles", "Intervenants", "Sessions", "Enchaînements", "Document", "Thèmes"):
        sheet = book[title]
        sheet.delete_rows(2, sheet.max_row)
        headings = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(rows.get(title, []), start=2):
            for heading, value in row.items():
                sheet.cell(number, headings[heading], value)
    for title in ("Participants", "Vœux"):
        book[title].delete_rows(2, book[title].max_row)
    book.save(path)
    return path


FIRST_EVENING: dict[str, list[dict[str, object]]] = {
    "Salles": [{"nom": "Grand amphi", "places": 200}, {"nom": "Salle A"}],
    "Intervenants": [{"nom": "Ada Exemple"}, {"fonction": "Maire de Villebelle"}],
    "Sessions": [
        {"titre": "Ouverture", "minutes": 20, "intervenants": "Maire de Villebelle"},
        {"titre": "Pause", "minutes": 15},
        {"titre": "Atelier 1", "minutes": 60, "salles possibles": "Salle A"},
        {"titre": "Pause", "minutes": 15},
    ],
}


def test_where_nobody_typed_an_id_each_row_has_that_of_its_name(tmp_path: Path) -> None:
    problem = workbook.read(emptied(written(tmp_path, "fr"), FIRST_EVENING)).problem
    assert list(problem.room) == ["grand-amphi", "salle-a"]
    assert list(problem.person) == ["ada-exemple", "maire-de-villebelle"]
    assert list(problem.session) == ["ouverture", "pause", "atelier-1", "pause-2"]
    assert problem.session["ouverture"].roster == ("maire-de-villebelle",)
    assert problem.session["atelier-1"].rooms == ["salle-a"]


def test_one_id_that_is_missing_beside_others_is_a_fault(tmp_path: Path) -> None:
    rows = {**FIRST_EVENING, "Salles": [{"id": "amphi"}, {"nom": "Salle A"}]}
    with pytest.raises(InputError) as refused:
        workbook.read(emptied(written(tmp_path, "fr"), rows))
    assert "Salles!A3: the id is missing" in str(refused.value)


def test_ids_of_attendees_tell_no_names(tmp_path: Path) -> None:
    path = emptied(written(tmp_path, "fr"), FIRST_EVENING)
    book = load_workbook(path)
    headings = {cell.value: cell.column for cell in book["Participants"][1]}
    for number, name in enumerate(("Ada Exemple", "Bob Exemple"), start=2):
        book["Participants"].cell(number, headings["nom"], name)
    book.save(path)
    problem = workbook.read(path).problem
    assert [(one.id, one.name) for one in problem.attendees] == [
        ("p1", "Ada Exemple"),
        ("p2", "Bob Exemple"),
    ]
