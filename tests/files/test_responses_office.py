"""What an office sends: a title above, totals below, namesakes, friends, a wheelchair."""

from __future__ import annotations

from pathlib import Path

from form_answers import answers

SENT = """Inscriptions au forum fictif;;;;;;
;;;;;;
Nom;Prénom;Classe;Vœu 1;Vœu 2;Besoins;Avec qui ?
Fictive;Léa;CE1;Atelier n°1;2;;Ana Inventée
Fictive;Léa;CM2;Atelier 02;;;
Inventée;Ana;CE1;1;;;Bob Inventé
Inventé;Bob;CE1;Atelier I;Poterie;Je me déplace en fauteuil roulant;Ana Inventée
Total;;;4;2;1;
"""


def test_every_row_is_accounted_for_and_everybody_is_there(tmp_path: Path) -> None:
    done = answers(tmp_path, SENT)
    people = {(one.name, one.group): one for one in done.problem.attendees}
    assert list(people) == [
        ("Léa Fictive", "CE1"),
        ("Léa Fictive", "CM2"),
        ("Ana Inventée", "CE1"),
        ("Bob Inventé", "CE1"),
    ]
    first, second, ana, bob = people.values()
    assert [one.wishes for one in people.values()] == [
        ["eau", "jeunesse"],
        ["jeunesse"],
        ["eau"],
        ["eau"],
    ]
    assert (ana.together, bob.together, first.together) == ([bob.id], [ana.id], [])
    assert (first.friends, second.friends, bob.needs) == ([ana.id], [], ["PMR"])
    told = "\n".join(done.lines("fr"))
    for words in ("ligne 1:", "ligne 8:", "lignes 4 et 5 : même nom", "« Poterie »", "« PMR »"):
        assert words in told
