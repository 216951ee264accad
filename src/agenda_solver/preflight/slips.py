"""Names that nothing else bears: each may be a slip of the pen, and then asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agenda_solver.preflight.telling import make_finding
from agenda_solver.problem import Problem
from agenda_solver.rules.rooms import RoomIsAsWished
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.together import NotAtTheSameTime, OnDifferentDays, OnTheSameDay
from agenda_solver.rules.words import session_text
from agenda_solver.text import Text, listing, quoted
from agenda_solver.words.names import folded, nearest

# How much alike two names are that may be one: « Climat » and « Climats » are 0.92.
NEARLY = 0.8

_LABELS: Mapping[str, tuple[str, Text]] = {
    "exclusive": (NotAtTheSameTime.key, Text("pas en même temps", "not at the same time")),
    "same_day": (OnTheSameDay.key, Text("même jour", "same day")),
    "different_days": (OnDifferentDays.key, Text("jours différents", "different days")),
}


def find_slips(problem: Problem) -> Iterator[Finding]:
    """Yield blocks and labels of one session, tracks of none, sites and features of no room."""
    yield from _blocks_of_one(problem)
    for label in _LABELS:
        yield from _labels_of_one(problem, label)
    yield from _tracks_of_none(problem)
    yield from _tracks_without_a_row(problem)
    yield from _unknown_sites(problem)
    yield from _unknown_features(problem)


def _blocks_of_one(problem: Problem) -> Iterator[Finding]:
    for block, sessions in problem.blocks.items():
        if len(sessions) == 1:
            yield make_finding(
                "block",
                "warning",
                Text(
                    "{session} : son bloc {block} n'a pas d'autre session",
                    "{session}: its block {block} has no other session",
                ).fill(session=session_text(problem, sessions[0]), block=quoted(block)),
                ("sessions", sessions[0], "block"),
                sessions=sessions,
            )


def _labels_of_one(problem: Problem, key: str) -> Iterator[Finding]:
    rule, name = _LABELS[key]
    bearers: dict[str, list[tuple[str, str]]] = {}
    for session in problem.sessions:
        for label in {folded(label): label for label in getattr(session, key)}.values():
            bearers.setdefault(folded(label), []).append((label, session.id))
    for (label, session_id), *others in bearers.values():
        if not others:
            yield make_finding(
                rule,
                "warning",
                Text(
                    "{session} : aucune autre session ne porte {label} ({name})",
                    "{session}: no other session bears {label} ({name})",
                ).fill(session=session_text(problem, session_id), label=quoted(label), name=name),
                ("sessions", session_id, key),
                sessions=(session_id,),
            )


def _tracks_of_none(problem: Problem) -> Iterator[Finding]:
    for track in problem.tracks:
        if not problem.by_track[track.id]:
            yield make_finding(
                "track",
                "warning",
                Text(
                    "thème {track} : aucune session ne le porte",
                    "track {track}: no session bears it",
                ).fill(track=quoted(track.id)),
                ("tracks", track.id, "id"),
            )


def _tracks_without_a_row(problem: Problem) -> Iterator[Finding]:
    """Yield tracks that are spelt almost like one that has a row, or are several of these."""
    rows = {track.id: track.id for track in problem.tracks}
    for session in problem.sessions:
        if not session.track or session.track in rows:
            continue
        several = [rows[name] for name in _BETWEEN.split(session.track) if name in rows]
        if len(several) > 1:
            yield make_finding(
                "track",
                "warning",
                _SEVERAL_TRACKS.fill(
                    session=session_text(problem, session.id),
                    track=quoted(session.track),
                    first=quoted(several[0]),
                    others=listing(map(quoted, several[1:])),
                ),
                ("sessions", session.id, "track"),
                sessions=(session.id,),
            )
            continue
        like = nearest(session.track, rows, alike=NEARLY)
        if like is not None:
            yield make_finding(
                "track",
                "warning",
                Text(
                    "{session} : son thème {track} n'est pas dans la liste des thèmes ; "
                    "est-ce {like} ?",
                    "{session}: its track {track} is not in the list of tracks; is it {like}?",
                ).fill(
                    session=session_text(problem, session.id),
                    track=quoted(session.track),
                    like=quoted(like),
                ),
                ("sessions", session.id, "track"),
                sessions=(session.id,),
            )


_BETWEEN = re.compile(r"\s*[;/|\n]\s*")
_SEVERAL_TRACKS = Text(
    "{session} : {track} est lu comme un seul thème, à part des autres ; une session n'en a "
    "qu'un : garder {first}, et écrire {others} sous « étiquettes »",
    "{session}: {track} is read as one track, apart from the others; a session has one: keep "
    "{first}, and write {others} below “tags”",
)


def _unknown_sites(problem: Problem) -> Iterator[Finding]:
    known = {room.site for room in problem.room.values()}
    for number, walk in enumerate(problem.event.walks):
        for site in walk.sites:
            if site not in known:
                yield make_finding(
                    "walk",
                    "warning",
                    Text(
                        "trajets : aucune salle n'est sur le site {site}",
                        "walks: no room is on the site {site}",
                    ).fill(site=quoted(site)),
                    ("event", "walks", number),
                )


def _unknown_features(problem: Problem) -> Iterator[Finding]:
    known = {feature for room in problem.room.values() for feature in room.features}
    for session in problem.sessions:
        for feature in session.wanted:
            if feature not in known and problem.may_take_room(session.id):
                yield make_finding(
                    RoomIsAsWished.key,
                    "warning",
                    Text(
                        "{session} : aucune salle n'a {feature}, qui est souhaité",
                        "{session}: no room has {feature}, which is wished",
                    ).fill(session=session_text(problem, session.id), feature=quoted(feature)),
                    ("sessions", session.id, "wanted"),
                    sessions=(session.id,),
                )
