"""What is said on sight of those who have signed up, and of the seats there are for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agenda_solver.offers import Offers
from agenda_solver.preflight import impossible, preflight
from agenda_solver.preflight.prospects import _best_assignment
from agenda_solver.problem import Problem
from agenda_solver.rules import SEAT_RULES
from agenda_solver.rules.rule import Finding
from agenda_solver.timetable import Placement, Seat, Timetable

DAY = {"id": "j", "date": "2026-06-10", "open": {"start": "9:00", "end": "12:00"}}
ROOMS = [
    {"id": "a", "name": "Salle A", "capacity": 3},
    {"id": "b", "name": "Salle B", "capacity": 2},
]


def session(name: str, minutes: Any = 60, **more: Any) -> dict[str, Any]:
    return {"id": name.lower(), "title": name, "minutes": minutes, **more}


def workshop(name: str, **more: Any) -> dict[str, Any]:
    return session(name, kind="workshop", **more)


def forum(*sessions: dict[str, Any], attendees: Any = (), **more: Any) -> Problem:
    """Return a draft; an attendee may be told by the id."""
    rows = [it if isinstance(it, dict) else {"id": it} for it in attendees]
    tables = {"days": [DAY], "rooms": ROOMS, "event": {"name": "Assises"}, **more}
    return Problem.read({"sessions": list(sessions), "attendees": rows, **tables})


def told(problem: Problem) -> list[str]:
    return [finding.text.fr for finding in preflight(problem)]


def only(problem: Problem) -> Finding:
    (finding,) = preflight(problem)
    return finding


BLOCK = (workshop("A", block="x"), workshop("B", block="x"))


def test_nothing_to_say_of_those_who_can_be_seated() -> None:
    attendees = [
        {"id": "p", "wishes": ["a", "b"], "must_attend": ["a"], "email": "p@exemple.org"},
        {"id": "q", "wishes": {"b": 3, "a": 0}, "together": ["p"], "email": "q@exemple.org"},
        {"id": "r", "present": [{"start": "9:00", "end": "11:00"}], "apart": ["p"]},
        "s",
        "t",
    ]
    assert told(forum(*BLOCK, attendees=attendees)) == []


# --- Who must be where they cannot --------------------------------------------------------


def must(*sessions: str, **more: Any) -> list[dict[str, Any]]:
    return [{"id": "p", "must_attend": list(sessions), **more}]


def test_more_must_be_there_than_there_are_places() -> None:
    rows = [{"id": key, "must_attend": ["a"]} for key in "pqrs"]
    a = workshop("A", rooms=["a"])
    assert told(forum(a, attendees=rows[:3])) == []
    finding = only(forum(a, attendees=rows))
    assert finding.text.fr == (
        "« A » : présence obligatoire de 4 participants, pour 3 places au plus (p, q, r et s)"
    )
    assert finding.text.en == "“A”: a must for 4 attendees, with 3 seats at most (p, q, r and s)"
    assert (finding.rule, finding.severity) == ("seat_room", "error")
    assert finding.where == ("attendees", "p", "must_attend")
    assert (finding.sessions, finding.attendees) == (("a",), ("p", "q", "r", "s"))


def test_more_must_be_there_than_it_takes() -> None:
    rows = [{"id": key, "must_attend": ["a"]} for key in "pqrs"]
    two = {"capacity": {"max": 2}}
    assert told(forum(workshop("A", **two), attendees=rows[:3])) == [
        "« A » : présence obligatoire de 3 participants, pour 2 places au plus (p, q et r)"
    ]
    again = forum(workshop("A", **two), workshop("B", repeat_of="a", **two), attendees=rows)
    assert told(again) == []


def test_more_must_be_attended_than_one_may_have_seats() -> None:
    two = [workshop("A"), workshop("B")]
    assert told(forum(*two, attendees=must("a", "b", seats={"max": 2}))) == []
    finding = only(forum(*two, attendees=must("a", "b", seats={"max": 1})))
    assert finding.text.fr == (
        "p : présence obligatoire dans 2 sessions, pour 1 place au plus sur tout l'évènement"
    )
    assert finding.text.en == "p: a must in 2 sessions, with 1 seat at most over the whole event"
    assert (finding.rule, finding.severity) == ("seat_most_seats", "error")
    assert (finding.sessions, finding.attendees) == (("a", "b"), ("p",))


def test_more_of_an_organisation_must_be_there_than_it_takes() -> None:
    rows = [
        {"id": key, "must_attend": ["a"], "organisation": name}
        for key, name in zip("pqr", ("Cité", "CITE", ""), strict=True)
    ]
    spelled = (
        "Organisations qui s'écrivent de plusieurs façons, et comptent comme un seul nom : "
        "« Cité » et « CITE »"
    )
    assert told(forum(workshop("A", per_organisation=2), attendees=rows)) == [spelled]
    finding, notice = preflight(forum(workshop("A", per_organisation=1), attendees=rows))
    assert notice.text.fr == spelled
    assert finding.text.fr == (
        "« A » : présence obligatoire de 2 participants de « Cité », pour 1 place au plus "
        "par organisation (p et q)"
    )
    assert (finding.rule, finding.attendees) == ("seat_organisation", ("p", "q"))


def test_where_one_must_be_nothing_can_take_place() -> None:
    rows = must("a", wishes=["a"])
    few = forum(workshop("A", capacity={"min": 2}), attendees=[*rows, {"id": "q", "wishes": ["a"]}])
    assert told(few) == []
    finding = only(forum(workshop("A", capacity={"min": 2}), attendees=rows))
    assert finding.text.fr == (
        "« A » ne peut avoir lieu (il y faut au moins 2 participants, et 1 est inscrit en tout), "
        "mais la présence de p y est obligatoire"
    )
    assert finding.text.en == (
        "“A” cannot take place (it takes at least 2 attendees, and there 1 is in all), "
        "but is a must for p"
    )
    assert (finding.rule, finding.severity) == ("seat_least", "error")


def test_one_must_be_there_and_is_away() -> None:
    late = [{"start": "10:00"}]
    locked = {"locked": {"start": "9:00"}}
    assert told(forum(workshop("A"), attendees=must("a", present=late))) == []
    finding = only(forum(workshop("A", **locked), workshop("B"), attendees=must("a", present=late)))
    assert finding.text.fr == (
        "« A » : présence obligatoire de p, là seulement à partir de 10h00, "
        "quand cette session ne peut avoir lieu"
    )
    assert finding.text.en == (
        "“A”: a must for p, there only from 10:00, when it cannot take place"
    )
    assert (finding.rule, finding.where) == ("seat_present", ("attendees", "p", "must_attend"))
    again = workshop("C", repeat_of="a")
    assert told(forum(workshop("A", **locked), again, attendees=must("a", present=late))) == []


def test_one_must_be_there_at_the_hours_of_its_block() -> None:
    block = (workshop("A", block="x"), workshop("B", block="x", locked={"start": "9:00"}))
    rows = must("a", present=[{"start": "9:30"}])
    assert [it.rule for it in preflight(forum(*block, workshop("C"), attendees=rows))] == [
        "seat_present"
    ]


def test_one_must_be_there_and_no_room_will_do() -> None:
    rooms = [{**ROOMS[0], "features": ["pmr"]}, ROOMS[1]]
    rows = must("a", needs=["pmr"])
    assert told(forum(workshop("A"), attendees=rows, rooms=rooms)) == []
    finding = only(forum(workshop("A", rooms=["b"]), attendees=rows, rooms=rooms))
    assert finding.text.fr == (
        "« A » : présence obligatoire de p, mais aucune salle possible n'a : pmr"
    )
    assert finding.text.en == "“A”: a must for p, but no possible room has: pmr"
    assert finding.rule == "seat_needs"


def test_one_must_be_there_and_speaks_elsewhere() -> None:
    people = [{"id": "elue", "email": "p@exemple.org"}]
    speaks = session("B", people={"orateur": ["elue"]}, block="x")
    rows = must("a", email="P@exemple.org")
    finding = only(forum(BLOCK[0], speaks, attendees=rows, people=people))
    assert finding.text.fr == "p doit suivre « A », mais intervient en même temps dans « B »"
    assert finding.text.en == "p must attend “A”, but takes part in “B” at the same time"
    assert (finding.rule, finding.sessions) == ("seat_one_place", ("a", "b"))
    apart = {**speaks, "block": None}
    assert told(forum(workshop("A"), apart, attendees=rows, people=people)) == []
    nine = {"locked": {"start": "9:00"}}
    half_past = {"locked": {"start": "9:59"}}
    at_nine = forum(workshop("A", **nine), {**apart, **half_past}, attendees=rows, people=people)
    assert len(told(at_nine)) == 1
    at_ten = {"locked": {"start": "10:00"}}
    after = forum(workshop("A", **nine), {**apart, **at_ten}, attendees=rows, people=people)
    assert told(after) == []


def test_one_must_be_where_one_speaks_anyway() -> None:
    people = [{"id": "p"}]
    own = workshop("A", people={"animation": [{"one_of": ["p"]}]}, capacity={"max": 0})
    assert told(forum(own, attendees=must("a"), people=people)) == []


def test_one_must_be_at_two_sessions_at_once() -> None:
    finding = only(forum(*BLOCK, attendees=must("a", "b")))
    assert finding.text.fr == (
        "« A » et « B » ont lieu en même temps, mais la présence de p est obligatoire aux deux"
    )
    assert finding.text.en == ("“A” and “B” take place at the same time, but both are a must for p")
    assert (finding.rule, finding.sessions) == ("seat_one_place", ("a", "b"))
    assert told(forum(workshop("A"), workshop("B"), attendees=must("a", "b"))) == []
    again = workshop("C", repeat_of="b")
    assert told(forum(*BLOCK, again, attendees=must("a", "b"))) == []
    group = workshop("C", group_of="b", block="x")
    rooms = [*ROOMS, {"id": "c", "capacity": 9}]
    assert len(told(forum(*BLOCK, group, attendees=must("a", "b"), rooms=rooms))) == 1


def test_two_are_together_and_must_be_apart() -> None:
    rows = [
        {"id": "p", "must_attend": ["a"], "together": ["q"]},
        {"id": "q", "must_attend": ["b"]},
    ]
    finding = only(forum(*BLOCK, attendees=rows))
    assert finding.text.fr == (
        "ces demandes se contredisent : p et q sont ensemble ; p doit suivre « A » ; "
        "q doit suivre « B »"
    )
    assert (finding.rule, finding.where) == ("seat_together", ("attendees", "p", "together"))
    rows[1]["must_attend"] = ["a"]
    assert told(forum(*BLOCK, attendees=rows)) == []


def test_two_are_apart_and_must_be_together() -> None:
    rows = [{"id": "p", "must_attend": ["a"]}, {"id": "q", "must_attend": ["a"], "apart": ["p"]}]
    finding = only(forum(*BLOCK, attendees=rows))
    assert finding.text.fr == (
        "ces demandes se contredisent : q et p sont séparés ; q doit suivre « A » ; "
        "p doit suivre « A »"
    )
    assert (finding.rule, finding.where) == ("seat_apart", ("attendees", "q", "apart"))
    group = workshop("C", group_of="a")
    assert told(forum(*BLOCK, group, attendees=rows)) == []


# --- Sessions that are too small, or not wished for ---------------------------------------


@pytest.mark.parametrize(
    ("more", "places"), [({"capacity": {"min": 3, "max": 2}}, 2), ({"capacity": {"min": 4}}, 3)]
)
def test_a_session_that_can_never_have_enough(more: dict[str, Any], places: int) -> None:
    finding = only(forum(workshop("A", **more)))
    least = more["capacity"]["min"]
    assert finding.text.fr == (
        f"« A » ne pourra avoir lieu : il y faut au moins {least} participants, "
        f"pour {places} places au plus"
    )
    assert (finding.rule, finding.severity) == ("seat_least", "warning")
    assert finding.where == ("sessions", "a", "capacity", "min")
    assert told(forum(workshop("A", capacity={"min": 3}))) == []


def test_what_takes_place_in_any_case_can_never_have_enough() -> None:
    held = workshop("A", capacity={"min": 3}, cancellable=False)
    finding = only(forum(held, attendees="pq"))
    assert finding.text.fr == (
        "« A » a lieu en tout cas, mais il y faut au moins 3 participants, et 2 sont inscrits en "
        "tout"
    )
    assert (finding.rule, finding.severity) == ("seat_least", "error")
    assert finding.where == ("sessions", "a", "cancellable")
    assert told(forum(held, attendees="pqr")) == []


def test_who_must_attend_what_they_must_not_be_in() -> None:
    rows = [{"id": "p", "must_attend": ["a"], "must_avoid": ["a"]}]
    (finding,) = (it for it in preflight(forum(*BLOCK, attendees=rows)) if it.severity == "error")
    assert finding.text.fr == "p doit suivre « A », et ne doit pas y être"
    assert finding.text.en == "p must attend “A”, and must not be in it"
    assert finding.where == ("attendees", "p", "must_avoid")


def test_a_wish_for_what_one_must_not_be_in_does_not_count() -> None:
    rows = [{"id": "p", "wishes": ["a", "b"], "must_avoid": ["a"]}]
    assert "p souhaite « A », et ne doit pas y être : le vœu ne compte pas" in told(
        forum(*BLOCK, attendees=rows)
    )


def test_fewer_have_signed_up_than_a_session_needs() -> None:
    assert told(forum(workshop("A", capacity={"min": 3}), attendees="pq")) == [
        "« A » ne pourra avoir lieu : il y faut au moins 3 participants, et 2 sont inscrits en tout"
    ]


def test_fewer_wish_for_a_session_than_it_needs() -> None:
    a = workshop("A", capacity={"min": 2})
    wish = {"wishes": ["a"]}
    few = [{"id": "p", **wish}, {"id": "q", "wishes": ["b"]}]
    finding = only(forum(a, workshop("B"), attendees=few))
    assert finding.text.fr == (
        "« A » : il y faut au moins 2 participants, mais 1 participant l'a parmi ses vœux"
    )
    assert finding.text.en == "“A”: it takes at least 2 attendees, but 1 attendee wishes for it"
    assert (finding.rule, finding.where) == ("seat_least", ("sessions", "a", "capacity", "min"))
    assert told(forum(a, workshop("B"), attendees=[few[0], {**few[1], **wish}])) == []
    assert told(forum(a, workshop("B"), attendees=[few[0], {**few[1], "must_attend": ["a"]}])) == []
    # Nobody has told a wish yet.
    assert told(forum(a, workshop("B"), attendees="pq")) == []


def test_a_session_without_registration_that_somebody_wishes_for() -> None:
    closed = session("A", registration=False)
    rows = [{"id": "p", "wishes": ["a", "b"]}, {"id": "q", "wishes": ["b"], "must_attend": ["a"]}]
    findings = preflight(forum(closed, workshop("B"), attendees=rows))
    assert [finding.text.fr for finding in findings] == [
        "« A » ne prend pas d'inscriptions : le vœu de p n'y compte pas",
        "« A » ne prend pas d'inscriptions : la présence obligatoire de q n'empêche pas une "
        "place ailleurs au même moment",
    ]
    assert {finding.where for finding in findings} == {("sessions", "a", "registration")}
    rated = [{"id": "p", "wishes": {"a": 0, "b": 2}}]
    assert told(forum(closed, workshop("B"), attendees=rated)) == []


@pytest.mark.parametrize(
    ("lunch", "kind"),
    [
        ({"kind": "meal"}, "repas"),
        ({"kind": "break"}, "pause"),
        ({"kind": "plenary"}, "plénière"),
        ({"plenary": True}, "session"),
    ],
)
def test_what_everybody_goes_to_and_somebody_wishes_for(lunch: dict[str, Any], kind: str) -> None:
    rows = [{"id": "p", "wishes": ["a", "b"]}, {"id": "q", "must_attend": ["a"]}, {"id": "r"}]
    finding = only(forum(session("A", **lunch), workshop("B"), attendees=rows))
    assert finding.text.fr == (
        f"« A » ({kind}) prend des inscriptions, à cause de p et q (vœu ou présence obligatoire) "
        ": l'effacer si tout le monde peut y aller, sinon dire que la session est sur inscription"
    )
    assert (finding.severity, finding.where) == ("warning", ("sessions", "a", "registration"))
    asked = session("A", registration=True, **lunch)
    assert told(forum(asked, workshop("B"), attendees=rows)) == []
    assert told(forum(session("A", **lunch), workshop("B"), attendees=[rows[2]])) == []
    # Of a talk, a wish is how it is known that people sign up for it.
    assert told(forum(session("A"), workshop("B"), attendees=rows)) == []


# --- Too few places -----------------------------------------------------------------------


def test_more_people_than_places_in_a_block() -> None:
    assert told(forum(*BLOCK, attendees="pqrst")) == []
    finding = only(forum(*BLOCK, attendees="pqrstu"))
    assert finding.text.fr == (
        "bloc « x » : 6 participants pour 5 places au plus, donc au moins 1 n'aura pas de place"
    )
    assert finding.text.en == (
        "block “x”: 6 attendees for 5 seats at most, so that at least 1 will have none"
    )
    assert (finding.rule, finding.severity) == ("seat_lacking", "warning")
    assert (finding.where, finding.sessions) == (("sessions", "a", "block"), ("a", "b"))
    assert told(forum(*BLOCK, attendees="pqrstuvw")) == [
        "bloc « x » : 8 participants pour 5 places au plus, donc au moins 3 n'auront pas de place"
    ]


def test_who_may_be_away_or_busy_is_not_counted() -> None:
    people = [{"id": "t"}]
    speaks = session("C", people={"orateur": ["t"]})
    rows = ["p", "q", "r", "s", "t", {"id": "u", "present": [{"start": "9:05"}]}]
    assert told(forum(*BLOCK, speaks, attendees=rows, people=people)) == []
    whole = {"id": "u", "present": [{"start": "9:00", "end": "12:00"}]}
    assert len(told(forum(*BLOCK, attendees=[*rows[:5], whole]))) == 1


def test_each_session_has_a_room_of_its_own() -> None:
    rooms = [*ROOMS, {"id": "c", "capacity": 2}]
    capped = (workshop("A", block="x", capacity={"max": 1}), BLOCK[1])
    assert told(forum(*capped, attendees="pqrs", rooms=rooms)) == []
    assert told(forum(*capped, attendees="pqrst", rooms=rooms)) == [
        "bloc « x » : 5 participants pour 4 places au plus, donc au moins 1 n'aura pas de place"
    ]


def test_where_a_capacity_is_not_known_nothing_is_certain() -> None:
    rooms = [*ROOMS, {"id": "c"}]
    assert told(forum(*BLOCK, attendees="pqrstuvw", rooms=rooms)) == []


def test_where_another_session_may_go_on_nothing_is_certain() -> None:
    other = workshop("C")
    assert told(forum(*BLOCK, other, attendees="pqrstu")) == []
    block = [{**it, "locked": {"start": "9:00"}} for it in BLOCK]
    later = {**other, "locked": {"start": "10:00"}}
    assert len(told(forum(*block, later, attendees="pqrstu"))) == 1


AT_NINE = (workshop("A", locked={"start": "9:00"}), workshop("B", locked={"start": "9:00"}))


def test_many_wish_for_none_of_the_sessions_at_one_time() -> None:
    wish = [{"id": key, "wishes": ["a"]} for key in "pqr"]
    finding = only(forum(*AT_NINE, attendees=[*wish, "s"]))
    assert finding.text.fr == (
        "« A » et « B » commencent ensemble, et 1 participant qui n'en souhaite aucune n'y aura "
        "pas de place ; mettre ces sessions dans un bloc si chacun doit en avoir une (s)"
    )
    assert finding.text.en == (
        "“A” and “B” start together, and 1 attendee who wishes for none of them will have no "
        "seat there; put these sessions in a block if everybody must have one (s)"
    )
    assert (finding.rule, finding.where) == ("seat_lacking", ("sessions", "a", "block"))
    assert finding.attendees == ("s",)
    # One in five may have their reasons.
    assert told(forum(*AT_NINE, attendees=[*wish, "s", {"id": "t", "must_attend": ["b"]}])) == []
    assert told(forum(*BLOCK, attendees=[*wish, "s"])) == []


def test_more_ask_for_sessions_at_one_time_than_they_seat() -> None:
    wish = [{"id": key, "wishes": ["a"]} for key in "pqrstu"]
    assert told(forum(*AT_NINE, attendees=wish)) == [
        "« A » et « B » : 6 participants pour 5 places au plus, donc au moins 1 n'aura pas de place"
    ]


def rows_of_gains() -> st.SearchStrategy[list[list[int]]]:
    row = st.integers(0, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 9), min_size=width, max_size=width), max_size=4
        )
    )
    return row.filter(lambda rows: not rows or bool(rows[0]))


@given(rows_of_gains())
def test_the_best_assignment_is_the_best_of_all(gains: list[list[int]]) -> None:
    columns = [None, *range(len(gains[0]))] if gains else [None]
    best = 0
    for taken in product(columns, repeat=len(gains)):
        used = [column for column in taken if column is not None]
        if len(set(used)) == len(used):
            pairs = zip(gains, taken, strict=True)
            best = max(best, sum(row[column] for row, column in pairs if column is not None))
    assert _best_assignment(gains) == best


# --- Attendees ----------------------------------------------------------------------------


def test_who_speaks_in_what_they_wish_for() -> None:
    people = [{"id": "p"}]
    own = workshop("A", people={"animation": ["p"]})
    rows = [{"id": "p", "wishes": ["b", "a"]}, "q"]
    finding = only(forum(own, workshop("B"), attendees=rows, people=people))
    assert finding.text.fr == (
        "« A » est parmi les vœux de p, mais qui y intervient n'y a pas de place"
    )
    assert finding.text.en == (
        "“A” is among the wishes of p, but who takes part in it has no seat there"
    )
    assert (finding.where, finding.sessions) == (("attendees", "p", "wishes"), ("a",))
    again = workshop("C", repeat_of="a")
    assert told(forum(own, workshop("B"), again, attendees=rows, people=people)) == []


def test_who_is_never_there() -> None:
    evening = [{"start": "17:00"}]
    rows = [{"id": "p", "present": evening}, "q", {"id": "r", "present": evening}]
    finding = only(forum(workshop("A"), attendees=rows))
    assert finding.text.fr == (
        "aucune session sur inscription ne peut avoir lieu pendant la présence de p et r "
        "(à partir de 17h00)"
    )
    assert finding.text.en == (
        "no session with registration can take place during the presence of p and r (from 17:00)"
    )
    assert (finding.rule, finding.where) == ("seat_present", ("attendees", "p", "present"))
    hour = [{"id": "p", "present": [{"start": "11:00", "end": "12:00"}]}]
    assert told(forum(workshop("A"), attendees=hour)) == []
    less = [{"id": "p", "present": [{"start": "11:01", "end": "12:00"}]}]
    assert len(told(forum(workshop("A"), attendees=less))) == 1


def test_needs_that_no_room_meets() -> None:
    rooms = [{**ROOMS[0], "features": ["pmr"]}]
    rows = [{"id": "p", "needs": ["boucle", "pmr"]}, {"id": "q", "needs": ["boucle"]}]
    finding = only(forum(workshop("A"), attendees=rows, rooms=rooms))
    assert finding.text.fr == (
        "aucune salle n'a « boucle », dont 2 participants ont besoin (p et q) : l'écrire sous "
        "« équipement », feuille Salles, à celles qui l'ont ; si aucune ne l'a, vider « besoins », "
        "feuille Participants, et prévenir la personne"
    )
    assert finding.text.en == (
        "no room has “boucle”, which 2 attendees need (p and q): write it below “features”, sheet "
        "Rooms, for those that have it; if none has it, clear “needs”, sheet Attendees, and tell "
        "the person"
    )
    assert (finding.rule, finding.where) == ("seat_needs", ("attendees", "p", "needs"))
    assert told(forum(workshop("A"), attendees=[{"id": "p", "needs": ["pmr"]}], rooms=rooms)) == []


def test_a_need_that_rooms_call_otherwise() -> None:
    rooms = [{**ROOMS[0], "features": ["accès PMR"]}]
    rows = [{"id": "p", "needs": ["fauteuil roulant"]}]
    finding = only(forum(workshop("A"), attendees=rows, rooms=rooms))
    assert finding.text.fr == (
        "aucune salle n'a « fauteuil roulant », dont 1 participant a besoin (p) : des salles ont "
        "« accès PMR » ; si c'est cela, l'écrire ainsi sous « besoins », feuille Participants"
    )
    assert finding.text.en.endswith(
        "some rooms have “accès PMR”; if that is meant, write it so below “needs”, sheet Attendees"
    )


def test_two_who_are_both_together_and_apart() -> None:
    rows = [{"id": "p", "together": ["q"]}, {"id": "q", "together": ["r"]}, {"id": "r"}]
    assert told(forum(workshop("A"), attendees=rows)) == []
    rows[2]["apart"] = ["p"]
    finding = only(forum(workshop("A"), attendees=rows))
    assert finding.text.fr == (
        "r et p doivent être à la fois ensemble et séparés : ne garder que l'un des deux"
    )
    assert finding.text.en == "r and p must be both together and apart: keep one of the two only"
    assert (finding.severity, finding.where) == ("warning", ("attendees", "r", "apart"))


def test_more_together_than_any_session_takes() -> None:
    rows = [{"id": key, "together": ["p"] if key != "p" else []} for key in "pqrs"]
    assert told(forum(workshop("A"), attendees=rows[:3])) == []
    finding = only(forum(workshop("A"), attendees=rows))
    assert finding.text.fr == (
        "4 participants à garder ensemble (p, q, r et s), mais aucune session n'a plus de 3 places"
    )
    assert finding.text.en == (
        "4 attendees to be kept together (p, q, r and s), but no session has more than 3 seats"
    )
    assert (finding.rule, finding.where) == ("seat_together", ("attendees", "p", "together"))


def test_mixed_by_what_some_do_not_say() -> None:
    mixed = [{**it, "mixed": ["catégorie", "organisation"]} for it in BLOCK]
    said = {"category": "élus", "organisation": "Ville"}
    rows = [{"id": "p", **said}, {"id": "q", "organisation": "Ville"}, {"id": "r", **said}]
    finding = only(forum(*mixed, attendees=rows))
    assert finding.text.fr == (
        "« A » et « B » : à mélanger par catégorie, mais 1 participant n'en a pas (q)"
    )
    assert finding.text.en == "“A” and “B”: to be mixed by category, but 1 attendee has none (q)"
    assert finding.where == ("attendees", "q", "category")
    # Who belongs to no organisation names none.
    rows = [{"id": "p", **said}, {"id": "q", "category": "techniciens"}]
    assert told(forum(*mixed, attendees=rows)) == []


def test_mixed_by_what_nobody_says() -> None:
    mixed = [{**it, "mixed": ["organisation"]} for it in BLOCK]
    finding = only(forum(*mixed, attendees="pq"))
    assert finding.text.fr == (
        "« A » et « B » : à mélanger par organisation, mais aucun participant n'en a"
    )
    assert finding.where == ("sessions", "a", "mixed")


def test_two_with_one_address() -> None:
    rows = [
        {"id": "p", "email": "Contact@Exemple.org"},
        {"id": "q", "email": "autre@exemple.org"},
        {"id": "r", "email": "contact@exemple.org"},
        "s",
        "t",
    ]
    finding = only(forum(*BLOCK, attendees=rows))
    assert finding.text.fr == "p et r ont la même adresse e-mail : est-ce une seule personne ?"
    assert finding.text.en == "p and r have the same e-mail address: is it one person?"
    assert (finding.where, finding.attendees) == (("attendees", "r", "email"), ("p", "r"))


def test_a_speaker_who_registers_by_name_and_one_who_may() -> None:
    people = [
        {"id": "s", "name": "Camille Dupont", "organisation": "Ville"},
        {"id": "t", "name": "Dominique Petit"},
        {"id": "idle", "name": "Ana Un"},
    ]
    rows = [
        {"id": "p", "name": "DUPONT Camille", "organisation": "VILLE"},
        {"id": "q", "name": "PETIT Dominique", "organisation": "Région"},
        {"id": "r", "name": "Ana Un"},
    ]
    block = [{**BLOCK[0], "people": {"animation": ["s", "t"]}}, *BLOCK[1:]]
    known, perhaps = preflight(forum(*block, people=people, attendees=rows))
    assert (known.severity, perhaps.severity) == ("info", "warning")
    assert known.text.fr == (
        "Du même nom et de la même organisation qu'une personne du programme, donc la même, sans "
        "place pendant qu'elle y intervient : p (« Camille Dupont »)"
    )
    assert known.text.en == (
        "Of the name and the organisation of somebody in the programme, so the same person, "
        "without a seat while they take part: p (“Camille Dupont”)"
    )
    assert (known.where, known.attendees) == (("attendees", "p", "name"), ("p",))
    assert perhaps.text.fr == (
        "Du même nom qu'une personne du programme ; si c'est elle, lui donner le même identifiant "
        "ou la même adresse e-mail, sinon elle peut avoir une place pendant qu'elle intervient : "
        "q (« Dominique Petit »)"
    )
    assert perhaps.text.en == (
        "Of the name of somebody in the programme; if it is them, give them the same id or the "
        "same e-mail address, or else they may have a seat while they take part: "
        "q (“Dominique Petit”)"
    )
    assert (perhaps.where, perhaps.attendees) == (("attendees", "q", "name"), ("q",))


def test_without_sessions_to_register_for_nothing_is_said() -> None:
    rows = [{"id": key, "email": "contact@exemple.org", "needs": ["pmr"]} for key in "pqrstu"]
    assert told(forum(session("A"), attendees=rows)) == []


def test_no_name_is_ever_told() -> None:
    secret = {"name": "Nom Secret", "email": "secret@exemple.org"}
    rows = [
        {"id": "p", **secret, "must_attend": ["a", "b"], "needs": ["pmr"], "together": ["q"]},
        {"id": "q", **secret, "apart": ["p"], "present": [{"start": "17:00"}]},
    ]
    findings = preflight(forum(*BLOCK, attendees=rows))
    assert len(findings) > 3
    assert not any("ecret" in text for it in findings for text in (it.text.fr, it.text.en))


def test_findings_of_attendees_come_in_the_order_of_the_draft() -> None:
    rows = [{"id": key, "needs": [need]} for key, need in zip("rqp", "xyz", strict=True)]
    findings = preflight(forum(workshop("A"), attendees=rows))
    assert [finding.where[1] for finding in findings] == ["r", "q", "p"]


# --- An error is a proof, and so is what is said of those without a seat -------------------

PEOPLE = "pqr"
SESSIONS = "abc"


@st.composite
def events(draw: st.DrawFn, *, crowded: bool = False) -> Problem:
    """Draw a draft of locked sessions in given rooms, so that only the seats are open.

    Where it is crowded, everybody needs a seat, and there are few.
    """

    def sometimes(value: st.SearchStrategy[Any], default: Any, times: int = 3) -> Any:
        return draw(value) if draw(st.integers(1, times)) == 1 else default

    def some(of: str) -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from(of), unique=True, min_size=1, max_size=2)

    at = draw(st.lists(st.sampled_from(["09:00", "10:00"]), min_size=3, max_size=3))
    sessions: list[dict[str, Any]] = [
        workshop(
            name.upper(),
            locked={"start": at[number], "room": name},
            block=sometimes(st.just(f"x{at[number]}"), None, 1 if crowded else 2),
            capacity={
                "min": sometimes(st.integers(1, 4), 0),
                "max": sometimes(st.integers(0, 2), None, 2),
            },
            per_organisation=sometimes(st.just(1), None),
            group_of=sometimes(st.just("a"), None, 4) if name != "a" else None,
            people={"orateur": sometimes(st.sampled_from([["p"], ["elue"]]), [], 4)},
        )
        for number, name in enumerate(SESSIONS)
    ]
    window = st.sampled_from([{"end": "10:00"}, {"start": "10:00"}, {"start": "09:30"}])
    attendees = [
        {
            "id": key,
            "organisation": sometimes(st.just("Ville"), "", 2),
            "present": sometimes(window.map(lambda it: [it]), [], 4),
            "needs": sometimes(st.just(["pmr"]), [], 4),
            "wishes": sometimes(some(SESSIONS), [], 2),
            "must_attend": sometimes(some(SESSIONS), [], 9 if crowded else 2),
            "together": sometimes(st.sampled_from(PEOPLE).map(lambda it: [it]), []),
            "apart": sometimes(st.sampled_from(PEOPLE).map(lambda it: [it]), []),
        }
        for key in PEOPLE
    ]
    assume(not any(it["id"] in (*it["together"], *it["apart"]) for it in attendees))
    rooms = [
        {
            "id": name,
            "capacity": draw(st.integers(0, 1 if crowded else 3)),
            "features": sometimes(st.just(["pmr"]), [], 2),
        }
        for name in SESSIONS
    ]
    return forum(*sessions, attendees=attendees, rooms=rooms, people=[{"id": "p"}, {"id": "elue"}])


def programme(problem: Problem) -> list[Placement]:
    return [
        Placement(it.id, problem.days[0].date, start, start + 60, it.id)
        for it in problem.sessions
        if (start := it.locked.start) is not None
    ]


DEMANDS = [rule for rule in SEAT_RULES if rule.severity == "error"]
ALONE = ("seat_one_place", "seat_once", "seat_present", "seat_needs", "seat_must")


def seatings(problem: Problem) -> Iterator[Timetable]:
    """Yield the seatings that break no demand; nothing is judged without any seat."""
    placements = programme(problem)
    subsets = [it for size in range(3) for it in combinations(SESSIONS, size)]
    alone = [rule for rule in DEMANDS if rule.key in ALONE]

    def suits(who: str, taken: tuple[str, ...]) -> bool:
        it = Timetable.of(placements, [Seat(who, where) for where in taken])
        return not any(who in told.attendees for rule in alone for told in rule.check(problem, it))

    each = [[taken for taken in subsets if suits(who, taken)] for who in PEOPLE]
    for taken in product(*each):
        seats = [Seat(who, it) for who, some in zip(PEOPLE, taken, strict=True) for it in some]
        timetable = Timetable.of(placements, seats)
        if seats and not any(True for rule in DEMANDS for _ in rule.check(problem, timetable)):
            yield timetable


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(events())
def test_an_error_is_a_proof(problem: Problem) -> None:
    errors = [it for it in preflight(problem) if it.severity == "error" and it.attendees]
    if errors:
        assert next(seatings(problem), None) is None, [finding.text.fr for finding in errors]


@settings(max_examples=30, deadline=None)
@given(events(crowded=True))
def test_as_many_have_no_seat_as_is_said(problem: Problem) -> None:
    findings = preflight(problem)
    said = [it for it in findings if it.rule == "seat_lacking" and not it.attendees]
    if not said or impossible(findings):
        return
    for timetable in seatings(problem):
        offers = Offers(problem, timetable)
        without = [it.round for it in offers.standings() if it.session is None]
        for finding in said:
            here = {offers.round_of[session] for session in finding.sessions}
            number = int(finding.text.en.partition("at least ")[2].split()[0])
            assert sum(it in here for it in without) >= number > 0
