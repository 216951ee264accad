"""The number by which a workshop goes, however it is written."""

from __future__ import annotations

import pytest

from agenda_solver.words.numbering import Numbering, letter_after, numbering


@pytest.mark.parametrize(
    "words",
    [
        *("Atelier 1", "Atelier n°1", "Atelier n° 1", "ATELIER Nº 1", "Atelier no 1"),
        *("Atelier no. 1", "atelier numéro 1", "Atelier #1", "Atelier № 1", "Atelier 01"),
        *("atelier1", "atelier-1", "Atelier : 1", "atelier 1 :", "L'atelier 1", "l’Atelier 1"),
    ],
)
def test_signs_and_zeros_make_no_difference(words: str) -> None:
    assert numbering(words) == Numbering("atelier", 1)


@pytest.mark.parametrize(
    ("words", "number"), [("Atelier I", 1), ("Atelier iv", 4), ("Atelier IX", 9), ("A XII", 12)]
)
def test_roman_numbers(words: str, number: int) -> None:
    counted = numbering(words)
    assert counted
    assert (counted.number, counted.roman) == (number, True)


def test_what_stands_around() -> None:
    assert numbering("Table ronde n° 2 : l'eau") == Numbering("tableronde", 2, "leau")
    assert numbering("3. Eau") == Numbering("", 3, "eau")


@pytest.mark.parametrize(
    "words",
    ["9h30", "12/05", "Atelier 1.2", "Forum 2027", "Vivre ensemble", "X et Y", "Atelier Vin", ""],
)
def test_what_is_no_number(words: str) -> None:
    assert numbering(words) is None


def test_a_letter() -> None:
    assert letter_after("Atelier B : eau") == ("atelier", "b")
    assert letter_after("Atelier Eau") is None
