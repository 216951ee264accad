"""The page Listes: a page a session, to be signed at its door, and who waits for a seat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agenda_solver.problem import Attendee, Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import people_count, seats_count
from agenda_solver.text import Names, Text, counted, listing, quoted
from agenda_solver.timetable import Timetable
from agenda_solver.views.broken import broken_seats
from agenda_solver.views.names import shown_names
from agenda_solver.views.pages import (
    Align,
    Block,
    Cell,
    Page,
    Role,
    Row,
    continued,
    event_heading,
    wide,
)
from agenda_solver.views.rooms import registered_count
from agenda_solver.views.rosters import Roster, rosters
from agenda_solver.views.seats import Waiting
from agenda_solver.views.titles import (
    day_title,
    dotted,
    padded_span,
    people_text,
    place_title,
    session_title,
)
from agenda_solver.views.wishes import UNWISHED, rank_text

LISTS = Text("Listes", "Rosters")

NUMBER = Text("N°", "No.")
NAME_TITLES: Mapping[Names, Text] = {
    "full": Text("Nom", "Name"),
    "initials": Text("Initiales", "Initials"),
    "codes": Text("Code", "Code"),
}
_ORGANISATION = Text("Organisation", "Organisation")
_CATEGORY = Text("Catégorie", "Category")
SIGNATURE = Text("Émargement", "Signature")
_WISH = Text("Son vœu, et sa place pour l'instant", "Their wish, and their seat for now")

_CLOSE, _TO_SIGN = 6.0, 11.0
_NUMBER_WIDTH = 5.0

_WAITING = Text("Liste d'attente : {people}", "Waiting list: {people}")
_WAITS = Text("{rank} ; a {seat} ({seat_rank})", "{rank}; has {seat} ({seat_rank})")
_WAITS_WITHOUT = Text("{rank} ; pas de place", "{rank}; no seat")
_CANCELLED = Text(
    "N'ont pas lieu, trop peu d'inscrits : {sessions}",
    "Do not take place, too few registered: {sessions}",
)
_EMPTY = Text("Sans inscrit : {sessions}", "Nobody registered: {sessions}")


def roster_page(
    problem: Problem, timetable: Timetable, findings: Iterable[Finding], names: Names = "full"
) -> Page:
    """Return a page for each session with seats; a seat that breaks a demand says why.

    Organisations and categories are told beside full names only: with initials, they would
    say who it is.
    """
    pages = _RosterPages(problem, timetable, findings, names)
    lists = rosters(problem, timetable, names)
    listed = [roster for roster in lists if roster.seated or roster.waiting]
    cancelled = [roster for roster in lists if roster.cancelled]
    empty = [
        roster for roster in lists if not (roster.seated or roster.waiting or roster.cancelled)
    ]
    return Page(
        LISTS,
        problem.event,
        (_NUMBER_WIDTH, None, *(column.width for column in pages.columns)),
        tuple(block for roster in listed for block in pages.blocks(roster)),
        head=(wide(event_heading(problem), "note"),),
        remarks=(*pages.rest(_CANCELLED, cancelled), *pages.rest(_EMPTY, empty)),
        portrait=True,
    )


@dataclass(frozen=True)
class RosterColumn:
    """What a list tells of an attendee: its heading, its width, and the words."""

    title: Text
    width: float
    value: Callable[[Attendee], str]


def roster_columns(problem: Problem, names: Names) -> Iterator[RosterColumn]:
    """Yield the columns beside number and name; those that would be empty are left out."""
    organisation = RosterColumn(_ORGANISATION, 28, lambda attendee: attendee.organisation)
    category = RosterColumn(_CATEGORY, 14, lambda attendee: attendee.category)
    for column in (organisation, category):
        if names == "full" and any(map(column.value, problem.attendees)):
            yield column


def _columns(problem: Problem, names: Names) -> tuple[RosterColumn, ...]:
    known = tuple(roster_columns(problem, names))
    return *known, RosterColumn(SIGNATURE, 22 if known else 44, lambda _: "")


class _RosterPages:
    def __init__(
        self,
        problem: Problem,
        timetable: Timetable,
        findings: Iterable[Finding],
        names: Names,
    ) -> None:
        self.problem = problem
        self.timetable = timetable
        self.names = names
        self.columns = _columns(problem, names)
        self.broken = broken_seats(findings)

    def blocks(self, roster: Roster) -> Iterator[Block]:
        """Yield the session, then who sits in it and who waits."""
        title = session_title(self.problem, roster.placement.session)
        facts = (wide(words, "facts") for words in self._facts(roster))
        yield Block((wide(title, "title"), *facts, _SPACE), new_page=True)
        top = (wide(continued(title), "title"),)
        if roster.seated:
            yield Block(
                tuple(self._seated(roster)),
                header=(self._header([column.title for column in self.columns]),),
                top=top,
            )
        if roster.waiting:
            yield self._waiting(roster, top)

    def rest(self, words: Text, left_out: Iterable[Roster]) -> Iterator[Row]:
        """Yield in one line which sessions have no page of their own, if any."""
        titles = [session_title(self.problem, roster.placement.session) for roster in left_out]
        if titles:
            yield wide(words.fill(sessions=listing(titles)), "aside")

    def _facts(self, roster: Roster) -> Iterator[Text]:
        placement = roster.placement
        when = padded_span(placement.start, placement.end)
        where = place_title(self.problem, placement.session, placement.room)
        yield dotted([day_title(placement.day), when, where])
        seats = [registered_count(len(roster.seated))]
        if roster.limit is not None:
            left = counted(roster.left or 0, Text("libre", "left"), Text("libres", "left"))
            seats += [seats_count(roster.limit), left]
        yield dotted(seats)
        session = self.problem.session[placement.session]
        people = people_text(self.problem, self.timetable, session)
        if people.fr:
            yield people

    def _seated(self, roster: Roster) -> Iterator[Row]:
        called = self._called(roster.seated)
        for number, key in enumerate(roster.seated, start=1):
            attendee = self.problem.attendee[key]
            yield self._line(
                number,
                called[key],
                [column.value(attendee) for column in self.columns],
                air=_TO_SIGN,
                broken=self.broken.get((key, roster.placement.session), ()),
            )

    def _waiting(self, roster: Roster, top: tuple[Row, ...]) -> Block:
        """Return who waits, the next one first: the wish, then what they have meanwhile."""
        called = self._called(entry.attendee for entry in roster.waiting)
        known = self.columns[: len(self.columns) > 1]  # the organisation, or the category
        rows = (
            self._line(
                number,
                called[entry.attendee],
                [
                    *(column.value(self.problem.attendee[entry.attendee]) for column in known),
                    self._waits(entry),
                ],
            )
            for number, entry in enumerate(roster.waiting, start=1)
        )
        heading = _WAITING.fill(people=people_count(len(roster.waiting)))
        return Block(
            tuple(rows),
            lead=(wide(heading, "section"),),
            header=(self._header([*(column.title for column in known), _WISH]),),
            top=top,
            gap=16,
        )

    def _waits(self, entry: Waiting) -> Text:
        rank = rank_text(entry.rank)
        if entry.seat is None:
            return _WAITS_WITHOUT.fill(rank=rank)
        title = session_title(self.problem, entry.seat)
        seat = quoted(title)
        has = UNWISHED if entry.seat_rank is None else rank_text(entry.seat_rank)
        return _WAITS.fill(rank=rank, seat=seat, seat_rank=has)

    def _called(self, attendees: Iterable[str]) -> Mapping[str, str]:
        return shown_names(map(self.problem.attendee.__getitem__, attendees), self.names)

    def _header(self, more: Sequence[Text]) -> Row:
        titles = (NUMBER, NAME_TITLES[self.names], *more)
        return Row(tuple(self._cells(titles, ["header"] * len(titles), header=True)), _CLOSE)

    def _line(
        self,
        number: int,
        called: str,
        more: Sequence[Text | str],
        *,
        air: float = _CLOSE,
        broken: tuple[Text, ...] = (),
    ) -> Row:
        roles: list[Role] = ["text", "key", *(_TEXT for _ in more)]
        cells = self._cells([number, called, *more], roles)
        return Row(tuple(cells), air, ruled=True, broken=broken, subject=1)

    def _cells(
        self,
        values: Sequence[Text | str | int],
        roles: Sequence[Role],
        *,
        header: bool = False,
    ) -> Iterator[Cell]:
        """Yield the cells of a row, the last of which goes to the margin."""
        last = len(values) - 1
        width = 2 + len(self.columns)
        for place, (value, role) in enumerate(zip(values, roles, strict=True)):
            align: Align = "center" if place == 0 else "left"
            span = width - last if place == last else 1
            yield Cell(value, role, "header" if header else None, span, align)


_SPACE = Row(air=6.0)
_TEXT: Role = "text"
