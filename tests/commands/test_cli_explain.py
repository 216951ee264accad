"""What `explain` says of a draft: that it has a programme, or why it has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import run

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
