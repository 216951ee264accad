"""How far a programme is proven, in the organiser's words."""

from __future__ import annotations

import pytest
from assises import TIMETABLE

from agenda_solver.result import Result, Seating, Status, TierResult
from agenda_solver.solve import Progress
from agenda_solver.text import Language, Text
from agenda_solver.views.aims import aim_text
from agenda_solver.views.proofs import first_stated, progress_text, status_text

FIRST = TierResult(1, ("stated", "preferred"), "optimal", 5, 5)
SECOND = TierResult(2, ("wishes", "wished_places"), "feasible", 60, 48)


@pytest.mark.parametrize(
    ("status", "language", "sentence"),
    [
        ("optimal", "fr", "Prouvé optimal : aucun programme ne fait mieux"),
        ("optimal", "en", "Proven optimal: no programme does better"),
        (
            "feasible",
            "fr",
            "Réalisable, pas prouvé le meilleur : pour ce qui est annoncé ou préféré, on ne peut "
            "pas faire mieux ; pour les vœux des participants, peut-être",
        ),
        (
            "feasible",
            "en",
            "Feasible, not proven the best: for what is announced or preferred, one cannot do "
            "better; for attendees' wishes, perhaps",
        ),
        (
            "infeasible",
            "fr",
            "Impossible, c'est prouvé : aucun programme ne tient toutes les demandes",
        ),
        ("unknown", "fr", "Rien trouvé dans le temps donné"),
    ],
)
def test_status_in_the_organisers_words(status: Status, language: Language, sentence: str) -> None:
    tiers = (FIRST, SECOND, TierResult(3, ("compact_day",), "feasible", 9, 0))
    assert status_text(Result(status, TIMETABLE, tiers)).say(language) == sentence


@pytest.mark.parametrize("seats", ["optimal", "feasible"])
def test_optimal_is_said_of_times_and_rooms_alone_where_there_are_seats_too(
    seats: Status,
) -> None:
    said = status_text(Result("optimal", TIMETABLE, seating=Seating(seats, "generous")))
    assert said.fr == "Horaires et salles : prouvé, on ne peut pas faire mieux"
    assert said.en == "Times and rooms: proven, one cannot do better"


def test_what_is_feasible_is_said_of_times_and_rooms_where_there_are_seats_too() -> None:
    seating = Seating("optimal", "generous")
    assert status_text(Result("feasible", TIMETABLE, (SECOND,), seating=seating)) == Text(
        "Horaires et salles réalisables, pas prouvés les meilleurs : pour les vœux des "
        "participants, on peut peut-être faire mieux",
        "Times and rooms feasible, not proven the best: for attendees' wishes, one can perhaps do "
        "better",
    )


def test_what_is_for_no_better_is_told_once_and_a_rule_alone_by_its_title() -> None:
    tiers = (
        FIRST,
        TierResult(2, ("announced", "protocol"), "optimal", 0, 0),
        TierResult(3, ("times_kept",), "optimal", 0, 0),
        TierResult(4, ("compact_day",), "feasible", 9, 0),
    )
    assert status_text(Result("feasible", TIMETABLE, tiers)) == Text(
        "Réalisable, pas prouvé le meilleur : pour ce qui est annoncé ou préféré et « Les sessions "
        "gardent leur jour et leur heure », on ne peut pas faire mieux ; pour « La journée est "
        "compacte et finit tôt », peut-être",
        "Feasible, not proven the best: for what is announced or preferred and “Sessions keep "
        "their day and time”, one cannot do better; for “The day is compact and ends early”, "
        "perhaps",
    )


def test_where_each_aim_is_proven_but_not_the_whole_no_aim_is_blamed() -> None:
    said = status_text(Result("feasible", TIMETABLE, (FIRST,)))
    assert said.fr == "Réalisable, pas prouvé le meilleur"


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
        (12, 12, None, "on ne peut pas faire mieux", "one cannot do better"),
        (12, 0, None, "la recherche continue", "the search goes on"),
        (
            *(12, 5, None),
            "on peut gagner au plus 59 %, la recherche continue",
            "at most 59% can be gained, the search goes on",
        ),
        (12, 5, 40, "vœux manqués : 40", "wishes missed: 40"),
    ],
)
def test_how_far_a_search_is(cost: int, bound: int, missed: int | None, fr: str, en: str) -> None:
    progress = Progress(2, 2, cost, bound, 4.4, missed)
    assert progress_text(progress, [aim_text(FIRST.rules), aim_text(SECOND.rules)]) == Text(
        f"4 s : un programme est trouvé ; priorité 2 sur 2, les vœux des participants : {fr}",
        f"4 s: a programme is found; priority 2 of 2, attendees' wishes: {en}",
    )
    assert progress_text(progress, []) == Text(
        f"4 s : un programme est trouvé ; priorité 2 sur 2 : {fr}",
        f"4 s: a programme is found; priority 2 of 2: {en}",
    )


def test_the_first_tier_of_what_is_written_comes_after_the_customs() -> None:
    customs = TierResult(1, ("custom_apart", "custom_frame"), "optimal", 0, 0)
    stated = TierResult(2, ("stated", "preferred"), "feasible", 60, 0)
    assert first_stated((customs, stated)) is stated
    assert first_stated((stated,)) is stated
    assert first_stated((customs,)) is None
