"""More minutes than there are: of a person, of a room, of what is moved, of plenaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from agenda_solver.domains import Domain
from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Problem, Room
from agenda_solver.rules.equipment import EquipmentSuffices
from agenda_solver.rules.halls import RoomIsWholeOrInParts
from agenda_solver.rules.people import PersonHasAPause, PersonIsInOnePlace
from agenda_solver.rules.programme import NothingBesideAPlenary
from agenda_solver.rules.rooms import RoomHoldsOneSession
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import room_text, some_sessions_text
from agenda_solver.text import Text, duration, either, same


def find_overbooked(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield what needs more minutes than there are.

    Parameters
    ----------
    problem : Problem
        What is asked.
    fit : mapping of str to Domain
        The placements of the sessions that have some.
    """
    yield from _people_overbooked(problem, fit)
    yield from _rooms_overbooked(problem, fit)
    yield from _equipment_overbooked(problem, fit)
    yield from _plenaries_overbooked(problem, fit)


def moved_to(problem: Problem, fit: Mapping[str, Domain], item: str) -> list[str]:
    """Return the sessions to which equipment must be moved, whichever room they have."""
    rooms = problem.rooms_with(item)
    return [
        session
        for session in problem.that_move(item)
        if session in fit and not set(rooms).intersection(fit[session].rooms)
    ]


def least_minutes(domain: Domain) -> int:
    """Return the fewest minutes that a session may last."""
    return min(end - start for _, start, end in domain.times)


def most_minutes(domain: Domain) -> int:
    """Return the most minutes that a session may last."""
    return max(end - start for _, start, end in domain.times)


def _stretches(problem: Problem, domains: Iterable[Domain], pause: int = 0) -> int:
    """Return how many minutes there are in which one of these sessions may take place.

    A pause after each of them may lie outside.
    """
    reach: dict[int, int] = {}
    for choices in domains:
        for day, start, end in choices.times:
            begin = problem.moment(day, start)
            reach[begin] = max(reach.get(begin, 0), begin + end - start + pause)
    total, until = 0, -1
    for begin in sorted(reach):
        total += max(0, reach[begin] - max(begin, until))
        until = max(until, reach[begin])
    return total


def _overbooked(
    problem: Problem,
    fit: Mapping[str, Domain],
    sessions: Iterable[str],
    pause: int = 0,
    at_once: int = 1,
) -> tuple[list[str], int, int] | None:
    """Return sessions, so many at once at most, that need more minutes than there are.

    Together with the minutes they need and those there are. A part counts only where its
    whole is not among the sessions.
    """
    known = [session for session in sessions if session in fit]
    tops = [
        session for session in known if not any(whole in known for whole in problem.wholes(session))
    ]
    if len(tops) < 2:
        return None
    needed = sum(least_minutes(fit[session]) for session in tops)
    each = [fit[session] for session in tops]
    if needed + len(tops) * pause <= at_once * _stretches(problem, each, pause):
        return None
    return tops, needed + (len(tops) - 1) * pause, _stretches(problem, each)


def _people_overbooked(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    for person in problem.people:
        crowd = _overbooked(problem, fit, problem.sessions_with(person.id), person.pause)
        if crowd:
            sessions, needed, available = crowd
            yield make_finding(
                PersonHasAPause.key if person.pause else PersonIsInOnePlace.key,
                "error",
                Text(
                    "{person} a besoin d'au moins {needed}{pauses} pour {sessions}, "
                    "mais n'a que {available} où ces sessions peuvent avoir lieu",
                    "{person} needs at least {needed}{pauses} for {sessions}, "
                    "but has only {available} in which these sessions can take place",
                ).fill(
                    person=person.label,
                    needed=duration(needed),
                    pauses=Text(", pauses comprises,", ", pauses included,")
                    if person.pause
                    else same(""),
                    sessions=some_sessions_text(problem, sessions),
                    available=duration(available),
                ),
                ("people", person.id, "present") if person.present else ("people", person.id),
                sessions=sessions,
                people=(person.id,),
            )


def _rooms_overbooked(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    for room in problem.rooms:
        only_here = [session for session, domain in fit.items() if domain.rooms == (room.id,)]
        if room.at_once > 1:
            only_here = [session for session in only_here if not problem.is_inside(session)]
        crowd = _overbooked(problem, fit, only_here, at_once=room.at_once)
        if crowd:
            yield _overbooked_room(problem, room, *crowd)
        elif not room.parts:
            yield from _overbooked_floor(problem, fit, room)


def _overbooked_room(
    problem: Problem, room: Room, sessions: list[str], needed: int, available: int
) -> Finding:
    if room.at_once > 1:
        text = Text(
            "{room}, qui n'accueille que {most} sessions à la fois, est la seule salle possible "
            "pour {sessions}, qui durent au moins {needed} ensemble, mais il n'y a que "
            "{available} où elles peuvent avoir lieu",
            "{room}, which holds only {most} sessions at a time, is the only possible room for "
            "{sessions}, which last at least {needed} together, but there is only {available} "
            "in which they can take place",
        )
    else:
        text = Text(
            "{room} est la seule salle possible pour {sessions}, qui durent au moins "
            "{needed} ensemble, mais il n'y a que {available} où elles peuvent avoir lieu",
            "{room} is the only possible room for {sessions}, which last at least "
            "{needed} together, but there is only {available} in which they can take place",
        )
    return make_finding(
        RoomHoldsOneSession.key,
        "error",
        text.fill(
            room=room.label,
            most=room.at_once,
            sessions=some_sessions_text(problem, sessions),
            needed=duration(needed),
            available=duration(available),
        ),
        ("rooms", room.id),
        sessions=sessions,
        rooms=(room.id,),
    )


def _overbooked_floor(problem: Problem, fit: Mapping[str, Domain], room: Room) -> Iterator[Finding]:
    """Yield what needs a room, alone or in a whole, for longer than there is."""
    line = [room.id, *(one for one in problem.sharing[room.id] if room.id in problem.pieces[one])]
    if len(line) < 2 or any(problem.room[one].at_once > 1 for one in line):
        return
    only_here = [session for session, domain in fit.items() if set(domain.rooms) <= set(line)]
    crowd = _overbooked(problem, fit, only_here)
    if crowd:
        sessions, needed, available = crowd
        yield make_finding(
            RoomIsWholeOrInParts.key,
            "error",
            Text(
                "{sessions} ont toutes besoin de {room}, seule ou dans {wholes}, et durent au "
                "moins {needed} ensemble, mais il n'y a que {available} où elles peuvent avoir "
                "lieu",
                "{sessions} all need {room}, alone or in {wholes}, and last at least {needed} "
                "together, but there is only {available} in which they can take place",
            ).fill(
                room=room.label,
                wholes=either(room_text(problem, whole) for whole in line[1:]),
                sessions=some_sessions_text(problem, sessions),
                needed=duration(needed),
                available=duration(available),
            ),
            ("rooms", room.id),
            sessions=sessions,
            rooms=line,
        )


def _plenaries_overbooked(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    plenaries = [
        session.id for session in problem.sessions if session.is_plenary and not session.external
    ]
    crowd = _overbooked(problem, fit, plenaries)
    if crowd:
        sessions, needed, available = crowd
        yield make_finding(
            NothingBesideAPlenary.key,
            "error",
            Text(
                "les plénières durent au moins {needed} ensemble ({sessions}), "
                "mais il n'y a que {available} où elles peuvent avoir lieu",
                "the plenaries last at least {needed} together ({sessions}), "
                "but there is only {available} in which they can take place",
            ).fill(
                needed=duration(needed),
                sessions=some_sessions_text(problem, sessions),
                available=duration(available),
            ),
            ("sessions", sessions[0]),
            sessions=sessions,
        )


def _equipment_overbooked(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    for item in problem.equipment:
        pause = item.changeover if item.number == 1 else 0
        crowd = _overbooked(problem, fit, moved_to(problem, fit, item.id), pause, item.number)
        if crowd:
            sessions, needed, available = crowd
            yield make_finding(
                EquipmentSuffices.key,
                "error",
                Text(
                    "{equipment} ({number} en tout) : {sessions} en ont besoin, pendant {needed} "
                    "au moins, mais il n'y a que {available} où elles peuvent avoir lieu",
                    "{equipment} ({number} in all): {sessions} need it, for {needed} at least, "
                    "but there is only {available} in which they can take place",
                ).fill(
                    equipment=item.label,
                    number=item.number,
                    sessions=some_sessions_text(problem, sessions),
                    needed=duration(needed),
                    available=duration(available),
                ),
                ("equipment", item.id, "number"),
                sessions=sessions,
            )
