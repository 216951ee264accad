"""What is left to the thorough part is there, under the name by which it is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from thorough import ONE_IN

TESTS = Path(__file__).parent


@pytest.mark.parametrize("case_of", ONE_IN)
def test_what_is_left_to_the_thorough_part_is_a_test(case_of: str) -> None:
    file, _, name = case_of.partition("::")
    assert f"\ndef {name}(" in (TESTS / file).read_text(encoding="utf-8")
