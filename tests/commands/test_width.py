"""No line is wider than the terminal: each command, in both languages, on real events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from agenda_solver.cli import app
from agenda_solver.views.wrapping import WIDTH, wrapped
from command_line import Done, run

ROOT = Path(__file__).parents[2]
INSTANCES, SOLUTIONS = ROOT / "instances", ROOT / "solutions"
ASSISES = INSTANCES / "assises-normandes-2026"
PLATEFORME = SOLUTIONS / "plateforme-aect-2022.xlsx"

COMMANDS = {
    "solve": ("solve", ASSISES / "agenda.toml"),
    "check": ("check", ASSISES / "agenda.toml"),
    "check, a long draft": ("check", INSTANCES / "plateforme-aect-2022" / "agenda.toml"),
    "verify": ("verify", SOLUTIONS / "assises-normandes-2026.xlsx"),
    "replan": (
        *("replan", SOLUTIONS / "assises-normandes-2026.xlsx", "--plan-only"),
        *("--close-room", "Salle Seine@14h-16h"),
    ),
    "a mistake": ("replan", SOLUTIONS / "assises-normandes-2026.xlsx", "--close-room", "nulle"),
    "diff": ("diff", PLATEFORME, INSTANCES / "plateforme-aect-2022" / "agenda.toml"),
    "assign": ("assign", SOLUTIONS / "assises-normandes-2026.xlsx", "--keep"),
    "register": (
        *("register", ASSISES / "agenda.toml", ASSISES / "reponses-google-forms.csv"),
        *("-o", "inscrits.toml"),
    ),
    "explain": (
        *("explain", SOLUTIONS / "assises-normandes-2026.xlsx"),
        *("--why", "atelier-2", "--at", "14h30"),
    ),
    "rotate": ("rotate", "--people", 60, "--tables", 6, "--seconds", 0.1),
}


def widest(done: Done) -> int:
    return max(map(cell_len, (done.stdout + done.stderr).splitlines()))


SLOW = ("replan", "explain")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.thorough if name in SLOW else ()) for name in COMMANDS],
)
def test_no_line_is_wider_than_the_terminal(
    name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wide = run(*COMMANDS[name], "--lang", language)
    assert "Traceback" not in wide.stderr
    for columns in (80, 60):
        for path in tmp_path.iterdir():
            path.unlink()
        done = run(*COMMANDS[name], "--lang", language, columns=columns)
        assert done.returncode == wide.returncode
        assert widest(done) <= columns
        if name != "rotate":  # its search goes by the clock
            assert words(done) == words(wide)


def words(done: Done) -> list[str]:
    """Return what is said, in lines or not."""
    return re.sub(r"\s+", "", done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize("command", ["", *(it.name for it in app.registered_commands)])
@pytest.mark.parametrize("columns", [80, 60])
def test_no_help_is_wider_than_the_terminal(command: str, columns: int) -> None:
    done = run(*filter(None, [command]), "--help", columns=columns)
    assert widest(done) <= columns


def test_without_a_terminal_each_sentence_is_a_line() -> None:
    done = run(*COMMANDS["check"])
    assert widest(done) > WIDTH
    judged, _, taken = done.stdout.partition("Pris pour acquis :\n")
    assert all(line.startswith("À VÉRIFIER  ") for line in judged.splitlines())
    *items, otherwise = taken.splitlines()
    assert items
    assert all(line.startswith("  - ") for line in items)
    assert otherwise.startswith("Pour dire autrement : ")


def test_what_goes_on_stands_under_where_it_began() -> None:
    done = run(*COMMANDS["check"], columns=60)
    first, second = done.stdout.splitlines()[:2]
    assert first.startswith("À VÉRIFIER  agenda.toml, ")
    assert re.match(r" {12}\S", second)


def test_lines_end_between_words_but_not_before_what_french_sets_off() -> None:
    assert wrapped("Le mot « oui » : c'est dit !", 12) == "Le mot\n« oui » :\nc'est dit !"
    assert wrapped("un deux trois", 9, "- ") == "- un deux\n  trois"
    assert wrapped("un deux trois", 9, "- ", "") == "- un deux\ntrois"
    assert wrapped("", 9) == ""


def test_what_is_longer_than_a_line_is_cut_a_path_behind_its_folders() -> None:
    assert wrapped("à /home/ici/la/journee.xlsx", 12) == "à /home/ici/\nla/\njournee.xlsx"
    assert wrapped("abcdefghij", 4) == "abcd\nefgh\nij"


def test_wide_letters_take_two_cells() -> None:
    assert wrapped("会議 会議", 5) == "会議\n会議"
