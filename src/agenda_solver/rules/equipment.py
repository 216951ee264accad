"""Rules of equipment that is moved from room to room: there is only so much of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from agenda_solver.problem import Equipment, Openings, Problem, Window
from agenda_solver.rules.easing import (
    Amounts,
    Leeway,
    both_sides,
    counted_by,
    exceeded,
    graded,
    outside,
    span_of,
    widened,
)
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import (
    TIME,
    TIME_AND_ROOM,
    Decisions,
    Demand,
    Finding,
    Limit,
    Whom,
    covered,
)
from agenda_solver.rules.words import (
    equipment_text,
    session_text,
    sessions_text,
    when_text,
    windows_text,
)
from agenda_solver.text import Text, counted, duration
from agenda_solver.timetable import Placement, Timetable


class EquipmentSuffices(Demand):
    """No more sessions need movable equipment at once than there are pieces of it.

    A session in a room that has it for good needs none of them; nor does a part of a session
    that has one.
    """

    key = "equipment"
    title = Text(
        "L'équipement qu'on déplace suffit à tout ce qui en a besoin en même temps",
        "Equipment that is moved suffices for all that needs it at once",
    )
    wanted = Text(
        "{equipment} : {pieces}, donc pas plus de sessions à la fois",
        "{equipment}: {pieces}, so no more sessions at once",
    )
    broken = Text(
        "{equipment} : {pieces}, mais {count} sessions en ont besoin à la fois {when} : {sessions}",
        "{equipment}: {pieces}, but {count} sessions need it at once {when}: {sessions}",
    )
    tight = Text(
        "{equipment} : {pieces}, et il faut {minutes} d'une session à la suivante, mais {count} "
        "sessions en ont besoin {when} ou juste avant : {sessions}",
        "{equipment}: {pieces}, and {minutes} are needed from one session to the next, but "
        "{count} sessions need it {when} or just before: {sessions}",
    )
    more = Text(
        "{equipment} : {pieces} (au lieu de {before})",
        "{equipment}: {pieces} (instead of {before})",
    )
    reads = TIME_AND_ROOM
    stands = ("equipment", "number")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for item in to.problem.equipment:
            sessions = to.problem.that_move(item.id)
            with to.demand(self, Whom(sessions=sessions, equipment=(item.id,))):
                rooms = to.problem.rooms_with(item.id)
                to.few_at_once(sessions, item.number, item.changeover, rooms)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (item,) = whom.equipment
        return self.wanted.fill(
            equipment=equipment_text(problem, item), pieces=_pieces(problem.movable[item])
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for item in problem.equipment:
            moved = [
                placement
                for placement in timetable.placements
                if _is_moved_to(problem, item, placement)
            ]
            known: set[tuple[str, ...]] = set()
            for first in moved:
                there = [one for one in moved if _is_there(problem, item, one, first)]
                sessions = tuple(one.session for one in there)
                if len(there) > item.number and sessions not in known:
                    known.add(sessions)
                    yield self._finding(problem, item, first, there)

    def _finding(
        self, problem: Problem, item: Equipment, first: Placement, there: list[Placement]
    ) -> Finding:
        sessions = tuple(one.session for one in there)
        at_once = sum(one is first or one.overlaps(first) for one in there)
        return self.finding(
            Whom(sessions=sessions),
            self.broken if at_once > item.number else self.tight,
            equipment=equipment_text(problem, item.id),
            pieces=_pieces(item),
            minutes=duration(item.changeover),
            count=len(sessions),
            when=when_text(problem, first),
            sessions=sessions_text(problem, sessions),
        )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": counted_by(20, 40)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for item in problem.equipment:
            moved = [one for one in timetable.placements if _is_moved_to(problem, item, one)]
            most = max(
                (sum(_is_there(problem, item, one, first) for one in moved) for first in moved),
                default=0,
            )
            whom = Whom(equipment=(item.id,))
            if price := self.price(problem, whom, {"": max(0, most - item.number)}):
                yield self.edit(
                    self.more,
                    price,
                    whom,
                    FieldChange(("equipment", item.id, "number"), item.number, most),
                    equipment=equipment_text(problem, item.id),
                    pieces=_pieces(item.model_copy(update={"number": most})),
                    before=item.number,
                )


class EquipmentIsAvailable(Demand):
    """What needs movable equipment takes place while it is to be had."""

    key = "equipment_hours"
    title = Text(
        "Une session qui a besoin d'un équipement qu'on déplace a lieu quand on en dispose",
        "A session that needs equipment that is moved takes place while it is to be had",
    )
    wanted = Text(
        "on dispose de {equipment} seulement {windows}",
        "{equipment} is to be had only {windows}",
    )
    broken = Text(
        "{session} a besoin de {equipment} {when}, mais on en dispose seulement {windows}",
        "{session} needs {equipment} {when}, but it is to be had only {windows}",
    )
    longer = Text(
        "on dispose de {equipment} {windows} (au lieu de : {before})",
        "{equipment} is to be had {windows} (instead of: {before})",
    )
    reads = TIME_AND_ROOM
    stands = ("equipment", "open")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for item in problem.equipment:
            rooms = problem.rooms_with(item.id)
            allows = partial(_is_available, rooms, Openings(item.open))
            exceeds = partial(_out_of_hours, rooms, item.open)
            for session in problem.sessions if item.open else ():
                if item.id in session.needs:
                    yield Limit(
                        session.id,
                        TIME_AND_ROOM if rooms else TIME,
                        allows,
                        Whom(sessions=(session.id,), equipment=(item.id,)),
                        exceeds=exceeds,
                    )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (item,) = whom.equipment
        return self.wanted.fill(
            equipment=equipment_text(problem, item),
            windows=windows_text(problem, problem.movable[item].open),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for item in problem.equipment:
            for placement in timetable.placements if item.open else ():
                session = problem.session[placement.session]
                times = placement.day, placement.start, placement.end
                if item.id not in session.needs or _has_its_own(problem, item, placement):
                    continue
                if not covered(item.open, *times):
                    yield self.finding(
                        Whom(sessions=(session.id,)),
                        session=session_text(problem, session.id),
                        equipment=equipment_text(problem, item.id),
                        when=when_text(problem, placement),
                        windows=windows_text(problem, item.open),
                    )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom.equipment, both_sides(graded(20, 2, 150)))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        most: dict[str, dict[str, int]] = {item.id: {} for item in problem.equipment}
        for each, amounts, _ in exceeded(self, problem, timetable):
            of_item = most[each.equipment[0]]
            for side, amount in amounts.items():
                of_item[side] = max(of_item.get(side, 0), amount)
        for item in problem.equipment:
            whom = Whom(equipment=(item.id,))
            if not (price := self.price(problem, whom, most[item.id])):
                continue
            spans = [
                span_of(placement)
                for placement in timetable.placements
                if item.id in problem.session[placement.session].needs
                and not _has_its_own(problem, item, placement)
            ]
            wide = widened(item.open, spans)
            yield self.edit(
                self.longer,
                price,
                whom,
                FieldChange(("equipment", item.id, "open"), item.open, wide),
                equipment=equipment_text(problem, item.id),
                windows=windows_text(problem, wide),
                before=windows_text(problem, item.open),
            )


def _pieces(item: Equipment) -> Text:
    return counted(item.number, Text("exemplaire", "piece"), Text("exemplaires", "pieces"))


def _is_available(rooms: tuple[str, ...], openings: Openings, placement: Placement) -> bool:
    there = openings.hold(placement.day, placement.start, placement.end)
    return there or placement.room in rooms


def _out_of_hours(rooms: tuple[str, ...], windows: list[Window], placement: Placement) -> Amounts:
    return {} if placement.room in rooms else outside(windows, placement)


def _has_its_own(problem: Problem, item: Equipment, placement: Placement) -> bool:
    """Whether a session is in a room that has the equipment for good."""
    return placement.room is not None and item.id in problem.room[placement.room].features


def _is_moved_to(problem: Problem, item: Equipment, placement: Placement) -> bool:
    """Whether a session takes a piece, read here a second time: `check` shares nothing."""
    if item.id not in problem.session[placement.session].needs:
        return False
    wholes = problem.wholes(placement.session)
    if any(item.id in problem.session[whole].needs for whole in wholes):
        return False
    return not _has_its_own(problem, item, placement)


def _is_there(problem: Problem, item: Equipment, one: Placement, first: Placement) -> bool:
    """Whether a session has a piece, or gives it on, when another starts."""
    start = problem.moment(first.day, first.start)
    begun = problem.moment(one.day, one.start)
    return begun <= start < problem.moment(one.day, one.end) + item.changeover
