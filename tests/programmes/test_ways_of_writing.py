"""Ways in which organisers write a programme, one at a time."""

from datetime import date

import pytest
from sources import word_document

from agenda_solver.files.importers import ImportOptions, SourceFile, read
from agenda_solver.problem import Problem
from agenda_solver.text import clock
from agenda_solver.words.programmes.columns import in_reading_order
from agenda_solver.words.programmes.hours import leading_span, trailing_span
from agenda_solver.words.programmes.lines import raws_of
from agenda_solver.words.programmes.people import people_in, split_people

HEAD = "Journée inventée\nMardi 3 mars 2026\n\n"


def drafted(text: str) -> Problem:
    given = SourceFile("programme.txt", (HEAD + text).encode())
    return read(given, ImportOptions(day=date(2026, 1, 1))).problem


def sessions(text: str) -> list[str]:
    """Return when, what and where, a line a session."""
    problem = drafted(text)
    lines = []
    for session in problem.sessions:
        stated = next(iter(session.stated), None)
        start, end = (stated.start, stated.end) if stated else (None, None)
        times = "-".join(clock(one).en for one in (start, end) if one is not None)
        room = problem.room[session.preferred.room].name if session.preferred.room else ""
        lines.append(" | ".join(filter(None, (times, session.title, room))))
    return lines


def people(text: str) -> list[str]:
    return [
        ", ".join(filter(None, (one.name, one.function, one.organisation)))
        for one in people_in(text, expected=True)
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    page = (
        "9h Accueil                    14h Visite\n"
        "10h Débat                     15h Synthèse\n"
        "   avec le public             16h Clôture\n"
        "11h Pause                     et pot\n"
    )
    words = [raw.words.strip() for raw in in_reading_order(raws_of(page)) if raw.words.strip()]
    assert words == [
        *("9h Accueil", "10h Débat", "avec le public", "11h Pause"),
        *("14h Visite", "15h Synthèse", "16h Clôture", "et pot"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "9h     Accueil       Hall\n10h    Débat         Salle 1\n11h    Pause         Hall\n",
        "9h      9h30     Accueil\n9h30    10h30    Débat\n10h30   11h      Pause\n",
    ],
    ids=["a room beside a title", "from when to when"],
)
def test_a_table_is_not_two_columns(page: str) -> None:
    raws = raws_of(page)
    assert in_reading_order(raws) == raws


def test_sentences_say_when_something_is() -> None:
    assert sessions(
        "Nous vous accueillerons à partir de 9h autour d'un café. L'assemblée générale "
        "commencera à 9h30 et se terminera vers 11h30.\n\n"
        "Après une courte pause, de 11h45 à 12h45, conférence sur le castor.\n\n"
        "On se retrouve à 14h pour le bilan, et un verre de l'amitié clôturera la journée à 16h.\n"
    ) == [
        "09:00 | Accueil autour d'un café",
        "09:30-11:30 | Assemblée générale",
        "11:45-12:45 | Conférence sur le castor",
        "14:00 | Bilan",
        "16:00 | Verre de l'amitié",
    ]


def test_sentences_in_english_say_who_gives_it() -> None:
    text = (
        "Doors open at 9.30am for tea.\n\nAt 10am, Peter Sample will give a short welcome.\n\n"
        "The workshop takes place at 11am and we finish with a raffle at 2.30pm.\n"
    )
    assert sessions(text)[1:] == ["10:00 | Short welcome", "11:00 | Workshop", "14:30 | Raffle"]
    assert [one.name for one in drafted(text).people] == ["Peter Sample"]


def test_one_hour_in_a_description_is_no_session() -> None:
    assert sessions(
        "9h Accueil\n10h Débat public\nIl sera filmé, et en ligne vers 18h le soir.\n11h Pause\n"
    ) == ["09:00 | Accueil", "10:00 | Débat public", "11:00 | Pause"]


def test_places_above_hours_are_where_what_follows_is() -> None:
    assert sessions(
        "Église Saint-Modèle\n10h Visite de l'orgue\n15h Concert\n\nLavoir\n11h Balade contée\n"
    ) == [
        "10:00 | Visite de l'orgue | Église Saint-Modèle",
        "11:00 | Balade contée | Lavoir",
        "15:00 | Concert | Église Saint-Modèle",
    ]


def test_rooms_between_hours_and_titles_hold_sessions_at_once() -> None:
    text = (
        "9h – 10h\nAccueil\n\n10h – 12h\nSalle Jaurès\nL'eau en commun\n\n"
        "Salle Moulin\nLes jeunes ambassadeurs\n\n12h – 14h\nDéjeuner\n"
    )
    assert sessions(text)[1:3] == [
        "10:00-12:00 | L'eau en commun | Salle Jaurès",
        "10:00-12:00 | Les jeunes ambassadeurs | Salle Moulin",
    ]
    blocks = [session.block for session in drafted(text).sessions]
    assert blocks[1] == blocks[2]
    assert blocks[1]


def test_several_titles_below_hours_are_at_once() -> None:
    assert sessions(
        "9h – 10h\nAccueil\nCafé et jus de fruits\n\n10h – 12h\nVisite du potager\n"
        "Atelier pain au levain\nDécouverte des serres\n\n12h – 14h\nRepas\n"
    ) == [
        "09:00-10:00 | Accueil",
        "10:00-12:00 | Visite du potager",
        "10:00-12:00 | Atelier pain au levain",
        "10:00-12:00 | Découverte des serres",
        "12:00-14:00 | Repas",
    ]


def test_a_session_has_its_day_below_its_title() -> None:
    problem = drafted(
        "Webinaire 1 : L'énergie\nMardi 6 octobre 2026, 12h30-13h30\n\n"
        "Webinaire 2 : Les sols\nMardi 13 octobre 2026, 12h30-14h\n"
    )
    stated = [one for session in problem.sessions for one in session.stated]
    assert [(one.day, one.start, one.end) for one in stated] == [
        (date(2026, 10, 6), 750, 810),
        (date(2026, 10, 13), 750, 840),
    ]


def test_what_a_session_is_may_stand_below_its_title() -> None:
    (session, _, _) = drafted(
        "9h-10h La sobriété, une affaire de récits\nTable ronde\n\n10h Pause\n11h Clôture\n"
    ).sessions
    assert session.kind == "round_table"


def test_a_workshop_is_one_of_those_that_the_title_above_tells_of() -> None:
    text = (
        "9h Accueil\n10h Séquence 2 – Ateliers de pratique\nAtelier A – L'eau\nAtelier B – L'air\n"
        "12h Repas\n"
    )
    assert sessions(text)[1:3] == ["10:00 | Atelier A – L'eau", "10:00 | Atelier B – L'air"]


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        ("Anna Exemple (maire, Ville de Rennes)", ["Anna Exemple, maire, Ville de Rennes"]),
        ("Jean Fictif ; Ville de Rennes", ["Jean Fictif, Ville de Rennes"]),
        ("Ana Exemple (Acme), Brigid Mockup", ["Ana Exemple, Acme", "Brigid Mockup"]),
        (
            "SYLVIE INVENTÉE (CCAS) ET OMAR FICTIF (MJC)",
            ["SYLVIE INVENTÉE, CCAS", "OMAR FICTIF, MJC"],
        ),
        ("la réalisatrice Anna Exemple", ["Anna Exemple, la réalisatrice"]),
    ],
)
def test_who_and_for_whom(words: str, whom: list[str]) -> None:
    assert people(words) == whom


@pytest.mark.parametrize(
    ("words", "title", "whom"),
    [
        (
            "Pierre Exemple (CNRS), « Dire sans exposer : un cas »",
            "« Dire sans exposer : un cas »",
            "Pierre Exemple",
        ),
        (
            "Rapport financier (Pierre Exemple, trésorier) – vote",
            "Rapport financier – vote",
            "Pierre Exemple",
        ),
        ("Vaccins : où en est-on ? Dr Inès Exemple", "Vaccins : où en est-on ?", "Inès Exemple"),
        ("Balade, guidée par Anna Exemple", "Balade", "Anna Exemple"),
        ("Bus stops for all – Peter Sample", "Bus stops for all", "Peter Sample"),
    ],
)
def test_people_beside_a_title(words: str, title: str, whom: str) -> None:
    rest, _, mentions = split_people(words)
    assert (rest, [one.name for one in mentions]) == (title, [whom])


def test_hours_behind_dots_and_after_a_rendezvous() -> None:
    dotted = trailing_span("Vaccins : où en est-on ? ........ 9h15")
    assert dotted is not None
    assert (dotted.start, dotted.rest) == (555, "Vaccins : où en est-on ?")
    meeting = leading_span("Rdv 7h45 parking de la mairie")
    assert meeting is not None
    assert (meeting.start, meeting.rest) == (465, "Rdv parking de la mairie")


def test_pictographs_are_ornaments() -> None:
    assert sessions("☕ 9h – 9h30 : Accueil\n💬 9h30 – 11h : Débat\n🍲 12h : Repas\n") == [
        "09:00-09:30 | Accueil",
        "09:30-11:00 | Débat",
        "12:00 | Repas",
    ]


def test_lines_that_begin_with_rooms_are_at_once() -> None:
    text = (
        "9h Accueil\n10h-11h : 1er créneau\n  Salle 1 : La santé\n  Salle 2 : Le droit\n12h Repas\n"
    )
    assert sessions(text)[1:3] == [
        "10:00-11:00 | La santé | Salle 1",
        "10:00-11:00 | Le droit | Salle 2",
    ]


def test_what_somebody_does_may_stand_below_the_name() -> None:
    problem = drafted(
        "9h Table ronde\nAnna Exemple\nDirectrice de la Scène fictive\nPaul Inventé\n"
        "Camion des sciences\n\n11h Pause\n12h Repas\n"
    )
    assert [(one.name, one.role, one.organisation) for one in problem.people] == [
        ("Anna Exemple", "Directrice de la Scène fictive", ""),
        ("Paul Inventé", "", "Camion des sciences"),
    ]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("23h00 – 01h30 le lendemain\tBal", "Bal"),
        ("23:00–01:30 the day after", ""),
        ("23h-1h30 (le lendemain) : Bal", "Bal"),
        ("23h-1h30 le lendemain de la fête", "le lendemain de la fête"),
    ],
)
def test_an_end_is_said_to_be_of_the_next_day(line: str, rest: str) -> None:
    span = leading_span(line)
    assert span is not None
    assert (span.start, span.end, span.rest) == (23 * 60, 25 * 60 + 30, rest)


def test_two_hours_are_from_when_to_when_only_where_that_is_said() -> None:
    twice, between = leading_span("20h et 22h : visite"), leading_span("entre 20h et 22h : visite")
    assert twice is not None
    assert between is not None
    assert (twice.start, twice.end, twice.rest) == (1200, None, "visite")
    assert (between.start, between.end) == (1200, 1320)


def test_talks_are_those_whose_speakers_are_below_further_to_the_right() -> None:
    problem = drafted(
        "9h Session 1 : Produire\n   Compter les vélos\n      Anna Exemple (CNRS)\n"
        "   Mesurer le bruit\n      Paul Inventé (CNRS)\n11h Pause\n12h Repas\n"
    )
    parts = [(one.title, one.part_of) for one in problem.sessions if one.part_of]
    assert [title for title, _ in parts] == ["Compter les vélos", "Mesurer le bruit"]
    assert len({whole for _, whole in parts}) == 1


def test_the_lines_of_a_cell_are_shared_out_to_the_sessions_of_its_row() -> None:
    text = (
        "# Journée inventée\nMardi 3 mars 2026\n"
        "| Horaires | Contenu | Intervenants | Lieu\n"
        "| 9h | Accueil | | Hall\n"
        "| 10h-12h | Ateliers au choix / 1) Lire / 2) Écrire "
        "| Atelier 1 : Anna Exemple / Atelier 2 : Paul Inventé | Salle 1 / Salle 2\n"
        "| 12h | Repas | | Hall\n"
    )
    made = read(SourceFile("programme.docx", word_document(text)), ImportOptions())
    problem = made.problem
    assert [
        (one.title, one.kind, one.preferred.room, list(one.roster)) for one in problem.sessions[1:3]
    ] == [
        ("Lire", "workshop", "salle-1", ["anna-exemple"]),
        ("Écrire", "workshop", "salle-2", ["paul-invente"]),
    ]


def test_who_is_named_for_several_sessions_is_to_be_looked_at() -> None:
    text = HEAD + (
        "9h Accueil\n10h Ateliers\nAvec Anna Exemple et Paul Inventé\n"
        "Atelier 1 : Lire\nAtelier 2 : Écrire\n12h Repas\n"
    )
    report = read(SourceFile("p.txt", text.encode()), ImportOptions()).report
    assert (
        "« Ateliers » annonce plusieurs sessions et nomme : Anna Exemple, Paul Inventé ; "
        "dire qui est dans laquelle"
    ) in report.text("fr")
    assert (
        "“Ateliers” announces several sessions and names: Anna Exemple, Paul Inventé; "
        "say who is in which"
    ) in report.text("en")


def test_a_mail_has_a_header_and_ends_with_a_greeting() -> None:
    text = (
        "De : Anna Exemple\nÀ : tous\nObjet : Week-end fictif\n\nSamedi 12 septembre 2026 :\n"
        "- 10h : arrivée\n- 14h : atelier vélo (Paul Inventé, dans la grange)\n- 19h : repas\n\n"
        "Pensez à vos duvets !\nBises\nAnna\n"
    )
    made = read(SourceFile("mail.txt", text.encode()), ImportOptions())
    assert made.problem.event.name == "Week-end fictif"
    assert [one.title for one in made.problem.sessions] == ["arrivée", "atelier vélo", "repas"]
    assert made.problem.sessions[1].preferred.room == "grange"
    assert not made.problem.sessions[-1].description
    assert not made.problem.sessions[-1].subtitle


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ("Horaires | Temps | Titre", "Deux"),
        ("Horaires | Thème | Contenu", "Un"),
        ("Horaires | Séquence | Contenu", "Un"),
        ("Horaires | Lieux | Déroulé (à confirmer)", "Deux"),
    ],
)
def test_a_column_is_the_title_where_none_is_called_so(headings: str, title: str) -> None:
    text = f"# Journée inventée\n| {headings}\n| 9h | Un | Deux\n| 10h | Un | Deux\n"
    given = SourceFile("programme.docx", word_document(text))
    first, _ = read(given, ImportOptions(day=date(2026, 3, 3))).problem.sessions
    assert first.title == title
