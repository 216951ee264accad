from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda_solver.offers import Offers, Round, Standing
from agenda_solver.problem import Problem
from agenda_solver.rules.attendees import EverybodyDueHasASeat
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.words.moments import read_clock

DAY = date(2026, 6, 10)
NEXT = date(2026, 6, 11)


def workshop(key: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "title": key.upper(), "kind": "workshop", "minutes": 60, **more}


def draft(*sessions: dict[str, Any], attendees: Any = ("p",), **tables: Any) -> Problem:
    """Read a draft; an attendee may be told by the id."""
    return Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": DAY}, {"date": NEXT}],
            "rooms": [{"id": "grande", "capacity": 40}, {"id": "petite"}],
            "sessions": list(sessions),
            "attendees": [it if isinstance(it, dict) else {"id": it} for it in attendees],
            **tables,
        }
    )


def at(key: str, hours: str, room: str | None = None, day: date = DAY) -> Placement:
    start, end = map(read_clock, hours.split("-"))
    return Placement(key, day, start, end, room)


def offers(problem: Problem, *placements: Placement, **seats: str) -> Offers:
    """Return the offers of a timetable; ``p="a b"`` sits in a and in b."""
    taken = [Seat(who, where) for who, told in seats.items() for where in told.split()]
    return Offers(problem, Timetable.of(placements, taken))


AB = (workshop("a"), workshop("b"))
TOGETHER = (at("a", "14h-15h"), at("b", "14h-16h"))


# --- What is offered ----------------------------------------------------------------------


def test_only_what_takes_seats_and_is_placed_is_offered() -> None:
    problem = draft(*AB, workshop("c", registration=False), {**workshop("d"), "kind": "meal"})
    found = offers(problem, at("d", "9h-10h"), at("c", "9h-10h"), at("b", "9h-10h"))
    assert list(found.placements) == ["b"]


def test_rounds_are_what_starts_together_in_the_order_of_time() -> None:
    problem = draft(*AB, workshop("c"), workshop("d"))
    found = offers(
        problem,
        at("a", "14h-15h"),
        at("b", "14h-16h"),
        at("c", "14h-15h", day=NEXT),
        at("d", "9h-10h", day=NEXT),
    )
    assert found.rounds == (
        Round(DAY, 840, ("a", "b"), for_all=False),
        Round(NEXT, 540, ("d",), for_all=False),
        Round(NEXT, 840, ("c",), for_all=False),
    )
    assert found.round_of == {"a": 0, "b": 0, "d": 1, "c": 2}


@pytest.mark.parametrize(
    ("b", "for_all"),
    [
        ({"block": "x"}, True),
        ({"repeats": 2}, True),
        ({"repeats": {"min": 2, "max": 3}}, False),
        ({}, False),
    ],
)
def test_a_round_is_for_all_where_each_session_is(b: dict[str, Any], for_all: bool) -> None:
    problem = draft(workshop("a", block="x"), workshop("b", **b))
    assert offers(problem, *TOGETHER).rounds[0].for_all is for_all
    again = draft(workshop("a", block="x"), workshop("b", repeat_of="a"))
    assert offers(again, *TOGETHER).rounds[0].for_all


@pytest.mark.parametrize(
    ("most", "room", "limit"),
    [
        (None, "grande", 40),
        (30, "grande", 30),
        (50, "grande", 40),
        (50, "petite", 50),
        (None, "petite", None),
        (None, None, None),
        (5, None, 5),
    ],
)
def test_how_many_a_session_takes(most: int | None, room: str | None, limit: int | None) -> None:
    problem = draft(workshop("a", capacity={"min": 5} | ({} if most is None else {"max": most})))
    found = offers(problem, at("a", "14h-15h", room))
    assert found.limit("a") == limit
    assert found.least("a") == 5


# --- Ranks --------------------------------------------------------------------------------


def ranks(found: Offers, wishes: object) -> dict[str, int]:
    attendee = found.problem.attendees[0].model_copy(update={"wishes": wishes})
    return dict(found.ranks(attendee))


def test_wishes_for_one_moment_are_ranked_in_their_order() -> None:
    found = offers(draft(*AB), *TOGETHER)
    assert ranks(found, ["b", "a"]) == {"b": 1, "a": 2}
    assert ranks(found, ["b"]) == {"b": 1}
    assert ranks(found, []) == {}


def test_ratings_are_ranked_equal_ones_alike_and_none_is_no_wish() -> None:
    problem = draft(*AB, workshop("c"), workshop("d"))
    found = offers(problem, *TOGETHER, at("c", "14h-15h"), at("d", "14h-15h"))
    assert ranks(found, {"a": 2, "b": 5, "c": 2, "d": 1}) == {"b": 1, "a": 2, "c": 2, "d": 3}
    assert ranks(found, {"a": 0, "b": 1}) == {"b": 1}


def test_each_moment_has_ranks_of_its_own() -> None:
    problem = draft(*AB, workshop("c"), workshop("d"))
    found = offers(problem, *TOGETHER, at("c", "16h-17h"), at("d", "16h-17h"))
    assert ranks(found, ["c", "a", "d", "b"]) == {"c": 1, "a": 1, "d": 2, "b": 2}


def test_moments_that_share_a_workshop_are_ranked_together() -> None:
    problem = draft(*AB, workshop("c"), workshop("bis", repeat_of="a"), workshop("d"))
    found = offers(problem, *TOGETHER, at("bis", "16h-17h"), at("c", "16h-17h"), at("d", "17h-18h"))
    assert ranks(found, ["c", "d", "bis", "b", "a"]) == {"c": 1, "d": 1, "a": 2, "b": 3}


def test_moments_linked_through_a_third_are_ranked_together() -> None:
    problem = draft(
        *AB,
        workshop("c"),
        workshop("d"),
        workshop("bis", repeat_of="a"),
        workshop("ter", repeat_of="c"),
    )
    found = offers(
        problem,
        at("b", "9h-10h"),
        at("a", "9h-10h"),
        at("bis", "10h-11h"),
        at("c", "10h-11h"),
        at("ter", "11h-12h"),
        at("d", "11h-12h"),
    )
    assert ranks(found, ["b", "d"]) == {"b": 1, "d": 2}


def test_a_wish_for_a_sub_group_is_one_for_the_workshop() -> None:
    found = offers(draft(workshop("a"), workshop("b", group_of="a")), *TOGETHER)
    assert ranks(found, ["b"]) == {"a": 1}


def test_what_does_not_take_place_has_no_rank() -> None:
    found = offers(draft(*AB, workshop("c")), *TOGETHER)
    assert ranks(found, ["c", "b"]) == {"b": 1}


def test_what_is_not_wished_ranks_after_the_last_wish_for_that_moment() -> None:
    problem = draft(*AB, workshop("c"), workshop("d"))
    found = offers(problem, *TOGETHER, at("c", "14h-15h"), at("d", "16h-17h"))
    assert found.next_rank({"a": 1, "b": 2}, "c") == 3
    assert found.next_rank({"a": 1, "b": 2}, "d") == 1
    assert found.next_rank({}, "c") == 1


# --- Who is due a seat --------------------------------------------------------------------


def due(problem: Problem, *placements: Placement) -> dict[str, tuple[int, ...]]:
    found = offers(problem, *placements)
    return {it.id: found.due(it) for it in problem.attendees}


def test_of_a_block_everybody_is_due_a_seat() -> None:
    block = (workshop("a", block="x"), workshop("b", block="x"))
    assert due(draft(*block, attendees="pq"), *TOGETHER) == {"p": (0,), "q": (0,)}


def test_elsewhere_those_are_who_wish_or_must() -> None:
    attendees = [
        {"id": "wishes", "wishes": ["a"]},
        {"id": "must", "must_attend": ["b"]},
        {"id": "rates", "wishes": {"a": 1}},
        {"id": "indifferent", "wishes": {"a": 0}},
        "silent",
    ]
    found = due(draft(*AB, attendees=attendees), *TOGETHER)
    assert [who for who, rounds in found.items() if rounds] == ["wishes", "must", "rates"]


def test_a_wish_for_one_time_is_a_wish_for_any() -> None:
    problem = draft(
        workshop("a"), workshop("bis", group_of="a"), attendees=[{"id": "p", "wishes": ["a"]}]
    )
    assert due(problem, at("a", "9h-10h"), at("bis", "10h-11h")) == {"p": (0, 1)}


def test_who_is_there_for_one_of_the_sessions_is_due_a_seat() -> None:
    block = (workshop("a", block="x"), workshop("b", block="x"))
    attendees = [
        {"id": "long", "present": [{"start": "14h", "end": "16h"}]},
        {"id": "short", "present": [{"start": "14h", "end": "15h"}]},
        {"id": "shorter", "present": [{"start": "14h", "end": "14h59"}]},
        {"id": "late", "present": [{"start": "14h01"}]},
        {"id": "tomorrow", "present": [{"day": NEXT}]},
    ]
    found = due(draft(*block, attendees=attendees), *TOGETHER)
    assert [who for who, rounds in found.items() if rounds] == ["long", "short"]


def with_a_speaker(**speech: Any) -> Problem:
    return draft(
        workshop("a", block="x"),
        workshop("b", block="x"),
        {"id": "mot", "title": "Mot", "minutes": 30, **speech},
        attendees=[{"id": "p", "email": "Elue@Exemple.org"}, "q"],
        people=[{"id": "elue", "email": "elue@exemple.org"}, {"id": "maire"}],
    )


def test_who_takes_part_in_something_meanwhile_is_not_due_a_seat() -> None:
    problem = with_a_speaker(people={"orateur": ["elue"]})
    assert due(problem, *TOGETHER, at("mot", "14h30-15h")) == {"p": (), "q": (0,)}
    assert due(problem, *TOGETHER, at("mot", "15h-15h30")) == {"p": (0,), "q": (0,)}
    found = offers(problem, *TOGETHER, at("mot", "15h-15h30"))
    assert found.is_free(problem.attendees[0], "a")
    assert not found.is_free(problem.attendees[0], "b")


def test_who_is_chosen_for_a_part_takes_part() -> None:
    problem = with_a_speaker(people={"orateur": [{"one_of": ["elue", "maire"]}]})
    placements = (*TOGETHER, at("mot", "14h-14h30"))
    for chosen, rounds in (("elue", ()), ("maire", (0,))):
        timetable = Timetable.of(placements, cast=[Casting("mot", "orateur", 0, chosen)])
        assert Offers(problem, timetable).due(problem.attendees[0]) == rounds


# --- What became of them ------------------------------------------------------------------


def test_standings_tell_the_seat_and_its_rank() -> None:
    block = (workshop("a", block="x"), workshop("b", block="x"))
    attendees = [
        {"id": "p", "wishes": ["b", "a"]},
        {"id": "q", "wishes": ["b"]},
        {"id": "r", "wishes": ["b"]},
    ]
    found = offers(draft(*block, attendees=attendees), *TOGETHER, p="a", q="a")
    assert list(found.standings()) == [
        Standing("p", 0, "a", 2),
        Standing("q", 0, "a", None),
        Standing("r", 0, None, None),
    ]
    assert found.profile() == Counter({None: 2, 2: 1})


def test_who_is_still_in_a_session_is_not_due_another() -> None:
    problem = draft(
        workshop("a", block="x"),
        workshop("b", block="x"),
        workshop("c", block="y"),
        workshop("d", block="y"),
        attendees="pqr",
    )
    later = (at("c", "15h-17h"), at("d", "15h-17h"))
    found = offers(problem, *TOGETHER, *later, p="b", q="a", r="a c")
    assert [(it.attendee, it.round, it.session) for it in found.standings()] == [
        ("p", 0, "b"),
        ("q", 0, "a"),
        ("q", 1, None),
        ("r", 0, "a"),
        ("r", 1, "c"),
    ]


def test_a_seat_in_what_does_not_take_place_is_none() -> None:
    block = (workshop("a", block="x"), workshop("b", block="x"), workshop("c", block="x"))
    found = offers(draft(*block), *TOGETHER, p="c")
    assert list(found.standings()) == [Standing("p", 0, None, None)]


def test_what_needs_attendees_and_has_none_is_cancelled() -> None:
    problem = draft(
        workshop("a", capacity={"min": 1}), workshop("b"), workshop("c", capacity={"min": 1})
    )
    found = offers(problem, *TOGETHER, p="b")
    assert found.cancelled() == ("a",)
    assert offers(problem, *TOGETHER, p="a").cancelled() == ()


# --- The judge, who counts for himself, finds the same ------------------------------------


@st.composite
def programmes(draw: st.DrawFn) -> Offers:
    def sometimes(value: st.SearchStrategy[Any], default: Any) -> Any:
        return draw(value) if draw(st.integers(1, 3)) == 1 else default

    keys = ["a", "b", "c", "d"]
    window = st.sampled_from([{"end": "15h"}, {"start": "15h"}, {"start": "14h", "end": "16h"}])
    some = st.lists(st.sampled_from(keys), unique=True, max_size=2)
    rated = st.dictionaries(st.sampled_from(keys), st.integers(0, 2), max_size=2)
    sessions = [
        workshop(
            key,
            block=sometimes(st.just("x"), None),
            group_of=sometimes(st.just("a"), None) if key != "a" else None,
            registration=sometimes(st.booleans(), None),
            people={"orateur": sometimes(st.just(["p"]), [])},
        )
        for key in keys
    ]
    attendees = [
        {
            "id": key,
            "wishes": draw(st.one_of(some, rated)),
            "must_attend": sometimes(some, []),
            "present": sometimes(window.map(lambda it: [it]), []),
        }
        for key in "pqr"
    ]
    problem = draft(*sessions, attendees=attendees, people=[{"id": "p"}])
    hours = st.sampled_from(["14h-15h", "14h-16h", "15h-16h", "15h30-16h"])
    placements = [at(key, draw(hours)) for key in keys if draw(st.integers(1, 8)) > 1]
    placed = [it.session for it in placements]
    seats = [
        Seat(who, where)
        for who in "pqr"
        for where in draw(st.lists(st.sampled_from(placed or keys), unique=True, max_size=2))
    ]
    return Offers(problem, Timetable.of(placements, [*seats, Seat("r", "d")]))


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_the_judge_finds_the_same_without_a_seat(found: Offers) -> None:
    told = [
        (it.sessions, attendee)
        for it in EverybodyDueHasASeat().check(found.problem, found.timetable)
        for attendee in it.attendees
    ]
    without = [
        (found.rounds[it.round].sessions, it.attendee)
        for it in found.standings()
        if it.session is None
    ]
    assert sorted(told) == sorted(without)
