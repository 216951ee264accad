"""Papers are shown under the stretch, the room and the track that they are in."""

from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.booklet import booklet
from agenda_solver.views.door_signs import door_signs
from agenda_solver.views.person_page import person_page
from agenda_solver.views.programme_page import programme_page
from agenda_solver.views.room_page import room_page
from agenda_solver.views.speaker_sheets import speaker_sheets
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.terminal import programme_text

DAY = date(2027, 6, 10)


def paper(key, track="Eau", **more):
    return {"id": key, "title": key.capitalize(), "kind": "paper", "track": track, **more}


PROBLEM = Problem.read(
    {
        "event": {"name": "Sols", "language": "fr"},
        "days": [{"date": DAY}],
        "rooms": [{"id": "a", "name": "Amphi"}, {"id": "b", "name": "Salle B"}],
        "people": [{"id": "ada", "name": "Ada Exemple"}],
        "stretches": [
            {"id": "s1", "name": "Matin", "day": DAY, "start": "9h", "end": "10h", "places": 2},
            {"id": "s2", "day": DAY, "start": "11h", "end": "12h", "places": 2},
        ],
        "tracks": [{"id": "Eau", "chairs": ["ada"]}],
        "sessions": [
            *(paper("nappes"), paper("lacs"), paper("mers"), paper("vers", "")),
            {"id": "mot", "title": "Mot", "minutes": 30},
            paper("loin"),
        ],
    }
)
TIMETABLE = Timetable.of(
    [
        Placement("nappes", DAY, 570, 600, "a"),
        Placement("lacs", DAY, 540, 570, "a"),
        Placement("mers", DAY, 540, 570, "b"),
        Placement("vers", DAY, 660, 690, "a"),
        Placement("mot", DAY, 540, 570),
        Placement("loin", DAY, 900, 930, "b"),
    ]
)


def test_what_holds_papers_has_the_hours_of_its_stretch_and_its_chairs():
    shown, timetable = with_stretches(PROBLEM, TIMETABLE)
    (whole,) = shown.wholes("lacs")
    assert shown.wholes("nappes") == (whole,)
    assert timetable.by_session[whole] == Placement(whole, DAY, 540, 600, "a")
    row = shown.session[whole]
    assert (row.title, row.subtitle, row.track, row.roster) == ("Eau", "Matin", "Eau", ("ada",))
    assert shown.wholes("mers") not in ((), (whole,))
    (other,) = shown.wholes("vers")
    assert (shown.session[other].title, shown.session[other].subtitle) == ("Communications", "")


def test_what_is_in_no_stretch_stands_by_itself():
    shown, _ = with_stretches(PROBLEM, TIMETABLE)
    assert shown.wholes("loin") == shown.wholes("mot") == ()


def test_a_draft_without_stretches_is_itself():
    plain = PROBLEM.with_tables(stretches=[])
    assert with_stretches(plain, TIMETABLE) == (plain, TIMETABLE)


def test_a_name_that_is_taken_is_left_to_whoever_has_it():
    taken = Problem.read(
        {
            **PROBLEM.dump(),
            "sessions": [
                *PROBLEM.dump()["sessions"],
                {"id": "s1 a Eau", "title": "X", "minutes": 5},
            ],
        }
    )
    shown, _ = with_stretches(taken, TIMETABLE)
    assert shown.wholes("lacs") == ("s1 a Eau'",)


def test_a_terminal_shows_stretches():
    assert "\n".join(
        [
            "       • Eau",
            "         Matin",
            "         Amphi",
            "         présidence : Ada Exemple",
            "         09h00  Lacs",
            "         09h30  Nappes",
        ]
    ) in programme_text(PROBLEM, TIMETABLE, "fr")


def test_the_sheet_and_the_booklet_show_them_as_parts():
    page = programme_page(PROBLEM, TIMETABLE, ())
    boxes = [box for box in page.days[0].boxes if len(box.lines) > 5]
    assert len(boxes) == 1
    book = booklet(PROBLEM, TIMETABLE)
    firsts = [one for group in book.days[0].groups for one in group if one.parts]
    assert [[part.title.fr for part in one.parts] for one in firsts] == [
        ["Lacs", "Nappes"],
        ["Mers"],
        ["Vers"],
    ]


def test_what_is_shown_so_already_is_left_as_it_is():
    shown = with_stretches(PROBLEM, TIMETABLE)
    assert with_stretches(*shown) == shown


def test_whoever_chairs_has_the_papers_on_a_sheet():
    (sheet,) = speaker_sheets(PROBLEM, TIMETABLE, "fr")
    assert [(part.hours.fr, part.title.fr) for part in sheet.parts] == [
        ("09h00–10h00", "Eau – Matin")
    ] * 2
    assert [[(words.fr, fact.fr) for words, fact in part.facts] for part in sheet.parts] == [
        [
            ("Rôle", "présidence"),
            ("Salle", "Amphi"),
            ("09h00", "Lacs (30 min)"),
            ("09h30", "Nappes (30 min)"),
        ],
        [("Rôle", "présidence"), ("Salle", "Salle B"), ("09h00", "Mers (30 min)")],
    ]


def test_who_chairs_with_somebody_is_told_with_whom():
    bob = {"id": "bob", "name": "Bob Exemple"}
    two = Problem.read(
        {
            **PROBLEM.dump(),
            "people": [*PROBLEM.dump()["people"], bob],
            "tracks": [{"id": "Eau", "chairs": ["ada", "bob"]}],
        }
    )
    ada, _ = speaker_sheets(two, TIMETABLE, "fr")
    beside = [fact.fr for part in ada.parts for words, fact in part.facts if words.fr == "Avec"]
    assert beside == ["présidence : Bob Exemple"] * 2


def test_a_paper_that_goes_on_after_its_stretch_stands_by_itself():
    late = Timetable.of([Placement("lacs", DAY, 540, 601, "a"), Placement("mers", DAY, 599, 600)])
    shown, _ = with_stretches(PROBLEM, late)
    assert shown.wholes("lacs") == ()
    assert shown.wholes("mers") != ()


def test_doors_rooms_and_people_show_stretches():
    first, _ = door_signs(PROBLEM, TIMETABLE)
    assert [(line.title.fr, line.people.fr, line.facts.fr, line.part) for line in first.lines] == [
        ("Eau – Matin", "présidence : Ada Exemple", "", False),
        *(("Lacs", "", "", True), ("Nappes", "", "", True)),
        *(("Communications", "", "", False), ("Vers", "", "", True)),
    ]
    shown = [
        [getattr(cell.value, "fr", cell.value) for cell in row.cells]
        for page in (room_page(PROBLEM, TIMETABLE, ()), person_page(PROBLEM, TIMETABLE, ()))
        for block in page.blocks
        for row in block.rows
    ]
    assert sum("Eau – Matin" in row and "présidence : Ada Exemple" in row for row in shown) == 2
    assert sum("Eau – Matin" in row and "présidence" in row for row in shown) == 2
