from drafts import draft, findings, kept, session, told, wanted

from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem
from agenda_solver.rules.equipment import EquipmentIsAvailable, EquipmentSuffices
from agenda_solver.rules.rooms import RoomHasWhatIsNeeded

BOOTH = {"id": "cabine", "name": "Cabine d'interprétation"}


def bilingual(sessions: int = 2, **booth: object) -> Problem:
    return draft(
        *(session(key, needs=["cabine"]) for key in ("un", "deux", "trois")[:sessions]),
        session("autre"),
        rooms=[{"id": "amphi", "features": ["cabine"]}, "hall", "seine", "robec"],
        equipment=[{**BOOTH, **booth}],
    )


OTHER = "autre 9h-10h hall"


# --- There is only so much of it ----------------------------------------------------------


def test_one_after_the_other_they_have_it_in_turn() -> None:
    lines = "un 9h-10h hall", "deux 10h-11h seine", OTHER
    assert kept(EquipmentSuffices(), bilingual(), *lines)


def test_a_minute_at_once_is_one_too_many() -> None:
    lines = "un 9h-10h01 seine", "deux 10h-11h robec", OTHER
    (finding,) = findings(EquipmentSuffices(), bilingual(), *lines)
    assert (finding.text.fr, finding.text.en) == (
        "Cabine d'interprétation : 1 exemplaire, mais 2 sessions en ont besoin à la fois de 10h00 "
        "à 11h00 : « Un » et « Deux »",
        "Cabine d'interprétation: 1 piece, but 2 sessions need it at once 10:00 to 11:00: “Un” and "
        "“Deux”",
    )
    assert finding.sessions == ("un", "deux")
    assert kept(EquipmentSuffices(), bilingual(number=2), *lines)


def test_a_room_that_has_its_own_needs_none() -> None:
    assert kept(EquipmentSuffices(), bilingual(), "un 9h-10h amphi", "deux 9h-10h hall", OTHER)


def test_without_a_room_it_takes_one_too() -> None:
    assert not kept(EquipmentSuffices(), bilingual(), "un 9h-10h", "deux 9h-10h hall", OTHER)


def test_the_third_at_once_lacks_it() -> None:
    three = bilingual(3, number=2)
    lines = "un 9h-10h hall", "deux 9h30-10h30 seine", OTHER
    assert kept(EquipmentSuffices(), three, *lines, "trois 10h-11h robec")
    assert not kept(EquipmentSuffices(), three, *lines, "trois 9h59-10h59 robec")
    at_nine = "un 9h-10h hall", "deux 9h-10h seine", "trois 9h-10h robec", OTHER
    assert len(findings(EquipmentSuffices(), three, *at_nine)) == 1


def test_it_takes_its_time_to_be_moved() -> None:
    slow = bilingual(changeover=15)
    assert kept(EquipmentSuffices(), slow, "un 9h-10h hall", "deux 10h15-11h15 seine", OTHER)
    assert told(EquipmentSuffices(), slow, "un 9h-10h hall", "deux 10h14-11h14 seine", OTHER) == [
        (
            "Cabine d'interprétation : 1 exemplaire, et il faut 15 min d'une session à la "
            "suivante, mais 2 sessions en ont besoin de 10h14 à 11h14 ou juste avant : « Un » et "
            "« Deux »",
            "Cabine d'interprétation: 1 piece, and 15 min are needed from one session to the next, "
            "but 2 sessions need it 10:14 to 11:14 or just before: “Un” and “Deux”",
        )
    ]


def test_a_part_has_what_its_whole_has() -> None:
    parts = draft(
        session("ouverture", 60, needs=["cabine"]),
        session("mot", 10, part_of="ouverture", needs=["cabine"]),
        session("accueil", 10, part_of="ouverture"),
        rooms=["hall"],
        equipment=[BOOTH],
    )
    lines = "ouverture 9h-10h hall", "mot 9h-9h10 hall", "accueil 9h10-9h20 hall"
    assert kept(EquipmentSuffices(), parts, *lines)


def test_what_it_says() -> None:
    assert wanted(EquipmentSuffices(), bilingual(number=2)) == [
        (
            "Cabine d'interprétation : 2 exemplaires, donc pas plus de sessions à la fois",
            "Cabine d'interprétation: 2 pieces, so no more sessions at once",
        )
    ]


def test_a_room_need_not_have_what_is_taken_there() -> None:
    assert kept(RoomHasWhatIsNeeded(), bilingual(), "un 9h-10h hall", "deux 9h-10h", OTHER)
    both = draft(
        session("un", needs=["cabine", "pmr"]),
        rooms=[{"id": "amphi", "features": ["pmr"]}, "hall"],
        equipment=[BOOTH],
    )
    assert kept(RoomHasWhatIsNeeded(), both, "un 9h-10h amphi")
    assert told(RoomHasWhatIsNeeded(), both, "un 9h-10h hall") == [
        ("« Un » a pour salle Hall, où il manque : pmr", "“Un” is in Hall, which lacks: pmr")
    ]
    assert wanted(RoomHasWhatIsNeeded(), both) == [("« Un » a besoin de : pmr", "“Un” needs: pmr")]


# --- When it is to be had -----------------------------------------------------------------

AFTERNOON = {"open": [{"start": "14:00", "end": "24:00"}]}


def test_it_is_there_in_the_afternoon() -> None:
    lines = "deux 15h-16h seine", OTHER
    assert kept(EquipmentIsAvailable(), bilingual(**AFTERNOON), "un 14h-15h hall", *lines)
    assert told(EquipmentIsAvailable(), bilingual(**AFTERNOON), "un 13h59-14h59 hall", *lines) == [
        (
            "« Un » a besoin de Cabine d'interprétation de 13h59 à 14h59, mais on en dispose "
            "seulement à partir de 14h00",
            "“Un” needs Cabine d'interprétation 13:59 to 14:59, but it is to be had only from "
            "14:00",
        )
    ]


def test_a_room_that_has_its_own_has_it_all_day() -> None:
    lines = "deux 15h-16h seine", OTHER
    assert kept(EquipmentIsAvailable(), bilingual(**AFTERNOON), "un 9h-10h amphi", *lines)


def test_what_its_hours_say() -> None:
    assert wanted(EquipmentIsAvailable(), bilingual(1, **AFTERNOON)) == [
        (
            "on dispose de Cabine d'interprétation seulement à partir de 14h00",
            "Cabine d'interprétation is to be had only from 14:00",
        )
    ]


# --- On sight -----------------------------------------------------------------------------


def on_sight(*sessions: dict[str, object], **booth: object) -> list[str]:
    asked = draft(
        *sessions,
        days=[{"date": "2026-06-10", "open": {"start": "9:00", "end": "11:00"}}],
        rooms=["amphi", "hall"],
        equipment=[{**BOOTH, **booth}],
    )
    return [finding.text.fr for finding in preflight(asked) if finding.severity == "error"]


def test_three_hours_of_a_booth_in_two() -> None:
    three = [session(key, needs=["cabine"]) for key in ("un", "deux", "trois")]
    assert on_sight(*three) == [
        "Cabine d'interprétation (1 en tout) : « Un », « Deux » et « Trois » en ont besoin, "
        "pendant 3 h au moins, mais il n'y a que 2 h où elles peuvent avoir lieu"
    ]
    assert on_sight(*three, number=2) == []
    assert on_sight(*three[:2]) == []
    assert len(on_sight(*three[:2], changeover=1)) == 1


def test_a_block_that_needs_two() -> None:
    block = [session(key, needs=["cabine"], block="ateliers") for key in ("un", "deux")]
    assert on_sight(*block) == [
        "2 sessions du bloc commencent ensemble et ont besoin de Cabine d'interprétation (« Un » "
        "et « Deux »), mais il n'y en a que 1"
    ]
    assert on_sight(*block, number=2) == []


def test_two_that_are_locked_at_once() -> None:
    locked = [
        session(key, needs=["cabine"], locked={"start": "9:00"}, rooms=[room])
        for key, room in (("un", "amphi"), ("deux", "hall"))
    ]
    assert on_sight(*locked) == [
        "Cabine d'interprétation : 1 exemplaire, mais 2 sessions en ont besoin à la fois de 9h00 à "
        "10h00 : « Deux » et « Un »"
    ]
