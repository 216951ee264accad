"""Who is yet to be confirmed, and who yet to be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from operator import is_

from agenda_solver.problem.lookups import Lookups, Read
from agenda_solver.problem.schema import Entry, Person, Session, Unnamed
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.unnamed import is_unnamed, named_in


def with_people_known(problem: Read) -> Read:
    """Return a problem in which those are known of whom roles and rows say “to be confirmed”.

    ``Préfet (à confirmer)`` is the prefect, where there is one, who is yet to be confirmed. A
    row that is called ``À confirmer``, and says nothing else, is nobody: whoever names it has
    somebody yet to be named.
    """
    nobody = {person.id: person.label for person in problem.people if _is_nobody(person)}
    sessions = [_with_known(problem, session, nobody) for session in problem.sessions]
    unsure = set(_unsure(problem))
    if not unsure and all(map(is_, sessions, problem.sessions)):
        return problem
    people = [
        person.model_copy(update={"unconfirmed": True}) if person.id in unsure else person
        for person in problem.people
    ]
    return problem.with_tables(people=people, sessions=sessions)


def _is_nobody(person: Person) -> bool:
    says_no_more = not (person.role or person.organisation or person.email)
    return says_no_more and is_unnamed(person.label) and not named_in(person.label)


def _unsure(problem: Lookups) -> Iterator[str]:
    """Yield the ids of those whose name, or a role of theirs, says that they are unconfirmed."""
    for person in problem.people:
        if named_in(person.name or person.role) and not person.unconfirmed:
            yield person.id
    for session in problem.sessions:
        for _, words in session.unnamed:
            person_id = _known(problem, words)
            if person_id is not None and not problem.person[person_id].unconfirmed:
                yield person_id


def _with_known(problem: Lookups, session: Session, nobody: Mapping[str, str]) -> Session:
    if not session.unnamed and not nobody.keys() & session.roster:
        return session

    def known(entry: Entry) -> Entry:
        if isinstance(entry, Unnamed):
            return _known(problem, entry.label) or entry
        return Unnamed(nobody[entry]) if isinstance(entry, str) and entry in nobody else entry

    people: dict[str, list[Entry]] = {
        role: list(map(known, entries)) for role, entries in session.people.items()
    }
    return session.model_copy(update={"people": people})


def _known(problem: Lookups, words: str) -> str | None:
    """Return the id of whom words say to be unconfirmed, if it is plain who that is."""
    if words in problem.person and not _is_nobody(problem.person[words]):
        return words
    names = problem.names["people"]
    with suppress(NotUnderstoodError):
        person = names.find(named_in(words))
        return person if names.knows(person) else None
    return None
