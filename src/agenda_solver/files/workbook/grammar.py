"""What a person writes when one cell says several things, and back.

Each function `read_…` takes the words of a cell and returns plain data for `Problem.read`;
each `write_…` returns the words for such data. ``;``, a comma or a new line stand between
things; what holds one of the marks itself, or a word that has a meaning of its own, stands
between ``"…"``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from agenda_solver.problem import clean, folded, parse_clock
from agenda_solver.text import Language, Text, cut, quoted

_MARKS = ";,:/[]\n"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_BULLETS = "-–—•·▪●◦*"
_BULLET = re.compile(rf"^\s*[{_BULLETS}]\s+(?=\S)")
_LONGEST = 60  # characters of a cell that a sentence repeats

Data = dict[str, Any]


class NotUnderstoodError(Exception):
    """A cell does not say what its column is for.

    Attributes
    ----------
    text : Text
        Why.
    sure : bool
        Whether it is known what was meant, and only not which.
    """

    def __init__(self, text: Text, *, sure: bool = False) -> None:
        self.text = text
        self.sure = sure
        super().__init__(text.en)


def refused(words: str, expected: Text) -> NotUnderstoodError:
    """Return the refusal of words that are nothing a column is for."""
    return NotUnderstoodError(
        Text(
            "{words} n'est pas compris : {expected}", "{words} is not understood: {expected}"
        ).fill(words=quoted(cut(clean(words), _LONGEST)), expected=expected)
    )


# --- Pieces -------------------------------------------------------------------------------


def pieces_of(words: str, marks: str, also: str = "") -> list[str]:
    """Cut words at some marks, but not between quotation marks; blank pieces are left out.

    Parameters
    ----------
    words : str
    marks : str
        Where to cut.
    also : str
        Further marks that may stand around quotation marks, beside the usual ones.
    """
    known = _MARKS + also
    pieces, begin, place, opens = [], 0, 0, True
    while place < len(words):
        letter = words[place]
        shielded = _QUOTED.match(words, place) if opens and letter == '"' else None
        if shielded and _ends(words, shielded.end(), known):
            place = shielded.end()
            opens = False
            continue
        if letter in marks:
            pieces.append(words[begin:place])
            begin = place + 1
        opens = letter in known or (opens and (letter.isspace() or letter in _BULLETS))
        place += 1
    pieces.append(words[begin:])
    return [piece for piece in pieces if clean(piece)]


def _ends(words: str, place: int, marks: str) -> bool:
    """Whether a mark is next, blanks aside, or nothing more."""
    rest = words[place:]
    blanks = len(rest) - len(rest.lstrip(" \t"))
    return not rest.strip() or rest[blanks] in marks


def bare(piece: str) -> str:
    """Return what a piece says, without its quotation marks and the bullet before it."""
    words = clean(_BULLET.sub("", piece, count=1))
    if len(words) > 1 and _QUOTED.fullmatch(words):
        return clean(words[1:-1].replace('""', '"'))
    return words


def shield(words: str, *, always: bool = False) -> str:
    """Return words that `pieces_of` leaves whole and that mean nothing but themselves."""
    if always or any(mark in words for mark in (*_MARKS, '"')) or _BULLET.match(words):
        return '"' + words.replace('"', '""') + '"'
    return words


# --- Lists --------------------------------------------------------------------------------

NONE = Text("aucune", "none")
_NONE = ("aucune", "aucun", "none")


def read_list(words: str, resolve: Callable[[str], str]) -> list[str]:
    """Read ``a ; b``; ``aucune`` is a list of nothing."""
    pieces = pieces_of(words, ";,\n")
    if len(pieces) == 1 and _says_none(clean(pieces[0])):
        return []
    return [resolve(bare(piece)) for piece in pieces]


def _says_none(words: str) -> bool:
    return words in tuple(_BULLETS) or ('"' not in words and folded(words) in _NONE)


def write_list(items: Sequence[str], language: Language) -> str:
    """Write ``a ; b``."""
    if not items:
        return NONE.say(language)
    return " ; ".join(shield(item, always=_says_none(item)) for item in items)


# --- Times of day -------------------------------------------------------------------------

_NOON = ("midi", "noon")


def _on_one_line(words: str) -> str:
    """Return words with single blanks between them: runs of them make patterns slow."""
    return " ".join(clean(words).split())


def plain_clock(words: str) -> str:
    """Return a time of day as `parse_clock` takes it: ``à 9 heures 30`` is ``9h 30``."""
    words = re.sub(r"^(?:[aà]|at)\s+", "", _on_one_line(words), flags=re.IGNORECASE)
    if folded(words) in _NOON:
        return "12:00"
    return re.sub(r"(?<=\d)\s*heures?\b", "h", words, flags=re.IGNORECASE)


def write_clock(words: str, language: Language) -> str:
    """Write ``09:30`` as the language does."""
    return words.replace(":", "h") if language == "fr" else words


def write_day(words: str, language: Language) -> str:
    """Write ``2026-06-10`` as the language does."""
    return "/".join(reversed(words.split("-"))) if language == "fr" else words


# --- Windows ------------------------------------------------------------------------------

_CLOCK = (
    r"(?:\d{1,2}\s*(?:[:.]\s*\d{2}(?::00)?|h(?:eures?)?\s*(?:\d{2}(?:\s*(?:min|mn)\b)?)?|(?=[ap]))"
    rf"(?:\s*[ap]\.?m\b\.?)?|{'|'.join(_NOON)})"
)
_TO = r"(?:->|=>|[-–—−→>]|[aà]\b|to\b|until\b|jusqu['’]?\s*[aà]\b)"
_FROM = r"(?:de|d[eè]s|[aà] partir de|apr[eè]s|from|after|since)"
_UNTIL = r"(?:jusqu['’]?\s*[aà]|jusque|avant|until|till|before)"
_HOURS = (
    rf"(?:{_FROM}\s+)?(?P<start>{_CLOCK})\s*{_TO}\s*(?P<end>{_CLOCK}|\d{{1,2}})"
    rf"|(?P<bare_start>\d{{1,2}})[-–](?P<bare_end>{_CLOCK})"
    rf"|(?:de|from)\s+(?P<de>\d{{1,2}})\s*{_TO}\s*(?P<to>{_CLOCK})"
    rf"|{_FROM}\s+(?P<only_start>{_CLOCK})|{_UNTIL}\s*(?P<only_end>{_CLOCK})"
)
_OPEN = re.compile(
    rf"(?P<open_start>{_CLOCK})\s*[-–—→]|[-–—→]\s*(?P<open_end>{_CLOCK})", re.IGNORECASE
)
_WINDOW = re.compile(
    rf"(?:(?P<day>\S.*?)(?:\s*[:]\s*|\s+))??(?:{_HOURS})(?:\s+(?:le|on)\s+(?P<on>\S.*))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\b(?:entre|between)\s+({_CLOCK})\s+(?:et|and)\s+({_CLOCK})", re.IGNORECASE)
_AND = re.compile(r"\s+(?:et|and)\s+|\s*&\s*", re.IGNORECASE)
_MIDNIGHT = re.compile(r"00?\s*(?:h|[:.])\s*(?:00)?", re.IGNORECASE)
_LONGEST_PIECE = 300  # characters; the id of a day has at most 200
_EVERY_DAY = Text("tous les jours", "every day")
EVERY = ("touslesjours", "chaquejour", "everyday", "eachday", "alldays")
WINDOWS = Text(
    "attendu des heures (9h15-10h15), un jour (10/06/2026), ou les deux (10/06/2026 9h15-10h15)",
    "expected hours (09:15-10:15), a day (2026-06-10), or both (2026-06-10 09:15-10:15)",
)
_WHICH_DAY = Text(
    "de quels jours parlent ces heures ? Écrire le jour devant les heures, chaque fois "
    "(10/06/2026 9h-12h ; 11/06/2026 9h-12h), ou « tous les jours 9h-12h »",
    "of which days are these hours? Write the day before the hours, each time "
    "(2026-06-10 09:00-12:00 ; 2026-06-11 09:00-12:00), or “every day 09:00-12:00”",
)
_ALWAYS = Text(
    "ensemble, ces heures veulent dire toujours ; attendu par exemple 9h15-10h15",
    "together, these hours mean always; expected 09:15-10:15, for example",
)


def read_windows(words: str, day: Callable[[str], date], *, one_day: bool = False) -> list[Data]:
    """Read ``10/06/2026 9h15-10h15 ; tous les jours jusqu'à 12h``.

    After a comma or “and”, hours are of the day before them. After ``;`` or a new line they
    are of every day, which must be said where a day was named before.

    Parameters
    ----------
    words : str
    day : callable
        Reads a day.
    one_day : bool
        Whether the event has one day only, so that hours say enough.

    Raises
    ------
    NotUnderstoodError
        If a piece is no window, or if it may mean several.
    """
    found: list[Data] = []
    named = False
    for piece in pieces_of(words, ";\n"):
        parts = [_Part.read(part, day) for part in _parts(piece)]
        windows = _joined(parts)
        if windows is None or (named and not one_day and _unnamed(parts)):
            raise refused(piece, _WHICH_DAY)
        named = named or any("day" in window for window in windows)
        found += windows
    if _mean_always(found):
        raise refused(words, _ALWAYS)
    return found


def _unnamed(parts: Sequence[_Part]) -> bool:
    """Whether hours stand alone, where a day was named before."""
    return any(part.day is None for part in parts) and not parts[0].every


def _mean_always(windows: Sequence[Data]) -> bool:
    """Whether “from 9:00” and “until 12:00” were meant for one window: two would be always."""
    until: dict[object, int] = {}
    for window in windows:
        if "start" not in window and "end" in window:
            day = window.get("day")
            until[day] = max(until.get(day, 0), _minute(window["end"]))
    return any(
        "end" not in window and _minute(window["start"]) < until.get(window.get("day"), 0)
        for window in windows
        if "start" in window
    )


def _minute(clock: str) -> int:
    try:
        return parse_clock(clock)
    except PydanticCustomError:
        return 0  # told when the window itself is read


def _parts(piece: str) -> list[str]:
    """Cut a piece at its commas and “and”."""
    found: list[str] = []
    for part in pieces_of(_on_one_line(piece), ","):
        if _QUOTED.fullmatch(clean(part)):
            found.append(bare(part))
        else:
            found += filter(clean, _AND.split(_BETWEEN.sub(r"\1-\2", bare(part))))
    return [clean(part) for part in found]


@dataclass(frozen=True)
class _Part:
    """A day, hours, or both; `every` where the words say that all days are meant."""

    day: date | None
    hours: Data
    every: bool

    @classmethod
    def read(cls, words: str, day: Callable[[str], date]) -> _Part:
        if len(words) > _LONGEST_PIECE:
            raise refused(words, WINDOWS)
        match = _OPEN.fullmatch(words) or _WINDOW.fullmatch(words)
        told = match.groupdict() if match else {"day": words}
        named = told.pop("day", None), told.pop("on", None)
        if all(named):
            raise refused(words, WINDOWS)
        name = named[0] or named[1]
        hours = _hours(words, {key: value for key, value in told.items() if value}, day)
        if name is None or folded(name) in EVERY:
            if not hours:
                raise refused(words, WINDOWS)
            return cls(None, hours, name is not None)
        if not folded(name):
            raise refused(words, WINDOWS)
        try:
            return cls(day(name), hours, every=False)
        except NotUnderstoodError as error:
            raise (error if error.sure else refused(words, WINDOWS)) from None


def _hours(words: str, told: Mapping[str, str], day: Callable[[str], date]) -> Data:
    """Return the start and the end that a match has found."""
    found: Data = {}
    for group, clock in told.items():
        key = (
            "start" if group in ("start", "bare_start", "de", "only_start", "open_start") else "end"
        )
        found[key] = f"{clock}h" if clock.isdigit() else plain_clock(clock)
    if "end" in found and _MIDNIGHT.fullmatch(found["end"]):
        found["end"] = "24:00"
    halves = [bool(re.search(r"[ap]\.?m", clock, re.IGNORECASE)) for clock in found.values()]
    if len(set(halves)) > 1 or any(_is_date(clock, day) for clock in found.values()):
        raise refused(words, WINDOWS)
    return found


def _is_date(clock: str, day: Callable[[str], date]) -> bool:
    """Whether ``10.06`` may be a day rather than a time."""
    if "." not in clock:
        return False
    try:
        day(clock)
    except NotUnderstoodError:
        return False
    return True


def _joined(parts: Sequence[_Part]) -> list[Data] | None:
    """Return the windows of parts between commas; None where they may mean several things."""
    if all(part.day and not part.hours for part in parts):
        return [{"day": part.day} for part in parts]
    if all(not part.day for part in parts):
        return [part.hours for part in parts]
    found: list[Data] = []
    last: date | None = None
    for place, part in enumerate(parts):
        alone = part.day is not None and not part.hours
        if part.every or (last is None and part.day is None) or (alone and place > 0):
            return None
        last = part.day or last
        if part.hours:
            found.append({"day": last, **part.hours})
    if not parts[0].hours and len(parts) > 1 and parts[1].day:
        return None
    return found


def write_windows(windows: Sequence[Mapping[str, Any]], language: Language) -> str:
    """Write windows as they are read; dates so that no other month can be meant."""
    if len(windows) > 1:
        mixed = len({"day" in window for window in windows}) > 1
        return " ; ".join(
            _write_window(window, language, _HOURS_TOLD, mixed=mixed) for window in windows
        )
    return "".join(_write_window(it, language, _wording(it), mixed=False) for it in windows)


def _wording(window: Mapping[str, Any]) -> Text:
    """Return how the hours of a window that stands alone are best told."""
    if ("start" in window) == ("end" in window):
        return _HOURS_TOLD
    return _FROM_START if "start" in window else _UNTIL_END


def _write_window(
    window: Mapping[str, Any], language: Language, wording: Text, *, mixed: bool
) -> str:
    start, end = window.get("start", "00:00"), window.get("end", "24:00")
    told = wording.fill(start=write_clock(start, language), end=write_clock(end, language))
    hours = told.say(language)
    if "day" not in window:
        return f"{_EVERY_DAY.say(language)} {hours}" if mixed else hours
    day = write_day(window["day"], language)
    return day if (start, end) == ("00:00", "24:00") else f"{day} {hours}"


_HOURS_TOLD = Text("{start}-{end}", "{start}-{end}")
_UNTIL_END = Text("jusqu'à {end}", "until {end}")
_FROM_START = Text("à partir de {start}", "from {start}")


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
    found: Data = {}
    told = False
    for piece in pieces_of(words, ";\n"):
        role, people = _role(piece)
        if role is None and told:
            raise refused(piece, _NO_ROLE)
        told = role is not None
        entries = [_entry(one, resolve) for one in pieces_of(people, ",")]
        found.setdefault(ROLE.say(language) if role is None else role, []).extend(entries)
    return found


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
    found: list[tuple[str | None, str]] = []
    for piece in pieces_of(words, ";\n"):
        role, people = _role(piece)
        for one in pieces_of(people, ","):
            entry = _entry(one, resolve)
            if not isinstance(entry, str):
                raise refused(one, _ONE_PERSON)
            found.append((role, entry))
    return found


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


def read_walks(words: str, minutes: Callable[[str], int]) -> list[Data]:
    """Read ``Nord – Sud : 10 ; Nord – Gare : 15``.

    Parameters
    ----------
    words : str
    minutes : callable
        Reads a length.

    Raises
    ------
    NotUnderstoodError
        If a piece is not two sites and a length.
    """
    return [_walk(piece, minutes) for piece in pieces_of(words, ";,\n", _DASHES)]


def _walk(piece: str, minutes: Callable[[str], int]) -> Data:
    told = pieces_of(piece, ":", _DASHES)
    sites = _two_sites(told[0]) if len(told) == 2 else []
    if len(sites) != 2:
        raise refused(piece, _WALKS)
    try:
        return {"sites": sites, "minutes": minutes(clean(told[1]))}
    except NotUnderstoodError:
        raise refused(piece, _WALKS) from None


def _two_sites(words: str) -> list[str]:
    """Cut words where it is plainest: at a dash; a hyphen may be of a name."""
    for marks in (_DASHES, "/"):
        found = pieces_of(words, marks, _DASHES)
        if len(found) > 1:
            return [bare(site) for site in found]
    apart = _BLANKS_AROUND.fullmatch(clean(_BULLET.sub("", words, count=1)))
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
    return [_link(piece, resolve, knows) for piece in pieces_of(words, ";,\n")]


def _link(piece: str, resolve: Callable[[str], str], knows: Callable[[str], bool]) -> Data:
    if clean(piece).startswith("["):
        raise refused(piece, _LINKS)
    session, *brackets = pieces_of(piece, "[")
    found: Data = {"session": resolve(bare(session))}
    if not brackets and not clean(piece).endswith("["):
        if (
            len(session) < _LONGEST_PIECE
            and _GAP_OUTSIDE.fullmatch(clean(session))
            and not knows(found["session"])
        ):
            raise refused(piece, _LINKS)
        return found
    gap = _GAP.fullmatch(brackets[0]) if len(brackets) == 1 else None
    bounds = gap.groupdict() if gap else {}
    if not any(bounds.values()):
        raise refused(piece, _LINKS)
    for key in ("min", "max"):
        if minutes := bounds["exactly"] or bounds[key]:
            found[key] = int(minutes)
    return found


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
_TRUE = ("oui", "yes", "vrai", "true", "x", "1", "o", "y")
_FALSE = ("non", "no", "faux", "false", "0", "n")
_TICKS = "✓✔☑✅"


def read_flag(words: str) -> bool:
    """Read ``oui`` or ``non``."""
    if folded(words) in _TRUE or clean(words.replace("\ufe0f", "")) in tuple(_TICKS):
        return True
    if folded(words) in _FALSE:
        return False
    raise NotUnderstoodError(
        Text("{words} n'est ni « oui » ni « non »", "{words} is neither “yes” nor “no”").fill(
            words=quoted(cut(clean(words), _LONGEST))
        )
    )


def read_locks(words: str) -> dict[str, str | None]:
    """Read ``oui``, or what is locked: ``jour ; début 9h30 ; salle amphi``.

    Returns
    -------
    dict of str to (str or None)
        ``day``, ``start`` and ``room``: where it is locked, None for where it stands.
    """
    pieces = [clean(_BULLET.sub("", piece, count=1)) for piece in pieces_of(words, ";,\n")]
    if len(pieces) == 1 and not _LOCKED.fullmatch(pieces[0]):
        try:
            return dict.fromkeys(_LOCKS) if read_flag(pieces[0]) else {}
        except NotUnderstoodError:
            raise refused(pieces[0], _LOCKS_WANTED) from None
    found: dict[str, str | None] = {}
    for piece in pieces:
        match = _LOCKED.fullmatch(piece)
        key = _LOCK_OF[folded(match[1])] if match else None
        if match is None or key is None or key in found:
            raise refused(piece, _LOCKS_WANTED)
        found[key] = bare(match[2]) if match[2] else None
    return found


_LOCKS_WANTED = Text(
    "attendu oui, non, ou ce qui est verrouillé parmi jour, début, salle",
    "expected yes, no, or what is locked among day, start, room",
)


def write_locks(locked: Mapping[str, str], language: Language) -> str:
    """Write where a session is locked, whatever its row says now."""
    told = dict(locked)
    if "day" in told:
        told["day"] = write_day(told["day"], language)
    if "start" in told:
        told["start"] = write_clock(told["start"], language)
    if "room" in told:
        told["room"] = shield(told["room"])
    return " ; ".join(
        f"{name.say(language)} : {told[key]}" for key, name in _LOCKS.items() if key in told
    )
