"""Words that say that somebody is yet to be named."""

import pytest

from agenda_solver.words.unnamed import is_unnamed, named_in


@pytest.mark.parametrize(
    ("words", "who"),
    [
        *(("à confirmer", ""), ("A CONFIRMER", ""), ("(à\u00a0confirmer)", ""), ("tbc", "")),
        *(("to be confirmed", ""), ("T.B.A.", ""), ("still to be named", "")),
        ("Intervenant à confirmer", "Intervenant"),
        ("Intervenant·e à désigner.", "Intervenant·e"),
        ("Préfet (à confirmer)", "Préfet"),
        ("Préfet [TBC]", "Préfet"),
        ("Élue de Rouen – à préciser", "Élue de Rouen"),
        ("Élue de Rouen : à définir", "Élue de Rouen"),
    ],
)
def test_who_is_yet_to_be_named(words: str, who: str) -> None:
    assert is_unnamed(words)
    assert named_in(words) == who


@pytest.mark.parametrize(
    "words",
    [
        "",
        "dupont",
        "Confirmer",
        "jean-tbd",
        "Mtbc",
        "Préfet (à confirmer) et maire",
        "à confirmera",
    ],
)
def test_whose_name_is_there(words: str) -> None:
    assert not is_unnamed(words)
    assert named_in(words) == ""


def test_a_long_text_is_no_name() -> None:
    assert not is_unnamed("ô" * 400 + " à confirmer")
