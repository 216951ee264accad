"""What a column of a table of sessions is called."""

import pytest

from agenda_solver.words.headings import HEADINGS, key_in_papers, key_of_heading, numbers_another


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


@pytest.mark.parametrize(
    ("heading", "key", "another"),
    [
        ("#", "id", False),
        ("Paper #", "id", False),
        ("submission n°", "id", False),
        ("track #", None, True),
        ("track name", "track", False),
        ("N°", None, False),
    ],
)
def test_a_number_is_that_of_a_paper_or_of_another(
    heading: str, key: str | None, another: bool
) -> None:
    assert key_in_papers(heading) == key
    assert numbers_another(heading) == another
