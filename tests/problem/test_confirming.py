"""Who is yet to be confirmed, and who yet to be named."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.problem import Pool, Problem, Unnamed
from agenda_solver.problem.references import rename, without

PEOPLE = [{"id": "prefet", "name": "Anne Rive", "role": "Préfet"}, {"id": "maire"}]


def draft(*entries: Any, people: list[dict[str, Any]] = PEOPLE) -> Problem:
    session = {"id": "a", "title": "A", "minutes": 60, "people": {"orateur": list(entries)}}
    days = [{"date": "2026-06-10"}]
    return Problem.read(
        {"event": {"name": "X"}, "days": days, "people": people, "sessions": [session]}
    )


def entries(problem: Problem) -> list[str | Pool | Unnamed]:
    return problem.session["a"].people["orateur"]


def unsure(problem: Problem) -> list[str]:
    return [person.id for person in problem.people if person.unconfirmed]


def test_somebody_is_yet_to_be_named() -> None:
    problem = draft("maire", "Intervenant à confirmer", "tbc")
    assert entries(problem) == ["maire", Unnamed("Intervenant à confirmer"), Unnamed("tbc")]
    session = problem.session["a"]
    assert (session.roster, session.pools) == (("maire",), ())
    assert session.unnamed == (("orateur", "Intervenant à confirmer"), ("orateur", "tbc"))
    assert unsure(problem) == []


def test_what_is_read_is_written() -> None:
    problem = draft("maire", "Intervenant à confirmer", {"one_of": ["maire", "prefet"]})
    dumped = problem.dump()
    assert dumped["sessions"][0]["people"]["orateur"][1] == "Intervenant à confirmer"
    assert Problem.read(dumped) == problem


@pytest.mark.parametrize("words", ["prefet (à confirmer)", "Anne RIVE – tbc", "Préfet à confirmer"])
def test_somebody_known_is_unconfirmed(words: str) -> None:
    problem = draft(words)
    assert entries(problem) == ["prefet"]
    assert unsure(problem) == ["prefet"]


def test_somebody_whose_own_name_says_so_is_unconfirmed() -> None:
    people = [{"id": "prefet", "role": "Préfet (à confirmer)"}]
    assert unsure(draft("prefet", people=people)) == ["prefet"]


def test_of_two_who_may_be_meant_none_is() -> None:
    people = [{"id": "p", "role": "Préfet"}, {"id": "q", "role": "Préfet"}]
    problem = draft("Préfet (à confirmer)", people=people)
    assert entries(problem) == [Unnamed("Préfet (à confirmer)")]
    assert unsure(problem) == []


def test_a_row_that_names_nobody_is_nobody() -> None:
    people = [{"id": "x", "name": "À confirmer"}, {"id": "y", "name": "tbc", "role": "Préfet"}]
    problem = draft("x", "y", people=people)
    assert entries(problem) == [Unnamed("À confirmer"), "y"]


def test_an_id_is_one_whatever_it_says() -> None:
    assert draft("Jean tbc", people=[{"id": "Jean tbc"}]).session["a"].roster == ("Jean tbc",)


def test_nobody_is_no_reference() -> None:
    problem = draft("maire", "adjoint à confirmer")
    renamed = rename(problem, {"people": {"maire": "adjointe"}})
    assert entries(renamed) == ["adjointe", Unnamed("adjoint à confirmer")]
    left = without(problem, {"people": ["maire"]})
    assert entries(left) == [Unnamed("adjoint à confirmer")]
