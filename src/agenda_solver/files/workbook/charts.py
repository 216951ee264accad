"""Draws charts: bars that can be told apart without colours, with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumVal,
    StrData,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from agenda_solver.files.inks import ACCENT, INK, QUIET
from agenda_solver.text import Language, cut
from agenda_solver.views.pages import Bars, Chart
from agenda_solver.views.titles import without_controls

_SHADES = (ACCENT, "7B93AB", "C3D0DC", "F0F4F8")
"""From dark to light, so that a copy in black and white tells them apart."""

_LINE, _AROUND, _UPRIGHT = 18.0, 54.0, 210.0  # points
_CENTIMETRE = 28.35  # points
_LONGEST_NAME = 60
_HAIR = 4_762  # a point is 12,700


def chart_height(chart: Chart) -> float:
    """Return how many points a chart is high."""
    if chart.upright:
        return _UPRIGHT
    each = 1 if chart.stacked else len(chart.bars)
    return _AROUND + _LINE * len(chart.lines) * each


def drawn_chart(chart: Chart, width: float, language: Language) -> BarChart:
    """Return a chart for a sheet, so many points wide."""
    drawn = BarChart()
    drawn.type = "col" if chart.upright else "bar"
    drawn.gapWidth = 40
    if chart.stacked:
        drawn.grouping, drawn.overlap = "stacked", 100
    names = [_words(text.say(language)) for text in chart.lines]
    for number, bars in enumerate(chart.bars):
        series = _series(number, bars, names, language)
        if not chart.upright:
            _label(series, dark=chart.stacked and number == 0, inside=chart.stacked)
        drawn.series.append(series)
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if not chart.upright:
        drawn.x_axis.scaling.orientation = "maxMin"
        drawn.y_axis.delete = True
    if chart.title is not None:
        drawn.title = _title(chart.title.say(language))
    drawn.y_axis.majorGridlines = None
    drawn.y_axis.number_format, drawn.y_axis.majorUnit = "0", _unit(chart)
    drawn.x_axis.txPr = drawn.y_axis.txPr = _small(QUIET)
    if len(chart.bars) > 1:
        drawn.legend.position = "b"
        drawn.legend.txPr = _small(INK)
    else:
        drawn.legend = None
    drawn.width, drawn.height = width / _CENTIMETRE, chart_height(chart) / _CENTIMETRE  # type: ignore[assignment]  # any number
    drawn.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    return drawn


def _unit(chart: Chart) -> int:
    """Return a step of the axis in whole numbers."""
    return max(1, max(max(bars.numbers, default=0) for bars in chart.bars) // 5)


def _series(number: int, bars: Bars, names: Sequence[str], language: Language) -> Series:
    """Return bars with their own numbers: a chart tells no cells."""
    values = [NumVal(idx=place, v=value) for place, value in enumerate(bars.numbers)]
    texts = [StrVal(idx=place, v=name) for place, name in enumerate(names)]
    shade = _SHADES[number % len(_SHADES)]
    series = Series(
        idx=number,
        order=number,
        tx=SeriesLabel(v=_words(bars.name.say(language))),
        val=NumDataSource(numLit=NumData(formatCode="0;;", ptCount=len(values), pt=values)),
        cat=AxDataSource(strLit=StrData(ptCount=len(texts), pt=texts)),
    )
    series.graphicalProperties = GraphicalProperties(
        solidFill=shade, ln=LineProperties(solidFill=INK, w=_HAIR)
    )
    return series


def _label(series: Series, *, dark: bool, inside: bool) -> None:
    """Have each bar say its number; nothing where that is 0."""
    series.dLbls = DataLabelList(
        dLblPos="ctr" if inside else "outEnd",
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        numFmt="0;;",
        txPr=_small("FFFFFF" if dark else INK),
    )


def _title(words: str) -> Title:
    properties = CharacterProperties(sz=900, b=False, solidFill=INK)
    run = RegularTextRun(t=_words(words), rPr=properties)
    return Title(tx=ChartText(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)


def _small(ink: str) -> RichText:
    properties = CharacterProperties(sz=800, solidFill=ink)
    return RichText(
        p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)]
    )


def _words(words: str) -> str:
    return cut(without_controls(words), _LONGEST_NAME)
