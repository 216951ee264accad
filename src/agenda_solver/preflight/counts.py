"""Counts that cannot be kept: so many sessions of a person a day, of a day or with a slot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from agenda_solver.domains import Domain
from agenda_solver.preflight.crowds import copies, crowd_of, most_placed
from agenda_solver.preflight.minutes import least_minutes
from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Person, Problem
from agenda_solver.problem.times import undecided
from agenda_solver.rules.counts import (
    SessionsAreAsMany,
    Share,
    kind_text,
    many_text,
    sessions_counted,
    shares_asked,
)
from agenda_solver.rules.rule import Demand, Finding, Whom
from agenda_solver.rules.words import sessions_count, some_sessions_text, windows_text
from agenda_solver.rules.workload import (
    PersonDoesNotWait,
    PersonHasARest,
    PersonHasFewSessionsADay,
)
from agenda_solver.text import Text, day_and_month, listing
from agenda_solver.timetable import Placement, Timetable

Fit = Mapping[str, Domain]

_MOST_STARTS = 60  # of a person on a day, among which rows are looked for


def find_miscounts(problem: Problem, fit: Fit) -> Iterator[Finding]:
    """Yield what proves that a number of sessions cannot be kept.

    Parameters
    ----------
    problem : Problem
        What is asked.
    fit : mapping of str to Domain
        The sessions that can take place, and the placements they may have.
    """
    for person in problem.people:
        too_many = list(_too_many_for(problem, fit, person))
        yield from too_many or _forced_on(problem, fit, person)
    if undecided(problem):  # how many there are is not known
        return
    yield from _too_few_to_start(problem, fit)
    yield from _too_many_to_start(problem, fit)


# --- Of a person --------------------------------------------------------------------------


def _own(problem: Problem, fit: Fit, person: Person) -> list[str]:
    """Return the sessions that count for somebody, whoever is chosen for what."""
    may = set(problem.may_take_part(person.id))
    return [
        session
        for session in problem.sessions_with(person.id)
        if session in fit and not may.intersection(problem.wholes(session))
    ]


def _too_many_for(problem: Problem, fit: Fit, person: Person) -> Iterator[Finding]:
    """Yield that somebody has more sessions than all days together may have of theirs."""
    if person.most_per_day is None and person.most_in_a_row is None:
        return
    own = _own(problem, fit, person)
    days = {session: {time[0] for time in fit[session].times} for session in own}
    most = {
        day: _most_on(problem, fit, person, day, [one for one in own if day in days[one]])
        for day in sorted(set().union(*days.values()))
    }
    crowd = crowd_of(
        {
            session: [(day, copy) for day in sorted(days[session]) for copy in range(most[day])]
            for session in own
        }
    )
    if crowd is None:
        return
    sessions, places = crowd
    by_day = all(most[day] == person.most_per_day for day, _ in places)
    rule: type[Demand] = PersonHasFewSessionsADay if by_day else PersonHasARest
    when = sorted({day for session in sessions for day in days[session]})
    yield make_finding(
        rule.key,
        "error",
        _TOO_MANY.fill(
            says=rule().says(problem, Whom(people=(person.id,), sessions=tuple(sessions))),
            days=listing(map(day_and_month, when)),
            count=len(sessions),
            places=len(places),
        ),
        ("people", person.id, rule.stands[1]),
        sessions=sessions,
        people=(person.id,),
    )


def _most_on(problem: Problem, fit: Fit, person: Person, day: date, own: list[str]) -> int:
    """Return how many of somebody's sessions there may be on a day at most."""
    most = len(own) if person.most_per_day is None else min(person.most_per_day, len(own))
    if person.most_in_a_row is None or not problem.event.slots:
        return most
    spans = sorted({time[1:] for one in own for time in fit[one].times if time[0] == day})
    if len(spans) > _MOST_STARTS:
        return most
    return min(most, _most_in_rows(spans, person.most_in_a_row, person.rest))


def _most_in_rows(spans: list[tuple[int, int]], most: int, rest: int) -> int:
    """Return how many stretches there are at most, one after the other, with a rest after most."""
    best: list[list[int]] = []  # by the last one, and by how many are in a row: how many in all
    for start, _ in spans:
        here = [0] * (most + 1)
        here[1] = 1
        for (_, before), counts in zip(spans, best, strict=False):
            if before > start:
                continue
            if start >= before + rest:
                here[1] = max(here[1], 1 + max(counts))
            else:
                for row in range(1, most):
                    if counts[row]:
                        here[row + 1] = max(here[row + 1], 1 + counts[row])
        best.append(here)
    return max((max(counts) for counts in best), default=0)


_TOO_MANY = Text(
    "{says} : il y en a {count}, et il n'y a de place que pour {places} ({days})",
    "{says}: that is {count}, and there is room for {places} only ({days})",
)


def _forced_on(problem: Problem, fit: Fit, person: Person) -> Iterator[Finding]:
    """Yield the rows and the waits of somebody whose sessions have one time each."""
    if person.most_in_a_row is None and not person.no_wait:
        return
    own = problem.may_take_part(person.id)
    if own != problem.sessions_with(person.id) or not set(own) <= fit.keys():
        return
    forced = [fit[session] for session in own]
    starts = [{time[:2] for time in choices.times} for choices in forced]
    if any(len(one) > 1 for one in starts):
        return
    timetable = Timetable.of(
        Placement(session, *choices.times[0][:2], choices.times[0][1] + least_minutes(choices))
        for session, choices in zip(own, forced, strict=True)
    )
    rules: list[Demand] = [PersonHasARest()]
    if all(len(choices.times) == 1 for choices in forced):  # a longer one may leave no gap
        rules.append(PersonDoesNotWait())
    for rule in rules:
        for finding in rule.check(problem, timetable):
            if finding.people == (person.id,):
                yield make_finding(
                    rule.key,
                    "error",
                    finding.text,
                    ("people", person.id, rule.stands[1]),
                    sessions=finding.sessions,
                    people=finding.people,
                )


# --- Of a day, or with a slot -------------------------------------------------------------


def _too_few_to_start(problem: Problem, fit: Fit) -> Iterator[Finding]:
    """Yield the quotas for which there are too few sessions, or too few rooms."""
    lacking = False
    for share in shares_asked(problem):
        least = share.quota.min
        if least is None:
            continue
        sessions = _may_start(problem, fit, share)
        there = len(sessions)
        if there >= least and problem.event.slots:
            there = most_placed({one: _places(problem, fit, share, one) for one in sessions})
        if there < least:
            lacking = True
            sentence = _NO_ROOMS if len(sessions) >= least else _TOO_FEW
            yield _of_shares(problem, [share], sentence, there, sessions)
    if not lacking:
        yield from _too_few_in_all(problem, fit)


def _too_few_in_all(problem: Problem, fit: Fit) -> Iterator[Finding]:
    for family in _families(problem, "min"):
        needs = {
            (number, copy): _may_start(problem, fit, share)
            for number, share in enumerate(family)
            for copy in range(share.quota.min or 0)
        }
        crowd = crowd_of(needs)
        if crowd is not None:
            wanted, sessions = crowd
            shares = [family[number] for number in dict.fromkeys(number for number, _ in wanted)]
            yield _of_shares(problem, shares, _TOO_FEW_IN_ALL, len(sessions), sorted(sessions))


def _too_many_to_start(problem: Problem, fit: Fit) -> Iterator[Finding]:
    """Yield the quotas that leave too few sessions for those there are."""
    for family in _families(problem, "max"):
        suits = {
            session: [
                (number, copy)
                for number, share in shares.items()
                for copy in range(share.quota.max or 0)
            ]
            for session in sessions_counted(problem, family[0].quota)
            if session in fit and (shares := _shares_of(fit[session], session, family))
        }
        crowd = crowd_of(suits)
        if crowd is not None:
            sessions, _ = crowd
            full = {n for one in sessions for n in _shares_of(fit[one], one, family)}
            asked = [family[number] for number in sorted(full)]
            yield _of_shares(problem, asked, _TOO_MANY_IN_ALL, len(sessions), sessions)


def _shares_of(domain: Domain, session: str, family: list[Share]) -> Mapping[int, Share]:
    """Return the quotas, by number, for which a session surely counts; none where it may not."""
    starts = [Placement(session, *time) for time in domain.times]
    if not all(any(share.starts(one) for share in family) for one in starts):
        return {}
    return {number: share for number, share in enumerate(family) if any(map(share.starts, starts))}


def _families(problem: Problem, bound: str) -> Iterator[list[Share]]:
    """Yield quotas that count the same sessions, of times that are apart."""
    by_kind: dict[str | None, list[Share]] = {}
    for share in shares_asked(problem):
        family = by_kind.setdefault(share.quota.kind, [])
        bounded = getattr(share.quota, bound) is not None
        if bounded and not any(_meet(share, other) for other in family):
            family.append(share)
    yield from filter(None, by_kind.values())


def _meet(one: Share, other: Share) -> bool:
    return (
        one.window.day == other.window.day
        and one.window.start < other.until
        and other.window.start < one.until
    )


def _may_start(problem: Problem, fit: Fit, share: Share) -> list[str]:
    return [
        session
        for session in sessions_counted(problem, share.quota)
        if session in fit
        and any(share.starts(Placement(session, *time)) for time in fit[session].times)
    ]


def _places(
    problem: Problem, fit: Fit, share: Share, session: str
) -> list[tuple[int, str | None, int | str]]:
    """Return the starts and rooms that a session may have then; its own where it takes none."""
    domain = fit[session]
    starts = [time for time in domain.times if share.starts(Placement(session, *time))]
    if not problem.takes_room(session):
        return [(time[1], None, session) for time in starts]
    return list(
        dict.fromkeys(
            (time[1], room, copy)
            for time in starts
            for room, copy in copies(problem, domain.rooms_at(time), len(fit))
        )
    )


def _of_shares(
    problem: Problem, shares: list[Share], sentence: Text, there: int, sessions: list[str]
) -> Finding:
    asked = [
        Text("{when} : {many}{kind}", "{when}: {many}{kind}").fill(
            when=windows_text(problem, [share.window]),
            many=many_text(share.quota),
            kind=kind_text(share.quota),
        )
        for share in shares
    ]
    first = Whom(sessions=sessions_counted(problem, shares[0].quota), windows=(shares[0].window,))
    return make_finding(
        SessionsAreAsMany.key,
        "error",
        sentence.fill(
            asked=listing(asked),
            there=sessions_count(there),
            sessions=some_sessions_text(problem, sessions) if sessions else "–",
        ),
        SessionsAreAsMany().place(problem, first),
        sessions=sessions,
    )


_TOO_FEW = Text(
    "{asked}, mais il n'y a que {there} pour cela : {sessions}",
    "{asked}, but only {there} can start then: {sessions}",
)
_NO_ROOMS = Text(
    "{asked}, mais les salles n'accueillent que {there} parmi {sessions}",
    "{asked}, but there are rooms for {there} only, of {sessions}",
)
_TOO_FEW_IN_ALL = Text(
    "{asked}, mais il n'y a que {there} pour tout cela : {sessions}",
    "{asked}, but there are no more than {there} for all that: {sessions}",
)
_TOO_MANY_IN_ALL = Text(
    "{asked}, mais rien d'autre n'est possible pour {there} : {sessions}",
    "{asked}, but nothing else is possible for {there}: {sessions}",
)
