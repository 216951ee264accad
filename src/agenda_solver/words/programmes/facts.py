"""What is said of the whole event, and not of a session: its name, place, days, contact.

What stands before the programme begins and after it ends is read here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agenda_solver.text import Text
from agenda_solver.words.programmes import sentences
from agenda_solver.words.programmes.dates import Dated, dates_within, weekday_alone, without_dates
from agenda_solver.words.programmes.hours import Span, leading_span, spans_within
from agenda_solver.words.programmes.lines import Line
from agenda_solver.words.programmes.outline import Fact, Hour, Outline
from agenda_solver.words.programmes.phrases import BEGIN, END, LABELS, flat

LINK = re.compile(r"(?:https?://|www\.)[^\s<>()]+[^\s<>().,;]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+\d{2}\s?|0)\d(?:[\s.-]?\d{2}){4}(?!\d)|\+\d[\d\s().-]{8,}\d")
_ADDRESS = re.compile(
    r"(?<!\d)\d{5}\s+[A-ZÀ-Þ]|(?<!\d)\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|quai|"
    r"chemin|allée|impasse|cours|route|square|esplanade)\b|^(?:rue|avenue|boulevard|place|quai|esplanade|cours)\s|"
    r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b|(?<!\d)\d{1,4}\s+(?:[A-Z]\w+\s){1,3}(?:Street|Road|Lane|Avenue|Square)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:maison|hotel|palais|pavillon|cite|centre|espace|salle|universite(?! d.ete)|campus|"
    r"mairie|theatre|musee|mediatheque|"
    r"auditorium|amphitheatre|domaine|chateau|abbaye|ecole|lycee|college|institut|halle?s?|gymnase|bibliotheque|"
    r"parc|cinema|eglise|temple|moulin|lavoir|manoir|"
    r"town hall|city hall|guildhall|centre|center|university|hall|house|library|school|museum)\b"
)
_VERSION = re.compile(
    r"\bversion\b|\bprovisoire\b|\bprevisionnel|\bdraft\b|\bmis(?:e)? a jour\b|\bupdated\b"
)
_SENTENCE = re.compile(r"[.!?…]\s*$")
_CALL = re.compile(
    r"\b(?:soyez|rejoignez|inscrivez|reservez|venez|save the date|join us|register|"
    r"rendez-vous(?! d)|merci de|bonjour|cher|chere|"
    r"dear|hello|veuillez|nous avons|vous trouverez|please find|voici|here is|ci-dessous|"
    r"cordialement|bien a vous|"
    r"kind regards|best wishes|best regards|invitation|vous invitent?|a le plaisir|"
    r"ont le plaisir)\b"
)
_GREETING = re.compile(
    r"(?:bonjour|bonsoir|cher|chere|mesdames|madame|monsieur|dear|hello|hi|cordialement|"
    r"bien a vous|bien cordialement|"
    r"sincerement|amicalement|bises|bisous|solidairement|au plaisir|a tres vite|"
    r"(?:bonne|belle) (?:journee|soiree|semaine|reception|fin de)|"
    r"a bientot|kind regards|best wishes|best regards|yours|regards)\b"
)
_MAIL_HEADER = re.compile(
    r"(?:De|À|A|Cc|Cci|Date|Envoyé|Répondre à|From|To|Bcc|Sent|Reply-To)\s?:\s+(?!\d{1,2}\s?[h:])\S"
)
_LONGEST_GREETING = 60  # characters
_LONGEST_ADDRESS, _LONGEST_VERSION, _LONGEST_PLACE = 140, 80, 90
_LONGEST_NAME = 200

ABOUT = {
    "name": "name",
    "date": "date",
    "place": "place",
    "room": "place",
    "audience": "audience",
    "organisers": "organisers",
    "partners": "partners",
    "language": "practical",
    "contact": "contact",
    "registration": "registration",
    "objective": "description",
    "track": "description",
    "questions": "description",
    "seats": "practical",
    "length": "practical",
    "kind": "practical",
}
"""What a label is about, where no session has begun."""


def label_in(line: Line) -> tuple[str, str] | None:
    """Return the label with which a line begins, by its key, and what follows it."""
    for key, pattern in LABELS.items():
        if match := pattern.match(line.flat):
            return key, line.words[match.end() :].strip()
    return None


class Facts:
    """Reads what is said of the whole event; see the module.

    Parameters
    ----------
    outline : Outline
        Where it goes.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.about = ""  # what the label before tells of, where nothing stood beside it
        self.bare: list[Line] = []  # what may be a name or a slogan
        self.dated: list[tuple[Dated, tuple[int, ...]]] = []
        self.hours: list[tuple[Span, tuple[int, ...]]] = []

    # --- Before the programme ----------------------------------------------------

    def before(self, lines: Sequence[Line]) -> None:
        """Read the lines before the programme begins."""
        place = 0
        while place < len(lines):
            wide = self._date_over_lines(lines, place)
            if wide:
                place += wide
                continue
            self._line_before(lines[place])
            place += 1
        self._name()

    def _date_over_lines(self, lines: Sequence[Line], place: int) -> int:
        """Read a date that takes several short lines: ``MERCREDI`` / ``10 JUIN`` / ``2026``."""
        for wide in (4, 3, 2):
            some = lines[place : place + wide]
            if len(some) < wide or any(len(line.words) > 20 for line in some):
                continue
            words = " ".join(line.words for line in some)
            dated = dates_within(words)
            if (
                dated
                and dated[0].year
                and not without_dates(words, dated)
                and not dates_within(some[0].words)
            ):
                self._days(dated, tuple(n for line in some for n in line.numbers))
                return wide
        return 0

    def _line_before(self, line: Line) -> None:
        if labelled := label_in(line):
            key, rest = labelled
            if key in ("hours", "date"):
                self.moments(line, rest or "")
                self.about = "date" if not rest else ""
                return
            self._fact(ABOUT.get(key, "practical"), rest, line)
            self.about = ABOUT.get(key, "practical") if not rest else ""
            return
        if _MAIL_HEADER.match(line.words):
            self.outline.note(line.numbers, sentences.MAIL_HEADER, "apart")
            return
        if why := _apart(line):
            self.about = "practical" if END.fullmatch(line.flat) else self.about
            self.outline.note(line.numbers, why, "apart")
        elif self._is_moment(line):
            self.moments(line, line.words)
        elif about := self._told_about(line):
            self._fact(about, line.words, line)
        else:
            self.bare.append(line)

    def _told_about(self, line: Line) -> str:
        """Return what a line without a label tells of; nothing where it may be a name."""
        size = len(line.words)
        goes_on = self.about not in ("", "name", "date") and not line.level
        title = line.level or _SENTENCE.search(line.words)
        choices = (
            (self._is_contact(line), _contact_about(line)),
            (size < _LONGEST_ADDRESS and _ADDRESS.search(line.words), "address"),
            (size < _LONGEST_VERSION and _VERSION.search(line.flat), "version"),
            (goes_on, self.about),
            (size < _LONGEST_PLACE and is_place(line) and not title, "place"),
        )
        return next((about for holds, about in choices if holds), "")

    def _is_moment(self, line: Line) -> bool:
        dated = dates_within(line.words)
        span = leading_span(line.words)
        if span and span.alone:
            return True
        if not dated:
            return weekday_alone(line.words) is not None
        rest = without_dates(line.words, dated)
        return len(rest) < 90 and not _SENTENCE.search(line.words)

    def moments(self, line: Line, words: str) -> None:
        """Read the days and the hours of a line, and keep what else stands there."""
        dated = dates_within(words)
        spans = [
            span for span in spans_within(without_dates(words, dated)) if span.start is not None
        ]
        if dated:
            self._days(dated, line.numbers)
        for span in spans[:1]:
            self.hours.append((span, line.numbers))
            self.outline.note(line.numbers, sentences.HOURS_OF_DAY)
        rest = without_dates(words, dated)
        for span in spans:
            rest = rest.replace(span.words, " ")
        rest = re.sub(
            r"^(?:les?|du|the|on)\s+|^(?:à|a|at|in)\s+", "", rest.strip(" ,:–—-|()·•"), flags=re.I
        )
        rest = re.sub(r"^(?:à|at|in)\s+", "", rest)
        if not dated and not spans:
            self.outline.note(line.numbers, sentences.DAY, "apart")
        elif len(rest) > 3 and not flat(rest).startswith(("horaire", "de ", "date")):
            self._fact("place" if len(rest) < 90 else "practical", rest, line)

    def _days(self, dated: Sequence[Dated], numbers: tuple[int, ...]) -> None:
        self.dated += [(day, numbers) for day in dated]
        self.outline.note(numbers, sentences.DAY)

    def _is_contact(self, line: Line) -> bool:
        rest = _PHONE.sub("", _MAIL.sub("", LINK.sub("", line.words)))
        return rest != line.words and (len(rest) < 70 or self.about == "contact")

    def _fact(self, about: str, words: str, line: Line) -> None:
        words = words.strip(" *")
        what = sentences.FACTS.get(about, sentences.FACTS["practical"])
        if about == "name" and words:
            words = re.sub(r"^(?:(?:re|fwd?|tr)\s*:\s*)+", "", words, flags=re.IGNORECASE)
            words = re.split(r"\s+[-–—:]\s+(?:programme|program|agenda|ordre du jour)\b", words)[0]
            self.outline.name = self.outline.name or words
            self.outline.note(line.numbers, sentences.NAME)
            return
        if words:
            self.outline.facts.append(Fact(about, words, line.numbers))
            self.outline.note(line.numbers, sentences.FACT.fill(what=what), "made")
        else:
            self.outline.note(line.numbers, sentences.SECTION, "apart")

    def _name(self) -> None:
        """Take for the name of the event the first short line, or the largest heading."""
        outline = self.outline
        names = [line for line in self.bare if _may_be_a_name(line)]
        if not names and not outline.name:
            place = next((fact for fact in outline.facts if fact.about == "place"), None)
            outline.name = place.words if place else ""
        tops = [line for line in names if line.level]
        first = min(tops, key=lambda line: line.level) if tops else next(iter(names), None)
        for line in self.bare:
            same = bool(outline.name) and flat(outline.name).startswith(line.flat[:40])
            if line is first and (not outline.name or same):
                outline.name = outline.name or line.words
                outline.note(line.numbers, sentences.NAME)
            elif same:
                outline.note(line.numbers, sentences.NAME)
            elif (
                not outline.subtitle
                and first is not None
                and line.numbers[0] == first.numbers[-1] + 1
                and len(line.words) < 120
                and not _SENTENCE.search(line.words)
            ):
                outline.subtitle = line.words
                outline.note(line.numbers, sentences.FACT.fill(what=sentences.FACTS["subtitle"]))
            else:
                outline.facts.append(Fact("description", line.words, line.numbers))
                what = sentences.FACT.fill(what=sentences.FACTS["description"])
                outline.note(line.numbers, what, "kept")

    # --- After it ----------------------------------------------------

    def after(self, line: Line) -> None:
        """Read a line after the programme has ended."""
        if labelled := label_in(line):
            key, rest = labelled
            self.about = ABOUT.get(key, "practical")
            self._fact(self.about, rest, line)
            return
        if END.fullmatch(line.flat):
            word = line.flat
            self.about = (
                "contact" if "contact" in word else "partners" if "parten" in word else "practical"
            )
            self.outline.note(line.numbers, sentences.SECTION, "apart")
        elif is_greeting(line):
            self.outline.note(line.numbers, sentences.GREETING, "apart")
        elif self._is_contact(line):
            self._fact(_contact_about(line), line.words, line)
        elif _ADDRESS.search(line.words) and len(line.words) < _LONGEST_ADDRESS:
            self._fact("address", line.words, line)
        else:
            if self.about == "contact":
                self.about = "practical"
            self._fact(self.about or "practical", line.words, line)


def is_place(line: Line) -> bool:
    """Whether a line begins with what a building is."""
    return bool(_PLACE.match(line.flat))


def _apart(line: Line) -> Text | None:
    """Return why a line before the programme is no part of anything, if so."""
    moment = spans_within(line.words) or dates_within(line.words)
    if (len(line.cells) > 2 or line.words.count("|") > 1) and not moment:
        return sentences.MENU
    if BEGIN.fullmatch(line.flat):
        return sentences.BEGINS
    if END.fullmatch(line.flat):
        return sentences.SECTION
    return sentences.GREETING if is_greeting(line) else None


def is_greeting(line: Line) -> bool:
    """Whether a line only greets, at the beginning or the end of a mail."""
    return bool(_GREETING.match(line.flat)) and len(line.words) < _LONGEST_GREETING


def _contact_about(line: Line) -> str:
    if re.search(r"inscri|participation|regist", line.flat):
        return "registration"
    alone = LINK.fullmatch(line.words.strip())
    return "link" if alone else "contact"


def _may_be_a_name(line: Line) -> bool:
    words = line.words
    return (
        8 <= len(words) <= _LONGEST_NAME
        and not _CALL.search(line.flat)
        and not words.rstrip().endswith((",", ";", "."))
        and len(words.split()) > 1
        and "|" not in words
    )


def hour_of(span: Span, numbers: tuple[int, ...], *, shared: bool = False) -> Hour:
    """Return hours as a statement."""
    return Hour(span.start, span.end, span.words, numbers, shared=shared)
