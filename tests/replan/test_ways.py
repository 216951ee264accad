"""Which ways there are for a session that somebody cannot attend, and which one is taken."""

from __future__ import annotations

from typing import Any

import pytest
from published import draft, lines_of, planned, published, session, window

from agenda_solver.changes import PersonCancels, PersonIsAway, PersonIsReplaced
from agenda_solver.difference import Version
from agenda_solver.problem import Problem
from agenda_solver.replan import Beside, Option, Plan
from agenda_solver.timetable import Casting
from agenda_solver.views.options import option_lines

POOL = {"animation": [{"one_of": ["ana", "bob", "eve"]}]}


def ways(plan: Plan) -> list[tuple[str, str, str | None]]:
    return [(it.session, it.way, it.by) for it in plan.options]


def taken(plan: Plan) -> list[tuple[str, str, str | None]]:
    return [(it.session, it.way, it.by) for it in plan.options if it.chosen]


def option(plan: Plan, session: str, way: str, by: str | None = None) -> Option:
    return next(it for it in plan.options if (it.session, it.way, it.by) == (session, way, by))


def alone(*people: str, **more: Any) -> Version:
    problem = draft(
        session("a", *people, **more), session("b"), rooms=["amphi"], people=["ana", "bob", "eve"]
    )
    return published(problem, "a 9h-10h amphi", "b 10h-11h amphi")


def test_who_speaks_alone_takes_the_session_along() -> None:
    plan = planned(alone("ana"), PersonCancels("ana"))
    assert taken(plan) == [("a", "cancelled", None)]
    # What nobody has announced is offered, and no more.
    assert ways(plan) == [
        ("a", "replaced", "bob"),
        ("a", "replaced", "eve"),
        ("a", "without", None),
        ("a", "cancelled", None),
    ]
    assert option(plan, "a", "replaced", "bob").instruction == PersonIsReplaced("ana", "bob")
    assert option(plan, "a", "without").deserted
    assert not option(plan, "a", "replaced", "bob").deserted
    assert {key: title.fr for key, title in plan.gone.items()} == {"a": "« A »"}
    assert plan.price is not None
    assert plan.price.amounts == (1, 0, 0, 0, 0)
    # The gap stays: nothing else moves.
    assert lines_of(plan) == ["b 10 amphi"]


def test_the_others_carry_a_session() -> None:
    plan = planned(alone("ana", "bob"), PersonCancels("ana"))
    assert taken(plan) == [("a", "without", None)]
    assert plan.problem.session["a"].people == {"orateur": ["bob"]}
    assert "ana" in plan.problem.person
    cancelled = option(plan, "a", "cancelled").price
    assert cancelled is not None
    assert cancelled.amounts == (1, 0, 0, 0, 0)


def test_nobody_carries_a_session_when_all_cancel() -> None:
    plan = planned(alone("ana", "bob"), PersonCancels("ana"), PersonCancels("bob"))
    assert taken(plan) == [("a", "cancelled", None)]
    assert option(plan, "a", "without").deserted
    assert {key: title.fr for key, title in plan.gone.items()} == {"a": "« A »"}


def test_a_break_needs_nobody() -> None:
    plan = planned(alone("ana", kind="break", rooms=["amphi"]), PersonCancels("ana"))
    assert taken(plan) == [("a", "without", None)]


def test_the_speakers_of_its_parts_carry_a_whole() -> None:
    problem = draft(
        session("a", "ana"),
        session("mot", "bob", minutes=30, part_of="a"),
        rooms=["amphi"],
        people=["ana", "bob"],
    )
    before = published(problem, "a 9h-10h amphi", "mot 9h-9h30 amphi")
    assert taken(planned(before, PersonCancels("ana"))) == [("a", "without", None)]
    plan = planned(before, PersonCancels("ana"), PersonCancels("bob"))
    assert plan.result.status == "infeasible"


def cast(problem: Problem, *lines: str, by: str = "ana") -> Version:
    return published(problem, *lines, cast=[Casting("a", "animation", 0, by)])


def pooled(*others: dict[str, Any]) -> Problem:
    a = session("a")
    return draft(
        {**a, "people": POOL}, *others, rooms=["amphi", "foyer"], people=["ana", "bob", "eve"]
    )


def test_another_of_the_pool_takes_over() -> None:
    before = cast(pooled(session("b", "bob")), "a 9h-10h amphi", "b 9h-10h foyer")
    plan = planned(before, PersonCancels("ana"))
    # Bob speaks at that time; Eve is free.
    assert taken(plan) == [("a", "replaced", "eve")]
    assert plan.result.timetable is not None
    assert plan.result.timetable.cast == (Casting("a", "animation", 0, "eve"),)
    assert plan.problem.session["a"].pools == (("animation", 0, ("bob", "eve")),)
    busy = option(plan, "a", "replaced", "bob").price
    assert busy is not None
    assert busy.moved == 1
    assert plan.difference is not None
    assert [it.kinds for it in plan.difference.sessions] == [("people",)]


def test_of_equals_the_first_of_the_pool() -> None:
    plan = planned(cast(pooled(), "a 9h-10h amphi"), PersonCancels("ana"))
    assert taken(plan) == [("a", "replaced", "bob")]


def test_who_is_chosen_elsewhere_stays_chosen() -> None:
    before = cast(pooled(session("b", "bob")), "a 9h-10h amphi", "b 9h-10h foyer", by="eve")
    plan = planned(before, PersonCancels("ana"))
    assert plan.options == ()
    assert plan.result.timetable is not None
    assert plan.result.timetable.cast == before.timetable.cast


def test_who_is_away_moves_the_session_if_nobody_else_carries_it() -> None:
    plan = planned(alone("ana"), PersonIsAway("ana", window("9h", "10h")))
    assert ways(plan) == [
        ("a", "replaced", "bob"),
        ("a", "replaced", "eve"),
        ("a", "moved", None),
        ("a", "without", None),
        ("a", "cancelled", None),
    ]
    assert taken(plan) == [("a", "moved", None)]
    assert plan.price is not None
    assert plan.price.amounts == (0, 1, 0, 0, 0)
    assert plan.price.proven
    assert lines_of(plan) == ["b 10 amphi", "a 11 amphi"]


def test_the_least_upheaval_that_keeps_the_session() -> None:
    plan = planned(alone("ana", "bob"), PersonIsAway("ana", window("9h", "10h")))
    assert ways(plan) == [
        ("a", "replaced", "eve"),
        ("a", "without", None),
        ("a", "moved", None),
        ("a", "cancelled", None),
    ]
    assert taken(plan) == [("a", "without", None)]
    moved = option(plan, "a", "moved").price
    assert moved is not None
    assert moved.amounts == (0, 1, 0, 0, 0)


def test_who_is_away_when_nothing_of_theirs_takes_place_changes_nothing() -> None:
    plan = planned(alone("ana"), PersonIsAway("ana", window("10h", "12h")))
    assert plan.options == ()
    assert not plan.difference
    # But nothing of theirs may be moved there.
    assert plan.problem.person["ana"].present == [window("0h", "10h"), window("12h", None)]


def test_an_absence_that_is_typed_counts_as_announced() -> None:
    before = alone("ana")
    data = before.problem.dump()
    data["people"][0]["present"] = [{"start": "10h", "end": "12h"}]
    plan = planned(before, problem=Problem.read(data))
    assert taken(plan) == [("a", "moved", None)]


def test_where_somebody_never_is_the_session_is_cancelled() -> None:
    plan = planned(alone("ana"), PersonIsAway("ana", window("0h", "24h", None)))
    assert option(plan, "a", "moved").status == "infeasible"
    assert option(plan, "a", "moved").price is None
    assert taken(plan) == [("a", "cancelled", None)]


def test_who_is_named_takes_over_even_if_it_costs_more() -> None:
    problem = draft(
        session("a", "ana", "bob"),
        session("b", "eve"),
        rooms=["amphi", "foyer"],
        people=["ana", "bob", "eve"],
    )
    before = published(problem, "a 9h-10h amphi", "b 9h-10h foyer")
    plan = planned(before, PersonIsReplaced("ana", "eve"))
    assert ways(plan) == [
        ("a", "replaced", "eve"),
        ("a", "without", None),
        ("a", "cancelled", None),
    ]
    assert taken(plan) == [("a", "replaced", "eve")]
    assert plan.price is not None
    assert plan.price.amounts == (0, 1, 0, 0, 0)
    without = option(plan, "a", "without").price
    assert without is not None
    assert without.amounts == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("number", [2, 5])
def test_several_sessions_are_answered_at_once(number: int) -> None:
    sessions = [session(f"s{it}", "ana", *(["bob"] if it % 2 else [])) for it in range(number)]
    problem = draft(
        *sessions,
        session("b"),
        rooms=["amphi"],
        people=["ana", "bob"],
        days=[{"date": "2026-06-10", "open": {"start": "9h", "end": "18h"}}],
    )
    lines = [f"s{it} {9 + it}h-{10 + it}h amphi" for it in range(number)]
    before = published(problem, *lines, f"b {9 + number}h-{10 + number}h amphi")
    plan = planned(before, PersonCancels("ana"))
    assert [way for _, way, _ in taken(plan)] == [
        "without" if it % 2 else "cancelled" for it in range(number)
    ]
    assert plan.price is not None
    assert plan.price.cancelled == (number + 1) // 2


# --- Several people of one session --------------------------------------------------------


def both_away() -> Plan:
    """Replan after Ana is away until half past ten, and Bob until ten."""
    rows = [session("a", "ana", "bob"), session("b")]
    hours = {"date": "2026-06-10", "open": {"start": "9h", "end": "11h"}}
    problem = draft(*rows, rooms=["amphi", "foyer"], people=["ana", "bob", "eve"], days=[hours])
    before = published(problem, "a 9h-10h amphi", "b 9h-10h foyer")
    away = PersonIsAway("ana", window("9h", "10h30")), PersonIsAway("bob", window("9h", "10h"))
    return planned(before, *away)


def test_of_two_who_are_away_one_carries_the_session_when_they_can() -> None:
    plan = both_away()
    assert lines_of(plan) == ["b 9 foyer", "a 10 amphi"]
    assert plan.problem.session["a"].people == {"orateur": ["bob"]}
    assert plan.price is not None
    assert plan.price.amounts == (0, 1, 0, 0, 0)
    assert plan.price.proven
    assert [(it.way, it.person, it.beside) for it in plan.options if it.chosen] == [
        ("moved", "bob", (Beside("ana", "without", None),))
    ]


def test_each_way_is_told_once() -> None:
    told = [text.fr for text in option_lines(both_away())]
    assert told == [
        "« A », Eve remplace Bob, sans Ana : rien d'autre ne change (à taper dans la ligne de "
        "la session)",
        "« A », déplacer la session, sans Ana : 1 session change d'heure (retenu)",
        "« A », déplacer la session, Eve remplace Ana : 1 session change d'heure",
        "« A », sans Ana, sans Bob, ni personne d'autre : rien d'autre ne change (si vous le dites "
        ": effacer ce nom dans la ligne de la session)",
        "« A », annuler la session : 1 session n'a plus lieu (--cancel-session a)",
        "« A », déplacer la session : impossible, c'est prouvé",
    ]


def test_nothing_keeps_a_session_that_nobody_can_attend_at_any_time() -> None:
    rows = [session("a", "ana", "bob"), session("b")]
    problem = draft(*rows, rooms=["amphi"], people=["ana", "bob"])
    before = published(problem, "a 9h-10h amphi", "b 10h-11h amphi")
    never = window("0h", "24h", None)
    plan = planned(before, PersonIsAway("ana", never), PersonIsAway("bob", never))
    assert [(it.way, it.chosen) for it in plan.options if it.way == "cancelled"] == [
        ("cancelled", True)
    ]
    kept = [it for it in plan.options if it.way != "cancelled" and not it.deserted]
    assert {it.status for it in kept} == {"infeasible"}
    assert plan.price is not None
    assert plan.price.proven
