"""Words as they are typed on a command line: one word for every shell that organisers have."""

from __future__ import annotations

import os
import re
from shlex import quote

# A backslash, between the folders of Windows, is read by sh.
_PLAIN = re.compile(r"[\w.=+/\\:-]+" if os.name == "nt" else r"[\w.=+/:-]+")
_LIVE = frozenset('"“”„$`!')  # what sh or PowerShell reads between double quotation marks, too


def as_one_word(words: str) -> str:
    """Return words as a shell takes them for one word.

    Quotation marks are double: sh, PowerShell and cmd all know those. Only what one of them
    would read between these stands between single ones, which cmd does not know.

    Examples
    --------
    >>> as_one_word("mon brouillon.xlsx")
    '"mon brouillon.xlsx"'
    """
    if _PLAIN.fullmatch(words):
        return words
    return quote(words) if _LIVE.intersection(words) else f'"{words}"'
