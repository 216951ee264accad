"""The events of many attendees, and what is measured on them."""

from pathlib import Path

import pytest

import end_to_end
import seating
from command_line import run

SMALL = seating.Event(
    wishes=((0, 1), (0, 1), (1, 0)),
    places=(2, 1),
    rounds=((0, 1),),
    here=frozenset(range(3)),
)


def test_what_is_not_drawn_as_before_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(end_to_end.DRAWN, "40x4x2", "0" * 64)
    with pytest.raises(ValueError, match="40x4x2 is not drawn as it was before"):
        end_to_end.event("40x4x2")


def test_an_event_is_what_its_name_says() -> None:
    event = end_to_end.event("1000x50x5")
    assert (len(event.wishes), len(event.places), len(event.wishes[0])) == (1000, 50, 5)
    assert sum(event.places) == 1100


def test_each_command_reads_what_those_before_have_written(tmp_path: Path) -> None:
    end_to_end.toml.write(tmp_path / "draft.toml", end_to_end.draft(SMALL))
    end_to_end.write_answers(tmp_path / "answers.csv", SMALL)
    for name, command in end_to_end.steps(tmp_path, 5, 0, 1):
        assert run(*command).returncode == 0, name
    seats = list(end_to_end.seats(tmp_path / "seated.xlsx"))
    assert len(seats) == 3
    assert {seat.attendee for seat in seats} == {"p000000", "p000001", "p000002"}
    score = seating.score(SMALL, seats)
    assert (score.value, score.hard, score.lacking) == (3, 0, 0)
    assert len(list((tmp_path / "calendars").rglob("*p00000*.ics"))) == 3


def test_a_process_is_measured() -> None:
    told = end_to_end.spent(["--help"])
    assert (told.exit, told.cpu_seconds > 0, 5 < told.peak_mb < 500) == (0, True, True)
    assert end_to_end.spent(["nothing"]).exit == 2
