from typing import Any

import pytest
from drafts import WEDNESDAY, draft, session

from agenda_solver.problem import Problem, Weights, label_of
from agenda_solver.rules import (
    BY_KEY,
    COSTS,
    DEMANDS,
    RULES,
    SEAT_RULES,
    Cost,
    tiers,
    ties,
    weight_faults,
)
from agenda_solver.rules.rule import CUSTOMS, TIES, Demand

OPEN = {"date": WEDNESDAY, "open": {"start": "09:00", "end": "17:00"}}

USUAL = [
    {
        "stated": 2,
        "preferred": 1,
        "preferred_times": 1,
        "announced": 1,
        "room_wishes": 1,
        "overflow": 1,
        "protocol": 1,
        "track_beside": 1,
        "wished_order": 1,
    },
    {
        "ideal_length": 3,
        "compact_day": 1,
        "track_room": 1,
        "track_day": 1,
        "track_close": 1,
        "person_close": 1,
        "person_one_day": 1,
    },
]


def without(tier: dict[str, int], *keys: str) -> dict[str, int]:
    """Return what the costs of a tier weigh, some left out."""
    return {key: weight for key, weight in tier.items() if key not in keys}


def weighed(weights: dict[str, Any] | None = None) -> list[dict[str, int]]:
    """Return the tiers, as what each cost weighs by its key."""
    found = tiers(draft("un", days=[OPEN], weights=weights or {}))
    assert [tier.number for tier in found] == list(range(1, len(found) + 1))
    return [{cost.key: weight for cost, weight in tier.weights.items()} for tier in found]


def faults(weights: dict[str, Any]) -> list[tuple[str, str, str]]:
    problem = draft("un", weights=weights)
    return [(label_of(it.path).fr, it.text.fr, it.text.en) for it in weight_faults(problem)]


# --- The table of contents ----------------------------------------------------------------


def test_every_rule_is_a_demand_or_a_cost_and_demands_come_first() -> None:
    assert (*DEMANDS, *COSTS) == RULES
    assert all(isinstance(rule, (Demand, Cost)) for rule in RULES)


def test_keys_are_unique() -> None:
    assert len(BY_KEY) == len(RULES) + len(SEAT_RULES)
    assert all(BY_KEY[key].key == key for key in BY_KEY)


def test_every_rule_that_is_written_is_listed() -> None:
    def kinds(of: type) -> set[type]:
        return {it for kind in of.__subclasses__() for it in {kind, *kinds(kind)}}

    # Those of stability are made with a timetable to stay near to, those of variety with some
    # to differ from, those of seats with what they need, those of changes with what is
    # announced, and listed there.
    elsewhere = {
        "agenda_solver.rules.stability",
        "agenda_solver.rules.variety",
        "agenda_solver.rules.musts",
        "agenda_solver.replan.announcements",
    }
    written = {
        kind
        for kind in kinds(Demand) | kinds(Cost)
        if "agenda_solver" in kind.__module__ and kind.__module__ not in elsewhere
        if not kind.__name__.startswith("_")  # what two rules have in common
    }
    assert {type(rule) for rule in RULES} == written


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_says_what_it_is_in_both_languages(rule: Any) -> None:
    assert rule.title.fr
    assert rule.title.en
    assert rule.title.fr != rule.title.en
    assert rule.reads <= {"time", "room", "people", "seats"}
    assert rule.reads


@pytest.mark.parametrize("cost", COSTS, ids=lambda cost: cost.key)
def test_a_cost_has_a_tier_and_a_weight(cost: Cost) -> None:
    assert 0 <= cost.tier <= TIES
    assert cost.weight >= (0 if cost.key == "popular_rooms" else 1)
    assert cost.unit.fr
    assert cost.unit.en


# --- Tiers --------------------------------------------------------------------------------


def test_the_usual_tiers() -> None:
    assert weighed() == USUAL
    assert [list(tier) for tier in weighed()] == [list(tier) for tier in USUAL]


def test_a_weight_of_the_user_s_own() -> None:
    assert weighed({"preferred": 7}) == [{**USUAL[0], "preferred": 7}, USUAL[1]]


def test_what_weighs_nothing_is_left_out() -> None:
    assert weighed({"stated": 0}) == [without(USUAL[0], "stated"), USUAL[1]]


def test_what_weighs_nothing_as_a_rule_may_be_given_a_weight() -> None:
    assert weighed({"popular_rooms": 2}) == [USUAL[0], {**USUAL[1], "popular_rooms": 2}]


def test_an_empty_tier_is_left_out_and_the_next_takes_its_number() -> None:
    assert weighed(dict.fromkeys(USUAL[0], 0)) == [USUAL[1]]


def test_nothing_weighs_anything() -> None:
    assert weighed({cost.key: 0 for cost in COSTS}) == []


def test_named_tiers_come_first_and_the_others_after_in_their_usual_tiers() -> None:
    assert weighed({"tiers": [["compact_day"]]}) == [
        {"compact_day": 1},
        USUAL[0],
        without(USUAL[1], "compact_day"),
    ]
    assert weighed({"tiers": [["ideal_length", "stated"], ["compact_day"]]}) == [
        {"stated": 2, "ideal_length": 3},
        {"compact_day": 1},
        without(USUAL[0], "stated"),
        without(USUAL[1], "ideal_length", "compact_day"),
    ]


def test_one_tier_of_all() -> None:
    assert weighed({"tiers": [[cost.key for cost in COSTS]]}) == [{**USUAL[0], **USUAL[1]}]


def test_a_named_tier_keeps_the_weights() -> None:
    assert weighed({"tiers": [["preferred"]], "preferred": 5})[0] == {"preferred": 5}
    assert weighed({"tiers": [["preferred"]], "preferred": 0}) == [
        without(USUAL[0], "preferred"),
        USUAL[1],
    ]


@pytest.mark.parametrize("named", [[], [[]], [[], []]])
def test_no_tiers_named_are_the_usual_ones(named: list[list[str]]) -> None:
    assert weighed({"tiers": named}) == USUAL


# --- Faults -------------------------------------------------------------------------------

KNOWN = ", ".join(cost.key for cost in COSTS[:-1])
KNOWN_FR = f"au choix : {KNOWN} et {COSTS[-1].key}"
KNOWN_EN = f"one of: {KNOWN} and {COSTS[-1].key}"


def test_good_weights_have_no_fault() -> None:
    assert faults({}) == []
    assert faults({"stated": 0, "tiers": [["compact_day"], ["stated", "preferred"]]}) == []


def test_a_demand_has_no_weight_but_a_cost_may_have_been_meant() -> None:
    assert faults({"room_seats": 1}) == [
        (
            "weights.room_seats",
            "« room_seats » n'est pas une règle qui a un poids ; peut-être « room_wishes » ?",
            "“room_seats” is not a rule that has a weight; perhaps “room_wishes”?",
        )
    ]


@pytest.mark.parametrize("key", ["inconnu", "plenary"])
def test_only_costs_have_a_weight(key: str) -> None:
    assert faults({key: 1}) == [
        (
            f"weights.{key}",
            f"« {key} » n'est pas une règle qui a un poids ({KNOWN_FR})",
            f"“{key}” is not a rule that has a weight ({KNOWN_EN})",
        )
    ]
    assert faults({"tiers": [["stated"], [key]]}) == [
        (
            "weights.tiers[1]",
            f"« {key} » n'est pas une règle qui a un poids ({KNOWN_FR})",
            f"“{key}” is not a rule that has a weight ({KNOWN_EN})",
        )
    ]


@pytest.mark.parametrize("named", [[["stated"], ["stated"]], [["preferred"], ["stated", "stated"]]])
def test_a_cost_stands_in_one_tier(named: list[list[str]]) -> None:
    assert faults({"tiers": named}) == [
        (
            "weights.tiers[1]",
            "« stated » est déjà nommé plus haut",
            "“stated” is already named further up",
        )
    ]


# --- Customs and ties ---------------------------------------------------------------------

EVENING = draft(
    session("accueil", 30),
    session("sujet", 60),
    session("pause", {"min": 10, "max": 20}),
    session("cloture", 30, title="Clôture"),
    rooms=["amphi", "salon"],
)


def keys_of(problem: Problem) -> list[list[str]]:
    return [[cost.key for cost in tier.weights] for tier in tiers(problem)]


def weighing(problem: Problem, weights: dict[str, Any]) -> Problem:
    return problem.with_tables(weights=Weights.model_validate(weights))


def test_customs_come_before_what_is_stated_and_ties_after_all() -> None:
    assert keys_of(EVENING)[0] == ["custom_apart", "custom_frame", "custom_early"]
    assert keys_of(EVENING)[1][0] == "stated"
    assert keys_of(EVENING)[2][:3] == ["ideal_length", "typed_order", "compact_day"]
    last = ties(EVENING)
    assert last is not None
    assert last.number == 4
    assert [cost.key for cost in last.weights] == [
        *("tie_rests", "tie_breaks", "tie_quarters", "tie_one_room"),
    ]


def test_customs_that_are_not_named_come_before_the_tiers_that_are() -> None:
    named = weighing(EVENING, {"tiers": [["compact_day", "custom_apart"], ["stated"]]})
    assert keys_of(named)[:3] == [
        ["custom_frame", "custom_early"],
        ["custom_apart", "compact_day"],
        ["stated"],
    ]


def test_a_tie_that_is_named_is_no_tie() -> None:
    named = weighing(EVENING, {"tiers": [["tie_quarters"]]})
    assert keys_of(named)[1] == ["tie_quarters"]
    last = ties(named)
    assert last is not None
    assert "tie_quarters" not in {cost.key for cost in last.weights}


def test_customs_and_ties_are_switched_off() -> None:
    off = {cost.key: 0 for cost in COSTS if cost.tier in (CUSTOMS, TIES)}
    assert keys_of(weighing(EVENING, off)) == keys_of(EVENING)[1:]
    assert ties(weighing(EVENING, off)) is None
    assert ties(draft("un")) is None
