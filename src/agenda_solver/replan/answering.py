"""Which ways are offered for each session, next to the one that is taken.

Beside the remedies of `agenda_solver.replan.ways`, of which one is taken, two are only
offered, for the organiser to say so: that somebody of the draft takes the part who is free,
and that the session takes place with nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice

from agenda_solver.changes import Changes, PersonIsReplaced, SessionIsCancelled
from agenda_solver.replan.choosing import answered, answers
from agenda_solver.replan.parts import Case
from agenda_solver.replan.plan import Instruction, Standbys, Way
from agenda_solver.replan.ways import Concern, Remedies, Remedy, deserted, remedied
from agenda_solver.substitutes import Substitute, substitutes
from agenda_solver.timetable import Timetable

# So many ways to answer for one session that several people cannot attend are priced.
MOST_ANSWERS = 12
# So many who are free are offered for each part, besides those whom the draft names for it;
# and so many where the others carry the session.
MOST_FREE, FREE_BESIDE_OTHERS = 3, 1
# What an organiser would rather do comes first; to keep a session with nobody, before the last.
_PREFERRED: tuple[Way, ...] = ("replaced", "without", "moved", "cancelled")
# What matters most of what becomes of a session.
_DEEPEST: tuple[Way, ...] = ("cancelled", "moved", "replaced", "without")


@dataclass(frozen=True)
class WayOn:
    """A way for one session, and for all others what is taken.

    Attributes
    ----------
    own : tuple of Remedy
        For each person who cannot attend the session as it is.
    remedies : tuple of Remedy
        For all sessions.
    deserted : bool
        Whether it leaves the session to nobody: it is kept only if the organiser says so.
    """

    own: Remedies
    remedies: Remedies
    deserted: bool = False

    @property
    def main(self) -> Remedy:
        """What matters most of it."""
        return self._sorted[0]

    @property
    def beside(self) -> Remedies:
        """The rest; nothing of a session that is cancelled."""
        return self._sorted[1:] if self.main.way != "cancelled" else ()

    @property
    def _sorted(self) -> Remedies:
        return tuple(sorted(self.own, key=lambda remedy: _DEEPEST.index(remedy.way)))

    @property
    def preference(self) -> tuple[bool, bool, int]:
        """By what the one comes first that an organiser would rather give."""
        way = self.main.way
        return way == "cancelled", self.deserted, _PREFERRED.index(way)


@dataclass(frozen=True)
class Answering:
    """Tells which ways there are for each session.

    Attributes
    ----------
    before : Timetable
        What was published.
    case : Case
        What is asked, with the changes applied.
    changes : Changes
        What is announced.
    concerns : sequence of Concern
        The sessions that somebody cannot attend as they are.
    """

    before: Timetable
    case: Case
    changes: Changes
    concerns: Sequence[Concern]

    def answers(self, chosen: Remedies, standbys: Sequence[Standbys]) -> list[WayOn]:
        """Return the ways for each session, the one that is taken first; each way once.

        Parameters
        ----------
        chosen : tuple of Remedy
            What is taken, one for each concern.
        standbys : sequence of Standbys
            Who could take a part.
        """
        return [
            answer
            for session in dict.fromkeys(concern.session for concern in self.concerns)
            for answer in self._once(self._answers(session, chosen, standbys))
        ]

    def _once(self, several: Iterable[WayOn]) -> Iterator[WayOn]:
        """Yield answers, those left out that leave the same people in the session."""
        rosters = set()
        for answer in several:
            case = remedied(self.case, answer.remedies)
            session = answer.main.session
            kept = session in case.problem.session
            moves = any(remedy.way == "moved" for remedy in answer.own)
            roster = tuple((part.role, part.by) for part in case.parts(session)) if kept else None
            if (roster, moves) not in rosters:
                rosters.add((roster, moves))
                yield answer

    def _answers(
        self, session: str, chosen: Remedies, standbys: Sequence[Standbys]
    ) -> Iterator[WayOn]:
        """Yield the ways for a session that are next to the one that is taken, and that first."""
        for own in self._own_remedies(session, chosen, standbys):
            remedies = answered(self.concerns, chosen, own)
            left = deserted(remedied(self.case, remedies), remedies)
            if not left or (left == (session,) and _is_only_without(own)):
                yield WayOn(own, remedies, bool(left))

    def _own_remedies(
        self, session: str, chosen: Remedies, standbys: Sequence[Standbys]
    ) -> Iterator[Remedies]:
        taken = tuple(remedy for remedy in chosen if remedy.session == session)
        cancelled = tuple(replace(remedy, way="cancelled", by=None) for remedy in taken)
        keeping = filter(_are_different, answers(self.concerns, session))
        beside = tuple(map(self._without, taken))
        if taken != cancelled:
            keeping = filter(partial(_is_next_to, taken), keeping)
            beside = taken
        yield taken
        yield from islice(keeping, MOST_ANSWERS)
        most = FREE_BESIDE_OTHERS if any(one.way == "without" for one in taken) else MOST_FREE
        for standby in standbys:
            if standby.session == session:
                free = (
                    self._handed_over(beside, standby.person, one.person)
                    for one in standby.free[:most]
                )
                yield from filter(_are_different, free)
        yield cancelled

    def _without(self, remedy: Remedy) -> Remedy:
        """Return that a session does without who has the part."""
        holder = self._holders[remedy.session, remedy.person]
        by = holder if holder != remedy.person else None
        return Remedy(remedy.session, remedy.person, "without", by)

    def _handed_over(self, own: Remedies, person: str, by: str) -> Remedies:
        """Return the remedies of a session in which somebody takes a part whom nobody named."""
        return tuple(
            Remedy(remedy.session, person, "replaced", by, self._holders[remedy.session, person])
            if remedy.person == person
            else remedy
            for remedy in own
        )

    @cached_property
    def _holders(self) -> Mapping[tuple[str, str], str]:
        return {(concern.session, concern.person): concern.holder for concern in self.concerns}

    def standbys(self, chosen: Remedies) -> list[Standbys]:
        """Return for each part that somebody cannot take who of the draft could.

        Where the one takes it who is announced to, nobody else is asked.
        """
        return [
            Standbys(concern.session, concern.person, could)
            for concern, remedy in zip(self.concerns, chosen, strict=True)
            if concern.is_open and not (concern.settled and remedy == concern.remedies[0])
            if (could := self._could(concern))
        ]

    def free_for(self, session: str, holder: str) -> tuple[str, ...]:
        """Return ids of those who are free for a part that its holder cannot take."""
        return tuple(
            one.person
            for concern in self.concerns
            if (concern.session, concern.holder) == (session, holder)
            for one in self._could(concern)
            if one.is_free
        )

    def _could(self, concern: Concern) -> tuple[Substitute, ...]:
        return substitutes(
            self.case.problem,
            self.timetable,
            concern.session,
            instead_of=concern.holder,
            without=self._out,
        )

    @cached_property
    def timetable(self) -> Timetable:
        """What was published of the sessions that are asked for still."""
        placements = [
            placement
            for placement in self.before.placements
            if placement.session in self.case.problem.session
        ]
        return Timetable.of(placements, self.before.seats, self.case.cast)

    @property
    def _out(self) -> Collection[str]:
        """Who is not asked: those who do not come, and those who are replaced."""
        replaced = {change.person for change in self.changes.replacing}
        return self.changes.cancelling | replaced

    def instruction(self, answer: WayOn) -> Instruction | None:
        """Return what may be announced for a way to be taken, if it leads `everywhere` there.

        Nobody is replaced in some sessions only.
        """
        main = answer.main
        if main.way == "cancelled":
            return SessionIsCancelled(main.session)
        if main.way != "replaced" or main.by is None or answer.beside:
            return None
        theirs = {
            session.id
            for session in self.case.problem.sessions
            if self.case.takes_part(session.id, main.person)
        }
        concerned = {own.session for own in self.concerns if own.person == main.person}
        return PersonIsReplaced(main.person, main.by) if theirs <= concerned else None

    def everywhere(self, answer: WayOn) -> Remedies:
        """Return the remedies in which who takes the part takes all parts of the person."""
        main = answer.main
        return tuple(
            self._handed_over((remedy,), main.person, main.by)[0]
            if main.by is not None and remedy.person == main.person and main.way == "replaced"
            else remedy
            for remedy in answer.remedies
        )


def _are_different(own: Remedies) -> bool:
    """Whether nobody is to take two parts of one session."""
    taking_over = [remedy.by for remedy in own if remedy.way == "replaced"]
    return len(set(taking_over)) == len(taking_over)


def _is_next_to(taken: Remedies, answer: Remedies) -> bool:
    return sum(one != other for one, other in zip(answer, taken, strict=True)) < 2


def _is_only_without(own: Remedies) -> bool:
    return all(remedy.way == "without" for remedy in own)
