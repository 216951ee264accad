"""Which rows around and within a table are no data, what is told of them, and the way out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agenda_solver.files.grid.around import kind_of_words
from agenda_solver.files.grid.cells import Area, Failed
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.files.grid.table import Headings, Table, find_table

Line = Sequence[str | int | None]

KEYS = {"id": "id", "nom": "name", "structure": "organisation", "places": "places"}
KNOWN = Headings[str](KEYS.get)
NAMED = Headings[str](KEYS.get, naming=frozenset(("name",)))
BY_ID = Headings[str](KEYS.get, naming=frozenset(("id",)), by_id=True)
HEADINGS: Line = ["id", "nom", "structure"]


def sheet(*lines: Line, title: str | None = None, merged: tuple[Area, ...] = ()) -> RawSheet:
    rows = {
        number: {place: cell for place, cell in enumerate(line) if cell is not None}
        for number, line in enumerate(lines, start=1)
        if any(cell is not None for cell in line)
    }
    return RawSheet("liste.xlsx" if title else "liste.csv", title, rows, merged=merged)


def table(*lines: Line, headings: Headings[str] = KNOWN) -> Table[str]:
    return find_table(sheet(*lines), headings)


def reasons(*lines: Line, headings: Headings[str] = KNOWN) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in table(HEADINGS, *lines, headings=headings).left_out]


# --- Totals -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "total",
    [
        ["Total"],
        ["TOTAL :", None, "1 200,50"],
        ["Sous-total", 3],
        ["Total général", None, "12 %"],
        [None, "Totaux", 4],
        ["total 2"],
        ["Total des inscrits", None, "3 personnes"],
        ["Nombre d'inscrits", None, 3],
        ["Nombre total de participants : 12"],
        ["Capacité totale", None, 430],
        ["Somme", None, 430],
        ["3 inscrits"],
        ["12 réponses au 3 mars"],
        ["Soit 4 personnes"],
        ["Inscrits : 3"],
        ["Nombre : 3"],
        ["Subtotal (rooms)", None, 4],
    ],
)
def test_totals(total: Line) -> None:
    assert reasons(["a", "Ana"], total) == [(3, "total")]
    assert reasons(["a", "Ana"], total, ["b", "Bea"]) == [(3, "total")]


@pytest.mark.parametrize(
    "row",
    [
        ["Total", "Énergies"],  # an organisation, or somebody
        ["TotalEnergies"],
        ["total-1", "Ana", "X"],
        ["Totale", 3],
        ["a", "Total", 3],
        ["Somme"],  # where they come from
        ["atelier 1", 45],
        ["Max", 3],
        ["3 inscrits", "Bea"],
    ],
)
def test_what_only_looks_like_a_total(row: Line) -> None:
    assert reasons(["a", "Ana"], row) == []


def test_numbers_that_name_nothing_and_sum_up_what_stands_above() -> None:
    lines: list[Line] = [["id", "places"], ["a", 100], ["b", "30"], ["c", 20]]
    for total in (150, 150.0, "150", 3):
        left_out = table(*lines, [None, total], headings=BY_ID).left_out  # type: ignore[list-item]
        assert [(row.row, row.reason) for row in left_out] == [(5, "total")]
    assert table(*lines, [None, 151], headings=BY_ID).left_out == ()
    assert table(*lines, [None, 150]).left_out == ()  # nobody knows what names a row
    assert table(*lines[:2], [None, 100], headings=BY_ID).left_out == ()


def test_what_stands_below_a_total_and_names_nothing_tells_of_it() -> None:
    rows: list[Line] = [["a", "Ana"], ["Total", None, 3], [None, "dont X", "2 fois"]]
    assert reasons(*rows, headings=BY_ID) == [(3, "total"), (4, "note")]
    assert reasons(*rows, ["b", "Bea"], headings=BY_ID) == [(3, "total")]
    assert reasons(rows[0], rows[2], headings=BY_ID) == []


def test_errors_of_formulas_in_a_total() -> None:
    rows = {1: {0: "id", 1: "nom"}, 2: {0: "a"}, 3: {0: "Total", 1: Failed("#N/A")}}
    found = find_table(RawSheet("liste.xlsx", "Feuille", rows), KNOWN)
    assert [row.reason for row in found.left_out] == ["total"]


def test_sums_of_a_drawn_table() -> None:
    rows = {1: {0: "id"}, 2: {0: "a"}, 3: {0: "b"}}
    drawn = find_table(RawSheet("f.xlsx", "F", rows, totals=frozenset({3})), KNOWN)
    assert [row.reason for row in drawn.left_out] == ["sum"]
    assert [notice.en for notice in drawn.notices] == [
        "f.xlsx, F!A3: this row is that of the totals of the table, it is not read"
    ]


def test_formulas_without_a_value_count_in_data_alone() -> None:
    rows = {1: {0: "x"}, 2: {0: "id", 1: "nom"}, 3: {0: "a"}, 4: {0: "Total"}}
    places = frozenset({(1, 1), (3, 1), (4, 1), (5, 1), (6, 1)})
    raw = RawSheet("f.xlsx", "F", rows, uncalculated=places, sums=frozenset({6}))
    assert find_table(raw, KNOWN).uncalculated == [(3, 1), (5, 1)]


def test_what_is_known_to_be_data_is_none_of_this() -> None:
    known = Headings[str](KEYS.get, naming=frozenset(("id",)), by_id=True, known={"Total"})
    rows: list[Line] = [HEADINGS, ["Total", None, 3], ["Sous-total", None, 3]]
    assert [row.row for row in table(*rows, headings=known).left_out] == [3]


# --- Remarks and signatures ---------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "* à confirmer",
        "(1) sous réserve",
        "NB : badges à l'accueil",
        "N.B. – badges",
        "Source : secrétariat",
        "Légende : P = présent",
        "Mis à jour par le secrétariat le 3 mars",
        "Dernière mise à jour : 3 mars",
        "Liste arrêtée au 3 mars",
        "Exporté le 3 mars à 9h",
        "En italique : à confirmer",
        "Fin de la liste",
        "Page 1",
        "----------",
        "dont 1 PMR",
    ],
)
def test_remarks(note: str) -> None:
    assert reasons(["a", "Ana"], [note]) == [(3, "note")]
    assert reasons(["a", "Ana"], [], [note]) == [(4, "note")]
    assert reasons(["a", "Ana"], [note, "Bea"]) == []


def test_a_name_with_a_mark_in_a_list_of_names_is_one() -> None:
    assert table(["nom"], ["Ana"], ["*Bea"]).left_out == ()
    assert [row.row for row in table(["nom"], ["Ana"], [], ["* absente"]).left_out] == [4]


def test_whole_sentences_below_the_table() -> None:
    sentence = "Les badges sont à retirer à l'accueil dès 8h30"
    assert reasons(["a", "Ana"], [], [sentence]) == [(4, "note")]
    assert reasons(["a", "Ana"], [sentence]) == []  # it does not stand apart
    assert reasons(["a", "Ana"], [f"{sentence}."]) == [(3, "note")]
    assert reasons(["a", "Ana"], [], [sentence], ["b", "Bea"]) == []  # nor below
    assert reasons(["a", "Ana"], [], ["Bea Fictive"]) == []


def test_what_stands_below_a_remark_is_one() -> None:
    assert reasons(["a", "Ana"], ["* ici"], ["et là"], [], ["partout"]) == [
        (3, "note"),
        (4, "note"),
        (6, "note"),
    ]
    assert reasons(["a", "Ana"], ["Total", 1], ["Bea"]) == [(3, "total")]


@pytest.mark.parametrize(
    "lines",
    [
        [["Fait à Rouen, le 3 mars 2027"], ["Jean Fictif"]],
        [["Rouen, le 3 mars"], ["Le secrétaire"]],
        [["Bois-Guillaume et alentours, le 3 mars"], ["Le secrétaire"]],
        [["Le 3 mars 2027"], ["La présidente"]],
        [["Le secrétaire", None, "La présidente"], ["Jean Fictif"]],
        [["Pour le maire,"], ["Jean Fictif"]],
    ],
)
def test_signatures(lines: Sequence[Line]) -> None:
    left_out = reasons(["a", "Ana", "X"], ["b", "Bea", "X"], [], *lines)
    assert [row for row, _ in left_out] == [5, 6]
    assert left_out[0][1] == "signature"


def test_who_signs_may_be_somebody_on_the_list() -> None:
    assert reasons(["a", "Ana"], ["Le secrétaire"]) == []
    assert table(["nom"], ["Ana"], [], ["Le secrétaire"]).left_out == ()


def test_a_row_whose_id_is_forgotten_is_no_remark() -> None:
    forgotten: list[Line] = [["a", "Ana"], [], [None, "Visite du musée"]]
    assert reasons(*forgotten, headings=BY_ID) == []
    assert reasons(*forgotten[:2], [None, None, "Les absents"], headings=NAMED) == [(4, "note")]


# --- Titles of rows -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ["Groupe A", "Liste d'attente", "Après-midi", "Mercredi 10 juin :", "Désistements"]
)
def test_titles_of_rows(title: str) -> None:
    rows: list[Line] = [["a", "Ana"], [title], ["b", "Bea"]]
    assert reasons(*rows) == [(3, "section")]
    assert reasons(*rows[:2]) == []  # nothing follows
    if not title.endswith(":"):
        assert reasons(*rows, headings=BY_ID) == []  # an id may be any word
    assert reasons(rows[0], [], *rows[1:], headings=BY_ID) == [(4, "section")]


def test_a_title_of_rows_says_nothing_that_names_one() -> None:
    rows: list[Line] = [["a", "Ana"], [None, "VISITES"], ["b", "Bea"]]
    assert reasons(*rows, headings=BY_ID) == [(3, "section")]
    assert reasons(*rows) == []
    assert reasons(rows[0], [], [None, "Les visites"], rows[2], headings=BY_ID) == [(4, "section")]
    assert reasons(rows[0], [None, "Les visites"], rows[2], headings=BY_ID) == []  # told: no id


def test_what_names_several_is_no_title_of_rows() -> None:
    rows = [["ANNE ; BRUNO", None, None], ["x", "Chloé", "Mairie"]]
    assert reasons(*rows, headings=NAMED) == []
    assert reasons(["ANNE, BRUNO", None, None], rows[1], headings=NAMED) == [(2, "section")]


def test_a_cell_as_wide_as_the_table() -> None:
    wide = (Area(3, 0, 3, 2), Area(5, 0, 5, 2))
    lines: list[Line] = [HEADINGS, ["a", "Ana"], ["Invités"], ["b", "Bea"], ["Voilà"]]
    found = find_table(sheet(*lines, merged=wide), BY_ID)
    assert [(row.row, row.reason) for row in found.left_out] == [(3, "section"), (5, "note")]


def test_a_name_that_is_a_heading_repeats_none() -> None:
    assert reasons(["id"], ["id", "nom", "X"]) == []


# --- Headings on two rows -----------------------------------------------------------------


def test_headings_that_are_as_high_as_two_rows() -> None:
    found = table(["id", "nom", "Souhaits"], [None, None, "structure", "places"], ["a", "Ana"])
    assert (found.header, found.columns) == (
        2,
        {"id": 0, "name": 1, "organisation": 2, "places": 3},
    )
    assert (list(found.rows), found.left_out) == ([3], ())


def test_titles_of_several_cells_stand_above_what_is_guessed() -> None:
    guessed = Headings[str](KEYS.get, guessed=True)
    lines: list[Line] = [["structure"], [], ["Liste", None, "du 3 mars"], ["id", "nom", "places"]]
    found = table(*lines, ["a", "Ana", 3], headings=guessed)
    assert (found.header, [row.row for row in found.left_out]) == (4, [1, 3])


def test_a_row_of_data_is_no_second_row_of_headings() -> None:
    assert table(["id", "nom"], [None, "nom"], ["a", "Ana"]).header == 1
    assert table(["id", "nom"], [None, "places", "x"]).header == 1


# --- What is told -------------------------------------------------------------------------


def told(*lines: Line, headings: Headings[str] = KNOWN) -> list[tuple[str, str]]:
    notices = table(*lines, headings=headings).notices
    return [(notice.fr, notice.en) for notice in notices]


def test_each_row_with_its_words_and_the_way_out() -> None:
    assert told(HEADINGS, ["a", "Ana"], ["Groupe B :"], ["b", "Bea"], [], ["Le 3 mars 2027"]) == [
        (
            "liste.csv, ligne 3: « Groupe B : » est pris pour un intertitre, cette ligne n'est "
            "pas lue, celles qui suivent le sont ; si c'est une ligne du tableau, remplir une "
            "autre de ses cellules",
            "liste.csv, line 3: “Groupe B :” is taken for a title of rows, this row is not read, "
            "those that follow are; if it is a row of the table, fill another of its cells",
        ),
        (
            "liste.csv, ligne 6: « Le 3 mars 2027 » est pris pour une signature, cette ligne "
            "n'est pas lue ; si c'est une ligne du tableau, remplir une autre de ses cellules",
            "liste.csv, line 6: “Le 3 mars 2027” is taken for a signature, this row is not read; "
            "if it is a row of the table, fill another of its cells",
        ),
    ]
    assert told(HEADINGS, ["a", "Ana"], ["Groupe B :", "x"], ["b", "Bea"]) == []


def test_a_list_of_one_column_has_no_other_cell_to_fill() -> None:
    ((french, english),) = told(["nom"], ["Ana"], ["Total"])
    assert french.endswith("si c'est une ligne de la liste, la faire commencer par un autre mot")
    assert english.endswith("if it is a row of the list, let it begin with another word")
    assert told(["nom"], ["Ana"], ["M. Total"]) == []


def test_many_rows_alike_are_told_in_one_sentence() -> None:
    rows: list[Line] = []
    for number in range(6):
        rows += [["a", f"Fictif {number}"], ["Sous-total", 1]]
    ((french, english),) = told(HEADINGS, *rows)
    assert french.startswith("liste.csv, ligne 3: « Sous-total » est pris pour un total")
    assert french.endswith("(de même : lignes 5, 7, 9, 11 et 13)")
    assert english.endswith("(likewise: rows 5, 7, 9, 11 and 13)")


def test_rows_that_are_hidden_or_struck_through_are_read() -> None:
    rows = {1: {0: "id"}, 2: {0: "a"}, 3: {0: "b"}, 4: {0: "c"}, 5: {0: "Total"}}
    raw = RawSheet("f.xlsx", "F", rows, hidden=frozenset({2, 4, 5}), struck=frozenset({1, 3}))
    read = find_table(raw, KNOWN)
    assert list(read.rows) == [2, 3, 4]
    assert [notice.fr for notice in read.notices][1:] == [
        "f.xlsx, F!A2: cette ligne est masquée, elle est lue tout de même ; la supprimer si elle "
        "ne compte plus (de même : ligne 4)",
        "f.xlsx, F!A3: cette ligne est barrée, elle est lue tout de même ; la supprimer si elle "
        "ne compte plus",
    ]


# --- Words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "Ana Fictive",
            "Max",
            "Paris",
            "Salle 3",
            "Atelier 1",
            "Table ronde",
            "Ville, le Bas",
        ),
        *("Marie Total", "Notre-Dame", "Page Fictive", "Vu Fictif", "Le Havre", "La Rochelle"),
        *("Sourcier", "Attentif", "Finistère", "Groupement", "Clé", "Conseil", "2e étage droite"),
        *("Jour de l'eau", "Présentation", "Inscription en faux", "Directrice", "Maire"),
    ],
)
def test_words_that_may_be_anything(words: str) -> None:
    assert kind_of_words(words) is None
