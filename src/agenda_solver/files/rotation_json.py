"""What `rotate` says, as JSON."""

from __future__ import annotations

from typing import Any

from agenda_solver import __version__
from agenda_solver.cafe.asked import WorldCafe
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.cafe.sittings import sittings
from agenda_solver.text import Language


def rotation_json(
    cafe: WorldCafe, rotation: Rotation, language: Language, *, seconds: float, seed: int
) -> dict[str, Any]:
    """Return a rotation as plain data, for `--json`; people are told by their ids.

    Tables are numbered from 1. `status` and `bound` are about repeated meetings, and about
    nothing else.
    """
    found = bool(rotation.table)
    repeats = rotation.repeats if found else None
    return {
        "status": rotation.status,
        "stages": [
            {
                "stage": "rotation",
                "status": rotation.status,
                "method": rotation.method,
                "tiers": [{"tier": 1, "cost": repeats, "bound": rotation.bound}],
            }
        ],
        "cost": repeats,
        "bound": rotation.bound,
        "repeats": repeats,
        "rounds": [
            [
                {
                    "table": table + 1,
                    "topic": cafe.topic(table) or None,
                    "room": cafe.where(table, turn) or None,
                    "hosts": list(cafe.hosts(table)),
                    "people": [cafe.guests[guest].id for guest in guests],
                }
                for table, guests in enumerate(sitting)
            ]
            for turn, sitting in enumerate(sittings(cafe, rotation))
        ],
        "revisits": rotation.revisits if found else None,
        "within_organisation": rotation.within_organisation if found else None,
        "unmet": rotation.unmet if found else None,
        "advice": [text.say(language) for text in rotation.advice],
        "seconds": round(seconds, 3),
        "seed": seed,
        "versions": {"agenda-solver": __version__},
    }
