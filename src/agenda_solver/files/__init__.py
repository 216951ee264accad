"""One module per format; what they share is how they refuse."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.text import Language, Text


class InputError(Exception):
    """A file cannot be read, or must not be written.

    Attributes
    ----------
    sentences : tuple of Text
        Each names the place (file, sheet and cell, or key and line) and a way out.
    language : {"fr", "en"} or None
        The language the input itself asks for, where it could be read.
    """

    def __init__(self, sentences: Iterable[Text], language: Language | None = None) -> None:
        self.sentences = tuple(sentences)
        self.language = language
        super().__init__("; ".join(text.en for text in self.sentences))
