import pytest
from drafts import WEDNESDAY, draft, findings, kept, session, told, wanted

from agenda_solver.domains import domains
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem, ProblemError
from agenda_solver.rules.halls import RoomIsWholeOrInParts
from agenda_solver.rules.room_hours import RoomIsOpen
from agenda_solver.rules.rooms import (
    RoomHasWhatIsNeeded,
    RoomHoldsOneSession,
    RoomSeatsTheExpected,
)


def hall(*, whole: dict[str, object] | None = None, **left: object) -> Problem:
    return draft(
        session("table"),
        session("atelier"),
        rooms=[
            {"id": "salon", "parts": ["gauche", "droite"], **(whole or {})},
            {"id": "gauche", "capacity": 50, "features": ["pmr", "piano"], **left},
            {"id": "droite", "capacity": 40, "features": ["pmr"]},
        ],
    )


# --- Never the whole beside a part --------------------------------------------------------


def test_the_halves_are_used_at_once() -> None:
    assert kept(RoomIsWholeOrInParts(), hall(), "table 9h-10h gauche", "atelier 9h-10h droite")


def test_the_whole_after_a_half() -> None:
    assert kept(RoomIsWholeOrInParts(), hall(), "table 9h-10h gauche", "atelier 10h-11h salon")


def test_a_minute_of_the_whole_beside_a_half() -> None:
    lines = "table 9h-10h01 gauche", "atelier 10h-11h salon"
    (finding,) = findings(RoomIsWholeOrInParts(), hall(), *lines)
    assert (finding.text.fr, finding.text.en) == (
        "Salon comprend Gauche, mais « Table » (Gauche) et « Atelier » (Salon) ont lieu en même "
        "temps (mercredi 10 juin 2026, de 10h00 à 10h01)",
        "Salon includes Gauche, but “Table” (Gauche) and “Atelier” (Salon) take place at the same "
        "time (Wednesday 10 June 2026, 10:00 to 10:01)",
    )
    assert finding.rooms == ("salon", "gauche")
    assert kept(RoomHoldsOneSession(), hall(), *lines)


@pytest.mark.parametrize(("start", "fine"), [("10h15-11h", True), ("10h14-11h", False)])
def test_the_wall_takes_its_time(start: str, fine: bool) -> None:
    slow = hall(whole={"setup": 10}, teardown=5)
    lines = "table 9h-10h gauche", f"atelier {start} salon"
    assert kept(RoomIsWholeOrInParts(), slow, *lines) is fine
    if not fine:
        assert told(RoomIsWholeOrInParts(), slow, *lines) == [
            (
                "Gauche et Salon ont une partie en commun : il faut 15 min de démontage et de "
                "montage entre « Table » (fin à 10h00) et « Atelier » (début à 10h14), le "
                "mercredi 10 juin 2026",
                "Gauche and Salon have a part in common: 15 min of teardown and setup are needed "
                "between “Table” (ends 10:00) and “Atelier” (starts 10:14) on Wednesday 10 June "
                "2026",
            )
        ]


def row() -> Problem:
    """Three rooms in a row, of which two walls can be opened, and both."""
    return draft(
        session("un"),
        session("deux"),
        rooms=[
            *({"id": room} for room in ("a", "b", "c")),
            {"id": "ab", "parts": ["a", "b"]},
            {"id": "bc", "parts": ["b", "c"]},
            {"id": "abc", "parts": ["ab", "c"]},
        ],
    )


@pytest.mark.parametrize(
    ("one", "other", "fine"),
    [
        ("ab", "c", True),
        ("ab", "bc", False),
        ("abc", "a", False),
        ("abc", "bc", False),
        ("a", "bc", True),
    ],
)
def test_what_has_some_floor_in_common(one: str, other: str, fine: bool) -> None:
    assert kept(RoomIsWholeOrInParts(), row(), f"un 9h-10h {one}", f"deux 9h-10h {other}") is fine


def test_two_wholes_have_a_part_in_common() -> None:
    assert told(RoomIsWholeOrInParts(), row(), "un 9h-10h ab", "deux 9h-10h bc") == [
        (
            "Ab et Bc ont une partie en commun, mais « Un » (Ab) et « Deux » (Bc) ont lieu en même "
            "temps (mercredi 10 juin 2026, de 9h00 à 10h00)",
            "Ab and Bc have a part in common, but “Un” (Ab) and “Deux” (Bc) take place at the "
            "same time (Wednesday 10 June 2026, 09:00 to 10:00)",
        )
    ]


def test_what_it_says() -> None:
    assert wanted(RoomIsWholeOrInParts(), hall()) == [
        (
            "Salon comprend Gauche : jamais les deux à la fois",
            "Salon includes Gauche: never both at once",
        ),
        (
            "Salon comprend Droite : jamais les deux à la fois",
            "Salon includes Droite: never both at once",
        ),
    ]
    assert (
        "Ab et Bc ont une partie en commun : jamais les deux à la fois",
        "Ab and Bc have a part in common: never both at once",
    ) in wanted(RoomIsWholeOrInParts(), row())
    assert not wanted(RoomIsWholeOrInParts(), draft("un", rooms=["a", "b"]))


# --- What the whole has -------------------------------------------------------------------


def test_the_whole_seats_as_many_as_its_parts() -> None:
    assert hall().room["salon"].capacity == 90
    assert hall(whole={"capacity": 80}).room["salon"].capacity == 80
    assert hall(capacity=None).room["salon"].capacity is None
    assert hall().rooms[0].capacity is None  # what is written stays as it is


def test_the_whole_offers_what_each_part_does() -> None:
    assert hall().room["salon"].features == ["pmr"]
    assert hall(whole={"features": ["piano"]}).room["salon"].features == ["piano"]


def test_the_whole_is_where_its_parts_are() -> None:
    sites = draft(
        "un",
        rooms=[
            {"id": "ab", "parts": ["a", "b"]},
            {"id": "a", "site": "Nord"},
            {"id": "b", "site": "Nord"},
            {"id": "ac", "parts": ["a", "c"]},
            {"id": "c", "site": "Sud"},
        ],
    )
    assert sites.room["ab"].site == "Nord"
    assert sites.room["ac"].site == ""


def test_rules_read_what_the_whole_has() -> None:
    asked = draft(
        session("grande", expected=90, needs=["pmr"]),
        rooms=[
            {"id": "salon", "parts": ["gauche", "droite"]},
            {"id": "gauche", "capacity": 50, "features": ["pmr"]},
            {"id": "droite", "capacity": 40, "features": ["pmr"]},
        ],
    )
    for rule in (RoomSeatsTheExpected(), RoomHasWhatIsNeeded()):
        assert kept(rule, asked, "grande 9h-10h salon")
    assert not kept(RoomSeatsTheExpected(), asked, "grande 9h-10h gauche")
    assert domains(asked)["grande"].rooms == ("salon",)


def test_where_a_part_is_closed_the_whole_is() -> None:
    closed = hall(open=[{"start": "10:00", "end": "24:00"}])
    assert kept(RoomIsOpen(), closed, "table 10h-11h salon", "atelier 8h-9h droite")
    assert told(RoomIsOpen(), closed, "table 9h59-10h59 salon", "atelier 8h-9h droite") == [
        (
            "« Table » occupe Salon de 9h59 à 10h59, mais Gauche, qui en est une partie, ouvre "
            "seulement à partir de 10h00",
            "“Table” takes Salon 09:59 to 10:59, but Gauche, which is a part of it, is open only "
            "from 10:00",
        )
    ]
    assert all(start >= 600 for _, start, _ in _times(closed, "salon"))


def _times(problem: Problem, room: str) -> list[tuple[object, int, int]]:
    own = domains(problem)["table"]
    return [time for time in own.times if room in own.rooms_at(time)]


def test_a_session_takes_its_room_and_all_it_is_made_of() -> None:
    assert row().floor_of("un", "abc") == ("abc", "ab", "c", "a", "b")
    assert row().floor_of("un", "a") == ("a",)
    assert row().floor_of("un", None) == ()


def test_a_circle_of_rooms_has_an_end() -> None:
    circle = draft(
        session("un", locked={"day": WEDNESDAY}),
        rooms=[{"id": "a", "parts": ["b"]}, {"id": "b", "parts": ["a"]}],
    )
    assert circle.pieces == {"a": ("b",), "b": ("a",)}
    assert circle.room["a"].capacity is None
    assert kept(RoomIsOpen(), circle, "un 9h-10h a")


# --- On sight -----------------------------------------------------------------------------


def on_sight(*sessions: dict[str, object], rooms: list[object]) -> list[str]:
    asked = draft(
        *sessions,
        days=[{"date": WEDNESDAY, "open": {"start": "9:00", "end": "11:00"}}],
        rooms=rooms,
    )
    return [finding.text.fr for finding in preflight(asked) if finding.severity == "error"]


HALL: list[object] = [{"id": "salon", "parts": ["gauche", "droite"]}, "gauche", "droite"]


def test_the_hall_and_its_half_for_longer_than_there_is() -> None:
    whole, half = session("table", 90, rooms=["salon"]), session("atelier", 60, rooms=["gauche"])
    assert on_sight(whole, half, rooms=HALL) == [
        "« Table » et « Atelier » ont toutes besoin de Gauche, seule ou dans Salon, et durent au "
        "moins 2 h 30 ensemble, mais il n'y a que 2 h où elles peuvent avoir lieu"
    ]
    assert on_sight(session("table", 60, rooms=["salon"]), half, rooms=HALL) == []
    other = session("cours", 90, rooms=["droite"])
    assert on_sight(session("atelier", 90, rooms=["gauche"]), other, rooms=HALL) == []


def test_the_hall_and_its_half_locked_at_once() -> None:
    nine = {"start": "9:00"}
    assert on_sight(
        session("table", rooms=["salon"], locked=nine),
        session("atelier", rooms=["gauche"], locked=nine),
        rooms=HALL,
    ) == [
        "Salon comprend Gauche, mais « Table » (Salon) et « Atelier » (Gauche) ont lieu en même "
        "temps (mercredi 10 juin 2026, de 9h00 à 10h00)"
    ]


def test_rooms_made_of_one_another() -> None:
    circle = [{"id": "a", "parts": ["b"]}, {"id": "b", "parts": ["a"]}]
    assert on_sight(session("un"), rooms=[*circle, "c"]) == [
        "une salle ne peut pas se composer d'elle-même : A et B"
    ]


def test_a_room_is_no_part_of_itself() -> None:
    with pytest.raises(ProblemError, match="cannot name itself"):
        draft("un", rooms=[{"id": "a", "parts": ["a"]}])


def test_more_in_a_foyer_than_it_holds() -> None:
    stands = [session(key, 90) for key in ("un", "deux", "trois")]
    assert on_sight(*stands, rooms=[{"id": "foyer", "at_once": 2}]) == [
        "Foyer, qui n'accueille que 2 sessions à la fois, est la seule salle possible pour « Un », "
        "« Deux » et « Trois », qui durent au moins 4 h 30 ensemble, mais il n'y a que 2 h où "
        "elles peuvent avoir lieu"
    ]
    assert on_sight(*stands, rooms=[{"id": "foyer", "at_once": 3}]) == []
    block = [session(key, block="stands") for key in ("un", "deux", "trois")]
    assert on_sight(*block, rooms=[{"id": "foyer", "at_once": 2}]) == [
        "3 sessions du bloc commencent ensemble (« Un », « Deux » et « Trois »), mais les salles "
        "qui leur conviennent n'en accueillent que 2 : Foyer"
    ]
