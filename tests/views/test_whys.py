"""Why a session is where it is, or an attendee is not in a workshop: each sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agenda_solver.difference import Version, difference
from agenda_solver.explain import Conflict, WayOut
from agenda_solver.explain.placing import Leaves, Moment, TierCost, Whereabouts
from agenda_solver.explain.seating import AimCost, OtherSeat, SeatMove
from agenda_solver.problem import Problem, Spot
from agenda_solver.replan import Plan, Price
from agenda_solver.replan.elsewhere import Elsewhere
from agenda_solver.result import Result
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import Finding
from agenda_solver.substitutes import Obstacle, Substitute
from agenda_solver.text import Text, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.reasons import Paragraph
from agenda_solver.views.whys import (
    MOST_PEOPLE,
    MOST_UNKEPT,
    costs_text,
    elsewhere_lines,
    seat_lines,
    whereabouts_lines,
    who_can_lines,
)

DAY = date(2026, 6, 10)
PROBLEM = Problem.read(
    {
        "event": {"name": "Forum", "grid": 60},
        "days": [{"date": DAY, "open": {"start": "9h", "end": "18h"}}],
        "rooms": [{"id": "r", "name": "Salle"}],
        "people": [{"id": f"p{n}", "name": f"Personne {n}"} for n in range(MOST_PEOPLE + 2)],
        "sessions": [
            {"id": "eau", "title": "Eau", "minutes": 60},
            {"id": "sol", "title": "Sol", "minutes": 60},
            {"id": "pause", "title": "Pause", "kind": "break", "minutes": 60},
        ],
        "attendees": [{"id": "z", "name": "Zoé Fictive"}, {"id": "y", "name": "Yan Fictif"}],
    }
)
EAU = Placement("eau", DAY, 600, 660, "r")
COMPACT = ("compact_day",)
DEARER, CHEAPER = TierCost(COMPACT, 10, 25), TierCost(COMPACT, 25, 10)
AT_NINE = Spot.model_construct(day=DAY, start=540, room=None)
NOTHING = Price(0, 0, 0, 0, 0, 0, proven=True)


def lines(paragraphs: Iterable[Paragraph], language: str = "fr") -> list[str]:
    """Return what is printed, sentences under a heading after a dash."""
    printed = []
    for each in paragraphs:
        printed.append(getattr(each.heading, language))
        printed += [f"- {getattr(sentence, language)}" for sentence in each.sentences]
    return printed


def finding(words: str, severity: Any = "info") -> Finding:
    return Finding("preferred", severity, same(words))


# --- Where a session is -------------------------------------------------------------------

WHY = Whereabouts(EAU, (), 3, 1, 0, 0, (), ())


def test_what_leaves_least_then_all_together() -> None:
    leaves = (Leaves(finding("verrou"), 1, None), Leaves(finding("micro"), None, 2))
    assert lines(whereabouts_lines(PROBLEM, replace(WHY, leaves=leaves))) == [
        "« Eau » : de 10h00 à 11h00, Salle.",
        "Ce qui laisse le moins de choix :",
        "- verrou : 1 heure de début",
        "- micro : 2 salles",
        "Tout cela ensemble laisse 3 heures de début et 1 salle.",
    ]


def test_a_break_without_a_room_is_not_told_how_many_there_are() -> None:
    outside = Problem.read(
        {
            "event": {"name": "Forum"},
            "days": [{"date": DAY}],
            "sessions": [{"id": "pause", "title": "Pause", "kind": "break", "minutes": 60}],
        }
    )
    why = replace(WHY, placement=Placement("pause", DAY, 600, 660))
    assert lines(whereabouts_lines(outside, why), "en")[-1] == (
        "What is demanded leaves 3 starts to choose from."
    )


@pytest.mark.parametrize(
    ("fitting", "fr", "en"),
    [
        (0, "aucune ne convient.", "none fits."),
        (1, "1 convient.", "1 fits."),
        (4, "4 conviennent.", "4 fit."),
    ],
)
def test_where_nothing_else_would_have_to_move(fitting: int, fr: str, en: str) -> None:
    why = replace(WHY, tried=6, fitting=fitting, in_the_way=(("sol", 2), ("pause", 1)))
    told = lines(whereabouts_lines(PROBLEM, why))
    assert told[-2:] == [
        "Les autres sessions restant où elles sont, sur 6 autres heures de début, " + fr,
        "Les autres se heurtent à : « Sol » (2), « Pause » (1).",
    ]
    assert lines(whereabouts_lines(PROBLEM, why), "en")[-2].endswith(en)


def test_what_other_moments_would_cost() -> None:
    unkept = (finding("« Eau » préfère 10h00"), finding("autre"), finding("encore"))
    moments = (
        Moment(replace(EAU, start=540, end=600), (DEARER,), unkept[:1]),
        Moment(replace(EAU, start=660, end=720), (), ()),
        Moment(replace(EAU, start=720, end=780), (CHEAPER,), unkept),
    )
    heading, *told = lines(whereabouts_lines(PROBLEM, replace(WHY, moments=moments)))[2:]
    assert heading == "À un autre moment :"
    assert told[0].startswith("- de 9h00 à 10h00, Salle : 15 de plus pour ")
    assert told[0].endswith(" — « Eau » préfère 10h00")
    assert told[1] == "- de 11h00 à 12h00, Salle : aussi bien"
    assert told[2].endswith(" — « Eau » préfère 10h00 (et 2 autres)")
    english = lines(whereabouts_lines(PROBLEM, replace(WHY, moments=moments)), "en")
    assert "- 11:00 to 12:00, Salle: as good" in english


def test_costs_in_one_phrase() -> None:
    assert (
        costs_text(())
        == costs_text((TierCost(COMPACT, 5, 5),))
        == Text("rien de plus", "nothing more")
    )
    both = costs_text((DEARER, CHEAPER)).en
    assert both.startswith("15 more for ")
    assert "; 15 less for " in both


# --- Elsewhere ----------------------------------------------------------------------------

WAY = WayOut(
    (
        Edit(
            "locked",
            (FieldChange(("sessions", "eau", "locked"), 1, 2),),
            same("lever le verrou"),
            9,
        ),
    ),
    *(9, "optimal", 9, True, True, (), PROBLEM, Timetable.of(())),
)


def test_where_it_is_already() -> None:
    assert lines(elsewhere_lines(PROBLEM, Elsewhere("eau", AT_NINE, here=True))) == [
        "« Eau » y est déjà : 9h00."
    ]


def test_a_lock_and_what_keeps_it_out_and_the_way() -> None:
    answer = Elsewhere(
        "eau",
        AT_NINE,
        locked=Spot.model_construct(day=DAY, start=600, room="r"),
        kept_out=(finding("la salle ouvre à 10h00", "error"),),
        ways=(WAY,),
    )
    assert lines(elsewhere_lines(PROBLEM, answer), "en") == [
        "The draft locks “Eau”: 10:00, Salle. This lock would have to go.",
        "“Eau”, 09:00: impossible, wherever the other sessions are:",
        "- la salle ouvre à 10h00",
        "What would allow it (each line was tried):",
        "- lever le verrou – proven: nothing cheaper is enough",
    ]


@pytest.mark.parametrize(
    ("status", "first"),
    [
        ("infeasible", "« Eau », 9h00 : impossible, c'est prouvé."),
        ("unknown", "« Eau », 9h00 : rien trouvé dans le temps donné."),
    ],
)
def test_no_programme_has_it_there(status: Any, first: str) -> None:
    findings = (finding("il manque 1 h", "error"), finding("sans importance"))
    reasons = Conflict((finding("« Sol » verrouillée à 9h00", "error"),), minimal=True)
    plan = Plan(PROBLEM, Result(status, None, findings=findings), reasons=reasons)
    assert lines(elsewhere_lines(PROBLEM, Elsewhere("eau", AT_NINE, plan=plan))) == [
        first,
        "Au vu de ce qui est demandé :",
        "- il manque 1 h",
        "Ce qui ne peut pas tenir ensemble :",
        "- « Sol » verrouillée à 9h00",
    ]


def moved(**more: Any) -> Elsewhere:
    """Return that a session can be earlier, and no other one moves."""
    there = Timetable.of([replace(EAU, start=540, end=600)])
    changed = difference(Version(PROBLEM, Timetable.of([EAU])), Version(PROBLEM, there))
    plan = Plan(PROBLEM, Result("optimal", there), changed, replace(NOTHING, moved=1))
    return Elsewhere("eau", AT_NINE, plan=plan, **more)


def test_what_changes_and_costs() -> None:
    told = lines(elsewhere_lines(PROBLEM, moved(costs=(DEARER,), unkept=(finding("ceci"),))))
    assert told[0] == "« Eau », 9h00 : possible."
    assert told[told.index("Ce qui changerait :") + 1].startswith("- « Eau »")
    assert told[-3].startswith("Ce que cela coûterait : 15 de plus pour ")
    assert told[-2:] == ["Ce qui ne serait plus tenu :", "- ceci"]


def test_many_things_that_would_not_be_kept_are_counted() -> None:
    for number in (MOST_UNKEPT, MOST_UNKEPT + 3):
        unkept = tuple(finding(f"souhait {n}") for n in range(number))
        told = lines(elsewhere_lines(PROBLEM, moved(unkept=unkept)), "en")
        listed = told[told.index("What would not be kept any more:") + 1 :]
        assert len(listed) == MOST_UNKEPT
    assert listed[-1] == "- and 4 other things"
    assert "What it would cost: nothing more." in told


@pytest.mark.parametrize(("proven", "end"), [(True, " (prouvé)."), (False, " (pas prouvé).")])
def test_what_the_best_programme_would_cost(proven: bool, end: str) -> None:
    freely = (replace(DEARER, proven=proven),)
    told = lines(elsewhere_lines(PROBLEM, moved(freely=freely)))
    assert told[-1].startswith("Si toutes les autres sessions pouvaient bouger, au mieux : 15 de ")
    assert told[-1].endswith(end)


# --- Where an attendee is -----------------------------------------------------------------

OWN = SeatMove("z", "sol", "eau", 2, 1)


def seats(*moves: SeatMove, **more: Any) -> list[str]:
    answer = OtherSeat("z", "eau", moves=moves, **more)
    return lines(seat_lines(PROBLEM, answer, "codes"))


def test_no_seat_is_to_be_had() -> None:
    assert seats(here=True) == ["z a déjà une place : « Eau »."]
    assert seats() == ["z, « Eau » : rien trouvé dans le temps donné."]
    assert seats(kept_out=(finding("z est absente"),)) == [
        "z ne peut pas être dans « Eau », quoi que fassent les autres :",
        "- z est absente",
    ]


def test_nobody_else_moves() -> None:
    assert seats(replace(OWN, before=None, rank_before=None, rank_after=None), proven=True) == [
        "z : sans place → « Eau ».",
        "Personne d'autre n'aurait à bouger.",
        "En tout, ce serait aussi bien.",
        "Moins cher est impossible, c'est prouvé.",
    ]


def test_who_pays_and_how_much() -> None:
    aim = Text("personnes sans place", "people without a seat")
    told = seats(
        OWN,
        SeatMove("y", "eau", None, 1, None),
        full=True,
        costs=(AimCost(aim, 0, 1), AimCost(aim, 2, 2)),
    )
    assert told == [
        "« Eau » est complet.",
        "z : « Sol » → « Eau » (1er vœu).",
        "Il faudrait que :",
        "- 1 personne perde sa place (1er vœu)",
        "Par exemple :",
        "- y : « Eau » → sans place",
        "Ce que cela coûterait :",
        "- personnes sans place : 1 au lieu de 0",
        "Il n'est pas prouvé que rien ne coûte moins.",
    ]


@pytest.mark.parametrize(
    ("move", "fr", "en"),
    [
        (
            ("eau", "sol", 1, 2),
            "2 personnes passent de leur 1er à leur 2e vœu",
            "2 people go from their 1st to their 2nd wish",
        ),
        (
            ("eau", "sol", 2, None),
            "2 personnes passent de leur 2e vœu à un atelier hors de leurs vœux",
            "2 people go from their 2nd wish to a workshop that was no wish",
        ),
        (
            ("eau", "sol", None, 3),
            "2 personnes passent d'un atelier hors de leurs vœux à leur 3e vœu",
            "2 people go from a workshop that was no wish to their 3rd wish",
        ),
        (
            ("eau", "sol", None, None),
            "2 personnes changent d'atelier, hors de leurs vœux",
            "2 people change workshops, both no wish",
        ),
        (
            ("eau", None, None, None),
            "2 personnes perdent leur place (hors des vœux)",
            "2 people lose their seats (no wish)",
        ),
        (
            (None, "sol", None, 1),
            "2 personnes sans place en aient une (1er vœu)",
            "2 people without a seat have one (1st wish)",
        ),
    ],
)
def test_so_many_go_from_wish_to_wish(move: Any, fr: str, en: str) -> None:
    answer = OtherSeat("z", "eau", moves=(OWN, SeatMove("y", *move), SeatMove("x", *move)))
    called = Problem.model_validate(PROBLEM.model_dump(mode="json")).with_tables(
        attendees=[*PROBLEM.attendees, PROBLEM.attendees[0].model_copy(update={"id": "x"})]
    )
    assert f"- {fr}" in lines(seat_lines(called, answer, "codes"))
    assert f"- {en}" in lines(seat_lines(called, answer, "codes"), "en")


def test_names_are_told_only_where_that_is_asked() -> None:
    told = lines(seat_lines(PROBLEM, OtherSeat("z", "eau", here=True), "full"))
    assert told == ["Zoé Fictive a déjà une place : « Eau »."]


# --- Who could take part ------------------------------------------------------------------

AWAY = Obstacle("person_present", same("présence jusqu'à 10h00"), same("présence jusqu'à 11h00"))


def test_who_is_free_then_who_nearly_is() -> None:
    people = (
        Substitute("p0", "role"),
        Substitute("p1", "other", gives_up=("sol", "pause")),
        Substitute("p2", "other", (AWAY,)),
    )
    assert lines(who_can_lines(PROBLEM, people)) == [
        "Libres :",
        "- Personne 0",
        "- Personne 1 (qui laisserait sa place : « Sol » et « Pause »)",
        "Libres si une chose changeait :",
        "- Personne 2 : présence jusqu'à 10h00 ; il faudrait : présence jusqu'à 11h00",
    ]


def test_nobody_is_free() -> None:
    assert lines(who_can_lines(PROBLEM, ()), "en") == ["Nobody is free."]
    nearly = lines(who_can_lines(PROBLEM, (Substitute("p2", "other", (AWAY,)),)), "en")
    assert nearly[:2] == ["Nobody is free.", "Free if one thing changed:"]


def test_of_many_the_first_ones_are_named() -> None:
    of_all = [Substitute(person.id, "other") for person in PROBLEM.people]
    assert len(lines(who_can_lines(PROBLEM, of_all[:MOST_PEOPLE]))) == 1 + MOST_PEOPLE
    told = lines(who_can_lines(PROBLEM, of_all), "en")
    assert len(told) == 1 + MOST_PEOPLE
    assert told[-1] == "- 3 other people"
