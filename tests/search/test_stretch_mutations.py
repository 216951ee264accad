"""Seeded faults in the stages for papers: each must be caught on a conference so small.

A fault is a line of the source that says something else: too much, which is proven and not so;
or too little, which proves nothing. On the conferences named here, what is counted comes to the
least that any timetable costs, and the stages alone find that: with the fault one of both fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest
from conferences import any_conference, crowded_conference, every_cost
from ortools.sat.python import cp_model
from test_stretch_search import (
    DAY,
    ONLY_PAPERS,
    PAPERS,
    conference,
    named,
    paper,
    without_other_models,
)

from agenda_solver import paper_stages
from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.rules import tiers
from agenda_solver.search import stretches
from agenda_solver.search.stretches import counts, figures, places
from agenda_solver.solve import solve

Seed = tuple[str, int | str]


def one_stretch(places: int, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a stretch of so many places."""
    return [{"id": "s", "day": DAY, "start": "9h", "end": "10h", "places": places, **dict(*more)}]


TWO = [
    {"id": f"s{hour}", "day": DAY, "start": f"{hour}h", "end": f"{hour + 1}h", "places": 1}
    for hour in (9, 10)
]
FREE_ROOMS = {**ONLY_PAPERS, "stretch_rooms": 0, "stretch_parallel": 0, "tiers": [PAPERS]}
LEVELS = {"room_levels": {"a": 90}}
BY_HAND: dict[str, dict[str, Any]] = {
    "two rooms in both": {"stretches": TWO, "sessions": [*map(paper, "klmn")]},
    "two are the first": {
        "stretches": one_stretch(1),
        "sessions": [paper("k", rank=1), paper("l", rank=1)],
        "weights": FREE_ROOMS,
    },
    "two papers of one": {
        "stretches": one_stretch(2),
        "rooms": [named("a"), named("b"), named("c")],
        "tracks": [{"id": "T", **LEVELS}, {"id": "V", **LEVELS}],
        "sessions": [
            paper("k", people={"author": ["x"]}),
            paper("l", track="V", people={"author": ["x"]}),
        ],
    },
    "followed across": {
        "stretches": one_stretch(2),
        "sessions": [*map(paper, "klmn")],
        "attendees": [{"id": "p", "wishes": ["k", "n"]}, {"id": "q", "wishes": ["l", "m"]}],
    },
    "third of four": {
        "stretches": one_stretch(2),
        "sessions": [paper("k", rank=3), paper("l"), paper("m"), paper("n", rank=3)],
    },
    "each its room": {
        "stretches": TWO,
        "tracks": [{"id": "T", "stretch_levels": {"s9": 90}}],
        "sessions": [paper("k", rooms=["a"]), paper("l", rooms=["b"])],
        "weights": FREE_ROOMS,
    },
    "each prefers its room": {
        "stretches": TWO,
        "tracks": [{"id": "T", "stretch_levels": {"s9": 90}}],
        "sessions": [paper("k", room_levels={"b": 60}), paper("l", room_levels={"a": 60})],
        "weights": FREE_ROOMS,
    },
    "two are the first of one room": {
        "stretches": one_stretch(2),
        "sessions": [paper("k", rank=1), paper("l", rank=1)],
    },
    "in order": {
        "stretches": TWO,
        "tracks": [{"id": "T", "in_order": True, "stretch_levels": {"s10": 90}}],
        "sessions": [paper("k"), paper("l")],
        "weights": FREE_ROOMS,
    },
    "one before the other": {
        "stretches": TWO,
        "sessions": [
            paper("k", before=["l"], stretch_levels={"s9": 50}),
            paper("l", stretch_levels={"s10": 60}),
        ],
    },
    "one after the other": {
        "stretches": TWO,
        "sessions": [
            paper("k", stretch_levels={"s9": 50}),
            paper("l", after=["k"], stretch_levels={"s10": 60}),
        ],
    },
    "in order in one stretch": {
        "stretches": one_stretch(3),
        "tracks": [{"id": "T", "in_order": True, **LEVELS}],
        "rooms": [named("a"), named("b"), named("c")],
        "sessions": [paper("m"), paper("l"), paper("k")],
    },
    "dear": {
        "sessions": [paper("k"), paper("l")],
        "tracks": [{"id": "T", "stretch_levels": {"s1": 500_001, "s2": 400_001, "s3": 600_001}}],
    },
}


def by_hand(name: str) -> Problem:
    return conference(0, **{"attendees": [], "tracks": [named("T")], **BY_HAND[name]})


DRAWN: dict[str, Any] = {
    "by hand": by_hand,
    "three papers": conference,
    "any": any_conference,
    "crowded": crowded_conference,
}


@cache
def drawn(seed: Seed) -> Problem:
    return DRAWN[seed[0]](seed[1])


@cache
def least(seed: Seed) -> tuple[int, ...]:
    """Return the costs of the best timetable, by tiers."""
    return min(every_cost(drawn(seed)))


def what_counts_prove(seed: Seed, module: ModuleType, kind: type[Any]) -> Iterator[int | None]:
    """Yield what the first tier costs at least, without rooms and with them; None: it cannot be."""
    known = kind(drawn(seed), tiers(drawn(seed))[0].weights)
    for each_room in (False, True):
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(module.Counts(known, each_room=each_room).model)
        proven = status == cp_model.OPTIMAL
        yield round(solver.objective_value) * known.scale if proven else None


def are_exact(seed: Seed, module: ModuleType, kind: type[Any]) -> bool:
    return all(bound == least(seed)[0] for bound in what_counts_prove(seed, module, kind))


def stages_are_right(seed: Seed) -> bool:
    """Whether the stages alone find the best timetable, and prove no more than that."""
    result = solve(drawn(seed), Budget(seconds=20, workers=1))
    best = least(seed)[0]
    return bool(result.tiers) and (result.tiers[0].bound, result.tiers[0].cost) == (best, best)


def mutated(module: ModuleType, line: str, other: str) -> ModuleType:
    """Return a module in which a line says something else."""
    source = Path(str(module.__file__)).read_text("utf-8")
    assert source.count(line) == 1, line
    mutant = ModuleType(module.__name__)
    mutant.__package__ = module.__package__
    exec(compile(source.replace(line, other), str(module.__file__), "exec"), mutant.__dict__)
    return mutant


# --- The faults ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """Lines that say something else, and the conference on which that is seen.

    Attributes
    ----------
    by : {"exact", "stages"}
        By what the model of counts proves; or by what the stages come to, without other models.
    faults : list of (str, str)
        A line, and what it says instead.
    """

    module: ModuleType
    by: Literal["exact", "stages"]
    seed: Seed
    faults: list[tuple[str, str]]


SEEN = [
    Seen(
        counts,
        "exact",
        ("crowded", 8),
        [
            ("size // part for size in every}", "-(-size // part) for size in every}"),
            ("int(2 * size > room)", "int(2 * size >= room)"),
            ("self.model.add(beyond <= most * used)", "pass"),
            ("<= measure[room] * number", "<= measure[room] * used"),
            ('self._pay(self.figures.weight("stretch_parallel"), beyond)', "pass"),
            ("self._pay(level, number)", "self._pay(level, used)"),
            ("self._pay(level, number)", "pass"),
            (
                "                    self.model.add_at_most_one(pair)\n        for paper, track",
                "                    pass\n        for paper, track",
            ),
            ("self.model.add(sum(used) == 1 + more)", "self.model.add(sum(used) == more)"),
            ('self._pay(self.figures.weight("stretch_rooms"), more)', "pass"),
            ("self.model.add_implication(literal, ever[track, room])", "pass"),
            ("self._pay(price, flow)", "pass"),
            ("self._pay(weight, most)", "pass"),
            ("by_track + self._stretch_in_room", "0 + self._stretch_in_room"),
            ("self._stretch_in_room.get((stretch, room), 0)\n\n", "0\n\n"),
            ("many >= number - bounds.max", "many >= number - bounds.max + 1"),
            ("self._pay(weight, many)", "pass"),
            (
                "number = sum(n for (own, _), n in self._number.items() if own == track)",
                "number = sum(n for (own, _), n in self._used.items() if own == track)",
            ),
            ("    return None if room not in self._rooms_of[track] or", "    return None if"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("crowded", 8),
        [
            (
                "row.end - row.start if row.places is None else row.places",
                "row.end - row.start if row.places is None else row.places - 1",
            ),
            (
                "return rooms if chairs is None else min(rooms, len(chairs))",
                "return rooms if chairs is None else 1",
            ),
            ("self._scale = gcd(*self._amounts()) or 1", "self._scale = 60"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("any", 16),
        [
            (
                "largest = max(map(self.figures.room_of, numbers))",
                "largest = min(map(self.figures.room_of, numbers))",
            ),
            ("self._pay(level, number)", "self._pay(level, sum(count for _, count in there))"),
            ("                self._pay(cost, count)\n", "                pass\n"),
            ("self.model.add(sum(used) <= most)", "self.model.add(sum(used) <= most - 1)"),
            ("self.model.add(sum(used) <= most)", "pass"),
            ("and set(next(iter(classes), (0,))) <= {0}", "and True"),
            ("few >= bounds.min - number", "few >= bounds.min + 1 - number"),
            ("self._pay(weight, few)", "pass"),
            (
                "self.model.add(before <= paper.rank - 1).only_enforce_if(held)",
                "self.model.add(before <= paper.rank - 2).only_enforce_if(held)",
            ),
            (
                "self.model.add(upto >= paper.rank).only_enforce_if(held)",
                "self.model.add(upto >= paper.rank + 1).only_enforce_if(held)",
            ),
        ],
    ),
    Seen(
        places,
        "stages",
        ("by hand", "third of four"),
        [
            (
                "for whom in (room, *self._figures.due(paper)):",
                "for whom in self._figures.due(paper):",
            ),
            ("        self._pay_for_ranks()\n", ""),
            ("fits = earlier == row.rank - 1 - before", "fits = earlier == row.rank - before"),
            ("if start < time[1])", "if start <= time[1])"),
            (
                "if track == row.track and stretch < self._stretch",
                "if track == row.track and stretch <= self._stretch",
            ),
        ],
    ),
    Seen(
        stretches,
        "stages",
        ("by hand", "third of four"),
        [
            ("return self._bound * self._figures.scale", "return self._bound"),
            ("(True, False):\n                first", "(True,):\n                first"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("three papers", 56),
        [
            ("one + other <= 1 + here + gap", "one + other <= 1 + gap"),
            (
                "            self._pay(weight, out)\n            for stretch",
                "            for stretch",
            ),
            ("self.model.add(before <= paper.rank - 1).only_enforce_if(held)", "pass"),
            ("self.model.add(upto >= paper.rank).only_enforce_if(held)", "pass"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("three papers", 56),
        [
            ("self._remote(paper, number)", "0"),
            (
                "return remote_level(self.problem, paper, self.stretches[stretch])",
                "return min(1, remote_level(self.problem, paper, self.stretches[stretch]))",
            ),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("crowded", 78),
        [
            ("self.model.add(count + self._used[track, stretch] <= 1)", "pass"),
            (
                "for literals in at.values():\n            self.model.add_at_most_one(literals)",
                "for literals in at.values():\n            pass",
            ),
            ("self.model.add(sum(given[place]) <= many)", "pass"),
            (
                "            if number in told_apart or paper.rank is not None:",
                "            if False:",
            ),
            ("told_apart |= {paper for paper, _ in self.figures.away_from}", "pass"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("crowded", 78),
        [
            ("if track != paper.track\n            and", "if"),
        ],
    ),
    Seen(
        stretches,
        "stages",
        ("by hand", "dear"),
        [
            ("bound = self._cap + 1 if nothing else min(bound, self._cap + 1)", "pass"),
            (
                "bound = self._cap + 1 if nothing else min(bound, self._cap + 1)",
                "bound = min(bound, self._cap + 1)",
            ),
            ("for cap in (self._cap, None):", "for cap in (self._cap,):"),
            ("self._best[0] <= self.bound", "True"),
            (
                "        if not self._is_proven:\n            self._search_with_rooms()",
                "        pass",
            ),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("crowded", 119),
        [
            ("if self.figures.papers[one].track == self.figures.papers[other].track:", "if False:"),
            ("                self._pay(weight, out)\n\n", "                pass\n\n"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("crowded", 119),
        [
            ('number * self.weight("paper_wishes")', '2 * number * self.weight("paper_wishes")'),
            ('number * self.weight("paper_wishes")', 'self.weight("paper_wishes")'),
            ("if chairs[one] & chairs[other]", "if True"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("any", 99),
        [
            ("self.model.add(used <= sum(count for _, count in there))", "pass"),
            ("if gap and len(stretches) > 2 and len(self._papers_of(track)) > 1", "if False"),
            (
                "before, after = self._carried(used), self._carried(used[::-1])[::-1]",
                "before, after = used, self._carried(used[::-1])[::-1]",
            ),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "two papers of one"),
        [
            ("classes[column] = classes.get(column, 0) + 1", "classes[column] = 1"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("by hand", "two papers of one"),
        [
            ('dict.fromkeys(with_one_person(self.problem), self.weight("paper_speakers"))', "{}"),
        ],
    ),
    Seen(
        counts,
        "stages",
        ("any", 64),
        [
            ("        self._pay(level, both)", "        pass"),
        ],
    ),
    Seen(
        figures,
        "stages",
        ("any", 64),
        [
            ("for (one, other), level in avoiding(self.problem)", "for (one, other), level in ()"),
        ],
    ),
    Seen(
        places,
        "stages",
        ("by hand", "followed across"),
        [
            ("        self._pay_for_pairs()\n", ""),
            ("self._model.add(literal + elsewhere <= 1 + apart)", "pass"),
        ],
    ),
    Seen(
        places,
        "stages",
        ("by hand", "each its room"),
        [
            ("if self._figures.rooms[room] in possible:", "if True:"),
        ],
    ),
    Seen(
        stretches,
        "stages",
        ("by hand", "each its room"),
        [
            (
                "        if not one_room:\n            self._learn(done)",
                "        if True:\n            self._learn(done)",
            ),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "two rooms in both"),
        [
            (
                "for number in beyond:\n                    self.model.add(most >= number)\n",
                "self.model.add(most >= sum(beyond))\n",
            ),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "two are the first"),
        [
            ("one + other + beyond >= 1", "one + other >= 1"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("any", 25),
        [
            ("                tuple(paper.sizes.items()),\n", ""),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("any", 97),
        [
            ("                tuple(paper.levels.items()),\n", ""),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("any", 27),
        [
            ("rooms is None or room in rooms", "True"),
        ],
    ),
    Seen(
        places,
        "stages",
        ("by hand", "two papers of one"),
        [
            ("for whom in (room, *self._figures.due(paper)):", "for whom in (room,):"),
        ],
    ),
    Seen(
        places,
        "stages",
        ("any", 68),
        [
            ("if time[1] <= moment < time[2]]", "if time[1] == moment]"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("crowded", 39),
        [
            ("return min(sizes, default=None)", "return max(sizes, default=None)"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("crowded", 120),
        [
            ("return rooms if chairs is None else min(rooms, len(chairs))", "return rooms"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "third of four"),
        [
            ("if self.figures.is_in_order(track):", "if True:"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "two are the first of one room"),
        [
            ("self.model.add(one + other + beyond >= 1)", "pass"),
        ],
    ),
    Seen(
        places,
        "stages",
        ("by hand", "each prefers its room"),
        [
            ("self._costs.append((cost, literal))", "pass"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "one before the other"),
        [
            ("self.model.add(self._count[then, stretch] <= sum(earlier))", "pass"),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("by hand", "one before the other"),
        [
            (
                "pairs |= dict.fromkeys((paper, link.session) for link in row.before)",
                "pairs |= dict.fromkeys((link.session, paper) for link in row.before)",
            ),
        ],
    ),
    Seen(
        figures,
        "exact",
        ("by hand", "one after the other"),
        [
            ("pairs |= dict.fromkeys((link.session, paper) for link in row.after)", "pass"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "in order in one stretch"),
        [
            ("for s in range(stretch + 1)]", "for s in range(stretch)]"),
        ],
    ),
    Seen(
        counts,
        "exact",
        ("by hand", "in order"),
        [
            ("if self.figures.is_in_order(track):", "if False:"),
        ],
    ),
    Seen(
        places,
        "stages",
        ("by hand", "in order in one stretch"),
        [
            ("        self._keep_orders()\n", ""),
            (
                "if time[2] > moment]\n                    started",
                "if time[2] >= moment]\n                    started",
            ),
        ],
    ),
]
FAULTS = [
    pytest.param(seen, line, other, id=f"{line.strip()[:40]}-{other.strip()[:40]}")
    for seen in SEEN
    for line, other in seen.faults
]
# What a room holds: see also `test_what_a_room_holds_is_never_told_too_small`.
OF_A_ROOM = [
    ("room if size > room - small else", "room if size >= room - small else"),
    ("size * (size >= small)", "size"),
    ("int(2 * size > room)", "int(2 * size >= room)"),
    ("size // part for size in every}", "-(-size // part) for size in every}"),
]
IN_THE_STAGES = {
    counts: (stretches, "Counts"),
    figures: (paper_stages, "Figures"),
    places: (stretches, "placements_of"),
    stretches: (paper_stages, "StretchSearch"),
}
"""What of each module is used where."""


def is_right(seen: Seen, module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether all is as it is to be with a module in the place of that of a fault."""
    if seen.by == "exact":
        kind = module.Figures if seen.module is figures else figures.Figures
        return are_exact(seen.seed, module if seen.module is counts else counts, kind)
    used_in, name = IN_THE_STAGES[seen.module]
    monkeypatch.setattr(used_in, name, getattr(module, name))
    return stages_are_right(seen.seed)


@pytest.mark.parametrize(("seen", "line", "other"), FAULTS)
def test_a_fault_is_caught(
    seen: Seen, line: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_other_models(monkeypatch)
    assert is_right(seen, seen.module, monkeypatch)
    assert not is_right(seen, mutated(seen.module, line, other), monkeypatch)


@pytest.mark.parametrize(("line", "other"), OF_A_ROOM)
def test_a_fault_of_what_a_room_holds_is_caught(line: str, other: str) -> None:
    measures = mutated(counts, line, other)._measures
    assert any(
        sum(measure[size] for size in sizes if size) > measure[room]
        for room in range(2, 9)
        for measure in measures({*range(1, room + 1)}, room)
        for sizes in product(range(room + 1), repeat=4)
        if sum(sizes) <= room
    )
