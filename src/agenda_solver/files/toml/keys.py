"""The keys of a draft, and the way out for whoever writes another, or a value of another shape."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from agenda_solver.problem import Event, Fault, Minutes, Problem, Weights
from agenda_solver.problem import Path as KeyPath
from agenda_solver.text import Text, cut, listing, quoted
from agenda_solver.words.names import clean, folded

# What people write, folded, and the keys they may mean: the first that the table has.
_MEANT: Mapping[str, tuple[str, ...]] = {
    word: tuple(keys.split())
    for words, keys in {
        "evenement congres conference": "event",
        "jours journees dates": "days",
        "jour date journee": "day date locked.day",
        "nom intitule libelle label denomination": "name title",
        "titre": "title name",
        "genre type nature categorie": "kind category",
        "identifiant identifier ident cle key code": "id",
        "langue lang": "language",
        "fuseau fuseauhoraire timezone tz": "zone",
        "lieu location venue": "place site room rooms",
        "adresse address": "place site",
        "grille pas step": "grid",
        "creneau creneaux timeslots": "slots",
        "battement intervalle transition": "gap pause",
        "trajet marche deplacement walking": "walk walks",
        "trajets deplacements": "walks walk",
        "debordement depassement sallestroppetites": "overflow",
        "batiment batiments building buildings": "site sites",
        "dit annonces document statements": "stated",
        "note remarque remarques commentaire commentaires comment comments description": "note",
        "ouvert ouverture horaires heures hours opening": "open windows present",
        "annonce affiche": "announced",
        "salle": "room rooms",
        "salles": "rooms",
        "capacite jauge seats size places": "capacity",
        "equipement equipements materiel equipment": "features needs",
        "montage preparation installation": "setup",
        "demontage rangement": "teardown",
        "aconfirmer provisoire tbc": "to_be_confirmed unconfirmed",
        "nonconfirme": "unconfirmed to_be_confirmed",
        "intervenant intervenants orateur orateurs animateur animateurs": "people",
        "moderateur moderateurs speaker speakers moderator moderators": "people",
        "personne personnes person": "people",
        "role roles fonction function poste job": "role people",
        "organisme structure organization entreprise company": "organisation",
        "courriel mail mel adressemail adresseelectronique": "email",
        "presence disponibilite disponibilites availability available": "present",
        "rang rangprotocolaire protocole rank": "protocol_rank",
        "seance seances session atelier ateliers workshops talks": "sessions",
        "filiere theme parcours thematique": "track tracks",
        "filieres themes thematiques": "tracks track",
        "etiquette etiquettes motscles motcle keywords": "tags",
        "duree temps duration length minute": "minutes",
        "fixe fixee impose imposee verrouille verrouillee bloque fixed": "locked",
        "prefere preferee souhaite souhaitee preference": "preferred",
        "heuressouhaitees heurespreferees preferredhours": "preferred_windows preferred",
        "aeviter eviter salleseviter salleaeviter sallesaeviter avoid": "disliked",
        "equipementsouhaite equipementssouhaites wishedfeatures": "wanted",
        "exclusif exclusive incompatible incompatibles conflit conflits": "exclusive",
        "pasenmemetemps notatonce": "exclusive beside",
        "memejour unseuljour unjour": "same_day one_day",
        "joursdifferents autrejour differentday": "different_days",
        "repetitionde repetede repeatsof": "repeat_of",
        "rapproche rapproches rapprochee rapprochees alasuite consecutif grouped": "close",
        "voisin voisins proche proches semblables": "similar",
        "unesalle uneseulesalle memesalle sameroom": "one_room",
        "enordre danslordre inorder": "in_order",
        "plage plages fenetre fenetres": "windows",
        "besoin besoins requires": "needs",
        "attendu attendus effectif public affluence audience": "expected",
        "bloc": "block",
        "partiede partie parent": "part_of",
        "pleniere": "plenary",
        "repetition repetitions repete repeat": "repeats",
        "avant": "before",
        "apres": "after",
        "exterieur exterieure externe": "external",
        "debut de heuredebut heure horaire begin from time": "start locked.start",
        "fin a heurefin until to": "end",
        "inscription inscriptions surinscription registrations signup": "registration",
        "sousgroupede sousgroupe groupede subgroup subgroupof groupe": "group_of",
        "melange melanger melangee mixite mix": "mixed",
        "parorganisation auplusparorganisation parstructure": "per_organisation",
        "sujet": "about",
        "texte": "text",
        "ordre suite suites ordres sequence enchainement order": "sequences sessions",
        "entre": "between",
        "participant participants inscrit inscrits attendee": "attendees",
        "voeu voeux souhait souhaits choix choices preferences": "wishes wish",
        "obligatoire obligatoires": "must_attend",
        "ensemble avec": "together",
        "separe separes sans": "apart",
        "poids weight ponderation": "weights",
        "priorites niveaux": "tiers",
        "minimum": "min",
        "maximum": "max",
        "ideale souhaitable": "ideal",
        "unparmi unde oneof": "one_of",
    }.items()
    for word in words.split()
}


_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"
)


def meant(word: str, known: Iterable[str]) -> str | None:
    """Return the key that a word was perhaps meant for, if any comes near."""
    names = {folded(name): name for name in known}
    for other, keys in _MEANT.items():
        there = [key for key in keys if folded(key.split(".")[0]) in names]
        if there:
            names.setdefault(other, there[0])
    near = difflib.get_close_matches(folded(word), names, n=1, cutoff=0.75)
    return names[near[0]] if near else None


def translated(word: str) -> str | None:
    """Return the key for which a word stands, whatever the table."""
    return next(iter(_MEANT.get(folded(word), ())), None)


def day_first(words: str) -> date | None:
    """Read a date as it is written in France: ``08/06/2026``."""
    match = _DAY_FIRST.fullmatch(clean(words))
    if match is None:
        return None
    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


# --- What the schema expects --------------------------------------------------------------


def _plain(kind: Any) -> Any:
    """Return a type without what is said about it, and without None."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, types.UnionType):
            kinds = [one for one in get_args(kind) if one is not types.NoneType]
            if len(kinds) > 1:
                return kind
            kind = kinds[0]
        else:
            return kind


def _inside(kind: Any, step: str | int) -> Any:
    """Return the type that stands under a key or an index, or None."""
    if get_origin(kind) is list:
        return _plain(get_args(kind)[0]) if isinstance(step, int) else None
    if get_origin(kind) is dict:
        return _plain(get_args(kind)[1])
    if get_origin(kind) in (Union, types.UnionType):
        inner = (_inside(_plain(one), step) for one in get_args(kind))
        return next((one for one in inner if one is not None), None)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(step))
        return None if field is None else _plain(field.annotation)
    return None


def _expected(path: KeyPath) -> Any:
    kind: Any = Problem
    for step in path:
        kind = _inside(kind, step)
    return kind


def is_several(table: str) -> bool:
    """Whether a table of the draft has several rows, each under ``[[table]]``."""
    return get_origin(_expected((table,))) is list


def _fields(kind: Any) -> list[str]:
    """Return the keys of a table; none where any will do."""
    if get_origin(kind) in (Union, types.UnionType):
        return [name for one in get_args(kind) for name in _fields(_plain(one))]
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Weights:
        return list(kind.model_fields)
    return []


# --- The way out --------------------------------------------------------------------------

_PERHAPS = Text("{said} ; peut-être {key} ?", "{said}; perhaps {key}?")
_ONE_OF = Text("{said} (au choix : {known})", "{said} (one of: {known})")
_TWO_BRACKETS = Text(
    "{said} : écrire [[{key}]], avec deux crochets", "{said}: write [[{key}]], with two brackets"
)
_ONE_BRACKET = Text(
    "{said} : écrire [{key}], avec un seul crochet, une seule fois",
    "{said}: write [{key}], with one bracket, once",
)
_WRITE = Text("{said} : écrire {value}", "{said}: write {value}")
_NO_QUOTES = Text(
    "{said} : écrire {value}, sans guillemets", "{said}: write {value}, without quotation marks"
)
_AT_THE_TOP = Text(
    "{said} ; l'écrire en haut du fichier, avant le premier titre entre crochets",
    "{said}; write it at the top of the file, before the first heading in brackets",
)
_UNDER_EVENT = Text("{said} ; l'écrire sous [event]", "{said}; write it under [event]")
_BOOLEANS = {
    **dict.fromkeys(("oui", "vrai", "yes", "true", "o", "y", "x"), "true"),
    **dict.fromkeys(("non", "faux", "no", "false", "n"), "false"),
}
_NUMBER = re.compile(
    r"(?=\d)(?:(?P<hours>\d{1,2})\s*[hH:])?\s*(?P<rest>\d{1,9})?\s*(?P<unit>mn|min|minutes?)?"
)


def with_a_way_out(fault: Fault, data: Mapping[str, Any]) -> Text:
    """Return what is said of a fault and, where it is plain, what to write instead."""
    if not fault.path or not isinstance(key := fault.path[-1], str):
        return fault.text
    known = _fields(_expected(fault.path[:-1]))
    if known and key not in known:
        return _known_instead(fault, key, known)
    try:
        value = _value(data, fault.path)
    except (KeyError, IndexError, TypeError):
        return fault.text
    return next(_ways_out(fault, key, value), fault.text)


def _known_instead(fault: Fault, key: str, known: list[str]) -> Text:
    said, top = fault.text, len(fault.path) == 1
    if not top and key in Problem.model_fields:
        return _AT_THE_TOP.fill(said=said)
    if top and key in Event.model_fields:
        return _UNDER_EVENT.fill(said=said)
    near = meant(key, known)
    if near is None:
        return _ONE_OF.fill(said=said, known=listing(known))
    return _PERHAPS.fill(said=said, key=quoted(near))


def _ways_out(fault: Fault, key: str, value: object) -> Iterator[Text]:
    """Yield what to write for a value of another shape than its key expects."""
    kind, said = _expected(fault.path), fault.text
    if key == "attendees" and isinstance(value, str):
        return  # the name of a file, which is at fault itself
    if len(fault.path) == 1:
        several = is_several(key)
        if several != isinstance(value, list) or not value:
            yield (_TWO_BRACKETS if several else _ONE_BRACKET).fill(said=said, key=key)
    elif kind is int and isinstance(value, bool) and fault.path[0] == "tracks":
        yield _WRITE.fill(said=said, value=int(value))
    elif (written := _plainly(kind, value)) is not None:
        yield _NO_QUOTES.fill(said=said, value=written)
    elif (written := _grouped(kind, value)) is not None:
        yield _WRITE.fill(said=said, value=f"{key} = {written}")


def _plainly(kind: object, value: object) -> str | None:
    """Return how a value that is text is written without quotation marks."""
    if not isinstance(value, str):
        return None
    if kind is bool:
        return _BOOLEANS.get(folded(value))
    if kind is date:
        found = day_first(value)
        return found.isoformat() if found else None
    number = _number(value, kind) if kind in (int, Minutes) else None
    return None if number is None else str(number)


def _grouped(kind: object, value: object) -> str | None:
    """Return how a value is written where a list or a table is expected."""
    if get_origin(kind) is list and isinstance(value, dict):
        return "[{ … }]"
    if get_origin(kind) is list and isinstance(value, str):
        return f'["{cut(value, 60)}"]'
    if kind is not Minutes and isinstance(value, str | int) and (known := _fields(kind)):
        return f"{{ {', '.join(f'{name} = …' for name in known)} }}"
    return None


def _number(words: str, kind: object) -> int | None:
    """Read ``90`` and ``90 min``, and ``1h30`` where it is a length."""
    match = _NUMBER.fullmatch(clean(words))
    if match is None or (kind is int and match["hours"]):
        return None
    return int(match["hours"] or 0) * 60 + int(match["rest"] or 0)


def _value(data: Any, path: KeyPath) -> object:
    for step in path:
        data = data[step]
    return data
