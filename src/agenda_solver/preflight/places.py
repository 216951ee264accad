"""More papers than places: in all stretches together, or in rooms of one track each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agenda_solver.domains import Domain
from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Problem, Session
from agenda_solver.problem.places import places_count, taken
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.stretches import (
    ChairsAreFree,
    ChairsAreInOneRoom,
    PapersAreInStretches,
    RoomHasOneTrack,
    chaired,
    rooms_count,
    track_text,
)
from agenda_solver.rules.track_rooms import TrackHasItsStretches
from agenda_solver.rules.words import papers_count, people_count, some_sessions_text
from agenda_solver.text import Text, listing, quoted


def find_places_short(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield that papers, or the tracks that they are of, are too many for the stretches.

    Nothing is counted where stretches have no places: there, minutes are. A paper that takes no
    room takes no place of one.

    Parameters
    ----------
    problem : Problem
        What is asked.
    fit : mapping of str to Domain
        The placements of the sessions that have some.
    """
    yield from _without_a_track(problem)
    papers = {
        track: [paper for paper in own if paper in fit and problem.takes_room(paper)]
        for track, own in problem.papers.items()
    }
    cells = _cells(problem, fit, [paper for own in papers.values() for paper in own])
    if any(papers.values()) and cells is not None:
        short = list(_places_short(problem, fit, papers, cells))
        yield from short or _tracks_short(problem, fit, papers, cells)


def _without_a_track(problem: Problem) -> Iterator[Finding]:
    without = problem.papers.get("", ())
    if without and len(problem.papers) > 1:
        yield make_finding(
            RoomHasOneTrack.key,
            "warning",
            _NO_TRACK.fill(papers=some_sessions_text(problem, without)),
            ("sessions", without[0], "track"),
            sessions=without,
        )


def _cells(problem: Problem, fit: Mapping[str, Domain], papers: list[str]) -> list[_Cell] | None:
    """Return what each stretch has; None where one has no places."""
    anywhere = {room for paper in papers for room in fit[paper].rooms if room}
    cells = []
    for stretch in problem.stretches:
        if stretch.places is None:
            return None
        rooms = anywhere if stretch.rooms is None else anywhere.intersection(stretch.rooms)
        cells.append((stretch.places, [problem.room[room].at_once for room in rooms]))
    return cells


def _places_short(
    problem: Problem, fit: Mapping[str, Domain], papers: _ByTrack, cells: list[_Cell]
) -> Iterator[Finding]:
    every = [paper for own in papers.values() for paper in own]
    fills = _fills(problem, fit, every)
    places = sum(places * sum(rooms) for places, rooms in cells)
    if fills > places:
        largest = max(problem.stretches, key=lambda stretch: stretch.places or 0)
        rooms = max((rooms for _, rooms in cells), key=sum)
        yield make_finding(
            PapersAreInStretches.key,
            "error",
            _SHORT.fill(
                papers=papers_count(len(every)),
                fills=places_count(fills),
                places=places,
                short=fills - places,
                stretch=quoted(largest.label),
                more=places_count((largest.places or 0) * sum(rooms)),
                rooms=rooms_count(len(rooms)),
                room=sum(places for places, _ in cells),
            ),
            ("stretches", largest.id),
            sessions=every,
        )


def _tracks_short(
    problem: Problem, fit: Mapping[str, Domain], papers: _ByTrack, cells: list[_Cell]
) -> Iterator[Finding]:
    most = max(places * max(rooms, default=0) for places, rooms in cells)
    needed = {track: -(-_fills(problem, fit, own) // most) for track, own in papers.items()}
    number = sum(len(rooms) for _, rooms in cells)
    if sum(needed.values()) > number:
        yield make_finding(
            RoomHasOneTrack.key,
            "error",
            _TRACKS_SHORT.fill(
                needed=sum(needed.values()), number=number, short=sum(needed.values()) - number
            ),
            ("stretches", problem.stretches[0].id),
            sessions=[paper for own in papers.values() for paper in own],
        )
    yield from _chairs_short(problem, needed, cells)
    yield from _chairs_of_many(problem, needed, cells)
    for track in problem.tracks:
        bound = track.stretches.max
        if bound is not None and needed.get(track.id, 0) > bound:
            yield make_finding(
                TrackHasItsStretches.key,
                "warning",
                _TRACK_SHORT.fill(
                    track=track_text(track.id), needed=needed[track.id], bound=bound, most=most
                ),
                ("tracks", track.id, "stretches"),
                sessions=problem.papers[track.id],
            )


def _chairs_short(
    problem: Problem, needed: Mapping[str, int], cells: list[_Cell]
) -> Iterator[Finding]:
    for track, chairs in chaired(problem).items():
        most_rooms = sum(min(len(chairs), len(rooms)) for _, rooms in cells)
        if needed.get(track, 0) > most_rooms:
            yield make_finding(
                ChairsAreInOneRoom.key,
                "error",
                _CHAIRS_SHORT.fill(
                    track=track_text(track),
                    needed=needed[track],
                    number=most_rooms,
                    chairs=people_count(len(chairs)),
                ),
                ("tracks", track, "chairs"),
                sessions=problem.papers[track],
            )


def _chairs_of_many(
    problem: Problem, needed: Mapping[str, int], cells: list[_Cell]
) -> Iterator[Finding]:
    """Yield who chairs several tracks that take more stretches than there are.

    In a stretch, they are there for one of these tracks, which has a room a chair at most.
    """
    tracks_of: dict[str, dict[str, int]] = {}
    for track, chairs in chaired(problem).items():
        at_once = max((min(len(chairs), len(rooms)) for _, rooms in cells), default=0)
        if at_once and needed.get(track):
            for person in chairs:
                tracks_of.setdefault(person, {})[track] = -(-needed[track] // at_once)
    there = sum(bool(rooms) for _, rooms in cells)
    for person, taking in tracks_of.items():
        if len(taking) > 1 and sum(taking.values()) > there:
            yield make_finding(
                ChairsAreFree.key,
                "error",
                _CHAIRS_MANY.fill(
                    person=problem.person[person].label,
                    tracks=listing(map(track_text, taking)),
                    needed=sum(taking.values()),
                    there=there,
                ),
                ("tracks", next(iter(taking)), "chairs"),
                sessions=[paper for track in taking for paper in problem.papers[track]],
                people=(person,),
            )


def _fills(problem: Problem, fit: Mapping[str, Domain], papers: list[str]) -> int:
    """Return how many places papers fill at least."""
    return sum(_least(problem, fit[paper], problem.session[paper]) for paper in papers)


def _least(problem: Problem, domain: Domain, paper: Session) -> int:
    if paper.minutes is None:
        return paper.fills
    return min(
        taken(problem.stretch[name], start, end)
        for day, start, end in domain.times
        if (name := problem.stretch_at(day, start)) is not None
    )


_ByTrack = Mapping[str, list[str]]
"""The papers of each track."""

_Cell = tuple[int, list[int]]
"""The places of a stretch, and how many papers each room holds at once in it."""

_SHORT = Text(
    "{papers} à placer ({fills}), mais les plages n'en ont que {places} : il en manque {short}. "
    "Une plage de plus comme {stretch} en donne {more} ({rooms}), une salle de plus {room}",
    "{papers} to be placed ({fills}), but stretches have only {places}, {short} too few. One more "
    "stretch like {stretch} gives {more} ({rooms}), one more room {room}",
)
_TRACKS_SHORT = Text(
    "une salle n'a qu'un thème pendant une plage : il y faut au moins {needed} fois une salle "
    "pendant une plage, et il y en a {number}, {short} de trop peu. Réunir de petits thèmes, ou "
    "ajouter une plage ou une salle",
    "a room has one track in a stretch: a room for a stretch is needed at least {needed} times, "
    "and there are {number}, {short} too few. Join small tracks, or add a stretch or a room",
)
_CHAIRS_SHORT = Text(
    "le thème {track} prend au moins {needed} fois une salle pendant une plage, mais avec {chairs} "
    "pour le présider, une salle par personne, il n'y en a que {number}. Ajouter une présidence ou "
    "une plage",
    "the track {track} takes a room for a stretch at least {needed} times, but with {chairs} to "
    "chair it, a room each, there are only {number}. Add a chair or a stretch",
)
_NO_TRACK = Text(
    "communications sans thème : {papers} ; elles vont ensemble, dans des salles à elles",
    "papers without a track: {papers}; they go together, in rooms of their own",
)
_CHAIRS_MANY = Text(
    "{person} préside {tracks}, qui ne sont pas dans les mêmes plages : il en faut au moins "
    "{needed}, et il y en a {there}. Donner un de ces thèmes à quelqu'un d'autre, ou ajouter une "
    "plage",
    "{person} chairs {tracks}, which are not in the same stretches: at least {needed} are needed, "
    "and there are {there}. Let somebody else chair one of these tracks, or add a stretch",
)
_TRACK_SHORT = Text(
    "le thème {track} veut au plus {bound} plages, mais ses communications en prennent au moins "
    "{needed}, de {most} places au plus",
    "the track {track} wants {bound} stretches at most, but its papers take at least {needed}, of "
    "{most} places at most",
)
