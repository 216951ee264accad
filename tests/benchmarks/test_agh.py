from pathlib import Path

import pytest

from agenda_solver.offers import Offers
from agenda_solver.timetable import Seat
from agh import Score, problem, read, score, timetable

# Three courses; four students, two of whom rank alike.
FILE = """# FILE NAME: 00009-00000009.soc
# TITLE: 1999 Registration
# DESCRIPTION:
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 4
# ALTERNATIVE NAME 1: Course 1
2: 2,1,3
1: 2,3,1
1: 3,2,1
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "00009-00000009.soc"
    path.write_text(FILE)
    return path


def seats(*courses: int) -> list[Seat]:
    return [Seat(f"s{student}", f"c{course}") for student, course in enumerate(courses)]


def test_students_are_as_many_as_rank_alike(file: Path) -> None:
    students = read(file)
    assert (students.year, students.courses) == ("1999", 3)
    assert students.rankings == ((2, 1, 3), (2, 1, 3), (2, 3, 1), (3, 2, 1))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("VOTERS: 4", "VOTERS: 5"), "not as many orders"),
        (("1: 3,2,1", "1: 3,2"), "not one of all courses"),
        (("1: 3,2,1", "1: 3,2,2"), "not one of all courses"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    file: Path, wrong: tuple[str, str], said: str
) -> None:
    file.write_text(FILE.replace(*wrong))
    with pytest.raises(ValueError, match=said):
        read(file)


def test_the_score_by_hand(file: Path) -> None:
    students = read(file)
    assert score(students, 2, seats(2, 2, 3, 3)) == Score(1 + 1 + 2 + 1, {"1": 3, "2": 1}, 0)
    assert score(students, 2, seats(1, 3, 2, 1)) == Score(
        2 + 3 + 1 + 3, {"1": 1, "2": 1, "3": 2}, 0
    )
    # A course too full; somebody without a course, and somebody in two.
    assert score(students, 2, seats(2, 2, 2, 3)).hard == 1
    assert score(students, 2, seats(2, 2, 3)).hard == 1
    assert score(students, 2, [*seats(2, 2, 3, 3), Seat("s0", "c1")]).hard == 1


def test_the_problem_asks_for_what_is_scored(file: Path) -> None:
    students = read(file)
    asked, placed = problem(students, 2), timetable(students)
    offers = Offers(asked, placed)
    (one,) = offers.rounds
    assert one.for_all
    assert [offers.limit(course) for course in one.sessions] == [2, 2, 2]
    for number, order in enumerate(students.rankings):
        ranks = offers.ranks(asked.attendee[f"s{number}"])
        assert ranks == {f"c{course}": rank for rank, course in enumerate(order, start=1)}
