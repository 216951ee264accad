"""The programme as a tree: each day's sessions, the parts under their wholes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from agenda_solver.problem import Problem, Session
from agenda_solver.rules.words import some_sessions_text
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.numbering import numbering


@dataclass(frozen=True)
class Item:
    """A placement, and under it those of its parts."""

    placement: Placement
    parts: tuple[Item, ...] = ()


def programme(problem: Problem, timetable: Timetable) -> Mapping[date, tuple[Item, ...]]:
    """Return each day's items in the order of time, the parts under their wholes.

    A part whose whole is not placed on its day stands by itself.
    """
    order = {room.id: number for number, room in enumerate(problem.rooms)}

    def key(placement: Placement) -> tuple[int, int, int]:
        return placement.start, -placement.end, order.get(placement.room or "", -1)

    by_day: dict[date, tuple[Item, ...]] = {}
    for day in sorted(timetable.by_day):
        placements = sorted(timetable.by_day[day], key=key)
        placed = {placement.session for placement in placements}
        under: dict[str | None, list[Placement]] = {}
        for placement in placements:
            wholes = problem.wholes(placement.session)
            whole = next((whole for whole in wholes if whole in placed), None)
            under.setdefault(whole, []).append(placement)
        by_day[day] = _items(under, None)
    return by_day


def _items(under: Mapping[str | None, list[Placement]], whole: str | None) -> tuple[Item, ...]:
    return tuple(
        Item(placement, _items(under, placement.session)) for placement in under.get(whole, ())
    )


def walk(items: Iterable[Item]) -> Iterator[Placement]:
    """Yield the placements of items, each followed by those of its parts."""
    for item in items:
        yield item.placement
        yield from walk(item.parts)


def starting_together(problem: Problem, items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield the items of a day: as one group those of a block, and those at the same time.

    Those that go by numbers, such as ``Atelier 1`` and ``Atelier 2``, come in their order.
    """
    groups: dict[tuple[str | int, int], list[Item]] = {}
    for item in items:
        start, end = item.placement.start, item.placement.end
        block = problem.session[item.placement.session].block
        groups.setdefault((end if block is None else block, start), []).append(item)
    for group in groups.values():
        yield _by_number(problem, group)


def _by_number(problem: Problem, group: Iterable[Item]) -> tuple[Item, ...]:
    items = tuple(group)
    numbers = [numbering(problem.session[item.placement.session].title) for item in items]
    numbered = [number for number in numbers if number is not None]
    if len(numbered) < len(items) or len({number.lead for number in numbered}) > 1:
        return items
    order = {item: number.number for item, number in zip(items, numbered, strict=True)}
    return tuple(sorted(items, key=order.__getitem__))


def unplaced(problem: Problem, timetable: Timetable) -> list[Session]:
    """Return the sessions that have no place in the timetable."""
    return [session for session in problem.sessions if session.id not in timetable.by_session]


def without_time(problem: Problem, timetable: Timetable, where: Text) -> Iterator[Text]:
    """Say which sessions have no time, and that they are therefore ``sur aucune page``."""
    left = [session.id for session in unplaced(problem, timetable)]
    if left:
        yield _WITHOUT_TIME.fill(where=where, sessions=some_sessions_text(problem, left))


_WITHOUT_TIME = Text(
    "Sans heure, donc {where} : {sessions}", "Without a time, and so {where}: {sessions}"
)


def daily_hours(problem: Problem, timetable: Timetable) -> Iterator[tuple[date, int, int]]:
    """Yield each day's first start and last end; what is external does not count."""
    for day, placements in timetable.by_day.items():
        ours = [p for p in placements if not problem.session[p.session].external]
        if ours:
            yield day, min(p.start for p in ours), max(p.end for p in ours)


def boxes(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items that have a cell of their own: a part elsewhere than its whole has."""
    for item in items:
        room = item.placement.room
        inside = tuple(part for part in item.parts if part.placement.room in (None, room))
        yield Item(item.placement, inside)
        yield from boxes(part for part in item.parts if part not in inside)
