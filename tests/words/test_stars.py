"""Stars and points, however they are written."""

import pytest

from agenda_solver.words.stars import rating_in, stars_in


@pytest.mark.parametrize(
    ("words", "stars"),
    [
        *(("★★★☆☆", 3), ("★★★", 3), ("★ ★ ☆", 2), ("⭐\ufe0f⭐\ufe0f", 2), ("☆☆☆☆☆", 0)),
        *(("4/5 ★", 4), ("4 ★", 4), ("★4", 4), ("4⭐", 4), ("3 / 5", 3), ("3 sur 5", 3)),
        *(("3 out of 5", 3), ("3 étoiles", 3), ("1 star", 1), ("12 points", 12), ("5 pts", 5)),
    ],
)
def test_stars(words: str, stars: int) -> None:
    assert stars_in(words) == rating_in(words) == stars


def test_a_number_alone_is_a_rating_yet_no_stars() -> None:
    assert (rating_in("4"), stars_in("4")) == (4, None)


@pytest.mark.parametrize("words", ["", "★ bien", "4,5/5", "3/5/2026", "étoile", "*" * 3])
def test_what_is_no_rating(words: str) -> None:
    assert rating_in(words) is None


def test_a_long_row_of_stars_is_none() -> None:
    assert stars_in("★" * 100) is None
