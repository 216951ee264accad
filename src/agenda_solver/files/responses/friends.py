"""With whom people wish to be: names and addresses in answers, found among the attendees.

Two who name each other are together, a demand; who names somebody that does not name them has a
wish. Nobody is guessed: a first name alone, or a slip, is told with the nearest name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from agenda_solver.problem import Attendee
from agenda_solver.text import Text, either, quoted
from agenda_solver.words.names import clean, folded, nearest
from agenda_solver.words.pieces import bare, pieces_of

_AND = re.compile(r"\s+(?:et|and|&)\s+|\s*[/+]\s*", re.IGNORECASE)
_NOBODY = frozenset(
    (
        *("personne", "aucun", "aucune", "non", "no", "nobody", "none", "seul", "seule", "neant"),
        *("noone", "rien", "ras", "indifferent", "peuimporte", "nimportequi", "anyone", "alone"),
    )
)
_MOST_NAMED = 3

Pair = frozenset[str]


class People:
    """Everybody who may be named, by id, address and name."""

    def __init__(self, people: Iterable[tuple[str, str, str]]) -> None:
        """Collect ids, names and addresses."""
        self._names: dict[str, str] = {}
        self._called: dict[str, list[str]] = {}
        self._words: dict[frozenset[str], list[str]] = {}
        for id_, name, email in people:
            self._names[id_] = name
            for words in {folded(name), folded(email)} - {""}:
                self._called.setdefault(words, []).append(id_)
            if parts := _parts(name):
                self._words.setdefault(parts, []).append(id_)

    def find(self, words: str) -> tuple[str, ...]:
        """Return the ids of those whom words may name: by id, address, or all words of a name."""
        if words in self._names:
            return (words,)
        named = self._called.get(folded(words)) or self._words.get(_parts(words), [])
        return tuple(dict.fromkeys(named))

    def cut(self, cell: str) -> list[str]:
        """Return whom a cell names, each in their own words."""
        if self.find(cell) or folded(cell) in _NOBODY | {""}:
            return [] if folded(cell) in _NOBODY | {""} else [clean(cell)]
        named: list[str] = []
        for piece in map(bare, pieces_of(cell)):
            whole = [piece] if self.find(piece) else _AND.split(piece)
            named += [clean(words) for words in whole if folded(words) not in _NOBODY | {""}]
        return named

    def perhaps(self, words: str) -> Text | None:
        """Return who may be meant by words that name nobody, or several."""
        several = self.find(words)
        if several:
            return _SEVERAL.fill(people=either(map(quoted, several[:_MOST_NAMED])))
        asked = _parts(words)
        near = [id_ for parts, ids in self._words.items() if asked and asked < parts for id_ in ids]
        if len(near) != 1:
            slip = nearest(words, {name: id_ for id_, name in self._names.items() if name})
            near = [] if slip is None else [slip]
        if not near:
            return None
        return _NEAR.fill(name=quoted(self._names[near[0]]), attendee=near[0])


def _parts(name: str) -> frozenset[str]:
    return frozenset(filter(None, map(folded, re.split(r"[\s,'’-]+", name))))


def mutual(attendees: Iterable[Attendee]) -> set[Pair]:
    """Return each two who name each other."""
    named = {attendee.id: set(attendee.friends) for attendee in attendees}
    return {
        frozenset((one, other))
        for one, others in named.items()
        for other in others
        if other != one and one in named.get(other, ())
    }


def with_company(before: Iterable[Attendee], after: Mapping[str, Attendee]) -> dict[str, Attendee]:
    """Return attendees of whom those are together who name each other.

    Who did so before, and no longer does, is together with the other no more.
    """
    old, new = mutual(before), mutual(after.values())
    changed = dict(after)
    for pair in sorted(old ^ new, key=sorted):
        for id_ in pair & changed.keys():
            (other,) = pair - {id_}
            attendee = changed[id_]
            together = [name for name in attendee.together if name != other]
            if pair in new:
                together.append(other)
            changed[id_] = attendee.model_copy(update={"together": together})
    return changed


_SEVERAL = Text("plusieurs ont ce nom : {people}", "several have this name: {people}")
_NEAR = Text("le plus proche : {name}, {attendee}", "the nearest: {name}, {attendee}")
