"""What a column of a table of sessions is called."""

import pytest

from agenda_solver.words.headings import HEADINGS, key_of_heading


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Horaires", "hours"),
        ("Heure (Paris)", "hours"),
        ("CRÉNEAUX", "hours"),
        ("Lieux", "room"),
        ("Intervenant·e·s", "people"),
        ("Sprecher", "people"),
        ("Commentaires", "description"),
        ("Prix", None),
        ("", None),
    ],
)
def test_a_heading_has_its_key(heading: str, key: str | None) -> None:
    assert key_of_heading(heading) == key


def test_no_heading_has_two_keys() -> None:
    words = [word for headings in HEADINGS.values() for word in headings.split(", ")]
    assert len(set(words)) == len(words)
