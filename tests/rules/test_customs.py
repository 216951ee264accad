"""What goes without saying: kept, broken, answered by a cell, switched off."""

from __future__ import annotations

from typing import Any

import pytest
from drafts import BOTH, WEDNESDAY, draft, kept, paid, session, told

from agenda_solver.problem import Problem, Weights
from agenda_solver.rules import tiers
from agenda_solver.rules.customs import (
    MealsHaveTheirHours,
    NobodyIsUpAtNight,
    NothingBesideWhatIsForAll,
    NumbersComeInOrder,
    ProgrammeHasItsFrame,
    ReportFollowsTheWorkshops,
)
from agenda_solver.rules.rule import Cost

APART, FRAME, REPORT = (
    NothingBesideWhatIsForAll(),
    ProgrammeHasItsFrame(),
    ReportFollowsTheWorkshops(),
)
MEALS, NIGHT, NUMBERS = MealsHaveTheirHours(), NobodyIsUpAtNight(), NumbersComeInOrder()
OPEN = {"date": WEDNESDAY, "open": {"start": "09:00", "end": "18:00"}}


def day(*sessions: Any, **more: Any) -> Problem:
    """Return a draft of one day, from nine to six."""
    return draft(*sessions, **{"days": [OPEN], **more})


def is_settled(rule: Cost, problem: Problem) -> bool:
    """Whether a rule is one of those that cost."""
    return any(rule.key == cost.key for tier in tiers(problem) for cost in tier.weights)


# --- Nothing beside what is for all ---------------------------------------------------------

OPENING = session("ouverture", 60)
TALK = session("sujet", 60)
LUNCH = session("repas", 60, title="Déjeuner")
PLAIN = day(OPENING, TALK, LUNCH)


def test_one_after_the_other() -> None:
    assert kept(APART, PLAIN, "ouverture 9h-10h", "sujet 10h-11h", "repas 12h-13h")


def test_beside_the_opening() -> None:
    lines = ("ouverture 9h-10h", "sujet 9h45-10h45", "repas 12h-13h")
    assert told(APART, PLAIN, *lines) == [
        (
            "« Sujet » empiète sur « Ouverture » pendant 15 min (mercredi 10 juin 2026, "
            "de 9h45 à 10h00)",
            "“Sujet” runs into “Ouverture” for 15 min (Wednesday 10 June 2026, 09:45 to 10:00)",
        )
    ]
    assert paid(APART, PLAIN, *lines) == 8 * 15


def test_what_is_rested_in_counts_less_than_what_is_heard() -> None:
    talks = day(session("un", 60), session("deux", 60), LUNCH)
    assert paid(APART, talks, "un 9h-10h", "deux 9h30-10h30", "repas 12h-13h") == 4 * 30
    assert paid(APART, talks, "un 9h-10h", "deux 12h30-13h30", "repas 12h-13h") == 3 * 30


def test_workshops_are_beside_one_another_and_not_beside_lunch() -> None:
    workshops = day(session("a", 60, kind="workshop"), session("b", 60, kind="workshop"), LUNCH)
    assert kept(APART, workshops, "a 10h-11h", "b 10h-11h", "repas 12h-13h")
    assert not kept(APART, workshops, "a 10h-11h", "b 12h-13h", "repas 12h-13h")


def test_blocks_are_one_after_the_other() -> None:
    morning = [session(key, 60, block="matin") for key in "ab"]
    later = [session(key, minutes, block="après-midi") for key, minutes in (("c", 60), ("d", 90))]
    blocks = day(*morning, *later, LUNCH)
    lines = ("a 9h-10h", "b 9h-10h", "repas 12h-13h")
    assert kept(APART, blocks, *lines, "c 10h-11h", "d 10h-11h30")
    # Of each block the longest counts: while it lasts, the block does.
    assert paid(APART, blocks, *lines, "c 9h30-10h30", "d 9h30-11h") == 4 * 30


def test_with_tracks_only_opening_and_closing_are_alone() -> None:
    tracks = day({**TALK, "track": "a"}, session("autre", 60, track="b"), LUNCH, OPENING)
    lines = ("sujet 12h-13h", "autre 12h-13h", "repas 12h-13h")
    assert kept(APART, tracks, *lines, "ouverture 9h-10h")
    assert not kept(APART, tracks, *lines, "ouverture 12h-13h")


@pytest.mark.parametrize(
    "cells",
    [
        {"plenary": False},
        {"external": True, "locked": {"day": WEDNESDAY, "start": "09:45"}},
        {"after": ["ouverture"]},
        {"windows": [{"start": "10:00", "end": "18:00"}]},
    ],
)
def test_what_a_cell_says_is_no_custom(cells: dict[str, Any]) -> None:
    lines = ("ouverture 9h-10h", "sujet 9h45-10h45", "repas 12h-13h")
    opening = {**OPENING, "locked": {"start": "09:00"}}
    assert kept(APART, day(opening, {**TALK, **cells}, LUNCH), *lines)


def test_two_locks_say_that_both_are_at_once() -> None:
    both = day({**OPENING, "locked": {"start": "09:00"}}, {**TALK, "locked": {"start": "09:45"}})
    assert kept(APART, both, "ouverture 9h-10h", "sujet 9h45-10h45")


def test_a_desk_is_open_all_day() -> None:
    desk = day(OPENING, session("stand", 480))
    assert kept(APART, desk, "ouverture 9h-10h", "stand 9h-17h")


def test_a_mere_list_has_no_customs() -> None:
    assert kept(APART, day("un", "deux"), "un 9h-10h", "deux 9h-10h")


@pytest.mark.parametrize("rule", [APART, FRAME])
def test_it_is_switched_off(rule: Cost) -> None:
    off = PLAIN.with_tables(weights=Weights.model_validate({rule.key: 0}))
    assert is_settled(rule, PLAIN)
    assert not is_settled(rule, off)


def test_visits_may_be_at_once_but_not_with_the_evening() -> None:
    out = day(*(session(key, 60, title=f"Visite {key}") for key in "ab"), LUNCH)
    assert kept(APART, out, "a 14h-15h", "b 14h-15h", "repas 12h-13h")
    late = day(session("a", 60, title="Visite"), session("b", 60, title="Soirée"), LUNCH)
    assert not kept(APART, late, "a 17h-18h", "b 17h-18h", "repas 12h-13h")


# --- The frame of a day ---------------------------------------------------------------------

WHOLE = day(
    session("pot", 30, title="Pot de clôture"),
    session("fin", 30, title="Clôture"),
    TALK,
    OPENING,
    session("cafe", 30, title="Café d'accueil"),
)
IN_ORDER = ("cafe 9h-9h30", "ouverture 9h30-10h30", "sujet 10h30-11h30", "fin 11h30-12h")


def test_welcome_opening_closing_drink() -> None:
    assert kept(FRAME, WHOLE, *IN_ORDER, "pot 12h-12h30")


def test_an_opening_that_is_late() -> None:
    assert told(FRAME, WHOLE, "cafe 9h-9h30", "sujet 9h30-10h30", "ouverture 10h30-11h30") == [
        ("« Ouverture » vient après « Sujet »", "“Ouverture” comes after “Sujet”")
    ]


def test_a_closing_that_is_early() -> None:
    lines = ("cafe 9h-9h30", "fin 9h30-10h", "sujet 10h-11h", "pot 11h-11h30")
    assert told(FRAME, WHOLE, *lines) == [
        ("« Clôture » vient avant « Sujet »", "“Clôture” comes before “Sujet”")
    ]
    assert paid(FRAME, WHOLE, *lines) == 600


def test_a_meal_or_a_visit_may_follow_the_closing() -> None:
    evening = day(
        session("fin", 30, title="Clôture"), LUNCH, session("port", title="Visite du port")
    )
    assert kept(FRAME, evening, "fin 11h30-12h", "repas 12h-13h", "port 14h-15h")


def test_an_order_that_is_demanded_is_no_custom() -> None:
    asked = day({**OPENING, "after": ["sujet"]}, TALK)
    assert kept(FRAME, asked, "sujet 9h-10h", "ouverture 10h-11h")


def test_a_drink_right_before_lunch_is_no_end() -> None:
    noon = day(session("pot", 30, title="Cocktail"), LUNCH, TALK)
    assert kept(FRAME, noon, "pot 12h-12h30", "repas 12h30-13h30", "sujet 14h-15h")


TWO = draft(
    session("un", 30, title="Accueil"),
    session("deux", 30, title="Accueil"),
    session("fin", 30, title="Clôture"),
    TALK,
    days=BOTH,
)


def test_each_day_has_its_welcome() -> None:
    assert kept(FRAME, TWO, "un 9h-9h30", "sujet 10h-11h", "+1 deux 9h-9h30", "+1 fin 10h-10h30")
    lines = ("un 9h-9h30", "deux 9h30-10h", "sujet 10h-11h", "+1 fin 10h-10h30")
    assert told(FRAME, TWO, *lines) == [
        (
            "« Accueil » et « Accueil » sont tous deux le mercredi 10 juin 2026, un autre jour "
            "n'en a pas",
            "“Accueil” and “Accueil” are both on Wednesday 10 June 2026, another day has none",
        )
    ]


def test_the_only_closing_closes_the_event() -> None:
    early = ("un 9h-9h30", "fin 11h-11h30", "+1 deux 9h-9h30", "+1 sujet 10h-11h")
    assert [fr for fr, _ in told(FRAME, TWO, *early)] == ["« Clôture » vient avant « Sujet »"]


def test_a_closing_of_a_day_closes_that_day() -> None:
    daily = draft(session("fin", 30, title="Synthèse de la journée"), TALK, days=BOTH)
    assert kept(FRAME, daily, "fin 11h-11h30", "+1 sujet 10h-11h")
    assert not kept(FRAME, daily, "fin 9h-9h30", "sujet 10h-11h")


def both_days(*titles: str) -> Problem:
    """Return a draft of two days, each session called by the first word of its title."""
    named = ((title.split()[0].lower(), title) for title in titles)
    return draft(*(session(key, 30, title=title) for key, title in named), days=BOTH)


def test_an_opening_and_a_lecture_that_opens_are_both_of_the_whole_event() -> None:
    opens = both_days("Ouverture", "Conférence inaugurale", "Sujet")
    lines = ("sujet 9h-9h30", "+1 ouverture 9h-9h30", "+1 conférence 9h30-10h")
    assert len(told(FRAME, opens, *lines)) == 2


def test_a_dinner_may_be_on_the_eve_but_not_before_a_welcome_of_its_day() -> None:
    eve = both_days("Dîner", "Accueil", "Sujet")
    assert kept(FRAME, eve, "dîner 19h-19h30", "+1 accueil 9h-9h30", "+1 sujet 10h-10h30")
    assert not kept(FRAME, eve, "dîner 19h-19h30", "accueil 20h-20h30", "+1 sujet 10h-10h30")


def test_an_evening_is_on_a_day_before_the_closing() -> None:
    gala = both_days("Dîner de gala", "Sujet", "Clôture")
    assert kept(FRAME, gala, "dîner 19h-19h30", "+1 sujet 9h-9h30", "+1 clôture 10h-10h30")
    late = ("sujet 9h-9h30", "+1 clôture 10h-10h30", "+1 dîner 19h-19h30")
    assert told(FRAME, gala, *late) == [
        (
            "« Clôture » vient avant « Dîner de gala »",
            "“Clôture” comes before “Dîner de gala”",
        )
    ]


def test_an_evening_that_is_typed_as_the_end_is_the_end() -> None:
    end = both_days("Sujet", "Clôture", "Dîner de gala")
    assert kept(FRAME, end, "sujet 9h-9h30", "+1 clôture 10h-10h30", "+1 dîner 19h-19h30")


@pytest.mark.parametrize("title", ["Farewell drinks", "Déjeuner de départ"])
def test_what_says_farewell_ends_the_event_and_not_a_day(title: str) -> None:
    leaving = draft(session("adieu", 30, title=title), TALK, days=BOTH)
    assert kept(FRAME, leaving, "sujet 9h-10h", "+1 adieu 12h-12h30")
    assert not kept(FRAME, leaving, "adieu 12h-12h30", "+1 sujet 9h-10h")


# --- Reports ----------------------------------------------------------------------------------

SHOP = session("a", 60, kind="workshop")
BACK = session("r", 30, title="Restitution des ateliers")


def test_a_report_follows_what_is_typed_before_it() -> None:
    two = day(SHOP, BACK, session("b", 60, kind="workshop"))
    assert kept(REPORT, two, "a 9h-10h", "r 10h-10h30", "b 10h30-11h30")
    assert told(REPORT, two, "r 9h-9h30", "a 9h30-10h30", "b 10h30-11h30") == [
        (
            "« Restitution des ateliers » vient avant la fin de « A »",
            "“Restitution des ateliers” comes before the end of “A”",
        )
    ]


def test_a_report_at_the_top_follows_all_workshops() -> None:
    top = day(BACK, SHOP)
    assert not kept(REPORT, top, "r 9h-9h30", "a 9h30-10h30")


def test_the_rest_of_a_block_is_reported_too() -> None:
    block = day({**SHOP, "block": "x"}, BACK, session("b", 60, kind="workshop", block="x"))
    assert paid(REPORT, block, "r 9h-9h30", "a 10h-11h", "b 10h-11h") == 800


def test_a_report_that_is_to_come_before_is_no_custom() -> None:
    assert kept(REPORT, day(SHOP, {**BACK, "before": ["a"]}), "r 9h-9h30", "a 9h30-10h30")


# --- Meals ------------------------------------------------------------------------------------

LATE = {"date": WEDNESDAY, "open": {"start": "09:00", "end": "23:00"}}


@pytest.mark.parametrize(
    ("hours", "cost"),
    [
        *[("11h30-12h30", 0), ("13h30-14h30", 0), ("13h35-14h35", 20), ("14h05-15h05", 40)],
        *[("11h25-12h25", 40), ("15h05-16h05", 100), ("9h-10h", 100)],
    ],
)
def test_lunch_has_its_hour(hours: str, cost: int) -> None:
    assert paid(MEALS, day(LUNCH), f"repas {hours}") == cost


def test_lunch_at_nine() -> None:
    assert told(MEALS, day(LUNCH), "repas 9h-10h") == [
        (
            "« Déjeuner » a lieu de 9h00 à 10h00 : d'habitude, c'est entre 11h30 et 13h30",
            "“Déjeuner” takes place 09:00 to 10:00: as a rule, it starts from 11:30 to 13:30",
        )
    ]


def test_a_meal_that_is_stated_for_the_evening_is_a_dinner() -> None:
    plain = session("repas", title="Repas partagé")
    evening = session("repas", title="Repas partagé", stated=[{"start": "19:00"}])
    assert not kept(MEALS, draft(plain, days=[LATE]), "repas 20h-21h")
    assert kept(MEALS, draft(evening, days=[LATE]), "repas 20h-21h")
    assert not kept(MEALS, draft(evening, days=[LATE]), "repas 12h-13h")


def test_dinner_has_its_hour_and_breakfast_any() -> None:
    dinner = draft(session("soir", title="Dîner de gala"), days=[LATE])
    assert kept(MEALS, dinner, "soir 20h-21h")
    assert not kept(MEALS, dinner, "soir 12h-13h")
    assert kept(MEALS, day(session("matin", title="Petit déjeuner")), "matin 9h-10h")


def test_what_is_called_an_evening_is_one() -> None:
    party = draft(session("soirée", 60, title="Soirée festive"), days=[LATE])
    assert kept(MEALS, party, "soirée 18h-19h")
    assert not kept(MEALS, party, "soirée 15h-16h")


def test_a_drink_before_lunch_is_not_early() -> None:
    drink = day(session("pot", 30, title="Apéritif"), LUNCH)
    assert kept(MEALS, drink, "pot 11h-11h30", "repas 12h-13h")
    assert paid(MEALS, drink, "pot 10h-10h30", "repas 12h-13h") == 60


@pytest.mark.parametrize(
    "cells", [{"locked": {"start": "15:00"}}, {"windows": [{"start": "15:00", "end": "17:00"}]}]
)
def test_a_meal_whose_hour_is_typed_is_no_custom(cells: dict[str, Any]) -> None:
    assert kept(MEALS, day({**LUNCH, **cells}), "repas 15h-16h")


def test_hours_in_which_there_is_no_noon_have_no_lunch() -> None:
    evening = {"date": WEDNESDAY, "open": {"start": "18:00", "end": "23:00"}}
    assert kept(MEALS, draft(LUNCH, days=[evening]), "repas 18h-19h")


# --- At night ---------------------------------------------------------------------------------


def test_nothing_before_seven() -> None:
    assert kept(NIGHT, draft(TALK), "sujet 7h-8h")
    assert told(NIGHT, draft(TALK), "sujet 6h55-7h55") == [
        ("« Sujet » a lieu de 6h55 à 7h55", "“Sujet” takes place 06:55 to 07:55")
    ]


def test_without_hours_a_programme_begins_at_nine_its_welcome_half_an_hour_before() -> None:
    bare = draft(session("cafe", 30, title="Accueil"), TALK)
    assert kept(NIGHT, bare, "cafe 8h30-9h", "sujet 9h-10h")
    assert paid(NIGHT, bare, "cafe 8h25-8h55", "sujet 8h55-9h55") == 20


def test_hours_that_are_typed_are_no_custom() -> None:
    early = {"date": WEDNESDAY, "open": {"start": "05:00", "end": "18:00"}}
    assert kept(NIGHT, draft(TALK, days=[early]), "sujet 5h-6h")
    assert kept(NIGHT, draft({**TALK, "locked": {"start": "05:00"}}), "sujet 5h-6h")


# --- Numbers ----------------------------------------------------------------------------------


def test_numbers_come_in_order() -> None:
    debates = day(session("b", title="Débat 2 : l'air"), session("a", title="Débat n° 1 : l'eau"))
    assert kept(NUMBERS, debates, "a 9h-10h", "b 10h-11h")
    assert told(NUMBERS, debates, "b 9h-10h", "a 10h-11h") == [
        (
            "« Débat 2 : l'air » vient avant « Débat n° 1 : l'eau »",
            "“Débat 2 : l'air” comes before “Débat n° 1 : l'eau”",
        )
    ]


@pytest.mark.parametrize("word", ["Atelier", "Thème", "Axe"])
def test_numbers_of_themes_have_no_order(word: str) -> None:
    themes = day(session("a", title=f"{word} 1"), session("b", title=f"{word} 2"))
    assert kept(NUMBERS, themes, "b 9h-10h", "a 10h-11h")


def test_hours_and_years_are_no_numbers() -> None:
    plans = day(session("a", title="Plan 2030"), session("b", title="Plan 20 % de moins"))
    assert kept(NUMBERS, plans, "b 9h-10h", "a 10h-11h")
