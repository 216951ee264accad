"""The commands. No logic here: load, check, solve, verify, write, say."""

from __future__ import annotations

import json
import locale
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agenda_solver import __version__
from agenda_solver.files import InputError
from agenda_solver.text import Language, Text, same

if TYPE_CHECKING:
    from agenda_solver.explain import Conflict
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.rules.rule import Finding
    from agenda_solver.solve import Progress, Settings
    from agenda_solver.timetable import Timetable

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
DraftArgument = Annotated[
    Path,
    typer.Argument(
        metavar=_help("BROUILLON", "DRAFT"),
        help=_help(
            "Le brouillon (.toml), ou un classeur déjà résolu (.xlsx).",
            "The draft (.toml), or a workbook solved before (.xlsx).",
        ),
    ),
]


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
        problem, _ = _load(draft)
        refusals.language = language = _language(lang, problem)
        findings = preflight(problem)
        if as_json:
            from agenda_solver.files.result_json import check_json

            _print_json(check_json(problem, findings, language))
        elif findings:
            for finding in findings:
                typer.echo(_finding_line(finding, draft, language))
        else:
            typer.echo(_NOTHING_TO_REPORT.say(language))
    raise typer.Exit(FINDINGS if findings else DONE)


_NOTHING_TO_REPORT = Text("Rien à signaler.", "Nothing to report.")
_SEVERITIES = {
    "error": Text("ERREUR", "ERROR"),
    "warning": Text("À VÉRIFIER", "TO CHECK"),
    "info": Text("COÛT", "COST"),
}


def _finding_line(finding: Finding, source: Path | None, language: Language) -> str:
    from agenda_solver.problem import label_of

    place = ""
    if source is not None and finding.where:
        place = f"{source.name}, {label_of(finding.where).say(language)}: "
    severity = _SEVERITIES[finding.severity].say(language)
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
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_help("CLASSEUR.xlsx", "WORKBOOK.xlsx"),
            help=_help("Le classeur à écrire.", "The workbook to write."),
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            min=0.1,
            max=1_000_000,
            help=_help("Temps de recherche, au plus.", "Time to search, at most."),
        ),
    ] = 60.0,
    seed: Annotated[
        int,
        typer.Option(
            min=0,
            max=2**31 - 1,
            help=_help("Graine du hasard.", "Seed of the random choices."),
        ),
    ] = 0,
    workers: Annotated[
        int,
        typer.Option(
            min=1, max=256, help=_help("Recherches en parallèle.", "Searches side by side.")
        ),
    ] = 8,
    reproducible: Annotated[
        bool,
        typer.Option(
            "--reproducible",
            help=_help(
                "Toujours le même fichier, à l'octet près ; plus lent.",
                "The same file each time, to the byte; slower.",
            ),
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help=_help("Remplace un fichier existant.", "Replace an existing file."),
        ),
    ] = False,
    timings: Annotated[
        bool,
        typer.Option(
            "--timings",
            help=_help("Affiche le temps de chaque étape.", "Show the time of each step."),
        ),
    ] = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Solve a draft, write the workbook, print the programme."""
    with _Refusals(lang) as refusals:
        problem, start = _load(draft)
        refusals.language = language = _language(lang, problem)
        if output is not None:
            _check_output(output, draft, force=force)
        # OR-Tools takes most of a second to load: a typing mistake should not wait for it.
        from agenda_solver.decisions import CoefficientError
        from agenda_solver.solve import SelfCheckError, Settings

        settings = Settings(seconds, seed, workers, reproducible)
        with _stoppable(language) as stop:
            try:
                result = _solved(problem, settings, start, stop, language)
            except SelfCheckError as error:
                _tell(_SELF_CHECK.fill(error=error), language)
                raise typer.Exit(NOTHING_FOUND) from None
            except CoefficientError:
                _tell(_TOO_LARGE, language)
                raise typer.Exit(NOTHING_FOUND) from None
            for finding in result.findings:
                if finding.severity == "warning":
                    typer.echo(_finding_line(finding, draft, language), err=True)
            reasons = _reasons(problem, result, settings, stop)
            try:
                if output is not None and result.timetable is not None:
                    from agenda_solver.files import workbook

                    written = workbook.write(output, problem, result, language, force=force)
                    _tell(_WRITTEN.fill(path=written), language)
            finally:  # what was found is not lost where it cannot be written
                _show(problem, result, reasons, language, as_json=as_json)
        if timings:
            for name, spent in result.timings.items():
                _tell(same(f"{name}: {spent:.3f} s"), language)
    raise typer.Exit(_exit_code(result))


_WRITTEN = Text("Écrit : {path}", "Written: {path}")


def _exit_code(result: Result) -> int:
    if result.timetable is not None:
        return DONE
    return IMPOSSIBLE if result.status == "infeasible" else NOTHING_FOUND


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
    first = result.tiers[0].rules if result.tiers else ()
    paid = [finding for finding in result.findings if finding.severity == "info"]
    _print_list(_NOT_KEPT, [finding for finding in paid if finding.rule in first], language)
    _print_list(_ON_SIGHT, [f for f in result.findings if f.severity == "error"], language)
    if reasons is not None:
        heading = _TOGETHER if reasons.minimal else _TOGETHER_NOT_MINIMAL
        _print_list(heading, reasons.findings, language)


_NOT_KEPT = Text("Ce qui n'a pas pu être tenu :", "What could not be kept:")
_ON_SIGHT = Text("Au vu du brouillon :", "As the draft shows:")
_TOGETHER = Text(
    "Ces demandes ne peuvent pas tenir ensemble ; en lever une seule suffit à lever ce blocage :",
    "These demands cannot hold together; without any one of them the others can:",
)
_TOGETHER_NOT_MINIMAL = Text(
    "Ces demandes ne peuvent pas tenir ensemble (peut-être pas toutes en cause) :",
    "These demands cannot hold together (perhaps not all of them to blame):",
)


def _print_list(heading: Text, findings: Iterable[Finding], language: Language) -> None:
    sentences = [finding.text.say(language) for finding in findings]
    if sentences:
        typer.echo(heading.say(language))
    for sentence in sentences:
        typer.echo(f"  - {sentence}")


# --- verify -------------------------------------------------------------------------------


@app.command(
    help=_help(
        "Juge un programme résolu, même retouché à la main, sans le solveur.",
        "Judge a solved programme, even edited by hand, without the solver.",
    )
)
def verify(
    timetable: Annotated[
        Path,
        typer.Argument(
            metavar=_help("PROGRAMME", "TIMETABLE"),
            help=_help("Le classeur résolu (.xlsx).", "The solved workbook (.xlsx)."),
        ),
    ],
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Verify a solved workbook."""
    from agenda_solver.verify import verify as judge

    with _Refusals(lang) as refusals:
        from agenda_solver.files import workbook

        solved = workbook.read(timetable)
        refusals.language = language = _language(lang, solved.problem)
        verdict = judge(solved.problem, solved.timetable)
        if as_json:
            from agenda_solver.files.result_json import verdict_json

            _print_json(verdict_json(solved.problem, solved.timetable, verdict, language))
        else:
            for finding in verdict.findings:
                typer.echo(_finding_line(finding, None, language))
            typer.echo((_BROKEN if verdict.errors else _KEPT).say(language))
    raise typer.Exit(FINDINGS if verdict.errors else DONE)


_KEPT = Text("Toutes les demandes sont tenues.", "Every demand is kept.")
_BROKEN = Text("Ce programme ne tient pas toutes les demandes.", "Some demands are not kept.")


# --- What the commands share --------------------------------------------------------------


def _load(draft: Path) -> tuple[Problem, Timetable | None]:
    """Read a draft; a solved workbook is one too, and its timetable a start."""
    if draft.suffix.lower() in (".xlsx", ".xlsm"):
        from agenda_solver.files import workbook

        solved = workbook.read(draft)
        return solved.problem, solved.timetable
    from agenda_solver.files import toml

    return toml.read(draft), None


def _check_output(output: Path, draft: Path, *, force: bool) -> None:
    from agenda_solver.files.writing import check_free

    with suppress(OSError):  # there is no such file, or its name is impossible
        if output.samefile(draft):
            raise InputError([_SAME_FILE.fill(path=output)])
    if output.suffix.lower() != ".xlsx":
        raise InputError([_NOT_XLSX.fill(path=output)])
    check_free(output, force=force)


_SAME_FILE = Text(
    "{path} est le brouillon lui-même : donnez un autre nom au résultat",
    "{path} is the draft itself: give the result another name",
)
_NOT_XLSX = Text(
    "{path} : le résultat est un classeur, donnez-lui un nom en .xlsx",
    "{path}: the result is a workbook, give it a name that ends in .xlsx",
)


def _language(lang: Language | None, problem: Problem) -> Language:
    return lang or problem.event.language


def _tell(text: Text, language: Language) -> None:
    """Say something beside the result."""
    typer.echo(text.say(language), err=True)


def _print_json(data: dict[str, Any]) -> None:
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


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A letter that a terminal cannot show must not cost the programme.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()
