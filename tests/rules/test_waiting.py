from typing import Any

import pytest
from drafts import BOTH, draft, findings, paid, session, told

from agenda_solver.problem import Problem
from agenda_solver.rules.waiting import PersonComesOnOneDay, PersonIsClose, TrackIsClose

SPEAKS = {"orateur": ["maire"]}


def three(**maire: object) -> Problem:
    return draft(
        *(session(key, people=SPEAKS) for key in ("un", "deux", "trois")),
        people=[{"id": "maire", **maire}],
        days=BOTH,
    )


# --- One after the other ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "cost"),
    [
        (("un 9h-10h", "deux 10h-11h", "trois 11h-12h"), 0),
        (("un 9h-10h", "deux 10h01-11h", "trois 11h-12h"), 1),
        (("trois 9h-10h", "un 11h-12h", "deux 14h-15h"), 180),
        # A day is a day: nobody waits overnight.
        (("un 9h-10h", "deux 12h-13h", "+1 trois 18h-19h"), 120),
        # What overlaps fills its minutes twice, which is not waiting less than not at all.
        (("un 9h-11h", "deux 9h-11h", "trois 12h-13h"), 0),
        (("un 9h-10h", "deux 9h-10h", "trois 13h-14h"), 120),
    ],
)
def test_a_person_waits_for_what_their_sessions_leave_open(
    lines: tuple[str, ...], cost: int
) -> None:
    assert paid(PersonIsClose(), three(close=True), *lines) == cost
    assert paid(PersonIsClose(), three(), *lines) == 0


def test_a_part_of_what_a_person_has_anyway_does_not_count() -> None:
    problem = draft(
        session("ouverture", people={"animation": ["maire"]}),
        session("mot", 30, part_of="ouverture", people=SPEAKS),
        session("un", people=SPEAKS),
        people=[{"id": "maire", "close": True}],
    )
    assert paid(PersonIsClose(), problem, "ouverture 9h-10h", "mot 9h-9h30", "un 11h-12h") == 60


def test_a_part_counts_for_who_is_not_in_the_whole() -> None:
    problem = draft(
        session("ouverture"),
        session("mot", 30, part_of="ouverture", people=SPEAKS),
        session("un", people=SPEAKS),
        people=[{"id": "maire", "close": True}],
    )
    assert paid(PersonIsClose(), problem, "ouverture 9h-10h", "mot 9h-9h30", "un 11h-12h") == 90


def test_who_may_be_chosen_is_nobody_yet() -> None:
    problem = draft(
        session("un", people=SPEAKS),
        session("deux", people={"animation": [{"one_of": ["maire", "prefet"]}]}),
        people=[{"id": "maire", "close": True, "one_day": True}, "prefet"],
        days=BOTH,
    )
    assert paid(PersonIsClose(), problem, "un 9h-10h", "deux 12h-13h") == 0
    assert paid(PersonComesOnOneDay(), problem, "un 9h-10h", "+1 deux 12h-13h") == 0


def test_who_waits() -> None:
    lines = ("un 9h-10h", "deux 10h-11h", "trois 12h30-13h")
    (finding,) = findings(PersonIsClose(), three(close=True), *lines)
    assert finding.text.fr == (
        "Maire attend 1 h 30 entre ses sessions (mercredi 10 juin 2026, de 9h00 à 13h00)"
    )
    assert finding.text.en == (
        "Maire waits 1 h 30 min between sessions (Wednesday 10 June 2026, 09:00 to 13:00)"
    )
    assert finding.sessions == ("un", "deux", "trois")


# --- A track ------------------------------------------------------------------------------


def track(**more: Any) -> Problem:
    return draft(
        session("un", track="climat"),
        session("deux", tags=["climat"]),
        session("trois", track="eau"),
        tracks=[{"id": "climat", **more}],
        days=BOTH,
    )


@pytest.mark.parametrize(("close", "cost"), [(0, 0), (1, 30), (3, 90)])
def test_a_track_waits_as_much_as_it_says(close: int, cost: int) -> None:
    lines = ("un 9h-10h", "deux 10h30-11h30", "trois 15h-16h")
    assert paid(TrackIsClose(), track(close=close), *lines) == cost


def test_a_track_does_not_wait_overnight_nor_beside_itself() -> None:
    assert paid(TrackIsClose(), track(close=1), "un 9h-10h", "+1 deux 9h-10h", "trois 9h-10h") == 0
    assert paid(TrackIsClose(), track(close=1), "un 9h-10h", "deux 9h-10h", "trois 9h-10h") == 0


def test_which_track_waits() -> None:
    lines = ("un 9h-10h", "deux 10h30-11h30", "trois 15h-16h")
    assert told(TrackIsClose(), track(close=2), *lines) == [
        (
            "« climat » : 30 min d'attente entre ses sessions (mercredi 10 juin 2026, de 9h00 à "
            "11h30)",
            "“climat”: 30 min of waiting between its sessions (Wednesday 10 June 2026, 09:00 to "
            "11:30)",
        )
    ]


# --- On one day ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "cost"),
    [
        (("un 9h-10h", "deux 15h-16h", "trois 20h-21h"), 0),
        (("un 9h-10h", "+1 deux 15h-16h", "trois 20h-21h"), 60),
        (("+1 un 9h-10h", "+1 deux 15h-16h", "+1 trois 20h-21h"), 0),
    ],
)
def test_each_day_more_costs_an_hour(lines: tuple[str, ...], cost: int) -> None:
    assert paid(PersonComesOnOneDay(), three(one_day=True), *lines) == cost
    assert paid(PersonComesOnOneDay(), three(), *lines) == 0


def test_who_comes_on_several_days() -> None:
    lines = ("un 9h-10h", "+1 deux 10h-11h", "trois 12h-13h")
    assert told(PersonComesOnOneDay(), three(one_day=True), *lines) == [
        (
            "Maire intervient 2 jours : mercredi 10 juin 2026 et jeudi 11 juin 2026",
            "Maire takes part on 2 days: Wednesday 10 June 2026 and Thursday 11 June 2026",
        )
    ]
