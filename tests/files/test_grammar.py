"""What people write in a cell that says several things."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_problems import ids, words

from agenda_solver.files.fields import grammar
from agenda_solver.files.fields.kinds import (
    Clock,
    Date,
    Flag,
    Items,
    Length,
    Links,
    Reading,
    Roles,
    Whole,
    Windows,
)
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import Calendar
from agenda_solver.words.names import clean

WED, THU = date(2026, 6, 10), date(2026, 6, 11)
READING = Reading(calendar=Calendar({"j1": WED, "j2": THU}))


def refusal(read: Any, *args: Any) -> tuple[str, str]:
    """Return the sentences of a refusal, in French and in English."""
    with pytest.raises(NotUnderstoodError) as caught:
        read(*args)
    return caught.value.text.fr, caught.value.text.en


# --- People in their roles ----------------------------------------------------------------


def roles(words: str) -> Any:
    return grammar.read_roles(words, "fr", str)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "animation : dupont, durand ; intervention : petit / grand",
            {"animation": ["dupont", "durand"], "intervention": [{"one_of": ["petit", "grand"]}]},
        ),
        (
            "animation\u00a0: dupont\nintervention\u202f: petit\n",
            {"animation": ["dupont"], "intervention": ["petit"]},
        ),
        ("animation:dupont", {"animation": ["dupont"]}),
        (
            "• animation : dupont\n• rapport : petit",
            {"animation": ["dupont"], "rapport": ["petit"]},
        ),
        ("dupont", {"intervention": ["dupont"]}),
        ("dupont, durand", {"intervention": ["dupont", "durand"]}),
        ("dupont ; durand", {"intervention": ["dupont", "durand"]}),
        ("dupont\ndurand", {"intervention": ["dupont", "durand"]}),
        ("- dupont\n- durand", {"intervention": ["dupont", "durand"]}),
        ("dupont ; animation : durand", {"intervention": ["dupont"], "animation": ["durand"]}),
        ("animation : a ; animation : b", {"animation": ["a", "b"]}),
        ("rapport :", {"rapport": []}),
        ("a /", {"intervention": [{"one_of": ["a"]}]}),
        ('"a:b" : "c,d" / e', {"a:b": [{"one_of": ["c,d", "e"]}]}),
        ("M. Dupont (préfet)", {"intervention": ["M. Dupont (préfet)"]}),
    ],
)
def test_roles(words: str, found: object) -> None:
    assert roles(words) == found


def test_people_without_a_role_speak_in_the_language_of_the_event() -> None:
    assert grammar.read_roles("a", "en", str) == {"speaker": ["a"]}


@pytest.mark.parametrize("words", ["a : b : c", "animation : a, rapport : b", ": a", "rôle : /"])
def test_no_roles(words: str) -> None:
    told = words if words != "rôle : /" else "/"
    assert refusal(roles, words) == (
        f"« {told} » n'est pas compris : attendu « rôle : personne, personne ; rôle : … »",
        f"“{told}” is not understood: expected “role: person, person; role: …”",
    )


@pytest.mark.parametrize("words", ["animation : dupont ; durand", "animation : dupont\ndurand"])
def test_a_person_after_a_role_has_none(words: str) -> None:
    assert refusal(roles, words) == (
        "« durand » n'est pas compris : il n'est pas dit dans quel rôle ; séparer par des virgules "
        "les personnes d'un même rôle (animation : dupont, durand)",
        "“durand” is not understood: it is not said in which role; put commas between the people "
        "of one role (moderator: dupont, durand)",
    )


entries = ids.map(clean) | st.lists(ids.map(clean), min_size=1, max_size=3).map(
    lambda people: {"one_of": people}
)


@given(st.dictionaries(ids.map(clean), st.lists(entries, max_size=3), max_size=3))
@settings(max_examples=30)
def test_roles_are_read_as_they_are_written(found: dict[str, Any]) -> None:
    assert roles(grammar.write_roles(found)) == found


# --- Other sessions -----------------------------------------------------------------------

KNOWN = ("ouverture", "pause (15 min)", "atelier (2)")


def links(words: str) -> Any:
    return grammar.read_links(words, str, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("ouverture", {}),
        ("ouverture [10-30]", {"min": 10, "max": 30}),
        ("ouverture[10–30 min]", {"min": 10, "max": 30}),
        ("ouverture [10 min - 30 min]", {"min": 10, "max": 30}),
        ("ouverture [10-]", {"min": 10}),
        ("ouverture [-30]", {"max": 30}),
        ("ouverture [15]", {"min": 15, "max": 15}),
        ("ouverture [15 min]", {"min": 15, "max": 15}),
        ("ouverture [0]", {"min": 0, "max": 0}),
        ("• ouverture [15]", {"min": 15, "max": 15}),
    ],
)
def test_a_link(words: str, link: dict[str, int]) -> None:
    assert links(words) == [{"session": "ouverture", **link}]


def test_several_links() -> None:
    assert links('pause (15 min), atelier (2) [5-]\n"a [b]" [-0] ; inconnue') == [
        {"session": "pause (15 min)"},
        {"session": "atelier (2)", "min": 5},
        {"session": "a [b]", "max": 0},
        {"session": "inconnue"},
    ]


@pytest.mark.parametrize(
    "words",
    [
        *("ouverture (15 min)", "ouverture 15 min", "ouverture +15 min", "ouverture (10-30 min)"),
        *("ouverture [", "ouverture []", "ouverture [-]", "ouverture [10-30", "ouverture [1h-2h]"),
        *("ouverture [10] [20]", "[10-30]", "ouverture [9999999]", "ouverture [10 30]"),
    ],
)
def test_no_link(words: str) -> None:
    assert refusal(links, words) == (
        f"« {words} » n'est pas compris : attendu « session [10-30] », la pause en minutes",
        f"“{words}” is not understood: expected “session [10-30]”, the pause in minutes",
    )


gaps = st.fixed_dictionaries(
    {}, optional={"min": st.integers(0, 1440), "max": st.integers(0, 1440)}
)


@given(st.lists(st.tuples(ids.map(clean), gaps).map(lambda it: {"session": it[0], **it[1]})))
@settings(max_examples=30)
def test_links_are_read_as_they_are_written(found: list[dict[str, Any]]) -> None:
    written = grammar.write_links(found)
    assert grammar.read_links(written, str, lambda _: True) == found


# --- What is locked -----------------------------------------------------------------------

ALL = {"day": None, "start": None, "room": None}


@pytest.mark.parametrize(
    ("words", "locks"),
    [
        ("oui", ALL),
        ("Yes", ALL),
        ("x", ALL),
        ("✓", ALL),
        ("✔\ufe0f", ALL),
        ("1", ALL),
        ("non", {}),
        ("0", {}),
        ("jour", {"day": None}),
        ("jour ; salle", {"day": None, "room": None}),
        ("Jour, Début", {"day": None, "start": None}),
        ("debut", {"start": None}),
        ("heure", {"start": None}),
        ("day ; start", {"day": None, "start": None}),
        ("- jour\n- salle", {"day": None, "room": None}),
        (
            "jour 10/06/2026 ; début 9h30 ; salle amphi",
            {"day": "10/06/2026", "start": "9h30", "room": "amphi"},
        ),
        ('début : 9h30, salle : "a;b"', {"start": "9h30", "room": "a;b"}),
        ("salle\u00a0: début 9h", {"room": "début 9h"}),
    ],
)
def test_locks(words: str, locks: object) -> None:
    assert grammar.read_locks(words) == locks


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("peut-être", "peut-être"),
        ("fin 9h", "fin 9h"),
        ("oui ; salle", "oui"),
        ("salle a ; salle b", "salle b"),
        ("jour/salle", "jour/salle"),
    ],
)
def test_no_locks(words: str, piece: str) -> None:
    assert refusal(grammar.read_locks, words) == (
        f"« {piece} » n'est pas compris : attendu oui, non, ou ce qui est verrouillé parmi jour, "
        "début, salle",
        f"“{piece}” is not understood: expected yes, no, or what is locked among day, start, room",
    )


# --- Levels -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("Amphi : 3", {"amphi": 3}),
        ("Amphi: 3 ; Salle bleue : 10", {"amphi": 3, "salle bleue": 10}),
        ("- Amphi : 0\n- Foyer : 5", {"amphi": 0, "foyer": 5}),
        ('"a : b" : 7', {"a : b": 7}),
        ("", {}),
    ],
)
def test_levels(words: str, levels: dict[str, int]) -> None:
    assert grammar.read_levels(words, str.lower) == levels
    written = grammar.write_levels(levels)
    assert grammar.read_levels(written, str.lower) == levels


@pytest.mark.parametrize("words", ["Amphi", "3", "Amphi : trois", "Amphi : -3", "a : b : 3"])
def test_no_levels(words: str) -> None:
    assert refusal(lambda one: grammar.read_levels(one, str), words) == (
        f"« {words} » n'est pas compris : attendu un nom et un nombre entier (par exemple "
        "« Salle bleue : 3 »)",
        f"“{words}” is not understood: expected a name and a whole number (for example "
        "“Blue room: 3”)",
    )


# --- From one site to another -------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "walks"),
    [
        ("Nord – Sud : 10", [("Nord", "Sud", 10)]),
        ("Nord-Sud: 10 min", [("Nord", "Sud", 10)]),
        ("Saint-Denis - Nord : 1h30", [("Saint-Denis", "Nord", 90)]),
        ("Saint-Denis – Mont-Saint : 5", [("Saint-Denis", "Mont-Saint", 5)]),
        ("Nord/Sud:10", [("Nord", "Sud", 10)]),
        ("Nord → Sud : 10 ; Sud – Gare : 0", [("Nord", "Sud", 10), ("Sud", "Gare", 0)]),
        ("• Nord – Sud : 10\n- Sud – Gare : 5", [("Nord", "Sud", 10), ("Sud", "Gare", 5)]),
        ('"a : b" – "c – d" : 10', [("a : b", "c – d", 10)]),
        ('"" – "-" : 10', [("", "-", 10)]),
        ("", []),
    ],
)
def test_walks(words: str, walks: list[tuple[str, str, int]]) -> None:
    assert grammar.read_walks(words) == [
        {"sites": [one, other], "minutes": told} for one, other, told in walks
    ]


@pytest.mark.parametrize(
    "words",
    ["10", "Nord", "Nord : 10", "Nord – Sud", "a – b – c : 5", "a – b : c", "a – b : 1 : 2"],
)
def test_no_walk(words: str) -> None:
    assert refusal(grammar.read_walks, words) == (
        f"« {words} » n'est pas compris : attendu « site – site : minutes », par exemple "
        "Nord – Sud : 10",
        f"“{words}” is not understood: expected “site – site: minutes”, for example "
        "North – South: 10",
    )


@given(st.lists(st.tuples(words.map(clean), words.map(clean), st.integers(0, 1440)), max_size=3))
@settings(max_examples=30)
def test_walks_are_read_as_they_are_written(found: list[tuple[str, str, int]]) -> None:
    walks = [{"sites": [one, other], "minutes": told} for one, other, told in found]
    assert grammar.read_walks(grammar.write_walks(walks)) == walks


@given(ids.map(clean), st.sampled_from(["fr", "en"]))
@settings(max_examples=30)
def test_locks_are_read_as_they_are_written(room: str, language: Any) -> None:
    written = grammar.write_locks({"day": "2026-06-10", "start": "09:30", "room": room}, language)
    told = {"fr": ("10/06/2026", "09h30"), "en": ("2026-06-10", "09:30")}[language]
    assert grammar.read_locks(written) == {"day": told[0], "start": told[1], "room": room}


def test_a_long_cell_is_cut_in_the_sentence() -> None:
    french, english = refusal(grammar.read_locks, "x y " * 1000)
    assert len(french) < 200
    assert len(english) < 200


# --- Cells as long as they can be ---------------------------------------------------------

LONG = [
    piece * (32_000 // len(piece))
    for piece in (
        *(
            "1",
            " 1",
            "1 ",
            "9h-\n",
            "9h-12h ; ",
            "-9h\n",
            "a ",
            '"',
            '";',
            '"a',
            "[",
            "a [1] ; ",
            "/",
        ),
        *("(1 ", "et ", "9 h ", "1\n", ":", "- ", "• a\n", ",", "a : ", "10/06 ", "123 "),
    )
] + [f"9h{' ' * 32_000}x", f"1{' ' * 32_000}et x", f"salle{' ' * 32_000}x", f"a{' ' * 32_000}[1x"]


@pytest.mark.parametrize("words", LONG, ids=lambda words: repr(words[:8]))
def test_a_cell_as_long_as_can_be_is_read_or_refused(words: str) -> None:
    kinds = (
        Windows(),
        Links(),
        Roles(),
        Items("rooms"),
        Length(),
        Whole(),
        Clock(),
        Date(),
        Flag(),
    )
    for kind in kinds:
        with suppress(NotUnderstoodError):
            kind.read(words, READING)
    with suppress(NotUnderstoodError):
        grammar.read_locks(words)
