"""What is changed in a draft is written anew; comments and all else stay as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from agenda_solver.files import toml
from agenda_solver.files.toml.changed import changed_text
from agenda_solver.problem import Problem
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
