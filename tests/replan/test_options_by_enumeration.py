"""Each option comes to what trying every timetable finds, and what it says to type leads there."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest
from every_way import Part, Programme, Published, announced, least_of
from published import budget, draft, published, session
from test_minimum_by_enumeration import some_changes, some_version

from agenda_solver.changes import Changes, PersonCancels, PersonIsReplaced
from agenda_solver.difference import Version
from agenda_solver.replan import Beside, Option, Plan, Price, replan
from thorough import some_and_more

ORDER = ("replaced", "without", "moved", "cancelled")


def some_published(seed: int) -> Published:
    rng = random.Random(seed)
    before = next(it for _ in range(100) if (it := some_version(rng)))
    return Published(before, some_changes(rng))


def planned(event: Published, changes: Changes | None = None) -> Plan:
    return replan(event.version, event.version.problem, changes or event.changes, budget())


def with_options(event: Published, options: dict[str, Option]) -> Programme:
    """Return who is where if each session goes on as its option says."""
    programme = dict(announced(event))
    for key, option in options.items():
        if option.way == "cancelled":
            del programme[key]
            continue
        for answer in (option, *option.beside):
            programme[key] = answered(event, programme[key], answer)
        programme[key] = tuple((frozenset([by]), by) for _, by in programme[key] if by)
    return programme


def answered(
    event: Published, parts: tuple[Part, ...], answer: Option | Beside
) -> tuple[Part, ...]:
    there = {by for _, by in parts}
    who = answer.person if answer.person in there else event.replaced.get(answer.person)
    if answer.way == "without":
        return tuple(part for part in parts if part[1] != who)
    if answer.way == "moved" or answer.by in there:
        return parts
    first = next(number for number, part in enumerate(parts) if part[1] == who)
    assert answer.by is not None
    taken = frozenset([answer.by]), answer.by
    return tuple(
        taken if number == first else part
        for number, part in enumerate(parts)
        if number == first or part[1] != who
    )


def amounts(price: Price) -> tuple[int, ...]:
    return price.cancelled, price.moved, price.rooms, price.rooms_of_moved


@pytest.mark.parametrize("seeds", some_and_more(5, 75))
def test_each_option_comes_to_what_trying_everything_finds(seeds: range) -> None:
    for seed in seeds:
        event = some_published(seed)
        plan = planned(event)
        chosen = {it.session: it for it in plan.options if it.chosen}
        if plan.price is None or {it.session for it in plan.options} != chosen.keys():
            continue
        for option in plan.options:
            programme = with_options(event, {**chosen, option.session: option})
            least = least_of(event, event.version.problem, programme)
            if option.price is None:
                assert option.status == "infeasible", seed
                assert least is None, (seed, option)
                continue
            gone = len(event.before) - len(programme)
            assert least is not None, (seed, option)
            assert amounts(option.price) == (gone, *least), (seed, option)


@pytest.mark.parametrize("seeds", some_and_more(8, 50))
def test_the_one_that_is_taken_is_the_least_of_what_is_announced(seeds: range) -> None:
    for seed in seeds:
        event = some_published(seed)
        plan = planned(event)
        for taken in (it for it in plan.options if it.chosen):
            own = [it for it in plan.options if it.session == taken.session]
            pools = event.version.problem.session[taken.session].pools
            pool = {person for _, _, several in pools for person in several}
            ranks = [(it.way == "cancelled", it.deserted, ORDER.index(it.way)) for it in own]
            known = [rank for rank, it in zip(ranks, own, strict=True) if it.price is not None]
            assert known == sorted(known), seed
            assert [it.price is None for it in own] == sorted(it.price is None for it in own), seed
            assert not taken.deserted, seed
            assert taken.price is not None, seed
            if event.replaced:  # an instruction may cost more
                continue
            for other in own:
                offered = other.deserted or (other.way == "replaced" and other.by not in pool)
                if other.price is not None and not offered:
                    assert amounts(taken.price) <= amounts(other.price), (seed, other)


@pytest.mark.parametrize("seeds", some_and_more(4, 30))
def test_what_is_said_to_be_typed_leads_there(seeds: range) -> None:
    for seed in seeds:
        event = some_published(seed)
        for option in planned(event).options:
            if option.instruction is None or option.chosen or option.price is None:
                continue
            kept = tuple(
                it
                for it in event.changes.announced
                if not isinstance(it, PersonCancels | PersonIsReplaced)
                or it.person != getattr(option.instruction, "person", None)
            )
            told = replace(event.changes, announced=(*kept, option.instruction))
            price = planned(event, told).price
            assert price is not None, (seed, option)
            assert amounts(price) == amounts(option.price), (seed, option)


def seated(rng: random.Random) -> Version:
    """Draw three workshops at once, each with somebody who runs it, and who sits in them."""
    rooms = [{"id": f"r{number}", "capacity": rng.choice((1, 2, 3))} for number in range(3)]
    sessions = [
        session(f"w{number}", f"p{number}", kind="workshop", block="w", room=f"r{number}")
        for number in range(3)
    ]
    for row in sessions:
        row["rooms"] = [row.pop("room")]
    attendees = [f"a{number}" for number in range(5)]
    problem = draft(
        *sessions, rooms=rooms, people=[f"p{number}" for number in range(3)], attendees=attendees
    )
    places = [(f"w{it}", room["capacity"]) for it, room in enumerate(rooms)]
    free = [key for key, capacity in places for _ in range(capacity)]
    rng.shuffle(free)
    seats = [f"{who}: {key}" for who, key in zip(attendees, free, strict=False)]
    return published(problem, *(f"w{it} 9h-10h r{it}" for it in range(3)), seats=seats)


def fewest(before: Version, kept: set[str]) -> tuple[int, int]:
    """Return how few seats change, and then how few people lack one, in all seatings."""
    had = {seat.attendee: seat.session for seat in before.timetable.seats}
    capacity = {f"w{number}": room.capacity for number, room in enumerate(before.problem.rooms)}
    people = [attendee.id for attendee in before.problem.attendees]
    return min(
        (
            sum(who in had and had[who] != place for who, place in seats.items()),
            sum(place is None for place in seats.values()),
        )
        for places in product((None, *sorted(kept)), repeat=len(people))
        if (seats := dict(zip(people, places, strict=True)))
        and all(places.count(key) <= (capacity[key] or 0) for key in kept)
    )


@pytest.mark.parametrize("seeds", some_and_more(4, 30))
def test_the_seats_of_an_option_are_those_that_trying_all_finds(seeds: range) -> None:
    for seed in seeds:
        before = seated(random.Random(seed))
        plan = replan(before, before.problem, Changes((PersonCancels("p0"),)), budget())
        assert {it.way for it in plan.options} == {"without", "cancelled"}
        for option in plan.options:
            kept = {"w0", "w1", "w2"} - ({"w0"} if option.way == "cancelled" else set())
            assert option.price is not None
            assert (option.price.seats, option.price.unseated) == fewest(before, kept), seed
