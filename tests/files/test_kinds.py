"""What the cells of a column hold: as spreadsheets store it, and as people type it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from agenda_solver.files.fields import kinds
from agenda_solver.files.fields.kinds import HowMuch, Reading
from agenda_solver.problem import MIXED
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import Calendar
from agenda_solver.words.names import Names

MON, WED, THU = date(2026, 6, 1), date(2026, 6, 10), date(2026, 6, 11)
READING = Reading(calendar=Calendar({"j0": MON, "j1": WED, "J2": THU}))


def refusal(read: Any, *args: Any) -> tuple[str, str]:
    """Return the sentences of a refusal, in French and in English."""
    with pytest.raises(NotUnderstoodError) as caught:
        read(*args)
    return caught.value.text.fr, caught.value.text.en


@pytest.mark.parametrize("value", [3, 3.0, "3", "3/5", "★★★☆☆", "3 étoiles"])
def test_a_rating(value: object) -> None:
    assert kinds.Rating().read(value, READING) == 3


def test_no_rating() -> None:
    french, _ = refusal(kinds.Rating(example=5).read, "bien", READING)
    assert french == "« bien » n'est pas un nombre entier (attendu par exemple 5)"


# --- One room only ------------------------------------------------------------------------

ROOMS = Reading(names={"rooms": Names([("foyer", ""), ("a", "Grand amphi"), ("b ; c", "")])})


@pytest.mark.parametrize(("words", "room"), [("grand amphi", "a"), ("b ; c", "b ; c"), ("x", "x")])
def test_the_room_of_a_session(words: str, room: str) -> None:
    assert kinds.OneRoom().read(words, ROOMS) == room


@pytest.mark.parametrize(
    "words", ["foyer ; amfi", "foyer, Grand amphi", "foyer + a", "foyer et a", "foyer\na"]
)
def test_rooms_besides_have_a_column_of_their_own(words: str) -> None:
    french, english = refusal(kinds.OneRoom().read, words, ROOMS)
    assert french.endswith(
        " » : une seule salle ici ; celles qu'elle prend en plus vont dans la colonne "
        "« aussi dans »"
    )
    assert english.endswith(
        "”: one room only here; those that it takes besides go into the column “also in”"
    )


def test_a_room_that_is_to_be_confirmed() -> None:
    assert refusal(kinds.OneRoom().read, "Grand amphi (à confirmer)", ROOMS) == (
        "« Grand amphi (à confirmer) » : écrire ici « Grand amphi », et oui sous « à confirmer », "
        "feuille Salles",
        "“Grand amphi (à confirmer)”: write “Grand amphi” here, and yes below “to be confirmed”, "
        "sheet Rooms",
    )
    french, _ = refusal(kinds.OneRoom().read, "salle à confirmer", ROOMS)
    assert french == (
        "« salle à confirmer » ne nomme pas de salle : laisser cette cellule vide, `solve` en "
        "choisit une"
    )


@pytest.mark.parametrize("words", ["foyer / Grand amphi", "foyer ou a", "a or foyer"])
def test_rooms_to_choose_from_have_another(words: str) -> None:
    french, _ = refusal(kinds.OneRoom().read, words, ROOMS)
    assert french == (
        f"« {words} » : une seule salle ici ; celles entre lesquelles choisir vont dans la "
        "colonne « salles possibles »"
    )


# --- The kinds of cells -------------------------------------------------------------------


@pytest.mark.parametrize("value", [True, 1, 1.0, "oui", "✓"])
def test_a_flag(value: object) -> None:
    assert kinds.Flag().read(value, READING) is True


@pytest.mark.parametrize("value", [False, 0, "non"])
def test_no_flag(value: object) -> None:
    assert kinds.Flag().read(value, READING) is False


@pytest.mark.parametrize(
    ("value", "much"), [(2, 2), ("3", 3), (1.0, 1), ("oui", 1), (True, 1), ("no", 0), (False, 0)]
)
def test_how_much(value: object, much: int) -> None:
    assert HowMuch().read(value, Reading()) == much


@pytest.mark.parametrize("value", ["beaucoup", 1.5, "-"])
def test_not_how_much(value: object) -> None:
    with pytest.raises(NotUnderstoodError):
        HowMuch().read(value, Reading())


def test_mixtures_are_written_in_the_language() -> None:
    both = ["organisation", "category"]
    assert kinds.SomeOf(MIXED).write(both, "fr") == "organisation ; catégorie"
    assert kinds.SomeOf(MIXED).write(both, "en") == "organisation ; category"


def test_a_date_where_windows_are_expected() -> None:
    kind = kinds.Windows()
    assert kind.read(WED, READING) == [{"day": WED}]
    assert kind.read(datetime(2026, 6, 10), READING) == [{"day": WED}]
    assert kind.read("jeudi", READING) == [{"day": THU}]


@pytest.mark.parametrize(
    ("words", "data"),
    [
        *((words, [{}]) for words in ("tout le temps", "always", "oui", "X", "toujours")),
        *((words, []) for words in ("non", "no")),
        ("jeudi", [{"day": THU}]),
        ("14h-18h", [{"start": "14h", "end": "18h"}]),
    ],
)
def test_when_something_is_closed(words: str, data: object) -> None:
    assert kinds.Closings().read(words, READING) == data


def test_closings_are_written_as_they_are_read() -> None:
    kind = kinds.Closings()
    assert (kind.write(True, "fr"), kind.write(True, "en")) == ("tout le temps", "always")
    assert kind.write([{"day": "2026-06-11", "start": "14:00"}], "fr") == (
        "11/06/2026 à partir de 14h00"
    )
    assert kind.read(WED, READING) == [{"day": WED}]
    assert "attendu des heures" in refusal(kind.read, "bientôt", READING)[0]


def test_a_link_to_a_session_by_its_title() -> None:
    names = Names([("cafe", "Pause (15 min)"), ("mot (5 min)", "Mot")])
    kind, reading = kinds.Links(), Reading(names={"sessions": names})
    assert kind.read("pause (15 min) [5-]", reading) == [{"session": "cafe", "min": 5}]
    assert kind.read("Pause (15 min), mot (5 min)", reading) == [
        {"session": "cafe"},
        {"session": "mot (5 min)"},
    ]
    assert "attendu « session [10-30] »" in refusal(kind.read, "mot (10 min)", reading)[0]


@pytest.mark.parametrize(("data", "cell"), [("09:30", time(9, 30)), ("24:00", "24:00")])
def test_how_a_time_is_written(data: str, cell: object) -> None:
    kind = kinds.Clock()
    assert kind.write(data, "fr") == cell
    assert kind.read(cell, READING) == data
