"""What a solved workbook keeps: what was asked, what was answered, and how that came to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    PlainSerializer,
    PlainValidator,
)
from pydantic_core import CoreSchema, core_schema

from agenda_solver.history.editions import History, from_data, to_data
from agenda_solver.history.lineage import Lineage, Origin, data_hash
from agenda_solver.problem import Problem
from agenda_solver.result import Repeated, Result, Seating, Status, TierResult
from agenda_solver.timetable import Casting, Placement, Seat, Timetable

SCHEMA = 4
OLDEST = 2
"""The first schema that is still read; what it says otherwise, `_upgraded` translates."""

_ALONE = Lineage()


@dataclass(frozen=True)
class Made:
    """What the program was asked when it wrote a workbook, and what it answered.

    Attributes
    ----------
    views : mapping of str to str
        The fingerprint of each sheet that only shows, by its title.
    result : Result
        How the timetable and its seats came to be; its costs and findings are not kept.
    lineage : Lineage
        What it comes from.
    """

    problem: Problem
    timetable: Timetable
    views: Mapping[str, str]
    result: Result
    lineage: Lineage = _ALONE


class OlderError(ValueError):
    """It was written by a version that asked otherwise: solving again is the way out."""


@dataclass(frozen=True)
class AsRow:
    """Of a dataclass that is written as the list of its values, for there may be many."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        names = [field.name for field in fields(source)]
        return core_schema.no_info_before_validator_function(
            lambda row: dict(zip(names, row, strict=True)) if isinstance(row, list) else row,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda row: [getattr(row, name) for name in names]
            ),
        )


class Kept(BaseModel):
    """What is kept, as it is written: a field is a row of `_meta`, or several.

    Attributes
    ----------
    input : str
        The hash of `problem`, by which a change of it shows.
    problem : dict
        What `Problem.read` takes.
    """

    model_config = ConfigDict(frozen=True)

    input: str
    seed: int
    workers: int
    encoding: str
    versions: dict[str, str]
    status: Status
    tiers: tuple[TierResult, ...]
    problem: dict[str, Any]
    placements: tuple[Annotated[Placement, AsRow()], ...]
    cast: tuple[Annotated[Casting, AsRow()], ...] = ()
    seats: tuple[Annotated[Seat, AsRow()], ...] = ()
    seating: Seating | None = None
    views: dict[str, str] = {}
    origins: tuple[Origin, ...] = ()
    repeated: Repeated | None = None
    history: Annotated[History, PlainValidator(from_data), PlainSerializer(to_data)] | None = None


_UNTOLD = {"seating": {"findings", "seconds"}}
"""What the next workbook does not tell again."""


def kept_data(
    problem: Problem, result: Result, views: Mapping[str, str], lineage: Lineage
) -> dict[str, Any]:
    """Return what is kept of a result as plain data, by the fields of `Kept`."""
    timetable = result.timetable or Timetable.of(())
    asked = problem.dump()
    kept = Kept(
        input=data_hash(asked),
        seed=result.seed,
        workers=result.workers,
        encoding=result.encoding,
        versions=dict(result.versions),
        status=result.status,
        tiers=result.tiers,
        problem=asked,
        placements=timetable.placements,
        cast=timetable.cast,
        seats=timetable.seats,
        seating=result.seating,
        repeated=result.repeated,
        views=dict(views),
        origins=lineage.origins,
        history=lineage.history,
    )
    return kept.model_dump(mode="json", exclude=_UNTOLD, exclude_defaults=True)


def read_kept(data: Mapping[str, Any], schema: int) -> Made | None:
    """Return what was kept; None where somebody has changed it.

    Parameters
    ----------
    data : mapping of str to object
        What `kept_data` has returned, in this version or an earlier one.
    schema : int
        The number of its schema, from `OLDEST` to `SCHEMA`.

    Raises
    ------
    OlderError
        If it says what this version cannot understand.
    """
    try:
        kept = Kept.model_validate(data if schema == SCHEMA else _upgraded(data))
        problem = Problem.read(kept.problem)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    # Of the words themselves: another version may write the same problem otherwise.
    if kept.input != data_hash(kept.problem):
        return None
    if schema < _A_ROW_EACH and any(row.get("repeats", 1) > 1 for row in kept.problem["sessions"]):
        raise OlderError
    timetable = Timetable.of(kept.placements, kept.seats, kept.cast)
    result = Result(
        status=kept.status,
        timetable=timetable,
        tiers=kept.tiers,
        seating=kept.seating,
        repeated=kept.repeated,
        encoding=kept.encoding,
        seed=kept.seed,
        workers=kept.workers,
        versions=kept.versions,
    )
    return Made(problem, timetable, kept.views, result, Lineage(kept.origins, kept.history))


_A_ROW_EACH = 3  # since when each time of a repeated session has a row


def _upgraded(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what version 0.1 wrote as it is written now: texts and tiers have names."""
    seating = data.get("seating")
    return {
        **data,
        "tiers": [{"rules": (), **tier} for tier in data["tiers"]],
        "seating": seating and _upgraded_seating(seating),
        "origins": [
            {"file": file, "input": asked, "announced": [_named(text) for text in announced]}
            for file, asked, announced in data.get("origins", ())
        ],
    }


def _upgraded_seating(seating: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **seating,
        "tiers": [
            {"aim": _named(aim), "status": status, "cost": cost, "bound": bound, "tie": tie}
            for *aim, status, cost, bound, tie in seating["tiers"]
        ],
        "moved": [
            {"attendee": attendee, "session": session} for attendee, session in seating["moved"]
        ],
        "more_places": [
            {"session": session, "places": places, "ranks": dict(ranks), "without": without}
            for session, places, ranks, without in seating["more_places"]
        ],
    }


def _named(text: list[str]) -> dict[str, str]:
    fr, en = text
    return {"fr": fr, "en": en}
