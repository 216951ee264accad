"""Reads each row of an export as one person's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from agenda_solver.files.fields import TEXTS
from agenda_solver.files.responses.columns import Columns, Question, ticked
from agenda_solver.files.responses.headers import rank_said, tokens
from agenda_solver.files.responses.labels import Labels
from agenda_solver.files.responses.mapping import ColumnMap
from agenda_solver.files.responses.table import Column, ExportRow
from agenda_solver.problem import MOST, Problem, Window, changed_clock
from agenda_solver.text import Text
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.accessibility import Need, features_by_need, needs_in
from agenda_solver.words.cells import day_of
from agenda_solver.words.names import folded, refused
from agenda_solver.words.pieces import bare, pieces_of, read_rated
from agenda_solver.words.stamps import stamps
from agenda_solver.words.stars import rating_in
from agenda_solver.words.windows import WINDOWS

_ANONYMOUS = frozenset(("anonymous", "anonyme"))
_ALWAYS = frozenset(
    (
        "",
        *("oui", "yes", "present", "presente", "toujours", "always", "touslesjours", "everyday"),
        *("toutletemps", "allthetime"),
    )
)
_THE_DAY = frozenset(
    ("journeeentiere", "toutelajournee", "journeecomplete", "fullday", "wholeday", "allday")
)
_NO_NEED = frozenset(
    (
        *("", "aucun", "aucune", "none", "neant", "rien", "nothing", "sans", "ras", "sansobjet"),
        *("aucunbesoin", "pasdebesoin", "pasdebesoinparticulier", "aucunbesoinparticulier", "so"),
        *("nonconcerne", "nonconcernee", "na", "noneed", "noneeds", "nospecialneeds", "nonmerci"),
    )
)
_BRIEF = 4  # words that name a need and say nothing more
_NOTED_NEED = Text("Besoins : {words}", "Needs: {words}")


OTHERS = ("together", "apart", "friends")
"""The fields that name other attendees."""


@dataclass(frozen=True)
class Slip:
    """Something in a cell, kept or not: the row, the column, its words, what may be meant."""

    row: int
    column: Column
    words: str
    perhaps: Text | None = None


@dataclass
class Answer:
    """What a row says.

    Attributes
    ----------
    row : int
        Its number in the file.
    fields : dict
        By field of an attendee, plain data; a field that the form asks is there even where
        nothing is said.
    key : tuple of str
        What tells this person apart, where columns for that are named.
    when : datetime, optional
        When it was given.
    out : tuple, optional
        Why the row is no registration: the column, and its words; no column where it is
        blank.
    unknown, unread : list of Slip
        Answers that name no session, and others that are not understood.
    others : dict
        By field, the cells in which other attendees are named.
    traits : tuple of (int, str)
        What else the row says of the person, by column, folded: a class, a telephone number.
    says : tuple of str
        Everything that it says, folded.
    understood, lacking : list of str
        Features that are what somebody asks for in other words, and those that no room has.
    noted, repeated, tied : bool
        Whether a need is kept in the note, a workshop is wished for twice, several are of
        one rank.
    """

    row: int
    fields: dict[str, Any] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    when: datetime | None = None
    out: tuple[Column | None, str] | None = None
    unknown: list[Slip] = field(default_factory=list)
    unread: list[Slip] = field(default_factory=list)
    others: dict[str, list[Slip]] = field(default_factory=dict)
    traits: tuple[tuple[int, str], ...] = ()
    says: tuple[str, ...] = ()
    understood: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    noted: bool = False
    repeated: bool = False
    tied: bool = False

    @property
    def is_incomplete(self) -> bool:
        """Whether the row never became an answer: blank, or never handed in."""
        return self.out is not None and not self.out[1]


class Answers:
    """Reads rows, given what their columns are."""

    def __init__(self, problem: Problem, columns: Columns, labels: Labels, given: ColumnMap):
        """Prepare what it takes to understand cells."""
        self._problem = problem
        self._columns = columns
        self._labels = labels
        self._given = given
        features = [feature for room in problem.room.values() for feature in room.features]
        self._features = {folded(feature): feature for feature in features}
        self._known_needs = features_by_need(features)
        self._presence = self._given_presence()
        self._when = self._moments()
        self._out = list(self._leave_out(given))

    @property
    def dates_are_plain(self) -> bool:
        """Whether it is known which comes first in dates, the day or the month."""
        return self._when is not None

    @property
    def timed(self) -> bool:
        """Whether it is told when answers were given."""
        return any(
            row.words(number)
            for what in ("timestamp", "submitted")
            for (number,) in self._columns.fields.get(what, ())
            for row in self._columns.table.rows
        )

    def __iter__(self) -> Iterator[Answer]:
        """Yield the answer of each row, in the order of the file."""
        for row in self._columns.table.rows:
            yield self._answer(row)

    def _given_presence(self) -> Mapping[str, list[Window]]:
        """Return the windows of the answers that the mapping file explains."""
        windows_of = {
            label: self._plain_windows(answer.words)
            for label, answer in self._given.presence.items()
        }
        faults = [
            (answer.path, refused(answer.words, WINDOWS).text)
            for label, answer in self._given.presence.items()
            if windows_of[label] is None
        ]
        if faults:
            raise self._given.refusal(faults)
        return {label: windows or [] for label, windows in windows_of.items()}

    def _moments(self) -> Mapping[int, datetime] | None:
        for (column,) in (
            *self._columns.fields.get("timestamp", ()),
            *self._columns.fields.get("submitted", ()),
        ):
            cells = [(row.number, row.cells[column]) for row in self._columns.table.rows]
            return stamps(cells, day_first=self._columns.day_first)
        return {}

    def _leave_out(self, given: ColumnMap) -> Iterator[tuple[Column, frozenset[str]]]:
        columns = self._columns.table.columns
        for pattern, values in given.leave_out:
            for column, _ in given.columns([pattern], columns):
                yield column, frozenset(map(folded, values))
        for (number,) in self._columns.fields.get("submitted", ()):
            yield columns[number], frozenset(("",))

    def _answer(self, row: ExportRow) -> Answer:
        answer = Answer(row.number)
        if row.is_blank or not self._says_something(row):
            answer.out = None, ""
            return answer
        for column, values in self._out:
            words = row.words(column.number)
            if folded(words) in values:
                answer.out = column, words if folded(words) else ""
                if answer.is_incomplete:
                    return answer
        answer.when = (self._when or {}).get(row.number)
        answer.key = self._key(row)
        self._say_what_tells_apart(row, answer)
        self._say_who(row, answer)
        self._say_when(row, answer)
        self._say_needs(row, answer)
        if self._columns.questions:
            answer.fields["wishes"] = self._wishes(row, answer)
        for (number,) in self._columns.fields.get("must_attend", ()):
            answer.fields["must_attend"] = self._sessions(row, number, answer)
        for what in OTHERS:
            for (number,) in self._columns.fields.get(what, ()):
                column = self._columns.table.columns[number]
                cell = Slip(row.number, column, row.words(number))
                answer.others.setdefault(what, []).append(cell)
        return answer

    def _says_something(self, row: ExportRow) -> bool:
        """Whether anything is said beside what a form writes by itself."""
        silent = {
            number
            for what in ("timestamp", "submitted")
            for numbers in self._columns.fields.get(what, ())
            for number in numbers
        }
        return any(row.words(number) for number in self._columns.read_as if number not in silent)

    def _first(self, row: ExportRow, what: str) -> str:
        """Return what the first columns of a field that are filled say."""
        for numbers in self._columns.fields.get(what, ()):
            words = " ".join(filter(None, (row.words(number) for number in numbers)))
            if words and folded(words) not in _ANONYMOUS:
                return words
        return ""

    def _key(self, row: ExportRow) -> tuple[str, ...]:
        (numbers,) = self._columns.fields.get("key", [()])
        words = tuple(folded(row.words(number)) for number in numbers)
        return words if any(words) else ()

    def _say_what_tells_apart(self, row: ExportRow, answer: Answer) -> None:
        answer.traits = tuple(
            (number, words)
            for number in self._columns.traits
            if (words := folded(row.words(number)))
        )
        answer.says = tuple(folded(row.words(number)) for number in self._columns.contents)

    def _say_who(self, row: ExportRow, answer: Answer) -> None:
        for what in TEXTS:
            if what != "note" and (words := self._first(row, what)):
                answer.fields[what] = words
        notes = [
            row.words(number)
            for numbers in self._columns.fields.get("note", ())
            for number in numbers
        ]
        if any(notes):
            answer.fields["note"] = "\n".join(filter(None, notes))

    # Presence.

    def _say_when(self, row: ExportRow, answer: Answer) -> None:
        for (number,) in self._columns.fields.get("present", ()):
            windows = answer.fields.setdefault("present", [])
            words = row.words(number)
            understood = self._windows(row.cells[number], words)
            if understood is None:
                answer.unread.append(Slip(row.number, self._columns.table.columns[number], words))
            else:
                windows += understood

    def _windows(self, value: object, words: str) -> list[Window] | None:
        """Return the windows of presence that a cell says, None if it is not understood.

        None at all is always.
        """
        pieces = [folded(piece) for piece in words.split(",")]
        if folded(words) in self._presence:
            return self._presence[folded(words)]
        if len(pieces) > 1 and all(piece in self._presence for piece in pieces):
            each = [self._presence[piece] for piece in pieces]
            return [window for windows in each for window in windows] if all(each) else []
        return self._plain_windows(value if isinstance(value, (date, datetime)) else words)

    def _plain_windows(self, value: object) -> list[Window] | None:
        key = folded(value) if isinstance(value, str) else "date"
        if key in _ALWAYS or (key in _THE_DAY and len(self._problem.days) == 1):
            return []
        return self._read_windows(value)

    def _read_windows(self, value: object) -> list[Window] | None:
        try:
            windows = self._windows_of(value)
        except NotUnderstoodError:
            return None
        zone = self._problem.event.zone
        only = self._problem.days[0].date if len(self._problem.days) == 1 else None
        for window in windows:
            if window.day is not None and window.day not in self._problem.day:
                return None
            clocks = (window.start, window.end)
            if any(changed_clock(zone, window.day or only, minute) for minute in clocks):
                return None
        return windows

    def _windows_of(self, value: object) -> list[Window]:
        if isinstance(value, str):
            return Window.read(value, self._problem.calendar)
        return [Window(day=day_of(value, self._problem.calendar))]

    # Needs.

    def _say_needs(self, row: ExportRow, answer: Answer) -> None:
        for (number,) in self._columns.fields.get("needs", ()):
            needs: list[str] = answer.fields.setdefault("needs", [])
            words = row.words(number)
            if _asks_nothing(words):
                continue
            header = self._columns.table.columns[number].header
            features, whole = self._needs(words, header, answer)
            needs += [feature for feature in features if feature not in needs]
            if not whole:  # no word of it is lost
                noted = _NOTED_NEED.fill(words=words).say(self._problem.event.language)
                answer.fields["note"] = "\n".join(filter(None, (answer.fields.get("note"), noted)))
                answer.noted = answer.noted or not features

    def _needs(self, words: str, header: str, answer: Answer) -> tuple[list[str], bool]:
        """Return the features that words ask for, and whether they say nothing else."""
        if ticked(words):
            features = self._asked_by(header, answer)
            return features, bool(features)
        features = []
        whole = True
        for piece in map(bare, pieces_of(words)):
            if _asks_nothing(piece):
                continue
            if exact := self._features.get(folded(piece)):
                features.append(exact)
                continue
            here = [self._feature(need, answer) for need in needs_in(piece)]
            brief = len(tokens(piece)) <= _BRIEF
            if here and not brief:
                answer.understood += here
            features += here
            whole = whole and bool(here) and brief
        return features, whole

    def _asked_by(self, header: str, answer: Answer) -> list[str]:
        """Return the features that a question asks about whose answer is yes."""
        asked = tokens(header)
        pairs = [one + other for one, other in pairwise(asked)]
        exact = [self._features[word] for word in (*asked, *pairs) if word in self._features]
        named = {need for feature in exact for need in needs_in(feature)}
        others = [need for need in needs_in(header) if need not in named]
        return [*exact, *(self._feature(need, answer) for need in others)]

    def _feature(self, need: Need, answer: Answer) -> str:
        """Return the feature of rooms that is a need; where no room has one, how it is written."""
        if need in self._known_needs:
            return self._known_needs[need]
        feature = need.feature.say(self._problem.event.language)
        answer.lacking.append(feature)
        return feature

    # Wishes.

    def _sessions(self, row: ExportRow, number: int, answer: Answer) -> list[str]:
        words = row.words(number)
        chosen = self._labels.read(words, asked=True)
        column = self._columns.table.columns[number]
        answer.unknown += [Slip(row.number, column, words) for words in chosen.unknown]
        return list(chosen.sessions)

    def _wishes(self, row: ExportRow, answer: Answer) -> list[str] | dict[str, int]:
        """Return the wishes of a row: best first, or with a rating where some are equal."""
        levels: list[list[str]] = []
        rated: list[dict[str, int]] = []
        even = False
        for question in self._columns.questions:
            asked = self._asked(question, row, answer)
            if isinstance(asked, dict):
                rated.append(asked)
                continue
            even = even or any(len(level) > 1 for level in asked)
            levels = _merged(levels, asked)
        if rated and not any(levels) and len(rated) == 1:
            return rated[0] or []
        for ratings in rated:
            levels = _merged(levels, _levels_of(ratings))
            even = True
        return self._in_one(levels, answer, even=even)

    def _in_one(
        self, levels: list[list[str]], answer: Answer, *, even: bool
    ) -> list[str] | dict[str, int]:
        taken: set[str] = set()
        kept: list[list[str]] = []
        for level in levels:
            here = [session for session in dict.fromkeys(level) if session not in taken]
            answer.repeated = answer.repeated or len(here) < len(level)
            taken.update(here)
            if here:
                kept.append(here)
        if even and any(len(level) > 1 for level in kept):
            most = len(kept)
            return {session: most - at for at, level in enumerate(kept) for session in level}
        return [session for level in kept for session in level]

    def _asked(
        self, question: Question, row: ExportRow, answer: Answer
    ) -> list[list[str]] | dict[str, int]:
        """Return the wishes that one question tells, by level, or with their ratings."""
        if question.kind == "grid":
            return self._grid(question, row, answer)
        if question.kind == "choices":
            return self._choices(question, row, answer)
        by_rank: dict[int, list[str]] = {}
        for number, rank in zip(question.columns, question.items, strict=True):
            assert isinstance(rank, int)
            level = by_rank.setdefault(rank, [])
            level += self._sessions(row, number, answer)
        return [by_rank[rank] for rank in sorted(by_rank)]

    def _choices(
        self, question: Question, row: ExportRow, answer: Answer
    ) -> list[list[str]] | dict[str, int]:
        (number,) = question.columns
        words = row.words(number)
        ratings = self._written_ratings(words)
        if ratings is not None:
            return ratings
        chosen = self._labels.read(words, asked=True)
        answer.repeated = answer.repeated or chosen.repeated
        sessions = self._sessions(row, number, answer)
        ordered = chosen.in_order if question.ordered is None else question.ordered
        return [[session] for session in sessions] if ordered else [sessions]

    def _written_ratings(self, words: str) -> dict[str, int] | None:
        """Read ``a=5|b=3``, as registrations beside a draft are written."""
        if "=" not in words:
            return None
        ratings: dict[str, int] = {}
        for label, words_of_rating in read_rated(words, "|"):
            session, rating = self._labels.find(label, asked=True), _rating(words_of_rating or "")
            if session is None or rating is None:
                return None
            ratings[session] = rating
        return ratings

    def _grid(
        self, question: Question, row: ExportRow, answer: Answer
    ) -> list[list[str]] | dict[str, int]:
        level_of = self._levels(question)
        levels: list[tuple[str, int]] = []
        for number, session in zip(question.columns, question.items, strict=True):
            words = row.words(number)
            level = level_of(words)
            if level is None and (self._labels.is_nothing(words) or ticked(words) is False):
                continue
            column = self._columns.table.columns[number]
            if level is None:
                answer.unread.append(Slip(row.number, column, words))
            elif session is None:
                item = column.parts[1] or column.header
                answer.unknown.append(Slip(row.number, column, item))
            else:
                assert isinstance(session, str)
                levels.append((session, level))
        if question.measure == "ratings":
            best: dict[str, int] = {}
            for session, rating in levels:
                best[session] = max(rating, best.get(session, 0))
            answer.repeated = answer.repeated or len(best) < len(levels)
            return best
        by_level: dict[int, list[str]] = {}
        for session, level in levels:
            by_level.setdefault(level, []).append(session)
        if question.measure == "ranks":
            answer.tied = answer.tied or any(len(level) > 1 for level in by_level.values())
        return [by_level[level] for level in sorted(by_level)]

    @staticmethod
    def _levels(question: Question) -> Callable[[str], int | None]:
        """Return what reads a cell of a grid: a rank, a rating, or a tick, which is a first one."""
        if question.measure == "ratings":
            return _rating
        if question.measure == "ticks":
            return lambda words: 1 if ticked(words) or words == "1" else None
        return lambda words: rank_said(words, alone=True)


def _rating(words: str) -> int | None:
    number = rating_in(words)
    return number if number is not None and 0 <= number <= MOST else None


def _asks_nothing(words: str) -> bool:
    return folded(words) in _NO_NEED or ticked(words) is False


def _levels_of(ratings: Mapping[str, int]) -> list[list[str]]:
    """Return rated wishes by level, best first; a rating of 0 is no wish."""
    marks = sorted({rating for rating in ratings.values() if rating}, reverse=True)
    return [[session for session, rating in ratings.items() if rating == mark] for mark in marks]


def _merged(one: list[list[str]], other: list[list[str]]) -> list[list[str]]:
    longest = max(len(one), len(other))
    padded = [[*levels, *[[]] * (longest - len(levels))] for levels in (one, other)]
    return [[*here, *there] for here, there in zip(*padded, strict=True)]
