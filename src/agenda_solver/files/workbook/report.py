"""The sheet Rapport: how good the programme is, what was settled, and what is left to check."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import views
from agenda_solver.files.workbook.cells import (
    BAND,
    FONT,
    HEADER,
    INK,
    TALLEST,
    cell_at,
    letter_width,
    points,
    print_on,
    put,
    solid,
)
from agenda_solver.files.workbook.meta import problem_hash
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules import BY_KEY, tiers
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Timetable

REPORT = Text("Rapport", "Report")

_Row = Sequence[object]
_REPORT_WIDTHS = (38, 60, 32, 44, 14)


@dataclass(frozen=True)
class _Section:
    title: Text
    header: tuple[Text, ...]
    rows: Sequence[_Row]


_SEVERITIES: Mapping[str, Text] = {
    "error": Text("erreur", "error"),
    "warning": Text("à vérifier", "warning"),
    "info": Text("coût", "cost"),
}
_STATUSES: Mapping[str, Text] = {
    "optimal": Text("prouvé optimal", "proven optimal"),
    "feasible": Text("pas prouvé", "not proven"),
    "infeasible": Text("impossible", "impossible"),
    "unknown": Text("rien trouvé", "nothing found"),
}


def fill_report(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    result: Result,
    language: Language,
) -> None:
    """Write the report, section by section; those with nothing to say are left out."""
    for column, width in enumerate(_REPORT_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    _line(sheet, 1, [problem.event.name], Font(name=FONT, size=14, bold=True, color=BAND))
    status = views.status_text(result).say(language)
    _line(sheet, 2, [status], Font(name=FONT, size=11, bold=True, color=INK))
    row = 4
    for section in _sections(problem, timetable, result, language):
        if not section.rows:
            continue
        title = Font(name=FONT, size=11, bold=True, color=BAND)
        _line(sheet, row, [section.title.say(language)], title)
        header = [text.say(language) for text in section.header]
        _line(sheet, row + 1, header, Font(name=FONT, size=9, bold=True, color=INK), HEADER)
        for values in section.rows:
            told = [v.say(language) if isinstance(v, Text) else v for v in values]
            _line(sheet, row + 2, told, Font(name=FONT, size=9, color=INK), wrap=True)
            sheet.row_dimensions[row + 2].height = _report_height(told)
            row += 1
        row += 3


def _report_height(told: Iterable[object]) -> float:
    lines = (
        len(textwrap.wrap(str(words), int(points(width) / letter_width(9, "text"))))
        for words, width in zip(told, _REPORT_WIDTHS, strict=False)
    )
    return min(12.0 * max(1, *lines) + 2, TALLEST)


def _line(
    sheet: Worksheet,
    row: int,
    values: Iterable[object],
    font: Font,
    colour: str | None = None,
    *,
    wrap: bool = False,
) -> None:
    for column, value in enumerate(values, start=1):
        cell = cell_at(sheet, row, column)
        put(cell, value)
        cell.font = font
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=wrap)
        if colour:
            cell.fill = solid(colour)


def _sections(
    problem: Problem, timetable: Timetable, result: Result, language: Language
) -> Iterator[_Section]:
    yield _Section(
        Text("Demandes et constats", "Demands and findings"),
        (Text("Gravité", "Severity"), Text("Constat", "Finding"), Text("Règle", "Rule")),
        _finding_rows(result.findings),
    )
    statements = views.statements_table(problem, timetable, language)
    yield _Section(
        Text("Ce que dit le document", "What the document says"),
        tuple(_capital(title) for title in views.STATEMENT_COLUMNS.values()),
        list(statements.itertuples(index=False)),
    )
    yield _Section(
        Text("À confirmer", "To be confirmed"),
        (Text("Quoi", "What"), Text("Nom", "Name"), Text("Id", "Id")),
        _unconfirmed_rows(problem),
    )
    yield _Section(
        Text("Coûts, par niveau", "Costs, by tier"),
        (
            Text("Niveau", "Tier"),
            Text("Règles", "Rules"),
            Text("Coût", "Cost"),
            Text("Au mieux (borne)", "At best (bound)"),
            Text("État", "Status"),
        ),
        [
            (tier.tier, _titles(tier.rules), tier.cost, tier.bound, _STATUSES[tier.status])
            for tier in result.tiers
        ],
    )
    yield _Section(
        Text("Coûts, par règle", "Costs, by rule"),
        (
            Text("Clé", "Key"),
            Text("Règle", "Rule"),
            Text("Poids", "Weight"),
            Text("Coût", "Cost"),
        ),
        _cost_rows(problem, result),
    )
    yield _Section(
        Text("Calcul", "Run"),
        (Text("Quoi", "What"), Text("Valeur", "Value")),
        _run_rows(problem, result),
    )


def _capital(text: Text) -> Text:
    return Text(text.fr[0].upper() + text.fr[1:], text.en[0].upper() + text.en[1:])


def _titles(rules: Iterable[str]) -> Text:
    texts = [BY_KEY[key].title for key in rules]
    return Text(" ; ".join(t.fr for t in texts), "; ".join(t.en for t in texts))


def _finding_rows(findings: Iterable[Finding]) -> list[_Row]:
    rows: list[_Row] = [
        (_SEVERITIES[finding.severity], finding.text, finding.rule) for finding in findings
    ]
    if all(finding.severity != "error" for finding in findings):
        kept = Text("Toutes les demandes sont tenues", "Every demand is kept")
        rows.insert(0, (Text("demandes", "demands"), kept))
    return rows


def _unconfirmed_rows(problem: Problem) -> list[_Row]:
    rooms = [room for room in problem.rooms if room.to_be_confirmed]
    people = [person for person in problem.people if person.unconfirmed]
    return [
        *((Text("salle", "room"), room.label, room.id) for room in rooms),
        *((Text("intervenant", "person"), person.label, person.id) for person in people),
    ]


def _cost_rows(problem: Problem, result: Result) -> list[_Row]:
    weights = {cost.key: weight for tier in tiers(problem) for cost, weight in tier.weights.items()}
    return [(key, BY_KEY[key].title, weights.get(key), cost) for key, cost in result.costs.items()]


def _run_rows(problem: Problem, result: Result) -> list[_Row]:
    rows: list[_Row] = [
        (Text("graine", "seed"), result.seed),
        (Text("processus", "workers"), result.workers),
        (Text("encodage", "encoding"), result.encoding),
        *result.versions.items(),
        (Text("empreinte de l'entrée", "input hash"), problem_hash(problem)),
    ]
    if result.reproducible:
        return rows
    seconds = [(Text("secondes", "seconds"), round(result.seconds, 2))]
    return [*rows, *seconds, *((k, round(v, 2)) for k, v in result.timings.items())]
