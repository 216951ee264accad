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


def first_of(cases: Iterable[Any]) -> list[Any]:
    """Return cases, all but the first marked as thorough: they are much alike."""
    first, *others = cases
    return [first, *(pytest.param(case, marks=pytest.mark.thorough) for case in others)]
