"""Whether a round can keep the demands at all: asked of CP-SAT where a search found none."""

from __future__ import annotations

from collections.abc import Iterator

from ortools.sat.python import cp_model

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation.cafe import Cafe
from agenda_solver.text import Text


def contradictions(cafe: Cafe) -> Iterator[Text]:
    """Say why no round can be held, where it is plain to see."""
    people, seats = len(cafe.present), sum(cafe.seats)
    if people > seats:
        yield Text(
            "Il y a {people} personnes et {seats} places : il faut une table de plus, ou des "
            "tables plus grandes",
            "There are {people} people and {seats} seats: another table is needed, or larger ones",
        ).fill(people=people, seats=seats)
    elif not people and cafe.still:
        yield Text("Il n'y a plus personne", "Nobody is left")
    elif cafe.carousel and min(cafe.seats) < max(cafe.most):
        yield Text(
            "Les groupes ont {most} personnes, et une table n'a que {least} places : un groupe "
            "ne peut pas y aller",
            "Groups have {most} people, and a table has only {least} seats: a group cannot go "
            "there",
        ).fill(most=max(cafe.most), least=min(cafe.seats))
    elif cafe.carousel and 0 < len(cafe.host_at) < cafe.tables:
        yield Text(
            "Un hôte est absent : pour que les groupes tournent, il en faut un à chaque table",
            "A host is absent: for groups to turn, there must be one at every table",
        )


def forbidden_too_often(cafe: Cafe, budget: Budget) -> bool:
    """Whether it is proven that no round keeps all forbidden pairs apart."""
    model = cp_model.CpModel()
    at = {person: [model.new_bool_var("") for _ in range(cafe.tables)] for person in cafe.present}
    for person, choices in at.items():
        model.add_exactly_one(choices)
        if person in cafe.host_at:
            model.add(choices[cafe.host_at[person]] == 1)
    for table in range(cafe.tables):
        seated = sum(choices[table] for choices in at.values())
        model.add_linear_constraint(seated, cafe.least[table], cafe.most[table])
        for one, two in cafe.forbidden:
            if one in at and two in at:
                model.add_at_most_one(at[one][table], at[two][table])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = budget.left
    solver.parameters.num_workers = 2
    return bool(solver.solve(model) == cp_model.INFEASIBLE)
