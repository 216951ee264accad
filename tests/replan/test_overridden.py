"""What cannot be done as it is announced is told, with who, why, and what instead."""

from __future__ import annotations

from typing import Any

from published import WEDNESDAY, draft, planned, published, session, window

from agenda_solver.changes import PersonCancels, PersonIsAway, PersonIsReplaced, RoomIsClosed
from agenda_solver.difference import Version
from agenda_solver.replan import Plan

MORNING = {"start": "9h", "end": "10h"}


def event(*rows: dict[str, Any], **eve: Any) -> Version:
    """Return an event in which Ana speaks at ten, and Eve may be busy or away then."""
    sessions = [*(rows or (session("a", "ana"),)), session("b", "bob")]
    people = ["ana", "bob", {"id": "eve", **eve}]
    hours = {"date": WEDNESDAY, "open": {"start": "9h", "end": "11h"}}
    problem = draft(*sessions, rooms=["amphi", "foyer"], people=people, days=[hours])
    lines = [f"{row['id']} 10h-11h {'amphi' if row['id'] == 'a' else 'foyer'}" for row in rows]
    return published(problem, *(lines or ["a 10h-11h amphi"]), "b 9h-10h foyer")


def french(plan: Plan) -> list[str]:
    return [text.fr for text in plan.overridden]


def test_what_is_done_as_it_is_announced_needs_no_words() -> None:
    assert french(planned(event(), PersonIsReplaced("ana", "eve"))) == []
    assert french(planned(event(), PersonCancels("ana"))) == []


def test_who_is_there_at_another_time_moves_the_session() -> None:
    plan = planned(event(present=[MORNING]), PersonIsReplaced("ana", "eve"))
    assert french(plan) == [
        "Eve ne peut pas remplacer Ana dans « A » (de 10h00 à 11h00) : présence seulement de 9h00 "
        "à 10h00. Cette session est donc déplacée : de 9h00 à 10h00. Il faudrait : présence "
        "jusqu'à 11h00 au lieu de 10h00. Libres à cette heure : Bob."
    ]
    assert plan.overridden[0].en == (
        "Eve cannot replace Ana in “A” (10:00 to 11:00): there only 09:00 to 10:00. "
        "So it is moved: 09:00 to 10:00. It would take: there until 11:00 instead of 10:00. Free "
        "at that time: Bob."
    )


def test_who_is_never_there_takes_nothing_over() -> None:
    away = PersonIsAway("eve", window("0h", "24h", None))
    plan = planned(event(), PersonIsReplaced("ana", "eve"), away)
    assert french(plan) == [
        "Eve ne peut pas remplacer Ana dans « A » (de 10h00 à 11h00) : aucune présence pendant "
        "l'évènement. Cette session n'a donc plus lieu. Il faudrait : présence de 10h00 à 11h00. "
        "Libres à cette heure : Bob."
    ]
    two = planned(event(session("a", "ana", "bob")), PersonIsReplaced("ana", "eve"), away)
    assert french(two) == [
        "Eve ne peut pas remplacer Ana dans « A » (de 10h00 à 11h00) : aucune présence pendant "
        "l'évènement. Cette session a donc lieu sans l'un ni l'autre. Il faudrait : présence de "
        "10h00 à 11h00. Personne d'autre n'est libre à cette heure."
    ]
    assert two.problem.session["a"].people == {"orateur": ["bob"]}


def test_who_does_not_come_takes_nothing_over() -> None:
    plan = planned(event(), PersonIsReplaced("ana", "eve"), PersonCancels("eve"))
    assert french(plan) == [
        "Eve ne peut pas remplacer Ana dans « A » (de 10h00 à 11h00) : absence annoncée. "
        "Cette session n'a donc plus lieu. Libres à cette heure : Bob."
    ]


def test_who_is_busy_then_is_told_with_where() -> None:
    rows = [session("a", "ana"), session("c", "eve")]
    plan = planned(event(*rows), PersonIsReplaced("ana", "eve"))
    assert french(plan) == [
        "Eve ne peut pas remplacer Ana dans « A » (de 10h00 à 11h00) : déjà dans « C » (de 10h00 "
        "à 11h00). Cette session est donc déplacée : de 9h00 à 10h00. Il faudrait : « C » (de "
        "10h00 à 11h00) à une autre heure, ou sans cette personne. Libres à cette heure : Bob."
    ]


def test_what_makes_way_is_told() -> None:
    rows = [session("a", "ana", locked={"start": "10h"}), session("c", "eve")]
    plan = planned(event(*rows), PersonIsReplaced("ana", "eve"))
    assert french(plan) == [
        "Eve ne peut pas remplacer Ana dans « A » (de 10h00 à 11h00) : déjà dans « C » (de 10h00 "
        "à 11h00). D'autres changent donc : « C ». Libres à cette heure : Bob."
    ]


def test_a_reason_is_told_also_where_there_is_no_programme() -> None:
    rows = [session("a", "ana"), session("c", locked={"room": "foyer"})]
    before = event(*rows, present=[MORNING])
    plan = planned(before, PersonIsReplaced("ana", "eve"), RoomIsClosed("foyer"))
    assert plan.price is None
    assert french(plan) == [
        "Eve ne peut pas remplacer Ana dans « A » (de 10h00 à 11h00) : présence seulement de 9h00 "
        "à 10h00. Il faudrait : présence jusqu'à 11h00 au lieu de 10h00. Libres à cette heure : "
        "Bob."
    ]


def test_who_is_away_and_takes_a_session_along_is_told() -> None:
    away = PersonIsAway("ana", window("0h", "24h", None))
    assert french(planned(event(), away)) == [
        "« A » n'a plus lieu : rien ne la garde. Absences : Ana (aucune présence pendant "
        "l'évènement)."
    ]
    part = PersonIsAway("ana", window("9h", "10h30")), PersonCancels("bob")
    plan = planned(event(session("a", "ana", "bob"), session("c")), *part)
    assert plan.overridden[0].en == (
        "“A” does not take place any more: nothing keeps it. Absent: Ana (there only until 09:00 "
        "and from 10:30) and Bob (announced not to come)."
    )
