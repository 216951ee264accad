"""One module per format; what they share is what they read, and how they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agenda_solver.text import Language, Text, listing, same

if TYPE_CHECKING:
    from agenda_solver.problem import Path as KeyPath
    from agenda_solver.problem import Problem
    from agenda_solver.rules.rule import Finding

MOST_FAULTS = 100  # nobody reads more at once
MORE_FAULTS = Text(
    "{path} : ce ne sont que les {number} premières fautes ; les corriger, puis recommencer",
    "{path}: these are only the first {number} faults; mend them, then try again",
)


def in_file(place: Text | str, said: Text, line: int | None = None) -> Text:
    """Return a sentence that begins with where it stands: a file, and a line of it."""
    place = place if isinstance(place, Text) else same(place)
    if line is not None:
        place = Text("{place}, ligne {line}", "{place}, line {line}").fill(place=place, line=line)
    return Text("{place}: {said}", "{place}: {said}").fill(place=place, said=said)


class InputError(Exception):
    """A file cannot be read, or must not be written.

    Attributes
    ----------
    sentences : tuple of Text
        Each names the place (file, sheet and cell, or key and line) and a way out.
    language : {"fr", "en"} or None
        The language the input itself asks for, where it could be read.
    """

    def __init__(self, sentences: Iterable[Text], language: Language | None = None) -> None:
        self.sentences = tuple(sentences)
        self.language = language
        super().__init__("; ".join(text.en for text in self.sentences))


@dataclass(frozen=True)
class Draft:
    """What a file asks.

    Attributes
    ----------
    problem : Problem
        What is to be solved.
    place : callable
        Says where a path of the problem stands in the file: a key and its line, or a sheet
        and its cell.
    notices : tuple of Text
        What was read otherwise than it may have been meant, or not at all.
    """

    problem: Problem
    place: Callable[[KeyPath], Text]
    notices: tuple[Text, ...] = ()

    def where(self, finding: Finding) -> Text | None:
        """Say where in the file a finding stands; None where it has no place."""
        paths = [_numbered(self.problem, path) for path in self.paths(finding)]
        return listing(dict.fromkeys(map(self.place, paths))) if paths else None

    def paths(self, finding: Finding) -> list[KeyPath]:
        """Return the paths of what a finding is about."""
        return [finding.where] if finding.where else []


def _numbered(problem: Problem, path: KeyPath) -> KeyPath:
    """Return a path whose row is given by its number, where a finding gives its id."""
    if len(path) < 2 or isinstance(path[1], int):
        return path
    rows = getattr(problem, str(path[0]), None)
    ids = [row.id for row in rows] if isinstance(rows, list) else []
    return (path[0], ids.index(path[1]), *path[2:]) if path[1] in ids else path
