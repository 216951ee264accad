"""What is broken, as it is told beside what it concerns; and which wishes are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from agenda_solver.rules.organiser import KeepsTheDayCompact
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text


def errors_of(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the demands that are broken."""
    return (finding for finding in findings if finding.severity == "error")


def unkept_of(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the wishes that are not kept: no day is so compact that it costs nothing."""
    return (
        finding for finding in findings if finding.cost and finding.rule != KeepsTheDayCompact.key
    )


def broken_sessions(findings: Iterable[Finding]) -> Mapping[str, tuple[Text, ...]]:
    """Return by session the sentences of the demands that are broken for it."""
    sentences: dict[str, tuple[Text, ...]] = {}
    for finding in errors_of(findings):
        for session in finding.sessions:
            sentences[session] = (*sentences.get(session, ()), finding.text)
    return sentences


def broken_seats(findings: Iterable[Finding]) -> Mapping[tuple[str, str], tuple[Text, ...]]:
    """Return the seats that break a demand, an attendee and a session, and why."""
    sentences: dict[tuple[str, str], tuple[Text, ...]] = {}
    for finding in errors_of(findings):
        for attendee in finding.attendees:
            for session in finding.sessions:
                seat = attendee, session
                sentences[seat] = (*sentences.get(seat, ()), finding.text)
    return sentences
