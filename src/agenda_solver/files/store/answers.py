"""From an answer about a timetable to the document that gives it, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from agenda_solver import __version__
from agenda_solver.files.store.differing import change_records, spot
from agenda_solver.files.store.documents import (
    PricesDocument,
    WhoCanDocument,
    WhyDocument,
    WhyNotDocument,
)
from agenda_solver.files.store.records import (
    AimCostRecord,
    DemandPriceRecord,
    LeavesRecord,
    MomentRecord,
    SeatMoveRecord,
    SpotRecord,
)
from agenda_solver.files.store.telling import (
    core_records,
    finding_records,
    price_record,
    substitute_records,
    tier_cost_records,
    way_records,
)
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Placement
from agenda_solver.views.reasons import Paragraph

if TYPE_CHECKING:
    from agenda_solver.explain.placing import Whereabouts
    from agenda_solver.explain.prices import DemandPrices
    from agenda_solver.explain.seating import OtherSeat
    from agenda_solver.replan.elsewhere import Elsewhere
    from agenda_solver.substitutes import Substitute

_VERSIONS = {"agenda-solver": __version__}


def whereabouts_document(
    problem: Problem, why: Whereabouts, lines: Iterable[Paragraph], language: Language
) -> WhyDocument:
    """Return why a session is where it is."""
    return WhyDocument(
        status="feasible",
        answer=_sentences(lines, language),
        session=why.placement.session,
        placement=SpotRecord(**spot(problem, why.placement)),
        leaves=tuple(
            LeavesRecord(
                rule=leaves.finding.rule,
                message=leaves.finding.text.say(language),
                starts=leaves.starts,
                rooms=leaves.rooms,
            )
            for leaves in why.leaves
        ),
        starts=why.starts,
        rooms=why.rooms,
        tried=why.tried,
        fitting=why.fitting,
        in_the_way=dict(why.in_the_way),
        moments=tuple(
            MomentRecord(**spot(problem, moment.placement), costs=tier_cost_records(moment.costs))
            for moment in why.moments
        ),
        versions=_VERSIONS,
    )


def elsewhere_document(
    problem: Problem,
    placement: Placement,
    answer: Elsewhere,
    lines: Iterable[Paragraph],
    language: Language,
) -> WhyDocument:
    """Return what it would take to have a session elsewhere than at its placement."""
    of_plan: dict[str, Any] = {}
    if answer.plan is not None:
        of_plan = {
            "core": core_records(answer.plan.reasons, language),
            "price": price_record(answer.plan.price),
        }
        if answer.plan.difference is not None:
            of_plan["changes"] = change_records(answer.plan.difference, language)
    return WhyDocument(
        status=answer.status,
        answer=_sentences(lines, language),
        session=answer.session,
        placement=SpotRecord(**spot(problem, placement)),
        kept_out=finding_records(answer.kept_out, language),
        costs=tier_cost_records(answer.costs),
        unkept=finding_records(answer.unkept, language),
        in_the_way={},
        ways=way_records(problem, answer.ways, language),
        best=tier_cost_records(answer.freely),
        versions=_VERSIONS,
        **of_plan,
    )


def seat_document(
    answer: OtherSeat, lines: Iterable[Paragraph], language: Language
) -> WhyNotDocument:
    """Return what it would take that an attendee had a seat in a workshop."""
    return WhyNotDocument(
        status=answer.status,
        answer=_sentences(lines, language),
        attendee=answer.attendee,
        session=answer.session,
        full=answer.full,
        kept_out=finding_records(answer.kept_out, language),
        moves=tuple(
            SeatMoveRecord(
                attendee=move.attendee,
                before=move.before,
                after=move.after,
                rank_before=move.rank_before,
                rank_after=move.rank_after,
            )
            for move in answer.moves
        ),
        costs=tuple(
            AimCostRecord(aim=cost.aim.say(language), before=cost.before, after=cost.after)
            for cost in answer.costs
        ),
        versions=_VERSIONS,
    )


def who_can_document(
    people: Sequence[Substitute], lines: Iterable[Paragraph], language: Language
) -> WhoCanDocument:
    """Return who is free for a session, or at some hours."""
    return WhoCanDocument(
        status="feasible",  # that nobody is free is an answer, too
        answer=_sentences(lines, language),
        people=substitute_records(people, language),
        versions=_VERSIONS,
    )


def prices_document(
    known: DemandPrices, lines: Iterable[Paragraph], language: Language
) -> PricesDocument:
    """Return what the demands of a draft cost."""
    return PricesDocument(
        status=known.result.status,
        answer=_sentences(lines, language),
        prices=tuple(
            DemandPriceRecord(
                rule=price.demand.rule,
                message=price.demand.text.say(language),
                sessions=price.demand.sessions,
                people=price.demand.people,
                rooms=price.demand.rooms,
                rules=price.rules,
                before=price.before,
                after=price.after,
                proven=price.proven,
            )
            for price in known.prices
        ),
        complete=known.complete,
        versions=_VERSIONS,
    )


def _sentences(lines: Iterable[Paragraph], language: Language) -> tuple[str, ...]:
    """Return all that is said; a heading only where it is a sentence of its own."""
    return tuple(
        sentence.say(language) for each in lines for sentence in each.sentences or (each.heading,)
    )
