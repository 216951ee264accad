"""What people need of a room, in their own words."""

from __future__ import annotations

import pytest

from agenda_solver.words.accessibility import NEEDS, features_by_need, needs_in
from agenda_solver.words.names import folded

STEP_FREE, LOOP, SIGNS, SIGHT = NEEDS


@pytest.mark.parametrize(
    "words",
    [
        *("PMR", "accès P.M.R.", "fauteuil", "Fauteuil roulant", "Je me déplace en fauteuil"),
        *("personne à mobilité réduite", "j'ai des béquilles", "sans escalier", "pas d'escalier"),
        *("je ne peux pas monter les marches", "salle de plain-pied svp", "au rez-de-chaussée"),
        *("I use a wheelchair", "wheelchair user", "step-free access", "I can't climb stairs"),
        *("reduced mobility", "I walk with crutches", "du mal à marcher"),
    ],
)
def test_step_free_access(words: str) -> None:
    assert needs_in(words) == (STEP_FREE,)


@pytest.mark.parametrize(
    "words",
    [
        *("malentendant", "Je suis malentendante", "boucle magnétique", "appareil auditif"),
        *("déficience auditive", "hearing loop", "I wear hearing aids", "hard of hearing"),
    ],
)
def test_a_hearing_loop(words: str) -> None:
    assert needs_in(words) == (LOOP,)


def test_others_and_several() -> None:
    assert needs_in("interprète LSF") == needs_in("sign language interpreter") == (SIGNS,)
    assert needs_in("non-voyant, avec un chien guide") == needs_in("I am blind") == (SIGHT,)
    assert needs_in("fauteuil roulant et malentendante") == (STEP_FREE, LOOP)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "pas de fauteuil",
            "sans fauteuil roulant",
            "no wheelchair",
            "I need no hearing loop",
        ),
        *("végétarien", "une chaise haute", "marché", "je marche", "liftier", "sourdine"),
    ],
)
def test_what_asks_for_none(words: str) -> None:
    assert needs_in(words) == ()


def test_features_of_rooms() -> None:
    features = ["micro", "accessible fauteuils", "pmr", "boucle à induction"]
    assert features_by_need(features) == {
        STEP_FREE: "accessible fauteuils",
        LOOP: "boucle à induction",
    }


def test_the_table_is_folded() -> None:
    for need in NEEDS:
        for phrase in (*need.words, *need.anyway, *need.of_rooms):
            assert all(word.removesuffix("*") == folded(word) for word in phrase.split())
        assert needs_in(need.feature.fr) == needs_in(need.feature.en) == (need,)
        assert needs_in(need.title.fr) == needs_in(need.title.en) == (need,)
