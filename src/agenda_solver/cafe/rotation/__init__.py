"""A world café: people who change tables round after round, and meet anew each time.

`rotate` finds a rotation with few repeated meetings, and says how few there can be at best;
`check` judges one that came from anywhere.
"""

from __future__ import annotations

import random
from dataclasses import replace

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation.advice import advice
from agenda_solver.cafe.rotation.annealing import Rotating
from agenda_solver.cafe.rotation.bound import least_again, lower_bound
from agenda_solver.cafe.rotation.cafe import Cafe, Rotation, Round
from agenda_solver.cafe.rotation.carousel import turned
from agenda_solver.cafe.rotation.demands import contradictions, forbidden_too_often
from agenda_solver.cafe.rotation.judging import check, repeated_meetings, revisits
from agenda_solver.cafe.rotation.search import Found, Search
from agenda_solver.text import Text, counted

__all__ = [
    "Cafe",
    "FaultyRotationError",
    "Rotation",
    "Round",
    "check",
    "lower_bound",
    "repeated_meetings",
    "rotate",
]


NOT_FOUND = Text(
    "Aucune rotation trouvée qui sépare toutes les paires interdites : plus de temps, moins de "
    "paires interdites, ou plus de tables",
    "No rotation found that keeps all forbidden pairs apart: more time, fewer forbidden pairs, or "
    "more tables",
)
IMPOSSIBLE = Text(
    "Aucune répartition ne sépare toutes les paires interdites : moins de paires interdites, ou "
    "plus de tables",
    "No way to sit keeps all forbidden pairs apart: fewer forbidden pairs, or more tables",
)
TOPIC_AGAIN = Text(
    "{times}, quelqu'un revient à un sujet déjà vu : aucune rotation trouvée sans cela",
    "{times}, somebody comes back to a topic already seen: no rotation found without",
)


class FaultyRotationError(RuntimeError):
    """What was found does not keep what is asked: a fault of the program."""


def rotate(cafe: Cafe, budget: Budget | None = None) -> Rotation:
    """Spread people over tables, round after round, with few repeated meetings.

    Demands come first: seats, tables filled evenly, hosts at their table, nobody with whom
    they must not be; and distinct topics, where they are possible. Then as few repeats as
    possible; of these, pairs that meet more than twice as seldom as is found; then few meetings
    within an organisation, then wished pairs that meet.

    Parameters
    ----------
    cafe : Cafe
        What is asked.
    budget : Budget, optional
        How long to search at most, by default ten seconds. Where a closed form meets the bound
        it takes no time; what is wished may then take a quarter, three seconds at most. Once it
        is to stop, the best found so far is returned.

    Returns
    -------
    Rotation
        With its repeats, their proven bound, and advice where other numbers do better.

    Raises
    ------
    FaultyRotationError
        If what was found does not keep what is asked.
    """
    if reasons := tuple(contradictions(cafe)):
        return Rotation((), 0, 0, "infeasible", "", reasons)
    budget = budget or Budget(10.0)
    if cafe.carousel:
        rounds = turned(cafe, budget, random.Random(budget.seed))
        outcome = Found(rounds, Rotating(cafe, rounds).cost(), "carousel")
    else:
        outcome = Search(cafe, budget).run()
    cost = outcome.cost
    if cost.forbidden:
        proven = forbidden_too_often(cafe, budget.part("possible at all"))
        why = IMPOSSIBLE if proven else NOT_FOUND
        return Rotation((), 0, 0, "infeasible" if proven else "unknown", outcome.method, (why,))
    sentences = advice(cafe, cost.repeats)
    if cost.revisits:
        times = counted(cost.revisits, Text("fois", "time"), Text("fois", "times"))
        sentences = (TOPIC_AGAIN.fill(times=times), *sentences)
    unbound = replace(cafe, distinct_topics=False) if cost.revisits else cafe
    bound = lower_bound(unbound)
    rotation = Rotation(
        outcome.rounds,
        cost.repeats,
        bound,
        "optimal" if cost.repeats == bound else "feasible",
        outcome.method,
        sentences,
        revisits(cafe, outcome.rounds),
        cost.organisation,
        cost.unmet,
        cost.again,
        least_again(unbound, cost.repeats),
    )
    if faults := check(cafe, rotation):
        raise FaultyRotationError("; ".join(fault.en for fault in faults))
    return rotation
