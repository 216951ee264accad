"""Words on a command line are one word for each shell."""

from __future__ import annotations

import shlex

import pytest

from agenda_solver.words.shells import as_one_word


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("jour-1.toml", "jour-1.toml"),
        ("été.xlsx", "été.xlsx"),
        ("dupont=martin", "dupont=martin"),
        ("sorties/programme.xlsx", "sorties/programme.xlsx"),
        (r"sorties\programme.xlsx", r'"sorties\programme.xlsx"'),  # sh would read the mark
        ("mon brouillon.xlsx", '"mon brouillon.xlsx"'),
        ("l'eau", '"l\'eau"'),
        ("a,b", '"a,b"'),  # two words for PowerShell
        ("leroy@example.org", '"leroy@example.org"'),
        ("100 % bio", '"100 % bio"'),
        ("à nous !", "'à nous !'"),
        ("a$(b)", "'a$(b)'"),
        ('dit "oui"', "'dit \"oui\"'"),
    ],
)
def test_double_quotation_marks_where_they_do(words: str, typed: str) -> None:
    assert as_one_word(words) == typed
    assert shlex.split(typed) == [words]
