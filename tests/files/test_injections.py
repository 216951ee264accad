"""What a form may bring along: formulas, and marks that turn a printed list around.

Every text of a draft is filled with each of them in turn, and everything that is written is
searched for what a program would obey.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from live import (
    CONTROLS,
    ENDING,
    HIDDEN,
    TURNING,
    calendar_of,
    hold_dead,
    refused,
    sheets_of,
    table_of,
)

from agenda_solver.files import exporters, html, workbook
from agenda_solver.files.calendars import calendar_files
from agenda_solver.files.exporters import ExportOptions, Publication
from agenda_solver.files.mail_merge import write_letters
from agenda_solver.files.responses.output import write_csv
from agenda_solver.history.lineage import Lineage
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.editions import with_edition
from agenda_solver.views.news import Letter
from agenda_solver.views.terminal import programme_text
from command_line import run

FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)"),
    *('=HYPERLINK("http://example.org";"x")', "=cmd|'/C calc'!A0", "-2+3+cmd|' /C calc'!A0"),
    *("\u200b=1+1", "\u202e=1+1", "\ufeff=1+1", " =1+1", "\n=1+1", "'=1+1", '"=1+1', ";=1+1"),
)
MARKS = (
    *(f"Ada {mark}txt.exe" for mark in TURNING),
    *(f"Ada{mark}Lovelace" for mark in ENDING),
    *(f"A{mark}da" for mark in HIDDEN),
    *(f"Ada {mark}[31m" for mark in CONTROLS),
    "Ada\r\nATTENDEE:mailto:x@example.org",
    "Ada\nEND:VEVENT",
)
MARKUP = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onclick='alert(1)"),
    *("</style></script><b>x</b>", "<!--", "&lt;b&gt;", "javascript:alert(1)", "{{ 7 * 7 }}"),
)
INJECTIONS = (*FORMULAS, *MARKS, *MARKUP)
MORE = (
    *("</script><script>alert(1)</script>", "<svg onload=alert(1)>", "--><script>alert(1)"),
    *("<a href='javascript:alert(1)'>x</a>", "<style>@import 'http://example.com'</style>"),
    *("]]>", "<![CDATA[<b>x</b>]]>", "&b;", '<!DOCTYPE a [<!ENTITY b "c">]>'),
    *('<?xml version="1.0"?>', "{% include 'x' %}", "{title}", "${7 * 7}", "%s %n"),
    *("\\u003cscript>alert(1)", 'HYPERLINK "http://example.com"', "](javascript:alert(1))"),
)


def draft(words: str) -> dict[str, Any]:
    """Return a draft that has some words wherever a text may stand."""
    return {
        "event": {
            **dict.fromkeys(("name", "subtitle", "version", "place", "address"), words),
            **dict.fromkeys(("description", "audience", "practical", "contact", "note"), words),
            **{"organisers": [words], "partners": [words]},
            "stated": [{"text": words, "about": words, "source": words}],
        },
        "days": [{"date": "2026-06-10", "note": words}],
        "rooms": [{"id": f"r{words}", "name": words, "site": words, "features": [words]}],
        "people": [
            {"id": f"p{words}"}
            | dict.fromkeys(("name", "role", "organisation", "email", "note"), words)
        ],
        "tracks": [{"id": f"t{words}", "note": words}],
        "sessions": [
            {
                "id": f"s{words}",
                **dict.fromkeys(("title", "subtitle", "description", "audience"), words),
                **dict.fromkeys(("language", "note"), words),
                **{"questions": [words], "organisers": [words], "partners": [words]},
                "minutes": 60,
                "kind": "workshop",
                "track": f"t{words}",
                "needs": [words],
                "people": {f"r{words}": [f"p{words}"]},
                "stated": [{"text": words, "about": words, "source": words}],
            }
        ],
        "attendees": [
            {"id": f"a{words}", "wishes": [f"s{words}"]}
            | dict.fromkeys(("name", "email", "organisation", "category", "note"), words)
        ],
    }


def read(words: str) -> tuple[Problem, Timetable]:
    problem = Problem.read(draft(words))
    day, session = date(2026, 6, 10), problem.sessions[0].id
    timetable = Timetable.of(
        [Placement(session, day, 540, 600, problem.rooms[0].id)],
        [Seat(problem.attendees[0].id, session)],
    )
    return problem, timetable


def calendars_of(files: dict[Any, bytes], sessions: int) -> None:
    """Hold every calendar to be of lines that we write, and of so many events."""
    for data in files.values():
        calendar_of(data)
        assert data.count(b"BEGIN:VEVENT") == sessions


def pages_of(problem: Problem, timetable: Timetable) -> list[str]:
    """Return every page for the web; those of attendees are the last ones."""
    whole = Publication(problem, timetable, with_edition(None, problem, timetable), "fr")
    files = html.EXPORTER.export(whole, ExportOptions(attendees=True), folder=True).files
    return [data.decode() for data in files.values()]


def built(page: str) -> list[tuple[str, list[str]]]:
    """Return what a page is built of: its elements and their attributes, alike ones once.

    Links in text are left out: they lead to pages and to addresses of people only.
    """
    elements = lxml.html.document_fromstring(page)
    for link in elements.iter("a"):
        address = link.get("href") or ""
        assert address.startswith(("#", "http://", "https://", "mailto:")) or address.endswith(
            ".html"
        )
    parts = ((str(one.tag), sorted(one.keys())) for one in elements.iter() if one.tag != "a")
    return [part for part, _ in groupby(parts)]


@cache
def as_built() -> list[list[tuple[str, list[str]]]]:
    """Return what the pages of harmless words are built of."""
    return [built(page) for page in pages_of(*read("Ada"))]


@pytest.mark.parametrize("number", range(len(INJECTIONS)))
def test_words_are_never_taken_for_a_part_of_a_page(number: int) -> None:
    words = INJECTIONS[number]
    pages = pages_of(*read(words))
    assert [built(page) for page in pages] == as_built()
    for page in pages:
        assert not refused(page)
        if words in MARKUP:
            title = lxml.html.document_fromstring(page).find(".//h1")
            assert title is not None
            assert words.rstrip(";") in title.text_content().replace("\u00a0", " ")


@pytest.mark.parametrize("number", range(len(INJECTIONS)))
def test_nothing_that_is_written_is_obeyed(tmp_path: Path, number: int) -> None:
    problem, timetable = read(INJECTIONS[number])
    path = tmp_path / "a.xlsx"
    history = with_edition(None, problem, timetable)
    workbook.write(
        path,
        problem,
        Result(status="feasible", timetable=timetable),
        "fr",
        lineage=Lineage(history=history),
    )
    sheets_of(str(path))
    workbook.write_draft(tmp_path / "b.xlsx", problem, "fr")
    sheets_of(str(tmp_path / "b.xlsx"))
    table_of(write_csv(tmp_path / "c.csv", problem).read_bytes())
    attendee = problem.attendees[0]
    letter = Letter(None, attendee.id, attendee.name, attendee.email, "fr", "Objet", attendee.note)
    table_of(write_letters(tmp_path / "d.csv", [letter]).read_bytes())
    calendars_of(calendar_files(history, "fr", ExportOptions(attendees=True)), 1)
    assert not refused(programme_text(problem, timetable, "fr").replace("\n", " "))
    # And what was written is read as it was.
    again = workbook.read(path)
    assert again.problem == problem
    assert again.timetable == timetable


# --- What is exported -------------------------------------------------------------------------


def every_text() -> dict[str, Any]:
    """Return a draft in which each of the injections stands wherever a text may, in a row each."""
    everything = dict(enumerate((*INJECTIONS, *MORE)))
    event = "=1+1 <script>alert(1)</script> {{ 7 * 7 }}"
    texts = ("description", "audience", "language", "subtitle", "note")
    return {
        "event": {
            **dict.fromkeys(("name", "subtitle", "version", "place", "address"), event),
            **dict.fromkeys(("description", "audience", "contact", "practical", "note"), event),
            **{key: [event] for key in ("organisers", "partners")},
            "link": "https://exemple.org/?a=1&b=2",
        },
        "days": [{"date": "2026-06-10", "note": event}],
        "rooms": [
            {"id": f"r{number}{words}", "name": words, "site": words, "note": words}
            for number, words in everything.items()
        ],
        "people": [
            {"id": f"p{number}{words}", "unconfirmed": number % 2 == 0}
            | dict.fromkeys(("name", "role", "organisation", "email", "note"), words)
            for number, words in everything.items()
        ],
        "sessions": [
            {
                "id": f"s{number}{words}",
                "title": words,
                "minutes": 60,
                "kind": "workshop",
                "track": words,
                "link": "https://exemple.org/?a=1&b=2",
                "questions": [words],
                "organisers": [words],
                "partners": [words],
                "people": {
                    f"r{words}": [f"p{number}{words}"],
                    words or "x": [f"{words} (à désigner)"],
                },
            }
            | dict.fromkeys(texts, words)
            for number, words in everything.items()
        ],
        "attendees": [
            {"id": f"a{number}{words}"}
            | dict.fromkeys(("name", "email", "organisation", "category", "note"), words)
            for number, words in everything.items()
        ],
    }


@pytest.fixture(scope="module")
def everything() -> Publication:
    problem = Problem.read(every_text())
    day = date(2026, 6, 10)
    rows = list(zip(problem.sessions, problem.rooms, problem.attendees, strict=True))
    timetable = Timetable.of(
        [Placement(session.id, day, 540, 600, room.id) for session, room, _ in rows],
        [Seat(attendee.id, session.id) for session, _, attendee in rows],
    )
    return Publication(problem, timetable, with_edition(None, problem, timetable), "fr")


DRAWN = ("docx", "html", "signs", "xlsx")  # these take long
WAYS = [
    *(
        pytest.param(
            key, ExportOptions(), id=key, marks=[pytest.mark.thorough] if key in DRAWN else []
        )
        for key in exporters.FORMATS
    ),
    *(
        pytest.param("csv", ExportOptions(map=name), id=name)
        for name in ("eventify", "google-calendar", "guidebook")
    ),
]


@pytest.mark.parametrize(("key", "choice"), WAYS)
def test_nothing_that_is_exported_is_obeyed(
    everything: Publication, key: str, choice: ExportOptions
) -> None:
    format_ = exporters.exporter(key)
    # A folder of documents takes minutes, and is drawn as the one file is.
    for folder in {format_.folder and key != "docx", format_.ending is None}:
        asked = replace(choice, attendees="attendees" in format_.options)
        if format_.refusal(asked, folder=folder):
            asked = choice
        done = format_.export(everything, asked, folder=folder)
        assert done.files
        for name, data in done.files.items():
            hold_dead(name, data)
        for sentence in done.lacking:
            assert not refused(sentence.fr + sentence.en)


@pytest.mark.parametrize("number", range(len(INJECTIONS)))
def test_no_refusal_is_obeyed(tmp_path: Path, number: int) -> None:
    words = INJECTIONS[number]
    path = tmp_path / "agenda.toml"
    minutes = json.dumps(words.replace("\x7f", ""))
    path.write_text(f'[[days]]\ndate = "2026-06-10"\n[[sessions]]\nid = "a"\nminutes = {minutes}')
    for options in ((), ("--json",)):
        done = run("check", path, *options)
        assert done.returncode == 2
        assert not refused((done.stdout + done.stderr).replace("\n", " "))


@pytest.mark.parametrize("mark", [*TURNING, *ENDING, "\x1b", "\x07"])
def test_no_name_of_a_file_or_a_key_is_obeyed(tmp_path: Path, mark: str) -> None:
    path = tmp_path / f"a{mark}b.toml"
    for words in (None, f"{json.dumps(f'a{mark}b')} = 1"):
        if words:
            path.write_text(words, encoding="utf-8")
        for options in ((), ("--json",)):
            done = run("check", path, *options)
            assert done.returncode == 2
            assert not refused((done.stdout + done.stderr).replace("\n", " "))


@pytest.mark.parametrize(
    "words", ["مؤتمر المياه", "כנס \u200fהמים", "Où ? « ici »", "L'Haÿ-les-Roses", "C – D", "日本"]
)
def test_honest_text_stays(words: str) -> None:
    assert Problem.read(draft(words)).sessions[0].title == words
