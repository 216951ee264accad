"""Why there is no timetable, as an organiser reads it: who, where, and what ties them."""

from __future__ import annotations

from typing import Any

from agenda_solver.explain import conflict
from agenda_solver.problem import Problem
from agenda_solver.problem.faults import label_of
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.views.reasons import reason_paragraphs

DAY = {"date": "2026-06-10", "open": {"start": "9h", "end": "18h"}}


def draft(*sessions: dict[str, Any], **more: Any) -> Problem:
    return Problem.read({"event": {"name": "e"}, "days": [DAY], "sessions": sessions, **more})


def there(person: str, name: str, **hours: str) -> dict[str, Any]:
    return {"id": person, "name": name, "present": [hours]}


def session(key: str, title: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "title": title, "minutes": 30, "rooms": [], **more}


def where(finding: Finding) -> Text | None:
    return label_of(finding.where)


def lines(problem: Problem, language: Language) -> list[str]:
    reasons = conflict(problem)
    assert reasons is not None
    return [
        line
        for paragraph in reason_paragraphs(problem, reasons, where)
        for line in (
            paragraph.heading.say(language),
            *(f"- {sentence.say(language)}" for sentence in paragraph.sentences),
        )
    ]


WELCOME = draft(
    session("mots", "Mots d'accueil", people={"orateurs": ["conseiller", "consul"]}),
    people=[
        there("conseiller", "Le Conseiller", end="12h"),
        there("consul", "Le Consul", start="14h"),
    ],
)


def test_the_session_that_brings_two_together() -> None:
    assert lines(WELCOME, "fr") == [
        "Ces demandes ne peuvent pas tenir ensemble ; en lever une seule suffit :",
        "- people.conseiller.present : Le Conseiller est là seulement jusqu'à 12h00",
        "- people.consul.present : Le Consul est là seulement à partir de 14h00",
        "Ce qui les lie :",
        "- « Mots d'accueil » réunit Le Conseiller, là jusqu'à 12h00, et Le Consul, là à partir "
        "de 14h00",
    ]
    assert lines(WELCOME, "en") == [
        "These demands cannot hold together; to give up any one of them is enough:",
        "- people.conseiller.present: Le Conseiller is there only until 12:00",
        "- people.consul.present: Le Consul is there only from 14:00",
        "What ties them:",
        "- “Mots d'accueil” brings together Le Conseiller, there until 12:00, and Le Consul, "
        "there from 14:00",
    ]


def test_what_somebody_is_needed_for() -> None:
    early = draft(
        session("bilan", "Bilan", people={"x": ["maire"]}, windows=[{"end": "10h"}]),
        session("reste", "Reste", people={"x": ["maire"]}),
        people=[there("maire", "Le maire", start="9h45")],
    )
    assert lines(early, "fr")[1:] == [
        "- sessions.bilan.minutes : « Bilan » dure 30 min",
        "- sessions.bilan.windows : « Bilan » doit avoir lieu jusqu'à 10h00",
        "- people.maire.present : Le maire est là seulement à partir de 9h45",
        "Ce qui les lie :",
        "- Le maire intervient dans « Bilan »",
    ]
    assert lines(early, "en")[-1] == "- Le maire takes part in “Bilan”"


def test_conflicts_that_have_nothing_to_do_with_one_another() -> None:
    both = draft(
        session("un", "Un", people={"x": ["p"]}, windows=[{"end": "10h"}]),
        session("deux", "Deux", people={"x": ["q"]}, windows=[{"end": "10h"}]),
        people=[there("p", "P", start="9h45"), there("q", "Q", start="9h50")],
    )
    told = lines(both, "fr")
    assert told[:2] == [
        "Au moins 2 blocages indépendants : dans chacun, ces demandes ne peuvent pas tenir "
        "ensemble, et l'une au moins doit céder.",
        "Blocage 1 :",
    ]
    assert told.count("Blocage 2 :") == 1
    assert lines(both, "en")[0] == (
        "At least 2 independent conflicts: in each, these demands cannot hold together, and at "
        "least one must give way."
    )


def test_conflicts_about_one_person_are_not_counted_apart() -> None:
    # She cannot be in both at once, nor rest between them; to name another mends either.
    block = [session(key, key.upper(), block="b", people={"x": ["elue"]}) for key in "ab"]
    told = lines(draft(*block, people=[{"id": "elue", "name": "L'élue", "pause": 20}]), "fr")
    assert told[0] == (
        "Ces demandes ne peuvent pas tenir ensemble ; l'une au moins doit céder, et cela peut ne "
        "pas suffire :"
    )
    assert len([line for line in told if not line.startswith("- ")]) == 1
