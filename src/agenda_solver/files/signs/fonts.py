"""Fonts of this machine, by the letters that they have."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

_ENDINGS = {".ttf", ".otf", ".ttc"}


def font_folders() -> list[Path]:
    """Return where fonts are kept on this machine, the system's first."""
    home = Path(os.path.expanduser("~"))  # which needs none
    if sys.platform == "win32":
        system, own = os.environ.get("WINDIR", "C:/Windows"), os.environ.get("LOCALAPPDATA", home)
        return [Path(system, "Fonts"), Path(own, "Microsoft", "Windows", "Fonts")]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".local/share/fonts", home / ".fonts"]


def fonts_with(letters: set[int]) -> Iterator[tuple[Path, set[int]]]:
    """Yield fonts that have some of these letters, and which, until none is left.

    They are tried in the order of their paths, so that the same machine takes the same ones.
    """
    left = set(letters)
    for folder in font_folders():
        for path in sorted(folder.rglob("*")):
            if not left:
                return
            if path.suffix.lower() in _ENDINGS and (known := _letters_of(path) & left):
                yield path, known
                left -= known


def _letters_of(path: Path) -> set[int]:
    """Return the letters of a font whose shapes a PDF can hold; none of what is no font."""
    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            drawn = "glyf" in font or "CFF " in font
            return set(font.getBestCmap() or ()) if drawn else set()
    except (TTLibError, OSError, KeyError, ValueError, AssertionError):
        return set()
