"""What cannot be read: where it stands, and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic_core import ErrorDetails

from agenda_solver.text import Language, Text, same
from agenda_solver.words import NotUnderstoodError

if TYPE_CHECKING:
    from agenda_solver.problem.reading import Rest

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """Something in the input that cannot be read: where it stands, and a sentence.

    Attributes
    ----------
    follows : tuple of str
        Of what else it may only follow that cannot be read either: of what the rows of a
        table are called, ``rooms``, or of a field, ``event.slots``.
    """

    path: Path
    text: Text
    follows: tuple[str, ...] = ()


class ProblemError(ValueError):
    """The input cannot be read as a problem.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault found, in the order of the input.
    language : {"fr", "en"} or None
        The language the input itself asks for, where it could be read.
    rest : Rest, optional
        What can be read all the same; see `agenda_solver.problem.reading`.
    """

    def __init__(
        self, faults: Iterable[Fault], language: Language | None = None, rest: Rest | None = None
    ) -> None:
        self.faults = tuple(faults)
        self.language = language
        self.rest = rest
        super().__init__("; ".join(fault.text.en for fault in self.faults))


def label_of(path: Path) -> Text:
    """Return a path the way TOML writes it: ``sessions[3].locked.start``."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
    return same(words)


MISSING = Text("il manque cette information", "this is missing")
SENTENCES: Mapping[str, Text] = {
    "missing": MISSING,
    "extra_forbidden": Text("ce mot n'est pas connu ici", "this word is not known here"),
    "string_type": Text("attendu un texte", "expected text"),
    "string_too_short": Text("ne peut pas être vide", "cannot be empty"),
    "string_too_long": Text("texte trop long", "text too long"),
    "int_type": Text("attendu un nombre entier", "expected a whole number"),
    "int_from_float": Text("attendu un nombre entier", "expected a whole number"),
    "int_parsing": Text("attendu un nombre entier", "expected a whole number"),
    "bool_type": Text("attendu true ou false", "expected true or false"),
    "bool_parsing": Text("attendu true ou false", "expected true or false"),
    "list_type": Text("attendu une liste", "expected a list"),
    "dict_type": Text("attendu un groupe de clés et de valeurs", "expected keys and values"),
    "model_type": Text("attendu un groupe de clés et de valeurs", "expected keys and values"),
    "model_attributes_type": Text(
        "attendu un groupe de clés et de valeurs", "expected keys and values"
    ),
    "too_long": Text("il en faut au plus {max_length}", "at most {max_length} are possible"),
    "too_short": Text("il en faut au moins {min_length}", "at least {min_length} must be there"),
    "greater_than_equal": Text("attendu au moins {ge}", "expected at least {ge}"),
    "less_than_equal": Text("attendu au plus {le}", "expected at most {le}"),
    "literal_error": Text("attendu fr ou en", "expected fr or en"),
    "invalid_key": Text("ce mot n'est pas connu ici", "this word is not known here"),
}
_NOT_UNDERSTOOD = Text("valeur non comprise", "value not understood")


def fault_of(error: ErrorDetails) -> Fault:
    """Say in a sentence what pydantic found."""
    context = error.get("ctx", {})
    if isinstance(refusal := context.get("error"), NotUnderstoodError):
        text = refusal.text
    else:
        text = SENTENCES.get(error["type"], _NOT_UNDERSTOOD).fill(**context)
    path = tuple(
        step for step in error["loc"] if step not in ("<one>", "<many>", "<none>", "[key]")
    )
    return Fault(path, text)
