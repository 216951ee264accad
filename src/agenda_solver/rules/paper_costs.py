"""Rules of what papers cost where they are: those who give them, follow them, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from agenda_solver.problem import (
    Hours,
    Problem,
    Stretch,
)
from agenda_solver.rules.rule import (
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
    is_inside,
    papers_by_stretch,
    papers_placed,
    stretch_text,
    track_text,
)
from agenda_solver.rules.words import people_count, session_text
from agenda_solver.text import Text, listing, same, span
from agenda_solver.timetable import Timetable
from agenda_solver.wishes import busy_in
from agenda_solver.words.moments import DAY_MINUTES

UNSUITABLE, IMPOSSIBLE = 1, 10
"""How often it costs to speak at an hour that does not suit, and at one that is impossible."""


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
    unit = EACH_UNKEPT
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
    for name, there in papers_by_stretch(problem, timetable).items():
        there.sort(key=lambda placement: order[placement.session])
        for one, other in combinations(there, 2):
            if one.room != other.room and None not in (one.room, other.room):
                yield one.session, other.session, problem.stretch[name]


class AttendeesStayInTheirRoom(Cost):
    """What attendees wish for in a stretch is in one room: each two that are not cost an hour.

    For each attendee and each two papers that they wish for, must attend or give themselves; two
    that they give are for `SpeakersStayInTheirRoom`.
    """

    key = "paper_wishes"
    title = Text(
        "Les communications que suit un participant dans une plage sont dans une seule salle",
        "The papers that an attendee follows in a stretch are in one room",
    )
    tier = 1
    unit = EACH_UNKEPT
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
        givers, followers = _givers_and_followers(problem)
        for one, other, stretch in _in_two_rooms(problem, timetable) if followers else ():
            both = followers.get(one, set()) & followers.get(other, set())
            number = len(both - (givers.get(one, set()) & givers.get(other, set())))
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


def _givers_and_followers(problem: Problem) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return, by session, which attendees give it, and which are to be there in any way."""
    givers: dict[str, set[str]] = {}
    followers: dict[str, set[str]] = {}
    for who in problem.attendees if problem.papers else ():
        own = busy_in(problem, who.id)
        for session in own:
            givers.setdefault(session, set()).add(who.id)
        for session in (*who.wished, *who.must_attend, *own):
            followers.setdefault(session, set()).add(who.id)
    return givers, followers


def followed(problem: Problem) -> dict[Pair, int]:
    """Return by how many attendees each two papers are followed, or one of them given."""
    order = {session.id: number for number, session in enumerate(problem.sessions)}
    pairs: dict[Pair, int] = {}
    for attendee in problem.attendees:
        own = {*busy_in(problem, attendee.id)}
        there = {*attendee.wished, *attendee.must_attend, *own}
        papers = sorted((one for one in there if problem.is_paper(one)), key=order.__getitem__)
        for pair in combinations(papers, 2):
            if not own.issuperset(pair):
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
    unit = EACH_UNKEPT
    reads = TIME
    broken = Text(
        "{people} : la plage de {session} est {hours} à l'heure de {zone}",
        "{people}: the stretch of {session} is {hours} on the clock of {zone}",
    )

    def concerns(self, problem: Problem) -> bool:
        event = problem.event
        return (
            bool(problem.papers)
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
                        yield is_inside(to, paper, stretch) * (times * UNKEPT)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        if not self.concerns(problem):
            return
        for placement, stretch in papers_placed(problem, timetable):
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
    unit = EACH_UNKEPT
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
