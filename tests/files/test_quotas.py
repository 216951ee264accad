from typing import Any

import pytest

from agenda_solver.files.fields.quotas import read_quotas, read_times, write_quotas, write_times
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
        {"min": 0, "kind": "session"},  # the kind, not any
    ]
    words = write_quotas(quotas, language)
    again = read_quotas(words, Calendar())
    assert [quota.get("kind") for quota in again] == ["workshop", None, None, "session"]
    assert write_quotas(again, language) == words


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("3", 3),
        ("3 fois", 3),
        ("1 à 5", {"min": 1, "max": 5}),
        ("from 1 to 5 times", {"min": 1, "max": 5}),
        ("entre 2 et 4", {"min": 2, "max": 4}),
        ("au plus 5", {"min": 1, "max": 5}),
        ("1 à 5, fixé", {"min": 1, "max": 5, "settled": True}),
        ("1 to 5, settled", {"min": 1, "max": 5, "settled": True}),
    ],
)
def test_reads_how_many_times(words: str, times: Any) -> None:
    assert read_times(words) == times


@pytest.mark.parametrize("words", ["souvent", "au moins 2", "1 à", "1 à 5 ateliers"])
def test_times_without_a_most_are_refused(words: str) -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        read_times(words)
    assert refused.value.text.fr == (
        f"« {words} » n'est pas compris : attendu un nombre, ou un minimum et un maximum : 3, ou "
        "1 à 5"
    )
    assert refused.value.text.en == (
        f"“{words}” is not understood: expected a number, or a least and a most: 3, or 1 to 5"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "times", [3, {"min": 1, "max": 5}, {"min": 2, "max": 4, "settled": True}, {"max": 5}]
)
def test_times_that_are_written_are_read_again(times: Any, language: Any) -> None:
    written = write_times(times, language)
    read = read_times(written) if isinstance(written, str) else written
    assert read == (times if isinstance(times, int) else {"min": 1, **times})
