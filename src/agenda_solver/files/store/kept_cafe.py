"""What the workbook of a world café keeps: what was asked. Its rounds are on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer

from agenda_solver.cafe.asked import CafeTable, Guest, Pair, Turn, WorldCafe
from agenda_solver.files.store.kept import AsRow
from agenda_solver.problem import Event

CAFE_SCHEMA = 1

_Pairs = Annotated[frozenset[Pair], PlainSerializer(sorted)]


class KeptCafe(BaseModel):
    """The attributes of `WorldCafe` that are kept, by the same names."""

    model_config = ConfigDict(frozen=True)

    event: Event
    guests: tuple[Annotated[Guest, AsRow()], ...]
    tables: tuple[Annotated[CafeTable, AsRow()], ...]
    turns: tuple[Annotated[Turn, AsRow()], ...]
    topics: tuple[str, ...]
    forbidden: _Pairs
    wished: _Pairs
    carousel: bool
    staying: tuple[int, ...]
    absent: Annotated[frozenset[int], PlainSerializer(sorted)]


def cafe_data(cafe: WorldCafe) -> dict[str, Any]:
    """Return what is kept of a café as plain data."""
    asked = {name: getattr(cafe, name) for name in KeptCafe.model_fields}
    return KeptCafe(**asked).model_dump(mode="json")


def read_cafe_data(data: Mapping[str, Any]) -> WorldCafe:
    """Return the café that `cafe_data` was asked to keep.

    Raises
    ------
    ValueError
        If somebody has changed it.
    """
    kept = KeptCafe.model_validate(data)
    return WorldCafe(**{name: getattr(kept, name) for name in KeptCafe.model_fields})
