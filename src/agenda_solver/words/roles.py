"""What those who take part in a session are called for it, in the two languages."""

from __future__ import annotations

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
}
"""English names of one person, and the French ones; of several they end in -s."""

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


_TO_ENGLISH: Mapping[str, str] = {
    **{folded(french): english for french, english in _IN_ENGLISH.items()},
    **{
        folded(form): english if form == french else f"{english}s"
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
