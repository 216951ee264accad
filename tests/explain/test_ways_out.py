"""Each way out works, none of its edits can be left out, and the first is the cheapest there is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from every_edit import impossible, least_price, possible

from agenda_solver.budget import Budget
from agenda_solver.explain import WayOut, ways_out
from agenda_solver.explain.neighbourhood import SMALL
from agenda_solver.explain.ways import NOT_DEAR, measured
from agenda_solver.problem import Problem, Spot, TypedSpot
from agenda_solver.rules.edits import lesser, with_edits
from agenda_solver.rules.musts import RequiredCanCome
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

DATE = "2026-06-10"
DAY = {"date": DATE, "open": {"start": "9h", "end": "12h"}}
ANY_HOUR = {"date": DATE, "open": {"start": "0h", "end": "24h"}}
NEXT = {"date": "2026-06-11"}
TWO_ROOMS = [{"id": "r"}, {"id": "s", "name": "Salle du Conseil"}]
Row = dict[str, Any]


def draft(*sessions: Row, **more: Any) -> Problem:
    rows = [{"title": row["id"].upper(), "minutes": 60, **row} for row in sessions]
    tables = {"event": {"name": "e"}, "days": [DAY], "rooms": [{"id": "r"}], **more}
    return Problem.read({**tables, "sessions": rows})


def at(key: str, start: str, **more: Any) -> Row:
    """Return a session that is locked."""
    return {"id": key, "locked": {"day": DATE, "start": start}, **more}


def by(person: str, role: str = "x") -> Row:
    return {"people": {role: [person]}}


def ways(problem: Problem, most: int = 3) -> tuple[WayOut, ...]:
    return ways_out(problem, Budget(120, workers=1), most)


# --- Random drafts ------------------------------------------------------------------------------


def judge(seed: int) -> None:
    problem = impossible(seed)
    known = ways(problem)
    assert known[0].price == least_price(problem)
    for way in known:
        assert (way.status, way.minimal, way.whole) == ("optimal", True, True)
        assert way.price == sum(edit.price for edit in way.edits) == way.bound
        assert possible(way.problem)
        assert not verify(way.problem, way.timetable).errors
        for number, edit in enumerate(way.edits):
            others = [*way.edits[:number], *way.edits[number + 1 :]]
            assert not possible(with_edits(problem, others))
            for less in lesser(edit, problem.event.grid):
                assert not possible(with_edits(problem, [*others, less]))


@pytest.mark.parametrize("seed", range(1, 11))
def test_the_first_way_costs_the_least_and_none_has_an_edit_too_many(seed: int) -> None:
    judge(seed)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(11, 91))
def test_the_first_way_of_many_drafts_costs_the_least(seed: int) -> None:
    judge(seed)


# --- Each kind of edit ----------------------------------------------------------------------------

AMBASSADOR = {"id": "p", "name": "L'ambassadeur"}
ELECTED = {"id": "p", "name": "Élue"}

KINDS: dict[str, tuple[Problem, str, str]] = {
    "presence": (
        draft(
            at("a", "14h", **by("p")),
            days=[ANY_HOUR],
            people=[{**AMBASSADOR, "present": [{"start": "13h", "end": "14h30"}]}],
        ),
        "L'ambassadeur reste jusqu'à 15h00 (au lieu de 14h30)",
        "L'ambassadeur stays until 15:00 (instead of 14:30)",
    ),
    "presence on a day": (
        draft(
            at("a", "14h", **by("p")),
            days=[ANY_HOUR, NEXT],
            people=[{**AMBASSADOR, "present": [{"day": DATE, "start": "14h20"}]}],
        ),
        "L'ambassadeur arrive à 14h00 le mercredi 10 juin 2026 (au lieu de 14h20)",
        "L'ambassadeur arrives at 14:00 on Wednesday 10 June 2026 (instead of 14:20)",
    ),
    "somebody else": (
        draft(
            at("a", "10h", **by("p", "animation")),
            at("b", "10h", external=True, rooms=[], **by("p", "animation")),
            {"id": "c", **by("q", "animation")},
            days=[ANY_HOUR],
            people=[ELECTED, {"id": "q", "name": "Maire"}],
        ),
        "quelqu'un d'autre que Élue pour « A » (par exemple Maire)",
        "somebody other than Élue for “A” (Maire, for example)",
    ),
    "a role": (
        draft(
            at("a", "10h", people={"animation": [{"one_of": ["p"]}]}),
            at("b", "10h", external=True, rooms=[], **by("p")),
            days=[ANY_HOUR],
            people=[ELECTED],
        ),
        "quelqu'un d'autre pour « animation » dans « A »",
        "somebody else for “animation” in “A”",
    ),
    "a room": (
        draft(at("a", "10h", rooms=["r"]), at("b", "10h", rooms=["r"]), rooms=TWO_ROOMS),
        "Salle du Conseil parmi les salles possibles de « A »",
        "Salle du Conseil among the rooms that “A” may take",
    ),
    "one more room": (
        draft(at("a", "10h"), at("b", "10h")),
        "une salle de plus de 10h00 à 11h00 pour « A »",
        "one more room 10:00 to 11:00 for “A”",
    ),
    "seats": (
        draft(
            {"id": "a", "expected": 40},
            rooms=[{"id": "r", "capacity": 30}],
            attendees=[{"id": f"i{number}", "wishes": ["a"]} for number in range(12)],
        ),
        "public attendu de « A » : 30 au lieu de 40 (12 inscrits)",
        "“A” expects 30 instead of 40 (12 registered)",
    ),
    "needs": (
        draft({"id": "a", "needs": ["projecteur"]}),
        "« A » sans projecteur (r)",
        "“A” without projecteur (r)",
    ),
    "hours of a day": (
        draft(at("a", "11h20")),
        "clôture de la journée à 12h20 (au lieu de 12h00)",
        "the day closes at 12:20 (instead of 12:00)",
    ),
    "hours of one of several days": (
        draft(at("a", "8h40"), days=[DAY, NEXT]),
        "ouverture de la journée du mercredi 10 juin 2026 à 8h40 (au lieu de 9h00)",
        "the day of Wednesday 10 June 2026 opens at 08:40 (instead of 09:00)",
    ),
    "hours of a room": (
        draft(at("a", "10h"), rooms=[{"id": "r", "open": [{"start": "9h", "end": "10h30"}]}]),
        "r ouvre de 9h00 à 11h00 (au lieu de : de 9h00 à 10h30)",
        "r opens 09:00 to 11:00 (instead of: 09:00 to 10:30)",
    ),
    "hours of a session": (
        draft({"id": "a", "windows": [{"start": "9h", "end": "9h30"}]}),
        "« A » possible de 9h00 à 10h00 (au lieu de : de 9h00 à 9h30)",
        "“A” may take place 09:00 to 10:00 (instead of: 09:00 to 09:30)",
    ),
    "a length": (
        draft(
            at("a", "9h", minutes=150, title="Table ronde"),
            at("b", "11h25", **by("p")),
            days=[ANY_HOUR],
            people=[{**ELECTED, "pause": 0}],
        ),
        "« Table ronde » de 2 h 25 (au lieu de 2 h 30)",
        "“Table ronde” of 2 h 25 min (instead of 2 h 30 min)",
    ),
    "a whole longer than its parts": (
        draft(
            {"id": "w"},
            {"id": "a", "part_of": "w", "minutes": 40},
            {"id": "b", "part_of": "w", "minutes": 30},
            days=[ANY_HOUR],
            sequences=[{"sessions": ["a", "b"]}],
        ),
        "« W » de 1 h 10 (au lieu de 1 h)",
        "“W” of 1 h 10 min (instead of 1 h)",
    ),
    "which comes first": (
        draft(at("a", "11h", title="Café", before=["b"]), at("b", "9h", title="Table ronde")),
        "« Table ronde » avant « Café »",
        "“Table ronde” before “Café”",
    ),
    "a gap": (
        draft(at("a", "9h", before=[{"session": "b", "min": 60}]), at("b", "10h20")),
        "20 min entre « A » et « B » (au lieu de 1 h)",
        "20 min between “A” and “B” (instead of 1 h)",
    ),
    "a place in an order": (
        draft(
            at("a", "11h", title="Café"),
            at("b", "9h", title="Table ronde"),
            at("c", "10h", title="Débat"),
            sequences=[{"sessions": ["a", "b", "c"]}],
        ),
        "« Café » après « Débat »",
        "“Café” after “Débat”",
    ),
    "an earlier place in an order": (
        draft(
            *(at("a", "10h"), at("b", "11h"), at("c", "9h")),
            sequences=[{"sessions": ["a", "b", "c"]}],
        ),
        "« C » avant « A »",
        "“C” before “A”",
    ),
    "a gap in a sequence": (
        draft(at("a", "9h"), at("b", "10h20"), sequences=[{"sessions": ["a", "b"], "max": 0}]),
        "au plus 20 min d'une session à la suivante de « A » et « B » (au lieu de 0 min)",
        "at most 20 min from one session to the next of “A” and “B” (instead of 0 min)",
    ),
    "between those of a sequence": (
        draft(
            *(at("a", "9h"), at("b", "11h"), at("c", "10h")),
            sequences=[{"sessions": ["a", "b"], "between": False}],
        ),
        "d'autres sessions possibles entre celles de « A » et « B »",
        "other sessions may come between those of “A” and “B”",
    ),
    "a plenary": (
        draft(at("a", "10h", plenary=True), at("b", "10h"), rooms=TWO_ROOMS),
        "« B » en même temps que « A »",
        "“B” at the same time as “A”",
    ),
    "a pause": (
        draft(
            *(at("a", "9h", **by("p")), at("b", "10h20", **by("p"))),
            people=[{**ELECTED, "pause": 30}],
        ),
        "Élue : 20 min de pause (au lieu de 30 min)",
        "Élue: a pause of 20 min (instead of 30 min)",
    ),
    "sessions a day": (
        draft(*({"id": key, **by("p")} for key in "ab"), people=[{**ELECTED, "most_per_day": 1}]),
        "Élue : 2 sessions par jour (au lieu de 1 au plus)",
        "Élue: 2 sessions a day (instead of 1 at most)",
    ),
    "sessions in a row": (
        draft(
            *(at("a", "9h", **by("p")), at("b", "10h", **by("p"))),
            people=[{**ELECTED, "most_in_a_row": 1}],
        ),
        "Élue : 2 sessions d'affilée (au lieu de 1 au plus)",
        "Élue: 2 sessions in a row (instead of 1 at most)",
    ),
    "waiting": (
        draft(
            *(at("a", "9h", **by("p")), at("b", "11h", **by("p"))),
            people=[{**ELECTED, "no_wait": True}],
        ),
        "Élue peut attendre",
        "Élue may wait",
    ),
    "a label": (
        draft(at("a", "10h", exclusive=["x"]), at("b", "10h", exclusive=["x"]), rooms=TWO_ROOMS),
        "« A » peut avoir lieu en même temps que « B »",
        "“A” may take place at the same time as “B”",
    ),
    "one day": (
        draft(
            at("a", "10h", same_day=["x"]),
            {"id": "b", "same_day": ["x"], "locked": {"day": NEXT["date"]}},
            days=[DAY, NEXT],
        ),
        "« A » un autre jour que « B »",
        "“A” on another day than “B”",
    ),
    "different days": (
        draft(*({"id": key, "different_days": ["x"]} for key in "ab")),
        "« A » le même jour que « B »",
        "“A” on the same day as “B”",
    ),
    "one room for several": (
        draft(
            *({"id": k, "same_room": ["x"], "locked": {"room": r}} for k, r in ("ar", "bs")),
            rooms=TWO_ROOMS,
        ),
        "« A » dans une autre salle que « B »",
        "“A” in another room than “B”",
    ),
    "a track at once": (
        draft(
            *(at(key, "10h", track="eau") for key in "ab"),
            rooms=TWO_ROOMS,
            tracks=[{"id": "eau", "at_once": 1}],
        ),
        "thème « eau » : 2 sessions à la fois (au lieu de 1 au plus)",
        "track “eau”: 2 sessions at once (instead of 1 at most)",
    ),
    "the order of a track": (
        draft(
            *(at("a", "11h", track="eau"), at("b", "10h", track="eau")),
            tracks=[{"id": "eau", "in_order": True}],
        ),
        "les sessions du thème « eau » dans un autre ordre",
        "the sessions of the track “eau” in another order",
    ),
    "equipment": (
        draft(
            *(at(key, "10h", needs=["cabine"]) for key in "ab"),
            rooms=TWO_ROOMS,
            equipment=[{"id": "cabine", "name": "Cabine"}],
        ),
        "Cabine : 2 exemplaires (au lieu de 1)",
        "Cabine: 2 pieces (instead of 1)",
    ),
    "hours of equipment": (
        draft(
            at("a", "10h", needs=["cabine"]),
            equipment=[{"id": "cabine", "name": "Cabine", "open": [{"start": "10h30"}]}],
        ),
        "on dispose de Cabine à partir de 10h00 (au lieu de : à partir de 10h30)",
        "Cabine is to be had from 10:00 (instead of: from 10:30)",
    ),
    "a quota": (
        draft({"id": "a"}, days=[{**DAY, "sessions": [{"min": 2}]}]),
        "le mercredi 10 juin 2026 : 1 session (au lieu de : au moins 2)",
        "on Wednesday 10 June 2026: 1 session (instead of: at least 2)",
    ),
    "an obligation": (
        draft(
            *(at(key, "10h") for key in "ab"),
            rooms=TWO_ROOMS,
            attendees=[{"id": "i1", "must_attend": ["a", "b"]}],
        ),
        "« A » n'est plus obligatoire pour i1",
        "“A” is no longer required of i1",
    ),
}


def turned(words: str) -> str:
    """Return words about two sessions that are alike, told of the other one."""
    return words.translate(str.maketrans("AB", "BA"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_edit(kind: str) -> None:
    problem, fr, en = KINDS[kind]
    (way,) = ways(problem, 1)
    (edit,) = way.edits
    sentence = (edit.text.fr, edit.text.en)
    assert sentence in ((fr, en), (turned(fr), turned(en)))
    assert (way.status, way.minimal, way.whole) == ("optimal", True, True)
    assert not verify(way.problem, way.timetable).errors


def test_who_would_lack_a_pause_is_not_named_as_free() -> None:
    problem = draft(
        at("a", "10h", **by("p", "animation")),
        at("b", "10h", external=True, rooms=[], **by("p", "animation")),
        at("c", "11h", **by("q", "animation")),
        people=[ELECTED, {"id": "q", "name": "Maire", "pause": 15}],
    )
    (way,) = ways(problem, 1)
    assert [edit.text.fr for edit in way.edits] == ["quelqu'un d'autre que Élue pour « A »"]


def test_one_of_a_block_leaves_it() -> None:
    (way,) = ways(draft(at("a", "9h", block="x"), at("b", "11h", block="x")), 1)
    (edit,) = way.edits
    assert (edit.text.fr, edit.text.en) in (
        (
            "« A » hors de son bloc, par exemple de 9h00 à 10h00",
            "“A” out of its block, 09:00 to 10:00 for example",
        ),
        (
            "« B » hors de son bloc, par exemple de 11h00 à 12h00",
            "“B” out of its block, 11:00 to 12:00 for example",
        ),
    )


def test_of_rooms_that_may_be_too_small_the_largest_is_asked_for() -> None:
    rooms = [
        {"id": "amphi", "capacity": 150, "open": "14h-15h"},
        {"id": "petite", "capacity": 20},
        {"id": "moyenne", "capacity": 60},
        {"id": "inconnue"},
        {"id": "grande", "capacity": 90},
    ]
    asked = {"rooms": ["amphi"]}
    (way,) = ways(draft({"id": "a", **asked}, {"id": "b", **asked}, rooms=rooms), 1)
    assert {edit.rooms for edit in way.edits} == {("grande",)}
    # Where it is known how many come, each that seats them will do.
    few = draft({"id": "a", **asked, "expected": 20}, rooms=rooms[:2])
    assert [edit.price for edit in ways(few, 1)[0].edits] == [15]


@pytest.mark.parametrize(
    "order",
    [{"sequences": [{"sessions": ["bilan", "fin"]}]}, {"before": [{"session": "fin", "min": 0}]}],
)
def test_a_lock_gives_way_before_the_closing_comes_first(order: Row) -> None:
    tables = {"sequences": order.pop("sequences", [])}
    problem = draft(
        at("bilan", "11h", title="Bilan", **order),
        at("fin", "10h", title="Clôture"),
        days=[{"date": DATE, "open": {"start": "9h", "end": "18h"}}],
        **tables,
    )
    first, *_ = ways(problem, 1)
    assert [edit.rule for edit in first.edits] == ["locked"]


@pytest.mark.parametrize(
    "attendee",
    [
        {"present": "9h-10h"},
        {"needs": ["pmr"]},
        {"present": "9h-10h", "needs": ["pmr"]},
        {"email": "zoe@example.org"},  # she speaks in the other one at that time
    ],
)
def test_who_cannot_come_need_not_attend(attendee: Row) -> None:
    problem = draft(
        at("a", "11h", kind="workshop", rooms=["r"]),
        at("b", "11h", rooms=["s"], **by("zoe")),
        people=[{"id": "zoe", "name": "Zoé Fictive", "email": "zoe@example.org"}],
        attendees=[{"id": "p", "name": "Zoé Fictive", "must_attend": ["a"], **attendee}],
        rooms=TWO_ROOMS,
    )
    (way,) = ways_out(problem, Budget(120, workers=1), 1, [RequiredCanCome()])
    (edit,) = way.edits
    assert (edit.text.fr, edit.text.en) == (
        "« A » n'est plus obligatoire pour p",
        "“A” is no longer required of p",
    )
    assert not way.problem.attendee["p"].must_attend
    assert (way.status, way.price) == ("optimal", 60)


def test_after_a_cheap_way_there_is_still_a_choice() -> None:
    rooms = [{"id": "r", "open": "14h-15h"}, {"id": "s"}]
    cheap, other, *_ = ways(draft({"id": "a", "rooms": ["r"]}, rooms=rooms))
    assert cheap.price == 15
    assert 3 * cheap.price < other.price <= NOT_DEAR


def test_what_is_possible_has_no_way_out() -> None:
    assert ways(draft({"id": "a"})) == ()


def test_a_session_that_is_not_in_a_timetable_does_not_take_place() -> None:
    problem = draft(at("a", "10h"), at("b", "10h", before=["a"]))
    left = Timetable.of([Placement("a", date(2026, 6, 10), 600, 660, "r")])
    (edit,) = measured(problem, left)
    assert (edit.text.fr, edit.text.en) == ("« B » n'a pas lieu", "“B” does not take place")
    assert list(edit.applied(problem).session) == ["a"]
    assert edit.price == 400


def test_what_was_put_there_by_hand_is_undone() -> None:
    problem = draft(at("a", "10h", before=["b"]), at("b", "11h"), days=[ANY_HOUR])
    by_hand = TypedSpot.model_construct(day=None, start=12 * 60, room=None)
    rows = [row.model_copy(update={"before": []}) for row in problem.sessions]
    rows[0] = rows[0].model_copy(update={"locked": by_hand, "plenary": True})
    rows[1] = rows[1].model_copy(update={"locked": by_hand, "plenary": True})
    way = ways(problem.with_tables(sessions=rows), 1)[0]
    (edit,) = way.edits
    sentence = "défaire la retouche de « A » (12h00)"
    assert edit.text.fr in (sentence, turned(sentence))
    assert edit.changes[0].after == Spot()


def test_the_next_way_does_without_the_dearest_kind() -> None:
    known = ways(draft(*({"id": key, "block": "x"} for key in "ab")))
    assert [way.without for way in known] == [(), ("room_given",)]
    assert [edit.rule for way in known for edit in way.edits] == ["room_given", "block"]
    assert all(way.price <= 3 * known[0].price for way in known)


def test_all_conflicts_are_answered_at_once() -> None:
    (way,) = ways(draft(at("a", "11h20"), at("b", "9h", needs=["projecteur"])), 1)
    assert sorted(edit.rule for edit in way.edits) == ["opening_hours", "room_needs"]


# --- Large drafts ---------------------------------------------------------------------------------


def large(*more: Row, **tables: Any) -> Problem:
    idle = [{"id": f"idle{number}", "minutes": 10} for number in range(SMALL)]
    return draft(*more, *idle, rooms=[{"id": f"r{number}"} for number in range(8)], **tables)


def test_only_what_touches_a_conflict_gives_way() -> None:
    away = {**ELECTED, "present": [{"start": "9h", "end": "9h30"}]}
    (way,) = ways(large({"id": "a", **by("p")}, people=[away]), 1)
    assert not way.whole
    assert [edit.text.fr for edit in way.edits] == ["Élue reste jusqu'à 10h00 (au lieu de 9h30)"]


@pytest.mark.thorough
def test_the_conflict_in_the_rest_joins() -> None:
    away = {**ELECTED, "present": [{"start": "9h", "end": "9h30"}]}
    apart = [at(key, "10h", exclusive=["x"]) for key in "bc"]
    (way,) = ways(large({"id": "a", **by("p")}, *apart, people=[away]), 1)
    assert not way.whole
    assert {edit.rule for edit in way.edits} >= {"exclusive"}
