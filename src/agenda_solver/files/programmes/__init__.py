"""Programmes written for people, as text, web pages, Word documents or PDF, read into drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agenda_solver.files import InputError, in_file
from agenda_solver.files.drafting import draft
from agenda_solver.files.importers import Imported, ImportOptions
from agenda_solver.files.programmes.drafting import Drafting
from agenda_solver.text import Text
from agenda_solver.views.source_page import Check, LineAccount
from agenda_solver.words.programmes.lines import Raw, tidy
from agenda_solver.words.programmes.outline import Outline
from agenda_solver.words.programmes.reader import read_programme

MOST_LINES = 20_000
"""A programme has fewer: what has more is something else."""


def draft_of(
    name: str, key: str, raws: Sequence[Raw], choice: ImportOptions, notices: tuple[Text, ...] = ()
) -> Imported:
    """Return the lines of a programme as a draft.

    Parameters
    ----------
    name : str
        What the source is called.
    key : str
        Of its format.
    raws : sequence of Raw
        Its lines.
    choice : ImportOptions
    notices : tuple of Text
        What is to be known of how it was read.

    Raises
    ------
    InputError
        If no session is in it, or a draft cannot hold what it says.
    """
    if len(raws) > MOST_LINES:
        raise InputError([in_file(name, _TOO_LONG.fill(most=MOST_LINES))])
    outline = read_programme(raws)
    if not outline.items:
        raise InputError([in_file(name, _NO_SESSION)])
    drafting = Drafting(name, outline, [raw.place for raw in raws], choice)
    data = drafting.data()
    return draft(name, key, data, _accounts(raws, outline), _checks(raws, outline), notices)


def _accounts(raws: Sequence[Raw], outline: Outline) -> Iterator[LineAccount]:
    for number, raw in enumerate(raws):
        if words := tidy(raw.words):
            yield LineAccount(
                raw.place,
                " ".join(words.split()),
                outline.fates.get(number, "apart"),
                tuple(dict.fromkeys(outline.made.get(number, ()))),
            )


def _checks(raws: Sequence[Raw], outline: Outline) -> Iterator[Check]:
    for doubt in sorted(outline.doubts, key=lambda doubt: doubt.rank):
        places = dict.fromkeys(raws[number].place for number in doubt.numbers)
        yield Check(doubt.text, tuple(places))


_NO_SESSION = Text(
    "aucune session n'y est reconnue : il y faut des heures (9h30), ou des titres comme "
    "« Accueil », « Table ronde », « Atelier 1 »",
    "no session is recognised in it: it takes times (9:30), or titles such as “Welcome”, “Panel”, "
    "“Workshop 1”",
)
_TOO_LONG = Text(
    "ce texte a plus de {most} lignes : ce n'est pas un programme",
    "this text has more than {most} lines: it is no programme",
)
