from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any

from forum import DRAFT, PROBLEM, REPRODUCIBLE, RESULT
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.meta import problem_hash
from agenda_solver.files.workbook.report import fill_report
from agenda_solver.problem import Problem
from agenda_solver.result import Result, TierResult
from agenda_solver.rules import BY_KEY, tiers
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text

RED = "00F5A3A3"


def drawn(
    result: Result = RESULT, problem: Problem = PROBLEM, language: Language = "fr"
) -> Worksheet:
    """Write the sheet, and read it as another program would."""
    book, saved = Workbook(), BytesIO()
    assert result.timetable
    fill_report(book.worksheets[0], problem, result.timetable, result, language)
    book.save(saved)
    return load_workbook(saved).worksheets[0]


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def section(sheet: Worksheet, title: str) -> list[list[Any]]:
    """Return what stands under a title, up to the next space."""
    rows = values(sheet)
    found = rows[rows.index([title]) + 1 :]
    return found[: found.index([])] if [] in found else found


def found(severity: Any, words: str, rule: str = "x") -> Finding:
    return Finding(rule, severity, Text(words, words), cost=int(severity == "info"))


def test_what_a_board_reads_first() -> None:
    assert values(drawn())[:15] == [
        ["Forum & débats – Rouen"],
        ["version du 16/03/26"],
        ["Prouvé optimal : aucun programme ne fait mieux"],
        [],
        ["En bref"],
        ["Demandes", "Toutes sont tenues : le programme fini a été vérifié"],
        ["Souhaits", "1 souhait n'est pas tenu, pour 30 min"],
        ["À vérifier", "Rien"],
        [],
        ["Le programme en chiffres"],
        [
            "Jours et heures",
            "mercredi 10 juin 2026 de 9h00 à 15h00 et jeudi 11 juin 2026 de 23h00 à 24h00",
        ],
        ["Sessions au programme", "6 sur 6"],
        ["Durée des sessions, en tout", "4 h 30"],
        ["En même temps, au plus", "2 sessions"],
        ["Salles utilisées", "2 sur 4"],
    ]


def test_the_same_in_english() -> None:
    sheet = drawn(language="en")
    assert values(sheet)[2] == ["Proven optimal: no programme does better"]
    assert section(sheet, "In short") == [
        ["Demands", "All are kept: the finished programme has been verified"],
        ["Wishes", "1 wish is not kept, for 30 min"],
        ["To be checked", "Nothing"],
    ]
    assert section(sheet, "The programme in figures")[-1] == [
        *("People", "1 (1 of them to be confirmed)")
    ]


def test_what_is_proven_in_words() -> None:
    proven = "prouvé : aucun programme ne coûte moins"
    assert section(drawn(), "Ce qui est prouvé") == [
        ["Ordre", "Ce qui compte", "Preuve"],
        [
            "d'abord",
            "Ce que le document annonce est tenu ; "
            "Une session a le jour, l'heure et la salle qu'elle préfère",
            proven,
        ],
        ["ensuite", "La journée est compacte et finit tôt", proven],
    ]


def test_what_is_not_proven_in_words() -> None:
    tiers = (
        TierResult(1, ("stated",), "feasible", 60, 45),
        TierResult(2, ("compact_day",), "feasible", 90, 0),
    )
    rows = section(drawn(replace(RESULT, status="feasible", tiers=tiers)), "Ce qui est prouvé")
    assert [row[2] for row in rows[1:]] == [
        "pas prouvé : ce programme coûte 60, aucun ne peut coûter moins de 45",
        "pas prouvé",
    ]


def test_wishes_that_are_not_kept_and_their_cost() -> None:
    assert section(drawn(), "Souhaits qui n'ont pas pu être tenus") == [
        [
            "Le coût est en minutes : celles de l'écart, et 60 de plus pour chaque jour, heure "
            "ou salle qui n'est pas tenu."
        ],
        ["Souhait", "Coût (min)"],
        ["Ce que le document annonce est tenu", 30],
        ["annoncé à 9h00", 30],
    ]


def test_every_wish_kept() -> None:
    sheet = drawn(replace(RESULT, findings=()))
    assert ["Souhaits", "Tous sont tenus"] in values(sheet)
    assert ["Souhaits qui n'ont pas pu être tenus"] not in values(sheet)


def test_broken_demands_are_red_and_told_early() -> None:
    one, two = found("error", "Deux à la fois"), found("error", "Trop tard")
    sheet = drawn(replace(RESULT, findings=(one, two)))
    assert ["Demandes", "2 demandes ne sont pas tenues : voir plus bas"] in values(sheet)
    title = "Demandes qui ne sont pas tenues"
    assert section(sheet, title) == [["Ce qui ne va pas"], ["Deux à la fois"], ["Trop tard"]]
    row = values(sheet).index(["Trop tard"]) + 1
    assert sheet.cell(row, 1).fill.start_color.rgb == RED
    assert row < values(sheet).index(["Ce qui est prouvé"])
    assert ["Demandes", "1 demande n'est pas tenue : voir plus bas"] in values(
        drawn(replace(RESULT, findings=(one,)))
    )


def with_session(**more: object) -> Problem:
    """Return the forum with more said of its first session, the coffee from 9:00 to 9:30."""
    first, *rest = DRAFT["sessions"]
    return Problem.read({**DRAFT, "sessions": [{**first, **more}, *rest]})


def test_sessions_that_are_not_as_long_as_ideal() -> None:
    problem = with_session(minutes={"min": 10, "ideal": 45, "max": 90})
    assert section(drawn(problem=problem), "Sessions plus courtes ou plus longues que l'idéal") == [
        ["Session", "Durée", "Idéale", "Écart (min)"],
        ["Café d'accueil", "30 min", "45 min", "−15"],
    ]


def test_what_the_document_says_and_what_is_settled() -> None:
    problem = with_session(stated=[{"start": "9h"}, {"start": "9h30", "source": "page 2"}])
    assert section(drawn(problem=problem), "Ce que dit le document, et ce qui est retenu") == [
        ["Le document dit", "Source", "Retenu", "Tenu"],
        ["l'évènement – lien"],
        ["« forms.gle/1 »", "page 1", "à vérifier"],
        ["Café d'accueil"],
        ["à 9h00", "le mercredi 10 juin 2026 de 9h00 à 9h30", "oui"],
        ["à 9h30", "page 2", "le mercredi 10 juin 2026 de 9h00 à 9h30", "non"],
        ["Tenu tel qu'annoncé : =1+1 Ouverture"],
    ]


def test_what_is_left_to_check_and_to_confirm() -> None:
    doubt = found("warning", "Deux dates diffèrent", "statements")
    unsure = found("warning", "Le préfet reste à confirmer", "unconfirmed")
    people = {"rapporteur": [{"one_of": ["prefet"]}]}
    sheet = drawn(replace(RESULT, findings=(doubt, unsure)), with_session(people=people))
    assert ["À vérifier", "1 point"] in values(sheet)
    assert section(sheet, "À vérifier")[1:] == [["Deux dates diffèrent"]]
    assert section(sheet, "À confirmer") == [
        ["Quoi", "Qui", "Sessions"],
        ["salle", "Salle Seine", "Atelier 2"],
        ["intervenant", "Préfet", "Café d'accueil et Mot du préfet"],
        ["rapporteur, à désigner", "Préfet", "Café d'accueil"],
    ]


def test_how_much_the_rooms_are_used() -> None:
    # The programme lasts six hours on Wednesday and one on Thursday.
    assert section(drawn(), "Occupation des salles")[1:6] == [
        ["Salle", "Places", "Sessions", "Durée", "Occupation"],
        ["Grand amphi", 2, "2 h", "29 %"],
        ["Salle Seine (à confirmer)", 1, "1 h", "14 %"],
        ["Petite salle", 0, "–", "0 %"],
        ["petite salle", 0, "–", "0 %"],
    ]


def test_what_it_takes_to_repeat_it_is_last_and_has_plain_labels() -> None:
    told = values(drawn())
    begin, end = (
        told.index([f"Technique : {title}"])
        for title in ("ce que coûte le programme", "pour refaire ce calcul")
    )
    known = ("stated", "preferred", "announced", "ideal_length", "compact_day")
    assert [row for row in told[begin + 1 : end] if row[1:2] and row[1] in (*known, 60, 90)] == [
        ["Niveau 1, au mieux 60", 60],
        ["Ce que le document annonce est tenu", "stated", 2, 60],
        ["Une session a le jour, l'heure et la salle qu'elle préfère", "preferred", 1, 0],
        ["Le programme tient dans les horaires annoncés", "announced", 1],
        ["Niveau 2, au mieux 90", 90],
        ["Une session a sa durée idéale", "ideal_length", 3],
        ["La journée est compacte et finit tôt", "compact_day", 1, 90],
    ]
    weighty = [cost.key for tier in tiers(PROBLEM) for cost in tier.weights]
    assert [row[1] for row in told[begin + 2 : end] if len(row) > 2] == weighty
    assert told[begin + 1] == ["Ce qui compte", "Dans le brouillon", "Poids", "Coût"]
    assert told[end:] == [
        ["Technique : pour refaire ce calcul"],
        ["Graine", 7],
        ["Recherches en parallèle", 8],
        ["Modèle", "par intervalles"],
        ["Version d'OR-Tools", "9.15.6755"],
        ["Empreinte du brouillon", problem_hash(PROBLEM)],
        ["Durée : en tout", "1,23 s"],
        ["Durée : search", "0,99 s"],
    ]


def test_phases_have_names() -> None:
    timings = {"preflight": 0.1, "build": 0.2, "feasible": 0.3, "tier 2": 1.0}
    rows = section(drawn(replace(RESULT, timings=timings)), "Technique : pour refaire ce calcul")
    assert rows[-4:] == [
        ["Durée : contrôle du brouillon", "0,10 s"],
        ["Durée : construction du modèle", "0,20 s"],
        ["Durée : premier programme", "0,30 s"],
        ["Durée : recherche au niveau 2", "1,00 s"],
    ]


def test_a_reproducible_run_does_not_tell_its_time() -> None:
    assert not any(str(row[0]).startswith("Durée :") for row in values(drawn(REPRODUCIBLE)) if row)


def test_rule_keys_are_technical() -> None:
    told = values(drawn())
    before = told[: told.index(["Technique : ce que coûte le programme"])]
    assert not {str(value) for row in before for value in row} & set(BY_KEY)


def long(number: int) -> Iterable[Finding]:
    return (
        found("info", f"souhait {n} " + "et ce qu'il en est " * 9, "stated") for n in range(number)
    )


def test_printed_on_a4_with_headers_on_each_page() -> None:
    sheet = drawn(replace(RESULT, findings=tuple(long(60))))
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    pages = [at.id for at in sheet.row_breaks.brk]
    told = values(sheet)
    assert told.count(["Souhait", "Coût (min)"]) == 1 + sum(
        told[at] == ["Souhait", "Coût (min)"] for at in pages
    )
    assert len(pages) >= 3
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    for first, last in zip([0, *pages], [*pages, len(heights)], strict=True):
        assert sum(heights[first:last]) <= 777


def test_no_text_becomes_a_formula() -> None:
    sheet = drawn(problem=with_session(title="=2+2", stated=[{"start": "9h30"}]))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert ["=2+2"] in values(sheet)
