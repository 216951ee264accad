from datetime import UTC, datetime, time

import pytest
from one_session import JUNE_10, draft
from pydantic_core import PydanticCustomError

from agenda_solver.problem import (
    Problem,
    clean,
    parse_clock,
)
from agenda_solver.text import clock

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
        (time(9, 30), 570),
        (time(0), 0),
    ],
)
def test_parse_clock(written: object, minute: int) -> None:
    assert parse_clock(written) == minute


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
        "midi",
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
def test_parse_clock_refuses(written: object) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_clock(written)
    told = caught.value.context or {}
    assert told["fr"] == f"« {written} » n'est pas une heure (attendu HH:MM)"
    assert told["en"] == f"“{written}” is not a time of day (expected HH:MM)"


@pytest.mark.parametrize("written", [time(9, 30, 15), time(9, 30, 0, 1)])
def test_parse_clock_refuses_seconds(written: time) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_clock(written)
    told = caught.value.context or {}
    assert told["fr"] == f"« {written.isoformat()} » a des secondes (attendu HH:MM)"
    assert told["en"] == f"“{written.isoformat()}” has seconds (expected HH:MM)"


@pytest.mark.parametrize("minute", [0, 1, 59, 60, 570, 599, 1439, 1440])
def test_a_clock_is_written_as_it_is_read(minute: int) -> None:
    locked = {"day": JUNE_10, "start": clock(minute).fr}
    written = Problem.read(draft({"locked": locked})).dump()["sessions"][0]["locked"]["start"]
    assert written == clock(minute).en
    assert parse_clock(written) == minute


# --- Text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Ouverture\n", "Ouverture"),
        ("Cérémonie", "Cérémonie"),
        ("Ce\u0301re\u0301monie", "Cérémonie"),
        ("\ufeffSalle\u200b 1", "Salle 1"),
        ("a\u2060b\u200cc\u200dd", "abcd"),
        ("14\u00a0h\u202f30", "14 h 30"),
        ("\u00a0\u202f\u200b", ""),
        ("a  b", "a  b"),
    ],
)
def test_clean(written: str, read: str) -> None:
    assert clean(written) == read
