"""How many sessions of a day or of a slot, or times of a session, a cell asks for, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agenda_solver.text import Language, Text
from agenda_solver.words.moments import Calendar
from agenda_solver.words.names import clean, refused
from agenda_solver.words.pieces import pieces_of
from agenda_solver.words.windows import read_windows, write_windows

_LEAST = r"(?:au moins|at least|min(?:imum)?\.?|>=|≥)\s*(?P<least>\d+)"
_MOST = r"(?:au plus|at most|max(?:imum)?\.?|<=|≤)\s*(?P<most>\d+)"
_RANGE = r"(?:(?:de|entre|between|from)\s+)?(?P<from>\d+)\s*(?:à|a|et|to|and|-|–)\s*(?P<to>\d+)"
_ONLY_MOST = _MOST.replace("<most>", "<only_most>")
_MANY = rf"{_RANGE}|{_LEAST}(?:,?\s*(?:et|and)?\s*{_MOST})?|{_ONLY_MOST}|(?P<exactly>\d+)"
_QUOTA = re.compile(rf"(?:(?P<hours>\S.*?)\s*:\s*)?(?:{_MANY})\s*(?P<kind>[^\d:]*)", re.DOTALL)
_EXPECTED = Text(
    "attendu « heures : combien », par exemple 9h-12h30 : au moins 8 ateliers",
    "expected “hours: how many”, for example 09:00-12:30: at least 8 workshops",
)
_TIMES = re.compile(
    rf"(?:{_RANGE}|{_MOST}|(?P<exactly>\d+))\s*(?:fois|times|x|×)?"
    r"(?:\s*[,;]\s*(?P<settled>fixé|fixe|fixée|settled))?"
)
_EXPECTED_TIMES = Text(
    "attendu un nombre, ou un minimum et un maximum : 3, ou 1 à 5",
    "expected a number, or a least and a most: 3, or 1 to 5",
)
_ANY_KIND = ("session", "sessions")
"""What is counted, in everybody's words; of that kind itself, it stands in brackets."""


def read_quotas(words: str, calendar: Calendar) -> list[dict[str, Any]]:
    """Read ``9h-12h30 : au moins 8 ateliers ; 14h-18h : 8 à 10``.

    Raises
    ------
    NotUnderstoodError
        If it is not plain how many sessions are asked for, or when.
    """
    return [_quota(piece, calendar) for piece in pieces_of(words, ";\n")]


def _quota(piece: str, calendar: Calendar) -> dict[str, Any]:
    match = _QUOTA.fullmatch(clean(piece).casefold())
    if match is None:
        raise refused(piece, _EXPECTED)
    least = match["from"] or match["least"] or match["exactly"]
    most = match["to"] or match["most"] or match["only_most"] or match["exactly"]
    kind = clean(match["kind"].strip("() "))
    quota = {
        **(_hours(piece, match["hours"], calendar) if match["hours"] else {}),
        "min": least and int(least),
        "max": most and int(most),
        "kind": kind if kind not in _ANY_KIND or "(" in match["kind"] else None,
    }
    return {key: value for key, value in quota.items() if value not in (None, "")}


def _hours(piece: str, words: str, calendar: Calendar) -> dict[str, Any]:
    windows = read_windows(words, calendar)
    if len(windows) != 1 or "day" in windows[0]:
        raise refused(piece, _EXPECTED)
    return windows[0]


_WRITTEN = (
    Text("{min} à {max}", "{min} to {max}"),
    Text("au moins {min}", "at least {min}"),
    Text("au plus {max}", "at most {max}"),
)


def write_quotas(quotas: Sequence[Mapping[str, Any]], language: Language) -> str:
    """Write what `read_quotas` reads."""
    return " ; ".join(_write_quota(quota, language) for quota in quotas)


def _write_quota(quota: Mapping[str, Any], language: Language) -> str:
    hours = {key: quota[key] for key in ("start", "end") if key in quota}
    both, least, most = _WRITTEN
    wording = both if "min" in quota and "max" in quota else least if "min" in quota else most
    words = wording.fill(min=quota.get("min"), max=quota.get("max")).say(language)
    kind = f" {_kind_text(quota['kind'])}" if quota.get("kind") else ""
    return f"{write_windows([hours], language)} : {words}{kind}" if hours else f"{words}{kind}"


def _kind_text(kind: str) -> str:
    return f"({kind})" if kind in _ANY_KIND else kind


def read_times(words: str) -> int | dict[str, Any]:
    """Read ``3``, or ``1 à 5``; ``1 à 5, fixé`` where each time has a row of its own.

    Raises
    ------
    NotUnderstoodError
        If it is not plain how many times are asked for.
    """
    match = _TIMES.fullmatch(clean(words).casefold())
    if match is None:
        raise refused(words, _EXPECTED_TIMES)
    if match["exactly"]:
        return int(match["exactly"])
    times: dict[str, Any] = {
        "min": int(match["from"] or 1),
        "max": int(match["to"] or match["most"]),
    }
    return {**times, "settled": True} if match["settled"] else times


_SETTLED = Text("{times}, fixé", "{times}, settled")


def write_times(times: int | Mapping[str, Any], language: Language) -> object:
    """Write what `read_times` reads; a number as it is."""
    if isinstance(times, int):
        return times
    words = _WRITTEN[0].fill(min=times.get("min", 1), max=times["max"])
    return (_SETTLED.fill(times=words) if times.get("settled") else words).say(language)
