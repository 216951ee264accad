"""Writes a draft as TOML that people read and edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from agenda_solver.files import writing
from agenda_solver.problem import Problem

_TABLES = tuple(Problem.model_fields)  # in the order in which they are told
_WIDTH = 100


def write(path: Path, problem: Problem, *, force: bool = False) -> Path:
    """Write a draft as TOML.

    Parameters
    ----------
    path : Path
        Where it goes.
    problem : Problem
        What the draft asks.
    force : bool
        Whether a file that is already there is replaced.

    Returns
    -------
    Path
        Where it was written: beside `path`, numbered, if that file is open elsewhere.

    Raises
    ------
    InputError
        If it must not or cannot be written; what was there before is as it was.
    """
    return writing.put(path, dumps(problem).encode(), force=force)


def dumps(problem: Problem) -> str:
    """Return a draft as TOML: what `read` takes, without what is left at its default."""
    # Not `dump`: a date that were text could be taken for the id of another day.
    data = problem.model_dump(exclude_defaults=True, exclude_none=True)
    blocks: list[str] = []
    for table in _TABLES:
        value = data.get(table)
        rows = value if isinstance(value, list) else [value] if value else []
        heading = f"[[{table}]]" if isinstance(value, list) else f"[{table}]"
        blocks += ["\n".join([heading, *entries(row)]) + "\n" for row in rows]
    return "\n".join(blocks)


def entries(row: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the lines of a table; a table in it that is long has a line for each of its keys."""
    for name, value in row.items():
        key = prefix + _key(name)
        if isinstance(value, str) and "\n" in value:
            yield f"{key} = {_scalar(value, on_lines=True)}"
            continue
        line = f"{key} = {inline(value)}"
        if len(line) <= _WIDTH or not value:
            yield line
        elif isinstance(value, dict):
            yield from entries(value, f"{key}.")
        elif isinstance(value, list):
            yield from [f"{key} = [", *(f"  {inline(item)}," for item in value), "]"]
        else:
            yield line


def inline(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {inline(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return _scalar(value)


def _scalar(value: object, *, on_lines: bool = False) -> str:
    written = tomli_w.dumps({"v": value}, multiline_strings=on_lines)
    return written.removeprefix("v = ").removesuffix("\n")


def _key(name: str) -> str:
    """Return a key, between quotation marks where TOML wants them."""
    return tomli_w.dumps({name: 0}).removesuffix(" = 0\n")
