"""The demands that are blamed contradict one another, and none of them is idle."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

import pytest

from agenda_solver.budget import Budget
from agenda_solver.explain import answer, conflict, reasons_and_ways
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem

DAY = {"date": "2026-06-10", "open": {"start": "9h", "end": "12h"}}


def draft(*sessions: dict[str, Any], **more: Any) -> Problem:
    named = [{"title": it["id"].upper(), "minutes": 60, **it} for it in sessions]
    tables = {"event": {"name": "e"}, "days": [DAY], "rooms": [{"id": "r"}], **more}
    return Problem.read({**tables, "sessions": named})


def reasons(problem: Problem) -> list[str]:
    found = conflict(problem)
    assert found is not None
    assert found.minimal
    return sorted(finding.text.fr for finding in found.findings)


def test_a_feasible_draft_has_no_conflict() -> None:
    assert conflict(draft({"id": "a"})) is None


def test_the_person_who_is_away() -> None:
    away = {"id": "p", "name": "Le préfet", "present": [{"start": "11h30"}]}
    problem = draft({"id": "a", "people": {"x": ["p"]}}, {"id": "idle"}, people=[away])
    assert reasons(problem) == [
        "Le préfet est là seulement à partir de 11h30",
        "mercredi 10 juin 2026 : ouvert de 9h00 à 12h00",
        "« A » dure 1 h",
    ]


def test_two_at_once_in_the_only_room() -> None:
    both = [{"id": name, "block": "b"} for name in "ab"]
    assert reasons(draft(*both)) == [
        "r n'accueille qu'une session à la fois",
        "« A » a besoin d'une salle",
        "« A » et « B » commencent ensemble",
        "« B » a besoin d'une salle",
    ]


def test_a_whole_too_short_for_its_parts() -> None:
    parts = [{"id": name, "minutes": 40, "part_of": "w"} for name in "ab"]
    found = reasons(draft({"id": "w"}, *parts))
    assert "« W » dure 1 h" in found
    assert "« A » fait partie de « W »" in found
    assert "« B » dure 40 min" in found


def test_a_role_for_which_one_of_two_is_needed_twice_at_once() -> None:
    people = [
        {"id": "p", "name": "P"},
        {"id": "q", "name": "Q", "present": [{"start": "11h30"}]},
    ]
    pool = {"animation": [{"one_of": ["p", "q"]}]}
    sessions = [{"id": it, "rooms": [], "block": "b", "people": pool} for it in "ac"]
    assert reasons(draft(*sessions, people=people)) == [
        "P est à un seul endroit à la fois (« A » et « C »)",
        "Q est là seulement à partir de 11h30",
        "mercredi 10 juin 2026 : ouvert de 9h00 à 12h00",
        "« A » a besoin de quelqu'un pour « animation » (P ou Q), sans autre rôle dans cette "
        "session",
        "« A » et « C » commencent ensemble",
        "« C » a besoin de quelqu'un pour « animation » (P ou Q), sans autre rôle dans cette "
        "session",
        "« C » dure 1 h",
    ]


def test_an_order_that_does_not_fit_in_the_day() -> None:
    chain = [{"id": "a", "before": ["b"]}, {"id": "b", "before": ["c"]}, {"id": "c", "minutes": 90}]
    found = reasons(draft(*chain, rooms=[{"id": "r"}, {"id": "s"}, {"id": "t"}]))
    assert found == [
        "mercredi 10 juin 2026 : ouvert de 9h00 à 12h00",
        "« A » dure 1 h",
        "« A » vient avant « B »",
        "« B » dure 1 h",
        "« B » vient avant « C »",
        "« C » dure 1 h 30",
    ]


def test_the_shorter_of_two_reasons_is_told() -> None:
    # The room is too small for the day as a whole, but p alone says it in three sentences.
    people = [{"id": "p", "name": "P", "present": [{"start": "9h", "end": "9h30"}]}]
    crowd = [{"id": f"x{number}"} for number in range(4)]
    found = reasons(draft({"id": "a", "people": {"x": ["p"]}}, *crowd, people=people))
    assert found == ["P est là seulement de 9h00 à 9h30", "« A » dure 1 h"]


@pytest.mark.parametrize("without", range(4))
def test_without_any_one_of_the_demands_the_others_hold(without: int) -> None:
    # What `test_two_at_once_in_the_only_room` blames, each demand taken back in turn.
    sessions: list[dict[str, Any]] = [{"id": "a", "block": "b"}, {"id": "b", "block": "b"}]
    rooms = [{"id": "r"}]
    if without in (0, 1):
        sessions[without]["rooms"] = []
    elif without == 2:
        del sessions[0]["block"]
    else:
        rooms.append({"id": "s"})
    assert conflict(draft(*sessions, rooms=rooms)) is None


def test_the_grid_is_told_where_the_demands_hold_without_it() -> None:
    # Nine to 9:50, and on without a pause: no start at 9:50 on a grid of a quarter of an hour.
    chain = [{"id": "a", "minutes": 50, "before": [{"session": "b", "max": 0}]}, {"id": "b"}]
    assert reasons(draft(*chain, event={"name": "e", "grid": 15})) == [
        "les sessions commencent de 15 en 15 min",
        "« A » dure 50 min",
        "« A » vient avant « B », sans pause",
    ]
    assert conflict(draft(*chain, event={"name": "e", "grid": 10})) is None


@pytest.mark.parametrize("walk", [{"walk": 15}, {"walks": [{"sites": ["N", "S"], "minutes": 15}]}])
def test_the_grid_is_told_where_a_walk_does_not_fit_it(walk: dict[str, Any]) -> None:
    # 9:00, 9:45 and 10:30 leave a quarter of an hour twice; every half hour, it is one too late.
    people = [{"id": "p", "name": "La préfète"}]
    rooms = [{"id": "n", "site": "N"}, {"id": "s", "site": "S"}]
    rows = [
        {"id": session, "minutes": 30, "rooms": [room], "people": {"x": ["p"]}}
        for session, room in (("a", "n"), ("b", "s"), ("c", "n"))
    ]
    rows[0]["before"] = ["b"]
    rows[1]["before"] = ["c"]
    day = {"date": "2026-06-10", "open": {"start": "9h", "end": "11h"}}

    def asked(grid: int) -> Problem:
        event = {"name": "e", "grid": grid, **walk}
        return draft(*rows, event=event, rooms=rooms, people=people, days=[day])

    assert "les sessions commencent de 30 en 30 min" in reasons(asked(30))
    assert conflict(asked(15)) is None


def test_reproducible_reasons_count_work_and_not_time(monkeypatch: pytest.MonkeyPatch) -> None:
    # However slow the machine seems, what is found is the same.
    both = [{"id": name, "block": "b"} for name in "ab"]
    asked = draft(*both)
    told = conflict(asked, Budget(reproducible=True))
    clock = itertools.count(step=1000)
    monkeypatch.setattr("agenda_solver.budget.time", SimpleNamespace(monotonic=lambda: next(clock)))
    assert conflict(asked, Budget(reproducible=True)) == told
    assert told is not None
    assert told.minimal


def test_findings_name_whom_they_concern() -> None:
    away = {"id": "p", "present": [{"start": "11h30"}]}
    found = conflict(draft({"id": "a", "people": {"x": ["p"]}}, people=[away]))
    assert found is not None
    assert {finding.rule: (finding.sessions, finding.people) for finding in found.findings} == {
        "opening_hours": ((), ()),
        "length": (("a",), ()),
        "person_present": ((), ("p",)),
    }


def test_stopped_it_tells_nothing() -> None:
    budget = Budget()
    budget.stop.set()
    assert conflict(draft({"id": "a", "minutes": 240}), budget) is None


# --- Whether one demand less is enough, and more than one conflict ------------------------


def test_one_demand_less_is_enough_where_all_else_holds() -> None:
    both = [{"id": name, "block": "b"} for name in "ab"]
    known = conflict(
        draft(*both, {"id": "idle"}, days=[{**DAY, "open": {"start": "8h", "end": "22h"}}])
    )
    assert known is not None
    assert known.enough
    assert known.others == ()


def away(person: str, start: str) -> dict[str, Any]:
    return {"id": person, "name": person.upper(), "present": [{"start": start}]}


def test_conflicts_that_share_nothing_are_told_apart() -> None:
    # Each of two people comes too late for what each must end by.
    rows = [
        {"id": key, "people": {"x": [key]}, "windows": [{"end": "10h30"}], "rooms": []}
        for key in "pq"
    ]
    known = conflict(draft(*rows, people=[away("p", "9h45"), away("q", "10h")]))
    assert known is not None
    assert known.minimal
    assert not known.enough
    told = [{finding.text.fr for finding in each.findings} for each in (known, *known.others)]
    assert sorted(map(sorted, told)) == [
        [
            "P est là seulement à partir de 9h45",
            "« P » doit avoir lieu jusqu'à 10h30",
            "« P » dure 1 h",
        ],
        [
            "Q est là seulement à partir de 10h00",
            "« Q » doit avoir lieu jusqu'à 10h30",
            "« Q » dure 1 h",
        ],
    ]
    assert {finding.people for finding in known.every_finding} == {(), ("p",), ("q",)}


def test_one_demand_less_is_not_enough_where_conflicts_share_some() -> None:
    # Both need the day to be longer; all else of each is its own.
    rows = [{"id": key, "people": {"x": [key]}, "rooms": []} for key in "pq"]
    known = conflict(draft(*rows, people=[away("p", "11h15"), away("q", "11h30")]))
    assert known is not None
    assert known.minimal
    assert not known.enough
    assert known.others == ()


def test_the_grid_is_enough_only_where_all_else_holds_on_a_finer_one() -> None:
    chain = [{"id": "a", "minutes": 50, "before": [{"session": "b", "max": 0}]}, {"id": "b"}]
    known = conflict(draft(*chain, event={"name": "e", "grid": 15}))
    assert known is not None
    assert known.enough


def test_reasons_say_where_they_stand() -> None:
    problem = draft({"id": "a", "people": {"x": ["p"]}}, people=[away("p", "11h30")])
    known = conflict(problem)
    assert known is not None
    assert {finding.rule: finding.where for finding in known.findings} == {
        "opening_hours": ("days", "2026-06-10", "open"),
        "length": ("sessions", "a", "minutes"),
        "person_present": ("people", "p", "present"),
    }


def test_what_a_large_draft_shows_on_sight_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "LARGE", 1)
    problem = draft({"id": "a", "people": {"x": ["p"]}}, {"id": "b"}, people=[away("p", "11h30")])
    seen = preflight(problem)
    reasons, ways = reasons_and_ways(problem, seen, Budget(), ways=1)
    assert reasons is None
    assert ways
    reasons, ways = reasons_and_ways(problem, [], Budget(), ways=1)
    assert reasons is not None
    assert ways
