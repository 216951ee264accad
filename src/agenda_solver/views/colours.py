"""Which track or kind has which colour."""

from __future__ import annotations

from collections.abc import Mapping

from agenda_solver.problem import KINDS, RESTS, Problem
from agenda_solver.views.pages import Colour
from agenda_solver.views.titles import label_text

_OF_KINDS: Mapping[str, Colour] = {
    **dict.fromkeys(RESTS, "calm"),
    "plenary": 0,
    "workshop": 1,
    "round_table": 2,
    "session": 3,
    "speech": 4,
    **dict.fromkeys(("opening", "ceremony", "report", "closing"), 5),
    "visit": 6,
    "paper": 7,
}
"""The colour of each kind, the same in every event."""
_COLOURS = 10
"""How many numbers differ where they are drawn."""


def label_colours(problem: Problem) -> Mapping[str, Colour]:
    """Return the colour of each track and kind, by its French label.

    That of a kind is the same in every event, and the rest of everybody is calm. Tracks have
    those that no kind of the event has, in the order of the draft, so that a programme that
    changes keeps its colours.
    """
    # Parts are mostly told inside their whole: they take what colours are left.
    ordered = sorted(problem.sessions, key=lambda session: session.part_of is not None)
    tracks = dict.fromkeys(session.track for session in ordered if session.track)
    kinds = {kind for kind, text in KINDS.items() for one in ordered if text == label_text(one)}
    taken = {_OF_KINDS[kind] for kind in kinds}
    left = [number for number in range(_COLOURS) if number not in taken] or [*range(_COLOURS)]
    ours = {track: left[place % len(left)] for place, track in enumerate(tracks)}
    return {**{KINDS[kind].fr: _OF_KINDS[kind] for kind in (*RESTS, *kinds)}, **ours}
