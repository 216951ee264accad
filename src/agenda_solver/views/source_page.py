"""The page Source: a document line by line, what was made of each, and what to look at first.

Whatever a draft is imported from, everything in it is accounted for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agenda_solver.problem import Event
from agenda_solver.text import Language, Text, counted, cut, few_of, listing, quoted, strung
from agenda_solver.views.pages import Block, Cell, Page, Row, columns_header, wide

if TYPE_CHECKING:
    from agenda_solver.words.programmes.outline import Fate

SOURCE = Text("Source", "Source")

_WIDTHS = (13.0, 58.0, 15.0, 50.0)
_LONGEST = 110  # characters of a line that a sentence repeats
_MOST_TOLD = 30  # sentences of a kind


@dataclass(frozen=True)
class LineAccount:
    """A line of a source, and what became of it.

    Attributes
    ----------
    place : Text
        Where it stands: ``ligne 12``.
    words : str
        What it says.
    fate : {"made", "kept", "apart", "unread"}
        Something was made of it; its words are kept; it is no part of the programme; it is in
        nothing.
    made : tuple of Text
        What that is.
    """

    place: Text
    words: str
    fate: Fate
    made: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Check:
    """What should be looked at, and where in the source."""

    text: Text
    places: tuple[Text, ...] = ()

    @property
    def sentence(self) -> Text:
        """The place, and what is to be looked at there."""
        if not self.places:
            return self.text
        return _AT.fill(places=self.where, text=self.text)

    @property
    def where(self) -> Text:
        """The first few of the places, and how many there are besides."""
        return few_of(self.places, _FEW_PLACES)


_FEW_PLACES = 6
_AT = Text("{places} : {text}", "{places}: {text}")


@dataclass(frozen=True)
class SourceReport:
    """What became of a source.

    Attributes
    ----------
    file : str
        Its name.
    format : str
        The key of its format.
    accounts : tuple of LineAccount
        Its lines, in their order.
    checks : tuple of Check
        What should be looked at, what matters most first.
    days, rooms, people, sessions : int
        How many the draft has.
    """

    file: str
    format: str
    accounts: tuple[LineAccount, ...]
    checks: tuple[Check, ...]
    days: int
    rooms: int
    people: int
    sessions: int

    @property
    def counts(self) -> Counter[Fate]:
        """How many lines there are of each fate."""
        return Counter(account.fate for account in self.accounts)

    @property
    def unread(self) -> tuple[LineAccount, ...]:
        """The lines that are in nothing."""
        return tuple(account for account in self.accounts if account.fate == "unread")

    def lines(self, language: Language) -> list[str]:
        """Return what is shown on the screen: the figures, and what to look at first."""
        return [text.say(language) for text in self._sentences()]

    def text(self, language: Language) -> str:
        """Return the whole report as text."""
        texts = [*self._sentences(most=None), Text("", ""), *self._by_line()]
        return "".join(f"{text.say(language)}\n" for text in texts)

    def _sentences(self, most: int | None = _MOST_TOLD) -> Iterator[Text]:
        yield from self._summary()
        yield from _part(_FIRST, (check.sentence for check in self.checks), most)
        yield from _part(_UNREAD, map(_short, self.unread), most)

    def _summary(self) -> Iterator[Text]:
        draft = listing(
            counted(number, *words)
            for number, words in (
                (self.sessions, _SESSIONS),
                (self.days, _DAYS),
                (self.people, _PEOPLE),
                (self.rooms, _ROOMS),
            )
        )
        yield _DRAFT.fill(file=self.file, draft=draft)
        lines = strung(
            counted(self.counts[fate], *words)
            for fate, words in _FATES.items()
            if self.counts[fate]
        )
        yield _LINES.fill(all=counted(len(self.accounts), *_ALL), lines=lines)

    def _by_line(self) -> Iterator[Text]:
        yield _BY_LINE
        for account in self.accounts:
            made = strung(account.made, _SEMICOLON) if account.made else _NAMES[account.fate]
            yield _LINE.fill(
                place=account.place,
                words=cut(account.words, _LONGEST),
                made=made,
                fate=_NAMES[account.fate],
            )


def _part(heading: Text, sentences: Iterable[Text], most: int | None) -> Iterator[Text]:
    some = list(sentences)
    if not some:
        return
    yield heading
    for sentence in some[:most]:
        yield _ITEM.fill(sentence=sentence)
    if most is not None and len(some) > most:
        yield _MORE.fill(number=len(some) - most)


def _short(account: LineAccount) -> Text:
    return _AT.fill(places=account.place, text=quoted(cut(account.words, _LONGEST)))


def source_page(report: SourceReport, event: Event) -> Page:
    """Return the page of a source: what to look at first, then every line."""
    blocks = [Block(tuple(_heading(report)))]
    if report.checks:
        rows = tuple(_check_row(number, check) for number, check in enumerate(report.checks, 1))
        blocks.append(Block(rows, (wide(_TITLE_FIRST, "section"),), gap=12))
    header = columns_header(_COLUMNS)
    lines = tuple(map(_account_row, report.accounts))
    blocks.append(Block(lines, (wide(_TITLE_LINES, "section"),), (header,), gap=12))
    return Page(SOURCE, event, _WIDTHS, tuple(blocks))


def _heading(report: SourceReport) -> Iterator[Row]:
    title, *rest = report._summary()
    yield wide(title, "heading")
    for text in rest:
        yield wide(text, "text")


def _check_row(number: int, check: Check) -> Row:
    return Row(
        (Cell(str(number), "strong"), Cell(check.text, "text", span=2), Cell(check.where, "note")),
        ruled=True,
    )


def _account_row(account: LineAccount) -> Row:
    colour = "broken" if account.fate == "unread" else None
    made = strung(account.made, _SEMICOLON) if account.made else Text("", "")
    return Row(
        (
            Cell(account.place, "note"),
            Cell(account.words, "text", colour),  # type: ignore[arg-type]
            Cell(_NAMES[account.fate], "strong" if account.fate == "unread" else "note"),
            Cell(made, "text"),
        ),
        ruled=True,
    )


_SEMICOLON = Text(" ; ", "; ")
_DRAFT = Text("{file} : {draft}", "{file}: {draft}")
_LINES = Text("{all} : {lines}", "{all}: {lines}")
_ALL = Text("ligne lue", "line read"), Text("lignes lues", "lines read")
_SESSIONS = Text("session", "session"), Text("sessions", "sessions")
_DAYS = Text("journée", "day"), Text("journées", "days")
_PEOPLE = Text("intervenant", "person"), Text("intervenants", "people")
_ROOMS = Text("salle", "room"), Text("salles", "rooms")
_FATES: dict[Fate, tuple[Text, Text]] = {
    "made": (Text("reprise", "taken over"), Text("reprises", "taken over")),
    "kept": (
        Text("gardée comme texte", "kept as text"),
        Text("gardées comme texte", "kept as text"),
    ),
    "apart": (Text("à part", "apart"), Text("à part", "apart")),
    "unread": (Text("pas reprise", "left out"), Text("pas reprises", "left out")),
}
_NAMES: dict[Fate, Text] = {
    "made": Text("repris", "taken over"),
    "kept": Text("gardé", "kept"),
    "apart": Text("à part", "apart"),
    "unread": Text("pas repris", "left out"),
}
_FIRST = Text("À regarder d'abord :", "To look at first:")
_UNREAD = Text("Lignes qui ne sont dans rien :", "Lines that are in nothing:")
_BY_LINE = Text("Ligne par ligne :", "Line by line:")
_TITLE_FIRST = Text("À regarder d'abord", "To look at first")
_TITLE_LINES = Text("Le document, ligne par ligne", "The document, line by line")
_COLUMNS = (
    Text("Où", "Where"),
    Text("Ce qui est écrit", "What is written"),
    Text("Sort", "Fate"),
    Text("Ce qui en est fait", "What was made of it"),
)
_ITEM = Text("  - {sentence}", "  - {sentence}")
_MORE = Text("  … et {number} autres", "  … and {number} more")
_LINE = Text("{place} | {fate} | {words} => {made}", "{place} | {fate} | {words} => {made}")
