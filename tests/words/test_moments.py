"""Times of day, days and lengths."""

from datetime import UTC, date, datetime, time

import pytest
from refusals import refusal

from agenda_solver.words.moments import (
    Calendar,
    end_first,
    full_date,
    in_evening,
    moment_text,
    read_clock,
    read_moment,
    read_start,
    running_clock,
    write_start,
)

# --- Times of day -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("09:30", 570),
        ("9:30", 570),
        ("09:30:00", 570),
        ("9h30", 570),
        ("09H30", 570),
        ("9 h 30", 570),
        ("9h", 540),
        ("9 h", 540),
        (" 9h30 ", 570),
        ("\u00a09h30\u202f", 570),
        ("9\u00a0h\u00a030", 570),
        ("9\u202fh\u202f30", 570),
        ("\ufeff9h30", 570),
        ("9h\u200b30", 570),
        ("00:00", 0),
        ("0h", 0),
        ("23:59", 1439),
        ("24:00", 1440),
        ("24h", 1440),
        ("midi", 720),
        ("à 9 heures 30", 570),
        (time(9, 30), 570),
        (time(0), 0),
    ],
)
def test_a_clock(written: object, minute: int) -> None:
    assert read_clock(written) == minute


@pytest.mark.parametrize(
    ("written", "minute"),
    [("9h30", 570), ("24h", 1440), ("24:30", 1470), ("24 h 01", 1441), ("24H59", 1499)],
)
def test_a_start_may_be_after_midnight(written: str, minute: int) -> None:
    assert read_start(written) == minute
    assert read_start(write_start(minute)) == minute


def test_a_start_is_a_time_of_day() -> None:
    assert refusal(read_start, "25h30")[0] == "« 25h30 » n'est pas une heure (attendu HH:MM)"
    assert write_start(1530) == "01:30"  # which hours of its day tell
    assert [running_clock(minute) for minute in (570, 1440, 1530)] == ["09:30", "24:00", "25:30"]


def test_hours_of_an_evening() -> None:
    evening = {"opening": 18 * 60, "closing": 26 * 60}
    assert in_evening(30, 90, **evening) == (1470, 1530)
    assert in_evening(30, 1200, **evening) == (30, 1200)
    assert in_evening(120, 180, **evening) == (120, 180)
    assert in_evening(1200, 1260, **evening) == (1200, 1260)


@pytest.mark.parametrize(
    "written",
    [
        "25h30",
        "24:01",
        "24h30",
        "9h75",
        "9h5",
        "9:5",
        "9",
        "9.5",
        "9,5",
        "",
        "h30",
        "-9:30",
        "09:30:15",
        "13:30 pm",
        "0 am",
        "minuit",
        "009:30",
        "9h30 10h",
        9,
        9.5,
        0.395833,
        True,
        None,
        [9, 30],
        datetime(2026, 6, 10, 9, 30, tzinfo=UTC),
    ],
)
def test_a_clock_refuses(written: object) -> None:
    assert refusal(read_clock, written) == (
        f"« {written} » n'est pas une heure (attendu HH:MM)",
        f"“{written}” is not a time of day (expected HH:MM)",
    )


@pytest.mark.parametrize("written", [time(9, 30, 15), time(9, 30, 0, 1)])
def test_a_clock_refuses_seconds(written: time) -> None:
    assert refusal(read_clock, written) == (
        f"« {written.isoformat()} » a des secondes (attendu HH:MM)",
        f"“{written.isoformat()}” has seconds (expected HH:MM)",
    )


# --- A day and a time ---------------------------------------------------------------------

WED = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("10/06 9h30", (WED, 570)),
        ("mercredi à 9h30", (WED, 570)),
        ("mercredi, 9 heures 30", (WED, 570)),
        ("2026-06-10T09:30", (WED, 570)),
        ("j1 midi", (WED, 720)),
        ("10 juin", (WED, None)),
        ("9h30", (None, 570)),
        ("demain 9h30", None),
        ("10/06 25h", None),
        ("x " * 1000, None),
    ],
)
def test_a_moment(words: str, moment: object) -> None:
    assert read_moment(words, Calendar({"j1": WED})) == moment


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("10/06/2026", WED),
        ("2026-06-10", WED),
        ("2026/6/10", WED),
        ("10/06/26", None),
        ("10/06", None),
        ("31/06/2026", None),
        ("100/06/2026", None),
    ],
)
def test_a_full_date(words: str, day: date | None) -> None:
    assert full_date(words) == day


def test_an_end_comes_after_its_start() -> None:
    error = end_first(moment_text(WED, 600), moment_text(WED, None))
    assert error.text.fr == "la fin (10/06/2026) doit venir après le début (10/06/2026 10h00)"
    assert error.sure
