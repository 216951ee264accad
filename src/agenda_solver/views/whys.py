"""Why a session is where it is, or an attendee is not in a workshop, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from agenda_solver.explain.placing import Leaves, Moment, TierCost, Whereabouts
from agenda_solver.problem import Problem
from agenda_solver.rules.words import (
    people_count,
    placement_text,
    session_text,
)
from agenda_solver.text import SEMICOLON, Names, Text, counted, listing, same, strung
from agenda_solver.views import news
from agenda_solver.views.aims import aim_text
from agenda_solver.views.answers import spot_asked
from agenda_solver.views.names import other_people, shown_names
from agenda_solver.views.reasons import Paragraph, under
from agenda_solver.views.ways import proof_text
from agenda_solver.views.wishes import ordinal, rank_text

if TYPE_CHECKING:
    from agenda_solver.explain import WayOut
    from agenda_solver.explain.seating import OtherSeat, SeatMove
    from agenda_solver.replan import Plan
    from agenda_solver.replan.elsewhere import Elsewhere
    from agenda_solver.rules.rule import Finding
    from agenda_solver.substitutes import Substitute

MOST_UNKEPT = 6
"""So many things are told that would not be kept any more."""


# --- Where a session is -------------------------------------------------------------------


def whereabouts_lines(problem: Problem, why: Whereabouts) -> Iterator[Paragraph]:
    """Yield why a session is where it is, and what other moments would cost."""
    about = session_text(problem, why.placement.session)
    yield Paragraph(_IS_AT.fill(session=about, place=placement_text(problem, why.placement)))
    yield from under(_LEAVE_LEAST, map(_leaves_text, why.leaves))
    choice = [counted(why.starts, *_STARTS)]
    if problem.takes_room(why.placement.session):
        choice.append(counted(why.rooms, *_ROOMS))
    in_all = _IN_ALL if why.leaves else _IN_ALL_ASKED
    yield Paragraph(in_all.fill(choice=listing(choice)))
    yield from map(Paragraph, _others_stay(problem, why))
    yield from under(_ELSEWHERE, (_moment_text(problem, moment) for moment in why.moments))


def _leaves_text(leaves: Leaves) -> Text:
    counts = []
    if leaves.starts is not None:
        counts.append(counted(leaves.starts, *_STARTS))
    if leaves.rooms is not None:
        counts.append(counted(leaves.rooms, *_ROOMS))
    return _LEAVES.fill(demand=leaves.finding.text, choice=listing(counts))


def _others_stay(problem: Problem, why: Whereabouts) -> Iterator[Text]:
    """Yield at how many other starts a session could be, the others being where they are."""
    if not why.tried:
        return
    fitting = counted(why.fitting, *_FITTING) if why.fitting else _NONE_FITS
    yield _OTHERS_STAY.fill(fitting=fitting, tried=why.tried)
    if why.in_the_way:
        clashes = (
            _CLASHES.fill(session=session_text(problem, session), count=count)
            for session, count in why.in_the_way
        )
        yield _IN_THE_WAY.fill(clashes=strung(clashes))


def _moment_text(problem: Problem, moment: Moment) -> Text:
    place = placement_text(problem, moment.placement)
    changed = _changes(moment.costs)
    sentence = _AT.fill(place=place, costs=listing(changed) if changed else _AS_GOOD)
    if not moment.unkept:
        return sentence
    first, *rest = moment.unkept
    more = counted(len(rest), *_OTHERS)
    unkept = _AND_MORE.fill(text=first.text, more=more) if rest else first.text
    return _WITH.fill(sentence=sentence, unkept=unkept)


def elsewhere_lines(problem: Problem, answer: Elsewhere) -> Iterator[Paragraph]:
    """Yield what it would change and cost that a session were elsewhere, or why it cannot."""
    fields = {
        "session": session_text(problem, answer.session),
        "spot": spot_asked(problem, answer.spot),
    }
    if answer.here:
        yield Paragraph(_HERE.fill(**fields))
        return
    if answer.locked is not None:
        yield Paragraph(_LOCKED.fill(lock=spot_asked(problem, answer.locked), **fields))
    if answer.kept_out:
        yield from under(_KEPT_OUT.fill(**fields), _texts(answer.kept_out))
        yield from under(_WAYS, map(_way_text, answer.ways))
        return
    plan = answer.plan
    assert plan is not None
    if plan.difference is None:
        impossible = plan.result.status == "infeasible"
        yield Paragraph((_IMPOSSIBLE if impossible else _NOT_FOUND).fill(**fields))
        yield from _why_none(plan)
        yield from under(_WAYS, map(_way_text, answer.ways))
        return
    yield from map(Paragraph, (_POSSIBLE.fill(**fields), *news.plan_summary(plan)))
    yield from under(_CHANGES, news.session_lines(plan.difference))
    yield from _price_of(answer)


def _why_none(plan: Plan) -> Iterator[Paragraph]:
    """Yield what is wrong on sight, and what cannot hold together."""
    errors = (finding for finding in plan.result.findings if finding.severity == "error")
    yield from under(_ON_SIGHT, _texts(errors))
    if plan.reasons is not None:
        yield from under(_TOGETHER, _texts(plan.reasons.every_finding))


def _price_of(answer: Elsewhere) -> Iterator[Paragraph]:
    """Yield what it would cost that a session were elsewhere, and what would be lost."""
    yield Paragraph(_COSTS.fill(costs=costs_text(answer.costs)))
    unkept = [*_texts(answer.unkept)]
    if len(unkept) > MOST_UNKEPT:
        unkept[MOST_UNKEPT - 1 :] = [_OTHER_THINGS.fill(more=len(unkept) - MOST_UNKEPT + 1)]
    yield from under(_UNKEPT, unkept)
    if answer.freely:
        proven = _PROVEN if all(tier.proven for tier in answer.freely) else _NOT_PROVEN
        yield Paragraph(_FREELY.fill(costs=costs_text(answer.freely), proven=proven))


def _texts(findings: Iterable[Finding]) -> Iterator[Text]:
    return (finding.text for finding in findings)


def _way_text(way: WayOut) -> Text:
    edits = strung((edit.text for edit in way.edits), SEMICOLON)
    return _WAY.fill(edits=edits, proof=proof_text(way))


def costs_text(costs: Sequence[TierCost]) -> Text:
    """Return what is paid more, or less, in one phrase."""
    changed = _changes(costs)
    return strung(changed, SEMICOLON) if changed else _NOTHING_MORE


def _changes(costs: Iterable[TierCost]) -> list[Text]:
    """Return what is paid more, or less, tier by tier."""
    return [
        (_MORE if tier.after > tier.before else _LESS).fill(
            amount=abs(tier.after - tier.before), aim=aim_text(tier.rules)
        )
        for tier in costs
        if tier.after != tier.before
    ]


_STARTS = Text("heure de début", "start"), Text("heures de début", "starts")
_ROOMS = Text("salle", "room"), Text("salles", "rooms")
_IS_AT = Text("{session} : {place}.", "{session}: {place}.")
_LEAVE_LEAST = Text("Ce qui laisse le moins de choix :", "What leaves least to choose from:")
_LEAVES = Text("{demand} : {choice}", "{demand}: {choice}")
_IN_ALL = Text(
    "Tout cela ensemble laisse {choice}.", "All of this together leaves {choice} to choose from."
)
_IN_ALL_ASKED = Text(
    "Ce qui est imposé laisse {choice}.", "What is demanded leaves {choice} to choose from."
)
_FITTING = Text("convient", "fits"), Text("conviennent", "fit")
_NONE_FITS = Text("aucune ne convient", "none fits")
_OTHERS_STAY = Text(
    "Les autres sessions restant où elles sont, sur {tried} autres heures de début, {fitting}.",
    "With the other sessions where they are, of {tried} other starts, {fitting}.",
)
_IN_THE_WAY = Text("Les autres se heurtent à : {clashes}.", "The others clash with: {clashes}.")
_CLASHES = Text("{session} ({count})", "{session} ({count})")
_ELSEWHERE = Text("À un autre moment :", "At another moment:")
_AT = Text("{place} : {costs}", "{place}: {costs}")
_AS_GOOD = Text("aussi bien", "as good")
_WITH = Text("{sentence} — {unkept}", "{sentence} – {unkept}")
_AND_MORE = Text("{text} (et {more})", "{text} (and {more})")
_OTHERS = Text("autre", "other"), Text("autres", "others")
_HERE = Text("{session} y est déjà : {spot}.", "{session} is there already: {spot}.")
_LOCKED = Text(
    "Le brouillon verrouille {session} : {lock}. Ce verrou serait à lever.",
    "The draft locks {session}: {lock}. This lock would have to go.",
)
_KEPT_OUT = Text(
    "{session}, {spot} : impossible, où que soient les autres sessions :",
    "{session}, {spot}: impossible, wherever the other sessions are:",
)
_IMPOSSIBLE = Text(
    "{session}, {spot} : impossible, c'est prouvé.", "{session}, {spot}: proven impossible."
)
_NOT_FOUND = Text(
    "{session}, {spot} : rien trouvé dans le temps donné.",
    "{session}, {spot}: nothing was found within the time given.",
)
_ON_SIGHT = Text("Au vu de ce qui est demandé :", "As what is asked shows:")
_TOGETHER = Text("Ce qui ne peut pas tenir ensemble :", "What cannot hold together:")
_WAYS = Text(
    "Ce qui le permettrait (chaque ligne a été essayée) :",
    "What would allow it (each line was tried):",
)
_WAY = Text("{edits} — {proof}", "{edits} – {proof}")
_POSSIBLE = Text("{session}, {spot} : possible.", "{session}, {spot}: possible.")
_CHANGES = Text("Ce qui changerait :", "What would change:")
_COSTS = Text("Ce que cela coûterait : {costs}.", "What it would cost: {costs}.")
_NOTHING_MORE = Text("rien de plus", "nothing more")
_MORE = Text("{amount} de plus pour {aim}", "{amount} more for {aim}")
_LESS = Text("{amount} de moins pour {aim}", "{amount} less for {aim}")
_UNKEPT = Text("Ce qui ne serait plus tenu :", "What would not be kept any more:")
_OTHER_THINGS = Text("et {more} autres choses", "and {more} other things")
_FREELY = Text(
    "Si toutes les autres sessions pouvaient bouger, au mieux : {costs}{proven}.",
    "If all other sessions might move, at best: {costs}{proven}.",
)
_PROVEN = Text(" (prouvé)", " (proven)")
_NOT_PROVEN = Text(" (pas prouvé)", " (not proven)")


# --- Where an attendee is -----------------------------------------------------------------


def seat_lines(problem: Problem, answer: OtherSeat, names: Names) -> Iterator[Paragraph]:
    """Yield what it would take that somebody had a seat in a workshop, or why it cannot be."""
    called = shown_names(problem.attendees, names)
    session = session_text(problem, answer.session)
    fields = {"attendee": called[answer.attendee], "session": session}
    if answer.here:
        yield Paragraph(_SITS_THERE.fill(**fields))
        return
    if answer.kept_out:
        yield from under(_SEAT_KEPT_OUT.fill(**fields), _texts(answer.kept_out))
        return
    if not answer.moves:
        yield Paragraph(_NO_WAY.fill(**fields))
        return
    own = [move for move in answer.moves if move.attendee == answer.attendee]
    others = [move for move in answer.moves if move.attendee != answer.attendee]
    if answer.full:
        yield Paragraph(_FULL.fill(session=session))
    yield from (Paragraph(_own_text(problem, move, called)) for move in own)
    if others:
        yield from under(_IT_TAKES, _summed(others))
        yield from under(_WHO_MOVES, (_move_text(problem, move, called) for move in others))
    else:
        yield Paragraph(_NOBODY_MOVES)
    costs = [
        _AIM.fill(aim=cost.aim, before=cost.before, after=cost.after)
        for cost in answer.costs
        if cost.before != cost.after
    ]
    yield from under(_SEAT_COSTS, costs)
    if not costs:
        yield Paragraph(_AS_GOOD_FOR_ALL)
    yield Paragraph(_CHEAPEST if answer.proven else _PERHAPS_CHEAPER)


def _summed(moves: Iterable[SeatMove]) -> Iterator[Text]:
    """Yield how many go from which wish to which, the most first."""
    kinds = Counter(
        (move.before is None, move.after is None, move.rank_before, move.rank_after)
        for move in moves
    )
    for (gains, loses, before, after), number in kinds.most_common():
        several = number > 1
        fields = {"people": people_count(number), "before": _wish(before), "after": _wish(after)}
        if gains:
            yield _GAIN[several].fill(**fields)
        elif loses:
            yield _LOSE[several].fill(**fields)
        elif before is not None and after is not None:
            fields |= {"before": ordinal(before), "after": ordinal(after)}
            yield _GO[several].fill(**fields)
        elif before is None and after is None:
            yield _OUTSIDE[several].fill(**fields)
        else:
            yield (_CEASE if after is None else _BEGIN)[several].fill(**fields)


def _wish(rank: int | None) -> Text:
    return _NO_WISH if rank is None else rank_text(rank)


def _own_text(problem: Problem, move: SeatMove, called: Mapping[str, str]) -> Text:
    wish = same("") if move.rank_after is None else _AS.fill(wish=rank_text(move.rank_after))
    return _OWN.fill(move=_move_text(problem, move, called), wish=wish)


def _move_text(problem: Problem, move: SeatMove, called: Mapping[str, str]) -> Text:
    before, after = (
        session_text(problem, session) if session else _NO_SEAT
        for session in (move.before, move.after)
    )
    return news.line(same(called[move.attendee]), news.arrow(before, after))


_NO_SEAT = Text("sans place", "no seat")
_SITS_THERE = Text("{attendee} a déjà une place : {session}.", "{attendee} has a seat: {session}.")
_SEAT_KEPT_OUT = Text(
    "{attendee} ne peut pas être dans {session}, quoi que fassent les autres :",
    "{attendee} cannot be in {session}, whatever the others do:",
)
_NO_WAY = Text(
    "{attendee}, {session} : rien trouvé dans le temps donné.",
    "{attendee}, {session}: nothing was found within the time given.",
)
_FULL = Text("{session} est complet.", "{session} is full.")
_OWN = Text("{move}{wish}.", "{move}{wish}.")
_AS = Text(" ({wish})", " ({wish})")
_IT_TAKES = Text("Il faudrait que :", "For that to be:")
_GO = (
    Text(
        "{people} passe de son {before} à son {after} vœu",
        "{people} goes from their {before} to their {after} wish",
    ),
    Text(
        "{people} passent de leur {before} à leur {after} vœu",
        "{people} go from their {before} to their {after} wish",
    ),
)
_CEASE = (
    Text(
        "{people} passe de son {before} à un atelier hors de ses vœux",
        "{people} goes from their {before} to a workshop that was no wish",
    ),
    Text(
        "{people} passent de leur {before} à un atelier hors de leurs vœux",
        "{people} go from their {before} to a workshop that was no wish",
    ),
)
_BEGIN = (
    Text(
        "{people} passe d'un atelier hors de ses vœux à son {after}",
        "{people} goes from a workshop that was no wish to their {after}",
    ),
    Text(
        "{people} passent d'un atelier hors de leurs vœux à leur {after}",
        "{people} go from a workshop that was no wish to their {after}",
    ),
)
_OUTSIDE = (
    Text("{people} change d'atelier, hors de ses vœux", "{people} changes workshops, both no wish"),
    Text(
        "{people} changent d'atelier, hors de leurs vœux", "{people} change workshops, both no wish"
    ),
)
_LOSE = (
    Text("{people} perde sa place ({before})", "{people} loses a seat ({before})"),
    Text("{people} perdent leur place ({before})", "{people} lose their seats ({before})"),
)
_GAIN = (
    Text("{people} sans place en ait une ({after})", "{people} without a seat has one ({after})"),
    Text(
        "{people} sans place en aient une ({after})", "{people} without a seat have one ({after})"
    ),
)
_NO_WISH = Text("hors des vœux", "no wish")
_WHO_MOVES = Text("Par exemple :", "For example:")
_NOBODY_MOVES = Text("Personne d'autre n'aurait à bouger.", "Nobody else would have to move.")
_SEAT_COSTS = Text("Ce que cela coûterait :", "What it would cost:")
_AIM = Text("{aim} : {after} au lieu de {before}", "{aim}: {after} instead of {before}")
_AS_GOOD_FOR_ALL = Text("En tout, ce serait aussi bien.", "In all, it would be as good.")
_CHEAPEST = Text("Moins cher est impossible, c'est prouvé.", "Nothing costs less: proven.")
_PERHAPS_CHEAPER = Text(
    "Il n'est pas prouvé que rien ne coûte moins.", "That nothing costs less is not proven."
)


# --- Who could take part ------------------------------------------------------------------

MOST_PEOPLE = 12
"""So many people are told who are free, and as many who nearly are."""


def who_can_lines(problem: Problem, people: Sequence[Substitute]) -> Iterator[Paragraph]:
    """Yield who is free, then who would be if one thing changed."""
    free = [_free_text(problem, each) for each in people if each.is_free]
    nearly = [
        _NEARLY.fill(
            person=problem.person[each.person].label,
            text=obstacle.text,
            takes=obstacle.takes,
        )
        for each in people
        for obstacle in each.obstacles
    ]
    if not free:
        yield Paragraph(_NOBODY_IS_FREE)
    yield from under(_FREE, _first(free))
    yield from under(_NEARLY_FREE, _first(nearly))


def _free_text(problem: Problem, free: Substitute) -> Text:
    label = same(problem.person[free.person].label)
    if not free.gives_up:
        return label
    sessions = listing(session_text(problem, session) for session in free.gives_up)
    return _GIVES_UP.fill(person=label, sessions=sessions)


def _first(texts: Sequence[Text]) -> tuple[Text, ...]:
    if len(texts) <= MOST_PEOPLE:
        return tuple(texts)
    rest = other_people(len(texts) - MOST_PEOPLE + 1)
    return (*texts[: MOST_PEOPLE - 1], rest)


_NOBODY_IS_FREE = Text("Personne n'est libre.", "Nobody is free.")
_FREE = Text("Libres :", "Free:")
_NEARLY_FREE = Text("Libres si une chose changeait :", "Free if one thing changed:")
_NEARLY = Text("{person} : {text} ; il faudrait : {takes}", "{person}: {text}; it takes: {takes}")
_GIVES_UP = Text(
    "{person} (qui laisserait sa place : {sessions})", "{person} (who would leave: {sessions})"
)
