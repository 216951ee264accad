"""How many papers of each kind are in each stretch, and how many rooms each track has there.

Papers that are alike (one track, one size, the same stretches and rooms at the same price, in no
conflict, at no rank, in no order) are counted and not told apart. Rooms are told by *classes*,
those that all tracks and stretches value alike, and tracks by the rooms that suit them: a
transportation in each stretch. That is a relaxation of the rooms; with `each_room`, every room of
every track and stretch is told, and none is.

What a room holds is told by sizes, and by functions f of sizes for which what fits into a room
of P comes to no more than f(P) (dual feasible functions: Lueker 1983; Fekete and Schepers 2001),
so by as many Chvátal–Gomory cuts; and by how many rooms all that takes at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from agenda_solver.search.stretches.figures import Figures, PaperFigures

Expression = Any


@dataclass(frozen=True)
class Spreading:
    """A way to spread papers: by stretch and track.

    Attributes
    ----------
    papers : mapping of (int, int) to tuple of int
        By stretch and track, which papers.
    rooms : mapping of (int, int) to tuple of int
        By stretch and track, which rooms; as many as there are to be, where it is not said which.
    """

    papers: Mapping[tuple[int, int], tuple[int, ...]]
    rooms: Mapping[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    numbers: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Group:
    """Papers that are alike, by their numbers."""

    papers: tuple[int, ...]
    like: PaperFigures


class Counts:
    """The model; see the module.

    Parameters
    ----------
    figures : Figures
        What is to be placed, and what it costs.
    each_room : bool
        Whether each room is told.
    cap : int
        What costs more than this is not done; what all costs together is known to be no more, or
        a bound is no higher.
    one_room : bool
        Whether no track has two rooms in one stretch.
    fixed : Spreading, optional
        A plan whose papers and numbers of rooms are kept.
    """

    def __init__(
        self,
        figures: Figures,
        *,
        each_room: bool = False,
        cap: int | None = None,
        one_room: bool = False,
        fixed: Spreading | None = None,
    ) -> None:
        self.figures = figures
        self.model = cp_model.CpModel()
        self._cap = cap
        self._terms: list[tuple[int, Expression]] = []
        self._one_room = one_room
        self._fixed = fixed
        self._number: dict[tuple[int, int], Expression] = {}
        self._used: dict[tuple[int, int], Expression] = {}
        self._beyond: dict[tuple[int, int], Expression] = {}
        self._in_room: dict[tuple[int, int, int], Expression] = {}
        self._count: dict[tuple[int, int], Expression] = {}
        self._spread()
        self._keep_orders()
        self._hold()
        if each_room:
            self._tell_each_room()
        else:
            self._transport()
        self._say_what_tracks_cost()
        self._say_what_pairs_cost()
        self._say_what_ranks_cost()
        self.model.minimize(_sum(self._terms))

    # --- Papers in stretches --------------------------------------------------------------

    @cached_property
    def groups(self) -> tuple[_Group, ...]:
        """The papers that are alike."""
        told_apart = {paper for pair in self.figures.conflicts for paper in pair}
        told_apart |= {paper for paper, _ in self.figures.away_from}
        told_apart |= {paper for pair in self.figures.orders for paper in pair}
        alike: dict[object, list[int]] = {}
        for number, paper in enumerate(self.figures.papers):
            key: object = (
                paper.track,
                tuple(paper.sizes.items()),
                tuple(paper.levels.items()),
                paper.rooms,
                tuple(paper.room_levels.items()),
            )
            if number in told_apart or paper.rank is not None:
                key = number
            alike.setdefault(key, []).append(number)
        return tuple(
            _Group(tuple(papers), self.figures.papers[papers[0]]) for papers in alike.values()
        )

    @cached_property
    def _group_of(self) -> Mapping[int, int]:
        return {paper: place for place, group in enumerate(self.groups) for paper in group.papers}

    def _is_barred(self, cost: int) -> bool:
        return self._cap is not None and cost > self._cap

    def _spread(self) -> None:
        """Bear how many of each group are in each stretch."""
        for place, group in enumerate(self.groups):
            here = []
            for stretch in group.like.sizes:
                cost = group.like.levels.get(stretch, 0)
                if self._is_barred(cost):
                    continue
                if len(group.papers) == 1:
                    count: Expression = self.model.new_bool_var("")
                else:
                    count = self.model.new_int_var(0, len(group.papers), "")
                self._count[place, stretch] = count
                self._pay(cost, count)
                here.append(count)
                if self._fixed is not None:
                    there = self._fixed.papers.get((stretch, group.like.track), ())
                    self.model.add(count == len({*there} & {*group.papers}))
            self.model.add(sum(here) == len(group.papers))

    def _keep_orders(self) -> None:
        """Let a paper be in no stretch before that of another which comes before it."""
        for pair in self.figures.orders:
            first, then = (self._group_of[paper] for paper in pair)
            for stretch in range(len(self.figures.stretches)):
                if (then, stretch) in self._count:
                    earlier = [self._count.get((first, s), 0) for s in range(stretch + 1)]
                    self.model.add(self._count[then, stretch] <= sum(earlier))

    def _pay(self, cost: int, expression: Expression) -> None:
        if cost:
            self._terms.append((cost, expression))

    @cached_property
    def _by_track(self) -> Mapping[int, tuple[int, ...]]:
        """The groups of each track."""
        groups: dict[int, list[int]] = {track: [] for track in range(len(self.figures.tracks))}
        for place, group in enumerate(self.groups):
            groups[group.like.track].append(place)
        return {track: tuple(places) for track, places in groups.items()}

    def _there(self, track: int, stretch: int) -> list[tuple[int, Expression]]:
        """Return the groups of a track that may be in a stretch, and how many are."""
        return [
            (place, self._count[place, stretch])
            for place in self._by_track[track]
            if (place, stretch) in self._count
        ]

    # --- What rooms hold ------------------------------------------------------------------

    def _hold(self) -> None:
        for track in range(len(self.figures.tracks)):
            for stretch in range(len(self.figures.stretches)):
                self._hold_in(track, stretch)
            self._take_enough(track)
        for stretch in range(len(self.figures.stretches)):
            used = [self._number[key] for key in self._number if key[1] == stretch]
            most = len(self.figures.rooms_in(stretch))
            if len(used) > most:
                self.model.add(sum(used) <= most)
        for one, other in self.figures.never_with:
            for stretch in range(len(self.figures.stretches)):
                keys = (one, stretch), (other, stretch)
                pair = [self._used[key] for key in keys if key in self._used]
                if len(pair) == len(keys):
                    self.model.add_at_most_one(pair)
        for paper, track in self.figures.away_from:
            place = self._group_of[paper]
            for stretch in self.figures.papers[paper].sizes:
                if (place, stretch) in self._count and (track, stretch) in self._used:
                    count = self._count[place, stretch]
                    self.model.add(count + self._used[track, stretch] <= 1)

    def _hold_in(self, track: int, stretch: int) -> None:
        """Bear how many rooms a track has in a stretch, and let them hold its papers."""
        there = self._there(track, stretch)
        level = self.figures.track_in_stretch.get((track, stretch), 0)
        if not there or self._is_barred(level):
            for _, count in there:
                self.model.add(count == 0)
            return
        key, room = (track, stretch), self.figures.room_of(stretch)
        used = self._used[key] = self.model.new_bool_var("")
        number: Expression = used
        papers = sum(len(self.groups[place].papers) for place, _ in there)
        most = min(self.figures.most_rooms(track, stretch), papers) - 1
        if most > 0 and not self._one_room:
            beyond = self._beyond[key] = self.model.new_int_var(0, most, "")
            self.model.add(beyond <= most * used)
            number = used + beyond
            self._pay(self.figures.weight("stretch_parallel"), beyond)
        self._number[key] = number
        self._pay(level, number)
        self.model.add(used <= sum(count for _, count in there))
        sizes = {place: self.groups[place].like.sizes[stretch] for place, _ in there}
        if self.figures.is_in_order(track):  # so never at once
            self.model.add(sum(sizes[place] * count for place, count in there) <= room)
        for measure in _measures({*sizes.values()}, room):
            self.model.add(
                sum(measure[sizes[place]] * count for place, count in there)
                <= measure[room] * number
            )
        for _, count in there:
            if isinstance(count, cp_model.IntVar):
                self.model.add(count <= room * number)
        if self._fixed is not None:
            self.model.add(number == self._fixed.numbers.get((stretch, track), 0))

    def _take_enough(self, track: int) -> None:
        """Tell how many rooms a track takes at least, over all stretches."""
        numbers = {s: n for (t, s), n in self._number.items() if t == track}
        if not numbers:
            return
        largest = max(map(self.figures.room_of, numbers))
        least = sum(
            len(self.groups[place].papers) * min(self.groups[place].like.sizes.values(), default=0)
            for place in self._by_track[track]
        )
        self.model.add(sum(numbers.values()) >= -(-least // largest))

    # --- Rooms ----------------------------------------------------------------------------

    def _room_cost(self, track: int, stretch: int, room: int) -> int:
        by_track = self._track_in_room.get((track, room), 0)
        return by_track + self._stretch_in_room.get((stretch, room), 0)

    @cached_property
    def _track_in_room(self) -> Mapping[tuple[int, int], int]:
        return self.figures.track_in_room

    @cached_property
    def _stretch_in_room(self) -> Mapping[tuple[int, int], int]:
        return self.figures.stretch_in_room

    @cached_property
    def _rooms_of(self) -> tuple[frozenset[int], ...]:
        """The rooms in which all papers of a track, by it, may be one or another."""
        rooms: list[frozenset[int]] = [frozenset() for _ in self.figures.tracks]
        for paper in self.figures.papers:
            rooms[paper.track] |= paper.rooms
        return tuple(rooms)

    def _tell_each_room(self) -> None:
        """Say in which rooms a track is, in each stretch and over all."""
        at: dict[tuple[int, int], list[Expression]] = {}
        ever: dict[tuple[int, int], Expression] = {}
        for (track, stretch), number in self._number.items():
            here = []
            for room in sorted(self.figures.rooms_in(stretch) & self._rooms_of[track]):
                cost = self._room_cost(track, stretch, room)
                if self._is_barred(cost):
                    continue
                literal = self._in_room[track, stretch, room] = self.model.new_bool_var("")
                here.append(literal)
                at.setdefault((stretch, room), []).append(literal)
                self._pay(cost, literal)
                if (track, room) not in ever:
                    ever[track, room] = self.model.new_bool_var("")
                self.model.add_implication(literal, ever[track, room])
                self.model.add_implication(literal, self._used[track, stretch])
            self.model.add(sum(here) == number)
        for literals in at.values():
            self.model.add_at_most_one(literals)
        for track in range(len(self.figures.tracks)):
            used = [literal for (own, _), literal in ever.items() if own == track]
            if used:
                more = self.model.new_int_var(0, len(used) - 1, "")
                self.model.add(sum(used) == 1 + more)
                self._pay(self.figures.weight("stretch_rooms"), more)

    def _transport(self) -> None:
        """Give the rooms of each stretch, by classes, to tracks that value them alike."""
        for stretch in range(len(self.figures.stretches)):
            self._transport_in(stretch)
        weight = self.figures.weight("stretch_rooms")
        for track in range(len(self.figures.tracks)):
            beyond = [number for (own, _), number in self._beyond.items() if own == track]
            if weight and beyond:
                most = self.model.new_int_var(0, len(self.figures.rooms), "")
                for number in beyond:
                    self.model.add(most >= number)
                self._pay(weight, most)

    def _transport_in(self, stretch: int) -> None:
        rooms = sorted(self.figures.rooms_in(stretch))
        tracks = [track for track, other in self._number if other == stretch]
        kinds: dict[tuple[int | None, ...], list[int]] = {}
        for track in tracks:
            kinds.setdefault(tuple(self._price(track, stretch, r) for r in rooms), []).append(track)
        classes: dict[tuple[int | None, ...], int] = {}
        for place in range(len(rooms)):
            column = tuple(prices[place] for prices in kinds)
            classes[column] = classes.get(column, 0) + 1
        if len(kinds) <= 1 and len(classes) <= 1 and set(next(iter(classes), (0,))) <= {0}:
            return
        given: dict[int, list[Expression]] = {place: [] for place in range(len(classes))}
        for row, members in enumerate(kinds.values()):
            numbers = [self._number[track, stretch] for track in members]
            flows = []
            for place, (column, many) in enumerate(classes.items()):
                price = column[row]
                if price is None:
                    continue
                flow = self.model.new_int_var(0, many, "")
                flows.append(flow)
                given[place].append(flow)
                self._pay(price, flow)
            self.model.add(sum(flows) == sum(numbers))
        for place, many in enumerate(classes.values()):
            if given[place]:
                self.model.add(sum(given[place]) <= many)

    def _price(self, track: int, stretch: int, room: int) -> int | None:
        """Return what a track costs in a room; None: it may not be there."""
        cost = self._room_cost(track, stretch, room)
        return None if room not in self._rooms_of[track] or self._is_barred(cost) else cost

    # --- What tracks, pairs and ranks cost ------------------------------------------------

    def _say_what_tracks_cost(self) -> None:
        stretches = range(len(self.figures.stretches))
        gap = self.figures.weight("stretch_gaps")
        for track in range(len(self.figures.tracks)):
            used = [self._used.get((track, stretch), 0) for stretch in stretches]
            if gap and len(stretches) > 2 and len(self._papers_of(track)) > 1:
                self._pay(gap, self._interrupted(used))
            self._say_how_many(track)
        for (one, other), level in self.figures.beside.items():
            for stretch in stretches:
                self._say_both(level, (one, stretch), (other, stretch))

    def _papers_of(self, track: int) -> list[int]:
        return [paper for place in self._by_track[track] for paper in self.groups[place].papers]

    def _interrupted(self, used: Sequence[Expression]) -> Expression:
        """Return 1 if a track is interrupted: what came before is carried on, either way."""
        gap = self.model.new_bool_var("")
        before, after = self._carried(used), self._carried(used[::-1])[::-1]
        for one, here, other in zip(before, used, after, strict=True):
            self.model.add(one + other <= 1 + here + gap)
        return gap

    def _carried(self, used: Iterable[Expression]) -> list[Expression]:
        carried: list[Expression] = []
        for literal in used:
            some = self.model.new_bool_var("")
            self.model.add(some >= literal)
            if carried:
                self.model.add(some >= carried[-1])
            carried.append(some)
        return carried

    def _say_how_many(self, track: int) -> None:
        bounds, weight = self.figures.wanted(track), self.figures.weight("stretch_number")
        number = sum(n for (own, _), n in self._number.items() if own == track)
        most = len(self.figures.rooms) * len(self.figures.stretches)
        if bounds.max is not None:
            many = self.model.new_int_var(0, most, "")
            self.model.add(many >= number - bounds.max)
            self._pay(weight, many)
        if bounds.min is not None:
            few = self.model.new_int_var(0, max(bounds.min, 0), "")
            self.model.add(few >= bounds.min - number)
            self._pay(weight, few)

    def _say_both(self, level: int, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Pay once where two tracks have rooms, whatever their number: no more than is due."""
        if one not in self._used or other not in self._used:
            return
        pair = self._used[one], self._used[other]
        if self._is_barred(level):
            self.model.add_at_most_one(pair)
            return
        both = self.model.new_bool_var("")
        self.model.add_bool_or([pair[0].negated(), pair[1].negated(), both])
        self._pay(level, both)

    def _say_what_pairs_cost(self) -> None:
        """Pay for two papers of two tracks in one stretch: those of one may be in one room."""
        for (one, other), weight in self.figures.conflicts.items():
            places = self._group_of[one], self._group_of[other]
            if self.figures.papers[one].track == self.figures.papers[other].track:
                continue
            out = None if self._is_barred(weight) else self.model.new_bool_var("")
            for stretch in range(len(self.figures.stretches)):
                keys = [(place, stretch) for place in places]
                pair = [self._count[key] for key in keys if key in self._count]
                if len(pair) == len(keys):
                    self.model.add(sum(pair) <= (1 if out is None else 1 + out))
            if out is not None:
                self._pay(weight, out)

    def _say_what_ranks_cost(self) -> None:
        """Pay where the papers in the stretches before and in its own are too many or too few."""
        weight = self.figures.weight("paper_rank")
        at_rank: dict[tuple[int, int], list[Expression]] = {}
        for number, paper in enumerate(self.figures.papers):
            if paper.rank is None:
                continue
            out = self.model.new_bool_var("")
            at_rank.setdefault((paper.track, paper.rank), []).append(out)
            self._pay(weight, out)
            for stretch in paper.sizes:
                here = self._count.get((self._group_of[number], stretch))
                if here is None:
                    continue
                before = sum(
                    count for s in range(stretch) for _, count in self._there(paper.track, s)
                )
                upto = before + sum(count for _, count in self._there(paper.track, stretch))
                held = [here, out.negated()]
                if not isinstance(before, int):
                    self.model.add(before <= paper.rank - 1).only_enforce_if(held)
                elif before > paper.rank - 1:
                    self.model.add_bool_or([literal.negated() for literal in held])
                self.model.add(upto >= paper.rank).only_enforce_if(held)
        # Two that start at once may share a rank: in one room they cannot.
        for (track, _), outs in at_rank.items():
            beyond = sum(number for (own, _), number in self._beyond.items() if own == track)
            for one, other in combinations(outs, 2):
                self.model.add(one + other + beyond >= 1)

    # --- Reading back, and where to begin -------------------------------------------------

    def read(self, value: Any) -> Spreading:
        """Return the plan of a solution; papers that are alike are given out in their order."""
        left = [list(group.papers) for group in self.groups]
        papers: dict[tuple[int, int], list[int]] = {}
        for (place, stretch), count in self._count.items():
            for _ in range(value(count)):
                key = (stretch, self.groups[place].like.track)
                papers.setdefault(key, []).append(left[place].pop(0))
        rooms: dict[tuple[int, int], list[int]] = {}
        for (track, stretch, room), literal in self._in_room.items():
            if value(literal):
                rooms.setdefault((stretch, track), []).append(room)
        return Spreading(
            {key: tuple(own) for key, own in papers.items()},
            {key: tuple(own) for key, own in rooms.items()},
            {(s, t): n for (t, s), number in self._number.items() if (n := value(number))},
        )

    def hint(self, plan: Spreading) -> None:
        """Suggest a plan; what follows from it is found by `complete`."""
        for (place, stretch), count in self._count.items():
            there = plan.papers.get((stretch, self.groups[place].like.track), ())
            self.model.add_hint(count, len({*there} & {*self.groups[place].papers}))
        for (track, stretch), used in self._used.items():
            number = plan.numbers.get((stretch, track), 0)
            self.model.add_hint(used, int(number > 0))
            if (track, stretch) in self._beyond:
                self.model.add_hint(self._beyond[track, stretch], max(0, number - 1))
        for (track, stretch, room), literal in self._in_room.items():
            self.model.add_hint(literal, int(room in plan.rooms.get((stretch, track), ())))


def _measures(sizes: set[int], room: int) -> list[dict[int, int]]:
    """Return functions of sizes for which what fits into a room comes to no more than its own."""
    every = {*sizes, room}
    measures = [{size: size for size in every}]
    for part in range(2, min(room, 12) + 1):
        measures.append({size: size // part for size in every})
    measures.append({size: int(2 * size > room) for size in every})
    for small in range(2, min(room // 2, 12) + 1):
        # What leaves less than `small` takes all; what is smaller takes nothing.
        rounded = {size: room if size > room - small else size * (size >= small) for size in every}
        measures.append(rounded)
    distinct = {
        tuple(sorted((size, measure[size]) for size in every)): measure
        for measure in measures
        if any(measure[size] for size in sizes)
    }
    return list(distinct.values())


def _sum(terms: Sequence[tuple[int, Expression]]) -> Expression:
    return cp_model.LinearExpr.weighted_sum(
        [expression for _, expression in terms], [cost for cost, _ in terms]
    )
