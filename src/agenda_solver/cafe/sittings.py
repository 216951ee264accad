"""What came of a world café: who sits where, who meets whom, and how far it is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from agenda_solver.cafe.asked import Pair, WorldCafe
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.text import Language, Text, counted, quoted, same
from agenda_solver.views.names import in_order, other_people
from agenda_solver.views.titles import dotted, without_controls
from agenda_solver.views.wrapping import WIDTH, wrapped

Sitting = tuple[tuple[int, ...], ...]
"""Who sits at each table, by number, sorted by name."""


def sittings(cafe: WorldCafe, rotation: Rotation) -> tuple[Sitting, ...]:
    """Return who sits at which table, round by round; who stays as a host is left out."""
    hosts = set(cafe.staying) - cafe.absent
    order = sorted(range(len(cafe.guests)), key=lambda guest: in_order(cafe.guests[guest].label))
    rounds = []
    for table in rotation.table:
        here: list[list[int]] = [[] for _ in cafe.tables]
        for guest in order:
            at = table[guest]
            if at is not None and guest not in hosts:
                here[at].append(guest)
        rounds.append(tuple(map(tuple, here)))
    return tuple(rounds)


def meetings(rotation: Rotation) -> Counter[Pair]:
    """Return how many times each pair of guests sits at one table."""
    met: Counter[Pair] = Counter()
    for table in rotation.table:
        here: dict[int, list[int]] = {}
        for guest, at in enumerate(table):
            if at is not None:
                here.setdefault(at, []).append(guest)
        for guests in here.values():
            met.update(combinations(guests, 2))
    return met


def summary(cafe: WorldCafe, rotation: Rotation) -> Iterator[Text]:
    """Yield what became of the wishes, in sentences: meetings first, then the advice."""
    yield _repeats_text(rotation)
    met = meetings(rotation)
    if rotation.repeats and not cafe.carousel:
        yield _more_than_twice(met, rotation)
    others = Counter(guest for pair in met for guest in pair)
    there = [
        guest
        for guest in range(len(cafe.guests))
        if any(row[guest] is not None for row in rotation.table)
    ]
    if there:
        least, most = (end(others[guest] for guest in there) for end in (min, max))
        people = other_people(most)
        yield (_MEETS if least == most else _MEETS_FROM_TO).fill(least=least, people=people)
    if any(guest.organisation for guest in cafe.guests):
        yield _colleagues_text(rotation)
    for one, other in sorted(cafe.wished - met.keys()):
        yield _UNMET.fill(
            one=quoted(cafe.guests[one].label), other=quoted(cafe.guests[other].label)
        )
    yield from rotation.advice


def _repeats_text(rotation: Rotation) -> Text:
    if not rotation.repeats:
        return _NO_REPEATS
    repeats = counted(
        rotation.repeats,
        Text("rencontre répétée", "repeated meeting"),
        Text("rencontres répétées", "repeated meetings"),
    )
    if rotation.repeats <= rotation.bound:
        return _PROVEN.fill(repeats=repeats)
    if not rotation.bound:
        return _NO_BOUND.fill(repeats=repeats)
    return _AT_LEAST.fill(repeats=repeats, bound=rotation.bound)


def _more_than_twice(met: Counter[Pair], rotation: Rotation) -> Text:
    often = [times for times in met.values() if times > 2]
    if not often:
        return _NOBODY_THRICE
    again = rotation.again > rotation.least_again
    return (_PAIRS_AGAIN if again else _PAIRS_AGAIN_PROVEN).fill(
        pairs=counted(len(often), Text("paire", "pair"), Text("paires", "pairs")), most=max(often)
    )


def _colleagues_text(rotation: Rotation) -> Text:
    if not rotation.within_organisation:
        return _NO_COLLEAGUES
    one, many = Text("rencontre", "meeting"), Text("rencontres", "meetings")
    return _COLLEAGUES.fill(times=counted(rotation.within_organisation, one, many))


_NO_REPEATS = Text(
    "Personne ne se retrouve deux fois à la même table", "Nobody sits with anybody twice"
)
_PROVEN = Text(
    "{repeats} ; moins est impossible : c'est prouvé",
    "{repeats}; fewer is impossible: this is proven",
)
_AT_LEAST = Text(
    "{repeats} ; au moins {bound} sont inévitables", "{repeats}; at least {bound} are inevitable"
)
_NO_BOUND = Text(
    "{repeats} ; il n'est pas prouvé qu'il en faut",
    "{repeats}; it is not proven that any is needed",
)
_NOBODY_THRICE = Text(
    "Personne ne se retrouve plus de deux fois", "Nobody sits with anybody more than twice"
)
_PAIRS_AGAIN = Text(
    "{pairs} à la même table plus de deux fois, jusqu'à {most} ; il n'est pas prouvé que ce soit "
    "inévitable",
    "{pairs} at one table more than twice, up to {most} times; it is not proven that this is "
    "inevitable",
)
_PAIRS_AGAIN_PROVEN = Text(
    "{pairs} à la même table plus de deux fois, jusqu'à {most} ; avec si peu de rencontres "
    "répétées, c'est inévitable : c'est prouvé",
    "{pairs} at one table more than twice, up to {most} times; with so few repeated meetings this "
    "is inevitable: this is proven",
)
_MEETS = Text("Chacun rencontre {people}", "Everybody meets {people}")
_MEETS_FROM_TO = Text(
    "Chacun rencontre de {least} à {people}", "Everybody meets {least} to {people}"
)
_NO_COLLEAGUES = Text(
    "Personne n'est à la table de quelqu'un de son organisation",
    "Nobody sits with anybody of their own organisation",
)
_COLLEAGUES = Text(
    "{times} entre personnes d'une même organisation",
    "{times} between people of one organisation",
)
_UNMET = Text("{one} et {other} ne se rencontrent pas", "{one} and {other} do not meet")


def cafe_text(cafe: WorldCafe, rotation: Rotation, language: Language, width: int = WIDTH) -> str:
    """Write the rounds for a terminal: who sits at which table.

    Returns
    -------
    str
        Lines of at most so many columns, without a last newline.
    """
    lines: list[str] = []
    for turn, sitting in enumerate(sittings(cafe, rotation)):
        lines += ["", cafe.turn_title(turn).say(language)]
        for table, guests in enumerate(sitting):
            room = same(cafe.where(table, turn))
            title = dotted([cafe.table_title(table), room])
            names = ", ".join(_unbroken(cafe.guests[guest].label) for guest in guests)
            seated = _AT_TABLE.fill(title=title, names=names or "–").say(language)
            lines.append(wrapped(without_controls(seated), width, "  ", "    "))
    return "\n".join(lines[1:]).replace(_NO_BREAK, " ")


def _unbroken(name: str) -> str:
    return name.replace(" ", _NO_BREAK)


_NO_BREAK = "\u00a0"
_AT_TABLE = Text("{title} : {names}", "{title}: {names}")
