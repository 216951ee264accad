"""A booklet as a page, with filters that need no script.

A session has a class for its day, and for each room, track, sort and person of its own, such
as ``r2``; the option of that value, where it is chosen, hides by a rule of the style all that
have not. The style holds numbers only, no words of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agenda_solver.files.stems import file_stems
from agenda_solver.problem.clocks import moment_in
from agenda_solver.text import Text, day_and_month
from agenda_solver.views.booklet import Booklet, BookletSession

_HUES = 10  # as many as the style has


@dataclass(frozen=True)
class Filter:
    """What a reader may choose one of, the rest being hidden.

    Attributes
    ----------
    letter : str
        With which the classes of its options begin.
    name, any : Text
        What is chosen, and what none is called.
    options : tuple of (str, Text)
        The class of each, and how it is called.
    """

    letter: str
    name: Text
    any: Text
    options: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class BookletPage:
    """A booklet as a page: by what its sessions are known, and chosen."""

    booklet: Booklet

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """By id of a session or part, what stands behind ``#`` in its address."""
        return file_stems(session.session for session in self.booklet.with_parts)

    def moment(self, day: date, minute: int) -> str:
        """Return a moment with its offset, as ``datetime`` of HTML has it."""
        return moment_in(self.booklet.event.zone, day, minute).isoformat(timespec="minutes")

    @cached_property
    def days(self) -> Mapping[date, str]:
        """The class of each day."""
        return {day.day: f"d{number}" for number, day in enumerate(self.booklet.days)}

    def classes(self, session: BookletSession) -> str:
        """Return the classes of a session: how it looks, and by what it is chosen."""
        looks = ["s"]
        if session.rest:
            looks.append("rest")
        if isinstance(session.colour, int):
            looks += ["c", f"c{session.colour % _HUES}"]
        own = {
            "r": session.rooms,
            "t": {session.track},
            "k": {session.sort},
            "p": session.people,
        }
        chosen = (
            name
            for letter, names in self._classes.items()
            for key, name in names.items()
            if key in own[letter]
        )
        return " ".join((*looks, *chosen))

    @cached_property
    def _classes(self) -> Mapping[str, Mapping[str, str]]:
        """The class of each room, track, sort and person, by a letter for each of these."""
        return {
            letter: {key: f"{letter}{number}" for number, key in enumerate(names)}
            for letter, names in self._names.items()
        }

    @property
    def _names(self) -> Mapping[str, Mapping[str, Text]]:
        book = self.booklet
        return {"t": book.tracks, "k": book.sorts, "r": book.rooms, "p": book.people}

    @cached_property
    def day_choices(self) -> tuple[tuple[str, Text], ...]:
        """The days to choose from; none where there is one only."""
        if len(self.days) < 2:
            return ()
        return tuple((name, day_and_month(day)) for day, name in self.days.items())

    @cached_property
    def choices(self) -> tuple[Filter, ...]:
        """What else there are several of to choose from."""
        return tuple(
            Filter(
                letter,
                *_CALLED[letter],
                tuple((self._classes[letter][key], name) for key, name in names.items()),
            )
            for letter, names in self._names.items()
            if len(names) > 1 and self.days
        )

    @property
    def rules(self) -> str:
        """The rules of the style by which a choice hides the rest, and days that are left empty."""
        return "\n".join(self._rules())

    def _rules(self) -> Iterator[str]:
        for name, _ in self.day_choices:
            yield f'.filter:has([value="{name}"]:checked) ~ main .day:not(.{name}) {_HIDDEN}'
        for choice in self.choices:
            for name, _ in choice.options:
                chosen = f'.filter:has([value="{name}"]:checked) ~ main'
                yield f"{chosen} .s:not(.{name}), {chosen} .day:not(:has(.{name})) {_HIDDEN}"


_HIDDEN = "{ display: none; }"
_CALLED: Mapping[str, tuple[Text, Text]] = {
    "t": (Text("Thème", "Track"), Text("Tous les thèmes", "All tracks")),
    "k": (Text("Type de session", "Type of session"), Text("Tous les types", "All types")),
    "r": (Text("Salle", "Room"), Text("Toutes les salles", "All rooms")),
    "p": (Text("Intervenant", "Speaker"), Text("Tous les intervenants", "All speakers")),
}
