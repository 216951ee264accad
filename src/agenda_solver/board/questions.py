"""What is asked of the solver from the board, and what it answers: pure, and as long as it takes.

*Repair* is `replan`: what a hand has put stays, and the least is changed of all else. *Solve the
rest* leaves everything where it is, and looks for places for what is on the shelf. *Why* and
*who is free* are those of `explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agenda_solver.board.desk import BoardError, BoardState
from agenda_solver.board.filling import filled_in
from agenda_solver.board.keeping import Keeping, kept_in_place
from agenda_solver.changes import (
    Announced,
    Changes,
    PersonCancels,
    PersonIsAway,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.difference import Version, difference
from agenda_solver.fairness import Fairness
from agenda_solver.problem import Spot, Window
from agenda_solver.rules.words import session_text, sessions_count
from agenda_solver.text import Text, listing
from agenda_solver.views import news, options
from agenda_solver.views.announced import announced_texts
from agenda_solver.views.reasons import Paragraph, under

if TYPE_CHECKING:
    from agenda_solver.budget import Budget
    from agenda_solver.files.store.kept import Made
    from agenda_solver.problem import Problem
    from agenda_solver.replan import Plan
    from agenda_solver.rules.rule import Finding
    from agenda_solver.solve import Progress
    from agenda_solver.timetable import Placement

Hearing = Callable[["Progress"], None]


@dataclass(frozen=True)
class BoardAnswer:
    """What a question comes to.

    Attributes
    ----------
    paragraphs : tuple of Paragraph
    state : BoardState or None
        What is to be shown from now on, if something was searched and there is one.
    made : Made or None
        The same of a programme, with what it comes from.
    """

    paragraphs: tuple[Paragraph, ...]
    state: BoardState | None = None
    made: Made | None = None


# --- What is searched ---------------------------------------------------------------------


def repair(
    keeping: Keeping,
    here: BoardState,
    kept: tuple[Placement, ...],
    budget: Budget,
    hear: Hearing | None = None,
    announced: tuple[Announced, ...] = (),
) -> BoardAnswer:
    """Look for the least change that keeps all demands and what a hand has put.

    Parameters
    ----------
    keeping : Keeping
        The file, and what was published.
    here : BoardState
        What is on the board.
    kept : tuple of Placement
        What is to stay in a draft, where nothing is published: what was moved last.
    announced : tuple of Announced
        What is announced now, of a programme.
    """
    from agenda_solver.history.edits import broken_by_hand, seats_by_hand
    from agenda_solver.replan import replan

    published = keeping.published
    if published is None:
        problem = kept_in_place(here.problem, kept)
        plan = replan(here.version, problem, Changes(), budget, progress=hear)
        return _planned(keeping, here, problem, plan, budget)
    edits = keeping.by_hand(here)
    broken = broken_by_hand(here.problem, here.timetable, edits)
    if broken:
        return BoardAnswer((Paragraph(_CONTRADICTS, tuple(each.text for each in broken)),))
    problem = keeping.locked(here)
    # Who cancelled or was replaced is out already, and may be called back; hours go on.
    hours = (each for each in here.announced if isinstance(each, PersonIsAway | RoomIsClosed))
    changes = Changes(tuple(dict.fromkeys((*hours, *announced))))
    after = replace(here, announced=(*here.announced, *announced))
    plan = replan(
        published,
        problem,
        changes,
        budget,
        fairness=_fairness(keeping),
        pinned=seats_by_hand(edits),
        progress=hear,
    )
    answer = _planned(keeping, after, problem, plan, budget, announced)
    if not announced:
        return answer
    first = Paragraph(_ANNOUNCED, announced_texts(here.problem, Changes(announced)))
    return replace(answer, paragraphs=(first, *answer.paragraphs))


def solve_the_rest(
    keeping: Keeping, here: BoardState, budget: Budget, hear: Hearing | None = None
) -> BoardAnswer:
    """Look for places for what is on the shelf, where all else stays.

    Raises
    ------
    BoardError
        If nothing is on the shelf.
    """
    from agenda_solver.history.edits import seats_by_hand
    from agenda_solver.replan import replan

    if not here.shelf:
        raise BoardError("impossible", _NOTHING_ASIDE)
    problem = kept_in_place(keeping.locked(here), here.timetable.placements)
    plan = replan(
        here.version,
        problem,
        Changes(),
        budget,
        fairness=_fairness(keeping),
        held=here.timetable.by_session.keys(),
        pinned=seats_by_hand(keeping.by_hand(here)),
        progress=hear,
    )
    asked = replace(plan, problem=keeping.locked(here))
    return _planned(keeping, here, problem, asked, budget)


def _planned(
    keeping: Keeping,
    here: BoardState,
    searched: Problem,
    plan: Plan,
    budget: Budget,
    announced: tuple[Announced, ...] | None = None,
) -> BoardAnswer:
    """Return a plan as an answer, with how much it changes in all; or why there is none.

    One that gives up a session is none, where that follows from nothing that is announced: who
    repairs a programme has not cancelled anything. `announced` is None where not all that was
    published is compared.
    """
    timetable = plan.result.timetable
    if plan.price is None or timetable is None:
        return BoardAnswer(tuple(_why_none(keeping, plan)))
    may_go = _concerned(searched, announced or ())
    given_up = [
        row.id
        for row in searched.sessions
        if row.id not in timetable.by_session and row.id not in may_go
    ]
    if given_up:
        return BoardAnswer(tuple(_why_given_up(keeping, searched, given_up, budget)))
    problem = _shown(here.problem, searched, plan.problem) if announced else here.problem
    changed = difference(here.version, Version(problem, timetable))
    lines = tuple(news.session_lines(changed))
    heading = _CHANGES.fill(number=sessions_count(len(lines))) if lines else _NOTHING_MOVES
    in_all = () if announced is None else news.plan_summary(plan)
    paragraphs = [Paragraph(heading, lines), *under(_IN_ALL, in_all)]
    if announced:
        ways = options.options_by_session(plan, typed=False)
        paragraphs += [Paragraph(title, tuple(texts)) for title, texts in ways]
    if keeping.published is not None:
        known = difference(keeping.published, Version(problem, timetable))
        whom = news.addressees(known, problem.event.language)
        paragraphs.append(Paragraph(news.concerned_text(whom)))
    else:
        put = (change.after for change in changed.sessions if change.after is not None)
        problem = filled_in(problem, put)
    state = replace(here, problem=problem, timetable=timetable)
    return BoardAnswer(tuple(paragraphs), state, keeping.made_of(here, problem, plan))


def _concerned(searched: Problem, announced: Iterable[Announced]) -> frozenset[str]:
    """Return the sessions that may fall out with what is announced, and their parts."""
    sessions: set[str] = set()
    for change in announced:
        match change:
            case SessionIsCancelled(session):
                sessions.add(session)
            case PersonCancels(person):
                sessions.update(searched.may_take_part(person))
            case _:
                pass
    return frozenset(searched.with_their_parts(sessions & searched.session.keys()))


def _shown(here: Problem, searched: Problem, planned: Problem) -> Problem:
    """Return what is asked with what was announced, without what a search alone had held."""
    updates = {
        row.id: {
            key: getattr(here.session[row.id], key)
            for key in ("locked", "minutes")
            if getattr(row, key) == getattr(searched.session[row.id], key)
        }
        for row in planned.sessions
    }
    return planned.with_sessions(updates)


def _why_given_up(
    keeping: Keeping, searched: Problem, sessions: Sequence[str], budget: Budget
) -> Iterator[Paragraph]:
    """Yield why some sessions cannot be where they are to stay, and what would help."""
    from agenda_solver.explain import reasons_and_ways
    from agenda_solver.preflight import preflight
    from agenda_solver.result import Result
    from agenda_solver.views.reasons import why_paragraphs
    from agenda_solver.views.ways import way_paragraphs

    titles = listing(session_text(searched, session) for session in sessions)
    yield Paragraph(_GIVEN_UP.fill(sessions=titles))
    result = Result("infeasible", None, findings=preflight(searched))
    reasons, ways = reasons_and_ways(searched, result.findings, budget)
    yield from why_paragraphs(searched, result, reasons, _nowhere)
    yield from way_paragraphs(searched, ways, keeping.asked.place_of)


def _why_none(keeping: Keeping, plan: Plan) -> list[Paragraph]:
    from agenda_solver.views.proofs import status_text
    from agenda_solver.views.reasons import why_paragraphs
    from agenda_solver.views.ways import way_paragraphs

    asked = keeping.asked
    return [
        Paragraph(status_text(plan.result)),
        *why_paragraphs(plan.problem, plan.result, plan.reasons, _nowhere),
        *way_paragraphs(plan.problem, plan.ways, asked.place_of),
    ]


def _nowhere(_: Finding) -> Text | None:
    """Name no cell: what is on the board is seen there."""
    return None


# --- What is explained --------------------------------------------------------------------


def why(
    keeping: Keeping, here: BoardState, session: str, there: Placement | None, budget: Budget
) -> BoardAnswer:
    """Tell why a session is where it is, or what it would take for it to be elsewhere.

    Raises
    ------
    BoardError
        If it has no place, and none is given.
    """
    from agenda_solver.views import whys

    problem = here.problem
    old = here.timetable.by_session.get(session)
    if old is None and there is None:
        raise BoardError("impossible", _WHERE)
    if there is None:
        from agenda_solver.explain.placing import whereabouts

        answer = whereabouts(problem, here.timetable, session, budget)
        return BoardAnswer(tuple(whys.whereabouts_lines(problem, answer)))
    if old is None:
        return _why_not_placed(keeping, here, there, budget)
    from agenda_solver.replan.elsewhere import elsewhere

    spot = _spot_of(old, there)
    asked = elsewhere(here.version, session, spot, budget, fairness=_fairness(keeping))
    return BoardAnswer(tuple(whys.elsewhere_lines(problem, asked)))


def _spot_of(old: Placement, there: Placement) -> Spot:
    """Return what of a place is not as it is."""
    same_time = (old.day, old.start) == (there.day, there.start)
    room = None if there.room == old.room else there.room
    if same_time and room is not None:
        return Spot.model_construct(room=room)
    return Spot.model_construct(day=there.day, start=there.start, room=room)


def _why_not_placed(
    keeping: Keeping, here: BoardState, there: Placement, budget: Budget
) -> BoardAnswer:
    """Tell what it would take that a session on the shelf were somewhere."""
    from agenda_solver.replan import replan

    problem = kept_in_place(here.problem, (there,))
    plan = replan(here.version, problem, Changes(), budget, fairness=_fairness(keeping))
    if plan.difference is None:
        return BoardAnswer(tuple(_why_none(keeping, plan)))
    return BoardAnswer((Paragraph(_IT_TAKES, tuple(news.session_lines(plan.difference))),))


def who_is_free(
    here: BoardState, session: str | None, window: Window | None, there: Placement | None
) -> BoardAnswer:
    """Tell who is free at a time, or could take part in a session.

    Raises
    ------
    BoardError
        If neither is given, or the session has no place.
    """
    from agenda_solver.substitutes import free_people, substitutes
    from agenda_solver.views.whys import who_can_lines

    problem, timetable = here.problem, here.timetable
    if session is not None:
        if there is None and session not in timetable.by_session:
            raise BoardError("impossible", _WHERE)
        people = substitutes(problem, timetable, session, at=there)
    elif window is not None:
        people = free_people(problem, timetable, window)
    else:
        raise BoardError("impossible", _WHEN)
    return BoardAnswer(tuple(who_can_lines(problem, people)))


def _fairness(keeping: Keeping) -> Fairness:
    """Return whose wishes came first when the seats were given out."""
    seating = keeping.book.result.seating if keeping.book is not None else None
    return seating.fairness if seating else "generous"


_CHANGES = Text("Ce qui change ({number}) :", "What changes ({number}):")
_NOTHING_MOVES = Text("Rien n'a à bouger.", "Nothing has to move.")
_GIVEN_UP = Text(
    "Ce qui est placé ne peut pas rester là et le reste tenir : il faudrait renoncer à {sessions}. "
    "Rien n'a changé.",
    "What is placed cannot stay there with the rest kept: {sessions} would have to be given up. "
    "Nothing has changed.",
)
_ANNOUNCED = Text("Ce qui est signalé :", "What is reported:")
_IN_ALL = Text("Par rapport à ce qui est publié :", "Compared with what is published:")
_CONTRADICTS = Text(
    "Ce qui a été placé à la main contredit ce qui est demandé de ces sessions, quoi qu'on "
    "déplace d'autre :",
    "What was placed by hand contradicts what is asked of these sessions, whatever else is moved:",
)
_NOTHING_ASIDE = Text(
    "Rien n'est de côté : chaque session a sa place.",
    "Nothing is put aside: every session has its place.",
)
_WHERE = Text(
    "Cette session est de côté : dire à quel endroit on la voudrait.",
    "This session is put aside: say where it would be wanted.",
)
_WHEN = Text("Dire de quelle heure à quelle heure.", "Say from when to when.")
_IT_TAKES = Text("Pour l'avoir là, il faudrait :", "To have it there, it would take:")
