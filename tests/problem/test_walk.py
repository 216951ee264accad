"""Every reference of the schema is followed, whichever it is."""

from __future__ import annotations

from typing import Annotated, Any, get_args

import pytest
from one_session import JUNE_10, JUNE_11
from pydantic import BaseModel

from agenda_solver.problem import Problem, schema
from agenda_solver.problem.marks import Ref, TableName
from agenda_solver.problem.references import reference_faults, references, rename, without
from agenda_solver.problem.schema import RoomId
from agenda_solver.problem.walk import GONE, Node, changed, node_of, visit

IDS: dict[str, tuple[Any, Any]] = {
    "days": (JUNE_10, JUNE_11),
    "rooms": ("amphi", "hall"),
    "equipment": ("cabine", "piano"),
    "people": ("maire", "adjoint"),
    "stretches": ("s1", "s2"),
    "tracks": ("climat", "eau"),
    "sessions": ("ouverture", "pot"),
    "attendees": ("p1", "p2"),
}
ROWS: dict[str, dict[str, Any]] = {
    "event": {"name": "Assises"},
    "tracks": {"id": "climat"},
    "sessions": {"id": "ouverture", "title": "Ouverture", "minutes": 60},
    "sequences": {"id": "suite"},
    "rooms": {"id": "amphi"},
    "equipment": {"id": "cabine"},
    "people": {"id": "maire"},
    "stretches": {"id": "s1", "day": JUNE_10, "start": "9h", "end": "10h"},
    "attendees": {"id": "p1"},
}
MORE: dict[str, list[dict[str, Any]]] = {
    "sessions": 2 * [{"title": "T", "minutes": 60}],
    "stretches": [
        {"day": JUNE_10, "start": "9h", "end": "10h"},
        {"day": JUNE_10, "start": "11h", "end": "12h"},
    ],
}
NEEDED: dict[str, dict[str, Any]] = {"Slot": {"start": "9h", "end": "10h"}}
OTHERS: dict[str, tuple[Any, ...]] = {"Sequence.sessions": ("a", "b")}


def is_a_reference(mark: object) -> bool:
    return isinstance(mark, Ref)


def samples(node: Node, name: str = "") -> list[tuple[Ref, Any]]:
    """Return a value for each reference that may stand somewhere, and what it refers to."""
    values: list[tuple[Ref, Any]] = []
    if node.mark is not None:
        values.append((node.mark, IDS[node.mark.table][1]))
    if node.items is not None:
        values += [(ref, [*OTHERS.get(name, ()), it]) for ref, it in samples(node.items)]
    if node.keys is not None:
        values.append((node.keys, {IDS[node.keys.table][1]: 3}))
    if node.values is not None:
        values += [(ref, {"role": it}) for ref, it in samples(node.values)]
    for kind, of_row in node.rows.items():
        for own in of_row:
            for ref, it in samples(own.node, f"{kind.__name__}.{own.name}"):
                values.append((ref, {**NEEDED.get(kind.__name__, {}), own.name: it}))
    return values


def every_reference() -> list[Any]:
    node = node_of(Problem, is_a_reference)
    assert node is not None
    cases = []
    for own in node.rows[Problem]:
        row = own.node.items or own.node
        for ref, value in samples(row):
            ((field, _), *_) = reversed(value.items())
            cases.append(pytest.param(own.name, ref, value, id=f"{own.name}.{field}: {value}"))
    return cases


def problem_with(table: str, value: dict[str, Any]) -> Problem:
    """Return a problem whose first row of a table says this too."""
    data: dict[str, Any] = {
        "event": ROWS["event"],
        "days": [{"id": "mercredi", "date": JUNE_10}, {"id": "jeudi", "date": JUNE_11}],
    }
    for key, (one, other) in IDS.items():
        if key != "days":
            more = MORE.get(key, [{}, {}])
            data[key] = [{**more[0], "id": one}, {**more[1], "id": other}]
    data["sessions"] += [{"id": key, "title": "T", "minutes": 60} for key in "ab"]
    if table == "event":
        data["event"] = {**ROWS["event"], **value}
    elif table == "sequences":
        data["sequences"] = [value]
    else:
        data[table][0] |= value
    return Problem.read(data)


@pytest.mark.parametrize(("table", "ref", "value"), every_reference())
def test_a_reference_follows_a_new_id_and_goes_with_its_row(
    table: str, ref: Ref, value: dict[str, Any]
) -> None:
    problem = problem_with(table, value)
    old = IDS[ref.table][1]
    new = JUNE_10.replace(day=12) if ref.table == "days" else "nouveau"
    (place,) = (it for it in references(problem) if it.ref == ref and it.id == old)

    renamed = rename(problem, {ref.table: {old: new}})
    assert [it.ref for it in references(renamed) if it.id == new] == [ref]
    assert old not in [it.id for it in references(renamed) if it.ref.table == ref.table]
    assert not list(reference_faults(renamed))
    assert rename(renamed, {ref.table: {new: old}}) == problem

    left = without(problem, {ref.table: [old]})
    assert not list(reference_faults(left))
    assert [it.id for it in references(left) if it.ref == ref and it.id == old] == (
        [old] if ref.free else []
    )
    assert len(getattr(left, ref.table)) == len(getattr(problem, ref.table)) - 1

    if not ref.free:  # and it is known to be wrong where there is no such row
        rows = [
            it for it in getattr(problem, ref.table) if old not in (it.id, vars(it).get("date"))
        ]
        (fault,) = reference_faults(problem.with_tables(**{ref.table: rows}))
        assert fault.path == place.path


def test_each_table_that_is_named_is_known() -> None:
    node = node_of(Problem, is_a_reference)
    assert node is not None
    named = {ref.table for own in node.rows[Problem] for ref, _ in samples(own.node)}
    assert named == set(IDS) == set(get_args(TableName)) - {"sequences"}


IDS_THAT_NAME_NO_ROW = {
    # what a row is called itself
    *("Event.id", "Slot.id", "Day.id", "Room.id", "Person.id", "Track.id", "Session.id"),
    "Stretch.id",
    *("Equipment.id", "Sequence.id", "Attendee.id"),
    # labels, that need no row
    *("Session.block", "Session.exclusive", "Session.same_day", "Session.different_days"),
    "Session.same_room",
    *("Room.features", "Session.wanted", "Attendee.needs"),
    # roles; rules
    *("Session.people", "Weights.tiers"),
    # words that are only printed
    *("Event.organisers", "Event.partners"),
    *("Session.organisers", "Session.partners", "Session.questions"),
}


def test_an_id_names_a_row_or_is_a_label() -> None:
    """A column that is added with an `Id` must say which of the two it is."""
    models = [
        it for it in vars(schema).values() if isinstance(it, type) and issubclass(it, BaseModel)
    ]
    unmarked = {
        f"{model.__name__}.{name}"
        for model in models
        for name, info in model.model_fields.items()
        if unmarked_ids(info.annotation, tuple(info.metadata))
    }
    assert unmarked == IDS_THAT_NAME_NO_ROW


def unmarked_ids(annotation: Any, marks: tuple[object, ...] = ()) -> bool:
    """Whether there is an id somewhere in a type that is no reference."""
    if hasattr(annotation, "__metadata__"):
        inner, *more = get_args(annotation)
        return unmarked_ids(inner, (*more, *marks))
    if get_args(annotation):
        return any(unmarked_ids(argument) for argument in get_args(annotation))
    lengths = [getattr(mark, "metadata", [mark]) for mark in marks]
    is_an_id = any(getattr(it, "min_length", None) for them in lengths for it in them)
    return annotation is str and is_an_id and not any(isinstance(it, Ref) for it in marks)


# --- A table of its own -------------------------------------------------------------------


class Badge(BaseModel):
    """What a new column needs: an attribute."""

    room: RoomId | None = None
    rooms: list[Annotated[str, Ref("rooms")]] = []
    by_room: dict[Annotated[str, Ref("rooms")], int] = {}


def test_a_new_column_is_followed_without_more() -> None:
    badge = Badge(room="a", rooms=["a", "b"], by_room={"a": 1, "b": 2})
    assert [(path, id_) for path, _, id_ in visit(badge, is_a_reference)] == [
        (("room",), "a"),
        (("rooms", 0), "a"),
        (("rooms", 1), "b"),
        (("by_room", "a"), "a"),
        (("by_room", "b"), "b"),
    ]
    without_a = changed(badge, is_a_reference, lambda _, id_: GONE if id_ == "a" else id_)
    assert without_a == Badge(rooms=["b"], by_room={"b": 2})
    as_b = changed(badge, is_a_reference, lambda _, id_: "b" if id_ == "a" else id_)
    assert as_b == Badge(room="b", rooms=["b"], by_room={"b": 2})
    assert changed(badge, is_a_reference, lambda _, id_: id_) is badge
