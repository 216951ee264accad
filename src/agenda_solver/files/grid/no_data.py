"""Tells which rows of a sheet are no data, and why: what offices write around their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from agenda_solver.files.grid.around import (
    Around,
    is_amount,
    is_closed,
    is_sentence,
    is_shouted,
    kind_of_words,
)
from agenda_solver.files.grid.cells import Failed, Row, Rows, rows_text
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.text import Text
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import shown

Reason = Literal["title", "above", "headings", "sum", "total", "section", "note", "signature"]
"""Why a row is no data: words above the headings, a row there that fills several columns of
the table, the headings once more, the row of sums of a drawn table, a total that somebody
wrote or how many there are, a title of the rows that follow, a remark, a signature."""

_MOST_LETTERS = 200  # of a cell that may stand around a table


@dataclass(frozen=True)
class NoData:
    """A row that is no data: its number, where its words begin, why, and these words."""

    row: int
    column: int
    reason: Reason
    words: str


@dataclass(frozen=True)
class Body:
    """The rows below the headings.

    Attributes
    ----------
    sheet : RawSheet
    headings : mapping of int to object
        The cells of the headings, by column.
    naming : set of int
        Columns of which a row of data fills one: its id, a name. Empty where that is not known.
    rows : mapping of int to (mapping of int to object)
    by_id : bool
        Whether rows are named by an id, which may be any word.
    known : set of str
        Names of which it is known that they are those of data.
    of_nothing : bool
        Whether a row of data may well name nothing.
    """

    sheet: RawSheet
    headings: Row
    naming: Set[int]
    rows: Rows
    by_id: bool = False
    known: Set[str] = frozenset()
    of_nothing: bool = False

    def no_data(self) -> Iterator[NoData]:
        """Yield the rows that are no data."""
        reasons = self._sums() | self._alone()
        reasons |= self._sections(reasons)
        reasons |= self._beside_totals(reasons)
        reasons |= self._tail(reasons)
        for row in sorted(reasons):
            cells = self.rows.get(row, {})
            if not self.known.isdisjoint(words_of(cells[c]) for c in self.naming if c in cells):
                continue
            if self.of_nothing and self.naming.isdisjoint(cells) and reasons[row] in _BY_WORDS:
                continue
            column = min(cells, default=0)
            yield NoData(row, column, reasons[row], words_of(cells.get(column, "")))

    @cached_property
    def _usual(self) -> int:
        """How many cells a row of data has: what is around a table may be half of a short one."""
        lengths = sorted(map(len, self.rows.values()))
        return lengths[len(lengths) * 3 // 4] if lengths else 0

    @cached_property
    def _apart(self) -> frozenset[int]:
        """The rows above which a row is blank."""
        return frozenset(row for row in self.rows if row - 1 not in self.rows)

    @cached_property
    def _wide(self) -> frozenset[int]:
        """The rows of which a cell is as wide as several columns of the table."""
        return frozenset(
            area.top
            for area in self.sheet.merged
            if area.top == area.bottom
            and sum(area.left <= column <= area.right for column in self.headings) > 1
        )

    # --- What a row says by itself --------------------------------------------------------

    def _alone(self) -> dict[int, Reason]:
        """Return what rows say of themselves, wherever they stand."""
        reasons: dict[int, Reason] = {}
        for row, cells in self.rows.items():
            reason = self._reason(row, cells)
            if reason is not None:
                reasons[row] = reason
        return reasons

    def _reason(self, row: int, cells: Row) -> Reason | None:
        if row in self.sheet.totals:
            return "sum"
        if len(cells) > 1 and all(self.headings.get(c) == value for c, value in cells.items()):
            return "headings"
        if len(cells) > 1 and row not in self._apart and _says_words(cells):
            return None  # most rows: names and words
        around = _kind_of_row(cells)
        others = [cells[column] for column in sorted(cells)[1:]]
        if around in ("total", "sum", "count"):
            counts = all(map(_is_amount, others)) and (around != "sum" or others)
            return "total" if counts else None
        if around in ("mark", "note"):
            loose = around == "mark" and self._usual < 2 and row not in self._apart
            return None if others or loose else "note"
        return "signature" if self._is_signature(row, around, others) else None

    def _is_signature(self, row: int, around: Around | None, others: list[object]) -> bool:
        """Whether a row is one by itself: somebody alone may be data, what is near tells."""
        if around == "signature":
            return not others or (row in self._apart and row != min(self.rows))
        signers = all(_kind_of_row({0: other}) == "signer" for other in others)
        return around == "signer" and bool(others) and signers and row in self._apart

    def _sums(self) -> dict[int, Reason]:
        """Return the rows that sum up columns by formulas, and the last where its numbers do."""
        reasons: dict[int, Reason] = {
            row: "total" if self.rows.get(row) else "sum" for row in self.sheet.sums
        }
        last = max(self.rows, default=0)
        cells = self.rows.get(last, {})
        nameless = bool(self.naming) and self.naming.isdisjoint(cells)
        if cells and nameless and all(self._sums_up(last, column) for column in cells):
            reasons[last] = "total"
        return reasons

    def _sums_up(self, last: int, column: int) -> bool:
        """Whether a cell is the sum of the numbers above, or how many cells are filled there."""
        above = [
            cells[column] for row, cells in self.rows.items() if row < last and column in cells
        ]
        value = _number(self.rows[last][column])
        numbers = [number for number in map(_number, above) if number is not None]
        sums = {float(len(above)), sum(numbers)} if len(above) > 1 else set()
        return value is not None and value in sums

    def _beside_totals(self, known: Mapping[int, Reason]) -> dict[int, Reason]:
        """Return the last rows, after a total, that name nothing: they tell more of it."""
        reasons: dict[int, Reason] = {}
        for row in reversed(list(self.rows) if self.naming else []):
            if known.get(row) == "total":
                return reasons
            if row not in known and not self.naming.isdisjoint(self.rows[row]):
                break
            if row not in known:
                reasons[row] = "note"
        return {}

    # --- What stands alone ----------------------------------------------------------------

    def _lonely(self, known: Mapping[int, Reason]) -> Iterator[tuple[int, int, str]]:
        """Yield the rows of one cell in a table of several columns: row, column, and words."""
        if self._usual < 2:
            return
        for row, cells in self.rows.items():
            if len(cells) == 1 and row not in known:
                ((column, value),) = cells.items()
                words = value if isinstance(value, str) else ""
                if 0 < len(words) <= _MOST_LETTERS:
                    yield row, column, words

    def _sections(self, known: Mapping[int, Reason]) -> dict[int, Reason]:
        """Return the titles of rows: what follows them right away are data."""
        reasons: dict[int, Reason] = {}
        data = {row for row, cells in self.rows.items() if len(cells) > 1 and row not in known}
        follows = {row for row in self.rows if row + 1 in data or row + 2 in data}
        for row, column, words in self._lonely(known):
            if row in follows and self._is_section(row, column, words):
                reasons[row] = "section"
        return reasons

    def _is_section(self, row: int, column: int, words: str) -> bool:
        if row in self._wide or words.rstrip().endswith(":"):
            return True
        if any(mark in words for mark in _LISTS):  # a title is one thing, a cell may name several
            return False
        apart, nameless = row in self._apart, self._is_nameless(column)
        if kind_of_words(words) == "section":
            return apart or nameless or not self.by_id
        return (apart and nameless) or ((apart or nameless) and is_shouted(words))

    def _is_nameless(self, column: int) -> bool:
        """Whether a row with this cell alone does not say what it is about."""
        return bool(self.naming) and column not in self.naming

    def _tail(self, known: Mapping[int, Reason]) -> dict[int, Reason]:
        """Return what else stands below all data, alone in its row."""
        reasons: dict[int, Reason] = {}
        data = [row for row, cells in self.rows.items() if len(cells) > 1 and row not in known]
        last = max(data, default=0)
        closed = next(
            (row for row, why in sorted(known.items()) if row > last and why in _ENDS), None
        )
        for row, column, words in self._lonely(known):
            if row < last:
                continue
            reason = self._reason_below(row, column, words, closed)
            if reason is not None:
                reasons[row] = reason
                closed = closed or row
        return reasons

    def _reason_below(self, row: int, column: int, words: str, closed: int | None) -> Reason | None:
        signer = kind_of_words(words) == "signer"
        if closed is not None and row > closed:
            return "signature" if signer else "note"
        if row not in self._apart and row not in self._wide:
            return "note" if is_closed(words) else None
        if signer:
            return "signature"
        nameless = self._is_nameless(column) and not self.by_id  # an id is soon forgotten
        clear = row in self._wide or nameless or is_sentence(words)
        return "note" if clear else None


_LISTS = ";|\n"
_BY_WORDS: frozenset[Reason] = frozenset(("total", "section", "note", "signature"))
_ENDS: frozenset[Reason] = frozenset(("note", "signature"))


def may_be_no_data(cells: Sequence[object]) -> bool:
    """Whether a row, which no blank row parts from the others, may be taken for no data.

    Whoever writes such a row writes a word in one more cell.
    """
    row = dict(enumerate(cells))
    if len(row) > 1:
        return not _says_words(row) and _kind_of_row(row) is not None
    words = words_of(cells[0]) if cells else ""
    loud = is_shouted(words) or is_sentence(words) or words.endswith(":")
    return bool(words) and (loud or _kind_of_row(row) is not None)


def _kind_of_row(cells: Row) -> Around | None:
    label = cells[min(cells)]
    if not isinstance(label, str) or isinstance(label, Failed) or len(label) > _MOST_LETTERS:
        return None
    return kind_of_words(label)


def _says_words(cells: Row) -> bool:
    """Whether a cell after the first begins with a letter."""
    values = iter(cells.values())
    next(values)
    return any(isinstance(value, str) and value[0].isalpha() for value in values)


def _is_amount(value: object) -> bool:
    return not isinstance(value, str) or isinstance(value, Failed) or is_amount(value)


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if not isinstance(value, str):
        return None
    plain = value.replace(" ", "").replace(",", ".")
    return float(plain) if plain.replace(".", "", 1).isdecimal() and len(plain) < 16 else None


# --- What is told -------------------------------------------------------------------------

SENTENCES: Mapping[Reason, Text] = {
    "title": Text(
        "{words} est pris pour un titre, cette ligne n'est pas lue ; {otherwise}",
        "{words} is taken for a title, this row is not read; {otherwise}",
    ),
    "above": Text(
        "cette ligne est au-dessus des en-têtes, elle n'est pas lue ; si elle compte, la mettre "
        "dessous",
        "this row is above the headings, it is not read; if it counts, put it below",
    ),
    "headings": Text(
        "cette ligne répète les en-têtes, elle n'est pas lue",
        "this row repeats the headings, it is not read",
    ),
    "sum": Text(
        "cette ligne est celle des totaux du tableau, elle n'est pas lue",
        "this row is that of the totals of the table, it is not read",
    ),
    "total": Text(
        "{words} est pris pour un total, cette ligne n'est pas lue ; {otherwise}",
        "{words} is taken for a total, this row is not read; {otherwise}",
    ),
    "section": Text(
        "{words} est pris pour un intertitre, cette ligne n'est pas lue, celles qui suivent le "
        "sont ; {otherwise}",
        "{words} is taken for a title of rows, this row is not read, those that follow are; "
        "{otherwise}",
    ),
    "note": Text(
        "{words} est pris pour une remarque, cette ligne n'est pas lue ; {otherwise}",
        "{words} is taken for a remark, this row is not read; {otherwise}",
    ),
    "signature": Text(
        "{words} est pris pour une signature, cette ligne n'est pas lue ; {otherwise}",
        "{words} is taken for a signature, this row is not read; {otherwise}",
    ),
}
_BELOW = Text(
    "si elle compte, la mettre sous les en-têtes", "if it counts, put it below the headings"
)
_WORDS_BESIDE = Text(
    "si c'est une ligne du tableau, écrire des mots dans une autre de ses cellules",
    "if it is a row of the table, write words in another of its cells",
)
_BESIDE = Text(
    "si c'est une ligne du tableau, remplir une autre de ses cellules",
    "if it is a row of the table, fill another of its cells",
)
_NO_OTHER_CELL = Text(
    "si c'est une ligne de la liste, la faire commencer par un autre mot",
    "if it is a row of the list, let it begin with another word",
)
_LIKEWISE = Text("{sentence} (de même : {rows})", "{sentence} (likewise: {rows})")
_HIDDEN = Text(
    "cette ligne est masquée, elle est lue tout de même ; la supprimer si elle ne compte plus",
    "this row is hidden, it is read all the same; delete it if it no longer counts",
)
_STRUCK = Text(
    "cette ligne est barrée, elle est lue tout de même ; la supprimer si elle ne compte plus",
    "this row is struck through, it is read all the same; delete it if it no longer counts",
)
_MOST_EACH = 5  # rows left out for one reason that are told each by itself


def remarks_on(
    sheet: RawSheet, left_out: Iterable[NoData], rows: Rows, width: int
) -> Iterator[tuple[int, int, Text]]:
    """Yield what deserves to be known of the rows of a table: a row, a column, and a sentence.

    Parameters
    ----------
    sheet : RawSheet
    left_out : iterable of NoData
    rows : mapping of int to (mapping of int to object)
        The data.
    width : int
        How many headings there are.
    """
    yield from sorted(_of_left_out(left_out, width), key=lambda remark: remark[:2])
    for marked, sentence in ((sheet.hidden, _HIDDEN), (sheet.struck, _STRUCK)):
        here = sorted(row for row in marked if row in rows)
        if here:
            yield here[0], min(rows[here[0]]), _with_others(sentence, here[1:])


def _of_left_out(left_out: Iterable[NoData], width: int) -> Iterator[tuple[int, int, Text]]:
    grouped: dict[Reason, list[NoData]] = {}
    for row in left_out:
        grouped.setdefault(row.reason, []).append(row)
    for alike in grouped.values():
        if len(alike) > _MOST_EACH:
            first, *likewise = alike
            sentence = _with_others(_sentence(first, width), [row.row for row in likewise])
            yield first.row, first.column, sentence
        else:
            for row in alike:
                yield row.row, row.column, _sentence(row, width)


def _with_others(sentence: Text, rows: Sequence[int]) -> Text:
    return _LIKEWISE.fill(sentence=sentence, rows=rows_text(rows)) if rows else sentence


def _sentence(row: NoData, width: int) -> Text:
    otherwise = {"title": _BELOW, "total": _WORDS_BESIDE}.get(row.reason, _BESIDE)
    if width == 0 or (width == 1 and row.reason != "title"):
        otherwise = _NO_OTHER_CELL
    return SENTENCES[row.reason].fill(words=shown(row.words), otherwise=otherwise)
