"""Person by person: what each takes part in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agenda_solver.problem import Person, Problem, Session, people_in
from agenda_solver.text import Text, listing, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.titles import (
    NOT_DECIDED,
    TO_BE_CONFIRMED,
    bracketed,
    dotted,
    role_text,
    roles_of,
)


@dataclass(frozen=True)
class Appearance:
    """A session or part that a person takes part in; `placement` is None if it has none."""

    session: str
    roles: Text
    placement: Placement | None = None


@dataclass(frozen=True)
class Agenda:
    """What a person takes part in, in the order of time; what has no place is last."""

    person: str
    appearances: tuple[Appearance, ...] = ()


def agendas(problem: Problem, timetable: Timetable) -> tuple[Agenda, ...]:
    """Return everybody's agenda, in the draft's order; some may be empty.

    Whoever may yet be named for a role, because nobody is, has it too: the time is to be
    kept free.
    """
    by_person: dict[str, list[Appearance]] = {person.id: [] for person in problem.people}
    for session in problem.sessions:
        placement = timetable.by_session.get(session.id)
        for person, roles in roles_by_person(problem, session, timetable).items():
            by_person[person].append(Appearance(session.id, listing(roles), placement))
    return tuple(
        Agenda(person, tuple(sorted(appearances, key=_moment_of)))
        for person, appearances in by_person.items()
    )


def roles_by_person(
    problem: Problem, session: Session, timetable: Timetable
) -> Mapping[str, list[Text]]:
    """Return the roles of each person in a session, as of one; some may yet be decided."""
    by_person: dict[str, list[Text]] = {}
    for role, entries in roles_of(session, timetable):
        one = role_text(problem, role, 1)
        for entry in entries:
            name = one if isinstance(entry, str) else bracketed(one, [NOT_DECIDED])
            for person in people_in(entry):
                roles = by_person.setdefault(person, [])
                if name not in roles:
                    roles.append(name)
    return by_person


def _moment_of(appearance: Appearance) -> tuple[bool, date, int]:
    placement = appearance.placement
    return (False, placement.day, placement.start) if placement else (True, date.min, 0)


def person_facts(person: Person) -> Text:
    """Return what is told of a person beside the name: role, organisation, if to be confirmed.

    The page is sent to the person: when they can be there is between them and the organiser.
    """
    facts = [same(words) for words in (person.role, person.organisation) if words != person.label]
    facts += [TO_BE_CONFIRMED] if person.unconfirmed else []
    return dotted(facts)
