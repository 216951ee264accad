"""Make `instances/colloque-trois-jours`: the papers of a conference of three days, invented.

    python benchmarks/papers.py

writes `agenda.toml`. A programme is planted: each track has one room in as many stretches, one
after another, as its papers fill, and whoever presents or chairs can do so; all that is a demand
is drawn so that this programme keeps it. What is preferred is drawn without looking at it, so no
programme keeps it all. The file is the instance, not the seed.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice, product
from pathlib import Path
from typing import Any

import tomli_w

NAME = "colloque-trois-jours"
FOLDER = Path(__file__).parent.parent / "instances" / NAME
INVENTED = "tout est inventé : problème de mesure"

PAPERS, PRESENTERS, REMOTE = 220, 190, 14
DATES = ("2027-09-15", "2027-09-16", "2027-09-17")
# Day, start, end, and into how many places each room is cut.
STRETCHES = (
    (0, "11:00", "12:30", 3),
    (0, "14:00", "16:00", 4),
    (0, "16:30", "18:00", 3),
    (1, "09:00", "10:30", 3),
    (1, "11:00", "12:30", 3),
    (1, "14:00", "16:00", 4),
    (1, "16:30", "18:00", 3),
    (2, "09:00", "10:30", 3),
    (2, "11:00", "12:30", 3),
    (2, "14:00", "15:30", 3),
)
ROOMS = {
    "amphi-rousseau": ("Amphi Rousseau", 220),
    "amphi-curie": ("Amphi Curie", 140),
    "salle-101": ("Salle 101", 60),
    "salle-102": ("Salle 102", 60),
    "salle-103": ("Salle 103", 50),
    "salle-201": ("Salle 201", 40),
    "salle-202": ("Salle 202", 40),
    "salle-203": ("Salle 203", 30),
}
FOR_ALL = (
    (0, "08:30", 60, "Accueil des participants", "welcome"),
    (0, "09:30", 60, "Conférence d'ouverture : ce que les rivières gardent en mémoire", "plenary"),
    (0, "10:30", 30, "Pause café", "break"),
    (0, "12:30", 90, "Déjeuner", "meal"),
    (0, "16:00", 30, "Pause café", "break"),
    (1, "10:30", 30, "Pause café", "break"),
    (1, "12:30", 90, "Déjeuner", "meal"),
    (1, "16:00", 30, "Pause café", "break"),
    (2, "10:30", 30, "Pause café", "break"),
    (2, "12:30", 90, "Déjeuner", "meal"),
    (2, "15:45", 45, "Remise des prix et clôture", "closing"),
)
# What each track is about: its objects, on which the papers are.
TRACKS = {
    "Crues et inondations": ("les crues éclair", "les digues anciennes", "les zones inondables"),
    "Nappes souterraines": ("les aquifères côtiers", "la recharge des nappes", "les karsts"),
    "Qualité de l'eau": ("les nitrates", "les microplastiques", "les résidus de médicaments"),
    "Sols vivants": ("les vers de terre", "les mycorhizes", "le carbone des sols"),
    "Zones humides": ("les tourbières", "les marais salants", "les mares temporaires"),
    "Littoral": ("l'érosion des dunes", "les submersions", "les herbiers marins"),
    "Glaciers et neige": ("le manteau neigeux", "les lacs glaciaires", "la fonte printanière"),
    "Sécheresses": ("les étiages", "les restrictions d'usage", "les forêts de plaine"),
    "Eau et agriculture": ("l'irrigation de précision", "les retenues collinaires", "les haies"),
    "Eau en ville": ("les rues perméables", "les îlots de fraîcheur", "les toitures végétales"),
    "Assainissement": ("les boues d'épuration", "les réseaux unitaires", "les eaux grises"),
    "Énergie hydraulique": ("les petites centrales", "les passes à poissons", "les éclusées"),
    "Poissons migrateurs": ("l'anguille", "les seuils en rivière", "les frayères"),
    "Télédétection": ("les images satellites", "les drones", "l'altimétrie spatiale"),
    "Modèles hydrologiques": ("les bassins non jaugés", "l'incertitude", "le calage automatique"),
    "Données et capteurs": ("les capteurs à bas coût", "les séries lacunaires", "les jauges"),
    "Droit de l'eau": ("les droits d'usage", "la personnalité des fleuves", "les contentieux"),
    "Gouvernance": ("les commissions locales", "les conflits d'usage", "les accords de bassin"),
    "Économie de l'eau": ("la tarification", "les paiements pour services", "le coût des crues"),
    "Histoire des rivières": ("les moulins", "les cartes anciennes", "les archives des crues"),
    "Santé et eau": ("les cyanobactéries", "les moustiques tigres", "la baignade en ville"),
    "Sciences participatives": ("les relevés citoyens", "les écoles", "les pêcheurs amateurs"),
    "Forêts et bassins": ("les ripisylves", "l'après-incendie", "l'évapotranspiration"),
    "Eau et arts": ("les paysages sonores", "les récits de fleuves", "le cinéma des rivières"),
}
WAYS = (
    "Mesurer {about} : retour sur dix ans de suivi",
    "Que nous apprennent {about} ?",
    "{About} face au changement climatique",
    "Une comparaison de trois bassins : {about}",
    "{About} : une méthode frugale",
    "Décider dans l'incertitude : {about}",
    "Vers un observatoire partagé : {about}",
)
ZONES = (
    "America/Montreal",
    "Asia/Tokyo",
    "Africa/Dakar",
    "America/Sao_Paulo",
    "Pacific/Noumea",
    "Asia/Kolkata",
)
_PLACES = [places for *_, places in STRETCHES]

Cell = tuple[int, str]
"""A stretch, by its number, and a room."""


class Conference:
    """Draws the draft around a programme that is planted."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.cells: dict[str, list[Cell]] = {}
        self.papers: dict[str, list[str]] = {}
        self.stretch: dict[str, int] = {}
        self.presenter: dict[str, str] = {}
        self.chairs: dict[str, str] = {}

    def draft(self) -> dict[str, Any]:
        """Return the draft."""
        self._plant()
        self._cast()
        return {
            "event": {
                "id": NAME,
                "name": "Colloque inventé des sciences de l'eau",
                "place": "Université imaginaire de Sampleville",
                "language": "fr",
                "note": INVENTED,
                "suitable": {"start": "08:00", "end": "20:00"},
                "possible": {"start": "07:00", "end": "22:00"},
            },
            "days": [{"date": day, "open": {"start": "08:30", "end": "18:30"}} for day in DATES],
            "rooms": [
                {"id": room, "name": name, "capacity": capacity}
                for room, (name, capacity) in ROOMS.items()
            ],
            "people": self._people(),
            "stretches": [
                {
                    "id": _name(number),
                    "name": f"Session {number + 1}",
                    "day": DATES[day],
                    "start": start,
                    "end": end,
                    "places": places,
                }
                for number, (day, start, end, places) in enumerate(STRETCHES)
            ],
            "tracks": self._tracks(),
            "sessions": [*_for_all(), *self._sessions()],
        }

    # --- The programme that is planted ----------------------------------------------------

    def _plant(self) -> None:
        """Give each track a room in some stretches of it, one after another, and its papers."""
        free = {room: list(range(len(STRETCHES))) for room in ROOMS}
        names = list(TRACKS)
        self.chance.shuffle(names)
        for room, three in zip(ROOMS, zip(*[iter(names)] * 3, strict=True), strict=True):
            for track, number in zip(three, self.chance.sample((3, 3, 4), 3), strict=True):
                self.cells[track] = [(free[room].pop(0), room) for _ in range(number)]
        places = {
            track: sum(_PLACES[stretch] for stretch, _ in cells)
            for track, cells in self.cells.items()
        }
        for _ in range(sum(places.values()) - PAPERS):
            places[self.chance.choice([one for one in places if places[one] > 8])] -= 1
        for number, track in enumerate(TRACKS):
            filled = [stretch for stretch, _ in self.cells[track] for _ in range(_PLACES[stretch])]
            self.papers[track] = [f"c{number + 1:02}-{at + 1:02}" for at in range(places[track])]
            self.stretch |= dict(zip(self.papers[track], filled, strict=False))

    def _cast(self) -> None:
        """Give each paper who presents it, some two, and each track who chairs it."""
        order = [paper for papers in self.papers.values() for paper in papers]
        self.chance.shuffle(order)
        for number, paper in enumerate(order):
            self.presenter[paper] = _person(number if number < PRESENTERS else self._second(paper))
        for track, cells in self.cells.items():
            stretches = {stretch for stretch, _ in cells}
            able = [
                person
                for number in range(REMOTE, PRESENTERS)
                if (person := _person(number)) not in self.chairs.values()
                and not stretches & self._busy(person)
            ]
            self.chairs[track] = self.chance.choice(able)

    def _second(self, paper: str) -> int:
        """Return who presents one paper, at another time, and no other."""
        twice = Counter(self.presenter.values())
        return self.chance.choice(
            [
                number
                for number in range(REMOTE, PRESENTERS)
                if twice[_person(number)] == 1
                and self.stretch[paper] not in self._busy(_person(number))
            ]
        )

    def _busy(self, person: str) -> set[int]:
        return {self.stretch[paper] for paper, who in self.presenter.items() if who == person}

    # --- What is drawn around it ----------------------------------------------------------

    def _people(self) -> list[dict[str, Any]]:
        return [self._someone(number) for number in range(PRESENTERS)]

    def _someone(self, number: int) -> dict[str, Any]:
        """Return somebody; one in ten is there only on the days where they are needed."""
        person = _person(number)
        first = "Intervenante fictive" if number % 2 == 0 else "Intervenant fictif"
        row: dict[str, Any] = {
            "id": person,
            "name": f"{first} {number + 1}",
            "organisation": f"Laboratoire fictif {self.chance.randint(1, 60)}",
        }
        if number < REMOTE:
            row["zone"] = ZONES[number % len(ZONES)]
        elif self.chance.random() < 0.1:
            chairing = [
                stretch
                for track, who in self.chairs.items()
                if who == person
                for stretch, _ in self.cells[track]
            ]
            days = {STRETCHES[one][0] for one in (*self._busy(person), *chairing)}
            row["present"] = [{"day": DATES[day]} for day in sorted(days)]
        return row

    def _tracks(self) -> list[dict[str, Any]]:
        names = list(TRACKS)
        rows: list[dict[str, Any]] = []
        for track in names:
            row: dict[str, Any] = {"id": track, "chairs": [self.chairs[track]]}
            if self.chance.random() < 0.4:
                row["stretch_levels"] = {
                    _name(one): self.chance.choice((30, 60, 120))
                    for one in sorted(self.chance.sample(range(len(STRETCHES)), 3))
                }
            if len(self.papers[track]) > 10 or self.chance.random() < 0.2:
                row["room_levels"] = {"salle-202": 30, "salle-203": 60}
            if self.chance.random() < 0.5:
                others = self.chance.sample([one for one in names if one != track], 2)
                row["track_levels"] = {one: self.chance.choice((30, 60)) for one in others}
            if self.chance.random() < 0.25:
                row["stretches"] = {"max": len(self.cells[track])}
            rows.append(row)
        return rows

    def _sessions(self) -> list[dict[str, Any]]:
        rows = []
        for track, papers in self.papers.items():
            titles = list(product(WAYS, TRACKS[track]))
            self.chance.shuffle(titles)
            for paper, (way, about) in zip(papers, islice(titles, len(papers)), strict=True):
                row = {
                    "id": paper,
                    "title": way.format(about=about, About=about[0].upper() + about[1:]),
                    "kind": "paper",
                    "track": track,
                    "people": {"présentation": [self.presenter[paper]]},
                }
                if self.chance.random() < 0.04:
                    row["stretch_levels"] = {_name(self.chance.randrange(len(STRETCHES))): 60}
                if paper.endswith("-01") and self.chance.random() < 0.4:
                    row["rank"] = 1
                rows.append(row)
        return rows


def _for_all() -> list[dict[str, Any]]:
    """Return what is for everybody, which does not move."""
    return [
        {
            "id": f"{kind}-{number + 1}",
            "title": title,
            "kind": kind,
            "minutes": minutes,
            "locked": {"day": DATES[day], "start": start}
            | ({"room": "amphi-rousseau"} if kind in ("plenary", "closing") else {}),
        }
        for number, (day, start, minutes, title, kind) in enumerate(FOR_ALL)
    ]


def _name(stretch: int) -> str:
    return f"s{stretch + 1}"


def _person(number: int) -> str:
    return f"i{number + 1:03}"


def main() -> None:
    """Write the draft."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "agenda.toml").open("wb") as file:
        tomli_w.dump(Conference(seed=2027).draft(), file)


if __name__ == "__main__":
    main()
