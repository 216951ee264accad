"""A programme as plain text: a file, a mail, or what is pasted."""

from __future__ import annotations

from agenda_solver.files.decoding import decoded
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.programmes import draft_of
from agenda_solver.text import Text
from agenda_solver.words.programmes.columns import in_reading_order
from agenda_solver.words.programmes.lines import raws_of


class PlainText(Importer):
    """A programme as text; see `Importer`."""

    title = Text("un programme en texte simple, ou collé", "a programme as plain text, or pasted")
    endings = (".txt", ".md", ".eml", "-")

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        return given.kind is None and given.ending not in (".csv", ".ics", ".json", ".xml", ".toml")

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        text, notices = decoded(given.name, given.data, choice.encoding, can_be_given=True)
        return draft_of(given.name, "text", in_reading_order(raws_of(text)), choice, notices)


IMPORTER = PlainText()
