"""Who is yet to be named: ``à confirmer``, ``Élu à désigner``, ``speaker (tbc)``."""

from __future__ import annotations

import re

from agenda_solver.words.names import on_one_line

_YET = re.compile(
    r"(?P<who>.*?)(?:^|[\s(\[,;:–—]+)"
    r"(?:[àa] (?:confirmer|d[ée]signer|pr[ée]ciser|d[ée]finir|d[ée]terminer|nommer|trouver)"
    r"|(?:(?:yet|still) )?to be (?:confirmed|named|announced|appointed|decided|determined|found)"
    r"|t\.?b\.?[acd]\.?)[\s)\].]*",
    re.IGNORECASE,
)
_AROUND = " -–—,;:(["
_LONGEST = 300  # characters; a longer text is no name


def is_unnamed(words: str) -> bool:
    """Whether words say that somebody is yet to be named, or to be confirmed."""
    return _match(words) is not None


def named_in(words: str) -> str:
    """Return who is yet to be confirmed: what stands before it; nothing where nothing does."""
    match = _match(words)
    return match["who"].strip(_AROUND) if match else ""


def _match(words: str) -> re.Match[str] | None:
    line = on_one_line(words)
    return _YET.fullmatch(line) if len(line) <= _LONGEST else None
