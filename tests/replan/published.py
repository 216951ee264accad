"""Small events as they were published, in no more words than a case needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from agenda_solver.budget import Budget
from agenda_solver.changes import Announced, Changes
from agenda_solver.difference import Version
from agenda_solver.files.store.telling import replan_document
from agenda_solver.problem import Problem, Window
from agenda_solver.replan import Plan, replan
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.words.moments import read_clock

WEDNESDAY = date(2026, 6, 10)


def budget() -> Budget:
    """Return what a small replan may take."""
    return Budget(seconds=20, workers=1)


def session(key: str, *people: str, minutes: object = 60, **more: object) -> dict[str, Any]:
    """Return a session of a draft, and who speaks in it."""
    roles = {"people": {"orateur": list(people)}} if people else {}
    return {"id": key, "title": key.capitalize(), "minutes": minutes, **roles, **more}


def draft(*sessions: dict[str, Any], rooms: Collection[Any] = (), **tables: Any) -> Problem:
    """Read a draft of a day; a room or person may be told by its id."""
    tables = {"days": [{"date": WEDNESDAY, "open": {"start": "9h", "end": "13h"}}], **tables}
    named = {key: [_named(row) for row in tables.pop(key, ())] for key in ("people", "attendees")}
    event = {"name": "Assises", "grid": 60, **tables.pop("event", {})}
    return Problem.read(
        {
            "event": event,
            "rooms": [_named(room) for room in rooms],
            "sessions": list(sessions),
            **named,
            **tables,
        }
    )


def _named(row: Any) -> dict[str, Any]:
    told: dict[str, Any] = row if isinstance(row, dict) else {"id": row}
    return {"name": told["id"].capitalize(), **told}


def placed(line: str) -> Placement:
    """Read ``"a 9h-10h amphi"``; ``"+1 a 9h-10h"`` is on the day after."""
    words = line.split()
    day = WEDNESDAY + timedelta(days=int(words.pop(0))) if line[0] in "+-" else WEDNESDAY
    key, hours, *room = words
    start, end = map(read_clock, hours.split("-"))
    return Placement(key, day, start, end, *room)


def published(
    problem: Problem, *lines: str, seats: Iterable[str] = (), cast: Iterable[Casting] = ()
) -> Version:
    """Make a version of lines as `placed` reads them, and seats like ``"ana: a, b"``."""
    given = []
    for line in seats:
        attendee, _, sessions = line.partition(":")
        given += [Seat(attendee, key.strip()) for key in sessions.split(",")]
    return Version(problem, Timetable.of(map(placed, lines), given, cast))


def window(start: str, end: str | None, day: date | None = WEDNESDAY) -> Window:
    """Return a window of a day, to its end where it has none of its own."""
    until = {} if end is None else {"end": end}
    return Window.model_validate({"day": day, "start": start, **until})


def planned(
    before: Version, *announced: Announced, problem: Problem | None = None, **more: Any
) -> Plan:
    """Replan an event after some changes."""
    now, close_gaps = more.pop("now", None), more.pop("close_gaps", False)
    changes = Changes(announced, now=now, close_gaps=close_gaps)
    return replan(before, problem or before.problem, changes, budget(), **more)


def lines_of(plan: Plan) -> list[str]:
    """Return the plan's placements as short lines: ``"a 9 amphi"``."""
    assert plan.result.timetable is not None
    return [
        f"{it.session} {it.start // 60}" + (f" {it.room}" if it.room else "")
        for it in plan.result.timetable.placements
    ]


def amounts_printed(plan: Plan) -> tuple[int, ...]:
    """Count what a plan changes from the changes that its document tells one by one.

    Of the seats those of attendees who are still registered; no session is part of another.
    """
    changes = replan_document(plan, "en").plain()["changes"]
    kinds = [set(change["kinds"]) for change in changes if "kinds" in change]
    moves = [(change["before"], change["after"]) for change in changes if change["kind"] == "seat"]
    return (
        sum("cancelled" in each for each in kinds),
        sum("time" in each for each in kinds),
        sum("room" in each and "time" not in each for each in kinds),
        sum({"time", "room"} <= each for each in kinds),
        sum(
            old is not None and (new is None or new["session"] != old["session"])
            for old, new in moves
        ),
    )


def names_in(problem: Problem) -> Iterator[str]:
    """Yield the words of names, addresses, organisations and titles."""
    texts = [text for one in problem.people for text in (one.name, one.email, one.organisation)]
    texts += [text for one in problem.attendees for text in (one.name, one.email, one.organisation)]
    texts += [session.title for session in problem.sessions]
    for text in texts:
        yield from re.findall(r"\w+", text)
