"""Whatever has happened to a file: it is read as a problem, or refused in sentences."""

from __future__ import annotations

import re
import time as clocks
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from agenda_solver.files import Draft, InputError, toml, workbook
from agenda_solver.history.edits import locked_by_hand
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify
from forum import RESULT
from thorough import some_and_more

LONGEST = 10.0  # seconds to read one file
WED, THU = date(2026, 6, 10), date(2026, 6, 11)

RICH: dict[str, Any] = {
    "event": {
        "name": "Forum & débats",
        "place": "Rouen",
        "version": "version du 16/03/26",
        "gap": 5,
        "walk": 10,
        "walks": [{"sites": ["Nord", "Sud"], "minutes": 20}],
        "grid": 30,
        "stated": [{"about": "lien", "text": "forms.gle/1", "source": "page 1"}],
    },
    "tracks": [{"id": "Eau", "similar": ["Fête"], "beside": 2, "one_day": 1, "in_order": True}],
    "days": [
        {
            "id": "j1",
            "date": WED,
            "open": {"start": "9h", "end": "18h"},
            "announced": {"start": "9h30", "end": "17h30"},
        },
        {"id": "j2", "date": THU, "note": "matin"},
    ],
    "rooms": [
        {"id": "amphi", "name": "Grand amphi", "capacity": 300, "features": ["projecteur", "pmr"]},
        {"id": "007", "name": "Salle Seine", "open": [{"day": WED, "end": "12h"}], "site": "Sud"},
        {"id": "robec", "name": "petite salle", "to_be_confirmed": True, "teardown": 10},
    ],
    "people": [
        {"id": "prefet", "role": "Préfet", "unconfirmed": True, "protocol_rank": 1},
        {"id": "durand", "name": "Zoé Durand", "present": [{"start": "9h15", "end": "16h"}]},
        {"id": "petit", "name": "=1+1", "email": "p@petit.fr", "pause": 30},
    ],
    "sessions": [
        {"id": "cafe", "title": "Café d'accueil", "kind": "break", "minutes": 30, "rooms": []},
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "plenary",
            "minutes": 60,
            "stated": [{"start": "9h30", "source": "le programme"}],
            "locked": {"day": WED, "start": "9h30"},
        },
        {
            "id": "mot",
            "title": "Mot du préfet",
            "kind": "speech",
            "minutes": 10,
            "part_of": "ouverture",
            "people": {"orateur": ["prefet"], "animation": ["durand", {"one_of": ["petit"]}]},
        },
        {
            "id": "a1",
            "title": "Atelier 1",
            "kind": "workshop",
            "minutes": {"min": 45, "ideal": 60, "max": 90},
            "block": "b",
            "needs": ["projecteur"],
            "capacity": {"min": 2, "max": 20},
            "expected": 12,
            "track": "Eau",
        },
        {
            "id": "a2",
            "title": "Atelier 2",
            "kind": "workshop",
            "minutes": 60,
            "block": "b",
            "preferred": {"day": WED, "start": "14h", "room": "robec"},
            "windows": [{"day": WED, "start": "13h"}, {"day": THU}],
            "rooms": ["amphi", "robec"],
            "after": ["ouverture", {"session": "mot", "min": 10, "max": 600}],
        },
        {
            "id": "soiree",
            "title": "Soirée",
            "minutes": 60,
            "track": "Fête",
            "tags": ["a;b"],
            "setup": 5,
            "disliked": ["007"],
            "exclusive": ["x"],
            "preferred_windows": [{"start": "18h"}],
        },
    ],
    "sequences": [{"id": "suite", "sessions": ["cafe", "ouverture"], "between": False, "max": 30}],
    "attendees": [
        {"id": "p1", "name": "Ada", "wishes": ["a1", "a2"], "together": ["p2"], "needs": ["pmr"]},
        {"id": "p2", "wishes": {"a1": 3, "a2": 5}, "must_attend": ["ouverture"]},
        {"id": "p3", "present": [{"day": THU}], "apart": ["p1"]},
    ],
    "weights": {"stated": 3, "tiers": [["stated"], ["preferred"]]},
}
PROBLEM = Problem.read(RICH)
TIMETABLE = Timetable.of(
    [
        Placement("cafe", WED, 540, 570),
        Placement("ouverture", WED, 570, 630, "amphi"),
        Placement("mot", WED, 570, 580, "amphi"),
        Placement("a1", WED, 840, 900, "amphi"),
        Placement("a2", WED, 840, 900, "robec"),
    ]
)
SLOTTED = Problem.read(
    {
        "event": {
            "name": "Créneaux",
            "language": "en",
            "slots": [
                {"id": "s1", "day": WED, "start": "9h", "end": "10h"},
                {"day": WED, "start": "10h15", "end": "11h"},
            ],
        },
        "days": [{"id": "j1", "date": WED}],
        "rooms": [{"id": "a"}],
        "sessions": [{"id": "x", "title": "X"}, {"id": "y", "title": "Y", "minutes": 45}],
    }
)
REGISTRATIONS: dict[Language, str] = {
    "fr": "id;nom;e-mail;présence;besoins;vœux;obligatoire;ensemble\n"
    "p1;Zoé Durand;z@a.fr;2026-06-10 9h-12h;pmr;a1|a2;ouverture;\n"
    'p2;"Petit; Luc";;;;a1=3|a2=5;;p1\n007;=1+1;;9h-12h;;;;\n',
    "en": "id,name,e-mail,present,needs,wishes,must attend,apart\n"
    "p1,Zoé Durand,z@a.fr,2026-06-10 09:00-12:00,pmr,a1|a2,ouverture,\n"
    'p2,"Petit, Luc",,,,a1=3|a2=5,,p1\n',
}


# --- What is mutated ----------------------------------------------------------------------


@cache
def books(folder: Path) -> Sequence[bytes]:
    """Drafts and solved workbooks, in both languages."""
    found = []
    result = replace(RESULT, timetable=TIMETABLE, findings=())
    languages: tuple[Language, ...] = ("fr", "en")
    for language in languages:
        for problem in (PROBLEM, SLOTTED):
            path = workbook.write_draft(folder / "draft.xlsx", problem, language, force=True)
            found.append(without_blanks(path.read_bytes()))
        path = workbook.write(folder / "solved.xlsx", PROBLEM, result, language, force=True)
        found.append(without_blanks(path.read_bytes()))
    return found


def without_blanks(data: bytes) -> bytes:
    """Leave out the blank cells below the tables: to mutate them would change nothing."""
    found = []
    for name, content in members(data):
        filled = re.sub(rb"<c [^>]*/>", b"", content)
        found.append((name, re.sub(rb"<row [^>]*>(</row>)|<row [^>]*/>", b"", filled)))
    return zipped(found)


@cache
def members(data: bytes) -> Sequence[tuple[str, bytes]]:
    with ZipFile(BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def zipped(parts: Sequence[tuple[str, bytes]]) -> bytes:
    packed = BytesIO()
    with warnings.catch_warnings(), ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # a name that is there twice
        for name, data in parts:
            archive.writestr(name, data)
    return packed.getvalue()


# --- Bytes --------------------------------------------------------------------------------


def bytes_mutated(random: Random, data: bytes) -> bytes:
    """Flip, delete, double, insert or swap some bytes, or cut the file short."""
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        start = random.randrange(len(data) + 1)
        end = min(len(data), start + random.choice((1, 1, 2, 8, 64, 1000)))
        piece = data[start:end]
        other = random.choice(
            (
                b"",
                piece + piece,
                piece[::-1],
                bytes(len(piece)),
                random.randbytes(len(piece)),
                piece + random.randbytes(3),
                bytes(byte ^ (1 << random.randrange(8)) for byte in piece),
            )
        )
        data = data[:start] + other + data[end:]
    return data if random.random() < 0.8 else data[: random.randrange(len(data) + 1)]


def archive_mutated(random: Random, data: bytes) -> bytes:
    """Delete, double, rename, empty or swap members, or mutate the bytes of one."""
    parts = list(members(data))
    place, other = random.randrange(len(parts)), random.randrange(len(parts))
    (name, content), (other_name, other_content) = parts[place], parts[other]
    match random.randrange(8):
        case 0:
            del parts[place]
        case 1:
            parts.append(random.choice(((name, other_content), (name.upper(), content))))
        case 2:
            parts[place], parts[other] = (name, other_content), (other_name, content)
        case 3:
            parts[place] = (name, random.choice((b"", b"<a/>", b"\xff\xfe", content * 2)))
        case _:
            parts[place] = (name, bytes_mutated(random, content))
    return zipped(parts)


# --- XML ----------------------------------------------------------------------------------

WORDS = (
    *("", " ", "0", "1", "-1", "2", "0.5", "0.395833", "1.5", "46183", "2958466", "1e308", "1e999"),
    *("9" * 30, "9" * 5000, "NaN", "inf", "-inf", "true", "TRUE", "oui", "#N/A", "#REF!", "=1+1"),
    *(
        "10/06/2026",
        "2026-06-10T09:30:00",
        "2026-06-10",
        "9h30",
        "25:61",
        "24:00",
        "midi",
        "8",
        ";",
    ),
    *("_x0000_", "_xD800_", "_x000D_", "_x0041_", "\u202e", "\u200b", "\u2028", "🎉", "a" * 40_000),
    *("a1", "amphi", "007", "j1", "p1", "aucune", '"', '""', '"a', "a ; b", "a [10-30]", "[", "/"),
    *("animation : durand", ":", " : ", "9h-12h", "10/06/2026 9h-12h ; 14h-18h", "9h-", "-", "’"),
    *("XFD1048576", "A0", "ZZZZ1", "A1:", "1:1", "A1:XFD1048576", "sheet1.xml", "../x", "rId1"),
    *("s", "n", "b", "e", "str", "d", "inlineStr", "z", "hidden", "http://a/b", "fr", "{0}", "{x}"),
)


def xml_mutated(random: Random, data: bytes) -> bytes:
    """Mutate the elements of a member: most often of a sheet."""
    parts = list(members(data))
    sheets = [n for n, (name, _) in enumerate(parts) if "worksheets/sheet" in name]
    others = [n for n, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    place = random.choice(sheets if random.random() < 0.75 else others)
    name, content = parts[place]
    root = ET.fromstring(content)
    for _ in range(random.choice((1, 1, 2, 4))):
        element_mutated(random, root)
    mutated = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    if random.random() < 0.5:  # some programs write no prefixes
        mutated = re.sub(rb"(</?)ns0:", rb"\1", mutated).replace(b"xmlns:ns0=", b"xmlns=")
    parts[place] = (name, mutated)
    return zipped(parts)


def element_mutated(random: Random, root: ET.Element) -> None:
    above = [(parent, child) for parent in root.iter() for child in parent]
    cells = [(parent, child) for parent, child in above if child.tag.endswith(("}c", "}row"))]
    if not above:
        return
    parent, child = random.choice(cells if cells and random.random() < 0.6 else above)
    match random.randrange(8):
        case 0:
            parent.remove(child)
        case 1:
            parent.insert(random.randrange(len(parent) + 1), child)
        case 2:
            other = random.randrange(len(parent))
            parent[list(parent).index(child)], parent[other] = parent[other], child
        case 3:
            inside = set(child.iter())
            parent.remove(child)
            random.choice([it for it in root.iter() if it not in inside]).append(child)
        case 4:
            keys = [*child.attrib, "t", "r", "s"]
            child.set(random.choice(keys), random.choice(WORDS))
        case 5 if child.attrib:
            del child.attrib[random.choice(list(child.attrib))]
        case 6:
            inner = random.choice(list(child.iter()))
            inner.text = random.choice(WORDS)
        case _:
            child.tag = random.choice((random.choice(above)[1].tag, "x"))


# --- What people do in a spreadsheet ------------------------------------------------------

VALUES: tuple[object, ...] = (
    *(None, True, False, 0, 1, -1, 9, 90, 1_000_000, 10**15, 10**30, 0.5, 9.45, 1e300, -0.1),
    *(datetime(2026, 6, 10, 9, 30), WED, THU, date(1900, 1, 1), date(9999, 12, 31)),
    *(time(9, 30), time(0), time(9, 30, 20), timedelta(days=1), timedelta(hours=30)),
    *WORDS,
)
Rows = list[list[Any]]


@cache
def filled(data: bytes) -> Sequence[tuple[str, Rows]]:
    book = load_workbook(BytesIO(data))
    return [
        (sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book
    ]


def cells_mutated(random: Random, data: bytes) -> bytes:
    sheets = [(title, [list(row) for row in rows]) for title, rows in filled(data)]
    for _ in range(random.choice((1, 1, 2, 4, 10))):
        place = random.randrange(len(sheets))
        title, rows = sheets[place]
        match random.randrange(12):
            case 0:
                del sheets[place]
            case 1:
                other = random.randrange(len(sheets))
                sheets[place] = (sheets[other][0], rows)
                sheets[other] = (title, sheets[other][1])
            case 2:
                sheets[place] = (random.choice(("Feuil1", title.upper(), title[:3])), rows)
            case _ if rows:
                rows_mutated(random, rows)
        if not sheets:
            break
    book = Workbook(write_only=True)
    for title, rows in sheets or [("Feuil1", [])]:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def rows_mutated(random: Random, rows: Rows) -> None:
    number = random.randrange(min(len(rows), 12))
    row = rows[number]
    column = random.randrange(len(row)) if row else 0
    match random.randrange(10):
        case 0:
            del rows[number]
        case 1:
            rows.insert(random.randrange(len(rows) + 1), list(row))
        case 2:
            other = random.randrange(min(len(rows), 12))
            rows[number], rows[other] = rows[other], row
        case 3:  # a column is moved
            order = random.sample(range(len(row)), len(row))
            for it in rows:
                it[:] = [it[place] for place in order if place < len(it)]
        case 4 if row:  # a column is deleted
            for it in rows:
                del it[column : column + 1]
        case 5 if rows[0]:
            rows[0][random.randrange(len(rows[0]))] = random.choice(VALUES)
        case _ if row:
            row[column] = random.choice((*VALUES, random.choice(random.choice(rows) or [None])))


# --- TOML and CSV -------------------------------------------------------------------------

TOML_VALUES = (
    *(
        "1",
        "-1",
        "0",
        "1.5",
        "inf",
        "nan",
        "true",
        '""',
        '"a1"',
        '"007"',
        '"é"',
        "[]",
        "{}",
        "[[]]",
    ),
    *("2026-06-10", "09:30:00", "09:30:20", "2026-06-10T09:30:00Z", "0001-01-01", "9999-12-31"),
    *('"\\u0000"', '"\\ud800"', "9" * 30, "9" * 5000, "0x7f", "1e999", '"9h30"', '"10/06/2026"'),
    *("[[[[[[", '"' * 3, "'''", "{ a = 1 }", '{ session = "a1" }', '["a1", 1]', "x" * 9, "# a"),
    *('"' + "a" * 40_000 + '"', "[" * 500 + "]" * 500, '{ start = "9h", end = "8h" }'),
)


def toml_mutated(random: Random, text: str) -> str:
    for _ in range(random.choice((1, 1, 2, 4))):
        lines = text.split("\n")
        place, other = random.randrange(len(lines)), random.randrange(len(lines))
        tokens = re.findall(r'"[^"\n]*"|[\w.-]+|\s+|.', lines[place])
        token = random.randrange(len(tokens)) if tokens else 0
        match random.randrange(7):
            case 0:
                del lines[place]
            case 1:
                lines.insert(other, lines[place])
            case 2:
                lines[place], lines[other] = lines[other], lines[place]
            case 3 if " = " in lines[place]:
                lines[place] = lines[place].split(" = ")[0] + " = " + random.choice(TOML_VALUES)
            case 4 if tokens:
                del tokens[token]
                lines[place] = "".join(tokens)
            case 5 if tokens:
                tokens.insert(random.randrange(len(tokens)), tokens[token])
                lines[place] = "".join(tokens)
            case _ if tokens:
                tokens[token] = random.choice((*TOML_VALUES, "[", "]", "}", "=", ",", "."))
                lines[place] = "".join(tokens)
        text = "\n".join(lines)
    return text


def csv_mutated(random: Random, text: str) -> str:
    for _ in range(random.choice((1, 1, 2, 4))):
        lines = text.split("\n")
        place, other = random.randrange(len(lines)), random.randrange(len(lines))
        cells = re.split(r"([;,\n])", lines[place])
        cell = random.randrange(len(cells))
        match random.randrange(5):
            case 0:
                del lines[place]
            case 1:
                lines.insert(other, lines[place])
            case 2:
                del cells[cell]
                lines[place] = "".join(cells)
            case 3:
                cells.insert(random.randrange(len(cells)), cells[cell])
                lines[place] = "".join(cells)
            case _:
                cells[cell] = random.choice(WORDS)
                lines[place] = "".join(cells)
        text = "\n".join(lines)
    return text


# --- Read ---------------------------------------------------------------------------------


def check(path: Path) -> bool:
    """Read a file, and judge what it says; whether it could be read."""
    begin = clocks.monotonic()
    draft, refusal = read(path)
    assert clocks.monotonic() - begin < LONGEST
    if refusal is not None:
        assert refusal.sentences
        assert all(map(told, refusal.sentences))
    if draft is None:
        return False
    problem = draft.problem
    assert Problem.read(problem.dump()) == problem
    assert all(map(told, draft.notices))
    findings = preflight(problem)
    if isinstance(draft, workbook.Book):
        findings += verify(problem, draft.timetable).findings
        assert all(told(change.text) for change in draft.changes)
        locked_by_hand(problem, draft.changes)
    for finding in findings:
        assert told(finding.text)
        draft.where(finding)
    return True


def read(path: Path) -> tuple[Draft | None, InputError | None]:
    try:
        return (workbook.read if path.suffix == ".xlsx" else toml.read_draft)(path), None
    except InputError as error:
        return None, error


def told(sentence: Text) -> bool:
    return bool(sentence.fr.strip() and sentence.en.strip())


def mutated_books(
    folder: Path, mutate: Callable[[Random, bytes], bytes], seeds: range
) -> Iterator[Path]:
    path = folder / "mutated.xlsx"
    for seed in seeds:
        random = Random(f"{mutate.__name__} {seed}")
        path.write_bytes(mutate(random, random.choice(books(folder))))
        yield path


def mutated_texts(folder: Path, seeds: range) -> Iterator[Path]:
    path, beside = folder / "agenda.toml", folder / "inscriptions.csv"
    alone = toml.dumps(PROBLEM)
    named = f'attendees = "{beside.name}"\n' + alone.split("[[attendees]]")[0]
    for seed in seeds:
        random = Random(f"texts {seed}")
        csv = REGISTRATIONS[random.choice(("fr", "en"))]
        if random.random() < 0.4:
            text, csv = named, csv_mutated(random, csv)
        else:
            text = toml_mutated(random, random.choice((alone, alone, named, toml.dumps(SLOTTED))))
        data, rows = text.encode(errors="surrogatepass"), csv.encode(errors="surrogatepass")
        if random.random() < 0.2:
            data = bytes_mutated(random, data)
        if random.random() < 0.2:
            rows = bytes_mutated(random, rows)
        path.write_bytes(data)
        beside.write_bytes(rows)
        yield path


BOOKS = {bytes_mutated: 40, archive_mutated: 20, xml_mutated: 35, cells_mutated: 25}
"""How many workbooks are mutated, and in which way."""

TEXTS = 40

THOROUGH = 15
"""How many times as many are mutated by the thorough part."""


@pytest.mark.parametrize(
    ("mutate", "seeds"),
    [
        pytest.param(mutate, *seeds.values, id=f"{mutate.__name__}-{seeds.id}", marks=seeds.marks)
        for mutate, number in BOOKS.items()
        for seeds in some_and_more(number, number * THOROUGH)
    ],
)
def test_a_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    capfd: pytest.CaptureFixture[str],
    mutate: Callable[[Random, bytes], bytes],
    seeds: range,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    with warnings.catch_warnings(record=True) as warned:
        count = sum(map(check, mutated_books(folder, mutate, seeds)))
    assert 0 < count < len(seeds)
    assert [str(it.message) for it in warned] == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("seeds", some_and_more(TEXTS, TEXTS * THOROUGH))
def test_a_draft_is_read_or_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], seeds: range
) -> None:
    count = sum(map(check, mutated_texts(tmp_path, seeds)))
    assert 0 < count < len(seeds)
    assert capfd.readouterr() == ("", "")
