"""What the page Rapport tells of the seats: wishes in figures, and what is proven of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from agenda_solver.problem import MIXED, Problem
from agenda_solver.result import Seating, SeatTier
from agenda_solver.rules.words import people_count
from agenda_solver.text import Names, Text, counted, cut_text, listing, long_date, same, strung
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.charts import fill_chart, labels_chart, ranks_chart
from agenda_solver.views.names import in_order, other_people, shown_names
from agenda_solver.views.points import Points, points, ratings_notes
from agenda_solver.views.rosters import Roster, rosters
from agenda_solver.views.sections import Group, Section, SectionRow, proof_section
from agenda_solver.views.titles import NO_SEAT, padded_clock, session_title
from agenda_solver.views.wishes import (
    DayOf,
    Tally,
    WishFigures,
    more_places_text,
    percent,
    rank_text,
    seat_text,
    wish_figures,
)
from agenda_solver.words.names import folded

_SHOWN_RANKS = 8
_SHOWN_PEOPLE = 5
_SHOWN_LABELS = 12
_LONGEST_TITLE = 60
_NOTHING = same("–")


class WishReport:
    """Tells of the seats; nothing where there are none."""

    def __init__(
        self, problem: Problem, timetable: Timetable, seating: Seating | None, names: Names
    ) -> None:
        self.problem = problem
        self.timetable = timetable
        self.seating = seating
        self.called = shown_names(problem.attendees, names)
        self.seated = bool(timetable.seats)

    @cached_property
    def _figures(self) -> WishFigures:
        return wish_figures(self.problem, self.timetable)

    @cached_property
    def _points(self) -> Points | None:
        return points(self.problem, self.timetable)

    @cached_property
    def _rosters(self) -> Sequence[Roster]:
        return rosters(self.problem, self.timetable)

    def short_rows(self) -> list[SectionRow]:
        """Return what comes first: how many have a seat, and their first wish."""
        if not self.seated:
            return []
        tally = self._figures.all
        rows: list[SectionRow] = [
            (_SEATS, self._given(tally)),
            (_FIRST_WISH, self._served_first(tally)),
        ]
        if self._points is not None:
            rows.append((_POINTS, _OF_POINTS.fill(**vars(self._points))))
        if self.seating is not None:
            notes = ratings_notes(self.problem, self.seating.fairness)
            rows += [(Text("Notes", "Ratings"), note) for note in notes]
        return rows

    def sections(self) -> Iterator[Section]:
        """Yield the tables."""
        if not self.seated:
            return
        tally = self._figures.all
        yield Section(
            Text("Les vœux en chiffres", "The wishes in figures"),
            (4, 1, 1),
            list(_rank_rows(tally)),
            (
                Text("Ce que chacun a obtenu", "What everybody has got"),
                Text("Places", "Seats"),
                Text("Part", "Share"),
            ),
            numbers=2,
            chart=ranks_chart(tally),
        )
        yield Section(Text("Les personnes", "The people"), (2, 4), [*self._people_rows(tally)])
        yield self._sessions_section()
        yield Section(
            Text("Ce que des places de plus apporteraient", "What more seats would bring"),
            (6,),
            [
                (more_places_text(self.problem, more),)
                for more in (self.seating.more_places if self.seating else ())
            ],
            note=Text(
                "Calculé, atelier par atelier, en donnant à nouveau toutes les places.",
                "Computed, workshop by workshop, by giving out all the seats anew.",
            ),
        )
        yield Section(
            Text("Places déjà données qui changent", "Seats given before that change"),
            (2, 2, 2),
            [self._moved_row(seat) for seat in (self.seating.moved if self.seating else ())],
            (Text("Qui", "Who"), Text("Avant", "Before"), Text("Maintenant", "Now")),
        )
        yield proof_section(
            Text("Ce qui est prouvé pour les places", "What is proven of the seats"),
            [((tier.aim,), _proof(tier)) for tier in (self.seating.tiers if self.seating else ())],
        )
        organisations, categories = self._figures.organisations, self._figures.categories
        yield _labels_section(
            Text("Les vœux par organisation", "The wishes by organisation"),
            Text("Organisation", "Organisation"),
            organisations,
            _OTHER_ORGANISATIONS,
        )
        yield _labels_section(
            Text("Les vœux par catégorie", "The wishes by category"),
            Text("Catégorie", "Category"),
            categories,
            _OTHER_CATEGORIES,
        )
        yield Section(
            Text("Le mélange dans les groupes", "The mixture in the groups"),
            (2, 4),
            list(self._mixture_rows()),
            (Text("Session", "Session"), Text("Inscrits", "Registered")),
        )

    # --- People

    def _given(self, tally: Tally) -> Text:
        given = Text("{given} données sur {due}", "{given} given of {due}").fill(
            given=tally.given, due=tally.due
        )
        if not tally.lacking:
            return given
        lacking = counted(
            tally.lacking, Text("manque", "is lacking"), Text("manquent", "are lacking")
        )
        return Text("{given} : {lacking}", "{given}: {lacking}").fill(given=given, lacking=lacking)

    def _served_first(self, tally: Tally) -> Text:
        """Return how many have their first wish; where there are several times, at least once."""
        if not tally.wishing:
            return Text("personne n'en a exprimé", "nobody has made any")
        served = Text("{served} sur {all} ({share}){often}", "{served} of {all} ({share}){often}")
        return served.fill(
            served=people_count(tally.served_first),
            all=tally.wishing,
            share=percent(tally.served_first, tally.wishing),
            often=_AT_LEAST_ONCE if tally.due > tally.people else same(""),
        )

    def _people_rows(self, tally: Tally) -> Iterator[SectionRow]:
        figures = self._figures
        people = people_count(tally.people)
        if figures.unasked:
            people = Text(
                "{people}, dont {count} sans aucun vœu", "{people}, {count} of them without a wish"
            ).fill(people=people, count=len(figures.unasked))
        yield Text("Ont droit à une place", "Are due a seat"), people
        if figures.worst_rank is not None and figures.worst_rank > 1:
            rank = rank_text(figures.worst_rank)
            yield (
                Text("Le vœu le plus lointain", "The last wish that was met"),
                Text("{rank} : {who}", "{rank}: {who}").fill(
                    rank=rank, who=self._some(figures.with_worst_rank)
                ),
            )
        if figures.unwished:
            yield (
                Text("Ont une place hors de leurs vœux", "Have a seat they did not wish for"),
                self._some(figures.unwished),
            )
        if figures.lacking:
            yield Text("N'ont pas de place", "Have no seat"), self._some(figures.lacking)
        if figures.worst_off:
            yield (
                Text("Moins bien servi sur l'ensemble", "Served worst over all"),
                self._worst_off(figures.worst_off),
            )
        if self._points is not None and self._points.given < self._points.most:
            yield (
                Text("Le moins de points", "Fewest points"),
                Text("{points} : {who}", "{points}: {who}").fill(
                    points=self._points.worst, who=self._some(self._points.with_worst)
                ),
            )
        yield from self._friends_rows()
        cancelled = [roster.placement.session for roster in self._rosters if roster.cancelled]
        if cancelled:
            yield (
                Text("Annulé, trop peu d'inscrits", "Cancelled, too few registered"),
                listing(self._title(session) for session in cancelled),
            )

    def _friends_rows(self) -> Iterator[SectionRow]:
        """Return how many are beside somebody whom they wish to be with, and who is not."""
        seats = {attendee: {*taken} for attendee, taken in self.timetable.seats_of.items()}
        wishing = [each for each in self.problem.attendees if each.friends]
        alone = [
            each.id
            for each in wishing
            if not any(seats.get(each.id, set()) & seats.get(one, set()) for one in each.friends)
        ]
        if wishing:
            yield (
                Text("Sont avec quelqu'un qu'ils ont nommé", "Are with somebody whom they named"),
                Text("{kept} sur {all}", "{kept} of {all}").fill(
                    kept=len(wishing) - len(alone), all=people_count(len(wishing))
                ),
            )
        if alone:
            yield (
                Text("Ne sont avec personne qu'ils ont nommé", "Are with nobody whom they named"),
                self._some(alone),
            )

    def _some(self, attendees: Sequence[str]) -> Text:
        """Return what the first few are called, and how many more there are."""
        names = [same(self.called[attendee]) for attendee in attendees[:_SHOWN_PEOPLE]]
        more = len(attendees) - len(names)
        return listing([*names, other_people(more)] if more else names)

    def _worst_off(self, days: Sequence[DayOf]) -> Text:
        first = days[0]
        words = Text("{who} : {seats}", "{who}: {seats}").fill(
            who=self.called[first.attendee], seats=listing(map(seat_text, first.standings))
        )
        if len(days) == 1:
            return words
        return Text("{words} ; et {others} autant", "{words}; and {others} as much").fill(
            words=words, others=other_people(len(days) - 1)
        )

    def _moved_row(self, seat: Seat) -> SectionRow:
        """Return who had which seat before, and what they have at that time now."""
        placement = self.timetable.by_session.get(seat.session)
        now = [
            self._title(session)
            for session in self.timetable.seats_of.get(seat.attendee, ())
            for other in [self.timetable.by_session.get(session)]
            if placement and other and other.overlaps(placement)
        ]
        return (
            self.called.get(seat.attendee, seat.attendee),
            self._title(seat.session) if seat.session in self.problem.session else seat.session,
            listing(now) if now else NO_SEAT,
        )

    # --- Sessions

    def _title(self, session: str) -> Text:
        title = session_title(self.problem, session)
        return cut_text(title, _LONGEST_TITLE)

    def _sessions_section(self) -> Section:
        moments = {(roster.placement.day, roster.placement.start) for roster in self._rosters}
        rows: list[SectionRow] = []
        last = None
        for roster in self._rosters:
            moment = roster.placement.day, roster.placement.start
            if len(moments) > 1 and moment != last:
                last = moment
                rows.append(Group(_moment_text(roster.placement)))
            rows.append(self._session_row(roster))
        workshops = Counter(
            self.problem.workshop(roster.placement.session) for roster in self._rosters
        )
        return Section(
            Text("Les places et la demande", "The seats and the demand"),
            (1, 1, 1, 1, 1, 1),
            rows,
            (
                Text("Session", "Session"),
                Text("Places", "Seats"),
                Text("Inscrits", "Registered"),
                Text("Libres", "Left"),
                Text("En 1er vœu", "As 1st wish"),
                Text("Dans les 3", "In the 3"),
            ),
            _WHOLE_WORKSHOPS if any(count > 1 for count in workshops.values()) else _IN_THE_3,
            numbers=5,
            chart=fill_chart([(self._title(one.placement.session), one) for one in self._rosters]),
        )

    def _session_row(self, roster: Roster) -> SectionRow:
        return (
            self._title(roster.placement.session),
            _NOTHING if roster.limit is None else roster.limit,
            Text("annulé", "cancelled") if roster.cancelled else len(roster.seated),
            _NOTHING if roster.left is None or roster.cancelled else roster.left,
            roster.interest.first,
            roster.interest.top3,
        )

    def _mixture_rows(self) -> Iterator[SectionRow]:
        for roster in self._rosters:
            for key in self.problem.session[roster.placement.session].mixed:
                if roster.seated:
                    yield self._title(roster.placement.session), self._mixture(roster.seated, key)

    def _mixture(self, seated: Iterable[str], field: str) -> Text:
        """Write ``élus : 4, techniciens : 5``, those without a label last."""
        labels: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for attendee in seated:
            label = getattr(self.problem.attendee[attendee], field)
            labels.setdefault(folded(label), label)
            counts[folded(label)] += 1
        parts = [
            Text("{label} : {count}", "{label}: {count}").fill(
                label=labels[key] or _NO_LABEL[field], count=counts[key]
            )
            for key in sorted(counts, key=lambda key: (not key, in_order(labels[key])))
        ]
        return strung(parts)


_SEATS = Text("Places", "Seats")
_FIRST_WISH = Text("Premier vœu", "First wish")
_POINTS = Text("Points", "Points")
_OF_POINTS = Text(
    "{given} sur {most}, si chacun avait partout ce qu'il note le mieux",
    "{given} of {most}, if all had what they rate highest everywhere",
)
_AT_LEAST_ONCE = Text(", au moins une fois", ", at least once")
_IN_THE_3 = Text(
    "Les deux dernières colonnes : combien l'ont en premier vœu, et dans leurs trois premiers.",
    "The last two columns: how many have it as their first wish, and among their first three.",
)
_WHOLE_WORKSHOPS = Text(
    "Les deux dernières colonnes : combien l'ont en premier vœu, et dans leurs trois premiers ; "
    "d'un atelier qui a plusieurs séances ou sous-groupes, pour l'atelier entier.",
    "The last two columns: how many have it as their first wish, and among their first three; "
    "of a workshop with several times or sub-groups, for the whole of it.",
)
_NO_LABEL: Mapping[str, Text] = {
    key: Text("sans {label}", "no {label}").fill(label=label) for key, label in MIXED.items()
}


def _moment_text(placement: Placement) -> Text:
    return Text("{day} à {time}", "{day}, {time}").fill(
        day=long_date(placement.day), time=padded_clock(placement.start)
    )


def _rank_rows(tally: Tally) -> Iterator[SectionRow]:
    """Yield how many seats are of each rank; those without wishes are told apart."""
    for rank, count in tally.ranks.items():
        if rank <= _SHOWN_RANKS:
            yield rank_text(rank), count, percent(count, tally.asked)
    later = sum(count for rank, count in tally.ranks.items() if rank > _SHOWN_RANKS)
    if later:
        words = Text("{rank} ou un suivant", "{rank} or a later one").fill(
            rank=rank_text(_SHOWN_RANKS + 1)
        )
        yield words, later, percent(later, tally.asked)
    rest = (
        (_TOP3, tally.top3 if max(tally.ranks, default=0) > 1 else 0, tally.asked),
        (Text("Hors des vœux exprimés", "Not one of the wishes"), tally.unwished, tally.asked),
        (Text("Pas de place", "No seat"), tally.without, tally.asked),
        (Text("Sans vœu : ont une place", "Without wishes: have a seat"), tally.unasked, 0),
        (
            Text("Sans vœu : pas de place", "Without wishes: no seat"),
            tally.unasked_without,
            0,
        ),
    )
    for what, count, whole in rest:
        if count:
            yield what, count, percent(count, whole)


_TOP3 = Text("En tout, un des trois premiers vœux", "In all, one of the first three wishes")


def _proof(tier: SeatTier) -> Text:
    if tier.cost == 0:
        words = Text("0 : le mieux possible", "0: the best there can be")
    elif tier.status == "optimal":
        words = Text(
            "{cost} : prouvé, on ne peut pas faire moins", "{cost}: proven, one cannot have less"
        )
    elif tier.bound <= 0:
        words = Text("{cost} : pas prouvé", "{cost}: not proven")
    else:
        words = Text("{cost} : pas prouvé, au mieux {bound}", "{cost}: not proven, at best {bound}")
    return words.fill(cost=tier.cost, bound=tier.bound)


def _labels_section(
    title: Text, label: Text, tallies: Sequence[tuple[str, Tally]], others: Text
) -> Section:
    """Tell the largest groups, and all the others in one line."""
    shown = len(tallies) if len(tallies) <= _SHOWN_LABELS + 1 else _SHOWN_LABELS
    rows = [_label_row(same(name), tally) for name, tally in tallies[:shown]]
    rest = tallies[shown:]
    if rest:
        total = sum((tally for _, tally in rest), Tally())
        rows.append(_label_row(others.fill(count=len(rest)), total))
    return Section(
        title,
        (1, 1, 1, 1, 1, 1),
        rows,
        (
            label,
            Text("Places dues", "Seats due"),
            Text("1er vœu", "1st wish"),
            Text("3 premiers", "First 3"),
            Text("Hors vœux", "Not wished"),
            Text("Sans place", "No seat"),
        ),
        Text(
            "Parts des places de ceux qui ont exprimé des vœux.",
            "Shares of the seats of those who have made wishes.",
        ),
        numbers=5,
        chart=labels_chart(tallies[:shown]),
    )


_OTHER_ORGANISATIONS = Text("{count} autres organisations", "{count} other organisations")
_OTHER_CATEGORIES = Text("{count} autres catégories", "{count} other categories")


def _label_row(label: Text, tally: Tally) -> SectionRow:
    share = Text("{count} ({share})", "{count} ({share})")
    return (
        label,
        tally.due,
        *(
            share.fill(count=count, share=percent(count, tally.asked))
            for count in (tally.first, tally.top3)
        ),
        tally.unwished,
        tally.lacking,
    )
