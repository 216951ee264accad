"""The page Plans B: what may happen, and what would be done; the gravest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from agenda_solver.problem import Problem
from agenda_solver.rules.words import room_text
from agenda_solver.text import Text, counted, listing, strung, with_capital_text
from agenda_solver.views import news
from agenda_solver.views.announced import announced_texts
from agenda_solver.views.options import standby_lines
from agenda_solver.views.pages import (
    Block,
    Cell,
    Colour,
    Page,
    Row,
    columns_header,
    event_heading,
    wide,
)

if TYPE_CHECKING:
    from agenda_solver.replan.contingency import PlanB
    from agenda_solver.replan.outcomes import WayToldAlone
    from agenda_solver.replan.plan import Price
    from agenda_solver.replan.scenarios import Scenario

PLANS_B = Text("Plans B", "Plans B")

MOST_LINES = 8
"""So many changes of a plan are told one by one; all of them are in its own workbook."""

MOST_STANDBYS = 3
"""For so many parts it is told who could take them."""

_WIDTHS = (25.0, 48.0, 6.5, 6.5, 6.5, 7.5)
_AIR = 5.0
_TITLES = (
    Text("Si…", "If…"),
    Text("Alors, au moins", "Then, at least"),
    Text("Heures", "Times"),
    Text("Salles", "Rooms"),
    Text("Places", "Seats"),
    Text("Sans place", "No seat"),
)


def scenario_text(problem: Problem, scenario: Scenario) -> Text:
    """Return what happens in a scenario: as an organiser calls it, or as it is announced."""
    if scenario.name is not None:
        return scenario.name
    return with_capital_text(strung(announced_texts(problem, scenario.changes), "\n"))


def first_sentence(one: PlanB) -> Text:
    """Return what is to be known first of a plan, or of there being none."""
    if one.plan.overridden:
        return one.plan.overridden[0]
    if one.changes_nothing:
        return _NOTHING
    return news.plan_summary(one.plan)[0]


def change_lines(one: PlanB) -> list[Text]:
    """Return the least change that works, a line a session, and first what is to be known."""
    difference = one.plan.difference
    if difference is None:
        return []
    return [*news.note_lines(one.plan), *news.session_lines(difference)]


def way_texts(one: PlanB) -> list[Text]:
    """Return what would be enough where there is no plan, each way in one sentence."""
    return [_way_text(way) for way in one.outcome.ways]


def _way_text(way: WayToldAlone) -> Text:
    text = listing(way.sentences)
    sentence = _IT_SAYS if way.price is None else _ENOUGH
    return sentence.fill(way=text)


def proof_text(one: PlanB) -> Text:
    """Return what is proven of a plan, or of there being none."""
    price = one.plan.price
    if price is None:
        return _NONE_PROVEN if one.status == "infeasible" else _NONE_FOUND
    return _PROVEN if price.proven else _NOT_PROVEN


def summary_texts(plans: Collection[PlanB], expected: int) -> list[Text]:
    """Return how many plans there are, and of what kind; and whether that is all."""
    without = [one for one in plans if one.plan.price is None]
    losing = sum(1 for one in plans if one.plan.price and one.plan.price.cancelled)
    nothing = sum(1 for one in plans if one.changes_nothing)
    counts = [
        counted(number, *forms)
        for number, forms in ((len(without), _WITHOUT), (losing, _LOSING), (nothing, _IDLE))
        if number
    ]
    looked_at = counted(len(plans), *_LOOKED_AT)
    texts = [
        Text("{all} : {counts}.", "{all}: {counts}.").fill(all=looked_at, counts=strung(counts))
        if counts
        else Text("{all}.", "{all}.").fill(all=looked_at)
    ]
    if len(plans) < expected:
        texts.append(_NOT_ALL.fill(left=expected - len(plans), all=expected))
    return texts


def gravest_lines(problem: Problem, plans: Iterable[PlanB]) -> list[Text]:
    """Return a line for each scenario without a plan, and for each in which a session is lost."""
    pressing = [one for one in plans if one.plan.price is None or one.plan.price.cancelled]
    return [
        Text("{case} – {text}", "{case} – {text}").fill(
            case=scenario_text(problem, one.scenario),
            text=(way_texts(one) or [first_sentence(one)])[0],
        )
        for one in pressing
    ]


def plan_b_page(
    problem: Problem,
    plans: Sequence[PlanB],
    *,
    origin: Text,
    expected: int,
    idle: tuple[Collection[str], Collection[str]] = ((), ()),
) -> Page:
    """Return the page of all plans.

    Parameters
    ----------
    problem : Problem
        What was published.
    plans : sequence of PlanB
        The gravest first.
    origin : Text
        What they were made from, and when.
    expected : int
        How many there were to be: fewer come where the run was stopped.
    idle : tuple
        Ids of the people who take part in nothing, and of the rooms that nothing is in.
    """
    without = [one for one in plans if one.plan.price is None]
    nothing = [one for one in plans if one.changes_nothing]
    others = [one for one in plans if one.plan.price is not None and not one.changes_nothing]
    head = [wide(event_heading(problem), "heading"), wide(origin, "aside")]
    head += [wide(text, "strong", air=_AIR) for text in summary_texts(plans, expected)]
    blocks = [Block(tuple(head)), *_no_plans(problem, without)]
    if others:
        blocks.append(_table(problem, others))
    if nothing or any(idle):
        blocks.append(Block(tuple(_quiet(problem, nothing, idle)), gap=10))
    return Page(PLANS_B, problem.event, _WIDTHS, tuple(blocks), portrait=True)


def _no_plans(problem: Problem, without: Sequence[PlanB]) -> Iterator[Block]:
    """Yield each scenario for which there is no plan: why, and what would be enough."""
    for number, one in enumerate(without):
        lead = (wide(_IRREPLACEABLE, "section", air=_AIR),) if number == 0 else ()
        rows = [
            wide(scenario_text(problem, one.scenario), "strong", colour="broken", air=_AIR),
            wide(proof_text(one), "text"),
        ]
        ways = way_texts(one) or ([_NO_WAY] if one.status == "infeasible" else [])
        rows += [wide(way, "text", indent=1) for way in ways]
        rows += [wide(_BECAUSE.fill(why=why), "note", indent=1) for why in one.outcome.why[:1]]
        yield Block(tuple(rows), lead, gap=12 if number == 0 else 6, together=True)


def _table(problem: Problem, plans: Iterable[PlanB]) -> Block:
    header = columns_header(_TITLES, ("left", "left", *("center",) * 4), air=_AIR)
    rows = tuple(_row(problem, one) for one in plans)
    return Block(rows, (wide(_THERE_IS, "section", air=_AIR),), (header,), gap=12)


def _row(problem: Problem, one: PlanB) -> Row:
    price = one.plan.price
    assert price is not None
    colour: Colour | None = "cancelled" if price.cancelled else None
    return Row(
        (
            Cell(scenario_text(problem, one.scenario), "strong", colour),
            Cell(strung(_said_of(one), "\n"), "text", colour),
            *(Cell(number or None, "text", colour, align="center") for number in amounts(price)),
        ),
        air=_AIR,
        ruled=True,
        from_top=True,
    )


def amounts(price: Price) -> tuple[int, int, int, int]:
    """Return how many times, rooms and seats change, and how many people have no seat."""
    return price.moved, price.rooms + price.rooms_of_moved, price.seats, price.unseated


def _said_of(one: PlanB) -> Iterator[Text]:
    yield first_sentence(one)
    lines = change_lines(one)
    for line in lines[:MOST_LINES]:
        yield Text("– {line}", "– {line}").fill(line=line)
    if len(lines) > MOST_LINES:
        yield counted(len(lines) - MOST_LINES, *_MORE)
    yield from standby_lines(one.plan)[:MOST_STANDBYS]
    if one.plan.price is not None and not one.plan.price.proven:
        yield _NOT_PROVEN


def _quiet(
    problem: Problem, nothing: Sequence[PlanB], idle: tuple[Collection[str], Collection[str]]
) -> Iterator[Row]:
    """Yield what would change nothing, in one sentence each."""
    if nothing:
        yield wide(_CHANGES_NOTHING, "section", air=_AIR)
        texts = [scenario_text(problem, one.scenario) for one in nothing]
        yield wide(strung(texts, " · "), "text")
    people, rooms = idle
    if people:
        names = listing(problem.person[person].label for person in people)
        yield wide(_IN_NOTHING.fill(people=names), "note", air=_AIR)
    if rooms:
        titles = listing(room_text(problem, room) for room in rooms)
        yield wide(_NOTHING_IN.fill(rooms=titles), "note", air=_AIR)


_NOTHING = Text("Rien ne change.", "Nothing changes.")
_IT_SAYS = Text("{way}.", "{way}.")
_NONE_PROVEN = Text(
    "Aucun plan, c'est prouvé : aucun programme ne tient.",
    "No plan, proven: no programme holds.",
)
_NONE_FOUND = Text(
    "Aucun plan trouvé dans la limite donnée : avec plus de --seconds, peut-être.",
    "No plan found within the limit given: with more --seconds, perhaps.",
)
_PROVEN = Text("Moins est impossible : prouvé.", "Less is impossible: proven.")
_NOT_PROVEN = Text(
    "Il n'est pas prouvé que moins soit impossible.", "That less is impossible is not proven."
)
_WITHOUT = (Text("sans aucun plan", "without any plan"),) * 2
_LOSING = (
    Text("où une session au moins n'a plus lieu", "in which a session at least is lost"),
) * 2
_IDLE = (Text("où rien ne change", "in which nothing changes"),) * 2
_LOOKED_AT = (
    Text("situation examinée", "case looked at"),
    Text("situations examinées", "cases looked at"),
)
_NOT_ALL = Text(
    "Arrêté en route : {left} sur {all} n'ont pas été examinées.",
    "Stopped on the way: {left} of {all} were not looked at.",
)
_IRREPLACEABLE = Text("Irremplaçables : aucun plan", "Cannot be replaced: no plan")
_ENOUGH = Text("Il suffirait de changer : {way}.", "It would be enough to change: {way}.")
_NO_WAY = Text(
    "Aucune piste n'a été trouvée dans la limite donnée.",
    "No way out was found within the limit given.",
)
_BECAUSE = Text("Pourquoi : {why}", "Why: {why}")
_THERE_IS = Text("Le moins qui change", "The least that changes")
_MORE = (
    Text("autre changement, dans le classeur du plan", "more change, in the plan's workbook"),
    Text("autres changements, dans le classeur du plan", "more changes, in the plan's workbook"),
)
_CHANGES_NOTHING = Text("Rien ne change si…", "Nothing changes if…")
_IN_NOTHING = Text("Sans rôle dans le programme : {people}.", "In no session: {people}.")
_NOTHING_IN = Text("Salles que rien n'occupe : {rooms}.", "Rooms that nothing is in: {rooms}.")
