"""How the commands speak: sentences, lists, findings, JSON, refusals, progress."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from agenda_solver.files import WHOLE, FileFault, InputError
from agenda_solver.process import FALLBACK, MACHINE_FAILED
from agenda_solver.text import Language, Text, counted, listing, same

if TYPE_CHECKING:
    from agenda_solver.files import Draft, Readable
    from agenda_solver.files.store.documents import Document
    from agenda_solver.files.store.records import FindingRecord
    from agenda_solver.history.edits import HandEdit
    from agenda_solver.problem import Problem
    from agenda_solver.rules.rule import Finding

DONE, FINDINGS, UNREADABLE, IMPOSSIBLE, NOTHING_FOUND = range(5)
"""The exit codes."""


def say(text: Text, language: Language) -> None:
    """Say something of the result."""
    show(text.say(language))


def tell(text: Text, language: Language) -> None:
    """Say something beside the result."""
    show(text.say(language), err=True)


def show(lines: str, *, err: bool = False) -> None:
    """Print lines so that they fit the terminal, what goes on under where it began."""
    from agenda_solver.words.names import without_marks

    lines = without_marks(lines)
    width = columns(err=err)
    if width is not None:
        from agenda_solver.views.wrapping import wrapped

        parted = ((_OPENING.match(line), line) for line in lines.split("\n"))
        lines = "\n".join(
            wrapped(line[match.end() :], width, match[0]) if match else line
            for match, line in parted
        )
    typer.echo(lines, err=err)


def columns(*, err: bool = False) -> int | None:
    """Return how wide a line may be; None where no terminal is there to fit.

    Another program that reads the sentences gets each on one line.
    """
    stream = sys.stderr if err else sys.stdout
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    if stream is None or not stream.isatty():
        return None
    return os.get_terminal_size(stream.fileno()).columns or None


# Blanks, and a bullet, or a word or two of their own: how grave a finding is, a time.
_OPENING = re.compile(r" *(?:[-•] |\S+(?: \S+)?  +)?")


def tell_notices(asked: Draft, language: Language) -> None:
    """Say what was read otherwise than it may have been meant."""
    for notice in asked.notices:
        tell(notice, language)


def tell_written(asked: Path, written: Path, language: Language) -> None:
    """Say where the result is, and why it is elsewhere than asked for."""
    from agenda_solver.files.writing import elsewhere

    tell(elsewhere(asked, written) or _WRITTEN.fill(path=written), language)


_WRITTEN = Text("Écrit : {path}", "Written: {path}")


def tell_next(step: Text, language: Language, *words: str | Path) -> None:
    """Say what can be done next, and under it the command, which can be copied as it is."""
    from agenda_solver.commands.calling import command

    tell(_NEXT.fill(step=step, command=command(*words)), language)


_NEXT = Text("{step} :\n  {command}", "{step}:\n  {command}")


def print_list(
    heading: Text, sentences: Iterable[Text], language: Language, *, err: bool = False
) -> None:
    """Print sentences under a heading; where there is none, not the heading either."""
    for number, sentence in enumerate(sentences):
        if number == 0:
            show(heading.say(language), err=err)
        show(f"  - {sentence.say(language)}", err=err)


def change_line(change: HandEdit) -> Text:
    """Return what a person has changed by hand as a line: its cell, and the sentence."""
    if not change.where.en:
        return change.text
    return Text("{where} : {text}", "{where}: {text}").fill(where=change.where, text=change.text)


_SEVERITIES = {
    "error": Text("ERREUR", "ERROR"),
    "warning": Text("À VÉRIFIER", "TO CHECK"),
    "question": Text("QUESTION", "QUESTION"),
    "info": Text("SOUHAIT", "WISH"),
}
_FOR_INFORMATION = Text("À NOTER", "NOTE")


def finding_line(finding: Finding, asked: Draft, path: Path) -> Text:
    """Return a finding as a line: how grave it is, where it stands, and what it says."""
    return _finding_line(finding, asked.where(finding) or WHOLE, path.name)


def _finding_line(finding: Finding, where: Text, file: str) -> Text:
    place = _AT.fill(file=file, where=where) if where.en else ""
    free = finding.severity == "info" and not finding.cost
    severity = _FOR_INFORMATION if free else _SEVERITIES[finding.severity]
    return _FINDING.fill(severity=severity, place=place, text=finding.text)


_AT = same("{file}, {where}: ")
_FINDING = same("{severity}  {place}{text}")


def print_assumed(asked: Draft, problem: Problem, language: Language) -> None:
    """Print what is taken for granted of a draft, and where to say otherwise."""
    from agenda_solver.views.assumed import TAKEN_FOR_GRANTED, assumed_lines, otherwise

    heading = Text("{title} :", "{title}:").fill(title=TAKEN_FOR_GRANTED)
    print_list(heading, assumed_lines(problem, asked.place_of), language)
    if (how := otherwise(problem)) is not None:
        say(how, language)


def print_json(document: Document) -> None:
    """Print a document on standard output."""
    typer.echo(document.text())


class NothingFoundError(Exception):
    """A search ends without a result that could be trusted, and why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class Refusals:
    """Turns what cannot be done into sentences, a document where one is asked, an exit code.

    Attributes
    ----------
    language : {"fr", "en"} or None
        The language to refuse in, once it is known.
    as_json : bool
        Whether standard output is for a document.
    checks : bool
        Whether all is told that can be judged of a draft that is refused, not only what is
        impossible on sight.
    answered : bool
        Whether it has one, or is about to: what was found is told even where it cannot be
        written.
    """

    def __init__(
        self, language: Language | None, *, as_json: bool = False, checks: bool = False
    ) -> None:
        self.language = language
        self.as_json = as_json
        self.checks = checks
        self.answered = False

    def __enter__(self) -> Refusals:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, InputError):
            language = self.language or error.language or FALLBACK
            code = MACHINE_FAILED if error.of_machine else UNREADABLE
            if error.readable is None:
                self._fail(code, error.faults, language)
            findings = self._judged(error.readable, language)
            self._fail(code, error.faults, language, findings, _summary(error.faults, findings))
        if isinstance(error, NothingFoundError):
            self._fail(NOTHING_FOUND, [FileFault(error.text)], self.language or FALLBACK)

    def _judged(self, readable: Readable, language: Language) -> list[tuple[Finding, Text]]:
        """Return what is wrong with what can be read of a draft, and where that stands."""
        from agenda_solver.preflight.readable import preflight_of_readable

        if self.checks:
            tell_notices(readable, language)
        return [
            (finding, readable.where(finding) or WHOLE)
            for finding in preflight_of_readable(readable.problem, readable.unread)
            if self.checks or finding.severity == "error"
        ]

    def _fail(
        self,
        code: int,
        faults: Sequence[FileFault],
        language: Language,
        findings: Sequence[tuple[Finding, Text]] = (),
        summary: Text | None = None,
    ) -> NoReturn:
        for fault in faults:
            tell(fault.sentence, language)
        for finding, where in findings:
            tell(_finding_line(finding, where, faults[0].file), language)
        if summary is not None:
            tell(summary, language)
        if self.as_json and not self.answered:
            print_failure(code, faults, language, findings)
        raise typer.Exit(code) from None


def _summary(faults: Sequence[FileFault], findings: Sequence[tuple[Finding, Text]]) -> Text | None:
    """Return how much there is to do, at the end of a list."""
    if len(faults) + len(findings) < 2:
        return None
    errors = sum(finding.severity == "error" for finding, _ in findings)
    counts = [
        (len(faults), Text("faute de lecture", "fault"), Text("fautes de lecture", "faults")),
        (errors, Text("erreur", "error"), Text("erreurs", "errors")),
        (
            len(findings) - errors,
            Text("point à vérifier", "point to check"),
            Text("points à vérifier", "points to check"),
        ),
    ]
    return _IN_ALL.fill(counts=listing(counted(*count) for count in counts if count[0]))


_IN_ALL = Text(
    "En tout : {counts}. Ce qui dépend de ce qui n'a pas pu être lu n'est pas encore jugé.",
    "In all: {counts}. What depends on what could not be read is not judged yet.",
)


def print_failure(
    code: int,
    faults: Iterable[FileFault],
    language: Language,
    findings: Iterable[tuple[Finding, Text]] = (),
) -> None:
    """Print the document of a command that fails."""
    from agenda_solver.files.store.failure import error_document

    where = dict(findings)
    records: Iterable[FindingRecord] = ()
    if where:
        from agenda_solver.files.store.telling import finding_records

        records = finding_records(where, language, where.get)
    print_json(error_document(code, faults, language, records))
