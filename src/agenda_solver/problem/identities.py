"""Which attendees are people of the programme, and which only may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agenda_solver.problem.schema import Attendee, Person
from agenda_solver.words.names import folded

CIVILITIES = frozenset(["m", "mr", "mme", "mlle", "mrs", "ms", "miss", "dr", "pr", "prof"])

Name = tuple[str, ...]
"""The words of a name, whatever their order, capitals and accents, and how one is addressed."""


@dataclass(frozen=True)
class Identities:
    """Who attendees are in the programme.

    Attributes
    ----------
    known : mapping of str to str
        Ids of attendees, and of the people who they are: by id, by e-mail address, or by
        name and organisation.
    by_name : tuple of str
        Ids of those who are known by name and organisation.
    perhaps : mapping of str to tuple of str
        Ids of attendees who are not known, and of the people of their name.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    by_name: tuple[str, ...] = ()
    perhaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def identities(people: Iterable[Person], attendees: Iterable[Attendee]) -> Identities:
    """Find who is whom.

    A name and an organisation tell who somebody is where one person and one attendee have
    both, and their e-mail addresses, if both are said, are the same. A name alone tells
    nothing; those whose e-mail addresses differ are two people.
    """
    everybody, registered = tuple(people), tuple(attendees)
    ids = {person.id for person in everybody}
    by_email = {person.email.casefold(): person.id for person in everybody if person.email}
    known: dict[str, str] = {}
    for attendee in registered:
        person = by_email.get(attendee.email.casefold()) if attendee.email else None
        if attendee.id in ids:
            person = attendee.id
        if person is not None:
            known[attendee.id] = person
    named: dict[Name, list[Person]] = {}
    for each in everybody:
        if name := name_words(each.name):
            named.setdefault(name, []).append(each)
    met: dict[Name, list[Attendee]] = {}
    for attendee in registered if named else ():
        name = name_words(attendee.name)
        if name in named and attendee.id not in known:
            met.setdefault(name, []).append(attendee)
    certain = {
        alike[0].id: same[0].id
        for name, strangers in met.items()
        for stranger in strangers
        if (same := [each for each in named[name] if _is_sure(stranger, each)])
        if (alike := [each for each in strangers if _is_sure(each, same[0])])
        if len(same) == len(alike) == 1 and same[0].id not in known.values()
    }
    perhaps = {
        stranger.id: like
        for name, strangers in met.items()
        for stranger in strangers
        if stranger.id not in certain
        if (like := tuple(each.id for each in named[name] if _may_be(stranger, each)))
    }
    return Identities({**known, **certain}, tuple(certain), perhaps)


def name_words(name: str) -> Name:
    """Return the words of a name, to compare it."""
    words = (folded(word) for word in re.findall(r"\w+", name))
    return tuple(sorted(word for word in words if word and word not in CIVILITIES))


def _is_sure(attendee: Attendee, person: Person) -> bool:
    """Whether an attendee of a person's name has their organisation, and no other address."""
    same = folded(attendee.organisation) == folded(person.organisation) != ""
    return same and not (attendee.email and person.email)


def _may_be(attendee: Attendee, person: Person) -> bool:
    """Whether an attendee of a person's name may be them, as far as addresses tell."""
    same = folded(attendee.organisation) == folded(person.organisation) != ""
    return same or not (attendee.email and person.email)
