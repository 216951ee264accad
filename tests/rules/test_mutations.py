"""Seeded faults: the contract must catch each of them, or it would not catch ours.

A rule tells the same thing twice: to the solver (`post`, `limits`, `amounts`) and to the
verifier (`check`). A mutant is a rule in which one of the two is wrong. It is caught if at
least one world and encoding breaks the contract. So are mutants of the encodings.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from typing import Any

import pytest
from test_contract import (
    AT_STAKE,
    CODINGS,
    EXPLICIT,
    INTERVALS,
    NAMED,
    SLOTS,
    Coding,
    Crowds,
    assert_contract,
)
from worlds import BY_NAME, WORLDS, World

from agenda_solver.decisions import Intervals, Slots
from agenda_solver.problem import Problem
from agenda_solver.rules import BY_KEY, DEMANDS, RULES
from agenda_solver.rules.rule import Cost, Demand, Finding, Limit, Rule
from agenda_solver.text import same
from agenda_solver.timetable import Timetable
from agenda_solver.wishes import Hope, Party

# --- How a mutant is caught ---------------------------------------------------------------------


def breaks(rule: Rule | tuple[Demand, ...], world: World, coding: Coding) -> bool:
    try:
        assert_contract(rule, world, coding)
    except AssertionError:
        return True
    return False


def worlds_for(rule: Rule) -> list[World]:
    """The worlds where a rule is at stake, small ones first; then the others."""
    named = set(AT_STAKE[rule.key].split(", "))
    return sorted(WORLDS, key=lambda world: (world.name not in named, len(world.timetables())))


def is_caught(mutant: Rule) -> bool:
    return any(is_caught_in(world, mutant) for world in worlds_for(mutant))


def is_caught_in(world: World, mutant: Rule) -> bool:
    if any(breaks(mutant, world, coding) for coding in CODINGS):
        return True
    # Alone, a demand may have nothing to forbid that an encoding would try; by name,
    # more is tried.
    if not isinstance(mutant, Demand):
        return False
    demands = tuple(mutant if rule.key == mutant.key else rule for rule in DEMANDS)
    return breaks(demands, world, NAMED)


def mutant_of(rule: Rule, **methods: Callable[..., Any]) -> Any:
    """Return a rule like another but for some of its methods."""
    return type(f"Mutant{type(rule).__name__}", (type(rule),), methods)()


# --- Faults that any rule may have --------------------------------------------------------------


def silent(*_: Any) -> Iterator[Any]:
    yield from ()


def nothing(*_: Any) -> None:
    """Post nothing."""


def own(rule: Rule, method: str) -> bool:
    """Whether a rule has this method of its own."""
    return any(method in vars(kind) for kind in type(rule).__mro__ if kind not in (Demand, Rule))


def finds_everywhere(self: Rule, problem: Problem, _: Timetable) -> Iterator[Finding]:
    yield Finding(self.key, "error", same("always"), (problem.sessions[0].id,), cost=1)


def limited(rule: Demand, allows: bool) -> Callable[..., Iterator[Limit]]:
    def limits(_: Rule, problem: Problem) -> Iterator[Limit]:
        for limit in rule.limits(problem):
            yield replace(limit, allows=lambda _: allows)

    return limits


def paid(cost: Cost, times: int) -> Callable[..., Iterator[Any]]:
    def amounts(_: Rule, to: Any) -> Iterator[Any]:
        for amount in cost.amounts(to):
            yield times * amount

    return amounts


def but_for_the_last(cost: Cost) -> Callable[..., Iterator[Any]]:
    def amounts(_: Rule, to: Any) -> Iterator[Any]:
        yield from list(cost.amounts(to))[:-1]

    return amounts


def generic_mutants() -> Iterator[Any]:
    for rule in RULES:
        faults: dict[str, dict[str, Callable[..., Any]]] = {
            "check finds nothing": {"check": silent},
            "check finds everywhere": {"check": finds_everywhere},
        }
        if isinstance(rule, Demand) and own(rule, "post"):
            faults["post says nothing"] = {"post": nothing}
        if isinstance(rule, Demand) and own(rule, "limits"):
            faults["limits say nothing"] = {"limits": silent}
            faults["limits allow all"] = {"limits": limited(rule, True)}
            faults["limits allow nothing"] = {"limits": limited(rule, False)}
        if isinstance(rule, Cost):
            faults["amounts are doubled"] = {"amounts": paid(rule, 2)}
            faults["amounts are dropped"] = {"amounts": silent}
            faults["the last amount is dropped"] = {"amounts": but_for_the_last(rule)}
        for fault, methods in faults.items():
            yield pytest.param(mutant_of(rule, **methods), id=f"{rule.key}: {fault}")


@pytest.mark.parametrize("mutant", list(generic_mutants()))
def test_a_fault_that_any_rule_may_have_is_caught(mutant: Rule) -> None:
    assert is_caught(mutant)


# --- Rules that misread the problem -------------------------------------------------------------
#
# A rule that forgets the teardown behaves like a right one in a problem without teardown. So
# a subtle fault is told as an edit of the problem, and shown to one half of the rule only.

Data = dict[str, Any]
Edit = Callable[[Data], None]


def rows(data: Data, *tables: str) -> Iterator[Data]:
    for name in tables:
        for row in data.get(name, []):
            if row.get("closed") is True:
                row["closed"] = [{}]  # all along, as a window
            yield row


def forget(table: str, *keys: str, inside: str | None = None) -> Edit:
    """Take some keys away from every row of a table, or from a list or table in it."""

    def edit(data: Data) -> None:
        for row in rows(data, table):
            held = row.get(inside, {}) if inside else row
            for it in held if isinstance(held, list) else [held]:
                for key in keys:
                    it.pop(key, None)

    return edit


def shift(table: str, key: str, by: int, inside: str | None = None) -> Edit:
    """Add minutes, or people, to every value of a key: a number or a time of day."""

    def shifted(value: int | str) -> int | str:
        if isinstance(value, int):
            return max(0, value + by)
        hours, minutes = map(int, value.split(":"))
        moment = min(max(hours * 60 + minutes + by, 0), 24 * 60)
        return f"{moment // 60:02d}:{moment % 60:02d}"

    def edit(data: Data) -> None:
        for row in rows(data, table):
            held = row.get(inside, []) if inside else row
            for it in held if isinstance(held, list) else [held]:
                if key in it:
                    it[key] = shifted(it[key])

    return edit


def first_only(table: str, key: str, number: int = 1) -> Edit:
    def edit(data: Data) -> None:
        for row in rows(data, table):
            if key in row:
                row[key] = row[key][:number]

    return edit


def both(*edits: Edit) -> Edit:
    def edit(data: Data) -> None:
        for one in edits:
            one(data)

    return edit


def speakers_only(data: Data) -> None:
    for row in rows(data, "sessions"):
        people = row.get("people", {})
        row["people"] = {role: who for role, who in people.items() if role == "speaker"}


def pools_are_everybody(data: Data) -> None:
    for row in rows(data, "sessions"):
        for role, who in row.get("people", {}).items():
            row["people"][role] = [
                name for it in who for name in ([it] if isinstance(it, str) else it["one_of"])
            ]


def last_choice_is_forgotten(data: Data) -> None:
    for row in rows(data, "sessions"):
        for who in row.get("people", {}).values():
            for entry in who:
                if isinstance(entry, dict):
                    entry["one_of"] = entry["one_of"][:-1] or entry["one_of"]


def only_roles_to_fill(data: Data) -> None:
    for row in rows(data, "sessions"):
        people = row.get("people", {})
        row["people"] = {
            role: who for role, who in people.items() if any(isinstance(it, dict) for it in who)
        }


def any_need_will_do(data: Data) -> None:
    for session in rows(data, "sessions"):
        for room in rows(data, "rooms"):
            if set(session.get("needs", [])) & set(room.get("features", [])):
                room["features"] = [*room["features"], *session["needs"]]


def unknown_capacity_is_none(data: Data) -> None:
    for room in rows(data, "rooms"):
        room.setdefault("capacity", 0)


def named_rooms_are_any(data: Data) -> None:
    for session in rows(data, "sessions"):
        if session.get("rooms"):
            del session["rooms"]


def every_kind_takes_a_room(data: Data) -> None:
    for session in rows(data, "sessions"):
        session["kind"] = "session"


def blocks_hold_two(data: Data) -> None:
    seen: dict[str, int] = {}
    for session in rows(data, "sessions"):
        block = session.get("block")
        seen[block] = seen.get(block, 0) + 1
        if seen[block] > 2:
            session.pop("block", None)


def one_block(data: Data) -> None:
    for session in rows(data, "sessions"):
        if "block" in session:
            session["block"] = "one"


def others_may_come_between(data: Data) -> None:
    for sequence in rows(data, "sequences"):
        sequence["between"] = True


def nothing_may_come_between(data: Data) -> None:
    for sequence in rows(data, "sequences"):
        sequence["between"] = False


def parts_of_the_outermost(data: Data) -> None:
    above = {session["id"]: session.get("part_of") for session in data["sessions"]}
    for session in rows(data, "sessions"):
        while above.get(session.get("part_of")):
            session["part_of"] = above[session["part_of"]]


def plenary_by_kind_only(data: Data) -> None:
    for session in rows(data, "sessions"):
        session.pop("plenary", None)


def plenary_by_word_only(data: Data) -> None:
    for session in rows(data, "sessions"):
        session.setdefault("plenary", False)


def wishes_are_demands(data: Data) -> None:
    for sequence in rows(data, "sequences"):
        sequence.pop("wish", None)


def every_order_is_a_wish(data: Data) -> None:
    for sequence in rows(data, "sequences"):
        sequence["wish"] = True


def every_track_is_in_order(data: Data) -> None:
    for track in rows(data, "tracks"):
        track["in_order"] = True


def event_gap_is_nothing(data: Data) -> None:
    data["event"].pop("gap", None)


def slots_end_later(data: Data) -> None:
    for slot in data["event"].get("slots", []):
        hours, minutes = map(int, slot["end"].split(":"))
        slot["end"] = f"{hours:02d}:{minutes + 1:02d}"


def last_slot_is_forgotten(data: Data) -> None:
    data["event"]["slots"] = data["event"].get("slots", [])[:-1]


def event_states_nothing(data: Data) -> None:
    data["event"].pop("stated", None)


def announced_is(**hours: str) -> Edit:
    def edit(data: Data) -> None:
        for day in rows(data, "days"):
            if "announced" in day:
                day["announced"] |= hours

    return edit


def only_the_first_repeat(data: Data) -> None:
    seen: set[str] = set()
    for session in rows(data, "sessions"):
        if session.get("repeat_of") in seen:
            del session["repeat_of"]
        seen.add(session.get("repeat_of", ""))


def walks_take(by: int) -> Edit:
    def edit(data: Data) -> None:
        if "walk" in data["event"]:
            data["event"]["walk"] += by
        for walk in data["event"].get("walks", []):
            walk["minutes"] += by

    return edit


def every_walk_is_alike(data: Data) -> None:
    data["event"].pop("walks", None)


def nowhere_is_a_site(data: Data) -> None:
    for room in rows(data, "rooms"):
        room.setdefault("site", "nowhere")


def overflow_is(allowed: bool) -> Edit:
    def edit(data: Data) -> None:
        data["event"]["overflow"] = allowed

    return edit


def only_the_first_of_a_role(data: Data) -> None:
    for session in rows(data, "sessions"):
        session["people"] = {role: who[:1] for role, who in session.get("people", {}).items()}


def lengths_are_the_shortest(data: Data) -> None:
    for session in rows(data, "sessions"):
        if "minutes" in session:
            session["minutes"] = session["minutes"]["min"]


def tracks_are_alike(data: Data) -> None:
    for track in rows(data, "tracks"):
        track["close"] = 1


def ideal_is_shortest(data: Data) -> None:
    for session in rows(data, "sessions"):
        if "ideal" in session.get("minutes", {}):
            session["minutes"]["ideal"] = session["minutes"]["min"]


def rated_as(change: Callable[[int], int]) -> Edit:
    """Rate wishes otherwise; those that are ranked stay."""

    def edit(data: Data) -> None:
        for row in rows(data, "attendees"):
            if isinstance(wishes := row.get("wishes"), dict):
                row["wishes"] = {wish: change(rating) for wish, rating in wishes.items()}

    return edit


def only_the_first_wish(data: Data) -> None:
    for row in rows(data, "attendees"):
        if "wishes" in row:
            wishes = row["wishes"]
            first = list(wishes)[:1]
            row["wishes"] = {it: wishes[it] for it in first} if isinstance(wishes, dict) else first


def all_but_the_last_attendee(data: Data) -> None:
    if "attendees" in data:
        data["attendees"] = data["attendees"][:-1]


WINDOWS = {"windows": ("sessions", "windows"), "person_present": ("people", "present")}
WINDOWS["room_open"] = ("rooms", "open")
WINDOWS["room_closed"] = ("rooms", "closed")

MISREADINGS: list[tuple[str, str, Edit]] = [
    ("person_pause", "a minute less", shift("people", "pause", -1)),
    ("person_pause", "a minute more", shift("people", "pause", 1)),
    *((key, "speakers only", speakers_only) for key in ("person_one_place", "person_pause")),
    ("person_present", "speakers only", speakers_only),
    *(
        (key, "a pool is everybody", pools_are_everybody)
        for key in ("person_present", "role_filled")
    ),
    *(
        (key, "whoever may be chosen is", pools_are_everybody)
        for key in ("person_one_place", "person_pause")
    ),
    ("role_filled", "a choice less", last_choice_is_forgotten),
    ("role_filled", "who is there anyway", only_roles_to_fill),
    *((key, "first window only", first_only(*where)) for key, where in WINDOWS.items()),
    *(
        (key, "day of a window", forget(where[0], "day", inside=where[1]))
        for key, where in WINDOWS.items()
    ),
    *(
        (key, "a window ends sooner", shift(where[0], "end", -1, inside=where[1]))
        for key, where in WINDOWS.items()
    ),
    *(
        (key, "a window starts later", shift(where[0], "start", 1, inside=where[1]))
        for key, where in WINDOWS.items()
    ),
    ("opening_hours", "closes sooner", shift("days", "end", -1, inside="open")),
    ("opening_hours", "opens later", shift("days", "start", 1, inside="open")),
    ("opening_hours", "what is external too", forget("sessions", "external")),
    *(
        (key, "setup", both(forget("rooms", "setup"), forget("sessions", "setup")))
        for key in ("room_one_at_a_time", "room_open", "room_closed")
    ),
    *(
        (key, "teardown", both(forget("rooms", "teardown"), forget("sessions", "teardown")))
        for key in ("room_one_at_a_time", "room_open", "room_closed")
    ),
    *(
        (key, "a session's own setup", forget("sessions", "setup", "teardown"))
        for key in ("room_one_at_a_time", "room_open", "room_closed")
    ),
    ("room_one_at_a_time", "a minute more", shift("rooms", "teardown", 1)),
    ("room_one_at_a_time", "kin", forget("sessions", "part_of")),
    ("room_needs", "one of all", any_need_will_do),
    ("room_needs", "first need only", first_only("sessions", "needs")),
    ("room_seats", "one seat more", shift("sessions", "expected", 1)),
    ("room_seats", "one seat less", shift("sessions", "expected", -1)),
    ("room_seats", "unknown is none", unknown_capacity_is_none),
    ("room_given", "any room", named_rooms_are_any),
    ("room_given", "breaks too", every_kind_takes_a_room),
    ("locked", "day", forget("sessions", "day", inside="locked")),
    (
        "locked",
        "start",
        both(forget("sessions", "external"), forget("sessions", "start", inside="locked")),
    ),
    ("locked", "room", forget("sessions", "room", inside="locked")),
    ("before", "a minute more", shift("sessions", "min", 1, inside="after")),
    ("before", "a minute later", shift("sessions", "max", 1, inside="after")),
    ("before", "a minute sooner", shift("sessions", "max", -1, inside="before")),
    ("before", "at most", forget("sessions", "max", inside="before")),
    ("before", "at least", forget("sessions", "min", inside="after")),
    ("before", "after", forget("sessions", "after")),
    ("before", "gap of the event", event_gap_is_nothing),
    ("sequence", "gap of the event", event_gap_is_nothing),
    ("sequence", "at most", forget("sequences", "max")),
    ("sequence", "nothing between", others_may_come_between),
    ("sequence", "something between", nothing_may_come_between),
    ("sequence", "the third", first_only("sequences", "sessions", 2)),
    ("sequence", "a wish", wishes_are_demands),
    ("track_order", "one track of all", every_track_is_in_order),
    ("track_order", "no track at all", forget("tracks", "in_order")),
    ("track_order", "tags", forget("sessions", "tags")),
    ("track_order", "parts", forget("sessions", "part_of")),
    ("track_order", "external", forget("sessions", "external")),
    ("block", "the third", blocks_hold_two),
    ("block", "one of all", one_block),
    ("part", "the nearest whole", parts_of_the_outermost),
    ("plenary", "by word", plenary_by_kind_only),
    ("plenary", "by kind", plenary_by_word_only),
    ("plenary", "external", forget("sessions", "external")),
    ("plenary", "kin", forget("sessions", "part_of")),
    ("person_one_place", "kin", forget("sessions", "part_of")),
    ("person_pause", "kin", forget("sessions", "part_of")),
    ("slot", "ends later", slots_end_later),
    ("slot", "the last", last_slot_is_forgotten),
    ("slot", "locked ones too", forget("sessions", "locked")),
    ("stated", "day", forget("sessions", "day", inside="stated")),
    ("stated", "start", forget("sessions", "start", inside="stated")),
    ("stated", "end", forget("sessions", "end", inside="stated")),
    ("stated", "of the event", event_states_nothing),
    ("stated", "first only", first_only("sessions", "stated")),
    ("preferred", "day", forget("sessions", "day", inside="preferred")),
    ("preferred", "start", forget("sessions", "start", inside="preferred")),
    ("preferred", "room", forget("sessions", "room", inside="preferred")),
    ("announced", "start", announced_is(start="00:00")),
    ("announced", "end", announced_is(end="24:00")),
    ("announced", "of the event", event_states_nothing),
    ("announced", "external", forget("sessions", "external")),
    ("track_beside", "how much", forget("tracks", "beside")),
    ("track_beside", "similar", forget("tracks", "similar")),
    ("track_beside", "the first similar one", first_only("tracks", "similar")),
    ("track_beside", "how much where similar", forget("tracks", "beside_similar")),
    ("track_beside", "one more", shift("tracks", "beside_similar", 1)),
    ("track_beside", "tags", forget("sessions", "tags")),
    ("track_beside", "blocks", forget("sessions", "block")),
    ("track_beside", "parts", forget("sessions", "part_of")),
    ("track_beside", "external", forget("sessions", "external")),
    ("wished_order", "all", every_order_is_a_wish),
    ("wished_order", "demands", wishes_are_demands),
    ("wished_order", "the third", first_only("sequences", "sessions", 2)),
    ("wished_order", "minutes", shift("sessions", "max", 60, inside="minutes")),
    ("track_room", "how much", forget("tracks", "one_room")),
    ("track_room", "tags", forget("sessions", "tags")),
    ("track_room", "blocks", forget("sessions", "block")),
    ("track_room", "external", forget("sessions", "external")),
    ("track_day", "how much", forget("tracks", "one_day")),
    ("track_day", "one more", shift("tracks", "one_day", 1)),
    ("track_day", "tags", forget("sessions", "tags")),
    ("popular_rooms", "seats that nobody knows", unknown_capacity_is_none),
    ("popular_rooms", "seats", forget("rooms", "capacity")),
    ("popular_rooms", "expected", forget("sessions", "expected")),
    ("popular_rooms", "external", forget("sessions", "external")),
    ("ideal_length", "the shortest", ideal_is_shortest),
    ("ideal_length", "a minute more", shift("sessions", "ideal", 1, inside="minutes")),
    ("compact_day", "external", forget("sessions", "external")),
    ("compact_day", "opening", forget("days", "open")),
    *(
        (key, "the first label", first_only("sessions", key))
        for key in ("exclusive", "same_day", "different_days")
    ),
    ("exclusive", "kin", forget("sessions", "part_of")),
    ("repeats", "the third", only_the_first_repeat),
    ("walk", "a minute's walk less", walks_take(-1)),
    ("walk", "a minute's walk more", walks_take(1)),
    ("walk", "every walk is alike", every_walk_is_alike),
    ("walk", "nowhere is somewhere", nowhere_is_a_site),
    ("walk", "speakers only", speakers_only),
    ("walk", "whoever may be chosen is", pools_are_everybody),
    ("room_seats", "no overflow", overflow_is(False)),
    ("room_seats", "overflow", overflow_is(True)),
    ("preferred_times", "the first window", first_only("sessions", "preferred_windows")),
    ("preferred_times", "day", forget("sessions", "day", inside="preferred_windows")),
    ("preferred_times", "a person's day", forget("people", "day", inside="preferred")),
    ("preferred_times", "a person's first window", first_only("people", "preferred")),
    ("preferred_times", "speakers only", speakers_only),
    ("preferred_times", "the shortest", lengths_are_the_shortest),
    ("room_wishes", "the first wish", first_only("sessions", "wanted")),
    ("room_wishes", "the first feature", first_only("rooms", "features")),
    ("room_wishes", "disliked", first_only("sessions", "disliked")),
    ("overflow", "one seat less", shift("sessions", "expected", 1)),
    ("overflow", "one seat more", shift("sessions", "expected", -1)),
    ("overflow", "unknown is none", unknown_capacity_is_none),
    ("overflow", "everywhere", overflow_is(True)),
    ("registered_seats", "a seat more", shift("rooms", "capacity", 1)),
    ("registered_seats", "unknown is none", unknown_capacity_is_none),
    ("registered_seats", "those expected", forget("sessions", "expected")),
    ("registered_seats", "present", forget("attendees", "present")),
    ("registered_seats", "the last", all_but_the_last_attendee),
    ("registered_seats", "too small", overflow_is(True)),
    ("protocol", "the first of two", only_the_first_of_a_role),
    ("protocol", "before", forget("sessions", "before")),
    ("protocol", "after", forget("sessions", "after")),
    ("protocol", "parts", forget("sessions", "part_of")),
    ("track_close", "parts", forget("sessions", "part_of")),
    ("track_close", "tags", forget("sessions", "tags")),
    ("track_close", "how much", tracks_are_alike),
    ("person_close", "parts", forget("sessions", "part_of")),
    ("person_close", "speakers only", speakers_only),
    ("person_one_day", "speakers only", speakers_only),
    ("wishes", "ratings", rated_as(lambda rating: min(rating, 1))),
    ("wishes", "a rating of none", rated_as(lambda rating: rating or 1)),
    ("wishes", "the others", only_the_first_wish),
    ("wishes", "present", forget("attendees", "present")),
    ("wishes", "the first window", first_only("attendees", "present")),
    ("wishes", "a window's day", forget("attendees", "day", inside="present")),
    ("wishes", "who speaks", forget("sessions", "people")),
    ("wishes", "who has an address", forget("people", "email")),
    ("wishes", "what is required", forget("attendees", "must_attend")),
    ("wishes", "blocks", forget("sessions", "block")),
    ("wishes", "times of a workshop", forget("sessions", "repeat_of")),
    ("wishes", "sub-groups", forget("sessions", "group_of")),
    ("wishes", "the last", all_but_the_last_attendee),
    ("wished_places", "seats", forget("rooms", "capacity")),
    ("wished_places", "a seat more", shift("rooms", "capacity", 1)),
    ("wished_places", "seats that nobody knows", unknown_capacity_is_none),
    ("wished_places", "at most", forget("sessions", "capacity")),
    ("wished_places", "sub-groups", forget("sessions", "group_of")),
    ("wished_places", "what is required", forget("attendees", "must_attend")),
    ("wished_places", "the last", all_but_the_last_attendee),
    ("wished_sizes", "sizes", forget("sessions", "capacity")),
    ("wished_sizes", "seats", forget("rooms", "capacity")),
    ("wished_sizes", "a seat more", shift("rooms", "capacity", 1)),
    ("wished_sizes", "ratings", rated_as(lambda rating: min(rating, 1))),
    ("wished_sizes", "present", forget("attendees", "present")),
    ("wished_sizes", "who speaks", forget("sessions", "people")),
    ("wished_sizes", "what is required", forget("attendees", "must_attend")),
    ("wished_sizes", "the last", all_but_the_last_attendee),
    ("must_apart", "the first", first_only("attendees", "must_attend")),
    ("must_apart", "kin", forget("sessions", "part_of")),
    ("must_apart", "times of a workshop", forget("sessions", "repeat_of")),
    ("must_apart", "the last", all_but_the_last_attendee),
    ("must_walk", "a minute's walk less", walks_take(-1)),
    ("must_walk", "nowhere is somewhere", nowhere_is_a_site),
    ("must_walk", "the first", first_only("attendees", "must_attend")),
    ("must_walk", "who speaks", forget("sessions", "people")),
    ("must_walk", "the last", all_but_the_last_attendee),
    ("person_present", "who chairs", forget("tracks", "chairs")),
    ("chair_free", "who chairs", forget("tracks", "chairs")),
    ("chair_free", "who speaks", forget("sessions", "people")),
    ("stretch_alone", "plenary by kind only", forget("sessions", "plenary")),
    ("stretch_alone", "ends sooner", shift("stretches", "end", -180)),
    ("paper_stretch", "rooms", forget("stretches", "rooms")),
    ("paper_stretch", "places", forget("sessions", "fills")),
]


@cache
def _edited(edit: Edit, world: str) -> Problem:
    data = copy.deepcopy(BY_NAME[world].problem.dump())
    edit(data)
    return Problem.read(data)


def edited(edit: Edit, problem: Problem) -> Problem:
    return _edited(edit, problem.event.name)


class Changed:
    """Decisions, but for another problem or some other intentions."""

    def __init__(self, to: Any, **changes: Any) -> None:
        self._to = to
        self.__dict__.update(changes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._to, name)


def misread_by_check(rule: Rule, edit: Edit) -> Rule:
    def check(_: Rule, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        return rule.check(edited(edit, problem), timetable)

    mutant: Rule = mutant_of(rule, check=check)
    return mutant


def misread_by_solver(rule: Any, edit: Edit) -> Rule:
    def changed(to: Any) -> Any:
        return Changed(to, problem=edited(edit, to.problem))

    def limits(_: Rule, problem: Problem) -> Iterator[Limit]:
        yield from rule.limits(edited(edit, problem))

    def post(_: Rule, to: Any) -> None:
        rule.post(changed(to))

    def amounts(_: Rule, to: Any) -> Iterator[Any]:
        yield from rule.amounts(changed(to))

    methods = {"limits": limits, "post": post, "amounts": amounts}
    mutant: Rule = mutant_of(rule, **{name: m for name, m in methods.items() if own(rule, name)})
    return mutant


def each_misreading(*without: str) -> Any:
    return pytest.mark.parametrize(
        ("key", "edit"),
        [
            pytest.param(key, edit, id=f"{key}: {fault}")
            for key, fault, edit in MISREADINGS
            if not {key, fault} & set(without)
        ],
    )


@each_misreading()
def test_a_misreading_by_check_is_caught(key: str, edit: Edit) -> None:
    assert is_caught(misread_by_check(BY_KEY[key], edit))


# Setup and teardown are the encoding's to read, and so are who is kin, who may fill a role
# and how many seats there are: see below.
@each_misreading(
    "room_one_at_a_time",
    "kin",
    "whoever may be chosen is",
    "a choice less",
    "who is there anyway",
    "a minute's walk less",
    "a minute's walk more",
    "every walk is alike",
    "nowhere is somewhere",
    "seats",
    "a seat more",
    "seats that nobody knows",
)
def test_a_misreading_by_what_is_told_the_solver_is_caught(key: str, edit: Edit) -> None:
    assert is_caught(misread_by_solver(BY_KEY[key], edit))


# --- Rules that say another thing ----------------------------------------------------------------


def saying(rule: Any, intention: str, change: Callable[..., Any]) -> Rule:
    """Return a rule whose every call of an intention is changed on its way."""

    def post(_: Rule, to: Any) -> None:
        rule.post(Changed(to, **{intention: partial(change, getattr(to, intention))}))

    mutant: Rule = mutant_of(rule, post=post)
    return mutant


SLIPS: list[tuple[str, str, str, Callable[..., Any]]] = [
    ("person_one_place", "the last", "apart", lambda say, them, person: say(them[:-1], 0, person)),
    ("person_one_place", "a pause", "apart", lambda say, them, person: say(them, 1, person)),
    ("person_one_place", "whose", "apart", lambda say, them, person: say(them)),  # noqa: ARG005
    (
        "person_pause",
        "the gap",
        "apart",
        lambda say, them, gap, person: say(them, person=person),  # noqa: ARG005
    ),
    ("person_pause", "whose", "apart", lambda say, them, gap, person: say(them, gap)),  # noqa: ARG005
    ("before", "at least", "before", lambda say, a, b, _, most: say(a, b, 0, most)),
    ("before", "at most", "before", lambda say, a, b, least, _: say(a, b, least)),
    ("before", "the order", "before", lambda say, a, b, least, most: say(b, a, least, most)),
    ("sequence", "at most", "before", lambda say, a, b, least, _: say(a, b, least)),
    ("sequence", "the order", "nothing_between", lambda say, a, b, them: say(b, a, them)),
    ("sequence", "the others", "nothing_between", lambda say, a, b, them: say(a, b, them[:-1])),
    ("track_order", "the order", "before", lambda say, a, b: say(b, a)),
    ("track_order", "a gap", "before", lambda say, a, b: say(a, b, 1)),
    ("block", "the third", "together", lambda say, them: say(them[:2])),
    ("part", "which is which", "within", lambda say, part, whole: say(whole, part)),
    ("plenary", "the last", "alone", lambda say, it, them: say(it, them[:-1])),
    ("plenary", "itself", "alone", lambda say, it, them: say(it, [it, *them][:1])),
    ("exclusive", "the last", "apart", lambda say, them: say(them[:-1])),
    ("same_day", "the last", "same_day", lambda say, them: say(them[:-1])),
    ("different_days", "the last", "different_days", lambda say, them: say(them[:-1])),
    ("repeats", "the order", "before", lambda say, a, b: say(b, a)),
    ("walk", "the last", "walk", lambda say, them, who: say(them[:-1], who)),
    ("must_apart", "the last", "apart", lambda say, them: say(them[:-1])),
    ("must_apart", "a pause", "apart", lambda say, them: say(them, 1)),
    ("must_walk", "the last", "walk", lambda say, them: say(them[:-1])),
]


@pytest.mark.parametrize(
    ("key", "intention", "change"),
    [pytest.param(key, told, change, id=f"{key}: {slip}") for key, slip, told, change in SLIPS],
)
def test_a_slip_in_what_is_posted_is_caught(
    key: str, intention: str, change: Callable[..., Any]
) -> None:
    assert is_caught(saying(BY_KEY[key], intention, change))


def seen_as(change: Callable[[Any], Any]) -> Rule:
    """Return `placed` with a `check` that sees every timetable otherwise."""
    rule = BY_KEY["placed"]

    def check(_: Rule, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        return rule.check(problem, change(timetable))

    mutant: Rule = mutant_of(rule, check=check)
    return mutant


def test_a_session_that_is_placed_twice_is_seen() -> None:
    assert is_caught(seen_as(lambda timetable: Timetable.of(timetable.by_session.values())))


def test_a_session_on_another_day_is_seen() -> None:
    wednesday = WORLDS[0].problem.first_date
    assert is_caught(
        seen_as(lambda t: Timetable.of(replace(p, day=wednesday) for p in t.placements))
    )


# --- Encodings that do another thing --------------------------------------------------------------


class ApartWithoutGap(Intervals):
    def apart(self, sessions: Any, gap: int = 0, person: Any = None) -> None:  # noqa: ARG002
        super().apart(sessions, person=person)


class SlotsApartWithoutGap(Slots):
    def apart(self, sessions: Any, gap: int = 0, person: Any = None) -> None:  # noqa: ARG002
        super().apart(sessions, person=person)


class ApartByNeighbours(Intervals):
    def apart(self, sessions: Any, gap: int = 0, person: Any = None) -> None:
        for pair in pairwise(sessions):
            super().apart(pair, gap, person)


class ApartFromAll(Intervals):
    def apart(self, sessions: Any, gap: int = 0, person: Any = None) -> None:  # noqa: ARG002
        super().apart(sessions, gap)


class SlotsApartFromAll(Slots):
    def apart(self, sessions: Any, gap: int = 0, person: Any = None) -> None:  # noqa: ARG002
        super().apart(sessions, gap)


class CandidatesAreAnywhere(Intervals):
    def takes_part(self, session: str, person: str) -> Any:
        return int(person in self.problem.session[session].roster)


class SlotsCandidatesAreAnywhere(Slots):
    def takes_part(self, session: str, person: str) -> Any:
        return int(person in self.problem.session[session].roster)


class CandidatesTakePart(Slots):
    def takes_part(self, session: str, person: str) -> Any:  # noqa: ARG002
        return 1


class FirstPartOnly(Intervals):
    def takes_part(self, session: str, person: str) -> Any:
        parts = [chosen for chosen in self._parts[session].values() if person in chosen]
        return parts[0][person] if parts else super().takes_part(session, person)


class SlotsFirstPartOnly(Slots):
    def takes_part(self, session: str, person: str) -> Any:
        parts = [chosen for chosen in self._parts[session].values() if person in chosen]
        return parts[0][person] if parts else super().takes_part(session, person)


class AnyoneIsPresent(Intervals):
    def _post_limits_of_candidates(self, limits: Any) -> None:
        """Forget it."""


class SlotsAnyoneIsPresent(Slots):
    def _post_limits_of_candidates(self) -> None:
        """Forget it."""


class FilledTwice(Intervals):
    def filled(self, session: str) -> None:
        for chosen in self._parts[session].values():
            self.model.add_bool_or(chosen.values())


class FilledOrNot(Slots):
    def filled(self, session: str) -> None:
        for chosen in self._parts[session].values():
            self.model.add(sum(chosen.values()) <= 1)


class FilledByThoseThere(Intervals):
    """Forgets who is there anyway."""

    def filled(self, session: str) -> None:
        parts = self._parts[session].values()
        for chosen in parts:
            self.model.add_bool_or(chosen.values())
        for person in {person for chosen in parts for person in chosen}:
            self.model.add(sum(chosen[person] for chosen in parts if person in chosen) <= 1)


class TogetherByTwo(Intervals):
    def together(self, sessions: Any) -> None:
        super().together(sessions[:2])


class SlotsTogetherByTwo(Slots):
    def together(self, sessions: Any) -> None:
        super().together(sessions[:2])


class RoomsForAll(Slots):
    """No cut at all: as if there were rooms for everybody."""

    def one_at_a_time(self, room: str) -> None:
        """Forget it."""


class IntervalsRoomsForAll(Intervals):
    def one_at_a_time(self, room: str) -> None:
        """Forget it."""


class WallsAreOpen(Slots):
    def never_both(self, room: str, other: str) -> None:
        """Forget it."""


class IntervalsWallsAreOpen(Intervals):
    def never_both(self, room: str, other: str) -> None:
        """Forget it."""


class KinAcrossAWall(Intervals):
    """A whole may be beside its part, the one in a hall and the other in its half."""

    def _keep_apart(self, room: str, other: str) -> None:
        for one in self._inside_of(room):
            for then in self._inside_of(other):
                if one != then and not self.problem.related(one, then):
                    self._no_overlap([self._interval_in(one, room), self._interval_in(then, other)])


class HallsLeaveTheirParts(Slots):
    """Where a hall is used, its halves are to be had all the same."""

    def _places_lost(self, choices: Any, union: Any) -> Any:  # noqa: ARG002
        yield from ()


class OneMoreAtATime(Slots):
    def few_at_a_time(self, room: str, most: int) -> None:
        super().few_at_a_time(room, most if most == 1 else most + 1)


class IntervalsOneMoreAtATime(Intervals):
    def few_at_a_time(self, room: str, most: int) -> None:
        super().few_at_a_time(room, most + 1)


class PartsAreCounted(Intervals):
    def few_at_a_time(self, room: str, most: int) -> None:
        self._at_most([self._interval_in(it, room) for it in self._inside_of(room)], most)


class Plenty(Slots):
    """There is enough of everything."""

    def few_at_once(self, sessions: Any, most: int, gap: int = 0, besides: Any = ()) -> None:
        """Forget it."""


class OwnIsMoved(Slots):
    """What a room has for good is moved all the same."""

    def _times_outside(self, session: str, rooms: Any) -> Any:  # noqa: ARG002
        return self._at[session]


class IntervalsOwnIsMoved(Intervals):
    def _outside_of(self, session: str, rooms: Any) -> Any:  # noqa: ARG002
        return self.model.new_constant(1)


class AtOnceIsThere(Intervals):
    """It is moved in no time."""

    def few_at_once(self, sessions: Any, most: int, gap: int = 0, besides: Any = ()) -> None:  # noqa: ARG002
        super().few_at_once(sessions, most, 0, besides)


class OneRoomOnly(Slots):
    """What is taken besides is free."""

    def _besides(self, cluster: Any) -> Any:  # noqa: ARG002
        yield from ()


class IntervalsOneRoomOnly(Intervals):
    def _inside_of(self, room: str) -> Any:
        return (it for it, known in self._variables.items() if room in known.rooms)


class AlwaysTheLast(Intervals):
    """What comes later on the day is not looked at."""

    def _let_end_last(self, one: str, others: Any, last: Any) -> None:
        """Forget it."""


class AnyTimeLater(Slots):
    """However long it takes until the next one."""

    def _ended_by(self, session: str, day: Any, minute: int) -> Any:  # noqa: ARG002
        return 0


class NoPause(Intervals):
    def no_wait(self, sessions: Any, pause: int, person: str) -> None:  # noqa: ARG002
        super().no_wait(sessions, 0, person)


class EndsInIt(Intervals):
    """What starts as a part of a day ends is in it, too."""

    def starts_within(self, session: str, day: Any, start: int, end: int) -> Any:
        return super().starts_within(session, day, start, end + 1)


class OnAnyDay(Slots):
    def starts_within(self, session: str, day: Any, start: int, end: int) -> Any:  # noqa: ARG002
        return self._sum_where(session, lambda time: int(start <= time[1] < end))


class OneWayOnly(Slots):
    """Of two, only the first is where the other is."""

    def same_room(self, sessions: Any) -> None:
        for one, other in pairwise(sessions):
            for room in self.problem.room:
                there = self.in_room(other, room) + self.in_room(other, None)
                self.model.add(self.in_room(one, room) <= there)


class NoRoomIsAnother(Intervals):
    """What has no room is in another room."""

    def same_room(self, sessions: Any) -> None:
        for one, other in pairwise(sessions):
            for room in (None, *self.problem.room):
                self.model.add(self.in_room(one, room) == self.in_room(other, room))


class EachPartCounts(Intervals):
    """A part counts beside its whole."""

    def _counts(self, session: str, person: str) -> Any:
        return self.takes_part(session, person)


class OneMoreADay(Slots):
    def few_a_day(self, sessions: Any, most: int, person: str) -> None:
        super().few_a_day(sessions, most + 1, person)


class OneMoreInARow(Slots):
    def few_in_a_row(self, sessions: Any, most: int, rest: int, person: str) -> None:
        super().few_in_a_row(sessions, most + 1, rest, person)


class ShortRest(Intervals):
    def few_in_a_row(self, sessions: Any, most: int, rest: int, person: str) -> None:
        super().few_in_a_row(sessions, most, rest - 60, person)


class LongRest(Slots):
    def few_in_a_row(self, sessions: Any, most: int, rest: int, person: str) -> None:
        super().few_in_a_row(sessions, most, rest + 1, person)


class WhoMayBeChosenIs(Intervals):
    """Whoever may be chosen for a session has it."""

    def _counts_on(self, session: str, day: Any, person: str) -> Any:  # noqa: ARG002
        return self.on_day(session, day)


class KinApart(Intervals):
    def apart(self, sessions: Any, gap: int = 0, person: Any = None) -> None:  # noqa: ARG002
        self._no_overlap([self._interval(session, 0, gap) for session in sessions])


class KinExclusive(Slots):
    """No whole shares its room with its part."""

    def _pack_by_room(self, choices: Any) -> None:
        for room in {room for it in choices for room in it.rooms} & self._exclusive:
            self._pack([it for it in choices if room in it.rooms], room)


class NoTeardown(Intervals):
    def _interval(self, session: str, before: int = 0, after: int = 0, present: Any = None) -> Any:
        return super()._interval(session, before, 0 if present is not None else after, present)


class WithinTimeOnly(Intervals):
    def within(self, part: str, whole: str) -> None:
        inner, outer = self._variables[part], self._variables[whole]
        self._post(inner.start >= outer.start)
        self._post(inner.end <= outer.end)


class WithinRoomsOnly(Slots):
    def _not_later(self, *_: Any) -> None:
        """Forget it."""


class NoSetup(Intervals):
    def _interval(self, session: str, before: int = 0, after: int = 0, present: Any = None) -> Any:
        return super()._interval(session, 0 if present is not None else before, after, present)


class SlotsNoSetup(Slots):
    def _pack(self, choices: Any, room: Any) -> None:  # noqa: ARG002
        self._at_most_one_at_once(
            (self._start(it.time), self._end(it.time), it.literal) for it in choices
        )


class BeforeWithoutMost(Slots):
    def before(self, first: str, then: str, at_least: int = 0, at_most: Any = None) -> None:  # noqa: ARG002
        super().before(first, then, at_least)


class BeforeTooEarly(Intervals):
    def before(self, first: str, then: str, at_least: int = 0, at_most: Any = None) -> None:
        super().before(first, then, at_least - 1, at_most)


class BetweenExclusive(Intervals):
    def nothing_between(self, first: str, then: str, others: Any) -> None:
        after, until = self._variables[first].end, self._variables[then].start
        for other in others:
            start, earlier = self._variables[other].start, self.model.new_bool_var("")
            self._post(start <= after, earlier)
            self._post(start >= until, earlier.negated())


class AloneWithTheFirst(Slots):
    def alone(self, session: str, others: Any) -> None:
        super().alone(session, others[:1])


class EverythingIsASlot(Slots):
    """Hall's condition where it does not hold: kin, and times that only reach each other."""

    def _is_slot(self, cluster: Any) -> bool:  # noqa: ARG002
        return True


class NoHall(Slots):
    def _cut(self, choices: Any, unions: Any) -> None:
        """Forget it."""


class HallByOneMore(Slots):
    def _cut(self, choices: Any, unions: Any) -> None:
        for union in unions:
            inside = [it.literal for it in choices if it.rooms <= union]
            self.model.add(sum(inside) <= len(union) + 1)


class HallByOneLess(Slots):
    def _cut(self, choices: Any, unions: Any) -> None:
        super()._cut(choices, unions)
        for union in unions:
            inside = [it.literal for it in choices if it.rooms <= union]
            self.model.add(sum(inside) <= len(union) - 1)


class RoomsOfTheWholeDay(Slots):
    """Reads a room as open whenever it is open at all."""

    def _room_sets(self, cluster: Any, *, explicit: bool) -> Any:
        return [
            (session, time, frozenset([room]) if explicit else frozenset(rooms))
            for session, time in cluster
            if (rooms := self._domains[session].rooms)
            for room in (rooms if explicit else rooms[:1])
        ]


class FirstDayOnly(Intervals):
    def _is_among(self, moment: Any, moments: Any) -> Any:
        return super()._is_among(moment, [min(moments)])


class OneSidedDistance(Intervals):
    def _distance(self, expression: Any, target: int) -> Any:
        distance = self.model.new_int_var(0, 2880, "")
        self.model.add(distance >= expression - target)
        return distance


class EndsWithTheFirst(Slots):
    def day_end(self, day: Any, sessions: Any, earliest: int) -> Any:
        return super().day_end(day, sessions[:1], earliest)


class StartsAtMidnight(Slots):
    def day_start(self, day: Any, sessions: Any, latest: Any) -> Any:  # noqa: ARG002
        first = self.model.new_int_var(0, 1440, "")
        self.model.add(first <= latest)
        return first


class InNoRoom(Slots):
    def in_room(self, session: str, room: str) -> Any:  # noqa: ARG002
        return 0


class AnyDay(Intervals):
    def on_day(self, session: str, day: Any) -> Any:  # noqa: ARG002
        return self.model.new_bool_var("")


class PairsTwice(Crowds):
    def _pairs(self, weight: int, there: Any, most: int) -> Any:
        return super()._pairs(2 * weight, there, most)


class CrowdsOfTwo(Crowds):
    def _pairs(self, weight: int, there: Any, most: int) -> Any:
        return super()._pairs(weight, there, min(most, 2) if weight > 0 else most)


class RoomsOfOne(Crowds):
    def _most_in_a_row(self, day: Any, sessions: Any) -> int:  # noqa: ARG002
        return 1


class AroundTheEvent(Crowds):
    """Takes a room on one day for the same on the other."""

    def _room_on(self, session: str, room: Any, day: Any) -> Any:  # noqa: ARG002
        return self._room_literal(session, room)


class WithoutARoom(Crowds):
    def _with_a_room(self, day: Any, sessions: Any) -> Any:
        return self._literals_on(day, sessions)


class UnknownSeats(Intervals):
    def _seats(self, room: Any) -> int | None:
        return None if room is None else super()._seats(room) or 0


class AlwaysOneDay(Intervals):
    def _one_day(self, one: str, other: str) -> Any:  # noqa: ARG002
        return self.model.new_constant(1)


class AnyOrder(Intervals):
    def out_of_order(self, weights: Any) -> Any:
        return self.weigh((weight, self.model.new_bool_var("")) for weight in weights.values())


class NeverApart(Intervals):
    def overlaps(self, weights: Any) -> Any:
        return super().overlaps(dict(list(weights.items())[1:]))


class AnyTracksTogether(Intervals):
    def few_groups(self, groups: Any, most: int = 1) -> None:
        super().few_groups(list(groups)[1:], most)


class OneRoomMore(Slots):
    def few_groups(self, groups: Any, most: int = 1) -> None:
        super().few_groups(groups, most + 1)


class OfTheFirstOnly(Intervals):
    def whether_any(self, literals: Any) -> Any:
        return super().whether_any(list(literals)[:1])


class OneMoreForNothing(Slots):
    def beyond(self, literals: Any, most: int) -> Any:
        return super().beyond(literals, most + 1)


class PairsOfOne(Slots):
    def pairs_of(self, ones: Any, others: Any) -> Any:
        return super().pairs_of(list(ones)[:1], others)


class CarriedOneWay(Intervals):
    def interrupted(self, literals: Any) -> Any:
        return super().interrupted(literals[:-1])


class NoPairOfRooms(Slots):
    def in_two_rooms(self, weights: Any, day: Any, start: int, end: int) -> Any:
        return super().in_two_rooms(dict(list(weights.items())[1:]), day, start, end)


class RankFromZero(Intervals):
    def out_of_rank(self, session: str, rank: int, others: Any) -> Any:
        return super().out_of_rank(session, rank + 1, others)


class SlotsRankFromZero(Slots):
    def out_of_rank(self, session: str, rank: int, others: Any) -> Any:
        return super().out_of_rank(session, rank + 1, others)


class InTheRoomAllDay(Intervals):
    def _new_in_room_within(self, session: str, room: str, day: Any, start: int, end: int) -> Any:  # noqa: ARG002
        return super()._new_in_room_within(session, room, day, 0, 2880)


class SlotsInTheRoomAllDay(Slots):
    def in_room_within(self, session: str, room: str, day: Any, start: int, end: int) -> Any:
        own = super().in_room_within(session, room, day, start, end)
        return own if isinstance(own, int) else self._room_literal(session, room)


class SameDayByTwo(Intervals):
    def same_day(self, sessions: Any) -> None:
        super().same_day(sessions[:2])


class SlotsSameDayByTwo(Slots):
    def same_day(self, sessions: Any) -> None:
        super().same_day(sessions[:2])


class SameDayIsTogether(Slots):
    def same_day(self, sessions: Any) -> None:
        super().together(sessions)


class DaysApartByADay(Intervals):
    def different_days(self, sessions: Any) -> None:
        super().apart(sessions, gap=24 * 60)


class DaysApartByNobody(Slots):
    def different_days(self, sessions: Any) -> None:
        """Forget it."""


class WalksOneWay(Intervals):
    def _walk(self, one: str, other: str, *when: Any) -> None:
        there = [self._in_one_of(self._variables[it], ["r2"]) for it in (one, other)]
        gap = self._variables[other].start - self._variables[one].end
        self._post(gap >= 15, there[0].negated(), there[1], *when)


class SlotsWalkFromAnywhere(Slots):
    def _in_one_of(self, session: str, rooms: Any) -> Any:  # noqa: ARG002
        return 1


class SlotsWalkToTheFirstRoom(Slots):
    def _in_one_of(self, session: str, rooms: Any) -> Any:
        return super()._in_one_of(session, rooms[:1])


class WalkToTheFirstRoom(Intervals):
    def _in_one_of(self, variables: Any, rooms: Any) -> Any:
        return super()._in_one_of(variables, rooms[:1])


class AnyoneWalks(Intervals):
    def takes_part(self, session: str, person: str) -> Any:  # noqa: ARG002
        return 1


class NobodyIsChosenToWalk(Slots):
    def walk(self, sessions: Any, person: str | None = None) -> None:
        certain = person and [it for it in sessions if isinstance(self.takes_part(it, person), int)]
        super().walk(certain or sessions, person)


class OutsideOfEachWindow(Intervals):
    """Of windows that touch, each alone."""

    def outside(self, session: str, windows: Any) -> Any:
        found = [super(OutsideOfEachWindow, self).outside(session, [it]) for it in windows]
        all_ = self.model.new_bool_var("")
        self.model.add(all_ >= 1 - sum(1 - it for it in found))
        return all_


class OutsideAnyDay(Slots):
    def outside(self, session: str, windows: Any) -> Any:
        return super().outside(session, [it.model_copy(update={"day": None}) for it in windows])


class DaysOfTheFirst(Slots):
    def days_of(self, sessions: Any) -> Any:
        return super().days_of(sessions[:1])


class EveryDayCounts(Intervals):
    def days_of(self, sessions: Any) -> Any:  # noqa: ARG002
        return len(self.problem.days)


class IdleAllTheWay(Slots):
    def idle(self, day: Any, sessions: Any) -> Any:
        end = self.day_end(day, sessions, 0)
        return end - self.day_start(day, sessions, end)


class IdleLessWhatIsElsewhere(Intervals):
    def _minutes_on(self, session: str, day: Any) -> Any:  # noqa: ARG002
        return self._variables[session].length


class InARoomOrNone(Slots):
    def in_room(self, session: str, room: Any) -> Any:
        return 0 if room is None else super().in_room(session, room)


class BusyNowhere(Intervals):
    def _attends(self, party: Party) -> Any:
        return super()._attends(replace(party, busy=()))


class SlotsBusyNowhere(Slots):
    def _attends(self, party: Party) -> Any:
        return super()._attends(replace(party, busy=()))


class BusyElsewhere(Slots):
    """Forgets that who takes part in a session does not attend it."""

    def _attends(self, party: Party) -> Any:
        wished = {session for hope in party.hopes for session in hope.sessions}
        busy = tuple(session for session in party.busy if session not in wished)
        return super()._attends(replace(party, busy=busy))


class AlwaysThere(Intervals):
    def _attends(self, party: Party) -> Any:
        return super()._attends(replace(party, present=()))


class SlotsAlwaysThere(Slots):
    def _attends(self, party: Party) -> Any:
        return super()._attends(replace(party, present=()))


def one_by_one(party: Party) -> Party:
    """Return a party that hopes for each time of a workshop."""
    hopes = (Hope((it,), hope.worth) for hope in party.hopes for it in hope.sessions)
    return replace(party, hopes=tuple(hopes))


class EveryTimeCounts(Intervals):
    def _attends(self, party: Party) -> Any:
        return super()._attends(one_by_one(party))


class SlotsEveryTimeCounts(Slots):
    def _attends(self, party: Party) -> Any:
        return super()._attends(one_by_one(party))


class OnlyTheFirstTime(Slots):
    def _attends(self, party: Party) -> Any:
        hopes = (Hope(hope.sessions[:1], hope.worth) for hope in party.hopes)
        return super()._attends(replace(party, hopes=tuple(hopes)))


class AllAreOne(Slots):
    """Counts a party of several as one."""

    def missed(self, parties: Any) -> Any:
        return super().missed([replace(party, size=1) for party in parties])


class BothAtOnce(Slots):
    def _at_most_one_at_once(self, spans: Any) -> None:
        """Forget it."""


class OneBeforeTheOther(Intervals):
    def _in_turn(self, one: str, other: str) -> Any:
        return super()._in_turn(one, other)[:1]


class EitherBeforeTheOther(Intervals):
    def _over(self, first: str, then: str) -> Any:  # noqa: ARG002
        return self.model.new_bool_var("")


class MoreThanHopedFor(Slots):
    def _attended(self, party: Party) -> Any:
        return self.weigh(self._attends(party))


class IntervalsMoreThanHopedFor(Intervals):
    def _attended(self, party: Party) -> Any:
        return self.weigh(self._attends(party))


class PlacesForAll(Slots):
    def lacking(self, sessions: Any, people: int, most: Any = None) -> Any:  # noqa: ARG002
        return super().lacking(sessions, people)


class PlacesInTheLargest(Intervals):
    def places(self, session: str, most: int) -> Any:  # noqa: ARG002
        return most


class PlacesOfTheFirst(Intervals):
    def lacking(self, sessions: Any, people: int, most: Any = None) -> Any:
        return super().lacking(sessions[:1], people, most)


class PlacesTooMany(Slots):
    """Of several sessions, the places that are left over make up for those that lack."""

    def lacking(self, sessions: Any, people: int, most: Any = None) -> Any:
        limits = {session: min(people, (most or {}).get(session, people)) for session in sessions}
        return people - sum(self.places(session, limit) for session, limit in limits.items())


class NobodyIsBusy(Slots):
    """Seats those who take part in something meanwhile."""

    def squeezed(self, crowd: Any) -> Any:
        free = tuple(replace(alike, busy=()) for alike in crowd.choosers)
        return super().squeezed(replace(crowd, choosers=free))


class EverybodyIsThere(Intervals):
    def squeezed(self, crowd: Any) -> Any:
        always = tuple(replace(alike, present=()) for alike in crowd.choosers)
        return super().squeezed(replace(crowd, choosers=always))


class NoneIsTooFew(Slots):
    def squeezed(self, crowd: Any) -> Any:
        return super().squeezed(replace(crowd, least={}))


class NoneIsFull(Slots):
    def squeezed(self, crowd: Any) -> Any:
        return super().squeezed(replace(crowd, most={}))


class EachIsOne(Intervals):
    def squeezed(self, crowd: Any) -> Any:
        ones = tuple(replace(alike, size=1) for alike in crowd.choosers)
        return super().squeezed(replace(crowd, choosers=ones))


FAULTS = [
    (SLOTS, NobodyIsBusy, "wished_sizes"),
    (INTERVALS, EverybodyIsThere, "wished_sizes"),
    (SLOTS, NoneIsTooFew, "wished_sizes"),
    (SLOTS, NoneIsFull, "wished_sizes"),
    (INTERVALS, EachIsOne, "wished_sizes"),
    (INTERVALS, BusyNowhere, "wishes"),
    (SLOTS, SlotsBusyNowhere, "wishes"),
    (SLOTS, BusyElsewhere, "wishes"),
    (INTERVALS, AlwaysThere, "wishes"),
    (SLOTS, SlotsAlwaysThere, "wishes"),
    (INTERVALS, EveryTimeCounts, "wishes"),
    (SLOTS, SlotsEveryTimeCounts, "wishes"),
    (SLOTS, OnlyTheFirstTime, "wishes"),
    (SLOTS, AllAreOne, "wishes"),
    (SLOTS, BothAtOnce, "wishes"),
    (INTERVALS, OneBeforeTheOther, "wishes"),
    (INTERVALS, EitherBeforeTheOther, "wishes"),
    (SLOTS, MoreThanHopedFor, "wishes"),
    (INTERVALS, IntervalsMoreThanHopedFor, "wishes"),
    (SLOTS, PlacesForAll, "wished_places"),
    (INTERVALS, PlacesInTheLargest, "wished_places"),
    (INTERVALS, PlacesOfTheFirst, "wished_places"),
    (SLOTS, PlacesTooMany, "wished_places"),
    (INTERVALS, SameDayByTwo, "same_day"),
    (SLOTS, SlotsSameDayByTwo, "same_day"),
    (SLOTS, SameDayIsTogether, "same_day"),
    (INTERVALS, DaysApartByADay, "different_days"),
    (SLOTS, DaysApartByNobody, "different_days"),
    (INTERVALS, WalksOneWay, "walk"),
    (EXPLICIT, SlotsWalkFromAnywhere, "walk"),
    (EXPLICIT, SlotsWalkToTheFirstRoom, "walk"),
    (INTERVALS, WalkToTheFirstRoom, "walk"),
    (INTERVALS, AnyoneWalks, "walk"),
    (EXPLICIT, NobodyIsChosenToWalk, "walk"),
    (INTERVALS, OutsideOfEachWindow, "preferred_times"),
    (SLOTS, OutsideAnyDay, "preferred_times"),
    (SLOTS, DaysOfTheFirst, "person_one_day"),
    (INTERVALS, EveryDayCounts, "person_one_day"),
    (SLOTS, IdleAllTheWay, "person_close"),
    (INTERVALS, IdleLessWhatIsElsewhere, "person_close"),
    (SLOTS, InARoomOrNone, "room_wishes"),
    (INTERVALS, ApartWithoutGap, "person_pause"),
    (SLOTS, SlotsApartWithoutGap, "person_pause"),
    (INTERVALS, ApartByNeighbours, "person_one_place"),
    (INTERVALS, ApartFromAll, "person_one_place"),
    (SLOTS, SlotsApartFromAll, "person_one_place"),
    (INTERVALS, CandidatesAreAnywhere, "person_one_place"),
    (SLOTS, SlotsCandidatesAreAnywhere, "person_one_place"),
    (SLOTS, CandidatesTakePart, "person_present"),
    (INTERVALS, FirstPartOnly, "person_one_place"),
    (SLOTS, SlotsFirstPartOnly, "person_one_place"),
    (INTERVALS, AnyoneIsPresent, "person_present"),
    (SLOTS, SlotsAnyoneIsPresent, "person_present"),
    (INTERVALS, FilledTwice, "role_filled"),
    (SLOTS, FilledOrNot, "role_filled"),
    (INTERVALS, FilledByThoseThere, "role_filled"),
    (INTERVALS, TogetherByTwo, "block"),
    (SLOTS, SlotsTogetherByTwo, "block"),
    (SLOTS, RoomsForAll, "room_one_at_a_time"),
    (INTERVALS, IntervalsRoomsForAll, "room_one_at_a_time"),
    (SLOTS, WallsAreOpen, "room_parts"),
    (INTERVALS, IntervalsWallsAreOpen, "room_parts"),
    (INTERVALS, KinAcrossAWall, "room_parts"),
    (SLOTS, HallsLeaveTheirParts, None),
    (SLOTS, OneMoreAtATime, "room_one_at_a_time"),
    (INTERVALS, IntervalsOneMoreAtATime, "room_one_at_a_time"),
    (INTERVALS, PartsAreCounted, "room_one_at_a_time"),
    (SLOTS, Plenty, "equipment"),
    (SLOTS, OwnIsMoved, "equipment"),
    (INTERVALS, IntervalsOwnIsMoved, "equipment"),
    (INTERVALS, AtOnceIsThere, "equipment"),
    (SLOTS, OneRoomOnly, "room_one_at_a_time"),
    (INTERVALS, IntervalsOneRoomOnly, "room_one_at_a_time"),
    (INTERVALS, AlwaysTheLast, "person_no_wait"),
    (SLOTS, AnyTimeLater, "person_no_wait"),
    (INTERVALS, NoPause, "person_no_wait"),
    (INTERVALS, EndsInIt, "session_count"),
    (SLOTS, OnAnyDay, "session_count"),
    (SLOTS, OneWayOnly, "same_room"),
    (INTERVALS, NoRoomIsAnother, "same_room"),
    (SLOTS, Plenty, "track_at_once"),
    (INTERVALS, EachPartCounts, "person_per_day"),
    (INTERVALS, EachPartCounts, "person_in_a_row"),
    (INTERVALS, WhoMayBeChosenIs, "person_per_day"),
    (SLOTS, OneMoreADay, "person_per_day"),
    (SLOTS, OneMoreInARow, "person_in_a_row"),
    (INTERVALS, ShortRest, "person_in_a_row"),
    (SLOTS, LongRest, "person_in_a_row"),
    (INTERVALS, KinApart, "person_one_place"),
    (EXPLICIT, KinExclusive, "room_one_at_a_time"),
    (INTERVALS, NoTeardown, "room_one_at_a_time"),
    (INTERVALS, WithinTimeOnly, "part"),
    (EXPLICIT, WithinRoomsOnly, "part"),
    (INTERVALS, NoSetup, "room_one_at_a_time"),
    (EXPLICIT, SlotsNoSetup, "room_one_at_a_time"),
    (EXPLICIT, BeforeWithoutMost, "before"),
    (INTERVALS, BeforeTooEarly, "before"),
    (INTERVALS, BetweenExclusive, "sequence"),
    (SLOTS, AloneWithTheFirst, "plenary"),
    (SLOTS, EverythingIsASlot, None),
    (SLOTS, NoHall, None),
    (SLOTS, HallByOneMore, None),
    (SLOTS, HallByOneLess, None),
    (SLOTS, RoomsOfTheWholeDay, None),
    (INTERVALS, FirstDayOnly, "preferred"),
    (INTERVALS, OneSidedDistance, "ideal_length"),
    (SLOTS, EndsWithTheFirst, "compact_day"),
    (SLOTS, StartsAtMidnight, "compact_day"),
    (SLOTS, InNoRoom, "preferred"),
    (SLOTS, PairsTwice, "track_beside"),
    (SLOTS, CrowdsOfTwo, "track_beside"),
    (SLOTS, RoomsOfOne, "track_room"),
    (SLOTS, AroundTheEvent, "track_room"),
    (SLOTS, WithoutARoom, "track_room"),
    (INTERVALS, UnknownSeats, "popular_rooms"),
    (INTERVALS, AlwaysOneDay, "track_room"),
    (INTERVALS, AlwaysOneDay, "track_day"),
    (INTERVALS, AnyOrder, "wished_order"),
    (INTERVALS, NeverApart, "track_beside"),
    (INTERVALS, AnyDay, "compact_day"),
    (INTERVALS, AnyTracksTogether, "stretch_track"),
    (SLOTS, OneRoomMore, "chair_room"),
    (INTERVALS, OfTheFirstOnly, "stretch_number"),
    (SLOTS, OneMoreForNothing, "stretch_parallel"),
    (SLOTS, PairsOfOne, "stretch_beside"),
    (INTERVALS, CarriedOneWay, "stretch_gaps"),
    (SLOTS, NoPairOfRooms, "paper_speakers"),
    (INTERVALS, RankFromZero, "paper_rank"),
    (SLOTS, SlotsRankFromZero, "paper_rank"),
    (INTERVALS, InTheRoomAllDay, "stretch_levels"),
    (SLOTS, SlotsInTheRoomAllDay, "stretch_levels"),
]
"""Encodings with a fault, and the rule that suffers; none: it takes all demands at once."""


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.__name__) for _, kind, _ in FAULTS])
def test_a_fault_of_an_encoding_stands_for_something_that_is_there(kind: type[Any]) -> None:
    right = {name for base in kind.__mro__[1:] for name in vars(base)}
    assert {name for name in vars(kind) if not name.startswith("__")} <= right


@pytest.mark.parametrize(
    ("coding", "kind", "suffers"),
    [pytest.param(coding, kind, suffers, id=kind.__name__) for coding, kind, suffers in FAULTS],
)
def test_a_fault_of_an_encoding_is_caught(
    coding: Coding, kind: type[Any], suffers: str | None
) -> None:
    encode = partial(kind, explicit=True) if coding is EXPLICIT else kind
    faulty = replace(coding, name=kind.__name__, encode=encode)
    told = BY_KEY[suffers] if suffers else DEMANDS
    ordered = worlds_for(told) if isinstance(told, Rule) else WORLDS
    assert any(breaks(told, world, faulty) for world in ordered)


@pytest.mark.thorough
def test_the_rules_as_they_are_are_not_caught() -> None:
    # Else every mutant above would be caught for no merit of its own.
    for rule in RULES:
        assert not any(breaks(rule, world, SLOTS) for world in worlds_for(rule)[:3])
