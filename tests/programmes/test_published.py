"""The published programmes behind the instances, where they are beside the repository.

None of their text is stored here: what is read of them is compared with the instances, in which
what the documents do not say is marked as invented.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from agenda_solver.files import toml
from agenda_solver.files.importers import ImportOptions, SourceFile, read
from agenda_solver.problem import Problem, Session
from agenda_solver.words.names import folded, likeness
from command_line import run

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
INSTANCES = {
    "assises-normandes-2026": 0,
    "world-cafe-cooperation": 1,
    "journee-icci-2025": 2,
    "plateforme-aect-2022": 3,
    "cuf-2022": 4,
}
# What the draft has once and the instance in several sub-groups or rounds, or the other way about.
ALIKE = 0.8

pytestmark = pytest.mark.skipif(not SEEDS, reason="the published programmes are not here")


@cache
def both(name: str) -> tuple[Problem, Problem]:
    """Return what is read of a published programme, and the instance made of it."""
    seed = SEEDS[INSTANCES[name]]
    given = SourceFile(seed.name, seed.read_bytes())
    made = read(given, ImportOptions(day=date(2027, 2, 4))).problem
    return made, toml.read(ROOT / "instances" / name / "agenda.toml")


def is_invented(session: Session) -> bool:
    """Whether the document does not tell of a session at all."""
    return bool(re.search(r"inventé : (?:cet|ce|cette)\b|leur nombre", session.note))


def words_of(session: Session) -> str:
    return folded(f"{session.title} {session.subtitle}")


def times_of(session: Session) -> set[tuple[object, ...]]:
    return {(one.start, one.end) for one in session.stated if one.start or one.end}


def own(problem: Problem) -> list[Session]:
    return [one for one in problem.sessions if not one.part_of and not is_invented(one)]


def in_pairs(name: str) -> list[tuple[Session, Session]]:
    """Return the sessions of the document, each with that of the instance that is called so."""
    made, known = both(name)
    pairs = []
    for session in own(made):
        best = max(own(known), key=lambda one: likeness(words_of(one), words_of(session)))
        pairs.append((session, best))
    return pairs


@pytest.mark.parametrize("name", ["assises-normandes-2026", "journee-icci-2025", "cuf-2022"])
def test_the_sessions_are_those_of_the_instance(name: str) -> None:
    made, known = both(name)
    pairs = in_pairs(name)
    assert len(own(made)) == len(own(known)) == len({one.id for _, one in pairs})
    assert all(likeness(words_of(one), words_of(other)) > ALIKE for one, other in pairs)
    assert [day.date for day in made.days] == [day.date for day in known.days]


@pytest.mark.parametrize("name", ["assises-normandes-2026", "cuf-2022"])
def test_the_times_and_blocks_are_those_of_the_instance(name: str) -> None:
    pairs = in_pairs(name)
    for session, known in pairs:
        assert times_of(session) == times_of(known)
        assert {one.day for one in session.stated} == {one.day for one in known.stated}
    together = {(session.block, known.block) for session, known in pairs}
    assert len(together) == len({one for one, _ in together}) == len({one for _, one in together})


def test_what_is_stated_twice_is_kept_twice() -> None:
    for name, times in (("assises-normandes-2026", 4), ("cuf-2022", 0)):
        made, known = both(name)
        assert sum(len(times_of(session)) > 1 for session in made.sessions) == times
        texts = {folded(one.text) for one in known.event.stated}
        assert len(made.event.stated) >= len(texts) - 1
    links = {one.text for one in both("assises-normandes-2026")[0].event.stated}
    assert links == {one.text for one in both("assises-normandes-2026")[1].event.stated}


def test_the_speeches_are_parts_of_the_opening() -> None:
    for name, count in (("assises-normandes-2026", 4), ("plateforme-aect-2022", 3)):
        made, known = both(name)
        parts = [
            [one for one in problem.sessions if one.part_of and one.part_of == whole]
            for problem, whole in ((made, _opening(made)), (known, "ouverture"))
        ]
        assert [len(some) for some in parts] == [count, count]
        assert all(one.kind == "speech" and one.roster for one in parts[0])


def _opening(problem: Problem) -> str:
    return next(one.id for one in problem.sessions if one.kind == "opening")


def test_the_people_of_a_page_are_those_of_the_instance() -> None:
    made, known = both("cuf-2022")
    session = next(one for one in made.sessions if one.people)
    assert len(session.roster) == len(known.session["mobiliser-acteurs"].roster) == 5
    assert len(made.people) == 5
    assert len([one for one in made.rooms if one.to_be_confirmed]) == 1
    assert len(made.rooms) == len(known.rooms) == 3


def test_a_programme_without_times_keeps_its_half_days() -> None:
    made, known = both("plateforme-aect-2022")
    told = [one for one in own(known) if not one.id.startswith("sous-groupe-")]
    for session in told:
        best = max(own(made), key=lambda one: likeness(words_of(one), words_of(session)))
        assert likeness(words_of(best), words_of(session)) > ALIKE, session.id
        assert times_of(session) <= times_of(best) | {(None, None)}
    parts = [one for one in made.sessions if one.part_of]
    assert len(parts) == 5  # and what the instance takes for a part is a session of its own
    assert len(own(made)) == len(told) + 2  # that one, and the workshop


def test_the_topics_of_a_world_cafe_are_read() -> None:
    made, known = both("world-cafe-cooperation")
    topics = {folded(one.text) for one in known.event.stated}
    assert len([one for one in made.sessions if folded(one.title) in topics]) >= 2
    assert len(made.sessions) == 5


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name == "journee-icci-2025" else pytest.mark.thorough)
        for name in INSTANCES
    ],
)
def test_a_published_programme_is_solved_and_verified(name: str, tmp_path: Path) -> None:
    draft, solved = tmp_path / "draft.toml", tmp_path / "solved.xlsx"
    seed = SEEDS[INSTANCES[name]]
    assert run("import", seed, "-o", draft, "--day", "2027-02-04").returncode == 0
    assert run("check", draft).returncode in (0, 1)
    done = run("solve", draft, "-o", solved, "--seconds", 120)
    assert done.returncode == 0, done.stderr
    done = run("verify", solved, "--lang", "en")
    assert done.returncode in (0, 1)
    assert "ERROR" not in done.stdout
