"""Everybody who is registered, by family name, to be signed; how many eat at each sitting."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.text import Names, Text
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.attendance_page import attendance_page
from agenda_solver.views.meals import sittings
from agenda_solver.views.pages import Block, Page

DAY, THEN = date(2026, 6, 10), date(2026, 6, 11)
PEOPLE: list[dict[str, Any]] = [
    {"id": "p1", "given_name": "Ann", "family_name": "Zola", "organisation": "Ville"},
    {"id": "p2", "given_name": "Bob", "family_name": "adam", "needs": ["végétarien"]},
    {"id": "p3", "name": "Même Nom", "present": ["10 juin"]},
    {"id": "p4", "name": "Même Nom", "needs": ["végétarien", "pmr"]},
]
DRAFT: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}],
    "rooms": [{"id": "halle", "name": "Halle"}],
    "sessions": [
        {"id": "mot", "title": "Mot", "minutes": 60, "kind": "plenary"},
        {"id": "repas", "title": "Déjeuner", "minutes": 60, "kind": "meal"},
        {"id": "un", "title": "Premier service", "minutes": 45, "kind": "meal"},
        {"id": "deux", "title": "Second service", "minutes": 45, "kind": "meal"},
    ],
    "attendees": PEOPLE,
}
ONE_DAY = [Placement("mot", DAY, 600, 660), Placement("repas", DAY, 720, 780, "halle")]
TWO_DAYS = [*ONE_DAY, Placement("un", THEN, 720, 765), Placement("deux", THEN, 765, 810)]


def page(*placements: Placement, names: Names = "full", **draft: Any) -> Page:
    return attendance_page(Problem.read({**DRAFT, **draft}), Timetable.of(placements), names)


def values(block: object) -> list[list[object]]:
    """Return what the rows of a block say, in French."""
    assert isinstance(block, Block)
    rows = (*block.lead, *block.header, *block.rows)
    return [
        [cell.value.fr if isinstance(cell.value, Text) else cell.value for cell in row.cells]
        for row in rows
        if row.cells
    ]


def test_everybody_by_family_name() -> None:
    assert values(page(*ONE_DAY).blocks[0]) == [
        ["Émargement général"],
        ["4 personnes"],
        ["N°", "Nom", "Organisation", "Émargement"],
        [1, "ADAM Bob", "", ""],
        [2, "Même Nom (p3)", "", ""],
        [3, "Même Nom (p4)", "", ""],
        [4, "ZOLA Ann", "Ville", ""],
    ]


def test_a_column_to_sign_for_each_day_and_who_is_away() -> None:
    rows = values(page(*TWO_DAYS).blocks[0])
    assert rows[2][-2:] == ["mercredi 10 juin", "jeudi 11 juin"]
    assert [row[-2:] for row in rows[3:]] == [["", ""], ["", "–"], ["", ""], ["", ""]]


def test_where_two_days_are_signed_the_category_makes_room() -> None:
    people = [{**person, "category": "élus"} for person in PEOPLE]
    one, two = page(*ONE_DAY, attendees=people), page(*TWO_DAYS, attendees=people)
    assert values(one.blocks[0])[2] == ["N°", "Nom", "Organisation", "Catégorie", "Émargement"]
    assert values(two.blocks[0])[2][:3] == ["N°", "Nom", "Organisation"]
    assert two.widths[-2:] == (18.0, 18.0)
    assert sum(filter(None, one.widths)) == sum(filter(None, two.widths))


def test_with_codes_no_organisation_and_the_order_of_the_codes() -> None:
    rows = values(page(*ONE_DAY, names="codes").blocks[0])
    assert rows[2] == ["N°", "Code", "Émargement"]
    assert [row[1] for row in rows[3:]] == ["p1", "p2", "p3", "p4"]


def test_the_page_for_whoever_cooks_has_no_name() -> None:
    (_, meals) = page(*ONE_DAY).blocks
    assert values(meals) == [
        ["Repas"],
        ["Déjeuner"],
        ["Mercredi 10 juin 2026 · 12h00–13h00 · Halle"],
        ["4 repas"],
        ["végétarien : 2 · pmr : 1"],
        [
            "Ne sont comptés que les participants inscrits ; les intervenants qui ne le sont pas "
            "s'y ajoutent."
        ],
    ]


def test_without_a_meal_there_is_no_page_for_it() -> None:
    assert len(page(ONE_DAY[0]).blocks) == 1


def test_of_two_sittings_each_has_those_who_have_a_seat_in_it() -> None:
    sessions = [{**one, "registration": one["kind"] == "meal"} for one in DRAFT["sessions"]]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    seats = [Seat("p1", "un"), Seat("p2", "un"), Seat("p4", "deux")]
    one, other = sittings(problem, Timetable.of(TWO_DAYS[2:], seats))
    assert (one.surely, other.surely, other.needs) == (2, 1, {"végétarien": 1, "pmr": 1})


def test_meals_at_once_are_as_they_are_chosen() -> None:
    kinds = [{**one, "kind": "meal"} for one in DRAFT["sessions"]]
    problem = Problem.read({**DRAFT, "sessions": kinds})
    at_once = [Placement("un", THEN, 720, 765), Placement("deux", THEN, 720, 765)]
    for sitting in sittings(problem, Timetable.of(at_once)):
        assert sitting.surely + sitting.perhaps == 3  # one is not there


def test_nobody_is_registered() -> None:
    assert sittings(Problem.read({**DRAFT, "attendees": []}), Timetable.of(ONE_DAY)) == ()
