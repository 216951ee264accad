import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from agenda_solver.problem import (
    KINDS,
    Fault,
    Hours,
    Minutes,
    Problem,
    ProblemError,
    Window,
    clean,
    label_of,
    parse_clock,
    within,
)
from agenda_solver.text import clock

JUNE_10, JUNE_11 = date(2026, 6, 10), date(2026, 6, 11)


def draft(session: Mapping[str, object] | None = None, /, **tables: object) -> dict[str, Any]:
    """Return the data of a one-session draft, with more in its session or other tables."""
    return {
        "event": {"name": "Assises"},
        "days": [{"id": "mercredi", "date": JUNE_10}],
        "rooms": [{"id": "amphi"}],
        "people": [{"id": "maire"}],
        "sessions": [{"id": "ouverture", "title": "Ouverture", "minutes": 60, **(session or {})}],
        **tables,
    }


def event(**keys: object) -> dict[str, Any]:
    return draft(event={"name": "Assises", **keys})


def day(**keys: object) -> dict[str, Any]:
    return draft(days=[{"id": "mercredi", "date": JUNE_10, **keys}])


def room(**keys: object) -> dict[str, Any]:
    return draft(rooms=[{"id": "amphi", **keys}])


def person(**keys: object) -> dict[str, Any]:
    return draft(people=[{"id": "maire", **keys}])


def attendee(**keys: object) -> dict[str, Any]:
    return draft(attendees=[{"id": "p1", **keys}])


def sequence(**keys: object) -> dict[str, Any]:
    return draft(sequences=[{"id": "suite", **keys}])


def faults(data: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the faults of a draft: where, in French, in English."""
    with pytest.raises(ProblemError) as caught:
        Problem.read(data)
    return [(label_of(it.path).fr, it.text.fr, it.text.en) for it in caught.value.faults]


# --- Times of day -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("09:30", 570),
        ("9:30", 570),
        ("09:30:00", 570),
        ("9h30", 570),
        ("09H30", 570),
        ("9 h 30", 570),
        ("9h", 540),
        ("9 h", 540),
        (" 9h30 ", 570),
        ("\u00a09h30\u202f", 570),
        ("9\u00a0h\u00a030", 570),
        ("9\u202fh\u202f30", 570),
        ("\ufeff9h30", 570),
        ("9h\u200b30", 570),
        ("00:00", 0),
        ("0h", 0),
        ("23:59", 1439),
        ("24:00", 1440),
        ("24h", 1440),
        (time(9, 30), 570),
        (time(0), 0),
    ],
)
def test_parse_clock(written: object, minute: int) -> None:
    assert parse_clock(written) == minute


@pytest.mark.parametrize(
    "written",
    [
        "25h30",
        "24:01",
        "24h30",
        "9h75",
        "9h5",
        "9:5",
        "9",
        "9.5",
        "9,5",
        "",
        "h30",
        "-9:30",
        "09:30:15",
        "13:30 pm",
        "0 am",
        "midi",
        "009:30",
        "9h30 10h",
        9,
        9.5,
        0.395833,
        True,
        None,
        [9, 30],
        datetime(2026, 6, 10, 9, 30, tzinfo=UTC),
    ],
)
def test_parse_clock_refuses(written: object) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_clock(written)
    told = caught.value.context or {}
    assert told["fr"] == f"« {written} » n'est pas une heure (attendu HH:MM)"
    assert told["en"] == f"“{written}” is not a time of day (expected HH:MM)"


@pytest.mark.parametrize("written", [time(9, 30, 15), time(9, 30, 0, 1)])
def test_parse_clock_refuses_seconds(written: time) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_clock(written)
    told = caught.value.context or {}
    assert told["fr"] == f"« {written.isoformat()} » a des secondes (attendu HH:MM)"
    assert told["en"] == f"“{written.isoformat()}” has seconds (expected HH:MM)"


@pytest.mark.parametrize("minute", [0, 1, 59, 60, 570, 599, 1439, 1440])
def test_a_clock_is_written_as_it_is_read(minute: int) -> None:
    locked = {"day": JUNE_10, "start": clock(minute).fr}
    written = Problem.read(draft({"locked": locked})).dump()["sessions"][0]["locked"]["start"]
    assert written == clock(minute).en
    assert parse_clock(written) == minute


# --- Text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Ouverture\n", "Ouverture"),
        ("Cérémonie", "Cérémonie"),
        ("Ce\u0301re\u0301monie", "Cérémonie"),
        ("\ufeffSalle\u200b 1", "Salle 1"),
        ("a\u2060b\u200cc\u200dd", "abcd"),
        ("14\u00a0h\u202f30", "14 h 30"),
        ("\u00a0\u202f\u200b", ""),
        ("a  b", "a  b"),
    ],
)
def test_clean(written: str, read: str) -> None:
    assert clean(written) == read


def test_ids_meet_however_they_are_typed() -> None:
    problem = Problem.read(
        draft(
            {"locked": {"room": " amphi\u00a0"}, "people": {"accueil": ["pre\u0301fète"]}},
            people=[{"id": "\ufeffpréfète"}],
        )
    )
    assert problem.session["ouverture"].locked.room == "amphi"
    assert problem.sessions_with("préfète") == ("ouverture",)


# --- Days ---------------------------------------------------------------------------------


def two_days(session: Mapping[str, object]) -> Problem:
    days = [{"id": "mercredi", "date": "2026-06-10"}, {"id": "jeudi", "date": "2026-06-11"}]
    return Problem.read(draft(session, days=days))


@pytest.mark.parametrize(
    "written",
    [
        "jeudi",
        " jeudi\u00a0",
        "2026-06-11",
        JUNE_11,
        datetime(2026, 6, 11),
        datetime(2026, 6, 11, 9, 30),
    ],
)
def test_a_day_is_named_by_its_id_or_its_date(written: object) -> None:
    problem = two_days(
        {
            "locked": {"day": written},
            "preferred": {"day": written},
            "windows": [{"day": written}],
            "stated": [{"day": written}],
        }
    )
    it = problem.session["ouverture"]
    assert {it.locked.day, it.preferred.day, it.windows[0].day, it.stated[0].day} == {JUNE_11}


@pytest.mark.parametrize(
    "written",
    ["2026-06-10", " 2026-06-10 ", JUNE_10, datetime(2026, 6, 10), datetime(2026, 6, 10, 9)],
)
def test_a_day_without_id_is_named_by_its_date(written: object) -> None:
    problem = Problem.read(draft({"locked": {"day": "2026-06-10"}}, days=[{"date": written}]))
    assert problem.days[0].id == "2026-06-10"
    assert problem.days[0].date == JUNE_10
    assert problem.session["ouverture"].locked.day == JUNE_10


@pytest.mark.parametrize("written", [datetime(2026, 6, 10), datetime(2026, 6, 10, 9)])
def test_the_id_of_a_day_that_is_written_with_an_hour(written: datetime) -> None:
    days = [{"id": "mercredi", "date": written}]
    problem = Problem.read(draft({"locked": {"day": "mercredi"}}, days=days))
    assert problem.session["ouverture"].locked.day == JUNE_10


def test_slots_name_days_too() -> None:
    slots = [{"day": "mercredi", "start": "9h", "end": "10h"}]
    assert Problem.read(event(slots=slots)).event.slots[0].day == JUNE_10


def test_what_is_stated_and_windows_may_name_a_day_the_event_has_not() -> None:
    other = date(2021, 6, 29)
    problem = Problem.read(
        draft(
            {"stated": [{"day": other}], "windows": [{"day": other}]},
            event={"name": "Assises", "stated": [{"day": other}]},
            rooms=[{"id": "amphi", "open": [{"day": other}]}],
            people=[{"id": "maire", "present": [{"day": other}]}],
        )
    )
    assert problem.event.stated[0].day == other


# --- Kinds, minutes, links, plenaries -----------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("cérémonie", "ceremony"),
        ("Discours", "speech"),
        ("plénière", "plenary"),
        ("PLE\u0301NIÈRE", "plenary"),
        ("table ronde", "round_table"),
        ("table\u00a0ronde", "round_table"),
        ("Table Ronde ", "round_table"),
        ("round table", "round_table"),
        ("round_table", "round_table"),
        ("atelier", "workshop"),
        ("pause", "break"),
        ("repas", "meal"),
        ("session", "session"),
    ],
)
def test_kinds_are_read_in_either_language(written: str, kind: str) -> None:
    assert Problem.read(draft({"kind": written})).sessions[0].kind == kind


def test_every_kind_reads_its_own_words() -> None:
    for kind, text in KINDS.items():
        for written in (kind, text.fr, text.en):
            assert Problem.read(draft({"kind": written})).sessions[0].kind == kind


def test_minutes_are_a_number_or_a_range() -> None:
    assert Problem.read(draft()).sessions[0].minutes == Minutes(min=60, max=60)
    asked = Problem.read(draft({"minutes": {"min": 30, "ideal": 45, "max": 60}})).sessions[0]
    assert asked.minutes == Minutes(min=30, ideal=45, max=60)


@pytest.mark.parametrize("ideal", [30, 60])
def test_the_ideal_may_be_either_bound(ideal: int) -> None:
    assert Problem.read(draft({"minutes": {"min": 30, "ideal": ideal, "max": 60}}))


def test_minutes_may_be_missing_on_slots() -> None:
    data = event(slots=[{"day": "mercredi", "start": "9h", "end": "10h"}])
    del data["sessions"][0]["minutes"]
    assert Problem.read(data).sessions[0].minutes is None


def test_a_link_may_be_an_id() -> None:
    sessions = [
        {"id": "a", "title": "A", "minutes": 5, "before": ["b"]},
        {"id": "b", "title": "B", "minutes": 5, "after": [{"session": "a", "min": 0, "max": 9}]},
    ]
    problem = Problem.read(draft(sessions=sessions))
    assert problem.session["a"].before[0].session == "b"
    assert problem.session["a"].before[0].min is None
    assert problem.session["b"].after[0].max == 9


@pytest.mark.parametrize(
    ("more", "plenary"),
    [
        ({}, False),
        ({"kind": "plénière"}, True),
        ({"kind": "plénière", "plenary": False}, False),
        ({"kind": "cérémonie", "plenary": True}, True),
        ({"kind": "cérémonie"}, False),
    ],
)
def test_is_plenary(more: dict[str, object], plenary: bool) -> None:
    assert Problem.read(draft(more)).sessions[0].is_plenary is plenary


def test_labels_fall_back() -> None:
    people = [{"id": "a"}, {"id": "b", "role": "Préfète"}, {"id": "c", "role": "R", "name": "N"}]
    problem = Problem.read(draft({"title": " "}, people=people))
    assert [person.label for person in problem.people] == ["a", "Préfète", "N"]
    assert problem.sessions[0].label == "ouverture"
    assert problem.rooms[0].label == "amphi"
    assert Problem.read(room(name="Amphi G. Berger")).rooms[0].label == "Amphi G. Berger"


# --- Look-ups -----------------------------------------------------------------------------


def test_roster_names_everyone_once_and_leaves_pools_out() -> None:
    people = {"animation": ["a", {"one_of": ["c"]}], "rapporteur": ["b", "a"]}
    problem = Problem.read(draft({"people": people}, people=[{"id": it} for it in "abc"]))
    assert problem.sessions[0].roster == ("a", "b")
    assert problem.sessions_with("a") == ("ouverture",)
    assert problem.sessions_with("c") == ()


def test_pools_tell_the_role_and_the_entry_and_name_each_person_once() -> None:
    people = {"animation": ["a", {"one_of": ["c", "b", "c"]}], "rapporteur": [{"one_of": ["a"]}]}
    problem = Problem.read(draft({"people": people}, people=[{"id": it} for it in "abcd"]))
    assert problem.sessions[0].pools == (
        ("animation", 1, ("c", "b")),
        ("rapporteur", 0, ("a",)),
    )
    assert [bool(problem.may_take_part(it)) for it in "abcd"] == [True, True, True, False]


@pytest.mark.parametrize(
    ("more", "takes"),
    [
        ({}, True),
        ({"rooms": ["amphi"]}, True),
        ({"rooms": []}, False),
        ({"kind": "pause"}, False),
        ({"kind": "repas"}, False),
        ({"kind": "pause", "rooms": ["amphi"]}, True),
        ({"kind": "repas", "locked": {"room": "amphi"}}, True),
        ({"kind": "repas", "preferred": {"room": "amphi"}}, True),
        ({"kind": "repas", "preferred": {"start": "12h"}}, False),
        ({"kind": "repas", "preferred": {"room": "amphi"}, "rooms": []}, False),
        ({"rooms": [], "preferred": {"room": "amphi"}}, False),
        ({"rooms": [], "locked": {"room": "amphi"}}, True),
        ({"external": True, "locked": {"day": "mercredi", "start": "9h"}}, False),
        (
            {"external": True, "rooms": ["amphi"], "locked": {"day": "mercredi", "start": "9h"}},
            False,
        ),
        (
            {"external": True, "locked": {"day": "mercredi", "start": "9h", "room": "amphi"}},
            True,
        ),
    ],
)
def test_takes_room(more: dict[str, object], takes: bool) -> None:
    assert Problem.read(draft(more)).takes_room("ouverture") is takes


def family() -> Problem:
    sessions = [
        {"id": "whole", "title": "W", "minutes": 90},
        {"id": "part", "title": "P", "minutes": 30, "part_of": "whole", "kind": "pause"},
        {"id": "detail", "title": "D", "minutes": 10, "part_of": "part"},
        {"id": "sibling", "title": "S", "minutes": 10, "part_of": "whole"},
        {"id": "other", "title": "O", "minutes": 10, "block": "b"},
        {"id": "last", "title": "L", "minutes": 10, "block": "b"},
    ]
    return Problem.read(draft(sessions=sessions, rooms=[{"id": "amphi", "setup": 15}]))


def test_wholes_and_parts() -> None:
    problem = family()
    assert problem.wholes("detail") == ("part", "whole")
    assert problem.wholes("whole") == ()
    assert problem.parts == {"whole": ("part", "sibling"), "part": ("detail",)}


def test_related_is_part_and_whole_at_any_depth_not_siblings() -> None:
    problem = family()
    assert problem.related("detail", "whole")
    assert problem.related("whole", "detail")
    assert not problem.related("part", "sibling")
    assert not problem.related("detail", "sibling")
    assert not problem.related("whole", "other")


def test_a_circle_of_parts_ends() -> None:
    sessions = [
        {"id": "a", "title": "A", "minutes": 5, "part_of": "b"},
        {"id": "b", "title": "B", "minutes": 5, "part_of": "a"},
    ]
    assert set(Problem.read(draft(sessions=sessions)).wholes("a")) == {"a", "b"}


def test_a_part_may_take_the_room_of_its_whole() -> None:
    problem = family()
    assert not problem.takes_room("part")
    assert problem.may_take_room("part")


def test_blocks() -> None:
    assert family().blocks == {"b": ("other", "last")}


@pytest.mark.parametrize(
    ("more", "around"),
    [
        ({}, (15, 10)),
        ({"setup": 30}, (30, 10)),
        ({"setup": 0, "teardown": 0}, (0, 0)),
        ({"teardown": 5}, (15, 5)),
    ],
)
def test_a_session_s_own_setup_goes_before_the_room_s(
    more: dict[str, int], around: tuple[int, int]
) -> None:
    rooms = [{"id": "amphi", "setup": 15, "teardown": 10}]
    assert Problem.read(draft(more, rooms=rooms)).occupancy("ouverture", "amphi") == around


def test_a_part_has_no_setup() -> None:
    assert family().occupancy("part", "amphi") == (0, 0)
    assert family().occupancy("whole", "amphi") == (15, 0)


def test_moment_counts_from_the_first_day_wherever_it_stands() -> None:
    problem = Problem.read(draft(days=[{"date": JUNE_11}, {"date": JUNE_10}]))
    assert problem.first_date == JUNE_10
    assert problem.moment(JUNE_10, 5) == 5
    assert problem.moment(JUNE_11, 5) == 1445


NOON = (Window(end="12h"), Window(start="12h", end="18h"))


@pytest.mark.parametrize(
    ("windows", "start", "end", "held"),
    [
        ((Window(start="9h", end="10h"),), 540, 600, True),
        ((Window(start="9h", end="10h"),), 539, 600, False),
        ((Window(start="9h", end="10h"),), 540, 601, False),
        ((Window(day=JUNE_10),), 0, 1440, True),
        ((Window(day=JUNE_11),), 540, 600, False),
        ((Window(),), 540, 600, True),
        ((), 540, 600, False),
        (NOON, 660, 780, True),
        (NOON[::-1], 660, 780, True),
        (NOON, 660, 1081, False),
        ((Window(end="12h"), Window(start="12:01")), 660, 780, False),
        ((Window(end="12h"), Window(day=JUNE_11, start="12h")), 660, 780, False),
        ((Window(end="9h"), Window(start="10h")), 540, 660, False),
        ((Window(end="17h"), Window(start="10h", end="11h")), 600, 700, True),
        ((Window(end="9h"),), 540, 541, False),
        ((Window(start="9h"),), 539, 541, False),
    ],
)
def test_within_windows(windows: tuple[Window, ...], start: int, end: int, held: bool) -> None:
    assert within(windows, JUNE_10, start, end) is held


# --- References: the exact sentences ------------------------------------------------------

UNKNOWN_SESSION = (
    "« x » n'est pas l'id d'une session (connus : ouverture)",
    "“x” is not the id of a session (known: ouverture)",
)
UNKNOWN_ROOM = (
    "« x » n'est pas l'id d'une salle (connus : amphi)",
    "“x” is not the id of a room (known: amphi)",
)
UNKNOWN_PERSON = (
    "« x » n'est pas l'id d'un intervenant (connus : maire)",
    "“x” is not the id of a person (known: maire)",
)
UNKNOWN_ATTENDEE = (
    "« x » n'est pas l'id d'un participant",
    "“x” is not the id of an attendee",
)
UNKNOWN_DAY = (
    "jeudi 11 juin 2026 n'est pas une journée de l'évènement (connues : mercredi 10 juin 2026)",
    "Thursday 11 June 2026 is not a day of the event (known: Wednesday 10 June 2026)",
)
ITSELF = (
    "une session ne peut pas se nommer elle-même",
    "a session cannot name itself",
)
NOT_LOCKED = (
    "une session extérieure ne bouge pas : il lui faut un jour et un début verrouillés",
    "an external session never moves: it needs a locked day and start",
)
MISSING = ("il manque cette information", "this is missing")
PART_SETUP = (
    "une partie n'a ni montage ni démontage : les donner à la session entière",
    "a part has no setup or teardown: give them to the whole session",
)

PART = {"id": "mot", "title": "Mot", "minutes": 5, "part_of": "ouverture"}
WITH_PART = draft()["sessions"]


@pytest.mark.parametrize(
    ("data", "where", "sentences"),
    [
        (draft({"part_of": "x"}), "sessions[0].part_of", UNKNOWN_SESSION),
        (draft({"before": ["x"]}), "sessions[0].before[0]", UNKNOWN_SESSION),
        (draft({"after": [{"session": "x"}]}), "sessions[0].after[0]", UNKNOWN_SESSION),
        (sequence(sessions=["ouverture", "x"]), "sequences[0].sessions[1]", UNKNOWN_SESSION),
        (draft({"locked": {"room": "x"}}), "sessions[0].locked.room", UNKNOWN_ROOM),
        (draft({"preferred": {"room": "x"}}), "sessions[0].preferred.room", UNKNOWN_ROOM),
        (draft({"rooms": ["amphi", "x"]}), "sessions[0].rooms[1]", UNKNOWN_ROOM),
        (
            draft({"people": {"animation": ["maire", "x"]}}),
            "sessions[0].people.animation[1]",
            UNKNOWN_PERSON,
        ),
        (
            draft({"people": {"animation": [{"one_of": ["maire", "x"]}]}}),
            "sessions[0].people.animation[0]",
            UNKNOWN_PERSON,
        ),
        (attendee(together=["x"]), "attendees[0].together", UNKNOWN_ATTENDEE),
        (attendee(apart=["x"]), "attendees[0].apart", UNKNOWN_ATTENDEE),
        (draft({"locked": {"day": JUNE_11}}), "sessions[0].locked.day", UNKNOWN_DAY),
        (draft({"preferred": {"day": JUNE_11}}), "sessions[0].preferred.day", UNKNOWN_DAY),
        (
            event(slots=[{"day": JUNE_11, "start": "9h", "end": "10h"}]),
            "event.slots[0].day",
            UNKNOWN_DAY,
        ),
        (draft({"part_of": "ouverture"}), "sessions[0].part_of", ITSELF),
        (draft({"before": ["ouverture"]}), "sessions[0].before[0]", ITSELF),
        (draft({"after": ["ouverture"]}), "sessions[0].after[0]", ITSELF),
        (draft({"minutes": None}), "sessions[0].minutes", MISSING),
        (draft({"external": True}), "sessions[0].locked", NOT_LOCKED),
        (
            draft({"external": True, "locked": {"day": JUNE_10}}),
            "sessions[0].locked",
            NOT_LOCKED,
        ),
        (
            draft({"external": True, "locked": {"start": "9h"}}),
            "sessions[0].locked",
            NOT_LOCKED,
        ),
        (draft(sessions=[*WITH_PART, {**PART, "setup": 5}]), "sessions[1].setup", PART_SETUP),
        (
            draft(sessions=[*WITH_PART, {**PART, "teardown": 5}]),
            "sessions[1].teardown",
            PART_SETUP,
        ),
    ],
)
def test_a_reference_that_leads_nowhere(
    data: dict[str, Any], where: str, sentences: tuple[str, str]
) -> None:
    assert faults(data) == [(where, *sentences)]


def test_a_part_may_say_that_it_has_no_setup() -> None:
    assert Problem.read(draft(sessions=[*WITH_PART, {**PART, "setup": 0, "teardown": 0}]))


@pytest.mark.parametrize("key", ["wishes", "must_attend"])
def test_an_attendee_s_unknown_session(key: str) -> None:
    (fault,) = faults(attendee(**{key: ["ouverture", "x"]}))
    assert fault[0].startswith(f"attendees[0].{key}")
    assert fault[1:] == UNKNOWN_SESSION


def test_a_wish_that_is_ranked_twice() -> None:
    assert faults(attendee(wishes=["ouverture", "ouverture"])) == [
        (
            "attendees[0].wishes[1]",
            "« ouverture » est déjà le vœu n° 1 de cette personne : ne l'écrire qu'une fois",
            "“ouverture” is this person's wish no. 1 already: write it once",
        )
    ]


@pytest.mark.parametrize("key", ["together", "apart"])
def test_an_attendee_who_names_themselves(key: str) -> None:
    assert faults(attendee(**{key: ["p1"]})) == [
        (
            f"attendees[0].{key}",
            "un participant ne peut pas se nommer lui-même",
            "an attendee cannot name themselves",
        )
    ]


def test_a_rated_wish_for_an_unknown_session() -> None:
    assert faults(attendee(wishes={"x": 3})) == [("attendees[0].wishes.x", *UNKNOWN_SESSION)]


def test_nothing_is_known() -> None:
    assert faults(draft({"rooms": ["x"]}, rooms=[])) == [
        (
            "sessions[0].rooms[0]",
            "« x » n'est pas l'id d'une salle (connus : –)",
            "“x” is not the id of a room (known: –)",
        )
    ]


def test_a_long_list_of_what_is_known_is_cut_and_says_so() -> None:
    rooms = [{"id": f"s{number}"} for number in range(40)]
    ((_, fr, en),) = faults(draft({"rooms": ["x"]}, rooms=rooms))
    assert "s11" in fr
    assert "s12" not in fr
    assert "…" in fr
    assert "…" in en


TABLES: dict[str, list[dict[str, Any]]] = {
    "days": [{"id": "a", "date": "2026-06-10"}, {"id": "a", "date": "2026-06-11"}],
    "rooms": [{"id": "a"}, {"id": "a"}],
    "people": [{"id": "a"}, {"id": " a"}],
    "sessions": [
        {"id": "a", "title": "A", "minutes": 5},
        {"id": "a", "title": "B", "minutes": 5},
    ],
    "attendees": [{"id": "a"}, {"id": "a"}],
}


@pytest.mark.parametrize("table", TABLES)
def test_an_id_stands_once_in_its_table(table: str) -> None:
    assert faults(draft(**{table: TABLES[table]})) == [
        (
            f"{table}[1].id",
            f"« a » est déjà pris plus haut ({table}[0].id)",
            f"“a” is already taken further up ({table}[0].id)",
        )
    ]


def test_the_same_id_in_two_tables_is_no_duplicate() -> None:
    assert Problem.read(draft(rooms=[{"id": "ouverture"}], people=[{"id": "ouverture"}]))


def test_a_date_stands_once() -> None:
    days = [{"id": "a", "date": JUNE_10}, {"id": "b", "date": "2026-06-10"}]
    assert faults(draft(days=days)) == [
        (
            "days[1].date",
            "« 2026-06-10 » est déjà pris plus haut (days[0].date)",
            "“2026-06-10” is already taken further up (days[0].date)",
        )
    ]


def test_a_session_stands_once_in_a_sequence() -> None:
    sessions = [*WITH_PART, {**PART, "part_of": None}]
    data = draft(sessions=sessions, sequences=[{"sessions": ["ouverture", "mot", "ouverture"]}])
    assert faults(data) == [
        (
            "sequences[0].sessions[2]",
            "« ouverture » est déjà pris plus haut (sequences[0].sessions[0])",
            "“ouverture” is already taken further up (sequences[0].sessions[0])",
        )
    ]


def test_every_fault_is_told() -> None:
    data = draft({"rooms": ["x", "y"], "part_of": "z", "minutes": None})
    assert {where for where, *_ in faults(data)} == {
        "sessions[0].rooms[0]",
        "sessions[0].rooms[1]",
        "sessions[0].part_of",
        "sessions[0].minutes",
    }


# --- Shape: a sentence of ours for whatever a user may type -------------------------------

WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({}, "event", *MISSING),
    (draft(event={}), "event.name", *MISSING),
    (draft(days=[{"id": "x"}]), "days[0].date", *MISSING),
    (draft(rooms=[{}]), "rooms[0].id", *MISSING),
    (day(open={"start": "9h"}), "days[0].open.end", *MISSING),
    (draft({"minutes": {"min": 5}}), "sessions[0].minutes.max", *MISSING),
    (
        event(nom="x"),
        "event.nom",
        "ce mot n'est pas connu ici",
        "this word is not known here",
    ),
    (
        draft({"people": {"r": [{"un_de": []}]}}),
        "sessions[0].people.r[0].un_de",
        "ce mot n'est pas connu ici",
        "this word is not known here",
    ),
    (event(name=5), "event.name", "attendu un texte", "expected text"),
    (draft({"title": None}), "sessions[0].title", "attendu un texte", "expected text"),
    (draft({"people": {"r": [5]}}), "sessions[0].people.r[0]", "attendu un texte", "expected text"),
    (draft({"id": " "}), "sessions[0].id", "ne peut pas être vide", "cannot be empty"),
    (draft({"block": ""}), "sessions[0].block", "ne peut pas être vide", "cannot be empty"),
    (draft({"id": "a" * 201}), "sessions[0].id", "texte trop long", "text too long"),
    (draft({"note": "a" * 30_001}), "sessions[0].note", "texte trop long", "text too long"),
    (event(grid="5"), "event.grid", "attendu un nombre entier", "expected a whole number"),
    (event(grid=5.0), "event.grid", "attendu un nombre entier", "expected a whole number"),
    (event(grid=True), "event.grid", "attendu un nombre entier", "expected a whole number"),
    (event(gap=float("nan")), "event.gap", "attendu un nombre entier", "expected a whole number"),
    (
        room(capacity=1e300),
        "rooms[0].capacity",
        "attendu un nombre entier",
        "expected a whole number",
    ),
    (room(capacity=-1), "rooms[0].capacity", "attendu au moins 0", "expected at least 0"),
    (
        room(capacity=10**30),
        "rooms[0].capacity",
        "attendu au plus 1000000",
        "expected at most 1000000",
    ),
    (event(grid=0), "event.grid", "attendu au moins 1", "expected at least 1"),
    (event(gap=1441), "event.gap", "attendu au plus 1440", "expected at most 1440"),
    (draft({"repeats": 0}), "sessions[0].repeats", "attendu au moins 1", "expected at least 1"),
    (
        room(to_be_confirmed="oui"),
        "rooms[0].to_be_confirmed",
        "attendu true ou false",
        "expected true or false",
    ),
    (
        draft({"plenary": []}),
        "sessions[0].plenary",
        "attendu true ou false",
        "expected true or false",
    ),
    (draft(days=[]), "days", "il en faut au moins 1", "at least 1 must be there"),
    (
        sequence(sessions=["ouverture"]),
        "sequences[0].sessions",
        "il en faut au moins 2",
        "at least 2 must be there",
    ),
    *(
        (
            draft({"minutes": wrong}),
            "sessions[0].minutes",
            f"« {wrong} » n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
            f"“{wrong}” is not a length (expected 1 to 1440 minutes, or min and max)",
        )
        for wrong in (0, -5, 1441)
    ),
    (draft(days={}), "days", "attendu une liste", "expected a list"),
    (
        draft({"people": {"r": "maire"}}),
        "sessions[0].people.r",
        "attendu une liste",
        "expected a list",
    ),
    (attendee(wishes="ouverture"), "attendees[0].wishes", "attendu une liste", "expected a list"),
    (event(language="de"), "event.language", "attendu fr ou en", "expected fr or en"),
    (
        event(zone="Mars"),
        "event.zone",
        "« Mars » n'est pas un fuseau horaire (par exemple Europe/Paris)",
        "“Mars” is not a time zone (for example Europe/Paris)",
    ),
    (
        draft({"kind": "Atelie"}),
        "sessions[0].kind",
        "« Atelie » n'est pas un genre de session (au choix : session, cérémonie, discours, "
        "plénière, table ronde, atelier, pause, repas)",
        "“Atelie” is not a kind of session (one of: session, ceremony, speech, plenary, "
        "round table, workshop, break, meal)",
    ),
    (
        draft({"locked": {"start": 9}}),
        "sessions[0].locked.start",
        "« 9 » n'est pas une heure (attendu HH:MM)",
        "“9” is not a time of day (expected HH:MM)",
    ),
    (
        draft({"locked": {"day": "jeudi"}}),
        "sessions[0].locked.day",
        "« jeudi » n'est pas une date (attendu AAAA-MM-JJ, ou l'id d'une journée)",
        "“jeudi” is not a date (expected YYYY-MM-DD, or the id of a day)",
    ),
    (
        draft({"minutes": "45"}),
        "sessions[0].minutes",
        "« 45 » n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
        "“45” is not a length (expected 1 to 1440 minutes, or min and max)",
    ),
    (
        draft({"minutes": 4.5}),
        "sessions[0].minutes",
        "« 4.5 » n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
        "“4.5” is not a length (expected 1 to 1440 minutes, or min and max)",
    ),
    (
        draft({"minutes": {"min": 60, "ideal": 90, "max": 80}}),
        "sessions[0].minutes",
        "les durées ne vont pas en croissant : au moins 60, idéale 90, au plus 80",
        "the lengths do not grow: at least 60, ideal 90, at most 80",
    ),
    (
        draft({"minutes": {"min": 60, "max": 30}}),
        "sessions[0].minutes",
        "les durées ne vont pas en croissant : au moins 60, idéale –, au plus 30",
        "the lengths do not grow: at least 60, ideal –, at most 30",
    ),
    (
        draft({"windows": [{"start": "10h", "end": "9h"}]}),
        "sessions[0].windows[0]",
        "la fin (9h00) doit venir après le début (10h00)",
        "the end (09:00) must come after the start (10:00)",
    ),
    (
        day(open={"start": time(9), "end": time(9)}),
        "days[0].open",
        "la fin (9h00) doit venir après le début (9h00)",
        "the end (09:00) must come after the start (09:00)",
    ),
    (
        draft(weights={"stated": -1}),
        "weights.stated",
        "attendu au moins 0",
        "expected at least 0",
    ),
    (
        draft(weights={"stated": 1001}),
        "weights.stated",
        "attendu au plus 1000",
        "expected at most 1000",
    ),
    (
        draft(weights={"stated": "2"}),
        "weights.stated",
        "attendu un nombre entier",
        "expected a whole number",
    ),
    (draft(weights={"tiers": "stated"}), "weights.tiers", "attendu une liste", "expected a list"),
]


@pytest.mark.parametrize(("data", "where", "fr", "en"), WRONG)
def test_a_wrong_shape_is_told_in_a_sentence(
    data: dict[str, Any], where: str, fr: str, en: str
) -> None:
    assert (where, fr, en) in faults(data)


PYDANTIC = re.compile(
    r"input|should be|valid (string|integer|list|dictionary)|field required|permitted|ValueError"
    r"|Value error|assertion|type=|ctx|pydantic",
    re.IGNORECASE,
)
JUNK: list[object] = [
    None, "", " ", "x", 0, -1, 7, 10**30, 1.5, float("nan"), float("inf"), True, [], [[]], [None],
    ["x", 5], {}, {"x": 1}, {"": None}, {"start": "10h", "end": "9h"}, {"one_of": []}, JUNE_11,
    time(9, 30, 15), datetime(2026, 6, 10, 9, 30, 1), "9h75", "a" * 30_001, "{x} {en}", b"x", {5},
]  # fmt: skip
KEYS = {
    "event": (
        event,
        ["id", "name", "language", "zone", "version", "place", "grid", "slots", "gap", "stated"],
    ),
    "days": (day, ["id", "date", "open", "announced", "note"]),
    "rooms": (
        room,
        ["id", "name", "capacity", "features", "open", "setup", "teardown", "to_be_confirmed"],
    ),
    "people": (
        person,
        ["id", "name", "role", "present", "pause", "unconfirmed", "protocol_rank"],
    ),
    "sessions": (
        lambda **keys: draft(keys),
        [
            *("id", "title", "kind", "track", "tags", "minutes", "locked", "preferred", "windows"),
            *("rooms", "people", "needs", "expected", "capacity", "block", "part_of", "plenary"),
            *("repeats", "before", "after", "setup", "teardown", "external", "stated", "note"),
        ],
    ),
    "sequences": (sequence, ["id", "sessions", "between", "min", "max"]),
    "attendees": (
        attendee,
        ["id", "name", "present", "needs", "wishes", "must_attend", "together", "apart"],
    ),
}  # fmt: skip


def junk() -> Iterator[dict[str, Any]]:
    """Drafts with one value that may be wrong, at every key and one and two levels below."""
    for make, keys in KEYS.values():
        for key in keys:
            for value in JUNK:
                yield make(**{key: value})
                yield make(**{key: [value]})
                yield make(**{key: {"start": value, "end": value, "min": value, "room": value}})
                yield make(**{key: [{"start": value, "day": value, "session": value}]})
    for table in (*KEYS, "weights", "inconnu"):
        for value in JUNK:
            yield draft(**{table: value})
            yield draft(**{table: [value]})
    for value in JUNK:
        yield draft(weights={"stated": value, "tiers": value})
        yield draft(weights={"tiers": [value]})
        yield draft(weights={"tiers": [[value]]})


@pytest.fixture(scope="module")
def refusals() -> list[Fault]:
    """Every fault of the junk."""
    found: list[Fault] = []
    for data in junk():
        try:
            Problem.read(data)
        except ProblemError as error:
            assert error.faults  # noqa: PT017
            found += error.faults
    return found


def test_no_junk_breaks_the_reader_or_makes_it_speak_pydantic(refusals: list[Fault]) -> None:
    assert len(refusals) > 2000
    for fault in refusals:
        text = fault.text
        assert text.fr
        assert text.en
        named = max(re.findall(r"« (.*?) »", text.fr, re.DOTALL), default="", key=len)
        assert not PYDANTIC.search(text.fr.replace(named, "")), text
        assert not PYDANTIC.search(text.en.replace(named, "")), text
        assert "expected" not in text.fr, text
        assert " or " not in text.fr, text
        assert not any(str(step).startswith("<") for step in fault.path), fault
        assert label_of(fault.path).fr


def test_the_last_resort_is_never_needed(refusals: list[Fault]) -> None:
    assert "valeur non comprise" not in {fault.text.fr for fault in refusals}


@pytest.mark.parametrize("value", ["a" * 5000, "a " * 2500])
def test_a_long_value_is_cut(value: str) -> None:
    for data in (draft({"kind": value}), event(zone=value), draft({"rooms": [value[:200]]})):
        ((_, fr, en),) = faults(data)
        assert fr.startswith("« a")
        assert "… »" in fr
        assert len(fr) < 250
        assert en.startswith("“a")
        assert len(en) < 250


def test_the_error_says_the_language_the_draft_asks_for() -> None:
    def language(data: Mapping[str, Any]) -> object:
        with pytest.raises(ProblemError) as caught:
            Problem.read(data)
        return caught.value.language

    assert language(event(grid=0)) == "fr"
    assert language(event(grid=0, language="en")) == "en"
    assert language(event(grid=0, language="de")) is None
    assert language(event(grid=0, language=["fr"])) is None
    assert language(draft(event=5)) is None
    assert language({}) is None
    assert language({**draft({"rooms": ["x"]}), "event": {"name": "A", "language": "en"}}) == "en"


def test_the_error_is_told_in_english_to_a_programmer() -> None:
    with pytest.raises(ProblemError, match=r"expected at least 1; expected a whole number"):
        Problem.read(event(grid=0, gap="x"))


@pytest.mark.parametrize(
    ("path", "label"),
    [
        (("sessions", 3, "locked", "start"), "sessions[3].locked.start"),
        (("event",), "event"),
        (("sequences", 0, "sessions", 2), "sequences[0].sessions[2]"),
        (("weights", "stated"), "weights.stated"),
        ((), ""),
    ],
)
def test_label_of(path: tuple[str | int, ...], label: str) -> None:
    assert label_of(path).fr == label_of(path).en == label


# --- Reading what was written -------------------------------------------------------------

RICH: dict[str, Any] = {
    "event": {
        "id": "e",
        "name": "Congrès",
        "language": "en",
        "zone": "Europe/Berlin",
        "version": "version du 16/03/22",
        "place": "Paris",
        "grid": 15,
        "gap": 5,
        "slots": [{"id": "s1", "day": "mercredi", "start": "9h", "end": "24:00"}],
        "stated": [
            {"about": "lien", "text": "https://a.fr", "source": "p. 1"},
            {"day": "2021-06-29", "start": "9h", "end": "17h"},
        ],
        "note": "n",
    },
    "days": [
        {
            "id": "mercredi",
            "date": "2026-06-10",
            "open": {"start": "8h", "end": "24:00"},
            "announced": {"start": "9h", "end": "17h"},
        },
        {"date": "2026-06-11"},
    ],
    "rooms": [
        {
            "id": "amphi",
            "name": "Amphi",
            "site": "Nord",
            "capacity": 0,
            "features": ["pmr"],
            "open": [{"day": "mercredi"}, {"start": "00:00", "end": "12:00"}],
            "setup": 10,
            "teardown": 5,
            "to_be_confirmed": True,
        },
        {"id": "hall"},
    ],
    "people": [
        {
            "id": "maire",
            "role": "Maire",
            "email": "m@a.fr",
            "present": [{"start": "9h30"}, {"day": "2026-06-11", "end": "12h"}],
            "pause": 15,
            "unconfirmed": True,
            "protocol_rank": 0,
        },
        {"id": "adjoint"},
    ],
    "sessions": [
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "plénière",
            "plenary": False,
            "minutes": {"min": 30, "ideal": 45, "max": 60},
            "locked": {"day": "mercredi", "start": "00:00", "room": "amphi"},
            "preferred": {"start": "9h"},
            "windows": [{"day": "mercredi", "end": "12h"}],
            "people": {"accueil": ["maire", {"one_of": ["maire", "adjoint"]}]},
            "needs": ["pmr"],
            "expected": 0,
            "capacity": {"min": 2, "max": 10},
            "setup": 0,
            "teardown": 0,
            "before": ["atelier", {"session": "pot", "min": 0, "max": 30}],
            "stated": [
                {"day": "mercredi", "start": "9h", "end": "10h", "text": "9h", "source": "p"}
            ],
        },
        {"id": "mot", "title": "Mot", "part_of": "ouverture", "kind": "discours", "minutes": 5},
        {"id": "atelier", "title": "A", "block": "b", "rooms": ["hall", "amphi"], "repeats": 2},
        {"id": "pot", "title": "Pot", "kind": "pause", "rooms": [], "minutes": 30},
        {
            "id": "visite",
            "title": "Visite",
            "external": True,
            "locked": {"day": "2026-06-11", "start": "9h"},
            "minutes": 60,
        },
    ],
    "sequences": [
        {"id": "s", "sessions": ["ouverture", "atelier"], "between": False, "min": 0, "max": 0}
    ],
    "attendees": [
        {"id": "p1", "wishes": ["atelier"], "together": ["p2"], "present": [{"end": "12h"}]},
        {"id": "p2", "wishes": {"atelier": 3}, "apart": ["p1"], "must_attend": ["ouverture"]},
    ],
    "weights": {"stated": 0, "preferred": 7, "tiers": [["preferred"], ["stated", "compact_day"]]},
}


# --- What takes place several times -------------------------------------------------------


def test_each_time_is_a_session_of_its_own() -> None:
    problem = Problem.read(RICH)
    assert [it.id for it in problem.sessions[-2:]] == ["visite", "atelier-2"]
    once, again = problem.session["atelier"], problem.session["atelier-2"]
    assert (once.repeats, once.repeat_of) == (1, None)
    assert (again.repeats, again.repeat_of) == (1, "atelier")
    assert (again.title, again.rooms, again.minutes) == (once.title, once.rooms, once.minutes)
    assert (once.block, again.block) == ("b", None)
    assert Problem.read(problem.dump()) == problem


def test_a_repeat_keeps_what_is_said_of_the_session_and_not_of_its_place() -> None:
    kept = {
        "kind": "workshop",
        "track": "t",
        "tags": ["u"],
        "windows": [{"end": "12:00"}],
        "preferred_windows": [{"end": "11:00"}],
        "rooms": ["amphi"],
        "disliked": ["amphi"],
        "people": {"orateur": ["maire"]},
        "needs": ["pmr"],
        "wanted": ["piano"],
        "expected": 12,
        "capacity": {"min": 2},
        "exclusive": ["x"],
        "before": [{"session": "pot"}],
        "after": [{"session": "pot", "min": 5}],
        "setup": 5,
        "teardown": 6,
        "plenary": True,
        "note": "n",
    }
    first_only = {
        "block": "b",
        "locked": {"start": "09:00"},
        "preferred": {"room": "amphi"},
        "stated": [{"text": "deux fois"}],
        "same_day": ["x"],
        "different_days": ["y"],
    }
    data = draft({**kept, **first_only, "repeats": 3})
    data["sessions"].append({"id": "pot", "title": "Pot", "minutes": 30})
    problem = Problem.read(data)
    assert list(problem.session) == ["ouverture", "pot", "ouverture-2", "ouverture-3"]
    assert problem.sessions_with("maire") == ("ouverture", "ouverture-2", "ouverture-3")
    (first, _, *others) = problem.dump()["sessions"]
    assert {key: first[key] for key in first_only} == first_only
    for number, other in enumerate(others, start=2):
        minutes = {"min": 60, "max": 60}
        assert other == {
            "id": f"ouverture-{number}",
            "title": "Ouverture",
            "minutes": minutes,
            "repeat_of": "ouverture",
            **kept,
        }


def test_a_repeat_comes_at_any_time_after_what_the_first_follows_closely() -> None:
    data = draft({"after": [{"session": "pot", "min": 5, "max": 10}], "repeats": 2})
    data["sessions"].append({"id": "pot", "title": "Pot", "minutes": 30})
    first, _, second = Problem.read(data).sessions
    assert [(link.min, link.max) for it in (first, second) for link in it.after] == [
        (5, 10),
        (5, None),
    ]


A_PART = (
    "une session qui a des parties n'est pas répétée, ni une partie : donner une ligne par séance",
    "a session with parts is not repeated, nor is a part: give a row to each time",
)


@pytest.mark.parametrize(
    ("sessions", "place", "fr", "en"),
    [
        (
            [{"id": "a", "repeats": 2, "repeat_of": "b"}, {"id": "b"}],
            "sessions[0].repeats",
            "une session qui en répète une autre (repeat_of) n'est pas elle-même répétée",
            "a session that repeats another (repeat_of) is not repeated itself",
        ),
        ([{"id": "a", "repeats": 2, "part_of": "b"}, {"id": "b"}], "sessions[0].repeats", *A_PART),
        ([{"id": "a", "part_of": "b"}, {"id": "b", "repeats": 2}], "sessions[1].repeats", *A_PART),
        (
            [
                {
                    "id": "a",
                    "repeats": 2,
                    "external": True,
                    "locked": {"day": "mercredi", "start": "9h"},
                }
            ],
            "sessions[0].repeats",
            "une session extérieure n'est pas répétée : lui donner une ligne par séance",
            "an external session is not repeated: give it a row for each time",
        ),
        (
            [{"id": "a", "repeats": 3}, {"id": "a-3"}],
            "sessions[0].repeats",
            "« a-3 » serait l'id d'une répétition, mais est déjà pris : changer l'un des deux ids",
            "“a-3” would be the id of a repeat, but is already taken: change one of the two ids",
        ),
        (
            [{"id": "a", "repeats": 1000}, *({"id": f"b{n}"} for n in range(1001))],
            "sessions[0].repeats",
            "avec les répétitions, il y aurait 2001 sessions (au plus 2000 sont possibles)",
            "with what is repeated there would be 2001 sessions (at most 2000 are possible)",
        ),
        ([{"id": "a" * 199, "repeats": 2}], "sessions[0].id", "texte trop long", "text too long"),
        (
            [{"id": "a"}, {"id": "b", "repeat_of": "a"}, {"id": "c", "repeat_of": "b"}],
            "sessions[2].repeat_of",
            "cette session en répète elle-même une autre : nommer la première, « a »",
            "this session repeats another itself: name the first one, “a”",
        ),
        (
            [{"id": "a", "repeat_of": "a"}],
            "sessions[0].repeat_of",
            "une session ne peut pas se nommer elle-même",
            "a session cannot name itself",
        ),
    ],
)
def test_what_cannot_be_repeated(
    sessions: list[dict[str, Any]], place: str, fr: str, en: str
) -> None:
    rows = [{"title": "T", "minutes": 30, **it} for it in sessions]
    assert (place, fr, en) == faults(draft(sessions=rows))[0]


@pytest.mark.parametrize(
    ("sessions", "fr", "en"),
    [
        (
            [{"id": "a"}, {"id": "b", "group_of": "a"}, {"id": "c", "group_of": "b"}],
            "cette session est elle-même un sous-groupe d'une autre : nommer la première, « a »",
            "this session is a sub-group of another itself: name the first one, “a”",
        ),
        (
            [{"id": "a"}, {"id": "b", "repeat_of": "a"}, {"id": "c", "group_of": "b"}],
            "cette session en répète elle-même une autre : nommer la première, « a »",
            "this session repeats another itself: name the first one, “a”",
        ),
        (
            [{"id": "a"}, {"id": "b"}, {"id": "c", "group_of": "a", "repeat_of": "b"}],
            "une session en répète une autre (repeat_of) ou en est un sous-groupe (group_of), pas "
            "les deux : ne garder que repeat_of, une répétition est du même atelier que la "
            "première",
            "a session repeats another (repeat_of) or is a sub-group of one (group_of), not both: "
            "keep only repeat_of, a repeat belongs to the same workshop as the first one",
        ),
        (
            [{"id": "a"}, {"id": "b"}, {"id": "c", "group_of": "c"}],
            "une session ne peut pas se nommer elle-même",
            "a session cannot name itself",
        ),
        (
            [{"id": "a"}, {"id": "b"}, {"id": "c", "group_of": "d"}],
            "« d » n'est pas l'id d'une session (connus : a, b, c)",
            "“d” is not the id of a session (known: a, b, c)",
        ),
    ],
)
def test_what_cannot_be_a_sub_group(sessions: list[dict[str, Any]], fr: str, en: str) -> None:
    rows = [{"title": "T", "minutes": 30, **it} for it in sessions]
    assert faults(draft(sessions=rows)) == [("sessions[2].group_of", fr, en)]


def test_what_is_mixed_is_written_in_either_language() -> None:
    (session,) = Problem.read(draft({"mixed": ["Catégorie", "ORGANISATION"]})).sessions
    assert session.mixed == ["category", "organisation"]
    assert faults(draft({"mixed": ["couleur"]})) == [
        (
            "sessions[0].mixed[0]",
            "« couleur » : on ne mélange que par organisation ou par catégorie",
            "“couleur”: groups are mixed by organisation or by category only",
        )
    ]


def test_the_times_of_sub_groups_are_one_workshop() -> None:
    rows = [
        {"id": "a", "title": "A", "minutes": 30, "repeats": 2},
        {"id": "b", "title": "B", "minutes": 30, "group_of": "a", "repeats": 2},
        {"id": "c", "title": "C", "minutes": 30},
    ]
    problem = Problem.read(draft(sessions=rows))
    assert problem.workshops == {"a": ("a", "b", "a-2", "b-2"), "c": ("c",)}


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, False),
        ({"kind": "workshop"}, True),
        ({"kind": "workshop", "registration": False}, False),
        ({"registration": True}, True),
        ({"capacity": {"min": 5}}, True),
        ({"capacity": {"max": 0}}, True),
        ({"mixed": ["organisation"]}, True),
        ({"per_organisation": 2}, True),
        ({"block": "b"}, False),
    ],
)
def test_what_takes_registrations(fields: dict[str, Any], offered: bool) -> None:
    problem = Problem.read(draft(fields, attendees=[{"id": "p1"}]))
    assert problem.offered == (("ouverture",) if offered else ())
    assert Problem.read(draft(fields)).offered == (), "there is nobody to have a seat"


@pytest.mark.parametrize("wishes", [["b"], {"b": 3}])
def test_what_somebody_wishes_for_takes_registrations(wishes: object) -> None:
    rows = [
        {"id": "a", "title": "A", "minutes": 30, "block": "x"},
        {"id": "b", "title": "B", "minutes": 30, "repeats": 2},
        {"id": "c", "title": "C", "minutes": 30},
        {"id": "d", "title": "D", "minutes": 30, "block": "x", "registration": False},
    ]
    attendees = [{"id": "p1", "wishes": wishes}]
    problem = Problem.read(draft(sessions=rows, attendees=attendees))
    assert problem.offered == ("a", "b", "b-2")
    must = [{"id": "p1", "must_attend": ["b"]}]
    assert Problem.read(draft(sessions=rows, attendees=must)).offered == problem.offered


def test_attendees_who_take_part_in_the_programme() -> None:
    people = [{"id": "maire", "email": "M@exemple.invalid"}, {"id": "prefet"}]
    attendees = [
        {"id": "p1", "email": "m@EXEMPLE.invalid"},
        {"id": "prefet"},
        {"id": "p2", "email": "autre@exemple.invalid"},
        {"id": "p3"},
    ]
    problem = Problem.read(draft(people=people, attendees=attendees))
    assert problem.person_of == {"p1": "maire", "prefet": "prefet"}


def test_as_many_as_there_may_be_are_repeated() -> None:
    sessions = [{"id": it, "title": "T", "minutes": 30, "repeats": 1000} for it in "ab"]
    assert len(Problem.read(draft(sessions=sessions)).sessions) == 2000


@pytest.mark.parametrize("data", [RICH, draft(), event(slots=[], stated=[{}])])
def test_what_is_dumped_is_read_back(data: dict[str, Any]) -> None:
    problem = Problem.read(data)
    dumped = problem.dump()
    assert Problem.read(dumped) == problem
    assert Problem.read(dumped).dump() == dumped


def test_a_dump_is_plain_data() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(it) for key, it in value.items())
        if isinstance(value, list):
            return all(map(plain, value))
        return isinstance(value, (str, int, bool))

    assert plain(Problem.read(RICH).dump())


def test_a_dump_keeps_what_differs_from_its_default_and_only_that() -> None:
    dumped = Problem.read(RICH).dump()
    opening, pot = dumped["sessions"][0], dumped["sessions"][3]
    assert opening["plenary"] is False
    assert opening["setup"] == 0
    assert opening["expected"] == 0
    assert opening["locked"] == {"day": "2026-06-10", "start": "00:00", "room": "amphi"}
    assert pot == {
        "id": "pot",
        "title": "Pot",
        "kind": "break",
        "minutes": {"min": 30, "max": 30},
        "rooms": [],
    }
    assert dumped["weights"] == RICH["weights"]
    assert "note" not in dumped["rooms"][0]


def test_looking_things_up_does_not_change_a_problem() -> None:
    problem, other = Problem.read(RICH), Problem.read(RICH)
    assert problem.session
    assert problem.sessions_with("maire")
    assert problem.blocks
    assert problem == other


def test_reading_changes_nothing_in_the_data() -> None:
    data = draft(days=[{"date": "2026-06-10"}])
    before = repr(data)
    Problem.read(data)
    assert repr(data) == before


def test_a_problem_is_frozen() -> None:
    problem = Problem.read(draft())
    with pytest.raises(ValidationError):
        problem.sessions[0].title = "x"


def test_hours_close_a_day_at_midnight() -> None:
    assert Hours(start="9h", end="24h").end == 1440


MINIMAL = {"id": "a", "title": "A", "minutes": 60}


def test_a_day_is_not_named_like_another_date() -> None:
    """A reference to it could mean either."""
    days = [{"id": "2026-06-11", "date": "2026-06-10"}, {"id": "b", "date": "2026-06-12"}]
    with pytest.raises(ProblemError) as caught:
        Problem.read({"event": {"name": ""}, "days": days, "sessions": [MINIMAL]})
    (fault,) = caught.value.faults
    assert fault.path == ("days", 0, "id")
    assert fault.text.fr == (
        "« 2026-06-11 » est une autre date que celle de cette journée : choisir un autre id"
    )


# --- The night the clocks change ----------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "start", "sentence"),
    [
        (
            *("2026-03-29", "2h30"),
            "2h30 n'existe pas le dimanche 29 mars 2026 : on avance les montres cette nuit-là",
        ),
        (
            *("2026-10-25", "2h30"),
            "2h30 existe deux fois le dimanche 25 octobre 2026 : on recule les montres cette "
            "nuit-là",
        ),
        ("2026-03-29", "1h59", None),
        ("2026-03-29", "3h00", None),
        ("2026-10-25", "3h00", None),
        ("2026-06-10", "2h30", None),
    ],
)
def test_a_moment_that_is_not_or_twice(day: str, start: str, sentence: str | None) -> None:
    data = {
        "event": {"name": ""},
        "days": [{"date": day}],
        "sessions": [{**MINIMAL, "locked": {"start": start}}],
    }
    if sentence is None:
        assert Problem.read(data).sessions[0].locked.start is not None
        return
    with pytest.raises(ProblemError) as caught:
        Problem.read(data)
    (fault,) = caught.value.faults
    assert (fault.path, fault.text.fr) == (("sessions", 0, "locked", "start"), sentence)


def test_clocks_change_where_the_event_is() -> None:
    data = {
        "event": {"name": "", "zone": "Africa/Dakar"},
        "days": [{"date": "2026-03-29"}],
        "sessions": [{**MINIMAL, "locked": {"start": "2h30"}}],
    }
    assert Problem.read(data).sessions[0].locked.start == 150


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("people", {"id": "p", "present": [{"day": "2026-03-29", "start": "2h15"}]}),
        ("rooms", {"id": "r", "open": [{"start": "1h00", "end": "2h15"}]}),
        ("attendees", {"id": "a", "present": [{"day": "2026-03-29", "end": "2h15"}]}),
    ],
)
def test_every_time_of_day_is_looked_at(table: str, row: dict[str, object]) -> None:
    data = {
        "event": {"name": ""},
        "days": [{"date": "2026-03-29"}],
        "sessions": [MINIMAL],
        table: [row],
    }
    with pytest.raises(ProblemError) as caught:
        Problem.read(data)
    (fault,) = caught.value.faults
    assert fault.path[0] == table
