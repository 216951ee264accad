"""Pages for the web: what is in them, what is not, and that they ask for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path, PurePosixPath

import lxml.html
import pytest
from lxml.html import HtmlElement
from web_event import FIRST, PROBLEM, TIMETABLE, publication

from agenda_solver.files import InputError, exporters
from agenda_solver.files.exporters import ExportOptions, Publication
from agenda_solver.files.html import EXPORTER
from agenda_solver.files.html.booklets import BookletPage
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.booklet import booklet

SECRETS = (
    *("NOTE-SECRÈTE", "ORGANISATION-SECRÈTE", "prefet@exemple.org", "zoe@exemple.org"),
    *("projector", "cérémonie", "ceremony"),
)


def folder(
    choice: ExportOptions = ExportOptions(),  # noqa: B008
    of: Publication | None = None,
) -> dict[str, bytes]:
    files = EXPORTER.export(of or publication(), choice, folder=True).files
    return {str(name): data for name, data in files.items()}


def page(of: Publication | None = None) -> str:
    (data,) = EXPORTER.export(of or publication(), ExportOptions(), folder=False).files.values()
    return data.decode()


def tree(words: str | bytes) -> HtmlElement:
    return lxml.html.document_fromstring(words if isinstance(words, str) else words.decode())


PAGE = page()
TREE = tree(PAGE)
EVERYTHING = folder(ExportOptions(attendees=True))


def words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def article(session: str, within: HtmlElement = TREE) -> HtmlElement:
    (one,) = (it for it in within.iter("article") if it.get("id") == session)
    return one


# --- Nothing is asked for, nothing else is run ---------------------------------------------


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_page_allows_its_own_style_and_script_only(name: str) -> None:
    data = EVERYTHING[name].decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', data)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.replace("&#39;", "'").split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    for kind in ("style", "script"):
        (code,) = re.findall(rf"<{kind}>(.*?)</{kind}>", data, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert rules.pop(f"{kind}-src") == f"'sha256-{digest}'"
        assert not re.search(r"url\(|@import|https?:", code)
    assert not rules


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_page_refers_to_nothing_that_is_fetched(name: str) -> None:
    ids = [it.get("id") for it in tree(EVERYTHING[name]).iter() if it.get("id")]
    assert len(ids) == len(set(ids))
    for it in tree(EVERYTHING[name]).iter():
        assert it.tag not in ("link", "img", "iframe", "object", "embed", "base", "svg")
        for attribute, value in it.items():
            assert not attribute.startswith("on")
            assert attribute not in ("src", "srcset", "style", "action", "formaction")
            if attribute == "href" and "#" in value:
                assert value.removeprefix("#") in ids
            elif attribute == "href":
                linked = str(PurePosixPath(name).parent / value).replace("salles/../", "")
                linked = linked.replace("intervenants/../", "")
                assert value.startswith(("https://", "mailto:")) or linked in EVERYTHING


def test_the_same_programme_gives_the_same_bytes() -> None:
    again = folder(ExportOptions(attendees=True, stamped=datetime(2026, 1, 1, tzinfo=UTC)))
    assert again == EVERYTHING


# --- What is told ---------------------------------------------------------------------------


def test_each_session_stands_once_and_can_be_linked_to() -> None:
    ids = [it.get("id") for it in TREE.iter("article")]
    assert [it for it in ids if "1-a" not in str(it)] == [
        *("accueil", "ouverture", "atelier-2", "dejeuner", "table-ronde")
    ]
    assert len(ids) == 6
    for it in TREE.iter("article"):
        (title,) = it.iter("h3")
        assert next(title.iter("a")).get("href") == f"#{it.get('id')}"
    assert [it.get("id") for it in TREE.iter("li") if it.get("id")] == ["mot-du-prefet"]


def test_what_a_session_says() -> None:
    (key,) = (str(it.get("id")) for it in TREE.iter("article") if "1-a" in str(it.get("id")))
    words = words_of(article(key))
    for piece in (
        *("14h00–15h30", "Climat", "L'eau, bien commun", "Qui décide ?", "Salle Seine"),
        *("animation : Présidente, Réseau inventé", "Marie Inventée, Maire ou Préfet"),
        *("En savoir plus", "Le partage de l'eau", "Qui paie ?", "Avec : Agence inventée"),
        *("Langue : anglais", "exemple.org/eau"),
    ):
        assert piece in words
    assert words_of(article("table-ronde")).count("table ronde") == 1


def test_a_short_text_is_shown_and_a_long_one_is_opened() -> None:
    assert not list(article("atelier-2").iter("details"))
    assert "Deux écoles s'écrivent." in words_of(article("atelier-2"))


def test_what_stands_around_the_programme() -> None:
    (header,), (footer,) = TREE.iter("header"), TREE.iter("footer")
    for piece in (
        *("Journées inventées de la coopération", "Échanger, comprendre", "Réseau inventé et"),
        *("Programme prévisionnel, version du 16/03/26", "Du mercredi 10 juin au jeudi 11 juin"),
        *("Maison des associations", "Deux journées pour les élus"),
    ):
        assert piece in words_of(header)
    assert "Région inventée" in words_of(footer)
    assert {it.get("href") for it in footer.iter("a")} == {
        *("https://exemple.org/journees", "mailto:contact@exemple.org")
    }


def test_a_page_can_be_read_aloud() -> None:
    assert TREE.get("lang") == "fr"
    assert len(list(TREE.iter("h1"))) == len(list(TREE.iter("main"))) == 1
    levels = [int(it.tag[1]) for it in TREE.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for it in TREE.iter("select", "input"):
        assert it.getparent() is not None
        assert it.getparent().tag == "label"  # type: ignore[union-attr]


def test_french_signs_stay_with_their_word() -> None:
    assert "Qui décide\u00a0?" in PAGE
    assert "Qui décide\u00a0?" not in page(publication("en"))


def test_in_english_what_is_written_in_french_is_marked() -> None:
    english = tree(page(publication("en")))
    assert english.get("lang") == "en"
    (title,) = english.iter("h1")
    assert title.get("lang") == "fr"
    assert "Thursday 11 June 2026" in words_of(english)
    assert all(it.get("lang") is None for it in TREE.iter("h1"))


def test_moments_are_those_of_the_events_zone() -> None:
    times = [it.get("datetime") for it in article("atelier-2").iter("time")]
    assert times == ["2026-06-10T14:00+02:00", "2026-06-10T15:30+02:00"]


def test_an_evening_ends_on_the_next_day() -> None:
    draft = {
        "event": {"name": "Bal", "zone": "America/Montreal"},
        "days": [{"date": "2026-01-10"}],
        "sessions": [{"id": "bal", "title": "Bal", "minutes": 180}],
    }
    problem = Problem.read(draft)
    late = Timetable.of([Placement("bal", date(2026, 1, 10), 1380, 1530)])
    whole = tree(page(replace(publication(), problem=problem, timetable=late)))
    assert [it.get("datetime") for it in whole.iter("time")] == [
        *("2026-01-10T23:00-05:00", "2026-01-11T01:30-05:00")
    ]
    assert [words_of(it) for it in whole.iter("time")] == ["23h00", "01h30 le lendemain"]


def test_what_has_no_time_is_told_to_whoever_exports() -> None:
    kept = Timetable.of(one for one in TIMETABLE.placements if one.session != "table-ronde")
    done = EXPORTER.export(replace(publication(), timetable=kept), ExportOptions(), folder=False)
    (sentence,) = done.lacking
    assert sentence.fr == "Sans heure, donc sur aucune page : « Agir à plusieurs »"
    (data,) = done.files.values()
    assert "Agir à plusieurs" not in data.decode()


# --- Filters --------------------------------------------------------------------------------


def test_each_choice_has_a_rule_and_a_session() -> None:
    (style,) = (it.text for it in TREE.iter("style"))
    values = [it.get("value") for it in TREE.iter("option", "input") if it.get("value")]
    assert len(values) == len(set(values)) == 2 + 2 + 3 + 3 + 3
    classes = {name for it in TREE.iter("article", "section") for name in it.classes}
    for value in values:
        assert value in classes
        assert f'[value="{value}"]:checked' in str(style)


def test_one_of_which_there_is_one_only_is_not_asked_for() -> None:
    kept = Timetable.of(one for one in TIMETABLE.placements if one.session == "accueil")
    assert not list(tree(page(replace(publication(), timetable=kept))).iter("form"))


def test_whoever_takes_part_in_a_part_is_in_the_whole() -> None:
    whole = BookletPage(booklet(PROBLEM, TIMETABLE))
    classes = {one.session: whole.classes(one).split() for one in whole.booklet.sessions}
    (prefet,) = (
        value for choice in whole.choices for value, name in choice.options if name.fr == "Préfet"
    )
    assert prefet in classes["ouverture"]
    assert prefet not in classes["atelier-2"]


def test_choices_are_words_of_everybody() -> None:
    words = [words_of(it) for it in TREE.iter("option")]
    assert "Ateliers" in words
    assert "Tables rondes" in words
    assert not {"Cérémonies", "Pauses", "Repas", "cérémonie", "pause"} & set(words)


# --- A folder -------------------------------------------------------------------------------


def test_a_folder_has_a_page_for_each_room_and_person() -> None:
    pages = folder()
    assert list(pages) == [
        "index.html",
        *("salles/amphi.html", "salles/seine.html", "salles/orne.html"),
        *("intervenants/maire.html", "intervenants/prefet.html", "intervenants/presidente.html"),
    ]
    links = [it.get("href") for it in tree(pages["index.html"]).iter("a")]
    assert set(pages) - {"index.html"} <= set(links)
    orne = tree(pages["salles/orne.html"])
    assert [it.get("id") for it in orne.iter("article")] == ["atelier-2"]
    assert words_of(next(orne.iter("h1"))) == "Salle Orne (à confirmer)"
    maire = tree(pages["intervenants/maire.html"])
    assert words_of(next(maire.iter("h1"))) == "Marie Inventée"
    assert len(list(maire.iter("article"))) == 4
    assert next(maire.iter("a")).get("href") == "../index.html"


@pytest.mark.parametrize(("per", "place"), [("room", "rooms/"), ("person", "people/")])
def test_only_a_page_for_each_of_these(per: exporters.Per, place: str) -> None:
    pages = folder(ExportOptions(per=per), publication("en"))
    first, *others = pages
    assert first == "index.html"
    assert all(name.startswith(place) for name in others)
    assert len(others) == 3
    index = tree(pages["index.html"])
    assert not list(index.iter("article", "form"))
    assert {*others} <= {str(it.get("href")) for it in index.iter("a")}


def test_one_file_is_the_whole_programme_only() -> None:
    for choice in (ExportOptions(per="room"), ExportOptions(attendees=True)):
        with pytest.raises(InputError) as caught:
            exporters.check(EXPORTER, Path("a.html"), choice, Path("a.xlsx"))
        assert "donner un dossier" in str(caught.value.sentences[0].fr)


# --- Who is in it ---------------------------------------------------------------------------


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_is_told_that_is_not_for_everybody(secret: str) -> None:
    for name, data in folder().items():
        assert secret not in data.decode(), name


def test_attendees_are_in_no_page_unless_they_are_asked_for() -> None:
    for data in folder().values():
        assert not re.search("Zoé|Yves|participants/", data.decode())
    public = {name: data for name, data in EVERYTHING.items() if "participants" not in name}
    assert public == folder()


def test_an_attendee_has_their_own_page() -> None:
    own = EVERYTHING["participants/p1.html"].decode()
    words = words_of(tree(own))
    assert "Zoé Participante" in words
    assert "L'eau, bien commun" in words
    assert "Écoles jumelées" not in words
    for other in ("Yves", "p2", "zoe@exemple.org", "index.html"):
        assert other not in own


@pytest.mark.parametrize(("names", "shown"), [("codes", "p1"), ("initials", "Z. P.")])
def test_an_attendee_is_called_as_is_asked(names: str, shown: str) -> None:
    pages = folder(ExportOptions(attendees=True, names=names))  # type: ignore[arg-type]
    own = tree(pages["participants/p1.html"])
    assert words_of(next(own.iter("h1"))) == shown
    assert "Zoé" not in own.text_content()


def test_the_first_day_is_its_own_section() -> None:
    (first, _) = (it for it in TREE.iter("section") if "day" in it.classes)
    assert first.get("aria-labelledby") == f":{FIRST}"
    assert len(list(first.iter("article"))) == 4
