"""The document of a form's answers."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.files.responses.report import Report
from agenda_solver.files.store.documents import RegisterDocument
from agenda_solver.files.store.records import (
    AttendeeRowRecord,
    ColumnRecord,
    LeftOutRowRecord,
    NearestRecord,
    RowCountRecord,
    SupersededRowRecord,
    UnknownWishRecord,
    UnreadAnswerRecord,
)
from agenda_solver.text import Language


def register_document(report: Report, language: Language) -> RegisterDocument:
    """Return what became of each row of a form's export."""
    return RegisterDocument(
        file=report.file,
        rows=RowCountRecord(
            read=report.read,
            new=len(report.new),
            updated=len(report.updated),
            same=len(report.same),
            superseded=len(report.superseded),
            left_out=len(report.left_out),
        ),
        new=_attendee_rows(report.new),
        updated=_attendee_rows(report.updated),
        same=_attendee_rows(report.same),
        superseded=tuple(SupersededRowRecord(row=row, by=by) for row, by in report.superseded),
        left_out=tuple(
            LeftOutRowRecord(
                row=left.row,
                reason=left.reason,
                column=left.column.title.say(language) if left.column else None,
                value=left.words,
            )
            for left in report.left_out
        ),
        unknown=tuple(
            UnknownWishRecord(
                label=unknown.label,
                count=len(unknown.rows),
                rows=unknown.rows,
                nearest=NearestRecord(session=unknown.nearest_id, title=unknown.nearest)
                if unknown.nearest_id
                else None,
                may_mean=unknown.may_mean,
            )
            for unknown in report.unknown
        ),
        unread=tuple(
            UnreadAnswerRecord(column=unread.column.header, value=unread.words, rows=unread.rows)
            for unread in report.unread
        ),
        columns=tuple(
            ColumnRecord(header=column.header, read_as=text.say(language))
            for column, text in report.read_as
        ),
        ignored=tuple(column.header or column.title.say(language) for column in report.ignored),
        notices=tuple(notice.say(language) for notice in report.notices),
    )


def _attendee_rows(rows: Iterable[tuple[int, str]]) -> tuple[AttendeeRowRecord, ...]:
    return tuple(AttendeeRowRecord(row=row, attendee=attendee) for row, attendee in rows)
