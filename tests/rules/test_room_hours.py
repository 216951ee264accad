from typing import Any

import pytest
from drafts import (
    BOTH,
    THURSDAY,
    WEDNESDAY,
    draft,
    findings,
    kept,
    session,
    timetable,
    told,
    wanted,
)

from agenda_solver.problem import Problem
from agenda_solver.rules.edits import with_edits
from agenda_solver.rules.room_hours import RoomIsNotClosed, RoomIsOpen

# --- A room is open -----------------------------------------------------------------------

DAY_TIME = [{"start": "9h", "end": "18h"}]
TWO_HALVES = [{"start": "9h", "end": "12h"}, {"start": "14h", "end": "18h"}]


def opened(
    windows: list[dict[str, Any]], *, setup: int = 0, teardown: int = 0, **event: object
) -> Problem:
    room = {"id": "amphi", "open": windows, "setup": setup, "teardown": teardown}
    return draft("atelier", rooms=[room, "hall"], **event)


@pytest.mark.parametrize("hours", ["9h-10h", "17h-18h", "9h-18h"])
def test_the_whole_of_the_opening_hours_may_be_used(hours: str) -> None:
    assert kept(RoomIsOpen(), opened(DAY_TIME), f"atelier {hours} amphi")


@pytest.mark.parametrize("hours", ["8h59-10h", "17h-18h01", "7h-8h", "19h-20h"])
def test_a_minute_outside_is_outside(hours: str) -> None:
    assert not kept(RoomIsOpen(), opened(DAY_TIME), f"atelier {hours} amphi")
    assert kept(RoomIsOpen(), opened(DAY_TIME), f"atelier {hours} hall")
    assert kept(RoomIsOpen(), opened(DAY_TIME), f"atelier {hours}")


@pytest.mark.parametrize(
    ("hours", "fine"),
    [
        ("9h-12h", True),
        ("14h-15h", True),
        ("11h-13h", False),
        ("12h-14h", False),
        ("11h-15h", False),
    ],
)
def test_a_gap_between_windows_is_closed(hours: str, fine: bool) -> None:
    assert kept(RoomIsOpen(), opened(TWO_HALVES), f"atelier {hours} amphi") is fine


def test_windows_that_touch_are_one() -> None:
    problem = opened([{"start": "12h", "end": "18h"}, {"start": "9h", "end": "12h"}])
    assert kept(RoomIsOpen(), problem, "atelier 11h-13h amphi")
    assert not kept(RoomIsOpen(), problem, "atelier 8h59-13h amphi")
    assert not kept(RoomIsOpen(), problem, "atelier 11h-18h01 amphi")


def test_windows_of_two_days_are_not_one() -> None:
    halves = [{"day": WEDNESDAY, "end": "12h"}, {"day": THURSDAY, "start": "12h"}]
    assert not kept(RoomIsOpen(), opened(halves, days=BOTH), "atelier 11h-13h amphi")
    assert not kept(RoomIsOpen(), opened(halves, days=BOTH), "+1 atelier 11h-13h amphi")


def test_a_window_without_day_holds_each_day() -> None:
    problem = opened(DAY_TIME, days=BOTH)
    assert kept(RoomIsOpen(), problem, "atelier 9h-10h amphi")
    assert kept(RoomIsOpen(), problem, "+1 atelier 9h-10h amphi")
    assert not kept(RoomIsOpen(), problem, "+1 atelier 8h-9h amphi")


def test_a_window_of_one_day_holds_that_day_only() -> None:
    problem = opened([{"day": WEDNESDAY}], days=BOTH)
    assert kept(RoomIsOpen(), problem, "atelier 0h-24h amphi")
    assert not kept(RoomIsOpen(), problem, "+1 atelier 9h-10h amphi")


def test_setup_and_teardown_lie_within_the_opening_hours() -> None:
    problem = opened(DAY_TIME, setup=15, teardown=10)
    assert kept(RoomIsOpen(), problem, "atelier 9h15-17h50 amphi")
    assert not kept(RoomIsOpen(), problem, "atelier 9h14-17h50 amphi")
    assert not kept(RoomIsOpen(), problem, "atelier 9h15-17h51 amphi")


def test_a_part_is_let_in_without_setup() -> None:
    problem = draft(
        "atelier",
        session("mot", 10, part_of="atelier"),
        rooms=[{"id": "amphi", "open": DAY_TIME, "setup": 15}],
    )
    assert kept(RoomIsOpen(), problem, "atelier 9h15-10h amphi", "mot 9h-9h10 amphi")


def test_when_the_room_is_closed() -> None:
    (finding,) = findings(RoomIsOpen(), opened(TWO_HALVES), "atelier 11h30-12h30 amphi")
    assert finding.text.fr == (
        "« Atelier » occupe Amphi de 11h30 à 12h30, mais cette salle ouvre seulement "
        "de 9h00 à 12h00 et de 14h00 à 18h00"
    )
    assert finding.text.en == (
        "“Atelier” takes Amphi 11:30 to 12:30, but this room is open only "
        "09:00 to 12:00 and 14:00 to 18:00"
    )
    assert finding.sessions == ("atelier",)
    assert finding.rooms == ("amphi",)


@pytest.mark.parametrize(
    ("around", "fr", "en"),
    [
        (
            {"setup": 15, "teardown": 5},
            "plus 15 min de montage et 5 min de démontage",
            "plus 15 min of setup and 5 min of teardown",
        ),
        ({"setup": 15}, "plus 15 min de montage", "plus 15 min of setup"),
        ({"teardown": 90}, "plus 1 h 30 de démontage", "plus 1 h 30 min of teardown"),
    ],
)
def test_setup_is_named_where_it_matters(around: dict[str, int], fr: str, en: str) -> None:
    assert told(RoomIsOpen(), opened(DAY_TIME, **around), "atelier 9h-18h amphi") == [
        (
            f"« Atelier » occupe Amphi de 9h00 à 18h00, {fr}, mais cette salle ouvre seulement "
            "de 9h00 à 18h00",
            f"“Atelier” takes Amphi 09:00 to 18:00, {en}, but this room is open only "
            "09:00 to 18:00",
        )
    ]


def test_the_day_is_named_where_there_are_several() -> None:
    problem = opened([{"day": WEDNESDAY}], days=BOTH)
    assert told(RoomIsOpen(), problem, "+1 atelier 9h-10h amphi") == [
        (
            "« Atelier » occupe Amphi le jeudi 11 juin 2026 de 9h00 à 10h00, mais cette salle "
            "ouvre seulement le mercredi 10 juin 2026",
            "“Atelier” takes Amphi on Thursday 11 June 2026, 09:00 to 10:00, but this room is "
            "open only on Wednesday 10 June 2026",
        )
    ]


def test_what_says_when_a_room_opens() -> None:
    assert wanted(RoomIsOpen(), opened(TWO_HALVES)) == [
        (
            "Amphi ouvre seulement de 9h00 à 12h00 et de 14h00 à 18h00",
            "Amphi is open only 09:00 to 12:00 and 14:00 to 18:00",
        )
    ]
    assert wanted(RoomIsOpen(), opened([{"start": "13h30"}])) == [
        ("Amphi ouvre seulement à partir de 13h30", "Amphi is open only from 13:30")
    ]
    assert wanted(RoomIsOpen(), opened([{"end": "12h"}])) == [
        ("Amphi ouvre seulement jusqu'à 12h00", "Amphi is open only until 12:00")
    ]
    assert wanted(RoomIsOpen(), opened([{"day": WEDNESDAY, "start": "9h"}], days=BOTH)) == [
        (
            "Amphi ouvre seulement le mercredi 10 juin 2026 à partir de 9h00",
            "Amphi is open only on Wednesday 10 June 2026 from 09:00",
        )
    ]


def test_nothing_is_said_of_a_room_that_is_always_open() -> None:
    assert wanted(RoomIsOpen(), opened([])) == []
    assert kept(RoomIsOpen(), opened([]), "atelier 0h-24h amphi")


# --- A room is closed -----------------------------------------------------------------------

LUNCH = [{"start": "12h", "end": "14h"}]


def shut(closed: object, *, setup: int = 0, teardown: int = 0, **event: object) -> Problem:
    room = {"id": "amphi", "closed": closed, "setup": setup, "teardown": teardown}
    return draft("atelier", rooms=[room, "hall"], **event)


@pytest.mark.parametrize("hours", ["11h-12h", "14h-15h", "0h-12h"])
def test_until_it_closes_and_from_when_it_opens_again(hours: str) -> None:
    assert kept(RoomIsNotClosed(), shut(LUNCH), f"atelier {hours} amphi")


@pytest.mark.parametrize("hours", ["11h01-12h01", "13h59-14h59", "12h30-13h30", "11h-15h"])
def test_a_minute_of_what_is_closed_is_one_too_many(hours: str) -> None:
    assert not kept(RoomIsNotClosed(), shut(LUNCH), f"atelier {hours} amphi")
    assert kept(RoomIsNotClosed(), shut(LUNCH), f"atelier {hours} hall")
    assert kept(RoomIsNotClosed(), shut(LUNCH), f"atelier {hours}")


@pytest.mark.parametrize("closed", [True, "tout le temps", "oui", [{}]])
def test_a_room_that_is_closed_all_along(closed: object) -> None:
    problem = shut(closed, days=BOTH)
    assert problem == shut(True, days=BOTH)
    for line in ("atelier 0h-1h amphi", "+1 atelier 23h-24h amphi"):
        assert not kept(RoomIsNotClosed(), problem, line)
    assert wanted(RoomIsNotClosed(), problem) == [
        ("Amphi est fermée tout le temps", "Amphi is closed all the time")
    ]


@pytest.mark.parametrize("closed", [False, "non", []])
def test_a_room_that_is_never_closed(closed: object) -> None:
    assert wanted(RoomIsNotClosed(), shut(closed)) == []
    assert kept(RoomIsNotClosed(), shut(closed), "atelier 0h-24h amphi")


def test_closed_on_one_day_of_two() -> None:
    problem = shut([{"day": WEDNESDAY}], days=BOTH)
    assert kept(RoomIsNotClosed(), problem, "+1 atelier 0h-1h amphi")
    assert told(RoomIsNotClosed(), problem, "atelier 9h-10h amphi") == [
        (
            "« Atelier » occupe Amphi le mercredi 10 juin 2026 de 9h00 à 10h00, mais cette salle "
            "est fermée le mercredi 10 juin 2026",
            "“Atelier” takes Amphi on Wednesday 10 June 2026, 09:00 to 10:00, but this room is "
            "closed on Wednesday 10 June 2026",
        )
    ]


def test_nothing_is_set_up_or_cleared_while_it_is_closed() -> None:
    problem = shut(LUNCH, setup=15, teardown=10)
    assert kept(RoomIsNotClosed(), problem, "atelier 11h-11h50 amphi")
    assert not kept(RoomIsNotClosed(), problem, "atelier 11h-11h51 amphi")
    assert kept(RoomIsNotClosed(), problem, "atelier 14h15-15h amphi")
    assert told(RoomIsNotClosed(), problem, "atelier 14h14-15h amphi") == [
        (
            "« Atelier » occupe Amphi de 14h14 à 15h00, plus 15 min de montage et 10 min de "
            "démontage, mais cette salle est fermée de 12h00 à 14h00",
            "“Atelier” takes Amphi 14:14 to 15:00, plus 15 min of setup and 10 min of teardown, "
            "but this room is closed 12:00 to 14:00",
        )
    ]


def test_a_room_is_closed_within_its_opening_hours() -> None:
    room = {"id": "amphi", "open": DAY_TIME, "closed": LUNCH}
    problem = draft("atelier", rooms=[room, "hall"])
    assert kept(RoomIsOpen(), problem, "atelier 12h-13h amphi")
    assert not kept(RoomIsNotClosed(), problem, "atelier 12h-13h amphi")
    assert kept(RoomIsNotClosed(), problem, "atelier 19h-20h amphi")
    assert not kept(RoomIsOpen(), problem, "atelier 19h-20h amphi")


def test_the_evening_before_a_closed_day_goes_on() -> None:
    late = {"date": WEDNESDAY, "open": {"start": "18h", "end": "2h"}}
    problem = shut([{"day": THURSDAY}], days=[late, THURSDAY])
    assert kept(RoomIsNotClosed(), problem, "atelier 23h-25h amphi")
    from_one = shut([{"day": THURSDAY, "start": "1h", "end": "5h"}], days=[late, THURSDAY])
    assert kept(RoomIsNotClosed(), from_one, "atelier 23h-25h amphi")
    assert not kept(RoomIsNotClosed(), from_one, "atelier 23h-25h01 amphi")


@pytest.mark.parametrize(
    ("closed", "line", "left", "fr"),
    [
        (LUNCH, "atelier 13h30-14h30 amphi", [("12h", "13h30")], "de 12h00 à 13h30"),
        (LUNCH, "atelier 11h30-12h30 amphi", [("12h30", "14h")], "de 12h30 à 14h00"),
        (LUNCH, "atelier 11h-15h amphi", [], None),
        (True, "atelier 9h-10h amphi", [("10h", None)], "à partir de 10h00"),
    ],
)
def test_a_closing_gives_way(closed: object, line: str, left: list[Any], fr: str | None) -> None:
    problem = shut(closed)
    placed = timetable(line)
    (edit,) = RoomIsNotClosed().ease(problem, placed)
    (change,) = edit.changes
    assert change.where == ("rooms", "amphi", "closed")
    hours = [{"start": start, **({"end": end} if end else {})} for start, end in left]
    assert change.after == shut(hours).room["amphi"].closed
    before = "tout le temps" if closed is True else "de 12h00 à 14h00"
    assert edit.text.fr == (
        f"Amphi est fermée seulement {fr} (au lieu de : {before})"
        if fr
        else f"Amphi reste ouverte (au lieu d'être fermée {before})"
    )
    assert kept(RoomIsNotClosed(), with_edits(problem, [edit]), line)
