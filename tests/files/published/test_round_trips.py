"""What is exported comes back equal by `import`, or the report says what a format cannot carry."""

from __future__ import annotations

import re
from datetime import timedelta

import public_days
import pytest
from public_days import Line, data_of, drafted_lines, exported, published_lines, read_back
from real_events import ROOT

from agenda_solver.files import toml
from agenda_solver.files.exporters import Publication
from agenda_solver.files.store.solutions import read_solution
from agenda_solver.history.numbers import numbers
from agenda_solver.problem import Problem
from agenda_solver.views.titles import room_title

SMALL = "journee-icci-2025"
OTHERS = (
    *("assises-normandes-2026", "congres-deux-jours", "cuf-2022", "plateforme-aect-2022"),
    "world-cafe-cooperation",
)


def stored(name: str) -> Publication:
    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    timetable = read_solution(ROOT / "solutions" / f"{name}.json", problem)
    return public_days.publication(problem, timetable, problem.event.language)


EVENTS = [
    pytest.param(None, id="invented"),
    pytest.param(SMALL, id=SMALL),
    *(pytest.param(name, id=name, marks=pytest.mark.thorough) for name in OTHERS),
]


def published(name: str | None) -> Publication:
    return stored(name) if name else public_days.publication()


def nobody(line: Line) -> Line:
    return line.told(people=frozenset())


def _as_told(who: str) -> str:
    """Return a name without what the report tells of it.

    Namesakes have their organisation in brackets; who is yet to be named is a person.
    """
    for more in (" (Ville A)", " (Ville B)", " (à confirmer)"):
        who = who.removesuffix(more) if more[2] == "V" or "à désigner" in who else who
    return who


def days_of(problem: Problem) -> list[object]:
    return [day.date for day in problem.days]


@pytest.mark.parametrize("name", EVENTS)
def test_json_comes_back_whole(name: str | None) -> None:
    before = published(name)
    after = read_back(exported("json", before)).problem
    assert drafted_lines(after) == published_lines(before)
    assert days_of(after) == days_of(before.problem)
    assert (after.event.name, after.event.zone) == (
        before.problem.event.name,
        before.problem.event.zone,
    )
    used = {line.room for line in published_lines(before).values()} - {""}
    assert {
        room_title(after, room.id).fr for room in after.rooms if room.id in before.problem.room
    } == used
    for room in after.rooms:
        known = before.problem.room.get(room.id)
        assert known is None or (room.capacity, room.name) == (known.capacity, known.label)
    for person in after.people:
        who = before.problem.person[person.id]
        assert person.organisation in ("", who.organisation)
        assert (person.label, person.unconfirmed) == (who.label, who.unconfirmed)


@pytest.mark.parametrize("name", EVENTS)
def test_frab_comes_back_with_numbers_and_without_roles(name: str | None) -> None:
    before = published(name)
    done = exported("frab", before)
    after = read_back(done).problem
    ids = numbers(before.history, "session", (one.id for one in before.problem.sessions))
    usual = "intervenants" if before.language == "fr" else "speakers"

    def as_frab(line: Line) -> Line:
        people = {("", who) for _, who in line.people}
        return line.told(id=str(ids[line.id]), people=frozenset(people))

    def without_role(line: Line) -> Line:
        assert {role for role, _ in line.people} <= {usual, "speakers", "intervenants"}
        return line.told(people=frozenset(("", _as_told(who)) for _, who in line.people))

    expected = {key: as_frab(line) for key, line in published_lines(before).items()}
    assert {key: without_role(line) for key, line in drafted_lines(after).items()} == expected
    assert days_of(after) == days_of(before.problem)
    sentences = " ".join(sentence.en for sentence in done.lacking)
    assert "ids (numbers stand for them, always the same)" in sentences
    assert "the roles of people" in sentences or not any(line.people for line in expected.values())


@pytest.mark.parametrize("name", EVENTS)
def test_indico_comes_back_with_one_speaker_and_without_rooms(name: str | None) -> None:
    before = published(name)
    done = exported("indico", before)
    after = read_back(done).problem
    lines = drafted_lines(after)
    expected = published_lines(before)
    moments = {
        (title, day + timedelta(days=start // 1440), start % 1440) for title, day, start in expected
    }
    assert set(lines) == moments
    for line in lines.values():
        assert len(line.people) <= 1
    assert sum(one.end - one.start for one in lines.values()) == sum(
        one.end - one.start for one in expected.values()
    )
    rest = {one.title for one in after.sessions if not one.stated}
    assert rest == {one.title for one in before.problem.sessions} - {key[0] for key in expected}
    assert any("This format does not say: ids, kinds" in one.en for one in done.lacking)


@pytest.mark.parametrize("name", EVENTS)
def test_a_calendar_comes_back_with_its_times(name: str | None) -> None:
    before = published(name)
    done = exported("ics", before)
    after = read_back(done).problem
    assert after.event.name == before.problem.event.name
    lines = drafted_lines(after)
    expected = published_lines(before)
    assert {(title, day, start) for title, day, start in lines} == {
        (title, day + timedelta(days=start // 1440), start % 1440) for title, day, start in expected
    }
    for (title, day, start), line in expected.items():
        again = lines[title, day + timedelta(days=start // 1440), start % 1440]
        assert again.end - again.start == line.end - line.start
        assert again.room.startswith(line.room)  # its site, and the rooms it takes besides
    assert "only words of the description" in done.lacking[-1].en


@pytest.mark.parametrize("key", ["frab", "json"])
def test_what_came_back_is_published_under_the_same_guids(key: str) -> None:
    done = exported(key, public_days.publication())
    again = read_back(done).problem
    placements = [
        public_days.Placement(
            line.id, line.day, line.start, line.end, again.session[line.id].preferred.room
        )
        for line in drafted_lines(again).values()
    ]
    twice = exported(key, public_days.publication(again, public_days.Timetable.of(placements)))
    assert guids(data_of(twice)) == guids(data_of(done))


def guids(data: bytes) -> set[str]:
    events = re.findall(
        r'"guid": "([^"]+)",\s*(?:"code": "[^"]*",\s*)?"date"|<event [^>]*guid="([^"]+)"',
        data.decode(),
    )
    found = {one or other for one, other in events}
    assert found
    return found
