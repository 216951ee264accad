from datetime import date

from agenda_solver.problem import Pool, Problem, Session
from agenda_solver.timetable import Casting, Placement, Seat, Timetable

ONE, TWO = date(2026, 6, 10), date(2026, 6, 11)


def at(session: str, start: int, end: int, room: str | None = None, day: date = ONE) -> Placement:
    return Placement(session, day, start * 60, end * 60, room)


def test_minutes() -> None:
    assert Placement("a", ONE, 545, 600).minutes == 55


def test_touching_placements_do_not_overlap() -> None:
    assert not at("a", 9, 10).overlaps(at("b", 10, 11))
    assert not at("b", 10, 11).overlaps(at("a", 9, 10))


def test_a_minute_in_common_overlaps() -> None:
    one, other = Placement("a", ONE, 540, 601), Placement("b", ONE, 600, 660)
    assert one.overlaps(other)
    assert other.overlaps(one)


def test_the_same_hours_on_another_day_do_not_overlap() -> None:
    assert not at("a", 9, 10).overlaps(at("b", 9, 10, day=TWO))


def test_what_contains_overlaps() -> None:
    assert at("a", 9, 12).overlaps(at("b", 10, 11))
    assert at("b", 10, 11).overlaps(at("a", 9, 12))


def test_rooms_do_not_matter_to_an_overlap() -> None:
    assert at("a", 9, 10, "x").overlaps(at("b", 9, 10, "y"))


def test_of_sorts_by_day_start_end_and_id() -> None:
    ordered = [
        at("c", 9, 10, "y"),
        at("d", 9, 10, "x"),
        at("z", 9, 10),
        at("z", 9, 10, "a"),
        at("b", 9, 11, "a"),
        at("a", 10, 11),
        at("e", 8, 9, day=TWO),
    ]
    assert Timetable.of(reversed(ordered)).placements == tuple(ordered)


def test_of_keeps_seats() -> None:
    seats = (Seat("p", "a"), Seat("q", "a"))
    assert Timetable.of([at("a", 9, 10)], seats).seats == seats


def test_who_has_a_seat_where() -> None:
    seats = (Seat("p", "b"), Seat("q", "a"), Seat("p", "a"), Seat("q", "a"))
    programme = Timetable.of([at("a", 9, 10)], seats)
    assert programme.seated == {"b": ("p",), "a": ("q", "p", "q")}
    assert programme.seats_of == {"p": ("b", "a"), "q": ("a", "a")}
    assert not Timetable.of([at("a", 9, 10)]).seated
    assert not Timetable.of([at("a", 9, 10)]).seats_of


def test_two_timetables_of_the_same_placements_are_equal() -> None:
    one = Timetable.of([at("a", 9, 10), at("b", 10, 11)])
    assert one.by_session
    assert one == Timetable.of([at("b", 10, 11), at("a", 9, 10)])


def test_by_session() -> None:
    programme = Timetable.of([at("b", 10, 11), at("a", 9, 10)])
    assert dict(programme.by_session) == {"a": at("a", 9, 10), "b": at("b", 10, 11)}


def test_by_day_is_in_the_order_of_time_whatever_the_order_given() -> None:
    programme = Timetable((at("c", 9, 10, day=TWO), at("b", 10, 11), at("a", 9, 10)))
    assert dict(programme.by_day) == {
        ONE: (at("a", 9, 10), at("b", 10, 11)),
        TWO: (at("c", 9, 10, day=TWO),),
    }


def test_by_room_leaves_out_what_has_no_room() -> None:
    programme = Timetable((at("b", 10, 11, "x"), at("a", 9, 10, "x"), at("c", 9, 10)))
    assert dict(programme.by_room) == {"x": (at("a", 9, 10, "x"), at("b", 10, 11, "x"))}


def test_overlapping_pairs_come_once_the_earlier_first() -> None:
    programme = Timetable(
        (at("c", 11, 13), at("b", 10, 11), at("a", 9, 12), at("d", 9, 12, day=TWO))
    )
    pairs = [(one.session, other.session) for one, other in programme.overlapping_pairs()]
    assert pairs == [("a", "b"), ("a", "c")]


def test_a_long_session_overlaps_beyond_the_next_one() -> None:
    programme = Timetable.of([at("long", 9, 17), at("b", 9, 10), at("c", 11, 12), at("d", 16, 18)])
    pairs = {
        frozenset((one.session, other.session)) for one, other in programme.overlapping_pairs()
    }
    assert pairs == {frozenset(("long", short)) for short in "bcd"}


def test_a_session_that_stands_twice_overlaps_itself() -> None:
    programme = Timetable.of([at("a", 9, 11), at("a", 10, 12)])
    assert len(list(programme.overlapping_pairs())) == 1


def test_nothing_at_all() -> None:
    programme = Timetable.of([])
    assert not programme.by_session
    assert not programme.by_day
    assert not programme.by_room
    assert not list(programme.overlapping_pairs())


# --- Who takes part -----------------------------------------------------------------------


def test_of_sorts_the_cast_by_session_role_and_number() -> None:
    cast = [Casting("a", "chair", 0, "q"), Casting("a", "chair", 1, "p"), Casting("b", "a", 0, "p")]
    assert Timetable.of([], cast=reversed(cast)).cast == tuple(cast)


def test_who_takes_each_part() -> None:
    cast = [Casting("a", "chair", 1, "q"), Casting("a", "chair", 1, "p")]
    assert Timetable.of([], cast=cast).by_part == {("a", "chair", 1): ("p", "q")}


def test_the_roster_is_who_is_named_then_who_is_chosen() -> None:
    pool = Pool(one_of=["q", "r"])
    session = Session(id="a", title="", people={"chair": [pool, "s"], "speaker": ["p", pool]})
    assert Timetable.of([]).roster(session) == ("s", "p")
    cast = [
        Casting("a", "chair", 0, "r"),
        Casting("a", "speaker", 1, "p"),
        Casting("b", "x", 0, "q"),
    ]
    assert Timetable.of([], cast=cast).roster(session) == ("s", "p", "r")


def test_who_takes_part_where() -> None:
    problem = Problem.read(
        {
            "event": {"name": "E"},
            "days": [{"date": ONE}],
            "people": [{"id": "p"}, {"id": "q"}, {"id": "r"}],
            "sessions": [
                {"id": "a", "title": "", "minutes": 60, "people": {"speaker": ["p"]}},
                {
                    "id": "b",
                    "title": "",
                    "minutes": 60,
                    "people": {"speaker": ["p"], "chair": [{"one_of": ["q", "r"]}]},
                },
            ],
        }
    )
    first, then = at("b", 9, 10), at("a", 10, 11)
    timetable = Timetable.of([then, first], cast=[Casting("b", "chair", 0, "q")])
    assert timetable.by_person(problem) == {"p": (first, then), "q": (first,)}


def test_who_takes_part_in_each_session_of_a_draft() -> None:
    sessions = [
        {"id": "a", "title": "", "minutes": 60, "people": {"speaker": ["p"]}},
        {"id": "b", "title": "", "minutes": 60, "people": {"chair": [{"one_of": ["q", "p"]}]}},
    ]
    data = {
        "event": {"name": "E"},
        "days": [{"date": ONE}],
        "people": [{"id": "p"}, {"id": "q"}],
    }
    problem = Problem.read({**data, "sessions": sessions})
    other = Problem.read({**data, "sessions": sessions[1:]})
    timetable = Timetable.of([at("a", 9, 10)], cast=[Casting("b", "chair", 0, "q")])
    assert timetable.rosters(problem) == {"a": ("p",), "b": ("q",)}
    assert timetable.rosters(other) == {"b": ("q",)}
    assert timetable.rosters(problem) is timetable.rosters(problem)


def test_other_placements_have_the_same_seats_and_cast() -> None:
    seats, cast = [Seat("p", "a"), Seat("p", "b")], [Casting("a", "chair", 0, "q")]
    before = Timetable.of([at("a", 9, 10), at("b", 9, 10)], seats, cast)
    assert before.seats_of == {"p": ("a", "b")}
    assert before.overlapping_pairs() == ((at("a", 9, 10), at("b", 9, 10)),)
    after = before.with_placements([at("b", 11, 12), at("a", 9, 10)])
    assert after == Timetable.of([at("a", 9, 10), at("b", 11, 12)], seats, cast)
    # What depends on seats alone is looked up once; what depends on times is looked up anew.
    assert after.seats_of is before.seats_of
    assert after.overlapping_pairs() == ()
    assert after.by_session["b"].start == 11 * 60


def test_who_sits_in_a_session_each_once() -> None:
    seats = [Seat("p", "a"), Seat("q", "a"), Seat("p", "a")]
    assert Timetable.of([], seats).sitting == {"a": {"p", "q"}}
