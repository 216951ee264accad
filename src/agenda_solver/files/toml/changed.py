"""Writes a draft that was changed: what differs is written anew, all else stays as it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from agenda_solver.files import writing
from agenda_solver.files.decoding import decoded_toml
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.output import dumps, entries
from agenda_solver.problem import Problem, ProblemError

_Row = Mapping[str, Any]


def write_changed(
    path: Path, source: Path, before: Problem, after: Problem, *, force: bool = False
) -> tuple[Path, bool]:
    """Write a draft that was read from a TOML file and changed since.

    Comments, the order of keys and the file of the attendees stay, if what is written then
    reads as the changed draft; else all of it is written anew.

    Parameters
    ----------
    path, source : Path
        Where it goes, and where it was read.
    before, after : Problem
        What was read, and what it asks now.
    force : bool
        Whether a file that is already there is replaced.

    Returns
    -------
    Path
        Where it was written, as `write` does.
    bool
        Whether all else is as it was.

    Raises
    ------
    InputError
        As `write` does; or if the source can no longer be read.
    """
    text = decoded_toml(source.name, read_bytes(source))
    beside = path.resolve().parent == source.resolve().parent
    changed = changed_text(text, before, after, beside=beside)
    data = dumps(after) if changed is None else changed
    return writing.put(path, data.encode(), force=force), changed is not None


def changed_text(text: str, before: Problem, after: Problem, *, beside: bool = True) -> str | None:
    """Return the text of a draft with what differs in it, or None where that cannot be done.

    With `beside`, a file of attendees that it names is where it was.
    """
    lines = text.split("\n")
    rows, new_rows = _rows(before), _rows(after)
    for table in reversed(_in_order(lines, {*rows, *new_rows})):
        blocks = [(start, end) for name, start, end in _blocks(lines) if name == table]
        old, new = rows.get(table, {}), new_rows.get(table, {})
        if old == new:
            continue
        if len(blocks) != len(old):
            return None
        if added := [row for key, row in new.items() if key not in old]:
            at = blocks[-1][1] if blocks else len(lines)
            lines[at:at] = [line for row in added for line in ("", f"[[{table}]]", *entries(row))]
        for (start, end), (key, row) in reversed(list(zip(blocks, old.items(), strict=True))):
            lines[start:end] = _changed_block(lines[start:end], row, new[key]) if key in new else []
    changed = "\n".join(lines)
    return changed if _reads_as(changed, before, after, beside=beside) else None


def _rows(problem: Problem) -> dict[str, dict[Any, _Row]]:
    """Return the rows of each table as they are written, by their id, or else their number."""
    data = problem.model_dump(exclude_defaults=True, exclude_none=True)
    return {
        table: (
            {row.get("id", number): row for number, row in enumerate(value)}
            if isinstance(value, list)
            else {"": value}
        )
        for table, value in data.items()
        if value
    }


_HEADER = re.compile(r"^\s*\[\[?\s*(\w+)\s*\]\]?\s*(?:#.*)?$")
_ANY_HEADER = re.compile(r"^\s*\[\[?\s*[\w.\"' -]+\s*\]\]?\s*(?:#.*)?$")


def _blocks(lines: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each table, from its header to its last line that says something."""
    heads = [
        (number, match[1]) for number, line in enumerate(lines) if (match := _HEADER.match(line))
    ]
    nexts = [*(number for number, _ in heads[1:]), len(lines)]
    for (start, table), following in zip(heads, nexts, strict=True):
        end = following
        while end > start + 1 and _says_nothing(lines[end - 1]):
            end -= 1
        yield table, start, end


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _in_order(lines: list[str], tables: set[str]) -> list[str]:
    """Return tables in the order in which they are written; those that are not, last."""
    written = list(dict.fromkeys(name for name, _, _ in _blocks(lines) if name in tables))
    return [*written, *sorted(tables.difference(written))]


def _changed_block(lines: list[str], row: _Row, new: _Row) -> list[str]:
    for key in dict.fromkeys((*row, *new)):
        if row.get(key) == new.get(key):
            continue
        written = list(entries({key: new[key]})) if key in new else []
        lines = _without_tables(lines, key)
        spans = list(_assignments(lines, key))
        if not spans:
            end = _end_of_own(lines)
            lines = [*lines[:end], *written, *lines[end:]]
        for start, end in reversed(spans):
            first = start == spans[0][0]
            comment = _comment(lines[start]) if end == start + 1 and first else ""
            if comment and written:
                written[-1] += f" {comment}"
            lines = [*lines[:start], *(written if first else []), *lines[end:]]
    return lines


def _without_tables(lines: list[str], key: str) -> list[str]:
    """Return a block without the tables of their own that a key of it has, as it says it anew."""
    of_key = re.compile(rf"^\s*\[\[?\s*\w+\s*\.\s*\"?{re.escape(key)}\"?\s*[.\]]")
    kept, within = lines[:1], False
    for line in lines[1:]:
        if _ANY_HEADER.match(line):
            within = bool(of_key.match(line))
        if not within:
            kept.append(line)
    return kept


def _end_of_own(lines: list[str]) -> int:
    """Return where the keys of a table end: before the tables within, which come last."""
    within = (number for number, line in enumerate(lines) if number and _ANY_HEADER.match(line))
    end = next(within, len(lines))
    while end > 1 and _says_nothing(lines[end - 1]):
        end -= 1
    return end


def _assignments(lines: list[str], key: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where a key of a table, or a key of it, is given a value."""
    assigned = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*[=.]")
    for start in range(1, len(lines)):
        if _ANY_HEADER.match(lines[start]):
            return
        if assigned.match(lines[start]):
            for end in range(start + 1, len(lines) + 1):
                if _is_toml("\n".join(lines[start:end])):
                    yield start, end
                    break


def _comment(line: str) -> str:
    """Return the comment after a value, with its mark; empty where there is none."""
    for mark in re.finditer("#", line):
        if _is_toml(line[: mark.start()]):
            return line[mark.start() :].rstrip()
    return ""


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _reads_as(text: str, before: Problem, after: Problem, *, beside: bool) -> bool:
    """Whether a text asks what a draft does."""
    if not _is_toml(text):
        return False
    data = tomllib.loads(text)
    if isinstance(data.get("attendees"), str):
        if not beside or before.attendees != after.attendees:
            return False
        del data["attendees"]
        after = after.with_tables(attendees=[])
    try:
        return Problem.read(data) == after
    except ProblemError:
        return False
