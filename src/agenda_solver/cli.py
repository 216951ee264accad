"""The commands. No logic here: load, check, solve, verify, write, say."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from agenda_solver import __version__, cli_replan, cli_rotate
from agenda_solver.commands import (
    DONE,
    FALLBACK,
    FINDINGS,
    FULL_NAMES,
    GENEROUS,
    IMPOSSIBLE,
    KEPT_BY_HAND,
    LOCALE,
    NOT_SOLVED,
    UNREADABLE,
    DraftArgument,
    FairnessOption,
    ForceOption,
    JsonOption,
    LangOption,
    NamesOption,
    OutputOption,
    Refusals,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    TimetableArgument,
    TimingsOption,
    WorkersOption,
    change_line,
    check_output,
    exit_code,
    faults_told,
    finding_line,
    in_locale,
    is_book,
    is_workbook,
    kept_by_hand,
    language_of,
    live_progress,
    load,
    print_json,
    print_list,
    print_reasons,
    print_seats,
    stoppable,
    tell,
    tell_notices,
    tell_timings,
    tell_written,
    typed_seats,
)
from agenda_solver.files import InputError
from agenda_solver.result import Fairness
from agenda_solver.text import Language, Names, Text

if TYPE_CHECKING:
    from agenda_solver.assign import Move
    from agenda_solver.explain import Conflict
    from agenda_solver.files import Draft
    from agenda_solver.files.workbook import Book, Lineage
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.rules.rule import Finding
    from agenda_solver.solve import Settings
    from agenda_solver.timetable import Seat, Timetable


app = typer.Typer(
    name="agenda-solver",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=in_locale(
        "Des programmes sans conflit : un brouillon entre, un programme prouvé sort.",
        "Conflict-free programmes: a draft in, a proven timetable out.",
    ),
)


# --- check --------------------------------------------------------------------------------


@app.command(
    help=in_locale(
        "Dit ce qui, dans un brouillon, se contredit, manque ou ne peut pas tenir.",
        "Tell what in a draft is contradictory, missing or impossible on sight.",
    )
)
def check(draft: DraftArgument, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Check a draft, without the solver."""
    from agenda_solver.preflight import preflight

    with Refusals(lang) as refusals:
        asked = load(draft)
        problem = asked.problem
        refusals.language = language = language_of(lang, problem)
        tell_notices(asked, language)
        findings = preflight(problem)
        if as_json:
            from agenda_solver.files.result_json import check_json

            print_json(check_json(problem, findings, language, _cells(asked)))
        elif findings:
            for finding in findings:
                typer.echo(finding_line(finding, asked, draft, language))
        else:
            typer.echo(_NOTHING_TO_REPORT.say(language))
    raise typer.Exit(FINDINGS if findings else DONE)


_NOTHING_TO_REPORT = Text("Rien à signaler.", "Nothing to report.")


# --- solve --------------------------------------------------------------------------------


@app.command(
    help=in_locale(
        "Résout un brouillon : le programme est vérifié, écrit et affiché.",
        "Solve a draft: the programme is verified, written and printed.",
    )
)
def solve(
    draft: DraftArgument,
    output: OutputOption = None,
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    reproducible: ReproducibleOption = False,
    fairness: FairnessOption = GENEROUS,
    names: NamesOption = FULL_NAMES,
    force: ForceOption = False,
    timings: TimingsOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Solve a draft, write the workbook, print the programme."""
    with Refusals(lang) as refusals:
        asked = load(draft)
        refusals.language = language = language_of(lang, asked.problem)
        if output is not None:
            check_output(output, draft, force=force)
        tell_notices(asked, language)
        problem, start = kept_by_hand(asked, language)
        _refuse_broken_by_hand(asked, language, as_json=as_json)
        # OR-Tools takes most of a second to load: a typing mistake should not wait for it.
        from agenda_solver.solve import Settings

        settings = Settings(seconds, seed, workers, reproducible)
        with stoppable(language) as stop:
            with faults_told(language):
                result = _solved(problem, settings, start, stop, language)
                result = _seated(problem, result, settings, fairness, typed_seats(asked), stop)
            for finding in result.findings:
                if finding.severity == "warning":
                    typer.echo(finding_line(finding, asked, draft, language), err=True)
            reasons = _reasons(problem, result, settings, stop)
            try:
                source = _Source(asked, draft)
                _write_result(output, source, problem, result, language, names, force=force)
            finally:  # what was found is not lost where it cannot be written
                _show(problem, result, reasons, language, as_json=as_json)
        tell_timings(result, language, wanted=timings)
    raise typer.Exit(exit_code(result))


@dataclass(frozen=True)
class _Source:
    """What was read, and from where."""

    asked: Draft
    path: Path

    def lineage(self, problem: Problem, timetable: Timetable) -> Lineage | None:
        """Return what a new timetable comes from; None where that is no solved workbook."""
        if not is_book(self.asked) or not self.asked.solved:
            return None
        return self.asked.descent(self.path.name, problem, timetable)


def _write_result(
    output: Path | None,
    source: _Source,
    problem: Problem,
    result: Result,
    language: Language,
    names: Names,
    *,
    force: bool,
) -> None:
    """Write the workbook, unless something is impossible or there is nothing to write."""
    if output is None or result.timetable is None or exit_code(result) != DONE:
        return
    from agenda_solver.files import workbook

    lineage = source.lineage(problem, result.timetable)
    written = workbook.write(
        output, problem, result, language, force=force, names=names, lineage=lineage
    )
    tell_written(output, written, language)


# However late it is, so many seconds are left for the seats: most need far less.
_LEAST_FOR_SEATS = 10.0


def _seated(
    problem: Problem,
    result: Result,
    settings: Settings,
    fairness: Fairness,
    pinned: Iterable[Seat],
    stop: threading.Event,
) -> Result:
    """Seat the attendees in the timetable that was found, in the time that is left."""
    if result.timetable is None:
        return result
    from agenda_solver.assign import with_seats

    left = max(_LEAST_FOR_SEATS, settings.seconds - result.seconds)
    # What was stopped is the search for a timetable: the one found still needs its seats.
    stopped = threading.Event() if stop.is_set() else stop
    settings = replace(settings, seconds=left)
    return with_seats(problem, result, settings, fairness=fairness, pinned=pinned, stop=stopped)


def _solved(
    problem: Problem,
    settings: Settings,
    start: Timetable | None,
    stop: threading.Event,
    language: Language,
) -> Result:
    from agenda_solver.solve import solve as run

    with live_progress(language) as show:
        return run(problem, settings, start=start, stop=stop, progress=show)


def _reasons(
    problem: Problem, result: Result, settings: Settings, stop: threading.Event
) -> Conflict | None:
    if result.status != "infeasible":
        return None
    from agenda_solver.explain import conflict

    return conflict(problem, settings, stop=stop)


def _show(
    problem: Problem,
    result: Result,
    reasons: Conflict | None,
    language: Language,
    *,
    as_json: bool,
) -> None:
    if not as_json:
        _print_result(problem, result, reasons, language)
        return
    from agenda_solver.files.result_json import to_json

    blamed = reasons.findings if reasons else ()
    told = replace(result, findings=(*result.findings, *blamed))
    print_json(to_json(problem, told, language))


def _print_result(
    problem: Problem, result: Result, reasons: Conflict | None, language: Language
) -> None:
    from agenda_solver.views import programme_text, status_text

    if result.timetable is not None:
        typer.echo(programme_text(problem, result.timetable, language))
        typer.echo()
    typer.echo(status_text(result).say(language))
    print_seats(problem, result, language)
    first = result.tiers[0].rules if result.tiers else ()
    paid = [finding for finding in result.findings if finding.severity == "info"]
    print_list(_NOT_KEPT, [finding.text for finding in paid if finding.rule in first], language)
    print_reasons(result, reasons, language)


_NOT_KEPT = Text("Ce qui n'a pas pu être tenu :", "What could not be kept:")


# --- init, convert ------------------------------------------------------------------------


@app.command(
    help=in_locale(
        "Écrit un brouillon à remplir : un classeur avec un exemple et un mode d'emploi.",
        "Write a draft to fill in: a workbook with an example and a how-to.",
    )
)
def init(
    output: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("CLASSEUR.xlsx", "WORKBOOK.xlsx"),
            help=in_locale("Le classeur à écrire.", "The workbook to write."),
        ),
    ],
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Write an example of a draft workbook."""
    language = lang or FALLBACK
    with Refusals(language):
        check_output(output, None, force=force)
        from agenda_solver.files import workbook

        tell_written(output, workbook.write_template(output, language, force=force), language)


@app.command(
    help=in_locale(
        "Convertit un brouillon, de TOML en classeur ou l'inverse, sans perte.",
        "Convert a draft from TOML to a workbook, or back, without loss.",
    )
)
def convert(
    draft: DraftArgument,
    output: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("RÉSULTAT", "RESULT"),
            help=in_locale(
                "Le fichier à écrire (.xlsx ou .toml).", "The file to write (.xlsx or .toml)."
            ),
        ),
    ],
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Convert a draft."""
    with Refusals(lang) as refusals:
        asked = load(draft)
        refusals.language = language = language_of(lang, asked.problem)
        check_output(output, draft, force=force, formats=(".xlsx", ".toml"))
        tell_notices(asked, language)
        if is_book(asked) and asked.solved:
            tell(_DRAFT_ONLY, language)
        from agenda_solver.files import toml, workbook

        if is_workbook(output):
            written = workbook.write_draft(output, asked.problem, language, force=force)
        else:
            written = toml.write(output, asked.problem, force=force)
        tell_written(output, written, language)


_DRAFT_ONLY = Text(
    "Ce classeur est résolu : seul le brouillon est converti, sans les heures et salles trouvées.",
    "This workbook is solved: only the draft is converted, not the times and rooms found.",
)


# --- register, assign ---------------------------------------------------------------------


@app.command(
    help=in_locale(
        "Lit les réponses d'un formulaire : les inscrits et leurs vœux entrent dans le brouillon.",
        "Read the answers to a form: attendees and their wishes enter the draft.",
    )
)
def register(
    draft: DraftArgument,
    responses: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("RÉPONSES", "RESPONSES"),
            help=in_locale(
                "L'export du formulaire (.csv ou .xlsx).", "The form's export (.csv or .xlsx)."
            ),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=in_locale("RÉSULTAT", "RESULT"),
            help=in_locale(
                "Le fichier à écrire : un brouillon (.xlsx, .toml), ou les seuls inscrits (.csv).",
                "The file to write: a draft (.xlsx or .toml), or the attendees alone (.csv).",
            ),
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("COLONNES.toml", "COLUMNS.toml"),
            help=in_locale(
                "Ce que dit chaque colonne, pour un export qui n'est pas reconnu.",
                "What each column says, for an export that is not recognised.",
            ),
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar=in_locale("CODAGE", "ENCODING"),
            help=in_locale(
                "Codage du texte, par exemple cp1252 ; reconnu en général.",
                "Encoding of the text, for example cp1252; mostly recognised.",
            ),
        ),
    ] = None,
    force: ForceOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read registrations into a draft."""
    with Refusals(lang) as refusals:
        if draft.suffix.lower() == ".csv" and responses.suffix.lower() in (".xlsx", ".toml"):
            raise InputError([_SWAPPED.fill(draft=responses, responses=draft)])
        asked = load(draft)
        refusals.language = language = language_of(lang, asked.problem)
        from agenda_solver.files.writing import check_not_input

        check_output(output, draft, force=force, formats=(".xlsx", ".toml", ".csv"))
        check_not_input(output, responses, _THE_RESPONSES)
        tell_notices(asked, language)
        from agenda_solver.files.responses import register as read_responses

        registered = read_responses(asked.problem, responses, mapping=mapping, encoding=encoding)
        written = _write_registered(
            output, _Source(asked, draft), registered.problem, language, force=force
        )
        if as_json:
            print_json(registered.json(language))
        else:
            for line in registered.lines(language):
                typer.echo(line)
        tell_written(output, written, language)


_SWAPPED = Text(
    "donner d'abord le brouillon ({draft}), puis les réponses ({responses})",
    "first give the draft ({draft}), then the responses ({responses})",
)
_THE_RESPONSES = Text(
    "{path} : ce sont les réponses elles-mêmes ; donner au résultat un autre nom",
    "{path}: these are the responses themselves; give the result another name",
)


def _write_registered(
    output: Path, source: _Source, problem: Problem, language: Language, *, force: bool
) -> Path:
    """Write a draft with its attendees; a solved workbook keeps its timetable."""
    from agenda_solver.files import responses, toml, workbook

    asked = source.asked
    if output.suffix.lower() == ".csv":
        return responses.write_csv(output, problem, language, force=force)
    if not is_workbook(output):
        return toml.write(output, problem, force=force)
    if is_book(asked) and asked.solved and asked.timetable.placements:
        result = asked.result_for(problem)
        assert result.timetable is not None
        lineage = source.lineage(problem, result.timetable)
        return workbook.write(output, problem, result, language, force=force, lineage=lineage)
    return workbook.write_draft(output, problem, language, force=force)


@app.command(
    help=in_locale(
        "Donne les places dans un programme résolu, qui ne change pas.",
        "Seat the attendees in a solved programme, which does not change.",
    )
)
def assign(
    timetable: TimetableArgument,
    output: OutputOption = None,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep",
            help=in_locale(
                "Garde les places déjà données : le moins possible de personnes en changent.",
                "Keep the seats given out before: as few people as possible change.",
            ),
        ),
    ] = False,
    fairness: FairnessOption = GENEROUS,
    names: NamesOption = FULL_NAMES,
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    reproducible: ReproducibleOption = False,
    force: ForceOption = False,
    timings: TimingsOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Seat the attendees of a solved workbook."""
    with Refusals(lang) as refusals:
        from agenda_solver.files import workbook

        book = workbook.read(timetable)
        refusals.language = language = language_of(lang, book.problem)
        if output is not None:
            check_output(output, timetable, force=force)
        if not book.has_times:
            raise InputError([NOT_SOLVED.fill(path=timetable)])
        tell_notices(book, language)
        _refuse_broken(book, timetable, language, as_json=as_json)
        typed = [it for it in book.changes if it.kind == "seat" and not it.frees]
        print_list(KEPT_BY_HAND, map(change_line, typed), language, err=True)
        problem = workbook.pinned_by_hand(book.problem, book.changes)
        from agenda_solver.assign import moves, with_seats
        from agenda_solver.solve import Settings

        settings = Settings(seconds, seed, workers, reproducible)
        before = book.timetable.seats
        with stoppable(language) as stop, faults_told(language):
            result = with_seats(
                problem,
                book.result,
                settings,
                fairness=fairness,
                before=before if keep else None,
                pinned=typed_seats(book),
                stop=stop,
            )
        moved = moves(problem, before, result.timetable) if keep and result.timetable else ()
        try:
            source = _Source(book, timetable)
            _write_result(output, source, problem, result, language, names, force=force)
        finally:
            _show_seats(book, result, moved, language, as_json=as_json)
        tell_timings(result, language, wanted=timings)
    raise typer.Exit(exit_code(result))


def _refuse_broken(book: Book, path: Path, language: Language, *, as_json: bool) -> None:
    """Say which demands a timetable breaks before anybody is seated in it."""
    from agenda_solver.rules import DEMANDS
    from agenda_solver.verify import verify as judge

    its_own = {rule.key for rule in DEMANDS}
    verdict = judge(book.problem, book.timetable)
    errors = [finding for finding in verdict.errors if finding.rule in its_own]
    if not errors:
        return
    if as_json:
        from agenda_solver.files.result_json import verdict_json

        print_json(verdict_json(book, verdict, language))
    else:
        for finding in errors:
            typer.echo(finding_line(finding, book, path, language))
        typer.echo(_MEND_FIRST.say(language))
    raise typer.Exit(IMPOSSIBLE)


_MEND_FIRST = Text(
    "Ce programme ne tient pas toutes les demandes : le corriger, ou le résoudre à nouveau "
    "(« solve »), avant de donner les places.",
    "Some demands are not kept: mend the programme, or solve it again (“solve”), before seating "
    "anybody.",
)


def _show_seats(
    book: Book, result: Result, moved: Collection[Move], language: Language, *, as_json: bool
) -> None:
    if as_json:
        from agenda_solver.files.result_json import seats_json

        print_json(seats_json(book.problem, result, moved, language))
        return
    if result.seating is None:
        typer.echo(_NOBODY_TO_SEAT.say(language))
        return
    newly = [it for it in moved if it.before is None]
    changed = [it for it in moved if it.before is not None]
    print_list(_MOVED, (_move_line(book.problem, it) for it in changed), language)
    print_list(_NEWLY_SEATED, (_newly_line(book.problem, it) for it in newly), language)
    print_seats(book.problem, result, language)
    doubts = [finding.text for finding in result.findings if finding.severity == "warning"]
    print_list(_TO_CHECK, doubts, language)


_NOBODY_TO_SEAT = Text(
    "Aucune session n'est sur inscription : il n'y a pas de place à donner.",
    "No session takes registrations: there is no seat to give.",
)
_MOVED = Text("Changent de place :", "Change seats:")
_NEWLY_SEATED = Text("Reçoivent une place :", "Are given a seat:")
_TO_CHECK = Text("À vérifier :", "To be checked:")


def _move_line(problem: Problem, move: Move) -> Text:
    from agenda_solver.rules.words import title_text

    before, after = (
        title_text(problem, session) if session else _NO_SEAT
        for session in (move.before, move.after)
    )
    return Text("{attendee} : {before} → {after}", "{attendee}: {before} → {after}").fill(
        attendee=move.attendee, before=before, after=after
    )


def _newly_line(problem: Problem, move: Move) -> Text:
    from agenda_solver.rules.words import title_text

    assert move.after is not None
    return Text("{attendee} : {after}", "{attendee}: {after}").fill(
        attendee=move.attendee, after=title_text(problem, move.after)
    )


_NO_SEAT = Text("sans place", "no seat")


# --- verify -------------------------------------------------------------------------------


@app.command(
    help=in_locale(
        "Juge un programme résolu, même retouché à la main, sans le solveur.",
        "Judge a solved programme, even edited by hand, without the solver.",
    )
)
def verify(
    timetable: TimetableArgument,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Verify a solved workbook."""
    from agenda_solver.verify import verify as judge

    with Refusals(lang) as refusals:
        from agenda_solver.files import workbook

        book = workbook.read(timetable)
        refusals.language = language = language_of(lang, book.problem)
        tell_notices(book, language)
        if not book.solved and not book.timetable.placements:
            tell(_NO_TIMES, language)
        verdict = judge(book.problem, book.timetable)
        if as_json:
            from agenda_solver.files.result_json import verdict_json

            print_json(verdict_json(book, verdict, language))
        else:
            print_list(_BY_HAND, (change_line(change) for change in book.changes), language)
            for finding in (*verdict.findings, *book.doubts):
                typer.echo(finding_line(finding, book, timetable, language))
            typer.echo((_BROKEN if verdict.errors else _KEPT).say(language))
    raise typer.Exit(FINDINGS if verdict.errors or book.doubts else DONE)


_NO_TIMES = Text(
    "Ce classeur est un brouillon, sans heures : « solve » en fait un programme.",
    "This workbook is a draft, without times: “solve” makes a programme of it.",
)
_BY_HAND = Text("Modifié à la main :", "Changed by hand:")
_KEPT = Text("Toutes les demandes sont tenues.", "Every demand is kept.")
_BROKEN = Text("Ce programme ne tient pas toutes les demandes.", "Some demands are not kept.")


# --- What the commands share --------------------------------------------------------------


def _refuse_broken_by_hand(asked: Draft, language: Language, *, as_json: bool) -> None:
    """Say at once what a person has typed that contradicts its own row."""
    if not is_book(asked):
        return
    from agenda_solver.files.workbook import broken_by_hand
    from agenda_solver.result import Result

    findings = broken_by_hand(asked.problem, asked.timetable, asked.changes)
    if findings:
        result = Result("infeasible", None, findings=findings)
        _show(asked.problem, result, None, language, as_json=as_json)
        raise typer.Exit(IMPOSSIBLE)


def _cells(asked: Draft) -> Callable[[Finding], Text | None] | None:
    return asked.where if is_book(asked) else None


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"agenda-solver {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help=in_locale("Affiche la version.", "Show the version."),
        ),
    ] = False,
) -> None:
    pass


app.command(help=cli_replan.REPLAN_HELP)(cli_replan.replan)
app.command(help=cli_replan.DIFF_HELP)(cli_replan.diff)
app.command(help=cli_replan.EXPORT_HELP)(cli_replan.export)
app.command(help=cli_rotate.HELP)(cli_rotate.rotate)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A letter that a terminal cannot show must not cost the programme.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        sys.exit(130)
    except _UsageError as error:
        _refuse_usage(error)
    except OSError as error:  # there is no room left where the output goes
        from agenda_solver.files.system import why

        tell(_NOT_SHOWN.fill(why=why(error)), LOCALE)
        sys.exit(UNREADABLE)
    sys.exit(code)


_NOT_SHOWN = Text(
    "Le résultat ne peut pas être affiché ({why}).", "The result cannot be shown ({why})."
)

# Typer does not name it: what BadParameter is a case of.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def _refuse_usage(error: Any) -> NoReturn:
    from agenda_solver.usage import usage_sentence

    command = error.ctx.command_path if error.ctx else "agenda-solver"
    asked = [word for flag, word in pairwise(sys.argv) if flag == "--lang"]
    language = next((word for word in ("fr", "en") if word in asked), LOCALE)
    tell(usage_sentence(error.format_message(), command), "en" if language == "en" else "fr")
    sys.exit(UNREADABLE)
