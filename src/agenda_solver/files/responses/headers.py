"""What the header of a column says of what is in it, in French or in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from agenda_solver.files.fields import ATTENDEES, TEXTS
from agenda_solver.words.names import clean, folded

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^()]*\)")
# LimeSurvey puts the code of a question before its text: ``G01Q02. Votre nom``.
_CODE = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9_]{0,30}(?:\[[^\[\]]*\])*)\.\s+(?=\S)")

_ORDINALS = (
    ("premier", "premiere", "first"),
    ("deuxieme", "second", "seconde"),
    ("troisieme", "third"),
    ("quatrieme", "fourth"),
    ("cinquieme", "fifth"),
    ("sixieme", "sixth"),
    ("septieme", "seventh"),
    ("huitieme", "eighth"),
    ("neuvieme", "ninth"),
    ("dixieme", "tenth"),
)
_ORDINAL_OF = {word: rank for rank, words in enumerate(_ORDINALS, start=1) for word in words}
_ORDINAL = re.compile(r"(\d{1,2})(?:er|ere|re|e|eme|ieme|nd|nde|st|th|rd)")
_NUMBER = re.compile(r"\d{1,2}")
_CHOICES = frozenset(
    (
        *("voeu", "voeux", "choix", "souhait", "priorite", "rang", "ordre", "classement"),
        *("wish", "wishes", "choice", "preference", "priority", "rank", "ranking", "order"),
    )
)
_NUMBER_SIGNS = ("n", "no", "numero", "nr", "number")


def tokens(words: str) -> list[str]:
    """Return the words of a text, folded, with its numbers."""
    plain = clean(words).replace("º", " ").replace("°", " ")
    return [folded(word) for word in _WORD.findall(plain)]


def rank_said(words: str, *, alone: bool = False) -> int | None:
    """Return which wish words speak of: 1 for ``1er choix``, ``Vœu n° 1``, ``First choice``.

    Parameters
    ----------
    words : str
    alone : bool
        Whether a number that stands alone is one too.
    """
    spoken = tokens(words)
    for place, word in enumerate(spoken):
        if word in _CHOICES:
            before = _ordinal(spoken[place - 1]) if place else None
            after = [other for other in spoken[place + 1 : place + 3] if other not in _NUMBER_SIGNS]
            rank = before or (_counted(after[0]) if after else None)
            if rank:
                return rank
    if alone:
        counted = [word for word in spoken if word not in _NUMBER_SIGNS]
        return _counted(counted[0]) if len(counted) == 1 else None
    return None


def _ordinal(word: str) -> int | None:
    match = _ORDINAL.fullmatch(word)
    return (int(match[1]) if match else _ORDINAL_OF.get(word)) or None


def _counted(word: str) -> int | None:
    return (int(word) if _NUMBER.fullmatch(word) else _ordinal(word)) or None


def without_rank(words: str) -> str:
    """Return words without what `rank_said` hears: what questions for several wishes share."""
    kept = [
        word
        for word in tokens(words)
        if _counted(word) is None and word not in (*_CHOICES, *_NUMBER_SIGNS)
    ]
    return " ".join(kept)


# --- Fields -------------------------------------------------------------------------------

_NAMES = {str(field.key[0]): field.names for field in ATTENDEES.fields}
_ASKED = {str(field.key[0]): field.names.union(field.near) for field in ATTENDEES.fields}
_UNDERSTOOD = (
    *("name", "given_name", "family_name", "email", "organisation", "category", "group", "note"),
)

_EXACTLY: Mapping[str, frozenset[str]] = {
    **{key: _NAMES[key] for key in TEXTS if key not in _UNDERSTOOD},
    "timestamp": frozenset(
        (
            *("horodateur", "horodatage", "timestamp", "completiontime", "heuredefin"),
            *("datedinscription", "datedelacommande", "datedereponse"),
            *("submittedat", "submissiondate", "registrationdate", "dateorder"),
            *("datedelareponse", "dateetheure", "orderdate"),
        )
    ),
    "submitted": frozenset(("submitdate", "datesubmitted", "datedesoumission")),
    "id": _NAMES["id"].union(
        ("identifier", "numerodebillet", "ndebillet", "ticketnumber"),
        ("numerodinscription", "registrationnumber"),
    ),
    "must_attend": _NAMES["must_attend"],
    "together": _NAMES["together"],
    "apart": _NAMES["apart"],
    "friends": _NAMES["friends"],
    "form": frozenset(
        (
            *("heuredebut", "heurededebut", "starttime", "heuredeladernieremodification"),
            *("lastmodifiedtime", "langue", "language", "lastpage", "startlanguage"),
            *("startdate", "datestamp", "seed", "ipaddr", "refurl", "totalpoints", "quizfeedback"),
            *("token", "responseid", "iddelareponse", "dernierepage", "languededepart"),
        )
    ),
}
_CONSENT = frozenset(
    (
        *("rgpd", "gdpr", "consentement", "consens", "consent", "accepte", "acceptez", "accepter"),
        *("autorise", "autorisez", "autorisation", "agree", "accept", "newsletter", "cgu"),
        *("confidentialite", "privacy", "reglement"),
    )
)
_PAYER = frozenset(
    (
        *("payeur", "payeuse", "payer", "paiement", "payment", "acheteur", "acheteuse"),
        *("buyer", "facturation", "billing"),
    )
)
_FIRST_NAME = _ASKED["given_name"]
_LAST_NAME = _ASKED["family_name"] | {"nom"}  # "name" is of both, as often as not
_AROUND_A_NAME = frozenset(
    (
        *("votre", "vos", "le", "la", "les", "l", "et", "and", "de", "du", "des", "d", "your"),
        *("the", "of", "participant", "participante", "participants", "inscrit", "inscrite"),
        *("attendee", "personne", "usage", "famille", "complet", "complets", "full", "first"),
        *("last", "name", "names", "identite", "e", "s", "svp", "quel", "est", "what", "is"),
    )
)
_ABOUT_AN_ORGANISATION = frozenset(
    (
        *("fonction", "poste", "role", "adresse", "taille", "telephone", "siret", "code"),
        *("postal", "ville", "site", "type", "nature", "position", "address", "size", "phone"),
    )
)
_NOT_PRESENT = frozenset(
    (
        *("dejeuner", "repas", "diner", "cocktail", "buffet", "lunch", "dinner", "soiree", "cafe"),
        *("visite", "visit", "breakfast"),
    )
)
_OTHER_CHOICES = _NOT_PRESENT | frozenset(
    (
        *(
            "menu",
            "menus",
            "plat",
            "plats",
            "boisson",
            "dessert",
            "hebergement",
            "hotel",
            "navette",
        ),
        *("transport", "train", "bus", "taille", "shirt", "meal", "dish", "drink", "accommodation"),
        *("shuttle", "size"),
    )
)
_NOT_NEEDS = frozenset(
    (
        *("alimentaire", "alimentaires", "regime", "regimes", "allergie", "allergies", "dietary"),
        *("diet", "hebergement", "transport", "formation", "accommodation"),
    )
)
_WITH_WHOM = frozenset(
    (
        *(("avec", "qui"), ("etre", "avec"), ("mettre", "avec"), ("with", "whom"), ("be", "with")),
        *(("with", "who"), ("who", "with"), ("avec", "quel"), ("avec", "quelle")),
    )
)
_FRIENDS = frozenset(
    (
        *("ami", "amie", "amis", "amies", "copain", "copine", "copains", "copines", "binome"),
        *("friend", "friends", "buddy", "camarade", "camarades"),
    )
)
_NOT_WITH = frozenset(("pas", "not", "eviter", "avoid", "sauf", "separe", "separer", "except"))
_OTHER_COMPANY = _NOT_PRESENT | frozenset(
    (
        *(
            "dejeunez",
            "mangez",
            "logez",
            "voyagez",
            "venez",
            "travaillez",
            "lunch",
            "eat",
            "travel",
        ),
        *("come", "work", "covoiturage", "chambre", "room"),
    )
)
_LONGEST_COMPANY = 20  # words of such a question
_GROUP = _ASKED["group"] | {"groupe", "group"}
_NOT_A_GROUP = _NOT_PRESENT | frozenset(
    (
        *("adresse", "postal", "code", "taille", "telephone", "nombre", "naissance", "address"),
        *("postcode", "zip", "size", "phone", "number", "birth", "travail", "parole", "work"),
    )
)
_LONGEST_GROUP = 6  # words: what is longer asks for something else
_NOT_EMAIL = frozenset(("recevoir", "receive", "souhaitez", "liste"))
_LONGEST_FIELD = 10  # words: what is longer asks for something else


def code_of(header: str) -> str:
    """Return the code that LimeSurvey puts before the text of a question, folded."""
    match = _CODE.match(header)
    return folded(match["code"]) if match else folded(header)


def without_code(header: str) -> str:
    """Return a header without the code before the text of the question."""
    return _CODE.sub("", clean(header), count=1)


def core(header: str) -> str:
    """Return what a header asks: without asides, further lines and the code before it."""
    plain = without_code(header)
    first = _ASIDE.sub(" ", plain.split("\n")[0])
    return clean(first) if tokens(first) else plain


def says_wishes(header: str) -> bool:
    """Whether a header asks for wishes, choices or workshops: not how many, nor of meals."""
    spoken = tokens(header)
    if "combien" in spoken or "nombre" in spoken or "how many" in " ".join(spoken):
        return False
    if "number of" in " ".join(spoken) or not _OTHER_CHOICES.isdisjoint(spoken):
        return False
    return not _ASKED["wishes"].isdisjoint(spoken)


def meaning(header: str) -> str | None:
    """Return what a header says that its column is, None where it is nothing known.

    The key of a field of an attendee, ``timestamp`` or
    ``submitted``; ``consent``, ``payer`` or ``form``, which are not read.
    """
    asked = core(header)
    for words in (code_of(header), folded(asked)):
        for field, exactly in _EXACTLY.items():
            if words in exactly:
                return field
    spoken = tokens(asked)
    if _is_consent(tokens(header)):
        return "consent"
    if not _PAYER.isdisjoint(spoken):
        return "payer"
    if folded(asked) in ("voeux", "wishes"):
        return "wishes"
    asked_of = frozenset(spoken)
    brief = len(spoken) <= _LONGEST_FIELD
    return (
        _company(spoken) or (brief and (_name(asked_of) or _of_a_person(spoken, asked_of))) or None
    )


def _is_consent(spoken: list[str]) -> bool:
    words = frozenset(spoken)
    return (
        bool(words & _CONSENT)
        or {"donnees", "personnelles"} <= words
        or ({"droit", "image"} <= words)
    )


def _company(spoken: list[str]) -> str | None:
    """Return what a question says that asks with whom somebody wishes to be, or not to be."""
    words = frozenset(spoken)
    if len(spoken) > _LONGEST_COMPANY or words & _OTHER_COMPANY:
        return None
    pairs = frozenset(pairwise(spoken))
    if not (pairs & _WITH_WHOM or words & _FRIENDS):
        return None
    return "apart" if words & _NOT_WITH else "friends"


def _name(words: frozenset[str]) -> str | None:
    if not words <= _FIRST_NAME | _LAST_NAME | _AROUND_A_NAME:
        return None
    first = words & _FIRST_NAME or {"first", "name"} <= words
    last = words & _LAST_NAME or {"last", "name"} <= words
    if first and last:
        return "name"
    if first or last:
        return "given_name" if first else "family_name"
    return "name" if words & {"name", "names", "identite"} else None


def _of_a_person(spoken: list[str], words: frozenset[str]) -> str | None:
    if words & _ASKED["needs"] or {"mobilite", "reduite"} <= words:
        return None if words & _NOT_NEEDS else "needs"
    if words & _ASKED["present"] or {"toute", "journee"} <= words or {"all", "day"} <= words:
        return None if words & _NOT_PRESENT else "present"
    return _of_whom(spoken, words)


def _of_whom(spoken: list[str], words: frozenset[str]) -> str | None:
    if _is_category(spoken, words):
        return "category"
    if words & _ASKED["organisation"] or {"raison", "sociale"} <= words:
        return None if words & _ABOUT_AN_ORGANISATION else "organisation"
    if words & _ASKED["email"] or {"e", "mail"} <= words or _is_electronic(words):
        return None if words & _NOT_EMAIL else "email"
    if words & _GROUP and len(spoken) <= _LONGEST_GROUP and not words & _NOT_A_GROUP:
        return "group"
    return "note" if words & _ASKED["note"] else None


def _is_electronic(words: frozenset[str]) -> bool:
    return "adresse" in words and not words.isdisjoint(("messagerie", "electronique"))


def _is_category(spoken: list[str], words: frozenset[str]) -> bool:
    if words & _ASKED["category"] or spoken == ["votre", "statut"]:
        return True
    if "type" in words and words & (_ASKED["organisation"] | {"participant", "public", "attendee"}):
        return True
    return len(spoken) <= 4 and spoken[:2] in (["vous", "etes"], ["you", "are"])
