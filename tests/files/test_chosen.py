"""Who is chosen for a role, as the column of Sessions tells it: written, read, changed by hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from real_events import without_views

from agenda_solver.cli import app
from agenda_solver.files import InputError, workbook
from agenda_solver.files.workbook import Book
from agenda_solver.files.workbook.casting import Part, Told, taken_parts
from agenda_solver.history.edits import broken_by_hand, locked_by_hand
from agenda_solver.problem import Problem, Unnamed
from agenda_solver.result import Result
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.verify import verify
from agenda_solver.words import NotUnderstoodError

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": "2026-06-10", "open": {"start": "9:00", "end": "18:00"}}],
    "people": [
        {"id": "dupont", "name": "Anne Dupont"},
        {"id": "durand", "name": "Bruno Durand"},
        {"id": "petit", "name": "Chloé Petit"},
    ],
    "sessions": [
        {
            "id": "a1",
            "title": "Atelier 1",
            "minutes": 60,
            "rooms": [],
            "people": {"animation": [{"one_of": ["dupont", "durand"]}], "orateur": ["petit"]},
        },
        {
            "id": "a2",
            "title": "Atelier 2",
            "minutes": 60,
            "rooms": [],
            "people": {
                "animation": [{"one_of": ["dupont", "durand"]}],
                "rapporteur": [{"one_of": ["petit", "durand"]}],
            },
        },
    ],
}
PROBLEM = Problem.read(DRAFT)
DAY = PROBLEM.first_date
TIMETABLE = Timetable.of(
    [Placement("a1", DAY, 540, 600), Placement("a2", DAY, 600, 660)],
    cast=[
        Casting("a1", "animation", 0, "dupont"),
        Casting("a2", "animation", 0, "dupont"),
        Casting("a2", "rapporteur", 0, "petit"),
    ],
)


def cell_of(sheet: Worksheet, session: str, heading: str = "personnes choisies") -> Any:
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    return sheet.cell(next(cell.row for cell in sheet["A"] if cell.value == session), column)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chosen") / "forum.xlsx"
    return without_views(workbook.write(path, PROBLEM, Result("optimal", TIMETABLE), "fr"))


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "forum.xlsx"))


def typed(path: Path, session: str, words: object, heading: str = "personnes choisies") -> Path:
    book = load_workbook(path)
    cell_of(book["Sessions"], session, heading).value = words
    book.save(path)
    return path


def refusals(path: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        workbook.read(path)
    return [text.fr.partition(", ")[2] for text in refused.value.sentences]


def lines(book: Book) -> list[str]:
    return [f"{it.where.fr} : {it.text.fr}" for it in book.changes]


# --- Written and read back ----------------------------------------------------------------


def test_a_role_on_a_line(path: Path) -> None:
    sheet = load_workbook(path)["Sessions"]
    assert cell_of(sheet, "a1").value == "animation : dupont"
    assert cell_of(sheet, "a2").value == "animation : dupont ;\nrapporteur : petit"
    assert cell_of(sheet, "a1", "intervenants").value == (
        "animation : dupont / durand ;\norateur : petit"
    )


def test_what_was_written_is_read_back(path: Path) -> None:
    book = workbook.read(path)
    assert (book.problem, book.timetable) == (PROBLEM, TIMETABLE)
    assert (book.changes, book.notices) == ((), ())


def test_a_draft_leaves_it_blank(tmp_path: Path) -> None:
    path = workbook.write_draft(tmp_path / "d.xlsx", PROBLEM, "fr")
    assert cell_of(load_workbook(path)["Sessions"], "a1").value is None
    assert workbook.read(path).timetable.cast == ()


def test_a_column_that_was_deleted_is_taken_as_it_was_written(path: Path) -> None:
    book = load_workbook(path)
    sheet = book["Sessions"]
    sheet.delete_cols(cell_of(sheet, "a1").column)
    book.save(path)
    assert workbook.read(path).timetable == TIMETABLE


# --- Changed by hand ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "animation : durand",
        "Animation: Bruno Durand",
        "durand",
        "animation : durand ;",
    ],
)
def test_somebody_else_is_chosen(path: Path, words: str) -> None:
    book = workbook.read(typed(path, "a1", words))
    assert lines(book) == ["Sessions!N2 : « Atelier 1 », animation : Anne Dupont → Bruno Durand"]
    (change,) = book.changes
    assert (change.kind, change.frees) == ("chosen", False)
    assert change.before == {"role": "animation", "people": ["dupont"]}
    assert change.after == {"role": "animation", "people": ["durand"]}
    assert verify(book.problem, book.timetable).errors == ()


def test_diff_tells_who_is_chosen_once(
    original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def differing(*words: str) -> list[str]:
        paths = [Path(shutil.copy(original, tmp_path / f"{n}.xlsx")) for n, _ in enumerate(words)]
        books = [typed(path, "a2", chosen) for path, chosen in zip(paths, words, strict=True)]
        with pytest.raises(SystemExit):
            app(["diff", *map(str, books)])
        return capsys.readouterr().out.splitlines()

    one, other = (
        "animation : durand ; rapporteur : petit",
        "animation : petit ; rapporteur : durand",
    )
    # The same people, in other roles.
    assert differing(one, other) == [
        "Au programme :",
        "  - « Atelier 2 », animation : Bruno Durand → Chloé Petit",
        "  - « Atelier 2 », rapporteur : Chloé Petit → Bruno Durand",
    ]
    assert differing(one, "animation : dupont ; rapporteur : petit")[:3] == [
        "Au programme :",
        "  - « Atelier 2 » (10h00) : avec Anne Dupont, sans Bruno Durand",
        "Pour les intervenants :",
    ]


def test_who_was_typed_is_kept_and_the_others_are_free(path: Path) -> None:
    book = workbook.read(typed(path, "a2", "animation : dupont ; rapporteur : durand"))
    kept = locked_by_hand(book.problem, book.changes)
    assert kept.session["a1"] == PROBLEM.session["a1"]
    people = kept.session["a2"].people
    assert people["rapporteur"] == ["durand"]
    assert people["animation"] == PROBLEM.session["a2"].people["animation"]


def test_nobody_is_chosen_any_more(path: Path) -> None:
    book = workbook.read(typed(path, "a1", None))
    assert lines(book) == ["Sessions!N2 : « Atelier 1 », animation : Anne Dupont → –"]
    assert book.changes[0].frees
    assert locked_by_hand(book.problem, book.changes) == PROBLEM
    assert broken_by_hand(book.problem, book.timetable, book.changes) == ()
    (finding,) = verify(book.problem, book.timetable).errors
    assert finding.rule == "role_filled"
    assert (book.where(finding) or finding.text).fr == "Sessions!N2"


@pytest.mark.parametrize(
    ("session", "words", "sentence"),
    [
        (
            "a1",
            "animation : petit",
            "« Atelier 1 » : Chloé Petit ne fait pas partie des choix pour « animation » "
            "(au choix : Anne Dupont ou Bruno Durand)",
        ),
        (
            "a2",
            "animation : durand ; rapporteur : durand",
            "« Atelier 2 » : Bruno Durand intervient plus d'une fois dans cette session "
            "(« animation » et « rapporteur »)",
        ),
    ],
)
def test_a_choice_that_breaks_a_demand(path: Path, session: str, words: str, sentence: str) -> None:
    book = workbook.read(typed(path, session, words))
    broken = broken_by_hand(book.problem, book.timetable, book.changes)
    assert sentence in [finding.text.fr for finding in broken]
    assert set(broken) <= set(verify(book.problem, book.timetable).errors)


def test_who_is_named_among_the_people_needs_no_choice(path: Path) -> None:
    book = workbook.read(typed(path, "a1", "animation : dupont", "intervenants"))
    assert book.problem.session["a1"].people == {"animation": ["dupont"]}
    assert [it.session for it in book.timetable.cast] == ["a2", "a2"]
    assert [it.kind for it in book.changes] == ["changed"]


def test_a_new_id_of_a_person_is_followed(path: Path) -> None:
    book = load_workbook(path)
    people = book["Intervenants"]
    next(cell for cell in people["A"] if cell.value == "dupont").value = "a.dupont"
    book.save(path)
    found = workbook.read(path)
    assert {it.person for it in found.timetable.cast} == {"a.dupont", "petit"}
    assert [it.kind for it in found.changes] == ["changed"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "animation : dupond",
            "Sessions!N2: « dupond » n'est pas l'id d'un intervenant ; peut-être « dupont » ?",
        ),
        (
            "orateur : dupont",
            "Sessions!N2: le rôle « orateur » n'est pas à pourvoir dans cette session : le "
            "changer dans la colonne « intervenants »",
        ),
        (
            "animation : dupont, durand",
            "Sessions!N2: trop de personnes pour « animation » : 1 à choisir dans cette session",
        ),
        (
            "animation : dupont / durand",
            "Sessions!N2: « dupont / durand » n'est pas compris : attendu une seule personne "
            "par rôle à pourvoir",
        ),
    ],
)
def test_what_is_not_understood(path: Path, words: str, sentence: str) -> None:
    assert refusals(typed(path, "a1", words)) == [sentence]


def test_for_which_of_two_roles_is_to_be_said(path: Path) -> None:
    assert refusals(typed(path, "a2", "durand")) == [
        "Sessions!N3: il n'est pas dit pour quel rôle « durand » est là : « rôle : personne »"
    ]


# --- In a draft ---------------------------------------------------------------------------


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return workbook.write_draft(tmp_path / "brouillon.xlsx", PROBLEM, "fr")


def test_a_choice_typed_into_a_draft_is_a_demand(draft: Path) -> None:
    book = workbook.read(typed(draft, "a2", "rapporteur : Bruno Durand"))
    people = book.problem.session["a2"].people
    assert people["rapporteur"] == ["durand"]
    assert people["animation"] == PROBLEM.session["a2"].people["animation"]
    assert (book.timetable.cast, book.changes) == ((), ())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "animation : petit",
            "« petit » ne fait pas partie des choix pour « animation » (au choix : dupont ou "
            "durand)",
        ),
        (
            "nul : petit",
            "le rôle « nul » n'est pas à pourvoir dans cette session : le changer "
            "dans la colonne « intervenants »",
        ),
    ],
)
def test_a_choice_that_is_none_is_refused_in_a_draft(
    draft: Path, words: str, sentence: str
) -> None:
    told = refusals(typed(draft, "a1", words))
    assert told == [f"Sessions!N2: {sentence}"]


# --- Which part is whose ------------------------------------------------------------------

A_OR_B, B_OR_C, ONLY_A = ("a", "b"), ("b", "c"), ("a",)


@pytest.mark.parametrize(
    ("choices", "told", "found"),
    [
        ([A_OR_B, B_OR_C], ["a", "b"], {0: "a", 1: "b"}),
        ([A_OR_B, A_OR_B], ["b", "a"], {0: "b", 1: "a"}),
        ([A_OR_B, ONLY_A], ["a", "b"], {0: "b", 1: "a"}),
        ([A_OR_B, B_OR_C], ["c"], {1: "c"}),
        ([A_OR_B, B_OR_C], ["c", "z"], {0: "z", 1: "c"}),
        ([ONLY_A, ONLY_A], ["a", "a"], {0: "a", 1: "a"}),
        ([A_OR_B], [], {}),
    ],
)
def test_everybody_has_a_part_that_suits(
    choices: Sequence[tuple[str, ...]], told: list[str], found: dict[int, str]
) -> None:
    parts: list[Part] = [("r", number, them) for number, them in enumerate(choices)]
    named: list[Told] = [("r", person) for person in told]
    assert taken_parts(parts, named) == {("r", place): it for place, it in found.items()}


def test_roles_that_differ_in_their_case_alone() -> None:
    parts: list[Part] = [("R", 0, A_OR_B), ("r", 0, A_OR_B)]
    assert taken_parts(parts, [("r", "a"), ("R", "b")]) == {("R", 0): "b", ("r", 0): "a"}


def test_those_who_had_the_role_anyway_take_no_part() -> None:
    parts: list[Part] = [("r", 1, A_OR_B)]
    assert taken_parts(parts, [("r", "c"), ("r", "a")], [("r", "c")]) == {("r", 1): "a"}
    assert taken_parts([], [("r", "c")], [("r", "c")]) == {}
    with pytest.raises(NotUnderstoodError):
        taken_parts([], [(None, "c")])


# --- End to end ---------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        app(list(words))
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out, err


def test_solved_edited_judged_and_solved_again(
    tmp_path: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solved, again = tmp_path / "solved.xlsx", tmp_path / "again.xlsx"
    code, out, _ = run(capsys, "solve", str(draft), "-o", str(solved), "--json")
    cast = {(it["session"], it["role"]): it["person"] for it in json.loads(out)["cast"]}
    assert (code, cast["a2", "rapporteur"] in ("petit", "durand")) == (0, True)
    other = {"dupont": "durand", "durand": "dupont"}[cast["a1", "animation"]]
    typed(solved, "a1", f"animation : {other}")
    code, out, _ = run(capsys, "verify", str(solved))
    assert code == 0
    assert "Modifié à la main :" in out
    code, out, err = run(capsys, "solve", str(solved), "-o", str(again))
    assert code == 0
    assert "Modifié à la main, et gardé :" in err
    names = {"dupont": "Anne Dupont", "durand": "Bruno Durand"}
    assert f"animation : {names[other]} · orateur : Chloé Petit" in out


# --- Who is yet to be named ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("orateur : à confirmer", [Unnamed("à confirmer")]),
        ("orateur : petit, Élu (à confirmer)", ["petit", Unnamed("Élu (à confirmer)")]),
        ("orateur : Chloé Petit (à confirmer)", ["petit"]),
    ],
)
def test_a_cell_names_whoever_is_to_be_named(
    tmp_path: Path, cell: str, people: list[str | Unnamed]
) -> None:
    path = tmp_path / "brouillon.xlsx"
    workbook.write_draft(path, PROBLEM, "fr")
    book = load_workbook(path)
    cell_of(book["Sessions"], "a1", "intervenants").value = cell
    book.save(path)
    problem = workbook.read(path).problem
    assert problem.session["a1"].people == {"orateur": people}
    unsure = [person.id for person in problem.people if person.unconfirmed]
    assert unsure == (["petit"] if people == ["petit"] else [])
    again = tmp_path / "encore.xlsx"
    workbook.write_draft(again, problem, "fr")
    assert workbook.read(again).problem == problem


def test_nobody_is_chosen_where_a_cell_says_to_be_named(tmp_path: Path) -> None:
    path = tmp_path / "brouillon.xlsx"
    workbook.write_draft(path, PROBLEM, "fr")
    book = load_workbook(path)
    cell_of(book["Sessions"], "a1").value = "animation : à désigner"
    book.save(path)
    assert workbook.read(path).problem == PROBLEM
