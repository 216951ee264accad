from datetime import date

import pytest

from agenda_solver.text import (
    SEMICOLON,
    Text,
    clock,
    counted,
    cut,
    cut_text,
    day_and_month,
    duration,
    either,
    few_of,
    listing,
    long_date,
    quoted,
    same,
    span,
    strung,
    weekday,
    with_bound_signs,
    with_capital,
    with_capital_text,
)


def both(text: Text) -> tuple[str, str]:
    return text.fr, text.en


def test_say_shows_one_language() -> None:
    text = Text("atelier", "workshop")
    assert text.say("fr") == "atelier"
    assert text.say("en") == "workshop"


def test_fill_tells_a_text_in_each_language_and_anything_else_alike() -> None:
    text = Text("{who} parle {when}, {times} fois", "{who} speaks {when}, {times} times")
    filled = text.fill(who="la préfète", when=clock(570), times=2)
    assert both(filled) == (
        "la préfète parle 9h30, 2 fois",
        "la préfète speaks 09:30, 2 times",
    )


def test_fill_leaves_braces_of_what_is_filled_in() -> None:
    assert both(same("{title}").fill(title="{x} {0} {")) == ("{x} {0} {", "{x} {0} {")


@pytest.mark.parametrize(
    ("minute", "fr", "en"),
    [
        (0, "0h00", "00:00"),
        (9 * 60 + 5, "9h05", "09:05"),
        (14 * 60 + 30, "14h30", "14:30"),
        (24 * 60, "24h00", "24:00"),
    ],
)
def test_clock(minute: int, fr: str, en: str) -> None:
    assert both(clock(minute)) == (fr, en)


def test_words_begin_as_a_line_does() -> None:
    assert with_capital("élus et ONG") == "Élus et ONG"
    assert with_capital("") == ""
    assert both(with_capital_text(Text("du 1er au 2", "1 to 2"))) == ("Du 1er au 2", "1 to 2")


def test_no_french_sign_begins_a_line() -> None:
    assert with_bound_signs("Débat : « Quoi ? », salle n° 2 ; fin !") == (
        "Débat\u00a0: «\u00a0Quoi\u00a0?\u00a0», salle n°\u00a02\u00a0; fin\u00a0!"
    )


def test_span() -> None:
    assert both(span(14 * 60, 15 * 60 + 45)) == ("de 14h00 à 15h45", "14:00 to 15:45")


@pytest.mark.parametrize(
    ("minutes", "fr", "en"),
    [
        (0, "0 min", "0 min"),
        (45, "45 min", "45 min"),
        (60, "1 h", "1 h"),
        (65, "1 h 05", "1 h 05 min"),
        (90, "1 h 30", "1 h 30 min"),
        (120, "2 h", "2 h"),
    ],
)
def test_duration(minutes: int, fr: str, en: str) -> None:
    assert both(duration(minutes)) == (fr, en)


def test_day_and_month() -> None:
    assert both(day_and_month(date(2026, 6, 10))) == ("mercredi 10 juin", "Wednesday 10 June")
    assert both(day_and_month(date(2026, 8, 1))) == ("samedi 1er août", "Saturday 1 August")


def test_long_date() -> None:
    assert both(long_date(date(2026, 6, 10))) == (
        "mercredi 10 juin 2026",
        "Wednesday 10 June 2026",
    )


def test_the_first_of_a_month_is_premier_in_french_only() -> None:
    assert both(long_date(date(2026, 8, 1))) == ("samedi 1er août 2026", "Saturday 1 August 2026")
    assert long_date(date(2026, 8, 21)).fr == "vendredi 21 août 2026"


@pytest.mark.parametrize(
    ("month", "fr", "en"),
    [
        (1, "janvier", "January"),
        (2, "février", "February"),
        (3, "mars", "March"),
        (4, "avril", "April"),
        (5, "mai", "May"),
        (6, "juin", "June"),
        (7, "juillet", "July"),
        (8, "août", "August"),
        (9, "septembre", "September"),
        (10, "octobre", "October"),
        (11, "novembre", "November"),
        (12, "décembre", "December"),
    ],
)
def test_months(month: int, fr: str, en: str) -> None:
    text = long_date(date(2026, month, 2))
    assert fr in text.fr.split()
    assert en in text.en.split()


@pytest.mark.parametrize(
    ("day", "fr", "en"),
    [
        (8, "lundi", "Monday"),
        (9, "mardi", "Tuesday"),
        (10, "mercredi", "Wednesday"),
        (11, "jeudi", "Thursday"),
        (12, "vendredi", "Friday"),
        (13, "samedi", "Saturday"),
        (14, "dimanche", "Sunday"),
    ],
)
def test_weekdays(day: int, fr: str, en: str) -> None:
    assert both(weekday(date(2026, 6, day))) == (fr, en)


def test_quoted_uses_the_marks_of_the_language() -> None:
    assert both(quoted("Ouverture")) == ("« Ouverture »", "“Ouverture”")


@pytest.mark.parametrize(
    ("items", "fr", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a et b", "a and b"),
        (["a", "b", "c"], "a, b et c", "a, b and c"),
        ([quoted("a"), "b"], "« a » et b", "“a” and b"),
    ],
)
def test_listing(items: list[Text | str], fr: str, en: str) -> None:
    assert both(listing(items)) == (fr, en)


def test_listing_takes_an_iterator() -> None:
    assert listing(word for word in ("a", "b")).fr == "a et b"


@pytest.mark.parametrize(
    ("items", "fr", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a ou b", "a or b"),
        (["a", quoted("b"), "c"], "a, « b » ou c", "a, “b” or c"),
    ],
)
def test_either(items: list[Text | str], fr: str, en: str) -> None:
    assert both(either(items)) == (fr, en)


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [
        (0, "0 place", "0 seats"),
        (1, "1 place", "1 seat"),
        (2, "2 places", "2 seats"),
        (49, "49 places", "49 seats"),
    ],
)
def test_counted_takes_zero_as_one_in_french_only(number: int, fr: str, en: str) -> None:
    assert both(counted(number, Text("place", "seat"), Text("places", "seats"))) == (fr, en)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", ""),
        ("mot", "mot"),
        ("dix lettre", "dix lettre"),
        ("onze lettre", "onze lett…"),
        ("neuf mots et plus", "neuf mots…"),
        ("anticonstitutionnellement", "anticonst…"),
        ("deux\n\n  lignes", "deux lign…"),
        ("  a \t b ", "a b"),
    ],
)
def test_cut_keeps_ten_characters_on_one_line(words: str, line: str) -> None:
    assert cut(words, 10) == line
    assert len(cut(words, 10)) <= 10


def test_texts_are_strung_together() -> None:
    texts = [Text("a", "x"), Text("b", "y")]
    assert strung(texts) == Text("a, b", "x, y")
    assert strung(iter(texts), SEMICOLON) == Text("a ; b", "x; y")
    assert strung([]) == Text("", "")


def test_a_text_is_cut_in_both_languages() -> None:
    assert cut_text(Text("un long titre", "short"), 6) == Text("un lo…", "short")


def test_of_many_things_the_first_are_listed_and_the_others_counted() -> None:
    things = [same(letter) for letter in "abcd"]
    assert few_of(things, 4) == Text("a, b, c et d", "a, b, c and d")
    assert few_of(things, 3) == Text("a, b, c et 1 autre", "a, b, c and 1 other")
    assert few_of(things, 1).fr == "a et 3 autres"
