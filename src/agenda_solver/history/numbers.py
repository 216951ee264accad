"""By what other programs know a session, a room or a person, edition after edition.

Programs that read programmes want numbers and UUIDs, and take what has another one for
something else: an id of the draft keeps its own, whatever else of the programme changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain, count
from typing import Literal
from uuid import UUID, uuid5

from agenda_solver.history.editions import History

Numbered = Literal["session", "room", "person"]
"""What bears a number: ids of two of these may be alike."""

MOST = 2**31 - 1
"""The largest number: 32 bits hold it everywhere."""

_MARK = "guid: "
_LINE = re.compile(rf"^{_MARK}([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})$", re.I | re.M)
_OWN = re.compile(r"[1-9][0-9]{0,9}")


def guid(history: History, kind: Numbered, id_: str) -> str:
    """Return the UUID of a session, a room or a person: another one in each event."""
    return str(uuid5(UUID(history.key), json.dumps([kind, id_])))


def guids(history: History, kind: Numbered, notes: Mapping[str, str]) -> Mapping[str, str]:
    """Return UUIDs by id, no two alike.

    Parameters
    ----------
    history : History
    kind : Numbered
    notes : mapping of str to str
        By id, the note of the row: what came from another program says there which UUID it had
        and keeps it, unless a row before says the same, as one does that was copied.
    """
    by_id: dict[str, str] = {}
    for id_, note in notes.items():
        kept = guid_in(note)
        by_id[id_] = kept if kept and kept not in by_id.values() else guid(history, kind, id_)
    return by_id


def guid_line(words: str) -> str:
    """Return the line of a note that keeps the UUID that another program gave; "" for none."""
    return f"{_MARK}{words}" if words else ""


def guid_in(note: str) -> str:
    """Return the UUID that a note keeps; "" where it keeps none."""
    kept = _LINE.search(note)
    if kept is None:
        return ""
    with suppress(ValueError):
        return str(UUID(kept[1]))
    return ""


def numbers(history: History, kind: Numbered, ids: Iterable[str]) -> Mapping[str, int]:
    """Return a number of each, from 1 to `MOST`, that no other of its kind has.

    An id that is such a number is its own. Another's is drawn from the id itself; where two
    draw one number, which is rare, who was published first has it.

    Parameters
    ----------
    history : History
    kind : Numbered
    ids : iterable of str
        Those of now; those that were published before keep theirs.
    """
    taken: dict[str, int] = {}
    used: set[int] = set()
    for id_ in dict.fromkeys(chain(_published(history, kind), ids)):
        drawn = uuid5(UUID(history.key), json.dumps([kind, id_])).int
        wanted = chain(_own(id_), (1 + (drawn + step) % MOST for step in count()))
        taken[id_] = next(number for number in wanted if number not in used)
        used.add(taken[id_])
    return taken


def _own(id_: str) -> tuple[int, ...]:
    return (int(id_),) if _OWN.fullmatch(id_) and int(id_) <= MOST else ()


def _published(history: History, kind: Numbered) -> Iterable[str]:
    for edition in history.editions:
        match kind:
            case "session":
                yield from edition.sessions
            case "room":
                yield from edition.rooms
            case "person":
                yield from edition.people
