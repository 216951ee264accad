"""How attendees are called, and in which order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from agenda_solver.problem import Attendee
from agenda_solver.text import Names, Text, counted
from agenda_solver.words.names import folded


def name_of(attendee: Attendee, names: Names = "full") -> str:
    """Return how an attendee is called: by id where no name is known."""
    if names == "codes" or not attendee.name:
        return attendee.id
    return _initials(attendee.name) if names == "initials" else attendee.name


def shown_names(attendees: Iterable[Attendee], names: Names = "full") -> Mapping[str, str]:
    """Return by id how those on one list are called: of namesakes, with their group or their id."""
    everybody = list(attendees)
    called = {attendee.id: name_of(attendee, names) for attendee in everybody}
    namesakes = Counter(called.values())
    if names == "full":  # elsewhere, a group would tell who somebody is
        groups = Counter((one.name, folded(one.group)) for one in everybody if one.group)
        for one in everybody:
            if namesakes[called[one.id]] > 1 and groups[one.name, folded(one.group)] == 1:
                called[one.id] = f"{one.name} ({one.group})"
    return {
        key: name if namesakes[name] <= 1 or name == key else f"{name} ({key})"
        for key, name in called.items()
    }


def listed(attendees: Iterable[Attendee], names: Names = "full") -> tuple[str, ...]:
    """Return the ids of attendees as lists have them: by family name, where it is known.

    Where names are not shown in full, by what is: the order would tell more than the list.
    """
    everybody = list(attendees)
    called = shown_names(everybody, names)

    def place(attendee: Attendee) -> tuple[tuple[str, int], ...]:
        if names != "full" or not attendee.family_name:
            return in_order(called[attendee.id])
        return in_order(f"{attendee.family_name} {attendee.given_name} {called[attendee.id]}")

    return tuple(attendee.id for attendee in sorted(everybody, key=place))


def _initials(name: str) -> str:
    """Return ``J.-M. D.`` for Jean-Marc Dupont; a number stays."""
    words = (
        "-".join(_initial(part) for part in word.split("-") if _initial(part))
        for word in name.split()
    )
    return " ".join(word for word in words if word)


def _initial(part: str) -> str:
    letters = "".join(letter for letter in part if letter.isalnum())
    if not letters or letters.isdigit():
        return letters
    return f"{letters[0].upper()}."


_PIECES = re.compile(r"\d+|[^\W\d_]+")


def in_order(words: str) -> tuple[tuple[str, int], ...]:
    """Return by what names are sorted: without case and accents, a number by its size."""
    spread = unicodedata.normalize("NFKD", words)
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    pieces = _PIECES.findall(bare.casefold().replace("œ", "oe").replace("æ", "ae"))
    return tuple(("", int(piece)) if piece.isdecimal() else (piece, 0) for piece in pieces)


def other_people(number: int) -> Text:
    """Count those who are not named: ``3 autres personnes``."""
    return counted(
        number, Text("autre personne", "other person"), Text("autres personnes", "other people")
    )
