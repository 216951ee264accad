"""Why not everybody can sit where they must: a smallest set of demands that contradict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np

from agenda_solver.assign.aims import Aim
from agenda_solver.assign.choices import Choices
from agenda_solver.assign.seating import find, parts
from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.result import Seating
from agenda_solver.rules.attendees import AttendeeIsWhereTheyMust
from agenda_solver.rules.musts import Kind, SeatDemand
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import (
    attendees_count,
    attendees_text,
    seats_count,
    session_text,
    title_text,
)
from agenda_solver.text import Text, quoted, span

_T = TypeVar("_T")

_Kind = Literal["together", "apart", "quotas", "least", "must", "most", "lunch", "seats"]


@dataclass(frozen=True)
class _Numbered:
    """A demand of `Choices`: of which kind, and which of its kind."""

    kind: _Kind
    number: int


@dataclass(frozen=True)
class Contradiction:
    """Demands that contradict one another: in words, and whatever the timetable."""

    finding: Finding
    demands: tuple[SeatDemand, ...]


def with_reasons(problem: Problem, choices: Choices, seating: Seating, budget: Budget) -> Seating:
    """Return an impossible seating with the demands that contradict one another."""
    contradicting = contradictions(problem, choices, budget)
    return replace(
        seating,
        findings=tuple(contradiction.finding for contradiction in contradicting),
        contradicting=tuple(
            demand for contradiction in contradicting for demand in contradiction.demands
        ),
    )


def contradictions(problem: Problem, choices: Choices, budget: Budget) -> tuple[Contradiction, ...]:
    """Say which demands of an impossible seating contradict one another.

    Of all demands of the rounds concerned, some are left out at a time, and stay out where
    what is left is still impossible: half of them, a quarter, and so on to one by one
    (deletion filter; Chinneck and Dravnieks, "Locating minimal infeasible constraint sets
    in linear programs", 1991). Where time is up the set is not the smallest, but it
    contradicts.

    Returns
    -------
    tuple of Contradiction
        For each group of rounds in which it is impossible, as many as have nobody in common
        who must be somewhere; one at least.
    """
    budget = budget.part("contradictions")
    return tuple(
        _contradiction(problem, part, demands)
        for part in parts(choices)
        for demands in _conflicts(part, budget)
    )


def _conflicts(choices: Choices, budget: Budget) -> Iterator[list[_Numbered]]:
    """Yield demands that contradict one another, again without those who must be somewhere."""
    demands, more = _demands(choices), True
    while more and _is_impossible(_with_only(choices, demands), budget):
        conflict = _smallest(demands, choices, budget)
        yield conflict
        musts = {demand for demand in conflict if demand.kind == "must"}
        demands = [demand for demand in demands if demand not in musts]
        more = bool(musts and budget.left)


def _demands(choices: Choices) -> list[_Numbered]:
    """Return the demands; those that can explain the most are the last to be left out."""
    everybody = len(choices.attendees)
    sizes: dict[_Kind, Sequence[int]] = {
        "together": range(len(choices.together)),
        "apart": range(len(choices.apart)),
        "quotas": range(len(choices.quotas)),
        "least": [session for session, least in enumerate(choices.least) if least > 0],
        "must": range(len(choices.must)),
        "most": [session for session, most in enumerate(choices.most) if most < everybody],
        "lunch": range(len(choices.lunchless)),
        "seats": np.flatnonzero(choices.limited).tolist(),
    }
    return [_Numbered(kind, number) for kind, numbers in sizes.items() for number in numbers]


def _with_only(choices: Choices, kept: Sequence[_Numbered]) -> Choices:
    """Return choices with some of their demands."""
    of: dict[_Kind, set[int]] = {}
    for demand in kept:
        of.setdefault(demand.kind, set()).add(demand.number)
    least, most = choices.least.copy(), choices.most.copy()  # without a least, none is held
    for column in range(len(choices.sessions)):
        least[column] *= column in of.get("least", ())
        if column not in of.get("most", ()):
            most[column] = len(choices.attendees)
    beyond = None
    if choices.beyond is not None:
        rows = np.arange(len(choices.attendees))
        beyond = np.where(np.isin(rows, list(of.get("seats", ()))), choices.beyond, 0)
    return replace(
        choices,
        least=least,
        most=most,
        together=_kept(choices.together, of.get("together", ())),
        apart=_kept(choices.apart, of.get("apart", ())),
        quotas=_kept(choices.quotas, of.get("quotas", ())),
        lunchless=_kept(choices.lunchless, of.get("lunch", ())),
        must=_kept(choices.must, of.get("must", ())),
        beyond=beyond,
        mixes=(),
        before=(),
    )


def _kept(demands: Sequence[_T], numbers: Collection[int]) -> tuple[_T, ...]:
    return tuple(demand for number, demand in enumerate(demands) if number in numbers)


def _is_impossible(choices: Choices, budget: Budget) -> bool:
    outcome = find(choices, "total", budget, wanted=(Aim("lacking"),), ties=False)
    return outcome.status == "infeasible"


def _smallest(demands: list[_Numbered], choices: Choices, budget: Budget) -> list[_Numbered]:
    kept, size = demands, len(demands)
    while size > 0 and budget.left:
        size = (size + 1) // 2
        start = 0
        while start < len(kept) and budget.left:
            rest = kept[:start] + kept[start + size :]
            if _is_impossible(_with_only(choices, rest), budget):
                kept = rest
            else:
                start += size
        if size == 1:
            break
    return kept


def _contradiction(
    problem: Problem, choices: Choices, demands: Sequence[_Numbered]
) -> Contradiction:
    seat_demands = tuple(
        _seat_demand(choices, demand, _AS_TOLD[demand.kind])
        for demand in demands
        if demand.kind in _AS_TOLD
    )
    return Contradiction(_finding(problem, choices, demands), seat_demands)


_AS_TOLD: Mapping[_Kind, Kind] = {
    "together": "together",
    "apart": "apart",
    "quotas": "quota",
    "least": "least",
    "must": "must",
    "most": "most",
}
"""What the search for a timetable can be told of."""


def _seat_demand(choices: Choices, demand: _Numbered, kind: Kind) -> SeatDemand:
    """Return a demand with the ids of those whom it concerns."""
    quota = choices.quotas[demand.number] if demand.kind == "quotas" else None
    rows = quota.attendees if quota else _rows(choices, demand)
    return SeatDemand(
        kind,
        tuple(choices.attendees[row] for row in rows),
        tuple(choices.sessions[column] for column in _columns(choices, demand)),
        quota.most if quota else 0,
    )


# --- In words -----------------------------------------------------------------------------


def _finding(problem: Problem, choices: Choices, demands: Sequence[_Numbered]) -> Finding:
    ids = choices.attendees
    rows = [row for demand in demands for row in _rows(choices, demand)]
    columns = [column for demand in demands for column in _columns(choices, demand)]
    absent = len(demands) == 1 and demands[0].kind == "must"
    text = _CANNOT if absent else _CONTRADICT
    return Finding(
        AttendeeIsWhereTheyMust.key,
        "error",
        text.fill(demands=_listed(list(_in_words(problem, choices, demands)))),
        sessions=tuple(choices.sessions[column] for column in sorted(set(columns))),
        attendees=tuple(ids[row] for row in sorted(set(rows))),
    )


def _rows(choices: Choices, demand: _Numbered) -> Sequence[int]:
    """Return the attendees of a demand."""
    if demand.kind == "must":
        return (choices.must[demand.number][0],)
    if demand.kind in ("together", "apart"):
        return getattr(choices, demand.kind)[demand.number]
    return (demand.number,) if demand.kind == "seats" else ()


def _columns(choices: Choices, demand: _Numbered) -> Sequence[int]:
    """Return the sessions of a demand."""
    if demand.kind == "must":
        return choices.must[demand.number][1]
    if demand.kind == "quotas":
        return (choices.quotas[demand.number].session,)
    return (demand.number,) if demand.kind in ("least", "most") else ()


def _in_words(problem: Problem, choices: Choices, demands: Sequence[_Numbered]) -> Iterator[Text]:
    """Yield demands in words; those who must be in one workshop together."""
    ids, sessions = choices.attendees, choices.sessions
    musts: dict[tuple[int, ...], list[str]] = {}
    for demand in demands:
        if demand.kind == "must":
            row, columns = choices.must[demand.number]
            musts.setdefault(columns, []).append(ids[row])
    for columns, attendees in musts.items():
        workshop = problem.workshop(sessions[columns[0]]) if columns else None
        yield (_MUST if len(attendees) == 1 else _MUST_MANY).fill(
            attendees=attendees_text(attendees),
            session=title_text(problem, workshop) if workshop else _UNPLACED,
        )
    tell: dict[_Kind, Callable[[int], Text]] = {
        "together": lambda n: _TOGETHER.fill(
            attendees=attendees_text([ids[row] for row in choices.together[n]])
        ),
        "apart": lambda n: _APART.fill(
            attendees=attendees_text([ids[row] for row in choices.apart[n]])
        ),
        "quotas": lambda n: _QUOTA.fill(
            session=session_text(problem, sessions[choices.quotas[n].session]),
            most=attendees_count(choices.quotas[n].most),
            organisation=quoted(problem.attendee[ids[choices.quotas[n].attendees[0]]].organisation),
        ),
        "least": lambda n: (_HELD if n in choices.bound else _LEAST).fill(
            session=session_text(problem, sessions[n]), least=attendees_count(int(choices.least[n]))
        ),
        "most": lambda n: _MOST.fill(
            session=session_text(problem, sessions[n]), most=attendees_count(int(choices.most[n]))
        ),
        "seats": lambda n: _SEATS.fill(
            attendees=attendees_text([ids[n]]),
            most=seats_count(problem.most_seats(problem.attendee[ids[n]]) or 0),
        ),
    }
    yield from (tell[demand.kind](demand.number) for demand in demands if demand.kind in tell)
    lunch = problem.event.lunch
    if lunch is not None and any(demand.kind == "lunch" for demand in demands):
        yield _LUNCH.fill(minutes=lunch.minutes, hours=span(lunch.start, lunch.end))


def _listed(sentences: Sequence[Text]) -> Text:
    return Text(
        " ; ".join(sentence.fr for sentence in sentences),
        "; ".join(sentence.en for sentence in sentences),
    )


_CANNOT = Text(
    "{demands}, mais n'y a pas accès : absent, pris ailleurs dans le programme, ou sans place "
    "dans une salle qui convienne",
    "{demands}, but cannot: away, busy elsewhere in the programme, or no room with what they need",
)
_CONTRADICT = Text(
    "Ces demandes ne peuvent pas être tenues toutes : {demands}",
    "These demands cannot all be kept: {demands}",
)
_LUNCH = Text(
    "chacun a {minutes} minutes pour déjeuner {hours}",
    "everybody has {minutes} minutes for lunch from {hours}",
)
_MUST = Text("{attendees} doit suivre {session}", "{attendees} must attend {session}")
_MUST_MANY = Text("{attendees} doivent suivre {session}", "{attendees} must attend {session}")
_UNPLACED = Text("une session qui n'est pas au programme", "a session that is not in the programme")
_TOGETHER = Text("{attendees} sont ensemble", "{attendees} are together")
_APART = Text("{attendees} sont séparés", "{attendees} are apart")
_SEATS = Text("{attendees} a {most} au plus", "{attendees} has {most} at most")
_QUOTA = Text(
    "{session} prend au plus {most} de {organisation}",
    "{session} takes at most {most} of {organisation}",
)
_LEAST = Text("{session} demande au moins {least}", "{session} needs at least {least}")
_HELD = Text(
    "{session} a lieu en tout cas, avec {least} au moins",
    "{session} takes place in any case, with at least {least}",
)
_MOST = Text("{session} prend au plus {most}", "{session} takes at most {most}")
