"""Reads what may happen to a programme: a table, or TOML; a row a scenario.

What stands in a cell is what the options of `replan` take; hours that a row gives are those of
all its people and rooms that have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from agenda_solver.changes import Announced, Changes, PersonCancels, PersonIsAway, RoomIsClosed
from agenda_solver.files import MOST_FAULTS, FileFault, InputError, in_file
from agenda_solver.files.announced import AnnouncementReader
from agenda_solver.files.decoding import decoded
from agenda_solver.files.grid.choosing import read_sheet
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.files.grid.table import Headings, Table, find_table
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.syntax import parsed
from agenda_solver.problem import Problem
from agenda_solver.replan.scenarios import Scenario
from agenda_solver.text import Text, listing, quoted, same, strung
from agenda_solver.timetable import Timetable
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import clean, folded, shown
from agenda_solver.words.pieces import bare, pieces_of

MOST_SCENARIOS = 5_000

COLUMNS: Mapping[str, tuple[Text, str]] = {
    "name": (Text("Situation", "Case"), "situation, scénario, nom, scenario, case, name"),
    "absent": (
        Text("Absents", "Absent"),
        "absent, absents, absente, absence, absences, intervenants absents, away, people",
    ),
    "when": (Text("Quand", "When"), "quand, heures, horaire, when, hours"),
    "closed": (
        Text("Salles fermées", "Closed rooms"),
        "salle fermée, salles fermées, salle, salles, closed room, closed rooms, room, rooms",
    ),
    "cancelled": (
        Text("Sessions annulées", "Cancelled sessions"),
        "session annulée, sessions annulées, session, sessions, cancelled session, "
        "cancelled sessions",
    ),
    "replaced": (
        Text("Remplacements", "Replacements"),
        "remplacement, remplacements, replaced, replacement, replacements",
    ),
    "registered": (
        Text("Inscriptions en plus", "More registrations"),
        "inscription en plus, inscriptions en plus, inscriptions, more registrations, "
        "registrations, registered",
    ),
}
"""What a scenario may say: the heading in each language, and others by which it is known."""

_KEYS = {
    folded(words): key
    for key, (title, others) in COLUMNS.items()
    for words in (key, title.fr, title.en, *others.split(", "))
}
_HEADINGS = Headings[str](lambda words: _KEYS.get(folded(words)), of_nothing=True)

_Cells = Mapping[str, tuple[list[str], Callable[[Text], FileFault]]]
"""By its key, what a cell says, and how something is said of it."""


def read_scenarios(
    path: Path, problem: Problem, timetable: Timetable
) -> tuple[tuple[Scenario, ...], tuple[Text, ...]]:
    """Read what may happen: of TOML, each table ``[[scenarios]]``; of other files, each row.

    Parameters
    ----------
    path : Path
        A workbook, a CSV file or a TOML file.
    problem, timetable : Problem, Timetable
        What was published.

    Returns
    -------
    tuple of Scenario
        In the order of the file.
    tuple of Text
        What was read otherwise than it may have been meant.

    Raises
    ------
    InputError
        One sentence for each thing that is not understood, with its place.
    """
    read = _of_toml if path.suffix.lower() == ".toml" else _of_table
    rows, notices = read(path)
    if not rows:
        raise InputError([in_file(path.name, _EMPTY)])
    if len(rows) > MOST_SCENARIOS:
        raise InputError([in_file(path.name, _TOO_MANY.fill(most=MOST_SCENARIOS))])
    faults: list[FileFault] = []
    scenarios = [_scenario(cells, problem, timetable, faults) for cells in rows]
    if faults:
        raise InputError(faults[:MOST_FAULTS])
    return tuple(scenario for scenario in scenarios if scenario is not None), notices


def _of_table(path: Path) -> tuple[list[_Cells], tuple[Text, ...]]:
    table = find_table(read_sheet(path, _HEADINGS), _HEADINGS)
    if not table.columns:
        known = strung(quoted(title) for title, _ in COLUMNS.values())
        raise InputError([in_file(path.name, _NO_COLUMNS.fill(known=known))])
    rows = [_cells_of(table, number) for number in table.rows]
    return [cells for cells in rows if cells], table.notices


def _cells_of(table: Table[str], number: int) -> _Cells:
    cells: dict[str, tuple[list[str], Callable[[Text], FileFault]]] = {}
    for key, column in table.columns.items():
        if words := words_of(table.rows[number].get(column, "")):
            pieces = [words] if key in ("name", "when") else pieces_of(words)
            cells[key] = pieces, partial(_placed, table.sheet, number, column)
    return cells


def _placed(sheet: RawSheet, row: int, column: int, message: Text) -> FileFault:
    return sheet.fault(message, row, column)


def _of_toml(path: Path) -> tuple[list[_Cells], tuple[Text, ...]]:
    text, notices = decoded(path.name, read_bytes(path, path.name))
    tables = parsed(path, text).get("scenarios")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InputError([in_file(path.name, _NO_TABLES)])
    rows: list[_Cells] = []
    faults: list[FileFault] = []
    for number, table in enumerate(tables, start=1):
        strange = [key for key in table if folded(key) not in _KEYS]
        faults += [_keyed(path, number, key, _NO_KEY) for key in strange]
        rows.append(
            {
                _KEYS[folded(key)]: (
                    [str(piece) for piece in (value if isinstance(value, list) else [value])],
                    partial(_keyed, path, number, key),
                )
                for key, value in table.items()
                if key not in strange
            }
        )
    if faults:
        raise InputError(faults[:MOST_FAULTS])
    return rows, notices


def _keyed(path: Path, number: int, key: str, message: Text) -> FileFault:
    known = listing(same(key) for key in COLUMNS)
    return FileFault(message.fill(known=known), path.name, same(f"scenarios[{number}].{key}"))


def _scenario(
    cells: _Cells, problem: Problem, timetable: Timetable, faults: list[FileFault]
) -> Scenario | None:
    reader = AnnouncementReader(problem, timetable)
    when = _when(cells)
    announced: list[Announced] = []
    before = len(faults)
    for key, read in _readers(reader, when).items():
        if key not in cells:
            continue
        words, place = cells[key]
        for piece in map(bare, words):
            try:
                announced += read(piece)
            except NotUnderstoodError as error:
                faults.append(place(_NOT_UNDERSTOOD.fill(words=shown(piece), text=error.text)))
    timed = any(
        isinstance(one, PersonIsAway) or (isinstance(one, RoomIsClosed) and one.window)
        for one in announced
    )
    if when and not timed and len(faults) == before:
        faults.append(cells["when"][1](_NOBODYS_HOURS))
    name = cells["name"][0][0] if "name" in cells else ""
    if not announced:
        if len(faults) == before:
            _, place = next(iter(cells.values()))
            faults.append(place(_NOTHING_HAPPENS))
        return None
    return Scenario(Changes(tuple(dict.fromkeys(announced))), same(clean(name)) if name else None)


def _when(cells: _Cells) -> str:
    return ";".join(cells["when"][0]) if "when" in cells else ""


def _readers(
    reader: AnnouncementReader, when: str
) -> Mapping[str, Callable[[str], Iterable[Announced]]]:
    """Return what reads a piece of each column; with the hours of the row, where it has some."""

    def absent(words: str) -> Iterator[Announced]:
        if "@" in words and not _is_somebody(reader, words):
            yield from reader.away(words)
        elif when:
            yield from reader.away(f"{words}@{when}")
        else:
            yield from reader.cancelled(words)

    def closed(words: str) -> Iterator[Announced]:
        known = list(_or_none(reader.room, words)) if "@" in words else []
        yield from known or reader.room(f"{words}@{when}" if when else words)

    return {
        "absent": absent,
        "closed": closed,
        "cancelled": reader.session,
        "replaced": reader.replaced,
        "registered": reader.registered,
    }


def _is_somebody(reader: AnnouncementReader, words: str) -> bool:
    return any(isinstance(one, PersonCancels) for one in _or_none(reader.cancelled, words))


def _or_none(read: Callable[[str], Iterable[Announced]], words: str) -> tuple[Announced, ...]:
    try:
        return tuple(read(words))
    except NotUnderstoodError:
        return ()


_NOT_UNDERSTOOD = Text("{words} : {text}", "{words}: {text}")
_EMPTY = Text(
    "aucune situation n'y est décrite : une par ligne, sous les titres « Absents », « Salles "
    "fermées »…",
    "it describes no case: one a row, under the headings “Absent”, “Closed rooms”…",
)
_TOO_MANY = Text("trop de situations (au plus {most})", "too many cases (at most {most})")
_NO_COLUMNS = Text("aucune colonne n'est reconnue : {known}", "no column is known: {known}")
_NO_TABLES = Text(
    "il n'y a pas de [[scenarios]] : en écrire un par situation",
    "there is no [[scenarios]]: write one for each case",
)
_NO_KEY = Text(
    "cette clé n'est pas connue (connues : {known})", "this key is not known (known: {known})"
)
_NOBODYS_HOURS = Text(
    "ces heures ne concernent personne ni aucune salle : dire qui est absent, ou quelle salle est "
    "fermée",
    "these hours are nobody's and no room's: say who is away, or which room is closed",
)
_NOTHING_HAPPENS = Text(
    "rien n'arrive dans cette situation : dire qui est absent (« Absents »), quelle salle est "
    "fermée (« Salles fermées »), quelle session est annulée (« Sessions annulées ») ou combien "
    "s'inscrivent (« Inscriptions en plus »)",
    "nothing happens in this case: say who is away (“Absent”), which room is closed (“Closed "
    "rooms”), which session is cancelled (“Cancelled sessions”) or how many register (“More "
    "registrations”)",
)
