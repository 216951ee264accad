"""A table, a session a row, in the columns that another program imports: CSV by a map."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.published.maps import TableMap, read_map, shipped_maps
from agenda_solver.files.writing import shielded
from agenda_solver.text import Language, Text, same, strung
from agenda_solver.views.listed import Listed, ListedSession
from agenda_solver.views.titles import people_text
from agenda_solver.words.names import on_one_line

_USUAL = Text("tableau", "table")
"""The map where none is given, in each language: what `import` reads again."""


class MappedTable(Exporter):
    """A programme as a table; see `Exporter`."""

    title = Text(
        "un tableau CSV, une ligne par session ; --map : {maps}, ou votre fichier .toml",
        "a CSV table, a row a session; --map: {maps}, or your own .toml file",
    ).fill(maps=", ".join(shipped_maps()))
    ending = ".csv"
    options = frozenset({"map"})

    def refusal(self, choice: ExportOptions, *, folder: bool) -> Text | None:  # noqa: ARG002
        """See `Exporter`. What is wrong with a map is raised, with its place."""
        if choice.map is not None:
            read_map(choice.map)
        return None

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:  # noqa: ARG002
        """See `Exporter`."""
        language = publication.language
        table = read_map(choice.map or _USUAL.say(language))
        listed = Listed(publication.problem, publication.timetable)
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, delimiter=table.separator, lineterminator="\r\n")
        if table.headings:
            writer.writerow(shielded(column.heading) for column in table.columns)
        for session in listed.sessions:
            values = _values(publication, session, table)
            writer.writerow(shielded(column.filled(values)) for column in table.columns)
        words = lines.getvalue()
        data = words.encode(table.encoding, errors="replace")
        files = {PurePosixPath(f"{_USUAL.say(language)}.csv"): data}
        return Exported(files, (*listed.untimed(), *listed.called_off(), *_unwritten(words, table)))


EXPORTER = MappedTable()


def _values(publication: Publication, listed: ListedSession, table: TableMap) -> Mapping[str, str]:
    """Return the fields of a session, as the table has them."""
    session, language = listed.session, publication.language
    assert listed.start is not None
    assert listed.end is not None  # what has no time has no row
    start, end = table.on_its_clock(listed.start), table.on_its_clock(listed.end)
    offset = f"{start:%z}"
    return {
        "title": on_one_line(listed.title.say(language)),
        "subtitle": on_one_line(session.subtitle),
        "day": table.day_of(start),
        "start": table.time_of(start),
        "end": table.time_of(end),
        "end_day": table.day_of(end),
        "minutes": str(listed.minutes),
        "offset": f"{offset[:3]}:{offset[3:5]}",
        "zone": table.zone or listed.zone,
        "room": listed.place.say(language),
        "where": listed.where.say(language),
        "people": table.between.join(_people(listed, language)),
        "roles": people_text(publication.problem, publication.timetable, session).say(language),
        "emails": table.between.join(who.email for who in listed.people if who.email),
        "kind": listed.kind.say(language),
        "track": session.track,
        "description": listed.about.say(language),
        "language": session.language,
        "link": session.link,
        "event": publication.problem.event.name,
        "id": session.id,
    }


def _people(listed: ListedSession, language: Language) -> Iterator[str]:
    return (on_one_line(who.name.say(language)) for who in listed.people)


def _unwritten(words: str, table: TableMap) -> Iterator[Text]:
    """Say which letters an encoding does not have."""
    missing: list[str] = []
    for letter in dict.fromkeys(words):
        try:
            letter.encode(table.encoding)
        except UnicodeEncodeError:
            missing.append(letter)
    if missing:
        yield _NOT_WRITTEN.fill(
            encoding=table.encoding, letters=strung(map(same, missing[:_MOST_LETTERS]), " ")
        )


_MOST_LETTERS = 20
_NOT_WRITTEN = Text(
    "Le codage {encoding} n'a pas ces caractères, remplacés par « ? » : {letters}",
    "The encoding {encoding} does not have these characters, “?” stands for them: {letters}",
)
