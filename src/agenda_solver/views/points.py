"""What became of ratings: points in figures, and what was made of them, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agenda_solver.fairness import Fairness
from agenda_solver.offers import Offers
from agenda_solver.problem import Problem
from agenda_solver.ratings import scale
from agenda_solver.rules.words import people_count
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from agenda_solver.views.proofs import FAIRNESS


@dataclass(frozen=True)
class Points:
    """How many points everybody's seats are worth.

    Attributes
    ----------
    given : int
        In all.
    most : int
        If all had, in each round, what they rate highest.
    worst : int
        Of those who could have any, the fewest that somebody has.
    with_worst : tuple of str
        Ids of the attendees who have so few.
    """

    given: int
    most: int
    worst: int
    with_worst: tuple[str, ...]


def points(problem: Problem, timetable: Timetable) -> Points | None:
    """Return how many points seats are worth; None where nobody rates, or nothing is to be had."""
    if scale(problem) is None:
        return None
    offers = Offers(problem, timetable)
    of_each = {attendee.id: offers.points_of(attendee) for attendee in problem.attendees}
    could = {attendee: given for attendee, (given, most) in of_each.items() if most}
    if not could:
        return None
    worst = min(could.values())
    return Points(
        given=sum(given for given, _ in of_each.values()),
        most=sum(most for _, most in of_each.values()),
        worst=worst,
        with_worst=tuple(attendee for attendee, given in could.items() if given == worst),
    )


def points_text(known: Points) -> Text:
    """Return how many points there are, in one sentence without names."""
    return Text(
        "Points : {given} sur {most}, si chacun avait partout ce qu'il note le mieux ; la personne "
        "la moins bien servie en a {worst}",
        "Points: {given} of {most}, if all had what they rate highest everywhere; the person "
        "served worst has {worst}",
    ).fill(given=known.given, most=known.most, worst=known.worst)


def ratings_notes(problem: Problem, fairness: Fairness) -> Iterator[Text]:
    """Yield what was made of ratings, where that does not go without saying."""
    known = scale(problem)
    if known is not None and fairness != "ratings":
        yield _BY_ORDER.fill(fairness=FAIRNESS[fairness])
    elif known is None and fairness == "ratings":
        yield _NO_RATINGS
    elif known is not None and known.ordered:
        yield _ORDERED.fill(people=people_count(known.ordered), highest=known.highest)


_BY_ORDER = Text(
    "Vœux notés : les places suivent l'ordre des notes, pas leurs écarts ({fairness}) ; avec "
    "« --fairness ratings », le plus de points possible",
    "Rated wishes: the seats follow the order of the ratings, not how far apart they are "
    "({fairness}); with “--fairness ratings”, as many points as possible",
)
_NO_RATINGS = Text(
    "Aucun vœu n'est noté : l'équité « notes » prend ici la plus petite somme des rangs",
    "No wish is rated: “ratings” fairness takes the least sum of ranks here",
)
_ORDERED = Text(
    "Sans notes, mais dans un ordre : {people} ; leur premier vœu compte {highest} points, la plus "
    "haute note donnée, et chaque vœu suivant un peu moins",
    "Without ratings, but in an order: {people}; their first wish counts {highest} points, the "
    "highest rating given, and each further one a little less",
)
