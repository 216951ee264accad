"""A mapping file: what the columns of an export say, where their headers do not tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from agenda_solver.files import FileFault, InputError, about_file, in_file, on_line
from agenda_solver.files.decoding import decoded_toml
from agenda_solver.files.fields import ATTENDEES, TEXTS, Field
from agenda_solver.files.grid.delimited import SEPARATORS
from agenda_solver.files.kinds import kind_of
from agenda_solver.files.responses.table import Column
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.lines import Lines
from agenda_solver.files.toml.syntax import parsed
from agenda_solver.problem import Path as KeyPath
from agenda_solver.problem import Problem, label_of
from agenda_solver.text import Text, quoted
from agenda_solver.words.names import (
    A_SESSION,
    clean,
    folded,
    instead,
    nearest,
    on_one_line,
    perhaps,
    shown,
)

Measure = Literal["ranks", "ratings", "ticks"]

_OTHERS = ("must_attend", "together", "apart", "friends")
_MAPPED = (*(key for key in TEXTS if key != "source"), "present", "needs", *_OTHERS)
_ATTENDEE = tuple(field for field in ATTENDEES.fields if field.toml in _MAPPED)


def _bare(field: Field) -> Text:
    """Return the heading of a field as a key of TOML, which has neither accents nor blanks."""
    letters = unicodedata.normalize("NFKD", field.heading.fr).encode("ascii", "ignore")
    return Text(letters.decode().replace(" ", "_"), field.toml)


@dataclass(frozen=True)
class MappingKey:
    """A key of a mapping file: how it is written in each language, and what it says."""

    name: Text
    help: Text


def _names_column(field: Field) -> MappingKey:
    several = {"id": _ONE, "name": _IN_TURN, "needs": _ADDED, "note": _ADDED}
    several |= dict.fromkeys(_OTHERS, _ADDED)
    return MappingKey(_bare(field), several.get(field.toml, _FIRST_FILLED))


_ONE = Text("l'en-tête de la colonne", "the header of the column")
_IN_TURN = Text(
    "l'en-tête de la colonne, ou plusieurs entre crochets, qui se suivent",
    "the header of the column, or several in brackets, which follow one another",
)
_ADDED = Text(
    "l'en-tête de la colonne, ou plusieurs entre crochets, qui s'ajoutent",
    "the header of the column, or several in brackets, which are added up",
)
_FIRST_FILLED = Text(
    "l'en-tête de la colonne, ou plusieurs entre crochets : la première remplie compte",
    "the header of the column, or several in brackets: the first that is filled counts",
)

FIELDS: Mapping[str, MappingKey] = {
    **{field.toml: _names_column(field) for field in _ATTENDEE},
    "timestamp": MappingKey(Text("horodateur", "timestamp"), _FIRST_FILLED),
    "key": MappingKey(
        Text("cle", "key"),
        Text(
            "la ou les colonnes qui distinguent les personnes",
            "the column or columns that tell people apart",
        ),
    ),
}
"""The keys that name columns, and what an attendee has of each."""

KEYS: Mapping[str, MappingKey] = {
    **FIELDS,
    "wishes": MappingKey(
        Text("voeux", "wishes"),
        Text(
            "les colonnes des vœux, du premier au dernier ; `*` tient lieu de l'atelier ou du "
            'rang : `"Classez [*]"`',
            "the columns of the wishes, from the first to the last; `*` stands for the workshop "
            'or the rank: `"Rank them [*]"`',
        ),
    ),
    "wishes_are": MappingKey(
        Text("voeux_sont", "wishes_are"),
        Text(
            '`"classés"`, `"notés"` ou `"égaux"`, quand cela ne se voit pas',
            '`"ranked"`, `"rated"` or `"equal"`, where that is not plain',
        ),
    ),
    "ignore": MappingKey(
        Text("ignorer", "ignore"), Text("les colonnes à ne pas lire", "columns not to be read")
    ),
    "separator": MappingKey(
        Text("separateur", "separator"), Text("le séparateur du CSV", "the separator of the CSV")
    ),
    "sheet": MappingKey(
        Text("feuille", "sheet"), Text("la feuille du classeur", "the sheet of the workbook")
    ),
    "dates": MappingKey(
        Text("dates", "dates"), Text('`"jj/mm"` ou `"mm/jj"`', '`"dd/mm"` or `"mm/dd"`')
    ),
    "labels": MappingKey(
        Text("libelles", "labels"),
        Text(
            '`"texte du formulaire" = "identifiant de la session"` ; `""` pour ce qui n\'est pas '
            "un vœu",
            '`"text of the form" = "id of the session"`; `""` for what is no wish',
        ),
    ),
    "presence": MappingKey(
        Text("presences", "presences"),
        Text('`"Le matin" = "jusqu\'à 13h"`', '`"In the morning" = "until 13:00"`'),
    ),
    "leave_out": MappingKey(
        Text("ecarter", "leave_out"),
        Text(
            '`"colonne" = "valeur"`, ou plusieurs valeurs : ces lignes ne sont pas des '
            "inscriptions",
            '`"column" = "value"`, or several values: these rows are no registrations',
        ),
    ),
}
TABLES = ("labels", "presence", "leave_out")
_KEY_OF: Mapping[str, str] = {
    **{
        folded(word): key
        for key, written in KEYS.items()
        for word in (key, written.name.fr, written.name.en)
    },
    **{name: field.toml for field in _ATTENDEE for name in field.names},
    "etiquettes": "labels",
}
_MEASURES: Mapping[str, Measure] = {
    **dict.fromkeys(("classes", "ranked", "ranks", "rangs"), "ranks"),
    **dict.fromkeys(("notes", "rated", "ratings"), "ratings"),
    **dict.fromkeys(("egaux", "equal", "ticks"), "ticks"),
}
_DAY_FIRST = ("jjmm", "ddmm")
_MONTH_FIRST = ("mmjj", "mmdd")
_STAR = "*"
_NEAR = 0.4  # of 1: less alike than this, nothing is suggested
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Pattern:
    """A column as a mapping file names it: by its header, in which ``*`` stands for any words."""

    words: str
    path: KeyPath

    def item(self, column: Column) -> str | None:
        """Return what ``*`` stands for in a header, or ``""``; None if the header is another."""
        if _STAR not in self.words:
            return "" if folded(column.header) == folded(self.words) else None
        pieces = [re.escape(on_one_line(piece)) for piece in self.words.split(_STAR)]
        match = re.fullmatch("(.*)".join(pieces), on_one_line(column.header), re.IGNORECASE)
        return clean(match[1]) if match else None


@dataclass(frozen=True)
class Said:
    """Words of a mapping file, and where they stand."""

    words: str
    path: KeyPath


@dataclass(frozen=True)
class ColumnMap:
    """What a mapping file says; that of no file says nothing.

    Attributes
    ----------
    fields : mapping of str to tuple of Pattern
        By field of an attendee, the columns that say it together.
    wishes : tuple of Pattern or None
        Columns of wishes, the first wish first; None: those that are recognised.
    wishes_are : {"ranks", "ratings", "ticks"}, optional
        What the wishes are, where that is not plain.
    ignore : tuple of Pattern
        Columns that are not read.
    labels : mapping of str to str
        Names of sessions, and their ids; blank for what is no wish.
    presence : mapping of str to Said
        Answers on presence, folded, and the hours or days they stand for.
    leave_out : tuple of (Pattern, tuple of str)
        Columns, and the values with which a row is no registration.
    day_first : bool, optional
        Whether the day comes before the month in dates.
    """

    fields: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    wishes: tuple[Pattern, ...] | None = None
    wishes_are: Measure | None = None
    ignore: tuple[Pattern, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    presence: Mapping[str, Said] = field(default_factory=dict)
    leave_out: tuple[tuple[Pattern, tuple[str, ...]], ...] = ()
    separator: str | None = None
    sheet: str | None = None
    day_first: bool | None = None
    place: Callable[[KeyPath, Text], FileFault] = lambda _path, message: FileFault(message)

    def refusal(self, faults: Iterable[tuple[KeyPath, Text]]) -> InputError:
        """Return faults as sentences that say where in the file they stand."""
        return InputError([self.place(path, message) for path, message in faults])

    def columns(
        self, patterns: Iterable[Pattern], columns: tuple[Column, ...], *, alike: bool = False
    ) -> Iterator[tuple[Column, str]]:
        """Yield the columns that are named, and what a ``*`` stands for in each header.

        Parameters
        ----------
        patterns : iterable of Pattern
        columns : tuple of Column
        alike : bool
            Whether one name may stand for several columns.

        Raises
        ------
        InputError
            If no column is so called, or more than one without a ``*``.
        """
        for pattern in patterns:
            named = [
                (column, item) for column in columns if (item := pattern.item(column)) is not None
            ]
            if not named:
                raise self.refusal([(pattern.path, _no_column(pattern.words, columns))])
            if len(named) > 1 and not alike and _STAR not in pattern.words:
                raise self.refusal([(pattern.path, _TWICE.fill(header=quoted(pattern.words)))])
            yield from named


def read_mapping(path: Path, problem: Problem) -> ColumnMap:
    """Read a mapping file.

    Parameters
    ----------
    path : Path
        A TOML file: a key for each field of an attendee, and the header of its column, or
        several; see `docs/registrations.md`.
    problem : Problem
        The draft, whose sessions it names.

    Raises
    ------
    InputError
        If it cannot be read, or what it says has no sense; a sentence for each fault.
    """
    text = _text(path)
    if not re.search(r"^[^#\s]", text, re.MULTILINE):
        raise InputError([in_file(path.name, _BLANK)])
    return _Reading(path, text, problem).mapping()


def _text(path: Path) -> str:
    data = read_bytes(path, most=_MOST_BYTES)
    kind = kind_of(data)
    if kind is not None:
        raise InputError([about_file(path.name, _NOT_TOML, kind=kind)])
    return decoded_toml(path.name, data)


class _Reading:
    """The text of a mapping file while it is understood, and the faults found in it."""

    def __init__(self, path: Path, text: str, problem: Problem) -> None:
        self._path = path
        self._problem = problem
        self._data = parsed(path, text)
        self._lines = Lines(text)
        self._faults: list[tuple[KeyPath, Text]] = []

    def mapping(self) -> ColumnMap:
        entries: dict[str, tuple[str, Any]] = {}
        for word, value in self._data.items():
            key = _KEY_OF.get(folded(word))
            if key == "present" and isinstance(value, dict):
                key = "presence"
            if key is None:
                self._fault((word,), _unknown_key(word))
            elif key in entries:
                self._fault((word,), _KEY_TWICE.fill(other=quoted(entries[key][0])))
            else:
                entries[key] = (word, value)
        fields = {key: self._patterns(entries, key) for key in FIELDS if key in entries}
        whole = ColumnMap(
            fields={key: patterns for key, patterns in fields.items() if patterns},
            wishes=self._patterns(entries, "wishes") if "wishes" in entries else None,
            wishes_are=self._one_of(entries, "wishes_are", _MEASURES, _WISHES_ARE),
            ignore=self._patterns(entries, "ignore"),
            labels=self._labels(entries),
            presence={
                folded(label): Said(words, (entries["presence"][0], label))
                for label, words in self._words(entries, "presence").items()
            },
            leave_out=tuple(self._leave_out(entries)),
            separator=self._one_of(
                entries,
                "separator",
                {**{mark: mark for mark in SEPARATORS}, "tab": "\t"},
                _SEPARATOR,
            ),
            sheet=self._string(entries, "sheet"),
            day_first=self._one_of(
                entries,
                "dates",
                {**dict.fromkeys(_DAY_FIRST, True), **dict.fromkeys(_MONTH_FIRST, False)},
                _DATES,
            ),
            place=self._place,
        )
        if self._faults:
            raise whole.refusal(self._faults)
        return whole

    def _place(self, path: KeyPath, message: Text) -> FileFault:
        line = on_line(self._lines.of(path) or 1)
        where = Text("{line}, {key}", "{line}, {key}").fill(line=line, key=label_of(path))
        return FileFault(message, self._path.name, where)

    def _fault(self, path: KeyPath, message: Text) -> None:
        self._faults.append((path, message))

    def _string(self, entries: Mapping[str, tuple[str, Any]], key: str) -> str | None:
        word, value = entries.get(key, (key, None))
        if value is None or isinstance(value, str):
            return value
        self._fault((word,), _EXPECTED_TEXT)
        return None

    def _one_of(
        self,
        entries: Mapping[str, tuple[str, Any]],
        key: str,
        known: Mapping[str, Any],
        expected: Text,
    ) -> Any:
        words = self._string(entries, key)
        if words is None:
            return None
        for candidate in (words, folded(words), folded(words)[:4]):
            if candidate in known:
                return known[candidate]
        self._fault((entries[key][0],), expected.fill(value=shown(words)))
        return None

    def _patterns(self, entries: Mapping[str, tuple[str, Any]], key: str) -> tuple[Pattern, ...]:
        word, value = entries.get(key, (key, []))
        single = isinstance(value, str)
        items = [value] if single else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self._fault((word,), _EXPECTED_HEADERS)
            return ()
        if any(not folded(item) for item in items):
            self._fault((word,), _BLANK_HEADER)
            return ()
        return tuple(
            Pattern(item, (word,) if single else (word, number))
            for number, item in enumerate(items)
        )

    def _words(self, entries: Mapping[str, tuple[str, Any]], key: str) -> dict[str, str]:
        """Return a table of texts."""
        word, value = entries.get(key, (key, {}))
        if not isinstance(value, dict):
            self._fault((word,), _EXPECTED_TABLE.fill(key=word))
            return {}
        for name, item in value.items():
            if not isinstance(item, str):
                self._fault((word, name), _EXPECTED_TEXT)
        return {name: clean(item) for name, item in value.items() if isinstance(item, str)}

    def _labels(self, entries: Mapping[str, tuple[str, Any]]) -> dict[str, str]:
        labels = self._words(entries, "labels")
        for label, session in labels.items():
            if session and session not in self._problem.session:
                sentence = self._problem.names["sessions"].unknown(session, A_SESSION)
                self._fault((entries["labels"][0], label), sentence)
        return labels

    def _leave_out(
        self, entries: Mapping[str, tuple[str, Any]]
    ) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
        word, value = entries.get("leave_out", ("leave_out", {}))
        if not isinstance(value, dict):
            self._fault((word,), _EXPECTED_TABLE.fill(key=word))
            return
        for header, item in value.items():
            values = [item] if isinstance(item, str) else item
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                self._fault((word, header), _EXPECTED_VALUES)
                continue
            yield Pattern(header, (word, header)), tuple(map(clean, values))


def _unknown_key(word: str) -> Text:
    key = nearest(word, _KEY_OF)
    near = None if key is None else quoted(KEYS[key].name)
    return instead(_NOT_KNOWN, near, [known.name for known in KEYS.values()])


def _no_column(words: str, columns: tuple[Column, ...]) -> Text:
    sentence = _NO_COLUMN.fill(header=shown(words))
    near = nearest(words, {column.header: column for column in columns}, alike=_NEAR)
    return sentence if near is None else perhaps(sentence, near.title)


_BLANK = Text(
    'ce fichier ne dit rien ; il donne l\'en-tête de chaque colonne (nom = "Nom et prénom")',
    'this file says nothing; it gives the header of each column (name = "Full name")',
)
_NOT_TOML = Text(
    "{path} est {kind}, pas un fichier de correspondance en TOML",
    "{path} is {kind}, not a mapping file in TOML",
)
_NOT_KNOWN = Text("ce mot n'est pas connu ici", "this word is not known here")
_KEY_TWICE = Text("c'est déjà dit par {other}", "{other} says this already")
_EXPECTED_TEXT = Text("attendu un texte entre guillemets", "expected text in quotation marks")
_EXPECTED_HEADERS = Text(
    'attendu l\'en-tête d\'une colonne, ou plusieurs : ["Prénom", "Nom"]',
    'expected the header of a column, or several: ["First name", "Last name"]',
)
_BLANK_HEADER = Text("un en-tête est vide", "a header is blank")
_EXPECTED_TABLE = Text(
    'attendu un tableau : [{key}], puis une ligne "texte" = "valeur" pour chacun',
    'expected a table: [{key}], then a line "text" = "value" for each',
)
_EXPECTED_VALUES = Text(
    'attendu une valeur, ou plusieurs : ["Annulé", "Remboursé"]',
    'expected a value, or several: ["Cancelled", "Refunded"]',
)
_NO_COLUMN = Text(
    "le fichier des réponses n'a pas de colonne {header}",
    "the file of answers has no column {header}",
)
_TWICE = Text(
    "deux colonnes du fichier des réponses s'appellent {header} : en renommer une",
    "two columns of the file of answers are called {header}: rename one",
)
_WISHES_ARE = Text(
    "{value} n'est pas compris : attendu « classés », « notés » ou « égaux »",
    "{value} is not understood: expected “ranked”, “rated” or “equal”",
)
_SEPARATOR = Text(
    "{value} n'est pas un séparateur connu : attendu « ; », « , », « | » ou « tab »",
    "{value} is no known separator: expected “;”, “,”, “|” or “tab”",
)
_DATES = Text(
    "{value} n'est pas compris : attendu « jj/mm » ou « mm/jj »",
    "{value} is not understood: expected “dd/mm” or “mm/dd”",
)
