"""What people need, in their own words, against what the rooms have."""

from __future__ import annotations

from pathlib import Path

from form_answers import answers, event

from agenda_solver.files.responses import Registration
from agenda_solver.problem import Problem

HEADER = ["Nom", "Besoins particuliers"]


def bare() -> Problem:
    """Return an event whose room has nothing."""
    problem = event()
    rooms = [room.model_copy(update={"features": []}) for room in problem.rooms]
    return problem.with_tables(rooms=rooms)


def asked(done: Registration) -> list[tuple[list[str], str]]:
    return [(person.needs, person.note) for person in done.problem.attendees]


def notices(done: Registration) -> list[str]:
    return [notice.fr for notice in done.report.notices]


def test_own_words_are_a_feature_and_stay_in_the_note(tmp_path: Path) -> None:
    words = "Je me déplace en fauteuil roulant, et je mange sans sel"
    rows = [HEADER, ["Un", words], ["Deux", "accès P.M.R."], ["Trois", "Je suis malentendante"]]
    done = answers(tmp_path, [*rows, ["Quatre", "RAS"], ["Cinq", "Fauteuil roulant"]])
    assert asked(done) == [
        (["PMR"], f"Besoins : {words}"),
        (["PMR"], ""),
        (["boucle magnétique"], ""),
        ([], ""),
        (["PMR"], ""),
    ]
    assert notices(done) == [
        "ligne 2 : un besoin, dit en d'autres mots, est lu comme « PMR » ; ces mots sont dans la "
        "note"
    ]


def test_what_no_room_has_is_a_need_and_told_with_the_way_out(tmp_path: Path) -> None:
    header = [*HEADER, "Avez-vous besoin d'un accès PMR ?"]
    rows = [header, ["Un", "fauteuil roulant", ""], ["Deux", "", "Oui"], ["Trois", "LSF", "Non"]]
    done = answers(tmp_path, rows, problem=bare())
    assert asked(done) == [(["pmr"], ""), (["pmr"], ""), (["langue des signes"], "")]
    assert notices(done) == [
        "lignes 2 et 3 : « pmr » est demandé, et aucune salle ne l'a : l'écrire sous "
        "« équipement », feuille Salles, à celles qui l'ont ; si aucune ne l'a, vider « besoins », "
        "feuille Participants, et prévenir la personne ; sans quoi, pas de place",
        "ligne 4 : « langue des signes » est demandé, et aucune salle ne l'a : l'écrire sous "
        "« équipement », feuille Salles, à celles qui l'ont ; si aucune ne l'a, vider « besoins », "
        "feuille Participants, et prévenir la personne ; sans quoi, pas de place",
    ]


def test_in_english(tmp_path: Path) -> None:
    draft = Problem.read({**bare().model_dump(), "event": {"name": "E", "language": "en"}})
    done = answers(
        tmp_path, [["Name", "Accessibility needs"], ["One", "I use a wheelchair"]], problem=draft
    )
    assert asked(done) == [(["wheelchair access"], "")]
