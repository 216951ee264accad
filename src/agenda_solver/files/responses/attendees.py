"""Enters answers into a draft: who is who, which answer counts, what is new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from agenda_solver.files import InputError, in_file
from agenda_solver.files.grid.cells import rows_text
from agenda_solver.files.responses.answers import Answer, Answers, Slip
from agenda_solver.files.responses.columns import READ_AS, Columns
from agenda_solver.files.responses.labels import Labels
from agenda_solver.files.responses.report import LeftOutRow, Report, Unknown, Unread
from agenda_solver.problem import MOST_ATTENDEES, Attendee, Problem
from agenda_solver.text import Text, listing
from agenda_solver.words.codes import codes_behind
from agenda_solver.words.names import folded, shown

_Key = tuple[str, ...]

_NUMBERED = re.compile(r"p(\d{1,9})")
_MOST_SUGGESTED = 300  # answers that are compared with titles, the most frequent first
_SPELT = ("organisation", "category")


class Register:
    """The attendees of a draft, while answers are entered."""

    def __init__(self, problem: Problem, columns: Columns, labels: Labels) -> None:
        """Begin with the draft as it is."""
        self._problem = problem
        self._columns = columns
        self._labels = labels
        self._spelling = _Spelling(problem.attendees)
        self._known = _Known(problem.attendees)
        self._notices: list[Text] = [*columns.table.notices]
        if unread := [column.title for column in columns.unread_wishes]:
            self._notices.append(_WISHES_UNREAD.fill(columns=listing(unread)))

    def enter(self, answers: Answers) -> tuple[Problem, Report]:
        """Return the draft with its attendees, and what became of each row.

        Raises
        ------
        InputError
            If an answer says what no attendee can be: an id or a text that is too long.
        """
        read = list(answers)
        blank = [answer for answer in read if answer.is_incomplete]
        groups = _by_person([answer for answer in read if not answer.is_incomplete])
        last = list(map(_last, groups))
        superseded = [
            (answer.row, counts.row)
            for group, counts in zip(groups, last, strict=True)
            for answer in group
            if answer is not counts
        ]
        out = [answer for answer in last if answer.out]
        count = [answer for answer in last if not answer.out]
        self._tell_doubts(groups, answers, superseded=bool(superseded))
        whole, new, updated, same = self._entered(count)
        self._tell_out(out)
        report = Report(
            file=self._columns.table.name,
            read=len(read),
            new=tuple(new),
            updated=tuple(updated),
            same=tuple(same),
            superseded=tuple(sorted(superseded)),
            left_out=tuple(sorted(map(_left_out, (*blank, *out)), key=lambda answer: answer.row)),
            unknown=tuple(self._unknown(count)),
            unread=tuple(_unread(count)),
            read_as=tuple(
                (self._columns.table.columns[number], text)
                for number, text in sorted(self._columns.read_as.items())
            ),
            ignored=self._columns.ignored,
            notices=(*self._notices, *self._spelling.notices()),
        )
        return whole, report

    # Into the draft.

    def _entered(
        self, count: list[Answer]
    ) -> tuple[Problem, list[tuple[int, str]], list[tuple[int, str]], list[tuple[int, str]]]:
        """Return the draft, and the rows that are new, bring up to date, or change nothing."""
        attendees = {attendee.id: attendee for attendee in self._problem.attendees}
        free = self._free_ids(count)
        new: list[tuple[int, str]] = []
        updated: list[tuple[int, str]] = []
        same: list[tuple[int, str]] = []
        self._known.reserve(answer.fields["id"] for answer in count if "id" in answer.fields)
        known = [self._known.take(answer) for answer in count]
        ids = [
            before.id if before else answer.fields.get("id") or next(free)
            for answer, before in zip(count, known, strict=True)
        ]
        everybody = {*attendees, *ids}
        for answer, before, id_ in zip(count, known, ids, strict=True):
            _name_others(answer, everybody - {id_})
            fields = {key: self._spelling.of(key, value) for key, value in answer.fields.items()}
            after = self._attendee(answer, fields, before, id_)
            attendees[after.id] = after
            kind = new if before is None else same if after == before else updated
            kind.append((answer.row, after.id))
        if len(attendees) > MOST_ATTENDEES:
            said_so = _TOO_MANY.fill(most=MOST_ATTENDEES)
            raise InputError([in_file(self._columns.table.name, said_so)])
        problem = self._problem.with_tables(attendees=list(attendees.values()))
        return problem, new, updated, same

    def _attendee(
        self, answer: Answer, fields: dict[str, Any], before: Attendee | None, id_: str
    ) -> Attendee:
        data: dict[str, Any] = {} if before is None else dict(before)
        try:
            return Attendee.model_validate({**data, **fields, "id": id_})
        except ValidationError as error:
            fields = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
            titles = listing(READ_AS.get(field, Text(field, field)) for field in fields)
            raise InputError(
                [in_file(self._columns.table.name, _TOO_LONG.fill(fields=titles), answer.row)]
            ) from None

    def _free_ids(self, count: list[Answer]) -> Iterator[str]:
        """Yield the ids that nobody has: ``p001`` and so on, after the last."""
        taken = {*self._problem.attendee, *self._problem.person}
        taken |= {answer.fields["id"] for answer in count if "id" in answer.fields}
        numbers = [int(match[1]) for id_ in taken if (match := _NUMBERED.fullmatch(id_))]
        number = max(numbers, default=0)
        while True:
            number += 1
            yield f"p{number:03d}"

    # What deserves a look.

    def _tell_doubts(
        self, groups: list[list[Answer]], answers: Answers, *, superseded: bool
    ) -> None:
        if superseded and not answers.dates_are_plain:
            self._notices.append(_DATES_NOT_PLAIN)
        for group in groups:
            names = {folded(answer.fields.get("name", "")) for answer in group} - {""}
            if len(names) > 1 and not group[0].key and "id" not in group[0].fields:
                self._notices.append(
                    _TWO_NAMES.fill(rows=rows_text([answer.row for answer in group]))
                )
        self._tell_namesakes(groups)
        for text, rows in (
            (_REPEATED, [answer.row for group in groups for answer in group if answer.repeated]),
            (_TIED, [answer.row for group in groups for answer in group if answer.tied]),
            (_NOTED, [answer.row for group in groups for answer in group if answer.noted]),
            (_NAMELESS, [answer.row for group in groups for answer in group if _is_nobody(answer)]),
        ):
            if rows:
                self._notices.append(text.fill(rows=rows_text(rows)))

    def _tell_namesakes(self, groups: list[list[Answer]]) -> None:
        alike: dict[_Key, list[int]] = {}
        for group in groups:
            name = next((key for answer in group if (key := _name_of(answer))), None)
            if name is not None:
                alike.setdefault(name, []).append(group[0].row)
        for rows in alike.values():
            if len(rows) > 1:
                self._notices.append(_NAMESAKES.fill(rows=rows_text(rows)))

    def _tell_out(self, out: list[Answer]) -> None:
        """Tell who withdraws but is in the draft: nobody is removed from it."""
        for answer in out:
            before = self._known.take(answer)
            if before is not None:
                id_ = shown(before.id)
                self._notices.append(_STAYS.fill(row=rows_text([answer.row]), attendee=id_))

    def _unknown(self, count: list[Answer]) -> Iterator[Unknown]:
        alike = _alike((slip.words, slip) for answer in count for slip in answer.unknown)
        called = Counter(session.label for session in self._problem.sessions)
        titles = {
            session.id: session.label
            if called[session.label] == 1
            else f"{session.label} ({session.id})"
            for session in self._problem.sessions
        }
        for place, (label, slips) in enumerate(alike):
            meant = self._labels.candidates(label)
            suggest = place < _MOST_SUGGESTED and not meant
            near = self._labels.nearest(label) if suggest else None
            yield Unknown(
                label,
                tuple(dict.fromkeys(slip.row for slip in slips)),
                titles[near] if near else None,
                near,
                tuple(titles[session] for session in meant),
                codes_behind(label, self._labels.codes),
            )


def _name_others(answer: Answer, everybody: Set[str]) -> None:
    """Keep of the attendees that an answer names those that there are."""
    for what, slips in answer.others.items():
        answer.fields[what] = [slip.words for slip in slips if slip.words in everybody]
        answer.unread += [slip for slip in slips if slip.words not in everybody]


def _unread(count: list[Answer]) -> Iterator[Unread]:
    slips = [slip for answer in count for slip in answer.unread]
    for (column, words), alike in _alike(((slip.column, slip.words), slip) for slip in slips):
        yield Unread(column, words, tuple(slip.row for slip in alike))


def _alike(slips: Iterable[tuple[Any, Slip]]) -> list[tuple[Any, list[Slip]]]:
    """Return slips by what they have in common, the most frequent first."""
    by_key: dict[Any, list[Slip]] = {}
    for key, slip in slips:
        by_key.setdefault(key, []).append(slip)
    return sorted(by_key.items(), key=lambda one: -len(one[1]))


def _left_out(answer: Answer) -> LeftOutRow:
    assert answer.out is not None
    column, words = answer.out
    if column is None:
        return LeftOutRow(answer.row, "blank")
    return LeftOutRow(answer.row, "left out" if words else "incomplete", column, words)


# --- Who is who ---------------------------------------------------------------------------


def _name_of(answer: Answer) -> _Key | None:
    name = folded(answer.fields.get("name", ""))
    return (name, folded(answer.fields.get("organisation", ""))) if name else None


def _is_nobody(answer: Answer) -> bool:
    return not (answer.key or _name_of(answer) or answer.fields.keys() & {"id", "email"})


def _by_person(answers: list[Answer]) -> list[list[Answer]]:
    """Return the answers of each person, in the order in which they first appear.

    By id, by the columns that the mapping file names for that, by e-mail address, or by name
    and organisation; who is none of these is somebody for each row.
    """
    by_name: dict[_Key, set[str]] = {}
    for answer in answers:
        name, email = _name_of(answer), answer.fields.get("email", "").casefold()
        if name and email:
            by_name.setdefault(name, set()).add(email)
    by_person: dict[_Key, list[Answer]] = {}
    for answer in answers:
        by_person.setdefault(_person(answer, by_name), []).append(answer)
    return list(by_person.values())


def _person(answer: Answer, by_name: dict[_Key, set[str]]) -> _Key:
    if "id" in answer.fields:
        return "id", answer.fields["id"]
    if answer.key:
        return "key", *answer.key
    if email := answer.fields.get("email", "").casefold():
        return "email", email
    name = _name_of(answer)
    if name is None:
        return "row", str(answer.row)
    emails = by_name.get(name, set())
    return ("email", *emails) if len(emails) == 1 else ("name", *name)


def _last(group: list[Answer]) -> Answer:
    """Return a person's last answer, by time, or else by row; with the address they gave."""
    in_order = sorted(group, key=lambda answer: answer.row)
    if all(answer.when for answer in group):
        in_order.sort(key=lambda answer: answer.when or datetime.min)
    last = in_order[-1]
    for answer in reversed(in_order):
        if "email" in answer.fields:
            last.fields.setdefault("email", answer.fields["email"])
            break
    return last


class _Known:
    """The attendees of a draft, each of whom is found once."""

    def __init__(self, attendees: Iterable[Attendee]) -> None:
        self._left = {attendee.id: attendee for attendee in attendees}
        self._by_id: set[str] = set()
        self._by_email: dict[str, list[str]] = {}
        self._by_name: dict[_Key, list[str]] = {}
        for attendee in self._left.values():
            if attendee.email:
                self._by_email.setdefault(attendee.email.casefold(), []).append(attendee.id)
            if name := folded(attendee.name):
                self._by_name.setdefault((name, folded(attendee.organisation)), []).append(
                    attendee.id
                )

    def reserve(self, ids: Iterable[str]) -> None:
        """Note ids that answers give: those attendees are found by nothing else."""
        self._by_id |= set(ids)

    def take(self, answer: Answer) -> Attendee | None:
        """Return the attendee that an answer is from, None where it is nobody's so far."""
        id_ = self._find(answer)
        return None if id_ is None else self._left.pop(id_)

    def _find(self, answer: Answer) -> str | None:
        if answer.fields.get("id") in self._left:
            return str(answer.fields["id"])
        name = _name_of(answer)
        email = answer.fields.get("email", "").casefold()
        mails = [id_ for id_ in self._by_email.get(email, ()) if self._may_be(id_)]
        if mails:
            named = [id_ for id_ in mails if name and folded(self._left[id_].name) == name[0]]
            if named:
                return named[0]
            return None if answer.key or "id" in answer.fields else mails[0]
        names = [id_ for id_ in self._by_name.get(name or ("",), ()) if self._may_be(id_)]
        sole = [id_ for id_ in names if not (email and self._left[id_].email)]
        return sole[0] if len(sole) == 1 else None

    def _may_be(self, id_: str) -> bool:
        return id_ in self._left and id_ not in self._by_id


class _Spelling:
    """Writes organisations and categories alike that differ in capitals or accents only."""

    def __init__(self, attendees: Iterable[Attendee]) -> None:
        self._first: dict[tuple[str, str], str] = {}
        self._others: Counter[tuple[str, str]] = Counter()
        for attendee in attendees:
            for what in _SPELT:
                if words := getattr(attendee, what):
                    self._first.setdefault((what, folded(words)), words)

    def of(self, what: str, value: Any) -> Any:
        """Return a value as it was first written."""
        if what not in _SPELT or not folded(value):
            return value
        first = self._first.setdefault((what, folded(value)), value)
        if first != value:
            self._others[first, value] += 1
        return first

    def notices(self) -> Iterator[Text]:
        """Yield what was written otherwise."""
        for (first, other), count in self._others.items():
            yield _ALIKE.fill(other=shown(other), first=shown(first), count=count)


_TOO_MANY = Text(
    "il y aurait plus de {most} participants", "there would be more than {most} attendees"
)
_TOO_LONG = Text("trop long : {fields}", "too long: {fields}")
_DATES_NOT_PLAIN = Text(
    "les dates des réponses ne disent pas si le jour vient avant le mois : la dernière réponse "
    "d'une personne est la plus basse dans le fichier ; sinon, l'écrire dans le fichier de "
    'correspondance (dates = "jj/mm")',
    "the dates of the answers do not tell whether the day comes before the month: the last "
    "answer of a person is the lowest in the file; otherwise, say so in the mapping file "
    '(dates = "dd/mm")',
)
_TWO_NAMES = Text(
    "{rows} : une même adresse, des noms différents, lus comme une personne ; si c'en sont "
    "plusieurs, écrire dans le fichier de correspondance cle = [l'adresse, le nom]",
    "{rows}: one address, different names, read as one person; if they are several, write in "
    "the mapping file key = [the address, the name]",
)
_NAMESAKES = Text(
    "{rows} : même nom et même organisation, mais autre adresse ou autre identifiant ; gardés "
    "comme des personnes différentes",
    "{rows}: same name and organisation, but another address or id; kept as different persons",
)
_WISHES_UNREAD = Text(
    "{columns} : l'en-tête parle de vœux ou d'ateliers, mais aucune réponse n'en nomme un du "
    "brouillon ; rien n'en est lu. Si ce sont des vœux, l'écrire sous « voeux » dans un fichier "
    "de correspondance (--mapping), et sous [libelles] ce que veut dire chaque réponse ; sinon, "
    "sous « ignorer »",
    "{columns}: the header speaks of wishes or workshops, but no answer names one of the draft; "
    "nothing of it is read. If these are wishes, write it under “wishes” in a mapping file "
    "(--mapping), and under [labels] what each answer means; otherwise, under “ignore”",
)
_REPEATED = Text(
    "{rows} : un même atelier est demandé deux fois, et compté une fois",
    "{rows}: a workshop is wished for twice, and counted once",
)
_TIED = Text(
    "{rows} : plusieurs ateliers au même rang ; ces vœux comptent autant",
    "{rows}: several workshops of one rank; these wishes count alike",
)
_NOTED = Text(
    "{rows} : un besoin n'est pas un équipement des salles ; il est gardé dans la note",
    "{rows}: a need is no feature of the rooms; it is kept in the note",
)
_NAMELESS = Text(
    "{rows} : ni nom ni adresse ; lues à nouveau, elles feraient de nouveaux participants",
    "{rows}: neither a name nor an address; read again, they would make new attendees",
)
_STAYS = Text(
    "{row} : cette personne se retire, mais {attendee} est dans le brouillon et y reste ; "
    "l'en retirer au besoin",
    "{row}: this person withdraws, but {attendee} is in the draft and stays there; remove them "
    "if need be",
)
_ALIKE = Text(
    "{other} est lu comme {first} ({count} fois)", "{other} is read as {first} ({count} times)"
)
