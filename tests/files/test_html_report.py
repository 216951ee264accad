"""The report as a page: what its tables tell, its bars, and that it asks for nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import lxml.html
import pytest
from lxml.html import HtmlElement

from agenda_solver.files.exporters import ExportOptions, Publication
from agenda_solver.files.html.report import EXPORTER, drawn
from agenda_solver.problem import Problem
from agenda_solver.text import Language, Names, same
from agenda_solver.views.editions import with_edition
from agenda_solver.views.pages import Bars, Chart
from workshops import DRAFT, PROBLEM, RESULT, TIMETABLE


def page(
    language: Language = "fr",
    names: Names = "full",
    problem: Problem = PROBLEM,
    *,
    by_hand: bool = False,
) -> str:
    history = with_edition(None, problem, TIMETABLE)
    publication = Publication(problem, TIMETABLE, history, language, None if by_hand else RESULT)
    (data,) = EXPORTER.export(publication, ExportOptions(names=names), folder=False).files.values()
    return data.decode()


def tree(words: str) -> HtmlElement:
    return lxml.html.document_fromstring(words)


def section(page_tree: HtmlElement, title: str) -> HtmlElement:
    (one,) = (it for it in page_tree.iter("section") if it.find("h2").text_content() == title)
    return one


def test_the_event_is_called_as_on_the_page_of_the_programme() -> None:
    head = tree(page())
    assert head.findtext(".//h1") == PROBLEM.event.name
    assert head.findtext(".//title") == f"Rapport – {PROBLEM.event.name}"
    assert head.xpath("//header/p[@class='aside']/text()") == [PROBLEM.event.place]


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Les vœux en chiffres"), ("en", "The wishes in figures")],
)
def test_bars_say_the_numbers_of_the_table_above_them(language: Language, title: str) -> None:
    wishes = section(tree(page(language)), title)
    table = [row.findall("td")[1].text for row in wishes.iter("tr") if row.findall("td")]
    bars = [text.text for text in wishes.iter("text") if "name" not in text.get("class")]
    assert bars
    assert set(bars) <= set(table)
    assert len(list(wishes.iter("rect"))) == len(bars)


def test_what_holds_is_said_first() -> None:
    words = tree(page()).find(".//header").text_content()
    assert PROBLEM.event.name in words
    assert "prouvé" in words.casefold()


def test_without_a_result_nothing_is_called_proven() -> None:
    assert "prouvé, on ne peut" not in page(by_hand=True)
    assert "Réalisable" in page(by_hand=True)


def test_it_asks_for_nothing_and_runs_nothing() -> None:
    words = page()
    assert "default-src 'none'" in words.replace("&#39;", "'")
    assert not re.search(r"<script|<link|src=|href=|style=|url\(|@import", words)


def test_names_are_as_wished() -> None:
    assert any(one.name in page() for one in PROBLEM.attendees if one.name)
    assert all(one.name not in page(names="codes") for one in PROBLEM.attendees if one.name)


def test_words_are_no_markup() -> None:
    event = {**DRAFT["event"], "name": "<img src=x onerror=alert(1)>"}
    words = page(problem=Problem.read({**DRAFT, "event": event}))
    assert "<img" not in words
    assert "&lt;img" in words


CHART = Chart((same("a"), same("b" * 60)), (Bars(same("x"), (2, 1)), Bars(same("y"), (0, 3))))


def test_stacked_bars_stand_on_one_another() -> None:
    bars = drawn(replace(CHART, stacked=True), "fr").rectangles
    of_b = [one for one in bars if one.y == bars[-1].y]
    assert [one.number for one in of_b] == [1, 3]
    assert of_b[1].x == pytest.approx(of_b[0].x + of_b[0].width)
    assert of_b[1].width == pytest.approx(3 * of_b[0].width)


@pytest.mark.parametrize("upright", [False, True])
def test_bars_are_on_the_drawing_and_as_long_as_their_numbers(*, upright: bool) -> None:
    drawing = drawn(replace(CHART, upright=upright), "fr")
    for one in drawing.rectangles:
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.width <= drawing.width
        assert one.y + one.height <= drawing.height
    lengths = {one.number: one.height if upright else one.width for one in drawing.rectangles}
    assert lengths[0] == 0
    assert lengths[3] == pytest.approx(3 * lengths[1])


@pytest.mark.parametrize("largest", [9, 400, 2291, 1_000_000])
def test_the_number_beside_a_bar_is_on_the_drawing(largest: int) -> None:
    chart = Chart((same("a"), same("b")), (Bars(same("n"), (largest, 1)),))
    drawing = drawn(chart, "fr")
    for one in drawing.rectangles:
        # A digit of 11.5 points is at most 8 wide.
        assert one.at[0] + 8 * len(str(one.number)) <= drawing.width


def test_a_heading_within_a_table_goes_over_all_of_it() -> None:
    for table in tree(page()).iter("table"):
        widths = {
            sum(int(cell.get("colspan")) for cell in row.iterchildren()) for row in table.iter("tr")
        }
        assert len(widths) == 1


def test_a_long_name_is_cut_and_told_whole() -> None:
    _, cut = drawn(CHART, "fr").labels
    assert len(cut.words) < len(cut.whole) == 60
