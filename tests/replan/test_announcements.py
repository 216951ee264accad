"""Where changes are impossible, ways out are told; none takes back what is announced."""

from __future__ import annotations

from published import draft, planned, published, session, window

from agenda_solver.changes import PersonIsAway, RoomIsClosed
from agenda_solver.replan import Plan
from agenda_solver.verify import verify


def told(plan: Plan) -> list[list[str]]:
    return [[edit.text.fr for edit in way.edits] for way in plan.ways]


def held(plan: Plan) -> bool:
    return all(not verify(way.problem, way.timetable).errors for way in plan.ways)


def test_what_is_closed_stays_closed() -> None:
    problem = draft(session("a", rooms=["amphi"]), session("b"), rooms=["amphi", "foyer"])
    before = published(problem, "a 9h-10h amphi", "b 9h-10h foyer")
    plan = planned(before, RoomIsClosed("amphi"))
    assert plan.result.status == "infeasible"
    assert told(plan)[0] == ["Foyer parmi les salles possibles de « A »"]
    assert held(plan)
    assert all(
        placement.room != "amphi" for way in plan.ways for placement in way.timetable.placements
    )


def test_who_is_away_stays_away() -> None:
    problem = draft(
        session("a", "ana", "bob", locked={"start": "9h"}, rooms=["amphi"]),
        session("b", "bob"),
        session("c", rooms=["amphi"], locked={"start": "10h"}),
        rooms=["amphi"],
        people=["ana", {"id": "bob", "present": [{"start": "9h", "end": "12h"}]}],
    )
    before = published(problem, "a 9h-10h amphi", "b 11h-12h amphi", "c 10h-11h amphi")
    plan = planned(before, PersonIsAway("bob", window("11h", "12h")), RoomIsClosed("amphi"))
    assert plan.result.status == "infeasible"
    assert plan.ways
    assert held(plan)
    for way in plan.ways:
        bob = [
            placement
            for placement in way.timetable.placements
            if "bob" in way.timetable.roster(way.problem.session[placement.session])
        ]
        assert all(placement.end <= 660 or placement.start >= 720 for placement in bob)


def test_what_has_begun_stays_where_it_was() -> None:
    day = draft(session("x"), rooms=[]).days[0].date
    problem = draft(session("a"), session("b", rooms=["amphi"]), rooms=["amphi"], people=["ana"])
    before = published(problem, "a 9h-10h amphi", "b 10h-11h amphi")
    plan = planned(before, RoomIsClosed("amphi", window("10h", None)), now=(day, 570))
    assert plan.result.status == "infeasible"
    assert plan.ways
    assert all(way.timetable.by_session["a"].start == 540 for way in plan.ways)
