"""What is taken for granted of a draft: what shape the event has, and what each session is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agenda_solver.preflight.questions import has_no_hours
from agenda_solver.problem import KINDS, Path, Problem, Session
from agenda_solver.problem.occasions import Shape
from agenda_solver.rules.words import some_sessions_text
from agenda_solver.text import Text
from agenda_solver.words.occasions import Occasion

# By what custom a session goes that is taken for this, and what it makes of it.
_CUSTOMS: Mapping[Occasion, tuple[str, Text]] = {
    "welcome": ("custom_frame", Text("avant tout le reste", "before all else")),
    "opening": ("custom_frame", Text("au début, rien à côté", "at the beginning, nothing beside")),
    "report": ("custom_report", Text("après ses ateliers", "after its workshops")),
    "closing": ("custom_frame", Text("à la fin, rien à côté", "at the end, nothing beside")),
    "break": ("custom_apart", Text("rien à côté", "nothing beside")),
    "meal": ("custom_meal", Text("à l'heure d'un repas", "at the time of a meal")),
    "drink": ("custom_frame", Text("après tout le reste", "after all else")),
}

_SHAPES: Mapping[Shape, Text] = {
    "thread": Text(
        "un seul fil, une session après l'autre. Autrement : donner un même bloc aux sessions qui "
        "ont lieu ensemble",
        "one thread, one session after the other. Otherwise: give one block to sessions that are "
        "at the same time",
    ),
    "blocks": Text(
        "des blocs, seuls les ateliers ont lieu ensemble. Autrement : changer un "
        "bloc, ou écrire « non » dans « plénière »",
        "blocks, only workshops are at the same time. Otherwise: change a block, or "
        "write “no” in “plenary”",
    ),
    "tracks": Text(
        "des sessions en parallèle, toute la journée. Autrement : écrire « oui » dans "
        "« plénière » pour ce qui s'adresse à tous",
        "sessions side by side, all day. Otherwise: write “yes” in “plenary” for what is for "
        "everybody",
    ),
}


@dataclass(frozen=True)
class Assumption:
    """Something taken for granted.

    Attributes
    ----------
    custom : str
        The key of the custom that goes by it.
    text : Text
        What is taken for granted, and how to say otherwise.
    sessions : tuple of str
        Ids of the sessions of which it is.
    places : tuple of path
        Where in the draft to say otherwise, of each session.
    """

    custom: str
    text: Text
    sessions: tuple[str, ...]
    places: tuple[Path, ...]


def assumptions(problem: Problem) -> tuple[Assumption, ...]:
    """Return what is taken for granted; nothing of a custom that is switched off."""
    every = (*_shape(problem), *_morning(problem), *_occasions(problem))
    off = {key for key, weight in problem.weights.by_rule.items() if not weight}
    return tuple(one for one in every if one.custom not in off)


def _shape(problem: Problem) -> Iterator[Assumption]:
    own = _own(problem)
    if len(own) < 2:
        return
    column = "plenary" if problem.shape == "tracks" else "block"
    first = next((one for one in own if one.block or problem.shape != "blocks"), own[0])
    text = Text("l'évènement : {shape}", "the event: {shape}").fill(shape=_SHAPES[problem.shape])
    yield Assumption("custom_apart", text, (), (("sessions", first.id, column),))


def _morning(problem: Problem) -> Iterator[Assumption]:
    if has_no_hours(problem):
        yield Assumption(
            "custom_early",
            Text(
                "les heures : rien avant 9h00, un accueil dès 8h30. Autrement : donner les heures "
                "de la journée",
                "the hours: nothing before 9:00, a welcome from 8:30. Otherwise: give the hours of "
                "the day",
            ),
            (),
            (("days", problem.days[0].id, "open"),),
        )


def _occasions(problem: Problem) -> Iterator[Assumption]:
    """Yield what sessions are taken for: those whose kind says so, then those whose title does."""
    for occasion, (custom, so) in _CUSTOMS.items():
        taken = [one for one in _own(problem) if occasion in problem.occasions[one.id]]
        for source, by_kind in ((_BY_KIND, True), (_BY_TITLE, False)):
            sessions = [one for one in taken if (one.kind == occasion) == by_kind]
            if sessions:
                titles = {one.label: one.id for one in reversed(sessions)}
                yield Assumption(
                    custom,
                    _TAKEN_FOR.fill(
                        occasion=KINDS[occasion],
                        so=so,
                        source=source,
                        sessions=some_sessions_text(problem, [*reversed(titles.values())]),
                    ),
                    tuple(one.id for one in sessions),
                    tuple(("sessions", one.id, "kind") for one in sessions),
                )


_TAKEN_FOR = Text(
    "{occasion} ({so}), {source} : {sessions}", "{occasion} ({so}), {source}: {sessions}"
)
_BY_KIND = Text("d'après le genre", "by the kind")
_BY_TITLE = Text("d'après le titre", "by the title")


def _own(problem: Problem) -> list[Session]:
    """Return the sessions of which something is taken for granted, each repeated one once."""
    return [
        one
        for one in problem.sessions
        if not one.part_of and not one.external and not one.repeat_of
    ]
