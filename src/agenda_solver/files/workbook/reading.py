"""Reads a workbook, drafted or solved, as a person has left it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from openpyxl.utils.cell import coordinate_to_tuple

from agenda_solver.difference import Version
from agenda_solver.files import (
    MORE_FAULTS,
    MOST_FAULTS,
    Draft,
    FileFault,
    InputError,
    Readable,
    about_file,
)
from agenda_solver.files.fields import BY_KEY, SHEETS, Sheet, SheetKey, grammar, kinds
from agenda_solver.files.fields.kinds import Reading
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.store.kept import Made
from agenda_solver.files.workbook.casting import NOT_A_CHOICE, Part, Told, taken_parts
from agenda_solver.files.workbook.edits import changes_between
from agenda_solver.files.workbook.matrices import (
    MATRICES,
    MATRIX_NAMED,
    Matrix,
    grids_of,
)
from agenda_solver.files.workbook.meta import META, fingerprint_of, read_meta
from agenda_solver.files.workbook.reading_matrices import KnownIds, ReadMatrix, read_matrix
from agenda_solver.files.workbook.rows import rows_of
from agenda_solver.files.workbook.tables import (
    InputTable,
    find_renamed,
    find_sheets,
    read_table,
    some,
    titles_of,
)
from agenda_solver.files.workbook.template import is_left_of_example
from agenda_solver.files.workbook.untouched import PlacesOfData, timetable_of
from agenda_solver.history.edits import FOLLOWED, HandEdit, renamed_ids, under_new_ids
from agenda_solver.history.lineage import Lineage, Origin, problem_hash
from agenda_solver.offers import Offers
from agenda_solver.preflight import preflight
from agenda_solver.problem import MISSING, Problem, ProblemError, changed_clock, heirs
from agenda_solver.problem import Path as KeyPath
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.nights import Evenings
from agenda_solver.problem.reading import language_of, read_partly
from agenda_solver.problem.references import A_ROW_OF, TABLES
from agenda_solver.problem.schema import Stretch, kind_named
from agenda_solver.problem.unread import Unreadable, day_in_place
from agenda_solver.problem.values import parse_language
from agenda_solver.result import Repeated, Result, Seating
from agenda_solver.rules import BY_KEY as BY_RULE
from agenda_solver.rules import weight_faults
from agenda_solver.rules.rule import PEOPLE, ROOM, Aspect, Finding
from agenda_solver.text import Language, Text, clock, duration, either, few_of, quoted, same
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.verify import verify
from agenda_solver.views.editions import with_edition
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import day_of_moment, is_blank, start_of, words_of
from agenda_solver.words.codes import no_code
from agenda_solver.words.moments import (
    DAYBREAK,
    Calendar,
    minutes_between,
    read_clock,
    read_start,
    running_clock,
    write_start,
)
from agenda_solver.words.names import (
    A_PERSON,
    A_ROOM,
    A_SESSION,
    Names,
    folded,
    ids_of,
    shown,
    twice,
)


@dataclass(frozen=True)
class Book(Draft):
    """What a workbook holds: what is asked, and the timetable as it stands in `Sessions`.

    Attributes
    ----------
    timetable : Timetable
        The sessions that have a day, a start and an end; in a draft there may be none.
    solved : bool
        Whether the program wrote it with a timetable.
    changes : tuple of HandEdit
        What a person has changed since.
    made : Made, optional
        What the program was asked, and what it answered, where it wrote the timetable.
    written : Version, optional
        The same under the ids of now.
    """

    timetable: Timetable = field(default_factory=lambda: Timetable.of([]))
    solved: bool = False
    changes: tuple[HandEdit, ...] = ()
    made: Made | None = None
    written: Version | None = None

    @property
    def has_times(self) -> bool:
        """Whether it is a programme: written by the program, or with a time for each session."""
        return self.solved or len(self.timetable.placements) == len(self.problem.sessions)

    @property
    def published(self) -> Version:
        """What the program wrote, or else what the workbook says."""
        return self.written or Version(self.problem, self.timetable)

    @cached_property
    def result(self) -> Result:
        """How the timetable came to be, as far as that still holds; see `result_for`."""
        return self.result_for(self.problem)

    def result_for(self, problem: Problem) -> Result:
        """Return the timetable as the result of a solve, to be written with a problem.

        What the solver proved of the timetable holds until somebody moves a session, or asks
        something else of them; what it proved of the seats, until anything at all differs.
        Costs and findings are those of now.

        Parameters
        ----------
        problem : Problem
            The workbook's, or one with the same sessions, rooms and people: its attendees
            may be others. The seats of those it does not know are left out.
        """
        timetable = self.timetable
        if problem is not self.problem:
            known = [seat for seat in timetable.seats if seat.attendee in problem.attendee]
            timetable = replace(timetable, seats=tuple(known))
        if not timetable.placements:
            return Result("unknown", None, findings=preflight(problem))
        verdict = verify(problem, timetable)
        result = self.made.result if self.made else Result("feasible", None)
        if self.made is None or not _same_sessions(self.made, problem, timetable):
            result = replace(result, status="feasible", tiers=())
        return replace(
            result,
            timetable=timetable,
            seating=_still_seated(self.made, problem, timetable),
            repeated=_still_repeated(self.made, problem, timetable),
            costs=verdict.costs,
            findings=(*preflight(problem), *verdict.findings),
        )

    @property
    def lineage(self) -> Lineage:
        """What the workbook comes from, and what was published, as it stands now included."""
        before = self.made.lineage if self.made else Lineage()
        history = before.history
        if history is None and self.written is not None:
            history = with_edition(None, self.written.problem, self.written.timetable)
        if self.timetable.placements:
            history = with_edition(history, self.problem, self.timetable)
        return replace(before, history=history)

    def descent(
        self, file: str, problem: Problem, timetable: Timetable, announced: Iterable[Text] = ()
    ) -> Lineage:
        """Return what a workbook comes from that is made of this one.

        Parameters
        ----------
        file : str
            The name of this one.
        problem, timetable : Problem, Timetable
            What is in the next one.
        announced : iterable of Text
            What was announced in between; what was changed by hand is told after it.
        """
        sentences = (*announced, *(change.text for change in self.changes))
        origin = Origin(file, problem_hash(self.published.problem), sentences)
        before = self.lineage
        return Lineage((*before.origins, origin), with_edition(before.history, problem, timetable))

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """A warning for each session whose row was deleted: perhaps it was not meant."""
        return tuple(
            Finding("placed", "warning", _DELETED.fill(id=quoted(change.id)), sessions=(change.id,))
            for change in self.changes
            if change.kind == "removed" and change.of == "sessions"
        )

    def paths(self, finding: Finding) -> list[KeyPath]:
        """Return the paths of what a finding is about: seats, or when its sessions are placed."""
        if finding.where:
            return super().paths(finding)
        few = finding.attendees[:_MOST_CELLS]
        if few and (few == finding.attendees or not finding.sessions):
            rows = {attendee.id: number for number, attendee in enumerate(self.problem.attendees)}
            return [("attendees", rows[attendee], "@seats") for attendee in few if attendee in rows]
        order = {session.id: number for number, session in enumerate(self.problem.sessions)}
        rule = BY_RULE.get(finding.rule)
        key = _CELL_OF.get(rule.reads, "@start") if rule else "id"
        return [("sessions", order[id_], key) for id_ in finding.sessions if id_ in order]


def _same_sessions(made: Made, problem: Problem, timetable: Timetable) -> bool:
    """Whether the sessions are as they were written, and what is asked of them."""
    mine = (timetable.placements, timetable.cast, _of_sessions(problem))
    return mine == (made.timetable.placements, made.timetable.cast, _of_sessions(made.problem))


def _of_sessions(problem: Problem) -> Mapping[str, Any]:
    """Return what is asked of the timetable; nothing in it is about attendees."""
    asked = problem.model_dump(exclude={"attendees"})
    rows = [row for table in asked.values() if isinstance(table, list) for row in table]
    for row in (asked["event"], *rows):
        for key in _OF_WORDS | _OF_SEATS:
            row.pop(key, None)
    # A room's capacity matters to both.
    return {**asked, "capacities": [room.capacity for room in problem.rooms]}


_OF_WORDS = {
    *("name", "title", "role", "organisation", "email", "language", "version", "place", "note"),
}
_OF_SEATS = {"capacity", "registration", "group_of", "mixed", "per_organisation"}


def _still_seated(made: Made | None, problem: Problem, timetable: Timetable) -> Seating | None:
    """Return what was told of the seats, or of what was edited no more than who has none."""
    seating = made.result.seating if made else None
    if made is not None and _same_seats(made, problem, timetable):
        return seating
    if not timetable.seats and seating is None:
        return None
    fairness = seating.fairness if seating else "generous"
    return Seating("feasible", fairness, cancelled=Offers(problem, timetable).cancelled())


def _still_repeated(made: Made | None, problem: Problem, timetable: Timetable) -> Repeated | None:
    """Return what was told of how many times sessions are given, as long as nothing differs."""
    same = made is not None and _same_seats(made, problem, timetable)
    return made.result.repeated if made is not None and same else None


def _same_seats(made: Made, problem: Problem, timetable: Timetable) -> bool:
    """Whether nothing differs from what was written; rows may stand in another order."""
    was = made.timetable
    mine = (timetable.placements, timetable.cast, set(timetable.seats))
    return (problem, mine) == (made.problem, (was.placements, was.cast, set(was.seats)))


_MOST_CELLS = 8  # of attendees, where the session itself can be named instead

# In which cell of a session a broken demand stands, where it is not its start.
_CELL_OF: Mapping[frozenset[Aspect], str] = {ROOM: "@room", PEOPLE: "@cast"}


def read(path: Path, *, views: frozenset[str] = frozenset()) -> Book:
    """Read a workbook: a draft that was filled in, or a solved one, even edited by hand.

    In a solved workbook `Sessions` holds the timetable. In a draft, a day, start or room that
    is not locked is a wish. Rows and columns may stand in any order; rooms, people and
    sessions may be named by id or by name.

    Parameters
    ----------
    path : Path
        The workbook.
    views : frozenset of str
        The folded names of sheets that are only views.

    Raises
    ------
    InputError
        If it cannot be read; one sentence for each fault, with its sheet and cell.
    """
    reader = _Reader(path, Opened(path), views)
    try:
        return reader.book()
    except InputError as error:
        language = error.language or reader.language
        raise InputError(error.faults, language, readable=error.readable) from None


_CORE: tuple[SheetKey, ...] = ("event", "days", "sessions")


class _Reader:
    """Reads sheet after sheet, and gathers every fault on its way."""

    def __init__(self, path: Path, opened: Opened, views: frozenset[str]) -> None:
        self.path = path
        self.opened = opened
        self.views = views
        self.faults: list[FileFault] = []
        self.once: set[Text] = set()  # faults of which one sentence tells, with all their cells
        self.unread = Unreadable()
        self.unclear = False  # whether there is something of which nobody knows what it says
        self.notices: list[Text] = []
        self.made: Made | None = None
        self.language: Language | None = None
        self.tables: dict[SheetKey, InputTable] = {}
        # The titles of the sheets of levels, and the levels of which something is not read.
        self.matrices: dict[tuple[TableName, str], str] = {}
        self.unread_levels: set[KeyPath] = set()
        self.reading = Reading(calendar=Calendar(epoch=opened.epoch))
        # Where the data of a path stands: a sheet and a row, or one of its cells.
        self.rows: dict[KeyPath, tuple[InputTable, int]] = {}
        self.cells: dict[KeyPath, tuple[InputTable, int, KeyPath]] = {}
        # What each row of Sessions says of when and where.
        self.typed: dict[int, dict[str, Any]] = {}
        self.chosen: dict[int, list[Told]] = {}  # and of who takes its parts
        # What the program wrote, under the ids of now, and the rows of it that were deleted, by
        # their place.
        self.written: Version | None = None
        self.gone: dict[TableName, dict[int, Any]] = {}
        self.heirs: Mapping[str, str] = {}  # what stands for a session that is gone
        self.repeats: set[int] = set()  # the numbers of sessions that have no row of their own
        # By table, the new id of each row whose id was changed: what refers to it follows.
        self.renamed: dict[TableName, Mapping[str, str]] = {}

    def book(self) -> Book:
        """Read what it holds: all of it, unless nobody has touched it since it was written."""
        if META in self.opened.titles:
            self.made = read_meta(self.path, self.opened.sheet(META).rows)
            if self.made is None:
                self.notices.append(_ALTERED.fill(path=self.path.name, sheet=META))
            else:
                self.language = self.made.problem.event.language
                if self.opened.untouched:
                    return self._as_written(self.made)
                self._notice_views(self.made)
        elif all(folded(title) in self.views for title in self.opened.titles):
            raise InputError([about_file(self.path.name, _ONLY_VIEWS)])
        return self._whole()

    def _as_written(self, made: Made) -> Book:
        """Return what the program wrote, without reading the sheets."""
        titles = find_sheets(self.opened, self._fault)
        timetable = timetable_of(made)
        return Book(
            made.problem,
            PlacesOfData(made, titles, self._places),
            timetable=timetable,
            solved=True,
            made=made,
            written=Version(made.problem, made.timetable),
        )

    def _places(self) -> Callable[[KeyPath], Text]:
        """Read all input sheets, and return what says where their data stands."""
        self._sheets()
        return self.place

    def _sheets(self) -> Version:
        """Read all input sheets."""
        self._read_tables()
        if self.made is None:
            self._give_ids()
        self._learn_names()
        if self.written is not None:
            for table in self.tables.values():
                self._restore_columns(self.written, table)
        problem = self._problem(self._data())
        timetable = Timetable.of([])
        if not any(map(self.unread.lost, _PLACED_BY)) and ("event", "zone") not in self.unread:
            timetable = self._timetable(problem)
            timetable = replace(timetable, seats=tuple(self._seats(problem, timetable)))
        self._refuse_faults(problem)
        return Version(problem, timetable)

    def _whole(self) -> Book:
        """Read all input sheets, and tell what differs from what was written."""
        now = self._sheets()
        changes: tuple[HandEdit, ...] = ()
        if self.written is not None:
            changes = changes_between(self.written, now, self.place, self.renamed)
        return Book(
            now.problem,
            self.place,
            tuple(self.notices),
            timetable=now.timetable,
            solved=self.made is not None,
            changes=changes,
            made=self.made,
            written=self.written,
        )

    def _notice_views(self, made: Made) -> None:
        """Say which views somebody has changed, for nothing is read there."""
        for title, fingerprint in made.views.items():
            if title in self.opened.titles:
                cells = (
                    row[column]
                    for row in self.opened.sheet(title).rows.values()
                    for column in sorted(row)
                )
                if fingerprint_of(cells) != fingerprint:
                    self.notices.append(_VIEW_CHANGED.fill(path=self.path.name, sheet=title))

    # --- Faults ---------------------------------------------------------------------------

    def _refuse_faults(self, problem: Problem | None = None) -> None:
        """Refuse the workbook, if anything is wrong; a problem is what can be read of it."""
        if not self.faults:
            return
        readable = None
        if problem is not None:
            readable = Readable(problem, self.place, tuple(self.notices), unread=self.unread)
        raise InputError(self._in_order(), self.language, readable=readable)

    def _in_order(self) -> list[FileFault]:
        """Return the faults by sheet and cell; the same may be said of several data of one."""
        faults = sorted(dict.fromkeys(self.faults), key=lambda fault: fault.order)
        alike: dict[Text, list[FileFault]] = {}
        for fault in faults:
            alike.setdefault(fault.message, []).append(fault)
        joined = {text: _together(alike[text]) for text in self.once & alike.keys()}
        return list(dict.fromkeys(joined.get(fault.message, fault) for fault in faults))

    def _fault(self, sheet: str, cell: str, text: Text) -> None:
        self.faults.append(self._placed(sheet, cell, text))
        if len(self.faults) >= MOST_FAULTS:
            more = about_file(self.path.name, MORE_FAULTS, number=len(self.faults))
            raise InputError([*self._in_order(), more], self.language)

    def _fault_once(self, sheet: str, cell: str, text: Text) -> None:
        """Refuse what may stand in many cells, and is one mistake: a name that nothing has."""
        self.once.add(text)
        self._fault(sheet, cell, text)

    def _refuse(self, table: InputTable, number: int, key: KeyPath, text: Text) -> None:
        """Refuse what a cell says: from here on it says nothing, and nothing follows."""
        self._fault(table.title, table.cell(number, key), text)
        table.unread.add((number, key))

    def _notice(self, sheet: str, cell: str, text: Text) -> None:
        self.notices.append(self._placed(sheet, cell, text).sentence)

    def _placed(self, sheet: str, cell: str, text: Text) -> FileFault:
        order = (self.opened.titles.index(sheet), *_place_of(cell))
        return FileFault(text, self.path.name, same(f"{sheet}!{cell}"), order=order)

    def place(self, path: KeyPath) -> Text:
        """Say in which sheet and cell the data of a path stands."""
        table, cell, _ = self._cell_of(path)
        return same(f"{table.title}!{cell}")

    def _cell_of(self, path: KeyPath) -> tuple[InputTable, str, bool]:
        """Return the table and the cell of a path, and whether it has a column there."""
        if path[0] == "event" and path not in self.cells:  # its fields are rows, and parts too
            path = next((own for own in self.cells if own[: len(path)] == path != own[:1]), path)
        for length in range(len(path), 0, -1):
            known = path[:length]
            if known not in self.rows and (*known, 0) in self.rows:
                known = (*known, 0)  # all of a list: where it begins
            if known in self.cells:
                table, row, key = self.cells[known]
                beside = path[length:]  # another column of that row
                key = beside if beside in table.columns else key
                return table, table.cell(row, key), True
            if known in self.rows:
                table, row = self.rows[known]
                rest = path[length:]
                return table, table.cell(row, rest), not rest or bool(table.nearest(rest))
        return self.tables["sessions"], "A1", False

    # --- The sheets -----------------------------------------------------------------------

    def _read_tables(self) -> None:
        titles = dict(find_sheets(self.opened, self._fault))
        self.unclear = bool(self.faults)
        self._prefer_seen(titles)
        for sheet in SHEETS:
            title = titles.get(sheet.key)
            if title is None and (sheet.key in _CORE or self.made is None or self._had(sheet)):
                title = find_renamed(self.opened, titles, sheet.key, self.views)
                if title is not None:
                    name = quoted(sheet.name)
                    self._notice(title, "A1", _RENAMED.fill(sheet=name))
            if title is not None:
                titles[sheet.key] = title
                known = self._written_ids(sheet)
                table = read_table(self.opened, sheet, title, self._fault, self._notice, known)
                self.tables[sheet.key] = table
                if sheet.key == "event":
                    self._learn_language(table)
            elif sheet.key == "sessions" or (sheet.key in _CORE and self.made is None):
                self.faults.append(self._no_sheet(sheet))
            elif self._had(sheet):
                name = quoted(sheet.name)
                self.notices.append(_SHEET_GONE.fill(path=self.path.name, sheet=name))
        self._notice_others(titles, self._find_matrices(set(titles.values())))
        if "sessions" not in self.tables or (self.made is None and not {*_CORE} <= {*self.tables}):
            self._refuse_faults()

    def _find_matrices(self, taken: Collection[str]) -> Collection[str]:
        """Find the sheets of levels by their names, or by their corner; return all alike."""
        names = {matrix.path: matrix.names for matrix in MATRICES}
        self.matrices = titles_of(self.opened, names, self._fault)
        alike = set(self.matrices.values())
        for title in alike & self.opened.hidden:
            self._notice(title, "A1", _HIDDEN)
        for title in self.opened.titles:
            if title in alike or title in taken or folded(title) in self.views:
                continue
            first = next(iter(self.opened.first_rows(title).values()), {})
            matrix = MATRIX_NAMED.get(folded(words_of(first.get(0, ""))))
            if matrix is not None:
                alike.add(title)
                is_read = self.matrices.setdefault(matrix.path, title) == title
                sentence = _RENAMED if is_read else _NOT_READ
                self._notice(title, "A1", sentence.fill(sheet=quoted(matrix.title)))
        return alike

    def _written_ids(self, sheet: Sheet) -> frozenset[str]:
        """Return the ids that the program wrote in a sheet."""
        if self.made is None or ("id",) not in sheet.needed:
            return frozenset()
        return frozenset(row.id for row in getattr(self.made.problem, sheet.key))

    def _prefer_seen(self, titles: dict[SheetKey, str]) -> None:
        """Let sheets that are hidden give way to those that are seen and look like them."""
        for key, title in list(titles.items()):
            if title not in self.opened.hidden:
                continue
            other = find_renamed(self.opened, titles, key, self.views)
            if other is None or other in self.opened.hidden:
                self._notice(title, "A1", _HIDDEN)
            else:
                del titles[key]

    def _notice_others(self, titles: Mapping[SheetKey, str], matrices: Collection[str]) -> None:
        """Say which sheets look as if they were read and are not, by their name or header."""
        alike = {
            find_renamed(self.opened, titles, sheet.key, self.views): sheet for sheet in SHEETS
        }
        for title in self.opened.titles:
            name = folded(title)
            if title in titles.values() or title.startswith("_") or name in self.views:
                continue
            if title in matrices:
                continue
            alike_by_name = (sheet for sheet in SHEETS if any(map(name.startswith, sheet.names)))
            sheet = alike.get(title) or next(alike_by_name, None)
            if sheet is not None and self.opened.first_rows(title):
                known = quoted(sheet.name)
                self._notice(title, "A1", _NOT_READ.fill(sheet=known))

    def _restore_columns(self, version: Version, table: InputTable) -> None:
        """Take the columns that somebody has deleted as the program wrote them."""
        if ("id",) not in table.columns:
            return
        written = {
            row.get(("id",)): row
            for row in rows_of(
                table.sheet.key,
                version.problem,
                version.timetable,
                version.problem.event.language,
            )
        }
        rows = {n: words_of(row.get(("id",), "")) for n, row in table.rows.items()}
        grids = grids_of(version.problem)
        matrices: dict[KeyPath, Matrix] = {grid.matrix.path: grid.matrix for grid in grids}
        for column in table.sheet.columns:
            matrix = matrices.get((table.sheet.key, column.key[0]))
            if self._is_there(table, column.key, matrix) or column.key in table.sheet.needed:
                continue
            kept = {
                number: written[id_][column.key]
                for number, id_ in rows.items()
                if column.key in written.get(id_, {})
            }
            for number, value in kept.items():
                table.rows[number][column.key] = value
            if kept and matrix is not None:
                name = quoted(matrix.title)
                self.notices.append(_SHEET_GONE.fill(path=self.path.name, sheet=name))
            elif kept:
                self.notices.append(
                    _COLUMN_GONE.fill(
                        path=self.path.name,
                        sheet=table.title,
                        column=quoted(column.heading),
                    )
                )

    def _is_there(self, table: InputTable, key: KeyPath, matrix: Matrix | None) -> bool:
        """Whether a column is there; or its matrix is, or what has been moved out of that."""
        if matrix is None:
            return key in table.columns
        return matrix.path in self.matrices or any(key in row for row in table.rows.values())

    def _had(self, sheet: Sheet) -> bool:
        """Whether the program wrote this sheet with something in it."""
        if self.made is None:
            return False
        problem = self.made.problem
        attendees = problem.attendees
        having: Mapping[SheetKey, object] = {
            "slots": problem.event.slots,
            "rooms": problem.rooms,
            "equipment": problem.equipment,
            "people": problem.people,
            "stretches": problem.stretches,
            "tracks": problem.tracks,
            "sequences": problem.sequences,
            "stated": problem.event.stated or any(session.stated for session in problem.sessions),
            "attendees": attendees,
            "wishes": any(attendee.wishes for attendee in attendees),
            "weights": problem.weights.by_rule or problem.weights.tiers,
        }
        return bool(having.get(sheet.key, True))

    def _no_sheet(self, sheet: Sheet) -> FileFault:
        sentence = Text(
            "{path} : il manque la feuille {sheet} ; « agenda-solver init » écrit un brouillon "
            "où elles y sont toutes",
            "{path}: the sheet {sheet} is missing; “agenda-solver init” writes a draft that has "
            "them all",
        )
        return about_file(self.path.name, sentence, sheet=quoted(sheet.name))

    def _learn_language(self, table: InputTable) -> None:
        written = next(
            (row["language",] for row in table.rows.values() if ("language",) in row), "fr"
        )
        language = parse_language(written)
        if language in ("fr", "en"):
            self.language = self.reading.language = "en" if language == "en" else "fr"

    def _give_ids(self) -> None:
        """Give an id to each row of a sheet in which nobody has typed any: that of its name."""
        for key, columns in _NAMED_BY.items():
            table = self.tables.get(key)
            if table is None:
                continue
            if any(self._says(table, number, ("id",)) for number in table.rows):
                continue  # where some are typed, one that is missing has been forgotten
            names = {
                number: name
                for number, row in table.rows.items()
                if (name := _first_words(row, columns))
            }
            if key == "attendees":  # an id stands for a name where names are not shown
                names = {number: f"p{place}" for place, number in enumerate(names, start=1)}
            for number, given in ids_of(names).items():
                table.rows[number]["id",] = given

    def _learn_names(self) -> None:
        """Note the ids, names and days of the workbook: cells refer to them."""
        names: dict[TableName, Names] = {}
        for key, columns in _NAMED_BY.items():
            table = self.tables.get(key)
            if table is not None:
                rows = [
                    (words_of(row["id",]), _first_words(row, columns))
                    for row in table.rows.values()
                    if ("id",) in row
                ]
                self.renamed[key] = self._renamed(key, columns, dict(rows))
                names[key] = Names([*rows, *((new, old) for old, new in self.renamed[key].items())])
            elif self.made is not None:
                known: Any = getattr(self.made.problem, key)
                names[key] = Names((row.id, "") for row in known)
        if "tracks" in self.tables:  # a track needs no row: a session may be all that names it
            of_sessions = (
                words_of(row["track",])
                for row in self.tables["sessions"].rows.values()
                if ("track",) in row
            )
            ids = (words_of(row.get(("id",), "")) for row in self.tables["tracks"].rows.values())
            renamed = ((new, old) for old, new in self.renamed["tracks"].items())
            known = ((track, "") for track in (*ids, *of_sessions))
            names["tracks"] = Names([*known, *renamed])
        self.reading.names = names
        if self.made is not None:
            written = under_new_ids(self.made.problem, self.made.timetable, self.renamed)
            self.written = written
            for key in FOLLOWED:
                if gone := self._deleted(key, getattr(written.problem, key)):
                    self.gone[key] = gone
                    names[key].reserve(row.id for row in gone.values())
            self.heirs = heirs(written.problem, self._ids_gone("sessions"))
        self.reading.calendar = replace(self.reading.calendar, ids=self._days())

    def _deleted(self, key: TableName, before: Iterable[Any]) -> dict[int, Any]:
        """Return the rows that the program had written and that are gone, by their place."""
        table = self.tables.get(key)
        if table is None:
            return {}
        here = {words_of(row.get(("id",), "")) for row in table.rows.values()}
        return {place: row for place, row in enumerate(before) if row.id not in here}

    def _ids_gone(self, table: TableName) -> frozenset[str]:
        return frozenset(row.id for row in self.gone.get(table, {}).values())

    def _renamed(
        self, key: TableName, columns: tuple[str, ...], here: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Return the new ids of rows that the program had written under another."""
        if self.made is None:
            return {}
        before: Mapping[str, str] = {
            row.id: next((name for column in columns if (name := getattr(row, column))), "")
            for row in getattr(self.made.problem, key)
        }
        if key == "stretches":  # one that has no name is told by when it begins
            stretches, rows = self.made.problem.stretch, self.tables[key].rows.values()
            begins = {words_of(row.get(("id",), "")): _begins_in(row) for row in rows}
            before = {id_: name or _begins(stretches[id_]) for id_, name in before.items()}
            here = {id_: name or begins[id_] for id_, name in here.items()}
        if key == "tracks":  # they have no name, and are told by their sessions
            rows = self.tables["sessions"].rows.values()
            pairs = [tuple(words_of(row.get((of,), "")) for of in ("track", "id")) for row in rows]
            written = [(one.track, one.id) for one in self.made.problem.sessions]
            before, here = _with_theirs(before, written), _with_theirs(here, pairs)
        return renamed_ids(before, here)

    def _days(self) -> Mapping[str, date]:
        """Return the days of the workbook by their ids."""
        table = self.tables.get("days")
        if table is None:
            return self.made.problem.calendar.ids if self.made else {}
        ids: dict[str, date] = {}
        for place, row in enumerate(table.rows.values()):
            try:
                day = self.reading.day(row.get(("date",)))
            except NotUnderstoodError:  # told when the sheet itself is read
                day = day_in_place(place)
            ids[words_of(row.get(("id",), day.isoformat()))] = day
        return ids

    # --- Into plain data ------------------------------------------------------------------

    def _data(self) -> dict[str, Any]:
        """Return what `Problem.read` takes."""
        before: dict[str, Any] = self.written.problem.dump() if self.written else {}
        data: dict[str, Any] = {"event": self._event(before)}
        for key in TABLES:
            if key not in self.tables:
                data[key] = before.get(key, [])
                continue
            self._note_header(key)
            table = self.tables[key]
            data[key] = [
                self._row(table, number, (key, place)) for place, number in enumerate(table.rows)
            ]
            if key != "sequences":  # nothing refers to one
                self._refuse_twice(table, data[key])
            if key == "days":
                self._refuse_same_date(table, data[key])
        self._order_sessions(data, before)
        self._levels(data)
        self._slots(data, before)
        self._stated(data, before)
        self._wishes(data, before)
        data["weights"] = self._weights(before)
        return data

    def _note_header(self, key: SheetKey) -> None:
        table = self.tables[key]
        self.rows[(key,)] = (table, table.header)

    def _refuse_same_date(self, table: InputTable, rows: list[dict[str, Any]]) -> None:
        first: dict[date, int] = {}
        for number, row in zip(table.rows, rows, strict=True):
            if "date" in row and first.setdefault(row["date"], number) != number:
                sentence = _SAME_DATE.fill(row=first[row["date"]])
                self._refuse(table, number, ("date",), sentence)

    def _refuse_twice(self, table: InputTable, rows: list[dict[str, Any]]) -> None:
        """Refuse a row whose id another has: it has been copied, most likely."""
        first: dict[str, int] = {}
        for number, row in zip(table.rows, rows, strict=True):
            if "id" not in row:
                continue
            if row["id"] in first:
                sentence = Text(
                    "l'id {id} est déjà à la ligne {row} : en donner un autre à l'une des deux",
                    "the id {id} is already in row {row}: give one of the two another",
                ).fill(id=shown(row["id"]), row=first[row["id"]])
                self._refuse(table, number, ("id",), sentence)
            first.setdefault(row["id"], number)

    def _event(self, before: Mapping[str, Any]) -> dict[str, Any]:
        table = self.tables.get("event")
        if table is None:
            kept = dict(before["event"])
            kept.pop("slots", None)
            kept.pop("stated", None)
            return kept
        self._note_header("event")
        event: dict[str, Any] = {}
        for key, number in table.items.items():
            self.cells["event", *key] = (table, number, key)
        for number in table.rows:
            for name, value in self._row(table, number, ("event",), note_row=False).items():
                # What has several items is one table.
                event[name] = (
                    {**event[name], **value} if isinstance(event.get(name), dict) else value
                )
        if ("name",) in table.items:
            event.setdefault("name", "")
        for column in table.sheet.columns:
            name = str(column.key[0])
            if column.key not in table.items and name in before.get("event", {}):
                event[name] = before["event"][name]  # its row is gone
        return event

    def _row(
        self, table: InputTable, number: int, path: KeyPath, *, note_row: bool = True
    ) -> dict[str, Any]:
        """Read the cells of a row whose columns are plain data."""
        if note_row:
            self.rows[path] = (table, number)
        filled: dict[str, Any] = {}
        for key, value in table.rows[number].items():
            if str(key[0]).startswith("@"):
                continue
            data = self._understood(table, number, key, value)
            if data is not None:
                _put(filled, key, data)
        if table.sheet.key == "sessions":
            self._session(table, number, path, filled)
        elif ("id",) in table.sheet.needed and "id" not in filled:
            self._miss_id(table, number)
        return filled

    def _miss_id(self, table: InputTable, number: int) -> None:
        """Say that a row has no id, unless what stands there has been told."""
        if ("id",) not in table.rows[number] and (number, ("id",)) not in table.unread:
            named, example = _NAMED.get(table.sheet.key, _ID), _IDS[table.sheet.key]
            sentence = _NO_ID.fill(id=named, example=example)
            self._refuse(table, number, ("id",), sentence)

    def _understood(self, table: InputTable, number: int, key: KeyPath, value: object) -> Any:
        """Return what a cell says, None where it is not understood and has been told."""
        if (number, key) in table.unread:
            return None
        kind = table.sheet.column(*key).kind
        if key == ("id",) and isinstance(value, date) and table.sheet.key not in _DATED:
            self._refuse(table, number, key, no_code(value))
            return None
        day = day_of_moment(value) if isinstance(kind, kinds.Clock) else None
        if day is not None and key not in (("@start",), ("@end",)):
            sentence = _ALSO_A_DATE.fill(day=f"{day:%d/%m/%Y}")
            self._refuse(table, number, key, sentence)
            return None
        try:
            return kind.read(value, self.reading)
        except NotUnderstoodError as error:
            self._refuse(table, number, key, error.text)
            return None

    def _says(self, table: InputTable, number: int, key: KeyPath) -> bool:
        """Whether there is something in a cell, even if it cannot be read."""
        return key in table.rows[number] or (number, key) in table.unread

    def _is_doubtful(self, key: SheetKey) -> bool:
        """Whether it is not known of all rows of a sheet how they are named."""
        table = self.tables.get(key)
        if table is None:
            return False
        names = (("id",), ("date",))
        return table.unclear or any(cell in names for _, cell in table.unread)

    def _unread(self) -> Unreadable:
        """Return the paths of all that cannot be read."""
        rows = {
            (table.sheet.key, number): path
            for path, (table, number) in self.rows.items()
            if isinstance(path[-1], int)
        }
        paths: set[KeyPath] = set()
        unclear = self.unclear
        for key, table in self.tables.items():
            unclear = unclear or table.unclear
            if key in _CORE and key != "event" and not table.rows:
                paths.add((key,))
            if key == "event" and table.unclear:
                paths |= {
                    (key, column.key[0])
                    for column in table.sheet.columns
                    if column.key not in table.items
                }
            for number, cell in table.unread:
                if key in ("event", "weights"):
                    paths.add((key, cell[0]))
                elif (key, number) in rows:
                    paths |= _fields_of(rows[key, number], table, number, cell)
                elif key not in _OF_OTHERS and number != table.header:
                    unclear = True
        return Unreadable(unknown=unclear).with_more(paths | self.unread_levels)

    def _order_sessions(self, data: dict[str, Any], before: Mapping[str, Any]) -> None:
        """Put the sessions back in the order of the draft: a solved workbook has its own."""
        if not before:
            return
        order = {row["id"]: number for number, row in enumerate(before["sessions"])}
        places = sorted(
            range(len(data["sessions"])),
            key=lambda place: (order.get(data["sessions"][place].get("id"), len(order)), place),
        )
        data["sessions"] = [data["sessions"][place] for place in places]
        moved = {old: new for new, old in enumerate(places)}
        self.rows = _renumbered(self.rows, moved)
        self.cells = _renumbered(self.cells, moved)

    # --- Levels in sheets of their own ----------------------------------------------------

    def _levels(self, data: dict[str, Any]) -> None:
        """Add the levels of the matrices to the rows they are of."""
        there = {key: {row["id"] for row in data[key] if "id" in row} for key in A_ROW_OF}
        there["tracks"].update(row["track"] for row in data["sessions"] if row.get("track"))
        gone = {key: self._ids_gone(key) for key in A_ROW_OF}
        ids = KnownIds(self.reading, there, gone)
        beside: dict[Text, list[FileFault]] = {}
        for matrix in MATRICES:
            if matrix.path not in self.matrices:
                continue
            title, faults = self.matrices[matrix.path], len(self.faults)
            raw = self.opened.sheet(title)
            read = read_matrix(matrix, raw, ids, self.reading, self._fault, self._notice)
            for one in read.strangers:
                if not one.is_refused:
                    placed = self._placed(title, one.cell, one.text)
                    beside.setdefault(one.text, []).append(placed)
                elif not self._is_doubtful(one.table):
                    self._fault_once(title, one.cell, one.text)
            self._add_tracks(matrix, read, data["tracks"])
            self._add_levels(matrix, read, data)
            if len(self.faults) > faults:
                rows = range(len(data[matrix.down]))
                self.unread_levels |= {(matrix.down, row, matrix.key) for row in rows}
        self.notices += [_together(alike).sentence for alike in beside.values()]

    def _add_tracks(self, matrix: Matrix, read: ReadMatrix, tracks: list[dict[str, Any]]) -> None:
        """Add a row for each track that sessions alone name, and that has levels."""
        if matrix.down != "tracks":
            return
        listed = {row.get("id") for row in tracks}
        for id_, levels in read.levels.items():
            if levels and id_ not in listed:
                self.cells["tracks", len(tracks)] = (read.table, read.rows[id_], ())
                tracks.append({"id": id_})
                gone = self.gone.get("tracks", {})
                self.gone["tracks"] = {n: row for n, row in gone.items() if row.id != id_}

    def _add_levels(self, matrix: Matrix, read: ReadMatrix, data: dict[str, Any]) -> None:
        """Add the levels of a matrix; where the cell of a row says another, both are refused."""
        (down, key), table = matrix.path, read.table
        if down not in self.tables:  # what was written of these levels stands in the matrix
            data[down] = [{name: row[name] for name in row if name != key} for row in data[down]]
        for place, row in enumerate(data[down]):
            path, own = (down, place, key), row.get(key, {})
            number = read.rows.get(row.get("id", ""), table.header)
            if own:
                where, line = self.rows[down, place]
                self.cells |= {(*path, other): (where, line, (key,)) for other in own}
            levels = read.levels.get(row.get("id", ""), {})
            for other, level in levels.items():
                if own.get(other, level) != level:
                    cell = self.place((*path, other))
                    text = _TWO_LEVELS.fill(id=shown(other), cell=cell, other=own[other])
                    self._fault(table.title, table.cell(number, (other,)), text)
            self.cells[path] = (table, number, ())
            if levels:
                row[key] = {**own, **levels}

    def _slots(self, data: dict[str, Any], before: Mapping[str, Any]) -> None:
        table = self.tables.get("slots")
        if table is not None:
            rows = enumerate(table.rows)
            slots = [self._row(table, row, ("event", "slots", place)) for place, row in rows]
        else:
            slots = before.get("event", {}).get("slots", [])
        if slots:
            data["event"]["slots"] = slots

    def _stated(self, data: dict[str, Any], before: Mapping[str, Any]) -> None:
        places = {row.get("id"): place for place, row in enumerate(data["sessions"])}
        if "stated" not in self.tables:
            for row in before.get("sessions", []):
                if "stated" in row and row["id"] in places:
                    data["sessions"][places[row["id"]]]["stated"] = row["stated"]
            if before.get("event", {}).get("stated"):
                data["event"]["stated"] = before["event"]["stated"]
            return
        table = self.tables["stated"]
        titles = {row.get("id"): row.get("title", "") for row in data["sessions"]}
        gone = self._ids_gone("sessions")
        for number, row in table.rows.items():
            session = self._named(table, number, ("@session",))
            if session in gone or (number, ("@session",)) in table.unread:
                continue
            title = titles.get(session) if session is not None else None
            if session is not None and is_left_of_example(row, title):
                self._notice(table.title, table.cell(number, ()), _OF_EXAMPLE)
                continue
            if session is not None and session not in places and self._is_doubtful("sessions"):
                continue
            if session is not None and session not in places:
                known = Names((id_, title) for id_, title in titles.items() if id_ is not None)
                sentence = known.unknown(session, A_SESSION)
                self._refuse(table, number, ("@session",), sentence)
                continue
            owner: dict[str, Any] = data["event"]
            path: KeyPath = ("event",)
            if session is not None:
                owner = data["sessions"][places[session]]
                path = ("sessions", places[session])
            statements = owner.setdefault("stated", [])
            if set(row) - {("@session",)}:
                statements.append(self._row(table, number, (*path, "stated", len(statements))))

    def _wishes(self, data: dict[str, Any], before: Mapping[str, Any]) -> None:
        if "wishes" not in self.tables:
            known = {row["id"]: row.get("wishes") for row in before.get("attendees", [])}
            for row in data["attendees"]:
                if known.get(row.get("id")):
                    row["wishes"] = known[row["id"]]
            return
        table = self.tables["wishes"]
        places = {row.get("id"): place for place, row in enumerate(data["attendees"])}
        rows: dict[str, list[int]] = {}
        withdrawn = self._ids_gone("attendees")
        idle: dict[str, int] = {}
        strangers: dict[str, int] = {}
        for number in table.rows:
            attendee = self._named(table, number, ("@attendee",), needed=True)
            session = self._named(table, number, ("@session",), needed=True)
            if attendee is None or session is None:
                continue
            if attendee in places:
                rows.setdefault(attendee, []).append(number)
            elif attendee in withdrawn:
                idle.setdefault(attendee, number)
            elif not self._is_doubtful("attendees"):
                strangers.setdefault(attendee, number)
        for attendee, number in strangers.items():
            sheet = quoted(BY_KEY["attendees"].name)
            sentence = _NO_ATTENDEE.fill(words=shown(attendee), sheet=sheet)
            self._refuse(table, number, ("@attendee",), sentence)
        if idle:
            cell = table.cell(min(idle.values()), ("@attendee",))
            self._notice(table.title, cell, _IDLE.fill(ids=some(map(quoted, idle))))
        for attendee, numbers in rows.items():
            wishes = self._wishes_of(table, numbers, ("attendees", places[attendee], "wishes"))
            if wishes:
                data["attendees"][places[attendee]]["wishes"] = wishes

    def _wishes_of(self, table: InputTable, numbers: list[int], path: KeyPath) -> Any:
        """Return an attendee's wishes: ranked, best first, or rated."""
        rated = [number for number in numbers if ("@rating",) in table.rows[number]]
        ranked = [number for number in numbers if ("@rank",) in table.rows[number]]
        lacking = set(numbers) - set(rated or ranked or numbers)
        if (rated and ranked) or lacking:
            number = min(lacking or ranked)
            self._refuse(table, number, ("@rank",), _RANKED_OR_RATED)
            return None
        key: KeyPath = ("@rating",) if rated else ("@rank",)
        wishes: dict[int, tuple[str, int]] = {}
        before = len(self.faults)
        for place, number in enumerate(numbers, start=1):
            session = self._named(table, number, ("@session",))
            value = table.rows[number].get(key, place)
            rank = self._understood(table, number, key, value)
            if session is None or rank is None:
                return None
            again = next((n for n, (named, _) in wishes.items() if named == session), None)
            same_rank = next((n for n, (_, other) in wishes.items() if other == rank), None)
            if again is not None:
                sentence = _RATED_TWICE if rated else _WISHED_TWICE
                cell = table.cell(number, ("@session",))
                self._fault(table.title, cell, sentence.fill(row=again))
            elif same_rank is not None and not rated:
                cell = table.cell(number, key)
                self._fault(table.title, cell, _RANK_TWICE.fill(row=same_rank))
            wishes[number] = (session, rank)
            self.rows.setdefault(path, (table, number))
        if len(self.faults) > before:
            return None
        if rated:
            for number, (session, _) in wishes.items():
                self.cells[*path, session] = (table, number, ("@session",))
            return dict(wishes.values())
        order = sorted(wishes, key=lambda number: wishes[number][1])
        for place, number in enumerate(order):
            self.cells[*path, place] = (table, number, ("@session",))
        return [wishes[number][0] for number in order]

    def _named(
        self, table: InputTable, number: int, key: KeyPath, *, needed: bool = False
    ) -> str | None:
        """Return the id that a cell names."""
        value = table.rows[number].get(key)
        if (number, key) in table.unread:
            return None
        if is_blank(value):
            if needed:
                title = table.sheet.column(*key).heading
                sentence = Text("il manque {title}", "{title} is missing").fill(title=quoted(title))
                self._refuse(table, number, key, sentence)
            return None
        kind = table.sheet.column(*key).kind
        try:
            id_: str = kind.read(value, self.reading)
        except NotUnderstoodError as error:
            self._refuse(table, number, key, error.text)
            return None
        return id_

    def _weights(self, before: Mapping[str, Any]) -> dict[str, Any]:
        table = self.tables.get("weights")
        if table is None:
            kept: dict[str, Any] = before.get("weights", {})
            return kept
        weights: dict[str, Any] = {}
        tiers: dict[int, list[str]] = {}
        for number, row in table.rows.items():
            if (number, ("@rule",)) in table.unread:
                continue
            rule = words_of(row.get(("@rule",), ""))
            weight, tier = (
                self._understood(table, number, key, row[key]) if key in row else None
                for key in (("@weight",), ("@tier",))
            )
            if not rule:
                if weight is not None or tier is not None:
                    self._refuse(table, number, ("@rule",), _NO_RULE)
                continue
            if rule in weights or any(rule in keys for keys in tiers.values()):
                sentence = twice(rule, Text("plus haut", "further up"))
                self._refuse(table, number, ("@rule",), sentence)
            self.rows["weights", rule] = (table, number)
            if weight is not None:
                weights[rule] = weight
                self.cells["weights", rule] = (table, number, ("@weight",))
            if tier is not None:
                tiers.setdefault(tier, []).append(rule)
                self.rows.setdefault(("weights", "tiers"), (table, number))
        self._note_header("weights")
        if tiers:
            weights["tiers"] = [tiers[tier] for tier in sorted(tiers)]
        return weights

    # --- A row of Sessions ----------------------------------------------------------------

    def _session(self, table: InputTable, number: int, path: KeyPath, data: dict[str, Any]) -> None:
        """Add what day, start, end, room and lock of a row say of its session."""
        if "id" not in data:
            self._miss_id(table, number)
        data.setdefault("title", "")  # a blank cell: it is called by its id
        minutes = data.get("minutes", {})
        if "min" in minutes:
            minutes.setdefault("max", max(minutes["min"], minutes.get("ideal", 0)))
        elif minutes:
            least = minutes.get("ideal", minutes.get("max"))
            minutes.setdefault("min", least)
            minutes.setdefault("max", least)
        for key in minutes:  # what was not typed stands where it was taken from
            row = table.rows[number]
            if ("minutes", key) not in row:
                others = [("minutes", other) for other in ("min", "ideal", "max")]
                where = next(other for other in others if other in row)
                self.cells[*path, "minutes", key] = (table, number, where)
        typed = self.typed[number] = self._typed(table, number, path)
        locked = self._locked(table, number, path, typed)
        if locked:
            data["locked"] = locked
        if not is_blank(value := table.rows[number].get(("@cast",))):
            self.chosen[number] = self._understood(table, number, ("@cast",), value) or []
        if self.made is None:
            self._cast_draft(table, number, path, data.get("people", {}))
            self._wish(table, number, path, typed, data)
        if self.made is None or "minutes" not in data:
            self._length(table, number, path, typed, data)

    def _typed(self, table: InputTable, number: int, path: KeyPath) -> dict[str, Any]:
        """Return the day, start, end and room of a row, those that are filled."""
        row = table.rows[number]
        typed: dict[str, Any] = {}
        for key in ("day", "start", "end", "room"):
            value = row.get((f"@{key}",))
            if not is_blank(value):
                data = self._understood(table, number, (f"@{key}",), value)
                if data is not None:
                    typed[key] = data
                    self.cells[*path, f"@{key}"] = (table, number, (f"@{key}",))
        self._dated(table, number, typed)
        if self.made is None and "end" in typed and not self._says(table, number, ("@start",)):
            start = table.cell(number, ("@start",))
            self._refuse(table, number, ("@end",), _NO_START.fill(start=start))
        if _lasts(typed) == 0:
            sentence = _END_FIRST.fill(
                start=clock(read_start(typed["start"])), end=clock(read_clock(typed["end"]))
            )
            self._refuse(table, number, ("@end",), sentence)
        return typed

    def _dated(self, table: InputTable, number: int, typed: dict[str, Any]) -> None:
        """Take the day of a start or an end that is a moment, where the row says no other."""
        for key, sentence in (("@start", _OTHER_START), ("@end", _OTHER_END)):
            here = day_of_moment(table.rows[number].get((key,)))
            if here is None or self._is_doubtful("days") or (number, ("@day",)) in table.unread:
                continue
            if key == "@end" and _is_next_morning(typed, here):
                continue
            if typed.setdefault("day", here) != here:
                self._refuse(
                    table,
                    number,
                    (key,),
                    sentence.fill(here=f"{here:%d/%m/%Y}", day=f"{typed['day']:%d/%m/%Y}"),
                )

    def _cast_draft(
        self, table: InputTable, number: int, path: KeyPath, people: dict[str, list[Any]]
    ) -> None:
        """Name in their roles those whom a draft's row says are chosen."""
        if any((number, key) in table.unread for key in (("people",), ("@cast",))):
            return
        parts = [
            (role, place, tuple(entry["one_of"]))
            for role, entries in people.items()
            for place, entry in enumerate(entries)
            if not isinstance(entry, str)
        ]
        choices = {(role, place): them for role, place, them in parts}
        for (role, place), person in self._parts(table, number, parts, _fixed(people)).items():
            if person not in choices[role, place]:
                sentence = NOT_A_CHOICE.fill(
                    person=shown(person),
                    role=quoted(role),
                    people=either(choices[role, place]),
                )
                self._refuse(table, number, ("@cast",), sentence)
            people[role][place] = person
            self.cells[*path, "people", role, place] = (table, number, ("@cast",))

    def _parts(
        self,
        table: InputTable,
        number: int,
        parts: Sequence[Part],
        fixed: Collection[tuple[str, str]],
        written: Collection[tuple[str, str]] = (),
    ) -> Mapping[tuple[str, int], str]:
        """Return who takes each part as a row says; nothing where that has been told."""
        try:
            return taken_parts(parts, self.chosen.get(number, ()), fixed, written)
        except NotUnderstoodError as error:
            self._refuse(table, number, ("@cast",), error.text)
            return {}

    def _locked(
        self, table: InputTable, number: int, path: KeyPath, typed: Mapping[str, Any]
    ) -> dict[str, Any]:
        value = table.rows[number].get(("@locked",))
        typed_in = (("@locked",), ("@day",), ("@start",), ("@room",))
        if is_blank(value) or any((number, key) in table.unread for key in typed_in):
            return {}
        where = (table, number, ("@locked",))
        try:
            locks = grammar.read_locks(words_of(value))
            locked: dict[str, Any] = {}
            all_ = (
                bool(locks) and all(words is None for words in locks.values()) and len(locks) == 3
            )
            for key, words in locks.items():
                if words is not None:
                    locked[key] = self._lock(key, words)
                    self.cells[*path, "locked", key] = where
                elif key in typed:
                    locked[key] = typed[key]
                    self.cells[*path, "locked", key] = (table, number, (f"@{key}",))
                elif not all_:
                    heading = table.sheet.column(f"@{key}").heading
                    raise NotUnderstoodError(_LOCKED_BLANK.fill(what=quoted(heading)))
            if all_ and not locked:
                raise NotUnderstoodError(_NOTHING_LOCKED)
        except NotUnderstoodError as error:
            self._refuse(table, number, ("@locked",), error.text)
            return {}
        self.cells[*path, "locked"] = where
        return locked

    def _lock(self, key: str, words: str) -> object:
        if key == "room":
            return self.reading.find("rooms", words)
        if key == "day":
            return self.reading.day(words)
        return write_start(start_of(words, self.reading.calendar.epoch))

    def _wish(
        self,
        table: InputTable,
        number: int,
        path: KeyPath,
        typed: Mapping[str, Any],
        data: dict[str, Any],
    ) -> None:
        """Take for a wish what a draft's row says and does not lock."""
        locked, preferred = data.get("locked", {}), data.get("preferred", {})
        for key in ("day", "start", "room"):
            if key not in typed or locked.get(key) == typed[key]:
                continue
            if preferred.setdefault(key, typed[key]) != typed[key]:
                self._notice(
                    table.title,
                    table.cell(number, (f"@{key}",)),
                    Text(
                        "cette cellule et la colonne « {wished} » diffèrent : c'est la colonne "
                        "qui est prise pour souhait",
                        "this cell and the column “{wished}” differ: the column is taken for the "
                        "wish",
                    ).fill(wished=table.sheet.column("preferred", key).heading),
                )
            self.cells.setdefault((*path, "preferred", key), (table, number, (f"@{key}",)))
        if preferred:
            data["preferred"] = preferred

    def _length(
        self,
        table: InputTable,
        number: int,
        path: KeyPath,
        typed: Mapping[str, Any],
        data: dict[str, Any],
    ) -> None:
        """Take the length of a draft's session from its start and end where it says no other."""
        lasts = _lasts(typed)
        if not lasts:
            return
        minutes = data.get("minutes")
        if minutes is None:
            if not self._fills_its_time(data):
                data["minutes"] = {"min": lasts, "max": lasts}
                self.cells[*path, "minutes"] = (table, number, ("@end",))
        elif minutes["min"] < minutes["max"] and minutes["min"] <= lasts <= minutes["max"]:
            if self.made is None:
                minutes.setdefault("ideal", lasts)
        elif not minutes["min"] <= lasts <= minutes["max"]:
            sentence = Text(
                "de ce début à cette fin il y a {lasts}, et la colonne « minutes » dit autre "
                "chose ; c'est elle qui compte",
                "from this start to this end there are {lasts}, and the column “minutes” says "
                "otherwise; it is the one that counts",
            )
            self._notice(
                table.title, table.cell(number, ("@end",)), sentence.fill(lasts=duration(lasts))
            )

    def _fills_its_time(self, data: Mapping[str, Any]) -> bool:
        """Whether a session that says no length is as long as what it fills: a slot, or places."""
        written = self.made.problem.session.get(data.get("id", "")) if self.made else None
        if written is not None and written.minutes is None:
            return True
        stretches = self.tables["stretches"].rows if "stretches" in self.tables else {}
        is_paper = kind_named(words_of(data.get("kind", ""))) == "paper"
        if stretches and is_paper and not (data.get("part_of") or data.get("external")):
            return all(("places",) in row for row in stretches.values())
        return "slots" in self.tables and bool(self.tables["slots"].rows)

    # --- The problem and its timetable ----------------------------------------------------

    def _problem(self, data: Mapping[str, Any]) -> Problem:
        """Return the problem, or what can be read of it."""
        rest = read_partly(data, self.gone, self._unread())
        if rest.problem is not None:
            rest = rest.without(weight_faults(rest.problem))
        self.unread = rest.unread
        self.language = language_of(data) or self.language
        for fault in rest.faults:
            self._fault_at(fault.path, fault.text)
        if rest.problem is None:
            self._refuse_faults()
            raise ProblemError(rest.faults)
        self._note_repeats(rest.problem, len(data["sessions"]))
        self._notice_short_sequences(data["sequences"])
        return rest.problem

    def _notice_short_sequences(self, rows: list[dict[str, Any]]) -> None:
        """Say which sequences have lost too many of their sessions to be one."""
        gone = self._ids_gone("sessions")
        for place, row in enumerate(rows):
            named = row.get("sessions", ())
            left = {self.heirs.get(session, session) for session in named} - gone
            if named and len(left) < 2 and ("sequences", place) in self.rows:
                table, number = self.rows["sequences", place]
                self._notice(table.title, table.cell(number, ("sessions",)), _TOO_FEW)

    def _note_repeats(self, problem: Problem, written: int) -> None:
        """Note where the further times of a session stand: where the session itself does."""
        numbers = {session.id: number for number, session in enumerate(problem.sessions)}
        for place, session in enumerate(problem.sessions[written:], start=written):
            self.rows["sessions", place] = self.rows["sessions", numbers[session.repeat_of or ""]]
            self.repeats.add(place)

    def _fault_at(self, path: KeyPath, text: Text) -> None:
        table, cell, has_column = self._cell_of(path)
        if text == MISSING:
            sentence = Text("il manque {name}", "{name} is missing")
            if not has_column and table.sheet.key != "event":
                cell = f"A{table.header}"
                sentence = Text("il manque la colonne {name}", "the column {name} is missing")
            text = sentence.fill(name=_heading(table.sheet, path))
        elif not has_column:
            name = _heading(table.sheet, path)
            text = Text("{name} : {text}", "{name}: {text}").fill(name=name, text=text)
        self._fault(table.title, cell, text)

    def _timetable(self, problem: Problem) -> Timetable:
        only = problem.days[0].date if len(problem.days) == 1 else None
        placements: list[Placement] = []
        for place, session in enumerate(problem.sessions):
            if place in self.repeats:
                continue
            path: KeyPath = ("sessions", place)
            table, number = self.rows[path]
            typed = _Typed(table, number, self.typed[number])
            if "start" not in typed.values:
                continue
            placement = self._placement(problem, session.id, typed, only)
            if placement is not None:
                placements.append(placement)
        return Timetable.of(placements, cast=self._cast(problem))

    def _cast(self, problem: Problem) -> Iterator[Casting]:
        """Yield who takes which part, as the rows of a solved workbook say."""
        written: dict[str, list[tuple[str, str]]] = {}
        for casting in self.written.timetable.cast if self.written else ():
            written.setdefault(casting.session, []).append((casting.role, casting.person))
        for place, session in enumerate(problem.sessions):
            table, number = self.rows["sessions", place]
            if self.made is None or number not in self.chosen or place in self.repeats:
                continue
            parts = self._parts(
                table, number, session.pools, _fixed(session.people), written.get(session.id, ())
            )
            for (role, entry), person in parts.items():
                if person not in problem.person:
                    sentence = problem.names["people"].unknown(person, A_PERSON)
                    self._refuse(table, number, ("@cast",), sentence)
                yield Casting(session.id, role, entry, person)

    def _seats(self, problem: Problem, timetable: Timetable) -> Iterator[Seat]:
        """Yield the seats that the rows of the attendees name, each one's in the order of time."""
        order = {placement.session: number for number, placement in enumerate(timetable.placements)}
        if "attendees" not in self.tables:
            yield from self._seats_written(problem, timetable)
            return
        for place, attendee in enumerate(problem.attendees):
            table, number = self.rows["attendees", place]
            value = table.rows[number].get(("@seats",))
            if is_blank(value):
                continue
            sessions: list[str] = self._understood(table, number, ("@seats",), value) or []
            sessions = self._passed_on(sessions, timetable)
            for session in sessions:
                if session not in problem.session:
                    text = problem.names["sessions"].unknown(session, A_SESSION)
                    self._refuse(table, number, ("@seats",), text)
            for session in sorted(
                dict.fromkeys(sessions), key=lambda session: order.get(session, len(order))
            ):
                yield Seat(attendee.id, session)

    def _seats_written(self, problem: Problem, timetable: Timetable) -> Iterator[Seat]:
        """Yield the seats as the program wrote them, where their sheet is gone."""
        seats = self.written.timetable.seats_of if self.written else {}
        for attendee, sessions in seats.items():
            if attendee in problem.attendee:
                for session in self._passed_on(sessions, timetable):
                    yield Seat(attendee, session)

    def _passed_on(self, sessions: Sequence[str], timetable: Timetable) -> list[str]:
        """Return where somebody has a seat: in what stands for what is gone, if they are free."""
        gone = self._ids_gone("sessions")
        there = timetable.by_session
        kept = [session for session in sessions if session not in gone]
        for session in sessions:
            heir = self.heirs.get(session)
            if heir is None or heir in kept:
                continue
            taken = [there[other] for other in kept if other in there]
            if heir not in there or not any(map(there[heir].overlaps, taken)):
                kept.append(heir)
        return kept

    def _placement(
        self, problem: Problem, session: str, typed: _Typed, only: date | None
    ) -> Placement | None:
        """Return where a row puts its session; what is lacking in a draft is no fault."""
        day: date | None = typed.values.get("day", only)
        start = Evenings(problem).start(day, read_start(typed.values["start"]))
        lasts = _lasts(typed.values)
        end = None if lasts is None else start + lasts
        if end is None and (usual := self._usual_length(problem, session)):
            end = min(start + usual, DAYBREAK)
        room: str | None = typed.values.get("room")
        if room is not None and room not in problem.room:
            unknown = problem.names["rooms"].unknown(room, A_ROOM)
            self._fault_once(*typed.at("@room"), unknown)
        for key, minute in (("@start", start), ("@end", end)):
            if minute is not None and (text := changed_clock(problem.event.zone, day, minute)):
                self._fault(*typed.at(key), text)
        if day is None or end is None:
            if self.made is not None:
                self._fault(
                    *typed.at("@day" if day is None else "@end"),
                    _NO_DAY if day is None else _NO_END,
                )
            return None
        return Placement(session, day, start, end, room)

    def _usual_length(self, problem: Problem, session: str) -> int | None:
        """Return how long a session lasts whose end is blank: as long as before, if it was."""
        was = self.written.timetable.by_session.get(session) if self.written else None
        minutes = problem.session[session].minutes
        if was is not None:
            return was.minutes
        if minutes is None:
            return None
        return minutes.ideal or (minutes.min if minutes.min == minutes.max else None)


@dataclass(frozen=True)
class _Typed:
    """What a row of Sessions says of when and where."""

    table: InputTable
    number: int
    values: Mapping[str, Any]

    def at(self, key: str) -> tuple[str, str]:
        """Return the sheet and the cell of a column in this row."""
        return self.table.title, self.table.cell(self.number, (key,))


def _together(alike: Sequence[FileFault]) -> FileFault:
    """Return the first of some faults that are one mistake; it names the places of the others."""
    first, *others = alike
    if not others:
        return first
    cells = few_of([other.where for other in others], _MOST_LIKEWISE)
    return replace(first, message=_LIKEWISE.fill(sentence=first.message, cells=cells))


def _place_of(cell: str) -> tuple[int, int]:
    """Return the row and the column of a cell, or of the first of several."""
    first = cell.partition(":")[0]
    row, column = coordinate_to_tuple(first)
    return row, column


_PLACED_BY = ("days", "rooms", "people", "sessions")
"""The tables whose rows a timetable names."""
_OF_OTHERS: tuple[SheetKey, ...] = ("wishes", "stated")
"""The sheets whose rows say something of the rows of others."""
_SAYS: Mapping[str, tuple[str, ...]] = {
    "@day": ("locked", "preferred"),
    "@start": ("locked", "preferred", "minutes"),
    "@end": ("minutes",),
    "@room": ("locked", "preferred"),
    "@locked": ("locked",),
    "@cast": ("people",),
    "@seats": (),
}
"""Of what a cell may tell, where the schema has no attribute for it."""


def _fields_of(path: KeyPath, table: InputTable, number: int, key: KeyPath) -> set[KeyPath]:
    """Return the paths of what a cell in the row of a path tells."""
    fields = _SAYS.get(str(key[0]), (str(key[0]),))
    own_length = any(other[0] == "minutes" for other in table.rows[number])
    return {
        (*path, field)
        for field in fields
        if not (field == "minutes" and own_length and key[0] != "minutes")
    }


_Where = TypeVar("_Where")


def _renumbered(
    places: Mapping[KeyPath, _Where], moved: Mapping[Any, int]
) -> dict[KeyPath, _Where]:
    """Return where the data of paths stand, once the sessions have other numbers."""
    return {
        ("sessions", moved[path[1]], *path[2:])
        if path[0] == "sessions" and len(path) > 1
        else path: where
        for path, where in places.items()
    }


def _fixed(people: Mapping[str, Iterable[Any]]) -> list[tuple[str, str]]:
    """Return the roles that are named with a person, and that person."""
    return [
        (role, person)
        for role, them in people.items()
        for person in them
        if isinstance(person, str)
    ]


def _put(row: dict[str, Any], key: KeyPath, data: object) -> None:
    """Put data where a path of keys says."""
    for step in key[:-1]:
        row = row.setdefault(str(step), {})
    row[str(key[-1])] = data


def _with_theirs(tracks: Iterable[str], pairs: Iterable[tuple[str, ...]]) -> Mapping[str, str]:
    """Return the sessions of each track, given pairs of a track and a session, as one text."""
    theirs: dict[str, list[str]] = {}
    for track, session in pairs:
        theirs.setdefault(track, []).append(session)
    return {track: " ".join(sorted(theirs.get(track, ()))) for track in tracks}


def _begins(stretch: Stretch) -> str:
    return f"{words_of(stretch.day)} {running_clock(stretch.start)}"


def _begins_in(row: Mapping[KeyPath, object]) -> str:
    return " ".join(words_of(row.get((column,), "")) for column in ("day", "start"))


def _first_words(row: Mapping[KeyPath, object], columns: tuple[str, ...]) -> str:
    return next((words_of(row[column,]) for column in columns if (column,) in row), "")


def _heading(sheet: Sheet, path: KeyPath) -> Text:
    """Return the heading of the column that would hold the data of a path."""
    for column in sheet.columns:
        for begin in range(len(path)):
            rest = path[begin : begin + len(column.key)]
            # ``minutes`` as a whole stands in the first of its columns.
            if rest == column.key[: len(rest)] and (begin or len(rest) == len(column.key)):
                return quoted(column.heading)
    return quoted(sheet.name)


# Who else is there is nobody's business.
_NO_ATTENDEE = Text(
    "{words} n'est pas l'id d'un participant : l'ajouter dans la feuille {sheet}, ou effacer "
    "ses vœux",
    "{words} is not the id of an attendee: add them to the sheet {sheet}, or clear their wishes",
)

_RATED_TWICE = Text(
    "cette session est déjà notée à la ligne {row}", "this session is already rated in row {row}"
)
_WISHED_TWICE = Text(
    "cette session est déjà un vœu de la même personne à la ligne {row}",
    "this session is already a wish of the same person in row {row}",
)
_RANK_TWICE = Text(
    "ce rang est déjà donné à la ligne {row} : en changer un (des vœux qui se valent : la même "
    "note, sans rang)",
    "this rank is already given in row {row}: change one (for wishes that are alike: the same "
    "rating, no rank)",
)
_IDLE = Text(
    "ces vœux ne comptent plus, la ligne du participant a été supprimée : {ids}",
    "these wishes no longer count, the attendee's row was deleted: {ids}",
)
_OF_EXAMPLE = Text(
    "cette ligne est restée de l'exemple, elle n'est pas lue : vous pouvez l'effacer",
    "this row is left of the example, it is not read: you can delete it",
)
_DATED: tuple[SheetKey, ...] = ("days", "slots")  # a date is a good id of one
_SAME_DATE = Text(
    "cette date est déjà à la ligne {row} : une ligne par journée",
    "this date is already in row {row}: one row a day",
)
_SHEET_GONE = Text(
    "{path} : la feuille {sheet} n'y est plus ; elle est prise telle que le programme l'avait "
    "écrite",
    "{path}: the sheet {sheet} is gone; it is taken as the program wrote it",
)
_LIKEWISE = Text("{sentence} (de même : {cells})", "{sentence} (likewise: {cells})")
_MOST_LIKEWISE = 10  # cells that a sentence names
_TWO_LEVELS = Text(
    "le niveau de {id} est un autre dans la cellule {cell} ({other}) : n'en garder qu'un",
    "the level of {id} is another in the cell {cell} ({other}): keep one of them",
)
_RENAMED = Text(
    "cette feuille est lue comme la feuille {sheet}", "this sheet is read as the sheet {sheet}"
)
_HIDDEN = Text(
    "cette feuille est masquée, elle est lue tout de même : l'afficher pour voir ce qui compte",
    "this sheet is hidden, it is read all the same: show it to see what counts",
)
_NOT_READ = Text(
    "cette feuille ressemble à la feuille {sheet}, mais elle n'est pas lue : mettre ses lignes "
    "dans celle-là",
    "this sheet looks like the sheet {sheet}, but it is not read: put its rows into that one",
)
_COLUMN_GONE = Text(
    "{path}, {sheet} : la colonne {column} n'y est plus ; elle est prise telle que le programme "
    "l'avait écrite",
    "{path}, {sheet}: the column {column} is gone; it is taken as the program wrote it",
)
_DELETED = Text(
    "la ligne de la session {id} a été supprimée : elle n'est plus au programme",
    "the row of the session {id} was deleted: it is no longer in the programme",
)
_VIEW_CHANGED = Text(
    "{path}, {sheet} : ce qui est changé sur cette feuille n'est pas lu ; le changer dans la "
    "feuille « Sessions »",
    "{path}, {sheet}: what is changed on this sheet is not read; change it on the sheet “Sessions”",
)
_ONLY_VIEWS = Text(
    "{path} ne fait que montrer un programme, pour l'envoyer : donner le classeur dont il vient",
    "{path} only shows a programme, to be sent: give the workbook that it was made from",
)
_ALTERED = Text(
    "{path} : la feuille cachée {sheet} a été modifiée ; le classeur est lu comme un brouillon",
    "{path}: the hidden sheet {sheet} has been changed; the workbook is read as a draft",
)
_NAMED_BY: Mapping[TableName, tuple[str, ...]] = {
    "rooms": ("name",),
    "equipment": ("name",),
    "people": ("name", "role"),
    "stretches": ("name",),
    "tracks": (),
    "sessions": ("title",),
    "attendees": ("name",),
}
_NO_ID = Text(
    "il manque {id} : un nom court, par exemple {example}",
    "{id} is missing: a short name, for example {example}",
)
_ID = Text("l'id", "the id")
_NAMED: Mapping[SheetKey, Text] = {"tracks": Text("le thème", "the track")}
_IDS: Mapping[SheetKey, Text] = {
    "rooms": Text("« salle-bleue »", "“blue-room”"),
    "people": Text("« dupont »", "“dupont”"),
    "stretches": Text("« mardi-1 »", "“tuesday-1”"),
    "tracks": Text("« climat »", "“climate”"),
    "attendees": Text("« p12 »", "“p12”"),
    "sessions": Text("« atelier-1 »", "“workshop-1”"),
}
_TOO_FEW = Text(
    "des sessions de cette ligne ont été supprimées : elle ne compte plus",
    "sessions of this row were deleted: it no longer counts",
)
_OTHER_START = Text(
    "ce début est le {here}, et la colonne « jour » dit le {day}",
    "this start is on {here}, and the column “day” says {day}",
)


def _lasts(typed: Mapping[str, Any]) -> int | None:
    """Return the minutes from start to end; 0 where the end comes first, None without both."""
    if "start" not in typed or "end" not in typed:
        return None
    try:
        return minutes_between(typed["start"], typed["end"])
    except NotUnderstoodError:
        return 0


def _is_next_morning(typed: Mapping[str, Any], here: date) -> bool:
    """Whether a day is the one after that of a row whose evening goes on after midnight."""
    day: date | None = typed.get("day")
    return (
        day is not None
        and here == day + timedelta(days=1)
        and bool(_lasts(typed))
        and read_clock(typed["end"]) < read_start(typed["start"])
    )


_OTHER_END = Text(
    "cette fin est le {here}, et la colonne « jour » dit le {day}",
    "this end is on {here}, and the column “day” says {day}",
)
_ALSO_A_DATE = Text(
    "cette cellule dit aussi une date ({day}) : n'y laisser que l'heure",
    "this cell says a date too ({day}): leave only the time",
)
_NO_RULE = Text("il manque le nom de la règle", "the name of the rule is missing")
_NO_START = Text(
    "cette fin n'a pas de début : l'écrire en {start}, ou vider cette cellule",
    "this end has no start: write it in {start}, or clear this cell",
)
_NO_END = Text("il manque la fin", "the end is missing")
_NO_DAY = Text("il manque le jour", "the day is missing")
_END_FIRST = Text(
    "la fin ({end}) doit venir après le début ({start}) ; la vider pour garder la durée",
    "the end ({end}) must come after the start ({start}); clear it to keep the length",
)
_LOCKED_BLANK = Text(
    "la colonne {what} est vide : il n'y a rien à verrouiller",
    "the column {what} is blank: there is nothing to lock",
)
_NOTHING_LOCKED = Text(
    "il n'y a rien à verrouiller : remplir le jour, le début ou la salle",
    "there is nothing to lock: fill in the day, the start or the room",
)
_RANKED_OR_RATED = Text(
    "les vœux d'une personne ont tous un rang, ou tous une note",
    "all the wishes of a person have a rank, or all a rating",
)
