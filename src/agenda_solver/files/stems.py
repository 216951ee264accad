"""What the files of a folder are called, so that every system takes the names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from agenda_solver.text import Text

if TYPE_CHECKING:
    from agenda_solver.history.editions import Scope

FOLDERS: Mapping[Scope, Text] = {
    "room": Text("salles", "rooms"),
    "person": Text("intervenants", "people"),
    "attendee": Text("participants", "attendees"),
}
"""In which folder the files of each of these are."""

_KEPT = re.compile(r"[^\w.-]+")
_LONGEST = 60  # letters, of four bytes at most
# Windows takes these for devices, whatever follows after a dot; raised digits too.
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def file_stems(ids: Iterable[str]) -> dict[str, str]:
    """Return what the file of each id is called, without its suffix, on any system.

    An id that can be the name of a file is; of another, what can be is kept and a mark of
    the whole id is added. Names differ by more than capitals, and lead to no folder.
    """
    plain = {id_: _plain(id_) for id_ in ids}
    alike = Counter(map(_seen, plain.values()))
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for own in (True, False):  # those that keep their name first
        for id_, name in plain.items():
            if own == (name == id_ and alike[_seen(name)] == 1):
                stem = name if own else f"{name}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"
                while _seen(stem) in taken:
                    stem += "-"
                taken.add(_seen(stem))
                stems[id_] = stem
    return stems


def _seen(name: str) -> str:
    """Return a name as the system sees it that tells the fewest apart."""
    return unicodedata.normalize("NFKC", name).upper().casefold()


def _plain(id_: str) -> str:
    """Return what of an id may be in the name of a file."""
    name = _KEPT.sub("-", unicodedata.normalize("NFC", id_))[:_LONGEST].strip("-. ")
    return f"_{name}" if not name or _DEVICES.fullmatch(name) else name
