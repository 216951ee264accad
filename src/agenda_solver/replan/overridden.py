"""What is announced and cannot be done as it is: who cannot, why, and what is planned instead.

These sentences come before all others: whoever reads only the first line must not take for
done what is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from agenda_solver.changes import Changes, PersonIsReplaced
from agenda_solver.problem import Problem
from agenda_solver.replan.answering import MOST_FREE, Answering
from agenda_solver.replan.parts import Case
from agenda_solver.replan.ways import Concern
from agenda_solver.rules.people import PersonIsPresent
from agenda_solver.rules.words import when_text, with_its_time
from agenda_solver.substitutes import Obstacle, obstacles
from agenda_solver.text import Text, listing, quoted, same, strung
from agenda_solver.timetable import Placement, Timetable


@dataclass(frozen=True)
class Overridden:
    """Tells what of the changes is not as it is announced.

    Attributes
    ----------
    published : Case
        What was asked, and who was chosen, before the changes.
    before : Timetable
        What was published.
    answering : Answering
        What is asked, with the changes applied, and who could take whose part.
    changes : Changes
        What is announced.
    problem : Problem
        What is asked in the end, with what becomes of each session.
    after : Timetable or None
        The plan; None where there is none.
    proven : bool
        Whether nothing else can be done, and not only nothing was found.
    """

    published: Case
    before: Timetable
    answering: Answering
    changes: Changes
    problem: Problem
    after: Timetable | None
    proven: bool

    def texts(self, concerns: Iterable[Concern]) -> tuple[Text, ...]:
        """Return a sentence for each part that cannot be taken over as it is announced.

        Then one for each session that does not take place because of who is away.

        Parameters
        ----------
        concerns : iterable of Concern
            The sessions that somebody cannot attend as they are.
        """
        replaced = list(self._replacements())
        replaced_sessions = {session for session, _ in replaced}
        gone = self._cancellations(concerns, replaced_sessions) if self.after is not None else ()
        return (*(text for _, text in replaced), *gone)

    def _replacements(self) -> Iterator[tuple[str, Text]]:
        """Yield the sessions in which somebody cannot take over, each with its sentence."""
        for change in self.changes.replacing:
            for session in self._taken_over(change):
                placement = self.before.by_session[session]
                reason, takes = self._hindrance(change.by, placement)
                outcome = self._outcome(change, placement)
                if outcome is None and (reason is None or not self._others_change(change.by)):
                    continue
                sentences = [
                    _CANNOT.fill(
                        by=self._name(change.by),
                        person=self._name(change.person),
                        session=self._title(session),
                        when=when_text(self.published.problem, placement),
                        reason=reason or (_DOES_NOT_FIT if self.proven else _NOT_FOUND),
                    )
                ]
                if self.after is not None:
                    sentences.append(outcome or self._makes_way(change.by))
                if takes is not None and (outcome is not None or self.after is None):
                    sentences.append(_WOULD_TAKE.fill(takes=takes))
                sentences.append(self._free(session, change.by))
                yield session, strung(sentences, " ")

    def _free(self, session: str, by: str) -> Text:
        """Return who could take a part instead of who is announced for it."""
        free = self.answering.free_for(session, by)
        if not free:
            return _NOBODY_FREE
        return _FREE.fill(people=listing(map(self._name, free[:MOST_FREE])))

    def _cancellations(
        self, concerns: Iterable[Concern], replaced_sessions: Collection[str]
    ) -> Iterator[Text]:
        """Yield why sessions do not take place, but those of which it is told already.

        Where all who are missing do not come at all, that is announced, and nothing else.
        """
        missing: dict[str, list[str]] = {}
        for concern in concerns:
            if (
                concern.session not in self.problem.session
                and concern.session not in replaced_sessions
            ):
                missing.setdefault(concern.session, []).append(concern.person)
        for session, people in missing.items():
            if self.changes.cancelling.issuperset(people):
                continue
            placement = self.before.by_session[session]
            absences = (
                Text("{person} ({absence})", "{person} ({absence})").fill(
                    person=self._name(person), absence=self._absence(person, placement)
                )
                for person in people
            )
            text = _GONE if self.proven else _GIVEN_UP
            yield text.fill(session=self._title(session), absences=listing(absences))

    # --- Why ------------------------------------------------------------------------------

    def _taken_over(self, change: PersonIsReplaced) -> list[str]:
        """Return the sessions in which somebody is to have the part that another one had."""
        known = self.published.problem.session
        return [
            session.id
            for session in self.case.problem.sessions
            if session.id in known
            and session.id in self.before.by_session
            and self.published.takes_part(session.id, change.person)
            and not self.published.takes_part(session.id, change.by)
            and self.case.takes_part(session.id, change.by)
        ]

    def _hindrance(self, person: str, placement: Placement) -> tuple[Text | None, Text | None]:
        """Return why somebody cannot be at a session as it was to be, and what it would take."""
        if person in self.changes.cancelling:
            return _NOT_COMING, None
        hindering = self._obstacles(person, placement.session)
        if not hindering:
            return None, None
        return (
            listing(obstacle.text for obstacle in hindering),
            listing(obstacle.takes for obstacle in hindering),
        )

    def _absence(self, person: str, placement: Placement) -> Text:
        absent = [
            obstacle.text
            for obstacle in self._obstacles(person, placement.session)
            if obstacle.rule == PersonIsPresent.key
        ]
        return absent[0] if absent and person not in self.changes.cancelling else _NOT_COMING

    def _obstacles(self, person: str, session: str) -> tuple[Obstacle, ...]:
        return obstacles(self.case.problem, self.answering.timetable, person, session)

    @property
    def case(self) -> Case:
        """What is asked, with the changes applied."""
        return self.answering.case

    # --- What instead -----------------------------------------------------------------------

    def _outcome(self, change: PersonIsReplaced, old: Placement) -> Text | None:
        """Return what becomes of a session, unless it stays there and the other takes over."""
        if self.after is None:
            return None
        new = self.after.by_session.get(old.session)
        if new is None:
            return _NOT_HELD
        if change.by not in self.after.roster(self.problem.session[old.session]):
            return _HELD_WITHOUT
        if (new.day, new.start) != (old.day, old.start):
            return _MOVED.fill(when=when_text(self.problem, new))
        return None

    def _makes_way(self, person: str) -> Text:
        return _OTHERS_CHANGE.fill(sessions=listing(map(self._title, self._others_change(person))))

    def _others_change(self, person: str) -> list[str]:
        """Return which other sessions of somebody are not as they were."""
        if self.after is None:
            return list(self.before.by_session)
        return [
            placement.session
            for placement in self.before.placements
            if placement.session in self.case.problem.session
            and self.published.takes_part(placement.session, person)
            and not self._is_as_it_was(placement, person)
        ]

    def _is_as_it_was(self, placement: Placement, person: str) -> bool:
        assert self.after is not None
        if self.after.by_session.get(placement.session) != placement:
            return False
        return person in self.after.roster(self.problem.session[placement.session])

    def _title(self, session: str) -> Text:
        """Return a session's title, whole: the sheet of changes is sent."""
        problem = self.published.problem
        return with_its_time(problem, session, quoted(problem.session[session].label))

    def _name(self, person: str) -> Text:
        return same(self.case.problem.person[person].label)


_CANNOT = Text(
    "{by} ne peut pas remplacer {person} dans {session} ({when}) : {reason}.",
    "{by} cannot replace {person} in {session} ({when}): {reason}.",
)
_NOT_COMING = Text("absence annoncée", "announced not to come")
_WOULD_TAKE = Text("Il faudrait : {takes}.", "It would take: {takes}.")
_FREE = Text("Libres à cette heure : {people}.", "Free at that time: {people}.")
_NOBODY_FREE = Text(
    "Personne d'autre n'est libre à cette heure.", "Nobody else is free at that time."
)
_DOES_NOT_FIT = Text("aucun programme ne tient ainsi", "no programme holds that way")
_NOT_FOUND = Text(
    "aucun programme qui tienne ainsi n'a été trouvé", "no programme that holds that way was found"
)
_NOT_HELD = Text("Cette session n'a donc plus lieu.", "So it does not take place any more.")
_HELD_WITHOUT = Text(
    "Cette session a donc lieu sans l'un ni l'autre.", "So it takes place with neither of the two."
)
_MOVED = Text("Cette session est donc déplacée : {when}.", "So it is moved: {when}.")
_OTHERS_CHANGE = Text("D'autres changent donc : {sessions}.", "So others change: {sessions}.")
_GONE = Text(
    "{session} n'a plus lieu : rien ne la garde. Absences : {absences}.",
    "{session} does not take place any more: nothing keeps it. Absent: {absences}.",
)
_GIVEN_UP = Text(
    "{session} n'a plus lieu : rien qui la garde n'a été trouvé. Absences : {absences}.",
    "{session} does not take place any more: nothing that keeps it was found. Absent: {absences}.",
)
