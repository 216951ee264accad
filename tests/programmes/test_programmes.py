"""Invented programmes in many layouts: what is read of them, and the account of every line."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from measuring import Score, known_of, score
from sources import HERE, source_of

from agenda_solver.files import toml
from agenda_solver.files.importers import Imported, ImportOptions, read
from command_line import run

DAY = date(2026, 1, 1)
GOLDEN = sorted(path for path in HERE.glob("??-*.[th]*") if path.suffix != ".toml")
MORE = sorted((HERE / "more").glob("*.txt"))
QUICK = ("05-heures-seules.txt",)

each_programme = pytest.mark.parametrize("path", [*GOLDEN, *MORE], ids=lambda path: path.name)


@cache
def imported(path: Path) -> Imported:
    return read(source_of(path), ImportOptions(day=DAY))


def test_there_are_ten_layouts_and_more_of_other_kinds() -> None:
    assert len(GOLDEN) == 10
    assert len(MORE) == 21


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_all_that_is_known_of_a_programme_is_read(path: Path) -> None:
    known = known_of(path)
    made = imported(path)
    assert score(made.problem, known).wrong == []
    assert made.problem.event.name == known["name"]
    assert not made.report.unread


def test_what_is_read_of_other_layouts_is_within_the_aims() -> None:
    total = Score()
    for path in MORE:
        total.add(score(imported(path).problem, known_of(path)))
    for what, least in (("sessions", 0.95), ("starts", 0.97), ("ends", 0.97), ("people", 0.85)):
        assert total.recall(what) >= least, total.wrong
        assert total.precision(what) >= least, total.wrong


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_the_account_of_a_programme_is_as_stored(path: Path) -> None:
    report = imported(path).report
    language = imported(path).problem.event.language
    stored = HERE / "reports" / f"{path.name.split('.')[0]}.txt"
    assert report.text(language) == stored.read_text("utf-8")


@each_programme
def test_every_line_is_accounted_for_once(path: Path) -> None:
    report = imported(path).report
    assert sum(report.counts.values()) == len(report.accounts)
    for account in report.accounts:
        assert account.words
        assert bool(account.made) or account.fate == "apart"


@each_programme
def test_times_are_stated_and_never_demanded(path: Path) -> None:
    problem = imported(path).problem
    for session in problem.sessions:
        assert session.locked.start is None
        assert session.locked.room is None
        assert not session.windows
        assert session.source
        assert all(one.source and one.text for one in session.stated)
    assert any(session.stated for session in problem.sessions)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=() if path.name in QUICK else pytest.mark.thorough, id=path.name)
        for path in GOLDEN
    ],
)
def test_a_programme_becomes_a_draft_that_is_solved_and_verified(
    path: Path, tmp_path: Path
) -> None:
    given = source_of(path)
    source, draft, solved = (tmp_path / name for name in (given.name, "d.xlsx", "s.xlsx"))
    source.write_bytes(given.data)
    done = run("import", source, "-o", draft)
    assert done.returncode == 0, done.stderr
    assert run("check", draft).returncode in (0, 1)
    done = run("solve", draft, "-o", solved, "--seconds", 60)
    assert done.returncode == 0, done.stderr
    assert run("verify", solved).returncode in (0, 1)
    assert "ERR" not in run("verify", solved).stdout


def test_a_draft_as_text_is_the_same_as_in_memory(tmp_path: Path) -> None:
    for path in GOLDEN[:3]:
        draft = tmp_path / "draft.toml"
        toml.write(draft, imported(path).problem, force=True)
        assert toml.read(draft) == imported(path).problem
