"""The JSON Schema of drafts and of documents."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from agenda_solver.files.store.documents import DOCUMENTS
from agenda_solver.problem import Problem

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def results_schema() -> dict[str, Any]:
    """Return the JSON Schema of every document that `--json` prints."""
    _, definitions = models_json_schema([(kind, "serialization") for kind in DOCUMENTS])
    return {
        "$schema": DIALECT,
        "title": "agenda-solver --json",
        "anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in DOCUMENTS],
        **definitions,
    }


def drafts_schema() -> dict[str, Any]:
    """Return the JSON Schema of a draft, as TOML writes it."""
    schema = Problem.model_json_schema()
    attendees = schema["properties"]["attendees"]
    schema["properties"]["attendees"] = {
        "anyOf": [attendees, {"type": "string", "description": "a CSV file beside the draft"}]
    }
    return {"$schema": DIALECT, **schema, "title": "agenda-solver draft"}
