"""The programme as a Word document: what stands in it, in which styles, and read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from real_events import NAMES, Name, problem, solved, timetable
from word_documents import documents, exported, imported, lines, opened, plain, template, written

from agenda_solver.files import InputError
from agenda_solver.files.exporters import ExportOptions, check
from agenda_solver.files.word import EXPORTER
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.names import folded
from command_line import run

DAY = date(2026, 6, 10)
DRAFT: dict[str, Any] = {
    "event": {
        "name": "Forum des fleuves",
        "subtitle": "Un an après",
        "version": "programme prévisionnel, version du 16/03/26",
        "place": "Maison du Modèle",
        "organisers": ["Réseau fictif"],
        "partners": ["Agence", "Fondation"],
        "description": "Une journée pour se connaître.",
        "practical": "Accès en tram",
        "contact": "contact@exemple.org",
        "note": "secret",
    },
    "days": [{"date": "2026-06-10", "note": "secret"}],
    "rooms": [{"id": "amphi", "name": "Grand amphi"}, {"id": "aval", "name": "Salle Aval"}],
    "people": [
        {"id": "lee", "name": "Anne Martin", "role": "maire", "organisation": "Ville de Rouen"},
        {"id": "prefet", "role": "Préfet", "unconfirmed": True, "email": "p@secret.example"},
    ],
    "sessions": [
        {"id": "o", "title": "Ouverture", "kind": "ceremony", "minutes": 30},
        {
            "id": "mot",
            "title": "Mot du préfet",
            "kind": "speech",
            "minutes": 10,
            "part_of": "o",
            "people": {"orateurs": ["prefet"]},
        },
        {
            "id": "debat",
            "title": "Vivre avec la crue ?",
            "subtitle": "Regards croisés",
            "kind": "round_table",
            "minutes": 60,
            "people": {"animation": ["lee"], "intervenants": ["lee", "prefet"]},
            "description": "Deux villes racontent.\n\nOn débat.",
            "questions": ["Qui paie ?"],
            "audience": "élus",
            "link": "exemple.org/crue",
            "note": "secret",
        },
        {"id": "a2", "title": "Atelier 2 : les récits", "kind": "workshop", "minutes": 60},
        {
            "id": "a1",
            "title": "Atelier 1 : les cartes",
            "kind": "workshop",
            "minutes": 60,
            "people": {"intervenants": ["lee"]},
            "description": "On dessine.",
        },
        {"id": "plus", "title": "Sans heure", "minutes": 60},
    ],
    "attendees": [{"id": "p1", "name": "Zoé Secret", "wishes": ["a1"]}],
}
PROBLEM = Problem.read(DRAFT)
TIMETABLE = Timetable.of(
    [
        Placement("o", DAY, 570, 600, "amphi"),
        Placement("mot", DAY, 570, 580, "amphi"),
        Placement("debat", DAY, 600, 660, "amphi"),
        Placement("a1", DAY, 660, 720, "amphi"),
        Placement("a2", DAY, 660, 720, "aval"),
    ]
)


@cache
def whole(language: Language = "fr") -> bytes:
    return written(PROBLEM, TIMETABLE, language=language)


# --- What stands in it --------------------------------------------------------------------


def test_all_of_it_in_the_order_of_reading() -> None:
    assert lines(opened(whole())) == [
        ("Title", "Forum des fleuves"),
        ("Subtitle", "Un an après"),
        ("Subtitle", "Mercredi 10 juin 2026, de 9h30 à 12h00"),
        ("Subtitle", "Programme prévisionnel, version du 16/03/26"),
        ("Normal", "Lieu : Maison du Modèle"),
        ("Normal", "Organisation : Réseau fictif"),
        ("Normal", "Une journée pour se connaître."),
        ("Heading 1", "Programme"),
        ("Heading 2", "09h30 – 10h00\tOuverture"),
        ("Body Text", "Salle : Grand amphi"),
        ("List Bullet", "09h30 – 09h40 : Mot du préfet\nOrateur : Préfet (à confirmer)"),
        ("Heading 2", "10h00 – 11h00\tVivre avec la crue ?"),
        ("Body Text", "Regards croisés"),
        ("Body Text", "Salle : Grand amphi"),
        ("Body Text", "Animation : Anne Martin, maire, Ville de Rouen"),
        ("Body Text", "Intervenants : "),
        ("List Bullet", "Anne Martin, maire, Ville de Rouen"),
        ("List Bullet", "Préfet (à confirmer)"),
        ("Body Text", "Format : table ronde"),
        ("Body Text", "Deux villes racontent."),
        ("Body Text", "On débat."),
        ("List Bullet", "Qui paie ?"),
        ("Body Text", "Public : élus"),
        ("Body Text", "https://exemple.org/crue"),
        ("Heading 1", "Informations pratiques"),
        ("Normal", "Accès en tram"),
        ("Heading 1", "Partenaires"),
        ("Normal", "Agence"),
        ("Normal", "Fondation"),
        ("Heading 1", "Contact"),
        ("Normal", "contact@exemple.org"),
        ("Normal", "Horaires"),
        ("Normal", "Ateliers en parallèle"),
        ("Normal", "Intervenants"),
        ("Normal", "Salle"),
        ("Normal", "11h00 – 12h00"),
        ("Heading 3", "Atelier 1 : les cartes"),
        ("Body Text", "On dessine."),
        ("Normal", "Anne Martin, maire, Ville de Rouen"),
        ("Normal", "Grand amphi"),
        ("Normal", "11h00 – 12h00"),
        ("Heading 3", "Atelier 2 : les récits"),
        ("Normal", "Salle Aval"),
    ]


def test_it_speaks_english_too() -> None:
    data = whole("en")
    words = [text for _, text in lines(opened(data))]
    assert "Wednesday 10 June 2026, 09:30 to 12:00" in words
    assert "Facilitation: Anne Martin, maire, Ville de Rouen" in words
    assert "Speakers" in words
    assert "Workshops in parallel" in words


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_the_language_is_told_to_who_checks_the_spelling(language: Language, tag: str) -> None:
    styles = opened(whole(language)).styles.element
    (defaults,) = styles.iter(qn("w:rPrDefault"))
    assert [lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))] == [tag]


def test_several_days_have_a_heading_each() -> None:
    draft = {**DRAFT, "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}]}
    placed = [Placement("o", DAY, 570, 600), Placement("debat", date(2026, 6, 11), 600, 660)]
    words = lines(opened(written(Problem.read(draft), Timetable.of(placed))))
    headings = [text for style, text in words if style == "Heading 1"]
    assert headings[:2] == ["Mercredi 10 juin 2026", "Jeudi 11 juin 2026"]


def test_a_time_is_never_parted_from_what_it_is_of() -> None:
    document = opened(whole())
    kept = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.paragraph_format.keep_with_next and paragraph.style.name == "Heading 2"  # type: ignore[union-attr]
    ]
    assert len(kept) == 2
    for row in document.tables[0].rows:
        assert row._tr.trPr is not None
        assert {child.tag for child in row._tr.trPr} <= {qn("w:tblHeader"), qn("w:cantSplit")}


def test_the_foot_tells_version_and_page() -> None:
    (footer,) = opened(whole()).sections[0].footer.paragraphs
    assert footer.text.startswith("Forum des fleuves – Programme prévisionnel, version du 16/03/26")
    fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_nothing_that_is_for_the_organiser_or_of_the_machine() -> None:
    with ZipFile(BytesIO(whole())) as archive:
        words = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith("xml")
        )
        assert not any("thumbnail" in name for name in archive.namelist())
        core = archive.read("docProps/core.xml").decode()
    assert not re.search("secret|Zoé|python-docx", words)
    assert "<dc:title>Forum des fleuves</dc:title>" in core
    assert re.search(r"<dc:creator\s*/>|<dc:creator></dc:creator>", core)


def test_what_has_no_time_is_told() -> None:
    (sentence,) = exported(PROBLEM, TIMETABLE).lacking
    assert sentence.fr == "Sans heure, donc pas dans le document : « Sans heure »"


def test_controls_and_marks_do_not_break_it() -> None:
    draft = {
        "event": {"name": "A\x08\u202e\ufffeB"},
        "days": [{"date": "2026-06-10"}],
        "sessions": [{"id": "a", "title": "x\x0cy <w:t> &amp; _x0041_", "minutes": 60}],
    }
    placed = Timetable.of([Placement("a", DAY, 540, 600)])
    words = [text for _, text in lines(opened(written(Problem.read(draft), placed)))]
    assert words[-1].endswith("xy <w:t> &amp; _x0041_")


def test_the_same_bytes_each_time() -> None:
    assert whole() == written(PROBLEM, TIMETABLE)
    stamped = ExportOptions(stamped=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    about = opened(written(PROBLEM, TIMETABLE, stamped)).core_properties
    assert about.created == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


# --- A document each ----------------------------------------------------------------------


def test_a_document_for_each_room_and_person() -> None:
    files = documents(PROBLEM, TIMETABLE, ExportOptions())
    assert sorted(map(str, files)) == [
        *("intervenants/lee.docx", "intervenants/prefet.docx", "programme.docx"),
        *("salles/amphi.docx", "salles/aval.docx"),
    ]
    words = lines(files[PurePosixPath("intervenants/prefet.docx")])
    assert ("Subtitle", "Préfet") in words
    titles = [text for style, text in words if style == "Heading 2"]
    assert titles == ["09h30 – 10h00\tOuverture", "10h00 – 11h00\tVivre avec la crue ?"]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (ExportOptions(attendees=True), "--attendees : ce format ne le permet pas"),
        (ExportOptions(names="codes"), "--names : ce format ne le permet pas"),
        (ExportOptions(per="room"), "un seul document ne contient que le programme entier"),
    ],
)
def test_what_a_document_does_not_hold_is_refused(
    tmp_path: Path, choice: ExportOptions, sentence: str
) -> None:
    with pytest.raises(InputError) as raised:
        check(EXPORTER, tmp_path / "a.docx", choice, tmp_path / "source.xlsx")
    assert sentence in raised.value.faults[0].sentence.fr


def test_only_rooms() -> None:
    files = documents(PROBLEM, TIMETABLE, ExportOptions(per="room"))
    assert sorted(map(str, files)) == ["salles/amphi.docx", "salles/aval.docx"]


# --- An organiser's template --------------------------------------------------------------

STYLES = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Table Grid")


def test_the_styles_of_a_template_are_taken_and_its_text_is_not(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", *STYLES, text="Texte d'exemple")
    export = exported(PROBLEM, TIMETABLE, ExportOptions(template=path))
    assert [sentence.fr for sentence in export.lacking] == [
        "Sans heure, donc pas dans le document : « Sans heure »"
    ]
    (data,) = export.files.values()
    document = opened(data)
    words = lines(document)
    assert words[0] == ("Title", "Forum des fleuves")
    assert ("Normal", "Salle : Grand amphi") in words  # it has no Body Text
    assert ("Heading 2", "09h30 – 10h00 : Ouverture") in [
        (style, plain(text)) for style, text in words
    ]
    assert not any("exemple" in text and "Texte" in text for _, text in words)
    assert document.sections[0].header.paragraphs[0].text == "Réseau fictif"
    assert document.sections[0].footer.is_linked_to_previous
    assert document.core_properties.author == ""
    assert document.styles["Title"].font.size == docx.Document(str(path)).styles["Title"].font.size  # type: ignore[attr-defined]


def test_styles_that_are_missing_are_told_in_the_words_of_word(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", "Title", "Heading 1", "Heading 2", "Heading 3")
    export = exported(PROBLEM, TIMETABLE, ExportOptions(template=path))
    assert export.lacking[-1].fr.startswith(
        "Le modèle n'a pas le style « Sous-titre », le style « Liste à puces » et le style "
        "« Grille du tableau » : "
    )
    (data,) = export.files.values()
    assert ("Normal", "Qui paie ?") in lines(opened(data))


def test_pictures_of_the_text_do_not_stay_behind(tmp_path: Path) -> None:
    document = docx.Document()
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\0\0\0\0:~\x9bU"
    picture += b"\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
    document.add_picture(BytesIO(picture))
    document.save(str(tmp_path / "a.docx"))
    data = written(PROBLEM, TIMETABLE, ExportOptions(template=tmp_path / "a.docx"))
    with ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "media" in name]


def test_a_template_of_word_is_taken_too(tmp_path: Path) -> None:
    source = template(tmp_path / "a.docx", *STYLES)
    with ZipFile(source) as archive, ZipFile(tmp_path / "a.dotx", "w", ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            part = archive.read(name).replace(b"document.main+xml", b"template.main+xml")
            copy.writestr(name, part)
    data = written(PROBLEM, TIMETABLE, ExportOptions(template=tmp_path / "a.dotx"))
    assert lines(opened(data))[0] == ("Title", "Forum des fleuves")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "a.docx",
            b"du texte",
            "--template : {path} n'est pas un document Word, mais du texte ; l'enregistrer en "
            ".docx ou .dotx",
        ),
        (
            "a.odt",
            b"%PDF-1.4",
            "--template : {path} n'est pas un document Word, mais un PDF ; l'enregistrer en "
            ".docx ou .dotx",
        ),
        ("none.docx", None, "{path} : ce fichier n'existe pas"),
    ],
)
def test_a_template_that_is_none_is_refused(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        written(PROBLEM, TIMETABLE, ExportOptions(template=path))
    assert raised.value.faults[0].sentence.fr == sentence.format(path=path)


# --- Read back ----------------------------------------------------------------------------


def test_import_gives_back_sessions_times_rooms_and_people() -> None:
    draft = imported(whole()).problem
    assert draft.event.name == "Forum des fleuves"
    assert draft.event.version == "Programme prévisionnel, version du 16/03/26"
    assert [day.date for day in draft.days] == [DAY]
    read = {}
    for session in draft.sessions:
        (hours, *_) = session.stated
        room = session.preferred.room and draft.room[session.preferred.room].label
        people = [draft.person[key] for key in session.roster]
        read[session.title] = (hours.start, hours.end, room, [one.label for one in people])
    lee, prefet = "Anne Martin", "Préfet"
    assert read == {
        "Ouverture": (570, 600, "Grand amphi", []),
        "Mot du préfet": (570, 580, None, [prefet]),
        "Vivre avec la crue ?": (600, 660, "Grand amphi", [lee, prefet]),
        "Atelier 1 : les cartes": (660, 720, "Grand amphi", [lee]),
        "Atelier 2 : les récits": (660, 720, "Salle Aval", []),
    }
    (part,) = (one for one in draft.sessions if one.title == "Mot du préfet")
    (opening,) = (one for one in draft.sessions if one.title == "Ouverture")
    assert part.part_of == opening.id
    (talk,) = (one for one in draft.sessions if one.title == "Vivre avec la crue ?")
    assert [*talk.people] == ["animation", "intervenants"]
    assert (talk.subtitle, talk.link) == ("Regards croisés", "https://exemple.org/crue")
    assert len({one.block for one in draft.sessions if "Atelier" in one.title} - {None}) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_import_gives_back_where_the_event_is(language: Language) -> None:
    assert imported(whole(language)).problem.event.place == PROBLEM.event.place


@pytest.mark.parametrize("name", NAMES)
def test_real_programmes_come_back(name: Name) -> None:
    """All sessions, times and rooms; a name with hours in it is read as a session, too."""
    draft = imported(written(problem(name), timetable(name))).problem
    back = {
        (folded(one.title), hours.start, hours.end): one
        for one in draft.sessions
        for hours in one.stated
    }
    for placement in timetable(name).placements:
        session = problem(name).session[placement.session]
        again = back[folded(session.title), placement.start, placement.end]
        if session.part_of is None and placement.room:
            room = problem(name).room[placement.room].label
            assert again.preferred.room is not None
            assert draft.room[again.preferred.room].label == room
        assert len(again.roster) == len(session.roster)
        assert bool(again.part_of) == bool(session.part_of)
    assert len(draft.sessions) - len(timetable(name).placements) == (name == "cuf-2022")


# --- As it is typed -----------------------------------------------------------------------


def test_as_a_command(tmp_path: Path) -> None:
    book = solved(tmp_path, "cuf-2022")
    done = run("export", book, "--to", "docx", "-o", tmp_path / "a.docx", "--lang", "fr")
    assert (done.returncode, done.stderr) == (0, f"Écrit : {tmp_path / 'a.docx'}\n")


@pytest.mark.thorough
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(whole())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    docx.Document().save(str(tmp_path / "blank.docx"))
    names = ["blank.docx", "a.docx"]
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", *names]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    if not (tmp_path / "blank.txt").exists():
        pytest.skip("LibreOffice is here without Writer")
    words = plain((tmp_path / "a.txt").read_text(encoding="utf-8-sig"))
    for one in (
        "Forum des fleuves",
        "Vivre avec la crue ?",
        "Atelier 2 : les récits",
        "Salle Aval",
    ):
        assert one in words
