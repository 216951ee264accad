"""A workbook fit for sending: the pages that show the programme, and nothing behind them.

The workbook that `solve` writes holds all that was asked, names and addresses included,
whatever its pages show. This one has neither the sheets to fill in nor the hidden one, no
note on a cell, and nothing of who made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.workbook.packing import add_sheet, empty_book, packed
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.files.workbook.programme import draw_programme
from agenda_solver.text import Text
from agenda_solver.views.agenda_page import agenda_page
from agenda_solver.views.attendance_page import attendance_page
from agenda_solver.views.pages import Page
from agenda_solver.views.person_page import person_page
from agenda_solver.views.programme_page import programme_page
from agenda_solver.views.room_page import room_page
from agenda_solver.views.roster_page import roster_page

_NAME = Text("programme.xlsx", "programme.xlsx")
_NOBODY_SEATED = Text(
    "Ni listes ni agendas : personne n'a de place dans ce programme (« agenda-solver assign » "
    "les donne)",
    "No lists and no agendas: nobody has a seat in this programme (“agenda-solver assign” gives "
    "them)",
)
_WITHOUT_LISTS = Text(
    "Sans les listes ni les agendas des participants (--names codes ou initials les ajoute sous "
    "ces noms, --attendees sous leur nom)",
    "Without the attendees' lists and agendas (--names codes or initials adds them under these "
    "names, --attendees under their own)",
)


class Outgoing(Exporter):
    """Pages to be sent in one workbook; see `Exporter`."""

    title = Text(
        "un classeur à envoyer : le programme, chaque salle, chaque intervenant",
        "a workbook to be sent: the programme, each room, each person",
    )
    ending = ".xlsx"
    options = frozenset({"per", "attendees", "names"})

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:  # noqa: ARG002
        """See `Exporter`."""
        problem, language = publication.problem, publication.language
        book = empty_book(problem.event)
        if choice.per is None:
            page = programme_page(problem, publication.timetable, ())
            draw_programme(add_sheet(book, page.title.say(language)), page, language)
        for view in _pages(publication, choice):
            draw_page(add_sheet(book, view.title.say(language)), view, language)
        data = packed(book, dated=choice.stamped is not None)
        files = {PurePosixPath(_NAME.say(language)): data}
        return Exported(files, tuple(_lacking(publication, choice)))


EXPORTER = Outgoing()


def _has_attendees(choice: ExportOptions) -> bool:
    """Whether attendees are shown: asked for by a name, or by how they are to be called."""
    return choice.attendees or choice.names != "full"


def _lacking(publication: Publication, choice: ExportOptions) -> Iterator[Text]:
    """Say why the attendees are not in it, if so."""
    if _has_attendees(choice) and not publication.timetable.seats:
        yield _NOBODY_SEATED
    elif publication.timetable.seats and not _has_attendees(choice):
        yield _WITHOUT_LISTS


def _pages(publication: Publication, choice: ExportOptions) -> Iterator[Page]:
    """Yield the pages beside the programme, without what is for the organiser only.

    That is which demands are broken, which rooms are not used and who has no part in it.
    """
    problem, timetable = publication.problem, publication.timetable
    if choice.per in (None, "room"):
        yield replace(room_page(problem, timetable, ()), remarks=())
    if choice.per in (None, "person"):
        apart = choice.per == "person"
        yield replace(person_page(problem, timetable, (), apart=apart), remarks=())
    if _has_attendees(choice) and problem.attendees:
        yield attendance_page(problem, timetable, choice.names)
    if _has_attendees(choice) and timetable.seats:
        yield roster_page(problem, timetable, (), choice.names)
        yield agenda_page(problem, timetable, choice.names)
