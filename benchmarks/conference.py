"""Make `instances/congres-deux-jours`: a conference of two days, invented and stored.

    python benchmarks/conference.py

writes the draft and its registrations. A timetable is planted, as in `generate.py`: each
track has one room a day and meets nothing that draws the same audience; all that is asked
is drawn so that this timetable keeps it. Wishes are drawn without looking at it, and some
sessions are more popular than their rooms.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path
from typing import Any

import tomli_w

NAME = "congres-deux-jours"
FOLDER = Path(__file__).parent.parent / "instances" / NAME
INVENTED = "tout est inventé : problème de mesure"

DATES = ("2027-05-20", "2027-05-21")
STARTS = (
    ("09:30", "10:20", "11:25", "12:15", "14:15", "15:05", "16:10", "17:00"),
    ("09:00", "09:50", "10:55", "11:45", "13:45", "14:35", "15:40", "16:30"),
)
SLOT = 45
BREAKS = (
    (0, "09:00", 30, "Café d'accueil", "pause"),
    (0, "11:05", 20, "Pause café", "pause"),
    (0, "13:00", 75, "Déjeuner", "repas"),
    (0, "15:50", 20, "Pause café", "pause"),
    (1, "10:35", 20, "Pause café", "pause"),
    (1, "12:30", 75, "Déjeuner", "repas"),
    (1, "15:20", 20, "Pause café", "pause"),
)

ROOMS: dict[str, dict[str, Any]] = {
    "amphi": {
        "name": "Grand amphithéâtre",
        "site": "Palais",
        "capacity": 450,
        "features": ["projecteur", "interprétation", "captation", "pmr"],
        "open": [{"day": DATES[0], "end": "16:00"}, {"day": DATES[1]}],
    },
    "europe": {
        "name": "Salle Europe",
        "site": "Palais",
        "capacity": 130,
        "features": ["projecteur", "interprétation", "captation", "pmr"],
    },
    "loire": {
        "name": "Salle Loire",
        "site": "Palais",
        "capacity": 80,
        "features": ["projecteur", "captation", "pmr"],
    },
    "atelier-1": {
        "name": "Atelier 1",
        "site": "Annexe",
        "capacity": 45,
        "features": ["projecteur", "tables mobiles", "pmr"],
    },
    "atelier-2": {
        "name": "Atelier 2",
        "site": "Annexe",
        "capacity": 32,
        "features": ["projecteur", "tables mobiles"],
    },
}
AUDIENCE = {
    "amphi": (150, 380),
    "europe": (85, 125),
    "loire": (50, 78),
    "atelier-1": (33, 44),
    "atelier-2": (18, 31),
}

TOPICS: dict[str, tuple[str, ...]] = {
    "Climat": (
        "L'eau, bien commun des territoires partenaires",
        "Adapter une ville côtière à la montée des eaux",
        "Forêts et coopération : qui décide ?",
        "Mesurer l'empreinte d'un projet",
        "Énergie : du kit solaire au réseau",
        "Agriculture et sécheresse, regards croisés",
        "Financer l'adaptation",
        "Perdre moins, jeter moins",
    ),
    "Gouvernance": (
        "Élus : par où commencer ?",
        "Un service international à deux personnes",
        "La convention, du brouillon à la signature",
        "Associer les habitants aux décisions",
        "Rendre compte au conseil municipal",
        "Coopérer à plusieurs collectivités",
        "Quand le partenaire change de majorité",
    ),
    "Économie": (
        "Entreprises et coopération : que peut-on demander ?",
        "Achats responsables",
        "Artisanat et circuits courts",
        "Tourisme : accueillir sans abîmer",
        "Le numérique utile",
        "Économie sociale des deux côtés",
        "Attirer, former, embaucher",
    ),
    "Santé": (
        "Des soins à une heure de marche",
        "Jumeler deux hôpitaux",
        "Soigner les soignants",
        "Vacciner : logistique d'une campagne",
        "Santé mentale et exil",
        "Une seule santé : bêtes, gens et milieux",
    ),
    "Jeunesse": (
        "Partir en service civique",
        "Accueillir un jeune volontaire",
        "Un conseil de jeunes à l'international",
        "Échanges scolaires : reprendre après une pause",
        "Le sport comme prétexte",
        "Parler de retour de mission",
    ),
    "Éducation": (
        "Fresque de la coopération (atelier)",
        "Monter une exposition (atelier)",
        "Déconstruire une image (atelier)",
        "Jeu de rôle : le comité de pilotage (atelier)",
        "Écrire avec son partenaire (atelier)",
        "Une heure pour en parler en classe (atelier)",
        "Intervenir sans faire la leçon (atelier)",
    ),
    "Culture": (
        "Bibliothèques jumelles",
        "Faire tourner un spectacle",
        "Restituer, prêter, partager",
        "Langues d'ici et d'ailleurs",
        "Cinéma de plein air",
        "Patrimoine : restaurer ensemble",
    ),
    "Méthodes": (
        "Poser une question avant un projet",
        "Le budget pas à pas",
        "Trouver un cofinancement",
        "Un calendrier qui tient",
        "Conduire une mission courte",
        "Évaluer sans expert",
        "Capitaliser : trois formats",
        "Sortir d'un partenariat",
    ),
}
REPEATED = {"Éducation": 0, "Méthodes": 0}
"""The topic of a track that takes place twice."""

# How many sessions of each track take place in a room on a day, as planted. Each of the
# two workshops that are repeated counts once more on the second day.
PLANTED = (
    (("amphi", "Climat", 5), ("europe", "Gouvernance", 4), ("europe", "Économie", 3)),
    (("loire", "Santé", 6), ("atelier-1", "Éducation", 5)),
    (("atelier-2", "Méthodes", 4), ("atelier-2", "Culture", 3)),
)
PLANTED_LATER = (
    (("amphi", "Climat", 3), ("amphi", "Gouvernance", 3), ("europe", "Économie", 4)),
    (("loire", "Jeunesse", 6), ("atelier-1", "Éducation", 3), ("atelier-1", "Culture", 3)),
    (("atelier-2", "Méthodes", 5),),
)
TRACKS: dict[str, dict[str, Any]] = {
    "Climat": {},
    "Gouvernance": {"similar": ["Culture"], "close": 1},
    "Économie": {},
    "Santé": {"similar": ["Jeunesse"], "one_day": 1},
    "Jeunesse": {"one_day": 1},
    "Éducation": {},
    "Culture": {},
    "Méthodes": {"in_order": True},
}

Slot = tuple[int, int]
"""A day and a slot of it, by number."""

OPENING, KEYNOTE, CLOSING = (0, 0), (1, 0), (1, 7)
OTHERS: tuple[tuple[Slot, ...], ...] = (
    tuple((0, slot) for slot in range(1, 8)),
    tuple((1, slot) for slot in range(1, 7)),
)
CLOSED = {"amphi": {(0, 6), (0, 7)}}


class _Conference:
    """What is drawn, in the order in which it is drawn."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(f"{NAME}/{seed}")
        self.cells: dict[str, tuple[Slot, str]] = {}
        self.again: dict[str, Slot] = {}
        self.sessions: dict[str, dict[str, Any]] = {}
        self.busy: dict[str, dict[Slot, str]] = {}
        self.people: dict[str, dict[str, Any]] = {}

    def draft(self) -> dict[str, Any]:
        self._plant()
        self._ask()
        self._cast()
        self._wish()
        return {
            "attendees": "registrations.csv",
            "event": {
                "id": NAME,
                "name": "Congrès inventé de la coopération internationale, en deux jours",
                "place": "Palais des congrès et son annexe (inventés)",
                "note": INVENTED,
                "overflow": True,
                "slots": [_window(slot) for day in (0, 1) for slot in _of_day(day)],
                "walks": [{"sites": ["Palais", "Annexe"], "minutes": 10}],
            },
            "days": [_day(day) for day in (0, 1)],
            "rooms": [{"id": room, **told} for room, told in ROOMS.items()],
            "people": list(self.people.values()),
            "tracks": [{"id": track, **told} for track, told in TRACKS.items()],
            "sessions": [*_breaks(), *_plenaries(), *self.sessions.values()],
            "sequences": self._wished_orders(),
            "weights": {"popular_rooms": 1},
        }

    # --- A timetable ----------------------------------------------------------------------

    def _plant(self) -> None:
        """Give each session a room and a slot; of two similar tracks, one at a time."""
        waiting = {
            track: [_id(track, number) for number in range(len(topics))]
            for track, topics in TOPICS.items()
        }
        for day, rows in enumerate((PLANTED, PLANTED_LATER)):
            taken: set[tuple[Slot, str]] = set()
            met: dict[str, set[Slot]] = {}
            shares = [share for row in rows for share in row]
            for room, track, count in sorted(shares, key=lambda it: -len(self._similar(it[1]))):
                shut = {at for other in self._similar(track) for at in met.get(other, ())}
                shut |= CLOSED.get(room, set())
                free = [at for at in OTHERS[day] if (at, room) not in taken and at not in shut]
                slots = sorted(self.chance.sample(free, count))
                met[track] = set(slots)
                taken |= {(at, room) for at in slots}
                self._fill(track, room, slots, waiting[track])

    def _similar(self, track: str) -> list[str]:
        return [
            other
            for other in TRACKS
            if other in TRACKS[track].get("similar", ())
            or track in TRACKS[other].get("similar", ())
        ]

    def _fill(self, track: str, room: str, slots: list[Slot], waiting: list[str]) -> None:
        for at in slots:
            if waiting:
                session = waiting.pop(0)
                self.cells[session] = (at, room)
            else:
                self.again[_id(track, REPEATED[track])] = at

    # --- What is asked of time and room ---------------------------------------------------

    def _ask(self) -> None:
        popular = set(self.chance.sample(self._movable(), 3))
        for track, topics in TOPICS.items():
            for number, title in enumerate(topics):
                session = _id(track, number)
                _, room = self.cells[session]
                least, most = AUDIENCE[room]
                factor = 1.5 if session in popular and room != "amphi" else 1
                features = ROOMS[room]["features"]
                workshop = "tables mobiles" in features
                it: dict[str, Any] = {
                    "id": session,
                    "title": title,
                    "kind": "atelier" if workshop else "table ronde",
                    "track": track,
                    "expected": int(factor * self.chance.randint(least, most)),
                    "needs": ["projecteur"] if self.chance.random() < 0.6 else [],
                }
                if workshop and track != "Culture":
                    it["needs"].append("tables mobiles")
                elif self.chance.random() < 0.25:
                    it["needs"].append(self.chance.choice(features))
                it["needs"] = list(dict.fromkeys(it["needs"]))
                if REPEATED.get(track) == number:
                    it["repeats"] = 2
                self.sessions[session] = it
        self._relate()

    def _relate(self) -> None:
        """Draw what relates sessions, as the planted timetable keeps it."""
        movable = [it for it in sorted(self.sessions) if it not in self.again]
        self.chance.shuffle(movable)
        for label in ("captation mobile", "cabine d'interprétation", "même public"):
            self._label("exclusive", label, movable, 4, lambda one, other: one != other)
        self._label("same_day", "visite guidée", movable, 3, lambda one, other: one[0] == other[0])
        self._label("different_days", "presse", movable, 2, lambda one, other: one[0] != other[0])
        self._label(
            "different_days", "stand partagé", movable, 2, lambda one, other: one[0] != other[0]
        )
        for _ in range(4):
            one, other = sorted((movable.pop(), movable.pop()), key=self._at)
            if self._at(one) < self._at(other):
                self.sessions[one]["before"] = [other]

    def _label(self, key: str, label: str, movable: list[str], count: int, keeps: Any) -> None:
        chosen: list[str] = []
        for session in list(movable):
            if all(keeps(self._at(session), self._at(other)) for other in chosen):
                chosen.append(session)
                movable.remove(session)
            if len(chosen) == count:
                break
        for session in chosen:
            self.sessions[session][key] = [label]

    def _at(self, session: str) -> Slot:
        return self.cells[session][0]

    # --- Who ------------------------------------------------------------------------------

    def _cast(self) -> None:
        """Give each session one or two speakers, and some a moderator from a pool."""
        speakers = [_person(number) for number in range(5, 44)]
        moderators = [_person(number) for number in range(44, 50)]
        self.busy = {person: {} for person in (*speakers, *moderators)}
        for session in self.chance.sample(sorted(self.sessions), len(self.sessions)):
            count = self.chance.choice((1, 1, 2))
            chosen = self._free(session, speakers)[:count]
            self.sessions[session]["people"] = {"intervenants": chosen}
            self._book(session, chosen)
        for session in self.chance.sample(sorted(self.sessions), 15):
            pool = self._free(session, moderators)[:1]
            pool += self.chance.sample([it for it in moderators if it not in pool], 2)
            self._book(session, pool[:1])
            self.sessions[session]["people"]["animation"] = [{"one_of": sorted(pool)}]
        for number in range(50):
            self._describe(number)

    def _free(self, session: str, people: list[str]) -> list[str]:
        """Return who can be there, those who have least to do first."""
        at = [(self._at(session), self.cells[session][1])]
        if session in self.again:
            at.append((self.again[session], at[0][1]))
        found = [
            person
            for person in people
            if len(self.busy[person]) < 4
            and all(self._can(person, slot, ROOMS[room]["site"]) for slot, room in at)
        ]
        self.chance.shuffle(found)
        return sorted(found, key=lambda person: len(self.busy[person]))

    def _can(self, person: str, slot: Slot, site: str) -> bool:
        """Whether a person is free in a slot, and on the same site just before and after."""
        day, number = slot
        around = [self.busy[person].get((day, near)) for near in (number - 1, number + 1)]
        return slot not in self.busy[person] and all(near in (None, site) for near in around)

    def _book(self, session: str, people: list[str]) -> None:
        at, room = self.cells[session]
        for person in people:
            self.busy[person][at] = ROOMS[room]["site"]
            if session in self.again:
                self.busy[person][self.again[session]] = ROOMS[room]["site"]

    def _describe(self, number: int) -> None:
        person = _person(number)
        feminine = number % 2 == 0
        it: dict[str, Any] = {
            "id": person,
            "name": f"{'Intervenante fictive' if feminine else 'Intervenant fictif'} {number + 1}",
            "organisation": f"Organisation fictive {self.chance.randint(1, 30)}",
        }
        if number < 5:
            it["protocol_rank"] = 5 - number
        else:
            self._presence(it, set(self.busy[person]))
        self.people[person] = it

    def _presence(self, it: dict[str, Any], needed: set[Slot]) -> None:
        """Draw when somebody is there, would rather be, and what they would like."""
        days = {day for day, _ in needed}
        if self.chance.random() < 0.25 and len(days) == 1:
            it["present"] = [{"day": DATES[day]} for day in days]
        elif self.chance.random() < 0.3:
            it["present"] = [
                {"day": DATES[day], "start": start, "end": end}
                for day in (0, 1)
                for start, end in (("09:00", "13:00"), ("13:30", "18:00"))
                if self.chance.random() < 0.75
                or any((day, number) in needed for number in _half(start))
            ]
        if self.chance.random() < 0.2:
            half = self.chance.choice((("09:00", "13:00"), ("13:30", "18:00")))
            it["preferred"] = [{"start": half[0], "end": half[1]}]
        if len(needed) > 1:
            if self.chance.random() < 0.15:
                it["close"] = True
            if self.chance.random() < 0.15:
                it["one_day"] = True

    # --- Wishes ---------------------------------------------------------------------------

    def _wish(self) -> None:
        """Draw wishes without looking at the timetable."""
        names = self._movable()
        for session in self.chance.sample(names, 5):
            day = self.chance.choice((0, 1))
            slot = self.chance.choice(OTHERS[day])
            self.sessions[session]["preferred"] = _start(slot)
        for session in self.chance.sample(names, 2):
            room = self.chance.choice(list(ROOMS))
            self.sessions[session].setdefault("preferred", {})["room"] = room
        for session in self.chance.sample(names, 5):
            windows = [{"start": "09:00", "end": "13:00"}]
            self.sessions[session]["preferred_windows"] = windows
        for session in self.chance.sample(names, 4):
            self.sessions[session]["wanted"] = [self.chance.choice(("captation", "pmr"))]
        for session in self.chance.sample(names, 4):
            self.sessions[session]["disliked"] = [self.chance.choice(list(ROOMS))]
        for session in self.chance.sample(names, 3):
            day = self.chance.choice((0, 1))
            said = _start(self.chance.choice(OTHERS[day]))
            self.sessions[session]["stated"] = [{**said, "source": "annonce inventée"}]

    def _movable(self) -> list[str]:
        """Return the sessions whose track may be spread over the days."""
        return [it for it in sorted(self.cells) if not TRACKS[_track(it)].get("one_day")]

    def _wished_orders(self) -> list[dict[str, Any]]:
        return [
            {
                "id": f"parcours-{number + 1}",
                "sessions": self.chance.sample(self._movable(), 3),
                "wish": True,
            }
            for number in range(3)
        ]

    # --- Attendees ------------------------------------------------------------------------

    def attendees(self, count: int = 400) -> list[list[str]]:
        """Return rows: each has two favourite tracks, and wishes for the popular more often."""
        rows = [["id", "nom", "organisation", "catégorie", "présence", "vœux"]]
        draw = ["élus"] * 3 + ["techniciens"] * 3 + ["associations"] * 4
        for number in range(count):
            favourites = self.chance.sample(list(TOPICS), 2)
            keys = {
                session: self.chance.random()
                ** (1 / (it["expected"] * (4 if it["track"] in favourites else 1)))
                for session, it in self.sessions.items()
            }
            wishes = sorted(keys, key=lambda session: -keys[session])[:8]
            present = DATES[self.chance.choice((0, 1))] if self.chance.random() < 0.1 else ""
            rows.append(
                [
                    f"p{number + 1:03}",
                    f"Participant {number + 1:03}",
                    f"Organisation fictive {self.chance.randint(1, 60)}",
                    self.chance.choice(draw),
                    present,
                    "|".join(wishes),
                ]
            )
        return rows


def _id(track: str, number: int) -> str:
    plain = {"É": "e", "é": "e"}
    return "".join(plain.get(letter, letter) for letter in track).lower() + f"-{number + 1}"


def _track(session: str) -> str:
    return next(track for track in TOPICS if session.startswith(_id(track, 0)[:-1]))


def _person(number: int) -> str:
    return f"i{number + 1:02}"


def _of_day(day: int) -> list[Slot]:
    return [(day, number) for number in range(len(STARTS[day]))]


def _half(start: str) -> range:
    return range(4) if start < "12:00" else range(4, 8)


def _start(slot: Slot) -> dict[str, Any]:
    day, number = slot
    return {"day": DATES[day], "start": STARTS[day][number]}


def _window(slot: Slot) -> dict[str, Any]:
    start = _start(slot)
    return {**start, "end": _later(start["start"], SLOT)}


def _later(start: str, minutes: int) -> str:
    hours, rest = divmod(int(start[:2]) * 60 + int(start[3:]) + minutes, 60)
    return f"{hours:02}:{rest:02}"


def _day(day: int) -> dict[str, Any]:
    hours = (("09:00", "17:45"), ("09:00", "17:15"))[day]
    return {
        "id": ("jeudi", "vendredi")[day],
        "date": DATES[day],
        "open": {"start": "08:30", "end": "18:30"},
        "announced": {"start": hours[0], "end": hours[1]},
    }


def _plenaries() -> list[dict[str, Any]]:
    common = {"kind": "plénière", "expected": 400, "needs": ["projecteur", "interprétation"]}
    speeches = [
        {
            "id": f"discours-{number + 1}",
            "title": f"Discours {number + 1}",
            "kind": "discours",
            "part_of": "ouverture",
            "minutes": SLOT // 3,
            "people": {"oratrice" if number % 2 == 0 else "orateur": [_person(number)]},
        }
        for number in range(3)
    ]
    return [
        {"id": "ouverture", "title": "Ouverture", **common, "locked": _start(OPENING)},
        *speeches,
        {
            "id": "conference",
            "title": "Conférence plénière",
            **common,
            "people": {"intervenant": [_person(3)]},
            "locked": _start(KEYNOTE),
        },
        {
            "id": "cloture",
            "title": "Clôture",
            **common,
            "people": {"conclusion": [_person(4)]},
            "locked": _start(CLOSING),
        },
    ]


def _breaks() -> list[dict[str, Any]]:
    return [
        {
            "id": f"pause-{number + 1}",
            "title": title,
            "kind": kind,
            "minutes": minutes,
            "external": True,
            "locked": {"day": DATES[day], "start": start},
        }
        for number, (day, start, minutes, title, kind) in enumerate(BREAKS)
    ]


def main() -> None:
    """Write the draft and its registrations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    drawn = _Conference(asked.seed)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "agenda.toml").write_text(tomli_w.dumps(drawn.draft()), encoding="utf-8")
    with (FOLDER / "registrations.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(drawn.attendees())


if __name__ == "__main__":
    main()
