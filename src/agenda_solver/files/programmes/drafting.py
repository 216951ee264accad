"""What a programme says, made into a draft: ids, lengths, rooms to be found, statements.

Hours become statements, each with its line as the source, and never locks. What a draft must
have and the programme does not say is supposed, and each supposition is a doubt of the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from agenda_solver.files.drafting import (
    LENGTH_SUPPOSED,
    MOST_TITLE,
    NO_DATE,
    ROOMS,
    STEP,
    USUAL,
    Data,
    kind_told,
    stated_twice,
    takes_room,
    unnamed_rooms,
    web_address,
)
from agenda_solver.files.importers import ImportOptions
from agenda_solver.problem.values import write_clock
from agenda_solver.text import (
    Language,
    Text,
    clock,
    counted,
    duration,
    listing,
    long_date,
    quoted,
)
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.names import folded, ids_of
from agenda_solver.words.programmes.dates import Dated, day_after, years_around
from agenda_solver.words.programmes.facts import LINK
from agenda_solver.words.programmes.outline import Fact, Hour, Outline, ProgrammeItem
from agenda_solver.words.programmes.people import Mention
from agenda_solver.words.programmes.phrases import flat
from agenda_solver.words.programmes.sentences import named
from agenda_solver.words.roles import role_in

_LONGEST_GAP = 180  # minutes to the next start that one session may well fill
_SHORTER = 15  # minutes that may be a pause, before the next start
_MOST_LINE = 300
_OWN = 2  # statements of a session's own time that differ


class Drafting:
    """Makes a draft of an outline; see the module.

    Parameters
    ----------
    name : str
        What the source is called.
    outline : Outline
    places : sequence of Text
        Where each raw line stands.
    choice : ImportOptions
    """

    def __init__(
        self, name: str, outline: Outline, places: Sequence[Text], choice: ImportOptions
    ) -> None:
        self.name = name
        self.outline = outline
        self.places = places
        self.choice = choice
        self.language: Language = choice.language or ("en" if outline.english else "fr")
        self.items = outline.items
        self.ids = ids_of({id(item): item.title or "x" for item in self.items})

    def data(self) -> Data:
        """Return what `Problem.read` takes."""
        if self.outline.english:
            self._to_afternoons()
        sessions = [self._session(item) for item in self._in_order]
        data = {
            "event": self._event(),
            "days": self._days(),
            "rooms": self._rooms(),
            "people": self._people(),
            "sessions": sessions,
        }
        self._doubts()
        return data

    def _say(self, text: Text) -> str:
        return text.say(self.language)

    def _source(self, numbers: Sequence[int]) -> str:
        """Return where lines stand, in words."""
        places = [self.places[number] for number in dict.fromkeys(numbers)]
        if len(places) < 3:
            return self._say(listing(places))
        return self._say(_FROM_TO.fill(first=places[0], last=places[-1]))

    # --- The event ----------------------------------------------------

    def _event(self) -> Data:
        outline = self.outline
        event: Data = {
            "name": (outline.name or self.items[0].title or self.name)[:MOST_TITLE],
            "language": self.language,
        }
        if not outline.name:
            outline.doubt(1, _NO_NAME)
        if outline.subtitle:
            event["subtitle"] = outline.subtitle
        about: dict[str, list[Fact]] = defaultdict(list)
        for fact in outline.facts:
            about[fact.about].append(fact)
        self._places(event, about)
        for key, between in (
            ("audience", " ; "),
            ("version", ", "),
            ("contact", "\n"),
            ("description", "\n"),
        ):
            words = [fact.words for fact in about[key]]
            if words:
                event[key] = between.join(dict.fromkeys(words))
        if practical := [fact.words for fact in (*about["practical"], *about["date"])]:
            event["practical"] = "\n".join(dict.fromkeys(practical))
        for key in ("organisers", "partners"):
            listed = [piece for fact in about[key] for piece in _pieces(fact.words)]
            if listed:
                event[key] = list(dict.fromkeys(piece[:_MOST_LINE] for piece in listed))
        stated = [*self._links(event, about), *self._stated_twice(about)]
        if stated:
            event["stated"] = stated
        if any((hour.start or 0) % STEP for item in self.items for hour in item.hours):
            event["grid"] = 1
        return event

    def _places(self, event: Data, about: Mapping[str, Sequence[Fact]]) -> None:
        places = list(dict.fromkeys(fact.words for fact in about["place"]))
        if places:
            event["place"] = places[0]
        addresses = list(dict.fromkeys(fact.words for fact in about["address"]))
        if addresses:
            event["address"] = ", ".join(addresses)

    def _links(self, event: Data, about: Mapping[str, Sequence[Fact]]) -> Iterator[Data]:
        """Give the event its link; where there are several to register, all are stated."""
        linked = [
            (match[0], fact)
            for key in ("registration", "link")
            for fact in about[key]
            for match in LINK.finditer(fact.words)
        ]
        words = [fact.words for fact in about["registration"] if not LINK.search(fact.words)]
        if words:
            event["practical"] = "\n".join(filter(None, (event.get("practical"), *words)))
        links = list(dict.fromkeys(link for link, _ in linked))
        if links and (address := web_address(links[0])):
            event["link"] = address
        if len(links) < _OWN:
            return
        about_link = self._say(_LINK)
        self.outline.doubt(
            0, _TWO.fill(what=_LINK), tuple(n for _, fact in linked for n in fact.numbers)
        )
        for link in links:
            fact = next(fact for one, fact in linked if one == link)
            yield {"about": about_link, "text": link, "source": self._source(fact.numbers)}

    def _stated_twice(self, about: Mapping[str, Sequence[Fact]]) -> Iterator[Data]:
        """Yield the places that are stated, where they differ; dates that are none of the days."""
        places = {folded(fact.words): fact for fact in about["place"]}
        apart = [
            fact
            for key, fact in places.items()
            if not any(key != other and key in other for other in places)
        ]
        if len(apart) >= _OWN:
            self.outline.doubt(
                0, _TWO.fill(what=_PLACE), tuple(n for fact in apart for n in fact.numbers)
            )
            for fact in apart:
                yield {
                    "about": self._say(_PLACE),
                    "text": fact.words,
                    "source": self._source(fact.numbers),
                }
        foreign = [hour for item in self.items for hour in item.hours if self._foreign(hour)]
        if foreign:
            for day in self.outline.days:
                if day.dated:
                    yield self._date_stated(day.dated, day.numbers)
            for hour in foreign:
                assert hour.day is not None
                yield self._date_stated(hour.day, hour.numbers)

    def _date_stated(self, dated: Dated, numbers: Sequence[int]) -> Data:
        day = dated.on(self._years)
        return {
            "about": self._say(_DATE),
            "text": self._say(long_date(day)) if day else str(dated.day),
            "source": self._source(numbers),
        }

    # --- Days ----------------------------------------------------

    @cached_property
    def _years(self) -> tuple[int, ...]:
        """The years that a date without one may be of, the likeliest first."""
        years = [day.dated.year for day in self.outline.days if day.dated and day.dated.year]
        given = self.choice.day.year if self.choice.day else date.today().year
        return years_around(years[0] or given if years else given)

    @cached_property
    def dates(self) -> list[date]:
        """The dates of the days, in their order; those that are not said follow."""
        dates: list[date] = []
        supposed: list[int] = []
        for place, day in enumerate(self.outline.days):
            resolved = day.dated.on(self._years) if day.dated else None
            if resolved is None or resolved in dates:
                supposed.append(place)
                first = self.choice.day or NO_DATE
                resolved = day_after(dates[-1]) if dates else first
                while resolved in dates:
                    resolved = day_after(resolved)
            elif day.dated and not day.dated.year:
                self.outline.doubt(1, _YEAR.fill(day=long_date(resolved)), day.numbers)
            dates.append(resolved)
        if not dates:
            dates = [self.choice.day or NO_DATE]
            supposed.append(0)
        if supposed and not self.choice.day:
            self.outline.doubt(0, _NO_DATES.fill(day=long_date(dates[supposed[0]])))
        return dates

    def _days(self) -> list[Data]:
        days: list[Data] = []
        for place, day in enumerate(self.dates):
            row: Data = {"date": day.isoformat()}
            known = self.outline.days[place] if place < len(self.outline.days) else None
            if known is not None:
                row["source"] = self._source(known.numbers)
            if announced := self._announced(place):
                row["announced"] = {
                    "start": write_clock(announced[0]),
                    "end": write_clock(announced[1]),
                }
            days.append(row)
        return sorted(days, key=lambda row: str(row["date"]))

    def _announced(self, place: int) -> tuple[int, int] | None:
        """Return when a day is announced to begin and end: by itself, or by its halves."""
        known = self.outline.days[place] if place < len(self.outline.days) else None
        hours = (known.hours if known else None) or (
            self.outline.hours if len(self.dates) == 1 else None
        )
        end = known.end if known else None
        shared = [
            hour
            for item in self.items
            if item.day in (place, None)
            for hour in item.hours
            if hour.shared
        ]
        starts = [hour.start for hour in shared if hour.start is not None]
        ends = [hour.end for hour in shared if hour.end is not None]
        first = hours.start if hours else min(starts, default=None)
        last = (
            (hours.end if hours else None)
            or (end.start if end else None)
            or max(ends, default=None)
        )
        return (first, last) if first is not None and last is not None and first < last else None

    def _date_of(self, item: ProgrammeItem) -> date | None:
        if item.day is not None:
            return self.dates[item.day]
        return self.dates[0] if len(self.dates) == 1 else None

    def _foreign(self, hour: Hour) -> bool:
        """Whether a statement is on a day that is none of the event."""
        day = hour.day.on(self._years) if hour.day else None
        return day is not None and day not in self.dates

    def _to_afternoons(self) -> None:
        """Take hours such as 1:30 for those of the afternoon, in English, after later ones."""
        latest: dict[int | None, int] = defaultdict(int)
        for item in self.items:
            for hour in item.hours:
                if hour.start is None or hour.shared:
                    continue
                if (
                    hour.start < 8 * 60
                    and latest[item.day] >= hour.start + 60
                    and not re.search(r"[ap]\.?\s?m|h", hour.words.lower())
                ):
                    hour.start += DAY_MINUTES // 2
                    if hour.end is not None and hour.end < hour.start:
                        hour.end += DAY_MINUTES // 2
                    self.outline.doubt(
                        2,
                        _AFTERNOON.fill(words=quoted(hour.words), time=clock(hour.start)),
                        hour.numbers,
                    )
                latest[item.day] = max(latest[item.day], hour.start)

    # --- Sessions ----------------------------------------------------

    @cached_property
    def _in_order(self) -> list[ProgrammeItem]:
        """The sessions in the order of their times, where all have one; parts after their whole."""
        own = [item for item in self.items if item.whole is None]
        if all(self._start(item) is not None for item in own) and all(
            item.day is not None or len(self.dates) == 1 for item in own
        ):
            own = sorted(
                own, key=lambda item: (self._date_of(item) or NO_DATE, self._start(item) or 0)
            )
        parts: dict[int, list[ProgrammeItem]] = defaultdict(list)
        for item in self.items:
            if item.whole is not None:
                parts[id(item.whole)].append(item)
        return [one for item in own for one in (item, *parts[id(item)])]

    def _start(self, item: ProgrammeItem) -> int | None:
        return next((hour.start for hour in item.stated if hour.start is not None), None)

    def _id(self, item: ProgrammeItem) -> str:
        return self.ids[id(item)]

    @cached_property
    def kinds(self) -> Mapping[int, str]:
        """The kind of each session, as its title tells; see `kind_told`."""
        return {
            id(item): kind_told(item.title, item.kind, part=item.whole is not None)
            for item in self.items
        }

    def _kind(self, item: ProgrammeItem) -> str:
        kind = self.kinds[id(item)]
        return "session" if kind == "plenary" and item.group in self.groups else kind

    def _session(self, item: ProgrammeItem) -> Data:
        minutes, supposed = self._minutes(item)
        kind = self._kind(item)
        room = next(filter(None, item.rooms), None)
        session: Data = {
            "id": self._id(item),
            "title": item.title[:MOST_TITLE] or "…",
            "kind": "" if kind == "session" else kind,
            **{key: getattr(item, key) for key in ("subtitle", "audience", "language", "track")},
            "description": "\n".join(item.text),
            "questions": [question[: 2 * MOST_TITLE] for question in item.questions],
            "organisers": [name[:_MOST_LINE] for name in item.organisers],
            "partners": [name[:_MOST_LINE] for name in item.partners],
            "link": web_address(item.link),
            "minutes": minutes,
            "note": self._say(LENGTH_SUPPOSED) if supposed else "",
            "part_of": self._id(item.whole) if item.whole is not None else "",
            "block": self.groups.get(item.group, ""),
            "preferred": {"room": self.room_ids[folded(room)]} if room else {},
            "stated": list(self._stated(item)),
            "preferred_windows": list(self._windows(item)),
            "people": self._roles(item),
            "source": self._source(item.numbers),
        }
        return {key: value for key, value in session.items() if value}

    def _stated(self, item: ProgrammeItem) -> Iterator[Data]:
        for hour in item.hours:
            first, last = self._of_shared(item, hour)
            if hour.shared and not (first or last):
                continue
            stated: Data = {}
            day = hour.day.on(self._years) if hour.day else self._date_of(item)
            if day is not None and (len(self.dates) > 1 or hour.day):
                stated["day"] = day.isoformat()
            if hour.start is not None and first:
                stated["start"] = write_clock(hour.start)
            if hour.end is not None and last:
                stated["end"] = write_clock(hour.end)
            stated |= {"text": hour.words, "source": self._source(hour.numbers)}
            yield stated

    def _of_shared(self, item: ProgrammeItem, hour: Hour) -> tuple[bool, bool]:
        """Whether a session begins, and ends, with hours: of those that share them, one does."""
        if not hour.shared:
            return True, True
        sharing = [
            one
            for one in self._in_order
            if any(o.shared and o.numbers == hour.numbers for o in one.hours)
        ]
        first, last = sharing[0], sharing[-1]
        return (
            item is first or bool(item.group and item.group == first.group),
            item is last or bool(item.group and item.group == last.group),
        )

    def _windows(self, item: ProgrammeItem) -> Iterator[Data]:
        """Yield the hours that a session shares with others, as hours it would rather be in."""
        for hour in item.hours:
            if hour.shared and hour.start is not None and hour.end is not None:
                window: Data = {"start": write_clock(hour.start), "end": write_clock(hour.end)}
                day = self._date_of(item)
                yield {
                    **({"day": day.isoformat()} if day and len(self.dates) > 1 else {}),
                    **window,
                }

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The id of the block of each group of two sessions or more."""
        members: dict[str, list[ProgrammeItem]] = defaultdict(list)
        for item in self.items:
            if item.group and item.whole is None:
                members[item.group].append(item)
        blocks = {group: items for group, items in members.items() if len(items) > 1}
        return ids_of({group: self._block_name(items) for group, items in blocks.items()})

    def _block_name(self, items: Sequence[ProgrammeItem]) -> str:
        start = self._start(items[0])
        word = self._say(_BLOCK)
        return f"{word} {self._say(clock(start))}" if start is not None else word

    # --- Lengths ----------------------------------------------------

    def _minutes(self, item: ProgrammeItem) -> tuple[int | Data, bool]:
        """Return how long a session lasts, and whether that is supposed."""
        lengths = [
            hour.end - hour.start for hour in item.stated if hour.end and hour.start is not None
        ]
        lengths = [minutes for minutes in lengths if 0 < minutes <= DAY_MINUTES]
        if item.length:
            lengths.insert(0, item.length)
        gap = self._gap(item)
        if lengths:
            starts = {hour.start for hour in item.stated}
            least = min([*lengths, *([gap] if gap and len(starts) > 1 else [])])
            most = max(lengths)
            return (
                (most, False)
                if least == most
                else ({"min": least, "ideal": lengths[0], "max": most}, False)
            )
        if item.whole is not None:
            return self._of_a_part(item), True
        usual = USUAL[self._kind(item)]
        if shared := self._share(item):
            ideal = min(usual, shared[0])
            return _range(ideal, min(shared[1], 2 * ideal)), True
        if gap and gap <= _LONGEST_GAP:
            return {"min": gap - min(_SHORTER, gap // 3), "ideal": gap, "max": gap}, True
        return _range(usual, min(usual + usual // 2, gap or DAY_MINUTES)), True

    def _of_a_part(self, item: ProgrammeItem) -> Data:
        """Return how long one of the parts of a session may last."""
        whole = item.whole
        assert whole is not None
        minutes, _ = self._minutes(whole)
        most = minutes if isinstance(minutes, int) else int(minutes["max"])
        ideal = minutes if isinstance(minutes, int) else int(minutes["ideal"])
        parts = sum(one.whole is whole for one in self.items)
        return {
            "min": 1 if most < STEP else STEP,
            "ideal": max(STEP, _rounded(ideal // parts)),
            "max": max(most, STEP),
        }

    def _gap(self, item: ProgrammeItem) -> int | None:
        """Return the minutes until the next session begins, or the day ends."""
        start = self._start(item)
        if start is None:
            return None
        starts = [
            hour.start
            for one in self.items
            if one.whole is None and one.day == item.day and one is not item
            for hour in one.stated
            if hour.start is not None
        ]
        place = item.day if item.day is not None else 0
        announced = self._announced(place)
        later = [other for other in starts if other > start]
        if not later and announced and start < announced[1] <= start + _LONGEST_GAP:
            later = [announced[1]]
        return min(later) - start if later else None

    def _share(self, item: ProgrammeItem) -> tuple[int, int] | None:
        """Return the minutes of hours that several share: its own, and all of them."""
        hour = next(
            (one for one in item.hours if one.shared and one.end and one.start is not None), None
        )
        if hour is None or hour.end is None or hour.start is None:
            return None
        all_of_it = hour.end - hour.start
        sharing = [
            one
            for one in self.items
            if any(o.shared and o.numbers == hour.numbers for o in one.hours)
        ]
        longest: dict[str, int] = {}
        for one in sharing:
            key = one.group or str(id(one))
            longest[key] = max(longest.get(key, 0), USUAL[self._kind(one)])
        mine = longest[item.group or str(id(item))]
        return max(STEP, _rounded(all_of_it * mine // sum(longest.values()))), max(all_of_it, STEP)

    # --- Rooms ----------------------------------------------------

    @cached_property
    def _named_rooms(self) -> Mapping[str, tuple[str, tuple[int, ...]]]:
        rooms: dict[str, tuple[str, tuple[int, ...]]] = {}
        for item in self._in_order:
            for room in filter(None, item.rooms):
                rooms.setdefault(folded(room), (room, item.numbers))
        return rooms

    @cached_property
    def room_ids(self) -> Mapping[str, str]:
        """The ids of the rooms that are named, by their folded names."""
        return ids_of({key: name for key, (name, _) in self._named_rooms.items()})

    def _rooms(self) -> list[Data]:
        rooms: list[Data] = [
            {"id": self.room_ids[key], "name": name, "source": self._source(numbers)}
            for key, (name, numbers) in self._named_rooms.items()
        ]
        missing = max(self._rooms_needed() - len(rooms), 0)
        if missing:
            self.outline.doubt(1, _ROOMS_MISSING.fill(rooms=counted(missing, *ROOMS)))
        return rooms + unnamed_rooms(missing, self.room_ids.values(), self.language)

    def _rooms_needed(self) -> int:
        """Return how many rooms it takes: those of the most sessions that are at once."""
        needing = [item for item in self.items if item.whole is None and self._takes_room(item)]
        most = 1 if needing else 0
        sizes: dict[str, int] = defaultdict(int)
        for item in needing:
            if item.group in self.groups:
                sizes[item.group] += 1
        most = max([most, *sizes.values()])
        for item in needing:
            start = self._start(item)
            at_once = [
                one
                for one in needing
                if one.day == item.day
                and start is not None
                and any(
                    hour.start is not None and hour.start <= start < (hour.end or hour.start + 1)
                    for hour in one.stated
                )
            ]
            most = max(most, len(at_once))
        blank = any(room == "" for item in needing for room in item.rooms)
        return max(
            most, len(self._named_rooms) + 1 if blank and most <= len(self._named_rooms) else 0
        )

    def _takes_room(self, item: ProgrammeItem) -> bool:
        return any(item.rooms) or takes_room(self._kind(item))

    # --- People ----------------------------------------------------

    @cached_property
    def _persons(self) -> Mapping[str, tuple[Mention, tuple[int, ...]]]:
        persons: dict[str, tuple[Mention, tuple[int, ...]]] = {}
        for item in self._in_order:
            for part in item.people:
                if _is_nobody_yet(part.mention):
                    continue
                key = _key_of(part.mention)
                known = persons.get(key)
                if known is None:
                    persons[key] = part.mention, part.numbers
                    continue
                persons[key] = _merged(known[0], part.mention), known[1]
                self._stated_again(known, part.mention, part.numbers)
        return persons

    def _stated_again(
        self, known: tuple[Mention, tuple[int, ...]], mention: Mention, numbers: tuple[int, ...]
    ) -> None:
        pairs = {
            "function": (known[0].function, mention.function),
            "organisation": (known[0].organisation, mention.organisation),
        }
        for text in stated_twice(mention.name, pairs):
            self.outline.doubt(4, text, (*known[1], *numbers))

    @cached_property
    def person_ids(self) -> Mapping[str, str]:
        """The ids of the people, by what they are known by."""
        return ids_of({key: mention.label for key, (mention, _) in self._persons.items()})

    def _people(self) -> list[Data]:
        return [self._person(key) for key in self._persons]

    def _person(self, key: str) -> Data:
        mention, numbers = self._persons[key]
        person: Data = {"id": self.person_ids[key]}
        if mention.name:
            person["name"] = mention.name[:MOST_TITLE]
        if mention.function:
            person["role"] = mention.function[:MOST_TITLE]
        elif not mention.name:
            person["role"] = self._say(_FOR.fill(organisation=mention.organisation))[:MOST_TITLE]
        if mention.organisation:
            person["organisation"] = mention.organisation
        if mention.unconfirmed or not (mention.name or mention.function):
            person["unconfirmed"] = True
        person["source"] = self._source(numbers)
        return person

    def _roles(self, item: ProgrammeItem) -> dict[str, list[str]]:
        roles: dict[str, list[str]] = {}
        for part in item.people:
            role = role_in(self.language, part.role, "fr")
            mention = part.mention
            entry = (
                self._say(_UNNAMED.fill(who=mention.function or mention.organisation))
                if _is_nobody_yet(mention)
                else self.person_ids[_key_of(mention)]
            )
            if entry not in roles.setdefault(role, []):
                roles[role].append(entry)
        return roles

    # --- Doubts ----------------------------------------------------

    def _doubts(self) -> None:
        """Note what was supposed, and what the source says twice."""
        outline = self.outline
        self._two_times()
        without = [item for item in self.items if not item.hours and item.whole is None]
        if without:
            numbers = tuple(n for item in without for n in item.numbers[:1])
            outline.doubt(3, _NO_HOURS.fill(sessions=counted(len(without), *_SESSIONS)), numbers)
        for item in self.items:
            self._doubt_of_people(item)
        nameless = [
            part
            for item in self.items
            for part in item.people
            if item.whole is not None and not part.mention.name and part.mention.label == item.title
        ]
        if nameless:
            numbers = tuple(n for part in nameless for n in part.numbers)
            outline.doubt(4, _NO_SPEAKER.fill(count=counted(len(nameless), *_SPEECHES)), numbers)
        supposed = [item for item in self.items if item.whole is None and self._minutes(item)[1]]
        if supposed:
            texts = listing(
                Text("{title} ({minutes})", "{title} ({minutes})").fill(
                    title=named(item.title), minutes=duration(_ideal(self._minutes(item)[0]))
                )
                for item in supposed[:_MOST_NAMED]
            )
            more = len(supposed) - _MOST_NAMED
            if more > 0:
                outline.doubt(2, _SUPPOSED_MORE.fill(sessions=texts, more=more))
            else:
                outline.doubt(2, _SUPPOSED.fill(sessions=texts))
        for group, block in self.groups.items():
            items = [item for item in self.items if item.group == group]
            if not any(item.beside for item in items):
                outline.doubt(
                    4,
                    _AT_ONCE.fill(count=len(items), block=quoted(block)),
                    tuple(n for i in items for n in i.numbers[:1]),
                )

    def _two_times(self) -> None:
        """Note the lines that state two starting times, and of which sessions."""
        twice: dict[tuple[int, ...], list[ProgrammeItem]] = defaultdict(list)
        for item in self.items:
            if len({hour.start for hour in item.stated if hour.start is not None}) >= _OWN:
                twice[tuple(n for hour in item.stated for n in hour.numbers)].append(item)
        for numbers, items in twice.items():
            titles = listing(named(item.title) for item in items[:_OWN])
            more = len(items) - _OWN
            titles = _AND_MORE.fill(titles=titles, more=more) if more > 0 else titles
            self.outline.doubt(0, _TWO_TIMES.fill(titles=titles), numbers)

    def _doubt_of_people(self, item: ProgrammeItem) -> None:
        for part in item.people:
            mention = part.mention
            if not mention.name and item.whole is not None and mention.label == item.title:
                continue
            if not mention.name and not _is_nobody_yet(mention):
                self.outline.doubt(
                    4,
                    _NO_PERSON.fill(who=named(mention.label), title=named(item.title)),
                    part.numbers,
                )
            elif mention.unconfirmed:
                self.outline.doubt(4, _UNSURE.fill(who=named(mention.label)), part.numbers)
            elif not mention.sure:
                self.outline.doubt(5, _MAYBE_NO_NAME.fill(who=named(mention.label)), part.numbers)


_MOST_NAMED = 6


def _ideal(minutes: int | Data) -> int:
    return minutes if isinstance(minutes, int) else int(minutes["ideal"])


def _key_of(mention: Mention) -> str:
    return folded(mention.name) or f"{folded(mention.function)}/{folded(mention.organisation)}"


def _is_nobody_yet(mention: Mention) -> bool:
    """Whether somebody is yet to be named: ``un élu, à confirmer``."""
    words = flat(mention.function or mention.organisation)
    return (
        not mention.name
        and mention.unconfirmed
        and (not words or bool(re.match(r"(?:un|une|des|a|an)\b", words)))
    )


def _merged(known: Mention, mention: Mention) -> Mention:
    return Mention(
        known.name,
        known.function or mention.function,
        known.organisation or mention.organisation,
        known.unconfirmed or mention.unconfirmed,
        known.sure or mention.sure,
    )


def _pieces(words: str) -> list[str]:
    return [
        piece.strip(" .")
        for piece in re.split(r"\s*[,;•]\s*|\s+(?:et|and)\s+(?=[A-ZÀ-Þ])", words)
        if piece.strip(" .")
    ]


def _range(ideal: int, most: int) -> Data:
    """Return a length that is supposed: half of it will do."""
    ideal = max(min(ideal, most), 1)
    least = max(1 if ideal < STEP else STEP, _rounded(ideal // 2))
    return {"min": min(least, ideal), "ideal": ideal, "max": max(most, ideal)}


def _rounded(minutes: int) -> int:
    return minutes // STEP * STEP


_FROM_TO = Text("{first} à {last}", "{first} to {last}")
_LINK = Text("lien d'inscription", "link to register")
_PLACE = Text("lieu", "place")
_DATE = Text("date", "date")
_BLOCK = Text("ensemble", "together")
_FOR = Text("Représentant(e) : {organisation}", "Representative: {organisation}")
_UNNAMED = Text("{who} (à confirmer)", "{who} (to be confirmed)")
_NO_NAME = Text(
    "le nom de l'évènement n'est pas reconnu : le corriger dans la feuille Événement",
    "the name of the event is not recognised: correct it on the sheet Event",
)
_NO_DATES = Text(
    "aucune date n'est reconnue : le {day} est mis à la place ; la corriger, ou la donner (--day)",
    "no date is recognised: {day} stands instead; correct it, or give it (--day)",
)
_YEAR = Text(
    "l'année n'est pas écrite : {day} est supposé", "the year is not written: {day} is supposed"
)
_TWO = Text(
    "deux versions ({what}) ; les deux sont gardées, choisir la bonne",
    "two versions ({what}); both are kept, choose the right one",
)
_TWO_TIMES = Text(
    "deux heures de début pour {titles} ; les deux sont gardées, « solve » tranche",
    "two starting times for {titles}; both are kept, “solve” settles it",
)
_AND_MORE = Text("{titles} et {more} de plus", "{titles} and {more} more")
_SESSIONS = Text("session n'a", "session has"), Text("sessions n'ont", "sessions have")
_SPEECHES = (
    Text("prise de parole ne nomme", "speech names"),
    Text("prises de parole ne nomment", "speeches name"),
)
_NO_SPEAKER = Text(
    "{count} personne : une organisation ou une fonction seulement",
    "{count} nobody: only an organisation or a function",
)
_NO_HOURS = Text("{sessions} pas d'heure", "{sessions} no time")
_SUPPOSED = Text(
    "durées supposées, car l'heure de fin n'est pas écrite : {sessions}",
    "lengths supposed, for no end is written: {sessions}",
)
_SUPPOSED_MORE = Text(
    "durées supposées, car l'heure de fin n'est pas écrite : {sessions} et {more} autres",
    "lengths supposed, for no end is written: {sessions} and {more} more",
)
_ROOMS_MISSING = Text(
    "le document ne nomme pas assez de salles : {rooms} « à préciser »",
    "the document does not name enough rooms: {rooms} “to be named”",
)
_AT_ONCE = Text(
    "{count} sessions sont lues comme simultanées (bloc {block})",
    "{count} sessions are read as taking place at once (block {block})",
)
_NO_PERSON = Text(
    "{who}, dans {title}, n'est pas une personne nommée", "{who}, in {title}, is no named person"
)
_UNSURE = Text("{who} n'est pas confirmé", "{who} is not confirmed")
_MAYBE_NO_NAME = Text("{who} est lu comme un nom de personne", "{who} is read as somebody's name")
_AFTERNOON = Text("{words} est lu comme {time}", "{words} is read as {time}")
