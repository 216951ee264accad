"""What the attendees must attend and cannot: each error is a proof, never a guess.

Whatever the timetable, not everybody can be seated where they must.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from agenda_solver.preflight.prospects import Prospects
from agenda_solver.preflight.telling import and_so, make_finding
from agenda_solver.problem import Attendee, Path, Window
from agenda_solver.rules.attendees import (
    AttendeeIsInOnePlace,
    AttendeeIsNotWhereTheyMustNot,
    AttendeeIsPresent,
    AttendeeIsWhereTheyMust,
    AttendeesAreApart,
    CompanionsAreTogether,
    FewOfOneOrganisation,
    RoomHasWhatAttendeesNeed,
    SeatRule,
    SessionHasEnoughAttendees,
    SessionHasPlacesForAll,
    companions,
    opponents,
)
from agenda_solver.rules.dues import AttendeeHasNotTooManySeats
from agenda_solver.rules.rule import Finding, Severity
from agenda_solver.rules.words import (
    attendees_count,
    attendees_text,
    seats_count,
    session_text,
    windows_text,
)
from agenda_solver.text import Text, counted, cut, listing, quoted
from agenda_solver.words.names import folded

LONGEST_NAME = 60
"""An organisation's name is cut after so many characters."""


def find_contradictions_of_seats(prospects: Prospects) -> Iterator[Finding]:
    """Yield what proves that not all can be seated where they must."""
    yield from _held_in_vain(prospects)
    yield from _required_and_refused(prospects)
    due = _due(prospects)
    if due:
        yield from _more_than_there_are_places(prospects, due)
        yield from _more_of_an_organisation(prospects, due)
        yield from _where_nothing_takes_place(prospects, due)
        yield from _while_away(prospects, due)
        yield from _where_something_is_missing(prospects, due)
        yield from _while_taking_part(prospects, due)
        yield from _two_at_once(prospects, due)
        yield from _together_at_two(prospects, due)
        yield from _apart_at_one(prospects, due)
        yield from _more_than_they_have_seats(prospects, due)


# --- In any case, and in no case ----------------------------------------------------------


def _held_in_vain(prospects: Prospects) -> Iterator[Finding]:
    """Yield what takes place in any case, and can never have the attendees it needs."""
    text = Text(
        "{session} a lieu en tout cas, mais {why}", "{session} takes place in any case, but {why}"
    )
    for session in prospects.offered:
        asked = prospects.problem.session[session]
        if asked.capacity.min and not asked.cancellable and prospects.problem.attendees:
            why = out_of_reach(prospects, session)
            if why is not None:
                yield make_finding(
                    SessionHasEnoughAttendees.key,
                    "error",
                    text.fill(session=session_text(prospects.problem, session), why=why),
                    ("sessions", session, "cancellable"),
                    sessions=[session],
                )


def _required_and_refused(prospects: Prospects) -> Iterator[Finding]:
    """Yield who must attend what they must not be in; and, as a doubt, who wishes for it."""
    text = Text(
        "{attendees} doit suivre {session}, et ne doit pas y être",
        "{attendees} must attend {session}, and must not be in it",
    )
    wish = Text(
        "{attendees} souhaite {session}, et ne doit pas y être : le vœu ne compte pas",
        "{attendees} wishes for {session}, and must not be in it: the wish does not count",
    )
    for attendee in prospects.problem.attendees:
        avoided = {prospects.workshop_of[session] for session in attendee.must_avoid}
        required = {prospects.workshop_of[session] for session in attendee.must_attend}
        wished = prospects.asked[attendee.id] - required
        both_of: tuple[tuple[Severity, Text, set[str]], ...] = (
            ("error", text, avoided & required & set(prospects.workshops)),
            ("warning", wish, avoided & wished),
        )
        for severity, text_of, both in both_of:
            for workshop in sorted(both):
                yield make_finding(
                    AttendeeIsNotWhereTheyMustNot.key,
                    severity,
                    text_of.fill(
                        attendees=attendees_text([attendee.id]),
                        session=session_text(prospects.problem, workshop),
                    ),
                    ("attendees", attendee.id, "must_avoid"),
                    sessions=[workshop],
                    attendees=[attendee.id],
                )


_Due = Mapping[str, Sequence[Attendee]]
"""Who must have a seat in each workshop."""


def _due(prospects: Prospects) -> _Due:
    """Return who must have a seat in each workshop; not those who may take part in it."""
    problem = prospects.problem
    by_workshop: dict[str, list[Attendee]] = {}
    for attendee in problem.attendees:
        if not attendee.must_attend:
            continue
        person = problem.person_of.get(attendee.id)
        own = () if person is None else problem.may_be_held_by(person)
        near = (around for session in own for around in (session, *problem.wholes(session)))
        spared = {prospects.workshop_of[session] for session in near}
        for workshop in dict.fromkeys(prospects.workshop_of[must] for must in attendee.must_attend):
            if workshop in prospects.workshops and workshop not in spared:
                by_workshop.setdefault(workshop, []).append(attendee)
    return by_workshop


def _ids(attendees: Sequence[Attendee]) -> list[str]:
    return [attendee.id for attendee in attendees]


def _must(attendees: Sequence[Attendee]) -> Path:
    return ("attendees", attendees[0].id, "must_attend")


def _finding(
    prospects: Prospects,
    rule: type[SeatRule],
    text: Text,
    sessions: Sequence[str],
    attendees: Sequence[Attendee],
    **fields: object,
) -> Finding:
    """Make the error that some attendees cannot all attend the first of these sessions."""
    return make_finding(
        rule.key,
        "error",
        text.fill(
            session=session_text(prospects.problem, sessions[0]),
            attendees=attendees_text(_ids(attendees)),
            **fields,
        ),
        _must(attendees),
        sessions=sessions,
        attendees=_ids(attendees),
    )


# --- Too many -----------------------------------------------------------------------------


def _more_than_there_are_places(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    text = Text(
        "{session} : présence obligatoire de {count}, pour {places} au plus ({attendees})",
        "{session}: a must for {count}, with {places} at most ({attendees})",
    )
    for workshop, attendees in due.items():
        places = _sum(prospects.most, prospects.workshops[workshop])
        if places is not None and places < len(attendees):
            yield _finding(
                prospects,
                SessionHasPlacesForAll,
                text,
                [workshop],
                attendees,
                count=attendees_count(len(attendees)),
                places=seats_count(places),
            )


def _more_than_they_have_seats(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    text = Text(
        "{attendees} : présence obligatoire dans {count} sessions, pour {places} au plus sur tout "
        "l'évènement",
        "{attendees}: a must in {count} sessions, with {places} at most over the whole event",
    )
    musts_of: dict[str, list[str]] = {}
    for workshop, attendees in due.items():
        for attendee in attendees:
            musts_of.setdefault(attendee.id, []).append(workshop)
    for who, musts in musts_of.items():
        attendee = prospects.problem.attendee[who]
        most = prospects.problem.most_seats(attendee)
        if most is not None and len(musts) > most:
            yield _finding(
                prospects,
                AttendeeHasNotTooManySeats,
                text,
                musts,
                [attendee],
                count=len(musts),
                places=seats_count(most),
            )


def _sum(count: Callable[[str], int | None], sessions: Sequence[str]) -> int | None:
    """Return what sessions add up to; None where one of them has no limit."""
    total = 0
    for session in sessions:
        seats = count(session)
        if seats is None:
            return None
        total += seats
    return total


def _more_of_an_organisation(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    text = Text(
        "{session} : présence obligatoire de {count} de {organisation}, pour {places} au plus "
        "par organisation ({attendees})",
        "{session}: a must for {count} of {organisation}, with {places} at most an "
        "organisation ({attendees})",
    )
    session = prospects.problem.session
    for workshop, attendees in due.items():
        sessions = prospects.workshops[workshop]
        most = _sum(lambda name: session[name].per_organisation, sessions)
        counts = Counter(filter(None, (folded(attendee.organisation) for attendee in attendees)))
        for organisation, count in counts.items():
            if most is not None and count > most:
                group = [
                    attendee
                    for attendee in attendees
                    if folded(attendee.organisation) == organisation
                ]
                yield _finding(
                    prospects,
                    FewOfOneOrganisation,
                    text,
                    [workshop],
                    group,
                    count=attendees_count(count),
                    organisation=quoted(cut(group[0].organisation, LONGEST_NAME)),
                    places=seats_count(most),
                )


def out_of_reach(prospects: Prospects, session: str) -> Text | None:
    """Say why a session can never have the attendees it needs; None where it can."""
    least = prospects.problem.session[session].capacity.min
    most, there = prospects.most(session), len(prospects.problem.attendees)
    if most is not None and least > most:
        return Text(
            "il y faut au moins {least}, pour {places} au plus",
            "it takes at least {least}, with {places} at most",
        ).fill(least=attendees_count(least), places=seats_count(most))
    if there and least > there:
        return Text(
            "il y faut au moins {least}, et {there} en tout",
            "it takes at least {least}, and there {there} in all",
        ).fill(
            least=attendees_count(least),
            there=counted(there, Text("est inscrit", "is"), Text("sont inscrits", "are")),
        )
    return None


def _where_nothing_takes_place(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    text = Text(
        "{session} ne peut avoir lieu ({why}), mais la présence de {attendees} y est obligatoire",
        "{session} cannot take place ({why}), but is a must for {attendees}",
    )
    for workshop, attendees in due.items():
        reasons = [out_of_reach(prospects, session) for session in prospects.workshops[workshop]]
        if all(reasons):
            yield _finding(
                prospects,
                SessionHasEnoughAttendees,
                text,
                [workshop],
                attendees,
                why=reasons[0],
            )


# --- At the wrong time, in the wrong room -------------------------------------------------


def _while_away(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    text = Text(
        "{session} : présence obligatoire de {attendees}, là seulement {windows}, "
        "quand cette session ne peut avoir lieu",
        "{session}: a must for {attendees}, there only {windows}, when it cannot take place",
    )
    for workshop, attendees in due.items():
        by_windows: dict[tuple[Window, ...], list[Attendee]] = {}
        for attendee in attendees:
            by_windows.setdefault(tuple(attendee.present), []).append(attendee)
        for windows, group in by_windows.items():
            sessions = prospects.workshops[workshop]
            if windows and not any(
                prospects.may_be_there(windows, session) for session in sessions
            ):
                yield _finding(
                    prospects,
                    AttendeeIsPresent,
                    text,
                    [workshop],
                    group,
                    windows=windows_text(prospects.problem, windows),
                )


def _where_something_is_missing(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    text = Text(
        "{session} : présence obligatoire de {attendees}, mais aucune salle possible n'a : {needs}",
        "{session}: a must for {attendees}, but no possible room has: {needs}",
    )
    for workshop, attendees in due.items():
        by_needs: dict[tuple[str, ...], list[Attendee]] = {}
        for attendee in attendees:
            by_needs.setdefault(tuple(dict.fromkeys(attendee.needs)), []).append(attendee)
        rooms = {
            room
            for session in prospects.workshops[workshop]
            for room in prospects.fit[session].rooms
        }
        features = [set(prospects.problem.room[room].features) if room else set() for room in rooms]
        for needs, group in by_needs.items():
            if not any(there.issuperset(needs) for there in features):
                yield _finding(
                    prospects,
                    RoomHasWhatAttendeesNeed,
                    text,
                    [workshop],
                    group,
                    needs=listing(needs),
                )


def _while_taking_part(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    problem = prospects.problem
    text = Text(
        "{attendees} doit suivre {session}, mais intervient en même temps dans {other}",
        "{attendees} must attend {session}, but takes part in {other} at the same time",
    )
    for workshop, attendees in due.items():
        for attendee in attendees:
            person = problem.person_of.get(attendee.id)
            own = (
                [session for session in problem.sessions_with(person) if session in prospects.fit]
                if person
                else []
            )
            beside = [
                next((part for part in own if prospects.at_once(session, part)), None)
                for session in prospects.workshops[workshop]
            ]
            if beside[0] is not None and all(beside):
                yield _finding(
                    prospects,
                    AttendeeIsInOnePlace,
                    text,
                    [workshop, beside[0]],
                    [attendee],
                    other=session_text(problem, beside[0]),
                )


def _two_at_once(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    text = Text(
        "{session} et {other} ont lieu en même temps, mais la présence de {attendees} est "
        "obligatoire aux deux",
        "{session} and {other} take place at the same time, but both are a must for {attendees}",
    )
    for one, other in combinations(due, 2):
        there = set(_ids(due[other]))
        both = [attendee for attendee in due[one] if attendee.id in there]
        if both and _at_once(prospects, one, other):
            yield _finding(
                prospects,
                AttendeeIsInOnePlace,
                text,
                [one, other],
                both,
                other=session_text(prospects.problem, other),
            )


def _at_once(prospects: Prospects, one: str, other: str) -> bool:
    """Whether two workshops take place at the same time, whichever session of each."""
    return all(
        prospects.at_once(session, beside)
        for session in prospects.workshops[one]
        for beside in prospects.workshops[other]
    )


# --- With others --------------------------------------------------------------------------


def _contradiction(
    prospects: Prospects, rule: SeatRule, group: Sequence[str], key: str, musts: Mapping[str, str]
) -> Finding:
    """Make the error that some are together, or apart, and must be where they cannot be so."""
    problem = prospects.problem
    demands = [rule.says(problem, group)]
    demands += [
        AttendeeIsWhereTheyMust().says(problem, [attendee], [session])
        for attendee, session in musts.items()
    ]
    return make_finding(
        rule.key,
        "error",
        Text(
            "ces demandes se contredisent : {demands}", "these demands contradict: {demands}"
        ).fill(demands=and_so(demands)),
        ("attendees", group[0], key),
        sessions=dict.fromkeys(musts.values()),
        attendees=group,
    )


def _together_at_two(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    """Yield those who are together and must each be in a session of one block, in different ones.

    Who may be seated there is free then, and so due a seat in that round.
    """
    problem = prospects.problem
    where: dict[str, dict[str, str]] = {}
    for workshop, attendees in due.items():
        block = problem.session[workshop].block
        if block is not None and len(prospects.workshops[workshop]) == 1:
            for attendee in attendees:
                where.setdefault(attendee.id, {}).setdefault(block, workshop)
    for one, other in companions(problem) if where else ():
        here, there = where.get(one, {}), where.get(other, {})
        for block, workshop in here.items():
            if there.get(block, workshop) != workshop:
                two = {one: workshop, other: there[block]}
                yield _contradiction(
                    prospects, CompanionsAreTogether(), (one, other), "together", two
                )


def _apart_at_one(prospects: Prospects, due: _Due) -> Iterator[Finding]:
    """Yield those who are apart and must be in the same session."""
    single = {
        workshop: set(_ids(attendees))
        for workshop, attendees in due.items()
        if len(prospects.workshops[workshop]) == 1
    }
    for pair in opponents(prospects.problem) if single else ():
        for workshop, there in single.items():
            if there.issuperset(pair):
                key = (
                    "apart"
                    if pair[1] in prospects.problem.attendee[pair[0]].apart
                    else "must_attend"
                )
                musts = dict.fromkeys(pair, workshop)
                yield _contradiction(prospects, AttendeesAreApart(), pair, key, musts)
