"""The order in which the draft is typed."""

from __future__ import annotations

from drafts import draft, kept, paid, session, told

from agenda_solver.problem import Problem
from agenda_solver.rules.typed import FollowsTheTypedOrder

RULE = FollowsTheTypedOrder()
WELCOME = session("accueil", 30)


def programme(*sessions: dict[str, object] | str) -> Problem:
    return draft(WELCOME, *sessions)


def test_as_it_is_typed() -> None:
    assert kept(RULE, programme("un", "deux"), "accueil 9h-9h30", "un 10h-11h", "deux 11h-12h")


def test_the_other_way_round() -> None:
    lines = ("accueil 9h-9h30", "deux 10h-11h", "un 11h-12h")
    assert told(RULE, programme("un", "deux"), *lines) == [
        (
            "« Deux » vient avant la fin de « Un », saisi plus haut",
            "“Deux” comes before the end of “Un”, which is typed further up",
        )
    ]
    assert paid(RULE, programme("un", "deux"), *lines) == 120


def test_times_that_are_typed_say_more_than_rows() -> None:
    timed = programme(
        session("un", preferred={"start": "11:00"}), session("deux", preferred={"start": "10:00"})
    )
    assert kept(RULE, timed, "accueil 9h-9h30", "deux 10h-11h", "un 11h-12h")


def test_an_order_that_is_demanded_says_more_than_rows() -> None:
    asked = programme(session("un", after=["deux"]), "deux")
    assert kept(RULE, asked, "accueil 9h-9h30", "deux 10h-11h", "un 11h-12h")


def test_of_a_block_the_first_row_counts() -> None:
    block = programme(
        session("a", block="x"), "un", session("b", block="x"), session("fin", title="Clôture")
    )
    lines = ("accueil 9h-9h30", "a 10h-11h", "b 10h-11h", "un 11h-12h", "fin 12h-13h")
    assert kept(RULE, block, *lines)


def test_rows_in_no_order_tell_none() -> None:
    shuffled = draft(session("fin", title="Clôture"), "un", "deux", session("ouverture"), WELCOME)
    lines = ("accueil 9h-9h30", "ouverture 10h-11h", "deux 11h-12h", "un 12h-13h", "fin 13h-14h")
    assert kept(RULE, shuffled, *lines)


def test_a_mere_list_and_tracks_have_no_order() -> None:
    assert kept(RULE, draft("un", "deux"), "deux 10h-11h", "un 11h-12h")
    tracks = programme(session("un", track="a"), session("deux", track="b"))
    assert kept(RULE, tracks, "accueil 9h-9h30", "deux 10h-11h", "un 11h-12h")
