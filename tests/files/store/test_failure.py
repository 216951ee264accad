from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.files import FileFault, in_file
from agenda_solver.files.store.failure import error_document
from agenda_solver.text import Text


@pytest.mark.parametrize(
    ("language", "where", "message"), [("fr", "ligne 3", "faux"), ("en", "line 3", "wrong")]
)
def test_a_failed_command(language: Any, where: str, message: str) -> None:
    faults = [FileFault(Text("faux", "wrong")), in_file("a.csv", Text("faux", "wrong"), 3)]
    assert error_document(2, faults, language).plain() == {
        "schema": 1,
        "status": "error",
        "exit": 2,
        "faults": [
            {"file": "", "where": "", "message": message},
            {"file": "a.csv", "where": where, "message": message},
        ],
        "findings": [],
    }
