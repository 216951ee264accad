from dataclasses import asdict

import pytest

from boards import INSTANCES, waited


@pytest.mark.thorough
def test_what_is_waited_for_on_a_board_is_measured() -> None:
    took = waited("journee-icci-2025", 1)
    assert min(asdict(took).values()) > 0
    assert took.move <= took.move_most


def test_the_congress_can_be_put_on_a_board() -> None:
    assert "congres-deux-jours" in INSTANCES
