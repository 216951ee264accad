"""Pages for the web in a real Chromium: on a telephone, by keyboard, on paper, read aloud."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from web_event import publication

from agenda_solver.files.exporters import ExportOptions, Publication
from agenda_solver.files.html import EXPORTER
from agenda_solver.files.html.report import EXPORTER as REPORT
from agenda_solver.views.editions import with_edition
from workshops import PROBLEM as SEATED
from workshops import RESULT, TIMETABLE

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no Chromium here (the package chromium of Debian)", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install it")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe here")

TELEPHONE = {"width": 390, "height": 844}
LEAST_TOUCHED = 44  # pixels
EACH = "[...document.querySelectorAll"
IS_FULL_OR_GONE = (
    "!it.offsetHeight || [...it.querySelectorAll('article')].some((one) => one.offsetHeight)"
)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every page."""
    where = tmp_path_factory.mktemp("site")
    files = EXPORTER.export(publication(), ExportOptions(attendees=True), folder=True).files
    for name, data in files.items():
        (where / name).parent.mkdir(exist_ok=True)
        (where / name).write_bytes(data)
    seated = Publication(SEATED, TIMETABLE, with_edition(None, SEATED, TIMETABLE), "fr", RESULT)
    (data,) = REPORT.export(seated, ExportOptions(), folder=False).files.values()
    (where / "rapport.html").write_bytes(data)
    return where


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Open]:
    """A function that opens a page by its name, in a window of its own."""
    contexts = []

    def open_page(name: str, at: datetime | None = None, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": TELEPHONE, **options})
        contexts.append(context)
        page = context.new_page()
        if at is not None:
            page.clock.set_fixed_time(at)
        page.goto((site / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def shown(page: Any) -> list[str]:
    """Return the ids of the sessions that can be seen."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('article')].filter((it) => it.checkVisibility())"
        ".map((it) => it.id)"
    )
    return ids


def test_a_page_asks_for_nothing_and_is_filtered_without_a_script(
    opened: Open, browser: Any, site: Path
) -> None:
    context = browser.new_context(viewport=TELEPHONE, java_script_enabled=False)
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((site / "index.html").as_uri())
    assert len(shown(page)) == 6
    page.get_by_role("radio", name="Jeudi 11 juin").check()
    assert shown(page) == ["dejeuner", "table-ronde"]
    page.get_by_text("Filtrer le programme").click()
    page.locator("select[name=p]").select_option(label="Marie Inventée")
    assert shown(page) == ["table-ronde"]
    page.get_by_role("button", name="Tout afficher").click()
    assert len(shown(page)) == 6
    assert not page.get_by_role("button").is_visible()
    assert requests == [(site / "index.html").as_uri()]
    context.close()
    assert not complaints
    whole = opened("index.html")
    assert whole.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]


@pytest.mark.thorough
def test_every_filter_shows_what_it_names(opened: Open) -> None:
    page = opened("index.html", viewport={"width": 1280, "height": 900})
    everything = shown(page)
    page.locator("summary").first.click()
    for select in page.locator("select").all():
        values = select.evaluate("(it) => [...it.options].map((one) => one.value)")
        for value in values[1:]:
            select.select_option(value)
            visible = shown(page)
            assert visible == page.evaluate(f"{EACH}('article.{value}')].map((it) => it.id)")
            assert 0 < len(visible) < len(everything)
            assert page.evaluate(f"{EACH}('.day, .group')].every((it) => {IS_FULL_OR_GONE})")
        page.get_by_role("button", name="Tout afficher").click()
    assert shown(page) == everything


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        *(("index.html", "light"), ("index.html", "dark")),
        *(("salles/seine.html", "dark"), ("participants/p1.html", "light")),
        *(("rapport.html", "light"), ("rapport.html", "dark")),
    ],
)
def test_nothing_keeps_anybody_out(opened: Open, name: str, scheme: str) -> None:
    # A policy that lets nothing in keeps axe out, too.
    page = opened(name, color_scheme=scheme, bypass_csp=True)
    for summary in page.locator("summary").all():
        summary.click()
    violations = axe.Axe().run(page).response["violations"]
    assert [(it["id"], [node["html"] for node in it["nodes"]]) for it in violations] == []


@pytest.mark.thorough
def test_a_thumb_can_touch_what_there_is_to_touch(opened: Open) -> None:
    page = opened("index.html")
    page.get_by_text("Filtrer le programme").click()
    page.get_by_role("radio", name="Jeudi 11 juin").check()
    for control in page.locator("select, button, summary, .segments label, .pages a").all():
        if control.is_visible():
            assert control.bounding_box()["height"] >= LEAST_TOUCHED, control.inner_text()
    for title in page.locator("article:visible h3 a").all():
        assert title.bounding_box()["height"] >= LEAST_TOUCHED


@pytest.mark.thorough
def test_everything_is_reached_by_keyboard(opened: Open) -> None:
    page = opened("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert shown(page)[0] == "accueil"
    assert len(shown(page)) == 4
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Jeunesse")
    assert shown(page) == ["atelier-2"]
    focused = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(focused) == "solid"


@pytest.mark.thorough
def test_a_link_to_a_session_shows_it(opened: Open, site: Path) -> None:
    page = opened("index.html")
    page.goto((site / "index.html").as_uri() + "#table-ronde")
    assert page.locator("article:target h3").inner_text() == "Agir à plusieurs"
    page.locator("#dejeuner h3 a").click()
    assert page.url.endswith("#dejeuner")


@pytest.mark.thorough
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_what_is_on_now_is_marked_wherever_the_reader_is(opened: Open, zone: str) -> None:
    page = opened(
        "index.html", at=datetime.fromisoformat("2026-06-10T15:00+02:00"), timezone_id=zone
    )
    marked = page.locator("[aria-current=time]")
    assert [it.locator("h3").inner_text() for it in marked.all()] == [
        *("L'eau, bien commun", "Écoles jumelées")
    ]
    assert page.get_by_text("En cours", exact=True).locator("visible=true").count() == 2
    page.get_by_text("Voir ce qui est en cours").click()
    assert page.locator("article:target h3").inner_text() == "L'eau, bien commun"


@pytest.mark.thorough
def test_before_and_after_nothing_is_marked(opened: Open) -> None:
    for moment in ("2026-06-10T15:30+02:00", "2026-06-10T08:59+02:00"):
        page = opened("index.html", at=datetime.fromisoformat(moment))
        assert not page.locator("[aria-current]").count()
        assert not page.locator(".jump").is_visible()


@pytest.mark.thorough
@pytest.mark.parametrize(("paper", "most"), [("A4", 2), ("A3", 1)])
def test_on_paper_there_are_no_controls_and_nothing_is_left_out(
    opened: Open, tmp_path: Path, paper: str, most: int
) -> None:
    page = opened("index.html", color_scheme="dark")
    page.pdf(path=tmp_path / "a.pdf", format=paper)
    with pdfplumber.open(tmp_path / "a.pdf") as printed:
        words = "\n".join(sheet.extract_text() for sheet in printed.pages)
        assert len(printed.pages) <= most
    for control in ("Filtrer", "Tous les jours", "Tout afficher", "En savoir plus", "Par salle"):
        assert control not in words
    for piece in ("Le partage de l'eau", "Qui entretient", "Agir à plusieurs", "Tramway"):
        assert piece in words


@pytest.mark.thorough
def test_what_is_chosen_is_what_is_printed(opened: Open, tmp_path: Path) -> None:
    page = opened("index.html")
    page.get_by_role("radio", name="Jeudi 11 juin").check()
    page.pdf(path=tmp_path / "a.pdf", format="A4")
    with pdfplumber.open(tmp_path / "a.pdf") as printed:
        words = printed.pages[0].extract_text()
    assert "Agir à plusieurs" in words
    assert "Écoles jumelées" not in words
