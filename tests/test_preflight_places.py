"""Papers that are more than there are places for, told on sight."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem, ProblemError
from agenda_solver.solve import solve

DAY = "2027-06-10"


def draft(
    papers: dict[str, int], stretches: int, rooms: int = 1, *, at_once: int = 1, **more: Any
) -> Problem:
    """Return a draft of so many papers of each track, and stretches of three places."""
    return Problem.read(
        {
            "event": {"name": "X"},
            "days": [{"date": DAY}],
            "rooms": [{"id": f"r{number}", "at_once": at_once} for number in range(rooms)],
            "stretches": [
                {
                    "id": f"s{number}",
                    "day": DAY,
                    "start": f"{9 + 2 * number}:00",
                    "end": f"{10 + 2 * number}:30",
                    "places": 3,
                }
                for number in range(stretches)
            ],
            "sessions": [
                {
                    "id": f"{track}{number}",
                    "title": track or str(number),
                    "kind": "paper",
                    "track": track,
                }
                for track, many in papers.items()
                for number in range(many)
            ],
            **more,
        }
    )


def told(problem: Problem) -> list[tuple[str, str]]:
    of_stretches = (
        "paper_stretch",
        "stretch_track",
        "stretch_number",
        "room_one_at_a_time",
        "chair_free",
        "chair_room",
    )
    findings = (one for one in preflight(problem) if one.rule in of_stretches)
    return [(one.severity, one.text.en) for one in findings]


@pytest.mark.parametrize("rooms", [1, 2])
def test_places_that_lack_are_counted_with_what_helps(rooms: int) -> None:
    problem = draft({"a": 4 * rooms, "b": 3 * rooms}, 2, rooms)
    word = "1 room" if rooms == 1 else "2 rooms"
    assert told(problem) == [
        (
            "error",
            f"{7 * rooms} papers to be placed ({7 * rooms} places), but stretches have only "
            f"{6 * rooms}, {rooms} too few. One more stretch like “s0” gives {3 * rooms} "
            f"places ({word}), one more room 6",
        )
    ]
    assert solve(problem).status == "infeasible"
    assert told(draft({"a": 3 * rooms, "b": 3 * rooms}, 2, rooms)) == []


def test_tracks_that_are_too_many_for_the_rooms_are_counted() -> None:
    problem = draft({"a": 4, "b": 1}, 2)
    assert told(problem) == [
        (
            "error",
            "a room has one track in a stretch: a room for a stretch is needed at least 3 times, "
            "and there are 2, 1 too few. Join small tracks, or add a stretch or a room",
        )
    ]
    assert solve(problem).status == "infeasible"


def test_a_paper_that_takes_no_room_takes_no_place() -> None:
    online = {"id": "q", "title": "q", "kind": "paper", "track": "b", "rooms": []}
    others = [{"id": f"a{number}", "title": "a", "kind": "paper", "track": "a"} for number in "123"]
    problem = draft({}, 1, sessions=[*others, online])
    assert told(problem) == []
    result = solve(problem)
    assert result.timetable is not None
    assert result.timetable.by_session["q"].room is None


def test_a_paper_that_ends_early_takes_no_more_places_than_it_lasts() -> None:
    short = {"id": "a0", "title": "a", "kind": "paper", "track": "a", "fills": 3, "minutes": 30}
    others = [{"id": f"a{number}", "title": "a", "kind": "paper", "track": "a"} for number in "12"]
    problem = draft({}, 1, sessions=[short, *others])
    assert told(problem) == []
    assert solve(problem).timetable is not None


def test_a_room_that_holds_two_at_once_has_twice_the_places() -> None:
    tracks = [{"id": "a", "stretches": {"max": 1}}]
    problem = draft({"a": 6}, 1, at_once=2, tracks=tracks)
    assert told(problem) == []
    assert solve(problem).timetable is not None
    ((severity, text),) = told(draft({"a": 7}, 1, at_once=2, tracks=tracks))
    assert severity == "error"
    assert "stretches have only 6, 1 too few" in text
    assert "gives 6 places (1 room), one more room 3" in text


def test_a_track_that_wants_fewer_stretches_than_its_papers_take_is_told() -> None:
    tracks = [{"id": "a", "stretches": {"max": 1}}, {"id": "b", "stretches": {"max": 1}}]
    assert told(draft({"a": 4, "b": 3}, 3, tracks=tracks)) == [
        (
            "warning",
            "the track “a” wants 1 stretches at most, but its papers take at least 2, of 3 places "
            "at most",
        )
    ]


def test_a_paper_without_a_track_among_others_is_named() -> None:
    assert told(draft({"a": 3, "": 1}, 2)) == [
        (
            "warning",
            "papers without a track: “0”; they go together, in rooms of their own",
        )
    ]
    assert told(draft({"": 4}, 2)) == []


def test_a_paper_that_fills_more_than_any_stretch_has_is_told_why() -> None:
    longest = {"id": "long", "title": "Long", "kind": "paper", "track": "a", "fills": 4}
    problem = draft({}, 2, sessions=[longest])
    (error,) = (one for one in preflight(problem) if one.severity == "error")
    assert error.text.en == (
        "“Long” cannot take place anywhere: it fills 4 places, and no stretch has more than 3"
    )


def test_a_paper_that_lasts_longer_than_its_places_is_told_so() -> None:
    slow = {"id": "slow", "title": "Slow", "kind": "paper", "track": "a", "minutes": 45}
    (error,) = (one for one in preflight(draft({}, 2, sessions=[slow])) if one.severity == "error")
    assert error.text.en == (
        "“Slow” cannot take place anywhere: it lasts 45 min, and 1 place of a stretch 30 min at "
        "most; make it shorter, or let it fill more places (“places of a stretch”)"
    )
    wide = draft({}, 2, sessions=[{**slow, "fills": 2}])
    assert not [one for one in preflight(wide) if one.severity == "error"]


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("9h10", "it is to begin at 09:10, and the places of s0 (09:00 to 10:30) begin at 09:00"),
        ("10h40", "it is to begin at 10:40 on Thursday 10 June 2027, and no stretch is then"),
    ],
)
def test_a_paper_that_is_locked_beside_the_places_is_told_when_they_begin(
    start: str, why: str
) -> None:
    aside = {"id": "a", "title": "Aside", "kind": "paper", "locked": {"start": start}}
    (error,) = (one for one in preflight(draft({}, 2, sessions=[aside])) if one.severity == "error")
    assert error.text.en.startswith(f"“Aside” cannot take place anywhere: {why}")


def test_papers_without_stretches_and_minutes_are_told_what_to_say() -> None:
    with pytest.raises(ProblemError) as caught:
        draft({"a": 1}, 0)
    assert "the stretches that papers are in" in caught.value.faults[0].text.en


@pytest.mark.parametrize("chairs", ["x", "y"])
def test_who_chairs_several_tracks_is_in_one_of_them_at_a_time(chairs: str) -> None:
    tracks = [{"id": "a", "chairs": ["x"]}, {"id": "b", "chairs": [chairs]}]
    people = [{"id": "x"}, {"id": "y"}]
    problem = draft({"a": 4, "b": 2}, 2, rooms=2, tracks=tracks, people=people)
    assert solve(problem).status == ("infeasible" if chairs == "x" else "optimal")
    assert [text for _, text in told(problem)] == (
        [
            "x chairs “a” and “b”, which are not in the same stretches: at least 3 are needed, and "
            "there are 2. Let somebody else chair one of these tracks, or add a stretch"
        ]
        if chairs == "x"
        else []
    )
    assert told(draft({"a": 3, "b": 2}, 2, rooms=2, tracks=tracks, people=people)) == []


@pytest.mark.parametrize("chairs", [["x"], ["x", "y"]])
def test_a_chair_lacks_where_a_track_takes_more_rooms_than_they_are_in(chairs: list[str]) -> None:
    track = {"id": "a", "chairs": chairs}
    problem = draft({"a": 7}, 2, 2, tracks=[track], people=[{"id": "x"}, {"id": "y"}])
    assert solve(problem).status == ("infeasible" if len(chairs) == 1 else "optimal")
    assert told(problem) == (
        [
            (
                "error",
                "the track “a” takes a room for a stretch at least 3 times, but with 1 person to "
                "chair it, a room each, there are only 2. Add a chair or a stretch",
            )
        ]
        if len(chairs) == 1
        else []
    )
