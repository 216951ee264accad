"""The marks of a web page that stand among words: ``<i>Pinus</i> &amp; CO<sub>2</sub>``."""

from __future__ import annotations

import re
from html import unescape

_INLINE = "a|abbr|b|bdi|big|cite|code|em|font|i|mark|q|s|small|span|strike|strong|sub|sup|tt|u"
_BLOCKS = "br|div|h[1-6]|li|ol|p|ul"
_ATTRIBUTES = r"(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>]+))?)*"
_MARK = re.compile(rf"</?(?:(?P<block>{_BLOCKS})|{_INLINE}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_SMALL = re.compile(r"<(?P<where>su[bp])>\s*(?P<what>[0-9+−-]{1,6})\s*</(?P=where)>", re.IGNORECASE)
_FIGURES = "0123456789+-−"
_LOW = str.maketrans(_FIGURES, "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_HIGH = str.maketrans(_FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def without_markup(words: str) -> str:
    """Return words without the tags and entities of a web page, which some programs export.

    Only marks that such pages have among words are taken for ones: ``a < b > c`` stays, and
    ``R&D``. Figures below and above the line stay there, as the letters that stand for them.
    """
    if "<" in words:
        words = _MARK.sub(_blank_of, _SMALL.sub(_small, words))
    return _ENTITY.sub(lambda entity: unescape(entity[0]), words)


def _blank_of(mark: re.Match[str]) -> str:
    return "\n" if mark["block"] else ""


def _small(mark: re.Match[str]) -> str:
    return mark["what"].translate(_LOW if mark["where"].casefold() == "sub" else _HIGH)
