"""What is asked of a draft, and the cell that answers it."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.preflight.questions import find_questions
from agenda_solver.problem import Problem

DAY = {"date": "2027-03-18", "open": {"start": "9:00", "end": "17:30"}}
TWO_DAYS = [DAY, {**DAY, "date": "2027-03-19"}]
ROOMS = [{"id": "amphi", "name": "Amphithéâtre", "capacity": 200}, {"id": "b", "capacity": 40}]


def session(title: str, minutes: int = 60, **more: Any) -> dict[str, Any]:
    return {"id": title.casefold(), "title": title, "minutes": minutes, **more}


WELCOME, OPENING = session("Accueil", 30), session("Ouverture", 30)
LUNCH, CLOSING = session("Déjeuner", 90), session("Clôture", 15)
TALKS = [session(f"Exposé {letter}") for letter in "ABC"]


def workshops(*titles: str, **more: Any) -> list[dict[str, Any]]:
    return [session(title, kind="workshop", **more) for title in titles]


def draft(*sessions: dict[str, Any], **more: Any) -> Problem:
    event = {"name": "Journée", **more.pop("event", {})}
    tables = {"days": [DAY], "rooms": ROOMS, **more}
    return Problem.read({"event": event, "sessions": list(sessions), **tables})


def asked(problem: Problem) -> list[tuple[str, str]]:
    return [(one.text.fr, one.text.en) for one in find_questions(problem)]


def places(problem: Problem) -> list[tuple[str, object]]:
    return [(one.rule, one.where) for one in find_questions(problem)]


def test_nothing_is_asked_of_a_plain_day() -> None:
    day = draft(WELCOME, OPENING, *TALKS, LUNCH, *workshops("A", "B", block="x"), CLOSING)
    assert asked(day) == []


def test_a_question_is_no_error_and_no_warning() -> None:
    (question,) = find_questions(draft(*TALKS, days=[{"date": "2027-03-18"}]))
    assert question.severity == "question"


# --- Hours ------------------------------------------------------------------------------------

NO_HOURS = [{"date": "2027-03-18"}]


def test_no_hours_at_all() -> None:
    assert asked(draft(WELCOME, OPENING, days=NO_HOURS)) == [
        (
            "à quelle heure la journée commence-t-elle, et quand finit-elle ? Aucune heure n'est "
            "donnée : l'écrire dans « ouverture » et « fermeture »",
            "when does the day begin, and when does it end? No time is given: write it in “opens” "
            "and “closes”",
        )
    ]
    assert places(draft(WELCOME, OPENING, days=NO_HOURS)) == [
        ("custom_early", ("days", "2027-03-18", "open"))
    ]


@pytest.mark.parametrize(
    "hours",
    [
        {"locked": {"start": "9:30"}},
        {"preferred": {"start": "9:30"}},
        {"windows": [{"start": "9:30"}]},
        {"stated": [{"start": "9:30"}]},
    ],
)
def test_an_hour_in_a_row_answers_for_the_day(hours: dict[str, Any]) -> None:
    assert asked(draft(WELCOME, {**OPENING, **hours}, days=NO_HOURS)) == []


def test_hours_of_a_day_answer() -> None:
    for key in ("open", "announced"):
        day = {"date": "2027-03-18", key: {"start": "9:00", "end": "12:00"}}
        assert asked(draft(WELCOME, OPENING, days=[day])) == []


# --- Lunch ------------------------------------------------------------------------------------

LONG = [WELCOME, OPENING, *TALKS, session("Exposé D")]


def test_a_day_through_noon_without_a_meal() -> None:
    assert asked(draft(*LONG)) == [
        (
            "déjeune-t-on sur place ? La journée va de 9h00 à 17h30, et aucun repas n'est prévu à "
            "midi. Si oui, ajouter une session de genre « repas » ; si chacun mange où il veut, "
            "écrire combien de minutes dans « déjeuner »",
            "is there lunch? The day goes from 09:00 to 17:30, and there is no meal at noon. If "
            "so, add a session of the kind “meal”; if all eat where they like, write how many "
            "minutes in “lunch”",
        )
    ]
    assert places(draft(*LONG)) == [("custom_meal", ("event", "lunch"))]


def test_a_meal_answers_but_not_a_breakfast() -> None:
    assert asked(draft(*LONG, LUNCH)) == []
    assert len(asked(draft(*LONG, session("Petit-déjeuner")))) == 1
    assert len(asked(draft(*LONG, session("Dîner de gala")))) == 1


def test_lunch_on_ones_own_answers() -> None:
    lunch = {"minutes": 60, "start": "12:00", "end": "14:00"}
    assert asked(draft(*LONG, event={"lunch": lunch})) == []


def test_a_day_that_is_over_by_noon_and_one_that_is_short_have_no_lunch() -> None:
    morning = {**DAY, "open": {"start": "8:00", "end": "13:30"}}
    assert asked(draft(*LONG, days=[morning])) == []
    # Four hours in all, then five minutes more.
    short = [WELCOME, OPENING, *TALKS]
    assert asked(draft(*short)) == []
    assert len(asked(draft(*short, session("Questions", 5)))) == 1


def test_one_lunch_for_two_days() -> None:
    more = [session(f"Suite {number}") for number in range(5)]
    (question,) = asked(draft(*LONG, *more, LUNCH, days=TWO_DAYS))
    assert "2 journées passent midi, pour 1 repas" in question[0]
    assert "2 days go through noon, with 1 lunch." in question[1]


def test_a_mere_list_has_no_lunch() -> None:
    assert asked(draft(*(session(f"Exposé {number}") for number in range(6)))) == []


# --- A report-back ----------------------------------------------------------------------------

REPORT = session("Restitution des ateliers", 30)
TWO_LOTS = [*workshops("Sols", "Eau"), REPORT, *workshops("Forêt")]


def test_workshops_after_a_report_back() -> None:
    assert asked(draft(OPENING, *TWO_LOTS)) == [
        (
            "« Restitution des ateliers » rend compte de « Sols » et « Eau ». Et de « Forêt », "
            "plus bas dans la feuille ? L'écrire dans « après » si oui, dans « avant » sinon",
            "“Restitution des ateliers” reports on “Sols” and “Eau”. Also on “Forêt”, further "
            "down in the sheet? Write it in “after” if so, in “before” if not",
        )
    ]
    assert places(draft(OPENING, *TWO_LOTS)) == [
        ("custom_report", ("sessions", "restitution des ateliers", "after"))
    ]


@pytest.mark.parametrize("order", ["before", "after"])
def test_an_order_answers_what_a_report_is_of(order: str) -> None:
    sols, eau, report, forest = TWO_LOTS
    assert asked(draft(OPENING, sols, eau, {**report, order: ["forêt"]}, forest)) == []
    assert asked(draft(OPENING, sols, eau, report, {**forest, order: [report["id"]]})) == []


def test_a_report_of_its_own_for_the_later_workshops() -> None:
    again = session("Mise en commun", 30)
    assert asked(draft(OPENING, *TWO_LOTS, again)) == []


def test_workshops_of_the_block_that_is_reported() -> None:
    block = workshops("Sols", "Eau", "Forêt", block="ateliers")
    assert asked(draft(OPENING, *block[:2], REPORT, block[2])) == []


# --- What a session is ------------------------------------------------------------------------

INTRODUCTION = session("Introduction à la permaculture")


def test_an_introduction_that_comes_first() -> None:
    assert asked(draft(WELCOME, INTRODUCTION, *TALKS[:2])) == [
        (
            "« Introduction à la permaculture » : est-ce l'ouverture, ou une session parmi "
            "d'autres ? Le dire par le genre : « ouverture », ou « discours », « atelier »…",
            "“Introduction à la permaculture”: is it the opening, or a session like others? Say so "
            "by its kind: “opening”, or “speech”, “workshop”…",
        )
    ]
    assert places(draft(WELCOME, INTRODUCTION, *TALKS[:2])) == [
        ("custom_frame", ("sessions", INTRODUCTION["id"], "kind"))
    ]


@pytest.mark.parametrize(
    "answer", [{"kind": "opening"}, {"kind": "speech"}, {"locked": {"start": "14:00"}}]
)
def test_a_kind_or_an_hour_answers_what_an_introduction_is(answer: dict[str, Any]) -> None:
    assert asked(draft(WELCOME, {**INTRODUCTION, **answer}, *TALKS[:2])) == []


def test_an_introduction_beside_an_opening_or_further_down() -> None:
    assert asked(draft(OPENING, INTRODUCTION, *TALKS[:2])) == []
    assert asked(draft(WELCOME, *TALKS[:2], INTRODUCTION)) == []


PANELS = [session("Table ronde : l'eau"), session("Table ronde : les sols")]


def test_round_tables_for_all_or_in_parallel() -> None:
    assert asked(draft(OPENING, *PANELS)) == [
        (
            "« Table ronde : l'eau » et « Table ronde : les sols » : pour tous, ou en parallèle "
            "d'autres sessions ? Sans réponse : pour tous ; le dire dans « plénière », par « oui » "
            "ou par « non »",
            "“Table ronde : l'eau” and “Table ronde : les sols”: for everybody, or beside other "
            "sessions? Without an answer: for everybody; say so in “plenary”, by “yes” or by “no”",
        )
    ]
    assert places(draft(OPENING, *PANELS)) == [
        ("custom_apart", ("sessions", PANELS[0]["id"], "plenary"))
    ]


@pytest.mark.parametrize("answer", [{"plenary": True}, {"plenary": False}, {"block": "x"}])
def test_a_cell_answers_for_whom_round_tables_are(answer: dict[str, Any]) -> None:
    assert asked(draft(OPENING, *({**panel, **answer} for panel in PANELS))) == []


def test_one_round_table_in_a_single_thread_and_one_beside_workshops() -> None:
    assert asked(draft(OPENING, PANELS[0], *TALKS[:1])) == []
    beside = workshops("Sols", "Eau", block="x")
    assert len(asked(draft(OPENING, PANELS[0], *beside))) == 1


def test_round_tables_of_an_event_with_tracks() -> None:
    talks = [session(f"Exposé {n}", track=track) for n in range(4) for track in ("x", "y")]
    talks = [{**talk, "id": f"{talk['id']} {talk['track']}"} for talk in talks]
    (question,) = asked(draft(OPENING, PANELS[0], *talks, LUNCH))
    assert "Sans réponse : en parallèle" in question[0]
    assert "Without an answer: beside others" in question[1]
    many = [session(f"Table ronde : {letter}") for letter in "ABC"]
    assert asked(draft(OPENING, *many, *talks, LUNCH)) == []


def test_what_a_summary_is() -> None:
    summary = session("Synthèse")
    assert asked(draft(OPENING, *TALKS[:2], summary)) == [
        (
            "« Synthèse » : est-ce la clôture, ou la restitution des ateliers, que d'autres "
            "sessions peuvent suivre ? Le dire par le genre : « clôture » ou « restitution »",
            "“Synthèse”: is it the closing, or the report-back of the workshops, which others may "
            "follow? Say so by its kind: “closing” or “report-back”",
        )
    ]
    for kind in ("closing", "report"):
        assert asked(draft(OPENING, *TALKS[:2], {**summary, "kind": kind})) == []
    assert asked(draft(OPENING, *TALKS[:2], summary, CLOSING)) == []
    assert asked(draft(OPENING, *TALKS[:2], {**summary, "after": ["ouverture"]})) == []


def test_a_summary_of_a_day_or_of_the_event() -> None:
    summary = session("Synthèse")
    two = {"days": TWO_DAYS}
    assert asked(draft(OPENING, *TALKS[:2], summary, **two)) == [
        (
            "« Synthèse » : quel jour ? Une journée, ou tout l'évènement peut finir ainsi. "
            "L'écrire dans « jour », verrouillé",
            "“Synthèse”: on which day? A day may end so, or the whole event. Write it in “day”, "
            "and lock it",
        )
    ]
    assert places(draft(OPENING, *TALKS[:2], summary, **two)) == [
        ("custom_frame", ("sessions", "synthèse", "locked", "day"))
    ]
    locked = {**summary, "locked": {"day": "2027-03-18"}}
    assert asked(draft(OPENING, *TALKS[:2], locked, **two)) == []


# --- A drink ----------------------------------------------------------------------------------

DRINK = session("Verre de l'amitié", 30)


def test_a_drink_at_noon_or_at_the_end() -> None:
    assert asked(draft(OPENING, TALKS[0], DRINK, LUNCH, TALKS[1])) == []
    assert asked(draft(OPENING, TALKS[0], LUNCH, TALKS[1], DRINK)) == []
    between = draft(OPENING, TALKS[0], DRINK, TALKS[1], LUNCH)
    assert asked(between) == [
        (
            "« Verre de l'amitié » : avant le déjeuner, ou en fin de journée ? L'écrire dans "
            "« début souhaité », ou dans « avant » ou « après »",
            "“Verre de l'amitié”: before lunch, or at the end of the day? Write it in “wished "
            "start”, or in “before” or “after”",
        )
    ]
    assert places(between) == [("custom_frame", ("sessions", DRINK["id"], "preferred", "start"))]


@pytest.mark.parametrize("title", ["Pot de clôture", "Verre du soir", "Cocktail de bienvenue"])
def test_a_drink_whose_name_says_when(title: str) -> None:
    assert asked(draft(OPENING, TALKS[0], session(title), TALKS[1], LUNCH)) == []


def test_an_aperitif_in_the_last_row() -> None:
    assert len(asked(draft(OPENING, TALKS[0], LUNCH, session("Apéritif")))) == 1


@pytest.mark.parametrize(
    "answer",
    [{"preferred": {"start": "12:00"}}, {"locked": {"start": "17:00"}}, {"after": ["exposé b"]}],
)
def test_a_cell_answers_when_a_drink_is(answer: dict[str, Any]) -> None:
    assert asked(draft(OPENING, TALKS[0], {**DRINK, **answer}, TALKS[1], LUNCH)) == []


def test_a_drink_of_a_morning() -> None:
    morning = {**DAY, "open": {"start": "8:00", "end": "13:00"}}
    assert asked(draft(OPENING, TALKS[0], DRINK, TALKS[1], days=[morning])) == []


# --- A room -----------------------------------------------------------------------------------

HALLS = [{"id": "amphi", "name": "Amphithéâtre"}, {"id": "foyer", "name": "Foyer"}]


def test_rooms_of_no_size_in_which_everybody_may_be() -> None:
    assert asked(draft(OPENING, *TALKS[:1], rooms=HALLS)) == [
        (
            "combien de personnes tiennent dans Amphithéâtre et Foyer ? Tout le monde peut s'y "
            "trouver, pour « Ouverture ». L'écrire dans « places », ou donner une « salle "
            "souhaitée » à ces sessions",
            "how many people are there room for in Amphithéâtre and Foyer? Everybody may be there, "
            "for “Ouverture”. Write it in “capacity”, or give these sessions a “wished room”",
        )
    ]
    assert places(draft(OPENING, rooms=HALLS)) == [
        ("room_capacity", ("rooms", "amphi", "capacity"))
    ]


def test_a_size_or_a_room_answers() -> None:
    assert asked(draft(OPENING, *TALKS[:1])) == []
    for answer in ({"locked": {"room": "amphi"}}, {"preferred": {"room": "amphi"}}):
        assert asked(draft({**OPENING, **answer}, rooms=HALLS)) == []
    assert asked(draft({**OPENING, "rooms": ["amphi"]}, rooms=HALLS)) == []
    assert asked(draft(OPENING, rooms=HALLS[:1])) == []
    # How many are expected makes of it what is told on sight.
    assert asked(draft({**OPENING, "expected": 90}, rooms=HALLS)) == []


# --- Customs that are switched off ------------------------------------------------------------


@pytest.mark.parametrize(
    ("custom", "sessions"),
    [
        ("custom_meal", LONG),
        ("custom_report", [OPENING, *TWO_LOTS]),
        ("custom_apart", [OPENING, *PANELS]),
        ("custom_frame", [OPENING, TALKS[0], DRINK, TALKS[1], LUNCH]),
    ],
)
def test_a_custom_that_is_switched_off_asks_nothing(
    custom: str, sessions: list[dict[str, Any]]
) -> None:
    assert len(asked(draft(*sessions))) == 1
    assert asked(draft(*sessions, weights={custom: 0})) == []


def test_questions_come_in_the_order_of_the_tables() -> None:
    problem = draft(*LONG, DRINK, session("Exposé E"), rooms=HALLS)
    assert [one.where[0] for one in find_questions(problem)] == ["event", "rooms", "sessions"]


# --- Who --------------------------------------------------------------------------------------


def test_who_is_yet_to_be_named() -> None:
    people = {"orateur": ["Élu à confirmer", "a. morl (tbc)"], "animation": ["à confirmer"]}
    row = {"id": "morel", "name": "A. Morel"}
    problem = draft(session("Exposé", people=people), people=[row])
    assert places(problem) == [("unconfirmed", ("sessions", "exposé", "people"))]
    assert asked(problem) == [
        (
            "« Exposé » : qui reste à nommer ? orateur : « Élu à confirmer », orateur : "
            "« a. morl (tbc) » (peut-être « A. Morel » ?) et animation : « à confirmer ». D'ici "
            "là, personne n'est tenu libre pour cela",
            "“Exposé”: who is yet to be named? orateur: “Élu à confirmer”, orateur: “a. morl "
            "(tbc)” (perhaps “A. Morel”?) and animation: “à confirmer”. Until then, nobody is "
            "kept free for it",
        )
    ]


def test_nobody_asks_who_is_named() -> None:
    row = {"id": "morel", "name": "A. Morel"}
    people = {"orateur": ["A. Morel (à confirmer)"]}
    assert asked(draft(session("Exposé", people=people), people=[row])) == []
