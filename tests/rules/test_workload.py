from drafts import BOTH, WEDNESDAY, draft, findings, kept, session, told, wanted

from agenda_solver.problem import Problem
from agenda_solver.rules.workload import PersonDoesNotWait, PersonHasARest, PersonHasFewSessionsADay

FEW = PersonHasFewSessionsADay()
REST = PersonHasARest()


def interpreted(**more: object) -> Problem:
    keys = ("un", "deux", "trois")
    return draft(
        *(session(key, people={"interprète": ["ines"]}) for key in keys),
        session("autre"),
        days=BOTH,
        people=[{"id": "ines", **more}],
    )


# --- So many a day ------------------------------------------------------------------------

OTHER = "autre 9h-10h"


def test_two_a_day_and_the_third_on_another() -> None:
    lines = "un 9h-10h", "deux 10h-11h", OTHER
    assert kept(FEW, interpreted(most_per_day=2), *lines, "+1 trois 9h-10h")
    (finding,) = findings(FEW, interpreted(most_per_day=2), *lines, "trois 14h-15h")
    assert (finding.text.fr, finding.text.en) == (
        "Ines a 3 sessions le mercredi 10 juin 2026, au lieu de 2 au plus : « Un », « Deux » et "
        "« Trois »",
        "Ines has 3 sessions on Wednesday 10 June 2026, instead of 2 at most: “Un”, “Deux” and "
        "“Trois”",
    )
    assert finding.sessions == ("un", "deux", "trois")
    assert finding.people == ("ines",)
    assert kept(FEW, interpreted(), *lines, "trois 14h-15h")


def test_what_a_day_is_asked() -> None:
    assert wanted(FEW, interpreted(most_per_day=1)) == [
        (
            "Ines a 1 session par jour au plus (« Un », « Deux » et « Trois »)",
            "Ines has 1 session a day at most (“Un”, “Deux” and “Trois”)",
        )
    ]
    assert wanted(FEW, interpreted(most_per_day=3)) == []


def test_a_part_is_not_counted_beside_its_whole() -> None:
    parts = draft(
        session("ouverture", people={"hôte": ["ines"]}),
        session("mot", 10, part_of="ouverture", people={"parole": ["ines"]}),
        session("voeu", 10, part_of="ouverture", people={"parole": ["paul"]}),
        session("clôture", people={"parole": ["paul"]}),
        people=[{"id": who, "most_per_day": 1, "most_in_a_row": 1} for who in ("ines", "paul")],
    )
    lines = "ouverture 9h-10h", "mot 9h-9h10", "voeu 9h10-9h20"
    assert [it.people for it in findings(FEW, parts, *lines, "clôture 9h30-10h30")] == [("paul",)]
    assert not kept(REST, parts, *lines, "clôture 9h49-10h49")
    assert kept(REST, parts, *lines, "clôture 9h50-10h50")


def test_who_is_chosen_for_it_has_one_more() -> None:
    either = draft(
        session("un", people={"interprète": [{"one_of": ["ines", "paul"]}]}),
        session("deux", people={"interprète": ["ines"]}),
        people=[{"id": "ines", "most_per_day": 1, "most_in_a_row": 1}, "paul"],
    )
    lines = "un 9h-10h", "deux 10h-11h"
    assert kept(FEW, either, *lines, "un interprète: paul")
    assert not kept(FEW, either, *lines, "un interprète: ines")
    assert kept(REST, either, *lines, "un interprète: paul")
    assert not kept(REST, either, *lines, "un interprète: ines")


# --- So many in a row ---------------------------------------------------------------------


def test_a_rest_of_half_an_hour_after_two() -> None:
    two = interpreted(most_in_a_row=2)
    assert kept(REST, two, "un 9h-10h", "deux 10h15-11h15", "trois 11h45-12h45", OTHER)
    lines = "un 9h-10h", "deux 10h15-11h15", "trois 11h44-12h44", OTHER
    assert told(REST, two, *lines) == [
        (
            "Ines a 3 sessions d'affilée, sans repos de 30 min (mercredi 10 juin 2026, de 9h00 à "
            "12h44), au lieu de 2 au plus : « Un », « Deux » et « Trois »",
            "Ines has 3 sessions in a row, without a rest of 30 min (Wednesday 10 June 2026, 09:00 "
            "to 12:44), instead of 2 at most: “Un”, “Deux” and “Trois”",
        )
    ]
    assert kept(REST, interpreted(most_in_a_row=2, rest=29), *lines)
    assert kept(REST, interpreted(most_in_a_row=3), *lines)
    assert kept(REST, interpreted(), *lines)


def test_the_rest_may_come_after_the_first() -> None:
    two = interpreted(most_in_a_row=2)
    assert kept(REST, two, "deux 9h-10h", "trois 10h30-11h30", "un 11h30-12h30", OTHER)


def test_midnight_is_no_rest() -> None:
    one = interpreted(most_in_a_row=1, rest=60)
    lines = "un 12h-13h", "deux 22h-23h30", OTHER
    assert not kept(REST, one, *lines, "+1 trois 0h29-1h29")
    assert kept(REST, one, *lines, "+1 trois 0h30-1h30")


def test_what_in_a_row_is_asked() -> None:
    assert wanted(REST, interpreted(most_in_a_row=2, rest=45)) == [
        (
            "Ines a 2 sessions d'affilée au plus, puis un repos de 45 min (« Un », « Deux » et "
            "« Trois »)",
            "Ines has 2 sessions in a row at most, then a rest of 45 min (“Un”, “Deux” and "
            "“Trois”)",
        )
    ]


# --- No waiting ---------------------------------------------------------------------------

WAIT = PersonDoesNotWait()


def test_without_slots_nothing_is_open_but_the_pause() -> None:
    lines = "deux 10h15-11h15", "+1 trois 18h-19h", OTHER
    assert kept(WAIT, interpreted(no_wait=True, pause=15), "un 9h-10h", *lines)
    assert kept(WAIT, interpreted(), "un 8h-9h", *lines)
    (finding,) = findings(WAIT, interpreted(no_wait=True, pause=15), "un 8h59-9h59", *lines)
    assert (finding.text.fr, finding.text.en) == (
        "Ines attend 16 min entre « Un » (fin à 9h59) et « Deux » (début à 10h15), le mercredi 10 "
        "juin 2026, mais ne doit pas attendre",
        "Ines waits 16 min between “Un” (ends 09:59) and “Deux” (starts 10:15) on Wednesday 10 "
        "June 2026, but must not wait",
    )
    assert finding.sessions == ("un", "deux")
    assert finding.people == ("ines",)


def test_on_slots_no_slot_is_left_empty() -> None:
    hours = ("9h", "10h"), ("10h15", "11h15"), ("13h", "14h")
    slots = draft(
        *(session(key, None, people={"stand": ["ines"]}) for key in ("un", "deux")),
        event={"slots": [{"day": WEDNESDAY, "start": start, "end": end} for start, end in hours]},
        people=[{"id": "ines", "no_wait": True}],
    )
    assert kept(WAIT, slots, "un 9h-10h", "deux 10h15-11h15")
    assert kept(WAIT, slots, "un 13h-14h", "deux 10h15-11h15")
    assert not kept(WAIT, slots, "un 9h-10h", "deux 13h-14h")


def test_what_goes_on_meanwhile_is_no_wait() -> None:
    during = draft(
        session("salon", 180, people={"hôte": ["ines"]}),
        session("mot", 10, part_of="salon", people={"parole": ["ines"]}),
        session("pot", people={"hôte": ["ines"]}),
        people=[{"id": "ines", "no_wait": True}],
    )
    assert kept(WAIT, during, "salon 9h-12h", "mot 9h-9h10", "pot 12h-13h")


def test_what_is_asked_of_who_must_not_wait() -> None:
    assert wanted(WAIT, interpreted(no_wait=True)) == [
        (
            "Ines n'attend pas entre deux sessions (« Un », « Deux » et « Trois »)",
            "Ines does not wait between two sessions (“Un”, “Deux” and “Trois”)",
        )
    ]
