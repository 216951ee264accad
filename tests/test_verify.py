from datetime import date
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS, RULES, tiers
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify

DAY = date(2026, 6, 10)


def draft(**tables: Any) -> Problem:
    return Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": DAY, "open": {"start": "9h", "end": "18h"}}],
            "rooms": [{"id": "amphi", "name": "Amphi"}],
            "people": [{"id": "maire", "name": "La maire"}],
            "sessions": [
                {
                    "id": "ouverture",
                    "title": "Exposé",
                    "minutes": {"min": 30, "ideal": 45, "max": 60},
                    "people": {"accueil": ["maire"]},
                    "stated": [{"start": "9h"}],
                },
                {
                    "id": "atelier",
                    "title": "Atelier",
                    "minutes": 60,
                    "people": {"animation": ["maire"]},
                },
            ],
            **tables,
        }
    )


def timetable(*placements: tuple[str, int, int]) -> Timetable:
    return Timetable.of(
        Placement(session, DAY, start, end, "amphi") for session, start, end in placements
    )


GOOD = timetable(("ouverture", 540, 585), ("atelier", 585, 645))
LATE = timetable(("ouverture", 550, 580), ("atelier", 580, 640))
BAD = timetable(("ouverture", 550, 620), ("atelier", 600, 660))
# There are no attendees whom the others could concern.
WEIGHTY = {cost.key for tier in tiers(draft()) for cost in tier.weights}


def test_a_timetable_that_keeps_everything_has_no_error() -> None:
    verdict = verify(draft(), GOOD)
    assert verdict.errors == ()
    assert set(verdict.costs) == WEIGHTY
    assert {key: cost for key, cost in verdict.costs.items() if cost} == {"compact_day": 105 + 105}


def test_costs_are_weighted_and_add_up_by_tier() -> None:
    verdict = verify(draft(), LATE)
    assert verdict.costs["stated"] == 2 * (60 + 10)
    assert verdict.costs["ideal_length"] == 3 * 15
    assert verdict.costs["compact_day"] == 90 + 100
    assert [verdict.tier_cost(tier) for tier in verdict.tiers] == [140, 45 + 190]


def test_weights_of_the_draft_count() -> None:
    verdict = verify(draft(weights={"stated": 10, "tiers": [["compact_day"]]}), LATE)
    assert [tier.number for tier in verdict.tiers] == [1, 2, 3]
    assert [verdict.tier_cost(tier) for tier in verdict.tiers] == [190, 700, 45]


def test_what_weighs_nothing_is_neither_told_nor_counted() -> None:
    verdict = verify(draft(weights={"stated": 0, "compact_day": 0}), LATE)
    assert {finding.rule for finding in verdict.findings} == {"ideal_length"}
    assert set(verdict.costs) == WEIGHTY - {"stated", "compact_day"}


def test_nothing_weighs_anything_but_demands_are_still_judged() -> None:
    verdict = verify(draft(weights={cost.key: 0 for cost in COSTS}), BAD)
    assert verdict.costs == {}
    assert verdict.tiers == ()
    assert verdict.errors == verdict.findings


def test_errors_come_first_each_group_in_the_order_of_the_rules() -> None:
    verdict = verify(draft(), BAD)
    order = [rule.key for rule in RULES]
    groups = [
        [finding.rule for finding in verdict.findings if finding.severity == severity]
        for severity in ("error", "info")
    ]
    assert [finding.rule for finding in verdict.findings] == groups[0] + groups[1]
    assert all(group == sorted(group, key=order.index) for group in groups)
    assert groups[0] == ["length", "room_one_at_a_time", "person_one_place"]
    assert groups[1] == ["stated", "ideal_length", "compact_day"]
    assert [finding.rule for finding in verdict.errors] == groups[0]


def test_the_sentences_are_those_of_the_rules() -> None:
    assert [finding.text.fr for finding in verify(draft(), BAD).errors] == [
        "« Exposé » dure 1 h 10 (prévu : entre 30 min et 1 h)",
        "Amphi accueille « Exposé » et « Atelier » en même temps "
        "(mercredi 10 juin 2026, de 10h00 à 10h20)",
        "La maire doit être à « Exposé » et à « Atelier » en même temps "
        "(mercredi 10 juin 2026, de 10h00 à 10h20)",
    ]


def test_an_incomplete_timetable_is_judged() -> None:
    verdict = verify(draft(), timetable(("ouverture", 540, 585)))
    assert [finding.text.fr for finding in verdict.errors] == ["« Atelier » n'est pas au programme"]


def test_an_empty_timetable_is_judged() -> None:
    verdict = verify(draft(), Timetable.of([]))
    assert [finding.sessions for finding in verdict.errors] == [("ouverture",), ("atelier",)]
    assert set(verdict.costs.values()) == {0}


def test_a_session_twice_is_judged() -> None:
    verdict = verify(
        draft(), timetable(("ouverture", 540, 585), ("atelier", 600, 660), ("atelier", 630, 690))
    )
    assert {finding.rule for finding in verdict.errors} >= {"placed", "room_one_at_a_time"}


def test_a_day_that_is_not_the_event_s_is_judged() -> None:
    placements = (*GOOD.placements[:1], Placement("atelier", date(2026, 6, 11), 600, 660, "amphi"))
    verdict = verify(draft(), Timetable.of(placements))
    assert [finding.rule for finding in verdict.errors] == ["placed"]


def test_titles_are_told_as_they_stand() -> None:
    session = {"id": "a", "title": "Budget {2026} %s", "minutes": 60}
    verdict = verify(draft(sessions=[session]), Timetable.of([]))
    assert verdict.errors[0].text.fr == "« Budget {2026} %s » n'est pas au programme"


def test_a_long_title_is_cut_in_a_sentence() -> None:
    for title in ("mot " * 60, "m" * 200):
        session = {"id": "a", "title": title, "minutes": 60}
        (finding,) = verify(draft(sessions=[session]), Timetable.of([])).errors
        assert finding.text.fr.startswith("« m")
        assert "… »" in finding.text.fr
        assert len(finding.text.fr) < 100


def test_judging_leaves_the_problem_as_it_was() -> None:
    problem = draft()
    verify(problem, BAD)
    assert problem == draft()


def test_who_is_due_twice_at_once_is_told_once() -> None:
    maire = {"id": "maire", "name": "La maire", "pause": 30}
    told = [finding.rule for finding in verify(draft(people=[maire]), BAD).errors]
    assert told.count("person_one_place") == 1
    assert "person_pause" not in told
    # The ends touch: now it is the pause that lacks.
    tight = timetable(("ouverture", 540, 585), ("atelier", 585, 645))
    assert [it.rule for it in verify(draft(people=[maire]), tight).errors] == ["person_pause"]


# --- Seats --------------------------------------------------------------------------------

ATTENDEES = [{"id": "p001", "wishes": ["atelier"]}, {"id": "p002", "must_attend": ["atelier"]}]


def seated(*seats: tuple[str, str]) -> Timetable:
    return Timetable.of(GOOD.placements, [Seat(*seat) for seat in seats])


def test_seats_are_judged_after_the_rules_and_cost_nothing() -> None:
    problem = draft(attendees=ATTENDEES)
    verdict = verify(problem, seated(("p001", "atelier"), ("p001", "ouverture")))
    assert [(it.rule, it.severity) for it in verdict.findings] == [
        ("seat_placed", "error"),
        ("seat_must", "error"),
        ("seat_lacking", "warning"),
        ("compact_day", "info"),
    ]
    assert verdict.errors == verdict.findings[:2]
    assert verdict.costs == verify(problem, GOOD).costs
    assert [verdict.tier_cost(tier) for tier in verdict.tiers] == [0, 210]


def test_everybody_is_well_seated() -> None:
    verdict = verify(draft(attendees=ATTENDEES), seated(("p001", "atelier"), ("p002", "atelier")))
    assert {finding.rule for finding in verdict.findings} == {"compact_day"}


def test_without_seats_nothing_is_said_of_attendees() -> None:
    problem = draft(attendees=ATTENDEES)
    assert verify(problem, GOOD).findings == verify(draft(), GOOD).findings


def test_what_is_broken_comes_first_then_what_is_doubtful_then_what_is_paid() -> None:
    late = Timetable.of(LATE.placements, [Seat("p001", "ouverture")])
    told = [finding.severity for finding in verify(draft(attendees=ATTENDEES), late).findings]
    assert told == sorted(told, key=["error", "warning", "info"].index)
    assert set(told) == {"error", "warning", "info"}
