"""Sets of sessions of which every two are a pair: what is said of pairs, said of the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agenda_solver.rules.rule import Pair


def complete_sets(pairs: Iterable[Pair]) -> Iterator[list[str]]:
    """Yield sets of sessions of which every two are a pair; each pair is in one of them.

    The first is large: the sessions with the most partners, as far as they go together.
    """
    partners: dict[str, set[str]] = {}
    for one, other in pairs:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    group: list[str] = []
    for session in sorted(partners, key=lambda session: -len(partners[session])):
        if partners[session].issuperset(group):
            group.append(session)
    if group:
        yield group
    rest = [session for session in partners if session not in group]
    for place, session in enumerate(rest):
        if beside := [other for other in group if other in partners[session]]:
            yield [session, *beside]
        yield from ([session, other] for other in rest[place + 1 :] if other in partners[session])
