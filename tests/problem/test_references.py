from typing import Any

import pytest
from one_session import JUNE_10, JUNE_11, MINIMAL, MISSING, attendee, draft, event, faults, sequence

from agenda_solver.problem import (
    Problem,
    ProblemError,
)

UNKNOWN_SESSION = (
    "« x » n'est pas l'id d'une session (connus : ouverture)",
    "“x” is not the id of a session (known: ouverture)",
)
UNKNOWN_ROOM = (
    "« x » n'est pas l'id d'une salle (connus : amphi)",
    "“x” is not the id of a room (known: amphi)",
)
UNKNOWN_PERSON = (
    "« x » n'est pas l'id d'un intervenant (connus : maire)",
    "“x” is not the id of a person (known: maire)",
)
UNKNOWN_ATTENDEE = (
    "« x » n'est pas l'id d'un participant",
    "“x” is not the id of an attendee",
)
UNKNOWN_DAY = (
    "jeudi 11 juin 2026 n'est pas une journée de l'évènement (connues : mercredi 10 juin 2026)",
    "Thursday 11 June 2026 is not a day of the event (known: Wednesday 10 June 2026)",
)
ITSELF = (
    "une session ne peut pas se nommer elle-même",
    "a session cannot name itself",
)
NOT_LOCKED = (
    "une session extérieure ne bouge pas : il lui faut un jour et un début verrouillés",
    "an external session never moves: it needs a locked day and start",
)
PART_SETUP = (
    "une partie n'a ni montage ni démontage : les donner à la session entière",
    "a part has no setup or teardown: give them to the whole session",
)

PART = {"id": "mot", "title": "Mot", "minutes": 5, "part_of": "ouverture"}
WITH_PART = draft()["sessions"]


@pytest.mark.parametrize(
    ("data", "where", "sentences"),
    [
        (draft({"part_of": "x"}), "sessions[0].part_of", UNKNOWN_SESSION),
        (draft({"before": ["x"]}), "sessions[0].before[0]", UNKNOWN_SESSION),
        (draft({"after": [{"session": "x"}]}), "sessions[0].after[0]", UNKNOWN_SESSION),
        (sequence(sessions=["ouverture", "x"]), "sequences[0].sessions[1]", UNKNOWN_SESSION),
        (draft({"locked": {"room": "x"}}), "sessions[0].locked.room", UNKNOWN_ROOM),
        (draft({"preferred": {"room": "x"}}), "sessions[0].preferred.room", UNKNOWN_ROOM),
        (draft({"rooms": ["amphi", "x"]}), "sessions[0].rooms[1]", UNKNOWN_ROOM),
        (
            draft({"people": {"animation": ["maire", "x"]}}),
            "sessions[0].people.animation[1]",
            UNKNOWN_PERSON,
        ),
        (
            draft({"people": {"animation": [{"one_of": ["maire", "x"]}]}}),
            "sessions[0].people.animation[0].one_of[1]",
            UNKNOWN_PERSON,
        ),
        (attendee(together=["x"]), "attendees[0].together[0]", UNKNOWN_ATTENDEE),
        (attendee(apart=["x"]), "attendees[0].apart[0]", UNKNOWN_ATTENDEE),
        (draft({"locked": {"day": JUNE_11}}), "sessions[0].locked.day", UNKNOWN_DAY),
        (draft({"preferred": {"day": JUNE_11}}), "sessions[0].preferred.day", UNKNOWN_DAY),
        (
            event(slots=[{"day": JUNE_11, "start": "9h", "end": "10h"}]),
            "event.slots[0].day",
            UNKNOWN_DAY,
        ),
        (draft({"part_of": "ouverture"}), "sessions[0].part_of", ITSELF),
        (draft({"before": ["ouverture"]}), "sessions[0].before[0]", ITSELF),
        (draft({"after": ["ouverture"]}), "sessions[0].after[0]", ITSELF),
        (draft({"minutes": None}), "sessions[0].minutes", MISSING),
        (draft({"external": True}), "sessions[0].locked", NOT_LOCKED),
        (
            draft({"external": True, "locked": {"day": JUNE_10}}),
            "sessions[0].locked",
            NOT_LOCKED,
        ),
        (
            draft({"external": True, "locked": {"start": "9h"}}),
            "sessions[0].locked",
            NOT_LOCKED,
        ),
        (draft(sessions=[*WITH_PART, {**PART, "setup": 5}]), "sessions[1].setup", PART_SETUP),
        (
            draft(sessions=[*WITH_PART, {**PART, "teardown": 5}]),
            "sessions[1].teardown",
            PART_SETUP,
        ),
    ],
)
def test_a_reference_that_leads_nowhere(
    data: dict[str, Any], where: str, sentences: tuple[str, str]
) -> None:
    assert faults(data) == [(where, *sentences)]


def test_a_part_may_say_that_it_has_no_setup() -> None:
    assert Problem.read(draft(sessions=[*WITH_PART, {**PART, "setup": 0, "teardown": 0}]))


@pytest.mark.parametrize("key", ["wishes", "must_attend"])
def test_an_attendee_s_unknown_session(key: str) -> None:
    (fault,) = faults(attendee(**{key: ["ouverture", "x"]}))
    assert fault[0].startswith(f"attendees[0].{key}")
    assert fault[1:] == UNKNOWN_SESSION


def test_a_wish_that_is_ranked_twice() -> None:
    assert faults(attendee(wishes=["ouverture", "ouverture"])) == [
        (
            "attendees[0].wishes[1]",
            "« ouverture » est déjà le vœu n° 1 de cette personne : ne l'écrire qu'une fois",
            "“ouverture” is this person's wish no. 1 already: write it once",
        )
    ]


@pytest.mark.parametrize("key", ["together", "apart"])
def test_an_attendee_who_names_themselves(key: str) -> None:
    assert faults(attendee(**{key: ["p1"]})) == [
        (
            f"attendees[0].{key}[0]",
            "un participant ne peut pas se nommer lui-même",
            "an attendee cannot name themselves",
        )
    ]


def test_a_track_that_is_similar_to_itself() -> None:
    assert faults(draft(tracks=[{"id": "eau", "similar": ["eau"]}])) == [
        (
            "tracks[0].similar[0]",
            "un thème ne peut pas se nommer lui-même",
            "a track cannot name itself",
        )
    ]


def test_a_rated_wish_for_an_unknown_session() -> None:
    assert faults(attendee(wishes={"x": 3})) == [("attendees[0].wishes.x", *UNKNOWN_SESSION)]


def test_nothing_is_known() -> None:
    assert faults(draft({"rooms": ["x"]}, rooms=[])) == [
        (
            "sessions[0].rooms[0]",
            "« x » n'est pas l'id d'une salle (connus : –)",
            "“x” is not the id of a room (known: –)",
        )
    ]


def test_a_long_list_of_what_is_known_is_cut_and_says_so() -> None:
    rooms = [{"id": f"s{number}"} for number in range(40)]
    ((_, fr, en),) = faults(draft({"rooms": ["x"]}, rooms=rooms))
    assert "s11" in fr
    assert "s12" not in fr
    assert "…" in fr
    assert "…" in en


TABLES: dict[str, list[dict[str, Any]]] = {
    "days": [{"id": "a", "date": "2026-06-10"}, {"id": "a", "date": "2026-06-11"}],
    "rooms": [{"id": "a"}, {"id": "a"}],
    "people": [{"id": "a"}, {"id": " a"}],
    "sessions": [
        {"id": "a", "title": "A", "minutes": 5},
        {"id": "a", "title": "B", "minutes": 5},
    ],
    "attendees": [{"id": "a"}, {"id": "a"}],
}


@pytest.mark.parametrize("table", TABLES)
def test_an_id_stands_once_in_its_table(table: str) -> None:
    assert faults(draft(**{table: TABLES[table]})) == [
        (
            f"{table}[1].id",
            f"« a » est déjà pris plus haut ({table}[0].id)",
            f"“a” is already taken further up ({table}[0].id)",
        )
    ]


def test_the_same_id_in_two_tables_is_no_duplicate() -> None:
    assert Problem.read(draft(rooms=[{"id": "ouverture"}], people=[{"id": "ouverture"}]))


def test_a_date_stands_once() -> None:
    days = [{"id": "a", "date": JUNE_10}, {"id": "b", "date": "2026-06-10"}]
    assert faults(draft(days=days)) == [
        (
            "days[1].date",
            "« 2026-06-10 » est déjà pris plus haut (days[0].date)",
            "“2026-06-10” is already taken further up (days[0].date)",
        )
    ]


def test_a_session_stands_once_in_a_sequence() -> None:
    sessions = [*WITH_PART, {**PART, "part_of": None}]
    data = draft(sessions=sessions, sequences=[{"sessions": ["ouverture", "mot", "ouverture"]}])
    assert faults(data) == [
        (
            "sequences[0].sessions[2]",
            "« ouverture » est déjà pris plus haut (sequences[0].sessions[0])",
            "“ouverture” is already taken further up (sequences[0].sessions[0])",
        )
    ]


def test_every_fault_is_told() -> None:
    data = draft({"rooms": ["x", "y"], "part_of": "z", "minutes": None})
    assert {where for where, *_ in faults(data)} == {
        "sessions[0].rooms[0]",
        "sessions[0].rooms[1]",
        "sessions[0].part_of",
        "sessions[0].minutes",
    }


def test_a_day_is_not_named_like_another_date() -> None:
    """A reference to it could mean either."""
    days = [{"id": "2026-06-11", "date": "2026-06-10"}, {"id": "b", "date": "2026-06-12"}]
    with pytest.raises(ProblemError) as caught:
        Problem.read({"event": {"name": ""}, "days": days, "sessions": [MINIMAL]})
    (fault,) = caught.value.faults
    assert fault.path == ("days", 0, "id")
    assert fault.text.fr == (
        "« 2026-06-11 » est une autre date que celle de cette journée : choisir un autre id"
    )
