from typing import Any

import pytest
from drafts import BOTH, draft, findings, kept, session, told, wanted

from agenda_solver.problem import Problem
from agenda_solver.rules.casting import EveryRoleIsFilled
from agenda_solver.rules.people import PersonHasAPause, PersonIsInOnePlace, PersonIsPresent

EITHER = {"animation": [{"one_of": ["maire", "prefet"]}]}


def one(people: dict[str, Any] | None = None) -> Problem:
    return draft(session("un", people=people or EITHER), people=["maire", "prefet", "dupont"])


def two(**maire: object) -> Problem:
    """Return a draft with the same choice for two sessions, and the mayor in a third."""
    return draft(
        session("un", people=EITHER),
        session("deux", people=EITHER),
        session("trois", people={"orateur": ["maire"]}),
        people=[{"id": "maire", **maire}, "prefet"],
        days=BOTH,
    )


# --- Filled -------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["maire", "prefet"])
def test_either_of_two_will_do(who: str) -> None:
    assert kept(EveryRoleIsFilled(), one(), "un 9h-10h", f"un animation: {who}")


def test_nobody_is_chosen() -> None:
    (finding,) = findings(EveryRoleIsFilled(), one(), "un 9h-10h")
    assert finding.text.fr == (
        "« Un » : personne n'est choisi pour « animation » (au choix : Maire ou Prefet)"
    )
    assert finding.text.en == "“Un”: nobody is chosen for “animation” (one of: Maire or Prefet)"
    assert finding.sessions == ("un",)
    assert finding.people == ("maire", "prefet")


def test_two_are_chosen() -> None:
    lines = ("un 9h-10h", "un animation: maire prefet")
    assert told(EveryRoleIsFilled(), one(), *lines) == [
        (
            "« Un » : il faut une seule personne pour « animation », et non Maire et Prefet",
            "“Un”: “animation” takes one person, not Maire and Prefet",
        )
    ]


def test_somebody_else_is_chosen() -> None:
    (finding,) = findings(EveryRoleIsFilled(), one(), "un 9h-10h", "un animation: dupont")
    assert finding.text.fr == (
        "« Un » : Dupont ne fait pas partie des choix pour « animation » "
        "(au choix : Maire ou Prefet)"
    )
    assert finding.text.en == (
        "“Un”: Dupont is not one of the choices for “animation” (one of: Maire or Prefet)"
    )
    assert finding.people == ("dupont",)


def test_two_entries_of_a_role_are_two_people() -> None:
    pool = {"one_of": ["maire", "prefet"]}
    pair = one({"animation": [pool, pool]})
    assert kept(EveryRoleIsFilled(), pair, "un 9h-10h", "un animation: maire, prefet")
    assert told(EveryRoleIsFilled(), pair, "un 9h-10h", "un animation: maire, maire") == [
        (
            "« Un » : Maire intervient plus d'une fois dans cette session (« animation »)",
            "“Un”: Maire takes part more than once in it (“animation”)",
        )
    ]


def test_who_is_there_anyway_takes_no_other_role() -> None:
    chaired = one({"orateur": ["maire"], **EITHER})
    assert kept(EveryRoleIsFilled(), chaired, "un 9h-10h", "un animation: prefet")
    (finding,) = findings(EveryRoleIsFilled(), chaired, "un 9h-10h", "un animation: maire")
    assert finding.text.fr == (
        "« Un » : Maire intervient plus d'une fois dans cette session "
        "(« orateur » et « animation »)"
    )
    assert finding.text.en == (
        "“Un”: Maire takes part more than once in it (“orateur” and “animation”)"
    )
    assert (finding.sessions, finding.people) == (("un",), ("maire",))


def test_two_roles_that_the_draft_gives_are_its_business() -> None:
    both = one({"orateur": ["dupont"], "rapporteur": ["dupont"], **EITHER})
    assert kept(EveryRoleIsFilled(), both, "un 9h-10h", "un animation: maire")


def test_the_same_person_may_be_chosen_for_two_sessions() -> None:
    lines = ("un 9h-10h", "deux 10h-11h", "trois 11h-12h")
    assert kept(EveryRoleIsFilled(), two(), *lines, "un animation: maire", "deux animation: maire")


def test_of_a_session_that_is_not_placed_nothing_is_said() -> None:
    assert kept(EveryRoleIsFilled(), two(), "trois 9h-10h")


def test_what_a_role_to_be_filled_says() -> None:
    several = one({**EITHER, "rapporteur": ["dupont", {"one_of": ["prefet", "maire", "dupont"]}]})
    assert wanted(EveryRoleIsFilled(), several) == [
        (
            "« Un » a besoin de quelqu'un pour « animation » (Maire ou Prefet) et « rapporteur » "
            "(Prefet, Maire ou Dupont), sans autre rôle dans cette session",
            "“Un” needs somebody for “animation” (Maire or Prefet) and “rapporteur” "
            "(Prefet, Maire or Dupont), with no other role in it",
        )
    ]
    assert wanted(EveryRoleIsFilled(), one({"animation": ["maire"]})) == []


# --- Whoever is chosen is due -------------------------------------------------------------


def test_who_is_chosen_is_in_one_place() -> None:
    lines = ("un 9h-10h", "deux 9h30-10h30", "trois 10h30-11h")
    apart = ("un animation: maire", "deux animation: prefet")
    assert kept(PersonIsInOnePlace(), two(), *lines, *apart)
    both = ("un animation: prefet", "deux animation: prefet")
    assert told(PersonIsInOnePlace(), two(), *lines, *both) == [
        (
            "Prefet doit être à « Un » et à « Deux » en même temps "
            "(mercredi 10 juin 2026, de 9h30 à 10h00)",
            "Prefet is due at “Un” and at “Deux” at the same time "
            "(Wednesday 10 June 2026, 09:30 to 10:00)",
        )
    ]


def test_who_is_chosen_may_be_due_elsewhere_anyway() -> None:
    lines = ("un 9h-10h", "deux 14h-15h", "trois 9h-10h", "deux animation: prefet")
    assert not kept(PersonIsInOnePlace(), two(), *lines, "un animation: maire")
    assert kept(PersonIsInOnePlace(), two(), *lines, "un animation: prefet")


def test_who_is_not_chosen_may_be_away() -> None:
    morning = two(present=[{"end": "12h"}])
    lines = ("un 14h-15h", "deux 9h-10h", "trois 11h-12h", "deux animation: maire")
    assert kept(PersonIsPresent(), morning, *lines, "un animation: prefet")
    (finding,) = findings(PersonIsPresent(), morning, *lines, "un animation: maire")
    assert finding.text.fr == (
        "Maire doit être à « Un » le mercredi 10 juin 2026 de 14h00 à 15h00, "
        "mais est là seulement jusqu'à 12h00"
    )


def test_who_is_chosen_has_their_pause() -> None:
    lines = ("un 9h-10h", "deux 10h20-11h", "trois 14h-15h", "deux animation: maire")
    assert kept(PersonHasAPause(), two(pause=30), *lines, "un animation: prefet")
    (finding,) = findings(PersonHasAPause(), two(pause=30), *lines, "un animation: maire")
    assert finding.sessions == ("un", "deux")
    assert finding.people == ("maire",)


def test_who_chairs_the_whole_may_be_chosen_for_a_part() -> None:
    problem = draft(
        session("ouverture", 60, people={"animation": ["maire"]}),
        session("mot", 10, part_of="ouverture", people={"orateur": EITHER["animation"]}),
        people=["maire", "prefet"],
    )
    lines = ("ouverture 9h-10h", "mot 9h-9h10", "mot orateur: maire")
    for rule in (PersonIsInOnePlace(), PersonHasAPause(), EveryRoleIsFilled()):
        assert kept(rule, problem, *lines)


def test_what_binds_whoever_may_be_chosen_says() -> None:
    assert wanted(PersonIsInOnePlace(), two())[0] == (
        "Maire est à un seul endroit à la fois (« Un », « Deux » et « Trois »)",
        "Maire is in one place at a time (“Un”, “Deux” and “Trois”)",
    )
    assert wanted(PersonIsPresent(), two(present=[{"end": "12h"}])) == [
        ("Maire est là seulement jusqu'à 12h00", "Maire is there only until 12:00")
    ]
