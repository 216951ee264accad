"""A programme in sentences, as in a mail: each that says when something is becomes a line.

``L'assemblée générale commencera à 9h30 et se terminera vers 11h30.`` is read as ``9h30 - 11h30
Assemblée générale``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agenda_solver.words.programmes.hours import Span, leading_span, spans_within, trailing_span
from agenda_solver.words.programmes.lines import Line
from agenda_solver.words.programmes.people import people_in
from agenda_solver.words.programmes.phrases import (
    PROSE_ENDS,
    PROSE_GIVES,
    PROSE_IS_OVER,
    PROSE_LEADS,
    PROSE_TAILS,
    PROSE_VERBS,
    PROSE_WELCOMES,
    flat,
)

_FEW = 3  # sentences with hours, in a programme in sentences
_FEW_WORDS = 6  # that only say that all is over
_SHORTEST = 25  # letters of a sentence
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ«])")
_AND = re.compile(r"\s*[,;]?\s*\b(?:et|puis|and|then)\s+|\s*;\s*|\s*,\s+")
_ENGLISH = re.compile(r"will|is|gives|runs|leads|presents|hosts|chairs")
_ARTICLE = re.compile(r"(?:l'|(?:le|la|les|un|une|the|a|an)\s+)")
_AROUND = " ,;:.–—-!"


def sentences_as_lines(lines: Sequence[Line]) -> list[Line]:
    """Return lines, where most hours stand inside sentences these as lines of sessions.

    Parameters
    ----------
    lines : sequence of Line
    """
    prose = sum(map(_sentences, lines))
    others = sum(not _sentences(line) and _begins_or_ends(line) for line in lines)
    if prose < _FEW or prose <= others:
        return list(lines)
    return [one for line in lines for one in _lines_of(line)]


def _sentences(line: Line) -> int:
    """Return in how many sentences of a line hours stand inside."""
    if line.given or line.bullet or len(line.words) < _SHORTEST:
        return 0
    return sum(map(_is_prose, _STOP.split(line.words)))


def _is_prose(sentence: str) -> bool:
    """Whether hours stand inside a sentence, or around one that has a verb."""
    around = leading_span(sentence) or trailing_span(sentence)
    return bool(_spans(sentence)) and (not around or _has_a_verb(sentence))


def _has_a_verb(sentence: str) -> bool:
    """Whether words are a whole sentence on what takes place."""
    words = flat(sentence)
    verb = any(table.search(words) for table in (PROSE_VERBS, PROSE_GIVES, PROSE_WELCOMES))
    return sentence.endswith((".", "!")) and (verb or bool(PROSE_LEADS.match(words)))


def _begins_or_ends(line: Line) -> bool:
    return bool(leading_span(line.words) or trailing_span(line.words))


def _spans(sentence: str) -> list[tuple[int, Span]]:
    """Return the hours of a sentence, and where they stand."""
    places, begin = [], 0
    for span in spans_within(sentence):
        place = sentence.find(span.words, begin)
        begin = place + len(span.words)
        places.append((place, span))
    return places


def _lines_of(line: Line) -> Iterator[Line]:
    """Yield the sentences of a line, those with hours as sessions."""
    if line.given or line.bullet:
        yield line
        return
    for sentence in _STOP.split(line.words):
        whole = not leading_span(sentence) or _has_a_verb(sentence)
        clauses = list(_clauses(sentence)) if whole else []
        if not clauses:
            yield replace(line, words=sentence, blank=False)
        for hours, title in clauses:
            yield replace(line, words=f"{hours} {title}", cells=(), spans=())


def _clauses(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the hours that a sentence tells, as written, and of what."""
    spans = _spans(sentence)
    begin = 0
    while spans:
        place, span = spans.pop(0)
        hours, after = span.words, place + len(span.words)
        ends = None
        if spans and span.end is None:
            ends = PROSE_ENDS.search(flat(sentence), after, spans[0][0])
        cut = sentence[after:]
        if ends and spans:
            then, last = spans.pop(0)
            hours = f"{hours} - {re.sub(r'^[^0-9]*', '', last.words)}"
            cut = sentence[after : ends.start()] + sentence[then + len(last.words) :]
            after = then + len(last.words)
        end = len(sentence)
        if spans:
            titled = bool(_without_leads(sentence[begin:place].strip(_AROUND)))
            end = _boundary(sentence, after, spans[0][0], titled=titled)
            cut = sentence[after:end]
        if title := _title(sentence[begin:place], cut):
            yield hours, title
        begin = end


def _boundary(sentence: str, after: int, before: int, *, titled: bool) -> int:
    """Return where between two hours a clause ends: at the last of the strongest marks.

    One that is not `titled` before its hours has its title after them.
    """
    marks = list(_AND.finditer(sentence, after, before))
    strong = [mark for mark in marks if re.search(r"[,;]|puis|then", mark[0])]
    inside = [
        mark
        for mark in (strong or marks)
        if titled or sentence[after : mark.start()].strip(_AROUND)
    ]
    return inside[-1].start() if inside else before


def _title(before: str, after: str) -> str:
    """Return what takes place, of the words before hours and after them."""
    before, after = before.strip(_AROUND), re.split(r"\s:\s", after)[0].strip(_AROUND)
    if PROSE_WELCOMES.search(flat(before)):
        return f"Accueil {after}" if after else "Accueil"
    before = _without_leads(before)
    whole = f"{before} {after}".strip()
    if PROSE_IS_OVER.search(flat(whole)) and len(whole.split()) <= _FEW_WORDS:
        return "Fin"
    gives = PROSE_GIVES.search(flat(whole))
    if gives and people_in(whole[: gives.start()], expected=True):
        avec = "with" if _ENGLISH.match(flat(gives[0])) else "avec"
        who = whole[: gives.start()].strip(_AROUND)
        return f"{_named(whole[gives.end() :])}, {avec} {who}"
    if verb := PROSE_VERBS.search(flat(before)):
        subject = before[: verb.start()].strip(_AROUND)
        return _named(subject or after)
    return _named(f"{before} {after}" if before and after else before or after)


def _without_leads(words: str) -> str:
    while lead := PROSE_LEADS.match(flat(words)):
        if not lead.end():
            break
        words = words[lead.end() :].lstrip(_AROUND)
    return words


def _named(words: str) -> str:
    words = _without_leads(words.strip(_AROUND))
    tail = PROSE_TAILS.match(flat(words))
    words = words[tail.end() :] if tail else words
    article = _ARTICLE.match(flat(words))
    words = words[article.end() :] if article else words
    return words[:1].upper() + words[1:]
