"""A programme that is out, and what becomes of it: replan, diff and export as they are typed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import icalendar
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from agenda_solver.cli import app
from agenda_solver.files import workbook
from agenda_solver.history.lineage import Lineage, problem_hash
from drawing import unbound

FORUM = """
[event]
name = "Petit forum"
version = "version du 1er juin"
[[days]]
date = 2026-06-10
open = { start = "9h", end = "17h" }
[[rooms]]
id = "seine"
name = "Salle Seine"
capacity = 3
[[rooms]]
id = "robec"
name = "Salle Robec"
capacity = 3
[[rooms]]
id = "aubette"
name = "Salle Aubette"
capacity = 5
[[people]]
id = "anne"
name = "Anne Inventée"
email = "anne@example.org"
[[people]]
id = "basile"
name = "Basile Inventé"
[[people]]
id = "chloe"
name = "Chloé Inventée"
[[people]]
id = "denis"
name = "Denis Inventé"
[[sessions]]
id = "ouverture"
title = "Ouverture"
kind = "plénière"
minutes = 60
locked = { start = "9h", room = "aubette" }
people = { accueil = ["anne"] }
[[sessions]]
id = "eau"
title = "Atelier 1 : L'eau"
kind = "atelier"
minutes = 60
locked = { start = "10h" }
preferred = { room = "seine" }
people = { animation = ["basile", "chloe"] }
[[sessions]]
id = "sol"
title = "Atelier 2 : Le sol"
kind = "atelier"
minutes = 60
locked = { start = "10h" }
preferred = { room = "robec" }
people = { animation = ["denis"] }
[[sessions]]
id = "bilan"
title = "Bilan"
minutes = 60
preferred = { start = "11h" }
people = { animation = ["denis"] }
rooms = ["aubette"]
after = ["eau", "sol"]
[[attendees]]
id = "p1"
name = "Inscrite fictive 1"
email = "p1@example.org"
wishes = ["eau"]
[[attendees]]
id = "p2"
name = "Inscrit fictif 2"
wishes = ["eau"]
[[attendees]]
id = "p3"
name = "Inscrite fictive 3"
wishes = ["sol"]
"""


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Done:
    """Run a command in this process: another one takes seconds to begin."""
    done = CliRunner().invoke(app, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an event whose programme is out."""
    folder = tmp_path_factory.mktemp("forum")
    (folder / "forum.toml").write_text(FORUM, encoding="utf-8")
    done = run("solve", folder / "forum.toml", "-o", folder / "programme.xlsx", "--seconds", 10)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def programme(forum: Path) -> Path:
    return forum / "programme.xlsx"


def told(done: Done) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def edited(source: Path, target: Path, edit: Callable[[Any], None]) -> Path:
    """Do to a copy of a workbook what a person does in Excel."""
    book = load_workbook(source)
    edit(book)
    book.save(target)
    return target


def row_of(sheet: Any, key: str) -> dict[str, Any]:
    """Return the cells of a row of an input sheet by their heading."""
    (row,) = (row for row in sheet.iter_rows(min_row=2) if row[0].value == key)
    return {str(head.value): cell for head, cell in zip(sheet[1], row, strict=True)}


def spots(path: Path) -> dict[str, tuple[int, str | None]]:
    placements = workbook.read(path).timetable.placements
    return {it.session: (it.start // 60, it.room) for it in placements}


# --- One change ---------------------------------------------------------------------------


def test_a_room_is_closed_and_the_least_is_moved(programme: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme-2.xlsx"
    done = run("replan", programme, "--close-room", "Salle Seine", "-o", output)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "Ce qui est annoncé :\n"
        "  - Salle fermée : Salle Seine\n"
        "1 session change de salle ; moins est impossible.\n"
        "Ce qui change :\n"
        "  - « Atelier 1 : L'eau » : 10h00, Salle Seine → Salle Aubette\n"
        "À prévenir : 2 intervenants et 2 participants (3 sans e-mail)\n"
    )
    assert f"Écrit : {output}" in done.stderr
    assert spots(output) == {**spots(programme), "eau": (10, "aubette")}
    sheets = load_workbook(output)
    assert "Changements" in sheets.sheetnames
    (origin,) = (str(row[0]) for row in sheets["Changements"].values if "Établi" in str(row[0]))
    assert origin.startswith("Établi à partir de programme.xlsx (version du 1er juin), le ")
    assert run("verify", output).returncode == 0
    # The room is closed; its opening hours are what they were.
    hours = dict(zip(*islice(sheets["Salles"].values, 2), strict=True))
    assert (hours["id"], hours["heures d'ouverture"], hours["fermée"]) == (
        *("seine", None, "tout le temps"),
    )
    per_room = [row[0] for row in unbound(sheets["Par salle"]).values if row[0]]
    assert per_room[-1] == "Salles qui ne servent pas : Salle Seine (fermée)"


def test_who_cancels_is_done_without_where_others_carry_it(programme: Path) -> None:
    data = told(run("replan", programme, "--cancel-person", "basile", "--json"))
    assert data["announced"] == ["Basile Inventé ne vient pas"]
    assert data["status"] in ("optimal", "feasible")
    chosen = {it["way"] for it in data["options"] if it["chosen"]}
    assert (chosen, [it["way"] for it in data["options"]]) == (
        {"without"},
        ["replaced", "without", "cancelled"],
    )
    units = {"times", "rooms", "seats", "unseated", "sessions"}
    assert all(units <= it["price"].keys() for it in data["options"])
    changed = [(it["kind"], it.get("session")) for it in data["changes"] if "person" not in it]
    assert changed == [("people", "eau")]


def test_who_is_replaced_is_told_and_so_is_who_replaces(programme: Path, tmp_path: Path) -> None:
    letters = tmp_path / "lettres.csv"
    done = run("replan", programme, "--replace-person", "denis=anne", "--letters", letters)
    assert done.returncode == 0, done.stderr
    assert "Anne Inventée remplace Denis Inventé" in done.stdout
    rows = list(csv.DictReader(letters.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {row["id"]: row["e-mail"] for row in rows} == {"anne": "anne@example.org", "denis": ""}
    assert list(tmp_path.iterdir()) == [letters]


def test_who_is_away_has_the_session_moved(programme: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme-2.xlsx"
    done = run("replan", programme, "--away", "denis@11h-12h", "-o", output)
    assert done.returncode == 0, done.stderr
    assert "1 session change d'heure ; moins est impossible." in done.stdout
    before, after = spots(programme), spots(output)
    assert before["bilan"][0] == 11
    assert after["bilan"][0] >= 12
    assert {**after, "bilan": before["bilan"]} == before


def test_what_is_not_as_it_is_announced_comes_first(programme: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme-2.xlsx"
    options = ("--replace-person", "denis=anne", "--away", "anne@9h30-11h")
    done = run("replan", programme, *options, "-o", output)
    assert done.returncode == 0, done.stderr
    first = (
        "Anne Inventée ne peut pas remplacer Denis Inventé dans « Atelier 2 : Le sol » (de 10h00 à "
        "11h00) : présence seulement jusqu'à 9h30 et à partir de 11h00. Cette session n'a donc "
        "plus lieu. Il faudrait : présence jusqu'à 11h00 au lieu de 9h30. Personne d'autre n'est "
        "libre à cette heure."
    )
    lines = " ".join(done.stdout.split())
    assert lines.index("Anne Inventée ne peut pas") < lines.index("Ce qui est annoncé :")
    changes = unbound(load_workbook(output)["Changements"])
    sheet = [str(row[0]) for row in changes.values if row[0]]
    assert sheet[1] == first
    data = told(run("replan", programme, *options, "--json"))
    assert data["summary"][0].startswith("Anne Inventée ne peut pas remplacer Denis Inventé")


def test_what_changes_least_is_said_by_an_option(programme: Path) -> None:
    options = ("--close-room", "seine", "--plan-only")
    data = told(run("replan", programme, *options, "--least", "touched", "--json"))
    assert data["summary"] == [
        "1 session touchée en tout : 1 session change de salle ; moins est impossible."
    ]
    assert (data["price"]["rooms"], data["price"]["touched"]) == (1, 1)
    assert run("replan", programme, *options, "--least", "rooms").returncode == 2


def test_what_is_over_stays(programme: Path) -> None:
    done = run("replan", programme, "--cancel-session", "eau", "--now", "10h30", "--plan-only")
    assert done.returncode == 0, done.stderr
    assert "Rien ne change." in done.stdout
    assert "a commencé : cette annulation ne change rien" in done.stdout


def test_several_changes_at_once(programme: Path) -> None:
    options = ("--close-room", "robec", "--cancel-session", "Bilan", "--cancel-person", "chloe")
    data = told(run("replan", programme, *options, "--json", "--plan-only"))
    assert len(data["announced"]) == 3
    assert {it["session"] for it in data["placements"]} == {"ouverture", "eau", "sol"}
    assert data["price"]["sessions"] == 1
    assert data["price"]["rooms"] == 1


# --- What is not written ------------------------------------------------------------------


def test_plan_only_writes_nothing(programme: Path, tmp_path: Path) -> None:
    done = run(
        *("replan", programme, "--close-room", "seine", "--plan-only"),
        *("-o", tmp_path / "p.xlsx", "--letters", tmp_path / "l.csv"),
        *("--calendars", tmp_path / "agendas"),
    )
    assert done.returncode == 0
    assert "1 session change de salle ; moins est impossible." in done.stdout
    assert "--plan-only : rien n'est écrit." in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_impossible_has_its_reasons_and_is_not_written(programme: Path, tmp_path: Path) -> None:
    closed = [word for room in ("robec", "aubette") for word in ("--close-room", room)]
    done = run("replan", programme, *closed, "-o", tmp_path / "p.xlsx")
    assert done.returncode == 3, done.stdout
    assert "Impossible, c'est prouvé" in done.stdout
    assert "aubette" in done.stdout.lower()
    assert not list(tmp_path.iterdir())


def test_json_tells_the_reasons_too(programme: Path) -> None:
    """Two workshops at 10:00, and one room that is left."""
    closed = ("--close-room", "robec@10h-11h", "--close-room", "aubette@10h-11h")
    done = run("replan", programme, *closed, "--plan-only", "--json")
    assert done.returncode == 3
    data = json.loads(done.stdout)
    assert data["status"] == "infeasible"
    assert {finding["rule"] for finding in data["findings"]} >= {"room_one_at_a_time"}
    assert not data["changes"]


def test_the_gap_of_a_cancelled_session_is_priced(programme: Path, tmp_path: Path) -> None:
    cancelled = ("--cancel-session", "ouverture", "--cancel-session", "eau")
    options = ("--cancel-session", "sol", "--json")
    data = told(run("replan", programme, *cancelled, *options))
    assert data["gaps"]["kept"]["times"] == 0
    assert data["gaps"]["closed"]["times"] == 1
    output = tmp_path / "programme-2.xlsx"
    done = run(
        "replan", programme, *cancelled, "--cancel-session", "sol", "--close-gaps", "-o", output
    )
    assert done.returncode == 0, done.stderr
    assert spots(output)["bilan"][0] < 11
    assert "Le temps laissé libre :" in done.stdout


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--cancel-person", "ann"], "n'est pas l'id d'un intervenant ; peut-être « anne » ?"),
        (["--away", "anne"], "attendu QUI@DE-À"),
        (["--away", "anne@25h30-26h"], "« 25h30 » n'est pas une heure (attendu HH:MM)"),
        (["--close-room", "nulle"], "n'est pas l'id d'une salle (connus : seine, robec, aubette)"),
        (["--now", "hier"], "--now « hier » : ce n'est pas un moment"),
        (["--replace-person", "anne=anne"], "personne ne se remplace soi-même"),
        (["--letters", "lettres.txt"], "lettres.txt : donnez au résultat un nom en .csv"),
        (["--attendees"], "les calendriers vont dans un dossier"),
        (["--calendars", "a.ics", "--attendees"], "un seul fichier ne contient que le programme"),
        (["-o", "programme.ods"], "le résultat est un classeur"),
    ],
)
def test_a_bad_value_is_a_sentence_and_nothing_is_written(
    programme: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("replan", programme, *options)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout
    assert not list(tmp_path.iterdir())


def test_the_programme_itself_is_not_written_over(programme: Path) -> None:
    before = programme.read_bytes()
    done = run("replan", programme, "--close-room", "seine", "-o", programme, "--force")
    assert done.returncode == 2
    assert programme.read_bytes() == before


_DRAFT = "c'est un brouillon, pas encore un programme ; « solve » en fait d'abord un"


def test_a_draft_has_no_programme_to_change(forum: Path, tmp_path: Path) -> None:
    draft = tmp_path / "brouillon.xlsx"
    assert run("convert", forum / "forum.toml", draft).returncode == 0
    assert _refused(draft) == [f"{draft} : {_DRAFT}"] * 3
    assert list(tmp_path.iterdir()) == [draft]


def test_a_time_typed_in_each_row_does_not_make_a_programme_of_a_draft(
    programme: Path, tmp_path: Path
) -> None:
    """In a draft they are wishes: nobody was told of them."""
    book = load_workbook(programme)
    del book["_meta"]
    draft = tmp_path / "brouillon.xlsx"
    book.save(draft)
    assert _refused(draft) == [f"{draft} : {_DRAFT}"] * 3
    assert list(tmp_path.iterdir()) == [draft]


def _refused(draft: Path) -> list[str]:
    """Return what each command says that asks for a programme; it writes and prints nothing."""
    out = draft.parent / "a.xlsx"
    told = []
    for command in (
        ["replan", draft, "-o", out],
        ["assign", draft, "-o", out],
        ["export", draft, "--to", "ics", "-o", draft.parent / "a"],
    ):
        done = run(*command)
        assert (done.returncode, done.stdout) == (2, "")
        told.append(done.stderr.strip())
    return told


def test_nothing_announced_is_nothing_changed(programme: Path) -> None:
    done = run("replan", programme)
    assert done.returncode == 0
    assert "Rien n'est annoncé" in done.stderr
    assert "Rien ne change." in done.stdout


# --- The living workbook ------------------------------------------------------------------


def test_what_is_typed_into_the_workbook_is_announced(programme: Path, tmp_path: Path) -> None:
    """An absence, a room closed, a session deleted, and one that was moved by hand."""

    def edit(book: Any) -> None:
        row_of(book["Intervenants"], "basile")["présence"].value = "jusqu'à 9h30"
        row_of(book["Salles"], "robec")["heures d'ouverture"].value = "à partir de 13h"
        ouverture = row_of(book["Sessions"], "ouverture")
        book["Sessions"].delete_rows(ouverture["id"].row)
        row_of(book["Sessions"], "bilan")["début"].value = "14h00"
        row_of(book["Sessions"], "bilan")["fin"].value = None

    output = tmp_path / "programme-2.xlsx"
    done = run("replan", edited(programme, tmp_path / "retouche.xlsx", edit), "-o", output)
    assert done.returncode == 0, done.stderr
    assert "Modifié à la main, et gardé :" in done.stderr
    assert "1 session n'a plus lieu : « Ouverture »." in done.stdout
    assert spots(output) == {
        "eau": (10, "seine"),
        "sol": (10, "aubette"),
        "bilan": (14, "aubette"),
    }
    book = workbook.read(output)
    assert book.timetable.roster(book.problem.session["eau"]) == ("chloe",)
    assert run("verify", output).returncode == 0


def test_what_a_hand_typed_against_its_own_row_is_impossible(
    programme: Path, tmp_path: Path
) -> None:
    def edit(book: Any) -> None:
        row_of(book["Sessions"], "eau")["début"].value = "15h00"
        row_of(book["Sessions"], "eau")["fin"].value = None

    path = edited(programme, tmp_path / "retouche.xlsx", edit)
    done = run("replan", path, "-o", tmp_path / "p.xlsx")
    assert done.returncode == 3
    assert "« Atelier 1 : L'eau »" in done.stdout
    assert list(tmp_path.iterdir()) == [path]


def test_a_replan_of_a_replan_of_an_edited_workbook(programme: Path, tmp_path: Path) -> None:
    """Each knows what it was made from, and each is what the other commands take."""

    def move(book: Any) -> None:
        row_of(book["Sessions"], "bilan")["début"].value = "14h00"
        row_of(book["Sessions"], "bilan")["fin"].value = None

    first = edited(programme, tmp_path / "retouche.xlsx", move)
    second, third = tmp_path / "programme-2.xlsx", tmp_path / "programme-3.xlsx"
    done = run("replan", first, "--close-room", "seine", "-o", second)
    assert done.returncode == 0, done.stderr
    done = run("replan", second, "--cancel-person", "basile", "-o", third)
    assert done.returncode == 0, done.stderr
    assert spots(third) == {
        "ouverture": (9, "aubette"),
        "eau": (10, "aubette"),
        "sol": (10, "robec"),
        "bilan": (14, "aubette"),
    }
    origins = workbook.read(third).lineage.origins
    assert [it.file for it in origins] == ["retouche.xlsx", "programme-2.xlsx"]
    assert [text.fr for text in origins[0].announced] == [
        "Salle fermée : Salle Seine",
        "« Bilan » : 11h00, Salle Aubette → 14h00",
    ]
    assert [text.fr for text in origins[1].announced] == ["Basile Inventé ne vient pas"]
    assert origins[0].input == problem_hash(workbook.read(programme).problem)
    report = [str(cell) for row in load_workbook(third)["Rapport"].values for cell in row]
    assert {"retouche.xlsx", "Basile Inventé ne vient pas"} <= set(report)
    for command in ("verify", "check"):
        assert run(command, third).returncode in (0, 1)
    for command in (["solve"], ["assign", "--keep"]):
        output = tmp_path / f"{command[0]}.xlsx"
        done = run(*command, third, "-o", output, "--seconds", 5)
        assert done.returncode == 0, done.stderr
        assert [it.file for it in workbook.read(output).lineage.origins] == [
            *("retouche.xlsx", "programme-2.xlsx", "programme-3.xlsx")
        ]


def test_ids_that_a_hand_changed_are_the_same_sessions(programme: Path, tmp_path: Path) -> None:
    def rename(book: Any) -> None:
        row_of(book["Sessions"], "sol")["id"].value = "terre"
        row_of(book["Salles"], "robec")["id"].value = "r2"
        row_of(book["Sessions"], "terre")["salle"].value = "r2"

    path = edited(programme, tmp_path / "retouche.xlsx", rename)
    done = run("replan", path, "--plan-only")
    assert done.returncode == 0, done.stderr
    assert "Rien ne change." in done.stdout


def test_what_solve_writes_tells_of_no_lineage(programme: Path) -> None:
    book = workbook.read(programme)
    assert book.made is not None
    assert book.made.lineage == Lineage()


def test_a_lineage_that_somebody_has_altered_is_not_read(programme: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme-2.xlsx"
    assert run("replan", programme, "--close-room", "seine", "-o", output).returncode == 0

    def spoil(book: Any) -> None:
        (cell,) = (row[1] for row in book["_meta"].iter_rows() if row[0].value == "origins")
        cell.value = "[[1]]"

    path = edited(output, tmp_path / "altere.xlsx", spoil)
    assert workbook.read(path).made is None


# --- Calendars ----------------------------------------------------------------------------


def agenda(*versions: bytes) -> dict[str, tuple[str, str]]:
    """Return what a calendar shows after some imports: when and where each event is."""
    shown: dict[str, Any] = {}
    for version in versions:
        for event in icalendar.Calendar.from_ical(version).walk("VEVENT"):
            old = shown.get(event["UID"])
            if old is None or event["SEQUENCE"] >= old["SEQUENCE"]:
                shown[event["UID"]] = event
    return {
        str(it["SUMMARY"]): (f"{it.decoded('DTSTART'):%H:%M}", str(it.get("LOCATION", "")))
        for it in shown.values()
        if it["STATUS"] == "CONFIRMED"
    }


def test_calendars_before_and_after_leave_the_new_agenda(programme: Path, tmp_path: Path) -> None:
    output, calendars = tmp_path / "programme-2.xlsx", tmp_path / "agendas"
    done = run("export", programme, "--to", "ics", "-o", tmp_path / "avant.ics")
    assert done.returncode == 0, done.stderr
    options = ("--close-room", "seine", "--cancel-session", "bilan")
    done = run("replan", programme, *options, "-o", output, "--calendars", calendars)
    assert done.returncode == 0, done.stderr
    assert f"Écrit : {calendars} (" in done.stderr
    new = run("export", output, "--to", "ics", "-o", tmp_path / "apres.ics", "--reproducible")
    assert new.returncode == 0, new.stderr
    before, after = ((tmp_path / name).read_bytes() for name in ("avant.ics", "apres.ics"))
    expected = {
        "Ouverture": ("09:00", "Salle Aubette"),
        "Atelier 1 : L'eau": ("10:00", "Salle Aubette"),
        "Atelier 2 : Le sol": ("10:00", "Salle Robec"),
    }
    assert agenda(before, after) == expected
    assert agenda(before, (calendars / "programme.ics").read_bytes()) == expected
    assert agenda((calendars / "salles" / "seine.ics").read_bytes()) == {}
    assert not (calendars / "participants").exists()


def test_the_agendas_of_attendees_are_written_where_asked(programme: Path, tmp_path: Path) -> None:
    done = run("export", programme, "--to", "ics", "-o", tmp_path / "agendas", "--attendees")
    assert done.returncode == 0, done.stderr
    (mine,) = (tmp_path / "agendas" / "participants").glob("p3.ics")
    assert "Atelier 2 : Le sol" in agenda(mine.read_bytes())
    written = b"".join(path.read_bytes() for path in (tmp_path / "agendas").rglob("*.ics"))
    assert b"example.org" not in written
    assert b"fictif" not in written


# --- What differs -------------------------------------------------------------------------


def test_nothing_differs_from_itself(programme: Path, forum: Path) -> None:
    for path in (programme, forum / "forum.toml"):
        done = run("diff", path, path)
        assert (done.returncode, done.stdout) == (0, "Aucune différence.\n")
    data = told(run("diff", programme, programme, "--json"))
    assert (data["changes"], data["rows"]) == ([], [])


def test_a_draft_and_its_workbook_do_not_differ(forum: Path, tmp_path: Path) -> None:
    draft = tmp_path / "brouillon.xlsx"
    assert run("convert", forum / "forum.toml", draft).returncode == 0
    assert run("diff", forum / "forum.toml", draft).stdout == "Aucune différence.\n"


def test_two_programmes_differ_by_session_person_and_attendee(
    programme: Path, tmp_path: Path
) -> None:
    output = tmp_path / "programme-2.xlsx"
    assert run("replan", programme, "--cancel-session", "eau", "-o", output).returncode == 0
    done = run("diff", programme, output)
    assert done.returncode == 0
    assert "Au programme :\n  - « Atelier 1 : L'eau » : 10h00, Salle Seine → n'a plus lieu\n" in (
        done.stdout
    )
    assert "Pour les intervenants :\n  - Basile Inventé, « Atelier 1 : L'eau » : " in done.stdout
    assert "Pour les participants :\n  - p1 : « Atelier 1 : L'eau »" in done.stdout
    assert "Inscrit" not in done.stdout
    changes = told(run("diff", programme, output, "--json"))["changes"]
    assert {key for it in changes for key in ("session", "person", "attendee") if key in it} == {
        *("session", "person", "attendee")
    }


def test_two_drafts_differ_row_by_row(forum: Path, tmp_path: Path) -> None:
    other = tmp_path / "forum-2.toml"
    words = FORUM.replace("capacity = 5", "capacity = 8").replace("Basile Inventé", "B. Inventé")
    other.write_text(words.replace("p2", "p4"), encoding="utf-8")
    done = run("diff", forum / "forum.toml", other)
    assert done.returncode == 0
    assert "« Salle Aubette », places : 5 → 8" in done.stdout
    assert "Basile Inventé → B. Inventé" in done.stdout
    assert "Au programme" not in done.stdout
    rows = told(run("diff", forum / "forum.toml", other, "--json"))["rows"]
    assert {(it["kind"], it.get("attendee")) for it in rows if "attendee" in it} >= {
        ("added", "p4"),
        ("removed", "p2"),
    }


def test_a_draft_and_a_programme_are_compared_by_what_is_asked(
    forum: Path, programme: Path
) -> None:
    done = run("diff", forum / "forum.toml", programme)
    assert done.returncode == 0
    assert "forum.toml n'a pas d'heures : seul ce qui est demandé est comparé" in done.stderr
    assert done.stdout == "Aucune différence.\n"


def test_two_events_are_not_compared(programme: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.toml"
    words = FORUM.replace("Petit forum", "Grand salon")
    for title in ("Ouverture", "Atelier 1 : L'eau", "Atelier 2 : Le sol", "Bilan"):
        words = words.replace(f'"{title}"', f'"Autre {title}"')
    other.write_text(words, encoding="utf-8")
    done = run("diff", programme, other)
    assert done.returncode == 2
    assert "« Petit forum » et « Grand salon » sont deux évènements" in done.stderr


def test_an_event_that_was_renamed_is_the_same(forum: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.toml"
    other.write_text(FORUM.replace("Petit forum", "Grand salon"), encoding="utf-8")
    done = run("diff", forum / "forum.toml", other)
    assert done.returncode == 0
    assert "Petit forum → Grand salon" in done.stdout
