"""The command `rotate`: a world café from a draft, from numbers, or from one begun before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver import __version__
from agenda_solver.budget import Budget
from agenda_solver.commands.documents import check_output
from agenda_solver.commands.options import (
    ForceOption,
    JsonOption,
    LangOption,
    OutputOption,
    SecondsOption,
    SeedOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.searching import SELF_CHECK, stoppable
from agenda_solver.commands.speaking import (
    DONE,
    IMPOSSIBLE,
    NOTHING_FOUND,
    NothingFoundError,
    Refusals,
    columns,
    print_json,
    say,
    show,
    tell,
    tell_notices,
    tell_written,
)
from agenda_solver.files import InputError, about_file
from agenda_solver.files.opening import is_book, is_workbook, load
from agenda_solver.process import FALLBACK
from agenda_solver.text import Language, Text, listing, quoted

if TYPE_CHECKING:
    from agenda_solver.cafe.asked import Guest, WorldCafe
    from agenda_solver.cafe.rotation import Rotation

_USUAL_MINUTES, _USUAL_PAUSE, _USUAL_ROUNDS = 20, 5, 3


@dataclass(frozen=True)
class _Request:
    """What was typed, but for what every command takes."""

    draft: Path | None
    people: int | None
    names: Path | None
    tables: int | None
    seats: str | None
    topics: str | None
    rounds: int | None
    hosts: str | None
    carousel: bool
    start: str | None
    minutes: int | None
    pause: int | None
    forbid: Sequence[str]
    wish: Sequence[str]
    absent: Sequence[str]
    begin: int | None


HELP = in_locale(
    "Répartit un world café : qui est à quelle table, tour après tour, en se retrouvant le "
    "moins possible.",
    "Spread a world café over its tables: who sits where, round after round, meeting again "
    "as little as possible.",
)


def run(
    draft: Annotated[
        Path | None,
        typer.Argument(
            metavar=in_locale("BROUILLON", "DRAFT"),
            help=in_locale(
                "Un brouillon avec des tours, ou le classeur d'un world café déjà commencé.",
                "A draft with rounds, or the workbook of a world café that has begun.",
            ),
        ),
    ] = None,
    output: OutputOption = None,
    people: Annotated[
        int | None,
        typer.Option(min=1, max=5_000, help=in_locale("Combien de personnes.", "How many people.")),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("LISTE", "LIST"),
            help=in_locale(
                "Qui vient : un nom par ligne (.txt), ou des colonnes nom et organisation "
                "(.csv, .xlsx).",
                "Who comes: a name a line (.txt), or columns name and organisation (.csv, .xlsx).",
            ),
        ),
    ] = None,
    tables: Annotated[
        int | None,
        typer.Option(min=1, max=1_000, help=in_locale("Combien de tables.", "How many tables.")),
    ] = None,
    seats: Annotated[
        str | None,
        typer.Option(
            metavar="6,6,5",
            help=in_locale("Les places de chaque table.", "The seats of each table."),
        ),
    ] = None,
    topics: Annotated[
        str | None,
        typer.Option(
            metavar=in_locale("Eau;École;Santé", "Water;School;Health"),
            help=in_locale(
                "Les sujets, ou combien ; par défaut, un par table.",
                "The topics, or how many; default: one a table.",
            ),
        ),
    ] = None,
    rounds: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=50,
            help=in_locale("Combien de tours (par défaut 3).", "How many rounds (default 3)."),
        ),
    ] = None,
    hosts: Annotated[
        str | None,
        typer.Option(
            metavar="A,B,C",
            help=in_locale(
                "Qui reste à sa table : une personne par table, dans l'ordre.",
                "Who stays at their table: one person a table, in order.",
            ),
        ),
    ] = None,
    carousel: Annotated[
        bool,
        typer.Option(
            "--carousel",
            help=in_locale(
                "Les groupes restent ensemble et tournent.", "Groups stay together and turn."
            ),
        ),
    ] = False,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="14h00",
            help=in_locale("Début du premier tour.", "Start of the first round."),
        ),
    ] = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1_440,
            help=in_locale(
                "Durée d'un tour (par défaut 20).", "Length of a round in minutes (default 20)."
            ),
        ),
    ] = None,
    pause: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=1_440,
            help=in_locale(
                "Pause entre deux tours (par défaut 5).",
                "Minutes between two rounds (default 5).",
            ),
        ),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B",
            help=in_locale(
                "Jamais à la même table ; répétable.", "Never at one table; may be repeated."
            ),
        ),
    ] = None,
    wish: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B",
            help=in_locale("Devraient se rencontrer ; répétable.", "Should meet; may be repeated."),
        ),
    ] = None,
    absent: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B",
            help=in_locale("Qui n'est pas ou plus là.", "Who is not there, or no longer."),
        ),
    ] = None,
    begin: Annotated[
        int | None,
        typer.Option(
            "--from",
            min=1,
            metavar=in_locale("TOUR", "ROUND"),
            help=in_locale(
                "Refait les tours à partir de celui-ci ; les autres sont gardés.",
                "Make the rounds again from this one on; those before are kept.",
            ),
        ),
    ] = None,
    signs: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("FICHIER", "FILE"),
            help=in_locale(
                "Une affiche par table, à imprimer (.html ou .pdf).",
                "A sign for each table, to be printed (.html or .pdf).",
            ),
        ),
    ] = None,
    seconds: SecondsOption = 10.0,
    seed: SeedOption = 0,
    force: ForceOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Spread people over the tables of a world café."""
    request = _Request(
        *(draft, people, names, tables, seats, topics, rounds, hosts, carousel),
        *(start, minutes, pause, forbid or (), wish or (), absent or (), begin),
    )
    with Refusals(lang, as_json=as_json) as refusals:
        if output is not None:
            check_output(output, draft, force=force)
            check_output(output, names, force=force)
        if signs is not None:
            _check_signs(signs, draft, names, force=force)
        with _cafe_faults():
            cafe = _cafe(request, lang, refusals)
        language = lang or cafe.event.language
        stop = stoppable(language)
        stop.heeded = True
        from agenda_solver.cafe import rotation as search

        budget = Budget(seconds, seed, stop=stop)
        try:
            rotation = search.rotate(cafe.asked, budget)
        except search.FaultyRotationError as error:
            raise NothingFoundError(SELF_CHECK.fill(error=error)) from None
        spent = budget.spent
        if output is not None and rotation.table:
            _write(output, cafe, rotation, language, spent, seed, force=force)
        if signs is not None and rotation.table:
            from agenda_solver.files.signs import write_table_signs

            tell_written(signs, write_table_signs(signs, cafe, language, force=force), language)
        _show(cafe, rotation, language, spent, seed, as_json=as_json)
    if rotation.status == "infeasible":
        raise typer.Exit(IMPOSSIBLE)
    raise typer.Exit(DONE if rotation.table else NOTHING_FOUND)


def _check_signs(signs: Path, *others: Path | None, force: bool) -> None:
    """Refuse at once where table signs cannot go, or what else is read or written already is."""
    from agenda_solver.files.signs import check_table_signs
    from agenda_solver.files.writing import check_not_input

    for other in filter(None, others):
        check_not_input(signs, other)
    check_table_signs(signs, force=force)


@contextmanager
def _cafe_faults() -> Iterator[None]:
    from agenda_solver.cafe.asked import CafeError

    try:
        yield
    except CafeError as error:
        raise InputError([error.text]) from None


# --- What is asked --------------------------------------------------------------------------


def _cafe(request: _Request, lang: Language | None, refusals: Refusals) -> WorldCafe:
    """Return the café that the options ask, checked."""
    cafe = _begun(request, lang, refusals) or _new(request, lang, refusals)
    if request.topics is not None and request.draft is not None:
        cafe = cafe.about(_topic_names(request.topics))
    if request.seats is not None and request.draft is not None:
        cafe = cafe.seating(_numbers(request.seats))
    if request.hosts is not None:
        cafe = cafe.hosted(_listed(request.hosts))
    if request.start is not None:
        minutes = _USUAL_MINUTES if request.minutes is None else request.minutes
        pause = _USUAL_PAUSE if request.pause is None else request.pause
        cafe = cafe.at(_minute(request.start), minutes, pause)
    elif request.minutes is not None or request.pause is not None:
        raise InputError([_NO_START])
    cafe = replace(
        cafe,
        forbidden=cafe.forbidden | cafe.pairs(map(_listed, request.forbid)),
        wished=cafe.wished | cafe.pairs(map(_listed, request.wish)),
        carousel=cafe.carousel or request.carousel,
    )
    return cafe.checked()


def _begun(request: _Request, lang: Language | None, refusals: Refusals) -> WorldCafe | None:
    """Return the rest of a café that was written before; None where none is given."""
    if request.draft is None or not is_workbook(request.draft):
        return None
    from agenda_solver.files.workbook.cafe import read_cafe

    held = read_cafe(request.draft)
    if held is None:
        return None
    refusals.language = lang or held.cafe.event.language
    for notice in held.notices:
        tell(notice, refusals.language)
    if request.begin is None:
        raise InputError([about_file(request.draft, _NO_ROUND)])
    _refuse_twice(
        {
            "--people": request.people,
            "--names": request.names,
            "--tables": request.tables,
            "--rounds": request.rounds,
            "--hosts": request.hosts,  # who has moved is no host
        }
    )
    absent = [held.cafe.guest(name) for names in request.absent for name in _listed(names)]
    return held.cafe.again(held.table, request.begin - 1, absent)


def _new(request: _Request, lang: Language | None, refusals: Refusals) -> WorldCafe:
    if request.begin is not None:
        raise InputError([_NOT_BEGUN])
    guests = _guests(request, lang or FALLBACK)
    cafe = (
        _drafted(request, guests, lang, refusals)
        if request.draft
        else _counted(request, guests, lang)
    )
    absent = [cafe.guest(name) for names in request.absent for name in _listed(names)]
    return replace(cafe, absent=frozenset(absent))


def _guests(request: _Request, language: Language) -> tuple[Guest, ...]:
    if request.people is not None and request.names is not None:
        raise InputError([_PEOPLE_TWICE])
    if request.names is not None:
        from agenda_solver.files.guests import read_guests

        guests, notices = read_guests(request.names)
        for notice in notices:
            tell(notice, language)
        return guests
    if request.people is not None:
        from agenda_solver.cafe.asked import numbered

        return numbered(request.people)
    return ()


def _drafted(
    request: _Request, guests: Sequence[Guest], lang: Language | None, refusals: Refusals
) -> WorldCafe:
    assert request.draft is not None
    draft = load(request.draft)
    refusals.language = language = language_of(lang, draft.problem)
    tell_notices(draft, language)
    from agenda_solver.cafe.drafts import from_problem

    attendees = draft.problem.attendees or None
    _refuse_twice(
        {
            "--people": attendees and request.people,
            "--names": attendees and request.names,
            "--tables": request.tables,
            "--rounds": request.rounds,
        }
    )
    drafted = from_problem(
        draft.problem, draft.timetable if is_book(draft) else None, guests=guests
    )
    for notice in drafted.notices:
        tell(
            Text("{path} : {notice}", "{path}: {notice}").fill(
                path=request.draft.name, notice=notice
            ),
            language,
        )
    return drafted.cafe


def _counted(request: _Request, guests: Sequence[Guest], lang: Language | None) -> WorldCafe:
    if not guests:
        raise InputError([_NO_PEOPLE])
    from agenda_solver.cafe.asked import from_numbers
    from agenda_solver.problem import Event

    topics: Sequence[str] | int = ()
    if request.topics is not None:
        from agenda_solver.words.moments import whole_in

        number = whole_in(request.topics)
        topics = _topic_names(request.topics) if number is None else number
    return from_numbers(
        Event(name="World café", language=lang or FALLBACK),
        guests,
        tables=request.tables,
        seats=_numbers(request.seats) if request.seats is not None else (),
        topics=topics,
        rounds=_USUAL_ROUNDS if request.rounds is None else request.rounds,
    )


def _refuse_twice(options: dict[str, object]) -> None:
    given = [option for option, value in options.items() if value is not None]
    if given:
        raise InputError([_SAID_TWICE.fill(options=listing(given))])


def _listed(words: str) -> list[str]:
    """Return names between semicolons, or else between commas, which may be in a name."""
    from agenda_solver.words.pieces import bare, pieces_of

    return list(map(bare, pieces_of(words, ";" if ";" in words else ",")))


def _topic_names(words: str) -> list[str]:
    topics = _listed(words)
    if len(set(topics)) < len(topics):
        raise InputError([_TOPIC_TWICE])
    return topics


def _numbers(words: str) -> list[int]:
    from agenda_solver.words.moments import whole_in

    numbers = [whole_in(number) for number in _listed(words)]
    if not numbers or None in numbers:
        raise InputError([_NOT_SEATS.fill(words=quoted(words))])
    return [number for number in numbers if number is not None]


def _minute(words: str) -> int:
    from agenda_solver.words import NotUnderstoodError
    from agenda_solver.words.moments import read_clock

    try:
        return read_clock(words)
    except NotUnderstoodError as error:
        sentence = Text("--start : {why}", "--start: {why}").fill(why=error.text)
        raise InputError([sentence]) from None


_NO_PEOPLE = Text(
    "combien de personnes ? Le dire par --people ou --names, ou donner un brouillon",
    "how many people? Tell by --people or --names, or give a draft",
)
_PEOPLE_TWICE = Text(
    "--people et --names disent tous deux qui vient : n'en donner qu'un",
    "--people and --names both tell who comes: give one of them",
)
_SAID_TWICE = Text(
    "{options} : le fichier le dit déjà ; l'y changer, ou donner des nombres sans fichier",
    "{options}: the file tells this already; change it there, or give numbers without a file",
)
_NO_ROUND = Text(
    "{path} est un world café déjà réparti : dire à partir de quel tour le refaire (--from 2), et "
    "qui n'est plus là (--absent)",
    "{path} is a world café that is made already: tell from which round to make it again "
    "(--from 2), and who has left (--absent)",
)
_NOT_BEGUN = Text(
    "--from refait un world café déjà réparti : donner son classeur",
    "--from makes a world café again: give its workbook",
)
_NO_START = Text(
    "--minutes et --pause comptent à partir de --start : donner le début du premier tour",
    "--minutes and --pause count from --start: give the start of the first round",
)
_TOPIC_TWICE = Text(
    "--topics : un sujet est écrit deux fois ; plusieurs tables peuvent avoir le même (--tables)",
    "--topics: a topic is written twice; several tables may share one (--tables)",
)
_NOT_SEATS = Text(
    "--seats {words} : donner un nombre par table, comme 6,6,5",
    "--seats {words}: give a number a table, as 6,6,5",
)


# --- What is told -------------------------------------------------------------------------


def _write(
    output: Path,
    cafe: WorldCafe,
    rotation: Rotation,
    language: Language,
    spent: float,
    seed: int,
    *,
    force: bool,
) -> None:
    from agenda_solver.files.workbook.cafe import write_cafe

    figures = (
        (Text("Méthode", "Method"), rotation.method),
        (Text("Secondes", "Seconds"), round(spent, 1)),
        (Text("Graine", "Seed"), seed),
        (Text("Version", "Version"), f"agenda-solver {__version__}"),
    )
    written = write_cafe(output, cafe, rotation, language, figures=figures, force=force)
    tell_written(output, written, language)


def _show(
    cafe: WorldCafe,
    rotation: Rotation,
    language: Language,
    spent: float,
    seed: int,
    *,
    as_json: bool,
) -> None:
    if as_json:
        from agenda_solver.files.store.rotation import rotate_document

        print_json(rotate_document(cafe, rotation, language, seconds=spent, seed=seed))
        return
    from agenda_solver.cafe.sittings import cafe_text, summary
    from agenda_solver.views.wrapping import WIDTH

    sentences = rotation.advice
    if rotation.table:
        show(cafe_text(cafe, rotation, language, columns() or WIDTH))
        show("")
        sentences = tuple(summary(cafe, rotation))
    for sentence in sentences:
        say(sentence, language)
