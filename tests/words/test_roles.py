"""Roles in the other language."""

from __future__ import annotations

import pytest

from agenda_solver.text import Language
from agenda_solver.words.roles import role_in, role_of_one


@pytest.mark.parametrize(
    ("role", "english"),
    [
        ("animation", "facilitation"),
        ("Modératrice", "Moderator"),
        ("oratrices", "speakers"),
        ("rapporteur", "rapporteur"),
        ("hôtesses", "hosts"),
        ("interprètes", "interpreters"),
        ("témoins", "witnesses"),
        ("auteurs", "authors"),
        ("grand témoin", "keynote listener"),
        ("introduction et animation", "introduction and facilitation"),
        ("fil rouge", "fil rouge"),
    ],
)
def test_french_roles_in_english(role: str, english: str) -> None:
    assert role_in("en", role, "fr") == english
    assert role_in("fr", role, "fr") == role


@pytest.mark.parametrize(
    ("role", "french"),
    [
        ("speakers", "intervention"),
        ("Moderator", "Modération"),
        ("hosts", "accueil"),
        ("authors", "communication"),
        ("rapporteur", "rapporteur"),
        ("pitch coach", "pitch coach"),
    ],
)
def test_english_roles_in_french(role: str, french: str) -> None:
    assert role_in("fr", role, "en") == french
    assert role_in("en", role, "en") == role


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_role_is_empty(language: Language) -> None:
    assert role_in(language, "", "fr") == role_in(language, "", "en") == ""


@pytest.mark.parametrize(
    ("role", "one"),
    [
        ("intervenants", "intervenant"),
        ("Grands témoins", "Grand témoin"),
        ("auteurs", "auteur"),
        ("hôtes", "hôte"),
        ("authors", "author"),
        ("witnesses", "witness"),
        ("discours", "discours"),
        ("interventions", "interventions"),
    ],
)
def test_a_role_that_one_takes(role: str, one: str) -> None:
    assert role_of_one(role) == one
