"""Tables of papers: EasyChair, ConfTool, OpenReview and pretalx as they export them; invented."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read
from agenda_solver.preflight import preflight
from agenda_solver.problem import Minutes, Problem
from command_line import run

EASYCHAIR = """#,title,authors,submitted,last updated,form fields,keywords,decision,notified,\
reviews sent,abstract,deleted?
1,Soils under glass,"Ada Fictive, Bob Fictif and Cleo Fictive",2026-11-06 16:30,,,"soil
glass",accept,no,no,About soils.,no
2,Rivers,Ada Fictive,2026-11-06 16:30,,,water,reject,no,no,About rivers.,no
3,Rain,Dan Fictif and Eve Fictive,2026-11-06 16:30,,,water,ACCEPT,no,no,About rain.,no
4,Gone,Dan Fictif,2026-11-06 16:30,,,water,accept,no,no,Gone.,yes
5,Late,Dan Fictif,2026-11-06 16:30,,,water,,no,no,Late.,no
"""
CONFTOOL = """"paperID";"contribution_type";"authors";"organisations";"";"title";"keywords";\
"topics";"presenting_author";"acceptance_status";"acceptance";"withdrawn"
"101";"Full paper";"Fictive, Ada (1,2); van der Fictif, Bob (2)*";\
"1: Fictive University, Lyon; 2: Invented Lab";"";"Soils; a new look";"soil";"Soils; Water";\
"van der Fictif, Bob";"1";"Accepted";""
"102";"Poster";"Fictive, Cleo (1)";"1: Fictive University, Lyon";"";"Rivers";"";"Water";\
"Fictive, Cleo";"-1";"Rejected";""
"103";"Workshop";"Fictive, Dan";"Invented Lab";"";"Drawing";"";"Water";"Fictive, Dan";"1";\
"Accepted as workshop";""
"104";"Poster";"Fictive, Dan";"Invented Lab";"";"Rain";"";"Water";"Fictive, Dan";"1";\
"Accepted as poster";"0"
"105";"Poster";"Fictive, Dan";"Invented Lab";"";"Snow";"";"Water";"Fictive, Dan";"1";\
"Accepted as poster";"1"
"104";"Poster";"Fictive, Eve";"Invented Lab";"";"Rain";"";"Water";"Fictive, Dan";"1";\
"Accepted as poster";"0"
"""
OPENREVIEW = """number,forum,title,abstract,num Reviewers,decision
7,https://openreview.net/forum?id=abc,Soils,About soils.,3,Accept (poster)
8,https://openreview.net/forum?id=abd,Water,About water.,3,Reject
"""
PRETALX = """ID,Proposal title,Proposal state,Session type,Track,Abstract,Duration,Language,\
Speaker names
ABCDEF,Soils,confirmed,Talk,Earth,About,30,en,"Ada Fictive
Bob Fictif"
GHIJKL,Water,accepted,Talk,Water,About,20,en,"Cleo Fictive, Dan Fictif"
MNOPQR,Air,submitted,Talk,,About,20,en,Dan Fictif
"""
ENTRIES = [
    {
        "ID": "ABCDEF",
        "Proposal title": "Soils",
        "Proposal state": "confirmed",
        "Track": "Earth",
        "Duration": 30,
        "Speaker names": ["Ada Fictive", "Bob Fictif"],
    },
    {"ID": "GHIJKL", "Proposal title": "Water", "Proposal state": "withdrawn", "Duration": 20},
]
SOURCES = {
    "submission.csv": EASYCHAIR,
    "papers.csv": CONFTOOL,
    "Submission Status.csv": OPENREVIEW,
    "event_sessions.csv": PRETALX,
    "event_sessions.json": json.dumps(ENTRIES),
}


def imported(name: str, text: str | None = None) -> Imported:
    data = (text if text is not None else SOURCES[name]).encode()
    return read(SourceFile(name, data), ImportOptions(day=date(2027, 6, 10)))


def names(problem: Problem, session: str) -> list[str]:
    people = {person.id: person.name for person in problem.people}
    return [people[one] for one in problem.session[session].roster]


@pytest.mark.parametrize("name", SOURCES)
def test_an_export_is_recognised_and_every_row_is_accounted_for(name: str) -> None:
    done = imported(name)
    assert done.report.format == "papers"
    rows = 2 if name.endswith(".json") else {"papers.csv": 6, "submission.csv": 5}.get(name)
    if rows is not None:
        assert len(done.report.accounts) == rows
    assert all(session.kind in ("paper", "workshop") for session in done.problem.sessions)
    (stretch,) = done.problem.stretches
    assert stretch.day == done.problem.days[0].date
    assert "plages" in done.report.checks[0].text.fr


def test_accepted_papers_of_easychair() -> None:
    done = imported("submission.csv")
    soils, rain = done.problem.sessions
    assert (soils.id, soils.title, soils.kind) == ("1", "Soils under glass", "paper")
    assert soils.description == "About soils."
    assert names(done.problem, "1") == ["Ada Fictive", "Bob Fictif", "Cleo Fictive"]
    assert names(done.problem, rain.id) == ["Dan Fictif", "Eve Fictive"]
    reasons = {one.place.en: one.made[0].en for one in done.report.accounts if one.fate == "apart"}
    assert reasons == {
        "line 3": "rejected or withdrawn",
        "line 5": "rejected or withdrawn",
        "line 6": "without a decision",
    }
    texts = [check.text.en for check in done.report.checks]
    assert (
        "some papers are left out: 2 rejected or withdrawn and 1 without a decision; the source "
        "says which" in texts
    )
    assert any(text.startswith("2 papers without a track") for text in texts)
    assert any(text.startswith("who presents is not said") for text in texts)


def test_a_table_of_nothing_but_rejected_papers_is_refused() -> None:
    with pytest.raises(InputError, match=r"no paper in it .* \(2 rejected or withdrawn\)"):
        imported("submission.csv", "#,title,decision\n1,Rain,reject\n2,Snow,reject\n")


def test_a_track_has_its_name_and_titles_lose_the_marks_of_web_pages() -> None:
    text = (
        "#,track #,track name,title,authors,decision\n"
        "1,2,Soils &amp; Air,The <i>Lumbricus</i>,Ada Fictive,accept\n"
        "2,2,Soils &amp; Air,Rain,Dan Fictif,accept\n"
    )
    done = imported("submission.csv", text)
    assert [one.title for one in done.problem.sessions] == ["The Lumbricus", "Rain"]
    assert {one.track for one in done.problem.sessions} == {"Soils & Air"}
    texts = {check.text.en: check.places for check in done.report.checks}
    assert any(text.startswith("“track #” (2 times)") for text in texts)
    (places,) = [where for text, where in texts.items() if text.startswith("marks of a web")]
    assert [place.en for place in places] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        *((words, "") for words in ("Acceptée", "Accept (oral)", "Confirmed", "Oui")),
        *((words, "rejected or withdrawn") for words in ("Rejetée", "rejeté", "Refusée")),
        *((words, "rejected or withdrawn") for words in ("Retirée", "Déclinée", "Non retenue")),
        *((words, "rejected or withdrawn") for words in ("Pas acceptée", "Desk Reject")),
        *((words, "without a decision") for words in ("Under review", "Soumise", "En attente")),
        *((words, "without a decision") for words in ("Liste d'attente", "En cours", "-")),
    ],
)
def test_what_is_decided_in_either_language(decision: str, reason: str) -> None:
    text = f"titre,auteurs,décision\nSols,Ada Fictive,acceptée\nPluie,Bob Fictif,{decision}\n"
    done = imported("a.csv", text)
    apart = [one.made[0].en for one in done.report.accounts if one.fate == "apart"]
    assert apart == ([reason] if reason else [])
    assert len(done.problem.sessions) == (1 if reason else 2)


def test_before_any_decision_all_papers_are_taken() -> None:
    header, *rows = EASYCHAIR.replace(",accept,", ",,").replace(",ACCEPT,", ",,").splitlines()
    done = imported("submission.csv", "\n".join([header, *rows]))
    assert [session.id for session in done.problem.sessions] == ["1", "3", "5"]


def test_who_presents_takes_part_and_the_other_authors_are_named() -> None:
    done = imported("papers.csv")
    soils, drawing, rain = done.problem.sessions
    assert names(done.problem, soils.id) == ["Bob van der Fictif"]
    assert soils.subtitle == "Ada Fictive, Bob van der Fictif"
    assert (soils.title, soils.track, soils.tags) == ("Soils; a new look", "Soils", ["Water"])
    organisations = {person.name: person.organisation for person in done.problem.people}
    assert organisations == {"Bob van der Fictif": "Invented Lab", "Dan Fictive": "Invented Lab"}
    assert (drawing.kind, rain.kind, rain.subtitle) == ("workshop", "paper", "")
    assert [track.id for track in done.problem.tracks] == ["Soils", "Water"]
    (again,) = (one for one in done.report.accounts if one.place.en == "line 7")
    assert again.made[0].en == "number “104” is on line 5 already"


def test_a_decision_of_openreview_and_its_page() -> None:
    (soils,) = imported("Submission Status.csv").problem.sessions
    assert (soils.id, soils.link) == ("7", "https://openreview.net/forum?id=abc")


@pytest.mark.parametrize("name", ["event_sessions.csv", "event_sessions.json"])
def test_speakers_and_lengths_of_pretalx(name: str) -> None:
    problem = imported(name).problem
    assert problem.sessions[0].minutes == Minutes(min=30, max=30)
    assert names(problem, "ABCDEF") == ["Ada Fictive", "Bob Fictif"]
    assert problem.stretches[0].places is None
    if name.endswith("csv"):
        assert names(problem, "GHIJKL") == ["Cleo Fictive", "Dan Fictif"]
        checks = [check.text.en for check in imported(name).report.checks]
        assert not any("who presents" in text for text in checks)


def test_entries_of_a_list_have_their_place() -> None:
    accounts = imported("event_sessions.json").report.accounts
    assert {one.place.en: one.fate for one in accounts} == {"entry 1": "made", "entry 2": "apart"}


def test_a_table_of_a_schedule_is_none_of_papers() -> None:
    text = "title,authors,start\nSoils,Ada Fictive,9:00\n"
    assert imported("a.csv", text).report.format == "table"
    with pytest.raises(InputError, match="--from papers"):
        imported("a.csv", "title,speaker\nSoils,Ada Fictive\n")


def test_names_of_two_authors_are_not_turned_round() -> None:
    text = (
        "paperID,title,authors,presenting_author\n"
        '1,Soils,"Ada Fictive, Bob Fictif","Fictif, Bob"\n'
        "2,Rain,Cleo Fictive (Invented Lab),\n"
    )
    problem = imported("a.csv", text).problem
    assert problem.sessions[0].subtitle == "Ada Fictive, Bob Fictif"
    assert names(problem, "1") == ["Bob Fictif"]
    assert names(problem, "2") == ["Cleo Fictive"]
    assert problem.people[1].organisation == "Invented Lab"


def test_a_comma_is_between_people_where_no_surname_comes_first() -> None:
    text = 'paperID,title,authors\n1,Soils,"Aristée, Ada Fictive"\n'
    assert names(imported("a.csv", text).problem, "1") == ["Aristée", "Ada Fictive"]


def test_what_is_of_one_of_several_authors_is_left_out_and_told() -> None:
    text = (
        "paperID,title,authors,affiliations,email\n"
        '1,Soils,"Ada Fictive, Bob Fictif",Invented Lab,ada@example.org\n'
        "2,Rain,Cleo Fictive,Fictive University,cleo@example.org\n"
    )
    done = imported("a.csv", text)
    assert [(person.organisation, person.email) for person in done.problem.people] == [
        *(("", ""), ("", "")),
        ("Fictive University", "cleo@example.org"),
    ]
    lost = [check for check in done.report.checks if "has no place" in check.text.en]
    assert [(check.text.en.split()[0], [place.en for place in check.places]) for check in lost] == [
        ("“affiliations”", ["line 2"]),
        ("“email”", ["line 2"]),
    ]


def test_only_what_is_no_paper_has_no_time_and_no_length_of_its_own() -> None:
    done = imported("papers.csv")
    soils, drawing, _ = done.problem.sessions
    assert (list(soils.people), list(drawing.people)) == (["auteurs"], ["intervenants"])
    assert soils.minutes is None
    assert drawing.minutes is not None
    texts = {check.text.en: [place.en for place in check.places] for check in done.report.checks}
    assert texts["1 session without a time"] == ["line 4"]
    assert texts["1 session without a length: it is supposed, correct it"] == ["line 4"]


def test_kinds_that_are_taken_for_papers_are_told_where_they_differ() -> None:
    sentence = "some kinds are taken for papers: “Full paper” (1) and “Poster” (1)"
    assert sentence in [check.text.en for check in imported("papers.csv").report.checks]
    checks = [check.text.en for check in imported("event_sessions.csv").report.checks]
    assert not any("some kinds" in text for text in checks)


@pytest.mark.parametrize("text", ["[1]", "[", '[{"a": 1}]', "[[]]"])
def test_a_list_that_is_none_of_papers_is_told(text: str) -> None:
    with pytest.raises(InputError):
        read(SourceFile("a.json", text.encode()), ImportOptions(), "papers")


def test_the_draft_is_solved_once_its_stretches_are_there(tmp_path: Path) -> None:
    (tmp_path / "submission.csv").write_text(EASYCHAIR, "utf-8")
    done = run(
        "import", tmp_path / "submission.csv", "-o", tmp_path / "draft.toml", "--day", "2027-06-10"
    )
    assert done.returncode == 0, done.stderr
    solved = run("solve", tmp_path / "draft.toml")
    assert solved.returncode == 0, solved.stderr
    assert "Soils under glass" in solved.stdout


def test_places_that_lack_are_told() -> None:
    rows = "\n".join(f"{number},Soils {number},Ada Fictive" for number in range(8))
    problem = imported("a.csv", f"#,title,authors\n{rows}\n").problem
    (error, *_) = preflight(problem)
    assert error.severity == "error"
    assert "8 papers to be placed (8 places), but stretches have only 3, 5 too few" in error.text.en


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_table_is_read_or_refused_in_words(seed: int) -> None:
    choice = random.Random(seed)
    name = choice.choice(list(SOURCES))
    data = bytearray(SOURCES[name].encode())
    for _ in range(choice.randint(1, 12)):
        at = choice.randrange(len(data))
        match choice.randrange(3):
            case 0:
                data[at] = choice.choice(b'";,\n\r\t\0(){}[]\xff1a')
            case 1:
                del data[at : at + choice.randint(1, 40)]
            case _:
                data[at:at] = bytes(data[at : at + choice.randint(1, 60)])
    with suppress(InputError):  # whatever else is raised is a fault of ours
        done = read(SourceFile(name, bytes(data)), ImportOptions(), choice.choice([None, "papers"]))
        assert done.problem.sessions
