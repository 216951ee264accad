"""The JSON of pretalx: its structure, and what it carries beside that of frab."""

from __future__ import annotations

import json
from typing import Any

from public_days import data_of, exported, problem, publication, read_back

from agenda_solver.problem import Minutes


def document(**published: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(data_of(exported("json", publication(**published))))
    return data


def events(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        event["title"]: event
        for day in data["schedule"]["conference"]["days"]
        for sessions in day["rooms"].values()
        for event in sessions
    }


def test_the_shape_is_that_of_pretalx() -> None:
    data = document()
    assert set(data) == {"$schema", "generator", "schedule"}
    assert set(data["schedule"]) == {"version", "base_url", "conference"}
    conference = data["schedule"]["conference"]
    assert {key: conference[key] for key in ("acronym", "start", "end", "daysCount")} == {
        "acronym": "rencontres_d_ete",
        "start": "2027-03-26",
        "end": "2027-03-27",
        "daysCount": 2,
    }
    assert conference["tracks"] == [{"name": "Eau", "slug": "eau"}]
    assert [(room["name"], room["capacity"]) for room in conference["rooms"]] == [
        ("Amphi <Est>", 200),
        ("Cave (à confirmer)", None),
        ("Sans salle", None),
    ]
    first, second = conference["days"]
    assert (first["index"], first["date"]) == (1, "2027-03-26")
    assert first["day_end"] == "2027-03-27T01:30:00+01:00"
    assert list(first["rooms"]) == ["Amphi <Est>", "Cave (à confirmer)", "Sans salle"]
    assert list(second["rooms"]) == ["Amphi <Est>"]


def test_a_session_says_what_a_website_needs() -> None:
    event = events(document())["Atelier"]
    people = event.pop("persons")
    assert event.pop("guid") == "0a1b2c3d-0000-4000-8000-00000000000a"
    assert event == {
        "id": 7,
        "code": "7",
        "date": "2027-03-26T10:30:00+01:00",
        "start": "10:30",
        "end": "2027-03-26T12:00:00+01:00",
        "duration": "01:30",
        "room": "Cave (à confirmer)",
        "slug": "rencontres_d_ete_7_atelier",
        "url": "https://exemple.org/2027/eau",
        "title": "Atelier",
        "subtitle": "De la source à la mer",
        "track": "Eau",
        "type": "atelier",
        "language": "anglais",
        "abstract": "",
        "description": "On parle d'eau.\n\nEt de ceux qui la boivent.\n\n– Qui paie ?",
        "links": [],
        "attachments": [],
    }
    ada, _, named_later, chosen_later = people
    assert (ada["name"], ada["roles"]) == ("Ada LOVELACE", ["animation", "restitution"])
    assert ada["organisation"] == "Calcul"
    assert named_later["to_be_named"] is chosen_later["to_be_named"] is True
    assert "exemple.org" not in json.dumps(people)  # no address is published


def test_it_can_stand_in_a_page() -> None:
    data = data_of(exported("json", publication())).decode()
    assert not set("<>&\u2028\u2029") & set(data)


def test_what_is_said_of_a_session_comes_back() -> None:
    again = read_back(exported("json", publication())).problem
    known = problem()
    assert [room.id for room in again.rooms] == ["amphi", "cave"]
    for session in again.sessions:
        before = known.session[session.id]
        assert (session.subtitle, session.track, session.language, session.link) == (
            before.subtitle,
            before.track,
            before.language,
            before.link,
        )
        assert session.description.startswith(before.description)
        assert session.minutes == before.minutes or session.minutes == Minutes(min=60, max=60)
    assert again.session["7"].kind == "workshop"
    assert [one.label for one in again.people if one.unconfirmed] == ["Préfet"]
    assert (again.event.link, again.event.version) == (known.event.link, "v2-1")


def test_what_it_cannot_carry_is_told_in_both_languages() -> None:
    assert [sentence.en for sentence in exported("json", publication()).lacking] == [
        "Without a time, and so not in this file: “Sans heure”",
        "Within another session, and beside it in this format: “Mot d'accueil”",
        "A session has one room in this format, the first is given: “Ouverture”",
    ]


def test_without_a_page_there_is_no_address() -> None:
    data = document(asked=problem(link=""))
    assert "base_url" not in data["schedule"]
    assert events(data)["Ouverture"]["url"] == ""
