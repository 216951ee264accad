from typing import Any

import pytest
from drafts import BOTH, THURSDAY, WEDNESDAY, draft, findings, kept, session, told, wanted

from agenda_solver.problem import Problem, TypedSpot
from agenda_solver.rules.programme import (
    BlockStartsTogether,
    ComesBefore,
    EverySessionIsPlaced,
    FillsASlot,
    FollowsItsSequence,
    LastsAsLongAsAllowed,
    NothingBesideAPlenary,
    PartsLieWithinTheirWhole,
    StaysWhereLocked,
    WithinItsWindows,
    WithinOpeningHours,
)

EXTERNAL = {"external": True, "locked": {"day": WEDNESDAY, "start": "9h"}}

# --- Every session is placed --------------------------------------------------------------


def test_each_session_once() -> None:
    assert kept(EverySessionIsPlaced(), draft("un", "deux"), "un 9h-10h", "deux 9h-10h")


def test_any_day_of_the_event_will_do() -> None:
    problem = draft("un", "deux", days=BOTH)
    assert kept(EverySessionIsPlaced(), problem, "un 9h-10h", "+1 deux 9h-10h")


def test_a_session_is_forgotten() -> None:
    (finding,) = findings(EverySessionIsPlaced(), draft("un", "deux"), "un 9h-10h")
    assert finding.text.fr == "« Deux » n'est pas au programme"
    assert finding.text.en == "“Deux” is not in the programme"
    assert finding.sessions == ("deux",)


@pytest.mark.parametrize("lines", [("un 9h-10h", "un 11h-12h"), ("un 9h-10h",) * 3])
def test_a_session_stands_more_than_once(lines: tuple[str, ...]) -> None:
    assert told(EverySessionIsPlaced(), draft("un"), *lines) == [
        ("« Un » est plusieurs fois au programme", "“Un” is in the programme more than once")
    ]


def test_a_session_on_a_day_that_is_not_the_event_s() -> None:
    assert told(EverySessionIsPlaced(), draft("un"), "+1 un 9h-10h") == [
        (
            "« Un » est placée le jeudi 11 juin 2026, qui n'est pas un jour de l'évènement",
            "“Un” is placed on Thursday 11 June 2026, which is not a day of the event",
        )
    ]


def test_an_empty_timetable_forgets_all() -> None:
    assert len(findings(EverySessionIsPlaced(), draft("un", "deux"))) == 2


# --- Opening hours ------------------------------------------------------------------------

OPEN = {"date": WEDNESDAY, "open": {"start": "9h", "end": "18h"}}


@pytest.mark.parametrize(
    ("hours", "fine"),
    [("9h-18h", True), ("8h59-10h", False), ("17h-18h01", False), ("7h-8h", False)],
)
def test_opening_hours(hours: str, fine: bool) -> None:
    assert kept(WithinOpeningHours(), draft("un", days=[OPEN]), f"un {hours}") is fine


def test_each_day_has_its_own_opening_hours() -> None:
    problem = draft("un", days=[OPEN, THURSDAY])
    assert not kept(WithinOpeningHours(), problem, "un 8h-9h")
    assert kept(WithinOpeningHours(), problem, "+1 un 8h-9h")


def test_what_is_external_may_be_outside() -> None:
    problem = draft(session("visite", **EXTERNAL), days=[OPEN])
    assert kept(WithinOpeningHours(), problem, "visite 7h-22h")
    assert wanted(WithinOpeningHours(), problem) == []


def test_a_part_lies_within_opening_hours_too() -> None:
    problem = draft("un", session("mot", part_of="un"), days=[OPEN])
    assert len(findings(WithinOpeningHours(), problem, "un 8h-9h", "mot 8h-8h10")) == 2


def test_outside_opening_hours() -> None:
    (finding,) = findings(WithinOpeningHours(), draft("un", days=[OPEN]), "un 8h30-9h30")
    assert finding.text.fr == (
        "« Un » a lieu de 8h30 à 9h30, mais la journée du mercredi 10 juin 2026 ouvre "
        "seulement de 9h00 à 18h00"
    )
    assert finding.text.en == (
        "“Un” takes place 08:30 to 09:30, but Wednesday 10 June 2026 is open only 09:00 to 18:00"
    )
    assert finding.sessions == ("un",)


def test_what_opening_hours_say() -> None:
    assert wanted(WithinOpeningHours(), draft("un", "deux", days=[OPEN, THURSDAY])) == [
        (
            "mercredi 10 juin 2026 : ouvert de 9h00 à 18h00",
            "Wednesday 10 June 2026: open 09:00 to 18:00",
        )
    ]


LATE = {"date": WEDNESDAY, "open": {"start": "18h", "end": "1h30"}}


@pytest.mark.parametrize(("hours", "fine"), [("22h-25h30", True), ("22h-25h31", False)])
def test_an_evening_goes_on_after_midnight(hours: str, fine: bool) -> None:
    assert kept(WithinOpeningHours(), draft("un", days=[LATE, THURSDAY]), f"un {hours}") is fine


def test_an_evening_that_is_too_long() -> None:
    assert told(WithinOpeningHours(), draft("bal", days=[LATE]), "bal 22h-26h") == [
        (
            "« Bal » a lieu de 22h00 à 2h00 (le lendemain), mais la journée du mercredi 10 juin "
            "2026 ouvre seulement de 18h00 à 1h30 (le lendemain)",
            "“Bal” takes place 22:00 to 02:00 (the day after), but Wednesday 10 June 2026 is "
            "open only 18:00 to 01:30 (the day after)",
        )
    ]


# --- Allowed windows ----------------------------------------------------------------------


def windowed(*windows: dict[str, Any], days: tuple[object, ...] = BOTH) -> Problem:
    return draft(session("un", windows=list(windows)), days=days)


HALVES = ({"start": "9h", "end": "12h"}, {"start": "14h", "end": "18h"})


@pytest.mark.parametrize(
    ("hours", "fine"),
    [
        ("9h-12h", True),
        ("14h-18h", True),
        ("8h59-10h", False),
        ("11h-12h01", False),
        ("11h-15h", False),
        ("12h-14h", False),
    ],
)
def test_windows_of_a_session(hours: str, fine: bool) -> None:
    assert kept(WithinItsWindows(), windowed(*HALVES), f"un {hours}") is fine
    assert kept(WithinItsWindows(), windowed(*HALVES), f"+1 un {hours}") is fine


def test_a_window_of_one_day() -> None:
    problem = windowed({"day": THURSDAY, "start": "9h"})
    assert kept(WithinItsWindows(), problem, "+1 un 9h-10h")
    assert not kept(WithinItsWindows(), problem, "un 9h-10h")


def test_no_window_is_no_demand() -> None:
    assert kept(WithinItsWindows(), windowed(), "un 0h-24h")
    assert wanted(WithinItsWindows(), windowed()) == []


def test_outside_its_windows() -> None:
    problem = windowed(*HALVES, days=(WEDNESDAY,))
    assert told(WithinItsWindows(), problem, "un 12h30-13h30") == [
        (
            "« Un » a lieu de 12h30 à 13h30, mais doit avoir lieu de 9h00 à 12h00 ou "
            "de 14h00 à 18h00",
            "“Un” takes place 12:30 to 13:30, but must take place 09:00 to 12:00 or 14:00 to 18:00",
        )
    ]


def test_outside_its_windows_on_another_day() -> None:
    (finding,) = findings(WithinItsWindows(), windowed({"day": WEDNESDAY}), "+1 un 9h-10h")
    assert finding.text.fr == (
        "« Un » a lieu le jeudi 11 juin 2026 de 9h00 à 10h00, mais doit avoir lieu "
        "le mercredi 10 juin 2026"
    )
    assert finding.text.en == (
        "“Un” takes place on Thursday 11 June 2026, 09:00 to 10:00, but must take place "
        "on Wednesday 10 June 2026"
    )
    assert finding.sessions == ("un",)


def test_what_windows_say() -> None:
    assert wanted(WithinItsWindows(), windowed(*HALVES)) == [
        (
            "« Un » doit avoir lieu de 9h00 à 12h00 ou de 14h00 à 18h00",
            "“Un” must take place 09:00 to 12:00 or 14:00 to 18:00",
        )
    ]


# --- Lengths ------------------------------------------------------------------------------

RANGE = {"min": 30, "ideal": 45, "max": 60}


@pytest.mark.parametrize(
    ("minutes", "hours", "fine"),
    [
        (60, "9h-10h", True),
        (60, "9h-9h59", False),
        (60, "9h-10h01", False),
        (RANGE, "9h-9h30", True),
        (RANGE, "9h-10h", True),
        (RANGE, "9h-9h37", True),
        (RANGE, "9h-9h29", False),
        (RANGE, "9h-10h01", False),
    ],
)
def test_lengths(minutes: object, hours: str, fine: bool) -> None:
    assert kept(LastsAsLongAsAllowed(), draft(session("un", minutes)), f"un {hours}") is fine


def test_a_session_that_fills_its_slot_has_no_length_of_its_own() -> None:
    slots = [{"day": WEDNESDAY, "start": "9h", "end": "10h"}]
    problem = draft(session("un", None), event={"slots": slots})
    assert kept(LastsAsLongAsAllowed(), problem, "un 9h-12h")
    assert wanted(LastsAsLongAsAllowed(), problem) == []


def test_too_long() -> None:
    (finding,) = findings(LastsAsLongAsAllowed(), draft("un"), "un 9h-11h")
    assert finding.text.fr == "« Un » dure 2 h (prévu : 1 h)"
    assert finding.text.en == "“Un” lasts 2 h (allowed: 1 h)"
    assert finding.sessions == ("un",)


def test_too_short() -> None:
    assert told(LastsAsLongAsAllowed(), draft(session("un", RANGE)), "un 9h-9h20") == [
        (
            "« Un » dure 20 min (prévu : entre 30 min et 1 h)",
            "“Un” lasts 20 min (allowed: between 30 min and 1 h)",
        )
    ]


def test_what_lengths_say() -> None:
    assert wanted(LastsAsLongAsAllowed(), draft(session("un", RANGE), session("deux", 90))) == [
        ("« Un » dure entre 30 min et 1 h", "“Un” lasts between 30 min and 1 h"),
        ("« Deux » dure 1 h 30", "“Deux” lasts 1 h 30 min"),
    ]


# --- Slots --------------------------------------------------------------------------------

SLOTS = [
    {"day": WEDNESDAY, "start": "9h", "end": "10h"},
    {"day": WEDNESDAY, "start": "10h30", "end": "11h30"},
    {"day": THURSDAY, "start": "14h", "end": "16h"},
]


def slotted(minutes: object = None, **more: object) -> Problem:
    return draft(session("un", minutes, **more), days=BOTH, event={"slots": SLOTS})


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("un 9h-10h", True),
        ("un 10h30-11h30", True),
        ("+1 un 14h-16h", True),
        ("un 9h-9h59", False),
        ("un 9h-10h01", False),
        ("un 9h05-10h", False),
        ("un 9h-11h30", False),
        ("un 14h-16h", False),
        ("+1 un 9h-10h", False),
        ("+1 un 15h-16h", False),
    ],
)
def test_a_session_without_minutes_fills_its_slot(line: str, fine: bool) -> None:
    assert kept(FillsASlot(), slotted(), line) is fine


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("un 9h-10h", True),
        ("un 9h-9h45", True),
        ("un 9h-10h01", False),
        ("un 9h15-10h", False),
        ("+1 un 14h-14h45", True),
    ],
)
def test_a_session_with_minutes_starts_with_a_slot_and_ends_within_it(
    line: str, fine: bool
) -> None:
    assert kept(FillsASlot(), slotted(45), line) is fine


def test_the_second_of_two_slots_that_start_together_is_tried() -> None:
    slots = [{**SLOTS[0]}, {**SLOTS[0], "end": "12h"}]
    problem = draft(session("un", 45), event={"slots": slots})
    assert kept(FillsASlot(), problem, "un 9h-11h")


def test_a_part_needs_no_slot() -> None:
    problem = draft(
        session("un", None), session("mot", 10, part_of="un"), event={"slots": SLOTS[:2]}
    )
    assert kept(FillsASlot(), problem, "un 9h-10h", "mot 9h15-9h25")


def test_what_is_external_or_locked_at_a_time_needs_no_slot() -> None:
    assert kept(FillsASlot(), slotted(45, **EXTERNAL), "un 8h-8h45")
    assert kept(FillsASlot(), slotted(45, locked={"start": "8h"}), "un 8h-8h45")
    assert not kept(FillsASlot(), slotted(45, locked={"day": WEDNESDAY}), "un 8h-8h45")


def test_a_locked_session_without_minutes_has_only_its_slot_to_tell_its_end() -> None:
    locked = slotted(None, locked={"start": "9h"})
    assert kept(FillsASlot(), locked, "un 9h-10h")
    assert not kept(FillsASlot(), locked, "un 9h-9h45")


def test_without_slots_there_is_nothing_to_fill() -> None:
    assert kept(FillsASlot(), draft("un"), "un 9h07-10h07")
    assert wanted(FillsASlot(), draft("un")) == []


def test_what_is_no_slot() -> None:
    (finding,) = findings(FillsASlot(), slotted(45), "un 9h15-10h")
    assert finding.text.fr == (
        "« Un » a lieu le mercredi 10 juin 2026 de 9h15 à 10h00, ce qui n'est pas un créneau "
        "de l'évènement"
    )
    assert finding.text.en == (
        "“Un” takes place on Wednesday 10 June 2026, 09:15 to 10:00, which is not a slot of "
        "the event"
    )
    assert finding.sessions == ("un",)


def test_what_slots_say_once_for_all() -> None:
    problem = draft(session("un", None), session("deux", 45), event={"slots": SLOTS[:2]})
    assert wanted(FillsASlot(), problem) == [
        (
            "les sessions commencent avec un créneau et y tiennent",
            "sessions start with a slot and end within it",
        )
    ]


# --- Locks --------------------------------------------------------------------------------

SPOT = {"day": THURSDAY, "start": "9h", "room": "amphi"}


def locked(**spot: object) -> Problem:
    return draft(session("un", locked=spot), days=BOTH, rooms=["amphi", "hall"])


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("+1 un 9h-10h amphi", True),
        ("+1 un 9h-11h amphi", True),
        ("un 9h-10h amphi", False),
        ("+1 un 9h05-10h amphi", False),
        ("+1 un 9h-10h hall", False),
        ("+1 un 9h-10h", False),
    ],
)
def test_a_lock_holds_day_start_and_room(line: str, fine: bool) -> None:
    assert kept(StaysWhereLocked(), locked(**SPOT), line) is fine


@pytest.mark.parametrize("key", SPOT)
def test_a_lock_holds_only_what_it_names(key: str) -> None:
    problem = locked(**{key: SPOT[key]})
    assert kept(StaysWhereLocked(), problem, "+1 un 9h-10h amphi")
    lines = {"day": "+1 un 8h-9h", "start": "un 9h-10h hall", "room": "un 8h-9h amphi"}
    assert kept(StaysWhereLocked(), problem, lines[key])
    assert not kept(StaysWhereLocked(), problem, "un 8h-9h hall")


def test_a_lock_at_midnight_is_a_lock() -> None:
    assert not kept(StaysWhereLocked(), locked(start="0h"), "un 9h-10h")


def test_a_broken_lock() -> None:
    (finding,) = findings(StaysWhereLocked(), locked(**SPOT), "un 9h30-10h30")
    assert finding.text.fr == (
        "« Un » est verrouillée (jeudi 11 juin 2026, 9h00, Amphi), mais a lieu le "
        "mercredi 10 juin 2026 à 9h30, sans salle"
    )
    assert finding.text.en == (
        "“Un” is locked (Thursday 11 June 2026, 09:00, Amphi), but takes place on "
        "Wednesday 10 June 2026 at 09:30, without a room"
    )
    assert finding.sessions == ("un",)


def test_what_a_lock_says_once() -> None:
    assert wanted(StaysWhereLocked(), locked(**SPOT)) == [
        (
            "« Un » est verrouillée : jeudi 11 juin 2026, 9h00, Amphi",
            "“Un” is locked: Thursday 11 June 2026, 09:00, Amphi",
        )
    ]
    assert wanted(StaysWhereLocked(), locked()) == []


def test_what_was_typed_by_hand_is_not_said_to_be_locked() -> None:
    problem = locked(**SPOT)
    (one, *others) = problem.sessions
    typed = one.model_copy(update={"locked": TypedSpot.model_validate(SPOT)})
    assert wanted(StaysWhereLocked(), problem.with_tables(sessions=[typed, *others])) == [
        (
            "« Un » a été placée à la main : jeudi 11 juin 2026, 9h00, Amphi",
            "“Un” was put there by hand: Thursday 11 June 2026, 09:00, Amphi",
        )
    ]


def test_a_room_locked_outside_those_named_leaves_nothing() -> None:
    from agenda_solver.rules.rooms import SessionHasARoom

    problem = draft(
        session("un", rooms=["hall"], locked={"room": "amphi"}), rooms=["amphi", "hall"]
    )
    for room in ("amphi", "hall"):
        line = f"un 9h-10h {room}"
        assert [
            kept(StaysWhereLocked(), problem, line),
            kept(SessionHasARoom(), problem, line),
        ] == [
            room == "amphi",
            room == "hall",
        ]


# --- Before and after ---------------------------------------------------------------------


def linked(gap: int = 0, **link: object) -> Problem:
    return draft(
        session("un", before=[{"session": "deux", **link}]),
        "deux",
        days=BOTH,
        event={"gap": gap},
    )


@pytest.mark.parametrize(
    ("link", "start", "fine"),
    [
        ({}, "10h", True),
        ({}, "9h59", False),
        ({}, "8h", False),
        ({}, "17h", True),
        ({"min": 15}, "10h15", True),
        ({"min": 15}, "10h14", False),
        ({"max": 30}, "10h30", True),
        ({"max": 30}, "10h31", False),
        ({"max": 30}, "10h", True),
        ({"max": 0}, "10h", True),
        ({"max": 0}, "10h01", False),
        ({"min": 15, "max": 15}, "10h15", True),
        ({"min": 15, "max": 15}, "10h16", False),
        ({"min": 15, "max": 15}, "10h14", False),
    ],
)
def test_a_gap_includes_its_bounds(link: dict[str, int], start: str, fine: bool) -> None:
    assert kept(ComesBefore(), linked(**link), "un 9h-10h", f"deux {start}-18h") is fine


@pytest.mark.parametrize(
    ("link", "start", "fine"),
    [
        ({}, "10h10", True),
        ({}, "10h09", False),
        ({"min": 0}, "10h", True),
        ({"min": 5}, "10h05", True),
        ({"max": 20}, "10h20", True),
        ({"max": 20}, "10h09", False),
        ({"max": 0}, "10h", True),
        ({"max": 5}, "10h05", True),
        ({"max": 5}, "10h06", False),
    ],
)
def test_the_event_s_gap_holds_where_nothing_else_is_said(
    link: dict[str, int], start: str, fine: bool
) -> None:
    problem = linked(gap=10, **link)
    assert kept(ComesBefore(), problem, "un 9h-10h", f"deux {start}-18h") is fine


def test_after_is_before_told_from_the_other_side() -> None:
    problem = draft("un", session("deux", after=[{"session": "un", "min": 15}]))
    assert kept(ComesBefore(), problem, "un 9h-10h", "deux 10h15-11h")
    assert not kept(ComesBefore(), problem, "un 9h-10h", "deux 10h14-11h")
    assert not kept(ComesBefore(), problem, "deux 9h-10h", "un 10h15-11h")


def test_the_next_day_is_after() -> None:
    assert kept(ComesBefore(), linked(), "un 17h-18h", "+1 deux 9h-10h")
    assert not kept(ComesBefore(), linked(), "+1 un 9h-10h", "deux 17h-18h")


def test_a_gap_counts_the_night() -> None:
    problem = linked(max=60)
    assert kept(ComesBefore(), problem, "un 22h-23h30", "+1 deux 0h30-1h")
    assert not kept(ComesBefore(), problem, "un 22h-23h29", "+1 deux 0h30-1h")


def test_two_links_on_one_pair_both_hold() -> None:
    problem = draft(
        session("un", before=[{"session": "deux", "min": 10}]),
        session("deux", after=[{"session": "un", "max": 30}]),
    )
    assert kept(ComesBefore(), problem, "un 9h-10h", "deux 10h10-11h")
    assert kept(ComesBefore(), problem, "un 9h-10h", "deux 10h30-11h")
    assert not kept(ComesBefore(), problem, "un 9h-10h", "deux 10h09-11h")
    assert not kept(ComesBefore(), problem, "un 9h-10h", "deux 10h31-11h")
    assert wanted(ComesBefore(), problem) == [
        (
            "« Un » vient avant « Deux », avec un écart de 10 min à 30 min",
            "“Un” comes before “Deux”, with a gap of 10 min to 30 min",
        )
    ]


def test_what_both_sessions_say_is_told_once() -> None:
    problem = draft(session("un", before=["deux"]), session("deux", after=["un"]))
    assert len(findings(ComesBefore(), problem, "un 9h-10h", "deux 8h-9h")) == 1


def test_what_two_pairs_of_like_titles_say_is_told_twice() -> None:
    problem = draft(
        session("un", title="Pause", before=["fin"]),
        session("deux", title="Pause", before=["fin"]),
        "fin",
    )
    assert len(findings(ComesBefore(), problem, "un 9h-10h", "deux 9h-10h", "fin 8h-9h")) == 2


def test_a_session_that_is_not_placed_is_neither_before_nor_after() -> None:
    assert kept(ComesBefore(), linked(), "un 9h-10h")
    assert kept(ComesBefore(), linked(), "deux 9h-10h")


def test_a_broken_order() -> None:
    (finding,) = findings(ComesBefore(), linked(min=15), "un 9h-10h", "deux 10h-11h")
    assert finding.text.fr == (
        "« Un » (fin le mercredi 10 juin 2026 à 10h00) doit venir avant « Deux » "
        "(début le mercredi 10 juin 2026 à 10h00), avec au moins 15 min d'écart"
    )
    assert finding.text.en == (
        "“Un” (ends Wednesday 10 June 2026 at 10:00) must come before “Deux” "
        "(starts Wednesday 10 June 2026 at 10:00), with a gap of at least 15 min"
    )
    assert finding.sessions == ("un", "deux")


@pytest.mark.parametrize(
    ("link", "fr", "en"),
    [
        ({}, "", ""),
        ({"min": 0}, "", ""),
        ({"max": 0}, ", sans pause", ", without a pause"),
        ({"min": 0, "max": 0}, ", sans pause", ", without a pause"),
        ({"min": 15, "max": 15}, ", avec 15 min d'écart", ", with a gap of 15 min"),
        ({"max": 30}, ", avec 30 min d'écart au plus", ", with a gap of at most 30 min"),
        (
            {"min": 15, "max": 60},
            ", avec un écart de 15 min à 1 h",
            ", with a gap of 15 min to 1 h",
        ),
        ({"min": 90}, ", avec au moins 1 h 30 d'écart", ", with a gap of at least 1 h 30 min"),
    ],
)
def test_what_an_order_says(link: dict[str, int], fr: str, en: str) -> None:
    assert wanted(ComesBefore(), linked(**link)) == [
        (f"« Un » vient avant « Deux »{fr}", f"“Un” comes before “Deux”{en}")
    ]


# --- Sequences ----------------------------------------------------------------------------


def suite(*others: object, gap: int = 0, **sequence: object) -> Problem:
    return draft(
        "un",
        "deux",
        "trois",
        *others,
        days=BOTH,
        event={"gap": gap},
        sequences=[{"sessions": ["un", "deux", "trois"], **sequence}],
    )


IN_ORDER = ("un 9h-10h", "deux 10h-11h", "trois 11h-12h")


def test_a_sequence_is_in_order() -> None:
    assert kept(FollowsItsSequence(), suite(), *IN_ORDER)
    assert kept(FollowsItsSequence(), suite(), "un 9h-10h", "deux 14h-15h", "+1 trois 9h-10h")


def test_each_pair_out_of_order_is_told() -> None:
    found = findings(FollowsItsSequence(), suite(), "un 11h-12h", "deux 10h-11h", "trois 9h-10h")
    assert [finding.sessions for finding in found] == [("un", "deux"), ("deux", "trois")]


def test_overlapping_is_not_following() -> None:
    lines = ("un 9h-10h01", "deux 10h-11h", "trois 11h-12h")
    assert not kept(FollowsItsSequence(), suite(), *lines)


@pytest.mark.parametrize(
    ("gap", "sequence", "start", "fine"),
    [
        (10, {}, "11h10", True),
        (10, {}, "11h09", False),
        (10, {"min": 0}, "11h", True),
        (10, {"max": 5}, "11h05", True),
        (10, {"max": 5}, "11h06", False),
        (0, {"min": 5, "max": 10}, "11h05", True),
        (0, {"min": 5, "max": 10}, "11h10", True),
        (0, {"min": 5, "max": 10}, "11h11", False),
        (0, {"min": 5, "max": 10}, "11h04", False),
    ],
)
def test_gaps_of_a_sequence(gap: int, sequence: dict[str, int], start: str, fine: bool) -> None:
    problem = draft(
        "un", "deux", event={"gap": gap}, sequences=[{"sessions": ["un", "deux"], **sequence}]
    )
    assert kept(FollowsItsSequence(), problem, "un 10h-11h", f"deux {start}-12h") is fine


def direct(**other: object) -> Problem:
    return draft(
        "un",
        "deux",
        session("autre", **other),
        days=BOTH,
        sequences=[{"sessions": ["un", "deux"], "between": False}],
    )


@pytest.mark.parametrize(
    ("hours", "fine"),
    [
        ("10h-10h30", False),  # starts as the first ends
        ("10h30-11h", False),
        ("10h59-12h", False),
        ("11h-12h", True),  # starts with the next
        ("9h59-10h30", True),  # has started before the first ended
        ("8h-9h", True),
        ("9h-10h", True),
        ("12h-13h", True),
    ],
)
def test_nothing_starts_in_between(hours: str, fine: bool) -> None:
    lines = ("un 9h-10h", "deux 11h-12h", f"autre {hours}")
    assert kept(FollowsItsSequence(), direct(), *lines) is fine


def test_something_may_come_in_between_unless_it_is_said() -> None:
    lines = (*IN_ORDER[:2], "trois 12h-13h", "autre 11h-12h")
    assert kept(FollowsItsSequence(), suite("autre"), *lines)
    assert not kept(FollowsItsSequence(), suite("autre", between=False), *lines)


def test_between_reaches_over_night() -> None:
    lines = ("un 17h-18h", "+1 deux 9h-10h")
    assert not kept(FollowsItsSequence(), direct(), *lines, "+1 autre 8h-9h")
    assert not kept(FollowsItsSequence(), direct(), *lines, "autre 20h-21h")
    assert kept(FollowsItsSequence(), direct(), *lines, "+1 autre 9h-10h")


def test_there_is_no_between_where_the_order_is_wrong() -> None:
    found = findings(FollowsItsSequence(), direct(), "deux 9h-10h", "un 11h-12h", "autre 10h-11h")
    assert [finding.sessions for finding in found] == [("un", "deux")]


def test_what_is_external_may_come_in_between() -> None:
    lines = ("un 9h-10h", "deux 11h-12h", "autre 10h-11h")
    assert kept(FollowsItsSequence(), direct(**EXTERNAL), *lines)


def test_parts_and_the_whole_of_the_two_may_start_in_between() -> None:
    problem = draft(
        session("ouverture", 180),
        session("un", part_of="ouverture"),
        session("deux", part_of="ouverture"),
        session("detail", 10, part_of="deux"),
        sequences=[{"sessions": ["un", "deux"], "between": False}],
    )
    lines = ("ouverture 9h-12h", "un 9h-10h", "deux 11h-12h", "detail 11h-11h10")
    assert kept(FollowsItsSequence(), problem, *lines)


def test_the_whole_of_only_the_next_may_start_in_between() -> None:
    problem = draft(
        "un",
        session("ouverture", 120),
        session("deux", part_of="ouverture"),
        sequences=[{"sessions": ["un", "deux"], "between": False}],
    )
    lines = ("un 9h-10h", "ouverture 10h-12h", "deux 11h-12h")
    assert kept(FollowsItsSequence(), problem, *lines)


@pytest.mark.parametrize("placed", ["un", "deux"])
def test_a_sequence_of_which_one_is_missing(placed: str) -> None:
    assert kept(FollowsItsSequence(), direct(), f"{placed} 9h-10h", "autre 10h-11h")


def test_a_third_part_of_the_same_whole_comes_in_between() -> None:
    problem = draft(
        session("ouverture", 180),
        *(session(key, part_of="ouverture") for key in ("un", "deux", "autre")),
        sequences=[{"sessions": ["un", "deux"], "between": False}],
    )
    lines = ("ouverture 9h-12h", "un 9h-10h", "deux 11h-12h", "autre 10h-11h")
    assert not kept(FollowsItsSequence(), problem, *lines)


def test_what_comes_in_between() -> None:
    lines = ("un 9h-10h", "deux 11h-12h", "autre 10h-11h")
    (finding,) = findings(FollowsItsSequence(), direct(), *lines)
    assert finding.text.fr == "« Autre » commence entre « Un » et « Deux », qui doivent se suivre"
    assert finding.text.en == (
        "“Autre” starts between “Un” and “Deux”, which must follow one another"
    )
    assert finding.sessions == ("autre", "un", "deux")


def test_a_broken_sequence() -> None:
    problem = draft("un", "deux", sequences=[{"sessions": ["un", "deux"], "max": 0}])
    assert told(FollowsItsSequence(), problem, "un 9h-10h", "deux 10h05-11h") == [
        (
            "« Un » (fin le mercredi 10 juin 2026 à 10h00) doit venir avant « Deux » "
            "(début le mercredi 10 juin 2026 à 10h05), sans pause",
            "“Un” (ends Wednesday 10 June 2026 at 10:00) must come before “Deux” "
            "(starts Wednesday 10 June 2026 at 10:05), without a pause",
        )
    ]


def test_what_a_sequence_says() -> None:
    assert wanted(FollowsItsSequence(), suite(min=5)) == [
        (
            "« Un » vient avant « Deux », avec au moins 5 min d'écart",
            "“Un” comes before “Deux”, with a gap of at least 5 min",
        ),
        (
            "« Deux » vient avant « Trois », avec au moins 5 min d'écart",
            "“Deux” comes before “Trois”, with a gap of at least 5 min",
        ),
    ]
    assert wanted(FollowsItsSequence(), direct()) == [
        (
            "« Un » vient avant « Deux », sans rien entre les deux",
            "“Un” comes before “Deux”, nothing in between",
        )
    ]


def test_two_sequences_with_one_pair_say_what_is_strictest() -> None:
    problem = draft(
        "un",
        "deux",
        sequences=[
            {"sessions": ["un", "deux"], "max": 60},
            {"sessions": ["un", "deux"], "between": False, "min": 10, "max": 90},
        ],
    )
    assert wanted(FollowsItsSequence(), problem) == [
        (
            "« Un » vient avant « Deux », avec un écart de 10 min à 1 h, sans rien entre les deux",
            "“Un” comes before “Deux”, with a gap of 10 min to 1 h, nothing in between",
        )
    ]


# --- Blocks -------------------------------------------------------------------------------


def block(*keys: str) -> Problem:
    return draft(*(session(key, block="ateliers") for key in keys), "autre", days=BOTH)


def test_a_block_starts_together_and_may_end_apart() -> None:
    problem = block("un", "deux", "trois")
    lines = ("un 14h-15h", "deux 14h-16h", "trois 14h-15h30", "autre 9h-10h")
    assert kept(BlockStartsTogether(), problem, *lines)


def test_a_minute_apart_is_not_together() -> None:
    lines = ("un 14h-15h", "deux 14h01-15h01", "autre 14h-15h")
    (finding,) = findings(BlockStartsTogether(), block("un", "deux"), *lines)
    assert finding.text.fr == (
        "« Un » (le mercredi 10 juin 2026 à 14h00) et « Deux » (le mercredi 10 juin 2026 à "
        "14h01) doivent commencer ensemble"
    )
    assert finding.text.en == (
        "“Un” (Wednesday 10 June 2026 at 14:00) and “Deux” (Wednesday 10 June 2026 at "
        "14:01) must start together"
    )
    assert finding.sessions == ("un", "deux")


def test_the_same_hour_on_another_day_is_not_together() -> None:
    lines = ("un 14h-15h", "+1 deux 14h-15h", "autre 9h-10h")
    assert not kept(BlockStartsTogether(), block("un", "deux"), *lines)


def test_two_blocks_do_not_bind_one_another() -> None:
    problem = draft(session("un", block="matin"), session("deux", block="soir"))
    assert kept(BlockStartsTogether(), problem, "un 9h-10h", "deux 18h-19h")
    assert kept(BlockStartsTogether(), draft("un", "deux"), "un 9h-10h", "deux 18h-19h")
    assert wanted(BlockStartsTogether(), problem) == []


def test_a_block_of_which_one_is_missing() -> None:
    assert kept(BlockStartsTogether(), block("un", "deux", "trois"), "un 9h-10h", "trois 9h-10h")


def test_what_a_block_says() -> None:
    assert wanted(BlockStartsTogether(), block("un", "deux", "trois")) == [
        (
            "« Un », « Deux » et « Trois » commencent ensemble",
            "“Un”, “Deux” and “Trois” start together",
        )
    ]


# --- Parts --------------------------------------------------------------------------------


def whole(days: tuple[object, ...] = (WEDNESDAY,), **more: object) -> Problem:
    return draft(
        session("ouverture", 60, **more),
        session("mot", 10, part_of="ouverture"),
        rooms=["amphi", "hall"],
        days=days,
    )


@pytest.mark.parametrize(
    ("hours", "fine"),
    [
        ("9h-10h", True),
        ("9h-9h10", True),
        ("9h50-10h", True),
        ("8h59-9h10", False),
        ("9h50-10h01", False),
        ("10h-10h10", False),
        ("8h-11h", False),
    ],
)
def test_a_part_lies_within_its_whole(hours: str, fine: bool) -> None:
    lines = ("ouverture 9h-10h amphi", f"mot {hours} amphi")
    assert kept(PartsLieWithinTheirWhole(), whole(), *lines) is fine


def test_a_part_is_on_the_day_of_its_whole() -> None:
    lines = ("ouverture 9h-10h amphi", "+1 mot 9h-9h10 amphi")
    assert not kept(PartsLieWithinTheirWhole(), whole(days=BOTH), *lines)


def test_a_part_is_in_the_room_of_its_whole() -> None:
    problem = whole()
    assert not kept(PartsLieWithinTheirWhole(), problem, "ouverture 9h-10h amphi", "mot 9h-9h10")
    lines = ("ouverture 9h-10h amphi", "mot 9h-9h10 hall")
    (finding,) = findings(PartsLieWithinTheirWhole(), problem, *lines)
    assert finding.text.fr == "« Mot » (Hall) doit se tenir dans la salle de « Ouverture » (Amphi)"
    assert finding.text.en == "“Mot” (Hall) must be in the room of “Ouverture” (Amphi)"
    assert finding.sessions == ("mot", "ouverture")


def test_a_part_without_room_where_its_whole_has_one() -> None:
    assert told(PartsLieWithinTheirWhole(), whole(), "ouverture 9h-10h amphi", "mot 9h-9h10") == [
        (
            "« Mot » (sans salle) doit se tenir dans la salle de « Ouverture » (Amphi)",
            "“Mot” (without a room) must be in the room of “Ouverture” (Amphi)",
        )
    ]


def test_a_whole_without_room_leaves_its_parts_theirs() -> None:
    problem = whole(rooms=[])
    assert kept(PartsLieWithinTheirWhole(), problem, "ouverture 9h-10h", "mot 9h-9h10 hall")
    assert kept(PartsLieWithinTheirWhole(), problem, "ouverture 9h-10h", "mot 9h-9h10")


def test_a_part_of_a_part() -> None:
    problem = draft(
        "ouverture",
        session("mot", 20, part_of="ouverture"),
        session("detail", 10, part_of="mot"),
    )
    assert kept(
        PartsLieWithinTheirWhole(), problem, "ouverture 9h-10h", "mot 9h-9h20", "detail 9h10-9h20"
    )
    assert not kept(
        PartsLieWithinTheirWhole(), problem, "ouverture 9h-10h", "mot 9h-9h20", "detail 9h30-9h40"
    )


def test_a_part_outside() -> None:
    lines = ("ouverture 9h-10h amphi", "mot 9h55-10h05 amphi")
    assert told(PartsLieWithinTheirWhole(), whole(), *lines) == [
        (
            "« Mot » (de 9h55 à 10h05) doit tenir dans « Ouverture » (de 9h00 à 10h00)",
            "“Mot” (09:55 to 10:05) must lie within “Ouverture” (09:00 to 10:00)",
        )
    ]


def test_a_part_on_another_day() -> None:
    lines = ("ouverture 9h-10h amphi", "+1 mot 9h-9h10 amphi")
    assert told(PartsLieWithinTheirWhole(), whole(days=BOTH), *lines) == [
        (
            "« Mot » (le jeudi 11 juin 2026 de 9h00 à 9h10) doit tenir dans « Ouverture » "
            "(le mercredi 10 juin 2026 de 9h00 à 10h00)",
            "“Mot” (on Thursday 11 June 2026, 09:00 to 09:10) must lie within “Ouverture” "
            "(on Wednesday 10 June 2026, 09:00 to 10:00)",
        )
    ]


def test_a_part_whose_whole_is_missing() -> None:
    assert kept(PartsLieWithinTheirWhole(), whole(), "mot 9h-9h10 amphi")


def test_what_a_part_says() -> None:
    assert wanted(PartsLieWithinTheirWhole(), whole()) == [
        ("« Mot » fait partie de « Ouverture »", "“Mot” is a part of “Ouverture”")
    ]


# --- Plenaries ----------------------------------------------------------------------------


def plenary(**more: object) -> Problem:
    return draft(session("ouverture", **more), "autre", days=BOTH)


FULL = {"kind": "plénière"}


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("autre 10h-11h", True),
        ("autre 8h-9h", True),
        ("+1 autre 9h-10h", True),
        ("autre 9h59-11h", False),
        ("autre 8h-9h01", False),
        ("autre 9h15-9h30", False),
        ("autre 8h-11h", False),
    ],
)
def test_nothing_beside_a_plenary(line: str, fine: bool) -> None:
    assert kept(NothingBesideAPlenary(), plenary(**FULL), "ouverture 9h-10h", line) is fine


@pytest.mark.parametrize(
    ("more", "alone"),
    [
        ({"kind": "plénière"}, True),
        ({"plenary": True}, True),
        ({"kind": "plénière", "plenary": False}, False),
        ({"kind": "table ronde"}, False),
        ({"kind": "cérémonie", "plenary": True}, True),
    ],
)
def test_what_is_a_plenary(more: dict[str, object], alone: bool) -> None:
    lines = ("ouverture 9h-10h", "autre 9h-10h")
    assert kept(NothingBesideAPlenary(), plenary(**more), *lines) is not alone
    assert bool(wanted(NothingBesideAPlenary(), plenary(**more))) is alone


def test_not_even_a_break_is_beside_a_plenary() -> None:
    problem = draft(session("ouverture", **FULL), session("café", kind="pause"))
    assert not kept(NothingBesideAPlenary(), problem, "ouverture 9h-10h", "café 9h-10h")


def test_a_plenary_has_its_parts_beside_it() -> None:
    problem = draft(
        session("ouverture", **FULL),
        session("mot", 20, part_of="ouverture"),
        session("detail", 10, part_of="mot"),
    )
    lines = ("ouverture 9h-10h", "mot 9h-9h20", "detail 9h-9h10")
    assert kept(NothingBesideAPlenary(), problem, *lines)


def test_a_part_may_be_the_plenary() -> None:
    problem = draft(
        "ouverture",
        session("mot", 20, part_of="ouverture", **FULL),
        session("discours", 20, part_of="ouverture"),
    )
    assert kept(
        NothingBesideAPlenary(), problem, "ouverture 9h-10h", "mot 9h-9h20", "discours 9h20-9h40"
    )
    assert not kept(
        NothingBesideAPlenary(), problem, "ouverture 9h-10h", "mot 9h-9h20", "discours 9h10-9h30"
    )


def test_what_is_external_is_neither_hindered_nor_a_hindrance() -> None:
    lines = ("ouverture 9h-10h", "visite 9h-10h")
    beside = draft(session("ouverture", **FULL), session("visite", **EXTERNAL))
    assert kept(NothingBesideAPlenary(), beside, *lines)
    away = draft("ouverture", session("visite", **FULL, **EXTERNAL))
    assert kept(NothingBesideAPlenary(), away, *lines)
    assert wanted(NothingBesideAPlenary(), away) == []


def test_two_plenaries_at_once_are_told_once() -> None:
    problem = draft(session("un", **FULL), session("deux", **FULL))
    assert len(findings(NothingBesideAPlenary(), problem, "un 9h-10h", "deux 9h-10h")) == 1


def test_what_is_beside_a_plenary() -> None:
    problem = plenary(**FULL)
    (finding,) = findings(NothingBesideAPlenary(), problem, "autre 8h-9h30", "ouverture 9h-10h")
    assert finding.text.fr == (
        "« Autre » a lieu en même temps que la plénière « Ouverture » "
        "(mercredi 10 juin 2026, de 9h00 à 9h30)"
    )
    assert finding.text.en == (
        "“Autre” takes place beside the plenary “Ouverture” "
        "(Wednesday 10 June 2026, 09:00 to 09:30)"
    )
    assert finding.sessions == ("ouverture", "autre")


def test_what_a_plenary_says() -> None:
    assert wanted(NothingBesideAPlenary(), plenary(**FULL)) == [
        (
            "rien n'a lieu en même temps que « Ouverture »",
            "nothing takes place beside “Ouverture”",
        )
    ]
