"""CoSPLib: tracks in sessions and rooms, and submissions in the slots of their track's sessions.

`conference` reads its workbooks and the schedules that its authors have published; `scoring`
judges a schedule by the 16 terms and knows nothing of this package's rules; `adapter` says the
same task with this package's ordinary schema, rules and weights.
"""

from cosplib.adapter import NotExpressibleError, bound, problem, schedule
from cosplib.conference import (
    TERMS,
    Conference,
    Hours,
    Schedule,
    Session,
    Submission,
    read,
    read_schedule,
)
from cosplib.scoring import Score, attendee_pairs, presenter_pairs, score, unsuitable

__all__ = [
    "TERMS",
    "Conference",
    "Hours",
    "NotExpressibleError",
    "Schedule",
    "Score",
    "Session",
    "Submission",
    "attendee_pairs",
    "bound",
    "presenter_pairs",
    "problem",
    "read",
    "read_schedule",
    "schedule",
    "score",
    "unsuitable",
]
