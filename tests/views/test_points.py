"""Points of rated wishes: in figures, and what is said where they count otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.assign import assign
from agenda_solver.fairness import Fairness
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.points import points, ratings_notes
from agenda_solver.views.wish_report import WishReport
from agenda_solver.views.wishes import seating_summary

RATED = {"anne": {"eau": 95, "sol": 90, "air": 10}, "basile": {"eau": 60, "sol": 20, "air": 15}}


def problem(**wishes: Any) -> Problem:
    return Problem.read(
        {
            "event": {"name": "Trois ateliers"},
            "days": [{"date": "2027-03-01"}],
            "sessions": [
                {
                    "id": key,
                    "title": key.capitalize(),
                    "kind": "workshop",
                    "minutes": 60,
                    "capacity": {"max": 1},
                }
                for key in ("eau", "sol", "air")
            ],
            "attendees": [{"id": name, "wishes": asked} for name, asked in wishes.items()],
        }
    )


def timetable(asked: Problem) -> Timetable:
    day = asked.days[0].date
    return Timetable.of(Placement(it.id, day, 540, 600, None) for it in asked.sessions)


def given(asked: Problem, fairness: Fairness) -> tuple[dict[str, str], list[str]]:
    """Return who sits where, and what the screen tells, in French."""
    seated, seating = assign(asked, timetable(asked), fairness=fairness)
    lines = [text.fr for text in seating_summary(asked, seated, seating)]
    return {seat.attendee: seat.session for seat in seated.seats}, lines


def test_the_most_points_are_given_and_told() -> None:
    seats, lines = given(problem(**RATED), "ratings")
    assert seats == {"anne": "sol", "basile": "eau"}
    assert lines[0] == "Places : prouvé, on ne peut pas faire mieux (équité « notes »)"
    assert (
        "Points : 150 sur 155, si chacun avait partout ce qu'il note le mieux ; la personne la "
        "moins bien servie en a 60" in lines
    )
    assert not any("Vœux notés" in line for line in lines)


def test_another_fairness_says_what_it_makes_of_ratings() -> None:
    _, lines = given(problem(**RATED), "generous")
    assert (
        "Vœux notés : les places suivent l'ordre des notes, pas leurs écarts (équité "
        "« généreuse ») ; avec « --fairness ratings », le plus de points possible" in lines
    )


def test_an_order_beside_ratings_is_worth_points_and_told() -> None:
    asked = problem(**RATED, chloe=["air", "eau"])
    seats, lines = given(asked, "ratings")
    assert seats == {"anne": "sol", "basile": "eau", "chloe": "air"}
    assert [text.en for text in ratings_notes(asked, "ratings")] == [
        "Without ratings, but in an order: 1 person; their first wish counts 95 points, the "
        "highest rating given, and each further one a little less"
    ]
    assert any(line.startswith("Sans notes, mais dans un ordre : 1 personne ;") for line in lines)


def test_where_nobody_rates_ranks_are_summed_and_it_is_said() -> None:
    asked = problem(anne=["eau", "sol"], basile=["eau", "air"])
    seats, lines = given(asked, "ratings")
    assert sorted(seats.values())[-1] in ("eau", "sol")
    assert (
        "Aucun vœu n'est noté : l'équité « notes » prend ici la plus petite somme des rangs"
        in lines
    )
    assert points(asked, timetable(asked)) is None
    assert not list(ratings_notes(asked, "total"))


def test_equal_points_go_to_who_is_served_worst() -> None:
    """Anne's second and Basile's second wish are 12 points, as are her third and his first."""
    asked = problem(
        anne={"eau": 10, "sol": 6, "air": 5}, basile={"sol": 7, "air": 6}, chloe={"eau": 99}
    )
    seats, _ = given(asked, "ratings")
    assert seats == {"anne": "sol", "basile": "air", "chloe": "eau"}


def test_without_sessions_there_are_no_points() -> None:
    asked = problem(**RATED)
    assert points(asked, Timetable.of(())) is None


@pytest.mark.parametrize("fairness", ["ratings", "generous"])
def test_the_report_tells_points_and_whoever_has_fewest(fairness: Fairness) -> None:
    asked = problem(**RATED)
    seated, seating = assign(asked, timetable(asked), fairness=fairness)
    result = Result("feasible", seated, seating=seating)
    told = WishReport(asked, seated, result.seating, "full")
    short = {str(row[0].fr): row[1].fr for row in told.short_rows()}  # type: ignore[union-attr]
    assert short["Points"].endswith("sur 155, si chacun avait partout ce qu'il note le mieux")
    assert ("Notes" in short) == (fairness == "generous")
    (people,) = (it for it in told.sections() if it.title.fr == "Les personnes")
    assert any(row[0].fr == "Le moins de points" for row in people.rows)  # type: ignore[union-attr]
