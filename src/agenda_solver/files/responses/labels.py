"""What the answers of a form call the sessions, and which of them are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from agenda_solver.files.responses.numbered import Numbered, bare_number
from agenda_solver.problem import Capacity, Problem, Session
from agenda_solver.problem.occasions import is_rest
from agenda_solver.words.names import clean, folded, likeness
from agenda_solver.words.pieces import SEPARATORS, pieces_of

_PREFIX = re.compile(r"(?P<prefix>.+?)(?:\s*:|\s+[-–—])\s+(?P<rest>\S.*)", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_NOTHING = frozenset(
    (
        *("", "aucun", "aucune", "none", "neant", "rien", "nothing", "aucunchoix", "nochoice"),
        *("pasdechoix", "pasdevoeu", "aucunvoeu", "aucunatelier", "noworkshop"),
    )
)
_NEAR = 0.6  # of 1: less alike than this, no title is worth a suggestion
_SAME_WORD = 0.75  # of 1: less alike than this, two words have nothing in common
_LONGEST = 300  # letters of an answer that are compared with titles


@dataclass(frozen=True)
class Chosen:
    """What a cell names.

    Attributes
    ----------
    sessions : tuple of str
        The ids of the workshops it names, each once.
    unknown : tuple of str
        What it says besides.
    in_order : bool
        Whether the marks between its answers are those of an ordered list: all but commas.
    repeated : bool
        Whether it names a workshop twice.
    """

    sessions: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    in_order: bool = False
    repeated: bool = False


class Labels:
    """Finds the sessions that answers name: by id, by title, or by an unmistakable part of it.

    ``Atelier 1 : Jeunesse`` is also known by ``Atelier 1`` and by ``Jeunesse``, where no other
    title says the same. Capitals, accents, blanks and punctuation make no difference, nor does
    how a number is written: ``Atelier n° 1``, ``Atelier 01``, ``Atelier I``.
    """

    def __init__(self, problem: Problem, given: Mapping[str, str] | None = None) -> None:
        """Collect what sessions are called.

        Parameters
        ----------
        problem : Problem
            The draft.
        given : mapping of str to str, optional
            Further names, and the id each stands for; nothing where that is blank.
        """
        self._problem = problem
        self._sessions = [session for session in problem.sessions if _may_be_wished(session)]
        self._given = {folded(label): session for label, session in (given or {}).items()}
        self._ids = frozenset(session.id for session in self._sessions)
        self._asked = problem.with_seats & self._ids
        self._titles: dict[str, set[str]] = {}
        self._others: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}  # single ones after a colon: only wishes mean these
        for session in self._sessions:
            self._name(self._titles, session.title, session)
            self._name(self._others, session.id, session)
            for part, is_word in _parts(session.title):
                self._name(self._words if is_word else self._others, part, session)
        self._keys = {*self._given, *self._titles, *self._others, *self._words}
        texts = (
            *(given or {}),
            *(text for session in self._sessions for text in (session.id, session.title)),
        )
        self._longest = 1 + max((len(_marks(text)) for text in texts), default=0)
        self._read: dict[tuple[str, bool], Chosen] = {}
        self._numbered = Numbered(
            (session.id, session.title) for session in self._sessions if self.expected(session.id)
        )

    @property
    def codes(self) -> Iterator[str]:
        """The ids and the words of titles, among which codes may be."""
        for session in self._sessions:
            yield from (session.id, *session.title.split())

    def _name(self, names: dict[str, set[str]], words: str, session: Session) -> None:
        if key := folded(words):
            names.setdefault(key, set()).add(session.id)

    def find(self, words: str, *, asked: bool = False) -> str | None:
        """Return the workshop that words name; None where they name none, or several."""
        meant = self.meant(words, asked=asked)
        return meant[0] if len(meant) == 1 else None

    def meant(self, words: str, *, asked: bool = False) -> tuple[str, ...]:
        """Return the ids of all workshops that words may name.

        Who wishes for one time or sub-group of a workshop wishes for any: it goes by its first.

        Parameters
        ----------
        words : str
        asked : bool
            Whether the words answer what is wished: then an abbreviation, ``A1``, names one too.
        """
        key = folded(words)
        if key in self._given:
            sessions = {self._given[key]} - {""}
        elif words in self._ids:
            sessions = {words}
        else:
            sessions = set(
                self._titles.get(key)
                or self._others.get(key)
                or (asked and self._words.get(key))
                or self._numbered.find(words, shortened=asked)
            )
        return self._in_order(sessions)

    def _in_order(self, sessions: Iterable[str]) -> tuple[str, ...]:
        """Return the workshops of sessions, each once, as the draft has them."""
        workshops = {self._problem.workshop(session) for session in sessions}
        if len(workshops) < 2:
            return tuple(workshops)
        return tuple(session.id for session in self._problem.sessions if session.id in workshops)

    def candidates(self, words: str) -> tuple[str, ...]:
        """Return the ids of all workshops that an answer to what is wished may name."""
        return self.meant(words, asked=True) or self._by_number(words)

    def expected(self, session: str) -> bool:
        """Whether forms ask about a session: a workshop, or what says that it has seats.

        Where the draft has none of these, any session.
        """
        return session in self._asked or not self._asked

    def is_nothing(self, words: str) -> bool:
        """Whether words say that nothing is wished."""
        return self._is_nothing(folded(words))

    def _is_nothing(self, key: str) -> bool:
        return key in _NOTHING or self._given.get(key) == ""

    def read(self, words: str, *, asked: bool = False) -> Chosen:
        """Return what a cell names, where commas may stand between answers and within them.

        Of all ways to cut the cell at its marks, that which leaves the fewest letters unknown,
        and among these the one with the fewest, longest answers.

        Parameters
        ----------
        words : str
        asked : bool
            Whether the cell answers what is wished: then numbers alone name workshops too.
        """
        key = words, asked
        if key not in self._read:
            numbers = self._read_numbers(words) if asked else None
            self._read[key] = numbers or self._cut(words, asked=asked)
        return self._read[key]

    def _read_numbers(self, words: str) -> Chosen | None:
        """Return what ``3`` or ``1, 4`` names; None where a cell says anything else."""
        pieces = list(map(clean, pieces_of(words)))
        if not pieces or not all(map(self._is_number, pieces)):
            return None
        meant = {piece: self.candidates(piece) for piece in pieces}
        sessions = [meant[piece][0] for piece in pieces if len(meant[piece]) == 1]
        once = tuple(dict.fromkeys(sessions))
        return Chosen(
            once,
            tuple(piece for piece in pieces if len(meant[piece]) != 1),
            len(pieces) > 1 and "," not in words,
            len(once) < len(sessions),
        )

    @staticmethod
    def _is_number(words: str) -> bool:
        return bare_number(words) is not None

    def _by_number(self, words: str) -> tuple[str, ...]:
        number = bare_number(words)
        return () if number is None else self._in_order(self._numbered.bearers(number))

    def _cut(self, words: str, *, asked: bool) -> Chosen:
        if self.is_nothing(words):
            return Chosen(())
        if (whole := self.find(words, asked=asked)) is not None:
            return Chosen((whole,))
        marks = _marks(words)
        starts, ends = [0, *(mark + 1 for mark in marks)], [*marks, len(words)]
        runs = self._best_runs(words, starts, ends, asked=asked)
        sessions: list[str] = []
        unknown: list[str] = []
        between: set[str] = set()
        last: int | None = None  # the piece after which words are still unknown
        for first, after, session in runs:
            if first:
                between.add(words[ends[first - 1]])
            piece = words[starts[first] : ends[after - 1]]
            if session is not None:
                sessions.append(session)
            elif not self.is_nothing(piece):
                if last == first and words[ends[first - 1]] == ",":
                    unknown[-1] += "," + piece
                else:
                    unknown.append(piece)
                last = after
        once = tuple(dict.fromkeys(sessions))
        return Chosen(
            once,
            tuple(map(clean, unknown)),
            bool(between) and "," not in between,
            len(once) < len(sessions),
        )

    def _best_runs(
        self, words: str, starts: list[int], ends: list[int], *, asked: bool
    ) -> list[tuple[int, int, str | None]]:
        """Return the runs of pieces that are an answer, with its session where it is known."""
        count = len(starts)
        best: list[tuple[int, int]] = [(0, 0)] * (count + 1)
        step: list[tuple[int, str | None]] = [(0, None)] * count
        # Folding leaves out the marks between: the key of a run is that of its pieces.
        keys = [folded(words[start:end]) for start, end in zip(starts, ends, strict=True)]
        for first in reversed(range(count)):
            alone = 0 if self._is_nothing(keys[first]) else len(keys[first])
            letters, answers = best[first + 1]
            best[first], step[first] = (letters + alone, answers + 1), (first + 1, None)
            for after in range(first + 1, min(count, first + self._longest) + 1):
                run = clean(words[starts[first] : ends[after - 1]])
                known = "".join(keys[first:after]) in self._keys
                if not known and not self._numbered.may_name(run):
                    continue
                # A comma between brackets is part of an aside, not the end of an answer.
                session = self.find(run, asked=asked) if run.count("(") == run.count(")") else None
                if session is None:
                    continue
                letters, answers = best[after]
                if (letters, answers + 1) <= best[first]:
                    best[first], step[first] = (letters, answers + 1), (after, session)
        runs: list[tuple[int, int, str | None]] = []
        first = 0
        while first < count:
            after, session = step[first]
            runs.append((first, after, session))
            first = after
        return runs

    # Suggestions.

    def nearest(self, words: str) -> str | None:
        """Return the id of the session whose title comes nearest to words, if any comes near."""
        asked = [folded(word) for word in _WORD.findall(words[:_LONGEST])]
        whole = folded(words[:_LONGEST])
        if not whole:
            return None
        scored = (
            (max(_likeness(asked, known), likeness(whole, title)), session)
            for session, known, title in self._known_words
        )
        score, session = max(scored, key=lambda one: one[0], default=(0.0, ""))
        return session if score >= _NEAR else None

    @cached_property
    def _known_words(self) -> list[tuple[str, list[str], str]]:
        return [
            (
                session.id,
                [folded(word) for word in _WORD.findall(session.title)],
                folded(session.title),
            )
            for session in self._sessions
        ]


def _may_be_wished(session: Session) -> bool:
    """Whether a session may have seats: breaks and meals have none unless they say so."""
    if session.registration is not None:
        return session.registration
    return not is_rest(session) or session.capacity != Capacity()


def _parts(title: str) -> Iterator[tuple[str, bool]]:
    """Yield what stands before the first colon or dash of a title, and after it.

    Each with whether it is a single word after it, which may mean anything.
    """
    match = _PREFIX.fullmatch(title)
    if match is None:
        return
    yield match["prefix"], False
    yield match["rest"], len(_WORD.findall(match["rest"])) < 2


def _likeness(asked: list[str], known: list[str]) -> float:
    """Return how much of words is in a title, from 0 to 1, letter by letter."""
    letters = sum(map(len, asked))
    if not letters or not known:
        return 0
    best = ((word, max(likeness(word, other) for other in known)) for word in asked)
    return sum(len(word) * alike for word, alike in best if alike >= _SAME_WORD) / letters


def _marks(words: str) -> list[int]:
    """Return where marks stand that may be between two answers, or in one."""
    return [place for place, letter in enumerate(words) if letter in SEPARATORS]
