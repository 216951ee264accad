"""By what a workbook is known that nobody has saved again since the program wrote it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from zipfile import ZipInfo

PROPERTIES = "docProps/core.xml"
"""The part that bears the seal, as the identifier of the document."""


EDITED = ", edited"
"""After the seal of a workbook that the program wrote, with what a person has moved in it."""


def seal_of(entries: Iterable[ZipInfo]) -> str:
    """Return the seal of a workbook: what its other parts are, byte for byte."""
    parts = sorted(
        f"{entry.filename} {entry.CRC:08x} {entry.file_size}"
        for entry in entries
        if entry.filename != PROPERTIES
    )
    return f"agenda-solver {hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"
