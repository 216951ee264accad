"""Finds the seats: part by part, each by the simplest method that fits it, then the ties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from agenda_solver.assign import cancelling, flow, mip, prices, rounds
from agenda_solver.assign.aims import TIES, Aim, Kind, aims, cost, tie_aims, too_few
from agenda_solver.assign.choices import NOBODY, Choices, Ints
from agenda_solver.assign.evening import befriended, evened
from agenda_solver.assign.method import MethodResult
from agenda_solver.budget import Budget
from agenda_solver.fairness import Fairness
from agenda_solver.result import SeatTier, Status


@dataclass(frozen=True)
class Method:
    """A way to seat attendees.

    Attributes
    ----------
    fits : callable
        Whether it can seat the attendees of these choices, with these aims.
    seat : callable
        Seats them, keeping the aims small within a budget.
    """

    fits: Callable[[Choices, Sequence[Aim]], bool]
    seat: Callable[[Choices, Sequence[Aim], Budget], MethodResult]


def _for_sums(fits: Callable[[Choices], bool]) -> Callable[[Choices, Sequence[Aim]], bool]:
    """Return whether a method fits that knows only aims that are sums of costs."""
    return lambda choices, wanted: all(aim.kind in flow.SUMS for aim in wanted) and fits(choices)


METHODS: Mapping[str, Method] = {
    "flow": Method(flow.fits, flow.seat),
    "cancelling": Method(cancelling.fits, cancelling.seat),
    "rounds": Method(_for_sums(rounds.fits), rounds.seat),
    "mip": Method(lambda choices, _: mip.fits(choices), mip.seat),
    "prices": Method(_for_sums(prices.fits), prices.seat),
}
"""Every method, the simplest first."""

FAST = ("flow", "cancelling", "rounds")
"""Those that need hardly any time for what others take minutes for."""


@dataclass(frozen=True)
class Outcome:
    """How attendees were seated.

    Attributes
    ----------
    status : Status
        The weakest of the aims.
    method : str
        The least simple one of those that were needed for the aims but the ties.
    taken : array of n × R or None
        See `Choices.seats`; None where no seating was found.
    tiers : tuple of SeatTier
        The aims, those for ties last.
    ties : int
        How many of the tiers are for ties.
    wanted : tuple of Aim
        The others.
    """

    status: Status
    method: str
    taken: Ints | None = None
    tiers: tuple[SeatTier, ...] = ()
    ties: int = 0
    wanted: tuple[Aim, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether the aims but the ties are proven."""
        return all(tier.status == "optimal" for tier in self.tiers[: len(self.tiers) - self.ties])

    @property
    def costs(self) -> tuple[int, ...]:
        """What the seats come to in each aim but the ties."""
        return tuple(tier.cost for tier in self.tiers[: len(self.tiers) - self.ties])


def find(
    choices: Choices,
    fairness: Fairness,
    budget: Budget,
    *,
    wanted: Sequence[Aim] | None = None,
    ties: bool = True,
    best: tuple[Sequence[Aim], Ints] | None = None,
) -> Outcome:
    """Seat the attendees.

    Rounds that have nothing to do with one another are seated on their own: the costs of an
    aim add up over them, so the best for each is the best for all.

    Parameters
    ----------
    wanted : sequence of Aim, optional
        The aims, instead of those of the fairness.
    ties : bool
        Whether to go on with `tie_aims`.
    best : tuple of sequence of Aim and array, optional
        The first of the aims, and seats that are the best in these.
    """
    if wanted is None:
        wanted, outcome = _with_enough(choices, aims(choices, fairness), budget, best)
    else:
        outcome = _solved(choices, tuple(parts(choices)), wanted, budget, best)
    return _with_ties(choices, fairness, outcome, wanted, budget) if ties else outcome


def _with_enough(
    choices: Choices,
    wanted: Sequence[Aim],
    budget: Budget,
    known: tuple[Sequence[Aim], Ints] | None,
) -> tuple[Sequence[Aim], Outcome]:
    """Seat everybody, so that nobody has fewer seats than they should where it can be helped.

    That takes a program: it is asked only where seats given without it leave somebody short.
    """
    outcome = _solved(choices, tuple(parts(choices)), wanted, budget, known)
    few = Aim("few")
    if few in wanted or choices.at_least is None or outcome.taken is None or not mip.fits(choices):
        return wanted, outcome
    if not too_few(choices, outcome.taken):
        return wanted, outcome
    place = wanted.index(Aim("lacking")) + 1
    best = (wanted[:place], outcome.taken)
    proven = all(tier.status == "optimal" for tier in outcome.tiers[:place])
    every = (*wanted[:place], few, *wanted[place:])
    again = _solved(choices, (choices,), every, budget, best if proven else None)
    if again.taken is None or too_few(choices, again.taken) >= too_few(choices, outcome.taken):
        return wanted, outcome
    return every, again


def _solved(
    choices: Choices,
    of: Sequence[Choices],
    wanted: Sequence[Aim],
    budget: Budget,
    best: tuple[Sequence[Aim], Ints] | None = None,
) -> Outcome:
    """Seat the attendees of each part, and tell how far the aims are reached in all.

    Parameters
    ----------
    best : tuple of sequence of Aim and array, optional
        The first of the aims, and seats that are the best in these.
    """
    results: list[MethodResult] = []
    used: list[str] = []
    slow = [not _is_fast(part, wanted) for part in of]
    for number, part in enumerate(of):
        own = budget.shared(sum(slow[number:])) if slow[number] else budget
        method, result = _seat(part, wanted, own, *_known(choices, part, best))
        used.append(method)
        results.append(result)
        if result.taken is None:
            return Outcome(result.status, method)
    taken = _as_a_whole(choices, of, results)
    bounds = [sum(result.bounds[place] for result in results) for place in range(len(wanted))]
    tiers = _tiers(choices, wanted, taken, bounds)
    method = max(used, key=list(METHODS).index, default="flow")
    return Outcome(_weakest(tiers), method, taken, tiers, wanted=tuple(wanted))


def _is_fast(part: Choices, wanted: Sequence[Aim]) -> bool:
    """Whether a method fits that needs hardly any time."""
    return any(METHODS[name].fits(part, wanted) for name in FAST)


def _known(
    choices: Choices, part: Choices, best: tuple[Sequence[Aim], Ints] | None
) -> tuple[tuple[int, ...], Ints | None]:
    """Return what the first aims come to at best in a part, and its seats, where there are some."""
    if best is None:
        return (), None
    first, taken = best
    own = taken if part is choices else part.taken(choices.seats(taken))
    return tuple(cost(part, aim, own) for aim in first), own


def _seat(
    part: Choices, wanted: Sequence[Aim], budget: Budget, held: Sequence[int], start: Ints | None
) -> tuple[str, MethodResult]:
    """Seat the attendees of a part by the first method that fits and finds something."""
    fitting = [name for name, method in METHODS.items() if method.fits(part, wanted)]
    name, result = "", MethodResult("unknown")
    for name in fitting:
        last = name == fitting[-1]
        its_own = budget.part("last method" if last else "method while others wait")
        if name == "mip" and start is None and "prices" in fitting:
            return _bettered(part, wanted, budget)
        if name == "mip":
            result = mip.seat(part, wanted, its_own, held=held, start=start)
        else:
            result = METHODS[name].seat(part, wanted, its_own)
        if result.status != "unknown":
            break
    return name, result


def _bettered(part: Choices, wanted: Sequence[Aim], budget: Budget) -> tuple[str, MethodResult]:
    """Seat the attendees of a part by prices, soon and decently, and go on with a program.

    Where prices find no seats, as they may, the program looks for some; and where it has none
    in its time, prices have what is left.
    """
    first = prices.seat(part, wanted, budget.part("first seats"))
    if first.status in ("optimal", "infeasible") or (first.taken is not None and not budget.left):
        return "prices", first
    its_own = budget.part("method while others wait")
    result = mip.seat(part, wanted, its_own, start=first.taken)
    if result.status == "unknown":
        return "prices", prices.seat(part, wanted, budget.part("last method"))
    costs = [_costs_of(part, wanted, seats) for seats in (first.taken, result.taken)]
    if costs[0] is not None and costs[0] == costs[1]:
        result = replace(result, bounds=tuple(map(max, first.bounds, result.bounds)))
    return "mip", result


def _costs_of(choices: Choices, wanted: Sequence[Aim], taken: Ints | None) -> list[int] | None:
    return None if taken is None else [cost(choices, aim, taken) for aim in wanted]


def _tiers(
    choices: Choices, wanted: Sequence[Aim], taken: Ints, bounds: Sequence[int]
) -> tuple[SeatTier, ...]:
    """Return how far each aim was reached; what comes after an unproven one has no bound.

    A bound is that of seats as good in the earlier aims: where an earlier one is not known
    to be at its least, parts could trade, and their bounds no longer add up.
    """
    tiers: list[SeatTier] = []
    proven = True
    for aim, bound in zip(wanted, bounds, strict=True):
        paid = cost(choices, aim, taken)
        least = min(max(0, bound), paid) if proven else 0
        proven = proven and least == paid
        status: Status = "optimal" if proven else "feasible"
        tiers.append(SeatTier(aim.text, status, paid, least, tie=aim.kind in TIES))
    return tuple(tiers)


def _weakest(tiers: Sequence[SeatTier]) -> Status:
    return "optimal" if all(tier.status == "optimal" for tier in tiers) else "feasible"


# --- Rounds on their own ------------------------------------------------------------------


def parts(choices: Choices) -> Iterator[Choices]:
    """Yield the choices of rounds that share no workshop, and exclude nothing of one another.

    All of them where somebody may have fewer seats over all rounds than they are due.
    """
    head = list(range(choices.rounds))
    joined = [
        np.unique(choices.round_of[choices.workshop == workshop]).tolist()
        for workshop in np.unique(choices.workshop)
    ]
    joined += [
        choices.round_of[list(lunchless.sessions)].tolist() for lunchless in choices.lunchless
    ]
    joined += [
        [int(choices.round_of[one]), int(choices.round_of[two])] for one, two in choices.exclusive
    ]
    if choices.limited.any():
        joined.append(list(range(choices.rounds)))
    for group in joined:
        heads = {head[number] for number in group}
        head = [min(heads) if number in heads else number for number in head]
    for first in sorted(set(head)):
        yield _part(choices, [number for number, start in enumerate(head) if start == first])


def _part(choices: Choices, kept: Sequence[int]) -> Choices:
    """Return the choices of some rounds; attendees keep their numbers."""
    if len(kept) == choices.rounds:
        return choices
    columns = np.flatnonzero(np.isin(choices.round_of, kept))
    number = {int(column): place for place, column in enumerate(columns)}
    return replace(
        choices,
        sessions=tuple(choices.sessions[column] for column in columns),
        level=choices.level[:, columns],
        wished=choices.wished[:, columns],
        points=None if choices.points is None else choices.points[:, columns],
        held=None if choices.held is None else choices.held[columns],
        round_of=np.searchsorted(kept, choices.round_of[columns]),
        workshop=choices.workshop[columns],
        due=choices.due[:, kept],
        asked=None if choices.asked is None else choices.asked[:, kept],
        spare=None if choices.spare is None else choices.spare[:, kept],
        least=choices.least[columns],
        most=choices.most[columns],
        clashes=tuple((number[a], number[b]) for a, b in choices.clashes if a in number),
        walks=tuple((number[a], number[b]) for a, b in choices.walks if a in number),
        must=tuple(
            (row, tuple(number[session] for session in sessions))
            for row, sessions in choices.must
            if (sessions[0] in number if sessions else 0 in kept)
        ),
        quotas=tuple(
            replace(quota, session=number[quota.session])
            for quota in choices.quotas
            if quota.session in number
        ),
        mixes=tuple(
            replace(mix, sessions=tuple(number[session] for session in mix.sessions))
            for mix in choices.mixes
            if mix.sessions[0] in number
        ),
        before=tuple(
            (row, number[session]) for row, session in choices.before if session in number
        ),
        lunchless=tuple(
            replace(
                lunchless,
                groups=tuple(tuple(number[one] for one in group) for group in lunchless.groups),
            )
            for lunchless in choices.lunchless
            if lunchless.sessions[0] in number
        ),
    )


def _as_a_whole(choices: Choices, of: Sequence[Choices], results: Sequence[MethodResult]) -> Ints:
    """Return the seats of the parts as seats of the whole."""
    if len(results) == 1 and results[0].taken is not None:
        return results[0].taken
    seats = [
        seat
        for part, result in zip(of, results, strict=True)
        if result.taken is not None
        for seat in part.seats(result.taken)
    ]
    return choices.taken(seats) if seats else np.full(choices.due.shape, NOBODY, dtype=np.int64)


# --- Ties ---------------------------------------------------------------------------------


def _with_ties(
    choices: Choices, fairness: Fairness, outcome: Outcome, wanted: Sequence[Aim], budget: Budget
) -> Outcome:
    """Choose among the seatings that are the best in all aims, where time allows.

    First by how groups are spread, each part on its own; then by what a day's losses are,
    which depends on it and on all the rounds. How even the sizes are depends on all of them,
    too, where days are looked at.
    """
    less = budget.part("ties")
    kinds: tuple[Kind, ...] = ("mixed", "day", "even")
    for kind in kinds:
        if outcome.taken is None:
            break
        ties = tie_aims(choices, fairness, outcome.taken)
        further = tuple(aim for aim in ties if aim.kind == kind)
        if further:
            outcome = _with_tie(choices, outcome, (wanted, further), less)
            wanted = (*wanted, *further)
    return _with_friends(choices, outcome, wanted, less)


def _with_friends(
    choices: Choices, outcome: Outcome, wanted: Sequence[Aim], budget: Budget
) -> Outcome:
    """Seat people with those whom they name, where it costs nobody a wish; sizes may tell."""
    if outcome.taken is None or not choices.friends:
        return outcome
    taken = befriended(choices, outcome.taken, budget)
    if _without_sizes(choices, wanted, taken) > _without_sizes(choices, wanted, outcome.taken):
        return outcome
    tiers = _tiers(choices, wanted, taken, [tier.bound for tier in outcome.tiers])
    return replace(outcome, taken=taken, tiers=tiers)


def _without_sizes(choices: Choices, wanted: Sequence[Aim], taken: Ints) -> tuple[int, ...]:
    """Return what seats come to in all aims but how even the sizes are."""
    return tuple(cost(choices, aim, taken) for aim in wanted if aim.kind != "even")


def _with_tie(
    choices: Choices, outcome: Outcome, wanted: tuple[Sequence[Aim], Sequence[Aim]], budget: Budget
) -> Outcome:
    """Keep further aims small, with those before at what they are.

    What is found must be as good in those; otherwise what there is is kept, and its ties
    are not proven. Of sizes, which nobody has asked to be even, the status does not tell.
    """
    assert outcome.taken is not None
    every = (*wanted[0], *wanted[1])
    bounds = [*(tier.bound for tier in outcome.tiers), *(0 for _ in wanted[1])]
    best, tiers = outcome.taken, _tiers(choices, every, outcome.taken, bounds)
    least = all(tier.cost == tier.bound for tier in tiers)
    if outcome.status == "optimal" and not least and budget.left:
        whole = any(aim.kind == "day" for aim in every)
        of = (choices,) if whole else tuple(parts(choices))
        again = _solved(choices, of, every, budget, (wanted[0], best))
        if again.taken is not None and _costs(again.tiers) <= _costs(tiers):
            best, tiers = again.taken, again.tiers
    if every[-1].kind == "even" and tiers[-1].status != "optimal":
        best = evened(choices, best, budget)
        tiers = _tiers(choices, every, best, [tier.bound for tier in tiers])
    asked = [tier for aim, tier in zip(every, tiers, strict=True) if aim.kind != "even"]
    return replace(
        outcome,
        status=_weakest(asked),
        taken=best,
        tiers=tiers,
        ties=outcome.ties + len(wanted[1]),
        wanted=outcome.wanted,
    )


def _costs(tiers: Sequence[SeatTier]) -> tuple[int, ...]:
    return tuple(tier.cost for tier in tiers)
