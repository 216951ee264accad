"""A conference of CoSPLib with this package's ordinary schema, rules and weights.

A session is a stretch with equal places, a submission a paper; all rules over stretches are one
tier, weighed as the workbook says. Penalties are levels, multiplied by the weight of their term.
Where presenters who are needed in two rooms cost as much as anything does, they are people, who
cannot be at two places at once; where that costs little, each two submissions are wished for by
one attendee, which costs as much. Of two that are wished for, one is missed where both are at
once: so conflicts by slot are told. What chairs must not do is a demand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from agenda_solver.problem import MOST, Problem
from agenda_solver.problem.places import bounds_of
from agenda_solver.rules import COSTS
from agenda_solver.rules.rule import UNKEPT
from agenda_solver.timetable import Placement
from cosplib.conference import Conference, Schedule, Session, Submission
from cosplib.scoring import attendee_pairs, presenter_pairs

PROHIBITIVE = 100_000
"""A weight that no schedule pays that is any good."""

RULES: Mapping[str, str] = {
    "rooms_per_track": "stretch_rooms",
    "parallel_tracks": "stretch_parallel",
    "consecutive_tracks": "stretch_gaps",
    "timezones": "remote_hours",
    "order": "paper_rank",
    "attendee_conflicts": "paper_wishes",
}
"""The rules that count what a term counts; those of levels have the weights in them."""

_LEVELS = ("stretch_levels", "stretch_beside")
_OF_PAIRS = ("paper_speakers", "wishes")
_OF_PRESENTERS = ("presenter_conflicts", "presenter_conflicts_at_once")
_OF_ATTENDEES = ("attendee_conflicts", "attendee_conflicts_at_once")
_FIRST = date(2026, 6, 1)


class NotExpressibleError(ValueError):
    """A workbook that asks for what these rules cannot say."""


def problem(conference: Conference) -> Problem:
    """Return a conference as a problem.

    Raises
    ------
    NotExpressibleError
        If it weighs terms by which nothing here counts, or zones that are not whole hours.
    """
    weights = conference.weights
    missed = weights.get("attendee_conflicts_at_once", 0) * UNKEPT
    if missed > PROHIBITIVE:
        raise NotExpressibleError("attendee_conflicts_at_once")
    if conference.hours.small not in (0, 1) or conference.hours.big not in (0, 10):
        raise NotExpressibleError("timezones")
    days = _days(conference)
    ours = {cost.key: 0 for cost in COSTS}
    ours |= {rule: weights.get(term, 0) for term, rule in RULES.items()}
    ours |= dict.fromkeys(_LEVELS, UNKEPT)
    ours["wishes"] = missed
    ours["paper_speakers"] = min(weights.get("presenter_conflicts", 0), PROHIBITIVE)
    return Problem.read(
        {
            "event": {
                "name": "CoSPLib",
                "language": "en",
                "zone": _zone(conference.hours.zone),
                "suitable": _hours(conference.hours.suitable),
                "possible": _hours(conference.hours.less_suitable),
            },
            "days": [{"date": day} for day in sorted(set(days.values()))],
            "rooms": [{"id": room} for room in conference.rooms],
            "people": list(_people(conference)),
            "stretches": [_stretch(conference, one, days) for one in conference.sessions.values()],
            "tracks": [_track(conference, track) for track in conference.tracks],
            "sessions": [_paper(conference, one) for one in conference.submissions.values()],
            "attendees": list(_attendees(conference)),
            "weights": {**ours, "tiers": [[*RULES.values(), *_LEVELS, *_OF_PAIRS]]},
        }
    )


def schedule(conference: Conference, asked: Problem, placements: Iterable[Placement]) -> Schedule:
    """Return placements as a schedule of theirs."""
    tracks: dict[tuple[str, str], str] = {}
    slots: dict[tuple[str, str], list[str]] = {}
    for placement in placements:
        name = asked.stretch_at(placement.day, placement.start)
        if name is None or placement.room is None:
            continue
        cell = (name, placement.room)
        bounds = bounds_of(asked.stretch[name])
        tracks[cell] = conference.submissions[placement.session].track
        there = slots.setdefault(cell, [""] * conference.sessions[name].slots)
        for number in range(bounds.index(placement.start), bounds.index(placement.end)):
            there[number] = placement.session
    return Schedule(tracks, {cell: tuple(names) for cell, names in slots.items()})


def bound(conference: Conference, least: int) -> int:
    """Return what no schedule comes to less than, of what no timetable costs less than.

    What is a demand here, or no more than `MOST`, costs them at least as much as these.
    """
    dear = [MOST]
    if _are_people(conference):
        dear.append(PROHIBITIVE)
    if any(conference.chairs.values()):
        dear += [conference.weights[term] for term in ("chair_conflicts", "presenter_conflicts")]
    return min(-(-least // UNKEPT), *dear)


def _days(conference: Conference) -> dict[str, date]:
    """Return the day of each session: theirs have dates that do not tell the order."""
    days: dict[str, date] = {}
    day, until = _FIRST, 0
    for session in conference.sessions.values():
        if session.start < until:
            day += timedelta(days=1)
        days[session.id], until = day, session.end
    return days


def _stretch(conference: Conference, session: Session, days: Mapping[str, date]) -> dict[str, Any]:
    weight = conference.weights.get("sessions_rooms", 0)
    levels = {
        room: level * weight
        for (name, room), level in conference.session_in_room.items()
        if name == session.id
    }
    return {
        "id": session.id,
        "day": days[session.id],
        "start": _clock(session.start),
        "end": _clock(session.end),
        "places": session.slots,
        "room_levels": _levels(levels),
    }


def _track(conference: Conference, track: str) -> dict[str, Any]:
    weights = conference.weights
    in_session = {
        session: level * weights.get("tracks_sessions", 0)
        for (name, session), level in conference.track_in_session.items()
        if name == track
    }
    in_room = {
        room: level * weights.get("tracks_rooms", 0)
        for (name, room), level in conference.track_in_room.items()
        if name == track
    }
    beside = {
        other: level * weights.get("similar_tracks", 0)
        for pair, level in conference.similar.items()
        if track in pair
        for other in pair - {track}
    }
    return {
        "id": track,
        "chairs": _chairs(conference, track),
        "stretch_levels": _levels(in_session),
        "room_levels": _levels(in_room),
        "track_levels": _levels(beside),
    }


def _chairs(conference: Conference, track: str) -> list[str]:
    """Return who chairs a track, and an assistant for each room more: theirs are in several."""
    if not (conference.chairs[track] and conference.weights.get("chair_conflicts")):
        return []
    return [*conference.chairs[track], *_assistants(conference, track)]


def _assistants(conference: Conference, track: str) -> list[str]:
    return [f"assistant {number} {track}" for number in range(1, len(conference.rooms))]


def _paper(conference: Conference, submission: Submission) -> dict[str, Any]:
    weights = conference.weights
    by_stretch = {
        session: level * submission.slots * weights.get("submissions_sessions", 0)
        for session, level in submission.in_session.items()
    }
    by_room = {
        room: level * submission.slots * weights.get("submissions_rooms", 0)
        for room, level in submission.in_room.items()
    }
    people = [*submission.presenters] if _are_people(conference) else []
    if weights.get("timezones"):
        people.append(f"zone {submission.id}")
    ranked = submission.order and weights.get("order")
    return {
        "id": submission.id,
        "title": submission.id,
        "kind": "paper",
        "track": submission.track,
        "fills": submission.slots,
        "people": {"speaker": people} if people else {},
        "stretch_levels": _levels(by_stretch),
        "room_levels": _levels(by_room),
        **({"rank": submission.order} if ranked else {}),
    }


def _are_people(conference: Conference) -> bool:
    """Whether presenters are people here, who are never at two places at once."""
    return max(_weights_of(conference, _OF_PRESENTERS)) >= PROHIBITIVE


def _weights_of(conference: Conference, terms: Iterable[str]) -> list[int]:
    return [conference.weights.get(term, 0) for term in terms]


def _people(conference: Conference) -> Iterator[dict[str, Any]]:
    names: dict[str, None] = {}
    if _are_people(conference):
        for submission in conference.submissions.values():
            names |= dict.fromkeys(submission.presenters)
    for track, chairs in conference.chairs.items():
        names |= dict.fromkeys((*chairs, *_chairs(conference, track)))
    yield from ({"id": name} for name in names)
    for submission in conference.submissions.values():
        if conference.weights.get("timezones"):
            yield {"id": f"zone {submission.id}", "zone": _zone(submission.zone)}


def _attendees(conference: Conference) -> Iterator[dict[str, Any]]:
    """Yield somebody for each two submissions that should not be in two rooms, or at once."""
    pairs: list[tuple[str, str]] = []
    listened = _weights_of(conference, _OF_ATTENDEES)
    if any(listened):
        pairs += attendee_pairs(conference)
    presented = _weights_of(conference, _OF_PRESENTERS)
    if any(presented) and not _are_people(conference):
        if presented != listened:
            raise NotExpressibleError("presenter_conflicts")
        pairs += presenter_pairs(conference)
    for number, pair in enumerate(pairs):
        yield {"id": f"pair {number}", "wishes": list(pair)}


def _levels(levels: Mapping[str, int]) -> dict[str, int]:
    return {name: min(level, MOST) for name, level in levels.items() if level}


def _zone(hours: float) -> str:
    if hours != int(hours):
        raise NotExpressibleError(f"GMT{hours:+}")
    return f"Etc/GMT{-int(hours):+d}" if hours else "Etc/GMT"


def _hours(pair: tuple[int, int]) -> dict[str, str]:
    return {"start": _clock(pair[0]), "end": _clock(pair[1])}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
