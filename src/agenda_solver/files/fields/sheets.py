"""THE table of fields: each thing that a draft says, once, for every door and every page.

A line here and an attribute of the schema make a column: of a workbook, of TOML, of
`registrations.csv`, of the pages of `docs/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pydantic import BaseModel

from agenda_solver.files.fields.field import Field, Sheet, SheetKey
from agenda_solver.files.fields.kinds import (
    Date,
    End,
    Id,
    Items,
    Kind,
    Locks,
    OneRoom,
    Rating,
    Start,
    TakenRoles,
    Whole,
)
from agenda_solver.files.fields.schema import kind_of, type_at
from agenda_solver.problem import (
    KINDS,
    Attendee,
    Day,
    Equipment,
    Event,
    Path,
    Person,
    Room,
    Sequence,
    Session,
    Slot,
    Statement,
    Stretch,
    Track,
    Weights,
)
from agenda_solver.text import Text, either, same

_OF_SCHEMA = Kind()


def _row(
    key: str,
    fr: str,
    en: str,
    width: float,
    help_fr: str,
    help_en: str,
    *also: str,
    near: str = "",
    cell: Text | None = None,
    blank: Text | None = None,
    more: Text | None = None,
    rare: bool = False,
    instead: str = "",
    kind: Kind = _OF_SCHEMA,
) -> Field:
    path = tuple(key.split("."))
    names, help_, words = Text(fr, en), Text(help_fr, help_en), tuple(near.split())
    return Field(path, names, width, help_, also, words, cell, blank, more, rare, instead, kind)


def _sheet(
    key: SheetKey,
    model: type[BaseModel] | None,
    name: Text,
    help_: Text,
    *fields: Field,
    needed: tuple[Path, ...],
    also: tuple[str, ...] = (),
    near: str = "",
) -> Sheet:
    held = tuple(_held(model, one) for one in fields)
    return Sheet(key, model, name, help_, held, needed, also, tuple(near.split()))


def _held(model: type[BaseModel] | None, one: Field) -> Field:
    """Return a field that holds what the schema says, unless its row says something else."""
    if model is None or one.kind is not _OF_SCHEMA or not one.width:
        return one
    return replace(one, kind=kind_of(type_at(model, one.key)))


def _id(blank: Text | None = None, more: Text | None = None) -> Field:
    return _row(
        *("id", "id", "id", 20),
        "Un nom court, unique dans sa table ; les autres tables s'y réfèrent.",
        "A short name, the only one in its table; other tables refer to it.",
        "identifiant",
        near="identifier ident cle key code",
        blank=blank,
        more=more,
    )


_ANY_ID = _row(
    *("id", "id", "id", 20, "Un nom court (facultatif).", "A short name (optional)."),
    "identifiant",
    near="identifier ident cle key code",
)


def _note(near: str = "description") -> Field:
    return _row(
        *("note", "note", "note", 30, "Pour mémoire ; rien n'en est lu."),
        "For yourself; nothing is made of it.",
        *("remarque", "remarques", "notes", "commentaire"),
        near=f"commentaires comment comments observation observations precisions remarks {near}",
    )


def _source() -> Field:
    return _row(
        *("source", "source", "source", 18),
        "Où c'est écrit dans le document dont vient cette ligne.",
        "Where it is written in the document from which this row comes.",
        near="origine origin provenance",
        rare=True,
    )


_NAME = "intitule libelle label denomination"


def _written_to() -> Field:
    return _row(
        *("language", "langue", "language", 10),
        "fr ou en : la langue des messages à cette personne.",
        "fr or en: the language of the messages to this person.",
        near="lang",
        blank=Text("celle de l'évènement", "the event's"),
        rare=True,
    )


_ONE_EACH = Text("une par ligne.", "one a line.")


def _organisers(fr: str, en: str) -> Field:
    return _row(
        *("organisers", "organisateurs", "organisers", 26, fr, en),
        *("organisateur", "organisé par", "organizers", "organiser", "organised by"),
        near="organizer porteur porteurs",
        cell=_ONE_EACH,
        rare=True,
    )


def _partners(fr: str, en: str) -> Field:
    return _row(
        *("partners", "partenaires", "partners", 26, fr, en),
        *("partenaire", "avec le soutien de", "en partenariat avec", "partner", "with"),
        near="soutien soutiens sponsors financeurs",
        cell=_ONE_EACH,
        rare=True,
    )


def _audience(fr: str, en: str) -> Field:
    return _row(
        *("audience", "public visé", "audience", 24, fr, en),
        *("public cible", "à qui elle s'adresse", "target audience"),
        near="publics cible",
        rare=True,
    )


def _link(fr: str, en: str) -> Field:
    return _row(
        *("link", "lien", "link", 26, fr, en),
        *("page web", "site web", "web page", "url"),
        near="liens lienweb links website web",
        cell=Text("https://exemple.org/atelier.", "https://example.org/workshop."),
        rare=True,
    )


def _subtitle(width: float) -> Field:
    return _row(
        *("subtitle", "sous-titre", "subtitle", width),
        "Imprimé sous le titre.",
        "Printed under the title.",
        near="soustitres chapeau",
        rare=True,
    )


def _description(fr: str, en: str) -> Field:
    return _row(
        *("description", "description", "description", 40, fr, en),
        *("présentation", "résumé", "abstract"),
        near="descriptif contexte objectif objectifs presentations summary",
        rare=True,
    )


def _hours_there(
    key: str, fr: str, help_fr: str, help_en: str, *, more: Text
) -> tuple[Field, Field, Field]:
    """Return hours on the clock of those who speak from elsewhere, their start and their end."""
    return (
        _row(
            *(key, f"heures {fr}s", f"{key} hours", 0, help_fr, help_en),
            blank=Text("peu importe", "no matter"),
            more=more,
        ),
        _row(
            *(f"{key}.start", f"{fr} à partir de", f"{key} from", 10),
            "À partir de quand, à l'heure de là-bas.",
            "From when on, on the clock there.",
            rare=True,
        ),
        _row(
            *(f"{key}.end", f"{fr} jusqu'à", f"{key} until", 10),
            "Jusqu'à quand, à l'heure de là-bas.",
            "Until when, on the clock there.",
            rare=True,
        ),
    )


_BELOW = Text(
    "Voir [plus bas](#quand-le-document-se-contredit).",
    "See [below](#when-the-document-contradicts-itself).",
)

EVENT = _sheet(
    "event",
    Event,
    Text("Événement", "Event"),
    Text(
        "Son nom, son lieu, sa langue : une information par ligne.",
        "Its name, place and language: one item a row.",
    ),
    _ANY_ID,
    _row(
        *("name", "nom", "name", 60),
        "Le titre imprimé en tête du programme.",
        "The title at the head of the programme.",
        *("titre", "title"),
        near=_NAME,
    ),
    _row(
        *("language", "langue", "language", 10),
        "fr ou en : la langue du programme et des messages.",
        "fr or en: the language of the programme and of the messages.",
        near="lang",
    ),
    _row(
        *("zone", "fuseau horaire", "time zone", 20),
        "Le fuseau de toutes les heures : par exemple Europe/Paris.",
        "That of all times: for example Europe/Paris.",
        "zone",
        near="fuseau tz",
    ),
    _row(
        *("version", "version", "version", 30),
        "Imprimée au bas des pages : « version du 16/03/26 ».",
        "Printed at the foot of the pages: “version of 16/03/26”.",
    ),
    _row(
        *("place", "lieu", "place", 60),
        "Le nom du lieu, imprimé en tête.",
        "The name of the place, printed at the head.",
        near="location venue",
    ),
    _row(
        *("grid", "pas", "grid", 8),
        "Les sessions commencent à des multiples de tant de minutes (5 si rien n'est dit).",
        "Sessions start at multiples of so many minutes (5 where nothing is said).",
        *("grille", "pas en minutes"),
        near="step",
    ),
    _row(
        *("slots", "créneaux", "slots", 0),
        "Au lieu du pas : une session commence avec un créneau et y tient.",
        "Instead of the grid: a session starts with a slot and ends within it.",
        near="creneau timeslots",
        blank=Text("aucun", "none"),
    ),
    _row(
        *("gap", "pause", "gap", 8),
        "Minutes entre deux sessions dont l'ordre est donné (« après », enchaînement), sauf "
        "indication contraire.",
        "Minutes between two sessions in a given order (“after”, a sequence), where nothing "
        "else is said.",
        *("pause par défaut", "battement"),
        near="intervalle transition",
    ),
    _row(
        *("walk", "trajet", "walk", 8),
        "Minutes d'un site à un autre : nul n'est attendu dans l'un, puis trop tôt dans l'autre.",
        "Minutes from one site to another: nobody is due on one, then too soon on the other.",
        *("trajet entre sites", "déplacement"),
        near="marche walking",
    ),
    _row(
        *("walks", "trajets", "walks", 40),
        "Ceux qui durent plus, ou moins.",
        "Those that take more, or less.",
        *("trajets entre sites", "déplacements"),
        cell=Text(
            "Nord – Sud : 10 ; Nord – Gare : 15.", "North – South: 10 ; North – Station: 15."
        ),
        more=Text("Les autres durent `walk`.", "The others take `walk`."),
    ),
    _row(
        *("overflow", "salle trop petite", "overflow", 8),
        "{yes} : une salle peut avoir moins de places que de public attendu, et chaque place "
        "qui manque coûte.",
        "{yes}: a room may have fewer seats than people expected, and each seat that is "
        "missing costs.",
        *("salles trop petites", "dépassement"),
        near="debordement",
        blank=Text("elle doit le contenir", "it must hold them"),
    ),
    _row(
        *("lunch", "déjeuner", "lunch", 0),
        "Le temps qu'ont les participants pour déjeuner : leurs places le leur laissent, chaque "
        "jour (imposé).",
        "The time attendees have for lunch: their seats leave it to them, each day (a demand).",
        near="repas meal",
        blank=Text("rien n'est demandé", "nothing is asked"),
        more=Text(
            '`{ minutes = 30, start = "12:00", end = "14:00" }`.',
            '`{ minutes = 30, start = "12:00", end = "14:00" }`.',
        ),
    ),
    _row(
        *("lunch.minutes", "déjeuner (minutes)", "lunch (minutes)", 10),
        "Combien de minutes de suite chacun a pour déjeuner.",
        "How many minutes in a row everybody has for lunch.",
        blank=Text("rien n'est demandé", "nothing is asked"),
    ),
    _row(
        *("lunch.start", "déjeuner à partir de", "lunch from", 10),
        "À partir de quand.",
        "From when on.",
        blank=same("12:00"),
    ),
    _row(
        *("lunch.end", "déjeuner jusqu'à", "lunch until", 10),
        "Jusqu'à quand.",
        "Until when.",
        blank=same("14:00"),
    ),
    *_hours_there(
        *("suitable", "convenable"),
        "Quand qui parle d'un autre fuseau devrait le faire, à l'heure de là-bas.",
        "When whoever speaks from another time zone should do so, on the clock there.",
        more=Text('`{ start = "9h00", end = "20h00" }`.', '`{ start = "09:00", end = "20:00" }`.'),
    ),
    *_hours_there(
        *("possible", "possible"),
        "Quand qui parle d'un autre fuseau peut encore le faire, à l'heure de là-bas.",
        "When whoever speaks from another time zone still can, on the clock there.",
        more=Text('`{ start = "7h00", end = "22h00" }`.', '`{ start = "07:00", end = "22:00" }`.'),
    ),
    _row(
        *("seats", "places", "seats", 0),
        "Combien de places chacun a sur tout l'évènement : au plus `max` (imposé) ; qui en a moins "
        "de `min` est nommé.",
        "How many seats each has over the whole event: at most `max` (a demand); who has fewer "
        "than `min` is named.",
        blank=Text("rien n'est demandé", "nothing is asked"),
        more=Text("`{ min = 2, max = 3 }`.", "`{ min = 2, max = 3 }`."),
    ),
    _row(
        *("seats.min", "places au moins", "least seats", 10),
        "Qui en a moins est nommé.",
        "Who has fewer is named.",
        rare=True,
    ),
    _row(
        *("seats.max", "places au plus", "most seats", 10),
        "Combien de places on a, au plus, sur tout l'évènement.",
        "How many seats one has at most over the whole event.",
        rare=True,
    ),
    _row(
        *("seats.parts", "interventions comptées", "parts count", 10),
        "Si ce à quoi on intervient soi-même compte aussi comme une place.",
        "Whether what one takes part in oneself counts as a seat, too.",
        rare=True,
    ),
    _row(
        *("stated", "document", "document", 0),
        "Ce que le document dit de l'évènement.",
        "What the document says of the event.",
        near="dit annonce annonces statements",
        more=_BELOW,
    ),
    _note(near=""),
    _subtitle(60),
    _row(
        *("address", "adresse", "address", 60),
        "L'adresse du lieu, imprimée après son nom.",
        "The address of the place, printed after its name.",
        near="rue street",
        rare=True,
    ),
    _description("De quoi il s'agit.", "What it is about."),
    _audience("À qui l'évènement s'adresse.", "For whom the event is."),
    _organisers("Qui l'organise.", "Who holds it."),
    _partners("Avec qui : soutiens, financeurs.", "With whom: supporters, funders."),
    _link("La page de l'évènement.", "The page of the event."),
    _row(
        *("contact", "contact", "contact", 40),
        "À qui écrire ou téléphoner.",
        "Whom to write to or call.",
        "contacts",
        near="telephone phone",
        rare=True,
    ),
    _row(
        *("practical", "informations pratiques", "practical information", 60),
        "Ce qu'il faut savoir pour venir : accès, inscription, accueil.",
        "What to know before one comes: access, registration, welcome.",
        *("infos pratiques", "practical"),
        near="pratique acces access",
        rare=True,
    ),
    needed=(("name",),),
    also=("Evénement", "Évènement"),
    near="congres conference",
)

DAYS = _sheet(
    "days",
    Day,
    Text("Jours", "Days"),
    Text(
        "Les journées, une par ligne : la date, l'ouverture, la fermeture.",
        "The days, one a row: the date, when it opens, when it closes.",
    ),
    _id(blank=Text("la date", "the date")),
    _row(
        *("date", "date", "date", 14, "La date.", "The date."),
        *("jour", "day"),
        near="journee",
        cell=Text("10/06/2026.", "2026-06-10."),
    ),
    _row(
        *("open", "ouverture", "opening hours", 0),
        "Rien n'a lieu en dehors (imposé).",
        "Nothing takes place outside (a demand).",
        near="ouvert horaires heures hours opening",
        blank=Text("toute la journée", "all day"),
    ),
    _row(
        *("open.start", "ouverture", "opens", 11),
        "Rien ne commence avant (imposé).",
        "Nothing starts before (a demand).",
    ),
    _row(
        *("open.end", "fermeture", "closes", 11),
        "Rien ne finit après (imposé).",
        "Nothing ends after (a demand).",
    ),
    _row(
        *("announced", "horaires annoncés", "announced hours", 0),
        "Les heures de l'affiche (souhaité).",
        "What the poster says (a wish).",
        near="annonce affiche",
    ),
    _row(
        *("announced.start", "début annoncé", "announced start", 14),
        "L'heure de l'affiche (souhaité).",
        "What the poster says (a wish).",
    ),
    _row(
        *("announced.end", "fin annoncée", "announced end", 14),
        "L'heure de l'affiche (souhaité).",
        "What the poster says (a wish).",
    ),
    _row(
        *("sessions", "sessions", "sessions", 22),
        "Combien y commencent, ou à telles heures ; de tel genre, ou tous sauf pauses et repas "
        "(imposé).",
        "How many start on it, or at such hours; of such a kind, or of any but breaks and meals "
        "(a demand).",
        cell=Text("9h-12h30 : au moins 8 ateliers.", "09:00-12:30: at least 8 workshops."),
        rare=True,
    ),
    _source(),
    _note(),
    needed=(("date",),),
    also=("Journées",),
    near="dates",
)

SLOTS = _sheet(
    "slots",
    Slot,
    Text("Créneaux", "Slots"),
    Text(
        "Si la journée est découpée d'avance : chaque session commence avec un créneau.",
        "Where the day is cut beforehand: each session starts with a slot.",
    ),
    _ANY_ID,
    _row("day", "jour", "day", 14, "La date.", "The date."),
    _row("start", "début", "start", 9, "Son début.", "Its start."),
    _row("end", "fin", "end", 9, "Sa fin.", "Its end."),
    _row(
        *("sessions", "sessions", "sessions", 22),
        "Combien commencent avec lui ; de tel genre, ou tous sauf pauses et repas (imposé).",
        "How many start with it; of such a kind, or of any but breaks and meals (a demand).",
        cell=Text("au moins 8 ateliers.", "at least 8 workshops."),
        rare=True,
    ),
    needed=(("day",), ("start",), ("end",)),
)

ROOMS = _sheet(
    "rooms",
    Room,
    Text("Salles", "Rooms"),
    Text(
        "Les salles, une par ligne : le nom, les places, ce qu'elle offre.",
        "The rooms, one a row: the name, how many it holds, what it offers.",
    ),
    _id(),
    _row(
        *("name", "nom", "name", 24),
        "Le nom imprimé sur le programme.",
        "The name on the programme.",
        near=f"title titre {_NAME}",
        blank=Text("l'id", "the id"),
    ),
    _row(
        *("site", "site", "site", 14),
        "Le bâtiment, s'il y en a plusieurs.",
        "The building.",
        near="batiment batiments building buildings lieu adresse address location venue place",
    ),
    _row(
        *("capacity", "places", "capacity", 9),
        "Combien de personnes.",
        "How many people.",
        *("capacité", "jauge", "nombre de places"),
        near="seats size",
        blank=Text("pas connu", "not known"),
    ),
    _row(
        *("features", "équipement", "features", 26),
        "Ce qu'elle offre : projecteur ; pmr ; interprétation.",
        "What it offers: projector ; interpretation.",
        "équipements",
        near="materiel equipment",
        more=Text("Vos mots, les mêmes que dans `needs`.", "Your words, the same as in `needs`."),
    ),
    _row(
        *("open", "heures d'ouverture", "opening hours", 22),
        "Quand on peut l'utiliser.",
        "When it can be used.",
        *("ouverture", "open", "disponibilité"),
        near="ouvert horaires heures hours opening",
        cell=Text("13h00-18h00, ou 10/06/2026 9h-12h.", "13:00-18:00, or 2026-06-10 09:00-12:00."),
        blank=Text("comme la journée", "whenever the day is"),
    ),
    _row(
        *("closed", "fermée", "closed", 18),
        "Quand on ne peut pas l'utiliser.",
        "When it cannot be used.",
        *("fermeture", "fermetures", "closings", "indisponible"),
        near="ferme travaux unavailable closing closure",
        cell=Text(
            "10/06/2026 14h-18h, ou « tout le temps ».", "2026-06-10 14:00-18:00, or “always”."
        ),
        more=Text("`replan --close-room` l'écrit ici.", "`replan --close-room` writes it here."),
        blank=Text("jamais", "never"),
        rare=True,
    ),
    _row(
        *("setup", "montage", "setup", 10),
        "Minutes pour l'installer avant chaque session.",
        "Minutes to set it up before each session.",
        near="preparation installation",
    ),
    _row(
        *("teardown", "démontage", "teardown", 11),
        "Minutes pour la libérer après chaque session.",
        "Minutes to clear it after each session.",
        near="rangement",
    ),
    _row(
        *("to_be_confirmed", "à confirmer", "to be confirmed", 12),
        "{yes} si la réservation n'est pas sûre.",
        "{yes} where the booking is not certain.",
        near="provisoire tbc nonconfirme",
        more=Text("`check` et le rapport le rappellent.", "`check` and the report say so."),
    ),
    _row(
        *("parts", "se compose de", "made of", 18),
        "Cloison mobile : les salles qu'elle réunit. Elle ne sert jamais en même temps que l'une "
        "d'elles ; ce qui est vide ici est ce qu'elles ont ensemble.",
        "A movable wall: the rooms it joins. It is never used at once with one of them; what is "
        "blank here is what they have together.",
        *("parties", "réunit", "cloison mobile", "parts"),
        near="cloison modulable divisible compose partie",
        cell=Text("salon-a ; salon-b.", "parlour-a ; parlour-b."),
        blank=Text("d'un seul tenant", "one room"),
        rare=True,
    ),
    _row(
        *("at_once", "sessions à la fois", "sessions at once", 11),
        "Combien de sessions elle accueille à la fois : stands, posters, une cour.",
        "How many sessions it holds at once: stands, posters, a yard.",
        *("à la fois", "en même temps", "at once"),
        near="simultane simultanees stands",
        blank=same("1"),
        rare=True,
    ),
    _source(),
    _note(),
    needed=(("id",),),
    near="salle lieu lieux location venue place",
)

EQUIPMENT = _sheet(
    "equipment",
    Equipment,
    Text("Équipement", "Equipment"),
    Text(
        "Ce qu'on porte d'une salle à l'autre : une cabine d'interprétation.",
        "What is taken from room to room: a booth for interpreting.",
    ),
    _id(),
    _row(
        *("name", "nom", "name", 30, "Le nom imprimé.", "The name that is printed."),
        near=f"title titre {_NAME}",
        blank=Text("l'id", "the id"),
    ),
    _row(
        *("number", "nombre", "number", 9),
        "Combien il y en a : jamais plus de sessions à la fois.",
        "How many there are: never more sessions at once.",
        *("quantité", "exemplaires", "quantity", "pieces"),
        near="count combien",
    ),
    _row(
        *("open", "disponible", "available", 22),
        "Quand on en dispose.",
        "When it is to be had.",
        *("disponibilité", "heures", "hours", "open"),
        near="horaires availability opening",
        blank=Text("tout le temps", "always"),
    ),
    _row(
        *("changeover", "délai entre deux", "changeover", 11),
        "Minutes pour le porter d'une session à la suivante.",
        "Minutes to take it from one session to the next.",
        *("délai", "déplacement", "minutes entre deux"),
        near="transport montage installation",
    ),
    _note(),
    needed=(("id",),),
    also=("Equipement", "Matériel"),
    near="materiel equipements material",
)

PEOPLE = _sheet(
    "people",
    Person,
    Text("Intervenants", "People"),
    Text(
        "Qui parle, anime ou accueille, une personne par ligne : qui, et quand elle est là.",
        "Who speaks, moderates or welcomes, one person a row: who, and when they are there.",
    ),
    _id(),
    _row("name", "nom", "name", 22, "Son nom.", "The name.", near=f"title {_NAME}"),
    _row(
        *("role", "fonction", "role", 30),
        "Sa fonction ; elle peut remplacer le nom.",
        "The function; it may stand for the name.",
        "titre",
        near="roles function poste job",
    ),
    _row(
        *("organisation", "organisation", "organisation", 24),
        "Pour qui la personne parle.",
        "For whom the person speaks.",
        *("organization", "structure"),
        near="organisme entreprise company",
    ),
    _row(
        *("email", "e-mail", "e-mail", 22),
        "Son adresse.",
        "The address.",
        *("courriel", "adresse e-mail", "mail", "email address"),
        near="mel adressemail adresseelectronique",
    ),
    _row(
        *("present", "présence", "present", 22),
        "Quand la personne est là.",
        "When the person is there.",
        *("présent", "disponibilité", "disponibilités"),
        near="availability available horaires heures hours",
        cell=Text("jusqu'à 12h30, ou 9h15-10h15.", "until 12:30, or 09:15-10:15."),
        blank=Text("tout le temps", "always"),
    ),
    _row(
        *("pause", "pause", "pause", 8),
        "Minutes de pause entre deux interventions (imposé).",
        "Minutes of rest between two appearances (a demand).",
        near="battement intervalle transition",
    ),
    _row(
        *("unconfirmed", "non confirmé", "unconfirmed", 11),
        "{yes} si sa venue n'est pas sûre.",
        "{yes} where the person may not come.",
        near="aconfirmer provisoire tbc",
        more=Text("`check` et le rapport le rappellent.", "`check` and the report say so."),
    ),
    _row(
        *("protocol_rank", "rang protocolaire", "protocol rank", 13),
        "1 pour la personne qui a la préséance : elle parle en dernier.",
        "1 for the person of highest rank, who speaks last.",
        near="rang protocole rank",
    ),
    _row(
        *("preferred", "heures souhaitées", "wished hours", 20),
        "Quand la personne préfère intervenir.",
        "When the person would rather take part.",
        *("heures préférées", "préférence", "préférences", "preferred", "preferred hours"),
        near="prefere preferee souhaite souhaitee",
        cell=Text("à partir de 14h.", "from 14:00."),
        blank=Text("peu importe", "whenever"),
        rare=True,
    ),
    _row(
        *("close", "sessions rapprochées", "close together", 13),
        "{yes} : ses sessions se suivent, si possible.",
        "{yes}: their sessions follow one another, where possible.",
        *("rapprochées", "à la suite", "close"),
        near="rapproche rapproches rapprochee consecutif grouped",
        rare=True,
    ),
    _row(
        *("one_day", "un seul jour", "one day", 10),
        "{yes} : ses sessions sont le même jour, si possible.",
        "{yes}: their sessions are on one day, where possible.",
        near="memejour unjour",
        rare=True,
    ),
    _row(
        *("most_per_day", "sessions par jour", "sessions a day", 11),
        "Ses sessions d'un jour, au plus (imposé).",
        "Their sessions of a day, at most (a demand).",
        *("sessions par jour au plus", "at most a day"),
        near="parjour maxparjour perday daily",
        blank=Text("autant qu'il y en a", "as many as there are"),
        rare=True,
    ),
    _row(
        *("most_in_a_row", "sessions d'affilée", "sessions in a row", 11),
        "Combien à la suite, au plus, avant un repos (imposé).",
        "How many one after the other, at most, before a rest (a demand).",
        *("d'affilée", "in a row"),
        near="affilee maxaffilee consecutives consecutive row",
        blank=Text("autant qu'il y en a", "as many as there are"),
        rare=True,
    ),
    _row(
        *("rest", "repos", "rest", 8),
        "Deux sessions sont d'affilée s'il y a moins de tant de minutes entre elles.",
        "Two sessions are in a row where fewer minutes than that lie between them.",
        near="coupure",
        rare=True,
    ),
    _row(
        *("no_wait", "sans attendre", "no waiting", 10),
        "{yes} : entre deux de ses sessions d'un jour, aucun créneau vide (imposé) ; sans "
        "créneaux, rien de plus que sa pause.",
        "{yes}: between two of their sessions of a day no empty slot (a demand); without slots, "
        "no more than their pause.",
        *("sans attente", "without waiting"),
        near="attente waiting",
        rare=True,
    ),
    _row(
        *("zone", "fuseau horaire", "time zone", 18),
        "D'où la personne parle à distance : par exemple America/Montreal.",
        "From where the person speaks remotely: for example America/Montreal.",
        "fuseau",
        near="tz",
        blank=Text("celui de l'évènement", "the event's"),
        rare=True,
    ),
    _note(),
    _source(),
    _written_to(),
    needed=(("id",),),
    near="intervenant orateur orateurs animateur animateurs moderateur moderateurs speaker "
    "speakers moderator moderators personne personnes person role roles",
)

_KINDS = either(KINDS.values())

SESSIONS = _sheet(
    "sessions",
    Session,
    same("Sessions"),
    Text(
        "Tout ce qui est au programme, une ligne chacun : plénières, ateliers, pauses, repas. "
        "L'ordre des lignes ne compte pas : la colonne « après » dit ce qui précède.",
        "Everything on the programme, one row each: plenaries, workshops, breaks, meals. "
        "The order of the rows does not matter: the column “after” says what comes before.",
    ),
    _id(),
    _row(
        *("title", "titre", "title", 36),
        "Le titre imprimé sur le programme.",
        "The title on the programme.",
        near="nom name intitule libelle label denomination",
    ),
    _row(
        *("@day", "jour", "day", 12),
        "Le jour. Dans un brouillon : vide, ou un souhait, imposé si « verrouillé » dit oui.",
        "The day. In a draft: blank, or a wish, a demand where “locked” says yes.",
        "date",
        near="journee",
        instead="locked.day",
        kind=Date("days"),
    ),
    _row(
        *("@start", "début", "start", 8),
        "L'heure de début. Dans un brouillon : vide, ou un souhait, imposé si "
        "« verrouillé » dit oui.",
        "When it starts. In a draft: blank, or a wish, a demand where “locked” says yes.",
        *("heure de début", "heure"),
        near="de heuredebut horaire begin from time",
        instead="locked.start",
        kind=Start(),
    ),
    _row(
        *("@end", "fin", "end", 8),
        "L'heure de fin. Dans un brouillon : vide, la durée suffit.",
        "When it ends. In a draft: blank, the length will do.",
        "heure de fin",
        kind=End(),
    ),
    _row(
        *("@room", "salle", "room", 14),
        "L'id ou le nom d'une salle. Dans un brouillon : vide, ou un souhait, imposé si "
        "« verrouillé » dit oui.",
        "The id or the name of a room. In a draft: blank, or a wish, a demand where “locked” "
        "says yes.",
        instead="locked.room",
        kind=OneRoom(),
    ),
    _row(
        *("@locked", "verrouillé", "locked", 12),
        "{yes} : le jour, le début et la salle de cette ligne ne bougeront pas. "
        "On peut n'en verrouiller qu'une partie : « début », « jour ; salle ».",
        "{yes}: the day, the start and the room of this row will not move. "
        "A part can be locked: “start”, “day ; room”.",
        *("verrou", "bloqué"),
        instead="locked",
        kind=Locks(),
    ),
    _row(
        *("kind", "genre", "kind", 14),
        f"{_KINDS.fr}.",
        f"{_KINDS.en}.",
        "type",
        near="nature categorie",
    ),
    _row(
        *("track", "thème", "track", 12),
        "Le thème ou le parcours, imprimé, et pour la couleur.",
        "The theme, printed, and for the colour.",
        *("filière", "parcours"),
        near="thematique filieres themes",
    ),
    _row(
        *("minutes", "durée", "length", 0),
        "Sa durée.",
        "How long it lasts.",
        near="temps minute",
        blank=Text(
            "tout le créneau, s'il y a des créneaux ; sinon, obligatoire",
            "the whole slot, where there are slots; else required",
        ),
    ),
    _row(
        *("minutes.min", "minutes", "minutes", 9),
        "Sa durée : 90, ou 1h30. Au moins, si « minutes au plus » est rempli.",
        "How long it lasts: 90, or 1h30. At least, where “minutes at most” is filled.",
        *("durée", "duration", "minutes min", "durée (min)"),
    ),
    _row(
        *("minutes.ideal", "minutes idéales", "ideal minutes", 9),
        "La durée souhaitée, entre les deux.",
        "The length wished, between the two.",
        *("durée idéale", "minutes idéal"),
        rare=True,
    ),
    _row(
        *("minutes.max", "minutes au plus", "minutes at most", 9),
        "La plus longue durée possible.",
        "The longest it may be.",
        *("minutes max", "durée max"),
        rare=True,
    ),
    _row(
        *("people", "intervenants", "people", 32),
        "Les personnes, par rôle.",
        "The people, by role.",
        *("intervenant", "personnes"),
        near="orateur orateurs animateur animateurs moderateur moderateurs speaker speakers "
        "moderator moderators personne person role roles fonction poste job",
        cell=Text(
            "animation : dupont ; intervention : durand, martin / petit (l'un des deux). "
            "La liste donne un id ; à compléter.",
            "moderator: smith ; speaker: jones, martin / small (one of the two). "
            "The list gives an id; write on from there.",
        ),
        more=Text(
            '`{ one_of = ["a", "b"] }` : l\'un des deux, que `solve` choisit ; '
            '`"élu à confirmer"` : quelqu\'un qui reste à nommer.',
            '`{ one_of = ["a", "b"] }`: one of the two, whom `solve` chooses; `"mayor (tbc)"`: '
            "somebody who is yet to be named.",
        ),
    ),
    _row(
        *("@cast", "personnes choisies", "chosen people", 20),
        "Qui tient chaque rôle à pourvoir (martin / petit) : intervention : petit. "
        "Vide dans un brouillon, sauf pour imposer un choix.",
        "Who takes each role to be filled (martin / small): speaker: small. "
        "Blank in a draft, but to impose a choice.",
        *("personne choisie", "choisi", "choix", "chosen"),
        rare=True,
        kind=TakenRoles(),
    ),
    _row(
        *("rooms", "salles possibles", "possible rooms", 14),
        "Les salles qui conviennent.",
        "The rooms that suit.",
        *("salles permises", "salles autorisées", "rooms"),
        near="salle salles lieu location venue place",
        cell=Text("« aucune » si elle n'en prend pas.", "“none” if it takes none."),
        blank=Text(
            "toutes, sans préférence entre celles qui conviennent ; aucune pour une pause ou un "
            "repas",
            "any, none that suits preferred to another; none for a break or a meal",
        ),
        more=Text("`[]` : pas de salle.", "`[]`: no room."),
    ),
    _row(
        *("needs", "besoins", "needs", 14),
        "Ce qu'il faut dans la salle : projecteur ; pmr. Ou l'id d'un équipement qu'on y porte.",
        "What the room must have: projector. Or the id of equipment that is taken there.",
        *("besoin", "équipement nécessaire"),
        near="equipement equipements materiel equipment requires",
    ),
    _row(
        *("expected", "public attendu", "expected", 9),
        "Combien de personnes : la salle doit les contenir.",
        "How many people: the room must hold them.",
        *("attendus", "participants attendus", "expected attendance"),
        near="attendu effectif public affluence",
    ),
    _row(
        *("block", "bloc", "block", 11),
        "Les sessions d'un même bloc commencent ensemble : le même mot sur chaque ligne.",
        "Sessions of one block start together: the same word in each row.",
    ),
    _row(
        *("part_of", "partie de", "part of", 14),
        "L'id de la session qui la contient (un discours dans une ouverture).",
        "The id of the session it is inside of (a speech of an opening).",
        near="partie parent",
    ),
    _row(
        *("after", "après", "after", 15),
        "Les sessions qui viennent avant elle.",
        "The sessions it comes after.",
        cell=Text(
            "« ouverture », ou « ouverture [10-30] » pour 10 à 30 minutes entre les deux.",
            "“opening”, or “opening [10-30]” for 10 to 30 minutes between the two.",
        ),
        more=Text(
            'Leurs id suffisent : `["ouverture"]` ; `min` et `max` : les minutes entre les deux.',
            'Their ids will do: `["opening"]`; `min` and `max`: the minutes between the two.',
        ),
    ),
    _row(
        *("before", "avant", "before", 15),
        "Les sessions qui viennent après elle.",
        "The sessions it comes before.",
        rare=True,
    ),
    _row(
        *("windows", "heures permises", "allowed hours", 20),
        "Quand elle peut avoir lieu.",
        "When it may take place.",
        *("plages permises", "windows"),
        near="plage plages fenetre fenetres ouvert ouverture horaires heures hours opening",
        cell=Text("14h-17h ; 11/06/2026.", "14:00-17:00 ; 2026-06-11."),
        rare=True,
    ),
    _row(
        *("locked", "verrouillé", "locked", 0),
        "Son jour, son début, sa salle : imposés.",
        "Its day, start and room: demands.",
        near="fixe fixee impose imposee verrouillee bloquee fixed",
    ),
    _row(
        *("preferred", "souhaité", "wished", 0),
        "Son jour, son début, sa salle : souhaités.",
        "Its day, start and room: wishes.",
        near="prefere preferee souhaitee preference",
    ),
    _row(
        *("preferred.day", "jour souhaité", "wished day", 12),
        "Un souhait, tenu si possible.",
        "A wish, kept where possible.",
        "preferred day",
        rare=True,
    ),
    _row(
        *("preferred.start", "début souhaité", "wished start", 10),
        "Un souhait, tenu si possible.",
        "A wish, kept where possible.",
        "preferred start",
        rare=True,
    ),
    _row(
        *("preferred.room", "salle souhaitée", "wished room", 14),
        "Un souhait, tenu si possible.",
        "A wish, kept where possible.",
        "preferred room",
        rare=True,
    ),
    _row(
        *("plenary", "plénière", "plenary", 10),
        "{yes} : rien d'autre en même temps, pendant un repas par exemple.",
        "{yes}: nothing beside it, during a meal for example.",
        blank=Text(
            "{yes} pour le genre plénière seulement (une cérémonie n'en est pas une)",
            "{yes} for the kind plenary only (a ceremony is not one)",
        ),
        rare=True,
    ),
    _row(
        *("repeats", "répétitions", "repeats", 11),
        "Combien de fois elle est donnée ; « 1 à 5 » : autant que les vœux le demandent.",
        "How many times it is given; “1 to 5”: as many as the wishes need.",
        near="repetition repeat",
        more=Text(
            "En TOML, `{ min = 1, max = 5 }` : voir "
            "[Autant de fois qu'il le faut](places.md#autant-de-fois-quil-le-faut) ; avec "
            "`settled = true`, c'est fixé, et chaque séance a sa ligne. "
            "Chaque séance de plus est une session à part (`atelier-2`, `atelier-3`), sans le "
            "bloc, le verrou, les écarts maximaux ni ce qui est annoncé de la première ; elles "
            "se rangent à la fin du brouillon. Le reste du brouillon les nomme par ces id : "
            '`after = ["atelier-2"]`.',
            "In TOML, `{ min = 1, max = 5 }`: see "
            "[As many times as needed](seats.md#as-many-times-as-needed); with "
            "`settled = true` that is settled, and each time has its row. "
            "Each further time is a session of its own (`workshop-2`, `workshop-3`), without "
            "the block, the lock, the greatest gaps and what is stated of the first; they "
            "stand at the end of the draft. The rest of the draft names them by these ids: "
            '`after = ["workshop-2"]`.',
        ),
        rare=True,
    ),
    _row(
        *("capacity", "inscrits", "attendees", 0),
        "Combien de participants : au plus `max`, et jamais plus que la salle ; à moins de "
        "`min`, elle n'a pas lieu.",
        "How many attendees: at most `max`, and never more than the room; with fewer than "
        "`min` it does not take place.",
        near="capacite jauge seats size places",
        blank=Text("la salle décide", "the room decides"),
    ),
    _row(
        *("capacity.min", "inscrits au moins", "least attendees", 10),
        "En dessous, elle n'a pas lieu.",
        "With fewer, it does not take place.",
        "capacité min",
        rare=True,
    ),
    _row(
        *("capacity.max", "inscrits au plus", "most attendees", 10),
        "Combien de personnes peuvent s'y inscrire.",
        "How many may sign up.",
        "capacité max",
        rare=True,
    ),
    _row(
        *("cancellable", "annulable", "cancellable", 10),
        "{no} : elle a lieu en tout cas, avec au moins son nombre minimal d'inscrits ; {yes} : "
        "avec moins, elle n'a pas lieu.",
        "{no}: it takes place in any case, with its least number of attendees at least; {yes}: "
        "with fewer, it does not take place.",
        near="annuler annulee cancel cancelled maintenue",
        rare=True,
    ),
    _row(
        *("registration", "sur inscription", "by registration", 11),
        "{yes} : chaque participant a besoin d'une place ; {no} : entrée libre.",
        "{yes}: each attendee needs a seat; {no}: anybody may walk in.",
        *("inscription", "inscriptions", "registration"),
        near="registrations signup",
        blank=Text(
            "{yes} pour un atelier, un bloc, ce qui a un nombre d'inscrits, et ce que quelqu'un "
            "souhaite",
            "{yes} for a workshop, a block, what has a number of attendees, and what somebody "
            "wishes for",
        ),
        rare=True,
    ),
    _row(
        *("everyone", "pour tous", "for everyone", 10),
        "{yes} : chacun doit y avoir une place, ou dans une session qui commence avec elle ; qui "
        "n'en a pas est nommé.",
        "{yes}: everybody is to have a seat in it, or in one that starts with it; who has none "
        "is named.",
        *("tout le monde", "pour chacun", "everybody", "for everybody", "everyone"),
        near="tous toutes all",
        blank=Text(
            "{yes} si tout ce qui commence alors est d'un bloc ou a lieu plusieurs fois (un nombre "
            "fixe)",
            "{yes} if all that starts then belongs to a block or takes place a fixed number of "
            "times",
        ),
        rare=True,
    ),
    _row(
        *("group_of", "sous-groupe de", "sub-group of", 14),
        "L'id de la session dont c'est un autre sous-groupe : qui en souhaite un les souhaite "
        "tous, et n'a de place que dans un seul.",
        "The id of the session it is another sub-group of: who wishes for one wishes for any, "
        "and has a seat in one only.",
        *("groupe de", "sous-groupe", "group of"),
        near="groupe subgroup",
        rare=True,
    ),
    _row(
        *("mixed", "mélanger", "mixed", 14),
        "organisation, catégorie, ou les deux : chaque sous-groupe en a sa part, si possible.",
        "organisation, category, or both: each sub-group has its share of them, where possible.",
        *("mélange", "mixité", "mélanger par", "mixed by", "mix"),
        near="melangee",
        rare=True,
    ),
    _row(
        *("per_organisation", "au plus par organisation", "most per organisation", 12),
        "Combien de personnes d'une même organisation peuvent y avoir une place.",
        "How many people of one organisation may have a seat.",
        *("par organisation", "max par organisation", "per organisation"),
        near="parstructure",
        blank=Text("pas de limite", "no limit"),
        rare=True,
    ),
    _row(
        *("setup", "montage", "setup", 10),
        "Minutes de montage, avant.",
        "Minutes to set it up, before.",
        blank=Text("celles de la salle", "the room's"),
        near="preparation installation",
        rare=True,
    ),
    _row(
        *("teardown", "démontage", "teardown", 11),
        "Minutes de démontage, après.",
        "Minutes to clear it, after.",
        blank=Text("celles de la salle", "the room's"),
        near="rangement",
        rare=True,
    ),
    _row(
        *("external", "extérieure", "external", 11),
        "{yes} : montrée, jamais déplacée ; verrouiller son jour et son début.",
        "{yes}: shown, never moved; lock its day and start.",
        near="exterieur externe",
        rare=True,
    ),
    _row(
        *("preferred_windows", "heures souhaitées", "wished hours", 20),
        "Quand elle devrait avoir lieu, si possible.",
        "When it should take place, where possible.",
        *("heures préférées", "préférer aux heures", "preferred hours"),
        cell=Text("9h-12h.", "09:00-12:00."),
        rare=True,
    ),
    _row(
        *("also_in", "aussi dans", "also in", 14),
        "Les salles qu'elle prend en plus de la sienne, où elle est retransmise : leurs places "
        "s'ajoutent.",
        "The rooms it takes besides its own, in which it is relayed: their places are added.",
        *("retransmise dans", "salles en plus", "relayed in", "further rooms"),
        near="retransmission relais duplex relay overflow",
        rare=True,
    ),
    _row(
        *("disliked", "salles à éviter", "rooms to avoid", 14),
        "Les salles où elle ne devrait pas être, si possible.",
        "The rooms it should not be in, where possible.",
        *("salle à éviter", "disliked rooms"),
        near="aeviter eviter avoid",
        rare=True,
    ),
    _row(
        *("wanted", "équipement souhaité", "wished features", 14),
        "Ce que la salle devrait avoir, si possible : piano.",
        "What the room should have, where possible: piano.",
        *("équipements souhaités", "souhaité dans la salle", "wanted features"),
        rare=True,
    ),
    _row(
        *("exclusive", "pas en même temps", "not at once", 14),
        "Un mot à vous : les sessions qui ont le même ne sont jamais en même temps.",
        "A word of your own: sessions that share it are never at the same time.",
        "pas en même temps que",
        near="exclusif incompatible incompatibles conflit conflits",
        rare=True,
    ),
    _row(
        *("same_day", "même jour", "same day", 12),
        "Un mot à vous : les sessions qui ont le même sont le même jour.",
        "A word of your own: sessions that share it are on the same day.",
        near="unseuljour unjour",
        rare=True,
    ),
    _row(
        *("different_days", "jours différents", "different days", 12),
        "Un mot à vous : de celles qui ont le même, jamais deux le même jour.",
        "A word of your own: of those that share it, no two are on the same day.",
        near="autrejour differentday",
        rare=True,
    ),
    _row(
        *("same_room", "même salle", "same room", 12),
        "Un mot à vous : les sessions qui ont le même sont dans une seule salle (imposé).",
        "A word of your own: sessions that share it are in one room (a demand).",
        "même salle que",
        near="unesalle oneroom",
        rare=True,
    ),
    _row(
        *("fills", "places de plage", "places of a stretch", 10),
        "D'une communication : combien de places d'une plage elle occupe.",
        "Of a paper: how many places of a stretch it fills.",
        near="timeslots requiredtimeslots",
        rare=True,
    ),
    _row(
        *("rank", "rang dans le thème", "rank in its track", 10),
        "D'une communication : la quantième de son thème elle devrait être.",
        "Of a paper: which one of its track it should be.",
        near="rang",
        rare=True,
    ),
    _row(
        *("stretch_levels", "niveaux des plages", "levels of stretches", 20),
        "D'une communication : ce que lui coûte chaque plage ; 60 vaut une heure.",
        "Of a paper: what each stretch costs; 60 is an hour.",
        rare=True,
    ),
    _row(
        *("room_levels", "niveaux des salles", "levels of rooms", 20),
        "D'une communication : ce que lui coûte chaque salle.",
        "Of a paper: what each room costs.",
        rare=True,
    ),
    _row(
        *("repeat_of", "répétition de", "repeat of", 14),
        "L'id de la session qu'elle répète, et après laquelle elle vient.",
        "The id of the session it repeats, and after which it comes.",
        "répète",
        near="repetede repeatsof",
        rare=True,
    ),
    _row(
        *("number", "séance n°", "time no.", 10),
        "De laquelle de ses séances il s'agit, quand d'autres avant elle n'ont plus lieu.",
        "Which of its times it is, where others before it do not take place any more.",
        rare=True,
    ),
    _row(
        *("tags", "étiquettes", "tags", 14),
        "Des mots à vous ; un mot de la feuille Thèmes : la session est aussi de ce thème.",
        "Words of your own; one of the Tracks sheet: the session is of that track too.",
        near="etiquette motscles motcle keywords",
        rare=True,
    ),
    _row(
        *("stated", "document", "document", 0),
        "Ce que le document en dit.",
        "What the document says of it.",
        near="dit annonce annonces statements",
        more=_BELOW,
    ),
    _subtitle(30),
    _description(
        "De quoi il s'agit ; plusieurs lignes si besoin.",
        "What it is about; on several lines where need be.",
    ),
    _row(
        *("questions", "questions", "questions", 40),
        "Les questions ou les points qui y seront traités.",
        "The questions or points to be discussed in it.",
        *("question", "points abordés"),
        near="points sujets topics",
        cell=_ONE_EACH,
        rare=True,
    ),
    _audience(
        "À qui elle s'adresse ; rien n'en est calculé.", "For whom it is; not reckoned with."
    ),
    _row(
        *("language", "langue", "language", 14),
        "Dans quelle langue elle se tient : anglais, français et allemand.",
        "In which language it is held: English, French and German.",
        *("langues", "languages"),
        near="lang",
        rare=True,
    ),
    _organisers("Qui la propose.", "Who offers it."),
    _partners("Avec qui.", "With whom."),
    _link("Sa page, ou celle où la suivre en ligne.", "Its page, or where to follow it."),
    _source(),
    _note(near=""),
    needed=(("id",), ("title",), ("@start",)),
    near="seance seances session atelier ateliers workshops talks",
)

STRETCHES = _sheet(
    "stretches",
    Stretch,
    Text("Plages", "Stretches"),
    Text(
        "Où vont les communications d'un colloque, thème par thème.",
        "Where the papers of a conference go, track by track.",
    ),
    _id(),
    _row(
        *("name", "nom", "name", 22, "Le nom imprimé.", "The name that is printed."),
        near=f"title titre {_NAME}",
        blank=Text("l'id", "the id"),
    ),
    _row("day", "jour", "day", 14, "La date.", "The date.", near="date journee"),
    _row("start", "début", "start", 9, "Son début.", "Its start.", near="heuredebut from begin"),
    _row("end", "fin", "end", 9, "Sa fin.", "Its end.", near="heurefin until to"),
    _row(
        *("places", "places", "places", 9),
        "En combien de places égales elle est découpée, dans chaque salle.",
        "Into how many equal places it is cut, in each room.",
        *("communications", "nombre de communications", "papers"),
        near="slots creneaux timeslots",
        blank=Text(
            "les communications se suivent selon leur durée", "papers follow one another by minutes"
        ),
    ),
    _row(
        *("rooms", "salles", "rooms", 26),
        "Les salles qui ont des communications.",
        "The rooms that have papers.",
        near="salle room locations venues",
        blank=Text("n'importe lesquelles", "any"),
    ),
    _row(
        *("room_levels", "niveaux des salles", "levels of rooms", 26),
        "Ce que coûte chaque salle dans cette plage ; 60 vaut une heure.",
        "What each room costs in this stretch; 60 is an hour.",
        near="niveauxsalles avoidedrooms",
        rare=True,
    ),
    _note(),
    _source(),
    needed=(("id",), ("day",), ("start",), ("end",)),
    also=("Plage", "Sessions parallèles", "Parallel sessions"),
    near="plage stretch parallel paralleles",
)

TRACKS = _sheet(
    "tracks",
    Track,
    Text("Thèmes", "Tracks"),
    Text(
        "Ce qui lie les sessions d'un thème, un par ligne : même salle, même jour…",
        "What ties the sessions of a track, one a row: one room, one day…",
    ),
    _row(
        *("id", "thème", "track", 20),
        "Le mot de la colonne « thème » de Sessions, ou l'une de leurs étiquettes.",
        "The word of the column “track” of Sessions, or one of their tags.",
        *("identifiant", "filière", "parcours"),
        near="identifier ident cle key code",
    ),
    _row(
        *("similar", "thèmes voisins", "similar tracks", 26),
        "Ceux qui intéressent le même public.",
        "Those that draw the same public.",
        *("thème voisin", "voisins"),
        near="voisin proche proches semblables",
    ),
    _row(
        *("beside", "pas en même temps", "not at once", 12),
        "Deux de ses sessions ne devraient pas avoir lieu en même temps. 0 : peu importe ; "
        "1 : comme d'habitude ; 2, 3… : compte davantage.",
        "Two of its sessions should not take place at once. 0: no matter; 1: as usual; "
        "2, 3…: counts for more.",
        blank=same("1"),
    ),
    _row(
        *("beside_similar", "pas avec un voisin", "not with a similar one", 12),
        "Une de ses sessions ne devrait pas avoir lieu en même temps que celle d'un thème "
        "voisin. 0 : peu importe.",
        "One of its sessions should not take place at once with one of a similar track. "
        "0: no matter.",
        blank=same("1"),
    ),
    _row(
        *("one_room", "une seule salle", "one room", 12),
        "Ses sessions d'un même jour devraient être dans une seule salle. 0 : peu importe.",
        "Its sessions of a day should be in one room. 0: no matter.",
        *("même salle", "same room"),
        blank=same("1"),
        near="unesalle",
    ),
    _row(
        *("one_day", "un seul jour", "one day", 12),
        "Ses sessions devraient être le même jour. 1 : oui.",
        "Its sessions should be on one day. 1: yes.",
        *("même jour", "same day"),
        blank=Text("peu importe", "no matter"),
        near="unjour",
    ),
    _row(
        *("close", "à la suite", "close together", 12),
        "Ses sessions d'un même jour devraient se suivre. 1 : oui.",
        "Its sessions of a day should follow one another. 1: yes.",
        "rapprochées",
        blank=Text("peu importe", "no matter"),
        near="rapproche rapproches rapprochee consecutif grouped",
    ),
    _row(
        *("in_order", "dans l'ordre du brouillon", "in the order of the draft", 14),
        "{yes} : ses sessions viennent dans l'ordre des lignes du brouillon (imposé).",
        "{yes}: its sessions come in the order of the draft's rows (a demand).",
        "dans l'ordre",
        near="enordre",
    ),
    _row(
        *("at_once", "sessions à la fois", "sessions at once", 11),
        "Jamais plus de ses sessions en même temps (imposé).",
        "Never more of its sessions at once (a demand).",
        *("à la fois", "at once"),
        near="simultanees simultane simultaneous",
        blank=Text("autant qu'il y en a", "as many as there are"),
        rare=True,
    ),
    _row(
        *("chairs", "présidence", "chairs", 20),
        "Qui préside ses communications : ces personnes sont là, dans une salle à la fois, et "
        "nulle part ailleurs (imposé).",
        "Who chairs its papers: these people are there, in one room at a time, and nowhere "
        "else (a demand).",
        *("président", "présidente", "présidents", "chair"),
        near="presidentes chairman chairwoman chairperson",
        rare=True,
    ),
    _row(
        *("stretches", "plages", "stretches", 0),
        "Combien de plages ses communications devraient prendre ; deux salles à la fois comptent "
        "deux fois (souhaité).",
        "How many stretches its papers should take; two rooms at once count twice (a wish).",
        blank=Text("autant qu'il en faut", "as many as it takes"),
        more=Text("`{ min = 2, max = 3 }`.", "`{ min = 2, max = 3 }`."),
    ),
    _row(
        *("stretches.min", "plages au moins", "least stretches", 10),
        "Elles devraient en prendre au moins tant (souhaité).",
        "They should take at least so many (a wish).",
        rare=True,
    ),
    _row(
        *("stretches.max", "plages au plus", "most stretches", 10),
        "Elles devraient en prendre au plus tant (souhaité).",
        "They should take at most so many (a wish).",
        rare=True,
    ),
    _row(
        *("stretch_levels", "niveaux des plages", "levels of stretches", 26),
        "Ce que coûte chaque plage à ses communications ; 60 vaut une heure.",
        "What each stretch costs its papers; 60 is an hour.",
        near="niveauxplages plageseviter avoidedstretches",
        rare=True,
    ),
    _row(
        *("room_levels", "niveaux des salles", "levels of rooms", 26),
        "Ce que coûte chaque salle à ses communications, dans chaque plage.",
        "What each room costs its papers, in each stretch.",
        near="niveauxsalles salleseviter avoidedrooms",
        rare=True,
    ),
    _row(
        *("track_levels", "niveaux des thèmes", "levels of tracks", 26),
        "Ce que coûte chaque autre thème qui a une salle dans la même plage.",
        "What each other track costs that has a room in the same stretch.",
        near="niveauxthemes themeseviter avoidedtracks",
        rare=True,
    ),
    _note(),
    needed=(("id",),),
    also=("Thème", "Themes", "Filières", "Parcours"),
    near="filiere thematique thematiques track",
)

SEQUENCES = _sheet(
    "sequences",
    Sequence,
    Text("Enchaînements", "Sequences"),
    Text(
        "Des sessions dans un ordre donné, un ordre par ligne.",
        "Sessions in a given order, one order a row.",
    ),
    _ANY_ID,
    _row(
        *("sessions", "sessions", "sessions", 60),
        "Les sessions, dans l'ordre voulu.",
        "The sessions, in the order wanted.",
        near="seances ateliers ordre suite order",
    ),
    _row(
        *("between", "autres entre elles", "others between", 18),
        "{no} : rien ne vient entre elles.",
        "{no}: nothing comes between them.",
        near="entre",
        blank=Text("{yes}", "{yes}"),
    ),
    _row(
        *("min", "pause au moins", "pause at least", 15),
        "Minutes entre deux, au moins.",
        "Minutes between two, at least.",
        near="minimum",
        more=Text(
            "Si rien n'est dit : le `gap` de l'évènement.",
            "The event's `gap`, where nothing is said.",
        ),
    ),
    _row(
        *("max", "pause au plus", "pause at most", 15),
        "Minutes entre deux, au plus.",
        "Minutes between two, at most.",
        near="maximum",
    ),
    _row(
        *("wish", "souhait", "wish", 10),
        "{yes} : cet ordre est souhaité, et rien d'autre n'est demandé.",
        "{yes}: this order is wished, and nothing else is asked.",
        *("souhaité", "wished"),
        blank=Text("imposé", "a demand"),
    ),
    _note(),
    needed=(("sessions",),),
    near="ordre ordres suite suites sequence enchainement order",
)

STATED = _sheet(
    "stated",
    Statement,
    same("Document"),
    Text(
        "Ce que dit le programme déjà publié : des souhaits ; ceux qui diffèrent sont signalés.",
        "What the published programme says: wishes; those that differ are told.",
    ),
    _row(
        *("@session", "session", "session", 22),
        "La session dont parle le document ; vide : l'évènement.",
        "The session the document speaks of; blank: the event.",
        kind=Id("sessions"),
    ),
    _row("day", "jour", "day", 12, "Le jour qu'il dit.", "The day it says.", near="date"),
    _row("start", "début", "start", 9, "L'heure qu'il dit.", "The time it says.", near="heure"),
    _row("end", "fin", "end", 9, "L'heure qu'il dit.", "The time it says."),
    _row(
        *("about", "sujet", "about", 24),
        "Pour ce qui n'est qu'un texte : de quoi il parle.",
        "For what is only words: what they are about.",
    ),
    _row("text", "texte", "text", 44, "Ce qui est écrit.", "What is written."),
    _row("source", "source", "source", 40, "Où c'est écrit.", "Where it is written."),
    needed=(),
    also=("Programme publié", "Stated"),
)

ATTENDEES = _sheet(
    "attendees",
    Attendee,
    Text("Participants", "Attendees"),
    Text(
        "Qui s'est inscrit, une personne par ligne ; « register » lit un formulaire.",
        "Who has signed up, one person a row; “register” reads a form.",
    ),
    _id(
        more=Text(
            "Imprimé à la place du nom avec `--names codes`.",
            "Printed instead of the name with `--names codes`.",
        )
    ),
    _row(
        *("name", "nom", "name", 22, "Son nom.", "The name."),
        *("nom et prénom", "prénom et nom", "full name"),
        near="participant",
    ),
    _row(
        *("email", "e-mail", "e-mail", 24),
        "Son adresse.",
        "The address.",
        *("courriel", "adresse e-mail", "mail", "email address"),
        near="mel adressemail adresseelectronique",
    ),
    _row(
        *("organisation", "organisation", "organisation", 22),
        "Sa structure.",
        "The organisation.",
        *("organization", "structure"),
        near="organisme collectivite company etablissement entreprise societe institution "
        "employeur affiliation association employer",
    ),
    _row(
        *("category", "catégorie", "category", 14),
        "élu, technicien, association…",
        "A category of your own.",
        near="profil profile",
    ),
    _row(
        *("@seats", "places", "seats", 26),
        "Où la personne a une place : « solve » et « assign » le remplissent, et ce qu'on y "
        "change compte. Vide dans un brouillon : « solve » donne les places à nouveau.",
        "Where the person has a seat: “solve” and “assign” fill it in, and what is changed "
        "here counts. Blank in a draft: “solve” gives out the seats anew.",
        *("place", "place dans", "seat", "sièges"),
        rare=True,
        kind=Items("sessions"),
    ),
    _row(
        *("present", "présence", "present", 20),
        "Quand la personne est là.",
        "When the person is there.",
        "présent",
        near="presences presente presents attendance disponibilite disponibilites availability",
        blank=Text("tout le temps", "always"),
    ),
    _row(
        *("needs", "besoins", "needs", 16),
        "Ce qu'il lui faut dans la salle : pmr.",
        "What the room must have.",
        near="besoin accessibilite accessibility pmr handicap disability wheelchair "
        "requirements amenagement amenagements",
    ),
    _row(
        *("wishes", "vœux", "wishes", 0),
        "Les sessions voulues, la première d'abord ; ou notées, de plus en plus.",
        "The sessions wished for, the first one first; or rated, the higher the better.",
        near="voeu wish choix choice choices atelier ateliers workshop workshops",
        blank=Text("n'importe quelle place lui va", "any seat will do"),
        more=Text(
            '`["atelier-2", "atelier-1"]`, ou `{ atelier-2 = 5, atelier-1 = 3 }`.',
            '`["workshop-2", "workshop-1"]`, or `{ workshop-2 = 5, workshop-1 = 3 }`.',
        ),
        kind=Items("sessions"),
    ),
    _row(
        *("must_attend", "obligatoire", "must attend", 20),
        "Les sessions que la personne doit suivre.",
        "The sessions the person must attend.",
        "doit suivre",
        near="obligatoires",
    ),
    _row(
        *("together", "ensemble", "together", 18),
        "Les participants avec qui être.",
        "Attendees to be with.",
    ),
    _row(
        *("apart", "séparé", "apart", 18),
        "Les participants avec qui ne pas être.",
        "Attendees not to be with.",
        "séparé de",
        near="separes sans",
    ),
    _row(
        *("seats", "places", "seats", 0),
        "Combien de places la personne a sur tout l'évènement : au plus `max` (imposé) ; si elle "
        "en a moins de `min`, elle est nommée.",
        "How many seats the person has over the whole event: at most `max` (a demand); if they "
        "have fewer than `min` they are named.",
        blank=Text("comme pour chacun", "as for everybody"),
        more=Text("`{ min = 2, max = 3 }`.", "`{ min = 2, max = 3 }`."),
    ),
    _row(
        *("seats.min", "places au moins", "least seats", 10),
        "Qui en a moins est nommé.",
        "Who has fewer is named.",
        rare=True,
    ),
    _row(
        *("seats.max", "places au plus", "most seats", 10),
        "Combien de places on a, au plus, sur tout l'évènement.",
        "How many seats one has at most over the whole event.",
        rare=True,
    ),
    _row(
        *("seats.parts", "interventions comptées", "parts count", 10),
        "Si ce à quoi on intervient soi-même compte aussi comme une place.",
        "Whether what one takes part in oneself counts as a seat, too.",
        rare=True,
    ),
    _note(near=""),
    _written_to(),
    _row(
        *("given_name", "prénom", "first name", 12),
        "Son prénom ; à côté d'un prénom, « nom » peut être le seul nom de famille.",
        "The first name; beside it, “name” may be the family name alone.",
        "given name",
        near="prenoms forename given",
        rare=True,
    ),
    _row(
        *("family_name", "nom de famille", "family name", 14),
        "Son nom de famille : les listes sont rangées d'après lui.",
        "The family name: lists are sorted by it.",
        *("nom d'usage", "last name", "surname"),
        near="noms family",
        blank=Text("d'après le nom tel qu'il est écrit", "by the name as it is written"),
        rare=True,
    ),
    _row(
        *("friends", "amis", "friends", 18),
        "Avec qui la personne souhaite être : quand cela ne coûte de vœu à personne. Pour "
        "l'imposer : « ensemble ».",
        "With whom the person wishes to be: where it costs nobody a wish. To demand it: "
        "“together”.",
        *("avec si possible", "with if possible"),
        near="avec ami amie friend",
        rare=True,
    ),
    _row(
        *("group", "groupe", "group", 14),
        "Sa classe, son service, sa commune : ce qui distingue deux personnes de même nom.",
        "A class, service or town: what tells apart two people of one name.",
        near="classe service commune delegation equipe section promotion departement direction "
        "pole antenne ville team class department division grade unit town city",
        rare=True,
    ),
    _row(
        *("source", "liste", "list", 14),
        "Le fichier d'où vient son inscription : « register » l'écrit, pour ne pas confondre deux "
        "personnes de même nom qui viennent de deux listes.",
        "The file from which the registration comes: “register” writes it, so as not to take for "
        "one two people of one name who come from two lists.",
        rare=True,
    ),
    _row(
        *("must_avoid", "pas dans", "not in", 20),
        "Les sessions où la personne ne doit pas être.",
        "The sessions the person must not be in.",
        "exclu de",
        near="eviter interdit exclu avoid excluded",
        rare=True,
    ),
    needed=(("id",),),
    near="participant inscrit inscrits attendee",
)

WISHES = _sheet(
    "wishes",
    None,
    Text("Vœux", "Wishes"),
    Text("Les vœux des participants, un par ligne.", "The attendees' wishes, one a row."),
    _row(
        *("@attendee", "participant", "attendee", 22),
        "L'id d'un participant.",
        "The id of an attendee.",
        kind=Id("attendees"),
    ),
    _row(
        *("@session", "session", "session", 30),
        "La session voulue.",
        "The session wished for.",
        kind=Id("sessions"),
    ),
    _row(
        *("@rank", "rang", "rank", 8),
        "1 pour le premier vœu, 2 pour le deuxième…",
        "1 for the first wish, 2 for the second…",
        kind=Whole(example=1),
    ),
    _row(
        *("@rating", "note", "rating", 8),
        "Au lieu du rang : plus elle est haute, mieux c'est. 4, ou 3/5, ★★★☆☆, 3 étoiles.",
        "Instead of a rank: the higher the better. 4, or 3/5, ★★★☆☆, 3 stars.",
        kind=Rating(example=5),
    ),
    needed=(("@attendee",), ("@session",)),
)

WEIGHTS = _sheet(
    "weights",
    Weights,
    Text("Poids", "Weights"),
    Text(
        "Ce qui compte le plus quand tout ne peut pas être tenu ; à laisser tel quel, en général.",
        "What counts most where not everything can be kept; mostly to be left as it is.",
    ),
    _row(
        *("@rule", "règle", "rule", 20),
        "Le nom de la règle.",
        "The name of the rule.",
        kind=Kind(),
    ),
    _row(
        *("@weight", "poids", "weight", 9),
        "Combien elle compte ; 0 : pas du tout ; vide : comme d'habitude.",
        "How much it counts; 0: not at all; blank: as usual.",
        kind=Whole(),
    ),
    _row(
        *("@tier", "niveau", "tier", 9),
        "1 passe avant tout le reste ; vide : comme d'habitude.",
        "1 comes before all else; blank: as usual.",
        kind=Whole(),
    ),
    _row(
        *("@title", "ce qu'elle veut", "what it asks", 60),
        "Pour lire.",
        "For reading.",
        kind=Kind(),
    ),
    _row(
        *("tiers", "niveaux", "tiers", 0),
        "L'ordre des niveaux.",
        "The order of the tiers.",
        near="priorites",
    ),
    needed=(("@rule",),),
    near="ponderation",
)

SHEETS: tuple[Sheet, ...] = (
    EVENT,
    DAYS,
    SLOTS,
    ROOMS,
    EQUIPMENT,
    PEOPLE,
    SESSIONS,
    STRETCHES,
    TRACKS,
    SEQUENCES,
    STATED,
    ATTENDEES,
    WISHES,
    WEIGHTS,
)
BY_KEY: Mapping[SheetKey, Sheet] = {sheet.key: sheet for sheet in SHEETS}

PARTS: tuple[Field, ...] = (
    _row("day", "jour", "day", 0, "Le jour.", "The day.", near="date journee"),
    _row(
        *("start", "début", "start", 0, "Le début.", "The start."),
        near="de heuredebut heure horaire begin from time",
    ),
    _row("end", "fin", "end", 0, "La fin.", "The end.", near="a heurefin until to"),
    _row("room", "salle", "room", 0, "La salle.", "The room.", near="lieu location venue place"),
    _row("session", "session", "session", 0, "La session.", "The session.", near="seance atelier"),
    _row("min", "minimum", "least", 0, "Au moins.", "At least."),
    _row("ideal", "idéale", "ideal", 0, "Au mieux.", "At best.", near="souhaitable"),
    _row("max", "maximum", "most", 0, "Au plus.", "At most."),
    _row("sites", "sites", "sites", 0, "Deux sites.", "Two sites.", near="batiments buildings"),
    _row("minutes", "minutes", "minutes", 0, "Minutes.", "Minutes.", near="duree duration length"),
    _row("one_of", "un parmi", "one of", 0, "L'un d'eux.", "One of them.", near="unde"),
)
"""The keys of the small tables inside others: windows, spots, links, walks."""

EVENT_ITEM = Text("information", "item")
EVENT_VALUE = Text("valeur", "value")
EVENT_HELP = Text("explication", "explanation")

TEXTS = tuple(field.toml for field in ATTENDEES.columns if field.in_schema and field.kind.is_text)
"""The keys of what an attendee has of plain words."""
