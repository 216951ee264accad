"""Judges any timetable, wherever it came from, by the rules and without the solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agenda_solver.problem import Problem
from agenda_solver.rules import RULES, SEAT_RULES, Tier, tiers
from agenda_solver.rules.people import PersonHasAPause, PersonIsInOnePlace, TimeToWalk
from agenda_solver.rules.rule import Cost, Finding, Rule, Severity
from agenda_solver.timetable import Timetable

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "question", "info")


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a timetable.

    Attributes
    ----------
    findings : tuple of Finding
        Broken demands first, then what is doubtful, then costs paid and what is good to
        know; each group in the order of `RULES` and then of `SEAT_RULES`.
    tiers : tuple of Tier
        How the problem weighs its costs.
    """

    findings: tuple[Finding, ...]
    tiers: tuple[Tier, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The demands that are broken."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @cached_property
    def costs(self) -> Mapping[str, int]:
        """What each cost rule comes to, weighted, by its key."""
        paid: dict[str, int] = {}
        for finding in self.findings:
            paid[finding.rule] = paid.get(finding.rule, 0) + finding.cost
        return {
            cost.key: weight * paid.get(cost.key, 0)
            for tier in self.tiers
            for cost, weight in tier.weights.items()
        }

    def tier_cost(self, tier: Tier) -> int:
        """What a tier comes to."""
        return sum(self.costs[cost.key] for cost in tier.weights)


def verify(problem: Problem, timetable: Timetable, first: Sequence[Cost] = ()) -> Verdict:
    """Judge a timetable.

    Parameters
    ----------
    problem : Problem
        What was asked.
    timetable : Timetable
        Any timetable of the problem's sessions, complete or not. Its sessions, rooms,
        people and attendees are known to the problem, and so are the roles for which
        somebody is chosen. The seats are judged if it has some.
    first : sequence of Cost
        What costs before all else, as in `agenda_solver.rules.tiers`.

    Returns
    -------
    Verdict
        Every broken demand, and every cost paid.
    """
    weighed = tiers(problem, first)
    rules = asked_rules(weighed, first)
    return verdict_of(
        weighed, (finding for rule in rules for finding in rule.check(problem, timetable))
    )


def asked_rules(weighed: Sequence[Tier], first: Sequence[Cost] = ()) -> tuple[Rule, ...]:
    """Return the rules that judge a timetable, in the order of what they find.

    Parameters
    ----------
    weighed : sequence of Tier
        How the problem weighs its costs: what weighs nothing is not asked.
    first : sequence of Cost
        What costs before all else.
    """
    counted = {cost.key for tier in weighed for cost in tier.weights}
    asked = (rule for rule in RULES if rule.key in counted or not isinstance(rule, Cost))
    return (*first, *asked, *SEAT_RULES)


def verdict_of(weighed: tuple[Tier, ...], findings: Iterable[Finding]) -> Verdict:
    """Return the verdict that the findings of all rules make, given in the order of the rules."""
    kept = sorted(without_repeats(findings), key=lambda one: _SEVERITIES.index(one.severity))
    return Verdict(tuple(kept), weighed)


def without_repeats(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, given in the order of the rules, but those that repeat another.

    Who is due at two places at once also lacks the pause and the walk between them.
    """
    twice: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for finding in findings:
        whom = finding.sessions, finding.people
        if finding.rule == PersonIsInOnePlace.key:
            twice.add(whom)
        if finding.rule not in (PersonHasAPause.key, TimeToWalk.key) or whom not in twice:
            yield finding
