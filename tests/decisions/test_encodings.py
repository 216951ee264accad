"""What any encoding must have in common with the others, on problems made at random."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from agenda_solver.decisions import (
    Encoding,
    FittingCallback,
    FittingSolver,
    Intervals,
    Slots,
    complete_hint,
    encode,
)
from agenda_solver.decisions.encoding import (
    unrelated_families,
)
from agenda_solver.problem import Problem
from agenda_solver.rules import tiers
from agenda_solver.rules.audience import WishesDoNotClash
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify

Data = dict[str, Any]
Encode = Callable[[Problem], Encoding]


class Later(Slots):
    """Is told which rooms are too few only where a solution shows it."""

    most_unions = 0

    def _first_unions(self, room_sets: object) -> list[frozenset[str | None]]:  # noqa: ARG002
        return []


ENCODINGS: dict[str, Encode] = {
    "intervals": Intervals,
    "slots": Slots,
    "slots, every room a literal": partial(Slots, explicit=True),
    "slots, rooms cut later": Later,
}
each_encoding = pytest.mark.parametrize("kind", ENCODINGS)
repeatable = partial(settings, derandomize=True, deadline=None, database=None)


# --- Solving ------------------------------------------------------------------------------------


def solve(problem: Problem, kind: Encode, *, presolve: bool = True) -> Timetable | None:
    """Solve the tiers in turn, and hold each objective to the verdict on what was found."""
    encoding = kind(problem)
    amounts: list[Any] = [
        sum(weight * a for cost, weight in tier.weights.items() for a in cost.amounts(encoding))
        for tier in tiers(problem)
    ]
    encoding.close()
    costs, timetable = [], None
    for amount in amounts:
        encoding.model.minimize(amount)
        solver = run(encoding, presolve=presolve)
        if solver is None:
            assert timetable is None, "a tier was lost by an earlier one"
            return None
        timetable = encoding.read(solver.value)
        costs.append(solver.value(amount))
        encoding.model.add(amount <= costs[-1])
    assert timetable is not None
    verdict = verify(problem, timetable)
    assert not verdict.errors
    assert [verdict.tier_cost(tier) for tier in verdict.tiers] == costs
    return timetable


def run(encoding: Encoding, *, presolve: bool = True) -> cp_model.CpSolver | None:
    solver = FittingSolver(encoding)
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = presolve
    status = solver.solve(encoding.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    return solver if status == cp_model.OPTIMAL else None


def best(problem: Problem, kind: Encode, *, presolve: bool = True) -> list[int] | None:
    """Return the optimum of each tier; None where there is no timetable."""
    timetable = solve(problem, kind, presolve=presolve)
    if timetable is None:
        return None
    verdict = verify(problem, timetable)
    return [verdict.tier_cost(tier) for tier in verdict.tiers]


# --- Problems at random -------------------------------------------------------------------------
#
# A morning in half hours, or slots that may touch, overlap and differ. Rarely much is asked of
# one thing at once, so that about half of the problems have a timetable.

DAYS = ["2026-06-10", "2026-06-12"]
SLOT_HOURS = [("9:00", "10:00"), ("9:30", "10:30"), ("10:00", "11:00"), ("10:10", "10:40")]
SLOT_HOURS += [("11:00", "12:00")]
FEATURES = ["projector", "pmr"]


def clock(half_hour: int) -> str:
    return f"{9 + half_hour // 2}:{30 * (half_hour % 2):02d}"


def seldom(draw: st.DrawFn, times: int = 4) -> bool:
    return draw(st.integers(1, times)) == 1


@st.composite
def windows(draw: st.DrawFn, days: list[str]) -> list[Data]:
    found = []
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        start = draw(st.integers(0, 3))
        end = draw(st.integers(start + 2, 7))
        window: Data = {"start": clock(start), "end": clock(end)}
        if seldom(draw):
            window["day"] = draw(st.sampled_from(days))
        found.append(window)
    return found


@st.composite
def problems(draw: st.DrawFn) -> Data:
    days = DAYS[: draw(st.sampled_from([1, 1, 2]))]
    event: Data = {"name": "any", "grid": 30, "gap": draw(st.sampled_from([0, 0, 30]))}
    on_slots = draw(st.booleans())
    if on_slots:
        times = draw(st.lists(st.sampled_from(SLOT_HOURS), min_size=1, max_size=3, unique=True))
        event["slots"] = [
            {"day": day, "start": start, "end": end} for day in days for start, end in times
        ]
    rooms: list[Data] = [
        {
            "id": f"r{number}",
            "features": [feature for feature in FEATURES if draw(st.booleans())],
            "open": draw(windows(days)) if seldom(draw) else [],
            "setup": draw(st.sampled_from([0, 0, 0, 10])),
            "teardown": draw(st.sampled_from([0, 0, 0, 30])),
        }
        | ({"capacity": draw(st.sampled_from([10, 20]))} if draw(st.booleans()) else {})
        for number in range(draw(st.sampled_from([0, 1, 2, 2, 3, 3])))
    ]
    people = [
        {
            "id": f"p{number}",
            "present": draw(windows(days)),
            "pause": draw(st.sampled_from([0, 0, 30])),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    sessions: list[Data] = []
    for number in range(draw(st.integers(1, 4))):
        session = draw(sessions_like(days, rooms, people, on_slots=on_slots))
        sessions.append({"id": f"s{number}", "title": f"S{number}", **session})
    ids = [session["id"] for session in sessions]
    if len(ids) > 1:
        if seldom(draw, 3):
            sessions[0]["part_of"] = ids[1]
            sessions[0].setdefault("minutes", 30)
            sessions[0]["setup"] = sessions[0]["teardown"] = 0
        if seldom(draw, 4):
            for session in sessions[-2:]:
                session["block"] = "b"
        if seldom(draw, 4):
            sessions[-1]["group_of"] = ids[0]
        if seldom(draw, 4):
            one, other = draw(st.permutations(ids))[:2]
            link: Data = {"session": other}
            if seldom(draw, 2):
                link["max"] = draw(st.sampled_from([0, 60]))
            sessions[ids.index(one)]["before"] = [link]
    attendees = [
        {"id": f"p{number}" if seldom(draw) else f"i{number}", **draw(attendees_like(days, ids))}
        for number in range(draw(st.sampled_from([0, 0, 1, 3])))
    ]
    return {
        "event": event,
        "attendees": attendees,
        "days": [
            {
                "date": day,
                "open": {"start": "9:00", "end": "12:00"},
                "announced": {"start": "9:30", "end": "11:00"},
            }
            for day in days
        ],
        "rooms": rooms,
        "people": people,
        "sessions": sessions,
        "sequences": (
            [{"sessions": ids[-2:], "between": draw(st.booleans())}]
            if len(ids) > 2 and seldom(draw)
            else []
        ),
    }


@st.composite
def sessions_like(
    draw: st.DrawFn, days: list[str], rooms: list[Data], people: list[Data], *, on_slots: bool
) -> Data:
    shortest = draw(st.sampled_from([30, 30, 60]))
    longest = draw(st.sampled_from([shortest, shortest, 90]))
    session: Data = {
        "minutes": {"min": shortest, "max": longest, "ideal": longest},
        "kind": draw(
            st.sampled_from(["session", "session", "session", "session", "break", "plenary"])
        ),
        "needs": [feature for feature in FEATURES if seldom(draw, 8)],
        "expected": draw(st.sampled_from([0, 0, 10, 15])),
    }
    if not rooms:
        session["rooms"] = []
    named = [room["id"] for room in rooms if draw(st.booleans())]
    if named and seldom(draw):
        session["rooms"] = named
    if people:
        who = [person["id"] for person in people if seldom(draw, 3)]
        session["people"] = {"speaker": who}
        if seldom(draw, 3):
            several = [person["id"] for person in people if seldom(draw, 2)]
            session["people"]["chair"] = [{"one_of": several or [people[0]["id"]]}]
    if rooms and seldom(draw):
        session["setup"] = draw(st.sampled_from([0, 20]))
    if seldom(draw, 3):
        session["preferred"] = {"start": clock(draw(st.integers(0, 4)))}
        if rooms and draw(st.booleans()):
            session["preferred"]["room"] = draw(st.sampled_from(rooms))["id"]
    if seldom(draw):
        session["stated"] = [{"day": draw(st.sampled_from(days)), "end": "11:15"}]
    if seldom(draw, 6):
        session["locked"] = {"start": "10:15"}
    elif on_slots and draw(st.booleans()):
        del session["minutes"]
    if seldom(draw, 6):
        session["windows"] = draw(windows(days))
    return session


@st.composite
def attendees_like(draw: st.DrawFn, days: list[str], sessions: list[str]) -> Data:
    wishes = [session for session in draw(st.permutations(sessions)) if draw(st.booleans())]
    rated = {session: draw(st.integers(0, 3)) for session in wishes}
    return {
        "wishes": draw(st.sampled_from([wishes, rated])),
        "present": draw(windows(days)) if seldom(draw) else [],
        "must_attend": [session for session in sessions if seldom(draw, 8)],
    }


@given(problems())
@repeatable(max_examples=40)
def test_encodings_agree_on_what_is_possible_and_on_what_is_best(data: Data) -> None:
    problem = Problem.read(data)
    found = {name: best(problem, kind) for name, kind in ENCODINGS.items()}
    assert len(set(map(str, found.values()))) == 1, found


def shuffled(data: Data) -> Data:
    chance = Random(0)
    return data | {
        name: chance.sample(data[name], len(data[name]))
        for name in ("days", "rooms", "people", "sessions")
    }


def seven_times(data: Data) -> Data:
    weights = {
        cost.key: 7 * weight
        for tier in tiers(Problem.read(data))
        for cost, weight in tier.weights.items()
    }
    return data | {"weights": weights}


@given(problems())
@repeatable(max_examples=40)
def test_the_best_stays_the_best_however_it_is_asked_for(data: Data) -> None:
    problem = Problem.read(data)
    kind = ENCODINGS["slots" if problem.event.slots else "intervals"]
    known = best(problem, kind)
    assert best(Problem.read(shuffled(data)), kind) == known
    assert best(problem, kind, presolve=False) == known
    seven = best(Problem.read(seven_times(data)), kind)
    assert seven == (known and [7 * cost for cost in known])


@given(problems())
@repeatable(max_examples=40)
def test_what_is_possible_is_possible_with_every_demand_by_name(data: Data) -> None:
    # By name, more is tried, and the demands forbid it again.
    problem = Problem.read(data)
    encoding = Intervals(problem, blame=True)
    for claim in encoding.claims:
        encoding.model.add(claim.literal == 1)
    possible = run(encoding)
    if possible is not None:
        assert not verify(problem, encoding.read(possible.value)).errors
    plain = Intervals(problem)
    plain.close()
    assert (possible is None) == (run(plain) is None)


@given(problems())
@repeatable(max_examples=30)
def test_with_however_many_unions_at_first_the_same_is_best(data: Data) -> None:
    problem = Problem.read(data)
    known = best(problem, Slots)
    with pytest.MonkeyPatch.context() as patch:
        for most in (0, 1, 2):
            patch.setattr(Slots, "most_unions", most)
            assert best(problem, Slots) == known


# --- Hints ----------------------------------------------------------------------------------------


def workshop(*, grid: bool = False) -> Problem:
    """Four sessions, three rooms, and two slots, or an hour and a half on a grid."""
    day = "2026-06-10"
    times: Data = {
        "slots": [
            {"day": day, "start": "9:00", "end": "10:00"},
            {"day": day, "start": "10:00", "end": "11:00"},
        ]
    }
    return Problem.read(
        {
            "event": {"name": "workshop", "grid": 15} | ({} if grid else times),
            "days": [{"date": day, "open": {"start": "9:00", "end": "11:00"}}],
            "rooms": [
                {"id": "r1", "capacity": 10},
                {"id": "r2", "capacity": 20},
                {"id": "r3", "capacity": 20, "features": ["projector"]},
            ],
            "sessions": [
                {"id": "a", "title": "A", "minutes": 60, "expected": 15},
                {"id": "b", "title": "B", "minutes": 60, "expected": 15},
                {"id": "c", "title": "C", "minutes": 60, "needs": ["projector"]},
                {
                    "id": "d",
                    "title": "D",
                    "minutes": {"min": 30, "ideal": 45, "max": 60},
                    "preferred": {"room": "r1", "start": "9:00"},
                },
            ],
        }
    )


@each_encoding
@pytest.mark.parametrize("grid", [True, False], ids=["grid", "slots"])
def test_a_hint_is_the_solution_it_was_made_from(kind: str, grid: bool) -> None:
    # Held to what is hinted, the solver can find nothing else, and does find it; rooms
    # without a literal are matched anew.
    problem = workshop(grid=grid)
    known = solve(problem, ENCODINGS[kind])
    assert known is not None
    encoding = ENCODINGS[kind](problem)
    encoding.close()
    encoding.hint(known)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(encoding.model) == cp_model.OPTIMAL
    again = encoding.read(solver.value)
    if kind == "slots":
        assert times(again) == times(known)
    else:
        assert again == known


def times(timetable: Timetable) -> set[tuple[object, ...]]:
    return {(p.session, p.day, p.start, p.end) for p in timetable.placements}


@each_encoding
def test_a_hint_out_of_the_domains_does_no_harm(kind: str) -> None:
    # As a published timetable is, once the draft has changed: b is on a day that is no
    # longer one, c in a room without a projector, and d stands in it twice.
    problem = workshop()
    known = solve(problem, ENCODINGS[kind])
    assert known is not None
    a, b, c, d = (known.by_session[session] for session in "abcd")
    elsewhere = Timetable.of(
        [
            a,
            type(b)("b", b.day.replace(year=2027), 7 * 60, 9 * 60, "r1"),
            type(c)("c", c.day, c.start, c.end, "r1"),
            d,
            type(d)("d", d.day, 10 * 60, 11 * 60, "r2"),
        ]
    )
    encoding = ENCODINGS[kind](problem)
    encoding.close()
    encoding.hint(elsewhere)
    assert run(encoding) is not None


@each_encoding
def test_a_complete_hint_names_every_variable_once(kind: str) -> None:
    encoding = ENCODINGS[kind](workshop())
    encoding.close()
    solver = run(encoding)
    assert solver is not None
    solution = list(solver.response_proto.solution)
    encoding.model.add_hint(encoding.model.get_int_var_from_proto_index(0), 0)
    complete_hint(encoding.model, solution)
    hint = encoding.model.proto.solution_hint
    assert list(hint.vars) == list(range(len(encoding.model.proto.variables)))
    assert list(hint.values) == solution


# --- Rooms by matching ----------------------------------------------------------------------------


def crowded() -> Problem:
    """Seven sessions, four rooms, two slots; what each needs, only two of the rooms have."""
    day = "2026-06-10"
    features = [["a", "b"], ["a", "c"], ["b"], ["c"]]
    needs = ["a", "a", "b", "b", "c", "c", "a"]
    return Problem.read(
        {
            "event": {
                "name": "crowded",
                "slots": [
                    {"day": day, "start": f"{hour}:00", "end": f"{hour + 1}:00"} for hour in (9, 10)
                ],
            },
            "days": [{"date": day}],
            "rooms": [
                {"id": f"r{number}", "features": words} for number, words in enumerate(features)
            ],
            "sessions": [
                {"id": f"s{number}", "title": word, "needs": [word]}
                for number, word in enumerate(needs)
            ],
        }
    )


def test_beyond_the_limit_unions_are_cut_once_they_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    # {r0, r1}, {r0, r2}, {r1, r3} and their unions: six.
    def closed(limit: int) -> Slots:
        monkeypatch.setattr(Slots, "most_unions", limit)
        encoding = Slots(crowded())
        encoding.close()
        return encoding

    all_at_once, some = closed(6), closed(5)
    assert all_at_once.is_complete
    assert not some.is_complete
    sizes = [
        (len(encoding.model.proto.variables), len(encoding.model.proto.constraints))
        for encoding in (all_at_once, some)
    ]
    assert sizes[0][0] == sizes[1][0]
    assert sizes[0][1] > sizes[1][1]


def test_rooms_that_alternating_paths_reach_are_cut_in_every_slot() -> None:
    # At nine, three sessions for r0 and r1; the fourth has r2: it is not the one to blame.
    encoding = Later(crowded())
    encoding.close()
    together = {"s0", "s1", "s6", "s2"}
    for session, times in encoding._at.items():
        for (_, start, _), literal in times.items():
            encoding.model.add(literal == ((start == 9 * 60) == (session in together)))
    solver = cp_model.CpSolver()
    assert solver.solve(encoding.model) == cp_model.OPTIMAL
    (shortage,) = encoding.shortages(solver.value)
    assert shortage.rooms == {"r0", "r1"}
    before = len(encoding.model.proto.constraints)
    encoding.supply([shortage, shortage])
    assert len(encoding.model.proto.constraints) == before + 2
    assert solver.solve(encoding.model) == cp_model.INFEASIBLE


# --- Solving until there are rooms ----------------------------------------------------------------


def fitting(problem: Problem) -> tuple[Later, FittingSolver]:
    encoding = Later(problem)
    encoding.close()
    solver = FittingSolver(encoding)
    solver.parameters.num_workers = 1
    return encoding, solver


def test_what_is_found_fits() -> None:
    # Everybody at nine would be best, and there are rooms for four.
    encoding, solver = fitting(crowded())
    encoding.model.maximize(sum(encoding.starts_at(f"s{it}", 9 * 60) for it in range(7)))
    before = len(encoding.model.proto.constraints)
    assert solver.solve(encoding.model) == cp_model.OPTIMAL
    assert len(encoding.model.proto.constraints) > before
    assert not encoding.shortages(solver.value)
    assert solver.objective_value == 4
    assert not verify(encoding.problem, encoding.read(solver.value)).errors


def test_what_is_impossible_for_want_of_rooms_is_impossible() -> None:
    data = crowded().dump()
    data["sessions"] += [{"id": "s7", "title": "a", "needs": ["a"]}]
    data["sessions"] += [{"id": "s8", "title": "a", "needs": ["a"]}]
    encoding, solver = fitting(Problem.read(data))
    assert solver.solve(encoding.model) == cp_model.INFEASIBLE


def test_a_search_that_ends_before_there_are_rooms_has_found_nothing() -> None:
    encoding, solver = fitting(crowded())
    encoding.model.maximize(sum(encoding.starts_at(f"s{it}", 9 * 60) for it in range(7)))
    callback = FittingCallback(encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FittingSolver, "_goes_on", lambda _: False)
        assert solver.solve(encoding.model, callback) == cp_model.UNKNOWN


def test_a_stop_ends_all_searches() -> None:
    encoding, solver = fitting(crowded())
    encoding.model.maximize(sum(encoding.starts_at(f"s{it}", 9 * 60) for it in range(7)))

    class Stopping(FittingCallback):
        def on_solution_callback(self) -> None:
            super().on_solution_callback()
            if self.lacking:
                solver.stop_search()

    before = len(encoding.model.proto.constraints)
    assert solver.solve(encoding.model, Stopping(encoding)) == cp_model.UNKNOWN
    assert len(encoding.model.proto.constraints) > before


def test_the_best_solution_that_fits_is_kept() -> None:
    encoding, solver = fitting(crowded())
    early = sum(encoding.starts_at(f"s{it}", 9 * 60) for it in range(7))
    heard: list[float] = []

    class Heard(FittingCallback):
        def on_fitting(self) -> None:
            heard.append(self.objective_value)

    callback = Heard(encoding)
    encoding.model.minimize(-early)
    encoding.model.add(early >= 1)
    assert solver.solve(encoding.model, callback) == cp_model.OPTIMAL
    assert heard
    assert min(heard) >= -4
    assert callback.timetable is not None
    assert callback.objective == min(heard) == -4
    best = callback.timetable
    # Another search begins with something worse, and ends there.
    encoding.model.add(early == 3)
    assert solver.solve(encoding.model, callback) == cp_model.OPTIMAL
    assert heard[-1] == -3
    assert (callback.timetable, callback.objective) == (best, -4)
    assert not verify(encoding.problem, callback.timetable).errors
    assert solver.deterministic_time > 0


def test_a_problem_is_encoded_as_its_shape_asks() -> None:
    assert isinstance(encode(workshop()), Slots)
    assert isinstance(encode(workshop(grid=True)), Intervals)


# --- What attendees can be at -------------------------------------------------------------------


@each_encoding
def test_no_less_than_nothing_is_missed_whatever_the_search_knows(kind: str) -> None:
    # Told by the domains: else the first bound of many wishes is far below zero.
    data = workshop().dump()
    wishes = [["a", "b", "c"], ["b", "d"], {"a": 3, "d": 8}]
    data["attendees"] = [{"id": f"i{it}", "wishes": wish} for it, wish in enumerate(wishes)]
    encoding = ENCODINGS[kind](Problem.read(data))
    (missed,) = WishesDoNotClash().amounts(encoding)
    solver = cp_model.CpSolver()
    solver.parameters.stop_after_presolve = True
    encoding.close()
    encoding.model.minimize(missed)
    solver.solve(encoding.model)
    assert 0 <= solver.best_objective_bound <= 3 + 2 + 11


@each_encoding
def test_ratings_too_large_for_a_constraint_are_missed_all_the_same(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agenda_solver.decisions.encoding.COEFFICIENT_LIMIT", 10)
    data = workshop().dump()
    data["attendees"] = [{"id": "i", "wishes": {"a": 1000, "b": 100, "d": 10}}]
    encoding = ENCODINGS[kind](Problem.read(data))
    (missed,) = WishesDoNotClash().amounts(encoding)
    encoding.close()
    encoding.model.minimize(missed)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(encoding.model) == cp_model.OPTIMAL
    findings = WishesDoNotClash().check(encoding.problem, encoding.read(solver.value))
    assert sum(finding.cost for finding in findings) == solver.value(missed)


# --- Kin ------------------------------------------------------------------------------------------


@st.composite
def forests(draw: st.DrawFn) -> Problem:
    """Sessions, each of which may be a part of an earlier one, in any order."""
    sessions: list[Data] = []
    for number in range(draw(st.integers(1, 7))):
        session: Data = {"id": f"s{number}", "title": "", "minutes": 30}
        above = draw(st.integers(-1, number - 1))
        if above >= 0:
            session["part_of"] = f"s{above}"
        sessions.append(session)
    return Problem.read(
        {
            "event": {"name": "forest"},
            "days": [{"date": "2026-06-10"}],
            "sessions": draw(st.permutations(sessions)),
        }
    )


@given(forests(), st.data())
@repeatable(max_examples=75)
def test_families_hold_every_two_that_are_not_kin_and_no_two_that_are(
    problem: Problem, data: st.DataObject
) -> None:
    ids = [session.id for session in problem.sessions]
    inside = data.draw(st.lists(st.sampled_from(ids), unique=True))
    families = list(unrelated_families(problem, inside))
    together = {frozenset(pair) for family in families for pair in combinations(family, 2)}
    strangers = {frozenset(pair) for pair in combinations(inside, 2) if not problem.related(*pair)}
    assert together == strangers
    assert all(len(set(family)) == len(family) for family in families)


def test_speeches_of_odd_lengths_within_a_session_on_slots() -> None:
    """The grid of these parts is a minute; only the minutes of the slots are tried."""
    slots = [
        {"day": "2026-06-10", "start": f"{hour}:00", "end": f"{hour}:45"} for hour in range(9, 17)
    ]
    lengths = (7, 8, 10, 15)
    speeches = [
        {"id": f"s{minutes}", "title": "s", "minutes": minutes, "part_of": "opening"}
        for minutes in lengths
    ]
    problem = Problem.read(
        {
            "event": {"name": "e", "slots": slots},
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": "r"}],
            "sessions": [{"id": "opening", "title": "o", "minutes": 45}, *speeches],
            "sequences": [{"sessions": [speech["id"] for speech in speeches], "max": 0}],
        }
    )
    encoding = Slots(problem)
    encoding.close()
    assert len(encoding.model.proto.variables) < 2_500
    solver = cp_model.CpSolver()
    assert solver.solve(encoding.model) == cp_model.OPTIMAL
    assert verify(problem, encoding.read(solver.value)).errors == ()
