"""Every bad file is refused by sentences that say where and what; odd but good ones are read.

`check`, or `verify` for a solved workbook, is run on each in both languages: it exits with 2,
prints nothing but the sentences, and leaves the folder as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from bad_files import (
    CSV,
    PROBLEM,
    TIMETABLE,
    TOML,
    WITH_CSV,
    archive,
    backwards,
    book,
    cleared,
    csv,
    error,
    everywhere,
    exchanged,
    flipped,
    formula,
    gone,
    in_part,
    lacking,
    lying,
    merged,
    moved_down,
    old_office,
    part,
    raw,
    renamed,
    shared,
    strict,
    summed_up,
    swapped,
    toml,
    typed,
    unformatted,
    with_password,
)
from openpyxl.utils import get_column_letter
from typer.testing import CliRunner

from agenda_solver.cli import app
from agenda_solver.files import InputError, workbook
from agenda_solver.files.fields import BY_KEY
from agenda_solver.files.grid import opening
from agenda_solver.files.toml import read_draft
from agenda_solver.files.workbook import reading
from agenda_solver.rules import COSTS
from agenda_solver.text import listing

SESSIONS = BY_KEY["sessions"]
# The first columns without headings, right of the table.
BESIDE, BEYOND = (get_column_letter(len(SESSIONS.columns) + n) for n in (1, 2))


def in_row_4(key: str) -> str:
    """Return the cell of a column of `Sessions` in its fourth row."""
    return f"{get_column_letter(SESSIONS.columns.index(SESSIONS.column(key)) + 1)}4"


MIXED, GROUP_OF, PER_ORGANISATION = map(in_row_4, ("mixed", "group_of", "per_organisation"))
DISLIKED, REPEAT_OF = map(in_row_4, ("disliked", "repeat_of"))


COST_KEYS = [cost.key for cost in COSTS]


@dataclass(frozen=True)
class Case:
    """A file that is refused: the sentences about it, a line each, and the limits it meets."""

    name: str
    make: Callable[[], bytes | None]
    fr: str
    en: str
    limits: dict[str, float] = field(default_factory=dict)


def cases(found: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(it, id=it.name) for it in found])


LOCKED = (
    ("forum.xlsx : ce classeur est protégé par un mot de passe ; l'enregistrer sans mot de passe"),
    "forum.xlsx: this workbook is protected by a password; save it without one",
)
DAMAGED = (
    (
        "forum.xlsx : ce classeur est abîmé ou incomplet ; l'ouvrir dans un tableur et "
        "l'enregistrer à nouveau, ou redemander le fichier"
    ),
    (
        "forum.xlsx: this workbook is damaged or incomplete; open it in a spreadsheet "
        "program and save it again, or ask for the file again"
    ),
)
TOO_MANY_PARTS = (
    (
        "forum.xlsx : ce classeur contient beaucoup trop de feuilles ou d'images ; copier "
        "les feuilles du programme dans un classeur neuf"
    ),
    (
        "forum.xlsx: this workbook holds far too many sheets or pictures; copy the sheets "
        "of the programme to a new workbook"
    ),
)

FILES = [
    Case(
        "nothing in it",
        lambda: b"",
        "forum.xlsx : ce fichier est vide",
        "forum.xlsx: this file is empty",
    ),
    Case(
        "a list saved as text",
        "id;titre\ncafe;Café\n".encode,
        (
            "forum.xlsx est un fichier texte, pas un classeur .xlsx ; si un tableur l'ouvre, "
            "l'y enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is a text file, not an .xlsx workbook; if a spreadsheet program opens "
            "it, save it there as .xlsx"
        ),
    ),
    Case(
        "a PDF",
        lambda: b"%PDF-1.7\n",
        (
            "forum.xlsx est un PDF, pas un classeur .xlsx ; si un tableur l'ouvre, l'y "
            "enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is a PDF, not an .xlsx workbook; if a spreadsheet program opens it, "
            "save it there as .xlsx"
        ),
    ),
    Case(
        "a web page that calls itself a workbook",
        lambda: b"<html><table><tr><td>id</td></tr></table></html>",
        (
            "forum.xlsx est une page web (.html), pas un classeur .xlsx ; si un tableur "
            "l'ouvre, l'y enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is a web page (.html), not an .xlsx workbook; if a spreadsheet program "
            "opens it, save it there as .xlsx"
        ),
    ),
    Case(
        "a workbook from before 2007",
        lambda: old_office("Workbook"),
        (
            "forum.xlsx est un classeur d'avant 2007 (.xls), pas un classeur .xlsx ; si un "
            "tableur l'ouvre, l'y enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is a workbook from before 2007 (.xls), not an .xlsx workbook; if a "
            "spreadsheet program opens it, save it there as .xlsx"
        ),
    ),
    Case("a workbook with a password", lambda: old_office("EncryptedPackage"), *LOCKED),
    Case("a part that is enciphered", with_password, *LOCKED),
    Case(
        "an OpenDocument workbook",
        lambda: archive(
            mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<a/>"
        ),
        (
            "forum.xlsx est un classeur LibreOffice (.ods), pas un classeur .xlsx ; si un "
            "tableur l'ouvre, l'y enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is a LibreOffice workbook (.ods), not an .xlsx workbook; if a "
            "spreadsheet program opens it, save it there as .xlsx"
        ),
    ),
    Case(
        "a Word document",
        lambda: archive(word__document_xml=b"<a/>"),
        (
            "forum.xlsx est un document Word (.docx), pas un classeur .xlsx ; si un tableur "
            "l'ouvre, l'y enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is a Word document (.docx), not an .xlsx workbook; if a spreadsheet "
            "program opens it, save it there as .xlsx"
        ),
    ),
    Case(
        "a binary workbook",
        lambda: archive(xl__workbook_bin=b"\x83\x01"),
        (
            "forum.xlsx est un classeur binaire (.xlsb), pas un classeur .xlsx ; si un tableur "
            "l'ouvre, l'y enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is a binary workbook (.xlsb), not an .xlsx workbook; if a spreadsheet "
            "program opens it, save it there as .xlsx"
        ),
    ),
    Case(
        "an archive of pictures",
        lambda: archive(photo_jpg=b"\xff\xd8\xff"),
        (
            "forum.xlsx est une archive (.zip), pas un classeur .xlsx ; si un tableur l'ouvre, "
            "l'y enregistrer en .xlsx"
        ),
        (
            "forum.xlsx is an archive (.zip), not an .xlsx workbook; if a spreadsheet program "
            "opens it, save it there as .xlsx"
        ),
    ),
    Case("cut off on its way", lambda: book()[:-1000], *DAMAGED),
    Case("only the beginning", lambda: book()[:100], *DAMAGED),
    Case("a bit of a sheet has changed", flipped, *DAMAGED),
    Case("its list lies about a size", lying, *DAMAGED),
    Case(
        "a sheet that is not XML",
        lambda: book(part("xl/worksheets/sheet5.xml", b"<worksheet><sheetData>")),
        *DAMAGED,
    ),
    Case(
        "a sheet that defines entities",
        lambda: book(swapped("Sessions", "<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')),
        *DAMAGED,
    ),
    Case(
        "a row of no number",
        lambda: book(swapped("Sessions", '<row r="3"', '<row r="trois"')),
        *DAMAGED,
    ),
    Case(
        "a cell beyond the last column",
        lambda: book(swapped("Sessions", 'r="B3"', 'r="ZZZ3"')),
        *DAMAGED,
    ),
    Case(
        "a text that is not in the list",
        lambda: book(raw("Sessions", "B3", "<v>99</v>", "s")),
        *DAMAGED,
    ),
    Case("a sheet is listed but not there", lambda: book(lacking("sheet5.xml$")), *DAMAGED),
    Case("the list of sheets is not there", lambda: book(lacking("^xl/workbook.xml")), *DAMAGED),
    Case(
        "a bomb: a small file that unpacks to a large one",
        lambda: book(part("xl/worksheets/sheet5.xml", b" " * 20_000_000)),
        (
            "forum.xlsx : une fois décompressé, ce classeur est trop grand (20 Mo) ; copier "
            "les tableaux du programme dans un classeur neuf"
        ),
        (
            "forum.xlsx: once unpacked, this workbook is too large (20 MB); copy the tables of "
            "the programme to a new workbook"
        ),
    ),
]

LIMITS = [
    Case(
        "too large once unpacked",
        book,
        (
            "forum.xlsx : une fois décompressé, ce classeur est trop grand (1 Mo) ; copier les "
            "tableaux du programme dans un classeur neuf"
        ),
        (
            "forum.xlsx: once unpacked, this workbook is too large (1 MB); copy the tables of "
            "the programme to a new workbook"
        ),
        {"MOST_UNPACKED": 50000},
    ),
    Case(
        "too much shared text",
        lambda: book(part("xl/sharedStrings.xml", b"<sst/>")),
        (
            "forum.xlsx : une fois décompressé, ce classeur est trop grand (1 Mo) ; copier les "
            "tableaux du programme dans un classeur neuf"
        ),
        (
            "forum.xlsx: once unpacked, this workbook is too large (1 MB); copy the tables of "
            "the programme to a new workbook"
        ),
        {"MOST_STRINGS": 5},
    ),
    Case("too many parts", book, *TOO_MANY_PARTS, {"MOST_PARTS": 10}),
    Case("far too many parts", book, *TOO_MANY_PARTS, {"MOST_PARTS": 4}),
    Case(
        "too many rows",
        book,
        "forum.xlsx, Événement!A5: trop de lignes (au plus 4)",
        "forum.xlsx, Événement!A5: too many rows (at most 4)",
        {"MOST_ROWS": 4},
    ),
    Case(
        "too many cells",
        book,
        (
            "forum.xlsx, Jours: cette feuille contient beaucoup trop de cellules ou de texte ; "
            "n'y garder que le tableau du programme"
        ),
        (
            "forum.xlsx, Jours: this sheet holds far too many cells or too much text; keep "
            "there only the table of the programme"
        ),
        {"MOST_CELLS": 74},
    ),
    Case(
        "too much text in a sheet",
        book,
        (
            "forum.xlsx, Événement: cette feuille contient beaucoup trop de cellules ou de "
            "texte ; n'y garder que le tableau du programme"
        ),
        (
            "forum.xlsx, Événement: this sheet holds far too many cells or too much text; keep "
            "there only the table of the programme"
        ),
        {"MOST_LETTERS": 30},
    ),
    Case(
        "too many merged cells",
        lambda: book(merged("Jours", "A9:B9")),
        (
            "forum.xlsx, Jours: cette feuille contient beaucoup trop de cellules ou de texte ; "
            "n'y garder que le tableau du programme"
        ),
        (
            "forum.xlsx, Jours: this sheet holds far too many cells or too much text; keep "
            "there only the table of the programme"
        ),
        {"MOST_MERGED": 0},
    ),
    Case(
        "a cell at the far end of a sheet",
        lambda: book(typed("Sessions", "XFD1048576", "x")),
        (
            "forum.xlsx, Sessions!XFD1048576: cette cellule est remplie, très loin du tableau "
            "; la vider"
        ),
        ("forum.xlsx, Sessions!XFD1048576: this cell is filled, very far from the table; clear it"),
    ),
    Case(
        "a cell far to the right",
        lambda: book(typed("Sessions", "ZZ2", "x")),
        "forum.xlsx, Sessions!ZZ2: cette cellule est remplie, très loin du tableau ; la vider",
        "forum.xlsx, Sessions!ZZ2: this cell is filled, very far from the table; clear it",
    ),
    Case(
        "more faults than anybody reads",
        lambda: book(*(typed("Sessions", f"D{row}", "25:30") for row in (2, 3, 4))),
        (
            "forum.xlsx, Sessions!D2: « 25:30 » n'est pas une heure (attendu HH:MM)\n"
            "forum.xlsx, Sessions!D3: « 25:30 » n'est pas une heure (attendu HH:MM)\n"
            "forum.xlsx : ce ne sont que les 2 premières fautes ; les corriger, puis recommencer"
        ),
        (
            "forum.xlsx, Sessions!D2: “25:30” is not a time of day (expected HH:MM)\n"
            "forum.xlsx, Sessions!D3: “25:30” is not a time of day (expected HH:MM)\n"
            "forum.xlsx: these are only the first 2 faults; mend them, then try again"
        ),
        {"reading.MOST_FAULTS": 2},
    ),
]

SHEETS = [
    Case(
        "no sheet of sessions",
        lambda: book(gone("Sessions")),
        (
            "forum.xlsx : il manque la feuille « Sessions » ; « agenda-solver init » écrit un "
            "brouillon où elles y sont toutes"
        ),
        (
            "forum.xlsx: the sheet “Sessions” is missing; “agenda-solver init” writes a draft "
            "that has them all"
        ),
    ),
    Case(
        "no sheet of days",
        lambda: book(gone("Jours")),
        (
            "forum.xlsx : il manque la feuille « Jours » ; « agenda-solver init » écrit un "
            "brouillon où elles y sont toutes"
        ),
        (
            "forum.xlsx: the sheet “Days” is missing; “agenda-solver init” writes a draft that "
            "has them all"
        ),
    ),
    Case(
        "no sheet of the event",
        lambda: book(gone("Événement")),
        (
            "forum.xlsx : il manque la feuille « Événement » ; « agenda-solver init » écrit un "
            "brouillon où elles y sont toutes"
        ),
        (
            "forum.xlsx: the sheet “Event” is missing; “agenda-solver init” writes a draft "
            "that has them all"
        ),
    ),
    Case(
        "two sheets of rooms",
        lambda: book(renamed("Document", "Rooms")),
        (
            "forum.xlsx, Rooms!A1: cette feuille tient lieu de la feuille « Salles », qui est "
            "là aussi : n'en garder qu'une"
        ),
        (
            "forum.xlsx, Rooms!A1: this sheet stands for the sheet “Salles”, which is there "
            "too: keep one of them"
        ),
    ),
    Case(
        "sessions: a header and nothing else",
        lambda: book(cleared("Sessions", but=1), gone("Enchaînements"), gone("Vœux")),
        "forum.xlsx, Sessions!A2: cette feuille n'a pas de ligne : il en faut au moins une",
        "forum.xlsx, Sessions!A2: this sheet has no row: it takes one at least",
    ),
    Case(
        "sessions: blank",
        lambda: book(cleared("Sessions"), gone("Enchaînements"), gone("Vœux")),
        "forum.xlsx, Sessions!A2: cette feuille n'a pas de ligne : il en faut au moins une",
        "forum.xlsx, Sessions!A2: this sheet has no row: it takes one at least",
    ),
    Case(
        "days: blank",
        lambda: book(cleared("Jours")),
        "forum.xlsx, Jours!A2: cette feuille n'a pas de ligne : il en faut au moins une",
        "forum.xlsx, Jours!A2: this sheet has no row: it takes one at least",
    ),
    Case(
        "a column that must be there",
        lambda: book(typed("Sessions", "B1", "quoi")),
        "forum.xlsx, Sessions!A1: il manque la colonne « titre »",
        "forum.xlsx, Sessions!A1: the column “title” is missing",
    ),
    Case(
        "a heading nearly right",
        lambda: book(typed("Sessions", "M1", "intervenents")),
        (
            "forum.xlsx, Sessions!M1: la colonne « intervenents » n'est pas connue ; peut-être "
            "« intervenants » ?"
        ),
        (
            "forum.xlsx, Sessions!M1: the column “intervenents” is not known; perhaps "
            "“intervenants”?"
        ),
    ),
    Case(
        "a heading nearly right of a column that must be there",
        lambda: book(typed("Jours", "B1", "dates.")),
        "forum.xlsx, Jours!B1: la colonne « dates. » n'est pas connue ; peut-être « date » ?",
        "forum.xlsx, Jours!B1: the column “dates.” is not known; perhaps “date”?",
    ),
    Case(
        "a column twice, in two languages",
        lambda: book(typed("Sessions", "I1", "title")),
        (
            "forum.xlsx, Sessions!I1: « title » et « titre » (B1) sont la même colonne : n'en "
            "garder qu'une"
        ),
        ("forum.xlsx, Sessions!I1: “title” and “titre” (B1) are the same column: keep one of them"),
    ),
    Case(
        "a heading erased",
        lambda: book(typed("Sessions", "J1", None)),
        (
            "forum.xlsx, Sessions!J1: cette colonne n'a pas de titre, mais des valeurs : lui "
            "donner un titre, ou la vider"
        ),
        (
            "forum.xlsx, Sessions!J1: this column has no heading, but values: give it a "
            "heading, or clear it"
        ),
    ),
    Case(
        "an item of the event nearly right",
        lambda: book(
            typed("Événement", "A5", "fuseau horair"), typed("Événement", "B5", "Europe/Paris")
        ),
        (
            "forum.xlsx, Événement!A5: « fuseau horair » n'est pas une information connue ; "
            "peut-être « fuseau horaire » ?"
        ),
        (
            "forum.xlsx, Événement!A5: “fuseau horair” is not a known item; perhaps “fuseau "
            "horaire”?"
        ),
    ),
    Case(
        "an item of the event twice",
        lambda: book(typed("Événement", "A6", "Nom")),
        "forum.xlsx, Événement!A6: « Nom » est déjà en A3",
        "forum.xlsx, Événement!A6: “Nom” is already in A3",
    ),
    Case(
        "an item of the event erased",
        lambda: book(typed("Événement", "A3", " ")),
        (
            "forum.xlsx, Événement!A3: il manque le nom de cette information (au choix : nom, "
            "langue, fuseau horaire, version, lieu, pas, pause, trajet, trajets, "
            "salle trop petite, déjeuner (minutes), déjeuner à partir de, déjeuner jusqu'à, "
            "convenable à partir de, convenable jusqu'à, possible à partir de, possible jusqu'à, "
            "places au moins, places au plus, interventions comptées, note, sous-titre, adresse, "
            "description, public visé, organisateurs, partenaires, lien, contact, informations "
            "pratiques)"
        ),
        (
            "forum.xlsx, Événement!A3: the name of this item is missing (one of: name, "
            "language, time zone, version, place, grid, gap, walk, walks, overflow, "
            "lunch (minutes), lunch from, lunch until, suitable from, suitable until, possible "
            "from, possible until, least seats, most seats, "
            "parts count, note, subtitle, address, description, audience, organisers, partners, "
            "link, contact, practical information)"
        ),
    ),
]

CELLS = [
    Case(
        "event: its row deleted",
        lambda: book(typed("Événement", "A3", None), typed("Événement", "B3", None)),
        "forum.xlsx, Événement!A1: il manque « nom »",
        "forum.xlsx, Événement!A1: “name” is missing",
    ),
    Case(
        "event: an unknown language",
        lambda: book(typed("Événement", "B4", "allemand")),
        "forum.xlsx, Événement!B4: attendu fr ou en",
        "forum.xlsx, Événement!B4: expected fr or en",
    ),
    Case(
        "event: an unknown zone",
        lambda: book(typed("Événement", "B5", "Europe/Evreux")),
        (
            "forum.xlsx, Événement!B5: « Europe/Evreux » n'est pas un fuseau horaire (par "
            "exemple Europe/Paris)"
        ),
        ("forum.xlsx, Événement!B5: “Europe/Evreux” is not a time zone (for example Europe/Paris)"),
    ),
    Case(
        "event: hours that end before they begin",
        lambda: book(typed("Événement", "B18", "18h"), typed("Événement", "B19", "9h")),
        (
            "forum.xlsx, Événement!B18: la fin (9h00) doit venir après le début (18h00), ou le "
            "lendemain à 6h00 au plus tard"
        ),
        (
            "forum.xlsx, Événement!B18: the end (09:00) must come after the start (18:00), or by "
            "06:00 on the day after"
        ),
    ),
    Case(
        "event: a grid of no minutes",
        lambda: book(typed("Événement", "B8", 0)),
        "forum.xlsx, Événement!B8: attendu au moins 1",
        "forum.xlsx, Événement!B8: expected at least 1",
    ),
    Case(
        "event: a grid in words",
        lambda: book(typed("Événement", "B8", "cinq")),
        (
            "forum.xlsx, Événement!B8: « cinq » n'est pas une durée en minutes (attendu par "
            "exemple 90, ou 1h30)"
        ),
        (
            "forum.xlsx, Événement!B8: “cinq” is not a length in minutes (expected 90, for "
            "example, or 1h30)"
        ),
    ),
    Case(
        "days: no such date",
        lambda: book(typed("Jours", "B2", "31/02/2026")),
        "forum.xlsx, Jours!B2: « 31/02/2026 » n'est pas une date (attendu JJ/MM/AAAA)",
        "forum.xlsx, Jours!B2: “31/02/2026” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    ),
    Case(
        "days: the American way",
        lambda: book(typed("Jours", "B2", "03/28/2026")),
        "forum.xlsx, Jours!B2: « 03/28/2026 » n'est pas une date (attendu JJ/MM/AAAA)",
        "forum.xlsx, Jours!B2: “03/28/2026” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    ),
    Case(
        "days: a date without its year",
        lambda: book(typed("Jours", "B2", "28/03")),
        "forum.xlsx, Jours!B2: « 28/03 » n'est pas une date (attendu JJ/MM/AAAA)",
        "forum.xlsx, Jours!B2: “28/03” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    ),
    Case(
        "days: no date",
        lambda: book(typed("Jours", "B2", None)),
        "forum.xlsx, Jours!B2: il manque « date »",
        "forum.xlsx, Jours!B2: “date” is missing",
    ),
    Case(
        "days: a date twice",
        lambda: book(typed("Jours", "B3", "28/03/2026")),
        "forum.xlsx, Jours!B3: cette date est déjà à la ligne 2 : une ligne par journée",
        "forum.xlsx, Jours!B3: this date is already in row 2: one row a day",
    ),
    Case(
        "days: a date before spreadsheets",
        lambda: book(typed("Jours", "B2", "28/03/1789")),
        "forum.xlsx, Jours!B2: « 28/03/1789 » n'est pas une date (attendu JJ/MM/AAAA)",
        "forum.xlsx, Jours!B2: “28/03/1789” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    ),
    Case(
        "days: closes before it opens",
        lambda: book(typed("Jours", "D2", "8h")),
        "forum.xlsx, Jours!C2: la fin (8h00) doit venir après le début (9h00)",
        "forum.xlsx, Jours!C2: the end (08:00) must come after the start (09:00)",
    ),
    Case(
        "days: an opening without a closing",
        lambda: book(typed("Jours", "D2", None)),
        "forum.xlsx, Jours!D2: il manque « fermeture »",
        "forum.xlsx, Jours!D2: “closes” is missing",
    ),
    Case(
        "days: opens at 25:30",
        lambda: book(typed("Jours", "C2", "25:30")),
        "forum.xlsx, Jours!C2: « 25:30 » n'est pas une heure (attendu HH:MM)",
        "forum.xlsx, Jours!C2: “25:30” is not a time of day (expected HH:MM)",
    ),
    Case(
        "days: opens in the hour that is skipped in spring",
        lambda: book(typed("Jours", "C3", "2h30"), typed("Jours", "D3", "18h")),
        (
            "forum.xlsx, Jours!C3: 2h30 n'existe pas le dimanche 29 mars 2026 : on avance les "
            "montres cette nuit-là"
        ),
        (
            "forum.xlsx, Jours!C3: 02:30 does not exist on Sunday 29 March 2026: clocks go "
            "forward that night"
        ),
    ),
    Case(
        "rooms: an id twice",
        lambda: book(typed("Salles", "A4", "seine")),
        (
            "forum.xlsx, Salles!A4: l'id « seine » est déjà à la ligne 3 : en donner un autre "
            "à l'une des deux"
        ),
        ("forum.xlsx, Salles!A4: the id “seine” is already in row 3: give one of the two another"),
    ),
    Case(
        "rooms: an id twice, but for what cannot be seen",
        lambda: book(typed("Salles", "A4", "\u200bseine\xa0")),
        (
            "forum.xlsx, Salles!A4: l'id « seine » est déjà à la ligne 3 : en donner un autre "
            "à l'une des deux"
        ),
        ("forum.xlsx, Salles!A4: the id “seine” is already in row 3: give one of the two another"),
    ),
    Case(
        "rooms: no id",
        lambda: book(typed("Salles", "A4", None)),
        "forum.xlsx, Salles!A4: il manque l'id : un nom court, par exemple « salle-bleue »",
        "forum.xlsx, Salles!A4: the id is missing: a short name, for example “blue-room”",
    ),
    Case(
        "rooms: seats in words",
        lambda: book(typed("Salles", "D2", "beaucoup")),
        ("forum.xlsx, Salles!D2: « beaucoup » n'est pas un nombre entier (attendu par exemple 45)"),
        "forum.xlsx, Salles!D2: “beaucoup” is not a whole number (expected 45, for example)",
    ),
    Case(
        "rooms: fewer seats than none",
        lambda: book(typed("Salles", "D2", -5)),
        "forum.xlsx, Salles!D2: attendu au moins 0",
        "forum.xlsx, Salles!D2: expected at least 0",
    ),
    Case(
        "rooms: seats beyond measure",
        lambda: book(typed("Salles", "D2", 10**18)),
        "forum.xlsx, Salles!D2: attendu au plus 1000000",
        "forum.xlsx, Salles!D2: expected at most 1000000",
    ),
    Case(
        "rooms: more digits than a number has",
        lambda: book(raw("Salles", "D2", "<v>" + "9" * 5000 + "</v>")),
        (
            "forum.xlsx, Salles!D2: « "
            "99999999999999999999999999999999999999999999999999999999999… » n'est pas un "
            "nombre entier (attendu par exemple 45)"
        ),
        (
            "forum.xlsx, Salles!D2: "
            "“99999999999999999999999999999999999999999999999999999999999…” is not a whole "
            "number (expected 45, for example)"
        ),
    ),
    Case(
        "rooms: infinitely many seats",
        lambda: book(raw("Salles", "D2", "<v>1e999</v>")),
        "forum.xlsx, Salles!D2: « inf » n'est pas un nombre entier (attendu par exemple 45)",
        "forum.xlsx, Salles!D2: “inf” is not a whole number (expected 45, for example)",
    ),
    Case(
        "rooms: half a seat",
        lambda: book(typed("Salles", "D2", 12.5)),
        "forum.xlsx, Salles!D2: « 12.5 » n'est pas un nombre entier (attendu par exemple 45)",
        "forum.xlsx, Salles!D2: “12.5” is not a whole number (expected 45, for example)",
    ),
    Case(
        "rooms: hours in words",
        lambda: book(typed("Salles", "F2", "de temps en temps")),
        (
            "forum.xlsx, Salles!F2: « de temps en temps » n'est pas compris : attendu des "
            "heures (9h15-10h15), un jour (10/06/2026), ou les deux (10/06/2026 9h15-10h15)"
        ),
        (
            "forum.xlsx, Salles!F2: “de temps en temps” is not understood: expected hours "
            "(09:15-10:15), a day (2026-06-10), or both (2026-06-10 09:15-10:15)"
        ),
    ),
    Case(
        "rooms: hours that end before they start",
        lambda: book(typed("Salles", "F2", "12h-9h")),
        "forum.xlsx, Salles!F2: la fin (9h00) doit venir après le début (12h00)",
        "forum.xlsx, Salles!F2: the end (09:00) must come after the start (12:00)",
    ),
    Case(
        "rooms: perhaps",
        lambda: book(typed("Salles", "J2", "peut-être")),
        "forum.xlsx, Salles!J2: « peut-être » n'est ni « oui » ni « non »",
        "forum.xlsx, Salles!J2: “peut-être” is neither “yes” nor “no”",
    ),
    Case(
        "people: there at 25:30",
        lambda: book(typed("Intervenants", "F2", "25:30-26:00")),
        (
            "forum.xlsx, Intervenants!F2: « 25:30 » n'est pas une heure (attendu HH:MM)\n"
            "forum.xlsx, Intervenants!F2: « 26:00 » n'est pas une heure (attendu HH:MM)"
        ),
        (
            "forum.xlsx, Intervenants!F2: “25:30” is not a time of day (expected HH:MM)\n"
            "forum.xlsx, Intervenants!F2: “26:00” is not a time of day (expected HH:MM)"
        ),
    ),
    Case(
        "sessions: no id",
        lambda: book(typed("Sessions", "A4", None)),
        "forum.xlsx, Sessions!A4: il manque l'id : un nom court, par exemple « atelier-1 »",
        "forum.xlsx, Sessions!A4: the id is missing: a short name, for example “workshop-1”",
    ),
    Case(
        "sessions: an id twice",
        lambda: book(typed("Sessions", "A5", "a1")),
        (
            "forum.xlsx, Sessions!A5: l'id « a1 » est déjà à la ligne 4 : en donner un autre à "
            "l'une des deux"
        ),
        ("forum.xlsx, Sessions!A5: the id “a1” is already in row 4: give one of the two another"),
    ),
    Case(
        "sessions: a title beyond measure",
        lambda: book(typed("Sessions", "B4", "x" * 32_000)),
        "forum.xlsx, Sessions!B4: texte trop long",
        "forum.xlsx, Sessions!B4: text too long",
    ),
    Case(
        "sessions: starts later, in words",
        lambda: book(typed("Sessions", "D4", "plus tard")),
        "forum.xlsx, Sessions!D4: « plus tard » n'est pas une heure (attendu HH:MM)",
        "forum.xlsx, Sessions!D4: “plus tard” is not a time of day (expected HH:MM)",
    ),
    Case(
        "sessions: starts at 25:30",
        lambda: book(typed("Sessions", "D4", "25:30")),
        "forum.xlsx, Sessions!D4: « 25:30 » n'est pas une heure (attendu HH:MM)",
        "forum.xlsx, Sessions!D4: “25:30” is not a time of day (expected HH:MM)",
    ),
    Case(
        "sessions: starts at 9h75",
        lambda: book(typed("Sessions", "D4", "9h75")),
        "forum.xlsx, Sessions!D4: « 9h75 » n'est pas une heure (attendu HH:MM)",
        "forum.xlsx, Sessions!D4: “9h75” is not a time of day (expected HH:MM)",
    ),
    Case(
        "sessions: starts with seconds",
        lambda: book(typed("Sessions", "D4", 0.39585)),
        "forum.xlsx, Sessions!D4: « 09:30:01 » a des secondes (attendu HH:MM)",
        "forum.xlsx, Sessions!D4: “09:30:01” has seconds (expected HH:MM)",
    ),
    Case(
        "sessions: starts at a number that is no time",
        lambda: book(typed("Sessions", "D4", 930)),
        "forum.xlsx, Sessions!D4: « 930 » n'est pas une heure (attendu HH:MM)",
        "forum.xlsx, Sessions!D4: “930” is not a time of day (expected HH:MM)",
    ),
    Case(
        "sessions: ends before it starts",
        lambda: book(typed("Sessions", "D4", "11h"), typed("Sessions", "E4", "10h")),
        (
            "forum.xlsx, Sessions!E4: la fin (10h00) doit venir après le début (11h00) ; la "
            "vider pour garder la durée"
        ),
        (
            "forum.xlsx, Sessions!E4: the end (10:00) must come after the start (11:00); clear "
            "it to keep the length"
        ),
    ),
    Case(
        "sessions: ends, but does not start",
        lambda: book(typed("Sessions", "E4", "10h")),
        "forum.xlsx, Sessions!E4: cette fin n'a pas de début : l'écrire en D4, ou vider cette "
        "cellule",
        "forum.xlsx, Sessions!E4: this end has no start: write it in D4, or clear this cell",
    ),
    Case(
        "sessions: starts in the hour that is skipped in spring",
        lambda: book(typed("Sessions", "C3", "29/03/2026"), typed("Sessions", "D3", "2h30")),
        (
            "forum.xlsx, Sessions!D3: 2h30 n'existe pas le dimanche 29 mars 2026 : on avance "
            "les montres cette nuit-là"
        ),
        (
            "forum.xlsx, Sessions!D3: 02:30 does not exist on Sunday 29 March 2026: clocks go "
            "forward that night"
        ),
    ),
    Case(
        "sessions: starts on two days",
        lambda: book(
            typed("Sessions", "C4", "28/03/2026"), raw("Sessions", "D4", "<v>46110.4</v>")
        ),
        (
            "forum.xlsx, Sessions!D4: ce début est le 29/03/2026, et la colonne « jour » dit "
            "le 28/03/2026"
        ),
        (
            "forum.xlsx, Sessions!D4: this start is on 29/03/2026, and the column “day” says "
            "28/03/2026"
        ),
    ),
    Case(
        "sessions: #N/A",
        lambda: book(error("Sessions", "D4", "#N/A")),
        ("forum.xlsx, Sessions!D4: « #N/A » est une erreur de calcul : taper la valeur elle-même"),
        "forum.xlsx, Sessions!D4: “#N/A” is an error of a formula: type the value itself",
    ),
    Case(
        "sessions: #REF! in a list",
        lambda: book(error("Sessions", "O4", "#REF!")),
        ("forum.xlsx, Sessions!O4: « #REF! » est une erreur de calcul : taper la valeur elle-même"),
        "forum.xlsx, Sessions!O4: “#REF!” is an error of a formula: type the value itself",
    ),
    Case(
        "sessions: a formula without its value",
        lambda: book(formula("Sessions", "D4", "D3+1/24")),
        (
            "forum.xlsx, Sessions!D4: cette formule n'a pas encore de valeur : ouvrir le "
            "classeur dans un tableur et l'enregistrer, ou taper la valeur"
        ),
        (
            "forum.xlsx, Sessions!D4: this formula has no value yet: open the workbook in a "
            "spreadsheet program and save it, or type the value"
        ),
    ),
    Case(
        "sessions: a column of formulas without values",
        lambda: book(
            formula("Sessions", "A4", '"a"&amp;1'), formula("Sessions", "A5", '"a"&amp;2')
        ),
        (
            "forum.xlsx, Sessions!A4: cette formule n'a pas encore de valeur : ouvrir le "
            "classeur dans un tableur et l'enregistrer, ou taper la valeur\n"
            "forum.xlsx, Sessions!A5: cette formule n'a pas encore de valeur : ouvrir le "
            "classeur dans un tableur et l'enregistrer, ou taper la valeur"
        ),
        (
            "forum.xlsx, Sessions!A4: this formula has no value yet: open the workbook in a "
            "spreadsheet program and save it, or type the value\n"
            "forum.xlsx, Sessions!A5: this formula has no value yet: open the workbook in a "
            "spreadsheet program and save it, or type the value"
        ),
    ),
    Case(
        "sessions: merged downwards",
        lambda: book(typed("Sessions", "F4", "seine"), merged("Sessions", "F4:F5")),
        (
            "forum.xlsx, Sessions!F4:F5: ces cellules sont fusionnées : les séparer, et "
            "remplir chacune"
        ),
        "forum.xlsx, Sessions!F4:F5: these cells are merged: split them, and fill each",
    ),
    Case(
        "sessions: merged across",
        lambda: book(typed("Sessions", "C4", "28/03/2026"), merged("Sessions", "C4:F4")),
        (
            "forum.xlsx, Sessions!C4:F4: ces cellules sont fusionnées : les séparer, et "
            "remplir chacune"
        ),
        "forum.xlsx, Sessions!C4:F4: these cells are merged: split them, and fill each",
    ),
    Case(
        "sessions: a day that is none of the event",
        lambda: book(typed("Sessions", "C3", "10/06/2026")),
        (
            "forum.xlsx, Sessions!C3: mercredi 10 juin 2026 n'est pas une journée de l'évènement "
            "(connues : samedi 28 mars 2026 et dimanche 29 mars 2026)"
        ),
        (
            "forum.xlsx, Sessions!C3: Wednesday 10 June 2026 is not a day of the event (known: "
            "Saturday 28 March 2026 and Sunday 29 March 2026)"
        ),
    ),
    Case(
        "sessions: a day in words",
        lambda: book(typed("Sessions", "C3", "lundi")),
        "forum.xlsx, Sessions!C3: « lundi » n'est pas une date (attendu JJ/MM/AAAA)",
        "forum.xlsx, Sessions!C3: “lundi” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    ),
    Case(
        "sessions: an unknown room",
        lambda: book(typed("Sessions", "F4", "amphy")),
        ("forum.xlsx, Sessions!F4: « amphy » n'est pas l'id d'une salle ; peut-être « amphi » ?"),
        "forum.xlsx, Sessions!F4: “amphy” is not the id of a room; perhaps “amphi”?",
    ),
    Case(
        "sessions: a room that may be two",
        lambda: book(typed("Sessions", "F4", "Salle Seine")),
        (
            "forum.xlsx, Sessions!F4: « Salle Seine » peut désigner « seine » ou « orne » : "
            "donner l'id"
        ),
        "forum.xlsx, Sessions!F4: “Salle Seine” may mean “seine” or “orne”: give the id",
    ),
    Case(
        "sessions: an unknown kind",
        lambda: book(typed("Sessions", "H4", "atellier")),
        (
            "forum.xlsx, Sessions!H4: « atellier » n'est pas un genre de session ; peut-être "
            "« atelier » ?"
        ),
        "forum.xlsx, Sessions!H4: “atellier” is not a kind of session; perhaps “atelier”?",
    ),
    Case(
        "sessions: no minutes at all",
        lambda: book(typed("Sessions", "J4", 0)),
        "forum.xlsx, Sessions!J4: attendu au moins 1",
        "forum.xlsx, Sessions!J4: expected at least 1",
    ),
    Case(
        "sessions: a length in words",
        lambda: book(typed("Sessions", "J4", "longtemps")),
        (
            "forum.xlsx, Sessions!J4: « longtemps » n'est pas une durée en minutes (attendu "
            "par exemple 90, ou 1h30)"
        ),
        (
            "forum.xlsx, Sessions!J4: “longtemps” is not a length in minutes (expected 90, for "
            "example, or 1h30)"
        ),
    ),
    Case(
        "sessions: a length that is yes",
        lambda: book(raw("Sessions", "J4", "<v>1</v>", "b")),
        (
            "forum.xlsx, Sessions!J4: « oui » n'est pas une durée en minutes (attendu par "
            "exemple 90, ou 1h30)"
        ),
        (
            "forum.xlsx, Sessions!J4: “oui” is not a length in minutes (expected 90, for "
            "example, or 1h30)"
        ),
    ),
    Case(
        "sessions: a length beyond measure",
        lambda: book(typed("Sessions", "J4", 10**12)),
        "forum.xlsx, Sessions!J4: attendu au plus 1440",
        "forum.xlsx, Sessions!J4: expected at most 1440",
    ),
    Case(
        "sessions: at least more than at most",
        lambda: book(typed("Sessions", "L4", 30)),
        "forum.xlsx, Sessions!J4: les durées ne vont pas en croissant : au moins 60, idéale –, "
        "au plus 30",
        "forum.xlsx, Sessions!J4: the lengths do not grow: at least 60, ideal –, at most 30",
    ),
    Case(
        "sessions: without a length",
        lambda: book(typed("Sessions", "J4", None)),
        "forum.xlsx, Sessions!J4: il manque « minutes »",
        "forum.xlsx, Sessions!J4: “minutes” is missing",
    ),
    Case(
        "sessions: an unknown person",
        lambda: book(typed("Sessions", "M4", "animation : dupond")),
        (
            "forum.xlsx, Sessions!M4: « dupond » n'est pas l'id d'un intervenant ; peut-être "
            "« dupont » ?"
        ),
        "forum.xlsx, Sessions!M4: “dupond” is not the id of a person; perhaps “dupont”?",
    ),
    Case(
        "sessions: people in a way of one's own",
        lambda: book(typed("Sessions", "M4", "animation : dupont : prefet")),
        (
            "forum.xlsx, Sessions!M4: « animation : dupont : prefet » n'est pas compris : "
            "attendu « rôle : personne, personne ; rôle : … »"
        ),
        (
            "forum.xlsx, Sessions!M4: “animation : dupont : prefet” is not understood: "
            "expected “role: person, person; role: …”"
        ),
    ),
    Case(
        "sessions: an unknown room among those possible",
        lambda: book(typed("Sessions", "O4", "seine ; rouen")),
        (
            "forum.xlsx, Sessions!O4: « rouen » n'est pas l'id d'une salle (connus : amphi, "
            "seine, orne)"
        ),
        "forum.xlsx, Sessions!O4: “rouen” is not the id of a room (known: amphi, seine, orne)",
    ),
    Case(
        "sessions: after an unknown session",
        lambda: book(typed("Sessions", "T5", "overture")),
        (
            "forum.xlsx, Sessions!T5: « overture » n'est pas l'id d'une session ; peut-être "
            "« ouverture » ?"
        ),
        ("forum.xlsx, Sessions!T5: “overture” is not the id of a session; perhaps “ouverture”?"),
    ),
    Case(
        "sessions: a pause in words",
        lambda: book(typed("Sessions", "T5", "ouverture [un peu]")),
        (
            "forum.xlsx, Sessions!T5: « ouverture [un peu] » n'est pas compris : attendu « "
            "session [10-30] », la pause en minutes"
        ),
        (
            "forum.xlsx, Sessions!T5: “ouverture [un peu]” is not understood: expected "
            "“session [10-30]”, the pause in minutes"
        ),
    ),
    Case(
        "sessions: part of an unknown session",
        lambda: book(typed("Sessions", "S4", "matinée")),
        (
            "forum.xlsx, Sessions!S4: « matinée » n'est pas l'id d'une session (connus : cafe, "
            "ouverture, a1, a2)"
        ),
        (
            "forum.xlsx, Sessions!S4: “matinée” is not the id of a session (known: cafe, "
            "ouverture, a1, a2)"
        ),
    ),
    Case(
        "sessions: allowed hours in words",
        lambda: book(typed("Sessions", "V4", "le matin")),
        (
            "forum.xlsx, Sessions!V4: « le matin » n'est pas compris : attendu des heures "
            "(9h15-10h15), un jour (10/06/2026), ou les deux (10/06/2026 9h15-10h15)"
        ),
        (
            "forum.xlsx, Sessions!V4: “le matin” is not understood: expected hours "
            "(09:15-10:15), a day (2026-06-10), or both (2026-06-10 09:15-10:15)"
        ),
    ),
    Case(
        "sessions: locked perhaps",
        lambda: book(typed("Sessions", "G4", "peut-être")),
        (
            "forum.xlsx, Sessions!G4: « peut-être » n'est pas compris : attendu oui, non, ou "
            "ce qui est verrouillé parmi jour, début, salle"
        ),
        (
            "forum.xlsx, Sessions!G4: “peut-être” is not understood: expected yes, no, or what "
            "is locked among day, start, room"
        ),
    ),
    Case(
        "sessions: locked to nothing",
        lambda: book(typed("Sessions", "G4", "oui")),
        (
            "forum.xlsx, Sessions!G4: il n'y a rien à verrouiller : remplir le jour, le début "
            "ou la salle"
        ),
        (
            "forum.xlsx, Sessions!G4: there is nothing to lock: fill in the day, the start or "
            "the room"
        ),
    ),
    Case(
        "sessions: locked in a room that is blank",
        lambda: book(typed("Sessions", "G4", "salle")),
        "forum.xlsx, Sessions!G4: la colonne « salle » est vide : il n'y a rien à verrouiller",
        "forum.xlsx, Sessions!G4: the column “room” is blank: there is nothing to lock",
    ),
    Case(
        "sequences: an unknown session",
        lambda: book(typed("Enchaînements", "B2", "a1 ; a3")),
        (
            "forum.xlsx, Enchaînements!B2: « a3 » n'est pas l'id d'une session (connus : cafe, "
            "ouverture, a1, a2)"
        ),
        (
            "forum.xlsx, Enchaînements!B2: “a3” is not the id of a session (known: cafe, "
            "ouverture, a1, a2)"
        ),
    ),
    Case(
        "sequences: of one",
        lambda: book(typed("Enchaînements", "B2", "a1")),
        "forum.xlsx, Enchaînements!B2: il en faut au moins 2",
        "forum.xlsx, Enchaînements!B2: at least 2 must be there",
    ),
    Case(
        "document: of an unknown session",
        lambda: book(typed("Document", "A2", "a9")),
        (
            "forum.xlsx, Document!A2: « a9 » n'est pas l'id d'une session (connus : cafe, "
            "ouverture, a1, a2)"
        ),
        "forum.xlsx, Document!A2: “a9” is not the id of a session (known: cafe, ouverture, a1, a2)",
    ),
    Case(
        "wishes: of an unknown attendee",
        lambda: book(typed("Vœux", "A2", "p9")),
        (
            "forum.xlsx, Vœux!A2: « p9 » n'est pas l'id d'un participant : l'ajouter dans la "
            "feuille « Participants », ou effacer ses vœux"
        ),
        (
            "forum.xlsx, Vœux!A2: “p9” is not the id of an attendee: add them to the sheet "
            "“Attendees”, or clear their wishes"
        ),
    ),
    Case(
        "wishes: for an unknown session",
        lambda: book(typed("Vœux", "B2", "a9")),
        (
            "forum.xlsx, Vœux!B2: « a9 » n'est pas l'id d'une session (connus : cafe, "
            "ouverture, a1, a2)"
        ),
        ("forum.xlsx, Vœux!B2: “a9” is not the id of a session (known: cafe, ouverture, a1, a2)"),
    ),
    Case(
        "wishes: for nothing",
        lambda: book(typed("Vœux", "B2", None)),
        "forum.xlsx, Vœux!B2: il manque « session »",
        "forum.xlsx, Vœux!B2: “session” is missing",
    ),
    Case(
        "wishes: a rank twice",
        lambda: book(typed("Vœux", "C3", 1)),
        (
            "forum.xlsx, Vœux!C3: ce rang est déjà donné à la ligne 2 : en changer un (des vœux "
            "qui se valent : la même note, sans rang)"
        ),
        (
            "forum.xlsx, Vœux!C3: this rank is already given in row 2: change one (for wishes "
            "that are alike: the same rating, no rank)"
        ),
    ),
    Case(
        "wishes: a rank in words",
        lambda: book(typed("Vœux", "C2", "premier")),
        "forum.xlsx, Vœux!C2: « premier » n'est pas un nombre entier (attendu par exemple 1)",
        "forum.xlsx, Vœux!C2: “premier” is not a whole number (expected 1, for example)",
    ),
    Case(
        "wishes: a session twice",
        lambda: book(typed("Vœux", "B3", "a1")),
        "forum.xlsx, Vœux!B3: cette session est déjà un vœu de la même personne à la ligne 2",
        "forum.xlsx, Vœux!B3: this session is already a wish of the same person in row 2",
    ),
    Case(
        "attendees: together with themselves",
        lambda: book(typed("Participants", "J2", "p2 ; p1")),
        "forum.xlsx, Participants!J2: un participant ne peut pas se nommer lui-même",
        "forum.xlsx, Participants!J2: an attendee cannot name themselves",
    ),
    Case(
        "attendees: a seat in no session",
        lambda: book(typed("Participants", "F3", "a1 ; atelir 2")),
        (
            "forum.xlsx, Participants!F3: « atelir 2 » n'est pas l'id d'une session ; peut-être "
            "« a2 » ?"
        ),
        "forum.xlsx, Participants!F3: “atelir 2” is not the id of a session; perhaps “a2”?",
    ),
    Case(
        "attendees: a seat in a part of a title",
        lambda: book(
            typed("Sessions", "B5", "Dire, montrer"), typed("Participants", "F3", "montrer")
        ),
        (
            "forum.xlsx, Participants!F3: « montrer » n'est pas l'id d'une session ; peut-être "
            "« a2 » ?"
        ),
        "forum.xlsx, Participants!F3: “montrer” is not the id of a session; perhaps “a2”?",
    ),
    Case(
        "attendees: a seat in something else",
        lambda: book(typed("Participants", "F3", "a1 ; buffet")),
        (
            "forum.xlsx, Participants!F3: « buffet » n'est pas l'id d'une session (connus : cafe, "
            "ouverture, a1, a2)"
        ),
        (
            "forum.xlsx, Participants!F3: “buffet” is not the id of a session (known: cafe, "
            "ouverture, a1, a2)"
        ),
    ),
    Case(
        "sessions: mixed by something else",
        lambda: book(typed("Sessions", MIXED, "organisation ; couleur")),
        (
            f"forum.xlsx, Sessions!{MIXED}: « couleur » : on ne mélange que par organisation ou "
            "par catégorie"
        ),
        (
            f"forum.xlsx, Sessions!{MIXED}: “couleur”: groups are mixed by organisation or by "
            "category only"
        ),
    ),
    Case(
        "sessions: a sub-group of itself",
        lambda: book(typed("Sessions", GROUP_OF, "a1")),
        f"forum.xlsx, Sessions!{GROUP_OF}: une session ne peut pas se nommer elle-même",
        f"forum.xlsx, Sessions!{GROUP_OF}: a session cannot name itself",
    ),
    Case(
        "sessions: nobody of an organisation",
        lambda: book(typed("Sessions", PER_ORGANISATION, 0)),
        f"forum.xlsx, Sessions!{PER_ORGANISATION}: attendu au moins 1",
        f"forum.xlsx, Sessions!{PER_ORGANISATION}: expected at least 1",
    ),
    Case(
        "wishes: ranked and rated",
        lambda: book(typed("Vœux", "D3", 5)),
        "forum.xlsx, Vœux!C2: les vœux d'une personne ont tous un rang, ou tous une note",
        "forum.xlsx, Vœux!C2: all the wishes of a person have a rank, or all a rating",
    ),
    Case(
        "event: a walk of one site",
        lambda: book(typed("Événement", "B11", "Nord : 10")),
        (
            "forum.xlsx, Événement!B11: « Nord : 10 » n'est pas compris : attendu « site – site : "
            "minutes », par exemple Nord – Sud : 10"
        ),
        (
            "forum.xlsx, Événement!B11: “Nord : 10” is not understood: expected “site – site: "
            "minutes”, for example North – South: 10"
        ),
    ),
    Case(
        "sessions: an unknown room to avoid",
        lambda: book(typed("Sessions", DISLIKED, "cave")),
        (
            f"forum.xlsx, Sessions!{DISLIKED}: « cave » n'est pas l'id d'une salle (connus : "
            "amphi, seine, orne)"
        ),
        (
            f"forum.xlsx, Sessions!{DISLIKED}: “cave” is not the id of a room (known: amphi, "
            "seine, orne)"
        ),
    ),
    Case(
        "sessions: a repeat of itself",
        lambda: book(typed("Sessions", REPEAT_OF, "a1")),
        f"forum.xlsx, Sessions!{REPEAT_OF}: une session ne peut pas se nommer elle-même",
        f"forum.xlsx, Sessions!{REPEAT_OF}: a session cannot name itself",
    ),
    Case(
        "tracks: similar to an unknown one",
        lambda: book(typed("Thèmes", "B2", "air ; terre")),
        "forum.xlsx, Thèmes!B2: « terre » n'est pas l'id d'un thème (connus : eau, air)",
        "forum.xlsx, Thèmes!B2: “terre” is not the id of a track (known: eau, air)",
    ),
    Case(
        "tracks: how much, in words",
        lambda: book(typed("Thèmes", "E2", "beaucoup")),
        ("forum.xlsx, Thèmes!E2: « beaucoup » n'est pas un nombre entier (attendu par exemple 45)"),
        "forum.xlsx, Thèmes!E2: “beaucoup” is not a whole number (expected 45, for example)",
    ),
    Case(
        "tracks: without a name",
        lambda: book(typed("Thèmes", "A3", None), typed("Thèmes", "C3", 2)),
        ("forum.xlsx, Thèmes!A3: il manque le thème : un nom court, par exemple « climat »"),
        ("forum.xlsx, Thèmes!A3: the track is missing: a short name, for example “climate”"),
    ),
    Case(
        "weights: of no rule",
        lambda: book(typed("Poids", "A2", "statted"), typed("Poids", "B2", 3)),
        (
            "forum.xlsx, Poids!B2: « statted » n'est pas une règle qui a un poids ; peut-être "
            "« stated » ?"
        ),
        "forum.xlsx, Poids!B2: “statted” is not a rule that has a weight; perhaps “stated”?",
    ),
    Case(
        "weights: of nothing like a rule",
        lambda: book(typed("Poids", "A2", "zzz"), typed("Poids", "B2", 3)),
        (
            "forum.xlsx, Poids!B2: « zzz » n'est pas une règle qui a un poids (au choix : "
            f"{listing(COST_KEYS).fr})"
        ),
        (
            "forum.xlsx, Poids!B2: “zzz” is not a rule that has a weight (one of: "
            f"{listing(COST_KEYS).en})"
        ),
    ),
    Case(
        "weights: below zero",
        lambda: book(typed("Poids", "B2", -1)),
        "forum.xlsx, Poids!B2: attendu au moins 0",
        "forum.xlsx, Poids!B2: expected at least 0",
    ),
    Case(
        "weights: a rule twice",
        lambda: book(
            typed("Poids", "B2", 1), typed("Poids", "A3", "stated"), typed("Poids", "B3", 2)
        ),
        "forum.xlsx, Poids!A8: « stated » est déjà plus haut",
        "forum.xlsx, Poids!A8: “stated” is already further up",
    ),
    Case(
        "several faults, each told",
        lambda: book(
            typed("Jours", "C2", "25:30"),
            typed("Salles", "A4", None),
            typed("Sessions", "D4", "plus tard"),
        ),
        (
            "forum.xlsx, Jours!C2: « 25:30 » n'est pas une heure (attendu HH:MM)\n"
            "forum.xlsx, Salles!A4: il manque l'id : un nom court, par exemple « salle-bleue »\n"
            "forum.xlsx, Sessions!D4: « plus tard » n'est pas une heure (attendu HH:MM)"
        ),
        (
            "forum.xlsx, Jours!C2: “25:30” is not a time of day (expected HH:MM)\n"
            "forum.xlsx, Salles!A4: the id is missing: a short name, for example “blue-room”\n"
            "forum.xlsx, Sessions!D4: “plus tard” is not a time of day (expected HH:MM)"
        ),
    ),
]

SOLVED = [
    Case(
        "no day",
        lambda: book(typed("Sessions", "C4", None), typed("Sessions", "A4", "a1"), solved=True),
        "forum.xlsx, Sessions!C4: il manque le jour",
        "forum.xlsx, Sessions!C4: the day is missing",
    ),
    Case(
        "no end",
        lambda: book(typed("Sessions", "E4", None), typed("Sessions", "J4", None), solved=True),
        "forum.xlsx, Sessions!J4: il manque « minutes »",
        "forum.xlsx, Sessions!J4: “minutes” is missing",
    ),
    Case(
        "ends before it starts",
        lambda: book(typed("Sessions", "D4", "15h"), solved=True),
        (
            "forum.xlsx, Sessions!E4: la fin (11h40) doit venir après le début (15h00) ; la "
            "vider pour garder la durée"
        ),
        (
            "forum.xlsx, Sessions!E4: the end (11:40) must come after the start (15:00); clear "
            "it to keep the length"
        ),
    ),
    Case(
        "starts at 25:30",
        lambda: book(typed("Sessions", "D4", "25:30"), solved=True),
        "forum.xlsx, Sessions!D4: « 25:30 » n'est pas une heure (attendu HH:MM)",
        "forum.xlsx, Sessions!D4: “25:30” is not a time of day (expected HH:MM)",
    ),
    Case(
        "an unknown room",
        lambda: book(typed("Sessions", "F4", "seinne"), solved=True),
        "forum.xlsx, Sessions!F4: « seinne » n'est pas l'id d'une salle ; peut-être « seine » ?",
        "forum.xlsx, Sessions!F4: “seinne” is not the id of a room; perhaps “seine”?",
    ),
    Case(
        "an id twice",
        lambda: book(typed("Sessions", "A5", "a1"), solved=True),
        (
            "forum.xlsx, Sessions!A5: l'id « a1 » est déjà à la ligne 4 : en donner un autre à "
            "l'une des deux"
        ),
        ("forum.xlsx, Sessions!A5: the id “a1” is already in row 4: give one of the two another"),
    ),
    Case(
        "#N/A where it starts",
        lambda: book(error("Sessions", "D4", "#N/A"), solved=True),
        ("forum.xlsx, Sessions!D4: « #N/A » est une erreur de calcul : taper la valeur elle-même"),
        "forum.xlsx, Sessions!D4: “#N/A” is an error of a formula: type the value itself",
    ),
    Case(
        "a formula without its value",
        lambda: book(formula("Sessions", "D4", "E3"), solved=True),
        (
            "forum.xlsx, Sessions!D4: cette formule n'a pas encore de valeur : ouvrir le "
            "classeur dans un tableur et l'enregistrer, ou taper la valeur"
        ),
        (
            "forum.xlsx, Sessions!D4: this formula has no value yet: open the workbook in a "
            "spreadsheet program and save it, or type the value"
        ),
    ),
    Case(
        "in the hour that is skipped in spring",
        lambda: book(
            typed("Sessions", "C4", "29/03/2026"),
            typed("Sessions", "D4", "2h30"),
            typed("Sessions", "E4", "3h30"),
            solved=True,
        ),
        (
            "forum.xlsx, Sessions!D4: 2h30 n'existe pas le dimanche 29 mars 2026 : on avance "
            "les montres cette nuit-là"
        ),
        (
            "forum.xlsx, Sessions!D4: 02:30 does not exist on Sunday 29 March 2026: clocks go "
            "forward that night"
        ),
    ),
    Case(
        "no sheet of sessions",
        lambda: book(gone("Sessions"), solved=True),
        (
            "forum.xlsx : il manque la feuille « Sessions » ; « agenda-solver init » écrit un "
            "brouillon où elles y sont toutes"
        ),
        (
            "forum.xlsx: the sheet “Sessions” is missing; “agenda-solver init” writes a draft "
            "that has them all"
        ),
    ),
    Case(
        "of a newer version",
        lambda: book(typed("_meta", "B1", 99), solved=True),
        "forum.xlsx : ce classeur vient d'une version plus récente d'agenda-solver",
        "forum.xlsx: this workbook comes from a newer version of agenda-solver",
    ),
    Case(
        "of an older version",
        lambda: book(typed("_meta", "B1", 1), solved=True),
        (
            "forum.xlsx : ce classeur vient d'une version plus ancienne d'agenda-solver ; "
            "résoudre à nouveau"
        ),
        "forum.xlsx: this workbook comes from an older version of agenda-solver; solve again",
    ),
]

TOMLS = [
    Case(
        "nothing in it",
        lambda: b"",
        "forum.toml: ce fichier ne dit rien ; un brouillon commence par [event]",
        "forum.toml: this file says nothing; a draft begins with [event]",
    ),
    Case(
        "a workbook",
        book,
        "forum.toml est un classeur (.xlsx) : lui donner un nom en .xlsx",
        "forum.toml is a workbook (.xlsx): give it a name that ends in .xlsx",
    ),
    Case(
        "a PDF",
        lambda: b"%PDF-1.7\n",
        "forum.toml est un PDF, pas un brouillon en TOML",
        "forum.toml is a PDF, not a draft in TOML",
    ),
    Case(
        "UTF-16",
        lambda: TOML.encode("utf-16"),
        "forum.toml: ce fichier est en UTF-16 : l'enregistrer en UTF-8",
        "forum.toml: this file is UTF-16: save it as UTF-8",
    ),
    Case(
        "an accent that is not UTF-8",
        lambda: toml("Atelier 1", "Équipe").decode().encode("cp1252"),
        ("forum.toml, ligne 19: ce caractère n'est pas en UTF-8 : enregistrer le fichier en UTF-8"),
        "forum.toml, line 19: this character is not UTF-8: save the file as UTF-8",
    ),
    Case(
        "quotation marks that are not closed",
        lambda: toml('"Atelier 1"', '"Atelier 1'),
        (
            "forum.toml, ligne 19: la syntaxe TOML n'est pas valable ici, colonne 19 (des "
            "guillemets ne sont pas fermés sur cette ligne)"
        ),
        (
            "forum.toml, line 19: the TOML syntax is not valid here, column 19 (quotation "
            "marks are not closed on this line)"
        ),
    ),
    Case(
        "a heading that is not closed",
        lambda: toml("[[rooms]]", "[[rooms]"),
        (
            "forum.toml, ligne 13: la syntaxe TOML n'est pas valable ici, colonne 8 (écrire "
            "[[rooms]])"
        ),
        "forum.toml, line 13: the TOML syntax is not valid here, column 8 (write [[rooms]])",
    ),
    Case(
        "a time without quotation marks",
        lambda: toml('"9h30"', "9h30"),
        (
            "forum.toml, ligne 26: la syntaxe TOML n'est pas valable ici, colonne 33 (une "
            'heure s\'écrit entre guillemets, "9h30")'
        ),
        (
            "forum.toml, line 26: the TOML syntax is not valid here, column 33 (a time of day "
            'is written between quotation marks, "09:30")'
        ),
    ),
    Case(
        "a date the French way",
        lambda: toml("2026-03-28", "28/03/2026"),
        (
            "forum.toml, ligne 6: la syntaxe TOML n'est pas valable ici, colonne 10 (une date "
            "s'écrit AAAA-MM-JJ : 2026-03-28)"
        ),
        (
            "forum.toml, line 6: the TOML syntax is not valid here, column 10 (a date is "
            "written YYYY-MM-DD: 2026-03-28)"
        ),
    ),
    Case(
        "no such date",
        lambda: toml("2026-03-28", "2026-02-31"),
        (
            "forum.toml, ligne 6: la syntaxe TOML n'est pas valable ici, colonne 8 (cette date "
            "ou cette heure n'existe pas)"
        ),
        (
            "forum.toml, line 6: the TOML syntax is not valid here, column 8 (there is no such "
            "date or time)"
        ),
    ),
    Case(
        "brackets in brackets without end",
        lambda: toml("60", "[" * 5_000),
        "forum.toml, ligne 20: les crochets ou accolades sont trop imbriqués",
        "forum.toml, line 20: brackets are nested too deeply",
    ),
    Case(
        "a key twice",
        lambda: toml("capacity = 200", "capacity = 200\ncapacity = 100"),
        (
            "forum.toml, ligne 16: la syntaxe TOML n'est pas valable ici, colonne 15 (cette "
            "clé est déjà donnée)"
        ),
        (
            "forum.toml, line 16: the TOML syntax is not valid here, column 15 (this key is "
            "already given)"
        ),
    ),
    Case(
        "an unknown key",
        lambda: toml("capacity", "tapis"),
        (
            "forum.toml, ligne 15, rooms[0].tapis (« amphi »): ce mot n'est pas connu ici (au "
            "choix : id, name, site, capacity, features, open, closed, parts, at_once, "
            "setup, teardown, to_be_confirmed, note et source)"
        ),
        (
            "forum.toml, line 15, rooms[0].tapis (“amphi”): this word is not known here (one "
            "of: id, name, site, capacity, features, open, closed, parts, at_once, "
            "setup, teardown, to_be_confirmed, note and source)"
        ),
    ),
    Case(
        "a value of another type",
        lambda: toml("minutes = 60", "minutes = [60]"),
        (
            "forum.toml, ligne 20, sessions[0].minutes (« a1 »): « [60] » n'est pas une durée "
            "(attendu 1 à 1440 minutes, ou min et max)"
        ),
        (
            "forum.toml, line 20, sessions[0].minutes (“a1”): “[60]” is not a length (expected "
            "1 to 1440 minutes, or min and max)"
        ),
    ),
    Case(
        "a number that is text",
        lambda: toml("capacity = 200", 'capacity = "200"'),
        (
            "forum.toml, ligne 15, rooms[0].capacity (« amphi »): attendu un nombre entier : "
            "écrire 200, sans guillemets"
        ),
        (
            "forum.toml, line 15, rooms[0].capacity (“amphi”): expected a whole number: write "
            "200, without quotation marks"
        ),
    ),
    Case(
        "seats beyond measure",
        lambda: toml("200", "9" * 30),
        "forum.toml, ligne 15, rooms[0].capacity (« amphi »): attendu au plus 1000000",
        "forum.toml, line 15, rooms[0].capacity (“amphi”): expected at most 1000000",
    ),
    Case(
        "more digits than a number has",
        lambda: toml("200", "9" * 5_000),
        "forum.toml, ligne 15: un nombre est beaucoup trop grand",
        "forum.toml, line 15: a number is far too large",
    ),
    Case(
        "seats that are not a number",
        lambda: toml("200", "nan"),
        "forum.toml, ligne 15, rooms[0].capacity (« amphi »): attendu un nombre entier",
        "forum.toml, line 15, rooms[0].capacity (“amphi”): expected a whole number",
    ),
    Case(
        "starts at 25:30",
        lambda: toml("9h30", "25:30"),
        (
            "forum.toml, ligne 26, sessions[1].locked.start (« a2 »): « 25:30 » n'est pas une "
            "heure (attendu HH:MM)"
        ),
        (
            "forum.toml, line 26, sessions[1].locked.start (“a2”): “25:30” is not a time of "
            "day (expected HH:MM)"
        ),
    ),
    Case(
        "closes before it opens",
        lambda: toml("18h", "8h"),
        (
            "forum.toml, ligne 7, days[0].open (« j1 »): la fin (8h00) doit venir après le "
            "début (9h00)"
        ),
        (
            "forum.toml, line 7, days[0].open (“j1”): the end (08:00) must come after the "
            "start (09:00)"
        ),
    ),
    Case(
        "in the hour that is skipped in spring",
        lambda: toml('day = "j1", start = "9h30"', 'day = "j2", start = "2h30"'),
        (
            "forum.toml, ligne 26, sessions[1].locked.start (« a2 »): 2h30 n'existe pas le "
            "dimanche 29 mars 2026 : on avance les montres cette nuit-là"
        ),
        (
            "forum.toml, line 26, sessions[1].locked.start (“a2”): 02:30 does not exist on "
            "Sunday 29 March 2026: clocks go forward that night"
        ),
    ),
    Case(
        "an id twice",
        lambda: toml('"a2"', '"a1"'),
        ("forum.toml, ligne 23, sessions[1].id: « a1 » est déjà pris plus haut (sessions[0].id)"),
        ("forum.toml, line 23, sessions[1].id: “a1” is already taken further up (sessions[0].id)"),
    ),
    Case(
        "an unknown room",
        lambda: toml('room = "amphi"', 'room = "amphy"'),
        (
            "forum.toml, ligne 26, sessions[1].locked.room (« a2 »): « amphy » n'est pas l'id "
            "d'une salle ; peut-être « amphi » ?"
        ),
        (
            "forum.toml, line 26, sessions[1].locked.room (“a2”): “amphy” is not the id of a "
            "room; perhaps “amphi”?"
        ),
    ),
    Case(
        "an unknown day",
        lambda: toml('day = "j1"', 'day = "j9"'),
        (
            "forum.toml, ligne 26, sessions[1].locked.day (« a2 »): « j9 » n'est pas une date "
            "(attendu JJ/MM/AAAA)"
        ),
        (
            "forum.toml, line 26, sessions[1].locked.day (“a2”): “j9” is not a date (expected "
            "DD/MM/YYYY or YYYY-MM-DD)"
        ),
    ),
    Case(
        "what is missing",
        lambda: toml('title = "Atelier 2"\n', ""),
        "forum.toml, ligne 22, sessions[1].title (« a2 »): il manque cette information",
        "forum.toml, line 22, sessions[1].title (“a2”): this is missing",
    ),
]

CSVS = [
    Case(
        "no such file",
        lambda: None,
        "forum.toml, ligne 1, attendees: « inscrits.csv » : ce fichier n'existe pas",
        "forum.toml, line 1, attendees: “inscrits.csv”: this file does not exist",
    ),
    Case(
        "a workbook",
        book,
        (
            "forum.toml, ligne 1, attendees: « inscrits.csv » est un classeur (.xlsx), pas du "
            "CSV : l'exporter en CSV (UTF-8)"
        ),
        (
            "forum.toml, line 1, attendees: “inscrits.csv” is a workbook (.xlsx), not CSV: "
            "export it as CSV (UTF-8)"
        ),
    ),
    Case(
        "a header twice",
        lambda: csv("nom", "id"),
        "inscrits.csv, ligne 1: deux colonnes pour la même chose : « id » et « id »",
        "inscrits.csv, line 1: two columns alike: “id” and “id”",
    ),
    Case(
        "two headers of one meaning",
        lambda: csv("nom;vœux", "nom;name"),
        "inscrits.csv, ligne 1: deux colonnes pour la même chose : « nom » et « name »",
        "inscrits.csv, line 1: two columns alike: “nom” and “name”",
    ),
    Case(
        "an unknown header",
        lambda: csv("nom", "pointure"),
        (
            "inscrits.csv, ligne 1: la colonne « pointure » n'est pas connue (au choix : id, "
            "nom, e-mail, organisation, catégorie, présence, besoins, vœux, obligatoire, "
            "ensemble, séparé, places au moins, places au plus, interventions comptées, "
            "note, langue, prénom, nom de famille, amis, groupe, liste et pas dans)"
        ),
        (
            "inscrits.csv, line 1: the column “pointure” is not known (one of: id, name, e-mail, "
            "organisation, category, present, needs, wishes, must attend, together, apart, "
            "least seats, most seats, parts count, "
            "note, language, first name, family name, friends, group, list and not in)"
        ),
    ),
    Case(
        "no ids",
        lambda: csv("id;", ";"),
        "inscrits.csv, ligne 1: il manque la colonne id",
        "inscrits.csv, line 1: the column id is missing",
    ),
    Case(
        "an id twice",
        lambda: csv("p2", "p1"),
        "inscrits.csv, ligne 3, id: « p1 » est déjà à la ligne 2",
        "inscrits.csv, line 3, id: “p1” is already on line 2",
    ),
    Case(
        "no id in a row",
        lambda: csv("p2;", ";"),
        "inscrits.csv, ligne 3, id: il manque cette information",
        "inscrits.csv, line 3, id: this is missing",
    ),
    Case(
        "quotation marks that are not closed",
        lambda: csv("M. Petit", '"M. Petit'),
        "inscrits.csv, ligne 3: des guillemets ne sont pas fermés, ou pas à leur place",
        "inscrits.csv, line 3: quotation marks are not closed, or out of place",
    ),
    Case(
        "a cell too many",
        lambda: csv("", "p3;;a1;;;x\n"),
        "inscrits.csv, ligne 4: une cellule n'a pas d'en-tête",
        "inscrits.csv, line 4: a cell has no header",
    ),
    Case(
        "an unknown session",
        lambda: csv("a1|a2", "a1|a3"),
        "inscrits.csv, ligne 2, vœux: « a3 » n'est pas l'id d'une session (connus : a1, a2)",
        "inscrits.csv, line 2, vœux: “a3” is not the id of a session (known: a1, a2)",
    ),
    Case(
        "hours that are none",
        lambda: csv("9h-12h", "25h-26h"),
        (
            "inscrits.csv, ligne 2, présence: « 25h » n'est pas une heure (attendu HH:MM)\n"
            "inscrits.csv, ligne 2, présence: « 26h » n'est pas une heure (attendu HH:MM)\n"
            "En tout : 2 fautes de lecture. Ce qui dépend de ce qui n'a pas pu être lu n'est pas "
            "encore jugé."
        ),
        (
            "inscrits.csv, line 2, présence: “25h” is not a time of day (expected HH:MM)\n"
            "inscrits.csv, line 2, présence: “26h” is not a time of day (expected HH:MM)\n"
            "In all: 2 faults. What depends on what could not be read is not judged yet."
        ),
    ),
    Case(
        "a wish without its rating",
        lambda: csv("a1|a2", "a1=3|a2"),
        "inscrits.csv, ligne 2, vœux: chaque vœu a une note (id=note), ou aucun",
        "inscrits.csv, line 2, vœux: each wish has a rating (id=rating), or none has",
    ),
    Case(
        "a wish for nothing",
        lambda: csv("a1|a2", "=3"),
        "inscrits.csv, ligne 2, vœux: chaque vœu a une note (id=note), ou aucun",
        "inscrits.csv, line 2, vœux: each wish has a rating (id=rating), or none has",
    ),
]

GOOD: list[tuple[str, Callable[[], bytes]]] = [
    (
        "dates are counted from 1904",
        lambda: book(
            in_part("xl/workbook.xml", "<workbookPr/>", '<workbookPr date1904="1"/>'),
            typed("Jours", "B2", 44647),
            typed("Jours", "B3", 44648),
            typed("Sessions", "C3", 44647),
        ),
    ),
    (
        "times are numbers",
        lambda: book(
            unformatted("Sessions", "D3", 0.395833333333333),
            unformatted("Jours", "C2", 0.375),
            unformatted("Jours", "D2", 0.75),
        ),
    ),
    (
        "dates are numbers",
        lambda: book(unformatted("Jours", "B2", 46109), unformatted("Sessions", "C3", 46109)),
    ),
    (
        "times are text",
        lambda: book(
            typed("Sessions", "D3", " 09H30 "),
            typed("Jours", "C2", "9 h"),
            typed("Jours", "D2", "18:00:00"),
        ),
    ),
    (
        "dates are text",
        lambda: book(
            typed("Jours", "B2", "28/3/2026"), typed("Sessions", "C3", "samedi 28 mars 2026")
        ),
    ),
    (
        "numbers are text",
        lambda: book(
            typed("Salles", "D2", "200"),
            typed("Sessions", "J4", "1h00"),
            typed("Sessions", "J5", "45 min"),
        ),
    ),
    (
        "blanks that cannot be seen",
        lambda: book(
            typed("Sessions", "A4", "\u200ba1\xa0"),
            typed("Enchaînements", "B2", "a1\xa0;\u202fa2\ufeff"),
            typed("Sessions", "B1", "\xa0titre "),
            typed("Sessions", "F3", "\u2060amphi"),
            typed("Sessions", "G4", "\xa0"),
        ),
    ),
    (
        "accents in two pieces",
        lambda: book(
            typed("Sessions", "D1", "de\u0301but"),
            typed("Sessions", "H3", "ple\u0301nie\u0300re"),
            typed("Sessions", "F3", "Amphithe\u0301a\u0302tre"),
            renamed("Événement", "E\u0301ve\u0301nement"),
        ),
    ),
    (
        "capitals and no accents",
        lambda: book(
            typed("Sessions", "D1", "DEBUT"),
            typed("Sessions", "F3", "AMPHI"),
            typed("Sessions", "T5", "Ouverture"),
            renamed("Événement", "EVENEMENT"),
        ),
    ),
    (
        "a size that is wrong",
        lambda: book(everywhere('<dimension ref="[^"]*"', '<dimension ref="A1:B2"')),
    ),
    (
        "a size that is enormous",
        lambda: book(everywhere('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')),
    ),
    (
        "headings in English",
        lambda: book(
            typed("Sessions", "B1", "Title"),
            typed("Sessions", "D1", "start"),
            typed("Salles", "D1", "capacity"),
            renamed("Salles", "Rooms"),
        ),
    ),
    (
        "columns in another order",
        lambda: book(
            exchanged("Sessions", "A", "J"),
            exchanged("Sessions", "B", "D"),
            exchanged("Événement", "A", "B"),
            exchanged("Vœux", "A", "C"),
        ),
    ),
    ("strict Open XML", lambda: book(strict)),
    (
        "other names of the same namespaces",
        lambda: book(everywhere(r"<(/?)(?=[a-z])", r"<\1x:"), everywhere("xmlns=", "xmlns:x=")),
    ),
    ("backslashes in the names of parts", lambda: book(backwards)),
    ("texts that are shared", lambda: book(shared)),
    ("rows and cells that are not numbered", lambda: book(everywhere(r'(<row) r="\d+"', r"\1"))),
    (
        "formulas that have their values",
        lambda: book(
            formula("Sessions", "J4", "30*2", "60"),
            formula("Sessions", "A5", '"a"&amp;2', "a2", "str"),
            formula("Sessions", "K5", 'IF(1,"",2)', "", "str"),
        ),
    ),
    ("merged cells that say nothing", lambda: book(merged("Sessions", "A40:C60"))),
    (
        "lines far below that are only formatted",
        lambda: book(
            swapped(
                "Sessions", "</sheetData>", '<row r="1048576" s="1" customFormat="1"/></sheetData>'
            )
        ),
    ),
    ("yes and no as a box that is ticked", lambda: book(raw("Salles", "J3", "<v>0</v>", "b"))),
]
NOTICED = [
    Case(
        "a title above the table",
        lambda: book(
            moved_down("Sessions", 3),
            typed("Sessions", "A1", "Programme du forum"),
            typed("Sessions", "A2", "session"),
            merged("Sessions", "A1:F2"),
            moved_down("Événement", 1),
            typed("Événement", "A1", "Notre forum"),
        ),
        "forum.xlsx, Événement!A1: « Notre forum » est pris pour un titre, cette ligne n'est pas "
        "lue ; si elle compte, la mettre sous les en-têtes\n"
        "forum.xlsx, Sessions!A1: « Programme du forum » est pris pour un titre, cette ligne n'est "
        "pas lue ; si elle compte, la mettre sous les en-têtes\n"
        "forum.xlsx, Sessions!A2: « session » est pris pour un titre, cette ligne n'est pas lue ; "
        "si elle compte, la mettre sous les en-têtes",
        "forum.xlsx, Événement!A1: “Notre forum” is taken for a title, this row is not read; if "
        "it counts, put it below the headings\n"
        "forum.xlsx, Sessions!A1: “Programme du forum” is taken for a title, this row is not "
        "read; if it counts, put it below the headings\n"
        "forum.xlsx, Sessions!A2: “session” is taken for a title, this row is not read; if it "
        "counts, put it below the headings",
    ),
    Case(
        "a row that sums up",
        lambda: book(summed_up),
        "forum.xlsx, Salles!A5: cette ligne est celle des totaux du tableau, elle n'est pas lue",
        "forum.xlsx, Salles!A5: this row is that of the totals of the table, it is not read",
    ),
    Case(
        "rows and columns that are hidden",
        lambda: book(
            swapped("Sessions", '<row r="4"', '<row r="4" hidden="1"'),
            swapped("Événement", '<row r="3"', '<row r="3" hidden="1"'),
        ),
        "forum.xlsx, Événement!A3: cette ligne est masquée, elle est lue tout de même ; la "
        "supprimer si elle ne compte plus\n"
        "forum.xlsx, Sessions!A4: cette ligne est masquée, elle est lue tout de même ; la "
        "supprimer si elle ne compte plus",
        "forum.xlsx, Événement!A3: this row is hidden, it is read all the same; delete it if it "
        "no longer counts\n"
        "forum.xlsx, Sessions!A4: this row is hidden, it is read all the same; delete it if it no "
        "longer counts",
    ),
    Case(
        "a sheet renamed",
        lambda: book(
            renamed("Sessions", "Nos séances"),
            renamed("Salles", "Où"),
            renamed("Événement", "Infos"),
        ),
        (
            "forum.xlsx, Infos!A1: cette feuille est lue comme la feuille « Événement »\n"
            "forum.xlsx, Où!A1: cette feuille est lue comme la feuille « Salles »\n"
            "forum.xlsx, Nos séances!A1: cette feuille est lue comme la feuille « Sessions »"
        ),
        (
            "forum.xlsx, Infos!A1: this sheet is read as the sheet “Event”\n"
            "forum.xlsx, Où!A1: this sheet is read as the sheet “Rooms”\n"
            "forum.xlsx, Nos séances!A1: this sheet is read as the sheet “Sessions”"
        ),
    ),
    Case(
        "a column of one's own",
        lambda: book(
            typed("Sessions", "I1", "Qui paie ?"),
            error("Sessions", "I3", "#N/A"),
            formula("Sessions", "I4", "A1"),
        ),
        ("forum.xlsx, Sessions!I1: la colonne « Qui paie ? » n'est pas connue, elle n'est pas lue"),
        "forum.xlsx, Sessions!I1: the column “Qui paie ?” is not known, it is not read",
    ),
    Case(
        "columns of one's own",
        lambda: book(
            typed("Sessions", "I1", 12),
            raw("Sessions", "K1", "<v>1</v>", "b"),
            typed("Sessions", "L1", "Statut"),
        ),
        (
            "forum.xlsx, Sessions!I1: les colonnes « 12 », « oui » et « Statut » ne sont pas "
            "connues, elles ne sont pas lues"
        ),
        (
            "forum.xlsx, Sessions!I1: the columns “12”, “oui” and “Statut” are not known, they "
            "are not read"
        ),
    ),
    Case(
        "remarks beside the table",
        lambda: book(
            typed("Sessions", f"{BESIDE}3", "appeler"), typed("Sessions", f"{BEYOND}4", 3)
        ),
        (
            f"forum.xlsx, Sessions!{BESIDE}3: les colonnes {BESIDE} et {BEYOND}, à côté du "
            "tableau, n'ont pas de titre : elles ne sont pas lues"
        ),
        (
            f"forum.xlsx, Sessions!{BESIDE}3: the columns {BESIDE} and {BEYOND}, beside the "
            "table, have no headings: they are not read"
        ),
    ),
    Case(
        "an item of one's own",
        lambda: book(typed("Événement", "A10", "budget"), typed("Événement", "B10", 3000)),
        (
            "forum.xlsx, Événement!A10: « budget » n'est pas une information connue, elle "
            "n'est pas lue"
        ),
        "forum.xlsx, Événement!A10: “budget” is not a known item, it is not read",
    ),
    Case(
        "a length and hours that differ",
        lambda: book(typed("Sessions", "E3", "11h")),
        (
            "forum.xlsx, Sessions!E3: de ce début à cette fin il y a 1 h 30, et la colonne « "
            "minutes » dit autre chose ; c'est elle qui compte"
        ),
        (
            "forum.xlsx, Sessions!E3: from this start to this end there are 1 h 30 min, and "
            "the column “minutes” says otherwise; it is the one that counts"
        ),
    ),
]


def limited(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the limits that a case meets."""
    for name, value in case.limits.items():
        module, _, limit = name.rpartition(".")
        monkeypatch.setattr(reading if module == "reading" else opening, limit, value)


def refuse(
    case: Case,
    path: Path,
    language: Literal["fr", "en"],
    monkeypatch: pytest.MonkeyPatch,
    *command: str,
) -> None:
    """Hold a command to refusing a file: it says its sentences, and leaves no trace."""
    limited(case, monkeypatch)
    before = {it: it.read_bytes() for it in path.parent.iterdir()}
    run = CliRunner().invoke(app, [*command, "--lang", language])
    assert isinstance(run.exception, SystemExit)
    assert run.stderr.rstrip("\n") == (case.fr if language == "fr" else case.en)
    assert (run.exit_code, run.stdout) == (2, "")
    assert {it: it.read_bytes() for it in path.parent.iterdir()} == before


def refuse_to_read(case: Case, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold a reader to refusing a file, in the sentences of both languages."""
    limited(case, monkeypatch)
    before = {it: it.read_bytes() for it in path.parent.iterdir()}
    with pytest.raises(InputError) as refused:
        (workbook.read if path.suffix == ".xlsx" else read_draft)(path)
    assert "\n".join(text.fr for text in refused.value.sentences) == case.fr
    assert "\n".join(text.en for text in refused.value.sentences) == case.en
    assert {it: it.read_bytes() for it in path.parent.iterdir()} == before


@cases([*FILES, *LIMITS, *SHEETS, *CELLS])
def test_bad_workbook(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    case: Case,
) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(case.make() or b"")
    refuse_to_read(case, path, monkeypatch)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("language", ["fr", "en"])
@cases([*FILES[::4], *LIMITS[::2], *SHEETS[::8], *CELLS[::16]])
def test_check_says_what_is_bad(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    language: Literal["fr", "en"],
) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(case.make() or b"")
    refuse(case, path, language, monkeypatch, "check", str(path))


@pytest.mark.parametrize("language", ["fr", "en"])
@cases(SOLVED)
def test_bad_solved_workbook(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    language: Literal["fr", "en"],
) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(case.make() or b"")
    refuse(case, path, language, monkeypatch, "verify", str(path))


@pytest.mark.parametrize("language", ["fr", "en"])
@cases(TOMLS)
def test_bad_toml(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    language: Literal["fr", "en"],
) -> None:
    path = tmp_path / "forum.toml"
    path.write_bytes(case.make() or b"")
    refuse(case, path, language, monkeypatch, "check", str(path))


@pytest.mark.parametrize("language", ["fr", "en"])
@cases(CSVS)
def test_bad_registrations(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    language: Literal["fr", "en"],
) -> None:
    path = tmp_path / "forum.toml"
    path.write_text(WITH_CSV, encoding="utf-8")
    data = case.make()
    if data is not None:
        (tmp_path / "inscrits.csv").write_bytes(data)
    refuse(case, path, language, monkeypatch, "check", str(path))


@cases([*FILES[::6], *SHEETS[::6], *CELLS[::8]])
def test_solve_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(case.make() or b"")
    output = tmp_path / "programme.xlsx"
    refuse(case, path, "fr", monkeypatch, "solve", str(path), "-o", str(output))


def test_no_two_files_have_the_same_name() -> None:
    groups = (FILES, LIMITS, SHEETS, CELLS, SOLVED, TOMLS, CSVS)
    assert all(len({it.name for it in group}) == len(group) for group in groups)


def test_the_language_is_the_one_that_the_file_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(book(typed("Événement", "B4", "anglais"), typed("Sessions", "XFD9", "x")))
    run = CliRunner().invoke(app, ["check", str(path)])
    assert run.stderr == (
        "forum.xlsx, Sessions!XFD9: this cell is filled, very far from the table; clear it\n"
    )


# --- Odd, but good ------------------------------------------------------------------------


@pytest.mark.parametrize(("_name", "make"), [pytest.param(*it, id=it[0]) for it in GOOD])
def test_odd_workbook(tmp_path: Path, _name: str, make: Callable[[], bytes]) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(make())
    read = workbook.read(path)
    assert read.problem == PROBLEM
    assert read.notices == ()


@cases(NOTICED)
def test_what_is_not_read_is_told(tmp_path: Path, case: Case) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(case.make() or b"")
    read = workbook.read(path)
    assert read.problem == PROBLEM
    assert "\n".join(notice.fr for notice in read.notices) == case.fr
    assert "\n".join(notice.en for notice in read.notices) == case.en


def test_odd_solved_workbook(tmp_path: Path) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(
        book(
            unformatted("Sessions", "D4", 0.444444444),
            typed("Sessions", "E4", "11h40"),
            typed("Sessions", "F5", "AMPHITHÉÂTRE"),
            exchanged("Sessions", "A", "F"),
            strict,
            solved=True,
        )
    )
    read = workbook.read(path)
    assert (read.problem, read.timetable) == (PROBLEM, TIMETABLE)
    assert (read.notices, read.changes) == ((), ())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + toml(), id="a byte order mark"),
        pytest.param(TOML.replace("\n", "\r\n").encode(), id="the lines of Windows"),
        pytest.param(toml('"9h30"', "09:30:00"), id="a time that is one"),
        pytest.param(toml('id = "amphi"', 'id = "\u200bamphi\u00a0"'), id="invisible blanks"),
        pytest.param(toml('"j1", start', '"2026-03-28", start'), id="a day by its date"),
    ],
)
def test_odd_toml(tmp_path: Path, data: bytes) -> None:
    good, odd = tmp_path / "good.toml", tmp_path / "odd.toml"
    good.write_text(TOML, encoding="utf-8")
    odd.write_bytes(data)
    assert read_draft(odd).problem == read_draft(good).problem


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + csv(), id="a byte order mark"),
        pytest.param(CSV.encode("utf-16"), id="UTF-16"),
        pytest.param(CSV.encode("cp1252", "replace"), id="as Windows writes"),
        pytest.param(CSV.replace(";", "\t").encode(), id="tabs"),
        pytest.param(CSV.replace(";", ",").encode(), id="commas"),
        pytest.param(csv("nom;vœux", "  NOM\u00a0;Voeux"), id="headers in other letters"),
        pytest.param(csv("p1;Mme Durand", '"p1";"Mme Durand"'), id="quotation marks"),
        pytest.param(csv("", ";;;\n\n"), id="blank lines"),
    ],
)
def test_odd_registrations(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "forum.toml"
    path.write_text(WITH_CSV, encoding="utf-8")
    (tmp_path / "inscrits.csv").write_bytes(CSV.encode())
    good = read_draft(path).problem
    (tmp_path / "inscrits.csv").write_bytes(data)
    assert read_draft(path).problem == good
