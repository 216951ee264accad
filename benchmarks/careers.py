"""Make a day on which pupils meet people at work, as a lycée holds it: invented and stored.

    python benchmarks/careers.py

writes `agenda.toml` and `registrations.csv`. The files are the instance, not the seed.

    python benchmarks/careers.py --bound [RESULT.json]

says how many of the seats could be on a wish if no encounter had a least number of pupils,
and how many are in a result that `solve --json` has printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

if TYPE_CHECKING:
    from agenda_solver.problem import Problem

FOLDER = Path(__file__).parent.parent / "instances" / "forum-des-metiers"

DATE = "2027-03-18"
STARTS = ("08:30", "09:30", "10:45", "13:30", "14:30")
MINUTES = 45
PUPILS, WISHES = 135, 5
TIMES, LEAST, MOST = 3, 10, 20
"""How often everybody at work tells of it, and to how many pupils, or to none."""
# From the one that most wish for.
JOBS = {
    "Vétérinaire": ("sante", 20),
    "Développeuse de jeux": ("numerique", 20),
    "Architecte": ("batiment", 20),
    "Infirmier": ("sante", 20),
    "Journaliste": ("culture", 20),
    "Avocate": ("droit", 20),
    "Ingénieure du son": ("culture", 20),
    "Pompier": ("secours", 20),
    "Professeure des écoles": ("education", 20),
    "Cuisinier": ("metiers", 16),
    "Ébéniste": ("metiers", 16),
    "Chercheuse en océanographie": ("sciences", 20),
    "Éducateur spécialisé": ("education", 20),
    "Comptable": ("entreprise", 20),
    "Maraîchère": ("metiers", 16),
    "Conducteur de train": ("transports", 20),
}
ROOMS = {f"s{number + 1:02}": places for number, places in enumerate((30, 30, 28, 28, 24) * 2)}
WORKSHOP = "atelier"
# Who works in the morning, or in the afternoon: they are there for the other half.
MORNING, AFTERNOON = ("08:00", "12:00"), ("13:00", "16:00")
HALF_DAYS = {5: MORNING, 9: MORNING, 14: MORNING}
CLASSES = {"2de A": "secondes", "2de B": "secondes", "2de C": "secondes"} | {
    "1re A": "premières",
    "1re B": "premières",
}


def draft() -> dict[str, Any]:
    """Return the draft without its attendees."""
    slots = [{"day": DATE, "start": start, "end": _later(start, MINUTES)} for start in STARTS]
    return {
        "attendees": "registrations.csv",
        "event": {
            "id": FOLDER.name,
            "name": "Forum des métiers d'un lycée inventé",
            "place": "Lycée inventé",
            "note": "tout est inventé : problème de mesure",
            "slots": slots,
        },
        "days": [{"date": DATE, "open": {"start": "08:00", "end": "16:00"}}],
        "rooms": [
            {"id": room, "name": f"Salle {room[1:]}", "capacity": places}
            for room, places in ROOMS.items()
        ],
        "people": [_person(number, job) for number, job in enumerate(JOBS, start=1)],
        "sessions": [
            _encounter(number, job, time)
            for number, job in enumerate(JOBS, start=1)
            for time in range(1, TIMES + 1)
        ],
    }


def _person(number: int, job: str) -> dict[str, Any]:
    person: dict[str, Any] = {"id": f"i{number:02}", "name": f"{job} (personne fictive {number})"}
    if number in HALF_DAYS:
        start, end = HALF_DAYS[number]
        person["present"] = [{"start": start, "end": end}]
    return person


def _encounter(number: int, job: str, time: int) -> dict[str, Any]:
    track, most = JOBS[job]
    session: dict[str, Any] = {
        "id": f"m{number:02}-{time}",
        "title": f"{job} : le métier raconté",
        "kind": WORKSHOP,
        "track": track,
        "registration": True,
        "capacity": {"min": LEAST, "max": most},
        "people": {"intervenant": [f"i{number:02}"]},
    }
    return session if time == 1 else {**session, "repeat_of": f"m{number:02}-1"}


def attendees(seed: int) -> list[list[str]]:
    """Return the rows of `registrations.csv`."""
    chance = random.Random(seed)
    rows = [["id", "nom", "organisation", "catégorie", "vœux"]]
    for number in range(1, PUPILS + 1):
        keys = {job: chance.random() ** (job + 1) for job in range(1, len(JOBS) + 1)}
        wishes = sorted(keys, key=lambda job: -keys[job])[:WISHES]
        name = list(CLASSES)[number * len(CLASSES) // (PUPILS + 1)]
        wished = "|".join(f"m{job:02}-1" for job in wishes)
        who = (f"p{number:03}", f"Participant {number:03}", f"Classe fictive {name}")
        rows.append([*who, CLASSES[name], wished])
    return rows


def _later(start: str, minutes: int) -> str:
    hours, rest = divmod(int(start[:2]) * 60 + int(start[3:]) + minutes, 60)
    return f"{hours:02}:{rest:02}"


# --- What could be reached ----------------------------------------------------------------


def most_on_wish(problem: Problem) -> int:
    """Return how many seats could be on a wish, whenever what takes place, without minima.

    A flow: each attendee into as many of the workshops they wish for as there are moments,
    and of each no more than all its times have places. A seat of a timetable is in one of
    them, so no timetable has more.
    """
    from ortools.graph.python import max_flow

    places = [
        sum(problem.session[time].capacity.max or len(problem.attendees) for time in times)
        for times in problem.workshops.values()
    ]
    number = {
        time: place for place, times in enumerate(problem.workshops.values()) for time in times
    }
    solver = max_flow.SimpleMaxFlow()
    people = len(problem.attendees)
    source, sink = people + len(places), people + len(places) + 1
    for row, attendee in enumerate(problem.attendees):
        solver.add_arc_with_capacity(source, row, len(problem.event.slots))
        for workshop in {number[wish] for wish in attendee.wishes if wish in number}:
            solver.add_arc_with_capacity(row, people + workshop, 1)
    for workshop, most in enumerate(places):
        solver.add_arc_with_capacity(people + workshop, sink, most)
    solver.solve(source, sink)
    return int(solver.optimal_flow())


def on_wish(result: dict[str, Any]) -> int:
    """Return how many seats of a result are on a wish."""
    return sum(count for rank, count in result["wishes"].items() if rank != "none")


def write(seed: int) -> None:
    """Write the draft and its registrations."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "agenda.toml").write_text(tomli_w.dumps(draft()), encoding="utf-8")
    with (FOLDER / "registrations.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(attendees(seed))


def main() -> None:
    """Write the instance, or say what its results come to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bound", action="store_true")
    parser.add_argument("results", nargs="*", type=Path)
    asked = parser.parse_args()
    if not asked.bound:
        write(asked.seed)
        return
    from agenda_solver.files import toml

    most = most_on_wish(toml.read(FOLDER / "agenda.toml"))
    print(f"at most {most} seats on a wish")
    for path in asked.results:
        seats = on_wish(json.loads(path.read_text("utf-8")))
        print(f"{path}: {seats}, {seats / most:.1%}")


if __name__ == "__main__":
    main()
