"""What each person takes part in."""

from __future__ import annotations

from assises import DRAFT, PROBLEM, TIMETABLE, chosen, timetable

from agenda_solver.problem import Problem
from agenda_solver.text import Text, same
from agenda_solver.views.people import Agenda, Appearance, agendas, person_facts


def test_what_everybody_takes_part_in() -> None:
    placements = TIMETABLE.by_session
    to_be_named = Text("rapporteur (à désigner)", "rapporteur (to be named)")
    assert agendas(PROBLEM, TIMETABLE) == (
        Agenda("hs", (Appearance("a1", Text("animation", "facilitation"), placements["a1"]),)),
        Agenda(
            "prefet",
            (
                Appearance("mot", Text("orateur", "speaker"), placements["mot"]),
                Appearance("a1", to_be_named, placements["a1"]),
            ),
        ),
        Agenda(
            "maire",
            (
                Appearance("ouverture", Text("animation", "facilitation"), placements["ouverture"]),
                Appearance("a1", to_be_named, placements["a1"]),
            ),
        ),
    )


def test_who_is_chosen_takes_part_and_who_is_not_does_not() -> None:
    _, prefet, maire = agendas(PROBLEM, chosen("maire"))
    assert [it.session for it in prefet.appearances] == ["mot"]
    assert [(it.session, it.roles.fr) for it in maire.appearances] == [
        ("ouverture", "animation"),
        ("a1", "rapporteur"),
    ]


def test_agendas_are_in_the_order_of_time_and_what_has_no_place_is_last() -> None:
    found = agendas(PROBLEM, timetable("+ouverture 9h-10h amphi", "a1 16h-17h seine"))
    assert [it.session for it in found[2].appearances] == ["a1", "ouverture"]
    assert [it.session for it in found[1].appearances] == ["a1", "mot"]
    assert found[1].appearances[1].placement is None


def test_several_roles_in_one_session_and_nobody_elses() -> None:
    sessions = [
        {**it, "people": {"animation": ["hs"], "intervention": ["hs"]}} if it["id"] == "a2" else it
        for it in DRAFT["sessions"]
        if it["id"] in ("a2", "cafe")
    ]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    hs, *others = agendas(problem, timetable())
    assert hs.appearances == (
        Appearance("a2", Text("animation et intervention", "facilitation and speaker")),
    )
    assert [it.appearances for it in others] == [(), ()]


def test_what_is_known_of_a_person() -> None:
    people = [
        {
            **{"id": "a", "name": "Ada", "role": "Maire", "organisation": "Rouen"},
            **{"unconfirmed": True, "present": [{"day": "2026-06-10", "start": "9h"}]},
        },
        {"id": "b", "role": "Préfète"},
    ]
    sessions = [{"id": "s", "title": "S", "minutes": 60}]
    problem = Problem.read({**DRAFT, "people": people, "sessions": sessions})
    assert person_facts(problem.person["a"]) == Text(
        "Maire · Rouen · à confirmer",
        "Maire · Rouen · to be confirmed",
    )
    assert person_facts(problem.person["b"]) == same("")


def test_a_role_of_several_is_told_to_each_as_of_one() -> None:
    sessions = [
        {**one, "people": {"intervenants": ["hs", "maire"]}} if one["id"] == "a1" else one
        for one in DRAFT["sessions"]
    ]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    own = {agenda.person: agenda.appearances for agenda in agendas(problem, TIMETABLE)}
    assert [one.roles.fr for one in own["hs"]] == ["intervenant"]
