"""How other programmes differ from the first, and what they cost, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from agenda_solver.text import Text, counted, listing, same
from agenda_solver.views import news
from agenda_solver.views.whys import costs_text

if TYPE_CHECKING:
    from agenda_solver.alternatives import OtherProgramme


def other_lines(number: int, other: OtherProgramme) -> Iterator[Text]:
    """Yield how good another programme is, then what differs from the first.

    Parameters
    ----------
    number : int
        Which programme it is, the first being 1.
    other : OtherProgramme
    """
    good = _AS_GOOD if other.as_good else _NEARLY.fill(costs=costs_text(other.costs))
    counts = [counted(other.new_times, *_TIMES)] if other.new_times else []
    if other.new_rooms:
        counts.append(counted(other.new_rooms, *_ROOMS))
    proven = _NONE_DIFFERS_MORE if other.proven else same("")
    yield _OTHER.fill(number=number, good=good, new=listing(counts), proven=proven)
    yield from news.session_lines(other.difference)


_OTHER = Text(
    "Programme {number}, {good} : {new}{proven}.", "Programme {number}, {good}: {new}{proven}."
)
_AS_GOOD = Text("aussi bon", "as good")
_NEARLY = Text("presque aussi bon ({costs})", "nearly as good ({costs})")
_TIMES = (
    Text("session a une nouvelle heure", "session has a new time"),
    Text("sessions ont une nouvelle heure", "sessions have a new time"),
)
_ROOMS = (
    Text("session a une nouvelle salle", "session has a new room"),
    Text("sessions ont une nouvelle salle", "sessions have a new room"),
)
_NONE_DIFFERS_MORE = Text(
    " ; aucun n'est plus différent, c'est prouvé", "; none differs more: proven"
)
