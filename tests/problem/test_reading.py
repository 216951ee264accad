import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

import pytest
from one_session import (
    JUNE_11,
    MISSING,
    RICH,
    attendee,
    day,
    draft,
    event,
    faults,
    person,
    room,
    sequence,
)

from agenda_solver.problem import (
    Fault,
    Problem,
    ProblemError,
    label_of,
)

# --- Shape: a sentence of ours for whatever a user may type -------------------------------

WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({}, "event", *MISSING),
    (draft(event={}), "event.name", *MISSING),
    (draft(days=[{"id": "x"}]), "days[0].date", *MISSING),
    (draft(rooms=[{}]), "rooms[0].id", *MISSING),
    (day(open={"start": "9h"}), "days[0].open.end", *MISSING),
    (draft({"minutes": {"min": 5}}), "sessions[0].minutes.max", *MISSING),
    (
        event(nom="x"),
        "event.nom",
        "ce mot n'est pas connu ici",
        "this word is not known here",
    ),
    (
        draft({"people": {"r": [{"un_de": []}]}}),
        "sessions[0].people.r[0].un_de",
        "ce mot n'est pas connu ici",
        "this word is not known here",
    ),
    (event(name=5), "event.name", "attendu un texte", "expected text"),
    (draft({"title": None}), "sessions[0].title", "attendu un texte", "expected text"),
    (draft({"people": {"r": [5]}}), "sessions[0].people.r[0]", "attendu un texte", "expected text"),
    (draft({"id": " "}), "sessions[0].id", "ne peut pas être vide", "cannot be empty"),
    (draft({"block": ""}), "sessions[0].block", "ne peut pas être vide", "cannot be empty"),
    (draft({"id": "a" * 201}), "sessions[0].id", "texte trop long", "text too long"),
    (draft({"note": "a" * 30_001}), "sessions[0].note", "texte trop long", "text too long"),
    (event(grid="5"), "event.grid", "attendu un nombre entier", "expected a whole number"),
    (event(grid=5.0), "event.grid", "attendu un nombre entier", "expected a whole number"),
    (event(grid=True), "event.grid", "attendu un nombre entier", "expected a whole number"),
    (event(gap=float("nan")), "event.gap", "attendu un nombre entier", "expected a whole number"),
    (
        room(capacity=1e300),
        "rooms[0].capacity",
        "attendu un nombre entier",
        "expected a whole number",
    ),
    (room(capacity=-1), "rooms[0].capacity", "attendu au moins 0", "expected at least 0"),
    (
        room(capacity=10**30),
        "rooms[0].capacity",
        "attendu au plus 1000000",
        "expected at most 1000000",
    ),
    (event(grid=0), "event.grid", "attendu au moins 1", "expected at least 1"),
    (event(gap=1441), "event.gap", "attendu au plus 1440", "expected at most 1440"),
    (draft({"repeats": 0}), "sessions[0].repeats", "attendu au moins 1", "expected at least 1"),
    (
        room(to_be_confirmed="oui"),
        "rooms[0].to_be_confirmed",
        "attendu true ou false",
        "expected true or false",
    ),
    (
        draft({"plenary": []}),
        "sessions[0].plenary",
        "attendu true ou false",
        "expected true or false",
    ),
    (draft(days=[]), "days", "il en faut au moins 1", "at least 1 must be there"),
    (
        sequence(sessions=["ouverture"]),
        "sequences[0].sessions",
        "il en faut au moins 2",
        "at least 2 must be there",
    ),
    *(
        (
            draft({"minutes": wrong}),
            "sessions[0].minutes",
            f"« {wrong} » n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
            f"“{wrong}” is not a length (expected 1 to 1440 minutes, or min and max)",
        )
        for wrong in (0, -5, 1441)
    ),
    (draft(days={}), "days", "attendu une liste", "expected a list"),
    (
        draft({"people": {"r": "maire"}}),
        "sessions[0].people.r",
        "attendu une liste",
        "expected a list",
    ),
    (attendee(wishes="ouverture"), "attendees[0].wishes", "attendu une liste", "expected a list"),
    (event(language="de"), "event.language", "attendu fr ou en", "expected fr or en"),
    (
        event(zone="Mars"),
        "event.zone",
        "« Mars » n'est pas un fuseau horaire (par exemple Europe/Paris)",
        "“Mars” is not a time zone (for example Europe/Paris)",
    ),
    (
        event(zone="America/Montréal"),
        "event.zone",
        "« America/Montréal » n'est pas un fuseau horaire (par exemple Europe/Paris) ; peut-être "
        "« America/Montreal » ?",
        "“America/Montréal” is not a time zone (for example Europe/Paris); perhaps "
        "“America/Montreal”?",
    ),
    (
        draft({"kind": "Atelie"}),
        "sessions[0].kind",
        "« Atelie » n'est pas un genre de session ; peut-être « atelier » ?",
        "“Atelie” is not a kind of session; perhaps “atelier”?",
    ),
    (
        draft({"kind": "Poterie"}),
        "sessions[0].kind",
        "« Poterie » n'est pas un genre de session (au choix : session, accueil, ouverture, "
        "cérémonie, discours, plénière, table ronde, atelier, restitution, clôture, pause, repas, "
        "pot, visite et communication)",
        "“Poterie” is not a kind of session (one of: session, welcome, opening, ceremony, "
        "speech, plenary, round table, workshop, report-back, closing, break, meal, drink, "
        "visit and paper)",
    ),
    (
        draft({"locked": {"start": 9}}),
        "sessions[0].locked.start",
        "« 9 » n'est pas une heure (attendu HH:MM)",
        "“9” is not a time of day (expected HH:MM)",
    ),
    (
        draft({"locked": {"day": "jeudi"}}),
        "sessions[0].locked.day",
        "« jeudi » n'est pas une date (attendu JJ/MM/AAAA)",
        "“jeudi” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    ),
    (
        draft({"minutes": "45"}),
        "sessions[0].minutes",
        "« 45 » n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
        "“45” is not a length (expected 1 to 1440 minutes, or min and max)",
    ),
    (
        draft({"minutes": 4.5}),
        "sessions[0].minutes",
        "« 4.5 » n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)",
        "“4.5” is not a length (expected 1 to 1440 minutes, or min and max)",
    ),
    (
        draft({"minutes": {"min": 60, "ideal": 90, "max": 80}}),
        "sessions[0].minutes",
        "les durées ne vont pas en croissant : au moins 60, idéale 90, au plus 80",
        "the lengths do not grow: at least 60, ideal 90, at most 80",
    ),
    (
        draft({"minutes": {"min": 60, "max": 30}}),
        "sessions[0].minutes",
        "les durées ne vont pas en croissant : au moins 60, idéale –, au plus 30",
        "the lengths do not grow: at least 60, ideal –, at most 30",
    ),
    (
        draft({"windows": [{"start": "10h", "end": "9h"}]}),
        "sessions[0].windows[0]",
        "la fin (9h00) doit venir après le début (10h00)",
        "the end (09:00) must come after the start (10:00)",
    ),
    (
        day(open={"start": time(9), "end": time(9)}),
        "days[0].open",
        "la fin (9h00) doit venir après le début (9h00)",
        "the end (09:00) must come after the start (09:00)",
    ),
    (
        draft(weights={"stated": -1}),
        "weights.stated",
        "attendu au moins 0",
        "expected at least 0",
    ),
    (
        draft(weights={"stated": 100_001}),
        "weights.stated",
        "attendu au plus 100000",
        "expected at most 100000",
    ),
    (
        draft(weights={"stated": "2"}),
        "weights.stated",
        "attendu un nombre entier",
        "expected a whole number",
    ),
    (draft(weights={"tiers": "stated"}), "weights.tiers", "attendu une liste", "expected a list"),
]


@pytest.mark.parametrize(("data", "where", "fr", "en"), WRONG)
def test_a_wrong_shape_is_told_in_a_sentence(
    data: dict[str, Any], where: str, fr: str, en: str
) -> None:
    assert (where, fr, en) in faults(data)


PYDANTIC = re.compile(
    r"input|should be|valid (string|integer|list|dictionary)|field required|permitted|ValueError"
    r"|Value error|assertion|type=|ctx|pydantic",
    re.IGNORECASE,
)
JUNK: list[object] = [
    None, "", " ", "x", 0, -1, 7, 10**30, 1.5, float("nan"), float("inf"), True, [], [[]], [None],
    ["x", 5], {}, {"x": 1}, {"": None}, {"start": "10h", "end": "9h"}, {"one_of": []}, JUNE_11,
    time(9, 30, 15), datetime(2026, 6, 10, 9, 30, 1), "9h75", "a" * 30_001, "{x} {en}", b"x", {5},
]  # fmt: skip
KEYS = {
    "event": (
        event,
        ["id", "name", "language", "zone", "version", "place", "grid", "slots", "gap", "stated"],
    ),
    "days": (day, ["id", "date", "open", "announced", "note"]),
    "rooms": (
        room,
        ["id", "name", "capacity", "features", "open", "setup", "teardown", "to_be_confirmed"],
    ),
    "people": (
        person,
        ["id", "name", "role", "present", "pause", "unconfirmed", "protocol_rank"],
    ),
    "sessions": (
        lambda **keys: draft(keys),
        [
            *("id", "title", "kind", "track", "tags", "minutes", "locked", "preferred", "windows"),
            *("rooms", "people", "needs", "expected", "capacity", "block", "part_of", "plenary"),
            *("repeats", "before", "after", "setup", "teardown", "external", "stated", "note"),
        ],
    ),
    "sequences": (sequence, ["id", "sessions", "between", "min", "max"]),
    "attendees": (
        attendee,
        ["id", "name", "present", "needs", "wishes", "must_attend", "together", "apart"],
    ),
}  # fmt: skip


def junk() -> Iterator[dict[str, Any]]:
    """Drafts with one value that may be wrong, at every key and one and two levels below."""
    for make, keys in KEYS.values():
        for key in keys:
            for value in JUNK:
                yield make(**{key: value})
                yield make(**{key: [value]})
                yield make(**{key: {"start": value, "end": value, "min": value, "room": value}})
                yield make(**{key: [{"start": value, "day": value, "session": value}]})
    for table in (*KEYS, "weights", "inconnu"):
        for value in JUNK:
            yield draft(**{table: value})
            yield draft(**{table: [value]})
    for value in JUNK:
        yield draft(weights={"stated": value, "tiers": value})
        yield draft(weights={"tiers": [value]})
        yield draft(weights={"tiers": [[value]]})


@pytest.fixture(scope="module")
def refusals() -> list[Fault]:
    """Every fault of the junk."""
    found: list[Fault] = []
    for data in junk():
        try:
            Problem.read(data)
        except ProblemError as error:
            assert error.faults  # noqa: PT017
            found += error.faults
    return found


def test_no_junk_breaks_the_reader_or_makes_it_speak_pydantic(refusals: list[Fault]) -> None:
    assert len(refusals) > 2000
    for fault in refusals:
        text = fault.text
        assert text.fr
        assert text.en
        named = max(re.findall(r"« (.*?) »", text.fr, re.DOTALL), default="", key=len)
        assert not PYDANTIC.search(text.fr.replace(named, "")), text
        assert not PYDANTIC.search(text.en.replace(named, "")), text
        assert "expected" not in text.fr, text
        assert " or " not in text.fr, text
        assert not any(str(step).startswith("<") for step in fault.path), fault
        assert label_of(fault.path).fr


def test_the_last_resort_is_never_needed(refusals: list[Fault]) -> None:
    assert "valeur non comprise" not in {fault.text.fr for fault in refusals}


@pytest.mark.parametrize("value", ["a" * 5000, "a " * 2500])
def test_a_long_value_is_cut(value: str) -> None:
    for data in (draft({"kind": value}), event(zone=value), draft({"rooms": [value[:200]]})):
        ((_, fr, en),) = faults(data)
        assert fr.startswith("« a")
        assert "… »" in fr
        assert len(fr) < 260
        assert en.startswith("“a")
        assert len(en) < 250


def test_the_error_says_the_language_the_draft_asks_for() -> None:
    def language(data: Mapping[str, Any]) -> object:
        with pytest.raises(ProblemError) as caught:
            Problem.read(data)
        return caught.value.language

    assert language(event(grid=0)) == "fr"
    assert language(event(grid=0, language="en")) == "en"
    assert language(event(grid=0, language="de")) is None
    assert language(event(grid=0, language=["fr"])) is None
    assert language(draft(event=5)) is None
    assert language({}) is None
    assert language({**draft({"rooms": ["x"]}), "event": {"name": "A", "language": "en"}}) == "en"


def test_the_error_is_told_in_english_to_a_programmer() -> None:
    with pytest.raises(ProblemError, match=r"expected at least 1; expected a whole number"):
        Problem.read(event(grid=0, gap="x"))


@pytest.mark.parametrize(
    ("path", "label"),
    [
        (("sessions", 3, "locked", "start"), "sessions[3].locked.start"),
        (("event",), "event"),
        (("sequences", 0, "sessions", 2), "sequences[0].sessions[2]"),
        (("weights", "stated"), "weights.stated"),
        ((), ""),
    ],
)
def test_label_of(path: tuple[str | int, ...], label: str) -> None:
    assert label_of(path).fr == label_of(path).en == label


@pytest.mark.parametrize("data", [RICH, draft(), event(slots=[], stated=[{}])])
def test_what_is_dumped_is_read_back(data: dict[str, Any]) -> None:
    problem = Problem.read(data)
    dumped = problem.dump()
    assert Problem.read(dumped) == problem
    assert Problem.read(dumped).dump() == dumped


def test_a_dump_is_plain_data() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(it) for key, it in value.items())
        if isinstance(value, list):
            return all(map(plain, value))
        return isinstance(value, (str, int, bool))

    assert plain(Problem.read(RICH).dump())


def test_a_dump_keeps_what_differs_from_its_default_and_only_that() -> None:
    dumped = Problem.read(RICH).dump()
    opening, pot = dumped["sessions"][0], dumped["sessions"][3]
    assert opening["plenary"] is False
    assert opening["setup"] == 0
    assert opening["expected"] == 0
    assert opening["locked"] == {"day": "2026-06-10", "start": "00:00", "room": "amphi"}
    assert pot == {
        "id": "pot",
        "title": "Pot",
        "kind": "break",
        "minutes": {"min": 30, "max": 30},
        "rooms": [],
    }
    assert dumped["weights"] == RICH["weights"]
    assert "note" not in dumped["rooms"][0]


def test_looking_things_up_does_not_change_a_problem() -> None:
    problem, other = Problem.read(RICH), Problem.read(RICH)
    assert problem.session
    assert problem.sessions_with("maire")
    assert problem.blocks
    assert problem == other


def test_reading_changes_nothing_in_the_data() -> None:
    data = draft(days=[{"date": "2026-06-10"}])
    before = repr(data)
    Problem.read(data)
    assert repr(data) == before
