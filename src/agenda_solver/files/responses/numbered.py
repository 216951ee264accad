"""The workshops that go by a number, found by it however it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set

from agenda_solver.words.names import clean, folded
from agenda_solver.words.numbering import Numbering, letter_after, numbering

_BARE = re.compile(
    r"(?:n\s*[°º]\s*|no\.?\s*|[#№]\s*)?(?P<number>\d{1,3})(?:[.,]0+)?", re.IGNORECASE
)
_SHORT = 3  # letters of a word that may stand for a longer one
_GENERIC = frozenset(
    ("atelier", "ateliers", "session", "sessions", "workshop", "workshops", "choix", "choice")
)


def bare_number(words: str) -> int | None:
    """Return the number that words are, nothing else: ``3``, ``03``, ``n° 3``."""
    match = _BARE.fullmatch(clean(words))
    return int(match["number"]) if match else None


class Numbered:
    """Finds sessions by the number that their titles, or their ids, begin with."""

    def __init__(self, sessions: Iterable[tuple[str, str]]) -> None:
        """Collect numbers.

        Parameters
        ----------
        sessions : iterable of (str, str)
            Ids and titles.
        """
        known = list(sessions)
        lettered = {
            after[0]
            for _, title in known
            if numbering(title) is None and (after := letter_after(title))
        }
        self._titles = [
            (id_, number)
            for id_, title in known
            if (number := numbering(title)) and not (number.roman and number.lead in lettered)
        ]
        self._ids = [(id_, number) for id_, _ in known if (number := numbering(id_))]
        self._leads = Counter(number.lead for _, number in self._titles)
        self._numbers = {number.number for _, number in (*self._titles, *self._ids)}
        self._longest = max((len(folded(title)) for _, title in known), default=0)

    def may_name(self, words: str) -> bool:
        """Whether words go by a number that some session has, and are no longer than a title."""
        if len(words) > 2 * self._longest + 20:
            return False
        number = numbering(words)
        return number is not None and bool(number.lead) and number.number in self._numbers

    def find(self, words: str, *, shortened: bool = False) -> Set[str]:
        """Return the sessions that words may name, by a word and its number.

        Parameters
        ----------
        words : str
        shortened : bool
            Whether the word may be abbreviated: ``A1``, ``AT 1``.
        """
        asked = numbering(words)
        if asked is None or not asked.lead or asked.number not in self._numbers:
            return frozenset()
        for known in (self._titles, self._ids):
            same = {id_ for id_, number in known if _is_named(number, asked)}
            if same:
                return same
        if not shortened or asked.rest or len(asked.lead) > _SHORT:
            return frozenset()
        return {
            id_
            for id_, number in self._titles
            if number.number == asked.number and number.lead.startswith(asked.lead)
        }

    def bearers(self, number: int) -> Set[str]:
        """Return the sessions that a number alone may name.

        Those whose titles begin alike, ``Atelier 1`` and ``Atelier 2``; of others the title
        may only happen to hold a number.
        """
        several = any(count > 1 for count in self._leads.values())
        return {
            id_
            for id_, known in self._titles
            if known.number == number and (self._leads[known.lead] > 1 or not several)
        } or {id_ for id_, known in self._ids if not known.lead and known.number == number}


def _is_named(known: Numbering, asked: Numbering) -> bool:
    """Whether a title may be meant by words: the same word, the same number, no other rest."""
    if known.number != asked.number or (asked.rest and asked.rest != known.rest):
        return False
    same = _singular(known.lead) == _singular(asked.lead)
    return same or (not known.lead and asked.lead in _GENERIC)


def _singular(word: str) -> str:
    return word.removesuffix("s")
