"""Rules that protect the programme: its hours, its order, what belongs together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import pairwise

from agenda_solver.problem import (
    Day,
    Event,
    Link,
    Minutes,
    Openings,
    Path,
    Problem,
    Sequence,
    Session,
    Slot,
    Spot,
    TypedSpot,
    Window,
)
from agenda_solver.rules.easing import (
    DEAR,
    EARLY,
    LATE,
    OUTRIGHT,
    Amounts,
    Ladder,
    Leeway,
    Rung,
    both_sides,
    exceeded,
    given_up,
    graded,
    left_out,
    out_of_order,
    outside,
    span_of,
    widened,
)
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import (
    ROOM,
    TIME,
    TIME_AND_ROOM,
    Allows,
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
    sessions_text,
    spot_text,
    when_text,
    windows_text,
)
from agenda_solver.text import (
    Text,
    clock,
    duration,
    either,
    late_clock,
    listing,
    long_date,
    span,
)
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.moments import DAY_MINUTES

CANCELLED = 400
"""The price of a session that does not take place, and one for each five who are expected."""

ANOTHER_SLOT = 100
"""The price of one more slot."""

SHORTER, LONGER = "shorter", "longer"
BETWEEN = "between"

MOVING, MOVING_A_MEAL, FRAME = 40, 55, 260
"""The price of another place in the order: a meal has its hour, and a day opens and closes.

Dear is also what takes place beside that with which everybody opens or closes a day.
"""

OPENED = 40
"""The price of others between sessions of a sequence."""

OUT_OF_BLOCK = 60
"""The price of a session that does not start with its block."""


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
    cancelled = Text("{session} n'a pas lieu", "{session} does not take place")
    reads = TIME
    gives_way = True

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        by_session: dict[str, list[Placement]] = {}
        for placement in timetable.placements:
            by_session.setdefault(placement.session, []).append(placement)
        dates = {day.date for day in problem.days}
        for session in problem.sessions:
            placements = by_session.get(session.id, [])
            strange = [each.day for each in placements if each.day not in dates]
            if len(placements) == 1 and not strange:
                continue
            whom, name = Whom(sessions=(session.id,)), session_text(problem, session.id)
            if not placements:
                yield self.finding(whom, session=name)
            if len(placements) > 1:
                yield self.finding(whom, self.twice, session=name)
            for day in strange:
                yield self.finding(whom, self.other_day, session=name, day=long_date(day))

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        (session,) = whom.sessions
        row = problem.session[session]
        if row.external or row.part_of or session in problem.parts or len(problem.sessions) == 1:
            return None
        return Leeway(whom, {"": given_up(CANCELLED + (row.expected or 0) // 5)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for session in problem.sessions:
            whom = Whom(sessions=(session.id,))
            price = self.price(problem, whom, {"": OUTRIGHT})
            if session.id not in timetable.by_session and price is not None:
                yield self.edit(
                    self.cancelled,
                    price,
                    whom,
                    FieldChange(("sessions", session.id), session, None),
                    session=session_text(problem, session.id),
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
    opens = Text(
        "ouverture de la journée{of_day} à {time} (au lieu de {before})",
        "the day{of_day} opens at {time} (instead of {before})",
    )
    closes = Text(
        "clôture de la journée{of_day} à {time} (au lieu de {before})",
        "the day{of_day} closes at {time} (instead of {before})",
    )
    reads = TIME
    stands = ("days", "open")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for day in problem.days:
            if day.open:
                allows, exceeds = partial(_within_hours, day), partial(_outside_hours, day)
                for session in problem.sessions:
                    if not session.external:
                        whom = Whom(days=(day.date,))
                        yield Limit(session.id, TIME, allows, whom, exceeds=exceeds)

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

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, both_sides(graded(20, 2)))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, amounts, _ in exceeded(self, problem, timetable):
            (day,) = whom.days
            hours = problem.day[day].open
            assert hours is not None
            of_day = Text(" du {day}", " of {day}").fill(day=long_date(day))
            for side, text, key, before, now in (
                (EARLY, self.opens, "start", hours.start, hours.start - amounts[EARLY]),
                (LATE, self.closes, "end", hours.end, hours.end + amounts[LATE]),
            ):
                price = self.price(problem, whom, {side: amounts[side]})
                if price:
                    yield self.edit(
                        text,
                        price,
                        whom,
                        FieldChange(("days", problem.day[day].id, "open", key), before, now),
                        of_day=of_day if len(problem.days) > 1 else "",
                        time=late_clock(now),
                        before=late_clock(before),
                    )


def _outside_hours(day: Day, placement: Placement) -> Amounts:
    assert day.open is not None
    if placement.day != day.date:
        return {}
    return {
        EARLY: max(0, day.open.start - placement.start),
        LATE: max(0, placement.end - day.open.end),
    }


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
    moved = Text(
        "{session} possible {windows} (au lieu de : {before})",
        "{session} may take place {windows} (instead of: {before})",
    )
    reads = TIME
    stands = ("sessions", "windows")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        alike: dict[tuple[Window, ...], Allows] = {}
        for session in problem.sessions:
            if session.windows:
                windows = tuple(session.windows)
                yield Limit(
                    session.id,
                    TIME,
                    alike.setdefault(windows, partial(_within_windows, Openings(windows))),
                    Whom((session.id,)),
                    exceeds=partial(outside, session.windows),
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
            times = placement.day, placement.start, placement.end
            if windows and not covered(windows, *times):
                yield self.finding(
                    Whom(sessions=(placement.session,)),
                    session=session_text(problem, placement.session),
                    when=when_text(problem, placement),
                    windows=windows_text(problem, windows, either),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, both_sides(graded(20, 2, 150)))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, _, price in exceeded(self, problem, timetable):
            (session,) = whom.sessions
            windows = problem.session[session].windows
            wide = widened(windows, [span_of(timetable.by_session[session])])
            yield self.edit(
                self.moved,
                price,
                whom,
                FieldChange(("sessions", session, "windows"), windows, wide),
                session=session_text(problem, session),
                windows=windows_text(problem, wide, either),
                before=windows_text(problem, windows, either),
            )


def _within_windows(windows: Openings, placement: Placement) -> bool:
    return windows.hold(placement.day, placement.start, placement.end)


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
    lasts = Text(
        "{session} de {minutes} (au lieu de {before})",
        "{session} of {minutes} (instead of {before})",
    )
    reads = TIME
    stands = ("sessions", "minutes")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        alike: dict[Minutes, Allows] = {}
        for session in problem.sessions:
            if session.minutes:
                yield Limit(
                    session.id,
                    TIME,
                    alike.setdefault(session.minutes, partial(_is_as_long, session.minutes)),
                    Whom((session.id,)),
                    exceeds=partial(_longer_or_shorter, session),
                )

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

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        (session,) = whom.sessions
        minutes = problem.session[session].minutes
        assert minutes is not None
        shorter = _shortened(minutes.min, minutes.min // 2)
        if session not in problem.parts:
            return Leeway(whom, {SHORTER: shorter})
        return Leeway(whom, {SHORTER: shorter, LONGER: _shortened(minutes.max, 60)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, amounts, price in exceeded(self, problem, timetable):
            (session,) = whom.sessions
            minutes = problem.session[session].minutes
            assert minutes is not None
            lasts = timetable.by_session[session].minutes
            key, before = ("min", minutes.min) if amounts.get(SHORTER) else ("max", minutes.max)
            yield self.edit(
                self.lasts,
                price,
                whom,
                FieldChange(("sessions", session, "minutes", key), before, lasts),
                session=session_text(problem, session),
                minutes=duration(lasts),
                before=_length(problem.session[session]),
            )


def _shortened(minutes: int, most: int) -> Ladder:
    """Return the ladder of a length: ever dearer, so that of several each gives a little."""
    rungs = [Rung(0, 0)]
    for rung in graded(0, 1, most=most)[1:]:
        steps = rung.price
        rungs.append(Rung(rung.amount, 20 + -(-500 // minutes) * steps * (steps + 3) // 4))
    return tuple(rungs)


def _longer_or_shorter(session: Session, placement: Placement) -> Amounts:
    assert session.minutes is not None
    return {
        SHORTER: max(0, session.minutes.min - placement.minutes),
        LONGER: max(0, placement.minutes - session.minutes.max),
    }


def _is_as_long(minutes: Minutes, placement: Placement) -> bool:
    return minutes.min <= placement.minutes <= minutes.max


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

    A session without minutes fills its slot. A part, what is external, what has both a locked
    start and minutes, and a paper that is placed in stretches need no slot.
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
    one_more = Text("un créneau de plus, le {day} {hours}", "one more slot, {day}, {hours}")
    reads = TIME
    stands = ("event", "slots")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        fills = {shorter: partial(_fills, problem.event, shorter) for shorter in (False, True)}
        for session in problem.sessions:
            if problem.event.slots and needs_slot(problem, session):
                yield Limit(session.id, TIME, fills[session.minutes is not None], Whom())

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            session = problem.session[placement.session]
            if not problem.event.slots or session.external or session.part_of:
                continue
            if problem.stretches and session.kind == "paper":
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

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        starts = {(placement.day, placement.start) for placement in timetable.placements}
        for slot in slots_to_add(problem):
            if (slot.day, slot.start) in starts:
                yield self.edit(
                    self.one_more,
                    ANOTHER_SLOT,
                    Whom(),
                    FieldChange(
                        ("event", "slots"), problem.event.slots, [*problem.event.slots, slot]
                    ),
                    day=long_date(slot.day),
                    hours=span(slot.start, slot.end),
                )


def slots_to_add(problem: Problem) -> Iterator[Slot]:
    """Yield one more slot for each day: as long as its last one, after the least pause."""
    for day in problem.days:
        slots = [slot for slot in problem.event.slots if slot.day == day.date]
        if not slots:
            continue
        slots.sort(key=lambda slot: slot.start)
        pauses = [then.start - first.end for first, then in pairwise(slots)]
        last = max(slots, key=lambda slot: slot.end)
        start = last.end + max(0, min(pauses, default=0))
        end = start + last.end - last.start
        if end <= DAY_MINUTES:
            yield Slot.model_construct(id=None, day=day.date, start=start, end=end, sessions=[])


def needs_slot(problem: Problem, session: Session) -> bool:
    """Whether a session must take one of the event's slots; a paper has places of its own."""
    fixed = session.locked.start is not None and session.minutes is not None
    free = fixed or problem.is_paper(session.id)
    return not (session.external or session.part_of or free)


def _fills(event: Event, shorter: bool, placement: Placement) -> bool:
    """Whether a placement fills a slot, or may be shorter."""
    return any(
        slot.day == placement.day
        and slot.start == placement.start
        and (slot.end == placement.end or (shorter and placement.end < slot.end))
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
    moved = Text(
        "{session} verrouillée : {spot} (au lieu de : {before})",
        "{session} locked: {spot} (instead of: {before})",
    )
    undone = Text(
        "défaire la retouche de {session} ({before})",
        "undo the change by hand of {session} ({before})",
    )
    reads = TIME_AND_ROOM
    stands = ("sessions", "locked")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for session in problem.sessions:
            spot, whom = session.locked, Whom(sessions=(session.id,))
            if spot.day is not None or spot.start is not None:
                locked_then = partial(_is_locked_then, session)
                exceeds = partial(_off_the_lock, session)
                yield Limit(session.id, TIME, locked_then, whom, exceeds=exceeds)
            if spot.room is not None:
                in_room, exceeds = partial(is_in, {spot.room}), partial(_off_the_room, spot.room)
                yield Limit(session.id, ROOM, in_room, whom, exceeds=exceeds)

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
                    start=late_clock(placement.start),
                    room=room_text(problem, placement.room),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        (session,) = whom.sessions
        spot = problem.session[session].locked
        if isinstance(spot, TypedSpot):
            return Leeway(whom, {"": given_up(100)})
        return Leeway(whom, {"": graded(100, 4, 250)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, _, price in exceeded(self, problem, timetable):
            (session,) = whom.sessions
            spot = problem.session[session].locked
            by_hand = isinstance(spot, TypedSpot)
            other = Spot() if by_hand else _moved_to(spot, timetable.by_session[session])
            yield self.edit(
                self.undone if by_hand else self.moved,
                price,
                whom,
                FieldChange(("sessions", session, "locked"), spot, other),
                session=session_text(problem, session),
                spot=spot_text(problem, other),
                before=spot_text(problem, spot),
            )


def _off_the_lock(session: Session, placement: Placement) -> Amounts:
    """Return by how many minutes a session is off; by hand, or on another day, altogether."""
    if _is_locked_then(session, placement):
        return {}
    day, start = session.locked.day, session.locked.start
    if isinstance(session.locked, TypedSpot) or day not in (None, placement.day) or start is None:
        return {"": OUTRIGHT}
    return {"": abs(placement.start - start)}


def _off_the_room(room: str, placement: Placement) -> Amounts:
    return {} if placement.room == room else {"": OUTRIGHT}


def _moved_to(spot: Spot, placement: Placement) -> Spot:
    """Return the lock of what a lock says, where a session is."""
    return spot.model_copy(
        update={
            "day": None if spot.day is None else placement.day,
            "start": None if spot.start is None else placement.start,
            "room": None if spot.room is None else placement.room,
        }
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
    closer = Text(
        "{gap} entre {first} et {then} (au lieu de {before})",
        "{gap} between {first} and {then} (instead of {before})",
    )
    turned = Text("{then} avant {first}", "{then} before {first}")
    reads = TIME
    gives_way = True

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

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        least, most = _orders(problem)[whom.sessions[0], whom.sessions[1]]
        turned = FRAME if any(_is_a_frame(problem, one) for one in whom.sessions) else 90
        return Leeway(whom, {"": _loosened(least, most, turned)}, apart=True)

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for pair, bounds in _orders(problem).items():
            first, then = (timetable.by_session.get(session) for session in pair)
            if first is None or then is None:
                continue
            gap = _minutes_between(problem, first, then)
            whom = Whom(sessions=pair)
            if not (price := self.price(problem, whom, {"": _over(bounds, gap)})):
                continue
            yield self.edit(
                self.turned if gap < 0 else self.closer,
                price,
                whom,
                *_relinked(problem, pair, gap),
                first=session_text(problem, pair[0]),
                then=session_text(problem, pair[1]),
                gap=duration(gap),
                before=_bounds_text(*bounds),
            )


def _loosened(least: int, most: int | None, outright: int | None = None) -> Ladder:
    """Return the ladder of a gap: it may be shorter, or longer, but for the order of the two."""
    furthest = max(least, 180 if most is not None else 0)
    if furthest or outright is None:
        return graded(12, 1, outright, most=furthest)
    return given_up(outright)


def _over(bounds: tuple[int, int | None], gap: int) -> int:
    """Return by how much a gap is out of its bounds; altogether, where the order is another."""
    least, most = bounds
    if gap < 0:
        return OUTRIGHT
    return max(0, least - gap, gap - most if most is not None else 0)


def _relinked(problem: Problem, pair: tuple[str, str], gap: int) -> Iterator[FieldChange]:
    """Yield what is said otherwise of two sessions: the gap, or that they come in turn."""
    for own, other, key in ((*pair, "before"), (*pair[::-1], "after")):
        links: list[Link] = getattr(problem.session[own], key)
        kept = [link for link in links if link.session != other]
        linked = [link for link in links if link.session == other]
        if not linked:
            continue
        where = ("sessions", own, key)
        if gap >= 0:
            yield FieldChange(where, links, [*kept, *(_with_gap(problem, x, gap) for x in linked)])
            continue
        yield FieldChange(where, links, kept)
        turned = ("sessions", own, "after" if key == "before" else "before")
        there: list[Link] = getattr(problem.session[own], turned[2])
        back = Link.model_construct(session=other, min=0, max=None)
        yield FieldChange(turned, there, [*there, back])


def _with_gap(problem: Problem, link: Link, gap: int) -> Link:
    least, most = problem.gap(link)
    return link.model_copy(
        update={"min": min(least, gap), "max": None if most is None else max(most, gap)}
    )


def _bounds_text(least: int, most: int | None) -> Text:
    if most is None or most == least:
        return duration(least)
    text = Text("{least} à {most}", "{least} to {most}")
    if not least:
        text = Text("au plus {most}", "at most {most}")
    return text.fill(least=duration(least), most=duration(most))


def _minutes_between(problem: Problem, first: Placement, then: Placement) -> int:
    """Return the minutes from the end of one to the start of the other."""
    return problem.moment(then.day, then.start) - problem.moment(first.day, first.end)


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
    gap = _minutes_between(problem, first, then)
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
    after = Text("{session} après {before}", "{session} after {before}")
    earlier = Text("{session} avant {then}", "{session} before {then}")
    closer = Text(
        "{gap} d'une session à la suivante de {sequence} (au lieu de {before})",
        "{gap} from one session to the next of {sequence} (instead of {before})",
    )
    opened = Text(
        "d'autres sessions possibles entre celles de {sequence}",
        "other sessions may come between those of {sequence}",
    )
    reads = TIME
    gives_way = True

    def post(self, to: Decisions) -> None:
        for sequence in _demanded(to.problem):
            bounds = to.problem.gap(sequence)
            moves = _may_change_its_order(sequence)
            pairs = to.in_turn(sequence.sessions) if moves else pairwise(sequence.sessions)
            for first, then in pairs:
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

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        asked = [
            sequence
            for sequence in _demanded(problem)
            if set(whom.sessions) <= set(sequence.sessions)
        ]
        bounds = _strictest(problem.gap(sequence) for sequence in asked)
        members = all(map(_may_change_its_order, asked))
        return Leeway(
            tuple(sequence.id for sequence in asked),
            {"": _loosened(*bounds), BETWEEN: given_up(OPENED)},
            {session: _moving(problem, session) for session in whom.sessions} if members else {},
            apart=True,
        )

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for sequence in _demanded(problem):
            if (turned := out_of_order(sequence.sessions, timetable)) and (
                _may_change_its_order(sequence)
            ):
                yield from self._moves(problem, timetable, sequence, turned)
            elif not turned:
                yield from self._gaps(problem, timetable, sequence, sequence.sessions)

    def _moves(
        self,
        problem: Problem,
        timetable: Timetable,
        sequence: Sequence,
        turned: list[tuple[str, str]],
    ) -> Iterator[Edit]:
        """Yield one edit: the order of a sequence as it is in the timetable."""
        prices = {session: _moving(problem, session) for session in sequence.sessions}
        moved = left_out(turned, prices)
        there = [session for session in sequence.sessions if session in timetable.by_session]
        order = sorted(there, key=lambda session: span_of(timetable.by_session[session]))
        texts = []
        for session in moved:
            name = session_text(problem, session)
            # Of what it was to come before, the last that it now comes after; or the reverse.
            passed = [then for first, then in turned if first == session]
            if passed:
                before = session_text(problem, max(passed, key=order.index))
                texts.append(self.after.fill(session=name, before=before))
            else:
                passed = [first for first, then in turned if then == session]
                then = session_text(problem, min(passed, key=order.index))
                texts.append(self.earlier.fill(session=name, then=then))
        yield self.edit(
            listing(texts),
            sum(prices[session] for session in moved),
            Whom(sessions=moved),
            FieldChange(
                ("sequences", problem.sequences.index(sequence), "sessions"),
                sequence.sessions,
                order,
            ),
        )
        yield from self._gaps(problem, timetable, sequence, order)

    def _gaps(
        self, problem: Problem, timetable: Timetable, sequence: Sequence, order: list[str]
    ) -> Iterator[Edit]:
        bounds = problem.gap(sequence)
        pairs = list(pairwise(order))
        whom, gaps = Whom(sessions=tuple(order)), []
        for pair in pairs:
            first, then = (timetable.by_session.get(session) for session in pair)
            if first and then:
                gaps.append(_minutes_between(problem, first, then))
        names = {"sequence": sessions_text(problem, order)}
        least, most = bounds
        over = max((_over(bounds, gap) for gap in gaps), default=0)
        if price := self.price(problem, Whom(sessions=pairs[0]), {"": over}):
            lower, upper = min(least, *gaps), None if most is None else max(most, *gaps)
            changes = [
                FieldChange(("sequences", problem.sequences.index(sequence), key), before, now)
                for key, before, now in (("min", least, lower), ("max", most, upper))
                if before != now
            ]
            yield self.edit(
                self.closer,
                price,
                whom,
                *changes,
                **names,
                gap=_bounds_text(lower, upper),
                before=_bounds_text(*bounds),
            )
        if not sequence.between and any(
            True for pair in pairs for _ in self._between(problem, timetable, pair)
        ):
            change = FieldChange(
                ("sequences", problem.sequences.index(sequence), "between"),
                before=False,
                after=True,
            )
            yield self.edit(self.opened, OPENED, whom, change, **names)


def _may_change_its_order(sequence: Sequence) -> bool:
    """Whether another order asks for nothing else than that order."""
    return sequence.between and sequence.max is None


def _moving(problem: Problem, session: str) -> int:
    """Return the price of another place in the order."""
    if _is_a_frame(problem, session):
        return FRAME
    return MOVING_A_MEAL if problem.kind_of(session) == "meal" else MOVING


def _is_a_frame(problem: Problem, session: str) -> bool:
    """Whether a day opens or closes with a session, by its kind or by what its title says."""
    frames = {"welcome", "opening", "ceremony", "closing"}
    return not frames.isdisjoint((problem.kind_of(session), *problem.occasions[session]))


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
    apart = Text(
        "{session} hors de son bloc, par exemple {when}",
        "{session} out of its block, {when} for example",
    )
    reads = TIME
    stands = ("sessions", "block")
    gives_way = True

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

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, members=dict.fromkeys(whom.sessions, OUT_OF_BLOCK))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for block, sessions in problem.blocks.items():
            starts: dict[tuple[date, int], list[str]] = {}
            for placement in timetable.placements:
                if placement.session in sessions:
                    starts.setdefault((placement.day, placement.start), []).append(
                        placement.session
                    )
            most = max(starts.values(), key=len, default=[])
            for session in (one for there in starts.values() for one in there):
                if session not in most:
                    yield self.edit(
                        self.apart,
                        OUT_OF_BLOCK,
                        Whom(sessions=(session,)),
                        FieldChange(("sessions", session, "block"), block, None),
                        session=session_text(problem, session),
                        when=when_text(problem, timetable.by_session[session]),
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
    gives_way = False

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
    beside = Text("{others} en même temps que {session}", "{others} at the same time as {session}")
    reads = TIME
    stands = ("sessions", "plenary")
    gives_way = True

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

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        (session,) = whom.sessions
        return Leeway(whom, {"": given_up(DEAR if _is_a_frame(problem, session) else 60)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        beside: dict[str, list[str]] = {}
        for pair in timetable.overlapping_pairs():
            sessions = [problem.session[placement.session] for placement in pair]
            if any(one.external for one in sessions) or problem.related(*(s.id for s in sessions)):
                continue
            for one, other in (sessions, sessions[::-1]):
                if one.is_plenary:
                    beside.setdefault(one.id, []).append(other.id)
        for plenary, others in beside.items():
            whom = Whom(sessions=(plenary,))
            price = self.price(problem, whom, {"": OUTRIGHT})
            assert price is not None
            yield self.edit(
                self.beside,
                price,
                whom,
                FieldChange(
                    ("sessions", plenary, "plenary"),
                    problem.session[plenary].plenary,
                    after=False,
                ),
                session=session_text(problem, plenary),
                others=sessions_text(problem, others),
            )
