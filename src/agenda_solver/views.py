"""What is shown of a timetable: the programme, and tables by day, room, person and session."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from agenda_solver.offers import Offers
from agenda_solver.problem import (
    KINDS,
    Person,
    Pool,
    Problem,
    Room,
    Session,
    Statement,
    Window,
)
from agenda_solver.result import Result
from agenda_solver.rules.words import (
    placement_text,
    seats_count,
    statement_text,
    windows_text,
    with_its_time,
)
from agenda_solver.text import (
    Language,
    Text,
    counted,
    duration,
    either,
    listing,
    long_date,
    quoted,
    same,
    span,
)
from agenda_solver.timetable import Placement, Timetable

WIDTH = 100

TO_BE_CONFIRMED = Text("à confirmer", "to be confirmed")
NOT_DECIDED = Text("à désigner", "to be named")


# --- Words --------------------------------------------------------------------------------


def padded_clock(minute: int) -> Text:
    """Write a time of day so that a column of them lines up: ``09h30``, ``09:30``."""
    hours, minutes = divmod(minute, 60)
    return Text(f"{hours:02d}h{minutes:02d}", f"{hours:02d}:{minutes:02d}")


def padded_span(start: int, end: int) -> Text:
    """Write a stretch of time briefly: ``09h30–10h00``, ``09:30–10:00``."""
    return Text("{start}–{end}", "{start}–{end}").fill(
        start=padded_clock(start), end=padded_clock(end)
    )


def day_title(day: date) -> Text:
    """Write a date as a heading: ``Mercredi 10 juin 2026``."""
    words = long_date(day)
    return Text(words.fr[0].upper() + words.fr[1:], words.en[0].upper() + words.en[1:])


def label_text(session: Session) -> Text:
    """Return a session's track, or else its kind."""
    return same(session.track) if session.track else KINDS[session.kind]


def people_text(problem: Problem, timetable: Timetable, session: Session) -> Text:
    """Return who takes part, by role: ``animation : A · intervention : B et C``."""
    told = [
        Text("{role} : {people}", "{role}: {people}").fill(
            role=role, people=listing(_entry_text(problem, entry) for entry in entries)
        )
        for role, entries in _roles(session, timetable)
        if entries
    ]
    return Text(" · ".join(t.fr for t in told), " · ".join(t.en for t in told))


def _roles(session: Session, timetable: Timetable) -> Iterator[tuple[str, list[str | Pool]]]:
    """Yield the roles of a session, and who takes them: several only where none is chosen."""
    for role, entries in session.people.items():
        told: list[str | Pool] = []
        for number, entry in enumerate(entries):
            told += timetable.by_part.get((session.id, role, number)) or [entry]
        yield role, told


def _entry_text(problem: Problem, entry: str | Pool) -> Text:
    if isinstance(entry, str):
        return _person_text(problem.person[entry])
    return Text("{people} ({undecided})", "{people} ({undecided})").fill(
        people=either(_person_text(problem.person[one]) for one in entry.one_of),
        undecided=NOT_DECIDED,
    )


def _person_text(person: Person) -> Text:
    more = [same(person.organisation)] if person.organisation else []
    more += [TO_BE_CONFIRMED] if person.unconfirmed else []
    return _with(same(person.label), more)


def session_title(problem: Problem, session: str) -> Text:
    """Return a session's title as it is printed; of a repeat, with which time it is."""
    return with_its_time(problem, session, same(problem.session[session].label))


def room_title(problem: Problem, room: str | None) -> Text:
    """Return a room's name, and whether it is yet to be confirmed; nothing for none."""
    if room is None:
        return same("")
    it = problem.room[room]
    return _with(same(it.label), [TO_BE_CONFIRMED] if it.to_be_confirmed else [])


def _with(name: Text, more: Iterable[Text]) -> Text:
    """Add words in brackets, those that the name does not say already."""
    new = [text for text in more if text.fr.casefold() not in name.fr.casefold()]
    if not new:
        return name
    return Text(
        f"{name.fr} ({', '.join(t.fr for t in new)})",
        f"{name.en} ({', '.join(t.en for t in new)})",
    )


CANCELLED = Text("annulé, trop peu d'inscrits", "cancelled, too few registered")


def is_cancelled(problem: Problem, timetable: Timetable, session: str) -> bool:
    """Whether a session does not take place because too few attendees have a seat in it.

    Nothing is before seats are given out.
    """
    return bool(
        timetable.seats
        and problem.session[session].capacity.min
        and session not in timetable.seated
        and session in problem.offered
    )


def status_text(result: Result) -> Text:
    """Return how far the programme is proven, in the organiser's words."""
    if result.status == "optimal":
        return Text(
            "Prouvé optimal : aucun programme ne fait mieux",
            "Proven optimal: no programme does better",
        )
    if result.status == "infeasible":
        return Text(
            "Impossible, c'est prouvé : aucun programme ne tient toutes les demandes",
            "Proven impossible: no programme keeps all the demands",
        )
    if result.status == "unknown":
        return Text("Rien trouvé dans le temps donné", "Nothing was found within the time given")
    feasible = Text("Réalisable, pas prouvé le meilleur", "Feasible, not proven the best")
    unproven = next((tier for tier in result.tiers if tier.status != "optimal"), None)
    if unproven is None:
        return feasible
    if unproven.bound == 0:
        return Text(
            "{feasible} : niveau {tier}, coût {cost}, sans aucune preuve qu'on ne peut pas "
            "faire mieux",
            "{feasible}: tier {tier}, cost {cost}, without any proof that no programme does better",
        ).fill(feasible=feasible, tier=unproven.tier, cost=unproven.cost)
    return Text(
        "{feasible} : écart {gap} au niveau {tier} (coût {cost}, au mieux {bound})",
        "{feasible}: gap {gap} in tier {tier} (cost {cost}, at best {bound})",
    ).fill(
        feasible=feasible,
        gap=unproven.cost - unproven.bound,
        tier=unproven.tier,
        cost=unproven.cost,
        bound=unproven.bound,
    )


# --- The programme as a tree --------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """A placement, and under it those of its parts."""

    placement: Placement
    parts: tuple[Item, ...] = ()


def programme(problem: Problem, timetable: Timetable) -> Mapping[date, tuple[Item, ...]]:
    """Return each day's items in the order of time, the parts under their wholes.

    A part whose whole is not placed on its day stands by itself.
    """
    order = {room.id: number for number, room in enumerate(problem.rooms)}

    def key(placement: Placement) -> tuple[int, int, int]:
        return placement.start, -placement.end, order.get(placement.room or "", -1)

    found: dict[date, tuple[Item, ...]] = {}
    for day in sorted(timetable.by_day):
        placements = sorted(timetable.by_day[day], key=key)
        placed = {placement.session for placement in placements}
        under: dict[str | None, list[Placement]] = {}
        for placement in placements:
            wholes = problem.wholes(placement.session)
            whole = next((whole for whole in wholes if whole in placed), None)
            under.setdefault(whole, []).append(placement)
        found[day] = _items(under, None)
    return found


def _items(under: Mapping[str | None, list[Placement]], whole: str | None) -> tuple[Item, ...]:
    return tuple(
        Item(placement, _items(under, placement.session)) for placement in under.get(whole, ())
    )


def _walk(items: Iterable[Item]) -> Iterator[Placement]:
    for item in items:
        yield item.placement
        yield from _walk(item.parts)


def unplaced(problem: Problem, timetable: Timetable) -> list[Session]:
    """Return the sessions that have no place in the timetable."""
    return [session for session in problem.sessions if session.id not in timetable.by_session]


# --- The programme as organisers publish it -----------------------------------------------


def programme_text(problem: Problem, timetable: Timetable, language: Language) -> str:
    """Write the programme as organisers publish it, for a terminal.

    Parameters
    ----------
    problem : Problem
        What was asked.
    timetable : Timetable
        Any timetable of its sessions, complete or not.
    language : {"fr", "en"}

    Returns
    -------
    str
        Lines of at most `WIDTH` columns, without a last newline.
    """
    event = problem.event
    lines = _wrap("", event.name)
    if event.place or event.version:
        lines += _wrap("", " · ".join(words for words in (event.place, event.version) if words))
    for day, items in programme(problem, timetable).items():
        lines += ["", day_title(day).say(language), ""]
        for group in _starting_together(problem, items):
            lines += _group_lines(problem, timetable, group, language)
    left = unplaced(problem, timetable)
    if left:
        lines += ["", Text("Pas au programme", "Not in the programme").say(language), ""]
        lines += [line for session in left for line in _wrap("• ", session.label)]
    return "\n".join(lines)


def _starting_together(problem: Problem, items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items of a day: as one group those of a block, and those at the same time."""
    groups: dict[tuple[str | int, int], list[Item]] = {}
    for item in items:
        start, end = item.placement.start, item.placement.end
        block = problem.session[item.placement.session].block
        groups.setdefault((end if block is None else block, start), []).append(item)
    yield from groups.values()


def _group_lines(
    problem: Problem, timetable: Timetable, group: list[Item], language: Language
) -> list[str]:
    start = padded_clock(group[0].placement.start).say(language)
    if len(group) == 1:
        return _item_lines(problem, timetable, group[0], language, f"{start}  ")
    ends = {item.placement.end for item in group}
    words = Text("{count} sessions en parallèle", "{count} sessions in parallel").fill(
        count=len(group)
    )
    if len(ends) == 1:
        words = Text("{words}, {until}", "{words}, {until}").fill(
            words=words, until=_until(group[0].placement)
        )
    lines = _wrap(f"{start}  ", words.say(language))
    margin = " " * len(f"{start}  ")
    for item in group:
        lines += _item_lines(problem, timetable, item, language, f"{margin}• ", end=len(ends) > 1)
    return lines


def _item_lines(
    problem: Problem,
    timetable: Timetable,
    item: Item,
    language: Language,
    opening: str,
    *,
    end: bool = True,
    known_room: str | None = None,
) -> list[str]:
    """Write one item: its title after `opening`, then more discreetly the rest."""
    placement = item.placement
    session = problem.session[placement.session]
    margin = " " * len(opening)
    more = [_until(placement)] if end else []
    if placement.room != known_room:
        more.append(room_title(problem, placement.room))
    more.append(same(session.track))
    more += [CANCELLED] if is_cancelled(problem, timetable, session.id) else []
    details = " · ".join(text.say(language) for text in more if text.fr)
    lines = _wrap(opening, session_title(problem, session.id).say(language))
    for words in (details, people_text(problem, timetable, session).say(language)):
        lines += _wrap(margin, words) if words else []
    for part in item.parts:
        start = padded_clock(part.placement.start).say(language)
        lines += _item_lines(
            problem,
            timetable,
            part,
            language,
            f"{margin}{start}  ",
            end=False,
            known_room=placement.room,
        )
    return lines


def _until(placement: Placement) -> Text:
    return Text("jusqu'à {end}", "until {end}").fill(end=padded_clock(placement.end))


def _wrap(opening: str, words: str) -> list[str]:
    margin = " " * len(opening)
    return textwrap.wrap(
        without_controls(words), WIDTH, initial_indent=opening, subsequent_indent=margin
    ) or [opening.rstrip()]


def without_controls(words: str) -> str:
    """Return text whose control characters, new lines included, are blanks.

    A title must not move a terminal's cursor.
    """
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in words)


# --- Tables -------------------------------------------------------------------------------

STATEMENT_COLUMNS: Mapping[str, Text] = {
    "about": Text("sur", "about"),
    "said": Text("le document dit", "the document says"),
    "source": Text("source", "source"),
    "settled": Text("retenu", "settled"),
    "kept": Text("tenu", "kept"),
}
KEPT = Text("oui", "yes")
NOT_KEPT = Text("non", "no")
TO_CHECK = Text("à vérifier", "to be checked")


def statements_table(problem: Problem, timetable: Timetable, language: Language) -> pd.DataFrame:
    """Return what the document says of the event and its sessions, and what was settled.

    Returns
    -------
    pandas.DataFrame
        Columns as in `STATEMENT_COLUMNS`; what is only words is to be checked by a person.
    """
    rows = [
        _statement_row(
            said, Text("l'évènement", "the event"), *_event_settled(problem, timetable, said)
        )
        for said in problem.event.stated
    ]
    rows += [
        _statement_row(
            said, same(session.label), *_session_settled(problem, timetable, session, said)
        )
        for session in problem.sessions
        for said in session.stated
    ]
    columns = [title.say(language) for title in STATEMENT_COLUMNS.values()]
    told = [[text.say(language) for text in row] for row in rows]
    return pd.DataFrame(told, columns=columns, dtype=object)


def _statement_row(said: Statement, of: Text, settled: Text, kept: Text) -> list[Text]:
    words = statement_text(said.model_copy(update={"source": ""}))
    if said.text and (said.day, said.start, said.end) != (None, None, None):
        words = Text("{words} : {text}", "{words}: {text}").fill(
            words=words, text=quoted(said.text)
        )
    about = Text(f"{of.fr} – {said.about}", f"{of.en} – {said.about}") if said.about else of
    return [about, words, same(said.source), settled, kept]


def _session_settled(
    problem: Problem, timetable: Timetable, session: Session, said: Statement
) -> tuple[Text, Text]:
    placement = timetable.by_session.get(session.id)
    if placement is None:
        return Text("pas au programme", "not in the programme"), NOT_KEPT
    pairs = (
        (said.day, placement.day),
        (said.start, placement.start),
        (said.end, placement.end),
    )
    kept = [wanted == actual for wanted, actual in pairs if wanted is not None]
    if not kept:
        return same(""), TO_CHECK
    return placement_text(problem, placement), KEPT if all(kept) else NOT_KEPT


def _event_settled(problem: Problem, timetable: Timetable, said: Statement) -> tuple[Text, Text]:
    if (said.day, said.start, said.end) == (None, None, None):
        return same(""), TO_CHECK
    if said.day is not None and said.day not in problem.day:
        return listing(long_date(day) for day in problem.day), NOT_KEPT
    if (said.start, said.end) == (None, None):
        return listing(long_date(day) for day in problem.day), KEPT
    hours = {
        day: (first, last)
        for day, first, last in _hours(problem, timetable)
        if said.day in (None, day)
    }
    kept = all(
        (said.start is None or said.start <= first) and (said.end is None or last <= said.end)
        for first, last in hours.values()
    )
    several = len(problem.days) > 1
    told = listing(
        Text("{day} {hours}", "{day} {hours}").fill(day=long_date(day), hours=span(first, last))
        if several
        else span(first, last)
        for day, (first, last) in hours.items()
    )
    return told, KEPT if kept else NOT_KEPT


def _hours(problem: Problem, timetable: Timetable) -> Iterator[tuple[date, int, int]]:
    """Yield each day's first start and last end; what is external does not count."""
    for day, placements in timetable.by_day.items():
        ours = [p for p in placements if not problem.session[p.session].external]
        if ours:
            yield day, min(p.start for p in ours), max(p.end for p in ours)


# --- The programme as a grid --------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A room of the grid, and how many sessions stand in it side by side at most.

    `room` is None for what takes no room but has something beside it.
    """

    room: str | None
    lanes: int


@dataclass(frozen=True)
class Cell:
    """An item in the grid: its first lane, counted from the left, and how many it spans.

    The item's parts are those told inside the cell: they are where their whole is.
    """

    item: Item
    lane: int
    lanes: int


@dataclass(frozen=True)
class DayGrid:
    """A day of the grid: its cells, and every minute at which one starts or ends."""

    day: date
    times: tuple[int, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The programme with rooms across and time down, the same columns on every day."""

    columns: tuple[Column, ...]
    days: tuple[DayGrid, ...]

    @property
    def lanes(self) -> int:
        """How many lanes there are, over all the columns."""
        return sum(column.lanes for column in self.columns)


def programme_grid(problem: Problem, timetable: Timetable) -> Grid:
    """Lay the programme out with rooms across and time down.

    What has no room, a plenary, a break or a meal spans every column where nothing is
    beside it; a room that holds nothing else has no column, so that the others are wider.
    Where a room holds several sessions at once, as a person's hand may leave it, they
    stand side by side.
    """
    days = {
        day: [item for item in _boxes(items) if item.placement.end > item.placement.start]
        for day, items in programme(problem, timetable).items()
    }
    wide = {
        day: [item for item in items if _spans(problem, item) and _alone(item, items)]
        for day, items in days.items()
    }
    by_room = {
        room: {
            day: [i for i in items if i.placement.room == room and i not in wide[day]]
            for day, items in days.items()
        }
        for room in (*(room.id for room in problem.rooms), None)
    }
    columns = tuple(
        Column(room, max(map(_lanes, of_day.values())))
        for room, of_day in by_room.items()
        if any(of_day.values())
    ) or (Column(_only_room(timetable), 1),)
    total = sum(column.lanes for column in columns)
    cells: dict[date, list[Cell]] = {
        day: [Cell(item, 0, total) for item in items] for day, items in wide.items()
    }
    first = 0
    for column in columns:
        for day, items in by_room[column.room].items():
            cells[day] += _side_by_side(items, first, column.lanes)
        first += column.lanes
    return Grid(columns, tuple(_day_grid(day, found) for day, found in cells.items()))


def _only_room(timetable: Timetable) -> str | None:
    """Return the room in which everything is, if there is one."""
    rooms = {placement.room for placement in timetable.placements}
    return rooms.pop() if len(rooms) == 1 else None


def _day_grid(day: date, cells: list[Cell]) -> DayGrid:
    placements = [cell.item.placement for cell in cells]
    times = {p.start for p in placements} | {p.end for p in placements}
    ordered = sorted(cells, key=lambda cell: (cell.item.placement.start, cell.lane))
    return DayGrid(day, tuple(sorted(times)), tuple(ordered))


def _boxes(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items that have a cell of their own: a part elsewhere than its whole has."""
    for item in items:
        room = item.placement.room
        inside = tuple(part for part in item.parts if part.placement.room in (None, room))
        yield Item(item.placement, inside)
        yield from _boxes(part for part in item.parts if part not in inside)


def _spans(problem: Problem, item: Item) -> bool:
    session = problem.session[item.placement.session]
    return item.placement.room is None or session.is_plenary or session.kind in ("break", "meal")


def _alone(item: Item, items: Iterable[Item]) -> bool:
    return not any(other.placement.overlaps(item.placement) for other in items if other != item)


def _lanes(items: Sequence[Item]) -> int:
    return max((lane for lane, _ in _in_lanes(items)), default=0) + 1


def _in_lanes(items: Iterable[Item]) -> Iterator[tuple[int, Item]]:
    ends: list[int] = []
    for item in sorted(items, key=lambda item: item.placement.start):
        lane = next((n for n, end in enumerate(ends) if end <= item.placement.start), len(ends))
        ends[lane : lane + 1] = [item.placement.end]
        yield lane, item


def _side_by_side(items: Sequence[Item], first: int, lanes: int) -> Iterator[Cell]:
    for lane, item in _in_lanes(items):
        if _alone(item, items):
            yield Cell(item, first, lanes)
        else:
            yield Cell(item, first + lane, 1)


# --- Room by room -------------------------------------------------------------------------

# A shorter stretch of a room's day is only the time to change over.
LEAST_FREE = 30


@dataclass(frozen=True)
class RoomLine:
    """A line of a room's day: a session, one of its parts, or a stretch that is free.

    Attributes
    ----------
    start, end : int
        Minutes since midnight.
    session : str or None
        None where the room is free.
    setup, cleared : int or None
        When its setup begins and its teardown is over, where it has any.
    part : bool
        Whether it is told as a part of the session above.
    """

    start: int
    end: int
    session: str | None = None
    setup: int | None = None
    cleared: int | None = None
    part: bool = False


@dataclass(frozen=True)
class RoomDay:
    """A room's day: `open` is None where the room has no hours of its own."""

    day: date
    lines: tuple[RoomLine, ...]
    open: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True)
class RoomProgramme:
    """What takes place in a room, or without one; no days where nothing does."""

    room: str | None
    days: tuple[RoomDay, ...] = ()


def room_programmes(problem: Problem, timetable: Timetable) -> tuple[RoomProgramme, ...]:
    """Return each room's programme, in the draft's order; what has no room is last.

    A room that is used has every day on which something takes place anywhere.
    """
    days = {day: tuple(_boxes(items)) for day, items in programme(problem, timetable).items()}
    found = []
    for room in problem.rooms:
        used = room.id in timetable.by_room
        room_days = (_room_day(problem, room, day, items) for day, items in days.items())
        found.append(RoomProgramme(room.id, tuple(room_days) if used else ()))
    roomless = [(day, tuple(_room_lines(problem, items, None))) for day, items in days.items()]
    left = tuple(RoomDay(day, lines) for day, lines in roomless if lines)
    return (*found, RoomProgramme(None, left)) if left else tuple(found)


def _room_day(problem: Problem, room: Room, day: date, items: Iterable[Item]) -> RoomDay:
    lines = list(_room_lines(problem, items, room.id))
    taken = [_taken(line) for line in lines]
    hours = tuple(_clipped(problem, day, _joined_windows(room.open, day))) if room.open else None
    lines += _free(_usual_hours(problem, day, taken) if hours is None else hours, taken)
    return RoomDay(day, tuple(sorted(lines, key=lambda line: line.start)), hours)


def _clipped(
    problem: Problem, day: date, hours: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield what lies within the hours of the day itself: a room may be open until midnight."""
    opening = problem.day[day].open if day in problem.day else None
    for start, end in hours:
        first = max(start, opening.start) if opening else start
        last = min(end, opening.end) if opening else end
        if first < last:
            yield first, last


def _usual_hours(
    problem: Problem, day: date, taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return when a day is open; where that is not known, from its first use to its last."""
    opening = problem.day[day].open if day in problem.day else None
    if opening:
        return [(opening.start, opening.end)]
    return [(min(taken)[0], max(end for _, end in taken))] if taken else []


def _room_lines(problem: Problem, items: Iterable[Item], room: str | None) -> Iterator[RoomLine]:
    for item in items:
        placement = item.placement
        if placement.room != room:
            continue
        before, after = problem.occupancy(placement.session, room) if room else (0, 0)
        yield RoomLine(
            placement.start,
            placement.end,
            placement.session,
            placement.start - before if before else None,
            placement.end + after if after else None,
        )
        for part in _walk(item.parts):
            yield RoomLine(part.start, part.end, part.session, part=True)


def _taken(line: RoomLine) -> tuple[int, int]:
    """Return from when to when a room is taken, setup and teardown included."""
    return (
        line.start if line.setup is None else line.setup,
        line.end if line.cleared is None else line.cleared,
    )


def _joined_windows(windows: Iterable[Window], day: date) -> list[tuple[int, int]]:
    """Return the hours of a day in which windows are open; those that touch are one."""
    here = ((w.start, w.end) for w in windows if w.day in (None, day))
    return _joined(here)


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _free(hours: Iterable[tuple[int, int]], taken: Iterable[tuple[int, int]]) -> Iterator[RoomLine]:
    """Yield what is left of some hours, where it is long enough to be of use."""
    busy = _joined(taken)
    for opens, closes in hours:
        reached = opens
        for start, end in [*busy, (closes, closes)]:
            until = min(start, closes)
            if until - reached >= LEAST_FREE:
                yield RoomLine(reached, until)
            reached = max(reached, end)


def room_facts(room: Room) -> Text:
    """Return what is known of a room, beside its name: site, seats, what is in it."""
    told = [same(room.site)] if room.site else []
    told += [seats_count(room.capacity)] if room.capacity is not None else []
    told += [same(feature) for feature in room.features]
    return dotted(told)


def attendance_text(problem: Problem, session: Session, room: str | None) -> str:
    """Return how many are expected, of how many seats: ``45 / 60``; blank if not known."""
    seats = problem.room[room].capacity if room is not None else None
    if session.expected is None:
        return ""
    return f"{session.expected} / {seats}" if seats is not None else str(session.expected)


def registered_texts(problem: Problem, timetable: Timetable) -> Mapping[str, Text]:
    """Return by session how many are registered: ``45 inscrits / 48 places``.

    Only sessions in which attendees need a seat are told, and none before seats are given
    out. What does not take place is told as such.
    """
    if not timetable.seats:
        return {}
    offers = Offers(problem, timetable)
    return {session: _registered_text(offers, session) for session in offers.placements}


def registered_count(number: int) -> Text:
    """Return so many who have a seat."""
    return counted(number, Text("inscrit", "registered"), Text("inscrits", "registered"))


def _registered_text(offers: Offers, session: str) -> Text:
    if is_cancelled(offers.problem, offers.timetable, session):
        return CANCELLED
    seated = registered_count(len(offers.timetable.seated.get(session, ())))
    limit = offers.limit(session)
    if limit is None:
        return seated
    return Text("{seated} / {limit}", "{seated} / {limit}").fill(
        seated=seated, limit=seats_count(limit)
    )


def dotted(texts: Iterable[Text]) -> Text:
    """Return texts on one line, with dots between them; blank ones are left out."""
    kept = [text for text in texts if text.fr]
    return Text(" · ".join(t.fr for t in kept), " · ".join(t.en for t in kept))


# --- Person by person ---------------------------------------------------------------------


@dataclass(frozen=True)
class Appearance:
    """A session or part that a person takes part in; `placement` is None if it has none."""

    session: str
    roles: Text
    placement: Placement | None = None


@dataclass(frozen=True)
class Agenda:
    """What a person takes part in, in the order of time; what has no place is last."""

    person: str
    appearances: tuple[Appearance, ...] = ()


def agendas(problem: Problem, timetable: Timetable) -> tuple[Agenda, ...]:
    """Return everybody's agenda, in the draft's order; some may be empty.

    Whoever may yet be named for a role, because nobody is, has it too: the time is to be
    kept free.
    """
    found: dict[str, list[Appearance]] = {person.id: [] for person in problem.people}
    for session in problem.sessions:
        placement = timetable.by_session.get(session.id)
        for person, roles in _roles_by_person(session, timetable).items():
            found[person].append(Appearance(session.id, listing(roles), placement))
    return tuple(
        Agenda(person, tuple(sorted(appearances, key=_moment_of)))
        for person, appearances in found.items()
    )


def _roles_by_person(session: Session, timetable: Timetable) -> Mapping[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for role, entries in _roles(session, timetable):
        for entry in entries:
            told = same(role) if isinstance(entry, str) else _with(same(role), [NOT_DECIDED])
            for person in [entry] if isinstance(entry, str) else entry.one_of:
                roles = found.setdefault(person, [])
                if told not in roles:
                    roles.append(told)
    return found


def _moment_of(appearance: Appearance) -> tuple[bool, date, int]:
    placement = appearance.placement
    return (False, placement.day, placement.start) if placement else (True, date.min, 0)


def person_facts(problem: Problem, person: Person) -> Text:
    """Return what is known of a person, beside the name: role, organisation, presence."""
    told = [same(words) for words in (person.role, person.organisation) if words != person.label]
    told += [TO_BE_CONFIRMED] if person.unconfirmed else []
    if person.present:
        windows = windows_text(problem, person.present)
        told.append(Text("présence : {windows}", "present: {windows}").fill(windows=windows))
    return dotted(told)


# --- What a report tells --------------------------------------------------------------------


@dataclass(frozen=True)
class Length:
    """How long a session lasts, where that is not its ideal."""

    session: str
    minutes: int
    ideal: int


def lengths_off(problem: Problem, timetable: Timetable) -> list[Length]:
    """Return the sessions that are shorter or longer than ideal, in the programme's order."""
    found = []
    for placement in _in_order(problem, timetable):
        minutes = problem.session[placement.session].minutes
        ideal = minutes.ideal if minutes else None
        if ideal is not None and ideal != placement.minutes:
            found.append(Length(placement.session, placement.minutes, ideal))
    return found


def _in_order(problem: Problem, timetable: Timetable) -> Iterator[Placement]:
    for items in programme(problem, timetable).values():
        yield from _walk(items)


@dataclass(frozen=True)
class ToConfirm:
    """A room, a person or a role that is not certain yet, and what depends on it."""

    what: Text
    name: Text
    sessions: tuple[str, ...]


def to_confirm(problem: Problem, timetable: Timetable) -> list[ToConfirm]:
    """Return what is yet to be confirmed or named, with the sessions it concerns."""
    found = [
        ToConfirm(
            Text("salle", "room"),
            same(room.label),
            tuple(p.session for p in timetable.by_room.get(room.id, ())),
        )
        for room in problem.rooms
        if room.to_be_confirmed
    ]
    found += [
        ToConfirm(
            Text("intervenant", "person"),
            same(person.label),
            _with_person(problem, timetable, person),
        )
        for person in problem.people
        if person.unconfirmed
    ]
    for session in problem.sessions:
        for role, entries in _roles(session, timetable):
            for entry in entries:
                if isinstance(entry, Pool):
                    name = either(problem.person[one].label for one in entry.one_of)
                    what = Text("{role}, {undecided}", "{role}, {undecided}").fill(
                        role=role, undecided=NOT_DECIDED
                    )
                    found.append(ToConfirm(what, name, (session.id,)))
    return found


def _with_person(problem: Problem, timetable: Timetable, person: Person) -> tuple[str, ...]:
    return tuple(it.id for it in problem.sessions if person.id in _roles_by_person(it, timetable))


@dataclass(frozen=True)
class RoomFigures:
    """How much a room is used.

    Attributes
    ----------
    sessions : int
        How many take place in it; a part counts with its whole.
    minutes : int
        For how long it is in use, without setup and teardown.
    share : float
        That, of the hours of the programme: from the first start to the last end of each day.
    """

    room: str
    sessions: int
    minutes: int
    share: float


def room_figures(problem: Problem, timetable: Timetable) -> list[RoomFigures]:
    """Return how much each room is used, in the draft's order."""
    total = sum(last - first for _, first, last in _hours(problem, timetable))
    found = []
    for room in problem.rooms:
        placements = timetable.by_room.get(room.id, ())
        here = {placement.session for placement in placements}
        count = sum(not here.intersection(problem.wholes(session)) for session in here)
        minutes = sum(
            end - start
            for day in timetable.by_day
            for start, end in _joined((p.start, p.end) for p in placements if p.day == day)
        )
        found.append(RoomFigures(room.id, count, minutes, minutes / total if total else 0.0))
    return found


def figures(problem: Problem, timetable: Timetable) -> list[tuple[Text, Text]]:
    """Return the programme in figures: what is counted, and how many."""
    placements = timetable.placements
    own = [p for p in placements if not problem.session[p.session].part_of]
    days = [
        Text("{day} {hours}", "{day}, {hours}").fill(day=long_date(day), hours=span(first, last))
        for day, first, last in _hours(problem, timetable)
    ]
    speaking = [agenda for agenda in agendas(problem, timetable) if agenda.appearances]
    unconfirmed = sum(problem.person[agenda.person].unconfirmed for agenda in speaking)
    of = Text("{count} sur {all}", "{count} of {all}")
    told = [
        (Text("Jours et heures", "Days and hours"), listing(days)),
        (
            Text("Sessions au programme", "Sessions in the programme"),
            of.fill(count=len(placements), all=len(problem.sessions)),
        ),
        (
            Text("Durée des sessions, en tout", "Length of the sessions, in all"),
            duration(sum(placement.minutes for placement in own)),
        ),
        (
            Text("En même temps, au plus", "At the same time, at most"),
            counted(_most_at_once(own), Text("session", "session"), Text("sessions", "sessions")),
        ),
        (
            Text("Salles utilisées", "Rooms in use"),
            of.fill(count=len(timetable.by_room), all=len(problem.rooms)),
        ),
        (
            Text("Intervenants", "People"),
            _with(
                same(str(len(speaking))),
                [
                    Text("dont {count} à confirmer", "{count} of them to be confirmed").fill(
                        count=unconfirmed
                    )
                ]
                if unconfirmed
                else [],
            ),
        ),
    ]
    return [(what, value) for what, value in told if value.fr]


def _most_at_once(placements: Iterable[Placement]) -> int:
    changes = sorted(
        change for p in placements for change in (((p.day, p.start), 1), ((p.day, p.end), -1))
    )
    most = now = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return most
