"""Moves of sessions in the stored programmes, judged as they are made by hand.

An instance is named after a stored programme. A session is moved to another start or room at
random, and the verdict is asked of a judge that knows the programme before, and of `verify`;
for a few sessions it is asked where they may go. What is measured is processor time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from agenda_solver.files import toml
from agenda_solver.files.store.solutions import read_solution
from agenda_solver.judging import Judge, landing, moved, places_of
from agenda_solver.judging.places import starts_of
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

ROOT = Path(__file__).parent.parent
INSTANCES = tuple(sorted(path.stem for path in (ROOT / "solutions").glob("*.json")))

MOVES = 60
SESSIONS = 12
"""So many moves are judged, and of so many sessions it is asked where they may go."""


@dataclass(frozen=True)
class Spent:
    """Processor milliseconds, and how many verdicts of moves were not those of `verify`.

    Attributes
    ----------
    move, move_most : float
        To judge a move, as a rule (the median) and at most.
    verdict : float
        To judge the timetable after it from scratch, as a rule.
    places, places_most : float
        To tell where a session may go, as a rule and at most.
    starts : int
        How many places that is, at most.
    """

    move: float
    move_most: float
    verdict: float
    places: float
    places_most: float
    starts: int
    wrong: int


def measured(instance: str, seed: int) -> Spent:
    """Move sessions of a stored programme, and tell what judging took."""
    problem = toml.read(ROOT / "instances" / instance / "agenda.toml")
    timetable = read_solution(ROOT / "solutions" / f"{instance}.json", problem)
    chance = Random(seed)
    judge = Judge(problem)
    moves, verdicts, wrong = [], [], 0
    for placement in [_move(problem, timetable, chance) for _ in range(MOVES)]:
        judge.verdict(timetable)
        began = time.process_time()
        after = moved(problem, timetable, placement)
        verdict = judge.verdict(after)
        moves.append(time.process_time() - began)
        began = time.process_time()
        whole = verify(problem, after)
        verdicts.append(time.process_time() - began)
        wrong += verdict != whole
    asked, most = [], 0
    sessions = [placement.session for placement in timetable.placements]
    for session in chance.sample(sessions, k=min(SESSIONS, len(sessions))):
        began = time.process_time()
        places = places_of(problem, timetable, session)
        asked.append(time.process_time() - began)
        most = max(most, len(places))
    return Spent(
        *map(_milliseconds, (median(moves), max(moves), median(verdicts))),
        *map(_milliseconds, (median(asked), max(asked))),
        most,
        wrong,
    )


def _move(problem: Problem, timetable: Timetable, chance: Random) -> Placement:
    """Return some session at some start that it may be put down at, in some room."""
    here = chance.choice(timetable.placements)
    day, start = chance.choice(starts_of(problem, timetable, here.session))
    rooms = [here.room, *(room.id for room in problem.rooms)]
    return landing(problem, timetable, here.session, day, start, chance.choice(rooms))


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 2)
