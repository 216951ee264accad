"""The pages of a world café: a page a round, a page a table, a card a person, and a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agenda_solver.cafe.asked import WorldCafe
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.cafe.sittings import Sitting, meetings, sittings, summary
from agenda_solver.text import Text, same
from agenda_solver.views.names import in_order
from agenda_solver.views.pages import (
    Block,
    Cell,
    Notepad,
    Page,
    Row,
    Spread,
    Value,
    continued,
    wide,
)
from agenda_solver.views.sections import SECTION_WIDTHS, Section
from agenda_solver.views.titles import dotted

TURNS = Text("Tours", "Rounds")
TABLES = Text("Tables", "Tables")
CARDS = Text("Cartes", "Cards")
REPORT = Text("Rapport", "Report")

_NOTES = Text("Notes", "Notes")
_TO_REPORT = Text("À retenir pour la restitution", "To report to all")
_NOBODY = Text("personne", "nobody")
_ONLY_FIRST = Text("Les {shown} premières paires de {all}.", "The first {shown} pairs of {all}.")

_BLOCK, _THIRD = 31.0, 33.3
_CARD = (20.0, 33.0, 16.5)  # when, which table, where
_AIR, _APART, _CUT = 3.0, 10.0, 9.0
_MOST_PAIRS = 200


def turns_page(cafe: WorldCafe, rotation: Rotation) -> Page:
    """Return a page for each round, to be pinned up: tables, and who sits there."""
    return Page(
        TURNS,
        cafe.event,
        (_BLOCK,),
        tuple(_turn(cafe, turn, sitting) for turn, sitting in enumerate(sittings(cafe, rotation))),
        portrait=True,
        across=3,
        gutter=2.0,
    )


def _turn(cafe: WorldCafe, turn: int, sitting: Sitting) -> Spread:
    title = cafe.turn_title(turn)
    event = _event(cafe)
    return Spread(
        tuple(tuple(_seated(cafe, turn, table, guests)) for table, guests in enumerate(sitting)),
        lead=(event, wide(title, "topic")),
        top=(event, wide(continued(title), "topic")),
        gap=_APART,
    )


def _seated(cafe: WorldCafe, turn: int, table: int, guests: Sequence[int]) -> Iterator[Row]:
    """Yield the lines of a table in a round: what and where, then who."""
    yield Row((Cell(cafe.table_title(table), "key", "header"),), _AIR)
    about = _about(cafe, table, cafe.where(table, turn))
    if about.fr:
        yield Row((Cell(about, "note"),), _AIR)
    for guest in guests:
        yield Row((Cell(cafe.guests[guest].label),), _AIR, ruled=True)


def _about(cafe: WorldCafe, table: int, room: str) -> Text:
    """Return where a table is, and who stays at it."""
    return dotted([same(room), cafe.who_stays(table)])


def _event(cafe: WorldCafe) -> Row:
    return wide(cafe.event.name, "note")


# --- A page a table -----------------------------------------------------------------------


def tables_page(cafe: WorldCafe, rotation: Rotation) -> Page:
    """Return a page for each table: who comes in each round, and lines for notes."""
    seated = sittings(cafe, rotation)
    return Page(
        TABLES,
        cafe.event,
        (_THIRD,) * 3,
        tuple(_notepad(cafe, table, seated) for table in range(len(cafe.tables))),
        portrait=True,
    )


def _notepad(cafe: WorldCafe, table: int, seated: Sequence[Sitting]) -> Notepad:
    title = cafe.table_title(table)
    rooms = dict.fromkeys(filter(None, cafe.tables[table].rooms))
    about = _about(cafe, table, cafe.room_of(table))
    lead = [_event(cafe), wide(title, "topic")]
    if about.fr:
        lead.append(wide(about, "aside"))
    parts = (
        tuple(_round_at(cafe, turn, table, sitting[table], several=len(rooms) > 1))
        for turn, sitting in enumerate(seated)
    )
    return Notepad(
        tuple(lead),
        tuple(parts),
        _NOTES,
        _band(_TO_REPORT),
        (wide(continued(title), "topic"),),
    )


def _round_at(
    cafe: WorldCafe, turn: int, table: int, guests: Sequence[int], *, several: bool
) -> Iterator[Row]:
    """Yield who comes to a table in a round, and where it is if that changes."""
    room = same(cafe.where(table, turn) if several else "")
    yield _band(dotted([cafe.turn_title(turn), room]))
    names: list[Value] = [cafe.guests[guest].label for guest in guests]
    names = names or [_NOBODY]
    for at in range(0, len(names), 3):
        yield Row(tuple(map(Cell, names[at : at + 3])))


def _band(words: Text) -> Row:
    return wide(words, "key", colour="header")


# --- A card a person ----------------------------------------------------------------------


def cards_page(cafe: WorldCafe, rotation: Rotation) -> Page:
    """Return a card for each person, to be cut out."""
    order = sorted(range(len(cafe.guests)), key=lambda guest: in_order(cafe.guests[guest].label))
    cards = (tuple(_card(cafe, rotation, guest)) for guest in order)
    return Page(
        CARDS,
        cafe.event,
        _CARD,
        (Spread(tuple(cards), cut=_CUT),),
        across=2,
        gutter=3.0,
    )


def _card(cafe: WorldCafe, rotation: Rotation, number: int) -> Iterator[Row]:
    """Yield the rows of a card: of what event, who, then where and when."""
    guest = cafe.guests[number]
    yield Row((Cell(cafe.event.name, "faint", span=3),), _AIR)
    yield Row(
        (
            Cell(guest.title, "name", "calm", 2, indent=1),
            Cell(guest.organisation or None, "faint", "calm"),
        ),
        _AIR,
    )
    for turn, tables in enumerate(rotation.table):
        table = tables[number]
        what, where = same("–"), ""
        if table is not None:
            what, where = cafe.table_title(table), cafe.where(table, turn)
        yield Row(
            (Cell(cafe.turn_title(turn)), Cell(what, "strong"), Cell(where or None)),
            _AIR,
            ruled=True,
        )


# --- The report ---------------------------------------------------------------------------


def report_page(
    cafe: WorldCafe, rotation: Rotation, figures: Sequence[tuple[Text, Value]] = ()
) -> Page:
    """Return what became of what was asked, who meets again, and how it was computed."""
    name = wide(cafe.event.name, "heading")
    sections = (
        Section(Text("En bref", "In short"), (6,), [(text,) for text in summary(cafe, rotation)]),
        _meet_again(cafe, rotation),
        Section(Text("Le calcul", "The computation"), (2, 4), list(figures)),
    )
    return Page(
        REPORT,
        cafe.event,
        SECTION_WIDTHS,
        (Block((name,)), *(section.block for section in sections if section.rows)),
        portrait=True,
    )


def _meet_again(cafe: WorldCafe, rotation: Rotation) -> Section:
    """Return who sits together more than once, the most often first."""
    again = sorted((-often, pair) for pair, often in meetings(rotation).items() if often > 1)
    more = len(again) > _MOST_PAIRS
    return Section(
        Text("Se retrouvent à une même table", "Sit together again"),
        (2, 3, 1),
        [
            (cafe.guests[one].label, cafe.guests[other].label, -often)
            for often, (one, other) in again[:_MOST_PAIRS]
        ],
        (same(""), same(""), Text("Fois", "Times")),
        _ONLY_FIRST.fill(shown=_MOST_PAIRS, all=len(again)) if more else None,
        numbers=1,
    )
