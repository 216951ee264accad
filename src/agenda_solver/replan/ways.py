"""What can become of a session that somebody cannot attend as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agenda_solver.changes import Changes
from agenda_solver.problem import within
from agenda_solver.replan.applying import begun, without_sessions
from agenda_solver.replan.parts import Case, Part
from agenda_solver.replan.plan import Way
from agenda_solver.timetable import Timetable

# So many of those who could take a part are tried one by one.
MOST_CANDIDATES = 6


@dataclass(frozen=True)
class Remedy:
    """A way for one session.

    Attributes
    ----------
    by : str or None
        Who takes the part of the one who cannot; or took it already, and does not either.
    instead_of : str or None
        Who has the part by now, where somebody was announced for it who does not take it.
    """

    session: str
    person: str
    way: Way
    by: str | None = None
    instead_of: str | None = None


Remedies = tuple[Remedy, ...]


@dataclass(frozen=True)
class Concern:
    """A session that a person cannot attend as it is.

    Attributes
    ----------
    session, person : str
        Their ids.
    remedies : tuple of Remedy
        Every way, the one that an organiser would rather have first; the last one is
        always to cancel.
    settled : bool
        Whether the first remedy is what was announced: another is taken only where that
        one leads nowhere.
    """

    session: str
    person: str
    remedies: Remedies
    settled: bool = False

    @property
    def holder(self) -> str:
        """Who has the part once the changes are applied: who is announced for it, if anybody."""
        return self.remedies[0].by or self.person if self.settled else self.person

    @property
    def is_open(self) -> bool:
        """Whether the part may become another's than is announced."""
        return not self.settled or any(remedy.way == "without" for remedy in self.remedies)


def concerns(before: Timetable, case: Case, published: Case, changes: Changes) -> list[Concern]:
    """Return the sessions to come that somebody cannot attend as they are.

    Somebody who cancels; somebody who is replaced, in the sessions in which they took part;
    and somebody who is away when a session takes place, announced or typed into the draft.

    Parameters
    ----------
    before : Timetable
        What was published.
    case : Case
        What is asked, with the changes applied.
    published : Case
        What was asked, and who was chosen, before them.
    changes : Changes
        What is announced.
    """
    over = begun(before, changes.now)
    cancel = changes.cancelling
    replaced = {change.person: change.by for change in changes.replacing}
    concerned = []
    for session in (other.id for other in case.problem.sessions if other.id not in over):
        settled = (
            {
                by: _settled(published, session, person, by)
                for person, by in replaced.items()
                if published.takes_part(session, person) and case.takes_part(session, by)
            }
            if session in published.problem.session
            else {}
        )
        for person in dict.fromkeys(part.by for part in case.parts(session)):
            if person is None:
                continue
            newly = person in settled and not published.takes_part(session, person)
            if person in cancel:
                settled.pop(person, None)
                concerned.append(_concern(case, session, person, moving=False))
            elif not newly and _is_away(before, case, session, person):
                concerned.append(_concern(case, session, person, moving=True))
        concerned += settled.values()
    return concerned


def _is_away(before: Timetable, case: Case, session: str, person: str) -> bool:
    present = case.problem.person[person].present
    there = before.by_session.get(session)
    if not present or there is None:
        return False
    return not within(present, there.day, there.start, there.end)


def _concern(case: Case, session: str, person: str, *, moving: bool) -> Concern:
    remedies = [
        Remedy(session, person, "replaced", by)
        for by in list(_candidates(case, session, person))[:MOST_CANDIDATES]
    ]
    if moving:
        remedies.append(Remedy(session, person, "moved"))
    remedies += [Remedy(session, person, "without"), Remedy(session, person, "cancelled")]
    return Concern(session, person, tuple(remedies))


def _settled(published: Case, session: str, person: str, by: str) -> Concern:
    """Return what can become of a part that is announced to be another person's.

    Who took part before goes on doing so, whatever becomes of the part that is taken over.
    """
    remedies = [Remedy(session, person, "replaced", by)]
    if not published.takes_part(session, by):
        remedies.append(Remedy(session, person, "without", by))
    remedies.append(Remedy(session, person, "cancelled"))
    return Concern(session, person, tuple(remedies), settled=True)


def _candidates(case: Case, session: str, person: str) -> Iterator[str]:
    """Yield who could take a part of somebody: the others of the pool of the role."""
    parts = case.parts(session)
    roles = {part.role for part in parts if part.by == person}
    busy = {part.by for part in parts}
    pools = (part.among for part in parts if part.pool and part.role in roles)
    yield from dict.fromkeys(other for among in pools for other in among if other not in busy)


def inside(case: Case, session: str) -> frozenset[str]:
    """Return a session and its parts."""
    return frozenset(case.problem.with_their_parts([session]))


def _is_carried(case: Case, session: str) -> bool:
    """Whether a session has somebody who takes part in it, or needs nobody."""
    if case.problem.is_rest(session):
        return True
    return any(case.parts(inner) for inner in inside(case, session))


# --- Applying a remedy -------------------------------------------------------------------


def remedied(case: Case, remedies: Iterable[Remedy]) -> Case:
    """Return the case with a remedy for each session, whoever is left in it.

    A session that is cancelled is so whatever else is said of it.
    """
    remedies = tuple(remedies)
    gone = [remedy.session for remedy in remedies if remedy.way == "cancelled"]
    case = without_sessions(case, gone)
    for remedy in remedies:
        if remedy.session in case.problem.session:
            case = _remedied(case, remedy)
    return case


def deserted(case: Case, remedies: Iterable[Remedy]) -> tuple[str, ...]:
    """Return the sessions of a case with remedies that they leave to nobody."""
    dropped = dict.fromkeys(
        remedy.session
        for remedy in remedies
        if remedy.way == "without" and remedy.session in case.problem.session
    )
    return tuple(session for session in dropped if not _is_carried(case, session))


def _remedied(case: Case, remedy: Remedy) -> Case:
    parts = case.parts(remedy.session)
    if remedy.way == "without":
        out = remedy.by or remedy.person
        return case.with_parts(remedy.session, (part for part in parts if part.by != out))
    if remedy.way == "replaced" and remedy.by is not None:
        holder = remedy.instead_of or remedy.person
        return case.with_parts(remedy.session, _handed_over(parts, holder, remedy.by))
    return case


def _handed_over(parts: Iterable[Part], person: str, by: str) -> Iterator[Part]:
    """Yield the parts, with another in the first of somebody's; their others are open again."""
    given = False
    for part in parts:
        others = tuple(other for other in part.among if other != person)
        if part.by != person:
            yield part
        elif not given:
            given = True
            named = by not in others
            yield Part(part.role, (by,) if named else others, pool=not named, by=by)
        elif left := tuple(other for other in others if other != by):
            yield Part(part.role, left, pool=True, by=None)
