"""What the commands do, for those who write Python: files or dictionaries in, results out.

`import agenda_solver` gives all of it; it is loaded when it is first used. Every timetable that
is returned has passed `verify`, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from agenda_solver.budget import Budget
from agenda_solver.changes import Announced, Changes
from agenda_solver.difference import Version
from agenda_solver.fairness import Fairness
from agenda_solver.files.opening import (
    Original,
    after_edits,
    impossible_by_hand,
    is_book,
    load,
    typed_seats,
)
from agenda_solver.problem import Problem, Spot, label_of
from agenda_solver.result import Result, Status
from agenda_solver.text import Language, Names, Text
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import Verdict
from agenda_solver.verify import verify as judge

if TYPE_CHECKING:
    from pandas import DataFrame

    from agenda_solver.explain.reasons import Conflict
    from agenda_solver.explain.ways import WayOut
    from agenda_solver.history.lineage import Lineage
    from agenda_solver.replan.contingency import PlanB
    from agenda_solver.replan.plan import Plan
    from agenda_solver.views.reasons import Paragraph

# --- What comes out -----------------------------------------------------------------------


class Shown:
    """What can be looked at as a table: in a notebook it shows itself."""

    def __str__(self) -> str:
        raise NotImplementedError

    def to_frame(self) -> DataFrame:
        """Return it as a table, a row each."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in str(self).splitlines())
        return paragraphs + self.to_frame().to_html(index=False, na_rep="")


@dataclass(frozen=True)
class Settings:
    """How to search.

    Attributes
    ----------
    seconds : float
        Of the whole search; see `reproducible`.
    seed : int
        Of all random choices.
    workers : int
        Threads of the solver.
    reproducible : bool
        Whether the same result comes out each time: one worker, and a measure of work instead
        of the clock.
    fairness : {"generous", "total", "first-choices", "ratings"}
        Whose wishes come first where seats are given out.
    """

    seconds: float = 60.0
    seed: int = 0
    workers: int = 8
    reproducible: bool = False
    fairness: Fairness = "generous"

    @property
    def budget(self) -> Budget:
        """A budget that begins now."""
        return Budget(self.seconds, self.seed, self.workers, self.reproducible)


@dataclass(frozen=True)
class Programme(Shown):
    """What is asked, and the timetable, once there is one.

    Attributes
    ----------
    problem : Problem
        What is asked.
    result : Result or None
        Status, tiers, bounds, findings; None of a draft that was not solved.
    source : Original or None
        The file it was read from, with what a person has changed in it since.
    lineage : Lineage or None
        What a programme was made from, and what was published before it.
    """

    problem: Problem
    result: Result | None = None
    source: Original | None = field(default=None, repr=False, compare=False)
    lineage: Lineage | None = field(default=None, repr=False, compare=False)

    @property
    def timetable(self) -> Timetable | None:
        """When and where the sessions are, and who sits where; None where there is none."""
        return self.result.timetable if self.result else None

    @property
    def status(self) -> Status:
        """The weakest of what is proven of times, rooms and seats."""
        return self.result.overall if self.result else "unknown"

    @property
    def version(self) -> Version:
        """What is asked and the timetable, as they are compared.

        Raises
        ------
        ValueError
            If there is no timetable.
        """
        if self.timetable is None:
            raise ValueError("there is no timetable yet: solve it first")
        return Version(self.problem, self.timetable)

    @property
    def language(self) -> Language:
        """The event's."""
        return self.problem.event.language

    def __str__(self) -> str:
        from agenda_solver.views.proofs import status_text

        name = self.problem.event.name
        if self.result is None:
            return name
        return f"{name}\n{status_text(self.result).say(self.language)}"

    def to_frame(self) -> DataFrame:
        """Return a row a session, in the order of time; without a timetable there is none.

        ``start`` and ``end`` are times of the event's zone, without an offset; ``people`` are
        the ids of those who take part, with commas between them.
        """
        placements = self.timetable.placements if self.timetable else ()
        ordered = sorted(placements, key=lambda one: (one.day, one.start, one.end))
        return _frame([self._row(placement) for placement in ordered], _COLUMNS)

    def _row(self, placement: Placement) -> dict[str, Any]:
        session = self.problem.session[placement.session]
        midnight = datetime.combine(placement.day, time())
        people = self.timetable.roster(session) if self.timetable else ()
        values = (
            *(session.id, session.title),
            *(midnight + timedelta(minutes=minute) for minute in (placement.start, placement.end)),
            *(placement.room, session.kind, session.track or None, session.block),
            *(session.part_of, ", ".join(people)),
        )
        return dict(zip(_COLUMNS, values, strict=True))

    def seats_to_frame(self) -> DataFrame:
        """Return a row a seat: the ids of an ``attendee`` and of a ``session``."""
        seats = self.timetable.seats if self.timetable else ()
        records = [{"attendee": seat.attendee, "session": seat.session} for seat in seats]
        return _frame(records, ("attendee", "session"))


_COLUMNS = (
    *("session", "title", "start", "end", "room", "kind", "track", "block", "part_of", "people"),
)


@dataclass(frozen=True)
class Replanned(Programme):
    """The nearest programme after changes.

    Attributes
    ----------
    plan : Plan or None
        What it changes, what that costs, and the other ways there are.
    """

    plan: Plan | None = None

    def __str__(self) -> str:
        from agenda_solver.views import news

        if self.plan is None:
            return super().__str__()
        sentences = (*self.plan.overridden, *news.plan_summary(self.plan))
        return "\n".join(text.say(self.language) for text in sentences)

    def changes_to_frame(self) -> DataFrame:
        """Return a row for each session, part or seat that changes; its ``message`` says so."""
        from agenda_solver.files.store.differing import change_records

        difference = self.plan.difference if self.plan else None
        changes = change_records(difference, self.language) if difference else ()
        return _frame([change.model_dump() for change in changes], ("kind", "message"))


@dataclass(frozen=True)
class PlansB(Shown):
    """What would be done in each case, the gravest first.

    Attributes
    ----------
    plans : tuple of PlanB
        Each with its scenario and its plan, which was verified.
    problem : Problem
        What was published.
    """

    plans: tuple[PlanB, ...]
    problem: Problem

    def __str__(self) -> str:
        from agenda_solver.views.plan_b import summary_texts

        texts = summary_texts(self.plans, len(self.plans))
        return "\n".join(text.say(self.problem.event.language) for text in texts)

    def to_frame(self) -> DataFrame:
        """Return a row a case: what happens, its status and first sentence, what it costs.

        ``sessions`` do not take place, ``times``, ``rooms`` and ``seats`` change, ``unseated``
        people lack a seat; nothing where there is no plan.
        """
        return _frame([self._row(one) for one in self.plans], _PLAN_COLUMNS)

    def _row(self, one: PlanB) -> dict[str, Any]:
        from agenda_solver.views.plan_b import amounts, first_sentence, scenario_text

        language = self.problem.event.language
        price = one.plan.price
        times, rooms, seats, unseated = amounts(price) if price else (None,) * 4
        values = (
            *(scenario_text(self.problem, one.scenario).say(language), one.status),
            *(first_sentence(one).say(language), price.cancelled if price else None),
            *(times, rooms, seats, unseated, price.proven if price else None),
        )
        return dict(zip(_PLAN_COLUMNS, values, strict=True))


_PLAN_COLUMNS = (
    *("case", "status", "first", "sessions", "times", "rooms", "seats", "unseated", "proven"),
)


@dataclass(frozen=True)
class Judgement(Shown):
    """What the rules say of a timetable; see `agenda_solver.verify.Verdict`."""

    verdict: Verdict
    language: Language

    @property
    def holds(self) -> bool:
        """Whether no demand is broken."""
        return not self.verdict.errors

    def __str__(self) -> str:
        broken = len(self.verdict.errors)
        return (_HOLDS if not broken else _BROKEN.fill(number=broken)).say(self.language)

    def to_frame(self) -> DataFrame:
        """Return a row a finding: its rule, severity and message, whom it concerns, its cost."""
        from agenda_solver.files.store.telling import finding_records

        records = finding_records(self.verdict.findings, self.language)
        rows = [
            {**record.model_dump(), "cost": finding.cost}
            for record, finding in zip(records, self.verdict.findings, strict=True)
        ]
        return _frame(rows, ("rule", "severity", "message", "cost"))


_HOLDS = Text("Toutes les demandes sont tenues.", "All demands are kept.")
_BROKEN = Text("Demandes qui ne sont pas tenues : {number}", "Demands that are not kept: {number}")


@dataclass(frozen=True)
class Answered(Shown):
    """An answer in sentences, and what it is made from.

    Attributes
    ----------
    paragraphs : tuple of Paragraph
        The answer.
    language : {"fr", "en"}
    reasons : Conflict or None
        Of a draft without a programme: what cannot hold together.
    ways : tuple of WayOut
        What it would be enough to change, the cheapest first; each was tried.
    """

    paragraphs: tuple[Paragraph, ...]
    language: Language
    reasons: Conflict | None = None
    ways: tuple[WayOut, ...] = ()

    def __str__(self) -> str:
        lines = []
        for paragraph in self.paragraphs:
            lines.append(paragraph.heading.say(self.language))
            lines += (f"  - {text.say(self.language)}" for text in paragraph.sentences)
        return "\n".join(lines)

    def to_frame(self) -> DataFrame:
        """Return a row a sentence, with the ``heading`` it stands under."""
        rows = [
            {"heading": paragraph.heading.say(self.language), "sentence": text.say(self.language)}
            for paragraph in self.paragraphs
            for text in paragraph.sentences
        ]
        return _frame(rows, ("heading", "sentence"))


def _frame(records: Sequence[dict[str, Any]], columns: Iterable[str]) -> DataFrame:
    """Return records as a table, with its columns even where there is no record."""
    from pandas import DataFrame

    return DataFrame(records, columns=None if records else list(columns))


Asked = Problem | Programme | str | PathLike[str]
"""What is asked: a problem, what was read or solved, or a file to read."""


# --- What is done -------------------------------------------------------------------------


def read(path: str | PathLike[str]) -> Programme:
    """Read a draft (.xlsx, .toml) or a solved workbook.

    Raises
    ------
    InputError
        With a sentence for each thing that cannot be read, and its place.
    """
    source = Original(load(Path(path)), Path(path))
    draft = source.asked
    if not is_book(draft) or not draft.solved:
        return Programme(draft.problem, source=source)
    return Programme(draft.problem, draft.result, source, draft.lineage)


def solve(
    asked: Asked, settings: Settings | None = None, *, start: Timetable | None = None
) -> Programme:
    """Find the best timetable and seats.

    Parameters
    ----------
    asked : Problem, Programme or path
        What is asked. What a person has changed by hand in a solved workbook is kept.
    settings : Settings, optional
        How to search.
    start : Timetable, optional
        One to begin from.

    Returns
    -------
    Programme
        With status ``infeasible`` only where that is proven: see `explain`.

    Raises
    ------
    SelfCheckError
        If what was found does not pass `verify`.
    """
    from agenda_solver.assign.times import solve_with_times

    settings = settings or Settings()
    given = _programme(asked)
    if given.source is None:
        problem, typed = given.problem, None
    else:
        problem, typed = after_edits(given.source.asked)
        if (impossible := impossible_by_hand(given.source.asked)) is not None:
            return Programme(given.problem, impossible, given.source)
    whole = solve_with_times(
        problem,
        settings.budget,
        fairness=settings.fairness,
        pinned=_pinned(given),
        start=start or typed or given.timetable,
    )
    return _made_from(given, whole.problem, whole.result)


def assign(asked: Asked, settings: Settings | None = None, *, keep: bool = False) -> Programme:
    """Seat the attendees of a timetable, which stays as it is.

    Parameters
    ----------
    keep : bool
        Whether as few as possible of those who have a seat get another.

    Raises
    ------
    ValueError
        If there is no timetable.
    """
    from agenda_solver.assign import with_seats

    settings = settings or Settings()
    given = _programme(asked)
    timetable = given.version.timetable
    assert given.result is not None
    result = with_seats(
        given.problem,
        given.result,
        settings.budget,
        fairness=settings.fairness,
        before=timetable.seats if keep else None,
        pinned=_pinned(given),
    )
    return _made_from(given, given.problem, result)


def verify(asked: Asked, timetable: Timetable | None = None) -> Judgement:
    """Judge a timetable by the rules, without the solver.

    Parameters
    ----------
    timetable : Timetable, optional
        Any timetable of what is asked; otherwise the one that is there.

    Raises
    ------
    ValueError
        If there is none.
    """
    given = _programme(asked)
    return Judgement(judge(given.problem, timetable or given.version.timetable), given.language)


def replan(
    asked: Asked,
    announced: Iterable[Announced] = (),
    settings: Settings | None = None,
    *,
    now: tuple[date, int] | None = None,
    close_gaps: bool = False,
    least: Literal["times", "touched"] = "times",
) -> Replanned:
    """Find the smallest change of a published timetable that works.

    Parameters
    ----------
    announced : iterable of PersonCancels, PersonIsReplaced, PersonIsAway, SessionIsCancelled, \
RoomIsClosed
        What has changed since it was published; what was changed by hand in its workbook counts
        too.
    now : (date, int), optional
        A day and a minute of it: what has begun by then stays.
    close_gaps : bool
        Whether what follows a cancelled session moves up.
    least : {"times", "touched"}
        What changes least: times and then rooms, or how many sessions are touched at all.

    Raises
    ------
    ValueError
        If there is no timetable.
    """
    from agenda_solver.replan import replan as nearest

    settings = settings or Settings()
    given = _programme(asked)
    before, problem = _published(given)
    plan = nearest(
        before,
        problem,
        Changes(tuple(announced), now, close_gaps),
        settings.budget,
        fairness=settings.fairness,
        pinned=_pinned(given),
        least=least,
    )
    made = _made_from(given, plan.problem, plan.result)
    return Replanned(made.problem, made.result, lineage=made.lineage, plan=plan)


def contingency(
    asked: Asked,
    scenarios: Iterable[Sequence[Announced]] | None = None,
    settings: Settings | None = None,
    *,
    least: Literal["times", "touched"] = "times",
    workers: int | None = None,
    scheduler: str | None = None,
) -> PlansB:
    """Find a plan B for everything that may happen to a published timetable.

    Parameters
    ----------
    scenarios : iterable of sequences, optional
        What is announced in each, as of `replan`; otherwise each person who takes part in
        something cancels, and each room in use is closed, one at a time.
    settings : Settings, optional
        How to search: `seconds` are a measure of work for each plan (20 otherwise).
    least : {"times", "touched"}
        As of `replan`.
    workers : int, optional
        How many processes of this machine search; otherwise this one does.
    scheduler : str, optional
        The address of a Dask cluster that searches; no name is sent there.

    Raises
    ------
    ValueError
        If there is no timetable.
    """
    from agenda_solver.replan.contingency import contingency as planned
    from agenda_solver.replan.contingency import executor_of, gravest_first, in_order
    from agenda_solver.replan.executors import Planning
    from agenda_solver.replan.scenarios import Scenario, each_alone

    given = _programme(asked)
    before, problem = _published(given)
    settings = settings or Settings(seconds=20.0)
    work = Planning(
        *(before, problem, settings.seconds, settings.seed, settings.fairness, least),
        pinned=_pinned(given),
    )
    wanted = (
        each_alone(before)
        if scenarios is None
        else tuple(Scenario(Changes(tuple(announced))) for announced in scenarios)
    )
    plans = in_order(wanted, list(planned(work, wanted, executor_of(workers, scheduler))))
    return PlansB(tuple(gravest_first(plans)), before.problem)


def explain(
    asked: Asked,
    session: str | None = None,
    settings: Settings | None = None,
    *,
    day: date | None = None,
    start: str | int | None = None,
    room: str | None = None,
) -> Answered:
    """Say why a draft has no programme, or why a session is where it is, and not elsewhere.

    Parameters
    ----------
    session : str, optional
        The id of a session of a timetable. Without one: why there is no programme, and the
        smallest changes of the draft that work.
    day, start, room : date, str or int, str, optional
        Where the session might be instead; a start as ``14:30`` or in minutes.

    Raises
    ------
    ValueError
        If there is no timetable in which a session could have a place.
    """
    settings = settings or Settings()
    given = _programme(asked)
    if session is None:
        return _why_impossible(given, settings)
    version = given.version
    if session not in version.timetable.by_session:
        raise ValueError(f"no session {session!r} has a place in this timetable")
    from agenda_solver.views import whys

    if day is None and start is None and room is None:
        from agenda_solver.explain.placing import whereabouts

        why = whereabouts(version.problem, version.timetable, session, settings.budget)
        return Answered(tuple(whys.whereabouts_lines(version.problem, why)), given.language)
    from agenda_solver.replan.elsewhere import elsewhere

    here = version.timetable.by_session[session]
    given_day = day or (here.day if start is not None else None)
    spot = Spot.model_validate({"day": given_day, "start": start, "room": room})
    answer = elsewhere(
        version,
        session,
        spot,
        settings.budget,
        fairness=settings.fairness,
        pinned=_pinned(given),
    )
    return Answered(tuple(whys.elsewhere_lines(version.problem, answer)), given.language)


def export(
    asked: Asked,
    path: str | PathLike[str],
    to: str | None = None,
    *,
    names: Names = "full",
    force: bool = False,
    **options: Any,
) -> tuple[Path, ...]:
    """Write a programme.

    Parameters
    ----------
    path : path
        A file, or a folder for a format that fills one.
    to : str, optional
        A format of the command `export`; without one, the workbook to work with, as `solve`
        and `replan` write it, or, before there is a timetable, the draft as a workbook.
    names : {"full", "initials", "codes"}
        How attendees are called.
    force : bool
        Whether what is there already is replaced.
    **options
        Of a format: see `agenda_solver.files.exporters.ExportOptions`.

    Returns
    -------
    tuple of Path
        What was written.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    given = _programme(asked)
    if to is None:
        return (_workbook(given, Path(path), names, force=force),)
    from agenda_solver.files import exporters

    version, lineage = given.version, given.lineage
    history = lineage.history if lineage else None
    if history is None:
        from agenda_solver.views.editions import with_edition

        history = with_edition(None, version.problem, version.timetable)
    publication = exporters.Publication(
        version.problem, version.timetable, history, given.language, given.result
    )
    stamped = None if given.result and given.result.reproducible else datetime.now(UTC)
    choice = exporters.ExportOptions(names=names, stamped=stamped, **options)
    format_ = exporters.exporter(to)
    return exporters.write(format_, Path(path), publication, choice, force=force).paths


# --- Between the two ----------------------------------------------------------------------


def _programme(asked: Asked) -> Programme:
    if isinstance(asked, Programme):
        return asked
    return Programme(asked) if isinstance(asked, Problem) else read(asked)


def _published(given: Programme) -> tuple[Version, Problem]:
    """Return what was published, and what is asked since a person has changed it."""
    if given.source is not None and is_book(given.source.asked):
        return given.source.asked.published, after_edits(given.source.asked)[0]
    return given.version, given.problem


def _pinned(given: Programme) -> tuple[Seat, ...]:
    return typed_seats(given.source.asked) if given.source else ()


def _made_from(given: Programme, problem: Problem, result: Result) -> Programme:
    """Return what was made of a programme, with what was published before it."""
    from agenda_solver.history.lineage import Lineage
    from agenda_solver.views.editions import with_edition

    if result.timetable is None:
        return Programme(problem, result)
    lineage = given.source.lineage(problem, result.timetable) if given.source else None
    if lineage is not None:
        return Programme(problem, result, None, lineage)
    before = given.lineage
    history = with_edition(before.history if before else None, problem, result.timetable)
    origins = before.origins if before else ()
    return Programme(problem, result, None, Lineage(origins, history))


def _why_impossible(given: Programme, settings: Settings) -> Answered:
    from agenda_solver.assign.times import solve_with_times
    from agenda_solver.explain import reasons_and_ways
    from agenda_solver.views.proofs import status_text
    from agenda_solver.views.reasons import Paragraph, why_paragraphs
    from agenda_solver.views.ways import way_paragraphs

    budget = settings.budget
    problem = after_edits(given.source.asked)[0] if given.source else given.problem
    whole = solve_with_times(problem, budget, fairness=settings.fairness, pinned=_pinned(given))
    outcome = Paragraph(status_text(whole.result))
    if whole.result.status != "infeasible":
        return Answered((outcome,), given.language)
    reasons, ways = reasons_and_ways(
        whole.problem, whole.result.findings, budget, further=whole.refusals.as_demands
    )
    draft = given.source.asked if given.source else None
    place_of = draft.place_of if draft else label_of
    where = draft.where if draft else (lambda finding: label_of(finding.where))
    paragraphs = (
        outcome,
        *why_paragraphs(whole.problem, whole.result, reasons, where),
        *way_paragraphs(whole.problem, ways, place_of),
    )
    return Answered(paragraphs, given.language, reasons, tuple(ways))


def _workbook(given: Programme, path: Path, names: Names, *, force: bool) -> Path:
    from agenda_solver.files import workbook

    if given.result is None or given.timetable is None:
        return workbook.write_draft(path, given.problem, given.language, force=force)
    if isinstance(given, Replanned) and given.plan is not None:
        from agenda_solver.files.workbook.replanned import write_plan

        return write_plan(
            path, given.plan, given.language, lineage=given.lineage, names=names, force=force
        )
    return workbook.write(
        path,
        given.problem,
        given.result,
        given.language,
        force=force,
        names=names,
        lineage=given.lineage,
    )
