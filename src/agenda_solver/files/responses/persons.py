"""Who is who: which answers are one person's, and who of the draft each person is.

To take two people for one loses one of them without a trace; to take one for two is seen on the
first list. So people are one only where something says so, and what is doubtful is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime

from agenda_solver.files.grid.cells import rows_text
from agenda_solver.files.responses.answers import Answer
from agenda_solver.files.responses.table import Column
from agenda_solver.problem import Attendee
from agenda_solver.text import Text, listing
from agenda_solver.words.names import folded, shown

_Key = tuple[object, ...]
_Parts = frozenset[str]

_NO_NAME: _Parts = frozenset()
_MOST_COLUMNS = 3  # that a sentence names


def name_key(answer: Answer) -> str:
    """Return a name, folded; blank where none is given."""
    return folded(answer.fields.get("name", ""))


def email_key(answer: Answer) -> str:
    """Return an address, to compare it; blank where none is given."""
    return str(answer.fields.get("email", "")).casefold()


def is_nobody(answer: Answer) -> bool:
    """Whether an answer does not say whose it is."""
    return not (answer.key or name_key(answer) or answer.fields.keys() & {"id", "email"})


def _parts(name: str) -> _Parts:
    return frozenset(filter(None, map(folded, name.replace("-", " ").split())))


def _may_be_one(names: Iterable[_Parts]) -> bool:
    """Whether names may be one person's: the same words, or some of them left out."""
    known = list(names)
    longest = max(known, key=len, default=frozenset())
    return all(name <= longest for name in known)


# --- In one file --------------------------------------------------------------------------


class Persons:
    """The answers of each person, and what is doubtful of who they are."""

    def __init__(
        self, answers: Sequence[Answer], columns: Sequence[Column], *, timed: bool
    ) -> None:
        """Tell people apart.

        By id, by the columns that the mapping file names for that, by e-mail address, where
        all who give it have one name, or else by name and whatever else their rows say of them;
        who says none of these is somebody for each row.

        Parameters
        ----------
        answers : sequence of Answer
        columns : sequence of Column
            Those of the file, by which what differs is named.
        timed : bool
            Whether the file tells when answers were given: then somebody may have answered
            again. A list has no second answers.
        """
        self._timed = timed
        self._columns = columns
        self._shared = self._shared_addresses(answers)
        self._address: dict[_Key, set[str]] = {}
        for answer in answers:
            email = email_key(answer)
            if email and email not in self._shared and name_key(answer):
                self._address.setdefault(_of_a_row(answer), set()).add(email)
        groups: dict[_Key, list[Answer]] = {}
        for answer in answers:
            groups.setdefault(self._key(answer), []).append(answer)
        self.groups = list(groups.values())

    @staticmethod
    def _shared_addresses(answers: Iterable[Answer]) -> Set[str]:
        """Return the addresses that people of several names give."""
        names: dict[str, set[_Parts]] = {}
        for answer in answers:
            if email := email_key(answer):
                names.setdefault(email, set()).add(_parts(answer.fields.get("name", "")))
        return {email for email, several in names.items() if not _may_be_one(several)}

    def _key(self, answer: Answer) -> _Key:
        if "id" in answer.fields:
            return "id", answer.fields["id"]
        if answer.key:
            return "key", *answer.key
        email = email_key(answer)
        if email and email not in self._shared:
            return "email", email
        if not name_key(answer):
            return ("email", email) if email else ("row", answer.row)
        emails = self._address.get(_of_a_row(answer), set())
        if not email and len(emails) == 1:
            return "email", *emails
        return "name", email, *_of_a_row(answer), *(() if self._timed else answer.says)

    def doubts(self) -> Iterator[Text]:
        """Yield what is doubtful of who is who."""
        for email in sorted(self._shared):
            rows = [
                answer.row
                for group in self.groups
                for answer in group
                if email_key(answer) == email and not answer.key and "id" not in answer.fields
            ]
            if len(rows) > 1:
                yield _COLLEAGUES.fill(rows=rows_text(rows))
        for group in self.groups:
            first = group[0]
            if first.key or "id" in first.fields:
                continue
            rows = sorted(answer.row for answer in group)
            names = {_parts(answer.fields.get("name", "")) for answer in group} - {_NO_NAME}
            if len(names) > 1:
                yield _TWO_NAMES.fill(rows=rows_text(rows))
            if not _address_of(group) and len({answer.says for answer in group}) > 1:
                yield _AGAIN.fill(rows=rows_text(rows))
        yield from self._namesakes()

    def _namesakes(self) -> Iterator[Text]:
        alike: dict[tuple[str, str], list[Answer]] = {}
        for group in self.groups:
            first = group[0]
            if name := name_key(first):
                organisation = folded(first.fields.get("organisation", ""))
                alike.setdefault((name, organisation), []).append(first)
        for answers in alike.values():
            if len(answers) < 2:
                continue
            rows = rows_text([answer.row for answer in answers])
            differs = self._what_differs(answers)
            if any(answer.key or answer.fields.keys() & {"id"} for answer in answers):
                yield _NAMESAKES.fill(rows=rows)
            elif differs:
                yield _DIFFERENT.fill(rows=rows, columns=listing(differs))
            else:
                yield _TWICE_ON_A_LIST.fill(rows=rows)

    def _what_differs(self, answers: Sequence[Answer]) -> list[Text]:
        """Return the columns in which people of one name differ, the first few."""
        each = [dict(answer.traits) for answer in answers]
        numbers = sorted({number for traits in each for number in traits})
        differ = [
            self._columns[number].title
            for number in numbers
            if len({traits.get(number) for traits in each}) > 1
        ]
        if len(set(map(email_key, answers))) > 1:
            differ.insert(0, _ADDRESS)
        return differ[:_MOST_COLUMNS]


def _of_a_row(answer: Answer) -> _Key:
    return name_key(answer), answer.traits


def _address_of(group: Iterable[Answer]) -> str:
    return next(filter(None, map(email_key, group)), "")


def last_answer(group: list[Answer]) -> Answer:
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


# --- In the draft -------------------------------------------------------------------------


class Known:
    """The attendees of a draft, each of whom is somebody once.

    Who is known by name alone must come from the same list: a list that this file brings up to
    date has most of its people in it.
    """

    def __init__(self, attendees: Iterable[Attendee], answers: Sequence[Answer], file: str) -> None:
        """Collect who there is.

        Parameters
        ----------
        attendees : iterable of Attendee
        answers : sequence of Answer
            The last answer of each person.
        file : str
            What the list is called from which the answers come.
        """
        self._left = {attendee.id: attendee for attendee in attendees}
        self._by_id = {answer.fields["id"] for answer in answers if "id" in answer.fields}
        self._by_email: dict[str, list[str]] = {}
        self._by_name: dict[tuple[str, str], list[str]] = {}
        for attendee in self._left.values():
            if attendee.email:
                self._by_email.setdefault(attendee.email.casefold(), []).append(attendee.id)
            if name := folded(attendee.name):
                key = name, folded(attendee.organisation)
                self._by_name.setdefault(key, []).append(attendee.id)
        self._lists = self._brought_up_to_date(answers, file)
        named = [name for name in self._lists if name]
        self.source = named[0] if len(named) == 1 else file
        self.doubts: list[Text] = []

    def _brought_up_to_date(self, answers: Sequence[Answer], file: str) -> Set[str]:
        """Return the lists of which most people are among the answers, or most answers there."""
        ids, emails = set(self._by_id), set(map(email_key, answers)) - {""}
        names = {key for answer in answers if (key := _with_organisation(answer))[0]}
        sizes = Counter(attendee.source for attendee in self._left.values())
        again = Counter(
            attendee.source
            for attendee in self._left.values()
            if attendee.id in ids
            or attendee.email.casefold() in emails
            or (folded(attendee.name), folded(attendee.organisation)) in names
        )
        return {
            source
            for source, size in sizes.items()
            if 2 * again[source] > size
            or (source in ("", file) and 2 * again[source] > len(answers))
        }

    def take(self, answer: Answer) -> Attendee | None:
        """Return the attendee that an answer is from, None where it is nobody's so far."""
        id_ = self._find(answer)
        return None if id_ is None else self._left.pop(id_)

    def _find(self, answer: Answer) -> str | None:
        if answer.fields.get("id") in self._left:
            return str(answer.fields["id"])
        return self._by_address(answer) or self._by_its_name(answer)

    def _by_address(self, answer: Answer) -> str | None:
        name = _parts(answer.fields.get("name", ""))
        mails = list(filter(self._may_be, self._by_email.get(email_key(answer), ())))
        same = [id_ for id_ in mails if _parts(self._left[id_].name) == name]
        if same:
            group = folded(answer.fields.get("group", ""))
            alike = [id_ for id_ in same if folded(self._left[id_].group) == group]
            return (alike or same)[0]
        near = [id_ for id_ in mails if _may_be_one([name, _parts(self._left[id_].name)])]
        told_apart = bool(answer.key) or "id" in answer.fields
        if len(mails) == 1 and near and not told_apart:
            return near[0]
        if mails and not told_apart:
            self._doubt(_OTHER_NAME, answer, mails[0])
        return None

    def _by_its_name(self, answer: Answer) -> str | None:
        email = email_key(answer)
        names = [
            id_
            for id_ in self._by_name.get(_with_organisation(answer), ())
            if self._may_be(id_) and not (email and self._left[id_].email)
        ]
        here = [id_ for id_ in names if self._left[id_].source in self._lists]
        group = folded(answer.fields.get("group", ""))
        alike = [id_ for id_ in here if folded(self._left[id_].group) == group]
        unknown = [id_ for id_ in here if not (self._left[id_].group and group)]
        known = alike or unknown
        if known:
            return known[0]
        if names:
            self._doubt(_OTHER_GROUP if here else _OTHER_LIST, answer, names[0])
        return None

    def _doubt(self, text: Text, answer: Answer, id_: str) -> None:
        self.doubts.append(text.fill(row=rows_text([answer.row]), attendee=shown(id_)))

    def _may_be(self, id_: str) -> bool:
        return id_ in self._left and id_ not in self._by_id


def _with_organisation(answer: Answer) -> tuple[str, str]:
    return name_key(answer), folded(answer.fields.get("organisation", ""))


_ADDRESS = Text("« e-mail »", "“e-mail”")
_TWO_NAMES = Text(
    "{rows} : une même adresse, un nom plus ou moins complet ; lues comme une personne. Si c'en "
    "sont plusieurs, dire dans une colonne « id » qui est qui",
    "{rows}: one address, a name that is more or less complete; read as one person. If they are "
    "several, say in a column “id” who is who",
)
_COLLEAGUES = Text(
    "{rows} : une même adresse, des noms différents ; gardées comme des personnes différentes. Si "
    "c'est la même, l'écrire partout sous le même nom",
    "{rows}: one address, different names; kept as different people. If they are one, write the "
    "same name in each row",
)
_NAMESAKES = Text(
    "{rows} : même nom et même organisation, mais autre adresse ou autre identifiant ; gardés "
    "comme des personnes différentes",
    "{rows}: same name and organisation, but another address or id; kept as different persons",
)
_DIFFERENT = Text(
    "{rows} : même nom, mais autre chose sous {columns} ; gardées comme des personnes "
    "différentes. Si c'est la même, ne garder qu'une ligne",
    "{rows}: same name, but something else below {columns}; kept as different people. If they "
    "are one, keep one row only",
)
_TWICE_ON_A_LIST = Text(
    "{rows} : même nom, et rien d'autre ne dit qui c'est ; gardées comme des personnes "
    "différentes. Si c'est la même, ne garder qu'une ligne",
    "{rows}: same name, and nothing else says who it is; kept as different people. If they are "
    "one, keep one row only",
)
_AGAIN = Text(
    "{rows} : même nom, sans adresse ; lues comme une personne qui a répondu à nouveau. Si elles "
    "sont plusieurs, dire dans une colonne « groupe » ce qui les distingue",
    "{rows}: same name, without an address; read as one person who answered again. If they are "
    "several, say in a column “group” what tells them apart",
)
_OTHER_NAME = Text(
    "{row} : l'adresse est celle de {attendee}, mais le nom est autre ; gardée comme une autre "
    "personne. Si c'est la même, écrire {attendee} dans une colonne « id »",
    "{row}: the address is that of {attendee}, but the name is another; kept as another person. "
    "If they are one, write {attendee} in a column “id”",
)
_OTHER_LIST = Text(
    "{row} : {attendee} a le même nom, mais vient d'une autre liste ; gardée comme une autre "
    "personne. Si c'est la même, écrire {attendee} dans une colonne « id »",
    "{row}: {attendee} has the same name, but comes from another list; kept as another person. "
    "If they are one, write {attendee} in a column “id”",
)
_OTHER_GROUP = Text(
    "{row} : {attendee} a le même nom, mais un autre groupe ; gardée comme une autre personne. Si "
    "c'est la même, écrire {attendee} dans une colonne « id »",
    "{row}: {attendee} has the same name, but another group; kept as another person. If they are "
    "one, write {attendee} in a column “id”",
)
