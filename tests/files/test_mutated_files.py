"""Whatever has happened to a file: it is read, or refused in sentences."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from mutated_formats import KINDS

from thorough import some_and_more

SOME, MORE = 12, 240
"""How many of each kind are mutated, and how many by the thorough part."""


@pytest.mark.parametrize("seeds", some_and_more(SOME, MORE))
@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_read_or_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, seeds: range
) -> None:
    with warnings.catch_warnings(record=True) as warned:
        count = sum(KINDS[name].check(tmp_path, f"{name} {seed}") for seed in seeds)
    assert 0 < count < len(seeds)
    assert [str(warning.message) for warning in warned] == []
    assert capfd.readouterr() == ("", "")
