"""What `explain` says of a draft: that it has a programme, or why it has none."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from agenda_solver.files import toml
from command_line import run, words_of

DAY = """
[event]
name = "Petite journée"
[[days]]
date = 2026-06-10
open = {{ start = "9h", end = "{end}" }}
[[rooms]]
id = "r"
[[people]]
id = "maire"
[[sessions]]
id = "a"
title = "Accueil"
minutes = 60
people = {{ orateur = ["maire"] }}
[[sessions]]
id = "b"
title = "Bilan"
minutes = 60
people = {{ orateur = ["maire"] }}
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.toml"
    path.write_text(DAY.format(end="11h"), encoding="utf-8")
    return path


@pytest.fixture
def impossible(tmp_path: Path) -> Path:
    path = tmp_path / "court.toml"
    path.write_text(DAY.format(end="10h30"), encoding="utf-8")
    return path


def test_a_draft_that_has_a_programme(draft: Path) -> None:
    done = run("explain", draft)
    assert (done.returncode, done.stdout) == (
        0,
        "Un programme tient toutes les demandes : « solve » l'écrit.\n",
    )


def test_a_draft_that_has_none(impossible: Path) -> None:
    done = run("explain", impossible)
    assert done.returncode == 3
    assert done.stdout.startswith("Impossible, c'est prouvé")
    assert "« Accueil »" in done.stdout
    document = json.loads(run("explain", impossible, "--json").stdout)
    assert document["status"] == "infeasible"
    assert document["core"]


def test_a_way_is_written_into_a_draft_of_the_same_kind(impossible: Path, tmp_path: Path) -> None:
    written = tmp_path / "court-1.toml"
    done = run("explain", impossible, "--ways", "2", "--apply", "1", "-o", written, "--json")
    assert done.returncode == 0, done.stderr
    way, *_ = json.loads(done.stdout)["ways"]
    assert way["verified"]
    assert way["edits"][0]["where"] == "days.2026-06-10.open.end"
    assert (way["edits"][0]["before"], way["edits"][0]["after"]) == ("10:30", "11:00")
    before, after = toml.read(impossible), toml.read(written)
    assert after.days[0].open != before.days[0].open
    assert after.sessions == before.sessions
    assert run("explain", written).returncode == 0


def test_a_workbook_shows_the_ways_out(impossible: Path, tmp_path: Path) -> None:
    output = tmp_path / "pistes.xlsx"
    done = run("explain", impossible, "--ways", "1", "-o", output)
    assert done.returncode == 3
    assert "Ce qui suffirait, le moins coûteux d'abord" in done.stdout
    words = words_of(output)
    assert any("clôture" in word or "jusqu'à" in word for word in words)
    assert any("Ces demandes ne peuvent pas tenir ensemble" in word for word in words)
    refused = run("check", output)
    assert refused.returncode == 2


def test_what_cannot_be_written_is_refused_before_anything_is_searched(
    impossible: Path, tmp_path: Path
) -> None:
    assert run("explain", impossible, "--apply", "1").stderr == (
        "--apply : dire par -o où écrire le brouillon avec cette piste\n"
    )
    for words in (
        ("--apply", "1", "-o", tmp_path / "x.xlsx"),
        ("-o", tmp_path / "x.toml"),
        ("--apply", "1", "-o", impossible),
    ):
        assert run("explain", impossible, *words).returncode == 2


def test_the_command_to_apply_a_way_finds_the_draft(impossible: Path) -> None:
    done = run("explain", impossible, "--ways", 1)
    *_, command = done.stdout.strip().split("agenda-solver ")
    applied = run(*shlex.split(command))
    assert applied.returncode == 0
    assert impossible.with_stem("court-1").exists()


def test_check_names_the_command(tmp_path: Path) -> None:
    path = tmp_path / "mon brouillon.toml"
    path.write_text(DAY.format(end="9h30"), encoding="utf-8")
    done = run("check", path)
    assert done.returncode == 1
    assert done.stderr.endswith(f'\n  agenda-solver explain "{path}"\n')


def test_what_the_demands_of_a_draft_cost(draft: Path) -> None:
    wished = draft.read_text(encoding="utf-8").replace(
        'id = "b"', 'id = "b"\npreferred = { start = "9h" }\nafter = ["a"]'
    )
    draft.write_text(wished, encoding="utf-8")
    done = run("explain", draft, "--prices", "--lang", "fr")
    assert done.returncode == 0
    assert done.stdout.startswith("Ce que l'on gagnerait à renoncer à une seule demande :\n  - ")
    assert "« Accueil »" in done.stdout
    document = json.loads(run("explain", draft, "--prices", "--json").stdout)
    assert document["complete"]
    assert document["prices"]
    assert all(price["after"] < price["before"] for price in document["prices"])


def test_prices_as_a_workbook(draft: Path, tmp_path: Path) -> None:
    output = tmp_path / "prix.xlsx"
    done = run("explain", draft, "--prices", "-o", output, "--lang", "fr")
    assert done.returncode == 0
    assert words_of(output) == [
        "Petite journée",
        "Fichier : agenda.toml",
        "Ce que coûtent les demandes",
        "Renoncer à une seule demande ne ferait rien gagner, sinon une journée plus courte par "
        "des sessions plus courtes ou d'autres heures d'ouverture : c'est prouvé.",
    ]


def test_ways_go_with_no_prices(draft: Path) -> None:
    done = run("explain", draft, "--prices", "--ways", 2, "--lang", "fr")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "--ways et --apply vont avec les pistes d'un brouillon impossible : les donner seuls, "
        "sans question ni --prices\n"
    )


def test_prices_of_a_draft_that_has_none(impossible: Path) -> None:
    done = run("explain", impossible, "--prices")
    assert done.returncode == 3
    assert done.stdout.startswith("Impossible, c'est prouvé")
