"""Rules of papers in stretches: which tracks have a room when, and who has to change rooms.

In a stretch each room holds papers of one track. What is counted are rooms of stretches, not
pairs of papers: how many rooms a track has, whether it is interrupted, what runs beside it.
See `docs/decisions/0041-papers-in-stretches.md` for why they are so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain, combinations
from zoneinfo import ZoneInfo

from agenda_solver.problem import (
    FOR_ALL,
    RESTS,
    Hours,
    Openings,
    Problem,
    Session,
    Stretch,
    StretchCount,
    Window,
)
from agenda_solver.problem.places import fits
from agenda_solver.rules.rule import (
    ROOM,
    TIME,
    TIME_AND_ROOM,
    UNKEPT,
    Allows,
    Cost,
    Decisions,
    Demand,
    Finding,
    Limit,
    Pair,
    Quantity,
    Whom,
    covered,
)
from agenda_solver.rules.words import (
    people_count,
    room_text,
    session_text,
    when_text,
)
from agenda_solver.text import Text, counted, listing, long_date, quoted, same, span
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.moments import DAY_MINUTES

UNSUITABLE, IMPOSSIBLE = 1, 10
"""How often it costs to speak at an hour that does not suit, and at one that is impossible."""

_NO_TRACK = Text("sans thème", "no track")
_EACH = Text("chaque fois 60", "60 each time")


def track_text(track: str) -> Text:
    """Return what a track is called, and words for none."""
    return quoted(track) if track else _NO_TRACK


def stretch_text(problem: Problem, stretch: Stretch) -> Text:
    """Return what a stretch is called, and when it is."""
    hours = span(stretch.start, stretch.end)
    if len(problem.days) > 1:
        hours = Text("le {day} {hours}", "{day}, {hours}").fill(
            day=long_date(stretch.day), hours=hours
        )
    return Text("{name} ({hours})", "{name} ({hours})").fill(name=stretch.label, hours=hours)


def rooms_count(number: int) -> Text:
    """Return so many rooms."""
    return counted(number, Text("salle", "room"), Text("salles", "rooms"))


# --- Where papers are, in a timetable -----------------------------------------------------


def _held(problem: Problem, timetable: Timetable) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return, by stretch and track, the rooms in which there are papers of it, and which."""
    held: dict[tuple[str, str], dict[str, list[str]]] = {}
    for placement, stretch in _placed(problem, timetable):
        track = problem.session[placement.session].track
        if placement.room is not None:
            rooms = held.setdefault((stretch.id, track), {})
            rooms.setdefault(placement.room, []).append(placement.session)
    return held


def _placed(problem: Problem, timetable: Timetable) -> Iterator[tuple[Placement, Stretch]]:
    """Yield the papers that start in a stretch, and that stretch."""
    for placement in timetable.placements if problem.papers else ():
        stretch = problem.stretch_at(placement.day, placement.start)
        if stretch is not None and problem.is_paper(placement.session):
            yield placement, problem.stretch[stretch]


def _by_stretch(problem: Problem, timetable: Timetable) -> dict[str, list[Placement]]:
    """Return the papers that start in each stretch."""
    by_stretch: dict[str, list[Placement]] = {}
    for placement, stretch in _placed(problem, timetable):
        by_stretch.setdefault(stretch.id, []).append(placement)
    return by_stretch


# --- What is asked of the solver ----------------------------------------------------------


def _inside(to: Decisions, paper: str, stretch: Stretch) -> Quantity:
    """Return whether a paper is in a stretch."""
    return to.starts_within(paper, stretch.day, stretch.start, stretch.end)


def _within(to: Decisions, papers: Iterable[str], stretch: Stretch) -> list[Quantity | int]:
    """Return, of each paper, whether it is in a stretch."""
    return [_inside(to, paper, stretch) for paper in papers]


def _there(
    to: Decisions, papers: Iterable[str], stretch: Stretch, room: str
) -> list[Quantity | int]:
    """Return, of each paper, whether it is in a room in a stretch."""
    return [
        to.in_room_within(paper, room, stretch.day, stretch.start, stretch.end) for paper in papers
    ]


def _rooms_held(to: Decisions, papers: Collection[str], stretch: Stretch) -> list[Quantity | int]:
    """Return, of each room, whether it has some of these papers in a stretch."""
    return [to.any_of(_there(to, papers, stretch, room)) for room in to.problem.room]


def _has_papers(problem: Problem) -> bool:
    return bool(problem.papers)


def _windows(stretch: Stretch) -> tuple[Window, ...]:
    return (Window.model_construct(day=stretch.day, start=stretch.start, end=stretch.end),)


class PapersAreInStretches(Demand):
    """A paper has its place in a stretch of the draft, in a room that has papers then.

    Where the stretch has places, it begins with one, and fills as many as it says; with minutes
    of its own it lasts these, and may end before.
    """

    key = "paper_stretch"
    title = Text(
        "Une communication a sa place dans une plage",
        "A paper has its place in a stretch",
    )
    wanted = Text("{sessions} a sa place dans une plage", "{sessions} has its place in a stretch")
    broken = Text(
        "{session} a lieu {when}, {room}, où aucune plage n'a de place pour elle",
        "{session} takes place {when}, {room}, where no stretch has a place for it",
    )
    reads = TIME_AND_ROOM
    stands = ("stretches",)
    gives_way = False

    def limits(self, problem: Problem) -> Iterator[Limit]:
        stretches = tuple(problem.stretches)
        alike: dict[tuple[int, bool], Allows] = {}
        in_its_rooms = partial(_is_in_its_rooms, stretches)
        some_have_rooms = any(stretch.rooms is not None for stretch in stretches)
        for paper in chain.from_iterable(problem.papers.values()):
            row, whom = problem.session[paper], Whom(sessions=(paper,))
            like = row.fills, row.minutes is None
            if like not in alike:
                alike[like] = partial(_fits_in_one, stretches, row)
            yield Limit(paper, TIME, alike[like], whom)
            if some_have_rooms:
                yield Limit(paper, TIME_AND_ROOM, in_its_rooms, whom)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            paper = problem.session[placement.session]
            if not problem.is_paper(paper.id):
                continue
            if not any(_has_a_place(paper, stretch, placement) for stretch in problem.stretches):
                yield self.finding(
                    Whom(sessions=(paper.id,)),
                    session=session_text(problem, paper.id),
                    when=when_text(problem, placement),
                    room=room_text(problem, placement.room),
                )


def _fits_in_one(stretches: tuple[Stretch, ...], like: Session, placement: Placement) -> bool:
    return any(
        stretch.day == placement.day and fits(stretch, like, placement.start, placement.end)
        for stretch in stretches
    )


def _is_in_its_rooms(stretches: tuple[Stretch, ...], placement: Placement) -> bool:
    return all(
        stretch.rooms is None or placement.room in stretch.rooms
        for stretch in stretches
        if stretch.day == placement.day and stretch.start <= placement.start < stretch.end
    )


def _has_a_place(paper: Session, stretch: Stretch, placement: Placement) -> bool:
    """Whether a placement is one of a stretch, told from its start and end alone."""
    inside = stretch.start <= placement.start and placement.end <= stretch.end
    if placement.day != stretch.day or not inside:
        return False
    if stretch.rooms is not None and placement.room not in stretch.rooms:
        return False
    if stretch.places is None:
        return True
    whole = stretch.end - stretch.start
    for first in range(stretch.places - paper.fills + 1):
        starts = stretch.start + whole * first // stretch.places
        ends = stretch.start + whole * (first + paper.fills) // stretch.places
        if placement.start == starts:
            return placement.end <= ends if paper.minutes else placement.end == ends
    return False


class RoomHasOneTrack(Demand):
    """In a stretch, a room has papers of one track."""

    key = "stretch_track"
    title = Text(
        "Pendant une plage, une salle a les communications d'un seul thème",
        "In a stretch, a room has papers of one track",
    )
    wanted = Text(
        "{rooms} a les communications d'un seul thème ({when})",
        "{rooms} has papers of one track ({when})",
    )
    broken = Text(
        "{room} a {tracks} dans la même plage, {stretch}",
        "{room} has {tracks} in one stretch, {stretch}",
    )
    reads = TIME_AND_ROOM
    stands = ("stretches",)
    gives_way = False

    def post(self, to: Decisions) -> None:
        problem = to.problem
        if len(problem.papers) < 2:
            return
        for stretch in problem.stretches:
            for room in problem.room:
                groups = [_there(to, own, stretch, room) for own in problem.papers.values()]
                with to.demand(self, Whom(rooms=(room,), windows=_windows(stretch))):
                    to.one_group(groups)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (window,) = whom.windows
        return self.wanted.fill(
            rooms=listing(room_text(problem, room) for room in whom.rooms),
            when=span(window.start, window.end),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        tracks: dict[tuple[str, str], dict[str, list[str]]] = {}
        for (stretch, track), rooms in _held(problem, timetable).items():
            for room, papers in rooms.items():
                tracks.setdefault((stretch, room), {})[track] = papers
        for (stretch, room), there in tracks.items():
            if len(there) > 1:
                sessions = tuple(paper for papers in there.values() for paper in papers)
                yield self.finding(
                    Whom(sessions=sessions, rooms=(room,)),
                    room=room_text(problem, room),
                    tracks=listing(map(track_text, there)),
                    stretch=stretch_text(problem, problem.stretch[stretch]),
                )


class NothingForAllInStretches(Demand):
    """What everybody is invited to, and where everybody rests, is not during a stretch.

    Unless it is locked at its time, or external.
    """

    key = "stretch_alone"
    title = Text(
        "Pendant une plage, rien ne s'adresse à tous : ni plénière, ni repas",
        "In a stretch nothing is for everybody: no plenary, no meal",
    )
    wanted = Text("{sessions} n'est pas pendant une plage", "{sessions} is not during a stretch")
    broken = Text(
        "{session} ({when}) a lieu pendant une plage, {stretch} : tous ne peuvent pas y être",
        "{session} ({when}) takes place during a stretch, {stretch}: not everybody can be there",
    )
    reads = TIME
    stands = ("sessions",)
    gives_way = False

    def limits(self, problem: Problem) -> Iterator[Limit]:
        allows = partial(_is_outside, tuple(problem.stretches))
        for session in problem.sessions if problem.papers else ():
            if _is_for_all(problem, session):
                yield Limit(session.id, TIME, allows, Whom(sessions=(session.id,)))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements if problem.papers else ():
            if not _is_for_all(problem, problem.session[placement.session]):
                continue
            for stretch in problem.stretches:
                late = max(placement.start, stretch.start)
                if placement.day == stretch.day and late < min(placement.end, stretch.end):
                    yield self.finding(
                        Whom(sessions=(placement.session,)),
                        session=session_text(problem, placement.session),
                        when=when_text(problem, placement),
                        stretch=stretch_text(problem, stretch),
                    )


def _is_outside(stretches: tuple[Stretch, ...], placement: Placement) -> bool:
    return not any(
        stretch.day == placement.day
        and placement.start < stretch.end
        and stretch.start < placement.end
        for stretch in stretches
    )


def _is_for_all(problem: Problem, session: Session) -> bool:
    if session.external or session.part_of or session.locked.start is not None:
        return False
    kind = problem.kind_of(session.id)
    return kind in (*RESTS, *FOR_ALL) or session.is_plenary


class ChairsAreFree(Demand):
    """Whoever chairs a track is there all along its papers, and takes part in nothing else then.

    In a stretch in which the track has a room, they chair no other track, and have no paper of
    another one; and nothing else of theirs is at the time of one of its papers.
    """

    key = "chair_free"
    title = Text(
        "Qui préside un thème n'est nulle part ailleurs pendant ses plages",
        "Whoever chairs a track is due nowhere else during its stretches",
    )
    wanted = Text(
        "{people} préside le thème {track}, et n'est nulle part ailleurs",
        "{people} chairs the track {track}, and is due nowhere else",
    )
    broken = Text(
        "{person} préside le thème {track} et doit être ailleurs : {other} ({when})",
        "{person} chairs the track {track} and is due elsewhere: {other} ({when})",
    )
    away = Text(
        "{person} préside le thème {track}, mais n'est pas là pour {session} ({when})",
        "{person} chairs the track {track}, but is not there for {session} ({when})",
    )
    reads = TIME
    stands = ("tracks", "chairs")
    gives_way = False

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for track, person in _chairs(problem):
            present = problem.person[person].present
            if present:
                allows = partial(_is_there, Openings(present))
                for paper in problem.papers[track]:
                    whom = Whom(people=(person,), tracks=(track,))
                    yield Limit(paper, TIME, allows, whom)

    def post(self, to: Decisions) -> None:
        for track, person in _chairs(to.problem):
            with to.demand(self, Whom(people=(person,), tracks=(track,))):
                self._keep_apart(to, track, person)

    def _keep_apart(self, to: Decisions, track: str, person: str) -> None:
        problem = to.problem
        own = problem.papers[track]
        elsewhere = [
            papers
            for other in problem.papers
            if other != track and (papers := _of_theirs(problem, other, person))
        ]
        for stretch in problem.stretches if elsewhere else ():
            for papers in elsewhere:
                to.one_group([_within(to, own, stretch), _within(to, papers, stretch)])
        for other in problem.sessions_with(person):
            if not problem.is_paper(other):
                for paper in own:
                    to.apart((paper, other))

    def says(self, problem: Problem, whom: Whom) -> Text:
        return self.wanted.fill(
            people=problem.person[whom.people[0]].label, track=quoted(whom.tracks[0])
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        by_stretch = _by_stretch(problem, timetable)
        others = _named_elsewhere(problem, timetable)
        for track, person in _chairs(problem):
            for name, there in by_stretch.items():
                tracks = [problem.session[one.session].track for one in there]
                own = [one for one, of in zip(there, tracks, strict=True) if of == track]
                for other, of in zip(there, tracks, strict=True) if own else ():
                    if of != track and self._is_due(problem, other.session, person):
                        when = stretch_text(problem, problem.stretch[name])
                        yield self._finding(problem, track, person, own[0], other, when)
                for one in own:
                    yield from self._elsewhere(problem, others.get(person, ()), track, person, one)

    def _is_due(self, problem: Problem, session: str, person: str) -> bool:
        row = problem.session[session]
        return person in row.roster or person in problem.chairs_of(row.track)

    def _elsewhere(
        self,
        problem: Problem,
        others: Iterable[Placement],
        track: str,
        person: str,
        paper: Placement,
    ) -> Iterator[Finding]:
        for other in others:
            if paper.overlaps(other):
                when = when_text(problem, paper)
                yield self._finding(problem, track, person, paper, other, when)
        present = problem.person[person].present
        if present and not covered(present, paper.day, paper.start, paper.end):
            yield self.finding(
                Whom(sessions=(paper.session,), people=(person,)),
                self.away,
                person=problem.person[person].label,
                track=quoted(track),
                session=session_text(problem, paper.session),
                when=when_text(problem, paper),
            )

    def _finding(
        self,
        problem: Problem,
        track: str,
        person: str,
        paper: Placement,
        other: Placement,
        when: Text,
    ) -> Finding:
        return self.finding(
            Whom(sessions=(paper.session, other.session), people=(person,)),
            person=problem.person[person].label,
            track=quoted(track),
            other=session_text(problem, other.session),
            when=when,
        )


def _named_elsewhere(problem: Problem, timetable: Timetable) -> dict[str, list[Placement]]:
    """Return, by person, what they take part in that is no paper."""
    named: dict[str, list[Placement]] = {}
    for placement in timetable.placements if problem.papers else ():
        if not problem.is_paper(placement.session):
            for person in problem.session[placement.session].roster:
                named.setdefault(person, []).append(placement)
    return named


def _chairs(problem: Problem) -> Iterator[tuple[str, str]]:
    """Yield the tracks that have papers and are chaired, and by whom."""
    for track in problem.papers:
        for person in dict.fromkeys(problem.chairs_of(track)):
            yield track, person


def _of_theirs(problem: Problem, track: str, person: str) -> list[str]:
    """Return the papers of a track at which somebody is due: as its chair, at all."""
    if person in problem.chairs_of(track):
        return [*problem.papers[track]]
    return [paper for paper in problem.papers[track] if person in problem.session[paper].roster]


def _is_there(openings: Openings, placement: Placement) -> bool:
    return openings.hold(placement.day, placement.start, placement.end)


# --- What costs ---------------------------------------------------------------------------


class KeepsToTheLevels(Cost):
    """Tracks and papers are in the stretches and rooms that cost least.

    For each room of a stretch in which a track has papers, what the track says of that stretch
    and of that room, and what the stretch says of the room; for each paper, what it says of its
    stretch and of its room.
    """

    key = "stretch_levels"
    title = Text(
        "Thèmes et communications sont dans les plages et les salles qu'ils préfèrent",
        "Tracks and papers are in the stretches and rooms they prefer",
    )
    tier = 1
    unit = Text("ce que disent les niveaux", "what the levels say")
    reads = TIME_AND_ROOM
    broken = Text(
        "thème {track}, {stretch}, {room} : niveau {level}",
        "track {track}, {stretch}, {room}: level {level}",
    )
    of_paper = Text(
        "{session} ({stretch}, {room}) : niveau {level}",
        "{session} ({stretch}, {room}): level {level}",
    )

    def concerns(self, problem: Problem) -> bool:
        levels = [stretch.room_levels for stretch in problem.stretches]
        for rows in (problem.tracks, problem.sessions):
            levels += [table for row in rows for table in (row.stretch_levels, row.room_levels)]
        return _has_papers(problem) and any(any(table.values()) for table in levels)

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        for track, papers in problem.papers.items():
            for stretch in problem.stretches:
                for room in problem.room:
                    if level := track_level(problem, track, stretch, room):
                        yield to.any_of(_there(to, papers, stretch, room)) * level
        for papers in problem.papers.values():
            for paper in papers:
                yield from self._amounts_of(to, paper)

    def _amounts_of(self, to: Decisions, paper: str) -> Iterator[Quantity | int]:
        row = to.problem.session[paper]
        for stretch, level in row.stretch_levels.items():
            yield _inside(to, paper, to.problem.stretch[stretch]) * level
        for room, level in row.room_levels.items():
            yield to.in_room(paper, room) * level

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for (name, track), rooms in _held(problem, timetable).items():
            stretch = problem.stretch[name]
            own = problem.track.get(track)
            for room, papers in rooms.items():
                level = stretch.room_levels.get(room, 0)
                if own is not None:
                    level += own.stretch_levels.get(name, 0) + own.room_levels.get(room, 0)
                if level:
                    yield self.paid(
                        level,
                        Whom(sessions=tuple(papers), rooms=(room,)),
                        self.broken.fill(
                            track=track_text(track),
                            stretch=stretch_text(problem, stretch),
                            room=room_text(problem, room),
                            level=level,
                        ),
                    )
        for placement, stretch in _placed(problem, timetable):
            row = problem.session[placement.session]
            level = row.stretch_levels.get(stretch.id, 0)
            if placement.room is not None:
                level += row.room_levels.get(placement.room, 0)
            if level:
                yield self.paid(
                    level,
                    Whom(sessions=(row.id,)),
                    self.of_paper.fill(
                        session=session_text(problem, row.id),
                        stretch=stretch_text(problem, stretch),
                        room=room_text(problem, placement.room),
                        level=level,
                    ),
                )


def track_level(problem: Problem, track: str, stretch: Stretch, room: str) -> int:
    """Return what it costs that a track has a room in a stretch."""
    level = stretch.room_levels.get(room, 0)
    if track in problem.track:
        own = problem.track[track]
        level += own.stretch_levels.get(stretch.id, 0) + own.room_levels.get(room, 0)
    return level


class TracksAreNotBesideOthers(Cost):
    """A track does not run beside those of which it says so.

    For each two rooms of a stretch that have the one and the other, what one of the two tracks
    says of the other, the more if both do.
    """

    key = "stretch_beside"
    title = Text(
        "Deux thèmes qui s'évitent n'ont pas de salle dans la même plage",
        "Two tracks that avoid each other have no rooms in one stretch",
    )
    tier = 1
    unit = Text("ce que disent les niveaux", "what the levels say")
    reads = TIME_AND_ROOM
    broken = Text(
        "les thèmes {one} et {other} ont lieu dans la même plage, {stretch} ({rooms}) : "
        "niveau {level}",
        "the tracks {one} and {other} run in one stretch, {stretch} ({rooms}): level {level}",
    )

    def concerns(self, problem: Problem) -> bool:
        return any(True for _ in avoiding(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        for (one, other), level in avoiding(problem):
            for stretch in problem.stretches:
                ones, others = (
                    _rooms_held(to, problem.papers[track], stretch) for track in (one, other)
                )
                yield to.pairs_of(ones, others) * level

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        held = _held(problem, timetable)
        levels = {
            (track.id, other): level
            for track in problem.tracks
            for other, level in track.track_levels.items()
        }
        for stretch in problem.stretches:
            running = [track for name, track in held if name == stretch.id]
            for one, other in combinations(running, 2):
                level = max(levels.get((one, other), 0), levels.get((other, one), 0))
                rooms = held[stretch.id, one], held[stretch.id, other]
                if level:
                    papers = [paper for own in rooms for of in own.values() for paper in of]
                    there = tuple(dict.fromkeys((*rooms[0], *rooms[1])))
                    yield self.paid(
                        level * len(rooms[0]) * len(rooms[1]),
                        Whom(sessions=tuple(papers), rooms=there),
                        self.broken.fill(
                            one=track_text(one),
                            other=track_text(other),
                            stretch=stretch_text(problem, stretch),
                            rooms=listing(room_text(problem, room) for room in there),
                            level=level,
                        ),
                    )


def avoiding(problem: Problem) -> Iterator[tuple[Pair, int]]:
    """Yield the tracks with papers that avoid each other, and how much it costs."""
    for one, other in combinations(problem.papers, 2):
        level = max(
            (
                problem.track[track].track_levels.get(beside, 0)
                for track, beside in ((one, other), (other, one))
                if track in problem.track
            ),
            default=0,
        )
        if level:
            yield (one, other), level


class TrackKeepsItsRoom(Cost):
    """The papers of a track are in one room: each room more costs an hour, over all days."""

    key = "stretch_rooms"
    title = Text(
        "Les communications d'un thème sont dans une seule salle, tous les jours",
        "The papers of a track are in one room, on all days",
    )
    tier = 1
    unit = _EACH
    reads = ROOM
    broken = Text(
        "le thème {track} a plusieurs salles : {rooms}",
        "the track {track} has several rooms: {rooms}",
    )

    def concerns(self, problem: Problem) -> bool:
        return _has_papers(problem)

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        for papers in problem.papers.values():
            if len(papers) > 1:
                used = [
                    to.any_of([to.in_room(paper, room.id) for paper in papers])
                    for room in problem.rooms
                ]
                yield to.beyond(used, 1) * UNKEPT

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for track, papers in problem.papers.items():
            placed = [
                timetable.by_session[paper] for paper in papers if paper in timetable.by_session
            ]
            rooms = tuple(dict.fromkeys(one.room for one in placed if one.room is not None))
            if len(rooms) > 1:
                yield self.paid(
                    UNKEPT * (len(rooms) - 1),
                    Whom(sessions=papers, rooms=rooms),
                    self.broken.fill(
                        track=track_text(track),
                        rooms=listing(room_text(problem, room) for room in rooms),
                    ),
                )


class TrackIsNotBesideItself(Cost):
    """A track has one room in a stretch: each room more costs an hour."""

    key = "stretch_parallel"
    title = Text(
        "Un thème n'a pas deux salles dans la même plage",
        "A track does not have two rooms in one stretch",
    )
    tier = 1
    unit = _EACH
    reads = TIME_AND_ROOM
    broken = Text(
        "le thème {track} a {count} dans la même plage, {stretch}",
        "the track {track} has {count} in one stretch, {stretch}",
    )

    def concerns(self, problem: Problem) -> bool:
        return _has_papers(problem)

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        for papers in problem.papers.values():
            for stretch in problem.stretches if len(papers) > 1 else ():
                yield to.beyond(_rooms_held(to, papers, stretch), 1) * UNKEPT

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for (name, track), rooms in _held(problem, timetable).items():
            if len(rooms) > 1:
                papers = tuple(paper for own in rooms.values() for paper in own)
                yield self.paid(
                    UNKEPT * (len(rooms) - 1),
                    Whom(sessions=papers, rooms=tuple(rooms)),
                    self.broken.fill(
                        track=track_text(track),
                        count=rooms_count(len(rooms)),
                        stretch=stretch_text(problem, problem.stretch[name]),
                    ),
                )


class TrackIsNotInterrupted(Cost):
    """The stretches of a track follow one another: one that is interrupted costs an hour."""

    key = "stretch_gaps"
    title = Text(
        "Les plages d'un thème se suivent, d'un jour à l'autre aussi",
        "The stretches of a track follow one another, from day to day, too",
    )
    tier = 1
    unit = _EACH
    reads = TIME
    broken = Text(
        "le thème {track} est interrompu : {stretches}",
        "the track {track} is interrupted: {stretches}",
    )

    def concerns(self, problem: Problem) -> bool:
        return _has_papers(problem) and len(problem.stretches) > 2

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        stretches = to.problem.stretch.values()
        for papers in to.problem.papers.values():
            if len(papers) > 1 and len(stretches) > 2:
                there = [to.whether_any(_within(to, papers, stretch)) for stretch in stretches]
                yield to.interrupted(there) * UNKEPT

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        stretches = list(problem.stretch.values())
        numbers = {stretch.id: number for number, stretch in enumerate(stretches)}
        used: dict[str, set[int]] = {}
        for placement, stretch in _placed(problem, timetable):
            track = problem.session[placement.session].track
            used.setdefault(track, set()).add(numbers[stretch.id])
        for track, there in used.items():
            if max(there) - min(there) + 1 > len(there):
                ordered = [stretches[number] for number in sorted(there)]
                yield self.paid(
                    UNKEPT,
                    Whom(sessions=problem.papers[track]),
                    self.broken.fill(
                        track=track_text(track),
                        stretches=listing(stretch_text(problem, one) for one in ordered),
                    ),
                )


class TrackHasItsStretches(Cost):
    """A track has a room in as many stretches as it wants: each more or fewer costs an hour.

    Two rooms in one stretch count twice.
    """

    key = "stretch_number"
    title = Text(
        "Un thème a une salle dans autant de plages qu'il le souhaite",
        "A track has a room in as many stretches as it wants",
    )
    tier = 1
    unit = _EACH
    reads = TIME_AND_ROOM
    broken = Text(
        "le thème {track} prend {count} (chaque plage et salle), au lieu de : {bounds}",
        "the track {track} takes {count} (each stretch and room), instead of: {bounds}",
    )
    at_least = Text("au moins {number}", "at least {number}")
    at_most = Text("au plus {number}", "at most {number}")

    def concerns(self, problem: Problem) -> bool:
        return any(
            track.id in problem.papers and track.stretches != StretchCount()
            for track in problem.tracks
        )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        for track in problem.tracks:
            bounds, papers = track.stretches, problem.papers.get(track.id)
            if papers is None or bounds == StretchCount():
                continue
            held = [
                to.whether_any(_there(to, papers, stretch, room))
                for stretch in problem.stretches
                for room in problem.room
            ]
            if bounds.max is not None:
                yield to.beyond(held, bounds.max) * UNKEPT
            if bounds.min is not None:
                free = [1 - literal for literal in held]
                yield to.beyond(free, len(held) - bounds.min) * UNKEPT

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        numbers: dict[str, int] = {}
        for (_, name), rooms in _held(problem, timetable).items():
            numbers[name] = numbers.get(name, 0) + len(rooms)
        for track in problem.tracks if problem.stretches else ():
            number, bounds = numbers.get(track.id, 0), track.stretches
            few = (bounds.min or 0) - number
            many = number - (number if bounds.max is None else bounds.max)
            if track.id in problem.papers and max(few, many) > 0:
                yield self.paid(
                    UNKEPT * max(few, many),
                    Whom(sessions=problem.papers[track.id]),
                    self.broken.fill(
                        track=quoted(track.id), count=number, bounds=self._bounds(bounds)
                    ),
                )

    def _bounds(self, bounds: StretchCount) -> Text:
        return listing(
            text.fill(number=number)
            for text, number in ((self.at_least, bounds.min), (self.at_most, bounds.max))
            if number is not None
        )


class SpeakersStayInTheirRoom(Cost):
    """Who has several papers in a stretch has them in one room: each two that are not cost an hour.

    Each two papers are counted once, however many have to do with both.
    """

    key = "paper_speakers"
    title = Text(
        "Qui a plusieurs communications dans une plage les a dans une seule salle",
        "Whoever has several papers in a stretch has them in one room",
    )
    tier = 1
    unit = _EACH
    reads = TIME_AND_ROOM
    broken = Text(
        "{people} : {one} et {other} sont dans deux salles de la même plage, {stretch}",
        "{people}: {one} and {other} are in two rooms of one stretch, {stretch}",
    )

    def concerns(self, problem: Problem) -> bool:
        return any(True for _ in with_one_person(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        weights = dict.fromkeys(with_one_person(to.problem), UNKEPT)
        for stretch in to.problem.stretches if weights else ():
            yield to.in_two_rooms(weights, stretch.day, stretch.start, stretch.end)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for one, other, stretch in _in_two_rooms(problem, timetable):
            rows = problem.session[one], problem.session[other]
            both = [person for person in rows[0].roster if person in rows[1].roster]
            if both:
                yield self.paid(
                    UNKEPT,
                    Whom(sessions=(one, other)),
                    self.broken.fill(
                        people=listing(problem.person[person].label for person in both),
                        one=session_text(problem, one),
                        other=session_text(problem, other),
                        stretch=stretch_text(problem, stretch),
                    ),
                )


def with_one_person(problem: Problem) -> Iterator[Pair]:
    """Yield the papers of which somebody has both, each two once."""
    pairs: dict[Pair, None] = {}
    for person in problem.people if problem.papers else ():
        papers = [one for one in problem.sessions_with(person.id) if problem.is_paper(one)]
        pairs |= dict.fromkeys(combinations(papers, 2))
    yield from pairs


def _in_two_rooms(problem: Problem, timetable: Timetable) -> Iterator[tuple[str, str, Stretch]]:
    """Yield each two papers in different rooms of a stretch, in the order of the draft."""
    order = {session.id: number for number, session in enumerate(problem.sessions)}
    for name, there in _by_stretch(problem, timetable).items():
        there.sort(key=lambda placement: order[placement.session])
        for one, other in combinations(there, 2):
            if one.room != other.room and None not in (one.room, other.room):
                yield one.session, other.session, problem.stretch[name]


class AttendeesStayInTheirRoom(Cost):
    """What attendees wish for in a stretch is in one room: each two that are not cost an hour.

    For each attendee and each two papers that they wish for or must attend.
    """

    key = "paper_wishes"
    title = Text(
        "Les communications que suit un participant dans une plage sont dans une seule salle",
        "The papers that an attendee follows in a stretch are in one room",
    )
    tier = 1
    unit = _EACH
    reads = TIME_AND_ROOM
    broken = Text(
        "{count} voudrait suivre {one} et {other}, dans deux salles de la même plage, {stretch}",
        "{count} would follow {one} and {other}, in two rooms of one stretch, {stretch}",
    )
    several = Text(
        "{count} voudraient suivre {one} et {other}, dans deux salles de la même plage, {stretch}",
        "{count} would follow {one} and {other}, in two rooms of one stretch, {stretch}",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(problem.papers and problem.attendees and followed(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        weights = {pair: UNKEPT * number for pair, number in followed(to.problem).items()}
        for stretch in to.problem.stretches if weights else ():
            yield to.in_two_rooms(weights, stretch.day, stretch.start, stretch.end)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        followers: dict[str, set[str]] = {}
        for who in problem.attendees if problem.papers else ():
            for session in (*who.wished, *who.must_attend):
                followers.setdefault(session, set()).add(who.id)
        for one, other, stretch in _in_two_rooms(problem, timetable) if followers else ():
            number = len(followers.get(one, set()) & followers.get(other, set()))
            if number:
                text = self.broken if number == 1 else self.several
                yield self.paid(
                    UNKEPT * number,
                    Whom(sessions=(one, other)),
                    text.fill(
                        count=people_count(number),
                        one=session_text(problem, one),
                        other=session_text(problem, other),
                        stretch=stretch_text(problem, stretch),
                    ),
                )


def followed(problem: Problem) -> dict[Pair, int]:
    """Return by how many attendees each two papers are followed."""
    order = {session.id: number for number, session in enumerate(problem.sessions)}
    pairs: dict[Pair, int] = {}
    for attendee in problem.attendees:
        hopes = {*attendee.wished, *attendee.must_attend}
        papers = sorted((one for one in hopes if problem.is_paper(one)), key=order.__getitem__)
        for pair in combinations(papers, 2):
            pairs[pair] = pairs.get(pair, 0) + 1
    return pairs


class RemoteSpeakersAreAwake(Cost):
    """Who speaks from another time zone does so at an hour that suits them there.

    Told by the hours of the stretch on their own clock. For each place that the paper fills, an
    hour that does not suit costs one hour, one at which they cannot costs ten.
    """

    key = "remote_hours"
    title = Text(
        "Qui parle d'un autre fuseau horaire le fait à une heure qui lui convient",
        "Whoever speaks from another time zone does so at an hour that suits them",
    )
    tier = 1
    unit = _EACH
    reads = TIME
    broken = Text(
        "{people} : {session} est {hours} à l'heure de {zone}",
        "{people}: {session} is {hours} on the clock of {zone}",
    )

    def concerns(self, problem: Problem) -> bool:
        event = problem.event
        return (
            _has_papers(problem)
            and (event.suitable is not None or event.possible is not None)
            and any(person.zone for person in problem.people)
        )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        if not self.concerns(problem):
            return
        for papers in problem.papers.values():
            for paper in papers:
                for stretch in problem.stretches:
                    if times := remote_level(problem, paper, stretch):
                        yield _inside(to, paper, stretch) * (times * UNKEPT)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        if not self.concerns(problem):
            return
        for placement, stretch in _placed(problem, timetable):
            row = problem.session[placement.session]
            worst = 0
            for person in (problem.person[who] for who in row.roster):
                times = _unsuitable(problem, person.zone, stretch) if person.zone else 0
                if times > worst:
                    worst, whose = times, person
            if worst:
                start, end = _on_their_clock(problem, whose.zone, stretch)
                yield self.paid(
                    worst * UNKEPT * row.fills,
                    Whom(sessions=(row.id,), people=(whose.id,)),
                    self.broken.fill(
                        people=whose.label,
                        session=session_text(problem, row.id),
                        hours=span(start, end),
                        zone=same(whose.zone),
                    ),
                )


def remote_level(problem: Problem, paper: str, stretch: Stretch) -> int:
    """Return how much its speakers' own clocks have against a paper in a stretch, in units.

    Of several speakers, the one counts whom it suits least.
    """
    row = problem.session[paper]
    zones = {problem.person[person].zone for person in row.roster} - {""}
    return row.fills * max((_unsuitable(problem, zone, stretch) for zone in zones), default=0)


def _unsuitable(problem: Problem, zone: str, stretch: Stretch) -> int:
    start, end = _on_their_clock(problem, zone, stretch)
    event = problem.event
    if event.possible is not None and not _is_within(event.possible, start, end):
        return IMPOSSIBLE
    if event.suitable is not None and not _is_within(event.suitable, start, end):
        return UNSUITABLE
    return 0


def _is_within(hours: Hours, start: int, end: int) -> bool:
    return hours.start <= start <= end <= hours.end


def _on_their_clock(problem: Problem, zone: str, stretch: Stretch) -> tuple[int, int]:
    """Return the start and the end of a stretch on the clock of a zone, in minutes of its day."""
    start, end = (
        _clock_in(problem, zone, stretch.day, minute) for minute in (stretch.start, stretch.end)
    )
    return start, end


def _clock_in(problem: Problem, zone: str, day: date, minute: int) -> int:
    here = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(problem.event.zone))
    moment = here + timedelta(minutes=minute)
    # Arithmetic of aware times is that of the wall clock; only then is it told elsewhere.
    there = moment.astimezone(ZoneInfo(zone))
    return (there.hour * 60 + there.minute) % DAY_MINUTES


class PapersHaveTheirRank(Cost):
    """A paper that asks for it is the first, the second… of its track: else it costs an hour.

    It is the third where two papers of its track start before it.
    """

    key = "paper_rank"
    title = Text(
        "Une communication qui le demande a son rang dans son thème",
        "A paper that asks for it has its rank in its track",
    )
    tier = 1
    unit = _EACH
    reads = TIME
    broken = Text(
        "{session} est au rang {place} du thème {track}, au lieu de {rank}",
        "{session} is number {place} of the track {track}, instead of {rank}",
    )

    def concerns(self, problem: Problem) -> bool:
        return any(True for _ in _ranked(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for paper, rank, others in _ranked(to.problem):
            yield to.out_of_rank(paper, rank, others) * UNKEPT

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for track, papers in problem.papers.items():
            placed = [
                timetable.by_session[paper] for paper in papers if paper in timetable.by_session
            ]
            for one in placed:
                rank = problem.session[one.session].rank
                place = 1 + sum((o.day, o.start) < (one.day, one.start) for o in placed)
                if rank is not None and place != rank:
                    yield self.paid(
                        UNKEPT,
                        Whom(sessions=(one.session,)),
                        self.broken.fill(
                            session=session_text(problem, one.session),
                            place=place,
                            track=track_text(track),
                            rank=rank,
                        ),
                    )


def _ranked(problem: Problem) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Yield the papers that ask for a rank, which, and the others of their track."""
    for papers in problem.papers.values():
        for paper in papers:
            rank = problem.session[paper].rank
            if rank is not None:
                yield paper, rank, tuple(other for other in papers if other != paper)
