"""The programme as organisers publish it, written for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from agenda_solver.problem import Problem
from agenda_solver.text import Language, Text, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.particulars import event_particulars
from agenda_solver.views.programme import Item, programme, starting_together, unplaced
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.titles import (
    CANCELLED,
    day_title,
    is_cancelled,
    padded_clock,
    people_text,
    place_title,
    public_label,
    session_title,
    without_controls,
)
from agenda_solver.views.wrapping import WIDTH, wrapped

Line = tuple[str, str]
"""What a line begins with, and what it says."""


def programme_text(
    problem: Problem, timetable: Timetable, language: Language, width: int = WIDTH
) -> str:
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
        Lines of at most so many columns, without a last newline.
    """
    problem, timetable = with_stretches(problem, timetable)
    event = problem.event
    lines: list[Line] = [("", event.name)]
    if event.subtitle:
        lines.append(("", event.subtitle))
    if event.place or event.version:
        lines.append(("", " · ".join(words for words in (event.place, event.version) if words)))
    for day, items in programme(problem, timetable).items():
        lines += [_BLANK, ("", day_title(day).say(language)), _BLANK]
        for group in starting_together(problem, items):
            lines += _group_lines(problem, timetable, group, language)
    left = unplaced(problem, timetable)
    if left:
        lines += [_BLANK, ("", _UNPLACED.say(language)), _BLANK]
        lines += [("• ", session.label) for session in left]
    particulars = event_particulars(event)
    if particulars:
        lines += [_BLANK, *(("", text.say(language)) for text in particulars)]
    return "\n".join(wrapped(without_controls(words), width, opening) for opening, words in lines)


_BLANK = ("", "")
_UNPLACED = Text("Pas au programme", "Not in the programme")


def _group_lines(
    problem: Problem, timetable: Timetable, group: Sequence[Item], language: Language
) -> list[Line]:
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
    lines = [(f"{start}  ", words.say(language))]
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
) -> list[Line]:
    """Write one item: its title after `opening`, then more discreetly the rest."""
    placement = item.placement
    session = problem.session[placement.session]
    margin = " " * len(opening)
    more = [_until(placement)] if end else []
    if placement.room != known_room:
        more.append(place_title(problem, session.id, placement.room))
    more += [public_label(session) if session.track else same(""), same(session.language)]
    more += [CANCELLED] if is_cancelled(problem, timetable, session.id) else []
    details = " · ".join(text.say(language) for text in more if text.fr)
    lines = [(opening, session_title(problem, session.id).say(language))]
    people = people_text(problem, timetable, session).say(language)
    for words in (session.subtitle, details, people):
        lines += [(margin, words)] if words else []
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
