"""What is taken for granted of a draft: what shape the event has, and what each session is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agenda_solver.preflight.questions import has_no_hours, spoken_of
from agenda_solver.problem import KINDS, Path, Problem, Session
from agenda_solver.problem.occasions import Shape
from agenda_solver.rules.words import some_sessions_text
from agenda_solver.text import Text
from agenda_solver.words.occasions import Occasion

# By what custom a session goes that is taken for this.
_CUSTOMS: Mapping[Occasion, str] = {
    "welcome": "custom_frame",
    "opening": "custom_frame",
    "report": "custom_report",
    "closing": "custom_frame",
    "break": "custom_apart",
    "meal": "custom_meal",
    "drink": "custom_frame",
}
# What that makes of it.
_SO: Mapping[Occasion, Text] = {
    "welcome": Text("avant tout le reste", "before all else"),
    "opening": Text("au début, rien à côté", "at the beginning, nothing beside"),
    "report": Text("après ses ateliers", "after its workshops"),
    "closing": Text("à la fin, rien à côté", "at the end, nothing beside"),
    "break": Text("rien à côté", "nothing beside"),
    "meal": Text("à l'heure d'un repas", "at the time of a meal"),
    "drink": Text("après tout le reste", "after all else"),
}
_AT_NOON = Text("avant le repas", "before the meal")

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
    own = spoken_of(problem)
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
    """Yield what sessions are taken for, those together that are for the same reason."""
    for occasion, custom in _CUSTOMS.items():
        groups: dict[tuple[Text, Text], list[Session]] = {}
        for session in spoken_of(problem):
            if occasion in problem.occasions[session.id]:
                source = _BY_KIND if session.kind == occasion else _BY_TITLE
                what = _what(problem, occasion, session)
                groups.setdefault((what, source), []).append(session)
        for (what, source), sessions in groups.items():
            by_title = {session.label: session.id for session in reversed(sessions)}
            yield Assumption(
                custom,
                _TAKEN_FOR.fill(
                    what=what,
                    source=source,
                    sessions=some_sessions_text(problem, [*reversed(by_title.values())]),
                ),
                tuple(session.id for session in sessions),
                tuple(("sessions", session.id, "kind") for session in sessions),
            )


def _what(problem: Problem, occasion: Occasion, session: Session) -> Text:
    """Return what a session is taken for, and where that puts it."""
    if occasion == "drink" and problem.habits.rank(session.id) is None:
        so = _AT_NOON
    elif (occasion == "break" and problem.shape == "tracks") or (
        occasion == "meal" and problem.event.slots
    ):
        return KINDS[occasion]
    else:
        so = _SO[occasion]
    return Text("{occasion} ({so})", "{occasion} ({so})").fill(occasion=KINDS[occasion], so=so)


_TAKEN_FOR = Text("{what}, {source} : {sessions}", "{what}, {source}: {sessions}")
_BY_KIND = Text("d'après le genre", "by the kind")
_BY_TITLE = Text("d'après le titre", "by the title")
