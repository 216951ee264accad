"""The words that several rules share: titles, rooms, windows of time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from agenda_solver.problem import Problem, Spot, Statement, Window
from agenda_solver.text import (
    Text,
    clock,
    counted,
    cut,
    late_clock,
    listing,
    long_date,
    quoted,
    same,
    span,
    strung,
)
from agenda_solver.timetable import Placement
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK

# A title longer than this, in characters, would hide the sentence it stands in.
LONGEST_TITLE = 60

# A sentence names so many sessions; the others are counted, and their ids are all there.
MOST_NAMED = 8


def title_text(problem: Problem, session: str) -> Text:
    """Return a session's title, cut where it is long, between quotation marks."""
    return quoted(cut(problem.session[session].label, LONGEST_TITLE))


def session_text(problem: Problem, session: str) -> Text:
    """Return a session's title; of a repeat, also which time it is."""
    return with_its_time(problem, session, title_text(problem, session))


def with_its_time(problem: Problem, session: str, title: Text) -> Text:
    """Return the title of a session; of a repeat, with which time it is."""
    number = problem.time_number(session)
    if number == 1:
        return title
    return Text("{title} (séance n° {number})", "{title} (no. {number})").fill(
        title=title, number=number
    )


def sessions_text(problem: Problem, sessions: Collection[str]) -> Text:
    """Return the titles of sessions, as a list."""
    return listing(session_text(problem, session) for session in sessions)


def some_sessions_text(problem: Problem, sessions: Sequence[str]) -> Text:
    """Return the titles of sessions, the first few of many."""
    if len(sessions) <= MOST_NAMED:
        return sessions_text(problem, sessions)
    titles = [session_text(problem, session) for session in sessions[: MOST_NAMED - 1]]
    return Text("{titles} et {more} autres", "{titles} and {more} others").fill(
        titles=strung(titles),
        more=len(sessions) - len(titles),
    )


def room_text(problem: Problem, room: str | None) -> Text:
    """Return a room's name, or words for none."""
    return Text("sans salle", "without a room") if room is None else same(problem.room[room].label)


def place_text(problem: Problem, placement: Placement) -> Text:
    """Return where a session is: its room, and those that it takes besides."""
    rooms = problem.rooms_of(placement.session, placement.room)
    if placement.room is None or len(rooms) == 1:
        return room_text(problem, placement.room)
    return Text("{room} (avec {others})", "{room} (with {others})").fill(
        room=room_text(problem, rooms[0]),
        others=listing(room_text(problem, room) for room in rooms[1:]),
    )


def equipment_text(problem: Problem, item: str) -> Text:
    """Return what equipment is called."""
    return same(problem.movable[item].label)


def need_text(problem: Problem, need: str) -> Text:
    """Return what a session needs: equipment by its name, else the words of the draft."""
    return equipment_text(problem, need) if need in problem.movable else same(need)


def windows_text(
    problem: Problem,
    windows: Sequence[Window],
    join: Callable[[Iterable[Text]], Text] = listing,
) -> Text:
    """Return stretches of time: ``mercredi 10 juin 2026 de 14h00 à 15h00``.

    The day is left out where the event has only one.
    """
    return join(_window_text(problem, window) for window in windows)


def closings_text(problem: Problem, windows: Sequence[Window]) -> Text:
    """Return when a room is closed: ``le mercredi 10 juin 2026``, ``tout le temps``."""
    return _AT_NO_TIME if Window() in windows else windows_text(problem, windows)


_AT_NO_TIME = Text("tout le temps", "all the time")


def _window_text(problem: Problem, window: Window) -> Text:
    until_midnight = window.end == DAY_MINUTES and not problem.passes_midnight
    whole = window.end >= DAYBREAK or until_midnight
    if window.start == 0 and whole:
        if window.day is not None and window.day not in problem.day:
            return Text("hors des jours de l'évènement", "outside the days of the event")
        hours = same("")
    elif whole:
        hours = Text("à partir de {start}", "from {start}").fill(start=clock(window.start))
    elif window.start == 0:
        hours = Text("jusqu'à {end}", "until {end}").fill(end=late_clock(window.end))
    else:
        hours = span(window.start, window.end)
    if window.day is None or (len(problem.days) == 1 and window.day in problem.day and hours.fr):
        return hours if hours.fr else Text("toute la journée", "all day")
    day = Text("le {day}", "on {day}").fill(day=long_date(window.day))
    return Text("{day} {hours}", "{day} {hours}").fill(day=day, hours=hours) if hours.fr else day


def hours_text(start: int | None, end: int | None) -> Text:
    """Return ``de 9h00 à 17h00``, or one of the two where the other is open."""
    if start is not None and end is not None:
        return span(start, end)
    if start is not None:
        return Text("à {start}", "at {start}").fill(start=late_clock(start))
    return Text("jusqu'à {end}", "until {end}").fill(end=late_clock(end or 0))


def statement_text(statement: Statement) -> Text:
    """Return what a statement says, with its words and its source."""
    parts = []
    if statement.day is not None:
        parts.append(Text("le {day}", "{day}").fill(day=long_date(statement.day)))
    if statement.start is not None or statement.end is not None:
        parts.append(hours_text(statement.start, statement.end))
    if statement.text and not parts:
        parts.append(quoted(statement.text))
    text = Text(" ".join(t.fr for t in parts), ", ".join(t.en for t in parts))
    if not statement.source:
        return text
    return Text("{text} ({source})", "{text} ({source})").fill(text=text, source=statement.source)


def spot_text(problem: Problem, spot: Spot) -> Text:
    """Return a day, a start and a room, those that are given."""
    parts = []
    if spot.day is not None:
        parts.append(long_date(spot.day))
    if spot.start is not None:
        parts.append(late_clock(spot.start))
    if spot.room is not None:
        parts.append(room_text(problem, spot.room))
    return strung(parts)


def when_text(problem: Problem, placement: Placement) -> Text:
    """Return the hours of a placement, and its day where the event has several."""
    hours = span(placement.start, placement.end)
    if len(problem.days) == 1:
        return hours
    return Text("le {day} {hours}", "on {day}, {hours}").fill(
        day=long_date(placement.day), hours=hours
    )


def moment_text(problem: Problem, day: date, minute: int) -> Text:
    """Return a time of day, and its day where the event has several."""
    if len(problem.days) == 1:
        return clock(minute)
    return Text("{day}, {time}", "{day}, {time}").fill(day=long_date(day), time=clock(minute))


def people_count(number: int) -> Text:
    """Return so many people."""
    return counted(number, Text("personne", "person"), Text("personnes", "people"))


def sessions_count(number: int) -> Text:
    """Return so many sessions."""
    return counted(number, Text("session", "session"), Text("sessions", "sessions"))


def papers_count(number: int) -> Text:
    """Return so many papers."""
    return counted(number, Text("communication", "paper"), Text("communications", "papers"))


def seats_count(number: int) -> Text:
    """Return so many seats."""
    return counted(number, Text("place", "seat"), Text("places", "seats"))


def parts_count(number: int) -> Text:
    """Return so many sessions in which somebody takes part themselves."""
    one, several = Text("intervention", "part of their own"), Text("interventions", "parts")
    return counted(number, one, several)


def attendees_count(number: int) -> Text:
    """Return so many attendees."""
    return counted(number, Text("participant", "attendee"), Text("participants", "attendees"))


def attendees_text(attendees: Sequence[str]) -> Text:
    """Return attendees, the first few of many: their ids, for a sentence tells no name."""
    if len(attendees) <= MOST_NAMED:
        return listing(cut(attendee, LONGEST_TITLE) for attendee in attendees)
    first = [cut(attendee, LONGEST_TITLE) for attendee in attendees[: MOST_NAMED - 1]]
    return Text("{first} et {more} autres", "{first} and {more} others").fill(
        first=", ".join(first), more=len(attendees) - len(first)
    )


def placement_text(problem: Problem, placement: Placement) -> Text:
    """Return when a session takes place, and where; the day where there are several."""
    parts = [when_text(problem, placement)]
    if placement.room is not None or problem.takes_room(placement.session):
        parts.append(room_text(problem, placement.room))
    return strung(parts)
