"""What the commands share: their options, what they read and refuse, how they speak and stop."""

from __future__ import annotations

import json
import locale
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeGuard

import typer

from agenda_solver.files import InputError
from agenda_solver.result import Fairness
from agenda_solver.text import Language, Names, Text, either, same

if TYPE_CHECKING:
    from agenda_solver.explain import Conflict
    from agenda_solver.files import Draft
    from agenda_solver.files.workbook import Book, Change
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.rules.rule import Finding
    from agenda_solver.solve import Progress
    from agenda_solver.timetable import Seat, Timetable

DONE, FINDINGS, UNREADABLE, IMPOSSIBLE, NOTHING_FOUND = range(5)


def _locale_language() -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if words := os.environ.get(name):
            return "fr" if words.lower().startswith("fr") else "en"
    return "fr" if (locale.getlocale()[0] or "").lower().startswith("fr") else "en"


LOCALE = _locale_language()


# An event's language is French where it does not say; so is that of a draft that cannot be
# read, unless the computer speaks English.
FALLBACK: Language = (
    "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).lower().startswith("en") else "fr"
)


def in_locale(fr: str, en: str) -> str:
    """Return what help says, in the language of the computer."""
    return Text(fr, en).say(LOCALE)


LangOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help=in_locale(
            "Langue des textes (par défaut, celle de l'évènement).",
            "Language of the texts (default: the event's).",
        ),
    ),
]


JsonOption = Annotated[
    bool,
    typer.Option(
        "--json",
        help=in_locale(
            "Résultat en JSON sur la sortie standard, et rien d'autre.",
            "Result as JSON on standard output, and nothing else there.",
        ),
    ),
]


ForceOption = Annotated[
    bool,
    typer.Option(
        "--force", help=in_locale("Remplace un fichier existant.", "Replace an existing file.")
    ),
]


DraftArgument = Annotated[
    Path,
    typer.Argument(
        metavar=in_locale("BROUILLON", "DRAFT"),
        help=in_locale(
            "Le brouillon : un classeur (.xlsx), même déjà résolu, ou un fichier .toml.",
            "The draft: a workbook (.xlsx), even solved before, or a .toml file.",
        ),
    ),
]


TimetableArgument = Annotated[
    Path,
    typer.Argument(
        metavar=in_locale("PROGRAMME", "TIMETABLE"),
        help=in_locale("Le classeur résolu (.xlsx).", "The solved workbook (.xlsx)."),
    ),
]


OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=in_locale("CLASSEUR.xlsx", "WORKBOOK.xlsx"),
        help=in_locale("Le classeur à écrire.", "The workbook to write."),
    ),
]


SecondsOption = Annotated[
    float,
    typer.Option(
        min=0.1,
        max=1_000_000,
        help=in_locale("Temps de recherche, au plus.", "Time to search, at most."),
    ),
]


SeedOption = Annotated[
    int,
    typer.Option(
        min=0,
        max=2**31 - 1,
        help=in_locale("Graine du hasard.", "Seed of the random choices."),
    ),
]


WorkersOption = Annotated[
    int,
    typer.Option(
        min=1, max=256, help=in_locale("Recherches en parallèle.", "Searches side by side.")
    ),
]


ReproducibleOption = Annotated[
    bool,
    typer.Option(
        "--reproducible",
        help=in_locale(
            "Toujours le même fichier, à l'octet près ; plus lent.",
            "The same file each time, to the byte; slower.",
        ),
    ),
]


TimingsOption = Annotated[
    bool,
    typer.Option(
        "--timings",
        help=in_locale("Affiche le temps de chaque étape.", "Show the time of each step."),
    ),
]


FairnessOption = Annotated[
    Fairness,
    typer.Option(
        "--fairness",
        help=in_locale(
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
        help=in_locale(
            "Les participants sur les listes : nom entier, initiales ou codes.",
            "The attendees on the lists: full names, initials or codes.",
        ),
    ),
]


GENEROUS: Fairness = "generous"


FULL_NAMES: Names = "full"


_WRITTEN = Text("Écrit : {path}", "Written: {path}")


def load(draft: Path) -> Draft:
    """Read a draft, or a solved workbook, which is one too."""
    if is_workbook(draft):
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


def is_workbook(path: Path) -> bool:
    """Whether a file is called as a workbook is."""
    return path.suffix.lower() in (".xlsx", ".xlsm")


def is_book(asked: Draft) -> TypeGuard[Book]:
    """Whether what was read is a workbook, which knows of hand edits and may be solved."""
    return hasattr(asked, "timetable")


def tell_notices(asked: Draft, language: Language) -> None:
    """Say what was read otherwise than it may have been meant."""
    for notice in asked.notices:
        tell(notice, language)


def check_output(
    output: Path, draft: Path | None, *, force: bool, formats: tuple[str, ...] = (".xlsx",)
) -> None:
    """Refuse at once what cannot be written, before anything is searched.

    Raises
    ------
    InputError
        If it is the draft itself, has another ending, or is there already and not `force`.
    """
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


def tell_written(asked: Path, written: Path, language: Language) -> None:
    """Say where the result is, and why it is elsewhere than asked for."""
    from agenda_solver.files.writing import elsewhere

    tell(elsewhere(asked, written) or _WRITTEN.fill(path=written), language)


def language_of(lang: Language | None, problem: Problem) -> Language:
    """Return the language asked for, or else the event's."""
    return lang or problem.event.language


def tell(text: Text, language: Language) -> None:
    """Say something beside the result."""
    typer.echo(text.say(language), err=True)


def print_json(data: Mapping[str, Any]) -> None:
    """Print plain data on standard output."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


class Refusals:
    """Turns what cannot be read, or must not be written, into sentences and exit code 2.

    Attributes
    ----------
    language : {"fr", "en"} or None
        The language to refuse in, once it is known.
    """

    def __init__(self, language: Language | None) -> None:
        self.language = language

    def __enter__(self) -> Refusals:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, InputError):
            for sentence in error.sentences:
                tell(sentence, self.language or error.language or FALLBACK)
            raise typer.Exit(UNREADABLE) from None


SELF_CHECK = Text(
    "Le programme trouvé n'a pas passé la vérification : rien n'est écrit. "
    "C'est une faute du logiciel, merci de la signaler avec ce message : {error}",
    "The programme found did not pass verification: nothing is written. "
    "This is a fault of the software, please report it with this message: {error}",
)


_STOPPING = Text(
    "Arrêt demandé : le meilleur programme trouvé va être vérifié et écrit "
    "(une deuxième fois : arrêt immédiat).",
    "Stopping: the best programme found will be verified and written (once more: stop at once).",
)


@contextmanager
def stoppable(language: Language) -> Iterator[threading.Event]:
    """Let the first Ctrl-C or SIGTERM end the search, and the second end everything."""
    stop = threading.Event()
    before: dict[signal.Signals, Any] = {}

    def handle(number: int, _: object) -> None:
        if stop.is_set():
            # A search in another thread cannot be ended otherwise without a crash.
            os._exit(128 + number)
        stop.set()
        with suppress(OSError):
            tell(_STOPPING, language)

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, handle)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_SEVERITIES = {
    "error": Text("ERREUR", "ERROR"),
    "warning": Text("À VÉRIFIER", "TO CHECK"),
    "info": Text("COÛT", "COST"),
}
_FOR_INFORMATION = Text("À NOTER", "NOTE")


def finding_line(finding: Finding, asked: Draft, path: Path, language: Language) -> str:
    """Return a finding as a line: how grave it is, where it stands, and what it says."""
    where = asked.where(finding)
    place = f"{path.name}, {where.say(language)}: " if where else ""
    free = finding.severity == "info" and not finding.cost
    severity = (_FOR_INFORMATION if free else _SEVERITIES[finding.severity]).say(language)
    return f"{severity}  {place}{finding.text.say(language)}"


def tell_timings(result: Result, language: Language, *, wanted: bool) -> None:
    """Say how long each phase took, where that is asked."""
    for name, spent in result.timings.items() if wanted else ():
        tell(same(f"{name}: {spent:.3f} s"), language)


@contextmanager
def faults_told(language: Language) -> Iterator[None]:
    """Say in a sentence what the solver cannot be trusted with."""
    from agenda_solver.decisions import CoefficientError
    from agenda_solver.solve import SelfCheckError

    try:
        yield
    except SelfCheckError as error:
        tell(SELF_CHECK.fill(error=error), language)
        raise typer.Exit(NOTHING_FOUND) from None
    except CoefficientError:
        tell(_TOO_LARGE, language)
        raise typer.Exit(NOTHING_FOUND) from None


def typed_seats(asked: Draft) -> tuple[Seat, ...]:
    """Return the seats that a person has typed into a solved workbook."""
    if not is_book(asked):
        return ()
    from agenda_solver.files.workbook import seats_by_hand

    return seats_by_hand(asked.changes)


def exit_code(result: Result) -> int:
    """Return the exit code of a search: done, impossible, or nothing found."""
    if result.overall == "infeasible":
        return IMPOSSIBLE
    return NOTHING_FOUND if result.overall == "unknown" else DONE


def print_seats(problem: Problem, result: Result, language: Language) -> None:
    """Print how far the seats are proven, the wishes in figures, and what stands in the way."""
    if result.seating is None or result.timetable is None:
        return
    from agenda_solver.rosters import seating_summary

    for line in seating_summary(problem, result.timetable, result.seating):
        typer.echo(line.say(language))
    told = result.seating.findings
    print_list(_SEATS_IMPOSSIBLE, [it.text for it in told if it.severity == "error"], language)
    for finding in told:
        if finding.severity != "error":
            typer.echo(finding.text.say(language))


_SEATS_IMPOSSIBLE = Text(
    "Ce qui ne peut pas tenir ensemble, pour les places :",
    "What cannot hold together, for the seats:",
)


def print_reasons(result: Result, reasons: Conflict | None, language: Language) -> None:
    """Print why there is no timetable: what the draft shows on sight, and what was proven."""
    of_seats = result.seating.findings if result.seating else ()
    on_sight = [it for it in result.findings if it.severity == "error" and it not in of_seats]
    print_list(_ON_SIGHT, [finding.text for finding in on_sight], language)
    if reasons is not None:
        heading = _TOGETHER if reasons.minimal else _TOGETHER_NOT_MINIMAL
        print_list(heading, [finding.text for finding in reasons.findings], language)


_ON_SIGHT = Text("Au vu du brouillon :", "As the draft shows:")
_TOGETHER = Text(
    "Ces demandes ne peuvent pas tenir ensemble ; en lever une seule suffit à lever ce blocage :",
    "These demands cannot hold together; without any one of them the others can:",
)
_TOGETHER_NOT_MINIMAL = Text(
    "Ces demandes ne peuvent pas tenir ensemble (peut-être pas toutes en cause) :",
    "These demands cannot hold together (perhaps not all of them to blame):",
)


def print_list(
    heading: Text, sentences: Iterable[Text], language: Language, *, err: bool = False
) -> None:
    """Print sentences under a heading; where there is none, not the heading either."""
    for number, sentence in enumerate(sentences):
        if number == 0:
            typer.echo(heading.say(language), err=err)
        typer.echo(f"  - {sentence.say(language)}", err=err)


def kept_by_hand(asked: Draft, language: Language) -> tuple[Problem, Timetable | None]:
    """Return what is to be solved, and from where: what a person has moved stays there."""
    if not is_book(asked):
        return asked.problem, None
    from agenda_solver.files.workbook import locked_by_hand, pinned_by_hand

    freed = [change for change in asked.changes if change.frees]
    kept = [change for change in asked.changes if not change.frees]
    print_list(KEPT_BY_HAND, map(change_line, kept), language, err=True)
    print_list(_FREED_BY_HAND, map(change_line, freed), language, err=True)
    pinned = pinned_by_hand(asked.problem, asked.changes)
    return locked_by_hand(pinned, asked.changes), asked.timetable


KEPT_BY_HAND = Text("Modifié à la main, et gardé :", "Changed by hand, and kept:")
_FREED_BY_HAND = Text(
    "Vidé à la main, et cherché à nouveau :", "Cleared by hand, and looked for again:"
)


def change_line(change: Change) -> Text:
    """Return what a person has changed by hand as a line: its cell, and the sentence."""
    if not change.where.en:
        return change.text
    return Text("{where} : {text}", "{where}: {text}").fill(where=change.where, text=change.text)


_TOO_LARGE = Text(
    "Les poids sont trop grands pour être additionnés sans erreur : les diminuer dans [weights].",
    "The weights are too large to be summed without error: make them smaller in [weights].",
)


@contextmanager
def live_progress(language: Language) -> Iterator[Callable[[Progress], None] | None]:
    """Show how the search goes, on a terminal only."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(_SEARCHING.say(language)) as status:

        def show(progress: Progress) -> None:
            text = _FOUND if progress.missed is None else _MISSED
            status.update(
                text.fill(
                    seconds=round(progress.seconds),
                    tier=progress.tier,
                    tiers=progress.tiers,
                    cost=progress.cost,
                    bound=progress.bound,
                    missed=progress.missed,
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
_MISSED = Text(
    "{seconds} s : un programme est trouvé ; priorité {tier} sur {tiers}, vœux manqués : {missed}",
    "{seconds} s: a programme is found; priority {tier} of {tiers}, wishes missed: {missed}",
)

NOT_SOLVED = Text(
    "{path} : ce classeur n'a pas encore d'heures ; « solve » en fait d'abord un programme",
    "{path}: this workbook has no times yet; “solve” makes a programme of it first",
)
