"""Every set of edits of a tiny draft, the cheapest first: what `ways_out` is compared with.

The edits are written down by hand, with prices of their own: nothing is measured, and no
demand is asked how it gives way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from random import Random
from typing import Any

from agenda_solver.budget import Budget
from agenda_solver.cp_sat import new_solver
from agenda_solver.decisions import Intervals
from agenda_solver.problem import Link, Person, Problem, Room, Session, Spot, Window, taken_out
from agenda_solver.rules import DEMANDS
from agenda_solver.words.moments import DAYBREAK

HOUR = 60
Change = Callable[[Problem], Problem]
Choice = tuple[int, Change]
"""A price, and what is written otherwise."""
Draft = dict[str, Any]


def possible(problem: Problem) -> bool:
    """Whether all demands of a draft can hold."""
    encoding = Intervals(problem, DEMANDS)
    encoding.close()
    solver = new_solver(Budget(60, workers=1))
    status = solver.solve(encoding.model)
    assert solver.status_name(status) in ("OPTIMAL", "INFEASIBLE")
    return solver.status_name(status) == "OPTIMAL"


def least_price(problem: Problem) -> int:
    """Return the price of the cheapest set of edits after which a draft is possible."""
    ladders = [sorted(ladder, key=lambda choice: choice[0]) for ladder in _ladders(problem)]
    heap: list[tuple[int, tuple[tuple[int, int], ...]]] = [(0, ())]
    while heap:
        price, chosen = heappop(heap)
        edited = problem
        for number, step in sorted(chosen, reverse=True):  # what goes, goes last
            edited = ladders[number][step][1](edited)
        if possible(edited):
            return price
        first = chosen[-1][0] + 1 if chosen else 0
        for number in range(first, len(ladders)):
            if ladders[number]:
                heappush(heap, (price + ladders[number][0][0], (*chosen, (number, 0))))
        if chosen:
            number, step = chosen[-1]
            if step + 1 < len(ladders[number]):
                dearer = ladders[number][step + 1][0] - ladders[number][step][0]
                heappush(heap, (price + dearer, (*chosen[:-1], (number, step + 1))))
    raise AssertionError("nothing helps")


def changed(problem: Problem, table: str, row_id: str, **values: Any) -> Problem:
    rows = [
        row.model_copy(update=values) if row.id == row_id else row
        for row in getattr(problem, table)
    ]
    return problem.with_tables(**{table: rows})


def _ladders(problem: Problem) -> Iterator[list[Choice]]:
    """Yield the choices of which one may be taken each; what takes a row away comes first."""
    for session in problem.sessions:
        if len(problem.sessions) > 1:
            price = 400 + (session.expected or 0) // 5
            yield [(price, lambda it, s=session.id: taken_out(it, {"sessions": {s}}))]
    for session in problem.sessions:
        for person in session.roster:
            yield [(120, lambda it, s=session.id, p=person: _replaced(it, s, p))]
        yield from _of_session(problem, session)
    for person in problem.people:
        yield from _hours("people", person.id, person.present, "present", 50, 36, 220)
        if person.pause:
            steps = {least: -(-least // 5) for least in (15, 30, HOUR) if least <= person.pause}
            yield [
                (
                    10 + step,
                    lambda it, p=person, n=least: changed(it, "people", p.id, pause=p.pause - n),
                )
                for least, step in steps.items()
            ]
    for room in problem.rooms:
        yield from _hours("rooms", room.id, room.open, "open", 30, 24, 150)
    for day in problem.days:
        if day.open:
            for side, sign in (("start", -1), ("end", 1)):
                yield [
                    (20 + 24 * hours, lambda it, s=side, d=sign * hours * HOUR: _opened(it, s, d))
                    for hours in range(1, 5)
                ]


def _opened(problem: Problem, side: str, by: int) -> Problem:
    (day,) = problem.days
    assert day.open is not None
    hours = day.open.model_copy(update={side: getattr(day.open, side) + by})
    return problem.with_tables(days=[day.model_copy(update={"open": hours})])


def _replaced(problem: Problem, session: str, person: str) -> Problem:
    other = Person(id=f"other-{session}-{person}")
    if session not in problem.session:
        return problem
    people = {
        role: [other.id if one == person else one for one in entries]
        for role, entries in problem.session[session].people.items()
    }
    return changed(
        problem.with_tables(people=[*problem.people, other]), "sessions", session, people=people
    )


def _hours(
    table: str,
    row_id: str,
    windows: list[Window],
    key: str,
    fixed: int,
    hour: int,
    outright: int,
) -> Iterator[list[Choice]]:
    """Yield the choices of hours: either side by so many hours, or given up."""
    if not windows:
        return
    for side, sign in (("start", -1), ("end", 1)):
        ladder: list[Choice] = []
        for hours in range(1, 5):
            if fixed + hour * hours < outright:
                ladder.append(
                    (
                        fixed + hour * hours,
                        lambda it, s=side, d=sign * hours * HOUR: _widened(
                            it, table, row_id, key, s, d
                        ),
                    )
                )
        ladder.append(
            (outright, lambda it, s=side, d=sign * DAYBREAK: _widened(it, table, row_id, key, s, d))
        )
        yield ladder


def _widened(problem: Problem, table: str, row_id: str, key: str, side: str, by: int) -> Problem:
    rows = [row for row in getattr(problem, table) if row.id == row_id]
    if not rows:
        return problem
    (window,) = getattr(rows[0], key)
    bound = min(max(0, getattr(window, side) + by), DAYBREAK)
    wide = window.model_copy(update={side: bound})
    return changed(problem, table, row_id, **{key: [wide]})


def _of_session(problem: Problem, session: Session) -> Iterator[list[Choice]]:
    def to(**values: Any) -> Change:
        return lambda it, s=session.id: changed(it, "sessions", s, **values)

    yield from _hours("sessions", session.id, session.windows, "windows", 20, 24, 150)
    if session.expected:
        lacking = {session.expected - (room.capacity or 0): room.capacity for room in problem.rooms}
        yield [(_seats(short), to(expected=seats)) for short, seats in lacking.items() if short > 0]
    if session.needs:
        yield [(30, to(needs=[]))]
    yield [
        *(_other_rooms(problem, session, to) if session.rooms else ()),
        (60, lambda it, s=session: _with_one_more_room(it, s)),
    ]
    if session.block:
        yield [(60, to(block=None))]
    if session.exclusive:
        yield [(60, to(exclusive=[]))]
    if session.is_plenary:
        yield [(60, to(plenary=False))]
    for link in session.before:
        yield [(90, lambda it, s=session.id, t=link.session: _turned(it, s, t))]
    start = session.locked.start
    if start is not None:
        moved = [
            (100 + 48 * hours, to(locked=Spot.model_construct(start=start + sign * hours * HOUR)))
            for hours in range(1, 4)
            for sign in (-1, 1)
        ]
        yield [*moved, (250, to(locked=Spot()))]


def _other_rooms(problem: Problem, session: Session, to: Callable[..., Change]) -> Iterator[Choice]:
    """Yield one more room that it may take; of those that are too small, a larger one first."""
    others = [room for room in problem.rooms if room.id not in session.rooms]
    sizes = {room.id: room.capacity or 0 for room in problem.rooms}
    come = session.expected or max(sizes[one] for one in session.rooms)
    for room in others:
        larger = sum(sizes[other.id] > sizes[room.id] for other in others)
        small = min(4, 1 + larger) if sizes[room.id] < come else 0
        yield 15 + 2 * small, to(rooms=[*session.rooms, room.id])


def _seats(short: int) -> int:
    grades = (5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120)
    return min(110, 10 + 2 * next(grade for grade in grades if grade >= short) // 5)


def _with_one_more_room(problem: Problem, session: Session) -> Problem:
    if session.id not in problem.session:
        return problem
    room = Room(id=f"one-more-{session.id}", features=session.needs)
    here = [other.id for other in problem.rooms]
    rows = [
        row.model_copy(
            update={"rooms": [*(row.rooms or here), *([room.id] if row.id == session.id else [])]}
        )
        for row in problem.sessions
    ]
    return problem.with_tables(rooms=[*problem.rooms, room], sessions=rows)


def _turned(problem: Problem, first: str, then: str) -> Problem:
    if first not in problem.session or then not in problem.session:
        return problem
    left = [link for link in problem.session[first].before if link.session != then]
    after = [*problem.session[first].after, Link.model_construct(session=then, min=0, max=None)]
    return changed(problem, "sessions", first, before=left, after=after)


# --- Drafts -----------------------------------------------------------------------------------


def impossible(seed: int) -> Problem:
    """Return a tiny draft in which one to three conflicts are planted."""
    chance = Random(seed)
    while True:
        problem = Problem.read(_draft(chance))
        if not possible(problem):
            return problem


def _draft(chance: Random) -> dict[str, Any]:
    many = chance.choice((2, 2, 3))
    sessions: list[dict[str, Any]] = [
        {"id": key, "title": key.upper(), "minutes": 60} for key in "abc"[:many]
    ]
    draft: dict[str, Any] = {
        "event": {"name": "e", "grid": 60},
        "days": [{"date": "2026-06-10", "open": {"start": "9:00", "end": f"{9 + many}:00"}}],
        "rooms": [{"id": "r", "capacity": 20}],
        "people": [{"id": "p"}],
        "sessions": sessions,
    }
    for plant in chance.sample(_PLANTS, chance.randint(1, 3)):
        plant(draft, chance)
    return draft


def _any(draft: Draft, chance: Random) -> dict[str, Any]:
    session: dict[str, Any] = chance.choice(draft["sessions"])
    return session


def _away(draft: Draft, chance: Random) -> None:
    start = chance.choice((6, 7, 8, 11, 12, 13))
    hours = {"start": f"{start}:00", "end": f"{start + 1}:00"}
    draft["people"][0]["present"] = [hours]
    for session in draft["sessions"][: chance.randint(1, 2)]:
        session["people"] = {"x": ["p"]}


def _paused(draft: Draft, _: Random) -> None:
    draft["people"][0]["pause"] = 60
    draft["days"][0]["open"]["end"] = "11:00"
    for session in draft["sessions"][:2]:
        session["people"] = {"x": ["p"]}


def _crowded(draft: Draft, chance: Random) -> None:
    _any(draft, chance)["expected"] = chance.choice((25, 40, 70))


def _needy(draft: Draft, chance: Random) -> None:
    _any(draft, chance)["needs"] = ["projecteur"]


def _closed(draft: Draft, _: Random) -> None:
    draft["rooms"][0]["open"] = [{"start": "9:00", "end": "10:00"}]


def _elsewhere(draft: Draft, chance: Random) -> None:
    draft["rooms"].append({"id": "s", "capacity": 5, "open": [{"end": "7:00"}]})
    _any(draft, chance)["rooms"] = ["s"]


def _in_a_block(draft: Draft, _: Random) -> None:
    for session in draft["sessions"]:
        session["block"] = "b"


def _in_a_circle(draft: Draft, _: Random) -> None:
    draft["sessions"][0]["before"] = ["b"]
    draft["sessions"][1]["before"] = ["a"]


def _locked(draft: Draft, chance: Random) -> None:
    start = chance.choice((9, 10, 8))
    for session in draft["sessions"][:2]:
        session["locked"] = {"start": f"{start}:00"}


def _at_other_hours(draft: Draft, chance: Random) -> None:
    start = chance.choice((6, 7, 13))
    _any(draft, chance)["windows"] = [{"start": f"{start}:00", "end": f"{start + 1}:00"}]


def _beside_a_plenary(draft: Draft, _: Random) -> None:
    draft["sessions"][0]["plenary"] = True
    draft["rooms"].append({"id": "t", "capacity": 90})
    draft["days"][0]["open"]["end"] = f"{8 + len(draft['sessions'])}:00"


def _apart(draft: Draft, _: Random) -> None:
    draft["rooms"].append({"id": "u", "capacity": 15})
    draft["days"][0]["open"]["end"] = f"{8 + len(draft['sessions'])}:00"
    for session in draft["sessions"]:
        session["exclusive"] = ["x"]


_PLANTS = (
    _away,
    _paused,
    _crowded,
    _needy,
    _closed,
    _elsewhere,
    _in_a_block,
    _in_a_circle,
    _locked,
    _at_other_hours,
    _beside_a_plenary,
    _apart,
)
