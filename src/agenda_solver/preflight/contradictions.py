"""What makes a draft impossible on sight: each error is a proof, never a guess.

Each one relaxes the problem and shows that even so nothing is left.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise, permutations

from agenda_solver.domains import Domain, Room, Time, domain, limits_by_session
from agenda_solver.preflight.counts import find_miscounts
from agenda_solver.preflight.crowds import copies, crowd_of
from agenda_solver.preflight.minutes import find_overbooked, least_minutes, most_minutes, moved_to
from agenda_solver.preflight.telling import GRID, and_so, make_finding
from agenda_solver.problem import Minutes, Person, Problem, Session, within
from agenda_solver.problem.places import filled_by, places_count, starts_in
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.casting import EveryRoleIsFilled
from agenda_solver.rules.equipment import EquipmentSuffices
from agenda_solver.rules.halls import RoomIsWholeOrInParts
from agenda_solver.rules.people import PersonHasAPause, PersonIsInOnePlace
from agenda_solver.rules.programme import (
    BlockStartsTogether,
    ComesBefore,
    FillsASlot,
    FollowsItsSequence,
    LastsAsLongAsAllowed,
    NothingBesideAPlenary,
    PartsLieWithinTheirWhole,
    needs_slot,
)
from agenda_solver.rules.rooms import RoomHoldsOneSession, RoomSeatsTheExpected, SessionHasARoom
from agenda_solver.rules.rule import Demand, Finding, Limit, Whom
from agenda_solver.rules.stretches import stretch_text
from agenda_solver.rules.together import RepeatsComeInTurn, turns
from agenda_solver.rules.tracks import TrackInOrder, track_orders
from agenda_solver.rules.words import (
    people_count,
    room_text,
    session_text,
    some_sessions_text,
)
from agenda_solver.text import Text, clock, counted, duration, either, listing, long_date, quoted
from agenda_solver.timetable import Placement, Timetable


def find_contradictions(
    problem: Problem, possible: Mapping[str, Domain], fit: Mapping[str, Domain]
) -> Iterator[Finding]:
    """Yield what proves that there is no timetable.

    Parameters
    ----------
    problem : Problem
        What is asked.
    possible : mapping of str to Domain
        The placements that each session may have.
    fit : mapping of str to Domain
        Those of the sessions that have some.
    """
    errors = [
        *_circles(problem),
        *_parts_of_themselves(problem),
        *_rooms_in_themselves(problem),
        *_no_room_at_all(problem),
        *_without_place(problem, possible),
        *_blocks_without_start(problem, fit),
        *_roles_without_anybody(problem, fit),
        *_people_twice_in_a_block(problem),
        *_plenaries_in_a_block(problem),
        *_forced_clashes(problem, fit),
        *_blocks_without_rooms(problem, fit),
        *_blocks_without_equipment(problem, fit),
        *_places_missing(problem, fit),
        *_wholes_too_short(problem, fit),
        *find_miscounts(problem, fit),
    ]
    yield from errors
    overbooked_already = {frozenset(finding.sessions) for finding in errors}
    overbooked = find_overbooked(problem, fit)
    # Of sessions that clash, it is no news that they need more minutes than there are.
    yield from (
        finding for finding in overbooked if frozenset(finding.sessions) not in overbooked_already
    )


# --- Orders that go in a circle -----------------------------------------------------------

# A session's start or end; a link from one to another says that it comes no later.
_Moment = tuple[str, str]
_ORDERS = (ComesBefore.key, FollowsItsSequence.key, TrackInOrder.key, RepeatsComeInTurn.key)
_Links = dict[_Moment, list[tuple[_Moment, tuple[Demand, Whom]]]]


def _circles(problem: Problem) -> Iterator[Finding]:
    """Yield the orders by which a session ends before it starts.

    Orders, sequences, blocks and parts all say that one moment comes no later than
    another. Every session starts before it ends; so nothing may lead from its end back
    to its start.
    """
    links = _links(problem)
    seen: set[str] = set()
    for session in problem.sessions:
        way = [] if session.id in seen else _way(links, (session.id, "end"), (session.id, "start"))
        if not way:
            continue
        # Only an order leads from an end to a start; the circle is told from there.
        first = next(step for step, (demand, _) in enumerate(way) if demand.key in _ORDERS)
        way = way[first:] + way[:first]
        demands = {(demand.key, whom): (demand, whom) for demand, whom in way}
        concerned = tuple(dict.fromkeys(session for _, whom in way for session in whom.sessions))
        seen |= set(concerned)
        yield make_finding(
            "cycle",
            "error",
            Text(
                "ces demandes se contredisent : {demands}", "these demands contradict: {demands}"
            ).fill(demands=and_so(demand.says(problem, whom) for demand, whom in demands.values())),
            way[0][0].place(problem, way[0][1]),
            sessions=concerned,
        )


def _links(problem: Problem) -> _Links:
    links: _Links = {}

    def link(one: _Moment, other: _Moment, demand: Demand, whom: Whom) -> None:
        links.setdefault(one, []).append((other, (demand, whom)))

    def order(demand: Demand, first: str, then: str) -> None:
        link((first, "end"), (then, "start"), demand, Whom((first, then)))

    for session in problem.sessions:
        for asked in session.before:
            order(ComesBefore(), session.id, asked.session)
        for asked in session.after:
            order(ComesBefore(), asked.session, session.id)
        if session.part_of:
            part = (PartsLieWithinTheirWhole(), Whom((session.id, session.part_of)))
            link((session.part_of, "start"), (session.id, "start"), *part)
            link((session.id, "end"), (session.part_of, "end"), *part)
    for sequence in problem.sequences:
        for first, then in () if sequence.wish else pairwise(sequence.sessions):
            order(FollowsItsSequence(), first, then)
    for first, then in track_orders(problem):
        order(TrackInOrder(), first, then)
    for first, then in turns(problem):
        order(RepeatsComeInTurn(), first, then)
    for sessions in problem.blocks.values():
        for one, other in permutations(sessions, 2):
            # The two ways round are one demand.
            whom = Whom(tuple(session for session in sessions if session in (one, other)))
            link((one, "start"), (other, "start"), BlockStartsTogether(), whom)
    return links


def _way(links: _Links, start: _Moment, goal: _Moment) -> list[tuple[Demand, Whom]]:
    """Return the demands on the shortest way along the links, or none if there is no way.

    From a session's start to its end there is always a link, and no demand to tell.
    """
    came: dict[_Moment, tuple[_Moment, tuple[Demand, Whom] | None]] = {}
    queue = deque([start])
    while queue and goal not in came:
        here = queue.popleft()
        steps: list[tuple[_Moment, tuple[Demand, Whom] | None]] = [*links.get(here, [])]
        if here[1] == "start":
            steps.append(((here[0], "end"), None))
        for there, why in steps:
            if there not in came and there != start:
                came[there] = (here, why)
                queue.append(there)
    way = []
    while goal in came:
        goal, why = came[goal]
        if why is not None:
            way.append(why)
    return way[::-1]


def _parts_of_themselves(problem: Problem) -> Iterator[Finding]:
    seen: set[str] = set()
    for session in problem.sessions:
        circle = problem.wholes(session.id)
        if session.id in seen or session.id not in circle:
            continue
        seen |= set(circle)
        pairs = pairwise((session.id, *circle))
        yield make_finding(
            PartsLieWithinTheirWhole.key,
            "error",
            Text(
                "une session ne peut pas faire partie d'elle-même : {parts}",
                "a session cannot be a part of itself: {parts}",
            ).fill(
                parts=and_so(PartsLieWithinTheirWhole().says(problem, Whom(pair)) for pair in pairs)
            ),
            ("sessions", session.id, "part_of"),
            sessions=(session.id, *circle[:-1]),
        )


def _rooms_in_themselves(problem: Problem) -> Iterator[Finding]:
    """Yield the rooms that are made of one another."""
    seen: set[str] = set()
    for room, parts in problem.pieces.items():
        circle = [room, *(part for part in parts if room in problem.pieces[part])]
        if len(circle) > 1 and room not in seen:
            seen |= set(circle)
            yield make_finding(
                RoomIsWholeOrInParts.key,
                "error",
                Text(
                    "une salle ne peut pas se composer d'elle-même : {rooms}",
                    "a room cannot be made of itself: {rooms}",
                ).fill(rooms=listing(room_text(problem, one) for one in circle)),
                ("rooms", room, "parts"),
                rooms=circle,
            )


# --- Sessions that fit nowhere ------------------------------------------------------------


def _no_room_at_all(problem: Problem) -> Iterator[Finding]:
    if problem.rooms:
        return
    homeless = [session.id for session in problem.sessions if problem.takes_room(session.id)]
    if homeless:
        yield make_finding(
            SessionHasARoom.key,
            "error",
            Text(
                "l'évènement n'a aucune salle, et il en faut une pour {sessions}",
                "the event has no room, and one is needed for {sessions}",
            ).fill(sessions=some_sessions_text(problem, homeless)),
            ("sessions", homeless[0]),
            sessions=homeless,
        )


_Asked = tuple[Demand, Limit]


def _without_place(problem: Problem, possible: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield the sessions with no possible placement, and which demands leave none."""
    lost = [
        session
        for session in problem.sessions
        if possible[session.id].empty and (problem.rooms or not problem.takes_room(session.id))
    ]
    asked: dict[str, list[_Asked]] = {session.id: [] for session in lost}
    for demand in DEMANDS if lost else ():
        for limit in demand.limits(problem):
            if limit.session in asked:
                asked[limit.session].append((demand, limit))
    for session in lost:
        kept = _smallest(problem, session, asked[session.id])
        starts_only = list(_starts_only(problem, session, kept))
        # That it takes a room at all goes without saying.
        kept = [entry for entry in kept if entry[0].key != SessionHasARoom.key or session.rooms]
        demands = {(demand.key, limit.whom): (demand, limit.whom) for demand, limit in kept}
        why = [demand.says(problem, whom) for demand, whom in demands.values()] + starts_only
        most = max((stretch.places or 0 for stretch in problem.stretches), default=0)
        if problem.is_paper(session.id) and session.fills > most > 0:
            why.append(_TOO_LONG_A_PAPER.fill(fills=session.fills, most=most))
        elif longer := _longer_than_its_places(problem, session):
            why = [longer]
        elif aside := _locked_aside(problem, session):
            why = [aside]
        too_many = [demand.key for demand, _ in kept] == [
            RoomSeatsTheExpected.key
        ] and not starts_only
        yield make_finding(
            kept[0][0].key if kept else "placed",
            "error",
            _too_many_text(problem, session)
            if too_many
            else Text(
                "{session} ne peut avoir lieu nulle part : {why}",
                "{session} cannot take place anywhere: {why}",
            ).fill(session=session_text(problem, session.id), why=and_so(why)),
            ("sessions", session.id),
            sessions=dict.fromkeys(
                (session.id, *(other for _, limit in kept for other in limit.whom.sessions))
            ),
            people=dict.fromkeys(person for _, limit in kept for person in limit.whom.people),
            rooms=dict.fromkeys(room for _, limit in kept for room in limit.whom.rooms),
        )


def _longer_than_its_places(problem: Problem, session: Session) -> Text | None:
    """Say that a paper lasts longer than what it may fill of any stretch, if it does."""
    if not problem.is_paper(session.id) or session.minutes is None:
        return None
    longest = [max(filled_by(stretch, session), default=0) for stretch in problem.stretches]
    if not all(longest) or session.minutes.min <= max(longest):
        return None
    return _LONGER.fill(
        minutes=duration(session.minutes.min),
        places=places_count(session.fills),
        longest=duration(max(longest)),
    )


def _locked_aside(problem: Problem, session: Session) -> Text | None:
    """Say that a paper is locked at a time at which no place begins, if it is."""
    day, start = session.locked.day, session.locked.start
    if not problem.is_paper(session.id) or start is None:
        return None
    if day is None and len(problem.days) == 1:
        day = problem.days[0].date
    if day is None:
        return None
    name = problem.stretch_at(day, start)
    if name is None:
        return _OUTSIDE.fill(start=clock(start), day=long_date(day))
    stretch = problem.stretch[name]
    starts = list(starts_in(stretch, session, problem.event.grid))
    if start in starts or stretch.places is None:
        return None
    return _ASIDE.fill(
        start=clock(start),
        stretch=stretch_text(problem, stretch),
        starts=listing(map(clock, starts)),
    )


_OUTSIDE = Text(
    "elle doit commencer à {start} le {day}, et aucune plage n'est alors",
    "it is to begin at {start} on {day}, and no stretch is then",
)
_ASIDE = Text(
    "elle doit commencer à {start}, et les places de {stretch} commencent à {starts}",
    "it is to begin at {start}, and the places of {stretch} begin at {starts}",
)
_LONGER = Text(
    "elle dure {minutes}, et {places} de plage {longest} au plus ; l'écrire plus courte, ou lui "
    "donner plus de places (« places de plage »)",
    "it lasts {minutes}, and {places} of a stretch {longest} at most; make it shorter, or let it "
    "fill more places (“places of a stretch”)",
)
_TOO_LONG_A_PAPER = Text(
    "elle prend {fills} places, et aucune plage n'en a plus de {most}",
    "it fills {fills} places, and no stretch has more than {most}",
)


def _too_many_text(problem: Problem, session: Session) -> Text:
    """Say that a session has more people than any room, and what can be done."""
    seats = {room: problem.seats_in(session.id, room) or 0 for room in problem.room}
    largest = max(seats, key=lambda room: seats[room])
    return Text(
        "{session} attend {people}, et la plus grande salle, {room}, a {seats} : une salle plus "
        "grande, moins de monde, ou oui sous « salle trop petite », feuille Événement",
        "{session} expects {people}, and the largest room, {room}, has {seats}: a larger room, "
        "fewer people, or yes below “overflow”, sheet Event",
    ).fill(
        session=session_text(problem, session.id),
        people=people_count(session.expected or 0),
        room=room_text(problem, largest),
        seats=counted(seats[largest], Text("place", "seat"), Text("places", "seats")),
    )


def _smallest(problem: Problem, session: Session, asked: list[_Asked]) -> list[_Asked]:
    """Return demands that leave nothing together, none of which can be done without."""
    kept = asked
    for one in asked[::-1]:
        others = [entry for entry in kept if entry is not one]
        if _leave_nothing(problem, session, others):
            kept = others
    return kept


def _leave_nothing(problem: Problem, session: Session, asked: Iterable[_Asked]) -> bool:
    pairs = list(asked)
    if session.minutes and all(demand.key != LastsAsLongAsAllowed.key for demand, _ in pairs):
        # Domains try the lengths that are asked for; without that demand, shorter ones too.
        free = Minutes(min=1, max=session.minutes.max)
        session = session.model_copy(update={"minutes": free})
    return domain(problem, session, [limit for _, limit in pairs]).empty


def _starts_only(problem: Problem, session: Session, kept: list[_Asked]) -> Iterator[Text]:
    """Tell of the grid or the slots, if another start would do."""
    shortest = 1
    if any(demand.key == LastsAsLongAsAllowed.key for demand, _ in kept) and session.minutes:
        shortest = session.minutes.min
    short = session.model_copy(update={"minutes": Minutes(min=shortest, max=shortest)})
    limits = [limit for _, limit in kept]
    if domain(_at_any_minute(problem), short, limits).empty:
        return
    if problem.event.slots and needs_slot(problem, session):
        yield FillsASlot().says(problem, Whom())
    else:
        yield GRID.fill(grid=problem.event.grid)


def _at_any_minute(problem: Problem) -> Problem:
    """Return the problem with a start at every minute, and no slots to choose from."""
    event = problem.event.model_copy(update={"grid": 1, "slots": []})
    return problem.model_copy(update={"event": event})


# --- Blocks -------------------------------------------------------------------------------


def _starts(domain: Domain) -> set[tuple[date, int]]:
    return {(day, start) for day, start, _ in domain.times}


def _blocks_without_start(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    for sessions in problem.blocks.values():
        some = [session for session in sessions if session in fit]
        starts = {session: _starts(fit[session]) for session in some}
        if not some or set.intersection(*starts.values()):
            continue
        for one in some:  # leave out whoever is not needed for that
            others = [session for session in some if session != one]
            if others and not set.intersection(*(starts[session] for session in others)):
                some = others
        text = Text(
            "{sessions} doivent commencer ensemble, mais aucun début ne leur convient à toutes",
            "{sessions} must start together, but no start suits them all",
        ).fill(sessions=some_sessions_text(problem, some))
        if not problem.event.slots:
            anywhen, limits = _at_any_minute(problem), limits_by_session(problem)
            at_any = (
                domain(anywhen, problem.session[session], limits[session]) for session in some
            )
            if set.intersection(*map(_starts, at_any)):
                text = and_so([text, GRID.fill(grid=problem.event.grid)])
        yield make_finding(
            BlockStartsTogether.key,
            "error",
            text,
            ("sessions", some[0], "block"),
            sessions=some,
        )


def _roles_without_anybody(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield the roles for which nobody is there at any time that the session may have."""
    for session in problem.sessions:
        times = fit[session.id].times if session.id in fit else ()
        for role, _, people in session.pools:
            if times and not any(_is_there(problem.person[person], times) for person in people):
                yield make_finding(
                    EveryRoleIsFilled.key,
                    "error",
                    Text(
                        "{session} : personne n'est là pour {role} aux heures possibles "
                        "(au choix : {people})",
                        "{session}: nobody is there for {role} at any possible time "
                        "(one of: {people})",
                    ).fill(
                        session=session_text(problem, session.id),
                        role=quoted(role),
                        people=either(problem.person[person].label for person in people),
                    ),
                    ("sessions", session.id, "people"),
                    sessions=(session.id,),
                    people=people,
                )


def _is_there(person: Person, times: Iterable[Time]) -> bool:
    return not person.present or any(within(person.present, *time) for time in times)


def _people_twice_in_a_block(problem: Problem) -> Iterator[Finding]:
    for person in problem.people:
        by_block: dict[str, list[str]] = {}
        for session in problem.sessions_with(person.id):
            block = problem.session[session].block
            if block:
                by_block.setdefault(block, []).append(session)
        for sessions in by_block.values():
            due = [
                session
                for session in sessions
                if any(
                    other != session and not problem.related(other, session) for other in sessions
                )
            ]
            if due:
                yield make_finding(
                    PersonIsInOnePlace.key,
                    "error",
                    Text(
                        "{person} doit être à des sessions qui commencent ensemble : {sessions}",
                        "{person} is due at sessions that start together: {sessions}",
                    ).fill(person=person.label, sessions=some_sessions_text(problem, due)),
                    ("sessions", due[0], "people"),
                    sessions=due,
                    people=(person.id,),
                )


def _plenaries_in_a_block(problem: Problem) -> Iterator[Finding]:
    for sessions in problem.blocks.values():
        ours = [session for session in sessions if not problem.session[session].external]
        for plenary in ours:
            beside = [
                other for other in ours if other != plenary and not problem.related(other, plenary)
            ]
            if beside and problem.session[plenary].is_plenary:
                yield make_finding(
                    NothingBesideAPlenary.key,
                    "error",
                    Text(
                        "{plenary} est une plénière, mais du même bloc que {beside} : "
                        "ces sessions commencent ensemble",
                        "{plenary} is a plenary, but of one block with {beside}: "
                        "these sessions start together",
                    ).fill(
                        plenary=session_text(problem, plenary),
                        beside=some_sessions_text(problem, beside),
                    ),
                    ("sessions", plenary, "block"),
                    sessions=(plenary, *beside),
                )
                break


def _blocks_without_rooms(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    for sessions in problem.blocks.values():
        # A part may be in the room of its whole; all others need one each.
        most = len(sessions)
        apart = [
            session
            for session in sessions
            if session in fit
            and problem.takes_room(session)
            and not any(whole in sessions for whole in problem.wholes(session))
        ]
        crowd = crowd_of(
            {session: list(copies(problem, fit[session].rooms, most)) for session in apart}
        )
        if crowd is None:
            continue
        too_many, places = crowd
        rooms = {room for room, _ in places}
        if len(places) > len(rooms):
            text = Text(
                "{count} sessions du bloc commencent ensemble ({sessions}), "
                "mais les salles qui leur conviennent n'en accueillent que {places} : {rooms}",
                "{count} sessions of the block start together ({sessions}), "
                "but the rooms that suit them hold only {places}: {rooms}",
            )
        elif len(rooms) == 1:
            text = Text(
                "{count} sessions du bloc commencent ensemble ({sessions}), "
                "mais une seule salle leur convient : {rooms}",
                "{count} sessions of the block start together ({sessions}), "
                "but only one room suits them: {rooms}",
            )
        else:
            text = Text(
                "{count} sessions du bloc commencent ensemble ({sessions}), "
                "mais seules {rooms_count} salles leur conviennent : {rooms}",
                "{count} sessions of the block start together ({sessions}), "
                "but only {rooms_count} rooms suit them: {rooms}",
            )
        suitable = [room.id for room in problem.rooms if room.id in rooms]
        yield make_finding(
            "rooms_enough",
            "error",
            text.fill(
                count=len(too_many),
                sessions=some_sessions_text(problem, too_many),
                rooms_count=len(rooms),
                places=len(places),
                rooms=listing(room_text(problem, room) for room in suitable),
            ),
            ("sessions", too_many[0], "block"),
            sessions=too_many,
            rooms=suitable,
        )


def _blocks_without_equipment(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield the blocks that need more of what is moved than there is."""
    for item in problem.equipment:
        needy = moved_to(problem, fit, item.id)
        for block in problem.blocks.values():
            sessions = [session for session in block if session in needy]
            if len(sessions) > item.number:
                yield make_finding(
                    EquipmentSuffices.key,
                    "error",
                    Text(
                        "{count} sessions du bloc commencent ensemble et ont besoin de "
                        "{equipment} ({sessions}), mais il n'y en a que {number}",
                        "{count} sessions of the block start together and need {equipment} "
                        "({sessions}), but there is only {number}",
                    ).fill(
                        count=len(sessions),
                        equipment=item.label,
                        sessions=some_sessions_text(problem, sessions),
                        number=item.number,
                    ),
                    ("equipment", item.id, "number"),
                    sessions=sessions,
                )


def _places_missing(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield the sessions that are more than the starts and rooms they can have.

    Two sessions that start together in one room clash; so every session needs a start
    and a room of its own. Parts are left out. On a grid this counts for nothing.
    """
    if not problem.event.slots:
        return
    crowd = crowd_of(_places(problem, fit))
    if crowd is None:
        return
    too_many, cells = crowd
    used = {room for _, _, room, _ in cells}
    yield make_finding(
        "places_enough",
        "error",
        Text(
            "{count} sessions pour {places} (créneau × salle) : {sessions}",
            "{count} sessions for {places} (slot × room): {sessions}",
        ).fill(
            count=len(too_many),
            places=(
                Text("une seule place", "one place only")
                if len(cells) == 1
                else Text("{cells} places", "{cells} places").fill(cells=len(cells))
            ),
            sessions=some_sessions_text(problem, too_many),
        ),
        ("sessions", too_many[0]),
        sessions=too_many,
        rooms=(room.id for room in problem.rooms if room.id in used),
    )


_Place = tuple[date, int, Room, int]
"""A start in a room, which of several that it holds at once."""


def _places(problem: Problem, fit: Mapping[str, Domain]) -> Mapping[str, Sequence[_Place]]:
    """Return the places of each session; those of many sessions are the same few objects."""
    numbered = {
        room: list(copies(problem, (room,), len(fit)))
        for room in dict.fromkeys(room for choices in fit.values() for room in choices.rooms)
    }
    cells: dict[tuple[date, int], Mapping[Room, list[_Place]]] = {}
    for start in dict.fromkeys(time[:2] for choices in fit.values() for time in choices.times):
        cells[start] = {room: [(*start, *copy) for copy in each] for room, each in numbered.items()}
    return {
        session: [
            place
            for start, rooms in _rooms_by_start(choices).items()
            for room in rooms
            for place in cells[start][room]
        ]
        for session, choices in fit.items()
        if problem.takes_room(session) and not problem.session[session].part_of
    }


def _rooms_by_start(choices: Domain) -> Mapping[tuple[date, int], Iterable[Room]]:
    rooms: dict[tuple[date, int], dict[Room, None]] = {}
    for time in choices.times:
        rooms.setdefault(time[:2], {}).update(dict.fromkeys(choices.rooms_at(time)))
    return rooms


# --- What is forced, and clashes ----------------------------------------------------------


def _forced_clashes(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield the clashes of sessions that can only start when they do.

    They are given their shortest length, and their room where there is only one. The
    rules asked here are broken by longer sessions too.
    """
    forced = []
    for session, choices in fit.items():
        if len(_starts(choices)) == 1:
            day, start, _ = choices.times[0]
            room = choices.rooms[0] if len(choices.rooms) == 1 else None
            forced.append(Placement(session, day, start, start + least_minutes(choices), room))
    timetable = Timetable.of(forced)
    undecided = {
        session
        for session, choices in fit.items()
        if len(choices.rooms) > 1 and set(problem.session[session].needs) & set(problem.movable)
    }
    moving = Timetable.of(one for one in forced if one.session not in undecided)
    seen: set[tuple[Collection[str], tuple[str, ...]]] = set()
    rules = (
        RoomHoldsOneSession(),
        RoomIsWholeOrInParts(),
        PersonIsInOnePlace(),
        PersonHasAPause(),
        NothingBesideAPlenary(),
    )
    clashes = [
        *(finding for rule in rules for finding in rule.check(problem, timetable)),
        *EquipmentSuffices().check(problem, moving),
    ]
    for finding in clashes:
        blocks = {problem.session[session].block for session in finding.sessions}
        pair = (frozenset(finding.sessions), finding.people)
        # Those of one block are told with their block.
        if pair in seen or (len(blocks) == 1 and None not in blocks):
            continue
        seen.add(pair)
        yield make_finding(
            finding.rule,
            "error",
            finding.text,
            ("sessions", finding.sessions[0]),
            sessions=finding.sessions,
            people=finding.people,
            rooms=finding.rooms,
        )


# --- Wholes and parts ---------------------------------------------------------------------


def _wholes_too_short(problem: Problem, fit: Mapping[str, Domain]) -> Iterator[Finding]:
    """Yield the wholes that are too short for a part, or for all parts in their room."""
    for whole, parts in problem.parts.items():
        known = [part for part in parts if part in fit]
        if whole not in fit or not known:
            continue
        if not problem.may_take_room(whole):  # the parts may be beside one another
            known = [max(known, key=lambda part: least_minutes(fit[part]))]
        needed = sum(least_minutes(fit[part]) for part in known)
        longest = most_minutes(fit[whole])
        if needed <= longest:
            continue
        if len(known) == 1:
            text = Text(
                "{parts} dure au moins {needed}, mais fait partie de {whole}, "
                "qui dure au plus {longest}",
                "{parts} lasts at least {needed}, but is a part of {whole}, "
                "which lasts at most {longest}",
            )
        else:
            text = Text(
                "{parts} durent au moins {needed} ensemble, mais font partie de {whole}, "
                "qui dure au plus {longest} dans une seule salle",
                "{parts} last at least {needed} together, but are parts of {whole}, "
                "which lasts at most {longest} in one room",
            )
        yield make_finding(
            PartsLieWithinTheirWhole.key,
            "error",
            text.fill(
                parts=some_sessions_text(problem, known),
                needed=duration(needed),
                whole=session_text(problem, whole),
                longest=duration(longest),
            ),
            ("sessions", whole, "minutes"),
            sessions=(whole, *known),
        )
