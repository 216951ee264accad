"""What follows from the tables of a problem, each found once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from agenda_solver.problem.habits import Habits
from agenda_solver.problem.halls import as_a_whole, pieces, sharing
from agenda_solver.problem.identities import Identities, identities
from agenda_solver.problem.occasions import Shape, is_elsewhere, kind_of, occasions_of, shape_of
from agenda_solver.problem.places import filled_by
from agenda_solver.problem.schema import (
    RESTS,
    Attendee,
    Capacity,
    Day,
    Equipment,
    Link,
    Person,
    Room,
    Sequence,
    Session,
    Stretch,
    Tables,
    Track,
    Window,
)
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK, Calendar
from agenda_solver.words.names import Names
from agenda_solver.words.occasions import Occasion

Read = TypeVar("Read", bound="Lookups")
"""A problem, as it was given."""


class Lookups(Tables):
    """The tables and what is looked up in them. They are frozen, so each is made once."""

    @cached_property
    def session(self) -> Mapping[str, Session]:
        """Sessions by id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def occasions(self) -> Mapping[str, tuple[Occasion, ...]]:
        """What each session is for, by its id; see `agenda_solver.problem.occasions`."""
        return {session.id: occasions_of(session) for session in self.sessions}

    @cached_property
    def shape(self) -> Shape:
        """Whether it goes on in one thread, in blocks or in tracks."""
        return shape_of(self.sessions, self.days, self.event.slots)

    @cached_property
    def habits(self) -> Habits:
        """What is left to custom; see `agenda_solver.problem.habits`."""
        return Habits(self)

    def kind_of(self, session: str) -> str:
        """Return the kind of a session: what is typed, else what its title tells."""
        return self._kinds[session]

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {session.id: kind_of(session) for session in self.sessions}

    def is_rest(self, session: str) -> bool:
        """Whether everybody rests in a session: a break, a meal, a welcome, a drink."""
        return self._kinds[session] in RESTS

    @cached_property
    def room(self) -> Mapping[str, Room]:
        """Rooms by id; what is left blank of a whole is what its parts have together.

        The rows of `rooms` are what is written.
        """
        return as_a_whole(self.rooms)

    @cached_property
    def pieces(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the rooms that each room is made of, at any depth, by its id."""
        return pieces(self.rooms)

    @cached_property
    def sharing(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the rooms that have some of the floor of each room, by its id."""
        return sharing(self.rooms)

    @cached_property
    def movable(self) -> Mapping[str, Equipment]:
        """Equipment that is moved, by id."""
        return {item.id: item for item in self.equipment}

    def that_move(self, item: str) -> tuple[str, ...]:
        """Ids of the sessions that need some equipment; not those inside of one that does."""
        needy = {session.id for session in self.sessions if item in session.needs}
        return tuple(
            session.id
            for session in self.sessions
            if session.id in needy and needy.isdisjoint(self.wholes(session.id))
        )

    def rooms_with(self, feature: str) -> tuple[str, ...]:
        """Ids of the rooms that have a feature."""
        return tuple(room.id for room in self.room.values() if feature in room.features)

    @cached_property
    def evening(self) -> Mapping[date, int]:
        """Until when each day goes on: midnight, or later where its hours or slots say so.

        The hours are those at which it is open, else those that are announced.
        """
        ends = {day.date: DAY_MINUTES for day in self.days}
        for day in self.days:
            if hours := day.open or day.announced:
                ends[day.date] = max(DAY_MINUTES, hours.end)
        for slot in self.event.slots:
            ends[slot.day] = max(ends.get(slot.day, 0), slot.end)
        return ends

    @cached_property
    def passes_midnight(self) -> bool:
        """Whether any session may go on after the midnight that ends its day."""
        return any(end > DAY_MINUTES for end in self.evening.values()) or any(
            _may_pass_midnight(session) for session in self.sessions
        )

    @cached_property
    def night_before(self) -> Mapping[date, int]:
        """How much of each day belongs to the evening of the day before, in minutes."""
        return {
            day: max(0, self.evening.get(day - timedelta(days=1), 0) - DAY_MINUTES)
            for day in self.evening
        }

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def attendee(self) -> Mapping[str, Attendee]:
        """Attendees by id."""
        return {attendee.id: attendee for attendee in self.attendees}

    @cached_property
    def presences(self) -> Mapping[str, tuple[Window, ...]]:
        """When each attendee is there, by their id; one object for those who say the same."""
        one_of: dict[tuple[Window, ...], tuple[Window, ...]] = {}
        own = {attendee.id: tuple(attendee.present) for attendee in self.attendees}
        return {attendee: one_of.setdefault(there, there) for attendee, there in own.items()}

    @cached_property
    def needing_what_no_room_has(self) -> frozenset[str]:
        """The attendees who need something that no room has."""
        features = {feature for room in self.rooms for feature in self.room[room.id].features}
        return frozenset(
            attendee.id for attendee in self.attendees if not features.issuperset(attendee.needs)
        )

    @cached_property
    def day(self) -> Mapping[date, Day]:
        """Days by date."""
        return {day.date: day for day in self.days}

    @cached_property
    def calendar(self) -> Calendar:
        """The days as words name them."""
        return Calendar({day.id: day.date for day in self.days})

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """What rooms, people, tracks and sessions are called, by table."""
        people = (
            (person.id, name)
            for person in self.people
            for name in (person.name or person.role, person.role, person.label)
        )
        return {
            "rooms": Names((room.id, room.name) for room in self.rooms),
            "equipment": Names((item.id, item.name) for item in self.equipment),
            "stretches": Names((stretch.id, stretch.name) for stretch in self.stretches),
            "people": Names(people),
            "tracks": Names((track, "") for track in self.track),
            "sessions": Names((session.id, session.title) for session in self.sessions),
        }

    @cached_property
    def first_date(self) -> date:
        """The earliest of the event's days."""
        return min(day.date for day in self.days)

    @cached_property
    def _sessions_by_person(self) -> Mapping[str, tuple[str, ...]]:
        takes_part = (
            (person, session.id) for session in self.sessions for person in session.roster
        )
        return _grouped(takes_part, self.person)

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The direct parts of each session that has some, by the whole's id."""
        wholes = ((session.part_of, session.id) for session in self.sessions)
        return _grouped((whole, part) for whole, part in wholes if whole)

    @cached_property
    def repeats(self) -> Mapping[str, tuple[str, ...]]:
        """Each session that is repeated, and its repeats, by the id of the first."""
        firsts = ((session.repeat_of, session.id) for session in self.sessions)
        repeats = _grouped((first, time) for first, time in firsts if first)
        return {first: (first, *times) for first, times in repeats.items()}

    @cached_property
    def repeated_for_all(self) -> frozenset[str]:
        """Ids of the sessions of which all are due a time: that take place so many times.

        Where the wishes decide how many times it is, only those are due one who ask for it.
        """
        return frozenset(
            time
            for first, times in self.repeats.items()
            if first not in self.session or isinstance(self.session[first].repeats, int)
            for time in times
        )

    @cached_property
    def _time_numbers(self) -> Mapping[str, int]:
        numbers: dict[str, int] = {}
        for times in self.repeats.values():
            number = 0
            for time in filter(self.session.__contains__, times):  # a first may be unknown
                known = numbers.get(time) or self.session[time].number
                number = numbers[time] = known or number + 1
        return numbers

    def time_number(self, session: str) -> int:
        """Return which time of a session this is, as everybody calls it: 1 for the first.

        Where the draft does not say it, one more than the time before; so the others keep
        their number when one of them is cancelled.
        """
        return self._time_numbers.get(session) or self.session[session].number or 1

    @cached_property
    def blocks(self) -> Mapping[str, tuple[str, ...]]:
        """The sessions of each block, by the block's id."""
        blocks = ((session.block, session.id) for session in self.sessions)
        return _grouped((block, session) for block, session in blocks if block)

    def workshop(self, session: str) -> str:
        """Return what a session is a time or a sub-group of: the id of the first one.

        Who wishes for one of them wishes for any, and nobody has a seat in two.
        """
        row = self.session[session]
        first = row.repeat_of or row.group_of
        if first is None or first == session:
            return session
        # A repeat of a sub-group belongs to the workshop of that sub-group.
        return self.session[first].group_of or first

    @cached_property
    def workshops(self) -> Mapping[str, tuple[str, ...]]:
        """The sessions of each workshop, its times and sub-groups, by the id of the first."""
        return _grouped((self.workshop(session.id), session.id) for session in self.sessions)

    @cached_property
    def workshop_of(self) -> Mapping[str, str]:
        """What `workshop` returns for each session, by its id."""
        return {session.id: self.workshop(session.id) for session in self.sessions}

    @cached_property
    def workshops_asked(self) -> Mapping[str, frozenset[str]]:
        """The workshops that each attendee wishes for or must attend, by the attendee's id."""
        return {
            attendee.id: frozenset(
                self.workshop_of[session] for session in (*attendee.wished, *attendee.must_attend)
            )
            for attendee in self.attendees
        }

    @cached_property
    def with_seats(self) -> frozenset[str]:
        """Ids of the sessions that have seats to give out, whoever comes.

        Where a session does not say it itself: the workshops, those of a block, and those
        with a least or a greatest number of attendees or a mixture, and those for everyone.
        """
        blocks = {session for of in self.blocks.values() if len(of) > 1 for session in of}
        return frozenset(
            session.id
            for session in self.sessions
            if (
                session.kind == "workshop"
                or session.id in blocks
                or session.capacity != Capacity()
                or session.mixed
                or session.per_organisation
                or session.everyone
                if session.registration is None
                else session.registration
            )
        )

    def least_seats(self, attendee: Attendee, parts: int = 0) -> int:
        """Return how many seats an attendee should have over the whole event.

        Parameters
        ----------
        parts : int
            In how many sessions they take part themselves.
        """
        own = attendee.seats.min
        least = (self.event.seats.min or 0) if own is None else own
        return max(0, least - parts) if self.counts_parts(attendee) else least

    def most_seats(self, attendee: Attendee, parts: int = 0) -> int | None:
        """Return how many seats an attendee has at most over the whole event; None: any.

        Parameters
        ----------
        parts : int
            In how many sessions they take part themselves.
        """
        own = attendee.seats.max
        most = self.event.seats.max if own is None else own
        return max(0, most - parts) if most is not None and self.counts_parts(attendee) else most

    def counts_parts(self, attendee: Attendee) -> bool:
        """Whether what an attendee takes part in counts as a seat."""
        own = attendee.seats.parts
        return bool(self.event.seats.parts if own is None else own)

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """Ids of the sessions in which attendees need a seat, in the order of the draft.

        Those `with_seats` and, where a session does not say otherwise itself, all that
        somebody wishes for or must attend. None where there are no attendees.
        """
        if not self.attendees:
            return ()
        named = {
            self.workshop(session)
            for attendee in self.attendees
            for session in (*attendee.wishes, *attendee.must_attend)
            if session in self.session  # a row that is taken out may name what is not there
        }
        return tuple(
            session.id
            for session in self.sessions
            if session.id in self.with_seats
            or (session.registration is None and self.workshop(session.id) in named)
        )

    @cached_property
    def registered(self) -> Mapping[str, int]:
        """How many of the attendees may be at what all of them attend, by the session's id.

        That is each plenary, and what is locked beside nothing else, where nobody says how
        many are expected. Not what takes registrations; nor parts, which are where their
        whole is, nor what is external.
        """
        offered = set(self.offered)
        return {
            session.id: sum(_may_be_at(attendee, session) for attendee in self.attendees)
            for session in (self.sessions if self.attendees else ())
            if not (session.external or session.part_of or session.id in offered)
            and (session.is_plenary or (session.expected is None and self._is_alone(session)))
        }

    def _is_alone(self, session: Session) -> bool:
        """Whether a session is locked at a time at which no other can be, but breaks and meals."""
        span = self._locked_span(session)
        if span is None or self.is_rest(session.id):
            return False
        others = (
            self._locked_span(other)
            for other in self.sessions
            if not (other is session or other.external or self.is_rest(other.id))
            and not self.related(other.id, session.id)
        )
        return all(other and (other[1] <= span[0] or span[1] <= other[0]) for other in others)

    def _locked_span(self, session: Session) -> tuple[int, int] | None:
        """Return from when to when a session may be at most; None where that is not locked."""
        start = session.locked.start
        day = session.locked.day or (self.days[0].date if len(self.days) == 1 else None)
        if start is None or day is None or session.minutes is None:
            return None
        return self.moment(day, start), self.moment(day, start) + session.minutes.max

    @cached_property
    def identities(self) -> Identities:
        """Which attendees take part in the programme themselves, and which may."""
        return identities(self.people, self.attendees)

    @property
    def person_of(self) -> Mapping[str, str]:
        """Ids of the attendees who also take part in the programme, and who they are there."""
        return self.identities.known

    def sessions_with(self, person: str) -> tuple[str, ...]:
        """Ids of the sessions a person takes part in, in any role, pools left out."""
        return self._sessions_by_person[person]

    @cached_property
    def _sessions_by_candidate(self) -> Mapping[str, tuple[str, ...]]:
        may = (
            (person, session.id)
            for session in self.sessions
            for person in dict.fromkeys(
                (*session.roster, *(one for _, _, several in session.pools for one in several))
            )
        )
        return _grouped(may, self.person)

    def may_take_part(self, person: str) -> tuple[str, ...]:
        """Ids of the sessions a person takes part in, or may be chosen to, in any role."""
        return self._sessions_by_candidate[person]

    @cached_property
    def track(self) -> Mapping[str, Track]:
        """Tracks by id: those of the table, and those that a session alone names."""
        tracks = {track.id: track for track in self.tracks}
        for session in self.sessions:
            if session.track:
                tracks.setdefault(session.track, Track(id=session.track))
        return tracks

    @cached_property
    def by_track(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the sessions of each track, in the order of the draft."""
        of_track = (
            (track, session.id)
            for session in self.sessions
            for track in dict.fromkeys((session.track, *session.tags))
            if track in self.track
        )
        return _grouped(of_track, self.track)

    @cached_property
    def stretch(self) -> Mapping[str, Stretch]:
        """Stretches by id, in the order of time."""
        ordered = sorted(self.stretches, key=lambda stretch: (stretch.day, stretch.start))
        return {stretch.id: stretch for stretch in ordered}

    @cached_property
    def papers(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the papers that are placed in stretches, by track, in the order of the draft.

        Those without a track are of one that has no name. None where there are no stretches.
        """
        placed = (
            (session.track, session.id)
            for session in (self.sessions if self.stretches else ())
            if session.kind == "paper" and not session.external and session.part_of is None
        )
        return _grouped(placed)

    @cached_property
    def _papers(self) -> frozenset[str]:
        return frozenset(paper for papers in self.papers.values() for paper in papers)

    def is_paper(self, session: str) -> bool:
        """Whether a session is placed in stretches."""
        return session in self._papers

    @cached_property
    def _stretches_by_day(self) -> Mapping[date, tuple[Stretch, ...]]:
        by_day: dict[date, list[Stretch]] = {}
        for stretch in self.stretch.values():
            by_day.setdefault(stretch.day, []).append(stretch)
        return {day: tuple(there) for day, there in by_day.items()}

    def stretch_at(self, day: date, minute: int) -> str | None:
        """Return the id of the stretch that goes on at a minute of a day."""
        there = self._stretches_by_day.get(day, ())
        return next((one.id for one in there if one.start <= minute < one.end), None)

    def chairs_of(self, track: str) -> tuple[str, ...]:
        """Ids of those who chair the papers of a track."""
        return tuple(self.track[track].chairs) if track in self.track else ()

    @cached_property
    def _papers_by_chair(self) -> Mapping[str, tuple[str, ...]]:
        chaired = (
            (person, paper)
            for track, papers in self.papers.items()
            for person in dict.fromkeys(self.chairs_of(track))
            for paper in papers
        )
        return _grouped(chaired, self.person)

    def papers_chaired(self, person: str) -> tuple[str, ...]:
        """Ids of the papers of the tracks that a person chairs: they are there meanwhile."""
        return self._papers_by_chair[person]

    def may_be_held_by(self, person: str) -> tuple[str, ...]:
        """Ids of what keeps a person busy, or may: parts in any role, and papers they chair."""
        return (*self.may_take_part(person), *self.papers_chaired(person))

    def walk_minutes(self, room: str | None, other: str | None) -> int:
        """Return how long it takes from one room to another: 0 within a site, or unknown."""
        if room is None or other is None:
            return 0
        sites = {self.room[room].site, self.room[other].site}
        if len(sites) < 2 or "" in sites:
            return 0
        walks = (walk.minutes for walk in self.event.walks if set(walk.sites) == sites)
        return next(walks, self.event.walk)

    @cached_property
    def has_walks(self) -> bool:
        """Whether there are rooms from one of which it takes time to walk to the other."""
        rooms = {room.site: room.id for room in self.room.values()}.values()
        return any(self.walk_minutes(one, other) for one, other in combinations(rooms, 2))

    def usual_minutes(self, session: str) -> int:
        """How long a session lasts as a rule: ideally, at most, or as the longest slot."""
        minutes = self.session[session].minutes
        if minutes is None and self.is_paper(session):
            lengths = (filled_by(stretch, self.session[session]) for stretch in self.stretches)
            return max((length for lengths in lengths for length in lengths), default=0)
        if minutes is None:
            return max(slot.end - slot.start for slot in self.event.slots)
        return minutes.ideal if minutes.ideal is not None else minutes.max

    def takes_room(self, session: str) -> bool:
        """Whether a session must have a room.

        A break, a meal or a visit takes one only where rooms are named for it, or one preferred;
        what is external, only the one it is locked in.
        """
        row = self.session[session]
        if row.locked.room:
            return True
        if row.external:
            return False
        if row.rooms is not None:
            return bool(row.rooms)
        return session not in self._elsewhere or row.preferred.room is not None

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        return frozenset(session.id for session in self.sessions if is_elsewhere(session))

    def may_take_room(self, session: str) -> bool:
        """Whether a session can be in a room: its own, or that of a whole it is part of."""
        return any(map(self.takes_room, (session, *self.wholes(session))))

    def rooms_of(self, session: str, room: str | None) -> tuple[str, ...]:
        """Ids of the rooms that a session takes if that is its own, which is the first."""
        own = () if room is None else (room,)
        besides = self.session[session].also_in
        return tuple(dict.fromkeys((*own, *besides))) if besides else own

    def floor_of(self, session: str, room: str | None) -> tuple[str, ...]:
        """Ids of all rooms that a session takes if that is its own, what they are made of too."""
        rooms = self.rooms_of(session, room)
        return tuple(dict.fromkeys(one for own in rooms for one in (own, *self.pieces[own])))

    def not_its_own(self, session: str) -> frozenset[str]:
        """Ids of the rooms that cannot be a session's own: it takes their floor besides."""
        besides = self.session[session].also_in
        return frozenset(besides).union(*(self.sharing[room] for room in besides))

    def seats_in(self, session: str, room: str | None) -> int | None:
        """Return how many a session seats if that is its room; None: not known, or any number.

        What it takes besides has places, too.
        """
        if room is None:
            return None
        seats = [self.room[one].capacity for one in self.rooms_of(session, room)]
        return None if None in seats else sum(filter(None, seats))

    @cached_property
    def taken_besides(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the sessions that take a room besides their own, by the room's."""
        pairs = ((room, session.id) for session in self.sessions for room in session.also_in)
        return _grouped(pairs, self.room)

    def is_inside(self, session: str) -> bool:
        """Whether a session is a part of one that takes a room, and so is in that room."""
        return any(map(self.takes_room, self.wholes(session)))

    def counts_in(self, session: str, room: str) -> bool:
        """Whether a session is counted in a room that holds several: not if its whole is."""
        if room not in self.session[session].also_in:
            return not self.is_inside(session)
        return not any(room in self.session[whole].also_in for whole in self.wholes(session))

    def occupancy(self, session: str, room: str) -> tuple[int, int]:
        """Minutes of setup and teardown when a session is in a room.

        The session's own where it says so, else the room's; none for a part.
        """
        own, usual = self.session[session], self.room[room]
        if own.part_of:
            return 0, 0
        setup = usual.setup if own.setup is None else own.setup
        return setup, usual.teardown if own.teardown is None else own.teardown

    def wholes(self, session: str) -> tuple[str, ...]:
        """Ids of the sessions that contain a session, the nearest first."""
        wholes: list[str] = []
        whole = self.session[session].part_of
        while whole is not None and whole not in wholes:
            wholes.append(whole)
            whole = self.session[whole].part_of
        return tuple(wholes)

    def with_their_parts(self, sessions: Iterable[str]) -> frozenset[str]:
        """Return the ids of sessions and of all their parts, at any depth."""
        reached: set[str] = set()
        todo = [session for session in sessions if session in self.session]
        while todo:
            session = todo.pop()
            if session not in reached:
                reached.add(session)
                todo += self.parts.get(session, ())
        return frozenset(reached)

    def related(self, one: str, other: str) -> bool:
        """Whether one of two sessions is a part of the other, at any depth."""
        return one in self.wholes(other) or other in self.wholes(one)

    def gap(self, link: Link | Sequence) -> tuple[int, int | None]:
        """Return the gap asked for, at least and at most; the event's where nothing is said."""
        if link.min is not None or link.max is None:
            return self.event.gap if link.min is None else link.min, link.max
        return min(self.event.gap, link.max), link.max

    def announced_hours(self) -> Iterator[tuple[date, int | None, int | None]]:
        """Yield what is announced: a day, its start and its end, either of which may be open."""
        for day in self.days:
            if day.announced:
                yield day.date, day.announced.start, day.announced.end
            for one in self.event.stated:
                if one.day in (None, day.date) and (one.start, one.end) != (None, None):
                    yield day.date, one.start, one.end

    def moment(self, day: date, minute: int) -> int:
        """Return minutes since midnight of the event's first day."""
        return (day - self.first_date).days * DAY_MINUTES + minute


def _may_pass_midnight(session: Session) -> bool:
    """Whether the row of a session says so: a start and a length, or its own hours."""
    named = {session.locked.start, session.preferred.start, *(one.start for one in session.stated)}
    starts = [start for start in named if start is not None]
    lasts = session.minutes.max if session.minutes else DAY_MINUTES
    return any(start + lasts > DAY_MINUTES for start in starts) or any(
        DAY_MINUTES < window.end < DAYBREAK for window in session.windows
    )


def _may_be_at(attendee: Attendee, session: Session) -> bool:
    """Whether somebody is there on a day, and from the minute, on which a session may start."""
    day, start = session.locked.day, session.locked.start
    return not attendee.present or any(
        (None in (day, window.day) or day == window.day)
        and (start is None or window.start <= start < window.end)
        for window in attendee.present
    )


def _grouped(
    pairs: Iterable[tuple[str, str]], keys: Iterable[str] = ()
) -> Mapping[str, tuple[str, ...]]:
    """Return what is paired with each key, for these keys at least."""
    groups: dict[str, list[str]] = {key: [] for key in keys}
    for key, member in pairs:
        groups.setdefault(key, []).append(member)
    return {key: tuple(members) for key, members in groups.items()}
