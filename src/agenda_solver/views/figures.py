"""The programme in figures, and what of it is not as it should be or not certain yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agenda_solver.problem import Person, Pool, Problem, Unnamed
from agenda_solver.rules.words import sessions_count
from agenda_solver.text import Text, duration, either, listing, long_date, same, span
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.people import agendas, roles_by_person
from agenda_solver.views.programme import daily_hours, programme, walk
from agenda_solver.views.rooms import joined_stretches
from agenda_solver.views.titles import NOT_DECIDED, bracketed, roles_of


@dataclass(frozen=True)
class LengthOff:
    """How long a session lasts, where that is not its ideal."""

    session: str
    minutes: int
    ideal: int


def lengths_off(problem: Problem, timetable: Timetable) -> list[LengthOff]:
    """Return the sessions that are shorter or longer than ideal, in the programme's order."""
    lengths = []
    for placement in _in_order(problem, timetable):
        minutes = problem.session[placement.session].minutes
        ideal = minutes.ideal if minutes else None
        if ideal is not None and ideal != placement.minutes:
            lengths.append(LengthOff(placement.session, placement.minutes, ideal))
    return lengths


def _in_order(problem: Problem, timetable: Timetable) -> Iterator[Placement]:
    for items in programme(problem, timetable).values():
        yield from walk(items)


@dataclass(frozen=True)
class ToConfirm:
    """A room, a person or a role that is not certain yet, and what depends on it."""

    what: Text
    name: Text
    sessions: tuple[str, ...]


def to_confirm(problem: Problem, timetable: Timetable) -> list[ToConfirm]:
    """Return what is yet to be confirmed or named, with the sessions it concerns."""
    taking = timetable.taking(problem, floors=True)
    uncertain = [
        ToConfirm(
            Text("salle", "room"),
            same(room.label),
            tuple(p.session for p in taking.get(room.id, ())),
        )
        for room in problem.rooms
        if room.to_be_confirmed
    ]
    uncertain += [
        ToConfirm(
            Text("intervenant", "person"),
            same(person.label),
            _with_person(problem, timetable, person),
        )
        for person in problem.people
        if person.unconfirmed
    ]
    for session in problem.sessions:
        for role, entries in roles_of(session, timetable):
            for entry in entries:
                if isinstance(entry, str):
                    continue
                what = Text("{role}, {undecided}", "{role}, {undecided}").fill(
                    role=role, undecided=NOT_DECIDED
                )
                uncertain.append(ToConfirm(what, _who(problem, entry), (session.id,)))
    return uncertain


def _who(problem: Problem, entry: Pool | Unnamed) -> Text:
    if isinstance(entry, Unnamed):
        return same(entry.label)
    return either(problem.person[one].label for one in entry.one_of)


def _with_person(problem: Problem, timetable: Timetable, person: Person) -> tuple[str, ...]:
    return tuple(
        session.id
        for session in problem.sessions
        if person.id in roles_by_person(problem, session, timetable)
    )


@dataclass(frozen=True)
class RoomFigures:
    """How much a room is used.

    Attributes
    ----------
    sessions : int
        How many take place in it; a part counts with its whole.
    minutes : int
        For how long it is in use, without setup and teardown.
    share : float
        That, of the hours of the programme: from the first start to the last end of each day.
    """

    room: str
    sessions: int
    minutes: int
    share: float


def room_figures(problem: Problem, timetable: Timetable) -> list[RoomFigures]:
    """Return how much each room is used, in the draft's order."""
    total = sum(last - first for _, first, last in daily_hours(problem, timetable))
    rooms = []
    taking = timetable.taking(problem, floors=True)
    for room in problem.rooms:
        placements = taking.get(room.id, ())
        here = {placement.session for placement in placements}
        count = sum(not here.intersection(problem.wholes(session)) for session in here)
        minutes = sum(
            end - start
            for day in timetable.by_day
            for start, end in joined_stretches((p.start, p.end) for p in placements if p.day == day)
        )
        rooms.append(RoomFigures(room.id, count, minutes, minutes / total if total else 0.0))
    return rooms


def figures(problem: Problem, timetable: Timetable) -> list[tuple[Text, Text]]:
    """Return the programme in figures: what is counted, and how many."""
    placements = timetable.placements
    own = [p for p in placements if not problem.session[p.session].part_of]
    days = [
        Text("{day} {hours}", "{day}, {hours}").fill(day=long_date(day), hours=span(first, last))
        for day, first, last in daily_hours(problem, timetable)
    ]
    speaking = [agenda for agenda in agendas(problem, timetable) if agenda.appearances]
    unconfirmed = sum(problem.person[agenda.person].unconfirmed for agenda in speaking)
    of = Text("{count} sur {all}", "{count} of {all}")
    rows = [
        (Text("Jours et heures", "Days and hours"), listing(days)),
        (
            Text("Sessions au programme", "Sessions in the programme"),
            of.fill(count=len(placements), all=len(problem.sessions)),
        ),
        (
            Text("Durée des sessions, en tout", "Length of the sessions, in all"),
            duration(sum(placement.minutes for placement in own)),
        ),
        (
            Text("En même temps, au plus", "At the same time, at most"),
            sessions_count(_most_at_once(own)),
        ),
        (
            Text("Salles utilisées", "Rooms in use"),
            of.fill(count=len(timetable.taking(problem, floors=True)), all=len(problem.rooms)),
        ),
        (
            Text("Intervenants", "People"),
            bracketed(
                same(str(len(speaking))),
                [
                    Text("dont {count} à confirmer", "{count} of them to be confirmed").fill(
                        count=unconfirmed
                    )
                ]
                if unconfirmed
                else [],
            ),
        ),
    ]
    return [(what, value) for what, value in rows if value.fr]


def _most_at_once(placements: Iterable[Placement]) -> int:
    changes = sorted(
        change for p in placements for change in (((p.day, p.start), 1), ((p.day, p.end), -1))
    )
    most = now = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return most
