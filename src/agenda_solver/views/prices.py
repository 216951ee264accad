"""What the demands of a draft cost, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from agenda_solver.text import Text
from agenda_solver.views.aims import aim_text
from agenda_solver.views.proofs import status_text
from agenda_solver.views.reasons import Paragraph, under

if TYPE_CHECKING:
    from agenda_solver.explain.prices import DemandPrice, DemandPrices


def price_lines(known: DemandPrices) -> Iterator[Paragraph]:
    """Yield what each demand costs, and whether these are all that cost something."""
    if known.result.timetable is None:
        yield Paragraph(status_text(known.result))
        return
    yield from under(_WITHOUT, map(_price_text, known.prices))
    if known.complete:
        yield Paragraph(_NO_OTHER if known.prices else _NONE)
    else:
        yield Paragraph(_NOT_ALL)


def _price_text(price: DemandPrice) -> Text:
    sentence = _PRICE if price.proven else _AT_LEAST
    return sentence.fill(
        demand=price.demand.text, gain=price.before - price.after, aim=aim_text(price.rules)
    )


_WITHOUT = Text(
    "Ce que l'on gagnerait à renoncer à une seule demande :",
    "What would be gained by giving up one demand:",
)
_PRICE = Text("{demand} : {gain} de moins pour {aim}", "{demand}: {gain} less for {aim}")
_AT_LEAST = Text(
    "{demand} : au moins {gain} de moins pour {aim}", "{demand}: at least {gain} less for {aim}"
)
_NO_OTHER = Text(
    "Renoncer à une seule des autres ne ferait rien gagner, sinon une journée plus courte par des "
    "sessions plus courtes ou d'autres heures d'ouverture : c'est prouvé.",
    "Giving up any one of the others would gain nothing but a shorter day by shorter sessions or "
    "other opening hours: proven.",
)
_NONE = Text(
    "Renoncer à une seule demande ne ferait rien gagner, sinon une journée plus courte par des "
    "sessions plus courtes ou d'autres heures d'ouverture : c'est prouvé.",
    "Giving up any one demand would gain nothing but a shorter day by shorter sessions or other "
    "opening hours: proven.",
)
_NOT_ALL = Text(
    "D'autres coûtent peut-être aussi : tout n'a pas pu être essayé dans le temps donné.",
    "Others perhaps cost something, too: not all could be tried within the time given.",
)
