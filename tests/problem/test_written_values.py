"""Values as they are written back."""

from __future__ import annotations

import pytest
from one_session import JUNE_10, draft

from agenda_solver.problem import Problem, ProblemError
from agenda_solver.text import clock
from agenda_solver.words.moments import read_clock


@pytest.mark.parametrize("minute", [0, 1, 59, 60, 570, 599, 1439, 1440])
def test_a_clock_is_written_as_it_is_read(minute: int) -> None:
    locked = {"day": JUNE_10, "start": clock(minute).fr}
    written = Problem.read(draft({"locked": locked})).dump()["sessions"][0]["locked"]["start"]
    assert written == clock(minute).en
    assert read_clock(written) == minute


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://exemple.org", "https://exemple.org"),
        ("HTTP://Exemple.org/a b".replace(" ", "?q="), "http://Exemple.org/a?q=b"),
        (" <https://exemple.org:8080/a#b> ", "https://exemple.org:8080/a#b"),
        ("www.exemple.org/atelier", "https://www.exemple.org/atelier"),
        ("forms.exemple/abc", "https://forms.exemple/abc"),
        ("", ""),
    ],
)
def test_the_address_of_a_page(words: str, address: str) -> None:
    assert Problem.read(draft({"link": words})).sessions[0].link == address


@pytest.mark.parametrize(
    "words",
    [
        *("javascript:alert(1)", "contact@exemple.org", "à venir", "https://", "ftp://a.org", "x"),
        *("https://exemple.org/a b", 'https://exemple.org/"onclick='),
    ],
)
def test_what_is_no_address_of_a_page(words: str) -> None:
    with pytest.raises(ProblemError) as caught:
        Problem.read(draft({"link": words}))
    fault = caught.value.faults[0]
    assert fault.path == ("sessions", 0, "link")
    assert fault.text.fr == (
        f"« {words} » n'est pas l'adresse d'une page "
        "(attendue par exemple https://exemple.org/programme)"
    )
    assert fault.text.en.endswith(
        "is not the address of a page (expected https://example.org/programme, for example)"
    )


def test_questions_stand_on_one_line_each() -> None:
    session = Problem.read(draft({"questions": [" Qui \n vient ? "]})).sessions[0]
    assert session.questions == ["Qui vient ?"]
