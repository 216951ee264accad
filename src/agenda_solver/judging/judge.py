"""What `verify` says of a timetable, again and again while it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from agenda_solver.problem import Problem
from agenda_solver.rules import tiers
from agenda_solver.rules.rule import ASPECTS, Aspect, Cost, Finding, Rule
from agenda_solver.timetable import Timetable
from agenda_solver.verify import Verdict, asked_rules, verdict_of


@dataclass(frozen=True)
class Change:
    """What a rule may see of the change from one timetable to another.

    Attributes
    ----------
    aspects : frozenset
        What is not the same; all of it where other sessions are placed.
    reordered : bool
        Whether the sessions come in another order: rules tell what they find in it.
    """

    aspects: frozenset[Aspect]
    reordered: bool

    @classmethod
    def between(cls, one: Timetable, other: Timetable) -> Change:
        """Return what differs between two timetables of one problem."""
        before, after = one.placements, other.placements
        reordered = [each.session for each in before] != [each.session for each in after]
        if reordered and not _have_the_same_sessions(one, other):
            return cls(ASPECTS, reordered)
        pairs = [(each, other.by_session[each.session]) for each in before] if reordered else None
        aspects: set[Aspect] = set()
        for was, is_now in pairs or zip(before, after, strict=True):
            if was is is_now:
                continue
            if (was.day, was.start, was.end) != (is_now.day, is_now.start, is_now.end):
                aspects.add("time")
            if was.room != is_now.room:
                aspects.add("room")
        if one.cast != other.cast:
            aspects.add("people")
        if one.seats != other.seats:
            aspects.add("seats")
        return cls(frozenset(aspects), reordered)

    def hides_from(self, rule: Rule, findings: Sequence[Finding]) -> bool:
        """Whether a rule that has found this finds the same after the change."""
        return rule.reads.isdisjoint(self.aspects) and not (findings and self.reordered)


def _have_the_same_sessions(one: Timetable, other: Timetable) -> bool:
    """Whether two timetables place the same sessions, each of them once."""
    sizes = {len(each) for table in (one, other) for each in (table.placements, table.by_session)}
    return len(sizes) == 1 and one.by_session.keys() == other.by_session.keys()


@dataclass(frozen=True)
class Heard:
    """What each rule says of a timetable, in the order of the rules."""

    timetable: Timetable
    findings: tuple[tuple[Finding, ...], ...]


class Judge:
    """A verifier that remembers what the rules said last.

    Its verdicts are those of `verify`. A rule is asked again where it reads something that
    has changed since the last verdict, as its `reads` says; a test holds that these are honest.

    Parameters
    ----------
    problem : Problem
        What is asked.
    first : sequence of Cost
        What costs before all else, as in `verify`.

    Examples
    --------
    >>> from datetime import date
    >>> from agenda_solver import Problem, Timetable
    >>> from agenda_solver.timetable import Placement
    >>> problem = Problem.read(
    ...     {
    ...         "event": {"name": "Rencontres"},
    ...         "days": [{"date": "2026-06-10", "open": {"start": "9h", "end": "12h"}}],
    ...         "rooms": [{"id": "amphi"}],
    ...         "sessions": [{"id": "a", "title": "Accueil", "minutes": 60}],
    ...     }
    ... )
    >>> timetable = Timetable.of([Placement("a", date(2026, 6, 10), 540, 600, "amphi")])
    >>> judge = Judge(problem)
    >>> judge.verdict(timetable).errors
    ()
    >>> late = Timetable.of([Placement("a", date(2026, 6, 10), 690, 750, "amphi")])
    >>> [error.rule for error in judge.verdict(late).errors]
    ['opening_hours']
    """

    def __init__(self, problem: Problem, first: Sequence[Cost] = ()) -> None:
        self.problem = problem
        self._first = tuple(first)
        self._tiers = tiers(problem, first)
        self._rules = asked_rules(self._tiers, first)
        self._last: Heard | None = None

    def verdict(self, timetable: Timetable) -> Verdict:
        """Judge a timetable, and remember what the rules say of it."""
        findings = tuple(self._findings(timetable))
        self._last = Heard(timetable, findings)
        return verdict_of(self._tiers, chain.from_iterable(findings))

    def with_problem(self, problem: Problem) -> Judge:
        """Return a judge of another problem, such as the same with a lock; it asks anew."""
        return self if problem is self.problem else Judge(problem, self._first)

    def _findings(self, timetable: Timetable) -> Iterator[tuple[Finding, ...]]:
        """Yield what each rule finds: anew where it may not be what it found last."""
        last = self._last
        if last is None:
            yield from (self._asked(rule, timetable) for rule in self._rules)
            return
        change = Change.between(last.timetable, timetable)
        for rule, known in zip(self._rules, last.findings, strict=True):
            yield known if change.hides_from(rule, known) else self._asked(rule, timetable)

    def _asked(self, rule: Rule, timetable: Timetable) -> tuple[Finding, ...]:
        return tuple(rule.check(self.problem, timetable))
