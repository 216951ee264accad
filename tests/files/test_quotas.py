from typing import Any

import pytest

from agenda_solver.files.fields.quotas import read_quotas, write_quotas
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import Calendar


@pytest.mark.parametrize(
    ("words", "quotas"),
    [
        (
            "9h-12h30 : au moins 8 ateliers ; 14h-18h : 8 à 10",
            [
                {"start": "9h", "end": "12h30", "min": 8, "kind": "ateliers"},
                {"start": "14h", "end": "18h", "min": 8, "max": 10},
            ],
        ),
        (
            "09:00-12:30: 8-10 (Workshop)",
            [{"start": "09:00", "end": "12:30", "min": 8, "max": 10, "kind": "workshop"}],
        ),
        ("8", [{"min": 8, "max": 8}]),
        ("au plus 3 tables rondes", [{"max": 3, "kind": "tables rondes"}]),
        ("au moins 8 et au plus 10", [{"min": 8, "max": 10}]),
        ("from 14:00: at least 3 sessions", [{"start": "14:00", "min": 3}]),
    ],
)
def test_reads_how_many(words: str, quotas: list[dict[str, Any]]) -> None:
    assert read_quotas(words, Calendar()) == quotas


@pytest.mark.parametrize("words", ["beaucoup", "9h-12h", "mercredi 9h : 8", ": 8"])
def test_what_is_not_plain_is_refused(words: str) -> None:
    with pytest.raises(NotUnderstoodError):
        read_quotas(words, Calendar())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_written_is_read_again(language: Any) -> None:
    quotas = [
        {"start": "09:00", "end": "12:30", "min": 8, "kind": "workshop"},
        {"min": 2, "max": 4},
        {"start": "14:00", "max": 3},
    ]
    words = write_quotas(quotas, language)
    assert write_quotas(read_quotas(words, Calendar()), language) == words
