"""Several things in a row: ``a ; b``, each whole between ``"…"`` where it holds a mark itself.

``;``, ``|``, a comma or a new line stand between things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agenda_solver.text import Language, Text
from agenda_solver.words.names import clean, folded

SEPARATORS = ";,|\n"
_MARKS = ";,|:/[]\n"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_BULLETS = "-–—•·▪●◦*"
_BULLET = re.compile(rf"^\s*[{_BULLETS}]\s+(?=\S)")


def pieces_of(words: str, marks: str = SEPARATORS, also: str = "") -> list[str]:
    """Cut words at some marks, but not between quotation marks; blank pieces are left out.

    Parameters
    ----------
    words : str
    marks : str
        Where to cut.
    also : str
        Further marks that may stand around quotation marks, beside the usual ones.
    """
    known = _MARKS + also
    pieces, begin, place, opens = [], 0, 0, True
    while place < len(words):
        letter = words[place]
        shielded = _QUOTED.match(words, place) if opens and letter == '"' else None
        if shielded and _ends(words, shielded.end(), known):
            place = shielded.end()
            opens = False
            continue
        if letter in marks:
            pieces.append(words[begin:place])
            begin = place + 1
        opens = letter in known or (opens and (letter.isspace() or letter in _BULLETS))
        place += 1
    pieces.append(words[begin:])
    return [piece for piece in pieces if clean(piece)]


def _ends(words: str, place: int, marks: str) -> bool:
    """Whether a mark is next, blanks aside, or nothing more."""
    rest = words[place:]
    blanks = len(rest) - len(rest.lstrip(" \t"))
    return not rest.strip() or rest[blanks] in marks


def without_bullet(piece: str) -> str:
    """Return a piece without the bullet before it."""
    return clean(_BULLET.sub("", piece, count=1))


def is_quoted(piece: str) -> bool:
    """Whether a piece stands between quotation marks."""
    return _QUOTED.fullmatch(clean(piece)) is not None


def bare(piece: str) -> str:
    """Return what a piece says, without its quotation marks and the bullet before it."""
    words = without_bullet(piece)
    if len(words) > 1 and is_quoted(words):
        return clean(words[1:-1].replace('""', '"'))
    return words


def shield(words: str, *, always: bool = False, marks: str = _MARKS) -> str:
    """Return words that `pieces_of` leaves whole and that mean nothing but themselves."""
    if always or any(mark in words for mark in (*marks, '"')) or _BULLET.match(words):
        return '"' + words.replace('"', '""') + '"'
    return words


# --- Lists --------------------------------------------------------------------------------

NONE = Text("aucune", "none")
_NONE = ("aucune", "aucun", "none")


def read_list(words: str, resolve: Callable[[str], str] = str) -> list[str]:
    """Read ``a ; b``; ``aucune`` is a list of nothing."""
    pieces = pieces_of(words)
    if len(pieces) == 1 and says_none(clean(pieces[0])):
        return []
    return [resolve(bare(piece)) for piece in pieces]


def says_none(words: str) -> bool:
    """Whether words say that a list is empty."""
    return words in tuple(_BULLETS) or ('"' not in words and folded(words) in _NONE)


def read_lines(words: str, marks: str = "\n") -> list[str]:
    """Read what stands one below the other, each whole with its commas and colons."""
    return [bare(piece) for piece in pieces_of(words, marks)]


def write_lines(items: Sequence[str], marks: str = "\n") -> str:
    """Write things one below the other, as `read_lines` reads them with the same marks."""
    return "\n".join(shield(item, marks=marks) for item in items)


RATED = "="
"""What stands between something and its rating."""


def read_rated(words: str, marks: str = SEPARATORS) -> list[tuple[str, str | None]]:
    """Read ``a=5 ; b``: things, each with its rating where it has one."""
    rated: list[tuple[str, str | None]] = []
    for piece in pieces_of(words, marks, also=RATED):
        name, sign, rating = piece.rpartition(RATED)
        has_one = sign and not is_quoted(piece)
        rated.append((bare(name), clean(rating)) if has_one else (bare(piece), None))
    return rated


def word_for_word(words: str) -> str | None:
    """Return what stands between quotation marks within quotation marks; None: nothing does.

    It means no row that is called nearly so.
    """
    return bare(words) if is_quoted(words) else None


def write_list(
    items: Sequence[str], language: Language, *, literal: Callable[[str], bool] | None = None
) -> str:
    """Write ``a ; b``; where some are to be read word for word, they are quoted twice."""
    if not items:
        return NONE.say(language)
    if literal is None:
        return " ; ".join(shield(item, always=says_none(item)) for item in items)
    return " ; ".join(
        shield(shield(item, always=True))
        if literal(item) or is_quoted(item)
        else shield(item, always=says_none(item))
        for item in items
    )
