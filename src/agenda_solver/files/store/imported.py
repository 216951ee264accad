"""The document of what a source was made into."""

from __future__ import annotations

from agenda_solver.files.store.documents import ImportDocument
from agenda_solver.files.store.records import (
    DraftCountRecord,
    LineCountRecord,
    SourceCheckRecord,
    SourceLineRecord,
)
from agenda_solver.text import Language
from agenda_solver.views.source_page import SourceReport


def import_document(report: SourceReport, language: Language) -> ImportDocument:
    """Return what became of each line of a source."""
    counts = report.counts
    return ImportDocument(
        file=report.file,
        format=report.format,
        draft=DraftCountRecord(
            days=report.days, rooms=report.rooms, people=report.people, sessions=report.sessions
        ),
        lines=LineCountRecord(
            read=len(report.accounts),
            made=counts["made"],
            kept=counts["kept"],
            apart=counts["apart"],
            unread=counts["unread"],
        ),
        checks=tuple(
            SourceCheckRecord(
                message=check.text.say(language),
                where=tuple(place.say(language) for place in check.places),
            )
            for check in report.checks
        ),
        source=tuple(
            SourceLineRecord(
                where=account.place.say(language),
                text=account.words,
                fate=account.fate,
                made=tuple(text.say(language) for text in account.made),
            )
            for account in report.accounts
        ),
    )
