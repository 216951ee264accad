"""What is doubtful in the registrations: a warning each, for the organiser to settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from agenda_solver.preflight.prospects import Gathering, Prospects
from agenda_solver.preflight.seats import out_of_reach
from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import (
    FOR_ALL,
    KINDS,
    MIXED,
    RESTS,
    Attendee,
    Path,
    Problem,
    Window,
)
from agenda_solver.rules.attendees import (
    AttendeeIsInOnePlace,
    AttendeeIsPresent,
    AttendeesAreApart,
    CompanionsAreTogether,
    EverybodyDueHasASeat,
    RoomHasWhatAttendeesNeed,
    SeatIsInTheProgramme,
    SeatRule,
    SessionHasEnoughAttendees,
    companies,
    opponents,
    wishers_text,
)
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import (
    LONGEST_TITLE,
    MOST_NAMED,
    attendees_count,
    attendees_text,
    seats_count,
    session_text,
    some_sessions_text,
    windows_text,
)
from agenda_solver.text import SEMICOLON, Text, counted, cut, listing, quoted, strung
from agenda_solver.words.accessibility import WRITE_IT, features_by_need, needs_in

Key = TypeVar("Key", bound=Hashable)

# Where so few of those who are there wish for none of some sessions, it is their choice.
FEW = 4  # one in so many


def find_doubts_of_seats(prospects: Prospects, impossible: Iterable[str]) -> Iterator[Finding]:
    """Yield what will leave attendees without a seat, or is likely to be a slip.

    Parameters
    ----------
    prospects : Prospects
        What seats the draft may offer.
    impossible : iterable of str
        Ids of sessions of which it is told already that they cannot have attendees enough.
    """
    yield from _out_of_reach(prospects, set(impossible))
    if not prospects.offered:
        return
    yield from _wished_too_little(prospects)
    yield from _too_few_places(prospects)
    yield from _no_wish_at_that_time(prospects)
    yield from _without_registration(prospects)
    yield from _open_to_all(prospects)
    yield from _known_by_name(prospects)
    yield from _of_a_speakers_name(prospects)
    yield from _own_sessions_wished(prospects)
    yield from _never_there(prospects)
    yield from _needs_of_no_room(prospects)
    yield from _together_and_apart(prospects)
    yield from _companions_too_many(prospects)
    yield from _mixed_by_nothing(prospects)
    yield from _same_address(prospects)


def _finding(
    rule: type[SeatRule],
    text: Text,
    where: Path,
    sessions: Iterable[str] = (),
    attendees: Iterable[str] = (),
) -> Finding:
    return make_finding(rule.key, "warning", text, where, sessions=sessions, attendees=attendees)


def _sorted_out(pairs: Iterable[tuple[Key, str]]) -> Mapping[Key, list[str]]:
    """Return ids by what is said of them."""
    grouped: dict[Key, list[str]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


# --- Sessions -----------------------------------------------------------------------------


def _out_of_reach(prospects: Prospects, impossible: Collection[str]) -> Iterator[Finding]:
    for session in prospects.problem.sessions:
        if (
            not session.capacity.min
            or session.registration is False
            or session.id not in prospects.fit
            or prospects.workshop_of[session.id] in impossible
        ):
            continue
        why = out_of_reach(prospects, session.id)
        if why is not None:
            yield _finding(
                SessionHasEnoughAttendees,
                Text(
                    "{session} ne pourra avoir lieu : {why}", "{session} cannot take place: {why}"
                ).fill(session=session_text(prospects.problem, session.id), why=why),
                ("sessions", session.id, "capacity", "min"),
                [session.id],
            )


def _wished_too_little(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    if not any(prospects.asked.values()):
        return
    wishers = Counter(workshop for asked in prospects.asked.values() for workshop in asked)
    must = Counter(
        workshop
        for attendee in problem.attendees
        for workshop in {prospects.workshop_of[session] for session in attendee.must_attend}
        if workshop not in prospects.asked[attendee.id]
    )
    for workshop, sessions in prospects.workshops.items():
        session = min(sessions, key=lambda session: problem.session[session].capacity.min)
        least = problem.session[session].capacity.min
        if wishers[workshop] + must[workshop] < least and not out_of_reach(prospects, session):
            yield _finding(
                SessionHasEnoughAttendees,
                Text(
                    "{session} : il y faut au moins {least}, mais {wishers}",
                    "{session}: it takes at least {least}, but {wishers}",
                ).fill(
                    session=session_text(problem, session),
                    least=attendees_count(least),
                    wishers=wishers_text(wishers[workshop]),
                ),
                ("sessions", session, "capacity", "min"),
                [session],
            )


def _without_registration(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    taken = {prospects.workshop_of[session] for session in problem.offered}
    wishes = Text(
        "{session} ne prend pas d'inscriptions : le vœu de {attendees} n'y compte pas",
        "{session} takes no registrations: the wish of {attendees} does not count there",
    )
    musts = Text(
        "{session} ne prend pas d'inscriptions : la présence obligatoire de {attendees} "
        "n'empêche pas une place ailleurs au même moment",
        "{session} takes no registrations: that it is a must for {attendees} does not keep "
        "them from a seat elsewhere at the same time",
    )
    wishing = (
        (workshop, attendee)
        for attendee, asked in prospects.asked.items()
        for workshop in sorted(asked)
    )
    bound = (
        (prospects.workshop_of[session], attendee.id)
        for attendee in problem.attendees
        for session in attendee.must_attend
    )
    for text, named in ((wishes, wishing), (musts, bound)):
        open_to_all = (
            (workshop, attendee) for workshop, attendee in named if workshop not in taken
        )
        for workshop, attendees in _sorted_out(open_to_all).items():
            yield _finding(
                SeatIsInTheProgramme,
                text.fill(
                    session=session_text(problem, workshop), attendees=attendees_text(attendees)
                ),
                ("sessions", workshop, "registration"),
                [workshop],
                attendees,
            )


def _open_to_all(prospects: Prospects) -> Iterator[Finding]:
    """Yield what everybody usually goes to, and takes registrations for a wish alone."""
    problem = prospects.problem
    for id_ in prospects.offered:
        session = problem.session[id_]
        if session.registration is not None or not (
            session.kind in _FOR_EVERYBODY or session.is_plenary
        ):
            continue
        workshop = prospects.workshop_of[id_]
        naming = [
            attendee.id
            for attendee in problem.attendees
            if workshop in prospects.asked[attendee.id]
            or any(prospects.workshop_of[session] == workshop for session in attendee.must_attend)
        ]
        if naming:
            yield _finding(
                SeatIsInTheProgramme,
                Text(
                    "{session} ({kind}) prend des inscriptions, à cause de {attendees} (vœu ou "
                    "présence obligatoire) : l'effacer si tout le monde peut y aller, sinon dire "
                    "que la session est sur inscription",
                    "{session} ({kind}) takes registrations, because of {attendees} (a wish or a "
                    "must): clear it if everybody may go, otherwise say that the session takes "
                    "registrations",
                ).fill(
                    session=session_text(problem, id_),
                    kind=KINDS[session.kind],
                    attendees=attendees_text(naming),
                ),
                ("sessions", id_, "registration"),
                [id_],
                naming,
            )


_FOR_EVERYBODY = frozenset((*FOR_ALL, *RESTS))


# --- Sessions that start together ---------------------------------------------------------


def _due(prospects: Prospects, gathering: Gathering) -> Iterator[tuple[Attendee, bool]]:
    """Yield who is there for sure when sessions start, and whether they ask for one of them."""
    here = {prospects.workshop_of[session] for session in gathering.sessions}
    for attendee in prospects.problem.attendees:
        if prospects.surely_free(attendee, gathering):
            must = {prospects.workshop_of[session] for session in attendee.must_attend}
            yield attendee, bool(here & (prospects.asked[attendee.id] | must))


def _too_few_places(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    for gathering in prospects.gatherings:
        places = prospects.most_at_once(gathering.sessions)
        if places is None:
            continue
        due = sum(gathering.for_all or asks for _, asks in _due(prospects, gathering))
        if due > places:
            name = some_sessions_text(problem, gathering.sessions)
            if gathering.block is not None:
                name = Text("bloc {block}", "block {block}").fill(block=quoted(gathering.block))
            yield _finding(
                EverybodyDueHasASeat,
                Text(
                    "{name} : {due} pour {places} au plus, donc {without}",
                    "{name}: {due} for {places} at most, so that {without}",
                ).fill(
                    name=name,
                    due=attendees_count(due),
                    places=seats_count(places),
                    without=_without(due - places),
                ),
                ("sessions", gathering.sessions[0], "block"),
                gathering.sessions,
            )


def _without(number: int) -> Text:
    people = counted(
        number,
        Text("n'aura pas de place", "will have none"),
        Text("n'auront pas de place", "will have none"),
    )
    return Text("au moins {people}", "at least {people}").fill(people=people)


def _no_wish_at_that_time(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    for gathering in prospects.gatherings:
        if gathering.for_all:
            continue
        there = list(_due(prospects, gathering))
        idle = [attendee.id for attendee, asks in there if not asks]
        if len(idle) * FEW < len(there) or not idle:
            continue
        yield _finding(
            EverybodyDueHasASeat,
            Text(
                "{sessions} commencent ensemble, et {count} ; mettre ces sessions dans un bloc "
                "si chacun doit en avoir une ({attendees})",
                "{sessions} start together, and {count}; put these sessions in a block if "
                "everybody must have one ({attendees})",
            ).fill(
                sessions=some_sessions_text(problem, gathering.sessions),
                count=counted(
                    len(idle),
                    Text(
                        "participant qui n'en souhaite aucune n'y aura pas de place",
                        "attendee who wishes for none of them will have no seat there",
                    ),
                    Text(
                        "participants qui n'en souhaitent aucune n'y auront pas de place",
                        "attendees who wish for none of them will have no seat there",
                    ),
                ),
                attendees=attendees_text(idle),
            ),
            ("sessions", gathering.sessions[0], "block"),
            gathering.sessions,
            idle,
        )


# --- Attendees ----------------------------------------------------------------------------


def _known_by_name(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    attendees = [
        attendee
        for attendee in problem.identities.by_name
        if problem.may_take_part(problem.person_of[attendee])
    ]
    if attendees:
        yield make_finding(
            AttendeeIsInOnePlace.key,
            "info",
            Text(
                "Du même nom et de la même organisation qu'une personne du programme, donc la "
                "même, sans place pendant qu'elle y intervient : {attendees}",
                "Of the name and the organisation of somebody in the programme, so the same "
                "person, without a seat while they take part: {attendees}",
            ).fill(
                attendees=_with_their_people(
                    problem, {attendee: (problem.person_of[attendee],) for attendee in attendees}
                )
            ),
            ("attendees", attendees[0], "name"),
            attendees=attendees,
        )


def _of_a_speakers_name(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    perhaps = {
        attendee: people
        for attendee, people in problem.identities.perhaps.items()
        if any(map(problem.may_take_part, people))
    }
    if perhaps:
        yield _finding(
            AttendeeIsInOnePlace,
            Text(
                "Du même nom qu'une personne du programme ; si c'est elle, lui donner le même "
                "identifiant ou la même adresse e-mail, sinon elle peut avoir une place pendant "
                "qu'elle intervient : {attendees}",
                "Of the name of somebody in the programme; if it is them, give them the same id "
                "or the same e-mail address, or else they may have a seat while they take part: "
                "{attendees}",
            ).fill(attendees=_with_their_people(problem, perhaps)),
            ("attendees", next(iter(perhaps)), "name"),
            (),
            perhaps,
        )


def _with_their_people(problem: Problem, people: Mapping[str, Sequence[str]]) -> Text:
    """Return attendees, each with the people who they are or may be; the first few of many."""
    listed = [
        Text("{attendee} ({people})", "{attendee} ({people})").fill(
            attendee=cut(attendee, LONGEST_TITLE),
            people=listing(quoted(cut(problem.person[each].label, LONGEST_TITLE)) for each in of),
        )
        for attendee, of in list(people.items())[:MOST_NAMED]
    ]
    if len(people) > MOST_NAMED:
        listed.append(
            Text("et {more} autres", "and {more} others").fill(more=len(people) - MOST_NAMED)
        )
    return strung(listed, SEMICOLON)


def _own_sessions_wished(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    own = (
        (workshop, attendee)
        for attendee, person in problem.person_of.items()
        for workshop in sorted(prospects.asked[attendee])
        if set(problem.workshops[workshop]) <= set(problem.sessions_with(person))
    )
    for workshop, attendees in _sorted_out(own).items():
        yield _finding(
            AttendeeIsInOnePlace,
            Text(
                "{session} est parmi les vœux de {attendees}, mais qui y intervient n'y a pas "
                "de place",
                "{session} is among the wishes of {attendees}, but who takes part in it has no "
                "seat there",
            ).fill(session=session_text(problem, workshop), attendees=attendees_text(attendees)),
            ("attendees", attendees[0], "wishes"),
            [workshop],
            attendees,
        )


def _never_there(prospects: Prospects) -> Iterator[Finding]:
    """Yield who is present at no time at which a session with seats may take place."""
    problem = prospects.problem
    present: dict[tuple[Window, ...], list[str]] = {}
    for attendee in problem.attendees:
        if attendee.present:
            present.setdefault(tuple(attendee.present), []).append(attendee.id)
    for windows, attendees in present.items():
        if not any(prospects.may_be_there(windows, session) for session in prospects.offered):
            yield _finding(
                AttendeeIsPresent,
                Text(
                    "aucune session sur inscription ne peut avoir lieu pendant la présence de "
                    "{attendees} ({windows})",
                    "no session with registration can take place during the presence of "
                    "{attendees} ({windows})",
                ).fill(attendees=attendees_text(attendees), windows=windows_text(problem, windows)),
                ("attendees", attendees[0], "present"),
                (),
                attendees,
            )


def _needs_of_no_room(prospects: Prospects) -> Iterator[Finding]:
    known = {feature for room in prospects.problem.room.values() for feature in room.features}
    lacking = _sorted_out(
        (need, attendee.id)
        for attendee in prospects.problem.attendees
        for need in dict.fromkeys(attendee.needs)
        if need not in known
    )
    alike = features_by_need(sorted(known))
    for need, attendees in lacking.items():
        near = next((alike[asked] for asked in needs_in(need) if asked in alike), None)
        yield _finding(
            RoomHasWhatAttendeesNeed,
            Text(
                "aucune salle n'a {need}, dont {needing} ({attendees}) : {remedy}",
                "no room has {need}, which {needing} ({attendees}): {remedy}",
            ).fill(
                remedy=WRITE_IT if near is None else _CALLED.fill(feature=quoted(near)),
                need=quoted(need),
                needing=counted(
                    len(attendees),
                    Text("participant a besoin", "attendee needs"),
                    Text("participants ont besoin", "attendees need"),
                ),
                attendees=attendees_text(attendees),
            ),
            ("attendees", attendees[0], "needs"),
            (),
            attendees,
        )


_CALLED = Text(
    "des salles ont {feature} ; si c'est cela, l'écrire ainsi sous « besoins », feuille "
    "Participants",
    "some rooms have {feature}; if that is meant, write it so below “needs”, sheet Attendees",
)


def _together_and_apart(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    group_of = {
        attendee: number
        for number, group in enumerate(companies(problem, problem.attendee))
        for attendee in group
    }
    for pair in opponents(problem) if group_of else ():
        if pair[0] in group_of and group_of[pair[0]] == group_of.get(pair[1]):
            yield _finding(
                AttendeesAreApart,
                Text(
                    "{attendees} doivent être à la fois ensemble et séparés : ne garder que l'un "
                    "des deux",
                    "{attendees} must be both together and apart: keep one of the two only",
                ).fill(attendees=attendees_text(pair)),
                ("attendees", pair[0], "apart"),
                (),
                pair,
            )


def _companions_too_many(prospects: Prospects) -> Iterator[Finding]:
    counts = [prospects.most(session) for session in prospects.offered]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return
    for group in companies(prospects.problem, prospects.problem.attendee):
        if len(group) > max(known):
            yield _finding(
                CompanionsAreTogether,
                Text(
                    "{count} à garder ensemble ({attendees}), mais aucune session n'a plus de "
                    "{places}",
                    "{count} to be kept together ({attendees}), but no session has more than "
                    "{places}",
                ).fill(
                    count=attendees_count(len(group)),
                    attendees=attendees_text(group),
                    places=seats_count(max(known)),
                ),
                ("attendees", group[0], "together"),
                (),
                group,
            )


def _mixed_by_nothing(prospects: Prospects) -> Iterator[Finding]:
    problem = prospects.problem
    for key, name in MIXED.items():
        mixed = [session for session in prospects.offered if key in problem.session[session].mixed]
        blank = [attendee.id for attendee in problem.attendees if not getattr(attendee, key)]
        if not mixed or not blank:
            continue
        if len(blank) == len(problem.attendees):
            without = Text("aucun participant n'en a", "no attendee has one")
            where: Path = ("sessions", mixed[0], "mixed")
        elif key == "category":  # who belongs to no organisation names none
            where = ("attendees", blank[0], key)
            without = Text("{count} ({attendees})", "{count} ({attendees})").fill(
                count=counted(
                    len(blank),
                    Text("participant n'en a pas", "attendee has none"),
                    Text("participants n'en ont pas", "attendees have none"),
                ),
                attendees=attendees_text(blank),
            )
        else:
            continue
        yield _finding(
            EverybodyDueHasASeat,
            Text(
                "{sessions} : à mélanger par {name}, mais {without}",
                "{sessions}: to be mixed by {name}, but {without}",
            ).fill(
                sessions=some_sessions_text(problem, mixed),
                name=name,
                without=without,
            ),
            where,
            mixed,
            blank,
        )


def _same_address(prospects: Prospects) -> Iterator[Finding]:
    addresses = _sorted_out(
        (attendee.email.casefold(), attendee.id)
        for attendee in prospects.problem.attendees
        if attendee.email
    )
    for attendees in addresses.values():
        if len(attendees) > 1:
            yield _finding(
                AttendeeIsInOnePlace,
                Text(
                    "{attendees} ont la même adresse e-mail : est-ce une seule personne ?",
                    "{attendees} have the same e-mail address: is it one person?",
                ).fill(attendees=attendees_text(attendees)),
                ("attendees", attendees[1], "email"),
                (),
                attendees,
            )
