"""The options and arguments that several commands take, and the language they are told in."""

from __future__ import annotations

import locale
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.fairness import Fairness
from agenda_solver.text import Language, Names, Text

if TYPE_CHECKING:
    from agenda_solver.problem import Problem


def _locale_language() -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if words := os.environ.get(name):
            return "fr" if words.lower().startswith("fr") else "en"
    return "fr" if (locale.getlocale()[0] or "").lower().startswith("fr") else "en"


LOCALE = _locale_language()


def in_locale(fr: str, en: str) -> str:
    """Return what help says, in the language of the computer."""
    return Text(fr, en).say(LOCALE)


def language_of(lang: Language | None, problem: Problem) -> Language:
    """Return the language asked for, or else the event's."""
    return lang or problem.event.language


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


EncodingOption = Annotated[
    str | None,
    typer.Option(
        metavar=in_locale("CODAGE", "ENCODING"),
        help=in_locale(
            "Codage du texte, par exemple cp1252 ; reconnu en général.",
            "Encoding of the text, for example cp1252; mostly recognised.",
        ),
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


WaysOption = Annotated[
    int | None,
    typer.Option(
        "--ways",
        min=1,
        max=20,
        help=in_locale(
            "D'un brouillon impossible : combien de pistes, au plus (3, sauf indication).",
            "Of an impossible draft: how many ways out, at most (3 unless told).",
        ),
    ),
]


ApplyOption = Annotated[
    int | None,
    typer.Option(
        "--apply",
        min=1,
        max=20,
        metavar=in_locale("PISTE", "WAY"),
        help=in_locale(
            "Écrit le brouillon avec cette piste, là où le dit -o.",
            "Write the draft with this way, where -o says.",
        ),
    ),
]


ExplainedOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=in_locale("FICHIER", "FILE"),
        help=in_locale(
            "La réponse en classeur (.xlsx) ; avec --apply, le nouveau brouillon.",
            "The answer as a workbook (.xlsx); with --apply, the new draft.",
        ),
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


LogOption = Annotated[
    Path | None,
    typer.Option(
        "--log",
        metavar=in_locale("FICHIER", "FILE"),
        help=in_locale(
            "Écrit ce que dit le solveur de son travail (en anglais, pour ingénieurs).",
            "Write what the solver says of its work, for engineers.",
        ),
    ),
]


FairnessOption = Annotated[
    Fairness,
    typer.Option(
        "--fairness",
        help=in_locale(
            "À qui vont les places : « generous », le moins possible de personnes mal servies ; "
            "« total », la plus petite somme des rangs ; « first-choices », le plus possible de "
            "premiers vœux ; « ratings », le plus de points, quand les vœux sont notés.",
            "Who gets the seats: “generous”, as few people as possible served badly; “total”, the "
            "least sum of ranks; “first-choices”, as many first wishes as possible; “ratings”, the "
            "most points, where wishes are rated.",
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


AttendeesOption = Annotated[
    bool,
    typer.Option(
        "--attendees",
        help=in_locale(
            "Écrit aussi le calendrier, ou la page, de chaque participant.",
            "Write each attendee's calendar, or page, too.",
        ),
    ),
]
