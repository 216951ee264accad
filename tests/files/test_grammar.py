"""What people write in a cell that says several things."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_problems import ids, words

from agenda_solver.files.workbook import grammar
from agenda_solver.files.workbook.grammar import NotUnderstoodError
from agenda_solver.files.workbook.values import (
    Clock,
    Day,
    Flag,
    Items,
    Length,
    Links,
    Reading,
    Roles,
    Whole,
    Windows,
    length,
)
from agenda_solver.problem import Problem, clean

WED, THU = date(2026, 6, 10), date(2026, 6, 11)
READING = Reading(days={WED: "j1", THU: "j2"})


def refusal(read: Any, *args: Any) -> tuple[str, str]:
    """Return the sentences of a refusal, in French and in English."""
    with pytest.raises(NotUnderstoodError) as caught:
        read(*args)
    return caught.value.text.fr, caught.value.text.en


# --- Pieces -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("a;b", ["a", "b"]),
        (" a ; b ; ", ["a", "b"]),
        (";;", []),
        ("", []),
        ('"a;b";c', ['"a;b"', "c"]),
        ('"a"";b" ; c', ['"a"";b"', "c"]),
        ('a "b;c"', ['a "b', 'c"']),
        ('• "a;b" ; c', ['• "a;b"', "c"]),
        ('"a;b', ['"a', "b"]),
    ],
)
def test_pieces(words: str, pieces: list[str]) -> None:
    assert [clean(piece) for piece in grammar.pieces_of(words, ";")] == pieces


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("a", "a"),
        ('"a"', "a"),
        ('"a""b"', 'a"b'),
        ('"', '"'),
        ("- a", "a"),
        ("• a", "a"),
        ("-a", "-a"),
        ("a - b", "a - b"),
        ('"- a"', "- a"),
        ('– "a;b"', "a;b"),
    ],
)
def test_a_bare_piece(piece: str, said: str) -> None:
    assert grammar.bare(piece) == said


@given(ids.map(clean))
@settings(max_examples=60)
def test_what_is_shielded_is_one_piece(words: str) -> None:
    written = grammar.shield(words)
    for marks in (";,\n", ";\n", ",", ":", "/", "["):
        assert [grammar.bare(piece) for piece in grammar.pieces_of(written, marks)] == [words]


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
    assert grammar.folded(words) == grammar.folded(same)


# --- Lists --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("a", ["a"]),
        ("a, b ; c\nd", ["a", "b", "c", "d"]),
        ("a ;", ["a"]),
        ("projecteur\u00a0; pmr", ["projecteur", "pmr"]),
        ("• a\n• b", ["a", "b"]),
        ("- a\n- b\n", ["a", "b"]),
        ('"a;b", c', ["a;b", "c"]),
        ("a - b", ["a - b"]),
        ("aucune", []),
        ("Aucune.", []),
        ("none", []),
        ("–", []),
        ("-", []),
        ('"aucune"', ["aucune"]),
        ('"-"', ["-"]),
        ("…", ["…"]),
        ("🎉", ["🎉"]),
    ],
)
def test_a_list(words: str, items: list[str]) -> None:
    assert grammar.read_list(words, str) == items


@given(st.lists(ids.map(clean), max_size=4))
@settings(max_examples=60)
def test_a_list_is_read_as_it_is_written(items: list[str]) -> None:
    assert grammar.read_list(grammar.write_list(items, "fr"), str) == items
    assert grammar.read_list(grammar.write_list(items, "en"), str) == items


def test_how_a_list_is_written() -> None:
    assert grammar.write_list([], "fr") == "aucune"
    assert grammar.write_list([], "en") == "none"
    assert grammar.write_list(["a", "b;c", "Aucune", "-"], "fr") == 'a ; "b;c" ; "Aucune" ; "-"'


# --- Windows ------------------------------------------------------------------------------


def windows(words: str, *, one_day: bool = False) -> list[tuple[str, ...]]:
    """Return windows as the problem reads them: day, start and end."""
    found = grammar.read_windows(words, READING.day, one_day=one_day)
    room = {"id": "a", "open": found}
    data = {
        "event": {"name": ""},
        "days": [{"date": WED}],
        "rooms": [room],
        "sessions": [{"id": "s", "title": "", "minutes": 1}],
    }
    return [
        (
            f"{window.day:%d/%m}" if window.day else "",
            f"{window.start // 60}:{window.start % 60:02d}",
            f"{window.end // 60}:{window.end % 60:02d}",
        )
        for window in Problem.read(data).rooms[0].open
    ]


@pytest.mark.parametrize(
    "words",
    [
        *("9h-12h", "9h - 12h", "09:00-12:00", "9:00–12:00", "9.00-12.00", "9 h — 12 h", "9h→12h"),
        *(
            "9h -> 12h",
            "9h à 12h",
            "de 9h à 12h",
            "9h a 12h",
            "from 9:00 to 12:00",
            "9h-12",
            "9-12h",
        ),
        *(
            "de 9 à 12h",
            "9H-12H",
            "9 heures - 12 heures",
            "9h-midi",
            "9am-12pm",
            "9:00:00-12:00:00",
        ),
        *(
            "entre 9h et 12h",
            "between 9:00 and 12:00",
            "9\u00a0h\u202f–\u00a012\u00a0h",
            "• 9h-12h",
        ),
        *("dès 9h jusqu'à 12h", "tous les jours 9h-12h", "every day 09:00-12:00", "9h-12h ;"),
    ],
)
def test_hours(words: str) -> None:
    assert windows(words) == [("", "9:00", "12:00")]


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("jusqu'à 12h", ("", "0:00", "12:00")),
        ("jusqu’à 12h30", ("", "0:00", "12:30")),
        ("Jusqu'à midi", ("", "0:00", "12:00")),
        ("avant 12h", ("", "0:00", "12:00")),
        ("until 12:00", ("", "0:00", "12:00")),
        ("-12h", ("", "0:00", "12:00")),
        ("à partir de 14h", ("", "14:00", "24:00")),
        ("À partir de 14h", ("", "14:00", "24:00")),
        ("dès 14h", ("", "14:00", "24:00")),
        ("après 14h", ("", "14:00", "24:00")),
        ("from 2pm", ("", "14:00", "24:00")),
        ("14h-", ("", "14:00", "24:00")),
        ("22h-0h", ("", "22:00", "24:00")),
        ("22h-00:00", ("", "22:00", "24:00")),
        ("22h-24h", ("", "22:00", "24:00")),
        ("2:00 pm - 4:30 pm", ("", "14:00", "16:30")),
        ("10.30-11.30", ("", "10:30", "11:30")),
    ],
)
def test_other_hours(words: str, window: tuple[str, ...]) -> None:
    assert windows(words) == [window]


@pytest.mark.parametrize(
    "words",
    [
        *("10/06/2026 9h-12h", "10/06/2026, 9h-12h", "10/06/2026 : 9h-12h", "le 10/06 de 9h à 12h"),
        *("2026-06-10 09:00-12:00", "mercredi 9h-12h", "mercredi de 9h à 12h", "j1 9h-12h"),
        *("mercredi 10 juin 2026 9h-12h", "mercredi 10 juin, 9h-12h", "9h-12h le 10 juin"),
        *("09:00-12:00 on Wednesday", "10/06 9-12h", "mercredi 10 9h-12h", "10.06 9h-12h"),
    ],
)
def test_hours_of_a_day(words: str) -> None:
    assert windows(words) == [("10/06", "9:00", "12:00")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("9h-12h ; 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
        ("9h-12h et 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
        ("9h-12h, 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
        ("jusqu'à 12h ; à partir de 14h", [("", "0:00", "12:00"), ("", "14:00", "24:00")]),
        ("mercredi", [("10/06", "0:00", "24:00")]),
        ("mercredi et jeudi", [("10/06", "0:00", "24:00"), ("11/06", "0:00", "24:00")]),
        ("10/06, 11/06", [("10/06", "0:00", "24:00"), ("11/06", "0:00", "24:00")]),
        (
            "mercredi 9h-12h et 14h-18h",
            [("10/06", "9:00", "12:00"), ("10/06", "14:00", "18:00")],
        ),
        (
            "mercredi 9h-12h, jeudi 14h-18h",
            [("10/06", "9:00", "12:00"), ("11/06", "14:00", "18:00")],
        ),
        ("14h-18h ; 10/06 9h-12h", [("", "14:00", "18:00"), ("10/06", "9:00", "12:00")]),
        (
            "10/06 9h-12h ; tous les jours 14h-18h",
            [("10/06", "9:00", "12:00"), ("", "14:00", "18:00")],
        ),
        ("10/06 ; 11/06 9h-12h", [("10/06", "0:00", "24:00"), ("11/06", "9:00", "12:00")]),
        ("- 9h-12h\n- 14h-18h", [("", "9:00", "12:00"), ("", "14:00", "18:00")]),
    ],
)
def test_several_windows(words: str, found: list[tuple[str, ...]]) -> None:
    assert windows(words) == found


def test_on_an_only_day_hours_say_enough() -> None:
    found = windows("10/06 9h-12h ; 14h-18h", one_day=True)
    assert found == [("10/06", "9:00", "12:00"), ("", "14:00", "18:00")]


@pytest.mark.parametrize(
    "words",
    [
        *("matin", "le matin", "mercredi matin", "9h", "9-12", "toute la journée", "…", "?", "12"),
        *("mercredi 10 - 12h", "mercredi 10 à 12h", "2-4pm", "2:00-4:00pm", "10.06-11.06"),
        *("pas avant 14h", "10/13/2026 9h-12h", "du 10/06 au 11/06", "10-11 juin", "sauf jeudi"),
        *("tous les jours", "mercredi 9h-12h le 11/06", "à 9h-10h", "9h-12h mercredi"),
    ],
)
def test_no_windows(words: str) -> None:
    assert refusal(windows, words) == (
        f"« {words} » n'est pas compris : attendu des heures (9h15-10h15), un jour (10/06/2026), "
        "ou les deux (10/06/2026 9h15-10h15)",
        f"“{words}” is not understood: expected hours (09:15-10:15), a day (2026-06-10), or both "
        "(2026-06-10 09:15-10:15)",
    )


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("10/06 9h-12h ; 14h-18h", "14h-18h"),
        ("10/06 ; 14h-18h", "14h-18h"),
        ("10/06 9h-12h\n14h-18h", "14h-18h"),
        ("mercredi et jeudi 9h-12h", None),
        ("mercredi, jeudi, 9h-12h", None),
        ("mercredi 9h-12h et jeudi", None),
        ("9h-12h, mercredi", None),
        ("9h-12h, jeudi 14h-18h", None),
    ],
)
def test_hours_of_who_knows_which_day(words: str, piece: str | None) -> None:
    assert refusal(windows, words) == (
        f"« {piece or words} » n'est pas compris : de quels jours parlent ces heures ? Écrire le "
        "jour devant les heures, chaque fois (10/06/2026 9h-12h ; 11/06/2026 9h-12h), ou « tous "
        "les jours 9h-12h »",
        f"“{piece or words}” is not understood: of which days are these hours? Write the day "
        "before the hours, each time (2026-06-10 09:00-12:00 ; 2026-06-11 09:00-12:00), or "
        "“every day 09:00-12:00”",
    )


@pytest.mark.parametrize("words", ["dès 9h, jusqu'à 12h", "jusqu'à 12h ; dès 9h"])
def test_hours_that_would_mean_always(words: str) -> None:
    assert refusal(windows, words) == (
        f"« {words} » n'est pas compris : ensemble, ces heures veulent dire toujours ; attendu par "
        "exemple 9h15-10h15",
        f"“{words}” is not understood: together, these hours mean always; expected 09:15-10:15, "
        "for example",
    )


def test_a_day_that_may_be_several_is_told_as_such() -> None:
    reading = Reading(days={WED: "j1", date(2026, 6, 17): "j2"})
    assert refusal(grammar.read_windows, "mercredi 9h-12h", reading.day) == (
        "« mercredi » peut désigner 10/06/2026 ou 17/06/2026 : donner la date",
        "“mercredi” may mean 2026-06-10 or 2026-06-17: give the date",
    )


def test_how_windows_are_written() -> None:
    day, hours = {"day": "2026-06-10"}, {"start": "09:00", "end": "12:30"}
    found = [day, day | hours, hours, {"start": "14:00"}]
    assert grammar.write_windows(found, "fr") == (
        "10/06/2026 ; 10/06/2026 09h00-12h30 ; tous les jours 09h00-12h30 ; "
        "tous les jours 14h00-24h00"
    )
    assert grammar.write_windows(found, "en") == (
        "2026-06-10 ; 2026-06-10 09:00-12:30 ; every day 09:00-12:30 ; every day 14:00-24:00"
    )
    assert grammar.write_windows([hours, {"end": "12:00"}], "fr") == "09h00-12h30 ; 00h00-12h00"


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
@settings(max_examples=60)
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
@settings(max_examples=60)
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


# --- From one site to another -------------------------------------------------------------


def minutes(words: str) -> int:
    return length(words, READING.epoch)


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
    assert grammar.read_walks(words, minutes) == [
        {"sites": [one, other], "minutes": told} for one, other, told in walks
    ]


@pytest.mark.parametrize(
    "words",
    ["10", "Nord", "Nord : 10", "Nord – Sud", "a – b – c : 5", "a – b : c", "a – b : 1 : 2"],
)
def test_no_walk(words: str) -> None:
    assert refusal(grammar.read_walks, words, minutes) == (
        f"« {words} » n'est pas compris : attendu « site – site : minutes », par exemple "
        "Nord – Sud : 10",
        f"“{words}” is not understood: expected “site – site: minutes”, for example "
        "North – South: 10",
    )


@given(st.lists(st.tuples(words.map(clean), words.map(clean), st.integers(0, 1440)), max_size=3))
@settings(max_examples=60)
def test_walks_are_read_as_they_are_written(found: list[tuple[str, str, int]]) -> None:
    walks = [{"sites": [one, other], "minutes": told} for one, other, told in found]
    assert grammar.read_walks(grammar.write_walks(walks), minutes) == walks


@given(ids.map(clean), st.sampled_from(["fr", "en"]))
@settings(max_examples=50)
def test_locks_are_read_as_they_are_written(room: str, language: Any) -> None:
    written = grammar.write_locks({"day": "2026-06-10", "start": "09:30", "room": room}, language)
    told = {"fr": ("10/06/2026", "09h30"), "en": ("2026-06-10", "09:30")}[language]
    assert grammar.read_locks(written) == {"day": told[0], "start": told[1], "room": room}


@pytest.mark.parametrize(
    "words", ["oui", "Oui", "OUI ", "yes", "X", "x", "✓", "✔", "☑", "TRUE", "Vrai", "1", "o", "y"]
)
def test_yes(words: str) -> None:
    assert grammar.read_flag(words)


@pytest.mark.parametrize("words", ["non", "Non", "NO", "FAUX", "false", "0", "n"])
def test_no(words: str) -> None:
    assert not grammar.read_flag(words)


@pytest.mark.parametrize("words", ["peut-être", "✓✓", "ok", "-", "2", "", "?"])
def test_neither_yes_nor_no(words: str) -> None:
    assert refusal(grammar.read_flag, words) == (
        f"« {words} » n'est ni « oui » ni « non »",
        f"“{words}” is neither “yes” nor “no”",
    )


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
def test_no_cell_takes_long(words: str) -> None:
    kinds = (Windows(), Links(), Roles(), Items("rooms"), Length(), Whole(), Clock(), Day(), Flag())
    begin = perf_counter()
    for kind in kinds:
        with suppress(NotUnderstoodError):
            kind.read(words, READING)
    with suppress(NotUnderstoodError):
        grammar.read_locks(words)
    assert perf_counter() - begin < 5
