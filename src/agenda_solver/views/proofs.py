"""How far a search is, a programme and its seats are proven, in the organiser's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from agenda_solver.fairness import Fairness
from agenda_solver.result import Result, Seating, TierResult
from agenda_solver.rules import COSTS
from agenda_solver.rules.rule import CUSTOMS
from agenda_solver.text import Text, listing
from agenda_solver.views.aims import aim_text

if TYPE_CHECKING:
    from agenda_solver.solve import Progress


def status_text(result: Result) -> Text:
    """Return how far the programme is proven, in the organiser's words."""
    if result.timetable and result.seating and result.seating.status in ("infeasible", "unknown"):
        return _WITHOUT_SEATS
    if result.status == "optimal":
        return _TIMETABLE_IS_OPTIMAL if result.seating else _OPTIMAL
    if result.status == "infeasible":
        return Text(
            "Impossible, c'est prouvé : aucun programme ne tient toutes les demandes",
            "Proven impossible: no programme keeps all the demands",
        )
    if result.status == "unknown":
        return Text("Rien trouvé dans le temps donné", "Nothing was found within the time given")
    return _feasible_text(result)


def first_stated(tiers: Sequence[TierResult]) -> TierResult | None:
    """Return the first tier of what is written; customs come before, and are told apart."""
    customs = {cost.key for cost in COSTS if cost.tier == CUSTOMS}
    return next((tier for tier in tiers if not customs.issuperset(tier.rules)), None)


def _feasible_text(result: Result) -> Text:
    """Return for what a better programme may exist, and for what before it none does."""
    feasible = _TIMETABLE_IS_FEASIBLE if result.seating else _FEASIBLE
    proven = list(takewhile(lambda tier: tier.status == "optimal", result.tiers))
    if len(proven) == len(result.tiers):
        return feasible
    aim = aim_text(result.tiers[len(proven)].rules)
    if not proven:
        return _PERHAPS.fill(feasible=feasible, aim=aim)
    best = listing(dict.fromkeys(aim_text(tier.rules) for tier in proven))
    return _THERE_PERHAPS.fill(feasible=feasible, best=best, aim=aim)


_PERHAPS = Text(
    "{feasible} : pour {aim}, on peut peut-être faire mieux",
    "{feasible}: for {aim}, one can perhaps do better",
)
_THERE_PERHAPS = Text(
    "{feasible} : pour {best}, on ne peut pas faire mieux ; pour {aim}, peut-être",
    "{feasible}: for {best}, one cannot do better; for {aim}, perhaps",
)
_OPTIMAL = Text(
    "Prouvé optimal : aucun programme ne fait mieux", "Proven optimal: no programme does better"
)
_TIMETABLE_IS_OPTIMAL = Text(
    "Horaires et salles : prouvé, on ne peut pas faire mieux",
    "Times and rooms: proven, one cannot do better",
)

_FEASIBLE = Text("Réalisable, pas prouvé le meilleur", "Feasible, not proven the best")
_TIMETABLE_IS_FEASIBLE = Text(
    "Horaires et salles réalisables, pas prouvés les meilleurs",
    "Times and rooms feasible, not proven the best",
)
_WITHOUT_SEATS = Text(
    "Horaires et salles : trouvés, mais sans les places",
    "Times and rooms: found, without the seats",
)


def progress_text(progress: Progress, aims: Sequence[Text]) -> Text:
    """Return how far a search is, each time it finds something better.

    `aims` are what its tiers are for; empty where that is not known.
    """
    place = Text("priorité {tier} sur {tiers}", "priority {tier} of {tiers}").fill(
        tier=progress.tier, tiers=progress.tiers
    )
    if len(aims) == progress.tiers:
        place = Text("{place}, {aim} : {state}", "{place}, {aim}: {state}").fill(
            place=place, aim=aims[progress.tier - 1], state=_state_text(progress)
        )
    else:
        place = Text("{place} : {state}", "{place}: {state}").fill(
            place=place, state=_state_text(progress)
        )
    return Text(
        "{seconds} s : un programme est trouvé ; {place}",
        "{seconds} s: a programme is found; {place}",
    ).fill(seconds=round(progress.seconds), place=place)


def _state_text(progress: Progress) -> Text:
    """Return how good what is found is for the aim that is searched."""
    if progress.missed is not None:
        return Text("vœux manqués : {missed}", "wishes missed: {missed}").fill(
            missed=progress.missed
        )
    if progress.cost == 0:
        return Text("tout est tenu", "all is kept")
    if progress.cost <= progress.bound:
        return Text("on ne peut pas faire mieux", "one cannot do better")
    if progress.bound <= 0:
        return Text("la recherche continue", "the search goes on")
    share = -(-100 * (progress.cost - progress.bound) // progress.cost)  # not less than it is
    return Text(
        "on peut gagner au plus {share} %, la recherche continue",
        "at most {share}% can be gained, the search goes on",
    ).fill(share=share)


FAIRNESS: Mapping[Fairness, Text] = {
    "generous": Text("équité « généreuse »", "“generous” fairness"),
    "total": Text("équité « totale »", "“total” fairness"),
    "first-choices": Text("équité « premiers vœux »", "“first choices” fairness"),
    "ratings": Text("équité « notes »", "“ratings” fairness"),
}


def seating_text(seating: Seating) -> Text:
    """Return how far the seating is proven, in the organiser's words."""
    fairness = FAIRNESS[seating.fairness]
    if seating.status == "infeasible":
        return Text(
            "Places : impossible dans ce programme, c'est prouvé : tout le monde ne peut pas y "
            "être là où il le doit ; « solve » en cherche un autre",
            "Seats: proven impossible in this programme: not everybody can be where they must be; "
            "“solve” looks for another",
        )
    if seating.status == "unknown":
        return Text(
            "Places : rien trouvé dans le temps donné",
            "Seats: nothing was found within the time given",
        )
    if seating.status == "optimal":
        return Text(
            "Places : prouvé, on ne peut pas faire mieux ({fairness})",
            "Seats: proven, one cannot do better ({fairness})",
        ).fill(fairness=fairness)
    unproven = next((tier for tier in seating.tiers if tier.status != "optimal"), None)
    if unproven is None:
        return Text(
            "Places : données, pas prouvé qu'on ne peut pas faire mieux ({fairness})",
            "Seats: given, not proven that one cannot do better ({fairness})",
        ).fill(fairness=fairness)
    if unproven.tie:
        return Text(
            "Places : pour les vœux, prouvé, on ne peut pas faire mieux ({fairness}) ; pas prouvé "
            "pour ce qui départage ensuite : {aim}",
            "Seats: for the wishes, proven, one cannot do better ({fairness}); not proven for what "
            "decides between ties: {aim}",
        ).fill(fairness=fairness, aim=unproven.aim)
    return Text(
        "Places : données, pas prouvé qu'on ne peut pas faire mieux ({fairness}) ; {aim} : "
        "{cost}, au mieux {bound}",
        "Seats: given, not proven that one cannot do better ({fairness}); {aim}: {cost}, at "
        "best {bound}",
    ).fill(fairness=fairness, aim=unproven.aim, cost=unproven.cost, bound=unproven.bound)
