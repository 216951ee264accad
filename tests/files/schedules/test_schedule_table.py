"""A table of one's own: columns in any order and language, days written once, odd cells."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from agenda_solver.files import InputError, workbook
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read
from agenda_solver.problem import Minutes
from command_line import run

FRENCH = """Programme fictif;;;;
Salle;Horaire;Intitulé;Intervenants;Traiteur
;9h00-9h30;Café d'accueil;;Maison fictive
Amphi;9h30;Table ronde : la carte;Ada Fictive (Université fictive), Basile Fictif;
Salle 2;11h-12h15;Atelier 1 : dessiner;Ada Fictive;
Salle 3;11h-12h15;Atelier 2 : arpenter;à midi;
"""
GERMAN = "Titel,Beginn,Dauer,Raum,Referent,Datum\nKarten,10:30,45,Saal A,Ada Fictive,05.03.2027\n"


def imported(
    text: str, choice: ImportOptions | None = None, name: str = "programme.csv"
) -> Imported:
    return read(SourceFile(name, text.encode()), choice or ImportOptions())


def test_a_row_is_a_session() -> None:
    problem = imported(FRENCH, ImportOptions(day=date(2027, 3, 5))).problem
    welcome, panel, drawing, _ = problem.sessions
    assert (welcome.kind, welcome.minutes) == ("welcome", Minutes(min=30, max=30))
    assert (panel.kind, panel.stated[0].start) == ("round_table", 9 * 60 + 30)
    assert panel.preferred.room == "amphi"
    assert [person.name for person in problem.people][:2] == ["Ada Fictive", "Basile Fictif"]
    assert problem.people[0].organisation == "Université fictive"
    assert (drawing.stated[0].start, drawing.stated[0].end) == (11 * 60, 12 * 60 + 15)
    assert drawing.people["intervenants"] == panel.people["intervenants"][:1]
    assert problem.event.name == "Programme fictif"
    assert problem.event.language == "fr"
    assert [day.date for day in problem.days] == [date(2027, 3, 5)]


def test_a_link_that_leads_nowhere_is_kept_as_a_note() -> None:
    rows = "title,start,minutes,link\nA,9:00,30,see the mail\nB,10:00,30,example.org/b\n"
    first, second = imported(rows).problem.sessions
    assert (first.link, first.note) == ("", "see the mail")
    assert (second.link, second.note) == ("https://example.org/b", "")


def test_the_account_of_a_row_names_who_is_read_in_it() -> None:
    report = imported(FRENCH, ImportOptions(day=date(2027, 3, 5))).report
    assert [text.fr for text in report.accounts[1].made] == [
        "session « Table ronde : la carte »",
        "salle « Amphi »",
        "avec Ada Fictive (Université fictive) et Basile Fictif",
    ]


def test_an_organisation_of_several_is_told_and_given_to_nobody() -> None:
    rows = (
        "title;start;speaker;affiliation\nA;9:00;Ada Fictive;X\n"
        "B;10:00;Basile Fictif and Chloe Fictive;Y\nC;11:00;Dan Fictive (Z);Y\n"
    )
    draft = imported(rows, ImportOptions(day=date(2027, 3, 5)))
    assert [person.organisation for person in draft.problem.people] == ["X", "", "", "Z"]
    (lost,) = (check for check in draft.report.checks if "affiliation" in check.text.en)
    assert [place.en for place in lost.places] == ["line 3", "line 4"]


def test_what_is_not_read_is_told_with_its_row() -> None:
    report = imported(FRENCH, ImportOptions(day=date(2027, 3, 5))).report
    (lost,) = (check for check in report.checks if "Traiteur" in check.text.fr)
    assert [place.fr for place in lost.places] == ["ligne 3"]
    assert [(one.place.fr, one.fate) for one in report.accounts] == [
        *((f"ligne {number}", "made") for number in (3, 4, 5, 6)),
        ("ligne 1", "apart"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "Sala,Fecha,Título,Ponente,Inicio,Fin\nSaal A,05/03/2027,Karten,Ada Fictive,10:30,11:15\n",
        "Session Title\tDate\tTime Start\tTime End\tRoom/Location\tSpeaker\n"
        "Karten\t2027-03-05\t10:30 AM\t11:15 AM\tSaal A\tAda Fictive\n",
        "Subject;Start;End;Location;Who\n"
        "Karten;2027-03-05T10:30:00;2027-03-05T11:15:00;Saal A;Ada Fictive\n",
    ],
)
def test_in_any_order_and_language(text: str) -> None:
    problem = imported(text).problem
    (session,) = problem.sessions
    assert session.title == "Karten"
    assert session.minutes == Minutes(min=45, max=45)
    assert session.stated[0].start == 10 * 60 + 30
    assert [day.date for day in problem.days] == [date(2027, 3, 5)]
    assert [room.name for room in problem.rooms] == ["Saal A"]
    assert [person.name for person in problem.people] == ["Ada Fictive"]


def table(rows: list[list[object]]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_dates_and_times_of_a_spreadsheet_and_a_day_that_is_written_once() -> None:
    data = table(
        [
            ["Jour", "Début", "Durée", "Titre"],
            [datetime(2027, 3, 5), time(9, 30), time(1, 30), "Un"],
            [None, time(14, 0), 45, "Deux"],
            [datetime(2027, 3, 6), time(9, 30), "1h15", "Trois"],
        ]
    )
    done = read(SourceFile("programme.xlsx", data), ImportOptions())
    stated = [session.stated[0] for session in done.problem.sessions]
    assert [one.day for one in stated] == [*[date(2027, 3, 5)] * 2, date(2027, 3, 6)]
    minutes = [session.minutes for session in done.problem.sessions]
    assert minutes == [Minutes(min=many, max=many) for many in (90, 45, 75)]
    assert done.problem.sessions[1].source == "Sheet!A3"


def test_days_that_only_have_a_name_follow_one_another() -> None:
    text = "Jour;Heure;Titre\nJour 1;9h;Un\nJour 2;9h;Deux\nJour 1;10h;Trois\n"
    done = imported(text, ImportOptions(day=date(2027, 3, 5)))
    days = [session.stated[0].day for session in done.problem.sessions]
    assert sorted(filter(None, days)) == [*[date(2027, 3, 5)] * 2, date(2027, 3, 6)]
    assert any("« Jour 2 » : samedi 6 mars 2027" in one.text.fr for one in done.report.checks)


def test_an_odd_cell_is_told_and_the_rest_is_read() -> None:
    done = imported("Heure;Fin;Durée;Titre\ntôt;10h;longue;Un\n11h;10h;;Deux\n12h;13h;;\n")
    told = " / ".join(check.sentence.fr for check in done.report.checks)
    assert "ligne 2 : « tôt » n'est pas une heure" in told
    assert "ligne 2 : « longue » n'est pas une durée" in told
    assert "ligne 3 : " in told
    assert [one.place.fr for one in done.report.unread] == ["ligne 4"]
    assert len(done.problem.sessions) == 2


# --- A mapping file -----------------------------------------------------------------------

CODED = "A1;B2;C3\n9h-10h;Un;Amphi\n"


def with_mapping(folder: Path, text: str) -> ImportOptions:
    path = folder / "colonnes.toml"
    path.write_text(text, encoding="utf-8")
    return ImportOptions(mapping=path)


def test_a_mapping_file_says_what_headings_do_not(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--mapping"):
        imported(CODED)
    choice = with_mapping(tmp_path, 'horaires = "A1"\ntitre = "B2"\nsalle = "C3"\n')
    problem = imported(CODED, choice).problem
    assert (problem.sessions[0].title, problem.rooms[0].name) == ("Un", "Amphi")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            'titr = "B2"',
            "colonnes.toml, ligne 1: la clé « titr » n'existe pas ; peut-être « titre »",
        ),
        ("titre = 3", "« titre » attend un en-tête"),
        ('titre = "B2"\nsalle = "B2"', "colonnes.toml, ligne 2: « B2 » est donné à deux clés"),
        ('separateur = "point"', "« point » n'est pas un séparateur"),
    ],
)
def test_a_mapping_file_that_makes_no_sense_is_refused(
    text: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        imported(CODED, with_mapping(tmp_path, text))
    assert sentence in refused.value.sentences[0].fr


def test_a_draft_is_no_table(tmp_path: Path) -> None:
    draft = workbook.write_template(tmp_path / "draft.xlsx", "en")
    with pytest.raises(InputError, match="this is a draft already"):
        read(SourceFile(draft.name, draft.read_bytes()), ImportOptions())


def test_the_command_reads_it_and_what_it_writes_can_be_solved(tmp_path: Path) -> None:
    source, draft = tmp_path / "programme.csv", tmp_path / "draft.xlsx"
    source.write_text(FRENCH, encoding="utf-8")
    done = run("import", source, "-o", draft, "--day", "2027-03-05", "--lang", "fr")
    assert done.returncode == 0
    assert "4 sessions, 1 journée" in done.stdout
    solved = run("solve", draft, "-o", tmp_path / "programme.xlsx")
    assert solved.returncode == 0
    assert "11h00  2 sessions en parallèle, jusqu'à 12h15" in solved.stdout
