"""Programmes written for people, as text, web pages, Word documents or PDF, read into drafts."""

from __future__ import annotations

from collections.abc import Sequence

from agenda_solver.files import InputError, in_file
from agenda_solver.files.importers import Imported, ImportOptions
from agenda_solver.files.programmes.drafting import Drafting
from agenda_solver.problem import Problem
from agenda_solver.text import Text
from agenda_solver.views.source_page import Check, LineAccount, SourceReport
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
        If no session is in it.
    """
    if len(raws) > MOST_LINES:
        raise InputError([in_file(name, _TOO_LONG.fill(most=MOST_LINES))])
    outline = read_programme(raws)
    if not outline.items:
        raise InputError([in_file(name, _NO_SESSION)])
    drafting = Drafting(name, outline, [raw.place for raw in raws], choice)
    problem = Problem.read(drafting.data())
    return Imported(problem, _report(name, key, raws, outline, problem), notices)


def _report(
    name: str, key: str, raws: Sequence[Raw], outline: Outline, problem: Problem
) -> SourceReport:
    accounts = tuple(
        LineAccount(
            raw.place,
            " ".join(tidy(raw.words).split()),
            outline.fates.get(number, "apart"),
            tuple(dict.fromkeys(outline.made.get(number, ()))),
        )
        for number, raw in enumerate(raws)
        if tidy(raw.words)
    )
    doubts = sorted(outline.doubts, key=lambda doubt: doubt.rank)
    checks = (
        Check(doubt.text, tuple(dict.fromkeys(raws[number].place for number in doubt.numbers)))
        for doubt in doubts
    )
    return SourceReport(
        name,
        key,
        accounts,
        tuple(dict.fromkeys(checks)),
        len(problem.days),
        len(problem.rooms),
        len(problem.people),
        len(problem.sessions),
    )


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
