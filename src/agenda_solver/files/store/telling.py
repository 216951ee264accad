"""From what was found to the document that says it, in one language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from agenda_solver import __version__
from agenda_solver.files.store.differing import change_records, row_records, spot
from agenda_solver.files.store.documents import (
    AssignDocument,
    CheckDocument,
    ContingencyDocument,
    ReplanDocument,
    SolveDocument,
    VerifyDocument,
)
from agenda_solver.files.store.records import (
    AlternativeRecord,
    AssumedRecord,
    CastRecord,
    CoreRecord,
    EditRecord,
    EnoughRecord,
    FindingRecord,
    MorePlacesRecord,
    ObstacleRecord,
    OfPersonRecord,
    OptionRecord,
    PlacementRecord,
    PointsRecord,
    PriceRecord,
    RepeatedRecord,
    RoleRecord,
    ScenarioRecord,
    SeatRecord,
    StageRecord,
    StandbysRecord,
    SubstituteRecord,
    TierCostRecord,
    TierRecord,
    WayRecord,
)
from agenda_solver.offers import Offers
from agenda_solver.preflight import impossible
from agenda_solver.preflight.assumptions import assumptions
from agenda_solver.problem import Path, Problem, label_of
from agenda_solver.result import Result, Seating, Status, TierResult
from agenda_solver.rules.rule import Finding
from agenda_solver.substitutes import Substitute
from agenda_solver.text import Language, Text, listing, same
from agenda_solver.timetable import Timetable
from agenda_solver.verify import Verdict
from agenda_solver.views import news
from agenda_solver.views.announced import announced_texts
from agenda_solver.views.options import typed_text
from agenda_solver.views.plan_b import change_lines, first_sentence, scenario_text
from agenda_solver.views.points import points
from agenda_solver.views.pressing import pressing, pressing_of
from agenda_solver.views.ways import PlaceOf, change_place

if TYPE_CHECKING:
    from agenda_solver.alternatives import OtherProgramme
    from agenda_solver.difference import Difference
    from agenda_solver.explain import Conflict, WayOut
    from agenda_solver.explain.placing import TierCost
    from agenda_solver.files.workbook.reading import Book
    from agenda_solver.replan import Plan, Price
    from agenda_solver.replan.contingency import PlanB

Where = Callable[[Finding], Text | None]
"""Says where in the input a finding stands."""

# --- What a search found ------------------------------------------------------------------


def solve_document(
    problem: Problem,
    result: Result,
    language: Language,
    reasons: Conflict | None = None,
    where: Where | None = None,
    ways: Sequence[WayOut] = (),
    place_of: PlaceOf | None = None,
    others: Iterable[OtherProgramme] | None = None,
) -> SolveDocument:
    """Return the outcome of a solve, why there is none, and other programmes.

    A reproducible run leaves out how long it took, so that its bytes repeat.
    """
    searched = _searched(problem, result, language, where)
    if result.repeated is not None:
        searched["repeated"] = tuple(
            RepeatedRecord(
                session=one.session,
                given=one.given,
                asking=one.asking,
                lacking=one.lacking,
                why=one.why.say(language),
            )
            for one in result.repeated.sessions
        )
        searched["stages"] += (
            StageRecord(stage="repeats", status=result.repeated.status, tiers=()),
        )
    return SolveDocument(
        **searched,
        core=core_records(reasons, language, where),
        ways=way_records(problem, ways, language, place_of),
        alternatives=None
        if others is None
        else tuple(_alternative(problem, other, language) for other in others),
    )


def _alternative(problem: Problem, other: OtherProgramme, language: Language) -> AlternativeRecord:
    timetable = other.result.timetable
    assert timetable is not None
    return AlternativeRecord(
        status=other.result.overall,
        new_times=other.new_times,
        new_rooms=other.new_rooms,
        proven=other.proven,
        costs=tier_cost_records(other.costs),
        placements=placement_records(problem, timetable),
        seats=seat_records(timetable),
        changes=change_records(other.difference, language),
    )


def tier_cost_records(costs: Iterable[TierCost]) -> tuple[TierCostRecord, ...]:
    """Return what tiers come to, as the programme is and as it would be."""
    return tuple(
        TierCostRecord(rules=tier.rules, before=tier.before, after=tier.after, proven=tier.proven)
        for tier in costs
    )


def assign_document(
    problem: Problem,
    result: Result,
    changed: Difference | None,
    language: Language,
    where: Where | None = None,
) -> AssignDocument:
    """Return the outcome of seating attendees in a timetable that was given.

    The status is that of the seats: nothing is said of the timetable. What differs from
    before is told where seats were to be kept.
    """
    of_seats: dict[str, Any] = {
        **_searched(problem, result, language, where),
        "status": result.seating.status if result.seating else result.status,
        "stages": _seats_stages(result.seating, language),
    }
    return AssignDocument(**of_seats, changes=change_records(changed, language) if changed else ())


def replan_document(
    plan: Plan,
    language: Language,
    announced: Iterable[Text] = (),
    place_of: PlaceOf | None = None,
) -> ReplanDocument:
    """Return what becomes of a timetable after changes."""
    return ReplanDocument(
        **_searched(plan.problem, plan.result, language),
        core=core_records(plan.reasons, language),
        ways=way_records(plan.problem, plan.ways, language, place_of),
        announced=_sentences(announced, language),
        summary=_sentences((*plan.overridden, *news.plan_summary(plan)), language),
        price=price_record(plan.price),
        options=tuple(
            OptionRecord(
                session=option.session,
                way=option.way,
                person=option.person,
                by=option.by,
                beside=tuple(
                    OfPersonRecord(way=other.way, person=other.person, by=other.by)
                    for other in option.beside
                ),
                status=option.status,
                chosen=option.chosen,
                deserted=option.deserted,
                instruction=typed_text(option),
                price=price_record(option.price),
            )
            for option in plan.options
        ),
        standbys=tuple(
            StandbysRecord(
                session=standbys.session,
                person=standbys.person,
                could=substitute_records(standbys.could, language),
            )
            for standbys in plan.standbys
        ),
        gaps={gap: _known_price(price) for gap, price in plan.gaps.items()},
        changes=change_records(plan.difference, language) if plan.difference else (),
    )


def contingency_document(
    problem: Problem,
    plans: Sequence[PlanB],
    expected: int,
    language: Language,
    workbooks: Mapping[str, str] | None = None,
) -> ContingencyDocument:
    """Return what would be done in each scenario, in the order of the plans.

    Parameters
    ----------
    expected : int
        How many there were to be.
    workbooks : mapping of str to str
        By the scenario's key, the workbook of its plan.
    """
    statuses = [one.status for one in plans]
    all_known = len(plans) == expected and "unknown" not in statuses
    proven = all(one.plan.price is None or one.plan.price.proven for one in plans)
    status: Status = "unknown" if not all_known else "optimal" if proven else "feasible"
    return ContingencyDocument(
        status=status,
        expected=expected,
        scenarios=tuple(_scenario(problem, one, language, workbooks or {}) for one in plans),
        versions=dict(plans[0].plan.result.versions) if plans else {},
    )


def _scenario(
    problem: Problem, one: PlanB, language: Language, workbooks: Mapping[str, str]
) -> ScenarioRecord:
    scenario = one.scenario
    return ScenarioRecord(
        name=scenario_text(problem, scenario).say(language),
        announced=_sentences(announced_texts(problem, scenario.changes), language),
        status=one.status,
        first=first_sentence(one).say(language),
        price=price_record(one.plan.price),
        changes=_sentences(change_lines(one), language),
        why=_sentences(one.outcome.why, language),
        ways=tuple(
            EnoughRecord(
                sentences=_sentences(way.sentences, language), price=way.price, proven=way.proven
            )
            for way in one.outcome.ways
        ),
        workbook=workbooks.get(scenario.key),
    )


def _searched(
    problem: Problem, result: Result, language: Language, where: Where | None = None
) -> dict[str, Any]:
    """Return the fields of every search."""
    whole = _whole(result)
    timings = {} if result.reproducible else result.timings
    return {
        "status": result.overall,
        "pressing": _sentences(pressing(problem, result), language),
        "stages": (_timetable_stage(result), *_seats_stages(result.seating, language)),
        "cost": whole.cost if whole else None,
        "bound": whole.bound if whole else None,
        "costs": dict(result.costs),
        "findings": finding_records(result.findings, language, where),
        "assumed": assumed_records(problem, language, where),
        **_decided(problem, result.timetable),
        **_of_seating(result.seating),
        "seconds": None if result.reproducible else round(result.seconds, 3),
        "timings": {phase: round(seconds, 3) for phase, seconds in timings.items()},
        "seed": result.seed,
        "workers": result.workers,
        "versions": dict(result.versions),
    }


def _sentences(sentences: Iterable[Text], language: Language) -> tuple[str, ...]:
    return tuple(text.say(language) for text in sentences)


def _whole(result: Result) -> TierResult | None:
    """Return the tier that is the whole: costs of several tiers do not add up."""
    alone = len(result.tiers) == 1 and result.seating is None
    return result.tiers[0] if alone else None


def _timetable_stage(result: Result) -> StageRecord:
    return StageRecord(
        stage="timetable",
        status=result.status,
        tiers=tuple(
            TierRecord(tier=tier.tier, cost=tier.cost, bound=tier.bound) for tier in result.tiers
        ),
    )


def _seats_stages(seating: Seating | None, language: Language) -> tuple[StageRecord, ...]:
    if seating is None:
        return ()
    tiers = tuple(
        TierRecord(tier=number, cost=tier.cost, bound=tier.bound, aim=tier.aim.say(language))
        for number, tier in enumerate(seating.tiers, start=1)
    )
    return (
        StageRecord(
            stage="seats",
            status=seating.status,
            tiers=tiers,
            method=seating.method,
            fairness=seating.fairness,
        ),
    )


def _of_seating(seating: Seating | None) -> dict[str, Any]:
    """Return what seating the attendees told beside the seats."""
    return {
        "cancelled": seating.cancelled if seating else (),
        "more_places": tuple(
            MorePlacesRecord(
                session=more.session,
                places=more.places,
                wishes={str(rank): seats for rank, seats in sorted(more.ranks.items())},
                without=more.without,
            )
            for more in (seating.more_places if seating else ())
        ),
    }


def core_records(
    reasons: Conflict | None, language: Language, where: Where | None = None
) -> tuple[CoreRecord, ...]:
    """Return the demands that cannot hold together."""
    conflicts = (reasons, *reasons.others) if reasons else ()
    return tuple(
        CoreRecord(
            **demand.model_dump(include=set(CoreRecord.model_fields)),
            conflict=number,
        )
        for number, conflict in enumerate(conflicts, start=1)
        for demand in finding_records(conflict.findings, language, where)
    )


def substitute_records(
    could: Iterable[Substitute], language: Language
) -> tuple[SubstituteRecord, ...]:
    """Return who could take part in a session, or is free in some hours."""
    return tuple(
        SubstituteRecord(
            person=one.person,
            fit=one.fit,
            free=one.is_free,
            obstacles=tuple(
                ObstacleRecord(
                    rule=obstacle.rule,
                    message=obstacle.text.say(language),
                    takes=obstacle.takes.say(language),
                    sessions=obstacle.sessions,
                )
                for obstacle in one.obstacles
            ),
            gives_up=one.gives_up,
        )
        for one in could
    )


def way_records(
    problem: Problem, ways: Iterable[WayOut], language: Language, place_of: PlaceOf | None = None
) -> tuple[WayRecord, ...]:
    """Return what it would be enough to change; where, as TOML has it if nothing else is told."""
    return tuple(_way(problem, way, language, place_of or label_of) for way in ways)


def _way(problem: Problem, way: WayOut, language: Language, place_of: PlaceOf) -> WayRecord:
    return WayRecord(
        edits=tuple(_edits(problem, way, language, place_of)),
        price=way.price,
        status=way.status,
        verified=way.verified,
        bound=way.bound,
        minimal=way.minimal,
        whole=way.whole,
    )


def _edits(
    problem: Problem, way: WayOut, language: Language, place_of: PlaceOf
) -> Iterator[EditRecord]:
    for edit in way.edits:
        for change in edit.changes:
            place = change_place(problem, change, place_of)
            before, problem = problem, change.applied(problem)
            yield EditRecord(
                where=place.say(language),
                field=change.field,
                before=_written_at(before, change.where),
                after=_written_at(problem, change.where),
                message=edit.text.say(language),
            )


def _written_at(problem: Problem, where: Path) -> Any:
    """Return what stands at a place, as in TOML, but times as text; None where it is default."""
    table, *path = where
    value = getattr(problem, str(table))
    if isinstance(value, list):
        row_id, *path = path
        rows = (row for number, row in enumerate(value) if row_id in (number, row.id))
        value = next(rows, None)
    value = value and value.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def price_record(price: Price | None) -> PriceRecord | None:
    """Return what a plan changes, where there is one."""
    return None if price is None else _known_price(price)


def _known_price(price: Price) -> PriceRecord:
    return PriceRecord(
        sessions=price.cancelled,
        times=price.moved,
        rooms=price.rooms,
        rooms_of_moved=price.rooms_of_moved,
        seats=price.seats,
        unseated=price.unseated,
        touched=price.touched,
        proven=price.proven,
    )


# --- What is seen without a search --------------------------------------------------------


def verify_document(book: Book, verdict: Verdict, language: Language) -> VerifyDocument:
    """Return what `verify` says of a workbook's timetable."""
    status: Status = "infeasible" if verdict.errors else "feasible"
    costs = [verdict.tier_cost(tier) for tier in verdict.tiers]
    tiers = tuple(
        TierRecord(tier=tier.number, cost=cost, bound=None)
        for tier, cost in zip(verdict.tiers, costs, strict=True)
    )
    findings = finding_records((*verdict.findings, *book.doubts), language, book.where)
    return VerifyDocument(
        status=status,
        pressing=_sentences(pressing_of(book.problem, book.timetable, verdict.findings), language),
        stages=(StageRecord(stage="timetable", status=status, tiers=tiers),),
        cost=costs[0] if len(costs) == 1 else None,
        costs=dict(verdict.costs),
        findings=findings,
        assumed=assumed_records(book.problem, language, book.where),
        **_decided(book.problem, book.timetable),
        changes=row_records(book.changes, language),
        **_NOT_SEARCHED,
    )


def check_document(
    problem: Problem,
    findings: Collection[Finding],
    language: Language,
    where: Where | None = None,
) -> CheckDocument:
    """Return what `check` says of a draft."""
    return CheckDocument(
        status="infeasible" if impossible(findings) else "unknown",
        stages=(),
        cost=None,
        costs={},
        findings=finding_records(findings, language, where),
        assumed=assumed_records(problem, language, where),
        **_decided(problem, None),
        **_NOT_SEARCHED,
    )


_NOT_SEARCHED: Mapping[str, Any] = {
    "bound": None,
    "cancelled": (),
    "more_places": (),
    "seconds": None,
    "timings": {},
    "seed": None,
    "workers": None,
    "versions": {"agenda-solver": __version__},
}


def finding_records(
    findings: Iterable[Finding], language: Language, where: Where | None = None
) -> tuple[FindingRecord, ...]:
    """Return findings; where they stand is written as in TOML if not told."""
    place = where or (lambda finding: label_of(finding.where))
    return tuple(
        FindingRecord(
            rule=finding.rule,
            severity=finding.severity,
            message=finding.text.say(language),
            where=(place(finding) or same("")).say(language),
            sessions=finding.sessions,
            people=finding.people,
            rooms=finding.rooms,
            attendees=finding.attendees,
        )
        for finding in findings
    )


def assumed_records(
    problem: Problem, language: Language, where: Where | None = None
) -> tuple[AssumedRecord, ...]:
    """Return what is taken for granted; where to say otherwise, as `finding_records` has it."""
    records = []
    for assumption in assumptions(problem):
        places = (
            Finding(assumption.custom, "info", assumption.text, where=path)
            for path in assumption.places
        )
        located = [
            (where(place) or same("")) if where else label_of(place.where) for place in places
        ]
        records.append(
            AssumedRecord(
                custom=assumption.custom,
                message=assumption.text.say(language),
                where=listing(located).say(language),
            )
        )
    return tuple(records)


# --- What is decided ----------------------------------------------------------------------


def _decided(problem: Problem, timetable: Timetable | None) -> dict[str, Any]:
    if timetable is None:
        return {"wishes": {}, "placements": (), "cast": (), "seats": ()}
    return {
        "wishes": _wishes(problem, timetable),
        "points": _points(problem, timetable),
        "placements": placement_records(problem, timetable),
        "cast": tuple(
            CastRecord(session=part.session, role=part.role, number=part.number, person=part.person)
            for part in timetable.cast
        ),
        "seats": seat_records(timetable),
    }


def seat_records(timetable: Timetable) -> tuple[SeatRecord, ...]:
    """Return who sits where."""
    return tuple(
        SeatRecord(attendee=seat.attendee, session=seat.session) for seat in timetable.seats
    )


def _wishes(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """Return how many seats there are of each rank; ``none``: no seat, or no wish."""
    if not timetable.seats:
        return {}
    profile = Offers(problem, timetable).profile()
    ranks = sorted(rank for rank in profile if rank is not None)
    return {**{str(rank): profile[rank] for rank in ranks}, "none": profile[None]}


def _points(problem: Problem, timetable: Timetable) -> PointsRecord | None:
    known = points(problem, timetable) if timetable.seats else None
    if known is None:
        return None
    return PointsRecord(given=known.given, most=known.most, worst=known.worst)


def placement_records(problem: Problem, timetable: Timetable) -> tuple[PlacementRecord, ...]:
    """Return where and when each session takes place, and what it is."""
    return tuple(
        PlacementRecord(
            session=placement.session,
            title=problem.session[placement.session].title,
            **spot(problem, placement),
            kind=problem.session[placement.session].kind,
            track=problem.session[placement.session].track or None,
            block=problem.session[placement.session].block,
            part_of=problem.session[placement.session].part_of,
            people=tuple(_roles(problem, timetable, placement.session)),
        )
        for placement in timetable.placements
    )


def _roles(problem: Problem, timetable: Timetable, session: str) -> Iterator[RoleRecord]:
    """Yield who takes part in a session: those who are named, and those who were chosen."""
    for role, entries in problem.session[session].people.items():
        for number, entry in enumerate(entries):
            chosen = timetable.by_part.get((session, role, number), ())
            for person in (entry,) if isinstance(entry, str) else chosen:
                yield RoleRecord(id=person, role=role)
