"""The draft that `init` writes: an example that works as it is, and how to go on from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from agenda_solver.files.fields import BY_KEY, SHEETS, SheetKey
from agenda_solver.files.workbook.inputs import NEEDED
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.files.workbook.rows import Cells, rows_of
from agenda_solver.files.workbook.written import WrittenSheet
from agenda_solver.problem import Problem
from agenda_solver.text import Language, Text, same
from agenda_solver.views.pages import Block, Cell, Colour, Page, Role, Row, wide
from agenda_solver.words.cells import YES
from agenda_solver.words.pieces import NONE
from agenda_solver.words.shells import as_one_word

# --- The example --------------------------------------------------------------------------

_AMPHI, _HALL = Text("amphi", "auditorium"), same("hall")
_BLUE, _GREEN = Text("salle-bleue", "blue-room"), Text("salle-verte", "green-room")
_PROJECTOR = Text("projecteur", "projector")
_MAYOR, _CHAIR = Text("maire", "mayor"), Text("presidente", "chair")
_JOURNALIST, _DIRECTOR = Text("journaliste", "journalist"), Text("directrice", "director")
_TREASURER, _OFFICER = Text("tresorier", "treasurer"), Text("chargee-mission", "officer")
_SPEAKER, _MODERATOR = Text("intervention", "speaker"), Text("animation", "moderator")
_DAY = Text("jour-1", "day-1")
_WELCOME, _OPENING = Text("accueil", "welcome"), Text("ouverture", "opening")
_TABLE, _BREAK_1 = Text("table-ronde", "round-table"), Text("pause-matin", "morning-break")
_TALK, _LUNCH = Text("conference", "talk"), Text("dejeuner", "lunch")
_BUDGET, _VOLUNTEERS = (
    Text("atelier-budget", "workshop-budget"),
    Text("atelier-benevoles", "workshop-volunteers"),
)
_WORDS, _REPORTS = (
    Text("atelier-communication", "workshop-communication"),
    Text("restitution", "reports"),
)
_CLOSING = Text("cloture", "closing")
_BREAK_2 = Text("pause-apres-midi", "afternoon-break")
_WORKSHOPS = Text("ateliers", "workshops")

_EXAMPLE: Mapping[str, Any] = {
    "event": {
        "name": Text("Exemple : Journée des associations", "Example: A day for associations"),
        "language": Text("fr", "en"),
        "version": Text("version de travail", "working version"),
        "place": Text("Maison des associations, Villebelle", "Community centre, Fairtown"),
    },
    "days": [
        {
            "id": _DAY,
            "date": "2027-03-18",
            "open": {"start": "09:00", "end": "17:00"},
            "announced": {"start": "09:00", "end": "16:30"},
        },
    ],
    "rooms": [
        {
            "id": _AMPHI,
            "name": Text("Amphithéâtre", "Auditorium"),
            "capacity": 150,
            "features": [_PROJECTOR, Text("pmr", "wheelchair access")],
        },
        {"id": _HALL, "name": Text("Grand hall", "Great hall"), "capacity": 200},
        {
            "id": _BLUE,
            "name": Text("Salle bleue", "Blue room"),
            "capacity": 40,
            "features": [_PROJECTOR],
        },
        {
            "id": _GREEN,
            "name": Text("Salle verte", "Green room"),
            "capacity": 40,
            "open": [{"start": "13:00", "end": "18:00"}],
        },
    ],
    "people": [
        {
            "id": _MAYOR,
            "role": Text("Maire de Villebelle", "Mayor of Fairtown"),
            "present": [{"start": "09:00", "end": "10:15"}],
        },
        {
            "id": _CHAIR,
            "role": Text("Présidente de la fédération", "Chair of the federation"),
        },
        {
            "id": _JOURNALIST,
            "role": Text("Journaliste", "Journalist"),
            "organisation": Text("Radio locale", "Local radio"),
        },
        {
            "id": _DIRECTOR,
            "role": Text("Directrice", "Director"),
            "organisation": Text("Maison des associations", "Community centre"),
        },
        {
            "id": _TREASURER,
            "role": Text("Trésorier", "Treasurer"),
            "organisation": Text("Club de sport", "Sports club"),
        },
        {
            "id": _OFFICER,
            "role": Text("Chargée de mission", "Project officer"),
            "organisation": Text("Département", "County council"),
        },
    ],
    "sessions": [
        {
            "id": _WELCOME,
            "title": Text("Café d'accueil", "Welcome coffee"),
            "kind": "break",
            "minutes": 30,
            "rooms": [_HALL],
        },
        {
            "id": _OPENING,
            "title": Text("Ouverture", "Opening"),
            "kind": "ceremony",
            "minutes": 30,
            "rooms": [_AMPHI],
            "expected": 120,
            "after": [_WELCOME],
        },
        {
            "id": Text("mot-maire", "mayor-speech"),
            "title": Text("Mot de bienvenue", "Words of welcome"),
            "kind": "speech",
            "minutes": 10,
            "people": {_SPEAKER: [_MAYOR]},
            "part_of": _OPENING,
        },
        {
            "id": Text("mot-presidente", "chair-speech"),
            "title": Text("Pourquoi cette journée", "Why we are here"),
            "kind": "speech",
            "minutes": 15,
            "people": {_SPEAKER: [_CHAIR]},
            "part_of": _OPENING,
            "after": [Text("mot-maire", "mayor-speech")],
        },
        {
            "id": _TABLE,
            "title": Text("Table ronde : s'engager aujourd'hui", "Round table: taking part today"),
            "kind": "round_table",
            "minutes": 75,
            "people": {_MODERATOR: [_JOURNALIST], _SPEAKER: [_CHAIR, _DIRECTOR]},
            "rooms": [_AMPHI],
            "expected": 120,
            "after": [_OPENING],
            "stated": [{"start": "10:00", "source": Text("affiche", "poster")}],
        },
        {
            "id": _BREAK_1,
            "title": Text("Pause", "Coffee break"),
            "kind": "break",
            "minutes": 15,
            "rooms": [_HALL],
            "after": [_TABLE],
        },
        {
            "id": _TALK,
            "title": Text("Conférence : le bénévolat change", "Talk: volunteering is changing"),
            "kind": "plenary",
            "minutes": 60,
            "people": {_SPEAKER: [_OFFICER]},
            "rooms": [_AMPHI],
            "needs": [_PROJECTOR],
            "expected": 120,
            "after": [_BREAK_1],
        },
        {
            "id": _LUNCH,
            "title": Text("Déjeuner", "Lunch"),
            "kind": "meal",
            "minutes": 90,
            "locked": {"day": _DAY, "start": "12:30"},
            "rooms": [_HALL],
        },
        {
            "id": _BUDGET,
            "title": Text("Atelier : tenir un budget", "Workshop: keeping a budget"),
            "kind": "workshop",
            "minutes": 75,
            "people": {_MODERATOR: [_TREASURER]},
            "rooms": [_BLUE],
            "needs": [_PROJECTOR],
            "expected": 30,
            "block": _WORKSHOPS,
            "after": [_LUNCH],
        },
        {
            "id": _VOLUNTEERS,
            "title": Text("Atelier : accueillir des bénévoles", "Workshop: welcoming volunteers"),
            "kind": "workshop",
            "minutes": 75,
            "people": {_MODERATOR: [_DIRECTOR]},
            "rooms": [_HALL],
            "expected": 30,
            "block": _WORKSHOPS,
        },
        {
            "id": _WORDS,
            "title": Text("Atelier : se faire connaître", "Workshop: getting known"),
            "kind": "workshop",
            "minutes": 75,
            "people": {_MODERATOR: [_JOURNALIST]},
            "rooms": [_GREEN],
            "expected": 30,
            "block": _WORKSHOPS,
        },
        {
            "id": _BREAK_2,
            "title": Text("Pause", "Coffee break"),
            "kind": "break",
            "minutes": 30,
            "rooms": [_HALL],
            "after": [_BUDGET],
        },
        {
            "id": _REPORTS,
            "title": Text("Restitution des ateliers", "Reports from the workshops"),
            "kind": "plenary",
            "minutes": 30,
            "preferred": {"start": "15:45"},
            "people": {_SPEAKER: [_TREASURER, _DIRECTOR, _JOURNALIST]},
            "rooms": [_AMPHI],
            "expected": 120,
            "after": [_BREAK_2],
        },
        {
            "id": _CLOSING,
            "title": Text("Clôture", "Closing"),
            "kind": "ceremony",
            "minutes": 15,
            "people": {_SPEAKER: [_CHAIR]},
            "rooms": [_AMPHI],
            "expected": 120,
            "after": [_REPORTS],
        },
    ],
}


def example(language: Language) -> Problem:
    """Return the invented event of the template."""
    return Problem.read(_in_language(_EXAMPLE, language))


def _in_language(data: Any, language: Language) -> Any:
    """Return plain data, each of its texts in one language."""
    if isinstance(data, Text):
        return data.say(language)
    if isinstance(data, Mapping):
        return {
            _in_language(key, language): _in_language(value, language)
            for key, value in data.items()
        }
    return [_in_language(one, language) for one in data] if isinstance(data, list) else data


def example_rows(language: Language) -> dict[SheetKey, list[Cells]]:
    """Return the rows of every input sheet, as a person would fill them in.

    What goes without saying of the event is said; what is wished stands where it may be locked.
    """
    problem = example(language)
    rows = {sheet.key: rows_of(sheet.key, problem, None, language) for sheet in SHEETS}
    event = problem.event
    usual: Cells = {("language",): event.language, ("zone",): event.zone, ("grid",): event.grid}
    rows["event"] = [rows["event"][0] | usual]
    for row in rows["sessions"]:
        for key in ("day", "start", "room"):
            wished = row.pop(("preferred", key), None)
            if wished is not None:
                row[f"@{key}",] = wished
    return rows


def is_left_of_example(statement: Cells, title: str | None) -> bool:
    """Whether a row of what is stated is the example's, and the session it names is not.

    Parameters
    ----------
    statement : Cells
        The row.
    title : str or None
        That of the session with the id that it names; None where there is none.
    """
    return any(
        statement == row and title != named
        for language in get_args(Language)
        for row, named in _statements_of_example(language)
    )


@cache
def _statements_of_example(language: Language) -> Sequence[tuple[Cells, str]]:
    """Return each row of what the example states, and the title of the session it names."""
    titles = {session.id: session.title for session in example(language).sessions}
    rows = example_rows(language)["stated"]
    return [(row, titles[str(row["@session",])]) for row in rows]


# --- How to -------------------------------------------------------------------------------

HOW_TO = Text("Mode d'emploi", "How to")

_TAB = "D69E2E"
_WIDTHS = (22, 78)
_SPACE = 7.0  # points above a heading


def draw_how_to(sheet: WrittenSheet, draft: str, program: str, language: Language) -> None:
    """Draw the sheet that says how to fill in a draft, and what to type then.

    Parameters
    ----------
    draft : str
        The name of the file, as it is typed in a command.
    program : str
        How the program is called in one.
    """
    draw_page(sheet, _how_to_page(draft, program), language)
    sheet.sheet_properties.tabColor = _TAB
    sheet.page_setup.fitToHeight = 1


def _how_to_page(draft: str, program: str) -> Page:
    words: Mapping[str, str | Text] = {"program": program, **_file_names(draft), **_TITLES}
    blocks = (
        Block(tuple(_row(entry, words) for entry in entries), gap=_SPACE if number else 0.0)
        for number, entries in enumerate(_chapters())
    )
    return Page(HOW_TO, None, _WIDTHS, (Block((wide(HOW_TO, "poster"),)), *blocks), portrait=True)


_HowToLine = tuple[Role, Text] | tuple[Text, Text]
"""A text over the whole page and its role, or a label and what it means."""


def _chapters() -> Iterator[list[_HowToLine]]:
    """Yield what each chapter says; the first is what comes before them."""
    yield [("guide", _LEAD)]
    yield [
        ("chapter", _FILL_IN),
        *((BY_KEY[key].name, BY_KEY[key].help) for key in NEEDED),
        ("guide", _OPTIONAL),
        *((sheet.name, sheet.help) for sheet in SHEETS if sheet.key not in NEEDED),
        *(("guide", text) for text in _ABOUT_SHEETS),
    ]
    yield [("chapter", _CELLS), *_IN_CELLS]
    yield [("chapter", _RUN), ("guide", _BEFORE_RUNNING), *_to_type(_COMMANDS)]
    yield [("chapter", _EDIT), ("guide", _BEFORE_VERIFYING), *_to_type(_COMMANDS_AFTER)]


def _to_type(commands: Iterable[tuple[Text, Text]]) -> Iterator[_HowToLine]:
    for command, text in commands:
        yield "command", command
        yield "guide", text


def _row(line: _HowToLine, words: Mapping[str, str | Text]) -> Row:
    first, text = line[0], line[1].fill(**words)
    if isinstance(first, Text):
        return Row((Cell(first.fill(**words), "guide key"), Cell(text, "guide")), ruled=True)
    colours: Mapping[Role, Colour] = {"chapter": "band", "command": "header"}
    return wide(text, first, colour=colours.get(first))


def _file_names(draft: str) -> Mapping[str, str]:
    """Return the names of the files that the commands read and write."""
    others = ("programme.xlsx", "programme-2.xlsx", "programme-3.xlsx")
    result, again = [name for name in others if name != draft.casefold()][:2]
    return {"draft": as_one_word(draft), "result": result, "again": again}


_TITLES: Mapping[str, Text] = {
    "Sessions": BY_KEY["sessions"].name,
    "Document": BY_KEY["stated"].name,
    "id": BY_KEY["sessions"].column("id").heading,
    "title": BY_KEY["sessions"].column("title").heading,
    "day": BY_KEY["sessions"].column("@day").heading,
    "start": BY_KEY["sessions"].column("@start").heading,
    "end": BY_KEY["sessions"].column("@end").heading,
    "room": BY_KEY["sessions"].column("@room").heading,
    "locked": BY_KEY["sessions"].column("@locked").heading,
    "people": BY_KEY["sessions"].column("people").heading,
    "rooms": BY_KEY["sessions"].column("rooms").heading,
    "hours": BY_KEY["rooms"].column("open").heading,
    "present": BY_KEY["people"].column("present").heading,
    "yes": YES,
    "none": NONE,
}

_LEAD = Text(
    "Ce classeur est le brouillon de votre programme : vous y écrivez ce que vous savez, "
    "agenda-solver trouve les heures et les salles. Il contient un exemple inventé : essayez-le "
    "d'abord tel quel (point 3), puis mettez votre évènement à sa place.",
    "This workbook is the draft of your programme: you write what you know, agenda-solver finds "
    "the times and the rooms. It holds an invented example: try it first as it is (point 3), then "
    "put your event in its place.",
)
_FILL_IN = Text("1. Remplir les feuilles, dans cet ordre", "1. Fill in the sheets, in this order")
_OPTIONAL = Text(
    "Les autres feuilles (onglets gris) sont facultatives :",
    "The other sheets (grey tabs) are optional:",
)
_ABOUT_SHEETS = (
    Text(
        "Écrivez par-dessus l'exemple, effacez ce qui en reste. Une ligne vide ne gêne pas.",
        "Write over the example, then clear what is left of it (select the rows, press Delete). "
        "A blank row does no harm.",
    ),
    Text(
        "Posez la souris sur le titre d'une colonne : une note dit quoi y écrire. Gardez les "
        "titres tels quels. Vous pouvez déplacer ou masquer des colonnes, et supprimer celles "
        "qui sont vides, sauf {id}, {title} et {start}. Les colonnes rarement utiles sont "
        "repliées : cliquez sur le + au-dessus de la feuille pour les voir.",
        "Point at the heading of a column: a note says what to write. Keep the headings as they "
        "are. You may move or hide columns, and delete those that are blank, except {id}, "
        "{title} and {start}. The columns that are rarely of use are folded away: "
        "click on the + above the sheet to see them.",
    ),
)
_CELLS = Text("2. Écrire dans les cellules", "2. Write in the cells")
_IN_CELLS: tuple[tuple[Text, Text], ...] = (
    (
        Text("{id}", "{id}"),
        Text(
            "Un nom court que vous inventez, un par ligne ; les autres feuilles s'en servent : "
            "amphi.",
            "A short name that you make up, a different one in each row: auditorium, mayor, "
            "workshop-budget. The other sheets use it to say which one.",
        ),
    ),
    (
        Text("une heure, une durée", "a time, a length"),
        Text("9h30 ou 09:30. Une durée : 45 (minutes), ou 1h30.", "09:30. A length: 45, or 1h30."),
    ),
    (
        Text("{present}, {hours}", "{present}, {hours}"),
        Text(
            "9h15-10h15, ou jusqu'à 12h30, ou 18/03/2027 9h-12h. Vide : tout le temps.",
            "09:15-10:15, or until 12:30, or 2027-03-18 09:00-12:00. Blank: always.",
        ),
    ),
    (
        Text("plusieurs choses", "several things"),
        Text(
            "Un point-virgule entre elles : amphi ; salle-bleue. {none} sous {rooms} : sans salle.",
            "A semicolon between them: auditorium ; blue-room. {none} under {rooms}: no room.",
        ),
    ),
    (
        Text("{people}", "{people}"),
        Text(
            "Le rôle, deux-points, les id : animation : dupont ; intervention : durand, martin / "
            "petit. La barre veut dire « l'un des deux ».",
            "The role, a colon, the ids: moderator: smith ; speaker: jones, martin / small. "
            "The stroke means “one of the two”.",
        ),
    ),
    (
        Text("{day}, {start}, {room}", "{day}, {start}, {room}"),
        Text(
            "Vides : agenda-solver choisit. Remplis : un souhait ; avec {yes} sous "
            "{locked}, imposé.",
            "Blank: agenda-solver chooses. Filled in: a wish; with {yes} under {locked}, a demand.",
        ),
    ),
)
_RUN = Text("3. Faire le programme", "3. Make the programme")
_BEFORE_RUNNING = Text(
    "Enregistrez ce classeur, ouvrez un terminal dans son dossier, et tapez :",
    "Save this workbook, open a terminal in its folder, and type:",
)
_COMMANDS: tuple[tuple[Text, Text], ...] = (
    (
        same("{program} check {draft}"),
        Text(
            "Dit ce qui manque ou se contredit, et où. Corrigez, enregistrez, recommencez, tant "
            "qu'il reste une ERREUR.",
            "Tells what is missing or contradictory, and in which cell. Mend it, save, and check "
            "again while an ERROR is left.",
        ),
    ),
    (
        same("{program} solve {draft} -o {result}"),
        Text(
            "Écrit le programme dans un nouveau classeur, {result}. Ajoutez --force pour "
            "remplacer celui d'avant. S'il n'y a pas de solution, il dit ce qui s'y oppose.",
            "Writes the programme to a new workbook, {result}. Add --force to replace the one "
            "before. Where there is no solution, it says what stands in the way.",
        ),
    ),
)
_EDIT = Text("4. Retoucher à la main", "4. Edit by hand")
_BEFORE_VERIFYING = Text(
    "Dans la feuille {Sessions} de {result}, changez un {day}, un {start}, une {end} ou une "
    "{room}. Pour déplacer une session, changez son {start} et videz sa {end} : sa durée est "
    "gardée. Enregistrez, puis tapez l'une de ces commandes :",
    "On the sheet {Sessions} of {result}, change a {day}, a {start}, an {end} or a {room}. "
    "To move a session, change its {start} and clear its {end}: its length is kept. Save, then "
    "type one of these commands:",
)
_COMMANDS_AFTER: tuple[tuple[Text, Text], ...] = (
    (
        same("{program} verify {result}"),
        Text(
            "Dit si tout tient encore, et sinon ce qui ne tient plus, et où.",
            "Tells whether everything still holds, and else what does not, and where.",
        ),
    ),
    (
        same("{program} solve {result} -o {again}"),
        Text(
            "Refait le programme autour de vos retouches : elles sont gardées.",
            "Makes the programme again around your edits: they are kept.",
        ),
    ),
)
