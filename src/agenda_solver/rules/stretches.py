"""Rules of papers in stretches: where they have their places, and whoever chairs them.

In a stretch each room holds papers of one track. What is counted are rooms of stretches, not
pairs of papers: how many rooms a track has, whether it is interrupted, what runs beside it.
What that costs is in `agenda_solver.rules.track_rooms` and `agenda_solver.rules.paper_costs`. See
`docs/decisions/0041-papers-in-stretches.md` for why they are so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import chain, pairwise

from agenda_solver.problem import (
    FOR_ALL,
    RESTS,
    Day,
    Person,
    Problem,
    Session,
    Spot,
    Stretch,
    Window,
)
from agenda_solver.problem.places import filled_by, fits, places_count, starts_in
from agenda_solver.rules.easing import (
    OUTRIGHT,
    Amounts,
    Leeway,
    Span,
    counted_by,
    exceeded,
    free_id,
    given_up,
    span_of,
)
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.people import SOMEBODY_ELSE, to_be_found
from agenda_solver.rules.programme import NothingBesideAPlenary
from agenda_solver.rules.rule import (
    TIME,
    TIME_AND_ROOM,
    Allows,
    Decisions,
    Demand,
    Finding,
    Limit,
    Quantity,
    Whom,
)
from agenda_solver.rules.words import (
    moment_text,
    people_count,
    room_text,
    session_text,
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
from agenda_solver.words.moments import DAY_MINUTES

_NO_TRACK = Text("sans thème", "no track")
EACH_UNKEPT = Text("chaque fois 60", "60 each time")

LOCKED_IN_A_STRETCH = 60
"""The price of a meal, or what everybody is invited to, during a stretch: as of a plenary."""

ROOM_OF_A_STRETCH = 15
"""The price of another room of the house that has papers in a stretch."""

ANOTHER_STRETCH = 100
"""The price of one more stretch, as of one more slot."""

_IN_EACH_ROOM = Text(" ({places} par salle)", " ({places} in each room)")
_ONE_STRETCH = Text("la plage {names}", "the stretch {names}")
_SEVERAL_STRETCHES = Text("les plages {names}", "the stretches {names}")

_PLENARY = NothingBesideAPlenary()


def track_text(track: str) -> Text:
    """Return what a track is called, and words for none."""
    return quoted(track) if track else _NO_TRACK


def stretch_text(problem: Problem, stretch: Stretch) -> Text:
    """Return what a stretch is called, and when it is."""
    return Text("{name} ({hours})", "{name} ({hours})").fill(
        name=stretch.label, hours=hours_text(problem, stretch)
    )


def hours_text(problem: Problem, stretch: Stretch) -> Text:
    """Return when a stretch is."""
    hours = span(stretch.start, stretch.end)
    if len(problem.days) == 1:
        return hours
    return Text("le {day} {hours}", "{day}, {hours}").fill(day=long_date(stretch.day), hours=hours)


def rooms_count(number: int) -> Text:
    """Return so many rooms."""
    return counted(number, Text("salle", "room"), Text("salles", "rooms"))


# --- Where papers are, in a timetable -----------------------------------------------------


def rooms_of_papers(
    problem: Problem, timetable: Timetable
) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return, by stretch and track, the rooms in which there are papers of it, and which."""
    held: dict[tuple[str, str], dict[str, list[str]]] = {}
    for placement, stretch in papers_placed(problem, timetable):
        track = problem.session[placement.session].track
        if placement.room is not None:
            rooms = held.setdefault((stretch.id, track), {})
            rooms.setdefault(placement.room, []).append(placement.session)
    return held


def papers_placed(problem: Problem, timetable: Timetable) -> Iterator[tuple[Placement, Stretch]]:
    """Yield the papers that start in a stretch, and that stretch."""
    for placement in timetable.placements if problem.papers else ():
        stretch = problem.stretch_at(placement.day, placement.start)
        if stretch is not None and problem.is_paper(placement.session):
            yield placement, problem.stretch[stretch]


def papers_by_stretch(problem: Problem, timetable: Timetable) -> dict[str, list[Placement]]:
    """Return the papers that start in each stretch."""
    by_stretch: dict[str, list[Placement]] = {}
    for placement, stretch in papers_placed(problem, timetable):
        by_stretch.setdefault(stretch.id, []).append(placement)
    return by_stretch


def added_rooms(
    problem: Problem, timetable: Timetable
) -> dict[tuple[str, str], list[list[Placement]]]:
    """Return the papers that have no room yet, by stretch and track, for each room to be found."""
    without: dict[tuple[str, str], list[Placement]] = {}
    for placement, stretch in papers_placed(problem, timetable):
        if placement.room is None and problem.takes_room(placement.session):
            track = problem.session[placement.session].track
            without.setdefault((stretch.id, track), []).append(placement)
    return {key: _one_after_another(problem, papers) for key, papers in without.items()}


def _one_after_another(problem: Problem, papers: Iterable[Placement]) -> list[list[Placement]]:
    """Return papers room by room, in no more rooms than are needed."""
    rooms: list[list[Placement]] = []
    for paper in sorted(papers, key=lambda paper: around_in_a_new_room(problem, paper)):
        _, start, _ = around_in_a_new_room(problem, paper)
        free = (own for own in rooms if around_in_a_new_room(problem, own[-1])[2] <= start)
        room = next(free, None)
        if room is None:
            rooms.append(room := [])
        room.append(paper)
    return rooms


def around_in_a_new_room(problem: Problem, placement: Placement) -> Span:
    """Return for how long a session occupies a room of which nothing is known."""
    row = problem.session[placement.session]
    return span_of(placement, row.setup or 0, row.teardown or 0)


# --- What is asked of the solver ----------------------------------------------------------


def is_inside(to: Decisions, paper: str, stretch: Stretch) -> Quantity:
    """Return whether a paper is in a stretch."""
    return to.starts_within(paper, stretch.day, stretch.start, stretch.end)


def each_inside(to: Decisions, papers: Iterable[str], stretch: Stretch) -> list[Quantity | int]:
    """Return, of each paper, whether it is in a stretch."""
    return [is_inside(to, paper, stretch) for paper in papers]


def each_in_room(
    to: Decisions, papers: Iterable[str], stretch: Stretch, room: str
) -> list[Quantity | int]:
    """Return, of each paper, whether it is in a room in a stretch."""
    return [
        to.in_room_within(paper, room, stretch.day, stretch.start, stretch.end) for paper in papers
    ]


def rooms_held(to: Decisions, papers: Collection[str], stretch: Stretch) -> list[Quantity | int]:
    """Return, of each room, whether it has some of these papers in a stretch."""
    return [to.any_of(each_in_room(to, papers, stretch, room)) for room in to.problem.room]


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
    aside = Text(
        "{session} a lieu {when}, {room} : dans {stretch}, une place pour elle commence à "
        "{starts} et dure {minutes}",
        "{session} takes place {when}, {room}: in {stretch}, a place for it begins at {starts} "
        "and lasts {minutes}",
    )
    one_more = Text("une plage de plus, {when}{places}", "one more stretch, {when}{places}")
    also = Text(
        "{room} parmi les salles de la plage {stretch}",
        "{room} among the rooms of the stretch {stretch}",
    )
    reads = TIME_AND_ROOM
    stands = ("stretches",)
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        stretches = tuple(problem.stretches)
        alike: dict[tuple[int, bool], Allows] = {}
        in_its_rooms = partial(_is_in_its_rooms, stretches)
        exceeds = partial(_in_another_room, stretches)
        some_have_rooms = any(stretch.rooms is not None for stretch in stretches)
        for paper in chain.from_iterable(problem.papers.values()):
            row, whom = problem.session[paper], Whom(sessions=(paper,))
            like = row.fills, row.minutes is None
            if like not in alike:
                alike[like] = partial(_fits_in_one, stretches, row)
            yield Limit(paper, TIME, alike[like], whom)
            if some_have_rooms:
                yield Limit(paper, TIME_AND_ROOM, in_its_rooms, whom, exceeds=exceeds)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            paper = problem.session[placement.session]
            if not problem.is_paper(paper.id):
                continue
            if not any(_has_a_place(paper, stretch, placement) for stretch in problem.stretches):
                where = {
                    "session": session_text(problem, paper.id),
                    "when": when_text(problem, placement),
                    "room": room_text(problem, placement.room),
                }
                whom = Whom(sessions=(paper.id,))
                name = problem.stretch_at(placement.day, placement.start)
                stretch = problem.stretch[name] if name is not None else None
                starts = list(starts_in(stretch, paper, problem.event.grid)) if stretch else []
                hours = placement.start, placement.end
                if stretch and stretch.places and starts and not fits(stretch, paper, *hours):
                    where["stretch"] = stretch_text(problem, stretch)
                    where["starts"] = either(map(clock, starts))
                    where["minutes"] = either(map(duration, filled_by(stretch, paper)))
                    yield self.finding(whom, self.aside, **where)
                else:
                    yield self.finding(whom, **where)

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        # A room that a stretch has more is there for all papers.
        return Leeway(
            self.key,
            {
                _side(stretch, room): given_up(ROOM_OF_A_STRETCH)
                for stretch in problem.stretches
                for room in problem.room
                if stretch.rooms is not None and room not in stretch.rooms
            },
        )

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        others: dict[tuple[str, str], list[str]] = {}
        for placement, stretch in papers_placed(problem, timetable):
            room = placement.room
            if room is not None and stretch.rooms is not None and room not in stretch.rooms:
                others.setdefault((stretch.id, room), []).append(placement.session)
        for (name, room), papers in others.items():
            stretch = problem.stretch[name]
            assert stretch.rooms is not None
            yield self.edit(
                self.also,
                ROOM_OF_A_STRETCH,
                Whom(sessions=tuple(papers), rooms=(room,)),
                FieldChange(("stretches", name, "rooms"), stretch.rooms, [*stretch.rooms, room]),
                room=room_text(problem, room),
                stretch=stretch_text(problem, stretch),
            )


def stretches_to_add(problem: Problem) -> Iterator[Stretch]:
    """Yield one more stretch for each day, like its last one, or the first of all; of one day two.

    After the others, before them or between two, wherever the hours of the day leave room.
    """
    taken = {*problem.stretch}
    for day in problem.days if problem.papers else ():
        there = [stretch for stretch in problem.stretch.values() if stretch.day == day.date]
        for _ in range(max(1, 2 // len(problem.days))):
            like = there[-1] if there else next(iter(problem.stretch.values()))
            length = like.end - like.start
            start = _free_start(day, there, length) if there else like.start
            if not 0 <= start <= DAY_MINUTES - length:
                break
            hours = {"day": day.date, "start": start, "end": start + length}
            fields = {"name": "", "room_levels": {}, "note": "", "source": ""}
            name = free_id(f"{like.id}-{day.date:%d}", taken)
            taken.add(name)
            stretch = like.model_copy(update={"id": name, **hours, **fields})
            there = sorted([*there, stretch], key=lambda stretch: stretch.start)
            yield stretch


def _free_start(day: Day, there: list[Stretch], length: int) -> int:
    """Return when a day has room for one more stretch: after the others, before, or between."""
    gaps = [(first.end, then.start) for first, then in pairwise(there)]
    pause = min((until - start for start, until in gaps), default=0)
    first, last = there[0].start, there[-1].end
    starts = [last + pause, last, first - length - pause, first - length]
    starts += [start for start, until in gaps if start + length <= until]
    opens, closes = (day.open.start, day.open.end) if day.open else (0, DAY_MINUTES)
    fits = (start for start in starts if opens <= start and start + length <= closes)
    return next(fits, starts[0])


def added_stretches(problem: Problem, timetable: Timetable) -> Iterator[Edit]:
    """Yield the edits after which papers that begin in no stretch do."""
    for stretch in stretches_to_add(problem):
        inside = tuple(
            placement.session
            for placement in timetable.placements
            if problem.is_paper(placement.session) and _begins_in(stretch, placement)
        )
        if inside:
            places = places_count(stretch.places or 0)
            yield Edit(
                PapersAreInStretches.key,
                (FieldChange(("stretches", stretch.id), None, stretch),),
                PapersAreInStretches.one_more.fill(
                    when=hours_text(problem, stretch),
                    places=_IN_EACH_ROOM.fill(places=places) if stretch.places else "",
                ),
                ANOTHER_STRETCH,
                sessions=inside,
            )


def _begins_in(stretch: Stretch, placement: Placement) -> bool:
    return placement.day == stretch.day and stretch.start <= placement.start < stretch.end


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


def _in_another_room(stretches: tuple[Stretch, ...], placement: Placement) -> Amounts:
    """Return which room a stretch would have more; one that is added to the house it has."""
    if placement.room is None or _is_in_its_rooms(stretches, placement):
        return {}
    there = (stretch for stretch in stretches if _is_during(stretch, placement))
    return {_side(stretch, placement.room): OUTRIGHT for stretch in there}


def _side(stretch: Stretch, room: str) -> str:
    return f"{room!r} in {stretch.id!r}"


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
                groups = [each_in_room(to, own, stretch, room) for own in problem.papers.values()]
                with to.demand(self, Whom(rooms=(room,), windows=_windows(stretch))):
                    to.few_groups(groups)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (window,) = whom.windows
        return self.wanted.fill(
            rooms=listing(room_text(problem, room) for room in whom.rooms),
            when=span(window.start, window.end),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        tracks: dict[tuple[str, str], dict[str, list[str]]] = {}
        for (stretch, track), rooms in rooms_of_papers(problem, timetable).items():
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
    locked = Text(
        "{session} verrouillée pendant {stretches} : {spot}",
        "{session} locked during {stretches}: {spot}",
    )
    no_plenary = Text(
        "{session} n'est pas une plénière : elle a lieu pendant {stretches}",
        "{session} is no plenary: it takes place during {stretches}",
    )
    reads = TIME
    stands = ("sessions",)
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        allows = partial(_is_outside, tuple(problem.stretches))
        exceeds = partial(_during, tuple(problem.stretches))
        for session in problem.sessions if problem.papers else ():
            if _stays_outside(problem, session):
                whom = Whom(sessions=(session.id,))
                if _is_of_a_kind_for_all(problem, session):
                    yield Limit(session.id, TIME, allows, whom, exceeds=exceeds)
                else:
                    yield Limit(session.id, TIME, allows, whom, freed_by=(_PLENARY, whom))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements if problem.papers else ():
            if not _stays_outside(problem, problem.session[placement.session]):
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

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": given_up(LOCKED_IN_A_STRETCH)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, _, price in exceeded(self, problem, timetable):
            (session,) = whom.sessions
            row, placement = problem.session[session], timetable.by_session[session]
            spot = Spot.model_construct(day=placement.day, start=placement.start)
            changes = [
                FieldChange(("sessions", session, "locked", key), None, getattr(spot, key))
                for key in ("day", "start")
                if getattr(row.locked, key) is None and (key == "start" or len(problem.days) > 1)
            ]
            yield self.edit(
                self.locked,
                price,
                whom,
                *changes,
                session=session_text(problem, session),
                stretches=_stretches_during(problem, placement),
                spot=moment_text(problem, placement.day, placement.start),
            )
        yield from self._no_plenaries(problem, timetable)

    def _no_plenaries(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        """Yield what is a plenary for no other reason than that it is said, and has to be none."""
        beside = {edit.sessions[0] for edit in _PLENARY.ease(problem, timetable)}
        for limit in self.limits(problem):
            placement = timetable.by_session.get(limit.session)
            allowed = placement is None or limit.allows(placement)
            if allowed or limit.freed_by is None or limit.session in beside:
                continue
            price = _PLENARY.price(problem, limit.whom, {"": OUTRIGHT})
            assert price is not None
            assert placement is not None
            yield _PLENARY.edit(
                self.no_plenary,
                price,
                limit.whom,
                FieldChange(("sessions", limit.session, "plenary"), before=True, after=False),
                session=session_text(problem, limit.session),
                stretches=_stretches_during(problem, placement),
            )


def _during(stretches: tuple[Stretch, ...], placement: Placement) -> Amounts:
    return {} if _is_outside(stretches, placement) else {"": OUTRIGHT}


def _is_outside(stretches: tuple[Stretch, ...], placement: Placement) -> bool:
    return not any(_is_during(stretch, placement) for stretch in stretches)


def _stretches_during(problem: Problem, placement: Placement) -> Text:
    there = [stretch for stretch in problem.stretches if _is_during(stretch, placement)]
    text = _ONE_STRETCH if len(there) == 1 else _SEVERAL_STRETCHES
    return text.fill(names=listing(quoted(stretch.label) for stretch in there))


def _is_during(stretch: Stretch, placement: Placement) -> bool:
    there = stretch.day == placement.day
    return there and placement.start < stretch.end and stretch.start < placement.end


def is_for_all(problem: Problem, session: Session) -> bool:
    """Whether everybody is invited to a session, or rests during it."""
    if session.external or session.part_of:
        return False
    return _is_of_a_kind_for_all(problem, session) or session.is_plenary


def _stays_outside(problem: Problem, session: Session) -> bool:
    return session.locked.start is None and is_for_all(problem, session)


def _is_of_a_kind_for_all(problem: Problem, session: Session) -> bool:
    return problem.kind_of(session.id) in (*RESTS, *FOR_ALL)


class ChairsAreFree(Demand):
    """Whoever chairs a track takes part in nothing else during its papers.

    In a stretch in which the track has a room, they chair no other track, and have no paper of
    another one; and nothing else of theirs is at the time of one of its papers.
    """

    key = "chair_free"
    title = Text(
        "Qui préside un thème n'est nulle part ailleurs pendant ses plages",
        "Whoever chairs a track is due nowhere else during its stretches",
    )
    wanted = Text(
        "{people} préside {tracks}, jamais dans la même plage",
        "{people} chairs {tracks}, never in one stretch",
    )
    wanted_paper = Text(
        "{person} préside le thème {track}, jamais dans la plage de {session}",
        "{person} chairs the track {track}, never in the stretch of {session}",
    )
    wanted_elsewhere = Text(
        "{person} préside le thème {track}, jamais en même temps que {session}",
        "{person} chairs the track {track}, never at the time of {session}",
    )
    broken = Text(
        "{person} préside le thème {track} et doit être ailleurs : {other} ({when})",
        "{person} chairs the track {track} and is due elsewhere: {other} ({when})",
    )
    other_chair = Text(
        "quelqu'un d'autre que {person} pour présider le thème {track}",
        "somebody other than {person} to chair the track {track}",
    )
    reads = TIME
    stands = ("tracks", "chairs")
    gives_way = False

    def post(self, to: Decisions) -> None:
        problem = to.problem
        for track, person in _chairs(problem):
            own = problem.papers[track]
            for other in _other_tracks(problem, track, person):
                with to.demand(self, Whom(people=(person,), tracks=(track, other))):
                    self._never_in_one_stretch(to, own, problem.papers[other])
            for session in _other_sessions(problem, track, person):
                whom = Whom(people=(person,), tracks=(track,), sessions=(session,))
                with to.demand(self, whom):
                    if problem.is_paper(session):
                        self._never_in_one_stretch(to, own, (session,))
                        continue
                    for paper in own:
                        to.apart((paper, session))

    def _never_in_one_stretch(
        self, to: Decisions, papers: Collection[str], others: Collection[str]
    ) -> None:
        for stretch in to.problem.stretches:
            to.few_groups([each_inside(to, papers, stretch), each_inside(to, others, stretch)])

    def says(self, problem: Problem, whom: Whom) -> Text:
        person = problem.person[whom.people[0]].label
        if not whom.sessions:
            return self.wanted.fill(people=person, tracks=listing(map(quoted, whom.tracks)))
        (session,) = whom.sessions
        text = self.wanted_paper if problem.is_paper(session) else self.wanted_elsewhere
        return text.fill(
            person=person, track=quoted(whom.tracks[0]), session=session_text(problem, session)
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        by_stretch = papers_by_stretch(problem, timetable)
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
                    for other in others.get(person, ()):
                        if one.overlaps(other):
                            when = when_text(problem, one)
                            yield self._finding(problem, track, person, one, other, when)

    def _is_due(self, problem: Problem, session: str, person: str) -> bool:
        row = problem.session[session]
        return person in row.roster or person in problem.chairs_of(row.track)

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


class ChairsAreInOneRoom(Demand):
    """Whoever chairs a track is in one room at a time.

    In a stretch, a track that somebody chairs has no more rooms than people who chair it.
    """

    key = "chair_room"
    title = Text(
        "Qui préside un thème est dans une seule salle à la fois",
        "Whoever chairs a track is in one room at a time",
    )
    wanted = Text(
        "le thème {track} a au plus {rooms} par plage : pour le présider, {people}",
        "the track {track} has at most {rooms} in a stretch: it is chaired by {people}",
    )
    broken = Text(
        "le thème {track} a {count} dans la même plage, {stretch} ({rooms}) ; pour le présider, "
        "seulement : {people}",
        "the track {track} has {count} in one stretch, {stretch} ({rooms}); it is chaired only by "
        "{people}",
    )
    more = Text(
        "{count} de plus pour présider le thème {track}",
        "{count} more to chair the track {track}",
    )
    to_be_found = Text(
        "à trouver, pour présider le thème {track}", "to be found, to chair the track {track}"
    )
    reads = TIME_AND_ROOM
    stands = ("tracks", "chairs")
    gives_way = True

    def post(self, to: Decisions) -> None:
        problem = to.problem
        for track, chairs in chaired(problem).items():
            whom, papers = Whom(people=chairs, tracks=(track,)), problem.papers[track]
            for stretch in problem.stretches if len(chairs) < len(problem.rooms) else ():
                with to.demand(self, whom):
                    to.few_groups(
                        [each_in_room(to, papers, stretch, room) for room in problem.room],
                        len(chairs),
                    )

    def says(self, problem: Problem, whom: Whom) -> Text:
        return self.wanted.fill(
            track=quoted(whom.tracks[0]),
            rooms=rooms_count(len(whom.people)),
            people=_labels(problem, whom.people),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for (name, track), rooms in rooms_of_papers(problem, timetable).items():
            chairs = tuple(dict.fromkeys(problem.chairs_of(track)))
            if chairs and len(rooms) > len(chairs):
                papers = tuple(paper for own in rooms.values() for paper in own)
                yield self.finding(
                    Whom(sessions=papers, rooms=tuple(rooms), people=chairs),
                    track=quoted(track),
                    count=rooms_count(len(rooms)),
                    stretch=stretch_text(problem, problem.stretch[name]),
                    rooms=listing(room_text(problem, room) for room in rooms),
                    people=_labels(problem, chairs),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": counted_by(0, SOMEBODY_ELSE)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        rooms, added = rooms_of_papers(problem, timetable), added_rooms(problem, timetable)
        taken = {*problem.person}
        for track, chairs in chaired(problem).items():
            cells = ((stretch, track) for stretch in problem.stretch)
            counts = (len(rooms.get(cell, ())) + len(added.get(cell, ())) for cell in cells)
            whom = Whom(people=chairs, tracks=(track,))
            lack = max(0, *counts, 0) - len(chairs)
            if lack <= 0 or (price := self.price(problem, whom, {"": lack})) is None:
                continue
            more = []
            for _ in range(lack):
                more.append(self._to_be_found(problem, track, taken))
                taken.add(more[-1].id)
            before = problem.track[track].chairs
            yield self.edit(
                self.more,
                price,
                whom,
                *(FieldChange(("people", person.id), None, person) for person in more),
                FieldChange(
                    ("tracks", track, "chairs"), before, [*before, *(one.id for one in more)]
                ),
                count=people_count(lack),
                track=quoted(track),
            )

    def _to_be_found(self, problem: Problem, track: str, taken: Collection[str]) -> Person:
        name = self.to_be_found.fill(track=quoted(track)).say(problem.event.language)
        return Person.model_construct(id=free_id("chair", taken), name=name, unconfirmed=True)


def _labels(problem: Problem, people: Iterable[str]) -> Text:
    return listing(problem.person[person].label for person in people)


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
    for track, chairs in chaired(problem).items():
        for person in chairs:
            yield track, person


def chaired(problem: Problem) -> dict[str, tuple[str, ...]]:
    """Return who chairs each track that has papers and is chaired."""
    chairs = {track: tuple(dict.fromkeys(problem.chairs_of(track))) for track in problem.papers}
    return {track: own for track, own in chairs.items() if own}


def _other_tracks(problem: Problem, track: str, person: str) -> Iterator[str]:
    """Yield the tracks that are chaired by the same person, of each two once."""
    later = False
    for other in problem.papers:
        if later and person in problem.chairs_of(other):
            yield other
        later = later or other == track


def _other_sessions(problem: Problem, track: str, person: str) -> Iterator[str]:
    """Yield what somebody takes part in, but for papers of a track that they chair.

    Of another one that they chair, too: somebody else may come to chair that.
    """
    for session in problem.sessions_with(person):
        if not problem.is_paper(session) or problem.session[session].track != track:
            yield session


def chair_replaced(problem: Problem, track: str, person: str, number: int) -> Edit:
    """Return the edit by which somebody still to be found chairs a track instead of a person.

    Parameters
    ----------
    number : int
        Which of those to be found it is, from 1.
    """
    chairs = problem.track[track].chairs
    other = to_be_found(problem, person, number)
    return Edit(
        ChairsAreFree.key,
        (
            FieldChange(("people", other.id), None, other),
            FieldChange(
                ("tracks", track, "chairs"),
                chairs,
                [other.id if chair == person else chair for chair in chairs],
            ),
        ),
        ChairsAreFree.other_chair.fill(person=problem.person[person].label, track=quoted(track)),
        SOMEBODY_ELSE,
        people=(person,),
    )
