"""The rule about roles for which one of several people is to be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agenda_solver.problem import Person, Pool, Problem, Session
from agenda_solver.rules.easing import Leeway, free_id, given_up
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.people import SOMEBODY_ELSE
from agenda_solver.rules.rule import PEOPLE, Decisions, Demand, Finding, Whom
from agenda_solver.rules.words import session_text
from agenda_solver.text import Text, either, listing, quoted
from agenda_solver.timetable import Timetable


class EveryRoleIsFilled(Demand):
    """A role for which several people are named goes to one of them, who has no other there."""

    key = "role_filled"
    title = Text(
        "Un rôle à pourvoir revient à une des personnes nommées, sans autre rôle dans la session",
        "A role to be filled goes to one of the people named, who has no other in the session",
    )
    wanted = Text(
        "{session} a besoin de quelqu'un pour {roles}, sans autre rôle dans cette session",
        "{session} needs somebody for {roles}, with no other role in it",
    )
    broken = Text(
        "{session} : personne n'est choisi pour {role} (au choix : {people})",
        "{session}: nobody is chosen for {role} (one of: {people})",
    )
    several = Text(
        "{session} : il faut une seule personne pour {role}, et non {people}",
        "{session}: {role} takes one person, not {people}",
    )
    stranger = Text(
        "{session} : {person} ne fait pas partie des choix pour {role} (au choix : {people})",
        "{session}: {person} is not one of the choices for {role} (one of: {people})",
    )
    twice = Text(
        "{session} : {person} intervient plus d'une fois dans cette session ({roles})",
        "{session}: {person} takes part more than once in it ({roles})",
    )
    another = Text(
        "quelqu'un d'autre pour {role} dans {session}", "somebody else for {role} in {session}"
    )
    to_be_found = Text("à trouver ({role})", "to be found ({role})")
    reads = PEOPLE
    stands = ("sessions", "people")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for session in to.problem.sessions:
            if session.pools:
                with to.demand(self, Whom(sessions=(session.id,))):
                    to.filled(session.id)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (session,) = whom.sessions
        return self.wanted.fill(
            session=session_text(problem, session),
            roles=listing(
                Text("{role} ({people})", "{role} ({people})").fill(
                    role=quoted(role), people=either(_names(problem, people))
                )
                for role, _, people in problem.session[session].pools
            ),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            session = problem.session[placement.session]
            for role, number, people in session.pools:
                if not timetable.by_part.get((session.id, role, number)):
                    yield self._finding(problem, session, self.broken, role, people, people)
            yield from self.misfits(problem, session, timetable)

    def misfits(
        self, problem: Problem, session: Session, timetable: Timetable
    ) -> Iterator[Finding]:
        """Yield what is wrong with those who are chosen, whoever may still be lacking."""
        for role, number, people in session.pools:
            chosen = timetable.by_part.get((session.id, role, number), ())
            if len(chosen) > 1:
                yield self._finding(problem, session, self.several, role, chosen, chosen)
            for person in chosen:
                if person not in people:
                    yield self._finding(problem, session, self.stranger, role, people, [person])
        yield from self._twice(problem, session, timetable)

    def _twice(self, problem: Problem, session: Session, timetable: Timetable) -> Iterator[Finding]:
        named = [
            (role, person)
            for role, people in session.people.items()
            for person in people
            if isinstance(person, str)
        ]
        chosen = [(cast.role, cast.person) for cast in timetable.cast if cast.session == session.id]
        for person in dict.fromkeys(person for _, person in chosen):
            roles = [role for role, other in (*named, *chosen) if other == person]
            if len(roles) > 1:
                yield self.finding(
                    Whom(sessions=(session.id,), people=(person,)),
                    self.twice,
                    session=session_text(problem, session.id),
                    person=problem.person[person].label,
                    roles=listing(map(quoted, dict.fromkeys(roles))),
                )

    def _finding(
        self,
        problem: Problem,
        session: Session,
        text: Text,
        role: str,
        people: Iterable[str],
        whom: Iterable[str],
    ) -> Finding:
        several = listing if text is self.several else either
        concerned = tuple(whom)
        return self.finding(
            Whom(sessions=(session.id,), people=concerned),
            text,
            session=session_text(problem, session.id),
            role=quoted(role),
            people=several(_names(problem, people)),
            person=listing(_names(problem, concerned)),
        )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": given_up(SOMEBODY_ELSE)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for placement in timetable.placements:
            session = problem.session[placement.session]
            empty = [
                (role, number)
                for role, number, _ in session.pools
                if not timetable.by_part.get((session.id, role, number))
            ]
            if empty:
                yield self._somebody_else(problem, session, empty)

    def _somebody_else(
        self, problem: Problem, session: Session, empty: list[tuple[str, int]]
    ) -> Edit:
        """Return the edit that adds somebody still to be found to roles that nobody takes."""
        people = {role: list(entries) for role, entries in session.people.items()}
        changes = []
        for role, number in empty:
            to_be_found = self.to_be_found.fill(role=role)
            other = Person.model_construct(
                id=free_id(f"{session.id}-{role}-{number + 1}", problem.person),
                name=to_be_found.say(problem.event.language),
                unconfirmed=True,
            )
            pool = people[role][number]
            assert isinstance(pool, Pool)
            one_of = [*pool.one_of, other.id]
            people[role][number] = pool.model_copy(update={"one_of": one_of})
            changes.append(FieldChange(("people", other.id), None, other))
        return self.edit(
            self.another,
            SOMEBODY_ELSE,
            Whom(sessions=(session.id,)),
            *changes,
            FieldChange(("sessions", session.id, "people"), session.people, people),
            session=session_text(problem, session.id),
            role=listing(quoted(role) for role in dict.fromkeys(role for role, _ in empty)),
        )


def _names(problem: Problem, people: Iterable[str]) -> list[str]:
    return [problem.person[person].label for person in people]
