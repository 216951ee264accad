"""What the whole suite shares: what is left for the thorough part, and the random examples."""

from __future__ import annotations

import gc
import os
from collections import Counter

import pytest
from hypothesis import settings

from thorough import ONE_IN

# Help and refusals follow the locale of whoever runs a command: here it is nobody's.
os.environ.update(LC_ALL="C", LANG="C")

# Commands are started hundreds of times: what they load is compiled by the first one only.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What runs tests side by side sets it; where no width is given, sentences stay whole.
os.environ.pop("COLUMNS", None)

# The same examples each time, so that a fault is the fault of what has changed.
settings.register_profile("default", derandomize=True)
settings.register_profile("explore", derandomize=False, max_examples=1_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough", action="store_true", help="also run what is marked as thorough: minutes more"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark most of many like cases as thorough; leave out what is, unless it is asked for."""
    cases = Counter[str]()
    for item in items:
        case_of = item.nodeid.partition("[")[0].removeprefix("tests/")
        if cases[case_of] % ONE_IN.get(case_of, 1):
            item.add_marker("thorough")
        cases[case_of] += 1
    if config.getoption("--thorough"):
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Take what was collected out of what is looked through for garbage, again and again."""
    gc.collect()
    gc.freeze()
