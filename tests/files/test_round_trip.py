"""Nothing is lost between a problem, TOML and a workbook, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_problems import examples, problems, said_of_events, said_of_sessions

from agenda_solver.files import InputError, toml, workbook
from agenda_solver.files.responses.output import write_csv
from agenda_solver.files.workbook.matrices import MATRICES
from agenda_solver.problem import Problem, changed_clock
from agenda_solver.rules import COSTS
from agenda_solver.text import Language
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from drawing import saved_again
from forum import RESULT

INSTANCES = sorted((Path(__file__).parents[2] / "instances").glob("*/agenda.toml"))
LANGUAGES: tuple[Language, ...] = ("fr", "en")
WED = date(2026, 6, 10)

# Words that a cell, a list or a spreadsheet may take for something else.
TRAPS = (
    *("aucune", "none", "oui", "non", "jour", "début 9h", "salle : a", "tous les jours", "-", "–"),
    *("a;b", "a, b", "a/b", "a : b", "[10-30]", "a [10]", "a (15 min)", "a\nb", "a\tb", '"', '"a"'),
    *('a"b', '""', "- a", "• a", "=1+1", "+33 1", "-1", "@a", "'abc", "''", "007", "7", "1e5"),
    *("1.0", "TRUE", "true", "NaN", "#N/A", "#REF!", "10/06/2026", "2026-06-10", "9:30", "24:00"),
    *(
        "_x0041_",
        "_x005F_",
        "a\u200bb",
        "…",
        "🎉",
        "👩‍👧",
        "שלום",
        "\u202eabc",
        "日本語",
        "e\u0301",
    ),
    *("Été", "été", "ete", "ÉTÉ", "amphi", "Amphi", "AM-PHI", "ﬁn", "fin", "ß", "ss", "x" * 200),
)


def book_of(folder: Path, problem: Problem, language: Language) -> workbook.Book:
    """Write a draft and read it."""
    return workbook.read(workbook.write_draft(folder / "a.xlsx", problem, language, force=True))


def canonical(problem: Problem) -> Problem:
    """Without statements that say nothing; the weights and levels in the workbook's order."""
    data = problem.dump()
    for owner in (data["event"], *data["sessions"]):
        if said := [it for it in owner.pop("stated", []) if it]:
            owner["stated"] = said
    weights = data.get("weights", {})
    keys = [key for keys in weights.get("tiers", []) for key in keys]
    order = ["tiers", *keys, *(cost.key for cost in COSTS)]
    data["weights"] = {key: weights[key] for key in dict.fromkeys(order) if key in weights}
    for matrix in MATRICES:
        rows = (
            problem.track.values() if matrix.across == "tracks" else getattr(problem, matrix.across)
        )
        ids = [row.id for row in rows]
        for row in data.get(matrix.down, []):
            if levels := row.get(matrix.key):
                row[matrix.key] = {id_: levels[id_] for id_ in ids if id_ in levels}
    return Problem.read(data)


any_problem = problems().map(canonical)
often = settings(
    max_examples=examples(6),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
seldom = settings(often, max_examples=examples(3))


each_language_if_thorough = pytest.mark.parametrize(
    "language", ["fr", pytest.param("en", marks=pytest.mark.thorough)]
)

# --- Drafts -------------------------------------------------------------------------------


@given(any_problem, st.sampled_from(LANGUAGES))
@often
def test_a_draft(tmp_path: Path, problem: Problem, language: Language) -> None:
    book = book_of(tmp_path, problem, language)
    assert book.problem == problem
    assert (book.notices, book.changes, book.solved) == ((), (), False)


@each_language_if_thorough
@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.parent.name)
def test_a_stored_draft(tmp_path: Path, path: Path, language: Language) -> None:
    problem = toml.read(path)
    book = book_of(tmp_path, problem, language)
    assert book.problem == problem
    assert (book.notices, book.changes) == ((), ())


@given(any_problem, st.sampled_from(LANGUAGES))
@seldom
def test_from_toml_and_back(tmp_path: Path, problem: Problem, language: Language) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    toml.write(one, problem, force=True)
    toml.write(other, book_of(tmp_path, toml.read(one), language).problem, force=True)
    assert toml.read(other) == problem
    assert other.read_bytes() == one.read_bytes()


@given(any_problem, st.sampled_from(LANGUAGES))
@seldom
def test_from_a_workbook_and_back(tmp_path: Path, problem: Problem, language: Language) -> None:
    text, other = tmp_path / "a.toml", tmp_path / "other.xlsx"
    toml.write(text, book_of(tmp_path, problem, language).problem, force=True)
    workbook.write_draft(other, toml.read(text), language, force=True)
    assert workbook.read(other).problem == problem
    assert other.read_bytes() == (tmp_path / "a.xlsx").read_bytes()


@given(said_of_events, st.lists(said_of_sessions, min_size=1, max_size=2))
@often
def test_what_programmes_say_besides(
    tmp_path: Path, event: dict[str, Any], said: list[dict[str, Any]]
) -> None:
    sessions = [
        {"id": f"a{number}", "title": "Atelier", "minutes": 60, **row}
        for number, row in enumerate(said)
    ]
    problem = Problem.read(
        {"event": {"name": "Forum", **event}, "days": [{"date": WED}], "sessions": sessions}
    )
    book = book_of(tmp_path, problem, "fr")
    assert (book.problem, book.notices) == (problem, ())
    toml.write(tmp_path / "a.toml", book.problem, force=True)
    assert toml.read(tmp_path / "a.toml") == problem


# --- Solved workbooks ---------------------------------------------------------------------


@st.composite
def timetables(draw: st.DrawFn, problem: Problem) -> Timetable:
    """Any timetable of a problem, whether or not it keeps its demands."""
    placements = []
    for session in problem.sessions:
        if session.id in problem.wholes(session.id) or draw(st.integers(0, 4)) == 0:
            continue
        day = draw(st.sampled_from(problem.days)).date
        start, end = sorted(draw(st.lists(st.integers(0, 1440), min_size=2, max_size=2)))
        if start < end and not any(
            changed_clock(problem.event.zone, day, minute) for minute in (start, end)
        ):
            room = draw(st.sampled_from((None, *problem.room)))
            placements.append(Placement(session.id, day, start, end, room))
    unseated = Timetable.of(placements, cast=draw(casts(problem)))
    return replace(unseated, seats=tuple(draw(seats(problem, unseated))))


@st.composite
def casts(draw: st.DrawFn, problem: Problem) -> list[Casting]:
    """Somebody for each part of a role, or nobody for any: a cell tells no more than who."""
    found = []
    for session in problem.sessions:
        left_open = {role for role in session.people if draw(st.integers(0, 3)) == 0}
        for role, number, people in session.pools:
            if role not in left_open:
                person = draw(st.sampled_from(people))
                found.append(Casting(session.id, role, number, person))
    return found


@st.composite
def seats(draw: st.DrawFn, problem: Problem, timetable: Timetable) -> list[Seat]:
    """Any seats, each attendee's in the order of time, in which a row tells them."""
    order = [it.session for it in timetable.placements]
    order += sorted(set(problem.session) - set(order))
    taken = st.lists(st.sampled_from(order), unique=True, max_size=3)
    return [
        Seat(attendee, session)
        for attendee in problem.attendee
        for session in sorted(draw(taken), key=order.index)
    ]


solved_problems = any_problem.flatmap(lambda it: st.tuples(st.just(it), timetables(it)))


@given(solved_problems, st.sampled_from(LANGUAGES))
@often
def test_a_solved_workbook(
    tmp_path: Path, solved: tuple[Problem, Timetable], language: Language
) -> None:
    problem, timetable = solved
    result = replace(RESULT, timetable=timetable, findings=())
    path = workbook.write(tmp_path / "a.xlsx", problem, result, language, force=True)
    as_written = workbook.read(path)
    book = workbook.read(saved_again(path))
    assert book.problem == problem
    assert book.timetable == timetable
    assert (book.notices, book.changes, book.solved) == ((), (), True)
    assert replace(as_written, place=book.place) == book


# --- What things are called ---------------------------------------------------------------


def trapped(ids: tuple[str, ...]) -> Problem:
    """A problem in which everything has these ids, and everything refers to them."""
    data: dict[str, Any] = {
        "event": {
            "name": ids[0],
            "walks": [
                {"sites": [one, other], "minutes": 5}
                for one, other in zip(ids, reversed(ids), strict=True)
            ],
        },
        "days": [{"id": ids[-1], "date": WED}],
        # Each is named by the id of another.
        "rooms": [
            {"id": one, "name": other, "features": [one, other]}
            for one, other in zip(ids, reversed(ids), strict=True)
        ],
        "people": [{"id": it, "name": "Zoé"} for it in ids],
        "tracks": [
            {"id": one, "similar": [other]}
            for one, other in zip(ids, (*ids[1:], ids[0]), strict=True)
        ],
        "sessions": list(map(dict, _sessions(ids))),
        "sequences": [
            {"id": it, "sessions": [it, ids[0] if it != ids[0] else ids[1]]} for it in ids
        ],
        "attendees": [
            {"id": one, "wishes": [one], "together": [other], "must_attend": [one], "name": one}
            for one, other in zip(ids, (*ids[1:], ids[0]), strict=True)
        ],
    }
    return Problem.read(data)


def _sessions(ids: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, it in enumerate(ids):
        other = ids[(number + 1) % len(ids)]
        yield {
            "id": it,
            "title": other,
            "minutes": 30,
            "rooms": [it],
            "people": {it: [it, {"one_of": [it, other]}, {"one_of": [it]}], other: []},
            "disliked": [it, other],
            "needs": [it],
            "wanted": [it, other],
            "exclusive": [it],
            "same_day": [it, other],
            "different_days": [other],
            **({"repeat_of": ids[0]} if number else {}),
            "tags": [it, other],
            "track": it,
            "block": it,
            "locked": {"day": WED, "room": it},
            "preferred": {"room": other},
            "before": [other, {"session": other, "min": 5}],
            "after": [{"session": other, "min": 5, "max": 10}, {"session": other, "max": 10}],
            "stated": [{"about": it, "text": it, "source": it}],
        }


@each_language_if_thorough
def test_every_id_means_its_own_row(tmp_path: Path, language: Language) -> None:
    problem = trapped(tuple(dict.fromkeys(map(_kept, TRAPS))))
    assert book_of(tmp_path, problem, language).problem == problem


@pytest.mark.parametrize("first", range(0, len(TRAPS), 8))
def test_ids_beside_a_plain_one(tmp_path: Path, first: int) -> None:
    problem = trapped((*dict.fromkeys(map(_kept, TRAPS[first : first + 8])), "z"))
    assert book_of(tmp_path, problem, "fr").problem == problem


@pytest.mark.thorough
@pytest.mark.parametrize("trap", TRAPS)
def test_an_id_beside_a_plain_one(tmp_path: Path, trap: str) -> None:
    problem = trapped((_kept(trap), "z"))
    assert book_of(tmp_path, problem, "fr").problem == problem


def _kept(words: str) -> str:
    """What is left of an id when it is read."""
    return (
        Problem.read(
            {
                "event": {"name": ""},
                "days": [{"date": WED}],
                "sessions": [{"id": words, "title": "", "minutes": 1}],
            }
        )
        .sessions[0]
        .id
    )


@pytest.mark.thorough
@each_language_if_thorough
def test_a_solved_workbook_whose_ids_are_traps(tmp_path: Path, language: Language) -> None:
    ids = tuple(dict.fromkeys(map(_kept, TRAPS)))
    problem = trapped(ids)
    timetable = Timetable.of(
        (Placement(it, WED, 10 * number, 10 * number + 10, it) for number, it in enumerate(ids)),
        cast=[
            Casting(it.id, role, number, people[-1])
            for it in problem.sessions
            for role, number, people in it.pools
        ],
        seats=[Seat(it, it) for it in ids],
    )
    result = replace(RESULT, timetable=timetable, findings=())
    path = workbook.write(tmp_path / "a.xlsx", problem, result, language)
    assert workbook.read(path).problem == problem
    book = workbook.read(saved_again(path))
    assert book.problem == problem
    assert book.timetable == timetable
    assert (book.notices, book.changes) == ((), ())


def test_words_around_which_blanks_stand(tmp_path: Path) -> None:
    problem = trapped(("\u00a0 a\u200b ", " b\t"))
    assert [it.id for it in problem.sessions] == ["a", "b"]
    assert book_of(tmp_path, problem, "fr").problem == problem


def test_seats_over_the_whole_event_are_kept_in_every_file(tmp_path: Path) -> None:
    tables = {
        "event": {"name": "Forum", "seats": {"min": 1}},
        "days": [{"date": "2026-06-10"}],
        "sessions": [{"id": "a", "title": "A", "minutes": 60, "everyone": True}],
        "attendees": [
            {"id": "p", "seats": {"min": 0, "max": 3}},
            {"id": "q", "seats": {"max": 2}},
            {"id": "r"},
        ],
    }
    problem = Problem.read(tables)
    text = tmp_path / "forum.toml"
    toml.write(text, book_of(tmp_path, problem, "fr").problem)
    assert toml.read(text) == problem
    write_csv(tmp_path / "registrations.csv", problem)
    del tables["attendees"]
    toml.write(tmp_path / "bare.toml", Problem.read(tables))
    beside = tmp_path / "beside.toml"
    bare = (tmp_path / "bare.toml").read_text("utf-8")
    beside.write_text('attendees = "registrations.csv"\n' + bare, "utf-8")
    assert toml.read(beside) == problem
    words = (tmp_path / "registrations.csv").read_text("utf-8-sig")
    assert "places au moins;places au plus" in words
    (tmp_path / "registrations.csv").write_text(words.replace(";2", ";0"), "utf-8")
    with pytest.raises(InputError, match=r"line 3, places au plus: expected at least 1"):
        toml.read(beside)


@pytest.mark.parametrize(
    "lunch",
    [
        {"minutes": 30},
        {"minutes": 45, "start": "11:30", "end": "13:00"},
        {"minutes": 30, "end": "15:00"},
    ],
)
def test_lunch_has_several_items(tmp_path: Path, lunch: dict[str, Any]) -> None:
    tables = {
        "event": {"name": "Forum", "lunch": lunch},
        "days": [{"date": "2026-06-10"}],
        "sessions": [{"id": "a", "title": "A", "minutes": 60, "everyone": True}],
    }
    problem = Problem.read(tables)
    assert problem.event.lunch is not None
    text = tmp_path / "forum.toml"
    toml.write(text, book_of(tmp_path, problem, "fr").problem)
    assert toml.read(text) == problem


@pytest.mark.parametrize("solved", [False, True])
def test_tags_and_needs_spelled_otherwise_stay_themselves(tmp_path: Path, *, solved: bool) -> None:
    words = ["Climat", "climat", "CLI-MAT", "a|b", "a/b", "a;b", '"climat"', '"Climat"', '""', "z"]
    problem = Problem.read(
        {
            "event": {"name": "Forum"},
            "days": [{"date": WED}],
            "equipment": [{"id": "climat", "name": "Micro, HF"}, {"id": "a/b"}],
            "tracks": [{"id": "climat"}, {"id": "a b"}, {"id": "a|b"}],
            "sessions": [
                {
                    "id": "s",
                    "title": "S",
                    "minutes": 30,
                    "tags": words,
                    "needs": [*words, "Micro, HF", "micro hf"],
                },
                {"id": "t", "title": "T", "minutes": 30, "tags": ["Climat"]},
            ],
        }
    )
    path = tmp_path / "a.xlsx"
    if solved:
        workbook.write(path, problem, replace(RESULT, timetable=Timetable.of([])), "fr")
        book = workbook.read(saved_again(path))
    else:
        book = workbook.read(workbook.write_draft(path, problem, "fr"))
    assert (book.problem, book.notices, book.changes) == (problem, (), ())


# --- Names that look like what stands around a table --------------------------------------

AROUND = (
    *("Total", "TOTAL", "NB : a", "Total : 3", "3 inscrits", "Somme", "*", "----", "#N/A"),
    *("Groupe A", "Liste d'attente", "Signature", "Fait à Rouen", "Mis à jour le 3 mars"),
)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("words", AROUND)
def test_a_row_that_looks_like_no_data(tmp_path: Path, words: str, *, first: bool) -> None:
    problem = looking_like_no_data([words, "z"] if first else ["z", words])
    book = book_of(tmp_path, problem, "fr")
    assert (book.problem, book.notices) == (problem, ())
    write_csv(tmp_path / "registrations.csv", problem)
    bare = problem.dump()
    del bare["attendees"]
    toml.write(tmp_path / "bare.toml", Problem.read(bare))
    beside = tmp_path / "beside.toml"
    bare_words = (tmp_path / "bare.toml").read_text("utf-8")
    beside.write_text('attendees = "registrations.csv"\n' + bare_words, "utf-8")
    assert toml.read(beside) == problem


def looking_like_no_data(ids: list[str]) -> Problem:
    """A problem whose rows hold little more than such ids."""
    return Problem.read(
        {
            "event": {"name": "Forum", "stated": [{"about": it} for it in ids]},
            "days": [{"date": WED}],
            "rooms": [{"id": it, "capacity": 30} for it in ids],
            "equipment": [{"id": it, "number": 3} for it in ids],
            "people": [{"id": it} for it in ids],
            "sessions": [{"id": it, "title": it, "minutes": 30} for it in ids],
            "tracks": [{"id": it} for it in ids],
            "attendees": [
                *({"id": it, "wishes": ["z"]} for it in ids),
                *({"id": f"{it} 2"} for it in ids),
            ],
        }
    )
