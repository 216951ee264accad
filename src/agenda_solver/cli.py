"""The commands. No logic here: load, check, solve, verify, write, say."""

from __future__ import annotations

import json
import locale
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeGuard

import typer

from agenda_solver import __version__
from agenda_solver.files import InputError
from agenda_solver.result import Fairness
from agenda_solver.text import Language, Names, Text, either, same

if TYPE_CHECKING:
    from agenda_solver.assign import Move
    from agenda_solver.explain import Conflict
    from agenda_solver.files import Draft
    from agenda_solver.files.workbook import Book, Change
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.rules.rule import Finding
    from agenda_solver.solve import Progress, Settings
    from agenda_solver.timetable import Seat, Timetable

DONE, FINDINGS, UNREADABLE, IMPOSSIBLE, NOTHING_FOUND = range(5)


def _locale_language() -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if words := os.environ.get(name):
            return "fr" if words.lower().startswith("fr") else "en"
    return "fr" if (locale.getlocale()[0] or "").lower().startswith("fr") else "en"


_LOCALE = _locale_language()
# An event's language is French where it does not say; so is that of a draft that cannot be
# read, unless the computer speaks English.
_FALLBACK: Language = (
    "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).lower().startswith("en") else "fr"
)


def _help(fr: str, en: str) -> str:
    return Text(fr, en).say(_LOCALE)


app = typer.Typer(
    name="agenda-solver",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=_help(
        "Des programmes sans conflit : un brouillon entre, un programme prouvé sort.",
        "Conflict-free programmes: a draft in, a proven timetable out.",
    ),
)

LangOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help=_help(
            "Langue des textes (par défaut, celle de l'évènement).",
            "Language of the texts (default: the event's).",
        ),
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option(
        "--json",
        help=_help(
            "Résultat en JSON sur la sortie standard, et rien d'autre.",
            "Result as JSON on standard output, and nothing else there.",
        ),
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force", help=_help("Remplace un fichier existant.", "Replace an existing file.")
    ),
]
DraftArgument = Annotated[
    Path,
    typer.Argument(
        metavar=_help("BROUILLON", "DRAFT"),
        help=_help(
            "Le brouillon : un classeur (.xlsx), même déjà résolu, ou un fichier .toml.",
            "The draft: a workbook (.xlsx), even solved before, or a .toml file.",
        ),
    ),
]


TimetableArgument = Annotated[
    Path,
    typer.Argument(
        metavar=_help("PROGRAMME", "TIMETABLE"),
        help=_help("Le classeur résolu (.xlsx).", "The solved workbook (.xlsx)."),
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=_help("CLASSEUR.xlsx", "WORKBOOK.xlsx"),
        help=_help("Le classeur à écrire.", "The workbook to write."),
    ),
]
SecondsOption = Annotated[
    float,
    typer.Option(
        min=0.1,
        max=1_000_000,
        help=_help("Temps de recherche, au plus.", "Time to search, at most."),
    ),
]
SeedOption = Annotated[
    int,
    typer.Option(
        min=0,
        max=2**31 - 1,
        help=_help("Graine du hasard.", "Seed of the random choices."),
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option(min=1, max=256, help=_help("Recherches en parallèle.", "Searches side by side.")),
]
ReproducibleOption = Annotated[
    bool,
    typer.Option(
        "--reproducible",
        help=_help(
            "Toujours le même fichier, à l'octet près ; plus lent.",
            "The same file each time, to the byte; slower.",
        ),
    ),
]
TimingsOption = Annotated[
    bool,
    typer.Option(
        "--timings",
        help=_help("Affiche le temps de chaque étape.", "Show the time of each step."),
    ),
]
FairnessOption = Annotated[
    Fairness,
    typer.Option(
        "--fairness",
        help=_help(
            "À qui vont les places : « generous », le moins possible de personnes mal servies ; "
            "« total », la plus petite somme des rangs ; « first-choices », le plus possible de "
            "premiers vœux.",
            "Who gets the seats: “generous”, as few people as possible served badly; “total”, the "
            "least sum of ranks; “first-choices”, as many first wishes as possible.",
        ),
    ),
]
NamesOption = Annotated[
    Names,
    typer.Option(
        "--names",
        help=_help(
            "Les participants sur les listes : nom entier, initiales ou codes.",
            "The attendees on the lists: full names, initials or codes.",
        ),
    ),
]
_GENEROUS: Fairness = "generous"
_FULL_NAMES: Names = "full"


# --- check --------------------------------------------------------------------------------


@app.command(
    help=_help(
        "Dit ce qui, dans un brouillon, se contredit, manque ou ne peut pas tenir.",
        "Tell what in a draft is contradictory, missing or impossible on sight.",
    )
)
def check(draft: DraftArgument, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Check a draft, without the solver."""
    from agenda_solver.preflight import preflight

    with _Refusals(lang) as refusals:
        asked = _load(draft)
        problem = asked.problem
        refusals.language = language = _language(lang, problem)
        _tell_notices(asked, language)
        findings = preflight(problem)
        if as_json:
            from agenda_solver.files.result_json import check_json

            _print_json(check_json(problem, findings, language, _cells(asked)))
        elif findings:
            for finding in findings:
                typer.echo(_finding_line(finding, asked, draft, language))
        else:
            typer.echo(_NOTHING_TO_REPORT.say(language))
    raise typer.Exit(FINDINGS if findings else DONE)


_NOTHING_TO_REPORT = Text("Rien à signaler.", "Nothing to report.")
_SEVERITIES = {
    "error": Text("ERREUR", "ERROR"),
    "warning": Text("À VÉRIFIER", "TO CHECK"),
    "info": Text("COÛT", "COST"),
}
_FOR_INFORMATION = Text("À NOTER", "NOTE")


def _finding_line(finding: Finding, asked: Draft, path: Path, language: Language) -> str:
    where = asked.where(finding)
    place = f"{path.name}, {where.say(language)}: " if where else ""
    free = finding.severity == "info" and not finding.cost
    severity = (_FOR_INFORMATION if free else _SEVERITIES[finding.severity]).say(language)
    return f"{severity}  {place}{finding.text.say(language)}"


# --- solve --------------------------------------------------------------------------------


@app.command(
    help=_help(
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
    fairness: FairnessOption = _GENEROUS,
    names: NamesOption = _FULL_NAMES,
    force: ForceOption = False,
    timings: TimingsOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Solve a draft, write the workbook, print the programme."""
    with _Refusals(lang) as refusals:
        asked = _load(draft)
        refusals.language = language = _language(lang, asked.problem)
        if output is not None:
            _check_output(output, draft, force=force)
        _tell_notices(asked, language)
        problem, start = _kept(asked, language)
        _refuse_broken_by_hand(asked, language, as_json=as_json)
        # OR-Tools takes most of a second to load: a typing mistake should not wait for it.
        from agenda_solver.solve import Settings

        settings = Settings(seconds, seed, workers, reproducible)
        with _stoppable(language) as stop:
            with _faults_told(language):
                result = _solved(problem, settings, start, stop, language)
                result = _seated(problem, result, settings, fairness, _by_hand(asked), stop)
            for finding in result.findings:
                if finding.severity == "warning":
                    typer.echo(_finding_line(finding, asked, draft, language), err=True)
            reasons = _reasons(problem, result, settings, stop)
            try:
                _write_result(output, problem, result, language, names, force=force)
            finally:  # what was found is not lost where it cannot be written
                _show(problem, result, reasons, language, as_json=as_json)
        _tell_timings(result, language, wanted=timings)
    raise typer.Exit(_exit_code(result))


def _write_result(
    output: Path | None,
    problem: Problem,
    result: Result,
    language: Language,
    names: Names,
    *,
    force: bool,
) -> None:
    """Write the workbook, unless something is impossible or there is nothing to write."""
    if output is None or _exit_code(result) != DONE:
        return
    from agenda_solver.files import workbook

    written = workbook.write(output, problem, result, language, force=force, names=names)
    _tell_written(output, written, language)


def _tell_timings(result: Result, language: Language, *, wanted: bool) -> None:
    for name, spent in result.timings.items() if wanted else ():
        _tell(same(f"{name}: {spent:.3f} s"), language)


@contextmanager
def _faults_told(language: Language) -> Iterator[None]:
    """Say in a sentence what the solver cannot be trusted with."""
    from agenda_solver.decisions import CoefficientError
    from agenda_solver.solve import SelfCheckError

    try:
        yield
    except SelfCheckError as error:
        _tell(_SELF_CHECK.fill(error=error), language)
        raise typer.Exit(NOTHING_FOUND) from None
    except CoefficientError:
        _tell(_TOO_LARGE, language)
        raise typer.Exit(NOTHING_FOUND) from None


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


def _by_hand(asked: Draft) -> tuple[Seat, ...]:
    """Return the seats that a person has typed into a solved workbook."""
    if not _is_book(asked):
        return ()
    from agenda_solver.files.workbook import seats_by_hand

    return seats_by_hand(asked.changes)


_WRITTEN = Text("Écrit : {path}", "Written: {path}")


def _exit_code(result: Result) -> int:
    if result.overall == "infeasible":
        return IMPOSSIBLE
    return NOTHING_FOUND if result.overall == "unknown" else DONE


def _solved(
    problem: Problem,
    settings: Settings,
    start: Timetable | None,
    stop: threading.Event,
    language: Language,
) -> Result:
    from agenda_solver.solve import solve as run

    with _live_progress(language) as show:
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
    _print_json(to_json(problem, told, language))


def _print_result(
    problem: Problem, result: Result, reasons: Conflict | None, language: Language
) -> None:
    from agenda_solver.views import programme_text, status_text

    if result.timetable is not None:
        typer.echo(programme_text(problem, result.timetable, language))
        typer.echo()
    typer.echo(status_text(result).say(language))
    _print_seats(problem, result, language)
    first = result.tiers[0].rules if result.tiers else ()
    paid = [finding for finding in result.findings if finding.severity == "info"]
    _print_list(_NOT_KEPT, [finding.text for finding in paid if finding.rule in first], language)
    of_seats = result.seating.findings if result.seating else ()
    on_sight = [it for it in result.findings if it.severity == "error" and it not in of_seats]
    _print_list(_ON_SIGHT, [finding.text for finding in on_sight], language)
    if reasons is not None:
        heading = _TOGETHER if reasons.minimal else _TOGETHER_NOT_MINIMAL
        _print_list(heading, [finding.text for finding in reasons.findings], language)


def _print_seats(problem: Problem, result: Result, language: Language) -> None:
    if result.seating is None or result.timetable is None:
        return
    from agenda_solver.rosters import seating_summary

    for line in seating_summary(problem, result.timetable, result.seating):
        typer.echo(line.say(language))
    told = result.seating.findings
    _print_list(_SEATS_IMPOSSIBLE, [it.text for it in told if it.severity == "error"], language)
    for finding in told:
        if finding.severity != "error":
            typer.echo(finding.text.say(language))


_NOT_KEPT = Text("Ce qui n'a pas pu être tenu :", "What could not be kept:")
_ON_SIGHT = Text("Au vu du brouillon :", "As the draft shows:")
_SEATS_IMPOSSIBLE = Text(
    "Ce qui ne peut pas tenir ensemble, pour les places :",
    "What cannot hold together, for the seats:",
)
_TOGETHER = Text(
    "Ces demandes ne peuvent pas tenir ensemble ; en lever une seule suffit à lever ce blocage :",
    "These demands cannot hold together; without any one of them the others can:",
)
_TOGETHER_NOT_MINIMAL = Text(
    "Ces demandes ne peuvent pas tenir ensemble (peut-être pas toutes en cause) :",
    "These demands cannot hold together (perhaps not all of them to blame):",
)


def _print_list(
    heading: Text, sentences: Iterable[Text], language: Language, *, err: bool = False
) -> None:
    for number, sentence in enumerate(sentences):
        if number == 0:
            typer.echo(heading.say(language), err=err)
        typer.echo(f"  - {sentence.say(language)}", err=err)


# --- init, convert ------------------------------------------------------------------------


@app.command(
    help=_help(
        "Écrit un brouillon à remplir : un classeur avec un exemple et un mode d'emploi.",
        "Write a draft to fill in: a workbook with an example and a how-to.",
    )
)
def init(
    output: Annotated[
        Path,
        typer.Argument(
            metavar=_help("CLASSEUR.xlsx", "WORKBOOK.xlsx"),
            help=_help("Le classeur à écrire.", "The workbook to write."),
        ),
    ],
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Write an example of a draft workbook."""
    language = lang or _FALLBACK
    with _Refusals(language):
        _check_output(output, None, force=force)
        from agenda_solver.files import workbook

        _tell_written(output, workbook.write_template(output, language, force=force), language)


@app.command(
    help=_help(
        "Convertit un brouillon, de TOML en classeur ou l'inverse, sans perte.",
        "Convert a draft from TOML to a workbook, or back, without loss.",
    )
)
def convert(
    draft: DraftArgument,
    output: Annotated[
        Path,
        typer.Argument(
            metavar=_help("RÉSULTAT", "RESULT"),
            help=_help(
                "Le fichier à écrire (.xlsx ou .toml).", "The file to write (.xlsx or .toml)."
            ),
        ),
    ],
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Convert a draft."""
    with _Refusals(lang) as refusals:
        asked = _load(draft)
        refusals.language = language = _language(lang, asked.problem)
        _check_output(output, draft, force=force, formats=(".xlsx", ".toml"))
        _tell_notices(asked, language)
        if _is_book(asked) and asked.solved:
            _tell(_DRAFT_ONLY, language)
        from agenda_solver.files import toml, workbook

        if _is_workbook(output):
            written = workbook.write_draft(output, asked.problem, language, force=force)
        else:
            written = toml.write(output, asked.problem, force=force)
        _tell_written(output, written, language)


_DRAFT_ONLY = Text(
    "Ce classeur est résolu : seul le brouillon est converti, sans les heures et salles trouvées.",
    "This workbook is solved: only the draft is converted, not the times and rooms found.",
)


# --- register, assign ---------------------------------------------------------------------


@app.command(
    help=_help(
        "Lit les réponses d'un formulaire : les inscrits et leurs vœux entrent dans le brouillon.",
        "Read the answers to a form: attendees and their wishes enter the draft.",
    )
)
def register(
    draft: DraftArgument,
    responses: Annotated[
        Path,
        typer.Argument(
            metavar=_help("RÉPONSES", "RESPONSES"),
            help=_help(
                "L'export du formulaire (.csv ou .xlsx).", "The form's export (.csv or .xlsx)."
            ),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=_help("RÉSULTAT", "RESULT"),
            help=_help(
                "Le fichier à écrire : un brouillon (.xlsx, .toml), ou les seuls inscrits (.csv).",
                "The file to write: a draft (.xlsx or .toml), or the attendees alone (.csv).",
            ),
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar=_help("COLONNES.toml", "COLUMNS.toml"),
            help=_help(
                "Ce que dit chaque colonne, pour un export qui n'est pas reconnu.",
                "What each column says, for an export that is not recognised.",
            ),
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar=_help("CODAGE", "ENCODING"),
            help=_help(
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
    with _Refusals(lang) as refusals:
        if draft.suffix.lower() == ".csv" and responses.suffix.lower() in (".xlsx", ".toml"):
            raise InputError([_SWAPPED.fill(draft=responses, responses=draft)])
        asked = _load(draft)
        refusals.language = language = _language(lang, asked.problem)
        from agenda_solver.files.writing import check_not_input

        _check_output(output, draft, force=force, formats=(".xlsx", ".toml", ".csv"))
        check_not_input(output, responses, _THE_RESPONSES)
        _tell_notices(asked, language)
        from agenda_solver.files.responses import register as read_responses

        registered = read_responses(asked.problem, responses, mapping=mapping, encoding=encoding)
        written = _write_registered(output, asked, registered.problem, language, force=force)
        if as_json:
            _print_json(registered.json(language))
        else:
            for line in registered.lines(language):
                typer.echo(line)
        _tell_written(output, written, language)


_SWAPPED = Text(
    "donner d'abord le brouillon ({draft}), puis les réponses ({responses})",
    "first give the draft ({draft}), then the responses ({responses})",
)
_THE_RESPONSES = Text(
    "{path} : ce sont les réponses elles-mêmes ; donner au résultat un autre nom",
    "{path}: these are the responses themselves; give the result another name",
)


def _write_registered(
    output: Path, asked: Draft, problem: Problem, language: Language, *, force: bool
) -> Path:
    """Write a draft with its attendees; a solved workbook keeps its timetable."""
    from agenda_solver.files import responses, toml, workbook

    if output.suffix.lower() == ".csv":
        return responses.write_csv(output, problem, language, force=force)
    if not _is_workbook(output):
        return toml.write(output, problem, force=force)
    if _is_book(asked) and asked.solved:
        return workbook.write(output, problem, asked.result_for(problem), language, force=force)
    return workbook.write_draft(output, problem, language, force=force)


@app.command(
    help=_help(
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
            help=_help(
                "Garde les places déjà données : le moins possible de personnes en changent.",
                "Keep the seats given out before: as few people as possible change.",
            ),
        ),
    ] = False,
    fairness: FairnessOption = _GENEROUS,
    names: NamesOption = _FULL_NAMES,
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
    with _Refusals(lang) as refusals:
        from agenda_solver.files import workbook

        book = workbook.read(timetable)
        refusals.language = language = _language(lang, book.problem)
        if output is not None:
            _check_output(output, timetable, force=force)
        if not book.solved and len(book.timetable.placements) < len(book.problem.sessions):
            raise InputError([_NOT_SOLVED.fill(path=timetable)])
        _tell_notices(book, language)
        _refuse_broken(book, timetable, language, as_json=as_json)
        typed = [it for it in book.changes if it.kind == "seat" and not it.frees]
        _print_list(_KEPT_BY_HAND, map(_change_line, typed), language, err=True)
        problem = workbook.pinned_by_hand(book.problem, book.changes)
        from agenda_solver.assign import moves, with_seats
        from agenda_solver.solve import Settings

        settings = Settings(seconds, seed, workers, reproducible)
        before = book.timetable.seats
        with _stoppable(language) as stop, _faults_told(language):
            result = with_seats(
                problem,
                book.result,
                settings,
                fairness=fairness,
                before=before if keep else None,
                pinned=_by_hand(book),
                stop=stop,
            )
        moved = moves(problem, before, result.timetable) if keep and result.timetable else ()
        try:
            _write_result(output, problem, result, language, names, force=force)
        finally:
            _show_seats(book, result, moved, language, as_json=as_json)
        _tell_timings(result, language, wanted=timings)
    raise typer.Exit(_exit_code(result))


_NOT_SOLVED = Text(
    "{path} : ce classeur n'a pas encore d'heures ; « solve » en fait d'abord un programme",
    "{path}: this workbook has no times yet; “solve” makes a programme of it first",
)


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

        _print_json(verdict_json(book, verdict, language))
    else:
        for finding in errors:
            typer.echo(_finding_line(finding, book, path, language))
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

        _print_json(seats_json(book.problem, result, moved, language))
        return
    if result.seating is None:
        typer.echo(_NOBODY_TO_SEAT.say(language))
        return
    newly = [it for it in moved if it.before is None]
    changed = [it for it in moved if it.before is not None]
    _print_list(_MOVED, (_move_line(book.problem, it) for it in changed), language)
    _print_list(_NEWLY_SEATED, (_newly_line(book.problem, it) for it in newly), language)
    _print_seats(book.problem, result, language)
    doubts = [finding.text for finding in result.findings if finding.severity == "warning"]
    _print_list(_TO_CHECK, doubts, language)


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
    help=_help(
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

    with _Refusals(lang) as refusals:
        from agenda_solver.files import workbook

        book = workbook.read(timetable)
        refusals.language = language = _language(lang, book.problem)
        _tell_notices(book, language)
        if not book.solved and not book.timetable.placements:
            _tell(_NO_TIMES, language)
        verdict = judge(book.problem, book.timetable)
        if as_json:
            from agenda_solver.files.result_json import verdict_json

            _print_json(verdict_json(book, verdict, language))
        else:
            _print_list(_BY_HAND, (_change_line(change) for change in book.changes), language)
            for finding in (*verdict.findings, *book.doubts):
                typer.echo(_finding_line(finding, book, timetable, language))
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


def _load(draft: Path) -> Draft:
    """Read a draft, or a solved workbook, which is one too."""
    if _is_workbook(draft):
        from agenda_solver.files import workbook

        return workbook.read(draft)
    if draft.suffix.lower() in _OTHER_FORMATS and draft.exists():
        raise InputError([_NOT_A_DRAFT.fill(path=draft)])
    from agenda_solver.files import toml

    return toml.read_draft(draft)


_OTHER_FORMATS = (".csv", ".doc", ".docx", ".ods", ".odt", ".pdf", ".xls", ".xlsb")
_NOT_A_DRAFT = Text(
    "{path} : un brouillon est un classeur ; l'enregistrer en .xlsx (« init » en écrit un à "
    "remplir)",
    "{path}: a draft is a workbook; save it as .xlsx (“init” writes one to fill in)",
)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm")


def _kept(asked: Draft, language: Language) -> tuple[Problem, Timetable | None]:
    """Return what is to be solved, and from where: what a person has moved stays there."""
    if not _is_book(asked):
        return asked.problem, None
    from agenda_solver.files.workbook import locked_by_hand, pinned_by_hand

    freed = [change for change in asked.changes if change.frees]
    kept = [change for change in asked.changes if not change.frees]
    _print_list(_KEPT_BY_HAND, map(_change_line, kept), language, err=True)
    _print_list(_FREED_BY_HAND, map(_change_line, freed), language, err=True)
    pinned = pinned_by_hand(asked.problem, asked.changes)
    return locked_by_hand(pinned, asked.changes), asked.timetable


def _refuse_broken_by_hand(asked: Draft, language: Language, *, as_json: bool) -> None:
    """Say at once what a person has typed that contradicts its own row."""
    if not _is_book(asked):
        return
    from agenda_solver.files.workbook import broken_by_hand
    from agenda_solver.result import Result

    findings = broken_by_hand(asked.problem, asked.timetable, asked.changes)
    if findings:
        result = Result("infeasible", None, findings=findings)
        _show(asked.problem, result, None, language, as_json=as_json)
        raise typer.Exit(IMPOSSIBLE)


def _cells(asked: Draft) -> Callable[[Finding], Text | None] | None:
    return asked.where if _is_book(asked) else None


def _is_book(asked: Draft) -> TypeGuard[Book]:
    return hasattr(asked, "timetable")


_KEPT_BY_HAND = Text("Modifié à la main, et gardé :", "Changed by hand, and kept:")
_FREED_BY_HAND = Text(
    "Vidé à la main, et cherché à nouveau :", "Cleared by hand, and looked for again:"
)


def _change_line(change: Change) -> Text:
    if not change.where.en:
        return change.text
    return Text("{where} : {text}", "{where}: {text}").fill(where=change.where, text=change.text)


def _tell_notices(asked: Draft, language: Language) -> None:
    for notice in asked.notices:
        _tell(notice, language)


def _check_output(
    output: Path, draft: Path | None, *, force: bool, formats: tuple[str, ...] = (".xlsx",)
) -> None:
    from agenda_solver.files.writing import check_free, check_not_input

    if draft is not None:
        check_not_input(output, draft)
    if output.suffix.lower() not in formats:
        sentence = _NOT_XLSX if formats == (".xlsx",) else _NOT_A_FORMAT
        raise InputError([sentence.fill(path=output, formats=either(formats))])
    check_free(output, force=force)


_NOT_XLSX = Text(
    "{path} : le résultat est un classeur, donnez-lui un nom en .xlsx",
    "{path}: the result is a workbook, give it a name that ends in .xlsx",
)
_NOT_A_FORMAT = Text(
    "{path} : donnez au résultat un nom en {formats}",
    "{path}: give the result a name that ends in {formats}",
)


def _tell_written(asked: Path, written: Path, language: Language) -> None:
    from agenda_solver.files.writing import elsewhere

    _tell(elsewhere(asked, written) or _WRITTEN.fill(path=written), language)


def _language(lang: Language | None, problem: Problem) -> Language:
    return lang or problem.event.language


def _tell(text: Text, language: Language) -> None:
    """Say something beside the result."""
    typer.echo(text.say(language), err=True)


def _print_json(data: Mapping[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


class _Refusals:
    """Turns what cannot be read, or must not be written, into sentences and exit code 2.

    Attributes
    ----------
    language : {"fr", "en"} or None
        The language to refuse in, once it is known.
    """

    def __init__(self, language: Language | None) -> None:
        self.language = language

    def __enter__(self) -> _Refusals:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, InputError):
            for sentence in error.sentences:
                _tell(sentence, self.language or error.language or _FALLBACK)
            raise typer.Exit(UNREADABLE) from None


_SELF_CHECK = Text(
    "Le programme trouvé n'a pas passé la vérification : rien n'est écrit. "
    "C'est une faute du logiciel, merci de la signaler avec ce message : {error}",
    "The programme found did not pass verification: nothing is written. "
    "This is a fault of the software, please report it with this message: {error}",
)
_TOO_LARGE = Text(
    "Les poids sont trop grands pour être additionnés sans erreur : les diminuer dans [weights].",
    "The weights are too large to be summed without error: make them smaller in [weights].",
)
_STOPPING = Text(
    "Arrêt demandé : le meilleur programme trouvé va être vérifié et écrit "
    "(une deuxième fois : arrêt immédiat).",
    "Stopping: the best programme found will be verified and written (once more: stop at once).",
)


@contextmanager
def _stoppable(language: Language) -> Iterator[threading.Event]:
    """Let the first Ctrl-C or SIGTERM end the search, and the second end everything."""
    stop = threading.Event()
    before: dict[signal.Signals, Any] = {}

    def handle(number: int, _: object) -> None:
        if stop.is_set():
            # A search in another thread cannot be ended otherwise without a crash.
            os._exit(128 + number)
        stop.set()
        with suppress(OSError):
            _tell(_STOPPING, language)

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, handle)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _live_progress(language: Language) -> Iterator[Callable[[Progress], None] | None]:
    """Show how the search goes, on a terminal only."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(_SEARCHING.say(language)) as status:

        def show(progress: Progress) -> None:
            status.update(
                _FOUND.fill(
                    seconds=round(progress.seconds),
                    tier=progress.tier,
                    tiers=progress.tiers,
                    cost=progress.cost,
                    bound=progress.bound,
                ).say(language)
            )

        yield show


_SEARCHING = Text("Recherche d'un programme…", "Looking for a programme…")
_FOUND = Text(
    "{seconds} s : un programme est trouvé ; priorité {tier} sur {tiers}, "
    "coût {cost}, impossible à moins de {bound}",
    "{seconds} s: a programme is found; priority {tier} of {tiers}, "
    "cost {cost}, impossible below {bound}",
)


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
            help=_help("Affiche la version.", "Show the version."),
        ),
    ] = False,
) -> None:
    pass


import agenda_solver.cli_rotate  # noqa: E402, F401 - it needs what stands above


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

        _tell(_NOT_SHOWN.fill(why=why(error)), _LOCALE)
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
    language = next((word for word in ("fr", "en") if word in asked), _LOCALE)
    _tell(usage_sentence(error.format_message(), command), "en" if language == "en" else "fr")
    sys.exit(UNREADABLE)
