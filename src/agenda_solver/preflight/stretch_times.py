"""Stretches at times at which papers can hardly be: closed, at lunch, at night elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Problem, Session, Stretch
from agenda_solver.rules.paper_costs import RemoteSpeakersAreAwake
from agenda_solver.rules.programme import WithinOpeningHours
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.stretches import NothingForAllInStretches, is_for_all, stretch_text
from agenda_solver.rules.words import MOST_NAMED, session_text
from agenda_solver.text import Text, few_of, same, span


def find_doubts_of_stretches(problem: Problem) -> Iterator[Finding]:
    """Yield the stretches that their day is too short for, or in which something is for all.

    What is for all may be locked at such a time; that is allowed, and rarely meant. And that
    somebody speaks from another time zone, where no hours are said that suit them.

    Parameters
    ----------
    problem : Problem
        What is asked.
    """
    yield from _no_hours_for_remote_speakers(problem)
    for stretch in problem.stretches if problem.papers else ():
        opening = problem.day[stretch.day].open
        if opening and not opening.start <= stretch.start <= stretch.end <= opening.end:
            yield make_finding(
                WithinOpeningHours.key,
                "warning",
                _CLOSED.fill(
                    stretch=stretch_text(problem, stretch),
                    open=span(opening.start, opening.end),
                ),
                ("stretches", stretch.id, "start" if stretch.start < opening.start else "end"),
            )
        for session in problem.sessions:
            if is_for_all(problem, session) and (hours := _locked_in(problem, session, stretch)):
                yield make_finding(
                    NothingForAllInStretches.key,
                    "warning",
                    _FOR_ALL_THEN.fill(
                        session=session_text(problem, session.id),
                        hours=span(*hours),
                        stretch=stretch_text(problem, stretch),
                    ),
                    ("sessions", session.id, "locked"),
                    sessions=(session.id,),
                )


def _no_hours_for_remote_speakers(problem: Problem) -> Iterator[Finding]:
    event = problem.event
    if event.suitable is not None or event.possible is not None:
        return
    papers = [paper for own in problem.papers.values() for paper in own]
    speaking = dict.fromkeys(who for paper in papers for who in problem.session[paper].roster)
    remote = [who for who in speaking if problem.person[who].zone not in ("", event.zone)]
    if remote:
        names = [same(problem.person[who].label) for who in remote]
        yield make_finding(
            RemoteSpeakersAreAwake.key,
            "warning",
            _ANY_HOUR.fill(people=few_of(names, MOST_NAMED)),
            ("people", remote[0], "zone"),
            people=remote,
        )


def _locked_in(problem: Problem, session: Session, stretch: Stretch) -> tuple[int, int] | None:
    """Return when a session is locked, at the least, where that is in a stretch."""
    locked = session.locked
    days = [locked.day] if locked.day or len(problem.days) > 1 else [problem.days[0].date]
    if locked.start is None or session.minutes is None or stretch.day not in days:
        return None
    end = locked.start + session.minutes.min
    return (locked.start, end) if locked.start < stretch.end and stretch.start < end else None


_CLOSED = Text(
    "{stretch} : la journée n'est ouverte que {open}, aucune communication n'a lieu hors de ces "
    "heures ; ouvrir plus tôt ou plus tard, ou changer la plage",
    "{stretch}: the day is open only {open}, no paper is outside these hours; open earlier or "
    "later, or change the stretch",
)
_ANY_HOUR = Text(
    "d'un autre fuseau horaire, sans que soit dit quelles heures conviennent là-bas : {people} ; "
    "toute heure est alors bonne, même la nuit : remplir « convenable à partir de » et "
    "« convenable jusqu'à » (feuille Événement)",
    "from another time zone, and no hours are said to suit there: {people}; any hour will do "
    "then, even at night: fill in “suitable from” and “suitable until” (sheet Event)",
)
_FOR_ALL_THEN = Text(
    "{session}, pour tous, est verrouillée {hours}, pendant une plage, {stretch} : qui est dans "
    "une salle n'y sera pas ; changer la plage, ou cette heure",
    "{session}, for everybody, is locked {hours}, during a stretch, {stretch}: whoever is in a "
    "room will not be there; change the stretch, or this time",
)
