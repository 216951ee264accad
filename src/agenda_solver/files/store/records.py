"""What documents are made of: placements, seats, findings, stages, changes, prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from agenda_solver.difference import Kind
from agenda_solver.fairness import Fairness
from agenda_solver.result import Status
from agenda_solver.rules.rule import Severity
from agenda_solver.text import Text


@dataclass(frozen=True)
class Meaning(Text):
    """What a field says."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the meaning to the schema of the field, in both languages as yet."""
        return {**handler(core), "description": self}


def _is_absent(value: object) -> bool:
    return value is None


ABSENT_IF_NONE = Field(exclude_if=_is_absent)
"""Of a field that is not written where there is nothing to say."""

RunningTime = Annotated[str, Field(pattern="^([01][0-9]|2[0-9]):[0-5][0-9]$")]
TimeOfDay = Annotated[str, Field(pattern="^([01][0-9]|2[0-4]):[0-5][0-9]$")]


class Record(BaseModel):
    """What is written is what is declared, and nothing else."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        serialize_by_alias=True,
        json_schema_serialization_defaults_required=True,
    )


# --- What is decided ----------------------------------------------------------------------


class SpotRecord(Record):
    """A day, hours and a room."""

    day: Annotated[date, Meaning("la date", "the date")]
    start: Annotated[
        RunningTime,
        Meaning(
            "le début ; `24:30`, `25:30` : dans la nuit qui suit",
            "the start; `24:30`, `25:30`: in the night that ends the day",
        ),
    ]
    end: Annotated[
        TimeOfDay,
        Meaning(
            "la fin ; `24:00` à minuit ; avant le début : le lendemain",
            "the end; `24:00` at midnight; before the start: on the day after",
        ),
    ]
    room: Annotated[
        str | None, Meaning("l'id de la salle ; null : aucune", "the room's id; null: none")
    ]
    rooms: Annotated[
        tuple[str, ...] | None,
        ABSENT_IF_NONE,
        Meaning("s'il y en a plusieurs, toutes", "all of them, where there are several"),
    ] = None


class RoleRecord(Record):
    """Who takes part, and as what."""

    id: Annotated[str, Meaning("l'id de l'intervenant", "the person's id")]
    role: Annotated[str, Meaning("le rôle", "the role")]


class OfSessionRecord(Record):
    """Which session it is about."""

    session: Annotated[str, Meaning("l'id de la session", "the session's id")]


class TitledRecord(OfSessionRecord):
    """A session, and its title."""

    title: Annotated[str, Meaning("son titre", "its title")]


class PlacementRecord(SpotRecord, TitledRecord):
    """Where and when a session takes place."""

    kind: Annotated[str, Meaning("son genre : `workshop`, `break`…", "its kind: `workshop`…")]
    track: Annotated[str | None, Meaning("son thème", "its track")]
    block: Annotated[
        str | None, Meaning("le bloc dont elle fait partie", "the block that it belongs to")
    ]
    part_of: Annotated[
        str | None, Meaning("l'id de la session dont elle est une partie", "the id of its whole")
    ]
    people: Annotated[
        tuple[RoleRecord, ...],
        Meaning("qui y intervient : `id`, `role`", "who takes part: `id`, `role`"),
    ]


class CastRecord(OfSessionRecord):
    """Who was chosen for a role for which the draft names several people."""

    role: Annotated[str, Meaning("le rôle", "the role")]
    number: Annotated[
        int, Meaning("laquelle de ses places, à partir de 0", "which of its places, from 0")
    ]
    person: Annotated[str, Meaning("l'id de la personne choisie", "the id of who was chosen")]


class SeatRecord(Record):
    """An attendee's place in a session."""

    attendee: Annotated[str, Meaning("l'id du participant", "the attendee's id")]
    session: Annotated[str, Meaning("l'id de la session", "the session's id")]


class MorePlacesRecord(OfSessionRecord):
    """What more places in a session would bring."""

    places: Annotated[int, Meaning("les places de plus", "how many places more")]
    wishes: Annotated[
        dict[str, int], Meaning("les places de plus de chaque rang", "how many seats more by rank")
    ]
    without: Annotated[
        int, Meaning("les places manquantes de plus", "how many more seats would be lacking")
    ]


class RepeatedRecord(OfSessionRecord):
    """How many times a session is given, where the wishes decide."""

    given: Annotated[int, Meaning("combien de fois elle est donnée", "how many times it is given")]
    asking: Annotated[int, Meaning("combien la demandent", "how many ask for it")]
    lacking: Annotated[
        int, Meaning("combien d'entre eux n'y ont pas de place", "how many of them have no seat")
    ]
    why: Annotated[str, Meaning("pourquoi pas une fois de plus", "why not once more")]


class PointsRecord(Record):
    """How many points seats are worth, where wishes are rated."""

    given: Annotated[int, Meaning("en tout", "in all")]
    most: Annotated[
        int,
        Meaning(
            "si chacun avait partout ce qu'il note le mieux",
            "if all had what they rate highest everywhere",
        ),
    ]
    worst: Annotated[
        int, Meaning("de la personne la moins bien servie", "of the person served worst")
    ]


# --- How far it is proven, and what is said of it ------------------------------------------


class TierRecord(Record):
    """How far one tier was solved."""

    tier: Annotated[int, Meaning("son numéro, à partir de 1", "its number, from 1")]
    cost: Annotated[int | None, Meaning("ce qu'il coûte", "what it costs")]
    bound: Annotated[int | None, Meaning("on ne peut pas coûter moins", "no solution costs less")]
    aim: Annotated[
        str | None, ABSENT_IF_NONE, Meaning("des places : le but", "of seats: the aim")
    ] = None


class StageRecord(Record):
    """How far one stage was solved: the timetable, the seats, or a world café."""

    stage: Annotated[
        Literal["timetable", "seats", "rotation", "repeats"],
        Meaning("l'étape", "which stage it is"),
    ]
    status: Annotated[Status, Meaning("ce qui en est prouvé", "what is proven of it")]
    tiers: Annotated[
        tuple[TierRecord, ...],
        Meaning("les priorités : `tier`, `cost`, `bound`", "its tiers: `tier`, `cost`, `bound`"),
    ]
    method: Annotated[str | None, ABSENT_IF_NONE, Meaning("la méthode", "how it was solved")] = None
    fairness: Annotated[
        Fairness | None,
        ABSENT_IF_NONE,
        Meaning("des places : voir `--fairness`", "see `--fairness`"),
    ] = None


class FindingRecord(Record):
    """A broken demand, a doubtful statement, or a cost paid."""

    rule: Annotated[str, Meaning("la clé de la règle", "the rule's key")]
    severity: Annotated[Severity, Meaning("sa gravité", "how grave it is")]
    message: Annotated[str, Meaning("la phrase", "the sentence")]
    where: Annotated[
        str,
        Meaning(
            "la feuille et la cellule, ou la clé ; peut être vide",
            "the sheet and the cell, or the key; may be empty",
        ),
    ]
    sessions: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    people: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    rooms: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    attendees: Annotated[tuple[str, ...], Meaning("des ids", "ids")]


class AssumedRecord(Record):
    """Something taken for granted."""

    custom: Annotated[
        str, Meaning("l'usage qui en découle : une clé", "the custom that goes by it: a key")
    ]
    message: Annotated[str, Meaning("la phrase", "the sentence")]
    where: Annotated[
        str,
        Meaning(
            "où dire autrement : la feuille et les cellules, ou les clés",
            "where to say otherwise: the sheet and the cells, or the keys",
        ),
    ]


class CoreRecord(Record):
    """One of the demands that cannot hold together."""

    rule: Annotated[str, Meaning("la clé de la règle", "the rule's key")]
    message: Annotated[str, Meaning("la phrase", "the sentence")]
    where: Annotated[
        str,
        Meaning(
            "la feuille et la cellule, ou la clé ; peut être vide",
            "the sheet and the cell, or the key; may be empty",
        ),
    ]
    sessions: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    people: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    rooms: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    conflict: Annotated[
        int,
        Meaning(
            "de quel blocage : deux blocages n'ont rien en commun",
            "of which conflict: two conflicts have nothing in common",
        ),
    ]


class EditRecord(Record):
    """What to change in the draft: one field of a row, or a row that comes or goes."""

    where: Annotated[
        str,
        Meaning("la feuille et la cellule, ou la clé", "the sheet and the cell, or the key"),
    ]
    field: Annotated[
        str, Meaning("la clé du champ ; vide : toute la ligne", "the field's key; empty: the row")
    ]
    before: Annotated[
        Any, Meaning("ce qui y est écrit, comme en TOML ; null : rien", "what it says, as in TOML")
    ]
    after: Annotated[
        Any, Meaning("ce qu'il faut écrire ; null : rien", "what it is to say; null: nothing")
    ]
    message: Annotated[str, Meaning("la phrase", "the sentence")]


class WayRecord(Record):
    """Changes with which there is a programme."""

    edits: Annotated[tuple[EditRecord, ...], Meaning("ce qu'il faut changer", "what to change")]
    price: Annotated[
        int, Meaning("ce qu'elles coûtent à l'organisateur", "what they cost an organiser")
    ]
    status: Annotated[
        Status,
        Meaning(
            "`optimal` : rien de moins coûteux ne suffit, parmi ce qui a été regardé ; sinon "
            "`feasible`",
            "`optimal`: nothing cheaper is enough, among what was looked at; else `feasible`",
        ),
    ]
    verified: Annotated[
        bool,
        Meaning("le programme trouvé a été vérifié", "the programme that was found was verified"),
    ]
    bound: Annotated[
        int, Meaning("rien de moins coûteux que cela ne suffit", "nothing cheaper than that does")
    ]
    minimal: Annotated[
        bool | None,
        Meaning(
            "s'il est prouvé que tout y est nécessaire ; null : on ne sait pas",
            "whether it is proven that all of it is needed; null: not known",
        ),
    ]
    whole: Annotated[
        bool,
        Meaning(
            "si tout le brouillon a été regardé, ou seulement ce qui touche le blocage",
            "whether all of the draft was looked at, or only what touches the conflict",
        ),
    ]


class FaultRecord(Record):
    """Why a command did not do what it was asked."""

    file: Annotated[
        str,
        Meaning(
            "le fichier ; vide s'il s'agit d'une option", "the file; empty where it is an option"
        ),
    ]
    where: Annotated[
        str,
        Meaning(
            "la feuille et la cellule, ou la ligne et la clé ; vide : tout le fichier",
            "the sheet and the cell, or the line and the key; empty: the whole file",
        ),
    ]
    message: Annotated[str, Meaning("ce qui ne va pas", "what is wrong")]


# --- What changes -------------------------------------------------------------------------


class SessionStateRecord(SpotRecord):
    """A session as it was, or as it is."""

    people: Annotated[tuple[str, ...], Meaning("qui y intervient : des ids", "who takes part: ids")]
    title: Annotated[str, Meaning("son titre", "its title")]


class SessionChangeRecord(Record):
    """What became of a session."""

    kind: Annotated[Kind, Meaning("ce qui compte le plus", "what matters most")]
    kinds: Annotated[tuple[Kind, ...], Meaning("tout ce qui change", "all that is otherwise")]
    session: Annotated[str, Meaning("l'id de la session", "the session's id")]
    before: SessionStateRecord | None
    after: SessionStateRecord | None
    message: Annotated[str, Meaning("la phrase", "the sentence")]


class PartChangeRecord(Record):
    """What became of a person's part in a session."""

    kind: Literal["part"] = "part"
    person: Annotated[str, Meaning("l'id de l'intervenant", "the person's id")]
    session: Annotated[str, Meaning("l'id de la session", "the session's id")]
    before: SpotRecord | None
    after: SpotRecord | None
    message: Annotated[str, Meaning("la phrase", "the sentence")]


class SeatSpotRecord(SpotRecord, OfSessionRecord):
    """Where an attendee had or has a seat."""


class SeatChangeRecord(Record):
    """What became of an attendee's seat."""

    kind: Literal["seat"] = "seat"
    attendee: Annotated[str, Meaning("l'id du participant", "the attendee's id")]
    before: SeatSpotRecord | None
    after: SeatSpotRecord | None
    message: Annotated[str, Meaning("la phrase", "the sentence")]


class RowChangeRecord(Record):
    """What a person has changed in a row of a draft, or of a solved workbook."""

    kind: Annotated[
        Literal["moved", "placed", "unplaced", "chosen", "seat", "added", "removed", "changed"],
        Meaning("ce qui a été fait", "what was done"),
    ]
    session: Annotated[str | None, ABSENT_IF_NONE] = None
    person: Annotated[str | None, ABSENT_IF_NONE] = None
    room: Annotated[str | None, ABSENT_IF_NONE] = None
    attendee: Annotated[str | None, ABSENT_IF_NONE] = None
    table: Annotated[
        str | None, ABSENT_IF_NONE, Meaning("sinon, le tableau", "of other rows: which table")
    ] = None
    id: Annotated[str | None, ABSENT_IF_NONE, Meaning("et sa ligne", "and its row")] = None
    before: Annotated[Any, Meaning("null : rien", "null: nothing")]
    after: Annotated[Any, Meaning("null : rien", "null: nothing")]
    where: Annotated[str, Meaning("la feuille et la cellule", "the sheet and the cell")]
    message: Annotated[str, Meaning("la phrase", "the sentence")]


class PriceRecord(Record):
    """What a plan changes."""

    sessions: Annotated[
        int, Meaning("les sessions qui n'ont plus lieu", "sessions that do not take place any more")
    ]
    times: Annotated[
        int, Meaning("celles dont le jour ou l'heure change", "those whose day or start changes")
    ]
    rooms: Annotated[int, Meaning("les autres dont la salle change", "others whose room changes")]
    rooms_of_moved: Annotated[
        int, Meaning("celles dont l'heure et la salle changent", "those whose time and room change")
    ]
    seats: Annotated[
        int, Meaning("les places que leurs participants perdent", "seats that cannot be kept")
    ]
    unseated: Annotated[
        int,
        Meaning("les personnes à qui il manque une place", "people who lack a seat"),
    ]
    touched: Annotated[
        int,
        Meaning(
            "les sessions dont l'heure, la salle ou les intervenants changent",
            "sessions whose time, room or people change",
        ),
    ]
    proven: Annotated[
        bool, Meaning("moins est impossible, c'est prouvé", "less is proven impossible")
    ]


class EnoughRecord(Record):
    """What would be enough where a scenario has no plan."""

    sentences: Annotated[tuple[str, ...], Meaning("ce qu'il faut changer", "what to change")]
    price: Annotated[
        int | None,
        Meaning(
            "ce que cela coûte à l'organisateur ; null si des sessions sont annulées",
            "what it costs an organiser; null where sessions are cancelled",
        ),
    ]
    proven: Annotated[
        bool,
        Meaning(
            "rien de moins coûteux ne suffit, parmi ce qui a été regardé",
            "nothing cheaper is enough, among what was looked at",
        ),
    ]


class ScenarioRecord(Record):
    """What may happen, and the least change that works then."""

    name: Annotated[str, Meaning("ce qui arrive", "what happens")]
    announced: Annotated[
        tuple[str, ...], Meaning("ce qui serait annoncé, en phrases", "what would be announced")
    ]
    status: Annotated[
        Status,
        Meaning(
            "le plus faible de ce qui est prouvé ; `infeasible` : il n'y a pas de plan",
            "the weakest of what is proven; `infeasible`: there is no plan",
        ),
    ]
    first: Annotated[str, Meaning("la première phrase", "its first sentence")]
    price: Annotated[
        PriceRecord | None, Meaning("ce qui change, en nombres", "how much changes, in numbers")
    ]
    changes: Annotated[
        tuple[str, ...], Meaning("ce qui change, une phrase par session", "a sentence a session")
    ]
    why: Annotated[tuple[str, ...], Meaning("sans plan : pourquoi", "where there is no plan: why")]
    ways: Annotated[
        tuple[EnoughRecord, ...],
        Meaning("sans plan : ce qui suffirait", "where there is no plan: what would be enough"),
    ]
    workbook: Annotated[
        str | None, Meaning("le classeur du plan, s'il est écrit", "its workbook, if written")
    ]


Way = Literal["replaced", "without", "moved", "cancelled"]


class OfPersonRecord(Record):
    """What becomes of somebody's part."""

    way: Annotated[Way, Meaning("ce qu'elle devient", "what becomes of it")]
    person: Annotated[str, Meaning("qui ne peut pas être là", "who cannot be there")]
    by: Annotated[str | None, Meaning("qui prend sa place", "who takes the part")]


class ObstacleRecord(Record):
    """What keeps somebody from a session."""

    rule: Annotated[str, Meaning("la règle", "the rule")]
    message: Annotated[str, Meaning("la phrase", "the sentence")]
    takes: Annotated[
        str, Meaning("ce qu'il faudrait pour que cela aille", "what it would take to be free")
    ]
    sessions: Annotated[
        tuple[str, ...], Meaning("les autres sessions en cause", "the other sessions it is about")
    ]


class SubstituteRecord(Record):
    """Who could take a part."""

    person: Annotated[str, Meaning("qui", "who")]
    fit: Annotated[
        Literal["pool", "role", "organisation", "other"],
        Meaning(
            "de ceux que le brouillon nomme pour ce rôle, du même rôle ailleurs, de la même "
            "organisation, ou autre",
            "one of those named for the role, of the same role elsewhere, of the same "
            "organisation, or another",
        ),
    ]
    free: Annotated[bool, Meaning("est libre à cette heure", "is free at that time")]
    obstacles: Annotated[
        tuple[ObstacleRecord, ...], Meaning("ce qui l'en empêche", "what is in the way")
    ]
    gives_up: Annotated[
        tuple[str, ...],
        Meaning(
            "les sessions où cette personne a une place à cette heure, comme participant",
            "the sessions in which they have a seat then, as an attendee",
        ),
    ]


class StandbysRecord(OfSessionRecord):
    """Who could take a part that somebody cannot."""

    person: Annotated[str, Meaning("qui ne peut pas être là", "who cannot be there")]
    could: Annotated[
        tuple[SubstituteRecord, ...],
        Meaning("qui le pourrait, le plus probable d'abord", "who could, the likeliest first"),
    ]


class OptionRecord(OfSessionRecord):
    """One way to answer for one session."""

    way: Annotated[Way, Meaning("ce qu'elle devient", "what becomes of it")]
    person: Annotated[str, Meaning("qui ne peut pas être là", "who cannot be there")]
    by: Annotated[str | None, Meaning("qui prend sa place", "who takes the part")]
    beside: Annotated[
        tuple[OfPersonRecord, ...],
        Meaning(
            "de même pour les autres qui ne peuvent pas être là",
            "the same of the others who cannot be there",
        ),
    ]
    status: Annotated[Status, Meaning("ce qui en est prouvé", "what is proven of it")]
    chosen: Annotated[bool, Meaning("c'est celle du programme", "it is the plan's")]
    deserted: Annotated[
        bool,
        Meaning(
            "personne n'y resterait : jamais retenu sans qu'on le dise",
            "nobody would be left in it: never taken unless it is said",
        ),
    ]
    instruction: Annotated[
        str | None,
        Meaning(
            "ce qu'on tape pour la prendre, si cela suffit",
            "what to type to take it, where that does it",
        ),
    ]
    price: Annotated[
        PriceRecord | None,
        Meaning("ce que change le programme entier", "what the whole plan changes"),
    ]


# --- A world café -------------------------------------------------------------------------


class SittingRecord(Record):
    """Who is at a table in a round."""

    table: Annotated[int, Meaning("son numéro, à partir de 1", "its number, from 1")]
    topic: Annotated[str | None, Meaning("son sujet", "its topic")]
    room: Annotated[str | None, Meaning("où elle est", "where it is")]
    hosts: Annotated[tuple[str, ...], Meaning("qui y reste", "who stays there")]
    people: Annotated[tuple[str, ...], Meaning("qui y est", "who is there")]


# --- A form's answers ---------------------------------------------------------------------


class DraftCountRecord(Record):
    """How many rows a draft has of each sort."""

    days: int
    rooms: int
    people: int
    sessions: int


class LineCountRecord(Record):
    """How many lines of a source there are of each fate; `read` is the sum of the others."""

    read: int
    made: int
    kept: int
    apart: int
    unread: int


class SourceCheckRecord(Record):
    """What should be looked at, and where in the source."""

    message: str
    where: tuple[str, ...]


class SourceLineRecord(Record):
    """A line of a source, what became of it, and what was made of it."""

    where: str
    text: str
    fate: Literal["made", "kept", "apart", "unread"]
    made: tuple[str, ...]


class RowCountRecord(Record):
    """How many rows there are of each sort; `read` is the sum of the others."""

    read: int
    new: int
    updated: int
    same: int
    superseded: int
    left_out: int


class AttendeeRowRecord(Record):
    """A row, and the attendee that it is."""

    row: int
    attendee: str


class SupersededRowRecord(Record):
    """A row, and the later one of the same person that counts instead."""

    row: int
    by: int


class LeftOutRowRecord(Record):
    """A row that is no registration, and why."""

    row: int
    reason: Literal["blank", "incomplete", "left out"]
    column: str | None
    value: str


class NearestRecord(Record):
    """The session whose title comes nearest."""

    session: str
    title: str | None


class UnknownWishRecord(Record):
    """An answer that names no session of the draft."""

    label: str
    count: int
    rows: tuple[int, ...]
    nearest: NearestRecord | None
    may_mean: tuple[str, ...]


class UnreadAnswerRecord(Record):
    """Answers of a column that are not understood."""

    column: str
    value: str
    rows: tuple[int, ...]


class ColumnRecord(Record):
    """A column, and what it was taken for."""

    header: str
    read_as: str


# --- Why, and why not ---------------------------------------------------------------------


class TierCostRecord(Record):
    """What a tier comes to as the programme is, and as it would be."""

    rules: Annotated[tuple[str, ...], Meaning("les clés de ses règles", "the keys of its rules")]
    before: Annotated[int, Meaning("son coût", "its cost")]
    after: Annotated[int, Meaning("son coût alors", "its cost then")]
    proven: Annotated[
        bool, Meaning("moins est impossible, c'est prouvé", "less is proven impossible")
    ]


class LeavesRecord(Record):
    """What a demand about one placement leaves."""

    rule: Annotated[str, Meaning("la clé de la règle", "the rule's key")]
    message: Annotated[str, Meaning("la phrase", "the sentence")]
    starts: Annotated[
        int | None, Meaning("combien de débuts ; null : tous", "how many starts; null: all")
    ]
    rooms: Annotated[
        int | None, Meaning("combien de salles ; null : toutes", "how many rooms; null: all")
    ]


class MomentRecord(SpotRecord):
    """Another placement, and what it would cost."""

    costs: Annotated[
        tuple[TierCostRecord, ...], Meaning("ce que cela coûterait", "what it would cost")
    ]


class SeatMoveRecord(Record):
    """Somebody who would sit elsewhere."""

    attendee: Annotated[str, Meaning("l'id du participant", "the attendee's id")]
    before: Annotated[str | None, Meaning("sa session ; null : aucune", "the session; null: none")]
    after: Annotated[str | None, Meaning("celle d'alors", "the one there would be")]
    rank_before: Annotated[
        int | None, Meaning("quel vœu c'est ; null : aucun", "which wish it is; null: none")
    ]
    rank_after: Annotated[int | None, Meaning("quel vœu ce serait", "which it would be")]


class AimCostRecord(Record):
    """What an aim of the seats comes to."""

    aim: Annotated[str, Meaning("ce qui est compté", "what is counted")]
    before: Annotated[int, Meaning("combien", "how many")]
    after: Annotated[int, Meaning("combien alors", "how many then")]


class AlternativeRecord(Record):
    """Another programme, and how it differs from the first."""

    status: Annotated[Status, Meaning("ce qui est prouvé", "what is proven")]
    new_times: Annotated[
        int,
        Meaning(
            "combien de sessions ont une heure qu'elles n'ont dans aucun programme d'avant",
            "how many sessions have a start that they have in no programme before",
        ),
    ]
    new_rooms: Annotated[int, Meaning("de même, une salle", "the same of rooms")]
    proven: Annotated[
        bool,
        Meaning("aucun n'est plus différent, c'est prouvé", "none differs more: proven"),
    ]
    costs: Annotated[
        tuple[TierCostRecord, ...], Meaning("ce qu'il coûte, niveau par niveau", "what it costs")
    ]
    placements: Annotated[tuple[PlacementRecord, ...], Meaning("quand et où", "when and where")]
    seats: Annotated[tuple[SeatRecord, ...], Meaning("les places", "the seats")]
    changes: Annotated[
        tuple[SessionChangeRecord | PartChangeRecord | SeatChangeRecord, ...],
        Meaning("ce qui diffère du premier", "what differs from the first"),
    ]


class DemandPriceRecord(Record):
    """What would be gained by giving up one demand."""

    rule: Annotated[str, Meaning("la clé de la règle", "the rule's key")]
    message: Annotated[str, Meaning("la phrase", "the sentence")]
    sessions: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    people: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    rooms: Annotated[tuple[str, ...], Meaning("des ids", "ids")]
    rules: Annotated[
        tuple[str, ...],
        Meaning("les clés des coûts qui baisseraient", "the keys of the costs that would be less"),
    ]
    before: Annotated[int, Meaning("ce qu'ils coûtent", "what they come to")]
    after: Annotated[int, Meaning("ce qu'ils coûteraient sans elle", "without the demand")]
    proven: Annotated[
        bool, Meaning("moins est impossible, c'est prouvé", "less is proven impossible")
    ]
