"""What a program would obey of a file that is exported, by how the file's name ends."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.ElementTree import fromstring

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ENDING = "\u2028\u2029\u0085\u000b\u000c"
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2061\u2064\U000e0041"
CONTROLS = "\x00\x07\x08\x1b\x7f\x9b"
OBEYED = re.compile(f"[{TURNING}{ENDING}{HIDDEN}{CONTROLS}]")
FORMULAS = tuple("=+-@\t\r＝＋－＠")
CANARY = "alert(1)"
"""What each script among the injections calls."""

_PROPERTIES = frozenset(
    [
        *("BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "METHOD", "X-WR-CALNAME", "TZID"),
        *("X-WR-TIMEZONE", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "DTSTART", "DTEND", "UID"),
        *("DTSTAMP", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "SEQUENCE", "STATUS", "TRANSP"),
    ]
)
_PAGES = re.compile(r"https?://|mailto:|tel:|#|\./|[\w./-]*\.(?:html|pdf)(?:#|$)|data:image/|$")
_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")  # those of Word that tell a number
_RUNS = (b"/JavaScript", b"/JS", b"/Launch", b"/AA", b"/SubmitForm")


def refused(text: str) -> bool:
    """Whether a program would obey something of a text."""
    return bool(OBEYED.search(text))


def sheets_of(data: bytes | str) -> None:
    """Hold every part of a workbook, or of the file of that name, to be words only."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    with zipfile.ZipFile(source) as parts:
        for name in parts.namelist():
            words = parts.read(name).decode()
            assert not refused(words), name
            assert not re.search(r"<f[ >]|<formula>(?!\"|\$|[A-Z'])", words), name
    for sheet in openpyxl.load_workbook(source):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(cell.hyperlink is None for cell in row if cell.value is not None)


def table_of(data: bytes) -> None:
    """Hold every cell of a CSV file to be words."""
    text = data.decode("utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") > 3 else ","
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for cell in row:
            assert not refused(cell)
            assert not cell.startswith(FORMULAS), cell


def calendar_of(data: bytes) -> None:
    """Hold every line of a calendar to be one of those that we write."""
    text = data.decode().replace("\r\n ", "")
    assert not refused(text.replace("\r\n", ""))
    lines = text.removesuffix("\r\n").split("\r\n")
    assert "\n" not in "".join(lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
    assert {re.split("[:;]", line)[0] for line in lines} <= _PROPERTIES


def schedule_of(data: bytes) -> None:
    """Hold the XML of a schedule to have our elements only, and words in them."""
    text = data.decode()
    assert (text.count("<?"), text.count("<!")) == (1, 0)
    root: Element = fromstring(data)
    known = {
        *("schedule", "generator", "version", "conference", "acronym", "end", "days", "day"),
        *("timeslot_duration", "time_zone_name", "room", "event", "title", "subtitle", "type"),
        *("date", "start", "duration", "abstract", "description", "track", "language", "url"),
        *("persons", "person"),
    }
    assert {element.tag for element in root.iter()} <= known
    for element in root.iter():
        assert not refused("".join((element.text or "", *element.attrib.values())))
        if element.tag == "url":
            assert (element.text or "").startswith(("https://", "http://"))


def json_of(data: bytes) -> None:
    """Hold JSON to be words only, also where it stands in a page."""
    text = data.decode()
    assert not refused(text)
    assert not set("<>&") & set(text)
    for key, value in _leaves(json.loads(text)):
        if key in ("url", "base_url"):
            assert value.startswith(("https://", "http://")) or not value


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    elif isinstance(value, str):
        yield key, value


class _Page(HTMLParser):
    """Holds every tag of a page to be one that we write."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag if tag in ("script", "style") else ""
        assert tag not in ("iframe", "object", "embed", "base")
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in ("action", "formaction", "srcdoc"), tag
            if name in ("href", "src", "xlink:href"):
                assert _PAGES.match(value or ""), value
            if name in ("style", "class", "id", "for", "name"):
                assert CANARY not in (value or ""), (tag, name, value)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._inside = ""

    def handle_data(self, data: str) -> None:
        assert not (self._inside and CANARY in data)

    def handle_comment(self, data: str) -> None:
        assert CANARY not in data

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def page_of(data: bytes) -> None:
    """Hold a page to be words and our own tags."""
    text = data.decode()
    assert not refused(text)
    page = _Page()
    page.feed(text)
    page.close()


def document_of(data: bytes) -> None:
    """Hold a Word document to be words: no field but those that number, no link elsewhere."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            if not name.endswith((".xml", ".rels")):
                continue
            assert not refused(part.decode()), name
            for element in fromstring(part).iter():
                tag = element.tag.rpartition("}")[2]
                words = [element.text if tag == "instrText" else "", *_fields_of(element)]
                assert all(one.split()[0] in _FIELDS for one in filter(None, words)), words
                assert tag not in ("altChunk", "object"), name
                if tag == "Relationship" and element.get("TargetMode") == "External":
                    assert _PAGES.match(element.get("Target") or "!")


def _fields_of(element: Element) -> list[str]:
    """Return what an element of a Word document asks to be worked out."""
    return [value for key, value in element.attrib.items() if key.rpartition("}")[2] == "instr"]


def paper_of(data: bytes) -> None:
    """Hold a PDF to run nothing and to lead to pages only."""
    assert not [mark for mark in _RUNS if re.search(re.escape(mark) + rb"[\s/<(\[]", data)]
    # What it opens with may be a page, between brackets, and no action.
    assert not re.search(rb"/OpenAction\s*[^\s\[]", data)
    for address in re.findall(rb"/URI\s*\(([^)]*)", data):
        assert address.startswith((b"https://", b"http://", b"mailto:"))


CHECKS: Mapping[str, Callable[[bytes], None]] = {
    ".ics": calendar_of,
    ".xlsx": sheets_of,
    ".csv": table_of,
    ".xml": schedule_of,
    ".json": json_of,
    ".html": page_of,
    ".docx": document_of,
    ".pdf": paper_of,
}
"""What holds a file to be dead, by its ending; a format of another ending takes one more."""


def hold_dead(name: PurePosixPath, data: bytes) -> None:
    """Hold a file that was exported to have nothing in it that is obeyed."""
    assert not refused(str(name))
    assert not name.is_absolute()
    assert ".." not in name.parts
    CHECKS[name.suffix](data)
