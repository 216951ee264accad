"""How many sessions start on a day, in a part of it, or with a slot.

Breaks and meals count only where their kind is asked for; what is a part of another, or external,
never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from agenda_solver.problem import KINDS, Path, Problem, Session, Window
from agenda_solver.problem.schema import RESTS, SessionQuota
from agenda_solver.rules.easing import Leeway, counted_by
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import TIME, Decisions, Demand, Finding, Quantity, Whom
from agenda_solver.rules.words import sessions_count, windows_text
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable

Quota = TypeVar("Quota", bound=SessionQuota)


@dataclass(frozen=True)
class Share:
    """A quota, and when what counts for it starts: to before `until`."""

    quota: SessionQuota
    window: Window
    until: int

    def starts(self, placement: Placement) -> bool:
        """Whether a session starts then."""
        in_time = self.window.start <= placement.start < self.until
        return placement.day == self.window.day and in_time


class SessionsAreAsMany(Demand):
    """As many sessions start on a day, in a part of it or with a slot as is asked for.

    Without a kind all count but breaks and meals. What is a part of another, or external, never
    does.
    """

    key = "session_count"
    title = Text(
        "Un jour, une demi-journée ou un créneau a autant de sessions que ce qui est demandé",
        "A day, half a day or a slot has as many sessions as is asked for",
    )
    wanted = Text("{when} : {many}{kind}", "{when}: {many}{kind}")
    broken = Text(
        "{when} : {count}{kind}, alors qu'il en faut {many}",
        "{when}: {count}{kind}, where {many} must start then",
    )
    others = Text(
        "{when} : {count}{kind} (au lieu de : {many})",
        "{when}: {count}{kind} (instead of: {many})",
    )
    reads = TIME
    gives_way = True

    def post(self, to: Decisions) -> None:
        for share in shares_asked(to.problem):
            sessions = sessions_counted(to.problem, share.quota)
            with to.demand(self, Whom(sessions=sessions, windows=(share.window,))):
                day, start = share.window.day, share.window.start
                assert day is not None
                count: Quantity | int = 0
                for session in sessions:
                    count = to.starts_within(session, day, start, share.until) + count
                if share.quota.min is not None:
                    to.at_least(count, share.quota.min)
                if share.quota.max is not None:
                    to.at_least(count * -1, -share.quota.max)

    def says(self, problem: Problem, whom: Whom) -> Text:
        share = next(
            share
            for share in shares_asked(problem)
            if whom.windows == (share.window,)
            and whom.sessions == sessions_counted(problem, share.quota)
        )
        return self.wanted.fill(
            when=windows_text(problem, whom.windows),
            many=many_text(share.quota),
            kind=kind_text(share.quota),
        )

    def place(self, problem: Problem, whom: Whom) -> Path:
        (window,) = whom.windows
        for number, slot in enumerate(problem.event.slots):
            if slot.sessions and (slot.day, slot.start, slot.end) == (
                window.day,
                window.start,
                window.end,
            ):
                return ("event", "slots", number, "sessions")
        return ("days", *(day.id for day in problem.days if day.date == window.day), "sessions")

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for share in shares_asked(problem):
            there = [
                placement.session
                for placement in timetable.placements
                if share.starts(placement)
                and _counts(problem.session[placement.session], share.quota)
            ]
            least, most = share.quota.min, share.quota.max
            if (least is not None and len(there) < least) or (
                most is not None and len(there) > most
            ):
                yield self.finding(
                    Whom(sessions=tuple(there)),
                    when=windows_text(problem, [share.window]),
                    count=sessions_count(len(there)),
                    kind=kind_text(share.quota),
                    many=many_text(share.quota),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": counted_by(40, 20)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for share in shares_asked(problem):
            count = sum(
                share.starts(placement) and _counts(problem.session[placement.session], share.quota)
                for placement in timetable.placements
            )
            least, most = share.quota.min, share.quota.max
            over = max(0, (least or 0) - count, count - most if most is not None else 0)
            whom = Whom(sessions=sessions_counted(problem, share.quota), windows=(share.window,))
            if not (price := self.price(problem, whom, {"": over})):
                continue
            yield self.edit(
                self.others,
                price,
                Whom(),
                _other_quota(problem, share, count),
                when=windows_text(problem, [share.window]),
                count=sessions_count(count),
                kind=kind_text(share.quota),
                many=many_text(share.quota),
            )


def shares_asked(problem: Problem) -> Iterator[Share]:
    """Yield every quota of a day or a slot, and when it holds."""
    for day in problem.days:
        for quota in day.sessions:
            window = Window.model_construct(day=day.date, start=quota.start, end=quota.end)
            yield Share(quota, window, quota.end)
    for slot in problem.event.slots:
        for slot_quota in slot.sessions:
            window = Window.model_construct(day=slot.day, start=slot.start, end=slot.end)
            yield Share(slot_quota, window, slot.start + 1)


def _other_quota(problem: Problem, share: Share, count: int) -> FieldChange:
    """Return the change after which so many are enough, and not too many."""
    bounds = {
        "min": None if share.quota.min is None else min(share.quota.min, count),
        "max": None if share.quota.max is None else max(share.quota.max, count),
    }

    def eased(quotas: list[Quota]) -> list[Quota]:
        return [
            quota.model_copy(update=bounds) if quota is share.quota else quota for quota in quotas
        ]

    for day in problem.days:
        if any(quota is share.quota for quota in day.sessions):
            return FieldChange(("days", day.id, "sessions"), day.sessions, eased(day.sessions))
    slots = [
        slot.model_copy(update={"sessions": eased(slot.sessions)}) for slot in problem.event.slots
    ]
    return FieldChange(("event", "slots"), problem.event.slots, slots)


def sessions_counted(problem: Problem, quota: SessionQuota) -> tuple[str, ...]:
    """Return the ids of the sessions that count for a quota."""
    return tuple(session.id for session in problem.sessions if _counts(session, quota))


def _counts(session: Session, quota: SessionQuota) -> bool:
    if session.part_of or session.external:
        return False
    return session.kind not in RESTS if quota.kind is None else session.kind == quota.kind


def many_text(quota: SessionQuota) -> Text:
    """Return how many are asked for: ``au moins 8``."""
    if quota.min == quota.max:
        text = Text("{min} exactement", "exactly {min}")
    elif quota.max is None:
        text = Text("au moins {min}", "at least {min}")
    elif quota.min is None:
        text = Text("au plus {max}", "at most {max}")
    else:
        text = Text("de {min} à {max}", "{min} to {max}")
    return text.fill(min=quota.min, max=quota.max)


def kind_text(quota: SessionQuota) -> Text:
    """Return of which kind they are, in brackets; nothing where any counts."""
    if quota.kind is None:
        return Text("", "")
    return Text(" ({kind})", " ({kind})").fill(kind=KINDS[quota.kind])
