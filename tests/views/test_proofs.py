"""How far a programme is proven, in the organiser's words."""

from __future__ import annotations

import pytest
from assises import TIMETABLE

from agenda_solver.result import Result, Seating, Status, TierResult
from agenda_solver.text import Language
from agenda_solver.views.proofs import status_text


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


@pytest.mark.parametrize("seats", ["feasible", "unknown"])
def test_optimal_is_said_of_times_and_rooms_alone_where_the_seats_are_not_proven(
    seats: Status,
) -> None:
    said = status_text(Result("optimal", TIMETABLE, seating=Seating(seats, "generous")))
    assert said.fr == "Horaires et salles : prouvé, on ne peut pas faire mieux"
    assert said.en == "Times and rooms: proven, one cannot do better"


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
