"""What wishes are worth, where somebody rates them: points, and an order as points.

Definitions that the timetable, the seats and their verification share.
"""

from __future__ import annotations

from dataclasses import dataclass

from agenda_solver.problem import Attendee, Problem


@dataclass(frozen=True)
class Scale:
    """What the wishes of those who rate none are worth beside those of others who do.

    The first of a list is worth as much as the highest rating of all, and each further one
    evenly less, so that the last of the longest list is still worth something. So a shorter
    list brings nobody more points.

    Attributes
    ----------
    highest : int
        The highest rating that anybody gives.
    longest : int
        How many wishes the longest list has of those without ratings; 0: there are none.
    ordered : int
        How many attendees wish without ratings.
    """

    highest: int
    longest: int
    ordered: int

    def worth(self, place: int) -> int:
        """Return what a wish of a list without ratings is worth, the first one's place being 0."""
        return self.highest - self.highest * place // self.longest


def scale(problem: Problem) -> Scale | None:
    """Return what wishes are worth; None where nobody rates any above 0."""
    highest = longest = ordered = 0
    for attendee in problem.attendees:
        wishes = attendee.wishes
        if isinstance(wishes, dict):
            highest = max(highest, *wishes.values())
        elif wishes:
            longest = max(longest, len(wishes))
            ordered += 1
    return Scale(highest, longest, ordered) if highest else None


def worths(attendee: Attendee, known: Scale | None) -> list[tuple[str, int]]:
    """Return what an attendee wishes for and what each is worth, the dearest first.

    A rating of 0 is no wish. Where nobody rates, each wish is worth 1.
    """
    wishes = attendee.wishes
    if isinstance(wishes, dict):
        rated = [(session, rating) for session, rating in wishes.items() if rating]
        return sorted(rated, key=lambda wish: -wish[1])
    if known is None:
        return [(session, 1) for session in wishes]
    return [(session, known.worth(place)) for place, session in enumerate(wishes)]
