"""Pages for the web, each one file that asks for nothing: the programme, rooms, people.

Attendees are in none; a page for each is written only when it is asked for, and no other page
leads there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from markupsafe import Markup

from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Per, Publication
from agenda_solver.files.html.booklets import BookletPage
from agenda_solver.files.html.labels import LABELS
from agenda_solver.files.html.page import asset, rendered
from agenda_solver.files.stems import FOLDERS, file_stems
from agenda_solver.text import Language, Text, same
from agenda_solver.views.agendas import AgendaLine, attendee_agendas, line_room, line_text
from agenda_solver.views.booklet import Booklet, booklet
from agenda_solver.views.cover import cover
from agenda_solver.views.names import shown_names
from agenda_solver.views.people import person_facts
from agenda_solver.views.person_page import BY_PERSON
from agenda_solver.views.programme import without_time
from agenda_solver.views.room_page import BY_ROOM
from agenda_solver.views.titles import day_title

_INDEX = PurePosixPath("index.html")
_ONE_FILE = Text(
    "{path} : un seul fichier ne contient que le programme entier ; pour une page par salle, "
    "par intervenant ou par participant, donner un dossier",
    "{path}: a single file holds the whole programme only; for a page for each room, person or "
    "attendee, give a folder",
)
_ON_NO_PAGE = Text("sur aucune page", "on no page")


class Pages(Exporter):
    """The programme in one file, or with a page for each room and person; see `Exporter`."""

    title = Text(
        "des pages pour le web, le téléphone et le papier : le programme entier, chaque salle, "
        "chaque intervenant",
        "pages for the web, telephones and paper: the whole programme, each room, each person",
    )
    ending = ".html"
    folder = True
    contents = Text("page", "page"), Text("pages", "pages")
    options = frozenset({"per", "attendees", "names"})

    def refusal(self, choice: ExportOptions, *, folder: bool) -> Text | None:
        """See `Exporter`."""
        return None if folder or not (choice.per or choice.attendees) else _ONE_FILE

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:
        """See `Exporter`."""
        writer = _Writer(publication, choice)
        files = dict(writer.folder() if folder else [(_INDEX, writer.programme())])
        lacking = without_time(publication.problem, publication.timetable, _ON_NO_PAGE)
        return Exported(files, tuple(lacking))


EXPORTER = Pages()


@dataclass(frozen=True)
class _Links:
    """A list of pages: their addresses, and what they are of."""

    key: str
    title: Text
    links: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class _AgendaLine:
    """A line of an agenda as it is shown."""

    start: int
    end: int
    since: str
    until: str
    what: Text
    where: Text
    is_their_own: bool


class _Writer:
    def __init__(self, publication: Publication, choice: ExportOptions) -> None:
        self.problem = publication.problem
        self.timetable = publication.timetable
        self.language = publication.language
        self.choice = choice
        self.booklet = booklet(self.problem, self.timetable)
        self.cover = cover(self.problem, self.timetable)
        self.style = asset("base.css") + asset("style.css")

    def folder(self) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Yield each page by its name: the first one, then those of rooms, people, attendees."""
        rooms = self._places("room", self.booklet.rooms)
        people = self._places("person", self.booklet.people)
        lists = [
            _Links(key, title, tuple((str(place), names[one]) for one, place in places.items()))
            for key, title, places, names in (
                ("rooms", BY_ROOM, rooms, self.booklet.rooms),
                ("people", BY_PERSON, people, self.booklet.people),
            )
            if places
        ]
        yield _INDEX, self.programme(lists)
        for room, place in rooms.items():
            site = same(self.problem.room[room].site)
            yield place, self._one(self.booklet.of_room(room), self.booklet.rooms[room], site)
        for person, place in people.items():
            known = self.problem.person[person]
            own = self.booklet.of_person(person)
            yield place, self._one(own, same(known.label), person_facts(known))
        if self.choice.attendees:
            yield from self._agendas()

    def _places(self, kind: Per, names: Mapping[str, Text]) -> Mapping[str, PurePosixPath]:
        """Return the name of the page of each, if they have one."""
        if self.choice.per not in (None, kind):
            return {}
        return _in_folder(FOLDERS[kind], names, self.language)

    def programme(self, lists: list[_Links] | None = None) -> bytes:
        """Return the whole programme; the first page of a choice only leads to the others."""
        whole = self.booklet if self.choice.per is None else self.booklet.without_days()
        page = BookletPage(whole)
        style = f"{self.style}{page.rules}\n"
        return self._page("programme.html", style, page=page, lists=lists or [])

    def _one(self, own: Booklet, heading: Text, facts: Text) -> bytes:
        return self._page(
            "one.html",
            self.style,
            page=BookletPage(own),
            heading=heading,
            facts=facts,
            back="../index.html",
        )

    def _agendas(self) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Yield where each attendee is; no other page leads there, and these to none."""
        names = shown_names(self.problem.attendees, self.choice.names)
        places = _in_folder(FOLDERS["attendee"], names, self.language)
        page = BookletPage(self.booklet)
        for agenda in attendee_agendas(self.problem, self.timetable, self.choice.names):
            days = [
                (day_title(day), [self._line(page, line) for line in lines])
                for day, lines in groupby(agenda.lines, key=lambda line: line.day)
            ]
            yield (
                places[agenda.attendee],
                self._page(
                    "agenda.html",
                    self.style,
                    page=page,
                    heading=same(names[agenda.attendee]),
                    facts=same(""),
                    back="",
                    agenda=days,
                ),
            )

    def _line(self, page: BookletPage, line: AgendaLine) -> _AgendaLine:
        return _AgendaLine(
            line.start,
            line.end,
            page.moment(line.day, line.start),
            page.moment(line.day, line.end),
            line_text(self.problem, self.timetable, line),
            line_room(self.problem, self.timetable, line),
            line.kind not in ("all", "choice"),
        )

    def _page(self, template: str, style: str, **content: object) -> bytes:
        spoken = self.problem.event.language
        own = Markup(f' lang="{spoken}"') if spoken != self.language else Markup("")
        script = asset("programme.js")
        return rendered(
            template,
            self.language,
            style=style,
            script=script,
            words=LABELS,
            own=own,
            cover=self.cover,
            **content,
        )


def _in_folder(
    folder: Text, ids: Mapping[str, object], language: Language
) -> Mapping[str, PurePosixPath]:
    """Return the name of the page of each id, in a folder."""
    within = PurePosixPath(folder.say(language))
    return {one: within / f"{stem}{EXPORTER.ending}" for one, stem in file_stems(ids).items()}
