"""What became of everybody's wishes, in figures and in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from agenda_solver.offers import Standing
from agenda_solver.problem import Attendee, Problem
from agenda_solver.result import MorePlaces, Seating
from agenda_solver.rules.words import people_count, session_text
from agenda_solver.text import Text, counted, listing, same, strung
from agenda_solver.timetable import Timetable
from agenda_solver.views.names import in_order
from agenda_solver.views.points import points, points_text, ratings_notes
from agenda_solver.views.proofs import seating_text
from agenda_solver.views.seats import Seats
from agenda_solver.views.titles import NO_SEAT
from agenda_solver.words.names import folded


@dataclass(frozen=True)
class Tally:
    """What became of the wishes of some people, in seats unless told otherwise.

    Attributes
    ----------
    people : int
        Those who are due a seat.
    wishing : int
        How many of these wish for something that is offered when they are due a seat.
    served_first : int
        How many people have a first wish, at one time at least.
    ranks : mapping of int to int
        Seats that are somebody's first wish, second wish, and so on.
    unwished, without : int
        Of those who had wishes for a time: seats that are none of them, and lacking seats.
    unasked, unasked_without : int
        Of those who had none for a time: seats given, and lacking.
    """

    people: int = 0
    wishing: int = 0
    served_first: int = 0
    ranks: Mapping[int, int] = field(default_factory=dict)
    unwished: int = 0
    without: int = 0
    unasked: int = 0
    unasked_without: int = 0

    @property
    def asked(self) -> int:
        """Seats due to those who had wishes for the time."""
        return sum(self.ranks.values()) + self.unwished + self.without

    @property
    def due(self) -> int:
        """Seats that people should have: one a round."""
        return self.asked + self.unasked + self.unasked_without

    @property
    def lacking(self) -> int:
        """Seats that are due and were not given."""
        return self.without + self.unasked_without

    @property
    def given(self) -> int:
        """Seats that were given, of those due."""
        return self.due - self.lacking

    @property
    def first(self) -> int:
        """Seats that are a first wish."""
        return self.ranks.get(1, 0)

    @property
    def top3(self) -> int:
        """Seats that are one of the first three wishes."""
        return sum(count for rank, count in self.ranks.items() if rank <= 3)

    def __add__(self, other: Tally) -> Tally:
        """Return the figures of two groups that share nobody, together."""
        ranks = Counter(self.ranks) + Counter(other.ranks)
        return Tally(
            self.people + other.people,
            self.wishing + other.wishing,
            self.served_first + other.served_first,
            dict(sorted(ranks.items())),
            self.unwished + other.unwished,
            self.without + other.without,
            self.unasked + other.unasked,
            self.unasked_without + other.unasked_without,
        )


@dataclass(frozen=True)
class DayOf:
    """What became of one attendee's wishes over all the rounds.

    Attributes
    ----------
    standings : tuple of Standing
        In the order of time.
    loss : int
        By how much the ranks of their seats add up to more than they might at best.
    """

    attendee: str
    standings: tuple[Standing, ...]
    loss: int

    @property
    def lacking(self) -> int:
        """How many seats are lacking."""
        return sum(standing.session is None for standing in self.standings)


@dataclass(frozen=True)
class WishFigures:
    """What became of everybody's wishes.

    Attributes
    ----------
    organisations, categories : tuple of (str, Tally)
        Those with most seats due first; who has no label is left out.
    worst_rank : int or None
        The last rank that a seat has; None where no seat is wished for.
    with_worst_rank, unwished, lacking, unasked : tuple of str
        Ids of the attendees with a seat of that rank, with one that is none of their
        wishes, with one lacking, and of those without any wish.
    worst_off : tuple of DayOf
        Where there are several rounds, those with most seats lacking, and of these with
        the largest loss; none where everybody has the best.
    """

    all: Tally
    organisations: tuple[tuple[str, Tally], ...]
    categories: tuple[tuple[str, Tally], ...]
    worst_rank: int | None
    with_worst_rank: tuple[str, ...]
    unwished: tuple[str, ...]
    lacking: tuple[str, ...]
    unasked: tuple[str, ...]
    worst_off: tuple[DayOf, ...]


def wish_figures(problem: Problem, timetable: Timetable) -> WishFigures:
    """Return what became of everybody's wishes, counted from the seats."""
    return _Figures(Seats(problem, timetable)).all()


class _Figures:
    def __init__(self, seats: Seats) -> None:
        self.seats = seats
        self.problem = seats.problem
        self.offers = seats.offers
        self.standings = seats.standings

    def all(self) -> WishFigures:
        tally = self._tally(self.standings)
        worst = max(tally.ranks, default=None)
        return WishFigures(
            all=tally,
            organisations=self._tallies(lambda attendee: attendee.organisation),
            categories=self._tallies(lambda attendee: attendee.category),
            worst_rank=worst,
            with_worst_rank=self._who(lambda one: one.rank is not None and one.rank == worst),
            unwished=self._who(
                lambda one: (
                    one.session is not None and one.rank is None and self.seats.is_asked(one)
                )
            ),
            lacking=self._who(lambda one: one.session is None),
            unasked=self._who(lambda one: not self.seats.ranks[one.attendee]),
            worst_off=self._worst_off(),
        )

    def _who(self, concerned: Callable[[Standing], bool]) -> tuple[str, ...]:
        attendees = (one.attendee for one in self.standings if concerned(one))
        return tuple(dict.fromkeys(attendees))

    def _tally(self, standings: Sequence[Standing]) -> Tally:
        asked = [one for one in standings if self.seats.is_asked(one)]
        unasked = [one for one in standings if not self.seats.is_asked(one)]
        ranks = Counter(one.rank for one in asked if one.rank is not None)
        without = sum(one.session is None for one in asked)
        unasked_without = sum(one.session is None for one in unasked)
        return Tally(
            people=len({one.attendee for one in standings}),
            wishing=len({one.attendee for one in asked}),
            served_first=len({one.attendee for one in asked if one.rank == 1}),
            ranks=dict(sorted(ranks.items())),
            unwished=len(asked) - ranks.total() - without,
            without=without,
            unasked=len(unasked) - unasked_without,
            unasked_without=unasked_without,
        )

    def _tallies(self, label_of: Callable[[Attendee], str]) -> tuple[tuple[str, Tally], ...]:
        """Return the figures of each label, the one with most seats due first."""
        groups: dict[str, list[Standing]] = {}
        labels: dict[str, str] = {}
        for standing in self.standings:
            label = label_of(self.problem.attendee[standing.attendee])
            if label:
                groups.setdefault(folded(label), []).append(standing)
                labels.setdefault(folded(label), label)
        largest = sorted(groups, key=lambda key: (-len(groups[key]), in_order(labels[key])))
        return tuple((labels[key], self._tally(groups[key])) for key in largest)

    def _worst_off(self) -> tuple[DayOf, ...]:
        """Return those who are served worst over the day, if somebody is due several seats."""
        by_attendee: dict[str, list[Standing]] = {}
        for standing in self.standings:
            by_attendee.setdefault(standing.attendee, []).append(standing)
        if all(len(standings) < 2 for standings in by_attendee.values()):
            return ()
        days = [
            DayOf(attendee, tuple(standings), self._loss(attendee, standings))
            for attendee, standings in by_attendee.items()
        ]
        worst = max((day.lacking, day.loss) for day in days)
        return tuple(day for day in days if (day.lacking, day.loss) == worst) if any(worst) else ()

    def _loss(self, attendee: str, standings: Iterable[Standing]) -> int:
        """Return by how much somebody's ranks add up to more than they might at best.

        At best they are 1, or 1, 2, 3… in rounds with the same workshops; a session that is
        not wished for counts as the rank after the last wish, and a seat that is lacking as
        the one after that.
        """
        ranks = self.seats.ranks[attendee]
        seats: Counter[int] = Counter()
        total = 0
        for one in standings:
            seats[self.seats.kin_of[one.round]] += 1
            if one.session is None:
                any_of_them = self.offers.rounds[one.round].sessions[0]
                total += 1 + self.offers.next_rank(ranks, any_of_them)
            else:
                total += one.rank or self.offers.next_rank(ranks, one.session)
        return max(0, total - sum(count * (count + 1) // 2 for count in seats.values()))


def rank_text(rank: int) -> Text:
    """Write which wish it is: ``1er vœu``, ``2nd wish``."""
    return Text(f"{ordinal(rank).fr} vœu", f"{ordinal(rank).en} wish")


def ordinal(rank: int) -> Text:
    """Write a rank: ``1er``, ``2nd``."""
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10)
    return Text("1er" if rank == 1 else f"{rank}e", f"{rank}{ending or 'th'}")


def seat_text(standing: Standing) -> Text:
    """Return what became of somebody in a round: ``2e vœu``, ``hors de ses vœux``."""
    if standing.session is None:
        return NO_SEAT
    return UNWISHED if standing.rank is None else rank_text(standing.rank)


UNWISHED = Text("hors des vœux", "not a wish")


def percent(part: int, whole: int) -> Text:
    """Write a share: ``45 %``, ``45%``; nothing of nothing."""
    if not whole:
        return same("–")
    share = f"{part / whole:.0%}"
    if share == "0%" and part:
        share = "< 1%"
    if share == "100%" and part < whole:
        share = "> 99%"
    return Text(share.replace("%", " %"), share)


_MOST_GAINS = 3


def seating_summary(
    problem: Problem, timetable: Timetable, seating: Seating, *, moved: bool = True
) -> list[Text]:
    """Return what a screen tells of the seats: a few lines, the first one how far proven.

    How many seats have `moved` is left out where it is told with what else changes.
    """
    lines = [seating_text(seating)]
    if seating.status in ("infeasible", "unknown"):
        return lines
    tally = wish_figures(problem, timetable).all
    lines += [_GIVEN.fill(given=tally.given, due=tally.due), _profile_text(tally)]
    if (known := points(problem, timetable)) is not None:
        lines.append(points_text(known))
    lines += ratings_notes(problem, seating.fairness)
    if seating.cancelled:
        sessions = listing(session_text(problem, session) for session in seating.cancelled)
        lines.append(_CANCELLED.fill(sessions=sessions))
    if moved and seating.moved:
        lines.append(_MOVED.fill(count=len(seating.moved)))
    lines += [more_places_text(problem, more) for more in seating.more_places[:_MOST_GAINS]]
    return [text for text in lines if text.fr]


_GIVEN = Text("Places données : {given} sur {due}", "Seats given: {given} of {due}")
_CANCELLED = Text("Annulés, trop peu d'inscrits : {sessions}", "Cancelled, too few: {sessions}")
_MOVED = Text(
    "Places déjà données qui changent : {count}", "Seats given before that change: {count}"
)


def _profile_text(tally: Tally) -> Text:
    """Write ``1er vœu : 90 (69 %) · 2e vœu : 25 · hors des vœux : 3``."""
    one = Text("{what} : {count}", "{what}: {count}")
    parts = [one.fill(what=rank_text(rank), count=count) for rank, count in tally.ranks.items()]
    if tally.first:
        share = percent(tally.first, tally.asked)
        first = Text("{first} ({share})", "{first} ({share})").fill(first=parts[0], share=share)
        parts[0] = first
    rest = ((UNWISHED, tally.unwished), (UNASKED, tally.unasked))
    parts += [one.fill(what=what, count=count) for what, count in rest if count]
    return strung(parts, " · ")


UNASKED = Text("sans vœu exprimé", "no wish made")


def more_places_text(problem: Problem, more: MorePlaces) -> Text:
    """Return what more places in a session would bring, in one sentence.

    ``1 place de plus dans « Atelier 2 » : 1 personne de plus a une place, 1 de plus a son
    premier vœu``. From the fourth wish on, ranks are told together. Who has one of their
    wishes is told where that is not just those who have a seat.
    """
    places = counted(
        more.places, Text("place de plus", "more seat"), Text("places de plus", "more seats")
    )
    ranks = {rank: more.ranks.get(rank, 0) for rank in (1, 2, 3)}
    later = sum(count for rank, count in more.ranks.items() if rank > 3)
    wished = sum(more.ranks.values())
    changes: list[tuple[int, tuple[Text, Text]]] = [
        (-more.without, _HAS_A_SEAT),
        (wished if wished != -more.without else 0, _HAS_A_WISH),
    ]
    changes += [
        (count, _has(_FIRST if rank == 1 else rank_text(rank))) for rank, count in ranks.items()
    ]
    changes.append((later, _has(_LATER)))
    gains = [
        _people_more(count, words, first=number == 0)
        for number, (count, words) in enumerate(change for change in changes if change[0])
    ]
    return Text("{places} dans {session} : {gains}", "{places} in {session}: {gains}").fill(
        places=places,
        session=session_text(problem, more.session),
        gains=strung(gains) if gains else _NOTHING,
    )


def _people_more(count: int, words: tuple[Text, Text], *, first: bool) -> Text:
    """Write ``11 personnes de plus ont…``; after the first, ``3 de plus ont…``."""
    one, many = words
    number = abs(count)
    verb = Text(one.fr if number < 2 else many.fr, one.en if number == 1 else many.en)
    if first:
        people = people_count(number)
        english = people.en.replace(" ", " more " if count > 0 else " fewer ", 1)
        who = Text(f"{people.fr} de {'plus' if count > 0 else 'moins'}", english)
    else:
        who = Text(
            f"{number} de {'plus' if count > 0 else 'moins'}",
            f"{number} {'more' if count > 0 else 'fewer'}",
        )
    return Text("{who} {verb}", "{who} {verb}").fill(who=who, verb=verb)


def _has(wish: Text) -> tuple[Text, Text]:
    return (
        Text("a son {wish}", "has their {wish}").fill(wish=wish),
        Text("ont leur {wish}", "have their {wish}").fill(wish=wish),
    )


_FIRST = Text("premier vœu", "first wish")
_LATER = Text("4e vœu ou un suivant", "4th wish or a later one")
_HAS_A_WISH = (
    Text("a un de ses vœux", "has one of their wishes"),
    Text("ont un de leurs vœux", "have one of their wishes"),
)
_HAS_A_SEAT = (Text("a une place", "has a seat"), Text("ont une place", "have a seat"))
_NOTHING = Text("rien ne change", "nothing changes")
