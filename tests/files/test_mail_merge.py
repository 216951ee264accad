from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.mail_merge import write_letters
from agenda_solver.text import Language
from agenda_solver.views.news import Letter

ANNE = Letter(
    "anne", None, "Anne Fictive", "anne@example.org", "fr", "Objet", "« A » ; puis « B »."
)
BOB = Letter(None, "p2", "Bob Fictif", "", "en", "Subject", 'He said "yes".')


def read(path: Path) -> list[list[str]]:
    """Read the file as a spreadsheet does that is told nothing: by its mark, and with ``;``."""
    words = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(words, newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("fr", ["id", "qui", "e-mail", "langue", "objet", "phrase"]),
        ("en", ["id", "who", "e-mail", "language", "subject", "sentence"]),
    ],
)
def test_a_letter_a_row(tmp_path: Path, language: Language, header: list[str]) -> None:
    path = tmp_path / "lettres.csv"
    assert write_letters(path, [ANNE, BOB], language) == path
    assert read(path) == [
        header,
        ["anne", "Anne Fictive", "anne@example.org", "fr", "Objet", "« A » ; puis « B »."],
        ["p2", "Bob Fictif", "", "en", "Subject", 'He said "yes".'],
    ]


def test_excel_knows_it_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "lettres.csv"
    write_letters(path, [ANNE])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid;qui;")
    assert path.read_bytes().count(b"\r\n") == 2


@pytest.mark.parametrize("mark", "=+-@\t")
def test_no_cell_becomes_a_formula(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "lettres.csv"
    words = f"{mark}cmd|' /C calc'!A0"
    write_letters(path, [Letter(words, None, words, words, "fr", words, words)])
    row = read(path)[1]
    assert row == [f"'{words}"] * 3 + ["fr"] + [f"'{words}"] * 2


def test_nobody_to_tell_is_a_header_alone(tmp_path: Path) -> None:
    path = tmp_path / "lettres.csv"
    write_letters(path, [])
    assert len(read(path)) == 1


def test_another_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "lettres.csv"
    path.write_text("à moi", encoding="utf-8")
    with pytest.raises(InputError):
        write_letters(path, [ANNE])
    assert path.read_text(encoding="utf-8") == "à moi"
    write_letters(path, [ANNE], force=True)
    assert len(read(path)) == 2
