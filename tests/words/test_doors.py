"""The same words mean the same, or are refused alike, whatever the door they come by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.changes import PersonIsAway
from agenda_solver.files import InputError, toml
from agenda_solver.files.announced import Words, understood
from agenda_solver.files.fields import kinds
from agenda_solver.problem import KINDS, Problem, ProblemError, Window
from agenda_solver.text import clock
from agenda_solver.timetable import Timetable
from agenda_solver.words import NotUnderstoodError

MON, WED, THU = date(2026, 6, 1), date(2026, 6, 10), date(2026, 6, 11)
DRAFT = """\
[event]
name = "Essai"

[[days]]
id = "premier"
date = 2026-06-01

[[days]]
id = "j1"
date = 2026-06-10

[[days]]
id = "j2"
date = 2026-06-11

[[rooms]]
id = "amphi"
name = "Grand amphi"
features = ["pmr", "projecteur"]

[[people]]
id = "dupont"
name = "Anne Dupont"

[[sessions]]
id = "eau"
title = "L'eau en ville"
minutes = 30
"""
PROBLEM = Problem.read(
    {
        "event": {"name": "Essai"},
        "days": [
            {"id": "premier", "date": MON},
            {"id": "j1", "date": WED},
            {"id": "j2", "date": THU},
        ],
        "rooms": [{"id": "amphi", "name": "Grand amphi", "features": ["pmr", "projecteur"]}],
        "people": [{"id": "dupont", "name": "Anne Dupont"}],
        "sessions": [{"id": "eau", "title": "L'eau en ville", "minutes": 30}],
    }
)
READING = kinds.Reading(names=PROBLEM.names, calendar=PROBLEM.calendar)  # type: ignore[arg-type]


class RefusedError(Exception):
    """What a door says of words, without their place."""


def _draft(more: str, folder: Path) -> Problem:
    (folder / "agenda.toml").write_text(more, "utf-8")
    try:
        return toml.read(folder / "agenda.toml")
    except InputError as error:
        (fault,) = error.faults
        raise RefusedError(fault.message.fr) from None


def _problem(changed: Mapping[str, Any]) -> Problem:
    try:
        return Problem.read({**PROBLEM.dump(), **changed})
    except ProblemError as error:
        (fault,) = error.faults
        raise RefusedError(fault.text.fr) from None


def _cell(kind: kinds.Kind, value: object) -> Any:
    try:
        return kind.read(value, READING)
    except NotUnderstoodError as error:
        raise RefusedError(error.text.fr) from None


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def said_by(doors: Sequence[Callable[[str, Path], object]], words: str, folder: Path) -> object:
    """Return what all doors understand, or how all refuse it: each must do the same."""
    answers: list[object] = []
    for door in doors:
        try:
            answers.append(door(words, folder))
        except RefusedError as refused:
            answers.append(str(refused))
    assert all(answer == answers[0] for answer in answers), answers
    return answers[0]


# --- Windows ------------------------------------------------------------------------------


def window_in_a_cell(words: str, _: Path) -> list[Window]:
    data = _cell(kinds.Windows(), words)
    return _problem({"attendees": [{"id": "p", "present": data}]}).attendees[0].present


def window_in_toml(words: str, folder: Path) -> list[Window]:
    text = f'{DRAFT}[[attendees]]\nid = "p"\npresent = ["{_quoted(words)}"]\n'
    return _draft(text, folder).attendees[0].present


def windows_in_one_text_of_toml(words: str, folder: Path) -> list[Window]:
    text = f'{DRAFT}[[attendees]]\nid = "p"\npresent = "{_quoted(words)}"\n'
    return _draft(text, folder).attendees[0].present


def window_in_registrations(words: str, folder: Path) -> list[Window]:
    row = words.replace('"', '""')
    (folder / "registrations.csv").write_text(f'id;présence\np;"{row}"\n', "utf-8")
    return _draft(f'attendees = "registrations.csv"\n{DRAFT}', folder).attendees[0].present


def window_of_an_option(words: str, _: Path) -> list[Window]:
    try:
        changes = understood(Words(away=[f"dupont@{words}"]), PROBLEM, Timetable.of([]))
    except InputError as error:
        (fault,) = error.faults
        raise RefusedError(fault.message.fr.split(" » : ", 1)[1]) from None
    return [it.window for it in changes.announced if isinstance(it, PersonIsAway)]


WINDOWS = (
    window_in_a_cell,
    window_in_toml,
    windows_in_one_text_of_toml,
    window_in_registrations,
    window_of_an_option,
)


def _window(day: date | None, start: str = "0h", end: str | None = None) -> Window:
    until = {} if end is None else {"end": end}
    return Window.model_validate({"day": day, "start": start, **until})


@pytest.mark.parametrize(
    ("words", "windows"),
    [
        ("9h-12h", [_window(None, "9h", "12h")]),
        ("09:00-12:00", [_window(None, "9h", "12h")]),
        ("de 9h à 12h", [_window(None, "9h", "12h")]),
        ("entre 9h et 12h", [_window(None, "9h", "12h")]),
        ("between 9am and noon", [_window(None, "9h", "12h")]),
        ("9h-midi", [_window(None, "9h", "12h")]),
        ("jusqu'à 12h30", [_window(None, end="12h30")]),
        ("until 12:30", [_window(None, end="12h30")]),
        ("à partir de 14h", [_window(None, "14h")]),
        ("from 2pm", [_window(None, "14h")]),
        ("22h-0h", [_window(None, "22h", "24h")]),
        ("22h-1h30", [_window(None, "22h", "1h30")]),
        ("mercredi", [_window(WED)]),
        ("Wednesday", [_window(WED)]),
        ("J1", [_window(WED)]),
        ("10/06/2026", [_window(WED)]),
        ("2026-06-10", [_window(WED)]),
        ("10 juin 9h-12h", [_window(WED, "9h", "12h")]),
        ("9h-12h le 10 juin", [_window(WED, "9h", "12h")]),
        ("mercredi et jeudi", [_window(WED), _window(THU)]),
        ("du 10/06 14h au 11/06 12h", [_window(WED, "14h", "24h"), _window(THU, end="12h")]),
        ("mercredi 9h-12h, 14h-18h", [_window(WED, "9h", "12h"), _window(WED, "14h", "18h")]),
        ("mercredi 9h-12h ; jeudi", [_window(WED, "9h", "12h"), _window(THU)]),
        ("mercredi 9h-12h | jeudi", [_window(WED, "9h", "12h"), _window(THU)]),
        ("mercredi 9h-12h\njeudi", [_window(WED, "9h", "12h"), _window(THU)]),
        ("tous les jours 9h-12h", [_window(None, "9h", "12h")]),
    ],
)
def test_windows(words: str, windows: list[Window], tmp_path: Path) -> None:
    assert said_by(WINDOWS, words, tmp_path) == windows


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "bientôt",
            "« bientôt » n'est pas compris : attendu des heures (9h15-10h15), un jour "
            "(10/06/2026), ou les deux (10/06/2026 9h15-10h15)",
        ),
        ("mardi 10 juin", "le 10/06/2026 est un mercredi"),
        (
            "dès 9h, jusqu'à 12h",
            "« dès 9h, jusqu'à 12h » n'est pas compris : ensemble, ces heures veulent dire "
            "toujours ; attendu par exemple 9h15-10h15",
        ),
        ("14h-12h", "la fin (12h00) doit venir après le début (14h00)"),
        (
            "jeudi - mercredi",
            "la fin (10/06/2026) doit venir après le début (11/06/2026)",
        ),
    ],
)
def test_no_windows(words: str, sentence: str, tmp_path: Path) -> None:
    assert said_by(WINDOWS, words, tmp_path) == sentence


def test_hours_of_who_knows_which_day(tmp_path: Path) -> None:
    sentence = said_by(WINDOWS, "mercredi 9h-12h ; 14h-18h", tmp_path)
    assert str(sentence).startswith("« 14h-18h » n'est pas compris : de quels jours parlent")


# --- Times of day and days ----------------------------------------------------------------


def clock_in_a_cell(words: str, _: Path) -> str:
    written: str = _cell(kinds.Clock(), words)
    return written


def clock_in_toml(words: str, folder: Path) -> str:
    text = f'{DRAFT}locked = {{ start = "{_quoted(words)}" }}\n'
    start = _draft(text, folder).sessions[0].locked.start
    assert start is not None
    return clock(start).en


def clock_of_an_option(words: str, _: Path) -> str:
    one_day = Problem.read({**PROBLEM.dump(), "days": [{"date": WED}]})
    try:
        changes = understood(Words(now=words), one_day, Timetable.of([]))
    except InputError:
        raise RefusedError(f"« {words} » n'est pas une heure (attendu HH:MM)") from None
    assert changes.now is not None
    return clock(changes.now[1]).en


CLOCKS = (clock_in_a_cell, clock_in_toml, clock_of_an_option)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        *((words, "09:30") for words in ("09:30", "9h30", "9 h 30", "9.30", "9 heures 30")),
        *((words, "12:00") for words in ("midi", "noon", "12h", "à midi", "12 pm")),
        *((words, "14:30") for words in ("2:30 pm", "14H30", "at 14:30")),
        *((words, None) for words in ("25h30", "9h75", "930", "plus tard", "minuit")),
    ],
)
def test_clocks(words: str, written: str | None, tmp_path: Path) -> None:
    expected = written or f"« {words} » n'est pas une heure (attendu HH:MM)"
    assert said_by(CLOCKS, words, tmp_path) == expected


def test_a_time_of_a_cell_and_of_toml_is_that_of_words(tmp_path: Path) -> None:
    assert kinds.Clock().read(time(9, 30), READING) == "09:30"
    text = f"{DRAFT}locked = {{ start = 09:30:00 }}\n"
    assert _draft(text, tmp_path).sessions[0].locked.start == 570


def day_in_a_cell(words: str, _: Path) -> date:
    day: date = _cell(kinds.Date(), words)
    return day


def day_in_toml(words: str, folder: Path) -> date | None:
    text = f'{DRAFT}locked = {{ day = "{_quoted(words)}" }}\n'
    return _draft(text, folder).sessions[0].locked.day


def day_of_an_option(words: str, _: Path) -> date:
    try:
        changes = understood(Words(now=f"{words} 9h"), PROBLEM, Timetable.of([]))
    except InputError:
        raise RefusedError(f"« {words} » n'est pas une date (attendu JJ/MM/AAAA)") from None
    assert changes.now is not None
    return changes.now[0]


DAYS = (day_in_a_cell, day_in_toml, day_of_an_option)


@pytest.mark.parametrize(
    "words",
    [
        *("10/06/2026", "2026-06-10", "10.06.2026", "10 juin", "mercredi 10 juin 2026", "10/06"),
        *("mercredi", "le mercredi 10", "j1", "J1", "June 10, 2026", "Wednesday", "10/06/26"),
    ],
)
def test_days(words: str, tmp_path: Path) -> None:
    assert said_by(DAYS, words, tmp_path) == WED


@pytest.mark.parametrize("words", ["31/06/2026", "vendredi", "demain", "12/06"])
def test_no_days(words: str, tmp_path: Path) -> None:
    assert said_by(DAYS, words, tmp_path) == f"« {words} » n'est pas une date (attendu JJ/MM/AAAA)"


def test_a_slip_in_the_id_of_a_day(tmp_path: Path) -> None:
    doors = (day_in_a_cell, day_in_toml)
    sentence = "« premeir » n'est pas une date ; peut-être « premier » ?"
    assert said_by(doors, "premeir", tmp_path) == sentence


# --- Lists and kinds ----------------------------------------------------------------------


def list_in_a_cell(words: str, _: Path) -> list[str]:
    items: list[str] = _cell(kinds.Items(), words)
    return items


def list_in_registrations(words: str, folder: Path) -> list[str]:
    row = words.replace('"', '""')
    (folder / "registrations.csv").write_text(f'id;besoins\np;"{row}"\n', "utf-8")
    return _draft(f'attendees = "registrations.csv"\n{DRAFT}', folder).attendees[0].needs


@pytest.mark.parametrize(
    ("words", "items"),
    [
        *(
            (words, ["pmr", "wifi"])
            for words in ("pmr ; wifi", "pmr|wifi", "pmr, wifi", "pmr\nwifi")
        ),
        ("• pmr\n• wifi", ["pmr", "wifi"]),
        ('"pmr, wifi" ; x', ["pmr, wifi", "x"]),
        ("aucun", []),
        ("–", []),
    ],
)
def test_lists(words: str, items: list[str], tmp_path: Path) -> None:
    assert said_by((list_in_a_cell, list_in_registrations), words, tmp_path) == items


def kind_in_a_cell(words: str, _: Path) -> str:
    session = {"id": "eau", "title": "", "minutes": 30, "kind": _cell(kinds.OneOf(KINDS), words)}
    return _problem({"sessions": [session]}).sessions[0].kind


def kind_in_toml(words: str, folder: Path) -> str:
    return _draft(f'{DRAFT}kind = "{_quoted(words)}"\n', folder).sessions[0].kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Conférence", "speech"),
        ("buffet", "meal"),
        ("accueil", "welcome"),
        ("Pause-café", "break"),
        ("goûter", "break"),
        ("visite", "visit"),
        ("Plénière", "plenary"),
        ("round table", "round_table"),
        ("atellier", "« atellier » n'est pas un genre de session ; peut-être « atelier » ?"),
    ],
)
def test_kinds(words: str, kind: str, tmp_path: Path) -> None:
    assert said_by((kind_in_a_cell, kind_in_toml), words, tmp_path) == kind


# --- Numbers, lengths and flags, which TOML writes without quotation marks ------------------


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("90", 90), ("90 min", 90), ("1h30", 90), ("1 h 30", 90), ("1,5 h", 90), ("1:30", 90)],
)
def test_toml_says_what_a_cell_reads_as_a_length(words: str, minutes: int, tmp_path: Path) -> None:
    assert kinds.Length().read(words, READING) == minutes
    with pytest.raises(RefusedError, match=f": écrire {minutes}, sans guillemets"):
        _draft(DRAFT.replace("minutes = 30", f'minutes = "{words}"'), tmp_path)


@pytest.mark.parametrize(
    ("words", "flag"), [("oui", True), ("Vrai", True), ("x", True), ("non", False), ("Faux", False)]
)
def test_toml_says_what_a_cell_reads_as_a_flag(words: str, flag: bool, tmp_path: Path) -> None:
    assert kinds.Flag().read(words, READING) is flag
    with pytest.raises(RefusedError, match=f": écrire {str(flag).lower()}, sans guillemets"):
        _draft(f'{DRAFT}plenary = "{words}"\n', tmp_path)


# --- Names --------------------------------------------------------------------------------


def room_in_a_cell(words: str, _: Path) -> str | None:
    room = _cell(kinds.Id("rooms"), words)
    session = {"id": "eau", "title": "", "minutes": 30, "locked": {"room": room}}
    return _problem({"sessions": [session]}).sessions[0].locked.room


def room_in_toml(words: str, folder: Path) -> str | None:
    text = f'{DRAFT}locked = {{ room = "{_quoted(words)}" }}\n'
    return _draft(text, folder).sessions[0].locked.room


def room_of_an_option(words: str, _: Path) -> str:
    try:
        changes = understood(Words(rooms=[words]), PROBLEM, Timetable.of([]))
    except InputError as error:
        (fault,) = error.faults
        raise RefusedError(fault.message.fr.split(" » : ", 1)[1]) from None
    return changes.announced[0].room  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "room"),
    [
        ("amphi", "amphi"),
        ("amphy", "« amphy » n'est pas l'id d'une salle ; peut-être « amphi » ?"),
        ("cave", "« cave » n'est pas l'id d'une salle (connus : amphi)"),
    ],
)
def test_names(words: str, room: str, tmp_path: Path) -> None:
    assert said_by((room_in_a_cell, room_in_toml, room_of_an_option), words, tmp_path) == room


def test_a_session_that_an_attendee_wishes_for(tmp_path: Path) -> None:
    (tmp_path / "registrations.csv").write_text("id;vœux\np;eeau\n", "utf-8")
    with pytest.raises(RefusedError) as caught:
        _draft(f'attendees = "registrations.csv"\n{DRAFT}', tmp_path)
    assert str(caught.value) == "« eeau » n'est pas l'id d'une session ; peut-être « eau » ?"


def test_other_attendees_are_named_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "registrations.csv").write_text("id;ensemble\nmartin;martn\n", "utf-8")
    with pytest.raises(RefusedError) as caught:
        _draft(f'attendees = "registrations.csv"\n{DRAFT}', tmp_path)
    assert str(caught.value) == "« martn » n'est pas l'id d'un participant"
