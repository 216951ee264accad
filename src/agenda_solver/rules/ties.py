"""Which of equally good timetables: what nobody would pay anything for, and everybody sees.

These are settled last, in the time that is left; a programme is optimal without them. Nobody
reads what they cost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import (
    ROOM,
    TIES,
    TIME,
    TIME_AND_ROOM,
    Cost,
    Decisions,
    Finding,
    Pair,
    Quantity,
    Whom,
)
from agenda_solver.rules.words import room_text, session_text
from agenda_solver.text import Text, clock, duration, long_date
from agenda_solver.timetable import Timetable
from agenda_solver.words.moments import DAYBREAK

# After a meal or a welcome, nobody is thirsty for so many minutes; nor before a meal.
_SOON = 59
_QUARTER = 15
_NUMBER = Text("fois", "times")


class RestsAreShort(Cost):
    """A break or a drink that may last longer is no longer than needed."""

    key = "tie_rests"
    title = Text(
        "Une pause ou un pot ne dure pas plus que nécessaire",
        "A break or a drink is no longer than needed",
    )
    tier = TIES
    weight = 40
    reads = TIME
    broken = Text("{session} dure {minutes}", "{session} lasts {minutes}")

    def concerns(self, problem: Problem) -> bool:
        return any(True for _ in _elastic(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session, least in _elastic(to.problem):
            yield to.length_from(session, least)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for session, least in _elastic(problem):
            placement = timetable.by_session.get(session)
            if placement and placement.minutes != least:
                text = self.broken.fill(
                    session=session_text(problem, session), minutes=duration(placement.minutes)
                )
                yield self.paid(abs(placement.minutes - least), Whom(sessions=(session,)), text)


def _elastic(problem: Problem) -> Iterator[tuple[str, int]]:
    for session in problem.habits.those_for("break", "drink"):
        minutes = problem.session[session].minutes
        if minutes and minutes.ideal is None and minutes.min < minutes.max:
            yield session, minutes.min


class BreaksComeWhenNeeded(Cost):
    """A break is not right after a meal, a welcome or another break, nor right before a meal."""

    key = "tie_breaks"
    title = Text(
        "Une pause n'est pas juste après un accueil, un repas ou une pause, ni juste avant",
        "A break is not right after a welcome, a meal or a break, nor right before one",
    )
    tier = TIES
    weight = 1000
    unit = _NUMBER
    reads = TIME
    broken = Text("{then} suit de près {first}", "{then} comes soon after {first}")

    def concerns(self, problem: Problem) -> bool:
        return bool(_near_rests(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if weights := _near_rests(to.problem):
            yield to.soon_after(weights, _SOON)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for first, then in _near_rests(problem):
            one, other = timetable.by_session.get(first), timetable.by_session.get(then)
            if one is None or other is None:
                continue
            end = problem.moment(one.day, one.end)
            if end <= problem.moment(other.day, other.start) <= end + _SOON:
                text = self.broken.fill(
                    first=session_text(problem, first), then=session_text(problem, then)
                )
                yield self.paid(1, Whom(sessions=(first, then)), text)


def _near_rests(problem: Problem) -> dict[Pair, int]:
    return problem.habits.once("near rests", lambda: _pairs_near(problem))


def _pairs_near(problem: Problem) -> dict[Pair, int]:
    habits = problem.habits
    if problem.shape == "tracks" or problem.event.slots:
        return {}
    rests = habits.those_for("welcome", "meal", "break")
    return {
        (first, then): 1
        for first in rests
        for then in rests
        if first != then
        and (habits.is_for(first, "break") or habits.is_for(then, "break"))
        and not (habits.is_fixed(first) and habits.is_fixed(then))
    }


class StartsOnTheQuarter(Cost):
    """Sessions start on the quarter of an hour."""

    key = "tie_quarters"
    title = Text(
        "Les sessions commencent au quart d'heure", "Sessions start on the quarter of an hour"
    )
    tier = TIES
    weight = 40
    unit = _NUMBER
    reads = TIME
    broken = Text("{session} commence à {start}", "{session} starts at {start}")

    def concerns(self, problem: Problem) -> bool:
        return bool(_uneven(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in _uneven(to.problem):
            yield 1 - to.starts_among(session, range(0, DAYBREAK, _QUARTER))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for session in _uneven(problem):
            placement = timetable.by_session.get(session)
            if placement and placement.start % _QUARTER:
                text = self.broken.fill(
                    session=session_text(problem, session), start=clock(placement.start)
                )
                yield self.paid(1, Whom(sessions=(session,)), text)


def _uneven(problem: Problem) -> list[str]:
    """Return the sessions that may start beside the quarter of an hour."""
    habits = problem.habits
    if problem.event.slots or problem.event.grid % _QUARTER == 0 or not habits.is_programme:
        return []
    return [session for session in habits.own if problem.session[session].locked.start is None]


class PlenariesStayInOneRoom(Cost):
    """What is for everybody stays in one room, all day."""

    key = "tie_one_room"
    title = Text(
        "Ce qui s'adresse à tous reste dans une même salle",
        "What is for everybody stays in one room",
    )
    tier = TIES
    weight = 200
    unit = _NUMBER
    reads = TIME_AND_ROOM
    broken = Text(
        "{one} et {other} ne sont pas dans la même salle",
        "{one} and {other} are not in the same room",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(_for_all_in_rooms(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if weights := _for_all_in_rooms(to.problem):
            yield to.in_other_rooms(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for pair in _for_all_in_rooms(problem):
            one, other = (timetable.by_session.get(session) for session in pair)
            if one is None or other is None or None in (one.room, other.room):
                continue
            if one.day == other.day and one.room != other.room:
                text = self.broken.fill(
                    one=session_text(problem, one.session),
                    other=session_text(problem, other.session),
                )
                yield self.paid(1, Whom(sessions=pair), text)


def _for_all(problem: Problem) -> list[str]:
    """Return the sessions for everybody that take a room, in the order of the draft."""
    habits = problem.habits
    if problem.shape == "tracks" or not habits.is_programme:
        return []
    return [
        session
        for session in habits.own
        if problem.takes_room(session)
        and not habits.is_parallel(session)
        and not habits.is_rest(session)
        and not habits.is_for(session, "visit")
    ]


def _for_all_in_rooms(problem: Problem) -> dict[Pair, int]:
    return dict.fromkeys(combinations(_for_all(problem), 2), 1) if len(problem.rooms) > 1 else {}


class RoomFits(Cost):
    """Of rooms that fit, the smallest; one of known size before one of unknown size.

    Each room that would do better counts once. Where nobody says how many come, what is for
    everybody takes the largest room, and leaves it to others last. A room in which a meal or
    a break is served comes after all.
    """

    key = "tie_rooms"
    title = Text(
        "La plus petite salle qui convient, de taille connue, et pas celle où l'on mange",
        "The smallest room that fits, of known size, and not the one where meals are served",
    )
    tier = TIES
    weight = 60
    unit = Text("salles plus petites", "smaller rooms")
    reads = ROOM
    broken = Text("{session} est en {room}", "{session} is in {room}")

    def concerns(self, problem: Problem) -> bool:
        return bool(_ranks(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session, ranks in _ranks(to.problem).items():
            for room, rank in ranks.items():
                yield rank * to.in_room(session, room)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for session, ranks in _ranks(problem).items():
            placement = timetable.by_session.get(session)
            if placement and placement.room and (cost := ranks.get(placement.room, 0)):
                text = self.broken.fill(
                    session=session_text(problem, session),
                    room=room_text(problem, placement.room),
                )
                whom = Whom(sessions=(session,), rooms=(placement.room,))
                yield self.paid(cost, whom, text)


def _ranks(problem: Problem) -> Mapping[str, Mapping[str, int]]:
    """Return, by session and room, how many rooms would do better."""
    return problem.habits.once("room ranks", lambda: _all_ranks(problem))


def _all_ranks(problem: Problem) -> Mapping[str, Mapping[str, int]]:
    habits = problem.habits
    if not habits.is_programme or problem.shape == "tracks" or len(problem.rooms) < 2:
        return {}
    served = _served(problem)
    public = max((row.expected or 0 for row in problem.sessions), default=0)
    everybody = set(_for_all(problem))
    ranks = {}
    for session in habits.own:
        if not problem.takes_room(session) or habits.is_rest(session):
            continue
        row = problem.session[session]
        people = row.expected
        if people is None:
            people = public if session in everybody else row.capacity.max or 0
        ranks[session] = _order(problem, people, served, session in everybody)
    return {session: of for session, of in ranks.items() if any(of.values())}


def _order(problem: Problem, people: int, served: set[str], for_everybody: bool) -> dict[str, int]:
    """Return the place of each room, the best one first; rooms alike share a place."""
    largest = max((room.capacity or 0 for room in problem.room.values()), default=0)
    grades = {}
    for room in problem.room.values():
        seats = room.capacity
        small = seats is not None and seats < people
        size = seats or 0
        if not people:
            size = -size if for_everybody else int(seats == largest)
        grades[room.id] = (room.id in served, small, seats is None, size)
    order = sorted(set(grades.values()))
    return {room: order.index(grade) for room, grade in grades.items()}


def _served(problem: Problem) -> set[str]:
    """Return the rooms in which a meal, a break or a drink is to be."""
    rooms: set[str] = set()
    for session in problem.habits.own:
        row = problem.session[session]
        if problem.habits.is_rest(session):
            named = [row.locked.room, row.preferred.room]
            named += row.rooms if row.rooms and len(row.rooms) == 1 else []
            rooms |= {room for room in named if room}
    return rooms


class WorkshopsByTheirNumbers(Cost):
    """The workshops of a block are in the rooms by their numbers: the first in the first.

    Each room that comes before counts once for each workshop that comes after it.
    """

    key = "tie_numbers"
    title = Text(
        "Les ateliers d'un bloc sont dans les salles selon leurs numéros",
        "The workshops of a block are in the rooms by their numbers",
    )
    tier = TIES
    unit = Text("salles d'écart", "rooms apart")
    reads = ROOM
    broken = Text("{session} est en {room}", "{session} is in {room}")

    def concerns(self, problem: Problem) -> bool:
        return any(True for _ in _later_in_its_block(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session, later in _later_in_its_block(to.problem):
            for place, room in enumerate(to.problem.rooms):
                if place:
                    yield place * later * to.in_room(session, room.id)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        places = {room.id: place for place, room in enumerate(problem.rooms)}
        for session, later in _later_in_its_block(problem):
            placement = timetable.by_session.get(session)
            if placement and placement.room and (cost := later * places[placement.room]):
                text = self.broken.fill(
                    session=session_text(problem, session),
                    room=room_text(problem, placement.room),
                )
                yield self.paid(cost, Whom(sessions=(session,), rooms=(placement.room,)), text)


def _later_in_its_block(problem: Problem) -> Iterator[tuple[str, int]]:
    """Yield the workshops of each block that some of it come after, and how many."""
    if len(problem.rooms) < 2 or problem.shape == "tracks":
        return
    for sessions in problem.blocks.values():
        inside = [one for one in sessions if problem.takes_room(one)]
        for place, session in enumerate(inside[:-1]):
            yield session, len(inside) - 1 - place


class DaysAreAlike(Cost):
    """Days are about as long as one another, and time that is left is before the evening.

    Of each day, its last end counts, but for a dinner, an evening and what follows: the
    minutes after its opening, and twice those beyond what each day would have if all had as
    much.
    """

    key = "tie_days"
    title = Text(
        "Les journées sont de durées proches, et le temps libre précède la soirée",
        "Days are about as long as one another, and spare time is before the evening",
    )
    tier = TIES
    weight = 50
    reads = TIME
    broken = Text("{day} : finit à {end}", "{day}: ends at {end}")

    def concerns(self, problem: Problem) -> bool:
        return bool(_daytime(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if sessions := _daytime(to.problem):
            share = _share(to.problem, sessions)
            for day in to.problem.days:
                yield to.day_end(day.date, sessions, day.opening) - day.opening
                enough = day.opening + share
                yield 2 * (to.day_end(day.date, sessions, enough) - enough)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        sessions = _daytime(problem)
        share = _share(problem, sessions)
        for day in problem.days if sessions else ():
            ends = [
                placement.end
                for placement in timetable.by_day.get(day.date, ())
                if placement.session in sessions
            ]
            late = max(ends, default=0) - day.opening
            if cost := max(0, late) + 2 * max(0, late - share):
                text = self.broken.fill(day=long_date(day.date), end=clock(max(ends)))
                yield self.paid(cost, Whom(), text)


def _daytime(problem: Problem) -> tuple[str, ...]:
    """Return the sessions that are not of an evening, where days can be compared."""
    habits = problem.habits
    if problem.shape == "tracks" or problem.event.slots or not habits.is_programme:
        return ()
    evenings = [session for session in habits.own if habits.is_evening(session)]
    if len(problem.days) == 1 and not evenings:
        return ()
    return tuple(session for session in habits.own if session not in evenings)


def _share(problem: Problem, sessions: Collection[str]) -> int:
    """Return how many minutes each day would have, if all had as much."""
    longest = {problem.session[one].block: 0 for one in sessions if problem.session[one].block}
    alone = 0
    for session in sessions:
        block, minutes = problem.session[session].block, problem.usual_minutes(session)
        if block is None:
            alone += minutes
        else:
            longest[block] = max(longest[block], minutes)
    return (alone + sum(longest.values())) // max(1, len(problem.days))
