"""What a change of the programme means to each: tables, sentences, and a letter to everybody.

Sessions are called as they were announced: by their earlier title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from agenda_solver.changes import CHANGE
from agenda_solver.difference import (
    AttendeeChange,
    Difference,
    Kind,
    PersonChange,
    SessionChange,
    Version,
)
from agenda_solver.problem import Attendee, Person
from agenda_solver.rules.stretches import stretch_text
from agenda_solver.rules.words import LONGEST_TITLE, attendees_count
from agenda_solver.text import (
    SEMICOLON,
    Language,
    Names,
    Text,
    clock,
    counted,
    cut,
    cut_text,
    day_and_month,
    late_clock,
    listing,
    quoted,
    same,
    span,
    strung,
)
from agenda_solver.timetable import Placement
from agenda_solver.views.agendas import shared_sessions
from agenda_solver.views.names import shown_names
from agenda_solver.views.titles import NO_SEAT, room_title, session_title, without_controls
from agenda_solver.words.names import on_one_line

if TYPE_CHECKING:
    from agenda_solver.least import Least
    from agenda_solver.replan import Gap, Plan, Price

CANCELLED = Text("n'a plus lieu", "does not take place any more")
NOT_THERE = Text("pas au programme", "not in the programme")
NO_TIME = Text("sans heure", "no time")
EVERYBODY = Text("Tous les participants", "All attendees")
_TOOK_NO_PART = Text("n'y intervenait pas", "took no part")
_TAKES_NO_PART = Text("n'y intervient plus", "takes no part any more")
_DID_NOT_CHAIR = Text("ne la présidait pas", "did not chair it")
_DOES_NOT_CHAIR = Text("ne la préside plus", "does not chair it any more")
_NO_ROOM = Text("sans salle", "without a room")
_KINDS: Mapping[Kind, Text] = {
    "cancelled": Text("annulation", "cancelled"),
    "added": Text("ajout", "added"),
    "time": Text("heure", "time"),
    "room": Text("salle", "room"),
    "length": Text("durée", "length"),
    "people": Text("intervenants", "people"),
    "title": Text("titre", "title"),
}
_MOVED: frozenset[Kind] = frozenset({"time", "room", "length"})
# What concerns those who only come to listen.
_FELT: frozenset[Kind] = _MOVED | {"cancelled", "added"}


# --- Tables -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangeRow:
    """A row of a table of what changed.

    Attributes
    ----------
    about : tuple of Text
        Of what it tells: a session and what of it changed; a person and a session; an
        attendee.
    before, after : Text
        What was, and what is.
    """

    about: tuple[Text, ...]
    before: Text
    after: Text


def by_session(difference: Difference) -> list[ChangeRow]:
    """Return a row for each session that changed: its title, and what of it changed."""
    words = ChangeWords(difference)
    return [
        ChangeRow(
            (words.title(change.session), listing(_KINDS[kind] for kind in change.kinds)),
            words.was(change),
            words.now(change),
        )
        for change in difference.sessions
    ]


def by_person(difference: Difference) -> list[ChangeRow]:
    """Return a row for each part of a person that changed: who, and in which session."""
    words = ChangeWords(difference)
    return [
        ChangeRow((words.person(part.person), words.title(part.session)), *words.part(part))
        for part in difference.people
    ]


def by_attendee(difference: Difference, names: Names = "full") -> list[ChangeRow]:
    """Return a row for each seat that changed: who, as `names` says.

    What needs no seat and changed is told first, to all of them.
    """
    words, called = ChangeWords(difference), _called(difference, names)
    rows = []
    for change in _shared(difference):
        title = words.title(change.session)
        was, now = words.shared(change)
        rows.append(ChangeRow((EVERYBODY,), _below(title, was), _below(title, now)))
    for seat in difference.attendees:
        was, now = words.seat(seat)
        if seat.session_before:
            was = _below(words.title(seat.session_before), was)
        if seat.session_after:
            now = _below(words.title(seat.session_after), now)
        rows.append(ChangeRow((same(called[seat.attendee]),), was, now))
    return rows


def _below(title: Text, spot: Text) -> Text:
    return Text("{title}\n{spot}", "{title}\n{spot}").fill(title=title, spot=spot)


def _called(difference: Difference, names: Names) -> Mapping[str, str]:
    known: dict[str, Attendee] = {}
    for version in (difference.before, difference.after):
        known.update(version.problem.attendee)
    return shown_names(known.values(), names)


def _shared(difference: Difference) -> list[SessionChange]:
    """Return what changed of the sessions for which attendees need no seat.

    The parts of a session are left out: who comes to the whole hears them anyway.
    """
    versions = (difference.before, difference.after)
    if not any(version.problem.attendees for version in versions):
        return []
    offered = {session for version in versions for session in version.problem.offered}
    return [
        change
        for change in difference.sessions
        if _FELT.intersection(change.kinds)
        and change.session not in offered
        and _known(difference, change.session).problem.session[change.session].part_of is None
    ]


def _known(difference: Difference, session: str) -> Version:
    """Return the version that says how a session was announced: the earlier, if it knows it."""
    before = difference.before
    return before if session in before.problem.session else difference.after


class ChangeWords:
    """Says when and where things are, in as few words as the event allows."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        days = {*difference.before.problem.day, *difference.after.problem.day}
        self.has_days = len(days) > 1

    def title(self, session: str) -> Text:
        """Return the title under which a session was announced."""
        return session_title(_known(self.difference, session).problem, session)

    def name(self, session: str) -> Text:
        """Return that title for a sentence: cut where it is long, between quotation marks."""
        title = self.title(session)
        return quoted(cut_text(title, LONGEST_TITLE))

    def person(self, person: str) -> Text:
        """Return what a person is called."""
        return same(_person(self.difference, person).label)

    def room(self, room: str | None) -> Text:
        """Return a room's name, or words for none."""
        if room is None:
            return _NO_ROOM
        after = self.difference.after.problem
        known = after if room in after.room else self.difference.before.problem
        return room_title(known, room)

    def time(self, placement: Placement, *, whole: bool = False, at: bool = False) -> Text:
        """Return a time of day: from when to when if `whole`, in a sentence if `at`."""
        if not whole:
            time = late_clock(placement.start)
            return Text("à {time}", "at {time}").fill(time=time) if at else time
        if at:
            hours = span(placement.start, placement.end)
            return Text("{hours}", "from {hours}").fill(hours=hours)
        start, end = clock(placement.start), clock(placement.end)
        return Text("{start}–{end}", "{start}–{end}").fill(start=start, end=end)

    def when(self, placement: Placement, *, whole: bool = False, at: bool = False) -> Text:
        """Return the same, and before it the day where the event has several."""
        time = self.time(placement, whole=whole, at=at)
        if not self.has_days:
            return time
        return Text("{day} {time}", "{day}, {time}" if not at else "{day} {time}").fill(
            day=day_and_month(placement.day), time=time
        )

    def spot(
        self,
        placement: Placement,
        version: Version | None = None,
        *,
        whole: bool = False,
        at: bool = False,
    ) -> Text:
        """Return when something is, and where."""
        when = self.when(placement, whole=whole, at=at)
        if not self._rooms(placement, version):
            return when
        return strung([when, self.place(placement, version)])

    def place(self, placement: Placement, version: Version | None = None) -> Text:
        """Return where something is: in which rooms, or in none."""
        rooms = self._rooms(placement, version)
        return listing(map(self.room, rooms)) if rooms else _NO_ROOM

    def _rooms(self, placement: Placement, version: Version | None = None) -> tuple[str, ...]:
        """Return the rooms of a session, in the version in which it is placed like that."""
        before, after = self.difference.before, self.difference.after
        was = before.placements.get(placement.session) == placement
        known = version or (before if was else after)
        return known.problem.rooms_of(placement.session, placement.room)

    def only(self, placement: Placement, other: Placement) -> Text:
        """Return of when and where something is what is otherwise elsewhere."""
        whole = placement.minutes != other.minutes
        parts = []
        if placement.day != other.day:
            parts.append(self.when(placement, whole=whole))
        elif placement.start != other.start or whole:
            parts.append(self.time(placement, whole=whole))
        # Placed alike in both, only what it takes besides its own room may differ.
        alike = placement == other
        now, then = (self.difference.after, self.difference.before) if alike else (None, None)
        if self._rooms(placement, now) != self._rooms(other, then):
            parts.append(self.place(placement, now))
        return strung(parts)

    # What a line tells.

    def move(self, change: SessionChange) -> Text | None:
        """Return from where to where a session has moved; None where it has not."""
        before, after = change.before, change.after
        if before is None or after is None:
            return arrow(
                self.spot(before) if before else self._absent(),
                self.spot(after) if after else self._gone(),
            )
        if not _MOVED.intersection(change.kinds):
            return None
        return arrow(self.spot(before, whole="length" in change.kinds), self.only(after, before))

    def turn(self, change: AttendeeChange) -> Text:
        """Return from which session to which a seat has turned, or when and where it moved."""
        old, new = change.session_before, change.session_after
        was, now = self.seat(change)
        if old:
            was = strung([self._apart(old, new), was])
        if old == new and change.before and change.after:
            now = self.only(change.after, change.before)
        elif new:
            now = strung([self._apart(new, old), now])
        return arrow(was, now)

    def _apart(self, session: str, other: str | None) -> Text:
        """Return a session's name; its id where another one has the same: a sub-group."""
        name = self.name(session)
        return quoted(session) if other and other != session and self.name(other) == name else name

    def _absent(self) -> Text:
        return NO_TIME if self.difference.before.as_written else NOT_THERE

    def _gone(self) -> Text:
        return NO_TIME if self.difference.after.as_written else CANCELLED

    # What a table tells.

    def was(self, change: SessionChange) -> Text:
        """Return how a session was."""
        known = self.difference.before
        return self._state(change, known, change.before, change.people_before, NOT_THERE)

    def now(self, change: SessionChange) -> Text:
        """Return how it is."""
        known = self.difference.after
        return self._state(change, known, change.after, change.people_after, CANCELLED)

    def _state(
        self,
        change: SessionChange,
        version: Version,
        placement: Placement | None,
        people: Iterable[str],
        none: Text,
    ) -> Text:
        if placement is None:
            return none
        lines = [self.spot(placement, whole="length" in change.kinds)]
        if "people" in change.kinds:
            lines.append(listing(map(self.person, people)))
        if "title" in change.kinds:
            lines.append(quoted(session_title(version.problem, change.session)))
        return strung((line for line in lines if line.fr), "\n")

    def part(self, change: PersonChange) -> tuple[Text, Text]:
        """Return how a person's part was, and how it is."""
        absent, gone = _TOOK_NO_PART, _TAKES_NO_PART
        if change.chairs:
            absent, gone = _DID_NOT_CHAIR, _DOES_NOT_CHAIR
        if change.session not in self.difference.before.placements:
            absent = NOT_THERE
        if change.session not in self.difference.after.placements:
            gone = CANCELLED
        return self._pair(change.before, change.after, absent, gone)

    def shared(self, change: SessionChange) -> tuple[Text, Text]:
        """Return when and where a session for everybody was, and is."""
        return self._pair(change.before, change.after, NOT_THERE, CANCELLED)

    def seat(self, change: AttendeeChange) -> tuple[Text, Text]:
        """Return when and where the session was in which an attendee had a seat, and is."""
        none = [
            NO_TIME if session else NO_SEAT
            for session in (change.session_before, change.session_after)
        ]
        return self._pair(change.before, change.after, *none)

    def _pair(
        self, before: Placement | None, after: Placement | None, absent: Text, gone: Text
    ) -> tuple[Text, Text]:
        whole = bool(
            before and after and before.session == after.session and before.minutes != after.minutes
        )
        return (
            self.spot(before, whole=whole) if before else absent,
            self.spot(after, whole=whole) if after else gone,
        )


def _person(difference: Difference, person: str) -> Person:
    after = difference.after.problem
    return (
        after.person[person] if person in after.person else difference.before.problem.person[person]
    )


# --- Lines for a screen -------------------------------------------------------------------


def line(about: Text | str, news: Text) -> Text:
    """Return a line: of what, and what is told of it."""
    return Text("{about} : {news}", "{about}: {news}").fill(about=about, news=news)


def arrow(before: Text | str, after: Text | str) -> Text:
    """Return what was and what is."""
    return Text("{before} → {after}", "{before} → {after}").fill(before=before, after=after)


def session_lines(difference: Difference) -> list[Text]:
    """Return a line for each session that changed.

    ``« Atelier 2 » : mercredi 10 juin 14h30, salle A → 15h00, salle B``
    """
    words = ChangeWords(difference)
    return [_session_line(words, change) for change in difference.sessions]


def _session_line(words: ChangeWords, change: SessionChange) -> Text:
    name, move = words.name(change.session), words.move(change)
    news = [] if move is None else [move]
    if move is None and change.before is not None:
        spot = words.spot(change.before)
        name = Text("{name} ({spot})", "{name} ({spot})").fill(name=name, spot=spot)
    if "people" in change.kinds:
        news.append(_people_text(words, change))
    if "title" in change.kinds:
        title = words.difference.after.problem.session[change.session].title
        news.append(
            Text("nouveau titre : {title}", "new title: {title}").fill(
                title=quoted(cut(title, LONGEST_TITLE))
            )
        )
    return line(name, strung(news, SEMICOLON))


def _people_text(words: ChangeWords, change: SessionChange) -> Text:
    """Return who takes part newly, and who does not any more: ``avec A, sans B``."""
    joined = [person for person in change.people_after if person not in change.people_before]
    left = [person for person in change.people_before if person not in change.people_after]
    news = []
    if joined:
        people = listing(map(words.person, joined))
        news.append(Text("avec {people}", "with {people}").fill(people=people))
    if left:
        people = listing(map(words.person, left))
        news.append(Text("sans {people}", "without {people}").fill(people=people))
    return strung(news)


def person_lines(difference: Difference) -> list[Text]:
    """Return a line for each part of a person that changed."""
    words = ChangeWords(difference)
    lines = []
    for part in difference.people:
        about = strung([words.person(part.person), words.name(part.session)])
        was, now = words.part(part)
        if part.before and part.after:
            now = words.only(part.after, part.before)
        lines.append(line(about, arrow(was, now)))
    return lines


def seat_lines(difference: Difference, names: Names = "codes") -> list[Text]:
    """Return a line for each seat that changed: whose, as `names` says, then what."""
    words, called = ChangeWords(difference), _called(difference, names)
    return [line(called[change.attendee], words.turn(change)) for change in difference.attendees]


# --- A plan -------------------------------------------------------------------------------


def plan_summary(plan: Plan) -> list[Text]:
    """Return how much a plan changes, and whether less is possible: a few sentences."""
    price = plan.price
    if price is None:
        return [_NO_PLAN if plan.result.status == "infeasible" else _NONE_FOUND]
    sentences = []
    if price.cancelled:
        sentences.append(_gone_text(price.cancelled, list(plan.gone.values())))
        if could_be_kept := _could_be_kept(plan, price):
            sentences.append(_WOULD_KEEP.fill(sessions=_each_once(could_be_kept)))
    moves = _moves_text(price)
    if moves is not None:
        if plan.least == "touched":
            moves = _TOUCHED_SO.fill(touched=_touched_text(price.touched), moves=moves)
        sentences.append((_PROVEN if price.proven else _NOT_PROVEN).fill(moves=moves))
    elif price.cancelled or price.seats or plan.difference:
        sentences.append(_NONE_MOVES)
    else:
        sentences.append(_NOTHING_CHANGES)
    if price.seats:
        sentences.append(_sentence(_seats_text(price.seats)))
    if plan.otherwise is not None:
        sentences.append(_otherwise_text(price, plan.otherwise, plan.least))
    return sentences


def note_lines(plan: Plan) -> list[Text]:
    """Return what is to be known of what was announced: what comes too late, who chairs now."""
    return [
        finding.text
        for finding in plan.result.findings
        if finding.rule == CHANGE and finding.severity == "info"
    ]


def _could_be_kept(plan: Plan, price: Price) -> list[Text]:
    """Return which sessions that are lost somebody would keep whom nobody has announced."""
    lost = {option.session for option in plan.options if option.chosen} & plan.gone.keys()
    kept = dict.fromkeys(
        option.session
        for option in plan.options
        if option.way == "replaced" and option.price and option.price.cancelled < price.cancelled
    )
    return [plan.gone[session] for session in kept if session in lost]


_WOULD_KEEP = Text(
    "Un remplacement garderait {sessions} : voir les choix.",
    "A substitute would keep {sessions}: see the choices.",
)


def _otherwise_text(price: Price, other: Price, least: Least) -> Text:
    """Return what a plan would change if the other were kept least.

    ``Autre façon : 16 sessions touchées en tout au lieu de 53, mais 5 changent d'heure``
    """
    timed, rooms = other.moved > price.moved, other.rooms + other.rooms_of_moved
    if least == "times":
        less, instead = _touched_text(other.touched), price.touched
        more = counted(other.moved, *_TIMES_TOO) if timed else counted(rooms, *_ROOMS_TOO)
    elif other.moved < price.moved:
        less, instead = counted(other.moved, *_TIMES) if other.moved else _NO_TIMES, price.moved
        more = _touched_text(other.touched)
    else:
        less, instead = counted(other.rooms, *_ROOMS) if other.rooms else _NO_ROOMS, price.rooms
        more = _touched_text(other.touched)
    proven = _LEAST_OF_ALL if other.proven else _PERHAPS_NOT_LEAST
    nothing_more = least == "times" and not timed and not rooms
    return (_LESS_AT_ALL if nothing_more else _OTHERWISE).fill(
        less=less,
        instead=instead,
        proven=same("") if less in (_NO_TIMES, _NO_ROOMS) else proven,
        more=more,
        option="--least touched" if least == "times" else "--least times",
    )


def _touched_text(touched: int) -> Text:
    return counted(
        touched,
        Text("session touchée en tout", "session touched in all"),
        Text("sessions touchées en tout", "sessions touched in all"),
    )


_TOUCHED_SO = Text("{touched} : {moves}", "{touched}: {moves}")
_LESS_AT_ALL = Text(
    "Autre façon : {less} au lieu de {instead}{proven} ({option}).",
    "Another way: {less} instead of {instead}{proven} ({option}).",
)
_OTHERWISE = Text(
    "Autre façon : {less} au lieu de {instead}{proven}, mais {more} ({option}).",
    "Another way: {less} instead of {instead}{proven}, but {more} ({option}).",
)
_LEAST_OF_ALL = Text(" (moins est impossible)", " (fewer is impossible)")
_PERHAPS_NOT_LEAST = Text(" (pas prouvé au plus juste)", " (not proven the least)")


_NO_PLAN = Text(
    "Impossible, c'est prouvé : aucun programme ne tient avec ces changements.",
    "Proven impossible: no programme holds with these changes.",
)
_NONE_FOUND = Text(
    "Aucun programme trouvé dans le temps donné.", "No programme was found within the time given."
)
_PROVEN = Text("{moves} ; moins est impossible.", "{moves}; fewer is impossible.")
_NOT_PROVEN = Text(
    "{moves} ; il n'est pas prouvé que moins soit impossible.",
    "{moves}; that fewer is impossible is not proven.",
)
_NONE_MOVES = Text(
    "Aucune session ne change d'heure ni de salle.", "No session changes its time or its room."
)
_NOTHING_CHANGES = Text("Rien ne change.", "Nothing changes.")


def _sentence(text: Text) -> Text:
    return Text("{text}.", "{text}.").fill(text=text)


def _gone_text(count: int, titles: Collection[Text]) -> Text:
    gone = counted(
        count,
        Text("session n'a plus lieu", "session does not take place any more"),
        Text("sessions n'ont plus lieu", "sessions do not take place any more"),
    )
    if not titles:
        return _sentence(gone)
    return Text("{gone} : {titles}.", "{gone}: {titles}.").fill(
        gone=gone, titles=_each_once(titles)
    )


def _each_once(titles: Iterable[Text]) -> Text:
    """List titles, those that several sessions have with their number."""
    return listing(
        title if number == 1 else _SO_MANY.fill(title=title, number=number)
        for title, number in Counter(titles).items()
    )


_SO_MANY = Text("{title} ({number} fois)", "{title} ({number} times)")


def _moves_text(price: Price) -> Text | None:
    """Return how many sessions change their time, and how many others their room."""
    counts = []
    if price.moved:
        moved = counted(price.moved, *_TIMES)
        if price.rooms_of_moved:
            moved = Text("{moved} (dont {too})", "{moved} ({too})").fill(
                moved=moved,
                too=counted(
                    price.rooms_of_moved,
                    Text("aussi de salle", "of them its room too"),
                    Text("aussi de salle", "of them their room too"),
                ),
            )
        counts.append(moved)
    if price.rooms:
        others = bool(price.moved)
        counts.append(counted(price.rooms, *(_OTHER_ROOMS if others else _ROOMS)))
    return listing(counts) if counts else None


_TIMES = (
    Text("session change d'heure", "session changes its time"),
    Text("sessions changent d'heure", "sessions change their time"),
)
_NO_TIMES = Text("aucune session ne change d'heure", "no session changes its time")
_NO_ROOMS = Text("aucune autre ne change de salle", "no other session changes rooms")
_TIMES_TOO = (
    Text("change d'heure", "changes its time"),
    Text("changent d'heure", "change their time"),
)
_ROOMS_TOO = (
    Text("change de salle", "changes rooms"),
    Text("changent de salle", "change rooms"),
)
_ROOMS = (
    Text("session change de salle", "session changes rooms"),
    Text("sessions changent de salle", "sessions change rooms"),
)
_OTHER_ROOMS = (
    Text("autre change de salle", "other changes rooms"),
    Text("autres changent de salle", "others change rooms"),
)


def _seats_text(seats: int) -> Text:
    return counted(
        seats,
        Text("place déjà donnée change", "seat given out before changes"),
        Text("places déjà données changent", "seats given out before change"),
    )


def gap_lines(plan: Plan) -> list[Text]:
    """Return what it comes to that the time of a cancelled session stays free, or is filled."""
    return [line(_GAPS[gap], changes_text(price, gone=False)) for gap, price in plan.gaps.items()]


_GAPS: Mapping[Gap, Text] = {
    "kept": Text("il reste libre", "it stays free"),
    "closed": Text("ce qui suit avance (--close-gaps)", "what follows moves up (--close-gaps)"),
}


def changes_text(price: Price, *, gone: bool = True) -> Text:
    """Return what a plan changes; without the sessions that are lost where these are known."""
    counts = []
    if price.cancelled and gone:
        counts.append(
            counted(
                price.cancelled,
                Text("session n'a plus lieu", "session does not take place any more"),
                Text("sessions n'ont plus lieu", "sessions do not take place any more"),
            )
        )
    moves = _moves_text(price)
    counts += [moves] if moves else []
    counts += [_seats_text(price.seats)] if price.seats else []
    counts += [counted(price.unseated, *_UNSEATED)] if price.unseated else []
    if not counts:
        return _NOTHING_ELSE
    text = strung(counts)
    return text if price.proven else _AT_MOST.fill(text=text)


_UNSEATED = (
    Text("personne n'a pas de place", "person has no seat"),
    Text("personnes n'ont pas de place", "people have no seat"),
)
_NOTHING_ELSE = Text("rien d'autre ne change", "nothing else changes")
_AT_MOST = Text("{text} (pas prouvé au plus juste)", "{text} (not proven the least)")


# --- Letters ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Addressee:
    """Somebody whose agenda changes.

    Their name and address are for the organiser's own use.

    Attributes
    ----------
    person, attendee : str or None
        Their id among the people of the programme, and among the attendees; one may be None.
    name : str
        What they are called.
    email : str
        Their address; empty where none is known.
    language : {"fr", "en"}
        In which they are written to.
    """

    person: str | None
    attendee: str | None
    name: str
    email: str
    language: Language


@dataclass(frozen=True)
class Letter(Addressee):
    """What one of them is told of the change.

    Attributes
    ----------
    subject, words : str
        Of what the letter is, and the news: sentences on one line.
    """

    subject: str
    words: str


def letters(difference: Difference, language: Language) -> tuple[Letter, ...]:
    """Return a letter to everybody whose agenda changes: people first, then attendees.

    People are told of their parts, and of who joins or leaves them there; attendees of
    their seats, and of what needs no seat and is on their agenda. Who is both gets one
    letter. Those who are no longer registered get none.

    Parameters
    ----------
    difference : Difference
        From what they know to what there is now.
    language : {"fr", "en"}
        In which those are written to of whom no language is known.
    """
    return tuple(_Letters(difference, language).all())


def addressees(difference: Difference, language: Language) -> tuple[Addressee, ...]:
    """Return to whom there is a letter, which is not written: it takes most of the time."""
    return tuple(addressee for addressee, _ in _Letters(difference, language).addressed())


_News = tuple[tuple[date, int], Text]
"""A sentence, and the moment by which those of a letter are put in order."""


class _Letters:
    def __init__(self, difference: Difference, language: Language) -> None:
        self.difference = difference
        self.language = language
        self.words = ChangeWords(difference)

    def all(self) -> Iterator[Letter]:
        """Yield the letters."""
        subject = _SUBJECT.fill(event=on_one_line(self.difference.after.problem.event.name))
        for addressee, news in self.addressed():
            sentences = [
                text.say(addressee.language) for _, text in sorted(news, key=itemgetter(0))
            ]
            yield Letter(
                **vars(addressee),
                subject=without_controls(subject.say(addressee.language)),
                words=without_controls(" ".join(sentences)),
            )

    def addressed(self) -> Iterator[tuple[Addressee, list[_News]]]:
        """Yield those whose agenda changes, and what they are to know."""
        of_people, of_attendees = self._of_people(), self._of_attendees()
        person_of = self.difference.after.problem.person_of
        attendee_of = {person: attendee for attendee, person in person_of.items()}
        for person, news in of_people.items():
            attendee = attendee_of.get(person)
            more = of_attendees.pop(attendee, []) if attendee else []
            yield self._addressee(person, attendee), [*news, *more]
        for attendee, news in of_attendees.items():
            if news:
                yield self._addressee(None, attendee), news

    def _addressee(self, person: str | None, attendee: str | None) -> Addressee:
        whom: list[Person | Attendee] = []
        if person is not None:
            whom.append(_person(self.difference, person))
        if attendee is not None:
            whom.append(self.difference.after.problem.attendee[attendee])
        names = [row.label if isinstance(row, Person) else row.name or row.id for row in whom]
        emails = [row.email for row in whom if row.email]
        language = next((row.language for row in whom if row.language), self.language)
        name = without_controls(names[0])
        return Addressee(person, attendee, name, emails[0] if emails else "", language)

    def _name(self, session: str) -> Text:
        """Return a session's title, whole: a letter has room for it."""
        return quoted(self.words.title(session))

    # People.

    def _of_people(self) -> dict[str, list[_News]]:
        """Return what each person is told: of their own parts, and of who is beside them."""
        news: dict[str, list[_News]] = {}
        for part in self.difference.people:
            sentence = _moment_of(part.before, part.after), self._part(part)
            own = news.setdefault(part.person, [])
            if not part.chairs or sentence[1] not in (text for _, text in own):
                own.append(sentence)  # of what is chaired, a stretch is told once
        for change in self.difference.sessions:
            if "people" in change.kinds and change.after is not None:
                text = _BESIDE.fill(
                    session=self._name(change.session),
                    spot=self.words.spot(change.after, at=True),
                    people=_people_text(self.words, change),
                )
                for person in change.people_after:
                    if person in change.people_before:
                        sentence = _moment_of(change.before, change.after), text
                        news.setdefault(person, []).append(sentence)
        order = dict.fromkeys((*self.difference.after.problem.person, *news))
        return {person: news[person] for person in order if person in news}

    def _part(self, part: PersonChange) -> Text:
        name = self._name(part.session)
        if part.chairs and (cell := self._chaired(part)):
            return cell
        if part.after is None:
            assert part.before is not None
            gone = part.session not in self.difference.after.placements
            left = _CHAIRS_NO_MORE if part.chairs else _NO_PART
            return (_NOT_ANY_MORE if gone else left).fill(
                session=name, spot=self.words.spot(part.before)
            )
        if part.before is None:
            newly = _CHAIRS_NEWLY if part.chairs else _NEW_PART
            return newly.fill(session=name, spot=self.words.spot(part.after, at=True))
        has = _CHAIRS if part.chairs else _HAS_PART
        return self._moved(has, name, part.before, part.after)

    def _chaired(self, part: PersonChange) -> Text | None:
        """Tell of the stretch that somebody chairs newly, or does not any more; None elsewhere."""
        versions = self.difference.before, self.difference.after
        if any(part.session not in version.placements for version in versions):
            return None
        left = part.after is None
        placement, version = (part.before, versions[0]) if left else (part.after, versions[1])
        if placement is None or (part.before and part.after):
            return None
        problem = version.problem
        stretch = problem.stretch_at(placement.day, placement.start)
        if stretch is None:
            return None
        return (_CHAIRS_STRETCH_NO_MORE if left else _CHAIRS_STRETCH_NEWLY).fill(
            track=quoted(problem.session[part.session].track),
            stretch=stretch_text(problem, problem.stretch[stretch]),
            room=self.words.place(placement, version),
        )

    def _moved(self, whose: Text, name: Text, before: Placement, after: Placement) -> Text:
        """Tell where a session has moved; where only its room changes, that alone."""
        session = whose.fill(session=name)
        if (before.day, before.start, before.end) == (after.day, after.start, after.end):
            return _CHANGES_ROOMS.fill(
                session=session,
                room=self.words.place(after, self.difference.after),
                before=self.words.place(before, self.difference.before),
                when=self.words.when(after, at=True),
            )
        return _MOVES.fill(
            session=session,
            spot=self.words.spot(after, whole=before.minutes != after.minutes, at=True),
            before=self.words.only(before, after),
        )

    # Attendees.

    def _of_attendees(self) -> dict[str, list[_News]]:
        """Return what each attendee is told; who has a part in a session is told of that."""
        after = self.difference.after.problem
        news: dict[str, list[_News]] = {attendee: [] for attendee in after.attendee}
        same_for: dict[tuple[Placement | None, Placement | None], Text] = {}  # many of a session
        for seat in self.difference.attendees:
            if seat.attendee in news:
                move = seat.before, seat.after
                if move not in same_for:
                    same_for[move] = self._seat(seat)
                news[seat.attendee].append((_moment_of(*move), same_for[move]))
        parts = {(part.person, part.session) for part in self.difference.people}
        for change, attendees in self._shared():
            sentence = _moment_of(change.before, change.after), self._shared_text(change)
            for attendee in attendees:
                if (after.person_of.get(attendee), change.session) not in parts:
                    news[attendee].append(sentence)
        return news

    def _seat(self, seat: AttendeeChange) -> Text:
        before, after = seat.before, seat.after
        if before is None:
            assert after is not None
            return _NEW_SEAT.fill(
                session=self._name(after.session), spot=self.words.spot(after, at=True)
            )
        gone = before.session not in self.difference.after.placements
        name = self._name(before.session)
        if after is None:
            return (_SEAT_CANCELLED if gone else _NO_SEAT).fill(
                session=name, spot=self.words.spot(before)
            )
        if before.session == after.session:
            return self._moved(_HAS_SEAT, name, before, after)
        return (_SEAT_INSTEAD if gone else _OTHER_SEAT).fill(
            session=name,
            was=self.words.spot(before),
            other=self._name(after.session),
            spot=self.words.spot(after, at=True),
        )

    def _shared(self) -> Iterator[tuple[SessionChange, list[str]]]:
        """Yield what changed of the sessions that need no seat, and whose agenda has it."""
        changes = _shared(self.difference)
        if not changes:
            return
        before, after = (
            shared_sessions(version.problem, version.timetable)
            for version in (self.difference.before, self.difference.after)
        )
        for change in changes:
            yield (
                change,
                [
                    attendee
                    for attendee, sessions in after.items()
                    if attendee in before
                    and (change.session in before[attendee] or change.session in sessions)
                ],
            )

    def _shared_text(self, change: SessionChange) -> Text:
        name = self._name(change.session)
        if change.after is None:
            assert change.before is not None
            return _NOT_ANY_MORE.fill(session=name, spot=self.words.spot(change.before))
        if change.before is None:
            return _ADDED.fill(session=name, spot=self.words.spot(change.after, at=True))
        return self._moved(_SESSION, name, change.before, change.after)


def _moment_of(before: Placement | None, after: Placement | None) -> tuple[date, int]:
    """Return the moment by which a sentence is put in order: when it is now, or was."""
    placement = after or before
    assert placement is not None
    return placement.day, placement.start


def concerned_text(whom: Collection[Addressee]) -> Text:
    """Return how many are to be told, and of how many no address is known."""
    people = sum(one.person is not None for one in whom)
    counts = []
    if people:
        counts.append(
            counted(people, Text("intervenant", "speaker"), Text("intervenants", "speakers"))
        )
    if people < len(whom):
        counts.append(attendees_count(len(whom) - people))
    if not counts:
        return Text("Personne à prévenir", "Nobody to tell")
    text = Text("À prévenir : {who}", "To be told: {who}").fill(who=listing(counts))
    without = sum(not one.email for one in whom)
    if not without:
        return text
    return Text("{text} ({count} sans e-mail)", "{text} ({count} without an e-mail address)").fill(
        text=text, count=without
    )


_SUBJECT = Text("{event} : votre programme change", "{event}: your programme changes")
_MOVES = Text(
    "{session} a maintenant lieu {spot} (avant : {before}).",
    "{session} now takes place {spot} (before: {before}).",
)
_CHANGES_ROOMS = Text(
    "{session} change de salle : {room} (avant : {before}), toujours {when}.",
    "{session} changes rooms: {room} (before: {before}), still {when}.",
)
_SESSION = same("{session}")
_HAS_PART = Text("{session}, où vous intervenez,", "{session}, in which you take part,")
_HAS_SEAT = Text("{session}, où vous avez une place,", "{session}, in which you have a seat,")
_NOT_ANY_MORE = Text(
    "{session} ({spot}) n'a plus lieu.", "{session} ({spot}) does not take place any more."
)
_NO_PART = Text(
    "Vous n'intervenez plus dans {session} ({spot}).",
    "You do not take part in {session} ({spot}) any more.",
)
_CHAIRS = Text("{session}, que vous présidez,", "{session}, which you chair,")
_CHAIRS_STRETCH_NO_MORE = Text(
    "Vous ne présidez plus {track} : {stretch}, {room}.",
    "You do not chair {track} any more: {stretch}, {room}.",
)
_CHAIRS_STRETCH_NEWLY = Text(
    "Vous présidez {track} : {stretch}, {room}.", "You chair {track}: {stretch}, {room}."
)
_CHAIRS_NO_MORE = Text(
    "Vous ne présidez plus {session} ({spot}).", "You do not chair {session} ({spot}) any more."
)
_CHAIRS_NEWLY = Text("Vous présidez {session}, {spot}.", "You chair {session}, {spot}.")
_NEW_PART = Text("Vous intervenez dans {session}, {spot}.", "You take part in {session}, {spot}.")
_BESIDE = Text(
    "{session}, où vous intervenez {spot}, se tient {people}.",
    "{session}, in which you take part {spot}, is held {people}.",
)
_NEW_SEAT = Text(
    "Vous avez une place dans {session}, {spot}.", "You have a seat in {session}, {spot}."
)
_NO_SEAT = Text(
    "Vous n'avez plus de place dans {session} ({spot}).",
    "You do not have a seat in {session} ({spot}) any more.",
)
_SEAT_CANCELLED = Text(
    "{session} ({spot}) n'a plus lieu, et vous n'avez pas d'autre place à ce moment.",
    "{session} ({spot}) does not take place any more, and you have no other seat at that time.",
)
_SEAT_INSTEAD = Text(
    "{session} ({was}) n'a plus lieu : vous avez une place dans {other}, {spot}.",
    "{session} ({was}) does not take place any more: you have a seat in {other}, {spot}.",
)
_OTHER_SEAT = Text(
    "Votre place est maintenant dans {other}, {spot} (avant : {session}, {was}).",
    "Your seat is now in {other}, {spot} (before: {session}, {was}).",
)
_ADDED = Text("{session} s'ajoute au programme, {spot}.", "{session} is new, {spot}.")
