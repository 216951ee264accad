from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.budget import Budget
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.history.lineage import problem_hash
from agenda_solver.problem import Problem
from agenda_solver.result import Result, SeatTier, TierResult
from agenda_solver.rules import BY_KEY, tiers
from agenda_solver.rules.rule import Finding
from agenda_solver.solve import solve
from agenda_solver.text import Language, Names, Text
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.report import report_page
from forum import DRAFT, PROBLEM, REPRODUCIBLE, RESULT
from workshops import DRAFT as WORKSHOPS
from workshops import PROBLEM as WORKSHOPS_PROBLEM
from workshops import RESULT as SEATED
from workshops import TIMETABLE as SEATED_TIMETABLE

RED = "00F5A3A3"
SOLS = {
    "event": {"name": "Sols"},
    "days": [{"date": "2027-06-10", "open": {"start": "9h", "end": "12h"}}],
    "rooms": [{"id": "amphi"}],
}
STRETCH = {"id": "s", "day": "2027-06-10", "start": "9h", "end": "10h", "places": 2}


def drawn(
    result: Result = RESULT,
    problem: Problem = PROBLEM,
    language: Language = "fr",
    names: Names = "full",
) -> Worksheet:
    """Write the sheet, and read it as another program would."""
    assert result.timetable
    page = report_page(problem, result.timetable, result, names)
    return drawing.drawn(lambda sheet: draw_page(sheet, page, language))


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def section(sheet: Worksheet, title: str) -> list[list[Any]]:
    """Return what stands under a title, up to the next space, or the next page."""
    rows = values(sheet)
    for after in sorted((each.id for each in sheet.row_breaks.brk), reverse=True):
        if rows[after] not in rows[:after]:  # a table that goes on has its header again
            rows.insert(after, [])
    found = rows[rows.index([title]) + 1 :]
    return found[: found.index([])] if [] in found else found


def found(severity: Any, words: str, rule: str = "x") -> Finding:
    return Finding(rule, severity, Text(words, words), cost=int(severity == "info"))


def test_what_a_board_reads_first() -> None:
    assert values(drawn())[:16] == [
        ["Forum & débats – Rouen"],
        ["version du 16/03/26"],
        ["Salle à confirmer : Salle Seine (1 session)"],
        ["Prouvé optimal : aucun programme ne fait mieux"],
        [],
        ["En bref"],
        ["Demandes", "Toutes sont tenues : le programme fini a été vérifié"],
        ["Souhaits", "1 souhait n'est pas tenu"],
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
    assert values(sheet)[2:4] == [
        ["Room to be confirmed: Salle Seine (1 session)"],
        ["Proven optimal: no programme does better"],
    ]
    assert section(sheet, "In short") == [
        ["Demands", "All are kept: the finished programme has been verified"],
        ["Wishes", "1 wish is not kept"],
        ["To be checked", "Nothing"],
    ]
    assert section(sheet, "The programme in figures")[-1] == [
        *("People", "1 (1 of them to be confirmed)")
    ]


def test_what_is_proven_in_words() -> None:
    proven = "prouvé : on ne peut pas faire mieux"
    assert section(drawn(), "Ce qui est prouvé") == [
        ["Ordre", "Ce qui compte", "Preuve"],
        ["d'abord", "Ce que le document annonce est tenu", proven],
        ["Une session a le jour, l'heure et la salle qu'elle préfère"],
        ["ensuite", "La journée est compacte et finit tôt", proven],
    ]


def test_what_is_not_proven_in_words() -> None:
    tiers = (
        TierResult(1, ("stated",), "feasible", 60, 45),
        TierResult(2, ("compact_day",), "feasible", 90, 0),
    )
    rows = section(drawn(replace(RESULT, status="feasible", tiers=tiers)), "Ce qui est prouvé")
    assert [row[2] for row in rows[1:]] == ["pas prouvé : peut-être y a-t-il mieux"] * 2
    costs = section(
        drawn(replace(RESULT, status="feasible", tiers=tiers)),
        "Technique : ce que coûte le programme",
    )
    assert ["Niveau 1, au mieux 45", 60] in costs


def test_wishes_that_are_not_kept_and_their_cost() -> None:
    assert section(drawn(), "Souhaits qui n'ont pas pu être tenus") == [
        [
            "Ce que compte chaque coût est dit à côté du souhait : les coûts de deux souhaits ne "
            "s'additionnent pas."
        ],
        ["Souhait", "Coût"],
        [
            "Ce que le document annonce est tenu (minutes, et 60 de plus par jour, heure ou salle "
            "non tenus)",
            30,
        ],
        ["annoncé à 9h00", 30],
    ]


def test_every_wish_kept() -> None:
    sheet = drawn(replace(RESULT, findings=()))
    assert ["Souhaits", "Tous sont tenus"] in values(sheet)
    assert ["Souhaits qui n'ont pas pu être tenus"] not in values(sheet)


def test_of_what_is_not_proven_nobody_says_that_it_could_not_be_kept() -> None:
    sheet = drawn(replace(RESULT, status="feasible"))
    assert len(section(sheet, "Souhaits qui ne sont pas tenus")) > 1
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
    # A table that goes on overleaf has its header again.
    header = ["Salle", "Places", "Sessions", "Durée", "Occupation"]
    rows = section(drawn(), "Occupation des salles")[1:]
    assert rows[0] == header
    assert [row for row in rows if row != header][:4] == [
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
    assert [
        row[1] for row in told[begin + 2 : end] if len(row) > 2 and row != told[begin + 1]
    ] == weighty
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


@pytest.mark.parametrize("more", [{}, {"stretches": [STRETCH], "tracks": [{"id": "Eau"}]}])
def test_whatever_a_search_measures_has_a_name(more: dict[str, Any]) -> None:
    kind = {"kind": "paper", "track": "Eau"} if more else {"minutes": 30}
    rows = [{"id": name, "title": name, **kind} for name in ("nappes", "lacs")]
    problem = Problem.read({**SOLS, "sessions": rows, **more})
    result = solve(problem, Budget(seconds=20, workers=1))
    assert {"stretches" if more else "construct"} <= result.timings.keys()
    names = {f"Durée : {key}" for key in result.timings}
    assert names.isdisjoint(row[0] for row in values(drawn(result, problem)) if row)


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
    assert told.count(["Souhait", "Coût"]) == 1 + sum(
        told[at] == ["Souhait", "Coût"] for at in pages
    )
    assert len(pages) >= 3
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    for first, last in zip([0, *pages], [*pages, len(heights)], strict=True):
        assert sum(heights[first:last]) <= 777


def test_no_text_becomes_a_formula() -> None:
    sheet = drawn(problem=with_session(title="=2+2", stated=[{"start": "9h30"}]))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert ["=2+2"] in values(sheet)


# --- The seats ----------------------------------------------------------------------------


def seated(
    result: Result = SEATED,
    problem: Problem = WORKSHOPS_PROBLEM,
    language: Language = "fr",
    names: Names = "full",
) -> Worksheet:
    return drawn(result, problem, language, names)


def test_without_seats_nothing_is_told_of_wishes() -> None:
    told = values(drawn())
    assert ["Les vœux en chiffres"] not in told
    assert not any(row[:1] == ["Premier vœu"] for row in told)


def test_the_seats_in_short() -> None:
    told = values(seated())
    assert told[1:4] == [
        ["1 personne n'a pas de place"],
        ["Horaires et salles : prouvé, on ne peut pas faire mieux"],
        [
            "Places : données, pas prouvé qu'on ne peut pas faire mieux (équité « généreuse ») ; "
            "places au rang 3 ou pire : 2, au mieux 1"
        ],
    ]
    assert section(seated(), "En bref")[3:] == [
        ["Places", "6 données sur 7 : 1 manque"],
        ["Premier vœu", "3 personnes sur 6 (50 %)"],
    ]
    assert section(seated(language="en"), "In short")[3:] == [
        ["Seats", "6 given of 7: 1 is lacking"],
        ["First wish", "3 people of 6 (50%)"],
    ]


def test_the_wishes_in_figures() -> None:
    assert section(seated(), "Les vœux en chiffres") == [
        ["Ce que chacun a obtenu", "Places", "Part"],
        ["1er vœu", 3, "50 %"],
        ["3e vœu", 1, "17 %"],
        ["En tout, un des trois premiers vœux", 4, "67 %"],
        ["Hors des vœux exprimés", 1, "17 %"],
        ["Pas de place", 1, "17 %"],
        ["Sans vœu : ont une place", 1, "–"],
    ]


def test_who_has_what() -> None:
    assert section(seated(), "Les personnes") == [
        ["Ont droit à une place", "7 personnes, dont 1 sans aucun vœu"],
        ["Le vœu le plus lointain", "3e vœu : Ali Fictif"],
        ["Ont une place hors de leurs vœux", "Bob Fictif"],
        ["N'ont pas de place", "Max Fictif"],
        ["Annulé, trop peu d'inscrits", "Air"],
    ]


def test_many_people_are_counted() -> None:
    people = [{"id": f"a{n}", "name": f"Nom {n}", "wishes": ["eau"]} for n in range(9)]
    problem = Problem.read({**WORKSHOPS, "attendees": people})
    seats = [Seat("a8", "eau")]
    timetable = Timetable.of(SEATED_TIMETABLE.placements, seats)
    rows = section(seated(replace(SEATED, timetable=timetable), problem), "Les personnes")
    assert [row for row in rows if row[0] == "N'ont pas de place"] == [
        ["N'ont pas de place", "Nom 0, Nom 1, Nom 2, Nom 3, Nom 4 et 3 autres personnes"]
    ]


def test_the_seats_and_the_demand() -> None:
    assert section(seated(), "Les places et la demande") == [
        [
            "Les deux dernières colonnes : combien l'ont en premier vœu, et dans leurs trois "
            "premiers."
        ],
        ["Session", "Places", "Inscrits", "Libres", "En 1er vœu", "Dans les 3"],
        ["=Eau", 2, 2, 0, 4, 6],
        ["Sol", 20, 4, 16, 1, 3],
        ["Air", "–", "annulé", "–", 1, 2],
    ]


def test_what_more_places_would_bring() -> None:
    assert section(seated(), "Ce que des places de plus apporteraient")[:2] == [
        ["Calculé, atelier par atelier, en donnant à nouveau toutes les places."],
        [
            "2 places de plus dans « =Eau » : 1 personne de plus a une place, 2 de plus ont leur "
            "premier vœu, 1 de moins a son 3e vœu"
        ],
    ]


def test_who_moves() -> None:
    assert section(seated(), "Places déjà données qui changent") == [
        ["Qui", "Avant", "Maintenant"],
        ["Bob Fictif", "=Eau", "Sol"],
        ["Max Fictif", "=Eau", "pas de place"],
        ["parti", "fermé", "pas de place"],
    ]


def test_what_is_proven_of_the_seats() -> None:
    assert section(seated(), "Ce qui est prouvé pour les places") == [
        ["Ordre", "Ce qui compte", "Preuve"],
        ["d'abord", "places manquantes", "1 : prouvé, on ne peut pas faire moins"],
        ["ensuite", "places au rang 3 ou pire", "2 : pas prouvé, au mieux 1"],
    ]
    rows = section(seated(), "Technique : pour refaire ce calcul")
    assert ["Méthode pour les places", "un flot"] in rows


def test_of_nothing_it_is_not_proven_that_there_is_no_less() -> None:
    assert SEATED.seating is not None
    none = SeatTier(Text("places manquantes", "seats lacking"), "optimal", 0, 0)
    result = replace(SEATED, seating=replace(SEATED.seating, tiers=(none,)))
    title = "Ce qui est prouvé pour les places"
    assert section(seated(result), title)[1][2] == "0 : le mieux possible"
    title = "What is proven of the seats"
    assert section(seated(result, language="en"), title)[1][2] == "0: the best there can be"


def test_a_first_wish_is_not_the_last_that_was_met() -> None:
    people = [{"id": "a", "name": "Nom", "wishes": ["eau", "sol"]}]
    problem = Problem.read({**WORKSHOPS, "attendees": people})
    placed = replace(SEATED_TIMETABLE, seats=(Seat("a", "eau"),))
    rows = section(seated(replace(SEATED, timetable=placed), problem), "Les personnes")
    assert not any(row[0] == "Le vœu le plus lointain" for row in rows)


def test_the_wishes_by_organisation_and_category() -> None:
    header = ["Places dues", "1er vœu", "3 premiers", "Hors vœux", "Sans place"]
    assert section(seated(), "Les vœux par organisation") == [
        ["Parts des places de ceux qui ont exprimé des vœux."],
        ["Organisation", *header],
        ["Ville", 2, "2 (100 %)", "2 (100 %)", 0, 0],
        ["Asso", 1, "1 (100 %)", "1 (100 %)", 0, 0],
    ]
    assert section(seated(), "Les vœux par catégorie")[1:] == [
        ["Catégorie", *header],
        ["élus", 1, "1 (100 %)", "1 (100 %)", 0, 0],
    ]


def test_the_smaller_organisations_are_told_together() -> None:
    people = [
        {"id": f"a{n}", "organisation": f"Asso {min(n, 14)}", "wishes": ["sol"]} for n in range(16)
    ]
    problem = Problem.read({**WORKSHOPS, "attendees": people})
    seats = [Seat(f"a{n}", "sol") for n in range(16)]
    timetable = Timetable.of(SEATED_TIMETABLE.placements, seats)
    sheet = seated(replace(SEATED, timetable=timetable), problem)
    rows = section(sheet, "Les vœux par organisation")[2:]
    assert [row[:2] for row in rows] == [
        ["Asso 14", 2],
        *([f"Asso {n}", 1] for n in range(11)),
        ["3 autres organisations", 3],
    ]


def test_the_mixture_of_a_group() -> None:
    people = [{**it, "category": "élus"} for it in WORKSHOPS["attendees"][:4]]
    problem = Problem.read({**WORKSHOPS, "attendees": [*people, *WORKSHOPS["attendees"][4:]]})
    assert section(seated(problem=problem), "Le mélange dans les groupes") == [
        ["Session", "Inscrits"],
        ["Sol", "élus : 2, sans catégorie : 2"],
    ]


def test_several_rounds_are_told_apart_with_who_is_served_worst() -> None:
    sessions = [
        {"id": name, "title": name, "kind": "workshop", "minutes": 60, "repeats": 2}
        for name in ("eau", "sol")
    ]
    people = [{"id": "p1", "name": "Zoé", "wishes": ["eau"]}, {"id": "p2", "wishes": ["eau"]}]
    problem = Problem.read({**WORKSHOPS, "sessions": sessions, "attendees": people})
    day = SEATED_TIMETABLE.placements[0].day
    timetable = Timetable.of(
        [
            *(Placement("eau", day, 600, 660, "petite"), Placement("sol", day, 600, 660, "haute")),
            *(Placement("eau-2", day, 720, 780, "petite"), Placement("sol-2", day, 720, 780)),
        ],
        [Seat("p1", "sol"), Seat("p2", "eau"), Seat("p2", "sol-2")],
    )
    sheet = seated(Result("optimal", timetable), problem)
    assert ["Premier vœu", "1 personne sur 2 (50 %), au moins une fois"] in values(sheet)
    rows = section(sheet, "Les personnes")
    assert rows[-1] == ["Moins bien servi sur l'ensemble", "Zoé : hors des vœux et pas de place"]
    assert section(sheet, "Les places et la demande")[2:] == [
        ["mercredi 10 juin 2026 à 10h00"],
        ["eau", 2, 1, 1, 2, 2],
        ["sol", 30, 1, 29, 0, 0],
        ["mercredi 10 juin 2026 à 12h00"],
        ["eau (séance n° 2)", 2, 0, 2, 2, 2],
        ["sol (séance n° 2)", "–", 1, "–", 0, 0],
    ]


@pytest.mark.parametrize(("names", "max_"), [("initials", "M. F."), ("codes", "p7")])
def test_the_report_without_names(names: Names, max_: str) -> None:
    sheet = seated(names=names)
    assert ["N'ont pas de place", max_] in section(sheet, "Les personnes")
    words = " ".join(str(cell) for row in values(sheet) for cell in row)
    assert "Fictif" not in words


def test_who_is_with_somebody_whom_they_named() -> None:
    one, other, third = (attendee.id for attendee in WORKSHOPS_PROBLEM.attendees[:3])
    session = SEATED_TIMETABLE.seats[0].session
    seats = (Seat(one, session), Seat(other, session))
    friends = {one: [other], third: [one]}
    problem = WORKSHOPS_PROBLEM.model_copy(
        update={
            "attendees": [
                it.model_copy(update={"friends": friends.get(it.id, [])})
                for it in WORKSHOPS_PROBLEM.attendees
            ]
        }
    )
    result = replace(SEATED, timetable=replace(SEATED_TIMETABLE, seats=seats))
    rows = section(drawn(result, problem), "Les personnes")
    assert ["Sont avec quelqu'un qu'ils ont nommé", "1 sur 2 personnes"] in rows
    assert ["Ne sont avec personne qu'ils ont nommé", problem.attendee[third].name] in rows
