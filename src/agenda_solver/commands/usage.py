"""What is wrong with a command as it was typed, in the user's language."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from typing import Any

import typer

from agenda_solver.commands.options import LOCALE
from agenda_solver.commands.speaking import UNREADABLE, print_failure, tell
from agenda_solver.files import FileFault
from agenda_solver.text import Language, Text, same

# Typer speaks English, each version in its own way; and the same in both languages.
_SENTENCES: tuple[tuple[str, Text], ...] = (
    (
        r"Missing (?:argument|option|parameter) '(?P<what>[^']+)'(?: / '[^']+')*\.",
        Text("il manque {what}", "{what} is missing"),
    ),
    (
        r"No such option:? '?(?P<what>[^\s'.]+)[\s'.(]*"
        r"(?:(?:Possible options:|Did you mean(?: one of:)?) (?P<meant>[^)?]+).*)?",
        Text("l'option {what} n'existe pas", "there is no option {what}"),
    ),
    (
        r"No such command '(?P<what>[^']+)'\.? *(?:\(?Did you mean '(?P<meant>[^']+)'\?.*)?",
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
        r"Option '(?P<what>.+)' requires (?P<known>\d+) arguments\.",
        Text("l'option {what} attend {known} valeurs", "the option {what} needs {known} values"),
    ),
    (
        r"Invalid value for '(?P<what>[^']+)'.*? is not one of (?P<known>.+?)\.?",
        Text(
            "la valeur de {what} n'est pas possible (au choix : {known})",
            "the value of {what} is not possible (one of: {known})",
        ),
    ),
    (
        r"Invalid value for '(?P<what>[^']+)'.*",
        Text("la valeur de {what} n'est pas possible", "the value of {what} is not possible"),
    ),
)
_HELP = Text(
    "{sentence}\n« {command} --help » dit ce qu'on peut écrire.",
    "{sentence}\n“{command} --help” tells what can be typed.",
)


def usage_sentence(message: str, command: str) -> Text:
    """Return what Typer says of a command line as a sentence, and where to find more.

    Parameters
    ----------
    message : str
        What Typer says, in English.
    command : str
        The command that was understood so far.
    """
    sentence = same(message)
    for pattern, wording in _SENTENCES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            parts = match.groupdict()
            known = (parts.get("known") or "").replace("'", "")
            sentence = wording.fill(what=parts["what"], known=known)
            if meant := parts.get("meant"):
                from agenda_solver.words.names import perhaps

                sentence = perhaps(sentence, same(meant.replace("'", "").strip()))
            break
    return _HELP.fill(sentence=sentence, command=command)


# Typer does not name it: what BadParameter is a case of.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def refuse_usage(error: Any) -> None:
    """Say what is wrong with the command line, in the language that it asks for."""
    command = error.ctx.command_path if error.ctx else "agenda-solver"
    wanted = [word for flag, word in pairwise(sys.argv) if flag == "--lang"]
    language = next((word for word in ("fr", "en") if word in wanted), LOCALE)
    spoken: Language = "en" if language == "en" else "fr"
    sentence = usage_sentence(error.format_message(), command)
    tell(sentence, spoken)
    if "--json" in sys.argv:
        print_failure(UNREADABLE, [FileFault(sentence)], spoken)
