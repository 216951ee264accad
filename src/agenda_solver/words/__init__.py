"""How people write things, whatever the door they come by: a cell, a CSV file, an option, TOML."""

from __future__ import annotations

from agenda_solver.text import Text


class NotUnderstoodError(ValueError):
    """Words do not say what they are there for; whoever read them knows where they stand.

    Attributes
    ----------
    text : Text
        Why.
    sure : bool
        Whether it is known what was meant, and only not which.
    """

    def __init__(self, text: Text, *, sure: bool = False) -> None:
        self.text = text
        self.sure = sure
        super().__init__(text.en)
