"""Rules that protect the thread of the programme: its tracks, its order, its audiences.

A track's wishes hold between every two of its sessions. A session that is a part of another
one of the track is left out: it is when and where its whole is. Two sessions that are both
external are not compared, as neither is ours to move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, groupby, product

from agenda_solver.problem import Problem, Track
from agenda_solver.problem.same import SameProblem
from agenda_solver.rules.easing import Leeway, counted_by, given_up
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import (
    TIME,
    TIME_AND_ROOM,
    Cost,
    Decisions,
    Demand,
    Finding,
    Pair,
    Quantity,
    Whom,
)
from agenda_solver.rules.words import (
    people_count,
    room_text,
    seats_count,
    session_text,
    sessions_count,
    some_sessions_text,
    when_text,
)
from agenda_solver.text import Text, clock, duration, listing, long_date, quoted, span
from agenda_solver.timetable import Placement, Timetable

ANOTHER_ORDER = 60
"""The price of a track in another order than that of the draft."""

LASTING = Text(
    "minutes que durent les deux sessions, chaque paire",
    "minutes that the two sessions last, each pair",
)


class TrackInOrder(Demand):
    """The sessions of a track that asks for it come in the order of the draft.

    Each ends before those after it start. Sessions of one block start together, and parts
    lie within their whole: between them nothing is asked.
    """

    key = "track_order"
    title = Text(
        "Les sessions d'un thème se suivent dans l'ordre, si c'est demandé",
        "The sessions of a track come in order, if so asked",
    )
    wanted = Text(
        "{first} vient avant {then} (thème {track})",
        "{first} comes before {then} (track {track})",
    )
    broken = Text(
        "{first} (fin le {day} à {end}) doit venir avant {then} "
        "(début le {then_day} à {start}) : c'est l'ordre du thème {track}",
        "{first} (ends {day} at {end}) must come before {then} (starts {then_day} at {start}): "
        "that is the order of the track {track}",
    )
    any_order = Text(
        "les sessions du thème {track} dans un autre ordre",
        "the sessions of the track {track} in another order",
    )
    reads = TIME
    stands = ("sessions", "track")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for first, then in dict.fromkeys(track_orders(to.problem)):
            with to.demand(self, Whom(sessions=(first, then))):
                to.before(first, then)

    def says(self, problem: Problem, whom: Whom) -> Text:
        first, then = whom.sessions
        asked = [
            track.id
            for track in problem.track.values()
            if track.in_order and {first, then} <= set(problem.by_track[track.id])
        ]
        return self.wanted.fill(
            first=session_text(problem, first),
            then=session_text(problem, then),
            track=listing(map(quoted, asked)),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for track in problem.track.values():
            if not track.in_order:
                continue
            for pair in combinations(problem.by_track[track.id], 2):
                first, then = (timetable.by_session.get(session) for session in pair)
                if first and then and _late(problem, first, then) and _strangers(problem, *pair):
                    yield self.finding(
                        Whom(sessions=pair),
                        first=session_text(problem, first.session),
                        then=session_text(problem, then.session),
                        day=long_date(first.day),
                        end=clock(first.end),
                        then_day=long_date(then.day),
                        start=clock(then.start),
                        track=quoted(track.id),
                    )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        tracks = tuple(
            track.id
            for track in problem.track.values()
            if track.in_order and set(whom.sessions) <= set(problem.by_track[track.id])
        )
        return Leeway(tracks, {"": given_up(ANOTHER_ORDER * len(tracks))})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        late = [finding.sessions for finding in self.check(problem, timetable)]
        for track in problem.tracks:
            sessions = set(problem.by_track[track.id])
            if track.in_order and any(sessions.issuperset(pair) for pair in late):
                yield self.edit(
                    self.any_order,
                    ANOTHER_ORDER,
                    Whom(tracks=(track.id,)),
                    FieldChange(("tracks", track.id, "in_order"), before=True, after=False),
                    track=quoted(track.id),
                )


class TrackIsNotTooOftenAtOnce(Demand):
    """No more sessions of a track take place at once than it says.

    What is a part of another of its sessions does not count.
    """

    key = "track_at_once"
    title = Text(
        "Il n'y a pas plus de sessions d'un thème à la fois que ce qui est dit",
        "There are no more sessions of a track at once than is said",
    )
    wanted = Text(
        "thème {track} : {most} à la fois au plus ({sessions})",
        "track {track}: {most} at once at most ({sessions})",
    )
    broken = Text(
        "thème {track} : {count} à la fois {when}, au lieu de {most} au plus : {sessions}",
        "track {track}: {count} at once {when}, instead of {most} at most: {sessions}",
    )
    more = Text(
        "thème {track} : {count} à la fois (au lieu de {most} au plus)",
        "track {track}: {count} at once (instead of {most} at most)",
    )
    reads = TIME
    stands = ("tracks", "at_once")
    gives_way = True

    def post(self, to: Decisions) -> None:
        threads = _threads(to.problem)
        for track in to.problem.tracks:
            sessions = threads[track.id]
            if track.at_once is not None and len(sessions) > track.at_once:
                with to.demand(self, Whom(sessions=sessions, tracks=(track.id,))):
                    to.few_at_once(sessions, track.at_once)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (track,) = whom.tracks
        return self.wanted.fill(
            track=quoted(track),
            most=sessions_count(problem.track[track].at_once or 0),
            sessions=some_sessions_text(problem, whom.sessions),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for track in problem.tracks:
            if track.at_once is None:
                continue
            own = [
                placement
                for placement in timetable.placements
                if track.id in _tracks_of(problem, placement.session)
                and _counts_in(problem, track.id, placement.session)
            ]
            known = set[tuple[str, ...]]()
            for first in own:
                there = [one for one in own if _is_there(one, first)]
                sessions = tuple(one.session for one in there)
                if len(there) > track.at_once and sessions not in known:
                    known.add(sessions)
                    yield self.finding(
                        Whom(sessions=sessions),
                        track=quoted(track.id),
                        count=sessions_count(len(there)),
                        when=when_text(problem, first),
                        most=track.at_once,
                        sessions=some_sessions_text(problem, sessions),
                    )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": counted_by(40, 20)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for track in problem.tracks:
            alone = problem.with_tables(tracks=[track])
            crowds = [len(finding.sessions) for finding in self.check(alone, timetable)]
            whom = Whom(tracks=(track.id,))
            over = max(crowds) - track.at_once if crowds and track.at_once is not None else 0
            if price := self.price(problem, whom, {"": over}):
                yield self.edit(
                    self.more,
                    price,
                    whom,
                    FieldChange(("tracks", track.id, "at_once"), track.at_once, max(crowds)),
                    track=quoted(track.id),
                    count=sessions_count(max(crowds)),
                    most=track.at_once,
                )


def _is_there(one: Placement, first: Placement) -> bool:
    """Whether a session goes on when another starts."""
    return one.day == first.day and one.start <= first.start < one.end


def _strangers(problem: Problem, one: str, other: str) -> bool:
    """Whether nothing else says how two sessions lie: neither kin, nor a block, nor where."""
    return (
        not problem.related(one, other)
        and not _of_one_block(problem, one, other)
        and not _both_external(problem, one, other)
    )


def track_orders(problem: Problem) -> Iterator[Pair]:
    """Yield the pairs to put in order; those that follow from them are left out."""
    for track in problem.track.values():
        if not track.in_order:
            continue
        sessions = problem.by_track[track.id]
        earlier: dict[str, set[str]] = {}
        for number, then in enumerate(sessions):
            earlier[then] = set()
            for first in reversed(sessions[:number]):
                if first not in earlier[then] and _strangers(problem, first, then):
                    yield first, then
                    earlier[then] |= {first, *earlier[first]}


def _late(problem: Problem, first: Placement, then: Placement) -> bool:
    """Whether the first has not ended when the other starts."""
    return problem.moment(then.day, then.start) < problem.moment(first.day, first.end)


def _of_one_block(problem: Problem, one: str, other: str) -> bool:
    """Whether two sessions are meant to be parallel."""
    block = problem.session[one].block
    return block is not None and block == problem.session[other].block


def _both_external(problem: Problem, one: str, other: str) -> bool:
    return problem.session[one].external and problem.session[other].external


def _threads(problem: Problem) -> Mapping[str, tuple[str, ...]]:
    """Return the sessions of each track, those left out whose whole is there too."""
    return {
        track: tuple(
            session for session in sessions if not set(problem.wholes(session)) & set(sessions)
        )
        for track, sessions in problem.by_track.items()
    }


def _compared(problem: Problem) -> Mapping[str, tuple[str, ...]]:
    """Return the threads without papers: of these, rooms of stretches are counted, not pairs.

    See `agenda_solver.rules.track_rooms`.
    """
    return {
        track: tuple(session for session in sessions if not problem.is_paper(session))
        for track, sessions in _threads(problem).items()
    }


def _pairs(problem: Problem, sessions: Iterable[str], *, blocks: bool = False) -> Iterator[Pair]:
    """Yield every two sessions of which one is ours; of one block only if so asked."""
    for one, other in combinations(sessions, 2):
        parallel = not blocks and _of_one_block(problem, one, other)
        if not parallel and not _both_external(problem, one, other):
            yield one, other


def _lasting(problem: Problem, one: str, other: str) -> int:
    """Return the minutes that two sessions last as a rule."""
    return problem.usual_minutes(one) + problem.usual_minutes(other)


def _weighed(
    problem: Problem, times: Callable[[Track], int], *, blocks: bool = False
) -> dict[Pair, int]:
    """Return what every two sessions of a track weigh: as long as they last, so many times."""
    weights: dict[Pair, int] = {}
    threads = _threads(problem) if blocks else _compared(problem)
    for track, sessions in threads.items():
        if matters := times(problem.track[track]):
            for pair in _pairs(problem, sessions, blocks=blocks):
                _add(weights, pair, matters * _lasting(problem, *pair))
    return weights


def _add(weights: dict[Pair, int], pair: Pair, weight: int) -> None:
    weights[pair] = weights.get(pair, 0) + weight


class TrackNotBesideItself(Cost):
    """Sessions that draw the same audience do not run at the same time.

    Each minute at which two sessions of a track run at once costs the track's `beside`,
    and so for each track that they share. If they share neither of two similar tracks, it
    costs the `beside_similar` of the track that names the other, the greater one if both
    do. Sessions of one block are meant to run at once; of papers in stretches, rooms are counted.
    """

    key = "track_beside"
    title = Text(
        "Deux sessions d'un même thème, ou de thèmes voisins, n'ont pas lieu en même temps",
        "Two sessions of a track, or of similar ones, do not run at the same time",
    )
    tier = 1
    reads = TIME
    broken = Text(
        "{one} et {other} ont lieu en même temps pendant {minutes} ({tracks}, {day}, {hours})",
        "{one} and {other} run at the same time for {minutes} ({tracks}, {day}, {hours})",
    )
    own = Text("thème {track}", "track {track}")
    neighbours = Text("thèmes voisins {track} et {similar}", "similar tracks {track} and {similar}")

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        weights: dict[Pair, int] = {}
        for pair, times in _rivals(to.problem):
            _add(weights, pair, times)
        if weights:
            yield to.overlaps(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for one, other in timetable.overlapping_pairs() if problem.track else ():
            if not _strangers(problem, one.session, other.session):
                continue
            if problem.is_paper(one.session) or problem.is_paper(other.session):
                continue
            minutes = min(one.end, other.end) - other.start
            for times, tracks in _reasons(SameProblem(problem), one.session, other.session):
                yield self.paid(
                    times * minutes,
                    Whom(sessions=(one.session, other.session)),
                    self.broken.fill(
                        one=session_text(problem, one.session),
                        other=session_text(problem, other.session),
                        minutes=duration(minutes),
                        tracks=tracks,
                        day=long_date(one.day),
                        hours=span(other.start, other.start + minutes),
                    ),
                )


@lru_cache(maxsize=10_000)
def _reasons(known: SameProblem, one: str, other: str) -> tuple[tuple[int, Text], ...]:
    """Return how much it matters that two sessions are not at once, and the tracks."""
    return tuple(_find_reasons(known.problem, one, other))


def _find_reasons(problem: Problem, one: str, other: str) -> Iterator[tuple[int, Text]]:
    ours, theirs = (_tracks_of(problem, session) for session in (one, other))
    for track in ours:
        counts = _counts_in(problem, track, one) and _counts_in(problem, track, other)
        if track in theirs and counts and (times := problem.track[track].beside):
            yield times, TrackNotBesideItself.own.fill(track=quoted(track))
    for track, like in product(ours, theirs):
        shared = track in theirs or like in ours
        counts = _counts_in(problem, track, one) and _counts_in(problem, like, other)
        times = _similarity(problem.track[track], problem.track[like])
        if times and counts and not shared:
            yield (
                times,
                TrackNotBesideItself.neighbours.fill(track=quoted(track), similar=quoted(like)),
            )


def _tracks_of(problem: Problem, session: str) -> list[str]:
    asked = problem.session[session]
    return [track for track in dict.fromkeys((asked.track, *asked.tags)) if track in problem.track]


def _counts_in(problem: Problem, track: str, session: str) -> bool:
    """Whether a session is not a part of another one of the track."""
    return not any(track in _tracks_of(problem, whole) for whole in problem.wholes(session))


def _rivals(problem: Problem) -> Iterator[tuple[Pair, int]]:
    """Yield the pairs that should not be at once, and how much it matters, track by track."""
    threads = _compared(problem)
    for track in problem.track.values():
        for pair in _pairs(problem, threads[track.id]) if track.beside else ():
            yield pair, track.beside
    for one, other in combinations(problem.track.values(), 2):
        if times := _similarity(one, other):
            shared = {*problem.by_track[one.id]} & {*problem.by_track[other.id]}
            here = [session for session in threads[one.id] if session not in shared]
            there = [session for session in threads[other.id] if session not in shared]
            for pair in product(here, there):
                if _strangers(problem, *pair):
                    yield pair, times


def _similarity(one: Track, other: Track) -> int:
    """Return how much it matters that two tracks do not run beside one another."""
    named = [(one, other), (other, one)]
    return max(
        (
            named_track.beside_similar
            for named_track, like in named
            if like.id in named_track.similar
        ),
        default=0,
    )


class TrackInOneRoom(Cost):
    """The sessions of a track that are on the same day are in one room.

    Each pair in different rooms costs the minutes that the two last as a rule, times the
    track's `one_room`. Sessions of one block need different rooms, and do not count.
    """

    key = "track_room"
    title = Text(
        "Les sessions d'un thème restent dans une salle chaque jour",
        "The sessions of a track stay in one room each day",
    )
    tier = 3
    unit = LASTING
    reads = TIME_AND_ROOM
    broken = Text(
        "le thème {track} change de salle le {day} : {rooms}",
        "the track {track} changes rooms on {day}: {rooms}",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        weights = _weighed(to.problem, lambda track: track.one_room)
        if weights:
            yield to.in_other_rooms(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        threads = _compared(problem)
        for track in problem.track.values():
            inside = [
                placement
                for placement in timetable.placements
                if placement.session in threads[track.id]
            ]
            inside.sort(key=lambda placement: placement.day)
            for day, placements in groupby(inside, key=lambda placement: placement.day):
                there = [placement for placement in placements if placement.room is not None]
                cost = track.one_room * sum(
                    _lasting(problem, one.session, other.session)
                    for one, other in combinations(there, 2)
                    if one.room != other.room
                    and not _of_one_block(problem, one.session, other.session)
                    and not _both_external(problem, one.session, other.session)
                )
                if cost:
                    rooms = tuple(
                        dict.fromkeys(placement.room for placement in there if placement.room)
                    )
                    yield self.paid(
                        cost,
                        Whom(sessions=tuple(placement.session for placement in there), rooms=rooms),
                        self.broken.fill(
                            track=quoted(track.id),
                            day=long_date(day),
                            rooms=listing(room_text(problem, room) for room in rooms),
                        ),
                    )


class TrackOnOneDay(Cost):
    """The sessions of a track are on one day, if so wished.

    Each pair on different days costs the minutes that the two last as a rule, times the
    track's `one_day`.
    """

    key = "track_day"
    title = Text(
        "Les sessions d'un thème ont lieu le même jour, si c'est souhaité",
        "The sessions of a track are on one day, if so wished",
    )
    tier = 3
    unit = LASTING
    reads = TIME
    broken = Text(
        "le thème {track} s'étend sur plusieurs jours : {days}",
        "the track {track} spreads over several days: {days}",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        weights = _weighed(to.problem, lambda track: track.one_day, blocks=True)
        if weights:
            yield to.on_other_days(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        tracks = [track for track in problem.track.values() if track.one_day]
        threads = _threads(problem) if tracks else {}
        for track in tracks:
            there = [
                placement
                for placement in timetable.placements
                if placement.session in threads[track.id]
            ]
            cost = track.one_day * sum(
                _lasting(problem, one.session, other.session)
                for one, other in combinations(there, 2)
                if one.day != other.day and not _both_external(problem, one.session, other.session)
            )
            if cost:
                days = sorted({placement.day for placement in there})
                yield self.paid(
                    cost,
                    Whom(
                        sessions=tuple(placement.session for placement in there), days=tuple(days)
                    ),
                    self.broken.fill(track=quoted(track.id), days=listing(map(long_date, days))),
                )


class PopularInBigRooms(Cost):
    """The session that more are expected at is in the room with more seats.

    Each pair that is the other way round costs the minutes that the two last as a rule.
    It weighs nothing until it is given a weight.
    """

    key = "popular_rooms"
    title = Text(
        "La session où l'on attend le plus de monde a la plus grande salle",
        "The session that more are expected at has the bigger room",
    )
    tier = 3
    weight = 0
    unit = LASTING
    reads = TIME_AND_ROOM
    broken = Text(
        "{session} attend {expected} et a {room} ({seats}), plus grande que la salle de "
        "sessions où l'on attend plus de monde : {others}",
        "{session} expects {expected} and has {room} ({seats}), bigger than the room of "
        "sessions that more are expected at: {others}",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        weights = {pair: _lasting(to.problem, *pair) for pair in _more_popular(to.problem)}
        if weights:
            yield to.in_smaller_rooms(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        known = [
            (placement, expected, seats)
            for placement in timetable.placements
            if (expected := problem.session[placement.session].expected) is not None
            and (seats := _seats(problem, placement)) is not None
        ]
        for less, expected, seats in known:
            larger = [
                more
                for more, more_expected, fewer in known
                if more_expected > expected and fewer < seats
                if not _both_external(problem, more.session, less.session)
            ]
            if larger:
                others = tuple(more.session for more in larger)
                rooms = dict.fromkeys(
                    placement.room for placement in (less, *larger) if placement.room is not None
                )
                yield self.paid(
                    sum(_lasting(problem, less.session, other) for other in others),
                    Whom(sessions=(less.session, *others), rooms=tuple(rooms)),
                    self.broken.fill(
                        session=session_text(problem, less.session),
                        expected=people_count(expected),
                        room=room_text(problem, less.room),
                        seats=seats_count(seats),
                        others=some_sessions_text(problem, others),
                    ),
                )


def _seats(problem: Problem, placement: Placement) -> int | None:
    return problem.room[placement.room].capacity if placement.room is not None else None


def _more_popular(problem: Problem) -> Iterator[Pair]:
    """Yield each two sessions of which more people are expected at the first."""
    known = [
        (-session.expected, session.id)
        for session in problem.sessions
        if session.expected is not None and problem.may_take_room(session.id)
    ]
    for (more, one), (less, other) in combinations(sorted(known), 2):
        if more < less and not _both_external(problem, one, other):
            yield one, other


class FollowsTheWishedOrder(Cost):
    """The sessions of a sequence that is a wish come in its order.

    Each two of them of which the one has not ended when the next one starts cost the
    minutes that they last as a rule.
    """

    key = "wished_order"
    title = Text(
        "Les sessions d'une suite souhaitée viennent dans l'ordre",
        "The sessions of a sequence that is wished come in order",
    )
    tier = 1
    unit = LASTING
    reads = TIME
    broken = Text(
        "{first} (fin le {day} à {end}) devrait venir avant {then} (début le {then_day} à {start})",
        "{first} (ends {day} at {end}) should come before {then} (starts {then_day} at {start})",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        weights: dict[Pair, int] = {}
        for sequence in to.problem.sequences:
            for pair in combinations(sequence.sessions, 2) if sequence.wish else ():
                _add(weights, pair, _lasting(to.problem, *pair))
        if weights:
            yield to.out_of_order(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for sequence in problem.sequences:
            for pair in combinations(sequence.sessions, 2) if sequence.wish else ():
                first, then = (timetable.by_session.get(session) for session in pair)
                if first and then and _late(problem, first, then):
                    yield self.paid(
                        _lasting(problem, *pair),
                        Whom(sessions=pair),
                        self.broken.fill(
                            first=session_text(problem, first.session),
                            then=session_text(problem, then.session),
                            day=long_date(first.day),
                            end=clock(first.end),
                            then_day=long_date(then.day),
                            start=clock(then.start),
                        ),
                    )
