"""What becomes of a draft when sessions are taken out of it: nothing names them any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from agenda_solver.problem import Attendee, Problem, Sequence, Session


def with_parts_of(problem: Problem, sessions: Iterable[str]) -> frozenset[str]:
    """Return sessions and all their parts, at any depth, by their ids."""
    named = set(sessions)
    return frozenset(
        it.id for it in problem.sessions if named.intersection((it.id, *problem.wholes(it.id)))
    )


def cancelled(problem: Problem, sessions: Iterable[str]) -> Problem:
    """Return the problem without some sessions and their parts.

    Where the first time of a workshop is cancelled, the next one stands for it: for those
    who wish for it too. What took registrations still does. Sessions that were to follow one
    another at once with a cancelled one in between need not move closer, unless the gap is
    to be closed.

    Parameters
    ----------
    problem : Problem
        What is asked.
    sessions : iterable of str
        Ids of the sessions that do not take place; those not in it are ignored.

    Returns
    -------
    Problem
        Valid as the one before was, as long as a session is left.
    """
    gone = with_parts_of(problem, sessions)
    if not gone:
        return problem
    taken_out = _TakingOut(problem, gone)
    left = problem.with_tables(
        sessions=[taken_out.session(it) for it in problem.sessions if it.id not in gone],
        sequences=[it for sequence in problem.sequences for it in taken_out.sequences(sequence)],
        attendees=[taken_out.attendee(it) for it in problem.attendees],
    )
    return _still_offered(problem, _with_known_tracks(left))


class _TakingOut:
    """Takes sessions out of whatever names them."""

    def __init__(self, problem: Problem, gone: frozenset[str]) -> None:
        self.problem = problem
        self.gone = gone
        self.heirs = {it: heir for it in gone if (heir := self._heir(it)) is not None}

    def _heir(self, session: str) -> str | None:
        """Return which session stands for a workshop of which the first one is gone."""
        first = self.problem.session[session].repeat_of or session
        of_workshop = self.problem.workshops[self.problem.workshop(session)]
        near = (*self._times_left(first), *filter(self._is_first, of_workshop))
        return next((other for other in near if other not in self.gone), None)

    def _is_first(self, session: str) -> bool:
        """Whether a session repeats none that is left before it."""
        first = self.problem.session[session].repeat_of
        return first is None or self._times_left(first)[:1] == [session]

    def _times_left(self, first: str) -> list[str]:
        """Return the times of a session that take place, in turn."""
        return [it for it in self.problem.repeats.get(first, (first,)) if it not in self.gone]

    def session(self, session: Session) -> Session:
        said: dict[str, Any] = {}
        if session.repeat_of in self.gone:
            said |= self._repeats(session)
        elif session.group_of in self.gone:
            said["group_of"] = self._group_of(session.id, session.group_of)
        for key, links in (("before", session.before), ("after", session.after)):
            kept = [link for link in links if link.session not in self.gone]
            if kept != links:
                said[key] = kept
        return session.model_copy(update=said) if said else session

    def _repeats(self, session: Session) -> dict[str, Any]:
        """Return what is said of a further time of a session that is gone.

        It repeats the next time that is left; if it is that one, it takes the place of the
        first among the sub-groups of its workshop.
        """
        assert session.repeat_of is not None
        first = self.problem.session[session.repeat_of]
        times = self._times_left(first.id)
        if times[0] != session.id:
            return {"repeat_of": times[0]}
        return {"repeat_of": None, "group_of": self._group_of(session.id, first.group_of)}

    def _group_of(self, session: str, whole: str | None) -> str | None:
        """Return of what a sub-group is one, or what stands for that; None of itself."""
        heir = self.heirs.get(whole) if whole in self.gone and whole is not None else whole
        return None if heir == session else heir

    def sequences(self, sequence: Sequence) -> Iterator[Sequence]:
        """Yield what is left of a sequence; nothing where that is no order any more."""
        left = [it for it in sequence.sessions if it not in self.gone]
        if len(left) == len(sequence.sessions):
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

    def attendee(self, attendee: Attendee) -> Attendee:
        said: dict[str, Any] = {}
        wishes = attendee.wishes
        if self.gone.isdisjoint(wishes) and self.gone.isdisjoint(attendee.must_attend):
            return attendee
        if isinstance(wishes, dict):
            rated: dict[str, int] = {}
            for session, rating in wishes.items():
                if (kept := self._wished(session)) is not None:
                    rated[kept] = max(rating, rated.get(kept, 0))
            said["wishes"] = rated or []
        else:
            ranked = (it for wish in wishes if (it := self._wished(wish)) is not None)
            said["wishes"] = list(dict.fromkeys(ranked))
        musts = (it for must in attendee.must_attend if (it := self._wished(must)) is not None)
        said["must_attend"] = list(dict.fromkeys(musts))
        return attendee.model_copy(update=said)

    def _wished(self, session: str) -> str | None:
        return self.heirs.get(session) if session in self.gone else session


def _with_known_tracks(problem: Problem) -> Problem:
    """Return the problem in which no track is similar to one that is not there any more."""
    if all(other in problem.track for track in problem.tracks for other in track.similar):
        return problem
    tracks = [
        track.model_copy(update={"similar": [it for it in track.similar if it in problem.track]})
        for track in problem.tracks
    ]
    return problem.with_tables(tracks=tracks)


def _still_offered(before: Problem, problem: Problem) -> Problem:
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
