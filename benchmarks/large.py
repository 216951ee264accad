"""Large drafts: hundreds of sessions on slots, or on a quarter-hour grid with many speakers.

The drafts are read from `DIR/large/*.toml`, or made by the `generate.py` that lies there. Each
is planted feasible. The scorer reads the draft and the placements; it knows nothing of this
package's rules.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from agenda_solver.timetable import Placement

Draft = dict[str, Any]

MADE_BY: Mapping[str, tuple[str, ...]] = {
    "400x20x24": ("slots", "400", "20", "24", "101"),
    "800x30x32": ("slots", "800", "30", "32", "102"),
    "1600x45x40": ("slots", "1600", "45", "40", "103"),
    "300-fine": ("fine", "104"),
}
"""What `generate.py` is asked for; on slots, sessions x rooms x slots."""


def draft(folder: Path, instance: str) -> str:
    """Return a draft as it is stored, or as it is made.

    Parameters
    ----------
    folder : Path
        Has the stored drafts, and `generate.py`.
    """
    stored = folder / f"{instance}.toml"
    if stored.exists():
        return stored.read_text(encoding="utf-8")
    asked = [sys.executable, str(folder / "generate.py"), *MADE_BY[instance]]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


# --- The score ----------------------------------------------------------------------------


def broken(draft: str, placements: Iterable[Placement]) -> int:
    """Count what is broken: a session that is not where it may be, or two that clash."""
    data = tomllib.loads(draft)
    placed = {placement.session: placement for placement in placements}
    missing = sum(session["id"] not in placed for session in data["sessions"])
    return missing + sum(1 for _ in (*_misplaced(data, placed), *_clashes(data, placed)))


def _misplaced(data: Draft, placed: Mapping[str, Placement]) -> Iterator[str]:
    days = {day["date"]: day for day in data["days"]}
    rooms = {room["id"]: room for room in data["rooms"]}
    slots = {(slot["day"], slot["start"]) for slot in data["event"].get("slots", ())}
    present = {
        person["id"]: {window["day"] for window in person["present"]}
        for person in data["people"]
        if "present" in person
    }
    for session in data["sessions"]:
        at = placed.get(session["id"])
        if at is None:
            continue
        day, room = days[at.day], rooms.get(at.room or "")
        faults = (
            at.end - at.start != session["minutes"],
            not _is_open(day, at),
            bool(slots) and (day["id"], _clock(at.start)) not in slots,
            bool(at.start % data["event"].get("grid", 1)),
            room is None or room["capacity"] < session["expected"],
            not {*session.get("needs", ())} <= {*(room or {}).get("features", ())},
            any(day["id"] not in present.get(who, {day["id"]}) for who in _speakers(session)),
        )
        if any(faults):
            yield session["id"]


def _is_open(day: Draft, at: Placement) -> bool:
    return day["open"]["start"] <= _clock(at.start) and _clock(at.end) <= day["open"]["end"]


def _clashes(data: Draft, placed: Mapping[str, Placement]) -> Iterator[tuple[str, str]]:
    """Yield two sessions at once that share a room, or a speaker."""
    speakers = {session["id"]: {*_speakers(session)} for session in data["sessions"]}
    for one, other in combinations(placed.values(), 2):
        at_once = one.day == other.day and one.start < other.end and other.start < one.end
        shared = speakers[one.session] & speakers[other.session]
        if at_once and (one.room == other.room or shared):
            yield one.session, other.session


def _speakers(session: Draft) -> list[str]:
    listed: list[str] = session.get("people", {}).get("speaker", [])
    return listed


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
