"""Finds the line of each key of a draft: tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from agenda_solver.problem import Path as KeyPath

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


class Lines:
    """The line of each key, table and array item of a text that is valid TOML.

    tomllib does not tell. This reads no values: it only follows brackets, keys and commas.
    """

    def __init__(self, text: str) -> None:
        self.line_of: dict[KeyPath, int] = {}
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
            if path[:length] in self.line_of:
                return self.line_of[path[:length]]
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
            self._key.append(_unquoted(token[0]))
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
                self.line_of.setdefault(path, line)
                number = self._tables.get(path, 0)
                self._tables[path] = number + 1
                path = (*path, number)
            self._table = path
            self.line_of.setdefault(path, line)
        self._key, self._value, self._brackets = [], None, 0

    def _begin_value(self, line: int) -> None:
        path = self._holders[-1].path if self._holders else self._table
        for part in self._key:
            path = (*path, part)
            self.line_of.setdefault(path, line)
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
            self.line_of.setdefault(self._value, line)
            if token == "[":
                self._holders.append(_Holder(self._value, 0))
                self._value = (*self._value, 0)
            elif token == "{":
                self._holders.append(_Holder(self._value, None))
                self._value = None

    def _close(self) -> None:
        # What was closed is a value that has been read: a comma or a line's end comes next.
        self._value = self._holders.pop().path


def _unquoted(key: str) -> str:
    words: str = tomllib.loads(f"key = {key}")["key"] if "\\" in key else key[1:-1]
    return words
