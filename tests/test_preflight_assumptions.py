"""What is taken for granted of a draft, and where to say otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.preflight.assumptions import assumptions
from agenda_solver.problem import Problem
from test_preflight_questions import LUNCH, OPENING, TALKS, WELCOME, draft, session, workshops

DAY = [WELCOME, OPENING, *workshops("Sols", "Eau", block="ateliers"), LUNCH]
DRINK = session("Pot de clôture", 30)


def taken(problem: Problem) -> list[tuple[str, str]]:
    return [(one.text.fr, one.text.en) for one in assumptions(problem)]


def places(problem: Problem) -> list[object]:
    return [one.places for one in assumptions(problem)]


def test_what_is_taken_for_granted_of_a_day() -> None:
    problem = draft(*DAY, session("Pause", kind="break"), DRINK)
    assert taken(problem) == [
        (
            "l'évènement : des blocs, seuls les ateliers ont lieu ensemble. Autrement : changer "
            "un bloc, ou écrire « non » dans « plénière »",
            "the event: blocks, only workshops are at the same time. Otherwise: change a block, "
            "or write “no” in “plenary”",
        ),
        (
            "accueil (avant tout le reste), d'après le titre : « Accueil »",
            "welcome (before all else), by the title: “Accueil”",
        ),
        (
            "ouverture (au début, rien à côté), d'après le titre : « Ouverture »",
            "opening (at the beginning, nothing beside), by the title: “Ouverture”",
        ),
        (
            "pause (rien à côté), d'après le genre : « Pause »",
            "break (nothing beside), by the kind: “Pause”",
        ),
        (
            "repas (à l'heure d'un repas), d'après le titre : « Déjeuner »",
            "meal (at the time of a meal), by the title: “Déjeuner”",
        ),
        (
            "pot (après tout le reste), d'après le titre : « Pot de clôture »",
            "drink (after all else), by the title: “Pot de clôture”",
        ),
    ]
    assert places(problem)[:2] == [
        (("sessions", "sols", "block"),),
        (("sessions", "accueil", "kind"),),
    ]


@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        (TALKS, "un seul fil"),
        (DAY, "des blocs"),
        ([session(str(number), track="xy"[number % 2]) for number in range(4)], "en parallèle"),
    ],
)
def test_the_shape_of_an_event(sessions: list[dict[str, Any]], words: str) -> None:
    assert words in taken(draft(*sessions))[0][0]


def test_one_session_has_no_shape() -> None:
    assert taken(draft(TALKS[0])) == []


def test_a_typed_kind_and_a_title_are_told_apart_and_like_titles_once() -> None:
    pauses = [{**session("Pause"), "id": f"p{number}"} for number in range(2)]
    typed = {**session("Souffler"), "kind": "break"}
    problem = draft(*TALKS, *pauses, typed)
    assert [text for text, _ in taken(problem)[1:]] == [
        "pause (rien à côté), d'après le titre : « Pause »",
        "pause (rien à côté), d'après le genre : « Souffler »",
    ]
    assert places(problem)[1] == (("sessions", "p0", "kind"), ("sessions", "p1", "kind"))


def test_a_drink_before_the_meal() -> None:
    (drink,) = [text for text, _ in taken(draft(*TALKS, session("Verre"), LUNCH)) if "pot" in text]
    assert drink == "pot (avant le repas), d'après le titre : « Verre »"


def test_a_drink_that_closes_the_day_is_at_its_end_wherever_its_row_is() -> None:
    assert taken(draft(*TALKS, DRINK, LUNCH))[-1][1] == (
        "drink (after all else), by the title: “Pot de clôture”"
    )


def test_nothing_is_said_of_a_break_where_there_are_tracks() -> None:
    talks = [session(str(number), track="xy"[number % 2]) for number in range(4)]
    assert taken(draft(*talks, session("Pause")))[1:] == [
        ("pause, d'après le titre : « Pause »", "break, by the title: “Pause”")
    ]


def test_where_no_hours_are_given() -> None:
    no_hours = draft(WELCOME, OPENING, days=[{"date": "2027-03-18"}])
    assert (
        "les heures : rien avant 9h00, un accueil dès 8h30. Autrement : donner les heures de la "
        "journée",
        "the hours: nothing before 9:00, a welcome from 8:30. Otherwise: give the hours of the day",
    ) in taken(no_hours)
    assert not any("9h00" in text for text, _ in taken(draft(WELCOME, OPENING)))


def test_a_kind_that_says_otherwise() -> None:
    assert len(taken(draft(*TALKS, OPENING))) == 2
    assert len(taken(draft(*TALKS, {**OPENING, "kind": "workshop"}))) == 1


def test_nothing_is_taken_for_granted_by_a_custom_that_is_switched_off() -> None:
    off = {"custom_frame": 0, "custom_apart": 0, "custom_meal": 0}
    assert taken(draft(*DAY, DRINK, weights=off)) == []


def test_what_belongs_to_others_is_not_spoken_of() -> None:
    outside = session("Dîner", locked={"start": "9:00", "day": "2027-03-18"}, external=True)
    part = session("Mot du maire", 10, part_of="ouverture")
    assert [one.sessions for one in assumptions(draft(*TALKS, OPENING, part, outside))] == [
        (),
        ("ouverture",),
    ]
