"""An event with four workshops, and what it takes to register answers to its form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from agenda_solver.files.responses import Registration, register
from agenda_solver.problem import Attendee, Problem

EAU = "Atelier 1 : Eau, sols, air : quels leviers ?"
JEUNESSE = "Atelier 2 : Jeunesse, engagement et mobilité"
SANTE = "Atelier 3 – La santé, ici et là-bas"
BUDGET = "Atelier 4 : Monter un budget"
WORKSHOPS = {"eau": EAU, "jeunesse": JEUNESSE, "sante": SANTE, "budget": BUDGET}


def event(attendees: Iterable[dict[str, object]] = (), *, language: str = "fr") -> Problem:
    """A day with a lunch and four workshops, of which one takes place twice."""
    workshops = [
        {"id": key, "title": title, "kind": "atelier", "minutes": 60, "block": "ateliers"}
        for key, title in WORKSHOPS.items()
    ]
    workshops[3] = {**workshops[3], "repeats": 2}
    return Problem.read(
        {
            "event": {"name": "Forum fictif", "language": language},
            "days": [{"id": "mercredi", "date": "2026-06-10"}],
            "rooms": [{"id": "salle", "features": ["PMR", "boucle magnétique"]}],
            "people": [{"id": "p007", "role": "Maire"}],
            "sessions": [
                {"id": "accueil", "title": "Accueil", "minutes": 30},
                {"id": "dejeuner", "title": "Déjeuner", "kind": "repas", "minutes": 60},
                *workshops,
            ],
            "attendees": list(attendees),
        }
    )


def csv_text(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=separator).writerows(rows)
    return lines.getvalue()


def answers(
    folder: Path,
    rows: Iterable[Sequence[str]] | str | bytes,
    *,
    problem: Problem | None = None,
    mapping: str | None = None,
    encoding: str | None = None,
) -> Registration:
    """Register rows, the header first, as the CSV file that a form would give."""
    path = folder / "reponses.csv"
    text = rows if isinstance(rows, str | bytes) else csv_text(rows)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    mapped = None
    if mapping is not None:
        mapped = folder / "colonnes.toml"
        mapped.write_text(mapping, encoding="utf-8")
    return register(problem or event(), path, mapping=mapped, encoding=encoding)


def wishes(done: Registration) -> list[list[str] | dict[str, int]]:
    """Return the wishes of each attendee, in their order."""
    return [it.wishes for it in done.problem.attendees]


def only(done: Registration) -> Attendee:
    """Return the one attendee there is."""
    (found,) = done.problem.attendees
    return found


def column_texts(done: Registration) -> dict[str, str]:
    """Return what each column was read as, in English, by its header."""
    return {column.header: text.en for column, text in done.report.read_as}


def ignored(done: Registration) -> list[str]:
    return [column.header for column in done.report.ignored]
