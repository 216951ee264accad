from __future__ import annotations

from web_event import PROBLEM as TWO_DAYS
from web_event import TIMETABLE as OF_TWO_DAYS

from agenda_solver.problem import Problem
from agenda_solver.text import Text
from agenda_solver.views.badges import badges
from workshops import DRAFT, PROBLEM, TIMETABLE


def test_a_badge_tells_who_from_where_and_which_seats() -> None:
    of = {badge.attendee_id: badge for badge in badges(PROBLEM, TIMETABLE, "fr")}
    assert len(of) == len(PROBLEM.attendees)
    zoe = of["p1"]
    assert (zoe.event, zoe.name, zoe.organisation) == ("Forum & débats", "Zoé Fictive", "Ville")
    (line,) = zoe.lines
    assert (line.when, line.title.fr, line.room.fr) == (
        *(Text("10h00", "10:00"), "=Eau", "Petite salle"),
    )
    assert of["p7"].lines == ()


def test_of_several_days_the_day_is_told() -> None:
    (line,) = badges(TWO_DAYS, OF_TWO_DAYS, "fr")[0].lines
    assert line.when == Text("mer. 14h00", "Wed 14:00")


def test_an_organisation_is_told_beside_full_names_only() -> None:
    for names, called in (("initials", "Z. F."), ("codes", "p1")):
        of = {badge.attendee_id: badge for badge in badges(PROBLEM, TIMETABLE, "fr", names)}
        assert (of["p1"].name, of["p1"].organisation) == (called, "")


def test_everybody_has_a_badge_in_their_language() -> None:
    attendees = [{**DRAFT["attendees"][0], "language": "en"}, *DRAFT["attendees"][1:]]
    problem = Problem.read({**DRAFT, "attendees": attendees})
    of = {badge.attendee_id: badge.language for badge in badges(problem, TIMETABLE, "fr")}
    assert (of["p1"], of["p2"]) == ("en", "fr")
