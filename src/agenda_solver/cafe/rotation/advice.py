"""Nearby numbers that do better, where a closed form says so; and what cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.cafe.rotation.cafe import Cafe
from agenda_solver.cafe.rotation.closed_form import patterns
from agenda_solver.cafe.rotation.judging import repeated_meetings
from agenda_solver.text import Text, counted

NEARBY = (1, -1, 2, -2)
REPEATED = (
    Text("rencontre répétée", "meeting repeated"),
    Text("rencontres répétées", "meetings repeated"),
)


def advice(cafe: Cafe, repeats: int) -> tuple[Text, ...]:
    """Return what an organiser may do to have fewer repeats, the best first."""
    return (*_about_topics(cafe), *_about_numbers(cafe, repeats))


def _about_topics(cafe: Cafe) -> Iterator[Text]:
    if not cafe.distinct_topics or cafe.keeps_topics:
        return
    topics = len(set(cafe.topics))
    if cafe.rounds > topics:
        yield Text(
            "Il y a plus de tours ({rounds}) que de sujets ({topics}) : des personnes reviennent "
            "à un sujet",
            "There are more rounds ({rounds}) than topics ({topics}): people come back to a topic",
        ).fill(rounds=cafe.rounds, topics=topics)
    else:
        yield Text(
            "Les tables d'un même sujet ont trop peu ou trop de places pour que chacun voie un "
            "autre sujet à chaque tour",
            "The tables of a topic have too few or too many seats for everybody to see another "
            "topic in each round",
        )


def _about_numbers(cafe: Cafe, repeats: int) -> Iterator[Text]:
    """Return the best other number of tables; and one round fewer, if nobody meets again then."""
    own_topics = len(set(cafe.topics)) == cafe.tables
    if not repeats or cafe.before or cafe.hosts or cafe.carousel or not own_topics:
        return
    topics = cafe.keeps_topics
    people = len(cafe.present)
    best = repeats
    change = None
    for tables in (cafe.tables + step for step in NEARBY):
        if tables < 2 or tables * 2 > people:
            continue
        fewer = _least(Cafe.even(people, tables, cafe.rounds, distinct_topics=topics))
        if fewer is not None and fewer < best:
            best = fewer
            change = Text("Avec {n} tables", "With {n} tables").fill(n=tables)
    if change is not None:
        yield _so(change, best, repeats)
    rounds = cafe.rounds - 1
    if rounds > 1 and _least(Cafe.even(people, cafe.tables, rounds, distinct_topics=topics)) == 0:
        yield _so(Text("En {n} tours", "In {n} rounds").fill(n=rounds), 0, repeats)


def _so(change: Text, fewer: int, repeats: int) -> Text:
    if not fewer:
        return Text("{change}, aucune rencontre répétée", "{change}, no meeting repeated").fill(
            change=change
        )
    return Text(
        "{change}, {number} au lieu de {repeats}", "{change}, {number} instead of {repeats}"
    ).fill(change=change, number=counted(fewer, *REPEATED), repeats=repeats)


def _least(cafe: Cafe) -> int | None:
    """Return the fewest repeats of the closed forms; None where there is none."""
    whole = [table.tolist() for table in patterns(cafe) if len(table) == cafe.rounds]
    return min(map(repeated_meetings, whole), default=None)
