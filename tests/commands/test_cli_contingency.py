"""The command `contingency`: the sheet, the workbooks, what is told, and what is taken up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from agenda_solver.budget import Stop
from agenda_solver.commands import contingency as command
from agenda_solver.process import ENDING
from agenda_solver.replan import cluster, contingency
from agenda_solver.verify import verify
from command_line import run, words_of

ASSISES = Path(__file__).parents[2] / "solutions" / "assises-normandes-2026.xlsx"
CASES = """Situation;Absents;Quand;Salles fermées;Inscriptions en plus
Les deux;metropole | ministere;;;
Matinée;journaliste;9h-12h;;
Fuite;;;quai;
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cas.csv"
    path.write_text(CASES, encoding="utf-8")
    return path


def test_the_sheet_says_the_gravest_first(cases: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "plans.xlsx"
    done = run("contingency", ASSISES, "-o", sheet, "--scenarios", cases)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 situations examinées")
    assert not (tmp_path / "plans.xlsx.en-cours.jsonl").exists()
    words = words_of(sheet)
    places = [words.index(name) for name in ("Les deux", "Fuite")]
    assert places == sorted(places)
    assert any("Atelier 4" in cell and "→" in cell for cell in words)
    (page,) = load_workbook(sheet).worksheets
    assert page.title == "Plans B"
    assert page.page_setup.orientation == "portrait"
    assert page.page_setup.paperSize == 9


@pytest.mark.thorough
def test_each_plan_is_a_workbook_that_holds(cases: Path, tmp_path: Path) -> None:
    from agenda_solver.files.workbook import read

    sheet, folder = tmp_path / "plans.xlsx", tmp_path / "plans"
    asked = ("contingency", ASSISES, "-o", sheet, "--scenarios", cases, "--folder", folder)
    done = run(*asked, "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["status"] == "optimal"
    assert document["expected"] == 3
    names = [scenario["name"] for scenario in document["scenarios"]]
    assert names[0] == "Les deux"
    assert document["scenarios"][0]["price"]["sessions"] == 2
    workbooks = [Path(scenario["workbook"]) for scenario in document["scenarios"]]
    assert {path.parent for path in workbooks} == {folder}
    for path in workbooks:
        book = read(path)
        assert not verify(book.published.problem, book.published.timetable).errors
    again = run(*asked)
    assert again.returncode == 2
    assert run(*asked, "--force").returncode == 0


def test_in_english(cases: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "plans.xlsx"
    done = run("contingency", ASSISES, "-o", sheet, "--scenarios", cases, "--lang", "en")
    assert done.stdout.startswith("3 cases")
    assert "If…" in words_of(sheet)


@pytest.mark.thorough
def test_who_has_no_plan_is_told_with_the_way_out(tmp_path: Path) -> None:
    cases, sheet = tmp_path / "cas.toml", tmp_path / "plans.xlsx"
    cases.write_text('[[scenarios]]\nclosed = ["hall"]\n', encoding="utf-8")
    done = run("contingency", ASSISES, "-o", sheet, "--scenarios", cases)
    assert done.returncode == 0
    assert "1 sans aucun plan" in done.stdout
    assert "Il suffirait de changer" in done.stdout
    words = words_of(sheet)
    assert "Irremplaçables : aucun plan" in words
    assert any(cell.startswith("Pourquoi : ") for cell in words)


def test_what_a_stop_has_left_is_taken_up(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "plans.xlsx"
    asked = ("contingency", ASSISES, "-o", sheet, "--scenarios", cases)

    class StopsAfterTheFirst(Stop):
        """Is asked to end once something is there."""

        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, value)
            if name == "heeded" and value and (tmp_path / "go").exists():
                self.set()

    def stoppable(_: object) -> Stop:
        ENDING.stop = StopsAfterTheFirst()
        return ENDING.stop

    (tmp_path / "go").touch()
    with monkeypatch.context() as patched:
        patched.setattr(command, "stoppable", stoppable)
        patched.setattr(contingency, "executor_of", lambda *_: OneByOne())
        done = run(*asked)
    assert done.returncode == 0
    assert "Arrêté en route : 2 sur 3" in done.stdout
    assert "--resume" in done.stderr
    assert any("Arrêté en route" in cell for cell in words_of(sheet))
    resumed = run(*asked, "--resume", "--force")
    assert "1 plan déjà trouvé." in resumed.stderr
    assert resumed.stdout.startswith("3 situations")
    whole = tmp_path / "whole.xlsx"
    run("contingency", ASSISES, "-o", whole, "--scenarios", cases)
    assert words_of(whole)[2:] == words_of(sheet)[2:]


class OneByOne:
    """Heeds a stop between two plans only."""

    def run(self, work, tasks, stop):  # type: ignore[no-untyped-def]
        for number, changes in enumerate(tasks):
            if stop.is_set():
                return
            yield number, work.outcome(changes)


def test_where_nothing_was_found_before_a_stop_nothing_is_written(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Stop()
    stop.set()
    monkeypatch.setattr(command, "stoppable", lambda _: stop)
    sheet = tmp_path / "plans.xlsx"
    done = run("contingency", ASSISES, "-o", sheet, "--scenarios", cases)
    assert done.returncode == 4
    assert list(tmp_path.iterdir()) == [cases]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--workers", "2", "--scheduler", "tcp://127.0.0.1:1"), "donner l'un ou l'autre"),
        (("--scenarios", "nulle-part.csv"), "nulle-part.csv"),
    ],
)
def test_what_cannot_be_is_refused(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run("contingency", ASSISES, "-o", tmp_path / "plans.xlsx", "--lang", "fr", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_cluster_that_does_not_answer_is_told(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "CONNECTS_WITHIN", 1.0)
    asked = ("contingency", ASSISES, "-o", tmp_path / "plans.xlsx", "--scenarios", cases)
    done = run(*asked, "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert "la grappe ne répond pas" in done.stderr
    assert list(tmp_path.iterdir()) == [cases]
