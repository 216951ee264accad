"""OptaPlanner's conference scheduling: reads its workbooks, scores by its 37 constraints.

`workbook` reads; `scoring` judges a list of placements and knows nothing of this package's
rules; `adapter` says the same task with this package's ordinary schema, rules and weights.
Talks, timeslots and tags are called as OptaPlanner calls them.
"""

from optaplanner.adapter import Adapted, NotExpressibleError, adapt, problem
from optaplanner.scoring import Score, assigned, matches, score
from optaplanner.workbook import Data, Room, Speaker, Tags, Talk, Timeslot, read

__all__ = [
    "Adapted",
    "Data",
    "NotExpressibleError",
    "Room",
    "Score",
    "Speaker",
    "Tags",
    "Talk",
    "Timeslot",
    "adapt",
    "assigned",
    "matches",
    "problem",
    "read",
    "score",
]
