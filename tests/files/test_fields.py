"""The table of fields and the schema say of each other that they are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from agenda_solver.files.fields import BY_KEY, PARTS, SHEETS, Sheet, named
from agenda_solver.files.fields.kinds import (
    Date,
    End,
    HowMuch,
    HowOften,
    Id,
    Items,
    Label,
    Length,
    SomeLabels,
)
from agenda_solver.files.fields.schema import annotations_of, parted
from agenda_solver.problem import Capacity, Hours, Link, Minutes, Pool, Problem, Spot, Window
from agenda_solver.problem import Path as KeyPath
from agenda_solver.problem.schema import Walk
from agenda_solver.words.names import folded

each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.key for sheet in SHEETS])


def attributes(model: type[BaseModel]) -> Iterator[KeyPath]:
    """Yield the keys of a table's attributes, and of those of the small tables they are."""
    for name, annotation in annotations_of(model).items():
        yield (name,)
        inner, _ = parted(annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from ((name, key) for key in annotations_of(inner))


@each_sheet
def test_each_attribute_has_its_line_and_each_line_its_attribute(sheet: Sheet) -> None:
    known = set(attributes(sheet.model)) if sheet.model else set()
    told = {one.key for one in sheet.fields if one.in_schema}
    in_part = {key for key in known if key[0] == "locked" and len(key) > 1}  # in four columns
    assert known - in_part == told


def test_each_table_of_the_schema_is_there() -> None:
    rows = {parted(annotation)[0] for annotation in annotations_of(Problem).values()}
    models = {getattr(row, "__args__", (row,))[0] for row in rows}
    assert models <= {sheet.model for sheet in SHEETS}


@each_sheet
def test_no_two_columns_have_a_heading_in_common(sheet: Sheet) -> None:
    names = Counter(name for column in sheet.columns for name in column.names)
    assert [name for name, count in names.items() if count > 1] == []


@each_sheet
def test_a_heading_is_read_in_both_languages(sheet: Sheet) -> None:
    for column in sheet.columns:
        for words in (column.heading.fr, column.heading.en.upper(), *column.also):
            assert sheet.named(words) is column


@each_sheet
def test_words_that_may_mean_a_field_are_no_heading_of_another(sheet: Sheet) -> None:
    fields = [field for field in sheet.fields if field.in_schema]
    words = Counter(word for field in fields for word in field.near)
    assert [word for word, count in words.items() if count > 1] == []
    for word in words:
        assert word == folded(word)
        assert all(word not in field.names for field in fields)


def test_a_word_that_may_mean_a_field_names_it_where_no_heading_does() -> None:
    fields = BY_KEY["attendees"].fields
    assert named(fields, "Code") is None
    assert named(fields, "Code", loosely=True) is fields[0]
    assert named(fields, "Repas", loosely=True) is None


def test_a_small_table_has_a_line_for_each_of_its_keys() -> None:
    small = (Window, Spot, Link, Walk, Minutes, Capacity, Hours, Pool)
    keys = {key for table in small for key in annotations_of(table)}
    assert {field.toml for field in PARTS} == keys


def test_what_a_column_holds_is_what_the_schema_says() -> None:
    held = {field.key: field.kind for field in BY_KEY["sessions"].columns}
    assert held["preferred", "room"] == Id("rooms")
    assert held["part_of",] == Id("sessions")
    assert held["disliked",] == Items("rooms")
    assert held["track",] == Label("tracks")
    assert held["tags",] == SomeLabels("tracks")
    assert held["needs",] == SomeLabels("equipment")
    assert held["wanted",] == Items()
    assert held["preferred", "day"] == Date("days")
    assert BY_KEY["days"].column("date").kind == Date()
    assert isinstance(BY_KEY["days"].column("open", "end").kind, End)
    assert isinstance(held["minutes", "max"], Length)
    assert isinstance(BY_KEY["event"].column("grid").kind, Length)
    assert isinstance(BY_KEY["tracks"].column("beside").kind, HowMuch)
    assert type(held["repeats",]) is HowOften
