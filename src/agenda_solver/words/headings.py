"""What the columns of a table of sessions are called, in five languages: a heading, and its key."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agenda_solver.words.names import folded

# What each says, and the headings by which it is known: those of the guides of French, English,
# German, Spanish and Italian organisers, of other programs, and of our own workbooks. The
# "matter" is a title where no other column is.
HEADINGS: Mapping[str, str] = {
    "title": (
        "titre, intitulé, "
        "session, sujet, activité, évènement, événement, libellé, title, session title, "
        "subject, talk, event, activity, item, titel, thema, veranstaltung, título, sesión, "
        "titolo, sessione"
    ),
    "matter": "séquence, programme, étape, temps, moment, quoi, what, topic",
    "day": "jour, date, journée, day, start date, session date, tag, datum, fecha, día, giorno",
    "hours": (
        "hour, horaire, horaires, heure, heures, créneau, quand, time, times, hours, slot, "
        "when, time slot, uhrzeit, zeit, hora, horario, horas, ora, orario"
    ),
    "start": (
        "début, heure de début, heure début, commence, starts, start, start time, time start, "
        "begin, begins, from, de, dès, beginn, anfang, startzeit, von, inicio, hora de inicio, "
        "inizio, ora inizio"
    ),
    "end": (
        "fin, heure de fin, heure fin, finit, ends, end, end time, time end, finish, until, to, "
        "à, jusqu'à, ende, endzeit, bis, fine, ora fine, hora de fin"
    ),
    "minutes": (
        "durée, durée (min), minutes, min, duration, duration (min), length, dauer, duración, "
        "durata"
    ),
    "room": (
        "salle, lieu, espace, où, room, location, room/location, place, venue, where, raum, "
        "ort, saal, sala, lugar, luogo, aula"
    ),
    "people": (
        "personne, personnes ressources, personne ressource, responsable, pilote, people, "
        "intervenant, intervenants, intervenante, intervenant·e·s, intervenant(e)s, orateur, "
        "orateurs, oratrice, conférencier, qui, avec, speaker, speakers, speaker(s), presenter, "
        "presenters, who, with, referent, referenten, sprecher, ponente, ponentes, relatore, "
        "relatori"
    ),
    "moderator": (
        "animateur, animatrice, animation, modérateur, modératrice, modération, présidence, "
        "moderator, moderation, chair, facilitator, host, moderador, moderatore"
    ),
    "kind": "genre, type, format, kind, session type, art, typ, tipo, formato",
    "track": (
        "thématique, axe, strand, thème, parcours, filière, catégorie, track, theme, stream, "
        "category, schedule track (optional), schedule track, spur, tema, categoría, categoria"
    ),
    "subtitle": "sous-titre, subtitle, untertitel, subtítulo, sottotitolo",
    "description": (
        "détail, objectif, remarque, commentaire, comment, content, description, résumé, "
        "présentation, contenu, abstract, summary, description (optional), details, "
        "beschreibung, descripción, resumen, descrizione"
    ),
    "language": "langue, language, sprache, idioma, lingua",
    "link": "lien, url, link, web, site, enlace",
    "organisation": (
        "organisation, structure, affiliation, institution, organization, company, organisme, "
        "société, entreprise, firma, organización, organizzazione"
    ),
    "email": "e-mail, email, mail, courriel, adresse e-mail, e-mail address, email address",
    "audience": "public, public visé, public cible, audience",
    "id": "id, identifiant, code, n°, numéro, number, ref, référence",
}

PAPERS: Mapping[str, str] = {
    "id": "paperid, paper id, paper number, submission id",
    "title": (
        "proposal title, paper title, communication, titre de la communication, "
        "titre de la proposition"
    ),
    "people": (
        "authors, author, author(s), auteur, auteurs, auteurs et autrices, auteur·rice·s, "
        "auteur(s), speaker names, autoren, autores, autori"
    ),
    "presenter": "presenting_author, presenting author, presenter, présentateur, présentatrice",
    "track": "track name, topics, topic",
    "kind": "contribution_type, submission type, type de communication",
    "decision": (
        "decision, acceptance, proposal state, state, status, décision, état, statut, résultat"
    ),
    "withdrawn": "withdrawn, deleted?, retirée, retiré",
    "organisation": "organisations, affiliations",
    "link": "forum",
}
"""The headings of tables of papers, beside `HEADINGS`: before these, where both have one.

Those of EasyChair, ConfTool, OpenReview and pretalx are the ones that their exports have.
"""

_ASIDE = re.compile(r"\s*\(.*\)\s*$")
_NUMBER_OF = re.compile(r"\s*(?:#|№|n[°º])\s*$", re.IGNORECASE)


def _folded_keys(table: Mapping[str, str]) -> Mapping[str, str]:
    return {
        folded(heading): key for key, headings in table.items() for heading in headings.split(", ")
    }


_KEYS = _folded_keys(HEADINGS)
_NAMES_OF_PAPERS = frozenset(["paper", "submission", "contribution", "communication", "proposal"])
_KEYS_OF_PAPERS = _folded_keys(PAPERS)


def key_of_heading(heading: str) -> str | None:
    """Return what a column says by its heading; None where it is nothing that is known.

    An aside in parentheses and the s of a plural may be there or not.
    """
    return _key_in(_KEYS, heading)


def key_in_papers(heading: str) -> str | None:
    """Return what a column of a table of papers says, where only such a table has it so."""
    if heading.strip() == "#" or _numbered_by(heading) in _NAMES_OF_PAPERS:
        return "id"
    return None if numbers_another(heading) else _key_in(_KEYS_OF_PAPERS, heading)


def numbers_another(heading: str) -> bool:
    """Whether a column of a table of papers numbers what is no paper: ``track #``."""
    return _numbered_by(heading) not in ("", *_NAMES_OF_PAPERS)


def _numbered_by(heading: str) -> str:
    """Return what a column gives the numbers of, folded; nothing where it does not say so."""
    return folded(_NUMBER_OF.sub("", heading)) if _NUMBER_OF.search(heading) else ""


def _key_in(keys: Mapping[str, str], heading: str) -> str | None:
    for words in (heading, _ASIDE.sub("", heading)):
        word = folded(words)
        for one in (word, word.removesuffix("s"), word.removesuffix("x")):
            if one in keys:
                return keys[one]
    return None
