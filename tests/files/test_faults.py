from __future__ import annotations

import pytest

from agenda_solver.files import WHOLE, FileFault, InputError, about_file, in_file
from agenda_solver.text import Text, same

MESSAGE = Text("{it} manque", "{it} is missing")


@pytest.mark.parametrize(
    ("fault", "file", "where", "sentence"),
    [
        (FileFault(MESSAGE), "", "", "{it} manque"),
        (in_file("a.csv", MESSAGE), "a.csv", "", "a.csv: {it} manque"),
        (in_file("a.csv", MESSAGE, 3), "a.csv", "ligne 3", "a.csv, ligne 3: {it} manque"),
        (FileFault(MESSAGE, where=same("Rooms!B2")), "", "Rooms!B2", "Rooms!B2: {it} manque"),
        (
            about_file("a.csv", Text("{path} est {kind}", "{path} is {kind}"), kind="vide"),
            *("a.csv", "", "a.csv est vide"),
        ),
    ],
)
def test_a_sentence_says_where_once(fault: FileFault, file: str, where: str, sentence: str) -> None:
    assert (fault.file, fault.where.fr) == (file, where)
    assert fault.sentence.fr == sentence


def test_an_option_concerns_no_file() -> None:
    refusal = InputError([MESSAGE, in_file("a.csv", MESSAGE, 3)], "fr")
    assert refusal.faults[0] == FileFault(MESSAGE, "", WHOLE)
    assert [sentence.en for sentence in refusal.sentences] == [
        "{it} is missing",
        "a.csv, line 3: {it} is missing",
    ]
    assert str(refusal) == "{it} is missing; a.csv, line 3: {it} is missing"
