from typing import Any

import pytest
from drafts import draft, findings, paid, session, told

from agenda_solver.problem import Problem
from agenda_solver.rules.protocol import SpeaksInProtocolOrder

PEOPLE = [
    {"id": "ministre", "protocol_rank": 1},
    {"id": "prefet", "protocol_rank": 2},
    {"id": "maire", "protocol_rank": 3},
    {"id": "hote"},
]
RULE = SpeaksInProtocolOrder()


def opening(**more: dict[str, Any]) -> Problem:
    """Return an opening in which three of rank and one of none speak, in no order."""
    return draft(
        session("ouverture", 60),
        *(
            session(it["id"], 10, part_of="ouverture", people={"orateur": [it["id"]]})
            | more.get(it["id"], {})
            for it in PEOPLE
        ),
        people=PEOPLE,
    )


def speaking(*order: str) -> list[str]:
    """Return lines in which these speak one after the other."""
    told = ["ouverture 9h-10h"]
    return told + [f"{who} 9h{10 * n:02d}-9h{10 * n + 10:02d}" for n, who in enumerate(order)]


@pytest.mark.parametrize(
    ("order", "cost"),
    [
        (("maire", "prefet", "ministre", "hote"), 0),
        (("hote", "maire", "prefet", "ministre"), 0),
        (("maire", "hote", "ministre", "prefet"), 60),
        (("prefet", "ministre", "hote", "maire"), 120),
        (("ministre", "prefet", "maire", "hote"), 180),
    ],
)
def test_the_highest_in_precedence_speaks_last(order: tuple[str, ...], cost: int) -> None:
    assert paid(RULE, opening(), *speaking(*order)) == cost


def test_speeches_at_once_are_out_of_order() -> None:
    lines = speaking("maire", "prefet", "ministre", "hote")
    lines[2] = "prefet 9h09-9h19"
    lines[1] = "maire 9h00-9h10"
    assert paid(RULE, opening(), *lines) == 60


@pytest.mark.parametrize(
    "more",
    [
        {"ministre": {"before": ["maire"]}},
        {"maire": {"after": ["ministre"]}},
        {"ministre": {"before": ["hote"]}, "hote": {"before": ["maire"]}},
        {"ministre": {"locked": {"start": "9h"}}, "maire": {"locked": {"start": "9h10"}}},
        {"ministre": {"stated": [{"start": "9h"}]}, "maire": {"locked": {"start": "9h10"}}},
        {
            "ministre": {"stated": [{"start": "9h"}, {"text": "en premier"}]},
            "maire": {"stated": [{"start": "9h10"}, {"start": "9h20"}]},
        },
    ],
)
def test_the_printed_order_wins(more: dict[str, Any]) -> None:
    lines = speaking("ministre", "hote", "maire", "prefet")
    assert paid(RULE, opening(**more), *lines) == 60


@pytest.mark.parametrize(
    "more",
    [
        {"ministre": {"stated": [{"start": "9h"}]}},
        {"ministre": {"stated": [{"start": "9h"}]}, "maire": {"stated": [{"start": "9h"}]}},
        {
            "ministre": {"stated": [{"start": "9h"}, {"start": "9h10"}]},
            "maire": {"stated": [{"start": "9h10"}]},
        },
    ],
)
def test_what_is_half_printed_decides_nothing(more: dict[str, Any]) -> None:
    lines = speaking("ministre", "hote", "maire", "prefet")
    assert paid(RULE, opening(**more), *lines) == 120


def test_a_sequence_is_printed_too() -> None:
    tables = opening().dump() | {"sequences": [{"sessions": ["ministre", "prefet", "maire"]}]}
    problem = Problem.read(tables)
    assert paid(RULE, problem, *speaking("ministre", "prefet", "maire", "hote")) == 0


def test_the_rank_of_a_speech_is_the_best_of_those_who_give_it() -> None:
    duo = opening(maire={"people": {"orateur": ["maire", "ministre", "hote"]}})
    assert paid(RULE, duo, *speaking("prefet", "maire", "ministre", "hote")) == 0
    assert paid(RULE, duo, *speaking("maire", "prefet", "ministre", "hote")) == 60


def test_speeches_of_two_sessions_have_no_order() -> None:
    problem = draft(
        session("ouverture"),
        session("cloture"),
        session("un", 10, part_of="ouverture", people={"orateur": ["ministre"]}),
        session("deux", 10, part_of="cloture", people={"orateur": ["maire"]}),
        people=PEOPLE,
    )
    lines = ("ouverture 9h-10h", "cloture 16h-17h", "un 9h-9h10", "deux 16h-16h10")
    assert paid(RULE, problem, *lines) == 0


def test_who_should_come_before_whom() -> None:
    lines = speaking("maire", "ministre", "prefet", "hote")
    assert told(RULE, opening(), *lines) == [
        (
            "« Prefet » devrait venir avant « Ministre » (ordre protocolaire)",
            "“Prefet” should come before “Ministre” (order of protocol)",
        )
    ]
    (finding,) = findings(RULE, opening(), *lines)
    assert finding.sessions == ("prefet", "ministre")
