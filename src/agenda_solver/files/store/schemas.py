"""The JSON Schema of drafts and of documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from agenda_solver.files.fields.sheets import BY_KEY
from agenda_solver.files.store.documents import DOCUMENTS
from agenda_solver.problem import Link, Minutes, Problem
from agenda_solver.problem.values import parse_closings, parse_day, parse_windows
from agenda_solver.text import Language, Text
from agenda_solver.words.moments import read_clock, read_start

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def results_schema(language: Language = "en") -> dict[str, Any]:
    """Return the JSON Schema of every document that `--json` prints."""
    _, definitions = models_json_schema(
        [(kind, "serialization") for kind in DOCUMENTS], schema_generator=_Plain
    )
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        "title": "agenda-solver --json",
        "anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in DOCUMENTS],
        **definitions,
    }
    return _say(schema, language)


def drafts_schema(language: Language = "en") -> dict[str, Any]:
    """Return the JSON Schema of a draft, as TOML writes it."""
    schema = Problem.model_json_schema(schema_generator=_AsWritten)
    schema["$defs"]["Day"]["required"].remove("id")  # its date, where it is not given
    attendees = schema["properties"]["attendees"]
    beside = {"type": "string", "description": _BESIDE}
    schema["properties"]["attendees"] = {"anyOf": [attendees, beside]}
    return _say({"$schema": DIALECT, **schema, "title": "agenda-solver draft"}, language)


_BESIDE = Text("un fichier CSV à côté du brouillon", "a CSV file beside the draft")


def _say(schema: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return a schema in which every text is in one language."""

    def in_words(value: Any) -> Any:
        if isinstance(value, Text):
            return value.say(language)
        if isinstance(value, dict):
            return _say(value, language)
        return [in_words(item) for item in value] if isinstance(value, list) else value

    return {key: in_words(value) for key, value in schema.items()}


class _Plain(GenerateJsonSchema):
    """Says of each field what it means; what a class is, is told to those who read it."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        whole = super().model_schema(schema)
        whole.pop("description", None)
        return whole


class _AsWritten(_Plain):
    """What is written, before it is understood."""

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Take what any alternative allows: which it is, words alone may tell."""
        whole = super().tagged_union_schema(schema)
        return {"anyOf": whole.pop("oneOf"), **whole}

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        function = schema["function"]["function"]
        if function not in _AS_WORDS:
            return super().function_before_schema(schema)
        words = {"type": "string", "description": _AS_WORDS[function]}
        if function not in (parse_windows, parse_closings):
            return words
        tables = super().function_before_schema(schema)
        alone = [words] if function is parse_windows else [words, {"type": "boolean"}]
        return {"anyOf": [{**tables, "items": {"anyOf": [tables["items"], words]}}, *alone]}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        whole = super().model_schema(schema)
        for name, meaning in _MEANINGS.get(schema["cls"], {}).items():
            whole["properties"][name]["description"] = meaning
        key = _ALONE.get(schema["cls"])
        return {"anyOf": [whole["properties"][key], whole]} if key else whole


_AS_WORDS: Mapping[Callable[..., object], Text] = {
    read_clock: Text("une heure : 09:30, 9h30", "a time of day: 09:30, 9h30"),
    read_start: Text(
        "une heure : 09:30, 9h30 ; 24:30 dans la nuit qui suit",
        "a time of day: 09:30, 9h30; 24:30 in the night after it",
    ),
    parse_day: Text("une date, 2026-06-10, ou un jour", "a date, 2026-06-10, or a day"),
    parse_windows: Text(
        "des heures, un jour, ou les deux : jusqu'à 12h30",
        "hours, a day, or both: until 12:30",
    ),
    parse_closings: Text(
        "des heures, un jour, ou les deux : 14h-18h ; ou « tout le temps »",
        "hours, a day, or both: 14:00-18:00; or “always”",
    ),
}
_MEANINGS: Mapping[type, Mapping[str, Text]] = {
    sheet.model: {
        field.toml: field.help.fill(yes="true", no="false")
        for field in sheet.fields
        if field.in_schema and len(field.key) == 1
    }
    for sheet in BY_KEY.values()
    if sheet.model is not None
}
"""What each key of a table says, as its column and the pages do."""

_ALONE: Mapping[type, str] = {Link: "session", Minutes: "min"}
"""The key whose value may stand for a whole table."""
