"""What stands on each table of a world café: its number, what is discussed, who stays there."""

from __future__ import annotations

from dataclasses import dataclass

from agenda_solver.cafe.asked import WorldCafe
from agenda_solver.text import Text, same, with_capital_text
from agenda_solver.views.titles import dotted
from agenda_solver.words.names import on_one_line


@dataclass(frozen=True)
class TableSign:
    """The sign of a table.

    Attributes
    ----------
    topic : str
        What is discussed at it; empty where that has no name.
    about : Text
        Where it is, where that stays the same, and who stays at it.
    turns : tuple of Text
        Each round, with when it is and where, as far as that is known.
    """

    event: str
    title: Text
    topic: str
    about: Text
    turns: tuple[Text, ...]


def table_signs(cafe: WorldCafe) -> tuple[TableSign, ...]:
    """Return the sign of each table; of those who move about, nothing is on it."""
    return tuple(_sign(cafe, table) for table in range(len(cafe.tables)))


def _sign(cafe: WorldCafe, table: int) -> TableSign:
    room = cafe.room_of(table)
    known = [turn for turn in range(len(cafe.turns)) if cafe.when(turn).fr]
    return TableSign(
        on_one_line(cafe.event.name),
        Text("Table {number}", "Table {number}").fill(number=table + 1),
        cafe.topic(table),
        dotted([same(room), with_capital_text(cafe.who_stays(table))]),
        tuple(
            dotted([cafe.turn_title(turn), same(cafe.where(table, turn) if not room else "")])
            for turn in known
        ),
    )
