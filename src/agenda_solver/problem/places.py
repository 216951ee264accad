"""The places that papers may have in stretches."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.problem.schema import Session, Stretch
from agenda_solver.text import Text, counted


def bounds_of(stretch: Stretch) -> tuple[int, ...]:
    """Return where the places of a stretch begin, and where the last one ends, in minutes."""
    assert stretch.places is not None
    minutes = stretch.end - stretch.start
    return tuple(
        stretch.start + minutes * number // stretch.places for number in range(stretch.places + 1)
    )


def starts_in(stretch: Stretch, paper: Session, grid: int) -> Iterator[int]:
    """Yield the starts that a paper may have in a stretch.

    Those of the places from which it has as many as it fills; without places, the start of the
    stretch and the multiples of the grid in it.
    """
    if stretch.places is not None:
        yield from bounds_of(stretch)[: max(0, stretch.places - paper.fills + 1)]
        return
    yield stretch.start
    first = stretch.start // grid * grid + grid
    yield from range(first, stretch.end, grid)


def fits(stretch: Stretch, paper: Session, start: int, end: int) -> bool:
    """Whether a paper may be from one minute to another of a stretch's day.

    Where there are places, it begins with one, and fills those that it takes unless it says
    how long it is.
    """
    if stretch.places is None:
        return stretch.start <= start and end <= stretch.end
    bounds = bounds_of(stretch)
    if start not in bounds[:-1]:
        return False
    last = bounds.index(start) + paper.fills
    if last >= len(bounds):
        return False
    return end == bounds[last] if paper.minutes is None else end <= bounds[last]


def filled_by(stretch: Stretch, paper: Session) -> list[int]:
    """Return how long the places are that a paper may fill in a stretch, in minutes."""
    if stretch.places is None:
        return []
    bounds = bounds_of(stretch)
    pairs = zip(bounds, bounds[paper.fills :], strict=False)
    return sorted({last - first for first, last in pairs})


def taken(stretch: Stretch, start: int, end: int) -> int:
    """Return how many places of a stretch begin from one minute of its day to before another.

    A paper that ends before the last of the places that it may fill leaves that to others.
    """
    return sum(start <= bound < end for bound in bounds_of(stretch)[:-1])


def places_count(number: int) -> Text:
    """Return how many places that is, to be told."""
    return counted(number, Text("place", "place"), Text("places", "places"))
