"""Several things in a row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda_solver.words.names import clean, on_one_line
from agenda_solver.words.pieces import (
    bare,
    pieces_of,
    read_lines,
    read_list,
    read_rated,
    shield,
    write_lines,
    write_list,
)

MARKED = ("a;b", "a|b", 'a "b"', '"a;b"', "- a", "a - b", "-", "aucune", "a, b", "a: [b]", "a/b")
items = (
    st.sampled_from(MARKED)
    | st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
).filter(clean)

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
    assert [clean(piece) for piece in pieces_of(words, ";")] == pieces


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
    assert bare(piece) == said


@given(items.map(clean))
@settings(max_examples=60)
def test_what_is_shielded_is_one_piece(words: str) -> None:
    written = shield(words)
    for marks in (";,\n", ";\n", ",", ":", "/", "["):
        assert [bare(piece) for piece in pieces_of(written, marks)] == [words]


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
    assert read_list(words, str) == items


@given(st.lists(items.map(clean), max_size=4))
@settings(max_examples=60)
def test_a_list_is_read_as_it_is_written(listed: list[str]) -> None:
    assert read_list(write_list(listed, "fr"), str) == listed
    assert read_list(write_list(listed, "en"), str) == listed


def test_how_a_list_is_written() -> None:
    assert write_list([], "fr") == "aucune"
    assert write_list([], "en") == "none"
    assert write_list(["a", "b;c", "Aucune", "-"], "fr") == 'a ; "b;c" ; "Aucune" ; "-"'


@pytest.mark.parametrize(
    ("words", "rated"),
    [
        ("a=5 ; b = 3", [("a", "5"), ("b", "3")]),
        ("a|b", [("a", None), ("b", None)]),
        ("a=5|b", [("a", "5"), ("b", None)]),
        ('"a=5" ; "b;c"=2', [("a=5", None), ("b;c", "2")]),
        ("a=b=2", [("a=b", "2")]),
        ("=2", [("", "2")]),
    ],
)
def test_things_with_their_ratings(words: str, rated: list[tuple[str, str | None]]) -> None:
    assert read_rated(words) == rated


@given(st.lists(items.map(on_one_line).filter(bool), max_size=4), st.sampled_from(("\n", ";\n")))
@settings(max_examples=60)
def test_lines_are_read_as_they_are_written(listed: list[str], marks: str) -> None:
    assert read_lines(write_lines(listed, marks), marks) == listed


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Quoi, et comment ?\n\n- Avec qui : tous ?", ["Quoi, et comment ?", "Avec qui : tous ?"]),
        ("aucune", ["aucune"]),
        ('"Agir" ?\nUn "pas" de côté', ['"Agir" ?', 'Un "pas" de côté']),
        ("a ; b", ["a ; b"]),
    ],
)
def test_things_one_below_the_other(words: str, lines: list[str]) -> None:
    assert read_lines(words) == lines


def test_organisations_also_stand_between_semicolons() -> None:
    assert read_lines("Jeunesse, sports ; Ville", ";\n") == ["Jeunesse, sports", "Ville"]
