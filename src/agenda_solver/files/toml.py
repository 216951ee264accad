"""Reads a draft from TOML, and the registrations that may stand beside it as CSV."""

from __future__ import annotations

import codecs
import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from agenda_solver.files import InputError
from agenda_solver.problem import Fault, Problem, ProblemError, clean, label_of
from agenda_solver.problem import Path as KeyPath
from agenda_solver.rules import weight_faults
from agenda_solver.text import Language, Text, listing, quoted, same

LARGEST = 20_000_000  # bytes; no organiser's draft comes near


def read(path: Path) -> Problem:
    """Read a draft from a TOML file.

    ``attendees = "registrations.csv"`` stands for a CSV file in the draft's folder. Its
    columns are the fields of an attendee, in French or in English; ``|`` separates the ids
    in a cell, and a rated wish is ``id=rating``.

    Parameters
    ----------
    path : Path
        The TOML file.

    Returns
    -------
    Problem
        What the draft asks.

    Raises
    ------
    InputError
        If a file cannot be read, or what it says has no sense; a sentence for each fault.
    """
    text = _text(path)
    data = _parsed(path, text)
    draft = _Draft(path, text, data)
    registrations = None
    if isinstance(data.get("attendees"), str):
        registrations = _registrations(draft, clean(data["attendees"]))
        data["attendees"] = registrations.rows
    try:
        problem = Problem.read(data)
    except ProblemError as error:
        draft.refuse(error.faults, registrations)
    if faults := list(weight_faults(problem)):
        draft.refuse(faults)
    return problem


def _placed(file: str, said: Text, line: int | None = None, key: Text | None = None) -> Text:
    """Return a sentence that begins with where it stands: file, line and key."""
    place = same(file)
    if line is not None:
        place = Text("{place}, ligne {line}", "{place}, line {line}").fill(place=place, line=line)
    if key is not None:
        place = Text("{place}, {key}", "{place}, {key}").fill(place=place, key=key)
    return Text("{place}: {said}", "{place}: {said}").fill(place=place, said=said)


# --- The file as text ---------------------------------------------------------------------


class _UnreadableError(Exception):
    """A file has no bytes to give, or they are not text; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _UnreadableError(
                Text("c'est un dossier, pas un fichier", "this is a folder, not a file")
            )
        if not path.exists():
            raise _UnreadableError(Text("ce fichier n'existe pas", "this file does not exist"))
        if not path.is_file():
            raise _UnreadableError(Text("ce n'est pas un fichier", "this is not a file"))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        raise _UnreadableError(
            Text("ce fichier ne peut pas être lu ({why})", "this file cannot be read ({why})").fill(
                why=error.strerror if isinstance(error, OSError) and error.strerror else error
            )
        ) from None
    if len(data) > LARGEST:
        raise _UnreadableError(
            Text(
                "ce fichier dépasse {most} Mo ; un brouillon n'est jamais si long",
                "this file is larger than {most} MB; no draft is that long",
            ).fill(most=LARGEST // 1_000_000)
        )
    return data


def _text(path: Path) -> str:
    try:
        data = _bytes(path)
    except _UnreadableError as error:
        raise InputError([_placed(str(path), error.text)]) from None
    try:
        return data.decode("utf-8-sig")  # editors on Windows begin with a byte order mark
    except UnicodeDecodeError as error:
        said = Text(
            "ce caractère n'est pas en UTF-8 : enregistrer le fichier en UTF-8",
            "this character is not UTF-8: save the file as UTF-8",
        )
        line = data[: error.start].count(b"\n") + 1
        raise InputError([_placed(path.name, said, line)]) from None


# --- Syntax -------------------------------------------------------------------------------

# tomllib speaks English; what it says first, and the same in French.
_REASONS: Mapping[str, str] = {
    "Expected '=' after a key": "attendu « = » après la clé",
    "Expected newline or end of document": "attendu une fin de ligne après cette valeur",
    "Expected ']'": "attendu « ] » à la fin de ce titre",
    "Expected ']]'": "attendu « ]] » à la fin de ce titre",
    "Invalid value": "valeur non comprise ; un texte s'écrit entre guillemets",
    "Invalid statement": "attendu une clé, ou un titre entre crochets",
    "Invalid initial character": "une clé ne commence pas ainsi",
    "Invalid date": "cette date n'existe pas",
    "Unclosed array": "un crochet n'est pas fermé, ou une virgule manque",
    "Unclosed inline table": "une accolade n'est pas fermée, ou une virgule manque",
    "Unterminated string": "des guillemets ne sont pas fermés",
    "Illegal character '\\n'": "des guillemets ne sont pas fermés sur cette ligne",
    "Illegal character": "ce caractère n'est pas permis dans un texte",
    "Unescaped '\\'": "dans un texte, la barre \\ s'écrit \\\\",
    "Cannot overwrite": "cette clé est déjà donnée",
    "Duplicate inline table key": "cette clé est déjà donnée",
    "Cannot declare": "ce titre est déjà donné plus haut",
    "Cannot mutate": "ce tableau est déjà donné plus haut",
}
_SPOT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BARE_TIME = re.compile(r"[=\[,]\s*\d{1,2}(?:[hH]\d{0,2}|:\d{2})\s*(?:[],}#]|$)")
_LANGUAGE = re.compile(r"^[ \t]*language[ \t]*=[ \t]*[\"'](fr|en)[\"']", re.MULTILINE)


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        said = Text(
            "les crochets ou accolades sont trop imbriqués", "brackets are nested too deeply"
        )
        sentence = _placed(path.name, said)
    except tomllib.TOMLDecodeError as error:
        sentence = _syntax_sentence(path, text, str(error))
    except ValueError:  # Python refuses to read integers of thousands of digits
        said = Text("un nombre est beaucoup trop grand", "a number is far too large")
        sentence = _placed(path.name, said)
    raise InputError([sentence], _language_in(text))


def _syntax_sentence(path: Path, text: str, message: str) -> Text:
    spot = _SPOT.search(message)
    reason = message[: spot.start()] if spot else message
    # The longest beginning that fits: some begin like others.
    known = max((said for said in _REASONS if reason.startswith(said)), key=len, default=None)
    why = Text(_REASONS[known], reason) if known else same(reason)
    if spot is None or spot[1] is None:
        said = Text(
            "la syntaxe TOML n'est pas valable à la fin du fichier ({why})",
            "the TOML syntax is not valid at the end of the file ({why})",
        )
        return _placed(path.name, said.fill(why=why))
    line = int(spot[1])
    if _BARE_TIME.search(text.split("\n")[line - 1].rstrip()):
        why = Text(
            'une heure s\'écrit entre guillemets, "9h30"',
            'a time of day is written between quotation marks, "09:30"',
        )
    said = Text(
        "la syntaxe TOML n'est pas valable ici, colonne {column} ({why})",
        "the TOML syntax is not valid here, column {column} ({why})",
    )
    return _placed(path.name, said.fill(column=spot[2], why=why), line)


def _language_in(text: str) -> Language | None:
    """Return the language a text asks for although it cannot be parsed."""
    found = _LANGUAGE.search(text)
    if found is None:
        return None
    return "fr" if found[1] == "fr" else "en"


# --- Where a fault stands -----------------------------------------------------------------

_TOKEN = re.compile(
    r"""
    (?P<blank> [ \t\r]+ | \#[^\n]* )
    | (?P<string>
        \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5}
        | " (?: \\. | [^"\\] )* " | ' [^']* '
      )
    | (?P<mark> [][{},=\n] )
    | (?P<word> [^\s\#"'\[\]{},=]+ )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass
class _Holder:
    """An array or an inline table that is not closed yet; only an array counts items."""

    path: KeyPath
    item: int | None


class _Lines:
    """The line of each key, table and array item of a text that is valid TOML.

    tomllib does not tell. This reads no values: it only follows brackets, keys and commas.
    """

    def __init__(self, text: str) -> None:
        self.found: dict[KeyPath, int] = {}
        self._tables: dict[KeyPath, int] = {}  # how many [[tables]] of a name so far
        self._table: KeyPath = ()
        self._holders: list[_Holder] = []
        self._key: list[str] = []
        self._value: KeyPath | None = None  # of the value being read
        self._brackets = 0  # of the header being read
        line = 1
        for token in _TOKEN.finditer(text + "\n"):
            if token.lastgroup != "blank":
                self._read(token, line)
            line += token[0].count("\n")

    def of(self, path: KeyPath) -> int | None:
        """Return the line of a path, or of the nearest that holds it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.found:
                return self.found[path[:length]]
        return None

    def _read(self, token: re.Match[str], line: int) -> None:
        if token[0] == "\n" and not self._holders:
            self._end_line(line)
        elif self._value is not None:
            self._read_value(token[0], line)
        elif token[0] == "=":
            self._begin_value(line)
        elif token[0] == "[" and not self._key:
            self._brackets += 1
        elif token[0] == "}":
            self._close()
        elif token.lastgroup == "string":
            self._key.append(token[0][1:-1])
        elif token.lastgroup == "word":
            self._key += [part for part in token[0].split(".") if part]

    def _end_line(self, line: int) -> None:
        if self._brackets:
            path: KeyPath = ()
            for part in self._key[:-1]:
                path = (*path, part)
                if path in self._tables:
                    path = (*path, self._tables[path] - 1)
            path = (*path, self._key[-1])
            if self._brackets == 2:
                number = self._tables.get(path, 0)
                self._tables[path] = number + 1
                path = (*path, number)
            self._table = path
            self.found.setdefault(path, line)
        self._key, self._value, self._brackets = [], None, 0

    def _begin_value(self, line: int) -> None:
        path = self._holders[-1].path if self._holders else self._table
        for part in self._key:
            path = (*path, part)
            self.found.setdefault(path, line)
        self._key, self._value = [], path

    def _read_value(self, token: str, line: int) -> None:
        holder = self._holders[-1] if self._holders else None
        if token in "]}":
            self._close()
        elif token == ",":
            if holder is not None and holder.item is not None:
                holder.item += 1
                self._value = (*holder.path, holder.item)
            else:
                self._value = None
        elif token != "\n":
            assert self._value is not None
            self.found.setdefault(self._value, line)
            if token == "[":
                self._holders.append(_Holder(self._value, 0))
                self._value = (*self._value, 0)
            elif token == "{":
                self._holders.append(_Holder(self._value, None))
                self._value = None

    def _close(self) -> None:
        # What was closed is a value that has been read: a comma or a line's end comes next.
        self._value = self._holders.pop().path


class _Draft:
    """A parsed draft, and how its faults are told."""

    def __init__(self, path: Path, text: str, data: Mapping[str, Any]) -> None:
        self.path = path
        self._text = text
        self._data = data

    def refuse(
        self, faults: Iterable[Fault], registrations: _Registrations | None = None
    ) -> NoReturn:
        """Raise faults as sentences that say where they stand."""
        lines = _Lines(self._text)
        sentences = []
        for fault in faults:
            if registrations is not None and fault.path[:1] == ("attendees",):
                sentences.append(registrations.placed(fault))
            else:
                path = self._written(fault.path)
                key = self._key(path) if path else None
                sentences.append(_placed(self.path.name, fault.text, lines.of(path), key))
        raise InputError(dict.fromkeys(sentences), self._language)

    def refuse_file(self, name: str, said: Text, line: int) -> NoReturn:
        """Raise a fault of a file beside the draft."""
        raise InputError([_placed(name, said, line)], self._language)

    @property
    def _language(self) -> Language | None:
        event = self._data.get("event")
        language = event.get("language", "fr") if isinstance(event, dict) else None
        return language if language in ("fr", "en") else None

    def _written(self, path: KeyPath) -> KeyPath:
        """Return the part of a path that the draft writes out.

        ``minutes = 0`` is read as a range: its faults are those of ``minutes.min``.
        """
        value: Any = self._data
        for length, step in enumerate(path):
            if type(value) not in (dict, list):
                return path[:length]
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return path  # what is missing has a name too
        return path

    def _key(self, path: KeyPath) -> Text:
        """Return a path as TOML writes it, with the id of the row where it has one."""
        row: Any = self._data
        for step in path[:2]:
            try:
                row = row[step]
            except (KeyError, IndexError, TypeError):
                return label_of(path)
        if len(path) < 3 or path[2] == "id" or not isinstance(row, dict):
            return label_of(path)
        name = row.get("id")
        if not isinstance(name, str):
            return label_of(path)
        return Text("{key} ({id})", "{key} ({id})").fill(key=label_of(path), id=quoted(name))


# --- Registrations ------------------------------------------------------------------------

_COLUMNS: Mapping[str, Text] = {
    "id": Text("id", "id"),
    "name": Text("nom", "name"),
    "email": Text("e-mail", "e-mail"),
    "organisation": Text("organisation", "organisation"),
    "category": Text("catégorie", "category"),
    "present": Text("présence", "present"),
    "needs": Text("besoins", "needs"),
    "wishes": Text("vœux", "wishes"),
    "must_attend": Text("obligatoire", "must attend"),
    "together": Text("ensemble", "together"),
    "apart": Text("séparé", "apart"),
    "note": Text("note", "note"),
}
_ALSO: Mapping[str, str] = {
    "identifiant": "id",
    "courriel": "email",
    "adresse e-mail": "email",
    "email address": "email",
    "organization": "organisation",
    "structure": "organisation",
    "présent": "present",
    "doit suivre": "must_attend",
    "séparé de": "apart",
    "remarque": "note",
}
_LISTS = ("needs", "wishes", "must_attend", "together", "apart")
_SEPARATORS = (";", ",", "\t")
_WITHIN = "|"
_WINDOW = re.compile(
    r"(?:(?P<day>\S.*?)\s+)?"
    r"(?P<start>\d{1,2}\s*[:hH]\s*\d{0,2})\s*[-–à]\s*(?P<end>\d{1,2}\s*[:hH]\s*\d{0,2})"
)

_Numbered = Iterator[tuple[int, list[str]]]


class _QuotesError(Exception):
    """The row that begins on a line does not end as a CSV row does."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def _folded(header: str) -> str:
    """Return a header without case, accents, blanks and punctuation."""
    words = unicodedata.normalize("NFKD", clean(header).casefold().replace("œ", "oe"))
    return "".join(letter for letter in words if letter.isalnum())


_FIELD_OF: Mapping[str, str] = {
    **{_folded(name): field for field, text in _COLUMNS.items() for name in (text.fr, text.en)},
    **{_folded(name): field for name, field in _ALSO.items()},
}


@dataclass(frozen=True)
class _Registrations:
    """The attendees of a CSV file, as plain data, and where each stands.

    Attributes
    ----------
    name : str
        The file's name.
    headers : mapping of str to str
        The header of each field that has a column, as it is written.
    rows : list of dict
        What `Problem.read` takes.
    lines : list of int
        The line of each row in the file.
    """

    name: str
    headers: Mapping[str, str]
    rows: list[dict[str, Any]]
    lines: list[int]

    def placed(self, fault: Fault) -> Text:
        """Return a fault as a sentence that names file, line and column."""
        row, field = (*fault.path[1:], None, None)[:2]
        line = self.lines[row] if isinstance(row, int) else None
        key = same(self.headers.get(field, field)) if isinstance(field, str) else None
        return _placed(self.name, fault.text, line, key)


def _registrations(draft: _Draft, name: str) -> _Registrations:
    """Read the CSV file that a draft names for its attendees."""
    folder = draft.path.parent
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        said = Text(
            "{name} n'est pas dans le dossier du brouillon : y placer le fichier",
            "{name} is not in the draft's folder: put the file there",
        )
        draft.refuse([Fault(("attendees",), said.fill(name=quoted(name)))])
    try:
        text = _decoded(_bytes(path))
    except _UnreadableError as error:
        said = Text("{name} : {said}", "{name}: {said}").fill(name=quoted(name), said=error.text)
        draft.refuse([Fault(("attendees",), said)])
    try:
        return _table(draft, name, text)
    except _QuotesError as error:
        said = Text(
            "des guillemets ne sont pas fermés, ou pas à leur place",
            "quotation marks are not closed, or out of place",
        )
        draft.refuse_file(name, said, error.line)


def _decoded(data: bytes) -> str:
    """Decode a spreadsheet's export: as its mark says, else UTF-8, else as Windows does."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _UnreadableError(
        Text(
            "ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8",
            "this file is not UTF-8: save it as UTF-8",
        )
    )


def _table(draft: _Draft, name: str, text: str) -> _Registrations:
    separator = max(_SEPARATORS, key=lambda mark: len(_known(text, mark)))
    rows = _numbered(text, separator)
    top, headers = next(rows, (1, []))
    fields = _fields(draft, name, top, headers)
    columns = {field: clean(header) for field, header in zip(fields, headers, strict=True) if field}
    table = _Registrations(name, columns, [], [])
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for line, cells in rows:
        number = len(table.rows)
        table.lines.append(line)
        table.rows.append(_attendee(fields, cells))
        faults += _row_faults(number, fields, cells)
        one = str(table.rows[-1].get("id", ""))
        if one in first:
            said = Text("{id} est déjà à la ligne {line}", "{id} is already on line {line}")
            faults.append(
                Fault(("attendees", number, "id"), said.fill(id=quoted(one), line=first[one]))
            )
        if one:
            first.setdefault(one, line)
    if faults:
        draft.refuse(faults, table)
    return table


def _numbered(text: str, separator: str) -> _Numbered:
    """Yield the rows that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(clean(cell) for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise _QuotesError(line) from None


def _known(text: str, separator: str) -> list[str]:
    """Return the headers that are known if this is the separator."""
    try:
        _, headers = next(_numbered(text, separator), (1, []))
    except _QuotesError:
        return []
    return [header for header in headers if _folded(header) in _FIELD_OF]


def _fields(draft: _Draft, name: str, line: int, headers: list[str]) -> list[str | None]:
    """Return the field of each column; None for one that has no header."""
    fields = [_FIELD_OF.get(_folded(header)) for header in headers]
    for number, (header, field) in enumerate(zip(headers, fields, strict=True)):
        if field is None and clean(header):
            said = Text(
                "la colonne {header} n'est pas connue (au choix : {known})",
                "the column {header} is not known (one of: {known})",
            )
            said = said.fill(header=quoted(clean(header)), known=listing(_COLUMNS.values()))
            draft.refuse_file(name, said, line)
        if field is not None and field in fields[:number]:
            twice = [clean(headers[fields.index(field)]), clean(header)]
            said = Text("deux colonnes pour la même chose : {twice}", "two columns alike: {twice}")
            draft.refuse_file(name, said.fill(twice=listing(map(quoted, twice))), line)
    if "id" not in fields:
        draft.refuse_file(name, Text("il manque la colonne id", "the column id is missing"), line)
    return fields


def _attendee(fields: list[str | None], cells: list[str]) -> dict[str, Any]:
    pairs = ((field, _cell(cell)) for field, cell in zip(fields, cells, strict=False) if field)
    return {field: _value(field, cell) for field, cell in pairs if cell}


def _cell(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return clean(cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t") else cell)


def _value(field: str, cell: str) -> object:
    items = [item for part in cell.split(_WITHIN) if (item := clean(part))]
    if field == "present":
        return [_window(item) for item in items]
    if field == "wishes" and any("=" in item for item in items):
        return {clean(wish): _rating(clean(rating)) for wish, _, rating in _rated(items)}
    return items if field in _LISTS else cell


def _rated(items: list[str]) -> Iterator[tuple[str, str, str]]:
    return (item.rpartition("=") for item in items)


def _rating(rating: str) -> int | str:
    return int(rating) if re.fullmatch(r"[0-9]{1,9}", rating) else rating


def _window(words: str) -> dict[str, str]:
    """Read ``2026-06-10 9h00-12h30``: a day, or hours, or both."""
    match = _WINDOW.fullmatch(words)
    if match is None:
        return {"day": words}
    return {key: value for key, value in match.groupdict().items() if value}


def _row_faults(number: int, fields: list[str | None], cells: list[str]) -> Iterator[Fault]:
    """Yield what the cells of a row get wrong before they mean anything."""
    beyond = [cell for cell in cells[len(fields) :] if clean(cell)]
    unnamed = [cell for field, cell in zip(fields, cells, strict=False) if not field]
    if beyond or any(clean(cell) for cell in unnamed):
        yield Fault(
            ("attendees", number),
            Text("une cellule n'a pas d'en-tête", "a cell has no header"),
        )
    for field, cell in zip(fields, cells, strict=False):
        items = [clean(item) for item in cell.split(_WITHIN)]
        wishes = [clean(wish) for wish, _, _ in _rated([item for item in items if item])]
        if field == "wishes" and "=" in cell and "" in wishes:
            yield Fault(
                ("attendees", number, field),
                Text(
                    "chaque vœu a une note (id=note), ou aucun",
                    "each wish has a rating (id=rating), or none has",
                ),
            )
        elif field == "wishes" and "=" in cell and len(set(wishes)) < len(wishes):
            yield Fault(
                ("attendees", number, field),
                Text("un vœu est noté deux fois", "a wish is rated twice"),
            )
