"""What is wrong with a command as it was typed, in the user's language."""

from __future__ import annotations

import re

from agenda_solver.text import Text, same

# Typer speaks English; what it says, and the same in both languages.
_SAID: tuple[tuple[str, Text], ...] = (
    (
        r"Missing (?:argument|option|parameter) '(?P<what>[^']+)'(?: / '[^']+')*\.",
        Text("il manque {what}", "{what} is missing"),
    ),
    (
        r"No such option: (?P<what>\S+?)\.? *(?:\(Possible options: (?P<meant>.+)\)"
        r"|Did you mean (?P<near>.+)\?)?",
        Text("l'option {what} n'existe pas", "there is no option {what}"),
    ),
    (
        r"No such command '(?P<what>.+?)'\. *(?:Did you mean '(?P<meant>.+)'\?)?",
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
_PERHAPS = Text("{said} ; peut-être {meant} ?", "{said}; perhaps {meant}?")
_HELP = Text(
    "{said}\n« {command} --help » dit ce qu'on peut écrire.",
    "{said}\n“{command} --help” tells what can be typed.",
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
    said = same(message)
    for pattern, sentence in _SAID:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            found = match.groupdict()
            known = (found.get("known") or "").replace("'", "")
            said = sentence.fill(what=found["what"], known=known)
            if meant := found.get("meant") or found.get("near"):
                said = _PERHAPS.fill(said=said, meant=meant)
            break
    return _HELP.fill(said=said, command=command)
