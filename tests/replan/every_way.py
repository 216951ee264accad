"""Every way to go on after changes of a tiny event, and every timetable of each.

Written from what the pages promise, and not from the code that searches. `verify` judges
when and where sessions are; who is where at once is judged here, for all ways of filling
the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from published import WEDNESDAY

from agenda_solver.changes import (
    Changes,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.difference import Version
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

STARTS = (540, 600, 660)
ROOMS = ("r1", "r2")

Part = tuple[frozenset[str], str | None]
"""Of whom one takes a part, and who has it; None where that is open."""
Programme = Mapping[str, tuple[Part, ...]]
"""The parts of each session."""
Rank = tuple[int, ...]


@dataclass(frozen=True)
class Published:
    """What was announced, with everybody's hours as they are after the changes."""

    version: Version
    changes: Changes

    @property
    def cancelling(self) -> set[str]:
        return {it.person for it in self.changes.announced if isinstance(it, PersonCancels)}

    @property
    def replaced(self) -> dict[str, str]:
        return {
            it.person: it.by for it in self.changes.announced if isinstance(it, PersonIsReplaced)
        }

    def is_there(self, person: str, start: int) -> bool:
        return not any(
            it.person == person and it.window.start < start + 60 and start < it.window.end
            for it in self.changes.announced
            if isinstance(it, PersonIsAway)
        )

    def is_open(self, room: str, start: int) -> bool:
        return not any(
            it.room == room
            and (it.window is None or (it.window.start < start + 60 and start < it.window.end))
            for it in self.changes.announced
            if isinstance(it, RoomIsClosed)
        )

    @property
    def before(self) -> dict[str, Placement]:
        return dict(self.version.timetable.by_session)

    @property
    def roster_before(self) -> dict[str, set[str]]:
        known = self.version.problem.session
        return {key: set(self.version.timetable.roster(known[key])) for key in self.before}


def announced(event: Published) -> Programme:
    """Return who takes which part once everybody is replaced who is said to be."""
    gone = {it.session for it in event.changes.announced if isinstance(it, SessionIsCancelled)}
    chosen = {(it.session, it.number): it.person for it in event.version.timetable.cast}
    programme = {}
    for session in event.version.problem.sessions:
        if session.id in gone:
            continue
        parts: list[Part] = []
        for entries in session.people.values():
            for number, entry in enumerate(entries):
                if isinstance(entry, str):
                    parts.append((frozenset([entry]), entry))
                else:
                    parts.append((frozenset(entry.one_of), chosen[session.id, number]))
        for change in event.changes.announced:
            if isinstance(change, PersonIsReplaced):
                parts = _handed_over(parts, change.person, change.by)
            elif isinstance(change, PersonCancels):
                parts = [
                    (
                        among - {change.person}
                        if len(among) > 1 and by != change.person
                        else among,
                        by,
                    )
                    for among, by in parts
                ]
        programme[session.id] = tuple(parts)
    return programme


def _handed_over(parts: list[Part], person: str, by: str) -> list[Part]:
    handed: list[Part] = []
    has_one = any(other == by for _, other in parts)
    for among, other in parts:
        if other == person:
            if not has_one:
                handed.append((frozenset([by]), by))
            has_one = True
        elif person in among:
            handed.append((among - {person} | {by}, other))
        else:
            handed.append((among, other))
    return handed


def every_way(event: Published) -> Iterator[tuple[int, Programme]]:
    """Yield each way to go on: how many instructions it does not follow, and who is where."""
    programme = announced(event)
    for ways in product(*(list(_ways(event, key, parts)) for key, parts in programme.items())):
        missed = sum(unfollowed for unfollowed, _ in ways)
        kept = zip(programme, (parts for _, parts in ways), strict=True)
        yield missed, {key: parts for key, parts in kept if parts is not None}


def _ways(
    event: Published, session: str, parts: tuple[Part, ...]
) -> Iterator[tuple[int, tuple[Part, ...] | None]]:
    """Yield what can become of a session; None: it does not take place."""
    had = event.roster_before[session]
    start = event.before[session].start
    there = {by for _, by in parts if by is not None}
    taken_over = {
        by
        for person, by in event.replaced.items()
        if person in had and by in there and by not in event.cancelling
    }
    concerned = [
        person
        for person in sorted(there)
        if person in event.cancelling
        or (not event.is_there(person, start) and (person not in taken_over or person in had))
    ]
    if not concerned and not taken_over:
        yield 0, parts
        return
    instructions = sum(person in had and by in taken_over for person, by in event.replaced.items())
    answers = []
    for person in concerned:
        pools = [among for among, by in parts if by == person and len(among) > 1]
        others = {other for among in pools for other in among if other not in there}
        own: list[str | None] = [None, *sorted(others)]
        answers.append([*own, person] if person not in event.cancelling else own)
    newly = sorted(taken_over - had)
    for dropped in (it for n in range(len(newly) + 1) for it in combinations(newly, n)):
        for chosen in product(*answers):
            takes = dict(zip(concerned, chosen, strict=True)) | dict.fromkeys(dropped)
            after = [
                (frozenset([one]), one)
                for _, by in parts
                for one in [takes.get(by, by) if by is not None else by]
                if one is not None
            ]
            if after:
                yield len(dropped), tuple(after)
    yield instructions, None


def least(event: Published, problem: Problem, *, touched: bool) -> Rank | None:
    """Return the least rank of any way: what is not followed, what is gone, what changes."""
    first: Rank | None = None
    boards = cache(lambda keys: _boards(event, problem, keys))
    programme = announced(event)
    for missed, kept in every_way(event):
        if not kept or (first and (missed, len(programme) - len(kept)) > first[:2]):
            continue
        for board in boards(tuple(kept)):
            for roster in _rosters(event, kept, board):
                rank = (
                    missed,
                    len(programme) - len(kept),
                    *_changed(event, board, roster, touched=touched),
                )
                if first is None or rank < first:
                    first = rank
    return first


def least_of(event: Published, problem: Problem, kept: Programme) -> Rank | None:
    """Return the least that changes of times and rooms where these sessions have these people."""
    if not kept:
        return None
    return min(
        (
            _changed(event, board, roster, touched=False)
            for board in _boards(event, problem, tuple(kept))
            for roster in _rosters(event, kept, board)
        ),
        default=None,
    )


def _boards(
    event: Published, problem: Problem, keys: tuple[str, ...]
) -> list[dict[str, Placement]]:
    """Return all placements of some sessions that nothing but people may forbid."""
    data = problem.dump()
    data["sessions"] = [
        {
            **{name: value for name, value in row.items() if name != "people"},
            "after": [it for it in row.get("after", ()) if it["session"] in keys],
        }
        for row in data["sessions"]
        if row["id"] in keys
    ]
    data.pop("people", None)
    asked = Problem.read(data)
    found = []
    for places in product(product(STARTS, ROOMS), repeat=len(keys)):
        if not all(event.is_open(room, start) for start, room in places):
            continue
        board = {
            key: Placement(key, WEDNESDAY, start, start + 60, room)
            for key, (start, room) in zip(keys, places, strict=True)
        }
        if not verify(asked, Timetable.of(board.values())).errors:
            found.append(board)
    return found


def _rosters(
    event: Published, kept: Programme, board: Mapping[str, Placement]
) -> Iterator[dict[str, set[str]]]:
    """Yield who is where, in each way in which everybody is there, and in one place at once."""
    choices = [
        [
            set(people)
            for people in product(*(sorted(among) for among, _ in parts))
            if len(set(people)) == len(people)
        ]
        for parts in kept.values()
    ]
    for rosters in product(*choices):
        roster = dict(zip(kept, rosters, strict=True))
        if all(
            event.is_there(person, board[key].start)
            for key, people in roster.items()
            for person in people
        ) and not any(
            roster[one] & roster[other] and board[one].start == board[other].start
            for one, other in combinations(roster, 2)
        ):
            yield roster


def _changed(
    event: Published,
    board: Mapping[str, Placement],
    roster: Mapping[str, set[str]],
    *,
    touched: bool,
) -> Rank:
    moved = rooms = both = some = 0
    for key, placement in board.items():
        old = event.before[key]
        late, elsewhere = placement.start != old.start, placement.room != old.room
        moved += late
        rooms += elsewhere and not late
        both += elsewhere and late
        some += late or elsewhere or roster[key] != event.roster_before[key]
    return (*((some,) if touched else ()), moved, rooms, both)
