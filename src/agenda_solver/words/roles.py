"""What those who take part in a session are called for it: several or one, in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agenda_solver.text import Language
from agenda_solver.words.names import folded

_IN_ENGLISH: Mapping[str, str] = {
    "introduction et animation": "introduction and facilitation",
    "animation": "facilitation",
    "modération": "moderation",
    "présidence": "chair",
    "introduction": "introduction",
    "conclusion": "conclusion",
    "présentation": "presentation",
    "ouverture": "opening",
    "clôture": "closing",
    "accueil": "host",
    "interprétation": "interpreting",
    "intervention": "speaker",
    "interventions": "speakers",
    "grand témoin": "keynote listener",
    "grands témoins": "keynote listeners",
}
"""What a part is called, or those who take it, whoever they are."""

_PEOPLE: Mapping[str, str] = {
    "speaker": "orateur oratrice intervenant intervenante conférencier conférencière",
    "facilitator": "animateur animatrice",
    "moderator": "modérateur modératrice",
    "chair": "président présidente",
    "rapporteur": "rapporteur rapporteure rapporteuse rapportrice",
    "discussant": "discutant discutante",
    "interpreter": "interprète",
    "presenter": "présentateur présentatrice",
    "panellist": "panéliste",
    "trainer": "formateur formatrice",
    "expert": "expert experte",
    "guest": "invité invitée",
    "host": "hôte hôtesse",
    "witness": "témoin",
    "artist": "artiste",
    "author": "auteur autrice auteure",
}
"""English names of one person, and the French ones; of several they end in -s."""

_OTHERS = """
    acteur actrice élu élue grand membre participant participante
    chairperson leader lecturer member panelist
"""
"""What else people are called; others in -s, such as "discours", are for one, too."""

_IN_FRENCH: Mapping[str, str] = {
    "facilitation": "animation",
    "facilitator": "animation",
    "moderation": "modération",
    "moderator": "modération",
    "chair": "présidence",
    "chairperson": "présidence",
    "speaker": "intervention",
    "panelist": "intervention",
    "panellist": "intervention",
    "presenter": "présentation",
    "author": "communication",
    "lecturer": "conférence",
    "discussant": "discussion",
    "interpreter": "interprétation",
    "trainer": "formation",
    "host": "accueil",
    "keynote listener": "grand témoin",
    "opening": "ouverture",
    "closing": "clôture",
    "presentation": "présentation",
}
"""English names, of one or several: what they do, as a man and a woman are called otherwise."""


def role_in(language: Language, role: str, written_in: Language) -> str:
    """Return what a role that is written in a language is called in another.

    A role that is not known keeps its name.
    """
    if language == written_in:
        return role
    known = _TO_ENGLISH if language == "en" else _TO_FRENCH
    other = known.get(folded(role))
    if other is None:
        return role
    return other[:1].upper() + other[1:] if role[:1].isupper() else other


def role_of_one(role: str) -> str:
    """Return what a role is called where one person takes it: one of "intervenants" is one."""
    return _WORD.sub(_one_of, role)


def _one_of(word: re.Match[str]) -> str:
    ones = (word[0].removesuffix(ending) for ending in ("s", "es"))
    return next((one for one in ones if one.casefold() in _TAKERS), word[0])


def _several(english: str) -> str:
    return f"{english}es" if english.endswith("s") else f"{english}s"


_WORD = re.compile(r"[^\W\d_]+")
_TAKERS = frozenset((*_PEOPLE, *" ".join((_OTHERS, *_PEOPLE.values())).split()))
_TO_ENGLISH: Mapping[str, str] = {
    **{folded(french): english for french, english in _IN_ENGLISH.items()},
    **{
        folded(form): english if form == french else _several(english)
        for english, words in _PEOPLE.items()
        for french in words.split()
        for form in (french, f"{french}s")
    },
}
_TO_FRENCH: Mapping[str, str] = {
    folded(form): french
    for english, french in _IN_FRENCH.items()
    for form in (english, f"{english}s")
}
