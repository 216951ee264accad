"""Mapping files: HelloAsso, LimeSurvey, and what is wrong in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_answers import EAU, JEUNESSE, SANTE, answers, column_texts, event, ignored, wishes

from agenda_solver.files import InputError
from agenda_solver.files.responses import register

HELLOASSO = """\
identifiant = "Numéro de billet"
nom = ["Prénom participant", "Nom participant"]
courriel = "Champ complémentaire : e-mail"
structure = "Raison sociale"
voeux = ["Atelier préféré", "Autre atelier"]

[ecarter]
"Statut de la commande" = ["Remboursé", "Annulé"]
"""
TICKETS = [
    [
        *("Référence commande", "Date de la commande", "Statut de la commande"),
        *("Nom participant", "Prénom participant", "Nom payeur", "Email payeur"),
        *("Raison sociale", "Numéro de billet", "Montant tarif", "Atelier préféré"),
        *("Autre atelier", "Champ complémentaire : e-mail"),
    ],
    [
        *("900", "03/04/2026 09:00", "Validé", "FICTIF", "Un", "PAYEUSE", "compta@example.org"),
        *("Ville", "0012", "12,50", "Atelier 1", "Atelier 2", "un@example.org"),
    ],
    [
        *("900", "03/04/2026 09:00", "Validé", "FICTIVE", "Deux", "PAYEUSE", "compta@example.org"),
        *("Ville", "0013", "12,50", SANTE, "", ""),
    ],
    [
        *("901", "04/04/2026 09:00", "Remboursé", "FICTIF", "Trois", "P", "p@example.org"),
        *("", "0014", "0,00", EAU, "", ""),
    ],
]


def lines(rows: list[list[str]]) -> str:
    return "\n".join(";".join(row) for row in rows) + "\n"


def refused(folder: Path, mapping: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        answers(folder, "Nom;Premier choix\nA;B\n", mapping=mapping)
    return [sentence.fr for sentence in caught.value.sentences]


# --- HelloAsso ----------------------------------------------------------------------------


def test_helloasso_by_ticket_not_by_who_pays(tmp_path: Path) -> None:
    done = answers(tmp_path, lines(TICKETS), mapping=HELLOASSO)
    first, second = done.problem.attendees
    assert (first.id, first.name, first.email) == ("0012", "Un FICTIF", "un@example.org")
    assert (second.id, second.name, second.email) == ("0013", "Deux FICTIVE", "")
    assert wishes(done) == [["eau", "jeunesse"], ["sante"]]
    assert [(it.row, it.reason, it.words) for it in done.report.left_out] == [
        (4, "left out", "Remboursé")
    ]
    assert "  - ligne 4 : « Statut de la commande » dit « Remboursé »" in done.lines("fr")
    assert {"Nom payeur", "Email payeur", "Montant tarif"} <= set(ignored(done))


def test_who_pays_is_never_taken_for_who_comes(tmp_path: Path) -> None:
    """Without a mapping file too."""
    done = answers(tmp_path, lines(TICKETS))
    assert [it.name for it in done.problem.attendees][:2] == ["Un FICTIF", "Deux FICTIVE"]
    assert not any("compta" in it.email for it in done.problem.attendees)


def test_who_withdraws_stays_in_the_draft_and_it_is_said(tmp_path: Path) -> None:
    problem = event([{"id": "0014", "name": "Trois FICTIF"}])
    done = answers(tmp_path, lines(TICKETS), mapping=HELLOASSO, problem=problem)
    assert [it.id for it in done.problem.attendees] == ["0014", "0012", "0013"]
    assert [it.en for it in done.report.notices] == [
        "row 4: this person withdraws, but “0014” is in the draft and stays there; remove them "
        "if need be"
    ]


def test_the_last_answer_may_be_to_withdraw(tmp_path: Path) -> None:
    rows = [["E-mail", "Venez-vous ?", "Vœu 1"], ["a@example.org", "Oui", EAU]]
    rows += [["a@example.org", "Non", ""], ["b@example.org", "Oui", SANTE]]
    done = answers(tmp_path, rows, mapping='[leave_out]\n"Venez-vous ?" = "Non"\n')
    assert [it.email for it in done.problem.attendees] == ["b@example.org"]
    assert done.report.superseded == ((2, 3),)
    assert [it.row for it in done.report.left_out] == [3]


# --- LimeSurvey ---------------------------------------------------------------------------

LIMESURVEY = """\
nom = "G01Q01*"
voeux = "Q01[*]*"

[libelles]
SQ001 = "eau"
SQ002 = "jeunesse"
"""
SURVEY = [
    ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page"],
    ["7", "2026-04-03 09:00:00", "2"],
    ["8", "", "1"],
    ["9", "2026-04-03 10:00:00", "2"],
]
ASKED = [
    ["G01Q01. Votre nom", "Q01[SQ001]. Vos vœux", "Q01[SQ002]. Vos vœux"],
    ["Participant fictif", "2", "1"],
    ["Participant fictif", "1", "2"],
    ["Participante fictive", "1", ""],
]


def test_limesurvey_by_codes(tmp_path: Path) -> None:
    rows = [[*own, *asked] for own, asked in zip(SURVEY, ASKED, strict=True)]
    done = answers(tmp_path, rows, mapping=LIMESURVEY)
    assert [it.id for it in done.problem.attendees] == ["p008", "p009"]
    assert wishes(done) == [["jeunesse", "eau"], ["eau"]]
    assert [(it.row, it.reason) for it in done.report.left_out] == [(3, "incomplete")]
    assert any("réponse incomplète, « submitdate" in line for line in done.lines("fr"))


def test_limesurvey_with_its_questions_needs_no_mapping(tmp_path: Path) -> None:
    asked = [
        ["Q00. Votre nom", f"Q01[SQ001]. Vos vœux [{EAU}]", f"Q01[SQ002]. Vos vœux [{SANTE}]"],
        *ASKED[1:],
    ]
    rows = [[*own, *those] for own, those in zip(SURVEY, asked, strict=True)]
    assert wishes(answers(tmp_path, rows)) == [["sante", "eau"], ["eau"]]


def test_limesurvey_ranking_by_codes(tmp_path: Path) -> None:
    rows = [["Nom", "Q01[1]", "Q01[2]"], ["A", "A2", "A1"]]
    mapping = 'wishes = "Q01[*]"\n[labels]\nA1 = "eau"\nA2 = "sante"\n'
    assert wishes(answers(tmp_path, rows, mapping=mapping)) == [["sante", "eau"]]


# --- What can be said ----------------------------------------------------------------------


def test_labels_that_are_not_titles(tmp_path: Path) -> None:
    rows = [["Nom", "Vœu 1", "Vœu 2"], ["A", "L'eau (complet)", "Ne sait pas"]]
    mapping = '[libelles]\n"l\'eau (complet)" = "eau"\n"ne sait pas" = ""\n'
    done = answers(tmp_path, rows, mapping=mapping)
    assert wishes(done) == [["eau"]]
    assert not done.report.unknown


def test_answers_on_presence(tmp_path: Path) -> None:
    rows = [["Nom", "Venue"], ["A", "Le matin"], ["B", "Le matin, L'après-midi"], ["C", "x"]]
    mapping = 'presence = "Venue"\n[presences]\n"le matin" = "jusqu\'à 13h"\n'
    done = answers(tmp_path, rows, mapping=mapping + '"l\'après-midi" = "13h-18h"\n')
    first, second, third = done.problem.attendees
    assert [(it.start, it.end) for it in first.present] == [(0, 780)]
    assert [(it.start, it.end) for it in second.present] == [(0, 780), (780, 1080)]
    assert third.present == []
    assert [it.rows for it in done.report.unread] == [(4,)]


@pytest.mark.parametrize(
    ("are", "found"),
    [
        ("classés", ["eau", "jeunesse"]),
        ("égaux", {"eau": 1, "jeunesse": 1}),
        ("ranked", ["eau", "jeunesse"]),
    ],
)
def test_what_ticked_wishes_are(are: str, found: object, tmp_path: Path) -> None:
    rows = [["Nom", "Ateliers"], ["A", f"{EAU}, {JEUNESSE}"]]
    done = answers(tmp_path, rows, mapping=f'voeux = "Ateliers"\nvoeux_sont = "{are}"\n')
    assert wishes(done) == [found]


def test_a_grid_can_be_said_to_be_rated(tmp_path: Path) -> None:
    rows = [["Nom", f"Avis [{EAU}]", f"Avis [{SANTE}]"], ["A", "1", "2"]]
    done = answers(tmp_path, rows, mapping='wishes = "Avis [*]"\nwishes_are = "rated"\n')
    assert wishes(done) == [{"eau": 1, "sante": 2}]
    assert column_texts(done)[f"Avis [{SANTE}]"] == "rating of sante (high: good)"


def test_columns_can_be_left_unread(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail", "E-mail"], ["A", "a@example.org", "b@example.org"]]
    done = answers(tmp_path, rows, mapping='ignorer = ["E-mail"]\n')
    assert ignored(done) == ["E-mail", "E-mail"]


def test_a_sheet_can_be_chosen(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Nom"])
    for row in (["Nom", "Vœu 1"], ["Participante fictive", EAU]):
        (book["Suite"] if "Suite" in book else book.create_sheet("Suite")).append(row)
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "m.toml").write_text('feuille = "suite"\n')
    done = register(event(), tmp_path / "a.xlsx", mapping=tmp_path / "m.toml")
    assert wishes(done) == [["eau"]]
    (tmp_path / "m.toml").write_text('feuille = "autre"\n')
    with pytest.raises(InputError) as caught:
        register(event(), tmp_path / "a.xlsx", mapping=tmp_path / "m.toml")
    assert [it.fr for it in caught.value.sentences] == [
        "a.xlsx: il n'y a pas de feuille « autre » (au choix : « Sheet » et « Suite »)"
    ]


# --- Faults -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (
            "# rien\n",
            "colonnes.toml: ce fichier ne dit rien ; il donne l'en-tête de chaque colonne "
            '(nom = "Nom et prénom")',
        ),
        (
            '\nnom = "Nom complet"\n',
            "colonnes.toml, ligne 2, nom: le fichier des réponses n'a pas de colonne « Nom "
            "complet » ; peut-être « Nom » ?",
        ),
        (
            'nom = "X"\n',
            "colonnes.toml, ligne 1, nom: le fichier des réponses n'a pas de colonne « X »",
        ),
        (
            'voeu = "Premier choix"\n',
            "colonnes.toml, ligne 1, voeu: ce mot n'est pas connu ici ; peut-être « voeux » ?",
        ),
        (
            'nom = "Nom"\nname = "Nom"\n',
            "colonnes.toml, ligne 2, name: c'est déjà dit par « nom »",
        ),
        (
            "nom = 3\n",
            "colonnes.toml, ligne 1, nom: attendu l'en-tête d'une colonne, ou plusieurs : "
            '["Prénom", "Nom"]',
        ),
        (
            '[libelles]\n"L\'eau" = "aux"\n',
            "colonnes.toml, ligne 2, libelles.L'eau: « aux » n'est pas l'id d'une session "
            "(connus : accueil, dejeuner, eau, jeunesse, sante, budget, budget-2)",
        ),
        (
            'separateur = "."\n',
            "colonnes.toml, ligne 1, separateur: « . » n'est pas un séparateur connu : attendu "
            "« ; », « , », « | » ou « tab »",
        ),
        (
            '[presences]\n"Matin" = "tôt"\n',
            "colonnes.toml, ligne 2, presences.Matin: « tôt » n'est pas compris : attendu des "
            "heures (9h15-10h15), un jour (10/06/2026), ou les deux (10/06/2026 9h15-10h15)",
        ),
        (
            'ecarter = "Nom"\n',
            "colonnes.toml, ligne 1, ecarter: attendu un tableau : [ecarter], puis une ligne "
            '"texte" = "valeur" pour chacun',
        ),
        (
            'voeux_sont = "beaux"\n',
            "colonnes.toml, ligne 1, voeux_sont: « beaux » n'est pas compris : attendu "
            "« classés », « notés » ou « égaux »",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_a_way_out(
    mapping: str, said: str, tmp_path: Path
) -> None:
    assert refused(tmp_path, mapping) == [said]


def test_a_mapping_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "\x00\x01") == [
        "colonnes.toml est un fichier qui n'est pas du texte, pas un fichier de "
        "correspondance en TOML"
    ]


def test_a_mapping_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (said,) = refused(tmp_path, 'nom = "Nom\n')
    assert said.startswith("colonnes.toml, ligne 1: la syntaxe TOML n'est pas valable")
