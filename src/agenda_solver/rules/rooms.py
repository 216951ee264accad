"""Rules that protect the rooms, and those who sit in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from agenda_solver.problem import Problem, Room, Session, Stretch, Window
from agenda_solver.rules.easing import (
    Amounts,
    Leeway,
    Rung,
    counted_by,
    exceeded,
    free_id,
    graded,
    span_of,
)
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.room_hours import setup_and_teardown
from agenda_solver.rules.rule import (
    ROOM,
    TIME_AND_ROOM,
    UNKEPT,
    Cost,
    Decisions,
    Demand,
    Finding,
    Limit,
    Quantity,
    Whom,
    is_in,
)
from agenda_solver.rules.stretches import added_rooms, around_in_a_new_room, stretch_text
from agenda_solver.rules.words import (
    people_count,
    place_text,
    room_text,
    seats_count,
    session_text,
    sessions_text,
    when_text,
)
from agenda_solver.text import (
    Text,
    clock,
    counted,
    duration,
    either,
    listing,
    long_date,
    quoted,
    span,
)
from agenda_solver.timetable import Placement, Timetable

MOST_LARGER = 4
ANOTHER_ROOM, ONE_MORE_ROOM = 1, 2 + MOST_LARGER
"""Of a session: a room that is not meant for it, and one that is not there yet.

A room that may be too small is one more for each of so many that are larger.
"""

ADDED_ROOM = 60
"""The price of a room that is not there yet: for a session, or for a track in a stretch."""


class SessionHasARoom(Demand):
    """A session that takes a room has one, among those named for it.

    One whose list of rooms is empty has none.
    """

    key = "room_given"
    title = Text(
        "Une session qui prend une salle en a une, parmi celles prévues pour elle",
        "A session that takes a room has one, among those meant for it",
    )
    wanted = Text("{sessions} a besoin d'une salle", "{sessions} needs a room")
    wanted_among = Text("{session} a pour salle {rooms}", "{session} takes place in {rooms}")
    broken = Text("{session} n'a pas de salle", "{session} has no room")
    not_wanted = Text("{session} ne doit pas avoir de salle", "{session} must not have a room")
    twice = Text(
        "{session} a pour salle {room}, qu'elle prend en plus de la sienne : il lui en faut une "
        "autre",
        "{session} is in {room}, which it takes besides its own: it needs another",
    )
    elsewhere = Text(
        "{session} a pour salle {room}, qui n'est pas prévue pour cette session (prévu : {rooms})",
        "{session} is in {room}, which is not meant for it (meant: {rooms})",
    )
    also = Text(
        "{room} parmi les salles possibles de {session}",
        "{room} among the rooms that {session} may take",
    )
    one_more = Text("une salle de plus {when} pour {session}", "one more room {when} for {session}")
    one_more_of_track = Text(
        "une salle de plus pendant la plage {stretch} pour le thème {track}",
        "one more room during the stretch {stretch} for the track {track}",
    )
    one_more_without = Text(
        "une salle de plus pendant la plage {stretch} pour des communications sans thème",
        "one more room during the stretch {stretch} for papers without a track",
    )
    to_be_found = Text("Salle à trouver pour {session}", "Room to be found for {session}")
    reads = ROOM
    stands = ("sessions", "rooms")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            whom = Whom(sessions=(session.id,))
            if problem.takes_room(session.id):
                meant = frozenset(session.rooms or problem.room).difference(
                    problem.not_its_own(session.id)
                )
                exceeds = partial(_not_meant, problem, session, meant)
                yield Limit(session.id, ROOM, partial(is_in, meant), whom, exceeds=exceeds)
            elif _takes_none(session):
                yield Limit(session.id, ROOM, partial(is_in, {None}), whom)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (session,) = whom.sessions
        name, meant = session_text(problem, session), problem.session[session].rooms
        if _takes_none(problem.session[session]):
            return self.not_wanted.fill(session=name)
        if not meant:
            return super().says(problem, whom)
        return self.wanted_among.fill(
            session=name, rooms=either(room_text(problem, room) for room in meant)
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            session = problem.session[placement.session]
            whom = Whom(sessions=(session.id,))
            name = session_text(problem, session.id)
            if not problem.takes_room(session.id):
                if _takes_none(session) and placement.room is not None:
                    yield self.finding(whom, self.not_wanted, session=name)
                continue
            if placement.room is None:
                yield self.finding(whom, session=name)
            elif placement.room in problem.not_its_own(session.id):
                yield self.finding(
                    Whom(sessions=(session.id,), rooms=(placement.room,)),
                    self.twice,
                    session=name,
                    room=room_text(problem, placement.room),
                )
            elif session.rooms and placement.room not in session.rooms:
                yield self.finding(
                    Whom(sessions=(session.id,), rooms=(placement.room,)),
                    self.elsewhere,
                    session=name,
                    room=room_text(problem, placement.room),
                    rooms=either(room_text(problem, room) for room in session.rooms),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        (session,) = whom.sessions
        if not problem.takes_room(session):
            return None
        ladder = [Rung(0, 0)]
        if problem.session[session].rooms:
            ladder += (Rung(ANOTHER_ROOM + n, 15 + 2 * n) for n in range(MOST_LARGER + 1))
        # A part is where its whole is; papers share the rooms that are added.
        own = problem.session[session].part_of is None and session not in problem.parts
        if own and not problem.is_paper(session):
            ladder.append(Rung(ONE_MORE_ROOM, ADDED_ROOM))
        return Leeway(whom, {"": tuple(ladder)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, _, price in exceeded(self, problem, timetable):
            (session,) = whom.sessions
            row, placement = problem.session[session], timetable.by_session[session]
            room = placement.room
            changes = []
            if room is None:
                one_more = _one_more_room(problem, placement)
                room = one_more.id
                changes.append(FieldChange(("rooms", room), None, one_more))
            if row.rooms:
                where = ("sessions", session, "rooms")
                changes.append(FieldChange(where, row.rooms, [*row.rooms, room]))
            yield self.edit(
                self.also if placement.room else self.one_more,
                price,
                Whom(sessions=(session,), rooms=(placement.room,) if placement.room else ()),
                *changes,
                session=session_text(problem, session),
                room=room_text(problem, placement.room),
                when=when_text(problem, placement),
            )
        yield from self._rooms_of_stretches(problem, timetable)

    def _rooms_of_stretches(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        """Yield a room for each track and stretch in which papers have none."""
        taken = {*problem.room}
        for (name, track), rooms in added_rooms(problem, timetable).items():
            stretch = problem.stretch[name]
            for papers in rooms:
                room = _room_of_stretch(problem, stretch, track, papers, taken)
                taken.add(room.id)
                yield self.edit(
                    self.one_more_of_track if track else self.one_more_without,
                    ADDED_ROOM,
                    Whom(sessions=tuple(paper.session for paper in papers)),
                    FieldChange(("rooms", room.id), None, room),
                    *_meant_for_papers(problem, stretch, papers, room.id),
                    stretch=stretch_text(problem, stretch),
                    track=quoted(track),
                )


def _meant_for_papers(
    problem: Problem, stretch: Stretch, papers: Iterable[Placement], room: str
) -> Iterator[FieldChange]:
    """Yield what names the rooms of a stretch, or of papers, and has to name one more."""
    if stretch.rooms is not None:
        where = ("stretches", stretch.id, "rooms")
        yield FieldChange(where, stretch.rooms, [*stretch.rooms, room])
    for paper in papers:
        if rooms := problem.session[paper.session].rooms:
            yield FieldChange(("sessions", paper.session, "rooms"), rooms, [*rooms, room])


def _room_of_stretch(
    problem: Problem,
    stretch: Stretch,
    track: str,
    papers: Sequence[Placement],
    taken: Collection[str],
) -> Room:
    """Return a room that is still to be found for papers of a track in a stretch."""
    rows = [problem.session[paper.session] for paper in papers]
    spans = [around_in_a_new_room(problem, paper) for paper in papers]
    name = SessionHasARoom.to_be_found.fill(session=quoted(track or stretch.label))
    return Room.model_construct(
        id=free_id(f"{stretch.id}-room", taken),
        name=name.say(problem.event.language),
        capacity=max((row.expected for row in rows if row.expected), default=None),
        features=_features_of(problem, *rows),
        open=[
            Window.model_construct(
                day=stretch.day,
                start=min(stretch.start, *(start for _, start, _ in spans)),
                end=max(stretch.end, *(end for _, _, end in spans)),
            )
        ],
        to_be_confirmed=True,
    )


def _features_of(problem: Problem, *sessions: Session) -> list[str]:
    """Return what a room must have for sessions, but for what can be brought there."""
    needs = dict.fromkeys(need for session in sessions for need in session.needs)
    return [need for need in needs if need not in problem.movable]


def _not_meant(
    problem: Problem, session: Session, meant: frozenset[str], placement: Placement
) -> Amounts:
    if placement.room in meant:
        return {}
    if placement.room is None:
        return {} if problem.is_paper(session.id) else {"": ONE_MORE_ROOM}
    return {"": ANOTHER_ROOM + _larger(problem, session, meant, placement.room)}


def _larger(problem: Problem, session: Session, meant: frozenset[str], room: str) -> int:
    """Return how many rooms are to be asked for before a room that may be too small.

    Where nobody says how many come, they may be as many as the largest of its rooms seats.
    """
    seats = {one: problem.seats_in(session.id, one) or 0 for one in problem.room}
    wanted = session.expected or max((seats[one] for one in meant), default=0)
    if seats[room] >= wanted:
        return 0
    others = sum(size > seats[room] for one, size in seats.items() if one not in meant)
    return min(MOST_LARGER, 1 + others)


def _one_more_room(problem: Problem, placement: Placement) -> Room:
    """Return a room that is still to be found, with all that a session needs, while it is on."""
    session = problem.session[placement.session]
    day, start, end = span_of(placement, session.setup or 0, session.teardown or 0)
    name = SessionHasARoom.to_be_found.fill(session=session_text(problem, placement.session))
    return Room.model_construct(
        id=free_id(f"{placement.session}-room", problem.room),
        name=name.say(problem.event.language),
        capacity=session.expected,
        features=_features_of(problem, session),
        open=[Window.model_construct(day=day, start=start, end=end)],
        to_be_confirmed=True,
    )


def _takes_none(session: Session) -> bool:
    """Whether it is said to take no room; a part may be in that of its whole."""
    return session.rooms == [] and session.part_of is None and session.locked.room is None


class RoomHoldsOneSession(Demand):
    """A room holds one session at a time, or as many as it says, setup and teardown included.

    In a room that holds several, a part is not counted: its whole is there.
    """

    key = "room_one_at_a_time"
    title = Text(
        "Une salle n'accueille qu'une session à la fois, ou autant qu'elle le dit, montage et "
        "démontage compris",
        "A room holds one session at a time, or as many as it says, setup and teardown included",
    )
    wanted = Text(
        "{rooms} n'accueille qu'une session à la fois", "{rooms} holds one session at a time"
    )
    broken = Text(
        "{room} accueille {one} et {other} en même temps ({day}, {hours})",
        "{room} holds {one} and {other} at the same time ({day}, {hours})",
    )
    wanted_few = Text(
        "{rooms} n'accueille que {most} sessions à la fois",
        "{rooms} holds only {most} sessions at a time",
    )
    crowded = Text(
        "{room} n'accueille que {most} sessions à la fois, mais en a {count} {when} : {sessions}",
        "{room} holds only {most} sessions at a time, but has {count} {when}: {sessions}",
    )
    tight = Text(
        "{room} : il faut {needed} de démontage et de montage entre {one} (fin à {end}) "
        "et {other} (début à {start}), le {day}",
        "{room}: {needed} of teardown and setup are needed between {one} (ends {end}) "
        "and {other} (starts {start}) on {day}",
    )
    reads = TIME_AND_ROOM
    stands = ("rooms",)
    gives_way = False

    def post(self, to: Decisions) -> None:
        for room in to.problem.rooms:
            with to.demand(self, Whom(rooms=(room.id,))):
                if room.at_once == 1:
                    to.one_at_a_time(room.id)
                else:
                    to.few_at_a_time(room.id, room.at_once)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (room,) = whom.rooms
        most = problem.room[room].at_once
        if most == 1:
            return super().says(problem, whom)
        return self.wanted_few.fill(rooms=room_text(problem, room), most=most)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for room, placements in timetable.taking(problem).items():
            if problem.room[room].at_once > 1:
                yield from self._crowds(problem, problem.room[room], placements)
                continue
            taken = [self._taken(problem, placement, room) for placement in placements]
            for (one, _, end, _, after), (other, start, _, before, _) in combinations(taken, 2):
                needed = after + before
                if start - end < needed and not problem.related(one.session, other.session):
                    yield self._clash(problem, room, one, other, needed)

    def _taken(
        self, problem: Problem, placement: Placement, room: str
    ) -> tuple[Placement, int, int, int, int]:
        """Return a placement, its first and last moment, its setup and its teardown."""
        start = problem.moment(placement.day, placement.start)
        around = setup_and_teardown(problem, placement.session, problem.room[room])
        return placement, start, start + placement.minutes, *around

    def _crowds(
        self, problem: Problem, room: Room, placements: Iterable[Placement]
    ) -> Iterator[Finding]:
        """Yield the starts at which a room has more sessions than it holds at once."""
        spans = []
        for placement in placements:
            if not _is_where_its_whole_is(problem, placement.session, room.id):
                before, after = setup_and_teardown(problem, placement.session, room)
                day = problem.moment(placement.day, 0)
                span = day + placement.start - before, day + placement.end + after
                spans.append((*span, placement))
        known: set[tuple[str, ...]] = set()
        for moment, _, first in sorted(spans, key=lambda span: span[:2]):
            there = [one for start, end, one in spans if start <= moment < end]
            sessions = tuple(one.session for one in there)
            if len(there) > room.at_once and sessions not in known:
                known.add(sessions)
                yield self.finding(
                    Whom(sessions=sessions, rooms=(room.id,)),
                    self.crowded,
                    room=room_text(problem, room.id),
                    most=room.at_once,
                    count=len(there),
                    when=when_text(problem, first),
                    sessions=sessions_text(problem, sessions),
                )

    def _clash(
        self, problem: Problem, room: str, one: Placement, other: Placement, needed: int
    ) -> Finding:
        overlap = one.overlaps(other)
        return self.finding(
            Whom(sessions=(one.session, other.session), rooms=(room,)),
            self.broken if overlap else self.tight,
            room=room_text(problem, room),
            one=session_text(problem, one.session),
            other=session_text(problem, other.session),
            needed=duration(needed),
            day=long_date(other.day),
            hours=span(other.start, min(one.end, other.end)) if overlap else "",
            end=clock(one.end),
            start=clock(other.start),
        )


class RoomHasWhatIsNeeded(Demand):
    """A session is in a room that has everything it needs, but what is moved there."""

    key = "room_needs"
    title = Text(
        "Une salle a ce dont la session a besoin (projecteur, accès PMR…)",
        "A room has what the session needs (projector, step-free access…)",
    )
    wanted = Text("{session} a besoin de : {needs}", "{session} needs: {needs}")
    broken = Text(
        "{session} a pour salle {room}, où il manque : {missing}",
        "{session} is in {room}, which lacks: {missing}",
    )
    spared = Text("{session} sans {missing} ({room})", "{session} without {missing} ({room})")
    reads = ROOM
    stands = ("sessions", "needs")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            if needs := set(session.needs).difference(problem.movable):
                fit = frozenset(
                    room.id for room in problem.room.values() if needs <= set(room.features)
                )
                yield Limit(
                    session.id,
                    ROOM,
                    partial(is_in, fit | {None}),
                    Whom(sessions=(session.id,)),
                    exceeds=partial(_lacking, problem, frozenset(needs)),
                )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (session,) = whom.sessions
        return self.wanted.fill(
            session=session_text(problem, session),
            needs=listing(
                need for need in problem.session[session].needs if need not in problem.movable
            ),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            if placement.room is None:
                continue
            features = problem.room[placement.room].features
            missing = [
                need
                for need in problem.session[placement.session].needs
                if need not in features and need not in problem.movable
            ]
            if missing:
                yield self.finding(
                    Whom(sessions=(placement.session,), rooms=(placement.room,)),
                    session=session_text(problem, placement.session),
                    room=room_text(problem, placement.room),
                    missing=listing(missing),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        (session,) = whom.sessions
        return Leeway(whom, {"": counted_by(0, 30, len(problem.session[session].needs))})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, _, price in exceeded(self, problem, timetable):
            (session,) = whom.sessions
            room, needs = timetable.by_session[session].room, problem.session[session].needs
            assert room is not None
            features = problem.room[room].features
            missing = [n for n in needs if n not in features and n not in problem.movable]
            left = [need for need in needs if need not in missing]
            yield self.edit(
                self.spared,
                price,
                Whom(sessions=(session,), rooms=(room,)),
                FieldChange(("sessions", session, "needs"), needs, left),
                session=session_text(problem, session),
                missing=listing(dict.fromkeys(missing)),
                room=room_text(problem, room),
            )


def _lacking(problem: Problem, needs: frozenset[str], placement: Placement) -> Amounts:
    """Return how much a room lacks of what is needed."""
    if placement.room is None:
        return {}
    return {"": len(needs.difference(problem.room[placement.room].features))}


class RoomSeatsTheExpected(Demand):
    """A session is in a room that seats those who are expected.

    Where the capacity or the number expected is not known, nothing is demanded; nor where
    the event allows `overflow`.
    """

    key = "room_seats"
    title = Text(
        "Une salle a assez de places pour le public attendu",
        "A room has seats enough for those expected",
    )
    wanted = Text("{session} attend {expected}", "{session} expects {expected}")
    broken = Text(
        "{session} attend {expected}, mais {room} a seulement {capacity}",
        "{session} expects {expected}, but {room} has only {capacity}",
    )
    fewer = Text(
        "public attendu de {session} : {seats} au lieu de {expected}{registered}",
        "{session} expects {seats} instead of {expected}{registered}",
    )
    reads = ROOM
    stands = ("sessions", "expected")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            if session.expected and not problem.event.overflow:
                fit = frozenset(
                    room
                    for room in problem.room
                    if (seats := problem.seats_in(session.id, room)) is None
                    or seats >= session.expected
                )
                yield Limit(
                    session.id,
                    ROOM,
                    partial(is_in, fit | {None}),
                    Whom(sessions=(session.id,)),
                    exceeds=partial(_too_many, problem, session.expected),
                )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (session,) = whom.sessions
        return self.wanted.fill(
            session=session_text(problem, session),
            expected=people_count(problem.session[session].expected or 0),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in () if problem.event.overflow else timetable.placements:
            expected = problem.session[placement.session].expected
            capacity = _seats(problem, placement)
            if expected is not None and capacity is not None and capacity < expected:
                yield self.finding(
                    Whom(
                        sessions=(placement.session,),
                        rooms=(placement.room,) if placement.room else (),
                    ),
                    session=session_text(problem, placement.session),
                    room=place_text(problem, placement),
                    expected=people_count(expected),
                    capacity=seats_count(capacity),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        (session,) = whom.sessions
        ladder = graded(10, 2, 110, most=problem.session[session].expected or 0)
        return Leeway(whom, {"": ladder})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, _, price in exceeded(self, problem, timetable):
            (session,) = whom.sessions
            placement = timetable.by_session[session]
            expected, seats = problem.session[session].expected, _seats(problem, placement)
            yield self.edit(
                self.fewer,
                price,
                Whom(sessions=(session,), rooms=(placement.room,) if placement.room else ()),
                FieldChange(("sessions", session, "expected"), expected, seats),
                session=session_text(problem, session),
                seats=seats,
                expected=expected,
                registered=_who_come(problem, session),
            )


def _too_many(problem: Problem, expected: int, placement: Placement) -> Amounts:
    """Return how many of those who are expected have no seat."""
    seats = problem.seats_in(placement.session, placement.room)
    return {} if seats is None else {"": max(0, expected - seats)}


def _who_come(problem: Problem, session: str) -> Text:
    """Return how many attendees wish for a session, or must attend it, where some are known."""
    workshop = problem.workshop(session)
    registered = problem.registered.get(session) or sum(
        workshop in map(problem.workshop, (*attendee.wishes, *attendee.must_attend))
        for attendee in problem.attendees
    )
    if not registered:
        return Text("", "")
    many = counted(registered, Text("inscrit", "registered"), Text("inscrits", "registered"))
    return Text(" ({many})", " ({many})").fill(many=many)


class RoomIsAsWished(Cost):
    """A session is in a room that has what it wishes for, and that it does not dislike.

    Each feature that is missing costs an hour, and so does a room that is disliked.
    """

    key = "room_wishes"
    title = Text(
        "Une salle a ce que la session souhaite, et n'est pas de celles qu'elle évite",
        "A room has what the session wishes for, and is not one that it dislikes",
    )
    tier = 1
    unit = Text("60 par souhait non tenu", "60 for each wish not kept")
    reads = ROOM
    broken = Text(
        "{session} a pour salle {room}, où il manque ce qu'elle souhaite : {missing}",
        "{session} is in {room}, which lacks what it wishes for: {missing}",
    )
    avoided = Text(
        "{session} a pour salle {room}, qu'elle préfère éviter",
        "{session} is in {room}, which it would rather avoid",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in to.problem.sessions:
            if session.wanted or session.disliked:
                costs = {
                    room.id: UNKEPT * len(set(session.wanted) - set(room.features))
                    + UNKEPT * (room.id in session.disliked)
                    for room in to.problem.room.values()
                }
                yield from _cost_of_room(to, session, costs)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            if placement.room is None:
                continue
            session, room = problem.session[placement.session], problem.room[placement.room]
            whom = Whom(sessions=(session.id,), rooms=(room.id,))
            missing = [
                feature for feature in dict.fromkeys(session.wanted) if feature not in room.features
            ]
            names = {
                "session": session_text(problem, session.id),
                "room": room_text(problem, room.id),
            }
            if missing:
                text = self.broken.fill(**names, missing=listing(missing))
                yield self.paid(UNKEPT * len(missing), whom, text)
            if room.id in session.disliked:
                yield self.paid(UNKEPT, whom, self.avoided.fill(**names))


class EverybodyHasASeat(Cost):
    """Where the event so wishes, a room may have too few seats: each that is missing costs.

    Where the capacity or the number expected is not known, nothing is paid.
    """

    key = "overflow"
    title = Text(
        "Si l'évènement l'admet, une salle trop petite coûte chaque place qui manque",
        "Where the event allows it, a room that is too small costs each seat that is missing",
    )
    tier = 1
    unit = Text("personnes sans place", "people without a seat")
    reads = ROOM
    broken = Text(
        "{session} attend {expected}, mais {room} a seulement {capacity} ({without} sans place)",
        "{session} expects {expected}, but {room} has only {capacity} ({without} without a seat)",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in to.problem.sessions if to.problem.event.overflow else ():
            if session.expected:
                costs = {
                    room: max(0, session.expected - seats) if seats is not None else 0
                    for room in to.problem.room
                    for seats in [to.problem.seats_in(session.id, room)]
                }
                yield from _cost_of_room(to, session, costs)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements if problem.event.overflow else ():
            expected = problem.session[placement.session].expected
            capacity = _seats(problem, placement)
            if expected is None or capacity is None or expected <= capacity:
                continue
            text = self.broken.fill(
                session=session_text(problem, placement.session),
                room=place_text(problem, placement),
                expected=people_count(expected),
                capacity=seats_count(capacity),
                without=people_count(expected - capacity),
            )
            whom = Whom((placement.session,), rooms=(placement.room,) if placement.room else ())
            yield self.paid(expected - capacity, whom, text)


class RegisteredHaveASeat(Cost):
    """What all attend, as a plenary, is in a room that seats all who may be there.

    Where more are expected, that is demanded already; each seat that is missing beyond
    these costs an hour, or a minute where the event allows `overflow`.
    """

    key = "registered_seats"
    title = Text(
        "Ce à quoi tous les inscrits assistent (plénière, session sans rien au même moment) a "
        "une salle où tous ont une place",
        "What all who are registered attend (a plenary, a session beside nothing) is in a room "
        "that seats them all",
    )
    tier = 1
    unit = Text(
        "60 par inscrit sans place, 1 si l'évènement admet des salles trop petites",
        "60 for each who is registered and has no seat, 1 where rooms may be too small",
    )
    reads = ROOM
    broken = Text(
        "{session} : {registered}, mais {room} a seulement {capacity} ({without} sans place)",
        "{session}: {registered}, but {room} has only {capacity} ({without} without a seat)",
    )

    def concerns(self, problem: Problem) -> bool:
        return any(
            (seats := problem.seats_in(session, room)) is not None
            and registered > max(seats, problem.session[session].expected or 0)
            for session, registered in problem.registered.items()
            for room in problem.room
        )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        worth = 1 if to.problem.event.overflow else 60
        for session, registered in to.problem.registered.items():
            row = to.problem.session[session]
            costs = {
                room.id: worth * max(0, registered - max(room.capacity, row.expected or 0))
                if room.capacity is not None
                else 0
                for room in to.problem.rooms
            }
            yield from _cost_of_room(to, row, costs)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            registered = problem.registered.get(placement.session, 0)
            expected = problem.session[placement.session].expected or 0
            capacity = _seats(problem, placement)
            if capacity is None or registered <= max(capacity, expected):
                continue
            missing = registered - max(capacity, expected)
            text = self.broken.fill(
                session=session_text(problem, placement.session),
                registered=registered_count(registered),
                room=place_text(problem, placement),
                capacity=seats_count(capacity),
                without=people_count(registered - capacity),
            )
            whom = Whom((placement.session,), rooms=(placement.room,) if placement.room else ())
            yield self.paid(missing if problem.event.overflow else 60 * missing, whom, text)


def _seats(problem: Problem, placement: Placement) -> int | None:
    """Return the places of all the rooms that a session takes; None where one is not known."""
    if placement.room is None:
        return None
    rooms = {placement.room, *problem.session[placement.session].also_in}
    seats = [problem.room[room].capacity for room in rooms]
    return sum(known for known in seats if known is not None) if None not in seats else None


def registered_count(number: int) -> Text:
    """Return that so many attendees may be there."""
    return counted(
        number,
        Text("inscrit peut y être", "attendee may be there"),
        Text("inscrits peuvent y être", "attendees may be there"),
    )


def _cost_of_room(
    to: Decisions, session: Session, costs: Mapping[str, int]
) -> Iterator[Quantity | int]:
    """Yield what a session's room costs.

    What most rooms cost is paid anyway, unless the session is in none: so that only the
    others are asked about, each of which makes the model larger.
    """
    if not to.problem.may_take_room(session.id) or not any(costs.values()):
        return
    usual = Counter(costs[room] for room in session.rooms or costs).most_common(1)[0][0]
    if usual:
        yield usual * (1 - to.in_room(session.id, None))
    for room, cost in costs.items():
        if cost != usual:
            yield (cost - usual) * to.in_room(session.id, room)


def _is_where_its_whole_is(problem: Problem, session: str, room: str) -> bool:
    """Whether a part is in a room in which its whole is, too."""
    wholes = [problem.session[whole] for whole in problem.wholes(session)]
    if room in problem.session[session].also_in:
        return any(room in whole.also_in for whole in wholes)
    return any(problem.takes_room(whole.id) for whole in wholes)
