"""What people need of a room, in their own words: « je me déplace en fauteuil » is ``pmr``.

Each line of `NEEDS` is what a room may have, and the words by which somebody asks for it, in
French and in English; another way to say it is one more word there. Words stand for whatever
begins with them, where they end in ``*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from agenda_solver.text import Text
from agenda_solver.words.names import clean, folded

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 1_000  # letters of an answer that are looked at
_NEAR = 3  # words after a denial that it may deny
_DENIALS = frozenset(("pas", "sans", "aucun", "aucune", "ni", "plus", "no", "not", "without"))


@dataclass(frozen=True)
class Need:
    """What a room may have for those who need it.

    Attributes
    ----------
    title : Text
        What sentences call it.
    feature : Text
        How it is written where no room has it yet.
    words : tuple of str
        How people say that they need it, folded, with blanks between the words.
    anyway : tuple of str
        Words that say it even where they are denied: ``sans escalier``.
    of_rooms : tuple of str
        Further words by which a room is said to have it.
    """

    title: Text
    feature: Text
    words: tuple[str, ...]
    anyway: tuple[str, ...] = ()
    of_rooms: tuple[str, ...] = ()


NEEDS = (
    Need(
        Text("accès PMR", "wheelchair access"),
        Text("pmr", "wheelchair access"),
        (
            *("pmr", "p m r", "fauteuil*", "mobilite reduite", "handicap moteur", "bequille*"),
            *("deambulateur*", "canne", "cannes", "difficulte* a marcher", "du mal a marcher"),
            *("marche difficile*", "wheelchair*", "reduced mobility", "limited mobility"),
            *("mobility impair*", "crutch*", "walking frame", "walker", "mobility scooter"),
            *("difficulty walking", "trouble walking", "cannot walk far"),
        ),
        anyway=(
            *("escalier*", "plain pied", "rez de chaussee", "ascenseur*", "step free", "stairs"),
            *("steps", "lift", "elevator", "ground floor", "monter les marches"),
        ),
        of_rooms=("accessible*", "accessibilite", "accessibility", "rampe", "ramp"),
    ),
    Need(
        Text("boucle magnétique", "hearing loop"),
        Text("boucle magnétique", "hearing loop"),
        (
            *(
                "boucle*",
                "malentendant*",
                "mal entendant*",
                "deficien* auditi*",
                "appareil* auditif*",
            ),
            *("handicap auditif", "appareille*", "sonotone*", "hard of hearing", "hearing loop*"),
            *("induction loop*", "hearing aid*", "hearing impair*", "loop system"),
        ),
    ),
    Need(
        Text("langue des signes", "sign language"),
        Text("langue des signes", "sign language"),
        ("lsf", "langue des signes", "langage des signes", "sign language", "bsl", "asl"),
    ),
    Need(
        Text("accueil des malvoyants", "for the visually impaired"),
        Text("malvoyants", "visually impaired"),
        (
            *("malvoyant*", "mal voyant*", "non voyant*", "aveugle*", "braille", "chien guide"),
            *("handicap visuel", "deficien* visuel*", "gros caracteres", "blind"),
            *("visually impair*", "partially sighted", "guide dog", "large print"),
        ),
    ),
)


@lru_cache(maxsize=2_000)
def needs_in(words: str) -> tuple[Need, ...]:
    """Return what somebody asks for in these words, in the order of `NEEDS`.

    « pas de fauteuil » asks for none.
    """
    spoken = _spoken(words)
    return tuple(need for need in NEEDS if _is_asked(need, spoken))


def _spoken(words: str) -> list[str]:
    return [folded(word) for word in _WORD.findall(clean(words[:_LONGEST]))]


def _is_asked(need: Need, spoken: list[str]) -> bool:
    if any(True for phrase in need.anyway for _ in _places(phrase, spoken)):
        return True
    return any(
        _DENIALS.isdisjoint(spoken[max(0, place - _NEAR) : place])
        for phrase in need.words
        for place in _places(phrase, spoken)
    )


def _places(phrase: str, spoken: list[str]) -> Iterable[int]:
    """Return where a phrase begins among words."""
    asked = phrase.split()
    for place in range(len(spoken) - len(asked) + 1):
        if all(_is_word(word, spoken[place + at]) for at, word in enumerate(asked)):
            yield place


def _is_word(asked: str, word: str) -> bool:
    return word.startswith(asked[:-1]) if asked.endswith("*") else word == asked


def features_by_need(features: Iterable[str]) -> Mapping[Need, str]:
    """Return which of the features of rooms is each need, the first where several are."""
    known: dict[Need, str] = {}
    for feature in features:
        spoken = _spoken(feature)
        for need in NEEDS:
            own = any(True for phrase in need.of_rooms for _ in _places(phrase, spoken))
            if own or _is_asked(need, spoken):
                known.setdefault(need, feature)
    return known


WRITE_IT = Text(
    "l'écrire sous « équipement », feuille Salles, à celles qui l'ont ; si aucune ne l'a, vider "
    "« besoins », feuille Participants, et prévenir la personne",
    "write it below “features”, sheet Rooms, for those that have it; if none has it, clear "
    "“needs”, sheet Attendees, and tell the person",
)
"""The way out where no room has what somebody needs."""
