"""Rows that go, and what stands for them in whatever named them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any

from agenda_solver.problem.lookups import Lookups, Read
from agenda_solver.problem.references import Gone, without
from agenda_solver.problem.repeats import at_any_time
from agenda_solver.problem.schema import Link, Sequence, Session, Times


def heirs(problem: Lookups, gone: Collection[str]) -> Mapping[str, str]:
    """Return which session stands for each of a workshop that is gone, if one is left.

    The next time of the same session, or else another sub-group. Who wishes for what is
    gone, must attend it or has a seat in it, does so there.

    Parameters
    ----------
    problem : Problem
        What was asked.
    gone : collection of str
        Ids of sessions that do not take place.
    """
    leaving = _Leaving(problem, gone)
    return {old: heir for old in gone if (heir := leaving.heir(old)) is not None}


def taken_out(problem: Read, gone: Gone) -> Read:
    """Return the problem without some rows; nothing names them any more.

    Where the first time of a workshop goes, the next one stands for it; each time keeps its
    number. What took registrations still does. Sessions that were to follow one another at
    once with one that goes in between need not move closer, unless the gap is to be closed.

    Parameters
    ----------
    problem : Problem
        What is asked.
    gone : mapping
        By table, the ids of rows; those not in it are ignored.

    Returns
    -------
    Problem
        Valid as the one before was, as long as a session is left.
    """
    sessions = problem.session.keys() & gone.get("sessions", ())
    leaving = _Leaving(problem, sessions)
    freed = problem.with_tables(
        sessions=[leaving.session(session) for session in problem.sessions],
        sequences=[left for old in problem.sequences for left in leaving.sequences(old)],
    )
    # A track that a session names still needs no row.
    named: Gone = {table: ids for table, ids in gone.items() if table != "tracks"}
    left = without(freed, named, {"sessions": heirs(problem, sessions)})
    tracks = [track for track in left.tracks if track.id not in gone.get("tracks", ())]
    left = _with_known_tracks(left.with_tables(tracks=tracks))
    return _still_offered(problem, _still_numbered(problem, left))


class _Leaving:
    """Sessions that go, and the others of their workshops."""

    def __init__(self, problem: Lookups, gone: Collection[str]) -> None:
        self.problem = problem
        self.gone = gone
        # Of the first one only: what is said of the order of a later time ends with it.
        self.next_time = {
            old: times[0]
            for old in gone
            if problem.session[old].repeat_of is None and (times := self._times_left(old))
        }

    def heir(self, session: str) -> str | None:
        """Return which session stands for one that is gone."""
        of_workshop = self.problem.workshops[self.problem.workshop(session)]
        near = (*self._times_left(session), *filter(self._is_first, of_workshop))
        return near[0] if near else None

    def _is_first(self, session: str) -> bool:
        """Whether a session is left, and repeats none that is left before it."""
        return session not in self.gone and (self._times_left(session) or [session])[0] == session

    def _times_left(self, session: str) -> list[str]:
        """Return the times of a session that take place, in turn."""
        first = self.problem.session[session].repeat_of or session
        times = self.problem.repeats.get(first, ())
        return [time for time in times if time not in self.gone]

    def session(self, session: Session) -> Session:
        """Return a session that follows the next time of those it followed, and so on."""
        changes: dict[str, Any] = {
            key: [passed for link in links for passed in self._passed(session.id, key, link)]
            for key, links in (("before", session.before), ("after", session.after))
            if any(link.session in self.next_time for link in links)
        }
        if session.repeat_of is not None and self.next_time.get(session.repeat_of) == session.id:
            # It takes the place of the first among the sub-groups of its workshop.
            first = self.problem.session[session.repeat_of]
            changes["group_of"] = first.group_of
            if isinstance(first.repeats, Times):
                changes["repeats"] = first.repeats
        return session.model_copy(update=changes) if changes else session

    def _passed(self, session: str, key: str, link: Link) -> Iterator[Link]:
        """Yield a link, to the next time where there is one and the order allows it."""
        heir = self.next_time.get(link.session)
        if heir is None:
            yield link
        elif not self._in_turn(*((heir, session) if key == "before" else (session, heir))):
            yield at_any_time(link).model_copy(update={"session": heir})

    def _in_turn(self, one: str, other: str) -> bool:
        """Whether one session is the other, or is to come before it."""
        reached, left = {one}, [one]
        while left:
            new = self._followers.get(left.pop(), set()) - reached
            reached |= new
            left += new
        return other in reached

    @cached_property
    def _followers(self) -> Mapping[str, set[str]]:
        """What is said to come after each session: in links, in sequences, as a further time."""
        pairs = [pair for times in self.problem.repeats.values() for pair in pairwise(times)]
        for sequence in self.problem.sequences:
            pairs += () if sequence.wish else pairwise(sequence.sessions)
        for session in self.problem.sessions:
            pairs += ((session.id, link.session) for link in session.before)
            pairs += ((link.session, session.id) for link in session.after)
        followers: dict[str, set[str]] = {}
        for first, then in pairs:
            followers.setdefault(first, set()).add(then)
        return followers

    def sequences(self, sequence: Sequence) -> Iterator[Sequence]:
        """Yield what is left of a sequence; nothing where that is no order any more."""
        left = self._in_order(sequence.sessions)
        if left == sequence.sessions:
            yield sequence
        elif len(left) > 1 and (sequence.wish or (sequence.max is None and sequence.between)):
            yield sequence.model_copy(update={"sessions": left})
        elif len(left) > 1:
            runs = list(self._runs(sequence.sessions))
            if runs != [left]:
                least, _ = self.problem.gap(sequence)
                apart = {"sessions": left, "min": least, "max": None, "between": True}
                yield sequence.model_copy(update=apart)
            yield from (sequence.model_copy(update={"sessions": run}) for run in runs)

    def _in_order(self, sessions: list[str]) -> list[str]:
        """Return sessions without those that are gone, for which their next time stands."""
        left: list[str] = []
        for place, session in enumerate(sessions):
            heir = self.next_time.get(session)
            if session not in self.gone:
                left.append(session)
            elif heir is not None and not any(
                self._in_turn(later, heir) for later in sessions[place + 1 :]
            ):
                left.append(heir)
        return left

    def _runs(self, sessions: Iterable[str]) -> Iterator[list[str]]:
        """Yield the longest stretches of two sessions or more with none of those gone between."""
        run: list[str] = []
        for session in (*sessions, None):
            if session is not None and session not in self.gone:
                run.append(session)
            else:
                if len(run) > 1:
                    yield run
                run = []


def _with_known_tracks(problem: Read) -> Read:
    """Return the problem in which no track is similar to one that is not there any more."""
    named = {other for track in problem.tracks for other in (*track.similar, *track.track_levels)}
    lost = named - problem.track.keys()
    return without(problem, {"tracks": lost}) if lost else problem


def _still_numbered(before: Lookups, problem: Read) -> Read:
    """Return the problem in which the times of a session are called as they were before."""
    numbers = {session.id: before.time_number(session.id) for session in problem.sessions}
    sessions = [
        session
        if problem.time_number(session.id) == numbers[session.id]
        else session.model_copy(update={"number": numbers[session.id]})
        for session in problem.sessions
    ]
    return problem.with_tables(sessions=sessions)


def _still_offered(before: Lookups, problem: Read) -> Read:
    """Return the problem in which attendees need a seat wherever they did before.

    A workshop that is alone in its block now, or that nobody wishes for any more, would not
    be known as one.
    """
    lost = set(before.offered) & set(problem.session) - set(problem.offered)
    if not lost:
        return problem
    sessions = [
        session.model_copy(update={"registration": True}) if session.id in lost else session
        for session in problem.sessions
    ]
    return problem.with_tables(sessions=sessions)
