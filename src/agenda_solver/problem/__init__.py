"""What the organiser knows: the event, its days, rooms, people, sessions and attendees.

Reading it checks shape and references; whether what is asked can be done is the business
of `preflight` and of the solver.
"""

from agenda_solver.problem.clocks import changed_clock
from agenda_solver.problem.faults import MISSING, Fault, Path, ProblemError, label_of
from agenda_solver.problem.heirs import heirs, taken_out
from agenda_solver.problem.occasions import Shape
from agenda_solver.problem.reading import Problem
from agenda_solver.problem.schema import (
    FOR_ALL,
    KINDS,
    MIXED,
    MOST,
    MOST_ATTENDEES,
    MOST_SESSIONS,
    RESTS,
    Attendee,
    Capacity,
    Day,
    Equipment,
    Event,
    Hours,
    Link,
    Minutes,
    Person,
    Pool,
    Room,
    Sequence,
    Session,
    Slot,
    Spot,
    Statement,
    Track,
    TypedSpot,
    Weights,
    Window,
    joined,
    within,
)

__all__ = [
    "FOR_ALL",
    "KINDS",
    "MISSING",
    "MIXED",
    "MOST",
    "MOST_ATTENDEES",
    "MOST_SESSIONS",
    "RESTS",
    "Attendee",
    "Capacity",
    "Day",
    "Equipment",
    "Event",
    "Fault",
    "Hours",
    "Link",
    "Minutes",
    "Path",
    "Person",
    "Pool",
    "Problem",
    "ProblemError",
    "Room",
    "Sequence",
    "Session",
    "Shape",
    "Slot",
    "Spot",
    "Statement",
    "Track",
    "TypedSpot",
    "Weights",
    "Window",
    "changed_clock",
    "heirs",
    "joined",
    "label_of",
    "taken_out",
    "within",
]
