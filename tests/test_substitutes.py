from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest

from agenda_solver.problem import Problem, Window
from agenda_solver.substitutes import Substitute, free_people, obstacles, substitutes
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.verify import verify
from agenda_solver.words.moments import read_clock

DAY, NEXT = date(2026, 6, 10), date(2026, 6, 11)


def talk(key: str, role: str = "speaker", *people: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "title": key.capitalize(),
        "minutes": 60,
        "people": {role: list(people)} if people else {},
        **more,
    }


def draft(*sessions: dict[str, Any], people: Any = (), **tables: Any) -> Problem:
    return Problem.read(
        {
            "event": {"name": "Assises", **tables.pop("event", {})},
            "days": [{"date": DAY}],
            "rooms": [{"id": "aula", "site": "Nord"}, {"id": "salon", "site": "Sud"}],
            "people": [it if isinstance(it, dict) else {"id": it} for it in people],
            "sessions": list(sessions),
            **tables,
        }
    )


def placed(*lines: str, **more: Any) -> Timetable:
    """Read lines like ``a 9h-10h aula``."""
    placements = []
    for line in lines:
        key, hours, *room = line.split()
        start, end = map(read_clock, hours.split("-"))
        placements.append(Placement(key, DAY, start, end, *room))
    return Timetable.of(placements, **more)


def told(ones: tuple[Substitute, ...]) -> list[str]:
    """Return who is free, and who would be with what: ``ben: déjà dans…``."""
    return [
        ": ".join([one.person, *(obstacle.text.fr for obstacle in one.obstacles)]) for one in ones
    ]


def test_the_likeliest_comes_first() -> None:
    problem = draft(
        talk("debate", "moderator", "ana", {"one_of": ["ana", "pia"]}),
        talk("panel", "moderator", "max"),
        talk("speech", "speaker", "zoe"),
        people=[
            "zoe",
            {"id": "vip", "protocol_rank": 1},
            {"id": "ana", "organisation": "Région"},
            {"id": "reg", "organisation": "Région"},
            "max",
            "pia",
        ],
    )
    day = placed("debate 9h-10h", "panel 10h-11h", "speech 11h-12h")
    there = substitutes(problem, day, "debate", instead_of="ana")
    assert [(one.person, one.fit) for one in there] == [
        ("pia", "pool"),
        ("max", "role"),
        ("reg", "organisation"),
        ("zoe", "other"),
        ("vip", "other"),
    ]
    assert [one.person for one in substitutes(problem, day, "debate", without=["pia", "max"])] == [
        "reg",
        "zoe",
        "vip",
    ]


def test_who_takes_part_or_is_chosen_is_not_asked() -> None:
    problem = draft(
        talk("debate", "moderator", "ana", {"one_of": ["ben", "eva"]}), people=["ana", "ben", "eva"]
    )
    day = placed("debate 9h-10h", cast=[Casting("debate", "moderator", 1, "ben")])
    assert told(substitutes(problem, day, "debate", instead_of="ana")) == ["eva"]


@pytest.mark.parametrize(
    ("present", "text", "takes"),
    [
        (
            "9h-10h",
            "présence seulement de 9h00 à 10h00",
            "présence jusqu'à 11h00 au lieu de 10h00",
        ),
        (
            "10h30-18h",
            "présence seulement de 10h30 à 18h00",
            "présence dès 10h00 au lieu de 10h30",
        ),
        ("15h-18h", "présence seulement de 15h00 à 18h00", "présence de 10h00 à 11h00"),
        (
            "jusqu'à 9h30",
            "présence seulement jusqu'à 9h30",
            "présence jusqu'à 11h00 au lieu de 9h30",
        ),
    ],
)
def test_who_would_have_to_be_there_longer(present: str, text: str, takes: str) -> None:
    problem = draft(
        talk("debate", "moderator", "ana"), people=["ana", {"id": "ben", "present": present}]
    )
    (one,) = substitutes(problem, placed("debate 10h-11h"), "debate", instead_of="ana")
    (obstacle,) = one.obstacles
    assert not one.is_free
    assert one.is_nearly_free
    assert (obstacle.text.fr, obstacle.takes.fr) == (text, takes)


def test_who_does_not_come_that_day_is_far_from_free() -> None:
    problem = draft(
        talk("debate", "moderator", "ana"),
        people=["ana", {"id": "ben", "present": "2026-06-11 9h-10h"}],
        days=[{"date": DAY}, {"date": NEXT}],
    )
    day = placed("debate 10h-11h")
    assert substitutes(problem, day, "debate") == ()
    assert [obstacle.rule for obstacle in obstacles(problem, day, "ben", "debate")] == [
        "person_present"
    ]


def test_what_else_is_in_the_way() -> None:
    problem = draft(
        talk("debate", "moderator", "ana"),
        talk("busy", "speaker", "ben"),
        talk("early", "speaker", "eva", "far"),
        talk("also", "speaker", "two"),
        talk("more", "speaker", "two"),
        people=[
            "ana",
            "ben",
            {"id": "eva", "pause": 15},
            "far",
            {"id": "day", "most_per_day": 1},
            "two",
        ],
        event={"walk": 20},
    )
    day = placed(
        "debate 10h-11h aula",
        "busy 10h30-11h30",
        "early 8h50-9h50 salon",
        "also 10h-10h30",
        "more 10h30-11h30",
    )
    assert told(substitutes(problem, day, "debate", instead_of="ana")) == [
        "day",
        "eva: pas le temps d'aller d'un site à l'autre : « Early » (de 8h50 à 9h50)",
        "far: pas le temps d'aller d'un site à l'autre : « Early » (de 8h50 à 9h50)",
        "ben: déjà dans « Busy » (de 10h30 à 11h30)",
    ]


def test_limits_of_a_person_are_kept() -> None:
    problem = draft(
        talk("debate", "moderator", "ana"),
        talk("early", "speaker", "day", "row", "wait", "eva"),
        people=[
            "ana",
            {"id": "day", "most_per_day": 1},
            {"id": "row", "most_in_a_row": 1},
            {"id": "wait", "no_wait": True},
            {"id": "eva", "pause": 30},
        ],
    )
    day = placed("debate 10h-11h", "early 8h45-9h45")
    assert told(substitutes(problem, day, "debate")) == [
        "day: déjà autant de sessions ce jour-là qu'au plus (1)",
        "row: pas de repos de 30 min : « Early » (de 8h45 à 9h45)",
        "wait: attendrait : « Early » (de 8h45 à 9h45)",
        "eva: moins de 30 min de pause : « Early » (de 8h45 à 9h45)",
    ]


def test_who_is_an_attendee_too_must_be_where_they_must() -> None:
    problem = draft(
        talk("debate", "moderator", "ana"),
        talk("w1", kind="workshop"),
        talk("w2", kind="workshop"),
        people=["ana", "ben", "eva"],
        attendees=[
            {"id": "ben", "must_attend": ["w1"]},
            {"id": "eva", "wishes": ["w2"]},
        ],
    )
    day = placed("debate 10h-11h", "w1 10h-11h", "w2 10h-11h", seats=[Seat("eva", "w2")])
    there = substitutes(problem, day, "debate")
    assert told(there) == ["eva", "ben: doit suivre « W1 » (de 10h00 à 11h00)"]
    assert [one.gives_up for one in there] == [("w2",), ()]


def test_a_part_is_not_beside_its_whole() -> None:
    problem = draft(
        talk("opening", "host", "ben"),
        talk("speech", "speaker", "ana", part_of="opening", minutes=30),
        people=["ana", "ben"],
    )
    day = placed("opening 9h-10h", "speech 9h-9h30")
    assert told(substitutes(problem, day, "speech")) == ["ben"]


def test_at_another_hour() -> None:
    problem = draft(
        talk("debate", "moderator", "ana"), talk("busy", "speaker", "ben"), people=["ana", "ben"]
    )
    day = placed("debate 10h-11h", "busy 10h-11h")
    later = Placement("debate", DAY, 660, 720)
    assert told(substitutes(problem, day, "debate", at=later)) == ["ben"]
    assert substitutes(problem, placed("busy 10h-11h"), "debate") == ()


def test_who_is_free_in_some_hours() -> None:
    problem = draft(
        talk("debate", "moderator", "ana"),
        people=["ana", {"id": "ben", "present": "9h-10h30"}, "eva"],
    )
    day = placed("debate 10h-11h")
    assert told(
        free_people(problem, day, Window.model_validate({"start": "10h", "end": "11h"}))
    ) == [
        "eva",
        "ben: présence seulement de 9h00 à 10h30",
        "ana: déjà dans « Debate » (de 10h00 à 11h00)",
    ]
    assert told(
        free_people(problem, day, Window.model_validate({"start": "11h", "end": "12h"}))
    ) == [
        "ana",
        "eva",
        "ben: présence seulement de 9h00 à 10h30",
    ]


def _small_days() -> Iterator[tuple[Problem, Timetable]]:
    own = [
        {"pause": 20},
        {"present": "9h-11h"},
        {"most_per_day": 1},
        {"most_in_a_row": 1},
        {"no_wait": True},
        {},
    ]
    problem = draft(
        talk("debate", "moderator", "ana"),
        talk("other", "speaker", *(f"p{number}" for number in range(len(own)))),
        people=["ana", *({"id": f"p{number}", **more} for number, more in enumerate(own))],
        event={"walk": 15},
    )
    for start, other, room in product(range(540, 720, 30), (530, 600, 675), ("aula", "salon")):
        yield (
            problem,
            Timetable.of(
                [
                    Placement("debate", DAY, start, start + 60, "aula"),
                    Placement("other", DAY, other, other + 60, room),
                ]
            ),
        )


def test_who_is_free_breaks_nothing_and_who_is_not_does() -> None:
    for problem, day in _small_days():
        for person in problem.people:
            if person.id == "ana":
                continue
            session = problem.session["debate"]
            taking_over = session.model_copy(update={"people": {"moderator": [person.id]}})
            others = [it for it in problem.sessions if it.id != "debate"]
            after = problem.with_tables(sessions=[taking_over, *others])
            new = {(it.rule, it.text) for it in verify(after, day).errors if person.id in it.people}
            old = {(it.rule, it.text) for it in verify(problem, day).errors}
            assert bool(new - old) == bool(obstacles(problem, day, person.id, "debate"))


def test_whoever_chairs_a_track_then_is_not_free() -> None:
    """In a stretch of their track they have no paper of another one; in it they may."""

    def paper(key: str, track: str, *people: str) -> dict[str, Any]:
        row = talk(key, "author", *people, kind="paper", track=track)
        return {**row, "minutes": 30}

    problem = draft(
        paper("k", "Eau", "ana"),
        paper("l", "Air"),
        paper("m", "Air"),
        talk("debate", "moderator", "ana"),
        people=["ana", "cleo", "dan"],
        stretches=[{"id": "s", "day": DAY, "start": "9h", "end": "11h"}],
        tracks=[{"id": "Eau", "chairs": ["dan"]}, {"id": "Air", "chairs": ["cleo"]}],
    )
    day = placed("k 9h-9h30 aula", "l 9h30-10h salon", "m 10h-10h30 salon", "debate 10h-11h aula")
    assert told(substitutes(problem, day, "k")) == ["dan", "cleo: préside alors « Air »"]
    assert told(substitutes(problem, day, "debate")) == ["dan", "cleo: préside alors « Air »"]
    (obstacle,) = obstacles(problem, day, "cleo", "k")
    assert obstacle.takes.en == "somebody else to chair “Air”"
    assert obstacles(problem, day, "dan", "k") == ()
