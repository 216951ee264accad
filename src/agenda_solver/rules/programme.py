"""Rules that protect the programme: its hours, its order, what belongs together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise

from agenda_solver.problem import Day, Event, Path, Problem, Sequence, Session, TypedSpot, within
from agenda_solver.rules.rule import (
    ROOM,
    TIME,
    TIME_AND_ROOM,
    Decisions,
    Demand,
    Finding,
    Limit,
    Whom,
    covered,
    is_in,
)
from agenda_solver.rules.words import (
    room_text,
    session_text,
    spot_text,
    when_text,
    windows_text,
)
from agenda_solver.text import Text, clock, duration, either, long_date, span
from agenda_solver.timetable import Placement, Timetable


class EverySessionIsPlaced(Demand):
    """Every session of the draft takes place once, on one of the event's days."""

    key = "placed"
    title = Text(
        "Chaque session a lieu une fois, un des jours de l'évènement",
        "Every session takes place once, on one of the event's days",
    )
    wanted = Text("{sessions} a lieu", "{sessions} takes place")
    broken = Text("{session} n'est pas au programme", "{session} is not in the programme")
    twice = Text(
        "{session} est plusieurs fois au programme", "{session} is in the programme more than once"
    )
    other_day = Text(
        "{session} est placée le {day}, qui n'est pas un jour de l'évènement",
        "{session} is placed on {day}, which is not a day of the event",
    )
    reads = TIME

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for session in problem.sessions:
            whom = Whom(sessions=(session.id,))
            name = session_text(problem, session.id)
            placements = [p for p in timetable.placements if p.session == session.id]
            if not placements:
                yield self.finding(whom, session=name)
            if len(placements) > 1:
                yield self.finding(whom, self.twice, session=name)
            for placement in placements:
                if all(day.date != placement.day for day in problem.days):
                    yield self.finding(
                        whom, self.other_day, session=name, day=long_date(placement.day)
                    )


class WithinOpeningHours(Demand):
    """A session lies within the opening hours of its day; what is external need not."""

    key = "opening_hours"
    title = Text(
        "Une session tient dans les heures d'ouverture de la journée",
        "A session lies within the day's opening hours",
    )
    wanted = Text("{day} : ouvert {hours}", "{day}: open {hours}")
    broken = Text(
        "{session} a lieu {hours}, mais la journée du {day} ouvre seulement {open}",
        "{session} takes place {hours}, but {day} is open only {open}",
    )
    reads = TIME
    stands = ("days", "open")

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for day in problem.days:
            if day.open:
                for session in problem.sessions:
                    if not session.external:
                        yield Limit(
                            session.id, TIME, partial(_within_hours, day), Whom(days=(day.date,))
                        )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (date,) = whom.days
        hours = problem.day[date].open
        assert hours is not None
        return self.wanted.fill(day=long_date(date), hours=span(hours.start, hours.end))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            day = problem.day.get(placement.day)
            hours = day.open if day else None
            if hours is None or problem.session[placement.session].external:
                continue
            if placement.start < hours.start or placement.end > hours.end:
                yield self.finding(
                    Whom(sessions=(placement.session,)),
                    session=session_text(problem, placement.session),
                    hours=span(placement.start, placement.end),
                    day=long_date(placement.day),
                    open=span(hours.start, hours.end),
                )


def _within_hours(day: Day, placement: Placement) -> bool:
    assert day.open is not None
    return placement.day != day.date or (
        day.open.start <= placement.start and placement.end <= day.open.end
    )


class WithinItsWindows(Demand):
    """A session lies within one of the windows that are allowed for it."""

    key = "windows"
    title = Text(
        "Une session a lieu aux heures permises pour elle",
        "A session lies within the windows allowed for it",
    )
    wanted = Text("{session} doit avoir lieu {windows}", "{session} must take place {windows}")
    broken = Text(
        "{session} a lieu {when}, mais doit avoir lieu {windows}",
        "{session} takes place {when}, but must take place {windows}",
    )
    reads = TIME
    stands = ("sessions", "windows")

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            if session.windows:
                yield Limit(
                    session.id, TIME, partial(_within_windows, session), Whom((session.id,))
                )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (session,) = whom.sessions
        return self.wanted.fill(
            session=session_text(problem, session),
            windows=windows_text(problem, problem.session[session].windows, either),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            windows = problem.session[placement.session].windows
            there = covered(windows, placement.day, placement.start, placement.end)
            if windows and not there:
                yield self.finding(
                    Whom(sessions=(placement.session,)),
                    session=session_text(problem, placement.session),
                    when=when_text(problem, placement),
                    windows=windows_text(problem, windows, either),
                )


def _within_windows(session: Session, placement: Placement) -> bool:
    return within(session.windows, placement.day, placement.start, placement.end)


class LastsAsLongAsAllowed(Demand):
    """A session is no shorter and no longer than its minutes allow."""

    key = "length"
    title = Text(
        "Une session dure le temps prévu pour elle, entre son minimum et son maximum",
        "A session lasts as long as allowed, between its minimum and maximum",
    )
    wanted = Text("{session} dure {length}", "{session} lasts {length}")
    broken = Text(
        "{session} dure {minutes} (prévu : {length})",
        "{session} lasts {minutes} (allowed: {length})",
    )
    reads = TIME
    stands = ("sessions", "minutes")

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            if session.minutes:
                yield Limit(session.id, TIME, partial(_is_as_long, session), Whom((session.id,)))

    def says(self, problem: Problem, whom: Whom) -> Text:
        (session,) = whom.sessions
        return self.wanted.fill(
            session=session_text(problem, session), length=_length(problem.session[session])
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            session = problem.session[placement.session]
            lasts = placement.end - placement.start
            if session.minutes and not session.minutes.min <= lasts <= session.minutes.max:
                yield self.finding(
                    Whom(sessions=(session.id,)),
                    session=session_text(problem, session.id),
                    minutes=duration(lasts),
                    length=_length(session),
                )


def _is_as_long(session: Session, placement: Placement) -> bool:
    assert session.minutes is not None
    return session.minutes.min <= placement.minutes <= session.minutes.max


def _length(session: Session) -> Text:
    assert session.minutes is not None
    shortest, longest = duration(session.minutes.min), duration(session.minutes.max)
    if session.minutes.min == session.minutes.max:
        return shortest
    return Text("entre {shortest} et {longest}", "between {shortest} and {longest}").fill(
        shortest=shortest, longest=longest
    )


class FillsASlot(Demand):
    """Where the event has slots, a session starts with one and ends within it.

    A session without minutes fills its slot. A part, what is external, and what has both
    a locked start and minutes need no slot.
    """

    key = "slot"
    title = Text(
        "Quand l'évènement a des créneaux, une session commence avec l'un d'eux et y tient",
        "Where the event has slots, a session starts with one and ends within it",
    )
    wanted = Text(
        "les sessions commencent avec un créneau et y tiennent",
        "sessions start with a slot and end within it",
    )
    broken = Text(
        "{session} a lieu {when}, ce qui n'est pas un créneau de l'évènement",
        "{session} takes place {when}, which is not a slot of the event",
    )
    reads = TIME
    stands = ("event", "slots")

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            if problem.event.slots and needs_slot(session):
                yield Limit(session.id, TIME, partial(_fills, problem.event, session), Whom())

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            session = problem.session[placement.session]
            if not problem.event.slots or session.external or session.part_of:
                continue
            if session.locked.start is not None and session.minutes is not None:
                continue
            slots = [
                slot
                for slot in problem.event.slots
                if slot.day == placement.day
                and slot.start == placement.start
                and (placement.end <= slot.end if session.minutes else placement.end == slot.end)
            ]
            if not slots:
                yield self.finding(
                    Whom(sessions=(session.id,)),
                    session=session_text(problem, session.id),
                    when=when_text(problem, placement),
                )


def needs_slot(session: Session) -> bool:
    """Whether a session must take one of the event's slots."""
    free = session.locked.start is not None and session.minutes is not None
    return not (session.external or session.part_of or free)


def _fills(event: Event, session: Session, placement: Placement) -> bool:
    return any(
        slot.day == placement.day
        and slot.start == placement.start
        and (slot.end == placement.end or (session.minutes and placement.end < slot.end))
        for slot in event.slots
    )


class StaysWhereLocked(Demand):
    """A session keeps the day, the start and the room it is locked in."""

    key = "locked"
    title = Text(
        "Une session verrouillée garde son jour, son heure et sa salle",
        "A locked session keeps its day, its start and its room",
    )
    wanted = Text("{session} est verrouillée : {spot}", "{session} is locked: {spot}")
    wanted_by_hand = Text(
        "{session} a été placée à la main : {spot}", "{session} was put there by hand: {spot}"
    )
    broken = Text(
        "{session} est verrouillée ({spot}), mais a lieu le {day} à {start}, {room}",
        "{session} is locked ({spot}), but takes place on {day} at {start}, {room}",
    )
    reads = TIME_AND_ROOM
    stands = ("sessions", "locked")

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            spot, whom = session.locked, Whom(sessions=(session.id,))
            if spot.day is not None or spot.start is not None:
                yield Limit(session.id, TIME, partial(_is_locked_then, session), whom)
            if spot.room is not None:
                yield Limit(session.id, ROOM, partial(is_in, {spot.room}), whom)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (session,) = whom.sessions
        spot = problem.session[session].locked
        sentence = self.wanted_by_hand if isinstance(spot, TypedSpot) else self.wanted
        return sentence.fill(session=session_text(problem, session), spot=spot_text(problem, spot))

    def place(self, problem: Problem, whom: Whom) -> Path:
        spot = problem.session[whom.sessions[0]].locked
        given = [key for key in ("start", "day", "room") if getattr(spot, key) is not None]
        return (*super().place(problem, whom), *given[:1])

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            spot = problem.session[placement.session].locked
            kept = (
                spot.day in (None, placement.day)
                and spot.start in (None, placement.start)
                and spot.room in (None, placement.room)
            )
            if not kept:
                yield self.finding(
                    Whom(sessions=(placement.session,)),
                    session=session_text(problem, placement.session),
                    spot=spot_text(problem, spot),
                    day=long_date(placement.day),
                    start=clock(placement.start),
                    room=room_text(problem, placement.room),
                )


def _is_locked_then(session: Session, placement: Placement) -> bool:
    day, start = session.locked.day, session.locked.start
    return (day is None or placement.day == day) and (start is None or placement.start == start)


class ComesBefore(Demand):
    """A session ends before another starts, with the pause asked for between them."""

    key = "before"
    title = Text(
        "Une session vient avant une autre, avec l'écart demandé",
        "A session comes before another, with the gap asked for",
    )
    wanted = Text(
        "{first} vient avant {then}{gap}",
        "{first} comes before {then}{gap}",
    )
    broken = Text(
        "{first} (fin le {day} à {end}) doit venir avant {then} "
        "(début le {then_day} à {start}){gap}",
        "{first} (ends {day} at {end}) must come before {then} (starts {then_day} at {start}){gap}",
    )
    reads = TIME

    def post(self, to: Decisions) -> None:
        for (first, then), (least, most) in _orders(to.problem).items():
            with to.demand(self, Whom(sessions=(first, then))):
                to.before(first, then, least, most)

    def says(self, problem: Problem, whom: Whom) -> Text:
        first, then = whom.sessions
        return self.wanted.fill(
            first=session_text(problem, first),
            then=session_text(problem, then),
            gap=_gap(*_orders(problem)[first, then]),
        )

    def place(self, problem: Problem, whom: Whom) -> Path:
        first, then = whom.sessions
        for session, key, other in ((first, "before", then), (then, "after", first)):
            for number, link in enumerate(getattr(problem.session[session], key)):
                if link.session == other:
                    return ("sessions", session, key, number)
        return super().place(problem, whom)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        seen = set()
        for session in problem.sessions:
            links = [((session.id, link.session), link) for link in session.before]
            links += [((link.session, session.id), link) for link in session.after]
            for pair, link in links:
                for finding in _order_findings(self, problem, timetable, pair, problem.gap(link)):
                    # Both sessions may say the same of one another.
                    if finding not in seen:
                        seen.add(finding)
                        yield finding


def _strictest(bounds: Iterable[tuple[int, int | None]]) -> tuple[int, int | None]:
    known = list(bounds)
    most = [most for _, most in known if most is not None]
    return max(least for least, _ in known), min(most, default=None)


def _orders(problem: Problem) -> dict[tuple[str, str], tuple[int, int | None]]:
    """Return the strictest gap asked for between each two sessions in order."""
    asked: dict[tuple[str, str], list[tuple[int, int | None]]] = {}
    for session in problem.sessions:
        for link in session.before:
            asked.setdefault((session.id, link.session), []).append(problem.gap(link))
        for link in session.after:
            asked.setdefault((link.session, session.id), []).append(problem.gap(link))
    return {pair: _strictest(bounds) for pair, bounds in asked.items()}


def _gap(least: int, most: int | None) -> Text:
    if most == 0:
        text = Text(", sans pause", ", without a pause")
    elif least == most:
        text = Text(", avec {least} d'écart", ", with a gap of {least}")
    elif most is not None and not least:
        text = Text(", avec {most} d'écart au plus", ", with a gap of at most {most}")
    elif most is not None:
        text = Text(", avec un écart de {least} à {most}", ", with a gap of {least} to {most}")
    elif least:
        text = Text(", avec au moins {least} d'écart", ", with a gap of at least {least}")
    else:
        text = Text("", "")
    return text.fill(least=duration(least), most=duration(most or 0))


def _order_findings(
    rule: Demand,
    problem: Problem,
    timetable: Timetable,
    pair: tuple[str, str],
    bounds: tuple[int, int | None],
) -> Iterator[Finding]:
    first, then = (timetable.by_session.get(session) for session in pair)
    if first is None or then is None:
        return
    gap = problem.moment(then.day, then.start) - problem.moment(first.day, first.end)
    least, most = bounds
    if gap < least or (most is not None and gap > most):
        yield rule.finding(
            Whom(sessions=pair),
            first=session_text(problem, pair[0]),
            then=session_text(problem, pair[1]),
            day=long_date(first.day),
            end=clock(first.end),
            then_day=long_date(then.day),
            start=clock(then.start),
            gap=_gap(least, most),
        )


class FollowsItsSequence(Demand):
    """Sessions of a sequence follow one another, if asked with nothing in between.

    Nothing in between: no other session starts from the end of one to the start of the
    next. A sequence that is a wish is the business of `FollowsTheWishedOrder`.
    """

    key = "sequence"
    title = Text(
        "Les sessions d'une suite se suivent dans l'ordre, sans rien entre elles si c'est demandé",
        "Sessions of a sequence follow in order, with nothing in between if so asked",
    )
    wanted = Text(
        "{first} vient avant {then}{gap}{direct}",
        "{first} comes before {then}{gap}{direct}",
    )
    broken = ComesBefore.broken
    between = Text(
        "{other} commence entre {first} et {then}, qui doivent se suivre",
        "{other} starts between {first} and {then}, which must follow one another",
    )
    reads = TIME

    def post(self, to: Decisions) -> None:
        for sequence in _demanded(to.problem):
            bounds = to.problem.gap(sequence)
            for first, then in pairwise(sequence.sessions):
                with to.demand(self, Whom(sessions=(first, then))):
                    to.before(first, then, *bounds)
                    if not sequence.between:
                        to.nothing_between(first, then, _others(to.problem, first, then))

    def says(self, problem: Problem, whom: Whom) -> Text:
        first, then = whom.sessions
        asked = [
            sequence
            for sequence in _demanded(problem)
            if (first, then) in pairwise(sequence.sessions)
        ]
        direct = not all(sequence.between for sequence in asked)
        return self.wanted.fill(
            first=session_text(problem, first),
            then=session_text(problem, then),
            gap=_gap(*_strictest(problem.gap(sequence) for sequence in asked)),
            direct=Text(", sans rien entre les deux", ", nothing in between") if direct else "",
        )

    def place(self, problem: Problem, whom: Whom) -> Path:
        first, then = whom.sessions
        rows = (
            row
            for row, sequence in enumerate(problem.sequences)
            if not sequence.wish and (first, then) in pairwise(sequence.sessions)
        )
        return ("sequences", next(rows), "sessions")

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for sequence in _demanded(problem):
            bounds = problem.gap(sequence)
            for pair in pairwise(sequence.sessions):
                yield from _order_findings(self, problem, timetable, pair, bounds)
                if not sequence.between:
                    yield from self._between(problem, timetable, pair)

    def _between(
        self, problem: Problem, timetable: Timetable, pair: tuple[str, str]
    ) -> Iterator[Finding]:
        first, then = (timetable.by_session.get(session) for session in pair)
        if first is None or then is None:
            return
        after = problem.moment(first.day, first.end)
        until = problem.moment(then.day, then.start)
        for other in timetable.placements:
            session = problem.session[other.session]
            kin = any(session.id == other or problem.related(session.id, other) for other in pair)
            starts = problem.moment(other.day, other.start)
            if after <= starts < until and not kin and not session.external:
                yield self.finding(
                    Whom(sessions=(other.session, *pair)),
                    self.between,
                    other=session_text(problem, other.session),
                    first=session_text(problem, pair[0]),
                    then=session_text(problem, pair[1]),
                )


def _demanded(problem: Problem) -> list[Sequence]:
    return [sequence for sequence in problem.sequences if not sequence.wish]


def _others(problem: Problem, *sessions: str) -> tuple[str, ...]:
    """Return the sessions that are ours to move and not kin of these."""
    return tuple(
        other.id
        for other in problem.sessions
        if not other.external
        and all(other.id != named and not problem.related(other.id, named) for named in sessions)
    )


class BlockStartsTogether(Demand):
    """The sessions of a block start together."""

    key = "block"
    title = Text(
        "Les sessions d'un bloc commencent ensemble", "The sessions of a block start together"
    )
    wanted = Text("{sessions} commencent ensemble", "{sessions} start together")
    broken = Text(
        "{one} (le {day} à {start}) et {other} (le {other_day} à {other_start}) "
        "doivent commencer ensemble",
        "{one} ({day} at {start}) and {other} ({other_day} at {other_start}) must start together",
    )
    reads = TIME
    stands = ("sessions", "block")

    def post(self, to: Decisions) -> None:
        for sessions in to.problem.blocks.values():
            if len(sessions) > 1:
                with to.demand(self, Whom(sessions=sessions)):
                    to.together(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        first: dict[str, Placement] = {}
        for placement in timetable.placements:
            block = problem.session[placement.session].block
            if block is None:
                continue
            one = first.setdefault(block, placement)
            if (one.day, one.start) != (placement.day, placement.start):
                yield self.finding(
                    Whom(sessions=(one.session, placement.session)),
                    one=session_text(problem, one.session),
                    day=long_date(one.day),
                    start=clock(one.start),
                    other=session_text(problem, placement.session),
                    other_day=long_date(placement.day),
                    other_start=clock(placement.start),
                )


class PartsLieWithinTheirWhole(Demand):
    """A part lies within its whole, and in its whole's room if it has one."""

    key = "part"
    title = Text(
        "Une partie tient dans la session entière, et dans sa salle",
        "A part lies within its whole, and in its room",
    )
    wanted = Text("{part} fait partie de {whole}", "{part} is a part of {whole}")
    broken = Text(
        "{part} ({hours}) doit tenir dans {whole} ({whole_hours})",
        "{part} ({hours}) must lie within {whole} ({whole_hours})",
    )
    elsewhere = Text(
        "{part} ({room}) doit se tenir dans la salle de {whole} ({whole_room})",
        "{part} ({room}) must be in the room of {whole} ({whole_room})",
    )
    reads = TIME_AND_ROOM
    stands = ("sessions", "part_of")

    def post(self, to: Decisions) -> None:
        for session in to.problem.sessions:
            if session.part_of:
                with to.demand(self, Whom(sessions=(session.id, session.part_of))):
                    to.within(session.id, session.part_of)

    def says(self, problem: Problem, whom: Whom) -> Text:
        part, whole = whom.sessions
        return self.wanted.fill(
            part=session_text(problem, part), whole=session_text(problem, whole)
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for part in timetable.placements:
            whole_id = problem.session[part.session].part_of
            whole = timetable.by_session.get(whole_id) if whole_id else None
            if whole is None:
                continue
            whom = Whom(sessions=(part.session, whole.session))
            names = {
                "part": session_text(problem, part.session),
                "whole": session_text(problem, whole.session),
            }
            if part.day != whole.day or part.start < whole.start or part.end > whole.end:
                yield self.finding(
                    whom,
                    **names,
                    hours=when_text(problem, part),
                    whole_hours=when_text(problem, whole),
                )
            if whole.room is not None and part.room != whole.room:
                yield self.finding(
                    whom,
                    self.elsewhere,
                    **names,
                    room=room_text(problem, part.room),
                    whole_room=room_text(problem, whole.room),
                )


class NothingBesideAPlenary(Demand):
    """Nothing takes place beside a plenary, but its own parts and what is external."""

    key = "plenary"
    title = Text(
        "Rien n'a lieu en même temps qu'une plénière", "Nothing takes place beside a plenary"
    )
    wanted = Text(
        "rien n'a lieu en même temps que {sessions}", "nothing takes place beside {sessions}"
    )
    broken = Text(
        "{other} a lieu en même temps que la plénière {plenary} ({day}, {hours})",
        "{other} takes place beside the plenary {plenary} ({day}, {hours})",
    )
    reads = TIME
    stands = ("sessions", "plenary")

    def post(self, to: Decisions) -> None:
        for session in to.problem.sessions:
            if session.is_plenary and not session.external:
                with to.demand(self, Whom(sessions=(session.id,))):
                    to.alone(session.id, _others(to.problem, session.id))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for one, other in timetable.overlapping_pairs():
            pair = [problem.session[one.session], problem.session[other.session]]
            plenary = next((session for session in pair if session.is_plenary), None)
            if plenary is None or any(session.external for session in pair):
                continue
            if problem.related(one.session, other.session):
                continue
            beside = other.session if plenary.id == one.session else one.session
            yield self.finding(
                Whom(sessions=(plenary.id, beside)),
                plenary=session_text(problem, plenary.id),
                other=session_text(problem, beside),
                day=long_date(one.day),
                hours=span(other.start, min(one.end, other.end)),
            )
