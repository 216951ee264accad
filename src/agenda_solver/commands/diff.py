"""The command `diff`: what differs between two programmes, or two drafts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.commands.documents import is_book, load
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
from agenda_solver.text import Language, Text, quoted

if TYPE_CHECKING:
    from agenda_solver.difference import Difference
    from agenda_solver.files import Draft
    from agenda_solver.files.workbook import Change
    from agenda_solver.problem import Problem


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
        old, new = load(before), load(after)
        refusals.language = language = language_of(lang, new.problem)
        for asked in (old, new):
            tell_notices(asked, language)
        if not _same_event(old.problem, new.problem):
            events = (quoted(it.problem.event.name) for it in (old, new))
            raise InputError([_OTHER_EVENT.fill(before=next(events), after=next(events))])
        timed = [is_book(it) and it.has_times for it in (old, new)]
        for path, has_times in zip((before, after), timed, strict=True):
            if not has_times and any(timed):
                tell(_ONLY_DRAFTS.fill(path=path.name), language)
        told = _differences(old, new, timed=all(timed))
        if as_json:
            from agenda_solver.files.store.differing import diff_document

            print_json(diff_document(told.difference, told.rows, language))
        else:
            _show_differences(told, language)


def _same_event(old: Problem, new: Problem) -> bool:
    """Whether two drafts are of one event: by its id, its name, or most of its sessions."""
    from agenda_solver.problem import Event
    from agenda_solver.words.names import folded

    if old.event.id == new.event.id != Event.model_fields["id"].default:
        return True
    if folded(old.event.name) == folded(new.event.name):
        return True
    titles = [{(it.id, folded(it.title)) for it in problem.sessions} for problem in (old, new)]
    return 2 * len(titles[0] & titles[1]) > min(map(len, titles))


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
    rows: tuple[Change, ...]


def _differences(old: Draft, new: Draft, *, timed: bool) -> _Differences:
    from agenda_solver.difference import Version, difference
    from agenda_solver.files.workbook import changes_between
    from agenda_solver.timetable import Timetable

    before, after = (
        Version(it.problem, it.timetable if timed and is_book(it) else Timetable.of([]))
        for it in (old, new)
    )
    found = difference(before, after)
    known = {change.session for change in found.sessions}
    rows = changes_between(before, after, new.place, {})
    return _Differences(
        found,
        tuple(
            row
            for row in rows
            if row.kind == "changed"
            or (row.kind in ("added", "removed") and not (row.of == "sessions" and row.id in known))
        ),
    )


def _show_differences(told: _Differences, language: Language) -> None:
    from agenda_solver.views import news

    difference = told.difference
    if not difference and not told.rows:
        say(_NO_DIFFERENCE, language)
    print_list(_SESSIONS, news.session_lines(difference), language)
    print_list(_PEOPLE, news.person_lines(difference), language)
    print_list(_ATTENDEES, news.seat_lines(difference), language)
    print_list(_ASKED, map(change_line, told.rows), language)


_NO_DIFFERENCE = Text("Aucune différence.", "No difference.")
_SESSIONS = Text("Au programme :", "In the programme:")
_PEOPLE = Text("Pour les intervenants :", "For the people:")
_ATTENDEES = Text("Pour les participants :", "For the attendees:")
_ASKED = Text("Dans ce qui est demandé :", "In what is asked:")
