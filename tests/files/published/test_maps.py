"""Tables by maps: the headings that their programs document, forms, faults with their line."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from public_days import data_of, drafted_lines, exported, problem, publication, read_back
from real_events import ROOT

from agenda_solver.files import InputError
from agenda_solver.files.exporters import Exported, ExportOptions
from agenda_solver.files.published.mapped_csv import EXPORTER
from agenda_solver.files.published.maps import (
    COLUMN_KEYS,
    FIELDS,
    KEYS,
    TableMap,
    read_map,
    shipped_maps,
)
from command_line import run

DOCUMENTED = {
    "guidebook": "Session Title,Date,Time Start,Time End,Room/Location,Schedule Track (Optional),"
    "Description (Optional)",
    "google-calendar": "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,"
    "Location,Private",
    "eventify": "Date,Track,Title,Start Time,End Time,Location,Speakers,Description",
}
TABLES = {
    "table": "Day,Start,End,Title,Subtitle,Type,Track,Room,Speakers,Description,Language,Link,Id",
    "tableau": "Jour,Début,Fin,Titre,Sous-titre,Genre,Thème,Salle,Intervenants,Description,"
    "Langue,Lien,Id",
}


def table(name: str | None, **published: Any) -> Exported:
    return exported("csv", publication(**published), ExportOptions(map=name))


def rows(done: Exported, separator: str = ",") -> list[list[str]]:
    words = data_of(done).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(words, newline=""), delimiter=separator))


def test_the_maps_are_those_whose_headings_are_documented() -> None:
    assert set(shipped_maps()) == {*DOCUMENTED, *TABLES}
    assert all(name in EXPORTER.title.en for name in shipped_maps())


@pytest.mark.parametrize("name", [*DOCUMENTED, *TABLES])
def test_headings_are_those_that_are_documented(name: str) -> None:
    headings, *rest = rows(table(name), ";" if name == "tableau" else ",")
    assert headings == {**DOCUMENTED, **TABLES}[name].split(",")
    assert len(rest) == 6
    assert {len(row) for row in rest} == {len(headings)}


def test_guidebook_has_days_and_times_as_its_template() -> None:
    row = rows(table("guidebook"))[5]
    assert row[:5] == ["Nuit des cartes", "3/27/2027", "12:30 AM", "1:30 AM", "Cave (à confirmer)"]


def test_google_has_days_and_times_as_its_help() -> None:
    row = rows(table("google-calendar"))[4]
    assert row[:6] == ["Atelier", "03/26/2027", "10:30 AM", "03/26/2027", "12:00 PM", "False"]
    assert row[6].split("\n\n") == [
        "animation : Ada LOVELACE (Calcul) et Maire (Ville B) · restitution : Ada LOVELACE "
        "(Calcul), Élue à désigner et Maire (Ville A) ou Zoé & Cie (à désigner)",
        "On parle d'eau.",
        "Et de ceux qui la boivent.",
        "– Qui paie ?",
        "https://exemple.org/2027/eau",
    ]
    assert row[7:] == ["Cave (à confirmer), Maison commune", "False"]
    night = rows(table("google-calendar"))[5]
    assert night[1:5] == ["03/27/2027", "12:30 AM", "03/27/2027", "01:30 AM"]


def test_eventify_has_a_word_for_no_track() -> None:
    tracks = [row[1] for row in rows(table("eventify"))[1:]]
    assert tracks == ["notrack", "notrack", "notrack", "Eau", "notrack", "notrack"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_a_map_it_is_a_table_that_excel_opens_and_import_reads(language: Any) -> None:
    done = table(None, language=language)
    assert data_of(done).startswith(b"\xef\xbb\xbf")
    again = read_back(done).problem
    assert {session.id for session in again.sessions} == {
        session.id for session in problem().sessions if session.id != "rien"
    }
    lines = {line.id: line for line in drafted_lines(again).values()}
    assert (lines["7"].start, lines["7"].end) == (630, 720)
    assert again.session["7"].track == "Eau"
    assert again.session["7"].kind == "workshop"
    assert [sentence.en for sentence in done.lacking] == [
        "Without a time, and so not in this file: “Sans heure”"
    ]


# --- One's own ---------------------------------------------------------------------------------

OWN = """
separateur = "|"
codage = "cp1252"
jour = "J/MM/AA"
heure = "HhMM"
fuseau = "UTC"
entre = " + "
en_tetes = true

[[colonnes]]
en_tete = "Quand"
valeur = "{jour} {debut}{{{fuseau}}}{decalage}"
[[colonnes]]
en_tete = "Quoi"
valeur = "{titre} ({duree} min)"
[[colonnes]]
en_tete = "Qui"
valeur = "{intervenants}"
a_defaut = "personne"
[[colonnes]]
en_tete = "Fixe"
valeur = "=1+1"
""".replace("HhMM", "Hhmm")


def own(folder: Path, words: str) -> str:
    path = folder / "la-mienne.toml"
    path.write_text(words, encoding="utf-8")
    return str(path)


def test_ones_own_map_says_all_that_a_table_may_be(tmp_path: Path) -> None:
    done = table(own(tmp_path, OWN))
    lines = data_of(done).decode("cp1252").split("\r\n")
    assert lines[:2] == [
        "Quand|Quoi|Qui|Fixe",
        "26/03/27 8h00{UTC}+00:00|Ouverture (60 min)|Ada LOVELACE|'=1+1",
    ]
    assert lines[3] == "26/03/27 9h00{UTC}+00:00|Pause (30 min)|personne|'=1+1"
    assert "Maire + Préfet (à confirmer)" in lines[2]


def test_headings_may_be_absent(tmp_path: Path) -> None:
    words = 'headings = false\n[[columns]]\nvalue = "{id}"\n'
    assert rows(table(own(tmp_path, words)))[0] == ["ouverture"]


def test_letters_that_an_encoding_does_not_have_are_told(tmp_path: Path) -> None:
    words = 'encoding = "ascii"\n[[columns]]\nheading = "Où"\nvalue = "{room}"\n'
    done = table(own(tmp_path, words))
    assert data_of(done).startswith(b"O?\r\nAmphi <Est>\r\n")
    assert done.lacking[-1].fr == (
        "Le codage ascii n'a pas ces caractères, remplacés par « ? » : ù à"
    )


@pytest.mark.parametrize(
    ("day", "time", "written"),
    [
        ("YYYY-MM-DD", "HH:mm", "2027-03-06 00:05"),
        ("AAAA.M.J", "H:mm", "2027.3.6 0:05"),
        ("JJ/MM/AA", "Hhmm", "06/03/27 0h05"),
        ("M/D/YYYY", "h:mm AM", "3/6/2027 12:05 AM"),
        ("MM/DD/YYYY", "hh:mm am", "03/06/2027 12:05 am"),
    ],
)
def test_days_and_times_have_the_form_that_is_asked(day: str, time: str, written: str) -> None:
    form = TableMap((), day=day, time=time)
    moment = datetime(2027, 3, 6, 0, 5, tzinfo=UTC)
    assert f"{form.day_of(moment)} {form.time_of(moment)}" == written


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("separator = ';'", "une colonne : [[colonnes]], puis en_tete et valeur"),
        ("[[columns]]\nhed = 'a'", "ligne 2: la clé « hed » n'existe pas"),
        ("[[columns]]\nvalue = '{tittle}'", "ligne 2: « tittle » n'est pas un champ"),
        ("[[columns]]\nvalue = '{title.a}'", "ligne 2: « title.a » n'est pas un champ"),
        ("[[columns]]\nvalue = '{title!r}'", "ligne 2: « title » n'est pas un champ"),
        ("[[columns]]\nvalue = '{title'", "entre accolades, comme {titre} ; une"),
        ("[[columns]]\nvalue = 3", "ligne 2: attendu un texte entre guillemets"),
        ("separator = 'a'\n[[columns]]\nvalue = ''", "ligne 1: « a » n'est pas un séparateur"),
        ("encoding = 'base64'\n[[columns]]\nvalue = ''", "« base64 » n'est pas un codage"),
        ("encoding = 'idna'\n[[columns]]\nvalue = ''", "« idna » n'est pas un codage"),
        ("zone = 'Paris'\n[[columns]]\nvalue = ''", "« Paris » n'est pas un fuseau"),
        ("day = 'le D'\n[[columns]]\nvalue = ''", "« le D » n'est pas la forme d'une date"),
        ("time = 'HH'\n[[columns]]\nvalue = ''", "« HH » n'est pas la forme d'une heure"),
        ("headings = 'oui'\n[[columns]]\nvalue = ''", "ligne 1: attendu true ou false"),
        ("day = 'D'\njour = 'J'\n[[columns]]\nvalue = ''", "ligne 2: la clé « jour » est déjà"),
        ("columns = 3", "ligne 1: il y faut au moins une colonne"),
        ("[[columns]", "la syntaxe TOML n'est pas valable"),
    ],
)
def test_a_fault_of_a_map_is_told_with_its_line(tmp_path: Path, words: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read_map(own(tmp_path, words))
    (told,) = refused.value.sentences
    assert sentence in told.fr
    assert told.fr.startswith("la-mienne.toml")
    assert told.en.startswith("la-mienne.toml")


def test_all_that_is_wrong_in_a_map_is_told_at_once(tmp_path: Path) -> None:
    words = """
separator = "a"
zone = "Paris"
heures = "HH:mm"
day = 3
headings = "oui"
[[columns]]
hed = "Quand"
value = "{tittle} {titre} {debu}"
[[columns]]
heading = 5
value = "{titre"
"""
    with pytest.raises(InputError) as refused:
        read_map(own(tmp_path, words))
    lines = [sentence.fr.partition(":")[0] for sentence in refused.value.sentences]
    assert lines == [f"la-mienne.toml, ligne {line}" for line in (2, 3, 4, 5, 6, 8, 9, 9, 11, 12)]


def test_a_map_that_there_is_not_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    solved = ROOT / "solutions" / "journee-icci-2025.xlsx"
    for name, sentence in (
        ("googel-calendar", "perhaps “google-calendar”?"),
        (str(tmp_path / "nothing.toml"), "nothing.toml"),
    ):
        done = run("export", solved, "--to", "csv", "--map", name, "-o", path, "--lang", "en")
        assert done.returncode == 2
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
    assert not path.exists()
    done = run("export", solved, "--to", "csv", "--map", own(tmp_path, OWN), "-o", path)
    assert done.returncode == 0
    assert path.read_bytes().startswith(b"Quand|Quoi|Qui|Fixe\r\n")


# --- What the pages say --------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "language"), [("publier.md", "fr"), ("publish.md", "en")])
def test_the_pages_name_each_map_key_and_field(page: str, language: Any, tmp_path: Path) -> None:
    words = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```$", words, re.MULTILINE | re.DOTALL)
    shown = read_map(own(tmp_path, block))
    assert (shown.day_of(datetime(2027, 3, 6)), len(shown.columns)) == ("06/03/2027", 4)
    assert shown.columns[2].otherwise
    for name in shipped_maps():
        assert f"| `{name}` |" in words
    for key in FIELDS.values():
        assert f"`{{{key.say(language)}}}`" in words
    for key in KEYS.values():
        assert f"| `{key.say(language)}` |" in words or f"| `[[{key.say(language)}]]` |" in words
    for key in COLUMN_KEYS.values():
        assert f"`{key.say(language)}`" in words
