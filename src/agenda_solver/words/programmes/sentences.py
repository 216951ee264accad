"""What the report says of a line: the sentences, for all that reads one."""

from __future__ import annotations

from agenda_solver.text import Text, clock, cut, quoted, span
from agenda_solver.words.programmes.outline import ProgrammeItem

_LONGEST = 60

SESSION = Text("session {title}", "session {title}")
_AT = Text("{session}, {hours}", "{session}, {hours}")
_FROM = Text("à {start}", "at {start}")
_UNTIL = Text("jusqu'à {end}", "until {end}")
_IN = Text("{session}, salle : {room}", "{session}, room: {room}")
_BLANK = Text("{session}, salle laissée en blanc", "{session}, room left blank")
CONTINUED = Text("suite de la ligne précédente", "the line before, continued")
MAIL_HEADER = Text("en-tête du mail", "header of the mail")
GREETING = Text("formule de politesse", "greeting")
PART = Text("{title}, partie de {whole}", "{title}, a part of {whole}")
BEGINS = Text("le programme commence", "the programme begins")
DAY = Text("journée", "day")
HOURS_OF = Text("heure de {title}", "time of {title}")
HOURS_OF_ALL = Text("heures communes de {title}", "hours shared by {title}")
HOURS_OF_DAY = Text("horaires annoncés de la journée", "announced hours of the day")
DAY_IN_PROSE = Text(
    "la date est lue dans une phrase : la vérifier", "the date is read in a sentence: check it"
)
HALF = Text("demi-journée", "half of a day")
ROOM_OF = Text("salle de {title}", "room of {title}")
BLANK_ROOM_OF = Text("salle de {title}, laissée en blanc", "room of {title}, left blank")
ABOUT = Text("fonction ou organisation de {name}", "function or organisation of {name}")
PERSON_OF = Text("{name} ({role}) dans {title}", "{name} ({role}) in {title}")
ROLE = Text("rôle de ceux qui suivent : {role}", "role of those who follow: {role}")
TITLE_OF = Text("suite du titre de {title}", "the title of {title}, continued")
TITLE_AGAIN = Text("titre de {title}, à nouveau", "the title of {title}, again")
TITLED_TWICE = Text(
    "un titre est écrit de deux façons : {one}, {other}",
    "a title is worded in two ways: {one}, {other}",
)
SUBTITLE_OF = Text("sous-titre de {title}", "subtitle of {title}")
TEXT_OF = Text("description de {title}", "description of {title}")
QUESTION_OF = Text("question de {title}", "question of {title}")
LENGTH_OF = Text("durée de {title}", "length of {title}")
FACT_OF = Text("{what} de {title}", "{what} of {title}")
FACT = Text("{what} de l'évènement", "{what} of the event")
NAME = Text("nom de l'évènement", "name of the event")
LEADS = Text("titre de partie, et qui la mène", "heading, and who leads it")
SECTION = Text("titre de partie", "heading")
FOR_ALL = Text(
    "{title} annonce plusieurs sessions et nomme : {names} ; dire qui est dans laquelle",
    "{title} announces several sessions and names: {names}; say who is in which",
)
TOGETHER = Text("titre commun de {count} sessions", "heading of {count} sessions")
NOT_READ = Text("pas compris", "not understood")
MENU = Text("menu de la page", "menu of the page")
END_OF_DAY = Text("fin de la journée", "end of the day")

FACTS = {
    "place": Text("lieu", "place"),
    "address": Text("adresse", "address"),
    "audience": Text("public", "audience"),
    "organisers": Text("organisateurs", "organisers"),
    "partners": Text("partenaires", "partners"),
    "language": Text("langue", "language"),
    "contact": Text("contact", "contact"),
    "registration": Text("inscription", "registration"),
    "link": Text("lien", "link"),
    "description": Text("description", "description"),
    "practical": Text("informations pratiques", "practical information"),
    "version": Text("version", "version"),
    "subtitle": Text("sous-titre", "subtitle"),
    "date": Text("date", "date"),
    "kind": Text("genre", "kind"),
    "track": Text("thème", "track"),
    "seats": Text("places", "seats"),
    "questions": Text("questions", "questions"),
}


def named(title: str) -> Text:
    """Return a title between quotation marks, cut where it is long."""
    return quoted(cut(title or "…", _LONGEST))


def session(item: ProgrammeItem) -> Text:
    """Say what session was made of a line: its title, hours and room."""
    text = SESSION.fill(title=named(item.title))
    for hour in item.stated:
        if hour.start is not None and hour.end is not None:
            text = _AT.fill(session=text, hours=span(hour.start, hour.end))
        elif hour.start is not None:
            text = _AT.fill(session=text, hours=_FROM.fill(start=clock(hour.start)))
        elif hour.end is not None:
            text = _AT.fill(session=text, hours=_UNTIL.fill(end=clock(hour.end)))
    for room in item.rooms:
        text = _IN.fill(session=text, room=room) if room else _BLANK.fill(session=text)
    return text
