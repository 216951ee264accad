"""Files as they come when something has happened to them: bytes, XML, cells, lines and words."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

WED, THU = date(2026, 6, 10), date(2026, 6, 11)


# --- Archives ---------------------------------------------------------------------------


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
