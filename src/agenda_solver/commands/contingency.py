"""The command `contingency`: a plan B for each person and each room, the day before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.commands.documents import check_output, kept_by_hand, origin_text
from agenda_solver.commands.options import (
    FULL_NAMES,
    GENEROUS,
    FairnessOption,
    ForceOption,
    JsonOption,
    LangOption,
    NamesOption,
    SecondsOption,
    SeedOption,
    TimetableArgument,
    in_locale,
    language_of,
)
from agenda_solver.commands.searching import distrusted, live_line, stoppable
from agenda_solver.commands.speaking import (
    IMPOSSIBLE,
    NOTHING_FOUND,
    NothingFoundError,
    Refusals,
    print_json,
    print_list,
    say,
    tell,
    tell_notices,
    tell_written,
)
from agenda_solver.files import InputError
from agenda_solver.files.opening import (
    check_is_programme,
    impossible_by_hand,
    load_programme,
    typed_seats,
)
from agenda_solver.least import Least
from agenda_solver.text import Language, Names, Text, counted, duration

if TYPE_CHECKING:
    from agenda_solver.budget import Stop
    from agenda_solver.files.store.kept_plans import KeptPlans
    from agenda_solver.files.workbook import Book
    from agenda_solver.replan.contingency import PlanB
    from agenda_solver.replan.executors import Executor, Planning
    from agenda_solver.replan.scenarios import Scenario

HELP = in_locale(
    "Prépare un plan B pour chaque personne et chaque salle : une feuille à garder sur soi.",
    "Prepare a plan B for each person and each room: a sheet to keep in the pocket.",
)


def run(
    timetable: TimetableArgument,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=in_locale("FEUILLE.xlsx", "SHEET.xlsx"),
            help=in_locale("La feuille à écrire.", "The sheet to write."),
        ),
    ],
    scenarios: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("FICHIER", "FILE"),
            help=in_locale(
                "D'autres situations, au lieu de chaque personne et chaque salle : un tableau "
                "(.csv, .xlsx) ou un .toml.",
                "Other cases, instead of each person and each room: a table (.csv, .xlsx) or a "
                ".toml.",
            ),
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("DOSSIER", "FOLDER"),
            help=in_locale(
                "Écrit aussi le classeur de chaque plan, prêt à envoyer.",
                "Write the workbook of each plan too, ready to be sent.",
            ),
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=256,
            help=in_locale(
                "Cherche dans autant de processus de cette machine.",
                "Search in so many processes of this machine.",
            ),
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar=in_locale("ADRESSE", "ADDRESS"),
            help=in_locale(
                "Cherche sur une grappe Dask ; aucun nom ne lui est envoyé.",
                "Search on a Dask cluster; no name is sent to it.",
            ),
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help=in_locale(
                "Reprend ce qu'un calcul arrêté a déjà trouvé.",
                "Take up what a run that was stopped has found.",
            ),
        ),
    ] = False,
    seconds: SecondsOption = 20.0,
    seed: SeedOption = 0,
    least: Annotated[
        Least,
        typer.Option(help=in_locale("Comme pour « replan ».", "As of “replan”.")),
    ] = "times",
    fairness: FairnessOption = GENEROUS,
    names: NamesOption = FULL_NAMES,
    force: ForceOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plan for everything that may happen, and write the sheet."""
    with Refusals(lang, as_json=as_json) as refusals:
        book = load_programme(timetable)
        refusals.language = language = language_of(lang, book.problem)
        if workers is not None and scheduler is not None:
            raise InputError([_ONE_PLACE])
        check_output(output, timetable, force=force)
        if folder is not None:
            from agenda_solver.files.folders import check_folder

            check_folder(folder)
        tell_notices(book, language)
        check_is_programme(book, timetable)
        if impossible_by_hand(book) is not None:
            tell(_IMPOSSIBLE_BY_HAND, language)
            raise typer.Exit(IMPOSSIBLE)
        from agenda_solver.replan.contingency import executor_of
        from agenda_solver.replan.executors import Planning

        problem, _ = kept_by_hand(book, language)
        pinned = tuple(typed_seats(book))
        work = Planning(
            *(book.published, problem, seconds, seed, fairness, least, pinned),
            alone=folder is None,
        )
        wanted = _scenarios(scenarios, work, language)
        files = _plan_files(folder, wanted, force=force)
        looking = _Looking(book, work, wanted, output, language)
        executor = executor_of(workers, scheduler)
        plans = looking.look(executor, stoppable(language), resume=resume)
        if not plans:
            raise typer.Exit(NOTHING_FOUND)
        refusals.answered = as_json
        writing = _Writing(timetable, output, files, scenarios is None, names, force)
        workbooks: dict[str, str] = {}
        try:
            workbooks = writing.write(looking, plans)
        finally:  # what was found is not lost where it cannot be written
            _show(looking, plans, workbooks, as_json=as_json)


def _plan_files(
    folder: Path | None, scenarios: Sequence[Scenario], *, force: bool
) -> dict[str, Path]:
    """Return where each plan goes; refuse at once what cannot be written."""
    if folder is None:
        return {}
    from agenda_solver.files.workbook.plans_b import plan_files
    from agenda_solver.files.writing import check_free

    files = plan_files(folder, scenarios)
    for path in files.values() if folder.exists() else ():
        check_free(path, force=force)
    return files


_ONE_PLACE = Text(
    "--workers et --scheduler : donner l'un ou l'autre", "--workers and --scheduler: give one"
)
_IMPOSSIBLE_BY_HAND = Text(
    "Ce qui est tapé à la main dans le classeur se contredit : « replan » dit quoi.",
    "What is typed into the workbook by hand contradicts itself: “replan” tells what.",
)


def _scenarios(path: Path | None, work: Planning, language: Language) -> tuple[Scenario, ...]:
    if path is None:
        from agenda_solver.replan.scenarios import each_alone

        return each_alone(work.before)
    from agenda_solver.files.scenarios import read_scenarios

    scenarios, notices = read_scenarios(path, work.before.problem, work.before.timetable)
    for notice in notices:
        tell(notice, language)
    return tuple(dict.fromkeys(scenarios))


# --- Looking ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Looking:
    """What is looked for."""

    book: Book
    work: Planning
    scenarios: tuple[Scenario, ...]
    output: Path
    language: Language

    def look(self, executor: Executor, stop: Stop, *, resume: bool) -> list[PlanB]:
        """Return the plans that are found before a stop, the gravest first.

        Raises
        ------
        NothingFoundError
            If the cluster does not answer, a task kills whoever does it, or a plan does not
            pass `verify`.
        """
        from agenda_solver.files.store.kept_plans import KeptPlans
        from agenda_solver.replan.cluster import NoClusterError
        from agenda_solver.replan.contingency import contingency, gravest_first, in_order
        from agenda_solver.replan.executors import DeadWorkersError

        kept = KeptPlans.beside(self.output, self.work)
        known = kept.read() if resume else {}
        self._tell_kept(kept, known, resume=resume)
        plans: list[PlanB] = []
        begun = False
        try:
            with distrusted(), self._progress() as show:
                for plan in contingency(
                    self.work, self.scenarios, executor, stop=stop, known=known
                ):
                    plans.append(plan)
                    stop.heeded = True
                    if plan.scenario.key not in known:
                        if not begun:  # until then, what an earlier search left there stays
                            kept.begin(known)
                            begun = True
                        kept.add(plan.scenario.key, plan.outcome)
                    show(plans, known)
        except NoClusterError as error:
            raise InputError([_NO_CLUSTER.fill(error=error)]) from None
        except DeadWorkersError:
            raise NothingFoundError(_DEAD_WORKERS) from None
        if len(plans) == len(self.scenarios):
            kept.forget()
        elif plans:
            tell(_RESUME.fill(path=kept.path), self.language)
        return gravest_first(in_order(self.scenarios, plans))

    def _tell_kept(self, kept: KeptPlans, known: Mapping[str, object], *, resume: bool) -> None:
        if known:
            count = counted(len(known), *_KNOWN)
            tell(_TAKEN_UP.fill(count=count, path=kept.path), self.language)
        elif resume:
            tell(_NOTHING_KEPT.fill(path=kept.path), self.language)
        elif kept.read():
            tell(_NOT_TAKEN_UP.fill(path=kept.path), self.language)

    @contextmanager
    def _progress(self) -> Iterator[Callable[[Sequence[PlanB], Mapping[str, object]], None]]:
        """Show how far it is and how long it still takes, on a terminal only."""
        from agenda_solver.budget import Budget

        clock, number = Budget(), len(self.scenarios)
        with live_line(_BEGINS.fill(number=number), self.language) as show_line:

            def show(plans: Sequence[PlanB], known: Mapping[str, object]) -> None:
                if show_line is None:
                    return
                searched = max(1, len(plans) - len(known))
                left = clock.spent / searched * (number - len(plans))
                text = _GOES_ON.fill(
                    done=len(plans), number=number, left=duration(max(1, round(left / 60)))
                )
                show_line(text)

            yield show


_BEGINS = Text("Plans B : 0 sur {number}…", "Plans B: 0 of {number}…")
_GOES_ON = Text(
    "Plans B : {done} sur {number}, encore {left} environ",
    "Plans B: {done} of {number}, about {left} left",
)
_NO_CLUSTER = Text(
    "--scheduler : la grappe ne répond pas ({error}). Vérifier l'adresse que « dask scheduler » "
    "affiche, et que agenda-solver[cluster] est installé",
    "--scheduler: the cluster does not answer ({error}). Check the address that “dask scheduler” "
    "prints, and that agenda-solver[cluster] is installed",
)
_DEAD_WORKERS = Text(
    "Une recherche a fait tomber plusieurs fois le processus qui la menait, sans doute faute de "
    "mémoire ; ce qui est trouvé est gardé : relancer avec --resume, et moins de --workers.",
    "A search has brought down its process several times, for lack of memory perhaps; what was "
    "found is kept: run again with --resume, and with fewer --workers.",
)
_RESUME = Text(
    "Ce qui est trouvé est gardé dans {path} : --resume reprend là.",
    "What was found is kept in {path}: --resume goes on from there.",
)
_TAKEN_UP = Text("Repris de {path} : {count}.", "Taken up from {path}: {count}.")
_KNOWN = (Text("plan déjà trouvé", "plan"), Text("plans déjà trouvés", "plans"))
_NOTHING_KEPT = Text(
    "Rien à reprendre de ce programme dans {path} : tout est cherché.",
    "Nothing of this programme to be taken up in {path}: all is searched.",
)
_NOT_TAKEN_UP = Text(
    "Un calcul arrêté a laissé des plans dans {path} : --resume les aurait repris.",
    "A run that was stopped has left plans in {path}: --resume would have taken them up.",
)


# --- Writing ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Writing:
    """What is written of plans, and told.

    Attributes
    ----------
    source : Path
        The workbook that they were made from.
    files : dict of str to Path
        Where the workbook of each plan goes, by the scenario's key; empty where none is asked.
    each : bool
        Whether every person and every room was looked at.
    """

    source: Path
    output: Path
    files: dict[str, Path]
    each: bool
    names: Names
    force: bool

    def write(self, looking: _Looking, plans: Sequence[PlanB]) -> dict[str, str]:
        """Write the sheet, and the workbook of each plan; return their names by scenario."""
        from agenda_solver.files.workbook.plans_b import write_plans, write_sheet

        language = looking.language
        origin = origin_text(looking.book.published.problem, self.source)
        sheet = write_sheet(
            self.output,
            looking.work.before,
            plans,
            language,
            origin=origin,
            expected=len(looking.scenarios),
            each=self.each,
            force=self.force,
        )
        tell_written(self.output, sheet, language)
        if not self.files:
            return {}
        written = write_plans(
            looking.book,
            self.source,
            plans,
            self.files,
            language,
            origin=origin,
            names=self.names,
            force=self.force,
        )
        count = counted(len(written), *_PLANS)
        tell(_WORKBOOKS.fill(count=count, folder=self._folder), language)
        return {key: str(path) for key, path in written.items()}

    @property
    def _folder(self) -> Path:
        return next(iter(self.files.values())).parent


_WORKBOOKS = Text("Écrit dans {folder} : {count}.", "Written into {folder}: {count}.")
_PLANS = (
    Text("classeur de plan", "workbook of a plan"),
    Text("classeurs de plans", "workbooks of plans"),
)


def _show(
    looking: _Looking, plans: Sequence[PlanB], workbooks: Mapping[str, str], *, as_json: bool
) -> None:
    """Say how many plans there are, and who and what has none."""
    problem, language = looking.work.before.problem, looking.language
    expected = len(looking.scenarios)
    if as_json:
        from agenda_solver.files.store.telling import contingency_document

        print_json(contingency_document(problem, plans, expected, language, workbooks))
        return
    from agenda_solver.views.plan_b import gravest_lines, summary_texts

    for text in summary_texts(plans, expected):
        say(text, language)
    print_list(_GRAVEST, gravest_lines(problem, plans), language)


_GRAVEST = Text("À savoir d'abord :", "To be known first:")
