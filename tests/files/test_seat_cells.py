"""Seats in the rows of the attendees: written, read, changed by hand, and kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from real_events import without_views

from agenda_solver.files import InputError, workbook
from agenda_solver.files.workbook import Book
from agenda_solver.history.edits import locked_by_hand, pinned_by_hand
from agenda_solver.problem import Problem, taken_out
from agenda_solver.result import MorePlaces, Result, Seating, SeatTier, TierResult
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, same
from agenda_solver.timetable import Placement, Seat, Timetable

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": "2026-06-10", "open": {"start": "9:00", "end": "18:00"}}],
    "rooms": [{"id": "seine", "name": "Salle Seine", "capacity": 30}],
    "sessions": [
        {"id": "eau", "title": "L'eau", "kind": "workshop", "minutes": 60, "rooms": []},
        {"id": "air", "title": "L'air", "kind": "workshop", "minutes": 60, "rooms": []},
        {"id": "air-b", "title": "L'air", "minutes": 60, "rooms": [], "group_of": "air"},
        {"id": "feu", "title": "Le feu", "kind": "workshop", "minutes": 60, "rooms": []},
        {"id": "cloture", "title": "Clôture", "minutes": 30, "rooms": []},
    ],
    "attendees": [
        {"id": "p1", "name": "Ada (inventée)", "wishes": ["eau", "feu"], "must_attend": ["feu"]},
        {"id": "p2", "name": "Bob (inventé)", "email": "bob@exemple.invalid", "wishes": ["air"]},
        {"id": "p3", "wishes": {"eau": 5, "air": 2}},
    ],
}
PROBLEM = Problem.read(DRAFT)
DAY = PROBLEM.first_date
TIMETABLE = Timetable.of(
    [
        Placement("eau", DAY, 600, 660),
        Placement("air", DAY, 600, 660),
        Placement("air-b", DAY, 600, 660),
        Placement("feu", DAY, 540, 600),
        Placement("cloture", DAY, 660, 690),
    ],
    [Seat("p1", "feu"), Seat("p1", "eau"), Seat("p2", "air")],
)
SEATING = Seating(
    "optimal",
    "total",
    method="flow",
    tiers=(
        SeatTier(Text("places manquantes", "seats lacking"), "optimal", 1, 1),
        SeatTier(Text("somme des rangs", "sum of ranks"), "feasible", 3, 2),
    ),
    cancelled=("air-b",),
    moved=(Seat("p3", "eau"),),
    more_places=(MorePlaces("eau", 12, {1: 11, 2: -10}, -1),),
)
RESULT = Result(
    "optimal",
    TIMETABLE,
    tiers=(TierResult(1, ("stated", "preferred"), "optimal", 0, 0),),
    seating=SEATING,
    encoding="intervals",
    seed=7,
    workers=2,
    versions={"ortools": "9.15.6755"},
)

Edit = Callable[[Workbook], object]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = workbook.write(tmp_path_factory.mktemp("seats") / "forum.xlsx", PROBLEM, RESULT, "fr")
    return without_views(path)


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "forum.xlsx"))


def cell_of(sheet: Worksheet, id_: str, heading: str) -> Any:
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    return sheet.cell(next(cell.row for cell in sheet["A"] if cell.value == id_), column)


def typed(path: Path, *edits: Edit) -> Path:
    book = load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    return path


def seat(attendee: str, words: object) -> Edit:
    def edit(book: Workbook) -> None:
        cell_of(book["Participants"], attendee, "places").value = words

    return edit


def put(sheet: str, id_: str, heading: str, words: object) -> Edit:
    def edit(book: Workbook) -> None:
        cell_of(book[sheet], id_, heading).value = words

    return edit


def delete(sheet: str, id_: str) -> Edit:
    return lambda book: book[sheet].delete_rows(cell_of(book[sheet], id_, "id").row)


def lines(book: Book) -> list[str]:
    return [f"{it.where.fr} : {it.text.fr}".removeprefix(" : ") for it in book.changes]


def refusals(path: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        workbook.read(path)
    return [text.fr.partition(", ")[2] for text in refused.value.sentences]


# --- Written and read back ----------------------------------------------------------------


def test_each_attendee_s_in_the_order_of_time(path: Path) -> None:
    sheet = load_workbook(path)["Participants"]
    told = {id_: cell_of(sheet, id_, "places").value for id_ in PROBLEM.attendee}
    assert told == {"p1": "feu ; eau", "p2": "air", "p3": None}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_was_written_is_read_back(tmp_path: Path, language: Language) -> None:
    book = workbook.read(workbook.write(tmp_path / "a.xlsx", PROBLEM, RESULT, language))
    assert (book.problem, book.timetable) == (PROBLEM, TIMETABLE)
    assert (book.changes, book.notices) == ((), ())


def test_the_column_is_shown_once_somebody_has_a_seat(path: Path, tmp_path: Path) -> None:
    draft = workbook.write_draft(tmp_path / "d.xlsx", PROBLEM, "fr")
    hidden = [
        load_workbook(it)["Participants"].column_dimensions["F"].hidden for it in (path, draft)
    ]
    assert hidden == [False, True]
    assert workbook.read(draft).timetable.seats == ()


def test_what_a_draft_says_is_read(tmp_path: Path) -> None:
    draft = workbook.write_draft(tmp_path / "d.xlsx", PROBLEM, "fr")
    book = workbook.read(typed(draft, seat("p2", "eau ; feu")))
    assert book.timetable.seats == (Seat("p2", "eau"), Seat("p2", "feu"))
    assert book.problem == PROBLEM
    assert not book.solved


@pytest.mark.parametrize("words", ["l'eau ; FEU", "Le feu, L'eau", "eau\nfeu\neau"])
def test_sessions_are_named_as_elsewhere(path: Path, words: str) -> None:
    book = workbook.read(typed(path, seat("p1", words)))
    assert book.timetable == TIMETABLE
    assert book.changes == ()


def test_a_title_of_several_sessions_is_refused(path: Path) -> None:
    assert refusals(typed(path, seat("p1", "l'air"))) == [
        "Participants!F2: « l'air » peut désigner « air » ou « air-b » : donner l'id"
    ]


def test_an_unknown_session_is_refused(path: Path) -> None:
    assert refusals(typed(path, seat("p2", "feux ; eau"))) == [
        "Participants!F3: « feux » n'est pas l'id d'une session ; peut-être « feu » ?"
    ]


def test_a_column_or_a_sheet_that_was_deleted_is_taken_as_it_was_written(path: Path) -> None:
    def without_column(book: Workbook) -> None:
        sheet = book["Participants"]
        sheet.delete_cols(cell_of(sheet, "p1", "places").column)

    book = workbook.read(typed(path, without_column))
    assert (book.timetable, book.changes) == (TIMETABLE, ())
    assert [it.fr.partition(", ")[2] for it in book.notices] == [
        "Participants : la colonne « places » n'y est plus ; elle est prise telle que le "
        "programme l'avait écrite"
    ]
    book = workbook.read(typed(path, lambda it: it.remove(it["Participants"])))
    assert (book.timetable, book.changes) == (TIMETABLE, ())


# --- Changed by hand ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attendee", "words", "told", "pairs"),
    [
        ("p2", "eau", "p2 : « L'air », 10h00 → « L'eau », 10h00", [("air", "eau")]),
        ("p2", "air-b", "p2 : « air », 10h00 → « air-b », 10h00", [("air", "air-b")]),
        ("p2", None, "p2 : « L'air », 10h00 → pas de place", [("air", None)]),
        ("p3", "feu", "p3 : pas de place → « Le feu », 9h00", [(None, "feu")]),
    ],
)
def test_a_seat_is_changed(
    path: Path,
    attendee: str,
    words: str | None,
    told: str,
    pairs: list[tuple[str | None, str | None]],
) -> None:
    book = workbook.read(typed(path, seat(attendee, words)))
    row = {"p2": 3, "p3": 4}[attendee]
    assert lines(book) == [f"Participants!F{row} : {told}"]
    assert [(it.kind, it.of, it.id) for it in book.changes] == [("seat", "attendees", attendee)]
    assert [(it.before, it.after) for it in book.changes] == pairs
    assert book.changes[0].frees == (words is None)


def test_told_in_english(path: Path) -> None:
    (taken,) = workbook.read(typed(path, seat("p2", None))).changes
    (taken_and_given) = workbook.read(typed(path, seat("p2", "eau"))).changes
    assert taken.text.en == "p2: “L'air”, 10:00 → no seat"
    assert [it.text.en for it in taken_and_given] == ["p2: “L'air”, 10:00 → “L'eau”, 10:00"]
    given = workbook.read(typed(path, seat("p2", "air ; feu"))).changes
    assert [it.text.en for it in given] == ["p2: no seat → “Le feu”, 09:00"]


def test_seats_at_other_times_are_told_apart(path: Path) -> None:
    book = workbook.read(typed(path, seat("p1", "air")))
    assert lines(book) == [
        "Participants!F2 : p1 : « Le feu », 9h00 → pas de place",
        "Participants!F2 : p1 : « L'eau », 10h00 → « L'air », 10h00",
    ]
    book = workbook.read(typed(path, seat("p1", "feu ; eau"), seat("p2", "cloture")))
    assert lines(book) == [
        "Participants!F3 : p2 : « L'air », 10h00 → pas de place",
        "Participants!F3 : p2 : pas de place → « Clôture », 11h00",
    ]


def test_rows_that_are_added_and_deleted(path: Path) -> None:
    def add(book: Workbook) -> None:
        book["Participants"].append(["p4", "Zoé (inventée)", None, None, None, "eau"])

    book = workbook.read(typed(path, delete("Participants", "p2"), add))
    assert book.timetable.seats == (*TIMETABLE.seats[:2], Seat("p4", "eau"))
    assert [it.fr.partition(", ")[2] for it in book.notices] == [
        "Vœux!A4: ces vœux ne comptent plus, la ligne du participant a été supprimée : « p2 »"
    ]
    assert lines(book) == [
        "Participants!F4 : p4 : pas de place → « L'eau », 10h00",
        "Participants, « p2 » : ligne supprimée",
        "Participants!A4 : « p4 » : ligne ajoutée",
    ]


def test_nobody_is_together_with_who_has_withdrawn(tmp_path: Path) -> None:
    attendees = [
        {"id": "p1", "together": ["p2", "p3"], "apart": ["p2"]},
        {"id": "p2"},
        {"id": "p3"},
    ]
    problem = Problem.read({**DRAFT, "attendees": attendees})
    path = workbook.write(tmp_path / "a.xlsx", problem, RESULT, "fr")
    book = workbook.read(typed(path, delete("Participants", "p2")))
    assert [(it.together, it.apart) for it in book.problem.attendees] == [(["p3"], []), ([], [])]
    assert lines(book) == ["Participants, « p2 » : ligne supprimée"]
    unknown = typed(path, put("Participants", "p1", "séparé", "p9"))
    assert refusals(unknown) == ["Participants!K2: « p9 » n'est pas l'id d'un participant"]


def test_other_ids_are_followed(path: Path) -> None:
    book = workbook.read(
        typed(
            path,
            put("Participants", "p1", "id", "ada"),
            put("Sessions", "eau", "id", "atelier-eau"),
        )
    )
    seats = (Seat("ada", "feu"), Seat("ada", "atelier-eau"), Seat("p2", "air"))
    assert book.timetable.seats == seats
    assert [it.kind for it in book.changes] == ["changed", "changed"]


def test_other_ids_are_followed_in_what_a_deleted_sheet_said(path: Path) -> None:
    book = workbook.read(
        typed(
            path,
            put("Sessions", "eau", "id", "atelier-eau"),
            lambda book: book.remove(book["Vœux"]),
        )
    )
    wishes = [attendee.wishes for attendee in book.problem.attendees]
    assert wishes == [["atelier-eau", "feu"], ["air"], {"atelier-eau": 5, "air": 2}]
    assert [(it.kind, it.id) for it in book.changes] == [("changed", "atelier-eau")]


def test_the_seats_of_a_deleted_session_are_gone(path: Path) -> None:
    book = workbook.read(typed(path, delete("Sessions", "eau")))
    assert book.timetable.seats == (Seat("p1", "feu"), Seat("p2", "air"))
    assert [(it.kind, it.id) for it in book.changes] == [("removed", "eau")]


# --- The row of the first time of a workshop, or of its first sub-group -------------------

TWICE: dict[str, Any] = {
    **DRAFT,
    "sessions": [
        {"id": "eau", "title": "L'eau", "kind": "workshop", "minutes": 60, "rooms": []},
        {"id": "eau-2", "title": "L'eau", "minutes": 60, "rooms": [], "repeat_of": "eau"},
        {"id": "eau-3", "title": "L'eau", "minutes": 60, "rooms": [], "repeat_of": "eau"},
        {"id": "feu", "title": "Le feu", "minutes": 60, "rooms": [], "after": ["eau"]},
    ],
    "sequences": [{"sessions": ["eau", "feu"]}, {"sessions": ["eau", "eau-2"], "min": 5}],
    "attendees": [
        {"id": "p1", "wishes": ["eau", "feu"]},
        {"id": "p2", "wishes": {"eau": 5, "eau-2": 7}, "must_attend": ["eau"]},
        {"id": "p3", "wishes": ["feu", "eau"]},
    ],
}
TIMES = [
    Placement("eau", DAY, 540, 600),
    Placement("eau-2", DAY, 600, 660),
    Placement("eau-3", DAY, 720, 780),
    Placement("feu", DAY, 660, 720),
]
FIRST_SEATS = [Seat("p1", "eau"), Seat("p2", "eau"), Seat("p1", "feu")]


def written(tmp_path: Path, draft: dict[str, Any], *more: Seat) -> Path:
    timetable = Timetable.of(TIMES, [*FIRST_SEATS, *more])
    result = Result("feasible", timetable)
    return workbook.write(tmp_path / "deux.xlsx", Problem.read(draft), result, "fr")


def test_the_next_time_stands_for_the_first_whose_row_is_deleted(tmp_path: Path) -> None:
    path = written(tmp_path, TWICE)
    book = workbook.read(typed(path, delete("Sessions", "eau")))
    cancelled = taken_out(Problem.read(TWICE), {"sessions": ["eau"]})
    assert book.problem == cancelled  # as if it had been cancelled
    assert {it.id: it.wishes for it in book.problem.attendees} == {
        "p1": ["eau-2", "feu"],
        "p2": {"eau-2": 7},
        "p3": ["feu", "eau-2"],
    }
    assert [(it.id, it.repeat_of) for it in book.problem.sessions] == [
        ("eau-2", None),
        ("eau-3", "eau-2"),
        ("feu", None),
    ]
    assert [it.session for it in book.timetable.placements] == ["eau-2", "feu", "eau-3"]
    assert set(book.timetable.seats) == {
        *(Seat("p1", "eau-2"), Seat("p1", "feu"), Seat("p2", "eau-2")),
    }
    (change,) = book.changes
    assert (change.kind, change.id) == ("removed", "eau")
    assert change.text.fr == (
        "Sessions, « L'eau » : ligne supprimée (9h00–10h00) ; "
        "« L'eau » (séance n° 2) la remplace, avec ses vœux et ses places"
    )
    notices = [it.fr for it in book.notices]
    assert notices == [
        "deux.xlsx, Enchaînements!B3: des sessions de cette ligne ont été supprimées : elle ne "
        "compte plus"
    ]


def test_a_time_keeps_its_number_from_one_workbook_to_the_next(tmp_path: Path) -> None:
    path = written(tmp_path, TWICE)
    for deleted, left in (("eau-2", {"eau": 1, "eau-3": 3}), ("eau", {"eau-3": 3})):
        book = workbook.read(typed(path, delete("Sessions", deleted)))
        times = {key: book.problem.time_number(key) for key in left}
        assert times == left
        assert [(it.kind, it.id) for it in book.changes] == [("removed", deleted)]
        path = workbook.write(tmp_path / f"{deleted}.xlsx", book.problem, book.result, "fr")
        again = workbook.read(path)
        assert (again.problem, again.changes) == (book.problem, ())


def test_a_seat_does_not_pass_to_those_who_have_another_at_that_time(tmp_path: Path) -> None:
    draft = {**TWICE, "sessions": [*TWICE["sessions"], DRAFT["sessions"][1]], "sequences": []}
    path = workbook.write(
        tmp_path / "deux.xlsx",
        Problem.read(draft),
        Result(
            "feasible",
            Timetable.of(
                [*TIMES, Placement("air", DAY, 615, 675)], [*FIRST_SEATS, Seat("p2", "air")]
            ),
        ),
        "fr",
    )
    book = workbook.read(typed(path, delete("Sessions", "eau")))
    assert set(book.timetable.seats) == {
        *(Seat("p1", "eau-2"), Seat("p1", "feu"), Seat("p2", "air")),
    }
    assert lines(book) == [
        "Sessions, « L'eau » : ligne supprimée (9h00–10h00) ; "
        "« L'eau » (séance n° 2) la remplace, avec ses vœux et ses places, sauf 1 place : ces "
        "participants en ont une autre au même moment"
    ]


def test_seats_pass_on_where_the_sheet_of_the_attendees_is_gone(tmp_path: Path) -> None:
    path = written(tmp_path, TWICE)
    book = workbook.read(
        typed(path, delete("Sessions", "eau"), lambda book: book.remove(book["Participants"]))
    )
    assert book.problem.attendee["p2"].wishes == {"eau-2": 7}
    assert Seat("p2", "eau-2") in book.timetable.seats


def test_the_next_group_stands_for_the_first_whose_row_is_deleted(path: Path) -> None:
    book = workbook.read(typed(path, delete("Sessions", "air")))
    assert book.problem.session["air-b"].group_of is None
    assert [it.wishes for it in book.problem.attendees] == [
        ["eau", "feu"],
        ["air-b"],
        {"eau": 5, "air-b": 2},
    ]
    assert Seat("p2", "air-b") in book.timetable.seats
    assert lines(book) == [
        "Sessions, « L'air » : ligne supprimée (10h00–11h00) ; « air-b » la "
        "remplace, avec ses vœux et ses places"
    ]


def test_what_is_said_of_a_time_by_hand_goes_before_what_it_inherits(tmp_path: Path) -> None:
    path = written(tmp_path, TWICE)
    edits = [put("Sessions", "eau-3", "répétition de", "eau-2"), delete("Sessions", "eau")]
    book = workbook.read(typed(path, *edits))
    assert [(it.id, it.repeat_of) for it in book.problem.sessions][:2] == [
        ("eau-2", None),
        ("eau-3", "eau-2"),
    ]
    assert len(book.changes) == 1


def test_a_time_of_another_time_is_refused_though_the_first_is_deleted(tmp_path: Path) -> None:
    path = written(tmp_path, TWICE)
    edits = [put("Sessions", "feu", "répétition de", "eau-3"), delete("Sessions", "eau")]
    (sentence,) = refusals(typed(path, *edits))
    assert "cette session en répète elle-même une autre : nommer la première, « eau-2 »" in sentence


@pytest.mark.parametrize(("closes", "told"), [("23h", False), ("1h", True)])
def test_until_midnight_is_until_the_day_is_over_where_no_evening_is_longer(
    tmp_path: Path, closes: str, *, told: bool
) -> None:
    days = [{**DRAFT["days"][0], "open": {"start": "9h", "end": closes}}]
    attendees = [{"id": "p1", "present": "à partir de 9h"}, {"id": "p2", "present": "10h-24h"}]
    problem = Problem.read({**DRAFT, "days": days, "attendees": attendees})
    path = workbook.write(tmp_path / "a.xlsx", problem, RESULT, "fr")
    book = workbook.read(typed(path, put("Participants", "p1", "présence", "9h-24h")))
    change = "Participants!G2 : « p1 », présence : à partir de 09h00 → 09h00-24h00"
    assert lines(book) == [change] * told
    later = workbook.read(typed(path, put("Participants", "p1", "présence", "9h-23h")))
    assert lines(later) == ["Participants!G2 : « p1 », présence : à partir de 09h00 → 09h00-23h00"]


def test_no_name_and_no_address_is_told(path: Path) -> None:
    book = workbook.read(
        typed(
            path,
            put("Participants", "p1", "nom", "Ada Autre (inventée)"),
            put("Participants", "p2", "e-mail", "autre@exemple.invalid"),
            put("Participants", "p2", "note", "arrive tard"),
            put("Participants", "p2", "catégorie", "élu"),
        )
    )
    assert lines(book) == [
        "Participants!B2 : « p1 », nom : modifié",
        "Participants!C3 : « p2 », e-mail : modifié",
        "Participants!E3 : « p2 », catégorie : – → élu",
        "Participants!O3 : « p2 », note : modifié",
    ]
    assert [(it.before, it.after) for it in book.changes] == [(None, None)] * 2 + [
        (None, "élu"),
        (None, None),
    ]


# --- Kept ---------------------------------------------------------------------------------


def test_seats_that_were_typed_are_pinned(path: Path) -> None:
    book = workbook.read(typed(path, seat("p1", "air ; feu"), seat("p2", None), seat("p3", "feu")))
    pinned = pinned_by_hand(book.problem, book.changes)
    must = {it.id: it.must_attend for it in pinned.attendees}
    assert must == {"p1": ["feu", "air"], "p2": [], "p3": ["feu"]}
    assert pinned.sessions == PROBLEM.sessions
    assert locked_by_hand(book.problem, book.changes) == PROBLEM
    assert pinned.offered == ("eau", "air", "air-b", "feu")


def test_nothing_is_pinned_that_nobody_typed(path: Path) -> None:
    book = workbook.read(path)
    assert pinned_by_hand(book.problem, book.changes) is book.problem


# --- Where a finding stands ---------------------------------------------------------------


def finding(*attendees: str, sessions: tuple[str, ...] = ()) -> Finding:
    return Finding("seats_rule", "error", same("?"), attendees=attendees, sessions=sessions)


def test_a_finding_about_attendees_stands_at_their_seats(path: Path) -> None:
    book = workbook.read(path)
    both = finding("p1", "p3", sessions=("eau",))
    assert (book.where(both) or same("")).fr == "Participants!F2 et Participants!F4"
    assert book.where(finding("nobody")) is None


def test_a_finding_about_many_stands_at_their_session(tmp_path: Path) -> None:
    many = [f"q{number}" for number in range(9)]
    problem = Problem.read({**DRAFT, "attendees": [{"id": it} for it in many]})
    result = Result("optimal", replace(TIMETABLE, seats=tuple(Seat(it, "eau") for it in many)))
    book = workbook.read(workbook.write(tmp_path / "m.xlsx", problem, result, "fr"))
    (row,) = (
        cell.row
        for cell in load_workbook(tmp_path / "m.xlsx")["Sessions"]["A"]
        if cell.value == "eau"
    )
    assert (book.where(finding(*many, sessions=("eau",))) or same("")).fr == f"Sessions!A{row}"
    alone = book.where(finding(*many)) or same("")
    assert alone.fr.count("Participants!") == 8


# --- What was told of them ----------------------------------------------------------------


def test_the_result_is_read_back(path: Path) -> None:
    found = workbook.read(path).result
    assert found.timetable == TIMETABLE
    assert found.seating == SEATING
    assert (found.status, found.tiers) == (RESULT.status, RESULT.tiers)
    assert (found.seed, found.workers, found.encoding) == (7, 2, "intervals")
    assert found.versions == RESULT.versions


def test_it_can_be_written_again(path: Path, tmp_path: Path) -> None:
    book = workbook.read(path)
    again = workbook.read(workbook.write(tmp_path / "b.xlsx", book.problem, book.result, "fr"))
    assert (again.problem, again.timetable, again.changes) == (PROBLEM, TIMETABLE, ())
    assert again.result == book.result


def test_another_seat_proves_nothing_of_the_seats(path: Path) -> None:
    found = workbook.read(typed(path, seat("p2", "air-b"))).result
    assert (found.status, found.tiers) == ("optimal", RESULT.tiers)
    assert found.seating == Seating("feasible", "total")


@pytest.mark.parametrize(
    "edit",
    [
        put("Participants", "p2", "catégorie", "élu"),
        put("Sessions", "eau", "inscrits au plus", 20),
        put("Sessions", "eau", "note", "à relire"),
        put("Sessions", "eau", "titre", "L'eau, bien commun"),
        put("Sessions", "feu", "mélanger", "organisation"),
    ],
)
def test_what_is_asked_of_the_seats_does_not_concern_the_timetable(path: Path, edit: Edit) -> None:
    found = workbook.read(typed(path, edit)).result
    assert (found.status, found.tiers) == ("optimal", RESULT.tiers)
    assert found.seating == Seating("feasible", "total")


@pytest.mark.parametrize(
    "edit",
    [
        put("Sessions", "cloture", "début", "11:15"),
        put("Sessions", "cloture", "salle", "seine"),
        put("Sessions", "cloture", "minutes", 45),
        put("Salles", "seine", "places", 10),
        put("Sessions", "cloture", "après", "feu"),
    ],
)
def test_another_timetable_or_demand_proves_nothing(path: Path, edit: Edit) -> None:
    found = workbook.read(typed(path, edit)).result
    assert (found.status, found.tiers) == ("feasible", ())
    assert found.seating == Seating("feasible", "total")


def test_a_session_with_too_few_is_told_as_cancelled(path: Path) -> None:
    found = workbook.read(typed(path, put("Sessions", "air-b", "inscrits au moins", 3))).result
    assert found.seating == Seating("feasible", "total", cancelled=("air-b",))


def test_the_result_for_other_attendees(path: Path) -> None:
    book = workbook.read(path)
    attendees = [{"id": "p1", "wishes": ["air"]}, {"id": "p9", "wishes": ["eau"]}]
    found = book.result_for(Problem.read({**DRAFT, "attendees": attendees}))
    assert found.timetable == replace(TIMETABLE, seats=TIMETABLE.seats[:2])
    assert (found.status, found.tiers) == ("optimal", RESULT.tiers)
    assert found.seating == Seating("feasible", "total")


def test_nobody_was_ever_seated(tmp_path: Path) -> None:
    plain = replace(RESULT, timetable=Timetable.of(TIMETABLE.placements), seating=None)
    book = workbook.read(workbook.write(tmp_path / "a.xlsx", PROBLEM, plain, "fr"))
    assert book.result.seating is None
    edited = workbook.read(typed(tmp_path / "a.xlsx", seat("p1", "eau")))
    assert edited.result.seating == Seating("feasible", "generous")
    assert [it.kind for it in edited.changes] == ["seat"]


def test_a_draft_has_no_result_but_its_own_times(tmp_path: Path) -> None:
    draft = workbook.write_draft(tmp_path / "d.xlsx", PROBLEM, "fr")
    found = workbook.read(draft).result
    assert (found.status, found.timetable) == ("unknown", None)
    timed = put("Sessions", "eau", "début", "10:00")
    found = workbook.read(typed(draft, timed)).result
    assert (found.status, found.tiers, found.seating) == ("feasible", (), None)
    assert found.timetable == Timetable.of([Placement("eau", DAY, 600, 660)])


def test_a_workbook_from_before_there_were_seats(path: Path) -> None:
    def older(book: Workbook) -> None:
        meta = book["_meta"]
        for row in reversed(list(meta.iter_rows())):
            if row[0].value == "schema":
                row[1].value = 2
            elif row[0].value in ("seats", "seating"):
                meta.delete_rows(row[0].row)
            elif row[0].value == "tiers":
                row[1].value = '[{"tier": 1, "status": "optimal", "cost": 0, "bound": 0}]'
        sheet = book["Participants"]
        sheet.delete_cols(cell_of(sheet, "p1", "places").column)

    book = workbook.read(typed(path, older))
    assert book.solved
    assert (book.problem, book.changes, book.notices) == (PROBLEM, (), ())
    assert book.timetable == replace(TIMETABLE, seats=())
    assert book.result.tiers == (TierResult(1, (), "optimal", 0, 0),)
    assert book.result.seating is None


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("seats", '[["p1"]]'),
        ("seats", "{"),
        ("seating", '{"status": "optimal"}'),
        ("status", "sure"),
        ("tiers", '[{"rank": 1}]'),
    ],
)
def test_what_is_not_as_the_program_writes_it(path: Path, key: str, words: str) -> None:
    def altered(book: Workbook) -> None:
        (cell,) = (row[1] for row in book["_meta"].iter_rows() if row[0].value == key)
        cell.value = words

    book = workbook.read(typed(path, altered))
    assert not book.solved
    assert book.timetable == TIMETABLE
