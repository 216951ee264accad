"""Signs as a real Chromium prints them: a page each, nothing beside its place, open to all."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from agenda_solver.files.exporters import ExportOptions, Publication
from agenda_solver.files.opening import load_programme
from agenda_solver.files.signs import EXPORTER
from agenda_solver.views.editions import with_edition

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no Chromium here (the package chromium of Debian)", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install it")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe here")

ROOT = Path(__file__).parents[2]
WIDER_THAN_ITS_PLACE = (
    "[...document.querySelectorAll('p, h2, h3')].filter((it) => it.scrollWidth > it.clientWidth)"
    ".map((it) => it.textContent)"
)
OUT_OF_ITS_PANEL = """
    [...document.querySelectorAll('article > div')].flatMap((panel) => {
        const around = panel.getBoundingClientRect();
        return [...panel.querySelectorAll('p, h2, h3')].filter((it) => {
            const own = it.getBoundingClientRect();
            return own.bottom > around.bottom + 1 || own.right > around.right + 1;
        }).map((it) => it.textContent);
    })
"""

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.parametrize("name", ["assises-normandes-2026", "world-cafe-cooperation"])
def test_each_sheet_is_a_page_and_nothing_sticks_out(
    browser: Any, tmp_path: Path, name: str
) -> None:
    book = load_programme(ROOT / "solutions" / f"{name}.xlsx")
    history = with_edition(None, book.problem, book.timetable)
    published = Publication(book.problem, book.timetable, history, "fr")
    files = EXPORTER.export(published, ExportOptions(attendees=True), folder=True).files
    for file, data in files.items():
        (tmp_path / file).write_bytes(data)
        # A policy that lets nothing in keeps axe out, too.
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto((tmp_path / file).as_uri())
        sheets = page.locator("article").count()
        assert page.evaluate(WIDER_THAN_ITS_PLACE) == []
        assert page.evaluate(OUT_OF_ITS_PANEL) == []
        violations = axe.Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        with pdfplumber.open(io.BytesIO(printed)) as pdf:
            assert len(pdf.pages) == sheets
            assert all(page.chars for page in pdf.pages)
        page.context.close()
