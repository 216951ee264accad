from datetime import date
from typing import Any

import pytest
from drafts import (
    BOTH,
    THURSDAY,
    WEDNESDAY,
    colloquium,
    draft,
    findings,
    kept,
    paid,
    paper,
    session,
    told,
)

from agenda_solver.problem import Problem
from agenda_solver.rules.organiser import (
    KeepsAnnouncedHours,
    KeepsTheDayCompact,
    KeepsToThePreferences,
    KeepsToThePreferredTimes,
    KeepsToTheStatements,
    LastsItsIdealLength,
)

EXTERNAL = {"external": True, "locked": {"day": WEDNESDAY, "start": "9h"}}

# --- What the document says ---------------------------------------------------------------


def stated(*said: dict[str, Any], days: tuple[object, ...] = BOTH) -> Problem:
    return draft(session("atelier", stated=list(said)), days=days)


WHOLE = {"day": WEDNESDAY, "start": "14h", "end": "15h45"}


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("atelier 14h-15h45", 0),
        ("atelier 14h01-15h45", 61),
        ("atelier 13h59-15h45", 61),
        ("atelier 14h-16h", 75),
        ("atelier 14h-15h", 105),
        ("atelier 14h30-16h15", 90 + 90),
        ("+1 atelier 14h-15h45", 60),
        ("+1 atelier 9h-10h45", 60 + 360 + 360),
    ],
)
def test_each_of_day_start_and_end_costs_an_hour_and_the_minutes(line: str, cost: int) -> None:
    assert paid(KeepsToTheStatements(), stated(WHOLE), line) == cost


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ({"day": THURSDAY}, 60),
        ({"start": "9h"}, 60 + 60),
        ({"end": "12h"}, 60 + 60),
        ({"start": "10h"}, 0),
        ({"end": "11h"}, 0),
        ({"start": "0h"}, 60 + 600),
        ({"about": "lien", "text": "https://a.fr"}, 0),
        ({}, 0),
    ],
)
def test_what_is_not_said_does_not_cost(said: dict[str, Any], cost: int) -> None:
    assert paid(KeepsToTheStatements(), stated(said), "atelier 10h-11h") == cost


def test_a_day_that_is_not_the_event_s_costs_wherever_the_session_is() -> None:
    problem = stated({"day": date(2021, 6, 29)})
    assert paid(KeepsToTheStatements(), problem, "atelier 10h-11h") == 60
    assert paid(KeepsToTheStatements(), problem, "+1 atelier 10h-11h") == 60


TWICE = ({"start": "14h30"}, {"start": "14h", "end": "15h45"})


@pytest.mark.parametrize(
    ("hours", "cost"),
    [
        ("14h-15h45", 90),  # the second is kept, the first is missed by half an hour
        ("14h30-15h45", 90),  # the first is kept, and the end of the second
        ("14h30-16h15", 90 + 90),  # the first is kept, nothing of the second
        ("14h15-15h45", 75 + 75),  # neither start: half-way is dearer than either
        ("13h-14h", 150 + 120 + 165),
    ],
)
def test_two_statements_that_differ_cost_what_is_missed_of_each(hours: str, cost: int) -> None:
    assert paid(KeepsToTheStatements(), stated(*TWICE), f"atelier {hours}") == cost


def test_the_same_statement_twice_counts_twice() -> None:
    problem = stated({"start": "9h"}, {"start": "9h"})
    assert paid(KeepsToTheStatements(), problem, "atelier 10h-11h") == 2 * 120
    assert len(findings(KeepsToTheStatements(), problem, "atelier 10h-11h")) == 2


def test_what_is_stated_of_the_event_costs_where_its_day_is_another() -> None:
    said = [{"day": "2021-06-29", "source": "p. 2"}, {"day": WEDNESDAY}, {"text": "un lien"}]
    problem = draft("un", event={"stated": said})
    assert paid(KeepsToTheStatements(), problem, "un 9h-10h") == 60
    assert told(KeepsToTheStatements(), problem, "un 9h-10h") == [
        (
            "le document annonce le mardi 29 juin 2021 (p. 2), qui n'est pas un jour de "
            "l'évènement",
            "the document says Tuesday 29 June 2021 (p. 2), which is not a day of the event",
        )
    ]


def test_hours_stated_of_the_event_are_not_paid_here() -> None:
    problem = draft("un", event={"stated": [{"start": "9h", "end": "17h"}]})
    assert kept(KeepsToTheStatements(), problem, "un 8h-18h")


@pytest.mark.parametrize(
    ("said", "fr", "en"),
    [
        ({"start": "14h30"}, "à 14h30", "at 14:30"),
        ({"start": "14h30", "source": "titre"}, "à 14h30 (titre)", "at 14:30 (titre)"),
        ({"end": "15h45"}, "jusqu'à 15h45", "until 15:45"),
        (
            WHOLE,
            "le mercredi 10 juin 2026 de 14h00 à 15h45",
            "Wednesday 10 June 2026, 14:00 to 15:45",
        ),
        ({"start": "14h", "end": "15h45", "text": "14h"}, "de 14h00 à 15h45", "14:00 to 15:45"),
        ({"day": THURSDAY}, "le jeudi 11 juin 2026", "Thursday 11 June 2026"),
    ],
)
def test_a_statement_that_is_not_kept(said: dict[str, Any], fr: str, en: str) -> None:
    problem = draft(session("atelier", stated=[said]), rooms=["amphi"], days=BOTH)
    (finding,) = findings(KeepsToTheStatements(), problem, "atelier 10h-11h amphi")
    assert finding.text.fr == (
        f"« Atelier » : annoncé {fr} ; retenu : le mercredi 10 juin 2026 de 10h00 à 11h00, Amphi"
    )
    assert finding.text.en == (
        f"“Atelier”: announced {en}; settled: on Wednesday 10 June 2026, 10:00 to 11:00, Amphi"
    )
    assert finding.sessions == ("atelier",)


def test_the_day_is_left_out_of_what_is_settled_where_there_is_only_one() -> None:
    problem = draft(session("pot", kind="pause", stated=[{"start": "17h"}]))
    assert told(KeepsToTheStatements(), problem, "pot 17h05-18h") == [
        (
            "« Pot » : annoncé à 17h00 ; retenu : de 17h05 à 18h00",
            "“Pot”: announced at 17:00; settled: 17:05 to 18:00",
        )
    ]


# --- Preferences --------------------------------------------------------------------------


def preferred(**spot: object) -> Problem:
    return draft(session("un", preferred=spot), rooms=["amphi", "hall"], days=BOTH)


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("+1 un 9h-10h amphi", 0),
        ("+1 un 9h-17h amphi", 0),
        ("un 9h-10h amphi", 60),
        ("+1 un 9h05-10h amphi", 65),
        ("+1 un 8h55-10h amphi", 65),
        ("+1 un 9h-10h hall", 60),
        ("+1 un 9h-10h", 60),
        ("un 10h-11h hall", 60 + 120 + 60),
    ],
)
def test_each_of_day_start_and_room_costs_an_hour(line: str, cost: int) -> None:
    problem = preferred(day=THURSDAY, start="9h", room="amphi")
    assert paid(KeepsToThePreferences(), problem, line) == cost


def test_what_is_not_preferred_does_not_cost() -> None:
    assert kept(KeepsToThePreferences(), preferred(), "un 9h-10h")
    assert kept(KeepsToThePreferences(), preferred(day=WEDNESDAY), "un 3h-4h hall")
    assert kept(KeepsToThePreferences(), preferred(room="hall"), "+1 un 3h-4h hall")
    assert paid(KeepsToThePreferences(), preferred(start="0h"), "un 1h-2h hall") == 120


def test_a_preference_that_is_not_kept() -> None:
    problem = preferred(day=THURSDAY, start="9h", room="amphi")
    (finding,) = findings(KeepsToThePreferences(), problem, "un 9h-10h hall")
    assert finding.text.fr == (
        "« Un » préfère : jeudi 11 juin 2026, 9h00, Amphi ; retenu : le mercredi 10 juin 2026 "
        "de 9h00 à 10h00, Hall"
    )
    assert finding.text.en == (
        "“Un” prefers: Thursday 11 June 2026, 09:00, Amphi; settled: on Wednesday 10 June 2026, "
        "09:00 to 10:00, Hall"
    )
    assert finding.sessions == ("un",)


def test_a_preferred_room_and_none_given() -> None:
    problem = draft(session("un", preferred={"room": "amphi"}), rooms=["amphi"])
    assert told(KeepsToThePreferences(), problem, "un 9h-10h") == [
        (
            "« Un » préfère : Amphi ; retenu : de 9h00 à 10h00, sans salle",
            "“Un” prefers: Amphi; settled: 09:00 to 10:00, without a room",
        )
    ]


# --- Announced hours ----------------------------------------------------------------------

ANNOUNCED = {"date": WEDNESDAY, "announced": {"start": "9h", "end": "17h"}}


def poster(*sessions: object, days: tuple[object, ...] = (ANNOUNCED,), **event: object) -> Problem:
    return draft(*(sessions or ("un", "deux")), days=days, event=event)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "cost"),
    [
        (("un 9h-10h", "deux 16h-17h"), 0),
        (("un 10h-11h", "deux 11h-12h"), 0),
        (("un 8h59-10h", "deux 16h-17h"), 1),
        (("un 9h-10h", "deux 16h-17h01"), 1),
        (("un 8h-10h", "deux 16h-18h"), 120),
        (("un 18h-19h", "deux 17h-18h"), 120),  # from the announced end to the last end
        (("un 7h-8h", "deux 7h-8h"), 120),
        (("un 8h30-9h", "deux 8h-8h30"), 60),
    ],
)
def test_each_minute_outside_costs_one_at_both_ends(lines: tuple[str, str], cost: int) -> None:
    assert paid(KeepsAnnouncedHours(), poster(), *lines) == cost


def test_outside_the_announced_hours() -> None:
    (finding,) = findings(KeepsAnnouncedHours(), poster(), "un 8h30-10h", "deux 16h-17h30")
    assert finding.text.fr == (
        "mercredi 10 juin 2026 : programme de 8h30 à 17h30 ; annoncé : de 9h00 à 17h00 "
        "(1 h hors de ces horaires)"
    )
    assert finding.text.en == (
        "Wednesday 10 June 2026: programme 08:30 to 17:30; announced: 09:00 to 17:00 (1 h outside)"
    )
    assert finding.cost == 60


def test_what_is_external_is_not_the_programme() -> None:
    problem = poster("un", session("visite", **EXTERNAL))
    assert kept(KeepsAnnouncedHours(), problem, "un 9h-10h", "visite 7h-22h")


def test_a_day_with_nothing_on_it_is_within_its_hours() -> None:
    problem = poster("un", days=(ANNOUNCED, THURSDAY))
    assert kept(KeepsAnnouncedHours(), problem, "+1 un 7h-8h")
    only_visits = poster("un", session("visite", **EXTERNAL), days=(ANNOUNCED, THURSDAY))
    assert kept(KeepsAnnouncedHours(), only_visits, "+1 un 7h-8h", "visite 7h-8h")


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ({"start": "9h", "end": "17h"}, 60 + 60),
        ({"start": "9h"}, 60),
        ({"end": "17h"}, 60),
        ({"day": WEDNESDAY, "end": "17h"}, 60),
        ({"day": THURSDAY, "end": "17h"}, 0),
        ({"day": WEDNESDAY}, 0),
        ({"text": "9h-17h"}, 0),
    ],
)
def test_hours_stated_of_the_event_are_announced(said: dict[str, Any], cost: int) -> None:
    problem = poster(days=BOTH, stated=[said])
    assert paid(KeepsAnnouncedHours(), problem, "un 8h-10h", "deux 16h-18h") == cost


def test_hours_stated_without_a_day_hold_each_day() -> None:
    problem = poster(days=BOTH, stated=[{"start": "9h", "end": "17h"}])
    assert paid(KeepsAnnouncedHours(), problem, "un 8h-10h", "+1 deux 16h-18h") == 120
    assert len(findings(KeepsAnnouncedHours(), problem, "un 8h-10h", "+1 deux 16h-18h")) == 2


def test_hours_that_are_half_open() -> None:
    problem = poster(days=(WEDNESDAY,), stated=[{"end": "17h"}])
    assert told(KeepsAnnouncedHours(), problem, "un 8h-10h", "deux 16h-17h15") == [
        (
            "mercredi 10 juin 2026 : programme de 8h00 à 17h15 ; annoncé : jusqu'à 17h00 "
            "(15 min hors de ces horaires)",
            "Wednesday 10 June 2026: programme 08:00 to 17:15; announced: until 17:00 "
            "(15 min outside)",
        )
    ]


def test_every_announcement_counts() -> None:
    problem = poster(stated=[{"start": "9h", "end": "16h"}])
    assert paid(KeepsAnnouncedHours(), problem, "un 9h-10h", "deux 17h-18h") == 60 + 120
    assert list(problem.announced_hours()) == [
        (WEDNESDAY, 9 * 60, 17 * 60),
        (WEDNESDAY, 9 * 60, 16 * 60),
    ]


def test_parts_count_as_programme() -> None:
    problem = poster("un", session("mot", 10, part_of="un"))
    assert paid(KeepsAnnouncedHours(), problem, "un 8h-9h", "mot 8h-8h10") == 60


# --- Ideal lengths ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "cost"),
    [("9h-9h45", 0), ("9h-9h44", 1), ("9h-9h46", 1), ("9h-10h", 15), ("9h-9h30", 15)],
)
def test_each_minute_off_the_ideal_costs_one(hours: str, cost: int) -> None:
    problem = draft(session("un", {"min": 30, "ideal": 45, "max": 60}))
    assert paid(LastsItsIdealLength(), problem, f"un {hours}") == cost


def test_no_ideal_no_cost() -> None:
    assert kept(LastsItsIdealLength(), draft(session("un", {"min": 30, "max": 60})), "un 9h-9h30")
    assert kept(LastsItsIdealLength(), draft(session("un", 60)), "un 9h-12h")
    slots = [{"day": WEDNESDAY, "start": "9h", "end": "10h"}]
    slotted = draft(session("un", None), event={"slots": slots})
    assert kept(LastsItsIdealLength(), slotted, "un 9h-10h")


def test_off_the_ideal() -> None:
    problem = draft(session("un", {"min": 30, "ideal": 60, "max": 120}))
    (finding,) = findings(LastsItsIdealLength(), problem, "un 9h-10h30")
    assert finding.text.fr == "« Un » dure 1 h 30 au lieu de 1 h"
    assert finding.text.en == "“Un” lasts 1 h 30 min instead of 1 h"
    assert finding.sessions == ("un",)


# --- A compact day ------------------------------------------------------------------------

OPENS = {"date": WEDNESDAY, "open": {"start": "8h", "end": "20h"}}


@pytest.mark.parametrize(
    ("lines", "cost"),
    [
        (("un 8h-9h", "deux 9h-10h"), 120 + 120),
        (("un 8h-9h", "deux 8h-9h"), 60 + 60),
        (("un 9h-10h", "deux 10h-11h"), 120 + 180),  # as long, but ends later
        (("un 8h-9h", "deux 10h-11h"), 180 + 180),  # a gap
        (("un 9h-10h", "deux 9h-10h"), 60 + 120),
    ],
)
def test_a_day_costs_its_span_and_its_end(lines: tuple[str, str], cost: int) -> None:
    assert paid(KeepsTheDayCompact(), draft("un", "deux", days=[OPENS]), *lines) == cost


def test_a_day_without_opening_hours_opens_at_midnight() -> None:
    assert paid(KeepsTheDayCompact(), draft("un"), "un 9h-10h") == 60 + 600


def test_days_add_up_and_a_day_with_nothing_on_it_is_free() -> None:
    problem = draft("un", "deux", days=[OPENS, {**OPENS, "date": THURSDAY}])
    assert paid(KeepsTheDayCompact(), problem, "un 8h-9h", "deux 9h-10h") == 240
    assert paid(KeepsTheDayCompact(), problem, "un 8h-9h", "+1 deux 9h-10h") == 120 + 180
    found = findings(KeepsTheDayCompact(), problem, "+1 un 8h-9h", "+1 deux 9h-10h")
    assert [finding.cost for finding in found] == [240]


def test_what_lies_before_the_opening_is_longer_not_earlier() -> None:
    problem = draft("un", "deux", days=[OPENS])
    assert paid(KeepsTheDayCompact(), problem, "un 7h-8h", "deux 8h-9h") == 120 + 60
    assert paid(KeepsTheDayCompact(), problem, "un 6h-7h", "deux 6h-7h") == 120


def test_a_visit_is_not_part_of_the_day() -> None:
    problem = draft("un", session("visite", **EXTERNAL), days=[OPENS])
    assert paid(KeepsTheDayCompact(), problem, "un 8h-9h", "visite 9h-22h") == 120


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("un 9h-9h30 amphi", 570 + 0),  # of a day of papers, only the end counts
        ("un 10h-10h30 amphi", 630 + 0),
        ("un 10h-10h30 amphi; repas 12h30-13h30", 810 + 60),
        ("un 9h-9h30 amphi; repas 12h30-13h30", 810 + 60),
        ("un 12h-12h30 amphi; repas 8h-9h", 750 + 270),
    ],
)
def test_an_empty_first_place_shortens_no_day(line: str, cost: int) -> None:
    problem = colloquium(paper("un"), "repas")
    assert paid(KeepsTheDayCompact(), problem, *line.split("; ")) == cost


def test_what_a_day_says() -> None:
    (finding,) = findings(KeepsTheDayCompact(), draft("un", days=[OPENS]), "un 9h-10h")
    assert finding.text.fr == "mercredi 10 juin 2026 : programme de 9h00 à 10h00"
    assert finding.text.en == "Wednesday 10 June 2026: programme 09:00 to 10:00"
    assert finding.cost == 180


# --- Preferred times ----------------------------------------------------------------------


def preferring(*windows: dict[str, Any], minutes: object = 60, **more: Any) -> Problem:
    return draft(session("atelier", minutes, preferred_windows=list(windows), **more), days=BOTH)


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("atelier 9h-10h", 0),
        ("atelier 11h-12h", 0),
        ("atelier 8h59-9h59", 60),
        ("atelier 11h01-12h01", 60),
        ("atelier 20h-21h", 60),
        ("+1 atelier 9h-10h", 60),
        ("+1 atelier 14h-15h", 0),
    ],
)
def test_a_session_outside_the_windows_it_prefers(line: str, cost: int) -> None:
    problem = preferring(
        {"day": WEDNESDAY, "start": "9h", "end": "11h"},
        {"day": WEDNESDAY, "start": "11h", "end": "12h"},
        {"start": "14h", "end": "16h"},
    )
    assert paid(KeepsToThePreferredTimes(), problem, line) == cost
    assert paid(KeepsToThePreferredTimes(), preferring(), line) == 0


@pytest.mark.parametrize(
    ("minutes", "cost"),
    [({"min": 30, "max": 90}, 90), ({"min": 30, "ideal": 45, "max": 90}, 45), (30, 30)],
)
def test_it_costs_as_many_minutes_as_it_usually_lasts(minutes: object, cost: int) -> None:
    problem = preferring({"start": "14h"}, minutes=minutes)
    assert paid(KeepsToThePreferredTimes(), problem, "atelier 9h-9h30") == cost


def test_each_person_prefers_for_themselves() -> None:
    morning, evening = [{"end": "12h"}], [{"start": "18h"}]
    problem = draft(
        session("un", people={"orateur": ["maire", "prefet"], "animation": ["maire"]}),
        session("deux", people={"orateur": [{"one_of": ["maire", "prefet"]}]}),
        people=[{"id": "maire", "preferred": morning}, {"id": "prefet", "preferred": evening}],
    )
    assert paid(KeepsToThePreferredTimes(), problem, "un 9h-10h", "deux 14h-15h") == 60
    assert paid(KeepsToThePreferredTimes(), problem, "un 14h-15h", "deux 14h-15h") == 120


def test_whose_preferred_times_are_not_kept() -> None:
    problem = draft(
        session(
            "un", people={"orateur": ["maire"]}, preferred_windows=[{"end": "9h"}, {"start": "15h"}]
        ),
        people=[{"id": "maire", "preferred": [{"start": "14h", "end": "18h"}]}],
    )
    assert told(KeepsToThePreferredTimes(), problem, "un 10h-11h") == [
        (
            "« Un » préfère : jusqu'à 9h00 ou à partir de 15h00 ; retenu : de 10h00 à 11h00",
            "“Un” prefers: until 09:00 or from 15:00; settled: 10:00 to 11:00",
        ),
        (
            "Maire préfère intervenir de 14h00 à 18h00 ; « Un » a lieu de 10h00 à 11h00",
            "Maire would rather take part 14:00 to 18:00; “Un” takes place 10:00 to 11:00",
        ),
    ]
