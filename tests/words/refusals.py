"""What is said of words that are not understood."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.words import NotUnderstoodError


def refusal(read: Any, *args: Any) -> tuple[str, str]:
    """Return the sentences of a refusal, in French and in English."""
    with pytest.raises(NotUnderstoodError) as caught:
        read(*args)
    return caught.value.text.fr, caught.value.text.en
