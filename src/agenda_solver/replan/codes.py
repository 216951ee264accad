"""A problem of which nobody can tell whose it is: every word has a code in its place.

What is sent to other machines holds no name, no address and no title. A code stands for one
word, so that what is compared by words is the same in codes: ids and whatever names them, the
organisations that are mixed, an attendee who is a speaker, too. The order of the codes is that
of the words. Of a title those words stay by which customs know what a session is for, such as
"opening" or the number of a workshop, and no other; what this program itself calls by a word,
such as a kind, stays too. What nobody reads in a search, such as notes, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from agenda_solver.problem.habits import title_signs
from agenda_solver.problem.identities import CIVILITIES
from agenda_solver.problem.schema import Session, Weights
from agenda_solver.words.names import folded

_WORD = re.compile(r"\w+")
_LETTERS = "bcdfghjklmnpqrstvwxz"  # no word is spelled by chance
_LENGTH = 4
_MARK = "zq"
_CODE = re.compile(rf"{_MARK}[{_LETTERS}]{{{_LENGTH}}}", re.IGNORECASE)
_BROKEN = re.compile(rf"{_MARK}[{_LETTERS}]{{0,{_LENGTH - 1}}}…", re.IGNORECASE)

OWN_WORDS = frozenset({"kind", "language", "zone", "mixed", "fairness", "least"})
"""The fields that hold words of this program, and not of an organiser."""

LEFT_OUT = frozenset(
    {
        *("note", "source", "description", "questions", "practical", "contact", "link"),
        *("subtitle", "audience", "place", "address", "version", "partners", "organisers"),
    }
)
"""The fields that nothing in a search reads."""

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Codes:
    """Which code stands for which word.

    Attributes
    ----------
    by_word : mapping of str to str
    """

    by_word: Mapping[str, str]

    @classmethod
    def of(cls, *values: object) -> Codes:
        """Give a code to every word in some values: a problem, a timetable, changes."""
        words = {
            word
            for value in values
            for text in _texts(value)
            for word in _WORD.findall(text)
            if folded(word) not in CIVILITIES
        }
        return cls(dict(_coded(words)))

    def coded(self, value: _Value) -> _Value:
        """Return a value in which there are codes instead of words."""
        coded: _Value = _changed(value, self._code, self._title)
        return coded

    def decoded(self, value: _Value) -> _Value:
        """Return a value in which words stand again for their codes."""
        decoded: _Value = _changed(value, self._words, self._words)
        return decoded

    def _code(self, text: str) -> str:
        return _WORD.sub(lambda match: self.by_word.get(match[0], match[0]), text)

    def _title(self, title: str) -> str:
        """Return a title in codes, but for the words by which customs know what it is of."""
        signs = title_signs(title)
        pieces = [(match.start(), match.end()) for match in _WORD.finditer(title)]
        for start, end in reversed(pieces):
            masked = title[:start] + self._code(title[start:end]) + title[end:]
            if title_signs(masked) == signs:
                title = masked
        return title

    def _words(self, text: str) -> str:
        return _CODE.sub(self._word, _BROKEN.sub("…", text))

    def _word(self, match: re.Match[str]) -> str:
        code = match[0]
        if code in self._by_code:
            return self._by_code[code]
        small = code[0].lower() + code[1:]  # it begins a sentence
        word = self._by_code.get(small)
        return word[0].upper() + word[1:] if word else code

    @cached_property
    def _by_code(self) -> Mapping[str, str]:
        return {code: word for word, code in self.by_word.items()}


def _coded(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield words with their codes, in one order; those alike but for case have codes so, too."""
    alike: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (word != word.lower(), word)):
        alike.setdefault(folded(word), []).append(word)
    most = 2**_LENGTH
    groups = [
        group[first : first + most]
        for group in alike.values()
        for first in range(0, len(group), most)
    ]
    for number, group in enumerate(sorted(groups)):
        code = _spelled(number)
        for variant, word in enumerate(group):
            letters = (
                letter.upper() if variant >> place & 1 else letter
                for place, letter in enumerate(code)
            )
            yield word, _MARK + "".join(letters)


def _spelled(number: int) -> str:
    letters = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(reversed(letters))


# --- Through what is sent -----------------------------------------------------------------


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a value that is coded."""
    texts: list[str] = []

    def keep(text: str) -> str:
        texts.append(text)
        return text

    _changed(value, keep, keep)
    yield from texts


def _changed(value: Any, code: Callable[[str], str], title: Callable[[str], str]) -> Any:
    """Return a value in which all texts are changed; rows and records are made anew.

    What they have worked out of their words so far is so left behind.
    """
    if isinstance(value, str):
        return code(value)
    if isinstance(value, BaseModel):
        return value if isinstance(value, Weights) else _changed_row(value, code, title)
    if is_dataclass(value) and not isinstance(value, type):
        return _changed_record(value, code, title)
    if isinstance(value, Mapping):
        return {
            _changed(key, code, title): _changed(part, code, title) for key, part in value.items()
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(_changed(part, code, title) for part in value)
    return value


def _changed_record(record: Any, code: Callable[[str], str], title: Callable[[str], str]) -> Any:
    own = {field.name: getattr(record, field.name) for field in fields(record) if field.init}
    changed = {
        key: part if key in OWN_WORDS else _changed(part, code, title) for key, part in own.items()
    }
    return type(record)(**changed)


def _changed_row(row: BaseModel, code: Callable[[str], str], title: Callable[[str], str]) -> Any:
    kept: dict[str, Any] = {}
    for name in type(row).model_fields:
        value = getattr(row, name)
        if name in LEFT_OUT:
            continue
        if name in OWN_WORDS:
            kept[name] = value
        elif name == "title" and isinstance(row, Session):
            kept[name] = title(value)
        else:
            kept[name] = _changed(value, code, title)
    given = row.model_fields_set - LEFT_OUT
    return type(row).model_construct(_fields_set=set(given), **kept)
