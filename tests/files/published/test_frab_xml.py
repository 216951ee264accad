"""The XML of frab: its structure, what voc's schema says of it, and what stays the same in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from public_days import DRAFT, FIRST, PLACEMENTS, SECOND, data_of, exported, problem, publication
from real_events import ROOT

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable

# Of voc's repository (EUPL): validator/xsd/schedule.xml.xsd
XSD = Path(os.environ.get("SCHEDULE_XSD", ROOT.parent / "shared" / "schema" / "schedule.xml.xsd"))
CHILDREN = [
    *("room", "title", "subtitle", "type", "date", "start", "duration", "abstract"),
    *("track", "language"),
]
FURTHER = ("description", "url", "persons")  # where there is something


def root(**published: Any) -> Element:
    element: Element = fromstring(data_of(exported("frab", publication(**published))))
    return element


def events(schedule: Element) -> dict[str, Element]:
    return {event.findtext("title") or "": event for event in schedule.iter("event")}


def test_the_event_its_days_and_rooms() -> None:
    schedule = root()
    conference = schedule.find("conference")
    assert conference is not None
    assert {child.tag: child.text for child in conference if child.tag != "track"} == {
        "title": "Rencontres d'été",
        "acronym": "rencontres_d_ete",
        "start": "2027-03-26",
        "end": "2027-03-27",
        "days": "2",
        "timeslot_duration": "00:05",
        "url": "https://exemple.org/2027",
        "time_zone_name": "Europe/Paris",
    }
    first, second = schedule.iter("day")
    # As announced, and as long as something is on: the night is of its day.
    assert first.attrib == {
        "index": "1",
        "date": "2027-03-26",
        "start": "2027-03-26T08:30:00+01:00",
        "end": "2027-03-27T01:30:00+01:00",
    }
    assert second.get("start") == "2027-03-27T10:00:00+01:00"
    rooms = [room.get("name") for room in first.iter("room") if room.get("name")]
    assert rooms == ["Amphi <Est>", "Cave (à confirmer)", "Sans salle"]


def test_a_session_says_what_programs_want_though_it_is_blank() -> None:
    for event in root().iter("event"):
        tags = [child.tag for child in event]
        assert [tag for tag in tags if tag not in FURTHER] == CHILDREN
        assert all(child.text or len(child) or child.tag not in FURTHER[:2] for child in event)
        assert int(event.get("id", "")) > 0
        assert UUID(event.get("guid", ""))
    event = events(root())["Nuit des cartes"]
    assert event.findtext("date") == "2027-03-27T00:30:00+01:00"
    assert (event.findtext("start"), event.findtext("duration")) == ("00:30", "01:00")


def test_offsets_follow_the_clock_of_the_event() -> None:
    summer = [replace(placement, day=SECOND.replace(day=28)) for placement in PLACEMENTS[-1:]]
    days = [{"date": "2027-03-27"}, {"date": "2027-03-28"}]
    asked = Problem.read({**DRAFT, "days": days})
    schedule = root(asked=asked, timetable=Timetable.of([PLACEMENTS[-1], *[]]))
    assert events(schedule)["Bilan"].findtext("date") == "2027-03-27T10:00:00+01:00"
    schedule = root(asked=asked, timetable=Timetable.of(summer))
    assert events(schedule)["Bilan"].findtext("date") == "2027-03-28T10:00:00+02:00"


def people(schedule: Element) -> Iterator[tuple[str, str]]:
    for person in schedule.iter("person"):
        yield person.text or "", person.get("id", "")


def test_two_people_of_one_name_are_two_and_one_who_comes_twice_is_one() -> None:
    ids: dict[str, set[str]] = {}
    for name, id_ in people(root()):
        ids.setdefault(name, set()).add(id_)
    assert len(ids["Ada LOVELACE"]) == 1
    assert ids["Maire (Ville A)"] != ids["Maire (Ville B)"]
    # Who is yet to be named is somebody else each time.
    assert len(ids["Élue à désigner"]) == 2


def test_namesakes_of_one_organisation_have_their_ids_beside() -> None:
    alike = [
        {**row, "organisation": "Ville A"} if row["id"] == "maire2" else row
        for row in DRAFT["people"]
    ]
    names = {name for name, _ in people(root(asked=Problem.read({**DRAFT, "people": alike})))}
    assert {"Maire (maire1)", "Maire (maire2)"} <= names


def test_ids_stay_and_the_version_changes_with_the_edition() -> None:
    first = publication()
    moved = Timetable.of([*PLACEMENTS[1:], replace(PLACEMENTS[0], room="cave")])
    renamed = problem(name="Rencontres d'hiver")
    second = publication(asked=renamed, timetable=moved, history=first.history)
    before, after = (fromstring(data_of(exported("frab", one))) for one in (first, second))
    assert (before.findtext("version"), after.findtext("version")) == ("v2-1", "v2-2")
    assert before.findtext("conference/acronym") == after.findtext("conference/acronym")
    ids = [
        {title: (event.get("id"), event.get("guid")) for title, event in events(one).items()}
        for one in (before, after)
    ]
    assert ids[0] == ids[1]
    again = publication(asked=renamed, timetable=moved, history=second.history)
    assert data_of(exported("frab", again)) == data_of(exported("frab", second))


def test_a_copied_row_has_a_guid_of_its_own() -> None:
    note = {"note": "guid: 0a1b2c3d-0000-4000-8000-00000000000a"}
    rows = [{**row, **note} for row in DRAFT["sessions"]]
    guids = [
        one.get("guid")
        for one in root(asked=Problem.read({**DRAFT, "sessions": rows})).iter("event")
    ]
    assert len(set(guids)) == len(guids)
    assert guids.count("0a1b2c3d-0000-4000-8000-00000000000a") == 1


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("Été", "ete_2027"), ("日本", "event_2027"), ("A" * 60, "a" * 40), ("Fête !", "fete")],
)
def test_an_acronym_is_long_enough_and_plain(name: str, acronym: str) -> None:
    assert root(asked=problem(name=name)).findtext("conference/acronym") == acronym
    assert root(asked=problem(name=name, id="ete27")).findtext("conference/acronym") == "ete27"


def test_lengths_are_below_a_day_and_no_time_is_lost_by_a_hand() -> None:
    whole = replace(PLACEMENTS[-1], start=0, end=1440)
    assert events(root(timetable=Timetable.of([whole])))["Bilan"].findtext("duration") == "23:59"
    turned = Placement("bilan", FIRST, 600, 540, "amphi")
    assert events(root(timetable=Timetable.of([turned])))["Bilan"].findtext("duration") == "00:00"


def test_what_it_cannot_carry_is_told() -> None:
    assert [sentence.fr for sentence in exported("frab", publication()).lacking] == [
        "Sans heure, donc pas dans ce fichier : « Sans heure »",
        "À l'intérieur d'une autre session, et à côté d'elle dans ce format : « Mot d'accueil »",
        "Une salle par session dans ce format, la première est donnée : « Ouverture »",
        "Qui reste à désigner est une personne dans ce format, une par session : « Atelier » et "
        "« Nuit des cartes »",
        "Des homonymes y sont distingués par leur organisation ou leur identifiant : Maire",
        "Ce format ne dit pas : les identifiants (des nombres les remplacent, toujours les mêmes), "
        "les rôles des intervenants, leurs organisations et le nombre de places des salles",
    ]
    plain = {
        "event": {"name": "Seul"},
        "days": [{"date": "2027-03-27"}],
        "sessions": [{"id": "12", "title": "Un", "minutes": 30}],
    }
    alone = publication(Problem.read(plain), Timetable.of([Placement("12", SECOND, 600, 630)]))
    assert exported("frab", alone).lacking == ()


@pytest.mark.skipif(not XSD.is_file(), reason="voc's schema is not here: SCHEDULE_XSD says where")
def test_the_schema_of_voc_takes_it() -> None:
    import io

    import xmlschema

    schema = xmlschema.XMLSchema(str(XSD))
    whole = replace(PLACEMENTS[-1], start=0, end=1440)
    for published in (publication(), publication(timetable=Timetable.of([whole]))):
        schema.validate(io.BytesIO(data_of(exported("frab", published))))
