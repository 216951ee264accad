"""Tables of a programme: each row, or each of its cells, becomes lines as they are read elsewhere.

A table has a column of hours, and columns whose heading or cells say what they hold; where
several hold titles, these are rooms or tracks side by side, and a cell over all is for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agenda_solver.words.headings import key_of_heading
from agenda_solver.words.programmes.dates import dates_within, weekday_alone
from agenda_solver.words.programmes.hours import Span, leading_span
from agenda_solver.words.programmes.lines import Line
from agenda_solver.words.programmes.people import people_in
from agenda_solver.words.programmes.phrases import HEAD, NUMBERED, flat
from agenda_solver.words.programmes.places import is_room, named

_ITEM = re.compile(r"(?:[-•–*▪◦]|\d{1,2}\s?[.)/](?=\s))\s*")
_KNOWN = frozenset(
    (
        "hours",
        "start",
        "end",
        "day",
        "title",
        "matter",
        "room",
        "people",
        "kind",
        "track",
        "audience",
    )
) | {"language"}
_HOLDS = {"minutes": "length", "moderator": "people", "description": "text", "subtitle": "text"}
_TITLES = ("title", "parallel")


@dataclass(frozen=True)
class _Table:
    """Rows that belong together, what each column holds, and the headings over them."""

    rows: Sequence[Line]
    holds: Sequence[str]
    headings: Sequence[str]

    @property
    def by_rooms(self) -> bool:
        """Whether columns side by side are rooms: most of their headings name one."""
        beside = [
            " ".join(heading.split())
            for heading, holds in zip(self.headings, self.holds, strict=True)
            if holds == "parallel" and heading.strip()
        ]
        return 2 * sum(map(is_room, beside)) > len(beside)


def rows_as_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines, those with cells as what their table says of them."""
    group: list[Line] = []
    for line in lines:
        if line.cells and (not group or _is_of(group, line)):
            group.append(line)
            continue
        yield from _as_lines(group)
        group = [line] if line.cells else []
        if not line.cells:
            yield line
    yield from _as_lines(group)


def _is_of(group: Sequence[Line], line: Line) -> bool:
    """Whether a row belongs to those before it: right below, or after space with as many cells."""
    apart = line.numbers[0] - group[-1].numbers[-1]
    return apart == 1 or (apart == 2 and sum(line.spans) == sum(group[-1].spans))


def _as_lines(rows: Sequence[Line]) -> Iterator[Line]:
    if not rows:
        return
    table = _understood(rows)
    if table is None:
        for row in rows:
            yield from _loose(row)
        return
    for row in table.rows:
        yield from _row_as_lines(row, table)


def _loose(row: Line) -> Iterator[Line]:
    """Yield a row of no table that is understood as the lines it holds."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if not any("\n" in cell for cell in cells):
        yield replace(row, words=" | ".join(cells), cells=())
        return
    for cell in cells:
        for words in filter(None, (line.strip() for line in cell.split("\n"))):
            yield replace(row, words=words, cells=())


def _understood(rows: Sequence[Line]) -> _Table | None:
    """Return what the columns of a table hold; None where no column has hours or headings."""
    width = max(sum(row.spans) for row in rows)
    grid = [_spread(row, width) for row in rows]
    first = next((n for n, cells in enumerate(grid) if _is_heading(cells)), None)
    headings = grid[first] if first is not None else [""] * width
    again = {n for n, cells in enumerate(grid) if n == first or _are_again(cells, headings)}
    body = [cells for n, cells in enumerate(grid) if n not in again]
    holds = _with_a_title([_by_heading(heading) for heading in headings])
    if "hours" not in holds and "start" not in holds:
        timed = [sum(_is_hours(cells[place]) for cells in body) for place in range(width)]
        best = max(range(width), key=lambda place: timed[place])
        if timed[best] * 2 < len([cells for cells in body if any(cells)]) or not timed[best]:
            return None
        holds[best] = "hours"
    holds = _by_cells(holds, headings, body)
    kept = [
        replace(row, cells=(), given={"heading": "yes"}) if n in again else row
        for n, row in enumerate(rows)
    ]
    return _Table(kept, holds, headings)


def _with_a_title(holds: list[str]) -> list[str]:
    """Return what columns hold; where none is a title, the theme or what is in it is one."""
    for other in ("matter", "track", "text"):
        if "title" not in holds and other in holds:
            place = holds.index(other)
            holds = [*holds[:place], "title", *holds[place + 1 :]]
    return ["text" if key == "matter" else key for key in holds]


def _spread(row: Line, width: int) -> list[str]:
    """Return a cell for each column, blank where a wider one goes on."""
    cells: list[str] = []
    for cell, span in zip(row.cells, row.spans, strict=True):
        cells += [cell, *[""] * (span - 1)]
    return [*cells, *[""] * (width - len(cells))]


def _is_heading(cells: Sequence[str]) -> bool:
    some = [cell for cell in cells if cell.strip()]
    if len(some) < 2 or any(_is_hours(cell) for cell in some):
        return False
    known = [_by_heading(cell) for cell in some]
    return sum(map(bool, known)) * 2 >= len(some) or (
        bool(known[0] in ("hours", "start", "day"))
        or (not cells[0].strip() and all(len(c) < 60 for c in some))
    )


def _are_again(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row tells headings again, but for that of the titles: another table follows."""
    plain, before = ([flat(cell).strip() for cell in some] for some in (cells, headings))
    alike = sum(one == other for one, other in zip(plain, before, strict=True) if one)
    timed = plain[0] == before[0] and _by_heading(plain[0]) == "hours"
    return timed and alike > 1 and _is_heading(cells)


def _by_heading(heading: str) -> str:
    key = key_of_heading(" ".join(heading.split()).strip(" :*")) or ""
    return _HOLDS.get(key, key if key in _KNOWN else "")


def _is_hours(cell: str) -> bool:
    span = leading_span(_first(cell))
    return span is not None and len(span.rest) <= 12


def _first(cell: str) -> str:
    return next((line for line in cell.splitlines() if line.strip()), "")


def _by_cells(
    holds: list[str], headings: Sequence[str], body: Sequence[Sequence[str]]
) -> list[str]:
    """Say of the columns without a known heading what they hold, by their cells."""
    for place, known in enumerate(holds):
        cells = [cells[place] for cells in body if cells[place].strip()]
        if known or not cells:
            continue
        if sum(map(is_room, cells)) * 2 > len(cells):
            holds[place] = "room"
        elif all(map(weekday_or_date, cells)):
            holds[place] = "day"
        elif sum(bool(people_in(_first(cell))) for cell in cells) * 2 > len(cells):
            holds[place] = "people"
        elif all(
            re.fullmatch(r"\W*\d{1,3}\s*(?:min|mn|'|minutes)?\W*", flat(cell)) for cell in cells
        ):
            holds[place] = "length"
        else:
            holds[place] = "parallel" if headings[place].strip() else "title"
    titles = [place for place, known in enumerate(holds) if known in _TITLES]
    beside = [place for place in titles if holds[place] == "parallel"]
    if len(titles) > 1 and "title" in holds and len(beside) == len(titles) - 1:
        for place in beside:  # one title, and what is said of it
            holds[place] = "text"
    elif len(titles) > 1 and not beside:
        for place in titles[1:]:
            holds[place] = "text"
    elif len(titles) == 1:
        holds[titles[0]] = "title"
    return holds


def weekday_or_date(cell: str) -> bool:
    """Whether a cell is a day."""
    return weekday_alone(cell) is not None or (bool(dates_within(cell)) and len(cell) < 40)


# --- Rows ----------------------------------------------------


def _row_as_lines(row: Line, table: _Table) -> Iterator[Line]:
    if not row.cells:
        yield row
        return
    cells = _spread(row, len(table.holds))
    about = _about(cells, table)
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    titles = [place for place in filled if table.holds[place] in _TITLES]
    if len(filled) == 1 and not about.get("start"):
        yield replace(row, words=_words(cells[filled[0]]), cells=())  # a heading over the columns
        return
    if not titles:
        titles = [place for place in filled if table.holds[place] in ("text", "people")][:1]
    over_all = len(titles) == 1 and _goes_over(row, titles[0], table)
    for place in titles:
        given = dict(about)
        heading = " ".join(table.headings[place].split())
        if table.holds[place] == "parallel" and weekday_or_date(heading):
            for column in _columns_over(row, place):
                day = {"day": " ".join(table.headings[column].split())}
                yield from _cell_as_lines(row, cells[place], {**given, **day})
            continue
        if table.holds[place] == "parallel" and not over_all:
            given |= {"room": named(heading)} if table.by_rooms else {"track": heading}
            given["beside"] = "yes"
        yield from _cell_as_lines(row, cells[place], given)
    if not titles and "start" in about:
        words = f"{about['day']} {about['hours']}" if "day" in about else about["hours"]
        yield replace(row, words=words, cells=())


def _about(cells: Sequence[str], table: _Table) -> dict[str, str]:
    """Return what a row says of all its sessions."""
    about: dict[str, str] = {}
    for place, key in enumerate(table.holds):
        cell = cells[place].strip()
        if not cell or key in _TITLES:
            continue
        if key in ("hours", "start", "end"):
            about["hours"] = (
                f"{about['hours']} - {cell}" if "hours" in about else " ".join(cell.split())
            )
            about["start"] = "yes"
        elif key == "people":
            heading = " ".join(table.headings[place].split())
            words = cell if not heading else f"{heading}\n{cell}"
            about["people"] = f"{about['people']}\n{words}" if "people" in about else words
        else:
            lines = [" ".join(line.split()) for line in cell.splitlines() if line.strip()]
            about[key] = cell if key == "text" else " ".join(lines)
            if key == "room" and len(lines) > 1:
                about["rooms"] = "\n".join(lines)
    return about


def _goes_over(row: Line, place: int, table: _Table) -> bool:
    """Whether the only title of a row is for all: it goes over the columns, or is a break."""
    beside = [n for n, key in enumerate(table.holds) if key in _TITLES]
    begin = 0
    for cell, span in zip(row.cells, row.spans, strict=True):
        if begin == place:
            words = flat(cell)
            return span > 1 or (len(beside) > 1 and place == beside[0] and bool(HEAD.match(words)))
        begin += span
    return False


def _columns_over(row: Line, place: int) -> range:
    """Return the columns that the cell at a place goes over."""
    begin = 0
    for span in row.spans:
        if begin == place:
            return range(place, place + span)
        begin += span
    return range(place, place + 1)


def _cell_as_lines(row: Line, cell: str, given: dict[str, str]) -> Iterator[Line]:
    """Yield the lines of a cell, of which the first is a title, unless it has its own hours."""
    parts = [part.strip() for part in cell.splitlines() if part.strip()]
    if not parts:
        return
    blank = replace(row, cells=(), spans=(), blank=True, bullet=False)
    own, inside = _shared_out(parts[1:], given)
    yield replace(blank, words=parts[0], given={**own, "title": "yes"})
    for part, more in zip(parts[1:], inside, strict=True):
        mark = _ITEM.match(part)
        yield replace(
            blank,
            words=part[mark.end() :] if mark else part,
            blank=False,
            bullet=bool(mark),
            given={"inside": "yes", **more},
        )


def _shared_out(
    parts: Sequence[str], given: dict[str, str]
) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Share out the lines of the other cells: as many rooms or people as sessions, one to each."""
    own = {key: words for key, words in given.items() if key != "rooms"}
    inside: list[dict[str, str]] = [{} for _ in parts]
    if len(parts) < 2:
        return own, inside
    rooms, people = (given.get(key, "").splitlines() for key in ("rooms", "people"))
    people = people[1:] if len(people) == len(parts) + 1 else people  # the heading of the column
    for key, lines in (("room", rooms), ("people", people)):
        numbered = key == "room" or all(NUMBERED.match(flat(line)) for line in lines)
        if len(lines) == len(parts) and numbered:
            own.pop(key, None)
            for one, line in zip(inside, lines, strict=True):
                number = NUMBERED.match(flat(line)) if key == "people" else None
                one[key] = line[number.end() :].strip(" :–—-") if number else line
    return own, inside


def _words(cell: str) -> str:
    return " ".join(cell.split())


def span_of(given: dict[str, str]) -> Span | None:
    """Return the hours of a row."""
    return leading_span(given["hours"]) if "hours" in given else None
