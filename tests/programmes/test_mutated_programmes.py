"""Programmes with lines lost, moved and mixed up: a draft or a refusal, never an exception."""

from random import Random

import pytest
from sources import HERE

from agenda_solver.files import InputError
from agenda_solver.files.importers import ImportOptions, SourceFile, read

TEXTS = [
    path.read_text("utf-8") for path in sorted([*HERE.glob("*.txt"), *HERE.glob("more/*.txt")])
]
LINES = [line for text in TEXTS for line in text.split("\n")]
ODD = (
    "\t",
    " | ",
    " - ",
    "25h70 ",
    "24h00 ",
    "(",
    ")",
    "\x00",
    "31/02/2026 ",
    "0h00-0h00 ",
    "#",
    "z ",
)


def mutated(seed: int) -> str:
    """Return a programme to which a few things happened."""
    random = Random(seed)
    lines = random.choice(TEXTS).split("\n")
    for _ in range(random.randrange(1, 12)):
        place = random.randrange(len(lines))
        change = random.randrange(5)
        if change == 0 and len(lines) > 1:
            del lines[place]
        elif change == 1:
            lines.insert(place, random.choice(LINES))
        elif change == 2:
            random.shuffle(lines)
        elif change == 3:
            lines[place] = lines[place][: random.randrange(len(lines[place]) + 1)]
        else:
            lines[place] += random.choice(ODD) + random.choice(LINES)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "seeds",
    [range(20), pytest.param(range(20, 300), marks=pytest.mark.thorough)],
    ids=["some", "more"],
)
def test_whatever_happens_to_a_programme_it_is_read_or_refused(seeds: range) -> None:
    read_at_all = 0
    for seed in seeds:
        given = SourceFile("programme.txt", mutated(seed).encode())
        try:
            made = read(given, ImportOptions())
        except InputError:
            continue
        read_at_all += 1
        assert sum(made.report.counts.values()) == len(made.report.accounts)
    assert 2 * read_at_all > len(seeds)
