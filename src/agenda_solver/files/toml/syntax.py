"""Reads TOML, and tells what is wrong with it in words: tomllib only speaks to programmers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from agenda_solver.files import FileFault, InputError, in_file
from agenda_solver.files.toml.keys import is_several, translated
from agenda_solver.text import Language, Text, quoted, same
from agenda_solver.words.cells import flag_in
from agenda_solver.words.moments import NUMERIC_DATE, clock_in, date_in_numbers, length_in

# What tomllib says first, and the same in both languages.
_REASONS: Mapping[str, Text] = {
    "Expected '=' after a key": Text("attendu « = » après la clé", "expected “=” after the key"),
    "Expected newline or end of document": Text(
        "attendu une fin de ligne après cette valeur", "expected the line to end after this value"
    ),
    "Expected ']'": Text(
        "attendu « ] » à la fin de ce titre", "expected “]” at the end of this heading"
    ),
    "Expected ']]'": Text(
        "attendu « ]] » à la fin de ce titre", "expected “]]” at the end of this heading"
    ),
    "Invalid value": Text(
        "valeur non comprise ; un texte s'écrit entre guillemets",
        "value not understood; text is written between quotation marks",
    ),
    "Invalid statement": Text(
        "attendu une clé, ou un titre entre crochets", "expected a key, or a heading in brackets"
    ),
    "Invalid initial character": Text(
        "une clé ne commence pas ainsi", "a key does not begin like this"
    ),
    "Invalid date": Text("cette date ou cette heure n'existe pas", "there is no such date or time"),
    "Unclosed array": Text(
        "un crochet n'est pas fermé, ou une virgule manque",
        "a bracket is not closed, or a comma is missing",
    ),
    "Unclosed inline table": Text(
        "une accolade n'est pas fermée, ou une virgule manque ; elle se ferme sur la même ligne",
        "a brace is not closed, or a comma is missing; it is closed on the same line",
    ),
    "Unterminated string": Text(
        "des guillemets ne sont pas fermés", "quotation marks are not closed"
    ),
    'Expected \'"""\'': Text("des guillemets ne sont pas fermés", "quotation marks are not closed"),
    "Expected \"'": Text("des guillemets ne sont pas fermés", "quotation marks are not closed"),
    "Illegal character '\\n'": Text(
        "des guillemets ne sont pas fermés sur cette ligne",
        "quotation marks are not closed on this line",
    ),
    "Illegal character": Text(
        "ce caractère n'est pas permis dans un texte", "this character is not allowed in text"
    ),
    "Found invalid character": Text(
        "ce caractère invisible n'est pas permis ici : l'effacer",
        "this invisible character is not allowed here: delete it",
    ),
    "Unescaped '\\'": Text(
        "dans un texte, la barre \\ s'écrit \\\\", "in text, the backslash is written \\\\"
    ),
    "Invalid hex value": Text(
        "dans un texte, la barre \\ s'écrit \\\\", "in text, the backslash is written \\\\"
    ),
    "Escaped character is not": Text(
        "ce code de caractère n'existe pas", "there is no such character code"
    ),
    "Cannot overwrite": Text("cette clé est déjà donnée", "this key is already given"),
    "Duplicate inline table key": Text("cette clé est déjà donnée", "this key is already given"),
    "Cannot declare": Text(
        "ce titre est déjà donné plus haut", "this heading is already given further up"
    ),
    "Cannot redefine": Text(
        "ce titre est déjà donné plus haut", "this heading is already given further up"
    ),
    "Cannot mutate": Text(
        "ce tableau est déjà donné plus haut", "this table is already given further up"
    ),
}
_IN_A_KEY = (
    "Expected '=' after a key",
    "Invalid initial character",
    "Expected ']'",
    "Expected ']]'",
)
_NOT_UNDERSTOOD = Text("cette écriture n'est pas comprise", "this is not understood")
_SPOT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LANGUAGE = re.compile(r"^[ \t]*language[ \t]*=[ \t]*[\"'](fr|en)[\"']", re.MULTILINE)
# More parts than any key of a draft has; tomllib would take minutes for thousands.
_ENDLESS_KEY = re.compile(r"(?<![\w-])(?:[\"'\w-]++[ \t]*+\.[ \t]*+){40}")
_DIGITS = re.compile(r"[0-9_]{4000}")


def parsed(path: Path, text: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises
    ------
    InputError
        If it is not TOML, or says nothing.
    """
    try:
        return _loaded(path, text)
    except InputError as error:
        raise InputError(error.faults, _language_in(text)) from None


def _loaded(path: Path, text: str) -> dict[str, Any]:
    endless = _ENDLESS_KEY.search(text)
    if endless is not None:
        message = Text("cette clé a beaucoup trop de points", "this key has far too many dots")
        raise InputError([in_file(path.name, message, _line(text, endless.start()))])
    try:
        data = tomllib.loads(text)
    except RecursionError:
        message = Text(
            "les crochets ou accolades sont trop imbriqués", "brackets are nested too deeply"
        )
        raise InputError([in_file(path.name, message, _fullest_line(text))]) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError([_syntax_fault(path, text, str(error))]) from None
    except ValueError:  # Python refuses to read integers of thousands of digits
        message = Text("un nombre est beaucoup trop grand", "a number is far too large")
        digits = _DIGITS.search(text)
        line = _line(text, digits.start()) if digits else None
        raise InputError([in_file(path.name, message, line)]) from None
    if not data:
        message = Text(
            "ce fichier ne dit rien ; un brouillon commence par [event]",
            "this file says nothing; a draft begins with [event]",
        )
        raise InputError([in_file(path.name, message)])
    return data


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _fullest_line(text: str) -> int:
    """Return the line with the most opening brackets."""
    counts = [line.count("[") + line.count("{") for line in text.split("\n")]
    return counts.index(max(counts)) + 1


def _language_in(text: str) -> Language | None:
    """Return the language a text asks for although it cannot be parsed."""
    match = _LANGUAGE.search(text)
    if match is None:
        return None
    return "fr" if match[1] == "fr" else "en"


def _syntax_fault(path: Path, text: str, message: str) -> FileFault:
    spot = _SPOT.search(message)
    reason = message[: spot.start()] if spot else message
    # The longest beginning that fits: some begin like others.
    known = max(filter(reason.startswith, _REASONS), key=len, default=None)
    why = _REASONS[known] if known else _NOT_UNDERSTOOD
    if spot is None or spot[1] is None:
        sentence = Text(
            "la syntaxe TOML n'est pas valable à la fin du fichier ({why})",
            "the TOML syntax is not valid at the end of the file ({why})",
        )
        return in_file(path.name, sentence.fill(why=why))
    line, column = int(spot[1]), int(spot[2])
    written = text.split("\n")[line - 1].rstrip("\r")
    sentence = Text(
        "la syntaxe TOML n'est pas valable ici, colonne {column} ({why})",
        "the TOML syntax is not valid here, column {column} ({why})",
    )
    if known in _IN_A_KEY:
        why = _accented_key(written, column) or why
    why = next(_habits(written, column), why)
    return in_file(path.name, sentence.fill(column=column, why=why), line)


# --- What people write out of habit -------------------------------------------------------

_BEGINS = r"(?:=|\[|,)\s*"  # where a value begins
_ENDS = r"\s*(?:[],}#]|$)"
_VALUE = re.compile(r"(?:=|\[|,)\s*([^\s\[\]{},#\"'=][^\[\]{},#\"'=]*?)\s*(?=[],}#]|$)")
_LENGTH = re.compile(
    r"\b(?:minutes|min|ideal|max|grid|gap|walk|pause|setup|teardown)\s*=\s*([^],}#]*)"
)
_DATE = re.compile(rf"(?!\d{{4}}-){NUMERIC_DATE}")
_ZERO = re.compile(_BEGINS + r"(0\d+)" + _ENDS)
_COMMA = re.compile(r"=\s*(\d+),(\d+)\s*(?:#|$)")
_HEADING = re.compile(r"\s*(\[{1,2})\s*([\w.-]+)\s*(\]{0,2})\s*(?:#|$)")
_COMMENT = re.compile(r"\s*(?://|;|--|/\*|\*)")
_CURLY = "“”„«»‘’‚"
_BLANKS = "\u00a0\u202f\u2007\u200b\u200c\u200d\ufeff"
_WORD = re.compile(r"[\w-]+")

_WRITE = Text("écrire {value}", "write {value}")
_STRAIGHT = Text(
    'un texte s\'écrit entre guillemets droits, "…"',
    'text is written between straight quotation marks, "…"',
)


def _habits(line: str, column: int) -> Iterator[Text]:
    """Yield what a line that cannot be read was perhaps meant to say."""
    here = line[column - 1 : column]
    for habit in _HABITS:
        if (message := habit(line, here)) is not None:
            yield message


def _comment(line: str, _: str) -> Text | None:
    if not _COMMENT.match(line):
        return None
    return Text("un commentaire commence par #", "a comment begins with #")


def _curly(line: str, here: str) -> Text | None:
    value = re.search(_BEGINS + rf"[{_CURLY}]", line)
    unclosed = not here and any(mark in line for mark in _CURLY)
    return _STRAIGHT if value or unclosed or here in tuple(_CURLY) else None


def _blank(_: str, here: str) -> Text | None:
    if here not in tuple(_BLANKS):
        return None
    return Text(
        "un espace insécable ou invisible est ici : le remplacer par un espace",
        "there is a no-break or invisible space here: put a plain space",
    )


def _values(line: str) -> list[str]:
    """Return the values of a line that are not text."""
    return [match[1] for match in _VALUE.finditer(line)]


def _time(line: str, _: str) -> Text | None:
    length = _LENGTH.search(line)
    minutes = length_in(length[1]) if length else None
    if minutes is not None:
        sentence = Text(
            "une durée s'écrit en minutes, {minutes}", "a length is written in minutes, {minutes}"
        )
        return sentence.fill(minutes=minutes)
    if not any(clock_in(value) is not None for value in _values(line) if "." not in value):
        return None
    return Text(
        'une heure s\'écrit entre guillemets, "9h30"',
        'a time of day is written between quotation marks, "09:30"',
    )


def _date(line: str, _: str) -> Text | None:
    dates = [match for value in _values(line) if (match := _DATE.fullmatch(value))]
    if not dates:
        return None
    sentence = Text("une date s'écrit AAAA-MM-JJ", "a date is written YYYY-MM-DD")
    meant = date_in_numbers(dates[0])
    if meant is None:
        return sentence
    return Text("{sentence} : {meant}", "{sentence}: {meant}").fill(
        sentence=sentence, meant=meant.isoformat()
    )


def _number(line: str, _: str) -> Text | None:
    if zero := _ZERO.search(line):
        message = Text(
            'un nombre ne commence pas par 0 ; un id s\'écrit entre guillemets, "{digits}"',
            'a number does not begin with 0; an id is written between quotation marks, "{digits}"',
        )
        return message.fill(digits=zero[1])
    if _COMMA.search(line):
        return Text(
            "un nombre est entier, sans virgule", "a number is whole, without a decimal comma"
        )
    return None


def _boolean(line: str, _: str) -> Text | None:
    flags = [flag_in(value) for value in _values(line) if not value.isdecimal()]
    flag = next((flag for flag in flags if flag is not None), None)
    return None if flag is None else _WRITE.fill(value="true" if flag else "false")


def _brackets(line: str, _: str) -> Text | None:
    heading = _HEADING.match(line)
    if heading is None:
        return None
    opening, key, closing = heading.groups()
    several = is_several(key)
    if len(opening) == len(closing) and (len(opening) == 2 or not several):
        return None
    both = several or max(len(opening), len(closing)) == 2
    return _WRITE.fill(value=f"[[{key}]]" if both else f"[{key}]")


def _mark(_: str, here: str) -> Text | None:
    if here == ":":
        return Text("attendu « = », pas « : »", "expected “=”, not “:”")
    if here == ";":
        return Text("une ligne finit sans point-virgule", "a line ends without a semicolon")
    return None


_HABITS: tuple[Callable[[str, str], Text | None], ...] = (
    _comment,
    _blank,
    _time,
    _date,
    _curly,
    _number,
    _boolean,
    _brackets,
    _mark,
)


def _accented_key(line: str, column: int) -> Text | None:
    """Return how a key that has accents is written; those of a draft have none."""
    word = next((match for match in _WORD.finditer(line) if match.end() >= column), None)
    if word is None or word.start() > column or word[0].isascii():
        return None
    key = translated(word[0])
    if key is not None and "{" not in line[: word.start()]:  # there it may be a role
        message = Text(
            "les clés s'écrivent en anglais : peut-être {key} ?",
            "keys are written in English: perhaps {key}?",
        )
        return message.fill(key=quoted(key))
    message = Text(
        "une clé qui a des accents s'écrit entre guillemets : {word}",
        "a key with accents is written between quotation marks: {word}",
    )
    return message.fill(word=same(f'"{word[0]}"'))
