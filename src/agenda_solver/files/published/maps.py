"""Maps: which columns the table of another program has, and what of a programme stands in each.

A map is TOML. Its keys, and the fields between braces, are French or English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from agenda_solver.files import FileFault, InputError, in_file
from agenda_solver.files.decoding import decoded_toml
from agenda_solver.files.grid.delimited import SEPARATORS
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.lines import Lines
from agenda_solver.files.toml.syntax import parsed
from agenda_solver.text import Text, quoted
from agenda_solver.words.names import folded, instead, nearest, shown

FIELDS: Mapping[str, Text] = {
    "title": Text("titre", "title"),
    "subtitle": Text("sous_titre", "subtitle"),
    "day": Text("jour", "day"),
    "start": Text("debut", "start"),
    "end": Text("fin", "end"),
    "end_day": Text("jour_de_fin", "end_day"),
    "minutes": Text("duree", "minutes"),
    "offset": Text("decalage", "offset"),
    "zone": Text("fuseau", "zone"),
    "room": Text("salle", "room"),
    "where": Text("ou", "where"),
    "people": Text("intervenants", "people"),
    "roles": Text("roles", "roles"),
    "emails": Text("emails", "emails"),
    "kind": Text("genre", "kind"),
    "track": Text("theme", "track"),
    "description": Text("description", "description"),
    "language": Text("langue", "language"),
    "link": Text("lien", "link"),
    "event": Text("evenement", "event"),
    "id": Text("id", "id"),
}
"""What may stand between braces, in each language."""

KEYS: Mapping[str, Text] = {
    "columns": Text("colonnes", "columns"),
    "separator": Text("separateur", "separator"),
    "encoding": Text("codage", "encoding"),
    "headings": Text("en_tetes", "headings"),
    "day": Text("jour", "day"),
    "time": Text("heure", "time"),
    "zone": Text("fuseau", "zone"),
    "between": Text("entre", "between"),
}
"""The keys of a map, in each language."""
COLUMN_KEYS: Mapping[str, Text] = {
    "heading": Text("en_tete", "heading"),
    "value": Text("valeur", "value"),
    "otherwise": Text("a_defaut", "otherwise"),
}
"""Those of a column."""
_DAY = re.compile(r"YYYY|AAAA|YY|AA|MM|M|DD|JJ|D|J")
_TIME = re.compile(r"HH|H|mm")
_HALF_DAYS = re.compile(r"AM|am|hh|h|mm")
_LETTER = re.compile(r"[^\W\d_]")
_Place = tuple[str | int, ...]
_MOST_BYTES = 1_000_000
_ENDING = ".toml"
_SHIPPED = "maps"


@dataclass(frozen=True)
class MapColumn:
    """A column: its heading, and what stands in it.

    Attributes
    ----------
    heading : str
    pieces : tuple of pairs of str
        Words, and the field that follows them, or "" for none.
    otherwise : str
        What stands in it where it would be blank.
    """

    heading: str
    pieces: tuple[tuple[str, str], ...]
    otherwise: str = ""

    def filled(self, values: Mapping[str, str]) -> str:
        """Return what stands in the column of a session, of which these are the fields."""
        words = "".join(text + values.get(field, "") for text, field in self.pieces)
        return _BLANK_LINES.sub("\n\n", words).strip() or self.otherwise


_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class TableMap:
    """The table of another program.

    Attributes
    ----------
    columns : tuple of MapColumn
        In their order.
    separator, encoding : str
    headings : bool
        Whether the first line has them.
    day, time : str
        The form of days and times: ``M/D/YYYY``, ``h:mm AM``.
    zone : str
        On whose clock times are; nothing: on that of the event.
    between : str
        What stands between several people.
    """

    columns: tuple[MapColumn, ...]
    separator: str = ","
    encoding: str = "utf-8"
    headings: bool = True
    day: str = "YYYY-MM-DD"
    time: str = "HH:mm"
    zone: str = ""
    between: str = ", "

    def day_of(self, moment: datetime) -> str:
        """Write the day of a moment as the table has it."""
        year, month, day = moment.year, moment.month, moment.day
        forms = {
            **dict.fromkeys(("YYYY", "AAAA"), f"{year:04d}"),
            **dict.fromkeys(("YY", "AA"), f"{year % 100:02d}"),
            **{"MM": f"{month:02d}", "M": str(month)},
            **dict.fromkeys(("DD", "JJ"), f"{day:02d}"),
            **dict.fromkeys(("D", "J"), str(day)),
        }
        return _DAY.sub(lambda token: forms[token[0]], self.day)

    def time_of(self, moment: datetime) -> str:
        """Write the time of a moment as the table has it."""
        hour, half = moment.hour, "AM" if moment.hour < 12 else "PM"
        short = hour % 12 or 12
        forms = {
            **{"HH": f"{hour:02d}", "H": str(hour), "hh": f"{short:02d}", "h": str(short)},
            **{"mm": f"{moment.minute:02d}", "AM": half, "am": half.lower()},
        }
        return _tokens(self.time).sub(lambda token: forms[token[0]], self.time)

    def on_its_clock(self, moment: datetime) -> datetime:
        """Return a moment on the clock on which the times of the table are."""
        return moment.astimezone(ZoneInfo(self.zone)) if self.zone else moment


def _tokens(time: str) -> re.Pattern[str]:
    """Return what stands for numbers in the form of a time: ``h`` does beside AM only."""
    return _HALF_DAYS if "am" in time.lower() else _TIME


# --- Where maps are -------------------------------------------------------------------------


def shipped_maps() -> tuple[str, ...]:
    """Return the names of the maps that are supplied."""
    entries = (entry.name for entry in files(__package__).joinpath(_SHIPPED).iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in entries if name.endswith(_ENDING)))


def read_map(name: str) -> TableMap:
    """Read a map that is supplied, by its name, or one's own, by its path, which ends in .toml.

    Raises
    ------
    InputError
        If there is none, or it is not understood.
    """
    if name.lower().endswith(_ENDING):
        path = Path(name)
        return _Reading(path, read_bytes(path, most=_MOST_BYTES)).column_map()
    known = {folded(shipped): shipped for shipped in shipped_maps()}
    if folded(name) not in known:
        near = nearest(name, {shipped: shipped for shipped in known.values()})
        names = [quoted(shipped) for shipped in known.values()]
        raise InputError([instead(_NO_MAP.fill(name=shown(name)), near, names)])
    path = Path(known[folded(name)] + _ENDING)
    data = files(__package__).joinpath(_SHIPPED, path.name).read_bytes()
    return _Reading(path, data).column_map()


# --- Reading one ------------------------------------------------------------------------------


class _Reading:
    """A map while it is read; all that is wrong is told at once, each with its line."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._name = path.name
        text = decoded_toml(path.name, data)
        self._lines = Lines(text)
        self._data = parsed(path, text)
        self._faults: list[tuple[int, FileFault]] = []  # each with its line

    def column_map(self) -> TableMap:
        """Return what the map says."""
        given = self._known((), self._data, KEYS)
        columns = tuple(self._columns(*given.pop("columns", ((), None))))
        values = {key: self._value(key, *placed) for key, placed in given.items()}
        if self._faults:
            raise InputError([fault for _, fault in sorted(self._faults, key=itemgetter(0))])
        if "separator" in values:
            values["separator"] = _SEPARATORS[values["separator"].lower()]
        return TableMap(columns, **values)

    def _value(self, key: str, at: _Place, value: object) -> Any:
        if key == "headings":
            if not isinstance(value, bool):
                self._refuse(at, _NO_FLAG)
            return value
        words = self._words(at, value)
        check = _CHECKS.get(key)
        if words is not None and check and (wrong := check(words)):
            self._refuse(at, wrong)
        return words

    def _columns(self, at: _Place, value: object) -> Iterator[MapColumn]:
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(one, dict) for one in value)
        ):
            self._refuse(at, _NO_COLUMNS)
            return
        for number, row in enumerate(value):
            given = self._known((*at, number), row, COLUMN_KEYS)
            words = {key: self._words(*placed) or "" for key, placed in given.items()}
            place = given["value"][0] if "value" in given else (*at, number)
            pieces = tuple(self._pieces(place, words.get("value", "")))
            yield MapColumn(words.get("heading", ""), pieces, words.get("otherwise", ""))

    def _pieces(self, at: _Place, value: str) -> Iterator[tuple[str, str]]:
        try:
            parts = list(Formatter().parse(value))
        except ValueError:
            self._refuse(at, _BRACES.fill(value=shown(value)))
            return
        for words, field, form, conversion in parts:
            if field is None:
                yield words, ""
                continue
            key = _NAMED.get(folded(field))
            if key is None or form or conversion:
                near = nearest(field, {name: name for name in _NAMED})
                names = [quoted(name) for name in FIELDS.values()]
                self._refuse(at, instead(_NO_FIELD.fill(field=shown(field)), near, names))
            else:
                yield words, key

    def _known(
        self, at: _Place, data: Mapping[str, Any], keys: Mapping[str, Text]
    ) -> dict[str, tuple[_Place, Any]]:
        """Return the values of a table by our key, each with where it stands."""
        named = _by_word(keys)
        known: dict[str, tuple[_Place, Any]] = {}
        for word, value in data.items():
            key = named.get(folded(word))
            if key is not None and key not in known:
                known[key] = (*at, word), value
            elif key:
                self._refuse((*at, word), _TWICE.fill(word=shown(word)))
            else:
                near = nearest(word, {name: name for name in named})
                names = [quoted(name) for name in keys.values()]
                self._refuse((*at, word), instead(_NO_KEY.fill(word=shown(word)), near, names))
        return known

    def _words(self, at: _Place, value: object) -> str | None:
        if isinstance(value, str):
            return value
        self._refuse(at, _NO_WORDS)
        return None

    def _refuse(self, at: _Place, message: Text) -> None:
        line = self._lines.of(at)
        self._faults.append((line or 0, in_file(self._name, message, line)))


def _by_word(keys: Mapping[str, Text]) -> dict[str, str]:
    return {folded(word): key for key, name in keys.items() for word in (key, name.fr, name.en)}


_NAMED = _by_word(FIELDS)
_SEPARATORS: Mapping[str, str] = {**{mark: mark for mark in SEPARATORS}, "tab": "\t"}


def _separator_fault(value: str) -> Text | None:
    return None if value.lower() in _SEPARATORS else _NO_SEPARATOR.fill(value=shown(value))


def _encoding_fault(value: str) -> Text | None:
    try:
        "Été".encode(value, errors="replace")  # some codecs take no replacement
    except (LookupError, ValueError):
        return _NO_ENCODING.fill(value=shown(value))
    return None


def _zone_fault(value: str) -> Text | None:
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError):
        return _NO_ZONE.fill(value=shown(value))
    return None


def _day_fault(value: str) -> Text | None:
    rest = _DAY.sub("", value)
    return _NO_DAY.fill(value=shown(value)) if rest == value or _LETTER.search(rest) else None


def _time_fault(value: str) -> Text | None:
    return (
        None
        if "mm" in value and _tokens(value).search(value)
        else _NO_TIME.fill(value=shown(value))
    )


_CHECKS = {
    "separator": _separator_fault,
    "encoding": _encoding_fault,
    "zone": _zone_fault,
    "day": _day_fault,
    "time": _time_fault,
}

_NO_MAP = Text(
    "--map : la correspondance {name} n'existe pas, et un fichier finit par .toml",
    "--map: there is no map {name}, and a file ends with .toml",
)
_NO_KEY = Text("la clé {word} n'existe pas", "there is no key {word}")
_TWICE = Text("la clé {word} est déjà donnée", "the key {word} is given already")
_NO_FIELD = Text("{field} n'est pas un champ", "{field} is no field")
_BRACES = Text(
    "{value} : un champ est entre accolades, comme {{titre}} ; une accolade s'écrit deux fois",
    "{value}: a field is between braces, such as {{title}}; a brace itself is written twice",
)
_NO_COLUMNS = Text(
    "il y faut au moins une colonne : [[colonnes]], puis en_tete et valeur",
    "it takes a column at least: [[columns]], then heading and value",
)
_NO_WORDS = Text("attendu un texte entre guillemets", "expected text between quotation marks")
_NO_FLAG = Text("attendu true ou false", "expected true or false")
_NO_SEPARATOR = Text(
    "{value} n'est pas un séparateur connu : attendu « ; », « , », « | » ou « tab »",
    "{value} is no known separator: expected “;”, “,”, “|” or “tab”",
)
_NO_ENCODING = Text(
    "{value} n'est pas un codage connu ; les plus courants sont utf-8, utf-8-sig (pour Excel) et "
    "cp1252",
    "{value} is no known encoding; the most usual are utf-8, utf-8-sig (for Excel) and cp1252",
)
_NO_ZONE = Text(
    "{value} n'est pas un fuseau horaire (par exemple Europe/Paris)",
    "{value} is not a time zone (for example Europe/Paris)",
)
_NO_DAY = Text(
    "{value} n'est pas la forme d'une date : attendu AAAA ou AA, MM ou M, JJ ou J, comme "
    "JJ/MM/AAAA",
    "{value} is not the form of a date: expected YYYY or YY, MM or M, DD or D, such as DD/MM/YYYY",
)
_NO_TIME = Text(
    "{value} n'est pas la forme d'une heure : attendu HH:mm, ou hh:mm AM",
    "{value} is not the form of a time: expected HH:mm, or hh:mm AM",
)
