"""Charts draw the figures that stand in the tables, and openpyxl reads them back."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files.workbook.charts import chart_height
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Problem
from agenda_solver.text import Text, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.charts import fill_chart, labels_chart, ranks_chart, rooms_chart
from agenda_solver.views.pages import Bars, Chart
from agenda_solver.views.report import report_page
from agenda_solver.views.rosters import rosters
from agenda_solver.views.wishes import Tally, wish_figures
from workshops import PROBLEM, RESULT, TIMETABLE

DAY, NEXT = date(2026, 6, 10), date(2026, 6, 11)
FIGURES = wish_figures(PROBLEM, TIMETABLE)


def numbers(chart: Chart | None) -> list[tuple[int, ...]]:
    assert chart is not None
    return [bars.numbers for bars in chart.bars]


def lines(chart: Chart | None) -> list[str]:
    assert chart is not None
    return [text.say("fr") for text in chart.lines]


def test_wishes_by_rank_are_those_of_the_table() -> None:
    tally = Tally(ranks={1: 7, 2: 2}, unwished=1, without=3)
    assert lines(ranks_chart(tally)) == ["1er vœu", "2e vœu", "hors vœux", "sans place"]
    assert numbers(ranks_chart(tally)) == [(7, 2, 1, 3)]


def test_late_ranks_are_one_bar() -> None:
    tally = Tally(ranks={rank: rank for rank in range(1, 12)})
    assert lines(ranks_chart(tally))[-1] == "plus loin"
    assert numbers(ranks_chart(tally)) == [(1, 2, 3, 4, 5, 6, 7, 8, 9 + 10 + 11)]


def test_all_seats_of_the_organisations_are_drawn() -> None:
    chart = labels_chart(FIGURES.organisations)
    for place, (_, tally) in enumerate(FIGURES.organisations):
        assert sum(row[place] for row in numbers(chart)) == tally.asked


def test_taken_and_left_make_up_the_places() -> None:
    held = [one for one in rosters(PROBLEM, TIMETABLE) if not one.cancelled]
    chart = fill_chart([(same(one.placement.session), one) for one in held])
    taken, left = numbers(chart)
    assert taken == tuple(len(one.seated) for one in held)
    for one, here, free in zip(held, taken, left, strict=True):
        assert one.limit is None or here + free >= one.limit


def test_rooms_are_counted_by_the_half_hour_of_each_day() -> None:
    problem = Problem.read(
        {
            "event": {"name": "e"},
            "days": [{"date": DAY.isoformat()}, {"date": NEXT.isoformat()}],
            "rooms": [{"id": "r"}, {"id": "s"}],
            "sessions": [{"id": one, "title": one, "minutes": 45} for one in "abc"],
        }
    )
    timetable = Timetable.of(
        [
            Placement("a", DAY, 540, 585, "r"),
            Placement("b", DAY, 570, 615, "s"),
            Placement("c", NEXT, 600, 645, "r"),
        ]
    )
    chart = rooms_chart(problem, timetable)
    assert lines(chart) == ["9h00", "9h30", "10h00", "10h30"]
    assert numbers(chart) == [(1, 2, 1, 0), (0, 0, 1, 1)]


@pytest.mark.parametrize("lines", [0, 1, 41])
def test_what_nobody_would_look_at_is_no_chart(lines: int) -> None:
    assert labels_chart([(str(number), Tally(ranks={1: 2})) for number in range(lines)]) is None


def drawn() -> Worksheet:
    page = report_page(PROBLEM, TIMETABLE, RESULT)
    return drawing.drawn(lambda sheet: draw_page(sheet, page, "fr"))


def test_the_charts_of_a_sheet_hold_the_numbers() -> None:
    charts = drawn()._charts
    held = [
        [[int(point.v) for point in series.val.numLit.pt] for series in chart.series]
        for chart in charts
    ]
    assert [list(row) for row in numbers(ranks_chart(FIGURES.all))] in held
    assert [list(row) for row in numbers(rooms_chart(PROBLEM, TIMETABLE))] in held


def test_bars_differ_without_colours() -> None:
    for chart in drawn()._charts:
        shades = [sum(bytes.fromhex(str(series.spPr.solidFill.srgbClr))) for series in chart.series]
        assert all(lighter - darker > 90 for darker, lighter in pairwise(shades))


def test_a_chart_has_a_line_for_each_bar() -> None:
    few = Chart((same("a"), same("b")), (Bars(Text("x", "x"), (1, 2)),))
    two = Chart(few.lines, (*few.bars, *few.bars))
    assert chart_height(two) - chart_height(few) == 2 * 18
