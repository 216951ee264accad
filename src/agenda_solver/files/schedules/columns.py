"""What the columns of a table of sessions are: by their headings, or as a mapping file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from agenda_solver.files import InputError, in_file
from agenda_solver.files.decoding import decoded_toml
from agenda_solver.files.grid.delimited import SEPARATORS
from agenda_solver.files.grid.sheet import Given
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.lines import Lines
from agenda_solver.files.toml.syntax import parsed
from agenda_solver.text import Text, quoted
from agenda_solver.words.names import folded, instead, nearest, shown

# What each says, and the headings by which it is known: those of the guides of French, English,
# German, Spanish and Italian organisers, of other programs, and of our own workbooks.
COLUMNS: Mapping[str, str] = {
    "title": "titre, intitulé, session, sujet, activité, évènement, événement, libellé, title, "
    "session title, subject, talk, event, activity, item, titel, thema, veranstaltung, título, "
    "sesión, titolo, sessione",
    "day": "jour, date, journée, day, start date, session date, tag, datum, fecha, día, giorno",
    "hours": "horaire, horaires, heure, heures, créneau, quand, time, times, hours, slot, when, "
    "time slot, uhrzeit, zeit, hora, horario, horas, ora, orario",
    "start": "début, heure de début, heure début, commence, starts, start, start time, time start, "
    "begin, begins, from, de, dès, beginn, anfang, startzeit, von, inicio, hora de inicio, inizio, "
    "ora inizio",
    "end": "fin, heure de fin, heure fin, finit, ends, end, end time, time end, finish, until, to, "
    "à, jusqu'à, ende, endzeit, bis, fine, ora fine, hora de fin",
    "minutes": "durée, durée (min), minutes, min, duration, duration (min), length, dauer, "
    "duración, durata",
    "room": "salle, lieu, espace, où, room, location, room/location, place, venue, where, raum, "
    "ort, saal, sala, lugar, luogo, aula",
    "people": "intervenant, intervenants, intervenante, intervenant·e·s, intervenant(e)s, "
    "orateur, orateurs, oratrice, conférencier, qui, avec, speaker, speakers, speaker(s), "
    "presenter, presenters, who, with, referent, referenten, sprecher, ponente, ponentes, "
    "relatore, relatori",
    "moderator": "animateur, animatrice, animation, modérateur, modératrice, modération, "
    "présidence, moderator, moderation, chair, facilitator, host, moderador, moderatore",
    "kind": "genre, type, format, kind, session type, art, typ, tipo, formato",
    "track": "thème, parcours, filière, catégorie, track, theme, stream, category, "
    "schedule track (optional), schedule track, spur, tema, categoría, categoria",
    "subtitle": "sous-titre, subtitle, untertitel, subtítulo, sottotitolo",
    "description": "description, résumé, présentation, contenu, abstract, summary, "
    "description (optional), details, beschreibung, descripción, resumen, descrizione",
    "language": "langue, language, sprache, idioma, lingua",
    "link": "lien, url, link, web, site, enlace",
    "organisation": "organisation, structure, affiliation, institution, organization, company, "
    "organisme, société, entreprise, firma, organización, organizzazione",
    "email": "e-mail, email, mail, courriel, adresse e-mail, e-mail address, email address",
    "id": "id, identifiant, code, n°, numéro, number, ref, référence",
}
NAMES: Mapping[str, Text] = {
    "title": Text("titre", "title"),
    "day": Text("jour", "day"),
    "hours": Text("horaires", "hours"),
    "start": Text("debut", "start"),
    "end": Text("fin", "end"),
    "minutes": Text("duree", "minutes"),
    "room": Text("salle", "room"),
    "people": Text("intervenants", "people"),
    "moderator": Text("animation", "moderator"),
    "kind": Text("genre", "kind"),
    "track": Text("theme", "track"),
    "subtitle": Text("sous_titre", "subtitle"),
    "description": Text("description", "description"),
    "language": Text("langue", "language"),
    "link": Text("lien", "link"),
    "organisation": Text("organisation", "organisation"),
    "email": Text("email", "email"),
    "id": Text("id", "id"),
    "ignore": Text("ignorer", "ignore"),
    "sheet": Text("feuille", "sheet"),
    "separator": Text("separateur", "separator"),
}
"""The keys of a mapping file, in each language."""

_KEY_OF_HEADING = {
    folded(heading): key for key, headings in COLUMNS.items() for heading in headings.split(", ")
}
_KEY_OF_NAME = {
    folded(word): key for key, name in NAMES.items() for word in (key, name.fr, name.en)
}
_SEPARATORS: Mapping[str, str] = {**{mark: mark for mark in SEPARATORS}, "tab": "\t"}
IGNORED = "ignore"
_MOST_BYTES = 1_000_000


class ColumnNames:
    """What the columns of a table are called.

    Attributes
    ----------
    given : Given
        The sheet, the separator and the encoding, as somebody says them.
    """

    def __init__(self, mapping: Path | None, encoding: str | None) -> None:
        self._named: dict[str, str] = {}
        options: dict[str, str] = {}
        if mapping is not None:
            self._named, options = _read(mapping)
        self.given = Given(encoding, options.get("separator"), options.get("sheet"))
        self._replaced = {key for key in self._named.values() if key != IGNORED}

    def key(self, heading: str) -> str | None:
        """Return what a column says; None where it is nothing that is known."""
        word = folded(heading)
        if word in self._named:
            return self._named[word]
        known = _KEY_OF_HEADING.get(word)
        return None if known in self._replaced else known


def _read(mapping: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a mapping file says: what each heading is, and how the table is read."""
    text = decoded_toml(mapping.name, read_bytes(mapping, most=_MOST_BYTES))
    lines = Lines(text)
    named: dict[str, str] = {}
    options: dict[str, str] = {}

    def refuse(word: str, message: Text) -> InputError:
        return InputError([in_file(mapping.name, message, lines.of((word,)))])

    for word, value in parsed(mapping, text).items():
        key = _KEY_OF_NAME.get(folded(word))
        if key is None:
            near = nearest(word, {name: name for name in _KEY_OF_NAME})
            known = [quoted(name) for name in NAMES.values()]
            raise refuse(word, instead(_UNKNOWN.fill(word=shown(word)), near, known))
        headings = list(_texts(value))
        if not headings:
            raise refuse(word, _NO_HEADING.fill(word=shown(word)))
        if key == "separator" and headings[0].lower() not in _SEPARATORS:
            raise refuse(word, _SEPARATOR.fill(value=shown(headings[0])))
        if key in ("sheet", "separator"):
            options[key] = _SEPARATORS.get(headings[0].lower(), headings[0])
            continue
        for heading in headings:
            if named.setdefault(folded(heading), key) != key:
                raise refuse(word, _TWICE.fill(heading=shown(heading)))
    return named, options


def _texts(value: Any) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    return (one for one in values if isinstance(one, str) and one)


_UNKNOWN = Text("la clé {word} n'existe pas", "there is no key {word}")
_NO_HEADING = Text(
    "{word} attend un en-tête entre guillemets, ou plusieurs entre crochets",
    "{word} needs a heading between quotation marks, or several in brackets",
)
_SEPARATOR = Text(
    "{value} n'est pas un séparateur connu : attendu « ; », « , », « | » ou « tab »",
    "{value} is no known separator: expected “;”, “,”, “|” or “tab”",
)
_TWICE = Text("{heading} est donné à deux clés", "{heading} is given to two keys")
