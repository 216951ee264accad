"""Rooms for sessions whose times are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from agenda_solver.domains import Room

if TYPE_CHECKING:
    import networkx as nx


def match(
    wanted: Mapping[str, Collection[Room]], free: Mapping[Room, int]
) -> tuple[dict[str, Room], list[frozenset[Room]]]:
    """Give each session one of the rooms it may have, all of them at once.

    Parameters
    ----------
    wanted : mapping of str to collection of (str or None)
        The rooms that each may have.
    free : mapping of (str or None) to int
        How many sessions each room can still hold.

    Returns
    -------
    given : dict of str to (str or None)
        By session. Where some lack a room, those of the others.
    short : list of frozenset
        For each session without a room, the rooms that alternating paths reach from it: all
        are taken by sessions that can have no others, which breaks Hall's condition.
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    places = [
        (room, copy) for room, count in free.items() for copy in range(min(count, len(wanted)))
    ]
    sessions = list(wanted)
    for number, session in enumerate(sessions, start=len(places)):
        graph.add_node(number)
        graph.add_edges_from(
            (number, place) for place, (room, _) in enumerate(places) if room in wanted[session]
        )
    nodes = range(len(places), len(places) + len(sessions))
    matched = nx.bipartite.hopcroft_karp_matching(graph, nodes)
    given, short = {}, []
    for node in nodes:
        if node in matched:
            given[sessions[node - len(places)]] = places[matched[node]][0]
        else:
            reached = _reached_from(node, graph, matched)
            rooms = (wanted[sessions[one - len(places)]] for one in reached)
            short.append(frozenset[Room]().union(*rooms))
    return given, short


def _reached_from(node: int, graph: nx.Graph[int], matched: Mapping[int, int]) -> list[int]:
    """Return what alternating paths reach of the side of a node that is not matched."""
    reached, seen = [node], {node}
    for one in reached:
        for place in graph[one]:
            if (other := matched[place]) not in seen:
                seen.add(other)
                reached.append(other)
    return reached


def color(
    stays: Mapping[str, Mapping[Room, tuple[int, int]]], holds: Mapping[Room, int]
) -> dict[str, Room]:
    """Give each session one of some rooms, in the order of their starts.

    Intervals of which at no moment more are there than there are colours can be coloured so.

    Parameters
    ----------
    stays : mapping of str to mapping of (str or None) to (int, int)
        By session, the rooms that it may have, from when to when it would occupy each. Two
        sessions may have the same rooms, or none in common.
    holds : mapping of (str or None) to int
        How many sessions a room holds at once; all have enough rooms at each moment.
    """
    ends: dict[Room, list[int]] = {}
    given: dict[str, Room] = {}
    for session, rooms in sorted(stays.items(), key=lambda stay: min(stay[1].values())):
        given[session] = next(
            room
            for room, (start, _) in rooms.items()
            if sum(end > start for end in ends.get(room, ())) < holds[room]
        )
        ends.setdefault(given[session], []).append(rooms[given[session]][1])
    return given


def crowds_at(spans: Iterable[tuple[int, int, Any]]) -> Iterator[tuple[int, list[Any]]]:
    """Yield each start, and what is there then."""
    there: list[tuple[int, int, Any]] = []
    for moment, starting in groupby(sorted(spans, key=_start_of), _start_of):
        there = [span for span in there if span[1] > moment]
        there += (span for span in starting if span[1] > moment)
        yield moment, [what for _, _, what in there]


def _start_of(span: tuple[int, int, Any]) -> int:
    return span[0]
