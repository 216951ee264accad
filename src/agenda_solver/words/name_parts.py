"""Which part of a name comes first: the family name is asked for apart by other programs."""

from __future__ import annotations

from agenda_solver.words.names import folded
from agenda_solver.words.programmes.given_names import GIVEN_NAMES


def name_parts(name: str) -> tuple[str, str]:
    """Return a given name and a family name: the two together are the name, as it is written.

    What is written in capitals at the end is the family name: ``Jean-Marc DE LA TOUR``. Else it
    is what follows the first name, and those names after it that are given names: ``Anne Marie
    Dupont``. A single word is a family name.
    """
    words = name.split()
    capitals = len(words)
    while capitals and words[capitals - 1].isupper() and len(words[capitals - 1]) > 1:
        capitals -= 1
    if 0 < capitals < len(words):
        return " ".join(words[:capitals]), " ".join(words[capitals:])
    given = min(1, len(words) - 1)
    while 0 < given < len(words) - 1 and folded(words[given]) in GIVEN_NAMES:
        given += 1
    return " ".join(words[:given]), " ".join(words[given:])
