"""What is wrong with a command as it was typed, in the user's language."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import typer

from agenda_solver.commands.calling import program
from agenda_solver.commands.options import LOCALE
from agenda_solver.commands.speaking import UNREADABLE, print_failure, tell
from agenda_solver.files import FileFault
from agenda_solver.text import Language, Text, either, same

_NOT_POSSIBLE = Text(
    "la valeur de {what} n'est pas possible", "the value of {what} is not possible"
)

# Typer speaks English, each version in its own way; and the same in both languages.
_SENTENCES: tuple[tuple[str, Text], ...] = (
    (
        r"Missing (?:argument|option|parameter) '(?P<what>[^']+)'(?: / '[^']+')*\.",
        Text("il manque {what}", "{what} is missing"),
    ),
    (
        r"No such option:? '?(?P<unknown>[^\s'.]+).*",
        Text("l'option {what} n'existe pas", "there is no option {what}"),
    ),
    (
        r"No such command '(?P<unknown>[^']+)'.*",
        Text("la commande {what} n'existe pas", "there is no command {what}"),
    ),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((?P<what>.+)\)",
        Text("{what} est en trop", "{what} is too much"),
    ),
    (
        r"Option '(?P<what>.+)' requires an argument\.",
        Text("l'option {what} attend une valeur", "the option {what} needs a value"),
    ),
    (
        r"Option '(?P<what>.+)' requires (?P<number>\d+) arguments\.",
        Text("l'option {what} attend {known} valeurs", "the option {what} needs {known} values"),
    ),
    (
        r"Invalid value for '(?P<what>[^']+)'.*? '(?P<typed>[^']*)' is not one of "
        r"(?P<known>.+?)\.?",
        _NOT_POSSIBLE,
    ),
    (
        r"Invalid value for '(?P<what>[^']+)':.*? '(?P<given>[^']*)' does not match the format.*",
        Text(
            "{what} : « {given} » n'est pas une date (attendu JJ/MM/AAAA ou AAAA-MM-JJ)",
            "{what}: “{given}” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
        ),
    ),
    (r"Invalid value for '(?P<what>[^']+)'.*", _NOT_POSSIBLE),
)
_HELP = Text(
    "{sentence}\n« {command} --help » dit ce qu'on peut écrire.",
    "{sentence}\n“{command} --help” tells what can be typed.",
)


def usage_sentence(message: str, command: str, names: Iterable[str] = ()) -> Text:
    """Return what Typer says of a command line as a sentence, and where to find more.

    Parameters
    ----------
    message : str
        What Typer says, in English.
    command : str
        The command that was understood so far.
    names : iterable of str
        The options, or the commands, that there are.
    """
    return _HELP.fill(sentence=_sentence(message, names), command=command)


def _sentence(message: str, names: Iterable[str]) -> Text:
    from agenda_solver.words.names import instead, nearest_few, perhaps

    for pattern, wording in _SENTENCES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is None:
            continue
        parts = match.groupdict()
        sentence = wording.fill(
            what=parts.get("what") or parts.get("unknown"),
            known=parts.get("number"),
            given=parts.get("given"),
        )
        if unknown := parts.get("unknown"):
            near = nearest_few(unknown, names)
            return perhaps(sentence, either(near)) if near else sentence
        if known := re.findall(r"'([^']+)'", parts.get("known") or ""):
            near = nearest_few(parts["typed"], known)
            return instead(sentence, either(near) if near else None, known)
        return sentence
    return same(message)


# Typer does not name it: what BadParameter is a case of.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def refuse_usage(error: Any) -> None:
    """Say what is wrong with the command line, in the language that it asks for."""
    # Run by "python -m", Typer takes all of that for the name of the program.
    path = error.ctx.command_path if error.ctx else ""
    called = path.replace(" -m agenda_solver", "", 1).split(" ")[1:]
    command = " ".join([program(), *called])
    wanted = [word for flag, word in pairwise(sys.argv) if flag == "--lang"]
    language = next((word for word in ("fr", "en") if word in wanted), LOCALE)
    spoken: Language = "en" if language == "en" else "fr"
    sentence = usage_sentence(error.format_message(), command, _names(error))
    tell(sentence, spoken)
    if "--json" in sys.argv:
        print_failure(UNREADABLE, [FileFault(sentence)], spoken)


def _names(error: Any) -> list[str]:
    """Return what could have been typed: commands where one is to come, or else options."""
    command = getattr(error.ctx, "command", None)
    options = [
        name
        for parameter in getattr(command, "params", ())
        for name in parameter.opts
        if name.startswith("--")
    ]
    return options if getattr(error, "option_name", None) else [*getattr(command, "commands", ())]
