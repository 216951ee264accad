"""The input sheets: their columns, what each holds, and the words that explain it.

Drafts and solved workbooks have the same ones; reading and writing both follow this page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from agenda_solver.files.workbook.values import (
    Chosen,
    Clock,
    Day,
    End,
    Flag,
    HowMuch,
    Id,
    Items,
    Kind,
    Length,
    Links,
    Mixtures,
    Roles,
    SessionKind,
    Spoken,
    Walks,
    Whole,
    Windows,
    Words,
)
from agenda_solver.problem import Path, folded
from agenda_solver.text import Text, same

SheetKey = Literal[
    "event",
    "days",
    "slots",
    "rooms",
    "people",
    "sessions",
    "tracks",
    "sequences",
    "stated",
    "attendees",
    "wishes",
    "weights",
]


@dataclass(frozen=True)
class Column:
    """A column of an input sheet.

    Attributes
    ----------
    key : tuple
        Where its data stands in that of its row.
    heading : Text
    kind : Kind
        What its cells hold.
    width : float
        In Excel's characters.
    help : Text
        What to write there.
    also : tuple of str
        Other headings it may have.
    rare : bool
        Whether most events leave it blank: it is folded away until something is in it.
    """

    key: Path
    heading: Text
    kind: Kind
    width: float
    help: Text
    also: tuple[str, ...] = ()
    rare: bool = False

    @cached_property
    def headings(self) -> set[str]:
        """Every heading it may have, folded."""
        return {folded(name) for name in (self.heading.fr, self.heading.en, *self.also)}


@dataclass(frozen=True)
class Sheet:
    """An input sheet: its name, its columns, and what it is for.

    Attributes
    ----------
    needed : tuple of tuple
        Keys of the columns without which it cannot be read.
    """

    key: SheetKey
    name: Text
    columns: tuple[Column, ...]
    needed: tuple[Path, ...]
    help: Text
    also: tuple[str, ...] = ()

    @cached_property
    def names(self) -> set[str]:
        """Every name it may have, folded."""
        return {folded(name) for name in (self.name.fr, self.name.en, *self.also)}

    def column(self, *key: str | int) -> Column:
        """Return the column of a key."""
        return next(column for column in self.columns if column.key == key)


def _c(
    key: str,
    fr: str,
    en: str,
    kind: Kind,
    width: float,
    help_fr: str,
    help_en: str,
    *also: str,
    rare: bool = False,
) -> Column:
    path = tuple(key.split("."))
    return Column(path, Text(fr, en), kind, width, Text(help_fr, help_en), also, rare)


_WORDS, _LINE, _COUNT, _MINUTES, _YES = Words(), Kind(), Whole(), Length(), Flag()
_SPOKEN = Spoken()
_DAY, _CLOCK, _END, _WINDOWS, _HOW_MUCH = Day(), Clock(), End(), Windows(), HowMuch()

_ID = _c(
    *("id", "id", "id", _LINE, 20),
    "Un nom court, unique dans la feuille ; les autres feuilles s'y réfèrent.",
    "A short name, the only one on the sheet; other sheets refer to it.",
    "identifiant",
)


def _note() -> Column:
    return _c(
        *("note", "note", "note", _WORDS, 30),
        "Pour mémoire ; rien n'en est lu.",
        "For yourself; nothing is made of it.",
        *("remarque", "remarques", "notes", "commentaire"),
    )


def _written_to() -> Column:
    return _c(
        *("language", "langue", "language", _SPOKEN, 10),
        "fr ou en : la langue des messages à cette personne. Vide : celle de l'évènement.",
        "fr or en: the language of the messages to this person. Blank: the event's.",
        rare=True,
    )


# --- The event, row by row ----------------------------------------------------------------

EVENT_ITEM = Text("information", "item")
EVENT_VALUE = Text("valeur", "value")
EVENT_HELP = Text("explication", "explanation")

EVENT = Sheet(
    "event",
    Text("Événement", "Event"),
    (
        _c(
            *("id", "id", "id", _LINE, 20),
            "Un nom court pour l'évènement (facultatif).",
            "A short name for the event (optional).",
        ),
        _c(
            *("name", "nom", "name", _WORDS, 60),
            "Le titre imprimé en tête du programme.",
            "The title at the head of the programme.",
            *("titre", "title"),
        ),
        _c(
            *("language", "langue", "language", _SPOKEN, 10),
            "fr ou en : la langue du programme et des messages.",
            "fr or en: the language of the programme and of the messages.",
        ),
        _c(
            *("zone", "fuseau horaire", "time zone", _LINE, 20),
            "Par exemple Europe/Paris.",
            "For example Europe/Paris.",
            "zone",
        ),
        _c(
            *("version", "version", "version", _WORDS, 30),
            "Imprimée au bas des pages : « version du 16/03/26 ».",
            "Printed at the foot of the pages: “version of 16/03/26”.",
        ),
        _c(
            *("place", "lieu", "place", _WORDS, 60),
            "L'adresse, imprimée en tête.",
            "The address, printed at the head.",
        ),
        _c(
            *("grid", "pas", "grid", _MINUTES, 8),
            "Les sessions commencent à des multiples de tant de minutes (5 si rien n'est dit).",
            "Sessions start at multiples of so many minutes (5 where nothing is said).",
            *("grille", "pas en minutes"),
        ),
        _c(
            *("gap", "pause", "gap", _MINUTES, 8),
            "Minutes entre deux sessions dont l'ordre est donné (« après », enchaînement), sauf "
            "indication contraire.",
            "Minutes between two sessions in a given order (“after”, a sequence), where nothing "
            "else is said.",
            *("pause par défaut", "battement"),
        ),
        _c(
            *("walk", "trajet", "walk", _MINUTES, 8),
            "Minutes d'un site à un autre : nul n'est attendu dans l'un, puis trop tôt dans "
            "l'autre.",
            "Minutes from one site to another: nobody is due on one, then too soon on the other.",
            *("trajet entre sites", "déplacement"),
        ),
        _c(
            *("walks", "trajets", "walks", Walks(), 40),
            "Ceux qui durent plus, ou moins : Nord – Sud : 10 ; Nord – Gare : 15.",
            "Those that take more, or less: North – South: 10 ; North – Station: 15.",
            *("trajets entre sites", "déplacements"),
        ),
        _c(
            *("overflow", "salle trop petite", "overflow", _YES, 8),
            "oui : une salle peut avoir moins de places que de public attendu, et chaque place "
            "qui manque coûte. Vide : elle doit le contenir.",
            "yes: a room may have fewer seats than people expected, and each seat that is missing "
            "costs. Blank: it must hold them.",
            *("salles trop petites", "dépassement"),
        ),
        _note(),
    ),
    (("name",),),
    Text(
        "Son nom, son lieu, sa langue : une information par ligne.",
        "Its name, place and language: one item a row.",
    ),
    ("Evénement", "Évènement"),
)

DAYS = Sheet(
    "days",
    Text("Jours", "Days"),
    (
        _ID,
        _c(
            *("date", "date", "date", _DAY, 14),
            "La date : 10/06/2026.",
            "The date.",
            *("jour", "day"),
        ),
        _c(
            *("open.start", "ouverture", "opens", _CLOCK, 11),
            "Rien ne commence avant (imposé).",
            "Nothing starts before (a demand).",
        ),
        _c(
            *("open.end", "fermeture", "closes", _END, 11),
            "Rien ne finit après (imposé).",
            "Nothing ends after (a demand).",
        ),
        _c(
            *("announced.start", "début annoncé", "announced start", _CLOCK, 14),
            "L'heure de l'affiche (souhaité).",
            "What the poster says (a wish).",
        ),
        _c(
            *("announced.end", "fin annoncée", "announced end", _END, 14),
            "L'heure de l'affiche (souhaité).",
            "What the poster says (a wish).",
        ),
        _note(),
    ),
    (("date",),),
    Text(
        "Les journées, une par ligne : la date, l'ouverture, la fermeture.",
        "The days, one a row: the date, when it opens, when it closes.",
    ),
    ("Journées",),
)

SLOTS = Sheet(
    "slots",
    Text("Créneaux", "Slots"),
    (
        _ID,
        _c(*("day", "jour", "day", _DAY, 14), "La date.", "The date."),
        _c(*("start", "début", "start", _CLOCK, 9), "Son début.", "Its start."),
        _c(*("end", "fin", "end", _END, 9), "Sa fin.", "Its end."),
    ),
    (("day",), ("start",), ("end",)),
    Text(
        "Si la journée est découpée d'avance : chaque session commence avec un créneau.",
        "Where the day is cut beforehand: each session starts with a slot.",
    ),
)

ROOMS = Sheet(
    "rooms",
    Text("Salles", "Rooms"),
    (
        _ID,
        _c(
            *("name", "nom", "name", _WORDS, 24),
            "Le nom imprimé sur le programme.",
            "The name on the programme.",
        ),
        _c(
            *("site", "site", "site", _LINE, 14),
            "Le bâtiment, s'il y en a plusieurs.",
            "The building.",
        ),
        _c(
            *("capacity", "places", "capacity", _COUNT, 9),
            "Combien de personnes ; vide si ce n'est pas connu.",
            "How many people; blank where not known.",
            *("capacité", "jauge", "nombre de places"),
        ),
        _c(
            *("features", "équipement", "features", Items(), 26),
            "Ce qu'elle offre : projecteur ; pmr ; interprétation.",
            "What it offers: projector ; interpretation.",
            *("équipements",),
        ),
        _c(
            *("open", "heures d'ouverture", "opening hours", _WINDOWS, 22),
            "Quand on peut l'utiliser : 13h00-18h00, ou 10/06/2026 9h-12h.",
            "When it can be used: 13:00-18:00, or 2026-06-10 09:00-12:00.",
            *("ouverture", "open", "disponibilité"),
        ),
        _c(
            *("setup", "montage", "setup", _MINUTES, 10),
            "Minutes pour l'installer avant chaque session.",
            "Minutes to set it up before each session.",
        ),
        _c(
            *("teardown", "démontage", "teardown", _MINUTES, 11),
            "Minutes pour la libérer après chaque session.",
            "Minutes to clear it after each session.",
        ),
        _c(
            *("to_be_confirmed", "à confirmer", "to be confirmed", _YES, 12),
            "oui si la réservation n'est pas sûre.",
            "yes where the booking is not certain.",
        ),
        _note(),
    ),
    (("id",),),
    Text(
        "Les salles, une par ligne : le nom, les places, ce qu'elle offre.",
        "The rooms, one a row: the name, how many it holds, what it offers.",
    ),
)

PEOPLE = Sheet(
    "people",
    Text("Intervenants", "People"),
    (
        _ID,
        _c(*("name", "nom", "name", _WORDS, 22), "Son nom.", "The name."),
        _c(
            *("role", "fonction", "role", _WORDS, 30),
            "Sa fonction ; elle peut remplacer le nom.",
            "The function; it may stand for the name.",
            *("titre",),
        ),
        _c(
            *("organisation", "organisation", "organisation", _WORDS, 24),
            "Pour qui la personne parle.",
            "For whom the person speaks.",
            *("organization", "structure"),
        ),
        _c(
            *("email", "e-mail", "e-mail", _LINE, 22),
            "Son adresse.",
            "The address.",
            *("courriel", "adresse e-mail", "mail"),
        ),
        _c(
            *("present", "présence", "present", _WINDOWS, 22),
            "Quand la personne est là : jusqu'à 12h30, ou 9h15-10h15. Vide : tout le temps.",
            "When the person is there: until 12:30, or 09:15-10:15. Blank: always.",
            *("présent", "disponibilité", "disponibilités"),
        ),
        _c(
            *("pause", "pause", "pause", _MINUTES, 8),
            "Minutes de pause entre deux interventions.",
            "Minutes of rest between two appearances.",
        ),
        _c(
            *("unconfirmed", "non confirmé", "unconfirmed", _YES, 11),
            "oui si sa venue n'est pas sûre.",
            "yes where the person may not come.",
        ),
        _c(
            *("protocol_rank", "rang protocolaire", "protocol rank", _COUNT, 13),
            "1 pour la personne qui a la préséance : elle parle en dernier.",
            "1 for the person of highest rank, who speaks last.",
        ),
        _c(
            *("preferred", "heures souhaitées", "wished hours", _WINDOWS, 20),
            "Quand la personne préfère intervenir : à partir de 14h. Vide : peu importe.",
            "When the person would rather take part: from 14:00. Blank: whenever.",
            *("heures préférées", "préférence", "préférences", "preferred", "preferred hours"),
            rare=True,
        ),
        _c(
            *("close", "sessions rapprochées", "close together", _YES, 13),
            "oui : ses sessions se suivent, si possible.",
            "yes: their sessions follow one another, where possible.",
            *("rapprochées", "à la suite", "close"),
            rare=True,
        ),
        _c(
            *("one_day", "un seul jour", "one day", _YES, 10),
            "oui : ses sessions sont le même jour, si possible.",
            "yes: their sessions are on one day, where possible.",
            rare=True,
        ),
        _note(),
        _written_to(),
    ),
    (("id",),),
    Text(
        "Qui parle, anime ou accueille, une personne par ligne : qui, et quand elle est là.",
        "Who speaks, moderates or welcomes, one person a row: who, and when they are there.",
    ),
)

SESSIONS = Sheet(
    "sessions",
    same("Sessions"),
    (
        _ID,
        _c(
            *("title", "titre", "title", _WORDS, 36),
            "Le titre imprimé sur le programme.",
            "The title on the programme.",
        ),
        _c(
            *("@day", "jour", "day", _DAY, 12),
            "Le jour. Dans un brouillon : vide, ou un souhait, imposé si « verrouillé » dit oui.",
            "The day. In a draft: blank, or a wish, a demand where “locked” says yes.",
            "date",
        ),
        _c(
            *("@start", "début", "start", _CLOCK, 8),
            "L'heure de début. Dans un brouillon : vide, ou un souhait, imposé si "
            "« verrouillé » dit oui.",
            "When it starts. In a draft: blank, or a wish, a demand where “locked” says yes.",
            *("heure de début", "heure"),
        ),
        _c(
            *("@end", "fin", "end", _END, 8),
            "L'heure de fin. Dans un brouillon : vide, la durée suffit.",
            "When it ends. In a draft: blank, the length will do.",
            "heure de fin",
        ),
        _c(
            *("@room", "salle", "room", Id("rooms"), 14),
            "L'id ou le nom d'une salle. Dans un brouillon : vide, ou un souhait, imposé si "
            "« verrouillé » dit oui.",
            "The id or the name of a room. In a draft: blank, or a wish, a demand where “locked” "
            "says yes.",
        ),
        _c(
            *("@locked", "verrouillé", "locked", _LINE, 12),
            "oui : le jour, le début et la salle de cette ligne ne bougeront pas. "
            "On peut n'en verrouiller qu'une partie : « début », « jour ; salle ».",
            "yes: the day, the start and the room of this row will not move. "
            "A part can be locked: “start”, “day ; room”.",
            *("verrou", "bloqué"),
        ),
        _c(
            *("kind", "genre", "kind", SessionKind(), 12),
            "session, cérémonie, discours, plénière, table ronde, atelier, pause ou repas.",
            "session, ceremony, speech, plenary, round table, workshop, break or meal.",
            *("type",),
        ),
        _c(
            *("track", "thème", "track", _WORDS, 12),
            "Le thème ou le parcours, imprimé, et pour la couleur.",
            "The theme, printed, and for the colour.",
            *("filière", "parcours"),
        ),
        _c(
            *("minutes.min", "minutes", "minutes", _MINUTES, 9),
            "Sa durée : 90, ou 1h30. Au moins, si « minutes au plus » est rempli.",
            "How long it lasts: 90, or 1h30. At least, where “minutes at most” is filled.",
            *("durée", "duration", "minutes min", "durée (min)"),
        ),
        _c(
            *("minutes.ideal", "minutes idéales", "ideal minutes", _MINUTES, 9),
            "La durée souhaitée, entre les deux.",
            "The length wished, between the two.",
            *("durée idéale", "minutes idéal"),
            rare=True,
        ),
        _c(
            *("minutes.max", "minutes au plus", "minutes at most", _MINUTES, 9),
            "La plus longue durée possible.",
            "The longest it may be.",
            *("minutes max", "durée max"),
            rare=True,
        ),
        _c(
            *("people", "intervenants", "people", Roles(), 32),
            "animation : dupont ; intervention : durand, martin / petit (l'un des deux). "
            "La liste donne un id ; à compléter.",
            "moderator: smith ; speaker: jones, martin / small (one of the two). "
            "The list gives an id; write on from there.",
            *("intervenant", "personnes"),
        ),
        _c(
            *("@cast", "personnes choisies", "chosen people", Chosen(), 20),
            "Qui tient chaque rôle à pourvoir (martin / petit) : intervention : petit. "
            "Vide dans un brouillon, sauf pour imposer un choix.",
            "Who takes each role to be filled (martin / small): speaker: small. "
            "Blank in a draft, but to impose a choice.",
            *("personne choisie", "choisi", "choix", "chosen"),
            rare=True,
        ),
        _c(
            *("rooms", "salles possibles", "possible rooms", Items("rooms"), 14),
            "Les salles qui conviennent ; vide : toutes ; aucune : pas de salle.",
            "The rooms that suit; blank: any; none: no room.",
            *("salles permises", "salles autorisées", "rooms"),
        ),
        _c(
            *("needs", "besoins", "needs", Items(), 14),
            "Ce qu'il faut dans la salle : projecteur ; pmr.",
            "What the room must have: projector.",
            *("besoin", "équipement nécessaire"),
        ),
        _c(
            *("expected", "public attendu", "expected", _COUNT, 9),
            "Combien de personnes : la salle doit les contenir.",
            "How many people: the room must hold them.",
            *("attendus", "participants attendus", "expected attendance"),
        ),
        _c(
            *("block", "bloc", "block", _LINE, 11),
            "Les sessions d'un même bloc commencent ensemble : le même mot sur chaque ligne.",
            "Sessions of one block start together: the same word in each row.",
        ),
        _c(
            *("part_of", "partie de", "part of", Id("sessions"), 14),
            "L'id de la session qui la contient (un discours dans une ouverture).",
            "The id of the session it is inside of (a speech of an opening).",
        ),
        _c(
            *("after", "après", "after", Links(), 15),
            "Les sessions qui viennent avant elle : « ouverture », ou « ouverture [10-30] » "
            "pour 10 à 30 minutes entre les deux.",
            "The sessions it comes after: “opening”, or “opening [10-30]” for 10 to 30 minutes "
            "between the two.",
        ),
        _c(
            *("before", "avant", "before", Links(), 15),
            "Les sessions qui viennent après elle.",
            "The sessions it comes before.",
            rare=True,
        ),
        _c(
            *("windows", "heures permises", "allowed hours", _WINDOWS, 20),
            "Quand elle peut avoir lieu : 14h-17h ; 11/06/2026.",
            "When it may take place: 14:00-17:00 ; 2026-06-11.",
            *("plages permises", "windows"),
            rare=True,
        ),
        _c(
            *("preferred.day", "jour souhaité", "wished day", _DAY, 12),
            "Un souhait, tenu si possible.",
            "A wish, kept where possible.",
            "preferred day",
            rare=True,
        ),
        _c(
            *("preferred.start", "début souhaité", "wished start", _CLOCK, 10),
            "Un souhait, tenu si possible.",
            "A wish, kept where possible.",
            "preferred start",
            rare=True,
        ),
        _c(
            *("preferred.room", "salle souhaitée", "wished room", Id("rooms"), 14),
            "Un souhait, tenu si possible.",
            "A wish, kept where possible.",
            "preferred room",
            rare=True,
        ),
        _c(
            *("plenary", "plénière", "plenary", _YES, 10),
            "oui : rien d'autre en même temps, pendant un repas par exemple. Vide : oui pour le "
            "genre plénière seulement.",
            "yes: nothing beside it, during a meal for example. Blank: yes for the kind plenary "
            "only.",
            rare=True,
        ),
        _c(
            *("repeats", "répétitions", "repeats", _COUNT, 11),
            "Combien de fois elle est donnée.",
            "How many times it is given.",
            rare=True,
        ),
        _c(
            *("capacity.min", "inscrits au moins", "least attendees", _COUNT, 10),
            "En dessous, elle n'a pas lieu.",
            "With fewer, it does not take place.",
            *("capacité min",),
            rare=True,
        ),
        _c(
            *("capacity.max", "inscrits au plus", "most attendees", _COUNT, 10),
            "Combien de personnes peuvent s'y inscrire.",
            "How many may sign up.",
            *("capacité max",),
            rare=True,
        ),
        _c(
            *("registration", "sur inscription", "by registration", _YES, 11),
            "oui : chaque participant a besoin d'une place ; non : entrée libre. Vide : oui pour "
            "un atelier, un bloc, ce qui a un nombre d'inscrits, et ce que quelqu'un souhaite.",
            "yes: each attendee needs a seat; no: anybody may walk in. Blank: yes for a workshop, "
            "a block, what has a number of attendees, and what somebody wishes for.",
            *("inscription", "inscriptions", "registration"),
            rare=True,
        ),
        _c(
            *("group_of", "sous-groupe de", "sub-group of", Id("sessions"), 14),
            "L'id de la session dont c'est un autre sous-groupe : qui en souhaite un les souhaite "
            "tous, et n'a de place que dans un seul.",
            "The id of the session it is another sub-group of: who wishes for one wishes for any, "
            "and has a seat in one only.",
            *("groupe de", "sous-groupe", "group of"),
            rare=True,
        ),
        _c(
            *("mixed", "mélanger", "mixed", Mixtures(), 14),
            "organisation, catégorie, ou les deux : chaque sous-groupe en a sa part, si possible.",
            "organisation, category, or both: each sub-group has its share of them, where "
            "possible.",
            *("mélange", "mixité", "mélanger par", "mixed by", "mix"),
            rare=True,
        ),
        _c(
            *("per_organisation", "au plus par organisation", "most per organisation"),
            *(_COUNT, 12),
            "Combien de personnes d'une même organisation peuvent y avoir une place.",
            "How many people of one organisation may have a seat.",
            *("par organisation", "max par organisation", "per organisation"),
            rare=True,
        ),
        _c(
            *("setup", "montage", "setup", _MINUTES, 10),
            "Minutes avant, au lieu de celles de la salle.",
            "Minutes before, instead of the room's.",
            rare=True,
        ),
        _c(
            *("teardown", "démontage", "teardown", _MINUTES, 11),
            "Minutes après, au lieu de celles de la salle.",
            "Minutes after, instead of the room's.",
            rare=True,
        ),
        _c(
            *("external", "extérieure", "external", _YES, 11),
            "oui : montrée, jamais déplacée ; verrouiller son jour et son début.",
            "yes: shown, never moved; lock its day and start.",
            rare=True,
        ),
        _c(
            *("preferred_windows", "heures souhaitées", "wished hours", _WINDOWS, 20),
            "Quand elle devrait avoir lieu, si possible : 9h-12h.",
            "When it should take place, where possible: 09:00-12:00.",
            *("heures préférées", "préférer aux heures", "preferred hours", "preferred windows"),
            rare=True,
        ),
        _c(
            *("disliked", "salles à éviter", "rooms to avoid", Items("rooms"), 14),
            "Les salles où elle ne devrait pas être, si possible.",
            "The rooms it should not be in, where possible.",
            *("salle à éviter", "disliked", "disliked rooms"),
            rare=True,
        ),
        _c(
            *("wanted", "équipement souhaité", "wished features", Items(), 14),
            "Ce que la salle devrait avoir, si possible : piano.",
            "What the room should have, where possible: piano.",
            *("équipements souhaités", "souhaité dans la salle", "wanted", "wanted features"),
            rare=True,
        ),
        _c(
            *("exclusive", "pas en même temps", "not at once", Items(), 14),
            "Un mot à vous : les sessions qui ont le même ne sont jamais en même temps.",
            "A word of your own: sessions that share it are never at the same time.",
            *("pas en même temps que", "exclusive"),
            rare=True,
        ),
        _c(
            *("same_day", "même jour", "same day", Items(), 12),
            "Un mot à vous : les sessions qui ont le même sont le même jour.",
            "A word of your own: sessions that share it are on the same day.",
            rare=True,
        ),
        _c(
            *("different_days", "jours différents", "different days", Items(), 12),
            "Un mot à vous : de celles qui ont le même, jamais deux le même jour.",
            "A word of your own: of those that share it, no two are on the same day.",
            rare=True,
        ),
        _c(
            *("repeat_of", "répétition de", "repeat of", Id("sessions"), 14),
            "L'id de la session qu'elle répète, et après laquelle elle vient.",
            "The id of the session it repeats, and after which it comes.",
            *("répète",),
            rare=True,
        ),
        _c(
            *("tags", "étiquettes", "tags", Items(), 14),
            "Des mots à vous ; un mot de la feuille Thèmes : la session est aussi de ce thème.",
            "Words of your own; one of the Tracks sheet: the session is of that track too.",
            rare=True,
        ),
        _note(),
    ),
    (("id",), ("title",), ("@start",)),
    Text(
        "Tout ce qui est au programme, une ligne chacun : plénières, ateliers, pauses, repas. "
        "L'ordre des lignes ne compte pas : la colonne « après » dit ce qui précède.",
        "Everything on the programme, one row each: plenaries, workshops, breaks, meals. "
        "The order of the rows does not matter: the column “after” says what comes before.",
    ),
)

TRACKS = Sheet(
    "tracks",
    Text("Thèmes", "Tracks"),
    (
        _c(
            *("id", "thème", "track", _LINE, 20),
            "Le mot de la colonne « thème » de Sessions, ou l'une de leurs étiquettes.",
            "The word of the column “track” of Sessions, or one of their tags.",
            *("id", "identifiant", "filière", "parcours"),
        ),
        _c(
            *("similar", "thèmes voisins", "similar tracks", Items("tracks"), 26),
            "Ceux qui intéressent le même public.",
            "Those that draw the same public.",
            *("thème voisin", "voisins", "similar"),
        ),
        _c(
            *("beside", "pas en même temps", "not at once", _HOW_MUCH, 12),
            "Deux de ses sessions ne devraient pas avoir lieu en même temps. 0 : peu importe ; "
            "1, ou vide : comme d'habitude ; 2, 3… : compte davantage.",
            "Two of its sessions should not take place at once. 0: no matter; 1, or blank: as "
            "usual; 2, 3…: counts for more.",
        ),
        _c(
            *("beside_similar", "pas avec un voisin", "not with a similar one", _HOW_MUCH, 12),
            "Une de ses sessions ne devrait pas avoir lieu en même temps que celle d'un thème "
            "voisin. 0 : peu importe ; vide : 1.",
            "One of its sessions should not take place at once with one of a similar track. "
            "0: no matter; blank: 1.",
        ),
        _c(
            *("one_room", "une seule salle", "one room", _HOW_MUCH, 12),
            "Ses sessions d'un même jour devraient être dans une seule salle. 0 : peu importe ; "
            "vide : 1.",
            "Its sessions of a day should be in one room. 0: no matter; blank: 1.",
            *("même salle", "same room"),
        ),
        _c(
            *("one_day", "un seul jour", "one day", _HOW_MUCH, 12),
            "Ses sessions devraient être le même jour. 1 : oui ; vide : peu importe.",
            "Its sessions should be on one day. 1: yes; blank: no matter.",
            *("même jour", "same day"),
        ),
        _c(
            *("close", "à la suite", "close together", _HOW_MUCH, 12),
            "Ses sessions d'un même jour devraient se suivre. 1 : oui ; vide : peu importe.",
            "Its sessions of a day should follow one another. 1: yes; blank: no matter.",
            *("rapprochées", "close"),
        ),
        _c(
            *("in_order", "dans l'ordre du brouillon", "in the order of the draft", _YES, 14),
            "oui : ses sessions viennent dans l'ordre des lignes du brouillon (imposé).",
            "yes: its sessions come in the order of the draft's rows (a demand).",
            *("dans l'ordre", "in order"),
        ),
        _note(),
    ),
    (("id",),),
    Text(
        "Ce qui lie les sessions d'un thème, un par ligne : même salle, même jour…",
        "What ties the sessions of a track, one a row: one room, one day…",
    ),
    ("Thème", "Themes", "Filières", "Parcours"),
)

SEQUENCES = Sheet(
    "sequences",
    Text("Enchaînements", "Sequences"),
    (
        _ID,
        _c(
            *("sessions", "sessions", "sessions", Items("sessions"), 60),
            "Les sessions, dans l'ordre voulu.",
            "The sessions, in the order wanted.",
        ),
        _c(
            *("between", "autres entre elles", "others between", _YES, 18),
            "non : rien ne vient entre elles. Vide : oui.",
            "no: nothing comes between them. Blank: yes.",
        ),
        _c(
            *("min", "pause au moins", "pause at least", _MINUTES, 15),
            "Minutes entre deux, au moins.",
            "Minutes between two, at least.",
        ),
        _c(
            *("max", "pause au plus", "pause at most", _MINUTES, 15),
            "Minutes entre deux, au plus.",
            "Minutes between two, at most.",
        ),
        _c(
            *("wish", "souhait", "wish", _YES, 10),
            "oui : cet ordre est souhaité, et rien d'autre n'est demandé. Vide : imposé.",
            "yes: this order is wished, and nothing else is asked. Blank: a demand.",
            *("souhaité", "wished"),
        ),
        _note(),
    ),
    (("sessions",),),
    Text(
        "Des sessions dans un ordre donné, un ordre par ligne.",
        "Sessions in a given order, one order a row.",
    ),
)

STATED = Sheet(
    "stated",
    same("Document"),
    (
        _c(
            *("@session", "session", "session", Id("sessions"), 22),
            "La session dont parle le document ; vide : l'évènement.",
            "The session the document speaks of; blank: the event.",
        ),
        _c(*("day", "jour", "day", _DAY, 12), "Le jour qu'il dit.", "The day it says."),
        _c(*("start", "début", "start", _CLOCK, 9), "L'heure qu'il dit.", "The time it says."),
        _c(*("end", "fin", "end", _END, 9), "L'heure qu'il dit.", "The time it says."),
        _c(
            *("about", "sujet", "about", _WORDS, 24),
            "Pour ce qui n'est qu'un texte : de quoi il parle.",
            "For what is only words: what they are about.",
        ),
        _c(*("text", "texte", "text", _WORDS, 44), "Ce qui est écrit.", "What is written."),
        _c(*("source", "source", "source", _WORDS, 40), "Où c'est écrit.", "Where it is written."),
    ),
    (),
    Text(
        "Ce que dit le programme déjà publié : des souhaits ; ceux qui diffèrent sont signalés.",
        "What the published programme says: wishes; those that differ are told.",
    ),
    ("Programme publié", "Stated"),
)

ATTENDEES = Sheet(
    "attendees",
    Text("Participants", "Attendees"),
    (
        _ID,
        _c(*("name", "nom", "name", _WORDS, 22), "Son nom.", "The name."),
        _c(
            *("email", "e-mail", "e-mail", _LINE, 24),
            "Son adresse.",
            "The address.",
            *("courriel", "adresse e-mail", "mail"),
        ),
        _c(
            *("organisation", "organisation", "organisation", _WORDS, 22),
            "Sa structure.",
            "The organisation.",
            *("organization", "structure"),
        ),
        _c(
            *("category", "catégorie", "category", _WORDS, 14),
            "élu, technicien, association…",
            "A category of your own.",
        ),
        _c(
            *("@seats", "places", "seats", Items("sessions"), 26),
            "Où la personne a une place : « solve » et « assign » le remplissent, et ce qu'on y "
            "change compte. Vide dans un brouillon : « solve » donne les places à nouveau.",
            "Where the person has a seat: “solve” and “assign” fill it in, and what is changed "
            "here counts. Blank in a draft: “solve” gives out the seats anew.",
            *("place", "place dans", "seat", "sièges"),
            rare=True,
        ),
        _c(
            *("present", "présence", "present", _WINDOWS, 20),
            "Quand la personne est là ; vide : tout le temps.",
            "When the person is there; blank: always.",
            *("présent",),
        ),
        _c(
            *("needs", "besoins", "needs", Items(), 16),
            "Ce qu'il lui faut dans la salle : pmr.",
            "What the room must have.",
        ),
        _c(
            *("must_attend", "obligatoire", "must attend", Items("sessions"), 20),
            "Les sessions que la personne doit suivre.",
            "The sessions the person must attend.",
            *("doit suivre",),
        ),
        _c(
            *("together", "ensemble", "together", Items("attendees"), 18),
            "Les participants avec qui être.",
            "Attendees to be with.",
        ),
        _c(
            *("apart", "séparé", "apart", Items("attendees"), 18),
            "Les participants avec qui ne pas être.",
            "Attendees not to be with.",
            *("séparé de",),
        ),
        _note(),
        _written_to(),
    ),
    (("id",),),
    Text(
        "Qui s'est inscrit, une personne par ligne ; « register » lit un formulaire.",
        "Who has signed up, one person a row; “register” reads a form.",
    ),
)

WISHES = Sheet(
    "wishes",
    Text("Vœux", "Wishes"),
    (
        _c(
            *("@attendee", "participant", "attendee", Id("attendees"), 22),
            "L'id d'un participant.",
            "The id of an attendee.",
        ),
        _c(
            *("@session", "session", "session", Id("sessions"), 30),
            "La session voulue.",
            "The session wished for.",
        ),
        _c(
            *("@rank", "rang", "rank", Whole(example=1), 8),
            "1 pour le premier vœu, 2 pour le deuxième…",
            "1 for the first wish, 2 for the second…",
        ),
        _c(
            *("@rating", "note", "rating", Whole(example=5), 8),
            "Au lieu du rang : plus elle est haute, mieux c'est.",
            "Instead of a rank: the higher the better.",
        ),
    ),
    (("@attendee",), ("@session",)),
    Text("Les vœux des participants, un par ligne.", "The attendees' wishes, one a row."),
)

WEIGHTS = Sheet(
    "weights",
    Text("Poids", "Weights"),
    (
        _c(
            *("@rule", "règle", "rule", _LINE, 20),
            "Le nom de la règle.",
            "The name of the rule.",
        ),
        _c(
            *("@weight", "poids", "weight", _COUNT, 9),
            "Combien elle compte ; 0 : pas du tout ; vide : comme d'habitude.",
            "How much it counts; 0: not at all; blank: as usual.",
        ),
        _c(
            *("@tier", "niveau", "tier", _COUNT, 9),
            "1 passe avant tout le reste ; vide : comme d'habitude.",
            "1 comes before all else; blank: as usual.",
        ),
        _c(
            *("@title", "ce qu'elle veut", "what it asks", _WORDS, 60),
            "Pour lire.",
            "For reading.",
        ),
    ),
    (("@rule",),),
    Text(
        "Ce qui compte le plus quand tout ne peut pas être tenu ; à laisser tel quel, en général.",
        "What counts most where not everything can be kept; mostly to be left as it is.",
    ),
)

SHEETS: tuple[Sheet, ...] = (
    EVENT,
    DAYS,
    SLOTS,
    ROOMS,
    PEOPLE,
    SESSIONS,
    TRACKS,
    SEQUENCES,
    STATED,
    ATTENDEES,
    WISHES,
    WEIGHTS,
)
BY_KEY: Mapping[SheetKey, Sheet] = {sheet.key: sheet for sheet in SHEETS}
