"""What is sent to each person who has a part: where and when, with whom, and what to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from agenda_solver.problem import Person, Problem, people_in
from agenda_solver.problem.clocks import moment_in
from agenda_solver.rules.words import need_text, people_count
from agenda_solver.text import Language, Text, duration, listing, quoted, same, strung
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.booklet import dates_text
from agenda_solver.views.particulars import how_to_come
from agenda_solver.views.people import Agenda, Appearance, agendas, person_facts
from agenda_solver.views.rooms import registered_texts
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.titles import (
    CANCELLED,
    bracketed,
    clock_of_a_day,
    day_title,
    dotted,
    entry_text,
    full_title,
    is_cancelled,
    people_text,
    place_title,
    roles_of,
    session_title,
    span_of_a_day,
)
from agenda_solver.words.names import on_one_line

ROLE = Text("Rôle", "Role")
ROOM = Text("Salle", "Room")
WITHIN = Text("Dans", "In")
WITH = Text("Avec", "With")
THERE = Text("Chez vous", "Your time")
PUBLIC = Text("Public", "Audience")
NEEDS = Text("Matériel", "Equipment")

_WHOLE = same("{title}, {hours}")
_ON_THEIR_CLOCK = same("{day}, {hours} ({zone})")


@dataclass(frozen=True)
class SpeakerPart:
    """A part that somebody has in the programme.

    Attributes
    ----------
    facts : tuple of Text and Text
        What is told of it, and under which words: role, room, with whom.
    """

    day: Text
    hours: Text
    length: Text
    title: Text
    facts: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True)
class SpeakerRest:
    """A break, a meal, a welcome or a drink while somebody is there."""

    day: Text
    hours: Text
    title: Text
    place: Text


@dataclass(frozen=True)
class SpeakerSheet:
    """What is sent to a person, in their language where that is known.

    Attributes
    ----------
    dates : Text
        On which days the event is.
    rests : tuple of SpeakerRest
        What is for everybody on the days of their parts, and not at the same time.
    practical : tuple of Text
        Where the event is, what to know, whom to ask: a line each.
    """

    person_id: str
    language: Language
    event: str
    dates: Text
    name: str
    about: Text
    parts: tuple[SpeakerPart, ...]
    rests: tuple[SpeakerRest, ...]
    practical: tuple[Text, ...]


def speaker_sheets(
    problem: Problem, timetable: Timetable, language: Language
) -> tuple[SpeakerSheet, ...]:
    """Return what is sent to each person with a part that has its place in the programme.

    Parameters
    ----------
    language : {"fr", "en"}
        In which those are written to of whom no language is known.
    """
    known = problem.session
    problem, timetable = with_stretches(problem, timetable)
    held = frozenset(problem.session) - frozenset(known)
    return tuple(_Sheets(problem, timetable, language, held).all())


class _Sheets:
    def __init__(
        self, problem: Problem, timetable: Timetable, language: Language, held: frozenset[str]
    ) -> None:
        self.held = held
        self.problem = problem
        self.timetable = timetable
        self.language = language
        self.registered = registered_texts(problem, timetable)
        self.dates = dates_text(sorted(timetable.by_day or problem.day))
        self.practical = tuple(how_to_come(problem.event))

    def all(self) -> Iterator[SpeakerSheet]:
        for agenda in agendas(self.problem, self.timetable):
            placed = [one for one in agenda.appearances if one.placement]
            if placed:
                yield self._sheet(agenda, placed)

    def _sheet(self, agenda: Agenda, placed: list[Appearance]) -> SpeakerSheet:
        person = self.problem.person[agenda.person]
        moments = [one.placement for one in placed if one.placement]
        return SpeakerSheet(
            person.id,
            person.language or self.language,
            on_one_line(self.problem.event.name),
            self.dates,
            person.label,
            person_facts(person),
            tuple(self._part(person, one) for one in placed),
            tuple(self._rests(moments)),
            self.practical,
        )

    def _part(self, person: Person, appearance: Appearance) -> SpeakerPart:
        placement = appearance.placement
        assert placement is not None
        title = full_title(self.problem, appearance.session)
        if is_cancelled(self.problem, self.timetable, appearance.session):
            title = bracketed(title, [CANCELLED])
        facts = (
            (THERE, self._there(person, placement)),
            (ROLE, appearance.roles),
            (ROOM, place_title(self.problem, appearance.session, placement.room)),
            (WITHIN, self._whole(appearance.session)),
            (WITH, self._others(person.id, appearance.session)),
            (PUBLIC, self._audience(appearance.session)),
            (NEEDS, self._needs(appearance.session)),
        )
        return SpeakerPart(
            day_title(placement.day),
            span_of_a_day(placement.start, placement.end),
            duration(placement.end - placement.start),
            title,
            (
                *((words, fact) for words, fact in facts if fact.fr),
                *self._papers(appearance.session),
            ),
        )

    def _there(self, person: Person, placement: Placement) -> Text:
        """Return when that is on the clock of whoever speaks from another time zone."""
        here = self.problem.event.zone
        if person.zone in ("", here):
            return same("")
        start, end = (
            moment_in(here, placement.day, minute).astimezone(ZoneInfo(person.zone))
            for minute in (placement.start, placement.end)
        )
        return _ON_THEIR_CLOCK.fill(
            day=day_title(start.date()),
            hours=span_of_a_day(*(one.hour * 60 + one.minute for one in (start, end))),
            zone=person.zone,
        )

    def _papers(self, session: str) -> Iterator[tuple[Text, Text]]:
        """Yield the papers of what is chaired: when each begins, what, how long, by whom."""
        if session not in self.held:
            return
        papers = (one.id for one in self.problem.sessions if one.part_of == session)
        placed = map(self.timetable.by_session.get, papers)
        for paper in sorted(filter(None, placed), key=lambda one: one.start):
            people = people_text(self.problem, self.timetable, self.problem.session[paper.session])
            yield (
                clock_of_a_day(paper.start),
                dotted(
                    [
                        bracketed(
                            full_title(self.problem, paper.session),
                            [duration(paper.end - paper.start)],
                        ),
                        people,
                    ]
                ),
            )

    def _whole(self, session: str) -> Text:
        """Return of what it is a part, and when that is."""
        wholes = (self.timetable.by_session.get(one) for one in self.problem.wholes(session))
        return listing(
            _WHOLE.fill(
                title=quoted(session_title(self.problem, whole.session)),
                hours=span_of_a_day(whole.start, whole.end),
            )
            for whole in list(filter(None, wholes))[:1]
        )

    def _others(self, person: str, session: str) -> Text:
        """Return with whom it is held: in a part alone, whoever has another one of the whole."""
        known = self.problem.session
        beside = people_text(self.problem, self.timetable, known[session], person)
        if beside.fr:
            return beside
        names: dict[Text, None] = {}
        for whole in self.problem.wholes(session)[:1]:
            parts = (one.id for one in self.problem.sessions if one.part_of == whole)
            for other in (whole, *parts):
                for _, entries in roles_of(known[other], self.timetable):
                    others = (entry for entry in entries if person not in people_in(entry))
                    names |= dict.fromkeys(entry_text(self.problem, entry) for entry in others)
        return listing(names)

    def _audience(self, session: str) -> Text:
        """Return for whom it is, and how many: those registered, else those expected."""
        known = self.problem.session[session]
        audience = on_one_line(known.audience)
        count = self.registered.get(session)
        if count is None and known.expected is not None:
            count = people_count(known.expected)
        return dotted([Text(audience, audience), *([count] if count else [])])

    def _needs(self, session: str) -> Text:
        needs = self.problem.session[session].needs
        return strung(need_text(self.problem, need) for need in needs)

    def _rests(self, placed: Iterable[Placement]) -> Iterator[SpeakerRest]:
        """Yield what is for everybody on the days of some placements, beside them."""
        moments = list(placed)
        days: set[date] = {moment.day for moment in moments}
        for rest in self.timetable.placements:
            if rest.day not in days or not self.problem.is_rest(rest.session):
                continue
            if any(moment.overlaps(rest) for moment in moments):
                continue
            yield SpeakerRest(
                day_title(rest.day),
                span_of_a_day(rest.start, rest.end),
                session_title(self.problem, rest.session),
                place_title(self.problem, rest.session, rest.room),
            )
