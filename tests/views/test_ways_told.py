"""What to change, as an organiser reads it: where, what, and what is proven of it."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.explain import WayOut
from agenda_solver.problem import Problem, label_of
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from agenda_solver.views.pages import Block
from agenda_solver.views.reasons import Paragraph
from agenda_solver.views.ways import proof_text, way_paragraphs, ways_page

PROBLEM = Problem.read(
    {
        "event": {"name": "Journée"},
        "days": [{"date": "2026-06-10"}],
        "people": [{"id": "consul", "present": [{"start": "14h"}]}],
        "sessions": [{"id": "a", "title": "Accueil", "minutes": 30}],
    }
)
(CONSUL,) = PROBLEM.people
COMES = Edit(
    "person_present",
    (FieldChange(("people", "consul", "present"), CONSUL.present, []),),
    Text("le consul arrive à 11h30", "the consul arrives at 11:30"),
    140,
)
OTHER = Edit(
    "person_present",
    (
        FieldChange(("people", "autre"), None, CONSUL),
        FieldChange(("sessions", "a", "people"), {}, {"mot": ["autre"]}),
    ),
    Text("quelqu'un d'autre que le consul", "somebody other than the consul"),
    120,
)


def way(*edits: Edit, **more: Any) -> WayOut:
    known: dict[str, Any] = {"status": "optimal", "minimal": True, "whole": True, "without": ()}
    price = sum(edit.price for edit in edits)
    return WayOut(
        edits, price, bound=price, problem=PROBLEM, timetable=Timetable.of(()), **{**known, **more}
    )


def test_each_way_says_where_and_what() -> None:
    first, other, second = way_paragraphs(
        PROBLEM, [way(OTHER), way(COMES, without=("person_present",))], label_of
    )
    assert first.heading == Text(
        "Ce qui suffirait, le moins coûteux d'abord ; chaque piste a été essayée, et donne un "
        "programme vérifié :",
        "What would be enough, the cheapest first; each way was tried, and gives a verified "
        "programme:",
    )
    assert other == Paragraph(
        Text(
            "Piste 1 (prouvé : rien de moins coûteux ne suffit) :",
            "Way 1 (proven: nothing cheaper is enough):",
        ),
        (
            Text(
                "sous people[0] et sessions.a.people : quelqu'un d'autre que le consul",
                "below people[0] and sessions.a.people: somebody other than the consul",
            ),
        ),
    )
    assert second == Paragraph(
        Text(
            "Piste 2 (prouvé : rien de moins coûteux ne suffit autrement que par les autres "
            "pistes) :",
            "Way 2 (proven: nothing cheaper is enough by other means than the other ways):",
        ),
        (
            Text(
                "people.consul.present : le consul arrive à 11h30",
                "people.consul.present: the consul arrives at 11:30",
            ),
        ),
    )
    assert way_paragraphs(PROBLEM, [], label_of) == []


@pytest.mark.parametrize(
    ("known", "fr", "en"),
    [
        (
            way(COMES, OTHER),
            "prouvé : rien de moins coûteux ne suffit, tout y est nécessaire",
            "proven: nothing cheaper is enough, all of it is needed",
        ),
        (
            way(COMES, whole=False),
            "prouvé : rien de moins coûteux ne suffit parmi ce qui touche ce blocage",
            "proven: nothing cheaper is enough among what touches this conflict",
        ),
        (
            way(COMES, OTHER, status="feasible", minimal=None),
            "pas prouvé : rien de moins coûteux ne suffit, tout y est nécessaire",
            "not proven: nothing cheaper is enough, all of it is needed",
        ),
        (
            way(COMES, status="feasible"),
            "prouvé : il ne faut pas moins ; pas prouvé : rien de moins coûteux ne suffit",
            "proven: it takes no less; not proven: nothing cheaper is enough",
        ),
    ],
)
def test_what_is_proven_and_what_is_not(known: WayOut, fr: str, en: str) -> None:
    assert proof_text(known) == Text(fr, en)


def test_the_page_has_a_table_for_each_way_and_then_why() -> None:
    why = [Paragraph(Text("Pourquoi :", "Why:"), (Text("ceci", "this"),))]
    page = ways_page(PROBLEM, why, [way(OTHER), way(COMES)], label_of, "jour.toml")
    blocks = [block for block in page.blocks if isinstance(block, Block)]
    words = [
        cell.value.fr if isinstance(cell.value, Text) else cell.value
        for block in blocks
        for row in (*block.lead, *block.header, *block.rows)
        for cell in row.cells
    ]
    assert words[:2] == ["Journée", "Brouillon : jour.toml"]
    assert words.count("Ce qu'il faut changer") == 2
    assert words[-3:] == ["Pourquoi c'est impossible", "Pourquoi :", "ceci"]
    nothing = ways_page(PROBLEM, why, [], label_of, "jour.toml").blocks[0]
    assert isinstance(nothing, Block)
    assert "Aucune piste" in str(nothing.rows[-1].cells[0].value)
