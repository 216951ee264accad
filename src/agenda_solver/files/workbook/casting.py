"""Who takes which part, as a cell of Sessions tells it: people by role, one for each part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from agenda_solver.problem import Session
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.names import folded, shown

Part = tuple[str, int, tuple[str, ...]]
"""A role, the number of its entry, and the people of whom one is to be chosen."""

Told = tuple[str | None, str]
"""A role, where it is said, and the id of a person."""

# With more, whoever is told first takes the first part.
_MOST_MATCHED = 50


def chosen_by_role(session: Session, timetable: Timetable) -> Mapping[str, list[str]]:
    """Return the ids of those chosen for each role, in the order of its entries."""
    people_of: dict[str, list[str]] = {}
    for role, number, _ in session.pools:
        people = timetable.by_part.get((session.id, role, number), ())
        if people:
            people_of.setdefault(role, []).extend(people)
    return people_of


def taken_parts(
    parts: Sequence[Part],
    entries: Sequence[Told],
    fixed: Collection[tuple[str, str]] = (),
    written: Collection[tuple[str, str]] = (),
) -> Mapping[tuple[str, int], str]:
    """Return who takes each part, by role and number.

    Whoever may take none of the parts left is given one all the same, for `verify` to judge.

    Parameters
    ----------
    parts : sequence of Part
        The parts of the session that are open.
    told : sequence of Told
        What the cell says.
    fixed : collection of (str, str)
        Roles, and people who have them anyway: they need no part.
    written : collection of (str, str)
        What the program wrote into the cell: where a role is no more to be filled, that
        still stands there.

    Raises
    ------
    NotUnderstoodError
        If a role is not to be filled, or has more people than parts.
    """
    roles = {folded(role): role for role, _, _ in parts} | {role: role for role, _, _ in parts}
    theirs = {(folded(role), person) for role, person in fixed}
    known = theirs | {(folded(role), person) for role, person in written}
    by_role: dict[str, list[str]] = {}
    for role, person in entries:
        name = _only(roles) if role is None else roles.get(role, roles.get(folded(role)))
        if name is not None:
            by_role.setdefault(name, []).append(person)
        elif role is None and roles:
            raise NotUnderstoodError(_WHICH_ROLE.fill(person=shown(person)))
        elif (folded(role or ""), person) not in known:
            raise NotUnderstoodError(_NOT_OPEN.fill(role=shown(role)) if role else _NOTHING_OPEN)
    taken: dict[tuple[str, int], str] = {}
    for role, people in by_role.items():
        choices = [(number, them) for name, number, them in parts if name == role]
        left = people
        if len(people) > len(choices):
            left = [person for person in people if (folded(role), person) not in theirs]
        if len(left) > len(choices):
            raise NotUnderstoodError(_TOO_MANY.fill(role=shown(role), count=len(choices)))
        places = _places([them for _, them in choices], left)
        taken |= {
            (role, choices[place][0]): person for person, place in zip(left, places, strict=True)
        }
    return taken


def _only(roles: Mapping[str, str]) -> str | None:
    return next(iter(roles.values())) if len(set(roles.values())) == 1 else None


def _places(choices: Sequence[Collection[str]], people: Sequence[str]) -> list[int]:
    """Return a place for each person: as they stand where that will do, else by matching."""
    order = list(range(len(people)))
    if len(people) > _MOST_MATCHED or all(person in choices[n] for n, person in enumerate(people)):
        return order
    holder: dict[int, int] = {}

    def seat(person: int, asked: set[int]) -> bool:
        for place, them in enumerate(choices):
            if people[person] in them and place not in asked:
                asked.add(place)
                if place not in holder or seat(holder[place], asked):
                    holder[place] = person
                    return True
        return False

    for person in order:
        seat(person, set())
    place_of = {person: place for place, person in holder.items()}
    free = iter(place for place in range(len(choices)) if place not in holder)
    return [place_of[person] if person in place_of else next(free) for person in order]


NOT_A_CHOICE = Text(
    "{person} ne fait pas partie des choix pour {role} (au choix : {people})",
    "{person} is not one of the choices for {role} (one of: {people})",
)
_NOT_OPEN = Text(
    "le rôle {role} n'est pas à pourvoir dans cette session : le changer dans la colonne "
    "« intervenants »",
    "the role {role} is not to be filled in this session: change it in the column “people”",
)
_NOTHING_OPEN = Text(
    "aucun rôle n'est à pourvoir dans cette session : nommer la personne dans la colonne "
    "« intervenants »",
    "no role is to be filled in this session: name the person in the column “people”",
)
_WHICH_ROLE = Text(
    "il n'est pas dit pour quel rôle {person} est là : « rôle : personne »",
    "it is not said for which role {person} is there: “role: person”",
)
_TOO_MANY = Text(
    "trop de personnes pour {role} : {count} à choisir dans cette session",
    "too many people for {role}: {count} to be chosen in this session",
)
