"""The command `replan`: a programme that is out, changed as little as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.budget import Budget
from agenda_solver.commands.completing import ids
from agenda_solver.commands.documents import (
    check_output,
    kept_by_hand,
    origin_text,
    places_of,
)
from agenda_solver.commands.export import export, stamp
from agenda_solver.commands.options import (
    FULL_NAMES,
    GENEROUS,
    AttendeesOption,
    FairnessOption,
    ForceOption,
    JsonOption,
    LangOption,
    NamesOption,
    OutputOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    TimetableArgument,
    TimingsOption,
    WorkersOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.searching import (
    distrusted,
    exit_code,
    live_progress,
    print_pressing,
    print_reasons,
    print_seats,
    print_ways,
    stoppable,
    tell_timings,
)
from agenda_solver.commands.speaking import (
    DONE,
    IMPOSSIBLE,
    Refusals,
    print_json,
    print_list,
    say,
    tell,
    tell_notices,
    tell_written,
)
from agenda_solver.fairness import Fairness
from agenda_solver.files import InputError
from agenda_solver.files.opening import (
    check_is_programme,
    impossible_by_hand,
    load_programme,
    typed_seats,
)
from agenda_solver.least import Least
from agenda_solver.text import Language, Names, Text

if TYPE_CHECKING:
    from agenda_solver.changes import Changes
    from agenda_solver.files.workbook import Book
    from agenda_solver.problem import Problem
    from agenda_solver.replan import Plan


HELP = in_locale(
    "Change un programme déjà diffusé le moins possible, et dit à qui le dire.",
    "Change a programme that is out as little as possible, and tell whom to tell.",
)

CalendarsOption = Annotated[
    Path | None,
    typer.Option(
        "--calendars",
        metavar=in_locale("DOSSIER", "FOLDER"),
        help=in_locale(
            "Écrit aussi les calendriers (iCalendar) : tous dans un dossier, ou le programme "
            "entier dans un fichier .ics.",
            "Write calendars too (iCalendar): all of them in a folder, or the whole programme "
            "in one .ics file.",
        ),
    ),
]


def run(
    timetable: TimetableArgument,
    output: OutputOption = None,
    cancel_person: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=ids("people"),
            metavar=in_locale("QUI", "WHO"),
            help=in_locale("Ne vient pas ; répétable.", "Is not coming; may be repeated."),
        ),
    ] = None,
    replace_person: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=ids("people", "="),
            metavar=in_locale("QUI=PAR_QUI", "WHO=BY_WHOM"),
            help=in_locale("Est remplacé ; répétable.", "Is replaced; may be repeated."),
        ),
    ] = None,
    away: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=ids("people", "@"),
            metavar=in_locale("QUI@DE-À", "WHO@FROM-TO"),
            help=in_locale(
                "N'est pas là à ces heures : dupont@14h-16h, dupont@10/06 14h-16h ; répétable.",
                "Is not there at these hours: dupont@14:00-16:00, dupont@2026-06-10 14:00-16:00; "
                "may be repeated.",
            ),
        ),
    ] = None,
    cancel_session: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=ids("sessions"),
            metavar="SESSION",
            help=in_locale("N'a plus lieu ; répétable.", "Is cancelled; may be repeated."),
        ),
    ] = None,
    close_room: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=ids("rooms", "@"),
            metavar=in_locale("SALLE[@DE-À]", "ROOM[@FROM-TO]"),
            help=in_locale(
                "Est fermée, ou l'est à ces heures ; répétable.",
                "Is closed, or is so at these hours; may be repeated.",
            ),
        ),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            metavar=in_locale("MOMENT", "TIME"),
            help=in_locale(
                "Ce qui a commencé à ce moment reste tel quel : 15h00, 10/06 15h00.",
                "What has begun by then stays as it is: 15:00, 2026-06-10 15:00.",
            ),
        ),
    ] = None,
    close_gaps: Annotated[
        bool,
        typer.Option(
            "--close-gaps",
            help=in_locale(
                "Ce qui suit une session annulée avance ; sinon, rien ne bouge.",
                "What follows a cancelled session moves up; otherwise nothing moves.",
            ),
        ),
    ] = False,
    plan_only: Annotated[
        bool,
        typer.Option(
            "--plan-only",
            help=in_locale("Dit ce qui changerait, et n'écrit rien.", "Tell only; write nothing."),
        ),
    ] = False,
    letters: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("FICHIER.csv", "FILE.csv"),
            help=in_locale(
                "Écrit aussi qui prévenir et quoi leur dire, pour un publipostage : noms et "
                "adresses y sont.",
                "Write whom to tell and what, too, for a mail merge: with names and addresses.",
            ),
        ),
    ] = None,
    calendars: CalendarsOption = None,
    attendees: AttendeesOption = False,
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    reproducible: ReproducibleOption = False,
    least: Annotated[
        Least,
        typer.Option(
            help=in_locale(
                "Ce qui change le moins : « times », d'abord les heures, puis les salles ; "
                "« touched », d'abord le nombre de sessions touchées.",
                "What changes least: “times”, times first, then rooms; “touched”, how many "
                "sessions are touched at all first.",
            ),
        ),
    ] = "times",
    fairness: FairnessOption = GENEROUS,
    names: NamesOption = FULL_NAMES,
    force: ForceOption = False,
    timings: TimingsOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the nearest programme after changes, and write it."""
    from agenda_solver.files.announced import Words, understood
    from agenda_solver.views.announced import announced_texts

    words = Words(
        *(cancel_person or (), replace_person or (), away or (), cancel_session or ()),
        *(close_room or (), now, close_gaps),
    )
    with Refusals(lang, as_json=as_json) as refusals:
        book = load_programme(timetable)
        refusals.language = language = language_of(lang, book.problem)
        paths = _Paths(output, letters, calendars)
        if not plan_only:
            paths.check(timetable, force=force, attendees=attendees)
        tell_notices(book, language)
        check_is_programme(book, timetable)
        before = book.published
        changes = understood(words, book.problem, before.timetable)
        problem, _ = kept_by_hand(book, language)
        announced = announced_texts(book.problem, changes)
        if not announced and not book.changes:
            tell(_NOTHING_ANNOUNCED, language)
        if (impossible := impossible_by_hand(book)) is not None:
            from agenda_solver.replan import Plan

            _show(book, Plan(book.problem, impossible), (), language, as_json=as_json)
            raise typer.Exit(IMPOSSIBLE)
        stop = stoppable(language)
        with distrusted():
            budget = Budget(seconds, seed, workers, reproducible, stop)
            plan = _planned(book, problem, changes, budget, fairness, least, language)
        refusals.answered = as_json
        try:
            if not plan_only and exit_code(plan.result) == DONE:
                publication = _Publication(book, timetable, plan, announced, language)
                publication.write(paths, names=names, attendees=attendees, force=force)
        finally:  # what was found is not lost where it cannot be written
            _show(book, plan, announced, language, as_json=as_json)
        if plan_only and paths.given:
            tell(_PLAN_ONLY, language)
        tell_timings(plan.result, language, wanted=timings)
    raise typer.Exit(exit_code(plan.result))


_NOTHING_ANNOUNCED = Text(
    "Rien n'est annoncé : dire ce qui change (--cancel-person, --away, --close-room… ; "
    "« replan --help » les donne tous), ou le taper dans le classeur.",
    "Nothing is announced: tell what changes (--cancel-person, --away, --close-room…; "
    "“replan --help” lists them all), or type it into the workbook.",
)
_PLAN_ONLY = Text("--plan-only : rien n'est écrit.", "--plan-only: nothing is written.")


def _planned(
    book: Book,
    problem: Problem,
    changes: Changes,
    budget: Budget,
    fairness: Fairness,
    least: Least,
    language: Language,
) -> Plan:
    from agenda_solver.replan import replan

    with live_progress(language) as show:
        return replan(
            book.published,
            problem,
            changes,
            budget,
            fairness=fairness,
            least=least,
            pinned=typed_seats(book),
            progress=show,
        )


@dataclass(frozen=True)
class _Paths:
    """Where a plan goes: its workbook, its letters, its calendars."""

    workbook: Path | None
    letters: Path | None
    calendars: Path | None

    @property
    def given(self) -> bool:
        return any((self.workbook, self.letters, self.calendars))

    def check(self, source: Path, *, force: bool, attendees: bool) -> None:
        """Refuse at once what cannot be written, before anything is searched."""
        if self.workbook is not None:
            check_output(self.workbook, source, force=force)
        if self.letters is not None:
            check_output(self.letters, source, force=force, formats=(".csv",))
        if self.calendars is not None:
            from agenda_solver.files import exporters

            choice = exporters.ExportOptions(attendees=attendees)
            exporters.check(exporters.exporter("ics"), self.calendars, choice, source, force=force)
        elif attendees:
            raise InputError([_NO_CALENDARS])


_NO_CALENDARS = Text(
    "--attendees : les calendriers vont dans un dossier, le donner par --calendars",
    "--attendees: calendars go into a folder, give it by --calendars",
)


@dataclass(frozen=True)
class _Publication:
    """A plan that is to be written, and what it was made from."""

    book: Book
    source: Path
    plan: Plan
    announced: tuple[Text, ...]
    language: Language

    def write(self, paths: _Paths, *, names: Names, attendees: bool, force: bool) -> None:
        """Write what is asked for, the workbook last: it is what the others are told from."""
        from agenda_solver.files import exporters
        from agenda_solver.files.mail_merge import write_letters
        from agenda_solver.files.workbook.replanned import write_plan
        from agenda_solver.views import news

        timetable = self.plan.result.timetable
        assert timetable is not None
        lineage = self.book.descent(self.source.name, self.plan.problem, timetable, self.announced)
        if paths.calendars is not None:
            assert lineage.history is not None
            moment = stamp(reproducible=self.plan.result.reproducible)
            publication = exporters.Publication(
                self.plan.problem, timetable, lineage.history, self.language
            )
            choice = exporters.ExportOptions(attendees=attendees, stamped=moment)
            calendars = exporters.exporter("ics")
            export(calendars, paths.calendars, publication, choice, force=force)
        if paths.letters is not None:
            assert self.plan.difference is not None
            letters = news.letters(self.plan.difference, self.language)
            written = write_letters(paths.letters, letters, self.language, force=force)
            tell_written(paths.letters, written, self.language)
        if paths.workbook is not None:
            written = write_plan(
                paths.workbook,
                self.plan,
                self.language,
                origin=origin_text(
                    self.book.published.problem,
                    self.source,
                    dated=not self.plan.result.reproducible,
                ),
                lineage=lineage,
                names=names,
                force=force,
            )
            tell_written(paths.workbook, written, self.language)


def _show(
    book: Book, plan: Plan, announced: Sequence[Text], language: Language, *, as_json: bool
) -> None:
    if as_json:
        from agenda_solver.files.store.telling import replan_document

        print_json(replan_document(plan, language, announced, places_of(book)))
        return
    from agenda_solver.views import news, options

    for text in plan.overridden:
        say(text, language)
    print_pressing(plan.problem, plan.result, language)
    print_list(_ANNOUNCED, announced, language)
    for text in (*news.plan_summary(plan), *news.note_lines(plan)):
        say(text, language)
    if plan.difference is not None:
        print_list(_CHANGES, news.session_lines(plan.difference), language)
        letters = news.letters(plan.difference, language)
        say(news.concerned_text(letters), language)
    for heading, texts in options.options_by_session(plan):
        print_list(heading, texts, language)
    print_list(_GAPS, news.gap_lines(plan), language)
    print_seats(plan.problem, plan.result, language, moved=False)
    print_reasons(book, plan.problem, plan.result, plan.reasons, language)
    print_ways(book, plan.problem, plan.ways, language)


_ANNOUNCED = Text("Ce qui est annoncé :", "What is announced:")
_CHANGES = Text("Ce qui change :", "What changes:")
_GAPS = Text("Le temps laissé libre :", "The time that is left free:")
