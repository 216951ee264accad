from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.domains import domains
from agenda_solver.files import InputError
from agenda_solver.files.toml import LARGEST, _Lines, read
from agenda_solver.problem import Window

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
    lines = _Lines(text)
    found = list(leaves(tomllib.loads(text)))
    assert len(found) > 200
    for path, value in found:
        written = text.split("\n")[lines.found[path] - 1]
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
    assert _Lines(text).of(path) == line


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
                "agenda.toml, ligne 21, sessions[1].after[0] (« s2 »): "
                "« s9 » n'est pas l'id d'une session (connus : s1, s2)",
                "agenda.toml, ligne 20, sessions[1].rooms[1] (« s2 »): "
                "« b » n'est pas l'id d'une salle (connus : a)",
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
            ["agenda.toml, ligne 20, sessions[1].salle (« s2 »): ce mot n'est pas connu ici"],
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
                "poids (au choix : stated, preferred, announced, ideal_length et compact_day)"
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
            ["agenda.toml: les crochets ou accolades sont trop imbriqués"],
            id="a bomb of brackets",
        ),
        pytest.param(
            "x = " + "9" * 5_000,
            ["agenda.toml: un nombre est beaucoup trop grand"],
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
    assert french(caught.value) == [f"{path}: ce fichier n'existe pas"]
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert french(caught.value) == [f"{tmp_path}: c'est un dossier, pas un fichier"]
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(InputError) as caught:
        read(path)
    assert french(caught.value) == [
        f"{path}: ce fichier dépasse 20 Mo ; un brouillon n'est jamais si long"
    ]


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
                "ensemble, séparé et note)"
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
            ["registrations.csv, ligne 5, id: « p1 » est déjà à la ligne 2"],
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
            "id;vœux;présence\np1;s1=beaucoup;demain\n",
            [
                "registrations.csv, ligne 2, présence: « demain » n'est pas une date "
                "(attendu AAAA-MM-JJ, ou l'id d'une journée)",
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
            b"id;nom\np1;\x81\n",
            [
                "agenda.toml, ligne 1, attendees: « registrations.csv » : "
                "ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8"
            ],
            id="neither UTF-8 nor cp1252",
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
