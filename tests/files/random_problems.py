"""Random problems that `Problem.read` takes: every field of every table, and words that trap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from agenda_solver.problem import KINDS, MIXED, MOST, Problem
from agenda_solver.problem.schema import MOST_TIMES
from agenda_solver.rules import COSTS
from agenda_solver.words.moments import full_date
from agenda_solver.words.names import clean

Data = dict[str, Any]

# Words that a format may take for something else, or that look like others.
ODD = (
    *("a", "A", "s1", "salle 1", "Été", "E\u0301te\u0301", "cœur", "I\u0307", "ß", "ﬁn", "日本語"),
    *("007", "1", "1.0", "1,5", "1e3", "-1", "+1", "=1+1", "@a", "'a", "''", "'=1", "%", "1 %"),
    *("oui", "non", "true", "VRAI", "null", "None", "NaN", "inf", "#N/A", "#REF!", "tous", "*"),
    *("10/06/2026", "2026-06-10", "2026-06-11", "09:30", "9h30", "24:00", "lundi", "45 min"),
    *("a;b", "a,b", "a, b", "a|b", "a/b", "a:b", "a = b", "a=1", "a.b", "a\\b", "\\n", "a & b"),
    *("[a]", "(a)", "a (2)", "{a}", "{0}", "<b>", "&amp;", '"', 'a"b', '"""', "“a”", "« a »"),
    *("a\nb", "a\n\nb", "a\tb", "a\u2028b", "a  b", "a\u00a0b", "a\u200bb", "\u202ea", "# a"),
    *(
        "_x0041_",
        "_x000A_",
        "_xD83C_",
        "__",
        "🎉",
        "👩‍👧",
        "ou",
        "et",
        "à",
        "-",
        "–",
        "…",
        "a" * 200,
    ),
)
_LETTERS = st.characters(exclude_categories=("Cs",))

ids: SearchStrategy[str] = st.one_of(
    st.sampled_from(ODD), st.text(_LETTERS, min_size=1, max_size=8)
).filter(lambda words: 0 < len(clean(words)) <= 200)
words: SearchStrategy[str] = st.one_of(
    st.just(""), st.sampled_from(ODD), st.text(_LETTERS, max_size=12)
)
some_ids = st.lists(ids, max_size=3)
prose = words | st.lists(st.sampled_from(ODD), min_size=2, max_size=4).map("\n".join)
lines = st.lists(ids.filter(lambda words: "".join(clean(words).split())), max_size=3)
links = st.sampled_from(("", "www.example.org", "HTTPS://example.org/a?b=c&d#e", "<http://a.fr/>"))
counts = st.sampled_from((0, 1, 2, 30, MOST))
pauses = st.sampled_from((0, 5, 10, 1440))
lengths = st.integers(1, 1440)
# In these months no clock has ever changed where the events are.
dates = st.dates(date(2026, 6, 8), date(2026, 6, 14)) | st.dates(
    date(1900, 1, 1), date(2199, 1, 1)
).filter(lambda day: day.month in (1, 7, 12))
day_ids = ids.filter(lambda key: full_date(clean(key)) is None)


def examples(usual: int) -> int:
    """How many to draw: ten times as many where the profile is to explore."""
    return usual * settings.default.max_examples // 100


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


clocks = st.integers(0, 1440).map(clock)
ends = st.sampled_from(("00:00", "24:00")) | clocks
spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda pair: (min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1]))
)
# At the end of a day, 00:00 is 24:00.
hours = st.tuples(spans, st.booleans()).map(
    lambda found: {
        "start": clock(found[0][0]),
        "end": clock(found[0][1] % 1440 if found[1] else found[0][1]),
    }
)


# An evening ends by 6:00 on the day after, and lasts 18 hours at most.
evenings = st.tuples(st.integers(12 * 60, 1439), st.integers(1, 6 * 60)).map(
    lambda found: {"start": clock(found[0]), "end": clock(found[1])}
)


def some(**fields: SearchStrategy[Any]) -> SearchStrategy[Data]:
    """Tables with any of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


def bounds(numbers: SearchStrategy[int]) -> SearchStrategy[Data]:
    """A least, a most, both in order, or neither."""
    return some(min=numbers, max=numbers).map(_ordered)


def _ordered(drawn: Data) -> Data:
    if len(drawn) < 2:
        return drawn
    return {"min": min(drawn.values()), "max": max(drawn.values())}


def merged(*tables: SearchStrategy[Data]) -> SearchStrategy[Data]:
    return st.tuples(*tables).map(lambda found: {k: v for one in found for k, v in one.items()})


def any_of(known: Sequence[Any], *, least: int = 0) -> SearchStrategy[list[Any]]:
    """Lists of what is known, of which some may be there twice."""
    if not known:
        return st.just([])
    return st.lists(st.sampled_from(known), min_size=least, max_size=3)


def unique_ids(least: int, most: int) -> SearchStrategy[list[str]]:
    return st.lists(ids, min_size=least, max_size=most, unique_by=clean)


def windows_of(days: SearchStrategy[Any]) -> SearchStrategy[list[Data]]:
    part = st.sampled_from((("start",), ("end",), ("start", "end"), ()))
    pieces = st.tuples(hours | evenings, part).map(
        lambda pair: {key: pair[0][key] for key in pair[1]}
    )
    return st.lists(merged(pieces, some(day=days)), max_size=3)


def quotas(**more: SearchStrategy[Any]) -> SearchStrategy[list[Data]]:
    """How many sessions are to start on a day or with a slot."""
    many = bounds(counts).filter(bool)
    kind = some(kind=st.sampled_from((*KINDS, "Table ronde")), **more)
    return st.lists(merged(many, kind), max_size=2)


def statements_of(days: SearchStrategy[Any]) -> SearchStrategy[list[Data]]:
    said = some(day=days, about=words, text=words, source=words)
    times = st.one_of(st.just({}), hours, some(start=clocks), some(end=ends))
    return st.lists(merged(said, times), max_size=3)


def spots(days: SearchStrategy[Any], rooms: Sequence[str]) -> SearchStrategy[Data]:
    room = {"room": st.sampled_from(rooms)} if rooms else {}
    return some(day=days, start=clocks, **room)


def links_to(others: Sequence[str]) -> SearchStrategy[list[Any]]:
    if not others:
        return st.just([])
    other = st.sampled_from(others)
    with_pause = merged(st.fixed_dictionaries({"session": other}), bounds(pauses))
    return st.lists(other | with_pause, max_size=2)


def roles_of(people: Sequence[str]) -> SearchStrategy[dict[str, list[Any]]]:
    unnamed = words.map(lambda who: f"{who} (à confirmer)") | st.just("tbc")
    if not people:
        return st.dictionaries(ids, st.lists(unnamed, max_size=1), max_size=1)
    pool = st.fixed_dictionaries({"one_of": any_of(people, least=1)})
    entries = st.sampled_from(people) | pool | unnamed
    return st.dictionaries(ids, st.lists(entries, max_size=3), max_size=3)


ranges = st.tuples(lengths, lengths, lengths, st.booleans()).map(
    lambda found: {
        "min": min(found[:3]),
        **({"ideal": sorted(found[:3])[1]} if found[3] else {}),
        "max": max(found[:3]),
    }
)
capacities = bounds(counts)
multipliers = st.sampled_from((0, 1, 2, 1000))
walks = st.fixed_dictionaries({"sites": st.lists(words, min_size=2, max_size=2), "minutes": pauses})


PAPERS = ("paper", "Communication", "full paper")
levels = st.sampled_from((0, 1, 60, MOST))


def levels_of(known: Sequence[str]) -> SearchStrategy[dict[str, int]]:
    """What some of these cost."""
    return st.dictionaries(st.sampled_from(known), levels, max_size=3) if known else st.just({})


def stretches_of(
    own: str, days: SearchStrategy[Any], rooms: Sequence[str], places: SearchStrategy[int | None]
) -> SearchStrategy[Data]:
    cut = places.map(lambda number: {} if number is None else {"places": number})
    return merged(
        st.fixed_dictionaries({"id": st.just(own), "day": days}),
        hours | evenings,
        cut,
        some(
            name=words,
            rooms=any_of(rooms),
            room_levels=levels_of(rooms),
            note=words,
            source=words,
        ),
    )


def _apart(drawn: list[Data], dates_of: dict[Any, date]) -> list[Data]:
    """Leave out what is at the time of another stretch, be it of the evening or the night.

    No place of a stretch is shorter than a minute.
    """
    kept: list[Data] = []
    taken: list[tuple[int, int]] = []
    for row in drawn:
        start, end = (int(row[key][:2]) * 60 + int(row[key][3:]) for key in ("start", "end"))
        end += 0 if start < end else 1440
        day = 1440 * dates_of[row["day"]].toordinal()
        times = [(day + shift + start, day + shift + end) for shift in (0, 1440)]
        if all(end <= first or last <= start for start, end in times for first, last in taken):
            places = {"places": min(row["places"], end - start)} if "places" in row else {}
            kept.append({**row, **places})
            taken += times
    return kept


@st.composite
def sessions_of(
    draw: st.DrawFn,
    own: str,
    *,
    tracks: Sequence[str],
    known: SearchStrategy[Any],
    others: Sequence[str],
    rooms: Sequence[str],
    people: Sequence[str],
    equipment: Sequence[str],
    slots: bool,
    days: SearchStrategy[Any],
    stretches: Sequence[Data],
) -> Data:
    session: Data = {"id": own, "title": draw(words)}
    session |= draw(
        some(
            kind=st.sampled_from((*KINDS, *PAPERS, "Table ronde", "ATELIER", "round table")),
            track=words | st.sampled_from(("a", "A", *tracks)),
            tags=some_ids | any_of(tracks),
            preferred=spots(known, rooms),
            windows=windows_of(days),
            preferred_windows=windows_of(days),
            rooms=any_of(rooms),
            disliked=any_of(rooms),
            people=roles_of(people),
            needs=some_ids | any_of(equipment),
            wanted=some_ids,
            expected=counts,
            capacity=capacities,
            block=st.sampled_from(("b", "B 2")) | ids,
        )
    )
    session |= draw(
        some(
            plenary=st.booleans(),
            repeats=st.sampled_from((1, 2, 3, {"max": 3}, {"min": 2, "max": 3, "settled": True})),
            exclusive=some_ids,
            same_day=some_ids,
            different_days=some_ids,
            same_room=some_ids,
            also_in=any_of(rooms),
            before=links_to(others),
            after=links_to(others),
            stated=statements_of(days),
            note=words,
            **({"part_of": st.sampled_from(others)} if others else {}),
            **({"repeat_of": st.sampled_from(others)} if others else {}),
        )
    )
    session |= draw(
        some(
            registration=st.booleans(),
            everyone=st.booleans(),
            cancellable=st.booleans(),
            mixed=st.lists(st.sampled_from((*MIXED, "Catégorie", "ORGANISATION")), max_size=3),
            per_organisation=st.sampled_from((1, 2, MOST)),
            **({"group_of": st.sampled_from(others)} if others else {}),
        )
    )
    session |= draw(
        some(
            fills=st.sampled_from((1, 2, MOST_TIMES)),
            rank=st.sampled_from((1, 2, MOST)),
            stretch_levels=levels_of([row["id"] for row in stretches]),
            room_levels=levels_of(rooms),
        )
    )
    in_stretches = bool(stretches) and draw(st.booleans())
    if in_stretches:
        session["kind"] = draw(st.sampled_from(PAPERS))
        session.pop("part_of", None)
        if tracks:
            session["track"] = draw(st.sampled_from(tracks))
    external = draw(st.sampled_from((None, False) if in_stretches else (None, False, True)))
    if external is not None:
        session["external"] = external
    locked = draw(spots(known, rooms))
    if external:
        locked |= {"day": draw(known), "start": draw(clocks)}
    if locked:
        session["locked"] = locked
    part = "part_of" in session
    around = st.just(0) if part else pauses
    session |= draw(some(setup=around, teardown=around))
    fills = slots
    if stretches and session.get("kind") in PAPERS:
        fills = all("places" in row for row in stretches)
    if not fills or external or part or draw(st.booleans()):
        session["minutes"] = draw(lengths | ranges)
    return session


def tracks_of(
    own: str,
    others: Sequence[str],
    *,
    rooms: Sequence[str],
    people: Sequence[str],
    stretches: Sequence[str],
) -> SearchStrategy[Data]:
    return merged(
        st.just({"id": own}),
        some(
            similar=any_of(others),
            beside=multipliers,
            beside_similar=multipliers,
            one_room=multipliers,
            one_day=multipliers,
            close=multipliers,
            in_order=st.booleans(),
            at_once=st.sampled_from((1, 2, MOST)),
            chairs=any_of(people),
            stretches=bounds(st.sampled_from((1, 2, MOST_TIMES))),
            stretch_levels=levels_of(stretches),
            room_levels=levels_of(rooms),
            track_levels=levels_of(others),
            note=words,
        ),
    )


def attendees_of(
    own: str, others: Sequence[str], sessions: Sequence[str], days: SearchStrategy[Any]
) -> SearchStrategy[Data]:
    ranked = st.lists(st.sampled_from(sessions), unique_by=clean, max_size=3)
    rated = st.dictionaries(st.sampled_from(sessions), counts, max_size=3)
    return merged(
        st.just({"id": own}),
        some(
            name=words,
            email=words,
            language=st.sampled_from(["fr", "en"]),
            organisation=words,
            category=words,
            present=windows_of(days),
            needs=some_ids,
            wishes=ranked | rated,
            must_attend=any_of(sessions),
            must_avoid=any_of(sessions),
            friends=any_of(others),
            group=words,
            source=words,
            seats=bounds(st.sampled_from((1, 2, MOST))),
            together=any_of(others),
            apart=any_of(others),
            note=words,
        ),
    )


@st.composite
def weights(draw: st.DrawFn) -> Data:
    keys = [cost.key for cost in COSTS]
    given: Data = draw(st.dictionaries(st.sampled_from(keys), st.integers(0, 1000), max_size=3))
    if draw(st.booleans()):
        order = draw(st.permutations(keys))
        cuts = sorted(draw(st.lists(st.integers(0, len(keys)), min_size=2, max_size=3)))
        given["tiers"] = [list(order[start:end]) for start, end in pairwise(cuts)]
    return given


timed_quotas = merged(hours, st.fixed_dictionaries({"min": counts})).map(lambda found: [found])


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Any problem, small, and odd in every way that can be read."""
    days = draw(
        st.lists(
            dates.flatmap(lambda day: st.tuples(st.just(day), day_ids | st.just(str(day)))),
            min_size=1,
            max_size=3,
            unique_by=(lambda day: day[0], lambda day: clean(day[1])),
        )
    )
    known = st.sampled_from([when for when, _ in days]) | st.sampled_from([key for _, key in days])
    any_day = known | dates
    rooms, people = draw(unique_ids(0, 3)), draw(unique_ids(0, 3))
    sessions, attendees = draw(unique_ids(1, 4)), draw(unique_ids(0, 3))
    tracks, equipment = draw(unique_ids(0, 3)), draw(unique_ids(0, 2))
    slot = merged(st.fixed_dictionaries({"day": known}), hours, some(id=ids, sessions=quotas()))
    slots = draw(st.just([]) | st.lists(slot, max_size=3))
    dates_of = {name: when for when, key in days for name in (when, key)}
    places = st.sampled_from((1, 2, MOST_TIMES))
    cut = draw(st.sampled_from((places, places | st.none(), st.none())))
    stretches = _apart(
        [draw(stretches_of(key, known, rooms, cut)) for key in draw(unique_ids(0, 3))], dates_of
    )
    event = some(
        id=ids,
        language=st.sampled_from(("fr", "en")),
        zone=st.sampled_from(("Europe/Paris", "UTC", "Indian/Reunion")),
        version=words,
        place=words,
        grid=st.sampled_from((1, 5, 15, 240)),
        gap=pauses,
        walk=pauses,
        walks=st.lists(walks, max_size=3),
        overflow=st.booleans(),
        suitable=hours,
        possible=hours,
        stated=statements_of(any_day),
        note=words,
    )
    day = some(
        open=hours, announced=hours, note=words, sessions=st.just([]) | quotas() | timed_quotas
    )
    room = some(
        name=words,
        site=words,
        capacity=counts,
        features=some_ids,
        open=windows_of(any_day),
        closed=st.booleans() | windows_of(any_day),
        at_once=st.sampled_from((1, 2, MOST)),
        setup=pauses,
        teardown=pauses,
        to_be_confirmed=st.booleans(),
        note=words,
    )
    person = some(
        name=words,
        role=words,
        organisation=words,
        email=words,
        language=st.sampled_from(["fr", "en"]),
        present=windows_of(any_day),
        preferred=windows_of(any_day),
        pause=pauses,
        close=st.booleans(),
        one_day=st.booleans(),
        most_per_day=st.sampled_from((1, 2, MOST)),
        most_in_a_row=st.sampled_from((1, 2, MOST)),
        rest=st.sampled_from((1, 30, 1440)),
        no_wait=st.booleans(),
        unconfirmed=st.booleans(),
        protocol_rank=counts,
        zone=st.sampled_from(("", "Asia/Tokyo", "America/St_Johns")),
        note=words,
    )
    item = some(
        name=words,
        number=st.sampled_from((1, 2, MOST)),
        open=windows_of(any_day),
        changeover=pauses,
        note=words,
    )
    sequence = merged(
        st.fixed_dictionaries(
            {"sessions": st.lists(st.sampled_from(sessions), min_size=2, max_size=3, unique=True)}
        ),
        some(
            id=ids,
            wish=st.booleans(),
            between=st.booleans(),
            note=words,
        ),
        bounds(pauses),
    )
    data: Data = {
        "event": {"name": draw(words), **draw(event), **({"slots": slots} if slots else {})},
        "days": [_day(draw(day), when, key) for when, key in days],
        "rooms": [{"id": key, **draw(room)} for key in rooms],
        "equipment": [{"id": key, **draw(item)} for key in equipment],
        "people": [{"id": key, **draw(person)} for key in people],
        "stretches": stretches,
        "tracks": [
            draw(
                tracks_of(
                    key,
                    [track for track in tracks if track != key],
                    rooms=rooms,
                    people=people,
                    stretches=[row["id"] for row in stretches],
                )
            )
            for key in tracks
        ],
        "sessions": [
            draw(
                sessions_of(
                    key,
                    tracks=tracks,
                    known=known,
                    others=[other for other in sessions if clean(other) != clean(key)],
                    rooms=rooms,
                    people=people,
                    equipment=equipment,
                    slots=bool(slots),
                    days=any_day,
                    stretches=stretches,
                )
            )
            for key in sessions
        ],
        "sequences": draw(st.lists(sequence, max_size=2)) if len(sessions) > 1 else [],
        "attendees": [
            draw(
                attendees_of(
                    key,
                    others=[other for other in attendees if other != key],
                    sessions=sessions,
                    days=any_day,
                )
            )
            for key in attendees
        ],
        "weights": draw(weights()),
    }
    _let_repeat(data["sessions"])
    _let_be_a_group(data["sessions"])
    return Problem.read(data)


def _let_repeat(sessions: list[Data]) -> None:
    """Leave out what cannot be repeated, or repeats a repeat."""
    by_id = {clean(it["id"]): it for it in sessions}
    wholes = {clean(it["part_of"]) for it in sessions if "part_of" in it}
    for it in sessions:
        first = by_id[clean(it["repeat_of"])] if "repeat_of" in it else {}
        if "repeat_of" in first:
            del it["repeat_of"]
    for it in sessions:
        several = {f"{clean(it['id'])}-{number}" for number in (2, 3)}
        once = "repeat_of" in it or "part_of" in it or it.get("external", False)
        if once or clean(it["id"]) in wholes or several & set(by_id) or len(it["id"]) > 190:
            it.pop("repeats", None)


def _let_be_a_group(sessions: list[Data]) -> None:
    """Leave out sub-groups of a sub-group or of a repeat, and repeats that are one."""
    by_id = {clean(it["id"]): it for it in sessions}
    for it in sessions:
        whole = by_id[clean(it["group_of"])] if "group_of" in it else {}
        if "repeat_of" in it or {"group_of", "repeat_of"} & set(whole):
            it.pop("group_of", None)


def _day(fields: Data, when: date, key: str) -> Data:
    """A day whose id is left out where it is the one it has anyway."""
    return {**({} if key == str(when) else {"id": key}), "date": when, **fields}


said_of_both: SearchStrategy[Data] = some(
    subtitle=words, description=prose, audience=words, organisers=lines, partners=lines, link=links
)
said_of_events = merged(said_of_both, some(address=words, contact=prose, practical=prose))
said_of_sessions = merged(said_of_both, some(questions=lines, language=words))
"""What programmes say besides when, where and who."""
