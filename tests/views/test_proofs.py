"""How far a programme is proven, in the organiser's words."""

from __future__ import annotations

import pytest
from assises import TIMETABLE

from agenda_solver.result import Result, Seating, Status, TierResult
from agenda_solver.solve import Progress
from agenda_solver.text import Language, Text
from agenda_solver.views.proofs import progress_text, status_text


@pytest.mark.parametrize(
    ("status", "language", "sentence"),
    [
        ("optimal", "fr", "Prouvé optimal : aucun programme ne fait mieux"),
        ("optimal", "en", "Proven optimal: no programme does better"),
        (
            "feasible",
            "fr",
            "Réalisable, pas prouvé le meilleur : écart 12 au niveau 2 (coût 60, au mieux 48)",
        ),
        ("feasible", "en", "Feasible, not proven the best: gap 12 in tier 2 (cost 60, at best 48)"),
        (
            "infeasible",
            "fr",
            "Impossible, c'est prouvé : aucun programme ne tient toutes les demandes",
        ),
        ("unknown", "fr", "Rien trouvé dans le temps donné"),
    ],
)
def test_status_in_the_organisers_words(status: Status, language: Language, sentence: str) -> None:
    tiers = (TierResult(1, (), "optimal", 5, 5), TierResult(2, (), "feasible", 60, 48))
    assert status_text(Result(status, TIMETABLE, tiers)).say(language) == sentence


@pytest.mark.parametrize("seats", ["optimal", "feasible"])
def test_optimal_is_said_of_times_and_rooms_alone_where_there_are_seats_too(
    seats: Status,
) -> None:
    said = status_text(Result("optimal", TIMETABLE, seating=Seating(seats, "generous")))
    assert said.fr == "Horaires et salles : prouvé, on ne peut pas faire mieux"
    assert said.en == "Times and rooms: proven, one cannot do better"


def test_what_is_feasible_is_said_of_times_and_rooms_where_there_are_seats_too() -> None:
    tiers = (TierResult(2, (), "feasible", 60, 48),)
    seating = Seating("optimal", "generous")
    assert status_text(Result("feasible", TIMETABLE, tiers, seating=seating)) == Text(
        "Horaires et salles réalisables, pas prouvés les meilleurs : écart 12 au niveau 2 (coût "
        "60, au mieux 48)",
        "Times and rooms feasible, not proven the best: gap 12 in tier 2 (cost 60, at best 48)",
    )


@pytest.mark.parametrize("seats", ["infeasible", "unknown"])
def test_nothing_is_said_to_be_proven_of_a_timetable_without_its_seats(seats: Status) -> None:
    said = status_text(Result("optimal", TIMETABLE, seating=Seating(seats, "generous")))
    assert said == Text(
        "Horaires et salles : trouvés, mais sans les places",
        "Times and rooms: found, without the seats",
    )


@pytest.mark.parametrize(
    ("cost", "bound", "missed", "fr", "en"),
    [
        (0, 0, None, "tout est tenu", "all is kept"),
        (
            *(12, 12, None),
            "coût 12, prouvé le plus petit",
            "cost 12, proven the smallest",
        ),
        (12, 0, None, "coût 12, rien de prouvé encore", "cost 12, nothing proven yet"),
        (12, 5, None, "coût 12, impossible à moins de 5", "cost 12, impossible below 5"),
        (12, 5, 40, "vœux manqués : 40", "wishes missed: 40"),
    ],
)
def test_how_far_a_search_is(cost: int, bound: int, missed: int | None, fr: str, en: str) -> None:
    said = progress_text(Progress(1, 2, cost, bound, 4.4, missed))
    assert said == Text(
        f"4 s : un programme est trouvé ; priorité 1 sur 2, {fr}",
        f"4 s: a programme is found; priority 1 of 2, {en}",
    )


def test_where_no_bound_is_known_the_status_says_that_there_is_no_proof() -> None:
    said = status_text(Result("feasible", TIMETABLE, (TierResult(2, (), "feasible", 312, 0),)))
    assert said.fr == (
        "Réalisable, pas prouvé le meilleur : niveau 2, coût 312, "
        "sans aucune preuve qu'on ne peut pas faire mieux"
    )
    assert said.en == (
        "Feasible, not proven the best: tier 2, cost 312, "
        "without any proof that no programme does better"
    )
