"""Drafts as they are typed on the first evening: titles and lengths, neither hours nor order.

Each line is a session: its minutes, its block where it has one, and its title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from agenda_solver.problem import Problem

ROOMS = [("amphi", 200), ("salle-a", 40), ("salle-b", 40), ("salle-c", 30), ("hall", None)]


@dataclass(frozen=True)
class Evening:
    """A draft, and from when to when the house is open on each of its days."""

    lines: str
    days: Sequence[tuple[str, str] | None]
    language: str = "fr"

    def problem(self, shuffle: int = 0) -> Problem:
        """Read the draft, its rows in another order for each number but 0."""
        rows = [_session(line) for line in self.lines.strip().splitlines()]
        if shuffle:
            Random(shuffle).shuffle(rows)
        first = date(2027, 3, 18)
        return Problem.read(
            {
                "event": {"name": "Rencontre", "language": self.language},
                "days": [
                    {
                        "date": first + timedelta(number),
                        **(
                            {"open": dict(zip(("start", "end"), hours, strict=True))}
                            if hours
                            else {}
                        ),
                    }
                    for number, hours in enumerate(self.days)
                ],
                "rooms": [{"id": key, "capacity": seats} for key, seats in ROOMS],
                "sessions": [{"id": f"s{place}", **row} for place, row in enumerate(rows)],
            }
        )


def _session(line: str) -> dict[str, Any]:
    minutes, title = line.strip().split(" ", 1)
    block, _, rest = title.rpartition("] ")
    return {
        "title": rest,
        "minutes": int(minutes),
        **({"block": block.removeprefix("[")} if block else {}),
    }


EVENINGS: Mapping[str, Evening] = {
    "morning": Evening(
        """
        30 Accueil
        10 Mot d'ouverture
        40 Présentation du dispositif
        40 Témoignages
        30 Questions et réponses
        10 Conclusion
        45 Cocktail
        """,
        [("08:30", "13:00")],
    ),
    "seminar": Evening(
        """
        30 Petit déjeuner d'accueil
        15 Introduction
        60 Bilan de l'année
        15 Pause
        90 Atelier : nos valeurs
        90 Déjeuner
        120 La feuille de route
        15 Pause
        45 Synthèse et prochaines étapes
        60 Apéritif
        """,
        [("09:00", "19:00")],
    ),
    "school": Evening(
        """
        20 Accueil des élèves
        20 Ouverture par la proviseure
        20 Présentation du forum
        120 Stands des entreprises
        45 Conférence : choisir son orientation
        15 Récréation
        60 Repas à la cantine
        60 Témoignages d'anciens élèves
        60 Table ronde : les métiers de demain
        20 Bilan de la journée
        """,
        [("08:00", "17:00")],
    ),
    "blocks": Evening(
        """
        30 Accueil café
        45 Ouverture officielle
        75 Table ronde 1 : constats
        75 [matin] Atelier 1
        75 [matin] Atelier 2
        75 [matin] Atelier 3
        75 Buffet
        75 [soir] Atelier 4
        75 [soir] Atelier 5
        75 [soir] Atelier 6
        20 Pause
        45 Restitution
        60 Table ronde 2 : perspectives
        30 Clôture par la présidente
        90 Cocktail dînatoire
        """,
        [("08:30", "20:00")],
    ),
    "meeting": Evening(
        """
        30 Registration and coffee
        15 Opening remarks
        45 Keynote: open data
        20 Coffee break
        60 Panel: who owns the data?
        60 Lunch
        75 [breakouts] Workshop 1: tools
        75 [breakouts] Workshop 2: law
        20 Coffee break
        30 Report back from the workshops
        15 Closing remarks
        60 Drinks reception
        """,
        [("09:00", "18:30")],
        "en",
    ),
    "no hours": Evening(
        """
        30 Accueil café
        20 Ouverture
        40 Communication : le Moyen Âge
        40 Communication : la Renaissance
        15 Pause
        40 Communication : les Lumières
        90 Déjeuner
        40 Communication : la Révolution
        45 Discussion générale
        20 Conclusions
        """,
        [None],
    ),
    "eve": Evening(
        """
        120 Dîner d'accueil
        30 Café d'accueil
        20 Mots d'accueil
        60 Conférence : territoires
        20 Pause
        90 [m] Atelier : culture
        90 [m] Atelier : sport
        90 Déjeuner
        90 [n] Atelier : santé
        90 [n] Atelier : emploi
        60 Restitution des ateliers
        30 Clôture
        """,
        [("18:00", "22:30"), ("08:30", "18:00")],
    ),
    "congress": Evening(
        """
        45 Accueil des congressistes
        30 Ouverture du congrès
        60 Conférence plénière : le climat qui vient
        20 Pause-café
        90 Table ronde : villes et campagnes
        90 Déjeuner
        90 [jeudi] Atelier : l'eau
        90 [jeudi] Atelier : les sols
        20 Pause-café
        60 Conférence : habiter autrement
        150 Dîner de gala
        30 Café d'accueil
        60 Conférence : produire autrement
        90 [vendredi] Atelier : l'énergie
        90 [vendredi] Atelier : les transports
        20 Pause
        90 Déjeuner
        60 Restitution des ateliers
        30 Clôture du congrès
        """,
        [("08:30", "22:30")] * 2,
    ),
    "summer": Evening(
        """
        60 Accueil des participants
        30 Ouverture de l'université d'été
        60 Conférence inaugurale
        75 Déjeuner
        90 [a] Atelier A : lire
        90 [a] Atelier B : écrire
        20 Pause
        75 Table ronde : l'école demain
        90 Dîner
        60 Conférence : apprendre
        20 Pause
        90 [b] Atelier D : jouer
        90 [b] Atelier E : chanter
        75 Déjeuner
        120 Visite du musée
        180 Soirée festive
        60 Conférence : transmettre
        60 Restitution des ateliers
        30 Clôture
        75 Déjeuner de départ
        """,
        [("09:00", "23:00")] * 3,
    ),
}

TOO_SHORT = Evening(
    """
    30 Accueil café
    30 Ouverture
    75 Conférence : un
    75 Conférence : deux
    20 Pause
    75 Déjeuner
    90 Table ronde
    90 [b] Atelier 1
    90 [b] Atelier 2
    45 Restitution des ateliers
    20 Clôture
    """,
    [("09:00", "16:00")],
)
