from __future__ import annotations

from dataclasses import replace

import pytest

from agenda_solver.changes import PersonIsReplaced, SessionIsCancelled
from agenda_solver.problem import Problem
from agenda_solver.replan import Instruction, Option, Plan, Price, Standbys
from agenda_solver.result import Result
from agenda_solver.substitutes import Obstacle, Substitute
from agenda_solver.text import Language, Text, quoted, same
from agenda_solver.views.options import (
    option_lines,
    option_rows,
    options_by_session,
    standby_lines,
    typed_text,
)

PROBLEM = Problem.read(
    {
        "event": {"name": "Forum"},
        "days": [{"date": "2026-06-10"}],
        "people": [
            {"id": "anne", "name": "Anne Fictive"},
            {"id": "luc", "name": "Luc Fictif"},
            {"id": "noe", "name": "Noé Fictif"},
        ],
        "sessions": [
            {"id": "eau", "title": "Atelier 2", "minutes": 60},
            {"id": "sol", "title": "Atelier 3", "minutes": 60},
        ],
    }
)
NOTHING = Price(0, 0, 0, 0, 0, 0, proven=True)


def plan(*options: Option, problem: Problem = PROBLEM, **more: object) -> Plan:
    return replace(Plan(problem, Result("optimal", None), None, NOTHING, options), **more)  # type: ignore[arg-type]


def said(texts: list[Text], language: Language = "fr") -> list[str]:
    return [text.say(language) for text in texts]


def option(
    way: str, by: str | None = None, price: Price | None = NOTHING, **more: object
) -> Option:
    status = "optimal" if price else "infeasible"
    made = Option("eau", way, "anne", by, status, price)  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def test_each_way_has_one_price_in_the_same_units() -> None:
    lost = replace(NOTHING, cancelled=1, seats=24, unseated=8)
    options = [
        option("replaced", "luc", chosen=True),
        option("without"),
        option("moved", price=replace(NOTHING, moved=2, proven=False)),
        option("without", price=lost, deserted=True),
        option("cancelled", price=lost, instruction=SessionIsCancelled("eau")),
        option("replaced", "noe", None),
        replace(option("moved", price=None), session="sol", status="unknown"),
        replace(option("cancelled", price=replace(NOTHING, cancelled=2)), session="sol"),
    ]
    lines = option_lines(plan(*options))
    assert said(lines) == [
        "« Atelier 2 », Luc Fictif remplace Anne Fictive : rien d'autre ne change (retenu)",
        "« Atelier 2 », sans Anne Fictive : rien d'autre ne change",
        "« Atelier 2 », déplacer la session : 2 sessions changent d'heure (pas prouvé au plus "
        "juste)",
        "« Atelier 2 », sans Anne Fictive, ni personne d'autre : 1 session n'a plus lieu, 24 "
        "places déjà données changent, 8 personnes n'ont pas de place (si vous le dites : "
        "effacer ce nom dans la ligne de la session)",
        "« Atelier 2 », annuler la session : 1 session n'a plus lieu, 24 places déjà données "
        "changent, 8 personnes n'ont pas de place (--cancel-session eau)",
        "« Atelier 2 », Noé Fictif remplace Anne Fictive : impossible, c'est prouvé",
        "« Atelier 3 », déplacer la session : rien trouvé dans le temps donné",
        "« Atelier 3 », annuler la session : 2 sessions n'ont plus lieu",
    ]
    assert said(lines, "en")[:5] == [
        "“Atelier 2”, Luc Fictif replaces Anne Fictive: nothing else changes (chosen)",
        "“Atelier 2”, without Anne Fictive: nothing else changes",
        "“Atelier 2”, move the session: 2 sessions change their time (not proven the least)",
        "“Atelier 2”, without Anne Fictive or anybody else: 1 session does not take place any "
        "more, 24 seats given out before change, 8 people have no seat (if you say so: delete that "
        "name in the row of the session)",
        "“Atelier 2”, cancel the session: 1 session does not take place any more, 24 seats given "
        "out before change, 8 people have no seat (--cancel-session eau)",
    ]


def test_no_way_is_told_twice() -> None:
    assert len(option_rows(plan(option("without"), option("without"), option("moved")))) == 2


@pytest.mark.parametrize(
    ("instruction", "typed"),
    [
        (PersonIsReplaced("anne", "luc"), "--replace-person anne=luc"),
        (PersonIsReplaced("anne f.", "luc"), '--replace-person "anne f.=luc"'),
        (SessionIsCancelled("d'eau"), '--cancel-session "d\'eau"'),
        (None, None),
    ],
)
def test_what_to_type_is_one_word(instruction: Instruction | None, typed: str | None) -> None:
    assert typed_text(option("replaced", "luc", instruction=instruction)) == typed


def test_what_is_chosen_or_impossible_is_not_to_be_typed() -> None:
    change = PersonIsReplaced("anne", "luc")
    chosen = option("replaced", "luc", instruction=change, chosen=True)
    impossible = option("replaced", "noe", None, instruction=change)
    typed = option("replaced", "noe")
    rows = option_rows(plan(chosen, typed, impossible))
    assert [row.note.fr if row.note else None for row in rows] == [
        "retenu",
        "à taper dans la ligne de la session",
        None,
    ]


def test_where_nothing_is_typed_only_what_is_chosen_is_noted() -> None:
    two = plan(option("replaced", "luc", chosen=True), option("replaced", "noe"))
    ((_, typed),) = options_by_session(two)
    ((_, bare),) = options_by_session(two, typed=False)
    assert typed[0] == bare[0]
    assert "retenu" in bare[0].fr
    assert typed[1].fr == f"{bare[1].fr} (à taper dans la ligne de la session)"


def test_who_and_what_the_new_draft_does_not_know_is_still_named() -> None:
    bare = Problem.read(
        {
            "event": {"name": "Forum"},
            "days": [{"date": "2026-06-10"}],
            "sessions": [{"id": "sol", "title": "Atelier 3", "minutes": 60}],
        }
    )
    gone = plan(option("without"), problem=bare, gone={"eau": quoted("Atelier 2")})
    assert said(option_lines(gone)) == ["« Atelier 2 », sans anne : rien d'autre ne change"]


def test_who_could_take_over() -> None:
    longer = Obstacle(
        "person_present",
        Text("présence seulement jusqu'à 12h", "there only until 12:00"),
        Text("présence jusqu'à 12h45 au lieu de 12h00", "there until 12:45 instead of 12:00"),
        minutes=45,
    )
    busy = Obstacle("person_one_place", same("déjà dans B"), same("B à une autre heure"))
    could = (
        Substitute("luc", "role"),
        Substitute("noe", "other", (longer,)),
        Substitute("anne", "other", (busy,)),
    )
    both = plan(standbys=(Standbys("eau", "anne", could), Standbys("sol", "luc", could[1:2])))
    assert said(standby_lines(both)) == [
        "« Atelier 2 », à la place de Anne Fictive : libres à cette heure : Luc Fictif ; si une "
        "chose changeait : Noé Fictif (présence jusqu'à 12h45 au lieu de 12h00) et Anne Fictive "
        "(déjà dans B)",
        "« Atelier 3 », à la place de Luc Fictif : si une chose changeait : Noé Fictif (présence "
        "jusqu'à 12h45 au lieu de 12h00)",
    ]
    assert said(standby_lines(both), "en")[1] == (
        "“Atelier 3”, instead of Luc Fictif: if one thing changed: Noé Fictif (there until 12:45 "
        "instead of 12:00)"
    )


def test_of_many_a_few_are_named() -> None:
    could = tuple(Substitute("noe", "other") for _ in range(6))
    (line,) = standby_lines(plan(standbys=(Standbys("eau", "anne", could),)))
    assert line.fr.endswith("Noé Fictif, Noé Fictif, Noé Fictif et 3 autres")
