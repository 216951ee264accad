"""An answer of `explain`, on the screen, as a document and in a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agenda_solver.commands.searching import print_paragraphs
from agenda_solver.commands.speaking import print_json, tell_written
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.commands.reasons import WaysAsked
    from agenda_solver.files import Draft
    from agenda_solver.files.store.documents import AnswerDocument
    from agenda_solver.views.reasons import Paragraph


@dataclass(frozen=True)
class Explanation:
    """What was asked, and what it is told.

    Attributes
    ----------
    code : int
        The exit code.
    """

    code: int
    question: Text
    lines: tuple[Paragraph, ...]
    document: AnswerDocument

    def show(self, asked: Draft, wanted: WaysAsked, language: Language, *, as_json: bool) -> int:
        """Print it, and write it where that is wanted; return the exit code."""
        if as_json:
            print_json(self.document)
        else:
            print_paragraphs(self.lines, language)
        if wanted.output is not None:
            from agenda_solver.files import workbook
            from agenda_solver.views.answers import answer_page

            page = answer_page(asked.problem, self.question, self.lines, wanted.draft.name)
            written = workbook.write_page(wanted.output, page, language, force=wanted.force)
            tell_written(wanted.output, written, language)
        return self.code
