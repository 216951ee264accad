"""Writes the stored accounts of the golden programmes anew: look at what differs first."""

from __future__ import annotations

from sources import HERE
from test_programmes import GOLDEN, imported


def main() -> None:
    """Write the account of each programme."""
    for path in GOLDEN:
        made = imported(path)
        words = made.report.text(made.problem.event.language)
        (HERE / "reports" / f"{path.name.split('.')[0]}.txt").write_text(words, "utf-8")


if __name__ == "__main__":
    main()
