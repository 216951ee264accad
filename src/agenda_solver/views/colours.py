"""Which track or kind has which colour."""

from __future__ import annotations

from collections.abc import Mapping

from agenda_solver.problem import KINDS, RESTS, Problem
from agenda_solver.views.pages import Colour
from agenda_solver.views.titles import label_text


def label_colours(problem: Problem) -> Mapping[str, Colour]:
    """Return the colour of each track and kind, by its French label.

    They are numbered as the draft has them, so that a programme that changes keeps its
    colours; the rest of everybody is calm.
    """
    calm = {KINDS[kind].fr for kind in RESTS}
    # Parts are mostly told inside their whole: they take what colours are left.
    ordered = sorted(problem.sessions, key=lambda session: session.part_of is not None)
    labels = dict.fromkeys(label_text(session).fr for session in ordered)
    numbers: dict[str, Colour] = {
        label: number for number, label in enumerate(label for label in labels if label not in calm)
    }
    return {**dict.fromkeys(calm, "calm"), **numbers}
