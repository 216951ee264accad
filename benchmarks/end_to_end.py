"""What somebody waits for who has many attendees: one command after the other, each a process.

An instance is named ``PEOPLExWORKSHOPSxWISHES``. All workshops take place at one time, each
locked in a room of its own, and all have about as many places, in all a tenth more than
people. The wishes are drawn as those of the set `assign`, and refused unless they are what they
were. Everybody has a name, an address and an organisation that nobody has, and answers a form.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

import seating
from agenda_solver.files import toml
from agenda_solver.problem import Problem
from agenda_solver.timetable import Seat

DRAWN = {
    "1000x50x5": "eae054c0721bf24c33863725ee010d0ed77feae87b5eedd4abcaed3dde806277",
    "10000x50x5": "3fc658d5a37903b7dc2e69b84ef9f295844512411417b9669a7907c61578fd96",
    "100000x50x5": "0a69125960f1b4e3d9d060d10012ab8bb9fc53de7887755bddc76cdd6c5494dd",
}
ROOT = Path(__file__).parent.parent
ATTENDEES, IDS, SEATS = "Attendees", "id", "seats"


@dataclass(frozen=True)
class Spent:
    """What a command took: processor seconds, seconds, megabytes at its peak, and its exit code."""

    cpu_seconds: float
    seconds: float
    peak_mb: float
    exit: int


def event(name: str) -> seating.Event:
    """Return an instance by its name.

    Raises
    ------
    ValueError
        If its wishes are not drawn as they were before.
    """
    people, workshops, wishes = seating.shape(name)
    drawn = seating.draw(people, workshops, wishes)
    if hashlib.sha256(seating.written(drawn).encode()).hexdigest() != DRAWN[name]:
        raise ValueError(f"{name} is not drawn as it was before")
    places = seating.places(people * 11 // 10, workshops)
    return seating.Event(drawn, places, (tuple(range(workshops)),), frozenset(range(people)))


def draft(asked: seating.Event) -> Problem:
    """Return the programme, which is locked; nobody has registered yet."""
    lock = {"day": seating.DAY, "start": "10:00"}
    return Problem.read(
        {
            "event": {"name": "Many attendees", "language": "en", "zone": "UTC"},
            "days": [{"date": seating.DAY}],
            "rooms": [
                {"id": f"r{number:02}", "name": f"Room {number:02}", "capacity": places}
                for number, places in enumerate(asked.places)
            ],
            "sessions": [
                {
                    "id": session,
                    "title": title(workshop),
                    "kind": "workshop",
                    "minutes": 90,
                    "block": "workshops",
                    "capacity": {"max": asked.places[workshop]},
                    "locked": {**lock, "room": f"r{workshop:02}"},
                }
                for session, (workshop, _) in asked.sessions.items()
            ],
        }
    )


def title(workshop: int) -> str:
    """Return what a workshop is called, on the form too."""
    return f"Workshop {workshop:02}: invented subject {workshop:02}"


def write_answers(path: Path, asked: seating.Event) -> None:
    """Write what everybody answers the form."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        wishes = [f"Wish {rank}" for rank in range(1, 1 + len(asked.wishes[0]))]
        rows.writerow(["id", "Last name", "First name", "E-mail", "Organisation", *wishes])
        for number, wished in enumerate(asked.wishes):
            id_ = seating.attendee_id(number)
            of = f"Invented organisation {number % 400:03}"
            them = [id_, f"Invented {number:06}", "Attendee", f"{id_}@example.org", of]
            rows.writerow([*them, *map(title, wished)])


def steps(folder: Path, seconds: float, seed: int, workers: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands by their names, each of which reads what those before have written."""
    solver = ["--seconds", str(seconds), "--seed", str(seed), "--workers", str(workers)]
    names = ("draft.toml", "answers.csv", "registered.xlsx", "solved.xlsx", "seated.xlsx")
    draft, answers, registered, solved, seated = (str(folder / name) for name in names)
    calendars = str(folder / "calendars")
    yield "register", ["register", draft, answers, "-o", registered]
    yield "solve", ["solve", registered, "-o", solved, *solver]
    yield "assign", ["assign", solved, "-o", seated, *solver]
    yield "verify", ["verify", seated]
    yield "export", ["export", seated, "--to", "ics", "--attendees", "-o", calendars]


# In a small process: the peak of a child is never told below that of the process that starts it.
_MEASURE = """
import json, os, subprocess, sys, time
began = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
cpu = usage.ru_utime + usage.ru_stime
print(json.dumps([cpu, time.monotonic() - began, usage.ru_maxrss, process.returncode]))
"""


def spent(command: Sequence[str]) -> Spent:
    """Run a command of the program, and say what it took, with all its processes."""
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    program = [sys.executable, "-m", "agenda_solver", *command]
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, *program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=True,
    )
    cpu, seconds, peak, code = json.loads(measured.stdout)
    per_mb = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Spent(round(cpu, 2), round(seconds, 2), round(peak / per_mb, 1), code)


def run(asked: seating.Event, folder: Path, *options: float) -> Mapping[str, Spent]:
    """Run the commands, up to the first that fails; return what each took."""
    seconds, seed, workers = options
    toml.write(folder / "draft.toml", draft(asked))
    write_answers(folder / "answers.csv", asked)
    told: dict[str, Spent] = {}
    for name, command in steps(folder, seconds, int(seed), int(workers)):
        told[name] = spent(command)
        if told[name].exit:
            break
    return told


def seats(path: Path) -> Iterator[Seat]:
    """Yield the seats that a workbook's sheet of attendees shows."""
    rows = load_workbook(path, read_only=True)[ATTENDEES].iter_rows(values_only=True)
    headings = list(next(rows))
    id_, column = headings.index(IDS), headings.index(SEATS)
    for row in rows:
        for session in filter(None, str(row[column] or "").split(" ; ")):
            yield Seat(str(row[id_]), session)
