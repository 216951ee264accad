"""The board's page in a real Chromium: a story, by mouse, by keys alone, on a telephone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from serving import Tab, serving

from agenda_solver.board.running import RunningBoard
from agenda_solver.board.texts import PAGE
from agenda_solver.files.opening import load_programme
from command_line import run

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no Chromium here (the package chromium of Debian)", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install it")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe here")

HERE = Path(__file__).parent
SOLUTIONS = HERE.parents[1] / "solutions"
ASSISES = SOLUTIONS / "assises-normandes-2026.xlsx"
CONGRESS = SOLUTIONS / "congres-deux-jours.xlsx"
DESKTOP = {"width": 1440, "height": 900}
TELEPHONE = {"width": 390, "height": 844}
LEAST_TOUCHED = 44  # pixels
EXPECTED = re.compile("net::ERR_|status of 409")
"""What a browser itself says of what the page takes care of."""
Open = Callable[..., Any]

DRAFT = """
[event]
name = "Journée fictive"
language = "fr"

[[days]]
date = 2027-03-04
open = { start = "9h", end = "17h" }

[[rooms]]
id = "grande"
name = "Grande salle"
capacity = 100
[[rooms]]
id = "petite"
name = "Petite salle"
capacity = 20

[[people]]
id = "alix"
name = "Alix Inventée"

[[sessions]]
id = "accueil"
title = "Accueil"
kind = "welcome"
minutes = 30
locked = { day = 2027-03-04, start = "9h", room = "grande" }
[[sessions]]
id = "debat"
title = "Débat"
kind = "round_table"
minutes = { min = 45, ideal = 60, max = 90 }
people = { animation = ["alix"] }
[[sessions]]
id = "atelier"
title = "Atelier"
kind = "workshop"
minutes = 60
people = { animation = ["alix"] }
expected = 50
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """A function that opens a file on a board of its own, and the page of that."""
    with ExitStack() as closing:

        def open_board(source: Path = ASSISES, **options: Any) -> Any:
            path = tmp_path / source.name
            if not path.exists():
                shutil.copyfile(source, path)
            tab = closing.enter_context(serving(RunningBoard(path, options.pop("lang", "fr"))))
            return window(closing, browser, tab, **options)

        yield open_board


def window(closing: ExitStack, browser: Any, tab: Tab, **options: Any) -> Any:
    """Open the page of a board in a window; what it complains of fails the test."""
    context = browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
    closing.callback(context.close)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda words: EXPECTED.search(words.text) or complaints.append(words.text))
    closing.callback(lambda: complaints_are_none(complaints))
    page.goto(tab.address)
    page.locator(".card").first.wait_for()
    return page


def complaints_are_none(complaints: list[str]) -> None:
    assert complaints == []


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "brouillon.toml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def card(page: Any, session: str) -> Any:
    return page.locator(f'.card[data-session="{session}"]')


def face(page: Any, session: str) -> Any:
    return card(page, session).locator("> .face")


def drag(page: Any, session: str, room: str, hour: float, *, drop: bool = True) -> None:
    """Hold a card by its upper edge, and carry it to a room and a time of its day."""
    box = face(page, session).bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 20, steps=3)
    page.locator(".lit, .drop").first.wait_for(state="attached")
    x, y = where(page, room, hour)
    page.mouse.move(x, y + 8, steps=4)
    if drop:
        page.mouse.up()


def where(page: Any, room: str, hour: float) -> tuple[float, float]:
    """Return the pixel of a room and a time, on the day that can be seen."""
    heads = page.locator(".day").first.locator(".head .room b").all_inner_texts()
    field = page.locator(".field").first.bounding_box()
    mark, other = page.locator(".times").first.locator("span").all()[1:3]
    first = mark.bounding_box()
    hour_of = int(re.match(r"\d+", mark.inner_text())[0])
    step = other.bounding_box()["y"] - first["y"]
    x = field["x"] + field["width"] * (heads.index(room) + 0.5) / len(heads)
    return x, first["y"] + first["height"] / 2 + (hour - hour_of) * step


def revision(page: Any) -> int:
    number: int = page.evaluate(
        "fetch('api/state').then((it) => it.json()).then((it) => it.revision)"
    )
    return number


def placed(page: Any, session: str) -> Any:
    return page.evaluate(
        "(id) => fetch('api/state').then((it) => it.json())"
        ".then((it) => it.placements.find((one) => one.session === id) ?? null)",
        session,
    )


def toast(page: Any) -> Any:
    return page.locator("#toast")


def expect(locator: Any) -> Any:
    return sync_api.expect(locator)


# --- The story --------------------------------------------------------------------------------


def test_a_programme_is_changed_repaired_saved_and_published(opened: Open, tmp_path: Path) -> None:
    page = opened()
    drag(page, "atelier-1", "Salle Robec", 14, drop=False)
    expect(page.locator("#ghost .reason")).to_contain_text("✕ refusé.")
    page.mouse.up()
    expect(page.locator(".problems h2")).to_contain_text("problème")
    expect(page.locator(".problems .good")).to_have_count(0)
    toast(page).get_by_role("button", name="Réparer").click()
    expect(page.locator(".work h2")).to_have_text("Réparation", timeout=20_000)
    expect(page.locator(".problems h2")).to_have_text("Aucun problème")
    expect(page.locator(".answer .sentences").first).to_contain_text("«")
    assert placed(page, "atelier-1")["room"] == "robec"
    page.keyboard.press("Control+z")
    expect(page.locator(".problems .good")).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(page.locator(".problems h2")).to_have_text("Aucun problème")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".kept")).not_to_have_class(re.compile("dirty"))
    expect(page.get_by_role("button", name="Enregistrer")).to_be_disabled()
    path = tmp_path / ASSISES.name
    assert run("verify", path).returncode in (0, 1)
    published = tmp_path / "programme.html"
    assert run("export", path, "--to", "html", "-o", published).returncode == 0
    assert "Salle Robec" in published.read_text(encoding="utf-8")


# --- By mouse ---------------------------------------------------------------------------------


@pytest.mark.thorough
def test_a_session_is_dragged_and_what_breaks_is_told_at_once(opened: Open) -> None:
    page = opened()
    drag(page, "atelier-1", "Salle Robec", 14, drop=False)
    assert page.locator(".lit").count() > 0
    expect(page.locator("#ghost")).to_contain_text("14h00, Salle Robec")
    expect(page.locator("#ghost .reason")).to_contain_text("✕ refusé. ")
    expect(page.locator("#spoken")).to_contain_text("14h00, Salle Robec : refusé. ")
    page.mouse.up()
    expect(toast(page)).to_contain_text("est déplacée. Un problème de plus.")
    expect(page.locator(".problems h2")).to_have_text("1 problème")
    expect(page.locator(".problems li p").first).to_contain_text("Salle Robec")
    expect(card(page, "atelier-1").locator(".trouble")).to_have_text("1 problème")
    expect(card(page, "atelier-2").locator(".trouble")).to_have_text("1 problème")
    page.locator(".problems .to-card").last.click()
    assert page.evaluate("document.activeElement.closest('.card').dataset.session") == "atelier-2"
    expect(page.locator(".news")).to_contain_text("Conseiller en financement")
    expect(page.locator(".kept")).to_have_text("Modifié, pas encore enregistré")
    page.get_by_role("button", name="Annuler").first.click()
    expect(page.locator(".problems h2")).to_have_text("Aucun problème")
    assert placed(page, "atelier-1")["room"] == "seine"


@pytest.mark.thorough
def test_an_end_is_stretched_as_far_as_it_may(opened: Open) -> None:
    page = opened()
    face(page, "table-ronde-2").hover()
    box = face(page, "table-ronde-2").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + box["height"] - 3)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + box["height"] + 400, steps=4)
    expect(page.locator("#ghost")).to_contain_text("11h15–12h45 · 1 h 30 · 1 h 30 au plus")
    page.mouse.up()
    expect(toast(page)).to_contain_text("finit à une autre heure")
    assert placed(page, "table-ronde-2")["end"] == "12:45"


@pytest.mark.thorough
def test_escape_leaves_all_as_it_was(opened: Open) -> None:
    page = opened()
    before = revision(page)
    drag(page, "atelier-1", "Petit salon", 14, drop=False)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".lit")).to_have_count(0)
    expect(page.locator("#ghost")).to_be_hidden()
    assert revision(page) == before


@pytest.mark.thorough
def test_what_is_put_aside_lies_on_the_shelf_and_comes_back(opened: Open) -> None:
    page = opened()
    drag(page, "atelier-4", "Petit salon", 14, drop=False)
    box = page.locator("#shelf").bounding_box()
    page.mouse.move(box["x"] + 90, box["y"] + 20, steps=3)
    expect(page.locator("#ghost")).to_contain_text("Mettre de côté ici")
    page.mouse.up()
    expect(page.locator("#shelf .card")).to_have_count(1)
    expect(page.locator("#shelf h2")).to_have_text("À placer1")
    assert placed(page, "atelier-4") is None
    drag(page, "atelier-4", "Salle Cailly", 14)
    expect(page.locator("#shelf .card")).to_have_count(0)
    assert placed(page, "atelier-4")["room"] == "cailly"


# --- By keys alone ------------------------------------------------------------------------------


def test_everything_is_done_by_keys_alone(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    for _ in range(12):  # past the bar, to the first card
        if page.evaluate("Boolean(document.activeElement.closest('.card'))"):
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card').dataset.session") == "cafe"
    for key in ("End", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    session = page.evaluate("document.activeElement.closest('.card').dataset.session")
    assert session.startswith("atelier-")
    page.keyboard.press("Enter")
    expect(page.locator("#spoken")).to_contain_text("est prise. Flèches : autre place")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#spoken")).to_contain_text(re.compile("13h55, Salle .* : refusé."))
    page.keyboard.press("Escape")
    expect(page.locator("#spoken")).to_have_text("Rien n'a bougé.")
    assert placed(page, session)["start"] == "14:00"
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect(page.locator(".drop")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    expect(page.locator("#spoken")).to_contain_text("17h10, Hall : possible")
    page.keyboard.press("Enter")
    expect(toast(page)).to_contain_text("« Pot de clôture » est déplacée. Tout est respecté.")
    assert placed(page, "pot")["start"] == "17:10"
    assert page.evaluate("document.activeElement.closest('.card').dataset.session") == "pot"
    page.keyboard.press("+")
    expect(toast(page)).to_contain_text("finit à une autre heure")
    page.keyboard.press("Delete")
    expect(page.locator("#shelf .card")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(page.locator("#shelf .card")).to_have_count(0)
    expect(page.locator(".kept")).to_have_text("Rien à enregistrer")
    face(page, "pot").focus()
    page.keyboard.press("v")
    expect(card(page, "pot").locator(".locked")).to_have_count(1)
    page.keyboard.press("m")
    expect(page.get_by_role("dialog")).to_contain_text("Déplacer…")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('.card').dataset.session") == "pot"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Au clavier")


# --- On a telephone, in the dark, by those who hear the page -----------------------------------


def test_on_a_telephone_a_session_is_moved_from_the_list(opened: Open) -> None:
    page = opened(viewport=TELEPHONE, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    assert page.locator(".field").count() == 0
    face(page, "pot").tap()
    page.get_by_role("button", name="Déplacer…").tap()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Salle").select_option(label="Salle Robec")
    expect(dialog.locator(".outcome")).to_contain_text("✕ 17h00, Salle Robec : refusé.")
    dialog.get_by_label("Salle").select_option(label="Hall")
    dialog.get_by_label("Début").select_option(label="17h15")
    expect(dialog.locator(".outcome")).to_have_text("✓ 17h15, Hall : possible")
    dialog.get_by_role("button", name="Déplacer ici").tap()
    expect(toast(page)).to_contain_text("est déplacée. Tout est respecté.")
    assert placed(page, "pot")["start"] == "17:15"
    for button in page.locator("button:visible, select:visible").all():
        box = button.bounding_box()
        assert box["height"] >= LEAST_TOUCHED, button.inner_text()
        assert box["width"] >= LEAST_TOUCHED, button.inner_text()
    page.locator("#tabs").get_by_text("Vérification").tap()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("#programme")).to_be_hidden()


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
def test_nothing_keeps_anybody_out(opened: Open, scheme: str, viewport: Any) -> None:
    page = opened(viewport=viewport, color_scheme=scheme, bypass_csp=True)

    def check() -> None:
        violations = axe.Axe().run(page).response["violations"]
        assert [(it["id"], [node["html"] for node in it["nodes"]]) for it in violations] == []

    check()
    if viewport == DESKTOP:
        drag(page, "atelier-1", "Salle Robec", 14)
        expect(toast(page)).to_contain_text("Un problème de plus")
        check()
        face(page, "table-ronde-1").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#ghost")).to_be_visible()
        page.keyboard.press("ArrowDown")
        check()
        page.keyboard.press("Escape")
        page.keyboard.press("Delete")
        expect(page.locator("#shelf .card")).to_have_count(1)
        check()
    card(page, "pot").locator("> .more").click(force=True)
    expect(page.get_by_role("dialog")).to_be_visible()
    check()
    page.get_by_role("button", name="Déplacer…").click()
    expect(page.locator("dialog .offers")).to_be_visible()
    check()
    page.keyboard.press("Escape")
    for name in ("Versions", "Aide"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        check()
        page.keyboard.press("Escape")


@pytest.mark.thorough
def test_colours_are_as_one_chooses(opened: Open) -> None:
    page = opened(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Couleurs : comme l'ordinateur").click()
    page.get_by_role("button", name="Couleurs : claires").click()
    expect(page.get_by_role("button", name="Couleurs : sombres")).to_be_focused()
    assert page.evaluate(ground) != light
    page.reload()
    page.locator(".card").first.wait_for()
    assert page.evaluate(ground) != light


@pytest.mark.thorough
def test_the_page_is_in_english_too(opened: Open) -> None:
    page = opened(lang="en")
    assert page.evaluate("document.documentElement.lang") == "en"
    drag(page, "atelier-1", "Salle Robec", 14)
    expect(toast(page)).to_contain_text("is moved. One more problem.")
    expect(face(page, "atelier-1")).to_contain_text("14:00–15:45")


# --- Tabs, and a program that is closed --------------------------------------------------------


@pytest.mark.thorough
def test_a_second_tab_is_told_and_shows_what_the_first_has_done(opened: Open) -> None:
    page = opened()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".card").first.wait_for()
    for each in (page, other):
        expect(each.locator(".banner")).to_contain_text("ouvert dans 2 onglets")
    page.bring_to_front()
    drag(page, "atelier-1", "Salle Cailly", 14)
    expect(toast(other)).to_contain_text("changé dans un autre onglet")
    assert placed(other, "atelier-1")["room"] == "cailly"
    expect(face(other, "atelier-1")).to_have_accessible_name(re.compile("Salle Cailly"))
    page.reload()
    expect(face(page, "atelier-1")).to_have_accessible_name(re.compile("Salle Cailly"))


@pytest.mark.thorough
def test_a_change_of_what_is_no_longer_so_is_refused_and_shown(opened: Open) -> None:
    page = opened()
    page.route("**/api/events*", lambda route: route.abort())
    page.evaluate(
        "fetch('api/state').then((it) => it.json()).then((state) => fetch('api/shelve', {"
        "method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify("
        "{tab: 'x', revision: state.revision, session: 'atelier-2'})}))"
    )
    expect(page.locator("#shelf .card")).to_have_count(1)


def test_every_word_the_page_uses_is_there() -> None:
    folder = HERE.parents[1] / "src" / "agenda_solver" / "board" / "page"
    modules = "\n".join(module.read_text(encoding="utf-8") for module in folder.glob("*.js"))
    used = set(re.findall(r'\bsay\(\s*"(\w+)"', modules))
    used |= {
        key for keys in re.findall(r'\bsay\(\w[^()"]*\? "(\w+)" : "(\w+)"', modules) for key in keys
    }
    counted = set(re.findall(r'\bcount\(\s*"(\w+)"', modules))
    used |= {f"{key}_{number}" for key in counted for number in ("one", "many")}
    assert used <= PAGE.keys()
    idle = {key for key in PAGE if f'"{key}"' not in modules and key not in used}
    made = (
        *("doing_", "answer_", "state_", "theme_", "lock_", "warnings_", "infos_"),
        *("announce_", "how_", "ease_"),
    )
    assert {key for key in idle if not key.startswith(made) and not key.endswith("_about")} == set()


@pytest.mark.thorough
def test_a_program_that_is_closed_loses_nothing(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / ASSISES.name
    shutil.copyfile(ASSISES, path)
    with ExitStack() as closing:
        with serving(RunningBoard(path, "fr")) as tab:
            page = window(closing, browser, tab)
            drag(page, "atelier-1", "Salle Cailly", 14)
            expect(toast(page)).to_contain_text("est déplacée")
            assert asked_before_leaving(page)
        expect(page.get_by_role("alert")).to_contain_text("Rien n'est perdu")
        page.get_by_role("button", name="Réessayer").click()
        face(page, "atelier-1").focus()
        page.keyboard.press("Delete")
        expect(page.get_by_role("alert")).to_have_count(1)
        expect(page.locator("#shelf .card")).to_have_count(0)
        with serving(RunningBoard(path, "fr")) as tab:
            again = window(closing, browser, tab)
            dialog = again.get_by_role("dialog")
            expect(dialog).to_contain_text("Un travail non enregistré")
            dialog.get_by_role("button", name="Reprendre ce travail").click()
            expect(face(again, "atelier-1")).to_have_accessible_name(re.compile("Salle Cailly"))
            expect(again.locator(".kept")).to_have_class(re.compile("dirty"))


def asked_before_leaving(page: Any) -> bool:
    """Whether the browser asks before a page goes that has something to lose."""
    return bool(page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))"))


def test_a_draft_is_filled_in(opened: Open, draft: Path) -> None:
    page = opened(draft)
    expect(page.locator("#shelf h2")).to_have_text("À placer2")
    face(page, "debat").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#spoken")).to_contain_text("« Débat » est prise.")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.locator("#shelf h2")).to_have_text("À placer1")
    held = placed(page, "debat")
    page.get_by_role("button", name="Placer le reste").click()
    expect(page.locator(".work h2")).to_have_text("Placement du reste", timeout=20_000)
    expect(page.locator("#shelf h2")).to_have_text("À placer0")
    assert placed(page, "debat") == held
    page.keyboard.press("Control+s")
    expect(page.locator(".kept")).not_to_have_class(re.compile("dirty"))


@pytest.mark.thorough
def test_questions_are_answered_beside_the_programme(opened: Open) -> None:
    page = opened()
    face(page, "atelier-1").click()
    page.get_by_role("button", name="Qui est libre à cette heure ?").click()
    expect(page.locator(".answer h2")).to_have_text("Qui est libre ?", timeout=20_000)
    page.locator(".answer").get_by_role("button", name="Fermer").click()
    expect(page.locator(".answer")).to_have_count(0)
    face(page, "atelier-1").click()
    page.get_by_role("button", name="Pourquoi pas là ?…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Salle").select_option(label="Petit salon")
    expect(dialog.locator(".outcome")).to_contain_text("✕ 14h00, Petit salon : refusé.")
    dialog.get_by_role("button", name="réponse détaillée").click()
    expect(page.locator(".answer h2")).to_have_text("Pourquoi pas là ?", timeout=20_000)
    expect(page.locator(".answer .sentences li").first).to_contain_text("Petit salon")


@pytest.mark.thorough
def test_what_is_announced_is_planned_around_taken_back_and_saved(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(bypass_csp=True)
    page.get_by_role("button", name="Signaler…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Ce qui arrive").select_option(label="quelqu'un prend sa place")
    expect(dialog.get_by_label("Par qui")).to_be_visible()
    nothing_hinders(page)
    dialog.get_by_label("Ce qui change").select_option(label="une salle")
    dialog.get_by_label("Quelle salle").select_option(label="Salle Robec")
    dialog.get_by_label("Ce qui arrive").select_option(label="fermée à certaines heures")
    expect(dialog.get_by_role("button", name="Signaler et réparer")).to_be_disabled()
    dialog.get_by_label("De (").fill("16:00")
    dialog.get_by_label("À (").fill("15:00")
    expect(dialog.locator(".outcome")).to_have_text("La fin n'est pas après le début.")
    nothing_hinders(page)
    page.keyboard.press("Escape")
    # By keys alone: a card's own announcement.
    face(page, "atelier-1").focus()
    page.keyboard.press("a")
    expect(dialog.get_by_label("Quelle session")).to_have_value("atelier-1")
    dialog.get_by_role("button", name="Signaler et réparer").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".work h2")).to_have_text("Réparation", timeout=60_000)
    expect(page.locator(".answer h3").first).to_have_text("Ce qui est signalé :")
    expect(card(page, "atelier-1")).to_have_count(0)
    expect(page.locator(".problems h2")).to_have_text("Aucun problème")
    nothing_hinders(page)
    page.keyboard.press("Control+z")
    expect(card(page, "atelier-1")).to_have_count(1)
    page.keyboard.press("Control+y")
    expect(card(page, "atelier-1")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("button", name="Enregistrer")).to_be_disabled()
    assert "atelier-1" not in load_programme(tmp_path / ASSISES.name).problem.session


@pytest.mark.thorough
def test_on_a_telephone_it_is_announced_from_the_card(opened: Open) -> None:
    page = opened(viewport=TELEPHONE, bypass_csp=True)
    card(page, "atelier-1").locator("> .more").click(force=True)
    page.get_by_text("Signaler…", exact=True).last.click()
    nothing_hinders(page)
    page.get_by_role("button", name="Annuler cette session…").click()
    expect(page.get_by_label("Quelle session")).to_have_value("atelier-1")
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= TELEPHONE["width"]
    nothing_hinders(page)


@pytest.mark.thorough
def test_nothing_is_announced_of_a_draft(opened: Open, draft: Path) -> None:
    page = opened(draft)
    expect(page.get_by_text("Signaler…")).to_have_count(0)
    face(page, "debat").focus()
    page.keyboard.press("a")
    expect(page.get_by_role("dialog")).to_have_count(0)


def nothing_hinders(page: Any) -> None:
    violations = axe.Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []


@pytest.mark.thorough
def test_a_state_is_named_compared_and_returned_to(opened: Open) -> None:
    page = opened()
    page.get_by_role("button", name="Versions").click()
    page.get_by_label("Nom de cette version").fill("Avant")
    page.get_by_role("button", name="Garder sous ce nom").click()
    expect(page.locator("dialog .rows li")).to_have_count(1)
    page.keyboard.press("Escape")
    drag(page, "atelier-1", "Salle Cailly", 14)
    expect(toast(page)).to_contain_text("est déplacée")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Comparer avec « Avant »").click()
    expect(page.locator("dialog .sentences li").first).to_contain_text("Salle Cailly")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Comparer avec le programme publié").click()
    expect(page.locator("dialog .sentences li").first).to_contain_text("Salle Cailly")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Revenir à « Avant »").click()
    expect(face(page, "atelier-1")).to_have_accessible_name(re.compile("Salle Seine"))


@pytest.mark.thorough
def test_a_block_is_moved_as_one_or_left_alone(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "bloc.toml"
    rows = [
        f'[[sessions]]\nid = "{name}"\ntitle = "Atelier {name}"\nkind = "workshop"\n'
        'minutes = 60\nblock = "ateliers"\n'
        for name in "ab"
    ]
    head = DRAFT.partition("[[people]]")[0]
    path.write_text(head + "\n".join(rows), encoding="utf-8")
    page = opened(path)
    page.get_by_role("button", name="Placer le reste").click()
    expect(page.locator("#shelf h2")).to_have_text("À placer0", timeout=20_000)
    room = {"grande": "Grande salle", "petite": "Petite salle"}[placed(page, "a")["room"]]
    drag(page, "a", room, 15, drop=False)
    expect(page.locator("#ghost .reason")).to_have_text("✓ possible, avec tout son bloc")
    page.mouse.up()
    expect(toast(page)).to_contain_text("est déplacée avec tout son bloc. Tout est respecté.")
    assert {placed(page, name)["start"] for name in "ab"} == {"15:00"}
    toast(page).get_by_role("button", name="Elle seule").click()
    expect(toast(page)).to_contain_text("Un problème de plus")
    assert placed(page, "a")["start"] == "15:00"
    assert placed(page, "b")["start"] != "15:00"


@pytest.mark.thorough
def test_what_a_place_would_cost_is_told_before_the_card_is_let_go(opened: Open) -> None:
    page = opened()
    drag(page, "atelier-1", "Salle Robec", 14, drop=False)
    expect(page.locator("#ghost")).to_contain_text("1 problème de plus")
    expect(page.locator("#ghost")).to_contain_text("annoncé ou préféré : moins bien de 60")
    expect(page.locator("#ghost")).to_contain_text("À prévenir : 2 intervenants")
    page.keyboard.press("Escape")
    page.mouse.up()
    face(page, "pot").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#ghost")).to_contain_text("journée compacte")
    page.keyboard.press("Escape")
    expect(page.locator("#ghost")).to_be_hidden()


@pytest.mark.thorough
def test_a_search_is_stopped_and_its_best_is_shown(opened: Open) -> None:
    page = opened(CONGRESS)
    face(page, "climat-1").click()
    page.get_by_role("button", name="Déplacer…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Salle").select_option(label="Salle Europe")
    dialog.get_by_role("button", name="Déplacer ici").click()
    toast(page).get_by_role("button", name="Réparer").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator(".work .lines li").first).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Arrêter").click()
    expect(page.locator(".answer")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="Arrêter")).to_have_count(0)


@pytest.mark.thorough
def test_a_search_that_ends_while_the_page_hears_nothing_is_shown_later(opened: Open) -> None:
    page = opened()
    page.route("**/api/events*", lambda route: route.abort())
    page.reload()
    drag(page, "atelier-1", "Salle Robec", 14)
    toast(page).get_by_role("button", name="Réparer").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.evaluate(
        "async () => { while ((await (await fetch('api/work')).json()).state === 'running')"
        " await new Promise((on) => setTimeout(on, 200)); }"
    )
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.unroute("**/api/events*")
    expect(page.locator(".answer")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.thorough
def test_nothing_is_saved_during_a_search_and_that_is_said(opened: Open) -> None:
    page = opened(CONGRESS)
    face(page, "climat-1").focus()
    page.keyboard.press("s")
    page.get_by_role("button", name="Placer le reste").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(toast(page)).to_contain_text("Une recherche est en cours")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Arrêter").click()


@pytest.mark.thorough
def test_a_file_that_has_changed_is_not_written_over_unasked(opened: Open, draft: Path) -> None:
    page = opened(draft)
    face(page, "debat").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.locator("#shelf h2")).to_have_text("À placer1")
    draft.write_text(DRAFT.replace("Débat", "Grand débat"), encoding="utf-8")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Le fichier a changé entre-temps")
    assert "Grand débat" in draft.read_text(encoding="utf-8")
    dialog.get_by_role("button", name="Enregistrer quand même").click()
    expect(page.locator(".kept")).not_to_have_class(re.compile("dirty"))
