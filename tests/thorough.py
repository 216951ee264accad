"""What is in every run, and what is left to the thorough part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def some_and_more(some: int, more: int, chunks: int = 1) -> list[Any]:
    """Return the seeds below `some`, and marked as thorough those from there on, in chunks."""
    parts = [
        pytest.param(range(chunk, some, chunks), id=f"some-{chunk}") for chunk in range(chunks)
    ]
    for chunk in range(chunks):
        seeds = range(some + chunk, more, chunks)
        parts.append(pytest.param(seeds, id=f"more-{chunk}", marks=pytest.mark.thorough))
    return parts


def left_out(number: int, many: int = 2) -> Any:
    """Return the mark of a case that is left to the thorough part: all between every so many."""
    return pytest.mark.thorough if number % many else ()


def every_so_many(cases: Iterable[Any], many: int = 2) -> list[Any]:
    """Return cases, those between every so many marked as thorough: they are much alike."""
    return [pytest.param(case, marks=left_out(number, many)) for number, case in enumerate(cases)]
