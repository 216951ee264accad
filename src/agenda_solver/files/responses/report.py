"""What became of each row of an export, told on screen and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from agenda_solver.files.grid.cells import rows_text
from agenda_solver.files.responses.table import Column
from agenda_solver.text import Language, Text, counted, cut, either, listing, quoted
from agenda_solver.words.codes import made_a_date

_MOST_TOLD = 30  # sentences of a kind
_LONGEST = 80  # characters of an answer that a sentence repeats


@dataclass(frozen=True)
class Unknown:
    """An answer that names no session of the draft.

    Attributes
    ----------
    label : str
        What is written.
    rows : tuple of int
        Where.
    nearest : str or None
        The title that comes nearest, and its session's id in `nearest_id`.
    may_mean : tuple of str
        The titles that it may mean, where these are several.
    codes : tuple of str
        Those of which a spreadsheet may have made a date.
    """

    label: str
    rows: tuple[int, ...]
    nearest: str | None = None
    nearest_id: str | None = None
    may_mean: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """Answers of a column that are not understood, their rows, and what may be meant."""

    column: Column
    words: str
    rows: tuple[int, ...]
    perhaps: Text | None = None


@dataclass(frozen=True)
class LeftOutRow:
    """A row that is no registration, and why.

    Attributes
    ----------
    reason : {"blank", "incomplete", "left out"}
        Nothing is said; it was never handed in; the mapping file leaves it out.
    column : Column or None
        The column that says so, and its `words`.
    """

    row: int
    reason: Literal["blank", "incomplete", "left out"]
    column: Column | None = None
    words: str = ""


@dataclass(frozen=True)
class Report:
    """What became of each row: new, updated, the same as before, superseded or left out.

    Attributes
    ----------
    file : str
        The file's name.
    read : int
        How many rows there are, the header apart.
    new, updated, same : tuple of (int, str)
        Rows, and the attendees that they are.
    superseded : tuple of (int, int)
        Rows, and the later row of the same person that counts instead.
    left_out : tuple of LeftOutRow
    unknown : tuple of Unknown
        Answers that name no session: these wishes are not kept.
    unread : tuple of Unread
        Other answers that are not understood.
    read_as : tuple of (Column, Text)
        What each column that is read was taken for.
    ignored : tuple of Column
        Those that are not read.
    notices : tuple of Text
        What was read otherwise than it may have been meant, or deserves a look.
    """

    file: str
    read: int = 0
    new: tuple[tuple[int, str], ...] = ()
    updated: tuple[tuple[int, str], ...] = ()
    same: tuple[tuple[int, str], ...] = ()
    superseded: tuple[tuple[int, int], ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    unread: tuple[Unread, ...] = ()
    read_as: tuple[tuple[Column, Text], ...] = ()
    ignored: tuple[Column, ...] = ()
    notices: tuple[Text, ...] = ()

    def lines(self, language: Language) -> list[str]:
        """Return the report as lines for the screen, in one language."""
        return [text.say(language) for text in self._sentences()]

    # Sentences.

    def _sentences(self) -> Iterator[Text]:
        yield _ALL.fill(
            file=self.file,
            read=counted(self.read, *_ROWS),
            new=counted(len(self.new), *_NEW),
            updated=counted(len(self.updated), *_UPDATED),
            same=counted(len(self.same), *_SAME),
            superseded=counted(len(self.superseded), *_SUPERSEDED),
            left_out=counted(len(self.left_out), *_LEFT_OUT),
        )
        yield from _part(_REPLACED, self._replaced())
        yield from _part(_NOT_REGISTERED, self._not_registered())
        yield from _part(_UNKNOWN, map(_unknown, self.unknown))
        if self.unknown:
            yield _CORRECT
        yield from _part(_UNREAD, map(_unread, self.unread))
        if self.unread:
            yield _CORRECT_THEM
        yield from _part(_READ, self._columns(), most=None)
        if self.ignored:
            yield _IGNORED.fill(columns=listing(column.title for column in self.ignored))
        yield from _part(_NOTICES, self.notices)

    def _replaced(self) -> Iterator[Text]:
        by: dict[int, list[int]] = {}
        for row, later in self.superseded:
            by.setdefault(later, []).append(row)
        for later, rows in by.items():
            yield _BY.fill(rows=rows_text(rows), later=later)

    def _not_registered(self) -> Iterator[Text]:
        alike: dict[tuple[Column | None, str], list[int]] = {}
        for row in self.left_out:
            alike.setdefault((row.column, row.words), []).append(row.row)
        for (column, words), rows in alike.items():
            if column is None:
                yield _BLANK_ROWS.fill(rows=rows_text(rows))
            elif not words:
                yield _INCOMPLETE.fill(rows=rows_text(rows), column=column.title)
            else:
                shown = quoted(cut(words, _LONGEST))
                yield _SAYS.fill(rows=rows_text(rows), column=column.title, words=shown)

    def _columns(self) -> Iterator[Text]:
        for column, text in self.read_as:
            yield Text("{column} : {text}", "{column}: {text}").fill(column=column.title, text=text)


def _part(heading: Text, lines: Iterable[Text], *, most: int | None = _MOST_TOLD) -> Iterator[Text]:
    """Yield a heading and what stands under it; nothing where that is nothing."""
    sentences = list(lines)
    if not sentences:
        return
    yield heading
    for sentence in sentences[:most]:
        yield Text("  - {sentence}", "  - {sentence}").fill(sentence=sentence)
    if most is not None and len(sentences) > most:
        yield _MORE.fill(number=len(sentences) - most)


def _unknown(unknown: Unknown) -> Text:
    label, rows = quoted(cut(unknown.label, _LONGEST)), rows_text(unknown.rows)
    if unknown.may_mean:
        titles = either(quoted(cut(title, _LONGEST)) for title in unknown.may_mean)
        return _MAY_MEAN.fill(rows=rows, label=label, titles=titles)
    if unknown.codes:
        return made_a_date(_NO_TITLE.fill(rows=rows, label=label), unknown.codes)
    if unknown.nearest is None:
        return _NO_TITLE.fill(rows=rows, label=label)
    return _NEAREST.fill(rows=rows, label=label, title=quoted(cut(unknown.nearest, _LONGEST)))


def _unread(unread: Unread) -> Text:
    words = quoted(cut(unread.words, _LONGEST))
    sentence = _NOT_READ.fill(rows=rows_text(unread.rows), column=unread.column.title, words=words)
    if unread.perhaps is None:
        return sentence
    return Text("{sentence} ({perhaps})", "{sentence} ({perhaps})").fill(
        sentence=sentence, perhaps=unread.perhaps
    )


_ALL = Text(
    "{file} : {read} : {new}, {updated}, {same}, {superseded}, {left_out}",
    "{file}: {read}: {new}, {updated}, {same}, {superseded}, {left_out}",
)
_ROWS = Text("ligne lue", "row read"), Text("lignes lues", "rows read")
_NEW = (
    Text("nouveau participant", "new attendee"),
    Text("nouveaux participants", "new attendees"),
)
_UPDATED = Text("mis à jour", "updated"), Text("mis à jour", "updated")
_SAME = Text("inchangé", "unchanged"), Text("inchangés", "unchanged")
_SUPERSEDED = (
    Text("ligne remplacée", "row superseded"),
    Text("lignes remplacées", "rows superseded"),
)
_LEFT_OUT = Text("ligne écartée", "row left out"), Text("lignes écartées", "rows left out")
_REPLACED = Text(
    "Une même personne a répondu plusieurs fois, sa dernière réponse compte :",
    "One person answered several times, the last answer counts:",
)
_BY = Text("{rows} : remplacée par la ligne {later}", "{rows}: superseded by row {later}")
_NOT_REGISTERED = Text("Lignes écartées :", "Rows left out:")
_BLANK_ROWS = Text(
    "{rows} : rien dans les colonnes qui sont lues", "{rows}: nothing in the columns that are read"
)
_INCOMPLETE = Text(
    "{rows} : réponse incomplète, {column} est vide", "{rows}: incomplete answer, {column} is blank"
)
_SAYS = Text("{rows} : {column} dit {words}", "{rows}: {column} says {words}")
_UNKNOWN = Text("Vœux qui ne sont pas gardés :", "Wishes that are not kept:")
_NO_TITLE = Text(
    "{rows}, {label} n'est pas un titre du brouillon", "{rows}, {label} is no title of the draft"
)
_NEAREST = Text(
    "{rows}, {label} n'est pas un titre du brouillon (le plus proche : {title})",
    "{rows}, {label} is no title of the draft (the nearest: {title})",
)
_MAY_MEAN = Text("{rows}, {label} peut désigner {titles}", "{rows}, {label} may mean {titles}")
_CORRECT = Text(
    "Pour les garder, corriger les réponses, ou dire sous [libelles], dans un fichier de "
    "correspondance (--mapping), quelle session est nommée.",
    "To keep them, correct the answers, or say under [labels], in a mapping file (--mapping), "
    "which session is named.",
)
_UNREAD = Text("Réponses qui ne sont pas comprises :", "Answers that are not understood:")
_CORRECT_THEM = Text(
    "Elles sont laissées de côté. Pour qu'elles comptent, les corriger ; des heures de présence se "
    "disent aussi sous [presences], dans un fichier de correspondance (--mapping).",
    "They are left aside. For them to count, correct them; hours of presence can also be told "
    "under [presences], in a mapping file (--mapping).",
)
_NOT_READ = Text("{rows}, {column} : {words}", "{rows}, {column}: {words}")
_READ = Text("Colonnes lues :", "Columns read:")
_IGNORED = Text("Colonnes qui ne sont pas lues : {columns}", "Columns that are not read: {columns}")
_NOTICES = Text("À vérifier :", "To be checked:")
_MORE = Text("  … et {number} autres", "  … and {number} more")
