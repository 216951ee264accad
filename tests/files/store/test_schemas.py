"""Drafts and documents are what their schemas say, and nothing else is."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from agenda_solver.files.fields.sheets import BY_KEY
from agenda_solver.files.store.documents import DOCUMENTS, Document
from agenda_solver.files.store.schemas import drafts_schema, results_schema

ROOT = Path(__file__).parents[3]
DRAFTS = sorted((ROOT / "instances").glob("*/agenda.toml"))
OF_DRAFTS = Draft202012Validator(drafts_schema())
OF_RESULTS = Draft202012Validator(results_schema())


def plain(value: Any) -> Any:
    """Return what TOML says as JSON would."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def draft(path: Path) -> Any:
    return plain(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("validator", [OF_DRAFTS, OF_RESULTS])
def test_a_schema_is_one(validator: Draft202012Validator) -> None:
    Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.parent.name)
def test_each_stored_draft_is_a_draft(path: Path) -> None:
    OF_DRAFTS.validate(draft(path))


SMALL: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": "2026-06-10", "open": {"start": "9h", "end": "17:00"}}],
    "sessions": [
        {"id": "a", "title": "A", "minutes": 60},
        {"id": "b", "title": "B", "minutes": {"min": 30, "max": 60}, "after": ["a"]},
        {"id": "c", "title": "C", "minutes": 60, "after": [{"session": "a", "min": 15}]},
    ],
    "attendees": "registrations.csv",
    "weights": {"stated": 3, "tiers": [["stated"]]},
}


def test_a_key_of_a_draft_says_what_its_column_says() -> None:
    said = BY_KEY["rooms"].column("setup").help
    for language, words in (("fr", said.fr), ("en", said.en)):
        rooms = drafts_schema(language)["$defs"]["Room"]["properties"]
        assert rooms["setup"]["description"] == words


def test_a_value_may_stand_for_a_table() -> None:
    OF_DRAFTS.validate(SMALL)


@pytest.mark.parametrize("windows", [["jusqu'à 12h30", {"start": "9h"}], "mercredi", []])
def test_hours_may_be_words(windows: object) -> None:
    draft = copy.deepcopy(SMALL)
    draft["sessions"][0]["windows"] = windows
    OF_DRAFTS.validate(draft)
    draft["sessions"][0]["windows"] = [1]
    assert not OF_DRAFTS.is_valid(draft)


def test_a_room_is_closed_at_some_hours_or_at_all_times() -> None:
    draft = copy.deepcopy(SMALL)
    for closed in (True, False, "tout le temps", [{"start": "9h"}, "mercredi"]):
        draft["rooms"] = [{"id": "amphi", "closed": closed}]
        OF_DRAFTS.validate(draft)
    draft["rooms"] = [{"id": "amphi", "open": True}]
    assert not OF_DRAFTS.is_valid(draft)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda draft: draft.pop("event"),
        lambda draft: draft.update(sessions=[]),
        lambda draft: draft["days"][0].update(open={"start": 9, "end": 17}),
        lambda draft: draft["sessions"][0].update(minutes="une heure"),
        lambda draft: draft["sessions"][1].update(after=[1]),
        lambda draft: draft["sessions"][0].update(length=60),
        lambda draft: draft["weights"].update(stated=-1),
        lambda draft: draft.update(attendees=1),
    ],
)
def test_what_is_no_draft(spoil: Callable[[Any], object]) -> None:
    spoilt = copy.deepcopy(SMALL)
    spoil(spoilt)
    assert not OF_DRAFTS.is_valid(spoilt)


ERROR: dict[str, Any] = {
    "schema": 1,
    "status": "error",
    "exit": 2,
    "faults": [{"file": "a.toml", "where": "", "message": "wrong"}],
    "findings": [],
}


def test_each_key_says_what_it_means() -> None:
    for language, words in (("fr", "l'id de la session"), ("en", "the session's id")):
        seat = results_schema(language)["$defs"]["SeatRecord"]["properties"]
        assert seat["session"]["description"] == words


def test_what_is_no_document() -> None:
    OF_RESULTS.validate(ERROR)
    for change in ({"schema": 2}, {"status": "optimal"}, {"faults": None}, {"more": 1}):
        assert not OF_RESULTS.is_valid({**ERROR, **change})
    for key in ERROR:
        assert not OF_RESULTS.is_valid({k: value for k, value in ERROR.items() if k != key})


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_schema_version_heads_each_document(kind: type[Document]) -> None:
    assert next(iter(kind.model_fields.values())).alias == "schema"
    assert "schema" in results_schema()["$defs"][kind.__name__]["required"]
