from typing import Any

import pytest
from one_session import JUNE_10, JUNE_11, draft

from agenda_solver.problem import (
    Problem,
)


def test_roster_names_everyone_once_and_leaves_pools_out() -> None:
    people = {"animation": ["a", {"one_of": ["c"]}], "rapporteur": ["b", "a"]}
    problem = Problem.read(draft({"people": people}, people=[{"id": it} for it in "abc"]))
    assert problem.sessions[0].roster == ("a", "b")
    assert problem.sessions_with("a") == ("ouverture",)
    assert problem.sessions_with("c") == ()


def test_pools_tell_the_role_and_the_entry_and_name_each_person_once() -> None:
    people = {"animation": ["a", {"one_of": ["c", "b", "c"]}], "rapporteur": [{"one_of": ["a"]}]}
    problem = Problem.read(draft({"people": people}, people=[{"id": it} for it in "abcd"]))
    assert problem.sessions[0].pools == (
        ("animation", 1, ("c", "b")),
        ("rapporteur", 0, ("a",)),
    )
    assert [bool(problem.may_take_part(it)) for it in "abcd"] == [True, True, True, False]


@pytest.mark.parametrize(
    ("more", "takes"),
    [
        ({}, True),
        ({"rooms": ["amphi"]}, True),
        ({"rooms": []}, False),
        ({"kind": "pause"}, False),
        ({"kind": "repas"}, False),
        ({"kind": "pause", "rooms": ["amphi"]}, True),
        ({"kind": "repas", "locked": {"room": "amphi"}}, True),
        ({"kind": "repas", "preferred": {"room": "amphi"}}, True),
        ({"kind": "repas", "preferred": {"start": "12h"}}, False),
        ({"kind": "repas", "preferred": {"room": "amphi"}, "rooms": []}, False),
        ({"rooms": [], "preferred": {"room": "amphi"}}, False),
        ({"title": "Accueil des participants dans le hall"}, False),
        ({"title": "Accueil des participants dans le hall", "rooms": ["amphi"]}, True),
        ({"title": "Accueil des participants", "preferred": {"room": "amphi"}}, True),
        ({"title": "Visite du musée"}, False),
        ({"title": "Spectacle de la chorale"}, True),
        ({"rooms": [], "locked": {"room": "amphi"}}, True),
        ({"external": True, "locked": {"day": "mercredi", "start": "9h"}}, False),
        (
            {"external": True, "rooms": ["amphi"], "locked": {"day": "mercredi", "start": "9h"}},
            False,
        ),
        (
            {"external": True, "locked": {"day": "mercredi", "start": "9h", "room": "amphi"}},
            True,
        ),
    ],
)
def test_takes_room(more: dict[str, object], takes: bool) -> None:
    assert Problem.read(draft(more)).takes_room("ouverture") is takes


def family() -> Problem:
    sessions = [
        {"id": "whole", "title": "W", "minutes": 90},
        {"id": "part", "title": "P", "minutes": 30, "part_of": "whole", "kind": "pause"},
        {"id": "detail", "title": "D", "minutes": 10, "part_of": "part"},
        {"id": "sibling", "title": "S", "minutes": 10, "part_of": "whole"},
        {"id": "other", "title": "O", "minutes": 10, "block": "b"},
        {"id": "last", "title": "L", "minutes": 10, "block": "b"},
    ]
    return Problem.read(draft(sessions=sessions, rooms=[{"id": "amphi", "setup": 15}]))


def test_wholes_and_parts() -> None:
    problem = family()
    assert problem.wholes("detail") == ("part", "whole")
    assert problem.wholes("whole") == ()
    assert problem.parts == {"whole": ("part", "sibling"), "part": ("detail",)}


def test_related_is_part_and_whole_at_any_depth_not_siblings() -> None:
    problem = family()
    assert problem.related("detail", "whole")
    assert problem.related("whole", "detail")
    assert not problem.related("part", "sibling")
    assert not problem.related("detail", "sibling")
    assert not problem.related("whole", "other")


def test_a_circle_of_parts_ends() -> None:
    sessions = [
        {"id": "a", "title": "A", "minutes": 5, "part_of": "b"},
        {"id": "b", "title": "B", "minutes": 5, "part_of": "a"},
    ]
    assert set(Problem.read(draft(sessions=sessions)).wholes("a")) == {"a", "b"}


def test_a_part_may_take_the_room_of_its_whole() -> None:
    problem = family()
    assert not problem.takes_room("part")
    assert problem.may_take_room("part")


def test_blocks() -> None:
    assert family().blocks == {"b": ("other", "last")}


@pytest.mark.parametrize(
    ("more", "around"),
    [
        ({}, (15, 10)),
        ({"setup": 30}, (30, 10)),
        ({"setup": 0, "teardown": 0}, (0, 0)),
        ({"teardown": 5}, (15, 5)),
    ],
)
def test_a_session_s_own_setup_goes_before_the_room_s(
    more: dict[str, int], around: tuple[int, int]
) -> None:
    rooms = [{"id": "amphi", "setup": 15, "teardown": 10}]
    assert Problem.read(draft(more, rooms=rooms)).occupancy("ouverture", "amphi") == around


def test_a_part_has_no_setup() -> None:
    assert family().occupancy("part", "amphi") == (0, 0)
    assert family().occupancy("whole", "amphi") == (15, 0)


def test_moment_counts_from_the_first_day_wherever_it_stands() -> None:
    problem = Problem.read(draft(days=[{"date": JUNE_11}, {"date": JUNE_10}]))
    assert problem.first_date == JUNE_10
    assert problem.moment(JUNE_10, 5) == 5
    assert problem.moment(JUNE_11, 5) == 1445


def test_the_times_of_sub_groups_are_one_workshop() -> None:
    rows = [
        {"id": "a", "title": "A", "minutes": 30, "repeats": 2},
        {"id": "b", "title": "B", "minutes": 30, "group_of": "a", "repeats": 2},
        {"id": "c", "title": "C", "minutes": 30},
    ]
    problem = Problem.read(draft(sessions=rows))
    assert problem.workshops == {"a": ("a", "b", "a-2", "b-2"), "c": ("c",)}
    assert problem.workshop_of == {"a": "a", "b": "a", "a-2": "a", "b-2": "a", "c": "c"}


def test_what_attendees_ask_for_by_workshop() -> None:
    rows = [{"id": "a", "title": "A", "minutes": 30, "repeats": 2}, {"id": "c", "title": "C"}]
    attendees = [
        {"id": "ranks", "wishes": ["a-2"], "must_attend": ["c"]},
        {"id": "rates", "wishes": {"a": 0, "c": 3}},
        {"id": "asks-nothing"},
    ]
    sessions = [{"minutes": 30, **row} for row in rows]
    problem = Problem.read(draft(sessions=sessions, attendees=attendees))
    assert problem.workshops_asked == {"ranks": {"a", "c"}, "rates": {"c"}, "asks-nothing": set()}


def test_those_who_are_there_at_the_same_times_share_them() -> None:
    there = [{"start": "9h", "end": "12h"}]
    attendees = [{"id": "p", "present": there}, {"id": "q", "present": there}, {"id": "r"}]
    problem = Problem.read(draft(attendees=attendees))
    assert problem.presences["p"] == tuple(problem.attendee["p"].present)
    assert problem.presences["p"] is problem.presences["q"]
    assert problem.presences["r"] == ()


def test_sessions_with_all_that_is_inside_of_them() -> None:
    parts = {"b": "a", "c": "b", "e": "d"}
    rows = [
        {
            "id": key,
            "title": key,
            "minutes": 30,
            **({"part_of": parts[key]} if key in parts else {}),
        }
        for key in "abcdef"
    ]
    problem = Problem.read(draft(sessions=rows))
    assert problem.with_their_parts(["a"]) == {"a", "b", "c"}
    assert problem.with_their_parts(["b", "d", "f"]) == {"b", "c", "d", "e", "f"}
    assert problem.with_their_parts(["nobody"]) == set()


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, False),
        ({"kind": "workshop"}, True),
        ({"kind": "workshop", "registration": False}, False),
        ({"registration": True}, True),
        ({"capacity": {"min": 5}}, True),
        ({"capacity": {"max": 0}}, True),
        ({"mixed": ["organisation"]}, True),
        ({"per_organisation": 2}, True),
        ({"block": "b"}, False),
    ],
)
def test_what_takes_registrations(fields: dict[str, Any], offered: bool) -> None:
    problem = Problem.read(draft(fields, attendees=[{"id": "p1"}]))
    assert problem.offered == (("ouverture",) if offered else ())
    assert Problem.read(draft(fields)).offered == (), "there is nobody to have a seat"


@pytest.mark.parametrize("wishes", [["b"], {"b": 3}])
def test_what_somebody_wishes_for_takes_registrations(wishes: object) -> None:
    rows = [
        {"id": "a", "title": "A", "minutes": 30, "block": "x"},
        {"id": "b", "title": "B", "minutes": 30, "repeats": 2},
        {"id": "c", "title": "C", "minutes": 30},
        {"id": "d", "title": "D", "minutes": 30, "block": "x", "registration": False},
    ]
    attendees = [{"id": "p1", "wishes": wishes}]
    problem = Problem.read(draft(sessions=rows, attendees=attendees))
    assert problem.offered == ("a", "b", "b-2")
    must = [{"id": "p1", "must_attend": ["b"]}]
    assert Problem.read(draft(sessions=rows, attendees=must)).offered == problem.offered


def test_attendees_who_take_part_in_the_programme() -> None:
    people = [{"id": "maire", "email": "M@exemple.invalid"}, {"id": "prefet"}]
    attendees = [
        {"id": "p1", "email": "m@EXEMPLE.invalid"},
        {"id": "prefet"},
        {"id": "p2", "email": "autre@exemple.invalid"},
        {"id": "p3"},
    ]
    problem = Problem.read(draft(people=people, attendees=attendees))
    assert problem.person_of == {"p1": "maire", "prefet": "prefet"}


@pytest.mark.parametrize(
    ("session", "other", "counted"),
    [
        ({}, {"locked": {"start": "11h"}}, True),
        ({}, {"locked": {"start": "10h59"}}, False),
        ({}, {}, False),
        ({}, {"kind": "pause"}, True),
        ({}, {"external": True, "locked": {"day": "mercredi", "start": "10h"}}, True),
        ({"expected": 1}, {"locked": {"start": "11h"}}, False),
        ({"kind": "repas"}, {"locked": {"start": "11h"}}, False),
        ({"kind": "workshop"}, {"locked": {"start": "11h"}}, False),
        ({"kind": "plenary", "locked": {}, "expected": 1}, {}, True),
    ],
)
def test_what_all_who_are_registered_attend(
    session: dict[str, Any], other: dict[str, Any], counted: bool
) -> None:
    rows = [
        {"id": "a", "title": "A", "minutes": 60, "locked": {"start": "10h"}, **session},
        {"id": "b", "title": "B", "minutes": 60, **other},
    ]
    problem = Problem.read(draft(sessions=rows, attendees=[{"id": "i"}, {"id": "j"}]))
    assert problem.registered.get("a") == (2 if counted else None)


def known(people: list[dict[str, str]], *attendees: dict[str, str]) -> tuple[Any, Any]:
    """Return who is known to be whom, and who may be, of attendees numbered from 0."""
    rows = [{"id": f"i{number}", **row} for number, row in enumerate(attendees)]
    found = Problem.read(draft(people=people, attendees=rows)).identities
    return found.known, found.perhaps


CAMILLE = {"id": "c", "name": "Camille Dupont-Étoile", "organisation": "Ville de Testville"}


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("DUPONT ETOILE Camille", "VILLE DE  TESTVILLE"),
        ("Mme Camille Dupont Étoile", "ville de testville"),
        ("Camille Dupont-Étoile", "Ville de Testville"),
    ],
)
def test_a_name_and_an_organisation_tell_who_somebody_is(name: str, organisation: str) -> None:
    told = {"name": name, "organisation": organisation}
    assert known([CAMILLE], told) == ({"i0": "c"}, {})
    with_address = {**told, "email": "camille@exemple.invalid"}
    assert known([CAMILLE], with_address) == ({"i0": "c"}, {})
    # Two addresses are asked about, and an address tells before a name does.
    reached = {**CAMILLE, "email": "dupont@exemple.invalid"}
    assert known([reached], with_address) == ({}, {"i0": ("c",)})
    other = {"id": "autre", "email": "camille@exemple.invalid"}
    assert known([CAMILLE, other], with_address) == ({"i0": "autre"}, {})


def test_a_name_alone_may_be_somebody_elses() -> None:
    alone = {"name": "camille dupont étoile"}
    assert known([CAMILLE], alone) == ({}, {"i0": ("c",)})
    assert known([CAMILLE], {**alone, "organisation": "Région"}) == ({}, {"i0": ("c",)})
    reached = {**CAMILLE, "email": "dupont@exemple.invalid"}
    assert known([reached], {**alone, "email": "autre@exemple.invalid"}) == ({}, {})
    assert known([CAMILLE], {"name": "Camille Dupont"}) == ({}, {})
    assert known([{"id": "x", "role": "Maire"}], {"name": ""}, {"name": "M."}) == ({}, {})


def test_of_several_of_one_name_and_organisation_nobody_is_known() -> None:
    told = {key: CAMILLE[key] for key in ("name", "organisation")}
    assert known([CAMILLE], told, told) == ({}, {"i0": ("c",), "i1": ("c",)})
    assert known([CAMILLE, {**CAMILLE, "id": "d"}], told) == ({}, {"i0": ("c", "d")})
    # Who is known by an id is nobody else.
    assert known([CAMILLE], {**CAMILLE}, told) == ({"c": "c"}, {"i1": ("c",)})
