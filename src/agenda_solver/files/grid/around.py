"""What words say that stand around a table: a total, a remark, a signature, a title of rows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from agenda_solver.text import MONTHS, WEEKDAYS
from agenda_solver.words.names import clean, folded

Around = Literal["total", "sum", "count", "note", "mark", "signature", "signer", "section"]
"""What the words at the beginning of a row say: a total; another sum, which is one beside
numbers only; how many there are; a remark; one that a mark begins; that somebody signs; who
does; which rows follow."""

_LONGEST = 300  # letters that are looked at
_WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"[-+]?\d[\d\s]*(?:[.,]\d+)?\s*%?")

_TOTALS = frozenset(
    ("total", "totaux", "totals", "soustotal", "soustotaux", "subtotal", "subtotals")
)
_BEFORE_TOTALS = frozenset(("sous", "sub", "grand", "nombre", "nb", "nbre", "number", "effectif"))
_WHOLE = frozenset(("total", "totale", "totales", "totaux"))  # ``Capacité totale``
_SUMS = frozenset(
    (
        *("somme", "sum", "moyenne", "average", "mean", "effectif", "effectifs", "cumul"),
        *("nombre", "nb", "nbre", "number", "count", "maximum", "minimum"),
    )
)
_COUNTED = frozenset(
    (
        *("inscrit", "inscrits", "inscrite", "inscrites", "inscription", "inscriptions"),
        *("participant", "participants", "participante", "participantes", "personne"),
        *("personnes", "present", "presents", "presente", "presentes", "absent", "absents"),
        *("reponse", "reponses", "place", "places", "siege", "sieges", "salle", "salles"),
        *("session", "sessions", "atelier", "ateliers", "intervenant", "intervenants"),
        *("intervenante", "intervenantes", "invite", "invites", "nom", "noms", "ligne", "lignes"),
        *("voeu", "voeux", "choix", "jour", "jours", "heure", "heures", "minute", "minutes"),
        *("convive", "convives", "repas", "structure", "structures", "organisme", "organismes"),
        *("attendee", "attendees", "person", "people", "registered", "registrations", "answer"),
        *("answers", "response", "responses", "seat", "seats", "room", "rooms", "name", "names"),
        *("row", "rows", "guest", "guests", "speaker", "speakers", "workshop", "workshops"),
        *("wish", "wishes", "day", "days", "hour", "hours", "capacite", "capacity", "table"),
        *("tables", "organisation", "organisations", "organization", "organizations", "membre"),
        *("membres", "member", "members", "entree", "entrees", "entry", "entries"),
    )
)
_BETWEEN = frozenset(
    (
        *("de", "des", "du", "d", "la", "le", "les", "l", "a", "au", "aux", "en", "et", "par"),
        *("pour", "sur", "dont", "soit", "general", "generale", "generaux", "cumule", "final"),
        *("of", "the", "in", "for", "on", "and", "overall", "provisoire", "actuel", "n"),
        *("nouveau", "nouveaux", "nouvelles", "recu", "recus", "recue", "recues", "received"),
        *("confirme", "confirmes", "disponible", "disponibles", "assis", "assises", "heb"),
        *("totale", "totales", "er", "e", "st", "nd", "rd", "th", "tout", "attendu", "attendus"),
        *map(folded, (month for months in MONTHS for month in months)),
    )
)
_DAYS = tuple(folded(day) for days in WEEKDAYS for day in days)
_MONTHS = tuple(folded(month) for months in MONTHS for month in months)

_MARK = re.compile(r"[*†‡¹²³]|\(\s*(?:\*+|\d{1,2}|[a-z])\s*\)\s*\S")
_REMARK = re.compile(
    r"(?:n\.? ?b\.?|nota(?: bene)?|p\.? ?s\.?|remarques?|remarks?|notes?|legende|legend|key"
    r"|sources?|attention|rappel|reminder|important|avertissement|warning|commentaires?|comments?)"
    r"\s*(?:[:.–—]|- |$)"
    r"|[-=_~–—.#]{3,}$|(?:dont|soit|including|incl\.) \d"
    r"|(?:derniere |last )?(?:mise?s? a jour|maj\b|actualise|update[ds]?\b)"
    r"|(?:liste|etat|fichier|document|tableau|export|extraction|situation|inscriptions)s? "
    r"(?:arrete|mis|edite|imprime|export|etabli|extrai|gener|tel|actualis|close|provisoire|au \d"
    r"|du \d|as of|updated|printed|generated|closed)"
    r"|(?:edite|imprime|exporte|extrait|genere|arrete|etabli|cree|modifie|telecharge|redige"
    r"|transmis|recu|clos|document)e?s? (?:le|au|par|a|depuis|de|par) "
    r"|(?:exported|generated|printed|edited|created|downloaded|closed|received)\s+(?:on|by|from|at)\b"
    r"|(?:fin|end) (?:de|du|des|of)\b|page \d+|\d+ ?/ ?\d+$"
    r"|(?:a|to be) (?:confirmer|confirmed|completer|completed|verifier|checked)\b"
    r"|sous reserve\b|subject to\b|voir (?:aussi|la|le|les|l')\b|cf\.? |see (?:also|the)\b"
    r"|(?:en |in )?(?:italique|gras|rouge|vert|bleu|jaune|orange|gris|italics?|bold|red|green|blue"
    r"|yellow|grey|gray)\s*[:=]"
)
_SIGNATURE = re.compile(
    r"(?:fait|done|signed?|signe) (?:a|le|en|at|on|in|by|par)\b|signatures?\b|signataires?\b"
    r"|(?:pour copie conforme|vu et |bon pour |lu et approuve|cordialement|bien a vous"
    r"|kind regards|best regards|sincerely|visa d|visa\s*:|cachet\b)"
    r"|[^\W\d]+(?:[ -][^\W\d]+){0,3}, (?:le|on|the) \d{1,2}"
    rf"|(?:le|on) \d{{1,2}}(?:er|st|nd|rd|th)? (?:{'|'.join(_MONTHS)})(?: \d{{4}})?$"
    r"|(?:le|on) \d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?$"
)
_SIGNER = re.compile(
    r"(?:(?:pour|p/|for) )?(?:le |la |l'|les |the |your |votre )"
    r"(?:secreta|presiden|direct|tresor|maire|mayor|prefet|secretar|treasur|head |chef|respons"
    r"|organis|equipe|team|charge|adjoint|coordin|comite|bureau|service|delegue|chair)"
)
_SECTION = re.compile(
    r"(?:liste d'attente|waiting list|desistements?|annulations?|annules?|cancell?ed|cancellations?"
    r"|absents?|excuses?|presents?|apologies|matin(?:ee)?|apres-midi|soiree|journee|morning"
    r"|afternoon|evening|(?:groupe|group|table|equipe|team|jour|day|journee|tour|round|vague|serie)"
    r" (?:n[o°] ?)?(?:\d{1,2}|[a-z]|[ivx]{1,4})"
    rf"|(?:{'|'.join(_DAYS)})(?: \d{{1,2}}(?:er)?)?(?: (?:{'|'.join(_MONTHS)}))?(?: \d{{4}})?"
    r"(?: (?:matin|apres-midi|soir|morning|afternoon|evening))?"
    r"|participants?|inscrits?|invites?|intervenants?|benevoles?|organisateurs?|attendees?|guests?"
    r"|speakers?|volunteers?|organisers?|elus?|agents?|partenaires?|partners?|exterieurs?"
    r"|(?:rez-de-chaussee|[1-9](?:er|e|eme)? etage|(?:ground|first|second|third) floor))"
    r"\s*(?:\([^()]*\))?\s*:?$"
)
_LIST = re.compile(
    r"(?:liste|list of|listing|participants?|inscrits?|inscriptions?|invites?|noms?|names?"
    r"|attendees?|guests?|registered|registrations?|emargement)\b"
)
_COUNT_AFTER = re.compile(r"[^:=]+[:=]\s*\d+\s*")


def _plain(words: str) -> str:
    """Return words in small letters, without accents, on one line."""
    line = " ".join(clean(words[:_LONGEST]).casefold().replace("’", "'").split())
    spread = unicodedata.normalize("NFKD", line.replace("œ", "oe"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def kind_of_words(words: str) -> Around | None:
    """Return what words are that stand around a table; None for what may be anything."""
    plain = _plain(words)
    return _kind_of_count(plain) or next(
        (kind for kind, pattern in _PATTERNS if pattern.match(plain)), None
    )


_PATTERNS: tuple[tuple[Around, re.Pattern[str]], ...] = (
    ("mark", _MARK),
    ("note", _REMARK),
    ("signature", _SIGNATURE),
    ("section", _SECTION),
    ("signer", _SIGNER),
)


def _kind_of_count(plain: str) -> Around | None:
    """Return whether words are a total or tell how many there are, and which of these."""
    spoken = _WORD.findall(plain)
    others = [word for word in spoken if not word.isdigit()]
    if not spoken or not _only(others, _TOTALS | _BEFORE_TOTALS | _SUMS | _COUNTED | _BETWEEN):
        return None
    first = [word for word in spoken[:2] if word not in _BEFORE_TOTALS] or spoken[:1]
    if first[0] in _TOTALS or first[0].rstrip("0123456789") in _TOTALS:
        return "total"
    if spoken[0] in _COUNTED and not _WHOLE.isdisjoint(spoken[1:]):
        return "total"
    after_so = spoken[1:] if spoken[0] == "soit" else spoken
    if after_so[:1] and after_so[0].isdigit() and not _COUNTED.isdisjoint(after_so[1:3]):
        return "count"
    if _COUNT_AFTER.fullmatch(plain) and not (_COUNTED | _SUMS).isdisjoint(others):
        return "count"
    return "sum" if spoken[0] in _SUMS else None


def _only(words: list[str], known: frozenset[str]) -> bool:
    return all(word in known or word.rstrip("0123456789") in known for word in words)


def is_amount(words: str) -> bool:
    """Whether words are a number, or one with what is counted: ``4``, ``12 %``, ``3 inscrits``."""
    return bool(NUMBER.fullmatch(words)) or kind_of_words(words) == "count"


def names_a_list(words: str) -> bool:
    """Whether words are the title of a list of people: ``Liste des inscrits``, ``Noms :``."""
    return bool(_LIST.match(_plain(words)))


def is_sentence(words: str) -> bool:
    """Whether words are many, or end as a sentence does."""
    return len(words.split()) > 3 or clean(words).endswith((".", "!", "…", ";"))


def is_closed(words: str) -> bool:
    """Whether words are a whole sentence, to its full stop."""
    return is_sentence(words) and len(words.split()) > 3 and clean(words).endswith(".")


def is_shouted(words: str) -> bool:
    """Whether words are all capitals, as a title of rows is: ``APRÈS-MIDI``."""
    return words.isupper() and not any(map(str.isdigit, words)) and len(words) > 3
