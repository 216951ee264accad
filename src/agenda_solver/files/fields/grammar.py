"""What a person writes when one cell says several things, and back.

Each function `read_…` takes the words of a cell and returns plain data for `Problem.read`;
each `write_…` returns the words for such data. ``;``, a comma or a new line stand between
things; what holds one of the marks itself, or a word that has a meaning of its own, stands
between ``"…"``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agenda_solver.text import Language, Text
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import flag_in
from agenda_solver.words.moments import read_length, write_clock, write_day
from agenda_solver.words.names import clean, folded, refused
from agenda_solver.words.pieces import bare, pieces_of, shield, without_bullet
from agenda_solver.words.unnamed import is_unnamed, named_in

_LONGEST_PIECE = 300  # characters; the id of a session has at most 200

Data = dict[str, Any]


# --- People in their roles ----------------------------------------------------------------

ROLE = Text("intervention", "speaker")


def read_roles(words: str, language: Language, resolve: Callable[[str], str]) -> Data:
    """Read ``animation : a ; intervention : b, c / d``: c or d is yet to be named.

    People without a role are there to speak.

    Raises
    ------
    NotUnderstoodError
        If it is not plain who has which role.
    """
    roles: Data = {}
    named = False
    for piece in pieces_of(words, ";\n"):
        role, people = _role(piece)
        if role is None and named:
            raise refused(piece, _NO_ROLE)
        named = role is not None
        entries = [_entry(one, resolve) for one in pieces_of(people, ",")]
        roles.setdefault(ROLE.say(language) if role is None else role, []).extend(entries)
    return roles


_ROLES = Text(
    "attendu « rôle : personne, personne ; rôle : … »", "expected “role: person, person; role: …”"
)
_NO_ROLE = Text(
    "il n'est pas dit dans quel rôle ; séparer par des virgules les personnes d'un même rôle "
    "(animation : dupont, durand)",
    "it is not said in which role; put commas between the people of one role "
    "(moderator: dupont, durand)",
)


def _role(piece: str) -> tuple[str | None, str]:
    if clean(piece).startswith(":"):
        raise refused(piece, _ROLES)
    first = pieces_of(piece, ":")
    if len(first) == 1 and not clean(piece).endswith(":"):
        return None, piece
    if len(first) > 2:
        raise refused(piece, _ROLES)
    return bare(first[0]), first[1] if len(first) == 2 else ""


def _entry(piece: str, resolve: Callable[[str], str]) -> str | Data:
    people = [resolve(bare(one)) for one in pieces_of(piece, "/")]
    if not people:
        raise refused(piece, _ROLES)
    if len(people) == 1 and not clean(piece).endswith("/"):
        return people[0]
    return {"one_of": people}


def read_chosen(words: str, resolve: Callable[[str], str]) -> list[tuple[str | None, str]]:
    """Read ``animation : a ; intervention : b, c``: each with the role, where it is said.

    Raises
    ------
    NotUnderstoodError
        If it is not plain who, or for what.
    """
    chosen: list[tuple[str | None, str]] = []
    for piece in pieces_of(words, ";\n"):
        role, people = _role(piece)
        for one in pieces_of(people, ","):
            entry = _entry(one, resolve)
            if isinstance(entry, str) and is_unnamed(entry) and not named_in(entry):
                continue  # nobody is chosen
            if not isinstance(entry, str):
                raise refused(one, _ONE_PERSON)
            chosen.append((role, entry))
    return chosen


_ONE_PERSON = Text(
    "attendu une seule personne par rôle à pourvoir",
    "expected one person for each role to be filled",
)


def write_roles(roles: Mapping[str, Sequence[str | Mapping[str, Any]]]) -> str:
    """Write the people of each role, a role on a line."""
    return " ;\n".join(
        f"{shield(role)} : {', '.join(map(_write_entry, people))}".rstrip()
        for role, people in roles.items()
    )


def _write_entry(entry: str | Mapping[str, Any]) -> str:
    if isinstance(entry, str):
        return shield(entry)
    people = [shield(one) for one in entry["one_of"]]
    return " / ".join(people) if len(people) > 1 else f"{people[0]} /"


# --- From one site to another -------------------------------------------------------------

_DASHES = "–—→↔"
_BLANKS_AROUND = re.compile(r"(?P<one>\S.{0,299}?)\s+-\s+(?P<other>\S.*)", re.DOTALL)
_WALKS = Text(
    "attendu « site – site : minutes », par exemple Nord – Sud : 10",
    "expected “site – site: minutes”, for example North – South: 10",
)


def read_walks(words: str) -> list[Data]:
    """Read ``Nord – Sud : 10 ; Nord – Gare : 15``.

    Raises
    ------
    NotUnderstoodError
        If a piece is not two sites and a length.
    """
    return [_walk(piece) for piece in pieces_of(words, also=_DASHES)]


def _walk(piece: str) -> Data:
    parts = pieces_of(piece, ":", _DASHES)
    sites = _two_sites(parts[0]) if len(parts) == 2 else []
    if len(sites) != 2:
        raise refused(piece, _WALKS)
    try:
        return {"sites": sites, "minutes": read_length(parts[1])}
    except NotUnderstoodError:
        raise refused(piece, _WALKS) from None


def _two_sites(words: str) -> list[str]:
    """Cut words where it is plainest: at a dash; a hyphen may be of a name."""
    for marks in (_DASHES, "/"):
        sites = pieces_of(words, marks, _DASHES)
        if len(sites) > 1:
            return [bare(site) for site in sites]
    apart = _BLANKS_AROUND.fullmatch(without_bullet(words))
    if apart is not None:
        return [bare(site) for site in apart.groups()]
    return [bare(site) for site in pieces_of(words, "-")]


def write_walks(walks: Sequence[Mapping[str, Any]]) -> str:
    """Write the two sites of each walk, and its minutes."""
    return " ; ".join(
        f"{' – '.join(map(_site, walk['sites']))} : {walk['minutes']}" for walk in walks
    )


def _site(words: str) -> str:
    return shield(words, always=not words or any(mark in words for mark in (*_DASHES, "-")))


# --- Levels -------------------------------------------------------------------------------

_LEVELS = Text(
    "attendu un nom et un nombre entier (par exemple « Salle bleue : 3 »)",
    "expected a name and a whole number (for example “Blue room: 3”)",
)


def read_levels(words: str, find: Callable[[str], str]) -> Data:
    """Read ``Salle bleue : 3 ; Amphi : 10``: an id or a name, and a whole number.

    Raises
    ------
    NotUnderstoodError
        If a piece is not that.
    """
    levels: Data = {}
    for piece in pieces_of(words):
        *names, level = pieces_of(piece, ":")
        if len(names) != 1 or not bare(level).isdecimal():
            raise refused(piece, _LEVELS)
        levels[find(bare(names[0]))] = int(bare(level))
    return levels


def write_levels(levels: Mapping[str, int]) -> str:
    """Write each name and its level."""
    return " ; ".join(f"{shield(name, always=':' in name)} : {n}" for name, n in levels.items())


# --- Other sessions -----------------------------------------------------------------------


_GAP = re.compile(
    r"\s*(?:(?P<exactly>\d{1,6})|(?P<min>\d{1,6})?\s*(?:min|mn)?\s*[-–]\s*(?P<max>\d{1,6})?)"
    r"\s*(?:min|mn)?\s*\]\s*",
    re.IGNORECASE,
)
_GAP_OUTSIDE = re.compile(r".*(?:[(+]\s*|\s)\d[\d\s–-]*(?:min|mn|h|')\w*\.?\s*\)?", re.DOTALL)
_LINKS = Text(
    "attendu « session [10-30] », la pause en minutes",
    "expected “session [10-30]”, the pause in minutes",
)


def read_links(
    words: str, resolve: Callable[[str], str], knows: Callable[[str], bool]
) -> list[Data]:
    """Read ``a ; b [10-30]``: between 10 and 30 minutes apart; ``[10-]``, at least 10.

    Parameters
    ----------
    words : str
    resolve : callable
        Returns the id that words mean.
    knows : callable
        Whether there is such an id: else ``a (15 min)`` is taken for an attempt at a pause.

    Raises
    ------
    NotUnderstoodError
        If a pause is not understood.
    """
    return [_link(piece, resolve, knows) for piece in pieces_of(words)]


def _link(piece: str, resolve: Callable[[str], str], knows: Callable[[str], bool]) -> Data:
    if clean(piece).startswith("["):
        raise refused(piece, _LINKS)
    session, *brackets = pieces_of(piece, "[")
    link: Data = {"session": resolve(bare(session))}
    if not brackets and not clean(piece).endswith("["):
        if (
            len(session) < _LONGEST_PIECE
            and _GAP_OUTSIDE.fullmatch(clean(session))
            and not knows(link["session"])
        ):
            raise refused(piece, _LINKS)
        return link
    gap = _GAP.fullmatch(brackets[0]) if len(brackets) == 1 else None
    bounds = gap.groupdict() if gap else {}
    if not any(bounds.values()):
        raise refused(piece, _LINKS)
    for key in ("min", "max"):
        if minutes := bounds["exactly"] or bounds[key]:
            link[key] = int(minutes)
    return link


def write_links(links: Sequence[Mapping[str, Any]]) -> str:
    """Write the other sessions, and in brackets the pause between."""
    return " ; ".join(_write_link(link) for link in links)


def _write_link(link: Mapping[str, Any]) -> str:
    session = shield(link["session"])
    if "min" not in link and "max" not in link:
        return session
    return f"{session} [{link.get('min', '')}-{link.get('max', '')}]"


# --- What is locked -----------------------------------------------------------------------

_LOCKS: Mapping[str, Text] = {
    "day": Text("jour", "day"),
    "start": Text("début", "start"),
    "room": Text("salle", "room"),
}
_LOCK_OF = {folded(words): key for key, text in _LOCKS.items() for words in (text.fr, text.en)}
_LOCK_OF |= {"date": "day", "heure": "start", "time": "start"}
_LOCKED = re.compile(
    rf"({'|'.join(words for text in _LOCKS.values() for words in (text.fr, text.en))}"
    r"|debut|date|heure|time)(?:(?:\s*[:=]\s*|\s+)(.+))?",
    re.IGNORECASE | re.DOTALL,
)


def read_locks(words: str) -> dict[str, str | None]:
    """Read ``oui``, or what is locked: ``jour ; début 9h30 ; salle amphi``.

    Returns
    -------
    dict of str to (str or None)
        ``day``, ``start`` and ``room``: where it is locked, None for where it stands.
    """
    pieces = [without_bullet(piece) for piece in pieces_of(words)]
    if len(pieces) == 1 and not _LOCKED.fullmatch(pieces[0]):
        flag = flag_in(pieces[0])
        if flag is None:
            raise refused(pieces[0], _LOCKS_WANTED)
        return dict.fromkeys(_LOCKS) if flag else {}
    locks: dict[str, str | None] = {}
    for piece in pieces:
        match = _LOCKED.fullmatch(piece)
        key = _LOCK_OF[folded(match[1])] if match else None
        if match is None or key is None or key in locks:
            raise refused(piece, _LOCKS_WANTED)
        locks[key] = bare(match[2]) if match[2] else None
    return locks


_LOCKS_WANTED = Text(
    "attendu oui, non, ou ce qui est verrouillé parmi jour, début, salle",
    "expected yes, no, or what is locked among day, start, room",
)


def write_locks(locked: Mapping[str, str], language: Language) -> str:
    """Write where a session is locked, whatever its row says now."""
    shown = dict(locked)
    if "day" in shown:
        shown["day"] = write_day(shown["day"], language)
    if "start" in shown:
        shown["start"] = write_clock(shown["start"], language)
    if "room" in shown:
        shown["room"] = shield(shown["room"])
    return " ; ".join(
        f"{name.say(language)} : {shown[key]}" for key, name in _LOCKS.items() if key in shown
    )
