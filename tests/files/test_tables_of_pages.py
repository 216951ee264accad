"""The tables of the pages are what the program says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from agenda_solver.files.fields.kinds import SHOWN, Reading
from agenda_solver.files.page import with_tables
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.words.moments import Calendar

MADE = "<!-- end of (fields|cells|mapping|formats) -->"
DOCS = Path(__file__).parents[2] / "docs"
TABLES = {
    **dict.fromkeys(("solve.md", "resoudre.md"), len(Problem.model_fields) - 1),  # no weights
    **dict.fromkeys(("workbook.md", "classeur.md"), 1),
    **dict.fromkeys(("publish.md", "publier.md"), 1),
    **dict.fromkeys(("registrations.md", "inscriptions.md"), 1),
}


@pytest.mark.parametrize("page", TABLES)
def test_the_tables_of_a_page_are_those_that_are_made(page: str) -> None:
    # To mend it: python -m agenda_solver.files.page docs/*.md
    written = (DOCS / page).read_text(encoding="utf-8")
    assert len(re.findall(MADE, written)) == TABLES[page]
    assert written == with_tables(written)


def test_no_other_page_has_a_table_that_is_made() -> None:
    marked = {path.name for path in DOCS.glob("*.md") if re.search(MADE, path.read_text("utf-8"))}
    assert marked == set(TABLES)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_page_shows_in_cells_is_read(language: Language) -> None:
    reading = Reading(calendar=Calendar({"j1": date(2026, 6, 10)}), language=language)
    for kind in SHOWN:
        for _, written in kind.examples:
            for words in re.findall(r"`([^`]+)`", written.say(language)):
                assert kind().read(words, reading) is not None, words
