from itertools import permutations, product
from random import Random
from typing import Any

import pytest

from agenda_solver.problem import Problem, Window
from agenda_solver.wishes import Hope, Party, busy_in, fans, parties, within_reach


def event(*sessions: dict[str, Any] | str, **tables: Any) -> Problem:
    """Read a draft; a session may be told by its id."""
    rows = [it if isinstance(it, dict) else {"id": it} for it in sessions]
    return Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": "2026-06-10"}],
            "sessions": [{"title": it["id"], "minutes": 60, **it} for it in rows],
            **tables,
        }
    )


def attending(*sessions: dict[str, Any] | str, wishes: list[Any], **tables: Any) -> Problem:
    attendees = [
        {"id": f"i{number}", **(it if isinstance(it, dict) and "wishes" in it else {"wishes": it})}
        for number, it in enumerate(wishes)
    ]
    return event(*sessions, attendees=attendees, **tables)


def hope(*sessions: str, worth: int = 1) -> Hope:
    return Hope(sessions, worth)


# --- Who hopes for what -----------------------------------------------------------------------


def test_who_wishes_for_nothing_is_left_out() -> None:
    assert parties(event("a")) == ()
    assert parties(attending("a", wishes=[[], {"a": 0}])) == ()
    assert parties(attending({"id": "a", "registration": False}, wishes=[["a"]])) == ()


def test_equals_are_together_in_the_order_of_the_draft() -> None:
    problem = attending("a", "b", wishes=[["b"], ["a", "b"], ["b"], {"b": 1, "a": 1}, ["b", "a"]])
    assert parties(problem) == (
        Party((hope("b"),), (), (), most=1, size=2),
        Party((hope("a"), hope("b")), (), (), most=2, size=3),
    )


def test_ratings_are_what_a_wish_is_worth_and_the_dearest_comes_first() -> None:
    (party,) = parties(attending("a", "b", "c", wishes=[{"a": 2, "b": 0, "c": 5}]))
    assert party.hopes == (hope("c", worth=5), hope("a", worth=2))
    assert party.most == 7


def test_the_times_and_sub_groups_of_a_workshop_are_one_hope_at_the_dearest_rating() -> None:
    twice = {"id": "a", "repeats": 2}
    group = {"id": "b2", "group_of": "b"}
    problem = attending(twice, "b", group, wishes=[["b2", "a", "b"], {"b": 2, "b2": 7}])
    assert [party.hopes for party in parties(problem)] == [
        (hope("b", "b2", worth=7), hope("a", "a-2", worth=5)),
        (hope("b", "b2", worth=7),),
    ]


def test_only_the_times_that_take_registrations_count() -> None:
    closed = {"id": "b", "group_of": "a", "registration": False}
    (party,) = parties(attending("a", closed, wishes=[["b"]]))
    assert party.hopes == (hope("a"),)


def test_in_a_block_it_matters_what_comes_first() -> None:
    block = [{"id": it, "block": "one"} for it in "ab"]
    problem = attending(*block, wishes=[["a", "b"], ["b", "a"], ["a", "b"]])
    assert [(party.hopes[0], party.most, party.size) for party in parties(problem)] == [
        (hope("a"), 1, 2),
        (hope("b"), 1, 1),
    ]
    assert fans(problem) == {"a": 2, "b": 1}


def test_who_is_there_at_other_times_is_another_party() -> None:
    early = {"wishes": ["a"], "present": [{"end": "12:00"}]}
    (always, there) = parties(attending("a", wishes=[["a"], early, early]))
    assert (always.present, always.size) == ((), 1)
    assert (there.present, there.size) == ((Window(end="12:00"),), 2)


def test_who_takes_part_in_the_programme_is_busy_then() -> None:
    sessions = [{"id": "a", "people": {"speaker": ["i0"]}}, "b", "c"]
    people = [{"id": "i0"}, {"id": "z", "email": "Z@example.org"}]
    sessions.append({"id": "d", "people": {"chair": ["z"], "host": [{"one_of": ["i0"]}]}})
    by_address = {"wishes": ["b"], "email": "z@example.org"}
    problem = attending(*sessions, wishes=[["b"], by_address, ["b"]], people=people)
    assert [party.busy for party in parties(problem)] == [("a",), ("d",), ()]
    assert [busy_in(problem, it) for it in ("i0", "i1", "i2")] == [("a",), ("d",), ()]


def test_what_must_be_attended_is_no_wish_but_takes_its_time() -> None:
    block = [{"id": it, "block": "one"} for it in "ab"]
    must = {"wishes": ["a", "b", "c"], "must_attend": ["b"]}
    problem = attending(*block, "c", wishes=[must])
    (party,) = parties(problem)
    assert party.hopes == (hope("a"), hope("c"))
    assert party.busy == ("b",)
    assert party.most == 1  # of the block, they are in b
    assert fans(problem) == {"b": 1, "c": 1}


def test_what_takes_place_twice_and_must_be_attended_leaves_open_when() -> None:
    must = {"wishes": ["b"], "must_attend": ["a-2"]}
    rows = [{"id": "a"}, {"id": "a-2", "repeat_of": "a"}, "b"]
    problem = attending(*rows, wishes=[must])
    (party,) = parties(problem)
    assert party == Party((hope("b"),), (), (), most=1)
    assert fans(problem) == {"a": 1, "b": 1}


def test_a_problem_is_known_again_and_another_is_not_taken_for_it() -> None:
    one, other = (attending("a", "b", wishes=[wish]) for wish in (["a"], ["b"]))
    assert parties(one) is parties(one)
    assert parties(one) != parties(other)
    again = Problem.read(one.dump())
    assert parties(again) == parties(one)
    assert parties(again) is not parties(one)


# --- What is within reach ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(60))
def test_what_is_within_reach_is_worth_the_most_that_blocks_allow(seed: int) -> None:
    chance = Random(seed)
    ids = [f"s{number}" for number in range(chance.randint(1, 6))]
    rows = [{"id": it, **chance.choice([{}, {"block": "x"}, {"block": "y"}])} for it in ids]
    problem = event(*rows)
    hopes = [
        hope(*chance.sample(ids, chance.randint(1, min(3, len(ids)))), worth=chance.randint(1, 4))
        for _ in range(chance.randint(0, 5))
    ]
    hopes.sort(key=lambda it: -it.worth)
    found = within_reach(problem, hopes)
    assert sum(it.worth for it in found) == most_worth(problem, hopes)
    assert fits(problem, found)


def most_worth(problem: Problem, hopes: list[Hope]) -> int:
    subsets = product([False, True], repeat=len(hopes))
    chosen = ([it for it, kept in zip(hopes, by, strict=True) if kept] for by in subsets)
    return max(sum(it.worth for it in some) for some in chosen if fits(problem, some))


def fits(problem: Problem, hopes: list[Hope]) -> bool:
    """Whether each can have a session of its own, no two of them of one block."""
    ids = list(problem.session)
    if len(hopes) > len(ids):
        return False
    return any(
        all(session in it.sessions for session, it in zip(chosen, hopes, strict=True))
        and len({problem.session[it].block or it for it in chosen}) == len(chosen)
        for chosen in permutations(ids, len(hopes))
    )
