"""What calendars tell of a timetable: an edition of it, added to what was published before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID, uuid5

from agenda_solver.difference import Version
from agenda_solver.history.editions import Announced, Edition, History, PersonsPart
from agenda_solver.problem import Problem, Session
from agenda_solver.text import Text, listing, same, strung
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.agendas import AttendeeAgenda, attendee_agendas
from agenda_solver.views.particulars import session_particulars
from agenda_solver.views.people import agendas
from agenda_solver.views.stretches import CHAIR
from agenda_solver.views.titles import dotted, label_text, people_text, place_title, session_title


def edition(problem: Problem, timetable: Timetable) -> Edition:
    """Return what is published of a timetable."""
    version = Version(problem, timetable)
    placements = version.placements
    chaired: dict[str, list[str]] = {}
    for paper, chairs in version.chairs.items():
        for person in chairs:
            chaired.setdefault(person, []).append(paper)
    placed = Timetable.of(placements.values())
    return Edition(
        problem.event.name,
        problem.event.zone,
        {
            placement.session: _announced(problem, timetable, placement, placements)
            for placement in placed.placements
        },
        {room.id: room.label for room in problem.rooms},
        {
            agenda.person: PersonsPart(
                problem.person[agenda.person].label,
                _those(
                    (
                        *(one.session for one in agenda.appearances),
                        *chaired.get(agenda.person, ()),
                    ),
                    placements,
                ),
            )
            for agenda in agendas(problem, timetable)
        },
        {
            agenda.attendee: _those(_attended(agenda), placements)
            for agenda in attendee_agendas(problem, timetable, "codes")
        },
    )


def _announced(
    problem: Problem,
    timetable: Timetable,
    placement: Placement,
    placements: Mapping[str, Placement],
) -> Announced:
    session = problem.session[placement.session]
    wholes = (placements[whole] for whole in problem.wholes(session.id) if whole in placements)
    room = next((one.room for one in (placement, *wholes) if one.room is not None), None)
    return Announced(
        session_title(problem, session.id),
        label_text(session),
        placement.day,
        placement.start,
        placement.end,
        room,
        where_text(problem, session.id, room),
        # Calendars that are out are not to change because a role is called otherwise now.
        dotted(
            (people_text(problem, timetable, session, as_written=True), _chairs(problem, session))
        ),
        tuple(one for one in problem.floor_of(session.id, room) if one != room),
        session_particulars(session),
        session.link,
    )


def _chairs(problem: Problem, session: Session) -> Text:
    """Return who chairs a paper; nothing where it is none, or nobody does."""
    chairs = problem.chairs_of(session.track) if problem.is_paper(session.id) else ()
    if not chairs:
        return same("")
    return _CHAIRED.fill(
        role=CHAIR.say(problem.event.language),
        people=listing(problem.person[chair].label for chair in chairs),
    )


_CHAIRED = Text("{role} : {people}", "{role}: {people}")


def where_text(problem: Problem, session: str, room: str | None) -> Text:
    """Return where a session is: its rooms, their sites, the event's place and its address."""
    event, rooms = problem.event, problem.rooms_of(session, room)
    sites = (same(problem.room[one].site) for one in rooms)
    known = (place_title(problem, session, room), *sites, same(event.place), same(event.address))
    return strung(dict.fromkeys(text for text in known if text.fr))


def _attended(agenda: AttendeeAgenda) -> Iterator[str]:
    """Yield where an attendee is; neither what they wait for nor what they may choose from."""
    for line in agenda.lines:
        if line.kind in ("seat", "role", "all"):
            yield from line.sessions


def _those(sessions: Iterable[str], placements: Mapping[str, Placement]) -> tuple[str, ...]:
    """Return the sessions that take place, each once."""
    return tuple(session for session in dict.fromkeys(sessions) if session in placements)


_EVENTS = UUID("8f0c7a54-6d0e-4f5b-9a53-0d6f1f6f3c2e")


def with_edition(history: History | None, problem: Problem, timetable: Timetable) -> History:
    """Return a history to which a timetable is added, unless it says what the last one did.

    Parameters
    ----------
    history : History or None
        None where nothing was published before.
    problem, timetable : Problem, Timetable
        What is published now.
    """
    new = edition(problem, timetable)
    if history is None:
        named = [problem.event.id, problem.event.name, problem.first_date.isoformat()]
        return History(str(uuid5(_EVENTS, json.dumps(named))), (new,))
    if new == history.last:
        return history
    return replace(history, editions=(*history.editions, new))
