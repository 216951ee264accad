"""When the answers to a form were given."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from agenda_solver.words.stamps import stamps


@pytest.mark.parametrize(
    ("words", "stamp"),
    [
        ("13/04/2026 09:30:15", datetime(2026, 4, 13, 9, 30, 15)),
        ("2026-04-13T09:30:15.123Z", datetime(2026, 4, 13, 9, 30, 15)),
        ("13/04/26 à 9h30", datetime(2026, 4, 13, 9, 30)),
        ("4/13/2026 2:30:00 PM", datetime(2026, 4, 13, 14, 30)),
        ("2026/04/13 9:30:00 AM UTC+2", datetime(2026, 4, 13, 9, 30)),
        ("13.04.2026", datetime(2026, 4, 13)),
        (datetime(2026, 4, 13, 9), datetime(2026, 4, 13, 9)),
        (date(2026, 4, 13), datetime(2026, 4, 13)),
    ],
)
def test_a_stamp(words: object, stamp: datetime) -> None:
    assert stamps([(2, words)]) == {2: stamp}


@pytest.mark.parametrize("words", ["hier", "", None, "32/04/2026", "13/04/2026 25:00", "1/2/3/4"])
def test_no_stamp(words: object) -> None:
    assert not stamps([(2, words)], day_first=True)


def test_days_and_months_are_told_apart_by_the_order_of_rows() -> None:
    assert stamps([(2, "03/04/2026"), (3, "04/04/2026")], day_first=None) == {
        2: datetime(2026, 4, 3),
        3: datetime(2026, 4, 4),
    }
    months = stamps([(2, "03/12/2026"), (3, "04/01/2026")])
    assert months == {2: datetime(2026, 3, 12), 3: datetime(2026, 4, 1)}


def test_days_and_months_that_cannot_be_told_apart() -> None:
    assert stamps([(2, "03/04/2026"), (3, "01/02/2026")]) is None
    assert stamps([(2, "03/04/2026")], day_first=False) == {2: datetime(2026, 3, 4)}
