from __future__ import annotations

import inspect
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.domains import domains
from agenda_solver.files import InputError, toml
from agenda_solver.files.toml import read, read_draft
from agenda_solver.files.toml.lines import Lines
from agenda_solver.files.toml.syntax import _REASONS
from agenda_solver.problem import Window
from agenda_solver.rules import COSTS
from agenda_solver.text import Text, listing
from agenda_solver.words.moments import DAYBREAK

INSTANCES = Path(__file__).parents[2] / "instances"
REAL = ("assises-normandes-2026", "cuf-2022")

DRAFT = """\
[event]
name = "Essai"

[[days]]
id = "lundi"
date = 2026-06-08

[[rooms]]
id = "a"

[[sessions]]
id = "s1"
title = "Un"
minutes = 30

[[sessions]]
id = "s2"
title = "Deux"
minutes = 30
"""  # 19 lines
WITH_CSV = 'attendees = "registrations.csv"\n' + DRAFT


def refused(tmp_path: Path, draft: str | bytes, csv: str | bytes | None = None) -> InputError:
    path = tmp_path / "agenda.toml"
    path.write_bytes(draft.encode() if isinstance(draft, str) else draft)
    if csv is not None:
        data = csv.encode() if isinstance(csv, str) else csv
        (tmp_path / "registrations.csv").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path)
    return caught.value


def window(**fields: object) -> Window:
    return Window.model_validate(fields)


def french(error: InputError) -> list[str]:
    return [text.fr for text in error.sentences]


# --- The real drafts ----------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL)
def test_real_draft_reads_and_every_session_fits_somewhere(name: str) -> None:
    problem = read(INSTANCES / name / "agenda.toml")
    assert problem.event.id == name
    assert [session for session, domain in domains(problem).items() if domain.empty] == []


@pytest.mark.parametrize("name", REAL)
def test_what_is_invented_is_marked_in_the_data(name: str) -> None:
    problem = read(INSTANCES / name / "agenda.toml")
    for room in problem.rooms:
        assert "inventé" in room.note
    for person in problem.people:
        assert not person.name, "people appear by their function"
        assert not person.present or "inventé" in person.note
    for session in problem.sessions:
        assert session.minutes is not None
        assert "inventé" in session.note


def test_the_assises_keep_what_the_document_says_twice() -> None:
    problem = read(INSTANCES / REAL[0] / "agenda.toml")
    assert len({said.text for said in problem.event.stated}) == 2
    for workshop in problem.blocks["ateliers"]:
        stated = problem.session[workshop].stated
        assert [(said.start, said.end) for said in stated] == [(870, None), (840, 945)]


def test_four_or_five_rooms_of_the_assises_can_take_a_workshop() -> None:
    problem = read(INSTANCES / REAL[0] / "agenda.toml")
    possible = domains(problem)
    rooms = {room for workshop in problem.blocks["ateliers"] for room in possible[workshop].rooms}
    assert len(rooms) == 5


# --- Lines --------------------------------------------------------------------------------


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in items:
        if isinstance(inner, dict | list):
            yield from leaves(inner, (*path, step))
        else:
            yield (*path, step), inner


@pytest.mark.parametrize("name", REAL)
def test_every_value_of_a_real_draft_is_found_on_its_line(name: str) -> None:
    text = (INSTANCES / name / "agenda.toml").read_text("utf-8")
    lines = Lines(text)
    found = list(leaves(tomllib.loads(text)))
    assert len(found) > 200
    for path, value in found:
        written = text.split("\n")[lines.line_of[path] - 1]
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        assert shown in written


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ('a = """\n[[x]]\nb = 1\n"""\nb = 2\n', ("b",), 5),
        ("a = '''\n'' [x]\n'''\n[t]\nb = 2 # [u]\n", ("t", "b"), 5),
        ('"a b" = { c = [1,\n  { d = "]" },\n  3] }\n', ("a b", "c", 2), 3),
        ('"a b" = { c = [1,\n  { d = "]" },\n  3] }\n', ("a b", "c", 1, "d"), 2),
        ("x.y . z = 1\nx.w = 2", ("x", "w"), 2),
        ("[[s]]\n[s.t]\na = 1\n[[s]]\n[[s.u]]\n[[s.u]]\n[s.t]\na = 1\n", ("s", 1, "t", "a"), 8),
        ("[[s]]\n[s.t]\na = 1\n[[s]]\n[[s.u]]\n[[s.u]]\n[s.t]\na = 1\n", ("s", 1, "u", 1), 6),
        ("[[s]]\na = 1\n", ("s", 0, "b"), 1),
        ("a = 1\n", ("b",), None),
    ],
)
def test_line_of_a_path(text: str, path: tuple[str | int, ...], line: int | None) -> None:
    tomllib.loads(text)
    assert Lines(text).of(path) == line


# --- Drafts that are refused --------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "sentences"),
    [
        pytest.param(
            DRAFT.replace("minutes = 30", "minutes = 0", 1),
            [
                "agenda.toml, ligne 14, sessions[0].minutes (« s1 »): "
                "« 0 » n'est pas une durée (attendu 1 à 1440 minutes, ou min et max)"
            ],
            id="a value is too small",
        ),
        pytest.param(
            DRAFT.replace('title = "Deux"\n', ""),
            ["agenda.toml, ligne 16, sessions[1].title (« s2 »): il manque cette information"],
            id="a key is missing: the line of its table",
        ),
        pytest.param(
            "[event]\n",
            [
                "agenda.toml, ligne 1, event.name: il manque cette information",
                "agenda.toml, days: il manque cette information",
                "agenda.toml, sessions: il manque cette information",
            ],
            id="a table is missing: no line",
        ),
        pytest.param(
            DRAFT + 'rooms = ["a", "b"]\nafter = ["s9"]\n',
            [
                "agenda.toml, ligne 20, sessions[1].rooms[1] (« s2 »): "
                "« b » n'est pas l'id d'une salle (connus : a)",
                "agenda.toml, ligne 21, sessions[1].after[0] (« s2 »): "
                "« s9 » n'est pas l'id d'une session (connus : s1, s2)",
            ],
            id="two references are unknown",
        ),
        pytest.param(
            DRAFT + 'stated = [\n  { start = "9h00" },\n  { start = "9h75" },\n]\n',
            [
                "agenda.toml, ligne 22, sessions[1].stated[1].start (« s2 »): "
                "« 9h75 » n'est pas une heure (attendu HH:MM)"
            ],
            id="a time in a list of tables",
        ),
        pytest.param(
            DRAFT + 'salle = "a"\n',
            [
                "agenda.toml, ligne 20, sessions[1].salle (« s2 »): ce mot n'est pas connu ici ; "
                "peut-être « rooms » ?"
            ],
            id="a key is unknown",
        ),
        pytest.param(
            DRAFT.replace('"s2"', '"s1"'),
            [
                "agenda.toml, ligne 17, sessions[1].id: "
                "« s1 » est déjà pris plus haut (sessions[0].id)"
            ],
            id="an id is there twice",
        ),
        pytest.param(
            DRAFT + "[weights]\nstated = 3\nbeauty = 2\n",
            [
                "agenda.toml, ligne 22, weights.beauty: « beauty » n'est pas une règle qui a un "
                f"poids (au choix : {listing([cost.key for cost in COSTS]).fr})"
            ],
            id="a weight of no rule",
        ),
        pytest.param(
            DRAFT.replace('title = "Deux"', 'title "Deux"'),
            [
                "agenda.toml, ligne 18: la syntaxe TOML n'est pas valable ici, colonne 7 "
                "(attendu « = » après la clé)"
            ],
            id="no equals sign",
        ),
        pytest.param(
            DRAFT.replace('"Deux"', '"Deux'),
            [
                "agenda.toml, ligne 18: la syntaxe TOML n'est pas valable ici, colonne 14 "
                "(des guillemets ne sont pas fermés sur cette ligne)"
            ],
            id="a quotation mark is missing",
        ),
        pytest.param(
            DRAFT + "preferred = { start = 9h30 }\n",
            [
                "agenda.toml, ligne 20: la syntaxe TOML n'est pas valable ici, colonne 24 "
                '(une heure s\'écrit entre guillemets, "9h30")'
            ],
            id="a time without quotation marks",
        ),
        pytest.param(
            DRAFT + 'rooms = [ "a"\n',
            [
                "agenda.toml: la syntaxe TOML n'est pas valable à la fin du fichier "
                "(un crochet n'est pas fermé, ou une virgule manque)"
            ],
            id="a bracket is open",
        ),
        pytest.param(
            DRAFT + 'title = "Trois"\n',
            [
                "agenda.toml, ligne 20: la syntaxe TOML n'est pas valable ici, colonne 16 "
                "(cette clé est déjà donnée)"
            ],
            id="a key is there twice",
        ),
        pytest.param(
            "x = " + "[" * 100_000,
            ["agenda.toml, ligne 1: les crochets ou accolades sont trop imbriqués"],
            id="a bomb of brackets",
        ),
        pytest.param(
            "x = " + "9" * 5_000,
            ["agenda.toml, ligne 1: un nombre est beaucoup trop grand"],
            id="a bomb of digits",
        ),
        pytest.param(
            DRAFT.replace("Essai", "Été").encode("cp1252"),
            [
                "agenda.toml, ligne 2: ce caractère n'est pas en UTF-8 : "
                "enregistrer le fichier en UTF-8"
            ],
            id="not UTF-8",
        ),
        pytest.param(
            'attendees = "../registrations.csv"\n' + DRAFT,
            [
                "agenda.toml, ligne 1, attendees: « ../registrations.csv » n'est pas dans le "
                "dossier du brouillon : y placer le fichier"
            ],
            id="registrations outside the folder",
        ),
        pytest.param(
            WITH_CSV,
            ["agenda.toml, ligne 1, attendees: « registrations.csv » : ce fichier n'existe pas"],
            id="no registrations",
        ),
    ],
)
def test_bad_draft(tmp_path: Path, draft: str | bytes, sentences: list[str]) -> None:
    assert french(refused(tmp_path, draft)) == sentences


def test_english_and_the_language_of_the_input(tmp_path: Path) -> None:
    english = DRAFT.replace('"Essai"', '"Trial"\nlanguage = "en"')
    error = refused(tmp_path, english.replace("minutes = 30", "minutes = 0", 1))
    assert [text.en for text in error.sentences] == [
        "agenda.toml, line 15, sessions[0].minutes (“s1”): "
        "“0” is not a length (expected 1 to 1440 minutes, or min and max)"
    ]
    assert error.language == "en"
    assert refused(tmp_path, english + "= 3\n").language == "en"
    assert refused(tmp_path, DRAFT + "salle = 3\n").language == "fr"
    assert refused(tmp_path, "= 3\n").language is None


def test_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_bytes(b"\xef\xbb\xbf" + DRAFT.replace("\n", "\r\n").encode())
    assert len(read(path).sessions) == 2


def test_no_file_a_folder_and_one_too_large(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    with pytest.raises(InputError) as caught:
        read(path)
    assert french(caught.value) == [f"{path} : ce fichier n'existe pas"]
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert french(caught.value) == [f"{tmp_path} : c'est un dossier, pas un fichier"]
    with path.open("wb") as file:
        file.truncate(toml.MOST_BYTES + 1)
    with pytest.raises(InputError) as caught:
        read(path)
    assert french(caught.value) == [
        f"{path} : ce fichier dépasse 4 Mo, ce n'est sans doute pas le bon"
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("titre = 'b'", "titre (« s2 »): ce mot n'est pas connu ici ; peut-être « title » ?"),
        (
            "melanger = ['organisation']",
            "melanger (« s2 »): ce mot n'est pas connu ici ; peut-être « mixed » ?",
        ),
        (
            "sous-groupe = 's1'",
            "sous-groupe (« s2 »): ce mot n'est pas connu ici ; peut-être « group_of » ?",
        ),
        (
            "inscription = true",
            "inscription (« s2 »): ce mot n'est pas connu ici ; peut-être « registration » ?",
        ),
        ("minuts = 30", "minuts (« s2 »): ce mot n'est pas connu ici ; peut-être « minutes » ?"),
        (
            'debut = "9h"',
            "debut (« s2 »): ce mot n'est pas connu ici ; peut-être « locked.start » ?",
        ),
        (
            'preferred = { jour = "lundi" }',
            "preferred.jour (« s2 »): ce mot n'est pas connu ici ; peut-être « day » ?",
        ),
        (
            'preferred = { xyz = "lundi" }',
            "preferred.xyz (« s2 »): ce mot n'est pas connu ici (au choix : day, start et room)",
        ),
        (
            'attendees = "registrations.csv"',
            "attendees (« s2 »): ce mot n'est pas connu ici ; l'écrire en haut du fichier, avant "
            "le premier titre entre crochets",
        ),
        (
            'rooms = "a"',
            'rooms (« s2 »): attendu une liste : écrire rooms = ["a"]',
        ),
        (
            'windows = { start = "9h" }',
            "windows (« s2 »): attendu une liste : écrire windows = [{ … }]",
        ),
        (
            "capacity = 20",
            "capacity (« s2 »): attendu un groupe de clés et de valeurs : "
            "écrire capacity = { min = …, max = … }",
        ),
        (
            'expected = "20"',
            "expected (« s2 »): attendu un nombre entier : écrire 20, sans guillemets",
        ),
        (
            'setup = "10 min"',
            "setup (« s2 »): attendu un nombre entier : écrire 10, sans guillemets",
        ),
        (
            'setup = "1h"',
            "setup (« s2 »): attendu un nombre entier : écrire 60, sans guillemets",
        ),
        ("expected = nan", "expected (« s2 »): attendu un nombre entier"),
        ("expected = -inf", "expected (« s2 »): attendu un nombre entier"),
        (f"expected = {'9' * 40}", "expected (« s2 »): attendu au plus 1000000"),
        (f"expected = 0x{'f' * 5000}", "expected (« s2 »): attendu au plus 1000000"),
        (
            'plenary = "oui"',
            "plenary (« s2 »): attendu true ou false : écrire true, sans guillemets",
        ),
        (
            'locked = { day = "31/06/2026" }',
            "locked.day (« s2 »): « 31/06/2026 » n'est pas une date (attendu JJ/MM/AAAA)",
        ),
    ],
)
def test_the_way_out_of_a_value(tmp_path: Path, line: str, said: str) -> None:
    told = french(refused(tmp_path, f"{DRAFT}{line}\n"))
    assert told == [f"agenda.toml, ligne 20, sessions[1].{said}"]


@pytest.mark.parametrize("minutes", ['"90"', '"90 min"', '"1h30"', '" 1 H 30 "'])
def test_a_length_between_quotation_marks(tmp_path: Path, minutes: str) -> None:
    (said,) = french(refused(tmp_path, DRAFT.replace("minutes = 30", f"minutes = {minutes}", 1)))
    assert said.endswith("minutes, ou min et max) : écrire 90, sans guillemets")


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (
            DRAFT.replace("[[rooms]]", "[rooms]"),
            "agenda.toml, ligne 8, rooms: attendu une liste : écrire [[rooms]], avec deux crochets",
        ),
        (
            DRAFT.replace("[event]", "[[event]]"),
            "agenda.toml, ligne 1, event: attendu un groupe de clés et de valeurs : "
            "écrire [event], avec un seul crochet, une seule fois",
        ),
        (
            DRAFT + "[[sallles]]\n",
            "agenda.toml, ligne 20, sallles: ce mot n'est pas connu ici ; peut-être « rooms » ?",
        ),
        (
            DRAFT + "[xyz]\n",
            "agenda.toml, ligne 20, xyz: ce mot n'est pas connu ici (au choix : event, days, "
            "rooms, equipment, people, stretches, tracks, sessions, sequences, attendees et "
            "weights)",
        ),
        (
            'name = "Essai"\n' + DRAFT,
            "agenda.toml, ligne 1, name: ce mot n'est pas connu ici ; l'écrire sous [event]",
        ),
        ("", "agenda.toml: ce fichier ne dit rien ; un brouillon commence par [event]"),
        ("# rien\n", "agenda.toml: ce fichier ne dit rien ; un brouillon commence par [event]"),
        (
            f"a{'.a' * 100_000} = 1",
            "agenda.toml, ligne 1: cette clé a beaucoup trop de points",
        ),
    ],
)
def test_the_way_out_of_a_table(tmp_path: Path, draft: str, sentence: str) -> None:
    assert french(refused(tmp_path, draft)) == [sentence]


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("note = « salut »", 8, 'un texte s\'écrit entre guillemets droits, "…"'),
        ("note = “salut”", 8, 'un texte s\'écrit entre guillemets droits, "…"'),
        ('note = "salut”', 15, 'un texte s\'écrit entre guillemets droits, "…"'),
        ('début = "9h"', 2, "les clés s'écrivent en anglais : peut-être « start » ?"),
        ("[[séances]]", 4, "les clés s'écrivent en anglais : peut-être « sessions » ?"),
        (
            "people = { modérateur = [] }",
            15,
            'une clé qui a des accents s\'écrit entre guillemets : "modérateur"',
        ),
        ("locked = { day = 01/04/2022 }", 19, "une date s'écrit AAAA-MM-JJ : 2022-04-01"),
        ("locked = { day = 1.4.22 }", 21, "une date s'écrit AAAA-MM-JJ : 2022-04-01"),
        ("locked = { day = 2022/04/01 }", 22, "une date s'écrit AAAA-MM-JJ : 2022-04-01"),
        ("locked = { day = 31/02/2022 }", 20, "une date s'écrit AAAA-MM-JJ"),
        ("locked = { day = 2022-02-30 }", 18, "cette date ou cette heure n'existe pas"),
        ("locked = { start = 09:30 }", 21, 'une heure s\'écrit entre guillemets, "9h30"'),
        ("setup = 1h30", 10, "une durée s'écrit en minutes, 90"),
        ("setup = 10 min", 12, "une durée s'écrit en minutes, 10"),
        (
            "id = 007",
            7,
            'un nombre ne commence pas par 0 ; un id s\'écrit entre guillemets, "007"',
        ),
        ("expected = 3,5", 13, "un nombre est entier, sans virgule"),
        ("plenary = oui", 11, "écrire true"),
        ("plenary = False", 11, "écrire false"),
        ("note = bonjour", 8, "valeur non comprise ; un texte s'écrit entre guillemets"),
        ('note: "salut"', 5, "attendu « = », pas « : »"),
        ('note = "salut";', 15, "une ligne finit sans point-virgule"),
        ("// note", 1, "un commentaire commence par #"),
        (
            "note =\u00a0'salut'",
            7,
            "un espace insécable ou invisible est ici : le remplacer par un espace",
        ),
        ('note = "C:\\Users"', 13, "dans un texte, la barre \\ s'écrit \\\\"),
        ("[[rooms]", 8, "écrire [[rooms]]"),
        ("[rooms]]", 7, "écrire [[rooms]]"),
        ("[rooms]", 7, "écrire [[rooms]]"),
        ("[weights", 9, "écrire [weights]"),
        ("[event]", 7, "ce titre est déjà donné plus haut"),
        ("id = 's3'", 10, "cette clé est déjà donnée"),
    ],
)
def test_the_way_out_of_the_syntax(tmp_path: Path, line: str, column: int, why: str) -> None:
    assert french(refused(tmp_path, f"{DRAFT}{line}\n")) == [
        f"agenda.toml, ligne 20: la syntaxe TOML n'est pas valable ici, colonne {column} ({why})"
    ]


def test_whatever_tomllib_says_is_said_in_french() -> None:
    source = inspect.getsource(tomllib._parser)  # type: ignore[attr-defined]
    said = re.findall(r"suffixed_err\([^\"']*f?\"([^\"{]+)", source)
    assert len(said) > 20
    spoken = [known.replace("\n", "\\n") for known in _REASONS]
    known = [words for words in said if any(one.startswith(words[:9]) for one in spoken)]
    assert known == said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7\n", "agenda.toml est un PDF, pas un brouillon en TOML"),
        (
            b"\xd0\xcf\x11\xe0",
            "agenda.toml est un ancien fichier Office (.xls ou .doc), pas un brouillon en TOML",
        ),
        (b"PK\x03\x04", "agenda.toml est une archive (.zip), pas un brouillon en TOML"),
        (b'{"event": {}}', "agenda.toml est du JSON, pas un brouillon en TOML"),
        (b"<!DOCTYPE html>", "agenda.toml est une page web (.html), pas un brouillon en TOML"),
        (b"a = 1\0", "agenda.toml est un fichier qui n'est pas du texte, pas un brouillon en TOML"),
        (
            DRAFT.encode("utf-16"),
            "agenda.toml: ce fichier est en UTF-16 : l'enregistrer en UTF-8",
        ),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, data: bytes, sentence: str) -> None:
    assert french(refused(tmp_path, data)) == [sentence]


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        ("xl/workbook.xml", "agenda.toml est un classeur (.xlsx) : lui donner un nom en .xlsx"),
        (
            "word/document.xml",
            "agenda.toml est un document Word (.docx), pas un brouillon en TOML",
        ),
        ("a.txt", "agenda.toml est une archive (.zip), pas un brouillon en TOML"),
    ],
)
def test_what_an_office_writes(tmp_path: Path, member: str, sentence: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, "")
    assert french(refused(tmp_path, packed.getvalue())) == [sentence]


def test_a_file_that_we_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT, "utf-8")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.sentences == (
        Text(
            f"{path} : ce fichier ne peut pas être lu (l'accès est refusé)",
            f"{path}: this file cannot be read (access is denied)",
        ),
    )


def test_the_same_in_english(tmp_path: Path) -> None:
    lines = ['salle = "a"', 'rooms = "a"', 'setup = "10"', "note = “a”", "[[rooms]"]
    told = [refused(tmp_path, f"{DRAFT}{line}\n").sentences[0].en for line in lines]
    assert told == [
        "agenda.toml, line 20, sessions[1].salle (“s2”): this word is not known here; "
        "perhaps “rooms”?",
        'agenda.toml, line 20, sessions[1].rooms (“s2”): expected a list: write rooms = ["a"]',
        "agenda.toml, line 20, sessions[1].setup (“s2”): expected a whole number: write 10, "
        "without quotation marks",
        "agenda.toml, line 20: the TOML syntax is not valid here, column 8 "
        '(text is written between straight quotation marks, "…")',
        "agenda.toml, line 20: the TOML syntax is not valid here, column 8 (write [[rooms]])",
    ]


# --- Places and notices -------------------------------------------------------------------


def test_where_things_stand(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT + 'people."dit \\"le\\" mot" = []\n', "utf-8")
    draft = read_draft(path)
    assert draft.problem == read(path)
    assert draft.notices == ()
    for where, place in {
        ("sessions", 1, "minutes"): "ligne 19, sessions[1].minutes (« s2 »)",
        ("sessions", 1, "minutes", "min"): "ligne 19, sessions[1].minutes (« s2 »)",
        ("sessions", 1, "people", 'dit "le" mot'): (
            'ligne 20, sessions[1].people.dit "le" mot (« s2 »)'
        ),
        ("sessions", 1): "ligne 16, sessions[1] (« s2 »)",
        ("sessions", 0, "note"): "ligne 11, sessions[0].note (« s1 »)",
        ("sessions",): "ligne 11, sessions",
        ("event", "gap"): "ligne 1, event.gap",
        ("attendees",): "attendees",
        (): "",
    }.items():
        assert draft.place(where).fr == place
    assert draft.place(("sessions", 1, "id")).en == "line 17, sessions[1].id"


def test_where_an_attendee_stands(tmp_path: Path) -> None:
    (tmp_path / "agenda.toml").write_text(WITH_CSV, "utf-8")
    (tmp_path / "registrations.csv").write_text("id;Vœux\np1;s1\n\np2;s2\n", "utf-8")
    draft = read_draft(tmp_path / "agenda.toml")
    assert draft.notices == ()
    assert draft.place(("attendees", 1, "wishes", 0)) == Text(
        "registrations.csv, ligne 4, Vœux", "registrations.csv, line 4, Vœux"
    )
    assert draft.place(("attendees", 0)).fr == "registrations.csv, ligne 2"
    assert draft.place(("attendees", 0, "present")).fr == "registrations.csv, ligne 2, present"
    assert draft.place(("attendees",)).fr == "ligne 1, attendees"


def test_registrations_read_as_windows_wrote_them(tmp_path: Path) -> None:
    (tmp_path / "agenda.toml").write_text(WITH_CSV, "utf-8")
    (tmp_path / "registrations.csv").write_bytes("id;nom\np1;Zoé\n".encode("cp1252"))
    draft = read_draft(tmp_path / "agenda.toml")
    assert draft.problem.attendees[0].name == "Zoé"
    assert draft.notices == (
        Text(
            "registrations.csv : lu en Windows-1252, ce n'est pas de l'UTF-8 ; "
            "vérifier les accents",
            "registrations.csv: read as Windows-1252, it is not UTF-8; check the accents",
        ),
    )


# --- Registrations ------------------------------------------------------------------------

CSV = (
    "id;Nom;vœux;Présence;besoins\n"
    "007;Zoé;s2|s1;9h00-12h30;pmr\n"
    "\n"
    'p2;"Léa\nNoé";s1=3|s2=1;2026-06-08 9h-12h | lundi;\n'
    "p3;'=1+1;;;\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_registrations(tmp_path: Path, encoding: str, separator: str) -> None:
    (tmp_path / "agenda.toml").write_text(WITH_CSV, "utf-8")
    (tmp_path / "registrations.csv").write_bytes(CSV.replace(";", separator).encode(encoding))
    first, second, third = read(tmp_path / "agenda.toml").attendees
    assert (first.id, first.name, first.wishes) == ("007", "Zoé", ["s2", "s1"])
    assert (first.present, first.needs) == ([window(start="9h00", end="12h30")], ["pmr"])
    assert (second.name, second.wishes) == ("Léa\nNoé", {"s1": 3, "s2": 1})
    assert second.present == [
        window(day=date(2026, 6, 8), start="9h00", end="12h00"),
        window(day=date(2026, 6, 8)),
    ]
    assert (third.name, third.wishes) == ("=1+1", [])


def test_registrations_with_stars(tmp_path: Path) -> None:
    (tmp_path / "agenda.toml").write_text(WITH_CSV, "utf-8")
    (tmp_path / "registrations.csv").write_text("id;vœux\np1;s1=★★★☆☆|s2=4/5 ★\n", "utf-8")
    (one,) = read(tmp_path / "agenda.toml").attendees
    assert one.wishes == {"s1": 3, "s2": 4}


@pytest.mark.parametrize(
    ("csv", "sentences"),
    [
        pytest.param(
            "id;nom;Name\np1;a;b\n",
            ["registrations.csv, ligne 1: deux colonnes pour la même chose : « nom » et « Name »"],
            id="a header is there twice",
        ),
        pytest.param(
            "id;âge\np1;a\n",
            [
                "registrations.csv, ligne 1: la colonne « âge » n'est pas connue (au choix : id, "
                "nom, e-mail, organisation, catégorie, présence, besoins, vœux, obligatoire, "
                "ensemble, séparé, places au moins, places au plus, interventions "
                "comptées, note, langue, prénom, nom de famille, amis, groupe, liste et pas dans)"
            ],
            id="a header is unknown",
        ),
        pytest.param(
            "", ["registrations.csv, ligne 1: il manque la colonne id"], id="nothing at all"
        ),
        pytest.param(
            "id;vœux\np1;s1|s9\n",
            [
                "registrations.csv, ligne 2, vœux: "
                "« s9 » n'est pas l'id d'une session (connus : s1, s2)"
            ],
            id="a wish for no session",
        ),
        pytest.param(
            'id;nom\np1;"a\nb"\n\np1;c\n',
            ["registrations.csv, ligne 4, id: « p1 » est déjà à la ligne 2"],
            id="an id is there twice, after a cell of two lines",
        ),
        pytest.param(
            "id;nom\n;a\n",
            ["registrations.csv, ligne 2, id: il manque cette information"],
            id="no id",
        ),
        pytest.param(
            "id;vœux\np1;s1=2|s2\np2;s1=1|s1=2\n",
            [
                "registrations.csv, ligne 2, vœux: chaque vœu a une note (id=note), ou aucun",
                "registrations.csv, ligne 3, vœux: un vœu est noté deux fois",
            ],
            id="wishes half rated, or twice",
        ),
        pytest.param(
            "id;vœux\np1;s1|s2\np2;s2|s1|s2\n",
            [
                "registrations.csv, ligne 3, vœux: « s2 » est déjà le vœu n° 1 de cette "
                "personne : ne l'écrire qu'une fois",
            ],
            id="a wish is ranked twice",
        ),
        pytest.param(
            "id;séparé\np1;\np2;p1|p2\n",
            ["registrations.csv, ligne 3, séparé: un participant ne peut pas se nommer lui-même"],
            id="apart from oneself",
        ),
        pytest.param(
            "id;vœux;présence\np1;s1=beaucoup;demain\n",
            [
                "registrations.csv, ligne 2, présence: « demain » n'est pas compris : "
                "attendu des heures (9h15-10h15), un jour (10/06/2026), ou les deux (10/06/2026 "
                "9h15-10h15)",
                "registrations.csv, ligne 2, vœux: attendu un nombre entier",
            ],
            id="a rating in words, and no such day",
        ),
        pytest.param(
            "id;nom\np1;a;b\n",
            ["registrations.csv, ligne 2: une cellule n'a pas d'en-tête"],
            id="a cell too many",
        ),
        pytest.param(
            'id;nom\np1;a\np2;"b\n',
            ["registrations.csv, ligne 3: des guillemets ne sont pas fermés, ou pas à leur place"],
            id="a quotation mark is missing",
        ),
        pytest.param(
            b"id;nom\np1;\x81\xb0\xb1\n",
            ["registrations.csv: ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8"],
            id="neither UTF-8 nor cp1252",
        ),
        pytest.param(
            b"PK\x03\x04",
            [
                "agenda.toml, ligne 1, attendees: « registrations.csv » est une archive (.zip), "
                "pas du CSV : l'exporter en CSV (UTF-8)"
            ],
            id="not CSV",
        ),
    ],
)
def test_bad_registrations(tmp_path: Path, csv: str | bytes, sentences: list[str]) -> None:
    assert french(refused(tmp_path, WITH_CSV, csv)) == sentences


def test_registrations_behind_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("id\np1\n")
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "registrations.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert french(refused(folder, WITH_CSV)) == [
        "agenda.toml, ligne 1, attendees: « registrations.csv » n'est pas dans le dossier du "
        "brouillon : y placer le fichier"
    ]


MINIMAL = """\
[event]
name = "Petite journée"
[[days]]
date = 2026-06-10
[[sessions]]
id = "a"
title = "Accueil"
minutes = 60
"""

# --- No more than can be read and be shown --------------------------------------------------


def test_too_many_values(tmp_path: Path) -> None:
    words = f"note = [{'1,' * toml.MOST_VALUES}]"
    assert french(refused(tmp_path, words)) == [
        "agenda.toml: il y a plus de 200000 valeurs ; un brouillon n'est jamais si long"
    ]


def test_no_more_faults_than_are_read(tmp_path: Path) -> None:
    rooms = "".join(f'[[rooms]]\nid = "r{n}"\nplaces = 1\n' for n in range(150))
    told = french(refused(tmp_path, MINIMAL + rooms))
    assert len(told) == 101
    assert told[-1] == (
        "agenda.toml : ce ne sont que les 100 premières fautes ; les corriger, puis recommencer"
    )


def test_too_many_registrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agenda_solver.files.grid.delimited.MOST_ROWS", 2)
    asked = 'attendees = "registrations.csv"\n' + MINIMAL
    assert french(refused(tmp_path, asked, "id\np1\np2\np3\n")) == [
        "registrations.csv, ligne 4: trop de lignes (au plus 2)"
    ]
    assert french(refused(tmp_path, asked, "id" + ";a" * 300 + "\n")) == [
        "registrations.csv, ligne 1: trop de colonnes (au plus 200)"
    ]


def test_a_presence_on_a_day_written_as_in_france(tmp_path: Path) -> None:
    (tmp_path / "inscrits.csv").write_text(
        "id;présence\np1;10/06/2026 9h-12h\np2;10/06/2026\n", encoding="utf-8"
    )
    draft = tmp_path / "agenda.toml"
    draft.write_text('attendees = "inscrits.csv"\n' + MINIMAL, encoding="utf-8")
    one, other = (attendee.present[0] for attendee in toml.read(draft).attendees)
    assert (one.day, one.start, one.end) == (date(2026, 6, 10), 540, 720)
    # The whole day, and the evening that ends it.
    assert (other.day, other.start, other.end) == (date(2026, 6, 10), 0, DAYBREAK)


def test_a_repeat_stands_where_its_session_does(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT.replace('title = "Deux"', 'title = "Deux"\nrepeats = 3'))
    draft = read_draft(path)
    assert [it.id for it in draft.problem.sessions] == ["s1", "s2", "s2-2", "s2-3"]
    for number in (1, 2, 3):
        assert draft.place(("sessions", number, "title")).fr.startswith("ligne 18, sessions[1]")


def test_how_much_a_wish_of_a_track_matters_is_a_number(tmp_path: Path) -> None:
    draft = DRAFT + '[[tracks]]\nid = "eau"\none_room = true\n'
    assert french(refused(tmp_path, draft)) == [
        "agenda.toml, ligne 22, tracks[0].one_room (« eau »): attendu un nombre entier : écrire 1"
    ]
