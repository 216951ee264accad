"""Late changes: what it costs those who have no seat that few seats may change."""

from __future__ import annotations

from collections.abc import Sequence

from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text, counted

KEY = "moved"


def seats_for_moves(left: Sequence[str], still: Sequence[str], more: int) -> Finding:
    """Say that somebody has no seat only because others keep theirs.

    Parameters
    ----------
    left : sequence of str
        Ids of those who lack a seat.
    still : sequence of str
        Ids of those who would, if more seats changed.
    more : int
        How many more.
    """
    fields = {
        "left": counted(len(left), _LEFT_ONE, _LEFT_MANY),
        "still": len(still),
        "more": counted(more, _SEAT, _SEATS),
    }
    alone = _NONE_OF_ONE if len(left) == 1 else _NONE_OF_MANY
    text = _FEWER if still else alone
    return Finding(KEY, "info", text.fill(**fields), attendees=tuple(left))


_LEFT_ONE = Text("participant reste sans place", "attendee is left without a seat")
_LEFT_MANY = Text("participants restent sans place", "attendees are left without a seat")
_SEAT = Text("autre place déjà donnée changeait", "other seat given out before changed")
_SEATS = Text("autres places déjà données changeaient", "other seats given out before changed")
_NONE_OF_ONE = Text("{left} ; il en aurait une si {more}", "{left}, and would have one if {more}")
_NONE_OF_MANY = Text(
    "{left} ; ils en auraient une si {more}", "{left}, and would have one if {more}"
)
_FEWER = Text(
    "{left} ; ils ne seraient que {still} si {more}", "{left}; there would be {still} if {more}"
)
