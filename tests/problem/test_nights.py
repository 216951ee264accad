"""Times of the night that ends an evening, as they are written and as they are read."""

from typing import Any

import pytest

from agenda_solver.problem import Problem

SATURDAY = {"id": "samedi", "date": "2027-03-20", "open": {"start": "18:00", "end": "02:00"}}
SUNDAY = {"id": "dimanche", "date": "2027-03-21", "open": {"start": "09:00", "end": "12:00"}}


def draft(days: tuple[dict[str, Any], ...] = (SATURDAY, SUNDAY), **more: Any) -> Problem:
    tables = {"sessions": [{"id": "bal", "title": "Bal", "minutes": 60}], **more}
    return Problem.read(
        {"event": {"name": "Nuit", **tables.pop("event", {})}, "days": list(days)} | tables
    )


def locked(days: tuple[dict[str, Any], ...] = (SATURDAY, SUNDAY), **spot: Any) -> int | None:
    session = {"id": "bal", "title": "Bal", "minutes": 60, "locked": spot}
    problem = draft(days, sessions=[session])
    again = Problem.read(problem.dump())
    assert again == problem
    return problem.session["bal"].locked.start


@pytest.mark.parametrize(
    ("spot", "minute"),
    [
        ({"day": "samedi", "start": "0:30"}, 1470),
        ({"day": "samedi", "start": "1h59"}, 1559),
        ({"day": "samedi", "start": "0:00"}, 1440),
        ({"day": "samedi", "start": "2:00"}, 120),  # the evening is over
        ({"day": "samedi", "start": "20:00"}, 1200),
        ({"day": "dimanche", "start": "0:30"}, 30),
        ({"day": "dimanche", "start": "24h30"}, 1470),
        ({"start": "0:30"}, 1470),  # Sunday is not open then
    ],
)
def test_a_lock_in_the_night(spot: dict[str, Any], minute: int) -> None:
    assert locked(**spot) == minute


def test_a_start_that_may_be_of_two_days_is_left() -> None:
    early = {"id": "lundi", "date": "2027-03-22"}
    assert locked((SATURDAY, SUNDAY, early), start="0:30") == 30
    assert locked((early,), start="0:30") == 30


def test_what_is_announced_tells_when_nothing_else_does() -> None:
    day = {"id": "samedi", "date": "2027-03-20", "announced": SATURDAY["open"]}
    assert locked((day, SUNDAY), day="samedi", start="0:30") == 1470


def test_windows_slots_and_statements() -> None:
    night = {"day": "samedi", "start": "00:30", "end": "01:30"}
    session = {"id": "bal", "title": "Bal", "minutes": 60, "windows": [night], "stated": [night]}
    problem = draft(
        event={"slots": [night]},
        people=[
            {"id": "dj", "present": [night, {"day": "dimanche", "start": "0:30", "end": "2:00"}]}
        ],
        sessions=[{**session, "preferred": {"day": "samedi", "start": "0:30"}}],
    )
    bal, (slot,) = problem.session["bal"], problem.event.slots
    for row in (*bal.windows, *bal.stated, slot, problem.person["dj"].present[0]):
        assert (row.start, row.end) == (1470, 1530)
    assert bal.preferred.start == 1470
    assert problem.person["dj"].present[1].start == 30
    assert Problem.read(problem.dump()) == problem
