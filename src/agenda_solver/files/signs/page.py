"""Sheets as an HTML page to be printed: each on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from agenda_solver.files.html.page import asset, rendered
from agenda_solver.files.measuring import text_width
from agenda_solver.files.signs.sheets import POINT, Fill, Lettering, Panel, Paper
from agenda_solver.text import Language, Text

Part = Paper | Panel | Fill | Lettering


def width_in_browsers(words: str, size: float, bold: bool) -> float:
    """Return the millimetres that words take at most, in a usual font of a browser."""
    return text_width(words, size, bold=bold) * POINT


def page(sheets: Sequence[Paper], heading: Text, event: str, language: Language) -> bytes:
    """Return a page with sheets of one format."""
    looks = Looks()
    for sheet in sheets:
        looks.take(sheet)
    size = f"@page {{ size: {sheets[0].width:g}mm {sheets[0].height:g}mm; margin: 0; }}"
    return rendered(
        "signs.html",
        language,
        style="\n".join([asset("signs.css"), size, *looks.rules()]),
        heading=heading,
        event=event,
        sheets=sheets,
        look=looks.of,
    )


class Looks:
    """The classes of what is on sheets, and their rules: what looks alike shares them.

    The style holds numbers only; no words of a problem get into it.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def take(self, sheet: Paper) -> None:
        """Make the classes of all that is on a sheet."""
        parts: list[Part] = [sheet, *sheet.marks, *sheet.panels]
        for part in parts:
            self.of(part)
        for panel in sheet.panels:
            for item in panel.items:
                self.of(item)

    def of(self, part: Part) -> str:
        """Return the classes of a part."""
        names = [self._class(declaration) for declaration in _declarations(part)]
        if isinstance(part, Paper):
            names.insert(0, "sheet")
        elif isinstance(part, Panel) and part.turned:
            names.append("turned")
        elif isinstance(part, Lettering) and part.bold:
            names.append("bold")
        return " ".join(names)

    def _class(self, declaration: str) -> str:
        return self._names.setdefault(declaration, f"c{len(self._names)}")

    def rules(self) -> list[str]:
        """Return a rule for each class."""
        return [f".{name}{{{declaration}}}" for declaration, name in self._names.items()]


def _declarations(part: Part) -> list[str]:
    """Return how a part looks, where it is apart from the rest: that is shared the most."""
    if isinstance(part, Paper):
        return [f"width:{part.width:g}mm;height:{part.height:g}mm"]
    place = f"left:{part.x:.2f}mm;top:{part.y:.2f}mm"
    if isinstance(part, Lettering):
        look = f"font-size:{part.size:.2f}pt;color:#{part.ink};text-align:{part.align}"
        return [place, f"width:{part.width:.2f}mm", look]
    look = f"width:{part.width:.2f}mm;height:{part.height:.2f}mm"
    return [place, f"{look};background:#{part.colour}" if isinstance(part, Fill) else look]
