from __future__ import annotations

from web_event import DRAFT, PROBLEM, TIMETABLE

from agenda_solver.problem import Problem
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from agenda_solver.views.speaker_sheets import SpeakerPart, SpeakerSheet, speaker_sheets
from workshops import PROBLEM as WORKSHOPS
from workshops import TIMETABLE as SEATED


def sheets_by_id(
    problem: Problem = PROBLEM, timetable: Timetable = TIMETABLE
) -> dict[str, SpeakerSheet]:
    return {sheet.person_id: sheet for sheet in speaker_sheets(problem, timetable, "fr")}


def facts_of(part: SpeakerPart) -> dict[str, str]:
    return {words.fr: fact.fr for words, fact in part.facts}


def test_each_part_is_told_with_its_role_room_and_company() -> None:
    mayor = sheets_by_id()["maire"]
    assert (mayor.name, mayor.about.fr) == ("Marie Inventée", "Maire")
    assert [(part.day.fr, part.hours.fr, part.length.fr) for part in mayor.parts] == [
        ("Mercredi 10 juin 2026", "09h30–10h30", "1 h"),
        ("Mercredi 10 juin 2026", "14h00–15h30", "1 h 30"),
        ("Mercredi 10 juin 2026", "14h00–15h30", "1 h 30"),
        ("Jeudi 11 juin 2026", "14h00–15h15", "1 h 15"),
    ]
    assert facts_of(mayor.parts[3]) == {
        "Rôle": "intervenant",
        "Salle": "Grand amphithéâtre",
        "Avec": "intervenant : Présidente (Réseau inventé)",
    }
    water = next(part for part in mayor.parts if "eau" in part.title.fr)
    assert facts_of(water)["Rôle"] == "rapporteur (à désigner)"
    assert facts_of(water)["Matériel"] == "projector"


def test_who_has_a_part_of_a_whole_is_told_of_the_whole() -> None:
    (speech,) = (part for part in sheets_by_id()["prefet"].parts if "Mot" in part.title.fr)
    assert facts_of(speech)["Dans"] == "« Ouverture », 09h30–10h30"
    assert facts_of(speech)["Avec"] == "Marie Inventée"


def test_rests_of_the_days_and_what_to_know_follow() -> None:
    sheet = sheets_by_id()["presidente"]
    assert [(rest.day.fr, rest.hours.fr, rest.title.fr) for rest in sheet.rests] == [
        ("Mercredi 10 juin 2026", "09h00–09h30", "Café d'accueil"),
        ("Jeudi 11 juin 2026", "12h00–13h00", "Déjeuner"),
    ]
    assert [text.fr for text in sheet.practical] == [
        "Lieu : Maison des associations, 1 rue Inventée, 76000 Rouen",
        "Tramway : arrêt Inventé.",
        "Parking derrière le bâtiment.",
        "Contact : 02 00 00 00 00, contact@exemple.org",
        "https://exemple.org/journees",
    ]
    assert sheet.dates == Text(
        "du mercredi 10 juin au jeudi 11 juin 2026", "Wednesday 10 June to Thursday 11 June 2026"
    )


def test_a_person_is_written_to_in_their_language() -> None:
    people = [{**one, "language": "en"} if one["id"] == "maire" else one for one in DRAFT["people"]]
    sheets = sheets_by_id(Problem.read({**DRAFT, "people": people}))
    assert {key: sheet.language for key, sheet in sheets.items()} == {
        **{"presidente": "fr", "prefet": "fr", "maire": "en"}
    }


def test_how_many_come_is_told_and_not_who() -> None:
    (sheet,) = speaker_sheets(WORKSHOPS, SEATED, "fr")
    water, air = sheet.parts
    assert facts_of(water)["Public"] == "2 inscrits / 2 places"
    assert air.title.fr == "Air (annulé, trop peu d'inscrits)"
    assert not [one.name for one in WORKSHOPS.attendees if one.name in repr(sheet)]


def test_who_has_nothing_in_the_programme_has_no_sheet() -> None:
    assert speaker_sheets(PROBLEM, Timetable.of([]), "fr") == ()


def test_who_speaks_from_another_time_zone_is_told_the_time_there() -> None:
    people = [
        {**one, "zone": "America/Montreal"} if one["id"] == "maire" else one
        for one in DRAFT["people"]
    ]
    sheets = sheets_by_id(Problem.read({**DRAFT, "people": people}))
    told = [facts_of(part).get("Chez vous") for part in sheets["maire"].parts]
    assert told[0] == "Mercredi 10 juin 2026, 03h30–04h30 (America/Montreal)"
    assert None not in told
    assert all("Chez vous" not in facts_of(part) for part in sheets["prefet"].parts)
