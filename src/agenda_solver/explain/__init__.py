"""Why there is no timetable, and what would have to change for there to be one."""

from agenda_solver.explain.answer import reasons_and_ways
from agenda_solver.explain.reasons import Conflict, conflict
from agenda_solver.explain.ways import WayOut, ways_out

__all__ = ["Conflict", "WayOut", "conflict", "reasons_and_ways", "ways_out"]
