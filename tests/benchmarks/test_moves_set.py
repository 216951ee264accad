from dataclasses import asdict

from moves import INSTANCES, measured


def test_moves_are_judged_as_verified_and_measured() -> None:
    spent = measured("journee-icci-2025", 1)
    assert spent.wrong == 0
    assert spent.starts > 100
    assert min(value for name, value in asdict(spent).items() if name != "wrong") > 0
    assert spent.move <= spent.move_most
    assert spent.places <= spent.places_most


def test_every_stored_programme_can_be_moved_in() -> None:
    assert "congres-deux-jours" in INSTANCES
