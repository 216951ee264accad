"""Stretches of time."""

from __future__ import annotations

from datetime import date

import pytest
from refusals import refusal

from agenda_solver.problem import Problem
from agenda_solver.words.moments import Calendar
from agenda_solver.words.windows import read_windows, write_windows

WED, THU = date(2026, 6, 10), date(2026, 6, 11)
CALENDAR = Calendar({"j1": WED, "j2": THU})

# --- Windows ------------------------------------------------------------------------------


def windows(words: str, *, one_day: bool = False) -> list[tuple[str, ...]]:
    """Return windows as the problem reads them: day, start and end."""
    found = read_windows(words, Calendar({"j1": WED}) if one_day else CALENDAR)
    room = {"id": "a", "open": found}
    data = {
        "event": {"name": ""},
        "days": [{"date": WED}],
        "rooms": [room],
        "sessions": [{"id": "s", "title": "", "minutes": 1}],
    }
    return [
        (
            f"{window.day:%d/%m}" if window.day else "",
            f"{window.start // 60}:{window.start % 60:02d}",
            f"{window.end // 60}:{window.end % 60:02d}",
        )
        for window in Problem.read(data).rooms[0].open
    ]


@pytest.mark.parametrize(
    "words",
    [
        *("9h-12h", "9h - 12h", "09:00-12:00", "9:00–12:00", "9.00-12.00", "9 h — 12 h", "9h→12h"),
        *(
            "9h -> 12h",
            "9h à 12h",
            "de 9h à 12h",
            "9h a 12h",
            "from 9:00 to 12:00",
            "9h-12",
            "9-12h",
        ),
        *(
            "de 9 à 12h",
            "9H-12H",
            "9 heures - 12 heures",
            "9h-midi",
            "9am-12pm",
            "9:00:00-12:00:00",
        ),
        *(
            "entre 9h et 12h",
            "between 9:00 and 12:00",
            "9\u00a0h\u202f–\u00a012\u00a0h",
            "• 9h-12h",
        ),
        *("dès 9h jusqu'à 12h", "tous les jours 9h-12h", "every day 09:00-12:00", "9h-12h ;"),
    ],
)
def test_hours(words: str) -> None:
    assert windows(words) == [("", "9:00", "12:00")]


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("jusqu'à 12h", ("", "0:00", "12:00")),
        ("jusqu’à 12h30", ("", "0:00", "12:30")),
        ("Jusqu'à midi", ("", "0:00", "12:00")),
        ("avant 12h", ("", "0:00", "12:00")),
        ("until 12:00", ("", "0:00", "12:00")),
        ("-12h", ("", "0:00", "12:00")),
        ("à partir de 14h", ("", "14:00", "30:00")),
        ("À partir de 14h", ("", "14:00", "30:00")),
        ("dès 14h", ("", "14:00", "30:00")),
        ("après 14h", ("", "14:00", "30:00")),
        ("from 2pm", ("", "14:00", "30:00")),
        ("14h-", ("", "14:00", "30:00")),
        ("22h-0h", ("", "22:00", "24:00")),
        ("22h-00:00", ("", "22:00", "24:00")),
        ("22h-24h", ("", "22:00", "24:00")),
        ("2:00 pm - 4:30 pm", ("", "14:00", "16:30")),
        ("10.30-11.30", ("", "10:30", "11:30")),
    ],
)
def test_other_hours(words: str, window: tuple[str, ...]) -> None:
    assert windows(words) == [window]


@pytest.mark.parametrize(
    "words",
    [
        *("10/06/2026 9h-12h", "10/06/2026, 9h-12h", "10/06/2026 : 9h-12h", "le 10/06 de 9h à 12h"),
        *("2026-06-10 09:00-12:00", "mercredi 9h-12h", "mercredi de 9h à 12h", "j1 9h-12h"),
        *("mercredi 10 juin 2026 9h-12h", "mercredi 10 juin, 9h-12h", "9h-12h le 10 juin"),
        *("09:00-12:00 on Wednesday", "10/06 9-12h", "mercredi 10 9h-12h", "10.06 9h-12h"),
    ],
)
def test_hours_of_a_day(words: str) -> None:
    assert windows(words) == [("10/06", "9:00", "12:00")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("9h-12h ; 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
        ("9h-12h et 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
        ("9h-12h, 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
        ("jusqu'à 12h ; à partir de 14h", [("", "0:00", "12:00"), ("", "14:00", "30:00")]),
        ("mercredi", [("10/06", "0:00", "30:00")]),
        ("mercredi et jeudi", [("10/06", "0:00", "30:00"), ("11/06", "0:00", "30:00")]),
        ("10/06, 11/06", [("10/06", "0:00", "30:00"), ("11/06", "0:00", "30:00")]),
        (
            "mercredi 9h-12h et 14h-18h",
            [("10/06", "9:00", "12:00"), ("10/06", "14:00", "18:00")],
        ),
        (
            "mercredi 9h-12h, jeudi 14h-18h",
            [("10/06", "9:00", "12:00"), ("11/06", "14:00", "18:00")],
        ),
        ("14h-18h ; 10/06 9h-12h", [("", "14:00", "18:00"), ("10/06", "9:00", "12:00")]),
        (
            "10/06 9h-12h ; tous les jours 14h-18h",
            [("10/06", "9:00", "12:00"), ("", "14:00", "18:00")],
        ),
        ("du 10/06 au 11/06", [("10/06", "0:00", "30:00"), ("11/06", "0:00", "30:00")]),
        ("mercredi - jeudi", [("10/06", "0:00", "30:00"), ("11/06", "0:00", "30:00")]),
        ("10/06 14h - 11/06 12h", [("10/06", "14:00", "24:00"), ("11/06", "0:00", "12:00")]),
        (
            "2026-06-10T14:00 to 2026-06-11T12:00",
            [("10/06", "14:00", "24:00"), ("11/06", "0:00", "12:00")],
        ),
        ("10/06 9h - 10/06 12h", [("10/06", "9:00", "12:00")]),
        ("10/06 ; 11/06 9h-12h", [("10/06", "0:00", "30:00"), ("11/06", "9:00", "12:00")]),
        ("- 9h-12h\n- 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
    ],
)
def test_several_windows(words: str, found: list[tuple[str, ...]]) -> None:
    assert windows(words) == found


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("jeudi - mercredi", ("11/06/2026", "2026-06-11"), ("10/06/2026", "2026-06-10")),
        (
            "11/06 14h - 10/06 12h",
            ("11/06/2026 14h00", "2026-06-11 14:00"),
            ("10/06/2026 12h00", "2026-06-10 12:00"),
        ),
    ],
)
def test_the_days_are_in_order(words: str, start: tuple[str, str], end: tuple[str, str]) -> None:
    assert refusal(windows, words) == (
        f"la fin ({end[0]}) doit venir après le début ({start[0]})",
        f"the end ({end[1]}) must come after the start ({start[1]})",
    )


def test_on_an_only_day_hours_say_enough() -> None:
    found = windows("10/06 9h-12h ; 14h-18h", one_day=True)
    assert found == [("10/06", "9:00", "12:00"), ("", "14:00", "18:00")]


@pytest.mark.parametrize(
    "words",
    [
        *("matin", "le matin", "mercredi matin", "9h", "9-12", "toute la journée", "…", "?", "12"),
        *("mercredi 10 - 12h", "mercredi 10 à 12h", "2-4pm", "2:00-4:00pm", "10.06-11.06"),
        *("pas avant 14h", "10/13/2026 9h-12h", "10-11 juin", "sauf jeudi"),
        *("tous les jours", "mercredi 9h-12h le 11/06", "à 9h-10h", "9h-12h mercredi"),
    ],
)
def test_no_windows(words: str) -> None:
    assert refusal(windows, words) == (
        f"« {words} » n'est pas compris : attendu des heures (9h15-10h15), un jour (10/06/2026), "
        "ou les deux (10/06/2026 9h15-10h15)",
        f"“{words}” is not understood: expected hours (09:15-10:15), a day (2026-06-10), or both "
        "(2026-06-10 09:15-10:15)",
    )


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("10/06 9h-12h ; 14h-18h", "14h-18h"),
        ("10/06 ; 14h-18h", "14h-18h"),
        ("10/06 9h-12h\n14h-18h", "14h-18h"),
        ("mercredi et jeudi 9h-12h", None),
        ("mercredi, jeudi, 9h-12h", None),
        ("mercredi 9h-12h et jeudi", None),
        ("9h-12h, mercredi", None),
        ("9h-12h, jeudi 14h-18h", None),
    ],
)
def test_hours_of_who_knows_which_day(words: str, piece: str | None) -> None:
    assert refusal(windows, words) == (
        f"« {piece or words} » n'est pas compris : de quels jours parlent ces heures ? Écrire le "
        "jour devant les heures, chaque fois (10/06/2026 9h-12h ; 11/06/2026 9h-12h), ou « tous "
        "les jours 9h-12h »",
        f"“{piece or words}” is not understood: of which days are these hours? Write the day "
        "before the hours, each time (2026-06-10 09:00-12:00 ; 2026-06-11 09:00-12:00), or "
        "“every day 09:00-12:00”",
    )


@pytest.mark.parametrize("words", ["dès 9h, jusqu'à 12h", "jusqu'à 12h ; dès 9h"])
def test_hours_that_would_mean_always(words: str) -> None:
    assert refusal(windows, words) == (
        f"« {words} » n'est pas compris : ensemble, ces heures veulent dire toujours ; attendu par "
        "exemple 9h15-10h15",
        f"“{words}” is not understood: together, these hours mean always; expected 09:15-10:15, "
        "for example",
    )


def test_a_day_that_may_be_several_is_told_as_such() -> None:
    calendar = Calendar({"j1": WED, "j2": date(2026, 6, 17)})
    assert refusal(read_windows, "mercredi 9h-12h", calendar) == (
        "« mercredi » peut désigner 10/06/2026 ou 17/06/2026 : donner la date",
        "“mercredi” may mean 2026-06-10 or 2026-06-17: give the date",
    )


def test_how_windows_are_written() -> None:
    day, hours = {"day": "2026-06-10"}, {"start": "09:00", "end": "12:30"}
    found = [day, day | hours, hours, {"start": "14:00"}]
    assert write_windows(found, "fr") == (
        "10/06/2026 ; 10/06/2026 09h00-12h30 ; tous les jours 09h00-12h30 ; "
        "tous les jours à partir de 14h00"
    )
    assert write_windows(found, "en") == (
        "2026-06-10 ; 2026-06-10 09:00-12:30 ; every day 09:00-12:30 ; every day from 14:00"
    )
    assert write_windows([hours, {"end": "12:00"}], "fr") == "09h00-12h30 ; 00h00-12h00"
    assert write_windows([{"start": "14:00"}, {"end": "12:00"}], "en") == (
        "from 14:00 ; 00:00-12:00"
    )
    assert write_windows([{"start": "14:00"}, {"end": "24:00"}], "fr") == (
        "à partir de 14h00 ; 00h00-24h00"
    )
    assert write_windows([{}], "fr") == "à partir de 00h00"
    assert write_windows([day | {"end": "24:00"}], "fr") == "10/06/2026 jusqu'à 24h00"


@pytest.mark.parametrize("words", ["tout le temps", "Toujours", "always"])
def test_all_the_time_is_as_nothing_said(words: str) -> None:
    assert windows(words) == []
