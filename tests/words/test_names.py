"""What things are called."""

from __future__ import annotations

import pytest
from refusals import refusal

from agenda_solver.text import Text
from agenda_solver.words.names import (
    A_ROOM,
    A_SESSION,
    Names,
    chosen,
    clean,
    folded,
    ids_of,
    nearest,
    nearest_few,
    numbered,
    twice,
)

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


# --- The nearest --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("amphy", "amphi"),
        ("AMPHI-THEATR", "Amphithéâtre"),
        ("cave", None),
        ("", None),
    ],
)
def test_the_nearest_of_some_names(words: str, near: str | None) -> None:
    called = {"amphi": "amphi", "Amphithéâtre": "Amphithéâtre", "Salle Seine": "seine"}
    assert nearest(words, called) == near


def test_how_near_it_must_come() -> None:
    assert nearest("climats", {"climat": 1}, alike=0.9) == 1
    assert nearest("clim", {"climat": 1}, alike=0.9) is None


def test_names_beyond_count_are_not_compared() -> None:
    called = {f"salle {number}": number for number in range(2_001)}
    assert nearest("salle 7b", called) is None


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("amphy", "amphi"),
        ("sallle seine", "seine"),
        ("rand am", "amphi"),  # a part of one name only
        ("salle", None),  # a part of several
        ("xyz", None),
    ],
)
def test_the_nearest_id(words: str, id_: str | None) -> None:
    assert NAMES.nearest(words) == id_


def test_no_more_suggestions_than_anybody_reads() -> None:
    names = Names([("amphi", "")])
    for number in range(100):
        assert names.nearest(f"xyz{number}") is None
    assert names.nearest("amphy") is None


def test_an_unknown_name() -> None:
    assert NAMES.unknown("amphy", A_ROOM) == Text(
        "« amphy » n'est pas l'id d'une salle ; peut-être « amphi » ?",
        "“amphy” is not the id of a room; perhaps “amphi”?",
    )
    assert Names([]).unknown("x", A_SESSION) == Text(
        "« x » n'est pas l'id d'une session (connus : –)",
        "“x” is not the id of a session (known: –)",
    )
    many = Names((f"a{number}", "") for number in range(13))
    assert many.unknown("zzz", A_ROOM).fr.endswith(
        "(connus : a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, …)"
    )


def test_an_id_that_is_reserved_is_known_and_suggested_to_nobody() -> None:
    names = Names([("amphi", "")])
    names.reserve(["cave"])
    assert names.find("cave") == "cave"
    assert names.nearest("cavee") is None


def test_something_twice() -> None:
    assert twice("p1", Text("à la ligne 2", "on line 2")) == Text(
        "« p1 » est déjà à la ligne 2", "“p1” is already on line 2"
    )


COLOURS = {"rouge": "red", "red": "red", "bleu": "blue"}
NO_COLOUR = Text("{value} n'est pas une couleur", "{value} is not a colour")


def test_one_of_a_few_words() -> None:
    assert chosen(" Rouge ", COLOURS, NO_COLOUR) == "red"
    assert refusal(chosen, "rougee", COLOURS, NO_COLOUR) == (
        "« rougee » n'est pas une couleur ; peut-être « rouge » ?",
        "“rougee” is not a colour; perhaps “rouge”?",
    )
    known = [Text("rouge", "red"), Text("bleu", "blue")]
    assert refusal(chosen, 9, COLOURS, NO_COLOUR, known) == (
        "« 9 » n'est pas une couleur (au choix : rouge et bleu)",
        "“9” is not a colour (one of: red and blue)",
    )
    assert refusal(chosen, "vert", COLOURS, NO_COLOUR)[0] == "« vert » n'est pas une couleur"


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Table ronde n°1 : l'énergie"], ["table-ronde-n-1-l-energie"]),
        (["Pause", "Déjeuner", "pause !"], ["pause", "dejeuner", "pause-2"]),
        (["Pause", "Pause 2", "Pause"], ["pause", "pause-2", "pause-3"]),
        (["Agir avec les jeunes, ici et là-bas, tout au long de l'année"], [
            "agir-avec-les-jeunes-ici-et-la-bas-tout"
        ]),
        (["A" * 50], ["a" * 40]),
        (["★", "…"], ["x", "x-2"]),
    ],
)  # fmt: skip
def test_an_id_is_made_of_the_first_words(names: list[str], ids: list[str]) -> None:
    assert list(ids_of(dict(enumerate(names))).values()) == ids


def test_no_id_comes_twice_whatever_the_ids_of_a_source() -> None:
    ids = numbered({1: "a-2", 2: "a", 3: "a", 4: "b"}, taken=["b"])
    assert ids == {1: "a-2", 2: "a", 3: "a-3", 4: "b-2"}


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("--second", ["--seconds"]),
        ("--sed", ["--seed"]),
        ("--cancel", ["--cancel-person", "--cancel-session"]),
        ("--cancel-persone", ["--cancel-person"]),
        ("Séconds", ["--seconds"]),
        ("--zz", []),
        ("--", []),
    ],
)
def test_the_nearest_of_a_few(words: str, near: list[str]) -> None:
    options = ("--seconds", "--seed", "--json", "--cancel-person", "--cancel-session")
    assert nearest_few(words, options) == near
