"""What leaves the machine holds no word of anybody, and asks for the same."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from published import names_in

from agenda_solver.difference import Version
from agenda_solver.files.workbook import read
from agenda_solver.problem import Problem, habits, occasions, schema
from agenda_solver.problem.habits import title_signs
from agenda_solver.replan.codes import Codes
from agenda_solver.text import Text
from agenda_solver.verify import verify

SOLUTIONS = sorted((Path(__file__).parents[2] / "solutions").glob("*.xlsx"))


def published(path: Path) -> Version:
    return read(path).published


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_problem_in_codes_asks_for_the_same(path: Path) -> None:
    before = published(path)
    codes = Codes.of(before.problem, before.timetable)
    problem, timetable = codes.coded(before.problem), codes.coded(before.timetable)
    there = verify(problem, timetable)
    here = verify(before.problem, before.timetable)
    assert there.costs == here.costs
    assert codes.decoded([finding.sessions for finding in there.findings]) == [
        finding.sessions for finding in here.findings
    ]
    assert codes.decoded(timetable) == before.timetable
    for table in ("sessions", "people", "rooms", "attendees"):
        coded, plain = (
            sorted(row.id for row in getattr(one, table)) for one in (problem, before.problem)
        )
        assert codes.decoded(coded) == plain
    assert codes.decoded(dict(problem.person_of)) == dict(before.problem.person_of)
    assert codes.decoded(dict(problem.occasions)) == dict(before.problem.occasions)


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_no_word_of_a_name_an_address_or_a_title_is_sent(path: Path) -> None:
    before = published(path)
    codes = Codes.of(before.problem, before.timetable)
    problem = codes.coded(before.problem)
    sent = pickle.dumps((problem, codes.coded(before.timetable))).decode("utf-8", "replace")
    known = set(re.findall(r"\w+", " ".join(session.title for session in problem.sessions)))
    models = [kind for kind in vars(schema).values() if isinstance(kind, type)]
    fields = [name for kind in models for name in getattr(kind, "model_fields", ())]
    own = {*fields, *(kind.__name__ for kind in models)}
    words = {word for word in names_in(before.problem) if len(word) > 3} - known - own
    if before.problem.people or before.problem.attendees:
        assert words
    said = set(re.findall(r"\w+", sent))
    assert not words & said - {"Europe"}  # the zone is Europe/Paris


def test_a_title_keeps_the_words_customs_go_by_and_no_other() -> None:
    problem = Problem.read(
        {
            "event": {"name": "Assises", "note": "Appeler Durand"},
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": "a"}],
            "sessions": [
                {"id": "o", "title": "Ouverture par Anne Durand", "minutes": 30},
                {"id": "t", "title": "Atelier 2 : le secret de Basile", "minutes": 30},
            ],
        }
    )
    codes = Codes.of(problem)
    coded = codes.coded(problem)
    opening, workshop = (session.title for session in coded.sessions)
    assert opening.startswith("Ouverture ")
    assert not re.search("Anne|Durand", opening)
    assert " 2 : " in workshop
    assert not re.search("secret|Basile", workshop)
    assert codes.decoded(opening) == "Ouverture par Anne Durand"
    assert coded.event.note == ""
    assert [title_signs(session.title) for session in coded.sessions] == [
        title_signs(session.title) for session in problem.sessions
    ]


def test_a_sentence_is_made_of_its_codes_again() -> None:
    codes = Codes.of(("Anne Durand", "DURAND", "durand"))
    name = codes.coded("Anne Durand")
    assert codes.decoded(Text(f"Sans {name}.", f"{name[0].upper()}{name[1:]}: none.")) == Text(
        "Sans Anne Durand.", "Anne Durand: none."
    )
    assert codes.decoded(f"« Le {name[:-2]}… »") == "« Le Anne … »"
    assert codes.coded("DURAND").casefold() == codes.coded("durand").casefold()
    assert codes.decoded(codes.coded(["DURAND", "durand", "Durand"])) == [
        "DURAND",
        "durand",
        "Durand",
    ]


def test_all_that_customs_look_for_is_a_sign() -> None:
    looked_for = {
        id(value)
        for module in (habits, occasions)
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    }
    signs = {id(pattern) for pattern in (*habits._SIGNS, habits._NUMBERED, habits._THEMES)}
    assert looked_for == signs
