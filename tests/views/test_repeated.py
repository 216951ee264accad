"""What is told of how many times sessions are given."""

from agenda_solver.problem import Problem
from agenda_solver.result import GivenTimes, Repeated, Result
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from agenda_solver.views.pages import Page
from agenda_solver.views.repeated import given_texts, repeated_text
from agenda_solver.views.report import report_page

PROBLEM = Problem.read(
    {
        "event": {"name": "Ateliers"},
        "days": [{"date": "2026-06-10"}],
        "sessions": [
            {"id": "eau", "title": "L'eau", "minutes": 60, "repeats": {"max": 5, "settled": True}},
            {"id": "sol", "title": "Le sol", "minutes": 60, "repeats": {"max": 5, "settled": True}},
            {"id": "eau-2", "title": "L'eau", "minutes": 60, "repeat_of": "eau"},
        ],
    }
)
MOST = Text("le maximum est 2", "the maximum is 2")
ALL = Text("tous ceux qui le demandent y ont une place", "all who ask for it have a seat in it")
GIVEN = (GivenTimes("eau", 2, 7, 3, MOST), GivenTimes("sol", 1, 1, 0, ALL))


def test_how_far_the_numbers_are_proven() -> None:
    proven, chosen = (repeated_text(Repeated(status, ())) for status in ("optimal", "feasible"))
    assert proven.fr == "Nombre de séances : prouvé, aucun autre ne répond mieux aux vœux"
    assert proven.en == "Number of times: proven, no other serves the wishes better"
    assert chosen.fr == "Nombre de séances : choisi d'après les vœux, pas prouvé le meilleur"
    assert chosen.en == "Number of times: chosen by the wishes, not proven the best"


def test_how_many_times_and_why_not_more() -> None:
    assert [(text.fr, text.en) for text in given_texts(PROBLEM, Repeated("feasible", GIVEN))] == [
        (
            "« L'eau » : 2 fois, demandé par 7 personnes ; 3 personnes sans place ; le maximum "
            "est 2",
            "“L'eau”: 2 times, asked for by 7 people; 3 people without a seat; the maximum is 2",
        ),
        (
            "« Le sol » : une fois, demandé par 1 personne ; tous ceux qui le demandent y ont une "
            "place",
            "“Le sol”: once, asked for by 1 person; all who ask for it have a seat in it",
        ),
    ]


def test_the_report_tells_them() -> None:
    words = _words(report_page(PROBLEM, Timetable.of(()), _result(Repeated("feasible", GIVEN))))
    assert "Nombre de séances : choisi d'après les vœux, pas prouvé le meilleur" in words
    start = words.index("Combien de fois chaque session est donnée")
    assert words[start + 1 : start + 9] == [
        *("Session", "Fois", "Demandes", "Pourquoi pas une de plus"),
        *("« L'eau »", "2", "7", "3 personnes sans place ; le maximum est 2"),
    ]
    without = _words(report_page(PROBLEM, Timetable.of(()), _result(None)))
    assert "Combien de fois chaque session est donnée" not in without


def test_the_weakest_of_all_counts() -> None:
    assert _result(Repeated("feasible", ())).overall == "feasible"
    assert _result(Repeated("optimal", ())).overall == "optimal"
    assert _result(None).overall == "optimal"


def _result(repeated: Repeated | None) -> Result:
    return Result("optimal", Timetable.of(()), repeated=repeated)


def _words(page: Page) -> list[str]:
    """Return the words of every cell of a page, in French."""
    rows = [row for block in page.blocks for row in (*block.lead, *block.header, *block.rows)]
    values = [cell.value for row in rows for cell in row.cells if cell.value is not None]
    return [value.fr if isinstance(value, Text) else str(value) for value in values]
