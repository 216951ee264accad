"""The rules: `RULES` is the table of contents, `SEAT_RULES` that of the seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agenda_solver.problem import Fault, Path, Problem, Weights
from agenda_solver.rules.attendees import (
    AttendeeHasTimeToWalk,
    AttendeeIsInOnePlace,
    AttendeeIsNotWhereTheyMustNot,
    AttendeeIsPresent,
    AttendeeIsWhereTheyMust,
    AttendeesAreApart,
    AttendeeSeesAWorkshopOnce,
    CompanionsAreTogether,
    EverybodyDueHasASeat,
    FewOfOneOrganisation,
    RoomHasWhatAttendeesNeed,
    SeatIsInTheProgramme,
    SeatRule,
    SessionHasEnoughAttendees,
    SessionHasPlacesForAll,
    SessionIsNotCancelled,
)
from agenda_solver.rules.audience import (
    PopularHaveRoom,
    RequiredAreApart,
    RequiredLeaveTimeToWalk,
    WishesDoNotClash,
)
from agenda_solver.rules.casting import EveryRoleIsFilled
from agenda_solver.rules.counts import SessionsAreAsMany
from agenda_solver.rules.customs import (
    MealsHaveTheirHours,
    NobodyIsUpAtNight,
    NothingBesideWhatIsForAll,
    NumbersComeInOrder,
    ProgrammeHasItsFrame,
    ReportFollowsTheWorkshops,
)
from agenda_solver.rules.dues import (
    AttendeeHasNotTooManySeats,
    AttendeeHasSeatsEnough,
    EverybodyHasSomething,
)
from agenda_solver.rules.equipment import EquipmentIsAvailable, EquipmentSuffices
from agenda_solver.rules.halls import RoomIsWholeOrInParts
from agenda_solver.rules.lunch import AttendeeHasLunch
from agenda_solver.rules.organiser import (
    KeepsAnnouncedHours,
    KeepsTheDayCompact,
    KeepsToThePreferences,
    KeepsToThePreferredTimes,
    KeepsToTheStatements,
    LastsItsIdealLength,
)
from agenda_solver.rules.paper_costs import (
    AttendeesStayInTheirRoom,
    PapersHaveTheirRank,
    RemoteSpeakersAreAwake,
    SpeakersStayInTheirRoom,
)
from agenda_solver.rules.people import (
    PersonHasAPause,
    PersonIsInOnePlace,
    PersonIsPresent,
    TimeToWalk,
)
from agenda_solver.rules.programme import (
    BlockStartsTogether,
    ComesBefore,
    EverySessionIsPlaced,
    FillsASlot,
    FollowsItsSequence,
    LastsAsLongAsAllowed,
    NothingBesideAPlenary,
    PartsLieWithinTheirWhole,
    StaysWhereLocked,
    WithinItsWindows,
    WithinOpeningHours,
)
from agenda_solver.rules.protocol import SpeaksInProtocolOrder
from agenda_solver.rules.room_hours import RoomIsNotClosed, RoomIsOpen
from agenda_solver.rules.rooms import (
    EverybodyHasASeat,
    RegisteredHaveASeat,
    RoomHasWhatIsNeeded,
    RoomHoldsOneSession,
    RoomIsAsWished,
    RoomSeatsTheExpected,
    SessionHasARoom,
)
from agenda_solver.rules.rule import CUSTOMS, TIES, Cost, Demand, Rule
from agenda_solver.rules.sizes import SizesSuitTheWishes
from agenda_solver.rules.stretches import (
    ChairsAreFree,
    ChairsAreInOneRoom,
    NothingForAllInStretches,
    PapersAreInStretches,
    RoomHasOneTrack,
)
from agenda_solver.rules.ties import (
    BreaksComeWhenNeeded,
    DaysAreAlike,
    PlenariesStayInOneRoom,
    RestsAreShort,
    RoomFits,
    StartsOnTheQuarter,
    WorkshopsByTheirNumbers,
)
from agenda_solver.rules.together import (
    InOneRoom,
    NotAtTheSameTime,
    OnDifferentDays,
    OnTheSameDay,
    RepeatsComeInTurn,
)
from agenda_solver.rules.track_rooms import (
    KeepsToTheLevels,
    TrackHasItsStretches,
    TrackIsNotBesideItself,
    TrackIsNotInterrupted,
    TrackKeepsItsRoom,
    TracksAreNotBesideOthers,
)
from agenda_solver.rules.tracks import (
    FollowsTheWishedOrder,
    PopularInBigRooms,
    TrackInOneRoom,
    TrackInOrder,
    TrackIsNotTooOftenAtOnce,
    TrackNotBesideItself,
    TrackOnOneDay,
)
from agenda_solver.rules.typed import FollowsTheTypedOrder
from agenda_solver.rules.waiting import PersonComesOnOneDay, PersonIsClose, TrackIsClose
from agenda_solver.rules.workload import PersonDoesNotWait, PersonHasARest, PersonHasFewSessionsADay
from agenda_solver.text import Text
from agenda_solver.words.names import instead, nearest, shown, twice

RULES: tuple[Rule, ...] = (
    # What must hold.
    EverySessionIsPlaced(),
    WithinOpeningHours(),
    FillsASlot(),
    LastsAsLongAsAllowed(),
    WithinItsWindows(),
    SessionsAreAsMany(),
    StaysWhereLocked(),
    ComesBefore(),
    FollowsItsSequence(),
    TrackInOrder(),
    BlockStartsTogether(),
    PartsLieWithinTheirWhole(),
    NothingBesideAPlenary(),
    RepeatsComeInTurn(),
    NotAtTheSameTime(),
    OnTheSameDay(),
    OnDifferentDays(),
    InOneRoom(),
    TrackIsNotTooOftenAtOnce(),
    SessionHasARoom(),
    RoomHoldsOneSession(),
    RoomIsWholeOrInParts(),
    RoomIsOpen(),
    RoomIsNotClosed(),
    RoomHasWhatIsNeeded(),
    EquipmentSuffices(),
    EquipmentIsAvailable(),
    RoomSeatsTheExpected(),
    EveryRoleIsFilled(),
    PersonIsInOnePlace(),
    PersonIsPresent(),
    PersonHasAPause(),
    PersonHasFewSessionsADay(),
    PersonHasARest(),
    PersonDoesNotWait(),
    TimeToWalk(),
    RequiredAreApart(),
    RequiredLeaveTimeToWalk(),
    PapersAreInStretches(),
    RoomHasOneTrack(),
    NothingForAllInStretches(),
    ChairsAreFree(),
    ChairsAreInOneRoom(),
    # What goes without saying.
    NothingBesideWhatIsForAll(),
    ProgrammeHasItsFrame(),
    ReportFollowsTheWorkshops(),
    MealsHaveTheirHours(),
    NobodyIsUpAtNight(),
    NumbersComeInOrder(),
    # What costs.
    KeepsToTheStatements(),
    KeepsToThePreferences(),
    KeepsToThePreferredTimes(),
    KeepsAnnouncedHours(),
    RoomIsAsWished(),
    EverybodyHasASeat(),
    RegisteredHaveASeat(),
    SpeaksInProtocolOrder(),
    TrackNotBesideItself(),
    FollowsTheWishedOrder(),
    WishesDoNotClash(),
    PopularHaveRoom(),
    SizesSuitTheWishes(),
    KeepsToTheLevels(),
    TracksAreNotBesideOthers(),
    TrackKeepsItsRoom(),
    TrackIsNotBesideItself(),
    TrackIsNotInterrupted(),
    TrackHasItsStretches(),
    SpeakersStayInTheirRoom(),
    AttendeesStayInTheirRoom(),
    RemoteSpeakersAreAwake(),
    PapersHaveTheirRank(),
    LastsItsIdealLength(),
    FollowsTheTypedOrder(),
    KeepsTheDayCompact(),
    TrackInOneRoom(),
    TrackOnOneDay(),
    PopularInBigRooms(),
    TrackIsClose(),
    PersonIsClose(),
    PersonComesOnOneDay(),
    # What chooses among equally good timetables.
    RestsAreShort(),
    BreaksComeWhenNeeded(),
    StartsOnTheQuarter(),
    PlenariesStayInOneRoom(),
    RoomFits(),
    WorkshopsByTheirNumbers(),
    DaysAreAlike(),
)

DEMANDS: tuple[Demand, ...] = tuple(rule for rule in RULES if isinstance(rule, Demand))
COSTS: tuple[Cost, ...] = tuple(rule for rule in RULES if isinstance(rule, Cost))

SEAT_RULES: tuple[SeatRule, ...] = (
    # What must hold of the seats, once the timetable is settled.
    SeatIsInTheProgramme(),
    AttendeeIsInOnePlace(),
    AttendeeHasTimeToWalk(),
    AttendeeSeesAWorkshopOnce(),
    SessionHasPlacesForAll(),
    SessionHasEnoughAttendees(),
    AttendeeIsPresent(),
    RoomHasWhatAttendeesNeed(),
    AttendeeIsWhereTheyMust(),
    AttendeeIsNotWhereTheyMustNot(),
    CompanionsAreTogether(),
    AttendeesAreApart(),
    FewOfOneOrganisation(),
    AttendeeHasLunch(),
    AttendeeHasNotTooManySeats(),
    # What is told of them.
    EverybodyDueHasASeat(),
    SessionIsNotCancelled(),
    EverybodyHasSomething(),
    AttendeeHasSeatsEnough(),
)

BY_KEY: Mapping[str, Rule] = {rule.key: rule for rule in (*RULES, *SEAT_RULES)}


@dataclass(frozen=True)
class Tier:
    """Costs that are weighed against one another, before any later tier.

    Attributes
    ----------
    number : int
        1 comes first.
    weights : mapping of Cost to int
        The costs of the tier, and what a unit of each weighs; all positive.
    """

    number: int
    weights: Mapping[Cost, int]


def tiers(problem: Problem, first: Sequence[Cost] = ()) -> tuple[Tier, ...]:
    """Return the tiers of a problem, in the order they are solved.

    Where `weights.tiers` is given it orders the costs it names; of the others, customs come
    before these, all else after, in their usual tiers. A cost of weight 0 is left out, and so
    are one that does not concern the problem and an empty tier. Ties are not among them, but
    those that are named; see `ties`.

    Parameters
    ----------
    problem : Problem
        What is asked.
    first : sequence of Cost
        Costs that come before all of these, each a tier of its own: those of
        `agenda_solver.rules.stability`, as a rule.
    """
    named = [list(keys) for keys in problem.weights.tiers or []]
    rest = [cost for cost in COSTS if all(cost.key not in keys for keys in named)]
    order = [[cost for cost in rest if cost.tier == CUSTOMS]]
    order += [[cost for cost in COSTS if cost.key in keys] for keys in named]
    later = [cost for cost in rest if cost.tier not in (CUSTOMS, TIES)]
    order += [[cost for cost in later if cost.tier == tier] for tier in _tier_numbers(later)]
    weighted = (_weighted(problem, costs) for costs in order)
    kept = [{cost: cost.weight} for cost in first]
    kept += [weights for weights in weighted if weights]
    return tuple(Tier(number, weights) for number, weights in enumerate(kept, start=1))


def ties(problem: Problem) -> Tier | None:
    """Return what chooses among equally good timetables; None where nothing does.

    It is settled last, in the time that is left, and told to nobody.
    """
    named = {key for keys in problem.weights.tiers or [] for key in keys}
    rest = [cost for cost in COSTS if cost.tier == TIES and cost.key not in named]
    weights = _weighted(problem, rest)
    return Tier(len(tiers(problem)) + 1, weights) if weights else None


def _weighted(problem: Problem, costs: Sequence[Cost]) -> dict[Cost, int]:
    """Return what each of these weighs, those left out that weigh or concern nothing."""
    return {
        cost: weight
        for cost in costs
        if (weight := problem.weights.by_rule.get(cost.key, cost.weight)) and cost.concerns(problem)
    }


def _tier_numbers(costs: list[Cost]) -> list[int]:
    return sorted({cost.tier for cost in costs})


def without_wishes(problem: Problem) -> Problem:
    """Return the problem with its demands alone."""
    nothing = {cost.key: 0 for cost in COSTS}
    return problem.with_tables(weights=Weights.model_validate(nothing))


def weight_faults(problem: Problem) -> Iterator[Fault]:
    """Yield what is wrong with the weights: only costs have one, each in one tier."""
    known = {cost.key for cost in COSTS}
    tiers_ = problem.weights.tiers or []
    named: list[tuple[Path, str]] = [(("weights", key), key) for key in problem.weights.by_rule]
    named += [
        (("weights", "tiers", number), key) for number, keys in enumerate(tiers_) for key in keys
    ]
    for path, key in named:
        if key not in known:
            near = nearest(key, {cost.key: cost.key for cost in COSTS})
            sentence = _NO_WEIGHT.fill(key=shown(key))
            yield Fault(path, instead(sentence, near, [cost.key for cost in COSTS]))
    once: set[str] = set()
    for number, keys in enumerate(tiers_):
        for key in keys:
            if key in once:
                yield Fault(("weights", "tiers", number), twice(key, _FURTHER_UP))
            once.add(key)


_NO_WEIGHT = Text(
    "{key} n'est pas une règle qui a un poids", "{key} is not a rule that has a weight"
)
_FURTHER_UP = Text("nommé plus haut", "named further up")
