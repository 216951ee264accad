from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from drafts import (
    BOTH,
    THURSDAY,
    WEDNESDAY,
    draft,
    findings,
    kept,
    paid,
    session,
    timetable,
    told,
    wanted,
)

from agenda_solver.problem import Problem
from agenda_solver.rules import tiers
from agenda_solver.rules.audience import (
    PopularHaveRoom,
    RequiredAreApart,
    RequiredLeaveTimeToWalk,
    Span,
    WishesDoNotClash,
    _kept,
)


def event(*sessions: dict[str, Any] | str, attendees: list[dict[str, Any]], **more: Any) -> Problem:
    """Return a draft with attendees, numbered where they have no id."""
    numbered = [{"id": f"i{number}", **it} for number, it in enumerate(attendees)]
    return draft(*sessions, attendees=numbered, **more)


def wishing(*wishes: Any, **more: Any) -> Problem:
    """Return a draft of three sessions, and attendees with these wishes."""
    return event("un", "deux", "trois", attendees=[{"wishes": it} for it in wishes], **more)


def concerned(problem: Problem) -> list[str]:
    """Return which of the costs of this module stand in a tier of a problem."""
    keys = {cost.key for tier in tiers(problem) for cost in tier.weights}
    return [key for key in ("wishes", "wished_places") if key in keys]


# --- Not at the same time -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("deux 10h-11h", 0),
        ("deux 9h59-10h59", 1),
        ("deux 8h-9h", 0),
        ("deux 8h01-9h01", 1),
        ("deux 9h-10h", 1),
        ("+1 deux 9h-10h", 0),
    ],
)
def test_a_wish_beside_another_is_missed(line: str, cost: int) -> None:
    problem = wishing(["un", "deux"], days=BOTH)
    assert paid(WishesDoNotClash(), problem, "un 9h-10h", line, "+1 trois 12h-13h") == cost


def test_how_many_miss_it_is_told_by_workshop() -> None:
    problem = wishing(["un", "deux"], ["deux", "un"], ["un", "deux", "trois"], ["trois"])
    lines = ("un 9h-10h", "deux 9h30-10h30", "trois 10h-11h")
    found = findings(WishesDoNotClash(), problem, *lines)
    assert [(it.sessions, it.cost) for it in found] == [(("un",), 2), (("deux",), 1)]
    assert told(WishesDoNotClash(), problem, *lines) == [
        (
            "« Un » : un autre vœu a lieu au même moment pour 2 personnes",
            "“Un”: another wish takes place at the same time for 2 people",
        ),
        (
            "« Deux » : un autre vœu a lieu au même moment pour 1 personne",
            "“Deux”: another wish takes place at the same time for 1 person",
        ),
    ]


def test_no_attendee_is_named() -> None:
    problem = event(
        "un", "deux", attendees=[{"id": "zoe", "name": "Zoé", "wishes": ["un", "deux"]}]
    )
    (found,) = findings(WishesDoNotClash(), problem, "un 9h-10h", "deux 9h-10h")
    assert found.attendees == ()
    assert "zo" not in f"{found.text}".casefold()


def test_the_dearer_of_two_is_attended() -> None:
    lines = ("un 9h-10h", "deux 9h-10h", "trois 10h-11h")
    found = findings(WishesDoNotClash(), wishing({"un": 2, "deux": 5, "trois": 1}), *lines)
    assert [(it.sessions, it.cost) for it in found] == [(("un",), 2)]


def test_two_are_attended_rather_than_a_dearer_one_beside_both() -> None:
    problem = wishing({"un": 3, "deux": 4, "trois": 2})
    lines = ("un 9h-10h", "deux 9h30-10h30", "trois 10h15-11h15")
    found = findings(WishesDoNotClash(), problem, *lines)
    assert [(it.sessions, it.cost) for it in found] == [(("deux",), 4)]


def test_a_rating_of_none_is_no_wish() -> None:
    lines = ("un 9h-10h", "deux 9h-10h", "trois 9h-10h")
    assert kept(WishesDoNotClash(), wishing({"un": 0, "deux": 5}), *lines)


def test_of_a_block_one_can_be_attended_and_nobody_hopes_for_more() -> None:
    block = [session(key, block="ateliers") for key in ("un", "deux", "trois")]
    lines = ("un 9h-10h", "deux 9h-10h", "trois 9h-10h")
    ranked = event(*block, attendees=[{"wishes": ["trois", "un"]}])
    assert kept(WishesDoNotClash(), ranked, *lines)
    beside = event(*block, "quatre", attendees=[{"wishes": {"trois": 3, "un": 5, "quatre": 1}}])
    assert paid(WishesDoNotClash(), beside, *lines, "quatre 9h30-10h30") == 1
    assert kept(WishesDoNotClash(), beside, *lines, "quatre 10h-11h")


def test_a_block_that_a_hand_has_torn_gives_nothing_back() -> None:
    block = [session(key, block="ateliers") for key in ("un", "deux")]
    torn = event(*block, attendees=[{"wishes": ["un", "deux"]}, {"wishes": ["un"]}])
    assert kept(WishesDoNotClash(), torn, "un 9h-10h", "deux 10h-11h")


def test_of_a_workshop_one_time_is_enough() -> None:
    twice = event(
        session("un", repeats=2), "deux", attendees=[{"wishes": ["un", "deux"]}, {"wishes": ["un"]}]
    )
    assert kept(WishesDoNotClash(), twice, "un 9h-10h", "un-2 10h-11h", "deux 9h-10h")
    assert kept(WishesDoNotClash(), twice, "un 9h-10h", "un-2 10h-11h", "deux 10h-11h")
    (found,) = findings(WishesDoNotClash(), twice, "un 9h-10h", "un-2 10h-11h", "deux 9h30-10h30")
    assert (found.sessions, found.cost) == (("deux",), 1)


AWAY = (
    "« Un » : un vœu impossible pour 1 personne (absence, intervention ou session obligatoire "
    "au même moment)",
    "“Un”: a wish out of reach for 1 person (away, taking part or required elsewhere at that time)",
)


@pytest.mark.parametrize(
    ("line", "cost"), [("un 9h-10h", 0), ("un 9h01-10h01", 1), ("un 8h59-9h59", 1)]
)
def test_who_is_away_misses_it(line: str, cost: int) -> None:
    there = [{"start": "9h", "end": "9h30"}, {"day": WEDNESDAY, "start": "9h30", "end": "10h"}]
    problem = event("un", attendees=[{"wishes": ["un"], "present": there}])
    assert told(WishesDoNotClash(), problem, line) == [AWAY] * cost


def test_who_is_there_on_another_day_misses_it() -> None:
    problem = event("un", attendees=[{"wishes": ["un"], "present": [{"day": THURSDAY}]}], days=BOTH)
    assert kept(WishesDoNotClash(), problem, "+1 un 9h-10h")
    assert told(WishesDoNotClash(), problem, "un 9h-10h") == [AWAY]


def test_who_speaks_at_that_time_misses_it() -> None:
    problem = event(
        "un",
        session("deux", people={"speaker": ["maire"]}),
        people=["maire"],
        attendees=[{"id": "maire", "wishes": ["un"]}],
    )
    assert kept(WishesDoNotClash(), problem, "un 9h-10h", "deux 10h-11h")
    assert told(WishesDoNotClash(), problem, "un 9h-10h", "deux 9h59-11h") == [AWAY]


def test_who_wishes_for_their_own_session_cannot_attend_it() -> None:
    problem = event(
        session("un", people={"speaker": ["maire"]}),
        people=["maire"],
        attendees=[{"id": "maire", "wishes": ["un"]}],
    )
    assert told(WishesDoNotClash(), problem, "un 9h-10h") == [AWAY]


def test_what_is_required_comes_before_a_wish() -> None:
    problem = event("un", "deux", attendees=[{"wishes": ["un", "deux"], "must_attend": ["deux"]}])
    assert kept(WishesDoNotClash(), problem, "un 9h-10h", "deux 10h-11h")
    assert told(WishesDoNotClash(), problem, "un 9h-10h", "deux 9h59-11h") == [AWAY]


def test_what_is_not_in_the_programme_is_missed() -> None:
    assert told(WishesDoNotClash(), wishing(["un"], ["un", "deux"]), "deux 9h-10h") == [
        (
            "« Un » n'est pas au programme, mais c'est un vœu de 2 personnes",
            "“Un” is not in the programme, but is a wish of 2 people",
        )
    ]


def test_a_session_that_takes_no_registrations_is_no_wish() -> None:
    problem = event(
        session("un", registration=False), "deux", attendees=[{"wishes": ["un", "deux"]}]
    )
    assert kept(WishesDoNotClash(), problem, "un 9h-10h", "deux 9h-10h")


@pytest.mark.parametrize("rounds", [True, False])
def test_the_best_that_can_be_attended_is_what_trying_everything_finds(rounds: bool) -> None:
    chance = Random(int(rounds))

    def span() -> Span:
        if rounds:
            return (start := 10 * chance.randint(0, 3)), start + 10
        return (start := chance.randint(0, 10)), start + chance.randint(1, 4)

    for _ in range(1500):
        chances = [
            [span() for _ in range(chance.choice([0, 1, 1, 2, 3]))]
            for _ in range(chance.randint(0, 5))
        ]
        worths = [chance.randint(1, 5) for _ in chances]
        found = _kept(worths, chances)
        assert sum(worths[hope] for hope in found) == most_worth(worths, chances)


def most_worth(worths: list[int], chances: list[list[Span]]) -> int:
    best = 0
    for chosen in product(*([None, *spans] for spans in chances)):
        there = sorted(span for span in chosen if span is not None)
        if all(one[1] <= other[0] for one, other in pairwise(there)):
            attended = zip(worths, chosen, strict=True)
            best = max(best, sum(worth for worth, span in attended if span is not None))
    return best


def test_many_wishes_on_a_fine_grid_are_judged_soon() -> None:
    # 120 sessions that overlap, all wished for, some of them twice.
    keys = [f"s{number}" for number in range(120)]
    problem = event(
        *(session(key, 45, repeats=2 if number < 6 else 1) for number, key in enumerate(keys)),
        days=[{"date": WEDNESDAY}],
        attendees=[{"wishes": keys}],
    )
    lines = [
        f"{it.id} {8 + number // 12}h{5 * (number % 12):02d}-"
        f"{8 + (number + 9) // 12}h{5 * ((number + 9) % 12):02d}"
        for number, it in enumerate(problem.sessions)
    ]
    # Each lasts as long as nine starts: of 126 starts, every ninth can be attended.
    found = WishesDoNotClash().check(problem, timetable(*lines))
    assert sum(it.cost for it in found) == 120 - 14


# --- Whom it concerns ---------------------------------------------------------------------


def test_without_wishes_there_is_nothing_to_weigh() -> None:
    assert concerned(draft("un", "deux")) == []
    assert concerned(event("un", attendees=[{}])) == []
    assert concerned(wishing([], {"un": 0})) == []


def test_one_wish_cannot_clash_unless_its_owner_is_busy() -> None:
    assert concerned(wishing(["un"], ["deux"])) == []
    assert concerned(wishing(["un", "deux"])) == ["wishes"]
    away = [{"wishes": ["un"], "present": [{"end": "12h"}]}]
    assert concerned(event("un", attendees=away)) == ["wishes"]
    must = [{"wishes": ["un"], "must_attend": ["deux"]}]
    assert concerned(event("un", "deux", attendees=must)) == ["wishes"]


def test_wishes_of_one_block_cannot_clash() -> None:
    block = [session(key, block="ateliers") for key in ("un", "deux")]
    assert concerned(event(*block, attendees=[{"wishes": ["un", "deux"]}])) == []
    assert concerned(event(*block, "trois", attendees=[{"wishes": ["un", "trois"]}])) == ["wishes"]


def test_the_tier_comes_before_comfort_and_after_what_the_organiser_asks() -> None:
    found = tiers(wishing(["un", "deux"], ["un", "deux"], rooms=[{"id": "r", "capacity": 1}]))
    assert [[cost.key for cost in tier.weights][:2] for tier in found] == [
        ["custom_early"],
        ["stated", "preferred"],
        ["wishes", "wished_places"],
        ["ideal_length", "compact_day"],
    ]


# --- Places for all -----------------------------------------------------------------------

ROOMS = [
    {"id": "amphi", "capacity": 3},
    {"id": "salle", "capacity": 2},
    {"id": "coin", "capacity": 1},
    "hall",
]


def wished(number: int, *sessions: dict[str, Any] | str, **more: Any) -> Problem:
    """Return a draft with rooms, and so many attendees who wish for `un`."""
    return event(*sessions, attendees=[{"wishes": ["un"]}] * number, rooms=ROOMS, **more)


@pytest.mark.parametrize(("room", "cost"), [("amphi", 0), ("salle", 1), ("coin", 2), ("hall", 0)])
def test_each_who_finds_no_place_costs(room: str, cost: int) -> None:
    assert paid(PopularHaveRoom(), wished(3, "un"), f"un 9h-10h {room}") == cost


def test_how_many_wish_for_it_is_told_and_where_it_is() -> None:
    assert told(PopularHaveRoom(), wished(4, "un"), "un 9h-10h coin") == [
        (
            "« Un » : vœu de 4 personnes, pour 1 place (Coin)",
            "“Un”: wished for by 4 people, with 1 seat (Coin)",
        )
    ]


def test_all_the_times_of_a_workshop_have_places() -> None:
    twice = wished(4, session("un", repeats=2))
    assert kept(PopularHaveRoom(), twice, "un 9h-10h amphi", "un-2 10h-11h coin")
    assert kept(PopularHaveRoom(), twice, "un 9h-10h hall", "un-2 10h-11h coin")
    assert told(PopularHaveRoom(), twice, "un 9h-10h salle", "un-2 10h-11h coin") == [
        (
            "« Un » : vœu de 4 personnes, pour 3 places (Salle et Coin)",
            "“Un”: wished for by 4 people, with 3 seats (Salle and Coin)",
        )
    ]


def test_nobody_lacks_a_place_that_a_workshop_does_not_have_in_any_room() -> None:
    small = wished(4, session("un", capacity={"max": 2}))
    assert kept(PopularHaveRoom(), small, "un 9h-10h salle")
    (found,) = findings(PopularHaveRoom(), small, "un 9h-10h coin")
    assert found.cost == 1
    assert found.rooms == ("coin",)


def test_a_large_room_does_not_make_up_for_a_small_one_beyond_what_a_session_takes() -> None:
    groups = wished(
        4, session("un", capacity={"max": 2}), session("bis", group_of="un", capacity={"max": 2})
    )
    assert kept(PopularHaveRoom(), groups, "un 9h-10h salle", "bis 9h-10h amphi")
    assert paid(PopularHaveRoom(), groups, "un 9h-10h amphi", "bis 9h-10h coin") == 1


def test_of_a_block_the_first_wish_counts() -> None:
    block = [session(key, block="ateliers") for key in ("un", "deux")]
    attendees = [{"wishes": ["un", "deux"]}] * 2 + [{"wishes": {"deux": 5, "un": 4}}] * 3
    problem = event(*block, attendees=attendees, rooms=ROOMS)
    assert kept(PopularHaveRoom(), problem, "un 9h-10h salle", "deux 9h-10h amphi")
    assert paid(PopularHaveRoom(), problem, "un 9h-10h amphi", "deux 9h-10h salle") == 1


def test_who_must_attend_needs_a_place_too() -> None:
    problem = event("un", attendees=[{"wishes": ["un"]}, {"must_attend": ["un"]}], rooms=ROOMS)
    assert kept(PopularHaveRoom(), problem, "un 9h-10h salle")
    assert paid(PopularHaveRoom(), problem, "un 9h-10h coin") == 1


def test_without_a_room_there_is_a_place_for_everybody() -> None:
    outside = wished(4, session("un", rooms=[]))
    assert kept(PopularHaveRoom(), outside, "un 9h-10h")
    assert concerned(outside) == []


def test_where_even_the_smallest_room_is_large_enough_nothing_is_weighed() -> None:
    assert concerned(wished(1, "un")) == []
    assert concerned(wished(2, "un")) == ["wished_places"]


# --- What must be attended ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "held"),
    [("deux 10h-11h", True), ("deux 9h59-11h", False), ("+1 deux 9h-10h", True)],
)
def test_what_one_must_attend_is_apart(line: str, held: bool) -> None:
    problem = event("un", "deux", attendees=[{"must_attend": ["deux", "un"]}], days=BOTH)
    assert kept(RequiredAreApart(), problem, "un 9h-10h", line) == held


def test_of_whom_both_are_required_is_told_by_id() -> None:
    both = ["un", "deux"]
    attendees = [
        {"id": "a", "must_attend": both},
        {"id": "b", "must_attend": ["deux"]},
        {"id": "c", "must_attend": both},
    ]
    problem = event("un", "deux", attendees=attendees)
    (found,) = findings(RequiredAreApart(), problem, "un 9h-10h", "deux 9h-10h")
    assert found.attendees == ("a", "c")
    assert told(RequiredAreApart(), problem, "un 9h-10h", "deux 9h-10h") == [
        (
            "« Deux » et « Un » ont lieu en même temps, mais sont obligatoires pour a et c",
            "“Deux” and “Un” take place at the same time, but are required of a and c",
        )
    ]
    assert wanted(RequiredAreApart(), problem) == [
        (
            "« Deux » et « Un » n'ont pas lieu en même temps : les mêmes participants doivent "
            "les suivre",
            "“Deux” and “Un” are not at the same time: the same attendees must attend them",
        )
    ]


def test_a_wish_is_not_required_and_two_attendees_are_not_one() -> None:
    wish = event("un", "deux", attendees=[{"must_attend": ["un"], "wishes": ["deux"]}])
    assert kept(RequiredAreApart(), wish, "un 9h-10h", "deux 9h-10h")
    two = event("un", "deux", attendees=[{"must_attend": ["un"]}, {"must_attend": ["deux"]}])
    assert kept(RequiredAreApart(), two, "un 9h-10h", "deux 9h-10h")


def test_what_takes_place_again_may_be_attended_then() -> None:
    twice = event(session("un", repeats=2), "deux", attendees=[{"must_attend": ["un", "deux"]}])
    assert kept(RequiredAreApart(), twice, "un 9h-10h", "deux 9h-10h", "un-2 10h-11h")


def far(*required: str, speaks: str = "") -> Problem:
    """Return three sessions, one of them spoken in, of which some are required of an attendee."""
    return event(
        *(
            session(key, people={"animation": ["elue"]} if key == speaks else {})
            for key in ("un", "deux", "trois")
        ),
        attendees=[{"id": "elue", "must_attend": required}, {"must_attend": ["un"]}],
        people=["elue"],
        event={"walk": 20},
        rooms=[
            {"id": "amphi", "site": "Nord"},
            {"id": "hall", "site": "Nord"},
            {"id": "quai", "site": "Sud"},
        ],
    )


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("deux 10h20-11h quai", True),
        ("deux 10h19-11h quai", False),
        ("deux 8h-8h41 quai", False),
        ("deux 10h-11h hall", True),
        ("deux 10h-11h", True),
    ],
)
def test_there_is_time_to_walk_between_what_one_must_attend(line: str, held: bool) -> None:
    later = "trois 12h-13h hall"
    both = far("deux", "un")
    assert kept(RequiredLeaveTimeToWalk(), both, "un 9h-10h amphi", line, later) == held
    speaks = far("deux", speaks="un")
    assert kept(RequiredLeaveTimeToWalk(), speaks, "un 9h-10h amphi", line, later) == held
    # Where nothing is required of them it is about the speaker alone.
    alone = far(speaks="un")
    assert kept(RequiredLeaveTimeToWalk(), alone, "un 9h-10h amphi", line, later)


def test_no_time_to_walk_to_what_is_required_is_told_with_rooms_and_hours() -> None:
    lines = "un 9h-10h amphi", "deux 10h05-11h quai", "trois 12h-13h hall"
    (found,) = findings(RequiredLeaveTimeToWalk(), far("un", "deux"), *lines)
    assert found.attendees == ("elue",)
    assert found.rooms == ("amphi", "quai")
    assert told(RequiredLeaveTimeToWalk(), far("un", "deux"), *lines) == [
        (
            "Pas le temps d'aller d'un site à l'autre (20 min) entre « Un » (Amphi, fin à "
            "10h00) et « Deux » (Quai, début à 10h05), pour elue",
            "No time to walk from one site to another (20 min) between “Un” (Amphi, ends "
            "10:00) and “Deux” (Quai, starts 10:05), for elue",
        )
    ]
    assert wanted(RequiredLeaveTimeToWalk(), far("un", "deux")) == [
        (
            "« Deux » et « Un » laissent le temps d'aller d'un site à l'autre : les mêmes "
            "participants doivent les suivre ou y intervenir",
            "“Deux” and “Un” leave the time to walk from one site to another: the same attendees "
            "must attend them or take part",
        )
    ]


def test_a_part_is_attended_with_its_whole() -> None:
    problem = event(
        "un", session("mot", 10, part_of="un"), attendees=[{"must_attend": ["un", "mot"]}]
    )
    assert kept(RequiredAreApart(), problem, "un 9h-10h", "mot 9h-9h10")
