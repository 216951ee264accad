"""Good files, and the ways to put one fault into them.

A way is a function of the parts of a workbook (its files, by name), or of the words of a
draft. What it does is raw XML, since no library writes what people send.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from agenda_solver.files import workbook
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.timetable import Placement, Timetable

Parts = dict[str, bytes]
Fault = Callable[[Parts], None]

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum de l'eau", "place": "Évreux", "stated": [{"text": "29 juin"}]},
    "days": [
        {"id": "j1", "date": "2026-03-28", "open": {"start": "9h", "end": "18h"}},
        {"id": "j2", "date": "2026-03-29"},
    ],
    "rooms": [
        {"id": "amphi", "name": "Amphithéâtre", "capacity": 200, "features": ["pmr"]},
        {"id": "seine", "name": "Salle Seine"},
        {"id": "orne", "name": "salle seine"},
    ],
    "people": [
        {"id": "dupont", "name": "Mme Dupont", "present": [{"day": "j1", "start": "9h"}]},
        {"id": "prefet", "role": "Préfet"},
    ],
    "tracks": [{"id": "eau", "similar": ["air"]}, {"id": "air"}],
    "sessions": [
        {"id": "cafe", "title": "Café d'accueil", "kind": "break", "minutes": 30},
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "plenary",
            "minutes": 60,
            "locked": {"day": "j1", "start": "9h30", "room": "amphi"},
            "people": {"intervention": ["prefet"]},
        },
        {"id": "a1", "title": "Atelier 1", "kind": "workshop", "minutes": 60, "rooms": ["seine"]},
        {"id": "a2", "title": "Atelier 2", "minutes": 45, "after": ["ouverture"]},
    ],
    "sequences": [{"sessions": ["a1", "a2"]}],
    "attendees": [{"id": "p1", "wishes": ["a1", "a2"]}, {"id": "p2"}],
}
PROBLEM = Problem.read(DRAFT)
J1 = date(2026, 3, 28)
TIMETABLE = Timetable.of(
    [
        Placement("cafe", J1, 540, 570),
        Placement("ouverture", J1, 570, 630, "amphi"),
        Placement("a1", J1, 640, 700, "seine"),
        Placement("a2", J1, 700, 745, "amphi"),
    ]
)
RESULT = Result(status="optimal", timetable=TIMETABLE, reproducible=True)


@cache
def _good(solved: bool) -> Mapping[str, bytes]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "forum.xlsx"
        if solved:
            workbook.write(path, PROBLEM, RESULT, "fr")
        else:
            workbook.write_draft(path, PROBLEM, "fr")
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the workbook that these parts make."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def book(*faults: Fault, solved: bool = False) -> bytes:
    """Return the good workbook with some faults in it."""
    parts = dict(_good(solved))
    for fault in faults:
        fault(parts)
    return packed(parts)


def sheet_part(parts: Mapping[str, bytes], title: str) -> str:
    """Return the part that holds a sheet."""
    names = re.findall(r'<sheet [^>]*?name="([^"]*)"', parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(title) + 1}.xml"


# --- Faults of cells ----------------------------------------------------------------------


def typed(title: str, where: str, value: object) -> Fault:
    """Let a person type something into a cell."""
    if value is None:
        return raw(title, where, "")
    if isinstance(value, str):
        words = escape(value)
        return raw(title, where, f'<is><t xml:space="preserve">{words}</t></is>', "inlineStr")
    return raw(title, where, f"<v>{value}</v>")


def raw(title: str, where: str, inside: str, kind: str = "n", *, styled: bool = True) -> Fault:
    """Put XML into a cell, which keeps its style unless told; its row may be missing yet."""

    def change(parts: Parts) -> None:
        name = sheet_part(parts, title)
        xml = parts[name].decode()
        pattern = re.compile(rf'<c r="{where}"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)
        found = pattern.search(xml)
        style = re.search(r' s="\d+"', found[1]) if found and styled else None
        cell = f'<c r="{where}"{style[0] if style else ""} t="{kind}">{inside}</c>'
        number = re.sub(r"\D", "", where)
        row = re.search(rf'<row r="{number}"[^>]*?(?:/>|>.*?</row>)', xml, re.DOTALL)
        if found:
            begin, end = found.span()
        elif row and not row[0].endswith("/>"):
            begin = end = row.end() - len("</row>")
        else:
            begin = end = xml.index("</sheetData>")
            cell = f'<row r="{number}">{cell}</row>'
        parts[name] = (xml[:begin] + cell + xml[end:]).encode()

    return change


def formula(title: str, where: str, words: str, value: str = "", kind: str = "n") -> Fault:
    """Put a formula into a cell, with the value it had last, if any."""
    return raw(title, where, f"<f>{words}</f><v>{value}</v>", kind)


def error(title: str, where: str, words: str) -> Fault:
    """Let a cell show an error."""
    return raw(title, where, f"<f>1/0</f><v>{words}</v>", "e")


def merged(title: str, area: str) -> Fault:
    """Merge cells."""
    xml = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    return swapped(title, "</sheetData>", f"</sheetData>{xml}")


def swapped(title: str, old: str, new: str) -> Fault:
    """Change the XML of a sheet."""

    def change(parts: Parts) -> None:
        name = sheet_part(parts, title)
        xml = parts[name].decode()
        assert old in xml
        parts[name] = xml.replace(old, new).encode()

    return change


def in_part(name: str, old: str, new: str) -> Fault:
    """Change the XML of another part."""

    def change(parts: Parts) -> None:
        xml = parts[name].decode()
        assert old in xml
        parts[name] = xml.replace(old, new).encode()

    return change


def renamed(old: str, new: str) -> Fault:
    """Rename a sheet."""
    return in_part("xl/workbook.xml", f'name="{old}"', f'name="{new}"')


def gone(title: str) -> Fault:
    """Delete a sheet."""

    def change(parts: Parts) -> None:
        xml = parts["xl/workbook.xml"].decode()
        changed = re.sub(rf'<sheet [^>]*?name="{title}"[^>]*?/>', "", xml)
        assert changed != xml
        parts["xl/workbook.xml"] = changed.encode()

    return change


def cleared(title: str, *, but: int = 0) -> Fault:
    """Clear a sheet, but for its first rows."""

    def change(parts: Parts) -> None:
        name = sheet_part(parts, title)
        rows = re.findall(r"<row .*?</row>", parts[name].decode(), re.DOTALL)
        xml = parts[name].decode()
        for row in rows[but:]:
            xml = xml.replace(row, "")
        parts[name] = xml.encode()

    return change


def moved_down(title: str, by: int) -> Fault:
    """Insert rows above a table."""

    def change(parts: Parts) -> None:
        name = sheet_part(parts, title)
        xml = parts[name].decode()
        xml = re.sub(r'<row r="(\d+)"', lambda m: f'<row r="{int(m[1]) + by}"', xml)
        xml = re.sub(r'<c r="([A-Z]+)(\d+)"', lambda m: f'<c r="{m[1]}{int(m[2]) + by}"', xml)
        parts[name] = xml.encode()

    return change


# --- What is odd, but good ----------------------------------------------------------------


def unformatted(title: str, where: str, number: float) -> Fault:
    """Let a cell lose the format that shows its number as a date or a time."""
    return raw(title, where, f"<v>{number}</v>", styled=False)


def exchanged(title: str, one: str, other: str) -> Fault:
    """Let two columns of a sheet change places."""
    places = {one: other, other: one}

    def change(parts: Parts) -> None:
        name = sheet_part(parts, title)
        xml = re.sub(
            rf'<c r="({one}|{other})(\d+)"',
            lambda m: f'<c r="{places[m[1]]}{m[2]}"',
            parts[name].decode(),
        )
        parts[name] = xml.encode()

    return change


def everywhere(pattern: str, new: str) -> Fault:
    """Change the XML of every sheet by a regular expression."""

    def change(parts: Parts) -> None:
        for name in parts:
            if name.startswith("xl/worksheets/sheet"):
                parts[name] = re.sub(pattern, new, parts[name].decode()).encode()

    return change


def strict(parts: Parts) -> None:
    """Write as Excel does for "Strict Open XML"."""
    ours = b"http://schemas.openxmlformats.org/"
    theirs = b"http://purl.oclc.org/ooxml/"
    for name, data in parts.items():
        changed = data.replace(ours + b"spreadsheetml/2006/main", theirs + b"spreadsheetml/main")
        old, new = b"officeDocument/2006/relationships", b"officeDocument/relationships"
        parts[name] = changed.replace(ours + old, theirs + new)


def shared(parts: Parts) -> None:
    """Write every text of a sheet once, as most programs do, in pieces of several fonts."""
    texts: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        # Letters beyond ASCII are written as numbers, which no piece may cut in two.
        place = texts.setdefault(unescape(match[2]), len(texts))
        return f'{match[1]} t="s"><v>{place}</v></c>'

    cell = re.compile(
        r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>'
    )
    for name in list(parts):
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = cell.sub(number, parts[name].decode()).encode()
    assert texts
    items = "".join(
        f'<si><r><t xml:space="preserve">{escape(words[:3])}</t></r><r><t xml:space="preserve">'
        f"{escape(words[3:])}</t></r><rPh><t>furigana</t></rPh></si>"
        for words in texts
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'.encode()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    in_part(
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="words" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
    )(parts)


def backwards(parts: Parts) -> None:
    """Name the parts as some programs of Windows do."""
    for name in list(parts):
        parts[name.replace("/", "\\").replace("sheet", "Sheet")] = parts.pop(name)


def summed_up(parts: Parts) -> None:
    """Let the table of the rooms sum up its seats."""
    for fault in (
        typed("Salles", "A5", "Total"),
        formula("Salles", "D5", "SUBTOTAL(109,Table_rooms[places])", "200"),
        formula("Salles", "B5", "SUBTOTAL(103,Table_rooms[nom])"),
    ):
        fault(parts)
    table = next(name for name in parts if name.endswith("table2.xml"))
    assert b"Table_rooms" in parts[table]
    parts[table] = re.sub(
        rb'(<table [^>]*?ref="A1:[A-Z]+)4"', rb'\g<1>5" totalsRowCount="1"', parts[table]
    )
    assert b"totalsRowCount" in parts[table]


# --- Faults of the file -------------------------------------------------------------------


def part(name: str, data: bytes) -> Fault:
    """Put a part into the file."""

    def change(parts: Parts) -> None:
        parts[name] = data

    return change


def lacking(pattern: str) -> Fault:
    """Leave parts out of the file."""

    def change(parts: Parts) -> None:
        for name in [name for name in parts if re.search(pattern, name)]:
            del parts[name]

    return change


def archive(**parts: bytes) -> bytes:
    """Return an archive; two underscores in a name are a slash, one before the end a dot."""
    return packed({name.replace("__", "/").replace("_", "."): it for name, it in parts.items()})


def with_password() -> bytes:
    """Return a good workbook of which one part is said to be enciphered."""
    data = bytearray(book())
    for begin, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(begin) + flags] |= 1
    return bytes(data)


def old_office(words: str) -> bytes:
    """Return the beginning of a file of old Office, in whose list a name stands."""
    begin = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return begin + words.encode("utf-16-le") + bytes(512)


def flipped() -> bytes:
    """Return a good workbook in which a bit of a sheet has changed."""
    data = bytearray(book())
    place = data.index(b"xl/worksheets/sheet5.xml") + 200
    data[place] ^= 1
    return bytes(data)


def lying() -> bytes:
    """Return a workbook whose list says that its sheets are small."""
    good = book(part("xl/worksheets/sheet5.xml", b" " * 5_000_000))
    size = (5_000_000).to_bytes(4, "little")
    assert size in good
    return good.replace(size, (1_000).to_bytes(4, "little"))


# --- Drafts as TOML -----------------------------------------------------------------------

TOML = """\
[event]
name = "Forum de l'eau"

[[days]]
id = "j1"
date = 2026-03-28
open = { start = "9h", end = "18h" }

[[days]]
id = "j2"
date = 2026-03-29

[[rooms]]
id = "amphi"
capacity = 200

[[sessions]]
id = "a1"
title = "Atelier 1"
minutes = 60

[[sessions]]
id = "a2"
title = "Atelier 2"
minutes = 45
locked = { day = "j1", start = "9h30", room = "amphi" }
"""
WITH_CSV = f'attendees = "inscrits.csv"\n{TOML}'
CSV = "id;nom;vœux;présence\np1;Mme Durand;a1|a2;j1 9h-12h\np2;M. Petit;a2;\n"


def toml(old: str = "", new: str = "") -> bytes:
    """Return the good draft with some words changed."""
    assert old in TOML
    return TOML.replace(old, new, 1).encode() if old else (TOML + new).encode()


def csv(old: str = "", new: str = "") -> bytes:
    """Return the good registrations with some words changed."""
    assert old in CSV
    return CSV.replace(old, new, 1).encode() if old else (CSV + new).encode()
