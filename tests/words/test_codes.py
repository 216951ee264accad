"""Codes of which a spreadsheet has made dates, and what is said of them."""

from __future__ import annotations

import pytest

from agenda_solver.words.codes import codes_behind
from agenda_solver.words.names import A_SESSION, Names

CODES = ("1-1", "1-2", "2-1", "03.1", "1-15", "2-30", "1-2-27", "27/2/1", "13-2", "atelier", "12")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("01/02/2027", ("1-2", "2-1", "1-2-27", "27/2/1")),
        ("2027-02-01", ("1-2", "2-1", "1-2-27", "27/2/1")),
        ("2027-02-01 00:00:00", ("1-2", "2-1", "1-2-27", "27/2/1")),
        ("01-févr", ("1-2", "2-1")),
        ("1-févr.", ("1-2", "2-1")),
        ("1 Feb", ("1-2", "2-1")),
        ("3-janv", ("03.1",)),
        ("13/02/2027", ("13-2",)),
        ("01/01/2015", ("1-1", "1-15")),  # 1-15: January 2015
        ("janv-15", ("1-15",)),
        ("Feb-30", ("2-30",)),
        ("01/02/2030", ("1-2", "2-1", "2-30")),
        ("14/02/2027", ()),
        ("1-févrr", ()),
        ("1-2", ()),
        ("Atelier 1", ()),
        ("01/02/2027" + " " * 40 + "!", ()),
    ],
)
def test_the_codes_behind_a_date(words: str, codes: tuple[str, ...]) -> None:
    assert codes_behind(words, CODES) == codes


def test_a_name_that_is_not_known_for_it_was_made_a_date() -> None:
    names = Names((code, "") for code in ("1-2", "2-1", "3-1"))
    sentence = names.unknown("01/02/2027", A_SESSION)
    assert sentence.fr == (
        "« 01/02/2027 » n'est pas l'id d'une session ; un tableur en a fait une date, c'était sans "
        "doute « 1-2 » ou « 2-1 » : mettre la colonne au format « Texte », puis le retaper"
    )
    assert sentence.en == (
        "“01/02/2027” is not the id of a session; a spreadsheet made a date of it, it was probably "
        "“1-2” or “2-1”: format the column as “Text”, then type it again"
    )
