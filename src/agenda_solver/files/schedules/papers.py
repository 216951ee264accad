"""A table of papers, as those who chair a conference export it: a paper a row, without times.

EasyChair (``submission.csv``), ConfTool, OpenReview's program chair console and pretalx, whose
export may be JSON. What stands in their columns is told by their headings: `words.headings`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from agenda_solver.files import InputError, in_file
from agenda_solver.files.decoding import decoded
from agenda_solver.files.grid.cells import Row
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.files.grid.table import Headings, Table, find_table
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.kinds import WORKBOOK
from agenda_solver.files.schedules.columns import ColumnNames
from agenda_solver.files.schedules.drafting import draft_of
from agenda_solver.files.schedules.entries import Entry, Schedule, Speaker
from agenda_solver.files.schedules.table import TableRows, notices_of, sheet_of
from agenda_solver.problem.schema import kind_named
from agenda_solver.rules.words import papers_count
from agenda_solver.text import Text, counted, listing, quoted
from agenda_solver.views.source_page import Check, LineAccount
from agenda_solver.words.cells import flag_in, words_of
from agenda_solver.words.headings import key_in_papers, key_of_heading, numbers_another
from agenda_solver.words.markup import without_markup
from agenda_solver.words.names import folded, on_one_line
from agenda_solver.words.programmes.phrases import flat

_TIMES = ("day", "hours", "start", "end")
_NO_KIND = (None, "session", "speech", "paper")
_MARKS = re.compile(r"\s*\(((?:\d{1,3}\s*,?\s*)+)\)|\s*\*+$")
_ASIDE = re.compile(r"\s*\(([^()]*)\)$")
_BETWEEN = re.compile(r"\s*[;\n|]\s*")
_IN_A_SENTENCE = re.compile(r",\s*(?:and|et)\s+|\s+(?:and|et|&)\s+|,\s*(?![^()]*\))")
_NUMBERED = re.compile(r"(\d{1,3}): *")
# What is decided, in words without accents.
_REFUSED = re.compile(
    r"reject|rejet|refus|declin|withdr|retir|cancel|annul|delet|supprim|not accept|non accept|"
    r"pas accept|non reten|pas reten|not select|abgelehnt|zuruckgezogen|draft|brouillon"
)
_OPEN = re.compile(
    r"no decision|undecided|pending|submitted|(?:(?:in|under) )?review|wait(?:ing )?-?list(?:ed)?|"
    r"en attente|liste d'attente|en cours(?: d'\w+)?|soumise?|sans decision|-*"
)


class PapersTable(Importer):
    """A table of papers; see `Importer`."""

    title = Text(
        "un tableau de communications : EasyChair, ConfTool, OpenReview, pretalx",
        "a table of papers: EasyChair, ConfTool, OpenReview, pretalx",
    )
    endings = (".csv", ".xlsx", ".tsv", ".json")

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        if given.kind not in (None, WORKBOOK) or given.ending not in self.endings:
            return False
        with suppress(InputError):
            table, _ = _table_of(given, ImportOptions())
            named = {key_in_papers(words_of(heading)) for heading in table.headings.values()}
            times = {table.columns[key] for key in _TIMES if key in table.columns}
            timed = any(times & cells.keys() for cells in table.rows.values())
            return "title" in table.columns and bool(named - {None}) and not timed
        return False

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        table, notices = _table_of(given, choice)
        if "title" not in table.columns:
            known = listing(quoted(words_of(value)) for value in table.headings.values())
            raise InputError([in_file(given.name, _NO_TITLES.fill(headings=known))])
        rows = _PaperRows(table, choice)
        schedule = rows.read()
        if not schedule.entries and rows.left_out:
            raise InputError([in_file(given.name, _NONE_LEFT.fill(reasons=rows.left_out))])
        return draft_of(given.name, "papers", schedule, choice, (*notices, *notices_of(table)))


@dataclass(frozen=True)
class _Entries(RawSheet):
    """The entries of a list as rows, under a row of their keys."""

    def place(self, row: int, column: int = 0) -> Text:  # noqa: ARG002 -- an entry has no cells
        """Say which entry it is."""
        return _ENTRY.fill(number=row - 1)


def _table_of(given: SourceFile, choice: ImportOptions) -> tuple[Table[str], tuple[Text, ...]]:
    """Return the table of a source, and what is to be known of how it was read."""
    names = ColumnNames(choice.mapping, choice.encoding, _key)
    headings = Headings(names.key, naming=frozenset(["title"]), of_nothing=True)
    if given.kind is None and given.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        text, notices = decoded(given.name, given.data, choice.encoding, can_be_given=True)
        return find_table(_entries(given.name, text), headings), notices
    return find_table(sheet_of(given, headings, names), headings), ()


def _key(heading: str) -> str | None:
    if numbers_another(heading):
        return None
    return key_in_papers(heading) or key_of_heading(heading)


def _entries(name: str, text: str) -> RawSheet:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError([in_file(name, _NO_LIST)]) from None
    if not all(isinstance(entry, dict) for entry in entries):
        raise InputError([in_file(name, _NO_LIST)])
    keys = list(dict.fromkeys(key for entry in entries for key in entry))
    rows: dict[int, Row] = {1: dict(enumerate(keys))}
    for number, entry in enumerate(entries, start=2):
        cells = {at: _shown(entry.get(key)) for at, key in enumerate(keys)}
        rows[number] = {at: value for at, value in cells.items() if value}
    return _Entries(name, None, {number: row for number, row in rows.items() if row})


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(_shown, value)))
    return words_of(value) if isinstance(value, (str, int, float)) else ""


class _PaperRows(TableRows):
    """Makes a schedule of papers of the rows of a table."""

    def __init__(self, table: Table[str], choice: ImportOptions) -> None:
        super().__init__(table, choice)
        self.schedule.in_stretches = True
        self._numbers: dict[str, Text] = {}
        self._apart: Counter[tuple[Text, Text]] = Counter()
        self._types: Counter[str] = Counter()
        self._marked: list[Text] = []

    def read(self) -> Schedule:
        """Return the schedule of all rows; what is to be looked at of all of them comes first."""
        schedule = super().read()
        schedule.checks[:0] = self._checks()
        return schedule

    @cached_property
    def _decided(self) -> bool:
        """Whether some paper is accepted: what has no decision then is not."""
        return any(
            _decision(words.get("decision", "")) is None
            for words in map(self._words, self.table.rows.values())
            if "decision" in words
        )

    def _words(self, cells: Row) -> dict[str, str]:
        """See `TableRows`: without the marks of web pages, which some programs export."""
        return {key: without_markup(value) for key, value in super()._words(cells).items()}

    def _row(self, number: int, cells: Row) -> None:
        words = self._words(cells)
        place = self.table.sheet.place(number)
        if words != super()._words(cells):
            self._marked.append(place)
        reason = self._reason(words)
        if reason is not None:
            shown = ", ".join(filter(None, map(on_one_line, map(words_of, cells.values()))))
            self.schedule.accounts.append(LineAccount(place, shown, "apart", (reason,)))
            return
        self._numbers[words.get("id", "")] = place
        kind = kind_named(words.get("kind", ""))
        if kind in _NO_KIND:
            kind = "paper"
            if "kind" in words:
                self._types[words["kind"]] += 1
        authors = self._authors(words, number)
        presenters = self._presenters(words, authors)
        tracks = [on_one_line(one) for one in _BETWEEN.split(words.get("track", ""))]
        self.schedule.entries.append(
            Entry(
                place,
                on_one_line(words["title"]),
                key=words.get("id", ""),
                subtitle=words.get("subtitle") or _by_line(authors, presenters),
                kind=kind,
                minutes=self._minutes(words, place),
                track=tracks[0],
                tags=tuple(dict.fromkeys(filter(None, tracks[1:]))),
                language=words.get("language", ""),
                description=words.get("description", ""),
                link=words.get("link", ""),
                speakers=presenters or authors,
            )
        )

    def _reason(self, words: Mapping[str, str]) -> Text | None:
        """Return why a row is no paper of the programme; None where it is one."""
        if "title" not in words:
            return _NO_TITLE
        reasons = _decision(words.get("decision", ""))
        if flag_in(words.get("withdrawn", "")):
            reasons = _REJECTED
        elif reasons is _UNDECIDED and not self._decided:
            reasons = None
        if reasons is not None:
            self._apart[reasons] += 1
            return reasons[0]
        if "id" in words and words["id"] in self._numbers:
            self._apart[_REPEATED] += 1
            first = self._numbers[words["id"]]
            return _AGAIN.fill(number=quoted(words["id"]), place=first)
        return None

    @property
    def _of_speakers(self) -> bool:
        """Whether the column of people says who speaks, and not who wrote."""
        heading = self.table.headings.get(self.table.columns.get("people", -1), "")
        return key_of_heading(words_of(heading).split()[0]) == "people" if heading else False

    # --- Authors ----------------------------------------------------------------------------

    def _authors(self, words: Mapping[str, str], row: int) -> tuple[Speaker, ...]:
        """Return the authors, each with their organisation as far as that is told."""
        listed = words.get("organisation", "")
        heads = _NUMBERED.split(listed)
        numbered = dict(zip(heads[1::2], (one.strip(" ;\n") for one in heads[2::2]), strict=True))
        turned = "presenter" in self.table.columns or bool(numbered)
        authors = list(_people_in(words.get("people", ""), numbered, turned=turned))
        given = bool(numbered)
        if len(authors) == 1 and listed and not given:
            authors = [replace(authors[0], organisation=authors[0].organisation or listed)]
            given = True
        if len(authors) == 1:
            authors = [replace(authors[0], email=words.get("email", ""))]
        for key, lost in (("organisation", not given), ("email", len(authors) != 1)):
            if key in words and lost:
                self._lose(self.table.columns[key], row)
        return tuple(dict.fromkeys(authors))

    def _presenters(
        self, words: Mapping[str, str], authors: Iterable[Speaker]
    ) -> tuple[Speaker, ...]:
        """Return who presents a paper, where that is told."""
        known = {folded(author.name): author for author in authors}
        presenters = _people_in(words.get("presenter", ""), {}, turned=True)
        return tuple(known.get(folded(one.name), one) for one in presenters)

    @property
    def left_out(self) -> Text | None:
        """How many papers are left out, and why; None where none is."""
        if not self._apart:
            return None
        return listing(counted(number, one, many) for (one, many), number in self._apart.items())

    # --- What is told of all ----------------------------------------------------------------

    def _checks(self) -> Iterator[Check]:
        papers = [entry for entry in self.schedule.entries if entry.kind == "paper"]
        if self.left_out:
            yield Check(_NOT_TAKEN.fill(reasons=self.left_out))
        without = [entry for entry in papers if not entry.track]
        if without:
            places = tuple(entry.place for entry in without)
            yield Check(_NO_TRACK.fill(papers=papers_count(len(without))), places)
        if self._marked:
            yield Check(_MARKED, tuple(self._marked))
        several = any(len(entry.speakers) > 1 for entry in papers)
        if several and "presenter" not in self.table.columns and not self._of_speakers:
            yield Check(_ALL_AUTHORS)
        if len(self._types) > 1:
            types = listing(
                _TYPE.fill(type=quoted(one), number=number) for one, number in self._types.items()
            )
            yield Check(_TYPES.fill(types=types))


def _decision(words: str) -> tuple[Text, Text] | None:
    """Return why a paper is not taken, by what was decided; None where it is accepted."""
    decision = flat(words)
    if _REFUSED.search(decision):
        return _REJECTED
    return _UNDECIDED if _OPEN.fullmatch(decision) else None


def _people_in(cell: str, organisations: Mapping[str, str], *, turned: bool) -> Iterable[Speaker]:
    """Yield who is named in a cell.

    Parameters
    ----------
    cell : str
        ``Ada Fictive, Bob Fictif and Cy Fictif``; names with semicolons, bars or ends of lines
        between them; as ConfTool has it, ``Fictive, Ada (1,2); Fictif, Bob (2)``.
    organisations : mapping of str to str
        By the numbers that stand behind names.
    turned : bool
        Whether a comma may stand behind a surname.
    """
    pieces = list(filter(None, _BETWEEN.split(cell)))
    if len(pieces) == 1 and not (turned and _is_one(cell)):
        pieces = _IN_A_SENTENCE.split(cell)
    for piece in pieces:
        marks = _MARKS.search(piece)
        numbers = re.findall(r"\d+", marks[1] or "") if marks else []
        bare = _MARKS.sub("", piece)
        aside = _ASIDE.search(bare)
        at = _joined(organisations[one] for one in numbers if one in organisations)
        name = _ASIDE.sub("", bare)
        surname, comma, given = name.partition(",")
        if turned and comma and "," not in given:
            name = f"{given} {surname}"
        if name := on_one_line(name).strip(" ,;"):
            yield Speaker(name, organisation=at or (aside[1] if aside else ""))


def _is_one(cell: str) -> bool:
    """Whether a cell names one person with a comma behind the surname."""
    sides = _MARKS.sub("", cell).split(",")
    of_one_word = any(len(side.split()) == 1 for side in sides)
    return len(sides) == 2 and (of_one_word or bool(_MARKS.search(cell)))


def _joined(words: Iterable[str]) -> str:
    """Return several organisations of one person in a line."""
    return "; ".join(dict.fromkeys(map(on_one_line, words)))


def _by_line(authors: Iterable[Speaker], presenters: Iterable[Speaker]) -> str:
    """Return the names of all authors, where not all of them present: these take no part."""
    names = [author.name for author in authors]
    presenting = {one.name for one in presenters}
    return ", ".join(names) if presenting and set(names) - presenting else ""


_ENTRY = Text("entrée {number}", "entry {number}")
_NO_LIST = Text(
    "ce JSON n'est pas une liste de communications : l'exporter à nouveau",
    "this JSON is no list of papers: export it again",
)
_NO_TITLES = Text(
    "il y faut une colonne des titres, et elle n'est pas reconnue (en-têtes : {headings}) : un "
    "fichier de correspondance le dit (--mapping)",
    "it takes a column of titles, and it is not recognised (headings: {headings}): a mapping "
    "file tells (--mapping)",
)
_NO_TITLE = Text("sans titre", "without a title")
_REJECTED = (
    Text("refusée ou retirée", "rejected or withdrawn"),
    Text("refusées ou retirées", "rejected or withdrawn"),
)
_UNDECIDED = (Text("sans décision", "without a decision"),) * 2
_REPEATED = (
    Text("ligne d'une communication déjà lue", "row of a paper that is read already"),
    Text("lignes d'une communication déjà lue", "rows of a paper that is read already"),
)
_AGAIN = Text("le numéro {number} est déjà à {place}", "number {number} is on {place} already")
_NOT_TAKEN = Text(
    "des communications sont laissées de côté : {reasons} ; la source dit lesquelles",
    "some papers are left out: {reasons}; the source says which",
)
_NONE_LEFT = Text(
    "aucune communication n'y est à placer ({reasons})",
    "no paper in it is to be placed ({reasons})",
)
_NO_TRACK = Text(
    "{papers} sans thème : les placer ensemble, ou remplir « thème »",
    "{papers} without a track: they go together, or fill in “track”",
)
_MARKED = Text(
    "des balises de page web (« <i> », « &amp; ») sont ôtées : relire ces communications",
    "marks of a web page (“<i>”, “&amp;”) are taken out: read these papers again",
)
_ALL_AUTHORS = Text(
    "qui présente n'est pas dit : tous les auteurs sont pris pour présents ; retirer ceux qui ne "
    "viennent pas",
    "who presents is not said: all authors are taken to be there; remove those who do not come",
)
_TYPE = Text("{type} ({number})", "{type} ({number})")
_TYPES = Text(
    "des genres sont pris pour des communications : {types}",
    "some kinds are taken for papers: {types}",
)

IMPORTER = PapersTable()
