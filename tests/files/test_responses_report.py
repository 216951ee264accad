"""What the report says: every row is accounted for, nothing is guessed, nobody is named."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from form_answers import EAU, JEUNESSE, SANTE, WORKSHOPS, answers, event
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda_solver.files.responses import Registration
from agenda_solver.files.store.registration import register_document

HEADER = ["Horodateur", "Adresse e-mail", "Nom", "Structure", "Vœu 1", "Vœu 2", "RGPD"]
ROWS = [
    ["03/04/2026 9:00", "un@example.org", "Fictif Un", "Ville", EAU, "Atelier Jeuness", "oui"],
    ["03/04/2026 9:10", "deux@example.org", "Fictive Deux", "", "Atelier 3", "", "oui"],
    ["03/04/2026 9:20", "UN@example.org", "Fictif Un", "Ville", SANTE, "Atelier Jeuness", ""],
    ["", "", "", "", "", "", ""],
    ["03/04/2026 9:30", "trois@example.org", "Fictif Trois", "", "Poterie", "", "oui"],
]
BEFORE = [{"id": "p001", "name": "Fictive Deux", "email": "deux@example.org", "wishes": ["sante"]}]


@pytest.fixture
def done(tmp_path: Path) -> Registration:
    return answers(tmp_path, [HEADER, *ROWS], problem=event(BEFORE))


def test_the_report_in_french(done: Registration) -> None:
    assert done.lines("fr") == [
        "reponses.csv : 5 lignes lues : 2 nouveaux participants, 0 mis à jour, 1 inchangé, "
        "1 ligne remplacée, 1 ligne écartée",
        "Une même personne a répondu plusieurs fois, sa dernière réponse compte :",
        "  - ligne 2 : remplacée par la ligne 4",
        "Lignes écartées :",
        "  - ligne 5 : rien dans les colonnes qui sont lues",
        "Vœux qui ne sont pas gardés :",
        "  - ligne 4, « Atelier Jeuness » n'est pas un titre du brouillon (le plus proche : "
        "« Atelier 2 : Jeunesse, engagement et mobilité »)",
        "  - ligne 6, « Poterie » n'est pas un titre du brouillon",
        "Pour les garder, corriger les réponses, ou dire sous [libelles], dans un fichier de "
        "correspondance (--mapping), quelle session est nommée.",
        "Colonnes lues :",
        "  - « Horodateur » : moment de la réponse",
        "  - « Adresse e-mail » : e-mail",
        "  - « Nom » : nom",
        "  - « Structure » : organisation",
        "  - « Vœu 1 » : vœu 1",
        "  - « Vœu 2 » : vœu 2",
        "Colonnes qui ne sont pas lues : « RGPD »",
    ]


def test_the_report_in_english_begins_alike(done: Registration) -> None:
    assert done.lines("en")[0] == (
        "reponses.csv: 5 rows read: 2 new attendees, 0 updated, 1 unchanged, 1 row superseded, "
        "1 row left out"
    )
    assert len(done.lines("en")) == len(done.lines("fr"))


def test_the_report_as_data(done: Registration) -> None:
    told = register_document(done.report, "en").plain()
    assert told["rows"] == {
        **{"read": 5, "new": 2, "updated": 0},
        **{"same": 1, "superseded": 1, "left_out": 1},
    }
    assert told["new"] == [{"row": 4, "attendee": "p008"}, {"row": 6, "attendee": "p009"}]
    assert told["same"] == [{"row": 3, "attendee": "p001"}]
    assert told["superseded"] == [{"row": 2, "by": 4}]
    assert told["left_out"] == [{"row": 5, "reason": "blank", "column": None, "value": ""}]
    assert told["unknown"][0] == {
        "label": "Atelier Jeuness",
        "count": 1,
        "rows": [4],
        "nearest": {"session": "jeunesse", "title": JEUNESSE},
        "may_mean": [],
    }
    assert told["columns"][4] == {"header": "Vœu 1", "read_as": "wish 1"}
    assert told["ignored"] == ["RGPD"]


def test_nobody_is_named(done: Registration) -> None:
    told = "\n".join(
        [*done.lines("fr"), *done.lines("en"), register_document(done.report, "fr").text()]
    )
    for words in ("Fictif", "Fictive", "example.org"):
        assert words not in told


def test_many_rows_and_many_labels_are_told_in_short(tmp_path: Path) -> None:
    rows = [[f"Fictif {n}", "Poterie"] for n in range(40)]
    rows += [[f"Fictive {n}", f"Cirque {n} xyz"] for n in range(40)]
    lines = answers(tmp_path, [["Nom", "Vœu 1"], *rows]).lines("fr")
    assert (
        "  - lignes 2, 3, 4, 5, 6, 7, 8, 9, 10, 11… (40 lignes), « Poterie » n'est pas un titre "
        "du brouillon" in lines
    )
    assert "  … et 11 autres" in lines


@pytest.mark.parametrize(
    ("label", "nearest"),
    [
        ("Atelier Jeuness", "jeunesse"),
        ("Atelier 1 : L'eau et l'air", "eau"),
        ("La sante ici et la bas !", "sante"),
        ("monter un buget", "budget"),
        ("Poterie", None),
        ("végétarien", None),
    ],
)
def test_the_nearest_title(label: str, nearest: str | None, tmp_path: Path) -> None:
    done = answers(tmp_path, [["Nom", "Vœu 1"], ["Fictif", label]])
    found = [it.nearest_id for it in done.report.unknown]
    assert found == ([nearest] if not done.problem.attendees[0].wishes else [])


# --- Every row is accounted for -------------------------------------------------------------

_EMAILS = st.sampled_from(["", "a@example.org", "A@example.org", "b@example.org", "anonymous"])
_NAMES = st.sampled_from(["", "Fictif", "FICTIF ", "Fictive", "=1"])
_CHOICES = st.sampled_from(["", *WORKSHOPS.values(), "Atelier 1", "Poterie, cirque", "aucun", ";"])
_WHEN = st.sampled_from(["", "03/04/2026 9:00", "13/04/2026", "hier", "2026-04-01 10:00"])
_COMES = st.sampled_from(["", "9h-12h", "le matin", "oui", "11/06/2026"])
_STATUS = st.sampled_from(["ok", "Annulé", ""])
_ANSWERS = st.lists(
    st.tuples(_WHEN, _EMAILS, _NAMES, _NAMES, _CHOICES, _CHOICES, _COMES, _STATUS), max_size=12
)
_TABLE = ["submitdate", "E-mail", "Nom", "Structure", "Vœu 1", "Ateliers", "Présence", "Statut"]


@settings(max_examples=30, deadline=None)
@given(_ANSWERS, st.booleans())
def test_every_row_is_accounted_for(rows: list[tuple[str, ...]], mapped: bool) -> None:
    mapping = '[ecarter]\nStatut = "Annulé"\n' if mapped else None
    with TemporaryDirectory() as name:
        table = [_TABLE, *rows]
        done = answers(Path(name), table, mapping=mapping, problem=event(BEFORE))
    report = done.report
    assert report.read == len(rows)
    told = [row for row, _ in (*report.new, *report.updated, *report.same, *report.superseded)]
    told += [it.row for it in report.left_out]
    assert sorted(told) == list(range(2, len(rows) + 2))
    ids = [it.id for it in done.problem.attendees]
    assert len(set(ids)) == len(ids) == 1 + len(report.new)
    assert {it for _, it in (*report.new, *report.updated, *report.same)} | {"p001"} == set(ids)
    for row, by in report.superseded:
        assert row != by
    assert all(isinstance(line, str) for line in done.lines("fr"))


# A file with a zero byte is not text.
_ANY_WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(_ANY_WORDS, min_size=3, max_size=3), max_size=6))
def test_any_words_are_read_or_told(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as name:
        data = [["Nom", "Vœu 1", "Atelier"], *rows]
        done = answers(Path(name), data)  # type: ignore[arg-type]
    counted = done.report
    assert counted.read == len(rows)
    assert counted.read == sum(
        map(len, (counted.new, counted.updated, counted.same, counted.superseded, counted.left_out))
    )
