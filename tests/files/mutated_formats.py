"""Every kind of file that is read, how it is mutated, and what must come of it.

As a program, it reads so many mutated files of each kind, or of those that are named::

    PYTHONPATH=tests nice .venv/bin/python tests/files/mutated_formats.py 20000 [KIND]…
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from mutations import (
    THU,
    WED,
    archive_mutated,
    bytes_mutated,
    cells_mutated,
    csv_mutated,
    toml_mutated,
    without_blanks,
    xml_mutated,
)
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.cafe.asked import Guest, from_numbers
from agenda_solver.cafe.rotation import Rotation
from agenda_solver.files import Draft, InputError, toml, workbook
from agenda_solver.files.guests import read_guests
from agenda_solver.files.responses import register
from agenda_solver.files.workbook.cafe import read_cafe, write_cafe
from agenda_solver.history.edits import locked_by_hand
from agenda_solver.preflight import preflight
from agenda_solver.problem import Event, Problem
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify
from forum import RESULT

LONGEST = 10.0  # seconds of computing, to read one file
MOST_MEMORY = 500  # MB, of all that a run has read


RICH: dict[str, Any] = {
    "event": {
        "name": "Forum & débats",
        "place": "Rouen",
        "version": "version du 16/03/26",
        "gap": 5,
        "walk": 10,
        "walks": [{"sites": ["Nord", "Sud"], "minutes": 20}],
        "grid": 30,
        "stated": [{"about": "lien", "text": "forms.gle/1", "source": "page 1"}],
    },
    "tracks": [{"id": "Eau", "similar": ["Fête"], "beside": 2, "one_day": 1, "in_order": True}],
    "days": [
        {
            "id": "j1",
            "date": WED,
            "open": {"start": "9h", "end": "18h"},
            "announced": {"start": "9h30", "end": "17h30"},
        },
        {"id": "j2", "date": THU, "note": "matin"},
    ],
    "rooms": [
        {"id": "amphi", "name": "Grand amphi", "capacity": 300, "features": ["projecteur", "pmr"]},
        {"id": "007", "name": "Salle Seine", "open": [{"day": WED, "end": "12h"}], "site": "Sud"},
        {"id": "robec", "name": "petite salle", "to_be_confirmed": True, "teardown": 10},
    ],
    "people": [
        {"id": "prefet", "role": "Préfet", "unconfirmed": True, "protocol_rank": 1},
        {"id": "durand", "name": "Zoé Durand", "present": [{"start": "9h15", "end": "16h"}]},
        {"id": "petit", "name": "=1+1", "email": "p@petit.fr", "pause": 30},
    ],
    "sessions": [
        {"id": "cafe", "title": "Café d'accueil", "kind": "break", "minutes": 30, "rooms": []},
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "plenary",
            "minutes": 60,
            "stated": [{"start": "9h30", "source": "le programme"}],
            "locked": {"day": WED, "start": "9h30"},
        },
        {
            "id": "mot",
            "title": "Mot du préfet",
            "kind": "speech",
            "minutes": 10,
            "part_of": "ouverture",
            "people": {"orateur": ["prefet"], "animation": ["durand", {"one_of": ["petit"]}]},
        },
        {
            "id": "a1",
            "title": "Atelier 1",
            "kind": "workshop",
            "minutes": {"min": 45, "ideal": 60, "max": 90},
            "block": "b",
            "needs": ["projecteur"],
            "capacity": {"min": 2, "max": 20},
            "expected": 12,
            "track": "Eau",
        },
        {
            "id": "a2",
            "title": "Atelier 2",
            "kind": "workshop",
            "minutes": 60,
            "block": "b",
            "preferred": {"day": WED, "start": "14h", "room": "robec"},
            "windows": [{"day": WED, "start": "13h"}, {"day": THU}],
            "rooms": ["amphi", "robec"],
            "after": ["ouverture", {"session": "mot", "min": 10, "max": 600}],
        },
        {
            "id": "soiree",
            "title": "Soirée",
            "minutes": 60,
            "track": "Fête",
            "tags": ["a;b"],
            "setup": 5,
            "disliked": ["007"],
            "exclusive": ["x"],
            "preferred_windows": [{"start": "18h"}],
        },
    ],
    "sequences": [{"id": "suite", "sessions": ["cafe", "ouverture"], "between": False, "max": 30}],
    "attendees": [
        {"id": "p1", "name": "Ada", "wishes": ["a1", "a2"], "together": ["p2"], "needs": ["pmr"]},
        {"id": "p2", "wishes": {"a1": 3, "a2": 5}, "must_attend": ["ouverture"]},
        {"id": "p3", "present": [{"day": THU}], "apart": ["p1"]},
    ],
    "weights": {"stated": 3, "tiers": [["stated"], ["preferred"]]},
}
PROBLEM = Problem.read(RICH)
TIMETABLE = Timetable.of(
    [
        Placement("cafe", WED, 540, 570),
        Placement("ouverture", WED, 570, 630, "amphi"),
        Placement("mot", WED, 570, 580, "amphi"),
        Placement("a1", WED, 840, 900, "amphi"),
        Placement("a2", WED, 840, 900, "robec"),
    ]
)
SLOTTED = Problem.read(
    {
        "event": {
            "name": "Créneaux",
            "language": "en",
            "slots": [
                {"id": "s1", "day": WED, "start": "9h", "end": "10h"},
                {"day": WED, "start": "10h15", "end": "11h"},
            ],
        },
        "days": [{"id": "j1", "date": WED}],
        "rooms": [{"id": "a"}],
        "sessions": [{"id": "x", "title": "X"}, {"id": "y", "title": "Y", "minutes": 45}],
    }
)
REGISTRATIONS: dict[Language, str] = {
    "fr": "id;nom;e-mail;présence;besoins;vœux;obligatoire;ensemble\n"
    "p1;Zoé Durand;z@a.fr;2026-06-10 9h-12h;pmr;a1|a2;ouverture;\n"
    'p2;"Petit; Luc";;;;a1=3|a2=5;;p1\n007;=1+1;;9h-12h;;;;\n',
    "en": "id,name,e-mail,present,needs,wishes,must attend,apart\n"
    "p1,Zoé Durand,z@a.fr,2026-06-10 09:00-12:00,pmr,a1|a2,ouverture,\n"
    'p2,"Petit, Luc",,,,a1=3|a2=5,,p1\n',
}


# --- What is mutated ----------------------------------------------------------------------

Lines = Sequence[Sequence[object]]

LIST: Lines = (
    ("Invités du café, état au 3 mars",),
    (),
    ("Prénom", "Nom", "Structure"),
    ("Zoé", "Fictive", "Asso"),
    ("Bob", "Fictif", None),
    ("Liste d'attente",),
    ("Cid", "Fictif", "Ville"),
    ("Total", None, 3),
    (),
    ("* à confirmer",),
    ("Fait à Rouen, le 3 mars 2026",),
)
ANSWERS: Lines = (
    ("Inscriptions au forum",),
    (),
    ("Participant", None, None, None, "Souhaits"),
    (
        *("Horodateur", "Nom", "Prénom", "E-mail", "Vœu 1", "Vœu 2", "Présence", "Besoins"),
        *("Venir avec", "Remarques"),
    ),
    (
        "04/05/2026 09:12:40",
        "Un",
        "Ana",
        "a@example.org",
        "Atelier 1",
        "Atelier 2",
        "9h-12h",
        "pmr",
    ),
    ("04/05/2026 10:03", "Deux", "Bea", "b@example.org", "a2", None, "mercredi", None, "Ana Un"),
    ("05/05/2026 08:45", "Un", "Ana", "a@example.org", "Atelier 2", "Atelier 9", "toujours"),
    ("05/05/2026 08:46", "Trois", "Cid", None, WED, "Atelier 1 ; Atelier 2", "le matin", "sourd"),
    ("Groupe B :",),
    ("05/05/2026 08:47", "Quatre", "Dan", "d@example.org", 1, "", None, None, None, "'=1+1"),
    ("Total", None, None, 5),
    (),
    ("3 inscrits",),
    ("Mis à jour le 3 mars",),
)
MAPPING = """\
nom = ["Prénom", "Nom"]
courriel = "E-mail"
horodateur = "Horodateur"
voeux = ["Vœu 1", "Vœu 2"]
voeux_sont = "classés"
presence = "Présence"
besoins = ["Besoins"]
note = ["Remarques"]
cle = ["E-mail"]
ignorer = ["Venir avec"]
separateur = ";"
dates = "jj/mm"

[libelles]
"Atelier 9" = "a1"
"Atelier 1" = "a1"
"rien" = ""

[presences]
"le matin" = "jusqu'à 13h"
"toujours" = "9h-18h"

[ecarter]
"Remarques" = ["Annulé", "Remboursé"]
"""
CAFE = from_numbers(
    Event(name="Café fictif"),
    tuple(Guest(f"p{number}", f"Fictif {number}", "X") for number in range(5)),
    tables=2,
    topics=["Eau", "Sol"],
    rounds=2,
)


def lined(lines: Lines, separator: str) -> str:
    """Write lines as CSV."""
    rows = []
    for line in lines:
        cells = ["" if cell is None else str(cell) for cell in line]
        rows.append(separator.join(f'"{cell}"' if separator in cell else cell for cell in cells))
    return "\n".join([*rows, ""])


def booked(lines: Lines) -> bytes:
    """Return a workbook as an office keeps it: a sheet to read first, hidden and struck rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Lisez-moi"
    sheet["A1"] = "Les noms sont dans l'onglet suivant."
    sheet = book.create_sheet("Réponses")
    for line in lines:
        sheet.append(list(line))
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=3)
    sheet.row_dimensions[5].hidden = True
    sheet["B6"].font = Font(strike=True)
    sheet["D11"] = "=COUNTA(D5:D10)"
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


@cache
def drafts(folder: Path) -> Sequence[bytes]:
    """Drafts, in both languages."""
    written = []
    for language in LANGUAGES:
        for problem in (PROBLEM, SLOTTED):
            path = workbook.write_draft(folder / "draft.xlsx", problem, language, force=True)
            written.append(without_blanks(path.read_bytes()))
    return written


@cache
def solved(folder: Path) -> Sequence[bytes]:
    """Solved workbooks, in both languages."""
    result = replace(RESULT, timetable=TIMETABLE, findings=())
    written = []
    for language in LANGUAGES:
        path = workbook.write(folder / "solved.xlsx", PROBLEM, result, language, force=True)
        written.append(without_blanks(path.read_bytes()))
    return written


@cache
def cafes(folder: Path) -> Sequence[bytes]:
    """The workbook of a world café."""
    rotation = Rotation(((0, 0, 1, 1, 0), (0, 1, 0, 1, None)), 0, 0, "optimal", "by hand")
    return [write_cafe(folder / "cafe.xlsx", CAFE, rotation, "fr", force=True).read_bytes()]


@cache
def answers(_: Path) -> Sequence[bytes]:
    """The answers to a form, in a workbook."""
    return [booked(ANSWERS)]


@cache
def lists(_: Path) -> Sequence[bytes]:
    """A list of names, in a workbook."""
    return [booked(LIST)]


LANGUAGES: tuple[Language, ...] = ("fr", "en")

# --- What is read -------------------------------------------------------------------------


def read_draft(path: Path) -> None:
    """Read a draft or a solved workbook, and judge what it says.

    Raises
    ------
    InputError
        If it is refused.
    """
    draft: Draft = (workbook.read if path.suffix == ".xlsx" else toml.read_draft)(path)
    problem = draft.problem
    check_problem(problem)
    check_sentences(draft.notices)
    findings = preflight(problem)
    if isinstance(draft, workbook.Book):
        findings += verify(problem, draft.timetable).findings
        check_sentences([change.text for change in draft.changes])
        locked_by_hand(problem, draft.changes)
    check_sentences([finding.text for finding in findings])
    for finding in findings:
        draft.where(finding)


def read_answers(path: Path, mapping: Path | None = None) -> None:
    """Read the answers to a form, each row of which must be accounted for."""
    done = register(PROBLEM, path, mapping=mapping)
    check_problem(done.problem)
    for language in LANGUAGES:
        assert all(line.strip() for line in done.lines(language))


def read_mapping(path: Path) -> None:
    """Read answers by a mapping file."""
    read_answers(path.with_name("answers.csv"), path)


def read_list(path: Path) -> None:
    """Read a list of names, each of which names somebody."""
    guests, notices = read_guests(path)
    assert all(guest.id and guest.label for guest in guests)
    check_sentences(notices)


def read_rotation(path: Path) -> None:
    """Read the workbook of a world café; anything else is left to others."""
    held = read_cafe(path)
    check_sentences(held.notices if held else ())


def check_problem(problem: Problem) -> None:
    """Whatever is read can be written and read again."""
    assert Problem.read(problem.dump()) == problem


def check_sentences(sentences: Iterable[Text]) -> None:
    """Each sentence says something, in both languages."""
    assert all(sentence.fr.strip() and sentence.en.strip() for sentence in sentences)


# --- Kinds of files -----------------------------------------------------------------------

Make = Callable[[Random, Path], Path]


@dataclass(frozen=True)
class FileKind:
    """A kind of file: what makes a mutated one in a folder, and what reads it."""

    make: Make
    read: Callable[[Path], None]

    def check(self, folder: Path, seed: str) -> bool:
        """Make a file, read it, and judge what is said; whether it could be read."""
        path = self.make(Random(seed), folder)
        begin = time.thread_time()
        try:
            self.read(path)
        except InputError as error:
            check_sentences(error.sentences)
            return False
        finally:
            assert time.thread_time() - begin < LONGEST, seed
        return True


def of_books(originals: Callable[[Path], Sequence[bytes]]) -> Make:
    """Mutate workbooks: their bytes, their parts, their XML, or their cells."""

    def make(random: Random, folder: Path) -> Path:
        mutate = random.choices(
            (bytes_mutated, archive_mutated, xml_mutated, cells_mutated), (40, 20, 35, 25)
        )[0]
        path = folder / "mutated.xlsx"
        path.write_bytes(mutate(random, random.choice(originals(folder))))
        return path

    return make


def of_texts(name: str, *texts: str, mutate: Callable[[Random, str], str] = csv_mutated) -> Make:
    """Mutate texts: their lines and cells, in any encoding, or their bytes."""

    def make(random: Random, folder: Path) -> Path:
        text = mutate(random, random.choice(texts))
        encoding = random.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "cp1252", "mac-roman"))
        data = text.encode(encoding, errors="replace")
        if random.random() < 0.1:
            data = text.encode("utf-16", errors="surrogatepass")
        if random.random() < 0.1:
            data = data.replace(b"\n", random.choice((b"\r", b"\r\n")))
        if random.random() < 0.2:
            data = bytes_mutated(random, data)
        (folder / name).write_bytes(data)
        return folder / name

    return make


def draft_of_lines(random: Random, folder: Path) -> Path:
    """Mutate a draft in TOML."""
    text = toml_mutated(random, random.choice((toml.dumps(PROBLEM), toml.dumps(SLOTTED))))
    return written_draft(random, folder, text, REGISTRATIONS["fr"])


def registrations(random: Random, folder: Path) -> Path:
    """Mutate the registrations beside a draft."""
    text = f'attendees = "{BESIDE}"\n' + toml.dumps(PROBLEM).split("[[attendees]]")[0]
    rows = csv_mutated(random, REGISTRATIONS[random.choice(LANGUAGES)])
    return written_draft(random, folder, text, rows)


BESIDE = "inscriptions.csv"


def written_draft(random: Random, folder: Path, text: str, rows: str) -> Path:
    """Write a draft and the registrations beside it; now and then with some bytes mutated."""
    path = folder / "agenda.toml"
    for file, words in ((path, text), (folder / BESIDE, rows)):
        data = words.encode(errors="surrogatepass")
        file.write_bytes(bytes_mutated(random, data) if random.random() < 0.1 else data)
    return path


def mapping_of_answers(random: Random, folder: Path) -> Path:
    """Mutate a mapping file, and leave the answers as they are."""
    (folder / "answers.csv").write_text(lined(ANSWERS, ";"), "utf-8")
    return of_texts("mapping.toml", MAPPING, mutate=toml_mutated)(random, folder)


KINDS = {
    "draft.xlsx": FileKind(of_books(drafts), read_draft),
    "solved.xlsx": FileKind(of_books(solved), read_draft),
    "cafe.xlsx": FileKind(of_books(cafes), read_rotation),
    "draft.toml": FileKind(draft_of_lines, read_draft),
    "registrations.csv": FileKind(registrations, read_draft),
    "answers.xlsx": FileKind(of_books(answers), read_answers),
    "answers.csv": FileKind(
        of_texts("answers.csv", *(lined(ANSWERS, mark) for mark in ";,\t|")), read_answers
    ),
    "mapping.toml": FileKind(mapping_of_answers, read_mapping),
    "list.xlsx": FileKind(of_books(lists), read_list),
    "list.csv": FileKind(of_texts("list.csv", *(lined(LIST, mark) for mark in ";,\t|")), read_list),
    "list.txt": FileKind(of_texts("list.txt", lined(LIST, " ")), read_list),
}


def run(number: int, names: Iterable[str], begin: int = 0) -> None:
    """Read so many mutated files of each kind, and print what they took."""
    for name in names:
        longest, count, started = 0.0, 0, time.process_time()
        with TemporaryDirectory() as folder:
            for seed in range(begin, begin + number):
                before = time.thread_time()
                count += KINDS[name].check(Path(folder), f"{name} {seed}")
                longest = max(longest, time.thread_time() - before)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        took = time.process_time() - started
        sys.stdout.write(
            f"{name}: {number} files from {begin}, {count} read, {took:.0f} s, at most "
            f"{longest:.2f} s a file, {memory} MB\n"
        )
        sys.stdout.flush()
        assert memory < MOST_MEMORY


if __name__ == "__main__":
    run(int(sys.argv[1]), sys.argv[2:] or KINDS)
