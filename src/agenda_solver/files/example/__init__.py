"""A real event to try everything on: its draft, and what its attendees answered to a form.

It is `instances/assises-normandes-2026`, which is not there where only the package is installed;
a test holds the two to be the same.
"""

from __future__ import annotations

from importlib import resources

from agenda_solver.files import toml
from agenda_solver.problem import Problem
from agenda_solver.text import Text

RESPONSES_NAME = Text("reponses.csv", "responses.csv")
"""What the answers are called where they are written."""

_HERE = resources.files(__name__)


def read_example() -> Problem:
    """Return the draft of the event, before anybody has registered."""
    with resources.as_file(_HERE / "agenda.toml") as path:
        return toml.read(path)


def responses() -> bytes:
    """Return the answers as the form exports them: invented people, four of whom answer twice."""
    return (_HERE / "reponses.csv").read_bytes()
