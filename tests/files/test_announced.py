"""What is announced in words: who, where and when, and the sentences about what is not."""

from __future__ import annotations

from datetime import date

import pytest

from agenda_solver.changes import (
    Changes,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.files import InputError
from agenda_solver.files.announced import Words, understood
from agenda_solver.problem import Problem, Window
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.announced import announced_texts

WEDNESDAY, THURSDAY = date(2026, 6, 10), date(2026, 6, 11)

PROBLEM = Problem.read(
    {
        "event": {"name": "Assises"},
        "days": [{"date": WEDNESDAY}, {"date": THURSDAY}],
        "rooms": [
            {"id": "a", "name": "Salle Seine"},
            {"id": "b@2", "name": "Salle Robec"},
            {"id": "c"},
        ],
        "people": [
            {"id": "dupont", "name": "Anne Dupont", "role": "Maire"},
            {"id": "martin", "role": "Maire"},
            {"id": "leroy@example.org", "name": "Basile Leroy"},
            {"id": "x=y", "name": "Zoé"},
        ],
        "sessions": [
            {"id": "eau", "title": "Atelier 1 : l'eau", "minutes": 60, "people": {"a": ["dupont"]}},
            {
                "id": "sol",
                "title": "Atelier 2 : le sol",
                "minutes": 60,
                "people": {"a": ["martin"]},
            },
            {"id": "fin", "title": "Clôture", "minutes": 60, "people": {"a": ["martin"]}},
        ],
    }
)
TIMETABLE = Timetable.of(
    [
        Placement("eau", WEDNESDAY, 14 * 60, 15 * 60, "a"),
        Placement("sol", WEDNESDAY, 14 * 60, 15 * 60, "c"),
        Placement("fin", THURSDAY, 14 * 60, 15 * 60, "c"),
    ]
)
ONE_DAY = Problem.read({**PROBLEM.dump(), "days": [{"date": WEDNESDAY}]})
FIRST_DAY = Timetable.of(TIMETABLE.by_day[WEDNESDAY])


def read(words: Words) -> Changes:
    return understood(words, PROBLEM, TIMETABLE)


def window(day: date | None, start: str = "00:00", end: str | None = None) -> Window:
    """Return a window of a day, that goes on until the day is over where no end is said."""
    until = {} if end is None else {"end": end}
    return Window.model_validate({"day": day, "start": start, **until})


def refusals(words: Words) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(words)
    return [text.fr for text in caught.value.sentences]


# --- Who and where ------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["dupont", "DUPONT", "Anne Dupont", " anne  dupont "])
def test_a_person_is_told_by_id_or_by_name(words: str) -> None:
    assert read(Words(cancelled=[words])).announced == (PersonCancels("dupont"),)


@pytest.mark.parametrize("words", ["eau", "Atelier 1 : l'eau", "atelier 1: l’eau"])
def test_a_session_is_told_by_id_or_by_title(words: str) -> None:
    assert read(Words(sessions=[words])).announced == (SessionIsCancelled("eau"),)


def test_what_is_said_twice_is_announced_once() -> None:
    words = Words(cancelled=["dupont", "Anne Dupont"], rooms=["a", "Salle Seine"])
    assert read(words).announced == (PersonCancels("dupont"), RoomIsClosed("a"))


@pytest.mark.parametrize(
    ("words", "person", "by"),
    [
        ("dupont=martin", "dupont", "martin"),
        ("Anne Dupont = Basile Leroy", "dupont", "leroy@example.org"),
        ("x=y=dupont", "x=y", "dupont"),
        ("dupont=x=y", "dupont", "x=y"),
    ],
)
def test_who_is_replaced_stands_before_the_sign(words: str, person: str, by: str) -> None:
    assert read(Words(replaced=[words])).announced == (PersonIsReplaced(person, by),)


@pytest.mark.parametrize(
    ("words", "room", "closed"),
    [
        ("a", "a", None),
        ("b@2", "b@2", None),
        ("b@2@10/06", "b@2", window(WEDNESDAY)),
        ("Salle Seine@10/06 14h-16h", "a", window(WEDNESDAY, "14:00", "16:00")),
    ],
)
def test_a_room_is_closed_for_good_or_in_a_window(
    words: str, room: str, closed: Window | None
) -> None:
    assert read(Words(rooms=[words])).announced == (RoomIsClosed(room, closed),)


# --- When ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "windows"),
    [
        ("2026-06-10 14:00-16:00", [window(WEDNESDAY, "14:00", "16:00")]),
        ("10/06 14h-16h", [window(WEDNESDAY, "14:00", "16:00")]),
        ("mercredi de 14h à 16h", [window(WEDNESDAY, "14:00", "16:00")]),
        ("jeudi", [window(THURSDAY)]),
        ("2026-06-11 from 9:00", [window(THURSDAY, "09:00")]),
        ("10/06, 11/06", [window(WEDNESDAY), window(THURSDAY)]),
        ("10/06-11/06", [window(WEDNESDAY), window(THURSDAY)]),
        (
            "2026-06-10T15:00-2026-06-11T12:00",
            [window(WEDNESDAY, "15:00", "24:00"), window(THURSDAY, "00:00", "12:00")],
        ),
        (
            "mercredi 15h au jeudi 12h",
            [window(WEDNESDAY, "15:00", "24:00"), window(THURSDAY, "00:00", "12:00")],
        ),
        ("10/06 9h - 10/06 10h", [window(WEDNESDAY, "09:00", "10:00")]),
        ("tous les jours 9h-10h", [window(None, "09:00", "10:00")]),
    ],
)
def test_a_window_is_read_however_it_is_written(words: str, windows: list[Window]) -> None:
    expected = tuple(PersonIsAway("dupont", it) for it in windows)
    assert read(Words(away=[f"dupont@{words}"])).announced == expected


def test_an_id_may_hold_the_sign() -> None:
    (change,) = read(Words(away=["leroy@example.org@10/06"])).announced
    assert change == PersonIsAway("leroy@example.org", window(WEDNESDAY))


def test_hours_are_of_the_one_day_on_which_they_matter() -> None:
    (dupont,) = read(Words(away=["dupont@14h-16h"])).announced
    assert dupont == PersonIsAway("dupont", window(WEDNESDAY, "14:00", "16:00"))
    (idle,) = read(Words(away=["dupont@9h-10h"])).announced
    assert idle == PersonIsAway("dupont", window(None, "09:00", "10:00"))
    assert refusals(Words(away=["martin@14h-16h"])) == [
        "--away « martin@14h-16h » : de quel jour est-ce ? L'écrire devant l'heure (mercredi 10 "
        "juin 2026 ou jeudi 11 juin 2026)"
    ]


@pytest.mark.parametrize(
    "words", ["2026-06-10 14:00", "2026-06-10T14:00", "10/06 14h", "mercredi à 14h00"]
)
def test_now_is_a_day_and_a_time(words: str) -> None:
    assert read(Words(now=words)).now == (WEDNESDAY, 14 * 60)


def test_now_needs_no_day_where_there_is_one() -> None:
    assert understood(Words(now="14h"), ONE_DAY, FIRST_DAY).now == (WEDNESDAY, 14 * 60)
    assert refusals(Words(now="14h")) == [
        "--now « 14h » : de quel jour est-ce ? L'écrire devant l'heure (mercredi 10 juin 2026 ou "
        "jeudi 11 juin 2026)"
    ]


def test_the_evening_before_is_a_moment() -> None:
    assert read(Words(now="2026-06-09 20:00")).now == (date(2026, 6, 9), 20 * 60)


# --- What is not understood ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            Words(cancelled=["dupond"]),
            "--cancel-person « dupond » : « dupond » n'est pas l'id d'un intervenant ; "
            "peut-être « dupont » ?",
        ),
        (
            Words(cancelled=["maire"]),
            "--cancel-person « maire » : « maire » peut désigner « dupont » ou « martin » : "
            "donner l'id",
        ),
        (
            Words(sessions=["clotur"]),
            "--cancel-session « clotur » : « clotur » n'est pas l'id d'une session ; peut-être "
            "« fin » ?",
        ),
        (
            Words(rooms=["z"]),
            "--close-room « z » : « z » n'est pas l'id d'une salle (connus : a, b@2, c)",
        ),
        (
            Words(replaced=["dupont"]),
            "--replace-person « dupont » : attendu QUI=PAR QUI, par exemple dupont=martin",
        ),
        (
            Words(replaced=["dupont=zz"]),
            "--replace-person « dupont=zz » : « zz » n'est pas l'id d'un intervenant (connus : "
            "dupont, martin, leroy@example.org, x=y) ; qui remplace quelqu'un a sa ligne dans la "
            "feuille « Intervenants » : l'y ajouter d'abord",
        ),
        (
            Words(replaced=["dupont=dupont"]),
            "--replace-person « dupont=dupont » : personne ne se remplace soi-même ; pour une "
            "absence, --cancel-person",
        ),
        (
            Words(away=["dupont"]),
            "--away « dupont » : attendu QUI@DE-À, par exemple dupont@14h00-16h00 ; pour toute la "
            "durée, --cancel-person",
        ),
        (
            Words(away=["dupont@"]),
            "--away « dupont@ » : attendu des heures (9h15-10h15), un jour (10/06/2026), ou les "
            "deux (10/06/2026 9h15-10h15)",
        ),
        (
            Words(away=["dupont@25h-26h"]),
            "--away « dupont@25h-26h » : « 25h » n'est pas une heure (attendu HH:MM)",
        ),
        (
            Words(away=["dupont@16h-14h"]),
            "--away « dupont@16h-14h » : la fin (14h00) doit venir après le début (16h00)",
        ),
        (
            Words(away=["dupont@11/06 9h - 10/06 10h"]),
            "--away « dupont@11/06 9h - 10/06 10h » : la fin (10/06/2026 10h00) doit venir "
            "après le début (11/06/2026 9h00)",
        ),
        (
            Words(rooms=["a@12/07/2026"]),
            "--close-room « a@12/07/2026 » : dimanche 12 juillet 2026 n'est pas une journée "
            "de l'évènement (connues : mercredi 10 juin 2026 et jeudi 11 juin 2026)",
        ),
        (
            Words(now="10/06"),
            "--now « 10/06 » : ce n'est pas un moment (attendu par exemple 2026-06-10 15h00)",
        ),
        (
            Words(now="bientôt"),
            "--now « bientôt » : ce n'est pas un moment (attendu par exemple 2026-06-10 15h00)",
        ),
    ],
)
def test_what_is_not_understood_is_told_with_its_option(words: Words, sentence: str) -> None:
    assert refusals(words) == [sentence]


def test_all_that_is_wrong_is_told_at_once() -> None:
    words = Words(cancelled=["nul"], away=["dupont@bof"], rooms=["nulle"], now="")
    assert [it.split(" «")[0] for it in refusals(words)] == [
        *("--cancel-person", "--away", "--close-room", "--now")
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            Words(cancelled=["dupont"], replaced=["dupont=martin"]),
            "Anne Dupont : annoncer --cancel-person ou --replace-person, pas les deux",
        ),
        (
            Words(replaced=["dupont=martin", "dupont=x=y"]),
            "--replace-person : Anne Dupont ne peut être remplacé que par une personne, pas par "
            "Maire et Zoé",
        ),
        (
            Words(replaced=["dupont=martin"], cancelled=["martin"]),
            "--replace-person : Maire ne peut pas remplacer Anne Dupont, son absence est annoncée "
            "aussi",
        ),
        (
            Words(replaced=["dupont=martin", "martin=x=y"]),
            "--replace-person : Maire ne peut pas remplacer Anne Dupont, son absence est annoncée "
            "aussi",
        ),
    ],
)
def test_what_contradicts_itself_is_told(words: Words, sentence: str) -> None:
    assert refusals(words) == [sentence]


# --- In a sentence ------------------------------------------------------------------------


def test_each_change_is_a_sentence() -> None:
    words = Words(
        cancelled=["dupont"],
        replaced=["martin=x=y"],
        away=["leroy@example.org@10/06 14h-16h"],
        sessions=["fin"],
        rooms=["a", "b@2@jeudi"],
        now="10/06 9h",
        close_gaps=True,
    )
    texts = announced_texts(PROBLEM, read(words))
    assert [text.fr for text in texts] == [
        "Anne Dupont ne vient pas",
        "Zoé remplace Maire",
        "Basile Leroy n'est pas là le mercredi 10 juin 2026 de 14h00 à 16h00",
        "« Clôture » n'a plus lieu",
        "Salle fermée : Salle Seine",
        "Salle fermée le jeudi 11 juin 2026 : Salle Robec",
        "ce qui a commencé (mercredi 10 juin 2026, 9h00) reste tel quel",
        "ce qui suit une session annulée peut avancer",
    ]
    assert [text.en for text in texts][:3] == [
        "Anne Dupont is not coming",
        "Zoé replaces Maire",
        "Basile Leroy is not there on Wednesday 10 June 2026 14:00 to 16:00",
    ]
