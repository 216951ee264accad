"""The rule of protocol: in which order those with a rank speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, permutations

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import TIME, Cost, Decisions, Finding, Pair, Quantity, Whom
from agenda_solver.rules.words import session_text
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable

# Each two speeches that are not in this order cost an hour.
OUT_OF_ORDER = 60


class SpeaksInProtocolOrder(Cost):
    """Speeches come in the inverse order of precedence: who has it over all speaks last.

    So asks the French decree 89-655 of 13 September 1989. The parts of one session are
    looked at; the rank of each is the best of those who take part in it. Where the draft
    itself orders two of them, by a link, a sequence, or starts that are locked or stated,
    the printed order wins, and nothing is paid.
    """

    key = "protocol"
    title = Text(
        "Les discours suivent l'ordre protocolaire : la préséance la plus haute en dernier",
        "Speeches follow protocol: the highest in precedence comes last",
    )
    tier = 1
    unit = Text(
        "60 pour deux discours hors de l'ordre protocolaire",
        "60 for two speeches out of the order of protocol",
    )
    reads = TIME
    broken = Text(
        "{first} devrait venir avant {then} (ordre protocolaire)",
        "{first} should come before {then} (order of protocol)",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        pairs = dict.fromkeys(_open_pairs(to.problem), OUT_OF_ORDER)
        if pairs:
            yield to.out_of_order(pairs)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        printed = printed_order(problem)
        for first, then in protocol_pairs(problem):
            if printed.before(first, then) or printed.before(then, first):
                continue
            one, other = timetable.by_session.get(first), timetable.by_session.get(then)
            if one and other and (other.day, other.start) < (one.day, one.end):
                text = self.broken.fill(
                    first=session_text(problem, first), then=session_text(problem, then)
                )
                yield self.paid(OUT_OF_ORDER, Whom(sessions=(first, then)), text)


def _open_pairs(problem: Problem) -> Iterator[Pair]:
    """Yield the speeches whose order protocol decides, because the draft does not."""
    ranks = _ranks(problem)
    after = _printed_after(problem)
    for parts in problem.parts.values():
        for first, then in permutations([part for part in parts if part in ranks], 2):
            printed = then in after[first] or first in after[then]
            if ranks[first] > ranks[then] and not printed:
                yield first, then


def _ranks(problem: Problem) -> Mapping[str, int]:
    """Return the best rank of those who take part in a session, where one is known."""
    ranks: dict[str, int] = {}
    for person in problem.people:
        if person.protocol_rank is not None:
            for session in problem.sessions_with(person.id):
                ranks[session] = min(person.protocol_rank, ranks.get(session, person.protocol_rank))
    return ranks


def _printed_after(problem: Problem) -> Mapping[str, set[str]]:
    """Return the sessions that come after each one, as the draft orders them."""
    after: dict[str, set[str]] = {session.id: set() for session in problem.sessions}
    for session in problem.sessions:
        after[session.id] |= {link.session for link in session.before}
        for link in session.after:
            after[link.session].add(session.id)
    for sequence in problem.sequences:
        for first, then in pairwise(sequence.sessions):
            after[first].add(then)
    for parts in problem.parts.values():
        for first, then in permutations(parts, 2):
            earlier, later = _starts(problem, first), _starts(problem, then)
            if earlier and later and max(earlier) < min(later):
                after[first].add(then)
    for reached in after.values():
        left = list(reached)
        while left:
            new = after[left.pop()] - reached
            reached.update(new)
            left += new
    return after


def _starts(problem: Problem, session: str) -> set[int]:
    """Return when a session starts, as it is locked, or else as the document says."""
    asked = problem.session[session]
    if asked.locked.start is not None:
        return {asked.locked.start}
    return {statement.start for statement in asked.stated if statement.start is not None}


# --- The same, read a second time: `check` shares nothing with `amounts` -------------------


def protocol_pairs(problem: Problem) -> Iterator[Pair]:
    """Yield every two parts of a session that protocol puts in this order."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    for session in problem.sessions:
        ranks = [problem.person[person].protocol_rank for person in session.roster]
        known = [rank for rank in ranks if rank is not None]
        if session.part_of is not None and known:
            ranked.setdefault(session.part_of, []).append((min(known), session.id))
    for speeches in ranked.values():
        for (rank, first), (other, then) in permutations(speeches, 2):
            if rank > other:
                yield first, then


@dataclass(frozen=True)
class PrintedOrder:
    """Which sessions the draft itself has one after the other."""

    direct: frozenset[Pair]

    def before(self, first: str, then: str) -> bool:
        """Whether one session comes before another, directly or over others."""
        reached = {first}
        while True:
            new = {after for before, after in self.direct if before in reached} - reached
            if not new:
                return False
            if then in new:
                return True
            reached |= new


def printed_order(problem: Problem) -> PrintedOrder:
    """Return the order of the draft: its links, its sequences, the starts of parts."""
    direct: set[Pair] = set()
    starts: dict[str, dict[str, list[int]]] = {}
    for session in problem.sessions:
        direct.update((session.id, link.session) for link in session.before)
        direct.update((link.session, session.id) for link in session.after)
        stated = [statement.start for statement in session.stated if statement.start is not None]
        known = stated if session.locked.start is None else [session.locked.start]
        if session.part_of is not None and known:
            starts.setdefault(session.part_of, {})[session.id] = known
    for sequence in problem.sequences:
        direct.update(pairwise(sequence.sessions))
    for parts in starts.values():
        direct.update(
            (first, then)
            for first, then in permutations(parts, 2)
            if all(early < late for early in parts[first] for late in parts[then])
        )
    return PrintedOrder(frozenset(direct))
