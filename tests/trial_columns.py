"""What follows from three lines of the table of fields: run on a copy of the program that has them.

An attendee has a diet, words of their own; lunch, yes or no; a guide, one of the people.
"""

import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files import InputError, toml, workbook
from agenda_solver.files.page import with_tables
from agenda_solver.files.responses import register
from agenda_solver.files.responses.output import write_csv
from agenda_solver.problem import Problem


def are_read(problem: Problem) -> None:
    told = [(each.diet, each.lunch, each.guide) for each in problem.attendees]  # type: ignore[attr-defined]
    assert told == [("végétarien", True, "anne"), ("", False, None)]


def are_columns(sheet: Worksheet) -> None:
    diet, lunch, guide = (
        next(cell for cell in sheet[1] if cell.value == heading)
        for heading in ("régime", "déjeuner", "guide")
    )
    assert diet.comment.text == "Ce que mange la personne."
    assert lunch.comment.text == "oui : déjeune."
    offered = {str(one.sqref).split("2")[0]: one for one in sheet.data_validations.dataValidation}
    assert offered[lunch.column_letter].formula1 == '"oui,non"'
    assert "'Intervenants'!" in offered[guide.column_letter].formula1


def are_converted(folder: Path, problem: Problem) -> None:
    book = workbook.write_draft(folder / "draft.xlsx", problem, "fr")
    are_columns(load_workbook(book)["Participants"])
    assert workbook.read(book).problem == problem
    toml.write(folder / "back.toml", problem)
    assert toml.read(folder / "back.toml") == problem


def are_registered(folder: Path, problem: Problem) -> None:
    write_csv(folder / "registrations.csv", problem)
    headings = (folder / "registrations.csv").read_text("utf-8-sig").splitlines()[0].split(";")
    assert headings[-3:] == ["régime", "déjeuner", "guide"]
    assert toml.read(folder / "with-csv.toml").attendees == problem.attendees


def is_answered(folder: Path, problem: Problem) -> None:
    (folder / "answers.csv").write_text("Nom;Régime\nInscrite fictive;sans sel\n", "utf-8")
    done = register(problem, folder / "answers.csv")
    assert done.problem.attendees[-1].diet == "sans sel"  # type: ignore[attr-defined]


def is_refused(path: Path, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        toml.read(path)
    assert sentence in caught.value.sentences[0].fr


def are_documented() -> None:
    page = with_tables("<!-- fields: attendees, fr -->\n<!-- end of fields -->")
    assert '| `diet` | régime | Ce que mange la personne. | `"texte"` |' in page
    assert "| `lunch` | déjeuner | `true` : déjeune. | `true`, `false` | `false` |" in page
    assert '| `guide` | guide | Qui l\'accompagne. | `"id"` |' in page


if __name__ == "__main__":
    here = Path(sys.argv[1])
    draft = toml.read(here / "agenda.toml")
    are_read(draft)
    are_converted(here, draft)
    are_registered(here, draft)
    is_answered(here, draft)
    is_refused(here / "mistyped.toml", "peut-être « diet » ?")
    is_refused(here / "nobody.toml", "n'est pas l'id d'un intervenant ; peut-être « anne » ?")
    are_documented()
