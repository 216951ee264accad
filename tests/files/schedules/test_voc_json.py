"""The JSON of pretalx: as its XML, and capacities of rooms beside."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read

EVENT: dict[str, Any] = {
    "id": 12,
    "guid": "51111111-1111-1111-1111-111111111111",
    "code": "QWERTY",
    "date": "2027-03-05T10:00:00+01:00",
    "start": "10:00",
    "duration": "00:30",
    "room": "Main hall",
    "title": "Maps for all",
    "subtitle": "",
    "language": "en",
    "track": None,
    "type": "Talk",
    "abstract": "Why maps.",
    "description": None,
    "do_not_record": True,
    "persons": [
        {"code": "AAAAAA", "name": "Ada Fictive", "biography": "Invented.", "avatar": None},
        {"code": "BBBBBB", "public_name": "Basil Fictive"},
    ],
    "links": [],
    "attachments": [{"url": "https://example.org/slides"}],
}


def document(**event: Any) -> dict[str, Any]:
    return {
        "schedule": {
            "version": "0.2",
            "conference": {
                "acronym": "fictive",
                "title": "Fictive days",
                "time_zone_name": "Europe/Berlin",
                "rooms": [
                    {"name": "Main hall", "slug": "main", "capacity": 80, "guid": None},
                    {"name": "Cellar", "slug": "cellar", "capacity": None},
                ],
                "days": [
                    {
                        "index": 1,
                        "date": "2027-03-05",
                        "day_start": "2027-03-05T09:00:00+01:00",
                        "day_end": "2027-03-05T18:00:00+01:00",
                        "rooms": {"Main hall": [{**EVENT, **event}]},
                    }
                ],
            },
        }
    }


def imported(data: Any) -> Imported:
    words = data if isinstance(data, str) else json.dumps(data)
    return read(SourceFile("schedule.json", words.encode()), ImportOptions())


def test_sessions_rooms_and_people_keep_their_ids() -> None:
    problem = imported(document()).problem
    (session,) = problem.sessions
    assert (session.id, session.title, session.kind) == ("QWERTY", "Maps for all", "speech")
    assert session.people == {"speakers": ["AAAAAA", "BBBBBB"]}
    assert (session.stated[0].start, session.stated[0].end) == (600, 630)
    assert session.preferred.room == "main"
    assert [(room.id, room.capacity) for room in problem.rooms] == [("main", 80), ("cellar", None)]
    assert [person.name for person in problem.people] == ["Ada Fictive", "Basil Fictive"]
    assert (problem.event.language, problem.event.zone) == ("en", "Europe/Berlin")


def test_what_has_no_place_is_told() -> None:
    told = {check.text.en.split(" ")[0] for check in imported(document()).report.checks}
    assert told == {"“acronym”", "“attachments”", "“biography”", "“do_not_record”"}


def test_what_a_room_has_beside_is_told_with_it() -> None:
    data = document()
    data["schedule"]["conference"]["rooms"][1]["stream_id"] = "s1"
    (lost,) = (check for check in imported(data).report.checks if "stream_id" in check.text.en)
    assert [place.en for place in lost.places] == ["room Cellar"]


def test_two_times_of_one_talk_have_two_ids() -> None:
    data = document()
    day = data["schedule"]["conference"]["days"][0]
    day["rooms"]["Main hall"].append({**EVENT, "date": "2027-03-05T14:00:00+01:00"})
    assert [session.id for session in imported(data).problem.sessions] == ["QWERTY", "QWERTY-2"]


def test_ids_of_a_draft_of_ours_come_back() -> None:
    data = document()
    data["schedule"]["conference"]["meta"] = {
        "agenda-solver": {"sessions": {EVENT["guid"]: "maps"}, "people": {"g": "ada"}, "rooms": 3},
        "other": 1,
    }
    event = data["schedule"]["conference"]["days"][0]["rooms"]["Main hall"][0]
    event["persons"] = [{"guid": "g", "name": "Ada Fictive", "roles": ["chair", "report"]}]
    found = imported(data)
    (session,) = found.problem.sessions
    assert (session.id, session.people) == ("maps", {"chair": ["ada"], "report": ["ada"]})
    assert any(check.text.en.startswith("“other”") for check in found.report.checks)


@pytest.mark.parametrize("name", ["Speaker to be named", "Bob"])
def test_who_is_yet_to_be_named_is_nobody_only_where_the_name_says_so(name: str) -> None:
    people = [{"guid": "g", "name": name, "to_be_named": True}]
    problem = imported(document(persons=people)).problem
    assert [person.name for person in problem.people] == ([] if "named" in name else ["Bob"])
    assert len(problem.sessions[0].people["speakers"]) == 1


@pytest.mark.parametrize("meta", [3, [], {"agenda-solver": 1}, {"agenda-solver": {"sessions": []}}])
def test_what_is_odd_beside_a_schedule_is_no_traceback(meta: Any) -> None:
    data = document()
    data["schedule"]["conference"]["meta"] = meta
    assert imported(data).problem.sessions[0].id == "QWERTY"


@pytest.mark.parametrize(
    "field", [{"date": "soon"}, {"date": 3}, {"persons": "Ada"}, {"duration": "long"}]
)
def test_what_is_odd_is_no_traceback(field: dict[str, Any]) -> None:
    problem = imported(document(**field)).problem
    assert [session.title for session in problem.sessions] == ["Maps for all"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ('{"schedule": ', "this JSON is not well-formed"),
        ('{"a": 1}', "it takes “conference” and its “days”"),
        ("[" * 100_000, "this JSON"),
    ],
)
def test_what_cannot_be_read_is_refused(data: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        imported(data)
    assert sentence in refused.value.sentences[0].en


def test_what_no_draft_can_hold_is_refused_in_a_sentence() -> None:
    with pytest.raises(InputError) as refused:
        imported(document(abstract="a" * 40_000))
    assert refused.value.sentences[0].en == "schedule.json, session QWERTY: text too long"
