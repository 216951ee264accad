"""The page Rapport: how good the programme is, what was settled, and what is left to check.

It is written to be defended before a board: words and minutes first, and what it takes to
repeat the computation last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from agenda_solver.history.lineage import Origin, problem_hash
from agenda_solver.problem import Problem
from agenda_solver.result import Result, TierResult
from agenda_solver.rules import BY_KEY, tiers
from agenda_solver.rules.organiser import LastsItsIdealLength
from agenda_solver.rules.rule import Cost, Finding
from agenda_solver.rules.words import title_text
from agenda_solver.text import (
    Names,
    Text,
    counted,
    cut,
    cut_text,
    duration,
    listing,
    same,
)
from agenda_solver.timetable import Timetable
from agenda_solver.views.aims import NEARNESS, title_of
from agenda_solver.views.assumed import assumed_section, questions_section
from agenda_solver.views.broken import errors_of, unkept_of
from agenda_solver.views.charts import rooms_chart
from agenda_solver.views.figures import figures, lengths_off, room_figures, to_confirm
from agenda_solver.views.pages import Block, Page, Row, event_heading, wide
from agenda_solver.views.pressing import pressing
from agenda_solver.views.proofs import seating_text, status_text
from agenda_solver.views.repeated import repeated_text, why_text
from agenda_solver.views.sections import SECTION_WIDTHS, Group, Section, SectionRow, proof_section
from agenda_solver.views.statements import KEPT, Settled, what_is_settled
from agenda_solver.views.titles import room_title
from agenda_solver.views.wish_report import WishReport

REPORT = Text("Rapport", "Report")

_LONGEST_TITLE, _LONGEST_GROUP = 70, 100


def report_page(
    problem: Problem,
    timetable: Timetable,
    result: Result,
    names: Names = "full",
    *,
    origins: Sequence[Origin] = (),
    choices: Sequence[Text] = (),
) -> Page:
    """Return the report, section by section; those with nothing to say are left out.

    `origins` are the programmes that this one comes from, oldest first; `choices` tell what
    else could have been done.
    """
    sections = (
        _choices_section(choices),
        *_sections(problem, timetable, result, names),
        _origins_section(origins),
    )
    return Page(
        REPORT,
        problem.event,
        SECTION_WIDTHS,
        (
            Block(tuple(_heading(problem, result))),
            *(section.block for section in sections if section.rows),
        ),
        portrait=True,
    )


def _heading(problem: Problem, result: Result) -> Iterator[Row]:
    """Yield which event and version it is, and how far it is proven."""
    yield wide(event_heading(problem), "heading")
    if problem.event.version:
        yield wide(problem.event.version, "aside")
    for sentence in pressing(problem, result):
        yield wide(sentence, "lead")
    yield wide(status_text(result), "lead")
    if result.repeated:
        yield wide(repeated_text(result.repeated), "lead")
    if result.seating:
        yield wide(seating_text(result.seating), "lead")


# --- Its sections -------------------------------------------------------------------------


def _sections(
    problem: Problem, timetable: Timetable, result: Result, names: Names
) -> Iterator[Section]:
    wishes = WishReport(problem, timetable, result.seating, names)
    unkept = _unkept(result.findings)
    yield Section(
        Text("En bref", "In short"), (1, 5), [*_short_rows(result, unkept), *wishes.short_rows()]
    )
    yield Section(
        Text("Le programme en chiffres", "The programme in figures"),
        (2, 4),
        figures(problem, timetable),
    )
    yield Section(
        Text("Demandes qui ne sont pas tenues", "Demands that are not kept"),
        (6,),
        [(finding.text,) for finding in errors_of(result.findings)],
        (Text("Ce qui ne va pas", "What is wrong"),),
        colour="broken",
    )
    yield _repeated_section(problem, result)
    yield from wishes.sections()
    yield proof_section(
        Text("Ce qui est prouvé", "What is proven"),
        [([*map(title_of, tier.rules)], _proof(tier)) for tier in result.tiers],
    )
    yield Section(
        _COULD_NOT_BE_KEPT if result.status == "optimal" else _NOT_KEPT,
        (5, 1),
        list(_unkept_rows(unkept)),
        (Text("Souhait", "Wish"), Text("Coût", "Cost")),
        Text(
            "Ce que compte chaque coût est dit à côté du souhait : les coûts de deux souhaits ne "
            "s'additionnent pas.",
            "What each cost counts is told beside the wish: the costs of two wishes do not add up.",
        ),
        numbers=1,
    )
    yield Section(
        Text(
            "Sessions plus courtes ou plus longues que l'idéal", "Sessions off their ideal length"
        ),
        (3, 1, 1, 1),
        _length_rows(problem, timetable),
        (
            Text("Session", "Session"),
            Text("Durée", "Length"),
            Text("Idéale", "Ideal"),
            Text("Écart (min)", "Off by (min)"),
        ),
        numbers=3,
    )
    yield _document_section(problem, timetable)
    yield Section(
        Text("À vérifier", "To be checked"),
        (6,),
        [(finding.text,) for finding in _doubts(result)],
        (Text("Ce qui est douteux dans le brouillon", "What is doubtful in the draft"),),
    )
    yield Section(
        Text("À confirmer", "To be confirmed"),
        (1, 2, 3),
        [
            (one.what, one.name, _some(problem, one.sessions))
            for one in to_confirm(problem, timetable)
        ],
        (Text("Quoi", "What"), Text("Qui", "Who or which"), Text("Sessions", "Sessions")),
    )
    yield Section(
        Text("Occupation des salles", "How much the rooms are used"),
        (2, 1, 1, 1, 1),
        _room_rows(problem, timetable),
        (
            Text("Salle", "Room"),
            Text("Places", "Seats"),
            Text("Sessions", "Sessions"),
            Text("Durée", "Length"),
            Text("Occupation", "Use"),
        ),
        Text(
            "Part des heures du programme, du premier début à la dernière fin de chaque jour.",
            "Share of the hours of the programme, from the first start to the last end of each "
            "day.",
        ),
        numbers=4,
        chart=rooms_chart(problem, timetable),
    )
    yield assumed_section(problem)
    yield questions_section(problem)
    yield from _technical_sections(problem, result)


_COULD_NOT_BE_KEPT = Text("Souhaits qui n'ont pas pu être tenus", "Wishes that could not be kept")
_NOT_KEPT = Text("Souhaits qui ne sont pas tenus", "Wishes that are not kept")


def _choices_section(choices: Iterable[Text]) -> Section:
    return Section(
        Text("Les choix possibles", "The choices there were"),
        (6,),
        [(text,) for text in choices],
        (Text("Chacun, et ce qu'il change", "Each, and what it changes"),),
    )


def _origins_section(origins: Iterable[Origin]) -> Section:
    return Section(
        Text("D'où vient ce programme", "Where this programme comes from"),
        (2, 4),
        [
            (same("" if place else origin.file), text)
            for origin in origins
            for place, text in enumerate(origin.announced or (_NOTHING_ANNOUNCED,))
        ],
        (Text("Établi à partir de", "Made from"), Text("Ce qui a changé", "What has changed")),
    )


_NOTHING_ANNOUNCED = Text("rien d'annoncé", "nothing announced")


def _repeated_section(problem: Problem, result: Result) -> Section:
    """Tell how many times each session is given, where the wishes decide."""
    given = result.repeated.sessions if result.repeated else ()
    return Section(
        Text("Combien de fois chaque session est donnée", "How many times each session is given"),
        (2, 1, 1, 2),
        [
            (
                title_text(problem, one.session),
                one.given,
                one.asking,
                why_text(one),
            )
            for one in given
        ],
        (
            Text("Session", "Session"),
            Text("Fois", "Times"),
            Text("Demandes", "Asked for by"),
            Text("Pourquoi pas une de plus", "Why not one more"),
        ),
    )


def _short_rows(result: Result, unkept: Mapping[str, list[Finding]]) -> list[SectionRow]:
    errors = sum(1 for _ in errors_of(result.findings))
    wishes = [finding for findings in unkept.values() for finding in findings]
    doubts = len(_doubts(result))
    return [
        (
            Text("Demandes", "Demands"),
            counted(
                errors,
                Text("demande n'est pas tenue : voir plus bas", "demand is not kept: see below"),
                Text(
                    "demandes ne sont pas tenues : voir plus bas", "demands are not kept: see below"
                ),
            )
            if errors
            else Text(
                "Toutes sont tenues : le programme fini a été vérifié",
                "All are kept: the finished programme has been verified",
            ),
        ),
        (
            Text("Souhaits", "Wishes"),
            counted(
                len(wishes),
                Text("souhait n'est pas tenu", "wish is not kept"),
                Text("souhaits ne sont pas tenus", "wishes are not kept"),
            )
            if wishes
            else Text("Tous sont tenus", "All are kept"),
        ),
        (
            Text("À vérifier", "To be checked"),
            counted(doubts, Text("point", "point"), Text("points", "points"))
            if doubts
            else Text("Rien", "Nothing"),
        ),
    ]


def _unkept(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """Return by rule the wishes that are not kept.

    Lengths have a table of their own, and what differs from an earlier programme has a sheet.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in unkept_of(findings):
        if finding.rule not in (LastsItsIdealLength.key, *NEARNESS):
            by_rule.setdefault(finding.rule, []).append(finding)
    return by_rule


def _unkept_rows(unkept: Mapping[str, list[Finding]]) -> Iterator[SectionRow]:
    for rule, findings in unkept.items():
        total = sum(finding.cost for finding in findings)
        yield Group(_title_and_unit(rule), total)
        for finding in findings:
            yield finding.text, finding.cost


def _title_and_unit(rule: str) -> Text:
    """Return what is wished, and what its cost counts."""
    cost = BY_KEY[rule]
    assert isinstance(cost, Cost)
    return Text("{title} ({unit})", "{title} ({unit})").fill(title=cost.title, unit=cost.unit)


def _doubts(result: Result) -> list[Finding]:
    """Return what is doubtful; what is to be confirmed has a table of its own."""
    return [
        finding
        for finding in result.findings
        if finding.severity == "warning" and finding.rule != "unconfirmed"
    ]


def _proof(tier: TierResult) -> Text:
    """Return whether a tier is proven; how much is open stands in the technical part."""
    if tier.status == "optimal":
        return Text("prouvé : on ne peut pas faire mieux", "proven: one cannot do better")
    return Text("pas prouvé : peut-être y a-t-il mieux", "not proven: perhaps there is better")


def _length_rows(problem: Problem, timetable: Timetable) -> list[SectionRow]:
    return [
        (
            _title(problem, length.session),
            duration(length.minutes),
            duration(length.ideal),
            f"{length.minutes - length.ideal:+d}".replace("-", "−"),
        )
        for length in lengths_off(problem, timetable)
    ]


def _title(problem: Problem, session: str) -> str:
    return cut(problem.session[session].label, _LONGEST_TITLE)


def _document_section(problem: Problem, timetable: Timetable) -> Section:
    """Tell what the document says that is not simply kept; the rest in one line."""
    by_title: dict[Text, list[Settled]] = {}
    for row in what_is_settled(problem, timetable):
        title = cut_text(row.about, _LONGEST_GROUP)
        by_title.setdefault(title, []).append(row)
    rows: list[SectionRow] = []
    as_said = []
    for title, group in by_title.items():
        if all(row.kept == KEPT for row in group):
            as_said.append(title)
            continue
        rows.append(Group(title))
        rows += [(row.statement, same(row.source), row.settled, row.kept) for row in group]
    if as_said:
        rows.append((_AS_SAID.fill(titles=listing(as_said)),))
    return Section(
        Text(
            "Ce que dit le document, et ce qui est retenu",
            "What the document says, and what is settled",
        ),
        (2, 1, 2, 1),
        rows,
        (
            Text("Le document dit", "The document says"),
            Text("Source", "Source"),
            Text("Retenu", "Settled"),
            Text("Tenu", "Kept"),
        ),
    )


_AS_SAID = Text("Tenu tel qu'annoncé : {titles}", "Kept as announced: {titles}")
_SHOWN = 3


def _some(problem: Problem, sessions: Sequence[str]) -> Text:
    """Return the first few titles, and how many more there are."""
    titles = [same(_title(problem, session)) for session in sessions[:_SHOWN]]
    more = len(sessions) - _SHOWN
    if more > 0:
        titles.append(
            counted(
                more,
                Text("autre session", "other session"),
                Text("autres sessions", "other sessions"),
            )
        )
    return listing(titles)


def _room_rows(problem: Problem, timetable: Timetable) -> list[SectionRow]:
    return [
        (
            room_title(problem, use.room),
            problem.room[use.room].capacity,
            use.sessions,
            duration(use.minutes) if use.minutes else "–",
            Text(f"{use.share:.0%}".replace("%", " %"), f"{use.share:.0%}"),
        )
        for use in room_figures(problem, timetable)
    ]


# --- To repeat the computation ------------------------------------------------------------

_ENCODINGS: Mapping[str, Text] = {
    "intervals": Text("par intervalles", "by intervals"),
    "slots": Text("par créneaux", "by slots"),
    "construction": Text("aucun, une session après l'autre", "none, one session after the other"),
    "stages": Text("par étapes : les plages, puis les salles", "by stages: stretches, then rooms"),
}
_METHODS: Mapping[str, Text] = {
    "flow": Text("un flot", "a flow"),
    "cancelling": Text("des flots, selon ce qui est annulé", "flows, by what is cancelled"),
    "rounds": Text("un flot pour toutes les fois", "one flow for all the times"),
    "mip": Text("un programme en nombres entiers", "an integer programme"),
    "prices": Text("des prix pour les places", "prices for the seats"),
}
_VERSIONS: Mapping[str, Text] = {
    "agenda-solver": Text("Version d'agenda-solver", "Version of agenda-solver"),
    "ortools": Text("Version d'OR-Tools", "Version of OR-Tools"),
    "python": Text("Version de Python", "Version of Python"),
}
_PHASES: Mapping[str, Text] = {
    "preflight": Text("contrôle du brouillon", "check of the draft"),
    "construct": Text(
        "placement, une session après l'autre", "placing one session after the other"
    ),
    "stretches": Text("répartition dans les plages", "spreading over the stretches"),
    "build": Text("construction du modèle", "building the model"),
    "feasible": Text("premier programme", "first programme"),
    "find": Text("recherche d'un programme", "search for a programme"),
    "ties": Text("choix entre programmes aussi bons", "choice among equally good programmes"),
    "seats": Text("places", "seats"),
    "more places": Text("ce que des places de plus apporteraient", "what more places would bring"),
}


def _technical_sections(problem: Problem, result: Result) -> Iterator[Section]:
    yield Section(
        Text("Technique : ce que coûte le programme", "Technical: what the programme costs"),
        (3, 1, 1, 1),
        list(_cost_rows(problem, result)),
        (
            Text("Ce qui compte", "What counts"),
            Text("Dans le brouillon", "In the draft"),
            Text("Poids", "Weight"),
            Text("Coût", "Cost"),
        ),
        numbers=2,
    )
    yield Section(
        Text("Technique : pour refaire ce calcul", "Technical: to repeat this computation"),
        (2, 4),
        _run_rows(problem, result),
    )


def _cost_rows(problem: Problem, result: Result) -> Iterator[SectionRow]:
    by_rule = {rule: tier for tier in result.tiers for rule in tier.rules}
    level = Text("Niveau {number}, au mieux {bound}", "Tier {number}, at best {bound}")
    for tier in tiers(problem):
        solved = next((by_rule[cost.key] for cost in tier.weights if cost.key in by_rule), None)
        if solved is not None:
            title = level.fill(number=solved.tier, bound=solved.bound)
            yield Group(title, solved.cost)
        for cost, weight in tier.weights.items():
            yield cost.title, cost.key, weight, result.costs.get(cost.key)


def _run_rows(problem: Problem, result: Result) -> list[SectionRow]:
    rows: list[SectionRow] = [
        (Text("Graine", "Seed"), result.seed),
        (Text("Recherches en parallèle", "Searches in parallel"), result.workers),
        (Text("Modèle", "Model"), _ENCODINGS.get(result.encoding, result.encoding)),
    ]
    if result.seating:
        method = _METHODS.get(result.seating.method, result.seating.method)
        rows.append((Text("Méthode pour les places", "Method for the seats"), method))
    rows += [(_VERSIONS.get(key, key), number) for key, number in result.versions.items()]
    rows.append((Text("Empreinte du brouillon", "Hash of the draft"), problem_hash(problem)))
    if result.reproducible:
        return rows
    seconds = Text("Durée : {phase}", "Time: {phase}")
    whole = Text("en tout", "in all")
    times = {whole: result.seconds} | {_phase(k): v for k, v in result.timings.items()}
    return rows + [
        (seconds.fill(phase=phase), Text(f"{time:.2f} s".replace(".", ","), f"{time:.2f} s"))
        for phase, time in times.items()
    ]


def _phase(key: str) -> Text:
    if key.startswith("tier "):
        number = key.removeprefix("tier ")
        return Text(f"recherche au niveau {number}", f"search in tier {number}")
    return _PHASES.get(key, same(key))
