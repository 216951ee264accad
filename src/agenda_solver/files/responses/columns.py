"""Finds out what each column of an export is: a field of an attendee, wishes, or neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Literal

from agenda_solver.files import InputError, in_file
from agenda_solver.files.fields import ATTENDEES
from agenda_solver.files.responses.headers import (
    core,
    meaning,
    rank_said,
    says_wishes,
    tokens,
    without_code,
    without_rank,
)
from agenda_solver.files.responses.labels import Labels
from agenda_solver.files.responses.mapping import ColumnMap, Measure
from agenda_solver.files.responses.table import Column, Export
from agenda_solver.text import Text, listing
from agenda_solver.words.cells import flag_in
from agenda_solver.words.moments import whole_in
from agenda_solver.words.names import folded
from agenda_solver.words.stars import stars_in

_LOOKED_AT = 2_000  # cells of a column, at most, by which it is known
_FEW = 30  # values of a question with given answers
_RANKS_ASKED = frozenset(
    (
        *("classez", "classer", "classement", "ordre", "rang", "rangs", "hierarchisez", "voeux"),
        *("voeu", "choix", "rank", "ranking", "order", "choice", "choices", "wishes"),
    )
)
_RATINGS_ASKED = frozenset(
    (
        *("notez", "noter", "note", "notes", "interet", "interesse", "evaluez", "evaluer"),
        *("rate", "rating", "ratings", "interest", "interested", "score", "etoiles", "stars"),
    )
)
_SET_ASKED = frozenset(("cochez", "cocher", "plusieurs", "select", "several", "tick", "check"))
_IN_ORDER = frozenset(("ordre", "classez", "classer", "classement", "order", "rank", "ranking"))


@dataclass(frozen=True)
class Question:
    """Columns that say together what somebody wishes.

    Attributes
    ----------
    kind : {"choices", "places", "grid"}
        Cells name sessions; cells name the session of one rank; each column is a session,
        and cells say how much it is wished.
    columns : tuple of int
        The numbers of its columns.
    items : tuple
        Of each: nothing; its rank, from 1; the id of its session, or None where its header
        names none.
    measure : {"ranks", "ratings", "ticks"}
        What the cells of a grid say.
    ordered : bool, optional
        Whether the answers in one cell are in order of preference. None: where they are not
        joined by commas.
    """

    kind: Literal["choices", "places", "grid"]
    columns: tuple[int, ...]
    items: tuple[int | str | None, ...]
    measure: Measure = "ranks"
    ordered: bool | None = None


@dataclass
class Columns:
    """What the columns of an export are.

    Attributes
    ----------
    fields : mapping of str to list of tuple of int
        By field, the columns that say it, best first; those of a tuple are said together.
    questions : list of Question
        Those about wishes.
    read_as : mapping of int to Text
        By number of column, what it is read as.
    day_first : bool, optional
        Whether the day comes before the month; None where the dates must tell.
    traits : list of int
        Those that say something of a person beside name and address, read or not: two rows
        that differ there are hardly one person's.
    contents : list of int
        All that people say, not what the form writes or what is not to be read.
    unread_wishes : list of Column
        Those that are not read although their headers speak of wishes.
    """

    table: Export
    fields: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    read_as: dict[int, Text] = field(default_factory=dict)
    day_first: bool | None = None
    traits: list[int] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    unread_wishes: list[Column] = field(default_factory=list)

    def of_fields(self, keys: Iterable[str]) -> set[int]:
        """Return the columns of some fields."""
        return {
            number for key in keys for numbers in self.fields.get(key, ()) for number in numbers
        }

    @property
    def ignored(self) -> tuple[Column, ...]:
        """The columns that are not read."""
        return tuple(column for column in self.table.columns if column.number not in self.read_as)


def ticked(words: str) -> bool | None:
    """Return whether a box is ticked; None where words are none, as a number, which may rate."""
    return None if words.isdecimal() else flag_in(words)


READ_AS: Mapping[str, Text] = {
    **{str(field.key[0]): field.heading for field in ATTENDEES.fields},
    "key": Text("ce qui distingue les personnes", "what tells people apart"),
    "timestamp": Text("moment de la réponse", "time of the answer"),
    "submitted": Text(
        "moment de la réponse ; vide : réponse incomplète",
        "time of the answer; blank: an incomplete one",
    ),
    "leave_out": Text("ce qui écarte une ligne", "what leaves a row out"),
}
_SAID_TOGETHER = ("key", "name")
_ONE_COLUMN = ("id", "timestamp", "submitted", "must_attend")
_OF_THE_FORM = ("consent", "payer", "form")
_WHO = ("id", "key", "name", "given_name", "family_name", "email")
_ANSWERED = (
    *("needs", "present", "note", "must_attend", "together", "apart", "friends", "source"),
)
_NO_FIELD = (*_OF_THE_FORM, "wishes")
_RANK = Text("vœu {rank}", "wish {rank}")
_IN_THE_ORDER = Text("vœux, dans l'ordre de la réponse", "wishes, in the order of the answer")
_AS_WRITTEN = Text(
    "vœux ; dans l'ordre de la réponse, sauf entre virgules, égaux",
    "wishes; in the order of the answer, except between commas, equal",
)
_EQUAL = Text("vœux, tous égaux", "wishes, all equal")
_GRID: Mapping[Measure, Text] = {
    "ranks": Text("rang de {session}", "rank of {session}"),
    "ratings": Text(
        "note de {session} (haute : bien souhaité)", "rating of {session} (high: good)"
    ),
    "ticks": Text("vœu pour {session}, égal aux autres", "wish for {session}, equal to others"),
}


def recognise(table: Export, labels: Labels, given: ColumnMap) -> Columns:
    """Return what each column of an export is.

    Parameters
    ----------
    table : Table
        The export.
    labels : Labels
        What sessions are called.
    given : ColumnMap
        What a mapping file says, which counts first.

    Raises
    ------
    InputError
        If the mapping file names columns that are not there, if two columns that are read
        have the same header, or if no column is known.
    """
    return _Recognition(table, labels, given).columns()


class _Recognition:
    def __init__(self, table: Export, labels: Labels, given: ColumnMap) -> None:
        self._table = table
        self._labels = labels
        self._given = given
        self._columns = Columns(table, day_first=given.day_first)
        self._left = {column.number: column for column in table.columns}

    def columns(self) -> Columns:
        named = list(self._given.columns(self._given.ignore, self._table.columns, alike=True))
        for column, _ in named:
            self._left.pop(column.number, None)
        self._take_given()
        meanings = {number: meaning(column.header) for number, column in self._left.items()}
        own = {number for number, means in meanings.items() if means in _OF_THE_FORM}
        own |= self._numbers_of_the_form(meanings)
        for number in own:
            self._left.pop(number)
        if self._given.wishes is None:
            self._take_wishes(meanings)
        self._take_fields(meanings)
        if self._given.wishes is None:
            self._columns.unread_wishes += filter(self._speaks_of_wishes, self._left.values())
        self._tell_traits({*own, *(column.number for column, _ in named)})
        self._refuse_twins()
        if not self._columns.read_as:
            raise InputError([in_file(self._table.name, _NOTHING_KNOWN)])
        return self._columns

    def _read(self, number: int, text: Text) -> None:
        known = self._columns.read_as.get(number)
        self._columns.read_as[number] = text if known is None else listing([known, text])
        self._left.pop(number, None)

    def _tell_traits(self, silent: set[int]) -> None:
        """Find the columns that say something of a person, but neither who it is nor wishes."""
        silent |= {column.number for column in self._table.columns if self._counts_rows(column)}
        silent |= self._columns.of_fields(("timestamp", "submitted"))
        answered = {number for question in self._columns.questions for number in question.columns}
        answered |= self._columns.of_fields((*_WHO, *_ANSWERED))
        numbers = [column.number for column in self._table.columns if column.number not in silent]
        self._columns.contents = numbers
        self._columns.traits = [number for number in numbers if number not in answered]

    def _counts_rows(self, column: Column) -> bool:
        """Whether a column numbers the rows: each number is the one before and one more."""
        cells = [whole_in(words) for words in self._some(column)]
        return len(cells) > 1 and all(
            one is not None and other == one + 1 for one, other in pairwise(cells)
        )

    # What the mapping file says.

    def _take_given(self) -> None:
        for key, patterns in self._given.fields.items():
            columns = [column for column, _ in self._given.columns(patterns, self._table.columns)]
            numbers = tuple(column.number for column in columns)
            together = key in _SAID_TOGETHER
            self._columns.fields[key] = [numbers] if together else [(number,) for number in numbers]
            for column in columns:
                self._read(column.number, READ_AS[key])
            if key == "name":
                self._keep_parts(columns)
            if key == "key":  # what tells people apart says something of them too
                self._left.update((column.number, column) for column in columns)
        for pattern, _ in self._given.leave_out:
            for column, _ in self._given.columns([pattern], self._table.columns):
                if column.number not in self._columns.read_as:
                    self._read(column.number, READ_AS["leave_out"])
        if self._given.wishes is not None:
            self._take_given_wishes(
                list(self._given.columns(self._given.wishes, self._table.columns))
            )

    def _keep_parts(self, columns: list[Column]) -> None:
        """Keep apart the first and the last name of which a mapping file makes a name."""
        for column in columns:
            part = meaning(column.header)
            if part in ("given_name", "family_name") and len(columns) > 1:
                self._columns.fields.setdefault(part, [(column.number,)])

    def _take_given_wishes(self, named: list[tuple[Column, str]]) -> None:
        measure = self._given.wishes_are
        grid = [(column, item) for column, item in named if item and self._names_session(item)]
        places = [(column, item) for column, item in named if (column, item) not in grid]
        if grid:
            self._add_grid([column for column, _ in grid], [item for _, item in grid], "")
        if len(places) == 1 and not places[0][1]:
            ordered = None if measure is None else measure == "ranks"
            self._add_choices(places[0][0], ordered=ordered)
        elif measure == "ticks":
            for column, _ in places:
                self._add_choices(column, ordered=False)
        elif places:
            ranks = [rank_said(item, alone=True) if item else None for _, item in places]
            self._add_places(
                [column for column, _ in places],
                [rank or place for place, rank in enumerate(ranks, start=1)],
            )

    def _names_session(self, item: str) -> bool:
        return self._labels.find(item) is not None

    # What the headers and the cells say.

    def _numbers_of_the_form(self, meanings: Mapping[int, str | None]) -> set[int]:
        """Return the columns named id that only number the answers of a form."""
        headers = {folded(core(column.header)) for column in self._table.columns}
        microsoft = headers & {"heuredefin", "completiontime"} and headers & {
            *("heurededebut", "heuredebut", "starttime")
        }
        if microsoft or "submitted" in meanings.values():
            return {number for number, means in meanings.items() if means == "id"}
        return set()

    def _take_wishes(self, meanings: Mapping[int, str | None]) -> None:
        self._take_grids()
        self._take_places()
        sure = (
            *("id", "name", "given_name", "family_name", "email", "timestamp", "submitted"),
            *("must_attend", "together", "apart", "friends"),
        )
        for number, column in list(self._left.items()):
            if meanings[number] in sure:
                continue
            if meanings[number] == "wishes" or self._holds_wishes(column):
                self._add_choices(column, ordered=_in_order(column.header))

    def _take_grids(self) -> None:
        """Find the questions with a column for each session: by brackets, or by whole headers."""
        grids: dict[str, list[Column]] = {}
        for column in list(self._left.values()):
            question, item = column.parts
            if item is not None:
                grids.setdefault(without_code(question), []).append(column)
            elif self._is_choice(column.header) and not self._names_sessions(column):
                grids.setdefault("", []).append(column)
        for question, columns in grids.items():
            items = [column.parts[1] or column.header for column in columns]
            known = sum(map(self._names_session, items))
            if 2 * known >= len(items):
                self._add_grid(columns, items, question)

    def _take_places(self) -> None:
        """Find the questions with a column for each rank."""
        places_of: dict[str, list[tuple[Column, int]]] = {}
        for column in list(self._left.values()):
            question, item = column.parts
            rank = rank_said(item, alone=True) if item is not None else rank_said(core(question))
            sure = item is None or says_wishes(core(question)) or rank_said(item) is not None
            if rank is not None and (sure or self._may_hold_labels(column)):
                places_of.setdefault(without_rank(core(question)), []).append((column, rank))
        for places in places_of.values():
            self._add_places([column for column, _ in places], [rank for _, rank in places])

    def _add_grid(self, columns: list[Column], items: list[str], question: str) -> None:
        measure = self._given.wishes_are or self._measure(columns, question)
        if measure is None:
            return
        sessions = tuple(self._labels.find(item) for item in items)
        self._columns.questions.append(
            Question("grid", tuple(column.number for column in columns), sessions, measure)
        )
        for column, item, session in zip(columns, items, sessions, strict=True):
            self._read(column.number, _GRID[measure].fill(session=session or item))

    def _add_places(self, columns: list[Column], ranks: list[int]) -> None:
        numbers = tuple(column.number for column in columns)
        self._columns.questions.append(Question("places", numbers, tuple(ranks)))
        for column, rank in zip(columns, ranks, strict=True):
            self._read(column.number, _RANK.fill(rank=rank))

    def _add_choices(self, column: Column, *, ordered: bool | None) -> None:
        self._columns.questions.append(
            Question("choices", (column.number,), (None,), ordered=ordered)
        )
        text = {True: _IN_THE_ORDER, False: _EQUAL, None: _AS_WRITTEN}[ordered]
        self._read(column.number, text)

    def _some(self, column: Column) -> list[str]:
        return [words for _, words in islice(self._table.answers(column.number), _LOOKED_AT)]

    def _known_share(self, column: Column) -> float:
        """Return the share of the cells that say something which name sessions and no more."""
        answers = Counter(self._some(column))
        known = sum(count for words, count in answers.items() if self._is_choice(words))
        return known / answers.total() if answers else 0.0

    def _is_choice(self, words: str) -> bool:
        if whole_in(words) is not None:
            return False
        chosen = self._labels.read(words)
        return not chosen.unknown and any(map(self._labels.expected, chosen.sessions))

    def _names_sessions(self, column: Column) -> bool:
        return 2 * self._known_share(column) >= 1

    def _may_hold_labels(self, column: Column) -> bool:
        """Whether cells may be titles: not all numbers, for a start."""
        answers = self._some(column)
        return not answers or not all(whole_in(words) is not None for words in answers)

    def _holds_wishes(self, column: Column) -> bool:
        if self._names_sessions(column):
            return True
        if not says_wishes(core(column.header)):
            return False
        answers = Counter(self._some(column))
        if not self._may_hold_labels(column):
            rated = _RATINGS_ASKED.intersection(tokens(column.header))
            return not rated and any(self._labels.candidates(words) for words in answers)
        given = len(answers) <= min(_FEW, answers.total() / 2)  # answers to choose from
        return given or any(self._labels.read(words, asked=True).sessions for words in answers)

    def _speaks_of_wishes(self, column: Column) -> bool:
        asked = core(column.parts[0])
        return bool(self._some(column)) and (says_wishes(asked) or rank_said(asked) is not None)

    def _measure(self, columns: list[Column], question: str) -> Measure | None:
        """Return what the cells of a grid say, None where they say nothing of the kind."""
        answers = Counter(words for column in columns for words in self._some(column))
        half = answers.total() / 2
        if not answers or sum(count for one, count in answers.items() if rank_said(one)) >= half:
            return "ranks"
        if sum(count for one, count in answers.items() if ticked(one) is not None) >= half:
            return "ticks"
        starred = {one for one in answers if stars_in(one) is not None}
        numbers = sum(
            count
            for one, count in answers.items()
            if one in starred or rank_said(one, alone=True) or one == "0"
        )
        if numbers < half:
            return None
        asked = set(tokens(question))
        if set(answers) == {"1"} and not asked & _RATINGS_ASKED:
            return "ticks"
        if bool(asked & _RANKS_ASKED) != bool(asked & _RATINGS_ASKED):
            return "ranks" if asked & _RANKS_ASKED else "ratings"
        return "ranks" if not starred and self._are_ranks(columns) else "ratings"

    def _are_ranks(self, columns: list[Column]) -> bool:
        """Whether everybody who answered gave each of the first numbers once."""
        for row in self._table.rows:
            words = [row.words(column.number) for column in columns]
            numbers = sorted(rank_said(word, alone=True) or 0 for word in words if word)
            if numbers != list(range(1, len(numbers) + 1)):
                return False
        return True

    def _take_fields(self, meanings: Mapping[int, str | None]) -> None:
        columns_of: dict[str, list[int]] = {}
        for number in list(self._left):
            what = meanings[number]
            if what is None or what in _NO_FIELD or what in self._columns.fields:
                continue
            if what in ("given_name", "family_name") and "name" in self._columns.fields:
                continue
            if what in columns_of and what in _ONE_COLUMN:
                continue
            columns_of.setdefault(what, []).append(number)
            self._read(number, READ_AS[what])
        self._group_names(columns_of)
        for what, numbers in columns_of.items():
            self._columns.fields[what] = [(number,) for number in self._best_first(numbers)]

    def _group_names(self, columns_of: dict[str, list[int]]) -> None:
        """Say of first names and names that they make one name."""
        first, last = columns_of.pop("given_name", []), columns_of.pop("family_name", [])
        whole: list[tuple[int, ...]] = [(number,) for number in columns_of.pop("name", [])]
        if first and last:
            # A form has a column of its own for names, before that of the question.
            self._columns.fields["given_name"] = [(first[-1],)]
            self._columns.fields["family_name"] = [(last[-1],)]
            whole = [(first[-1], last[-1]), *((number,) for number in last[:-1]), *whole]
        else:
            whole += [(number,) for number in (*reversed(last), *reversed(first))]
            for number in last:
                self._columns.read_as[number] = READ_AS["name"]
        if whole:
            self._columns.fields["name"] = whole

    def _best_first(self, numbers: list[int]) -> list[int]:
        """Return columns that say the same, those of the form's own questions first.

        Microsoft Forms begins with columns of its own, which may be blank or anonymous.
        """
        starts = [
            column.number
            for column in self._table.columns
            if folded(core(column.header)) in ("heuredefin", "completiontime")
        ]
        if not starts:
            return numbers
        return sorted(numbers, key=lambda number: (number <= starts[0] + 2, number))

    def _refuse_twins(self) -> None:
        first: dict[str, Column] = {}
        for number in sorted(self._columns.read_as):
            column = self._table.columns[number]
            key = column.header.casefold()
            if key and key in first:
                twin = first[key]
                message = _TWINS.fill(
                    header=column.title,
                    one=_letter(twin),
                    other=_letter(column),
                )
                raise InputError([in_file(self._table.name, message)])
            first.setdefault(key, column)


def _letter(column: Column) -> Text:
    return Column(column.number, "").title


_NOTHING_KNOWN = Text(
    "aucune colonne n'est reconnue : vérifier que c'est le bon fichier, ou dire dans un fichier "
    "de correspondance (--mapping) ce que sont les colonnes",
    "no column is recognised: check that it is the right file, or say in a mapping file "
    "(--mapping) what the columns are",
)
_TWINS = Text(
    "deux colonnes s'appellent {header} ({one} et {other}) : en renommer une",
    "two columns are called {header} ({one} and {other}): rename one",
)


def _in_order(header: str) -> bool | None:
    """Return whether a header asks for answers in order; None where it does not say."""
    asked = set(tokens(header))
    if asked & _IN_ORDER:
        return True
    return False if asked & _SET_ASKED else None
