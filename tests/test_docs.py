"""The documentation says what is: its examples run, its links lead somewhere."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass
from itertools import combinations_with_replacement, permutations
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
import typer
from openpyxl import load_workbook
from pydantic import BaseModel, RootModel

import command_line
from agenda_solver.assign import assign
from agenda_solver.cli import add, app
from agenda_solver.fairness import Fairness
from agenda_solver.files import InputError, exporters, toml, workbook
from agenda_solver.problem import Problem, Weights
from agenda_solver.result import Result, TierResult
from agenda_solver.rules import COSTS
from agenda_solver.solve import solve
from agenda_solver.text import Language
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.proofs import status_text
from command_line import Done

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
GUIDES = ("docs/solve.md", "docs/resoudre.md")
ASSISES = ROOT / "instances" / "assises-normandes-2026" / "agenda.toml"
PROGRAM = ".venv/bin/agenda-solver"

each_guide = pytest.mark.parametrize("page", GUIDES)


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a page that are in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def draft(page: str) -> str:
    (found,) = (block for block in blocks(page, "toml") if "[event]" in block)
    return found


# --- Drafts -------------------------------------------------------------------------------


@each_guide
def test_the_draft_of_a_guide_is_solved(page: str, tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(draft(page), encoding="utf-8")
    result = solve(toml.read(path))
    assert result.status == "optimal"
    assert result.timetable is not None


def test_both_guides_solve_the_same_draft() -> None:
    french, english = (Problem.read(tomllib.loads(draft(page))) for page in reversed(GUIDES))
    assert [s.minutes for s in french.sessions] == [s.minutes for s in english.sessions]
    assert [r.capacity for r in french.rooms] == [r.capacity for r in english.rooms]


@each_guide
def test_the_fragments_of_a_guide_can_be_read(page: str) -> None:
    for block in blocks(page, "toml"):
        data = tomllib.loads(block)
        if "event" not in data:
            whole = tomllib.loads(draft(page))
            whole["sessions"][1].update({key: data[key] for key in data if key == "stated"})
            for table in ("rooms", "sessions"):
                data[table] = [*whole[table], *data.get(table, ())]
            Problem.read({**whole, **{key: data[key] for key in data if key != "stated"}})


def keys(table: type[BaseModel]) -> Iterator[str]:
    """Yield every key that can be written in a table, and in the tables it holds."""
    for name, field in table.model_fields.items():
        if not issubclass(table, RootModel):  # it is written without a key
            yield name
        for inner in inner_tables(field.annotation):
            yield from keys(inner)


def inner_tables(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from inner_tables(argument)


@each_guide
def test_a_guide_names_every_key_of_a_draft(page: str) -> None:
    code = " ".join(re.findall(r"`([^`\n]+)`", text(page)))
    told = set(re.findall(r"\w+", code))
    assert set(keys(Problem)) | {cost.key for cost in COSTS} <= told
    assert set(Weights.model_fields) <= told


@each_guide
def test_a_guide_gives_each_row_of_a_table_to_keys_that_are(page: str) -> None:
    known = set(keys(Problem))
    for table in re.findall(r"^### .*`\[+\w+\]+`\n(.*?)(?=^##)", text(page), re.M | re.S):
        for cell in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE):
            assert set(re.findall(r"`(\w+)`", cell)) <= known, cell


# --- Commands -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A command, the output that is shown of it, and the exit code, 0 unless shown."""

    command: str
    output: str
    code: int = 0


def shown(block: str) -> list[Shown]:
    """Return the commands of a console block; ``echo $?`` shows the code of the one before."""
    found: list[Shown] = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        if command == "echo $?":
            before = found.pop()
            found.append(Shown(before.command, before.output, int(output)))
        else:
            found.append(Shown(command, output))
    return found


def options_of(name: str) -> set[str]:
    """Return the options of a command, by its function's name."""
    (command,) = (it for it in app.registered_commands if it.name == name)
    parameters = typer.main.get_command_from_info(
        command, pretty_exceptions_short=False, rich_markup_mode=None
    ).params
    return {it for parameter in parameters for it in parameter.opts if it.startswith("--")}


def without_rooms(draft: str, *rooms: str) -> str:
    for room in rooms:
        draft, count = re.subn(
            rf'^\[\[rooms\]\]\nid = "{room}"\n(?:.+\n)+\n', "", draft, flags=re.M
        )
        assert count == 1
    return draft


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the commands of the pages name."""
    copy = tmp_path / ASSISES.relative_to(ROOT)
    shutil.copytree(ASSISES.parent, copy.parent)
    shutil.copy(ASSISES.parent / "registrations.csv", tmp_path)
    assises = ASSISES.read_text(encoding="utf-8")
    fewer = without_rooms(assises, "aubette", "cailly")
    for name in ("three-rooms.toml", "trois-salles.toml"):
        (tmp_path / name).write_text(fewer, encoding="utf-8")
    return tmp_path


def run(command: str, folder: Path) -> Done:
    """Run a command of a page, in a folder."""
    program, *arguments = shlex.split(command)
    assert program == PROGRAM
    with chdir(folder), patch.object(sys, "argv", [program, *arguments]):
        return command_line.run(*arguments, columns=80)


def assert_shown(excerpt: str, printed: str) -> None:
    """Hold an excerpt to what is printed: ``…`` on a line of its own leaves something out."""
    rest = printed
    for piece in re.split(r"^…\n", excerpt, flags=re.MULTILINE):
        assert piece in rest, f"this is not printed:\n{piece}\nbut this is:\n{rest}"
        rest = rest[rest.index(piece) + len(piece) :]


@pytest.mark.thorough
@pytest.mark.parametrize("page", GUIDES)
def test_the_commands_of_a_guide_print_what_it_shows(page: str, folder: Path) -> None:
    (folder / "agenda.toml").write_text(draft(page), encoding="utf-8")
    commands = [it for block in blocks(page, "console") for it in shown(block)]
    assert len(commands) == 4
    for it in commands:
        done = run(it.command, folder)
        assert done.returncode == it.code, done.stderr
        assert it.output
        assert_shown(it.output, done.stdout)


BOOKS = {"docs/classeur.md": "retouche.xlsx", "docs/workbook.md": "edited.xlsx"}


@pytest.mark.parametrize("page", BOOKS)
def test_the_commands_on_workbooks_print_what_the_page_shows(page: str, folder: Path) -> None:
    commands = [it for block in blocks(page, "console") for it in shown(block)]
    assert len(commands) == 7
    for it in commands:
        if BOOKS[page] in it.command and not (folder / BOOKS[page]).exists():
            edit(folder / "programme.xlsx", folder / BOOKS[page])
        done = run(it.command, folder)
        assert done.returncode == it.code, done.stderr
        assert it.output
        assert_shown(it.output, done.output)


PAGES_ON_SEATS = {"docs/places.md": "retouche.xlsx", "docs/seats.md": "edited.xlsx"}


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES_ON_SEATS)
def test_the_commands_on_seats_print_what_the_page_shows(page: str, folder: Path) -> None:
    solve_, again, assign_ = (it for block in blocks(page, "console") for it in shown(block))
    (folder / again.command.split()[2]).write_text(draft(page), encoding="utf-8")
    for it in (solve_, again):
        done = run(it.command, folder)
        assert done.returncode == 0, done.stderr
        assert_shown(it.output, done.output)
    change_late(folder / "programme.xlsx", folder / PAGES_ON_SEATS[page])
    done = run(assign_.command, folder)
    assert done.returncode == 0, done.stderr
    assert_shown(assign_.output, done.output)


def change_late(programme: Path, changed: Path) -> None:
    """Do to a programme what the pages on seats do: two leave, one comes, a room is smaller."""
    book = load_workbook(programme)
    by_id = {key: book[name] for name, key in SHEETS.items() if name in book.sheetnames}
    for key in ("attendees", "wishes"):
        for row in reversed(list(by_id[key].iter_rows(min_row=2))):
            if row[0].value in ("p012", "p034"):
                by_id[key].delete_rows(row[0].row)
    by_id["attendees"].append(["p131", "Participant fictif 131"])
    by_id["wishes"].append(["p131", "atelier-2", 1])
    by_id["wishes"].append(["p131", "atelier-3", 2])
    (room,) = (row for row in by_id["rooms"].iter_rows() if row[0].value == "robec")
    (places,) = (cell for cell in room if cell.value == 48)
    places.value = 44
    book.save(changed)


SHEETS = {
    **{"Salles": "rooms", "Participants": "attendees", "Vœux": "wishes"},
    **{"Rooms": "rooms", "Attendees": "attendees", "Wishes": "wishes"},
}


def table_after(page: str, heading: str) -> list[list[str]]:
    """Return the first table after a heading, its cells row by row."""
    rest = text(page).split(f"\n## {heading}\n", 1)[1]
    (rows, *_) = re.findall(r"(?:^\|.*\n)+", rest, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]


CHEATING = {"docs/places.md": "Peut-on tricher ?", "docs/seats.md": "Can one cheat?"}


@pytest.mark.parametrize("fairness", ["generous", "total", "first-choices"])
@pytest.mark.parametrize("page", CHEATING)
def test_a_false_list_pays_as_the_page_says(page: str, fairness: Fairness) -> None:
    _, _, *people = table_after(page, CHEATING[page])
    wishes = {name: [int(cell[-1]) for cell in cells] for name, *cells in people}
    anne, basil, *_ = wishes
    assert seated(wishes, fairness)[anne] == wishes[anne][1]
    false = {**wishes, anne: [1, 4, 3, 2]}
    assert "(1, 4, 3, 2)" in text(page)
    given = seated(false, fairness)
    assert given[anne] == wishes[anne][0]
    assert given[basil] == wishes[basil][2]


@pytest.mark.parametrize("fairness", ["generous", "total", "first-choices"])
def test_a_shorter_list_never_pays(fairness: Fairness) -> None:
    """Of three people, whatever the others wish: neither the best nor the worst seat is better."""
    orders = list(permutations((1, 2, 3)))
    for others in combinations_with_replacement(orders, 2):
        full = {"a": [1, 2, 3], "b": list(others[0]), "c": list(others[1])}
        short = {**full, "a": [1]}
        honest, cut = (every_best(wishes, fairness) for wishes in (full, short))
        assert min(cut) >= min(honest)
        assert max(cut) >= max(honest)
        assert seated(full, fairness)["a"] in honest
        assert seated(short, fairness)["a"] in cut


def every_best(wishes: dict[str, list[int]], fairness: Fairness) -> set[int]:
    """Return the workshops, of one place each, that the first may get: by trying all."""
    found: dict[tuple[int, ...], set[int]] = {}
    for given in permutations((1, 2, 3)):
        ranks = [
            it.index(at) + 1 if at in it else len(it) + 1
            for it, at in zip(wishes.values(), given, strict=True)
        ]
        worse = [sum(rank >= at for rank in ranks) for at in (2, 3)]
        key = {
            "total": (sum(ranks),),
            "generous": tuple(reversed(worse)),
            "first-choices": tuple(worse),
        }[fairness]
        found.setdefault(key, set()).add(given[0])
    return found[min(found)]


def seated(wishes: dict[str, list[int]], fairness: Fairness) -> dict[str, int]:
    """Return the workshop of each, when all have one place."""
    workshops = sorted({at for it in wishes.values() for at in it})
    problem = Problem.read(
        {
            "event": {"name": "one place each"},
            "days": [{"date": "2027-03-01"}],
            "sessions": [
                {
                    "id": f"w{at}",
                    "title": f"w{at}",
                    "kind": "workshop",
                    "block": "all",
                    "minutes": 60,
                    "rooms": [],
                    "capacity": {"max": 1},
                }
                for at in workshops
            ],
            "attendees": [
                {"id": name, "wishes": [f"w{at}" for at in it]} for name, it in wishes.items()
            ],
        }
    )
    placed = Timetable.of(Placement(f"w{at}", problem.days[0].date, 600, 660) for at in workshops)
    given, seating = assign(problem, placed, fairness=fairness)
    assert seating.status == "optimal"
    return {seat.attendee: int(seat.session[1:]) for seat in given.seats}


def edit(programme: Path, edited: Path) -> None:
    """Do to a programme what the pages on workbooks do: move a workshop, clear its end."""
    book = load_workbook(programme)
    (row,) = (row for row in book["Sessions"].iter_rows() if "budget" in str(row[0].value))
    row[3].value, row[4].value = "14h30", None
    book.save(edited)


@pytest.mark.parametrize("page", BOOKS)
def test_the_sentences_about_bad_cells_are_those_that_are_said(page: str, tmp_path: Path) -> None:
    """Each is made true, by a cell that says what it quotes."""
    (told,) = blocks(page, "text")
    language: Language = "fr" if page == "docs/classeur.md" else "en"
    for sentence in told.splitlines():
        name, sheet, cell = re.match(r"(\S+), (\w+)!(\w+): ", sentence).groups()  # type: ignore[union-attr]
        path = workbook.write_template(tmp_path / name, language, force=True)
        book = load_workbook(path)
        book[sheet][cell] = re.search(r"[«“]\s?(.*?)\s?[»”]", sentence)[1]  # type: ignore[index]
        book.save(path)
        with pytest.raises(InputError) as caught:
            workbook.read(path)
        assert [text.say(language) for text in caught.value.sentences] == [sentence]


def commands_of_readme(language: str = "sh") -> list[list[str]]:
    """Return the shell blocks of the README, as lists of commands."""
    return [
        [
            re.sub(r"\s+", " ", part).strip()
            for part in re.split(r"&&|\n(?!  )", block)
            if part.strip()
        ]
        for block in blocks("README.md", language)
    ]


@pytest.mark.parametrize("page", [str(p.relative_to(ROOT)) for p in PAGES])
def test_what_is_typed_in_sh_parses(page: str) -> None:
    typed = [*blocks(page, "sh"), *(it.command for b in blocks(page, "console") for it in shown(b))]
    if typed:
        subprocess.run(["bash", "-n"], input="\n".join(typed), text=True, check=True, timeout=60)


# A word as Windows PowerShell 5 and 7 read it as it stands: bare, without what is an operator,
# a list, a variable or an escape there (`&& | ; , @ $ # ( ) { } < > `` and quotation marks); or
# between double marks, without what is replaced within them. The first one is what is run.
BARE = r"[\w.\\=-]+"
POWERSHELL = re.compile(rf'{BARE}(?: (?:{BARE}|"[^"“”„`$]*"))*')


def test_what_is_typed_in_powershell_is_what_is_typed_in_sh() -> None:
    """As far as can be told without one: every line is of words that it takes as they stand."""
    lines = [line for block in blocks("README.md", "powershell") for line in block.splitlines()]
    assert len(lines) > 15
    for line in lines:
        assert POWERSHELL.fullmatch(line), line
    in_sh = [command for block in commands_of_readme() for command in block]
    for block in commands_of_readme("powershell"):
        for command in block:
            if PROGRAM not in as_in_sh(command) or "instances" in command:
                assert as_in_sh(command) in in_sh


def as_in_sh(command: str) -> str:
    """Return a command of PowerShell as it is typed in sh."""
    command = re.sub(r"^py ", "python3 ", command.replace("\\", "/"))
    return command.replace(".venv/Scripts/", ".venv/bin/").replace('".[dev]"', "'.[dev]'")


def test_the_readme_shows_what_its_first_command_prints(folder: Path) -> None:
    *_, command = commands_of_readme()[0]
    (excerpt,) = blocks("README.md", "text")
    done = run(command, folder)
    assert done.returncode == 0
    assert (folder / "programme.xlsx").exists()
    assert excerpt.count("\n") > 10
    assert_shown(excerpt, done.stdout)


def story_in_french() -> list[str]:
    (story,) = (block for block in commands_of_readme("powershell") if "init" in block[0])
    return [as_in_sh(command) for command in story]


def test_the_commands_in_french_begin_with_nothing_but_the_program(tmp_path: Path) -> None:
    for command in story_in_french()[:3]:
        done = run(command, tmp_path)
        assert done.returncode == (1 if " check " in command else 0), done.stderr
        assert done.stdout.count("À VÉRIFIER") == (3 if " check " in command else 0)
    assert len(workbook.read(tmp_path / "inscrits.xlsx").problem.attendees) == 130


@pytest.mark.thorough
def test_the_commands_in_french(tmp_path: Path) -> None:
    commands = story_in_french()
    assert [command.split()[1] for command in commands] == [
        *("init", "check", "register", "solve", "verify", "assign", "export"),
        *("replan", "replan", "diff", "export"),
    ]
    for command in commands:
        done = run(command, tmp_path)
        assert done.returncode == (1 if " check " in command else 0), done.stderr
    assert len(workbook.read(tmp_path / "programme-2.xlsx").timetable.seats) == 130
    assert len(workbook.read(tmp_path / "programme-3.xlsx").timetable.seats) == 130
    letters = (tmp_path / "lettres.csv").read_text(encoding="utf-8-sig")
    assert {line.split(";")[0] for line in letters.splitlines()[1:]} >= {
        *("coordinatrice-mobilite", "journaliste")
    }


def test_the_whole_story_in_english(folder: Path) -> None:
    shutil.copy(ROOT / "solutions" / "assises-normandes-2026.xlsx", folder / "programme.xlsx")
    (commands,) = (block for block in commands_of_readme() if " export " in block[0])
    assert [command.split()[1] for command in commands] == ["export", "replan", "diff", "export"]
    for command in commands:
        done = run(command, folder)
        assert done.returncode == 0, done.stderr
    assert (folder / "letters.csv").exists()


def test_what_the_readme_says_of_the_answers_is_what_is_said() -> None:
    tier = TierResult(1, ("stated",), "feasible", 2, 1)
    answers = [
        status_text(Result(status, None, (tier,)))
        for status in ("optimal", "feasible", "infeasible", "unknown")
    ]
    for answer in answers:
        assert f"| {re.split(' :|,? c.est', answer.fr)[0]}" in text("README.md")
    for answer in answers[:2]:
        assert f"*{answer.fr.split(' :')[0]}*" in text("docs/resoudre.md")
        assert f"*{answer.en.split(':')[0]}*" in text("docs/solve.md")


def test_everything_is_checked_the_way_the_readme_says() -> None:
    install, tests, *_ = commands_of_readme()
    script = text(".ci/run")
    for command in (*install, *tests):
        assert command in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


# --- What is added, as the contributing page shows it --------------------------------------


def code_under(heading: str) -> list[str]:
    """Return the Python under a heading of the contributing page."""
    section = text("CONTRIBUTING.md").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def module_under(heading: str, name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the code under a heading as the module that it is to be."""
    (code,) = code_under(heading)
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile(code, f"{name}.py", "exec"), module.__dict__)
    return module


def test_the_command_of_the_contributing_page_is_a_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app, "registered_commands", list(app.registered_commands))
    add(module_under("Add a command", "agenda_solver.commands.count", monkeypatch))
    done = command_line.run("count", ASSISES, "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "15 sessions\n")
    done = command_line.run("count", "missing.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "missing.toml" in done.stderr
    assert "Count the sessions of a draft." in " ".join(command_line.run("--help").stdout.split())


def test_the_format_of_the_contributing_page_is_a_format(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module_under("Add a format", "agenda_solver.files.plain", monkeypatch)
    monkeypatch.setitem(exporters.FORMATS, "txt", "agenda_solver.files.plain")
    (line,) = re.findall(r"^txt .*$", command_line.run("export", "--list").stdout, re.MULTILINE)
    assert line == "txt  the programme as plain text (a file, .txt)"
    solved, output = ROOT / "solutions" / "assises-normandes-2026.xlsx", tmp_path / "programme.txt"
    done = command_line.run("export", solved, "--to", "txt", "-o", output)
    assert done.returncode == 0, done.stderr
    assert "\n09h00  Café d'accueil\n" in output.read_text(encoding="utf-8")


# --- A rule of one's own --------------------------------------------------------------------


def test_the_rule_of_the_contributing_page_is_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "rules"))
    names: dict[str, Any] = {"__name__": "contributing"}
    for block in code_under("Add a rule"):
        exec(compile(block, "CONTRIBUTING.md", "exec"), names)
    cases: list[Callable[[], None]] = [it for name, it in names.items() if name[:5] == "test_"]
    assert len(cases) == 2
    for case in cases:
        case()

    from test_contract import CODINGS, accepted, assert_contract

    rule, world = names["TrackIsFollowed"](), names["TRACKS"]
    assert 0 < len(accepted(rule, world)) < len(world.timetables())
    for coding in CODINGS:
        assert_contract(rule, world, coding)


# --- A column of one's own ------------------------------------------------------------------

CLASS, SHEET = "class Attendee(_Table):", "ATTENDEES = _sheet("
MORE = (
    (
        "    lunch: bool = False\n",
        '    _row("lunch", "déjeuner", "lunch", 9, "{yes} : déjeune.", "{yes}: has lunch."),\n',
    ),
    (
        "    guide: PersonId | None = None\n",
        '    _row("guide", "guide", "guide", 9, "Qui l\'accompagne.", "Who goes with them."),\n',
    ),
)


def test_the_column_of_the_contributing_page_is_a_column(tmp_path: Path) -> None:
    attribute, line = (block.removeprefix("+") for block in blocks("CONTRIBUTING.md", "diff"))
    assert attribute.count("\n") == line.count("\n") == 1
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    package = tmp_path / "src" / "agenda_solver"
    schema, table = package / "problem" / "schema.py", package / "files" / "fields" / "sheets.py"
    for in_schema, in_table in ((attribute, line), *MORE):
        insert(schema, CLASS, "    note: Words", in_schema)
        insert(table, SHEET, "    _note(", in_table)
    write_drafts(tmp_path)
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "trial_columns.py", tmp_path],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def insert(path: Path, after: str, before: str, line: str) -> None:
    """Put a line of code before the first that begins so, after one that says where."""
    code = path.read_text(encoding="utf-8")
    place = code.index(before, code.index(after))
    path.write_text(code[:place] + line + code[place:], encoding="utf-8")


def write_drafts(folder: Path) -> None:
    draft = (
        '[event]\nname = "Essai"\n[[days]]\ndate = 2027-03-01\n'
        '[[people]]\nid = "anne"\n[[sessions]]\nid = "a"\ntitle = "A"\nminutes = 60\n'
    )
    attendees = (
        '[[attendees]]\nid = "p1"\ndiet = "végétarien"\nlunch = true\nguide = "anne"\n'
        '[[attendees]]\nid = "p2"\n'
    )
    for name, words in {
        "agenda.toml": draft + attendees,
        "with-csv.toml": 'attendees = "registrations.csv"\n' + draft,
        "mistyped.toml": draft + attendees.replace("diet", "regime"),
        "nobody.toml": draft + attendees.replace('guide = "anne"', 'guide = "ann"'),
    }.items():
        (folder / name).write_text(words, encoding="utf-8")


# --- Links ----------------------------------------------------------------------------------

LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, the way GitHub makes them."""
    found = set()
    fenced = False
    for line in path.read_text(encoding="utf-8").splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            words = line.lstrip("#").strip().lower()
            kept = (c for c in words if c in " -_" or unicodedata.category(c)[0] in "LNM")
            found.add("".join(kept).replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), link
        if anchor:
            assert anchor in anchors(path), link


def test_the_pages_that_the_code_names_exist() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        for named in re.findall(r"`(docs/[\w./-]+)`", path.read_text(encoding="utf-8")):
            assert (ROOT / named).exists(), f"{path.name}: {named}"
