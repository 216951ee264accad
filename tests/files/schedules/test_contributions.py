"""The contributions of Indico: seven columns, no heading."""

from __future__ import annotations

from datetime import date

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read
from agenda_solver.problem import Minutes

CSV = """2027-03-05T09:00,20,"Cartes, et après ?",Ada,Fictive,Université fictive,ada@example.org
2027-03-05T09:00,30,Le sol et l'eau,Basile,Fictif,,
2027-03-06T10:15,45,Une autre idée de la carte,Ada,Fictive,,ADA@example.org
"""


def imported(text: str = CSV, key: str | None = None) -> Imported:
    return read(SourceFile("contributions.csv", text.encode()), ImportOptions(), key)


def test_a_row_is_a_session_with_its_speaker() -> None:
    problem = imported().problem
    first, second, third = problem.sessions
    assert (first.title, first.minutes) == ("Cartes, et après ?", Minutes(min=20, max=20))
    assert (third.stated[0].day, third.stated[0].start) == (date(2027, 3, 6), 10 * 60 + 15)
    assert second.source == "ligne 2"
    ada, basil = problem.people
    assert (ada.name, ada.organisation, ada.email) == (
        *("Ada Fictive", "Université fictive", "ada@example.org"),
    )
    assert basil.name == "Basile Fictif"
    assert first.people == third.people == {"intervenants": [ada.id]}


def test_rooms_that_nobody_named_are_supposed_and_said() -> None:
    done = imported()
    assert [room.name for room in done.problem.rooms] == [
        *("Salle à préciser 1", "Salle à préciser 2"),
    ]
    assert all(room.to_be_confirmed for room in done.problem.rooms)
    assert any("2 rooms" in check.text.en for check in done.report.checks)


def test_what_is_no_contribution_is_told_where_the_format_is() -> None:
    done = imported(f"{CSV}seule\n2027-03-06T10:15,tard,Sans durée,,,,\n", "indico")
    assert [account.words for account in done.report.unread] == ["seule"]
    assert done.report.unread[0].place.en == "line 4"
    assert len(done.problem.sessions) == 4
    supposed = next(one for one in done.report.checks if "length" in one.text.en)
    assert [place.en for place in supposed.places] == ["line 5"]


@pytest.mark.parametrize("text", ["a,b,c,d,e,f,g\n", "2027-03-05T09:00,20,Titre\n"])
def test_another_table_is_not_taken_for_it(text: str) -> None:
    with pytest.raises(InputError):
        imported(text)
