"""Signs as pages and as a PDF: what is in which file, that it all fits, and what is not in it."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pdfplumber
import pytest
from lxml import html
from web_event import PROBLEM, TIMETABLE, publication

from agenda_solver.files import InputError
from agenda_solver.files.exporters import ExportOptions, Publication
from agenda_solver.files.signs import EXPORTER
from agenda_solver.files.signs.pdf import Typesetter
from agenda_solver.files.signs.sheets import A4, Lettering, Panel, Paper
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.editions import with_edition
from command_line import run
from workshops import DRAFT as WORKSHOPS
from workshops import TIMETABLE as SEATED

ROOT = Path(__file__).parents[2]
CAFE = ROOT / "solutions" / "world-cafe-cooperation.xlsx"
ALL = ExportOptions(attendees=True)
POINT = 72 / 25.4


def names_of(publication_: Publication, choice: ExportOptions, *, folder: bool = True) -> list[str]:
    files = EXPORTER.export(publication_, choice, folder=folder).files
    return [str(name) for name in files]


def page(name: str, choice: ExportOptions = ALL, language: str = "fr") -> html.HtmlElement:
    files = EXPORTER.export(publication(language), choice, folder=True).files  # type: ignore[arg-type]
    return html.document_fromstring(files[PurePosixPath(name)].decode())


def pages_of(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_text().replace("\u00a0", " ") for page in pdf.pages]


def as_pdf(publication_: Publication, choice: ExportOptions = ALL) -> bytes:
    (data,) = EXPORTER.export(publication_, choice, folder=False).files.values()
    return data


def asked(problem: Problem, timetable: Timetable) -> Publication:
    return Publication(problem, timetable, with_edition(None, problem, timetable), "fr")


# --- Files --------------------------------------------------------------------------------


def test_a_folder_has_a_page_for_each_sort_in_the_language() -> None:
    usual, none = publication(), ExportOptions()
    assert names_of(usual, none) == ["portes.html", "intervenants.html"]
    assert names_of(usual, ALL) == ["portes.html", "intervenants.html", "badges.html"]
    assert names_of(publication("en"), ALL) == ["doors.html", "people.html", "badges.html"]


def test_one_of_each_is_a_pdf_to_be_sent() -> None:
    problem = Problem.read({**WORKSHOPS, "rooms": WORKSHOPS["rooms"][:1]})
    eau = Timetable.of([replace(SEATED.by_session["eau"], room="grande")], SEATED.seats[:1])
    published = asked(problem, eau)
    assert names_of(published, ExportOptions(per="person")) == ["intervenants/hote.pdf"]
    english = replace(published, language="en")
    choice = ExportOptions(per="room", attendees=True)
    assert names_of(english, choice) == ["rooms/grande.pdf", "badges.pdf"]


def test_a_cafe_has_table_signs(tmp_path: Path) -> None:
    done = run("export", CAFE, "--to", "signs", "-o", tmp_path / "a")
    assert (done.returncode, done.stderr) == (0, f"Écrit : {tmp_path / 'a'} (3 fichiers)\n")
    tables = html.document_fromstring((tmp_path / "a" / "tables.html").read_bytes())
    assert tables.xpath("//h2/text()") == ["Table 1", "Table 2", "Table 3"]
    assert len(tables.xpath("//*[@aria-hidden='true']")) == 3  # the backs


def test_what_writes_a_pdf_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fpdf", None)
    for choice, folder in ((ExportOptions(), False), (ExportOptions(per="room"), True)):
        refusal = EXPORTER.refusal(choice, folder=folder)
        assert refusal is not None
        assert "pip install fpdf2 uharfbuzz" in refusal.fr
        assert "pip install fpdf2 uharfbuzz" in refusal.en
    assert EXPORTER.refusal(ExportOptions(), folder=True) is None
    assert names_of(publication(), ExportOptions())


def test_what_is_on_no_sign_is_told() -> None:
    problem, some = PROBLEM, Timetable.of(TIMETABLE.placements[1:])
    sentences = EXPORTER.export(asked(problem, some), ExportOptions(), folder=True).lacking
    assert [sentence.fr for sentence in sentences] == [
        "Sans heure, donc sur aucune affiche : « Café d'accueil »"
    ]
    with pytest.raises(InputError, match="nothing to print"):
        EXPORTER.export(asked(problem, Timetable.of([])), ExportOptions(), folder=True)
    without = Problem.read({**WORKSHOPS, "attendees": []})
    placed = Timetable.of(SEATED.placements)
    (sentence,) = EXPORTER.export(asked(without, placed), ALL, folder=True).lacking
    assert sentence.en == "No badges: this programme has no attendees"


# --- Pages --------------------------------------------------------------------------------


def test_each_sheet_is_an_article_under_headings() -> None:
    doors = page("portes.html")
    assert len(doors.xpath("//article")) == 4
    assert doors.xpath("//h1/text()") == [
        "Affiches de porte – Journées inventées de la coopération"
    ]
    assert [one.text_content() for one in doors.xpath("//article//h2")] == [
        *("Grand amphithéâtre", "Grand amphithéâtre", "Salle Seine", "Salle Orne"),
    ]
    speeches = [" ".join(one.itertext()) for one in doors.xpath("//article[1]//h3")]
    assert speeches == ["Ouverture", "Mot du préfet"]
    assert "size: 297mm 210mm" in doors.xpath("//style/text()")[0]
    assert "size: 210mm 297mm" in page("intervenants.html").xpath("//style/text()")[0]


def test_attendees_are_on_badges_only() -> None:
    for name in ("portes.html", "intervenants.html"):
        assert "Participant" not in page(name).text_content()
    assert "Zoé Participante" in page("badges.html").text_content()
    coded = page("badges.html", ExportOptions(attendees=True, names="codes")).text_content()
    assert "Participante" not in coded
    assert "SECRÈTE" not in coded


def test_the_style_and_the_policy_hold_no_words_of_anybody() -> None:
    for name in ("portes.html", "intervenants.html", "badges.html"):
        drawn = page(name)
        (policy,) = drawn.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert not drawn.xpath("//script | //*[@style] | //@src | //@href")
        (style,) = drawn.xpath("//style/text()")
        assert "préfet" not in style
        assert "Zoé" not in style


# --- The PDF ------------------------------------------------------------------------------


def test_a_pdf_has_every_sheet_with_its_text_in_its_own_fonts() -> None:
    data = as_pdf(publication())
    texts = pages_of(data)
    assert len(texts) == 4 + 3 + 1
    assert "Grand amphithéâtre" in texts[0]
    assert "09h30" in texts[0]
    assert "Mot du préfet" in texts[0]
    assert "Vos" not in texts[0]
    assert "Présidente" in texts[4]
    assert "Votre programme" in texts[4]
    assert "Zoé Participante" in texts[7]
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert {(page.width > page.height) for page in pdf.pages[:4]} == {True}
        assert {(page.width > page.height) for page in pdf.pages[4:]} == {False}
        fonts = {letter["fontname"] for page in pdf.pages for letter in page.chars}
        for page_ in pdf.pages:
            for letter in page_.chars:
                assert 0 <= letter["x0"] <= letter["x1"] <= page_.width
                assert 0 <= letter["top"] <= letter["bottom"] <= page_.height
    assert {name.partition("+")[2] for name in fonts} == {
        *("DejaVuSansCondensed", "DejaVuSansCondensedBold")
    }
    assert data.count(b"/FontFile2") == 2


def test_a_pdf_is_the_same_each_time_unless_it_is_stamped() -> None:
    one = ExportOptions(per="room")
    assert as_pdf(publication(), one) == as_pdf(publication(), one)
    stamped = replace(one, stamped=datetime(2026, 3, 4, 5, 6, tzinfo=UTC))
    assert b"20260304050600" in as_pdf(publication(), stamped)


def test_names_in_many_alphabets_are_in_the_pdf() -> None:
    names = (
        *("Œuvré « L’Haÿ » – Zoé…", "Łukasz Żółć", "Владимир", "Παπαδόπουλος"),
        *("Nguyễn Thị Ánh", "გიორგი", "Գևորգ"),
    )
    setter = Typesetter()
    words = Lettering(names, 10, 10, 190, 20)
    sheet = Paper("a", "fr", *A4, (Panel(0, 0, *A4, (words,)),))
    (text,) = pages_of(setter.draw([("a", [sheet])], "a", "fr", None))
    assert tuple(text.split("\n")) == names
    assert not setter.missing


def test_letters_that_are_joined_are_drawn_as_such() -> None:
    setter = Typesetter()
    joined = setter.measure("محمد", 20, True)
    apart = sum(setter.measure(letter, 20, True) for letter in "محمد")
    assert joined < apart
    assert not setter.missing


def test_a_letter_that_no_font_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agenda_solver.files.signs.pdf.fonts_with", lambda _: iter(()))
    setter = Typesetter()
    setter.measure("A \U0002a6d6", 20, False)
    assert list(setter.missing) == ["\U0002a6d6"]


def test_every_font_of_the_machine_is_tried_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agenda_solver.files.signs import fonts

    (tmp_path / "b.ttf").write_bytes(b"no font")
    shipped = Path(fonts.__file__).parent / "faces" / "DejaVuSansCondensed.ttf"
    (tmp_path / "c.ttf").write_bytes(shipped.read_bytes())
    monkeypatch.setattr(fonts, "font_folders", lambda: [tmp_path, tmp_path / "none"])
    assert list(fonts.fonts_with({ord("A"), 0x2A6D6})) == [(tmp_path / "c.ttf", {ord("A")})]


# --- What does not fit ------------------------------------------------------------------


def test_what_is_far_too_long_fits_and_is_told() -> None:
    long = "Bâ" * 3_000
    problem = Problem.read(
        {
            "event": dict.fromkeys(("name", "place", "version", "practical"), long),
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": "r", "name": long, "site": long}],
            "people": [{"id": "p", "name": long, "role": long}],
            "sessions": [
                {
                    **{"id": "s", "title": long, "subtitle": long, "minutes": 60},
                    **{"kind": "workshop", "people": {"animation": ["p"]}},
                }
            ],
            "attendees": [{"id": "a", "name": long, "organisation": long, "wishes": ["s"]}],
        }
    )
    place = Placement("s", date(2026, 6, 10), 540, 600, "r")
    published = asked(problem, Timetable.of([place], [Seat("a", "s")]))
    export = EXPORTER.export(published, ALL, folder=False)
    assert any("coupé" in sentence.fr for sentence in export.lacking)
    (data,) = export.files.values()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page_ in pdf.pages:
            assert all(letter["x1"] <= page_.width - 14 * POINT / 2 for letter in page_.chars)
            assert all(letter["bottom"] <= page_.height for letter in page_.chars)
