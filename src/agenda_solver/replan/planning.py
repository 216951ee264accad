"""Solves the ways to go on, takes the nearest that keeps every session, and prices the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from agenda_solver.assign import with_seats
from agenda_solver.assign.aims import Aim
from agenda_solver.assign.choices import choices
from agenda_solver.assign.seating import find
from agenda_solver.budget import LEAST_TO_BEGIN, Budget, Stage
from agenda_solver.changes import Changes, RoomIsClosed
from agenda_solver.difference import Version, difference
from agenda_solver.explain import Conflict, conflict
from agenda_solver.fairness import Fairness
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem
from agenda_solver.replan.applying import (
    KEY,
    applied,
    begun,
    held_in_place,
    narrowed,
    without_sessions,
)
from agenda_solver.replan.gaps import moved_up
from agenda_solver.replan.nearest import Nearest, nearest, unmoved
from agenda_solver.replan.parts import Case
from agenda_solver.replan.plan import Gap, Option, Plan, Price, Way
from agenda_solver.replan.polishing import polished
from agenda_solver.replan.ways import Concern, Remedy, concerns, remedied
from agenda_solver.result import Result, Status
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import room_text, session_text, some_sessions_text
from agenda_solver.solve import Progress, versions
from agenda_solver.text import Text, counted
from agenda_solver.timetable import Seat, Timetable

Remedies = tuple[Remedy, ...]

# So many ways to answer for all sessions together are compared; of more, session by session.
MOST_TOGETHER = 24
# So many sessions are tried as a way out where nothing is possible.
MOST_WAYS_OUT = 5


@dataclass(frozen=True)
class _Tried:
    """What a way to answer for all sessions comes to.

    Attributes
    ----------
    case : Case or None
        None where nobody would be left in some session.
    """

    case: Case | None
    nearest: Nearest
    price: Price | None = None

    @property
    def status(self) -> Status:
        if self.nearest.timetable is not None and self.price is None:
            return "unknown"  # another timetable might have room for those who must be there
        return self.nearest.status


@dataclass
class Planner:
    """Everything that a replan is made from; see `agenda_solver.replan.replan`."""

    before: Version
    problem: Problem
    changes: Changes
    budget: Budget
    fairness: Fairness
    held: frozenset[str]
    pinned: tuple[Seat, ...]
    progress: Callable[[Progress], None] | None

    def __post_init__(self) -> None:
        self.published = self.before.timetable
        self.over = begun(self.published, self.changes.now)
        start = applied(self.published, self.problem, self.changes)
        self.case, self.notes = start.case, start.notes
        self.concerns = concerns(
            self.published,
            self.case,
            Case.of(self.before.problem, self.published),
            self.changes,
        )
        self._tried: dict[Remedies, _Tried] = {}
        self._searched: set[Remedies] = set()
        # What was found first is near to what is looked for next.
        self._first_found: Timetable | None = None

    def plan(self) -> Plan:
        """Return the plan."""
        if not self.case.problem.sessions:
            return self._nothing_left()
        chosen = self._chosen()
        tried = self._try(chosen)
        if tried.case is None:
            return replace(self._nothing_left(), options=self._options(chosen))
        if tried.nearest.timetable is None:
            return self._impossible(tried.case, chosen, tried.nearest.status)
        gaps, closed = self._gaps(tried)
        near, reference = tried.nearest, self.published
        notes = self.notes
        if self.changes.close_gaps and closed is not None:
            near, reference = closed
        elif self.changes.close_gaps:
            notes = (*notes, Finding(KEY, "info", _NOTHING_MOVES_UP))
        result = polished(
            tried.case.problem,
            self._tight(tried.case, chosen),
            near,
            reference,
            self.budget.part("polishing"),
            progress=self.progress,
        )
        options = self._options(chosen)
        result = self._seated(tried.case.problem, result)
        result = replace(
            result,
            findings=(*notes, *result.findings),
            seconds=self.budget.spent,
        )
        assert result.timetable is not None
        changed = difference(self.before, Version(tried.case.problem, result.timetable))
        proven = near.status == "optimal" and _seats_are_proven(result)
        return Plan(
            problem=tried.case.problem,
            result=result,
            difference=changed,
            price=Price.of(changed, proven=proven),
            options=options,
            gone={
                session: session_text(self.before.problem, session) for session in changed.cancelled
            },
            gaps=gaps,
        )

    # --- Choosing ---------------------------------------------------------------------------

    def _chosen(self) -> Remedies:
        """Return the remedies that keep every session that can be kept, and change least."""
        open_to = [
            concern.remedies[:1] if concern.settled else concern.remedies
            for concern in self.concerns
        ]
        if (chosen := self._undisturbed(open_to)) is not None:
            return chosen
        # To do without somebody only takes demands away: no other way to keep it changes less.
        loose = [tuple(remedy for remedy in of if remedy.way in _LOOSEST) for of in open_to]
        fewer = [few if len(few) > 1 else of for few, of in zip(loose, open_to, strict=True)]
        return self._preferred(self._least(fewer), open_to)

    def _least(self, open_to: Sequence[Remedies]) -> Remedies:
        """Return the remedies that change least; of many, session by session."""
        if prod(map(len, open_to)) <= MOST_TOGETHER:
            return self._best(product(*open_to))
        chosen = tuple(remedies[-1] for remedies in open_to)
        for _ in range(2):
            for number, remedies in enumerate(open_to):
                chosen = self._best(_with(chosen, number, remedy) for remedy in remedies)
        return chosen

    def _preferred(self, chosen: Remedies, open_to: Sequence[Remedies]) -> Remedies:
        """Return remedies that change as little, each the first that an organiser would give."""
        for number, remedies in enumerate(open_to):
            for remedy in remedies[: remedies.index(chosen[number])]:
                other = _with(chosen, number, remedy)
                price, least = self._try(other, "option").price, self._try(chosen).price
                if price and least and price.proven and price.amounts <= least.amounts:
                    chosen = other
                    break
        return chosen

    def _undisturbed(self, open_to: Sequence[Remedies]) -> Remedies | None:
        """Return the first remedies that keep every session, if nothing at all changes then.

        For each session those are looked for as if the other sessions were cancelled.
        """
        bare = tuple(remedies[-1] for remedies in open_to)
        first = []
        for number, remedies in enumerate(open_to):
            alone = (remedy for remedy in remedies if self._at_sight(_with(bare, number, remedy)))
            first.append(next(alone, remedies[-1]))
        chosen = tuple(first)
        price = self._tried[chosen].price if self._at_sight(chosen) else None
        undisturbed = price is not None and not any(price.amounts)
        return chosen if undisturbed and not _cancelling(chosen) else None

    def _best(self, ways: Iterator[Remedies]) -> Remedies:
        """Return the best of some ways; one that cancels is looked at only if none keeps all.

        The first of the ways at which nothing changes cannot be bettered.
        """
        ordered = sorted(ways, key=_cancelling)
        best: tuple[tuple[bool, tuple[int, ...]], Remedies] | None = None
        for remedies in ordered:
            if best is not None and not best[0][0] and _cancelling(remedies) > _cancelling(best[1]):
                break
            price = self._try(remedies).price
            key = (price is None, price.amounts if price else ())
            if best is None or key < best[0]:
                best = key, remedies
            if price is not None and not any(price.amounts):
                break
        assert best is not None
        return best[1]

    def _try(self, remedies: Remedies, stage: Stage = "nearest") -> _Tried:
        """Solve some remedies, in the time of a stage."""
        if remedies not in self._tried and not self._at_sight(remedies):
            case = remedied(self.case, remedies)
            assert case is not None
            nearest = self._nearest(case, self.published, remedies, stage)
            self._first_found = self._first_found or nearest.timetable
            self._tried[remedies] = _Tried(case, nearest, self._price_of(case, nearest))
        return self._tried[remedies]

    def _at_sight(self, remedies: Remedies) -> bool:
        """Solve some remedies if that takes no search, and tell whether they are solved."""
        if remedies in self._tried:
            return True
        if remedies in self._searched:
            return False
        self._searched.add(remedies)
        case = remedied(self.case, remedies)
        if case is None:
            self._tried[remedies] = _Tried(None, Nearest("infeasible"))
            return True
        nearest = unmoved(self._tight(case, remedies), self.published)
        if nearest is not None:
            self._tried[remedies] = _Tried(case, nearest, self._price_of(case, nearest))
        return nearest is not None

    def _tight(self, case: Case, remedies: Remedies) -> Case:
        """Return a case in which what may not change cannot, those chosen by remedies included."""
        tight = held_in_place(case, self.published, self.changes.now, self.held)
        return narrowed(
            tight, {remedy.session for remedy in remedies if remedy.session in case.problem.session}
        )

    def _nearest(
        self, case: Case, near_to: Timetable, remedies: Remedies = (), stage: Stage = "nearest"
    ) -> Nearest:
        return nearest(
            self._tight(case, remedies),
            near_to,
            self.budget.part(stage),
            start=self._first_found if near_to is self.published else near_to,
            progress=self.progress,
        )

    # --- Pricing ----------------------------------------------------------------------------

    def _options(self, chosen: Remedies) -> tuple[Option, ...]:
        """Return each way for each session, the other sessions as chosen, as far as time allows.

        Those that need no search are priced first.
        """
        ways = [
            (concern, _with(chosen, number, remedy), remedy)
            for number, concern in enumerate(self.concerns)
            for remedy in concern.remedies
        ]
        together = self.budget.part("options")
        for _, remedies, _ in ways:
            self._at_sight(remedies)
        for _, remedies, _ in ways:
            if together.left and self.budget.left > LEAST_TO_BEGIN:
                self._try(remedies, "option")
        return tuple(
            self._option(concern, remedy, remedies, chosen) for concern, remedies, remedy in ways
        )

    def _option(
        self, concern: Concern, remedy: Remedy, remedies: Remedies, chosen: Remedies
    ) -> Option:
        tried = self._tried.get(remedies)
        return Option(
            session=concern.session,
            way=remedy.way,
            person=concern.person,
            by=remedy.by if remedy.way == "replaced" else None,
            status=tried.status if tried else "unknown",
            price=tried.price if tried else None,
            chosen=remedies == chosen,
        )

    def _price_of(self, case: Case, nearest: Nearest) -> Price | None:
        """Return what a timetable changes; None where those who must be there find no seat."""
        if nearest.timetable is None:
            return None
        if not self.published.seats:
            after = Version(case.problem, nearest.timetable)
            return self._price(after, proven=nearest.status == "optimal")
        offered = choices(case.problem, nearest.timetable, self.published.seats, self.pinned)
        budget = self.budget.part("seats of an option").by_clock()
        outcome = find(offered, self.fairness, budget, wanted=(Aim("moved"),), ties=False)
        if outcome.taken is None:
            return None
        seated = replace(nearest.timetable, seats=offered.seats(outcome.taken))
        proven = nearest.status == "optimal" and outcome.proven
        return self._price(Version(case.problem, seated), proven=proven)

    def _price(self, after: Version, *, proven: bool) -> Price:
        return Price.of(difference(self.before, after), proven=proven)

    def _gaps(self, tried: _Tried) -> tuple[Mapping[Gap, Price], tuple[Nearest, Timetable] | None]:
        """Return what it comes to whether gaps stay or close, and the nearest that closes them."""
        assert tried.case is not None
        problem = tried.case.problem
        closer = moved_up(self.published, self.before.problem, problem, self.over)
        kept = [
            placement
            for placement in self.published.placements
            if placement.session in problem.session
        ]
        if list(closer.placements) == kept or tried.price is None:
            return {}, None
        stage: Stage = "nearest" if self.changes.close_gaps else "option"
        nearest = self._nearest(tried.case, closer, stage=stage)
        price = self._price_of(tried.case, nearest)
        if price is None:
            return {}, None
        return {"kept": tried.price, "closed": price}, (nearest, closer)

    # --- Seats ------------------------------------------------------------------------------

    def _seated(self, problem: Problem, result: Result) -> Result:
        """Return the result with as many seats kept as can be, where there were any."""
        if not self.published.seats:
            return result
        return with_seats(
            problem,
            result,
            self.budget.part("seats"),
            fairness=self.fairness,
            before=self.published.seats,
            pinned=self.pinned,
        )

    # --- Where there is no plan -----------------------------------------------------------------

    def _blank(self, status: Status) -> Result:
        return Result(
            status,
            None,
            reproducible=self.budget.reproducible,
            seed=self.budget.seed,
            workers=1 if self.budget.reproducible else self.budget.workers,
            versions=versions(),
        )

    def _nothing_left(self) -> Plan:
        findings = (*self.notes, Finding(KEY, "error", _NOTHING_LEFT))
        result = replace(self._blank("infeasible"), findings=findings)
        return Plan(self.case.problem, result)

    def _impossible(self, case: Case, chosen: Remedies, status: Status) -> Plan:
        """Return the reasons, and which session alone stands in the way of all others."""
        tight = self._tight(case, chosen).problem
        result = self._blank(status)
        on_sight = preflight(tight)
        reasons: Conflict | None = None
        ways_out: tuple[Finding, ...] = ()
        if result.status == "infeasible":
            errors = [finding for finding in on_sight if finding.severity == "error"]
            if not errors:
                reasons = conflict(tight, self.budget)
                errors = list(reasons.findings) if reasons else []
            if not errors:
                on_sight = (*on_sight, *self._why_at_least())
            ways_out = tuple(self._ways_out(case, errors))
        result = replace(
            result,
            findings=(*self.notes, *on_sight, *ways_out),
            seconds=self.budget.spent,
        )
        return Plan(case.problem, result, options=self._options(chosen), reasons=reasons)

    def _why_at_least(self) -> Iterator[Finding]:
        """Yield what is known where the search for fewer demands took too long."""
        yield Finding(KEY, "error", _NOTHING_HOLDS)
        for change in self.changes.announced:
            if isinstance(change, RoomIsClosed) and change.room in self.problem.room:
                there = [placed.session for placed in self.published.by_room.get(change.room, ())]
                left = [
                    session
                    for session in there
                    if session in self.problem.session and session not in self.over
                ]
                if left:
                    text = _WAS_THERE.fill(
                        room=room_text(self.problem, change.room),
                        sessions=some_sessions_text(self.problem, left),
                    )
                    yield Finding(KEY, "error", text, sessions=tuple(left), rooms=(change.room,))

    def _ways_out(self, case: Case, reasons: Iterable[Finding]) -> Iterator[Finding]:
        named = dict.fromkeys(session for finding in reasons for session in finding.sessions)
        together = self.budget.part("ways out")
        for session in [session for session in named if session not in self.over][:MOST_WAYS_OUT]:
            left = without_sessions(case, [session])
            if not left.problem.sessions or not together.left or self.budget.left < LEAST_TO_BEGIN:
                return
            nearest = self._nearest(left, self.published, stage="option")
            price = self._price_of(left, nearest)
            if price is not None:
                text = (_THEN_SO_MANY if price.moved else _THEN_NOTHING).fill(
                    session=session_text(case.problem, session),
                    moved=counted(price.moved, _MOVES, _MOVE),
                )
                yield Finding(KEY, "info", text, sessions=(session,))


_NOTHING_MOVES_UP = Text(
    "Rien n'avance : rien ne suit, ou ce qui suit ne peut pas être plus tôt",
    "Nothing moves up: nothing follows, or what follows cannot be any earlier",
)
_NOTHING_LEFT = Text(
    "il ne resterait aucune session au programme", "no session would be left in the programme"
)
_NOTHING_HOLDS = Text(
    "il est prouvé qu'aucun programme ne tient avec ces changements, mais une raison plus courte "
    "n'a pas été trouvée dans le temps imparti",
    "it is proven that no programme holds with these changes, but no shorter reason was found in "
    "the time given",
)
_WAS_THERE = Text(
    "{room} est fermée ; y avaient lieu : {sessions}",
    "{room} is closed; it held: {sessions}",
)
_THEN_NOTHING = Text(
    "Annuler {session} suffirait : aucune autre session ne changerait d'heure",
    "Cancelling {session} would do: no other session would change its time",
)
_THEN_SO_MANY = Text(
    "Annuler {session} suffirait : {moved} d'heure",
    "Cancelling {session} would do: {moved}",
)
_MOVES = Text("autre session changerait", "other session would change its time")
_MOVE = Text("autres sessions changeraient", "other sessions would change their time")


_LOOSEST: tuple[Way, ...] = ("without", "cancelled")


def _with(remedies: Remedies, number: int, remedy: Remedy) -> Remedies:
    return (*remedies[:number], remedy, *remedies[number + 1 :])


def _cancelling(remedies: Remedies) -> int:
    """Return how many sessions these remedies cancel."""
    return len({remedy.session for remedy in remedies if remedy.way == "cancelled"})


def _seats_are_proven(result: Result) -> bool:
    """Whether no seating of the timetable keeps more seats: the first aim of `assign`."""
    seating = result.seating
    return seating is None or not seating.tiers or seating.tiers[0].status == "optimal"
