"""Make the registrations of two drafts in `instances/`: invented and stored.

    python benchmarks/registrations.py

writes `registrations.csv` beside the drafts of the Assises and of the Plateforme, and the
answers of the Assises once more as Google Forms exports them. The files are the instance,
not the seed.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

INSTANCES = Path(__file__).parent.parent / "instances"
ASSISES = INSTANCES / "assises-normandes-2026"
PLATEFORME = INSTANCES / "plateforme-aect-2022"


@dataclass(frozen=True)
class Answer:
    """What somebody says of themselves, and wishes, best first."""

    number: int
    organisation: str
    category: str
    present: str = ""
    needs: str = ""
    wishes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A name that nobody bears."""
        feminine = self.number % 2 == 0
        return f"{'Participante fictive' if feminine else 'Participant fictif'} {self.number:03}"

    @property
    def email(self) -> str:
        """An address that nobody has."""
        return f"p{self.number:03}@example.org"

    @property
    def row(self) -> list[str]:
        """What `registrations.csv` says; see `HEADERS`."""
        told = (self.organisation, self.category, self.present, self.needs)
        return [f"p{self.number:03}", self.name, self.email, *told, "|".join(self.wishes)]


HEADERS = ["id", "nom", "e-mail", "organisation", "catégorie", "présence", "besoins", "vœux"]

# --- Assises ------------------------------------------------------------------------------

WORKSHOPS = ("atelier-1", "atelier-2", "atelier-3", "atelier-4")
CATEGORIES = {"élus": 28, "techniciens": 34, "associations": 44, "jeunes": 24}
ORGANISATIONS = {
    "élus": ("Collectivité fictive", 24),
    "techniciens": ("Collectivité fictive", 24),
    "associations": ("Association fictive", 26),
    "jeunes": ("Université fictive", 5),
}
# How much those of a category are drawn to each of the four workshops.
DRAWN_TO = {
    "élus": (5, 4, 3, 4),
    "techniciens": (6, 5, 3, 2),
    "associations": (4, 10, 4, 1),
    "jeunes": (1, 12, 2, 1),
}
HOW_MANY_WISHES = (1, 2, 2, 3, 3, 3, 4, 4, 4)
PRESENT = {7: "13h30-18h00", 29: "9h00-16h00", 58: "13h30-18h00", 83: "9h00-16h30"} | {
    104: "13h00-18h00",
    121: "13h30-17h00",
}
STEP_FREE = (18, 52, 77, 110)


def assises(seed: int = 30) -> list[Answer]:
    """Return 130 answers: for the second workshop more first wishes than its room has places."""
    chance = random.Random(seed)
    categories = [category for category, count in CATEGORIES.items() for _ in range(count)]
    chance.shuffle(categories)
    return [
        Answer(
            number,
            _organisation(chance, *ORGANISATIONS[category]),
            category,
            PRESENT.get(number, ""),
            "pmr" if number in STEP_FREE else "",
            _wishes(chance, DRAWN_TO[category]),
        )
        for number, category in enumerate(categories, start=1)
    ]


def _organisation(chance: random.Random, kind: str, most: int) -> str:
    return f"{kind} {chance.randint(1, most):02}"


def _wishes(chance: random.Random, weights: Sequence[int]) -> tuple[str, ...]:
    keys = {
        workshop: chance.random() ** (1 / weight)
        for workshop, weight in zip(WORKSHOPS, weights, strict=True)
    }
    best_first = sorted(keys, key=lambda workshop: -keys[workshop])
    return tuple(best_first[: chance.choice(HOW_MANY_WISHES)])


# --- The same, as the form's export -------------------------------------------------------

# The titles as the form's author copied them from the programme.
TITLES = {
    "atelier-1": (
        "Atelier 1 : Le financement et l'accompagnement de la coopération internationale : "
        "comment initier une coopération et l'inscrire dans la durée ?"
    ),
    "atelier-2": (
        "Atelier 2 : Jeunesse, engagement et mobilité internationale : quels atouts pour la "
        "coopération ?"
    ),
    "atelier-3": (
        "Atelier 3 : Ouverture internationale, animation du territoire et mobilisation citoyenne "
        "locale : renforcer les partenariats collectivités-associations dans les campagnes "
        "d'éducation à la citoyenneté et à la solidarité internationale"
    ),
    "atelier-4": (
        "Atelier 4 : développement économique et attractivité du territoire: la coopération un "
        "levier économique pour les territoires partenaires ?"
    ),
}
RANKS = ("1er choix", "2e choix", "3e choix", "4e choix")
GRID = (
    "Classez les ateliers de l'après-midi par ordre de préférence\n"
    "(un seul atelier par rang ; il n'est pas nécessaire de les classer tous) "
)
MOMENTS = (
    "Matinée (ouverture, tables rondes)",
    "Déjeuner buffet",
    "Après-midi (ateliers, restitution)",
    "Pot de clôture",
)
QUESTIONS = [
    "Horodateur",
    "Adresse e-mail",
    "Nom et prénom ",
    "Organisation\n(collectivité, association, établissement…) ",
    "Catégorie",
    "À quels moments serez-vous là ?\n(pour le nombre de repas) ",
    "Heures de présence\n(seulement si vous n'êtes pas là toute la journée, par exemple "
    "13h30-18h00)",
    "Besoins particuliers ",
    *(f"{GRID}[{title}]" for title in TITLES.values()),
    "J'accepte que ces informations servent à organiser la journée, et à rien d'autre.",
]
FIRST_ANSWER = datetime(2026, 5, 11, 9, 4, 12)

# Who answered a second time: how many others answered in between, and what they wished first.
CHANGED_THEIR_MIND = {
    15: (0, ("atelier-4", "atelier-1")),
    40: (21, ("atelier-3",)),
    66: (3, ("atelier-2", "atelier-1", "atelier-3", "atelier-4")),
    98: (30, ("atelier-1", "atelier-2")),
}


def export(answers: Sequence[Answer], seed: int = 30) -> list[list[str]]:
    """Return the rows of the form's export: those who answered twice are there twice."""
    chance = random.Random(seed)
    given: list[tuple[float, Answer]] = []
    for answer in answers:
        later, wishes = CHANGED_THEIR_MIND.get(answer.number, (0, ()))
        if wishes:
            given.append((answer.number, replace(answer, wishes=wishes)))
        given.append((answer.number + later + 0.5, answer))
    rows, when = [QUESTIONS], FIRST_ANSWER
    for _, answer in sorted(given, key=lambda it: it[0]):
        rows.append(_exported(chance, answer, when))
        when += timedelta(seconds=chance.randint(90, 25_000))
    return rows


def _exported(chance: random.Random, answer: Answer, when: datetime) -> list[str]:
    rank = dict(zip(answer.wishes, RANKS, strict=False))
    return [
        when.strftime("%d/%m/%Y %H:%M:%S"),
        answer.email,
        answer.name,
        answer.organisation,
        answer.category,
        ", ".join(_moments(chance, answer)),
        answer.present,
        answer.needs.upper() or chance.choice(("", "", "", "Aucun")),
        *(rank.get(workshop, "") for workshop in WORKSHOPS),
        "Oui",
    ]


def _moments(chance: random.Random, answer: Answer) -> list[str]:
    morning, lunch, afternoon, drink = MOMENTS
    there = [] if answer.present.startswith("13h") else [morning]
    there += [lunch] if there and chance.random() < 0.9 else []
    there.append(afternoon)
    return there + ([drink] if not answer.present and chance.random() < 0.6 else [])


# --- Plateforme ---------------------------------------------------------------------------

OFFICIALS, TECHNICIANS, COMMUNITIES = 26, 34, 28
PRESENT_AT_THE_LAUNCH = {
    9: "9h30-15h00",
    23: "13h00-17h00",
    36: "9h30-15h45",
    47: "9h30-15h00",
    55: "14h00-17h00",
}
STEP_FREE_AT_THE_LAUNCH = (12, 31, 44)


def plateforme(seed: int = 0) -> list[Answer]:
    """Return 60 answers without wishes: there is one workshop, in three sub-groups."""
    chance = random.Random(seed)
    categories = ["élus"] * OFFICIALS + ["techniciens"] * TECHNICIANS
    chance.shuffle(categories)
    return [
        Answer(
            number,
            _organisation(chance, "Collectivité fictive", COMMUNITIES),
            category,
            PRESENT_AT_THE_LAUNCH.get(number, ""),
            "pmr" if number in STEP_FREE_AT_THE_LAUNCH else "",
        )
        for number, category in enumerate(categories, start=1)
    ]


def _write(path: Path, rows: Iterable[Sequence[str]], delimiter: str, end: str = "\n") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)


def main() -> None:
    """Write the registrations of both drafts, and the form's export."""
    answers = assises()
    for folder, attendees in ((ASSISES, answers), (PLATEFORME, plateforme())):
        _write(folder / "registrations.csv", [HEADERS, *(it.row for it in attendees)], ";")
    _write(ASSISES / "reponses-google-forms.csv", export(answers), ",", "\r\n")


if __name__ == "__main__":
    main()
