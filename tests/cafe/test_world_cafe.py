"""From numbers, names or a draft to a café, and from a rotation back to words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.cafe.asked import CafeError, Guest, Turn, WorldCafe, from_numbers, numbered
from agenda_solver.cafe.drafts import from_problem
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.cafe.sittings import cafe_text, meetings, sittings, summary
from agenda_solver.files import toml, workbook
from agenda_solver.problem import Event, Problem
from agenda_solver.text import Text

ROOT = Path(__file__).parents[2]
INSTANCE = ROOT / "instances" / "world-cafe-cooperation" / "agenda.toml"
SOLVED = ROOT / "solutions" / "world-cafe-cooperation.xlsx"
EVENT = Event(name="World café")

# Four people at two tables, two rounds: 1 and 4 stay, 2 and 3 change.
ROWS = ((0, 0, 1, 1), (0, 1, 0, 1))


def small(**changes: Any) -> WorldCafe:
    guests = (
        Guest("a", "Anne Fictive", "Ville"),
        Guest("b", "Bob Fictif", "Ville"),
        Guest("c", "Chloé Fictive"),
        Guest("d", "Denis Fictif", "Asso"),
    )
    return replace(from_numbers(EVENT, guests, tables=2, rounds=2), **changes)


def refusal(make: Any) -> tuple[str, str]:
    with pytest.raises(CafeError) as caught:
        make()
    return caught.value.text.fr, caught.value.text.en


# --- From numbers -------------------------------------------------------------------------


def test_numbers_are_enough() -> None:
    asked = from_numbers(EVENT, numbered(14), tables=4, rounds=3).asked
    assert (asked.people, asked.rounds, asked.topics) == (14, 3, (0, 1, 2, 3))
    assert sorted(asked.most) == [4, 4, 4, 4]
    assert asked.distinct_topics


def test_several_tables_share_a_topic_in_their_order() -> None:
    cafe = from_numbers(EVENT, numbered(20), tables=5, topics=["Eau", "École"])
    assert [cafe.topic(table) for table in range(5)] == ["Eau", "Eau", "Eau", "École", "École"]
    assert from_numbers(EVENT, numbered(20), tables=4, topics=2).asked.topics == (0, 0, 1, 1)


def test_topics_or_seats_say_how_many_tables_there_are() -> None:
    assert len(from_numbers(EVENT, numbered(6), topics=["Eau", "Sol", "Air"]).tables) == 3
    uneven = from_numbers(EVENT, numbered(17), seats=[6, 6, 5])
    assert uneven.asked.seats == (6, 6, 5)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({}, "combien de tables ?"),
        ({"tables": 3, "seats": [4, 4]}, "les places de 2 tables, mais il y en a 3"),
        ({"tables": 2, "topics": 3}, "3 sujets pour 2 tables"),
    ],
)
def test_numbers_that_do_not_go_together_are_refused(numbers: Any, said: str) -> None:
    assert said in refusal(lambda: from_numbers(EVENT, numbered(12), **numbers))[0]


@pytest.mark.parametrize(
    ("people", "numbers", "said"),
    [
        (12, {"tables": 1}, "au moins deux tables"),
        (3, {"tables": 4}, "3 personnes pour 4 tables"),
        (18, {"seats": [6, 6, 5]}, "18 personnes, mais 17 places : ajouter une table, ou 1 place"),
        (5, {"seats": [6, 0]}, "la table 2 n'a de place pour personne"),
    ],
)
def test_a_cafe_that_cannot_be_is_refused(people: int, numbers: Any, said: str) -> None:
    cafe = from_numbers(EVENT, numbered(people), **numbers)
    assert said in refusal(cafe.checked)[0]


def test_who_is_absent_needs_no_seat() -> None:
    cafe = from_numbers(EVENT, numbered(18), seats=[6, 6, 5])
    assert replace(cafe, absent=frozenset({3})).checked().present == 17


def test_the_rounds_have_times_with_a_pause_between_them() -> None:
    cafe = from_numbers(EVENT, numbered(6), tables=2, rounds=3).at(14 * 60, 20, 5)
    assert [cafe.when(turn).fr for turn in range(3)] == [
        "14h00–14h20",
        "14h25–14h45",
        "14h50–15h10",
    ]
    assert cafe.turn_title(2) == Text("Tour 3 · 14h50–15h10", "Round 3 · 14:50–15:10")
    assert "avant minuit" in refusal(lambda: cafe.at(23 * 60, 20, 5))[0]


# --- Who is meant -------------------------------------------------------------------------


def test_people_are_found_by_id_or_name() -> None:
    cafe = small()
    assert [cafe.guest(name) for name in ("a", "anne fictive", "CHLOE FICTIVE")] == [0, 0, 2]
    assert from_numbers(EVENT, numbered(9), tables=3).guest("7") == 6


def test_an_unknown_name_gets_the_nearest_as_a_suggestion() -> None:
    assert refusal(lambda: small().guest("Ane Fictive")) == (
        "« Ane Fictive » : personne ne s'appelle ainsi ; peut-être « Anne Fictive » ?",
        "“Ane Fictive”: nobody is called that; perhaps “Anne Fictive”?",
    )
    assert "donner le nom ou l'id" in refusal(lambda: small().guest("Xyz"))[0]
    numbers = from_numbers(EVENT, numbered(9), tables=3)
    assert "ils vont de « 1 » à « 9 »" in refusal(lambda: numbers.guest("99"))[0]


def test_pairs_are_every_two_of_those_named_together() -> None:
    assert small().pairs([["d", "a", "c"]]) == {(0, 2), (0, 3), (2, 3)}
    assert "deux personnes" in refusal(lambda: small().pairs([["a"]]))[0]
    assert "deux fois la même" in refusal(lambda: small().pairs([["a", "Anne Fictive"]]))[0]


def test_a_pair_is_not_forbidden_and_wished() -> None:
    pair = frozenset({(0, 1)})
    said, _ = refusal(small(forbidden=pair, wished=pair).checked)
    assert "« Anne Fictive » et « Bob Fictif » ne doivent jamais" in said


def test_one_guest_stays_at_each_table() -> None:
    hosted = small().hosted(["d", "a"])
    assert hosted.asked.hosts == (3, 0)
    assert hosted.hosts(0) == ("Denis Fictif",)
    assert "une par table" in refusal(lambda: small().hosted(["a"]))[0]
    assert "deux fois" in refusal(lambda: small().hosted(["a", "a"]))[0]


def test_those_who_share_no_organisation_are_told_apart() -> None:
    one, other, third, last = small().asked.organisation
    assert one == other
    assert len({one, third, last}) == 3


# --- Again --------------------------------------------------------------------------------


def test_the_first_rounds_are_kept() -> None:
    again = small().again(ROWS, 1, [3])
    assert again.asked.before == ROWS[:1]
    assert again.asked.planned == ROWS[1:]
    assert again.asked.absent == {3}
    assert replace(again, before=()).again(ROWS, 1, [2]).absent == {2, 3}


def test_there_is_a_round_to_make_again() -> None:
    assert "il y a 2 tours" in refusal(lambda: small().again(ROWS, 2, []))[0]


# --- From a draft -------------------------------------------------------------------------


def test_the_rounds_of_a_draft_are_its_blocks_on_the_same_topics() -> None:
    drafted = from_problem(toml.read(INSTANCE))
    cafe = drafted.cafe
    assert drafted.notices == ()
    assert len(cafe.guests) == 36
    assert cafe.topics == ("Sujet 1", "Sujet 2", "Sujet 3")
    assert cafe.turns == (Turn(),) * 3
    assert cafe.hosts(1) == ("Intervenante fictive 3",)
    assert cafe.asked.most == (12, 12, 12)
    assert cafe.asked.distinct_topics


def test_a_solved_programme_tells_when_and_where() -> None:
    book = workbook.read(SOLVED)
    cafe = from_problem(book.problem, book.timetable).cafe
    assert [cafe.when(turn).fr for turn in range(3)] == [
        "14h30–14h55",
        "15h00–15h25",
        "15h40–16h05",
    ]
    assert cafe.where(2, 0) == "Salle 3"
    assert [table.limit for table in cafe.tables] == [15, 15, 13]  # the host sits there too


def session(key: str, block: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "title": key, "block": block, "minutes": 20, "rooms": [], **more}


def draft(sessions: list[dict[str, Any]], **tables: Any) -> Problem:
    return Problem.read(
        {
            "event": {"name": "E"},
            "days": [{"date": "2027-03-01"}],
            "sessions": sessions,
            **tables,
        }
    )


ROUNDS = [
    session(f"{topic}{turn}", f"t{turn}", track=topic)
    for turn in (1, 2)
    for topic in ("Eau", "Sol")
]
PEOPLE = [{"id": key, "name": f"Fictive {key}"} for key in "abcdef"]


def test_a_workshop_given_several_times_is_a_topic_too() -> None:
    sessions = [
        session("eau", "t1", track="Climat"),
        session("sol", "t1", track="Climat"),
        session("eau-2", "t2", track="Climat", repeat_of="eau"),
        session("sol-2", "t2", track="Climat", repeat_of="sol"),
    ]
    cafe = from_problem(draft(sessions, attendees=PEOPLE)).cafe
    assert cafe.topics == ("eau", "sol")
    assert cafe.asked.topics == (0, 1)


def test_several_tables_of_a_block_share_a_track() -> None:
    sessions = [
        session(f"{topic}{turn}{table}", f"t{turn}", track=topic)
        for turn in (1, 2)
        for table in (1, 2)
        for topic in ("Eau", "Sol")
    ]
    cafe = from_problem(draft(sessions, attendees=PEOPLE)).cafe
    assert cafe.asked.topics == (0, 0, 1, 1)


def test_who_is_kept_apart_or_together() -> None:
    people = [
        {**PEOPLE[0], "apart": ["b"], "together": ["d"]},
        *PEOPLE[1:],
    ]
    drafted = from_problem(draft(ROUNDS, attendees=people))
    assert drafted.cafe.forbidden == {(0, 1)}
    assert drafted.cafe.wished == {(0, 3)}
    assert ["au moins une fois" in it.fr for it in drafted.notices] == [True]


def test_hosts_who_have_registered_do_not_change_table() -> None:
    sessions = [{**it, "people": {"hôte": [f"h-{it['track']}"]}} for it in ROUNDS]
    hosts = [{"id": f"h-{topic}", "name": f"Hôte {topic}"} for topic in ("Eau", "Sol")]
    people = [*PEOPLE, {"id": "h-Eau", "name": "Hôte Eau"}]
    cafe = from_problem(draft(sessions, people=hosts, attendees=people)).cafe
    assert [guest.id for guest in cafe.guests] == list("abcdef")
    assert cafe.hosts(0) == ("Hôte Eau",)


def test_limits_of_the_draft_hold_for_the_guests() -> None:
    sessions = [{**it, "capacity": {"max": 4 if it["track"] == "Eau" else 2}} for it in ROUNDS]
    cafe = from_problem(draft(sessions, attendees=PEOPLE)).cafe
    assert cafe.asked.seats == (4, 2)


def test_who_leaves_early_is_told_of() -> None:
    book = workbook.read(SOLVED)
    first, *others = book.problem.attendees
    late = first.model_copy(update={"present": toml.read(INSTANCE).rooms[4].open})  # from 15h30
    tables = {name: getattr(book.problem, name) for name in Problem.model_fields}
    problem = Problem.model_construct(**{**tables, "attendees": [late, *others]})
    (notice,) = from_problem(problem, book.timetable).notices
    assert "p001" in notice.fr
    assert "--absent" in notice.fr


def test_a_draft_without_rounds_or_people_is_refused() -> None:
    assert "n'a pas de tours" in refusal(lambda: from_problem(draft(ROUNDS[:2])))[0]
    assert "--people" in refusal(lambda: from_problem(draft(ROUNDS)))[0]
    assert len(from_problem(draft(ROUNDS), guests=numbered(8)).cafe.guests) == 8


# --- What is told -------------------------------------------------------------------------


def told(cafe: WorldCafe, rotation: Rotation) -> list[str]:
    return [text.fr for text in summary(cafe, rotation)]


def test_who_sits_where_by_name() -> None:
    rotation = Rotation(ROWS, 0, 0, "optimal", "by hand")
    assert sittings(small(), rotation) == (((0, 1), (2, 3)), ((0, 2), (1, 3)))
    assert cafe_text(small(), rotation, "fr").splitlines() == [
        "Tour 1",
        "  Table 1 : Anne Fictive, Bob Fictif",
        "  Table 2 : Chloé Fictive, Denis Fictif",
        "",
        "Tour 2",
        "  Table 1 : Anne Fictive, Chloé Fictive",
        "  Table 2 : Bob Fictif, Denis Fictif",
    ]
    assert "  Table 1: Anne Fictive, Bob Fictif" in cafe_text(small(), rotation, "en")


def test_names_are_not_torn_where_a_line_ends() -> None:
    guests = [Guest(str(n), f"Participante fictive {n:03}") for n in range(24)]
    cafe = from_numbers(EVENT, guests, tables=2, rounds=1)
    rotation = Rotation((tuple(n % 2 for n in range(24)),), 0, 0, "optimal", "by hand")
    lines = cafe_text(cafe, rotation, "fr").splitlines()
    assert max(map(len, lines)) <= 100
    assert sum(line.count("Participante fictive 0") for line in lines) == 24


def test_hosts_are_not_told_among_those_who_come() -> None:
    rotation = Rotation(ROWS, 0, 0, "optimal", "by hand")
    assert sittings(small(staying=(0, 3)), rotation) == (((1,), (2,)), ((2,), (1,)))


@pytest.mark.parametrize(
    ("repeats", "bound", "said"),
    [
        (0, 0, "Personne ne se retrouve deux fois à la même table"),
        (6, 6, "6 rencontres répétées ; moins est impossible : c'est prouvé"),
        (1, 1, "1 rencontre répétée ; moins est impossible : c'est prouvé"),
        (24, 10, "24 rencontres répétées ; au moins 10 sont inévitables"),
        (3, 0, "3 rencontres répétées ; il n'est pas prouvé qu'il en faut"),
    ],
)
def test_repeated_meetings_are_told_beside_what_is_proven(
    repeats: int, bound: int, said: str
) -> None:
    status = "optimal" if repeats == bound else "feasible"
    assert told(small(), Rotation(ROWS, repeats, bound, status, "by hand"))[0] == said


@pytest.mark.parametrize(
    ("rounds", "again", "least", "said"),
    [
        (2, 0, 0, "Personne ne se retrouve plus de deux fois"),
        (
            *(3, 2, 2),
            "2 paires à la même table plus de deux fois, jusqu'à 3 ; avec si peu de rencontres "
            "répétées, c'est inévitable : c'est prouvé",
        ),
        (
            *(4, 4, 2),
            "2 paires à la même table plus de deux fois, jusqu'à 4 ; il n'est pas prouvé que ce "
            "soit inévitable",
        ),
    ],
)
def test_pairs_that_meet_more_than_twice(rounds: int, again: int, least: int, said: str) -> None:
    rotation = Rotation(
        (ROWS[0],) * rounds, 2, 0, "feasible", "by hand", again=again, least_again=least
    )
    assert told(small(), rotation)[1] == said


def test_the_summary_tells_what_was_wished() -> None:
    rotation = Rotation(
        ROWS, 0, 0, "optimal", "by hand", (Text("Conseil.", "Advice."),), 2, 1, unmet=1
    )
    assert meetings(rotation) == {(0, 1): 1, (2, 3): 1, (0, 2): 1, (1, 3): 1}
    assert told(small(wished=frozenset({(0, 1), (0, 3)})), rotation) == [
        "Personne ne se retrouve deux fois à la même table",
        "Chacun rencontre 2 autres personnes",
        "1 rencontre entre personnes d'une même organisation",
        "« Anne Fictive » et « Denis Fictif » ne se rencontrent pas",
        "Conseil.",
    ]


def test_who_is_not_there_meets_nobody() -> None:
    rows = (ROWS[0], (0, 1, 1, None))
    rotation = Rotation(rows, 0, 0, "optimal", "by hand")
    assert "Chacun rencontre de 1 à 2 autres personnes" in told(small(), rotation)
