"""What is doubtful in a draft: a warning each, for the organiser to settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from agenda_solver.domains import Domain
from agenda_solver.preflight.slips import find_slips
from agenda_solver.preflight.spellings import find_spellings
from agenda_solver.preflight.stretch_times import find_doubts_of_stretches
from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Path, Problem, Statement
from agenda_solver.problem.clocks import minutes_passed
from agenda_solver.rules.protocol import SpeaksInProtocolOrder, printed_order, protocol_pairs
from agenda_solver.rules.rooms import (
    RegisteredHaveASeat,
    RoomSeatsTheExpected,
    registered_count,
)
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import (
    hours_text,
    room_text,
    seats_count,
    session_text,
    some_sessions_text,
    statement_text,
)
from agenda_solver.text import Text, duration, listing, long_date, quoted, same, span, weekday
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK


def find_doubts(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield what is said twice, not known, or not confirmed.

    Parameters
    ----------
    problem : Problem
        What is asked.
    fit : mapping of str to Domain
        The sessions that can take place, and the placements they may have.
    """
    yield from _statements_that_differ(problem)
    yield from _statements_of_another_day(problem)
    yield from _statements_outside_hours(problem)
    yield from _announced_outside_opening(problem)
    yield from _nights_of_other_lengths(problem)
    yield from find_doubts_of_stretches(problem)
    yield from find_slips(problem)
    yield from find_spellings(problem)
    yield from _to_be_confirmed(problem)
    yield from _unknown_capacities(problem, fit)
    yield from _too_small_for_the_registered(problem, fit)
    yield from _printed_against_protocol(problem)


# --- What the document says ---------------------------------------------------------------

# The titles of those it is said of, their ids, where it stands, and what is said.
_Stated = tuple[Text, tuple[str, ...], Path, list[Statement]]


def _statements(problem: Problem) -> Iterator[_Stated]:
    """Yield what is said of the event and of each session.

    What is said alike of several sessions of a block is told once.
    """
    if problem.event.stated:
        yield quoted(problem.event.name), (), ("event", "stated"), problem.event.stated
    groups: dict[tuple[str | None, str, tuple[Statement, ...]], list[str]] = {}
    for session in problem.sessions:
        if session.stated:
            key = (session.block, "" if session.block else session.id, tuple(session.stated))
            groups.setdefault(key, []).append(session.id)
    for (_, _, stated), sessions in groups.items():
        where = ("sessions", sessions[0], "stated")
        yield some_sessions_text(problem, sessions), tuple(sessions), where, list(stated)


def _statements_that_differ(problem: Problem) -> Iterator[Finding]:
    for subject, sessions, where, stated in _statements(problem):
        timed = [
            statement
            for statement in stated
            if (statement.day, statement.start, statement.end) != (None, None, None)
        ]
        clashing = [
            pair for pair in combinations(timed, 2) if _differ(problem, *pair, event=not sessions)
        ]
        quotes = [
            (
                same(""),
                [statement for statement in timed if any(statement in pair for pair in clashing)],
            )
        ]
        words: dict[str, dict[str, Statement]] = {}
        for statement in stated:
            if statement not in timed and statement.text:
                words.setdefault(statement.about, {}).setdefault(statement.text, statement)
        for about, by_text in words.items():
            if len(by_text) > 1:
                topic = Text(" ({about})", " ({about})").fill(about=about) if about else same("")
                quotes.append((topic, list(by_text.values())))
        for topic, quote in quotes:
            if quote:
                yield make_finding(
                    "statements",
                    "warning",
                    Text(
                        "{subject}{topic} : le document dit {statement}",
                        "{subject}{topic}: the document says {statement}",
                    ).fill(
                        subject=subject, topic=topic, statement=listing(map(statement_text, quote))
                    ),
                    where,
                    sessions=sessions,
                )


def _differ(problem: Problem, one: Statement, other: Statement, *, event: bool) -> bool:
    """Whether two statements about one subject cannot both be kept."""
    days = {day for day in (one.day, other.day) if day is not None}
    if len(days) == 2:
        # An event may well have two days, each with its hours.
        return not (event and all(day in problem.day for day in days))
    pairs = ((one.start, other.start), (one.end, other.end))
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def _statements_of_another_day(problem: Problem) -> Iterator[Finding]:
    for subject, sessions, where, stated in _statements(problem):
        for number, statement in enumerate(stated):
            if statement.day is None or statement.day in problem.day:
                continue
            alike = [day for day in problem.day if day.weekday() == statement.day.weekday()]
            hint = Text(
                " ; c'est un {weekday}, comme le {days}", "; it is a {weekday}, like {days}"
            ).fill(weekday=weekday(statement.day), days=listing(map(_short_date, alike)))
            yield make_finding(
                "stated",
                "warning",
                Text(
                    "{subject} : le document dit {statement}, mais le {day} n'est pas un jour "
                    "de l'évènement{hint}",
                    "{subject}: the document says {statement}, but {day} is not a day "
                    "of the event{hint}",
                ).fill(
                    subject=subject,
                    statement=statement_text(statement),
                    day=_short_date(statement.day),
                    hint=hint if alike else "",
                ),
                (*where, number),
                sessions=sessions,
            )


def _short_date(day: date) -> Text:
    """Write a date without its weekday."""
    name, whole = weekday(day), long_date(day)
    return Text(whole.fr.removeprefix(f"{name.fr} "), whole.en.removeprefix(f"{name.en} "))


def _statements_outside_hours(problem: Problem) -> Iterator[Finding]:
    announced: dict[date, list[tuple[int | None, int | None]]] = {}
    for day, start, end in problem.announced_hours():
        announced.setdefault(day, []).append((start, end))
    for subject, sessions, where, stated in _statements(problem):
        if not sessions or problem.session[sessions[0]].external:
            continue
        for number, statement in enumerate(stated):
            day_or_none = statement.day or problem.session[sessions[0]].locked.day
            days = list(problem.day) if day_or_none is None else [day_or_none]
            missed = [
                (day, hours)
                for day in days
                for hours in announced.get(day, ())
                if _out(statement, *hours)
            ]
            if len({day for day, _ in missed}) < len(days):
                continue  # it fits a day
            day, hours = missed[0]
            yield make_finding(
                "announced",
                "warning",
                Text(
                    "{subject} {is_announced} {statement}, mais {day} est annoncée {hours}",
                    "{subject} {is_announced} {statement}, but {day} is announced {hours}",
                ).fill(
                    subject=subject,
                    is_announced=(
                        Text("est annoncé", "is announced")
                        if len(sessions) == 1
                        else Text("sont annoncés", "are announced")
                    ),
                    statement=hours_text(statement.start, statement.end),
                    day=(
                        Text("la journée", "the day")
                        if len(problem.days) == 1
                        else Text("la journée du {day}", "{day}").fill(day=long_date(day))
                    ),
                    hours=hours_text(*hours),
                ),
                (*where, number),
                sessions=sessions,
            )


def _out(statement: Statement, start: int | None, end: int | None) -> bool:
    """Whether a statement's times are not within hours, either of which may be open."""
    early = start is not None and statement.start is not None and statement.start < start
    late = end is not None and (
        (statement.start is not None and statement.start >= end)
        or (statement.end is not None and statement.end > end)
    )
    return early or late


def _announced_outside_opening(problem: Problem) -> Iterator[Finding]:
    for date_, start, end in dict.fromkeys(problem.announced_hours()):
        day = problem.day[date_]
        if day.open is None:
            continue
        early = start is not None and start < day.open.start
        late = end is not None and end > day.open.end
        if early or late:
            yield make_finding(
                "announced",
                "warning",
                Text(
                    "{day} : la journée est annoncée {hours}, mais n'est ouverte que {open}",
                    "{day}: the day is announced {hours}, but is open only {open}",
                ).fill(
                    day=long_date(date_),
                    hours=hours_text(start, end),
                    open=span(day.open.start, day.open.end),
                ),
                ("days", day.id, "announced"),
            )


def _nights_of_other_lengths(problem: Problem) -> Iterator[Finding]:
    """Yield the days in whose hours the clocks change: they last less, or more, than they say."""
    for day in problem.days:
        hours = day.open or day.announced
        start, end = hours.start if hours else DAYBREAK - DAY_MINUTES, problem.evening[day.date]
        says, lasts = end - start, minutes_passed(problem.event.zone, day.date, start, end)
        if lasts == says:
            continue
        key = "open" if day.open else "announced" if day.announced else "date"
        yield make_finding(
            "clock_change",
            "warning",
            _CLOCKS_CHANGE.fill(
                day=long_date(day.date),
                turns=_BACK if lasts > says else _FORWARD,
                hours=span(start, end),
                lasts=duration(lasts),
                says=duration(says),
            ),
            ("days", day.id, key),
        )


_CLOCKS_CHANGE = Text(
    "{day} : on {turns} les montres cette nuit-là ; {hours}, il se passe {lasts}, et non {says}. "
    "Les heures et les durées du programme sont celles de la montre",
    "{day}: clocks go {turns} that night; {hours}, it is {lasts}, not {says}. Times and lengths "
    "of the programme are those of the clock",
)
_BACK, _FORWARD = Text("recule", "back"), Text("avance", "forward")


def _printed_against_protocol(problem: Problem) -> Iterator[Finding]:
    """Yield the speeches that the draft itself has in another order than protocol.

    Of a row of speeches, those that follow one another are told: the others follow from it.
    """
    if problem.weights.by_rule.get(SpeaksInProtocolOrder.key) == 0:
        return
    printed = printed_order(problem)
    wrong = [
        (first, then)
        for first, then in protocol_pairs(problem)
        if printed.before(then, first) and not printed.before(first, then)
    ]
    for first, then in wrong:
        between = [
            session
            for session in dict.fromkeys(session for pair in wrong for session in pair)
            if problem.session[session].part_of == problem.session[first].part_of
            and printed.before(then, session)
            and printed.before(session, first)
        ]
        if not between:
            yield make_finding(
                SpeaksInProtocolOrder.key,
                "warning",
                Text(
                    "{first}, puis {then} : le protocole voudrait cet ordre (qui a la préséance "
                    "sur les autres parle en dernier), mais le programme a l'ordre inverse, "
                    "qui est gardé",
                    "{first}, then {then}: protocol would have this order (who has precedence "
                    "over the others speaks last), but the programme has it the other way "
                    "round, which is kept",
                ).fill(first=session_text(problem, first), then=session_text(problem, then)),
                ("sessions", then, "people"),
                sessions=(first, then),
            )


# --- What is not known yet ----------------------------------------------------------------


def _to_be_confirmed(problem: Problem) -> Iterator[Finding]:
    for room in problem.rooms:
        if room.to_be_confirmed:
            yield make_finding(
                "unconfirmed",
                "warning",
                Text(
                    "{room} : cette salle reste à confirmer",
                    "{room}: this room is still to be confirmed",
                ).fill(room=room.label),
                ("rooms", room.id, "to_be_confirmed"),
                rooms=(room.id,),
            )
    for person in problem.people:
        sessions = problem.may_take_part(person.id)
        if person.unconfirmed and sessions:
            yield make_finding(
                "unconfirmed",
                "warning",
                Text(
                    "{person} : cette présence reste à confirmer ({sessions})",
                    "{person}: this person is still to be confirmed ({sessions})",
                ).fill(person=person.label, sessions=some_sessions_text(problem, sessions)),
                ("people", person.id, "unconfirmed"),
                sessions=sessions,
                people=(person.id,),
            )


def _too_small_for_the_registered(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    for session, registered in problem.registered.items():
        rooms = fit[session].rooms if session in fit else ()
        seats = {room: problem.seats_in(session, room) for room in rooms if room is not None}
        known = {room: count for room, count in seats.items() if count is not None}
        if not known or len(known) < len(rooms):
            continue
        largest = max(known, key=known.__getitem__)
        if registered > max(known[largest], problem.session[session].expected or 0):
            yield make_finding(
                RegisteredHaveASeat.key,
                "warning",
                Text(
                    "{session} : {registered}, mais la plus grande salle possible, {room}, a "
                    "seulement {capacity}",
                    "{session}: {registered}, but the largest room it may have, {room}, has only "
                    "{capacity}",
                ).fill(
                    session=session_text(problem, session),
                    registered=registered_count(registered),
                    room=room_text(problem, largest),
                    capacity=seats_count(known[largest]),
                ),
                ("sessions", session, "expected"),
                sessions=[session],
                rooms=[largest],
            )


def _unknown_capacities(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    expecting = [session.id for session in problem.sessions if session.expected]
    for room in problem.room.values():
        if room.capacity is not None:
            continue
        sessions = [
            session for session in expecting if session in fit and room.id in fit[session].rooms
        ]
        if sessions:
            most = max(problem.session[session].expected or 0 for session in sessions)
            yield make_finding(
                RoomSeatsTheExpected.key,
                "warning",
                Text(
                    "{room} : sa capacité n'est pas connue ; jusqu'à {most} personnes y sont "
                    "possibles ({sessions})",
                    "{room}: its capacity is not known; up to {most} people are possible in it "
                    "({sessions})",
                ).fill(room=room.label, most=most, sessions=some_sessions_text(problem, sessions)),
                ("rooms", room.id, "capacity"),
                sessions=sessions,
                rooms=(room.id,),
            )
