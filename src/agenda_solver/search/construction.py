"""A first timetable, without a model: sessions are placed one after the other.

Most constrained first. A session that has no place left draws some at random, takes the one
from which the sessions have to go that were sent away least, and sends them away: a list
heuristic with ejections, whose weights learn which sessions are hard to place (Glover,
"Ejection chains, reference structures and alternating path methods for traveling salesman
problems", 1996; weights as in Morris, "The breakout method for escaping from local minima",
1993). Sessions of a block, and parts with their whole, are placed and sent away together.
Who takes a part of which several people are named is chosen with each place.

Whatever costs something is not looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from agenda_solver.domains import Room
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Cost, Demand, Finding
from agenda_solver.search.bonds import Bond
from agenda_solver.search.start_sets import StartSets
from agenda_solver.search.starts import Stay, any_of, each_of, first_of, union
from agenda_solver.timetable import Casting, Timetable
from agenda_solver.verify import Verdict, verify

# Of a session without a place, so many are drawn.
DRAWS = 150
# A construction that comes to something is over after fewer steps: so many, and so many a session.
STEPS, STEPS_A_SESSION = 100, 5
# Of a session that follows another of its unit, so many.
DRAWS_BESIDE = 8
# So many places of the sessions of a unit are tried, for each of them, until others have to go.
NODES = 40
ROOMS_OF_A_START = 3
# So often a timetable is mended that `verify` finds fault with.
MENDINGS = 30

Cast = Mapping[tuple[str, int], str]
"""Who takes each part, by its role and number."""

_NOBODY: Cast = {}


@dataclass(frozen=True)
class Constructed:
    """What came of a construction.

    Attributes
    ----------
    timetable : Timetable or None
        Keeps all demands; None where there is none.
    verdict : Verdict or None
        What `verify` says of it.
    unplaced : tuple of str
        The sessions that have no place, where there is no timetable.
    broken : tuple of Finding
        What is broken although all have one.
    steps : int
        How many sessions were placed, those that were sent away each time anew.
    """

    timetable: Timetable | None = None
    verdict: Verdict | None = None
    unplaced: tuple[str, ...] = ()
    broken: tuple[Finding, ...] = ()
    steps: int = 0


def construct(
    problem: Problem,
    demands: Collection[Demand] = DEMANDS,
    *,
    seed: int = 0,
    near: Timetable | None = None,
    first: Sequence[Cost] = (),
    stop: Callable[[int], bool] = lambda _: False,
) -> Constructed:
    """Place every session so that all demands are kept.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold. Where no bond tells one that is not in `DEMANDS`, nothing is placed:
        what it asks of the seats, `check` may not see.
    seed : int
        Of the random choices.
    near : Timetable, optional
        Sessions are placed as in this one at first, where they may be.
    first : sequence of Cost
        What costs before all else, for `verify`.
    stop : callable
        Whether to give up after so many steps; there is an end in any case.

    Returns
    -------
    Constructed
        Its timetable passes `verify`, or is None.
    """
    openings = StartSets(problem, demands)
    further = [demand for demand in demands if demand not in DEMANDS]
    if any(demand.key in openings.unsaid for demand in further):
        return Constructed(unplaced=openings.sessions)
    construction = Construction(openings, seed, stop)
    if near is not None:
        construction.follow(near)
    broken: tuple[Finding, ...] = ()
    for _ in range(MENDINGS):
        if not construction.run():
            break
        timetable = construction.timetable()
        verdict = verify(problem, timetable, first)
        beside = (finding for rule in further for finding in rule.check(problem, timetable))
        broken = (*verdict.errors, *beside)
        if not broken:
            return Constructed(timetable, verdict, steps=construction.steps)
        named = [session for finding in broken for session in finding.sessions]
        if not named:
            break
        construction.send_away(named)
    return Constructed(unplaced=construction.unplaced, broken=broken, steps=construction.steps)


class Construction:
    """Sessions that are placed, and those that wait.

    Parameters
    ----------
    openings : StartSets
        What is left to each session.
    seed : int
        Of the random choices.
    stop : callable
        Whether to give up after so many steps.

    Attributes
    ----------
    steps : int
        How many units were placed.
    """

    def __init__(self, openings: StartSets, seed: int, stop: Callable[[int], bool]) -> None:
        self.steps = 0
        self._openings = openings
        self._stop = stop
        self._most_steps = STEPS + STEPS_A_SESSION * len(openings.sessions)
        self._random = Random(seed)
        self._stays: list[Stay | None] = [None] * len(openings.sessions)
        self._casts: list[Cast] = [_NOBODY] * len(openings.sessions)
        self._units = openings.units
        self._unit = {number: place for place, unit in enumerate(self._units) for number in unit}
        self._weights = [1] * len(self._units)
        self._busy: dict[str, int] = {}
        self._claims = self._count_claims()
        self._is_mended = False
        self._waiting = sorted(range(len(self._units)), key=self._ease)

    def _count_claims(self) -> dict[Room, int]:
        """Return how many sessions each room is open to."""
        claims: dict[Room, int] = {None: 0}
        for own in self._openings.own:
            for room in dict.fromkeys(room for _, room in own):
                claims[room] = claims.get(room, 0) + 1
        return claims

    def _ease(self, place: int) -> tuple[float, int]:
        """Return how easy a unit is to place: those are the last."""
        numbers = self._units[place]
        openings = self._openings
        choices = min(
            sum(starts.bit_count() for starts in openings.own[number].values())
            for number in numbers
        )
        related = sum(len(openings.bonds[number]) for number in numbers)
        longest = sum(max((length for length, _ in openings.own[n]), default=1) for n in numbers)
        return -choices / (1 + related) / longest, -place

    # --- All of them ----------------------------------------------------------------------

    def follow(self, timetable: Timetable) -> None:
        """Place sessions as in a timetable, where they may be."""
        for place in [*self._waiting]:
            plan = [self._as_in(timetable, number) for number in self._units[place]]
            if self._put_freely(plan):
                self._waiting.remove(place)

    def _as_in(self, timetable: Timetable, number: int) -> tuple[int, Stay, Cast] | None:
        session = self._openings.sessions[number]
        placement = timetable.by_session.get(session)
        stay = self._openings.stay(placement) if placement is not None else None
        if stay is None:
            return None
        cast: dict[tuple[str, int], str] = {}
        for role, entry, people in self._openings.parts[number]:
            for person in timetable.by_part.get((session, role, entry), ()):
                if person not in people or not self._may_come(number, person, stay):
                    return None
                cast[role, entry] = person
        few = len({*cast.values()}) < len(self._openings.parts[number])
        return None if few and number in self._openings.filled_parts else (number, stay, cast)

    def _put_freely(self, plan: Iterable[tuple[int, Stay, Cast] | None]) -> bool:
        """Place a whole unit, if nobody has to go; otherwise nothing of it."""
        placed: list[int] = []
        for planned in plan:
            if planned is None or self._clashing(*planned):
                for number in placed:
                    self._take(number)
                return False
            self._put(*planned)
            placed.append(planned[0])
        return True

    def run(self) -> bool:
        """Place all that wait; return whether all are placed."""
        while self._waiting:
            if self.steps >= self._most_steps or self._stop(self.steps):
                return False
            self.steps += 1
            place = self._waiting.pop()
            if not self._fit(self._units[place]):
                sent_away = self._push_in(place)
                if sent_away is None:
                    self._waiting.append(place)
                    if not all(self._openings.own[number] for number in self._units[place]):
                        return False
                    continue
                self._waiting += sorted(sent_away, key=self._weights.__getitem__)
        return True

    def send_away(self, sessions: Iterable[str]) -> None:
        """Take sessions out, to be placed anywhere else."""
        self._is_mended = True
        numbers = (self._openings.number[session] for session in sessions)
        for place in dict.fromkeys(self._unit[number] for number in numbers):
            if place not in self._waiting:
                self._send_away(place)
                self._waiting.append(place)
        self._random.shuffle(self._waiting)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """The ids of the sessions that wait."""
        numbers = (number for place in self._waiting for number in self._units[place])
        return tuple(self._openings.sessions[number] for number in sorted(numbers))

    def timetable(self) -> Timetable:
        """Return the sessions that are placed as a timetable."""
        sessions = self._openings.sessions
        return Timetable.of(
            (
                self._openings.placement(number, stay)
                for number, stay in enumerate(self._stays)
                if stay is not None
            ),
            cast=(
                Casting(sessions[number], role, entry, person)
                for number, cast in enumerate(self._casts)
                for (role, entry), person in cast.items()
            ),
        )

    # --- One session ----------------------------------------------------------------------

    def _bonds(self, number: int, cast: Cast) -> Iterator[Bond]:
        """Yield what concerns a session, with those who take its parts."""
        yield from self._openings.bonds[number]
        of_person = self._openings.of_person[number]
        for person in dict.fromkeys(cast.values()):
            yield from of_person.get(person, ())

    def _put(self, number: int, stay: Stay, cast: Cast) -> None:
        self._stays[number], self._casts[number] = stay, cast
        for bond in self._bonds(number, cast):
            bond.put(number, stay)
        for room in self._openings.rooms_of(number, stay.room):
            self._openings.line_of(room).put(number, stay)
        for person in cast.values():
            self._busy[person] = self._busy.get(person, 0) + 1

    def _take(self, number: int) -> None:
        stay, cast = self._stays[number], self._casts[number]
        assert stay is not None
        for bond in self._bonds(number, cast):
            bond.take(number)
        for room in self._openings.rooms_of(number, stay.room):
            self._openings.line_of(room).take(number)
        for person in cast.values():
            self._busy[person] -= 1
        self._stays[number], self._casts[number] = None, _NOBODY

    def _send_away(self, place: int) -> None:
        """Take a unit out; next time, others go rather than this one."""
        self._weights[place] += 1
        for number in self._units[place]:
            self._openings.weights[number] = self._weights[place]
            if self._stays[number] is not None:
                self._take(number)

    def _options(self, number: int) -> dict[tuple[int, Room], int]:
        """Return the starts that are left to a session now, by its length and its room."""
        openings = self._openings
        own = openings.own[number]
        common: dict[int, int] = {}
        options: dict[tuple[int, Room], int] = {}
        everywhere = [bond for bond in openings.bonds[number] if not bond.reads_room]
        here = [bond for bond in openings.bonds[number] if bond.reads_room]
        for (length, room), starts in own.items():
            stay = Stay(0, length, room)
            if length not in common:
                common[length] = self._left_anywhere(number, stay, own, everywhere)
            left = starts & common[length]
            for bond in here:
                if not left:
                    break
                left = bond.left(number, stay, left)
            if left and room in openings.by_rooms[number]:
                left = self._left_in_rooms(number, stay, left)
            if left:
                options[length, room] = left
        return options

    def _left_anywhere(
        self,
        number: int,
        stay: Stay,
        own: Mapping[tuple[int, Room], int],
        known: Iterable[Bond],
    ) -> int:
        """Return the starts that are left to a session of a length, whatever its room."""
        left = union(starts for (length, _), starts in own.items() if length == stay.length)
        for bond in known:
            if not left:
                return 0
            left = bond.left(number, stay, left)
        for _, _, people in self._openings.parts[number]:
            left = union(self._left_to(number, person, stay, left) for person in people)
        return left

    def _left_to(self, number: int, person: str, stay: Stay, starts: int) -> int:
        """Return at which of some starts somebody can take a part of a session."""
        starts &= self._openings.may_come[number][person].get(stay.length, 0)
        for bond in self._openings.of_person[number].get(person, ()):
            if starts and not bond.reads_room:
                starts = bond.left(number, stay, starts)
        return starts

    def _left_in_rooms(self, number: int, stay: Stay, starts: int) -> int:
        openings = self._openings
        for room in openings.rooms_of(number, stay.room):
            starts = openings.line_of(room).left(number, stay, starts)
            for other in openings.excluded[room]:
                if not starts:
                    return 0
                around = openings.around(number, room)
                starts = openings.line_of(other).left_unused(number, stay, around, starts)
        return starts

    def _may_come(self, number: int, person: str, stay: Stay) -> bool:
        return bool(self._openings.may_come[number][person].get(stay.length, 0) >> stay.start & 1)

    def _clashing(self, number: int, stay: Stay, cast: Cast) -> list[int]:
        """Return who has to go where a session gets a place; some perhaps twice."""
        openings = self._openings
        going: list[int] = []
        for bond in self._bonds(number, cast):
            going += bond.clashing(number, stay)
        for room in openings.rooms_of(number, stay.room):
            going += openings.line_of(room).clashing(number, stay)
            for other in openings.excluded[room]:
                ahead, after = openings.around(number, room)
                ticks = (1 << (stay.length + ahead + after)) - 1 << (stay.start - ahead)
                going += openings.line_of(other).using(number, ticks)
        return going

    def _chosen(self, number: int, stay: Stay, *, freely: bool) -> Cast | None:
        """Choose who takes the parts of a session: those who clash least, and have least.

        None where there is nobody for one; `freely`, where somebody would have to go.
        """
        parts = self._openings.parts[number]
        if not parts:
            return _NOBODY
        prices: list[list[tuple[int, int, str]]] = []
        for _, _, people in parts:
            priced = [
                (self._price(number, person, stay), self._busy.get(person, 0), person)
                for person in people
                if self._may_come(number, person, stay)
            ]
            prices.append(sorted(entry for entry in priced if not (freely and entry[0])))
        chosen = _distinct(prices)
        if chosen is None:
            return None
        return {part[:2]: person for part, person in zip(parts, chosen, strict=True)}

    def _price(self, number: int, person: str, stay: Stay) -> int:
        bonds = self._openings.of_person[number].get(person, ())
        going = {other for bond in bonds for other in bond.clashing(number, stay)}
        return sum(self._weights[self._unit[other]] for other in going)

    # --- A unit that fits -----------------------------------------------------------------

    def _fit(self, unit: tuple[int, ...]) -> bool:
        """Place all sessions of a unit if nobody has to go for them."""
        self._nodes = NODES * len(unit)
        return self._fit_from(unit, 0)

    def _fit_from(self, unit: tuple[int, ...], place: int) -> bool:
        if place == len(unit):
            return True
        number = unit[place]
        for stay, cast in self._free_places(unit, place):
            self._put(number, stay, cast)
            if self._fit_from(unit, place + 1):
                return True
            self._take(number)
            self._nodes -= 1
            if self._nodes < 0:
                return False
        return False

    def _free_places(self, unit: tuple[int, ...], place: int) -> Iterator[tuple[Stay, Cast]]:
        """Yield places of a session at which nobody has to go, the first start first."""
        number = unit[place]
        options = self._options(number)
        starts = union(options.values())
        if place == 0 and len(unit) > 1:
            for other in self._openings.mates[number]:
                starts &= union(self._options(other).values())
        if wanted := union(bond.wanted(number) for bond in self._openings.bonds[number]) & starts:
            starts = wanted
        if self._is_mended and starts:
            starts = _from(any_of(starts, self._random), starts)
        for start in each_of(starts):
            keys = [key for key, left in options.items() if left >> start & 1]
            keys.sort(key=lambda key: (key[0], self._claims[key[1]]))
            for length, room in keys[:ROOMS_OF_A_START]:
                stay = Stay(start, length, room)
                cast = self._chosen(number, stay, freely=True)
                if cast is not None:
                    yield stay, cast

    # --- A unit for which others go -------------------------------------------------------

    def _push_in(self, place: int) -> list[int] | None:
        """Place a unit, and send away those who have to go; None where it has no place at all."""
        best: tuple[float, list[tuple[int, Stay, Cast]], list[int]] | None = None
        choices = union(self._openings.own[self._units[place][0]].values()).bit_count()
        for _ in range(min(DRAWS, 4 * choices * len(self._claims))):
            drawn = self._draw(place)
            if drawn is None:
                continue
            plan, going = drawn
            price = sum(map(self._weights.__getitem__, going)) + self._random.random()
            if best is None or price < best[0]:
                best = price, plan, going
        if best is None:
            return None
        _, plan, going = best
        for other in going:
            self._send_away(other)
        for number, stay, cast in plan:
            self._put(number, stay, cast)
        return going

    def _draw(self, place: int) -> tuple[list[tuple[int, Stay, Cast]], list[int]] | None:
        """Draw places for the sessions of a unit; return them, and the units that have to go."""
        going: dict[int, None] = {}
        plan: list[tuple[int, Stay, Cast]] = []
        try:
            for number in self._units[place]:
                drawn = self._draw_one(number) if not plan else self._draw_beside(number, place)
                if drawn is None or place in drawn[2]:
                    return None
                stay, cast, others = drawn
                going |= dict.fromkeys(others)
                plan.append((number, stay, cast))
                if len(self._units[place]) > 1:
                    self._put(number, stay, cast)
        finally:
            if len(self._units[place]) > 1:
                for number, _, _ in plan:
                    self._take(number)
        return plan, list(going)

    def _draw_one(self, number: int) -> tuple[Stay, Cast, Collection[int]] | None:
        keys = self._openings.keys[number]
        length, room = keys[self._random.randrange(len(keys))]
        start = any_of(self._openings.own[number][length, room], self._random)
        return self._weighed(number, Stay(start, length, room))

    def _weighed(self, number: int, stay: Stay) -> tuple[Stay, Cast, Collection[int]] | None:
        cast = self._chosen(number, stay, freely=False)
        if cast is None:
            return None
        going = {self._unit[other]: None for other in self._clashing(number, stay, cast)}
        return stay, cast, going

    def _draw_beside(self, number: int, place: int) -> tuple[Stay, Cast, Collection[int]] | None:
        """Draw a place of a session whose unit has some: the cheapest of a few.

        Its unit stays: what its sessions leave to one another is not drawn from.
        """
        options = self._options(number)
        if not options:
            options = self._left_by_unit(number, place)
        best: tuple[float, tuple[Stay, Cast, Collection[int]]] | None = None
        keys = list(options)
        for _ in range(min(DRAWS_BESIDE, 2 * len(keys))):
            length, room = keys[self._random.randrange(len(keys))]
            starts = options[length, room]
            stay = Stay(first_of(starts), length, room)
            weighed = self._weighed(number, stay)
            if weighed is None or place in weighed[2]:
                continue
            price = sum(map(self._weights.__getitem__, weighed[2])) + self._random.random()
            if best is None or price < best[0]:
                best = price, weighed
        return best[1] if best else None

    def _left_by_unit(self, number: int, place: int) -> dict[tuple[int, Room], int]:
        """Return the starts that bonds within a unit leave to one of its sessions."""
        unit = set(self._units[place])
        bonds = [
            bond
            for bond in self._openings.bonds[number]
            if bond.placed and unit.issuperset(bond.placed)
        ]
        options: dict[tuple[int, Room], int] = {}
        for (length, room), starts in self._openings.own[number].items():
            for bond in bonds:
                starts = bond.left(number, Stay(0, length, room), starts)  # noqa: PLW2901
            if starts:
                options[length, room] = starts
        return options


def _from(start: int, starts: int) -> int:
    """Return some starts without those before one of them."""
    return starts >> start << start


def _distinct(prices: list[list[tuple[int, int, str]]]) -> list[str] | None:
    """Choose somebody for each part, nobody for two: the first of each who is left.

    Where that ends with nobody, parts whose people are fewer choose first.
    """
    order = sorted(range(len(prices)), key=lambda part: len(prices[part]))
    chosen: dict[int, str] = {}

    def choose(place: int) -> bool:
        if place == len(order):
            return True
        for _, _, person in prices[order[place]]:
            if person not in chosen.values():
                chosen[order[place]] = person
                if choose(place + 1):
                    return True
                del chosen[order[place]]
        return False

    return [chosen[part] for part in range(len(prices))] if choose(0) else None
