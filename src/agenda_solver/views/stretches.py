"""Papers as a programme shows them: under the stretch, the room and the track that they are in."""

from __future__ import annotations

from agenda_solver.problem import Problem, Session
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable

CHAIR = Text("présidence", "chair")
"""What whoever chairs a track does there."""

_PAPERS = Text("Communications", "Papers")


def with_stretches(problem: Problem, timetable: Timetable) -> tuple[Problem, Timetable]:
    """Return a draft and its timetable in which papers are parts of what holds them.

    For each room of a stretch with papers of a track there is a session more: the track is its
    title, the stretch its subtitle, and whoever chairs takes part. Papers that are in no stretch
    stand by themselves, and what is a part already stays so.

    Parameters
    ----------
    problem : Problem
        What is asked.
    timetable : Timetable
        Any timetable of its sessions, complete or not.
    """
    if not problem.papers:
        return problem, timetable
    cells: dict[tuple[str, str | None, str], list[Placement]] = {}
    for placement in timetable.placements:
        if problem.is_paper(placement.session):
            stretch = problem.stretch_at(placement.day, placement.start)
            if stretch is not None and placement.end <= problem.stretch[stretch].end:
                track = problem.session[placement.session].track
                cells.setdefault((stretch, placement.room, track), []).append(placement)
    taken = set(problem.session)
    whole_of: dict[str, str] = {}
    sessions: list[Session] = []
    placements: list[Placement] = []
    for (stretch, room, track), papers in cells.items():
        name = _free(f"{stretch} {room or ''} {track}".strip(), taken)
        taken.add(name)
        row = problem.stretch[stretch]
        sessions.append(_cell(problem, name, stretch, track))
        placements.append(Placement(name, row.day, row.start, row.end, room))
        whole_of |= {paper.session: name for paper in papers}
    inside = [
        session.model_copy(update={"part_of": whole_of[session.id], "track": ""})
        if session.id in whole_of
        else session
        for session in problem.sessions
    ]
    shown = Timetable.of((*timetable.placements, *placements), timetable.seats, timetable.cast)
    return problem.with_tables(sessions=[*inside, *sessions]), shown


def _cell(problem: Problem, name: str, stretch: str, track: str) -> Session:
    """Return the session that holds the papers of a track in a room of a stretch."""
    language = problem.event.language
    chairs = problem.chairs_of(track)
    return Session.model_validate(
        {
            "id": name,
            "title": track or _PAPERS.say(language),
            "subtitle": problem.stretch[stretch].label if problem.stretch[stretch].name else "",
            "track": track,
            "people": {CHAIR.say(language): list(chairs)} if chairs else {},
        }
    )


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no session has."""
    while name in taken:
        name += "'"
    return name
