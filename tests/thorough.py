"""What is in every run, and what is left to the thorough part."""

from __future__ import annotations

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
