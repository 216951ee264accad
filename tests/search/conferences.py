"""Small conferences drawn at random, and every timetable that they have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from math import prod
from random import Random
from typing import Any

from test_stretch_search import DAY, ONLY_PAPERS, PAPERS, paper

from agenda_solver.domains import domains
from agenda_solver.problem import Problem
from agenda_solver.rules import BY_KEY, DEMANDS, tiers
from agenda_solver.rules.rule import Demand
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

Data = dict[str, Any]


# --- All that papers and stretches may say ----------------------------------------------------


def any_conference(seed: int, most: int = 2_000) -> Problem:
    """Draw a conference of which any field may be said, of no more than so many ways to place.

    The faults of `test_stretch_mutations` are seen on some of these: other draws, other seeds.
    """
    random = Random(seed)
    while True:
        problem = Problem.read(_Drawn(random).data())
        free = domains(problem, DEMANDS).values()
        if prod(len(domain.times) * len(domain.rooms) for domain in free) <= most:
            return problem


class _Drawn:
    """The tables of a conference: what may be said at all is drawn first, then where it is."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.days = [DAY + timedelta(days=number) for number in range(random.choice([1, 1, 2]))]
        self.rooms = ["a", "b", "c"][: random.choice([1, 2, 2, 3])]
        self.tracks = ["T", "V", "W"][: random.choice([1, 2, 2, 3])]
        self.stretches = ["s1", "s2", "s3", "s4"][: random.choice([2, 3, 4])]
        self.papers = ["k", "l", "m", "n"][: random.choice([2, 3, 4])]
        self.people = ["x", "y"]
        self.are_cut = random.choice([True, True, False, None])
        self.topics = {topic for topic in _TOPICS if random.random() < 0.4}
        self.seldom = {topic for topic in _SELDOM if random.random() < 0.15}

    def may(self, topic: str, often: float = 0.4) -> bool:
        return topic in self.topics | self.seldom and self.random.random() < often

    def levels(self, names: Collection[str], topic: str = "levels") -> dict[str, int]:
        return {
            name: self.random.choice([1, 7, 30, 60, 90, 150_000 if self.may("dear") else 120])
            for name in names
            if self.may(topic)
        }

    def some(self, names: Sequence[str]) -> list[str]:
        return self.random.sample(names, self.random.randint(1, len(names)))

    def data(self) -> Data:
        stretches = list(self._stretches())
        return {
            "event": {
                "name": "C",
                "grid": 30,
                **({"suitable": {"start": "9h", "end": "16h"}} if self.may("zones", 0.8) else {}),
                **({"possible": {"start": "6h", "end": "22h"}} if self.may("zones", 0.8) else {}),
            },
            "days": [{"date": day} for day in self.days],
            "rooms": [
                {"id": room, **({"at_once": 2} if self.may("at once") else {})}
                for room in self.rooms
            ],
            "people": [
                {
                    "id": person,
                    **({"zone": self.random.choice(_ZONES)} if self.may("zones", 0.7) else {}),
                    **({"present": [{"end": "11h30"}]} if self.may("present") else {}),
                }
                for person in self.people
            ],
            "stretches": stretches,
            "tracks": [self._track(name) for name in self.tracks if not self.may("no row")],
            "sessions": [*map(self._paper, self.papers), *self._others(stretches)],
            "attendees": [
                {"id": name, "wishes": self.random.sample(self.papers, 2)}
                for name in ("x", "p")
                if self.may("wishes", 0.7)
            ],
            "weights": self._weights(),
        }

    def _stretches(self) -> Iterator[Data]:
        until = dict.fromkeys(self.days, 9 * 60)
        drawn = []
        for name in self.stretches:
            day = self.random.choice(self.days)
            start = until[day] + self.random.choice([0, 0, 30, 60])
            until[day] = start + self.random.choice([60, 60, 90])
            row = {"id": name, "day": day, "room_levels": self.levels(self.rooms)}
            row |= {"start": _clock(start), "end": _clock(until[day])}
            if self.are_cut or (self.are_cut is None and self.random.random() < 0.5):
                row["places"] = self.random.choice([1, 2, 2, 3])
            if self.may("rooms"):
                row["rooms"] = self.some(self.rooms)
            drawn.append(row)
        yield from self.random.sample(drawn, len(drawn))

    def _track(self, name: str) -> Data:
        return {
            "id": name,
            "chairs": self.some(self.people) if self.may("chairs") else [],
            "stretch_levels": self.levels(self.stretches),
            "room_levels": self.levels(self.rooms),
            "track_levels": {}
            if "no row" in self.seldom
            else self.levels([other for other in self.tracks if other != name], "beside"),
            "stretches": self.random.choice([{"min": 2}, {"max": 1}, {"min": 1, "max": 2}])
            if self.may("numbers", 0.7)
            else {},
            "in_order": self.may("in order"),
        }

    def _paper(self, name: str) -> Data:
        row = paper(name, track=self.random.choice(self.tracks))
        row["fills"] = self.random.choice([1, 1, 1, 2])
        if not self.are_cut or self.may("minutes"):
            row["minutes"] = self.random.choice([20, 30, 30, 60, {"min": 20, "max": 40}])
        if self.may("people", 0.6):
            row["people"] = {"speaker": self.some(self.people)}
        row["stretch_levels"] = self.levels(self.stretches)
        row["room_levels"] = self.levels(self.rooms, "room levels")
        if self.may("ranks", 0.6):
            row["rank"] = self.random.choice([1, 1, 2, 3])
        if self.may("no room"):
            row["rooms"] = []
        elif self.may("rooms", 0.25):
            row["rooms"] = self.some(self.rooms)
        if self.may("windows"):
            row["windows"] = [{"start": "9h30"}]
        if self.may("locked"):
            row["locked"] = self.random.choice(
                [{"room": self.rooms[0]}, {"day": self.days[0]}, {"start": "9h"}]
            )
        if self.may("in order") and name != self.papers[0]:
            row[self.random.choice(["before", "after"])] = [self.papers[0]]
        if self.may("preferred", 0.3):
            row["preferred"] = {"start": self.random.choice(["9h30", "11h"])}
        return row

    def _others(self, stretches: Sequence[Data]) -> Iterator[Data]:
        row = {"id": "o", "title": "O", "minutes": 30}
        if self.may("external", 1):
            there = self.random.choice(stretches)
            spot = {"day": there["day"], "start": there["start"], "room": self.rooms[0]}
            yield {**paper("o"), **row, "external": True, "locked": spot, "rank": 1}
        elif self.may("rest", 1):
            kind = self.random.choice(["meal", "session", "plenary"])
            yield {**row, "kind": kind, "windows": [{"day": self.days[0], "end": "12h"}]}

    def _weights(self) -> Data:
        weights: Data = dict(ONLY_PAPERS)
        order = self.random.sample(PAPERS, len(PAPERS))
        cut = self.random.randint(1, 9)
        ordered: list[list[str]] = [PAPERS]
        if self.may("tiers", 0.6):
            ordered = [order[:cut], order[cut:]]
        if "preferred" in self.topics:
            weights["preferred"] = 1
            ordered = self.random.choice(
                [[["preferred"], PAPERS], [[*PAPERS, "preferred"]], [PAPERS, ["preferred"]]]
            )
        weights |= {key: self.random.choice([0, 2, 3]) for key in order if self.may("weights")}
        return {**weights, "tiers": ordered}


def crowded_conference(seed: int) -> Problem:
    """Draw a conference in which a track may need two rooms at once: four papers, two stretches."""
    random = Random(seed)

    def one_of(*choices: Any) -> Any:
        return random.choice(choices)

    def levels(names: str, often: float = 0.4) -> dict[str, int]:
        return {name: one_of(10, 60, 90) for name in names if random.random() < often}

    rooms, places = one_of("ab", "abc"), one_of([1, 1], [1, 2], [2, 2], [4], [3], None)
    dear = one_of(*[{}] * 4, {"1": 500_000, "2": 400_000})
    people = one_of(0, 0.8)
    stretches = [
        {"id": name, "day": DAY, "start": f"{8 + 2 * int(name)}h", "end": f"{9 + 2 * int(name)}h"}
        | ({"places": cut} if cut else {})
        | {"room_levels": levels(rooms, 0.2)}
        for name, cut in zip("12", places or [None, None], strict=False)
    ]
    ranks, limited, minutes = (random.random() < 0.3 for _ in range(3))
    papers = [
        paper(name, track=one_of("T", "T", "T", "V"))
        | {"fills": one_of(*(range(1, 1 + (places or [1])[0])))}
        | ({} if places and not minutes else {"minutes": one_of(30, 30, {"min": 20, "max": 40})})
        | ({"rank": one_of(1, 2, 2, 3)} if ranks else {})
        | ({"rooms": random.sample(rooms, 1)} if limited and random.random() < 0.5 else {})
        | ({"people": {"speaker": [one_of(*"xy")]}} if random.random() < people else {})
        for name in "klmn"[: one_of(3, 4)]
    ]
    tracks = [
        {"id": track, "chairs": random.sample("xyz", one_of(0, 0, 0, 1, 2))}
        | {"stretch_levels": dear or levels("12"), "room_levels": levels(rooms)}
        | {"stretches": one_of({}, {"min": 2}, {"max": 1})}
        for track in "TV"
    ]
    wishes = [random.sample([row["id"] for row in papers], 2) for _ in range(one_of(0, 0, 3))]
    return Problem.read(
        {
            "event": {"name": "C", "grid": 30},
            "days": [{"date": DAY}],
            "rooms": [{"id": room} for room in rooms],
            "people": [{"id": person} for person in "xyz"],
            "stretches": stretches,
            "tracks": tracks,
            "sessions": papers,
            "attendees": [
                {"id": f"p{number}", "wishes": wish} for number, wish in enumerate(wishes)
            ],
            "weights": {
                **ONLY_PAPERS,
                "paper_speakers": one_of(0, 1),
                "stretch_rooms": one_of(0, 1, 1),
                "tiers": [PAPERS],
            },
        }
    )


_TOPICS = (
    *("levels", "beside", "zones", "rooms", "chairs", "numbers", "minutes", "people", "ranks"),
    *("room levels", "wishes", "weights", "tiers", "preferred"),
)
_SELDOM = (
    *("dear", "at once", "present", "no row", "in order", "no room", "windows", "locked"),
    *("external", "rest"),
)
_ZONES = ("Asia/Tokyo", "America/Montreal", "UTC")


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


# --- Every timetable --------------------------------------------------------------------------

_LIMITING = [demand for demand in DEMANDS if type(demand).limits is not Demand.limits]
# What two sessions break stays broken, whatever the others do.
_OF_TWO = [
    BY_KEY[key] for key in ("room_one_at_a_time", "person_one_place", "stretch_track", "chair_free")
]


def every_timetable(problem: Problem) -> list[Timetable]:
    """Return every timetable that keeps all demands, found without any model."""
    places = [
        [
            placement
            for time in domain.times
            for room in domain.rooms
            for placement in [Placement(session, *time, room)]
            if _keeps(problem, (placement,), _LIMITING)
        ]
        for session, domain in domains(problem, ()).items()
    ]
    chosen: list[tuple[Placement, ...]] = [()]
    fits: dict[tuple[Placement, ...], bool] = {}
    for own in sorted(places, key=len):
        chosen = [
            (*before, one)
            for before in chosen
            for one in own
            if all(_is_kept(problem, (other, one), fits) for other in before)
        ]
    timetables = map(Timetable.of, chosen)
    return [timetable for timetable in timetables if not verify(problem, timetable).errors]


def _is_kept(
    problem: Problem, pair: tuple[Placement, ...], fits: dict[tuple[Placement, ...], bool]
) -> bool:
    if pair not in fits:
        fits[pair] = _keeps(problem, pair, _OF_TWO)
    return fits[pair]


def _keeps(problem: Problem, placements: tuple[Placement, ...], demands: Collection[Any]) -> bool:
    timetable = Timetable.of(placements)
    return not any(any(True for _ in demand.check(problem, timetable)) for demand in demands)


def every_cost(problem: Problem) -> list[tuple[int, ...]]:
    """Return what every timetable costs, by tiers."""
    verdicts = (verify(problem, timetable) for timetable in every_timetable(problem))
    return [tuple(map(verdict.tier_cost, tiers(problem))) for verdict in verdicts]
