"""What a programme tries to keep, in the organiser's words: by rule, and tier by tier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agenda_solver.rules import BY_KEY
from agenda_solver.rules.rule import CUSTOMS, TIES, Cost
from agenda_solver.rules.stability import (
    KeepsEveryRoom,
    KeepsTheLengths,
    KeepsTheRooms,
    KeepsTheSeats,
    KeepsTheTimes,
    LeavesUntouched,
)
from agenda_solver.text import Text, listing, quoted

NEARNESS: Mapping[str, type[Cost]] = {
    rule.key: rule
    for rule in (
        LeavesUntouched,
        KeepsTheTimes,
        KeepsTheRooms,
        KeepsEveryRoom,
        KeepsTheSeats,
        KeepsTheLengths,
    )
}
"""The costs that say how near a programme is to an earlier one."""


def title_of(rule: str) -> Text:
    """Return what a rule says."""
    return (NEARNESS.get(rule) or BY_KEY[rule]).title


def aim_text(rules: Sequence[str]) -> Text:
    """Return what the rules of a tier are for: ``les vœux des participants``.

    A rule that is alone is told as it is: its tier may hold but a part of what others are for.
    """
    if len(rules) == 1:
        return quoted(title_of(rules[0]))
    costs = (BY_KEY[rule] for rule in rules if rule not in NEARNESS)
    numbers = {cost.tier for cost in costs if isinstance(cost, Cost)}
    return listing(_AIMS[number] for number in sorted(numbers))


_AIMS: Mapping[int, Text] = {
    CUSTOMS: Text("ce qui va de soi", "what goes without saying"),
    1: Text("ce qui est annoncé ou préféré", "what is announced or preferred"),
    2: Text("les vœux des participants", "attendees' wishes"),
    3: Text("les durées idéales et une journée compacte", "ideal lengths and a compact day"),
    TIES: Text("le choix entre programmes aussi bons", "the choice among equally good ones"),
}
"""What costs are for, by the tier they are in where a draft does not say otherwise."""
