"""Demands on sessions that belong together by a label, or because one repeats another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from agenda_solver.problem import Problem
from agenda_solver.rules.easing import Leeway, left_out
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import ROOM, TIME, Decisions, Demand, Finding, Whom
from agenda_solver.rules.words import room_text, session_text, some_sessions_text, title_text
from agenda_solver.text import Text, clock, listing, long_date, quoted, span
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.names import folded

LEFT_OUT = 60
"""The price of a session that is no longer one of those that belong together."""


class NotAtTheSameTime(Demand):
    """Sessions that share an exclusive label never take place at the same time."""

    key = "exclusive"
    title = Text(
        "Des sessions qui s'excluent n'ont jamais lieu en même temps",
        "Sessions that exclude one another never take place at the same time",
    )
    wanted = Text(
        "{sessions} n'ont jamais lieu en même temps", "{sessions} never take place at the same time"
    )
    broken = Text(
        "{one} et {other} s'excluent ({labels}), mais ont lieu en même temps ({day}, {hours})",
        "{one} and {other} exclude one another ({labels}), but take place at the same time "
        "({day}, {hours})",
    )
    released = Text(
        "{session} peut avoir lieu en même temps que {others}",
        "{session} may take place at the same time as {others}",
    )
    reads = TIME
    stands = ("sessions", "exclusive")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for sessions in _labelled(
            (session.id, session.exclusive) for session in to.problem.sessions
        ):
            with to.demand(self, Whom(sessions=sessions)):
                to.apart(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for one, other in timetable.overlapping_pairs():
            own = problem.session[one.session].exclusive
            if not own:
                continue
            there = set(map(folded, problem.session[other.session].exclusive))
            labels = [label for label in own if folded(label) in there]
            if labels and not problem.related(one.session, other.session):
                yield self.finding(
                    Whom(sessions=(one.session, other.session)),
                    one=session_text(problem, one.session),
                    other=session_text(problem, other.session),
                    labels=listing(quoted(label) for label in dict.fromkeys(labels)),
                    day=long_date(one.day),
                    hours=span(other.start, min(one.end, other.end)),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, members=dict.fromkeys(whom.sessions, LEFT_OUT))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        def broken(one: Placement, other: Placement) -> bool:
            return one.overlaps(other) and not problem.related(one.session, other.session)

        yield from _released(self, problem, timetable, "exclusive", broken)


class OnTheSameDay(Demand):
    """Sessions that share such a label take place on the same day."""

    key = "same_day"
    title = Text(
        "Des sessions qui doivent avoir lieu le même jour ont lieu le même jour",
        "Sessions that must be on the same day are on the same day",
    )
    wanted = Text("{sessions} ont lieu le même jour", "{sessions} take place on the same day")
    broken = Text(
        "{one} (le {day}) et {other} (le {other_day}) doivent avoir lieu le même jour",
        "{one} ({day}) and {other} ({other_day}) must take place on the same day",
    )
    released = Text(
        "{session} un autre jour que {others}",
        "{session} on another day than {others}",
    )
    reads = TIME
    stands = ("sessions", "same_day")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for sessions in _labelled(
            (session.id, session.same_day) for session in to.problem.sessions
        ):
            with to.demand(self, Whom(sessions=sessions)):
                to.same_day(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        first: dict[str, Placement] = {}
        seen = set()
        for placement in timetable.placements:
            for label in map(folded, problem.session[placement.session].same_day):
                one = first.setdefault(label, placement)
                finding = self.finding(
                    Whom(sessions=(one.session, placement.session)),
                    one=session_text(problem, one.session),
                    day=long_date(one.day),
                    other=session_text(problem, placement.session),
                    other_day=long_date(placement.day),
                )
                # Two sessions may share several labels.
                if one.day != placement.day and finding not in seen:
                    seen.add(finding)
                    yield finding

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, members=dict.fromkeys(whom.sessions, LEFT_OUT))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        def broken(one: Placement, other: Placement) -> bool:
            return one.day != other.day

        yield from _released(self, problem, timetable, "same_day", broken)


class OnDifferentDays(Demand):
    """No two sessions that share such a label take place on the same day."""

    key = "different_days"
    title = Text(
        "Des sessions qui doivent avoir lieu des jours différents ont lieu des jours différents",
        "Sessions that must be on different days are on different days",
    )
    wanted = Text(
        "{sessions} ont lieu des jours différents", "{sessions} take place on different days"
    )
    broken = Text(
        "{one} et {other} ont lieu le même jour ({day}), mais doivent avoir lieu des jours "
        "différents",
        "{one} and {other} take place on the same day ({day}), but must be on different days",
    )
    released = Text(
        "{session} le même jour que {others}",
        "{session} on the same day as {others}",
    )
    reads = TIME
    stands = ("sessions", "different_days")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for sessions in _labelled(
            (session.id, session.different_days) for session in to.problem.sessions
        ):
            with to.demand(self, Whom(sessions=sessions)):
                to.different_days(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placements in timetable.by_day.values():
            labelled = [one for one in placements if problem.session[one.session].different_days]
            for one, other in combinations(labelled, 2):
                there = set(map(folded, problem.session[other.session].different_days))
                if there.intersection(map(folded, problem.session[one.session].different_days)):
                    yield self.finding(
                        Whom(sessions=(one.session, other.session)),
                        one=session_text(problem, one.session),
                        other=session_text(problem, other.session),
                        day=long_date(one.day),
                    )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, members=dict.fromkeys(whom.sessions, LEFT_OUT))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        def broken(one: Placement, other: Placement) -> bool:
            return one.day == other.day

        yield from _released(self, problem, timetable, "different_days", broken)


class InOneRoom(Demand):
    """Sessions that share such a label are in one room, as far as they have one."""

    key = "same_room"
    title = Text(
        "Des sessions qui doivent être dans la même salle sont dans la même salle",
        "Sessions that must be in the same room are in the same room",
    )
    wanted = Text("{sessions} sont dans la même salle", "{sessions} are in the same room")
    broken = Text(
        "{one} ({room}) et {other} ({other_room}) doivent être dans la même salle",
        "{one} ({room}) and {other} ({other_room}) must be in the same room",
    )
    released = Text(
        "{session} dans une autre salle que {others}",
        "{session} in another room than {others}",
    )
    reads = ROOM
    stands = ("sessions", "same_room")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for sessions in _labelled(
            (session.id, session.same_room) for session in to.problem.sessions
        ):
            with to.demand(self, Whom(sessions=sessions)):
                to.same_room(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        first: dict[str, Placement] = {}
        seen = set()
        rows = {session.id: row for row, session in enumerate(problem.sessions)}
        # In the order of the draft: which is told first is not for their times to say.
        for placement in sorted(timetable.placements, key=lambda own: rows[own.session]):
            if placement.room is None:
                continue
            for label in map(folded, problem.session[placement.session].same_room):
                one = first.setdefault(label, placement)
                finding = self.finding(
                    Whom(
                        sessions=(one.session, placement.session),
                        rooms=tuple(there.room for there in (one, placement) if there.room),
                    ),
                    one=session_text(problem, one.session),
                    room=room_text(problem, one.room),
                    other=session_text(problem, placement.session),
                    other_room=room_text(problem, placement.room),
                )
                # Two sessions may share several labels.
                if one.room != placement.room and finding not in seen:
                    seen.add(finding)
                    yield finding

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, members=dict.fromkeys(whom.sessions, LEFT_OUT))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        def broken(one: Placement, other: Placement) -> bool:
            rooms = [_room_of(problem, placement) for placement in (one, other)]
            return None not in rooms and rooms[0] != rooms[1]

        yield from _released(self, problem, timetable, "same_room", broken)


def _room_of(problem: Problem, placement: Placement) -> str | tuple[str] | None:
    """Return the room of a session, which is its own where one is still to be found for it."""
    to_be_found = placement.room is None and problem.takes_room(placement.session)
    return (placement.session,) if to_be_found else placement.room


def _released(
    rule: NotAtTheSameTime | OnTheSameDay | OnDifferentDays | InOneRoom,
    problem: Problem,
    timetable: Timetable,
    key: str,
    broken: Callable[[Placement, Placement], bool],
) -> Iterator[Edit]:
    """Yield the edits that take labels from the fewest sessions, so that no pair is broken."""
    for sessions in _labelled((one.id, getattr(one, key)) for one in problem.sessions):
        there = [timetable.by_session[one] for one in sessions if one in timetable.by_session]
        pairs = [
            (one.session, other.session)
            for one, other in combinations(there, 2)
            if broken(one, other)
        ]
        for session in left_out(pairs, dict.fromkeys(sessions, LEFT_OUT)):
            others = [other for other in sessions if other != session]
            labels: list[str] = getattr(problem.session[session], key)
            theirs = [set(map(folded, getattr(problem.session[one], key))) for one in others]
            shared = set.intersection(*theirs)
            yield rule.edit(
                rule.released,
                LEFT_OUT,
                Whom(sessions=(session,)),
                FieldChange(
                    ("sessions", session, key),
                    labels,
                    [label for label in labels if folded(label) not in shared],
                ),
                session=session_text(problem, session),
                others=some_sessions_text(problem, others),
            )


def _labelled(labelled: Iterator[tuple[str, list[str]]]) -> Iterator[tuple[str, ...]]:
    """Yield the sessions that share a label, for each label that several have."""
    by_label: dict[str, list[str]] = {}
    for session, labels in labelled:
        for label in dict.fromkeys(map(folded, labels)):
            by_label.setdefault(label, []).append(session)
    for sessions in dict.fromkeys(map(tuple, by_label.values())):
        if len(sessions) > 1:
            yield sessions


class RepeatsComeInTurn(Demand):
    """A session that takes place several times: each comes after the one before it."""

    key = "repeats"
    title = Text(
        "Les séances d'une session répétée viennent l'une après l'autre",
        "A session that is repeated takes place one time after the other",
    )
    wanted = Text(
        "{session} : la séance n° {number} vient après la séance n° {before}",
        "{session}: no. {number} comes after no. {before}",
    )
    broken = Text(
        "{session} : la séance n° {number} (début le {day} à {start}) doit venir après la "
        "séance n° {before} (fin le {end_day} à {end})",
        "{session}: no. {number} (starts {day} at {start}) must come after no. {before} "
        "(ends {end_day} at {end})",
    )
    reads = TIME
    stands = ("sessions", "repeats")
    gives_way = False

    def post(self, to: Decisions) -> None:
        for times in to.problem.repeats.values():
            for first, then in to.in_turn(times):
                with to.demand(self, Whom(sessions=(first, then))):
                    to.before(first, then)

    def says(self, problem: Problem, whom: Whom) -> Text:
        before, session = whom.sessions
        return self.wanted.fill(
            session=title_text(problem, session),
            number=problem.time_number(session),
            before=problem.time_number(before),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        last = {session.id: session.id for session in problem.sessions if not session.repeat_of}
        for session in problem.sessions:
            if session.repeat_of is None:
                continue
            first = timetable.by_session.get(last[session.repeat_of])
            then = timetable.by_session.get(session.id)
            last[session.repeat_of] = session.id
            if first is None or then is None:
                continue
            if (then.day, then.start) < (first.day, first.end):
                yield self.finding(
                    Whom(sessions=(first.session, then.session)),
                    session=title_text(problem, then.session),
                    number=problem.time_number(session.id),
                    before=problem.time_number(first.session),
                    day=long_date(then.day),
                    start=clock(then.start),
                    end_day=long_date(first.day),
                    end=clock(first.end),
                )


def turns(problem: Problem) -> Iterator[tuple[str, str]]:
    """Yield each time that a session takes place with the time after it."""
    for times in problem.repeats.values():
        yield from pairwise(times)
