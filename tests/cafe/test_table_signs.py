from __future__ import annotations

from datetime import date

from agenda_solver.cafe.asked import Guest, from_numbers
from agenda_solver.cafe.drafts import tables_of
from agenda_solver.cafe.table_signs import table_signs
from agenda_solver.problem import Event, Problem
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from workshops import PROBLEM, TIMETABLE

DAY = date(2026, 6, 10)


def test_a_programme_with_rounds_has_signs_without_anybody_registered() -> None:
    topics = ("eau", "sol")
    problem = Problem.read(
        {
            "event": {"name": "Un café"},
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": key, "name": f"Coin {key}"} for key in topics],
            "people": [{"id": "ada", "name": "Ada Hôte"}],
            "sessions": [
                {
                    **{"id": f"{key}-{turn}", "title": f"{key} {turn}", "minutes": 20},
                    **{"track": f"Le {key}", "block": f"tour {turn}"},
                    "people": {"hôte": ["ada"]} if key == "eau" else {},
                }
                for turn in (1, 2)
                for key in topics
            ],
        }
    )
    timetable = Timetable.of(
        Placement(f"{key}-{turn}", DAY, start, start + 20, key)
        for turn, start in ((1, 540), (2, 570))
        for key in topics
    )
    cafe = tables_of(problem, timetable)
    assert cafe is not None
    water, soil = table_signs(cafe)
    assert (water.title, water.topic) == (Text("Table 1", "Table 1"), "Le eau")
    assert water.about == Text("Coin eau · Accueil : Ada Hôte", "Coin eau · Host: Ada Hôte")
    assert [turn.fr for turn in water.turns] == ["Tour 1 · 09h00–09h20", "Tour 2 · 09h30–09h50"]
    assert (soil.about.fr, soil.event) == ("Coin sol", "Un café")


def test_a_programme_without_rounds_has_no_tables() -> None:
    assert tables_of(PROBLEM, TIMETABLE) is None


def test_what_is_not_known_is_not_told() -> None:
    cafe = from_numbers(Event(name="Café"), [Guest("1"), Guest("2")], tables=2, rounds=2)
    sign = table_signs(cafe)[1]
    assert (sign.title.fr, sign.topic, sign.about.fr, sign.turns) == ("Table 2", "", "", ())
