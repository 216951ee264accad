"""The objective of CoSPLib, told from the schedule alone: 16 terms, and what is broken.

Nothing here knows of the package that is measured.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from cosplib.conference import TERMS, Conference, Hours, Schedule, Session

_DAY = 24 * 60


@dataclass(frozen=True)
class Score:
    """What a schedule comes to.

    Attributes
    ----------
    value : int
        The weighted sum of the terms.
    hard : int
        How many submissions are not whole in one session and room of their track, and how many
        sessions have more in a room than they have slots.
    terms : mapping of str to int
        Each term, without its weight.
    """

    value: int
    hard: int
    terms: Mapping[str, int]


def score(conference: Conference, schedule: Schedule) -> Score:
    """Return what a schedule comes to."""
    judged = _Judged(conference, schedule)
    terms = {term: getattr(judged, term)() for term in TERMS}
    value = sum(conference.weights.get(term, 0) * amount for term, amount in terms.items())
    return Score(value, judged.broken(), terms)


class _Judged:
    def __init__(self, conference: Conference, schedule: Schedule) -> None:
        self._of = conference
        self._schedule = schedule
        # Where each submission is: (session, room) and slot, once for each of its slots.
        self._places: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for (session, room), names in schedule.slots.items():
            for slot, name in enumerate(names):
                if name:
                    self._places[name].append((session, room, slot))
        self._rooms: dict[tuple[str, str], list[str]] = defaultdict(list)
        for (session, room), track in schedule.tracks.items():
            self._rooms[session, track].append(room)

    def broken(self) -> int:
        """Return how much of what must hold does not."""
        broken = 0
        for submission in self._of.submissions.values():
            places = self._places.get(submission.id, [])
            cells = {(session, room) for session, room, _ in places}
            slots = sorted(slot for _, _, slot in places)
            whole = len(places) == submission.slots and len(cells) == 1
            follows = bool(slots) and slots == list(range(slots[0], slots[0] + len(slots)))
            own = all(self._schedule.tracks.get(cell) == submission.track for cell in cells)
            broken += not (whole and follows and own)
        for (session, _), names in self._schedule.slots.items():
            most = self._of.sessions[session].slots
            broken += any(names[most:])
        return broken

    # --- Tracks in sessions and rooms ----------------------------------------------------

    def tracks_sessions(self) -> int:
        levels = self._of.track_in_session
        return sum(levels.get((t, s), 0) for (s, _), t in self._schedule.tracks.items())

    def tracks_rooms(self) -> int:
        levels = self._of.track_in_room
        return sum(levels.get((t, r), 0) for (_, r), t in self._schedule.tracks.items())

    def sessions_rooms(self) -> int:
        return sum(self._of.session_in_room.get(cell, 0) for cell in self._schedule.tracks)

    def similar_tracks(self) -> int:
        return sum(
            self._of.similar.get(frozenset(pair), 0)
            for tracks in self._tracks_by_session().values()
            for pair in combinations(tracks, 2)
            if pair[0] != pair[1]
        )

    def rooms_per_track(self) -> int:
        rooms = defaultdict(set)
        for (_, room), track in self._schedule.tracks.items():
            rooms[track].add(room)
        return sum(len(used) - 1 for used in rooms.values())

    def parallel_tracks(self) -> int:
        return sum(len(rooms) - 1 for rooms in self._rooms.values())

    def consecutive_tracks(self) -> int:
        numbers = {session: number for number, session in enumerate(self._of.sessions)}
        there = defaultdict(set)
        for session, track in self._rooms:
            there[track].add(numbers[session])
        return sum(max(used) - min(used) + 1 != len(used) for used in there.values())

    def chair_conflicts(self) -> int:
        return sum(
            bool({*self._of.chairs[one]} & {*self._of.chairs[other]})
            for tracks in self._tracks_by_session().values()
            for one, other in combinations(dict.fromkeys(tracks), 2)
        )

    def _tracks_by_session(self) -> dict[str, list[str]]:
        tracks = defaultdict(list)
        for (session, _), track in self._schedule.tracks.items():
            tracks[session].append(track)
        return tracks

    # --- Submissions ----------------------------------------------------------------------

    def timezones(self) -> int:
        return sum(
            unsuitable(self._of.hours, submission.zone, self._of.sessions[session])
            for submission in self._of.submissions.values()
            for session, _, _ in self._places[submission.id]
        )

    def order(self) -> int:
        return sum(map(self._out_of_order, self._of.tracks))

    def _out_of_order(self, track: str) -> int:
        numbers = {session: number for number, session in enumerate(self._of.sessions)}
        rooms = {room: number for number, room in enumerate(self._of.rooms)}
        own = [s for s in self._of.submissions.values() if s.track == track]
        first = {
            submission.id: min(
                (numbers[session], rooms[room], slot)
                for session, room, slot in self._places[submission.id]
            )
            for submission in own
            if self._places[submission.id]
        }
        places = {name: place for place, name in enumerate(sorted(first, key=first.__getitem__), 1)}
        amiss = sum(s.order not in (0, places.get(s.id)) for s in own)
        ordered = [s.id for s in own if s.order]
        return amiss + sum(1 for _ in self._at_once(combinations(ordered, 2)))

    def submissions_sessions(self) -> int:
        return sum(
            submission.in_session.get(session, 0)
            for submission in self._of.submissions.values()
            for session, _, _ in self._places[submission.id]
        )

    def submissions_rooms(self) -> int:
        return sum(
            submission.in_room.get(room, 0)
            for submission in self._of.submissions.values()
            for _, room, _ in self._places[submission.id]
        )

    # --- Conflicts ------------------------------------------------------------------------

    def presenter_conflicts(self) -> int:
        return sum(1 for _ in self._beside(presenter_pairs(self._of)))

    def attendee_conflicts(self) -> int:
        return sum(1 for _ in self._beside(attendee_pairs(self._of)))

    def presenter_conflicts_at_once(self) -> int:
        return sum(1 for _ in self._at_once(presenter_pairs(self._of)))

    def attendee_conflicts_at_once(self) -> int:
        return sum(1 for _ in self._at_once(attendee_pairs(self._of)))

    def _beside(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield the pairs that are in different rooms of one session."""
        for one, other in pairs:
            ones = {(session, room) for session, room, _ in self._places[one]}
            others = {(session, room) for session, room, _ in self._places[other]}
            if any(a[0] == b[0] and a[1] != b[1] for a in ones for b in others):
                yield one, other

    def _at_once(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield the pairs that are in one slot of one session."""
        for one, other in pairs:
            when = [{(s, slot) for s, _, slot in self._places[name]} for name in (one, other)]
            if when[0] & when[1]:
                yield one, other


def unsuitable(hours: Hours, zone: float, session: Session) -> int:
    """Return what it costs to speak in a session at a place with another clock."""
    apart = round(60 * (zone - hours.zone))
    start, end = ((minute + apart) % _DAY for minute in (session.start, session.end))
    (first, last), (suits_from, suits_to) = hours.less_suitable, hours.suitable
    if start < first or end > last or end < first:
        return hours.big
    small = first <= start < suits_from or suits_to < end <= last
    return hours.small if small else 0


def presenter_pairs(conference: Conference) -> list[tuple[str, str]]:
    """Return the submissions that share a presenter, or of which one's chairs the other's track."""
    who = {s.id: {*s.presenters} for s in conference.submissions.values()}
    return _pairs(conference, who, ())


def attendee_pairs(conference: Conference) -> list[tuple[str, str]]:
    """Return the submissions that somebody attends who attends, presents or chairs the other."""
    who = {s.id: {*s.attendees} for s in conference.submissions.values()}
    presents = {s.id: {*s.presenters} for s in conference.submissions.values()}
    return _pairs(conference, who, [presents])


def _pairs(
    conference: Conference,
    who: Mapping[str, set[str]],
    besides: Iterable[Mapping[str, set[str]]],
) -> list[tuple[str, str]]:
    """Return the pairs of which somebody of the one has to do with the other."""
    submissions = conference.submissions
    chairs = {name: {*conference.chairs[one.track]} for name, one in submissions.items()}
    counted: Counter[tuple[str, str]] = Counter()
    for one, other in combinations(submissions, 2):
        shared = bool(who[one] & who[other])
        shared |= any(who[a] & there[b] for there in besides for a, b in _both(one, other))
        if submissions[one].track != submissions[other].track:
            shared |= any(who[a] & chairs[b] for a, b in _both(one, other))
        if shared:
            counted[one, other] += 1
    return list(counted)


def _both(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)
