"""What every draft is made with, whatever its source: what is supposed, rooms to be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from agenda_solver.files import FileFault, InputError, in_file
from agenda_solver.files.importers import Imported
from agenda_solver.problem import KINDS, RESTS, Fault, Problem, ProblemError
from agenda_solver.problem.schema import kind_named
from agenda_solver.problem.values import parse_web_address
from agenda_solver.text import Language, Text, same
from agenda_solver.views.source_page import Check, LineAccount, SourceReport
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.names import folded, ids_of
from agenda_solver.words.occasions import Occasion, is_told, occasions_in
from agenda_solver.words.programmes.phrases import KIND_WORDS, flat
from agenda_solver.words.programmes.sentences import named

Data = dict[str, Any]

USUAL: Mapping[str, int] = {
    "welcome": 30,
    "opening": 30,
    "ceremony": 30,
    "speech": 30,
    "plenary": 60,
    "round_table": 75,
    "workshop": 75,
    "report": 30,
    "closing": 30,
    "break": 20,
    "meal": 90,
    "drink": 60,
    "visit": 90,
    "paper": 20,
    "session": 45,
}
"""How many minutes a session lasts where nothing is said, by its kind."""

NO_DATE = date(2100, 1, 1)
"""The first day, where no date is written or given: nobody takes it for a real one."""

STEP = 5
"""The grid of a draft, in minutes, where no time is off it."""

MOST_TITLE = 1_000
"""The longest title or name, in characters; what is longer is cut."""

LENGTH_SUPPOSED = Text("durée supposée", "length supposed")
ROOMS = Text("salle", "room"), Text("salles", "rooms")


def draft(
    name: str,
    key: str,
    data: Data,
    accounts: Iterable[LineAccount],
    checks: Iterable[Check],
    notices: tuple[Text, ...] = (),
) -> Imported:
    """Return what a source says as a draft, and the report on it.

    Parameters
    ----------
    name : str
        What the source is called.
    key : str
        Of its format.
    data : dict
        What `Problem.read` takes.
    accounts : iterable of LineAccount
        Its lines.
    checks : iterable of Check
        What should be looked at; what comes twice is told once.
    notices : tuple of Text
        What is to be known of how it was read.

    Raises
    ------
    InputError
        If a draft cannot hold what it says: a text too long, a year that no event has.
    """
    try:
        problem = Problem.read(data)
    except ProblemError as error:
        raise InputError(_refusal(name, data, fault) for fault in error.faults) from None
    report = SourceReport(
        name,
        key,
        tuple(accounts),
        tuple(dict.fromkeys(checks)),
        len(problem.days),
        len(problem.rooms),
        len(problem.people),
        len(problem.sessions),
    )
    return Imported(problem, report, notices)


def _refusal(name: str, data: Data, fault: Fault) -> FileFault:
    """Return what a draft cannot hold, where its row says that it stands in the source."""
    table, *rest = fault.path or ("",)
    rows = data.get(str(table))
    if isinstance(rows, list) and rest and isinstance(rest[0], int):
        source = rows[rest[0]].get("source")
        if source:
            return FileFault(fault.text, name, same(source))
    return in_file(name, fault.text)


def unnamed_rooms(number: int, taken: Iterable[str], language: Language) -> list[Data]:
    """Return so many rooms that are yet to be named, with ids that no other room has."""
    names = [_ROOM.fill(number=place).say(language) for place in range(1, number + 1)]
    ids = ids_of(dict(enumerate(names)), taken)
    return [
        {"id": ids[place], "name": name, "to_be_confirmed": True}
        for place, name in enumerate(names)
    ]


def takes_room(kind: str) -> bool:
    """Whether a session of a kind takes a room though none is named."""
    return kind not in RESTS and kind != "visit"


def web_address(words: str) -> str:
    """Return an address of the web; nothing where it is none."""
    with suppress(NotUnderstoodError):
        return str(parse_web_address(words))
    return ""


def kind_told(title: str, hint: str = "", *, part: bool = False) -> str:
    """Return the kind that a title tells, or else words beside it; "session" where none does.

    A title that is a report-back and a closing keeps both: it is no kind.
    """
    for words in filter(None, (title, hint)):
        occasions = [one for one in occasions_in(words) if is_told(words, one)]
        both: set[Occasion] = {"report", "closing"}
        if both <= set(occasions_in(words)) and occasions and occasions[0] in both:
            return "session"
        first = flat(words)
        told_by_word = next(
            (kind for kind, pattern in KIND_WORDS.items() if pattern.match(first)), None
        )
        if told_by_word == "round_table" or (told_by_word and not occasions):
            return told_by_word
        if occasions and occasions[0] in KINDS:
            return occasions[0]
    if part and hint == "speech":
        return "speech"
    return (kind_named(hint) if hint else None) or "session"


def stated_twice(name: str, pairs: Mapping[str, tuple[str, str]]) -> Iterator[Text]:
    """Yield what is stated twice of a person, and not alike: a draft keeps the first.

    Parameters
    ----------
    name : str
        Of the person.
    pairs : mapping of str to pair of str
        What is kept and what is stated again, by "function", "organisation" or "email".
    """
    for field, (one, other) in pairs.items():
        if one and other and folded(one) not in folded(other) and folded(other) not in folded(one):
            yield _TWO.fill(name=name, what=_OF_PERSON[field], one=named(one), other=named(other))


_ROOM = Text("Salle à préciser {number}", "Room to be named {number}")
_TWO = Text(
    "{name} a deux {what}, la première est gardée : {one}, {other}",
    "{name} has two {what}, the first is kept: {one}, {other}",
)
_OF_PERSON: Mapping[str, Text] = {
    "function": Text("fonctions", "functions"),
    "organisation": Text("organisations", "organisations"),
    "email": Text("adresses e-mail", "e-mail addresses"),
}
