"""The commands as they are typed: exit codes, what is written, what is said and where."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from agenda_solver.cli import app
from agenda_solver.files import InputError, toml
from agenda_solver.text import Text
from command_line import run

ROOT = Path(__file__).parent.parent
ASSISES = ROOT / "instances" / "assises-normandes-2026" / "agenda.toml"
CUF = ROOT / "instances" / "cuf-2022" / "agenda.toml"
CUF = ROOT / "instances" / "cuf-2022" / "agenda.toml"
LONG = ROOT / "instances" / "synthetic-60x8x10" / "agenda.toml"  # not proven for minutes

SMALL = """
[event]
name = "Petite journée"
[[days]]
date = 2026-06-10
open = { start = "9h", end = "12h" }
[[rooms]]
id = "r"
name = "Grande salle"
[[sessions]]
id = "a"
title = "Accueil"
minutes = 60
rooms = ["r"]
"""


def run_process(*arguments: object, locale: str = "C") -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own: where the process itself is what is tested."""
    return subprocess.run(
        [sys.executable, "-m", "agenda_solver", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_environment(locale),
        check=False,
        timeout=120,
    )


def _environment(locale: str) -> dict[str, str]:
    return {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_help_speaks_the_language_of_the_locale() -> None:
    assert "un brouillon entre" in run_process("--help", locale="fr_FR.UTF-8").stdout
    assert "a draft in" in run_process("--help", locale="en_GB.UTF-8").stdout


def test_solve_writes_verifies_and_prints(small: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme.xlsx"
    done = run_process("solve", small, "-o", output)
    assert done.returncode == 0, done.stderr
    assert "09h00  Accueil" in done.stdout
    assert "Prouvé optimal" in done.stdout
    assert f"Écrit : {output}" in done.stderr
    judged = run_process("verify", output)
    assert judged.returncode == 0
    assert judged.stdout.endswith("Toutes les demandes sont tenues.\n")


def test_json_has_standard_output_for_itself(small: Path, tmp_path: Path) -> None:
    done = run("solve", small, "-o", tmp_path / "p.xlsx", "--json", "--timings")
    told = json.loads(done.stdout)
    assert told["status"] == "optimal"
    assert told["placements"] == [
        {
            "session": "a",
            "title": "Accueil",
            "day": "2026-06-10",
            "start": "09:00",
            "end": "10:00",
            "room": "r",
            "kind": "session",
            "track": None,
            "block": None,
            "part_of": None,
            "people": [],
        }
    ]
    assert "build:" in done.stderr


def test_the_language_can_be_chosen(small: Path) -> None:
    assert "Proven optimal" in run("solve", small, "--lang", "en").stdout


def test_an_existing_file_is_kept(small: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme.xlsx"
    output.write_bytes(b"mine")
    done = run("solve", small, "-o", output)
    assert done.returncode == 2
    assert (
        done.stderr
        == f"{output} existe déjà : choisir un autre nom, ou --force pour le remplacer\n"
    )
    assert output.read_bytes() == b"mine"
    assert run("solve", small, "-o", output, "--force").returncode == 0
    assert output.read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("agenda.toml", "est le brouillon lui-même : donnez un autre nom au résultat"),
        ("programme.ods", "le résultat est un classeur, donnez-lui un nom en .xlsx"),
        ("nulle-part/programme.xlsx", "nulle-part"),
    ],
)
def test_an_output_that_cannot_be_is_refused(
    small: Path, tmp_path: Path, name: str, sentence: str
) -> None:
    before = small.read_bytes()
    done = run("solve", small, "-o", tmp_path / name, "--force")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert small.read_bytes() == before


def test_a_name_that_is_too_long_is_refused(small: Path, tmp_path: Path) -> None:
    done = run("solve", small, "-o", tmp_path / ("x" * 300 + ".xlsx"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "impossible d'écrire ce fichier" in done.stderr


def test_what_was_found_is_shown_although_it_cannot_be_written(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> Path:
        raise InputError([Text("le disque est plein", "the disk is full")])

    monkeypatch.setattr("agenda_solver.files.workbook.write", full)
    with pytest.raises(SystemExit) as done:
        app(["solve", str(small), "-o", str(tmp_path / "p.xlsx")])
    assert done.value.code == 2
    shown = capsys.readouterr()
    assert "09h00  Accueil" in shown.out
    assert shown.err == "le disque est plein\n"


def test_a_bad_draft_is_refused_with_its_line(small: Path, tmp_path: Path) -> None:
    small.write_text(SMALL.replace('"9h"', '"25h30"'), encoding="utf-8")
    output = tmp_path / "programme.xlsx"
    for command in (("solve", small, "-o", output), ("check", small)):
        done = run(*command)
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr == (
            "agenda.toml, ligne 6, days[0].open.start: "
            "« 25h30 » n'est pas une heure (attendu HH:MM)\n"
        )
    assert not output.exists()


def test_a_missing_draft_is_a_sentence(tmp_path: Path) -> None:
    done = run_process("solve", tmp_path / "rien.toml", locale="fr_FR.UTF-8")
    assert done.returncode == 2
    assert "rien.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_impossible_is_three_with_reasons_and_nothing_written(small: Path, tmp_path: Path) -> None:
    twice = SMALL + '[[sessions]]\nid = "b"\ntitle = "Bilan"\nminutes = 150\n'
    small.write_text(twice, encoding="utf-8")
    output = tmp_path / "programme.xlsx"
    done = run("solve", small, "-o", output)
    assert done.returncode == 3
    assert not output.exists()
    assert "Impossible, c'est prouvé" in done.stdout
    for sentence in (
        "mercredi 10 juin 2026 : ouvert de 9h00 à 12h00",
        "ligne 13, sessions[0].minutes (« a ») : « Accueil » dure 1 h",
        "« Bilan » dure 2 h 30",
        "« Accueil » a pour salle Grande salle",
        "« Bilan » a besoin d'une salle",
        "ligne 7, rooms[0] (« r ») : Grande salle n'accueille qu'une session à la fois",
    ):
        assert any(line.endswith(sentence) for line in done.stdout.splitlines())
    told = json.loads(run("solve", small, "--json").stdout)
    assert told["status"] == "infeasible"
    assert {demand["rule"] for demand in told["core"]} >= {"length", "room_one_at_a_time"}
    assert all(way["verified"] and way["edits"] for way in told["ways"])
    assert "Ce qui suffirait, le moins coûteux d'abord" in done.stdout


def test_json_has_the_same_keys_for_every_command(small: Path, tmp_path: Path) -> None:
    output = tmp_path / "p.xlsx"
    solved = json.loads(run("solve", small, "-o", output, "--json").stdout)
    checked = json.loads(run("check", small, "--json").stdout)
    judged = json.loads(run("verify", output, "--json").stdout)
    assert solved.keys() - {"core", "ways"} == checked.keys() == judged.keys() - {"changes"}


def test_check_finds_nothing_or_says_it(small: Path) -> None:
    done = run("check", small)
    assert done.returncode == 0
    assert done.stdout.startswith("Rien à signaler.\n")
    # Impossible on sight is readable: an error of `check`, not an unreadable input.
    small.write_text(SMALL.replace("minutes = 60", "minutes = 600"), encoding="utf-8")
    done = run("check", small)
    assert done.returncode == 1
    assert done.stdout.startswith("ERREUR  agenda.toml, ")


def test_what_is_only_to_be_known_is_no_finding_for_the_exit_code(small: Path) -> None:
    speaker = """
kind = "workshop"
people = { animation = ["dupont"] }
[[people]]
id = "dupont"
name = "Camille Dupont"
organisation = "Ville"

[[attendees]]
id = "p1"
name = "DUPONT Camille"
organisation = "ville"
"""
    small.write_text(SMALL + speaker, encoding="utf-8")
    done = run("check", small)
    assert done.stdout.startswith("À NOTER")
    assert done.returncode == 0


def test_check_reports_what_the_assises_say_twice() -> None:
    done = run("check", ASSISES)
    assert done.returncode == 1
    links, workshops, drink, *taken = done.stdout.splitlines()
    assert taken[0] == "Pris pour acquis :"
    assert links.startswith("À VÉRIFIER  agenda.toml, ligne 17, event.stated: ")
    assert "TZkJiUBQ" in links
    assert "TZkjiUBQ" in links
    assert workshops.startswith(
        "À VÉRIFIER  agenda.toml, ligne 316, sessions[9].stated (« atelier-1 »): "
    )
    assert "à 14h30" in workshops
    assert "de 14h00 à 15h45" in workshops
    assert drink.startswith(
        "À VÉRIFIER  agenda.toml, ligne 400, sessions[14].stated[0] (« pot »): "
    )
    assert "à 17h00, mais la journée est annoncée de 9h00 à 17h00" in drink


def test_check_reports_the_two_tuesdays() -> None:
    told = json.loads(run("check", CUF, "--json").stdout)
    assert {finding["severity"] for finding in told["findings"]} == {"warning"}
    (tuesday,) = [it for it in told["findings"] if it["sessions"] == ["mobiliser-acteurs"]]
    assert "c'est un mardi, comme le 21 juin 2022" in tuesday["message"]
    assert tuesday["where"] == "sessions.mobiliser-acteurs.stated[0]"


# --- Workbooks ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_an_empty_folder_to_a_verified_programme(tmp_path: Path, language: str) -> None:
    draft, output = tmp_path / "brouillon.xlsx", tmp_path / "programme.xlsx"
    assert run("init", draft, "--lang", language).returncode == 0
    checked = run("check", draft)
    assert checked.returncode == 0
    assert shlex.split(checked.stderr.splitlines()[-1])[1:] == [
        "solve",
        str(draft),
        "-o",
        str(output),
    ]
    assert run("solve", draft, "-o", output).returncode == 0
    assert run("verify", output).returncode == 0


def test_init_replaces_nothing_unasked(tmp_path: Path) -> None:
    draft = tmp_path / "brouillon.xlsx"
    assert run("init", draft).returncode == 0
    before = draft.read_bytes()
    assert run("init", draft).returncode == 2
    assert draft.read_bytes() == before
    assert run("init", draft, "--lang", "en", "--force").returncode == 0
    assert draft.read_bytes() != before


def test_convert_there_and_back(tmp_path: Path) -> None:
    book, back, again = tmp_path / "a.xlsx", tmp_path / "b.toml", tmp_path / "c.xlsx"
    assert run("convert", ASSISES, book).returncode == 0
    assert run("convert", book, back).returncode == 0
    assert run("convert", back, again).returncode == 0
    assert toml.read(back) == toml.read(ASSISES)
    assert again.read_bytes() == book.read_bytes()


def test_convert_a_solved_workbook_says_what_is_left_behind(small: Path, tmp_path: Path) -> None:
    output, back = tmp_path / "p.xlsx", tmp_path / "b.toml"
    run("solve", small, "-o", output)
    done = run("convert", output, back)
    assert done.stderr.splitlines() == [
        "Ce classeur est résolu : seul le brouillon est converti, sans les heures et salles "
        "trouvées.",
        f"Écrit : {back}",
    ]
    assert toml.read(back) == toml.read(small)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("agenda.toml", "est le brouillon lui-même"),
        ("agenda.ods", "donnez au résultat un nom en .xlsx ou .toml"),
        ("nulle-part/a.xlsx", "nulle-part"),
    ],
)
def test_convert_refuses_an_output_that_cannot_be(
    small: Path, tmp_path: Path, name: str, sentence: str
) -> None:
    before = small.read_bytes()
    done = run("convert", small, tmp_path / name, "--force")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert small.read_bytes() == before


def test_a_bad_cell_is_told_with_its_place(tmp_path: Path) -> None:
    draft, output = tmp_path / "brouillon.xlsx", tmp_path / "programme.xlsx"
    run("convert", ASSISES, draft)
    book = load_workbook(draft)
    book["Sessions"]["D7"] = "25h30"
    book.save(draft)
    for command in (("check", draft), ("solve", draft, "-o", output), ("verify", draft)):
        done = run(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(
            "brouillon.xlsx, Sessions!D7: « 25h30 » n'est pas une heure (attendu HH:MM)\n"
        )
        assert ("À VÉRIFIER" in done.stderr) == (command[0] == "check")
    assert not output.exists()


@pytest.mark.parametrize(
    "draft",
    [CUF, pytest.param(ASSISES, marks=pytest.mark.thorough)],
    ids=lambda draft: draft.parent.name,
)
def test_reproducible_repeats_to_the_byte(tmp_path: Path, draft: Path) -> None:
    runs = []
    for name in ("one.xlsx", "two.xlsx"):
        done = run_process("solve", draft, "-o", tmp_path / name, "--reproducible", "--json")
        runs.append((done.stdout, (tmp_path / name).read_bytes()))
    assert runs[0] == runs[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_writes_the_best_so_far(tmp_path: Path, number: signal.Signals) -> None:
    """Also: on a terminal, and only there, progress is shown as it comes."""
    import pty

    output = tmp_path / "programme.xlsx"
    command = [sys.executable, "-m", "agenda_solver", "solve", str(LONG), "-o", str(output)]
    terminal, theirs = pty.openpty()
    with subprocess.Popen(
        [*command, "--json", "--seconds", "600"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**_environment("C"), "TERM": "xterm"},
    ) as running:
        os.close(theirs)
        shown = ""
        while "un programme est trouvé" not in shown:
            shown += os.read(terminal, 10_000).decode("utf-8", "replace")
        running.send_signal(number)
        assert running.stdout is not None
        told = json.loads(running.stdout.read())
    os.close(terminal)
    assert running.returncode == 0
    assert told["status"] in {"feasible", "optimal"}
    assert run("verify", output).returncode == 0
