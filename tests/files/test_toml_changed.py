"""What is changed in a draft is written anew; comments and all else stay as they were."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agenda_solver.files import toml
from agenda_solver.files.toml.changed import changed_text
from agenda_solver.problem import Problem, Spot
from agenda_solver.rules.edits import FieldChange

DRAFT = """\
# Notre journée
[event]
name = "Journée"   # provisoire

[[days]]
date = 2026-06-10
open = { start = "9h", end = "11h" }  # le gardien

# --- Les gens

[[people]]
id = "maire"
present = [
  { start = "9h", end = "10h" },  # à confirmer
]
note = "viendra"

[[people]]
id = "préfet"

# --- Les sessions

[[sessions]]
id = "a"
title = "Accueil"
minutes = 30
people.mot = ["maire"]
# fin des sessions
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def changed(source: Path, *changes: FieldChange) -> tuple[str | None, Problem]:
    before = after = toml.read(source)
    for change in changes:
        after = change.applied(after)
    return changed_text(source.read_text("utf-8"), before, after), after


def test_a_field_is_written_anew_and_the_rest_stays(source: Path) -> None:
    day = toml.read(source).days[0]
    assert day.open is not None
    later = FieldChange(("days", day.id, "open", "end"), day.open.end, 12 * 60)
    text, _ = changed(source, later)
    assert text == DRAFT.replace(
        'open = { start = "9h", end = "11h" }  # le gardien',
        'open = { start = "09:00", end = "12:00" } # le gardien',
    )


def test_a_value_of_several_lines_and_a_key_that_comes(source: Path) -> None:
    maire = toml.read(source).person["maire"]
    free = FieldChange(("people", "maire", "present"), maire.present, [])
    hours = FieldChange(("people", "préfet", "present"), [], maire.present)
    text, _ = changed(source, free, hours)
    assert text == DRAFT.replace(
        'present = [\n  { start = "9h", end = "10h" },  # à confirmer\n]\n', ""
    ).replace('id = "préfet"\n', 'id = "préfet"\npresent = [{ start = "09:00", end = "10:00" }]\n')


def test_rows_that_come_and_go_and_keys_with_points(source: Path) -> None:
    before = toml.read(source)
    new = before.person["préfet"].model_copy(update={"id": "adjoint"})
    comes = FieldChange(("people", "adjoint"), None, new)
    roles = before.session["a"].people
    instead = FieldChange(("sessions", "a", "people"), roles, {"mot": ["adjoint"]})
    text, after = changed(source, comes, instead)
    assert text == DRAFT.replace(
        'id = "préfet"\n', 'id = "préfet"\n\n[[people]]\nid = "adjoint"\n'
    ).replace('people.mot = ["maire"]', 'people = { mot = ["adjoint"] }')
    source.write_text(text, encoding="utf-8")
    goes = FieldChange(("people", "préfet"), after.person["préfet"], None)
    text, _ = changed(source, goes)
    assert text is not None
    assert "préfet" not in text
    assert "# --- Les sessions" in text


def test_the_file_of_the_attendees_stays_where_it_is(source: Path, tmp_path: Path) -> None:
    source.write_text('attendees = "inscrits.csv" # tous\n' + DRAFT, encoding="utf-8")
    (tmp_path / "inscrits.csv").write_text("id,name\np1,P\n", encoding="utf-8")
    before = toml.read(source)
    after = FieldChange(("event", "name"), "Journée", "Soirée").applied(before)
    path, is_kept = toml.write_changed(tmp_path / "x.toml", source, before, after)
    assert is_kept
    assert path.read_text("utf-8").startswith('attendees = "inscrits.csv" # tous\n# Notre')
    assert toml.read(path) == after
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    path, is_kept = toml.write_changed(elsewhere / "x.toml", source, before, after)
    assert not is_kept
    assert toml.read(path) == after


def test_a_key_comes_before_the_tables_within_and_takes_the_place_of_its_own() -> None:
    text = DRAFT_WITH_TABLES
    before = Problem.read(tomllib.loads(text))
    first, second = before.sessions
    wish = Spot(start="10h", room="bleue")
    after = before.with_tables(
        sessions=[
            first.model_copy(update={"preferred": wish}),
            second.model_copy(update={"preferred": wish}),
        ]
    )
    changed = changed_text(text, before, after)
    assert changed is not None
    assert Problem.read(tomllib.loads(changed)) == after
    assert "[[sessions.stated]]  # l'affiche" in changed
    assert "[sessions.preferred]" not in changed
    assert changed.count("preferred = ") == 2


DRAFT_WITH_TABLES = """
[event]
name = "Journée"
[[days]]
date = 2026-06-10
[[rooms]]
id = "bleue"

[[sessions]]
id = "a"
title = "A"
minutes = 30

[[sessions.stated]]  # l'affiche
text = "à dix heures"

[[sessions]]
id = "b"
title = "B"
minutes = 30
[sessions.preferred]
start = "9h"

[sessions.locked]
day = 2026-06-10
"""


def test_hours_of_attendees_who_stay_in_their_file_are_none_of_its_business() -> None:
    text = 'attendees = "inscrits.csv"\n' + DRAFT_WITH_TABLES
    data = tomllib.loads(text)
    data["attendees"] = [{"id": "p1", "present": "jusqu'à 6h"}]
    before = Problem.read(data)
    first, second = before.sessions
    after = before.with_tables(sessions=[first.model_copy(update={"title": "AA"}), second])
    changed = changed_text(text, before, after)
    assert changed is not None
    assert 'title = "AA"' in changed
    assert 'attendees = "inscrits.csv"' in changed
