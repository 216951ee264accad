import pytest
from drafts import BOTH, draft, findings, kept, session, told, wanted

from agenda_solver.problem import Problem
from agenda_solver.rules.together import (
    InOneRoom,
    NotAtTheSameTime,
    OnDifferentDays,
    OnTheSameDay,
    RepeatsComeInTurn,
)

FRIDAY = "2026-06-12"


def labelled(key: str, *labels: list[str]) -> Problem:
    """Return a draft of sessions with these labels: `un`, `deux`, `trois`."""
    return draft(
        *(
            session(name, **{key: own})
            for name, own in zip(("un", "deux", "trois"), labels, strict=False)
        ),
        days=(*BOTH, FRIDAY),
    )


# --- Never at the same time ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "fine"),
    [("10h-11h", True), ("9h59-11h", False), ("8h-9h", True), ("8h-9h01", False)],
)
def test_sessions_that_exclude_one_another_may_touch(other: str, fine: bool) -> None:
    problem = labelled("exclusive", ["Élus"], ["elus"])
    assert kept(NotAtTheSameTime(), problem, "un 9h-10h", f"deux {other}") is fine


def test_only_those_that_share_a_label_exclude_one_another() -> None:
    problem = labelled("exclusive", ["a"], ["b"], ["a", "b"])
    assert kept(NotAtTheSameTime(), problem, "un 9h-10h", "deux 9h-10h", "trois 10h-11h")
    assert not kept(NotAtTheSameTime(), problem, "un 9h-10h", "deux 10h-11h", "trois 10h-11h")
    assert kept(NotAtTheSameTime(), problem, "un 9h-10h", "deux 9h-10h", "+1 trois 9h-10h")


def test_a_part_is_not_excluded_by_its_whole() -> None:
    problem = draft(
        session("ouverture", exclusive=["x"]),
        session("mot", 10, part_of="ouverture", exclusive=["x"]),
        session("discours", 10, part_of="ouverture", exclusive=["x"]),
    )
    lines = ("ouverture 9h-10h", "mot 9h-9h10")
    assert kept(NotAtTheSameTime(), problem, *lines, "discours 9h10-9h20")
    assert len(findings(NotAtTheSameTime(), problem, *lines, "discours 9h09-9h19")) == 1


def test_what_exclusive_sessions_say() -> None:
    problem = labelled("exclusive", ["jeunes", "climat"], ["climat", "jeunes"])
    assert told(NotAtTheSameTime(), problem, "deux 9h-10h", "un 9h30-11h") == [
        (
            "« Deux » et « Un » s'excluent (« climat » et « jeunes »), mais ont lieu en même "
            "temps (mercredi 10 juin 2026, de 9h30 à 10h00)",
            "“Deux” and “Un” exclude one another (“climat” and “jeunes”), but take place at the "
            "same time (Wednesday 10 June 2026, 09:30 to 10:00)",
        )
    ]
    # Two labels of the same two sessions are one demand.
    assert wanted(NotAtTheSameTime(), problem) == [
        (
            "« Un » et « Deux » n'ont jamais lieu en même temps",
            "“Un” and “Deux” never take place at the same time",
        )
    ]


@pytest.mark.parametrize("rule", [NotAtTheSameTime(), OnTheSameDay(), OnDifferentDays()])
def test_a_label_of_one_session_says_nothing(
    rule: NotAtTheSameTime | OnTheSameDay | OnDifferentDays,
) -> None:
    assert wanted(rule, labelled(rule.key, ["a", "a"], ["b"], [])) == []


# --- The same day -------------------------------------------------------------------------


def test_sessions_of_the_same_day() -> None:
    problem = labelled("same_day", ["Jour 1"], ["jour 1"])
    assert kept(OnTheSameDay(), problem, "+1 un 0h-1h", "+1 deux 23h-24h")
    assert not kept(OnTheSameDay(), problem, "un 23h-24h", "+1 deux 0h-1h")


def test_each_session_is_on_the_day_of_the_first() -> None:
    problem = labelled("same_day", ["j"], ["j"], ["j"])
    assert kept(OnTheSameDay(), problem, "un 9h-10h", "deux 9h-10h", "trois 9h-10h")
    assert len(findings(OnTheSameDay(), problem, "un 9h-10h", "deux 9h-10h", "+1 trois 9h-10h"))
    problem = labelled("same_day", ["j"], [], ["k"])
    assert kept(OnTheSameDay(), problem, "un 9h-10h", "+1 deux 9h-10h", "+2 trois 9h-10h")


def test_what_the_same_day_says() -> None:
    problem = labelled("same_day", ["j", "k"], ["k", "j"])
    assert told(OnTheSameDay(), problem, "un 9h-10h", "+1 deux 9h-10h") == [
        (
            "« Un » (le mercredi 10 juin 2026) et « Deux » (le jeudi 11 juin 2026) doivent avoir "
            "lieu le même jour",
            "“Un” (Wednesday 10 June 2026) and “Deux” (Thursday 11 June 2026) must take place on "
            "the same day",
        )
    ]
    assert wanted(OnTheSameDay(), problem) == [
        ("« Un » et « Deux » ont lieu le même jour", "“Un” and “Deux” take place on the same day")
    ]


# --- Different days -----------------------------------------------------------------------


def test_sessions_of_different_days() -> None:
    problem = labelled("different_days", ["j"], ["J"], ["j"])
    assert kept(OnDifferentDays(), problem, "un 23h-24h", "+1 deux 0h-1h", "+2 trois 9h-10h")
    assert (
        len(findings(OnDifferentDays(), problem, "un 9h-10h", "deux 15h-16h", "trois 8h-9h")) == 3
    )


def test_only_those_that_share_a_label_are_on_different_days() -> None:
    problem = labelled("different_days", ["a"], ["b"], ["a", "b"])
    assert kept(OnDifferentDays(), problem, "un 9h-10h", "deux 9h-10h", "+1 trois 9h-10h")
    assert not kept(OnDifferentDays(), problem, "un 9h-10h", "+1 deux 9h-10h", "+1 trois 9h-10h")


def test_what_different_days_say() -> None:
    problem = labelled("different_days", ["j", "k"], ["k", "j"])
    assert told(OnDifferentDays(), problem, "un 9h-10h", "deux 15h-16h") == [
        (
            "« Un » et « Deux » ont lieu le même jour (mercredi 10 juin 2026), mais doivent avoir "
            "lieu des jours différents",
            "“Un” and “Deux” take place on the same day (Wednesday 10 June 2026), but must be on "
            "different days",
        )
    ]
    assert wanted(OnDifferentDays(), problem) == [
        (
            "« Un » et « Deux » ont lieu des jours différents",
            "“Un” and “Deux” take place on different days",
        )
    ]


# --- Repeats ------------------------------------------------------------------------------


def test_each_time_comes_after_the_one_before_it() -> None:
    problem = draft(session("un", repeats=3), session("deux"), days=BOTH)
    others = ("deux 0h-1h",)
    assert kept(
        RepeatsComeInTurn(), problem, "un 9h-10h", "un-2 10h-11h", "+1 un-3 9h-10h", *others
    )
    assert not kept(
        RepeatsComeInTurn(), problem, "un 9h-10h", "un-2 9h59-11h", "un-3 11h-12h", *others
    )
    assert not kept(
        RepeatsComeInTurn(), problem, "un 9h-10h", "un-2 10h-11h", "un-3 10h59-12h", *others
    )


def test_rows_that_repeat_another_are_numbered_as_they_stand() -> None:
    problem = draft(session("bis", repeat_of="un"), session("un"), session("ter", repeat_of="un"))
    assert kept(RepeatsComeInTurn(), problem, "un 9h-10h", "bis 10h-11h", "ter 11h-12h")
    assert not kept(RepeatsComeInTurn(), problem, "un 9h-10h", "ter 10h-11h", "bis 11h-12h")


def test_what_repeats_say() -> None:
    problem = draft(session("un", repeats=3), days=BOTH)
    lines = ("un 9h-10h", "+1 un-2 9h-10h", "un-3 10h-11h")
    assert told(RepeatsComeInTurn(), problem, *lines) == [
        (
            "« Un » : la séance n° 3 (début le mercredi 10 juin 2026 à 10h00) doit venir après la "
            "séance n° 2 (fin le jeudi 11 juin 2026 à 10h00)",
            "“Un”: no. 3 (starts Wednesday 10 June 2026 at 10:00) must come after no. 2 "
            "(ends Thursday 11 June 2026 at 10:00)",
        )
    ]
    assert wanted(RepeatsComeInTurn(), problem) == [
        (
            "« Un » : la séance n° 2 vient après la séance n° 1",
            "“Un”: no. 2 comes after no. 1",
        ),
        (
            "« Un » : la séance n° 3 vient après la séance n° 2",
            "“Un”: no. 3 comes after no. 2",
        ),
    ]


def test_a_time_that_is_not_placed_is_not_judged() -> None:
    problem = draft(session("un", repeats=3))
    assert kept(RepeatsComeInTurn(), problem, "un 9h-10h", "un-3 8h-9h")


# --- In one room --------------------------------------------------------------------------


def halves(*labels: list[str]) -> Problem:
    keys = ("une", "deux", "pot")
    return draft(
        *(session(key, same_room=own) for key, own in zip(keys, labels, strict=True)),
        rooms=["amphi", "hall"],
    )


def test_two_halves_are_in_one_room_whichever() -> None:
    two = halves(["formation"], ["Formation"], [])
    assert kept(InOneRoom(), two, "une 9h-10h hall", "deux 13h-14h hall", "pot 9h-10h amphi")
    lines = "une 9h-10h hall", "deux 13h-14h amphi", "pot 9h-10h amphi"
    (finding,) = findings(InOneRoom(), two, *lines)
    assert (finding.text.fr, finding.text.en) == (
        "« Une » (Hall) et « Deux » (Amphi) doivent être dans la même salle",
        "“Une” (Hall) and “Deux” (Amphi) must be in the same room",
    )
    assert finding.rooms == ("hall", "amphi")


def test_what_has_no_room_is_with_everybody() -> None:
    three = halves(["a"], ["a"], ["a"])
    assert kept(InOneRoom(), three, "une 9h-10h hall", "deux 10h-11h", "pot 11h-12h hall")
    assert not kept(InOneRoom(), three, "une 9h-10h hall", "deux 10h-11h", "pot 11h-12h amphi")


def test_two_labels_in_common_are_told_once() -> None:
    twice = halves(["a", "b"], ["b", "a"], [])
    assert len(told(InOneRoom(), twice, "une 9h-10h hall", "deux 9h-10h amphi", "pot 9h-10h")) == 1


def test_what_one_room_is_asked() -> None:
    assert wanted(InOneRoom(), halves(["a"], ["a"], ["b"])) == [
        ("« Une » et « Deux » sont dans la même salle", "“Une” and “Deux” are in the same room")
    ]


def test_each_time_of_what_is_repeated_is_in_that_room() -> None:
    repeated = draft(
        session("atelier", same_room=["a"], repeats=2), "autre", rooms=["amphi", "hall"]
    )
    lines = "atelier 9h-10h hall", "autre 9h-10h amphi"
    assert kept(InOneRoom(), repeated, *lines, "atelier-2 10h-11h hall")
    assert not kept(InOneRoom(), repeated, *lines, "atelier-2 10h-11h amphi")
