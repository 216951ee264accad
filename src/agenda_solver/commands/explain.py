"""The command `explain`: why there is no programme, or why a programme is as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.budget import Budget
from agenda_solver.commands.completing import ids
from agenda_solver.commands.explanation import Explanation
from agenda_solver.commands.options import (
    ApplyOption,
    ExplainedOption,
    ForceOption,
    JsonOption,
    LangOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    WaysOption,
    WorkersOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.prices import prices_of
from agenda_solver.commands.reasons import DraftAnswer, WaysAsked, draft_answer
from agenda_solver.commands.searching import distrusted, stoppable
from agenda_solver.commands.speaking import Refusals, tell_notices
from agenda_solver.commands.whys import Questions, answer_of, load_timetable
from agenda_solver.files.opening import is_book, load
from agenda_solver.process import ENDING, FALLBACK
from agenda_solver.text import Language, Names

if TYPE_CHECKING:
    from agenda_solver.files import Draft

HELP = in_locale(
    "Dit pourquoi aucun programme n'est possible, et ce qu'il suffirait de changer ; ou, d'un "
    "programme, pourquoi il est ainsi.",
    "Tell why no programme is possible, and what it would be enough to change; or, of a "
    "programme, why it is as it is.",
)


def run(
    asked: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("BROUILLON|PROGRAMME", "DRAFT|TIMETABLE"),
            help=in_locale(
                "Un brouillon (.xlsx, .toml) ; pour une question, le classeur résolu.",
                "A draft (.xlsx, .toml); for a question, the solved workbook.",
            ),
        ),
    ],
    ways: WaysOption = None,
    apply: ApplyOption = None,
    output: ExplainedOption = None,
    why: Annotated[
        str | None,
        typer.Option(
            autocompletion=ids("sessions"),
            metavar="SESSION",
            help=in_locale(
                "Pourquoi cette session est là ; ou ce qu'il faudrait pour qu'elle soit ailleurs.",
                "Why this session is there; or what it would take to have it elsewhere.",
            ),
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar=in_locale("MOMENT", "TIME"),
            help=in_locale(
                "Avec --why : à 14h30, au lieu de maintenant.", "With --why: at 14:30 instead."
            ),
        ),
    ] = None,
    in_room: Annotated[
        str | None,
        typer.Option(
            "--in",
            autocompletion=ids("rooms"),
            metavar=in_locale("SALLE", "ROOM"),
            help=in_locale("Avec --why : dans cette salle.", "With --why: in this room."),
        ),
    ] = None,
    why_not: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar=in_locale("PARTICIPANT ATELIER", "ATTENDEE WORKSHOP"),
            help=in_locale(
                "Ce qu'il faudrait pour que cette personne ait une place dans cet atelier.",
                "What it would take that this person had a seat in this workshop.",
            ),
        ),
    ] = None,
    who_can: Annotated[
        str | None,
        typer.Option(
            autocompletion=ids("sessions"),
            metavar="SESSION",
            help=in_locale(
                "Qui pourrait intervenir dans cette session.",
                "Who could take part in this session.",
            ),
        ),
    ] = None,
    who_is_free: Annotated[
        str | None,
        typer.Option(
            metavar=in_locale("DE-À", "FROM-TO"),
            help=in_locale("Qui est libre à ces heures.", "Who is free at these hours."),
        ),
    ] = None,
    prices: Annotated[
        bool,
        typer.Option(
            "--prices",
            help=in_locale(
                "D'un brouillon qui a un programme : ce que chaque demande coûte.",
                "Of a draft that has a programme: what each demand costs.",
            ),
        ),
    ] = False,
    names: Annotated[
        Names | None,
        typer.Option(
            help=in_locale(
                "Avec --why-not, les participants : nom entier, initiales ou codes (sauf "
                "indication).",
                "With --why-not, the attendees: full names, initials or codes (unless told).",
            ),
        ),
    ] = None,
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    reproducible: ReproducibleOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a draft, or answer a question about a timetable."""
    wanted = WaysAsked(asked, ways, apply, output, force)
    questions = Questions(why, at, in_room, why_not, names, who_can, who_is_free, prices=prices)
    with Refusals(lang, as_json=as_json) as refusals:
        questions.check()
        budget = Budget(seconds, seed, workers, reproducible, stoppable(lang or FALLBACK))
        read = load_timetable(asked) if questions.asked else load(asked)
        refusals.language = language = _language(read, lang)
        wanted.check(of_a_draft=not (questions.asked or prices))
        with distrusted():
            answer: Explanation | DraftAnswer
            if is_book(read) and questions.asked:
                answer = answer_of(read, questions, budget, language)
            elif prices:
                answer = prices_of(read, budget, language)
            else:
                answer = draft_answer(read, wanted, budget, language)
        refusals.answered = as_json
        code = answer.show(read, wanted, language, as_json=as_json)
    raise typer.Exit(code)


def _language(asked: Draft, lang: Language | None) -> Language:
    """Return the language to answer in, and say how what was asked was read."""
    language = language_of(lang, asked.problem)
    tell_notices(asked, language)
    ENDING.language = language
    return language
