"""What things are called: found whatever the capitals and accents, and the nearest where not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import accumulate, chain, count, islice
from typing import TypeVar

from agenda_solver.text import Text, cut, either, listing, quoted, same
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.codes import codes_behind, made_a_date

# Marks that show nothing, those that turn around what stands beside them, control
# characters, which a terminal would obey, and what no file may hold. What Arabic and Hebrew
# need (U+200E, U+200F, U+061C) and the narrow blanks of French are none of them.
_INVISIBLE: dict[int, str | None] = dict.fromkeys(
    [
        *map(ord, "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff"),
        *range(0x202A, 0x202F),
        *range(0x2061, 0x2070),
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
        *range(32),
        *range(127, 160),
        *range(0xD800, 0xE000),
    ]
)
for _kept in "\n\t":
    del _INVISIBLE[ord(_kept)]
_INVISIBLE |= dict.fromkeys([0x2028, 0x2029], " ")  # ends of lines, that only some programs see
TURNING = re.compile("[\u007f-\u009f\u2028-\u202e\u2066-\u2069]")
"""What turns around what stands beside it, or ends a line, on a screen that shows it as it is."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LONGEST_ID = 40
_NO_WORDS = "x"  # the id of what has a name without a letter
_LONGEST = 60  # characters of somebody's words that a sentence repeats


def without_marks(words: str) -> str:
    """Return text without what shows nothing, or turns around what stands beside it.

    Text enters through `clean`, and is without them from there on; this is for what does not
    enter so: the name of a file, a sentence that repeats one.
    """
    return words if words.isascii() and words.isprintable() else words.translate(_INVISIBLE)


def clean(words: str) -> str:
    """Return text in NFC, without the blanks and invisible marks around it."""
    if words.isascii() and words.isprintable():  # most are, and translating takes long
        return words.strip()
    composed = unicodedata.normalize("NFC", words.translate(_INVISIBLE))
    return composed.replace("\u00a0", " ").replace("\u202f", " ").strip()


def on_one_line(words: str) -> str:
    """Return clean words with single blanks between them: runs of them make patterns slow."""
    return " ".join(clean(words).split())


@lru_cache(maxsize=20_000)
def folded(words: str) -> str:
    """Return words without case, accents, blanks and punctuation, to compare them."""
    spread = unicodedata.normalize("NFKD", clean(words).casefold().replace("œ", "oe"))
    return "".join(letter for letter in spread if letter.isalnum())


_Place = TypeVar("_Place")


def ids_of(names: Mapping[_Place, str], taken: Iterable[str] = ()) -> dict[_Place, str]:
    """Return a short name for each of these: its first words, and a number where there are more.

    Parameters
    ----------
    names : mapping of str
        What each is called, in the order in which those of one name are numbered.
    taken : iterable of str
        Ids that others have.
    """
    return numbered({place: _first_words(name) for place, name in names.items()}, taken)


def numbered(ids: Mapping[_Place, str], taken: Iterable[str] = ()) -> dict[_Place, str]:
    """Return ids with a number behind those that come again, or that others have."""
    apart: dict[_Place, str] = {}
    used = set(taken)
    for place, wanted in ids.items():
        further = (f"{wanted}-{number}" for number in count(2))
        apart[place] = next(one for one in chain((wanted,), further) if one not in used)
        used.add(apart[place])
    return apart


def _first_words(name: str) -> str:
    """Return as many words as an id has room for, at least one."""
    words = [word for part in _BETWEEN_WORDS.split(name) if (word := folded(part))]
    lengths = accumulate(len(word) + 1 for word in words)
    fitting = sum(length <= _LONGEST_ID for length in lengths)
    return "-".join(words[: max(1, fitting)])[:_LONGEST_ID] or _NO_WORDS


def shown(value: object) -> Text:
    """Return what somebody wrote between quotation marks, cut where it is long."""
    return quoted(cut(clean(str(value)), _LONGEST))


def refused(words: str, expected: Text) -> NotUnderstoodError:
    """Return the refusal of words that are nothing they might be."""
    return NotUnderstoodError(
        Text(
            "{words} n'est pas compris : {expected}", "{words} is not understood: {expected}"
        ).fill(words=shown(words), expected=expected)
    )


# --- The nearest --------------------------------------------------------------------------

ALIKE = 0.7
"""How much alike two names are, of 1, where one may be a slip for the other."""
_SHORTEST_PART = 4  # letters of a name that are enough to tell which
_MOST_COMPARED = 2_000  # names, with a word that is none of them: it takes time
_MOST_NEAR = 3  # names among which a slip is offered
_AS_NEAR = 0.1  # of 1: less near than the nearest by so much, a name was hardly meant
_MOST_SUGGESTED = 100  # nobody reads more at once
_MOST_LISTED = 12

_Bearer = TypeVar("_Bearer")


def nearest(words: str, called: Mapping[str, _Bearer], *, alike: float = ALIKE) -> _Bearer | None:
    """Return what bears the name that comes nearest to words, if any comes near.

    Parameters
    ----------
    words : str
        What is written.
    called : mapping of str to object
        By name, what it is a name of; of names that are alike, the first.
    alike : float
        How near it must come, from 0 to 1.
    """
    if len(called) > _MOST_COMPARED:
        return None
    bearers: dict[str, _Bearer] = {}
    for name, bearer in called.items():
        bearers.setdefault(folded(name), bearer)
    near = get_close_matches(folded(words), bearers, n=1, cutoff=alike)
    return bearers[near[0]] if near else None


def nearest_few(words: str, names: Iterable[str]) -> list[str]:
    """Return the names that words are perhaps a slip for, or the beginning of, the nearest first.

    Parameters
    ----------
    words : str
        What is written.
    names : iterable of str
        What there is to choose from: a few, as the options of a command are.
    """
    by_key = {folded(name): name for name in names}
    key = folded(words)
    begun = [name for name in by_key if key and name.startswith(key)]
    near = get_close_matches(key, by_key, n=_MOST_NEAR, cutoff=ALIKE)
    as_near = [name for name in near if likeness(key, name) > likeness(key, near[0]) - _AS_NEAR]
    return [by_key[name] for name in dict.fromkeys([*begun, *as_near])][:_MOST_NEAR]


def likeness(one: str, other: str) -> float:
    """Return how much alike two folded words are, from 0 to 1."""
    if one == other:
        return 1
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def perhaps(sentence: Text, near: str | Text) -> Text:
    """Add to a sentence what was perhaps meant."""
    return _PERHAPS.fill(sentence=sentence, near=near if isinstance(near, Text) else quoted(near))


def instead(sentence: Text, near: str | Text | None, known: Iterable[str | Text]) -> Text:
    """Add to a sentence what was perhaps meant, or else what there is to choose from."""
    if near is not None:
        return perhaps(sentence, near)
    return _ONE_OF.fill(sentence=sentence, known=listing(known))


def chosen(
    words: object, called: Mapping[str, str], sentence: Text, known: Iterable[Text] = ()
) -> str:
    """Return what words choose among a few, whatever the capitals and accents.

    Parameters
    ----------
    words : object
        What is written.
    called : mapping of str to str
        By name, what it chooses.
    sentence : Text
        What to say of a ``{value}`` that is none.
    known : iterable of Text
        What to add to it, where no name comes near.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    name = {folded(name): name for name in called}.get(folded(str(words)))
    if name is not None:
        return called[name]
    refusal = sentence.fill(value=shown(words))
    near = nearest(str(words), {name: name for name in called})
    known = list(known)
    raise NotUnderstoodError(instead(refusal, near, known) if near or known else refusal)


def twice(words: object, first: Text) -> Text:
    """Say that something stands there already; `first` tells where: ``à la ligne 3``."""
    return _TWICE.fill(words=shown(words), first=first)


_PERHAPS = Text("{sentence} ; peut-être {near} ?", "{sentence}; perhaps {near}?")
_ONE_OF = Text("{sentence} (au choix : {known})", "{sentence} (one of: {known})")
_KNOWN = Text("{sentence} (connus : {known})", "{sentence} (known: {known})")
_NO_ID = Text("{words} n'est pas l'id d'{what}", "{words} is not the id of {what}")
_TWICE = Text("{words} est déjà {first}", "{words} is already {first}")

A_SESSION = Text("une session", "a session")
A_ROOM = Text("une salle", "a room")
A_STRETCH = Text("une plage", "a stretch")
A_TRACK = Text("un thème", "a track")
A_PERSON = Text("un intervenant", "a person")
AN_ATTENDEE = Text("un participant", "an attendee")


def no_id(words: str, what: Text) -> Text:
    """Say that words are the id of nothing, where nobody may be told what there is."""
    return _NO_ID.fill(words=shown(words), what=what)


# --- The names of a table -----------------------------------------------------------------


class Names:
    """Finds what a person means by an id or a name, whatever the capitals and accents."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        """Collect ids, each with a name; an id may come several times, with other names."""
        self._ids: dict[str, None] = {}
        self._meant: dict[str, list[str]] = {}
        self._named: dict[str, str] = {}
        self._reserved: set[str] = set()
        self._suggested: dict[str, str | None] = {}
        for id_, name in rows:
            self._ids[id_] = None
            if key := folded(name):
                self._named.setdefault(key, id_)
            for words in {folded(id_), key} - {""}:
                self._meant.setdefault(words, []).append(id_)

    def reserve(self, ids: Iterable[str]) -> None:
        """Note ids whose rows are gone: they mean nothing else."""
        self._reserved.update(ids)

    def knows(self, words: str) -> bool:
        """Whether there is such an id."""
        return words in self._ids or words in self._reserved

    def find(self, words: str) -> str:
        """Return the id; words that mean nothing are returned for others to judge.

        Raises
        ------
        NotUnderstoodError
            If they may mean several.
        """
        if self.knows(words):
            return words
        meant = list(dict.fromkeys(self._meant.get(folded(words), [])))
        if len(meant) > 1:
            raise NotUnderstoodError(
                Text(
                    "{words} peut désigner {ids} : donner l'id",
                    "{words} may mean {ids}: give the id",
                ).fill(words=shown(words), ids=either(map(quoted, meant))),
                sure=True,
            )
        return meant[0] if meant else words

    def is_itself(self, words: str) -> bool:
        """Whether words, as they stand, are read as nothing but themselves."""
        return self.knows(words) or set(self._meant.get(folded(words), ())) <= {words}

    def nearest(self, words: str) -> str | None:
        """Return the id that was perhaps meant: by a part of one name only, or by a slip."""
        if words not in self._suggested:
            enough = len(self._suggested) >= _MOST_SUGGESTED
            self._suggested[words] = None if enough else self._nearest(words)
        return self._suggested[words]

    def _nearest(self, words: str) -> str | None:
        key = folded(words)
        bearers = {id_ for name, id_ in self._named.items() if key in name}
        if len(bearers) == 1 and len(key) >= _SHORTEST_PART:
            return bearers.pop()
        return nearest(words, {**{id_: id_ for id_ in self._ids}, **self._named})

    def unknown(self, words: str, what: Text) -> Text:
        """Say that words are the id of nothing, and what may have been meant.

        Parameters
        ----------
        words : str
            What is written.
        what : Text
            What they should name, as `A_ROOM`.
        """
        sentence = no_id(words, what)
        if codes := codes_behind(words, self._ids):
            return made_a_date(sentence, codes)
        near = self.nearest(words)
        if near is not None:
            return perhaps(sentence, near)
        first = list(islice(self._ids, _MOST_LISTED + 1))
        rest = ["…"] if first[_MOST_LISTED:] else []
        known = same(", ".join([*first[:_MOST_LISTED], *rest]) or "–")
        return _KNOWN.fill(sentence=sentence, known=known)
