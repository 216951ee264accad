from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from agenda_solver.difference import Version, difference
from agenda_solver.files.workbook.edits import changes_between
from agenda_solver.history.edits import (
    HandEdit,
    Renamed,
    broken_by_hand,
    locked_by_hand,
    under_new_ids,
)
from agenda_solver.problem import Path, Problem
from agenda_solver.text import Text, same
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views import news
from forum import DRAFT, PROBLEM, THURSDAY, TIMETABLE, WEDNESDAY

BEFORE = Version(PROBLEM, TIMETABLE)
ATTENDEES = [
    {"id": "p1", "name": "Ada", "wishes": ["a1", "a2"]},
    {"id": "p2", "wishes": {"a1": 3, "a2": 1}},
]


def changed(data: Mapping[str, Any], key: str, id_: str, **fields: Any) -> dict[str, Any]:
    """Return a draft in which a row has other fields; None takes one away."""
    rows = [{**row, **fields} if row["id"] == id_ else row for row in data[key]]
    return {
        **data,
        key: [{name: value for name, value in row.items() if value is not None} for row in rows],
    }


def without(data: Mapping[str, Any], key: str, id_: str) -> dict[str, Any]:
    return {**data, key: [row for row in data[key] if row["id"] != id_]}


def seen(
    new: Mapping[str, Any],
    timetable: Timetable = TIMETABLE,
    *,
    old: Mapping[str, Any] = DRAFT,
    renamed: Renamed | None = None,
) -> tuple[HandEdit, ...]:
    def place(path: Path) -> Text:
        return same(".".join(map(str, path)))

    ids = renamed or {}
    before = under_new_ids(Problem.read(old), TIMETABLE, ids)
    return changes_between(before, Version(Problem.read(new), timetable), place, ids)


def told(*arguments: Any, **options: Any) -> list[tuple[str, str]]:
    return [(it.where.fr, it.text.fr) for it in seen(*arguments, **options)]


def moved(session: str, **fields: Any) -> Timetable:
    """Return the timetable with one session elsewhere."""
    return Timetable.of(
        replace(it, **fields) if it.session == session else it for it in TIMETABLE.placements
    )


def moved_to(session: str, **fields: Any) -> Version:
    return Version(PROBLEM, moved(session, **fields))


def unplaced(*sessions: str) -> Timetable:
    return Timetable.of(it for it in TIMETABLE.placements if it.session not in sessions)


# --- In the timetable ---------------------------------------------------------------------


def test_nothing_has_changed() -> None:
    assert seen(DRAFT) == ()


@pytest.mark.parametrize(
    ("fields", "where", "sentence"),
    [
        ({"start": 850}, "start", "14h00–15h00, {seine} → 14h10–15h00"),
        ({"end": 910}, "end", "14h00–15h00, {seine} → 14h00–15h10"),
        ({"start": 600, "end": 660}, "start", "14h00, {seine} → 10h00"),
        ({"day": THURSDAY}, "day", "14h00, {seine} → jeudi 11 juin 14h00"),
        (
            {"day": THURSDAY, "start": 600, "end": 660},
            "start",
            "14h00, {seine} → jeudi 11 juin 10h00",
        ),
        ({"room": "robec"}, "room", "14h00, {seine} → Petite salle"),
        ({"room": None}, "room", "14h00, {seine} → sans salle"),
        (
            {"start": 850, "room": "robec"},
            "start",
            "14h00–15h00, {seine} → 14h10–15h00, Petite salle",
        ),
    ],
)
def test_a_move_tells_what_differs(fields: dict[str, Any], where: str, sentence: str) -> None:
    (change,) = seen(DRAFT, moved("a2", **fields))
    assert (change.kind, change.id, change.where.fr) == ("moved", "a2", f"sessions.4.@{where}")
    told = sentence.format(seine="Salle Seine (à confirmer)")
    assert change.text.fr == f"« Atelier 2 » : mercredi 10 juin {told}"
    assert [change.text] == news.session_lines(difference(BEFORE, moved_to("a2", **fields)))
    assert change.before == {
        "day": "2026-06-10",
        "start": "14:00",
        "end": "15:00",
        "room": "seine",
    }


def test_a_session_without_a_time_and_one_with_a_first_one() -> None:
    (lost,) = seen(DRAFT, unplaced("a2"))
    assert (lost.kind, lost.after) == ("unplaced", None)
    assert lost.text.fr == (
        "« Atelier 2 » : mercredi 10 juin 14h00, Salle Seine (à confirmer) → sans heure"
    )
    extra = {"id": "bilan", "title": "Bilan", "minutes": 30}
    longer = {**DRAFT, "sessions": [*DRAFT["sessions"], extra]}
    there = Timetable.of([*TIMETABLE.placements, Placement("bilan", WEDNESDAY, 900, 930, "amphi")])
    (placed,) = seen(longer, there, old=longer)
    assert (placed.kind, placed.before) == ("placed", None)
    assert placed.text.en == "“Bilan”: no time → Wednesday 10 June, 15:00, Grand amphi"


def some_version(chance: random.Random) -> Version:
    """Return the forum at other times, in other rooms, the two workshops at one moment."""
    starts = {it.session: chance.choice([540, 600]) for it in TIMETABLE.placements}
    placed = [
        replace(
            it,
            day=chance.choice([WEDNESDAY, it.day]),
            start=(start := starts[it.session.replace("a2", "a1")]),
            end=start + chance.choice([30, 60]),
            room=chance.choice([it.room, "robec"]),
        )
        for it in TIMETABLE.placements
    ]
    seats = [Seat(key, chance.choice(["a1", "a2"])) for key in ("p1", "p2")]
    return Version(Problem.read({**DRAFT, "attendees": ATTENDEES}), Timetable.of(placed, seats))


@pytest.mark.parametrize("seed", range(40))
def test_what_a_hand_changes_is_what_differs(seed: int) -> None:
    chance = random.Random(seed)
    before, after = some_version(chance), some_version(chance)
    edits = changes_between(before, after, lambda _: same(""), {})
    changed = difference(before, after)
    assert {edit.kind for edit in edits} <= {"moved", "seat"}
    sessions = zip(changed.sessions, news.session_lines(changed), strict=True)
    assert {(edit.id, edit.text) for edit in edits if edit.kind == "moved"} == {
        (change.session, sentence) for change, sentence in sessions
    }
    seats = zip(changed.attendees, news.seat_lines(changed), strict=True)
    turned = [
        (change.attendee, change.session_before, change.session_after, sentence)
        for change, sentence in seats
        if change.session_before != change.session_after
    ]
    assert turned == [
        (edit.id, edit.before, edit.after, edit.text) for edit in edits if edit.kind == "seat"
    ]


# --- Rows of sessions ---------------------------------------------------------------------


def test_an_added_session() -> None:
    extra = {"id": "bilan", "title": "Bilan", "minutes": 30}
    longer = {**DRAFT, "sessions": [*DRAFT["sessions"], extra]}
    (change,) = seen(longer)
    assert (change.kind, change.of, change.id, change.after) == ("added", "sessions", "bilan", None)
    assert (change.where.fr, change.text.fr) == (
        "sessions.6.id",
        "« Bilan » : ligne ajoutée, sans heure",
    )
    there = Timetable.of([*TIMETABLE.placements, Placement("bilan", WEDNESDAY, 900, 930, "amphi")])
    (change,) = seen(longer, there)
    assert change.text.en == "“Bilan”: row added, Wednesday 10 June, 15:00–15:30, Grand amphi"
    assert change.after == {
        "day": "2026-06-10",
        "start": "15:00",
        "end": "15:30",
        "room": "amphi",
    }


def test_a_deleted_session_says_who_referred_to_it() -> None:
    old = {
        **changed(DRAFT, "sessions", "a1", after=["ouverture"]),
        "attendees": [{"id": "p1", "wishes": ["ouverture", "a1"], "must_attend": ["ouverture"]}],
        "sequences": [
            {"id": "debut", "sessions": ["cafe", "ouverture"]},
            {"id": "suite", "sessions": ["cafe", "ouverture", "a1"]},
        ],
    }
    left = without(old, "sessions", "ouverture")
    left = changed(changed(left, "sessions", "mot", part_of=None), "sessions", "a1", after=None)
    left |= {
        "attendees": [{"id": "p1", "wishes": ["a1"]}],
        "sequences": [{"id": "suite", "sessions": ["cafe", "a1"]}],
    }
    (change,) = seen(left, unplaced("ouverture"), old=old)
    assert (change.kind, change.id, change.where) == ("removed", "ouverture", same(""))
    assert change.text == Text(
        "Sessions, « =1+1 Ouverture » : ligne supprimée "
        "(mercredi 10 juin 9h30–10h30, Grand amphi) ; n'y renvoient plus : mot et a1",
        "Sessions, “=1+1 Ouverture”: row deleted "
        "(Wednesday 10 June, 09:30–10:30, Grand amphi); "
        "no longer referred to by: mot and a1",
    )


def test_a_lock_is_one_change() -> None:
    data = changed(DRAFT, "sessions", "a2", locked={"start": "14:00", "room": "seine"})
    assert told(data) == [
        (
            "sessions.4.@locked",
            "« Atelier 2 », verrouillé : – → début : 14h00 ; salle : seine",
        )
    ]


def test_cells_of_a_session() -> None:
    data = changed(DRAFT, "sessions", "a2", expected=40, minutes={"min": 60, "max": 75})
    assert told(data) == [
        ("sessions.4.minutes.max", "« Atelier 2 », minutes au plus : – → 75"),
        ("sessions.4.expected", "« Atelier 2 », public attendu : – → 40"),
    ]


def test_long_texts_show_where_they_differ() -> None:
    start = "La coopération internationale au regard des enjeux actuels : quels leviers pour "
    old = changed(DRAFT, "sessions", "a2", title=start + "les élus ?")
    new = changed(DRAFT, "sessions", "a2", title=start + "les jeunes ?")
    assert told(new, old=old) == [
        (
            "sessions.4.title",
            "« La coopération internationale au regard des enjeux actuels… », titre : "
            "…ls leviers pour les élus ? → …ls leviers pour les jeunes ?",
        )
    ]


# --- Rows of the other sheets -------------------------------------------------------------


def test_the_event() -> None:
    event = {**DRAFT["event"], "name": "Forum", "gap": 5}
    assert told({**DRAFT, "event": event}) == [
        ("event.name", "nom : Forum & débats → Forum"),
        ("event.gap", "pause : – → 5"),
    ]


def test_another_language_is_one_change() -> None:
    event = {**DRAFT["event"], "language": "en"}
    assert told({**DRAFT, "event": event}) == [("event.language", "langue : – → en")]


def test_rows_are_called_by_their_name() -> None:
    rooms = [{**row, "capacity": 80} if row["id"] == "amphi" else row for row in DRAFT["rooms"]]
    assert told({**DRAFT, "rooms": [*rooms[:3], {"id": "hall", "open": [{"start": "9h"}]}]}) == [
        ("rooms.0.capacity", "« Grand amphi », places : – → 80"),
        ("", "Salles, « petite salle » : ligne supprimée"),
        ("rooms.3.id", "« hall » : ligne ajoutée"),
    ]


def test_days_and_times_are_written_in_either_language() -> None:
    days = [{**DRAFT["days"][0], "open": {"start": "9h", "end": "18h"}}, DRAFT["days"][1]]
    change, _ = seen({**DRAFT, "days": days})
    assert change.text.fr == "« j1 », ouverture : – → 9h00"
    assert change.text.en.endswith(": – → 09:00")
    assert change.after == "09:00"


def test_rows_without_an_id_are_compared_by_what_they_say() -> None:
    said = [{"about": "lien", "text": f"forms.gle/{n}"} for n in range(1, 4)]
    three = {**DRAFT, "event": {**DRAFT["event"], "stated": said}}
    two = {**DRAFT, "event": {**DRAFT["event"], "stated": [said[0], said[2]]}}
    assert told(two, old=three) == [("", "Document, « lien » : ligne supprimée")]
    assert told(three, old=two) == [("event.stated.1.about", "« lien » : ligne ajoutée")]
    other = {**DRAFT, "event": {**DRAFT["event"], "stated": [said[0], {**said[1], "text": "x"}]}}
    assert told(other, old=two) == [("event.stated.1.text", "« lien », texte : forms.gle/3 → x")]


def test_sequences_and_slots_without_ids() -> None:
    pairs = [["cafe", "ouverture"], ["ouverture", "a1"], ["ouverture", "a2"]]
    three = {**DRAFT, "sequences": [{"sessions": pair} for pair in pairs]}
    two = {**DRAFT, "sequences": [{"sessions": pair} for pair in pairs[1:]]}
    assert told(two, old=three) == [("", "Enchaînements, « cafe ; ouverture » : ligne supprimée")]
    slots = [
        {"day": "j1", "start": "9h", "end": "10h"},
        {"day": "j1", "start": "14h", "end": "15h"},
    ]
    old = {**DRAFT, "event": {**DRAFT["event"], "slots": slots}}
    new = {**DRAFT, "event": {**DRAFT["event"], "slots": [slots[0], {**slots[1], "end": "16h"}]}}
    assert told(new, old=old) == [("event.slots.1.end", "« 10/06/2026 », fin : 15h00 → 16h00")]


def test_the_weights() -> None:
    assert told({**DRAFT, "weights": {"stated": 5}}) == [
        ("weights.stated.@weight", "« stated », poids : – → 5")
    ]


def test_wishes_are_one_change_an_attendee() -> None:
    old = {**DRAFT, "attendees": ATTENDEES}
    new = {
        **DRAFT,
        "attendees": [{**ATTENDEES[0], "wishes": ["a2"]}, {**ATTENDEES[1], "wishes": {"a1": 3}}],
    }
    assert told(new, old=old) == [
        ("attendees.0.wishes", "« p1 », vœux : a1 ; a2 → a2"),
        ("attendees.1.wishes", "« p2 », vœux : a1 3 ; a2 1 → a1 3"),
    ]


# --- Other ids ----------------------------------------------------------------------------


def test_what_refers_to_a_new_id_follows() -> None:
    old = {
        **changed(DRAFT, "sessions", "a1", after=[{"session": "ouverture", "min": 5}]),
        "attendees": [
            {"id": "p1", "wishes": ["ouverture", "a1"], "must_attend": ["ouverture"]},
            {"id": "p2", "wishes": {"ouverture": 2}, "apart": ["p1"]},
        ],
        "sequences": [{"id": "debut", "sessions": ["cafe", "ouverture"]}],
    }
    old = changed(old, "sessions", "mot", people={"room": ["prefet"]}, rooms=["amphi"])
    new = Problem.read(old).model_dump_json(exclude_defaults=True, exclude_none=True)
    for before, after in (("ouverture", "plénière"), ("amphi", "auditorium"), ("prefet", "etat")):
        new = new.replace(f'"{before}"', f'"{after}"')
    after = Problem.model_validate_json(new)
    renamed: Renamed = {
        "sessions": {"ouverture": "plénière"},
        "rooms": {"amphi": "auditorium"},
        "people": {"prefet": "etat"},
    }
    timetable = Timetable.of(
        replace(
            it,
            session="plénière" if it.session == "ouverture" else it.session,
            room="auditorium" if it.room == "amphi" else it.room,
        )
        for it in TIMETABLE.placements
    )
    changes = seen(after.dump(), timetable, old=old, renamed=renamed)
    assert [(it.kind, it.where.fr, it.text.fr, it.before, it.after) for it in changes] == [
        (
            "changed",
            "sessions.1.id",
            "« =1+1 Ouverture », id : ouverture → plénière",
            "ouverture",
            "plénière",
        ),
        (
            "changed",
            "rooms.0.id",
            "« Grand amphi », id : amphi → auditorium",
            "amphi",
            "auditorium",
        ),
        ("changed", "people.0.id", "« Préfet », id : prefet → etat", "prefet", "etat"),
    ]


# --- Solving again ------------------------------------------------------------------------


def kept(timetable: Timetable, problem: Problem = PROBLEM) -> Problem:
    return locked_by_hand(problem, seen(problem.dump(), timetable, old=problem.dump()))


def test_a_moved_session_stays_when_it_was_put() -> None:
    problem = kept(moved("a2", start=850, end=910))
    locked = problem.session["a2"].locked
    assert (locked.day, locked.start, locked.room) == (WEDNESDAY, 850, None)
    assert problem.session["a1"] == PROBLEM.session["a1"]


def test_a_moved_session_stays_where_it_was_put() -> None:
    locked = kept(moved("a2", room="robec")).session["a2"].locked
    assert (locked.day, locked.start, locked.room) == (None, None, "robec")
    assert kept(moved("a2", room=None)).session["a2"] == PROBLEM.session["a2"]


def test_the_length_a_person_gave_is_kept_where_it_may_be() -> None:
    data = changed(DRAFT, "sessions", "a2", minutes={"min": 45, "ideal": 60, "max": 90})
    problem = Problem.read(data)
    longer = moved("a2", end=920)
    assert kept(longer, problem).session["a2"].minutes == problem.session["a2"].minutes.model_copy(
        update={"min": 80, "ideal": None, "max": 80}
    )
    too_long = kept(moved("a2", end=960), problem).session["a2"]
    assert too_long.minutes == problem.session["a2"].minutes


def test_an_added_session_with_a_time_is_kept_there() -> None:
    extra = {"id": "bilan", "title": "Bilan", "minutes": 30}
    longer = {**DRAFT, "sessions": [*DRAFT["sessions"], extra]}
    there = Timetable.of([*TIMETABLE.placements, Placement("bilan", WEDNESDAY, 900, 930, "amphi")])
    locked = locked_by_hand(Problem.read(longer), seen(longer, there)).session["bilan"].locked
    assert (locked.day, locked.start, locked.room) == (WEDNESDAY, 900, "amphi")


def test_what_no_search_can_mend() -> None:
    data = changed(DRAFT, "sessions", "a2", locked={"start": "14h00"}, rooms=["seine", "robec"])
    problem = Problem.read(data)

    def broken(timetable: Timetable) -> list[str]:
        changes = seen(data, timetable, old=data)
        return [finding.rule for finding in broken_by_hand(problem, timetable, changes)]

    assert broken(moved("a2", room="robec")) == []
    assert broken(moved("a2", room=None)) == []  # one is to be found
    assert broken(moved("a2", start=850, end=910)) == ["locked"]
    assert broken(moved("a2", end=910)) == ["length"]
    assert broken(moved("a2", room="amphi")) == ["room_given"]
    # What nobody has touched is for the search.
    assert broken(moved("a1", start=850)) == ["length"]
