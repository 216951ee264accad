"""What could become of each session that somebody cannot attend, and who could take the part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agenda_solver.changes import PersonIsReplaced, SessionIsCancelled
from agenda_solver.rules.people import PersonIsPresent
from agenda_solver.rules.words import session_text
from agenda_solver.substitutes import Obstacle
from agenda_solver.text import SEMICOLON, Text, counted, listing, quoted, same, strung
from agenda_solver.views.news import changes_text, line
from agenda_solver.words.shells import as_one_word

if TYPE_CHECKING:
    from agenda_solver.replan import Beside, Option, Plan, Standbys

# So many people are named in a sentence.
MOST_NAMED = 4


def option_lines(plan: Plan) -> list[Text]:
    """Return for each session that cannot stay as it is the ways, and what each comes to.

    They are in the order of the plan: what an organiser would rather do comes first.
    """
    return [line(strung([row.session, row.way]), row.noted) for row in option_rows(plan)]


def options_by_session(plan: Plan, *, typed: bool = True) -> list[tuple[Text, list[Text]]]:
    """Return for each session that cannot stay as it is a heading, the ways, and who could help.

    `typed` says what to type to take another way.
    """
    lines: dict[Text, list[Text]] = {}
    for row in option_rows(plan):
        lines.setdefault(row.session, []).append(
            line(row.way, row.noted if typed or row.chosen else row.price)
        )
    for standbys in plan.standbys:
        session = _option_title(plan, standbys.session)
        lines.setdefault(session, []).append(
            line(
                _INSTEAD.fill(person=_option_person(plan, standbys.person)),
                _could_text(plan, standbys),
            )
        )
    return [(_CHOICES.fill(session=session), texts) for session, texts in lines.items()]


_CHOICES = Text(
    "Les choix pour {session} (ce que change le programme entier) :",
    "The choices for {session} (what the whole plan changes):",
)
_INSTEAD = Text("à la place de {person}", "instead of {person}")


@dataclass(frozen=True)
class OptionRow:
    """A way for a session, in words.

    Attributes
    ----------
    session, way, price : Text
        The session's title, what becomes of it, and what the whole plan changes.
    note : Text or None
        Whether it is the one that was taken; else what to type to take it.
    chosen : bool
    """

    session: Text
    way: Text
    price: Text
    note: Text | None
    chosen: bool

    @property
    def noted(self) -> Text:
        """The price, with its note where there is one."""
        if self.note is None:
            return self.price
        return Text("{price} ({note})", "{price} ({note})").fill(price=self.price, note=self.note)


def option_rows(plan: Plan) -> list[OptionRow]:
    """Return the ways for each session, those that come to another left out."""
    rows = [
        OptionRow(
            _option_title(plan, option.session),
            _way_text(plan, option),
            _price_text(option),
            _option_note(option),
            option.chosen,
        )
        for option in plan.options
    ]
    return list(dict.fromkeys(rows))


def _option_note(option: Option) -> Text | None:
    if option.chosen:
        return _CHOSEN
    if option.price is None:
        return None
    typed = typed_text(option)
    if typed is not None:
        return same(typed)
    if option.deserted:
        return _IF_SAID
    return _TYPE_IT if option.way == "replaced" else None


def typed_text(option: Option) -> str | None:
    """Return what to type for a way to be taken, where that alone does it."""
    match option.instruction:
        case PersonIsReplaced(person, by):
            return f"--replace-person {as_one_word(f'{person}={by}')}"
        case SessionIsCancelled(session):
            return f"--cancel-session {as_one_word(session)}"
    return None


_CHOSEN = Text("retenu", "chosen")
_TYPE_IT = Text("à taper dans la ligne de la session", "to be typed into the row of the session")
_IF_SAID = Text(
    "si vous le dites : effacer ce nom dans la ligne de la session",
    "if you say so: delete that name in the row of the session",
)


def standby_lines(plan: Plan) -> list[Text]:
    """Return for each part that somebody cannot take who of the draft could."""
    return [
        line(
            _INSTEAD_OF.fill(
                session=_option_title(plan, standbys.session),
                person=_option_person(plan, standbys.person),
            ),
            _could_text(plan, standbys),
        )
        for standbys in plan.standbys
    ]


def _could_text(plan: Plan, standbys: Standbys) -> Text:
    texts = []
    if standbys.free:
        names = [same(_option_person(plan, one.person)) for one in standbys.free]
        texts.append(_FREE.fill(people=_first_of(names)))
    if standbys.nearly_free and len(standbys.free) < MOST_NAMED:
        named = [
            Text("{person} ({change})", "{person} ({change})").fill(
                person=_option_person(plan, one.person), change=_change_text(one.obstacles[0])
            )
            for one in standbys.nearly_free
        ]
        # Who is free is asked first.
        named = named[: MOST_NAMED - len(standbys.free)] if standbys.free else named
        texts.append(_NEARLY_FREE.fill(people=_first_of(named)))
    return strung(texts, SEMICOLON)


def _change_text(obstacle: Obstacle) -> Text:
    """Return for how long somebody would have to be there; else what is in the way."""
    return obstacle.takes if obstacle.rule == PersonIsPresent.key else obstacle.text


def _first_of(names: Sequence[Text]) -> Text:
    if len(names) <= MOST_NAMED:
        return listing(names)
    more = len(names) - MOST_NAMED + 1
    others = counted(more, Text("autre", "other"), Text("autres", "others"))
    return listing([*names[: MOST_NAMED - 1], others])


_INSTEAD_OF = Text("{session}, à la place de {person}", "{session}, instead of {person}")
_FREE = Text("libres à cette heure : {people}", "free at that time: {people}")
_NEARLY_FREE = Text("si une chose changeait : {people}", "if one thing changed: {people}")


def _option_title(plan: Plan, session: str) -> Text:
    if session in plan.problem.session:
        return session_text(plan.problem, session)
    return plan.gone.get(session, quoted(session))


def _option_person(plan: Plan, person: str) -> str:
    known = plan.problem.person.get(person)
    if known is None and plan.difference:
        known = plan.difference.before.problem.person.get(person)
    return person if known is None else known.label


def _way_text(plan: Plan, option: Option) -> Text:
    """Return what becomes of a session: ``déplacer la session, sans A``."""
    parts: tuple[Option | Beside, ...] = (option, *option.beside)
    way = strung(dict.fromkeys(_part_text(plan, part) for part in parts))
    return _WITH_NOBODY.fill(way=way) if option.deserted else way


def _part_text(plan: Plan, part: Option | Beside) -> Text:
    person = _option_person(plan, part.person)
    if part.way == "replaced":
        if part.by is None:
            return _REPLACE.fill(person=person)
        return Text("{by} remplace {person}", "{by} replaces {person}").fill(
            person=person, by=_option_person(plan, part.by)
        )
    if part.way == "without":
        return Text("sans {person}", "without {person}").fill(person=person)
    return _MOVE if part.way == "moved" else _CANCEL


_REPLACE = Text("quelqu'un d'autre pour {person}", "somebody else for {person}")
_MOVE = Text("déplacer la session", "move the session")
_CANCEL = Text("annuler la session", "cancel the session")
_WITH_NOBODY = Text("{way}, ni personne d'autre", "{way} or anybody else")


def _price_text(option: Option) -> Text:
    if option.price is None:
        return _IMPOSSIBLE if option.status == "infeasible" else _UNKNOWN
    return changes_text(option.price)


_IMPOSSIBLE = Text("impossible, c'est prouvé", "proven impossible")
_UNKNOWN = Text("rien trouvé dans le temps donné", "nothing was found within the time given")
