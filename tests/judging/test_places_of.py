"""Where a session may go: each place as a full verdict of the move judges it."""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import Any

import pytest
from drafts import BOTH, THURSDAY, WEDNESDAY, draft, session, timetable
from shuffled import EACH_STORED, forum, stored
from walks import walk
from worlds import WORLDS, World

from agenda_solver.judging import Place, landing, moved, places_of, shelved
from agenda_solver.judging.places import shown_hours, starts_of
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify

LARGE = 40
"""Of more sessions than that, some places are tried."""


def first_error(
    problem: Problem,
    before: Timetable,
    known: Collection[Finding],
    placement: Placement,
    *,
    block: bool = False,
) -> Finding | None:
    """Return the first error of a full verdict after a move, but those that are known."""
    after = verify(problem, moved(problem, before, placement, block=block)).errors
    return next((error for error in after if error not in known), None)


def assert_as_verified(
    problem: Problem, before: Timetable, key: str, places: Collection[Place]
) -> None:
    row = problem.session[key]
    in_block = row.block is not None and len(problem.blocks[row.block]) > 1
    known = verify(problem, before).errors
    for place in places:
        there = Placement(key, place.day, place.start, place.end, place.room)
        error = first_error(problem, before, known, there)
        assert place.allowed == (error is None)
        assert (place.reason, place.rule) == ((error.text, error.rule) if error else (None, None))
        together = error is not None and in_block
        assert place.block == (
            together and first_error(problem, before, known, there, block=True) is None
        )


@pytest.mark.parametrize("world", WORLDS, ids=repr)
def test_of_a_tiny_world(world: World) -> None:
    chance = Random(world.name)
    state = world.problem, chance.choice(world.timetables())
    for problem, before in walk(state, chance, 2):
        key = chance.choice(problem.sessions).id
        places = places_of(problem, before, key)
        assert_as_verified(problem, before, key, chance.sample(places, k=min(20, len(places))))


@pytest.mark.parametrize("name", EACH_STORED)
def test_of_a_stored_programme(name: str) -> None:
    state, chance = stored(name), Random(name)
    large = len(state[0].sessions) > LARGE
    for problem, before in walk(state, chance, 1 if large else 5):
        key = chance.choice(problem.sessions).id
        places = places_of(problem, before, key)
        few = chance.sample(places, k=min(10 if large else 30, len(places)))
        assert_as_verified(problem, before, key, few)


def test_of_a_forum_where_everything_is_asked_of_the_seats() -> None:
    chance = Random(0)
    for problem, before in walk(forum(), chance, 6):
        key = chance.choice(problem.sessions).id
        places = places_of(problem, before, key)
        assert_as_verified(problem, before, key, chance.sample(places, k=25))


# --- What an organiser expects ------------------------------------------------------------

ROOMS = [{"id": "amphi", "capacity": 100}, {"id": "salle", "capacity": 20}]
HOURS = [{"date": WEDNESDAY, "open": {"start": "9h", "end": "12h"}}]


def open_from_nine_to_noon(*sessions: dict[str, Any] | str, **more: Any) -> Problem:
    event = {"grid": 30, **more.pop("event", {})}
    return draft(*sessions, **{"days": HOURS, "rooms": ROOMS, "event": event, **more})


def allowed(places: Collection[Place], room: str | None = "amphi") -> list[str]:
    """Return the starts at which a session may be in a room, as hours."""
    return [
        f"{place.start // 60}h{place.start % 60:02}"
        for place in places
        if place.allowed and place.room == room
    ]


def reason(places: Collection[Place], start: int, room: str | None = "amphi") -> str:
    (place,) = (place for place in places if (place.start, place.room) == (start, room))
    assert place.reason is not None
    return place.reason.fr


def test_beside_others_and_within_the_hours_of_the_day() -> None:
    problem = open_from_nine_to_noon("a", session("b", people={"animation": ["p"]}), people=["p"])
    before = timetable("a 9h-10h amphi", "b 10h-11h amphi")
    places = places_of(problem, before, "a")
    assert allowed(places) == ["9h00", "11h00"]
    assert allowed(places, "salle") == ["9h00", "9h30", "10h00", "10h30", "11h00"]
    assert reason(places, 570) == (
        "Amphi accueille « A » et « B » en même temps (mercredi 10 juin 2026, de 10h00 à 10h30)"
    )
    assert reason(places, 690) == (
        "« A » a lieu de 11h30 à 12h30, mais la journée du mercredi 10 juin 2026 ouvre "
        "seulement de 9h00 à 12h00"
    )


def test_on_the_shelf_against_the_rest() -> None:
    problem = open_from_nine_to_noon("a", "b")
    before = timetable("b 10h-11h amphi")
    assert allowed(places_of(problem, before, "a")) == ["9h00", "11h00"]


def test_what_is_broken_anyway_is_no_reason() -> None:
    problem = open_from_nine_to_noon("a", session("b", locked={"start": "9h"}))
    before = timetable("a 9h-10h salle", "b 10h-11h amphi")
    assert allowed(places_of(problem, before, "a"), "salle")[0] == "9h00"
    assert allowed(places_of(problem, before, "b")) == ["9h00", "10h00"]


def test_a_lock_says_why() -> None:
    problem = open_from_nine_to_noon(session("a", locked={"start": "9h"}))
    places = places_of(problem, timetable("a 9h-10h amphi"), "a")
    assert allowed(places) == ["9h00"]
    assert "9h00" in reason(places, 600)


def test_in_no_room_only_where_none_is_needed() -> None:
    problem = open_from_nine_to_noon("a", session("pause", 30, kind="break"))
    before = timetable("a 9h-10h amphi", "pause 10h-10h30")
    assert {place.room for place in places_of(problem, before, "a")} == {"amphi", "salle"}
    places = places_of(problem, before, "pause")
    assert [place.room for place in places[:3]] == ["amphi", "salle", None]
    assert allowed(places, None) == ["9h00", "9h30", "10h00", "10h30", "11h00", "11h30"]


def test_a_block_goes_as_one() -> None:
    problem = open_from_nine_to_noon(
        session("a", block="x"),
        session("b", block="x"),
        session("c", people={"x": ["p"]}),
        people=["p"],
    )
    before = timetable("a 9h-10h amphi", "b 9h-10h salle", "c 10h-11h salle")
    places = places_of(problem, before, "a")
    assert allowed(places) == ["9h00"]
    assert "doivent commencer ensemble" in reason(places, 660)
    with_block = [place.start for place in places if place.block and place.room == "amphi"]
    assert with_block == [660]
    place = next(place for place in places if place.block)
    there = Placement("a", place.day, place.start, place.end, place.room)
    after = moved(problem, before, there, block=True)
    assert [each.start for each in after.placements] == [600, 660, 660]


def test_the_parts_of_a_whole_go_along() -> None:
    problem = open_from_nine_to_noon(session("a", 60), session("b", 30, part_of="a"), "c")
    before = timetable("a 9h-10h amphi", "b 9h30-10h amphi", "c 9h-10h salle")
    assert allowed(places_of(problem, before, "a")) == ["9h00", "9h30", "10h00", "10h30", "11h00"]
    assert allowed(places_of(problem, before, "a"), "salle") == ["10h00", "10h30", "11h00"]
    places = places_of(problem, before, "b")
    assert allowed(places) == ["9h00", "9h30"]
    assert "doit tenir dans" in reason(places, 600)
    assert allowed(places, "salle") == []


def test_the_parts_of_a_whole_have_its_finer_grid_within_it_only() -> None:
    problem = open_from_nine_to_noon(session("a", 60), session("b", 7, part_of="a"))
    before = timetable("a 9h-10h amphi", "b 9h-9h07 amphi")
    starts = [start for _, start in starts_of(problem, before, "b")]
    assert {start for start in starts if start >= 600} == {600, 630, 660, 690}
    assert set(range(540, 600)) <= set(starts)


def test_a_room_that_is_taken_besides() -> None:
    problem = open_from_nine_to_noon(session("a", also_in=["salle"]), "b")
    before = timetable("a 9h-10h amphi", "b 10h-11h salle")
    assert allowed(places_of(problem, before, "a")) == ["9h00", "11h00"]
    assert allowed(places_of(problem, before, "a"), "salle") == []
    assert allowed(places_of(problem, before, "b"), "salle") == ["10h00", "10h30", "11h00"]


def test_what_is_external_stays() -> None:
    locked = {"day": WEDNESDAY, "start": "12h30"}
    problem = open_from_nine_to_noon(session("a", external=True, locked=locked), "b")
    before = timetable("a 12h30-13h30", "b 9h-10h amphi")
    assert allowed(places_of(problem, before, "a"), None) == ["12h30"]


def test_in_a_sequence() -> None:
    problem = open_from_nine_to_noon(
        session("a", 30), session("b", 30), sequences=[{"id": "s", "sessions": ["a", "b"]}]
    )
    before = timetable("a 9h-9h30 amphi", "b 10h-10h30 amphi")
    assert allowed(places_of(problem, before, "a"), "salle") == ["9h00", "9h30"]


def test_only_seats_in_the_way() -> None:
    problem = open_from_nine_to_noon(
        session("a", kind="workshop"), session("b", kind="workshop"), attendees=[{"id": "p"}]
    )
    programme = timetable("a 9h-10h amphi", "b 10h-11h salle")
    before = Timetable.of(programme.placements, [Seat("p", "a"), Seat("p", "b")])
    places = places_of(problem, before, "a")
    assert allowed(places) == ["9h00", "11h00"]
    assert {place.start for place in places if place.only_seats} == {570, 600, 630}
    assert reason(places, 600) == (
        "« A » et « B » ont lieu en même temps, avec une place dans les deux pour p"
    )


# --- Where it is tried --------------------------------------------------------------------


def test_on_the_slots_of_the_event() -> None:
    slots = [
        {"day": WEDNESDAY, "start": "9h", "end": "10h"},
        {"day": THURSDAY, "start": "9h", "end": "10h30"},
    ]
    problem = draft(
        session("a", None),
        session("b", {"min": 30, "ideal": 45, "max": 90}),
        days=BOTH,
        rooms=ROOMS,
        event={"slots": slots},
    )
    before = timetable("a 9h-10h amphi", "b 9h-10h salle")
    places = places_of(problem, before, "a")
    assert {(place.day, place.start, place.end) for place in places} == {
        (WEDNESDAY, 540, 600),
        (THURSDAY, 540, 630),
    }
    assert all(place.allowed for place in places if place.room == "amphi")


def test_a_place_has_the_length_that_the_session_has() -> None:
    problem = open_from_nine_to_noon(session("a", {"min": 30, "ideal": 45, "max": 90}))
    placed = places_of(problem, timetable("a 9h-10h30 amphi"), "a")
    assert {place.end - place.start for place in placed} == {90}
    shelf = places_of(problem, timetable(), "a")
    assert {place.end - place.start for place in shelf} == {45}


def test_where_it_is_it_may_stay() -> None:
    """Also where that is no start of the grid."""
    problem = open_from_nine_to_noon("a")
    places = places_of(problem, timetable("a 9h07-10h07 amphi"), "a")
    assert "9h07" in allowed(places)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ({}, (480, 1200)),
        ({"open": {"start": "9h", "end": "12h"}}, (540, 780)),
        ({"announced": {"start": "7h30", "end": "21h"}}, (450, 1260)),
        (
            {"open": {"start": "9h", "end": "12h"}, "announced": {"start": "8h", "end": "14h"}},
            (480, 840),
        ),
    ],
)
def test_the_hours_that_are_shown(day: dict[str, Any], hours: tuple[int, int]) -> None:
    problem = draft("a", days=[{"date": WEDNESDAY, **day}], rooms=ROOMS)
    assert shown_hours(problem, timetable("a 12h-13h amphi"), WEDNESDAY) == hours


def test_the_hours_of_what_is_locked_are_shown() -> None:
    problem = draft(
        session("a", locked={"start": "22h"}),
        session("b", locked={"day": THURSDAY}),
        days=BOTH,
        rooms=ROOMS,
    )
    assert shown_hours(problem, timetable(), WEDNESDAY)[1] == 23 * 60


def test_a_place_and_what_becomes_of_it_after_the_move() -> None:
    """What is allowed breaks nothing when it is done, from the shelf and back."""
    problem, before = stored("plateforme-aect-2022")
    chance = Random(0)
    for row in chance.sample(problem.sessions, k=4):
        broken = set(verify(problem, shelved(problem, before, row.id)).errors)
        for place in places_of(problem, before, row.id):
            if place.allowed:
                there = landing(problem, before, row.id, place.day, place.start, place.room)
                assert there.end == place.end
                after = verify(problem, moved(problem, before, there))
                assert set(after.errors) <= broken | set(verify(problem, before).errors)
