"""The report as a page for the web: the tables of the sheet Rapport, and their bars."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.html.page import asset, rendered
from agenda_solver.result import Result
from agenda_solver.text import Language, Text, cut
from agenda_solver.verify import verify
from agenda_solver.views.pages import Bars, Block, Chart
from agenda_solver.views.report import report_page

_WIDE, _NAMES, _LINE, _BAR, _TALL = 720, 290, 30, 20, 210
_LONGEST_NAME = 42
_MARGIN = 26
_NARROW = 22
_BESIDE, _DIGIT = 8, 10  # what stands between a bar and its number, and a digit of that at most
"""Units of a drawing that is as wide as the page: of its whole, its names, its lines."""


class ReportPage(Exporter):
    """See `Exporter`."""

    title = Text(
        "le rapport en une page pour le web : ce qui est prouvé, tenu ou non, en chiffres et en "
        "barres ; pour les organisateurs",
        "the report as a page for the web: what is proven, kept or not, in figures and bars; for "
        "the organisers",
    )
    ending = ".html"
    options = frozenset({"names"})

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:  # noqa: ARG002
        """See `Exporter`."""
        problem, timetable = publication.problem, publication.timetable
        result = publication.result or Result(
            "feasible", timetable, findings=verify(problem, timetable).findings
        )
        page = report_page(problem, timetable, result, choice.names)
        language = publication.language
        head, *blocks = (block for block in page.blocks if isinstance(block, Block))
        data = rendered(
            "report.html",
            language,
            style=asset("base.css") + asset("report.css"),
            title=page.title,
            event=problem.event,
            columns=len(page.widths),
            lines=head.rows[1:],  # the first is the name of the event and its place
            sections=[
                (block, drawn(block.chart, language) if block.chart else None) for block in blocks
            ],
        )
        return Exported({PurePosixPath("rapport.html"): data})


EXPORTER = ReportPage()


# --- Charts -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rectangle:
    """A bar: where it is, how dark, the number it says and where that stands."""

    x: float
    y: float
    width: float
    height: float
    shade: int
    number: int
    at: tuple[float, float]
    inside: bool


@dataclass(frozen=True)
class ChartWords:
    """Words of a chart, and where they are; `whole` where they are cut."""

    x: float
    y: float
    words: str
    whole: str


@dataclass(frozen=True)
class Drawing:
    """A chart as it is drawn; its legend has a shade for each kind of bar."""

    height: float
    upright: bool
    rectangles: tuple[Rectangle, ...]
    labels: tuple[ChartWords, ...]
    legend: tuple[Bars, ...]
    title: Text | None
    width: float = _WIDE


def drawn(chart: Chart, language: Language) -> Drawing:
    """Return where the bars of a chart are."""
    draw = _upright if chart.upright else _lying
    rectangles, labels, height = draw(chart, [text.say(language) for text in chart.lines])
    legend = chart.bars if len(chart.bars) > 1 else ()
    return Drawing(height, chart.upright, tuple(rectangles), tuple(labels), legend, chart.title)


def _lying(chart: Chart, names: list[str]) -> tuple[list[Rectangle], list[ChartWords], float]:
    largest = _largest(chart)
    scale = (_WIDE - _NAMES - _BESIDE - _DIGIT * len(str(largest))) / largest
    rectangles, labels, y = [], [], 4.0
    for place, name in enumerate(names):
        labels.append(ChartWords(_NAMES - 8, y + _BAR - 5, cut(name, _LONGEST_NAME), name))
        x: float = _NAMES
        for shade, bars in enumerate(chart.bars):
            number = bars.numbers[place]
            width = number * scale
            inside = chart.stacked and width > _NARROW
            at = (x + width / 2, y + _BAR - 5) if chart.stacked else (x + width + 4, y + _BAR - 5)
            rectangles.append(Rectangle(x, y, width, _BAR, shade, number, at, inside))
            if chart.stacked:
                x += width
            else:
                y += _BAR + 2
        y += _LINE if chart.stacked else _LINE - _BAR
    return rectangles, labels, y


def _upright(chart: Chart, names: list[str]) -> tuple[list[Rectangle], list[ChartWords], float]:
    scale = (_TALL - 2 * _MARGIN) / _largest(chart)
    step = _WIDE / len(names)
    width = 0.8 * step / len(chart.bars)
    rectangles, labels = [], []
    for place, name in enumerate(names):
        left = place * step
        labels.append(ChartWords(left + step / 2, _TALL - 8, name, name))
        for shade, bars in enumerate(chart.bars):
            number = bars.numbers[place]
            x, height = left + 0.1 * step + shade * width, number * scale
            y = _TALL - _MARGIN - height
            at = x + width / 2, y - 4
            rectangles.append(Rectangle(x, y, width, height, shade, number, at, False))
    return rectangles, labels, _TALL


def _largest(chart: Chart) -> int:
    """Return what the longest line of bars comes to."""
    lines = list(zip(*(bars.numbers for bars in chart.bars), strict=True))
    longest = max(map(sum, lines)) if chart.stacked else max(map(max, lines))
    return max(1, longest)
