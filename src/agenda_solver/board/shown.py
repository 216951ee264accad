"""What the page is told: a state of the board, and what differs, as plain data in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from agenda_solver.board.desk import BoardState, Desk
from agenda_solver.board.work import Work
from agenda_solver.difference import Difference
from agenda_solver.judging import Place
from agenda_solver.judging.places import shown_hours
from agenda_solver.problem import Day, Problem, Session, TypedSpot
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement
from agenda_solver.verify import Verdict
from agenda_solver.views import news
from agenda_solver.views.aims import aim_text
from agenda_solver.views.colours import label_colours
from agenda_solver.views.stretches import CHAIR
from agenda_solver.views.titles import (
    day_title,
    kind_text,
    label_text,
    role_text,
    roles_of,
    session_title,
)
from agenda_solver.words.moments import running_clock

Plain = dict[str, Any]

MOST_NEWS = 40
"""So many sentences on whom to tell; how many there are in all is told first."""


def state(desk: Desk, language: Language) -> Plain:
    """Return what is on the board."""
    step = desk.here
    problem = step.problem
    return {
        "revision": desk.revision,
        "kind": "draft" if desk.is_draft else "programme",
        "language": language,
        "event": {
            "name": problem.event.name,
            "grid": problem.event.grid,
            "slots": [
                {
                    "day": slot.day.isoformat(),
                    "start": running_clock(slot.start),
                    "end": running_clock(slot.end),
                }
                for slot in problem.event.slots
            ],
        },
        "days": [_day(step, day, language) for day in problem.days],
        "rooms": [
            {"id": room.id, "name": room.label, "site": room.site, "capacity": room.capacity}
            for room in problem.rooms
        ],
        "sessions": _sessions(step, language),
        "placements": [_placement(problem, each) for each in step.timetable.placements],
        "shelf": list(step.shelf),
        "verdict": verdict(step.verdict, desk.before.verdict, language),
        "told": concerned(desk.news_of(step), language),
        "undo": desk.can_undo,
        "redo": desk.can_redo,
        "names": list(desk.named),
        "dirty": desk.is_dirty,
    }


def verdict(now: Verdict, before: Verdict, language: Language) -> Plain:
    """Return what the rules say, and what each tier comes to, and came to before."""
    return {
        "findings": [finding(each, language) for each in now.findings],
        "tiers": tiers(now, before, language),
        "errors": len(now.errors),
    }


def finding(each: Finding, language: Language) -> Plain:
    """Return what a rule says; attendees are not named."""
    return {
        "rule": each.rule,
        "severity": each.severity,
        "message": each.text.say(language),
        "sessions": list(each.sessions),
        "people": list(each.people),
        "rooms": list(each.rooms),
    }


def tiers(now: Verdict, before: Verdict, language: Language) -> list[Plain]:
    """Return what each tier comes to, and came to before."""
    earlier = {
        frozenset(cost.key for cost in tier.weights): before.tier_cost(tier)
        for tier in before.tiers
    }
    shown = []
    for tier in now.tiers:
        keys = [cost.key for cost in tier.weights]
        cost = now.tier_cost(tier)
        name = aim_text(keys).say(language)
        shown.append({"name": name, "before": earlier.get(frozenset(keys), cost), "after": cost})
    return shown


def concerned(changed: Difference | None, language: Language) -> list[str]:
    """Return who would have to be told of what differs: how many, then each person's news.

    Attendees are counted and not named.
    """
    if not changed:
        return []
    counts = news.concerned_text(news.addressees(changed, language))
    return _at_most((counts, *news.person_lines(changed)), language)


def changes(changed: Difference, language: Language) -> list[Plain]:
    """Return what differs, session by session."""
    lines = news.session_lines(changed)
    return [
        {"kind": change.kinds[0], "message": line.say(language), "session": change.session}
        for change, line in zip(changed.sessions, lines, strict=True)
    ]


def place(each: Place, language: Language) -> Plain:
    """Return where a session may go, or why not."""
    return {
        "day": each.day.isoformat(),
        "room": each.room,
        "start": running_clock(each.start),
        "end": running_clock(each.end),
        "allowed": each.allowed,
        "reason": each.reason.say(language) if each.reason else None,
        "block": each.block,
        "seats": each.only_seats,
    }


def work(done: Work, language: Language) -> Plain:
    """Return what is searched, and how far it is."""
    return {
        "id": done.id,
        "question": done.question,
        "state": done.state,
        "lines": [text.say(language) for text in done.lines],
        "answer": [
            {
                "heading": paragraph.heading.say(language),
                "sentences": [text.say(language) for text in paragraph.sentences],
            }
            for paragraph in done.paragraphs
        ],
        "applied": done.applied,
        "changes": changes(done.difference, language) if done.difference else [],
    }


def _at_most(texts: Iterable[Text], language: Language) -> list[str]:
    lines = [text.say(language) for text in texts]
    if len(lines) <= MOST_NEWS:
        return lines
    more = _MORE.fill(number=len(lines) - MOST_NEWS + 1).say(language)
    return [*lines[: MOST_NEWS - 1], more]


_MORE = Text("… et {number} autres", "… and {number} others")


def _day(step: BoardState, day: Day, language: Language) -> Plain:
    start, end = shown_hours(step.problem, step.timetable, day.date)
    return {
        "date": day.date.isoformat(),
        "label": day_title(day.date).say(language),
        "start": running_clock(start),
        "end": running_clock(end),
    }


def _sessions(step: BoardState, language: Language) -> list[Plain]:
    colours = label_colours(step.problem)
    return [_session(step, session, colours, language) for session in step.problem.sessions]


def _session(
    step: BoardState, session: Session, colours: Mapping[str, Any], language: Language
) -> Plain:
    problem = step.problem
    label = label_text(session)
    locked = session.locked
    minutes = session.minutes
    return {
        "id": session.id,
        "title": session_title(problem, session.id).say(language),
        "kind": session.kind,
        "kind_label": kind_text(session).say(language),
        "track": session.track or None,
        "color": colours.get(label.fr),
        "block": session.block,
        "part_of": session.part_of,
        "wide": session.is_plenary or problem.is_rest(session.id),
        "minutes": {
            "min": minutes.min if minutes else None,
            "ideal": problem.usual_minutes(session.id),
            "max": minutes.max if minutes else None,
        },
        "people": _people(step, session, language),
        "locked": {
            key: not isinstance(locked, TypedSpot) and getattr(locked, key) is not None
            for key in ("day", "start", "room")
        },
        "external": session.external,
        "seats": len(step.timetable.seated.get(session.id, ())),
    }


def _people(step: BoardState, session: Session, language: Language) -> list[Plain]:
    people: list[Plain] = []
    for role, entries in roles_of(session, step.timetable):
        title = role_text(step.problem, role, len(entries)).say(language)
        people += [
            {"id": entry, "name": step.problem.person[entry].label, "role": title}
            for entry in entries
            if isinstance(entry, str)
        ]
    if step.problem.is_paper(session.id):
        people += [
            {
                "id": chair,
                "name": step.problem.person[chair].label,
                "role": CHAIR.say(language),
                "chairs": True,
            }
            for chair in step.problem.chairs_of(session.track)
        ]
    return people


def _placement(problem: Problem, placement: Placement) -> Plain:
    return {
        "session": placement.session,
        "day": placement.day.isoformat(),
        "start": running_clock(placement.start),
        "end": running_clock(placement.end),
        "room": placement.room,
        "rooms": list(problem.rooms_of(placement.session, placement.room)),
    }
