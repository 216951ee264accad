"""A conference as figures: what rules over stretches count, weighed, with rows by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from math import gcd

from agenda_solver.domains import Domain, domains
from agenda_solver.problem import Problem, Stretch, StretchCount
from agenda_solver.problem.places import taken
from agenda_solver.rules import DEMANDS, tiers
from agenda_solver.rules.paper_costs import followed, remote_level, with_one_person
from agenda_solver.rules.rule import UNKEPT, Cost, Demand, Pair
from agenda_solver.rules.stretches import chaired
from agenda_solver.rules.track_rooms import avoiding
from agenda_solver.rules.tracks import track_orders
from agenda_solver.wishes import busy_in

COUNTED = frozenset(
    (
        *("stretch_levels", "stretch_beside", "stretch_rooms", "stretch_parallel"),
        *("stretch_gaps", "stretch_number", "paper_speakers", "paper_wishes", "remote_hours"),
        "paper_rank",
    )
)
"""The rules that are counted here."""


def is_countable(problem: Problem) -> bool:
    """Whether papers are all in rooms, each of which holds one at a time: so they are counted."""
    return all(map(problem.takes_room, chain.from_iterable(problem.papers.values()))) and all(
        room.at_once == 1 for room in problem.rooms
    )


@dataclass(frozen=True)
class PaperFigures:
    """A paper: its id, its track, and what it costs where.

    Attributes
    ----------
    sizes : mapping of int to int
        By each stretch in which it may be, how much of a room it takes.
    levels : mapping of int to int
        By stretch, what that costs; by room likewise.
    rooms : frozenset of int
        In which it may be.
    """

    id: str
    track: int
    sizes: Mapping[int, int]
    levels: Mapping[int, int]
    rooms: frozenset[int]
    room_levels: Mapping[int, int]
    rank: int | None


class Figures:
    """What is to be placed, and what it costs, in whole numbers that share no factor.

    Parameters
    ----------
    problem : Problem
        What is asked.
    weights : mapping of Cost to int
        The costs of a tier; those that are not counted here are left out.
    demands : sequence of Demand
        What a placement of a paper must keep by itself.
    """

    def __init__(
        self,
        problem: Problem,
        weights: Mapping[Cost, int],
        demands: Sequence[Demand] = DEMANDS,
    ) -> None:
        self.problem = problem
        self.stretches: tuple[Stretch, ...] = tuple(problem.stretch.values())
        self.tracks = tuple(problem.papers)
        self.rooms = tuple(problem.room)
        self._weights = {cost.key: weight for cost, weight in weights.items()}
        self.domains = domains(problem, demands)
        self._row = {room: number for number, room in enumerate(self.rooms)}
        self._number = {stretch.id: number for number, stretch in enumerate(self.stretches)}
        self._scale = 1
        self._scale = gcd(*self._amounts()) or 1

    def weight(self, key: str, units: int = UNKEPT) -> int:
        """Return what so many units of a rule weigh."""
        return self._weights.get(key, 0) * units // self._scale

    @property
    def scale(self) -> int:
        """By how much a cost here is to be multiplied."""
        return self._scale

    def _amounts(self) -> list[int]:
        """Return every amount that anything may cost: of these all costs are sums."""
        amounts = [self.weight(key) for key in COUNTED if key not in _OF_LEVELS]
        for paper in self.papers:
            amounts += [*paper.levels.values(), *paper.room_levels.values()]
        amounts += [*self.track_in_stretch.values(), *self.track_in_room.values()]
        return [*amounts, *self.stretch_in_room.values(), *self.beside.values()]

    # --- Papers ---------------------------------------------------------------------------

    @property
    def papers(self) -> tuple[PaperFigures, ...]:
        """All papers, track by track."""
        if self._scale not in self._papers:
            self._papers[self._scale] = tuple(
                self._paper(paper, track)
                for track, papers in enumerate(self.problem.papers.values())
                for paper in papers
            )
        return self._papers[self._scale]

    @cached_property
    def _papers(self) -> dict[int, tuple[PaperFigures, ...]]:
        return {}

    def _paper(self, paper: str, track: int) -> PaperFigures:
        row, domain = self.problem.session[paper], self.domains[paper]
        sizes = {
            number: size
            for number, stretch in enumerate(self.stretches)
            if (size := self._size(domain, stretch)) is not None
        }
        levels = {
            number: self.weight(
                "stretch_levels", row.stretch_levels.get(self.stretches[number].id, 0)
            )
            + self.weight("remote_hours") * self._remote(paper, number)
            for number in sizes
        }
        rooms = frozenset(self._row[room] for room in domain.rooms if room is not None)
        return PaperFigures(
            paper,
            track,
            sizes,
            {number: level for number, level in levels.items() if level},
            rooms,
            {
                self._row[room]: cost
                for room, level in row.room_levels.items()
                if (cost := self.weight("stretch_levels", level))
            },
            row.rank if self.weight("paper_rank") else None,
        )

    def _remote(self, paper: str, stretch: int) -> int:
        if not self._weights.get("remote_hours"):
            return 0
        return remote_level(self.problem, paper, self.stretches[stretch])

    @staticmethod
    def _size(domain: Domain, stretch: Stretch) -> int | None:
        """Return how much of a stretch a paper takes: places, or minutes; None: it may not."""
        sizes = (
            end - start if stretch.places is None else taken(stretch, start, end)
            for day, start, end in domain.times
            if day == stretch.day and stretch.start <= start < stretch.end
        )
        return min(sizes, default=None)

    def room_of(self, stretch: int) -> int:
        """Return how much each room holds in a stretch, in what the sizes of papers count."""
        row = self.stretches[stretch]
        return row.end - row.start if row.places is None else row.places

    def rooms_in(self, stretch: int) -> frozenset[int]:
        """Return which rooms have papers in a stretch."""
        rooms = self.stretches[stretch].rooms
        return frozenset(
            number for room, number in self._row.items() if rooms is None or room in rooms
        )

    # --- What costs -----------------------------------------------------------------------

    @property
    def track_in_stretch(self) -> dict[tuple[int, int], int]:
        """What each room of a stretch costs that has a track, by the stretch alone."""
        return self._levels("stretch_levels", self._number)

    @property
    def track_in_room(self) -> dict[tuple[int, int], int]:
        """The same by the room alone."""
        return self._levels("room_levels", self._row)

    def _levels(self, attribute: str, number: Mapping[str, int]) -> dict[tuple[int, int], int]:
        return {
            (track, number[name]): cost
            for track, id_ in enumerate(self.tracks)
            if id_ in self.problem.track
            for name, level in getattr(self.problem.track[id_], attribute).items()
            if (cost := self.weight("stretch_levels", level))
        }

    @property
    def stretch_in_room(self) -> dict[tuple[int, int], int]:
        """What a room costs that has papers in a stretch."""
        return {
            (number, self._row[room]): cost
            for number, stretch in enumerate(self.stretches)
            for room, level in stretch.room_levels.items()
            if (cost := self.weight("stretch_levels", level))
        }

    @property
    def beside(self) -> dict[tuple[int, int], int]:
        """What it costs that two tracks have a room in one stretch."""
        number = {track: place for place, track in enumerate(self.tracks)}
        return {
            (number[one], number[other]): cost
            for (one, other), level in avoiding(self.problem)
            if (cost := self.weight("stretch_beside", level))
        }

    @cached_property
    def conflicts(self) -> dict[tuple[int, int], int]:
        """What it costs that two papers are in two rooms of a stretch."""
        pairs = dict.fromkeys(with_one_person(self.problem), self.weight("paper_speakers"))
        for pair, number in followed(self.problem).items():
            pairs[pair] = pairs.get(pair, 0) + number * self.weight("paper_wishes")
        return self._by_number(pairs)

    def due(self, paper: int) -> Iterable[tuple[str, str]]:
        """Return who must be at a paper: people who give it, attendees who must attend it."""
        name = self.papers[paper].id
        people = (("people", person) for person in self.problem.session[name].roster)
        return (*people, *(("attendees", attendee) for attendee in self._required.get(name, ())))

    @cached_property
    def _required(self) -> Mapping[str, Sequence[str]]:
        """Which attendees must be at each session, what they give themselves included."""
        required: dict[str, list[str]] = {}
        for attendee in self.problem.attendees:
            if attendee.must_attend:
                own = busy_in(self.problem, attendee.id)
                for session in dict.fromkeys((*attendee.must_attend, *own)):
                    required.setdefault(session, []).append(attendee.id)
        return required

    @cached_property
    def orders(self) -> tuple[tuple[int, int], ...]:
        """Papers of which the one ends before the other starts."""
        place = {paper.id: number for number, paper in enumerate(self.papers)}
        pairs = dict.fromkeys(track_orders(self.problem))
        for paper in place:
            row = self.problem.session[paper]
            pairs |= dict.fromkeys((paper, link.session) for link in row.before)
            pairs |= dict.fromkeys((link.session, paper) for link in row.after)
        return tuple(
            (place[first], place[then]) for first, then in pairs if first in place and then in place
        )

    def is_in_order(self, track: int) -> bool:
        """Whether each paper of a track ends before the next one starts."""
        row = self.problem.track.get(self.tracks[track])
        papers = map(self.problem.session.__getitem__, self.problem.papers[self.tracks[track]])
        return (
            row is not None and row.in_order and not any(one.block or one.part_of for one in papers)
        )

    @cached_property
    def clashes(self) -> dict[tuple[int, int], int]:
        """How many would follow two papers, and miss one where these are at once, if it counts."""
        weighed = (cost.key for tier in tiers(self.problem) for cost in tier.weights)
        return self._by_number(followed(self.problem)) if "wishes" in weighed else {}

    def _by_number(self, pairs: Mapping[Pair, int]) -> dict[tuple[int, int], int]:
        place = {paper.id: number for number, paper in enumerate(self.papers)}
        weights: dict[tuple[int, int], int] = {}
        for pair, weight in pairs.items():
            if weight:
                one, other = sorted(place[paper] for paper in pair)
                weights[one, other] = weight
        return weights

    @cached_property
    def never_with(self) -> tuple[tuple[int, int], ...]:
        """The tracks that one person chairs, two by two: never in one stretch."""
        chairs = [{*self.problem.chairs_of(track)} for track in self.tracks]
        pairs = combinations(range(len(chairs)), 2)
        return tuple((one, other) for one, other in pairs if chairs[one] & chairs[other])

    @cached_property
    def away_from(self) -> tuple[tuple[int, int], ...]:
        """Papers, and tracks of others that one of their people chairs: never in one stretch."""
        return tuple(
            (number, track)
            for number, paper in enumerate(self.papers)
            for track, name in enumerate(self.tracks)
            if track != paper.track
            and {*self.problem.session[paper.id].roster} & {*self.problem.chairs_of(name)}
        )

    def most_rooms(self, track: int, stretch: int) -> int:
        """Return how many rooms a track may have in a stretch: each has its chair."""
        rooms, chairs = len(self.rooms_in(stretch)), self._chaired.get(self.tracks[track])
        return rooms if chairs is None else min(rooms, len(chairs))

    @cached_property
    def _chaired(self) -> Mapping[str, tuple[str, ...]]:
        return chaired(self.problem)

    def wanted(self, track: int) -> StretchCount:
        """Return how many stretches a track wants."""
        name = self.tracks[track]
        if name not in self.problem.track or not self.weight("stretch_number"):
            return StretchCount()
        return self.problem.track[name].stretches


_OF_LEVELS = frozenset(("stretch_levels", "stretch_beside"))
