"""A timetable that changes by hand: judged after each move, and where a session may go.

`judge` says of a changed timetable what `verify` says, and asks only the rules that look at
what has changed; `moves` says what a move is, and what moves along; `places` says where a
session may go, and where not, why. None of it knows the solver.
"""

from agenda_solver.judging.judge import Judge
from agenda_solver.judging.moves import landing, moved, shelved
from agenda_solver.judging.places import Place, places_of

__all__ = ["Judge", "Place", "landing", "moved", "places_of", "shelved"]
