"""The programme from its first line on: ``agenda-solver``, and ``python -m agenda_solver``."""

import sys
from contextlib import suppress

from agenda_solver.process import MACHINE_FAILED, end_at_once, say, watched
from agenda_solver.text import Language, Text


def main() -> None:
    """Run the command line, and end in a sentence whatever happens."""
    end_at_once()
    sys.exit(watched(_run, _tell_failure))


def _run() -> int:
    from agenda_solver.cli import run

    return run()


def _tell_failure(sentence: Text, language: Language) -> None:
    say(sentence.say(language))
    if "--json" in sys.argv:
        with suppress(MemoryError, ImportError, OSError):
            from agenda_solver.commands.speaking import print_failure
            from agenda_solver.files import FileFault

            print_failure(MACHINE_FAILED, [FileFault(sentence)], language)


if __name__ == "__main__":
    main()
