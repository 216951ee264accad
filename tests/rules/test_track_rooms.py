"""Which rooms tracks have in stretches; see `drafts.stretches`."""

from drafts import colloquium, kept, paid, paper, stretches, told

from agenda_solver.rules.track_rooms import (
    KeepsToTheLevels,
    TrackHasItsStretches,
    TrackIsNotBesideItself,
    TrackIsNotInterrupted,
    TrackKeepsItsRoom,
    TracksAreNotBesideOthers,
)
from agenda_solver.rules.tracks import TrackInOneRoom, TrackNotBesideItself

HOUR = 60


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
