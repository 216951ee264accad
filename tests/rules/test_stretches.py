"""Papers in stretches: s1 9h-10h30 and s2 11h-12h30 on Wednesday, s3 9h-10h30 on Thursday."""

from typing import Any

import pytest
from drafts import BOTH, THURSDAY, WEDNESDAY, draft, kept, paid, told, wanted

from agenda_solver.problem import Problem, ProblemError
from agenda_solver.rules.stretches import (
    AttendeesStayInTheirRoom,
    ChairsAreFree,
    KeepsToTheLevels,
    NothingForAllInStretches,
    PapersAreInStretches,
    PapersHaveTheirRank,
    RemoteSpeakersAreAwake,
    RoomHasOneTrack,
    SpeakersStayInTheirRoom,
    TrackHasItsStretches,
    TrackIsNotBesideItself,
    TrackIsNotInterrupted,
    TrackKeepsItsRoom,
    TracksAreNotBesideOthers,
)
from agenda_solver.rules.tracks import TrackInOneRoom, TrackNotBesideItself

HOUR = 60


def stretch(key: str, day: object, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "day": day, "start": start, "end": end, **{"places": 3, **more}}


def stretches(**more: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the three stretches; more of each by its id."""
    return [
        stretch("s1", WEDNESDAY, "9h", "10h30", **more.get("s1", {})),
        stretch("s2", WEDNESDAY, "11h", "12h30", **more.get("s2", {})),
        stretch("s3", THURSDAY, "9h", "10h30", **more.get("s3", {})),
    ]


def paper(key: str, track: str = "climat", **more: Any) -> dict[str, Any]:
    return {"id": key, "title": key.capitalize(), "kind": "paper", "track": track, **more}


def colloquium(*papers: dict[str, Any], **tables: Any) -> Problem:
    return draft(
        *papers,
        **{"days": BOTH, "rooms": ["amphi", "salle"], "stretches": stretches(), **tables},
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


def test_what_is_no_paper_is_elsewhere() -> None:
    problem = colloquium(paper("un"), {"id": "repas", "title": "Repas", "minutes": 60})
    assert kept(PapersAreInStretches(), problem, "un 9h-9h30 amphi", "repas 13h-14h amphi")


def test_stretches_do_not_overlap() -> None:
    both = [stretch("s1", WEDNESDAY, "9h", "10h30"), stretch("s2", WEDNESDAY, "10h", "11h")]
    with pytest.raises(ProblemError, match="no two stretches overlap"):
        colloquium(paper("un"), stretches=both)


def test_a_paper_needs_minutes_where_there_are_no_places() -> None:
    assert colloquium(paper("un"))
    with pytest.raises(ProblemError):
        colloquium(paper("un"), stretches=stretches(s1={"places": None}))


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


def test_who_chairs_a_track_is_there_and_nowhere_else() -> None:
    other = {"id": "mot", "title": "Mot", "minutes": 30, "people": {"speaker": ["zoé"]}}
    problem = chaired(paper("un"), other)
    assert kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "mot 9h30-10h salle")
    assert not kept(ChairsAreFree(), problem, "un 9h-9h30 amphi", "mot 9h15-9h45 salle")
    late = chaired(paper("un"), present=[{"start": "9h30"}])
    assert kept(ChairsAreFree(), late, "un 9h30-10h amphi")
    assert told(ChairsAreFree(), late, "un 9h-9h30 amphi") == [
        (
            "Zoé préside le thème « climat », mais n'est pas là pour « Un » (le mercredi 10 juin "
            "2026 de 9h00 à 9h30)",
            "Zoé chairs the track “climat”, but is not there for “Un” (on Wednesday 10 June 2026, "
            "09:00 to 09:30)",
        )
    ]


# --- What costs ---------------------------------------------------------------------------


def test_levels_are_paid_for_each_room_of_a_stretch_and_each_paper() -> None:
    problem = colloquium(
        paper("un", stretch_levels={"s2": 100}),
        paper("deux", room_levels={"salle": 1000}),
        tracks=[{"id": "climat", "stretch_levels": {"s1": 1}, "room_levels": {"amphi": 2}}],
        stretches=stretches(s1={"room_levels": {"amphi": 4}}),
    )
    rule = KeepsToTheLevels()
    assert paid(rule, problem, "un 9h-9h30 amphi", "deux 9h30-10h amphi") == 7
    assert paid(rule, problem, "un 9h-9h30 amphi", "deux 9h-9h30 salle") == 7 + 1 + 1000
    assert paid(rule, problem, "un 11h-11h30 salle", "+1 deux 9h-9h30 salle") == 100 + 1000
    assert told(rule, problem, "un 11h-11h30 salle", "+1 deux 9h-9h30 amphi")[1] == (
        "« Un » (s2 (le mercredi 10 juin 2026 de 11h00 à 12h30), Salle) : niveau 100",
        "“Un” (s2 (Wednesday 10 June 2026, 11:00 to 12:30), Salle): level 100",
    )


def test_tracks_that_avoid_each_other_pay_for_each_two_rooms() -> None:
    problem = colloquium(
        *(paper("un"), paper("deux"), paper("trois", "eau")),
        rooms=["amphi", "salle", "studio"],
        tracks=[{"id": "climat", "track_levels": {"eau": 5}}, {"id": "eau"}],
    )
    rule = TracksAreNotBesideOthers()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 9h30-10h amphi", "trois 11h-11h30 amphi")
    one = "un 9h-9h30 amphi", "deux 9h30-10h amphi", "trois 10h-10h30 salle"
    assert paid(rule, problem, *one) == 5
    two = "un 9h-9h30 amphi", "deux 9h-9h30 studio", "trois 9h-9h30 salle"
    assert paid(rule, problem, *two) == 10


def test_each_room_more_and_each_room_beside_costs_an_hour() -> None:
    problem = colloquium(paper("un"), paper("deux"), paper("trois"))
    one = "un 9h-9h30 amphi", "deux 9h30-10h amphi", "trois 11h-11h30 amphi"
    assert kept(TrackKeepsItsRoom(), problem, *one)
    assert kept(TrackIsNotBesideItself(), problem, *one)
    later = "un 9h-9h30 amphi", "deux 9h30-10h amphi", "+1 trois 9h-9h30 salle"
    assert told(TrackKeepsItsRoom(), problem, *later) == [
        (
            "le thème « climat » a plusieurs salles : Amphi et Salle",
            "the track “climat” has several rooms: Amphi and Salle",
        )
    ]
    assert kept(TrackIsNotBesideItself(), problem, *later)
    beside = "un 9h-9h30 amphi", "deux 10h-10h30 salle", "trois 11h-11h30 amphi"
    assert paid(TrackKeepsItsRoom(), problem, *beside) == HOUR
    assert told(TrackIsNotBesideItself(), problem, *beside) == [
        (
            "le thème « climat » a 2 salles dans la même plage, s1 (le mercredi 10 juin 2026 de "
            "9h00 à 10h30)",
            "the track “climat” has 2 rooms in one stretch, s1 (Wednesday 10 June 2026, 09:00 to "
            "10:30)",
        )
    ]


def test_of_papers_rooms_are_counted_and_not_pairs() -> None:
    problem = colloquium(paper("un"), paper("deux"))
    beside = "un 9h-9h30 amphi", "deux 9h-9h30 salle"
    assert kept(TrackNotBesideItself(), problem, *beside)
    assert kept(TrackInOneRoom(), problem, *beside)
    freely = colloquium(paper("un", minutes=30), paper("deux", minutes=30), stretches=[])
    assert paid(TrackNotBesideItself(), freely, *beside) == 30
    assert paid(TrackInOneRoom(), freely, *beside) == 60


def test_an_interrupted_track_costs_an_hour_however_often() -> None:
    problem = colloquium(paper("un"), paper("deux"))
    rule = TrackIsNotInterrupted()
    assert kept(rule, problem, "un 11h-11h30 amphi", "+1 deux 9h-9h30 salle")
    assert told(rule, problem, "un 9h-9h30 amphi", "+1 deux 9h-9h30 amphi") == [
        (
            "le thème « climat » est interrompu : s1 (le mercredi 10 juin 2026 de 9h00 à 10h30) "
            "et s3 (le jeudi 11 juin 2026 de 9h00 à 10h30)",
            "the track “climat” is interrupted: s1 (Wednesday 10 June 2026, 09:00 to 10:30) and "
            "s3 (Thursday 11 June 2026, 09:00 to 10:30)",
        )
    ]


def test_a_track_wants_so_many_stretches() -> None:
    problem = colloquium(
        *(paper("un"), paper("deux"), paper("trois")),
        tracks=[{"id": "climat", "stretches": {"min": 2, "max": 2}}],
    )
    rule = TrackHasItsStretches()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 9h30-10h amphi", "trois 11h-11h30 amphi")
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 9h30-10h amphi", "trois 9h-9h30 salle")
    one = "un 9h-9h30 amphi", "deux 9h30-10h amphi", "trois 10h-10h30 amphi"
    assert told(rule, problem, *one) == [
        (
            "le thème « climat » prend 1 (chaque plage et salle), au lieu de : au moins 2 et au "
            "plus 2",
            "the track “climat” takes 1 (each stretch and room), instead of: at least 2 and at "
            "most 2",
        )
    ]
    three = "un 9h-9h30 amphi", "deux 11h-11h30 amphi", "+1 trois 9h-9h30 amphi"
    assert paid(rule, problem, *three) == HOUR


def test_who_has_two_papers_in_a_stretch_stays_in_their_room() -> None:
    ada = {"people": {"speaker": ["ada"]}}
    problem = colloquium(paper("un", **ada), paper("deux", "eau", **ada), people=["ada"])
    rule = SpeakersStayInTheirRoom()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 11h-11h30 salle")
    assert told(rule, problem, "un 9h-9h30 amphi", "deux 10h-10h30 salle") == [
        (
            "Ada : « Un » et « Deux » sont dans deux salles de la même plage, s1 (le mercredi 10 "
            "juin 2026 de 9h00 à 10h30)",
            "Ada: “Un” and “Deux” are in two rooms of one stretch, s1 (Wednesday 10 June 2026, "
            "09:00 to 10:30)",
        )
    ]


def test_two_speakers_of_two_papers_count_once() -> None:
    both = {"people": {"speaker": ["ada", "bea"]}}
    problem = colloquium(paper("un", **both), paper("deux", **both), people=["ada", "bea"])
    lines = "un 9h-9h30 amphi", "deux 10h-10h30 salle"
    assert paid(SpeakersStayInTheirRoom(), problem, *lines) == HOUR


def test_each_attendee_counts_what_they_follow() -> None:
    problem = colloquium(
        *(paper("un"), paper("deux"), paper("trois")),
        attendees=[
            {"id": "p", "wishes": ["un", "deux"]},
            {"id": "q", "must_attend": ["deux", "un"]},
            {"id": "r", "wishes": ["trois"]},
            {"id": "s", "wishes": {"un": 3, "trois": 0}},
        ],
    )
    rule = AttendeesStayInTheirRoom()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 10h-10h30 amphi", "trois 9h-9h30 salle")
    lines = "un 9h-9h30 amphi", "deux 10h-10h30 salle", "trois 9h-9h30 salle"
    assert paid(rule, problem, *lines) == 2 * HOUR
    assert told(rule, problem, *lines)[0][1] == (
        "2 people would follow “Un” and “Deux”, in two rooms of one stretch, s1 (Wednesday 10 June "
        "2026, 09:00 to 10:30)"
    )


def remote(zone: str, **more: Any) -> Problem:
    return colloquium(
        paper("un", people={"speaker": ["ada"]}, **more),
        people=[{"id": "ada", "zone": zone}],
        event={
            "suitable": {"start": "9h", "end": "18h"},
            "possible": {"start": "5h", "end": "21h"},
        },
    )


@pytest.mark.parametrize(
    ("zone", "line", "cost"),
    [
        ("Europe/Paris", "un 9h-9h30 amphi", 0),
        ("Europe/London", "un 9h-9h30 amphi", HOUR),  # 8h-9h30
        ("Europe/London", "un 11h-11h30 amphi", 0),
        ("America/New_York", "un 9h-9h30 amphi", 10 * HOUR),  # 3h-4h30
        ("America/New_York", "un 11h-11h30 amphi", HOUR),  # 5h-6h30
        ("Asia/Tokyo", "un 9h-9h30 amphi", 0),  # 16h-17h30
        ("Asia/Tokyo", "un 11h-11h30 amphi", HOUR),  # 18h-19h30
        ("Pacific/Auckland", "un 11h-11h30 amphi", 10 * HOUR),  # 21h-22h30
    ],
)
def test_hours_are_those_of_the_stretch_on_their_own_clock(zone: str, line: str, cost: int) -> None:
    assert paid(RemoteSpeakersAreAwake(), remote(zone), line) == cost


def test_each_place_counts_at_an_hour_that_does_not_suit() -> None:
    problem = remote("Europe/London", fills=2)
    assert paid(RemoteSpeakersAreAwake(), problem, "un 9h-10h amphi") == 2 * HOUR
    assert told(RemoteSpeakersAreAwake(), problem, "un 9h-10h amphi") == [
        (
            "Ada : « Un » est de 8h00 à 9h30 à l'heure de Europe/London",
            "Ada: “Un” is 08:00 to 09:30 on the clock of Europe/London",
        )
    ]


def test_a_paper_has_its_rank_in_its_track() -> None:
    problem = colloquium(paper("un"), paper("deux", rank=2), paper("autre", "eau"))
    rule = PapersHaveTheirRank()
    assert kept(rule, problem, "un 9h-9h30 amphi", "deux 9h30-10h amphi", "autre 9h-9h30 salle")
    assert kept(rule, problem, "un 10h-10h30 amphi", "+1 deux 9h-9h30 amphi", "autre 9h-9h30 salle")
    early = "un 9h30-10h amphi", "deux 9h-9h30 amphi", "autre 9h-9h30 salle"
    assert told(rule, problem, *early) == [
        (
            "« Deux » est au rang 1 du thème « climat », au lieu de 2",
            "“Deux” is number 1 of the track “climat”, instead of 2",
        )
    ]
    beside = "un 9h-9h30 amphi", "deux 9h-9h30 salle", "autre 11h-11h30 salle"
    assert paid(rule, problem, *beside) == HOUR
