"""What only the whole tells: which sessions are at once, and who shares hours with whom."""

from __future__ import annotations

from collections import defaultdict

from agenda_solver.text import Text
from agenda_solver.words.occasions import is_told, occasions_in
from agenda_solver.words.programmes import sentences
from agenda_solver.words.programmes.outline import Outline, ProgrammeItem
from agenda_solver.words.programmes.phrases import NUMBERED, PARALLEL, flat

_ALONE = frozenset(("welcome", "opening", "closing", "break", "meal", "drink", "report"))


def settle(outline: Outline) -> None:
    """Finish an outline: leave out what only announces others, and put together what is at once."""
    for item in outline.items:
        if item.gone:
            children = [
                one
                for one in outline.items
                if one is not item
                and not one.gone
                and any(hour in one.hours for hour in item.hours)
            ]
            text = sentences.TOGETHER.fill(count=len(children)) if children else sentences.SECTION
            for number in item.numbers:
                outline.made[number] = [text, *outline.made.get(number, [])[1:]]
            if item.people:
                outline.doubt(
                    1,
                    sentences.FOR_ALL.fill(
                        names=", ".join(one.mention.label for one in item.people),
                        title=sentences.named(item.title),
                    ),
                    tuple(dict.fromkeys(n for one in item.people for n in one.numbers)),
                )
    outline.items = [item for item in outline.items if not item.gone]
    _group(outline)
    _share(outline)


def _group(outline: Outline) -> None:
    """Let sessions whose own hours are the same begin together."""
    at: dict[tuple[object, ...], list[ProgrammeItem]] = defaultdict(list)
    for item in outline.items:
        own = next(item.stated, None)
        if item.whole is None and own is not None and own.start is not None:
            at[item.day, own.start].append(item)
    for (_, start), items in at.items():
        beside = [item for item in items if _may_be_beside(item)]
        if len(beside) < 2 or any(item.group for item in beside):
            continue
        ends = {hour.end for item in beside for hour in [next(item.stated)]}
        alike = len(ends) == 1 and None not in ends
        if (
            alike
            or any(item.beside for item in beside)
            or all(_goes_by_number(item) for item in beside)
            or len({room for item in beside for room in item.rooms}) > 1
            or any(PARALLEL.search(flat(item.title)) for item in beside)
        ):
            for item in beside:
                item.group = f"{start}-{beside[0].numbers[0]}"


def _may_be_beside(item: ProgrammeItem) -> bool:
    occasions = (one for one in occasions_in(item.title) if is_told(item.title, one))
    return _ALONE.isdisjoint(occasions)


def _goes_by_number(item: ProgrammeItem) -> bool:
    return bool(NUMBERED.match(flat(item.title)))


def _share(outline: Outline) -> None:
    """Say of hours that several sessions share which begins and which ends with them."""
    shared: dict[tuple[int, ...], list[ProgrammeItem]] = defaultdict(list)
    for item in outline.items:
        for hour in item.hours:
            if hour.shared:
                shared[hour.numbers].append(item)
    for numbers, items in shared.items():
        firsts = {item.group or str(id(item)): item for item in items}
        if len(firsts) < 2:
            for item in items:
                for hour in item.hours:
                    hour.shared = hour.shared and hour.numbers != numbers
            continue
        outline.doubt(
            3,
            Text(
                "{count} sessions se partagent ces heures ; leurs durées sont à préciser",
                "{count} sessions share these hours; say how long each lasts",
            ).fill(count=len(items)),
            numbers,
        )
