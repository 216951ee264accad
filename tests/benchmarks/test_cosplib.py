from dataclasses import replace
from datetime import date, datetime, time
from itertools import product

import openpyxl
import pytest

from agenda_solver.budget import Budget
from agenda_solver.problem.places import bounds_of
from agenda_solver.rules import tiers
from agenda_solver.solve import solve
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify
from cosplib import (
    TERMS,
    Conference,
    Hours,
    NotExpressibleError,
    Schedule,
    Session,
    Submission,
    attendee_pairs,
    bound,
    presenter_pairs,
    problem,
    read,
    read_schedule,
    schedule,
    score,
    unsuitable,
)

HOURS = Hours(0.0, (9 * 60, 18 * 60), (7 * 60, 22 * 60), small=1, big=10)


def submission(name, track, slots=1, order=0, zone=0.0, presenters=(), attendees=()):
    levels = {}, {}
    return Submission(name, track, slots, order, zone, presenters, attendees, *levels)


# Two sessions of two slots, two rooms; three tracks.
CONFERENCE = Conference(
    submissions={
        s.id: s
        for s in (
            submission("a1", "A", presenters=("Ada",)),
            submission("a2", "A", presenters=("Ben",)),
            submission("b1", "B", slots=2, presenters=("Ada",)),
            submission("c1", "C", presenters=("Cleo",), attendees=("Dan",)),
        )
    },
    chairs={"A": (), "B": (), "C": ()},
    sessions={
        "S1": Session("S1", 2, date(2021, 7, 28), 9 * 60, 10 * 60),
        "S2": Session("S2", 2, date(2021, 7, 28), 11 * 60, 12 * 60),
    },
    rooms=("R1", "R2"),
    track_in_session={},
    track_in_room={},
    session_in_room={},
    similar={},
    hours=HOURS,
    weights=dict.fromkeys(TERMS, 1),
)
SCHEDULE = Schedule(
    tracks={("S1", "R1"): "A", ("S2", "R2"): "B", ("S2", "R1"): "C"},
    slots={("S1", "R1"): ("a1", "a2"), ("S2", "R2"): ("b1", "b1"), ("S2", "R1"): ("c1", "")},
)


def terms(conference=CONFERENCE, schedule=SCHEDULE):
    return {term: n for term, n in score(conference, schedule).terms.items() if n}


def with_submission(name, **changes):
    known = CONFERENCE.submissions
    return replace(CONFERENCE, submissions={**known, name: replace(known[name], **changes)})


def test_a_schedule_in_which_nothing_is_paid():
    judged = score(CONFERENCE, SCHEDULE)
    assert (judged.value, judged.hard, terms()) == (0, 0, {})


@pytest.mark.parametrize(
    ("change", "term", "amount"),
    [
        ({"track_in_session": {("A", "S1"): 4, ("A", "S2"): 7}}, "tracks_sessions", 4),
        ({"track_in_room": {("B", "R2"): 5, ("B", "R1"): 7}}, "tracks_rooms", 5),
        ({"session_in_room": {("S2", "R1"): 3, ("S1", "R2"): 7}}, "sessions_rooms", 3),
        ({"similar": {frozenset("BC"): 6, frozenset("AB"): 7}}, "similar_tracks", 6),
        ({"chairs": {"A": ("Eve",), "B": ("Eve",), "C": ("Eve",)}}, "chair_conflicts", 1),
    ],
)
def test_what_tracks_pay(change, term, amount):
    assert terms(replace(CONFERENCE, **change)) == {term: amount}


@pytest.mark.parametrize(
    ("name", "change", "term", "amount"),
    [
        ("b1", {"in_session": {"S2": 3}}, "submissions_sessions", 6),
        ("b1", {"in_room": {"R2": 3}}, "submissions_rooms", 6),
        ("b1", {"zone": 9.0}, "timezones", 2),
        ("b1", {"zone": 12.0}, "timezones", 20),
        ("a2", {"order": 1}, "order", 1),
        ("a2", {"order": 2}, "order", 0),
    ],
)
def test_what_submissions_pay(name, change, term, amount):
    assert terms(with_submission(name, **change)).get(term, 0) == amount


def test_a_track_in_two_rooms_at_once_and_interrupted():
    tracks = {**SCHEDULE.tracks, ("S1", "R2"): "A"}
    slots = {**SCHEDULE.slots, ("S1", "R1"): ("a1",), ("S1", "R2"): ("a2",)}
    assert terms(schedule=Schedule(tracks, slots)) == {"rooms_per_track": 1, "parallel_tracks": 1}
    third = Session("S3", 2, date(2021, 7, 28), 14 * 60, 15 * 60)
    later = replace(CONFERENCE, sessions={**CONFERENCE.sessions, "S3": third})
    tracks = {**SCHEDULE.tracks, ("S3", "R1"): "A"}
    slots = {**SCHEDULE.slots, ("S1", "R1"): ("a1",), ("S3", "R1"): ("a2",)}
    assert terms(later, Schedule(tracks, slots)) == {"consecutive_tracks": 1}


def test_conflicts_are_pairs_in_two_rooms_of_a_session_or_of_a_slot():
    known = with_submission("c1", presenters=("Ada",))
    assert presenter_pairs(known) == [("a1", "b1"), ("a1", "c1"), ("b1", "c1")]
    assert terms(known) == {"presenter_conflicts": 1, "presenter_conflicts_at_once": 1}
    later = Schedule(
        SCHEDULE.tracks, {**SCHEDULE.slots, ("S2", "R2"): ("", "b1"), ("S2", "R1"): ("c1", "")}
    )
    assert terms(known, later) == {"presenter_conflicts": 1}


def test_who_attends_or_chairs_has_to_do_with_a_submission():
    hearing = with_submission("c1", attendees=("Ben",))
    assert attendee_pairs(hearing) == [("a2", "c1")]
    chaired = replace(CONFERENCE, chairs={"A": ("Cleo",), "B": ("Dan",), "C": ("Cleo",)})
    assert ("a1", "c1") in presenter_pairs(chaired)
    assert attendee_pairs(chaired) == [("b1", "c1")]


def test_what_is_broken_is_counted_by_submission_and_session():
    apart = Schedule(SCHEDULE.tracks, {**SCHEDULE.slots, ("S2", "R2"): ("b1", "")})
    assert score(CONFERENCE, apart).hard == 1
    elsewhere = Schedule(SCHEDULE.tracks, {**SCHEDULE.slots, ("S1", "R1"): ("a1", "c1")})
    assert score(CONFERENCE, elsewhere).hard == 2  # a2 is nowhere, c1 is twice
    full = Schedule(SCHEDULE.tracks, {**SCHEDULE.slots, ("S1", "R1"): ("", "a1", "a2")})
    assert score(CONFERENCE, full).hard == 1


def test_hours_on_another_clock():
    morning = CONFERENCE.sessions["S1"]
    told = [unsuitable(HOURS, zone, morning) for zone in (0, -1, -2, -3, 8, 9, 12, 13)]
    assert told == [0, 1, 1, 10, 0, 1, 1, 10]


# --- As a problem of this package -----------------------------------------------------------


def all_timetables(conference):
    """Yield every timetable of a tiny conference that keeps the demands, and its score."""
    asked = problem(conference)
    options = [
        [
            Placement(submission.id, stretch.day, bounds[first], bounds[last], room)
            for stretch in asked.stretches
            for bounds in [bounds_of(stretch)]
            for first, last in enumerate(range(submission.slots, len(bounds)))
            for room in conference.rooms
        ]
        for submission in conference.submissions.values()
    ]
    for placements in product(*options):
        timetable = Timetable.of(placements)
        if not verify(asked, timetable).errors:
            yield timetable, score(conference, schedule(conference, asked, placements))


WEIGHED = replace(
    CONFERENCE,
    track_in_session={("A", "S1"): 3, ("C", "S2"): 1},
    track_in_room={("B", "R2"): 2},
    session_in_room={("S2", "R1"): 1},
    similar={frozenset("AC"): 4},
    weights={
        **dict.fromkeys(TERMS, 2),
        "tracks_sessions": 5,
        "consecutive_tracks": 7,
        "presenter_conflicts_at_once": 0,
        "attendee_conflicts_at_once": 0,
        "timezones": 3,
    },
    submissions={
        **CONFERENCE.submissions,
        "a2": replace(
            CONFERENCE.submissions["a2"],
            zone=-1.0,
            order=2,
            in_session={"S1": 2},
            in_room={"R1": 1},
        ),
        "b1": replace(CONFERENCE.submissions["b1"], in_session={"S1": 3}),
    },
)


AT_ONCE = dict.fromkeys(("presenter_conflicts_at_once", "attendee_conflicts_at_once"), 3)


@pytest.mark.parametrize("by_slot", [{}, AT_ONCE, {"presenter_conflicts_at_once": 100_000}])
def test_a_timetable_costs_what_its_schedule_comes_to(by_slot):
    weighed = replace(WEIGHED, weights={**WEIGHED.weights, **by_slot})
    asked = problem(weighed)
    values = set()
    for timetable, judged in all_timetables(weighed):
        assert judged.hard == 0
        # Two of a track at once have an order there, by their rooms, and none here.
        if judged.terms["parallel_tracks"] == 0:
            cost = verify(asked, timetable).tier_cost(tiers(asked)[0])
            assert cost == 60 * judged.value, timetable
            values.add(judged.value)
    assert len(values) > 10


def test_the_best_that_is_found_is_the_least_there_is():
    asked = problem(WEIGHED)
    result = solve(asked, Budget(seconds=20, workers=1))
    least = min(judged.value for _, judged in all_timetables(WEIGHED))
    made = schedule(WEIGHED, asked, result.timetable.placements)
    assert score(WEIGHED, made).value == bound(WEIGHED, result.tiers[0].bound) == least


def test_what_the_rules_cannot_say_is_refused():
    for by_slot in ({"presenter_conflicts_at_once": 1}, {"attendee_conflicts_at_once": 2000}):
        with pytest.raises(NotExpressibleError):
            problem(replace(WEIGHED, weights={**WEIGHED.weights, **by_slot}))
    half = replace(WEIGHED.submissions["a1"], zone=5.5)
    with pytest.raises(NotExpressibleError):
        problem(replace(WEIGHED, submissions={**WEIGHED.submissions, "a1": half}))


def test_a_bound_is_no_more_than_what_is_forbidden_would_cost():
    assert bound(WEIGHED, 119) == 2
    chaired = replace(WEIGHED, chairs={"A": ("Eve",), "B": (), "C": ()})
    assert bound(chaired, 60 * 60) == 2
    dear = replace(WEIGHED, weights={**WEIGHED.weights, "presenter_conflicts": 100_000})
    assert bound(dear, 10**8) == 100_000


# --- Their workbooks ----------------------------------------------------------------------

NIGHT = datetime(2021, 7, 28)


def workbook(path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {
        "parameters": [
            ["Sessions", None, None, "Weights"],
            ["Local time zone:", "GMT+2", None, "Tracks_Sessions|Penalty:", 5],
            ["Suitable", None, None, "Tracks_Rooms|Penalty:", 7],
            ["From:", time(9, 30)],
            ["To:", time(21, 30)],
            ["Less suitable"],
            ["From:", time(7)],
            ["To:", time(23)],
            ["Penalty:", 1],
            ["Unsuitable"],
            ["Penalty:", 10],
        ],
        "submissions": [
            [
                *("Reference", "Track", "Required Timeslots", "Order", "Time Zone"),
                *("Presenters", "Attendees", "S1", "S2", "R1", "R2"),
            ],
            ["one", "B", 2, 3, "GMT-5", "Ada, Ben", None, None, 4, 6],
            ["two", "A", 1, 0, "GMT+2", None, "Cleo"],
        ],
        "tracks": [["Tracks", "Chairs"], ["A", "Dan"], ["B"]],
        "sessions": [
            ["Sessions", "Max Number of Timeslots", "Date", "Start Time", "End Time"],
            ["S1", 3, NIGHT, time(9, 30), time(10, 30)],
            ["S2", 2, NIGHT, time(11), time(12)],
        ],
        "rooms": [["Rooms"], ["R1"], ["R2"]],
        # The rows of some are not in the order of the sheet of tracks.
        "tracks_sessions|penalty": [[None, "S1", "S2"], ["B", None, 8], ["A", 9]],
        "tracks_rooms|penalty": [[None, "R1", "R2"], ["A", None, 2], ["B"]],
        "similar tracks": [[None, "x", "y"], ["B", None, 3], ["A", 99]],
        "sessions_rooms|penalty": [[None, "R1", "R2"], ["S1"], ["S2", 1]],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_a_workbook_is_read(tmp_path):
    workbook(tmp_path / "X.xlsx")
    known = read(tmp_path / "X.xlsx")
    one = known.submissions["one"]
    assert (one.track, one.slots, one.order, one.zone) == ("B", 2, 3, -5.0)
    assert (one.presenters, one.attendees) == (("Ada", "Ben"), ())
    assert (dict(one.in_session), dict(one.in_room)) == ({"S1": 0, "S2": 4}, {"R1": 6, "R2": 0})
    assert not any(known.submissions["two"].in_session.values())
    assert known.chairs == {"A": ("Dan",), "B": ()}
    assert known.sessions["S1"] == Session("S1", 3, date(2021, 7, 28), 570, 630)
    assert known.track_in_session == {("B", "S2"): 8, ("A", "S1"): 9}
    assert known.track_in_room == {("A", "R2"): 2}
    assert known.session_in_room == {("S2", "R1"): 1}
    assert known.similar == {frozenset("AB"): 3}
    assert known.hours == Hours(2.0, (570, 1290), (420, 1380), 1, 10)
    assert known.weights == {"tracks_sessions": 5, "tracks_rooms": 7} | dict.fromkeys(
        TERMS[2:10], 0
    )


def test_a_published_schedule_is_read(tmp_path):
    workbook(tmp_path / "X.xlsx")
    book = openpyxl.Workbook()
    rows = [
        [None, "R1", "R2"],
        ["S1", "B"],
        ["S2", None, "A"],
        [None],
        ["S1", "one"],
        ["S1", "one"],
        ["S1"],
        ["S2", None, "two"],
        ["S2"],
    ]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "solution.xlsx")
    known = read(tmp_path / "X.xlsx")
    schedule = read_schedule(tmp_path / "solution.xlsx", known)
    assert schedule.tracks == {("S1", "R1"): "B", ("S2", "R2"): "A"}
    assert schedule.slots["S1", "R1"] == ("one", "one", "")
    assert score(known, schedule).hard == 0
    assert score(known, schedule).value == 7 * 2
