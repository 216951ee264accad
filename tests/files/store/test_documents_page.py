from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from agenda_solver.files.page import with_tables
from agenda_solver.files.store.documents import DOCUMENTS, Document
from agenda_solver.files.store.page import BY_COMMAND
from agenda_solver.files.store.records import Meaning

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    ("pages", "language"),
    [
        (("solve.md", "import.md", "board.md", "contingency.md"), "en"),
        (("resoudre.md", "importer.md", "tableau.md", "plan-b.md"), "fr"),
    ],
    ids=["en", "fr"],
)
def test_the_tables_of_pages_are_what_the_documents_say(
    pages: tuple[str, ...], language: str
) -> None:
    # To mend it: python -m agenda_solver.files.page docs/*.md
    written = "".join((DOCS / page).read_text(encoding="utf-8") for page in pages)
    assert written == with_tables(written)
    counts = {name: written.count(f"<!-- documents: {name}, {language} -->") for name in BY_COMMAND}
    assert counts == {name: int(name != "check") for name in BY_COMMAND}  # it has none of its own


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_each_key_of_a_document_has_a_meaning(kind: type[Document]) -> None:
    for name, field in kind.model_fields.items():
        (meaning,) = (mark for mark in field.metadata if isinstance(mark, Meaning))
        assert meaning.fr, name
        assert meaning.en, name


def test_a_document_is_told_by_its_command() -> None:
    assert {"solve", "check", "diff", "error"} <= BY_COMMAND.keys()
    assert all(issubclass(kind, BaseModel) for kind in BY_COMMAND.values())
