from datetime import date

import pytest
from one_session import MINIMAL

from agenda_solver.problem import (
    Problem,
    ProblemError,
)
from agenda_solver.problem.clocks import minutes_passed


@pytest.mark.parametrize(
    ("day", "start", "sentence"),
    [
        (
            *("2026-03-29", "2h30"),
            "2h30 n'existe pas le dimanche 29 mars 2026 : on avance les montres cette nuit-là",
        ),
        (
            *("2026-10-25", "2h30"),
            "2h30 existe deux fois le dimanche 25 octobre 2026 : on recule les montres cette "
            "nuit-là",
        ),
        ("2026-03-29", "1h59", None),
        ("2026-03-29", "3h00", None),
        ("2026-10-25", "3h00", None),
        ("2026-06-10", "2h30", None),
    ],
)
def test_a_moment_that_is_not_or_twice(day: str, start: str, sentence: str | None) -> None:
    data = {
        "event": {"name": ""},
        "days": [{"date": day}],
        "sessions": [{**MINIMAL, "locked": {"start": start}}],
    }
    if sentence is None:
        assert Problem.read(data).sessions[0].locked.start is not None
        return
    with pytest.raises(ProblemError) as caught:
        Problem.read(data)
    (fault,) = caught.value.faults
    assert (fault.path, fault.text.fr) == (("sessions", 0, "locked", "start"), sentence)


def test_clocks_change_where_the_event_is() -> None:
    data = {
        "event": {"name": "", "zone": "Africa/Dakar"},
        "days": [{"date": "2026-03-29"}],
        "sessions": [{**MINIMAL, "locked": {"start": "2h30"}}],
    }
    assert Problem.read(data).sessions[0].locked.start == 150


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("people", {"id": "p", "present": [{"day": "2026-03-29", "start": "2h15"}]}),
        ("rooms", {"id": "r", "open": [{"start": "1h00", "end": "2h15"}]}),
        ("attendees", {"id": "a", "present": [{"day": "2026-03-29", "end": "2h15"}]}),
    ],
)
def test_every_time_of_day_is_looked_at(table: str, row: dict[str, object]) -> None:
    data = {
        "event": {"name": ""},
        "days": [{"date": "2026-03-29"}],
        "sessions": [MINIMAL],
        table: [row],
    }
    with pytest.raises(ProblemError) as caught:
        Problem.read(data)
    (fault,) = caught.value.faults
    assert fault.path[0] == table


@pytest.mark.parametrize(
    ("zone", "day", "start", "end", "minutes"),
    [
        ("Europe/Paris", date(2026, 10, 24), 18 * 60, 28 * 60, 11 * 60),
        ("Europe/Paris", date(2026, 10, 24), 18 * 60, 26 * 60, 8 * 60),
        ("Europe/Paris", date(2026, 3, 28), 22 * 60, 27 * 60, 4 * 60),
        ("Indian/Reunion", date(2026, 10, 24), 18 * 60, 28 * 60, 10 * 60),
    ],
)
def test_how_long_a_night_is(zone: str, day: date, start: int, end: int, minutes: int) -> None:
    assert minutes_passed(zone, day, start, end) == minutes
