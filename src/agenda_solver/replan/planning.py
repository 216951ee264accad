"""Solves the ways to go on, takes the nearest that keeps every session, and prices the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from agenda_solver.assign import with_seats
from agenda_solver.assign.aims import Aim
from agenda_solver.assign.choices import choices
from agenda_solver.assign.seating import find
from agenda_solver.assign.whole import RefusedTimetables, refused
from agenda_solver.budget import LEAST_TO_BEGIN, Budget, Stage
from agenda_solver.changes import CHANGE, Changes, RoomIsClosed
from agenda_solver.difference import Difference, Version, difference
from agenda_solver.explain import Conflict, WayOut, conflict, ways_out
from agenda_solver.explain.neighbourhood import SMALL
from agenda_solver.fairness import Fairness
from agenda_solver.least import Least
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem, Window
from agenda_solver.replan.announcements import StaysAsAnnounced
from agenda_solver.replan.answering import Answering, WayOn
from agenda_solver.replan.applying import (
    applied,
    begun,
    held_in_place,
    narrowed,
    without_sessions,
)
from agenda_solver.replan.choosing import Choice, choose, replaced_at
from agenda_solver.replan.gaps import moved_up
from agenda_solver.replan.nearest import Nearest, nearest, unmoved
from agenda_solver.replan.overridden import Overridden
from agenda_solver.replan.parts import Case
from agenda_solver.replan.plan import Beside, Gap, Instruction, Option, Plan, Price, Standbys
from agenda_solver.replan.polishing import as_found, polished
from agenda_solver.replan.ways import Remedies, concerns, deserted, inside, remedied
from agenda_solver.result import Result, Seating, Status
from agenda_solver.rules.rule import Cost, Finding
from agenda_solver.rules.stability import stability
from agenda_solver.rules.words import room_text, session_text, some_sessions_text
from agenda_solver.solve import Progress, versions
from agenda_solver.text import Text, counted
from agenda_solver.timetable import Placement, Seat, Timetable

# What the seats of an option keep small.
_SEATED = (Aim("moved"), Aim("lacking"))
# So many ways out are looked for where nothing is possible, and so many sessions tried as one.
MOST_WAYS = 3
# Where the plan alone is looked for, so many seconds the reasons have; and of a large draft, in
# which they are slow, the way out.
REASONS_ALONE, WAYS_ALONE = 2.0, 4.0
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
            return "unknown"  # it was not found out whether all find a seat who must be there
        return self.nearest.status


@dataclass(frozen=True)
class _Seats:
    """The seats of a timetable, and whether no others change fewer and leave fewer lacking."""

    given: tuple[Seat, ...]
    proven: bool


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
    least: Least
    start: Timetable | None = None
    alone: bool = False

    def __post_init__(self) -> None:
        self.published = self.before.timetable
        self.begun = begun(self.published, self.changes.now)
        start = applied(self.published, self.problem, self.changes)
        self.case, self.notes = start.case, start.notes
        self.was = Case.of(self.before.problem, self.published)
        self.concerns = concerns(self.published, self.case, self.was, self.changes)
        self._cases: dict[Remedies, Case] = {}
        self._tried: dict[Remedies, _Tried] = {}
        self._priced: set[Remedies] = set()
        self._searched: set[Remedies] = set()
        # Of these it is known that the seats can be given.
        self._given: set[tuple[Placement, ...]] = set()
        self._seats: dict[tuple[Placement, ...], _Seats] = {}
        # What was found first is near to what is looked for next.
        self._first_found = self.start

    def plan(self) -> Plan:
        """Return the plan."""
        if not self.case.problem.sessions:
            return self._nothing_left()
        choice = self._chosen()
        chosen = choice.remedies
        tried = self._try(chosen)
        if tried.case is None:
            options, standbys = self._options(chosen)
            return replace(self._nothing_left(), options=options, standbys=standbys)
        if tried.nearest.timetable is None:
            return self._impossible(tried.case, choice, tried.nearest)
        gaps, closed = self._gaps(tried)
        near, reference = tried.nearest, self.published
        notes = self.notes
        if self.changes.close_gaps and closed is not None:
            near, reference = closed
        elif self.changes.close_gaps:
            notes = (*notes, Finding(CHANGE, "info", _NOTHING_MOVES_UP))
        result = polished(
            tried.case.problem,
            self._tight(tried.case, chosen),
            near,
            reference,
            self.near_to(reference),
            self.budget.part("polishing"),
            progress=self.progress,
        )
        if self._refused(tried.case.problem, result.timetable) is not None:
            result = as_found(tried.case.problem, near, self.near_to(reference), self.budget)
        otherwise = None if self.alone else self._otherwise(tried)
        options, standbys = self._options(chosen)
        result = self._seated(tried.case.problem, result)
        result = replace(
            result,
            findings=(*notes, *self.on_sight(tried.case.problem), *result.findings),
            seconds=self.budget.spent,
        )
        assert result.timetable is not None
        changed = difference(self.before, Version(tried.case.problem, result.timetable))
        proven = choice.proven and near.status == "optimal" and _seats_are_proven(result)
        price = Price.of(changed, proven=proven)
        if otherwise is not None and not self._counted_otherwise._is_less(otherwise, price):
            otherwise = None  # what was found at first has become as good since
        if not self.changes.close_gaps:
            options = tuple(_as_planned(option, price) for option in options)
        plan = Plan(
            problem=tried.case.problem,
            result=result,
            difference=changed,
            price=price,
            least=self.least,
            otherwise=otherwise,
            options=options,
            standbys=standbys,
            gaps=gaps,
            remedies=choice.remedies,
            settled=choice.proven,
        )
        return self.with_sentences(plan, changed)

    def on_sight(self, problem: Problem) -> tuple[Finding, ...]:
        """Return what `preflight` says of what a plan is of; not where that alone is asked."""
        return () if self.alone else preflight(problem)

    def with_sentences(self, plan: Plan, changed: Difference) -> Plan:
        """Return a plan with what is said of what it changes."""
        before = self.before.problem
        return replace(
            plan,
            gone={session: session_text(before, session) for session in changed.cancelled},
            overridden=self._overridden(
                plan.problem, plan.result.timetable, Choice(plan.remedies, plan.settled)
            ),
        )

    def _overridden(
        self, problem: Problem, after: Timetable | None, choice: Choice
    ) -> tuple[Text, ...]:
        telling = Overridden(
            self.was,
            self.published,
            self._answering,
            self.changes,
            problem,
            after,
            choice.proven,
        )
        return telling.texts(self.concerns)

    # --- Choosing ---------------------------------------------------------------------------

    def _chosen(self) -> Choice:
        """Return the remedies that keep every session that can be kept, and change least.

        Of those that change as little, each is the first that an organiser would give.
        """
        choice = choose(self.concerns, self)
        if choice is None:
            return Choice(tuple(concern.remedies[-1] for concern in self.concerns), proven=True)
        remedies = choice.remedies
        for number, concern in enumerate(self.concerns):
            if remedies[number].way == "cancelled":
                continue
            for remedy in concern.remedies[: concern.remedies.index(remedies[number])]:
                other = replaced_at(remedies, number, remedy)
                if self._is_as_near(other, remedies):
                    remedies = other
                    break
        return replace(choice, remedies=remedies)

    def _is_as_near(self, remedies: Remedies, chosen: Remedies) -> bool:
        if self.deserted(remedies) or (self.over and not self._at_sight(remedies)):
            return False
        price, least = self._try(remedies, "option").price, self._try(chosen).price
        if price is None or least is None or not price.proven:
            return False
        return self._key(price) <= self._key(least)

    def nearest(self, remedies: Remedies, like: Remedies | None = None) -> Nearest | None:
        """See `agenda_solver.replan.choosing.Trials`."""
        known = self._tried.get(like) if like is not None else None
        tried = self._solved(remedies, "nearest", known.nearest.timetable if known else None)
        return None if tried.case is None else tried.nearest

    def price(self, remedies: Remedies) -> Price | None:
        """See `agenda_solver.replan.choosing.Trials`."""
        return self._try(remedies).price

    def deserted(self, remedies: Remedies) -> tuple[str, ...]:
        """See `agenda_solver.replan.choosing.Trials`."""
        return deserted(self.case_with(remedies), remedies)

    def gone(self, sessions: Iterable[str]) -> frozenset[str]:
        """See `agenda_solver.replan.choosing.Trials`."""
        return frozenset(self.case.problem.with_their_parts(sessions))

    def within(self, session: str) -> frozenset[str]:
        """See `agenda_solver.replan.choosing.Trials`."""
        return inside(self.case, session)

    @property
    def over(self) -> bool:
        """See `agenda_solver.replan.choosing.Trials`."""
        return self.budget.stopped or self.budget.left < LEAST_TO_BEGIN

    @property
    def late(self) -> bool:
        """See `agenda_solver.replan.choosing.Trials`."""
        return self.budget.stopped or not self.budget.left

    # --- Trying -------------------------------------------------------------------------------

    def case_with(self, remedies: Remedies) -> Case:
        """Return what is asked with some remedies."""
        if remedies not in self._cases:
            self._cases[remedies] = remedied(self.case, remedies)
        return self._cases[remedies]

    def _try(self, remedies: Remedies, stage: Stage = "nearest") -> _Tried:
        """Solve some remedies, in the time of a stage, and say what they change."""
        tried = self._solved(remedies, stage)
        if tried.price is None and tried.case is not None and remedies not in self._priced:
            self._priced.add(remedies)
            tried = replace(tried, price=self._price_of(tried.case, tried.nearest))
            self._tried[remedies] = tried
        return tried

    def _solved(self, remedies: Remedies, stage: Stage, start: Timetable | None = None) -> _Tried:
        if remedies not in self._tried and not self._at_sight(remedies):
            case = self.case_with(remedies)
            start = start or self._first_found
            nearest = self._nearest(case, self.published, start, stage, remedies)
            self._first_found = self._first_found or nearest.timetable
            self._tried[remedies] = _Tried(case, nearest)
        return self._tried[remedies]

    def _at_sight(self, remedies: Remedies) -> bool:
        """Solve some remedies if that takes no search, and tell whether they are solved."""
        if remedies in self._tried:
            return True
        if remedies in self._searched:
            return False
        self._searched.add(remedies)
        case = self.case_with(remedies)
        if not case.problem.sessions:
            self._tried[remedies] = _Tried(None, Nearest("infeasible"))
            return True
        nearest = unmoved(self._tight(case, remedies), self.published, self.near_to(self.published))
        if nearest is None or self._refused(case.problem, nearest.timetable) is not None:
            return False
        self._tried[remedies] = _Tried(case, nearest)
        self.budget.stop.heeded = True
        return True

    def _tight(self, case: Case, remedies: Remedies) -> Case:
        """Return a case in which what may not change cannot, those chosen by remedies included."""
        tight = held_in_place(case, self.published, self.changes.now, self.held)
        return narrowed(
            tight, {remedy.session for remedy in remedies if remedy.session in case.problem.session}
        )

    def near_to(self, timetable: Timetable) -> tuple[Cost, ...]:
        """Return what it costs not to be near to a timetable, as the organiser counts."""
        return stability(timetable, self._people if self.least == "touched" else None)

    @cached_property
    def _people(self) -> Mapping[str, frozenset[str]]:
        known = self.before.problem.session
        return {
            placement.session: frozenset(self.published.roster(known[placement.session]))
            for placement in self.published.placements
        }

    def _key(self, price: Price) -> tuple[int, ...]:
        """Return how much a plan changes, what matters most to the organiser first."""
        cancelled, *amounts = price.amounts
        touched = (price.touched,) if self.least == "touched" else ()
        return (cancelled, *touched, *amounts, price.unseated)

    def _nearest(
        self,
        case: Case,
        near_to: Timetable,
        start: Timetable | None,
        stage: Stage,
        remedies: Remedies = (),
    ) -> Nearest:
        """Return the nearest timetable of those whose seats can be given."""
        refusals, budget = RefusedTimetables(), self.budget.part(stage)
        while True:
            further = refusals.as_demands if refusals.demands or refusals.timetables else ()
            near = nearest(
                self._tight(case, remedies),
                near_to,
                self.near_to(near_to),
                budget,
                start=start,
                further=further,
                progress=self.progress,
            )
            near = replace(near, further=further)
            why = self._refused(case.problem, near.timetable)
            if why is None:
                return near
            assert near.timetable is not None
            refusals.add(near.timetable, why)
            if not budget.left:
                return Nearest("unknown", further=refusals.as_demands)

    def _refused(self, problem: Problem, timetable: Timetable | None) -> Seating | None:
        """Return why the seats of a timetable cannot be given, where there were some."""
        if timetable is None or not self.published.seats:
            return None
        if timetable.placements in self._given and not problem.person_of:
            return None
        budget = self.budget.part("seats of an option")
        why = refused(problem, timetable, budget, pinned=self.pinned)
        if why is None:
            self._given.add(timetable.placements)
        return why

    @property
    def _counted_otherwise(self) -> Planner:
        """The same, where the other of sessions touched and times is kept least."""
        return replace(self, least="touched" if self.least == "times" else "times")

    def _otherwise(self, tried: _Tried) -> Price | None:
        """Return what the plan would change if it were counted in the other way.

        None where nothing moves, where that comes to the same, or nothing better is found.
        """
        price = tried.price
        if price is None or not (price.moved or price.rooms) or self.over:
            return None
        other = replace(self._counted_otherwise, budget=self.budget.part("other way"))
        other._first_found = tried.nearest.timetable
        choice = other._chosen()
        other_price = other._try(choice.remedies).price
        if other_price is None or not other._is_less(other_price, price):
            return None
        return replace(other_price, proven=other_price.proven and choice.proven)

    def _is_less(self, one: Price, other: Price) -> bool:
        """Whether a plan changes less than another, in what is kept least here."""
        first = 3 if self.least == "times" else 2
        return self._key(one)[:first] < self._key(other)[:first]

    # --- Pricing ----------------------------------------------------------------------------

    def _options(self, chosen: Remedies) -> tuple[tuple[Option, ...], tuple[Standbys, ...]]:
        """Return each way for each session, the other sessions as chosen, as far as time allows.

        Those that need no search are priced first. And who could take the parts. Nothing where
        the plan alone is looked for.
        """
        if self.alone:
            return (), ()
        standbys = self.standbys(chosen)
        answers = self._answering.answers(chosen, standbys)
        ways = [answer.remedies for answer in answers]
        together = self.budget.part("options")
        for remedies in ways:
            self._at_sight(remedies)
        for remedies in ways:
            if together.left and self.budget.left > LEAST_TO_BEGIN:
                self._try(remedies, "option")
            elif remedies in self._tried:
                self._try(remedies)
        sessions = list(dict.fromkeys(answer.main.session for answer in answers))
        options = [(answer, self._option(answer, chosen)) for answer in answers]
        options.sort(
            key=lambda each: (
                sessions.index(each[1].session),
                _hope(each[1]),
                each[0].preference,
                self._key(each[1].price) if each[1].price else (),
            )
        )
        return tuple(option for _, option in options), tuple(standbys)

    def standbys(self, chosen: Remedies) -> list[Standbys]:
        """Return who could take the parts that somebody cannot."""
        return self._answering.standbys(chosen)

    @cached_property
    def _answering(self) -> Answering:
        return Answering(self.published, self.case, self.changes, self.concerns)

    def _option(self, answer: WayOn, chosen: Remedies) -> Option:
        tried = self._tried.get(answer.remedies)
        main = answer.main
        price = tried.price if tried else None
        return Option(
            session=main.session,
            way=main.way,
            person=main.person,
            by=main.by if main.way == "replaced" else None,
            beside=tuple(
                Beside(other.person, other.way, other.by if other.way == "replaced" else None)
                for other in answer.beside
            ),
            status=tried.status if tried else "unknown",
            price=price,
            chosen=answer.remedies == chosen and price is not None,
            deserted=answer.deserted,
            instruction=self._instruction(answer, price),
        )

    def _instruction(self, answer: WayOn, price: Price | None) -> Instruction | None:
        """Return what to announce for a way to be taken, where it comes to what it is said to."""
        instruction = self._answering.instruction(answer)
        everywhere = self._answering.everywhere(answer)
        if instruction is None or price is None or not self._at_sight(everywhere):
            return None
        instead = self._try(everywhere).price
        return instruction if instead and self._key(instead) == self._key(price) else None

    def _price_of(self, case: Case, nearest: Nearest) -> Price | None:
        """Return what a timetable changes; None where those who must be there find no seat."""
        if nearest.timetable is None:
            return None
        if not self.published.seats:
            after = Version(case.problem, nearest.timetable)
            return self._price(after, proven=nearest.status == "optimal")
        seats = self._fewest_changed(case.problem, nearest.timetable)
        if seats is None:
            return None
        seated = replace(nearest.timetable, seats=seats.given)
        proven = nearest.status == "optimal" and seats.proven
        return self._price(Version(case.problem, seated), proven=proven)

    def _fewest_changed(self, problem: Problem, timetable: Timetable) -> _Seats | None:
        """Return seats of a timetable of which as few change as can be; None where there are none.

        Where no attendee takes part in a session, it is the same whoever does.
        """
        known = self._seats.get(timetable.placements) if not problem.person_of else None
        if known is not None:
            return known
        offered = choices(problem, timetable, self.published.seats, self.pinned)
        budget = self.budget.part("seats of an option").by_clock()
        outcome = find(offered, self.fairness, budget, wanted=_SEATED, ties=False)
        if outcome.taken is None:
            return None
        seats = _Seats(tuple(offered.seats(outcome.taken)), outcome.proven)
        self._seats[timetable.placements] = seats
        return seats

    def _price(self, after: Version, *, proven: bool) -> Price:
        return Price.of(difference(self.before, after), proven=proven)

    def _gaps(self, tried: _Tried) -> tuple[Mapping[Gap, Price], tuple[Nearest, Timetable] | None]:
        """Return what it comes to whether gaps stay or close, and the nearest that closes them."""
        assert tried.case is not None
        problem = tried.case.problem
        closer = moved_up(self.published, self.before.problem, problem, self.begun)
        kept = [
            placement
            for placement in self.published.placements
            if placement.session in problem.session
        ]
        wanted = self.changes.close_gaps or not self.alone
        if list(closer.placements) == kept or tried.price is None or not wanted:
            return {}, None
        stage: Stage = "nearest" if self.changes.close_gaps else "option"
        nearest = self._nearest(tried.case, closer, closer, stage)
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
            places=not self.alone,
        )

    # --- Where there is no plan -----------------------------------------------------------------

    def _blank(self, status: Status) -> Result:
        return Result(
            status,
            None,
            reproducible=self.budget.reproducible,
            seed=self.budget.seed,
            workers=self.budget.threads,
            versions=versions(),
        )

    def _nothing_left(self) -> Plan:
        findings = (*self.notes, Finding(CHANGE, "error", _NOTHING_LEFT))
        result = replace(self._blank("infeasible"), findings=findings)
        return Plan(self.case.problem, result)

    def _impossible(self, case: Case, choice: Choice, nearest: Nearest) -> Plan:
        """Return the reasons, and which session alone stands in the way of all others."""
        tight = self._tight(case, choice.remedies).problem
        result = self._blank(nearest.status)
        on_sight = preflight(tight)
        reasons: Conflict | None = None
        cancelling: tuple[Finding, ...] = ()
        ways: tuple[WayOut, ...] = ()
        if result.status == "infeasible":
            errors = [finding for finding in on_sight if finding.severity == "error"]
            if not errors:
                budget = self.budget.at_most(REASONS_ALONE) if self.alone else self.budget
                reasons = conflict(tight, budget, nearest.further)
                errors = list(reasons.findings) if reasons else []
            if not errors:
                on_sight = (*on_sight, *self._why_at_least())
            announced = StaysAsAnnounced(self.changes, {*self.begun, *self.held})
            further = (*nearest.further, announced)
            large = self.alone and len(tight.sessions) > SMALL
            budget = self.budget.at_most(WAYS_ALONE) if large else self.budget
            most = 1 if self.alone else MOST_WAYS
            ways = ways_out(tight, budget, most, further=further, known=reasons)
            if not ways:
                cancelling = tuple(self._sessions_in_the_way(case, errors))
                cancelling = cancelling or tuple(self._those_of_closed_rooms(case))
        result = replace(
            result,
            findings=(*self.notes, *on_sight, *cancelling),
            seconds=self.budget.spent,
        )
        options, standbys = self._options(choice.remedies)
        return Plan(
            case.problem,
            result,
            options=options,
            standbys=standbys,
            overridden=self._overridden(case.problem, None, choice),
            reasons=reasons,
            ways=ways,
            giving_up=tuple(finding.text for finding in cancelling),
            remedies=choice.remedies,
            settled=choice.proven,
        )

    def _why_at_least(self) -> Iterator[Finding]:
        """Yield what is known where the search for fewer demands took too long."""
        yield Finding(CHANGE, "error", _NOTHING_HOLDS)
        for change in self.changes.announced:
            if not isinstance(change, RoomIsClosed) or change.room not in self.problem.room:
                continue
            if left := self._held_in(change.room, Window()):
                text = _WAS_THERE.fill(
                    room=room_text(self.problem, change.room),
                    sessions=some_sessions_text(self.problem, left),
                )
                yield Finding(CHANGE, "error", text, sessions=tuple(left), rooms=(change.room,))

    def _held_in(self, room: str, window: Window) -> list[str]:
        """Return what was to be in a room in a window."""
        return [
            placed.session
            for placed in self.published.placements
            if placed.session in self.problem.session
            and placed.session not in self.begun
            and room in self.problem.floor_of(placed.session, placed.room)
            and window.day in (None, placed.day)
            and placed.start < window.end
            and window.start < placed.end
        ]

    def _those_of_closed_rooms(self, case: Case) -> Iterator[Finding]:
        """Yield that all could be cancelled that was to be in the rooms that are closed."""
        closed = [one for one in self.changes.announced if isinstance(one, RoomIsClosed)]
        held = dict.fromkeys(
            session
            for closing in closed
            for session in self._held_in(closing.room, closing.window or Window())
            if session in case.problem.session
        )
        left = without_sessions(case, held)
        if not held or not left.problem.sessions:
            return
        nearest = self._nearest(left, self.published, self._first_found, "option")
        price = self._price_of(left, nearest)
        if price is not None:
            text = (_WITHOUT_THOSE if price.moved else _WITHOUT_THOSE_NOTHING).fill(
                sessions=some_sessions_text(case.problem, list(held)),
                moved=counted(price.moved, _MOVES, _MOVE),
            )
            yield Finding(CHANGE, "info", text, sessions=tuple(held))

    def _sessions_in_the_way(self, case: Case, reasons: Iterable[Finding]) -> Iterator[Finding]:
        """Yield which session alone stands in the way of all others, where no way out is known."""
        named = dict.fromkeys(session for finding in reasons for session in finding.sessions)
        together = self.budget.part("ways out")
        for session in [session for session in named if session not in self.begun][:MOST_WAYS_OUT]:
            left = without_sessions(case, [session])
            if not left.problem.sessions or not together.left or self.budget.left < LEAST_TO_BEGIN:
                return
            nearest = self._nearest(left, self.published, self._first_found, "option")
            price = self._price_of(left, nearest)
            if price is not None:
                text = (_THEN_SO_MANY if price.moved else _THEN_NOTHING).fill(
                    session=session_text(case.problem, session),
                    moved=counted(price.moved, _MOVES, _MOVE),
                )
                yield Finding(CHANGE, "info", text, sessions=(session,))


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
_WITHOUT_THOSE_NOTHING = Text(
    "Annuler ce qui devait y avoir lieu suffirait : {sessions}. Aucune autre session ne changerait "
    "d'heure",
    "Cancelling what was to be there would do: {sessions}. No other session would change its time",
)
_WITHOUT_THOSE = Text(
    "Annuler ce qui devait y avoir lieu suffirait : {sessions}. {moved} d'heure",
    "Cancelling what was to be there would do: {sessions}. {moved}",
)
_MOVES = Text("autre session changerait", "other session would change its time")
_MOVE = Text("autres sessions changeraient", "other sessions would change their time")


def _as_planned(option: Option, price: Price) -> Option:
    """Return an option; the one that is taken comes to what the plan does."""
    if not option.chosen or option.price is None:
        return option
    return replace(option, price=replace(price, proven=option.price.proven))


def _hope(option: Option) -> int:
    """Return where an option stands: those that are known to hold before those that are not."""
    if option.price is not None:
        return 0
    return 2 if option.status == "infeasible" else 1


def _seats_are_proven(result: Result) -> bool:
    """Whether no seating of the timetable keeps more seats: the first aim of `assign`."""
    seating = result.seating
    return seating is None or not seating.tiers or seating.tiers[0].status == "optimal"
