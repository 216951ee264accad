"""What the report says of a line: the sentences, for all that reads one."""

from __future__ import annotations

from agenda_solver.text import Text, cut, quoted

_LONGEST = 60

SESSION = Text("session {title}", "session {title}")
PART = Text("{title}, partie de {whole}", "{title}, a part of {whole}")
BEGINS = Text("le programme commence", "the programme begins")
ENDS = Text("le programme finit", "the programme ends")
DAY = Text("journée", "day")
HOURS_OF = Text("heure de {title}", "time of {title}")
HOURS_OF_ALL = Text("heures communes de {title}", "hours shared by {title}")
HOURS_OF_DAY = Text("horaires annoncés de la journée", "announced hours of the day")
HALF = Text("demi-journée", "half of a day")
ROOM_OF = Text("salle de {title}", "room of {title}")
BLANK_ROOM_OF = Text("salle de {title}, laissée en blanc", "room of {title}, left blank")
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
SECTION = Text("titre de partie", "heading")
TOGETHER = Text("titre commun de {count} sessions", "heading of {count} sessions")
NOT_READ = Text("pas compris", "not understood")
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
