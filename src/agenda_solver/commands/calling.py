"""How this program is called where it runs: commands that whoever reads them can copy."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from agenda_solver.words.shells import as_one_word

NAME = "agenda-solver"
POWERSHELL = os.name == "nt"


def program(folder: Path = Path()) -> str:
    """Return what is typed to call this program from a folder.

    That is its name where the shell finds it so; else its path, from the folder if it is below.
    """
    called = Path(sys.argv[0])
    if called.parts[-2:] == ("agenda_solver", "__main__.py"):
        return f"{_typed(Path(sys.executable), folder)} -m agenda_solver"
    if called.stem != NAME or _is_on_path(called):
        return NAME
    return _typed(called, folder)


def command(*words: str | Path) -> str:
    """Return a command of this program, as its user types it."""
    return " ".join([program(), *(as_one_word(str(word)) for word in words)])


def _is_on_path(called: Path) -> bool:
    by_name = shutil.which(NAME)
    with suppress(OSError):  # it is gone, or was never there
        return by_name is not None and Path(by_name).parent.samefile(called.parent)
    return False


def _typed(called: Path, folder: Path) -> str:
    """Return the path of a program as a shell runs it: PowerShell takes one in marks for text."""
    called = called.absolute()
    with suppress(ValueError):
        called = called.relative_to(folder.absolute())
    typed = str(called) if len(called.parts) > 1 else os.path.join(os.curdir, called)
    word = as_one_word(typed)
    return f"& {word}" if POWERSHELL and word != typed else word
