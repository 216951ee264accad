from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from agenda_solver.difference import Version, difference
from agenda_solver.files import InputError
from agenda_solver.files.calendars import (
    EXPORTER,
    PROGRAMME,
    calendar,
    calendar_files,
)
from agenda_solver.files.exporters import ExportOptions, Publication, Written, write
from agenda_solver.history.editions import (
    Diary,
    History,
    diaries,
    from_data,
    to_data,
)
from agenda_solver.problem import Problem
from agenda_solver.text import Language, same
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.editions import edition, with_edition

DAY = date(2026, 6, 10)
EVENT = {"id": "forum", "name": "Forum & débats", "place": "1, quai des Arts ; Rouen"}
WORKSHOPS = ("eau", "sol", "air", "feu")
ROOMS = ("amphi", "seine", "orne", "risle", "eure")
PEOPLE = ("ada", "bob", "cleo")
ATTENDEES = ("p1", "p2", "p3", "p4", "p5")


def problem(
    people: Mapping[str, list[str]] | None = None, left: frozenset[str] = frozenset(), **event: Any
) -> Problem:
    """Return a forum: who animates what, and the rooms, people and attendees who have left."""
    hosts = people or {}
    workshops = [
        {
            **{"id": key, "title": f"Atelier {key}", "kind": "workshop", "minutes": 60},
            "people": {"animation": hosts[key]} if hosts.get(key) else {},
        }
        for key in WORKSHOPS
    ]
    shared = [
        {"id": "ouverture", "title": "Ouverture", "kind": "plenary", "minutes": 30},
        {"id": "repas", "title": "Déjeuner", "kind": "meal", "minutes": 60},
    ]
    return Problem.read(
        {
            "event": {**EVENT, **event},
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": key, "name": f"Salle {key}"} for key in ROOMS if key not in left],
            "people": [{"id": key, "name": f"Nom de {key}"} for key in PEOPLE if key not in left],
            "sessions": [*shared, *workshops],
            "attendees": [
                {"id": key, "name": f"Secret {key}", "email": f"{key}@secret.example"}
                for key in ATTENDEES
                if key not in left
            ],
        }
    )


def timetable(*placements: Placement, seats: Mapping[str, str] | None = None) -> Timetable:
    return Timetable.of(placements, [Seat(*pair) for pair in (seats or {}).items()])


OPENING = Placement("ouverture", DAY, 540, 570, "amphi")
LUNCH = Placement("repas", DAY, 720, 780)
EAU = Placement("eau", DAY, 600, 660, "seine")
KEY = "7d1b5b4e-5a3c-4f0e-9c56-0a4f7a9f8f10"
FIRST = problem({"eau": ["ada"]}), timetable(OPENING, EAU, LUNCH, seats={"p1": "eau"})


def history(*versions: tuple[Problem, Timetable]) -> History:
    found: History | None = None
    for it in versions:
        found = with_edition(found, *it)
    assert found is not None
    return found


def events(data: bytes) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(data)
    assert not found.errors
    return found.events


def titled(found: History, words: str, diary: Diary = PROGRAMME) -> icalendar.Event:
    (event,) = (it for it in events(calendar(found, diary, "fr")) if words in it["summary"])
    return event


# --- A calendar program, in small ---------------------------------------------------------


@dataclass
class Program:
    """Keeps of each event what has the highest number, and shows what is not cancelled."""

    kept: dict[str, icalendar.Event] = field(default_factory=dict)

    def imports(self, data: bytes) -> None:
        there = events(data)
        assert len({it["uid"] for it in there}) == len(there)
        for event in there:
            before = self.kept.get(event["uid"])
            if before is not None and event["sequence"] == before["sequence"]:
                assert event.to_ical() == before.to_ical(), "changed, but not said to have"
            if before is None or event["sequence"] > before["sequence"]:
                self.kept[event["uid"]] = event

    @property
    def shown(self) -> set[tuple[str, datetime, datetime, str]]:
        found = [
            (str(it["summary"]), it.start, it.end, str(it["location"]))
            for it in self.kept.values()
            if it["status"] == "CONFIRMED"
        ]
        assert len(found) == len(set(found))
        return set(found)


PARIS = ZoneInfo("Europe/Paris")


def expected(
    asked: Problem, made: Timetable, diary: Diary
) -> set[tuple[str, datetime, datetime, str]]:
    """Return what somebody should see, from the timetable itself."""
    zone = ZoneInfo(asked.event.zone)
    midnight = datetime(DAY.year, DAY.month, DAY.day, tzinfo=zone)
    found = set()
    for it in made.placements:
        if not _holds(asked, made, diary, it):
            continue
        room = f"Salle {it.room}, " if it.room else ""
        found.add(
            (
                asked.session[it.session].title,
                midnight + timedelta(minutes=it.start),
                midnight + timedelta(minutes=it.end),
                f"{room}{EVENT['place']}",
            )
        )
    return found


def _holds(asked: Problem, made: Timetable, diary: Diary, it: Placement) -> bool:
    match diary.scope:
        case "programme":
            return True
        case "room":
            return it.room == diary.of
        case "person":
            return diary.of in made.roster(asked.session[it.session])
        case "attendee":
            shared = it.session in ("ouverture", "repas")
            return diary.of in asked.attendee and (
                shared or Seat(diary.of, it.session) in made.seats
            )


def versions(chance: random.Random, number: int) -> Iterator[tuple[Problem, Timetable]]:
    """Yield versions of the forum, in each of which a few things are otherwise."""
    zone = chance.choice(("UTC", "UTC", "Europe/Paris"))  # without a zone they are read faster
    hosts = {key: [chance.choice(PEOPLE)] for key in WORKSHOPS}
    rooms = dict(zip(WORKSHOPS, ROOMS[1:], strict=True))
    starts = dict.fromkeys(WORKSHOPS, 600)
    held = set(WORKSHOPS)
    seats = {key: chance.choice(WORKSHOPS) for key in ATTENDEES}
    lunch = 720
    left: frozenset[str] = frozenset()
    for _ in range(number):
        for _ in range(chance.randint(0, 3)):
            one, other = chance.sample(WORKSHOPS, 2)
            match chance.randrange(8):
                case 0:
                    held ^= {one}
                case 1:
                    starts[one] = chance.choice((600, 630, 800, 900))
                case 2:
                    rooms[one], rooms[other] = rooms[other], rooms[one]
                case 3:
                    hosts[one] = chance.sample(PEOPLE, chance.randint(0, 2))
                case 4:
                    seats[chance.choice(ATTENDEES)] = one
                case 5:
                    seats.pop(chance.choice(ATTENDEES), None)
                case 6:
                    lunch = chance.choice((720, 735))
                case 7:
                    left ^= {chance.choice((*ATTENDEES, *PEOPLE, *ROOMS[1:]))}
        yield (
            problem(
                {key: [who for who in hosts[key] if who not in left] for key in WORKSHOPS},
                left,
                zone=zone,
            ),
            timetable(
                OPENING,
                replace(LUNCH, start=lunch),
                *(
                    Placement(
                        key,
                        DAY,
                        starts[key],
                        starts[key] + 60,
                        None if rooms[key] in left else rooms[key],
                    )
                    for key in sorted(held)
                ),
                seats={
                    who: session
                    for who, session in seats.items()
                    if session in held and who not in left
                },
            ),
        )


@pytest.mark.parametrize("seed", range(40))
def test_importing_each_version_leaves_exactly_the_last_agenda(seed: int) -> None:
    chance = random.Random(seed)
    programs: dict[Diary, Program] = {}
    followed = chance.sample(
        [
            *(Diary("room", key) for key in ROOMS),
            *(Diary("person", key) for key in PEOPLE),
            *(Diary("attendee", key) for key in ATTENDEES),
        ],
        6,
    )
    found: History | None = None
    for asked, made in versions(chance, 5):
        found = with_edition(found, asked, made)
        found = from_data(to_data(found))  # as it is kept in between
        skipped = chance.random() < 0.2  # not everybody imports every version
        if skipped:
            continue
        for diary in diaries(found):
            if diary == PROGRAMME or diary in followed:
                program = programs.setdefault(diary, Program())
                program.imports(calendar(found, diary, "fr"))
                assert program.shown == expected(asked, made, diary)


def test_importing_everything_shows_each_calendar_by_itself() -> None:
    """What is cancelled in one calendar stays in the others, all in one program."""
    moved = problem({"eau": ["bob"]}), timetable(OPENING, replace(EAU, room="orne"), LUNCH)
    program = Program()
    for found in (history(FIRST), history(FIRST, moved)):
        for data in calendar_files(found, "fr", ALL).values():
            program.imports(data)
    shown = [it for it in program.kept.values() if "Atelier eau" in it["summary"]]
    # The programme, two rooms, two people, one attendee.
    assert sorted(str(it["status"]) for it in shown) == ["CANCELLED"] * 3 + ["CONFIRMED"] * 3


def test_a_session_that_comes_back_is_shown_again() -> None:
    gone = FIRST[0], timetable(OPENING, LUNCH)
    program, numbers = Program(), []
    for found in (history(FIRST), history(FIRST, gone), history(FIRST, gone, FIRST)):
        program.imports(calendar(found, PROGRAMME, "fr"))
        numbers.append((int(titled(found, "eau")["sequence"]), str(titled(found, "eau")["status"])))
    assert numbers == [(0, "CONFIRMED"), (1, "CANCELLED"), (2, "CONFIRMED")]
    assert program.shown == expected(*FIRST, PROGRAMME)


# --- An event -----------------------------------------------------------------------------


def test_what_an_event_says() -> None:
    event = titled(history(FIRST), "eau")
    assert str(event["summary"]) == "Atelier eau"
    assert event["dtstart"].to_ical() == b"20260610T100000"
    assert event["dtstart"].params["TZID"] == event["dtend"].params["TZID"] == "Europe/Paris"
    assert event.end - event.start == timedelta(hours=1)
    assert str(event["location"]) == "Salle seine, 1, quai des Arts ; Rouen"
    assert str(event["description"]) == "atelier\nanimation : Nom de ada"
    assert (event["sequence"], event["status"], event["transp"]) == (0, "CONFIRMED", "OPAQUE")


@pytest.mark.parametrize(
    ("language", "kind", "name"),
    [("fr", "repas", "Forum & débats – mon agenda"), ("en", "meal", "Forum & débats – my agenda")],
)
def test_both_languages(language: Language, kind: str, name: str) -> None:
    found = history(FIRST)
    data = calendar(found, Diary("attendee", "p1"), language)
    read = icalendar.Calendar.from_ical(data)
    assert read["x-wr-calname"] == name
    assert read["prodid"].endswith(f"//{language.upper()}")
    (event,) = (it for it in read.events if it["summary"] == "Déjeuner")
    assert event["description"] == kind


def test_what_a_calendar_is_called() -> None:
    found = history(FIRST)
    for diary, name in (
        (PROGRAMME, "Forum & débats"),
        (Diary("room", "seine"), "Forum & débats – Salle seine"),
        (Diary("person", "ada"), "Forum & débats – Nom de ada"),
    ):
        read = icalendar.Calendar.from_ical(calendar(found, diary, "fr"))
        assert (read["x-wr-calname"], read["method"], read["version"]) == (name, "PUBLISH", "2.0")
        assert read["x-wr-timezone"] == "Europe/Paris"


def test_what_is_cancelled_says_why() -> None:
    gone = FIRST[0], timetable(OPENING, LUNCH)
    assert titled(history(FIRST, gone), "Ouverture")["sequence"] == 0  # as it was
    event = titled(history(FIRST, gone), "eau", Diary("person", "ada"))
    assert event["sequence"] == 1
    assert str(event["summary"]) == "Annulé : Atelier eau"
    assert str(event["description"]).startswith("Cette session n'a plus lieu.\natelier")
    assert (event["status"], event["transp"]) == ("CANCELLED", "TRANSPARENT")
    moved = problem({"eau": ["bob"]}), timetable(OPENING, replace(EAU, room="orne"), LUNCH)
    found = history(FIRST, moved)
    for diary, why in (
        (Diary("room", "seine"), "Cette session a lieu, mais plus dans cette salle."),
        (Diary("person", "ada"), "Cette session a lieu, mais n'est plus dans cet agenda."),
        (Diary("attendee", "p1"), "Cette session a lieu, mais n'est plus dans cet agenda."),
    ):
        event = titled(found, "eau", diary)
        assert str(event["summary"]) == "Retiré : Atelier eau"
        assert str(event["description"]).split("\n")[0] == why
        assert event["status"] == "CANCELLED"


def test_a_session_has_another_uid_in_each_calendar_and_event() -> None:
    found = history(FIRST)
    renamed = history((problem(name="Forum 2027"), FIRST[1]))
    uids = [
        str(it["uid"])
        for diary in (PROGRAMME, Diary("room", "seine"), Diary("attendee", "p1"))
        for it in events(calendar(found, diary, "fr"))
    ] + [str(it["uid"]) for it in events(calendar(renamed, PROGRAMME, "fr"))]
    assert len(set(uids)) == len(uids) == 3 + 1 + 3 + 3


def test_uids_outlive_a_new_name_of_everything() -> None:
    found = history(FIRST)
    renamed = with_edition(found, problem(name="Forum, version 2", place="Caen"), FIRST[1])
    before, after = titled(found, "eau"), titled(renamed, "eau")
    assert before["uid"] == after["uid"]
    assert (after["sequence"], after["location"]) == (1, "Salle seine, Caen")


# --- Words that trap ----------------------------------------------------------------------


TRAPS = (
    "virgule, point-virgule ; deux-points : fin",
    'des "guillemets" et une \\ barre \\n \\, \\;',
    "BEGIN:VEVENT",
    "à l'été 👩‍👧 🎉" * 30,
    "x" * 500,
    "日本語" * 60,
    "{name} %s & <b>",
)


@pytest.mark.parametrize("words", TRAPS)
def test_words_are_read_back_as_they_were(words: str) -> None:
    asked = _titled(words)
    data = calendar(history((asked, FIRST[1])), PROGRAMME, "fr")
    (event,) = (it for it in events(data) if it.start.hour == 10)
    assert event["summary"] == asked.session["eau"].title
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.count(b"\n") == data.count(b"\r\n")


def _titled(words: str) -> Problem:
    data = FIRST[0].dump()
    (eau,) = (row for row in data["sessions"] if row["id"] == "eau")
    eau["title"] = words
    return Problem.read(data)


@pytest.mark.parametrize(
    "words", ["a\nb", "a\r\nb", "a\tb", "a\u2028b", "a \x0b\x00\x1f\x7f\x85 b", " a\n\n b "]
)
def test_lines_and_controls_are_blanks(words: str) -> None:
    plain = edition(*FIRST)
    eau = replace(plain.sessions["eau"], title=same(words))
    found = History(KEY, (replace(plain, sessions={**plain.sessions, "eau": eau}),))
    data = calendar(found, PROGRAMME, "fr")
    assert {"a b"} == {str(it["summary"]) for it in events(data)} - {"Ouverture", "Déjeuner"}
    assert not set(data.decode().replace("\r\n", "")) & {chr(n) for n in (*range(32), 127, 0x85)}


# --- Times --------------------------------------------------------------------------------


def at(start: int, end: int, day: date = DAY, zone: str = "Europe/Paris") -> bytes:
    """Return the programme of one session."""
    asked = Problem.read(
        {
            "event": {**EVENT, "zone": zone},
            "days": [{"date": day.isoformat()}],
            "sessions": [{"id": "a", "title": "A", "minutes": 60}],
        }
    )
    made = timetable(Placement("a", day, start, end))
    return calendar(history((asked, made)), PROGRAMME, "fr")


def test_midnight_and_the_end_of_the_day() -> None:
    (event,) = events(at(0, 1440))
    assert event["dtstart"].to_ical() == b"20260610T000000"
    assert event["dtend"].to_ical() == b"20260611T000000"
    (event,) = events(at(1380, 1440, date(2026, 12, 31)))
    assert event["dtend"].to_ical() == b"20270101T000000"


def test_what_a_hand_has_given_no_length_has_no_end() -> None:
    for end in (600, 590):
        (event,) = events(at(600, end))
        assert "dtend" not in event


def offset_by(data: bytes, wall: datetime) -> timedelta:
    """Return the offset that a calendar's own VTIMEZONE gives a wall clock time (RFC 5545)."""
    (zone,) = icalendar.Calendar.from_ical(data).timezones
    onsets = sorted(zone.subcomponents, key=lambda it: it.DTSTART)
    for one, other in pairwise(onsets):
        assert one.TZOFFSETTO == other.TZOFFSETFROM
    assert wall >= onsets[0].DTSTART
    return [it.TZOFFSETTO for it in onsets if wall >= it.DTSTART][-1]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Paris", date(2026, 6, 10), 2),
        ("Europe/Paris", date(2026, 11, 6), 1),
        ("Europe/Paris", date(2026, 1, 1), 1),
        ("Europe/Paris", date(2026, 12, 31), 1),
        ("Europe/Paris", date(2045, 7, 1), 2),
        ("Europe/Dublin", date(2026, 6, 10), 1),
        ("Europe/Dublin", date(2026, 12, 10), 0),
        ("Asia/Tokyo", date(2026, 6, 10), 9),
        ("Asia/Kolkata", date(2026, 6, 10), 5.5),
        ("America/New_York", date(2026, 3, 7), -5),
        ("America/New_York", date(2026, 3, 9), -4),
        ("Pacific/Kiritimati", date(2026, 1, 1), 14),
        ("Pacific/Pago_Pago", date(2026, 12, 31), -11),
        ("Africa/Casablanca", date(2026, 3, 1), 0),
        ("Africa/Casablanca", date(2026, 6, 10), 1),
    ],
)
def test_a_calendar_knows_its_zone(zone: str, day: date, hours: float) -> None:
    data = at(0, 1440, day, zone)
    for wall in (
        datetime(day.year, day.month, day.day),
        datetime(day.year, day.month, day.day, 23),
    ):
        assert offset_by(data, wall) == timedelta(hours=hours)
    (event,) = events(data)
    assert event["dtstart"].params["TZID"] == zone


@pytest.mark.parametrize(
    ("day", "until", "since", "before", "after"),
    [
        (date(2026, 3, 29), 2, 2, 1, 2),  # 02:00 becomes 03:00
        (date(2026, 10, 25), 3, 3, 2, 1),  # 03:00 becomes 02:00
    ],
)
def test_clocks_change_at_the_hour(
    day: date, until: int, since: int, before: int, after: int
) -> None:
    data = at(600, 660, day)
    midnight = datetime(day.year, day.month, day.day)
    earlier = midnight + timedelta(hours=until, seconds=-1)
    assert offset_by(data, earlier) == timedelta(hours=before)
    assert offset_by(data, midnight + timedelta(hours=since)) == timedelta(hours=after)
    (zone,) = icalendar.Calendar.from_ical(data).timezones
    kinds = {it.DTSTART: it.name for it in zone.subcomponents}
    assert kinds[midnight + timedelta(hours=since)] == ("DAYLIGHT" if after == 2 else "STANDARD")


def test_no_offset_changes_where_clocks_do_not() -> None:
    (zone,) = icalendar.Calendar.from_ical(at(600, 660, zone="Asia/Tokyo")).timezones
    assert [it.name for it in zone.subcomponents] == ["STANDARD"]
    assert str(zone.subcomponents[0]["tzname"]) == "JST"


def test_universal_time_needs_no_zone() -> None:
    data = at(600, 660, zone="UTC")
    assert not icalendar.Calendar.from_ical(data).timezones
    assert b"DTSTART:20260610T100000Z\r\n" in data


def test_a_zone_comes_before_the_events_that_need_it() -> None:
    elsewhere = problem({"eau": ["ada"]}, zone="Europe/Lisbon"), timetable(OPENING, LUNCH)
    data = calendar(history(FIRST, elsewhere), PROGRAMME, "fr")
    names = [it.name for it in icalendar.Calendar.from_ical(data).subcomponents]
    assert names == ["VTIMEZONE"] * 2 + ["VEVENT"] * 3
    (gone,) = (it for it in events(data) if it["status"] == "CANCELLED")
    assert gone["dtstart"].params["TZID"] == "Europe/Paris"


# --- The same bytes -----------------------------------------------------------------------


def test_the_same_history_gives_the_same_bytes() -> None:
    gone = FIRST[0], timetable(OPENING, LUNCH)
    one = calendar_files(history(FIRST, gone), "fr", ALL)
    assert one == calendar_files(history(FIRST, gone), "fr", ALL)
    assert one == calendar_files(from_data(to_data(history(FIRST, gone))), "fr", ALL)
    assert str(events(one[PurePosixPath("programme.ics")])[0]["dtstamp"].dt) == (
        "2026-06-10 00:00:00+00:00"
    )


def test_a_calendar_says_when_it_was_made() -> None:
    made = datetime(2026, 6, 9, 22, 30, tzinfo=PARIS)
    (event, *_) = events(calendar(history(FIRST), PROGRAMME, "fr", stamped=made))
    assert event["dtstamp"].dt == datetime(2026, 6, 9, 20, 30, tzinfo=UTC)


# --- Privacy ------------------------------------------------------------------------------


def test_no_attendee_is_named() -> None:
    public = calendar_files(history(FIRST), "fr", ExportOptions())
    assert list(map(str, public)) == [
        "programme.ics",
        *("salles/amphi.ics", "salles/seine.ics"),
        "intervenants/ada.ics",
    ]
    all_ = calendar_files(history(FIRST), "fr", ALL)
    assert len(all_) == len(public) + len(ATTENDEES)
    for data in all_.values():
        assert b"secret" not in data.replace(b"\r\n ", b"").lower()
    for name, data in public.items():
        assert all_[name] == data
        assert not any(f"{key}".encode() in data for key in ATTENDEES)


# --- Files --------------------------------------------------------------------------------


ALL = ExportOptions(attendees=True)


def written_to(
    path: Path,
    found: History,
    language: Language = "fr",
    choice: ExportOptions = ExportOptions(),  # noqa: B008
    *,
    force: bool = False,
) -> Written:
    publication = Publication(*FIRST, found, language)
    return write(EXPORTER, path, publication, choice, force=force)


def test_a_folder_of_calendars(tmp_path: Path) -> None:
    folder = tmp_path / "agendas"
    written = written_to(folder, history(FIRST), "en", ALL).paths
    assert [path.relative_to(folder).as_posix() for path in written] == [
        "programme.ics",
        *("rooms/amphi.ics", "rooms/seine.ics"),
        "people/ada.ics",
        *(f"attendees/{key}.ics" for key in ATTENDEES),
    ]
    for path in written:
        assert events(path.read_bytes())


def test_the_next_version_replaces_the_first_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "agendas"
    written_to(folder, history(FIRST))
    before = (folder / "programme.ics").read_bytes()
    later = history(FIRST, (FIRST[0], timetable(OPENING, LUNCH)))
    with pytest.raises(InputError) as caught:
        written_to(folder, later)
    assert "contient déjà 4 des fichiers" in caught.value.sentences[0].fr
    assert (folder / "programme.ics").read_bytes() == before
    written_to(folder, later, force=True)
    # Whoever has nothing left is still told so.
    (event,) = events((folder / "intervenants" / "ada.ics").read_bytes())
    assert event["status"] == "CANCELLED"


@pytest.mark.parametrize("name", ["forum.ics", "FORUM.ICS"])
def test_one_file_holds_the_whole_event(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    found = history(FIRST)
    assert written_to(path, found).paths == (path,)
    assert path.read_bytes() == calendar(found, PROGRAMME, "fr")
    with pytest.raises(InputError) as caught:
        written_to(path, found)
    assert "--force" in caught.value.sentences[0].fr


def test_one_file_holds_no_attendee(tmp_path: Path) -> None:
    path = tmp_path / "forum.ics"
    with pytest.raises(InputError) as caught:
        written_to(path, history(FIRST), choice=ALL)
    assert caught.value.sentences[0].fr == (
        f"{path} : un seul fichier ne contient que le programme entier ; pour les agendas des "
        "participants, donner un dossier"
    )
    assert not path.exists()


@pytest.mark.parametrize(
    ("choice", "folders"),
    [
        (ExportOptions(per="room"), {"salles"}),
        (ExportOptions(per="person"), {"intervenants"}),
        (ExportOptions(per="room", attendees=True), {"salles", "participants"}),
    ],
)
def test_files_for_each_room_or_person_only(choice: ExportOptions, folders: set[str]) -> None:
    files = calendar_files(history(FIRST), "fr", choice)
    assert {file.parts[0] for file in files} == folders
    every = calendar_files(history(FIRST), "fr", ALL)
    assert files == {file: every[file] for file in files}


def test_what_no_calendar_can_hold_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "agendas", tmp_path / "forum.ics"):
        assert [sentence.fr for sentence in written_to(path, history(FIRST)).lacking] == [
            "Sans heure, donc dans aucun calendrier : « Atelier sol », « Atelier air » et "
            "« Atelier feu »",
            "Les intervenants n'y sont que des mots de la description : « import » ne les y relit "
            "pas",
        ]


def test_an_event_in_which_nothing_takes_place(tmp_path: Path) -> None:
    found = history((FIRST[0], timetable()))
    (path,) = written_to(tmp_path / "forum", found).paths
    assert events(path.read_bytes()) == []


# --- What the pages say -------------------------------------------------------------------

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("page", "language", "quotes"),
    [("calendriers.md", "fr", "« {} »"), ("calendars.md", "en", "“{}”")],
)
def test_the_pages_say_what_is_written(page: str, language: Language, quotes: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for name in calendar_files(history(FIRST), language, ALL):
        told = name if name.parent == PurePosixPath() else name.with_name("ID.ics")
        assert f"| `{told}` |" in text
    moved = problem(), timetable(OPENING, replace(EAU, room="orne"))
    for it in (PROGRAMME, Diary("person", "ada")):
        data = calendar(history(FIRST, moved), it, language)
        (gone,) = (one for one in events(data) if one["status"] == "CANCELLED")
        heading, _ = str(gone["summary"]).split(": ")
        assert quotes.format(f"{heading}:") in text


# --- What a session is about --------------------------------------------------------------


def described(**said: Any) -> tuple[Problem, Timetable]:
    first, placed = FIRST
    sessions = [row.model_copy(update=said) if row.id == "eau" else row for row in first.sessions]
    return Problem.read(first.with_tables(sessions=sessions).dump()), placed


def test_a_calendar_tells_what_a_session_is_about_and_where_its_page_is() -> None:
    about = {
        "subtitle": "De la source à la mer",
        "description": "On parle d'eau.\nEt de ceux qui la boivent.",
        "questions": ["Qui paie ?"],
        "link": "https://exemple.org/eau",
    }
    event = titled(history(described(**about)), "eau")
    assert str(event["description"]).splitlines()[-5:] == [
        "De la source à la mer",
        "On parle d'eau.",
        "Et de ceux qui la boivent.",
        "– Qui paie ?",
        "https://exemple.org/eau",
    ]
    assert str(event["url"]) == "https://exemple.org/eau"
    assert "url" not in titled(history(FIRST), "eau")


def test_a_new_description_is_sent_and_is_no_change_of_the_programme() -> None:
    before, after = described(description="Avant."), described(description="Après.")
    event = titled(history(before, after), "eau")
    assert (event["sequence"], "Après." in event["description"]) == (1, True)
    assert titled(history(before, after), "Ouverture")["sequence"] == 0
    assert difference(Version(*before), Version(*after)).sessions == ()


def test_whoever_chairs_has_the_papers_of_their_track() -> None:
    asked = Problem.read(
        {
            "event": EVENT,
            "days": [{"date": DAY}],
            "rooms": [{"id": "amphi"}],
            "people": [{"id": "ada", "name": "Ada Fictive"}, {"id": "bob"}],
            "stretches": [{"id": "s", "day": DAY, "start": "9h", "end": "10h", "places": 2}],
            "tracks": [{"id": "Sols", "chairs": ["ada"]}],
            "sessions": [
                {**{"id": key, "title": key, "kind": "paper"}, "track": track, "people": people}
                for key, track, people in (
                    ("vers", "Sols", {"auteur": ["bob"]}),
                    ("nappes", "Eau", {}),
                )
            ],
        }
    )
    made = Timetable.of(
        [Placement("vers", DAY, 540, 570, "amphi"), Placement("nappes", DAY, 570, 600, "amphi")]
    )
    (event,) = events(calendar(history((asked, made)), Diary("person", "ada"), "fr"))
    assert str(event["summary"]) == "vers"
    told = str(event["description"]).split("\n")
    assert "auteur : bob · présidence : Ada Fictive" in told
