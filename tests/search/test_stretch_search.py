"""Papers in stretches by stages: the best there is, and bounds that hold."""

import importlib
from datetime import date
from itertools import product
from random import Random

import pytest
from ortools.sat.python import cp_model

from agenda_solver import paper_stages
from agenda_solver.assign.whole import solve_with_seats
from agenda_solver.budget import Budget
from agenda_solver.domains import domains
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem
from agenda_solver.problem.places import bounds_of
from agenda_solver.result import Result
from agenda_solver.rules import COSTS, tiers
from agenda_solver.rules.musts import RequiredCanCome
from agenda_solver.rules.rule import Demand
from agenda_solver.search.stretches import Figures, closed_up
from agenda_solver.search.stretches.counts import Counts, _measures
from agenda_solver.solve import is_possible, solve
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

DAY = date(2027, 6, 10)
PAPERS = [
    *("stretch_levels", "stretch_beside", "stretch_rooms", "stretch_parallel", "stretch_gaps"),
    *("stretch_number", "paper_speakers", "paper_wishes", "remote_hours", "paper_rank"),
]
ONLY_PAPERS = {cost.key: 0 for cost in COSTS if cost.key not in PAPERS}


def paper(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "title": name, "kind": "paper", "track": "T", **more}


def named(name: str) -> dict[str, str]:
    return {"id": name}


def conference(seed: int, **more: object) -> Problem:
    """Draw a conference of three papers, two tracks, three stretches and two rooms."""
    random, orders = Random(seed), Random(seed + 1_000)

    def levels(*names: str) -> dict[str, int]:
        return {name: random.choice([30, 60, 90]) for name in names if random.random() < 0.4}

    rooms, stretches, people = ("a", "b"), ("s1", "s2", "s3"), ("x", "y")
    data = {
        "event": {
            "name": "C",
            "suitable": {"start": "9h", "end": "16h"},
            "possible": {"start": "6h", "end": "22h"},
        },
        "days": [{"date": DAY}],
        "rooms": [{"id": room} for room in rooms],
        "people": [{"id": "x"}, {"id": "y", "zone": random.choice(["Asia/Tokyo", "UTC"])}],
        "stretches": [
            {
                "id": name,
                "day": DAY,
                "start": f"{9 + 2 * number}h",
                "end": f"{10 + 2 * number}h",
                "places": random.choice([1, 2]),
                "rooms": random.choice([None, None, ["a"]]),
                "room_levels": levels(*rooms),
            }
            for number, name in enumerate(stretches)
        ],
        "tracks": [
            {
                "id": track,
                "chairs": [random.choice(people)] if random.random() < 0.3 else [],
                "stretch_levels": levels(*stretches),
                "room_levels": levels(*rooms),
                "track_levels": levels("V") if track == "T" else {},
                "stretches": random.choice([{}, {"min": 2}, {"max": 1}]),
                "in_order": orders.random() < 0.3,
            }
            for track in "TV"
        ],
        "sessions": [
            {
                "id": name,
                "title": name,
                "kind": "paper",
                "track": random.choice("TV"),
                "fills": random.choice([1, 1, 2]),
                "people": {"speaker": random.sample(people, random.choice([0, 1]))},
                "stretch_levels": levels(*stretches),
                "room_levels": levels(*rooms),
                **({"rank": random.choice([1, 2])} if random.random() < 0.4 else {}),
                "before": ["m"] if name == "k" and orders.random() < 0.3 else [],
            }
            for name in "klm"
        ],
        "attendees": [{"id": "p", "wishes": random.sample("klm", 2)}],
        "weights": {**ONLY_PAPERS, "stretch_gaps": random.choice([1, 3]), "tiers": [PAPERS]},
        **more,
    }
    return Problem.read(data)


def costs(problem: Problem, *further: Demand) -> list[int]:
    """Return what every timetable costs that there is."""
    places = [
        [
            Placement(session.id, stretch.day, start, end, room)
            for stretch in problem.stretches
            for bounds in [bounds_of(stretch)]
            for start, end in zip(bounds, bounds[session.fills :], strict=False)
            for room in (problem.room if problem.takes_room(session.id) else (None,))
        ]
        for session in problem.sessions
    ]
    timetables = map(Timetable.of, product(*places))
    verdicts = (
        verify(problem, one)
        for one in timetables
        if not any(True for demand in further for _ in demand.check(problem, one))
    )
    return [verdict.tier_cost(tiers(problem)[0]) for verdict in verdicts if not verdict.errors]


def without_other_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing find or prove anything but the stages."""
    monkeypatch.setattr(paper_stages, "MOST_CELLS", 0)
    monkeypatch.setattr(paper_stages, "FEW_CELLS", 0)


@pytest.mark.parametrize("seed", range(12))
def test_the_best_is_found_and_proven(seed: int) -> None:
    problem = conference(seed)
    every = costs(problem)
    result = solve(problem, Budget(seconds=20, workers=1))
    if not every:
        assert result.status == "infeasible"
        return
    assert "stretches" in result.timings
    (tier,) = result.tiers
    assert tier.cost == min(every)
    assert tier.bound <= tier.cost


@pytest.mark.parametrize(
    "more",
    [
        {"rooms": [{"id": "a", "at_once": 2}, {"id": "b"}], "sessions": [*map(paper, "klmn")]},
        {"sessions": [paper("k"), paper("l"), paper("m", rooms=[])]},
    ],
)
def test_what_counts_do_not_know_is_proven_without_them(more: dict[str, object]) -> None:
    """Where rooms hold two at once, or a paper takes none, counts would prove too much."""
    days = {"day": DAY, "start": "9h", "end": "10h", "places": 2}
    problem = conference(
        0, attendees=[], tracks=[{"id": "T"}], stretches=[{"id": "s", **days}], **more
    )
    result = solve(problem, Budget(seconds=20, workers=1))
    (tier,) = result.tiers
    assert result.status == "optimal"
    assert tier.cost == tier.bound == min(costs(problem)) == 0


def test_a_paper_that_ends_early_leaves_its_last_place_to_others() -> None:
    stretch = {"id": "s", "day": DAY, "start": "9h", "end": "10h", "places": 2}
    papers = [paper("k", fills=2, minutes=20), paper("l")]
    problem = conference(
        0, attendees=[], tracks=[{"id": "T"}], stretches=[stretch], sessions=papers
    )
    (tier,) = solve(problem, Budget(seconds=20, workers=1)).tiers
    assert (tier.status, tier.cost) == ("optimal", 0)


def test_what_is_rated_0_is_not_counted_as_a_wish() -> None:
    papers = [paper("k"), paper("l"), paper("m", track="V")]
    rated = [{"id": "p", "wishes": {"k": 2, "l": 1, "m": 0}}]
    problem = conference(0, tracks=[{"id": "T"}], sessions=papers, attendees=rated)
    figures = Figures(problem, tiers(problem)[0].weights)
    assert [*figures.conflicts] == [(0, 1)]


@pytest.mark.parametrize("seed", range(12))
def test_no_count_is_more_than_the_least_there_is(seed: int) -> None:
    problem = conference(seed)
    every = costs(problem)
    figures = Figures(problem, tiers(problem)[0].weights)
    for each_room in (False, True):
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(Counts(figures, each_room=each_room).model)
        if every:
            assert status == cp_model.OPTIMAL
            assert round(solver.objective_value) * figures.scale <= min(every)


def test_levels_are_counted_whatever_they_share_with_what_costs_an_hour() -> None:
    levels = {"s1": 30, "s2": 90, "s3": 90}
    track = {"id": "T", "stretch_levels": levels}
    problem = conference(4, attendees=[], tracks=[track], sessions=[paper("k"), paper("l")])
    figures = Figures(problem, tiers(problem)[0].weights)
    assert figures.scale * figures.weight("stretch_rooms") == 60
    assert [figures.scale * figures.track_in_stretch[0, n] for n in range(3)] == [30, 90, 90]


def test_what_a_room_holds_is_never_told_too_small() -> None:
    for room in range(2, 9):
        for measure in _measures({*range(1, room + 1)}, room):
            for sizes in product(range(room + 1), repeat=4):
                if sum(sizes) <= room:
                    assert sum(measure[size] for size in sizes if size) <= measure[room]


def test_what_an_earlier_tier_moves_is_placed_as_well_as_can_be() -> None:
    """What papers cost without that tier is no sign that the search for the rest is over."""
    track = {"id": "T", "stretch_levels": {"s3": 90}}
    stretches = [
        {"id": name, "day": DAY, "start": start, "end": f"{start[:-1]}h30", "places": 1}
        for name, start in (("s1", "9h"), ("s2", "10h"), ("s3", "11h"), ("s4", "12h"))
    ]
    papers = [paper("k", preferred={"start": "11h"}), paper("l"), paper("m")]
    problem = conference(
        0,
        attendees=[],
        tracks=[track],
        stretches=stretches,
        sessions=papers,
        weights={**ONLY_PAPERS, "preferred": 1, "tiers": [["preferred"], PAPERS]},
    )
    result = solve(problem, Budget(seconds=20, workers=1))
    assert [(tier.status, tier.cost) for tier in result.tiers] == [("optimal", 0), ("optimal", 90)]


def test_levels_that_are_dear_are_paid_where_they_must() -> None:
    dear = {"s1": 500_000, "s2": 400_000, "s3": 600_000}
    problem = conference(
        0, sessions=[paper("k")], attendees=[], tracks=[{"id": "T", "stretch_levels": dear}]
    )
    result = solve(problem, Budget(seconds=10, workers=1))
    assert result.status == "optimal"
    assert result.tiers[0].cost == min(costs(problem)) >= 400_000


def test_the_rest_of_the_day_is_placed_around_papers() -> None:
    sessions = [
        *map(paper, "klm"),
        {"id": "repas", "title": "Repas", "kind": "meal", "minutes": 60},
    ]
    problem = conference(1, sessions=sessions, attendees=[], weights={})
    result = solve(problem, Budget(seconds=20, workers=1))
    assert result.timetable is not None
    assert set(result.timetable.by_session) == {*"klm", "repas"}
    assert not verify(problem, result.timetable).errors


def test_what_cannot_be_is_proven_so() -> None:
    papers = [paper(f"p{n}") for n in range(20)]
    problem = conference(2, sessions=papers, attendees=[], tracks=[{"id": "T"}])
    assert solve(problem, Budget(seconds=20, workers=1)).status == "infeasible"


@pytest.mark.parametrize(
    ("chairs", "status"), [("xy", "infeasible"), ("xyz", "optimal"), ("", "optimal")]
)
def test_each_room_of_a_track_has_its_chair(chairs: str, status: str) -> None:
    """Without places, so that nothing is counted on sight."""
    problem = conference(
        0,
        rooms=[*map(named, "abc")],
        people=[*map(named, "xyz")],
        stretches=[{"id": "s", "day": DAY, "start": "9h", "end": "10h"}],
        tracks=[{"id": "T", "chairs": [*chairs]}],
        sessions=[paper(name, minutes=60) for name in "klm"],
        attendees=[],
    )
    assert preflight(problem) == ()
    assert solve(problem, Budget(seconds=20, workers=1)).status == status
    assert is_possible(problem, Budget(seconds=20, workers=1)) == status


def test_of_too_many_papers_no_other_model_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    without_other_models(monkeypatch)
    problem = conference(1, weights={})
    result = solve(problem, Budget(seconds=10, workers=1))
    assert result.timetable is not None
    assert result.encoding == "stages"
    assert not verify(problem, result.timetable).errors


def test_it_is_the_same_each_time_where_that_is_asked() -> None:
    problem = conference(3)
    budget = {"seconds": 5, "reproducible": True}
    one, other = (solve(problem, Budget(**budget)).timetable for _ in range(2))
    assert one == other


# --- With registered attendees ------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_the_best_is_found_of_those_to_which_all_can_come_who_must(seed: int) -> None:
    there = {"start": "9h", "end": "12h"}
    must = Random(seed).sample("klm", 2)
    problem = conference(
        seed,
        attendees=[
            {"id": "p", "present": [there], "must_attend": must},
            {"id": "q", "email": "x@x.fr", "must_attend": must[:1], "wishes": [*"klm"]},
        ],
        people=[{"id": "x", "email": "x@x.fr"}, {"id": "y"}],
    )
    every = costs(problem, RequiredCanCome())
    result = solve_with_seats(problem, Budget(seconds=20, workers=1)).result
    if not every:
        assert result.status == "infeasible"
        return
    assert "stretches" in result.timings
    assert result.tiers[0].cost == min(every)
    assert result.tiers[0].bound <= result.tiers[0].cost


def test_stages_know_when_those_are_there_who_must_attend(monkeypatch: pytest.MonkeyPatch) -> None:
    without_other_models(monkeypatch)
    problem = conference(
        0,
        tracks=[{"id": "T", "stretch_levels": {"s2": 90}}],
        sessions=[paper("k")],
        attendees=[{"id": "p", "must_attend": ["k"], "present": [{"start": "11h", "end": "12h"}]}],
    )
    result = solve(problem, Budget(seconds=20, workers=1), further=[RequiredCanCome()])
    (tier,) = result.tiers
    assert (result.encoding, tier.status, tier.cost, tier.bound) == ("stages", "optimal", 90, 90)


def registered(monkeypatch: pytest.MonkeyPatch) -> Result:
    """Solve by stages alone where three are registered, and the plenary seats two."""
    without_other_models(monkeypatch)
    plenary = {"id": "ouverture", "title": "Ouverture", "kind": "plenary", "minutes": 30}
    problem = conference(
        0,
        rooms=[{"id": "a", "capacity": 2}, {"id": "b", "capacity": 1}],
        tracks=[{"id": "T", "stretch_levels": {"s1": 30, "s2": 30, "s3": 30}}],
        sessions=[paper("k"), plenary],
        attendees=[named("p"), named("q"), named("r")],
        weights={**ONLY_PAPERS, "registered_seats": 1, "tiers": [[*PAPERS, "registered_seats"]]},
    )
    return solve(problem, Budget(seconds=20, workers=1))


def test_what_stages_do_not_count_is_bounded_besides(monkeypatch: pytest.MonkeyPatch) -> None:
    result = registered(monkeypatch)
    (tier,) = result.tiers
    assert result.costs["registered_seats"] > 0
    assert (result.encoding, tier.status) == ("stages", "optimal")
    assert tier.bound == tier.cost == result.costs["registered_seats"] + 30


def test_what_is_known_of_a_tier_that_is_not_come_to_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = importlib.import_module("agenda_solver.solve")
    monkeypatch.setattr(paper_stages.PaperStages, "have_settled", lambda *_, **__: False)
    monkeypatch.setattr(module.TierSearch, "_settle_for_nothing", lambda *_: False)
    (tier,) = registered(monkeypatch).tiers
    assert tier.status == "feasible"
    assert tier.bound == tier.cost > 0


def test_what_attendees_follow_is_not_at_once_where_places_allow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_other_models(monkeypatch)
    problem = conference(
        0,
        stretches=[{"id": "s", "day": DAY, "start": "9h", "end": "10h", "places": 3}],
        tracks=[{"id": "T"}, {"id": "V"}],
        sessions=[paper(name, track=track) for name, track in zip("klmnop", "TTTVVV", strict=True)],
        attendees=[
            {"id": one + other, "wishes": [one, other]}
            for one, other in ("kn", "ko", "lo", "lp", "mp", "mn")
        ],
        weights={},
    )
    result = solve(problem, Budget(seconds=20, workers=1))
    assert result.encoding == "stages"
    assert result.costs["wishes"] == 0


def test_papers_that_come_in_order_are_placed_so(monkeypatch: pytest.MonkeyPatch) -> None:
    without_other_models(monkeypatch)
    hours = [{"day": DAY, "start": f"{n}h", "end": f"{n}h40", "places": 2} for n in (9, 10, 11)]
    problem = conference(
        0,
        stretches=[{"id": f"s{n}", **row} for n, row in enumerate(hours)],
        tracks=[{"id": "T", "in_order": True}],
        sessions=[*map(paper, "klmnop"), paper("q", track="V", before=["o"], after=["l"])],
        attendees=[],
    )
    result = solve(problem, Budget(seconds=20, workers=1))
    assert (result.encoding, result.status) == ("stages", "optimal")


# --- From the first place -----------------------------------------------------------------


def placed(problem: Problem, *lines: str) -> Timetable:
    """Read placements told as a paper, the number of its place and its room."""
    (stretch,) = problem.stretches
    bounds = bounds_of(stretch)
    return Timetable.of(
        Placement(name, DAY, bounds[int(number)], bounds[int(number) + 1], room)
        for name, number, room in map(str.split, lines)
    )


def one_stretch(**more: object) -> Problem:
    sessions = [paper("k"), paper("l"), paper("m", track="V", people={"speaker": ["x"]})]
    known = {
        "stretches": [{"id": "s", "day": DAY, "start": "9h", "end": "10h", "places": 3}],
        "tracks": [{"id": "T"}, {"id": "V"}],
        "sessions": sessions,
        "attendees": [],
    }
    return conference(0, **{**known, **more})


def test_papers_follow_one_another_from_the_first_place() -> None:
    problem = one_stretch()
    late = placed(problem, "k 1 a", "l 2 a", "m 2 b")
    early = placed(problem, "k 0 a", "l 1 a", "m 0 b")
    assert closed_up(problem, late, domains(problem), lambda _: True) == early
    assert closed_up(problem, early, domains(problem), lambda _: False) == early


def test_each_room_is_closed_up_by_itself_where_all_at_once_are_not_as_good() -> None:
    problem = one_stretch()
    late = placed(problem, "k 1 a", "l 2 a", "m 2 b")
    there = late.by_session["m"]

    def is_as_good(timetable: Timetable) -> bool:
        return timetable.by_session["m"] == there

    expected = placed(problem, "k 0 a", "l 1 a", "m 2 b")
    assert closed_up(problem, late, domains(problem), is_as_good) == expected


def test_what_is_locked_or_comes_late_stays_in_its_place() -> None:
    late = [{"start": "9h40"}]
    problem = one_stretch(people=[{"id": "x", "present": late}, named("y")])
    timetable = placed(problem, "k 1 a", "l 2 a", "m 2 b")
    closer = closed_up(problem, timetable, domains(problem), lambda _: True)
    assert closer == placed(problem, "k 0 a", "l 1 a", "m 2 b")


def test_a_programme_begins_with_the_first_places() -> None:
    """By an ordinary model, too: a room that holds several at once leaves nothing to stages."""
    hours = {"day": DAY, "start": "9h", "end": "10h", "places": 3, "rooms": ["a", "b"]}
    problem = one_stretch(
        rooms=[named("a"), named("b"), {"id": "c", "at_once": 2}],
        stretches=[{"id": "s", **hours}],
        weights={},
    )
    result = solve(problem, Budget(seconds=20, workers=1))
    assert result.timetable is not None
    assert "stretches" not in result.timings
    assert closed_up(problem, result.timetable, domains(problem), lambda _: True) == (
        result.timetable
    )
