"""An agenda: what is a session in it, and what is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read
from command_line import run

SOLVED = Path(__file__).parents[3] / "solutions" / "assises-normandes-2026.xlsx"

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//invented//EN
X-WR-CALNAME:Journée fictive
{zone}BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20270101T000000Z
DTSTART:20270305T083000Z
DTEND:20270305T093000Z
SUMMARY:Table ronde : la carte et le territoire
LOCATION:Salle bleue
DESCRIPTION:Une question.
CATEGORIES:Débats
ATTENDEE;CN=Ada Fictive:mailto:ada@example.org
GEO:48.1;2.1
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:2@example.org
DTSTAMP:20270101T000000Z
DTSTART;TZID=Europe/Paris:20270305T140000
DURATION:PT90M
SUMMARY:Visite de la cave
RRULE:FREQ=DAILY;COUNT=2
END:VEVENT
BEGIN:VEVENT
UID:3@example.org
DTSTAMP:20270101T000000Z
DTSTART;VALUE=DATE:20270305
SUMMARY:Journée bloquée
END:VEVENT
BEGIN:VEVENT
UID:4@example.org
DTSTAMP:20270101T000000Z
DTSTART:20270305T160000Z
SUMMARY:Ne vient plus
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


def imported(text: str = ICS.format(zone="")) -> Imported:
    data = text.replace("\n", "\r\n").encode()
    return read(SourceFile("agenda.ics", data), ImportOptions())


def test_what_has_hours_is_a_session() -> None:
    problem = imported().problem
    assert problem.event.name == "Journée fictive"
    panel, visit = problem.sessions
    assert (panel.kind, panel.track) == ("round_table", "Débats")
    assert (panel.stated[0].start, panel.stated[0].end) == (9 * 60 + 30, 10 * 60 + 30)
    assert panel.preferred.room == "salle-bleue"
    assert panel.note == "UID: 1@example.org"
    assert problem.people[0].email == "ada@example.org"
    assert (visit.stated[0].start, visit.stated[0].end) == (14 * 60, 15 * 60 + 30)
    assert [day.date for day in problem.days] == [date(2027, 3, 5)]


def test_the_rest_is_told() -> None:
    report = imported().report
    apart = [(one.words, one.made[0].en) for one in report.accounts if one.fate == "apart"]
    assert apart[0][0].endswith("Journée bloquée")
    assert apart[1][1] == "cancelled"
    lost = {check.text.en.split(" ")[0] for check in report.checks}
    assert {"“GEO”", "“VALARM”", "“RRULE”"} <= lost


def test_the_zone_is_that_of_the_calendar() -> None:
    there = imported(ICS.format(zone="X-WR-TIMEZONE:America/New_York\n")).problem
    assert there.event.zone == "America/New_York"
    assert there.sessions[0].stated[0].start == 3 * 60 + 30
    nowhere = imported(ICS.format(zone="").replace(";TZID=Europe/Paris", ""))
    assert any("does not say its zone" in check.text.en for check in nowhere.report.checks)


@pytest.mark.parametrize(
    "text", ["BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        imported(text)


def test_a_calendar_of_ours_comes_back(tmp_path: Path) -> None:
    calendar = tmp_path / "programme.ics"
    assert run("export", SOLVED, "--to", "ics", "-o", calendar).returncode == 0
    problem = read(SourceFile(calendar.name, calendar.read_bytes()), ImportOptions()).problem
    opening = next(one for one in problem.sessions if one.title.startswith("Ouverture"))
    assert opening.stated[0].start == 9 * 60 + 30
    assert len(problem.sessions) >= 11


@pytest.mark.parametrize(
    ("places", "venue", "rooms"),
    [
        (
            ("Salle 1, Mairie, Rouen", "Salle 2, Mairie, Rouen"),
            "Mairie, Rouen",
            ("Salle 1", "Salle 2"),
        ),
        (("Salle 1, Mairie", "Mairie"), "Mairie", ("Salle 1",)),
        (("Salle 1, Mairie", "Salle 1, Mairie"), "", ("Salle 1, Mairie",)),
        (("Salle 1, Mairie", "Salle 1, Théâtre"), "", ("Salle 1, Mairie", "Salle 1, Théâtre")),
    ],
)
def test_what_all_places_end_with_is_that_of_the_event(
    places: tuple[str, str], venue: str, rooms: tuple[str, ...]
) -> None:
    text = ICS.format(zone="").replace("LOCATION:Salle bleue\n", "")
    first, second = (place.replace(",", "\\,") for place in places)
    text = text.replace("SUMMARY:Table", f"LOCATION:{first}\nSUMMARY:Table")
    problem = imported(text.replace("SUMMARY:Visite", f"LOCATION:{second}\nSUMMARY:Visite")).problem
    assert problem.event.place == venue
    assert tuple(room.name for room in problem.rooms) == rooms


def test_a_start_that_is_there_twice_counts_once_and_two_kinds_of_clocks_give_no_length() -> None:
    text = "\n".join(
        (
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invented//EN"),
            *("BEGIN:VEVENT", "UID:1", "DTSTART:20270305T090000", "DTSTART:20270305T100000"),
            *("DTEND:20270305T110000Z", "SUMMARY:Carte", "END:VEVENT", "END:VCALENDAR", ""),
        )
    )
    made = read(SourceFile("calendar.ics", text.encode()), ImportOptions())
    ((stated,),) = [session.stated for session in made.problem.sessions]
    assert (stated.start, stated.end) == (9 * 60, None)
