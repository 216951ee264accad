from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agenda_solver.difference import Difference, Version, difference
from agenda_solver.problem import Problem
from agenda_solver.replan import Gap, Plan, Price
from agenda_solver.result import Result
from agenda_solver.text import Language, Text, quoted
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.views import news

WEDNESDAY, THURSDAY = date(2026, 6, 10), date(2026, 6, 11)
DRAFT: dict[str, Any] = {
    "event": {"name": "Forum & débats"},
    "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}],
    "rooms": [{"id": "a", "name": "salle A"}, {"id": "b", "name": "salle B"}],
    "people": [
        {"id": "anne", "name": "Anne Fictive", "email": "anne@example.org"},
        {"id": "luc", "name": "Luc Fictif", "language": "en"},
        {"id": "noe", "name": "Noé Fictif", "email": "noe@example.org"},
    ],
    "sessions": [
        {"id": "ouverture", "title": "Ouverture", "kind": "plenary", "minutes": 60},
        {
            **{"id": "mot", "title": "Mot d'accueil", "minutes": 10, "part_of": "ouverture"},
            "people": {"orateur": ["noe"]},
        },
        {
            **{"id": "eau", "title": "Atelier 2", "kind": "workshop", "minutes": 60},
            "people": {"animation": [{"one_of": ["anne", "luc"]}, "noe"]},
        },
        {"id": "sol", "title": "Atelier 3", "kind": "workshop", "minutes": 60},
        {"id": "repas", "title": "Déjeuner", "kind": "meal", "minutes": 60},
    ],
    "attendees": [
        {"id": "p1", "name": "Zoé Fictive", "email": "zoe@example.org"},
        {"id": "p2", "name": "Éric Fictif", "email": "eric@example.org", "language": "en"},
        {"id": "noe", "name": "Noé Fictif", "email": "noe@example.org"},
    ],
}
PROBLEM = Problem.read(DRAFT)
OUVERTURE = Placement("ouverture", WEDNESDAY, 540, 600, "a")
MOT = Placement("mot", WEDNESDAY, 540, 550, "a")
EAU = Placement("eau", WEDNESDAY, 870, 930, "a")
SOL = Placement("sol", WEDNESDAY, 870, 930, "b")
REPAS = Placement("repas", WEDNESDAY, 720, 780)
PLACED = (OUVERTURE, MOT, EAU, SOL, REPAS)
ANNE, LUC = (Casting("eau", "animation", 0, who) for who in ("anne", "luc"))
SEATS = (Seat("p1", "eau"), Seat("p2", "sol"))
BEFORE = Version(PROBLEM, Timetable.of(PLACED, SEATS, [ANNE]))


def changed(
    *placements: Placement,
    gone: tuple[str, ...] = (),
    cast: Casting = ANNE,
    seats: tuple[Seat, ...] = SEATS,
    problem: Problem = PROBLEM,
    before: Version = BEFORE,
) -> Difference:
    """Return what differs once sessions are elsewhere, gone, held or attended by others."""
    placed = {**before.timetable.by_session, **{it.session: it for it in placements}}
    left = [it for session, it in placed.items() if session not in gone]
    casts = [cast] if "eau" in problem.session else []
    return difference(before, Version(problem, Timetable.of(left, seats, casts)))


def said(texts: list[Text], language: Language = "fr") -> list[str]:
    return [text.say(language) for text in texts]


def told(found: Difference, whom: str, language: Language = "fr") -> str:
    """Return the words of the one letter to somebody, by id."""
    (letter,) = [it for it in news.letters(found, language) if whom in (it.person, it.attendee)]
    return letter.words


MOVED = changed(replace(EAU, start=900, end=960, room="b"))


# --- Lines --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "fr", "en"),
    [
        (
            MOVED,
            "« Atelier 2 » : mercredi 10 juin 14h30, salle A → 15h00, salle B",
            "“Atelier 2”: Wednesday 10 June, 14:30, salle A → 15:00, salle B",
        ),
        (
            changed(replace(EAU, start=900, end=960)),
            "« Atelier 2 » : mercredi 10 juin 14h30, salle A → 15h00",
            "“Atelier 2”: Wednesday 10 June, 14:30, salle A → 15:00",
        ),
        (
            changed(replace(EAU, day=THURSDAY)),
            "« Atelier 2 » : mercredi 10 juin 14h30, salle A → jeudi 11 juin 14h30",
            "“Atelier 2”: Wednesday 10 June, 14:30, salle A → Thursday 11 June, 14:30",
        ),
        (
            changed(replace(EAU, room="b")),
            "« Atelier 2 » : mercredi 10 juin 14h30, salle A → salle B",
            "“Atelier 2”: Wednesday 10 June, 14:30, salle A → salle B",
        ),
        (
            changed(replace(EAU, room=None)),
            "« Atelier 2 » : mercredi 10 juin 14h30, salle A → sans salle",
            "“Atelier 2”: Wednesday 10 June, 14:30, salle A → without a room",
        ),
        (
            changed(replace(EAU, end=900)),
            "« Atelier 2 » : mercredi 10 juin 14h30–15h30, salle A → 14h30–15h00",
            "“Atelier 2”: Wednesday 10 June, 14:30–15:30, salle A → 14:30–15:00",
        ),
        (
            changed(gone=("eau",), seats=SEATS[1:]),
            "« Atelier 2 » : mercredi 10 juin 14h30, salle A → n'a plus lieu",
            "“Atelier 2”: Wednesday 10 June, 14:30, salle A → does not take place any more",
        ),
        (
            changed(cast=LUC),
            "« Atelier 2 » (mercredi 10 juin 14h30, salle A) : avec Luc Fictif, sans Anne Fictive",
            "“Atelier 2” (Wednesday 10 June, 14:30, salle A): with Luc Fictif, without Anne "
            "Fictive",
        ),
        (
            changed(replace(EAU, start=900, end=960), cast=LUC),
            "« Atelier 2 » : mercredi 10 juin 14h30, salle A → 15h00 ; avec Luc Fictif, sans "
            "Anne Fictive",
            "“Atelier 2”: Wednesday 10 June, 14:30, salle A → 15:00; with Luc Fictif, without "
            "Anne Fictive",
        ),
    ],
)
def test_a_line_a_session(found: Difference, fr: str, en: str) -> None:
    (line,) = news.session_lines(found)
    assert (line.fr, line.en) == (fr, en)


def test_what_is_new_or_renamed() -> None:
    sessions = [{**it, "title": "Suite"} if it["id"] == "sol" else it for it in DRAFT["sessions"]]
    sessions.append({"id": "air", "title": "Atelier 4", "minutes": 30})
    found = changed(
        Placement("air", THURSDAY, 600, 630, "b"),
        problem=Problem.read({**DRAFT, "sessions": sessions}),
    )
    assert said(news.session_lines(found)) == [
        "« Atelier 3 » (mercredi 10 juin 14h30, salle B) : nouveau titre : « Suite »",
        "« Atelier 4 » : pas au programme → jeudi 11 juin 10h00, salle B",
    ]
    assert said(news.session_lines(found), "en") == [
        "“Atelier 3” (Wednesday 10 June, 14:30, salle B): new title: “Suite”",
        "“Atelier 4”: not in the programme → Thursday 11 June, 10:00, salle B",
    ]
    assert cells(news.by_session(found)) == [
        (
            *("Atelier 3", "titre"),
            "mercredi 10 juin 14h30, salle B\n« Atelier 3 »",
            "mercredi 10 juin 14h30, salle B\n« Suite »",
        ),
        ("Atelier 4", "ajout", "pas au programme", "jeudi 11 juin 10h00, salle B"),
    ]


def test_the_day_is_left_out_where_there_is_one() -> None:
    problem = Problem.read({**DRAFT, "days": DRAFT["days"][:1]})
    found = changed(
        replace(EAU, room="b"), problem=problem, before=Version(problem, BEFORE.timetable)
    )
    assert said(news.session_lines(found)) == ["« Atelier 2 » : 14h30, salle A → salle B"]
    assert told(found, "p1") == (
        "« Atelier 2 », où vous avez une place, change de salle : salle B (avant : salle A), "
        "toujours à 14h30."
    )


def test_a_line_a_part_of_a_person() -> None:
    assert said(news.person_lines(changed(replace(EAU, room="b"), cast=LUC))) == [
        "Anne Fictive, « Atelier 2 » : mercredi 10 juin 14h30, salle A → n'y intervient plus",
        "Luc Fictif, « Atelier 2 » : n'y intervenait pas → mercredi 10 juin 14h30, salle B",
        "Noé Fictif, « Atelier 2 » : mercredi 10 juin 14h30, salle A → salle B",
    ]
    gone = changed(gone=("eau",), seats=SEATS[1:])
    assert said(news.person_lines(gone), "en") == [
        "Anne Fictive, “Atelier 2”: Wednesday 10 June, 14:30, salle A → does not take place any "
        "more",
        "Noé Fictif, “Atelier 2”: Wednesday 10 June, 14:30, salle A → does not take place any more",
    ]


def test_a_line_a_seat_names_nobody() -> None:
    seats = (Seat("p1", "sol"), Seat("noe", "sol"))
    lines = news.seat_lines(changed(replace(SOL, room=None), seats=seats))
    assert said(lines) == [
        "p1 : « Atelier 2 », mercredi 10 juin 14h30, salle A → « Atelier 3 », "
        "mercredi 10 juin 14h30",
        "p2 : « Atelier 3 », mercredi 10 juin 14h30, salle B → pas de place",
        "noe : pas de place → « Atelier 3 », mercredi 10 juin 14h30",
    ]
    assert "Fictif" not in " ".join(said(lines))
    moved = said(news.seat_lines(MOVED, "full"), "en")
    assert moved == ["Zoé Fictive: “Atelier 2”, Wednesday 10 June, 14:30, salle A → 15:00, salle B"]


# --- Tables -------------------------------------------------------------------------------


def cells(rows: list[news.ChangeRow], language: Language = "fr") -> list[tuple[str, ...]]:
    return [
        tuple(text.say(language) for text in (*row.about, row.before, row.after)) for row in rows
    ]


def test_the_table_of_sessions() -> None:
    found = changed(replace(EAU, start=900, end=990, room="b"), cast=LUC, gone=("repas",))
    assert cells(news.by_session(found)) == [
        ("Déjeuner", "annulation", "mercredi 10 juin 12h00", "n'a plus lieu"),
        (
            "Atelier 2",
            "heure, salle, durée et intervenants",
            "mercredi 10 juin 14h30–15h30, salle A\nNoé Fictif et Anne Fictive",
            "mercredi 10 juin 15h00–16h30, salle B\nNoé Fictif et Luc Fictif",
        ),
    ]
    assert cells(news.by_session(found), "en")[1][:3] == (
        "Atelier 2",
        "time, room, length and people",
        "Wednesday 10 June, 14:30–15:30, salle A\nNoé Fictif and Anne Fictive",
    )


def test_the_table_of_people() -> None:
    assert cells(news.by_person(changed(cast=LUC))) == [
        ("Anne Fictive", "Atelier 2", "mercredi 10 juin 14h30, salle A", "n'y intervient plus"),
        ("Luc Fictif", "Atelier 2", "n'y intervenait pas", "mercredi 10 juin 14h30, salle A"),
    ]


def test_the_table_of_attendees_begins_with_all() -> None:
    found = changed(
        replace(REPAS, start=750, end=810), replace(MOT, start=545, end=555), seats=SEATS[1:]
    )
    rows = [
        (
            "Tous les participants",
            *("Déjeuner\nmercredi 10 juin " + at for at in ("12h00", "12h30")),
        ),
        ("p1", "Atelier 2\nmercredi 10 juin 14h30, salle A", "pas de place"),
    ]
    assert cells(news.by_attendee(found, "codes")) == rows
    assert cells(news.by_attendee(found))[1][0] == "Zoé Fictive"
    assert cells(news.by_attendee(found, "initials"))[1][0] == "Z. F."


def test_without_attendees_nobody_is_told_as_one() -> None:
    problem = Problem.read({**DRAFT, "attendees": []})
    before = Version(problem, Timetable.of(PLACED, (), [ANNE]))
    found = changed(replace(REPAS, start=750, end=810), seats=(), problem=problem, before=before)
    assert news.by_attendee(found) == []
    assert news.letters(found, "fr") == ()


# --- Letters ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "whom", "fr", "en"),
    [
        (
            MOVED,
            "anne",
            "« Atelier 2 », où vous intervenez, a maintenant lieu mercredi 10 juin à 15h00, "
            "salle B (avant : 14h30, salle A).",
            "“Atelier 2”, in which you take part, now takes place Wednesday 10 June at 15:00, "
            "salle B (before: 14:30, salle A).",
        ),
        (
            changed(replace(EAU, room="b")),
            "anne",
            "« Atelier 2 », où vous intervenez, change de salle : salle B (avant : salle A), "
            "toujours mercredi 10 juin à 14h30.",
            "“Atelier 2”, in which you take part, changes rooms: salle B (before: salle A), "
            "still Wednesday 10 June at 14:30.",
        ),
        (
            changed(replace(REPAS, room="b")),
            "p1",
            "« Déjeuner » change de salle : salle B (avant : sans salle), toujours mercredi 10 "
            "juin à 12h00.",
            "“Déjeuner” changes rooms: salle B (before: without a room), still Wednesday 10 June "
            "at 12:00.",
        ),
        (
            changed(replace(EAU, end=900)),
            "p1",
            "« Atelier 2 », où vous avez une place, a maintenant lieu mercredi 10 juin de 14h30 "
            "à 15h00, salle A (avant : 14h30–15h30).",
            "“Atelier 2”, in which you have a seat, now takes place Wednesday 10 June from 14:30 "
            "to 15:00, salle A (before: 14:30–15:30).",
        ),
        (
            changed(replace(EAU, day=THURSDAY)),
            "p1",
            "« Atelier 2 », où vous avez une place, a maintenant lieu jeudi 11 juin à 14h30, "
            "salle A (avant : mercredi 10 juin 14h30).",
            "“Atelier 2”, in which you have a seat, now takes place Thursday 11 June at 14:30, "
            "salle A (before: Wednesday 10 June, 14:30).",
        ),
        (
            changed(gone=("eau",), seats=(Seat("p1", "sol"), SEATS[1])),
            "p1",
            "« Atelier 2 » (mercredi 10 juin 14h30, salle A) n'a plus lieu : vous avez une place "
            "dans « Atelier 3 », mercredi 10 juin à 14h30, salle B.",
            "“Atelier 2” (Wednesday 10 June, 14:30, salle A) does not take place any more: you "
            "have a seat in “Atelier 3”, Wednesday 10 June at 14:30, salle B.",
        ),
        (
            changed(gone=("eau",), seats=SEATS[1:]),
            "p1",
            "« Atelier 2 » (mercredi 10 juin 14h30, salle A) n'a plus lieu, et vous n'avez pas "
            "d'autre place à ce moment.",
            "“Atelier 2” (Wednesday 10 June, 14:30, salle A) does not take place any more, and "
            "you have no other seat at that time.",
        ),
        (
            changed(seats=(Seat("p1", "sol"), SEATS[1])),
            "p1",
            "Votre place est maintenant dans « Atelier 3 », mercredi 10 juin à 14h30, salle B "
            "(avant : « Atelier 2 », mercredi 10 juin 14h30, salle A).",
            "Your seat is now in “Atelier 3”, Wednesday 10 June at 14:30, salle B (before: "
            "“Atelier 2”, Wednesday 10 June, 14:30, salle A).",
        ),
        (
            changed(seats=SEATS[1:]),
            "p1",
            "Vous n'avez plus de place dans « Atelier 2 » (mercredi 10 juin 14h30, salle A).",
            "You do not have a seat in “Atelier 2” (Wednesday 10 June, 14:30, salle A) any more.",
        ),
        (
            changed(gone=("eau",), seats=SEATS[1:]),
            "anne",
            "« Atelier 2 » (mercredi 10 juin 14h30, salle A) n'a plus lieu.",
            "“Atelier 2” (Wednesday 10 June, 14:30, salle A) does not take place any more.",
        ),
        (
            changed(cast=LUC),
            "anne",
            "Vous n'intervenez plus dans « Atelier 2 » (mercredi 10 juin 14h30, salle A).",
            "You do not take part in “Atelier 2” (Wednesday 10 June, 14:30, salle A) any more.",
        ),
        (
            changed(cast=LUC),
            "noe",
            "« Atelier 2 », où vous intervenez mercredi 10 juin à 14h30, salle A, se tient avec "
            "Luc Fictif, sans Anne Fictive.",
            "“Atelier 2”, in which you take part Wednesday 10 June at 14:30, salle A, is held "
            "with Luc Fictif, without Anne Fictive.",
        ),
        (
            changed(replace(REPAS, start=750, end=810)),
            "p1",
            "« Déjeuner » a maintenant lieu mercredi 10 juin à 12h30 (avant : 12h00).",
            "“Déjeuner” now takes place Wednesday 10 June at 12:30 (before: 12:00).",
        ),
        (
            changed(gone=("repas",)),
            "p1",
            "« Déjeuner » (mercredi 10 juin 12h00) n'a plus lieu.",
            "“Déjeuner” (Wednesday 10 June, 12:00) does not take place any more.",
        ),
    ],
)
def test_what_a_letter_says(found: Difference, whom: str, fr: str, en: str) -> None:
    assert told(found, whom) == fr
    assert told(found, whom, "en") == en


def test_what_is_new_is_told() -> None:
    back = changed(cast=LUC)
    assert told(back, "luc", "fr") == (
        "You take part in “Atelier 2”, Wednesday 10 June at 14:30, salle A."
    )
    seated = changed(seats=(*SEATS, Seat("noe", "sol")))
    assert told(seated, "noe") == (
        "Vous avez une place dans « Atelier 3 », mercredi 10 juin à 14h30, salle B."
    )
    lunchless = Version(PROBLEM, Timetable.of(PLACED[:-1], SEATS, [ANNE]))
    assert told(changed(REPAS, before=lunchless), "p1") == (
        "« Déjeuner » s'ajoute au programme, mercredi 10 juin à 12h00."
    )


def test_each_is_written_to_in_their_language() -> None:
    by_id = {it.person or it.attendee: it for it in news.letters(changed(cast=LUC), "fr")}
    assert {who: it.language for who, it in by_id.items()} == {
        "anne": "fr",
        "luc": "en",
        "noe": "fr",
    }
    assert by_id["anne"].subject == "Forum & débats : votre programme change"
    assert by_id["luc"].subject == "Forum & débats: your programme changes"
    assert (by_id["anne"].name, by_id["anne"].email) == ("Anne Fictive", "anne@example.org")
    assert by_id["luc"].email == ""


def test_no_subject_is_cut() -> None:
    name = "Rencontres annuelles  des acteurs de la solidarité internationale et de la coopération"
    problem = Problem.read({**DRAFT, "event": {**DRAFT["event"], "name": name}})
    found = changed(cast=LUC, problem=problem)
    assert {letter.subject for letter in news.letters(found, "fr") if letter.language == "fr"} == {
        "Rencontres annuelles des acteurs de la solidarité internationale et de la coopération : "
        "votre programme change"
    }


def test_people_come_first_and_who_is_both_has_one_letter() -> None:
    found = changed(
        replace(EAU, start=900, end=960),
        replace(REPAS, start=750, end=810),
        seats=(*SEATS, Seat("noe", "sol")),
    )
    told_to = [(it.person, it.attendee) for it in news.letters(found, "fr")]
    assert told_to == [("anne", None), ("noe", "noe"), (None, "p1"), (None, "p2")]
    assert told(found, "noe") == (
        "« Déjeuner » a maintenant lieu mercredi 10 juin à 12h30 (avant : 12h00). "
        "Vous avez une place dans « Atelier 3 », mercredi 10 juin à 14h30, salle B. "
        "« Atelier 2 », où vous intervenez, a maintenant lieu mercredi 10 juin à 15h00, salle A "
        "(avant : 14h30)."
    )


def test_who_has_a_part_is_not_told_of_the_session_twice() -> None:
    sessions = [
        {**it, "people": {"animation": ["noe"]}} if it["id"] == "ouverture" else it
        for it in DRAFT["sessions"]
    ]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    found = changed(
        replace(OUVERTURE, room="b"), problem=problem, before=Version(problem, BEFORE.timetable)
    )
    assert told(found, "noe") == (
        "« Ouverture », où vous intervenez, change de salle : salle B (avant : salle A), toujours "
        "mercredi 10 juin à 9h00."
    )
    assert told(found, "p1").startswith("« Ouverture » change de salle : salle B")


def test_who_is_not_there_at_that_time_is_not_told() -> None:
    attendees = [
        {**it, "present": [{"start": "14:00", "end": "18:00"}]} if it["id"] == "p1" else it
        for it in DRAFT["attendees"]
    ]
    problem = Problem.read({**DRAFT, "attendees": attendees})
    found = changed(
        replace(REPAS, start=750, end=810),
        problem=problem,
        before=Version(problem, BEFORE.timetable),
    )
    assert {it.attendee for it in news.letters(found, "fr")} == {"p2", "noe"}


def test_who_is_registered_no_longer_has_no_letter() -> None:
    problem = Problem.read({**DRAFT, "attendees": DRAFT["attendees"][1:]})
    found = changed(seats=SEATS[1:], problem=problem)
    assert [it.attendee for it in found.attendees] == ["p1"]
    assert news.letters(found, "fr") == ()


def test_a_letter_has_one_line() -> None:
    people = [{**it, "name": "Anne\x07\tFictive"} for it in DRAFT["people"][:1]]
    problem = Problem.read({**DRAFT, "people": [*people, *DRAFT["people"][1:]]})
    for letter in news.letters(changed(cast=LUC, problem=problem), "fr"):
        for words in (letter.name, letter.subject, letter.words):
            assert words.isprintable()


def test_how_many_are_to_be_told() -> None:
    found = changed(cast=LUC)
    text = news.concerned_text(news.letters(found, "fr"))
    assert text.fr == "À prévenir : 3 intervenants (1 sans e-mail)"
    assert text.en == "To be told: 3 speakers (1 without an e-mail address)"
    both = news.concerned_text(news.letters(MOVED, "fr"))
    assert both.fr == "À prévenir : 2 intervenants et 1 participant"
    assert both.en == "To be told: 2 speakers and 1 attendee"
    none = news.concerned_text(())
    assert (none.fr, none.en) == ("Personne à prévenir", "Nobody to tell")


# --- A plan -------------------------------------------------------------------------------

NOTHING = Price(0, 0, 0, 0, 0, 0, proven=True)


def plan(
    price: Price | None,
    *,
    found: Difference | None = MOVED,
    gone: dict[str, Text] | None = None,
    status: Any = "optimal",
    gaps: dict[Gap, Price] | None = None,
) -> Plan:
    result = Result(status, found.after.timetable if found else None)
    return Plan(PROBLEM, result, found, price, gone=gone or {}, gaps=gaps or {})


@pytest.mark.parametrize(
    ("price", "fr", "en"),
    [
        (
            replace(NOTHING, moved=3),
            "3 sessions changent d'heure ; moins est impossible.",
            "3 sessions change their time; fewer is impossible.",
        ),
        (
            replace(NOTHING, rooms=1),
            "1 session change de salle ; moins est impossible.",
            "1 session changes rooms; fewer is impossible.",
        ),
        (
            replace(NOTHING, moved=1, rooms=2, rooms_of_moved=1),
            "1 session change d'heure (dont 1 aussi de salle) et 2 autres changent de salle ; "
            "moins est impossible.",
            "1 session changes its time (1 of them its room too) and 2 others change rooms; "
            "fewer is impossible.",
        ),
        (
            replace(NOTHING, moved=2, rooms_of_moved=2, proven=False),
            "2 sessions changent d'heure (dont 2 aussi de salle) ; il n'est pas prouvé que "
            "moins soit impossible.",
            "2 sessions change their time (2 of them their room too); that fewer is impossible "
            "is not proven.",
        ),
        (
            NOTHING,
            "Aucune session ne change d'heure ni de salle.",
            "No session changes its time or its room.",
        ),
    ],
)
def test_how_much_a_plan_changes(price: Price, fr: str, en: str) -> None:
    (text,) = news.plan_summary(plan(price))
    assert (text.fr, text.en) == (fr, en)


def test_what_is_cancelled_and_the_seats_are_told_too() -> None:
    price = replace(NOTHING, cancelled=1, seats=24)
    told_ = news.plan_summary(plan(price, gone={"eau": quoted("Atelier 2")}))
    assert said(told_) == [
        "1 session n'a plus lieu : « Atelier 2 ».",
        "Aucune session ne change d'heure ni de salle.",
        "24 places déjà données changent.",
    ]
    assert said(told_, "en") == [
        "1 session does not take place any more: “Atelier 2”.",
        "No session changes its time or its room.",
        "24 seats given out before change.",
    ]
    two = news.plan_summary(
        plan(replace(NOTHING, cancelled=2), gone={"a": quoted("Un"), "b": quoted("Deux")})
    )
    assert two[0].fr == "2 sessions n'ont plus lieu : « Un » et « Deux »."
    gone = {"a": quoted("Un"), "b": quoted("Deux"), "c": quoted("Un")}
    three = news.plan_summary(plan(replace(NOTHING, cancelled=3), gone=gone))
    assert three[0].fr == "3 sessions n'ont plus lieu : « Un » (2 fois) et « Deux »."


def test_a_plan_that_changes_nothing() -> None:
    same = difference(BEFORE, BEFORE)
    assert said(news.plan_summary(plan(NOTHING, found=same))) == ["Rien ne change."]
    assert said(news.plan_summary(plan(NOTHING, found=same)), "en") == ["Nothing changes."]


def test_no_plan() -> None:
    (impossible,) = news.plan_summary(plan(None, found=None, status="infeasible"))
    assert impossible.fr == (
        "Impossible, c'est prouvé : aucun programme ne tient avec ces changements."
    )
    (unknown,) = news.plan_summary(plan(None, found=None, status="unknown"))
    assert unknown.fr == "Aucun programme trouvé dans le temps donné."


def test_the_gap_of_what_is_cancelled() -> None:
    cancelled = replace(NOTHING, cancelled=1)
    gaps: dict[Gap, Price] = {"kept": cancelled, "closed": replace(cancelled, moved=4)}
    assert said(news.gap_lines(plan(cancelled, gaps=gaps))) == [
        "il reste libre : rien d'autre ne change",
        "ce qui suit avance (--close-gaps) : 4 sessions changent d'heure",
    ]


# --- Both languages -----------------------------------------------------------------------

TEXTS = [value for value in vars(news).values() if isinstance(value, Text)]


def test_both_languages_have_the_same_placeholders() -> None:
    assert len(TEXTS) > 30
    for text in TEXTS:
        fr, en = (set(re.findall(r"{\w+}", words)) for words in (text.fr, text.en))
        assert fr == en


PAPER = Placement("mot", WEDNESDAY, 540, 570, "a")


def chaired(placement: Placement | None, *chairs: str) -> Version:
    """Return a version of one paper, of which Noé speaks; who chairs its track."""
    paper = {"id": "mot", "title": "Mot", "kind": "paper", "track": "eau"}
    stretch = {"id": "s", "day": WEDNESDAY, "start": "9h", "end": "10h", "places": 2}
    problem = Problem.read(
        {
            **DRAFT,
            "attendees": [],
            "sessions": [{**paper, "people": {"auteur": ["noe"]}}],
            "stretches": [stretch],
            "tracks": [{"id": "eau", "chairs": list(chairs)}],
        }
    )
    return Version(problem, Timetable.of([placement] if placement else []))


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            chaired(replace(PAPER, start=570, end=600), "anne"),
            "« Mot », que vous présidez, a maintenant lieu mercredi 10 juin à 9h30, salle A "
            "(avant : 9h00).",
        ),
        (chaired(None, "anne"), "« Mot » (mercredi 10 juin 9h00, salle A) n'a plus lieu."),
        (
            chaired(PAPER),
            "Vous ne présidez plus « eau » : s (le mercredi 10 juin 2026 de 9h00 à 10h00), "
            "salle A.",
        ),
        (chaired(PAPER, "luc", "anne"), ""),
    ],
)
def test_who_chairs_a_track_is_told_of_its_papers(after: Version, told: str) -> None:
    letters = {
        letter.person: letter.words
        for letter in news.letters(difference(chaired(PAPER, "anne"), after), "fr")
    }
    assert letters.get("anne", "") == told
    newly = "You chair “eau”: s (Wednesday 10 June 2026, 09:00 to 10:00), salle A."
    assert letters.get("luc") == (newly if not told else None)


def test_a_line_tells_that_somebody_chairs_newly_or_no_more() -> None:
    lines = news.person_lines(difference(chaired(PAPER, "anne"), chaired(PAPER, "luc")))
    assert [line.fr for line in lines] == [
        "Anne Fictive, « Mot » : mercredi 10 juin 9h00, salle A → ne la préside plus",
        "Luc Fictif, « Mot » : ne la présidait pas → mercredi 10 juin 9h00, salle A",
    ]


def test_who_chairs_and_speaks_is_told_of_speaking() -> None:
    found = difference(chaired(PAPER, "noe"), chaired(replace(PAPER, room="b"), "noe"))
    (part,) = found.people
    assert (part.person, part.chairs) == ("noe", False)
