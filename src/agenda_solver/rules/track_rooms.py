"""Rules of the rooms that tracks have in stretches: which, how many, and what runs beside them.

What is counted are rooms of stretches, not pairs of papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from agenda_solver.problem import (
    Problem,
    Stretch,
    StretchCount,
)
from agenda_solver.rules.rule import (
    ROOM,
    TIME,
    TIME_AND_ROOM,
    UNKEPT,
    Cost,
    Decisions,
    Finding,
    Pair,
    Quantity,
    Whom,
)
from agenda_solver.rules.stretches import (
    EACH_UNKEPT,
    each_in_room,
    each_inside,
    is_inside,
    papers_placed,
    rooms_count,
    rooms_held,
    rooms_of_papers,
    stretch_text,
    track_text,
)
from agenda_solver.rules.words import room_text, session_text
from agenda_solver.text import Text, listing, quoted
from agenda_solver.timetable import Timetable


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
        return bool(problem.papers) and any(any(table.values()) for table in levels)

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        for track, papers in problem.papers.items():
            for stretch in problem.stretches:
                for room in problem.room:
                    if level := track_level(problem, track, stretch, room):
                        yield to.any_of(each_in_room(to, papers, stretch, room)) * level
        for papers in problem.papers.values():
            for paper in papers:
                yield from self._amounts_of(to, paper)

    def _amounts_of(self, to: Decisions, paper: str) -> Iterator[Quantity | int]:
        row = to.problem.session[paper]
        for stretch, level in row.stretch_levels.items():
            yield is_inside(to, paper, to.problem.stretch[stretch]) * level
        for room, level in row.room_levels.items():
            yield to.in_room(paper, room) * level

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for (name, track), rooms in rooms_of_papers(problem, timetable).items():
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
        for placement, stretch in papers_placed(problem, timetable):
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
                    rooms_held(to, problem.papers[track], stretch) for track in (one, other)
                )
                yield to.pairs_of(ones, others) * level

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        held = rooms_of_papers(problem, timetable)
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
    unit = EACH_UNKEPT
    reads = ROOM
    broken = Text(
        "le thème {track} a plusieurs salles : {rooms}",
        "the track {track} has several rooms: {rooms}",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(problem.papers)

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
    unit = EACH_UNKEPT
    reads = TIME_AND_ROOM
    broken = Text(
        "le thème {track} a {count} dans la même plage, {stretch}",
        "the track {track} has {count} in one stretch, {stretch}",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(problem.papers)

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        problem = to.problem
        for papers in problem.papers.values():
            for stretch in problem.stretches if len(papers) > 1 else ():
                yield to.beyond(rooms_held(to, papers, stretch), 1) * UNKEPT

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for (name, track), rooms in rooms_of_papers(problem, timetable).items():
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
    unit = EACH_UNKEPT
    reads = TIME
    broken = Text(
        "le thème {track} est interrompu : {stretches}",
        "the track {track} is interrupted: {stretches}",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(problem.papers) and len(problem.stretches) > 2

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        stretches = to.problem.stretch.values()
        for papers in to.problem.papers.values():
            if len(papers) > 1 and len(stretches) > 2:
                there = [to.whether_any(each_inside(to, papers, stretch)) for stretch in stretches]
                yield to.interrupted(there) * UNKEPT

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        stretches = list(problem.stretch.values())
        numbers = {stretch.id: number for number, stretch in enumerate(stretches)}
        used: dict[str, set[int]] = {}
        for placement, stretch in papers_placed(problem, timetable):
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
    unit = EACH_UNKEPT
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
                to.whether_any(each_in_room(to, papers, stretch, room))
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
        for (_, name), rooms in rooms_of_papers(problem, timetable).items():
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
