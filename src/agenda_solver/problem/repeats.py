"""What takes place several times: a session for each time, and sub-groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

from pydantic import BaseModel

from agenda_solver.problem.faults import SENTENCES, Fault, Path
from agenda_solver.problem.lookups import Lookups, Read
from agenda_solver.problem.marks import Mark
from agenda_solver.problem.schema import LONGEST_ID, MOST_SESSIONS, Link, Session
from agenda_solver.text import Text
from agenda_solver.words.names import shown


def with_repeats(problem: Read) -> Read:
    """Return a problem in which a session that is repeated has a row for each time.

    A copy has no place of its own: what ties the first to a moment, to a block or to the
    days of others is not said of it.
    """
    copies = [
        _repeat(session, key)
        for session in problem.sessions
        for key in _repeat_ids(problem, session)
    ]
    if not copies:
        return problem
    once = [
        session.model_copy(update={"repeats": 1})
        if isinstance(session.repeats, int) and session.repeats > 1
        else session
        for session in problem.sessions
    ]
    return problem.with_tables(sessions=[*once, *copies])


def _repeat(session: Session, key: str) -> Session:
    """Return a further time of a session, as a session of its own."""
    again = {name: getattr(session, name) for name in _said_again(session)}
    for name in ("before", "after"):
        again[name] = list(map(at_any_time, getattr(session, name)))
    return Session.model_construct(**again, id=key, repeat_of=session.id)


def at_any_time(link: Link) -> Link:
    """Return a link without its greatest gap, which only one time of several can keep."""
    return Link.model_construct(**{name: getattr(link, name) for name in _said_again(link)})


def _said_again(row: BaseModel) -> Iterator[str]:
    """Yield the fields of a row that hold for each time, of those that are given."""
    for name, field in type(row).model_fields.items():
        if name in row.model_fields_set and Mark.ONCE not in field.metadata:
            yield name


def _repeat_ids(problem: Lookups, session: Session) -> Iterator[str]:
    """Yield the ids of the second time and those after it, as far as they have no row.

    Where it is told how many there are, none of them has.
    """
    if isinstance(session.repeats, int):
        yield from (f"{session.id}-{number}" for number in range(2, session.repeats + 1))
    elif not session.repeats.settled:
        written = problem.repeats.get(session.id, (session.id,))
        free = (key for n in count(2) if (key := f"{session.id}-{n}") not in written)
        yield from islice(free, max(0, session.repeats.max - len(written)))


def repeat_faults(problem: Lookups) -> Iterator[Fault]:
    """Yield what cannot be repeated, and what cannot be a repeat or a sub-group."""
    for fault in _repeat_faults(problem):
        yield replace(fault, follows=_READ)


_OF_TIMES = ("repeats", "repeat_of", "number", "group_of", "part_of", "external")
_READ = ("sessions", *(f"sessions.{key}" for key in _OF_TIMES))
"""What each of these faults compares."""


def _repeat_faults(problem: Lookups) -> Iterator[Fault]:
    taken = set(problem.session)
    total = len(problem.sessions) + sum(
        len(list(_repeat_ids(problem, session))) for session in problem.sessions
    )
    for row, session in enumerate(problem.sessions):
        path = ("sessions", row)
        of = problem.session.get(session.repeat_of or "")
        # Of one whose first is deleted, another stands for it.
        if of and of is not session and of.repeat_of in problem.session:
            yield Fault((*path, "repeat_of"), _A_REPEAT.fill(first=shown(of.repeat_of)))
        yield from _group_faults(problem, session, path)
        yield from _number_faults(problem, session, path)
        if session.repeats == 1:
            continue
        ids = list(_repeat_ids(problem, session))
        refused = {
            _REPEATS_ITSELF: session.repeat_of is not None,
            _REPEATS_PARTS: session.part_of is not None or session.id in problem.parts,
            _REPEATS_EXTERNAL: session.external,
        }
        for text in (text for text, holds in refused.items() if holds):
            yield Fault((*path, "repeats"), text)
        yield from _row_faults(problem, session, path)
        if total > MOST_SESSIONS:
            yield Fault((*path, "repeats"), _TOO_MANY.fill(total=total, most=MOST_SESSIONS))
            continue
        if clash := [key for key in ids if key in taken]:
            yield Fault((*path, "repeats"), _ID_OF_A_REPEAT.fill(id=shown(clash[0])))
        if max(map(len, ids), default=0) > LONGEST_ID:
            yield Fault((*path, "id"), SENTENCES["string_too_long"])
        taken.update(ids)


def _row_faults(problem: Lookups, session: Session, path: Path) -> Iterator[Fault]:
    """Yield that more times of a session have a row than there may be."""
    bounds, times = session.repeats, len(problem.repeats.get(session.id, ()))
    if not isinstance(bounds, int) and not bounds.settled and times > bounds.max:
        yield Fault((*path, "repeats"), _TOO_MANY_ROWS.fill(times=times, most=bounds.max))


def _group_faults(problem: Lookups, session: Session, path: Path) -> Iterator[Fault]:
    """Yield why a session cannot be the sub-group that it says: it belongs to one workshop."""
    whole = problem.session.get(session.group_of or "")
    if whole is None or whole is session:
        return
    for text, first in ((_A_GROUP, whole.group_of), (_A_REPEAT, whole.repeat_of)):
        if first in problem.session:
            yield Fault((*path, "group_of"), text.fill(first=shown(first)))
    if session.repeat_of:
        yield Fault((*path, "group_of"), _REPEAT_AND_GROUP)


def _number_faults(problem: Lookups, session: Session, path: Path) -> Iterator[Fault]:
    """Yield that a time has no greater number than the one before it."""
    if session.repeat_of is not None and session.repeat_of not in problem.session:
        return  # that is told already
    times = problem.repeats.get(session.repeat_of or "", ())
    before = problem.time_number(times[times.index(session.id) - 1]) if times else 0
    if session.number is not None and session.number <= before:
        sentence = _NUMBER_TAKEN.fill(number=session.number, before=before)
        yield Fault((*path, "number"), sentence)


_REPEATS_ITSELF = Text(
    "une session qui en répète une autre (repeat_of) n'est pas elle-même répétée",
    "a session that repeats another (repeat_of) is not repeated itself",
)
_REPEATS_PARTS = Text(
    "une session qui a des parties n'est pas répétée, ni une partie : donner une ligne par séance",
    "a session with parts is not repeated, nor is a part: give a row to each time",
)
_REPEATS_EXTERNAL = Text(
    "une session extérieure n'est pas répétée : lui donner une ligne par séance",
    "an external session is not repeated: give it a row for each time",
)
_TOO_MANY = Text(
    "avec les répétitions, il y aurait {total} sessions (au plus {most} sont possibles)",
    "with what is repeated there would be {total} sessions (at most {most} are possible)",
)
_TOO_MANY_ROWS = Text(
    "{times} séances ont déjà leur ligne, pour {most} au plus : supprimer des lignes, ou augmenter "
    "le maximum",
    "{times} times have a row already, with {most} at most: delete rows, or raise the maximum",
)
_ID_OF_A_REPEAT = Text(
    "{id} serait l'id d'une répétition, mais est déjà pris : changer l'un des deux ids",
    "{id} would be the id of a repeat, but is already taken: change one of the two ids",
)
_NUMBER_TAKEN = Text(
    "la séance n° {number} vient après la séance n° {before} : lui donner un plus grand numéro, "
    "ou aucun",
    "no. {number} comes after no. {before}: give it a greater number, or none",
)
_A_REPEAT = Text(
    "cette session en répète elle-même une autre : nommer la première, {first}",
    "this session repeats another itself: name the first one, {first}",
)
_A_GROUP = Text(
    "cette session est elle-même un sous-groupe d'une autre : nommer la première, {first}",
    "this session is a sub-group of another itself: name the first one, {first}",
)
_REPEAT_AND_GROUP = Text(
    "une session en répète une autre (repeat_of) ou en est un sous-groupe (group_of), pas les "
    "deux : ne garder que repeat_of, une répétition est du même atelier que la première",
    "a session repeats another (repeat_of) or is a sub-group of one (group_of), not both: keep "
    "only repeat_of, a repeat belongs to the same workshop as the first one",
)
