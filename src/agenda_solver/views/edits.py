"""What was changed by hand in a draft or in a workbook, as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from agenda_solver.difference import AttendeeChange, Difference, RoleChange, SessionChange, Version
from agenda_solver.history.edits import DeletedSession
from agenda_solver.rules.words import LONGEST_TITLE, session_text
from agenda_solver.text import Text, clock, counted, cut, listing, quoted, same, strung
from agenda_solver.timetable import Placement
from agenda_solver.views.news import NO_TIME, ChangeWords, arrow, line

# --- In the timetable ---------------------------------------------------------------------


class EditWords:
    """Says what was changed in a timetable and its seats, as any other difference is said.

    Parameters
    ----------
    changed : Difference
        From what was written without what is gone.
    """

    def __init__(self, changed: Difference) -> None:
        self.changed = changed
        self.words = ChangeWords(changed)

    def moved(self, change: SessionChange) -> Text:
        """Return that a session is elsewhere, has a time now, or none any more."""
        move = self.words.move(change)
        assert move is not None
        return line(self.words.name(change.session), move)

    def chosen(self, change: RoleChange) -> Text:
        """Return who takes a role instead of whom."""
        role = same(cut(change.role, LONGEST_TITLE))
        about = strung([self.words.name(change.session), role])
        return line(about, arrow(self._people(change.before), self._people(change.after)))

    def _people(self, people: Iterable[str | None]) -> Text:
        names = [self.words.person(person) for person in people if person]
        return listing(names) if names else NOTHING

    def turned(self, change: AttendeeChange) -> Text:
        """Return which seat an attendee has instead of which; attendees by their id."""
        return line(change.attendee, self.words.turn(change))

    def added(self, session: str, placement: Placement | None) -> Text:
        """Return that the row of a session is new."""
        news = Text("ligne ajoutée, {spot}", "row added, {spot}").fill(spot=self._spot(placement))
        return line(self.words.name(session), news)

    def _spot(self, placement: Placement | None, version: Version | None = None) -> Text:
        return NO_TIME if placement is None else self.words.spot(placement, version, whole=True)

    def deleted(self, deleted: DeletedSession, before: Version) -> Text:
        """Return that the row of a session is gone, what stands for it, and who named it.

        Parameters
        ----------
        deleted : DeletedSession
            The session.
        before : Version
            What was written, all of it.
        """
        title = session_text(before.problem, deleted.session)
        sentence = row_deleted(Text("Sessions", "Sessions"), title)
        if deleted.placement is not None:
            sentence = Text("{sentence} ({spot})", "{sentence} ({spot})").fill(
                sentence=sentence, spot=self._spot(deleted.placement, before)
            )
        if deleted.heir is not None:
            heir = session_text(
                self.changed.after.problem, deleted.heir
            )  # sub-groups may have one title
            named = quoted(deleted.heir) if heir == title else heir
            sentence = _REPLACED.fill(sentence=sentence, heir=named)
        if deleted.seats_lost:
            lost = counted(deleted.seats_lost, *_SEATS_LOST)
            sentence = _LOST.fill(sentence=sentence, seats=lost)
        if deleted.left_behind:
            sentence = _LEFT_BEHIND.fill(sentence=sentence, ids=listing(deleted.left_behind))
        return sentence


_REPLACED = Text(
    "{sentence} ; {heir} la remplace, avec ses vœux et ses places",
    "{sentence}; {heir} stands for it, with its wishes and seats",
)
_LOST = Text(
    "{sentence}, sauf {seats} : ces participants en ont une autre au même moment",
    "{sentence}, but for {seats}: these attendees have another one at that time",
)
_SEATS_LOST = Text("place", "seat"), Text("places", "seats")
_LEFT_BEHIND = Text(
    "{sentence} ; n'y renvoient plus : {ids}", "{sentence}; no longer referred to by: {ids}"
)

# --- In a row -----------------------------------------------------------------------------


def row_added(name: Text) -> Text:
    """Return that a row is new."""
    return line(name, Text("ligne ajoutée", "row added"))


def row_deleted(sheet: Text, name: Text) -> Text:
    """Return that a row of a sheet is gone."""
    return line(strung([sheet, name]), Text("ligne supprimée", "row deleted"))


def field_changed(name: Text | None, heading: Text, old: object, new: object) -> Text:
    """Return what stands under a heading instead of what; the event needs no name."""
    return line(_of(name, heading), arrow(*_shown(old, new)))


def field_rewritten(name: Text | None, heading: Text) -> Text:
    """Return that something private was changed under a heading."""
    return line(_of(name, heading), Text("modifié", "changed"))


def _of(name: Text | None, heading: Text) -> Text:
    return heading if name is None else strung([name, heading])


_CONTEXT = 20  # characters shown before what differs in a long text
_LONGEST_VALUE = 60
NOTHING = same("–")


def _shown(old: object, new: object) -> tuple[Text, Text]:
    """Return what two cells show; of long texts, from shortly before what differs."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return written(old), written(new)
    one, other = " ".join(old.split()), " ".join(new.split())
    if max(len(one), len(other)) <= _LONGEST_VALUE:
        return same(one), same(other)
    alike = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    begin = max(0, alike - _CONTEXT)
    mark = "…" if begin else ""
    shown, changed = (same(mark + cut(words[begin:], _LONGEST_VALUE)) for words in (one, other))
    return shown, changed


def written(value: object) -> Text:
    """Return what a cell shows."""
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return Text(f"{value:%d/%m/%Y}", f"{value:%Y-%m-%d}")
    if isinstance(value, time):
        return clock(60 * value.hour + value.minute)
    return same(cut(str(value), _LONGEST_VALUE))
