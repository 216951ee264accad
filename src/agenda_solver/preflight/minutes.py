"""More minutes or places than there are: of a person, of a room, of what is moved, of plenaries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from agenda_solver.domains import Domain, Time, covered_minutes
from agenda_solver.preflight.places import find_places_short
from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Problem, Room
from agenda_solver.rules.equipment import EquipmentSuffices
from agenda_solver.rules.halls import RoomIsWholeOrInParts
from agenda_solver.rules.people import PersonHasAPause, PersonIsInOnePlace
from agenda_solver.rules.programme import NothingBesideAPlenary
from agenda_solver.rules.rooms import RoomHoldsOneSession
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import room_text, some_sessions_text
from agenda_solver.text import Text, duration, either, listing, same


def find_overbooked(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield what needs more minutes than there are.

    Parameters
    ----------
    problem : Problem
        What is asked.
    fit : mapping of str to Domain
        The placements of the sessions that have some.
    """
    short = list(find_places_short(problem, fit))
    yield from short
    if any(finding.severity == "error" for finding in short):  # their rooms say the same
        fit = {session: fit[session] for session in fit if not problem.is_paper(session)}
    yield from _people_overbooked(problem, fit)
    yield from _rooms_overbooked(problem, fit)
    yield from _equipment_overbooked(problem, fit)
    yield from _plenaries_overbooked(problem, fit)
    yield from _rooms_short(problem, fit)


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
    alike = {id(choices.times): choices.times for choices in domains}
    spans = {_span(problem, time) for times in alike.values() for time in times}
    return covered_minutes((begin, end + pause) for begin, end in spans)


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


# --- Rooms together -----------------------------------------------------------------------

MOST_SETS = 24  # of rooms; the smallest are looked at first


def _rooms_short(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield sessions that are more, or longer together, than the rooms they need can hold.

    In each room, take as many of their possible times as do not overlap: no timetable has more
    of these sessions there. Where there are slots that is counted otherwise.
    """
    if problem.event.slots:
        return
    homeless = [
        session
        for session, domain in fit.items()
        if None not in domain.rooms
        and not problem.wholes(session)
        and not problem.session[session].external
    ]
    short: list[frozenset[str]] = []
    for rooms in _sets_of_rooms(fit, homeless):
        if any(rooms >= known for known in short):
            continue
        inside = [session for session in homeless if rooms.issuperset(fit[session].rooms)]
        text = _too_many(problem, fit, rooms, inside) or _too_long(problem, fit, rooms, inside)
        if text is not None:
            short.append(rooms)
            own = [room.id for room in problem.rooms if room.id in rooms]
            where = ("rooms", own[0])
            yield make_finding("rooms_enough", "error", text, where, sessions=inside, rooms=own)


def _sets_of_rooms(fit: Mapping[str, Domain], sessions: Iterable[str]) -> list[frozenset[str]]:
    """Return the rooms that suit some session, and those of all, if several; the fewest first."""
    each = {frozenset(room for room in fit[session].rooms if room) for session in sessions}
    every = {*each, frozenset().union(*each)} if each else each
    several = [rooms for rooms in every if len(rooms) > 1]
    return sorted(several, key=lambda rooms: (len(rooms), sorted(rooms)))[:MOST_SETS]


def _too_many(
    problem: Problem, fit: Mapping[str, Domain], rooms: frozenset[str], inside: list[str]
) -> Text | None:
    """Tell that there is no place for so many sessions that last so long, or None."""
    for length in sorted({least_minutes(fit[session]) for session in inside}):
        long = [session for session in inside if least_minutes(fit[session]) >= length]
        places = sum(
            problem.room[room].at_once * _most_apart(_spans(problem, fit, long, room))
            for room in rooms
        )
        if len(long) > places:
            return Text(
                "{count} sessions d'au moins {length} ont besoin d'une salle ({sessions}), mais "
                "{rooms} n'en accueillent que {places} aux heures possibles",
                "{count} sessions of at least {length} need a room ({sessions}), but {rooms} "
                "hold only {places} of them in the hours there are",
            ).fill(
                count=len(long),
                length=duration(length),
                sessions=some_sessions_text(problem, long),
                rooms=_rooms_text(problem, rooms),
                places=places,
            )
    return None


def _too_long(
    problem: Problem, fit: Mapping[str, Domain], rooms: frozenset[str], inside: list[str]
) -> Text | None:
    """Tell that sessions need more minutes than their rooms have together, or None."""
    needed = sum(least_minutes(fit[session]) for session in inside)
    available = sum(
        problem.room[room].at_once * covered_minutes(_spans(problem, fit, inside, room))
        for room in rooms
    )
    if needed <= available:
        return None
    return Text(
        "{sessions} durent au moins {needed} ensemble, mais {rooms} ne sont libres que "
        "{available} en tout aux heures possibles",
        "{sessions} last at least {needed} together, but {rooms} are free for only {available} "
        "in all in the hours there are",
    ).fill(
        sessions=some_sessions_text(problem, inside),
        needed=duration(needed),
        rooms=_rooms_text(problem, rooms),
        available=duration(available),
    )


def _rooms_text(problem: Problem, rooms: Collection[str]) -> Text:
    return listing(room_text(problem, room.id) for room in problem.rooms if room.id in rooms)


_Span = tuple[int, int]
"""The moments at which a session may begin and end."""


def _spans(
    problem: Problem, fit: Mapping[str, Domain], sessions: Iterable[str], room: str
) -> set[_Span]:
    """Return when one of these sessions may be in a room."""
    choices = [fit[session] for session in sessions if room in fit[session].rooms]
    # Many sessions have the very same times; they are looked at once.
    alike = {(id(own.times), id(own.closed.get(room))): own for own in choices}
    return {
        _span(problem, time)
        for own in alike.values()
        for time in own.times
        if time not in own.closed.get(room, ())
    }


def _span(problem: Problem, time: Time) -> _Span:
    day, start, end = time
    begin = problem.moment(day, start)
    return begin, begin + end - start


def _most_apart(spans: Collection[_Span]) -> int:
    """Return how many of these there are at most of which no two overlap: by who ends first."""
    count, until = 0, None
    for begin, end in sorted(spans, key=lambda span: (span[1], span[0])):
        if until is None or begin >= until:
            count, until = count + 1, end
    return count
