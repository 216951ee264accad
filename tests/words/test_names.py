"""What things are called."""

from __future__ import annotations

import pytest
from refusals import refusal

from agenda_solver.words.names import Names, clean, folded

# --- Compared -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("Été", "ete"),
        ("E\u0301te\u0301", "Été"),
        ("SALLE  Seine", "salle-seine"),
        ("Cœur", "coeur"),
        ("straße", "STRASSE"),
        ("à\u00a0confirmer", "A CONFIRMER"),
        ("salle\u200b 1", "Salle 1"),
    ],
)
def test_folded_alike(words: str, same: str) -> None:
    assert folded(words) == folded(same)


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


# --- Ids and names ------------------------------------------------------------------------

NAMES = Names(
    [
        ("amphi", "Grand amphi"),
        ("seine", "Salle Seine"),
        ("a", "b"),
        ("b", "c"),
        ("Été", ""),
        ("été", ""),
        ("r1", "Petite salle"),
        ("r2", "petite-salle"),
        ("…", "🎉"),
    ],
)


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("amphi", "amphi"),
        ("AMPHI", "amphi"),
        ("grand amphi", "amphi"),
        ("Grand-Amphi", "amphi"),
        ("salle seine", "seine"),
        ("a", "a"),
        ("b", "b"),  # also the name of another
        ("c", "b"),
        ("Été", "Été"),
        ("été", "été"),
        ("…", "…"),
        ("cave", "cave"),  # for others to judge
        ("🎉", "🎉"),
    ],
)
def test_an_id_or_a_name(words: str, id_: str) -> None:
    assert NAMES.find(words) == id_


@pytest.mark.parametrize(
    ("words", "ids"), [("ETE", "Été été"), ("petite salle", "r1 r2"), ("B", "a b")]
)
def test_a_name_of_several(words: str, ids: str) -> None:
    one, other = ids.split()
    assert refusal(NAMES.find, words) == (
        f"« {words} » peut désigner « {one} » ou « {other} » : donner l'id",
        f"“{words}” may mean “{one}” or “{other}”: give the id",
    )


def test_what_is_known_is_an_id() -> None:
    assert NAMES.knows("amphi")
    assert not NAMES.knows("AMPHI")
