"""The number by which one of a row of things goes: ``Atelier n° 1``, ``Workshop 01``, ``A1``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agenda_solver.words.names import clean, folded

_SIGN = r"(?:n\s*[°º]|n°|n[or]s?\b\.?|n\b\.?|num(?:[ée]ro)?\b\.?|number\b|[#№])"
_WORD = r"[^\W\d_]+"
_NUMBERED = re.compile(
    r"(?:l\s*['’]\s*|(?:le|la|les|the)\s+)?"
    rf"(?P<lead>(?:{_WORD}(?:[\s'’-]+{_WORD}){{0,3}}?)?)"
    rf"[\s:(–—-]*(?P<sign>{_SIGN}\s*)?"
    r"(?P<number>\d{1,3}|(?<![^\W_])[IVX]{1,6})(?![\w]|[.,/-]\d)"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTERED = re.compile(rf"(?P<lead>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s+(?P<letter>[^\W\d_])(?!\w)")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10}
_LONGEST = 300  # letters of words that are looked at


@dataclass(frozen=True)
class Numbering:
    """A number, and what stands around it, folded.

    Attributes
    ----------
    lead : str
        The words before it: ``atelier``; none of ``3. Eau``.
    number : int
    rest : str
        The words after it.
    roman : bool
        Whether it is written as in ``Atelier IV``.
    """

    lead: str
    number: int
    rest: str = ""
    roman: bool = False


def numbering(words: str) -> Numbering | None:
    """Return by which number words go, None where they go by none.

    Up to four words stand before it, an article and a number sign aside. No time of day, date,
    or number of two parts is one.
    """
    match = _NUMBERED.match(clean(words[:_LONGEST]))
    if match is None:
        return None
    lead, written = folded(match["lead"]), match["number"]
    rest = folded(match["rest"])
    if written.isdecimal():
        return Numbering(lead, int(written), rest)
    number = _roman(written.upper())
    return Numbering(lead, number, rest, roman=True) if lead and number else None


def letter_after(words: str) -> tuple[str, str] | None:
    """Return the words before a letter that stands alone, and it: ``Atelier B``."""
    match = _LETTERED.match(clean(words[:_LONGEST]))
    return (folded(match["lead"]), folded(match["letter"])) if match else None


def _roman(letters: str) -> int:
    """Return what a Roman number counts, 0 where letters are none."""
    if not _ROMAN.fullmatch(letters):
        return 0
    values = [_VALUES[letter] for letter in letters]
    later = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, later, strict=True)
    )
