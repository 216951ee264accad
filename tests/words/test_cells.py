"""What the cells of a column mean: as spreadsheets store it, and as people type it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from refusals import refusal

from agenda_solver.words.cells import (
    day_of,
    day_of_moment,
    flag_of,
    is_blank,
    length_of,
    minute_of,
    start_of,
    time_cell,
    whole,
    words_of,
)
from agenda_solver.words.moments import Calendar

MON, WED, THU = date(2026, 6, 1), date(2026, 6, 10), date(2026, 6, 11)
CALENDAR = Calendar({"j0": MON, "j1": WED, "J2": THU})

# --- What a cell shows --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("  a\u200b\u00a0", "a"),
        ("e\u0301", "é"),
        (7, "7"),
        (7.0, "7"),
        (1.5, "1.5"),
        (1e20, "100000000000000000000"),
        (float("inf"), "inf"),
        (True, "oui"),
        (WED, "10/06/2026"),
        (datetime(2026, 6, 10), "10/06/2026"),
        (datetime(2026, 6, 10, 9, 30), "10/06/2026 09:30"),
        (time(9, 30), "09:30"),
    ],
)
def test_words_of_a_cell(value: object, words: str) -> None:
    assert words_of(value) == words


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0", "\u200b", "\n"])
def test_blank(value: object) -> None:
    assert is_blank(value)


@pytest.mark.parametrize("value", [0, False, "0", "-", "…"])
def test_not_blank(value: object) -> None:
    assert not is_blank(value)


# --- Days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        *(WED, datetime(2026, 6, 10), datetime(2026, 6, 10, 9, 30), 46183, 46183.0),
        *("10/06/2026", "10.06.2026", "10-06-2026", "10 / 06 / 2026", "10/6/2026", "2026-06-10"),
        *("2026/06/10", "2026-06-10 00:00:00", "10/06/2026 00:00", "10\u00a0juin\u00a02026"),
        *("10 juin 2026", "mercredi 10 juin 2026", "Mercredi 10 Juin 2026", "le 10 juin 2026"),
        *("10 juin", "mercredi 10 juin", "mer. 10 juin", "10 JUIN", "le mercredi 10", "mercredi"),
        *("Wednesday", "Wednesday 10 June 2026", "June 10, 2026", "10th June", "on Wednesday"),
        *("10/06/26", "10/06", "10.6", "mercredi 10/06", "mer 10/06/2026", "j1", "J1", " j1 "),
    ],
)
def test_a_day(value: object) -> None:
    assert day_of(value, CALENDAR) == WED


@pytest.mark.parametrize("value", ["1er juin", "1er juin 2026", "lundi 1er", "1 juin", "1st June"])
def test_the_first_of_a_month(value: str) -> None:
    assert day_of(value, CALENDAR) == MON


@pytest.mark.parametrize(
    "value",
    [
        *("31/02/2026", "10/13/2026", "bientôt", "10", "juin", "juin 2026", "06/2026", "demain"),
        *("10/06/25", "12/06/26", "12/06", "12 juin", "vendredi", "mardi 9", "10 jui 2026", "j3"),
        *("10/06/2026 9:30", "10-11 juin 2026", "0/0/0", "10/06/0000", "01/01/1850", "…", "🎉"),
    ],
)
def test_no_day(value: str) -> None:
    assert refusal(day_of, value, CALENDAR) == (
        f"« {value} » n'est pas une date (attendu JJ/MM/AAAA)",
        f"“{value}” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    )


@pytest.mark.parametrize(
    "value", [10, 0, -1, 18_263, 10**10, 0.5, True, None, time(9), float("nan"), float("inf")]
)
def test_no_day_at_all(value: object) -> None:
    assert "n'est pas une date" in refusal(day_of, value, CALENDAR)[0]


def test_the_weekday_must_be_that_of_the_date() -> None:
    told = ("le 10/06/2026 est un mercredi", "2026-06-10 is a Wednesday")
    assert refusal(day_of, "mardi 10 juin 2026", CALENDAR) == told
    assert refusal(day_of, "Tuesday 10/06", CALENDAR) == told
    assert refusal(day_of, "mardi 10", CALENDAR) == told


def test_words_for_several_days() -> None:
    calendar = Calendar({"a": WED, "A": date(2026, 6, 17), "b": date(2026, 7, 10)})
    assert refusal(day_of, "mercredi", calendar) == (
        "« mercredi » peut désigner 10/06/2026 ou 17/06/2026 : donner la date",
        "“mercredi” may mean 2026-06-10 or 2026-06-17: give the date",
    )
    assert day_of("a", calendar) == WED
    assert day_of("A", calendar) == date(2026, 6, 17)
    assert day_of("mercredi 10", calendar) == WED


def test_the_id_of_a_day_wins_over_what_days_are_called() -> None:
    calendar = Calendar({"jeudi": WED, "1": THU, "10/06": MON})
    assert day_of("jeudi", calendar) == WED
    assert day_of(1, calendar) == THU
    assert day_of(1.0, calendar) == THU
    assert day_of("10/06", calendar) == MON


def test_a_number_in_a_workbook_of_1904() -> None:
    calendar = Calendar(epoch=CALENDAR_MAC_1904)
    assert day_of(to_excel(datetime(2026, 6, 10), CALENDAR_MAC_1904), calendar) == WED


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)))
def test_every_number_that_stands_for_a_date(day: date) -> None:
    assert day_of(int(to_excel(day)), CALENDAR) == day


# --- Times of day -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        *("9h30", "9:30", "09H30", "9 h 30", "9.30", "09:30:00", "9h30min", "9 heures 30"),
        *("9\u00a0h\u00a030", "9\u202fh\u202f30", "9:30\u200b", "\ufeff9:30", "à 9h30", "at 9:30"),
        *("9:30 am", "9:30 A.M.", "10/06/2026 9:30", "2026-06-10 09:30:00", "2026-06-10T09:30"),
        *(
            0.395833,
            0.3958333333,
            9.5 / 24,
            time(9, 30),
            time(9, 29, 59, 999_000),
            time(9, 30, 0, 9),
        ),
        *(datetime(2026, 6, 10, 9, 30), timedelta(hours=9, minutes=30)),
    ],
)
def test_a_time_of_day(value: object) -> None:
    assert minute_of(value, CALENDAR_WINDOWS_1900) == 570


@pytest.mark.parametrize(
    ("value", "minute"),
    [
        ("9h", 540),
        ("14 h", 840),
        ("14 heures", 840),
        ("2:30 pm", 870),
        ("2:30 p.m.", 870),
        ("2 pm", 840),
        ("12 am", 0),
        ("midi", 720),
        ("noon", 720),
        ("0h", 0),
        (0, 0),
        (time(0), 0),
        ("24:00", 1440),
        ("24h", 1440),
        (1, 1440),
        (1.0, 1440),
        (timedelta(days=1), 1440),
        (datetime(1900, 1, 1), 1440),
    ],
)
def test_other_times_of_day(value: object, minute: int) -> None:
    assert minute_of(value, CALENDAR_WINDOWS_1900) == minute


def test_24_00_in_a_workbook_of_1904() -> None:
    assert minute_of(datetime(1904, 1, 2), CALENDAR_MAC_1904) == 1440


@pytest.mark.parametrize(
    ("value", "minute"),
    [
        ("24h30", 1470),
        ("0h30", 30),
        (1 + 30 / 1440, 1470),
        (timedelta(hours=25, minutes=30), 1530),
        (time(0, 30), 30),
        (0.5, 720),
    ],
)
def test_a_start_counts_on_after_midnight(value: object, minute: int) -> None:
    assert start_of(value, CALENDAR_WINDOWS_1900) == minute


def test_the_cell_of_a_time() -> None:
    assert time_cell("09:30") == time(9, 30)
    assert time_cell("24:00") == "24:00"
    assert time_cell("25:30") == pytest.approx(1 + 90 / 1440)


@given(st.integers(0, 1440))
def test_every_minute_as_a_number(minute: int) -> None:
    assert minute_of(minute / 1440, CALENDAR_WINDOWS_1900) == minute
    assert minute_of(round(minute / 1440, 6), CALENDAR_WINDOWS_1900) == minute


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *((words, words) for words in ("9", "930", "25h30", "9h60", "24:01", "vers 9h", "minuit")),
        *((words, words) for words in ("9h30 - 10h", "0.5", "0,395833", "#N/A", "9h30 ?", "14h h")),
        (9, "9"),
        (9.45, "9.45"),  # 9:45, or 9 hours and 27 minutes
        (9.5, "9.5"),
        (-0.5, "-0.5"),
        (True, "oui"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_no_time_of_day(value: object, shown: str) -> None:
    assert refusal(minute_of, value, CALENDAR_WINDOWS_1900) == (
        f"« {shown} » n'est pas une heure (attendu HH:MM)",
        f"“{shown}” is not a time of day (expected HH:MM)",
    )


@pytest.mark.parametrize(
    "value", [time(9, 30, 20), datetime(2026, 6, 10, 9, 30, 20), 34220 / 86400]
)
def test_seconds(value: object) -> None:
    assert refusal(minute_of, value, CALENDAR_WINDOWS_1900) == (
        "« 09:30:20 » a des secondes (attendu HH:MM)",
        "“09:30:20” has seconds (expected HH:MM)",
    )


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime(2026, 6, 10, 9, 30), WED),
        ("10/06/2026 9:30", WED),
        ("2026-06-10T09:30", WED),
        ("10/06/2026 à 9h30", WED),
        ("9:30", None),
        (time(9, 30), None),
        (datetime(1900, 1, 1), None),
        (0.5, None),
        (None, None),
        ("10/06/2026", None),
    ],
)
def test_the_day_of_a_moment(value: object, day: date | None) -> None:
    assert day_of_moment(value) == day


# --- Numbers and lengths ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((45, 45), (45.0, 45), ("45", 45), (" 45 ", 45), ("45,0", 45), ("45.00", 45), (0, 0)),
        *(("1 200", 1200), ("1\u202f200", 1200), ("12\u00a0000", 12_000), ("-5", -5), ("−5", -5)),
        ("0045", 45),
    ],
)
def test_a_whole_number(value: object, number: int) -> None:
    assert whole(value) == number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *((words, words) for words in ("1,000", "1.000", "1,5", "environ 45", "45 places", "1 20")),
        *((words, words) for words in ("=1+1", "9" * 13, "1e3", "½", "")),
        (1.5, "1.5"),
        (True, "oui"),
        (float("inf"), "inf"),
        (WED, "10/06/2026"),
    ],
)
def test_no_whole_number(value: object, shown: str) -> None:
    assert refusal(whole, value) == (
        f"« {shown} » n'est pas un nombre entier (attendu par exemple 45)",
        f"“{shown}” is not a whole number (expected 45, for example)",
    )


@pytest.mark.parametrize(
    "value",
    [
        *(90, 90.0, "90", "90,0", "90.0", "90 min", "90min", "90 minutes", "90 mn", "90'", "90 m"),
        *("1h30", "1 h 30", "1H30", "1 h 30 min", "1h30min", "1 heure 30", "1 heure et 30 minutes"),
        *("1:30", "01:30", "01:30:00", "1,5 h", "1.5h", "1 hour 30 min", "1\u00a0h\u00a030"),
        *(time(1, 30), timedelta(minutes=90)),
    ],
)
def test_a_length(value: object) -> None:
    assert length_of(value, CALENDAR_WINDOWS_1900) == 90


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("2h", 120), ("2 heures", 120), ("0:45", 45), ("1 h 5 min", 65), ("24:00", 1440), (0, 0)],
)
def test_other_lengths(value: object, minutes: int) -> None:
    assert length_of(value, CALENDAR_WINDOWS_1900) == minutes


def test_a_length_below_zero_is_for_the_problem_to_judge() -> None:
    assert length_of("-5", CALENDAR_WINDOWS_1900) == -5


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *(
            (words, words)
            for words in ("1h5", "1h90", "h30", "1,000", "une heure", "2h-3h", "1,1h3")
        ),
        (1.5, "1.5"),  # an hour and a half, or a minute and a half
        (0.0625, "0.0625"),
        (True, "oui"),
        (datetime(2026, 6, 10, 1, 30), "10/06/2026 01:30"),
        (datetime(1900, 3, 30), "30/03/1900"),
        (time(0, 1, 30), "00:01"),
        ("10/06/2026 1:30", "10/06/2026 1:30"),
    ],
)
def test_no_length(value: object, shown: str) -> None:
    assert refusal(length_of, value, CALENDAR_WINDOWS_1900) == (
        f"« {shown} » n'est pas une durée en minutes (attendu par exemple 90, ou 1h30)",
        f"“{shown}” is not a length in minutes (expected 90, for example, or 1h30)",
    )


# --- Yes and no ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["oui", "Oui", "OUI ", "yes", "X", "x", "✓", "✔", "☑", "TRUE", "Vrai", "1", "o", "y"]
)
def test_yes(words: str) -> None:
    assert flag_of(words)


@pytest.mark.parametrize("words", ["non", "Non", "NO", "FAUX", "false", "0", "n"])
def test_no(words: str) -> None:
    assert not flag_of(words)


@pytest.mark.parametrize("words", ["peut-être", "✓✓", "ok", "-", "2", "", "?"])
def test_neither_yes_nor_no(words: str) -> None:
    assert refusal(flag_of, words) == (
        f"« {words} » n'est ni « oui » ni « non »",
        f"“{words}” is neither “yes” nor “no”",
    )
