import pytest
from drafts import BOTH, WEDNESDAY, draft, findings, kept, paid, session, told, wanted

from agenda_solver.problem import Problem
from agenda_solver.rules.rooms import (
    EverybodyHasASeat,
    RegisteredHaveASeat,
    RoomHasWhatIsNeeded,
    RoomHoldsOneSession,
    RoomIsAsWished,
    RoomSeatsTheExpected,
    SessionHasARoom,
)

# --- A session that takes a room has one --------------------------------------------------


def meant(**more: object) -> Problem:
    return draft(session("atelier", **more), rooms=["amphi", "hall", "seine"])


def test_any_room_will_do_where_none_is_named() -> None:
    assert kept(SessionHasARoom(), meant(), "atelier 9h-10h hall")


def test_one_of_those_named_will_do() -> None:
    assert kept(SessionHasARoom(), meant(rooms=["amphi", "hall"]), "atelier 9h-10h hall")


def test_without_a_room() -> None:
    assert told(SessionHasARoom(), meant(), "atelier 9h-10h") == [
        ("« Atelier » n'a pas de salle", "“Atelier” has no room")
    ]


def test_elsewhere_than_meant() -> None:
    draft_ = meant(rooms=["amphi", "hall"])
    (finding,) = findings(SessionHasARoom(), draft_, "atelier 9h-10h seine")
    assert finding.text.fr == (
        "« Atelier » a pour salle Seine, qui n'est pas prévue pour cette session "
        "(prévu : Amphi ou Hall)"
    )
    assert finding.text.en == (
        "“Atelier” is in Seine, which is not meant for it (meant: Amphi or Hall)"
    )
    assert finding.sessions == ("atelier",)
    assert finding.rooms == ("seine",)


@pytest.mark.parametrize("kind", ["pause", "repas"])
def test_a_break_needs_no_room_unless_one_is_named(kind: str) -> None:
    assert kept(SessionHasARoom(), meant(kind=kind), "atelier 9h-10h")
    assert not kept(SessionHasARoom(), meant(kind=kind, rooms=["hall"]), "atelier 9h-10h")
    locked = meant(kind=kind, locked={"room": "hall"})
    assert not kept(SessionHasARoom(), locked, "atelier 9h-10h")


def test_a_session_that_takes_none_needs_none() -> None:
    assert kept(SessionHasARoom(), meant(rooms=[]), "atelier 9h-10h")
    assert wanted(SessionHasARoom(), meant(rooms=[])) == [
        ("« Atelier » ne doit pas avoir de salle", "“Atelier” must not have a room")
    ]


def test_a_session_that_takes_none_is_put_in_one_by_hand() -> None:
    assert told(SessionHasARoom(), meant(rooms=[]), "atelier 9h-10h hall") == [
        ("« Atelier » ne doit pas avoir de salle", "“Atelier” must not have a room")
    ]
    # A break that says nothing of rooms may well be in one.
    assert kept(SessionHasARoom(), meant(kind="pause"), "atelier 9h-10h hall")


def test_what_is_external_needs_no_room() -> None:
    away = {"external": True, "locked": {"day": WEDNESDAY, "start": "9h"}}
    assert kept(SessionHasARoom(), meant(**away), "atelier 9h-10h")
    assert kept(SessionHasARoom(), meant(rooms=["hall"], **away), "atelier 9h-10h")


def test_a_part_in_a_whole_without_room_has_its_own() -> None:
    parts = draft(
        session("promenade", 60, rooms=[]),
        session("mot", 10, part_of="promenade"),
        rooms=["amphi"],
    )
    assert kept(SessionHasARoom(), parts, "promenade 9h-10h", "mot 9h-9h10 amphi")
    assert not kept(SessionHasARoom(), parts, "promenade 9h-10h", "mot 9h-9h10")


def test_what_it_says() -> None:
    assert wanted(SessionHasARoom(), meant()) == [
        ("« Atelier » a besoin d'une salle", "“Atelier” needs a room")
    ]
    assert wanted(SessionHasARoom(), meant(rooms=["amphi", "hall"])) == [
        ("« Atelier » a pour salle Amphi ou Hall", "“Atelier” takes place in Amphi or Hall")
    ]


# --- A room holds one session at a time ---------------------------------------------------


def shared(room: dict[str, int] | None = None, **second: object) -> Problem:
    return draft(
        session("un"),
        session("deux", **second),
        rooms=[{"id": "amphi", **(room or {})}, "hall"],
        days=BOTH,
    )


def test_touching_sessions_share_a_room() -> None:
    assert kept(RoomHoldsOneSession(), shared(), "un 9h-10h amphi", "deux 10h-11h amphi")


def test_two_rooms_hold_two_sessions() -> None:
    assert kept(RoomHoldsOneSession(), shared(), "un 9h-10h amphi", "deux 9h-10h hall")


def test_the_same_hours_on_two_days() -> None:
    assert kept(RoomHoldsOneSession(), shared(), "un 9h-10h amphi", "+1 deux 9h-10h amphi")


def test_sessions_without_room_do_not_meet() -> None:
    assert kept(RoomHoldsOneSession(), shared(), "un 9h-10h", "deux 9h-10h")


def test_one_minute_at_once_is_one_too_many() -> None:
    (finding,) = findings(
        RoomHoldsOneSession(), shared(), "un 9h-10h01 amphi", "deux 10h-11h amphi"
    )
    assert finding.text.fr == (
        "Amphi accueille « Un » et « Deux » en même temps (mercredi 10 juin 2026, de 10h00 à 10h01)"
    )
    assert finding.text.en == (
        "Amphi holds “Un” and “Deux” at the same time (Wednesday 10 June 2026, 10:00 to 10:01)"
    )
    assert finding.sessions == ("un", "deux")
    assert finding.rooms == ("amphi",)


def test_the_hours_at_once_are_those_of_the_shorter_one() -> None:
    ((fr, _),) = told(RoomHoldsOneSession(), shared(), "un 9h-12h amphi", "deux 10h-11h amphi")
    assert fr.endswith("(mercredi 10 juin 2026, de 10h00 à 11h00)")


AROUND = {"setup": 10, "teardown": 5}


def test_teardown_of_one_and_setup_of_the_next_add_up() -> None:
    assert kept(RoomHoldsOneSession(), shared(AROUND), "un 9h-10h amphi", "deux 10h15-11h15 amphi")
    (finding,) = findings(
        RoomHoldsOneSession(), shared(AROUND), "un 9h-10h amphi", "deux 10h14-11h14 amphi"
    )
    assert finding.text.fr == (
        "Amphi : il faut 15 min de démontage et de montage entre « Un » (fin à 10h00) et "
        "« Deux » (début à 10h14), le mercredi 10 juin 2026"
    )
    assert finding.text.en == (
        "Amphi: 15 min of teardown and setup are needed between “Un” (ends 10:00) and "
        "“Deux” (starts 10:14) on Wednesday 10 June 2026"
    )


def test_order_in_the_draft_does_not_matter_to_setup() -> None:
    swapped = ("deux 9h-10h amphi", "un 10h15-11h15 amphi")
    assert kept(RoomHoldsOneSession(), shared(AROUND), *swapped)
    swapped = ("deux 9h-10h amphi", "un 10h14-11h14 amphi")
    assert not kept(RoomHoldsOneSession(), shared(AROUND), *swapped)


def test_setup_in_one_room_does_not_hinder_another() -> None:
    assert kept(RoomHoldsOneSession(), shared(AROUND), "un 9h-10h amphi", "deux 10h-11h hall")


@pytest.mark.parametrize(
    ("own", "start", "fine"),
    [
        ({"setup": 0}, "10h05", True),
        ({"setup": 0}, "10h04", False),
        ({"setup": 30}, "10h35", True),
        ({"setup": 30}, "10h34", False),
        ({"teardown": 60}, "10h15", True),
    ],
)
def test_a_session_s_own_setup_replaces_the_room_s(
    own: dict[str, int], start: str, fine: bool
) -> None:
    hours = f"{start}-12h"
    lines = ("un 9h-10h amphi", f"deux {hours} amphi")
    assert kept(RoomHoldsOneSession(), shared(AROUND, **own), *lines) is fine


def test_setup_reaches_across_midnight() -> None:
    night = shared({"setup": 30})
    assert kept(RoomHoldsOneSession(), night, "un 22h-23h30 amphi", "+1 deux 0h-1h amphi")
    assert not kept(RoomHoldsOneSession(), night, "un 22h-23h31 amphi", "+1 deux 0h-1h amphi")


def with_parts() -> Problem:
    return draft(
        session("ouverture", 60),
        session("mot", 10, part_of="ouverture"),
        session("discours", 10, part_of="ouverture"),
        session("suite"),
        rooms=[{"id": "amphi", **AROUND}],
    )


def test_parts_lie_in_their_whole_without_setup() -> None:
    assert kept(
        RoomHoldsOneSession(),
        with_parts(),
        "ouverture 9h-10h amphi",
        "mot 9h-9h10 amphi",
        "discours 9h10-9h20 amphi",
        "suite 10h15-11h amphi",
    )


def test_two_parts_of_a_whole_are_not_in_one_room_at_once() -> None:
    ((fr, _),) = told(
        RoomHoldsOneSession(),
        with_parts(),
        "ouverture 9h-10h amphi",
        "mot 9h-9h10 amphi",
        "discours 9h05-9h15 amphi",
        "suite 10h15-11h amphi",
    )
    assert fr == (
        "Amphi accueille « Mot » et « Discours » en même temps "
        "(mercredi 10 juin 2026, de 9h05 à 9h10)"
    )


def test_a_part_keeps_its_room_from_what_is_no_kin() -> None:
    lines = [
        "ouverture 9h-10h",
        "mot 9h-9h10 amphi",
        "discours 9h10-9h20 amphi",
        "suite 9h25-10h amphi",
    ]
    assert not kept(RoomHoldsOneSession(), with_parts(), *lines)
    lines[-1] = "suite 9h30-10h amphi"
    assert kept(RoomHoldsOneSession(), with_parts(), *lines)


def test_three_at_once_are_three_pairs() -> None:
    three = draft("a", "b", "c", rooms=["amphi"])
    lines = ("a 9h-10h amphi", "b 9h-10h amphi", "c 9h30-11h amphi")
    assert len(findings(RoomHoldsOneSession(), three, *lines)) == 3


def test_what_a_room_says() -> None:
    assert wanted(RoomHoldsOneSession(), shared()) == [
        ("Amphi n'accueille qu'une session à la fois", "Amphi holds one session at a time"),
        ("Hall n'accueille qu'une session à la fois", "Hall holds one session at a time"),
    ]


# --- A room that holds several at once ----------------------------------------------------


def foyer(at_once: int = 2, **more: object) -> Problem:
    return draft(
        *(session(key, **more) for key in ("un", "deux", "trois")),
        rooms=[{"id": "foyer", "at_once": at_once, "setup": 10}],
    )


def test_two_are_in_a_foyer_for_two() -> None:
    lines = "un 9h-10h foyer", "deux 9h30-10h30 foyer", "trois 10h30-11h foyer"
    assert kept(RoomHoldsOneSession(), foyer(), *lines)


def test_a_third_is_one_too_many() -> None:
    lines = "un 9h-10h foyer", "deux 9h30-10h30 foyer", "trois 10h09-11h foyer"
    (finding,) = findings(RoomHoldsOneSession(), foyer(), *lines)  # ten minutes of setup
    assert (finding.text.fr, finding.text.en) == (
        "Foyer n'accueille que 2 sessions à la fois, mais en a 3 de 10h09 à 11h00 : « Un », "
        "« Deux » et « Trois »",
        "Foyer holds only 2 sessions at a time, but has 3 10:09 to 11:00: “Un”, “Deux” and “Trois”",
    )
    assert finding.sessions == ("un", "deux", "trois")
    assert finding.rooms == ("foyer",)
    assert kept(RoomHoldsOneSession(), foyer(3), *lines)
    own = foyer(setup=9)
    assert kept(RoomHoldsOneSession(), own, *lines)


def test_the_same_crowd_is_told_once() -> None:
    lines = "un 9h-10h foyer", "deux 9h-10h foyer", "trois 9h-10h foyer"
    assert len(findings(RoomHoldsOneSession(), foyer(), *lines)) == 1


def test_where_several_are_at_once_a_part_is_not_counted() -> None:
    fair = draft(
        session("salon", 120),
        session("stand", 60, part_of="salon"),
        session("affiche", 60, part_of="salon"),
        session("autre", 60),
        rooms=[{"id": "foyer", "at_once": 2}],
    )
    lines = "salon 9h-11h foyer", "stand 9h-10h foyer", "affiche 9h-10h foyer"
    assert kept(RoomHoldsOneSession(), fair, *lines, "autre 9h-10h foyer")


def test_parts_of_what_takes_no_room_are_counted() -> None:
    walk = draft(
        session("promenade", 60, rooms=[]),
        *(session(key, 30, part_of="promenade") for key in ("un", "deux", "trois")),
        rooms=[{"id": "foyer", "at_once": 2}],
    )
    lines = "promenade 9h-10h", "un 9h-9h30 foyer", "deux 9h-9h30 foyer"
    assert kept(RoomHoldsOneSession(), walk, *lines, "trois 9h30-10h foyer")
    assert not kept(RoomHoldsOneSession(), walk, *lines, "trois 9h29-9h59 foyer")


def test_what_a_room_for_several_says() -> None:
    assert wanted(RoomHoldsOneSession(), foyer()) == [
        (
            "Foyer n'accueille que 2 sessions à la fois",
            "Foyer holds only 2 sessions at a time",
        )
    ]


# --- A room has what is needed ------------------------------------------------------------


def equipped(*features: str, needs: list[str]) -> Problem:
    rooms = [{"id": "amphi", "features": list(features)}]
    return draft(session("atelier", needs=needs), rooms=rooms)


def test_a_room_may_have_more_than_is_needed() -> None:
    problem = equipped("pmr", "projecteur", needs=["projecteur"])
    assert kept(RoomHasWhatIsNeeded(), problem, "atelier 9h-10h amphi")


def test_nothing_needed_is_nothing_asked() -> None:
    assert kept(RoomHasWhatIsNeeded(), equipped(needs=[]), "atelier 9h-10h amphi")
    assert wanted(RoomHasWhatIsNeeded(), equipped(needs=[])) == []


def test_a_session_without_room_lacks_nothing() -> None:
    assert kept(RoomHasWhatIsNeeded(), equipped(needs=["pmr"]), "atelier 9h-10h")


def test_what_is_missing_is_named_and_only_that() -> None:
    problem = equipped("pmr", needs=["projecteur", "pmr", "interprétation"])
    (finding,) = findings(RoomHasWhatIsNeeded(), problem, "atelier 9h-10h amphi")
    assert finding.text.fr == (
        "« Atelier » a pour salle Amphi, où il manque : projecteur et interprétation"
    )
    assert finding.text.en == "“Atelier” is in Amphi, which lacks: projecteur and interprétation"
    assert finding.sessions == ("atelier",)
    assert finding.rooms == ("amphi",)


def test_what_a_session_says_it_needs() -> None:
    assert wanted(RoomHasWhatIsNeeded(), equipped(needs=["projecteur", "pmr"])) == [
        ("« Atelier » a besoin de : projecteur et pmr", "“Atelier” needs: projecteur and pmr")
    ]


# --- A room seats the expected ------------------------------------------------------------


def seated(expected: int | None, capacity: int | None) -> Problem:
    return draft(
        session("atelier", expected=expected), rooms=[{"id": "amphi", "capacity": capacity}]
    )


@pytest.mark.parametrize(
    ("expected", "capacity", "fine"),
    [
        (50, 50, True),
        (50, 51, True),
        (50, 49, False),
        (50, None, True),
        (None, 0, True),
        (None, None, True),
        (0, 0, True),
        (1, 0, False),
    ],
)
def test_seats_and_those_expected(expected: int | None, capacity: int | None, fine: bool) -> None:
    problem = seated(expected, capacity)
    assert kept(RoomSeatsTheExpected(), problem, "atelier 9h-10h amphi") is fine
    assert kept(RoomSeatsTheExpected(), problem, "atelier 9h-10h")


def test_too_few_seats() -> None:
    (finding,) = findings(RoomSeatsTheExpected(), seated(50, 49), "atelier 9h-10h amphi")
    assert finding.text.fr == "« Atelier » attend 50 personnes, mais Amphi a seulement 49 places"
    assert finding.text.en == "“Atelier” expects 50 people, but Amphi has only 49 seats"
    assert finding.sessions == ("atelier",)
    assert finding.rooms == ("amphi",)


def test_what_those_expected_say() -> None:
    assert wanted(RoomSeatsTheExpected(), seated(50, 10)) == [
        ("« Atelier » attend 50 personnes", "“Atelier” expects 50 people")
    ]
    assert wanted(RoomSeatsTheExpected(), seated(None, 10)) == []


def test_one_person_is_singular() -> None:
    assert wanted(RoomSeatsTheExpected(), seated(1, 10)) == [
        ("« Atelier » attend 1 personne", "“Atelier” expects 1 person")
    ]
    assert told(RoomSeatsTheExpected(), seated(2, 1), "atelier 9h-10h amphi") == [
        (
            "« Atelier » attend 2 personnes, mais Amphi a seulement 1 place",
            "“Atelier” expects 2 people, but Amphi has only 1 seat",
        )
    ]


def test_where_rooms_may_overflow_no_seats_are_demanded() -> None:
    full = expecting(30, 10, overflow=True)
    assert kept(RoomSeatsTheExpected(), full, "atelier 9h-10h amphi")
    assert wanted(RoomSeatsTheExpected(), full) == []


# --- A seat for everybody -----------------------------------------------------------------


def expecting(expected: int | None, capacity: int | None, **event: object) -> Problem:
    seats = {} if capacity is None else {"capacity": capacity}
    more = {} if expected is None else {"expected": expected}
    return draft(
        session("atelier", **more),
        rooms=[{"id": "amphi", **seats}, {"id": "hall", "capacity": 20}, "seine"],
        event=event,
    )


@pytest.mark.parametrize(
    ("expected", "capacity", "cost"),
    [(30, 30, 0), (30, 29, 1), (30, 0, 30), (30, 31, 0), (30, None, 0), (None, 5, 0), (0, 0, 0)],
)
def test_each_seat_that_is_missing_costs(
    expected: int | None, capacity: int | None, cost: int
) -> None:
    line = "atelier 9h-10h amphi"
    assert paid(EverybodyHasASeat(), expecting(expected, capacity, overflow=True), line) == cost
    assert paid(EverybodyHasASeat(), expecting(expected, capacity), line) == 0


def test_without_a_room_nobody_counts_the_seats() -> None:
    assert paid(EverybodyHasASeat(), expecting(30, 10, overflow=True), "atelier 9h-10h") == 0


def test_seats_that_are_missing_stand_at_the_session_and_at_the_room() -> None:
    problem = expecting(30, 10, overflow=True)
    (finding,) = findings(EverybodyHasASeat(), problem, "atelier 9h-10h amphi")
    assert (finding.sessions, finding.rooms) == (("atelier",), ("amphi",))


def test_who_has_no_seat() -> None:
    assert told(EverybodyHasASeat(), expecting(21, 10, overflow=True), "atelier 9h-10h hall") == [
        (
            "« Atelier » attend 21 personnes, mais Hall a seulement 20 places "
            "(1 personne sans place)",
            "“Atelier” expects 21 people, but Hall has only 20 seats (1 person without a seat)",
        )
    ]


# --- A seat for all who are registered ----------------------------------------------------


def opening(registered: int, overflow: bool = False, **more: object) -> Problem:
    """Return an opening for so many, one of whom comes in the afternoon only."""
    rows = [{"id": f"i{number}"} for number in range(registered)]
    late = {"id": "late", "present": [{"start": "14h"}]}
    return draft(
        session("ouverture", **{"kind": "plenary", "locked": {"start": "9h"}, **more}),
        rooms=[{"id": "amphi", "capacity": 3}, {"id": "hall", "capacity": 5}, "seine"],
        attendees=[*rows, late],
        event={"overflow": overflow},
    )


@pytest.mark.parametrize(
    ("registered", "more", "cost"),
    [
        (3, {}, 0),
        (4, {}, 60),
        (5, {"expected": 2}, 120),
        (5, {"expected": 3}, 120),
        (5, {"kind": "session"}, 120),  # beside nothing
        (5, {"kind": "session", "locked": {}}, 0),
        (5, {"kind": "session", "expected": 2}, 0),
        (5, {"plenary": True, "kind": "session"}, 120),
        (5, {"registration": True}, 0),
        (5, {"locked": {"start": "15h"}}, 180),
        (5, {"locked": {}}, 180),
    ],
)
def test_all_who_are_registered_have_a_seat_where_all_of_them_are(
    registered: int, more: dict[str, object], cost: int
) -> None:
    problem = opening(registered, **more)
    assert paid(RegisteredHaveASeat(), problem, "ouverture 9h-10h amphi") == cost
    assert paid(RegisteredHaveASeat(), problem, "ouverture 9h-10h seine") == 0
    assert paid(RegisteredHaveASeat(), problem, "ouverture 9h-10h") == 0


def test_where_rooms_may_overflow_a_registered_seat_costs_what_others_do() -> None:
    problem = opening(9, overflow=True, expected=7)
    assert paid(EverybodyHasASeat(), problem, "ouverture 9h-10h amphi") == 4
    assert paid(RegisteredHaveASeat(), problem, "ouverture 9h-10h amphi") == 2


def test_where_all_have_a_seat_nothing_is_weighed() -> None:
    cost = RegisteredHaveASeat()
    assert [cost.concerns(opening(number)) for number in (3, 4)] == [False, True]
    assert not cost.concerns(opening(4, expected=4))


def test_the_registered_without_a_seat_are_told_with_the_room() -> None:
    assert told(RegisteredHaveASeat(), opening(5), "ouverture 9h-10h amphi") == [
        (
            "« Ouverture » : 5 inscrits peuvent y être, mais Amphi a seulement 3 places "
            "(2 personnes sans place)",
            "“Ouverture”: 5 attendees may be there, but Amphi has only 3 seats "
            "(2 people without a seat)",
        )
    ]
    (finding,) = findings(RegisteredHaveASeat(), opening(5), "ouverture 9h-10h amphi")
    assert (finding.sessions, finding.rooms) == (("ouverture",), ("amphi",))


# --- What a session wishes of its room ----------------------------------------------------


def wishing(**wishes: object) -> Problem:
    return draft(
        session("atelier", **wishes),
        rooms=[
            {"id": "amphi", "features": ["projecteur", "scène"]},
            {"id": "hall", "features": ["projecteur"]},
            "seine",
        ],
    )


@pytest.mark.parametrize(
    ("wishes", "costs"),
    [
        ({}, (0, 0, 0, 0)),
        ({"wanted": ["projecteur"]}, (0, 0, 60, 0)),
        ({"wanted": ["projecteur", "scène", "scène"]}, (0, 60, 120, 0)),
        ({"wanted": ["piano"]}, (60, 60, 60, 0)),
        ({"disliked": ["amphi"]}, (60, 0, 0, 0)),
        ({"disliked": ["hall", "seine"], "wanted": ["scène"]}, (0, 120, 120, 0)),
        ({"disliked": ["hall"], "rooms": ["hall", "seine"]}, (0, 60, 0, 0)),
    ],
)
def test_each_wish_that_is_not_kept_costs_an_hour(
    wishes: dict[str, object], costs: tuple[int, ...]
) -> None:
    for room, cost in zip(("amphi", "hall", "seine", ""), costs, strict=True):
        assert paid(RoomIsAsWished(), wishing(**wishes), f"atelier 9h-10h {room}") == cost


def test_only_rooms_that_cost_another_amount_than_most_are_asked_about() -> None:
    asked: list[str | None] = []

    class Asked:
        problem = wishing(wanted=["scène"])

        def in_room(self, _: str, room: str | None) -> int:
            asked.append(room)
            return 0

    list(RoomIsAsWished().amounts(Asked()))  # type: ignore[arg-type]
    assert asked == [None, "amphi"]


def test_which_wishes_are_not_kept() -> None:
    problem = wishing(wanted=["projecteur", "scène", "piano"], disliked=["hall"])
    assert told(RoomIsAsWished(), problem, "atelier 9h-10h hall") == [
        (
            "« Atelier » a pour salle Hall, où il manque ce qu'elle souhaite : scène et piano",
            "“Atelier” is in Hall, which lacks what it wishes for: scène and piano",
        ),
        (
            "« Atelier » a pour salle Hall, qu'elle préfère éviter",
            "“Atelier” is in Hall, which it would rather avoid",
        ),
    ]
