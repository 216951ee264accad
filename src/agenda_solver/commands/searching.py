"""Around a search: how it is stopped, what it shows, and what is told of how it ended."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from agenda_solver.budget import Stop
from agenda_solver.commands.speaking import (
    DONE,
    IMPOSSIBLE,
    NOTHING_FOUND,
    NothingFoundError,
    print_list,
    say,
    tell,
)
from agenda_solver.process import ENDING
from agenda_solver.text import Language, Text, same

if TYPE_CHECKING:
    from agenda_solver.explain import Conflict, WayOut
    from agenda_solver.files import Draft
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.solve import Progress
    from agenda_solver.views.reasons import Paragraph


def stoppable(language: Language) -> Stop:
    """Return what the first Ctrl-C or SIGTERM sets; the second ends everything."""
    ENDING.language = language
    ENDING.stop = Stop()
    return ENDING.stop


@contextmanager
def solver_log(
    path: Path | None, draft: Path, *, force: bool
) -> Iterator[Callable[[str], None] | None]:
    """Write what the solver says into a file, as it comes; nothing where none is given.

    Raises
    ------
    InputError
        If the file is the draft, must not be written, or cannot be.
    """
    if path is None:
        yield None
        return
    from agenda_solver.files.system import refusal_of
    from agenda_solver.files.writing import check_free, check_not_input, unwritable

    check_not_input(path, draft)
    check_free(path, force=force)
    try:
        file = path.open("w", encoding="utf-8", buffering=1)
    except OSError as error:
        raise refusal_of(unwritable(path, error), error) from None

    def write(lines: str) -> None:
        with suppress(OSError):  # a search is worth more than its log
            file.write(f"{lines}\n")

    try:
        yield write
    finally:
        with suppress(OSError):
            file.close()


@contextmanager
def live_line(text: Text, language: Language) -> Iterator[Callable[[Text], None] | None]:
    """Show a line while something goes on, on a terminal only; what is yielded changes it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(text.say(language)) as status:
        yield lambda changed: status.update(changed.say(language))


@contextmanager
def live_progress(
    language: Language, problem: Problem | None = None
) -> Iterator[Callable[[Progress], None] | None]:
    """Show how the search goes, on a terminal only; what for, where its problem is given."""
    with live_line(_SEARCHING, language) as show_line:
        if show_line is None:
            yield None
            return
        from agenda_solver.rules import tiers
        from agenda_solver.views.aims import aim_text
        from agenda_solver.views.proofs import progress_text

        tiers_ = tiers(problem) if problem else ()
        aims = [aim_text([cost.key for cost in tier.weights]) for tier in tiers_]
        yield lambda progress: show_line(progress_text(progress, aims))


_SEARCHING = Text("Recherche d'un programme…", "Looking for a programme…")


@contextmanager
def distrusted() -> Iterator[None]:
    """Refuse in a sentence what the solver cannot be trusted with."""
    from agenda_solver.cp_sat import SelfCheckError

    try:
        yield
    except SelfCheckError as error:
        raise NothingFoundError(SELF_CHECK.fill(error=error)) from None


SELF_CHECK = Text(
    "Le programme trouvé n'a pas passé la vérification : rien n'est écrit. "
    "C'est une faute du logiciel, merci de la signaler avec ce message : {error}",
    "The programme found did not pass verification: nothing is written. "
    "This is a fault of the software, please report it with this message: {error}",
)


def exit_code(result: Result) -> int:
    """Return the exit code of a search: done, impossible, or nothing found."""
    if result.overall == "infeasible":
        return IMPOSSIBLE
    return NOTHING_FOUND if result.overall == "unknown" else DONE


def print_pressing(problem: Problem, result: Result, language: Language) -> bool:
    """Print what must be acted on before anything else; whether there was something."""
    from agenda_solver.views.pressing import pressing

    sentences = pressing(problem, result)
    for sentence in sentences:
        say(sentence, language)
    return bool(sentences)


def print_seats(
    problem: Problem, result: Result, language: Language, *, moved: bool = True
) -> None:
    """Print how far the seats are proven, the wishes in figures, and what stands in the way.

    How many seats have `moved` is left out where it is told already.
    """
    if result.seating is None or result.timetable is None:
        return
    from agenda_solver.views.wishes import seating_summary

    for line in seating_summary(problem, result.timetable, result.seating, moved=moved):
        say(line, language)
    findings = result.seating.findings
    errors = [finding.text for finding in findings if finding.severity == "error"]
    print_list(_SEATS_IMPOSSIBLE, errors, language)
    for finding in findings:
        if finding.severity != "error":
            say(finding.text, language)


def print_repeated(problem: Problem, result: Result, language: Language) -> None:
    """Print how many times sessions are given, where the wishes decide."""
    if result.repeated is None:
        return
    from agenda_solver.views.repeated import given_texts, repeated_text

    print_list(repeated_text(result.repeated), given_texts(problem, result.repeated), language)


_SEATS_IMPOSSIBLE = Text(
    "Ce qui ne peut pas tenir ensemble, pour les places :",
    "What cannot hold together, for the seats:",
)


def print_reasons(
    asked: Draft, problem: Problem, result: Result, reasons: Conflict | None, language: Language
) -> None:
    """Print why there is no timetable: what the draft shows on sight, and what was proven."""
    from agenda_solver.views.reasons import why_paragraphs

    print_paragraphs(why_paragraphs(problem, result, reasons, asked.where), language)


def print_ways(asked: Draft, problem: Problem, ways: Sequence[WayOut], language: Language) -> None:
    """Print what it would be enough to change, the cheapest first."""
    from agenda_solver.views.ways import way_paragraphs

    print_paragraphs(way_paragraphs(problem, ways, asked.place_of), language)


def print_paragraphs(paragraphs: Iterable[Paragraph], language: Language) -> None:
    """Print sentences under their headings; a heading without any is one itself."""
    for paragraph in paragraphs:
        if not paragraph.sentences:
            say(paragraph.heading, language)
        print_list(paragraph.heading, paragraph.sentences, language)


def tell_timings(result: Result, language: Language, *, wanted: bool) -> None:
    """Say how long each phase took, where that is asked."""
    for name, spent in result.timings.items() if wanted else ():
        tell(same(f"{name}: {spent:.3f} s"), language)
