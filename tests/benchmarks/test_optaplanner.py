import random
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify
from optaplanner import (
    Data,
    NotExpressibleError,
    Room,
    Score,
    Speaker,
    Tags,
    Talk,
    Timeslot,
    adapt,
    assigned,
    matches,
    read,
    score,
)

# OptaPlanner's own names and default weights.
WEIGHTS = {
    "Room unavailable timeslot": (100000, 0, 0),
    "Room conflict": (1000, 0, 0),
    "Speaker unavailable timeslot": (100, 0, 0),
    "Speaker conflict": (10, 0, 0),
    "Talk prerequisite talks": (10, 0, 0),
    "Talk mutually-exclusive-talks tags": (1, 0, 0),
    "Consecutive talks pause": (1, 0, 0),
    "Crowd control": (1, 0, 0),
    "Speaker required timeslot tags": (1, 0, 0),
    "Speaker prohibited timeslot tags": (1, 0, 0),
    "Talk required timeslot tags": (1, 0, 0),
    "Talk prohibited timeslot tags": (1, 0, 0),
    "Speaker required room tags": (1, 0, 0),
    "Speaker prohibited room tags": (1, 0, 0),
    "Talk required room tags": (1, 0, 0),
    "Talk prohibited room tags": (1, 0, 0),
    "Published timeslot": (0, 1, 0),
    "Published room": (0, 0, 10),
    "Theme track conflict": (0, 0, 10),
    "Theme track room stability": (0, 0, 10),
    "Sector conflict": (0, 0, 10),
    "Audience type diversity": (0, 0, 1),
    "Audience type theme track conflict": (0, 0, 1),
    "Audience level diversity": (0, 0, 1),
    "Content audience level flow violation": (0, 0, 10),
    "Content conflict": (0, 0, 100),
    "Language diversity": (0, 0, 10),
    "Same day talks": (0, 0, 10),
    "Popular talks": (0, 0, 10),
    "Speaker preferred timeslot tags": (0, 0, 20),
    "Speaker undesired timeslot tags": (0, 0, 20),
    "Talk preferred timeslot tags": (0, 0, 20),
    "Talk undesired timeslot tags": (0, 0, 20),
    "Speaker preferred room tags": (0, 0, 20),
    "Speaker undesired room tags": (0, 0, 20),
    "Talk preferred room tags": (0, 0, 20),
    "Talk undesired room tags": (0, 0, 20),
}

MON, TUE = date(2018, 10, 1), date(2018, 10, 2)
LAB, BREAKOUT = frozenset({"Lab"}), frozenset({"Breakout"})
NONE = frozenset[str]()


def of(*words: str) -> frozenset[str]:
    return frozenset(words)


# On each of two days a laboratory of two hours runs over two talks of three quarters.
LABS = [Timeslot(day, 615, 735, LAB, of("long")) for day in (MON, TUE)]
EARLY, LATE, NEXT, LAST = (
    Timeslot(day, start, start + 45, BREAKOUT, tags)
    for day in (MON, TUE)
    for start, tags in ((615, NONE), (690, of("before lunch")))
)
BIG = Room("Big", 600, BREAKOUT, of("Large", "Recorded"))
SMALL = Room("Small", 60, BREAKOUT, of("Recorded"))
WORKSHOP = Room("Workshop", 30, LAB)


def sample(*talks: Talk, speakers: tuple[Speaker, ...] = (), **changes: object) -> Data:
    data = Data(
        name="sample",
        pause=15,
        weights=WEIGHTS,
        timeslots=(*LABS, EARLY, LATE, NEXT, LAST),
        rooms=(BIG, SMALL, WORKSHOP),
        speakers=speakers,
        talks=talks,
    )
    return replace(data, **changes)


def talk(code: str, **more: object) -> Talk:
    """A talk that shares nothing with another one, unless it is said."""
    return Talk(code=code, **{"kind": "Breakout", **more})


def at(code: str, slot: Timeslot, room: Room = BIG) -> Placement:
    return Placement(code, slot.day, slot.start, slot.end, room.name)


# --- The score, constraint by constraint, by hand -----------------------------------------


def test_a_closed_room_counts_the_minutes():
    data = sample(talk("a"), rooms=(replace(BIG, closed=frozenset({EARLY})), SMALL))
    assert matches(data, [at("a", EARLY)]) == {"Room unavailable timeslot": -45}
    assert matches(data, [at("a", LATE)]) == {}
    assert score(data, [at("a", EARLY)]).hard == -4_500_000


def test_two_talks_in_a_room_count_their_overlap():
    data = sample(talk("a"), talk("b"))
    assert matches(data, [at("a", EARLY), at("b", EARLY)]) == {"Room conflict": -45}
    assert matches(data, [at("a", EARLY), at("b", LATE)]) == {}


def test_an_absent_speaker_counts_once_each():
    speakers = (Speaker("Ann", absent=frozenset({EARLY})), Speaker("Bob"))
    data = sample(talk("a", speakers=("Ann", "Bob")), speakers=speakers)
    assert matches(data, [at("a", EARLY)]) == {"Speaker unavailable timeslot": -45}
    assert matches(data, [at("a", LATE)]) == {}


def test_a_speaker_in_two_talks_at_once_also_lacks_the_pause():
    data = sample(
        talk("a", speakers=("Ann",)),
        talk("lab", kind="Lab", speakers=("Ann",)),
        speakers=(Speaker("Ann"),),
    )
    found = matches(data, [at("a", LATE), at("lab", LABS[0], WORKSHOP)])
    assert found == {"Speaker conflict": -45, "Consecutive talks pause": -165}
    assert matches(data, [at("a", NEXT), at("lab", LABS[0], WORKSHOP)]) == {}


@pytest.mark.parametrize(("start", "broken"), [(674, 90), (675, 0)])
def test_a_pause_of_a_quarter_of_an_hour_is_enough(start: int, broken: int):
    later = Timeslot(MON, start, start + 45, BREAKOUT)
    data = sample(
        talk("a", speakers=("Ann",)),
        talk("b", speakers=("Ann",)),
        speakers=(Speaker("Ann"),),
        timeslots=(EARLY, later),
    )
    found = matches(data, [at("b", EARLY), at("a", later)])
    assert found.get("Consecutive talks pause", 0) == -broken


def test_a_talk_must_have_ended_before_the_one_that_needs_it():
    data = sample(talk("a"), talk("b", after=of("a")))
    assert matches(data, [at("a", EARLY), at("b", LATE)]) == {}
    assert matches(data, [at("a", LATE), at("b", NEXT)]) == {}
    wrong = {"Talk prerequisite talks": -90}
    assert matches(data, [at("a", LATE), at("b", EARLY)]) == wrong
    assert matches(data, [at("a", LATE), at("b", LATE, SMALL)]) == wrong
    assert matches(data, [at("a", NEXT), at("b", EARLY)]) == wrong


def test_exclusive_talks_count_each_tag_they_share():
    data = sample(talk("a", exclusive=of("x", "y")), talk("b", exclusive=of("x", "y", "z")))
    found = matches(data, [at("a", EARLY), at("b", EARLY, SMALL)])
    assert found == {"Talk mutually-exclusive-talks tags": -90}


def test_crowds_of_two_are_paired_and_one_alone_is_free():
    # OptaPlanner's constraint joins each with its partners: without any there is no match.
    talks = [talk(code, risk=1) for code in "abc"]
    third = Room("Third", 70, BREAKOUT)
    data = sample(*talks, rooms=(BIG, SMALL, third))
    assert matches(data, [at("a", EARLY), at("b", LATE)]) == {}
    assert matches(data, [at("a", EARLY), at("b", EARLY, SMALL)]) == {}
    three = [at("a", EARLY), at("b", EARLY, SMALL), at("c", EARLY, third)]
    assert matches(data, three)["Crowd control"] == -135


@pytest.mark.parametrize("who", ["Talk", "Speaker"])
def test_tags_count_those_missing_and_those_that_should_not_be(who: str):
    times = Tags(of("before lunch", "sunny"), of("sunny"), of("before lunch"), of("before lunch"))
    rooms = Tags(of("Large"), of("Recorded"), of("Recorded"), of("Large"))
    mine = {"times": times, "rooms": rooms}
    data = (
        sample(talk("a", **mine))
        if who == "Talk"
        else sample(talk("a", speakers=("Ann",)), speakers=(Speaker("Ann", **mine),))
    )
    assert matches(data, [at("a", EARLY, SMALL)]) == {
        f"{who} required timeslot tags": -90,
        f"{who} preferred timeslot tags": -45,
        f"{who} required room tags": -45,
        f"{who} prohibited room tags": -45,
    }
    assert matches(data, [at("a", LATE, BIG)]) == {
        f"{who} required timeslot tags": -45,
        f"{who} preferred timeslot tags": -45,
        f"{who} prohibited timeslot tags": -45,
        f"{who} undesired timeslot tags": -45,
        f"{who} prohibited room tags": -45,
        f"{who} undesired room tags": -45,
    }


def test_what_was_published_counts_once_a_talk():
    data = sample(talk("a", published_timeslot=EARLY, published_room="Big"))
    assert score(data, [at("a", EARLY)]) == Score(0, 0, 0)
    assert score(data, [at("a", LATE, SMALL)]) == Score(0, -1, -10)


def test_themes_cost_beside_one_another_in_other_rooms_and_on_other_days():
    data = sample(talk("a", themes=of("AI", "Web")), talk("b", themes=of("AI", "Web", "IoT")))
    assert matches(data, [at("a", EARLY), at("b", EARLY, SMALL)]) == {
        "Theme track conflict": -90,
        "Theme track room stability": -180,
    }
    assert matches(data, [at("a", EARLY), at("b", LATE, SMALL)]) == {
        "Theme track room stability": -180
    }
    assert matches(data, [at("a", EARLY), at("b", LATE)]) == {}
    assert matches(data, [at("a", EARLY), at("b", NEXT, SMALL)]) == {"Same day talks": -180}


def test_a_lab_overlaps_a_breakout_but_shares_no_timeslot_with_it():
    data = sample(
        talk("a", themes=of("AI"), audiences=of("dev"), sectors=of("bank"), level=2),
        talk("lab", kind="Lab", themes=of("AI"), audiences=of("dev"), sectors=of("bank")),
    )
    assert matches(data, [at("a", EARLY), at("lab", LABS[0], WORKSHOP)]) == {
        "Theme track conflict": -45,
        "Theme track room stability": -165,
        "Audience type theme track conflict": -45,
        "Sector conflict": -45,
    }


def test_diversity_is_rewarded_within_a_timeslot():
    one = talk("a", audiences=of("dev", "ops"), level=1, language="en")
    data = sample(one, talk("b", audiences=of("dev"), level=2, language="fr"))
    found = {
        "Audience type diversity": 45,  # the common ones, as OptaPlanner counts them
        "Audience level diversity": 45,
        "Language diversity": 45,
    }
    placements = [at("a", EARLY), at("b", EARLY, SMALL)]
    assert matches(data, placements) == found
    assert score(data, placements).soft == 45 + 45 + 450
    assert matches(data, [at("a", EARLY), at("b", LATE)]) == {}


def test_contents_cost_at_once_on_other_days_and_against_the_levels():
    data = sample(talk("a", contents=of("Java")), talk("b", contents=of("Java"), level=3))
    assert matches(data, [at("a", EARLY), at("b", LATE)]) == {}
    assert matches(data, [at("a", LATE), at("b", NEXT)]) == {"Same day talks": -90}
    flow = {"Content audience level flow violation": -90}
    assert matches(data, [at("a", LATE), at("b", EARLY)]) == flow
    assert matches(data, [at("a", EARLY), at("b", EARLY, SMALL)]) == {
        **flow,
        "Content conflict": -45,
        "Audience level diversity": 45,
    }


def test_a_less_popular_talk_in_a_larger_room_counts_whenever_it_is():
    data = sample(talk("a", favorites=5), talk("b", favorites=6), talk("c", favorites=6))
    placements = [at("a", EARLY), at("b", NEXT, SMALL), at("c", LAST)]
    assert matches(data, placements) == {"Popular talks": -90}


def test_a_talk_out_of_its_timeslots_or_rooms_is_not_assigned():
    data = sample(talk("a"), talk("b"), talk("c"))
    placements = [at("a", LABS[0]), at("b", EARLY, WORKSHOP)]
    assert score(data, placements) == Score(0, 0, 0, unassigned=6)


def test_a_pinned_talk_that_moved_is_broken_although_it_has_no_points():
    data = sample(talk("a", pinned=True, timeslot=EARLY, room="Big"))
    assert assigned(data) == [at("a", EARLY)]
    assert score(data, assigned(data)).broken == 0
    moved = score(data, [at("a", EARLY, SMALL)])
    assert moved == Score(0, 0, 0, unpinned=1)
    assert moved.broken == 1


# --- The workbook -------------------------------------------------------------------------


def test_reads_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    configuration = book.active
    configuration.title = "Configuration"
    for row in (
        ["Conference name", "Tiny"],
        ["Minimum consecutive talks pause in minutes", 15],
        [],
        ["Constraint", "Score weight", "Description"],
        ["Room conflict", "1000hard/0medium/0soft", ""],
        [],
        ["Popular talks", "0hard/0medium/10soft", ""],
    ):
        configuration.append(row)
    timeslots = book.create_sheet("Timeslots")
    timeslots.append(["Day", "Start", "End", "Talk types", "Tags"])
    timeslots.append(["Mon 2018-10-01", "10:15", "12:15", "Lab", ""])
    timeslots.append(["Mon 2018-10-01", "10:15", "11:00", "Breakout", "Early, Sunny"])
    rooms = book.create_sheet("Rooms")
    rooms.append(["", "", "", "", "Mon 2018-10-01"])
    rooms.append(["Name", "Capacity", "Talk types", "Tags", "10:15-12:15", "10:15-11:00"])
    rooms.append(["R 1", 60.0, "Breakout", "Large, Recorded", "", ""])
    rooms.append(["R 2", 70.0, "", "", "", ""])
    rooms["E4"].fill = PatternFill("solid", fgColor="00555753")
    speakers = book.create_sheet("Speakers")
    speakers.append([""] * 9 + ["Mon 2018-10-01"])
    speakers.append(["Name", *["tags"] * 8, "10:15-12:15", "10:15-11:00"])
    speakers.append(["Amy Cole", "", "", "", "Early", "", "", "Large", "", "", ""])
    speakers["K3"].fill = PatternFill("solid", fgColor="00555753")
    talks = book.create_sheet("Talks")
    talks.append(["Code"])
    when = ["Mon 2018-10-01", "10:15", "11:00"]
    about = ["Breakout", "Amy Cole", "AI, Web", "Telecom", "Managers", 2.0, "Java", "en"]
    tags = ["", "", "", "Early", "Recorded", "", "", ""]
    talks.append(["S00", "Learn", *about, *tags, "Sponsor", "", 551.0, 1.0, True, *when, "R 1"])
    for cell, value in zip(talks["AB2:AE2"][0], [*when, "R 2"], strict=True):
        cell.value = value
    about = ["Lab", "", "", "", "Managers", 1.0, "", "en"]
    talks.append(["S01", "Practise", *about, *[""] * 9, "S00", 12.0, 0.0, False, *[""] * 8])
    book.save(tmp_path / "2talks.xlsx")

    data = read(tmp_path / "2talks.xlsx")

    lab = Timeslot(MON, 615, 735, LAB)
    early = Timeslot(MON, 615, 660, BREAKOUT, of("Early", "Sunny"))
    assert data == Data(
        name="2talks",
        pause=15,
        weights={"Room conflict": (1000, 0, 0), "Popular talks": (0, 0, 10)},
        timeslots=(lab, early),
        rooms=(
            Room("R 1", 60, BREAKOUT, of("Large", "Recorded")),
            Room("R 2", 70, LAB | BREAKOUT, closed=frozenset({lab})),
        ),
        speakers=(
            Speaker(
                "Amy Cole",
                times=Tags(undesired=of("Early")),
                rooms=Tags(prohibited=of("Large")),
                absent=frozenset({early}),
            ),
        ),
        talks=(
            Talk(
                code="S00",
                kind="Breakout",
                title="Learn",
                speakers=("Amy Cole",),
                themes=of("AI", "Web"),
                sectors=of("Telecom"),
                audiences=of("Managers"),
                level=2,
                contents=of("Java"),
                times=Tags(undesired=of("Early")),
                rooms=Tags(required=of("Recorded")),
                exclusive=of("Sponsor"),
                favorites=551,
                risk=1,
                pinned=True,
                timeslot=early,
                room="R 1",
                published_timeslot=early,
                published_room="R 2",
            ),
            Talk(
                code="S01",
                kind="Lab",
                title="Practise",
                audiences=of("Managers"),
                after=of("S00"),
                favorites=12,
            ),
        ),
    )


# --- The adapter against the score --------------------------------------------------------


def rich(seed: int) -> Data:
    """A full grid of eight breakouts and two labs, with all that costs and little that must be."""
    pick = random.Random(seed)

    def some(words: str, most: int) -> frozenset[str]:
        return frozenset(pick.sample(words.split(), pick.randint(0, most)))

    talks = [
        Talk(
            code=f"S{number}",
            kind="Lab" if number > 7 else "Breakout",
            speakers=(("Ann",), ("Bob",), ("Ann", "Bob"), ())[number % 4],
            themes=some("AI Web IoT", 2),
            sectors=some("bank health", 1),
            audiences=frozenset(pick.sample(["dev", "ops", "boss"], 1)),
            level=pick.randint(1, 3),
            contents=some("Java Rust Go", 2),
            language=pick.choice(["en", "fr"]),
            times=Tags(undesired=some("long lunch", 1)),
            rooms=Tags(preferred=some("Large Recorded", 1), undesired=some("Large Recorded", 1)),
            favorites=pick.randint(1, 5),
            published_room=pick.choice([None, "Big"]) if number < 8 else None,
        )
        for number in range(10)
    ]
    speakers = (
        Speaker("Ann", times=Tags(preferred=of("before lunch")), rooms=Tags(preferred=of("Large"))),
        Speaker("Bob", rooms=Tags(undesired=of("Recorded"))),
    )
    return sample(*talks, speakers=speakers)


def shuffled(data: Data, seed: int) -> list[Placement]:
    """A timetable that fills the grid at random, whatever the demands."""
    pick = random.Random(seed)
    found = []
    for kind in ("Breakout", "Lab"):
        cells = [
            (slot, room)
            for slot in data.timeslots
            for room in data.rooms
            if kind in slot.kinds & room.kinds and slot not in room.closed
        ]
        pick.shuffle(cells)
        talks = [talk for talk in data.talks if talk.kind == kind]
        assert len(talks) == len(cells)
        found += [at(talk.code, *cell) for talk, cell in zip(talks, cells, strict=True)]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_cost_of_the_problem_is_the_soft_score(seed: int):
    data = rich(seed)
    adapted = adapt(data)
    scores = set()
    for number in range(25):
        placements = shuffled(data, number)
        verdict = verify(adapted.problem, Timetable.of(placements))
        (tier,) = verdict.tiers
        assert adapted.soft(verdict.tier_cost(tier)) == score(data, placements).soft
        scores.add(score(data, placements).soft)
    assert len(scores) > 20


def eight(**more: dict[str, object]) -> Data:
    """A full grid without wishes; `more` changes talks, by their codes."""
    usual = {"audiences": of("dev")}
    codes = [f"S{number}" for number in range(8)]
    talks = [talk(code, **{**usual, **more.get(code, {})}) for code in codes]
    labs = [talk(code, kind="Lab", **{**usual, **more.get(code, {})}) for code in ("L0", "L1")]
    speakers = (
        Speaker("Ann", absent=frozenset({EARLY, LAST, LABS[0]})),
        Speaker("Bob", times=Tags(prohibited=of("before lunch")), rooms=Tags(required=of("Large"))),
        Speaker("Eve"),
    )
    return sample(*talks, *labs, speakers=speakers)


DEMANDS = {
    "absent": {"S0": {"speakers": ("Ann",)}, "L0": {"speakers": ("Ann",)}},
    "tags of a speaker": {"S0": {"speakers": ("Bob",)}},
    "one place": {"S0": {"speakers": ("Eve",)}, "L1": {"speakers": ("Eve",)}},
    "order": {"S0": {"after": of("S1", "L0")}},
    "exclusive": {"S0": {"exclusive": of("x")}, "S1": {"exclusive": of("x", "y")}},
    "required": {"S0": {"times": Tags(required=of("before lunch"))}},
    "prohibited": {"S0": {"rooms": Tags(prohibited=of("Large"))}},
    "needed": {"S0": {"rooms": Tags(required=of("Large", "Recorded"))}},
    "pinned": {"S0": {"pinned": True, "timeslot": NEXT, "room": "Small"}},
    "published": {"S0": {"published_timeslot": NEXT}, "L0": {"published_timeslot": LABS[1]}},
    "crowds": {"S0": {"risk": 1}, "S1": {"risk": 2}, "L0": {"risk": 1}},
}


@pytest.mark.parametrize("demand", DEMANDS)
def test_a_timetable_keeps_the_demands_of_both_or_of_neither(demand: str):
    data = eight(**DEMANDS[demand])
    problem = adapt(data).problem
    kept = set()
    for number in range(40):
        placements = shuffled(data, number)
        errors = verify(problem, Timetable.of(placements)).errors
        broken = score(data, placements).broken
        assert bool(errors) == bool(broken), [error.text.en for error in errors]
        kept.add(not errors)
    assert kept == ({True} if demand == "crowds" else {True, False})


def test_of_three_crowds_at_once_one_is_too_many():
    third = replace(SMALL, name="Third")
    crowds = [talk(f"C{number}", audiences=of("dev"), risk=1) for number in range(4)]
    data = eight(S0={"risk": 1}, S1={"risk": 2})
    data = replace(data, rooms=(*data.rooms, third), talks=(*crowds, *data.talks))
    problem = adapt(data).problem
    kept = set()
    for number in range(40):
        placements = shuffled(data, number)
        errors = verify(problem, Timetable.of(placements)).errors
        assert bool(errors) == bool(score(data, placements).broken)
        assert {error.rule for error in errors} <= {"track_at_once"}
        kept.add(not errors)
    assert kept == {True, False}


def test_a_closed_room_is_a_room_with_windows():
    closed = replace(SMALL, closed=frozenset({LATE}))
    data = eight()
    data = replace(data, rooms=(BIG, closed, WORKSHOP), talks=data.talks[1:])
    problem = adapt(data).problem
    placements = shuffled(data, 0)
    assert not verify(problem, Timetable.of(placements)).errors
    moved = [at(it.session, LATE, SMALL) if it.room == "Small" else it for it in placements]
    assert score(data, moved).hard < 0
    assert verify(problem, Timetable.of(moved)).errors


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"S0": {"audiences": of("dev", "ops")}}, "exactly one audience type"),
        ({"S0": {"times": Tags(preferred=of("a", "b"))}}, "several tags"),
    ],
)
def test_says_what_the_rules_cannot_say(changes: dict[str, dict[str, object]], words: str):
    with pytest.raises(NotExpressibleError, match=words):
        adapt(eight(**changes))


def test_a_grid_that_is_not_full_is_refused():
    data = eight()
    with pytest.raises(NotExpressibleError, match="do not fill"):
        adapt(replace(data, talks=data.talks[1:]))


def test_timeslots_that_are_not_alike_are_refused():
    longer = Timeslot(MON, 840, 900, BREAKOUT)
    with pytest.raises(NotExpressibleError, match="different lengths"):
        adapt(replace(eight(), timeslots=(*LABS, EARLY, LATE, NEXT, longer)))
    over = Timeslot(MON, 630, 675, BREAKOUT)
    with pytest.raises(NotExpressibleError, match="overlap"):
        adapt(replace(eight(), timeslots=(*LABS, EARLY, LATE, NEXT, over)))
    with pytest.raises(NotExpressibleError, match="several types"):
        adapt(replace(eight(), rooms=(BIG, SMALL, replace(WORKSHOP, kinds=LAB | BREAKOUT))))
