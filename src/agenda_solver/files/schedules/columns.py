"""What the columns of a table of sessions are: by their headings, or as a mapping file says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from agenda_solver.files import InputError, in_file
from agenda_solver.files.decoding import decoded_toml
from agenda_solver.files.grid.delimited import SEPARATORS
from agenda_solver.files.grid.sheet import Given
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.lines import Lines
from agenda_solver.files.toml.syntax import parsed
from agenda_solver.text import Text, quoted
from agenda_solver.words.headings import key_of_heading
from agenda_solver.words.names import folded, instead, nearest, shown

NAMES: Mapping[str, Text] = {
    "title": Text("titre", "title"),
    "day": Text("jour", "day"),
    "hours": Text("horaires", "hours"),
    "start": Text("debut", "start"),
    "end": Text("fin", "end"),
    "minutes": Text("duree", "minutes"),
    "room": Text("salle", "room"),
    "people": Text("intervenants", "people"),
    "moderator": Text("animation", "moderator"),
    "kind": Text("genre", "kind"),
    "track": Text("theme", "track"),
    "subtitle": Text("sous_titre", "subtitle"),
    "description": Text("description", "description"),
    "language": Text("langue", "language"),
    "link": Text("lien", "link"),
    "organisation": Text("organisation", "organisation"),
    "presenter": Text("presente_par", "presenter"),
    "decision": Text("decision", "decision"),
    "withdrawn": Text("retiree", "withdrawn"),
    "email": Text("email", "email"),
    "id": Text("id", "id"),
    "ignore": Text("ignorer", "ignore"),
    "sheet": Text("feuille", "sheet"),
    "separator": Text("separateur", "separator"),
}
"""The keys of a mapping file, in each language."""

_KEY_OF_NAME = {
    folded(word): key for key, name in NAMES.items() for word in (key, name.fr, name.en)
}
_SEPARATORS: Mapping[str, str] = {**{mark: mark for mark in SEPARATORS}, "tab": "\t"}
IGNORED = "ignore"
_MOST_BYTES = 1_000_000


class ColumnNames:
    """What the columns of a table are called.

    Parameters
    ----------
    mapping : Path or None
        A file that says it.
    encoding : str or None
        Of the table.
    key_of : callable
        Returns what a heading says, where the file does not.

    Attributes
    ----------
    given : Given
        The sheet, the separator and the encoding, as somebody says them.
    """

    def __init__(
        self,
        mapping: Path | None,
        encoding: str | None,
        key_of: Callable[[str], str | None] = key_of_heading,
    ) -> None:
        self._key_of = key_of
        self._named: dict[str, str] = {}
        options: dict[str, str] = {}
        if mapping is not None:
            self._named, options = _read(mapping)
        self.given = Given(encoding, options.get("separator"), options.get("sheet"))
        self._replaced = {key for key in self._named.values() if key != IGNORED}

    def key(self, heading: str) -> str | None:
        """Return what a column says; None where it is nothing that is known."""
        word = folded(heading)
        if word in self._named:
            return self._named[word]
        known = self._key_of(heading)
        return None if known in self._replaced or known not in NAMES else known


def _read(mapping: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a mapping file says: what each heading is, and how the table is read."""
    text = decoded_toml(mapping.name, read_bytes(mapping, most=_MOST_BYTES))
    lines = Lines(text)
    named: dict[str, str] = {}
    options: dict[str, str] = {}

    def refuse(word: str, message: Text) -> InputError:
        return InputError([in_file(mapping.name, message, lines.of((word,)))])

    for word, value in parsed(mapping, text).items():
        key = _KEY_OF_NAME.get(folded(word))
        if key is None:
            near = nearest(word, {name: name for name in _KEY_OF_NAME})
            known = [quoted(name) for name in NAMES.values()]
            raise refuse(word, instead(_UNKNOWN.fill(word=shown(word)), near, known))
        headings = list(_texts(value))
        if not headings:
            raise refuse(word, _NO_HEADING.fill(word=shown(word)))
        if key == "separator" and headings[0].lower() not in _SEPARATORS:
            raise refuse(word, _SEPARATOR.fill(value=shown(headings[0])))
        if key in ("sheet", "separator"):
            options[key] = _SEPARATORS.get(headings[0].lower(), headings[0])
            continue
        for heading in headings:
            if named.setdefault(folded(heading), key) != key:
                raise refuse(word, _TWICE.fill(heading=shown(heading)))
    return named, options


def _texts(value: Any) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    return (one for one in values if isinstance(one, str) and one)


_UNKNOWN = Text("la clé {word} n'existe pas", "there is no key {word}")
_NO_HEADING = Text(
    "{word} attend un en-tête entre guillemets, ou plusieurs entre crochets",
    "{word} needs a heading between quotation marks, or several in brackets",
)
_SEPARATOR = Text(
    "{value} n'est pas un séparateur connu : attendu « ; », « , », « | » ou « tab »",
    "{value} is no known separator: expected “;”, “,”, “|” or “tab”",
)
_TWICE = Text("{heading} est donné à deux clés", "{heading} is given to two keys")
