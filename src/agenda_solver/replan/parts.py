"""Who takes which part of a session, named or chosen, and how that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agenda_solver.problem import Entry, Pool, Problem, Unnamed
from agenda_solver.timetable import Casting, Timetable


@dataclass(frozen=True)
class Part:
    """An entry of a role.

    Attributes
    ----------
    role : str
    among : tuple of str
        The ids of those of whom one takes it.
    pool : bool
        Whether one of them is to be chosen; otherwise there is one, who is named.
    by : str or None
        Who takes it; None where nobody is chosen yet.
    unnamed : Unnamed or None
        What is said of whoever takes it, where nobody is named yet.
    """

    role: str
    among: tuple[str, ...]
    pool: bool
    by: str | None
    unnamed: Unnamed | None = None

    @property
    def entry(self) -> Entry:
        """What a draft has for it."""
        if self.unnamed is not None:
            return self.unnamed
        among = list(self.among)
        return Pool.model_construct(one_of=among) if self.pool else among[0]


@dataclass(frozen=True)
class Case:
    """What is asked, and who was chosen for the parts of which one of several takes each."""

    problem: Problem
    cast: tuple[Casting, ...]

    @classmethod
    def of(cls, problem: Problem, before: Timetable) -> Case:
        """Return a problem with those who were chosen before, as far as they still may be."""
        parts = {
            (session.id, role, number): people
            for session in problem.sessions
            for role, number, people in session.pools
        }
        cast = (
            casting
            for casting in before.cast
            if casting.person in parts.get((casting.session, casting.role, casting.number), ())
        )
        return cls(problem, tuple(cast))

    def parts(self, session: str) -> tuple[Part, ...]:
        """Return the parts of a session, role by role."""
        by = {
            (casting.role, casting.number): casting.person
            for casting in self.cast
            if casting.session == session
        }
        return tuple(
            _part(role, entry, by.get((role, number)))
            for role, entries in self.problem.session[session].people.items()
            for number, entry in enumerate(entries)
        )

    def with_parts(self, session: str, parts: Iterable[Part]) -> Case:
        """Return the case in which a session has these parts; a role without any is gone."""
        people: dict[str, list[Entry]] = {}
        cast = [casting for casting in self.cast if casting.session != session]
        for part in parts:
            entries = people.setdefault(part.role, [])
            if part.pool and part.by is not None:
                cast.append(Casting(session, part.role, len(entries), part.by))
            entries.append(part.entry)
        return Case(self.problem.with_sessions({session: {"people": people}}), tuple(cast))

    def with_changed_parts(
        self, sessions: Iterable[str], change: Callable[[Part], Part | None]
    ) -> Case:
        """Return the case in which each part of these sessions is changed, or gone."""
        case = self
        for session in sessions:
            parts = case.parts(session)
            changed = [change(part) for part in parts]
            if list(parts) != changed:
                case = case.with_parts(session, (part for part in changed if part is not None))
        return case

    def takes_part(self, session: str, person: str) -> bool:
        """Whether somebody is named or chosen for a part of a session."""
        return any(part.by == person for part in self.parts(session))


def _part(role: str, entry: Entry, by: str | None) -> Part:
    if isinstance(entry, str):
        return Part(role, (entry,), pool=False, by=entry)
    if isinstance(entry, Unnamed):
        return Part(role, (), pool=False, by=None, unnamed=entry)
    return Part(role, tuple(entry.one_of), pool=True, by=by)
