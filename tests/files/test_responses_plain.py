"""Plain tables: how a file is read, and our own way to write attendees."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from form_answers import EAU, SANTE, answers, csv_text, event, only, wishes
from hypothesis import given, settings
from hypothesis import strategies as st
from random_problems import attendees_of

from agenda_solver.files import InputError, toml
from agenda_solver.files.responses import register, write_csv
from agenda_solver.problem import Attendee, Problem


def refused(folder: Path, text: str | bytes, **options: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        answers(folder, text, **options)  # type: ignore[arg-type]
    return [sentence.fr for sentence in caught.value.sentences]


# --- The file -----------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_that_fits(separator: str, tmp_path: Path) -> None:
    rows = [["Nom", "Organisation", "Vœu 1"], ["Fictif, Participant", "A; B", EAU]]
    found = only(answers(tmp_path, csv_text(rows, separator)))
    assert (found.name, found.organisation, found.wishes) == (
        "Fictif, Participant",
        "A; B",
        ["eau"],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_recognised(encoding: str, tmp_path: Path) -> None:
    text = "Nom;Vœu 1\nInscrite fictive œuvrée;Atelier 2\n"
    done = answers(tmp_path, text.encode(encoding))
    assert only(done).name == "Inscrite fictive œuvrée"
    told = "reponses.csv : lu en Windows-1252, ce n'est pas de l'UTF-8 ; vérifier les accents"
    assert [it.fr for it in done.report.notices] == ([told] if encoding == "cp1252" else [])


def test_an_encoding_can_be_forced(tmp_path: Path) -> None:
    text = "Nom;Vœu 1\nInscrit œ fictif é;Atelier 2\n"
    done = answers(tmp_path, text.replace("œ", "oe").encode("mac-roman"), encoding="mac-roman")
    assert only(done).name == "Inscrit oe fictif é"
    assert refused(tmp_path, text, encoding="ascii") == [
        "reponses.csv: ce fichier n'est pas codé en « ascii » : donner un autre codage, ou aucun"
    ]
    assert "n'est pas un codage connu" in refused(tmp_path, text, encoding="latin-99")[0]


def test_text_stays_as_it_is_written(tmp_path: Path) -> None:
    rows = [["id", "nom", "organisation", "note"], ["007", "NA", "=Ville", "1,50"]]
    found = only(answers(tmp_path, rows))
    assert (found.id, found.name, found.organisation, found.note) == ("007", "NA", "=Ville", "1,50")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "reponses.csv: ce fichier est vide : exporter à nouveau les réponses"),
        ("\n;;\n", "reponses.csv: ce fichier est vide : exporter à nouveau les réponses"),
        (
            'Nom;Vœu 1\nA;"B\n',
            "reponses.csv, ligne 2: des guillemets ne sont pas fermés, ou pas à leur place",
        ),
        (
            "Nom;Vœu 1\nA;B;C\n",
            "reponses.csv, ligne 2: il y a plus de cellules que d'en-têtes : vérifier le "
            "séparateur et les guillemets",
        ),
        (
            "Nom;Vœu 1;vœu 1\nA;B;C\n",
            "reponses.csv: deux colonnes s'appellent « vœu 1 » (colonne B et colonne C) : en "
            "renommer une",
        ),
        (
            "Information;Valeur\nA;B\n",
            "reponses.csv: aucune colonne n'est reconnue : vérifier que c'est le bon fichier, ou "
            "dire dans un fichier de correspondance (--mapping) ce que sont les colonnes",
        ),
        (
            b"%PDF-1.4",
            "reponses.csv est un PDF : exporter les réponses en CSV ou en .xlsx",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(text: str | bytes, said: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text) == [said]


def test_columns_alike_that_nobody_reads_do_no_harm(tmp_path: Path) -> None:
    rows = [["Nom", "Téléphone", "Téléphone"], ["Fictif", "1", "2"]]
    assert len(answers(tmp_path, rows).report.ignored) == 2


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = '\nNom;"Vœu\n1"\n"A\nB";Atelier 9\n\n;;\nC;Atelier 8\n'
    done = answers(tmp_path, text)
    assert [row for row, _ in done.report.new] == [3, 6]
    assert [it.row for it in done.report.left_out] == [5]
    assert done.report.read == 3


# --- Tables of one's own ------------------------------------------------------------------


def test_the_fields_of_registrations_are_known(tmp_path: Path) -> None:
    header = "id;nom;e-mail;organisation;catégorie;présence;besoins;vœux;obligatoire;note"
    row = "a1;Fictif;A@example.org;Ville;élus;10/06/2026 9h-12h|14h-16h;PMR;eau|sante;budget;ok"
    found = only(answers(tmp_path, f"{header}\n{row}\n"))
    assert (found.id, found.email, found.wishes) == ("a1", "A@example.org", ["eau", "sante"])
    assert (found.must_attend, found.needs, found.note) == (["budget"], ["PMR"], "ok")
    assert [(it.start, it.end) for it in found.present] == [(540, 720), (840, 960)]


def test_rated_wishes_as_registrations_have_them(tmp_path: Path) -> None:
    assert wishes(answers(tmp_path, "nom;vœux\nA;eau=5|Atelier 2=3\n")) == [
        {"eau": 5, "jeunesse": 3}
    ]


def test_attendees_are_named_by_id_whoever_comes_first(tmp_path: Path) -> None:
    rows = [["id", "ensemble", "séparé"], ["a", "b|p1", ""], ["b", "", "a|inconnu"]]
    done = answers(tmp_path, rows, problem=event([{"id": "p1"}]))
    _, first, second = done.problem.attendees
    assert (first.together, second.apart) == (["b", "p1"], ["a"])
    assert [(it.words, it.rows) for it in done.report.unread] == [("inconnu", (3,))]


@pytest.mark.parametrize("mark", ["x", "Oui", "1"])
def test_ticked_titles(mark: str, tmp_path: Path) -> None:
    rows = [["Nom", EAU, "Atelier 2", "sante"], ["A", mark, "", mark], ["B", "", mark, ""]]
    assert wishes(answers(tmp_path, rows)) == [{"eau": 1, "sante": 1}, ["jeunesse"]]


def test_numbers_that_are_ids_are_not_looked_for_in_every_column(tmp_path: Path) -> None:
    rows = [{"id": str(n), "title": f"Atelier {n}", "minutes": 9} for n in (1, 2)]
    problem = Problem.read(
        {"event": {"name": "E"}, "days": [{"date": "2026-06-10"}], "sessions": rows}
    )
    table = [["Nom", "Enfants", "Premier vœu"], ["A", "2", "Atelier 1"], ["B", "1", "2"]]
    done = answers(tmp_path, table, problem=problem)
    assert wishes(done) == [["1"], ["2"]]


def test_titles_that_several_workshops_share_are_not_guessed(tmp_path: Path) -> None:
    rows = [{"id": key, "title": f"Atelier 1 : {key}", "minutes": 9} for key in ("eau", "air")]
    problem = Problem.read(
        {"event": {"name": "E"}, "days": [{"date": "2026-06-10"}], "sessions": rows}
    )
    done = answers(tmp_path, [["Nom", "Vœu 1"], ["A", "Atelier 1"]], problem=problem)
    assert wishes(done) == [[]]
    assert done.report.unknown[0].may_mean == ("Atelier 1 : eau", "Atelier 1 : air")
    assert (
        "  - ligne 2, « Atelier 1 » peut désigner « Atelier 1 : eau » ou « Atelier 1 : air »"
        in done.lines("fr")
    )


def test_a_group_is_named_by_the_workshop_it_belongs_to(tmp_path: Path) -> None:
    one = {"id": "g1", "title": "Réflexion", "minutes": 9}
    rows = [one, {**one, "id": "g2", "group_of": "g1"}]
    problem = Problem.read(
        {"event": {"name": "E"}, "days": [{"date": "2026-06-10"}], "sessions": rows}
    )
    assert wishes(answers(tmp_path, [["Nom", "Vœu 1"], ["A", "réflexion"]], problem=problem)) == [
        ["g1"]
    ]


# --- Into a draft -------------------------------------------------------------------------

BEFORE = [
    {"id": "p001", "name": "Inscrite fictive", "email": "a@example.org", "together": ["p009"]},
    {"id": "p009", "name": "Inscrit fictif", "organisation": "Ville", "must_attend": ["eau"]},
]


def test_attendees_of_the_draft_are_brought_up_to_date(tmp_path: Path) -> None:
    rows = [
        ["Nom", "E-mail", "Structure", "Vœu 1"],
        ["", "A@EXAMPLE.ORG", "", "Atelier 1"],
        ["INSCRIT FICTIF", "", "ville", SANTE],
        ["Nouvelle fictive", "n@example.org", "VILLE", ""],
    ]
    done = answers(tmp_path, rows, problem=event(BEFORE))
    first, second, third = done.problem.attendees
    assert (first.id, first.name, first.together) == ("p001", "Inscrite fictive", ["p009"])
    assert (second.id, second.must_attend, second.wishes) == ("p009", ["eau"], ["sante"])
    assert (third.id, third.organisation) == ("p010", "Ville")
    assert done.report.updated == ((2, "p001"), (3, "p009"))
    assert done.report.new == ((4, "p010"),)
    assert "« VILLE » est lu comme « Ville » (1 fois)" in [it.fr for it in done.report.notices]


def test_look_ups_of_the_draft_are_made_anew(tmp_path: Path) -> None:
    problem = event(BEFORE)
    assert len(problem.attendee) == 2
    done = answers(tmp_path, [["Nom", "Vœu 1"], ["Nouvelle fictive", EAU]], problem=problem)
    assert set(done.problem.attendee) == {"p001", "p009", "p010"}
    assert done.problem.sessions == problem.sessions


def test_homonyms_with_two_addresses_stay_two(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail"], ["Fictif", "a@example.org"], ["Fictif", "b@example.org"]]
    done = answers(tmp_path, rows)
    assert len(done.problem.attendees) == 2
    assert "below “e-mail”; kept as different people" in done.report.notices[0].en


def test_an_id_counts_before_an_address(tmp_path: Path) -> None:
    rows = [["id", "Nom", "E-mail"]]
    rows += [["x", "Inscrite fictive", "a@example.org"], ["p001", "Autre", "b@example.org"]]
    done = answers(tmp_path, rows, problem=event(BEFORE))
    assert [(it.id, it.name) for it in done.problem.attendees] == [
        ("p001", "Autre"),
        ("p009", "Inscrit fictif"),
        ("x", "Inscrite fictive"),
    ]


def test_an_address_with_two_names_is_that_of_two(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail"], ["Fictif", "a@example.org"], ["Fictive", "a@example.org"]]
    done = answers(tmp_path, rows)
    assert [it.name for it in done.problem.attendees] == ["Fictif", "Fictive"]
    assert "one address, different names" in done.report.notices[0].en
    kept = answers(tmp_path, rows, mapping='key = ["E-mail", "Nom"]')
    assert [it.name for it in kept.problem.attendees] == ["Fictif", "Fictive"]


def test_what_no_attendee_can_be_is_refused_with_its_row(tmp_path: Path) -> None:
    assert refused(tmp_path, f"id;nom\na;A\n{'b' * 201};B\n") == [
        "reponses.csv, ligne 3: trop long : id"
    ]


# --- Written as CSV -----------------------------------------------------------------------


def read_back(folder: Path, problem: Problem) -> list[Attendee]:
    """Return the attendees of a draft that names the CSV file for them."""
    data = problem.model_copy(update={"attendees": []})
    text = 'attendees = "inscrits.csv"\n' + toml.dumps(data)
    (folder / "agenda.toml").write_text(text, encoding="utf-8")
    return toml.read(folder / "agenda.toml").attendees


@pytest.mark.parametrize("language", ["fr", "en"])
def test_attendees_are_read_back_as_they_were(language: str, tmp_path: Path) -> None:
    trap = {"name": "=1+1", "organisation": "'=x", "category": "-", "note": 'a\n"b"; c'}
    attendees = [
        {"id": "a", **trap, "wishes": ["eau", "sante"], "together": ["b"]},
        {"id": "b", "wishes": {"eau": 0, "sante": 5}, "needs": ["+x", "y"], "apart": ["a"]},
        {"id": "c", "present": [{"day": "2026-06-10"}, {"start": "9h", "end": "12h30"}]},
        {"id": "d", "present": [{"day": "2026-06-10", "start": "14h"}], "must_attend": ["eau"]},
    ]
    problem = event(attendees)
    write_csv(tmp_path / "inscrits.csv", problem, language)  # type: ignore[arg-type]
    assert read_back(tmp_path, problem) == problem.attendees
    assert problem.attendees[2].present[0].day == date(2026, 6, 10)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "inscrits.csv"
    write_csv(path, event([{"id": "=a", "name": "@b", "note": "-c", "organisation": "+d"}]))
    row = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert row == "'=a;'@b;;'+d;;;'-c"


def test_what_holds_a_mark_itself_stands_between_quotation_marks(tmp_path: Path) -> None:
    needs = ["x|y", "a, b", "-", "aucun"]
    problem = event([{"id": "a", "needs": needs}, {"id": "b", "needs": ["aucun"]}])
    write_csv(tmp_path / "inscrits.csv", problem)
    assert read_back(tmp_path, problem) == problem.attendees


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "inscrits.csv"
    path.write_text("à garder", encoding="utf-8")
    with pytest.raises(InputError):
        write_csv(path, event())
    assert path.read_text(encoding="utf-8") == "à garder"
    write_csv(path, event(), force=True)
    assert path.read_text(encoding="utf-8-sig").startswith("id;nom;")


_SESSIONS = ["eau", "sante", "budget"]
_PEOPLE = st.lists(
    attendees_of("a", ["b"], _SESSIONS, st.just("2026-06-10") | st.just("mercredi")), max_size=1
)


@settings(max_examples=40, deadline=None)
@given(_PEOPLE)
def test_any_attendees_are_read_back(rows: list[dict[str, object]]) -> None:
    problem = event([*rows, {"id": "b"}])
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_csv(folder / "inscrits.csv", problem)
        assert read_back(folder, problem) == problem.attendees


def test_a_ranked_wish_is_not_read_as_a_rating(tmp_path: Path) -> None:
    rows = [{"id": "a=1", "title": "Un", "minutes": 9}]
    people = [{"id": "x", "wishes": ["a=1"]}, {"id": "y", "wishes": {"a=1": 2}}]
    problem = Problem.read(
        {
            "event": {"name": "E"},
            "days": [{"date": "2026-06-10"}],
            "sessions": rows,
            "attendees": people,
        }
    )
    write_csv(tmp_path / "inscrits.csv", problem)
    assert read_back(tmp_path, problem) == problem.attendees


def test_attendees_that_were_written_are_registered_as_they_are(tmp_path: Path) -> None:
    attendees = [
        {"id": "p3", "name": "-Fictif", "email": "a@example.org", "wishes": ["sante", "eau"]},
        {"id": "q", "name": "Fictive", "wishes": {"eau": 3, "budget": 1}, "needs": ["PMR"]},
        {"id": "r", "together": ["q"], "apart": ["p3"], "must_attend": ["eau"], "note": "a"},
    ]
    problem = event(attendees)
    write_csv(tmp_path / "inscrits.csv", problem)
    assert register(event(), tmp_path / "inscrits.csv").problem.attendees == problem.attendees
    assert len(register(problem, tmp_path / "inscrits.csv").report.same) == 3


# --- Names in parts, and groups -----------------------------------------------------------


def test_the_parts_of_a_name_are_kept_apart(tmp_path: Path) -> None:
    person = only(answers(tmp_path, [["NOM", "Prénom", "Vœu 1"], ["FICTIVE", "Léa", EAU]]))
    parts = person.name, person.given_name, person.family_name
    assert parts == ("Léa FICTIVE", "Léa", "FICTIVE")
    alone = only(answers(tmp_path, [["Nom", "Vœu 1"], ["Léa Fictive", EAU]]))
    assert (alone.name, alone.given_name, alone.family_name) == ("Léa Fictive", "", "")


def test_a_mapping_file_may_give_the_parts(tmp_path: Path) -> None:
    rows = [["First name", "Last name", "Who"], ["Léa", "Fictive", EAU]]
    told_whole = only(answers(tmp_path, rows, mapping='name = ["First name", "Last name"]'))
    assert (told_whole.name, told_whole.family_name) == ("Léa Fictive", "Fictive")


def test_a_name_beside_a_first_name_is_the_last_one() -> None:
    sheet = Attendee(id="p1", name="Fictive", given_name="Léa")
    assert (sheet.name, sheet.family_name) == ("Léa Fictive", "Fictive")
    assert Attendee.model_validate(sheet.model_dump()) == sheet
    assert Attendee(id="p1", given_name="Léa", family_name="Fictive").name == "Léa Fictive"
    assert Attendee(id="p1", name="Léa Fictive", given_name="Léa").family_name == ""


@pytest.mark.parametrize(
    "header", ["Classe", "Votre service", "Commune", "Groupe", "Délégation", "Ville", "Team"]
)
def test_the_group_of_a_person(header: str, tmp_path: Path) -> None:
    rows = [["Nom", header, "Vœu 1"], ["Léa Fictive", "CE1", EAU]]
    assert only(answers(tmp_path, rows)).group == "CE1"


@pytest.mark.parametrize("header", ["Code postal de la ville", "Groupe de travail", "Birth town"])
def test_what_is_no_group(header: str, tmp_path: Path) -> None:
    rows = [["Nom", header, "Vœu 1"], ["Léa Fictive", "76000", EAU]]
    assert only(answers(tmp_path, rows)).group == ""
