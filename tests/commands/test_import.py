"""The command `import`, as it is typed: a programme as text in, a draft and its account out."""

import json
from pathlib import Path

from openpyxl import load_workbook

from agenda_solver.files import toml, workbook
from command_line import run

PROGRAMME = """Journée fictive de l'eau
Jeudi 12 mars 2026, Maison du Modèle

PROGRAMME

9h00 Accueil
9h30-10h30 Table ronde : l'eau, par Claire Fictive, hydrologue
10h30 Pause
11h00-12h30 Ateliers en parallèle
- Atelier 1 : la crue (salle Aval)
- Atelier 2 : la soif
"""


def source(folder: Path, text: str = PROGRAMME) -> Path:
    path = folder / "programme.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_text_becomes_a_draft_and_an_account_beside_it(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    done = run("import", source(tmp_path), "-o", draft, "--lang", "fr")
    assert done.returncode == 0
    assert "programme.txt : 5 sessions, 1 journée, 1 intervenant et 2 salles" in done.stdout
    assert f"Pour le faire relire :\n  agenda-solver check {draft}\n" in done.stderr
    problem = toml.read(draft)
    assert [session.source for session in problem.sessions][:2] == ["ligne 6", "ligne 7"]
    account = (tmp_path / "draft-source.txt").read_text(encoding="utf-8")
    assert "ligne 6 | repris | 9h00 Accueil => session « Accueil »" in account


def test_a_workbook_has_the_account_as_a_sheet(tmp_path: Path) -> None:
    draft = tmp_path / "draft.xlsx"
    assert run("import", source(tmp_path), "-o", draft, "--lang", "en").returncode == 0
    words = [
        str(cell)
        for row in load_workbook(draft)["Source"].values
        for cell in row
        if cell is not None
    ]
    assert "9h00 Accueil" in words
    assert "line 6" in words
    book = workbook.read(draft)
    assert not book.notices
    assert len(book.problem.sessions) == 5


def test_what_became_of_each_line_as_a_document(tmp_path: Path) -> None:
    done = run("import", source(tmp_path), "-o", tmp_path / "draft.toml", "--json", "--lang", "fr")
    document = json.loads(done.stdout)
    assert document["draft"] == {"days": 1, "rooms": 2, "people": 1, "sessions": 5}
    lines = document["lines"]
    assert lines["read"] == sum(count for fate, count in lines.items() if fate != "read") == 9
    assert {line["fate"] for line in document["source"]} <= {"made", "kept", "apart"}


def test_what_cannot_be_read_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    for text, sentence in (
        ("", "programme.txt: ce fichier est vide"),
        ("Bonjour, il fait beau.", "programme.txt: aucune session n'y est reconnue"),
    ):
        done = run("import", source(tmp_path, text), "-o", draft, "--lang", "fr")
        assert done.returncode == 2
        assert sentence in done.stderr
        assert not draft.exists()
    picture = tmp_path / "affiche.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("import", picture, "-o", draft, "--lang", "fr")
    assert done.returncode == 2
    assert "affiche.png: c'est une image, que « import » ne lit pas" in done.stderr
    assert run("import", tmp_path, "-o", draft).returncode == 2
    assert run("import", source(tmp_path), "-o", tmp_path / "draft.ods").returncode == 2
    assert run("import", source(tmp_path), "-o", draft, "--from", "odf").returncode == 2
