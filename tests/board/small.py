"""A small event for the board: a morning of two rooms, with attendees who have wishes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import agenda_solver
from agenda_solver import Settings
from agenda_solver.board.running import RunningBoard
from agenda_solver.budget import Budget

DRAFT = """
[event]
name = "Matinée"
language = "fr"
grid = 15

[[days]]
id = "lundi"
date = 2027-03-15
open = { start = "9h", end = "13h" }

[[rooms]]
id = "bleue"
name = "Salle bleue"
capacity = 40

[[rooms]]
id = "verte"
name = "Salle verte"
capacity = 20

[[people]]
id = "amal"
name = "Amal (inventée)"

[[people]]
id = "bruno"
name = "Bruno (inventé)"

# L'ouverture et ce qu'elle contient.
[[sessions]]
id = "ouverture"
title = "Ouverture"
kind = "opening"
minutes = 30
rooms = ["bleue"]

[[sessions]]
id = "mot"
title = "Mot d'accueil"
kind = "speech"
minutes = 15
part_of = "ouverture"
people = { intervention = ["amal"] }

[[sessions]]
id = "pleniere"
title = "Plénière"
kind = "plenary"
minutes = 45
rooms = ["bleue"]
people = { intervention = ["amal"] }

[[sessions]]
id = "un"
title = "Atelier un"
kind = "workshop"
minutes = { min = 45, ideal = 60, max = 75 }
people = { animation = ["amal"] }
capacity = { max = 10 }

[[sessions]]
id = "deux"
title = "Atelier deux"
kind = "workshop"
minutes = 60
people = { animation = ["bruno"] }
capacity = { max = 10 }
"""
ATTENDEES = "".join(
    f"""
[[attendees]]
id = "p{number}"
name = "Personne inventée {number}"
wishes = ["{"un" if number % 2 else "deux"}"]
"""
    for number in range(1, 5)
)
SETTINGS = Settings(seconds=10, workers=1)


@cache
def _solved(draft: str) -> agenda_solver.Programme:
    return agenda_solver.solve(agenda_solver.Problem.read(_data(draft)), SETTINGS)


def _data(draft: str) -> dict[str, object]:
    import tomllib

    return tomllib.loads(draft)


def programme(folder: Path, draft: str = DRAFT + ATTENDEES) -> Path:
    """Write the solved workbook of the event."""
    path = folder / "matinee.xlsx"
    agenda_solver.export(_solved(draft), path)
    return path


def draft(folder: Path, name: str = "matinee.toml", text: str = DRAFT) -> Path:
    """Write the draft of the event, as text or as a workbook."""
    path = folder / name
    if path.suffix == ".toml":
        path.write_text(text, encoding="utf-8")
    else:
        agenda_solver.export(agenda_solver.Problem.read(_data(text)), path)
    return path


def board_of(path: Path) -> RunningBoard:
    """Open a file on a board whose searches are short."""
    return RunningBoard(path, None, lambda stop: Budget(10, workers=1, stop=stop))
