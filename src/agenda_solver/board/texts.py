"""All words of the page, in both languages: the page asks for those of one of them."""

from __future__ import annotations

from collections.abc import Mapping

from agenda_solver.text import Language, Text

PAGE: Mapping[str, Text] = {
    "title": Text("Tableau", "Board"),
}
"""The words of the page, by the key that its modules call them by."""


def page_texts(language: Language) -> dict[str, str]:
    """Return the words of the page in a language."""
    return {key: text.say(language) for key, text in PAGE.items()}
