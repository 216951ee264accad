"""What a session is for, as its title tells: a welcome, a meal, a report-back.

A word counts only where it says what the session is, not what it talks of: "Closing the gap"
is no closing, "Introduction to pytest" no opening, a world café no break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Occasion = Literal[
    "welcome",
    "opening",
    "report",
    "closing",
    "break",
    "meal",
    "drink",
    "visit",
    "workshop",
    "round_table",
]

# So many words say what a session is, wherever among them the telling one stands.
FEW_WORDS = 4

_END = r"(?= *(?:$|[:;,.(&+/–—-]| (?:et|and|par|by|de la|du|des|de l'|of the)\b))"
_JOURNEE = r"(?:journees?|jours?|seminaire|congres|rencontres?|assises|travaux|forum|colloque)"

# The first that matches is taken, so a drink wins over a closing: "Pot de clôture".
_PATTERNS: Mapping[Occasion, str] = {
    "drink": (
        r"(?:cocktails?|pots?|verres?|aperos?|aperitifs?|vin d'honneur|drinks?|apero dinatoire|"
        r"moment convivial|moment de convivialite|5 a 7|after ?work|happy hour|"
        r"(?:welcome|closing|evening) (?:reception|drinks?))\b(?!.{0,3}(?:dejeunatoire|de terre))"
        r"|reception\b(?! (?:des?|du|d'))"
    ),
    "meal": (
        r"(?:petits?[- ]dej(?:euner)?s?(?! d'accueil)|(?<!petit[- ])dejeuners?|"
        r"repas|buffets?|lunch|dinners?|diners?|"
        r"brunch|pique[- ]nique|cocktail dejeunatoire|barbecue|banquet|breakfast(?! at)|"
        r"pause[- ](?:dejeuner|repas|meridienne)|lunch break|plateaux?[- ]repas|panier[- ]repas)\b"
    ),
    "welcome": (
        r"(?:cafe|petit[- ]dejeuner|the)[- ]?(?:d'accueil|de bienvenue)|welcome (?:coffee|desk)|"
        r"registrations?\b(?! of)|enregistrement|emargement|check[- ]in\b|doors? open|"
        r"ouverture des portes|arrivee des|arrivals?\b|venue opens|"
        r"inscriptions?\b(?= *$| (?:et|sur place))|"
        r"(?<!mot d')(?<!mots d')(?<!discours d')accueil\b"
        r"(?= *(?:$|[:;,.(&+/–—-]| (?:cafe|et|par|petit|the|autour|"
        r"des (?:participant|invite|"
        r"congressiste|public|festivalier|delegue|stagiaire|benevole|equipe|"
        r"(?:eleve|etudiant|lyceen|collegien|classe|famille|parent|visiteur|exposant|"
        r"intervenant|adherent|membre|collegue|partenaire|candidat|scolaire)s?"
        r"(?: *$| *[:;,(&+/–—-]| et\b))|du public|"
        r"en |gourmand|convivial)))"
    ),
    "opening": (
        r"mots? (?:d'accueil|d'ouverture|d'introduction|de bienvenue|du maire|de la maire|"
        r"du president|de la presidente)|"
        r"(?:discours|allocutions?|ceremonie|session|seance|pleniere|conference|keynote|"
        r"table ronde|intervention|propos|paroles?) (?:d'ouverture|d'accueil|inaugurale?|"
        r"introductives?|d'introduction|liminaires?|de bienvenue)|propos introductifs?|"
        r"allocutions?\b|ouverture\b(?! (?:des portes|internationale|des donnees|a l|aux? |vers|"
        r"sociale|culturelle|d'esprit|des marches|d'un compte|numerique))|"
        r"introductions?" + _END + r"(?! *(?:de la|des|du|de(?! la\b)) (?!" + _JOURNEE + r"))|"
        r"introduction generale|opening\b(?! (?:up|the|a|an|data|science|doors|new|your)\b)|"
        r"welcome (?:address|remarks|talk|speech|and (?:introduction|opening))|"
        r"presentation de la journee|lancement (?:de la journee|officiel)|bienvenue|"
        r"welcome(?: to \w+)?$"
    ),
    "closing": (
        r"(?:mots?|discours|propos|allocutions?|ceremonie|session|seance|pleniere|conference|"
        r"keynote|table ronde) (?:de cloture|de fin|de la fin|de conclusions?|conclusifs?)|"
        r"cloture\b(?! (?:des comptes|electrique))|conclusions?\b|"
        r"closing\b(?! (?:the|a|an|your|in|gaps?|loops?)\b)|farewell|wrap[- ]?up|"
        r"synthese et perspectives|"
        r"(?:synthese|bilan) (?:de |du |des )?(?:la |l')?" + _JOURNEE + r"|"
        r"fin (?:de la journee|des travaux)|au revoir"
    ),
    "report": (
        r"restitutions?\b|syntheses?\b(?= *(?:$|[:;,.(&+/–—-]| (?:des|du|de l|en|et)\b))|"
        r"mises? en commun|report(?:ing)?[- ]back|reports? from (?:the )?(?:workshop|group)s?|"
        r"feedback (?:from|session)|retours? (?:collectifs?|en pleniere|des (?:atelier|groupe))|"
        r"(?:presentation|partage) des (?:resultats|conclusions|travaux) des (?:atelier|groupe)"
    ),
    "break": (
        r"pauses?\b|(?:coffee|tea)(?: break)?\b(?= *(?:$|[:;,(&+/–—-]))|"
        r"cafe\b(?! (?:des|du|de la|debat|citoyen|philo|scientifique|litteraire|linguistique))|"
        r"(?:short |long |morning |afternoon )?break\b(?! (?:the|down|free|into|up))|gouter\b|"
        r"recreation\b|interclasse|collation\b"
    ),
    "visit": (
        r"visites?\b|visits?\b|guided tour|soirees?\b|spectacle|concert|party(?= *$)|temps libre|"
        r"quartier libre|excursion|sortie (?:culturelle|au|a la|en)\b|fete\b|gala\b|"
        r"social (?:event|evening)|balade|croisiere"
    ),
    "workshop": (
        r"ateliers?\b|workshops?\b|breakout|sous[- ]groupes?|groupes? de travail|working groups?"
    ),
    "round_table": r"tables?[- ]rondes?\b|round[- ]tables?\b|panel\b",
}
_AT_ALL = {occasion: re.compile(rf"\b(?:{words})") for occasion, words in _PATTERNS.items()}
_WORLD_CAFE = re.compile(r"\b(?:world|cafe du monde) ?cafes?\b")
_TO_A_SUBJECT = re.compile(r"\bintroductions? (?:a|au|aux|to|into)\b")
_ARTICLES = re.compile(r"^(?:(?:la|le|les|un|une|the|a|an) |\d+[.)] ?|jour \d+ ?[:–—-] ?)")


def spread(title: str) -> str:
    """Return a title without case and accents, its blanks and apostrophes alike."""
    plain = title.casefold().replace("œ", "oe").replace("’", "'")
    letters = unicodedata.normalize("NFKD", plain)
    words = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(words.split())


@lru_cache(maxsize=4_000)  # a title is asked for by several who look at its session
def occasions_in(title: str) -> tuple[Occasion, ...]:
    """Return what a title speaks of anywhere, what it is most likely first."""
    words = _WORLD_CAFE.sub("", spread(title))
    if _TO_A_SUBJECT.search(words):
        return ()
    if _AT_ALL["workshop"].match(words):
        return ("workshop",)
    return tuple(occasion for occasion, pattern in _AT_ALL.items() if pattern.search(words))


def introduces_a_subject(title: str) -> bool:
    """Whether a title begins as an opening may, and goes on as any talk: "Introduction to"."""
    return bool(_TO_A_SUBJECT.match(_ARTICLES.sub("", spread(title))))


def is_told(title: str, occasion: Occasion) -> bool:
    """Whether a title alone says the occasion: it begins with it, or is short."""
    words = spread(title)
    beginning = _ARTICLES.sub("", words)
    if _AT_ALL[occasion].match(beginning):
        return True
    return len(re.findall(r"[\w']+", words)) <= FEW_WORDS
