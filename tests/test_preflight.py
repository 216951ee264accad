from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda_solver.preflight import GRID, impossible, preflight
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Demand, Finding
from agenda_solver.timetable import Placement, Timetable

DAY = {"id": "j", "date": "2026-06-10", "open": {"start": "9:00", "end": "12:00"}}
ROOMS = [{"id": "a", "name": "Salle A", "capacity": 100}, {"id": "b", "capacity": 40}]


def session(name: str, minutes: Any = 60, **more: Any) -> dict[str, Any]:
    return {"id": name.lower(), "title": name, "minutes": minutes, **more}


def draft(*sessions: dict[str, Any], **more: Any) -> Problem:
    event = {"name": "Assises", **more.pop("event", {})}
    tables = {"days": [DAY], "rooms": ROOMS, **more}
    return Problem.read({"event": event, "sessions": list(sessions), **tables})


def told(problem: Problem) -> list[str]:
    return [finding.text.fr for finding in preflight(problem)]


def only(problem: Problem) -> Finding:
    (finding,) = preflight(problem)
    return finding


def test_nothing_to_say() -> None:
    problem = draft(session("A"), session("B", before=["a"]), session("C", {"min": 30, "max": 60}))
    assert preflight(problem) == ()


# --- Orders -------------------------------------------------------------------------------


def test_two_sessions_before_one_another() -> None:
    finding = only(draft(session("A", 30, before=["b"]), session("B", 30, before=["a"])))
    assert finding.text.fr == (
        "ces demandes se contredisent : « A » vient avant « B » ; « B » vient avant « A »"
    )
    assert finding.text.en == (
        "these demands contradict: “A” comes before “B”; “B” comes before “A”"
    )
    assert (finding.rule, finding.severity) == ("cycle", "error")
    assert finding.sessions == ("a", "b")
    assert finding.where == ("sessions", "a", "before", 0)


def test_a_sequence_against_an_order() -> None:
    three = [session(name, 30) for name in "ABC"]
    three[0]["after"] = [{"session": "c", "min": 5}]
    assert told(draft(*three, sequences=[{"sessions": ["a", "b", "c"]}])) == [
        "ces demandes se contredisent : « A » vient avant « B » ; « B » vient avant « C » ; "
        "« C » vient avant « A », avec au moins 5 min d'écart"
    ]
    three[0]["after"] = []
    assert told(draft(*three, sequences=[{"sessions": ["a", "b", "c"]}])) == []


def test_two_circles_are_told_one_by_one() -> None:
    sessions = [
        session("A", 30, before=["b"]),
        session("B", 30, before=["a"]),
        session("C", 30, before=["d"]),
        session("D", 30, before=["c"]),
    ]
    assert [finding.sessions for finding in preflight(draft(*sessions))] == [
        ("a", "b"),
        ("c", "d"),
    ]


def test_an_order_inside_a_block() -> None:
    assert told(draft(session("A", block="x", before=["b"]), session("B", block="x"))) == [
        "ces demandes se contredisent : « A » vient avant « B » ; "
        "« A » et « B » commencent ensemble"
    ]


def test_an_order_that_two_blocks_contradict() -> None:
    problem = draft(
        session("A", block="x", before=["c"]),
        session("B", block="x", after=["d"]),
        session("C", block="y"),
        session("D", block="y"),
    )
    assert told(problem) == [
        "ces demandes se contredisent : « A » vient avant « C » ; « C » et « D » commencent "
        "ensemble ; « D » vient avant « B » ; « A » et « B » commencent ensemble"
    ]


@pytest.mark.parametrize(("key", "first", "then"), [("before", "A", "B"), ("after", "B", "A")])
def test_an_order_between_a_part_and_its_whole(key: str, first: str, then: str) -> None:
    problem = draft(session("A"), session("B", 30, part_of="a"), session("C"))
    assert told(problem) == []
    problem = draft(session("A", **{key: ["b"]}), session("B", 30, part_of="a"))
    assert told(problem) == [
        f"ces demandes se contredisent : « {first} » vient avant « {then} » ; "
        "« B » fait partie de « A »"
    ]


def test_a_block_of_a_whole_and_its_first_part_may_be() -> None:
    problem = draft(session("A", block="x"), session("B", 30, part_of="a", block="x"))
    assert told(problem) == []


def test_a_session_is_not_a_part_of_itself() -> None:
    finding = only(draft(session("A", part_of="b"), session("B", part_of="a")))
    assert finding.text.fr == (
        "une session ne peut pas faire partie d'elle-même : "
        "« A » fait partie de « B » ; « B » fait partie de « A »"
    )
    assert finding.where == ("sessions", "a", "part_of")
    assert finding.sessions == ("a", "b")


# --- Sessions that fit nowhere ------------------------------------------------------------


def test_no_room_at_all() -> None:
    assert told(draft(session("A"), session("B", kind="break"), rooms=[])) == [
        "l'évènement n'a aucune salle, et il en faut une pour « A »"
    ]
    assert told(draft(session("B", kind="break"), rooms=[])) == []


def test_no_room_is_large_enough() -> None:
    assert told(draft(session("A", expected=100))) == []
    finding = only(draft(session("A", expected=101)))
    assert (finding.text.fr, finding.text.en) == (
        "« A » attend 101 personnes, et la plus grande salle, Salle A, a 100 places : une salle "
        "plus grande, moins de monde, ou oui sous « salle trop petite », feuille Événement",
        "“A” expects 101 people, and the largest room, Salle A, has 100 seats: a larger room, "
        "fewer people, or yes below “overflow”, sheet Event",
    )
    assert finding.rule == "room_seats"
    assert finding.where == ("sessions", "a")


def test_demands_that_leave_nothing_together_only() -> None:
    rooms = [{**ROOMS[0]}, {**ROOMS[1], "features": ["projecteur"]}]
    assert told(draft(session("A", expected=40, needs=["projecteur"]), rooms=rooms)) == []
    finding = only(draft(session("A", expected=41, needs=["projecteur"]), rooms=rooms))
    assert finding.text.fr == (
        "« A » ne peut avoir lieu nulle part : "
        "« A » a besoin de : projecteur ; « A » attend 41 personnes"
    )


def test_only_the_demands_that_matter_are_told() -> None:
    person = {"id": "p", "name": "La préfète", "present": [{"start": "11:00"}]}
    sessions = [
        session("A", 60, people={"orateur": ["p"]}, expected=20, windows=[{"end": "11:59"}])
    ]
    finding = only(draft(*sessions, people=[person]))
    assert finding.text.fr == (
        "« A » ne peut avoir lieu nulle part : « A » dure 1 h ; "
        "« A » doit avoir lieu jusqu'à 11h59 ; La préfète est là seulement à partir de 11h00"
    )
    assert finding.people == ("p",)
    sessions[0]["windows"] = [{"end": "12:00"}]
    assert told(draft(*sessions, people=[person])) == []


def test_a_session_longer_than_the_day() -> None:
    assert told(draft(session("A", 180))) == []
    assert told(draft(session("A", {"min": 181, "max": 200}))) == [
        "« A » ne peut avoir lieu nulle part : mercredi 10 juin 2026 : ouvert de 9h00 à 12h00 ; "
        "« A » dure entre 3 h 01 et 3 h 20"
    ]


def test_the_room_is_closed_when_the_session_is_locked() -> None:
    rooms = [{"id": "a", "name": "Salle A", "open": [{"start": "10:00"}]}]
    assert told(draft(session("A", locked={"start": "10:00"}), rooms=rooms)) == []
    finding = only(draft(session("A", locked={"start": "9:30"}), rooms=rooms))
    assert finding.text.fr == (
        "« A » ne peut avoir lieu nulle part : « A » est verrouillée : 9h30 ; "
        "Salle A ouvre seulement à partir de 10h00"
    )
    assert finding.rooms == ("a",)


def test_the_grid_is_told_where_it_is_to_blame() -> None:
    windows = [{"start": "9:02", "end": "10:02"}]
    assert told(draft(session("A", windows=windows), event={"grid": 1})) == []
    assert told(draft(session("A", windows=windows))) == [
        "« A » ne peut avoir lieu nulle part : « A » dure 1 h ; "
        "« A » doit avoir lieu de 9h02 à 10h02 ; les sessions commencent de 5 en 5 min"
    ]


SLOTS = [
    {"day": "j", "start": "9:00", "end": "10:00"},
    {"day": "j", "start": "10:00", "end": "11:00"},
]


def test_the_slots_are_told_where_they_are_to_blame() -> None:
    event = {"slots": SLOTS}
    assert told(draft(session("A", 60), event=event)) == []
    assert told(draft(session("A", 61), event=event)) == [
        "« A » ne peut avoir lieu nulle part : les sessions commencent avec un créneau "
        "et y tiennent ; « A » dure 1 h 01"
    ]
    assert told(draft(session("A", 60, windows=[{"start": "10:05"}]), event=event)) == [
        "« A » ne peut avoir lieu nulle part : « A » doit avoir lieu à partir de 10h05 ; "
        "les sessions commencent avec un créneau et y tiennent"
    ]


# --- Blocks -------------------------------------------------------------------------------


def test_a_block_without_a_common_start() -> None:
    sessions = [session(name, block="x", locked={"start": "9:00"}) for name in "AB"]
    assert told(draft(*sessions)) == []
    sessions[1]["locked"] = {"start": "9:05"}
    finding = only(draft(*sessions, session("C", kind="break", block="x")))
    assert finding.text.fr == (
        "« A » et « B » doivent commencer ensemble, mais aucun début ne leur convient à toutes"
    )
    assert (finding.rule, finding.sessions) == ("block", ("a", "b"))


def test_a_block_follows_the_one_that_is_locked_off_the_grid() -> None:
    block = [session("A", block="x", locked={"start": "9:20"}), session("B", block="x")]
    assert told(draft(*block, event={"grid": 15})) == []


def test_a_person_twice_in_a_block() -> None:
    people = [{"id": "p", "role": "Animatrice"}]
    who = {"animation": ["p"]}
    apart = [session("A", block="x", people=who), session("B", block="y", people=who)]
    mates = [session("C", block="x"), session("D", block="y")]
    assert told(draft(*apart, *mates, people=people)) == []
    finding = only(
        draft(
            session("A", block="x", people=who),
            session("B", block="x", people={"rapport": ["p"]}),
            people=people,
        )
    )
    assert finding.text.fr == (
        "Animatrice doit être à des sessions qui commencent ensemble : « A » et « B »"
    )
    assert (finding.rule, finding.people) == ("person_one_place", ("p",))
    assert finding.where == ("sessions", "a", "people")


def test_a_person_in_a_whole_and_its_part_of_one_block() -> None:
    who = {"animation": ["p"]}
    problem = draft(
        session("A", block="x", people=who),
        session("B", 30, block="x", part_of="a", people=who),
        people=[{"id": "p"}],
    )
    assert told(problem) == []


def test_a_plenary_in_a_block() -> None:
    alone = draft(session("A", kind="plenary", block="x"), session("B", 30, part_of="a", block="x"))
    assert told(alone) == []
    finding = only(draft(session("A", plenary=True, block="x"), session("B", block="x")))
    assert finding.text.fr == (
        "« A » est une plénière, mais du même bloc que « B » : ces sessions commencent ensemble"
    )
    assert finding.rule == "plenary"


def test_two_plenaries_in_a_block_are_told_once() -> None:
    problem = draft(*(session(name, plenary=True, block="x") for name in "AB"))
    assert len(told(problem)) == 1


def test_a_block_with_too_few_rooms() -> None:
    assert told(draft(*(session(name, block="x") for name in "AB"))) == []
    finding = only(draft(*(session(name, block="x") for name in "ABC")))
    assert finding.text.fr == (
        "3 sessions du bloc commencent ensemble (« A », « B » et « C »), "
        "mais seules 2 salles leur conviennent : Salle A et b"
    )
    assert (finding.rule, finding.rooms) == ("rooms_enough", ("a", "b"))


def test_only_those_of_a_block_who_crowd_are_named() -> None:
    block = [
        session("A", block="x"),
        session("B", block="x", expected=50),
        session("C", block="x", expected=60),
        session("D", block="x", kind="break"),
    ]
    rooms = [*ROOMS, {"id": "c", "capacity": 30}]
    assert told(draft(*block, rooms=rooms)) == [
        "2 sessions du bloc commencent ensemble (« B » et « C »), "
        "mais une seule salle leur convient : Salle A"
    ]
    block[2]["expected"] = 40
    assert told(draft(*block, rooms=rooms)) == []


# --- Slots × rooms ------------------------------------------------------------------------


def test_more_sessions_than_places() -> None:
    event = {"slots": SLOTS}
    four = [session(name, None) for name in "ABCD"]
    lunch = session("Repas", None, kind="meal")
    part = session("Partie", 30, part_of="a")
    assert told(draft(*four, lunch, part, event=event)) == []
    finding = only(draft(*four, session("E", None), session("F", None), event=event))
    assert finding.text.fr == (
        "6 sessions pour 4 places (créneau × salle) : « A », « B », « C », « D », « E » et « F »"
    )
    assert (finding.rule, finding.rooms) == ("places_enough", ("a", "b"))
    assert finding.sessions == ("a", "b", "c", "d", "e", "f")


def test_more_sessions_than_places_that_suit_them() -> None:
    event = {"slots": SLOTS}
    some = [session(name, None, expected=41) for name in "ABC"]
    others = [session(name, None) for name in "DE"]
    assert told(draft(*some[:2], *others[:1], event=event)) == []
    assert "3 sessions pour 2 places (créneau × salle) : « A », « B » et « C »" in told(
        draft(*others[:1], *some, event=event)
    )
    morning = [{**it, "windows": [{"end": "10:00"}]} for it in some[:2]]
    assert "2 sessions pour une seule place (créneau × salle) : « A » et « B »" in told(
        draft(*morning, event=event)
    )


def test_others_are_moved_along() -> None:
    event = {"slots": SLOTS[:1]}
    assert told(draft(session("A", None), session("B", None, expected=50), event=event)) == []


def test_many_titles_are_counted() -> None:
    names = [f"S{number}" for number in range(9)]
    assert told(draft(*(session(name, None) for name in names), event={"slots": SLOTS})) == [
        "9 sessions pour 4 places (créneau × salle) : "
        "« S0 », « S1 », « S2 », « S3 », « S4 », « S5 », « S6 » et 2 autres"
    ]


# --- Clashes of what is forced ------------------------------------------------------------


def locked(name: str, start: str, **more: Any) -> dict[str, Any]:
    return session(name, 60, locked={"start": start, **more.pop("locked", {})}, **more)


def test_a_person_in_two_locked_sessions() -> None:
    people = [{"id": "p", "name": "Le maire", "pause": 10}]
    who = {"orateur": ["p"]}

    def two(start: str) -> Problem:
        return draft(locked("A", "9:00", people=who), locked("B", start, people=who), people=people)

    assert told(two("10:10")) == []
    assert told(two("10:05")) == [
        "Le maire n'a pas 10 min de pause entre « A » (fin à 10h00) et « B » (début à 10h05)"
    ]


def test_two_locked_sessions_in_one_room() -> None:
    def two(start: str, **more: Any) -> list[str]:
        room = {"room": "a"}
        return told(
            draft(locked("A", "9:00", locked=room), locked("B", start, locked=room, **more))
        )

    assert two("10:00") == []
    assert two("9:55") == [
        "Salle A accueille « A » et « B » en même temps (mercredi 10 juin 2026, de 9h55 à 10h00)"
    ]
    assert two("10:00", setup=5) == [
        "Salle A : il faut 5 min de démontage et de montage entre « A » (fin à 10h00) "
        "et « B » (début à 10h00), le mercredi 10 juin 2026"
    ]


def test_a_locked_session_beside_a_locked_plenary() -> None:
    assert told(draft(locked("A", "9:00", kind="plenary"), locked("B", "10:00"))) == []
    assert told(draft(locked("A", "9:00", kind="plenary"), locked("B", "9:55"))) == [
        "« B » a lieu en même temps que la plénière « A » (mercredi 10 juin 2026, de 9h55 à 10h00)"
    ]


def test_what_may_be_shorter_is_not_taken_for_long() -> None:
    people = [{"id": "p"}]
    who = {"orateur": ["p"]}
    short = session("A", {"min": 30, "max": 90}, locked={"start": "9:00"}, people=who)
    assert told(draft(short, locked("B", "9:30", people=who), people=people)) == []


# --- More minutes than there are ----------------------------------------------------------


def test_a_person_with_too_much_to_do() -> None:
    who = {"orateur": ["p"]}
    three = [session(name, 40, people=who) for name in "ABC"]

    def present(end: str, pause: int = 0) -> list[str]:
        window = {"start": "9:00", "end": end}
        return told(draft(*three, people=[{"id": "p", "pause": pause, "present": [window]}]))

    assert present("11:00") == []
    assert present("10:55") == [
        "p a besoin d'au moins 2 h pour « A », « B » et « C », "
        "mais n'a que 1 h 55 où ces sessions peuvent avoir lieu"
    ]
    assert present("11:20", pause=10) == []
    assert present("11:15", pause=10) == [
        "p a besoin d'au moins 2 h 20, pauses comprises, pour « A », « B » et « C », "
        "mais n'a que 2 h 15 où ces sessions peuvent avoir lieu"
    ]


def test_a_pause_may_lie_outside_the_presence() -> None:
    windows = [{"start": "9:00", "end": "10:00"}, {"start": "11:00", "end": "12:00"}]
    who = {"orateur": ["p"]}
    person = {"id": "p", "pause": 60, "present": windows}
    problem = draft(session("A", people=who), session("B", people=who), people=[person])
    assert told(problem) == []


def test_parts_are_not_counted_beside_their_whole() -> None:
    who = {"orateur": ["p"]}
    person = {"id": "p", "present": [{"start": "9:00", "end": "11:00"}]}
    sessions = [
        session("A", people=who),
        session("B", 60, part_of="a", people=who),
        session("C", people=who),
    ]
    assert told(draft(*sessions, people=[person])) == []


def test_a_room_with_too_much_to_hold() -> None:
    three = [session(name, 60, expected=41) for name in "ABC"]
    assert told(draft(*three)) == []
    finding = only(draft(*three, session("D", 5, rooms=["a"])))
    assert finding.text.fr == (
        "Salle A est la seule salle possible pour « A », « B », « C » et « D », qui durent "
        "au moins 3 h 05 ensemble, mais il n'y a que 3 h où elles peuvent avoir lieu"
    )
    assert (finding.rule, finding.where) == ("room_one_at_a_time", ("rooms", "a"))


def test_more_plenaries_than_hours() -> None:
    three = [session(name, {"min": 60, "max": 90}, kind="plenary") for name in "ABC"]
    assert told(draft(*three)) == []
    assert told(draft(*three, session("D", 5, plenary=True))) == [
        "les plénières durent au moins 3 h 05 ensemble (« A », « B », « C » et « D »), "
        "mais il n'y a que 3 h où elles peuvent avoir lieu"
    ]


def test_parts_longer_than_their_whole() -> None:
    def whole(longest: int, **more: Any) -> list[str]:
        parts = [session(name, {"min": 30, "max": 60}, part_of="o") for name in "AB"]
        return told(draft(session("O", {"min": 30, "max": longest}, **more), *parts))

    assert whole(60) == []
    assert whole(55) == [
        "« A » et « B » durent au moins 1 h ensemble, mais font partie de « O », "
        "qui dure au plus 55 min dans une seule salle"
    ]
    # Without a room of the whole, its parts may be beside one another.
    assert whole(55, rooms=[]) == []
    assert whole(30, rooms=[]) == []


def test_one_part_longer_than_its_whole() -> None:
    assert told(draft(session("O", 30, rooms=[]), session("A", 35, part_of="o"))) == [
        "« A » dure au moins 35 min, mais fait partie de « O », qui dure au plus 30 min"
    ]


# --- What the document says ---------------------------------------------------------------

TITLE = {"start": "14:30", "source": "Programme, titre"}
WORDS = {"start": "14:00", "end": "15:45", "source": "Programme, texte"}
LONG = [{"id": "j", "date": "2026-06-10"}]


def test_two_statements_that_differ() -> None:
    finding = only(draft(session("Atelier 1", stated=[TITLE, WORDS]), days=LONG))
    assert finding.text.fr == (
        "« Atelier 1 » : le document dit à 14h30 (Programme, titre) "
        "et de 14h00 à 15h45 (Programme, texte)"
    )
    assert finding.text.en == (
        "“Atelier 1”: the document says at 14:30 (Programme, titre) "
        "and 14:00 to 15:45 (Programme, texte)"
    )
    assert (finding.rule, finding.severity) == ("statements", "warning")
    assert finding.where == ("sessions", "atelier 1", "stated")
    assert not impossible([finding])


def test_two_statements_that_agree() -> None:
    again = {"day": "j", "start": "14:00"}
    assert told(draft(session("A", stated=[WORDS, again, {"end": "15:45"}]), days=LONG)) == []


def test_a_third_statement_that_agrees_with_all_is_not_quoted() -> None:
    said = [TITLE, WORDS, {"day": "j", "source": "affiche"}]
    assert told(draft(session("A", stated=said), days=LONG)) == [
        "« A » : le document dit à 14h30 (Programme, titre) et de 14h00 à 15h45 (Programme, texte)"
    ]


def test_what_is_said_alike_of_a_block_is_told_once() -> None:
    alike = [session(name, block="x", stated=[TITLE, WORDS]) for name in "AB"]
    finding = only(draft(*alike, session("C", stated=[TITLE]), days=LONG))
    assert finding.text.fr == (
        "« A » et « B » : le document dit à 14h30 (Programme, titre) "
        "et de 14h00 à 15h45 (Programme, texte)"
    )
    assert finding.sessions == ("a", "b")
    assert finding.where == ("sessions", "a", "stated")
    for it in alike:
        it["block"] = None
    assert len(told(draft(*alike, days=LONG))) == 2


def test_words_that_differ() -> None:
    links = [
        {"about": "inscription", "text": "forms.gle/UJ", "source": "page 1"},
        {"about": "inscription", "text": "forms.gle/Uj", "source": "page 2"},
        {"about": "contact", "text": "02 31"},
        {"text": "à Rouen"},
    ]
    finding = only(draft(session("A"), event={"stated": links}))
    assert finding.text.fr == (
        "« Assises » (inscription) : le document dit « forms.gle/UJ » (page 1) "
        "et « forms.gle/Uj » (page 2)"
    )
    assert finding.where == ("event", "stated")
    links[1]["text"] = "forms.gle/UJ"
    assert told(draft(session("A"), event={"stated": links})) == []
    assert told(draft(session("A", stated=[{"text": "un"}, {"text": "deux"}]))) == [
        "« A » : le document dit « un » et « deux »"
    ]


TWO_DAYS = [{"id": "l", "date": "2022-06-20"}, {"id": "m", "date": "2022-06-21"}]


def test_an_event_has_hours_for_each_of_its_days() -> None:
    hours = [{"day": "l", "start": "9:00"}, {"day": "m", "start": "10:00"}]
    assert told(draft(session("A"), event={"stated": hours}, days=TWO_DAYS)) == []
    hours[1]["day"] = "l"
    assert told(draft(session("A"), event={"stated": hours}, days=TWO_DAYS)) == [
        "« Assises » : le document dit le lundi 20 juin 2022 à 9h00 "
        "et le lundi 20 juin 2022 à 10h00"
    ]
    hours[1] = {"day": "2022-06-22"}
    assert told(draft(session("A"), event={"stated": hours}, days=TWO_DAYS))[0] == (
        "« Assises » : le document dit le lundi 20 juin 2022 à 9h00 et le mercredi 22 juin 2022"
    )


def test_a_statement_of_another_day() -> None:
    said = {"start": "16:00", "end": "17:30", "source": "Informations pratiques"}
    problem = draft(session("A", 90, stated=[{"day": "2022-06-21", **said}]), days=TWO_DAYS)
    assert told(problem) == []
    finding = only(draft(session("A", 90, stated=[{"day": "2021-06-29", **said}]), days=TWO_DAYS))
    assert finding.text.fr == (
        "« A » : le document dit le mardi 29 juin 2021 de 16h00 à 17h30 (Informations pratiques), "
        "mais le 29 juin 2021 n'est pas un jour de l'évènement ; "
        "c'est un mardi, comme le 21 juin 2022"
    )
    assert finding.text.en == (
        "“A”: the document says Tuesday 29 June 2021, 16:00 to 17:30 (Informations pratiques), "
        "but 29 June 2021 is not a day of the event; it is a Tuesday, like 21 June 2022"
    )
    assert (finding.rule, finding.where) == ("stated", ("sessions", "a", "stated", 0))
    assert told(draft(session("A", stated=[{"day": "2021-06-30"}]), days=TWO_DAYS)) == [
        "« A » : le document dit le mercredi 30 juin 2021, "
        "mais le 30 juin 2021 n'est pas un jour de l'évènement"
    ]


ANNOUNCED = [{"id": "j", "date": "2026-06-10", "announced": {"start": "9:00", "end": "17:00"}}]


@pytest.mark.parametrize(
    "said",
    [{"start": "16:55"}, {"start": "9:00", "end": "17:00"}, {"day": "2026-06-10"}, {"text": "?"}],
)
def test_a_statement_within_the_announced_hours(said: dict[str, str]) -> None:
    assert told(draft(session("Pot", stated=[said]), days=ANNOUNCED)) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"start": "17:00"}, "à 17h00"),
        ({"start": "16:00", "end": "17:05"}, "de 16h00 à 17h05"),
        ({"end": "17:05"}, "jusqu'à 17h05"),
        ({"start": "8:55"}, "à 8h55"),
    ],
)
def test_a_statement_outside_the_announced_hours(said: dict[str, str], words: str) -> None:
    finding = only(draft(session("Pot de clôture", stated=[said]), days=ANNOUNCED))
    assert finding.text.fr == (
        f"« Pot de clôture » est annoncé {words}, mais la journée est annoncée de 9h00 à 17h00"
    )
    assert finding.rule == "announced"


def test_announced_hours_of_the_right_day() -> None:
    days = [
        {**TWO_DAYS[0], "announced": {"start": "9:00", "end": "12:00"}},
        {**TWO_DAYS[1], "announced": {"start": "9:00", "end": "17:00"}},
    ]

    def said(**words: str) -> list[str]:
        return told(draft(session("A", stated=[words]), days=days))

    assert said(start="14:00") == []
    assert said(start="14:00", day="m") == []
    assert said(start="14:00", day="l") == [
        "« A » est annoncé à 14h00, "
        "mais la journée du lundi 20 juin 2022 est annoncée de 9h00 à 12h00"
    ]
    moved = session("A", stated=[{"start": "14:00"}], locked={"day": "l"}, block="x")
    assert told(draft(moved, {**moved, "id": "b", "title": "B"}, days=days)) == [
        "« A » et « B » sont annoncés à 14h00, "
        "mais la journée du lundi 20 juin 2022 est annoncée de 9h00 à 12h00"
    ]


def test_announced_hours_within_the_opening_hours() -> None:
    def announced(start: str, end: str) -> list[str]:
        return told(draft(session("A"), days=[{**DAY, "announced": {"start": start, "end": end}}]))

    assert announced("9:00", "12:00") == []
    assert announced("9:00", "12:05") == [
        "mercredi 10 juin 2026 : la journée est annoncée de 9h00 à 12h05, "
        "mais n'est ouverte que de 9h00 à 12h00"
    ]
    assert len(announced("8:55", "12:00")) == 1


# --- What is not known yet ----------------------------------------------------------------


def test_a_room_to_be_confirmed() -> None:
    finding = only(draft(session("A"), rooms=[{**ROOMS[0], "to_be_confirmed": True}]))
    assert finding.text.fr == "Salle A : cette salle reste à confirmer"
    assert (finding.rule, finding.where) == ("unconfirmed", ("rooms", "a", "to_be_confirmed"))


def test_a_person_unconfirmed() -> None:
    people = [{"id": "p", "role": "Préfecture", "unconfirmed": True}]
    assert told(draft(session("A"), people=people)) == []
    assert told(draft(session("A", people={"orateur": ["p"]}), people=people)) == [
        "Préfecture : cette présence reste à confirmer (« A »)"
    ]


def test_a_person_unconfirmed_who_may_be_chosen() -> None:
    people = [{"id": "p", "role": "Préfecture", "unconfirmed": True}, {"id": "q"}]
    pool = {"orateur": [{"one_of": ["p", "q"]}]}
    assert told(draft(session("A", people=pool), people=people)) == [
        "Préfecture : cette présence reste à confirmer (« A »)"
    ]


def test_a_room_of_unknown_capacity() -> None:
    rooms = [*ROOMS, {"id": "c", "name": "Salle C"}]
    assert told(draft(session("A"), rooms=rooms)) == []
    assert told(draft(session("A", expected=30, rooms=["a"]), rooms=rooms)) == []
    finding = only(draft(session("A", expected=30), session("B", expected=20), rooms=rooms))
    assert finding.text.fr == (
        "Salle C : sa capacité n'est pas connue ; jusqu'à 30 personnes y sont possibles "
        "(« A » et « B »)"
    )
    assert (finding.rule, finding.where) == ("room_seats", ("rooms", "c", "capacity"))


# --- Roles to be filled -------------------------------------------------------------------


def pool_of(**present: list[dict[str, str]]) -> dict[str, Any]:
    people = [{"id": key, "name": key.upper(), "present": it} for key, it in present.items()]
    return {"people": people}


def test_nobody_of_several_is_ever_there() -> None:
    away = pool_of(p=[{"end": "9h"}], q=[{"start": "10h30", "end": "11h15"}])
    finding = only(draft(session("A", people={"animation": [{"one_of": ["p", "q"]}]}), **away))
    assert finding.text.fr == (
        "« A » : personne n'est là pour « animation » aux heures possibles (au choix : P ou Q)"
    )
    assert finding.text.en == (
        "“A”: nobody is there for “animation” at any possible time (one of: P or Q)"
    )
    assert (finding.rule, finding.severity) == ("role_filled", "error")
    assert (finding.where, finding.people) == (("sessions", "a", "people"), ("p", "q"))


def test_one_of_several_is_there_for_long_enough() -> None:
    there = pool_of(p=[{"end": "9h"}], q=[{"start": "10h30", "end": "11h30"}])
    assert told(draft(session("A", people={"animation": [{"one_of": ["p", "q"]}]}), **there)) == []


def test_one_of_several_is_not_counted_as_certain() -> None:
    # Were p due at all of them, they would need four hours of three.
    pool = {"animation": [{"one_of": ["p", "q"]}]}
    four = [session(name, people=pool, block="b" if name < "C" else None) for name in "ABCD"]
    assert told(draft(*four, **pool_of(p=[], q=[]))) == []


# --- The order of protocol ----------------------------------------------------------------


def speeches(*order: str, **tables: Any) -> Problem:
    """Return an opening in which these speak, the draft having them in this order."""
    ranks = {"Ministre": 1, "Préfet": 2, "Maire": 3, "Élue": 3, "Hôte": None}
    return draft(
        session("Ouverture"),
        *(session(name, 5, part_of="ouverture", people={"orateur": [name]}) for name in order),
        people=[
            {"id": name} | ({"protocol_rank": ranks[name]} if ranks[name] else {}) for name in order
        ],
        sequences=[{"sessions": [name.lower() for name in order]}],
        **tables,
    )


def test_speeches_that_are_printed_in_the_order_of_protocol() -> None:
    assert told(speeches("Hôte", "Maire", "Préfet", "Ministre")) == []
    assert told(speeches("Maire", "Élue", "Préfet", "Hôte", "Ministre")) == []
    assert told(speeches("Élue", "Maire", "Préfet")) == []


def test_speeches_that_are_printed_in_another_order() -> None:
    finding = only(speeches("Maire", "Ministre", "Hôte", "Préfet"))
    assert finding.text.fr == (
        "« Préfet », puis « Ministre » : le protocole voudrait cet ordre (qui a la préséance sur "
        "les autres parle en dernier), mais le programme a l'ordre inverse, qui est gardé"
    )
    assert finding.text.en == (
        "“Préfet”, then “Ministre”: protocol would have this order (who has precedence over the "
        "others speaks last), but the programme has it the other way round, which is kept"
    )
    assert (finding.rule, finding.severity) == ("protocol", "warning")
    assert (finding.where, finding.sessions) == (
        ("sessions", "ministre", "people"),
        ("préfet", "ministre"),
    )


def test_of_a_row_of_speeches_only_neighbours_are_told() -> None:
    findings = preflight(speeches("Ministre", "Préfet", "Maire"))
    assert [it.sessions for it in findings] == [("préfet", "ministre"), ("maire", "préfet")]


def test_who_does_not_weigh_protocol_is_not_warned() -> None:
    assert told(speeches("Ministre", "Préfet", "Maire", weights={"protocol": 0})) == []


# --- Repeats ------------------------------------------------------------------------------


def test_repeats_that_go_in_a_circle() -> None:
    finding = only(draft(session("A"), session("B", repeat_of="a", before=["a"])))
    assert finding.rule == "cycle"
    assert "« B » : la séance n° 2 vient après la séance n° 1" in finding.text.fr


# --- Order, languages, imports ------------------------------------------------------------


def test_errors_first_then_warnings_each_in_the_order_of_the_input() -> None:
    problem = draft(
        session("A", capacity={"min": 5, "max": 4}),
        session("B", expected=500),
        session("C", 30, before=["d"]),
        session("D", 30, before=["c"]),
        rooms=[{**ROOMS[0], "to_be_confirmed": True}],
        event={"stated": [{"text": "un"}, {"text": "deux"}]},
    )
    findings = preflight(problem)
    assert [(finding.severity, finding.where[:2]) for finding in findings] == [
        ("error", ("sessions", "b")),
        ("error", ("sessions", "c")),
        ("warning", ("event", "stated")),
        ("warning", ("rooms", "a")),
        ("warning", ("sessions", "a")),
    ]
    assert impossible(findings)


def test_a_block_of_one_may_be_a_slip() -> None:
    assert told(draft(session("A", block="atelier"), session("B", block="ateliers"))) == [
        "« A » : son bloc « atelier » n'a pas d'autre session",
        "« B » : son bloc « ateliers » n'a pas d'autre session",
    ]
    assert told(draft(session("A", block="ateliers"), session("B", block="ateliers"))) == []


@pytest.mark.parametrize("key", ["exclusive", "same_day", "different_days"])
def test_a_label_of_one_may_be_a_slip(key: str) -> None:
    names = {
        "exclusive": "pas en même temps",
        "same_day": "même jour",
        "different_days": "jours différents",
    }
    one = draft(session("A", **{key: ["x"]}), session("B", **{key: ["y", "y"]}))
    assert told(one) == [
        f"« A » : aucune autre session ne porte « x » ({names[key]})",
        f"« B » : aucune autre session ne porte « y » ({names[key]})",
    ]
    both = [session(it, **{key: ["x"]}) for it in "AB"]
    days = [{"date": "2026-06-10"}, {"date": "2026-06-11"}]
    assert told(draft(*both, days=days)) == []


def test_a_plenary_whose_rooms_are_too_small_for_the_registered() -> None:
    def opening(registered: int, **more: Any) -> Problem:
        plenary = {"kind": "plenary", "rooms": ["petit", "moyen"], **more}
        return draft(
            session("A", **plenary),
            rooms=[
                {"id": "petit", "name": "Petit amphi", "capacity": 2},
                {"id": "moyen", "name": "Moyen amphi", "capacity": 3},
                {"id": "grand", "name": "Grand amphi", "capacity": 9},
            ],
            attendees=[{"id": f"i{number}"} for number in range(registered)],
        )

    assert told(opening(3)) == told(opening(4, rooms=["grand"])) == []
    (finding,) = preflight(opening(4))
    assert finding.text.fr == (
        "« A » : 4 inscrits peuvent y être, mais la plus grande salle possible, Moyen amphi, a "
        "seulement 3 places"
    )
    assert finding.text.en == (
        "“A”: 4 attendees may be there, but the largest room it may have, Moyen amphi, has only "
        "3 seats"
    )
    assert (finding.severity, finding.rule) == ("warning", "registered_seats")
    assert (finding.where, finding.rooms) == (("sessions", "a", "expected"), ("moyen",))


def test_a_track_spelt_almost_like_another_may_be_a_slip() -> None:
    sessions = [session(it, track=track) for it, track in zip("ABCD", TRACKS, strict=True)]
    assert told(draft(*sessions, tracks=[{"id": "Climat"}])) == [
        "« B » : son thème « Climats » n'est pas dans la liste des thèmes ; est-ce « Climat » ?",
        "« C » : son thème « climat » n'est pas dans la liste des thèmes ; est-ce « Climat » ?",
    ]
    assert told(draft(*sessions)) == [
        "Thèmes qui ne diffèrent que par l'écriture, et restent distincts : « Climat » et "
        "« climat » ; si c'est le même, l'écrire partout pareil"
    ]


TRACKS = ("Climat", "Climats", "climat", "Santé")


def test_several_tracks_in_a_cell_are_told() -> None:
    rows = [{"id": "Eau"}, {"id": "Sol, air"}]
    sessions = [session("A", track="Eau ; Sol, air"), session("B", track="Sol, air")]
    assert told(draft(*sessions, session("C", track="Eau"), tracks=rows)) == [
        "« A » : « Eau ; Sol, air » est lu comme un seul thème, à part des autres ; une session "
        "n'en a qu'un : garder « Eau », et écrire « Sol, air » sous « étiquettes »"
    ]


def test_what_no_session_and_no_room_has_may_be_a_slip() -> None:
    rooms = [{"id": "r", "site": "Nord", "features": ["micro"]}]
    event = {"walks": [{"sites": ["Nord", "Sud"], "minutes": 5}]}
    problem = draft(
        session("A", track="Eau", wanted=["micro", "Micro"]),
        session("B", kind="break", wanted=["tables"]),
        rooms=rooms,
        event=event,
        tracks=[{"id": "Eau"}, {"id": "Eaux"}],
    )
    assert told(problem) == [
        "trajets : aucune salle n'est sur le site « Sud »",
        "thème « Eaux » : aucune session ne le porte",
        "« A » : aucune salle n'a « Micro », qui est souhaité",
    ]


def test_braces_in_a_title_stay_as_they_are() -> None:
    problem = draft(session("{A}", expected=500), session("B", stated=[TITLE, WORDS]), days=LONG)
    assert told(problem)[0] == (
        "« {A} » attend 500 personnes, et la plus grande salle, Salle A, a 100 places : une salle "
        "plus grande, moins de monde, ou oui sous « salle trop petite », feuille Événement"
    )


def test_both_languages_use_the_same_placeholders() -> None:
    def fields(words: str) -> set[str | None]:
        return {field for _, field, _, _ in Formatter().parse(words)}

    assert fields(GRID.fr) == fields(GRID.en)


def test_no_solver_is_loaded() -> None:
    code = (
        "import sys, agenda_solver.preflight;"
        "print({'ortools', 'pandas', 'numpy', 'openpyxl', 'networkx'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


# --- Rooms together -----------------------------------------------------------------------


def many(number: int, minutes: Any = 60, **more: Any) -> list[dict[str, Any]]:
    return [session(f"S{count}", minutes, **more) for count in range(number)]


def test_more_sessions_than_the_rooms_hold() -> None:
    # Three hours in each of two rooms.
    assert preflight(draft(*many(6))) == ()
    finding = only(draft(*many(7)))
    assert finding.text.fr == (
        "7 sessions d'au moins 1 h ont besoin d'une salle (« S0 », « S1 », « S2 », « S3 », « S4 », "
        "« S5 » et « S6 »), mais Salle A et b n'en accueillent que 6 aux heures possibles"
    )
    assert finding.text.en == (
        "7 sessions of at least 1 h need a room (“S0”, “S1”, “S2”, “S3”, “S4”, “S5” and “S6”), but "
        "Salle A and b hold only 6 of them in the hours there are"
    )
    assert (finding.rule, finding.rooms, finding.where) == (
        "rooms_enough",
        ("a", "b"),
        ("rooms", "a"),
    )
    assert len(finding.sessions) == 7


def test_the_grid_and_what_is_left_over_count() -> None:
    # Three of 50 minutes in three hours, from quarter to quarter; four of 45 fit.
    assert preflight(draft(*many(6, 50), event={"grid": 15})) == ()
    assert told(draft(*many(7, 50), event={"grid": 15}))
    assert preflight(draft(*many(8, 45), event={"grid": 15})) == ()


def test_a_room_that_is_shut_and_those_that_suit() -> None:
    hall = {"id": "c", "open": [{"end": "9:30"}]}
    assert told(draft(*many(7), rooms=[*ROOMS, hall]))
    assert preflight(draft(*many(7, 30), rooms=[*ROOMS, hall])) == ()
    spare = {"id": "c"}
    either = many(7, rooms=["a", "b"])
    (finding,) = preflight(draft(*either, session("X", 30), rooms=[*ROOMS, spare]))
    assert finding.rooms == ("a", "b")
    assert "x" not in finding.sessions


def test_more_minutes_than_the_rooms_have() -> None:
    # Two long ones and three short ones: neither is too many alone.
    mixed = [*many(2, 100), session("X", 50), session("Y", 55), session("Z", 60)]
    finding = only(draft(*mixed))
    assert finding.text.fr == (
        "« S0 », « S1 », « X », « Y » et « Z » durent au moins 6 h 05 ensemble, mais Salle A et b "
        "ne sont libres que 6 h en tout aux heures possibles"
    )
    assert finding.text.en == (
        "“S0”, “S1”, “X”, “Y” and “Z” last at least 6 h 05 min together, but Salle A and b are "
        "free for only 6 h in all in the hours there are"
    )


def test_parts_and_what_needs_no_room_are_not_counted() -> None:
    parts = [session(f"P{count}", 20, part_of="s0") for count in range(3)]
    breaks = [session(f"B{count}", kind="pause") for count in range(3)]
    assert preflight(draft(*many(6), *parts, *breaks)) == ()
    double = [{"id": "a", "at_once": 2}, {"id": "b"}]
    assert preflight(draft(*many(9), rooms=double)) == ()
    assert told(draft(*many(10), rooms=double))


# --- An error is a proof ------------------------------------------------------------------

# All times are multiples of half an hour between 9:00 and 11:00, or 23:00 and 1:00, so that
# brute force can try them all, without asking the domains that preflight reads.
MORNING, LATE = 9 * 60, 23 * 60
DAYS = [date(2026, 6, 10), date(2026, 6, 11)]


def clocks(first: int, low: int = 0, high: int = 4) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda n: at(first + 30 * n))


def at(minute: int) -> str:
    hours, minutes = divmod(minute % (24 * 60), 60)
    return f"{hours:02d}:{minutes:02d}"


def windows(first: int) -> st.SearchStrategy[dict[str, str]]:
    starts, ends = clocks(first, 0, 1), clocks(first, 2, 4)
    return st.builds(lambda start, end: {"start": start, "end": end}, starts, ends)


@st.composite
def drafts(draw: st.DrawFn) -> Problem:
    def sometimes(value: st.SearchStrategy[Any], default: Any, times: int = 4) -> Any:
        return draw(value) if draw(st.integers(1, times)) == 1 else default

    names = ["a", "b", "c", "d"][: draw(st.integers(2, 4))]
    rooms = ["r", "s"][: draw(st.integers(1, 2))]
    # One day of two hours, or two days of one.
    days = DAYS[: draw(st.integers(1, 2))]
    first = draw(st.sampled_from([MORNING, MORNING, LATE]))
    closing = at(first + (120 if len(days) == 1 else 60))
    # A slot begins before midnight.
    hours = [(first, first + 60), (first + 60, first + 120)]
    cells = [(at(start), at(end)) for start, end in hours if start < 24 * 60][: 3 - len(days)]
    moments = clocks(first, 0, 3 if first == MORNING else 1)
    quotas = st.builds(
        lambda bound, many, kind: {bound: many, "kind": kind},
        st.sampled_from(["min", "max"]),
        st.integers(0, 3),
        st.sampled_from([None, "break", "plenary"]),
    )
    slots = [
        {"day": day, "start": start, "end": end, "sessions": sometimes(quotas, [], 6)}
        for day in days
        for start, end in cells
    ]
    sessions = []
    for number, name in enumerate(names):
        others = [other for other in names if other != name]
        shortest = draw(st.sampled_from([30, 60]))
        locked = sometimes(
            st.one_of(
                st.builds(
                    lambda day, at: {"day": day, "start": at}, st.sampled_from(days), moments
                ),
                moments.map(lambda at: {"start": at}),
                st.sampled_from(rooms).map(lambda room: {"room": room}),
            ),
            {},
        )
        sessions.append(
            {
                "id": name,
                "title": name,
                "minutes": {"min": shortest, "max": shortest + draw(st.sampled_from([0, 30]))},
                "kind": sometimes(st.sampled_from(["plenary", "break"]), "session"),
                "block": sometimes(st.sampled_from(["x", "y"]), None),
                # Parts of earlier sessions only: that none is a part of itself goes unjudged.
                "part_of": sometimes(st.sampled_from(names[:number]), None) if number else None,
                "before": sometimes(st.sampled_from(others).map(lambda it: [it]), [], 10),
                "after": sometimes(
                    st.sampled_from(others).map(lambda it: [{"session": it, "max": 30}]), [], 10
                ),
                "expected": sometimes(st.sampled_from([20, 50]), None),
                "windows": sometimes(windows(first).map(lambda it: [it]), []),
                "locked": locked,
                "external": sometimes(st.just({"day", "start"} <= set(locked)), False),
                "people": {"role": draw(st.lists(st.sampled_from(["p", "q"]), max_size=2))},
                "also_in": sometimes(st.sampled_from(rooms).map(lambda it: [it]), [], 10),
                "needs": sometimes(st.just(["booth"]), []),
            }
        )
    return Problem.read(
        {
            "event": {"name": "e", "grid": 30, "slots": sometimes(st.just(slots), [], 2)},
            "days": [
                {
                    "date": day,
                    "open": {"start": at(first), "end": closing},
                    "sessions": sometimes(quotas, [], 6),
                }
                for day in days
            ],
            "equipment": [{"id": "booth", "changeover": sometimes(st.just(30), 0)}],
            "rooms": [
                {
                    "id": room,
                    "capacity": draw(st.sampled_from([30, 60])),
                    "setup": sometimes(st.just(30), 0),
                    "open": sometimes(windows(first).map(lambda it: [it]), []),
                    "at_once": sometimes(st.just(2), 1, 8),
                }
                for room in rooms
            ],
            "people": [
                {
                    "id": person,
                    "pause": sometimes(st.just(30), 0),
                    "present": sometimes(windows(first).map(lambda it: [it]), []),
                    "most_per_day": sometimes(st.integers(1, 2), None, 6),
                    "most_in_a_row": sometimes(st.integers(1, 2), None, 6),
                    "no_wait": sometimes(st.just(True), False, 6),
                }
                for person in "pq"
            ],
            "sessions": sessions,
            "sequences": sometimes(
                st.permutations(names).map(lambda order: [{"sessions": order[:3]}]), [], 10
            ),
        }
    )


BEYOND_PLACED = [demand for demand in DEMANDS if demand.key != "placed"]
# These another session may mend: by filling a gap, or as the whole of what is counted.
AT_LAST = ("session_count", "person_per_day", "person_in_a_row", "person_no_wait")
AT_ONCE = [demand for demand in BEYOND_PLACED if demand.key not in AT_LAST]


def holds(problem: Problem, placements: list[Placement], rules: Sequence[Demand] = AT_ONCE) -> bool:
    timetable = Timetable.of(placements)
    return not any(True for rule in rules for _ in rule.check(problem, timetable))


def timetables(problem: Problem) -> Iterator[list[Placement]]:
    """Yield every timetable that breaks no demand, built session by session.

    A demand that some sessions break is broken still when others are added.
    """
    rooms = [None, *problem.room]
    opens = min(day.opening for day in problem.days)
    half_hours = range(opens, min(opens + 120, 24 * 60), 30)
    each = []
    for session in problem.sessions:
        lengths = (30, 60, 90)
        tried = [
            Placement(session.id, day, start, start + length, room)
            for day, start, length, room in product(problem.day, half_hours, lengths, rooms)
        ]
        each.append([placement for placement in tried if holds(problem, [placement])])

    def grow(placements: list[Placement]) -> Iterator[list[Placement]]:
        if len(placements) == len(each):
            if holds(problem, placements, BEYOND_PLACED):
                yield placements
            return
        for placement in each[len(placements)]:
            more = [*placements, placement]
            if holds(problem, more):
                yield from grow(more)

    yield from grow([])


@settings(max_examples=40, deadline=None)
@given(drafts())
def test_an_error_is_a_proof(problem: Problem) -> None:
    judge(problem)


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(drafts())
def test_an_error_about_any_of_many_is_a_proof(problem: Problem) -> None:
    judge(problem)


def judge(problem: Problem) -> None:
    findings = preflight(problem)
    if impossible(findings):
        found = next(timetables(problem), None)
        assert found is None, [finding.text.fr for finding in findings]


# --- The night the clocks change ----------------------------------------------------------


def night(date_: str, start: str, end: str, **event: Any) -> Problem:
    day = {"id": "j", "date": date_, "open": {"start": start, "end": end}}
    return draft(session("Bal", 60), days=[day], event=event)


def test_an_evening_in_which_clocks_go_back() -> None:
    finding = only(night("2026-10-24", "18:00", "4:00"))
    assert finding.text.fr == (
        "samedi 24 octobre 2026 : on recule les montres cette nuit-là ; de 18h00 à 4h00 (le "
        "lendemain), il se passe 11 h, et non 10 h. Les heures et les durées du programme sont "
        "celles de la montre"
    )
    assert finding.text.en == (
        "Saturday 24 October 2026: clocks go back that night; 18:00 to 04:00 (the day after), it "
        "is 11 h, not 10 h. Times and lengths of the programme are those of the clock"
    )
    assert (finding.rule, finding.severity, finding.where) == (
        *("clock_change", "warning"),
        ("days", "j", "open"),
    )


def test_an_evening_in_which_clocks_go_forward() -> None:
    assert told(night("2026-03-28", "21:00", "4:00"))[0].startswith(
        "samedi 28 mars 2026 : on avance les montres cette nuit-là ; de 21h00 à 4h00 (le "
        "lendemain), il se passe 6 h, et non 7 h."
    )


@pytest.mark.parametrize(
    ("date_", "end", "event"),
    [
        ("2026-10-24", "1:30", {}),
        ("2026-10-17", "4:00", {}),
        ("2026-10-24", "4:00", {"zone": "Indian/Reunion"}),
    ],
)
def test_an_evening_of_its_length(date_: str, end: str, event: dict[str, Any]) -> None:
    assert told(night(date_, "18:00", end, **event)) == []


def test_a_start_that_is_meant_for_the_night() -> None:
    day = {"id": "j", "date": "2026-06-10", "open": {"start": "18:00", "end": "2:00"}}
    assert told(draft(session("Bal", locked={"day": "j", "start": "0:30"}), days=[day])) == []
    late = only(draft(session("Bal", locked={"day": "j", "start": "1:30"}), days=[day]))
    assert "18h00 à 2h00 (le lendemain)" in late.text.fr
