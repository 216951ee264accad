from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from agenda_solver.files.page import with_tables
from agenda_solver.files.store.documents import DOCUMENTS, Document
from agenda_solver.files.store.page import BY_COMMAND
from agenda_solver.files.store.records import Meaning

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(("page", "language"), [("solve.md", "en"), ("resoudre.md", "fr")])
def test_the_tables_of_a_page_are_what_the_documents_say(page: str, language: str) -> None:
    # To mend it: python -m agenda_solver.files.page docs/*.md
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written == with_tables(written)
    told = {name for name in BY_COMMAND if f"<!-- documents: {name}, {language} -->" in written}
    assert told == BY_COMMAND.keys() - {"check"}  # which has nothing of its own


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_each_key_of_a_document_has_a_meaning(kind: type[Document]) -> None:
    for name, field in kind.model_fields.items():
        (meaning,) = (mark for mark in field.metadata if isinstance(mark, Meaning))
        assert meaning.fr, name
        assert meaning.en, name


def test_a_document_is_told_by_its_command() -> None:
    assert {"solve", "check", "diff", "error"} <= BY_COMMAND.keys()
    assert all(issubclass(kind, BaseModel) for kind in BY_COMMAND.values())
