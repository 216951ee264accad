"""What a run says, as JSON: `--json` on the command line, and the stored solutions."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic_core import PydanticCustomError

from agenda_solver import __version__
from agenda_solver.difference import (
    AttendeeChange,
    Difference,
    PersonChange,
    SessionChange,
    Version,
)
from agenda_solver.files import InputError
from agenda_solver.files.system import read_bytes
from agenda_solver.files.workbook.edits import Change
from agenda_solver.files.workbook.reading import Book
from agenda_solver.offers import Offers
from agenda_solver.preflight import impossible
from agenda_solver.problem import Problem, label_of, parse_clock
from agenda_solver.result import Result, Seating, TierResult
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, clock, quoted, same
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.verify import Verdict
from agenda_solver.views import news

if TYPE_CHECKING:
    from agenda_solver.assign import Move
    from agenda_solver.replan import Plan, Price

# --- Out ----------------------------------------------------------------------------------


def to_json(problem: Problem, result: Result, language: Language) -> dict[str, Any]:
    """Return the outcome of a solve as plain data, for `--json`.

    A reproducible run leaves out how long it took, so that its bytes repeat.
    """
    whole = _whole(result)
    return {
        "status": result.overall,
        "stages": [_timetable_stage(result), *_seats_stages(result, language)],
        "cost": whole.cost if whole else None,
        "bound": whole.bound if whole else None,
        "costs": dict(result.costs),
        "findings": findings_json(result.findings, language),
        "wishes": wishes_json(problem, result.timetable),
        **_decided(problem, result.timetable),
        **_of_seating(result.seating),
        "seconds": None if result.reproducible else round(result.seconds, 3),
        "timings": {}
        if result.reproducible
        else {phase: round(seconds, 3) for phase, seconds in result.timings.items()},
        "seed": result.seed,
        "workers": result.workers,
        "versions": dict(result.versions),
    }


Where = Callable[[Finding], Text | None]
"""Says where in the input a finding stands."""


def verdict_json(book: Book, verdict: Verdict, language: Language) -> dict[str, Any]:
    """Return what `verify` says of a workbook's timetable as plain data, for `--json`.

    The status is that of the timetable judged: ``feasible`` if it breaks no demand,
    ``infeasible`` if it does. Nothing is searched, so there is no bound.
    """
    status = "infeasible" if verdict.errors else "feasible"
    costs = [verdict.tier_cost(tier) for tier in verdict.tiers]
    return {
        "status": status,
        "stages": [
            {
                "stage": "timetable",
                "status": status,
                "tiers": [
                    {"tier": tier.number, "cost": cost, "bound": None}
                    for tier, cost in zip(verdict.tiers, costs, strict=True)
                ],
            }
        ],
        "cost": costs[0] if len(costs) == 1 else None,
        "bound": None,
        "costs": dict(verdict.costs),
        "findings": findings_json((*verdict.findings, *book.doubts), language, book.where),
        "wishes": wishes_json(book.problem, book.timetable),
        **_decided(book.problem, book.timetable),
        "changes": [change_json(change, language) for change in book.changes],
        **_NOT_SEARCHED,
    }


def change_json(change: Change, language: Language) -> dict[str, Any]:
    """Return what a person has changed by hand as plain data."""
    subject = _SUBJECTS.get(change.of, change.of)
    return {
        "kind": change.kind,
        subject: change.id,
        "before": change.before,
        "after": change.after,
        "where": change.where.say(language),
        "message": change.text.say(language),
    }


_SUBJECTS: Mapping[str, str] = {
    "sessions": "session",
    "people": "person",
    "rooms": "room",
    "attendees": "attendee",
    "wishes": "attendee",
}

# Keys of a search, where there was none.
_NOT_SEARCHED: Mapping[str, Any] = {
    "seconds": None,
    "timings": {},
    "seed": None,
    "workers": None,
    "versions": {"agenda-solver": __version__},
}


def check_json(
    problem: Problem,
    findings: Collection[Finding],
    language: Language,
    where: Where | None = None,
) -> dict[str, Any]:
    """Return what `check` says of a draft as plain data, for `--json`.

    The status is ``infeasible`` where an error proves it, else ``unknown``.
    """
    return {
        "status": "infeasible" if impossible(findings) else "unknown",
        "stages": [],
        "cost": None,
        "bound": None,
        "costs": {},
        "findings": findings_json(findings, language, where),
        "wishes": {},
        **_decided(problem, None),
        **_NOT_SEARCHED,
    }


def findings_json(
    findings: Iterable[Finding], language: Language, where: Where | None = None
) -> list[dict[str, Any]]:
    """Return findings as plain data; where they stand is written as in TOML if not told."""
    place = where or (lambda finding: label_of(finding.where))
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.text.say(language),
            "where": (place(finding) or same("")).say(language),
            "sessions": list(finding.sessions),
            "people": list(finding.people),
            "rooms": list(finding.rooms),
            "attendees": list(finding.attendees),
        }
        for finding in findings
    ]


def seats_json(
    problem: Problem, result: Result, moves: Iterable[Move], language: Language
) -> dict[str, Any]:
    """Return the outcome of seating attendees in a timetable that was given, for `--json`.

    The status is that of the seats: nothing is said of the timetable.
    """
    return {
        **to_json(problem, result, language),
        "status": result.seating.status if result.seating else result.status,
        "stages": list(_seats_stages(result, language)),
        "changes": [
            {"kind": "seat", "attendee": it.attendee, "before": it.before, "after": it.after}
            for it in moves
        ],
    }


def plan_json(plan: Plan, language: Language) -> dict[str, Any]:
    """Return what becomes of a timetable after changes as plain data, for `--json`.

    It is what `to_json` tells of the new timetable, and:

    ``summary``
        How much changes, in words.
    ``price``
        How much, in numbers, and whether less is proven impossible; null without a plan.
    ``options``
        The ways for each session that cannot stay as it is, each with its price.
    ``gaps``
        Where a session is cancelled, the price of leaving its time free, and of filling it.
    ``changes``
        As in `difference_json`.
    """
    return {
        **to_json(plan.problem, plan.result, language),
        "summary": [text.say(language) for text in news.plan_summary(plan)],
        "price": _price(plan.price),
        "options": [
            {
                "session": it.session,
                "way": it.way,
                "person": it.person,
                "by": it.by,
                "status": it.status,
                "chosen": it.chosen,
                "price": _price(it.price),
            }
            for it in plan.options
        ],
        "gaps": {gap: _price(price) for gap, price in plan.gaps.items()},
        "changes": list(_changes(plan.difference, language)) if plan.difference else [],
    }


def _price(price: Price | None) -> dict[str, Any] | None:
    if price is None:
        return None
    return {
        "cancelled": price.cancelled,
        "moved": price.moved,
        "rooms": price.rooms,
        "rooms_of_moved": price.rooms_of_moved,
        "seats": price.seats,
        "proven": price.proven,
    }


def difference_json(difference: Difference, language: Language) -> dict[str, Any]:
    """Return what differs between two timetables as plain data, for `--json`.

    Each of ``changes`` has a ``kind`` and is about a ``session``, a ``person`` or an
    ``attendee``:

    - of a session, ``cancelled``, ``added``, ``time`` (its day or start), ``room`` (at the
      same time), ``length``, ``people`` or ``title``: the first of ``kinds``, which are all;
    - of a person, ``part``: with the session in which they take part;
    - of an attendee, ``seat``.

    ``before`` and ``after`` say where that was and is; null where it was not, or is not.
    """
    return {
        "changes": list(_changes(difference, language)),
        "versions": {"agenda-solver": __version__},
    }


def _changes(difference: Difference, language: Language) -> Iterator[dict[str, Any]]:
    for of_session, line in zip(difference.sessions, news.session_lines(difference), strict=True):
        yield {**_session_change(difference, of_session), "message": line.say(language)}
    for of_person, line in zip(difference.people, news.person_lines(difference), strict=True):
        yield {**_person_change(of_person), "message": line.say(language)}
    for of_attendee, line in zip(difference.attendees, news.seat_lines(difference), strict=True):
        yield {**_attendee_change(of_attendee), "message": line.say(language)}


def _session_change(difference: Difference, it: SessionChange) -> dict[str, Any]:
    return {
        "kind": it.kinds[0],
        "kinds": list(it.kinds),
        "session": it.session,
        "before": _session_state(difference.before, it.before, it.people_before),
        "after": _session_state(difference.after, it.after, it.people_after),
    }


def _session_state(
    version: Version, placement: Placement | None, people: Iterable[str]
) -> dict[str, Any] | None:
    if placement is None:
        return None
    title = version.problem.session[placement.session].title
    return {**_spot(placement), "people": list(people), "title": title}


def _person_change(it: PersonChange) -> dict[str, Any]:
    return {
        "kind": "part",
        "person": it.person,
        "session": it.session,
        "before": _spot(it.before) if it.before else None,
        "after": _spot(it.after) if it.after else None,
    }


def _attendee_change(it: AttendeeChange) -> dict[str, Any]:
    return {
        "kind": "seat",
        "attendee": it.attendee,
        "before": {"session": it.before.session, **_spot(it.before)} if it.before else None,
        "after": {"session": it.after.session, **_spot(it.after)} if it.after else None,
    }


def _spot(placement: Placement) -> dict[str, Any]:
    """Return a day, hours and a room as plain data."""
    return {
        "day": placement.day.isoformat(),
        "start": clock(placement.start).en,
        "end": clock(placement.end).en,
        "room": placement.room,
    }


def _timetable_stage(result: Result) -> dict[str, Any]:
    return {
        "stage": "timetable",
        "status": result.status,
        "tiers": [
            {"tier": tier.tier, "cost": tier.cost, "bound": tier.bound} for tier in result.tiers
        ],
    }


def _seats_stages(result: Result, language: Language) -> Iterator[dict[str, Any]]:
    if result.seating:
        yield {
            "stage": "seats",
            "status": result.seating.status,
            "method": result.seating.method,
            "fairness": result.seating.fairness,
            "tiers": [
                {
                    "tier": number,
                    "cost": tier.cost,
                    "bound": tier.bound,
                    "aim": tier.aim.say(language),
                }
                for number, tier in enumerate(result.seating.tiers, start=1)
            ],
        }


def _of_seating(seating: Seating | None) -> dict[str, Any]:
    """Return what seating the attendees told beside the seats."""
    if seating is None:
        return {}
    return {
        "cancelled": list(seating.cancelled),
        "more_places": [
            {
                "session": it.session,
                "places": it.places,
                "wishes": {str(rank): more for rank, more in sorted(it.ranks.items())},
                "without": it.without,
            }
            for it in seating.more_places
        ],
    }


def wishes_json(problem: Problem, timetable: Timetable | None) -> dict[str, int]:
    """Return how many seats there are of each rank; ``none``: no seat, or no wish."""
    if timetable is None or not timetable.seats:
        return {}
    profile = Offers(problem, timetable).profile()
    ranks = sorted(rank for rank in profile if rank is not None)
    return {**{str(rank): profile[rank] for rank in ranks}, "none": profile[None]}


def _whole(result: Result) -> TierResult | None:
    """Return the tier that is the whole: costs of several tiers do not add up."""
    alone = len(result.tiers) == 1 and result.seating is None
    return result.tiers[0] if alone else None


def _decided(problem: Problem, timetable: Timetable | None) -> dict[str, Any]:
    placements = timetable.placements if timetable else ()
    seats = timetable.seats if timetable else ()
    return {
        "placements": [
            {
                "session": placement.session,
                "title": problem.session[placement.session].title,
                **_spot(placement),
            }
            for placement in placements
        ],
        "cast": [
            {"session": it.session, "role": it.role, "number": it.number, "person": it.person}
            for it in (timetable.cast if timetable else ())
        ],
        "seats": [{"attendee": seat.attendee, "session": seat.session} for seat in seats],
    }


# --- In -----------------------------------------------------------------------------------


def read_solution(path: Path, problem: Problem) -> Timetable:
    """Read the placements of a stored result, who takes which part, and the seats.

    Parameters
    ----------
    path : Path
        A file with what `to_json` returns.
    problem : Problem
        Whose sessions, rooms, people and attendees it names.

    Raises
    ------
    InputError
        If it cannot be read; one sentence for each fault, with its place.
    """
    data = _load(path)
    faults: list[Text] = []
    placements: list[Placement] = []
    cast: list[Casting] = []
    seats: list[Seat] = []
    for number, row in enumerate(_rows(path, data, "placements")):
        try:
            placements.append(_placement(problem, row))
        except _FaultError as fault:
            faults.append(_at(path, f"placements[{number}].{fault.key}", fault.text))
    for number, row in enumerate(_rows(path, data, "cast")):
        try:
            cast.append(_casting(problem, row))
        except _FaultError as fault:
            faults.append(_at(path, f"cast[{number}].{fault.key}", fault.text))
    for number, row in enumerate(_rows(path, data, "seats")):
        try:
            seats.append(_seat(problem, row))
        except _FaultError as fault:
            faults.append(_at(path, f"seats[{number}].{fault.key}", fault.text))
    if faults:
        raise InputError(faults, problem.event.language)
    return Timetable.of(placements, seats, cast)


class _FaultError(Exception):
    def __init__(self, key: str, text: Text) -> None:
        self.key = key
        self.text = text
        super().__init__(text.en)


_LARGEST = 500_000_000  # bytes; the seats of a hundred thousand attendees are a tenth of it


def _load(path: Path) -> object:
    data = read_bytes(path, most=_LARGEST)
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_table, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError):
        raise InputError([_not_json(path)]) from None


def _not_json(path: Path) -> Text:
    return Text(
        "{path} : ce fichier n'est pas du JSON valable", "{path}: this file is not valid JSON"
    ).fill(path=path)


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice")
    return found


def _refuse_constant(words: str) -> NoReturn:
    raise ValueError(f"{words} is not a number")


def _at(path: Path, key: str, text: Text) -> Text:
    return Text("{path}, {key}: {text}", "{path}, {key}: {text}").fill(
        path=path, key=key, text=text
    )


def _rows(path: Path, data: object, table: str) -> list[object]:
    missing: list[object] | None = None if table == "placements" else []
    rows = data.get(table, missing) if isinstance(data, dict) else None
    if not isinstance(rows, list):
        expected = Text("attendu une liste", "expected a list")
        raise InputError([_at(path, table, expected)])
    return rows


def _words(row: object, key: str) -> str:
    value = row.get(key) if isinstance(row, dict) else None
    if not isinstance(value, str):
        raise _FaultError(key, Text("attendu un texte", "expected text"))
    return value


def _known(row: object, key: str, known: Mapping[str, object], what: Text) -> str:
    value = _words(row, key)
    if value not in known:
        raise _FaultError(
            key,
            Text("{value} n'est pas l'id d'{what}", "{value} is not the id of {what}").fill(
                value=quoted(value), what=what
            ),
        )
    return value


_A_SESSION = Text("une session", "a session")
_A_ROOM = Text("une salle", "a room")
_A_PERSON = Text("un intervenant", "a person")
_AN_ATTENDEE = Text("un participant", "an attendee")


def _placement(problem: Problem, row: object) -> Placement:
    room = row.get("room") if isinstance(row, dict) else None
    return Placement(
        session=_known(row, "session", problem.session, _A_SESSION),
        day=_day(row),
        start=_minute(row, "start"),
        end=_minute(row, "end"),
        room=None if room is None else _known(row, "room", problem.room, _A_ROOM),
    )


def _day(row: object) -> date:
    words = _words(row, "day")
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise _FaultError(
            "day",
            Text(
                "{value} n'est pas une date (attendu AAAA-MM-JJ)",
                "{value} is not a date (expected YYYY-MM-DD)",
            ).fill(value=quoted(words)),
        ) from None


def _minute(row: object, key: str) -> int:
    try:
        return parse_clock(_words(row, key))
    except PydanticCustomError as error:
        context = error.context or {}
        raise _FaultError(key, Text(context["fr"], context["en"])) from None


def _casting(problem: Problem, row: object) -> Casting:
    session = _known(row, "session", problem.session, _A_SESSION)
    role = _words(row, "role")
    number = row.get("number") if isinstance(row, dict) else None
    open_parts = {(role, number) for role, number, _ in problem.session[session].pools}
    if type(number) is not int or (role, number) not in open_parts:
        raise _FaultError(
            "number",
            Text(
                "ce rôle de {session} n'est pas à pourvoir : {role}, numéro {number}",
                "this role of {session} is not to be filled: {role}, number {number}",
            ).fill(role=quoted(role), number=json.dumps(number), session=quoted(session)),
        )
    return Casting(session, role, number, _known(row, "person", problem.person, _A_PERSON))


def _seat(problem: Problem, row: object) -> Seat:
    return Seat(
        attendee=_known(row, "attendee", problem.attendee, _AN_ATTENDEE),
        session=_known(row, "session", problem.session, _A_SESSION),
    )
