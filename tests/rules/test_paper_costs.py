"""What papers cost in stretches, for those who give or follow them; see `drafts.stretches`."""

from typing import Any

import pytest
from drafts import (
    colloquium,
    kept,
    paid,
    paper,
    told,
)

from agenda_solver.problem import Problem
from agenda_solver.rules.paper_costs import (
    AttendeesStayInTheirRoom,
    PapersHaveTheirRank,
    RemoteSpeakersAreAwake,
    SpeakersStayInTheirRoom,
)

HOUR = 60


def test_who_has_two_papers_in_a_stretch_stays_in_their_room() -> None:
    ada = {"people": {"speaker": ["ada"]}}
    problem = colloquium(paper("un", **ada), paper("deux", "eau", **ada), people=["ada"])
    rule = SpeakersStayInTheirRoom()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 11h-11h30 salle")
    assert told(rule, problem, "un 9h-9h30 amphi", "deux 10h-10h30 salle") == [
        (
            "Ada : « Un » et « Deux » sont dans deux salles de la même plage, s1 (le mercredi 10 "
            "juin 2026 de 9h00 à 10h30)",
            "Ada: “Un” and “Deux” are in two rooms of one stretch, s1 (Wednesday 10 June 2026, "
            "09:00 to 10:30)",
        )
    ]


def test_two_speakers_of_two_papers_count_once() -> None:
    both = {"people": {"speaker": ["ada", "bea"]}}
    problem = colloquium(paper("un", **both), paper("deux", **both), people=["ada", "bea"])
    lines = "un 9h-9h30 amphi", "deux 10h-10h30 salle"
    assert paid(SpeakersStayInTheirRoom(), problem, *lines) == HOUR


def test_each_attendee_counts_what_they_follow() -> None:
    problem = colloquium(
        *(paper("un"), paper("deux"), paper("trois")),
        attendees=[
            {"id": "p", "wishes": ["un", "deux"]},
            {"id": "q", "must_attend": ["deux", "un"]},
            {"id": "r", "wishes": ["trois"]},
            {"id": "s", "wishes": {"un": 3, "trois": 0}},
        ],
    )
    rule = AttendeesStayInTheirRoom()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 10h-10h30 amphi", "trois 9h-9h30 salle")
    lines = "un 9h-9h30 amphi", "deux 10h-10h30 salle", "trois 9h-9h30 salle"
    assert paid(rule, problem, *lines) == 2 * HOUR
    assert told(rule, problem, *lines)[0][1] == (
        "2 people would follow “Un” and “Deux”, in two rooms of one stretch, s1 (Wednesday 10 June "
        "2026, 09:00 to 10:30)"
    )


def test_who_gives_a_paper_follows_it_too() -> None:
    ada = {"people": {"speaker": ["ada"]}}
    problem = colloquium(
        *(paper("un", **ada), paper("deux", "eau", **ada), paper("trois", "eau")),
        people=[{"id": "ada", "email": "ada@x.fr"}],
        attendees=[{"id": "p", "email": "ada@x.fr", "wishes": ["trois"]}],
    )
    lines = "un 9h-9h30 amphi", "deux 10h-10h30 salle", "trois 9h-9h30 salle"
    assert paid(AttendeesStayInTheirRoom(), problem, *lines) == HOUR
    assert paid(SpeakersStayInTheirRoom(), problem, *lines) == HOUR


def remote(zone: str, **more: Any) -> Problem:
    return colloquium(
        paper("un", people={"speaker": ["ada"]}, **more),
        people=[{"id": "ada", "zone": zone}],
        event={
            "suitable": {"start": "9h", "end": "18h"},
            "possible": {"start": "5h", "end": "21h"},
        },
    )


@pytest.mark.parametrize(
    ("zone", "line", "cost"),
    [
        ("Europe/Paris", "un 9h-9h30 amphi", 0),
        ("Europe/London", "un 9h-9h30 amphi", HOUR),  # 8h-9h30
        ("Europe/London", "un 11h-11h30 amphi", 0),
        ("America/New_York", "un 9h-9h30 amphi", 10 * HOUR),  # 3h-4h30
        ("America/New_York", "un 11h-11h30 amphi", HOUR),  # 5h-6h30
        ("Asia/Tokyo", "un 9h-9h30 amphi", 0),  # 16h-17h30
        ("Asia/Tokyo", "un 11h-11h30 amphi", HOUR),  # 18h-19h30
        ("Pacific/Auckland", "un 11h-11h30 amphi", 10 * HOUR),  # 21h-22h30
    ],
)
def test_hours_are_those_of_the_stretch_on_their_own_clock(zone: str, line: str, cost: int) -> None:
    assert paid(RemoteSpeakersAreAwake(), remote(zone), line) == cost


def test_each_place_counts_at_an_hour_that_does_not_suit() -> None:
    problem = remote("Europe/London", fills=2)
    assert paid(RemoteSpeakersAreAwake(), problem, "un 9h-10h amphi") == 2 * HOUR
    assert told(RemoteSpeakersAreAwake(), problem, "un 9h-10h amphi") == [
        (
            "Ada : la plage de « Un » est de 8h00 à 9h30 à l'heure de Europe/London",
            "Ada: the stretch of “Un” is 08:00 to 09:30 on the clock of Europe/London",
        )
    ]


def test_a_paper_has_its_rank_in_its_track() -> None:
    problem = colloquium(paper("un"), paper("deux", rank=2), paper("autre", "eau"))
    rule = PapersHaveTheirRank()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 9h30-10h amphi", "autre 9h-9h30 salle")
    assert kept(rule, problem, "un 10h-10h30 amphi", "+1 deux 9h-9h30 amphi", "autre 9h-9h30 salle")
    early = "un 9h30-10h amphi", "deux 9h-9h30 amphi", "autre 9h-9h30 salle"
    assert told(rule, problem, *early) == [
        (
            "« Deux » est au rang 1 du thème « climat », au lieu de 2",
            "“Deux” is number 1 of the track “climat”, instead of 2",
        )
    ]
    beside = "un 9h-9h30 amphi", "deux 9h-9h30 salle", "autre 11h-11h30 salle"
    assert paid(rule, problem, *beside) == HOUR
