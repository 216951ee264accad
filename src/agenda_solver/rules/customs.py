"""What goes without saying: costs in a tier of their own, before what documents state.

Nobody types that the welcome comes first, or that nobody works through lunch. A custom holds
unless a cell says otherwise: a lock, a window, an order that is demanded, `plenary`; and each
is switched off by its weight. See `docs/customs.md`, and `agenda_solver.problem.habits` for
what is left to custom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from agenda_solver.problem import Problem
from agenda_solver.rules.cliques import complete_sets
from agenda_solver.rules.rule import (
    CUSTOMS,
    TIME,
    Cost,
    Decisions,
    Finding,
    Pair,
    Quantity,
    Whom,
)
from agenda_solver.rules.words import session_text, some_sessions_text, when_text
from agenda_solver.text import Text, clock, duration, long_date, span
from agenda_solver.timetable import Placement, Timetable

# What a minute beside something counts: opening, closing and report most.
_FRAMES, _CONTENT, _RESTS = 8, 4, 3
# What an item out of its place counts, as minutes.
_OUT_OF_FRAME, _OUT_OF_DRINKS, _OUT_OF_REPORT, _OUT_OF_NUMBERS = 600, 120, 400, 60
# Two lunches on one day, while another day has none.
_TWICE_A_DAY = 300
# A meal so far from its hour: each step counts so much more.
_LUNCH = ((690, 810, 20), (690, 840, 20), (660, 900, 60))
_DINNER = ((1110, 1260, 20), (1080, 1290, 20), (1020, 1350, 60))
_MEALS: Mapping[str, tuple[tuple[int, int, int], ...]] = {"lunch": _LUNCH, "dinner": _DINNER}
_EVENINGS = ((1080, 1320, 20), (1020, 1380, 60))
# A drink that is not the end of its day is before a meal.
_DRINKS = ((660, 1320, 60),)
_DAY = 24 * 60
# Nobody is up, and: where no hours are typed, a day begins.
_NIGHT, _MORNING, _WELCOME = 7 * 60, 9 * 60, 8 * 60 + 30
_AT_NIGHT, _TOO_EARLY = 100, 10

WEIGHED = Text(
    "minutes, qui comptent plus près de l'ouverture et de la clôture",
    "minutes, which count more beside the opening and the closing",
)
POINTS = Text(
    "points : plus un usage compte, plus il en coûte", "points: the more a custom matters, the more"
)


def _late(problem: Problem, first: Placement, then: Placement) -> bool:
    """Whether the first has not ended when the other starts."""
    return problem.moment(then.day, then.start) < problem.moment(first.day, first.end)


def _out_of_place(
    problem: Problem, timetable: Timetable, weights: Mapping[Pair, int], *, on_one_day: bool
) -> Iterator[tuple[Pair, int]]:
    for pair, weight in weights.items():
        first, then = (timetable.by_session.get(session) for session in pair)
        if first is None or then is None or not _late(problem, first, then):
            continue
        if not on_one_day or first.day == then.day:
            yield pair, weight


class NothingBesideWhatIsForAll(Cost):
    """Nothing is beside a meal, a break, the opening, the closing or a report-back.

    Nor, unless there are tracks, is anything beside what is for all; only workshops are beside
    one another. Each minute counts, most beside opening, closing and report-back.
    """

    key = "custom_apart"
    title = Text(
        "Rien n'a lieu en même temps que l'ouverture, la clôture, une restitution, une pause, un "
        "repas ou ce qui s'adresse à tous",
        "Nothing is beside the opening, the closing, a report-back, a break, a meal or what is "
        "for everybody",
    )
    tier = CUSTOMS
    unit = WEIGHED
    severity = "warning"
    reads = TIME
    broken = Text(
        "{one} empiète sur {other} pendant {minutes} ({day}, {hours})",
        "{one} runs into {other} for {minutes} ({day}, {hours})",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(_beside(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if weights := _beside(to.problem):
            yield to.overlaps(weights)

    def hold(self, to: Decisions) -> None:
        for sessions in complete_sets(_beside(to.problem)):
            to.apart(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        weights = _beside(problem)
        for one, other in timetable.overlapping_pairs():
            pair = (one.session, other.session)
            times = weights.get(pair) or weights.get(pair[::-1], 0)
            if times:
                minutes = min(one.end, other.end) - other.start
                beside, custom = sorted(pair, key=lambda session: _standing(problem, session))
                yield self.paid(
                    times * minutes,
                    Whom(sessions=(beside, custom)),
                    self.broken.fill(
                        one=session_text(problem, beside),
                        other=session_text(problem, custom),
                        minutes=duration(minutes),
                        day=long_date(one.day),
                        hours=span(other.start, other.start + minutes),
                    ),
                )


def _beside(problem: Problem) -> dict[Pair, int]:
    """Return the pairs that custom keeps apart, and what a minute of both at once counts."""
    return problem.habits.once("beside", lambda: _pairs_beside(problem))


def _pairs_beside(problem: Problem) -> dict[Pair, int]:
    habits = problem.habits
    everything = habits.is_programme and problem.shape != "tracks"
    frames = set(habits.those_for("opening", "closing"))
    pairs = combinations(habits.own, 2) if everything or frames else ()
    return {
        pair: times
        for pair in pairs
        if (everything or not frames.isdisjoint(pair))
        and (times := _times(problem, *pair))
        and habits.may_overlap(*pair)
    }


def _times(problem: Problem, one: str, other: str) -> int:
    habits = problem.habits
    if habits.is_parallel(one) and habits.is_parallel(other):
        return _CONTENT if {one, other} <= habits.longest_of_blocks else 0
    if any(habits.is_for(session, "opening", "closing") for session in (one, other)):
        return _FRAMES
    if problem.shape == "tracks" or not habits.is_programme:
        return 0
    if any(habits.is_for(session, "report") for session in (one, other)):
        return _FRAMES
    if all(
        habits.is_for(session, "visit") and not habits.is_evening(session)
        for session in (one, other)
    ):
        return 0
    return _RESTS if habits.is_rest(one) or habits.is_rest(other) else _CONTENT


def _standing(problem: Problem, session: str) -> tuple[int, int]:
    """Return how much custom protects a session: what runs into it is named first."""
    habits = problem.habits
    if habits.is_for(session, "opening", "closing", "report"):
        return 2, 0
    return int(habits.is_rest(session)), -problem.usual_minutes(session)


class ProgrammeHasItsFrame(Cost):
    """A day begins with its welcome, then its opening; it ends with its closing, then a drink.

    Each session that is on the wrong side counts. After the closing there may be a drink, a
    meal or a visit. An opening or a closing that is the only one is that of the whole event.
    Where there are no more of a kind than days, no two are on one day.
    """

    key = "custom_frame"
    title = Text(
        "L'accueil puis l'ouverture viennent en premier ; la clôture vient en dernier, puis le pot",
        "Welcome and opening come first; the closing comes last, then the drink",
    )
    tier = CUSTOMS
    unit = POINTS
    severity = "warning"
    reads = TIME
    broken = Text("{session} vient après {others}", "{session} comes after {others}")
    last = Text("{session} vient avant {others}", "{session} comes before {others}")
    twice = Text(
        "{sessions} sont tous deux le {day}, un autre jour n'en a pas",
        "{sessions} are both on {day}, another day has none",
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(_framed(problem, of_a_day=True) or _framed(problem, of_a_day=False)) or any(
            True for _ in _one_a_day(problem)
        )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if of_a_day := _framed(to.problem, of_a_day=True):
            yield to.out_of_order(of_a_day, on_one_day=True)
        if of_all := _framed(to.problem, of_a_day=False):
            yield to.out_of_order(of_all)
        if once := _either_way(_one_a_day(to.problem)):
            yield to.out_of_order(once, on_one_day=True)

    def hold(self, to: Decisions) -> None:
        if len(to.problem.days) == 1:
            for first, then in _framed(to.problem, of_a_day=True):
                to.before(first, then)
        for first, then in _framed(to.problem, of_a_day=False):
            to.before(first, then)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        wrong: dict[str, list[tuple[str, int, bool]]] = {}
        for of_a_day in (True, False):
            weights = _framed(problem, of_a_day=of_a_day)
            for (first, then), cost in _out_of_place(
                problem, timetable, weights, on_one_day=of_a_day
            ):
                is_early = _is_early(problem, first)
                frame, other = (first, then) if is_early else (then, first)
                wrong.setdefault(frame, []).append((other, cost, is_early))
        for frame, others in wrong.items():
            for is_early, text in ((True, self.broken), (False, self.last)):
                misplaced = [(other, cost) for other, cost, early in others if early == is_early]
                if misplaced:
                    yield self._misplaced(problem, frame, dict(misplaced), text)
        for one, other in _one_a_day(problem):
            here, there = timetable.by_session.get(one), timetable.by_session.get(other)
            if here and there and here.day == there.day:
                times = _late(problem, here, there) + _late(problem, there, here)
                text = self.twice.fill(
                    sessions=some_sessions_text(problem, (one, other)), day=long_date(here.day)
                )
                yield self.paid(times * _TWICE_A_DAY, Whom(sessions=(one, other)), text)

    def _misplaced(
        self, problem: Problem, frame: str, others: Mapping[str, int], text: Text
    ) -> Finding:
        return self.paid(
            sum(others.values()),
            Whom(sessions=(frame, *others)),
            text.fill(
                session=session_text(problem, frame),
                others=some_sessions_text(problem, tuple(others)),
            ),
        )


def _either_way(pairs: Iterable[Pair]) -> dict[Pair, int]:
    """Return what pairs count that should not be on one day: there, one is before the other."""
    return {pair: _TWICE_A_DAY for one, other in pairs for pair in ((one, other), (other, one))}


def _is_early(problem: Problem, session: str) -> bool:
    rank = problem.habits.rank(session)
    return rank is not None and rank < 3


def _framed(problem: Problem, *, of_a_day: bool) -> dict[Pair, int]:
    """Return what each pair counts that is on the wrong side of a frame, of a day or of all."""
    return problem.habits.once(
        ("framed", of_a_day), lambda: _pairs_framed(problem, of_a_day=of_a_day)
    )


def _pairs_framed(problem: Problem, *, of_a_day: bool) -> dict[Pair, int]:
    weights: dict[Pair, int] = {}
    habits = problem.habits
    for pair in habits.framed:
        frame = pair[0] if _is_early(problem, pair[0]) else pair[1]
        if habits.is_framed_by_day(*pair) == of_a_day and habits.is_order_open(*pair):
            drinks = habits.is_for(frame, "drink")
            weights[pair] = _OUT_OF_DRINKS if drinks else _OUT_OF_FRAME
    return weights


def _one_a_day(problem: Problem) -> Iterator[Pair]:
    """Yield the pairs of welcomes, of closings and of like meals, if no more than days."""
    habits, days = problem.habits, len(problem.days)
    meals = [
        [session for session in habits.own if habits.meal_of(session) == meal] for meal in _MEALS
    ]
    for group in (habits.those_for("welcome"), habits.those_for("closing"), *meals):
        if 1 < len(group) <= days:
            free = [session for session in group if problem.session[session].locked.day is None]
            yield from (
                (one, other)
                for one, other in combinations(group, 2)
                if one in free or other in free
            )


class ReportFollowsTheWorkshops(Cost):
    """A report-back comes after the workshops that are typed before it.

    If none is, it comes after all of them.
    """

    key = "custom_report"
    title = Text(
        "Une restitution vient après ses ateliers", "A report-back comes after its workshops"
    )
    tier = CUSTOMS
    unit = POINTS
    severity = "warning"
    reads = TIME
    broken = Text(
        "{session} vient avant la fin de {others}", "{session} comes before the end of {others}"
    )

    def concerns(self, problem: Problem) -> bool:
        return bool(_reports(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if weights := _reports(to.problem):
            yield to.out_of_order(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        wrong: dict[str, dict[str, int]] = {}
        for (first, then), cost in _out_of_place(
            problem, timetable, _reports(problem), on_one_day=False
        ):
            wrong.setdefault(then, {})[first] = cost
        for report, workshops in wrong.items():
            yield self.paid(
                sum(workshops.values()),
                Whom(sessions=(report, *workshops)),
                self.broken.fill(
                    session=session_text(problem, report),
                    others=some_sessions_text(problem, tuple(workshops)),
                ),
            )


def _reports(problem: Problem) -> dict[Pair, int]:
    return problem.habits.once("reports", lambda: _pairs_reported(problem))


def _pairs_reported(problem: Problem) -> dict[Pair, int]:
    return {
        (workshop, report): _OUT_OF_REPORT
        for report in problem.habits.those_for("report")
        for workshop in problem.habits.reported(report)
        if workshop != report and problem.habits.is_order_open(workshop, report)
    }


class MealsHaveTheirHours(Cost):
    """Lunch starts from 11:30 to 13:30, dinner from 18:30 to 21:00; further off counts more.

    What is called an evening starts from 18:00, a drink before a meal not before 11:00.
    """

    key = "custom_meal"
    title = Text(
        "Le déjeuner commence entre 11h30 et 13h30, le dîner entre 18h30 et 21h00",
        "Lunch starts from 11:30 to 13:30, dinner from 18:30 to 21:00",
    )
    tier = CUSTOMS
    unit = POINTS
    severity = "warning"
    reads = TIME
    broken = Text(
        "{session} a lieu {when} : d'habitude, c'est entre {first} et {last}",
        "{session} takes place {when}: as a rule, it starts from {first} to {last}",
    )

    def concerns(self, problem: Problem) -> bool:
        return any(True for _ in _meals(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session, first, last, counts in _meals(to.problem):
            yield counts * (1 - to.starts_among(session, range(first, last + 1)))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        paid: dict[str, int] = {}
        for session, first, last, counts in _meals(problem):
            placement = timetable.by_session.get(session)
            if placement and not first <= placement.start <= last:
                paid[session] = paid.get(session, 0) + counts
        for session, cost in paid.items():
            first, last, _ = _hours_of(problem, session)[0]
            yield self.paid(
                cost,
                Whom(sessions=(session,)),
                self.broken.fill(
                    session=session_text(problem, session),
                    when=when_text(problem, timetable.by_session[session]),
                    first=clock(first),
                    last=clock(last),
                ),
            )


def _meals(problem: Problem) -> Iterator[tuple[str, int, int, int]]:
    """Yield meals whose hour is not typed: from when to when they start, and what else counts."""
    habits = problem.habits
    for session in habits.own:
        if habits.has_hours(session) or problem.event.slots:
            continue
        for first, last, counts in _hours_of(problem, session):
            if _may_start(problem, session, first, last):
                yield session, first, last, counts


def _hours_of(problem: Problem, session: str) -> tuple[tuple[int, int, int], ...]:
    """Return from when to when custom has a session start, and what else counts, step by step."""
    habits = problem.habits
    if meal := habits.meal_of(session):
        return _MEALS.get(meal, ())
    if habits.is_evening(session):
        return _EVENINGS
    return _DRINKS if habits.is_for(session, "drink") and habits.rank(session) is None else ()


def _may_start(problem: Problem, session: str, first: int, last: int) -> bool:
    stretch = problem.habits.stretches[session]
    days = range(0, len(problem.days) * _DAY, _DAY)
    return any(stretch.earliest <= day + last and day + first <= stretch.last_start for day in days)


class NobodyIsUpAtNight(Cost):
    """Nothing starts before 7:00, unless a lock, a window or the hours of a day say so.

    Where no day has hours, nothing starts before 9:00, but a welcome or a breakfast at 8:30.
    """

    key = "custom_early"
    title = Text(
        "Rien ne commence avant 7h00 ; sans horaires, rien avant 9h00 (accueil : 8h30)",
        "Nothing starts before 7:00; without hours, nothing before 9:00 (welcome: 8:30)",
    )
    tier = CUSTOMS
    unit = POINTS
    severity = "warning"
    reads = TIME
    broken = Text("{session} a lieu {when}", "{session} takes place {when}")

    def concerns(self, problem: Problem) -> bool:
        return any(True for _ in _mornings(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session, before, counts in _mornings(to.problem):
            yield counts * to.starts_among(session, range(before))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        paid: dict[str, int] = {}
        for session, before, counts in _mornings(problem):
            placement = timetable.by_session.get(session)
            if placement and placement.start < before:
                paid[session] = paid.get(session, 0) + counts
        for session, cost in paid.items():
            text = self.broken.fill(
                session=session_text(problem, session),
                when=when_text(problem, timetable.by_session[session]),
            )
            yield self.paid(cost, Whom(sessions=(session,)), text)


def _mornings(problem: Problem) -> Iterator[tuple[str, int, int]]:
    """Yield sessions whose hours are not typed, before when they do not start, and its count."""
    if problem.event.slots or all(day.open for day in problem.days):
        return
    habits = problem.habits
    nothing_said = not any(day.open or day.announced for day in problem.days)
    for session in habits.own:
        if habits.has_hours(session):
            continue
        yield session, _NIGHT, _AT_NIGHT
        if nothing_said and habits.is_programme:
            first = habits.is_for(session, "welcome") or habits.meal_of(session) == "breakfast"
            yield session, _WELCOME if first else _MORNING, _TOO_EARLY


class NumbersComeInOrder(Cost):
    """Sessions of one name that are numbered come in the order of their numbers.

    Not workshops, nor where the number is that of a theme; nor where there are tracks.
    """

    key = "custom_numbers"
    title = Text(
        "Ce qui est numéroté vient dans l'ordre des numéros",
        "What is numbered comes in the order of its numbers",
    )
    tier = CUSTOMS
    unit = POINTS
    severity = "warning"
    reads = TIME
    broken = Text("{then} vient avant {first}", "{then} comes before {first}")

    def concerns(self, problem: Problem) -> bool:
        return bool(_numbered(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if weights := _numbered(to.problem):
            yield to.out_of_order(weights)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for pair, cost in _out_of_place(problem, timetable, _numbered(problem), on_one_day=False):
            text = self.broken.fill(
                first=session_text(problem, pair[0]), then=session_text(problem, pair[1])
            )
            yield self.paid(cost, Whom(sessions=pair), text)


def _numbered(problem: Problem) -> dict[Pair, int]:
    if problem.shape == "tracks":
        return {}
    pairs: Iterable[Pair] = problem.habits.numbered
    return {pair: _OUT_OF_NUMBERS for pair in pairs if problem.habits.is_order_open(*pair)}
