"""The stored drafts, their solutions, and what is said when they become impossible."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.assign import assign
from agenda_solver.assign.aims import aims, cost
from agenda_solver.assign.choices import choices
from agenda_solver.explain import conflict
from agenda_solver.files import toml
from agenda_solver.files.responses import register
from agenda_solver.files.store.registration import register_document
from agenda_solver.files.store.solutions import read_solution
from agenda_solver.files.store.telling import placement_records
from agenda_solver.offers import Offers
from agenda_solver.problem import Problem
from agenda_solver.rules import tiers
from agenda_solver.solve import solve
from agenda_solver.verify import verify
from command_line import check_document

ROOT = Path(__file__).parent.parent
NAMES = sorted(path.parent.name for path in (ROOT / "instances").glob("*/agenda.toml"))
DRAFTS = [
    "assises-normandes-2026",
    "cuf-2022",
    "journee-icci-2025",
    "plateforme-aect-2022",
    "world-cafe-cooperation",
]


def data(name: str) -> dict[str, Any]:
    """Return a draft without its attendees: what becomes impossible is not their doing."""
    draft = tomllib.loads((ROOT / "instances" / name / "agenda.toml").read_text("utf-8"))
    draft.pop("attendees", None)
    return draft


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_solution_is_what_it_says(name: str) -> None:
    """Judge without the solver: no error, and the costs and bounds that are claimed."""
    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    path = ROOT / "solutions" / f"{name}.json"
    claimed = json.loads(path.read_text("utf-8"))
    check_document(claimed)
    timetable = read_solution(path, problem)
    rows = placement_records(problem, timetable)
    assert claimed["placements"] == [row.model_dump(mode="json") for row in rows]
    verdict = verify(problem, timetable)
    assert verdict.errors == ()
    assert dict(verdict.costs) == claimed["costs"]
    stages = {stage["stage"]: stage for stage in claimed["stages"]}
    stage = stages["timetable"]
    costs = [verdict.tier_cost(tier) for tier in tiers(problem)]
    assert [tier["cost"] for tier in stage["tiers"]] == costs
    assert all(tier["bound"] <= tier["cost"] for tier in stage["tiers"])
    if stage["status"] == "optimal":
        assert [tier["bound"] for tier in stage["tiers"]] == costs
    assert ("seats" in stages) == bool(problem.offered)


SEATED = (
    "assises-normandes-2026",
    "plateforme-aect-2022",
    "congres-deux-jours",
    "forum-des-metiers",
)


@pytest.mark.parametrize("name", SEATED)
def test_the_stored_seats_are_what_they_say(name: str) -> None:
    """Count the aims from the seats themselves; nothing is left lacking."""
    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    claimed = json.loads((ROOT / "solutions" / f"{name}.json").read_text("utf-8"))
    timetable = read_solution(ROOT / "solutions" / f"{name}.json", problem)
    (stage,) = (stage for stage in claimed["stages"] if stage["stage"] == "seats")
    offered = choices(problem, timetable)
    taken = offered.taken(timetable.seats)
    counted = [cost(offered, aim, taken) for aim in aims(offered, stage["fairness"])]
    assert [tier["cost"] for tier in stage["tiers"]][: len(counted)] == counted
    assert all(tier["bound"] <= tier["cost"] for tier in stage["tiers"])
    lacking, *_ = stage["tiers"]
    assert lacking["cost"] == lacking["bound"] == 0
    profile = Offers(problem, timetable).profile()
    assert claimed["wishes"] == {
        **{str(rank): profile[rank] for rank in sorted(rank for rank in profile if rank)},
        "none": profile[None],
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_workbook_holds_the_stored_solution(name: str) -> None:
    from agenda_solver.files import workbook

    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    solved = workbook.read(ROOT / "solutions" / f"{name}.xlsx")
    assert solved.problem == problem
    stored = read_solution(ROOT / "solutions" / f"{name}.json", problem)
    assert solved.timetable.by_session == stored.by_session


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_solved_to_the_stored_optimum(name: str) -> None:
    result = solve(toml.read(ROOT / "instances" / name / "agenda.toml"))
    claimed = json.loads((ROOT / "solutions" / f"{name}.json").read_text("utf-8"))
    assert result.status == claimed["status"] == "optimal"
    proven = [tier["cost"] for tier in claimed["stages"][0]["tiers"]]
    assert [tier.cost for tier in result.tiers] == proven


# --- Who registered -----------------------------------------------------------------------


def changed(problem: Problem, **tables: object) -> Problem:
    """Return a problem with other tables; a copy would keep what was looked up in the old ones."""
    return Problem.model_construct(
        **{**{name: getattr(problem, name) for name in Problem.model_fields}, **tables}
    )


def offers(name: str) -> Offers:
    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    return Offers(problem, read_solution(ROOT / "solutions" / f"{name}.json", problem))


@pytest.mark.parametrize("name", SEATED)
def test_attendees_are_visibly_invented(name: str) -> None:
    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    for attendee in problem.attendees:
        number = int(attendee.id.removeprefix("p"))
        assert attendee.email in ("", f"p{number:03}@example.org")
        assert "fictive" in attendee.organisation
        assert attendee.name in (
            f"Participant {number:03}",
            f"Participant fictif {number:03}",
            f"Participante fictive {number:03}",
        )


def test_the_favourite_of_the_assises_is_too_small_and_everybody_can_be_seated() -> None:
    found = offers("assises-normandes-2026")
    attendees = found.problem.attendees
    (ateliers,) = found.rounds
    assert ateliers.for_all
    assert len(attendees) == 130
    assert all(found.due(attendee) == (0,) for attendee in attendees)
    assert {len(attendee.wishes) for attendee in attendees} == {1, 2, 3, 4}
    first = Counter(attendee.wishes[0] for attendee in attendees)
    assert first == {"atelier-1": 34, "atelier-2": 62, "atelier-3": 21, "atelier-4": 13}
    places = {session: found.limit(session) for session in ateliers.sessions}
    assert places == {"atelier-1": 60, "atelier-2": 48, "atelier-3": 35, "atelier-4": 32}
    assert sum("pmr" in attendee.needs for attendee in attendees) == 4


def test_the_sub_groups_of_the_plateforme_are_one_workshop_for_two_kinds_of_people() -> None:
    found = offers("plateforme-aect-2022")
    attendees = found.problem.attendees
    categories = Counter(attendee.category for attendee in attendees)
    assert categories == {"élus": 26, "techniciens": 34}
    (workshop,) = {found.problem.workshop(session) for session in found.placements}
    assert workshop == "sous-groupe-1"
    due = [attendee for attendee in attendees if found.due(attendee)]
    # Two leave in the middle of the workshop.
    assert len(due) == 58
    offered = choices(found.problem, found.timetable)
    (mix,) = offered.mixes
    assert sorted(map(len, mix.groups)) == [25, 33]
    # The room upstairs is not for those who need step-free access.
    upstairs = offered.sessions.index("sous-groupe-3")
    shut = [
        it.id for row, it in enumerate(attendees) if it in due and not offered.level[row, upstairs]
    ]
    assert shut == ["p012", "p031", "p044"]


def test_the_papers_of_three_days_are_as_many_as_they_are_said_to_be() -> None:
    problem = toml.read(ROOT / "instances" / "colloque-trois-jours" / "agenda.toml")
    assert (len(problem.days), len(problem.rooms), len(problem.stretches)) == (3, 8, 10)
    assert (len(problem.papers), sum(map(len, problem.papers.values()))) == (24, 220)
    assert sum((stretch.places or 0) * 8 for stretch in problem.stretches) == 256
    assert len({session.title for session in problem.sessions if session.kind == "paper"}) == 220
    assert sum(bool(person.zone) for person in problem.people) == 14
    assert all("fictif" in one.name or "fictive" in one.name for one in problem.people)
    for track in problem.tracks:
        (chair,) = track.chairs
        assert not {problem.session[paper].track for paper in problem.sessions_with(chair)} & {
            track.id
        }


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_four_people_answered_the_form_of_the_assises_twice() -> None:
    problem = toml.read(ROOT / "instances" / "assises-normandes-2026" / "agenda.toml")
    answers = rows(ROOT / "instances" / "assises-normandes-2026" / "reponses-google-forms.csv")
    assert len(answers) == 134
    people = Counter(answer["Adresse e-mail"] for answer in answers)
    assert set(people) == {attendee.email for attendee in problem.attendees}
    assert sorted(people.values())[-5:] == [1, 2, 2, 2, 2]
    titles = {f"[{problem.session[it].title}]" for it in problem.blocks["ateliers"]}
    grid = [header for header in answers[0] if header.endswith("]")]
    assert {header[header.index("[") :] for header in grid} == titles


def test_the_form_of_the_assises_is_registered_as_they_are_stored() -> None:
    folder = ROOT / "instances" / "assises-normandes-2026"
    problem = toml.read(folder / "agenda.toml")
    empty = changed(problem, attendees=[])
    registered = register(empty, folder / "reponses-google-forms.csv")
    assert registered.problem.attendees == problem.attendees
    counts = {"read": 134, "new": 130, "updated": 0, "same": 0, "superseded": 4, "left_out": 0}
    report = register_document(registered.report, "fr")
    assert report.rows.model_dump() == counts
    assert report.unknown == ()
    assert changed(registered.problem, attendees=[]) == empty


# --- Seats --------------------------------------------------------------------------------


def test_what_more_places_bring_to_the_assises_is_true_when_tried() -> None:
    found = offers("assises-normandes-2026")
    timetable, seating = assign(found.problem, found.timetable)
    assert seating.status == "optimal"
    profile = Offers(found.problem, timetable).profile()
    assert profile[1] == 130 - (62 - 48)
    (more,) = seating.more_places
    assert (more.session, more.places, more.without) == ("atelier-2", 1, 0)
    rooms = [
        room.model_copy(update={"capacity": 48 + 1}) if room.id == "robec" else room
        for room in found.problem.rooms
    ]
    larger = changed(found.problem, rooms=rooms)
    tried, _ = assign(larger, found.timetable)
    now = Offers(larger, tried).profile()
    assert {rank: now[rank] - profile[rank] for rank in (1, 2)} == dict(more.ranks) == {1: 1, 2: 1}


def test_the_sub_groups_of_the_plateforme_are_mixed_evenly() -> None:
    found = offers("plateforme-aect-2022")
    timetable, seating = assign(found.problem, found.timetable)
    assert seating.status == "optimal"
    category = {attendee.id: attendee.category for attendee in found.problem.attendees}
    mixed = [Counter(category[it] for it in seated) for seated in timetable.seated.values()]
    assert sorted(group["élus"] for group in mixed) == [8, 8, 9]
    assert [group["techniciens"] for group in mixed] == [11, 11, 11]


# --- What is said when they become impossible ---------------------------------------------


def reasons(name: str, change: Callable[[dict[str, Any]], None]) -> list[tuple[str, str]]:
    draft = data(name)
    change(draft)
    problem = Problem.read(draft)
    assert solve(problem).status == "infeasible"
    found = conflict(problem)
    assert found is not None
    assert found.minimal
    return [(finding.rule, finding.text.fr) for finding in found.findings]


ATELIERS = [
    "« Atelier 1 : Le financement et l'accompagnement de la coopér… »",
    "« Atelier 2 : Jeunesse, engagement et mobilité internationale… »",
    "« Atelier 3 : Ouverture internationale, animation du territoi… »",
    "« Atelier 4 : développement économique et attractivité du ter… »",
]


@pytest.mark.thorough
def test_assises_with_three_rooms_for_four_workshops() -> None:
    def close_two_rooms(draft: dict[str, Any]) -> None:
        closed = {"cailly", "aubette"}
        draft["rooms"] = [room for room in draft["rooms"] if room["id"] not in closed]

    one, two, three, four = ATELIERS
    assert reasons("assises-normandes-2026", close_two_rooms) == [
        *(("room_given", f"{name} a besoin d'une salle") for name in ATELIERS),
        ("room_needs", f"{one} a besoin de : projecteur et tables mobiles"),
        ("room_needs", f"{two} a besoin de : projecteur, tables mobiles et pmr"),
        ("room_needs", f"{three} a besoin de : tables mobiles et pmr"),
        ("room_needs", f"{four} a besoin de : projecteur et tables mobiles"),
        ("block", f"{one}, {two}, {three} et {four} commencent ensemble"),
        ("room_one_at_a_time", "Salle Seine n'accueille qu'une session à la fois"),
        ("room_one_at_a_time", "Salle Robec n'accueille qu'une session à la fois"),
        ("room_one_at_a_time", "Atelier du quai n'accueille qu'une session à la fois"),
    ]


def test_cuf_with_an_elected_official_in_two_workshops_of_a_block() -> None:
    def call_her_twice(draft: dict[str, Any]) -> None:
        (workshop,) = [it for it in draft["sessions"] if it["id"] == "empreinte-carbone"]
        workshop["people"]["intervenants"].append("elue-egalite")

    first = [
        "« Les ODD - Objectifs de développement durable et coopération… »",
        "« Le changement climatique a-t-il des effets genrés ? »",
        "« Comment mesurer l’empreinte carbone dans les projets de coo… »",
    ]
    assert reasons("cuf-2022", call_her_twice) == [
        ("block", f"{first[0]}, {first[1]} et {first[2]} commencent ensemble"),
        (
            "person_one_place",
            "Conseillère régionale déléguée à l'égalité est à un seul endroit à la fois "
            f"({first[1]}, {first[2]} et « Les changements climatiques responsables de "
            "nouvelles crise… »)",
        ),
    ]


@pytest.mark.thorough
def test_aect_with_an_ambassador_who_comes_after_lunch() -> None:
    def call_him_after_lunch(draft: dict[str, Any]) -> None:
        (ambassador,) = [it for it in draft["people"] if it["id"] == "ambassadeur"]
        ambassador["present"] = [{"start": "14h30", "end": "15h00"}]

    morning = [
        "« Evolution et nouvelles opportunités de l'AECT »",
        "« Pause »",
        "« Présentation et rôle de SO Coopération »",
        "« Présentation sur la Feuille de route AECT de la région Nouv… »",
        "« Buffet déjeunatoire »",
    ]
    assert reasons("plateforme-aect-2022", call_him_after_lunch) == [
        ("windows", "« Buffet déjeunatoire » doit avoir lieu de 12h30 à 14h45"),
        (
            "person_present",
            "Ambassadeur, délégué à l'action extérieure des collectivités territoriales "
            "est là seulement de 14h30 à 15h00",
        ),
        *(("sequence", f"{first} vient avant {then}") for first, then in pairwise(morning)),
    ]


def test_icci_with_three_long_round_tables_in_a_short_day() -> None:
    """450 minutes of round tables, 120 of lunch: the day is full before anybody can talk."""

    def lengthen(draft: dict[str, Any]) -> None:
        (day,) = draft["days"]
        day["open"] = {"start": "8h00", "end": "17h30"}
        for person in draft["people"]:
            person.pop("present", None)
        for session in draft["sessions"]:
            if session["id"].startswith("table-ronde"):
                session["minutes"] = 150
            elif session["id"] == "dejeuner":
                session["minutes"] = 120

    found = reasons("journee-icci-2025", lengthen)
    assert [text for rule, text in found if rule in ("opening_hours", "length")] == [
        "jeudi 6 novembre 2025 : ouvert de 8h00 à 17h30",
        "« Table-ronde 1 : De quoi la solidarité internationale est-el… » dure 2 h 30",
        "« Déjeuner » dure 2 h",
        "« Table-ronde 2 : Soutenir les initiatives citoyennes pour la… » dure 2 h 30",
        "« Table-ronde 3 : Qualifier le changement. Engageons de nouve… » dure 2 h 30",
    ]
    assert {rule for rule, _ in found} >= {"sequence", "plenary"}
