"""Enters answers into a draft: who is who, which answer counts, what is new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from agenda_solver.files import InputError, in_file
from agenda_solver.files.grid.cells import rows_text
from agenda_solver.files.responses.answers import Answer, Answers, Slip
from agenda_solver.files.responses.columns import READ_AS, Columns
from agenda_solver.files.responses.friends import People, mutual, with_company
from agenda_solver.files.responses.labels import Labels
from agenda_solver.files.responses.persons import Known, Persons, is_nobody, last_answer
from agenda_solver.files.responses.report import LeftOutRow, Report, Unknown, Unread
from agenda_solver.problem import MOST_ATTENDEES, Attendee, Problem
from agenda_solver.text import Text, listing
from agenda_solver.words.accessibility import WRITE_IT
from agenda_solver.words.codes import codes_behind
from agenda_solver.words.names import folded, shown

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
        self._notices: list[Text] = [*columns.table.notices]
        if unread := [column.title for column in columns.unread_wishes]:
            self._notices.append(_WISHES_UNREAD.fill(columns=listing(unread)))

    @property
    def _list_name(self) -> str:
        """What the list is called from which the answers come: its file, without its ending."""
        return PurePath(self._columns.table.name).stem

    def enter(self, answers: Answers) -> tuple[Problem, Report]:
        """Return the draft with its attendees, and what became of each row.

        Raises
        ------
        InputError
            If an answer says what no attendee can be: an id or a text that is too long.
        """
        read = list(answers)
        blank = [answer for answer in read if answer.is_incomplete]
        persons = Persons(
            [answer for answer in read if not answer.is_incomplete],
            self._columns.table.columns,
            timed=answers.timed,
        )
        groups = persons.groups
        last = list(map(last_answer, groups))
        self._known = Known(self._problem.attendees, last, self._list_name)
        superseded = [
            (answer.row, counts.row)
            for group, counts in zip(groups, last, strict=True)
            for answer in group
            if answer is not counts
        ]
        out = [answer for answer in last if answer.out]
        count = [answer for answer in last if not answer.out]
        self._tell_doubts(persons, answers, superseded=bool(superseded))
        whole, new, updated, same = self._entered(count)
        self._tell_out(out)
        self._notices += self._known.doubts
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
        known = [self._known.take(answer) for answer in count]
        ids = [
            before.id if before else answer.fields.get("id") or next(free)
            for answer, before in zip(count, known, strict=True)
        ]
        everybody = self._everybody(count, ids)
        entered: dict[str, Attendee] = {}
        for answer, before, id_ in zip(count, known, ids, strict=True):
            _name_others(answer, everybody, id_)
            fields = {key: self._spelling.of(key, value) for key, value in answer.fields.items()}
            if before is None and not fields.keys() & {"id", "email", "source"}:
                fields["source"] = self._known.source
            entered[id_] = self._attendee(answer, fields, before, id_)
        attendees = with_company(self._problem.attendees, {**attendees, **entered})
        self._tell_company(count, ids, attendees)
        for answer, before, id_ in zip(count, known, ids, strict=True):
            after = attendees[id_]
            kind = new if before is None else same if after == before else updated
            kind.append((answer.row, after.id))
        if len(attendees) > MOST_ATTENDEES:
            said_so = _TOO_MANY.fill(most=MOST_ATTENDEES)
            raise InputError([in_file(self._columns.table.name, said_so)])
        problem = self._problem.with_tables(attendees=list(attendees.values()))
        return problem, new, updated, same

    def _everybody(self, count: list[Answer], ids: list[str]) -> People:
        """Return all who may be named, as they are now called."""
        called = {one.id: (one.name, one.email) for one in self._problem.attendees}
        for answer, id_ in zip(count, ids, strict=True):
            name, email = called.get(id_, ("", ""))
            fields = answer.fields
            called[id_] = (fields.get("name", name), fields.get("email", email))
        return People((id_, *words) for id_, words in called.items())

    def _tell_company(
        self, count: list[Answer], ids: list[str], attendees: Mapping[str, Attendee]
    ) -> None:
        """Tell who is together, having named each other, and who only wishes for it."""
        both = {id_ for pair in mutual(attendees.values()) for id_ in pair}
        pairs = mutual(attendees.values())
        rows: dict[bool, list[int]] = {True: [], False: []}
        for answer, id_ in zip(count, ids, strict=True):
            friends = answer.fields.get("friends", ())
            if id_ in both and friends:
                rows[True].append(answer.row)
            if any(frozenset((id_, friend)) not in pairs for friend in friends):
                rows[False].append(answer.row)
        for kept, text in ((True, _TOGETHER), (False, _FRIENDS)):
            if rows[kept]:
                self._notices.append(text.fill(rows=rows_text(rows[kept])))

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

    def _tell_doubts(self, persons: Persons, answers: Answers, *, superseded: bool) -> None:
        if superseded and not answers.dates_are_plain:
            self._notices.append(_DATES_NOT_PLAIN)
        self._notices += persons.doubts()
        groups = persons.groups
        for text, rows in (
            (_REPEATED, [answer.row for group in groups for answer in group if answer.repeated]),
            (_TIED, [answer.row for group in groups for answer in group if answer.tied]),
            (_NOTED, [answer.row for group in groups for answer in group if answer.noted]),
            (_NAMELESS, [answer.row for group in groups for answer in group if is_nobody(answer)]),
        ):
            if rows:
                self._notices.append(text.fill(rows=rows_text(rows)))
        self._tell_needs([answer for group in groups for answer in group])

    def _tell_needs(self, answers: list[Answer]) -> None:
        """Tell which needs were understood from people's own words, and which no room meets."""
        understood: dict[str, list[int]] = {}
        lacking: dict[str, list[int]] = {}
        for answer in answers:
            for feature in dict.fromkeys(answer.understood):
                understood.setdefault(feature, []).append(answer.row)
            for feature in dict.fromkeys(answer.lacking):
                lacking.setdefault(feature, []).append(answer.row)
        for feature, rows in understood.items():
            self._notices.append(_UNDERSTOOD.fill(rows=rows_text(rows), need=shown(feature)))
        for feature, rows in lacking.items():
            sentence = _LACKING.fill(rows=rows_text(rows), need=shown(feature), remedy=WRITE_IT)
            self._notices.append(sentence)

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


def _name_others(answer: Answer, everybody: People, own: str) -> None:
    """Keep of the attendees that an answer names those that there are."""
    for what, cells in answer.others.items():
        named: dict[str, None] = {}
        for cell in cells:
            for words in everybody.cut(cell.words):
                meant = [id_ for id_ in everybody.find(words) if id_ != own]
                if len(meant) == 1:
                    named[meant[0]] = None
                else:
                    perhaps = everybody.perhaps(words)
                    answer.unread.append(replace(cell, words=words, perhaps=perhaps))
        answer.fields[what] = list(named)


def _unread(count: list[Answer]) -> Iterator[Unread]:
    slips = [slip for answer in count for slip in answer.unread]
    for (column, words), alike in _alike(((slip.column, slip.words), slip) for slip in slips):
        yield Unread(column, words, tuple(slip.row for slip in alike), alike[0].perhaps)


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
_UNDERSTOOD = Text(
    "{rows} : un besoin, dit en d'autres mots, est lu comme {need} ; ces mots sont dans la note",
    "{rows}: a need, told in other words, is read as {need}; these words are in the note",
)
_LACKING = Text(
    "{rows} : {need} est demandé, et aucune salle ne l'a : {remedy} ; sans quoi, pas de place",
    "{rows}: {need} is asked for, and no room has it: {remedy}; otherwise, no seat",
)
_TOGETHER = Text(
    "{rows} : se nomment mutuellement, et sont donc ensemble ; c'est imposé",
    "{rows}: name each other, and are thus together; this is a demand",
)
_FRIENDS = Text(
    "{rows} : un nom est donné, et ne l'est pas en retour ; c'est un souhait, gardé quand il ne "
    "coûte de vœu à personne",
    "{rows}: a name is given, and none in return; this is a wish, kept where it costs nobody a "
    "wish",
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
