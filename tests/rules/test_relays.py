import pytest
from drafts import BOTH, draft, findings, kept, paid, placed, session, told

from agenda_solver.domains import domains
from agenda_solver.problem import Problem, ProblemError
from agenda_solver.rules.attendees import SessionHasPlacesForAll
from agenda_solver.rules.halls import RoomIsWholeOrInParts
from agenda_solver.rules.room_hours import RoomIsOpen
from agenda_solver.rules.rooms import (
    EverybodyHasASeat,
    RoomHoldsOneSession,
    RoomSeatsTheExpected,
    SessionHasARoom,
)
from agenda_solver.timetable import Seat, Timetable


def relayed(annexe: dict[str, object] | None = None, **more: object) -> Problem:
    """A talk that is shown in the annexe, too, and a workshop."""
    return draft(
        session("conf", also_in=["annexe"], **more),
        session("atelier"),
        rooms=[
            {"id": "amphi", "capacity": 150},
            {"id": "annexe", "capacity": 60, **(annexe or {})},
            "hall",
        ],
        days=BOTH,
    )


# --- It takes both rooms ------------------------------------------------------------------


def test_after_it_the_second_room_is_free() -> None:
    lines = "conf 9h-10h amphi", "atelier 10h-11h annexe"
    assert kept(RoomHoldsOneSession(), relayed(), *lines)


def test_a_minute_in_the_second_room_is_one_too_many() -> None:
    lines = "conf 9h-10h01 amphi", "atelier 10h-11h annexe"
    (finding,) = findings(RoomHoldsOneSession(), relayed(), *lines)
    assert (finding.text.fr, finding.text.en) == (
        "Annexe accueille « Conf » et « Atelier » en même temps (mercredi 10 juin 2026, de 10h00 à "
        "10h01)",
        "Annexe holds “Conf” and “Atelier” at the same time (Wednesday 10 June 2026, 10:00 to "
        "10:01)",
    )
    assert finding.rooms == ("annexe",)


@pytest.mark.parametrize(("minutes", "fine"), [("10h15-11h", True), ("10h14-11h", False)])
def test_the_second_room_is_cleared_too(minutes: str, fine: bool) -> None:
    slow = relayed({"teardown": 15})
    lines = "conf 9h-10h amphi", f"atelier {minutes} annexe"
    assert kept(RoomHoldsOneSession(), slow, *lines) is fine


def test_the_second_room_is_not_its_own() -> None:
    assert told(SessionHasARoom(), relayed(), "conf 9h-10h annexe", "atelier 9h-10h hall") == [
        (
            "« Conf » a pour salle Annexe, qu'elle prend en plus de la sienne : il lui en faut une "
            "autre",
            "“Conf” is in Annexe, which it takes besides its own: it needs another",
        )
    ]
    assert domains(relayed())["conf"].rooms == ("amphi", "hall")


def test_the_second_room_is_open() -> None:
    late = relayed({"open": [{"start": "10:00", "end": "24:00"}]})
    assert kept(RoomIsOpen(), late, "conf 10h-11h amphi", "atelier 9h-10h hall")
    assert told(RoomIsOpen(), late, "conf 9h59-10h59 amphi", "atelier 9h-10h hall") == [
        (
            "« Conf » occupe Annexe le mercredi 10 juin 2026 de 9h59 à 10h59, mais cette salle "
            "ouvre seulement à partir de 10h00",
            "“Conf” takes Annexe on Wednesday 10 June 2026, 09:59 to 10:59, but this room is open "
            "only from 10:00",
        )
    ]


def test_the_second_room_is_half_of_a_hall() -> None:
    hall = draft(
        session("conf", also_in=["gauche"]),
        session("atelier"),
        rooms=["amphi", {"id": "salon", "parts": ["gauche"]}, "gauche"],
    )
    assert kept(RoomIsWholeOrInParts(), hall, "conf 9h-10h amphi", "atelier 10h-11h salon")
    assert not kept(RoomIsWholeOrInParts(), hall, "conf 9h-10h amphi", "atelier 9h59-11h salon")


# --- Both seat people ---------------------------------------------------------------------


@pytest.mark.parametrize(("expected", "fine"), [(210, True), (211, False)])
def test_the_places_of_both_are_added(expected: int, fine: bool) -> None:
    lines = "conf 9h-10h amphi", "atelier 9h-10h hall"
    assert kept(RoomSeatsTheExpected(), relayed(expected=expected), *lines) is fine


def test_both_are_named_where_they_are_too_small() -> None:
    lines = "conf 9h-10h amphi", "atelier 9h-10h hall"
    assert told(RoomSeatsTheExpected(), relayed(expected=211), *lines) == [
        (
            "« Conf » attend 211 personnes, mais Amphi (avec Annexe) a seulement 210 places",
            "“Conf” expects 211 people, but Amphi (with Annexe) has only 210 seats",
        )
    ]
    roomy = draft(
        session("conf", also_in=["annexe"], expected=211),
        rooms=[{"id": "amphi", "capacity": 150}, {"id": "annexe", "capacity": 60}],
        event={"overflow": True},
    )
    assert paid(EverybodyHasASeat(), roomy, "conf 9h-10h amphi") == 1


def test_a_place_that_is_not_known_is_for_everybody() -> None:
    lines = "conf 9h-10h amphi", "atelier 9h-10h hall"
    assert kept(RoomSeatsTheExpected(), relayed({"capacity": None}, expected=900), *lines)


def test_seats_are_given_in_both() -> None:
    asked = draft(
        session("conf", kind="atelier", also_in=["annexe"]),
        rooms=[{"id": "amphi", "capacity": 1}, {"id": "annexe", "capacity": 1}],
        attendees=[{"id": key} for key in "abc"],
    )
    for count, fine in ((2, True), (3, False)):
        seats = [Seat(key, "conf") for key in "abc"[:count]]
        table = Timetable.of([placed("conf 9h-10h amphi")], seats)
        assert (not list(SessionHasPlacesForAll().check(asked, table))) is fine


# --- As it is written ---------------------------------------------------------------------


def test_several_rooms_it_is_locked_in() -> None:
    locked = draft(session("conf", locked={"room": ["amphi", "annexe"]}), rooms=["amphi", "annexe"])
    assert locked.session["conf"].locked.room == "amphi"
    assert locked.session["conf"].also_in == ["annexe"]
    one = draft(session("conf", locked={"room": ["amphi"]}), rooms=["amphi"])
    assert one.session["conf"].also_in == []


def test_a_room_besides_must_be_one() -> None:
    with pytest.raises(ProblemError, match="cave"):
        draft(session("conf", also_in=["cave"]), rooms=["amphi"])


def test_a_session_takes_its_room_and_those_besides() -> None:
    assert relayed().rooms_of("conf", "amphi") == ("amphi", "annexe")
    assert relayed().rooms_of("conf", None) == ("annexe",)
    assert relayed().rooms_of("atelier", "amphi") == ("amphi",)
