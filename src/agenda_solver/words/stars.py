"""How much something is worth to somebody: ``5``, ``3 étoiles``, ``3/5``, ``★★★☆☆``."""

from __future__ import annotations

import re

from agenda_solver.words.moments import whole_in
from agenda_solver.words.names import clean

_FULL, _EMPTY = "★⭐🌟✭✮", "☆✩✰"
_DRAWN = re.compile(rf"([{_FULL}]*)[{_EMPTY}]*")
_OF_SO_MANY = re.compile(
    rf"[{_FULL}]?(\d{{1,4}})(?:(?:/|sur|outof|of)\d{{1,4}})?"
    rf"(?:étoiles?|etoiles?|stars?|points?|pts?|[{_FULL}])?",
    re.IGNORECASE,
)
_LONGEST = 40


def rating_in(words: str) -> int | None:
    """Return the rating that words are; None where they are none."""
    number = whole_in(words)
    return stars_in(words) if number is None else number


def stars_in(words: str) -> int | None:
    """Return how many stars or points are written or drawn; None: none, or a number alone."""
    plain = "".join(clean(words).replace("\ufe0f", "").split())
    if not plain or len(plain) > _LONGEST or plain.isdecimal():
        return None
    if drawn := _DRAWN.fullmatch(plain):
        return len(drawn[1])
    counted = _OF_SO_MANY.fullmatch(plain)
    return int(counted[1]) if counted else None
