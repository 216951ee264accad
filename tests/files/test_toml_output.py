from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from random_problems import examples, problems

from agenda_solver.files import InputError, toml
from agenda_solver.files.toml.lines import Lines
from agenda_solver.problem import Problem

INSTANCES = sorted((Path(__file__).parents[2] / "instances").glob("*/agenda.toml"))

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum", "stated": [{"about": "dates", "text": "29 juin"}]},
    "days": [{"id": "mercredi", "date": date(2026, 6, 10), "open": {"start": "9h", "end": "18h"}}],
    "rooms": [{"id": "a", "name": "Salle « A »", "open": [{"day": "mercredi", "end": "12h"}]}],
    "people": [{"id": "p1", "role": 'La "cheffe"'}, {"id": "p2"}],
    "sessions": [
        {
            "id": "s1",
            "title": "Un",
            "kind": "atelier",
            "minutes": 30,
            "rooms": [],
            "people": {"animé par": ["p1", {"one_of": ["p1", "p2"]}], "rien": []},
            "note": "deux\nlignes",
        },
        {
            "id": "s2",
            "title": "Deux",
            "minutes": {"min": 30, "max": 45},
            "locked": {"day": "mercredi", "start": "9h30"},
            "people": {
                "intervenants": ["p1"] * 6,
                "animation": ["p2"] * 6,
                "traduction": ["p1"] * 6,
            },
            "before": ["s1"],
            "stated": [{"start": "9h", "text": "x" * 60, "source": "y" * 40}],
        },
    ],
    "attendees": [{"id": "007", "wishes": {"s1": 3, "s2": 1}}],
    "weights": {"stated": 3, "tiers": [["stated"]]},
}
WRITTEN = """\
[event]
name = "Forum"
stated = [{ about = "dates", text = "29 juin" }]

[[days]]
id = "mercredi"
date = 2026-06-10
open = { start = "09:00", end = "18:00" }

[[rooms]]
id = "a"
name = "Salle « A »"
open = [{ day = 2026-06-10, end = "12:00" }]

[[people]]
id = "p1"
role = "La \\"cheffe\\""

[[people]]
id = "p2"

[[sessions]]
id = "s1"
title = "Un"
kind = "workshop"
minutes = { min = 30, max = 30 }
rooms = []
people = { "animé par" = ["p1", { one_of = ["p1", "p2"] }], rien = [] }
note = \"\"\"
deux
lignes\"\"\"

[[sessions]]
id = "s2"
title = "Deux"
minutes = { min = 30, max = 45 }
locked = { day = 2026-06-10, start = "09:30" }
people.intervenants = ["p1", "p1", "p1", "p1", "p1", "p1"]
people.animation = ["p2", "p2", "p2", "p2", "p2", "p2"]
people.traduction = ["p1", "p1", "p1", "p1", "p1", "p1"]
before = [{ session = "s1" }]
stated = [
  { start = "09:00", text = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", \
source = "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy" },
]

[[attendees]]
id = "007"
wishes = { s1 = 3, s2 = 1 }

[weights]
tiers = [["stated"]]
stated = 3
"""


def test_a_draft_as_people_read_it() -> None:
    assert toml.dumps(Problem.read(DRAFT)) == WRITTEN


def kept(problem: Problem) -> bool:
    return Problem.read(tomllib.loads(toml.dumps(problem))) == problem


@given(problems())
@settings(max_examples=examples(10), deadline=None)
def test_nothing_is_lost(problem: Problem) -> None:
    assert kept(problem)


@given(problems())
@settings(max_examples=examples(10), deadline=None)
def test_every_key_that_is_written_is_found_on_a_line(problem: Problem) -> None:
    text = toml.dumps(problem)
    lines = Lines(text)
    assert [path for path in paths(tomllib.loads(text)) if path not in lines.line_of] == []


def paths(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        yield (*above, step)
        if isinstance(inner, dict | list):
            yield from paths(inner, (*above, step))


@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.parent.name)
def test_nothing_of_a_stored_draft_is_lost(path: Path) -> None:
    assert kept(toml.read(path))


@pytest.mark.parametrize("words", ["x" * 30_000, '"""\n"', "\\", "a\\\nb", "'\n''", "\t", "é\n\n"])
def test_words_that_toml_must_quote(words: str) -> None:
    note = {"event": {"name": words, "note": words}}
    assert kept(Problem.read({**DRAFT, **note}))


def test_it_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    problem = Problem.read(DRAFT)
    assert toml.write(path, problem) == path
    assert toml.read(path) == problem
    with pytest.raises(InputError) as caught:
        toml.write(path, problem)
    assert [text.fr for text in caught.value.sentences] == [
        f"{path} existe déjà : choisir un autre nom, ou --force pour le remplacer"
    ]
    assert toml.write(path, problem, force=True) == path
