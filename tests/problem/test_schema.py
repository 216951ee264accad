from collections.abc import Mapping
from datetime import date, datetime

import pytest
from one_session import JUNE_10, JUNE_11, draft, event, faults, room
from pydantic import ValidationError

from agenda_solver.problem import (
    KINDS,
    Hours,
    Minutes,
    Openings,
    Problem,
    Window,
    within,
)
from agenda_solver.problem.faults import fault_of
from agenda_solver.rules.rule import covered


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
        ("Conférence", "speech"),
        ("buffet", "meal"),
        ("Accueil", "welcome"),
        ("pause-café", "break"),
        ("Pause café", "break"),
        ("goûter", "break"),
        ("visite", "visit"),
        ("Allocution", "speech"),
        ("keynote", "speech"),
        ("déjeuner", "meal"),
        ("diner", "meal"),
        ("Ouverture", "opening"),
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
    openings = Openings(windows)
    assert [openings.hold(JUNE_10, start, end) for _ in range(2)] == [held, held]


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


def test_a_problem_is_frozen() -> None:
    problem = Problem.read(draft())
    with pytest.raises(ValidationError):
        problem.sessions[0].title = "x"


def test_hours_close_a_day_at_midnight() -> None:
    assert Hours(start="9h", end="24h").end == 1440


@pytest.mark.parametrize(
    ("start", "end", "minute"),
    [
        ("22h", "1h30", 1530),
        ("9h", "2h", 1560),
        ("12h", "6h", 1800),
        ("8h", "2h", 1560),
        ("23h59", "0h01", 1441),
        ("24h", "2h", 1560),
    ],
)
def test_an_evening_ends_the_next_day(start: str, end: str, minute: int) -> None:
    hours = Hours.model_validate({"start": start, "end": end})
    assert hours.end == minute
    assert Hours.model_validate(hours.model_dump(mode="json")) == hours


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("14h", "13h", "la fin (13h00) doit venir après le début (14h00)"),
        ("9h", "5h", "la fin (5h00) doit venir après le début (9h00)"),
        ("7h59", "2h", "la fin (2h00) doit venir après le début (7h59)"),
        ("9h", "9h", "la fin (9h00) doit venir après le début (9h00)"),
        (
            *("22h", "6h01"),
            "la fin (6h01) doit venir après le début (22h00), ou le lendemain à 6h00 au plus tard",
        ),
        ("22h", "25h30", "« 25h30 » n'est pas une heure (attendu HH:MM)"),
    ],
)
def test_an_end_that_is_a_slip(start: str, end: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Hours.model_validate({"start": start, "end": end})
    assert fault_of(caught.value.errors()[0]).text.fr == sentence


def on(day: date | None = None, start: str = "0h", end: str | None = None) -> Window:
    return Window.model_validate({"day": day, "start": start, **({"end": end} if end else {})})


NIGHT = [on(JUNE_10, "22h", "24h"), on(JUNE_11, end="2h")]


@pytest.mark.parametrize(
    ("windows", "hours", "inside"),
    [
        ([on(JUNE_10, "22h", "1h")], (JUNE_10, 1320, 1500), True),
        ([on(JUNE_10, "22h", "1h")], (JUNE_10, 1320, 1501), False),
        ([on(JUNE_10, "22h", "1h")], (JUNE_11, 0, 60), True),
        ([on(JUNE_10, "22h", "1h")], (JUNE_11, 0, 61), False),
        ([on(None, "22h", "1h")], (JUNE_11, 1320, 1500), True),
        # Without an end it goes on until the day is over; midnight, where it is said, is that.
        ([on(JUNE_10, "22h")], (JUNE_10, 1320, 1560), True),
        ([on(JUNE_10)], (JUNE_11, 0, 60), False),
        ([on(JUNE_10, "22h", "24h")], (JUNE_10, 1320, 1441), False),
        # Who is there until midnight, and from it on, is there.
        (NIGHT, (JUNE_10, 1320, 1560), True),
        (NIGHT, (JUNE_10, 1320, 1561), False),
        # Who comes on the next day only has not come for the night before it.
        ([on(JUNE_11)], (JUNE_10, 1440, 1500), False),
        ([on(JUNE_11, "0h30", "2h")], (JUNE_10, 1470, 1560), True),
        # Teardown goes on, and setup begins, on the day beside: however long it is open there.
        ([on(JUNE_10, "4h", "24h"), on(JUNE_11, "0h", "24h")], (JUNE_10, 720, 1920), True),
        ([on(JUNE_10, "4h", "24h"), on(JUNE_11, "0h", "8h")], (JUNE_10, 720, 1920), True),
        ([on(JUNE_10, "4h", "24h"), on(JUNE_11, "0h", "8h")], (JUNE_10, 720, 1921), False),
        ([on(JUNE_10, "22h", "24h"), on(JUNE_11)], (JUNE_11, -120, 600), True),
        ([on(JUNE_10, "22h"), on(JUNE_11)], (JUNE_11, -120, 600), True),
        ([on(JUNE_10, "22h"), on(JUNE_11)], (JUNE_11, -121, 600), False),
        ([on(JUNE_10, "22h", "23h"), on(JUNE_11)], (JUNE_11, -120, 600), False),
    ],
)
def test_hours_after_midnight(
    windows: list[Window], hours: tuple[date, int, int], inside: bool
) -> None:
    assert within(windows, *hours) is inside
    assert Openings(windows).hold(*hours) is inside
    assert covered(windows, *hours) is inside


def test_a_day_begins_when_the_evening_before_is_over() -> None:
    days = [
        {"id": "mercredi", "date": "2026-06-10", "open": {"start": "18h", "end": "2h"}},
        {"id": "jeudi", "date": "2026-06-11", "open": {"start": "1h59", "end": "18h"}},
    ]
    assert faults(draft(days=days)) == [
        (
            "days[1].open",
            "cette journée commence à 1h59, alors que celle du mercredi 10 juin 2026 dure "
            "jusqu'à 2h00 : finir l'une plus tôt, ou commencer l'autre plus tard",
            "this day begins at 01:59, but Wednesday 10 June 2026 goes on until 02:00: end the "
            "one earlier, or begin the other later",
        )
    ]
    days[1]["open"] = {"start": "2h", "end": "18h"}
    assert Problem.read(draft(days=days)).night_before[JUNE_11] == 120


def test_until_one_may_be_the_morning_or_the_night() -> None:
    days = [{"id": "mercredi", "date": "2026-06-10", "open": {"start": "18h", "end": "2h"}}]
    people = [{"id": "p", "present": [{"end": "1h"}]}]
    ((where, sentence, _),) = faults(draft(days=days, people=people))
    assert where == "people[0].present[0]"
    assert sentence.startswith("la journée commence à 18h00 et passe minuit : ")
    assert sentence.endswith("écrire aussi le début, par exemple 18h00-1h00")
    people[0]["present"] = [{"start": "18h", "end": "1h"}]
    assert Problem.read(draft(days=days, people=people)).person["p"].present[0].end == 1500
