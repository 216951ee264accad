"""Local search over the same rules: sessions change places, and what that costs is tabled.

`construct` places every session, whatever that costs. `tabulate` asks the rules what they
want and writes it into tables; `Annealer` searches those, and `least_cost` tells what nothing
in them costs less than. What attendees miss is no table: a `Grid` has it beside tables, as
sets of attendees, and `AttendanceAnnealer` searches that. None of them knows CP-SAT, and what
is found is judged by `verify` like any timetable. See `docs/decisions/0008-local-search.md`,
`0031-bounds.md` and `0032-a-programme-without-a-model.md`.
"""

from agenda_solver.search.annealing import Annealer
from agenda_solver.search.attendance_annealing import AttendanceAnnealer, Position
from agenda_solver.search.construction import construct
from agenda_solver.search.grid import Grid, Relaxation
from agenda_solver.search.pair_bounds import least_cost
from agenda_solver.search.pair_costs import Account
from agenda_solver.search.relations import Vector
from agenda_solver.search.tables import CostTables, NotTabledError, relaxed, tabulate

__all__ = [
    "Account",
    "Annealer",
    "AttendanceAnnealer",
    "CostTables",
    "Grid",
    "NotTabledError",
    "Position",
    "Relaxation",
    "Vector",
    "construct",
    "least_cost",
    "relaxed",
    "tabulate",
]
