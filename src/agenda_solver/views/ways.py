"""What to change in a draft that is impossible, in sentences: each way, and what is proven."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from agenda_solver.problem import Path, Problem
from agenda_solver.text import SEMICOLON, Text, listing, strung
from agenda_solver.views.pages import Block, Cell, Page, Row, event_heading, wide
from agenda_solver.views.reasons import Paragraph, paragraph_block

if TYPE_CHECKING:
    from agenda_solver.explain import WayOut
    from agenda_solver.rules.edits import Edit, FieldChange

PlaceOf = Callable[[Path], Text]
"""Says where in the draft a path stands."""

WAYS_OUT = Text("Pistes", "Ways out")
TRIED = Text(
    "Ce qui suffirait, le moins coûteux d'abord ; chaque piste a été essayée, et donne un "
    "programme vérifié :",
    "What would be enough, the cheapest first; each way was tried, and gives a verified programme:",
)


def way_paragraphs(problem: Problem, ways: Sequence[WayOut], place_of: PlaceOf) -> list[Paragraph]:
    """Return ways out, each with what is proven of it, and what to change where."""
    if not ways:
        return []
    return [
        Paragraph(TRIED),
        *(
            Paragraph(
                Text("{title} :", "{title}:").fill(title=way_title(number, way)),
                tuple(_edit_line(problem, edit, place_of) for edit in way.edits),
            )
            for number, way in enumerate(ways, start=1)
        ),
    ]


def way_title(number: int, way: WayOut) -> Text:
    """Return what a way is called, and what is proven of it."""
    return Text("Piste {number} ({proof})", "Way {number} ({proof})").fill(
        number=number, proof=proof_text(way)
    )


def proof_text(way: WayOut) -> Text:
    """Return what is proven of a way, among what, and what is not."""
    cheapest = _CHEAPEST.fill(
        among="" if way.whole else _AMONG, beside=_OTHER_MEANS if way.without else ""
    )
    optimal = way.status == "optimal"
    proven, unproven = ([cheapest], []) if optimal else ([], [cheapest])
    needed = _ALL_NEEDED if len(way.edits) > 1 else _NOT_LESS
    if not way.minimal:
        unproven.append(needed)
    elif len(way.edits) > 1 or not optimal:  # else the first one says it
        proven.append(needed)
    parts = [
        Text("prouvé : {what}", "proven: {what}").fill(what=strung(proven)),
        Text("pas prouvé : {what}", "not proven: {what}").fill(what=strung(unproven)),
    ]
    return strung(
        (part for part, what in zip(parts, (proven, unproven), strict=True) if what), SEMICOLON
    )


_CHEAPEST = Text(
    "rien de moins coûteux ne suffit{beside}{among}", "nothing cheaper is enough{beside}{among}"
)
_AMONG = Text(" parmi ce qui touche ce blocage", " among what touches this conflict")
_OTHER_MEANS = Text(" autrement que par les autres pistes", " by other means than the other ways")
_ALL_NEEDED = Text("tout y est nécessaire", "all of it is needed")
_NOT_LESS = Text("il ne faut pas moins", "it takes no less")


def _edit_line(problem: Problem, edit: Edit, place_of: PlaceOf) -> Text:
    return Text("{place} : {text}", "{place}: {text}").fill(
        place=edit_place(problem, edit, place_of), text=edit.text
    )


def edit_place(problem: Problem, edit: Edit, place_of: PlaceOf) -> Text:
    """Return where in the draft all that an edit changes stands."""
    return listing(
        dict.fromkeys(change_place(problem, change, place_of) for change in edit.changes)
    )


def change_place(problem: Problem, change: FieldChange, place_of: PlaceOf) -> Text:
    """Return where in the draft a change stands; a new row, below the last of its table."""
    if change.before is not None or len(change.where) > 2 or change.where[0] == "event":
        return place_of(change.where)
    table = str(change.where[0])
    last = len(getattr(problem, table)) - 1
    if last < 0:
        return _NEW_ROW
    return Text("sous {place}", "below {place}").fill(place=place_of((table, last)))


_NEW_ROW = Text("nouvelle ligne", "a new row")


TO_APPLY = Text(
    "Pour écrire un brouillon avec la piste 1 : {command}",
    "To write a draft with way 1: {command}",
)


# --- The page -----------------------------------------------------------------------------

_WIDTHS = (26.0, 92.0)
_WHERE, _WHAT = Text("Où", "Where"), Text("Ce qu'il faut changer", "What to change")
_WHY = Text("Pourquoi c'est impossible", "Why it is impossible")
NO_WAY = Text(
    "Aucune piste n'a été trouvée dans le temps donné : avec plus de temps (--seconds), peut-être.",
    "No way out was found in the time given: with more of it (--seconds), perhaps.",
)
_ROOMY = 6.0


def ways_page(
    problem: Problem,
    why: Sequence[Paragraph],
    ways: Sequence[WayOut],
    place_of: PlaceOf,
    draft: str,
) -> Page:
    """Return the page of what would be enough: each way as a table, then why it is impossible.

    Parameters
    ----------
    problem : Problem
        What is asked.
    why : sequence of Paragraph
        What cannot hold together.
    ways : sequence of WayOut
        The cheapest first.
    place_of : callable
        Says where in the draft a path stands.
    draft : str
        The name of the draft's file, in which these places are.
    """
    first = [wide(event_heading(problem), "heading"), wide(_OF.fill(draft=draft), "aside")]
    first.append(wide(TRIED if ways else NO_WAY, "lead", air=_ROOMY))
    return Page(
        WAYS_OUT,
        problem.event,
        _WIDTHS,
        (
            Block(tuple(first)),
            *(
                _table(
                    way_title(number, way),
                    [(edit_place(problem, edit, place_of), edit.text) for edit in way.edits],
                )
                for number, way in enumerate(ways, start=1)
            ),
            Block((wide(_WHY, "lead", air=_ROOMY),), gap=10),
            *map(paragraph_block, why),
        ),
    )


_OF = Text("Brouillon : {draft}", "Draft: {draft}")


def _table(title: Text, rows: Sequence[tuple[Text, Text]]) -> Block:
    return Block(
        tuple(
            Row((Cell(where, "key"), Cell(what, "body")), air=_ROOMY, ruled=True)
            for where, what in rows
        ),
        header=(
            wide(title, "name", colour="calm", air=_ROOMY),
            Row(tuple(Cell(text, "header", "header") for text in (_WHERE, _WHAT))),
        ),
        gap=10,
    )
