from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from agenda_solver.cafe.asked import CafeTable, Guest, Turn, WorldCafe
from agenda_solver.files.store.kept_cafe import cafe_data, read_cafe_data
from agenda_solver.problem import Event

CAFE = WorldCafe(
    event=Event(name="World café", language="en"),
    guests=(Guest("p1", "Anne", "Ville"), Guest("p2"), Guest("p3")),
    tables=(CafeTable(0, 2, ("Basile",), ("Salle A", "Salle B")), CafeTable(1)),
    turns=(Turn(840, 860, date(2026, 6, 10)), Turn()),
    topics=("Eau", "École"),
    forbidden=frozenset({(1, 2), (0, 1)}),
    wished=frozenset({(0, 2)}),
    carousel=True,
    staying=(0, 1),
    absent=frozenset({2}),
)
# As version 0.1 has written it.
WRITTEN: dict[str, Any] = {
    "event": {"name": "World café", "language": "en"},
    "guests": [["p1", "Anne", "Ville"], ["p2", "", ""], ["p3", "", ""]],
    "tables": [[0, 2, ["Basile"], ["Salle A", "Salle B"]], [1, None, [], []]],
    "turns": [[840, 860, "2026-06-10"], [None, None, None]],
    "topics": ["Eau", "École"],
    "forbidden": [[0, 1], [1, 2]],
    "wished": [[0, 2]],
    "carousel": True,
    "staying": [0, 1],
    "absent": [2],
}


def test_what_was_kept_is_read_back() -> None:
    assert read_cafe_data(json.loads(json.dumps(cafe_data(CAFE)))) == CAFE


def test_it_is_written_as_it_was() -> None:
    assert {**cafe_data(CAFE), "event": WRITTEN["event"]} == WRITTEN
    assert read_cafe_data(WRITTEN) == CAFE


@pytest.mark.parametrize(
    "changed",
    [
        {"event": {}},
        {"guests": [["p1"]]},
        {"tables": [[0, 2, "Basile", []]]},
        {"turns": [["tôt", None, None]]},
        {"forbidden": [[0, 1, 2]]},
        {"absent": "nobody"},
        {"staying": None},
    ],
)
def test_what_was_changed_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="KeptCafe"):
        read_cafe_data({**WRITTEN, **changed})
