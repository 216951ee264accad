from typing import Any

import pytest
from drafts import BOTH, THURSDAY, WEDNESDAY, draft, findings, kept, session, told, wanted

from agenda_solver.problem import Problem
from agenda_solver.rules.people import (
    PersonHasAPause,
    PersonIsInOnePlace,
    PersonIsPresent,
    TimeToWalk,
)

SPEAKS = {"intervenants": ["maire"]}
CHAIRS = {"animation": ["maire"]}


def twice(people: dict[str, Any] | None = None, **maire: object) -> Problem:
    """Return a draft where the mayor speaks in one session and chairs another."""
    return draft(
        session("un", people=SPEAKS),
        session("deux", people=CHAIRS if people is None else people),
        people=[{"id": "maire", **maire}, "prefet"],
        days=BOTH,
    )


# --- In one place at a time ---------------------------------------------------------------


def test_from_one_session_straight_to_the_next() -> None:
    assert kept(PersonIsInOnePlace(), twice(), "un 9h-10h", "deux 10h-11h")
    assert kept(PersonIsInOnePlace(), twice(), "un 10h-11h", "deux 9h-10h")


def test_the_same_hours_on_another_day() -> None:
    assert kept(PersonIsInOnePlace(), twice(), "un 9h-10h", "+1 deux 9h-10h")


def test_a_minute_in_two_places() -> None:
    (finding,) = findings(PersonIsInOnePlace(), twice(), "un 9h-10h01", "deux 10h-11h")
    assert finding.text.fr == (
        "Maire doit être à « Un » et à « Deux » en même temps "
        "(mercredi 10 juin 2026, de 10h00 à 10h01)"
    )
    assert finding.text.en == (
        "Maire is due at “Un” and at “Deux” at the same time "
        "(Wednesday 10 June 2026, 10:00 to 10:01)"
    )
    assert finding.sessions == ("un", "deux")
    assert finding.people == ("maire",)


def test_rooms_do_not_matter() -> None:
    problem = draft(
        session("un", people=SPEAKS),
        session("deux", people=SPEAKS),
        people=["maire"],
        rooms=["amphi"],
    )
    assert not kept(PersonIsInOnePlace(), problem, "un 9h-10h amphi", "deux 9h-10h amphi")


def test_two_people_may_be_in_two_places() -> None:
    apart = twice({"animation": ["prefet"]})
    assert kept(PersonIsInOnePlace(), apart, "un 9h-10h", "deux 9h-10h")
    assert wanted(PersonIsInOnePlace(), apart) == []


def test_two_roles_in_one_session_are_one_place() -> None:
    both = draft(session("un", people={**SPEAKS, **CHAIRS}), people=["maire"])
    assert kept(PersonIsInOnePlace(), both, "un 9h-10h")
    assert wanted(PersonIsInOnePlace(), both) == []


def test_two_roles_in_one_of_two_sessions_are_told_once() -> None:
    both = twice({**SPEAKS, **CHAIRS})
    assert len(findings(PersonIsInOnePlace(), both, "un 9h-10h", "deux 9h-10h")) == 1


def test_a_pool_is_nobody_yet() -> None:
    pool = twice({"animation": [{"one_of": ["maire", "prefet"]}]})
    assert kept(PersonIsInOnePlace(), pool, "un 9h-10h", "deux 9h-10h")


def with_parts() -> Problem:
    return draft(
        session("ouverture", 60, people=CHAIRS),
        session("mot", 10, part_of="ouverture", people=SPEAKS),
        session("detail", 5, part_of="mot", people=SPEAKS),
        session("discours", 10, part_of="ouverture", people=SPEAKS),
        people=[{"id": "maire", "pause": 15}],
    )


def test_who_chairs_the_whole_may_speak_in_a_part() -> None:
    lines = ("ouverture 9h-10h", "mot 9h-9h10", "detail 9h-9h05", "discours 9h30-9h40")
    assert kept(PersonIsInOnePlace(), with_parts(), *lines)
    assert kept(PersonHasAPause(), with_parts(), *lines)


def test_two_parts_of_a_whole_are_two_places() -> None:
    lines = ("ouverture 9h-10h", "mot 9h-9h10", "detail 9h-9h05", "discours 9h09-9h19")
    assert len(findings(PersonIsInOnePlace(), with_parts(), *lines)) == 1


def test_the_order_in_the_timetable_is_that_of_the_sentence() -> None:
    ((fr, _),) = told(PersonIsInOnePlace(), twice(), "deux 9h-11h", "un 10h-10h30")
    assert fr == (
        "Maire doit être à « Deux » et à « Un » en même temps "
        "(mercredi 10 juin 2026, de 10h00 à 10h30)"
    )


def test_each_person_of_two_is_told() -> None:
    shared = draft(
        session("un", people={"r": ["maire", "prefet"]}),
        session("deux", people={"r": ["prefet", "maire"]}),
        people=["maire", "prefet"],
    )
    found = findings(PersonIsInOnePlace(), shared, "un 9h-10h", "deux 9h-10h")
    assert {finding.people for finding in found} == {("maire",), ("prefet",)}


def test_a_session_off_the_event_binds_too() -> None:
    away = draft(
        session("un", people=SPEAKS),
        session("visite", people=SPEAKS, external=True, locked={"day": WEDNESDAY, "start": "9h"}),
        people=["maire"],
    )
    assert not kept(PersonIsInOnePlace(), away, "visite 9h-10h", "un 9h30-10h30")


def test_what_a_person_in_one_place_says() -> None:
    assert wanted(PersonIsInOnePlace(), twice()) == [
        (
            "Maire est à un seul endroit à la fois (« Un » et « Deux »)",
            "Maire is in one place at a time (“Un” and “Deux”)",
        )
    ]


# --- Present ------------------------------------------------------------------------------


def there(*present: dict[str, Any], days: tuple[object, ...] = BOTH) -> Problem:
    return draft(
        session("un", people=SPEAKS),
        people=[{"id": "maire", "present": list(present)}],
        days=days,
    )


def test_the_window_may_be_filled_exactly() -> None:
    assert kept(PersonIsPresent(), there({"start": "9h", "end": "10h"}), "un 9h-10h")


@pytest.mark.parametrize("hours", ["8h59-10h", "9h-10h01", "7h-8h", "8h-12h"])
def test_a_minute_outside_the_window(hours: str) -> None:
    assert not kept(PersonIsPresent(), there({"start": "9h", "end": "10h"}), f"un {hours}")


def test_no_window_is_always() -> None:
    assert kept(PersonIsPresent(), there(), "un 0h-24h")
    assert wanted(PersonIsPresent(), there()) == []


@pytest.mark.parametrize(
    ("hours", "fine"),
    [("9h-12h", True), ("14h-15h", True), ("11h-15h", False), ("12h-14h", False)],
)
def test_a_gap_between_two_windows(hours: str, fine: bool) -> None:
    halves = there({"start": "9h", "end": "12h"}, {"start": "14h", "end": "18h"})
    assert kept(PersonIsPresent(), halves, f"un {hours}") is fine


def test_windows_that_touch_are_one() -> None:
    halves = there({"start": "9h", "end": "12h"}, {"start": "12h", "end": "18h"})
    assert kept(PersonIsPresent(), halves, "un 11h-13h")


def test_a_window_without_day_holds_each_day() -> None:
    morning = there({"end": "12h"})
    assert kept(PersonIsPresent(), morning, "un 11h-12h")
    assert kept(PersonIsPresent(), morning, "+1 un 11h-12h")
    assert not kept(PersonIsPresent(), morning, "+1 un 12h-13h")


def test_a_window_of_one_day_does_not_hold_the_other() -> None:
    first = there({"day": WEDNESDAY})
    assert kept(PersonIsPresent(), first, "un 0h-24h")
    assert not kept(PersonIsPresent(), first, "+1 un 9h-10h")


def test_a_part_is_an_appearance_too() -> None:
    problem = draft(
        session("ouverture"),
        session("mot", 10, part_of="ouverture", people=SPEAKS),
        people=[{"id": "maire", "present": [{"start": "9h30"}]}],
    )
    assert kept(PersonIsPresent(), problem, "ouverture 9h-10h", "mot 9h30-9h40")
    assert not kept(PersonIsPresent(), problem, "ouverture 9h-10h", "mot 9h29-9h39")


def test_who_is_absent() -> None:
    late = there({"start": "15h30"}, days=(WEDNESDAY,))
    (finding,) = findings(PersonIsPresent(), late, "un 9h-10h")
    assert finding.text.fr == (
        "Maire doit être à « Un » de 9h00 à 10h00, mais est là seulement à partir de 15h30"
    )
    assert finding.text.en == "Maire is due at “Un” 09:00 to 10:00, but is there only from 15:30"
    assert finding.sessions == ("un",)
    assert finding.people == ("maire",)


def test_who_is_absent_on_one_of_several_days() -> None:
    first = there({"day": WEDNESDAY, "end": "16h30"}, {"day": THURSDAY, "start": "10h"})
    assert told(PersonIsPresent(), first, "+1 un 9h-10h") == [
        (
            "Maire doit être à « Un » le jeudi 11 juin 2026 de 9h00 à 10h00, mais est là "
            "seulement le mercredi 10 juin 2026 jusqu'à 16h30 et le jeudi 11 juin 2026 à partir "
            "de 10h00",
            "Maire is due at “Un” on Thursday 11 June 2026, 09:00 to 10:00, but is there only "
            "on Wednesday 10 June 2026 until 16:30 and on Thursday 11 June 2026 from 10:00",
        )
    ]


@pytest.mark.parametrize(
    ("present", "fr", "en"),
    [
        (
            [{"start": "9h", "end": "12h"}, {"start": "14h", "end": "15h"}],
            "Maire est là seulement de 9h00 à 12h00 et de 14h00 à 15h00",
            "Maire is there only 09:00 to 12:00 and 14:00 to 15:00",
        ),
        (
            [{"end": "16h"}],
            "Maire est là seulement jusqu'à 16h00",
            "Maire is there only until 16:00",
        ),
        (
            [{"day": THURSDAY}],
            "Maire est là seulement le jeudi 11 juin 2026",
            "Maire is there only on Thursday 11 June 2026",
        ),
    ],
)
def test_what_a_person_s_presence_says(present: list[dict[str, Any]], fr: str, en: str) -> None:
    assert wanted(PersonIsPresent(), there(*present)) == [(fr, en)]


def test_the_day_is_left_out_where_there_is_only_one() -> None:
    only = there({"day": WEDNESDAY, "start": "9h", "end": "12h"}, days=(WEDNESDAY,))
    assert wanted(PersonIsPresent(), only) == [
        ("Maire est là seulement de 9h00 à 12h00", "Maire is there only 09:00 to 12:00")
    ]


# --- A pause ------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "fine"), [("10h20", True), ("10h19", False), ("10h00", False)])
def test_the_pause_may_be_exactly_what_is_wanted(start: str, fine: bool) -> None:
    problem = twice(pause=20)
    assert kept(PersonHasAPause(), problem, "un 9h-10h", f"deux {start}-11h") is fine
    assert kept(PersonHasAPause(), problem, "deux 9h-10h", f"un {start}-11h") is fine


def test_who_wants_no_pause_is_not_told_of_one() -> None:
    assert kept(PersonHasAPause(), twice(), "un 9h-10h", "deux 10h-11h")
    assert kept(PersonHasAPause(), twice(), "un 9h-10h", "deux 9h30-11h")
    assert wanted(PersonHasAPause(), twice()) == []


def test_a_pause_reaches_across_midnight() -> None:
    problem = twice(pause=60)
    assert kept(PersonHasAPause(), problem, "un 22h-23h30", "+1 deux 0h30-1h")
    assert not kept(PersonHasAPause(), problem, "un 22h-23h31", "+1 deux 0h30-1h")
    assert kept(PersonHasAPause(), problem, "un 9h-10h", "+1 deux 9h-10h")


def test_a_short_session_between_does_not_hide_the_pause() -> None:
    problem = draft(
        *(session(key, people=SPEAKS) for key in ("un", "deux", "trois")),
        people=[{"id": "maire", "pause": 60}],
    )
    lines = ("un 9h-10h", "deux 10h10-10h20", "trois 10h30-11h")
    assert len(findings(PersonHasAPause(), problem, *lines)) == 3


def test_two_parts_are_two_appearances() -> None:
    lines = ["ouverture 9h-10h", "mot 9h-9h10", "detail 9h-9h05", "discours 9h24-9h34"]
    ((fr, _),) = told(PersonHasAPause(), with_parts(), *lines)
    assert fr == (
        "Maire n'a pas 15 min de pause entre « Mot » (fin à 9h10) et « Discours » (début à 9h24)"
    )
    lines[-1] = "discours 9h25-9h35"
    assert kept(PersonHasAPause(), with_parts(), *lines)


def test_who_has_no_pause() -> None:
    (finding,) = findings(PersonHasAPause(), twice(pause=90), "un 9h-10h", "deux 10h15-11h")
    assert finding.text.fr == (
        "Maire n'a pas 1 h 30 de pause entre « Un » (fin à 10h00) et « Deux » (début à 10h15)"
    )
    assert finding.text.en == (
        "Maire lacks a pause of 1 h 30 min between “Un” (ends 10:00) and “Deux” (starts 10:15)"
    )
    assert finding.sessions == ("un", "deux")
    assert finding.people == ("maire",)


def test_what_a_pause_says() -> None:
    assert wanted(PersonHasAPause(), twice(pause=20)) == [
        (
            "Maire a 20 min de pause entre deux interventions (« Un » et « Deux »)",
            "Maire has a pause of 20 min between two appearances (“Un” and “Deux”)",
        )
    ]


# --- A walk -------------------------------------------------------------------------------


def walking(**event: Any) -> Problem:
    return draft(
        session("un", people=SPEAKS),
        session("deux", people=SPEAKS),
        people=["maire"],
        rooms=[
            {"id": "amphi", "site": "nord"},
            {"id": "hall", "site": "nord"},
            {"id": "quai", "site": "sud"},
            {"id": "ailleurs"},
        ],
        event={"walk": 20, **event},
        days=BOTH,
    )


@pytest.mark.parametrize(("start", "fine"), [("10h20", True), ("10h19", False), ("9h", False)])
def test_the_walk_may_take_all_the_time_between(start: str, fine: bool) -> None:
    assert kept(TimeToWalk(), walking(), "un 9h-10h amphi", f"deux {start}-11h quai") is fine
    assert kept(TimeToWalk(), walking(), "deux 9h-10h quai", f"un {start}-11h hall") is fine


@pytest.mark.parametrize("rooms", [("amphi", "hall"), ("amphi", "ailleurs"), ("quai", "quai")])
def test_there_is_no_walk_within_a_site_nor_to_where_nobody_knows(rooms: tuple[str, str]) -> None:
    one, other = rooms
    assert kept(TimeToWalk(), walking(), f"un 9h-10h {one}", f"deux 10h-11h {other}")
    # That one is in two places at once is another rule's to say.
    assert kept(TimeToWalk(), walking(), f"un 9h-10h {one}", f"deux 9h-11h {other}")


def test_a_session_without_a_room_is_no_walk_away() -> None:
    assert kept(TimeToWalk(), walking(), "un 9h-10h quai", "deux 10h-11h")


def test_the_walk_between_two_sites_is_what_is_told_of_them() -> None:
    told_of = walking(walks=[{"sites": ["sud", "nord"], "minutes": 5}])
    assert kept(TimeToWalk(), told_of, "un 9h-10h amphi", "deux 10h05-11h quai")
    assert not kept(TimeToWalk(), told_of, "un 9h-10h amphi", "deux 10h04-11h quai")
    none = walking(walks=[{"sites": ["sud", "nord"], "minutes": 0}])
    assert kept(TimeToWalk(), none, "un 9h-10h amphi", "deux 9h-11h quai")
    assert wanted(TimeToWalk(), none) == []


def test_a_walk_reaches_across_midnight() -> None:
    assert not kept(TimeToWalk(), walking(), "un 23h-24h amphi", "+1 deux 0h-1h quai")


def test_who_is_chosen_walks_too() -> None:
    problem = draft(
        session("un", people=SPEAKS),
        session("deux", people={"animation": [{"one_of": ["maire", "prefet"]}]}),
        people=["maire", "prefet"],
        rooms=[{"id": "amphi", "site": "nord"}, {"id": "quai", "site": "sud"}],
        event={"walk": 20},
    )
    lines = ("un 9h-10h amphi", "deux 10h-11h quai")
    assert kept(TimeToWalk(), problem, *lines, "deux animation: prefet")
    assert not kept(TimeToWalk(), problem, *lines, "deux animation: maire")


def test_who_has_no_time_to_walk() -> None:
    (finding,) = findings(TimeToWalk(), walking(), "un 9h-10h amphi", "deux 10h15-11h quai")
    assert finding.text.fr == (
        "Maire n'a pas le temps d'aller d'un site à l'autre (20 min) entre « Un » (Amphi, "
        "fin à 10h00) et « Deux » (Quai, début à 10h15)"
    )
    assert finding.text.en == (
        "Maire has no time to walk from one site to another (20 min) between “Un” (Amphi, "
        "ends 10:00) and “Deux” (Quai, starts 10:15)"
    )
    assert finding.sessions == ("un", "deux")
    assert finding.people == ("maire",)
    assert finding.rooms == ("amphi", "quai")


def test_what_a_walk_says() -> None:
    assert wanted(TimeToWalk(), walking()) == [
        (
            "Maire a le temps d'aller d'un site à l'autre (« Un » et « Deux »)",
            "Maire has the time to walk from one site to another (“Un” and “Deux”)",
        )
    ]
    assert wanted(TimeToWalk(), walking(walk=0)) == []


# --- Who is yet to be named ---------------------------------------------------------------


def test_two_who_are_yet_to_be_named_are_not_one() -> None:
    speaks = {"orateur": ["à confirmer"]}
    problem = draft(session("un", people=speaks), session("deux", people=speaks))
    assert kept(PersonIsInOnePlace(), problem, "un 9h-10h", "deux 9h-10h")
