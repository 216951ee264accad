"""Reads the lines of a programme into what they say, and notes what became of each.

Each line is offered to the readers of `_READERS`, in their order; the first that knows what it
is takes it. What none takes is text of the session it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from agenda_solver.text import Text
from agenda_solver.words.names import folded, likeness
from agenda_solver.words.occasions import is_told, occasions_in
from agenda_solver.words.programmes import sentences
from agenda_solver.words.programmes.dates import Dated, dates_within, weekday_alone, without_dates
from agenda_solver.words.programmes.facts import LINK, Facts, hour_of, is_greeting, label_in
from agenda_solver.words.programmes.hours import (
    Span,
    leading_span,
    length_within,
    spans_within,
    trailing_span,
)
from agenda_solver.words.programmes.layout import Layout, is_day, is_half_day
from agenda_solver.words.programmes.lines import Aside, Line, Raw, meant_lines
from agenda_solver.words.programmes.outline import CastMember, DayOfOutline, Outline, ProgrammeItem
from agenda_solver.words.programmes.people import (
    Billing,
    Mention,
    about,
    announced_in,
    function_alone,
    name_in,
    people_in,
    split_first,
    split_people,
)
from agenda_solver.words.programmes.phrases import (
    AT_ONCE,
    BEGIN,
    CHOICE,
    DAY_WORD,
    END,
    GENERIC,
    HEAD,
    NUMBERED,
    OTHERS,
    PARALLEL,
    SERIES,
    SEVERAL,
    flat,
)
from agenda_solver.words.programmes.places import Placed, is_room, named, room_alone, without_room
from agenda_solver.words.programmes.prose import sentences_as_lines
from agenda_solver.words.programmes.settling import settle
from agenda_solver.words.programmes.tables import rows_as_lines, span_of

_SENTENCE = re.compile(r"[.!…;,]\s*$")
_SENTENCES = re.compile(r"\n|(?<=[^\W\d_]{3})\.\s+(?=[A-ZÀ-Þ])")
_LONGEST_TITLE = 220
_LONGEST_HEAD = 110
_FEW_OF_A_FUNCTION = 8  # words
_NEAR_BEGIN = 8  # letters
_FEW_WORDS = 3
_LONGEST_PART = 100
_LONGEST_SUBTITLE = 120
_SEVERAL_HOURS = 2  # labels of hours, of a page that tells of several sessions
_SAME_TITLE = 0.75  # of 1: so much alike are two wordings of one title
_OPENING = re.compile(
    r"(?:[\w' ]{0,20})?\b(?:ouverture|allocutions?|mots? d|ceremonie|discours|"
    r"accueil\s+(?:officiel|institutionnel)|"
    r"propos|opening|welcome|cloture|closing|prises?\s+de\s+parole|inauguration)\b"
)
_FINISH = re.compile(
    r"(?:fin(?:\s+(?:de\s+la\s+(?:(?:premiere|deuxieme|seconde|1ere|2e)\s+)?(?:journee|matinee|rencontre)|des\s+travaux|"
    r"du\s+(?:seminaire|programme|colloque)|prevue))?|"
    r"end(?:\s+of\s+(?:the\s+)?(?:day|conference|event|programme))?|close)\W*"
)
_CALL = re.compile(
    r"\b(?:inscri\w+|confirmer votre|merci de|formulaire|register|rsvp|renseignements)\b"
)
_ACTIVITY = re.compile(
    r"(?:presentations?|interventions?|temoignages?|allocutions?|mots?|discours|introduction|perspectives|bilan|"
    r"retours? d|point sur|echanges?|debats?|questions?[ -/]|restitution|synthese|projection|"
    r"lancement|signature|"
    r"remise|conclusions?|demonstration|expose|keynote|talk|welcome|opening|closing|q ?& ?a|"
    r"discussion)"
)
_GOES_ON = re.compile(r"(?:en|avec|dans|pour|par|sur|a|au|anime|in|with|for|by|at|on)\b")
_OF_THE_WHOLE = frozenset(("animation", "modération", "présidence", "rapporteur", "discutant"))
_EVENING = re.compile(r"soiree|soir|evening")
_RESTS = frozenset(("break", "meal", "welcome", "drink", "visit"))
_ALONE = _RESTS - {"visit"}
_MARK = re.compile(r"\s*[:.–—-]\s+")
_WORKSHOPS = re.compile(r"\b(?:ateliers|workshops)\b")
_EXCURSION = re.compile(r"(?:conference|gala)\s+dinner|excursion|departure|depart\b|arrival")
_NOTE = re.compile(
    r"\s*\(((?:sur|sous|avec|sans) (?:inscription|r[ée]servation|invitation|r[ée]serve)[^()]*|"
    r"facultati\w+|optionnel\w*|optional|gratuit\w*|ouvert à tous|au choix|participation libre|"
    r"members only|(?:meet|meeting) (?:in|at) [^()]*|"
    r"(?:rendez-vous|rdv|d[ée]part) [^()]*)\)",
    re.IGNORECASE,
)
_ONE_OF_SEVERAL = re.compile(r"(?:atelier|workshop|table[- ]ronde|session|groupe)\b")
_ENGLISH = re.compile(r"\b(?:the|and|of|with|welcome|lunch|coffee|for|room|by|break|to|in)\b")
_FRENCH = re.compile(r"\b(?:le|la|les|et|des|du|avec|accueil|dejeuner|pour|salle|par|une|de|en)\b")


def reads_english(words: str) -> bool:
    """Whether flat words are English rather than French, by the small words among them."""
    return len(_ENGLISH.findall(words)) > len(_FRENCH.findall(words))


_NUMBERS = {
    **{"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6},
    **{"two": 2, "three": 3, "four": 4, "five": 5, "un": 1, "one": 1},
}


@dataclass
class _Several:
    """Sessions in the plural, and those that follow it, which they are."""

    item: ProgrammeItem
    at_once: bool
    series: bool
    count: int
    children: list[ProgrammeItem] = field(default_factory=list)


class _Traits:
    """What the items of a list are, as far as half of them tell."""

    def __init__(self, run: Sequence[Line], expected: bool) -> None:
        self.run = run
        self.people = self._most(lambda line: bool(people_in(line.words, expected=expected)))
        self.talks = self._most(lambda line: bool(split_people(line.words)[2]))
        self.some_talk = any(split_people(line.words)[2] for line in run)
        self.questions = self._most(lambda line: line.words.rstrip().endswith("?"))
        self.activities = self._most(lambda line: bool(_ACTIVITY.match(line.flat)))
        self.short = all(map(_may_be_a_part, run))

    def _most(self, holds: Callable[[Line], bool]) -> bool:
        count = sum(map(holds, self.run))
        return 2 * count >= len(self.run) and count > 0


def read_programme(raws: Sequence[Raw]) -> Outline:
    """Return what the lines of a programme say.

    Parameters
    ----------
    raws : sequence of Raw
        The lines of the document, in their order.
    """
    lines, asides = meant_lines(raws)
    lines = sentences_as_lines(list(rows_as_lines(lines)))
    return _Reader(_with_hours_alone(lines), asides).read()


def _with_hours_alone(lines: list[Line]) -> list[Line]:
    """Return lines, hours with a label as hours alone where several sessions have such."""
    labelled = {}
    for number, line in enumerate(lines):
        label = label_in(line)
        span = leading_span(label[1]) if label and label[0] == "hours" else None
        if label and span and span.alone:
            labelled[number] = label[1]
    if len(labelled) < _SEVERAL_HOURS:
        return lines
    return [
        replace(line, words=labelled.get(number, line.words)) for number, line in enumerate(lines)
    ]


class _Reader:
    """Reads lines one after the other; see the module."""

    def __init__(self, lines: Sequence[Line], asides: Sequence[Aside]) -> None:
        self.lines = lines
        self.line_of = {number: line for line in lines for number in line.numbers}
        self.outline = Outline()
        for aside in asides:
            self.outline.note((aside.number,), aside.why, "apart")
        self.facts = Facts(self.outline)
        self.layout = Layout(lines)
        self.place = 0
        self.over = False  # whether the programme has ended
        self.day: int | None = None
        self.half: tuple[Span | None, tuple[int, ...]] | None = None
        self.open: tuple[Span, tuple[int, ...]] | None = None
        self.item: ProgrammeItem | None = None
        self.section: tuple[str, list[Mention]] = ("", [])
        self.section_line: Line | None = None
        self.page: ProgrammeItem | None = None  # the session of a page that tells of one
        self.several: _Several | None = None
        self.role = ""
        self.closed = False  # whether text no longer belongs to the session
        self.located = ""  # where the sessions are that follow a heading which says so
        self.waits_in = ""  # the room that stands between hours and a title
        self.last_open: tuple[Span, tuple[int, ...]] | None = None  # of a title below a room
        self.rows: list[tuple[ProgrammeItem, str]] = []  # of a table, at once, with their rooms
        self.noted = False  # whether sessions are told of again, after all of them were named
        self.listed: int | None = None  # how far to the right the sessions of a list begin

    # --- The whole ----------------------------------------------------

    def read(self) -> Outline:
        """Read all lines."""
        outline = self.outline
        words = " ".join(line.flat for line in self.lines)
        outline.english = reads_english(words)
        self.facts.before(self.lines[: self.layout.begin])
        self._days_in_prose()
        for dated, numbers in self.facts.dated:
            self._day_of(dated, numbers)
        self.day = 0 if len(outline.days) == 1 else None
        for span, numbers in self.facts.hours[:1]:
            outline.hours = hour_of(span, numbers)
        self.place = self.layout.begin
        while self.place < len(self.lines):
            self._read(self.lines[self.place])
            self.place += 1
        settle(outline)
        for number in (number for line in self.lines for number in line.numbers):
            if number not in outline.fates:
                outline.note((number,), sentences.NOT_READ, "unread")
        for number in (number for line in self.lines for number in line.numbers[1:]):
            outline.made[number] = [sentences.CONTINUED]
        return outline

    def _days_in_prose(self) -> None:
        """Take the days of a sentence before the programme, where no line of its own has them."""
        if self.facts.dated or any(map(is_day, self.lines)):
            return
        for line in self.facts.bare:
            if dated := dates_within(line.words):
                self.facts.dated = [(one, line.numbers) for one in dated]
                self.outline.note(line.numbers, sentences.DAY)
                self.outline.doubt(1, sentences.DAY_IN_PROSE, line.numbers)
                return

    def _read(self, line: Line) -> None:
        if self.over and not self._resumes(line):
            self.facts.after(line)
            return
        if not any(reader(self, line) for reader in _READERS):
            self._text(line)

    def _resumes(self, line: Line) -> bool:
        """Whether the programme goes on after it seemed to have ended."""
        if OTHERS.fullmatch(line.flat):
            return True
        labelled = label_in(line)
        if labelled:
            return self.page is not None and labelled[0] in ("hours", "room", "kind", "date")
        span = leading_span(line.words)
        if "title" in line.given or (span and not span.alone and self.place <= self.layout.last):
            self.over = False
            return True
        return bool(is_day(line) and any(n > self.place for n in self.layout.timed))

    # --- Headings ----------------------------------------------------

    def _heading_of_table(self, line: Line) -> bool:
        if line.given.get("heading"):
            self.outline.note(line.numbers, sentences.SECTION, "apart")
        return bool(line.given.get("heading"))

    def _begin(self, line: Line) -> bool:
        if OTHERS.fullmatch(line.flat):
            self.over, self.item, self.role, self.page = False, None, "", None
            self.outline.note(line.numbers, sentences.SECTION, "apart")
            return True
        if not BEGIN.fullmatch(line.flat) or "title" in line.given:
            return False
        if dated := dates_within(line.words):
            self._day_from(dated, line)
        self._leave()
        self.section = ("", [])
        self.outline.note(line.numbers, sentences.BEGINS, "apart")
        return True

    def _end(self, line: Line) -> bool:
        if not END.fullmatch(line.flat) or "title" in line.given:
            return False
        if self.place < self.layout.last and self.item is None and not self.page:
            return False
        self.over, self.role = True, ""
        self.facts.after(line)
        return True

    def _leave(self) -> None:
        """Leave the session, and what it stood under."""
        self.item = self.several = self.open = self.half = None
        self.role, self.closed, self.listed = "", False, None

    def _day_heading(self, line: Line) -> bool:
        if "title" in line.given or label_in(line):
            return False
        if weekday_alone(line.words) is not None and not dates_within(line.words):
            return self._weekday(line)
        numbered = DAY_WORD.match(line.flat)
        dated = dates_within(line.words)
        if not dated:
            return bool(numbered) and len(line.words) < 60 and self._numbered_day(line)
        rest = without_dates(line.words, dated)
        if numbered:
            rest = (
                re.sub(r"^\W+", "", rest[numbered.end() :])
                if rest.startswith(line.words[: numbered.end()])
                else ""
            )
        span = leading_span(rest)
        title = bool(rest) and len(dated) == 1 and bool(HEAD.match(flat(rest)))
        if span is None and (len(rest) > 60 or title):
            return False
        if span is not None and span.alone and len(dated) == 1 and self._is_of_title_above(line):
            return self._moment_below(line, dated[0], span)
        return self._day_begins(line, dated, span)

    def _day_begins(self, line: Line, dated: Sequence[Dated], span: Span | None) -> bool:
        self._leave()
        self.section, self.located = ("", []), ""
        self._day_from(dated, line)
        if span is not None and not span.alone:
            self._begin_item(span.rest, line, span)
        elif span is not None and self.day is not None:
            self.outline.days[self.day].hours = hour_of(span, line.numbers)
            self.outline.note(line.numbers, sentences.HOURS_OF_DAY)
        return True

    def _is_of_title_above(self, line: Line) -> bool:
        """Whether a day with hours is that of the session right above it, as of others here."""
        item = self.item
        return (
            item is not None
            and self.place in self.layout.moments_below
            and item.numbers[-1] + 1 == line.numbers[0]
        )

    def _moment_below(self, line: Line, dated: Dated, span: Span) -> bool:
        assert self.item is not None
        self.item.day = self._day_of(dated, line.numbers)
        self.item.hours.append(hour_of(span, line.numbers))
        self._note_of(sentences.HOURS_OF, line, self.item)
        return True

    def _weekday(self, line: Line, words: str = "") -> bool:
        words = words or line.words
        number = weekday_alone(words)
        self._leave()
        for place, day in enumerate(self.outline.days):
            resolved = day.dated and day.dated.on(())
            if (day.dated and day.dated.weekday == number) or (
                resolved and resolved.isoweekday() == number
            ):
                self.day = place
                self.outline.note(line.numbers, sentences.DAY)
                return True
        alone = Dated(None, None, None, number, 0, 0)
        self.day = self._day_of(alone, line.numbers, label=words)
        return True

    def _numbered_day(self, line: Line) -> bool:
        match = DAY_WORD.match(line.flat)
        assert match is not None
        self._leave()
        number = match["number"]
        index = (
            3
            if match["third"]
            else 2
            if match["second"]
            else _NUMBERS.get(number or "", 0) or int(number or 1)
        ) - 1
        while len(self.outline.days) <= index:
            label = line.words if len(self.outline.days) == index else ""
            self.outline.days.append(DayOfOutline(None, label, line.numbers))
        self.day = index
        self.outline.note(line.numbers, sentences.DAY)
        return True

    def _day_from(self, dated: Sequence[Dated], line: Line) -> None:
        places = [self._day_of(one, line.numbers) for one in dated]
        self.day = places[0] if len(places) == 1 else None

    def _day_of(self, dated: Dated, numbers: tuple[int, ...], label: str = "") -> int:
        """Return the place of a day, which is added where it is new."""
        self.outline.note(numbers, sentences.DAY)
        for place, day in enumerate(self.outline.days):
            if (
                day.dated is None
                and not any(one.dated for one in self.outline.days[:place])
                and label == ""
            ):
                day.dated = dated
                return place
            if (
                day.dated
                and dated.day is not None
                and (day.dated.day, day.dated.month or dated.month)
                == (dated.day, dated.month or day.dated.month)
            ):
                year = day.dated.year or dated.year
                day.dated = replace(day.dated, month=day.dated.month or dated.month, year=year)
                return place
        self.outline.days.append(DayOfOutline(dated, label, numbers))
        return len(self.outline.days) - 1

    def _half_day(self, line: Line) -> bool:
        if "title" in line.given or not is_half_day(line):
            return False
        self._leave()
        spans = [span for span in spans_within(line.words) if flat(span.words) != "midi"]
        self.half = (spans[0] if spans else None, line.numbers)
        self.outline.note(line.numbers, sentences.HALF)
        return True

    def _place_heading(self, line: Line) -> bool:
        """Read where all that follows takes place, up to the next such heading."""
        if self.place not in self.layout.places:
            return False
        self._leave()
        self.located = named(line.words)
        self.outline.note(line.numbers, sentences.SECTION)
        return True

    # --- Sessions with hours ----------------------------------------------------

    def _row(self, line: Line) -> bool:
        """Read a cell of a table that is a session."""
        if "title" not in line.given:
            return False
        given = line.given
        self._day_of_row(line, given.get("day", ""))
        span = span_of(given)
        if span is None and "hours" not in given and is_half_day(line):
            return self._half_day(replace(line, given={}))
        if span is None and self.several is not None and not given.get("beside"):
            item = self._begin_child(line)
        else:
            self.several = None if not given.get("beside") else self.several
            item = self._begin_item(line.words, line, span)
            self._beside_rows(item, line, span)
        if item is None:
            return True
        item.beside = bool(given.get("beside"))
        item.track = given.get("track", "")
        if "room" in given:
            item.rooms.append(given["room"])
            self.outline.note(
                line.numbers, sentences.ROOM_OF.fill(title=sentences.named(item.title))
            )
        if "length" in given and (length := length_within(f"({given['length']})")):
            item.length = length[0]
        item.audience, item.language = given.get("audience", ""), given.get("language", "")
        item.kind = item.kind or given.get("kind", "")
        if "text" in given:
            item.text.append(given["text"])
        for words in filter(None, map(str.strip, _SENTENCES.split(given.get("people", "")))):
            self._people_of_cell(words, line, item)
        self.role = ""
        return True

    def _day_of_row(self, line: Line, words: str) -> None:
        if dated := dates_within(words):
            self._day_from(dated, line)
        elif weekday_alone(words) is not None:
            self._weekday(line, words)

    def _beside_rows(self, item: ProgrammeItem | None, line: Line, span: Span | None) -> None:
        """Keep which sessions of a table have hours, for the rows below that have none."""
        if item is None:
            return
        if span is not None:
            same = bool(self.rows) and self.rows[0][0].numbers == item.numbers
            self.rows = [*(self.rows if same else ()), (item, line.given.get("room", ""))]
        elif "hours" not in line.given:
            self._at_the_hours_above(item, line)

    def _at_the_hours_above(self, item: ProgrammeItem, line: Line) -> None:
        """Let a row without hours begin with the one above, where it is beside it: elsewhere."""
        room = line.given.get("room", "")
        if not self.rows or self.rows[0][0].whole is not None:
            return
        first = self.rows[0][0]
        elsewhere = bool(room) and all(other and other != room for _, other in self.rows)
        word = line.flat.split()[0] if line.flat else ""
        workshops = AT_ONCE.match(f"{word}s") and flat(first.title).startswith(word)
        if not (elsewhere or workshops) or _is_rest(first):
            return
        item.day = first.day
        item.hours += first.hours
        first.group = item.group = first.group or f"row-{first.numbers[0]}"
        self.rows.append((item, room))

    def _people_of_cell(self, words: str, line: Line, item: ProgrammeItem) -> None:
        if announced := announced_in(words):
            self.role = announced.role
            words = announced.rest
        people = people_in(words, expected=True)
        if people:
            self._take_part(item, people, self.role or "intervenants", line)
        elif words:
            self._take_part(
                item, [Mention("", organisation=words, sure=False)], "intervenants", line
            )

    def _timed(self, line: Line) -> bool:
        span = None if label_in(line) else leading_span(line.words)
        if span is None:
            return False
        if (
            span.alone
            and self.layout.hours_below
            and self.item is not None
            and not list(self.item.stated)
        ):
            self.item.hours.append(hour_of(span, line.numbers))
            self._note_of(sentences.HOURS_OF, line, self.item)
            return True
        if span.alone:
            self._leave_for_hours()
            self.last_open, self.waits_in = None, ""
            self.open = span, line.numbers
            self.outline.note(line.numbers, Text("heure", "time"))
            return True
        if _is_only_a_half(span.rest) and not _EVENING.match(flat(span.rest)):
            return self._half_day(replace(line, words=f"{span.rest} ({span.words})"))
        if whole := self._whole_of(line, span):
            self._timed_part(line, span, whole)
            return True
        self._leave_for_hours()
        self._begin_item(span.rest, line, span)
        return True

    def _whole_of(self, line: Line, span: Span) -> ProgrammeItem | None:
        """Return the session of which an item of a list is a part: its hours lie in the other's."""
        whole = self.item.whole or self.item if self.item is not None else None
        own = next(whole.stated, None) if whole is not None else None
        if whole is None or own is None or not line.bullet or self.several is not None:
            return None
        if None in (own.start, own.end, span.start, span.end) or _is_rest(whole):
            return None
        inside = own.start <= span.start and span.end <= own.end  # type: ignore[operator]
        return whole if inside and not self.line_of[whole.numbers[0]].bullet else None

    def _timed_part(self, line: Line, span: Span, whole: ProgrammeItem) -> None:
        """Begin a part that has hours of its own."""
        title, role, people = self._titled(span.rest)
        self.item = part = self._add_part(title, line, whole)
        part.hours.append(hour_of(span, line.numbers))
        self._take_part(part, people, role, line)
        self.role, self.closed, self.listed = "", False, None

    def _leave_for_hours(self) -> None:
        """Leave the session for the next one that has hours."""
        self.item = self.several = self.open = self.listed = None
        self.role, self.closed = "", False

    def _time_after(self, line: Line) -> bool:
        if label_in(line) or "inside" in line.given:
            return False
        span = trailing_span(line.words)
        if span is None:
            return False
        plural = SEVERAL.match(flat(span.rest))
        target = self.several.item if self.several else self.item
        if plural and target is not None and plural["what"][:5] in flat(target.title):
            target.hours.append(hour_of(span, line.numbers))
            self._note_of(sentences.HOURS_OF_ALL, line, target)
            if self.several:
                self.several.count = self.several.count or _count_of(plural)
                self.several.at_once = self.several.at_once or bool(PARALLEL.search(line.flat))
            return True
        sure = (
            span.end is not None
            or HEAD.match(line.flat)
            or self.layout.hours_last
            or NUMBERED.match(line.flat)
        )
        if not sure or len(span.rest) > _LONGEST_TITLE or dates_within(line.words):
            return False
        if people_in(span.rest) and self.item is not None:
            return False
        self._leave_for_hours()
        self._begin_item(span.rest, line, span)
        return True

    def _labelled(self, line: Line) -> bool:
        labelled = label_in(line)
        if labelled is None:
            return False
        key, rest = labelled
        if key in ("hours", "date"):
            return self._hours_label(line, rest)
        item = self.page or self.item
        late = self.place > self.layout.last and (
            key in ("partners", "organisers", "contact") or (key == "place" and line.blank)
        )
        if key == "registration" or late or (item is None and key != "questions"):
            self.facts.after(line)
            return True
        if item is None:
            return False
        return self._fact_of(item, key, rest, line)

    def _hours_label(self, line: Line, rest: str) -> bool:
        dated, spans = dates_within(rest), spans_within(without_dates(rest, dates_within(rest)))
        item = self.page or self.item
        if item is None and not self.outline.items:
            item = self._page(line)
        if not spans or item is None:
            self.facts.moments(line, rest)
            for one, numbers in self.facts.dated[len(self.outline.days) :]:
                self._day_of(one, numbers)
            return True
        hour = hour_of(spans[0], line.numbers)
        if dated:
            known = any(_is_same_day(day.dated, dated[0]) for day in self.outline.days)
            hour.day = dated[0]
            if not self.outline.days:
                item.day = self._day_of(dated[0], line.numbers)
            elif not known:
                self._other_date(rest, line)
        item.hours.append(hour)
        self._note_of(sentences.HOURS_OF, line, item)
        return True

    def _other_date(self, words: str, line: Line) -> None:
        self.outline.doubt(
            0,
            Text(
                "une autre date que celle de l'évènement est écrite ici : {words}",
                "another date than that of the event is written here: {words}",
            ).fill(words=sentences.named(words)),
            line.numbers,
        )

    def _fact_of(self, item: ProgrammeItem, key: str, rest: str, line: Line) -> bool:
        """Keep what a label tells of a session."""
        words = rest.strip(" .")
        if key in ("room", "place"):
            room = room_alone(f"Salle : {rest}") if rest else ""
            item.rooms.append(room or "")
            self._note_of(sentences.ROOM_OF if room else sentences.BLANK_ROOM_OF, line, item)
            return True
        if key == "length" and (length := length_within(f"({rest})")):
            item.length = length[0]
            self._note_of(sentences.LENGTH_OF, line, item)
            return True
        if key in ("audience", "language", "track", "kind"):
            setattr(item, key, words)
        elif key in ("organisers", "partners"):
            getattr(item, key).extend(
                piece.strip() for piece in re.split(r"\s*[,;]\s*|\s+et\s+", words) if piece.strip()
            )
        elif key == "questions" and rest:
            item.questions.append(rest)
        elif key in ("contact", "seats", "name"):
            item.text.append(line.words)
        elif rest:
            item.text.append(rest)
        what = sentences.FACTS.get(key, sentences.FACTS["description"])
        text = sentences.FACT_OF.fill(what=what, title=sentences.named(item.title))
        self.outline.note(line.numbers, text, "kept")
        return True

    def _page(self, line: Line) -> ProgrammeItem | None:
        """Begin the session that the whole page tells of."""
        if not self.outline.name:
            return None
        self.page = self.item = ProgrammeItem(self.outline.name, line.numbers, day=self.day)
        self.outline.items.append(self.page)
        return self.page

    # --- Lists ----------------------------------------------------

    def _bullets(self, line: Line) -> bool:
        """Read a list as a whole: what one item is, the others tell."""
        if not line.bullet or "title" in line.given:
            return False
        if self.item is not None and is_room(line.words):
            return False
        run = self._run()
        kind = self._kind_of(run)
        if kind is None:
            return False
        for one in run:
            kind(self, one)
        self.place += len(run) - 1
        last = self.outline.items[-1] if self.outline.items else None
        if last is not None and last.whole is not None and not last.people and self._names_next():
            self.item = last
        return True

    def _names_next(self) -> bool:
        """Whether the next line says who does what this one tells of."""
        then = next(iter(self.lines[self.place + 1 : self.place + 2]), None)
        return (
            then is not None and not then.bullet and not then.blank and bool(people_in(then.words))
        )

    def _run(self) -> list[Line]:
        """Return the items of a list from here on that are at one depth and have no hours."""
        first = self.lines[self.place]
        run = []
        for line in self.lines[self.place :]:
            other = line.indent != first.indent and not first.number
            if (
                not line.bullet
                or other
                or label_in(line)
                or leading_span(line.words)
                or announced_in(line.words)
            ):
                break
            run.append(line)
        return run

    def _kind_of(self, run: Sequence[Line]) -> Callable[[_Reader, Line], object] | None:
        """Return what is made of each item of a list, told by all of them."""
        if not run:
            return None
        item = self.several.item if self.several and not self.several.children else self.item
        traits = _Traits(run, bool(self.role))
        series = bool(self.several and self.several.series)
        if self.several and not series and not traits.people and self._takes_children(run):
            return _Reader._child
        if item is None:
            return self._kind_without_item(traits)
        opening = _is_opening(item)
        in_list = self.listed is not None and run[0].indent <= self.listed
        activities = traits.activities and not _is_rest(item)
        choices = (
            (bool(self.role) and traits.people, _Reader._speaker),
            (series and traits.talks, _Reader._part),
            (traits.people, _Reader._speech if opening else _Reader._person_or_text),
            (in_list or self._is_next_by_number(run[0]), _Reader._session_of_list),
            (traits.questions and not traits.talks, _Reader._question),
            (traits.talks or series or (traits.some_talk and traits.short), _Reader._part),
            (self._is_talk(run), _Reader._part),
            (opening and traits.short, _Reader._speech),
            (activities and traits.short, _Reader._part),
        )
        return next((reader for holds, reader in choices if holds), _Reader._line_of_text)

    def _is_next_by_number(self, line: Line) -> bool:
        """Whether an item of a numbered list follows one that is a session with hours."""
        before = self.lines[self.place - 1]
        item = self.item
        if item is None or not line.number or not before.number or not list(item.stated):
            return False
        return item.numbers == before.numbers

    def _is_talk(self, run: Sequence[Line]) -> bool:
        """Whether an item of a list is a title, and the line below says whose."""
        then = next(iter(self.lines[self.place + 1 : self.place + 2]), None)
        if len(run) != 1 or then is None or then.bullet or then.blank or self.role:
            return False
        return bool(people_in(then.words)) and len(run[0].words.split()) > 2

    def _kind_without_item(self, traits: _Traits) -> Callable[[_Reader, Line], object] | None:
        if self.role and traits.people:
            return _Reader._speaker
        if self.open:
            return _Reader._at_the_open_hours
        if self.layout.has_hours and self.half is None and self.place + 1 in self.layout.timed:
            return _Reader._heading_above_hours
        return None if self.page else _Reader._session_of_list

    def _takes_children(self, run: Sequence[Line]) -> bool:
        assert self.several is not None
        last = self.several.children[-1] if self.several.children else None
        if last is None or any(map(self.layout.is_numbered, run)):
            return True
        return self.listed is not None and run[0].indent <= self.listed

    def _child(self, line: Line) -> ProgrammeItem | None:
        self.listed = line.indent
        return self._begin_child(line)

    def _heading_above_hours(self, line: Line) -> None:
        self.outline.note(line.numbers, sentences.SECTION, "apart")

    def _session_of_list(self, line: Line) -> None:
        self.listed = line.indent
        self._begin_item(line.words, line, None)

    def _at_the_open_hours(self, line: Line) -> None:
        """Begin a session at hours that stand alone above a list: of several, each shares them."""
        assert self.open is not None
        opened = self.open
        self._begin_item(line.words, line, opened[0], shared=True)
        self.open = opened
        self.listed = line.indent

    def _speaker(self, line: Line) -> None:
        item = self._target(line)
        people = people_in(line.words, expected=True)
        if item is None:
            return
        if not people:
            people = [Mention("", organisation=line.words.strip(" .;"), sure=False)]
        self._take_part(item, people, self.role, line)

    def _person_or_text(self, line: Line) -> None:
        people = people_in(line.words) or [one for one in [function_alone(line.words)] if one]
        if not people:  # as the others of the list are
            people = people_in(line.words, expected=True)
            people = people if all(one.name for one in people) else []
        item = self.item
        if people and item is not None:
            self._take_part(item, people, self.role or "intervenants", line)
        else:
            self._line_of_text(line)

    def _speech(self, line: Line) -> None:
        """Read one of the speeches of an opening: a part, with who gives it."""
        whole = self.item
        assert whole is not None
        people = people_in(line.words) or [one for one in [function_alone(line.words)] if one]
        title, _, named = split_people(line.words)
        people = people or named
        activity = bool(_ACTIVITY.match(line.flat))
        if not people and not activity:
            people = [Mention("", organisation=line.words.strip(" .;"), sure=False)]
        part = self._add_part(people[0].label if people and not named else title, line, whole)
        part.kind = "speech"
        self._take_part(part, people, "orateur", line)

    def _part(self, line: Line) -> None:
        whole = self.several.item if self.several and self.several.series else self.item
        assert whole is not None
        while whole.whole is not None:
            whole = whole.whole
        title, role, people = split_people(line.words)
        part = self._add_part(title, line, whole)
        self._take_part(part, people, role, line)

    def _add_part(self, title: str, line: Line, whole: ProgrammeItem) -> ProgrammeItem:
        part = ProgrammeItem(_title(title), line.numbers, day=whole.day, whole=whole)
        self.outline.items.append(part)
        text = sentences.PART.fill(
            title=sentences.named(part.title), whole=sentences.named(whole.title)
        )
        self.outline.note(line.numbers, text)
        return part

    def _question(self, line: Line) -> None:
        assert self.item is not None
        self.item.questions.append(line.words)
        self._note_of(sentences.QUESTION_OF, line, self.item, "kept")

    def _line_of_text(self, line: Line) -> None:
        if self.item is None:
            self._text(line)
            return
        self.item.text.append(f"- {line.words}")
        self._note_of(sentences.TEXT_OF, line, self.item, "kept")

    # --- People ----------------------------------------------------

    def _target(self, line: Line) -> ProgrammeItem | None:
        """Return the session that a line about people belongs to."""
        if self.item is None and self.half is None and not self.outline.items:
            return self._page(line)
        return self.item or (self.outline.items[-1] if self.outline.items else None)

    def _announced(self, line: Line) -> bool:
        announced = announced_in(line.words)
        if announced is None or "title" in line.given or (self.open and self.item is None):
            return False
        if self.item is None and self.section[0] and self._leads_section(announced, line):
            return True
        item = self._target(line)
        if item is None:
            return False
        if item.whole is not None and item.people and announced.role in _OF_THE_WHOLE:
            item = item.whole
        people = people_in(announced.rest, expected=True)
        if announced.rest and not people:
            return self._announced_text(
                line, item, announced.role, announced.rest, colon=announced.colon
            )
        self.role = announced.role
        if people:
            if announced.role in _OF_THE_WHOLE and not line.words.endswith((",", ";")):
                self.role = ""  # who comes next does something else
            self._take_part(item, people, announced.role, line)
        else:
            self.outline.note(line.numbers, sentences.ROLE.fill(role=announced.role), "kept")
        return True

    def _leads_section(self, announced: Billing, line: Line) -> bool:
        """Take who leads the sessions that follow a heading."""
        people = people_in(announced.rest, expected=True)
        if not people or self.section_line is None:
            return False
        named = [one if one.role else replace(one, role=announced.role) for one in people]
        self.section = (self.section[0], [*self.section[1], *named])
        self.section_line = replace(
            self.section_line, numbers=(*self.section_line.numbers, *line.numbers)
        )
        self.outline.note(line.numbers, sentences.LEADS)
        return True

    def _announced_text(
        self, line: Line, item: ProgrammeItem, role: str, rest: str, *, colon: bool
    ) -> bool:
        """Take words that a role announces and that name nobody we know as who it is."""
        if not colon or len(rest) > 160:
            return False
        self.role = role
        for words in re.split(r"\s*;\s*|\s*,\s*|\s+et\s+|\s+and\s+", rest):
            if words.strip():
                self._take_part(
                    item, [Mention("", organisation=words.strip(" ."), sure=False)], role, line
                )
        return True

    def _function_below(self, line: Line) -> bool:
        """Read what somebody does, or for whom, below the line that is their name."""
        item, before = self.item, self.lines[self.place - 1]
        if item is None or line.blank or line.bullet or line.given or not item.people:
            return False
        last = item.people[-1]
        bare = last.mention.name and not last.mention.function and not last.mention.organisation
        if not bare or last.numbers != before.numbers or not name_in(before.words):
            return False
        other = people_in(line.words) or _is_new(line) or is_room(line.words)
        plain = self.layout.functions_below and not _SENTENCE.search(line.words.rstrip("?"))
        short = len(line.words.split()) <= _FEW_OF_A_FUNCTION and not line.words.endswith("?")
        if other or not (function_alone(line.words) or (plain and short)):
            return False
        last.mention = about(last.mention, line.words)
        self.outline.note(line.numbers, sentences.ABOUT.fill(name=last.mention.label))
        return True

    def _people(self, line: Line) -> bool:
        if "title" in line.given:
            return False
        expected = bool(self.role) and not line.blank
        if "inside" in line.given and self.layout.names_inside and not expected:
            people = people_in(line.words, expected=True)
            expected = bool(people) and all(one.name for one in people)
        people = people_in(line.words) or (people_in(line.words, expected=True) if expected else [])
        if not people or (self.open and self.item is None):
            return False
        if expected and not all(one.name for one in people) and HEAD.match(line.flat):
            return False
        item = self._target(line)
        if item is None:
            return False
        self._take_part(item, people, self.role or "intervenants", line)
        return True

    def _take_part(
        self, item: ProgrammeItem, people: Sequence[Mention], role: str, line: Line
    ) -> None:
        for mention in people:
            own = mention.role or role or "intervenants"
            item.people.append(CastMember(mention, own, line.numbers))
            text = sentences.PERSON_OF.fill(
                name=mention.label, role=own, title=sentences.named(item.title)
            )
            self.outline.note(line.numbers, text)

    def _room(self, line: Line) -> bool:
        if "title" not in line.given and self._room_before_title(line):
            return True
        if self.item is None or "title" in line.given:
            return False
        room = room_alone(line.words)
        placed = without_room(line.words)
        more = bool(placed.room and placed.rest) and not people_in(line.words)
        if more and self._room_and_people(line, placed, self.item):
            return True
        if room is None or (len(line.words) > 40 and not label_in(line)):
            return False
        if self.several and not self.several.children and self._leads_to_title(line):
            return False
        self.item.rooms.append(room)
        self._note_of(sentences.ROOM_OF if room else sentences.BLANK_ROOM_OF, line, self.item)
        return True

    def _room_before_title(self, line: Line) -> bool:
        """Read a room between hours and a title; the next such room has the same hours."""
        if not is_room(line.words) or line.bullet:
            return False
        if self.item is not None and line.blank and self.last_open and not line.last:
            self.open, self.item = self.last_open, None
            self.role = ""
        if self.open is None or self.item is not None:
            return False
        self.last_open, self.waits_in = self.open, named(line.words)
        self.outline.note(line.numbers, sentences.SECTION)
        return True

    def _room_and_people(self, line: Line, placed: Placed, item: ProgrammeItem) -> bool:
        """Read a line that says where a session is, and who is in it, and nothing else."""
        rest = replace(line, words=placed.rest)
        if not (self._announced(rest) or self._people(rest)):
            return False
        item.rooms.append(placed.room or "")
        self._note_of(sentences.ROOM_OF, line, item)
        return True

    def _kind_below(self, line: Line) -> bool:
        """Read what a session is below its title: ``Table ronde``."""
        item = self.item
        if item is None or line.bullet or "title" in line.given or not list(item.stated):
            return False
        begun = item.text or item.questions or item.subtitle or item.people or item.kind
        title = flat(item.title)
        if begun or HEAD.match(title) or len(title.split()) < _FEW_WORDS:
            return False
        if not GENERIC.fullmatch(line.flat) or NUMBERED.match(line.flat):
            return False
        item.kind = line.words
        text = sentences.FACT_OF.fill(
            what=sentences.FACTS["kind"], title=sentences.named(item.title)
        )
        self.outline.note(line.numbers, text)
        return True

    def _leads_to_title(self, line: Line) -> bool:
        return ":" in line.words

    def _again(self, line: Line) -> bool:
        """Read a title that was there before as a heading of what is told of that session."""
        if "title" in line.given or line.bullet or len(line.words) < 15 or self.layout.has_hours:
            return False
        key = folded(line.words)
        for item in self.outline.items:
            if likeness(key, folded(item.title)) > _SAME_TITLE:
                self._leave()
                self.item, self.noted = item, True
                self._note_of(sentences.TITLE_AGAIN, line, item)
                if folded(item.title) != key:
                    item.text.append(line.words)
                    self.outline.doubt(
                        2,
                        sentences.TITLED_TWICE.fill(
                            one=sentences.named(item.title), other=sentences.named(line.words)
                        ),
                        line.numbers,
                    )
                return True
        return False

    # --- Sessions without hours ----------------------------------------------------

    def _plural(self, line: Line) -> bool:
        """Read sessions in the plural that have no hours of their own."""
        match = SEVERAL.match(line.flat)
        if match is None or "title" in line.given or len(line.words) > _LONGEST_HEAD:
            return False
        if _SENTENCE.search(line.words) or (
            self.several
            and self.several.item is self.item
            and self.item.title
            and match["what"][:5] in flat(self.item.title)
        ):
            if self.several and self.item is self.several.item:
                self.several.count = self.several.count or _count_of(match)
                self.several.at_once = self.several.at_once or bool(PARALLEL.search(line.flat))
                self.item.text.append(line.words)
                self._note_of(sentences.TEXT_OF, line, self.item, "kept")
                return True
            return False
        opened = self.open
        if (
            self.layout.has_hours
            and not opened
            and not line.words.endswith(":")
            and self.half is None
        ):
            return False
        self.open = None
        self._begin_item(line.words.rstrip(" :"), line, opened[0] if opened else None)
        return True

    def _numbered(self, line: Line) -> bool:
        numbered = self.layout.is_numbered(line)
        if not numbered or "title" in line.given or len(line.words) > 2 * _LONGEST_TITLE:
            return False
        if self._is_section(line):
            return self._section(line)
        if self.several is None and self._is_one_of(line):
            assert self.item is not None
            self.several = _Several(self.item, at_once=True, series=False, count=0)
        if self.several is not None:
            self._begin_child(line)
            return True
        lead = re.split(r"[\s-]", line.flat)[0][:6]
        before = self.item if self.item and self.layout.is_numbered(_titled(self.item)) else None
        if before is not None and flat(before.title).startswith(lead) and self.open is None:
            self._sibling(line, before)
            return True
        opened = self.open
        self.open = None
        if (
            opened is None
            and self.layout.has_hours
            and self.item is not None
            and not AT_ONCE.match(lead + "s")
        ):
            self._begin_part_or_item(line)
            return True
        self._begin_item(line.words, line, opened[0] if opened else None)
        return True

    def _is_one_of(self, line: Line) -> bool:
        """Whether a workshop by its number is one of those that the session above tells of."""
        item = self.item
        if item is None or item.people or item.whole or not list(item.stated):
            return False
        word = f"{re.split('[^a-z]', line.flat)[0]}s"
        return bool(AT_ONCE.fullmatch(word)) and bool(re.search(rf"\b{word}\b", flat(item.title)))

    def _is_section(self, line: Line) -> bool:
        """Whether what goes by a number is a heading of sessions that have hours."""
        below = self.place + 1
        while below < len(self.lines) and announced_in(self.lines[below].words):
            below += 1  # who leads it
        then = self.lines[below : below + 1]
        timed = below in self.layout.timed and bool(then) and not then[0].given
        workshop = AT_ONCE.match(f"{line.flat.split()[0]}s")
        at_once = self.several is not None and self.several.at_once
        return timed and self.open is None and not workshop and not at_once

    def _section(self, line: Line) -> bool:
        """Read a heading of sessions: a thread of them, and who leads it."""
        self._leave()
        title, role, people = split_people(line.words)
        self.section = (
            _title(title),
            [one if one.role else replace(one, role=role) for one in people],
        )
        self.section_line = line
        self.outline.note(line.numbers, sentences.SECTION if not people else sentences.LEADS)
        return True

    def _sibling(self, line: Line, before: ProgrammeItem) -> None:
        """Begin the next of sessions that go by numbers: at once, where they are workshops."""
        at_once = bool(
            re.match(
                r"ateliers?|workshop|groupe|breakout|sous-groupe|stand|parcours|tutorial", line.flat
            )
        )
        item = self._begin_item(line.words, line, None)
        if item is None:
            return
        item.whole, item.day = before.whole, before.day
        if self.place + 1 in self.layout.moments_below:
            return
        for hour in before.hours:
            item.hours.append(replace(hour, shared=hour.shared or not at_once))
        if at_once:
            before.group = before.group or flat(before.title)[:20]
            item.group = before.group
        elif before.hours:
            for hour in before.hours:
                hour.shared = True

    def _begin_child(self, line: Line) -> ProgrammeItem | None:
        several = self.several
        assert several is not None
        if several.series:
            self._part(line)
            return None
        self.item = None
        item = self._begin_item(line.words, line, None, child=True)
        if item is None:
            return None
        several.children.append(item)
        if kind := _WORKSHOPS.search(flat(several.item.title)):
            item.kind = item.kind or kind[0].removesuffix("s")
        self._given_inside(item, line)
        item.day = several.item.day
        several.item.gone = True
        for hour in several.item.hours:
            item.hours.append(replace(hour, shared=hour.shared or not several.at_once))
        if several.at_once:
            item.group = f"{several.item.numbers[0]}"
        item.rooms = item.rooms or list(several.item.rooms[:1] if not several.at_once else [])
        self.several = several
        return item

    def _given_inside(self, item: ProgrammeItem, line: Line) -> None:
        """Take what other cells of its row say of a session that is a line of its cell."""
        if "inside" not in line.given:
            return
        if room := line.given.get("room", ""):
            item.rooms = [room]
            self._note_of(sentences.ROOM_OF, line, item)
        if words := line.given.get("people", ""):
            self._people_of_cell(words, line, item)
            self.role = ""

    def _title_goes_on(self, line: Line) -> bool:
        """Add a line to a title that says what a session is, and not of what."""
        item = self.item
        if (
            item is None
            or line.bullet
            or "title" in line.given
            or len(line.words) > _LONGEST_TITLE
            or self.closed
        ):
            return False
        if item.text or item.questions or item.subtitle or not GENERIC.fullmatch(flat(item.title)):
            return False
        if _ACTIVITY.match(line.flat) and _OPENING.match(flat(item.title)):
            return False
        if NUMBERED.match(line.flat) or (_SENTENCE.search(line.words) and len(line.words) > 90):
            return False
        title, role, people = split_people(line.words)
        self._note_of(sentences.TITLE_OF, line, item)
        item.title = f"{item.title.rstrip(' :.–—-')} : {_title(title)}"
        self._take_part(item, people, role, line)
        return True

    def _rooms_first(self, line: Line) -> bool:
        """Read lines that begin with rooms, below hours, as what is there at once."""
        item = self.item
        if item is None or self.several or item.whole or not list(item.stated) or _is_rest(item):
            return False
        two = self.lines[self.place : self.place + 2]
        if len(two) < 2 or not all(map(_begins_with_room, two)):
            return False
        self.several = _Several(item, at_once=True, series=False, count=0)
        self._begin_child(line)
        return True

    def _waiting(self, line: Line) -> bool:
        """Begin the session for which hours stood alone."""
        if self.open is None or self.item is not None or "inside" in line.given:
            return False
        opened, self.open = self.open, None
        self._begin_item(line.words, line, opened[0])
        self.open = None
        return True

    def _talk_above_people(self, line: Line) -> bool:
        """Read a title below which its speakers stand, the first or next of several, as a part."""
        item = self.item
        if item is None or line.bullet or line.given or self.open:
            return False
        whole = item.whole or item
        parts = [one for one in self.outline.items if one.whole is whole]
        if not self._is_title_of_people(self.place):
            return False
        if not parts and not self._is_title_of_people(self.place + 2):
            return False
        self.item = whole
        self.item = self._add_part(line.words, line, whole)
        self.role = ""
        return True

    def _is_title_of_people(self, place: int) -> bool:
        """Whether at a place a short line stands apart, and people right below it."""
        two = self.lines[place : place + 2]
        if len(two) < 2 or two[1].blank or two[0].given or two[1].bullet:
            return False
        if not two[0].blank and two[1].indent <= two[0].indent:
            return False
        title, people = two[0].words, people_in(two[1].words)
        if len(title) > _LONGEST_TITLE or HEAD.match(two[0].flat) or _is_new(two[0]):
            return False
        return bool(people) and all(one.name for one in people)

    def _titles_at_once(self, line: Line) -> bool:
        """Read several titles below hours that stand alone as sessions at once."""
        if self.open is None or self.open[0].end is None or self.item is not None:
            return False
        run = [line]
        for then in self.lines[self.place + 1 :]:
            if then.blank or then.given:
                break
            run.append(then)
        if len(run) < 2 or not all(map(_may_be_a_title, run)):
            return False
        heads = [one for one in run if HEAD.match(one.flat) and not GENERIC.fullmatch(one.flat)]
        if len(heads) < 2 or not _ALONE.isdisjoint(occasions_in(line.words)):
            return False
        opened = self.open
        for one in run:
            item = self._begin_item(one.words, one, opened[0])
            if item is not None:
                item.beside = True
                item.hours[0].numbers = (*opened[1], *one.numbers)
        self.place += len(run) - 1
        self.open = None
        return True

    def _children_in_lines(self, line: Line) -> bool:
        """Read plain lines under sessions in the plural as these, where they look alike."""
        several = self.several
        if several is None or several.series or line.bullet:
            return False
        if len(line.words) > _LONGEST_TITLE:
            return self._long_child(line)
        if _SENTENCE.search(line.words) or (several.item.text and not several.children):
            return False
        sure = (
            (without_room(line.words).room is not None and not is_room(line.words))
            or bool(_ONE_OF_SEVERAL.match(line.flat))
            or line.words.startswith(("«", "“", '"'))
        )
        then = self.lines[self.place + 1 : self.place + 2]
        sure = sure or (several.at_once and bool(then) and _is_whose(line, then[0]))
        alike = self._is_like_the_last(line) if several.children else self._may_be_first(line)
        if sure or alike:
            self._begin_child(line)
        return sure or alike

    def _long_child(self, line: Line) -> bool:
        """Read a title and what is said of it in one line: ``Atelier sur l'eau : …``."""
        head, _, rest = re.sub(r"\s*:\s+", "\n", line.words, count=1).partition("\n")
        if not rest or len(head) > _LONGEST_TITLE or not HEAD.match(line.flat):
            return False
        child = self._begin_child(replace(line, words=head))
        if child is not None:
            child.text.append(rest)
        return True

    def _may_be_first(self, line: Line) -> bool:
        """Whether a plain line begins a few short ones, right under workshops."""
        then = next(iter(self.lines[self.place + 1 : self.place + 2]), None)
        if self.several is None or not self.several.at_once or then is None or then.bullet:
            return False
        return max(len(line.words), len(then.words)) <= _LONGEST_HEAD and not _is_new(then)

    def _is_like_the_last(self, line: Line) -> bool:
        """Whether a line is the next of plain lines that are sessions."""
        several = self.several
        assert several is not None
        last = several.children[-1]
        enough = several.count and len(several.children) >= several.count
        plain = not NUMBERED.match(flat(last.title))
        return (
            plain
            and not enough
            and not last.text
            and len(line.words) <= _LONGEST_HEAD
            and (bool(several.count) or line.blank or not last.people)
        )

    def _head(self, line: Line) -> bool:
        """Read a line that begins as sessions do."""
        match = HEAD.match(line.flat)
        if match is None or line.bullet or "title" in line.given or len(line.words) > _LONGEST_HEAD:
            return False
        if self.noted:
            return False
        rest = line.words[match.end() :]
        if _SENTENCE.search(line.words) and len(line.words) > 60:
            return False
        if line.words.rstrip().endswith("?") and len(line.words) > 40:
            return False
        near = self.item is not None and not line.blank and not self.item.people
        rests = self.item is not None and _is_rest(self.item) and not _OPENING.match(line.flat)
        if near and self.layout.has_hours and (rests or not rest.strip()):
            return False
        self._begin_part_or_item(line)
        return True

    def _begin_part_or_item(self, line: Line) -> None:
        """Begin a session without hours: a part of the one before, in a programme with hours."""
        whole = self.item
        while whole is not None and whole.whole is not None:
            whole = whole.whole
        own = whole is not None and any(
            hour.end is not None or hour.start is not None for hour in whole.stated
        )
        inside = "inside" in line.given or (self.layout.has_hours and own)
        if (
            whole is None
            or not inside
            or (self.half is not None and not own)
            or (_is_rest(whole) and not _OPENING.match(line.flat))
        ):
            self._begin_item(line.words, line, None)
            return
        several = self.several
        title, role, people = split_people(line.words)
        part = self._add_part(title, line, whole)
        self._take_part(part, people, role, line)
        self.item, self.several, self.role = part, several, ""

    def _untimed_title(self, line: Line) -> bool:
        """Read a short line of its own as a session, where none has hours but half-days do."""
        if self.layout.has_hours or self.half is None or line.bullet or "title" in line.given:
            return False
        alone = line.blank and not self.closed and len(line.words) <= _LONGEST_HEAD
        if not alone or _SENTENCE.search(line.words) or _GOES_ON.match(line.flat):
            return False
        if not line.words[:1].isupper() and line.words[:1] not in ("«", "“", '"'):
            return False
        self._begin_item(line.words, line, None)
        return True

    # --- A session ----------------------------------------------------

    def _begin_item(
        self,
        words: str,
        line: Line,
        span: Span | None,
        *,
        shared: bool = False,
        child: bool = False,
    ) -> ProgrammeItem | None:
        """Begin a session with what a line says of it."""
        if _FINISH.fullmatch(flat(words).strip(" .:")) and not child:
            self._finish(line, span)
            return None
        opened = self.open
        note = _NOTE.search(words)
        placed = without_room(_NOTE.sub("", words))
        length = length_within(placed.rest)
        rest = length[1] if length else placed.rest
        if span is None and (tail := trailing_span(rest)) and (tail.end is not None or child):
            span, rest = tail, tail.rest
            again = without_room(rest)
            placed = again if placed.room is None else placed
            rest = again.rest if placed is again else rest
        title, role, people = self._titled(rest)
        if people and placed.room is None:  # it stood before who takes part
            placed = without_room(title)
            title = placed.rest
        item = ProgrammeItem(_title(title), line.numbers, day=self.day)
        if span is not None:
            numbers = line.numbers
            if opened and span is opened[0]:
                numbers = opened[1] if shared else (*opened[1], *line.numbers)
            item.hours.append(hour_of(span, numbers, shared=shared))
        elif self.half is not None and self.half[0] is not None and not child:
            item.hours.append(hour_of(self.half[0], self.half[1], shared=True))
        item.length = length[0] if length else None
        if note:
            item.text.append(note[1].strip())
        around = self.waits_in or ("" if child else self.located)
        item.rooms += [placed.room] if placed.room is not None else filter(None, [around])
        self.waits_in = ""
        self.outline.items.append(item)
        self.outline.note(line.numbers, sentences.session(item))
        self._take_part(item, people, role, line)
        self._of_the_section(item)
        self.item, self.role, self.closed, self.open, self.page = item, "", False, None, None
        if not child:
            self.several = _several(item, self.layout)
        return item

    def _of_the_section(self, item: ProgrammeItem) -> None:
        """Say of a session which heading it stands under, and who leads what does."""
        track, leads = self.section
        if leads and _is_meal(item):  # who leads the morning does not lead the rest
            self.section = (track, [])
        if track and not _is_rest(item):
            item.track = track
            if self.section_line is not None and leads:
                self._take_part(item, leads, "", self.section_line)

    def _titled(self, words: str) -> tuple[str, str, list[Mention]]:
        """Return the title that words are, and the people in it."""
        if parts := split_first(words):
            return parts
        people = people_in(words)
        if people:
            return words, "intervenants", people
        return split_people(words)

    def _finish(self, line: Line, span: Span | None) -> None:
        """Note when a day ends."""
        if span is not None:
            hour = hour_of(span, line.numbers)
            if self.day is not None or len(self.outline.days) == 1:
                self.outline.days[self.day or 0].end = hour
            elif self.outline.hours is None:
                self.outline.hours = replace(hour, start=None, end=span.start)
        self._leave()
        self.outline.note(line.numbers, sentences.END_OF_DAY)

    # --- Text ----------------------------------------------------

    def _text(self, line: Line) -> None:
        """Keep what is no more than text where it belongs."""
        if self._is_the_name(line):
            self.outline.note(
                line.numbers, Text("en-tête ou pied de page", "header or footer"), "apart"
            )
            return
        link = LINK.search(line.words)
        item = self.item
        if self._ends_it_all(line):
            self.over = True
            self.facts.after(line)
            return
        if item is None or (self.closed and not line.bullet):
            self.outline.note(line.numbers, sentences.NOT_READ, "unread")
            return
        if self._closes(line, item):
            self.closed = True
            self.outline.note(line.numbers, sentences.SECTION, "apart")
            return
        if link and len(line.words) - len(link[0]) < 40 and not item.link:
            item.link = link[0]
            text = sentences.FACT_OF.fill(
                what=sentences.FACTS["link"], title=sentences.named(item.title)
            )
            self.outline.note(line.numbers, text)
            return
        short = len(line.words) <= _LONGEST_SUBTITLE
        if (
            short
            and not item.text
            and not item.subtitle
            and not item.questions
            and not item.people
            and not line.bullet
        ):
            item.subtitle = line.words
            self._note_of(sentences.SUBTITLE_OF, line, item)
        elif line.words.rstrip().endswith("?") and short:
            item.questions.append(line.words)
            self._note_of(sentences.QUESTION_OF, line, item, "kept")
        else:
            item.text.append(line.words)
            self._note_of(sentences.TEXT_OF, line, item, "kept")

    def _ends_it_all(self, line: Line) -> bool:
        """Whether text after the last session is no more of the programme."""
        if self.place < self.layout.last or line.bullet:
            return self.item is None and is_greeting(line)
        after_list = line.blank and self.lines[self.layout.last].bullet
        call = LINK.search(line.words) or "@" in line.words or _CALL.search(line.flat)
        return after_list or bool(call) or is_greeting(line)

    def _closes(self, line: Line, item: ProgrammeItem) -> bool:
        """Whether a short line after prose is the heading of something else."""
        prose = sum(len(text) > 150 for text in item.text)
        return (
            bool(prose)
            and line.blank
            and line.last
            and len(line.words) < 70
            and not re.search(r"[.!?…:;,]\s*$", line.words)
        )

    def _is_the_name(self, line: Line) -> bool:
        """Whether a line only repeats the name of the event."""
        name = [word[:5] for word in flat(self.outline.name).split() if len(word) > 3]
        words = [word[:5] for word in line.flat.split() if len(word) > 3]
        return (
            bool(words)
            and len(line.words) < 110
            and 3 * sum(word in name for word in words) >= 2 * len(words) > 2
        )

    def _note_of(self, sentence: Text, line: Line, item: ProgrammeItem, fate: str = "made") -> None:
        self.outline.note(line.numbers, sentence.fill(title=sentences.named(item.title)), fate)  # type: ignore[arg-type]


_READERS: tuple[Callable[[_Reader, Line], bool], ...] = (
    _Reader._heading_of_table,
    _Reader._row,
    _Reader._begin,
    _Reader._end,
    _Reader._day_heading,
    _Reader._half_day,
    _Reader._place_heading,
    _Reader._timed,
    _Reader._labelled,
    _Reader._time_after,
    _Reader._bullets,
    _Reader._announced,
    _Reader._function_below,
    _Reader._again,
    _Reader._room,
    _Reader._people,
    _Reader._kind_below,
    _Reader._rooms_first,
    _Reader._plural,
    _Reader._numbered,
    _Reader._title_goes_on,
    _Reader._titles_at_once,
    _Reader._waiting,
    _Reader._talk_above_people,
    _Reader._children_in_lines,
    _Reader._head,
    _Reader._untimed_title,
)


def _several(item: ProgrammeItem, layout: Layout) -> _Several | None:
    """Return what a title in the plural announces; None where it is one session."""
    words = flat(item.title)
    numbered = NUMBERED.match(words)
    mark = _MARK.match(words, numbered.end()) if numbered else None
    words = words[mark.end() :] if mark else words
    match = SEVERAL.match(words)
    if match is None:
        at_once = layout.is_plural(words) or bool(CHOICE.fullmatch(words))
        return _Several(item, True, False, 0) if at_once else None
    rest = words[match.end() :]
    if re.match(r"\s*(?:des|de la|du|d'|et|of|and|from)\b", rest) or len(rest) > 70:
        return None
    at_once = bool(AT_ONCE.match(match["what"]) or PARALLEL.search(words))
    return _Several(item, at_once, bool(SERIES.match(match["what"])), _count_of(match))


def _titled(item: ProgrammeItem) -> Line:
    return Line(item.numbers, item.title)


def _count_of(match: re.Match[str]) -> int:
    count = match["count"] or ""
    return int(count) if count.isdecimal() else _NUMBERS.get(count, 0)


def _title(words: str) -> str:
    title = " ".join(words.split()).strip(" :–—-|,;•·*").removesuffix(".")
    return f"{title})" if title.count("(") > title.count(")") else title


def _is_only_a_half(words: str) -> bool:
    return is_half_day(Line((), words)) and len(words) < 60


def _is_opening(item: ProgrammeItem) -> bool:
    return item.whole is None and bool(_OPENING.match(flat(item.title)))


def _is_rest(item: ProgrammeItem) -> bool:
    """Whether a session is one in which nobody speaks: a break, a meal, an excursion."""
    occasions = (one for one in occasions_in(item.title) if is_told(item.title, one))
    return not _RESTS.isdisjoint(occasions) or bool(_EXCURSION.match(flat(item.title)))


def _is_meal(item: ProgrammeItem) -> bool:
    return "meal" in occasions_in(item.title) and _is_rest(item)


def _begins_with_room(line: Line) -> bool:
    placed = without_room(line.words)
    lead = line.words.find(placed.room) if placed.room else -1
    return not line.given and bool(placed.rest) and 0 <= lead < _NEAR_BEGIN


def _is_whose(line: Line, then: Line) -> bool:
    """Whether a line is a title, and the one right below it says whose."""
    whose = not then.blank and not then.bullet and bool(people_in(then.words))
    return whose and not people_in(line.words) and _may_be_a_title(line)


def _may_be_a_title(line: Line) -> bool:
    """Whether a line may name a session, of several that stand one below the other."""
    plain = not line.bullet and line.words[:1].isupper() and len(line.words) <= _LONGEST_PART
    opening = _OPENING.match(line.flat) or _SENTENCE.search(line.words)
    return plain and not opening and not _is_new(line) and room_alone(line.words) is None


def _may_be_a_part(line: Line) -> bool:
    return len(line.words) <= _LONGEST_PART and not line.words.rstrip().endswith(
        ("?", ".", "!", ";")
    )


def _is_new(line: Line) -> bool:
    """Whether a line begins something that has hours or is announced."""
    return bool(
        leading_span(line.words)
        or label_in(line)
        or announced_in(line.words)
        or people_in(line.words)
        or is_half_day(line)
        or is_day(line)
        or BEGIN.fullmatch(line.flat)
        or END.fullmatch(line.flat)
    )


def _is_same_day(one: Dated | None, other: Dated) -> bool:
    return (
        one is not None
        and (one.day, one.month) == (other.day, other.month)
        and (one.year is None or other.year is None or one.year == other.year)
    )
