"""Sources of every format to which things happened: a draft or a refusal, never an exception."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from mutations import archive_mutated, bytes_mutated, csv_mutated
from openpyxl import Workbook
from sources import HERE, source_of

from agenda_solver.files import InputError
from agenda_solver.files.importers import ImportOptions, SourceFile, read
from agenda_solver.problem import Problem
from thorough import some_and_more

SOME, MORE = 4, 160
"""How many of each format are mutated, and how many by the thorough part."""

FRAB = """<?xml version="1.0" encoding="utf-8"?>
<schedule><version>1</version>
  <conference><title>Jours fictifs</title><start>2027-03-05</start><end>2027-03-05</end>
    <days>1</days><timeslot_duration>00:05</timeslot_duration>
    <time_zone_name>Europe/Paris</time_zone_name></conference>
  <day index="1" date="2027-03-05"><room name="Amphi" guid="11111111-1111-1111-1111-111111111111">
    <event id="101" guid="21111111-1111-1111-1111-111111111111" code="ABCDEF"><room>Amphi</room>
      <title>Ouverture</title><type>lecture</type><date>2027-03-05T09:30:00+01:00</date>
      <start>09:30</start><duration>00:45</duration><track>Culture</track><language>fr</language>
      <persons><person id="7">Ada Fictive</person></persons></event>
    <event id="102"><title>Cartes</title><start>10:30</start><duration>1:30</duration></event>
  </room></day></schedule>
"""
PRETALX: dict[str, Any] = {
    "schedule": {
        "version": "0.2",
        "conference": {
            "title": "Fictive days",
            "time_zone_name": "Europe/Berlin",
            "rooms": [{"name": "Hall", "slug": "hall", "capacity": 80}],
            "days": [
                {
                    "index": 1,
                    "date": "2027-03-05",
                    "rooms": {
                        "Hall": [
                            {
                                "id": 12,
                                "code": "QWERTY",
                                "date": "2027-03-05T10:00:00+01:00",
                                "start": "10:00",
                                "duration": "00:30",
                                "title": "Maps for all",
                                "persons": [{"code": "AAAAAA", "name": "Ada Fictive"}],
                                "links": [],
                            }
                        ]
                    },
                }
            ],
        },
    }
}
INDICO = """2027-03-05T09:00,20,"Cartes, et après ?",Ada,Fictive,Université fictive,ada@example.org
2027-03-05T09:00,30,Le sol et l'eau,Basile,Fictif,,
"""
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//invented//EN
X-WR-CALNAME:Journée fictive
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20270101T000000Z
DTSTART:20270305T083000Z
DTEND:20270305T093000Z
SUMMARY:Table ronde : la carte
LOCATION:Salle bleue
ATTENDEE;CN=Ada Fictive:mailto:ada@example.org
END:VEVENT
BEGIN:VEVENT
UID:2@example.org
DTSTAMP:20270101T000000Z
DTSTART;TZID=Europe/Paris:20270305T140000
DURATION:PT90M
SUMMARY:Visite de la cave
RRULE:FREQ=DAILY;COUNT=2
END:VEVENT
END:VCALENDAR
"""
TABLE = [
    ["Jour", "Horaire", "Titre", "Salle", "Intervenants"],
    ["05/03/2027", "9h-10h", "Ouverture", "Amphi", "Ada Fictive"],
    ["05/03/2027", "10h30", "Cartes", "Salle 2", "Basile Fictif ; Ada Fictive"],
]
ODD = (None, True, -1, 10**9, 0.5, "", " ", "25:99", "\x00", "9" * 400, [], {}, [[]], "é" * 300)
_ODD_WORDS = ("25h99", "31/02/2027", "-1", "", "\x00", "9" * 400, "20270230T250000", "&amp;", "<")


@cache
def of_programme(name: str) -> bytes:
    return source_of(HERE / name).data


@cache
def workbook() -> bytes:
    book = Workbook()
    for row in TABLE:
        book.worksheets[0].append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def words_mutated(random: Random, text: str) -> str:
    """Put something odd in the place of a few words, or lose or double some."""
    for _ in range(random.choice((1, 1, 2, 5))):
        words = list(re.finditer(r"[\w:+-]+|<[^>]*>", text))
        if not words:
            break
        word = random.choice(words)
        instead = random.choice((*_ODD_WORDS, word[0] * 2))
        text = text[: word.start()] + instead + text[word.end() :]
    return text


def value_mutated(random: Random, value: Any) -> Any:
    """Put something odd in the place of a value somewhere inside, or lose it."""
    inside = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not inside:
        return random.choice(ODD)
    changed = dict(value) if isinstance(value, dict) else list(value)
    key = random.choice(inside)
    if isinstance(changed[key], dict | list) and random.random() < 0.8:
        changed[key] = value_mutated(random, changed[key])
    elif random.random() < 0.3:
        del changed[key]
    else:
        changed[key] = random.choice(ODD)
    return changed


def of_archive(random: Random, data: bytes) -> bytes:
    return random.choice((bytes_mutated, archive_mutated))(random, data)


def of_words(random: Random, text: str) -> bytes:
    mutate = random.choice((words_mutated, words_mutated, csv_mutated))
    data = mutate(random, text).encode(random.choice(("utf-8", "utf-8", "cp1252")), "replace")
    return bytes_mutated(random, data) if random.random() < 0.2 else data


MAKERS: Mapping[str, Callable[[Random], bytes]] = {
    "programme.docx": lambda random: of_archive(random, of_programme("02-tableau.docx.txt")),
    "programme.pdf": lambda random: bytes_mutated(random, of_programme("10-pages.pdf.txt")),
    "programme.html": lambda random: of_words(random, of_programme("09-filieres.html").decode()),
    "programme.txt": lambda random: bytes_mutated(random, of_programme("03-puces.txt")),
    "schedule.xml": lambda random: of_words(random, FRAB),
    "schedule.json": lambda random: json.dumps(value_mutated(random, PRETALX)).encode(),
    "contributions.csv": lambda random: of_words(random, INDICO),
    "calendar.ics": lambda random: of_words(random, ICS),
    "table.csv": lambda random: of_words(random, "\n".join(";".join(row) for row in TABLE)),
    "table.xlsx": lambda random: of_archive(random, workbook()),
}


@pytest.mark.filterwarnings("ignore")  # of libraries, on damaged files
@pytest.mark.parametrize("seeds", some_and_more(SOME, MORE))
@pytest.mark.parametrize("name", MAKERS)
def test_whatever_happens_to_a_source_it_is_read_or_refused(name: str, seeds: range) -> None:
    answered = 0
    for seed in seeds:
        given = SourceFile(name, MAKERS[name](Random(f"{name} {seed}")))
        try:
            made = read(given, ImportOptions())
        except InputError as error:
            answered += all(one.fr.strip() and one.en.strip() for one in error.sentences)
            continue
        assert Problem.read(made.problem.dump()) == made.problem, seed
        answered += 1
    assert answered == len(seeds)


@pytest.mark.parametrize("name", MAKERS)
def test_a_source_to_which_nothing_happened_is_read(name: str) -> None:
    whole = {
        "programme.docx": of_programme("02-tableau.docx.txt"),
        "programme.pdf": of_programme("10-pages.pdf.txt"),
        "programme.html": of_programme("09-filieres.html"),
        "programme.txt": of_programme("03-puces.txt"),
        "schedule.xml": FRAB.encode(),
        "schedule.json": json.dumps(PRETALX).encode(),
        "contributions.csv": INDICO.encode(),
        "calendar.ics": ICS.encode(),
        "table.csv": "\n".join(";".join(row) for row in TABLE).encode(),
        "table.xlsx": workbook(),
    }[name]
    assert read(SourceFile(name, whole), ImportOptions()).problem.sessions


def test_a_document_without_its_styles_is_damaged() -> None:
    broken = BytesIO()
    with (
        ZipFile(BytesIO(of_programme("02-tableau.docx.txt"))) as whole,
        ZipFile(broken, "w") as copy,
    ):
        for name in whole.namelist():
            words = b"<empty/>" if name == "word/styles.xml" else whole.read(name)
            copy.writestr(name, words)
    with pytest.raises(InputError) as caught:
        read(SourceFile("programme.docx", broken.getvalue()), ImportOptions())
    assert [one.en for one in caught.value.sentences] == [
        "programme.docx: this document is damaged: open it in Word and save it again as .docx"
    ]


def test_a_track_that_is_too_long_is_refused() -> None:
    text = FRAB.replace("Culture", "z" * 201)
    with pytest.raises(InputError, match="at most 200"):
        read(SourceFile("schedule.xml", text.encode()), ImportOptions())
