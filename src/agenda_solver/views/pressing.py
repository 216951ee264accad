"""What an organiser must act on before anything else is read: the first lines of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules import COSTS
from agenda_solver.rules.rule import CUSTOMS, Finding
from agenda_solver.rules.words import people_count, sessions_count
from agenda_solver.text import Text, counted, listing
from agenda_solver.timetable import Timetable
from agenda_solver.views.broken import errors_of
from agenda_solver.views.shortage import shortage_text
from agenda_solver.views.wishes import wish_figures
from agenda_solver.words.accessibility import WRITE_IT

_MOST_NAMED = 5


def pressing(problem: Problem, result: Result) -> list[Text]:
    """Return what must be acted on, the gravest first; nothing where all is well.

    People without a seat, demands and customs that are broken, rooms that are not certain.
    Nobody is named: it is read on a screen, too.
    """
    timetable, seating = result.timetable, result.seating
    if timetable is None:
        return []
    if seating and seating.status in ("infeasible", "unknown"):
        customs = _customs(problem, timetable, result.findings)
        return [_NO_SEATS, *customs, *_rooms(problem, timetable)]
    return pressing_of(problem, timetable, result.findings, seated=seating is not None)


def pressing_of(
    problem: Problem, timetable: Timetable, findings: Iterable[Finding], *, seated: bool = False
) -> list[Text]:
    """Return the same of a timetable that was judged.

    Where it has no seats, people lack them if seats were to be given: if `seated`.
    """
    lacking = _lacking(problem, timetable) if seated or timetable.seats else ()
    findings = list(findings)
    return [
        *lacking,
        *_broken(findings),
        *_customs(problem, timetable, findings),
        *_rooms(problem, timetable),
    ]


def _lacking(problem: Problem, timetable: Timetable) -> Iterator[Text]:
    figures = wish_figures(problem, timetable)
    tally = figures.all
    if not figures.lacking:
        return
    people = people_count(len(figures.lacking))
    one = len(figures.lacking) == 1
    if tally.due == tally.people:
        yield (_HAS_NONE if one else _HAVE_NONE).fill(people=people)
    else:
        yield (_LACKS_SOME if one else _LACK_SOME).fill(
            people=people,
            seats=counted(
                tally.lacking,
                Text("place manque", "seat is lacking"),
                Text("places manquent", "seats are lacking"),
            ),
        )
    helpless = problem.needing_what_no_room_has.intersection(figures.lacking)
    if helpless:
        yield (_NEEDS if len(helpless) == 1 else _NEED).fill(
            people=people_count(len(helpless)), remedy=WRITE_IT
        )


_NO_SEATS = Text(
    "Les places n'ont pas pu être données",
    "The seats could not be given out",
)
_NEEDS = Text(
    "Aucune salle n'a ce dont {people} a besoin : {remedy}",
    "No room has what {people} needs: {remedy}",
)
_NEED = Text(
    "Aucune salle n'a ce dont {people} ont besoin : {remedy}",
    "No room has what {people} need: {remedy}",
)
_HAS_NONE = Text("{people} n'a pas de place", "{people} has no seat")
_HAVE_NONE = Text("{people} n'ont pas de place", "{people} have no seat")
_LACKS_SOME = Text(
    "{people} n'a pas toutes ses places : {seats}", "{people} does not have all seats: {seats}"
)
_LACK_SOME = Text(
    "{people} n'ont pas toutes leurs places : {seats}", "{people} do not have all seats: {seats}"
)


def _broken(findings: Iterable[Finding]) -> Iterator[Text]:
    broken = sum(1 for _ in errors_of(findings))
    if broken:
        yield counted(
            broken,
            Text("demande n'est pas tenue", "demand is not kept"),
            Text("demandes ne sont pas tenues", "demands are not kept"),
        )


def _customs(problem: Problem, timetable: Timetable, findings: Iterable[Finding]) -> Iterator[Text]:
    """Yield the customs that are broken, the dearest first, with the sum that explains it."""
    keys = {cost.key for cost in COSTS if cost.tier == CUSTOMS}
    broken = [finding for finding in findings if finding.rule in keys and finding.cost]
    broken.sort(key=lambda finding: -finding.cost)
    explained: set[date] = set()
    for finding in broken[:_MOST_CUSTOMS]:
        place = timetable.by_session.get(finding.sessions[0])
        day = problem.day.get(place.day) if place else None
        total = None
        if day is not None and day.date not in explained:
            total = shortage_text(problem, timetable, day)
            explained.add(day.date)
        yield _EXPLAINED.fill(text=finding.text, sum=total) if total else finding.text
    if len(broken) > _MOST_CUSTOMS:
        more = len(broken) - _MOST_CUSTOMS
        yield counted(more, _ONE_CUSTOM_MORE, _MORE_CUSTOMS)


_MOST_CUSTOMS = 3
_EXPLAINED = Text("{text} : {sum}", "{text}: {sum}")
_ONE_CUSTOM_MORE = Text("autre usage n'est pas tenu", "other custom is not kept")
_MORE_CUSTOMS = Text("autres usages ne sont pas tenus", "other customs are not kept")


def _rooms(problem: Problem, timetable: Timetable) -> Iterator[Text]:
    """Yield which rooms are yet to be confirmed, of those that are used."""
    taking = timetable.taking(problem, floors=True)
    rooms = [
        _ROOM.fill(
            room=room.label,
            sessions=sessions_count(len(taking[room.id])),
        )
        for room in problem.rooms
        if room.to_be_confirmed and room.id in taking
    ]
    if len(rooms) > _MOST_NAMED:
        yield _MANY_ROOMS.fill(count=len(rooms))
    elif rooms:
        sentence = _ONE_ROOM if len(rooms) == 1 else _ROOMS
        yield sentence.fill(rooms=listing(rooms))


_ROOM = Text("{room} ({sessions})", "{room} ({sessions})")
_ONE_ROOM = Text("Salle à confirmer : {rooms}", "Room to be confirmed: {rooms}")
_ROOMS = Text("Salles à confirmer : {rooms}", "Rooms to be confirmed: {rooms}")
_MANY_ROOMS = Text("{count} salles à confirmer", "{count} rooms to be confirmed")
