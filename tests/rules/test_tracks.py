from typing import Any

import pytest
from drafts import BOTH, WEDNESDAY, draft, findings, kept, paid, session, told, wanted

from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem
from agenda_solver.rules.programme import FollowsItsSequence
from agenda_solver.rules.tracks import (
    FollowsTheWishedOrder,
    PopularInBigRooms,
    TrackInOneRoom,
    TrackInOrder,
    TrackIsNotTooOftenAtOnce,
    TrackNotBesideItself,
    TrackOnOneDay,
)

AWAY = {"external": True, "locked": {"day": WEDNESDAY, "start": "9h"}}


def climate(*keys: str, more: dict[str, Any] | None = None, **track: Any) -> Problem:
    """Return a draft whose sessions are all of one track, over two days and three rooms."""
    return draft(
        *(session(key, track="climat", **(more or {})) for key in keys),
        days=BOTH,
        rooms=["amphi", "salle", "studio"],
        tracks=[{"id": "climat", **track}],
    )


# --- Not beside itself --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("deux 10h-11h", 0),
        ("deux 9h59-10h59", 1),
        ("deux 9h30-10h30", 30),
        ("deux 9h-10h", 60),
        ("deux 8h-9h", 0),
        ("deux 8h01-9h01", 1),
        ("+1 deux 9h-10h", 0),
    ],
)
def test_each_minute_at_once_costs(line: str, cost: int) -> None:
    assert paid(TrackNotBesideItself(), climate("un", "deux"), "un 9h-10h", line) == cost
    assert paid(TrackNotBesideItself(), climate("un", "deux", beside=3), "un 9h-10h", line) == (
        3 * cost
    )
    assert kept(TrackNotBesideItself(), climate("un", "deux", beside=0), "un 9h-10h", line)


def test_three_at_once_are_three_pairs() -> None:
    lines = ("un 9h-10h", "deux 9h-10h", "trois 9h-10h")
    assert paid(TrackNotBesideItself(), climate("un", "deux", "trois"), *lines) == 180


def test_a_track_needs_no_row() -> None:
    both = draft(session("un", track="climat"), session("deux", track="climat"))
    assert paid(TrackNotBesideItself(), both, "un 9h-10h", "deux 9h-10h") == 60


def test_a_tag_counts_where_it_is_a_track_and_a_label_does_not() -> None:
    tagged = draft(
        session("un", tags=["climat", "débutant"]),
        session("deux", track="climat"),
        session("trois", tags=["débutant"]),
    )
    lines = ("un 9h-10h", "deux 9h-10h", "trois 9h-10h")
    assert [it.sessions for it in findings(TrackNotBesideItself(), tagged, *lines)] == [
        ("deux", "un")
    ]


def test_a_pair_counts_for_each_track_that_it_shares() -> None:
    twice = draft(
        session("un", track="climat", tags=["eau", "climat"]),
        session("deux", track="eau", tags=["climat"]),
        tracks=[{"id": "eau", "beside": 2}],
    )
    assert paid(TrackNotBesideItself(), twice, "un 9h-10h", "deux 9h-10h") == 60 + 120


def test_what_is_meant_to_be_at_once() -> None:
    block = climate("un", "deux", more={"block": "ateliers"})
    assert kept(TrackNotBesideItself(), block, "un 9h-10h", "deux 9h-10h")


def test_two_external_ones_are_not_ours_to_keep_apart() -> None:
    assert kept(
        TrackNotBesideItself(), climate("un", "deux", more=AWAY), "un 9h-10h", "deux 9h-10h"
    )
    one = draft(session("un", track="climat"), session("deux", track="climat", **AWAY))
    assert paid(TrackNotBesideItself(), one, "un 9h-10h", "deux 9h-10h") == 60


def opening(track: str = "climat") -> Problem:
    return draft(
        session("ouverture", track="climat"),
        session("mot", 10, track=track, part_of="ouverture"),
        session("atelier", track="climat"),
        tracks=[{"id": "eau", "similar": ["climat"]}],
    )


def test_a_part_is_beside_its_whole_and_counts_once_beside_others() -> None:
    lines = ("ouverture 9h-10h", "mot 9h-9h10")
    assert kept(TrackNotBesideItself(), opening(), *lines, "atelier 10h-11h")
    assert paid(TrackNotBesideItself(), opening(), *lines, "atelier 9h-10h") == 60


def test_a_part_of_a_similar_track_is_compared_with_strangers_only() -> None:
    lines = ("ouverture 9h-10h", "mot 9h-9h10")
    assert kept(TrackNotBesideItself(), opening("eau"), *lines, "atelier 10h-11h")
    assert paid(TrackNotBesideItself(), opening("eau"), *lines, "atelier 9h-10h") == 60 + 10


def similar(one: dict[str, Any], other: dict[str, Any], **more: Any) -> Problem:
    return draft(
        session("un", track="climat"),
        session("deux", track="eau", **more),
        tracks=[{"id": "climat", **one}, {"id": "eau", **other}],
    )


@pytest.mark.parametrize(
    ("one", "other", "cost"),
    [
        ({}, {}, 0),
        ({"similar": ["eau"]}, {}, 60),
        ({}, {"similar": ["climat"]}, 60),
        ({"similar": ["eau"], "beside_similar": 3}, {"similar": ["climat"]}, 180),
        ({"similar": ["eau"]}, {"similar": ["climat"], "beside_similar": 3}, 180),
        ({"similar": ["eau"]}, {"beside_similar": 3}, 60),
        ({"similar": ["eau"], "beside_similar": 0}, {}, 0),
    ],
)
def test_similar_tracks_are_so_both_ways(
    one: dict[str, Any], other: dict[str, Any], cost: int
) -> None:
    lines = ("un 9h-10h", "deux 9h-10h")
    assert paid(TrackNotBesideItself(), similar(one, other), *lines) == cost


def test_who_shares_one_of_two_similar_tracks_is_not_counted_again() -> None:
    shared = similar({"similar": ["eau"]}, {}, tags=["climat"])
    assert paid(TrackNotBesideItself(), shared, "un 9h-10h", "deux 9h-10h") == 60


def test_what_runs_beside_itself() -> None:
    (finding,) = findings(
        TrackNotBesideItself(), climate("un", "deux", beside=2), "un 9h-10h", "deux 9h45-10h45"
    )
    assert finding.text.fr == (
        "« Un » et « Deux » ont lieu en même temps pendant 15 min "
        "(thème « climat », mercredi 10 juin 2026, de 9h45 à 10h00)"
    )
    assert finding.text.en == (
        "“Un” and “Deux” run at the same time for 15 min "
        "(track “climat”, Wednesday 10 June 2026, 09:45 to 10:00)"
    )
    assert finding.sessions == ("un", "deux")
    assert finding.cost == 30


def test_what_runs_beside_a_similar_one() -> None:
    ((fr, en),) = told(
        TrackNotBesideItself(), similar({}, {"similar": ["climat"]}), "un 9h-10h", "deux 8h-11h"
    )
    assert fr == (
        "« Deux » et « Un » ont lieu en même temps pendant 1 h "
        "(thèmes voisins « eau » et « climat », mercredi 10 juin 2026, de 9h00 à 10h00)"
    )
    assert en == (
        "“Deux” and “Un” run at the same time for 1 h "
        "(similar tracks “eau” and “climat”, Wednesday 10 June 2026, 09:00 to 10:00)"
    )


# --- In one room --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("deux 10h-11h amphi", 0),
        ("deux 10h-11h salle", 120),
        ("+1 deux 10h-11h salle", 0),
        ("deux 10h-11h", 0),
    ],
)
def test_another_room_on_the_same_day_costs(line: str, cost: int) -> None:
    assert paid(TrackInOneRoom(), climate("un", "deux"), "un 9h-10h amphi", line) == cost
    fewer = climate("un", "deux", one_room=0)
    assert kept(TrackInOneRoom(), fewer, "un 9h-10h amphi", line)


def test_each_pair_counts_for_as_long_as_its_sessions_last_as_a_rule() -> None:
    mixed = draft(
        session("un", 30, track="climat"),
        session("deux", {"min": 20, "ideal": 45, "max": 60}, track="climat"),
        session("trois", {"min": 20, "max": 60}, track="climat"),
        rooms=["amphi", "salle", "studio"],
        tracks=[{"id": "climat", "one_room": 2}],
    )
    lines = ("un 9h-9h30 amphi", "deux 10h-11h salle", "trois 11h-11h20 salle")
    assert paid(TrackInOneRoom(), mixed, *lines) == 2 * (75 + 90)
    lines = ("un 9h-9h30 amphi", "deux 10h-11h salle", "trois 11h-11h20 studio")
    assert paid(TrackInOneRoom(), mixed, *lines) == 2 * (75 + 90 + 105)


def test_a_block_needs_several_rooms() -> None:
    block = climate("un", "deux", more={"block": "ateliers"})
    assert kept(TrackInOneRoom(), block, "un 9h-10h amphi", "deux 9h-10h salle")


def test_two_external_ones_stay_where_they_are() -> None:
    away = climate("un", "deux", more={**AWAY, "locked": {**AWAY["locked"], "room": "amphi"}})
    assert kept(TrackInOneRoom(), away, "un 9h-10h amphi", "deux 9h-10h salle")


def test_which_rooms_a_track_takes() -> None:
    lines = ("un 9h-10h amphi", "deux 10h-11h salle", "trois 11h-12h amphi")
    (finding,) = findings(TrackInOneRoom(), climate("un", "deux", "trois"), *lines)
    assert finding.text.fr == (
        "le thème « climat » change de salle le mercredi 10 juin 2026 : Amphi et Salle"
    )
    assert finding.text.en == (
        "the track “climat” changes rooms on Wednesday 10 June 2026: Amphi and Salle"
    )
    assert finding.sessions == ("un", "deux", "trois")
    assert finding.rooms == ("amphi", "salle")
    assert finding.cost == 240


def test_each_day_is_told() -> None:
    lines = ("un 9h-10h amphi", "deux 10h-11h salle")
    later = ("+1 trois 9h-10h amphi", "+1 quatre 10h-11h studio")
    four = climate("un", "deux", "trois", "quatre")
    assert len(findings(TrackInOneRoom(), four, *lines, *later)) == 2


# --- On one day ---------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "cost"), [("deux 14h-15h", 0), ("+1 deux 9h-10h", 120)])
def test_another_day_costs(line: str, cost: int) -> None:
    assert paid(TrackOnOneDay(), climate("un", "deux", one_day=1), "un 9h-10h", line) == cost
    assert paid(TrackOnOneDay(), climate("un", "deux", one_day=2), "un 9h-10h", line) == 2 * cost
    assert kept(TrackOnOneDay(), climate("un", "deux"), "un 9h-10h", line)


def test_two_external_ones_stay_on_their_days() -> None:
    away = climate("un", "deux", more=AWAY, one_day=1)
    assert kept(TrackOnOneDay(), away, "un 9h-10h", "+1 deux 9h-10h")


def test_over_which_days_a_track_spreads() -> None:
    lines = ("un 9h-10h", "deux 10h-11h", "+1 trois 9h-10h")
    (finding,) = findings(TrackOnOneDay(), climate("un", "deux", "trois", one_day=1), *lines)
    assert finding.text.fr == (
        "le thème « climat » s'étend sur plusieurs jours : mercredi 10 juin 2026 et "
        "jeudi 11 juin 2026"
    )
    assert finding.text.en == (
        "the track “climat” spreads over several days: Wednesday 10 June 2026 and "
        "Thursday 11 June 2026"
    )
    assert finding.sessions == ("un", "deux", "trois")
    assert finding.cost == 240


# --- In order -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("deux 10h-11h", True),
        ("deux 9h59-10h59", False),
        ("deux 8h-9h", False),
        ("+1 deux 8h-9h", True),
    ],
)
def test_the_next_starts_when_the_first_has_ended(line: str, fine: bool) -> None:
    assert kept(TrackInOrder(), climate("un", "deux", in_order=True), "un 9h-10h", line) is fine
    assert kept(TrackInOrder(), climate("un", "deux"), "un 9h-10h", line)


def test_each_two_are_in_order() -> None:
    three = climate("un", "deux", "trois", in_order=True)
    assert kept(TrackInOrder(), three, "un 9h-10h", "deux 10h-11h", "trois 11h-12h")
    late = findings(TrackInOrder(), three, "un 12h-13h", "deux 10h-11h", "trois 11h-12h")
    assert {finding.sessions for finding in late} == {("un", "deux"), ("un", "trois")}


def test_a_block_is_one_step_of_the_order() -> None:
    steps = draft(
        session("un", track="climat"),
        session("deux", track="climat", block="ateliers"),
        session("trois", track="climat", block="ateliers"),
        session("quatre", track="climat"),
        tracks=[{"id": "climat", "in_order": True}],
    )
    lines = ("un 9h-10h", "deux 10h-11h", "trois 10h-11h", "quatre 11h-12h")
    assert kept(TrackInOrder(), steps, *lines)
    assert not kept(TrackInOrder(), steps, *lines[1:], "un 9h30-10h30")
    assert not kept(TrackInOrder(), steps, *lines[:3], "quatre 10h30-11h30")
    assert len(wanted(TrackInOrder(), steps)) == 4


def test_parts_are_in_order_and_their_whole_is_around_them() -> None:
    parts = draft(
        session("ouverture", track="climat"),
        session("mot", 10, track="climat", part_of="ouverture"),
        session("discours", 20, track="climat", part_of="ouverture"),
        tracks=[{"id": "climat", "in_order": True}],
    )
    assert kept(TrackInOrder(), parts, "ouverture 9h-10h", "mot 9h-9h10", "discours 9h10-9h30")
    assert not kept(TrackInOrder(), parts, "ouverture 9h-10h", "mot 9h20-9h30", "discours 9h-9h20")


def test_which_comes_before_which() -> None:
    order = climate("un", "deux", in_order=True)
    (finding,) = findings(TrackInOrder(), order, "un 9h-10h", "deux 9h30-10h30")
    assert finding.text.fr == (
        "« Un » (fin le mercredi 10 juin 2026 à 10h00) doit venir avant « Deux » (début le "
        "mercredi 10 juin 2026 à 9h30) : c'est l'ordre du thème « climat »"
    )
    assert finding.text.en == (
        "“Un” (ends Wednesday 10 June 2026 at 10:00) must come before “Deux” (starts Wednesday "
        "10 June 2026 at 09:30): that is the order of the track “climat”"
    )
    assert finding.sessions == ("un", "deux")
    assert wanted(TrackInOrder(), order) == [
        (
            "« Un » vient avant « Deux » (thème « climat »)",
            "“Un” comes before “Deux” (track “climat”)",
        )
    ]


def test_an_order_that_goes_round_is_seen_before_any_search() -> None:
    around = draft(
        session("un", track="climat", after=["deux"]),
        session("deux", track="climat"),
        tracks=[{"id": "climat", "in_order": True}],
    )
    assert "cycle" in {finding.rule for finding in preflight(around)}


# --- The popular ones in big rooms ----------------------------------------------------------

SEATS = [{"id": "amphi", "capacity": 200}, {"id": "salle", "capacity": 50}, "studio"]


def crowd(one: int | None, other: int | None) -> Problem:
    expected = [{} if number is None else {"expected": number} for number in (one, other)]
    return draft(
        session("un", **expected[0]),
        session("deux", 30, **expected[1]),
        rooms=[*SEATS, {"id": "foyer", "capacity": 50}],
    )


@pytest.mark.parametrize(
    ("one", "other", "rooms", "cost"),
    [
        (40, 30, "salle amphi", 90),
        (31, 30, "salle amphi", 90),
        (30, 30, "salle amphi", 0),
        (30, 40, "salle amphi", 0),
        (30, 40, "amphi salle", 90),
        (40, 30, "amphi salle", 0),
        (40, 30, "salle foyer", 0),
        (40, 30, "studio amphi", 0),
        (40, 30, "salle studio", 0),
        (40, None, "salle amphi", 0),
        (None, 30, "salle amphi", 0),
        (1, 0, "salle amphi", 90),
    ],
)
def test_more_people_in_fewer_seats_cost(
    one: int | None, other: int | None, rooms: str, cost: int
) -> None:
    here, there = rooms.split()
    # Neither day nor hour matters.
    lines = (f"un 9h-10h {here}", f"deux 15h-15h30 {there}")
    assert paid(PopularInBigRooms(), crowd(one, other), *lines) == cost


def test_who_has_no_room_is_not_compared() -> None:
    assert kept(PopularInBigRooms(), crowd(40, 30), "un 9h-10h", "deux 9h-9h30 amphi")


def test_which_is_in_a_smaller_room() -> None:
    (finding,) = findings(
        PopularInBigRooms(), crowd(30, 45), "un 9h-10h amphi", "deux 9h-9h30 salle"
    )
    assert finding.text.fr == (
        "« Un » attend 30 personnes et a Amphi (200 places), plus grande que la salle de "
        "sessions où l'on attend plus de monde : « Deux »"
    )
    assert finding.text.en == (
        "“Un” expects 30 people and has Amphi (200 seats), bigger than the room of sessions "
        "that more are expected at: “Deux”"
    )
    assert finding.sessions == ("un", "deux")
    assert finding.rooms == ("amphi", "salle")


# --- A wished order -------------------------------------------------------------------------


def wish(*keys: str, **more: Any) -> Problem:
    return draft(*keys, days=BOTH, sequences=[{"sessions": list(keys), "wish": True, **more}])


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("deux 10h-11h", 0),
        ("deux 9h59-10h59", 120),
        ("deux 8h-9h", 120),
        ("+1 deux 8h-9h", 0),
        ("deux 15h-16h", 0),
    ],
)
def test_what_has_not_ended_when_the_next_starts_costs(line: str, cost: int) -> None:
    assert paid(FollowsTheWishedOrder(), wish("un", "deux"), "un 9h-10h", line) == cost
    # A wish is not a demand, and neither are its gaps.
    strict = wish("un", "deux", between=False, max=0)
    assert kept(FollowsItsSequence(), strict, "un 9h-10h", line)
    assert wanted(FollowsItsSequence(), strict) == []


def test_a_demand_is_not_a_wish() -> None:
    demanded = draft("un", "deux", sequences=[{"sessions": ["un", "deux"]}])
    assert kept(FollowsTheWishedOrder(), demanded, "un 9h-10h", "deux 8h-9h")


def test_each_two_out_of_order_cost() -> None:
    three = wish("un", "deux", "trois")
    lines = ("un 12h-13h", "deux 10h-11h", "trois 11h-12h")
    assert paid(FollowsTheWishedOrder(), three, *lines) == 240


def test_a_wish_may_contradict_a_demand() -> None:
    both = draft(
        session("un", after=["deux"]),
        "deux",
        rooms=["amphi"],
        sequences=[{"sessions": ["un", "deux"], "wish": True}],
    )
    assert not [it for it in preflight(both) if it.severity == "error"]


def test_what_should_come_before_what() -> None:
    (finding,) = findings(
        FollowsTheWishedOrder(), wish("un", "deux"), "+1 un 9h-10h", "deux 9h-10h"
    )
    assert finding.text.fr == (
        "« Un » (fin le jeudi 11 juin 2026 à 10h00) devrait venir avant « Deux » (début le "
        "mercredi 10 juin 2026 à 9h00)"
    )
    assert finding.text.en == (
        "“Un” (ends Thursday 11 June 2026 at 10:00) should come before “Deux” (starts Wednesday "
        "10 June 2026 at 09:00)"
    )
    assert finding.sessions == ("un", "deux")


# --- So many at once ----------------------------------------------------------------------


def test_two_of_a_track_at_once_and_the_third_when_one_is_over() -> None:
    three = climate("un", "deux", "trois", at_once=2)
    lines = "un 9h-10h", "deux 9h30-10h30"
    assert kept(TrackIsNotTooOftenAtOnce(), three, *lines, "trois 10h-11h")
    assert kept(TrackIsNotTooOftenAtOnce(), climate("un", "deux", "trois"), *lines, "trois 9h-10h")
    (finding,) = findings(TrackIsNotTooOftenAtOnce(), three, *lines, "trois 9h59-10h59")
    assert (finding.text.fr, finding.text.en) == (
        "thème « climat » : 3 sessions à la fois le mercredi 10 juin 2026 de 9h59 à 10h59, au lieu "
        "de 2 au plus : « Un », « Deux » et « Trois »",
        "track “climat”: 3 sessions at once on Wednesday 10 June 2026, 09:59 to 10:59, instead of "
        "2 at most: “Un”, “Deux” and “Trois”",
    )
    assert finding.sessions == ("un", "deux", "trois")
    assert kept(TrackIsNotTooOftenAtOnce(), three, *lines, "+1 trois 9h30-10h30")


def test_of_one_at_once_no_two_are() -> None:
    one = climate("un", "deux", at_once=1)
    assert kept(TrackIsNotTooOftenAtOnce(), one, "un 9h-10h", "deux 10h-11h")
    assert not kept(TrackIsNotTooOftenAtOnce(), one, "un 9h-10h", "deux 9h59-10h59")


def test_a_part_is_not_one_more_at_once() -> None:
    parts = draft(
        session("un", track="foule"),
        session("mot", 10, part_of="un", tags=["foule"]),
        session("deux", track="foule"),
        tracks=[{"id": "foule", "at_once": 2}],
    )
    lines = "un 9h-10h", "mot 9h-9h10", "deux 9h-10h"
    assert kept(TrackIsNotTooOftenAtOnce(), parts, *lines)


def test_what_at_once_is_asked() -> None:
    assert wanted(TrackIsNotTooOftenAtOnce(), climate("un", "deux", "trois", at_once=2)) == [
        (
            "thème « climat » : 2 sessions à la fois au plus (« Un », « Deux » et « Trois »)",
            "track “climat”: 2 sessions at once at most (“Un”, “Deux” and “Trois”)",
        )
    ]
    assert wanted(TrackIsNotTooOftenAtOnce(), climate("un", "deux", at_once=2)) == []
