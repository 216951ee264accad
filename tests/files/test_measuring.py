"""Text, as wide as it is printed."""

import pytest

from agenda_solver.files.measuring import fitting_size, line_count, text_width


def test_letters_are_as_wide_as_they_are_printed() -> None:
    assert text_width("iiii", 10) < text_width("mmmm", 10) / 3
    assert text_width("été", 10) == text_width("ete", 10)
    assert text_width("ete", 20) == 2 * text_width("ete", 10)
    assert text_width("ete", 10, bold=True) > text_width("ete", 10)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        *(("", 1), ("aaaa", 1), ("aaaa aaaa", 2), ("aa aa", 1), ("a\na", 2), ("a" * 20, 5)),
        ("a aa\u00a0aa a", 3),  # bound words are one
    ],
)
def test_lines_of_a_text(words: str, lines: int) -> None:
    width = text_width("aa aa", 10) + 0.1
    assert line_count(words, width, 10) == lines


def test_the_largest_title_that_fits() -> None:
    width = text_width("Titre", 20, bold=True)
    assert fitting_size("Titre", width, (30, 20, 10)) == 20
    assert fitting_size("Titre" * 9, width, (30, 20, 10)) == 10
