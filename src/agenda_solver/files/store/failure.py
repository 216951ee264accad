"""The document of a command that fails."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.files import FileFault
from agenda_solver.files.store.documents import ErrorDocument
from agenda_solver.files.store.records import FaultRecord, FindingRecord
from agenda_solver.text import Language


def error_document(
    code: int,
    faults: Iterable[FileFault],
    language: Language,
    findings: Iterable[FindingRecord] = (),
) -> ErrorDocument:
    """Return why a command failed, with its exit code, and what else is wrong."""
    return ErrorDocument(
        exit=code,
        findings=tuple(findings),
        faults=tuple(
            FaultRecord(
                file=fault.file,
                where=fault.where.say(language),
                message=fault.message.say(language),
            )
            for fault in faults
        ),
    )
