from typing import Any

import pytest
from drafts import draft, findings, kept, session, told, wanted

from agenda_solver.problem import Problem
from agenda_solver.rules.musts import RequiredCanCome

ROOMS = [{"id": "amphi", "capacity": 2, "features": ["pmr"]}, {"id": "foyer", "capacity": 1}]


def must(*sessions: str, rows: tuple[Any, ...] = ("un", "deux"), **attendee: Any) -> Problem:
    """Return a draft with an attendee who must attend sessions, and another who wishes for one."""
    attendees = [{"id": "ada", "must_attend": list(sessions), **attendee}, {"id": "bob"}]
    return draft(*rows, attendees=attendees, rooms=ROOMS, people=["ada", "eve"])


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("un 9h-10h amphi", True),
        ("un 10h-11h amphi", True),
        ("un 8h59-10h amphi", False),
        ("un 10h-11h01 amphi", False),
        ("+1 un 9h-10h amphi", False),
    ],
)
def test_what_one_must_attend_is_while_they_are_there(line: str, held: bool) -> None:
    present = [
        {"day": "2026-06-10", "start": "9h", "end": "10h"},
        {"day": "2026-06-10", "start": "10h", "end": "11h"},
    ]
    problem = must("un", present=present)
    assert kept(RequiredCanCome(), problem, line, "deux 14h-15h foyer") == held


@pytest.mark.parametrize(("room", "held"), [("amphi", True), ("foyer", False), ("", False)])
def test_it_is_where_there_is_what_they_need(room: str, held: bool) -> None:
    problem = must("un", needs=["pmr"])
    assert kept(RequiredCanCome(), problem, f"un 9h-10h {room}", "deux 9h-10h foyer") == held


@pytest.mark.parametrize(
    ("line", "held"),
    [("deux 10h-11h foyer", True), ("deux 9h59-11h foyer", False), ("+1 deux 9h-10h foyer", True)],
)
def test_it_is_not_while_they_speak(line: str, held: bool) -> None:
    problem = must("un", rows=("un", session("deux", people={"orateur": ["ada"]})))
    assert kept(RequiredCanCome(), problem, "un 9h-10h amphi", line) == held


@pytest.mark.parametrize(("line", "held"), [("deux 10h-11h", True), ("deux 9h30-10h", False)])
def test_it_is_not_while_they_chair(line: str, held: bool) -> None:
    chaired = {
        "tracks": [{"id": "Eau", "chairs": ["ada"]}],
        "stretches": [{"id": "s", "day": "2026-06-10", "start": "9h", "end": "11h"}],
    }
    rows = ("un", session("deux", kind="paper", track="Eau"))
    problem = draft(
        *rows,
        attendees=[{"id": "ada", "must_attend": ["un"]}],
        rooms=ROOMS,
        people=["ada"],
        **chaired,
    )
    assert kept(RequiredCanCome(), problem, "un 9h-10h amphi", line) == held
    own = problem.with_tables(
        attendees=[problem.attendees[0].model_copy(update={"must_attend": ["deux"]})]
    )
    assert kept(RequiredCanCome(), own, "un 9h-10h amphi", line)


def test_there_are_places_for_all_who_must() -> None:
    attendees = [{"id": key, "must_attend": ["un"]} for key in ("ada", "bob")]
    problem = draft("un", attendees=attendees, rooms=ROOMS)
    assert kept(RequiredCanCome(), problem, "un 9h-10h amphi")
    assert kept(RequiredCanCome(), problem, "un 9h-10h")
    (found,) = findings(RequiredCanCome(), problem, "un 9h-10h foyer")
    assert found.attendees == ("ada", "bob")


def test_where_it_takes_place_again_or_is_theirs_it_is_left_to_the_seats() -> None:
    present = [{"start": "10h", "end": "11h"}]
    twice = must("un", rows=(session("un", repeats=2),), present=present)
    assert kept(RequiredCanCome(), twice, "un 9h-10h amphi", "un-2 10h-11h amphi")
    theirs = must("un", rows=(session("un", people={"orateur": ["ada"]}),), present=present)
    assert kept(RequiredCanCome(), theirs, "un 9h-10h amphi")
    may = {"orateur": [{"one_of": ["ada", "eve"]}]}
    perhaps = must("un", rows=(session("un", people=may),), present=present)
    assert kept(RequiredCanCome(), perhaps, "un 9h-10h amphi")
    closed = must("un", rows=(session("un", registration=False),), present=present)
    assert kept(RequiredCanCome(), closed, "un 9h-10h amphi")


def test_who_cannot_come_is_told_by_id() -> None:
    problem = must("un", present=[{"start": "10h"}], needs=["pmr"])
    assert told(RequiredCanCome(), problem, "un 9h-10h foyer", "deux 9h-10h amphi") == [
        (
            "« Un » (de 9h00 à 10h00) est obligatoire, mais impossible, pour ada",
            "“Un” (09:00 to 10:00) is a must, but out of reach, for ada",
        )
    ]


def test_it_is_asked_with_what_decides_where_they_can_be() -> None:
    problem = must("un", present=[{"start": "10h"}], needs=["pmr"])
    assert wanted(RequiredCanCome(), problem) == [
        (
            "ada doit suivre « Un » (là seulement à partir de 10h00 ; a besoin de : pmr)",
            "ada must attend “Un” (there only from 10:00; needs: pmr)",
        )
    ]


def test_of_several_it_is_told_what_decides_for_all_of_them() -> None:
    alike = {"must_attend": ["un"], "present": [{"start": "10h"}]}
    attendees = [{"id": "ada", "needs": ["pmr"], **alike}, {"id": "bob", **alike}]
    problem = draft("un", attendees=attendees, rooms=ROOMS)
    assert wanted(RequiredCanCome(), problem) == [
        (
            "ada et bob doivent suivre « Un » (là seulement à partir de 10h00)",
            "ada and bob must attend “Un” (there only from 10:00)",
        ),
        (
            "ada doit suivre « Un » (là seulement à partir de 10h00 ; a besoin de : pmr)",
            "ada must attend “Un” (there only from 10:00; needs: pmr)",
        ),
        (
            "ada et bob doivent suivre « Un » : trop de monde pour Foyer",
            "ada and bob must attend “Un”: too many people for Foyer",
        ),
    ]
