"""The document of a world café."""

from __future__ import annotations

from agenda_solver import __version__
from agenda_solver.cafe.asked import WorldCafe
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.cafe.sittings import sittings
from agenda_solver.files.store.documents import RotateDocument
from agenda_solver.files.store.records import SittingRecord, StageRecord, TierRecord
from agenda_solver.text import Language


def rotate_document(
    cafe: WorldCafe, rotation: Rotation, language: Language, *, seconds: float, seed: int
) -> RotateDocument:
    """Return a rotation; people are told by their ids, tables numbered from 1."""
    held = bool(rotation.table)
    repeats = rotation.repeats if held else None
    tier = TierRecord(tier=1, cost=repeats, bound=rotation.bound)
    return RotateDocument(
        status=rotation.status,
        stages=(
            StageRecord(
                stage="rotation", status=rotation.status, tiers=(tier,), method=rotation.method
            ),
        ),
        cost=repeats,
        bound=rotation.bound,
        repeats=repeats,
        rounds=tuple(
            tuple(
                SittingRecord(
                    table=table + 1,
                    topic=cafe.topic(table) or None,
                    room=cafe.where(table, turn) or None,
                    hosts=tuple(cafe.hosts(table)),
                    people=tuple(cafe.guests[guest].id for guest in guests),
                )
                for table, guests in enumerate(sitting)
            )
            for turn, sitting in enumerate(sittings(cafe, rotation))
        ),
        again=rotation.again if held else None,
        revisits=rotation.revisits if held else None,
        within_organisation=rotation.within_organisation if held else None,
        unmet=rotation.unmet if held else None,
        advice=tuple(text.say(language) for text in rotation.advice),
        seconds=round(seconds, 3),
        seed=seed,
        versions={"agenda-solver": __version__},
    )
