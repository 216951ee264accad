"""Where papers are in stretches, and who chairs them; see `drafts.stretches`."""

from typing import Any

import pytest
from drafts import (
    WEDNESDAY,
    colloquium,
    kept,
    paper,
    stretch,
    stretches,
    told,
    wanted,
)

from agenda_solver.problem import Problem, ProblemError
from agenda_solver.rules.people import PersonIsPresent
from agenda_solver.rules.stretches import (
    ChairsAreFree,
    ChairsAreInOneRoom,
    NothingForAllInStretches,
    PapersAreInStretches,
    RoomHasOneTrack,
)

# --- In a stretch -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("un 9h-9h30 amphi", True),
        ("un 10h-10h30 salle", True),
        ("un 9h-10h amphi", False),
        ("un 9h15-9h45 amphi", False),
        ("un 10h30-11h amphi", False),
        ("+1 un 9h30-10h amphi", True),
        ("+1 un 11h-11h30 amphi", False),
    ],
)
def test_a_paper_fills_a_place(line: str, fits: bool) -> None:
    assert kept(PapersAreInStretches(), colloquium(paper("un")), line) == fits


def test_a_paper_may_fill_several_places_or_last_its_minutes() -> None:
    two = colloquium(paper("un", fills=2))
    assert kept(PapersAreInStretches(), two, "un 9h30-10h30 amphi")
    assert not kept(PapersAreInStretches(), two, "un 10h-10h30 amphi")
    short = colloquium(paper("un", minutes=20))
    assert kept(PapersAreInStretches(), short, "un 9h30-9h50 amphi")
    assert not kept(PapersAreInStretches(), short, "un 9h40-10h amphi")
    freely = colloquium(paper("un", minutes=20), stretches=stretches(s1={"places": None}))
    assert kept(PapersAreInStretches(), freely, "un 9h40-10h amphi")
    assert not kept(PapersAreInStretches(), freely, "un 10h20-10h40 amphi")


def test_a_stretch_may_have_its_rooms() -> None:
    problem = colloquium(paper("un"), stretches=stretches(s1={"rooms": ["salle"]}))
    assert kept(PapersAreInStretches(), problem, "un 9h-9h30 salle")
    assert kept(PapersAreInStretches(), problem, "un 11h-11h30 amphi")
    assert told(PapersAreInStretches(), problem, "un 9h-9h30 amphi") == [
        (
            "« Un » a lieu le mercredi 10 juin 2026 de 9h00 à 9h30, Amphi, où aucune plage n'a de "
            "place pour elle",
            "“Un” takes place on Wednesday 10 June 2026, 09:00 to 09:30, Amphi, where no stretch "
            "has a place for it",
        )
    ]


@pytest.mark.parametrize("line", ["un 9h10-9h40 amphi", "un 9h30-10h30 amphi"])
def test_where_the_places_are_is_told(line: str) -> None:
    ((fr, en),) = told(PapersAreInStretches(), colloquium(paper("un")), line)
    assert fr.endswith(
        "Amphi : dans s1 (le mercredi 10 juin 2026 de 9h00 à 10h30), une place pour elle commence "
        "à 9h00, 9h30 ou 10h00 et dure 30 min"
    )
    assert en.endswith("a place for it begins at 09:00, 09:30 or 10:00 and lasts 30 min")


def test_what_is_no_paper_is_elsewhere() -> None:
    problem = colloquium(paper("un"), {"id": "repas", "title": "Repas", "minutes": 60})
    assert kept(PapersAreInStretches(), problem, "un 9h-9h30 amphi", "repas 13h-14h amphi")


def test_stretches_do_not_overlap() -> None:
    both = [stretch("s1", WEDNESDAY, "9h", "10h30"), stretch("s2", WEDNESDAY, "10h", "11h")]
    with pytest.raises(ProblemError, match="no two stretches overlap"):
        colloquium(paper("un"), stretches=both)


def test_a_paper_needs_minutes_where_there_are_no_places() -> None:
    assert colloquium(paper("un"))
    with pytest.raises(ProblemError) as raised:
        colloquium(paper("un"), stretches=stretches(s1={"places": None}))
    (fault,) = raised.value.faults
    assert fault.path == ("stretches", 0, "places")
    assert fault.text.fr.endswith("que d'autres plages ont : 1 communication sans durée")
    bare = [stretch("s1", WEDNESDAY, "9h", "10h30", places=None)]
    with pytest.raises(ProblemError) as raised:
        colloquium(paper("un"), paper("deux", minutes=20), stretches=bare)
    assert [one.path for one in raised.value.faults] == [("sessions", 0, "minutes")]


def test_places_last_a_minute_at_least() -> None:
    assert colloquium(paper("un"), stretches=[stretch("s1", WEDNESDAY, "9h", "9h03")])
    with pytest.raises(ProblemError, match="3 places from 09:00 to 09:02: less than a minute"):
        colloquium(paper("un"), stretches=[stretch("s1", WEDNESDAY, "9h", "9h02")])


# --- One track a room ---------------------------------------------------------------------


def test_a_room_has_one_track_in_a_stretch() -> None:
    problem = colloquium(paper("un"), paper("deux", "eau"), paper("trois", ""))
    assert kept(
        RoomHasOneTrack(),
        problem,
        *("un 9h-9h30 amphi", "deux 9h30-10h salle", "trois 11h-11h30 amphi"),
    )
    assert told(
        RoomHasOneTrack(),
        problem,
        *("un 9h-9h30 amphi", "deux 9h30-10h amphi", "trois 11h-11h30 amphi"),
    ) == [
        (
            "Amphi a « climat » et « eau » dans la même plage, s1 (le mercredi 10 juin 2026 de "
            "9h00 à 10h30)",
            "Amphi has “climat” and “eau” in one stretch, s1 (Wednesday 10 June 2026, 09:00 to "
            "10:30)",
        )
    ]
    assert not kept(
        RoomHasOneTrack(),
        problem,
        *("un 9h-9h30 amphi", "deux 11h-11h30 amphi", "trois 10h-10h30 amphi"),
    )


def test_each_room_of_each_stretch_is_asked() -> None:
    problem = colloquium(paper("un"), paper("deux", "eau"))
    assert (
        "Amphi a les communications d'un seul thème (de 9h00 à 10h30)",
        "Amphi has papers of one track (09:00 to 10:30)",
    ) in wanted(RoomHasOneTrack(), problem)
    assert len(set(wanted(RoomHasOneTrack(), problem))) == 4


# --- What is for all ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["repas", "plénière", "ouverture", "pause"])
def test_what_is_for_all_is_not_in_a_stretch(kind: str) -> None:
    meal = {"id": "tous", "title": "Tous", "kind": kind, "minutes": 30}
    problem = colloquium(paper("un"), meal)
    rule = NothingForAllInStretches()
    assert kept(rule, problem, "un 9h-9h30 amphi", "tous 10h30-11h")
    assert not kept(rule, problem, "un 9h-9h30 amphi", "tous 10h29-10h59")
    assert told(rule, problem, "un 9h-9h30 amphi", "tous 12h-12h30") == [
        (
            "« Tous » (le mercredi 10 juin 2026 de 12h00 à 12h30) a lieu pendant une plage, s2 (le "
            "mercredi 10 juin 2026 de 11h00 à 12h30) : tous ne peuvent pas y être",
            "“Tous” (on Wednesday 10 June 2026, 12:00 to 12:30) takes place during a stretch, s2 "
            "(Wednesday 10 June 2026, 11:00 to 12:30): not everybody can be there",
        )
    ]


def test_what_is_locked_may_be_in_a_stretch() -> None:
    locked = {"locked": {"day": WEDNESDAY, "start": "12h"}}
    meal = {"id": "tous", "title": "Tous", "kind": "repas", "minutes": 30, **locked}
    problem = colloquium(paper("un"), meal)
    assert kept(NothingForAllInStretches(), problem, "un 9h-9h30 amphi", "tous 12h-12h30")
    other = colloquium(paper("un"), {"id": "a", "title": "Atelier", "minutes": 30})
    assert kept(NothingForAllInStretches(), other, "un 9h-9h30 amphi", "a 12h-12h30 salle")


# --- Chairs -------------------------------------------------------------------------------


def chaired(*papers: dict[str, Any], **person: Any) -> Problem:
    return colloquium(
        *papers,
        people=[{"id": "zoé", **person}],
        tracks=[{"id": "climat", "chairs": ["zoé"]}, {"id": "eau", "chairs": ["zoé"]}],
    )


def test_who_chairs_a_track_chairs_no_other_then() -> None:
    problem = chaired(paper("un"), paper("deux", "eau"))
    assert kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "deux 11h-11h30 amphi")
    assert kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "+1 deux 9h-9h30 amphi")
    sentences = told(ChairsAreFree(), problem, "un 9h-9h30 amphi", "deux 10h-10h30 salle")
    assert sentences[0] == (
        "Zoé préside le thème « climat » et doit être ailleurs : « Deux » (s1 (le mercredi 10 "
        "juin 2026 de 9h00 à 10h30))",
        "Zoé chairs the track “climat” and is due elsewhere: “Deux” (s1 (Wednesday 10 June 2026, "
        "09:00 to 10:30))",
    )


def test_who_chairs_a_track_has_no_paper_of_another_then() -> None:
    problem = chaired(paper("un"), paper("deux", "sol", people={"speaker": ["zoé"]}))
    assert kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "deux 11h-11h30 amphi")
    assert not kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "deux 10h-10h30 salle")
    own = chaired(paper("un"), paper("deux", people={"speaker": ["zoé"]}))
    assert kept(ChairsAreFree(), own, "un 9h-9h30 amphi", "deux 10h-10h30 amphi")


def test_who_chairs_a_track_is_nowhere_else() -> None:
    other = {"id": "mot", "title": "Mot", "minutes": 30, "people": {"speaker": ["zoé"]}}
    problem = chaired(paper("un"), other)
    assert kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "mot 9h30-10h salle")
    assert not kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "mot 9h15-9h45 salle")


def test_who_chairs_a_track_is_present() -> None:
    late = chaired(paper("un"), present=[{"start": "9h30"}])
    assert wanted(PersonIsPresent(), late) == [
        (
            "Zoé, qui préside le thème « climat », est là seulement à partir de 9h30",
            "Zoé, who chairs the track “climat”, is there only from 09:30",
        )
    ]
    assert kept(PersonIsPresent(), late, "un 9h30-10h amphi")
    assert told(PersonIsPresent(), late, "un 9h-9h30 amphi") == [
        (
            "Zoé préside le thème « climat », mais n'est pas là pour « Un » (le mercredi 10 juin "
            "2026 de 9h00 à 9h30)",
            "Zoé chairs the track “climat”, but is not there for “Un” (on Wednesday 10 June 2026, "
            "09:00 to 09:30)",
        )
    ]


def test_who_chairs_a_track_is_in_one_room_at_a_time() -> None:
    rule, problem = ChairsAreInOneRoom(), chaired(paper("un"), paper("deux"), paper("x", "sol"))
    one_room = "un 9h-9h30 amphi", "deux 10h-10h30 amphi", "x 9h-9h30 salle"
    assert kept(rule, problem, *one_room)
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 11h-11h30 salle", "x 9h-9h30 salle")
    assert wanted(rule, problem)[0][1] == (
        "the track “climat” has at most 1 room in a stretch: it is chaired by Zoé"
    )
    two_rooms = "un 9h-9h30 amphi", "deux 10h-10h30 salle", "x 11h-11h30 salle"
    assert told(rule, problem, *two_rooms) == [
        (
            "le thème « climat » a 2 salles dans la même plage, s1 (le mercredi 10 juin 2026 de "
            "9h00 à 10h30) (Amphi et Salle) ; pour le présider, seulement : Zoé",
            "the track “climat” has 2 rooms in one stretch, s1 (Wednesday 10 June 2026, 09:00 to "
            "10:30) (Amphi and Salle); it is chaired only by Zoé",
        )
    ]
    more = colloquium(
        *(paper("un"), paper("deux"), paper("x", "sol")),
        people=["zoé", "ada"],
        tracks=[{"id": "climat", "chairs": ["zoé", "ada"]}],
    )
    assert kept(rule, more, *two_rooms)
