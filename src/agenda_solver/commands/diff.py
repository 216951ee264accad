"""The command `diff`: what differs between two programmes, or two drafts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.commands.options import JsonOption, LangOption, in_locale, language_of
from agenda_solver.commands.speaking import (
    Refusals,
    change_line,
    print_json,
    print_list,
    say,
    tell,
    tell_notices,
)
from agenda_solver.files import InputError
from agenda_solver.files.opening import is_book, load
from agenda_solver.text import Language, Text, quoted

if TYPE_CHECKING:
    from agenda_solver.difference import Difference
    from agenda_solver.files import Draft
    from agenda_solver.history.edits import HandEdit


HELP = in_locale(
    "Dit ce qui diffère entre deux programmes, ou deux brouillons, d'un même évènement.",
    "Tell what differs between two programmes, or two drafts, of one event.",
)


def run(
    before: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("AVANT", "BEFORE"),
            help=in_locale(
                "Le premier : un classeur (.xlsx) ou un fichier .toml.",
                "The first: a workbook (.xlsx) or a .toml file.",
            ),
        ),
    ],
    after: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("APRÈS", "AFTER"),
            help=in_locale("Le second.", "The second."),
        ),
    ],
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what differs between two timetables."""
    with Refusals(lang, as_json=as_json) as refusals:
        from agenda_solver.difference import of_one_event

        old, new = load(before), load(after)
        refusals.language = language = language_of(lang, new.problem)
        for asked in (old, new):
            tell_notices(asked, language)
        if not of_one_event(old.problem, new.problem):
            events = (quoted(draft.problem.event.name) for draft in (old, new))
            raise InputError([_OTHER_EVENT.fill(before=next(events), after=next(events))])
        timed = [is_book(draft) and draft.has_times for draft in (old, new)]
        for path, has_times in zip((before, after), timed, strict=True):
            if not has_times and any(timed):
                tell(_ONLY_DRAFTS.fill(path=path.name), language)
        differences = _differences(old, new, timed=all(timed))
        if as_json:
            from agenda_solver.files.store.differing import diff_document

            print_json(diff_document(differences.difference, differences.rows, language))
        else:
            _show_differences(differences, language)


_OTHER_EVENT = Text(
    "{before} et {after} sont deux évènements : il n'y a rien à comparer",
    "{before} and {after} are two events: there is nothing to compare",
)
_ONLY_DRAFTS = Text(
    "{path} n'a pas d'heures : seul ce qui est demandé est comparé",
    "{path} has no times: only what is asked is compared",
)


@dataclass(frozen=True)
class _Differences:
    """What differs of two timetables, and of what is asked: row by row of the drafts."""

    difference: Difference
    rows: tuple[HandEdit, ...]


def _differences(old: Draft, new: Draft, *, timed: bool) -> _Differences:
    from agenda_solver.difference import Version, difference
    from agenda_solver.files.workbook import changes_between
    from agenda_solver.history.edits import edits_beside
    from agenda_solver.timetable import Timetable

    before, after = (
        Version(draft.problem, draft.timetable if timed and is_book(draft) else Timetable.of([]))
        for draft in (old, new)
    )
    whole = difference(before, after)
    rows = changes_between(before, after, new.place, {})
    return _Differences(whole, tuple(edits_beside(rows, whole)))


def _show_differences(differences: _Differences, language: Language) -> None:
    from agenda_solver.views import news

    difference = differences.difference
    if not difference and not differences.rows:
        say(_NO_DIFFERENCE, language)
    roles = [row.text for row in differences.rows if row.kind == "chosen"]
    asked = [change_line(row) for row in differences.rows if row.kind != "chosen"]
    print_list(_SESSIONS, [*news.session_lines(difference), *roles], language)
    print_list(_PEOPLE, news.person_lines(difference), language)
    print_list(_ATTENDEES, news.seat_lines(difference), language)
    print_list(_ASKED, asked, language)


_NO_DIFFERENCE = Text("Aucune différence.", "No difference.")
_SESSIONS = Text("Au programme :", "In the programme:")
_PEOPLE = Text("Pour les intervenants :", "For the people:")
_ATTENDEES = Text("Pour les participants :", "For the attendees:")
_ASKED = Text("Dans ce qui est demandé :", "In what is asked:")
