from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agenda_solver.fairness import Fairness
from agenda_solver.problem import Attendee, Problem
from agenda_solver.result import MorePlaces, Seating, SeatTier, Status
from agenda_solver.text import Names, Text
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.agendas import AgendaLine, attendee_agendas, line_room, line_text
from agenda_solver.views.names import in_order, listed, name_of, shown_names
from agenda_solver.views.proofs import seating_text
from agenda_solver.views.rosters import Interest, rosters
from agenda_solver.views.seats import Waiting
from agenda_solver.views.wishes import (
    Tally,
    more_places_text,
    percent,
    rank_text,
    seat_text,
    seating_summary,
    wish_figures,
)

DAY = date(2026, 6, 10)

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": "2026-06-10"}],
    "rooms": [
        {"id": "grande", "name": "Grande salle"},
        {"id": "petite", "name": "Petite salle", "capacity": 2},
        {"id": "haute", "name": "Salle haute", "capacity": 30},
    ],
    "people": [{"id": "hote", "name": "Noé Hôte"}],
    "sessions": [
        {"id": "ouverture", "title": "Ouverture", "kind": "plenary", "minutes": 60},
        {
            "id": "mot",
            "title": "Mot d'accueil",
            "kind": "speech",
            "minutes": 10,
            "part_of": "ouverture",
            "people": {"oratrice": ["hote"]},
        },
        {"id": "eau", "title": "Eau", "kind": "workshop", "minutes": 60, "block": "b"},
        {
            "id": "sol",
            "title": "Sol",
            "kind": "workshop",
            "minutes": 60,
            "block": "b",
            "capacity": {"max": 20},
        },
        {
            "id": "air",
            "title": "Air",
            "kind": "workshop",
            "minutes": 60,
            "block": "b",
            "capacity": {"min": 2},
        },
        {"id": "repas", "title": "Déjeuner", "kind": "meal", "minutes": 60},
    ],
    "attendees": [
        {"id": "p1", "name": "Zoé Fictive", "organisation": "Ville", "wishes": ["eau", "sol"]},
        {"id": "p2", "name": "Éric Fictif", "organisation": "ville", "wishes": ["eau"]},
        {"id": "p3", "name": "Ève Fictive", "organisation": "Asso", "wishes": ["sol", "eau"]},
        {"id": "p4", "name": "Ali Fictif", "wishes": ["air", "eau", "sol"]},
        {"id": "p5", "name": "Bob Fictif", "wishes": ["eau"]},
        {"id": "p6", "name": "Ida Fictive"},
        {"id": "p7", "name": "Max Fictif", "wishes": ["eau", "air"]},
    ],
}
PROBLEM = Problem.read(DRAFT)
PLACEMENTS = (
    Placement("ouverture", DAY, 540, 600, "grande"),
    Placement("mot", DAY, 540, 550, "grande"),
    Placement("eau", DAY, 600, 660, "petite"),
    Placement("sol", DAY, 600, 660, "haute"),
    Placement("air", DAY, 600, 660, "grande"),
    Placement("repas", DAY, 720, 780),
)
TIMETABLE = Timetable.of(
    PLACEMENTS,
    [
        Seat("p1", "eau"),
        Seat("p2", "eau"),
        Seat("p3", "sol"),
        Seat("p4", "sol"),
        Seat("p5", "sol"),
        Seat("p6", "sol"),
    ],
)


def problem(**more: object) -> Problem:
    return Problem.read({**DRAFT, **more})


def with_attendee(number: int, **more: object) -> Problem:
    """Return the forum with more said of one of its attendees."""
    attendees = [
        {**it, **more} if place == number else it
        for place, it in enumerate(DRAFT["attendees"], start=1)
    ]
    return problem(attendees=attendees)


# --- Names --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Marie Dupont", "M. D."),
        ("Jean-Marc Le Goff", "J.-M. L. G."),
        ("Éloïse d'Arc", "É. D."),
        ("Participante fictive 012", "P. F. 012"),
        ("Marie - Dupont (élue)", "M. D. É."),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert name_of(Attendee(id="p1", name=name), "initials") == initials


@pytest.mark.parametrize("names", ["full", "initials", "codes"])
def test_who_has_no_name_is_called_by_id(names: Names) -> None:
    assert name_of(Attendee(id="p1"), names) == "p1"


def test_namesakes_are_told_apart_by_their_ids() -> None:
    people = [
        Attendee(id="p1", name="Marie Dupont"),
        Attendee(id="p2", name="Marc Durand"),
        Attendee(id="p3", name="Zoé Petit"),
        Attendee(id="p4", name="Zoé Petit"),
    ]
    assert shown_names(people) == {
        "p1": "Marie Dupont",
        "p2": "Marc Durand",
        "p3": "Zoé Petit (p3)",
        "p4": "Zoé Petit (p4)",
    }
    assert list(shown_names(people, "initials").values()) == [
        *("M. D. (p1)", "M. D. (p2)", "Z. P. (p3)", "Z. P. (p4)")
    ]
    assert list(shown_names(people, "codes").values()) == ["p1", "p2", "p3", "p4"]


def test_names_are_sorted_as_in_a_french_list() -> None:
    names = ["Zoé", "élan", "Eva", "œdipe", "Odile", "p10", "p9", "Le Goff", "Lebrun", "Ève"]
    assert sorted(names, key=in_order) == [
        *("élan", "Eva", "Ève", "Le Goff", "Lebrun", "Odile", "œdipe", "p9", "p10", "Zoé")
    ]


# --- Attendance lists and waiting lists ---------------------------------------------------


def test_who_sits_where_and_who_waits() -> None:
    eau, sol, air = rosters(PROBLEM, TIMETABLE)
    assert eau.seated == ("p2", "p1")  # Éric, Zoé
    assert (eau.limit, eau.left, eau.cancelled) == (2, 0, False)
    assert eau.interest == Interest(first=4, top3=6, all=6)
    assert eau.waiting == (
        Waiting("p7", 1),
        Waiting("p5", 1, "sol"),
        Waiting("p4", 2, "sol", 3),
    )
    assert sol.seated == ("p4", "p5", "p3", "p6")
    assert (sol.limit, sol.left) == (20, 16)
    assert sol.waiting == ()
    assert (air.cancelled, air.seated, air.waiting) == (True, (), ())
    assert air.interest == Interest(first=1, top3=2, all=2)


def test_lists_are_sorted_by_what_people_are_called() -> None:
    _, sol, _ = rosters(PROBLEM, TIMETABLE, "codes")
    assert sol.seated == ("p3", "p4", "p5", "p6")


def test_a_wish_as_good_as_the_seat_is_not_waited_for() -> None:
    rated = with_attendee(4, wishes={"air": 5, "eau": 3, "sol": 3})
    assert [it.attendee for it in rosters(rated, TIMETABLE)[0].waiting] == ["p7", "p5"]


def test_alike_wishes_wait_worst_seat_first_then_in_the_order_of_registration() -> None:
    attendees = [
        {"id": "a", "wishes": ["sol", "eau"]},
        {"id": "b", "wishes": ["sol", "eau", "air"]},
        {"id": "c", "wishes": ["sol"]},
        {"id": "d", "wishes": ["sol"]},
        {"id": "e", "wishes": ["sol", "air", "eau"]},
        {"id": "f", "wishes": ["sol", "eau"]},
    ]
    seats = [Seat(it, "eau") for it in "abcef"]
    (_, sol, _) = rosters(problem(attendees=attendees), Timetable.of(PLACEMENTS, seats))
    # No seat, then one that is not wished for, then the third wish, then the second ones.
    assert [it.attendee for it in sol.waiting] == ["d", "c", "e", "a", "b", "f"]


@pytest.mark.parametrize(
    "more",
    [
        {"present": [{"end": "10h30"}]},
        {"needs": ["pmr"]},
        {"must_attend": ["sol"]},
        {"id": "hote"},
    ],
)
def test_nobody_waits_for_where_they_cannot_be(more: dict[str, object]) -> None:
    # p5 sits in “sol”; the host speaks until 10:10.
    moved = [
        Placement("mot", DAY, 600, 610, "grande") if p.session == "mot" else p for p in PLACEMENTS
    ]
    seats = [
        Seat("hote" if s.attendee == "p5" and "id" in more else s.attendee, s.session)
        for s in TIMETABLE.seats
    ]
    found = rosters(with_attendee(5, **more), Timetable.of(moved, seats))[0]
    assert [it.attendee for it in found.waiting] == ["p7", "p4"]


def test_before_seats_are_given_out_nothing_is_cancelled() -> None:
    assert not any(it.cancelled for it in rosters(PROBLEM, Timetable.of(PLACEMENTS)))


TWO_TIMES: dict[str, Any] = {
    **DRAFT,
    "sessions": [
        {"id": "eau", "title": "Eau", "kind": "workshop", "minutes": 60, "repeats": 2},
        {"id": "sol", "title": "Sol", "kind": "workshop", "minutes": 60, "repeats": 2},
        {"id": "air", "title": "Air", "kind": "workshop", "minutes": 60, "repeats": 2},
    ],
    "people": [],
    "attendees": [
        {"id": "p1", "wishes": ["eau", "sol", "air"]},
        {"id": "p2", "wishes": ["eau", "sol", "air"]},
        {"id": "p3", "wishes": ["eau"]},
        {"id": "p4"},
    ],
}
TWICE = Problem.read(TWO_TIMES)
TWO_ROUNDS = Timetable.of(
    [
        Placement("eau", DAY, 600, 660, "grande"),
        Placement("sol", DAY, 600, 660, "petite"),
        Placement("air", DAY, 600, 660, "haute"),
        Placement("eau-2", DAY, 720, 780, "grande"),
        Placement("sol-2", DAY, 720, 780, "petite"),
        Placement("air-2", DAY, 720, 780, "haute"),
    ],
    [
        *(Seat("p1", "eau"), Seat("p1", "sol-2")),
        *(Seat("p2", "air"), Seat("p2", "sol-2")),
        *(Seat("p3", "sol"), Seat("p4", "sol")),
    ],
)


def test_who_has_one_time_of_a_workshop_does_not_wait_for_another() -> None:
    found = {it.placement.session: it for it in rosters(TWICE, TWO_ROUNDS)}
    assert [it.attendee for it in found["eau-2"].waiting] == ["p3", "p2"]
    assert [it.attendee for it in found["eau"].waiting] == ["p3", "p2"]
    assert found["eau"].waiting[1] == Waiting("p2", 1, "air", 3)
    assert found["sol"].waiting == ()
    assert found["eau-2"].interest == Interest(3, 3, 3)


# --- Agendas ------------------------------------------------------------------------------


def told(of: Problem, timetable: Timetable, attendee: str) -> list[str]:
    (agenda,) = (it for it in attendee_agendas(of, timetable) if it.attendee == attendee)
    return [
        f"{line.start // 60}h {line_text(of, timetable, line).fr}"
        f" @ {line_room(of, timetable, line).fr}"
        for line in agenda.lines
    ]


def test_an_agenda_has_the_seats_and_what_is_for_everybody() -> None:
    assert told(PROBLEM, TIMETABLE, "p1") == [
        "9h Ouverture @ Grande salle",
        "10h Eau @ Petite salle",
        "12h Déjeuner @ ",
    ]


def test_agendas_are_sorted_by_name() -> None:
    agendas = attendee_agendas(PROBLEM, TIMETABLE)
    assert [it.attendee for it in agendas] == ["p4", "p5", "p2", "p3", "p6", "p7", "p1"]
    assert agendas[0].lines[1] == AgendaLine("seat", DAY, 600, 660, ("sol",))


def test_an_agenda_says_where_a_seat_is_lacking() -> None:
    assert told(PROBLEM, TIMETABLE, "p7")[1] == "10h pas de place (liste d'attente : Eau) @ "
    nothing = with_attendee(7, wishes=[])
    assert told(nothing, TIMETABLE, "p7")[1] == "10h pas de place @ "


def test_an_agenda_has_what_the_attendee_does() -> None:
    speaker = with_attendee(7, id="hote")
    assert told(speaker, TIMETABLE, "hote")[:2] == [
        "9h Mot d'accueil – oratrice @ Grande salle",
        "9h Ouverture @ Grande salle",
    ]
    first, second, eau, sol, air, meal = DRAFT["sessions"]
    host = problem(
        sessions=[first, second, eau, sol, {**air, "people": {"animation": ["hote"]}}, meal],
        attendees=[*DRAFT["attendees"], {"id": "hote"}],
    )
    assert told(host, TIMETABLE, "hote")[2] == (
        "10h Air – animation – annulé, trop peu d'inscrits @ Grande salle"
    )


def test_an_agenda_leaves_out_what_is_missed() -> None:
    early = with_attendee(1, present=[{"end": "11h"}])
    assert told(early, TIMETABLE, "p1") == ["9h Ouverture @ Grande salle", "10h Eau @ Petite salle"]
    placed = [Placement("repas", DAY, 630, 700) if p.session == "repas" else p for p in PLACEMENTS]
    assert "10h Déjeuner @ " in told(PROBLEM, Timetable.of(placed, TIMETABLE.seats), "p1")


def test_sessions_that_need_no_seat_are_to_be_chosen_from() -> None:
    free = [
        {"id": f"f{n}", "title": f"Stand {n}", "minutes": 30, "registration": False}
        for n in range(6)
    ]
    of = problem(sessions=[*DRAFT["sessions"], *free])
    placed = [
        *(Placement(f"f{n}", DAY, 840, 870, "haute" if n else None) for n in range(2)),
        *(Placement(f"f{n}", DAY, 900, 930, "haute") for n in range(2, 6)),
    ]
    lines = told(of, Timetable.of([*PLACEMENTS, *placed], TIMETABLE.seats), "p1")
    assert lines[-2:] == [
        "14h au choix : Stand 0 ; Stand 1 (Salle haute) @ ",
        "15h 4 sessions au choix @ ",
    ]
    busy = [Placement(f"f{n}", DAY, 610, 700, "haute") for n in range(2)]
    lines = told(of, Timetable.of([*PLACEMENTS, *busy], TIMETABLE.seats), "p1")
    assert not any("Stand" in line for line in lines)


# --- Wishes in figures --------------------------------------------------------------------


def test_what_became_of_the_wishes() -> None:
    figures = wish_figures(PROBLEM, TIMETABLE)
    tally = figures.all
    assert tally == Tally(
        people=7,
        wishing=6,
        served_first=3,
        ranks={1: 3, 3: 1},
        unwished=1,
        without=1,
        unasked=1,
        unasked_without=0,
    )
    assert (tally.due, tally.asked, tally.given, tally.lacking) == (7, 6, 6, 1)
    assert (tally.first, tally.top3) == (3, 4)
    assert (figures.worst_rank, figures.with_worst_rank) == (3, ("p4",))
    assert (figures.unwished, figures.lacking, figures.unasked) == (("p5",), ("p7",), ("p6",))
    assert figures.worst_off == ()


def test_the_same_by_organisation_whatever_its_capitals() -> None:
    figures = wish_figures(PROBLEM, TIMETABLE)
    assert [(label, tally.due, tally.first) for label, tally in figures.organisations] == [
        ("Ville", 2, 2),
        ("Asso", 1, 1),
    ]
    assert figures.categories == ()


def test_two_groups_together() -> None:
    one, other = (tally for _, tally in wish_figures(PROBLEM, TIMETABLE).organisations)
    assert one + other == Tally(3, 3, 3, {1: 3})


def test_who_is_served_worst_over_several_rounds() -> None:
    figures = wish_figures(TWICE, TWO_ROUNDS)
    # A seat is lacking for p3 and for p4; p3's other seat is no wish, and p4 made none.
    (worst,) = figures.worst_off
    assert (worst.attendee, worst.lacking, worst.loss) == ("p3", 1, 2)
    assert [seat_text(it).fr for it in worst.standings] == ["hors des vœux", "pas de place"]
    assert figures.all.served_first == 1
    seats = [s for s in TWO_ROUNDS.seats if s.attendee not in ("p3", "p4")]
    fewer = Problem.read({**TWO_TIMES, "attendees": TWO_TIMES["attendees"][:2]})
    (worst,) = wish_figures(fewer, Timetable.of(TWO_ROUNDS.placements, seats)).worst_off
    # The third and the second wish, instead of the first two.
    assert (worst.attendee, worst.lacking, worst.loss) == ("p2", 0, 2)


# --- Sentences ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rank", "fr", "en"),
    [
        (1, "1er vœu", "1st wish"),
        (2, "2e vœu", "2nd wish"),
        (3, "3e vœu", "3rd wish"),
        (11, "11e vœu", "11th wish"),
        (22, "22e vœu", "22nd wish"),
    ],
)
def test_ranks_in_words(rank: int, fr: str, en: str) -> None:
    assert rank_text(rank) == Text(fr, en)


def test_shares_in_words() -> None:
    assert percent(9, 20) == Text("45 %", "45%")
    assert percent(0, 0) == Text("–", "–")


def test_a_share_that_is_not_nothing_and_not_all_is_not_called_so() -> None:
    assert percent(1, 2616) == Text("< 1 %", "< 1%")
    assert percent(2615, 2616) == Text("> 99 %", "> 99%")
    assert (percent(0, 9).en, percent(9, 9).en) == ("0%", "100%")


@pytest.mark.parametrize(
    ("more", "fr", "en"),
    [
        (
            MorePlaces("eau", 12, {1: 11, 2: -6, 3: -2}, 0),
            "12 places de plus dans « Eau » : 3 personnes de plus ont un de leurs vœux, 11 de plus "
            "ont leur premier vœu, 6 de moins ont leur 2e vœu, "
            "2 de moins ont leur 3e vœu",
            "12 more seats in “Eau”: 3 more people have one of their wishes, 11 more have their "
            "first wish, 6 fewer have their 2nd wish, 2 fewer have their 3rd wish",
        ),
        (
            MorePlaces("eau", 1, {1: 1, 2: -1}, 0),
            "1 place de plus dans « Eau » : 1 personne de plus a son premier vœu, 1 de moins a "
            "son 2e vœu",
            "1 more seat in “Eau”: 1 more person has their first wish, 1 fewer has their 2nd wish",
        ),
        (
            MorePlaces("eau", 2, {}, -1),
            "2 places de plus dans « Eau » : 1 personne de plus a une place",
            "2 more seats in “Eau”: 1 more person has a seat",
        ),
        (
            MorePlaces("eau", 2, {1: -1, 4: 2, 5: -1}, 0),
            "2 places de plus dans « Eau » : 1 personne de moins a son premier vœu, 1 de plus a "
            "son 4e vœu ou un suivant",
            "2 more seats in “Eau”: 1 fewer person has their first wish, 1 more has their 4th "
            "wish or a later one",
        ),
        (
            MorePlaces("eau", 1, {1: 2}, -2),
            "1 place de plus dans « Eau » : 2 personnes de plus ont une place, 2 de plus ont "
            "leur premier vœu",
            "1 more seat in “Eau”: 2 more people have a seat, 2 more have their first wish",
        ),
        (
            MorePlaces("eau", 3, {1: 0}, 0),
            "3 places de plus dans « Eau » : rien ne change",
            "3 more seats in “Eau”: nothing changes",
        ),
    ],
)
def test_what_more_places_bring(more: MorePlaces, fr: str, en: str) -> None:
    assert more_places_text(PROBLEM, more) == Text(fr, en)


AIMS = (
    SeatTier(Text("places manquantes", "seats lacking"), "optimal", 1, 1),
    SeatTier(Text("places au rang 3 ou pire", "seats at rank 3 or worse"), "feasible", 2, 1),
)


@pytest.mark.parametrize(
    ("status", "fairness", "tiers", "fr"),
    [
        (
            *("optimal", "generous", AIMS[:1]),
            "Places : prouvé, on ne peut pas faire mieux (équité « généreuse »)",
        ),
        (
            *("optimal", "first-choices", ()),
            "Places : prouvé, on ne peut pas faire mieux (équité « premiers vœux »)",
        ),
        (
            *("feasible", "total", AIMS),
            "Places : données, pas prouvé qu'on ne peut pas faire mieux (équité « totale ») ; "
            "places au rang 3 ou pire : 2, au mieux 1",
        ),
        (
            *("feasible", "total", ()),
            "Places : données, pas prouvé qu'on ne peut pas faire mieux (équité « totale »)",
        ),
        (
            *("infeasible", "generous", ()),
            "Places : impossible dans ce programme, c'est prouvé : tout le monde ne peut pas y "
            "être là où il le doit ; « solve » en cherche un autre",
        ),
        (*("unknown", "generous", ()), "Places : rien trouvé dans le temps donné"),
    ],
)
def test_how_far_the_seats_are_proven(
    status: Status, fairness: Fairness, tiers: tuple[SeatTier, ...], fr: str
) -> None:
    assert seating_text(Seating(status, fairness, tiers=tiers)).fr == fr


def test_what_a_screen_tells_of_the_seats() -> None:
    seating = Seating(
        "optimal",
        "generous",
        tiers=AIMS[:1],
        cancelled=("air",),
        moved=(Seat("p7", "eau"),),
        more_places=tuple(MorePlaces("eau", n, {1: n}, 0) for n in range(1, 6)),
    )
    told = [text.fr for text in seating_summary(PROBLEM, TIMETABLE, seating)]
    assert told == [
        "Places : prouvé, on ne peut pas faire mieux (équité « généreuse »)",
        "Places données : 6 sur 7",
        "1er vœu : 3 (50 %) · 3e vœu : 1 · hors des vœux : 1 · sans vœu exprimé : 1",
        "Annulés, trop peu d'inscrits : « Air »",
        "Places déjà données qui changent : 1",
        "1 place de plus dans « Eau » : 1 personne de plus a un de ses vœux, 1 de plus a son "
        "premier vœu",
        "2 places de plus dans « Eau » : 2 personnes de plus ont un de leurs vœux, 2 de plus "
        "ont leur premier vœu",
        "3 places de plus dans « Eau » : 3 personnes de plus ont un de leurs vœux, 3 de plus "
        "ont leur premier vœu",
    ]
    assert not any("Fictif" in line for line in told)
    fewer = seating_summary(PROBLEM, TIMETABLE, seating, moved=False)
    assert [text.fr for text in fewer] == [line for line in told if "qui changent" not in line]


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_without_seats_a_screen_says_only_why(status: Status) -> None:
    assert len(seating_summary(PROBLEM, TIMETABLE, Seating(status, "generous"))) == 1


def test_what_is_proven_for_the_wishes_is_said_where_a_tie_is_not() -> None:
    tiers = (
        SeatTier(Text("places manquantes", "seats lacking"), "optimal", 0, 0),
        SeatTier(Text("personnes qui perdent", "people who lose"), "feasible", 3, 0, tie=True),
    )
    assert seating_text(Seating("feasible", "generous", "rounds", tiers)).fr == (
        "Places : pour les vœux, prouvé, on ne peut pas faire mieux (équité « généreuse ») ; pas "
        "prouvé pour ce qui départage ensuite : personnes qui perdent"
    )


def test_lists_are_sorted_by_family_name() -> None:
    people = [
        Attendee(id="p1", name="Zoé Martin", given_name="Zoé", family_name="Martin"),
        Attendee(id="p2", name="Ana Zola", given_name="Ana", family_name="Zola"),
        Attendee(id="p3", name="Ana Martin", given_name="Ana", family_name="Martin"),
        Attendee(id="p4", name="Noé"),
        Attendee(id="p5", name="Luc d'Élan", given_name="Luc", family_name="d'Élan"),
    ]
    assert listed(people) == ("p5", "p3", "p1", "p4", "p2")
    assert listed(people, "codes") == ("p1", "p2", "p3", "p4", "p5")
    assert listed(people, "initials") == ("p3", "p2", "p5", "p4", "p1")


def test_namesakes_are_told_apart_by_their_group() -> None:
    people = [
        Attendee(id="p1", name="Léa Inventée", group="CE1"),
        Attendee(id="p2", name="Léa Inventée", group="CM2"),
        Attendee(id="p3", name="Luc Inventé", group="CM2"),
    ]
    called = {"p1": "Léa Inventée (CE1)", "p2": "Léa Inventée (CM2)", "p3": "Luc Inventé"}
    assert shown_names(people) == called
    one_group = [one.model_copy(update={"group": "CE1"}) for one in people]
    assert shown_names(one_group)["p2"] == "Léa Inventée (p2)"
    assert shown_names(people, "codes")["p1"] == "p1"
    assert shown_names(people, "initials")["p1"] == "L. I. (p1)"
