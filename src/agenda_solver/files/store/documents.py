"""What `--json` prints: one model for each kind of document."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field

from agenda_solver.files.store.records import (
    ABSENT_IF_NONE,
    AimCostRecord,
    AlternativeRecord,
    AssumedRecord,
    AttendeeRowRecord,
    CastRecord,
    ColumnRecord,
    CoreRecord,
    DemandPriceRecord,
    DraftCountRecord,
    FaultRecord,
    FindingRecord,
    LeavesRecord,
    LeftOutRowRecord,
    LineCountRecord,
    Meaning,
    MomentRecord,
    MorePlacesRecord,
    OptionRecord,
    PartChangeRecord,
    PlacementRecord,
    PointsRecord,
    PriceRecord,
    Record,
    RepeatedRecord,
    RowChangeRecord,
    RowCountRecord,
    ScenarioRecord,
    SeatChangeRecord,
    SeatMoveRecord,
    SeatRecord,
    SessionChangeRecord,
    SittingRecord,
    SourceCheckRecord,
    SourceLineRecord,
    SpotRecord,
    StageRecord,
    StandbysRecord,
    SubstituteRecord,
    SupersededRowRecord,
    TierCostRecord,
    UnknownWishRecord,
    UnreadAnswerRecord,
    WayRecord,
)
from agenda_solver.result import Status
from agenda_solver.words.names import TURNING

SCHEMA: Literal[1] = 1


class Document(Record):
    """What a command prints with `--json`."""

    schema_: Annotated[
        Literal[1],
        Meaning("la version de ce format", "the version of this format"),
    ] = Field(default=SCHEMA, alias="schema")

    def plain(self) -> dict[str, Any]:
        """Return the document as plain data."""
        return self.model_dump(mode="json")

    def text(self) -> str:
        """Return the document as it is printed and stored."""
        words = json.dumps(self.plain(), ensure_ascii=False, indent=2)
        return TURNING.sub(lambda mark: f"\\u{ord(mark[0]):04x}", words)


class ResultDocument(Document):
    """What is known of a timetable and its seats.

    Of what `check` and `verify` look at nothing is searched: there is no bound, no time and
    no seed.
    """

    status: Annotated[
        Status,
        Meaning(
            "ce qui est prouvé : `optimal`, `feasible` (possible), `infeasible` (impossible) ou "
            "`unknown` (on ne sait pas) ; le plus faible de `stages`",
            "what is proven: `optimal`, `feasible`, `infeasible` or `unknown`; the weakest of "
            "`stages`",
        ),
    ]
    pressing: Annotated[
        tuple[str, ...],
        Meaning(
            "ce qui attend l'organisateur, en phrases, le plus grave d'abord : personnes sans "
            "place, demandes non tenues, salles à confirmer",
            "what an organiser must act on, in words, the gravest first: people without a seat, "
            "demands that are broken, rooms to be confirmed",
        ),
    ] = ()
    stages: Annotated[
        tuple[StageRecord, ...],
        Meaning("chaque étape", "each stage"),
    ]
    cost: Annotated[
        int | None,
        Meaning(
            "le coût du tout ; null si un seul nombre n'a pas de sens",
            "of the whole; null where one number means nothing",
        ),
    ]
    bound: Annotated[
        int | None,
        Meaning("aucun programme ne coûte moins", "no programme costs less"),
    ]
    costs: Annotated[
        dict[str, int], Meaning("le coût de chaque règle", "what each rule costs, by its key")
    ]
    findings: Annotated[
        tuple[FindingRecord, ...],
        Meaning("ce qui est enfreint, douteux ou payé", "what is broken, doubtful or paid"),
    ]
    assumed: Annotated[
        tuple[AssumedRecord, ...],
        Meaning("ce qui est pris pour acquis", "what is taken for granted"),
    ] = ()
    wishes: Annotated[
        dict[str, int],
        Meaning(
            "combien ont eu leur vœu de chaque rang ; `none` : aucun",
            "how many have a wish of each rank; `none`: none",
        ),
    ]
    points: Annotated[
        PointsRecord | None,
        ABSENT_IF_NONE,
        Meaning(
            "combien de points valent les places, où des vœux sont notés",
            "how many points the seats are worth, where wishes are rated",
        ),
    ] = None
    placements: Annotated[
        tuple[PlacementRecord, ...],
        Meaning("quand et où", "when and where"),
    ]
    cast: Annotated[
        tuple[CastRecord, ...],
        Meaning("qui est choisi pour un rôle à pourvoir", "who is chosen for a role to be filled"),
    ]
    seats: Annotated[
        tuple[SeatRecord, ...],
        Meaning("les places", "the seats"),
    ]
    cancelled: Annotated[
        tuple[str, ...],
        Meaning(
            "les sessions qui n'ont pas lieu, faute de participants",
            "the sessions that do not take place, for lack of attendees",
        ),
    ]
    more_places: Annotated[
        tuple[MorePlacesRecord, ...],
        Meaning("ce que des places de plus apporteraient", "what more places would bring"),
    ]
    seconds: Annotated[
        float | None,
        Meaning(
            "la durée ; null avec `--reproducible`", "how long it took; null if `--reproducible`"
        ),
    ]
    timings: Annotated[
        dict[str, float], Meaning("la durée de chaque étape", "how long each phase took")
    ]
    seed: Annotated[int | None, Meaning("la graine du hasard", "of the random choices")]
    workers: Annotated[int | None, Meaning("les recherches en parallèle", "searches side by side")]
    versions: Annotated[dict[str, str], Meaning("les versions des logiciels", "of the software")]


class SolveDocument(ResultDocument):
    """What `solve` found."""

    repeated: Annotated[
        tuple[RepeatedRecord, ...] | None,
        ABSENT_IF_NONE,
        Meaning(
            "combien de fois chaque session est donnée, où les vœux en décident",
            "how many times each session is given, where the wishes decide",
        ),
    ] = None
    core: Annotated[
        tuple[CoreRecord, ...],
        Meaning(
            "si c'est impossible, les demandes qui ne tiennent pas ensemble",
            "where it is impossible, the demands that cannot hold together",
        ),
    ]
    ways: Annotated[
        tuple[WayRecord, ...],
        Meaning(
            "si c'est impossible, ce qu'il suffirait de changer, le moins coûteux d'abord",
            "where it is impossible, what it would be enough to change, the cheapest first",
        ),
    ] = ()
    alternatives: Annotated[
        tuple[AlternativeRecord, ...] | None,
        ABSENT_IF_NONE,
        Meaning(
            "avec `--alternatives`, les autres programmes",
            "with `--alternatives`, the other programmes",
        ),
    ] = None


Changes = tuple[SessionChangeRecord | PartChangeRecord | SeatChangeRecord, ...]


class AssignDocument(ResultDocument):
    """How `assign` seated the attendees in a timetable that was given; of its status, too."""

    changes: Annotated[
        Changes,
        Meaning(
            "avec `--keep`, ce qui change : les places",
            "with `--keep`, what changes: the seats",
        ),
    ]


class ReplanDocument(SolveDocument):
    """What `replan` makes of a timetable after changes."""

    announced: Annotated[
        tuple[str, ...], Meaning("ce qui est annoncé, en phrases", "what is announced, in words")
    ]
    summary: Annotated[
        tuple[str, ...], Meaning("ce qui change, en phrases", "how much changes, in words")
    ]
    price: Annotated[
        PriceRecord | None,
        Meaning("ce qui change, en nombres", "how much changes, in numbers"),
    ]
    options: Annotated[
        tuple[OptionRecord, ...],
        Meaning("les choix possibles", "the choices there are"),
    ]
    standbys: Annotated[
        tuple[StandbysRecord, ...],
        Meaning("qui pourrait remplacer les absents", "who could take over from those missing"),
    ]
    gaps: Annotated[
        dict[Literal["kept", "closed"], PriceRecord],
        Meaning(
            "ce que coûte de laisser libre le temps d'une session annulée, et de le remplir",
            "what it takes to leave the time of a cancelled session free, and to fill it",
        ),
    ]
    changes: Annotated[
        Changes,
        Meaning("ce qui change", "what changes"),
    ]


class VerifyDocument(ResultDocument):
    """How `verify` judges a timetable: `feasible` if it breaks no demand, else `infeasible`."""

    changes: Annotated[
        tuple[RowChangeRecord, ...],
        Meaning("ce qui a été modifié à la main", "what was changed by hand"),
    ]


class CheckDocument(ResultDocument):
    """What `check` sees in a draft: `infeasible` if an error proves it, else `unknown`."""


class ContingencyDocument(Document):
    """A plan B for everything that may happen."""

    status: Annotated[
        Status,
        Meaning(
            "`optimal` : tout est prouvé ; `unknown` : l'arrêt est venu avant la fin, ou rien n'a "
            "été trouvé pour une situation ; sinon `feasible`",
            "`optimal`: all is proven; `unknown`: it was stopped before the end, or nothing was "
            "found for a case; else `feasible`",
        ),
    ]
    expected: Annotated[int, Meaning("combien de situations", "how many cases there are")]
    scenarios: Annotated[
        tuple[ScenarioRecord, ...], Meaning("la plus grave d'abord", "the gravest first")
    ]
    versions: Annotated[dict[str, str], Meaning("les versions des logiciels", "of the software")]


class DiffDocument(Document):
    """What differs between two timetables or drafts."""

    changes: Annotated[
        Changes,
        Meaning(
            "ce qui change au programme, comme pour `replan`",
            "what changes in the programme, as of `replan`",
        ),
    ]
    rows: Annotated[
        tuple[RowChangeRecord, ...],
        Meaning(
            "ce qui change dans ce qui est demandé, comme pour `verify`",
            "what changes in what is asked, as of `verify`",
        ),
    ]
    versions: Annotated[dict[str, str], Meaning("les versions des logiciels", "of the software")]


class AnswerDocument(Document):
    """An answer to a question about a timetable."""

    status: Annotated[
        Status,
        Meaning(
            "`infeasible` : c'est impossible ; `unknown` : rien trouvé dans le temps donné",
            "`infeasible`: it cannot be; `unknown`: nothing was found within the time given",
        ),
    ]
    answer: Annotated[tuple[str, ...], Meaning("la réponse, en phrases", "the answer, in words")]
    versions: Annotated[dict[str, str], Meaning("les versions des logiciels", "of the software")]


class WhyDocument(AnswerDocument):
    """Why a session is where it is, or what it takes to have it elsewhere: `explain --why`."""

    session: Annotated[str, Meaning("l'id de la session", "the session's id")]
    placement: Annotated[SpotRecord, Meaning("où elle est", "where it is")]
    leaves: Annotated[
        tuple[LeavesRecord, ...],
        Meaning("ce que laisse chaque demande", "what each demand leaves"),
    ] = ()
    starts: Annotated[
        int | None,
        Meaning("combien de débuts elles laissent ensemble", "how many starts they leave together"),
    ] = None
    rooms: Annotated[int | None, Meaning("combien de salles", "how many rooms")] = None
    tried: Annotated[
        int | None, Meaning("combien d'autres débuts ont été essayés", "other starts tried")
    ] = None
    fitting: Annotated[
        int | None,
        Meaning("où rien d'autre ne devrait bouger", "at which nothing else has to move"),
    ] = None
    in_the_way: Annotated[
        dict[str, int],
        Meaning(
            "les sessions en travers, et combien de fois", "the sessions in the way, how often"
        ),
    ]
    moments: Annotated[
        tuple[MomentRecord, ...], Meaning("les moins chers d'entre eux", "the cheapest of these")
    ] = ()
    kept_out: Annotated[
        tuple[FindingRecord, ...],
        Meaning(
            "pourquoi c'est impossible, où que soient les autres",
            "why it cannot be, wherever the others are",
        ),
    ] = ()
    core: Annotated[
        tuple[CoreRecord, ...],
        Meaning(
            "les demandes qui ne tiennent pas ensemble", "the demands that cannot hold together"
        ),
    ] = ()
    ways: Annotated[
        tuple[WayRecord, ...],
        Meaning(
            "ce qui le permettrait, le moins coûteux d'abord",
            "what would allow it, the cheapest first",
        ),
    ] = ()
    price: Annotated[
        PriceRecord | None, Meaning("ce qui changerait, en nombres", "how much would change")
    ] = None
    costs: Annotated[
        tuple[TierCostRecord, ...], Meaning("ce que cela coûterait", "what it would cost")
    ] = ()
    unkept: Annotated[
        tuple[FindingRecord, ...],
        Meaning("ce qui ne serait plus tenu", "what would not be kept any more"),
    ] = ()
    best: Annotated[
        tuple[TierCostRecord, ...],
        Meaning(
            "ce que cela coûterait au mieux, si tout pouvait bouger",
            "what it would cost at best, if everything might move",
        ),
    ] = ()
    changes: Annotated[Changes, Meaning("ce qui changerait", "what would change")] = ()


class WhyNotDocument(AnswerDocument):
    """What it takes that an attendee has a seat in a workshop: `explain --why-not`."""

    attendee: Annotated[str, Meaning("l'id du participant", "the attendee's id")]
    session: Annotated[str, Meaning("l'id de la session", "the session's id")]
    full: Annotated[bool, Meaning("toutes ses places sont prises", "all its places are taken")]
    kept_out: Annotated[
        tuple[FindingRecord, ...],
        Meaning("ce qui l'empêche, quoi que fassent les autres", "what keeps them out of it"),
    ]
    moves: Annotated[
        tuple[SeatMoveRecord, ...],
        Meaning("qui changerait de place, lui d'abord", "who would move, they first"),
    ]
    costs: Annotated[
        tuple[AimCostRecord, ...], Meaning("ce que cela coûterait", "what it would cost")
    ]


class WhoCanDocument(AnswerDocument):
    """Who is free for a session, or at some hours: `explain --who-can`, `--who-is-free`."""

    people: Annotated[
        tuple[SubstituteRecord, ...],
        Meaning(
            "qui peut, les plus proches d'abord ; puis qui pourrait si une chose changeait",
            "who can, the nearest first; then who could if one thing changed",
        ),
    ]


class PricesDocument(AnswerDocument):
    """What each demand of a draft costs: `explain --prices`."""

    prices: Annotated[
        tuple[DemandPriceRecord, ...],
        Meaning(
            "ce que chaque demande coûte, la plus chère d'abord",
            "what each demand costs, the dearest first",
        ),
    ]
    complete: Annotated[
        bool,
        Meaning("aucune autre, seule, ne coûte rien, c'est prouvé", "no other, alone: proven"),
    ]


class RotateDocument(Document):
    """Who sits where at a world café; status and bound are about repeated meetings."""

    status: Annotated[Status, Meaning("ce qui est prouvé", "what is proven")]
    stages: Annotated[
        tuple[StageRecord, ...],
        Meaning("la seule étape", "the one stage"),
    ]
    cost: Annotated[int | None, Meaning("comme `repeats`", "as `repeats`")]
    bound: Annotated[int, Meaning("on ne peut pas faire moins", "no rotation has fewer")]
    repeats: Annotated[
        int | None, Meaning("les rencontres de trop", "meetings beyond the first one")
    ]
    rounds: Annotated[
        tuple[tuple[SittingRecord, ...], ...],
        Meaning("tour par tour, chaque table", "round by round, each table"),
    ]
    again: Annotated[
        int | None,
        Meaning(
            "les rencontres d'une paire au-delà de la deuxième", "meetings beyond a pair's second"
        ),
    ]
    revisits: Annotated[
        int | None, Meaning("les retours à un sujet déjà vu", "returns to a topic seen before")
    ]
    within_organisation: Annotated[
        int | None,
        Meaning("les rencontres dans une organisation", "meetings within an organisation"),
    ]
    unmet: Annotated[
        int | None,
        Meaning("les paires souhaitées qui ne se voient pas", "wished pairs that never meet"),
    ]
    advice: Annotated[tuple[str, ...], Meaning("ce qui ferait mieux", "what would do better")]
    seconds: Annotated[float, Meaning("la durée", "how long it took")]
    seed: Annotated[int, Meaning("la graine du hasard", "of the random choices")]
    versions: Annotated[dict[str, str], Meaning("les versions des logiciels", "of the software")]


class RegisterDocument(Document):
    """What became of each row of a form's export."""

    file: Annotated[str, Meaning("le fichier des réponses", "the file of the responses")]
    rows: Annotated[
        RowCountRecord,
        Meaning(
            "combien de lignes ; `read` est la somme des autres",
            "how many rows; `read` is the sum of the others",
        ),
    ]
    new: Annotated[
        tuple[AttendeeRowRecord, ...],
        Meaning("les nouveaux inscrits", "new attendees"),
    ]
    updated: Annotated[
        tuple[AttendeeRowRecord, ...],
        Meaning("les inscrits mis à jour", "attendees who say something new"),
    ]
    same: Annotated[
        tuple[AttendeeRowRecord, ...],
        Meaning("ceux qui ne changent rien", "those who change nothing"),
    ]
    superseded: Annotated[
        tuple[SupersededRowRecord, ...],
        Meaning(
            "les lignes qu'une plus récente remplace", "rows that a later one takes the place of"
        ),
    ]
    left_out: Annotated[
        tuple[LeftOutRowRecord, ...],
        Meaning("les lignes écartées", "rows that are left out"),
    ]
    unknown: Annotated[
        tuple[UnknownWishRecord, ...],
        Meaning("les vœux qui ne nomment aucune session", "wishes that name no session"),
    ]
    unread: Annotated[
        tuple[UnreadAnswerRecord, ...],
        Meaning("les réponses qui ne sont pas comprises", "answers that are not understood"),
    ]
    columns: Annotated[
        tuple[ColumnRecord, ...],
        Meaning("ce que dit chaque colonne", "what each column was taken for"),
    ]
    ignored: Annotated[
        tuple[str, ...], Meaning("les colonnes qui ne sont pas lues", "columns that are not read")
    ]
    notices: Annotated[
        tuple[str, ...], Meaning("ce qui mérite un coup d'œil", "what deserves a look")
    ]


class ImportDocument(Document):
    """What a source was made into, line by line."""

    file: Annotated[str, Meaning("le document lu", "the document that was read")]
    format: Annotated[str, Meaning("son format", "its format")]
    draft: Annotated[
        DraftCountRecord,
        Meaning("combien de lignes a le brouillon", "how many rows the draft has"),
    ]
    lines: Annotated[
        LineCountRecord,
        Meaning(
            "combien de lignes a le document ; `read` est la somme des autres",
            "how many lines the document has; `read` is the sum of the others",
        ),
    ]
    checks: Annotated[
        tuple[SourceCheckRecord, ...],
        Meaning(
            "ce qu'il faut regarder, le plus important d'abord",
            "what should be looked at, what matters most first",
        ),
    ]
    source: Annotated[
        tuple[SourceLineRecord, ...],
        Meaning(
            "chaque ligne du document, et ce qui en est fait",
            "each line of the document, and what was made of it",
        ),
    ]


class BoardDocument(Document):
    """Where a programme is on a board."""

    address: Annotated[
        str,
        Meaning(
            "l'adresse, qui n'est que de cet ordinateur, avec son jeton",
            "the address, which is of this computer only, with its token",
        ),
    ]


class ErrorDocument(Document):
    """Why a command failed."""

    status: Annotated[Literal["error"], Meaning("toujours `error`", "always `error`")] = "error"
    exit: Annotated[int, Meaning("le code de sortie", "the exit code")]
    faults: Annotated[
        tuple[FaultRecord, ...],
        Meaning("chaque faute", "each fault"),
    ]
    findings: Annotated[
        tuple[FindingRecord, ...],
        Meaning(
            "ce qui est impossible au premier regard dans ce qui a pu être lu ; `check` : ce "
            "qui est à vérifier aussi",
            "what is impossible on sight in what could be read; `check`: what is to be checked, "
            "too",
        ),
    ]


DOCUMENTS: tuple[type[Document], ...] = (
    SolveDocument,
    AssignDocument,
    ReplanDocument,
    ContingencyDocument,
    VerifyDocument,
    CheckDocument,
    DiffDocument,
    WhyDocument,
    WhyNotDocument,
    WhoCanDocument,
    PricesDocument,
    RotateDocument,
    RegisterDocument,
    ImportDocument,
    BoardDocument,
    ErrorDocument,
)
