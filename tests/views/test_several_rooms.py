"""What takes several rooms, and rooms that hold several: on every page, and in what differs."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.difference import Version, difference
from agenda_solver.files.store.telling import placement_records
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.editions import edition
from agenda_solver.views.figures import room_figures
from agenda_solver.views.grid import programme_grid
from agenda_solver.views.news import session_lines
from agenda_solver.views.programme_page import programme_page
from agenda_solver.views.room_page import room_page
from agenda_solver.views.rooms import room_programmes
from agenda_solver.views.terminal import programme_text
from agenda_solver.views.titles import place_title

DAY = date(2027, 3, 18)
DRAFT: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": DAY, "open": {"start": "9:00", "end": "12:00"}}],
    "rooms": [
        {"id": "salon", "name": "Grand salon", "parts": ["a", "b"]},
        {"id": "a", "name": "Salon A", "capacity": 50},
        {"id": "b", "name": "Salon B", "capacity": 50},
        {"id": "foyer", "name": "Foyer", "at_once": 2},
        {"id": "amphi", "name": "Amphi", "capacity": 120, "site": "Nord"},
    ],
    "equipment": [{"id": "cabine", "name": "Cabine mobile"}],
    "people": [{"id": "p", "name": "Invitée"}],
    "sessions": [
        {"id": "table", "title": "Table ronde", "minutes": 90, "expected": 90},
        {
            "id": "conf",
            "title": "Conférence",
            "minutes": 60,
            "expected": 160,
            "also_in": ["b"],
            "needs": ["cabine", "pmr"],
            "people": {"orateur": ["p"]},
        },
        {"id": "un", "title": "Un stand", "minutes": 60},
        {"id": "deux", "title": "Deux stands", "minutes": 60},
    ],
}
PROBLEM = Problem.read(DRAFT)
TIMETABLE = Timetable.of(
    [
        Placement("table", DAY, 540, 630, "salon"),
        Placement("conf", DAY, 630, 690, "amphi"),
        Placement("un", DAY, 540, 600, "foyer"),
        Placement("deux", DAY, 540, 600, "foyer"),
    ]
)


def test_a_session_is_in_all_its_rooms() -> None:
    title = place_title(PROBLEM, "conf", "amphi")
    assert (title.fr, title.en) == ("Amphi et Salon B", "Amphi and Salon B")
    assert place_title(PROBLEM, "table", "salon").fr == "Grand salon"
    assert place_title(PROBLEM, "table", None).fr == ""


def test_it_is_printed_once_with_its_rooms() -> None:
    words = programme_text(PROBLEM, TIMETABLE, "fr")
    assert words.count("Conférence") == 1
    assert "jusqu'à 11h30 · Amphi et Salon B" in words


def test_two_at_once_stand_side_by_side_in_the_programme() -> None:
    columns = programme_grid(PROBLEM, TIMETABLE).columns
    assert [column.room for column in columns] == ["salon", "foyer", "amphi"]
    page = programme_page(PROBLEM, TIMETABLE, ())
    assert [lanes for _, lanes in page.rooms] == [1, 2, 1]


def lines(room: str) -> list[tuple[str | None, int, int]]:
    (programme,) = (one for one in room_programmes(PROBLEM, TIMETABLE) if one.room == room)
    return [(line.session, line.start, line.end) for day in programme.days for line in day.lines]


def test_at_each_door_is_what_takes_the_room() -> None:
    assert lines("a") == [("table", 540, 630), (None, 630, 720)]
    assert lines("b") == [("table", 540, 630), ("conf", 630, 690), (None, 690, 720)]
    assert lines("amphi") == [(None, 540, 630), ("conf", 630, 690), (None, 690, 720)]


def test_a_hall_is_not_free_while_one_of_its_halves_is_used() -> None:
    assert lines("salon") == [("table", 540, 630), (None, 690, 720)]


def test_a_door_tells_in_which_other_rooms_it_is() -> None:
    page = room_page(PROBLEM, TIMETABLE, ())
    words = [
        [getattr(cell.value, "fr", cell.value) for cell in row.cells]
        for block in page.blocks
        for row in block.rows
    ]
    told = [cells for cells in words if any("Conférence" in str(cell) for cell in cells)]
    assert [cells[2] for cells in told] == ["Conférence (Amphi)", "Conférence (Salon B)"]
    # Both seat those who come; what is moved has its name.
    assert [cells[-2:] for cells in told] == [["160 / 170", "Cabine mobile, pmr"]] * 2
    assert any("Table ronde (Grand salon)" in cells for cells in words)


def test_how_much_rooms_are_used() -> None:
    minutes = {use.room: use.minutes for use in room_figures(PROBLEM, TIMETABLE)}
    assert minutes == {"salon": 90, "a": 90, "b": 150, "foyer": 60, "amphi": 60}


def test_calendars_tell_where_and_each_room_has_its_own() -> None:
    published = edition(PROBLEM, TIMETABLE)
    assert published.sessions["conf"].place.fr == "Amphi et Salon B, Nord"
    assert published.by_room == {
        "salon": ("table",),
        "a": ("table",),
        "b": ("table", "conf"),
        "foyer": ("deux", "un"),
        "amphi": ("conf",),
    }


def test_json_tells_all_rooms_where_there_are_several() -> None:
    records = {row.session: row.model_dump() for row in placement_records(PROBLEM, TIMETABLE)}
    assert (records["conf"]["room"], records["conf"]["rooms"]) == ("amphi", ("amphi", "b"))
    assert records["table"]["room"] == "salon"
    assert "rooms" not in records["table"]


def relayed_to(*rooms: str) -> Version:
    sessions = [
        {**row, "also_in": list(rooms)} if row["id"] == "conf" else row for row in DRAFT["sessions"]
    ]
    return Version(Problem.read({**DRAFT, "sessions": sessions}), TIMETABLE)


def test_another_room_besides_is_told() -> None:
    changes = difference(Version(PROBLEM, TIMETABLE), relayed_to("a"))
    assert [(change.session, change.kinds) for change in changes.sessions] == [("conf", ("room",))]
    assert [line.fr for line in session_lines(changes)] == [
        "« Conférence » : 10h30, Amphi et Salon B → Amphi et Salon A"
    ]
    none = difference(Version(PROBLEM, TIMETABLE), relayed_to())
    assert [line.fr for line in session_lines(none)] == [
        "« Conférence » : 10h30, Amphi et Salon B → Amphi"
    ]
    assert not difference(Version(PROBLEM, TIMETABLE), relayed_to("b")).sessions
