"""How far a search is, a programme and its seats are proven, in the organiser's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from agenda_solver.fairness import Fairness
from agenda_solver.result import Result, Seating
from agenda_solver.text import Text

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


def _feasible_text(result: Result) -> Text:
    feasible = _TIMETABLE_IS_FEASIBLE if result.seating else _FEASIBLE
    unproven = next((tier for tier in result.tiers if tier.status != "optimal"), None)
    if unproven is None:
        return feasible
    if unproven.bound == 0:
        return Text(
            "{feasible} : niveau {tier}, coût {cost}, sans aucune preuve qu'on ne peut pas "
            "faire mieux",
            "{feasible}: tier {tier}, cost {cost}, without any proof that no programme does better",
        ).fill(feasible=feasible, tier=unproven.tier, cost=unproven.cost)
    return Text(
        "{feasible} : écart {gap} au niveau {tier} (coût {cost}, au mieux {bound})",
        "{feasible}: gap {gap} in tier {tier} (cost {cost}, at best {bound})",
    ).fill(
        feasible=feasible,
        gap=unproven.cost - unproven.bound,
        tier=unproven.tier,
        cost=unproven.cost,
        bound=unproven.bound,
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


def progress_text(progress: Progress) -> Text:
    """Return how far a search is, each time it finds something better."""
    if progress.missed is not None:
        state = Text("vœux manqués : {missed}", "wishes missed: {missed}").fill(
            missed=progress.missed
        )
    elif progress.cost == 0:
        state = Text("tout est tenu", "all is kept")
    elif progress.cost <= progress.bound:
        state = Text("coût {cost}, prouvé le plus petit", "cost {cost}, proven the smallest").fill(
            cost=progress.cost
        )
    elif progress.bound <= 0:
        state = Text("coût {cost}, rien de prouvé encore", "cost {cost}, nothing proven yet").fill(
            cost=progress.cost
        )
    else:
        state = Text(
            "coût {cost}, impossible à moins de {bound}", "cost {cost}, impossible below {bound}"
        ).fill(cost=progress.cost, bound=progress.bound)
    return Text(
        "{seconds} s : un programme est trouvé ; priorité {tier} sur {tiers}, {state}",
        "{seconds} s: a programme is found; priority {tier} of {tiers}, {state}",
    ).fill(seconds=round(progress.seconds), tier=progress.tier, tiers=progress.tiers, state=state)


FAIRNESS: Mapping[Fairness, Text] = {
    "generous": Text("équité « généreuse »", "“generous” fairness"),
    "total": Text("équité « totale »", "“total” fairness"),
    "first-choices": Text("équité « premiers vœux »", "“first choices” fairness"),
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
            "pour ce qui départage ({aim} : {cost}, au mieux {bound})",
            "Seats: for the wishes, proven, one cannot do better ({fairness}); not proven for what "
            "decides between ties ({aim}: {cost}, at best {bound})",
        ).fill(fairness=fairness, aim=unproven.aim, cost=unproven.cost, bound=unproven.bound)
    return Text(
        "Places : données, pas prouvé qu'on ne peut pas faire mieux ({fairness}) ; {aim} : "
        "{cost}, au mieux {bound}",
        "Seats: given, not proven that one cannot do better ({fairness}); {aim}: {cost}, at "
        "best {bound}",
    ).fill(fairness=fairness, aim=unproven.aim, cost=unproven.cost, bound=unproven.bound)
