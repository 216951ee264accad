"""The XML of frab: what becomes of each session, and of what a draft has no place for."""

from __future__ import annotations

from datetime import date

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read
from agenda_solver.problem import Minutes
from agenda_solver.solve import solve

XML = """<?xml version="1.0" encoding="utf-8"?>
<schedule>
  <generator name="invented" version="1"/>
  <version>v0.3</version>
  <conference>
    <title>Rencontres fictives du logiciel</title><acronym>fictif</acronym>
    <start>2027-03-05</start><end>2027-03-06</end><days>2</days>
    <timeslot_duration>00:05</timeslot_duration>
    <time_zone_name>{zone}</time_zone_name>
    <url>https://example.org/2027</url>
  </conference>
  <day index="1" date="2027-03-05"
      start="2027-03-05T09:00:00+01:00" end="2027-03-05T18:00:00+01:00">
    <room name="Amphi" guid="11111111-1111-1111-1111-111111111111">
      <event id="101" guid="21111111-1111-1111-1111-111111111111" code="ABCDEF">
        <room>Amphi</room><title>Ouverture</title><subtitle/><type>lecture</type>
        <date>2027-03-05T09:30:00+01:00</date><start>09:30</start><duration>00:45</duration>
        <abstract>Pourquoi.</abstract><description>Comment.</description>
        <track>Culture</track><language>fr</language>
        <url>https://example.org/2027/ABCDEF</url><logo>https://example.org/logo.png</logo>
        <recording><license>CC</license><optout>false</optout></recording>
        <persons>
          <person id="7">Ada Fictive</person><person id="8">Basile Fictif</person>
        </persons>
      </event>
    </room>
    <room name="Salle 2">
      <event id="102" guid="31111111-1111-1111-1111-111111111111">
        <room>Salle 2</room><title>Atelier de cartes</title><type>workshop</type>
        <date>2027-03-05T09:30:00+01:00</date><start>09:30</start><duration>1:30</duration>
        <abstract/><track/>
        <persons><person id="7">Ada Fictive</person></persons>
      </event>
    </room>
    <room name="Foyer" floor="1"/>
  </day>
  <day index="2" date="2027-03-06"
      start="2027-03-06T09:00:00+01:00" end="2027-03-07T02:00:00+01:00">
    <room name="Amphi">
      <event id="103" guid="41111111-1111-1111-1111-111111111111">
        <room>Amphi</room><title>Concert</title><type>concert</type>
        <date>2027-03-06T23:00:00+01:00</date><start>23:00</start><duration>02:00</duration>
        <abstract/><track/>
      </event>
    </room>
  </day>
</schedule>
"""


def imported(xml: str = XML.format(zone="Europe/Paris"), key: str | None = None) -> Imported:
    return read(SourceFile("schedule.xml", xml.encode()), ImportOptions(), key)


def test_sessions_rooms_days_and_people_keep_their_ids() -> None:
    problem = imported().problem
    assert (problem.event.name, problem.event.version) == (
        "Rencontres fictives du logiciel",
        "v0.3",
    )
    assert (problem.event.zone, problem.event.link) == ("Europe/Paris", "https://example.org/2027")
    assert [day.date for day in problem.days] == [date(2027, 3, 5), date(2027, 3, 6)]
    assert problem.days[0].announced is not None
    assert problem.days[0].announced.end == 18 * 60
    assert problem.days[1].announced is not None
    assert problem.days[1].announced.end == 26 * 60
    assert [room.name for room in problem.rooms] == ["Amphi", "Salle 2", "Foyer"]
    assert problem.rooms[0].note == "guid: 11111111-1111-1111-1111-111111111111"
    assert {person.id: person.name for person in problem.people} == {
        **{"7": "Ada Fictive", "8": "Basile Fictif"}
    }
    assert [session.id for session in problem.sessions] == ["ABCDEF", "102", "103"]


def test_a_session_says_what_it_said() -> None:
    opening, workshop, concert = imported().problem.sessions
    assert (opening.title, opening.kind, opening.track) == ("Ouverture", "opening", "Culture")
    assert opening.description == "Pourquoi.\n\nComment."
    assert opening.link == "https://example.org/2027/ABCDEF"
    assert opening.people == {"intervenants": ["7", "8"]}
    assert opening.minutes == Minutes(min=45, max=45)
    assert opening.source == "session ABCDEF"
    assert "21111111" in opening.note
    assert (workshop.kind, workshop.minutes) == ("workshop", Minutes(min=90, max=90))
    (stated,) = concert.stated
    assert (stated.day, stated.start, stated.end) == (date(2027, 3, 6), 23 * 60, 25 * 60)
    assert stated.source == "session 103"


def test_a_night_belongs_to_the_day_that_it_ends() -> None:
    late = XML.replace("2027-03-06T23:00:00", "2027-03-07T00:30:00")
    problem = imported(late.format(zone="Europe/Paris")).problem
    assert [day.date for day in problem.days] == [date(2027, 3, 5), date(2027, 3, 6)]
    (stated,) = problem.sessions[2].stated
    assert (stated.day, stated.start, stated.end) == (date(2027, 3, 6), 24 * 60 + 30, 26 * 60 + 30)


def test_hours_that_go_on_into_the_next_day_are_left_out() -> None:
    early = XML.replace('end="2027-03-05T18:00:00+01:00"', 'end="2027-03-06T02:00:00+01:00"')
    early = early.replace('start="2027-03-06T09:00:00+01:00"', 'start="2027-03-06T01:00:00+01:00"')
    found = imported(early.format(zone="Europe/Paris"))
    assert found.problem.days[0].announced is None
    assert any("2027-03-05: “end” (1 time)" in one.sentence.en for one in found.report.checks)


def test_a_night_that_no_hours_reach_is_of_the_next_date() -> None:
    late = XML.replace("2027-03-06T23:00:00", "2027-03-07T03:00:00")
    late = late.replace("2027-03-07T02:00:00", "2027-03-06T22:00:00")
    (stated,) = imported(late.format(zone="Europe/Paris")).problem.sessions[2].stated
    assert (stated.day, stated.start) == (date(2027, 3, 7), 3 * 60)


def test_a_room_that_says_there_is_none_is_none() -> None:
    for words in ("Sans salle", "No room"):
        problem = imported(XML.format(zone="Europe/Paris").replace("Salle 2", words)).problem
        assert words not in [room.name for room in problem.rooms]
        assert problem.sessions[1].preferred.room is None


def test_who_and_what_is_to_be_confirmed_is_so() -> None:
    xml = XML.format(zone="Europe/Paris").replace("Basile Fictif", "Basile Fictif (à confirmer)")
    problem = imported(xml.replace("Salle 2", "Salle 2 (to be confirmed)")).problem
    basile = problem.person["8"]
    assert (basile.name, basile.unconfirmed) == ("Basile Fictif", True)
    assert [(room.name, room.to_be_confirmed) for room in problem.rooms][:2] == [
        ("Amphi", False),
        ("Salle 2", True),
    ]


def test_nothing_is_locked_and_the_room_is_a_wish() -> None:
    for session in imported().problem.sessions:
        assert session.locked.start is None
        assert session.locked.room is None
        assert session.preferred.room is not None


def test_what_has_no_place_in_a_draft_is_told_with_where_it_stood() -> None:
    report = imported().report
    told = [check.sentence.en for check in report.checks]
    for name in ("logo", "recording"):
        assert any(sentence.startswith(f"session ABCDEF: “{name}” (1 time)") for sentence in told)
    assert any("“acronym”" in sentence for sentence in told)
    assert any(sentence.startswith("room Foyer: “floor”") for sentence in told)
    assert [account.fate for account in report.accounts] == ["made"] * 3
    assert report.accounts[0].made[0].fr == "session « Ouverture »"
    assert (report.sessions, report.days, report.rooms, report.people) == (3, 2, 3, 2)


def test_times_are_those_of_the_clock_of_the_event() -> None:
    session = imported(XML.format(zone="America/New_York")).problem.sessions[0]
    assert session.stated[0].start == 3 * 60 + 30
    session = imported(XML.format(zone="")).problem.sessions[0]
    assert session.stated[0].start == 9 * 60 + 30
    elsewhere = imported(XML.format(zone="").replace("+01:00", "-05:00"))
    assert elsewhere.problem.sessions[0].stated[0].start == 9 * 60 + 30
    assert any("-0500" in check.text.en for check in elsewhere.report.checks)


def test_it_is_solved_to_the_times_that_it_states() -> None:
    problem = imported().problem
    result = solve(problem)
    assert result.status == "optimal"
    assert result.timetable is not None
    placed = {
        one.session: (one.day.day, one.start, one.room) for one in result.timetable.placements
    }
    assert placed["103"] == (6, 23 * 60, "amphi")
    # Ada Fictive is stated to be in both at once: one of them gives way.
    assert sum(placed[key][:2] == (5, 9 * 60 + 30) for key in ("ABCDEF", "102")) == 1


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        ("<schedule><day></schedule>", "line 1: this XML is not well-formed"),
        (
            '<!DOCTYPE s [<!ENTITY a "b">]><schedule>&a;</schedule>',
            "this XML has entities",
        ),
        ("<schedule/>", "there is no session in it"),
    ],
)
def test_what_cannot_be_read_is_refused(xml: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        imported(xml)
    assert sentence in refused.value.sentences[0].en


def test_another_xml_is_refused_where_it_is_said_to_be_this() -> None:
    with pytest.raises(InputError, match="it takes <schedule>"):
        imported("<other/>", key="frab")
