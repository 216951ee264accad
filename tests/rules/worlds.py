"""Tiny worlds, whose every timetable can be written down.

The universe of a world (the days, starts, lengths and rooms of each session that an
encoding may try when nothing is demanded) is written here by hand, from the words of the
schema: a session starts on the grid, or with a slot, or at a time that it names itself or
at which its day opens; it lasts a multiple of the grid, or a length that it names, or that
of a slot; it is in any room or in none, and in none where it takes none. A part for which
several people are named goes to one of them or to nobody. Nothing of it is asked of
`agenda_solver.domains`, so that a fault there is a fault here.

Grids are coarse (four hours) and slots few: that keeps each world below 5,000 timetables.
What is sharp to the minute is told by slots, whose starts may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, product
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.timetable import Casting, Placement, Timetable

WED, THU, FRI = date(2026, 6, 10), date(2026, 6, 11), date(2026, 6, 12)

Option = tuple[Placement, ...]
"""How a session may stand in a timetable: once, as a rule; left out or twice in wide ones."""

Cast = tuple[Casting, ...]
"""Who takes a part that is open: nobody or one, as a rule; several in wide ones."""


def clock(words: str) -> int:
    """Read ``9:45`` or ``9``, in minutes since midnight."""
    hours, _, minutes = words.partition(":")
    return int(hours) * 60 + int(minutes or 0)


@dataclass(frozen=True)
class World:
    """A problem, and every timetable that there is.

    Attributes
    ----------
    universe : mapping
        The placements of each session that may be tried, if nothing is demanded.
    casts : tuple
        By part that is open, the ways to fill it: nobody, or one of the people.
    wide : mapping
        By rule, more ways for some sessions to stand: for demands of which a narrow
        universe keeps all. No encoding tries them, so each must be refused by `check`.
    wide_casts : mapping
        By rule, more ways for all parts to be filled, of the same kind.
    """

    name: str
    problem: Problem
    universe: Mapping[str, tuple[Placement, ...]]
    wide: Mapping[str, Mapping[str, tuple[Option, ...]]] = field(default_factory=dict)
    casts: tuple[tuple[Cast, ...], ...] = ()
    wide_casts: Mapping[str, tuple[Cast, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return self.name

    @cache  # noqa: B019 - worlds live as long as the tests
    def timetables(self) -> tuple[Timetable, ...]:
        """Every timetable in which each session stands once."""
        return tuple(
            Timetable.of(placements, cast=cast)
            for cast in self._all_casts()
            for placements in product(*(self.universe[s.id] for s in self.problem.sessions))
        )

    def _all_casts(self) -> list[Cast]:
        return [tuple(it for part in cast for it in part) for cast in product(*self.casts)]

    def wide_timetables(self, rule: str) -> Iterator[Timetable]:
        """Every timetable, and those that a rule must refuse although it sees them nowhere."""
        yield from self.timetables()
        more = self.wide.get(rule, {})
        for session, options in more.items():
            others = [
                [(placement,) for placement in self.universe[other.id]]
                for other in self.problem.sessions
                if other.id != session
            ]
            for chosen in product(options, *others):
                placements = [placement for option in chosen for placement in option]
                for cast in self._all_casts():
                    yield Timetable.of(placements, cast=cast)
        placements = [self.universe[session.id][0] for session in self.problem.sessions]
        for cast in self.wide_casts.get(rule, ()):
            yield Timetable.of(placements, cast=cast)


def places(
    session: str,
    starts: str | Mapping[date, str],
    lengths: Sequence[int],
    rooms: str = "-",
    days: Sequence[date] = (WED,),
    until: str = "24",
) -> dict[str, tuple[Placement, ...]]:
    """Write down a session's placements: none ends after midnight, or as late as is said.

    Starts and rooms are words between blanks; ``-`` is no room. Starts that differ from
    day to day are given by day.
    """
    by_day = starts if isinstance(starts, Mapping) else dict.fromkeys(days, starts)
    return {
        session: tuple(
            Placement(session, day, start, start + length, None if room == "-" else room)
            for day, words in by_day.items()
            for start in map(clock, words.split())
            for length in lengths
            for room in rooms.split()
            if start + length <= clock(until)
        )
    }


def either(*placed: Mapping[str, tuple[Placement, ...]]) -> dict[str, tuple[Placement, ...]]:
    """Join what is written of one session: on days that do not end alike, for one."""
    (session,) = placed[0]
    return {session: tuple(chain.from_iterable(each[session] for each in placed))}


def table(
    name: str,
    data: dict[str, Any],
    *universe: Mapping[str, Any],
    casts: Sequence[str] = (),
    wide_casts: Mapping[str, Sequence[str]] | None = None,
    **wide: Any,
) -> World:
    """Make a world; for `casts` see `cast`, and a part is filled by one of its words or none."""
    problem = Problem.read({**data, "event": {"name": name, **data["event"]}})
    merged = {session: placements for part in universe for session, placements in part.items()}
    parts = tuple(((), *((it,) for it in cast(words))) for words in casts)
    more = {rule: tuple(map(cast, ways)) for rule, ways in (wide_casts or {}).items()}
    return World(name, problem, merged, wide, parts, more)


def cast(words: str) -> Cast:
    """Write down who takes parts: ``a speaker 0 p q, b chair 1 q``."""
    told = [part.split() for part in words.split(",")]
    return tuple(
        Casting(session, role, int(number), person)
        for session, role, number, *people in told
        for person in people
    )


def only(session: str, *placements: tuple[date, str, int, str | None]) -> tuple[Option, ...]:
    """Write ways for a session to stand once, outside the universe."""
    return tuple(
        (Placement(session, day, clock(start), clock(start) + length, room),)
        for day, start, length, room in placements
    )


def hours(start: str, end: str, day: date | None = None) -> dict[str, Any]:
    window = {"start": f"{clock(start) // 60:02d}:{clock(start) % 60:02d}"}
    window["end"] = f"{clock(end) // 60:02d}:{clock(end) % 60:02d}"
    return window if day is None else {**window, "day": day}


def break_(session: str, minutes: Any = None, **more: Any) -> dict[str, Any]:
    """Write a session that takes no room, so that only its time is open."""
    told = {} if minutes is None else {"minutes": minutes}
    return {"id": session, "title": session, "kind": "break", **told, **more}


def talk(session: str, minutes: Any = None, **more: Any) -> dict[str, Any]:
    """Write a session that takes a room."""
    return {**break_(session, minutes, **more), "kind": more.get("kind", "session")}


GRID = "0 4 8 12 16 20"
"""The starts of a grid of four hours; `places` drops those from which midnight is too near."""

EVEN = "0 2 4 6 8 10 12 14 16 18 20 22"
"""The starts of a grid of two hours."""

# One session, no room, nobody. Its day opens off the grid, and so would it like to start;
# its windows touch, and are one. What is stated of it names a length: six hours.
LONE = table(
    "lone",
    {
        "event": {"grid": 240, "stated": [{"start": "10:00"}]},
        "days": [{"date": WED, "open": hours("8:30", "20"), "announced": hours("9", "17")}],
        "sessions": [
            break_(
                "a",
                {"min": 240, "ideal": 300, "max": 480},
                windows=[hours("12:30", "16:30"), hours("8:30", "12:30")],
                preferred={"start": "13:00"},
                stated=[{"start": "12:00", "end": "18:00"}],
            )
        ],
    },
    places("a", f"{GRID} 8:30 13", [240, 300, 360, 480]),
    placed={
        "a": (
            (),
            *only("a", (THU, "12", 240, None)),
            only("a", (WED, "12", 240, None))[0] + only("a", (WED, "16", 240, None))[0],
        )
    },
    length={"a": only("a", *((WED, "8:30", length, None) for length in (120, 239, 481, 600)))},
)

# Rooms that differ in seats, features, hours and setup, to the minute: in r1, `a` needs
# its hour of setup after `b`, and `b`, which has no setup of its own, fits exactly four
# hours after `a`, when the teardown ends.
ROOMS = table(
    "rooms",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [
            {
                "id": "r1",
                "capacity": 10,
                "setup": 60,
                "teardown": 240,
                "open": [hours("3", "24")],
            },
            {
                "id": "r2",
                "capacity": 20,
                "features": ["projector", "pmr"],
                "setup": 15,
                "open": [hours("0", "8"), hours("12", "24", WED)],
            },
            {"id": "r3", "features": ["projector"]},
        ],
        "sessions": [
            talk("a", 240, needs=["projector", "pmr"], expected=20, preferred={"room": "r2"}),
            talk("b", 480, setup=0, teardown=0, rooms=["r1", "r2"], expected=10),
        ],
    },
    places("a", GRID, [240], "r1 r2 r3 -"),
    places("b", GRID, [480], "r1 r2 r3 -"),
)

# One room, one person, one demand of each kind that a room can have.
ONE_ROOM = table(
    "one room",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "capacity": 10, "setup": 30, "features": ["stage"]}],
        "people": [{"id": "p"}],
        "sessions": [
            # Locked off the grid, in a room, although a meal takes none. Who hosts it is open,
            # but for its only choice.
            talk(
                "m",
                240,
                kind="meal",
                locked={"start": "10:15", "room": "r1"},
                people={"host": [{"one_of": ["p"]}]},
            ),
            talk("a", 480, needs=["stage"], rooms=["r1"], people={"speaker": ["p"]}, teardown=15),
            # Eleven are expected, one more than there are seats, where it wants no seat.
            break_("n", 960, expected=11, needs=["sofa"]),
        ],
        "attendees": [{"id": "alone", "wishes": ["a"]}],
    },
    places("m", f"{GRID} 10:15", [240], "r1 -"),
    places("a", GRID, [480], "r1 -"),
    places("n", GRID, [960]),
    casts=["m host 0 p"],
)

# People without rooms: one in three sessions and in several roles, one in two, one in one,
# one in none. `p` wants a pause of one grid step, `q` wants none at all.
PEOPLE = table(
    "people",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "people": [
            {"id": "p", "pause": 240, "present": [hours("0", "12"), hours("16", "24")]},
            {"id": "q", "present": [hours("4", "24")]},
            {"id": "r", "present": [hours("0", "20")]},
            {"id": "s", "present": [hours("8", "9")], "pause": 60},
        ],
        "sessions": [
            talk("a", 240, rooms=[], people={"speaker": ["p"], "moderator": ["q"]}),
            talk("b", 240, rooms=[], people={"speaker": ["q", "r"], "rapporteur": ["p", "q"]}),
            talk("c", 240, rooms=[], people={"speaker": [{"one_of": ["q", "r"]}, "p"]}),
        ],
    },
    places("a", GRID, [240]),
    places("b", GRID, [240]),
    places("c", GRID, [240]),
    casts=["c speaker 0 q r"],
)

# Parts to be filled, on slots that overlap. `p` leaves with the second of them, `q` comes with
# it and wants a pause that is found between the first and the third only. In `b`, `q` may take
# either of two parts, and `r`, who is there anyway, none.
CASTING = table(
    "casting",
    {
        "event": {
            "grid": 30,
            "slots": [
                {"day": WED, **hours("9", "9:30")},
                {"day": WED, **hours("9:15", "9:45")},
                {"day": WED, **hours("10", "10:30")},
            ],
        },
        "days": [{"date": WED}],
        "people": [
            {"id": "p", "present": [hours("9", "9:45")]},
            {"id": "q", "present": [hours("9:15", "24")], "pause": 30},
            {"id": "r", "pause": 10},
        ],
        "sessions": [
            break_("a", people={"host": ["r", {"one_of": ["p", "q"]}]}),
            break_(
                "b",
                people={"host": [{"one_of": ["q", "p"]}, {"one_of": ["q", "r"]}], "guest": ["r"]},
            ),
            break_("c", people={"host": [{"one_of": ["p", "q", "q"]}]}),
        ],
    },
    *(places(session, "9 9:15 10", [30]) for session in "abc"),
    casts=["a host 1 p q", "b host 0 q p", "b host 1 q r", "c host 0 p q"],
    wide_casts={
        "role_filled": [
            "a host 1 p q, b host 0 p, b host 1 q, c host 0 p",
            "a host 1 p, b host 0 p, b host 1 q, c host 0 r",
        ]
    },
)

# Two at once, for each of whom there is the same choice of two: one here, one there.
DOUBLES = table(
    "doubles",
    {
        "event": {"grid": 60, "slots": [{"day": WED, **hours("9", "10")}]},
        "days": [{"date": WED}],
        "people": [{"id": "p"}, {"id": "q"}],
        "sessions": [break_(it, people={"host": [{"one_of": ["p", "q"]}]}) for it in "ab"],
    },
    *(places(session, "9", [60]) for session in "ab"),
    casts=["a host 0 p q", "b host 0 p q"],
)

# Two days that touch, the later one named first. Pauses and teardown reach over midnight:
# after a session until Wednesday midnight, `p` is free at 4:00 and r1 at 8:00.
TWO_DAYS = table(
    "two days",
    {
        "event": {"grid": 240},
        "days": [
            {"id": "two", "date": THU},
            {"id": "one", "date": WED, "open": hours("4", "24")},
        ],
        "rooms": [
            {
                "id": "r1",
                "teardown": 480,
                "open": [hours("4", "24", WED), hours("0", "24", THU)],
            }
        ],
        "people": [
            {
                "id": "p",
                "pause": 240,
                "present": [{"day": "one"}, hours("4", "24", THU)],
            }
        ],
        "sessions": [
            talk(
                "a",
                720,
                people={"speaker": ["p"]},
                windows=[hours("0", "16", WED), hours("12", "24")],
                before=[{"session": "b", "max": 1440}],
                preferred={"day": "two"},
            ),
            talk(
                "b",
                720,
                people={"speaker": ["p"]},
                locked={"day": "two", "room": "r1"},
                stated=[{"day": WED, "start": "12:00"}],
            ),
        ],
    },
    places("a", GRID, [720], "r1 -", [WED, THU]),
    places("b", GRID, [720], "r1 -", [WED, THU]),
)

# A plenary with one part, and a stranger who shares its room and its people.
PART = table(
    "part",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "setup": 240}],
        "people": [{"id": "p", "pause": 240}, {"id": "q"}],
        "sessions": [
            talk("w", 720, kind="plenary", people={"chair": ["p"], "host": [{"one_of": ["q"]}]}),
            talk("w1", 480, part_of="w", people={"speaker": ["p", "q"]}),
            talk("x", 480, people={"speaker": ["q", "p"]}),
        ],
    },
    places("w", GRID, [720], "r1 -"),
    places("w1", GRID, [480], "r1 -"),
    places("x", GRID, [480], "r1 -"),
    casts=["w host 0 q"],
)

# A part of a part, locked off the grid, and two rooms that must be the same.
NESTED = table(
    "nested",
    {
        "event": {"grid": 240},
        "days": [{"date": WED, "open": hours("0", "24")}],
        "rooms": [
            {"id": "r1", "setup": 30, "open": [hours("4", "24")]},
            {"id": "r2", "capacity": 5, "features": ["stage"]},
        ],
        "people": [{"id": "p", "pause": 60}],
        "sessions": [
            talk("w", 1200, setup=0, people={"chair": ["p"]}),
            talk("w1", 960, part_of="w", people={"chair": ["p"]}, rooms=["r1"]),
            # A part takes the room of its whole, even where it needs none of its own.
            break_(
                "w2",
                720,
                part_of="w1",
                people={"speaker": ["p"]},
                locked={"start": "10:00"},
                expected=5,
            ),
        ],
    },
    places("w", GRID, [1200], "r1 r2 -"),
    places("w1", GRID, [960], "r1 r2 -"),
    places("w2", f"{GRID} 10", [720], "r1 r2 -"),
)

# An opening of two speeches, in this order and with nothing between; beside it, whatever.
OPENING = table(
    "opening",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "people": [{"id": "p"}],
        "sessions": [
            break_("w", 960, plenary=True),
            break_("w1", 240, part_of="w", people={"speaker": ["p"]}),
            break_("w2", 240, part_of="w"),
            break_("x", 480, people={"speaker": ["p"]}),
        ],
        "sequences": [{"sessions": ["w1", "w2"], "between": False, "max": 240}],
    },
    places("w", GRID, [960]),
    places("w1", GRID, [240]),
    places("w2", GRID, [240]),
    places("x", GRID, [480]),
)

# Order, to the minute: after 9:30 there is a start 14, 15 and 45 minutes later.
ORDER = table(
    "order",
    {
        "event": {
            "grid": 30,
            "gap": 15,
            "slots": [
                {"day": WED, **hours("9", "9:30")},
                {"day": WED, **hours("9:44", "10:14")},
                {"day": WED, **hours("9:45", "10:15")},
                {"day": WED, **hours("10:15", "10:45")},
                {"day": WED, **hours("11", "11:30")},
            ],
        },
        "days": [{"date": WED}],
        "people": [{"id": "p", "pause": 14}, {"id": "q", "pause": 15}],
        "sessions": [
            # `d` is asked for twice: at most 45 minutes later, and at least 45. The gap of
            # the event gives way to what `c` says: at most 14 minutes later.
            break_(
                "a",
                before=["b", {"session": "d", "min": 15, "max": 45}],
                people={"speaker": ["p", "q"]},
            ),
            break_("b", people={"speaker": ["q"]}),
            break_("c", after=[{"session": "a", "max": 14}], people={"speaker": ["p"]}),
            break_(
                "d",
                after=[{"session": "a", "min": 45}, {"session": "c", "min": 0}],
                plenary=True,
            ),
        ],
        "sequences": [
            {"sessions": ["a", "c"], "between": False, "min": 0},
            {"sessions": ["a", "d", "b"], "max": 45},
        ],
    },
    *(places(session, "9 9:44 9:45 10:15 11", [30]) for session in "abcd"),
)

# Blocks of three and of one; the same hour of another day is not the same start.
BLOCKS = table(
    "blocks",
    {
        "event": {
            "grid": 60,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("10", "11")},
                {"day": THU, **hours("9", "10")},
            ],
        },
        "days": [{"date": WED}, {"date": THU, "open": hours("9", "10")}],
        "sessions": [
            break_("a", 60, block="one"),
            break_("b", block="one"),
            break_("c", 60, block="one", windows=[hours("9", "10")]),
            break_("d", 60, block="two", locked={"day": WED}),
        ],
    },
    *(places(session, {WED: "9 10", THU: "9"}, [60]) for session in "abcd"),
)

# Two blocks that both have something to keep together.
TWO_BLOCKS = table(
    "two blocks",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "sessions": [
            # Its mate may start with it, off the grid.
            break_("a", 960, block="one", preferred={"start": "2:00"}),
            break_("b", 720, block="one"),
            break_("c", 960, block="two"),
            break_("d", 960, block="two", before=[], after=[]),
        ],
    },
    places("a", f"{GRID} 2", [960]),
    places("b", f"{GRID} 2", [720]),
    places("c", GRID, [960]),
    places("d", GRID, [960]),
)

# Two slots and three rooms: `a` and `b` need r2 or r3, `c` takes r1 or r2, and r3 is open in
# the first slot alone. Hall's condition decides.
HALL = table(
    "hall",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
        },
        "days": [{"date": WED}],
        "rooms": [
            {"id": "r1", "capacity": 10},
            {"id": "r2", "capacity": 20, "features": ["projector"]},
            {
                "id": "r3",
                "capacity": 30,
                "features": ["projector", "pmr"],
                "open": [hours("9", "10")],
            },
        ],
        "people": [{"id": "p", "present": [hours("9", "10")]}],
        "sessions": [
            talk("a", needs=["projector"], preferred={"room": "r3", "start": "10:00"}),
            talk("b", 60, expected=15, people={"speaker": ["p"]}),
            talk("c", expected=10, rooms=["r1", "r2"]),
        ],
    },
    *(places(session, "9 10", [60], "r1 r2 r3 -") for session in "abc"),
)

# One slot, and as many rooms as sessions: a perfect matching is all there is.
ONE_SLOT = table(
    "one slot",
    {
        "event": {"grid": 60, "slots": [{"day": WED, **hours("9", "10")}]},
        "days": [{"date": WED}],
        "rooms": [
            {"id": "r1", "features": ["stage"]},
            {"id": "r2", "capacity": 20, "features": ["stage"]},
            {"id": "r3", "capacity": 30},
        ],
        "sessions": [
            talk("a", needs=["stage"]),
            talk("b", rooms=["r1", "r2", "r3"], expected=20),
            # A break that would like a room takes one.
            talk("c", kind="break", preferred={"room": "r1"}, expected=21),
        ],
    },
    *(places(session, "9", [60], "r1 r2 r3 -") for session in "abc"),
)

# Three sessions for two rooms, and nowhere else to go: impossible.
CROWDED = table(
    "crowded",
    {
        "event": {"grid": 60, "slots": [{"day": WED, **hours("9", "10")}]},
        "days": [{"date": WED}],
        "rooms": [{"id": "r1"}, {"id": "r2"}],
        "sessions": [talk("a"), talk("b"), talk("c")],
    },
    *(places(session, "9", [60], "r1 r2 -") for session in "abc"),
)

# Slots that overlap and are not alike. `a` fills its slot, `b` may be shorter than its
# own, and what is locked needs none. Setup and teardown ask for ten minutes between.
SLOTS = table(
    "slots",
    {
        "event": {
            "grid": 30,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "11")},
                {"day": WED, **hours("11", "12")},
            ],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "setup": 5, "teardown": 5}],
        "people": [{"id": "p", "pause": 20}],
        "sessions": [
            talk("a", people={"speaker": ["p"]}),
            talk("b", {"min": 30, "ideal": 60, "max": 60}, block="one", stated=[{"start": "9:30"}]),
            talk("l", 30, locked={"start": "10:10"}, people={"speaker": ["p"]}),
        ],
    },
    places("a", "9 9:30 11", [60, 90], "r1 -"),
    places("b", "9 9:30 11", [30, 60], "r1 -"),
    places("l", "9 9:30 10:10 11", [30], "r1 -"),
    slot={
        "a": only("a", (WED, "8", 60, "r1"), (WED, "9", 59, "r1"), (THU, "9", 60, "r1")),
        "b": only("b", (WED, "9:15", 30, "r1"), (WED, "11", 61, None)),
    },
    length={"b": only("b", (WED, "9", 29, "r1"), (WED, "9:30", 61, "r1"))},
    placed={"b": ((), *only("b", (THU, "9", 60, "r1")))},
)

# A part needs no slot. It lies on a grid as fine as the lengths of all the parts, and as
# where the slots and the days begin: two hours here.
SLOT_PART = table(
    "slot part",
    {
        "event": {"grid": 240, "slots": [{"day": WED, **hours("10", "22")}]},
        "days": [{"date": WED, "open": hours("10", "22")}],
        "rooms": [{"id": "r1"}],
        "sessions": [
            talk("w", kind="round_table"),
            talk("w1", 360, part_of="w"),
            talk("w2", 240, part_of="w", after=["w1"]),
        ],
    },
    places("w", "10", [720], "r1 -"),
    places("w1", EVEN, [360], "r1 -"),
    places("w2", EVEN, [240], "r1 -"),
)

# A whole that would start off the grid takes the grid of its part with it: every hour.
LATE_WHOLE = table(
    "late whole",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "sessions": [
            break_("w", 960, preferred={"start": "3:00"}),
            break_("w1", 480, part_of="w", stated=[{"end": "19:00"}]),
        ],
    },
    places("w", f"{GRID} 3", [960]),
    places("w1", " ".join(map(str, range(24))), [480]),
)

# Midnight, told twice: what ends at 24:00 does not end at 0:00 of the next day, and what
# would start at 24:00 does not start then.
MIDNIGHT = table(
    "midnight",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}, {"date": THU}],
        "sessions": [
            break_(
                "a", 720, preferred={"start": "24:00"}, stated=[{"end": "00:00"}, {"end": "24:00"}]
            ),
        ],
    },
    places("a", GRID, [720], days=[WED, THU]),
)

# An evening until 2:00, and a day after it that has no hours: it begins when the evening is
# over. What is known to start at 22:00 may end in the night anyway. Of those who take part
# one leaves at 1:00, one says so day by day, one is there as long as the evening lasts.
EVENING = table(
    "evening",
    {
        "event": {"grid": 240},
        "days": [{"date": WED, "open": hours("8", "2")}, {"date": THU}],
        "people": [
            {"id": "p", "present": [hours("16", "1", WED), {"day": THU}]},
            {"id": "q", "present": [hours("16", "24", WED), {"day": THU, "end": "02:00"}]},
            {"id": "r", "present": [{"start": "16:00"}]},
        ],
        "sessions": [
            break_("a", {"min": 240, "max": 300}, people={"host": ["p"], "guest": ["r"]}),
            break_("b", 240, locked={"start": "22:00"}, people={"host": ["q"]}),
        ],
    },
    either(
        places("a", GRID, [240, 300], days=[WED], until="26"),
        places("a", "4 8 12 16 20", [240, 300], days=[THU]),
    ),
    either(
        places("b", f"{GRID} 22", [240], days=[WED], until="26"),
        places("b", "4 8 12 16 20", [240], days=[THU]),
        places("b", "22", [240], days=[THU], until="30"),
    ),
)

# An evening until 2:00 in which something may start after midnight: on the grid, or where it is
# locked, at 0:30. `p` comes at 0:15; on the day after nothing starts while it is still night.
NIGHT = table(
    "night",
    {
        "event": {"grid": 240},
        "days": [{"date": WED, "open": hours("16", "2")}, {"date": THU}],
        "people": [{"id": "p", "present": [hours("0:15", "2", WED), {"day": THU}]}],
        "sessions": [
            break_("a", 60, people={"host": ["p"]}),
            break_("b", 60, locked={"day": "2026-06-10", "start": "0:30"}),
            break_("c", 120, people={"host": ["p"]}, preferred={"start": "24:30"}),
        ],
    },
    either(
        places("a", f"{GRID} 24", [60], days=[WED], until="26"),
        places("a", "4 8 12 16 20", [60], days=[THU]),
    ),
    either(
        places("b", f"{GRID} 24 24:30", [60], days=[WED], until="26"),
        places("b", "4 8 12 16 20", [60], days=[THU]),
        places("b", "24:30", [60], days=[THU], until="30"),
    ),
    either(
        places("c", f"{GRID} 24", [120], days=[WED], until="26"),
        places("c", "24:30", [120], days=[WED], until="30"),
        places("c", "4 8 12 16 20", [120], days=[THU]),
        places("c", "24:30", [120], days=[THU], until="30"),
    ),
)

# The same on slots, the last of which begins after midnight.
NIGHT_ON_SLOTS = table(
    "night on slots",
    {
        "event": {
            "slots": [
                {"day": WED, **hours("22", "23")},
                {"day": WED, "start": "24:30", "end": "01:30"},
                {"day": THU, **hours("9", "10")},
            ]
        },
        "days": [{"date": WED, "open": hours("18", "1:30")}, {"date": THU}],
        "people": [{"id": "p", "present": [hours("18", "1:30", WED)]}],
        "sessions": [
            break_("a", people={"host": ["p"]}),
            break_("b", 30, people={"host": ["p"]}, preferred={"start": "24:30"}),
        ],
    },
    either(
        places("a", "22 24:30", [60], days=[WED], until="25:30"),
        places("a", "9", [60], days=[THU]),
    ),
    either(
        places("b", "22 24:30", [30], days=[WED], until="26"),
        places("b", "24:30", [30], days=[THU], until="30"),
        places("b", "9", [30], days=[THU]),
    ),
)

# What is wished, on two days that do not touch: each wish alone can be kept, not all.
WISHES = table(
    "wishes",
    {
        "event": {
            "grid": 240,
            "stated": [
                {"day": "2026-06-30", "text": "the thirtieth"},
                {"start": "4:00", "end": "20:00"},
                {"day": FRI, "start": "10:00"},
            ],
        },
        "days": [
            {"date": WED, "announced": hours("6", "18")},
            {"date": FRI, "open": hours("8", "24"), "announced": hours("8", "24")},
        ],
        "rooms": [{"id": "r1"}, {"id": "r2"}],
        "sessions": [
            talk(
                "a",
                {"min": 240, "ideal": 300, "max": 300},
                preferred={"day": FRI, "start": "9:30", "room": "r2"},
                stated=[{"day": WED, "start": "16:00", "end": "20:00", "text": "late"}],
            ),
            break_(
                "b",
                960,
                stated=[{"start": "4:00"}, {"end": "23:00"}, {"day": "2026-06-30"}],
            ),
        ],
        "weights": {"stated": 3, "preferred": 2, "compact_day": 1},
    },
    places("a", f"{GRID} 9:30", [240, 300], "r1 r2 -", [WED, FRI]),
    places("b", GRID, [960], days=[WED, FRI]),
)

# What is external is shown and never moved: beside a plenary, before the doors open, and
# neither counted in the day nor held to its hours.
HOURS = table(
    "hours",
    {
        "event": {"grid": 240, "gap": 60},
        "days": [
            {"date": WED, "open": hours("6", "24"), "announced": hours("8", "20")},
            {"date": THU},
        ],
        "sessions": [
            break_("e", 1200, external=True, locked={"day": WED, "start": "0:30"}),
            break_("a", 960, plenary=True, preferred={"day": THU}),
            break_("b", 720),
        ],
        "sequences": [{"sessions": ["a", "b"], "between": False}],
        "weights": {"tiers": [["announced", "compact_day"], ["preferred"]], "announced": 2},
    },
    places("e", "0 0:30 4", [1200], days=[WED, THU]),
    places("a", {WED: "0 4 6 8", THU: "0 4 8"}, [960]),
    places("b", {WED: "0 4 6 8 12", THU: "0 4 8 12"}, [720]),
)

# Tracks on slots that overlap by half. `a` and `b` share two tracks, one of them in order;
# `c` and `d` are meant to be at once; `e` is of a track that names both others as similar.
TRACKS = table(
    "tracks",
    {
        "event": {
            "grid": 30,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
                {"day": WED, **hours("10:30", "11:30")},
            ],
        },
        "days": [{"date": WED}],
        "tracks": [
            {"id": "x", "beside": 2, "beside_similar": 5},
            {"id": "y", "in_order": True, "similar": ["z"]},
            {"id": "z", "similar": ["x", "y"], "beside_similar": 3},
            {"id": "quiet", "beside": 0},
        ],
        "sessions": [
            break_("a", track="x", tags=["y", "label"]),
            break_("b", track="y", tags=["x", "y", "quiet"]),
            break_("c", track="x", block="one", tags=["quiet"]),
            break_("d", tags=["x", "label"], block="one"),
            break_("e", track="z", tags=["quiet"]),
        ],
        "sequences": [
            {"sessions": ["b", "e", "a"], "wish": True, "between": False},
            {"sessions": ["e", "a"], "wish": True},
        ],
    },
    *(places(session, "9 9:30 10:30", [60]) for session in "abcde"),
)

# A track in order with a whole and its part, of which the order asks nothing, and with two
# external ones, which nobody can keep apart. The part is also of a track like that of `x`.
THREADS = table(
    "threads",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "tracks": [
            {"id": "t", "in_order": True},
            {"id": "u", "similar": ["v"], "beside_similar": 2},
            {"id": "v"},
        ],
        "sessions": [
            break_("w", 720, track="t", tags=["v"]),
            break_("w1", 240, part_of="w", track="u", tags=["t"]),
            break_("x", 480, track="t", tags=["v"]),
            break_("e", 240, track="t", external=True, locked={"day": WED, "start": "20:00"}),
            break_("f", 240, track="t", external=True, locked={"day": WED, "start": "20:00"}),
        ],
        "sequences": [{"sessions": ["x", "w", "e"], "wish": True}],
    },
    places("w", GRID, [720]),
    places("w1", GRID, [240]),
    places("x", GRID, [480]),
    places("e", GRID, [240]),
    places("f", GRID, [240]),
)

# Tracks in two rooms on two days. More are expected at `b` than at `a`; at `c`, who knows. Of a
# block on two days, a track is not on one.
TRACK_ROOMS = table(
    "track rooms",
    {
        "event": {
            "grid": 60,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("10", "11")},
                {"day": THU, **hours("9", "10")},
            ],
        },
        "days": [{"date": WED}, {"date": THU}],
        "rooms": [{"id": "r1", "capacity": 10}, {"id": "r2", "capacity": 20}],
        "tracks": [
            {"id": "t", "one_room": 3, "one_day": 2},
            {"id": "u", "one_room": 0, "one_day": 1},
        ],
        "sessions": [
            talk("a", track="t", expected=5),
            talk("b", track="t", tags=["u"], expected=8, block="one"),
            talk("c", track="v", tags=["t", "u"], block="one"),
            break_("d", 60, track="t", expected=2),
        ],
        "weights": {"popular_rooms": 1},
    },
    *(places(s, {WED: "9 10", THU: "9"}, [60], "r1 r2 -") for s in "abc"),
    places("d", {WED: "9 10", THU: "9"}, [60]),
)

# What needs two rooms does not change rooms: the sessions of a block, or two external ones.
PARALLEL = table(
    "parallel",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
            "overflow": True,
        },
        "days": [{"date": WED}],
        "rooms": [
            {"id": "r1", "capacity": 10},
            {"id": "r2", "capacity": 20},
            {"id": "r3", "capacity": 30},
        ],
        "tracks": [{"id": "idle", "in_order": True, "one_day": 1}],
        "sessions": [
            talk("a", 60, track="t", block="one", expected=15),
            talk("b", 60, track="t", block="one", expected=15),
            talk(
                "e",
                60,
                track="t",
                expected=11,
                external=True,
                locked={"day": WED, "start": "9:00", "room": "r1"},
            ),
            talk(
                "f",
                60,
                track="t",
                expected=21,
                external=True,
                locked={"day": WED, "start": "10:00", "room": "r1"},
            ),
        ],
    },
    *(places(session, "9 10", [60], "r1 r2 r3 -") for session in "abef"),
)

# Labels, on two days: `a` and `b` exclude one another twice, `c` excludes both, and `d` only
# `c`. Slots that touch do not overlap.
LABELS = table(
    "labels",
    {
        "event": {
            "grid": 60,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
                {"day": WED, **hours("10", "11")},
                {"day": THU, **hours("9", "10")},
            ],
        },
        "days": [{"date": WED}, {"date": THU}],
        "sessions": [
            break_("a", exclusive=["x", "y", "x"], same_day=["s", "t"], different_days=["u"]),
            break_("b", exclusive=["y", "x"], same_day=["t", "s"], different_days=["v", "v"]),
            break_("c", exclusive=["z", "y"], same_day=["w"], different_days=["u", "v"]),
            break_("d", exclusive=["z"], different_days=["w"], same_day=["v"]),
            break_("e", exclusive=[], same_day=["s"]),
        ],
    },
    *(places(session, {WED: "9 9:30 10", THU: "9"}, [60]) for session in "abcde"),
)

# Repeats: the draft says how often `a` takes place, and of `b` it has a row for each time, the
# second one first. A part is not kept from its whole.
TURNS = table(
    "turns",
    {
        "event": {
            "grid": 60,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
                {"day": WED, **hours("10:30", "11:30")},
                {"day": THU, **hours("9", "10")},
            ],
        },
        "days": [{"date": WED}, {"date": THU}],
        "sessions": [
            break_("a", repeats=3, same_day=["x"], block="one"),
            break_("b2", repeat_of="b", exclusive=["x"]),
            break_("b", exclusive=["x"]),
        ],
    },
    *(
        places(session, {WED: "9 9:30 10:30", THU: "9"}, [60])
        for session in ("a", "b2", "b", "a-2", "a-3")
    ),
)

# A whole and its part, which share an exclusive label, and a stranger who does.
EXCLUSIVE_PART = table(
    "exclusive part",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "sessions": [
            break_("w", 720, exclusive=["x"]),
            break_("w1", 240, part_of="w", exclusive=["x"]),
            break_("x", 240, exclusive=["x"]),
        ],
    },
    places("w", GRID, [720]),
    places("w1", GRID, [240]),
    places("x", GRID, [240]),
)

# Walks between three sites, to the minute: a quarter of an hour from north to south, either
# way, and a minute less to any other. Of r4 nobody knows where it is.
WALKS = table(
    "walks",
    {
        "event": {
            "grid": 15,
            "walk": 14,
            "walks": [
                {"sites": ["south", "north"], "minutes": 15},
                {"sites": ["north", "south"], "minutes": 60},
            ],
            "slots": [
                {"day": WED, **hours("9:15", "10")},
                {"day": WED, **hours("10:14", "10:59")},
                {"day": WED, **hours("10:15", "11")},
            ],
        },
        "days": [{"date": WED}],
        "rooms": [
            {"id": "r1", "site": "north"},
            {"id": "r2", "site": "south"},
            {"id": "r3", "site": "east"},
            {"id": "r4"},
            {"id": "r5", "site": "north"},
        ],
        "people": [{"id": "p"}, {"id": "q"}],
        "sessions": [
            talk("a", people={"speaker": ["p", "q"]}),
            talk("b", 45, people={"chair": ["p"]}),
        ],
    },
    *(places(session, "9:15 10:14 10:15", [45], "r1 r2 r3 r4 r5 -") for session in "ab"),
)

# Who walks is open: `b` is `p`'s, or `q`'s, or nobody's.
WALKERS = table(
    "walkers",
    {
        "event": {
            "grid": 60,
            "walks": [{"sites": ["north", "south"], "minutes": 30}],
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("10:15", "11:15")},
            ],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "site": "north"}, {"id": "r2", "site": "south"}],
        "people": [{"id": "p"}, {"id": "q"}],
        "sessions": [
            talk("a", 60, people={"speaker": ["p"]}),
            talk("b", 60, people={"host": [{"one_of": ["p", "q"]}]}),
            talk("c", 60, people={"host": ["q"]}, rooms=["r2"]),
        ],
    },
    *(places(session, "9 10:15", [60], "r1 r2 -") for session in "abc"),
    casts=["b host 0 p q"],
)

# Who would rather not wait, nor come twice, nor in the morning; so do a track and a session.
# The second day is named first, and the lengths are open.
HABITS = table(
    "habits",
    {
        "event": {"grid": 240},
        "days": [{"date": THU}, {"date": WED}],
        "people": [
            {"id": "p", "close": True, "preferred": [hours("8", "16"), hours("16", "24", THU)]},
            {"id": "q", "one_day": True, "close": True},
            {"id": "r", "one_day": True, "preferred": [hours("0", "24", FRI)]},
        ],
        "tracks": [{"id": "t", "close": 2}, {"id": "u"}],
        "sessions": [
            break_(
                "a",
                {"min": 240, "max": 480},
                people={"speaker": ["p"], "chair": ["q"]},
                preferred_windows=[hours("4", "12", WED), hours("12", "20")],
                track="t",
            ),
            break_("b", 480, people={"speaker": ["q", "p"]}, tags=["u", "t"]),
            break_("c", 720, people={"speaker": ["q"], "chair": ["r"]}, tags=["t"]),
        ],
        "weights": {"person_close": 2},
    },
    places("a", GRID, [240, 480], days=[WED, THU]),
    places("b", GRID, [480], days=[WED, THU]),
    places("c", GRID, [720], days=[WED, THU]),
)

# One who would rather come on one day, and a session that would rather be on the first, or
# early; its windows overlap.
MORNINGS = table(
    "mornings",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}, {"date": THU}],
        "people": [{"id": "p", "one_day": True}],
        "sessions": [
            break_(
                "a",
                960,
                people={"speaker": ["p"]},
                preferred_windows=[hours("4", "24", WED), hours("0", "16")],
            ),
            break_("b", 1440, people={"chair": ["p"]}, preferred_windows=[{"day": WED}]),
        ],
    },
    places("a", GRID, [960], days=[WED, THU]),
    places("b", GRID, [1440], days=[WED, THU]),
)

# A part of what a person, or a track, has anyway makes nobody wait less.
HABITS_OF_PARTS = table(
    "habits of parts",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "people": [{"id": "p", "close": True, "one_day": True}],
        "tracks": [{"id": "t", "close": 1}],
        "sessions": [
            break_("w", 480, people={"chair": ["p"]}, track="t"),
            break_("w1", 240, part_of="w", people={"speaker": ["p"]}, track="t"),
            break_("x", 240, people={"speaker": ["p"]}, track="t"),
        ],
    },
    places("w", GRID, [480]),
    places("w1", GRID, [240]),
    places("x", GRID, [240]),
)

# Rooms that are wished for, or not, or too small, where the event allows it.
ROOM_WISHES = table(
    "room wishes",
    {
        "event": {
            "grid": 60,
            "overflow": True,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
        },
        "days": [{"date": WED}],
        "rooms": [
            {"id": "r1", "capacity": 10, "features": ["pmr"]},
            {"id": "r2", "capacity": 25, "features": ["projector", "pmr"]},
            {"id": "r3", "open": [hours("9", "10")]},
        ],
        "sessions": [
            talk("a", wanted=["projector", "pmr", "projector"], disliked=["r3", "r1"], expected=12),
            talk("b", 60, expected=25, disliked=["r2"], rooms=["r1", "r2"]),
            # A break takes no room, whatever it wishes.
            break_("c", wanted=["stage"], expected=30),
        ],
    },
    *(places(session, "9 10", [60], "r1 r2 r3 -") for session in "ab"),
    places("c", "9 10", [60]),
)

# Speeches of an opening. The rank of `w1` is the best of two; of `w4` nobody knows one. `w2`
# comes before `w3` as the draft has it, over `w4`, although protocol would not have it so.
SPEECHES = table(
    "speeches",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "people": [
            {"id": "p", "protocol_rank": 3},
            {"id": "q", "protocol_rank": 2},
            {"id": "r", "protocol_rank": 1},
            {"id": "s"},
        ],
        "sessions": [
            break_("w", 1200),
            break_("w1", 240, part_of="w", people={"speaker": ["p", "r"]}),
            break_("w2", 240, part_of="w", people={"speaker": ["q"]}, before=["w4"]),
            break_("w3", 240, part_of="w", people={"speaker": ["p"]}, after=["w4"]),
            break_("w4", 240, part_of="w", people={"speaker": ["s"]}),
        ],
    },
    places("w", GRID, [1200]),
    *(places(session, GRID, [240]) for session in ("w1", "w2", "w3", "w4")),
)

# Wishes, on slots that overlap by half. Of the attendees, two wish for the same in another
# order, one rates, one leaves early, and one speaks. Some must attend something.
HOPES = table(
    "hopes",
    {
        "event": {
            "grid": 30,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
                {"day": WED, **hours("10:30", "11:30")},
            ],
        },
        "days": [{"date": WED}],
        "people": [{"id": "p"}],
        "sessions": [
            break_("a"),
            break_("b", people={"speaker": ["p"]}),
            break_("c"),
            break_("d", people={"host": ["p"]}),
        ],
        "attendees": [
            {"id": "one", "wishes": ["a", "b"]},
            {"id": "two", "wishes": ["b", "a"]},
            {"id": "rates", "wishes": {"c": 2, "a": 5, "b": 0, "d": 4}},
            {"id": "early", "wishes": ["c", "d"], "present": [hours("9", "10:30")]},
            {"id": "p", "wishes": ["c", "b"], "must_attend": ["c"]},
            {"id": "must", "wishes": ["a"], "must_attend": ["c", "d"]},
            {"id": "idle", "wishes": {"d": 0}},
            {"id": "nothing"},
        ],
    },
    *(places(session, "9 9:30 10:30", [60]) for session in "abcd"),
)

# Workshops that take place twice or in sub-groups, and a block, of which one can be attended.
# `away` is there on the second day, on which little is; `q` wishes for what is their own.
CLASSES = table(
    "classes",
    {
        "event": {
            "grid": 60,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("10", "11")},
                {"day": THU, **hours("9", "10")},
            ],
        },
        "days": [{"date": WED}, {"date": THU}],
        "people": [{"id": "q"}],
        "sessions": [
            break_("a", repeats=2),
            break_("b"),
            break_("b2", group_of="b", windows=[hours("9", "10")]),
            break_("c", block="one"),
            break_("d", block="one", people={"speaker": ["q"]}),
        ],
        "attendees": [
            {"id": "all", "wishes": ["d", "c", "b2", "a"]},
            {"id": "rates", "wishes": {"c": 3, "d": 7, "a": 2}},
            {"id": "half", "wishes": ["a", "b"], "present": [hours("9", "10", WED), {"day": THU}]},
            {"id": "away", "wishes": {"b": 4, "d": 1}, "present": [{"day": THU}]},
            {"id": "must", "wishes": ["b", "d"], "must_attend": ["a", "c"]},
            {"id": "block", "wishes": ["c", "d"]},
            {"id": "q", "wishes": ["a", "d"]},
        ],
    },
    *(places(s, {WED: "9 10", THU: "9"}, [60]) for s in ("a", "a-2", "b", "b2", "c", "d")),
)

# Wishes on a grid, where lengths are open: what lasts long is beside much.
AGENDAS = table(
    "agendas",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "people": [{"id": "p", "email": "p@example.org"}],
        "sessions": [
            break_("a", 480),
            break_("b", {"min": 240, "max": 480}),
            break_("c", 240, people={"speaker": ["p"]}),
        ],
        "attendees": [
            {"id": "x", "wishes": ["a", "b", "c"]},
            {"id": "y", "wishes": ["b", "c"], "present": [hours("4", "12"), hours("12", "20")]},
            {"id": "z", "wishes": {"a": 2, "b": 3}, "email": "P@example.org"},
        ],
    },
    places("a", GRID, [480]),
    places("b", GRID, [240, 480]),
    places("c", GRID, [240]),
)

# Whoever must attend a part must attend its whole, and neither beside anything else.
REQUIRED = table(
    "required",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "sessions": [break_("w", 960), break_("w1", 480, part_of="w"), break_("x", 240)],
        "attendees": [
            {"id": "part", "must_attend": ["x", "w1"], "wishes": ["w"]},
            {"id": "all", "must_attend": ["w", "w1", "x"]},
        ],
    },
    places("w", GRID, [960]),
    places("w1", GRID, [480]),
    places("x", GRID, [240]),
)

# What the same attendees must attend, or speak in, is on two sites.
VISITS = table(
    "visits",
    {
        "event": {
            "grid": 15,
            "walk": 15,
            "slots": [{"day": WED, **hours("9:15", "10")}, {"day": WED, **hours("10:14", "10:59")}],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "site": "north"}, {"id": "r2", "site": "south"}, {"id": "r3"}],
        "people": [{"id": "p"}],
        "sessions": [
            talk("a", 45, people={"speaker": ["p"]}),
            talk("b", 45),
            talk("c", 45),
        ],
        "attendees": [{"id": "p", "must_attend": ["b"]}, {"id": "q", "must_attend": ["b", "c"]}],
    },
    *(places(session, "9:15 10:14", [45], "r1 r2 r3 -") for session in "abc"),
)

# Plenaries of which all who are registered are, `early` but in the first hour.
PLENARIES = table(
    "plenaries",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "capacity": 1}, {"id": "r2", "capacity": 3}, {"id": "r3"}],
        "sessions": [
            talk("a", 60, kind="plenary"),
            talk("b", 60, kind="plenary", expected=2, locked={"start": "10:00"}),
        ],
        "attendees": [
            {"id": "early", "present": [hours("9", "10")]},
            *({"id": f"all{number}"} for number in range(4)),
        ],
    },
    *(places(session, "9 10", [60], "r1 r2 r3 -") for session in "ab"),
)

# More wish for something than there are places: in some rooms, in some sub-groups, or at all.
CROWDS = table(
    "crowds",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "capacity": 1}, {"id": "r2", "capacity": 3}, {"id": "r3"}],
        "sessions": [
            talk("a", capacity={"max": 3}),
            talk("b", capacity={"max": 2}),
            talk("b2", group_of="b", rooms=["r1", "r2"]),
            # A break takes no room, and so as many as it likes.
            break_("c"),
        ],
        "attendees": [
            *({"id": f"a{number}", "wishes": ["a", "c"]} for number in range(4)),
            *({"id": f"b{number}", "wishes": {"b": 2, "b2": 1}} for number in range(5)),
            {"id": "must", "must_attend": ["b2"]},
        ],
    },
    *(places(session, "9 10", [60], "r1 r2 r3 -") for session in ("a", "b", "b2")),
    places("c", "9 10", [60]),
)

SIZES = table(
    "sizes",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "capacity": 1}, {"id": "r2"}],
        "people": [{"id": "speaks"}],
        "sessions": [
            talk("a", kind="workshop", capacity={"min": 3}),
            talk("b", kind="workshop", capacity={"max": 2}),
            talk("c", kind="workshop", rooms=[], capacity={"min": 3}),
            break_("d", people={"speaker": ["speaks"]}),
        ],
        "attendees": [
            *({"id": f"a{number}", "wishes": {"a": 3, "c": 2}} for number in range(2)),
            {"id": "b1", "wishes": {"b": 2, "a": 1}},
            {"id": "b2", "wishes": {"b": 3}},
            {"id": "early", "wishes": {"b": 1}, "present": [{"day": WED, **hours("9", "10")}]},
            {"id": "speaks", "wishes": {"a": 2, "b": 1}},
            {"id": "must", "must_attend": ["c"]},
        ],
    },
    *(places(session, "9 10", [60], "r1 r2 -") for session in ("a", "b")),
    *(places(session, "9 10", [60]) for session in ("c", "d")),
)

# A hall whose wall opens: of the halves, the one has hours, and what both have the hall has.
# The hall takes four hours to clear, the halves none.
WALL = table(
    "wall",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [
            {"id": "h", "parts": ["l", "r"], "teardown": 240},
            {"id": "l", "capacity": 10, "features": ["pmr", "stage"], "open": [hours("4", "24")]},
            {"id": "r", "capacity": 5, "features": ["stage", "piano"]},
        ],
        "sessions": [
            talk("a", 480, expected=15, needs=["stage"]),
            talk("b", 480, needs=["pmr"]),
        ],
    },
    places("a", GRID, [480], "h l r -"),
    places("b", GRID, [480], "h l r -"),
)

# Three rooms in a row, and two ways to open a wall, which share the middle one; on slots that
# overlap. One whole holds two sessions at once.
WALLS = table(
    "walls",
    {
        "event": {
            "grid": 30,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
            ],
        },
        "days": [{"date": WED}],
        "rooms": [
            {"id": "l"},
            {"id": "m"},
            {"id": "r"},
            {"id": "lm", "parts": ["l", "m"], "at_once": 2},
            {"id": "mr", "parts": ["m", "r"]},
        ],
        "sessions": [talk("a"), talk("b"), talk("c", rooms=["r", "mr"])],
    },
    places("a", "9 9:30", [60], "l m r lm mr -"),
    places("b", "9 9:30", [60], "l m r lm mr -"),
    places("c", "9 9:30", [60], "l m r lm mr -"),
)

# A session and its part, one in the hall and one in its half: kin, yet never both at once.
WALL_OF_PARTS = table(
    "wall of parts",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "h", "parts": ["l"]}, {"id": "l"}],
        "sessions": [talk("w", 960), talk("w1", 960, part_of="w")],
    },
    places("w", GRID, [960], "h l -"),
    places("w1", GRID, [960], "h l -"),
)

# A foyer for two at once, an hour's setup each. What is a part of a whole is not counted.
FOYER = table(
    "foyer",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "f", "at_once": 2, "setup": 60}],
        "sessions": [
            talk("w", 960),
            talk("w1", 960, part_of="w"),
            talk("x", 960),
            talk("y", 240, setup=0),
        ],
    },
    places("w", GRID, [960], "f -"),
    places("w1", GRID, [960], "f -"),
    places("x", GRID, [960], "f -"),
    places("y", GRID, [240], "f -"),
)

# Four for a foyer that holds two, and a room; on slots that follow one another.
STANDS = table(
    "stands",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "f", "at_once": 2}, {"id": "r1"}],
        "sessions": [
            talk("a", locked={"start": "9:00"}),
            talk("b", locked={"start": "9:00"}, rooms=["f"]),
            talk("c"),
            talk("d", rooms=["f"]),
        ],
    },
    *(places(session, "9 10", [60], "f r1 -") for session in "abcd"),
)

# One booth, to be had from four on, which takes four hours to be moved; one room has its own.
BOOTH = table(
    "booth",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "features": ["booth"]}, {"id": "r2"}],
        "equipment": [
            {"id": "booth", "changeover": 240, "open": [hours("4", "12"), hours("12", "24", WED)]},
            {"id": "piano", "number": 5, "open": [hours("0", "24")]},
        ],
        "sessions": [talk("a", 480, needs=["booth"]), talk("b", 480, needs=["booth", "piano"])],
    },
    places("a", GRID, [480], "r1 r2 -"),
    places("b", GRID, [480], "r1 r2 -"),
)

# Two licences for three, one of which has a part that needs what its whole has; and who needs
# one and takes no room, at hours that slots overlap in.
LICENCES = table(
    "licences",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "equipment": [{"id": "licence", "number": 2}],
        "tracks": [{"id": "online", "at_once": 2, "beside": 0, "one_room": 0}],
        "sessions": [
            break_("w", 960, needs=["licence"], track="online"),
            break_("w1", 480, part_of="w", needs=["licence"], track="online"),
            break_("x", 720, needs=["licence"], track="online"),
            break_("y", 480, needs=["licence"], track="online"),
        ],
    },
    places("w", GRID, [960]),
    places("w1", GRID, [480]),
    places("x", GRID, [720]),
    places("y", GRID, [480]),
)

# The same on slots that overlap by half.
LICENCES_ON_SLOTS = table(
    "licences on slots",
    {
        "event": {
            "grid": 30,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
                {"day": WED, **hours("10:30", "11:30")},
            ],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1", "features": ["licence"]}],
        "equipment": [{"id": "licence", "number": 2, "changeover": 30}],
        "tracks": [{"id": "online", "at_once": 2, "beside": 0, "one_room": 0}],
        "sessions": [
            talk(key, needs=["licence"], kind="break", tags=["online"]) for key in ("a", "b")
        ]
        + [talk("c", needs=["licence"], rooms=["r1"], track="online")],
    },
    *(places(session, "9 9:30 10:30", [60], "-") for session in ("a", "b")),
    places("c", "9 9:30 10:30", [60], "r1 -"),
)

# A session that is relayed to a second room, which has hours, and its part, relayed to a hall
# for two, of which the second room is a half. Setup is by room.
RELAY = table(
    "relay",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [
            {"id": "r1", "capacity": 10, "teardown": 240},
            {"id": "r2", "capacity": 5, "setup": 240, "open": [hours("3", "24")]},
            {"id": "h", "parts": ["r2"]},
        ],
        "sessions": [
            talk("a", 480, also_in=["r2"], expected=15),
            talk("b", 480, expected=6),
        ],
    },
    places("a", GRID, [480], "r1 -"),
    places("b", GRID, [480], "r1 r2 h -"),
    room_given={"a": only("a", (WED, "8", 480, "r2"), (WED, "8", 480, "h"))},
)

# Rooms that are closed at some hours, on a day or on both, to the minute of a setup and of a
# teardown; one is closed all along, and one is half of a hall. `b` is relayed to the second.
CLOSED = table(
    "closed",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}, {"date": THU}],
        "rooms": [
            {
                "id": "r1",
                "setup": 60,
                "closed": [hours("0", "7:01"), hours("19:59", "22", WED), hours("23", "24")],
            },
            {"id": "r2", "teardown": 30, "closed": [hours("12:29", "12:40", THU)]},
            {"id": "r3", "closed": True},
            {"id": "h", "parts": ["r1"]},
        ],
        "sessions": [
            talk("a", 240),
            talk("b", 240, setup=0, also_in=["r2"]),
        ],
    },
    places("a", GRID, [240], "r1 r2 r3 h -", days=[WED, THU]),
    places("b", GRID, [240], "r1 r3 h -", days=[WED, THU]),
)

# An evening, and what is closed in its night: said of the evening, or of the day after.
CLOSED_AT_NIGHT = table(
    "closed at night",
    {
        "event": {"grid": 240},
        "days": [{"date": WED, "open": hours("16", "2")}, {"date": THU}],
        "rooms": [
            {"id": "r1", "closed": [hours("0:45", "2", WED)]},
            {"id": "r2", "closed": [hours("0:45", "1", THU)]},
            {"id": "r3"},
        ],
        "sessions": [talk("a", 60), talk("b", 60, locked={"day": "2026-06-10", "start": "0:30"})],
    },
    either(
        places("a", f"{GRID} 24", [60], "r1 r2 r3 -", days=[WED], until="26"),
        places("a", "4 8 12 16 20", [60], "r1 r2 r3 -", days=[THU]),
    ),
    either(
        places("b", f"{GRID} 24 24:30", [60], "r1 r2 r3 -", days=[WED], until="26"),
        places("b", "4 8 12 16 20", [60], "r1 r2 r3 -", days=[THU]),
        places("b", "24:30", [60], "r1 r2 r3 -", days=[THU], until="30"),
    ),
)

# Parts of what is relayed, in a foyer that holds two; beside them, two others.
RELAYS = table(
    "relays",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "f", "at_once": 2}, {"id": "r1"}],
        "sessions": [
            talk("w", 960, rooms=["r1"]),
            talk("w1", 960, part_of="w", also_in=["f"]),
            talk("x", 960, rooms=["f"]),
            talk("y", 240, also_in=["f"], kind="break"),
        ],
    },
    places("w", GRID, [960], "f r1 -"),
    places("w1", GRID, [960], "r1 -"),
    places("x", GRID, [960], "f r1 -"),
    places("y", GRID, [240], "-"),
)

# The same on slots that follow one another: a room for two sessions, and one relayed to it.
RELAY_ON_SLOTS = table(
    "relay on slots",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours("9", "10")}, {"day": WED, **hours("10", "11")}],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1"}, {"id": "r2"}, {"id": "r3"}, {"id": "r4"}],
        "sessions": [
            talk("a", also_in=["r3", "r4"]),
            talk("b", rooms=["r2", "r4"]),
            talk("c", rooms=["r2", "r3"]),
        ],
    },
    places("a", "9 10", [60], "r1 r2 -"),
    places("b", "9 10", [60], "r1 r2 r3 r4 -"),
    places("c", "9 10", [60], "r1 r2 r3 r4 -"),
)

# An interpreter: one session a day, or a rest; and somebody who may be chosen beside. In
# `w`, of which `w1` is a part, the one takes part anyway and the other perhaps.
INTERPRETERS = table(
    "interpreters",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}, {"date": THU}],
        "people": [
            {"id": "p", "most_per_day": 1},
            {"id": "q", "most_in_a_row": 1, "rest": 300},
        ],
        "sessions": [
            break_("a", 720, people={"voice": ["p", "q"]}),
            break_("b", 480, people={"voice": [{"one_of": ["p", "q"]}]}),
            break_("c", 720, people={"voice": ["q"]}),
        ],
    },
    places("a", GRID, [720], days=(WED, THU)),
    places("b", GRID, [480], days=(WED, THU)),
    places("c", GRID, [720], days=(WED, THU)),
    casts=["b voice 0 p q"],
)

INTERPRETED_PARTS = table(
    "interpreted parts",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "people": [
            {"id": "p", "most_per_day": 1},
            {"id": "q", "most_per_day": 2, "most_in_a_row": 1, "rest": 240},
        ],
        "sessions": [
            break_("w", 720, people={"voice": ["p", {"one_of": ["q"]}]}),
            break_("w1", 240, part_of="w", people={"voice": ["p", "q"]}),
            break_("x", 480, people={"voice": ["q"]}),
        ],
    },
    places("w", GRID, [720]),
    places("w1", GRID, [240]),
    places("x", GRID, [480]),
    casts=["w voice 1 q"],
)

# Three a day of four, two in a row; on slots that overlap, touch, and leave a rest.
SHIFTS = table(
    "shifts",
    {
        "event": {
            "grid": 15,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:45", "10:45")},
                {"day": WED, **hours("10:45", "11:45")},
                {"day": WED, **hours("12:15", "13:15")},
                {"day": THU, **hours("9", "10")},
            ],
        },
        "days": [{"date": WED}, {"date": THU}],
        "people": [{"id": "p", "most_per_day": 3, "most_in_a_row": 2}],
        "sessions": [
            break_("a", people={"voice": ["p"]}),
            break_("b", people={"voice": ["p"]}),
            break_("c", 30, people={"voice": ["p"]}),
            break_("d", people={"voice": ["p"]}),
        ],
    },
    *(
        places(session, {WED: "9 9:45 10:45 12:15", THU: "9"}, [minutes])
        for session, minutes in (("a", 60), ("b", 60), ("c", 30), ("d", 60))
    ),
)

# A hall and its halves, a second hall that shares one of them, and a talk that is relayed to
# another; all on one slot: which rooms are left for the others depends on the halls.
HALLS_ON_A_SLOT = table(
    "halls on a slot",
    {
        "event": {"grid": 60, "slots": [{"day": WED, **hours("9", "10")}]},
        "days": [{"date": WED}],
        "rooms": [
            {"id": "l"},
            {"id": "m", "at_once": 2},
            {"id": "r"},
            {"id": "lm", "parts": ["l", "m"]},
            {"id": "mr", "parts": ["m", "r"]},
        ],
        "sessions": [
            talk("a", rooms=["l", "m", "lm"]),
            talk("b", rooms=["l", "m", "r"]),
            talk("c", also_in=["r"], rooms=["l", "m", "lm"]),
        ],
    },
    places("a", "9", [60], "l m r lm mr -"),
    places("b", "9", [60], "l m r lm mr -"),
    places("c", "9", [60], "l m lm -"),
)

# Halves of one thing, which are in one room, whichever; the last takes none.
HALVES = table(
    "halves",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "r1"}, {"id": "r2"}],
        "sessions": [
            talk("a", 720, same_room=["x", "y"]),
            talk("b", 720, same_room=["X"]),
            break_("c", 720, same_room=["y"]),
        ],
    },
    places("a", GRID, [720], "r1 r2 -"),
    places("b", GRID, [720], "r1 r2 -"),
    places("c", GRID, [720]),
)

# The same on slots, three of them; two rooms for one and a third for the others.
HALVES_ON_SLOTS = table(
    "halves on slots",
    {
        "event": {
            "grid": 60,
            "slots": [{"day": WED, **hours(*span.split())} for span in ("9 10", "10 11", "11 12")],
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "r1"}, {"id": "r2"}, {"id": "r3"}],
        "sessions": [
            talk("a", same_room=["x"], rooms=["r1", "r2"]),
            talk("b", same_room=["x"]),
            talk("c", same_room=["x"], rooms=["r2", "r3"]),
        ],
    },
    places("a", "9 10 11", [60], "r1 r2 r3 -"),
    places("b", "9 10 11", [60], "r1 r2 r3 -"),
    places("c", "9 10 11", [60], "r1 r2 r3 -"),
)

# So many of a kind in half a day, so many of any on a day; a part does not count, nor a break.
QUOTAS = table(
    "quotas",
    {
        "event": {"grid": 240},
        "days": [
            {"date": WED, "sessions": [{**hours("0", "12"), "kind": "workshop", "min": 1}]},
            {"date": THU, "sessions": [{"max": 1}, {**hours("12", "24"), "max": 1}]},
        ],
        "sessions": [
            talk("a", 720, kind="workshop", rooms=[]),
            talk("b", 720, rooms=[]),
            talk("a1", 240, kind="workshop", part_of="a", rooms=[]),
            break_("c", 1200),
        ],
    },
    *(places(session, GRID, [720], days=(WED, THU)) for session in "ab"),
    places("a1", GRID, [240], days=(WED, THU)),
    places("c", GRID, [1200], days=(WED, THU)),
)

# So many that start with a slot, whatever else goes on; a kind that is external does not count.
QUOTAS_ON_SLOTS = table(
    "quotas on slots",
    {
        "event": {
            "grid": 30,
            "slots": [
                {"day": WED, **hours("9", "10"), "sessions": [{"min": 1, "max": 2}]},
                {
                    "day": WED,
                    **hours("9:30", "10:30"),
                    "sessions": [{"max": 1, "kind": "break"}, {"max": 3}],
                },
                {"day": WED, **hours("10:30", "11:30")},
            ],
        },
        "days": [{"date": WED}],
        "sessions": [
            talk("a", rooms=[]),
            talk("b", rooms=[]),
            break_("c"),
            break_("d"),
            talk("e", 60, rooms=[], external=True, locked={"day": WED, "start": "9:00"}),
        ],
    },
    *(places(session, "9 9:30 10:30", [60]) for session in "abcd"),
    places("e", "9 9:30 10:30", [60]),
)

# A day that nobody gave hours: its welcome, its lunch, a break of any length, and the rest.
DAY = table(
    "day",
    {
        "event": {"grid": 200},
        "days": [{"date": WED}],
        "sessions": [
            break_("w", 60, kind="welcome"),
            break_("x", 60, kind="session", rooms=[]),
            break_("b", {"min": 60, "max": 180}),
            break_("m", 190, kind="meal", title="Lunch"),
        ],
    },
    places("w", "0 3:20 6:40 10 13:20 16:40 20 23:20", [60]),
    places("x", "0 3:20 6:40 10 13:20 16:40 20 23:20", [60]),
    places("b", "0 3:20 6:40 10 13:20 16:40 20 23:20", [60, 180]),
    places("m", "0 3:20 6:40 10 13:20 16:40 20 23:20", [190]),
)

# On slots that overlap: a workshop that is reported, and what is numbered.
REPORTS = table(
    "reports",
    {
        "event": {
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
                {"day": WED, **hours("11", "12")},
            ],
        },
        "days": [{"date": WED}],
        "sessions": [
            break_("one", kind="session", title="Debate 1", rooms=[]),
            break_("a", kind="workshop", rooms=[]),
            break_("r", kind="report", rooms=[]),
            break_("two", kind="session", title="Debate 2", rooms=[]),
        ],
    },
    places("one", "9 9:30 11", [60]),
    places("a", "9 9:30 11", [60]),
    places("r", "9 9:30 11", [60]),
    places("two", "9 9:30 11", [60]),
)

# Two days, each with its welcome and its drink, and a closing that ends the event.
MORNINGS_OF_TWO_DAYS = table(
    "two mornings",
    {
        "event": {
            "slots": [
                {"day": day, **hours(*words)}
                for day in (WED, THU)
                for words in (("9", "10"), ("10", "11"))
            ],
        },
        "days": [{"date": WED}, {"date": THU}],
        "sessions": [
            break_("w1", kind="welcome"),
            break_("w2", kind="welcome"),
            break_("x", kind="session", rooms=[]),
            break_("c", kind="closing", rooms=[]),
            break_("d", kind="drink"),
        ],
    },
    places("w1", "9 10", [60], days=(WED, THU)),
    places("w2", "9 10", [60], days=(WED, THU)),
    places("x", "9 10", [60], days=(WED, THU)),
    places("c", "9 10", [60], days=(WED, THU)),
    places("d", "9 10", [60], days=(WED, THU)),
)

# Two days with a dinner: it may be on the eve, and is on no later day than the closing.
EVENING_OF_TWO_DAYS = table(
    "two evenings",
    {
        "event": {"grid": 240},
        "days": [{"date": day, "open": hours("8", "21")} for day in (WED, THU)],
        "sessions": [
            break_("x", 60, kind="session", rooms=[]),
            break_("c", 60, kind="closing", rooms=[]),
            break_("m", 60, kind="meal", title="Dinner"),
        ],
    },
    *(places(session, GRID, [60], days=(WED, THU)) for session in "xcm"),
)

# Companies that must not wait: nothing between two of their own, or no more than their pause.
COMPANIES = table(
    "companies",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}, {"date": THU}],
        "people": [{"id": "p", "no_wait": True}, {"id": "q", "no_wait": True, "pause": 240}],
        "sessions": [
            break_("a", 480, people={"stand": ["p", "q"]}),
            break_("b", 720, people={"stand": [{"one_of": ["p", "q"]}]}),
            break_("c", 240, people={"stand": ["p"]}),
        ],
    },
    places("a", GRID, [480], days=(WED, THU)),
    places("b", GRID, [720], days=(WED, THU)),
    places("c", GRID, [240], days=(WED, THU)),
    casts=["b stand 0 p q"],
)

# The same on slots: what lies between two slots is no wait, an empty slot is one.
COMPANIES_ON_SLOTS = table(
    "companies on slots",
    {
        "event": {
            "grid": 15,
            "slots": [
                {"day": WED, **hours("9", "10")},
                {"day": WED, **hours("9:30", "10:30")},
                {"day": WED, **hours("10:45", "11:45")},
                {"day": WED, **hours("13", "14")},
                {"day": THU, **hours("9", "10")},
            ],
        },
        "days": [{"date": WED}, {"date": THU}],
        "people": [{"id": "p", "no_wait": True}],
        "sessions": [
            break_(key, minutes, people={"stand": ["p"]})
            for key, minutes in (("a", 60), ("b", 30), ("c", 60))
        ],
    },
    *(
        places(session, {WED: "9 9:30 10:45 13", THU: "9"}, [minutes])
        for session, minutes in (("a", 60), ("b", 30), ("c", 60))
    ),
)


def paper(session: str, track: str = "", **more: Any) -> dict[str, Any]:
    """Write a paper, which is placed in stretches."""
    return {"id": session, "title": session, "kind": "paper", "track": track, **more}


def stretch(name: str, start: str, end: str, places: int | None, **more: Any) -> dict[str, Any]:
    return {"id": name, "day": WED, **hours(start, end), "places": places, **more}


# Three stretches of one place: two papers of one track, which may have two rooms, be
# interrupted, or run beside another track that it avoids. The second is to come second.
STRETCHES = table(
    "stretches",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "A"}, {"id": "B"}],
        "stretches": [
            stretch("s1", "8", "10", 1, room_levels={"B": 2}),
            stretch("s2", "10", "12", 1),
            stretch("s3", "12", "14", 1),
        ],
        "tracks": [
            {
                "id": "T",
                "stretches": {"min": 2, "max": 2},
                "stretch_levels": {"s1": 5},
                "room_levels": {"B": 3},
            },
            {"id": "U", "track_levels": {"T": 7}},
        ],
        "sessions": [
            paper("a", "T", stretch_levels={"s3": 11}),
            paper("b", "T", rank=2, room_levels={"A": 13}),
            paper("c", "U"),
        ],
    },
    places("a", "8 10 12", [120], "A B -"),
    places("b", "8 10 12", [120], "A B -"),
    places("c", "8 10 12", [120], "A B -"),
)

# Two places in a stretch, and one paper that fills two; the other stretch has papers in one
# room only. One person has two papers, and would hear another; one speaks from far away;
# somebody hears two. One track has one chair.
PLACES = table(
    "places",
    {
        "event": {
            "grid": 240,
            "suitable": hours("8", "22"),
            "possible": hours("6", "24"),
        },
        "days": [{"date": WED}],
        "rooms": [{"id": "A"}, {"id": "B"}],
        "people": [
            {"id": "w"},
            {"id": "y", "email": "y@x.fr"},
            {"id": "z", "zone": "America/New_York"},
        ],
        "tracks": [{"id": "T", "chairs": ["w"]}],
        "stretches": [
            stretch("s1", "10", "14", 2),
            stretch("s2", "14", "18", 2, rooms=["A"]),
        ],
        "sessions": [
            paper("a", "T", people={"speaker": ["y"]}),
            paper("b", "U", people={"speaker": ["z"]}),
            paper("c", "T", fills=2, people={"speaker": ["y", "z"]}),
        ],
        "attendees": [
            {"id": "p", "email": "y@x.fr", "wishes": ["b"]},
            {"id": "q", "must_attend": ["b", "a"]},
        ],
    },
    places("a", "10 12 14 16", [120], "A B -"),
    places("b", "10 12 14 16", [120], "A B -"),
    places("c", "10 14", [240], "A B -"),
)

# No places: papers follow one another by their minutes, from the start of the stretch or the
# grid. Somebody chairs two tracks, has a paper of a third, rests in the break, and comes late.
CHAIRS = table(
    "chairs",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "A"}],
        "people": [{"id": "x", "present": [hours("8", "24")]}],
        "stretches": [
            stretch("s1", "7", "12", None),
            stretch("s2", "12", "16", None),
            stretch("s3", "16", "20", None),
        ],
        "tracks": [{"id": "T", "chairs": ["x"]}, {"id": "U", "chairs": ["x"]}],
        "sessions": [
            paper("a", "T", minutes=180),
            paper("b", "U", minutes=120),
            paper("c", "V", minutes=60, people={"speaker": ["x"]}),
            break_("k", 240, people={"speaker": ["x"]}, windows=[hours("4", "24")]),
        ],
    },
    places("a", "7 8 12 16", [180], "A -"),
    places("b", "7 8 12 16", [120], "A -"),
    places("c", "7 8 12 16", [60], "A -"),
    places("k", "0 4 8 12 16 20", [240]),
)

# A break, and a speech that is a plenary because it is said: either is during a stretch, or not.
FOR_ALL = table(
    "for all",
    {
        "event": {"grid": 240},
        "days": [{"date": WED}],
        "rooms": [{"id": "A"}],
        "stretches": [stretch("s1", "6", "10", 1), stretch("s2", "16", "20", 1)],
        "sessions": [
            paper("a"),
            break_("m", 240),
            talk("k", 240, kind="speech", plenary=True),
        ],
    },
    places("a", "6 16", [240], "A -"),
    places("m", GRID, [240]),
    places("k", GRID, [240], "A -"),
)

WORLDS: tuple[World, ...] = (
    LONE,
    ROOMS,
    ONE_ROOM,
    PEOPLE,
    CASTING,
    DOUBLES,
    TWO_DAYS,
    PART,
    NESTED,
    OPENING,
    ORDER,
    BLOCKS,
    TWO_BLOCKS,
    HALL,
    ONE_SLOT,
    CROWDED,
    SLOTS,
    SLOT_PART,
    LATE_WHOLE,
    MIDNIGHT,
    EVENING,
    NIGHT,
    NIGHT_ON_SLOTS,
    WISHES,
    HOURS,
    TRACKS,
    THREADS,
    TRACK_ROOMS,
    PARALLEL,
    LABELS,
    TURNS,
    EXCLUSIVE_PART,
    WALKS,
    WALKERS,
    HABITS,
    MORNINGS,
    HABITS_OF_PARTS,
    ROOM_WISHES,
    SPEECHES,
    HOPES,
    CLASSES,
    AGENDAS,
    REQUIRED,
    VISITS,
    PLENARIES,
    CROWDS,
    SIZES,
    WALL,
    WALLS,
    WALL_OF_PARTS,
    FOYER,
    STANDS,
    BOOTH,
    LICENCES,
    LICENCES_ON_SLOTS,
    RELAY,
    CLOSED,
    CLOSED_AT_NIGHT,
    RELAYS,
    RELAY_ON_SLOTS,
    INTERPRETERS,
    INTERPRETED_PARTS,
    SHIFTS,
    HALLS_ON_A_SLOT,
    HALVES,
    HALVES_ON_SLOTS,
    QUOTAS,
    QUOTAS_ON_SLOTS,
    COMPANIES,
    COMPANIES_ON_SLOTS,
    DAY,
    REPORTS,
    MORNINGS_OF_TWO_DAYS,
    EVENING_OF_TWO_DAYS,
    STRETCHES,
    PLACES,
    CHAIRS,
    FOR_ALL,
)
BY_NAME: Mapping[str, World] = {world.name: world for world in WORLDS}
