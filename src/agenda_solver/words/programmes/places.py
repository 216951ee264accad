"""Rooms in a line of a programme: ``(salle B)``, ``Amphi 2 :``, ``– Hall``, ``@ Room 3``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agenda_solver.words.programmes.people import people_in
from agenda_solver.words.programmes.phrases import (
    BLANK_ROOM,
    LABELS,
    ROOM,
    ROOM_AFTER,
    ROOM_LEAD,
    TO_BE_SAID,
    flat,
)

_ASIDE = re.compile(r"\s*[(\[]\s*([^()\[\]]*)\s*[)\]]\s*")
_TAIL = re.compile(
    r"\s+[-–—|/•@>]\s*|\s*[–—|@]\s*|,\s+|\.\s+|"
    r"\s+(?=(?:en|in|[aà]\s+l[ae'’]|[aà]\s+l['’]|au|dans\s+l[ae'’]|in\s+the|at\s+the)\s*(?:salle|room|amphi|"
    r"auditorium|m[ée]diath[èe]que|biblioth[èe]que|gymnase|foyer|hall|library|main\s+hall))",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—|]\s+")
_HEAD = re.compile(r"\s*[:–—|]\s+|\s+-\s+")
_TWICE = re.compile(
    r"(?:salle|room)\s*:?\s+(?=(?:salle|room|amphi\w*|auditorium|hall)\b)", re.IGNORECASE
)
_CODE = re.compile(r"[A-Z]{1,3}[-.]?\d{2,4}[a-z]?(?:\s?[-/,&]\s?[A-Z]{0,3}[-.]?\d{2,4}[a-z]?)*")
_LONGEST = 60
_MOST_WORDS = 7
_NOT_A_ROOM = re.compile(
    r"\b(?:hall d'exposition de|espace d'echanges?|espaces? de (?:parole|dialogue)|stand by)\b"
)


@dataclass(frozen=True)
class Placed:
    """A line without the room in it, and this; ``""`` is a room left blank."""

    rest: str
    room: str | None = None


def is_room(words: str) -> bool:
    """Whether words name a room, and nothing more."""
    plain = flat(words).strip(" .,;:")
    if (
        not plain
        or len(plain) > _LONGEST
        or len(plain.split()) > _MOST_WORDS
        or _NOT_A_ROOM.search(plain)
    ):
        return False
    if _CODE.fullmatch(words.strip()):
        return True
    lead = ROOM_LEAD.match(plain)
    begin = lead.end() if lead else 0
    match = ROOM.match(plain, begin)
    if match and not re.search(r"[?!:;]", plain[match.end() :]):
        return plain[match.end() :] != "s"
    return bool(ROOM_AFTER.match(plain))


def room_alone(words: str) -> str | None:
    """Return the room that a line is, after a label or not; None where it is more."""
    label = LABELS["room"].match(flat(words))
    if label:
        rest = words[label.end() :].strip(" .;")
        return "" if not rest or TO_BE_SAID.match(flat(rest)) else named(rest)
    bare = words.strip().strip("()[]")
    return named(bare) if is_room(bare) else None


def named(words: str) -> str:
    """Return the name of a room without what leads to it: ``Salle L. Armand``."""
    words = _TWICE.sub("", " ".join(words.split()), count=1).strip(" .,;:–—-()[]")
    words += ")" if words.count("(") > words.count(")") else ""
    lead = ROOM_LEAD.match(flat(words))
    return words[lead.end() :].strip(" .,;:") if lead else words


def without_room(line: str) -> Placed:
    """Return a line without the room that stands in it, at its end or at its beginning."""
    plain = flat(line)
    if blank := BLANK_ROOM.search(plain):
        return Placed(_without(line, blank.start(), blank.end()), "")
    for aside in _ASIDE.finditer(line):
        if is_room(aside[1]):
            return Placed(_without(line, aside.start(), aside.end()), named(aside[1]))
        who, _, where = aside[1].rpartition(", ")
        if who and is_room(where) and ROOM_LEAD.match(flat(where)):
            return Placed(f"{line[: aside.start()]} ({who}){line[aside.end() :]}", named(where))
    for tail in reversed(list(_TAIL.finditer(line))):
        words = line[tail.end() :]
        if line[: tail.start()].strip() and is_room(words) and _is_apart(tail[0], words):
            room, after = _before_people(words)
            return Placed(line[: tail.start()].rstrip(" ,:–—-|") + after, named(room))
    head = _HEAD.search(line)
    if head and is_room(line[: head.start()]) and line[head.end() :].strip():
        return Placed(line[head.end() :].strip(), named(line[: head.start()]))
    return Placed(line)


def _before_people(words: str) -> tuple[str, str]:
    """Return the room that words begin with, and the people named behind a dash after it."""
    for dash in _DASH.finditer(words):
        after = words[dash.end() :]
        if not is_room(after) and people_in(after):
            return words[: dash.start()], words[dash.start() :]
    return words, ""


def _is_apart(mark: str, words: str) -> bool:
    """Whether what follows a comma or a full stop is a room for sure: it names one at once."""
    capitals = all(word[:1].isupper() or word[:1].isdecimal() for word in words.split())
    return mark.strip() not in (",", ".") or capitals or bool(ROOM.match(flat(words).strip()))


def _without(line: str, start: int, end: int) -> str:
    return " ".join(f"{line[:start]} {line[end:]}".split()).strip(" ,–—-|").replace(" ,", ",")
