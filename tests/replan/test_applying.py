"""What each change does to a draft, alone and beside others; twice is as once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from published import WEDNESDAY, draft, published, session, window

from agenda_solver.changes import (
    Announced,
    Changes,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.problem import Pool, Problem, Unnamed, Window
from agenda_solver.replan.applying import Applied, applied, held_in_place, less
from agenda_solver.replan.parts import Case
from agenda_solver.timetable import Casting, Timetable
from agenda_solver.words.moments import DAY_MINUTES

EVE = Window.model_construct(day=WEDNESDAY - timedelta(days=1), start=0, end=DAY_MINUTES)
NOW = (WEDNESDAY, 10 * 60)


def event(**more: object) -> Problem:
    return draft(
        session("a", "ana", "bob"),
        session("b", people={"animation": [{"one_of": ["ana", "eve"]}]}),
        session("c", "eve"),
        rooms=["amphi", "foyer"],
        people=["ana", "bob", "eve"],
        **more,
    )


BEFORE = published(
    event(),
    "a 9h-10h amphi",
    "b 10h-11h amphi",
    "c 11h-12h foyer",
    cast=[Casting("b", "animation", 0, "eve")],
).timetable


def apply(
    *announced: Announced,
    now: tuple[object, int] | None = None,
    problem: Problem | None = None,
    before: Timetable = BEFORE,
) -> Applied:
    changes = Changes(announced, now=now)  # type: ignore[arg-type]
    found = applied(before, problem or event(), changes)
    assert Problem.read(found.case.problem.dump()) == found.case.problem
    again = applied(before, found.case.problem, changes)
    assert again.case.problem == found.case.problem
    return found


def asked(*announced: Announced, now: tuple[object, int] | None = None) -> Problem:
    return apply(*announced, now=now).case.problem


# --- People -------------------------------------------------------------------------------


def test_who_cancels_is_chosen_for_nothing() -> None:
    problem = asked(PersonCancels("ana"))
    assert problem.session["b"].people == {"animation": [Pool(one_of=["eve"])]}
    # What becomes of the session in which they speak is for another to settle.
    assert problem.session["a"].roster == ("ana", "bob")
    assert "ana" in problem.person


def test_who_is_replaced_hands_over_every_part() -> None:
    problem = asked(PersonIsReplaced("ana", "eve"))
    assert problem.session["a"].people == {"orateur": ["eve", "bob"]}
    assert problem.session["b"].people == {"animation": [Pool(one_of=["eve"])]}


def test_nobody_takes_the_same_role_twice() -> None:
    problem = asked(PersonIsReplaced("ana", "bob"))
    assert problem.session["a"].people == {"orateur": ["bob"]}


def test_who_was_chosen_is_replaced_by_name() -> None:
    found = apply(PersonIsReplaced("eve", "bob"))
    assert found.case.problem.session["b"].people == {"animation": ["bob"]}
    assert found.case.problem.session["c"].people == {"orateur": ["bob"]}
    assert found.case.cast == ()


def test_an_absence_is_taken_from_what_is_present() -> None:
    hours = asked(PersonIsAway("ana", window("10h", "11h"))).person["ana"].present
    assert hours == [window("0h", "10h"), window("11h", None)]
    everywhere = asked(PersonIsAway("ana", window("0h", "24h", None)))
    assert everywhere.person["ana"].present == [EVE]


# --- Rooms and sessions -------------------------------------------------------------------


def test_a_room_closes_for_some_hours_or_for_good() -> None:
    closed = asked(RoomIsClosed("amphi", window("9h", "12h", None)))
    assert closed.room["amphi"].closed == [window("9h", "12h", None)]
    assert asked(RoomIsClosed("amphi")).room["amphi"].closed == [Window()]
    assert asked(RoomIsClosed("amphi")).room["foyer"].closed == []


def test_a_closing_leaves_the_opening_hours_as_they_are() -> None:
    opening = [{"start": "8h", "end": "20h"}]
    problem = event()
    rooms = [{**room, "open": opening} for room in problem.dump()["rooms"]]
    found = apply(RoomIsClosed("amphi"), problem=Problem.read({**problem.dump(), "rooms": rooms}))
    amphi = found.case.problem.room["amphi"]
    assert (amphi.open, amphi.closed) == ([window("8h", "20h", None)], [Window()])


def test_closings_are_added_to_those_before() -> None:
    both = RoomIsClosed("amphi", window("9h", "10h")), RoomIsClosed("amphi", window("11h", "12h"))
    assert asked(*both).room["amphi"].closed == [window("9h", "10h"), window("11h", "12h")]
    assert asked(*both, RoomIsClosed("amphi")).room["amphi"].closed == [Window()]


def test_a_session_is_cancelled_with_who_was_chosen_for_it() -> None:
    found = apply(SessionIsCancelled("b"))
    assert list(found.case.problem.session) == ["a", "c"]
    assert found.case.cast == ()


def test_what_the_draft_does_not_know_changes_nothing() -> None:
    unknown = (
        PersonCancels("x"),
        PersonIsReplaced("x", "ana"),
        PersonIsReplaced("ana", "x"),
        PersonIsAway("x", window("9h", "10h")),
        SessionIsCancelled("x"),
        RoomIsClosed("x"),
    )
    assert asked(*unknown) == event()


def test_changes_come_in_any_order() -> None:
    announced = (
        PersonIsReplaced("bob", "eve"),
        PersonIsAway("ana", window("9h", "10h")),
        RoomIsClosed("amphi", window("9h", "10h")),
        SessionIsCancelled("c"),
    )
    first = asked(*announced)
    assert all(asked(*order) == first for order in permutations(announced))


@pytest.mark.parametrize(
    ("windows", "closed", "left"),
    [
        ([], window("9h", "10h", None), [("0h", "9h", None), ("10h", None, None)]),
        ([("9h", "12h", None)], window("9h", "10h", None), [("10h", "12h", None)]),
        ([("9h", "12h", None)], window("11h", "24h", None), [("9h", "11h", None)]),
        ([("9h", "12h", None)], window("12h", "13h", None), [("9h", "12h", None)]),
        ([("9h", "12h", WEDNESDAY)], window("10h", "11h", None), [("9h", "10h"), ("11h", "12h")]),
        ([("9h", "12h", None)], window("10h", "11h"), [("9h", "10h"), ("11h", "12h")]),
    ],
)
def test_windows_lose_what_is_closed(windows: list, closed: Window, left: list) -> None:  # type: ignore[type-arg]
    open_then = [window(*it) for it in windows]
    assert less(event(), open_then, [closed]) == [window(*it) for it in left]


def test_another_day_stays_open() -> None:
    thursday = WEDNESDAY + timedelta(days=1)
    problem = event(days=[{"date": WEDNESDAY}, {"date": thursday}])
    left = less(problem, [], [window("0h", "24h")])
    assert left == [window("0h", None, thursday)]


# --- What is over -------------------------------------------------------------------------


def test_what_has_begun_keeps_its_people() -> None:
    found = apply(PersonIsReplaced("ana", "eve"), PersonIsReplaced("eve", "bob"), now=NOW)
    assert found.case.problem.session["a"].people == {"orateur": ["ana", "bob"]}
    assert found.case.problem.session["b"].people == event().session["b"].people
    assert found.case.problem.session["c"].people == {"orateur": ["bob"]}


def test_a_change_that_comes_too_late_says_so() -> None:
    late = (
        PersonCancels("ana"),
        PersonIsAway("ana", window("8h", "10h")),
        SessionIsCancelled("a"),
        RoomIsClosed("amphi", window("8h", "10h")),
    )
    found = apply(*late, now=(WEDNESDAY, 10 * 60 + 30))
    assert found.case.problem == event()
    assert [note.text.fr for note in found.notes] == [
        "Ana : toutes ses interventions ont commencé ou sont passées, rien ne change pour elles",
        "Ana : cette absence est passée, elle ne change rien",
        "« A » a commencé : cette annulation ne change rien",
        "Amphi : cette fermeture est passée, elle ne change rien",
    ]
    assert [note.text.en for note in found.notes] == [
        "Ana: all their parts have begun or are over, nothing changes for them",
        "Ana: this absence is over, it changes nothing",
        "“A” has begun: cancelling it changes nothing",
        "Amphi: this closing is over, it changes nothing",
    ]


def test_a_room_that_closes_now_holds_what_goes_on_in_it() -> None:
    amphi = asked(RoomIsClosed("amphi"), now=(WEDNESDAY, 10 * 60 + 30)).room["amphi"]
    assert amphi.closed == [window("11h", None)]
    assert amphi.open == []


def test_who_is_away_from_now_on_was_there() -> None:
    present = asked(PersonIsAway("ana", window("8h", "24h")), now=(WEDNESDAY, 9 * 60 + 15))
    assert present.person["ana"].present == [window("0h", "9h15"), window("9h15", "10h")]


def test_the_past_cannot_change_nor_be_moved_into() -> None:
    problem = event()
    case = held_in_place(Case.of(problem, BEFORE), BEFORE, NOW)
    a, b, c = case.problem.sessions
    assert (a.locked.day, a.locked.start, a.locked.room) == (WEDNESDAY, 540, "amphi")
    assert (b.locked.start, b.people) == (600, {"animation": [Pool(one_of=["eve"])]})
    assert (c.locked, c.windows) == (problem.session["c"].locked, [window("10h", None)])


def test_what_is_held_stays_where_it_is_locked_or_was() -> None:
    problem = draft(session("a", locked={"start": "11h"}), session("c"), rooms=["amphi", "foyer"])
    before = replace(BEFORE, cast=())
    a, c = held_in_place(Case.of(problem, before), before, None, ["a", "c"]).problem.sessions
    assert (a.locked.start, a.locked.room) == (660, "amphi")
    assert (c.locked.day, c.locked.start, c.locked.room) == (WEDNESDAY, 660, "foyer")


def test_who_is_yet_to_be_named_stays_so() -> None:
    problem = draft(
        session("a", people={"orateur": ["ana", "élu à confirmer"]}),
        rooms=["amphi"],
        people=["ana", "eve"],
    )
    before = published(problem, "a 9h-10h amphi").timetable
    replaced = apply(PersonIsReplaced("ana", "eve"), problem=problem, before=before)
    assert replaced.case.problem.session["a"].people == {
        "orateur": ["eve", Unnamed("élu à confirmer")]
    }


# --- Chairs -------------------------------------------------------------------------------

PAPERS = draft(
    session("p", "bob", kind="paper", track="eau"),
    session("q", "eve", kind="paper", track="sol"),
    rooms=["amphi"],
    people=["ana", "bob", "eve"],
    stretches=[
        {"id": "s1", "day": WEDNESDAY, "start": "9h", "end": "11h", "places": 2},
        {"id": "s2", "day": WEDNESDAY, "start": "11h", "end": "13h", "places": 2},
    ],
    tracks=[{"id": "eau", "chairs": ["ana"]}, {"id": "sol", "chairs": ["ana", "bob"]}],
)
SPREAD = published(PAPERS, "p 9h-10h amphi", "q 11h-12h amphi").timetable


@pytest.mark.parametrize(
    ("change", "now", "chairs", "notes"),
    [
        (
            PersonCancels("ana"),
            None,
            {"eau": [], "sol": ["bob"]},
            [
                "nobody chairs the track “eau” any more: say who does, below “chairs” (sheet "
                "Tracks)",
                "the track “sol” is chaired without Ana",
            ],
        ),
        (
            PersonIsReplaced("ana", "bob"),
            None,
            {"eau": ["bob"], "sol": ["bob"]},
            [
                "the track “eau” is chaired by Bob, not Ana",
                "the track “sol” is chaired by Bob, not Ana",
            ],
        ),
        (
            PersonCancels("ana"),
            NOW,
            {"eau": ["ana"], "sol": ["bob"]},
            ["the track “sol” is chaired without Ana"],
        ),
        (PersonCancels("eve"), None, {"eau": ["ana"], "sol": ["ana", "bob"]}, []),
    ],
)
def test_who_does_not_come_chairs_no_track_that_is_still_to_come(
    change: Announced,
    now: tuple[object, int] | None,
    chairs: dict[str, list[str]],
    notes: list[str],
) -> None:
    done = apply(change, now=now, problem=PAPERS, before=SPREAD)
    assert {track.id: track.chairs for track in done.case.problem.tracks} == chairs
    assert [note.text.en for note in done.notes] == notes
