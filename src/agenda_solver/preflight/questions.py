"""What cannot be known from a draft, and decides the programme: asked, never guessed in silence.

A question is asked where no cell answers it, and only where the answer changes something. Each
names the cell that answers it; a custom that is switched off asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agenda_solver.preflight.telling import in_order, make_finding
from agenda_solver.problem import Hours, Path, Problem, Session
from agenda_solver.problem.habits import AT_THE_END
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import session_text, some_sessions_text
from agenda_solver.text import Text, counted, listing, quoted, span
from agenda_solver.words.occasions import Occasion, introduces_a_subject, spread
from agenda_solver.words.unnamed import named_in

# A day that is on from before the one to after the other goes through lunch.
_BEFORE_LUNCH, _AFTER_LUNCH = 11 * 60 + 30, 14 * 60
# A programme of less on a day may well be over by noon, or begin after it.
_HALF_A_DAY = 4 * 60
# So many round tables beside tracks may be those for everybody; of more, most are not.
_FEW = 2

_AT_NOON = re.compile(r"\b(?:midi|noon|accueil|bienvenue|welcome|dejeunatoire)\b")
_APERITIF = re.compile(r"\b(?:aperitif|apero)s?\b")
_SYNTHESIS = re.compile(r"syntheses?\b|summary\b|summing up\b")
_OF_A_DAY = re.compile(r"\b(?:journees?|jours?|days?|matinees?|apres-midi)\b")


def find_questions(problem: Problem) -> tuple[Finding, ...]:
    """Return what to ask of a draft, in the order of its rows.

    Parameters
    ----------
    problem : Problem
        What is asked.

    Returns
    -------
    tuple of Finding
        Each of the severity ``question``; its rule is the custom that the answer settles.
    """
    asked = (
        *_hours(problem),
        *_lunches(problem),
        *_rooms_of_any_size(problem),
        *_introductions(problem),
        *_round_tables(problem),
        *_reports(problem),
        *_syntheses(problem),
        *_drinks(problem),
        *_people(problem),
    )
    off = {key for key, weight in problem.weights.by_rule.items() if not weight}
    return in_order(problem, (question for question in asked if question.rule not in off))


def _question(
    custom: str, text: Text, where: Path, *sessions: str, rooms: tuple[str, ...] = ()
) -> Finding:
    return make_finding(custom, "question", text, where, sessions=sessions, rooms=rooms)


# --- When -------------------------------------------------------------------------------------


def has_no_hours(problem: Problem) -> bool:
    """Whether nothing in a draft says at what time of day anything is."""
    return (
        not problem.event.slots
        and not any(day.open or day.announced for day in problem.days)
        and not any(True for _ in problem.announced_hours())
        and not any(_has_hours(session) for session in problem.sessions)
    )


def _hours(problem: Problem) -> Iterator[Finding]:
    if has_no_hours(problem):
        yield _question(
            "custom_early",
            Text(
                "à quelle heure la journée commence-t-elle, et quand finit-elle ? Aucune heure "
                "n'est donnée : l'écrire dans « ouverture » et « fermeture »",
                "when does the day begin, and when does it end? No time is given: write it in "
                "“opens” and “closes”",
            ),
            ("days", problem.days[0].id, "open"),
        )


def _lunches(problem: Problem) -> Iterator[Finding]:
    """Ask for the lunch of days that go through noon without one."""
    if problem.event.lunch or problem.event.slots or not problem.habits.is_programme:
        return
    through = [
        hours
        for day in problem.days
        if (hours := day.announced or day.open)
        and hours.start <= _BEFORE_LUNCH
        and hours.end >= _AFTER_LUNCH
    ]
    lunches = [session for session in spoken_of(problem) if _is_lunch(problem, session)]
    lasts = _minutes(problem) / len(problem.days)
    if len(lunches) >= len(through) or lasts <= _HALF_A_DAY:
        return
    yield _question(
        "custom_meal",
        Text(
            "déjeune-t-on sur place ? {when}. Si oui, ajouter une session de genre « repas » ; si "
            "chacun mange où il veut, écrire combien de minutes dans « déjeuner »",
            "is there lunch? {when}. If so, add a session of the kind “meal”; if all eat where "
            "they like, write how many minutes in “lunch”",
        ).fill(when=_through_noon(through, len(lunches))),
        ("event", "lunch"),
    )


def _through_noon(through: list[Hours], lunches: int) -> Text:
    if len(through) == 1:
        hours = span(through[0].start, through[0].end)
        return Text(
            "La journée va {hours}, et aucun repas n'est prévu à midi",
            "The day goes from {hours}, and there is no meal at noon",
        ).fill(hours=hours)
    return Text("{days} passent midi, pour {meals}", "{days} go through noon, with {meals}").fill(
        days=counted(len(through), Text("journée", "day"), Text("journées", "days")),
        meals=counted(lunches, Text("repas", "lunch"), Text("repas", "lunches")),
    )


def _is_lunch(problem: Problem, session: Session) -> bool:
    return problem.habits.meal_of(session.id) == "lunch"


def _minutes(problem: Problem) -> int:
    """Return how long a programme lasts, those of a block at once, and workshops of no block."""
    longest: dict[str | None, int] = {}
    alone = 0
    for session in spoken_of(problem):
        minutes = problem.usual_minutes(session.id)
        if _is_parallel(problem, session):
            longest[session.block] = max(longest.get(session.block, 0), minutes)
        else:
            alone += minutes
    return alone + sum(longest.values())


# --- Where ------------------------------------------------------------------------------------


def _rooms_of_any_size(problem: Problem) -> Iterator[Finding]:
    """Ask for the size of rooms in which there may be everybody, and nobody knows how many."""
    if len(problem.rooms) < 2 or problem.event.slots:
        return
    many = [
        session.id
        for session in spoken_of(problem)
        if session.expected is None
        and session.locked.room is None
        and session.preferred.room is None
        and (session.rooms is None or len(session.rooms) > 1)
        and problem.takes_room(session.id)
        and _is_for(problem, session, "opening", "closing", "report")
    ]
    unknown = tuple(
        room.id
        for room in problem.rooms
        if problem.room[room.id].capacity is None
        and any(room.id in (problem.session[one].rooms or problem.room) for one in many)
    )
    if unknown and many:
        yield _question(
            "room_capacity",
            Text(
                "combien de personnes tiennent dans {rooms} ? Tout le monde peut s'y trouver, pour "
                "{sessions}. L'écrire dans « places », ou donner une « salle souhaitée » à ces "
                "sessions",
                "how many people are there room for in {rooms}? Everybody may be there, for "
                "{sessions}. Write it in “capacity”, or give these sessions a “wished room”",
            ).fill(
                rooms=listing(problem.room[room].label for room in unknown),
                sessions=some_sessions_text(problem, many),
            ),
            ("rooms", unknown[0], "capacity"),
            *many,
            rooms=unknown,
        )


# --- What a session is ------------------------------------------------------------------------


def _introductions(problem: Problem) -> Iterator[Finding]:
    """Ask whether what comes first, and introduces something, is the opening."""
    own = spoken_of(problem)
    if problem.shape == "tracks" or any(_is_for(problem, one, "opening") for one in own):
        return
    first = next((one for one in own if not problem.is_rest(one.id)), None)
    if first is None or first.kind not in ("session", "ceremony") or _is_placed(problem, first):
        return
    if introduces_a_subject(first.title):
        yield _question(
            "custom_frame",
            Text(
                "{session} : est-ce l'ouverture, ou une session parmi d'autres ? Le dire par le "
                "genre : « ouverture », ou « discours », « atelier »…",
                "{session}: is it the opening, or a session like others? Say so by its kind: "
                "“opening”, or “speech”, “workshop”…",
            ).fill(session=session_text(problem, first.id)),
            ("sessions", first.id, "kind"),
            first.id,
        )


def _round_tables(problem: Problem) -> Iterator[Finding]:
    """Ask whether round tables are for everybody, where something else may be beside them."""
    tables = [
        session
        for session in spoken_of(problem)
        if _is_for(problem, session, "round_table")
        and session.plenary is None
        and session.block is None
        and not session.track
        and not _has_hours(session)
    ]
    if not tables or problem.event.slots:
        return
    if (len(tables) > _FEW) if problem.shape == "tracks" else _is_one_by_one(problem, tables):
        return
    ids = [session.id for session in tables]
    yield _question(
        "custom_apart",
        Text(
            "{sessions} : pour tous, ou en parallèle d'autres sessions ? {by_now} ; le dire dans "
            "« plénière », par « oui » ou par « non »",
            "{sessions}: for everybody, or beside other sessions? {by_now}; say so in “plenary”, "
            "by “yes” or by “no”",
        ).fill(
            sessions=some_sessions_text(problem, ids),
            by_now=(
                Text("Sans réponse : en parallèle", "Without an answer: beside others")
                if problem.shape == "tracks"
                else Text("Sans réponse : pour tous", "Without an answer: for everybody")
            ),
        ),
        ("sessions", ids[0], "plenary"),
        *ids,
    )


def _is_one_by_one(problem: Problem, tables: list[Session]) -> bool:
    """Whether round tables have nothing that they may well be beside."""
    return problem.shape == "thread" and len(tables) == 1


def _reports(problem: Problem) -> Iterator[Finding]:
    """Ask of what a report-back tells that is typed between two lots of workshops."""
    own = spoken_of(problem)
    for row, report in enumerate(own):
        if not _is_for(problem, report, "report"):
            continue
        before = [one for one in own[:row] if _is_parallel(problem, one)]
        blocks = {one.block for one in before} - {None}
        later = [
            one
            for place, one in enumerate(own[row:], start=row)
            if _is_parallel(problem, one)
            and one.block not in blocks
            and not any(_is_for(problem, other, "report") for other in own[place + 1 :])
            and problem.habits.is_order_open(one.id, report.id)
        ]
        if before and later:
            yield _question(
                "custom_report",
                Text(
                    "{report} rend compte de {before}. Et de {later}, plus bas dans la feuille ? "
                    "L'écrire dans « après » si oui, dans « avant » sinon",
                    "{report} reports on {before}. Also on {later}, further down in the sheet? "
                    "Write it in “after” if so, in “before” if not",
                ).fill(
                    report=session_text(problem, report.id),
                    before=some_sessions_text(problem, [one.id for one in before]),
                    later=some_sessions_text(problem, [one.id for one in later]),
                ),
                ("sessions", report.id, "after"),
                report.id,
                *(one.id for one in later),
            )


def _syntheses(problem: Problem) -> Iterator[Finding]:
    """Ask what a summary closes: a day, the event, or workshops only."""
    own = spoken_of(problem)
    summing = [one for one in own if _SYNTHESIS.match(spread(one.title))]
    if len(summing) != 1 or _is_placed(problem, summing[0]) or problem.shape == "tracks":
        return
    (session,) = summing
    words = session_text(problem, session.id)
    closings = [one for one in own if one != session and _is_for(problem, one, "closing")]
    if len(problem.days) > 1 and not _OF_A_DAY.search(spread(session.title)):
        yield _question(
            "custom_frame",
            Text(
                "{session} : quel jour ? Une journée, ou tout l'évènement peut finir ainsi. "
                "L'écrire dans « jour », verrouillé",
                "{session}: on which day? A day may end so, or the whole event. Write it in "
                "“day”, and lock it",
            ).fill(session=words),
            ("sessions", session.id, "locked", "day"),
            session.id,
        )
    elif not closings and session.kind not in ("report", "closing", "workshop", "round_table"):
        yield _question(
            "custom_frame",
            Text(
                "{session} : est-ce la clôture, ou la restitution des ateliers, que d'autres "
                "sessions peuvent suivre ? Le dire par le genre : « clôture » ou « restitution »",
                "{session}: is it the closing, or the report-back of the workshops, which others "
                "may follow? Say so by its kind: “closing” or “report-back”",
            ).fill(session=words),
            ("sessions", session.id, "kind"),
            session.id,
        )


def _drinks(problem: Problem) -> Iterator[Finding]:
    """Ask when a drink is that may be before lunch, or at the end."""
    own = spoken_of(problem)
    if not _some_day_goes_through_noon(problem):
        return
    for row, drink in enumerate(own):
        if not _is_for(problem, drink, "drink") or _is_placed(problem, drink):
            continue
        words = spread(drink.title)
        if bool(_AT_NOON.search(words)) != bool(AT_THE_END.search(words)):
            continue
        after = own[row + 1 :]
        by_its_row = not after or _is_lunch(problem, after[0])
        # A drink in the last row ends the day, unless its name is that of one before a meal.
        if by_its_row and (after or not _APERITIF.search(words)):
            continue
        yield _question(
            "custom_frame",
            Text(
                "{session} : avant le déjeuner, ou en fin de journée ? L'écrire dans « début "
                "souhaité », ou dans « avant » ou « après »",
                "{session}: before lunch, or at the end of the day? Write it in “wished start”, "
                "or in “before” or “after”",
            ).fill(session=session_text(problem, drink.id)),
            ("sessions", drink.id, "preferred", "start"),
            drink.id,
        )


def _some_day_goes_through_noon(problem: Problem) -> bool:
    hours = [day.announced or day.open for day in problem.days]
    return any(
        one is None or (one.start <= _BEFORE_LUNCH and one.end > _AFTER_LUNCH) for one in hours
    )


# --- What the cells say -----------------------------------------------------------------------


def spoken_of(problem: Problem) -> list[Session]:
    """Return the sessions that customs speak of, each repeated one once."""
    own = (problem.session[session] for session in problem.habits.own)
    return [session for session in own if not session.repeat_of]


def _is_for(problem: Problem, session: Session, *occasions: Occasion) -> bool:
    return problem.habits.is_for(session.id, *occasions)


def _is_parallel(problem: Problem, session: Session) -> bool:
    return problem.habits.is_parallel(session.id)


def _has_hours(session: Session) -> bool:
    """Whether a row says when its session is, as a demand or as a wish."""
    starts = (session.locked.start, session.preferred.start, *(one.start for one in session.stated))
    windows = (*session.windows, *session.preferred_windows)
    return bool(windows) or any(start is not None for start in starts)


def _is_placed(problem: Problem, session: Session) -> bool:
    """Whether something says when a session is: hours, a day among several, or an order."""
    linked = {link.session for one in problem.sessions for link in (*one.before, *one.after)}
    return (
        _has_hours(session)
        or (len(problem.days) > 1 and session.locked.day is not None)
        or bool(session.before or session.after)
        or session.id in linked
        or any(session.id in sequence.sessions for sequence in problem.sequences)
    )


# --- Who --------------------------------------------------------------------------------------


def _people(problem: Problem) -> Iterator[Finding]:
    """Ask who takes the roles for which nobody is named yet."""
    for session in problem.sessions:
        if session.unnamed and not session.repeat_of:
            yield _question(
                "unconfirmed",
                Text(
                    "{session} : qui reste à nommer ? {parts}. D'ici là, personne n'est tenu "
                    "libre pour cela",
                    "{session}: who is yet to be named? {parts}. Until then, nobody is kept free "
                    "for it",
                ).fill(
                    session=session_text(problem, session.id),
                    parts=listing(
                        _yet_to_be_named(problem, role, words) for role, words in session.unnamed
                    ),
                ),
                ("sessions", session.id, "people"),
                session.id,
            )


def _yet_to_be_named(problem: Problem, role: str, words: str) -> Text:
    names = problem.names["people"]
    near = names.nearest(named_in(words)) if named_in(words) else None
    text = Text("{role} : {words}", "{role}: {words}").fill(role=role, words=quoted(words))
    if near is None:
        return text
    return Text("{text} (peut-être {near} ?)", "{text} (perhaps {near}?)").fill(
        text=text, near=quoted(problem.person[near].label)
    )
