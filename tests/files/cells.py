"""Cells that somebody types, put into the XML of a workbook: a tenth of what openpyxl takes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cached_property
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils.cell import coordinate_from_string

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Cells:
    """The cells of a workbook, sheet by sheet."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._sheets: dict[str, Sheet] = {}

    def __getitem__(self, title: str) -> Sheet:
        if title not in self._sheets:
            self._sheets[title] = Sheet(ET.fromstring(self._parts[self._part(title)]), self._texts)
        return self._sheets[title]

    def _part(self, title: str) -> str:
        sheets = ET.fromstring(self._parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
        (link,) = (it.get(LINK) for it in sheets if it.get("name") == title)
        links = ET.fromstring(self._parts["xl/_rels/workbook.xml.rels"])
        (target,) = (it.get("Target", "") for it in links if it.get("Id") == link)
        return f"xl/{target.removeprefix('/xl/')}"

    @cached_property
    def _texts(self) -> list[str]:
        """The texts that cells share, if the workbook has such."""
        told = ET.fromstring(self._parts.get("xl/sharedStrings.xml", b"<sst/>"))
        return ["".join(text.text or "" for text in it.iter(f"{MAIN}t")) for it in told]

    def save(self, path: Path) -> None:
        """Write the workbook, with what was typed."""
        parts = self._parts | {
            self._part(title): ET.tostring(sheet.root, encoding="utf-8", xml_declaration=True)
            for title, sheet in self._sheets.items()
        }
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)


class Sheet:
    """The cells of a sheet, by the texts that stand in its first row and its first column."""

    def __init__(self, root: ET.Element, texts: list[str]) -> None:
        self.root = root
        self._texts = texts
        rows = root.find(f"{MAIN}sheetData")
        assert rows is not None
        self._rows = rows

    def row_of(self, id_: str) -> int:
        return next(
            int(row.get("r", "0"))
            for row in self._rows
            if len(row) and row[0].get("r", "").rstrip("0123456789") == "A"
            if self._value(row[0]) == id_
        )

    def column_of(self, heading: str) -> str:
        return next(
            coordinate_from_string(cell.get("r", ""))[0]
            for cell in self._rows[0]
            if self._value(cell) == heading
        )

    @property
    def first_blank_row(self) -> int:
        """The first row in which no cell has a value."""
        filled = {int(row.get("r", "0")) for row in self._rows if any(map(self._value, row))}
        return next(number for number in range(1, len(filled) + 2) if number not in filled)

    def _value(self, cell: ET.Element) -> str:
        words = "".join(it.text or "" for it in cell.iter() if it.tag in (f"{MAIN}v", f"{MAIN}t"))
        return self._texts[int(words)] if cell.get("t") == "s" else words

    def put(self, place: str, value: object) -> None:
        """Type a value into a cell, such as `B3`; like a spreadsheet, it keeps no format."""
        column, number = coordinate_from_string(place)
        cell = self._cell(column, number)
        cell.clear()
        cell.set("r", place)
        if isinstance(value, str) and value.startswith("="):
            ET.SubElement(cell, f"{MAIN}f").text = value[1:]
        elif isinstance(value, str) and value.startswith("#"):
            cell.set("t", "e")
            ET.SubElement(cell, f"{MAIN}v").text = value
        elif isinstance(value, str):
            cell.set("t", "inlineStr")
            text = ET.SubElement(ET.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = value
        elif value is not None:
            ET.SubElement(cell, f"{MAIN}v").text = str(value)

    def _cell(self, column: str, number: int) -> ET.Element:
        row = next((it for it in self._rows if it.get("r") == str(number)), None)
        if row is None:
            row = ET.Element(f"{MAIN}row", r=str(number))
            place = sum(int(it.get("r", "0")) < number for it in self._rows)
            self._rows.insert(place, row)
        place = f"{column}{number}"
        cell = next((it for it in row if it.get("r") == place), None)
        if cell is None:
            cell = ET.Element(f"{MAIN}c", r=place)
            before = [_order(it.get("r", "")) < _order(place) for it in row]
            row.insert(sum(before), cell)
        return cell

    def delete_row(self, number: int) -> None:
        """Delete a row: those below move up."""
        for row in list(self._rows):
            here = int(row.get("r", "0"))
            if here == number:
                self._rows.remove(row)
            elif here > number:
                row.set("r", str(here - 1))
                for cell in row:
                    column, _ = coordinate_from_string(cell.get("r", ""))
                    cell.set("r", f"{column}{here - 1}")


def _order(place: str) -> tuple[int, str]:
    column, _ = coordinate_from_string(place)
    return len(column), column
