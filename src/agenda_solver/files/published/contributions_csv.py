"""Indico's contributions: CSV of exactly seven columns, without headings.

Start on the wall clock of the event, without an offset, which Indico refuses; minutes, title,
first name, last name, affiliation and e-mail of one speaker. It makes a contribution of each
row, so a session has one row; it drops a speaker without an address, and says nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.writing import shielded
from agenda_solver.text import Language, Text, listing, quoted
from agenda_solver.views.listed import Listed, ListedPerson, ListedSession, not_said
from agenda_solver.words.name_parts import name_parts
from agenda_solver.words.names import on_one_line


class ContributionsCsv(Exporter):
    """Contributions as Indico imports them; see `Exporter`."""

    title = Text(
        "les contributions d'un évènement Indico, à y importer (CSV)",
        "the contributions of an Indico event, to be imported there (CSV)",
    )
    ending = ".csv"

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:  # noqa: ARG002
        """See `Exporter`."""
        listed = Listed(publication.problem, publication.timetable)
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, lineterminator="\r\n")
        for session in (*listed.sessions, *listed.without_time):
            cells = _cells(session, publication.language)
            writer.writerow(shielded(on_one_line(cell)) for cell in cells)
        files = {PurePosixPath("contributions.csv"): lines.getvalue().encode()}
        return Exported(files, tuple(_lacking(listed)))


EXPORTER = ContributionsCsv()


def _cells(session: ListedSession, language: Language) -> tuple[str, ...]:
    start = f"{session.start:%Y-%m-%dT%H:%M}" if session.start else ""
    title = session.title.say(language)
    speaker = _speaker(session)
    if speaker is None:
        return start, str(session.minutes or ""), title, "", "", "", ""
    name = speaker.person.label if speaker.person else speaker.name.say(language)
    person = speaker.person
    first, last = name_parts(name) if person and person.name else ("", name)
    affiliation = speaker.organisation
    return start, str(session.minutes or ""), title, first, last, affiliation, speaker.email


def _speaker(session: ListedSession) -> ListedPerson | None:
    """Return the one speaker for whom there is place: the first whom Indico takes."""
    return next((who for who in session.people if who.email), next(iter(session.people), None))


def _lacking(listed: Listed) -> Iterator[Text]:
    """Say what Indico does not take of this programme, each loss."""
    sessions = (*listed.sessions, *listed.without_time)
    for session in sessions:
        others = [who.name for who in session.people if who != _speaker(session)]
        if others:
            yield _OTHERS.fill(title=quoted(session.title), people=listing(others))
    speakers = {who.key: who for session in sessions if (who := _speaker(session))}
    if without := [who.name for who in speakers.values() if not who.email]:
        yield _WITHOUT_EMAIL.fill(people=listing(dict.fromkeys(without)))
    yield from listed.called_off()
    yield from listed.within_others()
    yield from not_said(
        (
            (_IDS, True),
            (_KINDS, True),
            (_ROOMS, any(one.room for one in sessions)),
            (_TRACKS, any(one.session.track for one in sessions)),
            (_SUBTITLES, any(one.session.subtitle for one in sessions)),
            (_ABOUT, any(one.about.fr for one in sessions)),
            (_ROLES, bool(speakers)),
            (_FUNCTIONS, any(who.function for one in sessions for who in one.people)),
        )
    )


_OTHERS = Text(
    "{title} : une seule personne par contribution, donc sans {people}",
    "{title}: one speaker for each contribution, and so without {people}",
)
_WITHOUT_EMAIL = Text(
    "Sans adresse e-mail, Indico les laisse de côté : {people}",
    "Without an e-mail address, Indico leaves them out: {people}",
)
_IDS = Text("les identifiants", "ids")
_KINDS = Text("les genres", "kinds")
_ROOMS = Text("les salles", "rooms")
_TRACKS = Text("les thèmes", "tracks")
_SUBTITLES = Text("les sous-titres", "subtitles")
_ABOUT = Text("les descriptions", "descriptions")
_ROLES = Text("les rôles", "roles")
_FUNCTIONS = Text("les fonctions", "functions")
