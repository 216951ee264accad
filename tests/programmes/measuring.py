"""How much of a programme was read rightly: sessions, times, rooms, people."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.words.moments import read_clock
from agenda_solver.words.names import folded, likeness

ALIKE = 0.9  # of 1: two wordings of one title


@dataclass
class Score:
    """How many of what there is were read, and what went wrong, in words."""

    right: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, *, right: int = 0, known: int = 0, made: int = 0) -> None:
        """Count some more."""
        for counts, number in ((self.right, right), (self.known, known), (self.made, made)):
            counts[what] = counts.get(what, 0) + number

    def recall(self, what: str) -> float:
        """Return how much of what there is was read."""
        return self.right.get(what, 0) / max(self.known.get(what, 0), 1)

    def precision(self, what: str) -> float:
        """Return how much of what was read is there."""
        return self.right.get(what, 0) / max(self.made.get(what, 0), 1)

    def add(self, other: Score) -> None:
        """Count what another has counted, too."""
        for what in other.known:
            self.count(
                what, right=other.right[what], known=other.known[what], made=other.made[what]
            )
        self.wrong += other.wrong


def known_of(path: Path) -> dict[str, Any]:
    """Return what is known of an invented programme."""
    name = path.name.removesuffix(".txt").removesuffix(".html") + ".toml"
    return tomllib.loads(path.with_name(name).read_text("utf-8"))


def score(problem: Problem, known: dict[str, Any]) -> Score:
    """Return how much of a programme was read rightly."""
    result = Score()
    made = {session.id: session for session in problem.sessions}
    result.count("sessions", known=len(known["sessions"]), made=len(made))
    pairs = []
    for row in known["sessions"]:
        session = _match(row, problem, made)
        if session is None:
            result.wrong.append(f"missed: {row['title']}")
        else:
            del made[session.id]
            pairs.append((row, session))
            result.count("sessions", right=1)
    result.wrong += [f"not there: {session.title}" for session in made.values()]
    for row, session in pairs:
        _times(row, session, result)
        _room(row, session, problem, result)
    _people(problem, known, pairs, result)
    _blocks(pairs, result)
    result.count("days", known=len(known["days"]), made=len(problem.days))
    result.count("days", right=len({day.date for day in problem.days} & set(known["days"])))
    return result


def _match(row: dict[str, Any], problem: Problem, made: dict[str, Any]) -> Any:
    def is_it(session: Any) -> bool:
        day = next((one.day for one in session.stated if one.day), None)
        whole = problem.session[session.part_of].title if session.part_of else ""
        if "day" in row and not session.part_of and len(problem.days) > 1 and day != row["day"]:
            return False
        return folded(whole) == folded(row.get("part_of", ""))

    alike = [
        (likeness(folded(row["title"]), folded(session.title)), -number, session)
        for number, session in enumerate(made.values())
        if is_it(session)
    ]
    best = max(alike, default=None, key=lambda one: one[:2])
    return best[2] if best and best[0] >= ALIKE else None


def _times(row: dict[str, Any], session: Any, result: Score) -> None:
    own = [(one.start, one.end) for one in session.stated]
    for place, what in enumerate(("start", "end")):
        made = {one[place] for one in own} - {None}
        result.count(f"{what}s", made=bool(made))
        if what in row:
            right = read_clock(row[what]) in made
            result.count(f"{what}s", known=1, right=right)
            if not right:
                result.wrong.append(f"{what} of {row['title']}: {made}, not {row[what]}")
        elif made:
            result.wrong.append(f"{what} of {row['title']}: {made}, said nowhere")


def _room(row: dict[str, Any], session: Any, problem: Problem, result: Score) -> None:
    room = session.preferred.room
    name = problem.room[room].name if room else ""
    right = bool(name) and folded(name) == folded(row.get("room", ""))
    result.count("rooms", known="room" in row, made=bool(name), right=right)
    if bool(name or "room" in row) and not right:
        result.wrong.append(f"room of {row['title']}: {name!r}, not {row.get('room')!r}")


def _people(
    problem: Problem, known: dict[str, Any], pairs: list[tuple[dict[str, Any], Any]], result: Score
) -> None:
    for row, session in pairs:
        names = {
            folded(problem.person[person].name)
            for person in session.roster
            if problem.person[person].name
        }
        wanted = {folded(name): name for name in row.get("people", ())}
        right = names & set(wanted)
        result.count("people", known=len(wanted), made=len(names), right=len(right))
        missed = [wanted[name] for name in set(wanted) - names]
        if missed or names - set(wanted):
            result.wrong.append(
                f"people of {row['title']}: missed {missed}, too {names - set(wanted)}"
            )
    missed_rows = [row for row in known["sessions"] if all(row is not one for one, _ in pairs)]
    result.count("people", known=sum(len(row.get("people", ())) for row in missed_rows))


def _blocks(pairs: list[tuple[dict[str, Any], Any]], result: Score) -> None:
    wanted: dict[str, set[str]] = {}
    made: dict[str, set[str]] = {}
    for row, session in pairs:
        if "block" in row:
            wanted.setdefault(row["block"], set()).add(row["title"])
        if session.block:
            made.setdefault(session.block, set()).add(row["title"])
    right = sum(block in made.values() for block in wanted.values())
    result.count("blocks", known=len(wanted), made=len(made), right=right)
    result.wrong += [f"block: {block}" for block in wanted.values() if block not in made.values()]
    result.wrong += [
        f"no block: {block}" for block in made.values() if block not in wanted.values()
    ]
