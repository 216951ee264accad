"""Why a draft has no programme, and what to change for it to have one, as `explain` tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agenda_solver.commands.calling import command
from agenda_solver.commands.documents import cells_of, check_output, kept_by_hand, places_of
from agenda_solver.commands.searching import (
    exit_code,
    print_paragraphs,
    print_ways,
)
from agenda_solver.commands.speaking import DONE, IMPOSSIBLE, print_json, say, tell, tell_written
from agenda_solver.files import InputError
from agenda_solver.files.opening import impossible_by_hand, is_book, is_workbook
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.assign.whole import SolvedWhole
    from agenda_solver.budget import Budget
    from agenda_solver.explain import Conflict, WayOut
    from agenda_solver.files import Draft
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result

WAYS = 3
"""How many ways out are looked for, unless it is said otherwise."""


@dataclass(frozen=True)
class WaysAsked:
    """What is asked of the ways out of a draft.

    Attributes
    ----------
    draft : Path
        The draft's file.
    most : int or None
        How many ways, at most; as many as usual where that is not said.
    applied : int or None
        The number of the way to write into a draft.
    output : Path or None
        Where that draft goes; or, where none is asked for, a workbook that shows all.
    force : bool
        Whether a file that is there is replaced.
    """

    draft: Path
    most: int | None
    applied: int | None
    output: Path | None
    force: bool

    def check(self, *, of_a_draft: bool) -> None:
        """Refuse at once what cannot be written, or goes only with the ways out of a draft.

        Raises
        ------
        InputError
            If a draft is to be written and it is not said where, what is named there cannot be,
            or something else than ways out is asked for.
        """
        if not of_a_draft and (self.most is not None or self.applied is not None):
            raise InputError([_OF_A_DRAFT])
        if self.output is None:
            if self.applied is not None:
                raise InputError([_WHERE_TO])
            return
        same = ".xlsx" if is_workbook(self.draft) or self.applied is None else ".toml"
        check_output(self.output, self.draft, force=self.force, formats=(same,))

    @property
    def number(self) -> int:
        """How many ways to look for."""
        return max(self.most or WAYS, self.applied or 0)


_OF_A_DRAFT = Text(
    "--ways et --apply vont avec les pistes d'un brouillon impossible : les donner seuls, sans "
    "question ni --prices",
    "--ways and --apply go with the ways out of an impossible draft: give them alone, without a "
    "question or --prices",
)
_WHERE_TO = Text(
    "--apply : dire par -o où écrire le brouillon avec cette piste",
    "--apply: say by -o where to write the draft with that way",
)


@dataclass(frozen=True)
class DraftAnswer:
    """Whether there is a programme, and where there is none, why, and the ways out."""

    problem: Problem
    result: Result
    reasons: Conflict | None = None
    ways: Sequence[WayOut] = ()
    by_hand: bool = False  # two things that were typed contradict: nothing was searched

    def show(self, asked: Draft, wanted: WaysAsked, language: Language, *, as_json: bool) -> int:
        """Print it, and write what is wanted; return the exit code."""
        if as_json:
            from agenda_solver.files.store.telling import solve_document

            document = solve_document(
                self.problem,
                self.result,
                language,
                self.reasons,
                where=cells_of(asked),
                ways=self.ways,
                place_of=places_of(asked),
            )
            print_json(document)
        else:
            _print(asked, self, wanted, language)
        code = exit_code(self.result)
        if wanted.output is None:
            return code
        if code != IMPOSSIBLE:
            tell(_NOTHING_WRITTEN, language)
            return code
        return _written(asked, self, wanted, language)


_NOTHING_WRITTEN = Text("Il n'y a rien à écrire.", "There is nothing to write.")


def draft_answer(
    asked: Draft, wanted: WaysAsked, budget: Budget, language: Language
) -> DraftAnswer:
    """Look for any programme that keeps the demands; where there is none, why, and ways out."""
    problem, _ = kept_by_hand(asked, language)
    impossible = impossible_by_hand(asked)
    if impossible is not None:
        return DraftAnswer(problem, impossible, by_hand=True)
    from agenda_solver.assign.times import solve_with_times

    whole = solve_with_times(problem, budget)
    return DraftAnswer(whole.problem, whole.result, *reasons_and_ways(whole, budget, wanted.number))


def reasons_and_ways(
    whole: SolvedWhole, budget: Budget, most: int = WAYS
) -> tuple[Conflict | None, Sequence[WayOut]]:
    """Return why a draft is impossible, if it is, and what it would be enough to change."""
    if whole.result.status != "infeasible":
        return None, ()
    from agenda_solver.explain.answer import reasons_and_ways as why_and_ways

    return why_and_ways(
        whole.problem, whole.result.findings, budget, most, whole.refusals.as_demands
    )


def _print(asked: Draft, answer: DraftAnswer, wanted: WaysAsked, language: Language) -> None:
    if answer.result.timetable is not None and answer.result.overall != "infeasible":
        say(_POSSIBLE, language)
        return
    from agenda_solver.views.proofs import status_text
    from agenda_solver.views.reasons import why_paragraphs
    from agenda_solver.views.ways import NO_WAY, TO_APPLY

    say(status_text(answer.result), language)
    print_paragraphs(
        why_paragraphs(answer.problem, answer.result, answer.reasons, asked.where), language
    )
    print_ways(asked, answer.problem, answer.ways, language)
    if exit_code(answer.result) != IMPOSSIBLE or answer.by_hand:
        return
    if not answer.ways:
        say(NO_WAY, language)
    elif wanted.applied is None:
        draft = wanted.draft
        new = draft.with_stem(f"{draft.stem}-1")
        say(TO_APPLY.fill(command=command("explain", draft, "--apply", "1", "-o", new)), language)


_POSSIBLE = Text(
    "Un programme tient toutes les demandes : « solve » l'écrit.",
    "There is a programme that keeps all the demands: “solve” writes it.",
)


def _written(asked: Draft, answer: DraftAnswer, wanted: WaysAsked, language: Language) -> int:
    """Write the draft with a way, or the workbook that shows all; return the exit code."""
    from agenda_solver.files import toml, workbook
    from agenda_solver.rules.edits import with_edits

    assert wanted.output is not None
    if wanted.applied is None:
        from agenda_solver.views.reasons import why_paragraphs
        from agenda_solver.views.ways import ways_page

        why = why_paragraphs(answer.problem, answer.result, answer.reasons, asked.where)
        page = ways_page(answer.problem, why, answer.ways, asked.place_of, wanted.draft.name)
        written = workbook.write_page(wanted.output, page, language, force=wanted.force)
        tell_written(wanted.output, written, language)
        return exit_code(answer.result)
    if wanted.applied > len(answer.ways):
        tell(_NO_SUCH_WAY.fill(number=wanted.applied, known=len(answer.ways)), language)
        return exit_code(answer.result)
    problem = with_edits(asked.problem, answer.ways[wanted.applied - 1].edits)
    if is_book(asked):
        written, is_kept = workbook.write_changed(
            wanted.output, wanted.draft, asked, problem, language, force=wanted.force
        )
    else:
        written, is_kept = toml.write_changed(
            wanted.output, wanted.draft, asked.problem, problem, force=wanted.force
        )
    if not is_kept:
        tell(_WRITTEN_ANEW, language)
    tell_written(wanted.output, written, language)
    return DONE


_WRITTEN_ANEW = Text(
    "Le brouillon est écrit à neuf : ce qui n'est pas du brouillon (commentaires, autres feuilles) "
    "n'y est pas.",
    "The draft is written anew: what is not of the draft (comments, other sheets) is not in it.",
)
_NO_SUCH_WAY = Text(
    "--apply {number} : il n'y a pas de piste {number} ({known} en tout) ; rien n'est écrit",
    "--apply {number}: there is no way {number} ({known} in all); nothing is written",
)
