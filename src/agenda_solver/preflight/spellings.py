"""Names written in several ways: counted as one, or perhaps meant to be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Path, Problem
from agenda_solver.rules.attendees import EverybodyDueHasASeat, FewOfOneOrganisation
from agenda_solver.rules.rule import Finding, Severity
from agenda_solver.rules.together import NotAtTheSameTime, OnDifferentDays, OnTheSameDay
from agenda_solver.rules.words import MOST_NAMED
from agenda_solver.text import SEMICOLON, Text, cut, listing, quoted, strung
from agenda_solver.words.names import folded, likeness, on_one_line

_ALIKE = 0.8
"""How much alike two words are that may be one: « Rouen » and « Rouan » are 0.8."""
_SHORTEST = 4  # letters of a word that may be a slip for another
_LONGEST = 60

_Spelled = tuple[str, Path]
"""A name, and where it stands."""

_COUNTED: Mapping[str, tuple[str, Text]] = {
    "organisation": (FewOfOneOrganisation.key, Text("Organisations", "Organisations")),
    "category": (EverybodyDueHasASeat.key, Text("Catégories", "Categories")),
}
_LABELS: Mapping[str, tuple[str, Text]] = {
    "exclusive": (
        NotAtTheSameTime.key,
        Text("Mots de « pas en même temps »", "Words of “not at the same time”"),
    ),
    "same_day": (OnTheSameDay.key, Text("Mots de « même jour »", "Words of “same day”")),
    "different_days": (
        OnDifferentDays.key,
        Text("Mots de « jours différents »", "Words of “different days”"),
    ),
}
_IDS: Mapping[str, Text] = {
    "block": Text("Blocs", "Blocks"),
    "track": Text("Thèmes", "Tracks"),
}

_AS_ONE = Text(
    "{what} qui s'écrivent de plusieurs façons, et comptent comme un seul nom : {names}",
    "{what} that are written in several ways, and count as one name: {names}",
)
_PERHAPS_ONE = Text(
    "{what} qui n'en sont peut-être qu'une, mais comptent à part : {names} ; si c'est la même, "
    "l'écrire partout pareil",
    "{what} that may be one, but count apart: {names}; if they are, write it alike everywhere",
)
_APART = Text(
    "{what} qui ne diffèrent que par l'écriture, et restent distincts : {names} ; si c'est le "
    "même, l'écrire partout pareil",
    "{what} that differ by their spelling only, and remain distinct: {names}; if they are one, "
    "write it alike everywhere",
)


def find_spellings(problem: Problem) -> Iterator[Finding]:
    """Yield what names are written in several ways, each kind of them once."""
    for key, (rule, what) in _COUNTED.items():
        names = [
            (getattr(attendee, key), ("attendees", attendee.id, key))
            for attendee in problem.attendees
        ]
        yield from _spelled(rule, _AS_ONE, what, _in_several_ways(names))
        if _is_counted(problem, key):
            yield from _spelled(rule, _PERHAPS_ONE, what, _nearly_alike(names))
    for key, (rule, what) in _LABELS.items():
        labels = [
            (label, ("sessions", session.id, key))
            for session in problem.sessions
            for label in getattr(session, key)
        ]
        yield from _spelled(rule, _AS_ONE, what, _in_several_ways(labels))
    rows = {folded(track.id) for track in problem.tracks}  # what is near one of them is asked
    for key, what in _IDS.items():
        ids = [
            (name, ("sessions", session.id, key))
            for session in problem.sessions
            if (name := getattr(session, key)) and not (key == "track" and folded(name) in rows)
        ]
        yield from _spelled(key, _APART, what, _in_several_ways(ids))


def _is_counted(problem: Problem, key: str) -> bool:
    """Whether it matters to the seats how many share such a name."""
    return any(
        key in session.mixed or (key == "organisation" and session.per_organisation is not None)
        for session in problem.sessions
    )


def _spelled(
    rule: str, text: Text, what: Text, names: Iterable[Sequence[_Spelled]]
) -> Iterator[Finding]:
    """Yield the finding that there are such names, if there are any."""
    each = list(names)
    if each:
        listed = [
            listing(quoted(cut(name, _LONGEST)) for name, _ in spellings)
            for spellings in each[:MOST_NAMED]
        ]
        if len(each) > MOST_NAMED:
            listed.append(_MORE.fill(number=len(each) - MOST_NAMED))
        severity: Severity = "info" if text is _AS_ONE else "warning"
        sentence = text.fill(what=what, names=strung(listed, SEMICOLON))
        yield make_finding(rule, severity, sentence, each[0][1][1])


_MORE = Text("et {number} autres", "and {number} others")


def _in_several_ways(names: Iterable[_Spelled]) -> Iterator[Sequence[_Spelled]]:
    """Yield names of which only case, accents and punctuation differ, or a blank is missing."""
    ways: dict[str, dict[str, Path]] = {}
    for name, where in names:
        ways.setdefault(folded(name), {}).setdefault(on_one_line(name), where)
    yield from (list(ways[key].items()) for key in ways if key and len(ways[key]) > 1)


def _nearly_alike(names: Iterable[_Spelled]) -> Iterator[Sequence[_Spelled]]:
    """Yield two names that have the same words in another order, or one of them a slip."""
    distinct: dict[str, _Spelled] = {}
    for name, where in names:
        distinct.setdefault(folded(name), (name, where))
    distinct.pop("", None)
    words = {
        key: sorted(map(folded, re.findall(r"\w+", name))) for key, (name, _) in distinct.items()
    }
    # Two names with all words but one in common meet where that one is left out.
    meeting: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for key, of_name in words.items():
        meeting.setdefault(tuple(of_name), []).append((key, ""))
        for place, word in enumerate(of_name):
            if len(word) >= _SHORTEST and word.isalpha():
                rest = (*of_name[:place], *of_name[place + 1 :], word[0])
                meeting.setdefault(rest, []).append((key, word))
    met: set[tuple[str, str]] = set()
    for several in meeting.values():
        for (one, word), (other, another) in combinations(several, 2):
            alike = abs(len(word) - len(another)) <= 1 and likeness(word, another) >= _ALIKE
            if one != other and alike and (one, other) not in met:
                met.add((one, other))
                yield distinct[one], distinct[other]
