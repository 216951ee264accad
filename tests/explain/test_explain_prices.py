"""What demands cost: what is gained without each of them, by every timetable there is."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from agenda_solver.budget import Budget
from agenda_solver.explain.prices import DemandPrices, prices
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import Verdict, verify
from agenda_solver.views.prices import price_lines

DAY = date(2026, 6, 10)
STARTS = (540, 600, 660)
ROOMS = ("amphi", "petite")
DRAFT: dict[str, Any] = {
    "event": {"name": "Forum", "grid": 60},
    "days": [{"date": DAY, "open": {"start": "9h", "end": "12h"}}],
    "rooms": [{"id": "amphi", "features": ["micro"]}, {"id": "petite"}],
    "people": [{"id": "maire", "present": "10h-12h"}],
    "sessions": [
        {
            **{"id": "a", "title": "A", "minutes": 60, "needs": ["micro"]},
            **{"preferred": {"start": "9h", "room": "petite"}},
            "people": {"orateur": ["maire"]},
        },
        {"id": "b", "title": "B", "minutes": 60, "locked": {"start": "9h"}},
        {
            **{"id": "c", "title": "C", "minutes": 60, "preferred": {"start": "9h"}},
            "after": [{"session": "b", "min": 0}],
        },
    ],
}


def priced(draft: dict[str, Any]) -> tuple[Problem, DemandPrices]:
    problem = Problem.read(draft)
    return problem, prices(problem, Budget(seconds=20.0, workers=1, reproducible=True))


def every(problem: Problem) -> list[Verdict]:
    """Return what is said of each timetable, whatever it breaks."""
    names = [session.id for session in problem.sessions]
    return [
        verify(
            problem,
            Timetable.of(
                Placement(session, DAY, start, start + 60, room)
                for session, (start, room) in zip(names, chosen, strict=True)
            ),
        )
        for chosen in product(product(STARTS, ROOMS), repeat=len(names))
    ]


def test_each_price_is_what_is_gained_without_the_demand() -> None:
    problem, known = priced(DRAFT)
    verdicts = every(problem)
    least = min(costs(each) for each in verdicts if not each.errors)
    expected: dict[str, tuple[int, int]] = {}
    for rule in {error.rule for each in verdicts for error in each.errors}:
        left = [each for each in verdicts if {error.rule for error in each.errors} <= {rule}]
        for tier in range(len(least)):
            near = [costs(each) for each in left if costs(each)[:tier] <= least[:tier]]
            best = min(each[tier] for each in near)
            if best < least[tier]:
                expected[rule] = least[tier], best
                break
    given_up = {price.demand.rule: (price.before, price.after) for price in known.prices}
    never = {"room_one_session", "person_one_place", "room", "placed"}
    assert given_up == {rule: costs_ for rule, costs_ in expected.items() if rule not in never}
    assert len(given_up) > 1
    assert known.complete
    assert all(price.proven for price in known.prices)


def costs(verdict: Verdict) -> list[int]:
    return [verdict.tier_cost(tier) for tier in verdict.tiers]


def test_the_dearest_comes_first() -> None:
    _, known = priced(DRAFT)
    gains = [(price.rules, price.after - price.before) for price in known.prices]
    of_first = [gain for rules, gain in gains if rules == gains[0][0]]
    assert of_first == sorted(of_first)


def test_the_sentences() -> None:
    _, known = priced(DRAFT)
    (part, end) = price_lines(known)
    assert part.heading.en == "What would be gained by giving up one demand:"
    assert any("« B »" in text.fr and " de moins pour " in text.fr for text in part.sentences)
    assert "ne ferait rien gagner" in end.heading.fr
    assert end.heading.fr.endswith("c'est prouvé.")


def test_where_no_demand_costs_anything() -> None:
    # A shorter session, and one before the doors open, make the day shorter: that is no gain.
    one = {"id": "a", "title": "A", "minutes": 60}
    _, known = priced({**DRAFT, "sessions": [one]})
    assert (known.prices, known.complete) == ((), True)
    *_, part = price_lines(known)
    assert part.heading.en == (
        "Giving up any one demand would gain nothing but a shorter day by shorter sessions or "
        "other opening hours: proven."
    )


def test_an_impossible_draft_has_no_prices() -> None:
    late = {"id": "a", "title": "A", "minutes": 60, "locked": {"start": "14h"}}
    problem, known = priced({**DRAFT, "sessions": [late]})
    assert known.result.status == "infeasible"
    assert isinstance(problem, Problem)
    assert not known.prices
    assert not known.complete
    assert all(isinstance(finding, Finding) for finding in known.result.findings)
