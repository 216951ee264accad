"""Why an attendee is not in a workshop, and the cheapest chain of moves that would let them in.

With everybody else's seats as they are, who may move where is a graph: its nodes are the
sessions of one round, to have no seat, and a sink for places that are free; an edge from one
session to another is the cheapest person who could move so. What it costs to let somebody in
is a shortest path (Bellman and Ford) from the session they want to the one they leave, costs
compared aim by aim, as the seats were given out. Where no cycle of that graph gains anything,
no other seating of the round costs less (Ahuja, Magnanti and Orlin, "Network Flows", 1993,
section 9.3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import add

import numpy as np

from agenda_solver.assign import assign
from agenda_solver.assign.aims import Aim, aims, cost, lack_costs, seat_costs
from agenda_solver.assign.choices import NOBODY, Choices, Ints, choices
from agenda_solver.budget import Budget
from agenda_solver.fairness import Fairness
from agenda_solver.problem import Problem
from agenda_solver.result import Status
from agenda_solver.rules import SEAT_RULES
from agenda_solver.rules.attendees import SessionHasEnoughAttendees, SessionHasPlacesForAll
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text
from agenda_solver.timetable import Seat, Timetable

# Chains that break a demand are looked for again without those whom it is about, so often.
MOST_TRIES = 20
# What others may mend by moving, so that it keeps nobody out.
_OF_NUMBERS = (SessionHasPlacesForAll.key, SessionHasEnoughAttendees.key)

_Costs = tuple[int, ...]
"""What a move adds to each aim, the first one first; last, how many people move."""


@dataclass(frozen=True)
class SeatMove:
    """Somebody who would sit elsewhere.

    Attributes
    ----------
    before, after : str or None
        The sessions' ids; None where there is no seat.
    rank_before, rank_after : int or None
        Which of their wishes each is; None where it is none, or there is no seat.
    """

    attendee: str
    before: str | None
    after: str | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True)
class AimCost:
    """What an aim of the seating comes to as it is, and as it would be."""

    aim: Text
    before: int
    after: int


@dataclass(frozen=True)
class OtherSeat:
    """What it takes that somebody has a seat in a workshop.

    Attributes
    ----------
    attendee, session : str
        Who asks for which; of a workshop that takes place several times, the time that is
        told of.
    here : bool
        Whether they have a seat in it.
    full : bool
        Whether all its places are taken.
    kept_out : tuple of Finding
        What keeps them out of it, whatever the others do.
    moves : tuple of SeatMove
        Who would sit elsewhere, the attendee first; empty where no way is known.
    costs : tuple of AimCost
        What each aim would come to.
    timetable : Timetable or None
        With the seats as they would be; it breaks no demand.
    proven : bool
        Whether it is proven that nothing costs less.
    """

    attendee: str
    session: str
    here: bool = False
    full: bool = False
    kept_out: tuple[Finding, ...] = ()
    moves: tuple[SeatMove, ...] = ()
    costs: tuple[AimCost, ...] = ()
    timetable: Timetable | None = None
    proven: bool = False

    @property
    def status(self) -> Status:
        """Whether it can be; ``optimal`` where nothing is proven to cost less."""
        if self.here or self.proven:
            return "optimal"
        if self.moves:
            return "feasible"
        return "infeasible" if self.kept_out else "unknown"


def other_seat(
    problem: Problem,
    timetable: Timetable,
    attendee: str,
    session: str,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
) -> OtherSeat:
    """Find the cheapest way to give somebody a seat in a workshop.

    Parameters
    ----------
    problem : Problem
        What was asked.
    timetable : Timetable
        With the seats as they are.
    attendee, session : str
        Ids. The first of several times or sub-groups of a workshop stands for all of them.
    budget : Budget, optional
        How long to search where no chain of moves will do.
    fairness : Fairness
        Whose wishes came first.
    """
    asked = _Asked(problem, timetable, attendee, fairness, budget or Budget())
    answers = [asked.answer(each) for each in _times(problem, session)]
    return min(answers, key=_preference)


def _times(problem: Problem, session: str) -> Sequence[str]:
    """Return the sessions that are meant: all of a workshop, or the one time that is named."""
    if problem.workshop(session) != session:
        return (session,)
    offered = [each for each in problem.offered if problem.workshop(each) == session]
    return offered or (session,)


def _preference(answer: OtherSeat) -> tuple[bool, bool, list[int], int]:
    """Order answers: a seat that is there, then what is cheapest, then what is impossible."""
    costs = [each.after for each in answer.costs]
    return not answer.here, not answer.moves, costs, len(answer.moves)


@dataclass
class _Asked:
    """Somebody who asks for another seat."""

    problem: Problem
    timetable: Timetable
    attendee: str
    fairness: Fairness
    budget: Budget

    def __post_init__(self) -> None:
        self.offered = choices(self.problem, self.timetable)
        self.taken = self.offered.taken(self.timetable.seats)
        self.aims = aims(self.offered, self.fairness)
        self.broken = set(_errors(self.problem, self.timetable))
        self.row = self.offered.attendees.index(self.attendee)

    def answer(self, session: str) -> OtherSeat:
        """Return what it takes to have a seat in one session."""
        asked = OtherSeat(self.attendee, session)
        if session in self.timetable.seats_of.get(self.attendee, ()):
            return replace(asked, here=True)
        if session not in self.offered.sessions:
            return replace(asked, kept_out=tuple(self._obstacles(session)))
        column = self.offered.sessions.index(session)
        seated = int((self.taken == column).sum())
        asked = replace(asked, full=seated >= int(self.offered.most[column]))
        obstacles = tuple(self._obstacles(session))
        if not self.offered.level[self.row, column]:
            return replace(asked, kept_out=obstacles)
        chained = None if obstacles else self._chained(asked, column)
        return chained or self._anew(asked)

    def _obstacles(self, session: str) -> Iterator[Finding]:
        """Yield the demands that the seat would break, but for how many sit where."""
        seats = [seat for seat in self.timetable.seats if not self._is_instead(seat, session)]
        trial = replace(self.timetable, seats=(*seats, Seat(self.attendee, session)))
        for finding in _errors(self.problem, trial):
            if finding not in self.broken and finding.rule not in _OF_NUMBERS:
                yield finding

    def _is_instead(self, seat: Seat, session: str) -> bool:
        """Whether a seat is the attendee's at the moment at which a session starts."""
        there = self.timetable.by_session
        if seat.attendee != self.attendee or session not in there or seat.session not in there:
            return False
        one, other = there[seat.session], there[session]
        return (one.day, one.start) == (other.day, other.start)

    # --- A chain of moves -------------------------------------------------------------------

    def _chained(self, asked: OtherSeat, column: int) -> OtherSeat | None:
        """Return the cheapest chain that breaks no demand, if one is found."""
        fixed = {self.row}
        for number in range(MOST_TRIES):
            graph = _Graph(self.offered, self.taken, self.aims, column, fixed)
            moved = graph.cheapest(int(self.taken[self.row, graph.round]))
            if moved is None:
                return None
            taken = self.taken.copy()
            for row, after in {**moved, self.row: column}.items():
                taken[row, graph.round] = after
            trial = replace(self.timetable, seats=self.offered.seats(taken))
            errors = [each for each in _errors(self.problem, trial) if each not in self.broken]
            if not errors:
                proven = not number and graph.is_alone and graph.is_settled
                return self._answered(asked, taken, trial, proven=proven)
            concerned = {row for row in moved if self._is_about(row, errors)}
            fixed |= concerned or set(moved)
            if not moved:
                return None
        return None

    def _is_about(self, row: int, errors: Collection[Finding]) -> bool:
        return any(self.offered.attendees[row] in error.attendees for error in errors)

    def _answered(
        self, asked: OtherSeat, taken: Ints, trial: Timetable, *, proven: bool
    ) -> OtherSeat:
        costs = (
            AimCost(aim.text, cost(self.offered, aim, self.taken), cost(self.offered, aim, taken))
            for aim in self.aims
        )
        return replace(
            asked,
            moves=tuple(self._moves(taken)),
            costs=tuple(costs),
            timetable=trial,
            proven=proven,
        )

    def _moves(self, taken: Ints) -> Iterator[SeatMove]:
        """Yield who sits elsewhere, the attendee first."""
        rows, rounds = np.nonzero(taken != self.taken)
        moved = sorted(zip(rows.tolist(), rounds.tolist(), strict=True))
        for row, number in sorted(moved, key=lambda each: each[0] != self.row):
            before, after = int(self.taken[row, number]), int(taken[row, number])
            yield SeatMove(
                self.offered.attendees[row],
                self._session(before),
                self._session(after),
                self._rank(row, before),
                self._rank(row, after),
            )

    def _session(self, column: int) -> str | None:
        return None if column == NOBODY else self.offered.sessions[column]

    def _rank(self, row: int, column: int) -> int | None:
        if column == NOBODY or not self.offered.wished[row, column]:
            return None
        return int(self.offered.level[row, column])

    # --- All seats anew ---------------------------------------------------------------------

    def _anew(self, asked: OtherSeat) -> OtherSeat:
        """Give out the seats anew, as few of them otherwise as can be, with the one asked for."""
        must = [*self.problem.attendee[self.attendee].must_attend, asked.session]
        attendees = [
            each.model_copy(update={"must_attend": must}) if each.id == self.attendee else each
            for each in self.problem.attendees
        ]
        problem = self.problem.with_tables(attendees=attendees)
        seated, seating = assign(
            problem,
            self.timetable,
            self.budget,
            fairness=self.fairness,
            before=self.timetable.seats,
            pinned=[Seat(self.attendee, asked.session)],
        )
        if seating.status in ("infeasible", "unknown"):
            return replace(asked, kept_out=seating.findings)
        return self._answered(asked, self.offered.taken(seated.seats), seated, proven=False)


def _errors(problem: Problem, timetable: Timetable) -> list[Finding]:
    return [
        finding
        for rule in SEAT_RULES
        for finding in rule.check(problem, timetable)
        if finding.severity == "error"
    ]


class _Graph:
    """Who of one round could move where, and what that costs; see the module.

    Nodes are the round's sessions by their place in `columns`, then `nowhere`, then `sink`.
    """

    def __init__(
        self, offered: Choices, taken: Ints, wanted: Sequence[Aim], column: int, fixed: set[int]
    ) -> None:
        self.offered = offered
        self.round = int(offered.round_of[column])
        self.columns = np.flatnonzero(offered.round_of == self.round)
        self.nowhere, self.sink = len(self.columns), len(self.columns) + 1
        self.start = self._node(column)
        self.at = np.array([self._node(seat) for seat in taken[:, self.round].tolist()])
        self.fixed = fixed
        self.none: _Costs = (0,) * (1 + len(wanted))
        self.edges = {**self._moves([self._prices(aim) for aim in wanted]), **self._places()}

    def _node(self, column: int) -> int:
        where = np.flatnonzero(self.columns == column)
        return int(where[0]) if len(where) else self.nowhere

    def _prices(self, aim: Aim) -> Ints:
        """Return what it adds to an aim that somebody is at a node (n × nodes but the sink)."""
        seats = seat_costs(self.offered, aim)[:, self.columns]
        return np.column_stack([seats, lack_costs(self.offered, aim)[:, self.round]])

    def _moves(self, prices: Sequence[Ints]) -> dict[tuple[int, int], tuple[_Costs, int | None]]:
        """Return the cheapest person who could move from each node to each other one."""
        due = self.offered.due[:, self.round]
        may = np.column_stack([self.offered.level[:, self.columns] > 0, np.full(len(due), True)])
        free = np.ones(len(due), dtype=np.bool_)
        free[list(self.fixed)] = False
        edges: dict[tuple[int, int], tuple[_Costs, int | None]] = {}
        for node in range(self.sink):
            rows = np.flatnonzero((self.at == node) & free & (due | (node != self.nowhere)))
            added = [price[rows] - price[rows, node][:, None] for price in prices]
            for other in range(self.sink) if len(rows) else ():
                near = np.flatnonzero(may[rows, other]) if other != node else np.zeros(0, np.int64)
                for amounts in added if len(near) else ():
                    there = amounts[near, other]
                    near = near[there == there.min()]
                if len(near):
                    costs = (*(int(amounts[near[0], other]) for amounts in added), 1)
                    edges[node, other] = costs, int(rows[near[0]])
        return edges

    def _places(self) -> dict[tuple[int, int], tuple[_Costs, int | None]]:
        """Return where a place is free, and where one would be left free."""
        edges: dict[tuple[int, int], tuple[_Costs, int | None]] = {}
        counts = np.bincount(self.at, minlength=self.sink)
        for node in range(self.sink):
            if node == self.nowhere or counts[node] < self.offered.most[self.columns[node]]:
                edges[node, self.sink] = self.none, None
            if node == self.nowhere or counts[node]:
                edges[self.sink, node] = self.none, None
        return edges

    @property
    def is_alone(self) -> bool:
        """Whether the seats of this round have nothing to do with those of others."""
        offered = self.offered
        of_other_rounds = {session for pair in offered.exclusive for session in pair}
        return (
            (self.round,) in offered.families
            and of_other_rounds.isdisjoint(self.columns.tolist())
            and offered.beyond is None
        )

    @property
    def is_settled(self) -> bool:
        """Whether no cycle of moves gains anything."""
        return self._shortest(dict.fromkeys(range(self.sink + 1), self.none)) is not None

    def cheapest(self, leaves: int) -> Mapping[int, int] | None:
        """Return where others would sit, by number, so that a place is free at the start.

        Parameters
        ----------
        leaves : int
            The session that is left for it, or `NOBODY`.
        """
        reached = self._shortest({self.start: self.none})
        node = self._node(leaves)
        if reached is None or node not in reached:
            return None
        moved: dict[int, int] = {}
        while node != self.start:
            before = reached[node]
            person = self.edges[before, node][1]
            if person is not None:
                moved[person] = NOBODY if node == self.nowhere else int(self.columns[node])
            node = before
        return moved

    def _shortest(self, known: dict[int, _Costs]) -> Mapping[int, int] | None:
        """Return the node before each on a shortest path; None where there is no shortest."""
        known, before = dict(known), dict[int, int]()
        for _ in range(self.sink + 2):
            better = False
            for (one, other), (costs, _person) in self.edges.items():
                if one not in known:
                    continue
                through = tuple(map(add, known[one], costs))
                if other not in known or through < known[other]:
                    known[other], before[other], better = through, one, True
            if not better:
                return before
        return None
