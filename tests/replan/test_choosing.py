"""The search over ways: what it ends with where it may not look at all of them."""

from __future__ import annotations

import pytest
from published import draft, planned, published, session, window

from agenda_solver.changes import PersonIsAway
from agenda_solver.difference import Version
from agenda_solver.replan import Plan, choosing
from agenda_solver.replan.planning import Planner
from agenda_solver.verify import verify

NUMBER = 3


def pairs() -> Version:
    """Return an event of sessions of two, one after the other, and free time after them."""
    people = [f"p{it}" for it in range(2 * NUMBER)]
    rows = [session(f"s{it}", *people[2 * it : 2 * it + 2]) for it in range(NUMBER)]
    hours = {"date": "2026-06-10", "open": {"start": "9h", "end": "16h"}}
    problem = draft(*rows, session("last"), rooms=["amphi"], people=people, days=[hours])
    lines = [f"s{it} {9 + it}h-{10 + it}h amphi" for it in range(NUMBER)]
    return published(problem, *lines, f"last {9 + NUMBER}h-{10 + NUMBER}h amphi")


def all_away() -> Plan:
    """Replan after everybody of these sessions is away when they were to take place."""
    hours = window("9h", f"{9 + NUMBER}h")
    return planned(pairs(), *(PersonIsAway(f"p{it}", hours) for it in range(2 * NUMBER)))


def test_every_session_is_kept_by_somebody() -> None:
    plan = all_away()
    assert plan.price is not None
    assert plan.price.amounts == (0, NUMBER, 0, 0, 0)
    assert plan.price.proven
    chosen = [(it.session, it.way) for it in plan.options if it.chosen]
    assert chosen == [(f"s{it}", "moved") for it in range(NUMBER)]


@pytest.mark.parametrize("most", [0, 1, 2, 4])
def test_what_is_found_early_holds_and_is_not_called_proven(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST_WAYS", most)
    plan = all_away()
    assert plan.price is not None
    assert plan.result.timetable is not None
    assert not plan.price.proven
    assert not verify(plan.problem, plan.result.timetable).errors
    assert all(plan.problem.session[key].people for key in plan.problem.session if key != "last")


def test_without_time_what_a_bound_has_shown_to_hold_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choosing, "MOST_WAYS", 1)
    monkeypatch.setattr(Planner, "late", True)
    plan = all_away()
    assert plan.result.timetable is not None
    assert [text.fr for text in plan.overridden] == [
        f"« S{it} » n'a plus lieu : rien qui la garde n'a été trouvé. Absences : "
        f"P{2 * it} (présence seulement jusqu'à 9h00 et à partir de 12h00) et "
        f"P{2 * it + 1} (présence seulement jusqu'à 9h00 et à partir de 12h00)."
        for it in range(NUMBER)
    ]
