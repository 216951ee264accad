"""What the whole suite shares: how its random examples are drawn, and how many."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The same examples each time, so that a fault is the fault of what has changed.
settings.register_profile("default", derandomize=True)
settings.register_profile("explore", derandomize=False, max_examples=1_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="mutate four times as many files")
