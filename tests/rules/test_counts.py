from typing import Any

import pytest
from drafts import BOTH, WEDNESDAY, draft, findings, kept, session, told, wanted

from agenda_solver.problem import Problem, ProblemError
from agenda_solver.rules.counts import SessionsAreAsMany

COUNT = SessionsAreAsMany()
MORNING = {"start": "9h", "end": "12h30"}


def morning(*quotas: dict[str, Any]) -> Problem:
    """Return a draft of two workshops, a talk and a break, of which so many are asked for."""
    return draft(
        session("budget", kind="workshop"),
        session("accueil", kind="workshop"),
        session("climat"),
        session("café", kind="break"),
        days=[{"date": WEDNESDAY, "sessions": list(quotas)}],
    )


REST = "climat 10h-11h", "café 11h-12h"


def test_at_least_two_workshops_start_in_the_morning() -> None:
    two = morning({**MORNING, "min": 2, "kind": "atelier"})
    assert kept(COUNT, two, "budget 9h-10h", "accueil 12h29-13h29", *REST)
    (finding,) = findings(COUNT, two, "budget 9h-10h", "accueil 12h30-13h30", *REST)
    assert (finding.text.fr, finding.text.en) == (
        "de 9h00 à 12h30 : 1 session (atelier), alors qu'il en faut au moins 2",
        "09:00 to 12:30: 1 session (workshop), where at least 2 must start then",
    )
    assert finding.sessions == ("budget",)
    assert not kept(COUNT, two, "budget 8h59-9h59", "accueil 12h-13h", *REST)


def test_without_a_kind_all_count_but_a_break() -> None:
    three = morning({"max": 3})
    assert kept(COUNT, three, "budget 9h-10h", "accueil 9h-10h", *REST)
    assert told(COUNT, morning({"max": 2}), "budget 9h-10h", "accueil 9h-10h", *REST) == [
        (
            "le mercredi 10 juin 2026 : 3 sessions, alors qu'il en faut au plus 2",
            "on Wednesday 10 June 2026: 3 sessions, where at most 2 must start then",
        )
    ]
    assert kept(
        COUNT, morning({"max": 1, "kind": "pause"}), "budget 9h-10h", "accueil 9h-10h", *REST
    )


def test_of_a_day_of_several() -> None:
    two = draft(
        "un",
        "deux",
        days=[{"date": WEDNESDAY, "sessions": {"min": 1, "max": 1}}, {"date": BOTH[1]}],
    )
    assert kept(COUNT, two, "un 9h-10h", "+1 deux 9h-10h")
    assert told(COUNT, two, "un 9h-10h", "deux 9h-10h") == [
        (
            "le mercredi 10 juin 2026 : 2 sessions, alors qu'il en faut 1 exactement",
            "on Wednesday 10 June 2026: 2 sessions, where exactly 1 must start then",
        )
    ]


def test_of_a_slot_what_starts_with_it_counts() -> None:
    slot = {"day": WEDNESDAY, "start": "9h", "end": "10h", "sessions": {"min": 1, "max": 2}}
    other = {"day": WEDNESDAY, "start": "9h30", "end": "10h30"}
    slots = draft(
        *(session(key, None) for key in ("un", "deux", "trois")),
        event={"slots": [slot, other]},
    )
    assert kept(COUNT, slots, "un 9h-10h", "deux 9h-10h", "trois 9h30-10h30")
    assert not kept(COUNT, slots, "un 9h-10h", "deux 9h-10h", "trois 9h-10h")
    assert not kept(COUNT, slots, "un 9h30-10h30", "deux 9h30-10h30", "trois 9h30-10h30")
    assert wanted(COUNT, slots) == [("de 9h00 à 10h00 : de 1 à 2", "09:00 to 10:00: 1 to 2")]


def test_a_part_and_what_is_external_do_not_count() -> None:
    parts = draft(
        session("ouverture"),
        session("mot", 10, part_of="ouverture"),
        session("visite", external=True, locked={"day": WEDNESDAY, "start": "9h"}),
        days=[{"date": WEDNESDAY, "sessions": {"max": 1}}],
    )
    assert kept(COUNT, parts, "ouverture 9h-10h", "mot 9h-9h10", "visite 9h-10h")


def test_what_is_asked_of_each_part_of_a_day() -> None:
    both = morning({**MORNING, "min": 1}, {"start": "14h", "end": "18h", "min": 1})
    assert wanted(COUNT, both) == [
        ("de 9h00 à 12h30 : au moins 1", "09:00 to 12:30: at least 1"),
        ("de 14h00 à 18h00 : au moins 1", "14:00 to 18:00: at least 1"),
    ]


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        ({}, "il n'est pas dit combien de sessions : écrire `min`, `max` ou les deux"),
        ({"min": 3, "max": 2}, "au plus 2, alors qu'il en faut au moins 3 : changer l'un des deux"),
        ({"min": 1, "start": "12h", "end": "9h"}, "fin"),
        ({"min": 1, "kind": "sieste"}, "« sieste » n'est pas un genre de session"),
    ],
)
def test_a_quota_that_says_nothing_is_refused(quota: dict[str, Any], words: str) -> None:
    with pytest.raises(ProblemError) as caught:
        morning(quota)
    assert words in " ".join(fault.text.fr for fault in caught.value.faults)
