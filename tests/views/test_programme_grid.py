"""Rooms across and time down."""

from __future__ import annotations

from assises import DRAFT, PROBLEM, THURSDAY, TIMETABLE, WEDNESDAY, timetable

from agenda_solver.problem import Problem
from agenda_solver.views.grid import GridCell, GridColumn, ProgrammeGrid, programme_grid


def cells(grid: ProgrammeGrid, day: int = 0) -> dict[str, tuple[int, int]]:
    """Return by session its first lane and how many it spans."""
    return {cell.item.placement.session: (cell.lane, cell.lanes) for cell in grid.days[day].cells}


def test_rooms_across_and_time_down() -> None:
    grid = programme_grid(PROBLEM, TIMETABLE)
    assert grid.columns == (GridColumn("seine", 1), GridColumn("orne", 1))
    assert [day.day for day in grid.days] == [WEDNESDAY, THURSDAY]
    assert grid.days[0].times == (540, 570, 600, 840, 900)
    # A break and a plenary with nothing beside them span the rooms; the part is inside.
    assert cells(grid) == {"cafe": (0, 2), "ouverture": (0, 2), "a1": (0, 1), "a2": (1, 1)}
    assert cells(grid, 1) == {"visite": (0, 2)}


def test_a_room_has_a_column_where_something_is_beside_what_it_holds() -> None:
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "a2 9h30-10h30 orne"))
    assert grid.columns == (GridColumn("amphi", 1), GridColumn("orne", 1))


def test_a_programme_of_plenaries_has_one_column() -> None:
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10 amphi"))
    assert grid.columns == (GridColumn("amphi", 1),)
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "cafe 10h-11h orne"))
    assert grid.columns == (GridColumn(None, 1),)


def test_a_part_is_told_in_the_cell_of_its_whole() -> None:
    (cell,) = (
        programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10")).days[0].cells
    )
    assert isinstance(cell, GridCell)
    assert [part.placement.session for part in cell.item.parts] == ["mot"]


def test_a_part_in_another_room_has_its_own_cell() -> None:
    grid = programme_grid(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10 seine"))
    assert cells(grid) == {"ouverture": (0, 1), "mot": (1, 1)}


def test_what_has_no_room_but_something_beside_it_has_a_column() -> None:
    grid = programme_grid(PROBLEM, timetable("visite 14h-15h", "a2 14h30-15h30 orne"))
    assert grid.columns == (GridColumn("orne", 1), GridColumn(None, 1))
    assert cells(grid) == {"a2": (0, 1), "visite": (1, 1)}


def test_sessions_that_touch_are_not_beside_one_another() -> None:
    grid = programme_grid(PROBLEM, timetable("visite 14h-15h", "a2 15h-16h orne"))
    assert cells(grid) == {"visite": (0, 1), "a2": (0, 1)}


def test_two_sessions_in_a_room_at_once_stand_side_by_side() -> None:
    grid = programme_grid(
        PROBLEM, timetable("a1 14h-15h seine", "a2 14h30-15h30 seine", "mot 16h-17h seine")
    )
    assert grid.columns == (GridColumn("seine", 2),)
    assert cells(grid) == {"a1": (0, 1), "a2": (1, 1), "mot": (0, 2)}


def test_a_programme_without_rooms_has_one_column() -> None:
    assert programme_grid(PROBLEM, timetable("visite 9h-10h")).columns == (GridColumn(None, 1),)


def test_an_empty_timetable() -> None:
    assert programme_grid(PROBLEM, timetable()) == ProgrammeGrid((GridColumn(None, 1),), ())


def test_numbers_go_up_from_left_to_right_where_they_agree() -> None:
    numbered = [
        {**one, "title": one["title"].partition(" :")[0]} if one["id"] == "a1" else one
        for one in DRAFT["sessions"]
    ]
    problem = Problem.read({**DRAFT, "sessions": numbered})
    turned = programme_grid(problem, timetable("a1 14h-15h orne", "a2 14h-15h seine"))
    assert [column.room for column in turned.columns] == ["orne", "seine"]
    again = {**numbered[-1], "id": "a3", "title": "Atelier 3", "kind": "workshop"}
    more = {**again, "id": "a4", "title": "Atelier 4"}
    both = Problem.read({**DRAFT, "sessions": [*numbered, again, more]})
    words = ("a1 14h-15h orne", "a2 14h-15h seine", "a3 16h-17h seine", "a4 16h-17h orne")
    assert [column.room for column in programme_grid(both, timetable(*words)).columns] == [
        *("seine", "orne")
    ]
