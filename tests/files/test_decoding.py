"""The text of files, as programs of all kinds encode it."""

from __future__ import annotations

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.decoding import decoded, decoded_toml

WORDS = "Zoé, l'œuvre – 12 €"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_recognised(encoding: str) -> None:
    text, notices = decoded("liste.csv", WORDS.encode(encoding))
    assert text == WORDS
    assert bool(notices) is (encoding == "cp1252")


@pytest.mark.parametrize(
    ("words", "encoding", "named"),
    [
        ("Prénom ; Nîmes – l'été à Évreux", "mac-roman", "Mac OS Roman"),
        ("Prénom ; Nîmes, l'été à Évreux", "cp850", "MS-DOS (850)"),
        ("Prénom ; Nîmes – l'été à Évreux", "cp1252", "Windows-1252"),
        ("Žana Šimić-Žiž".replace("ć", "c"), "cp1252", "Windows-1252"),
        ("« Œuvre », 12 € · l’an", "cp1252", "Windows-1252"),
        ("±±±", "cp1252", "Windows-1252"),  # odd in each: as most programs write
    ],
)
def test_old_encodings_are_known_by_the_accents_that_people_write(
    words: str, encoding: str, named: str
) -> None:
    text, (notice,) = decoded("liste.csv", words.encode(encoding))
    assert text == words
    assert notice.fr == (
        f"liste.csv : lu en {named}, ce n'est pas de l'UTF-8 ; vérifier les accents"
    )


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_counts_before_what_may_be_guessed(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decoded("liste.csv", mark + "a;b".encode(encoding)) == ("a;b", ())


def test_an_encoding_that_is_given_counts() -> None:
    assert decoded("liste.csv", "\ufeffé".encode(), "utf-8") == ("é", ())
    assert decoded("liste.csv", "é".encode("mac-roman"), "mac-roman") == ("é", ())


def refusal(data: bytes, encoding: str | None = None, *, can_be_given: bool = False) -> str:
    with pytest.raises(InputError) as caught:
        decoded("liste.csv", data, encoding, can_be_given=can_be_given)
    return caught.value.sentences[0].fr


def test_what_is_encoded_otherwise() -> None:
    not_utf_8 = "liste.csv: ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8"
    odd = b"\x81\xb0\xb1"
    assert refusal(odd) == not_utf_8
    assert refusal(odd, can_be_given=True) == f"{not_utf_8}, ou donner son codage"
    assert refusal(b"\xff\xfea") == not_utf_8
    assert refusal("é".encode(), "ascii").startswith(
        "liste.csv: ce fichier n'est pas codé en « ascii »"
    )
    assert refusal(b"a", "latin-99").startswith("liste.csv: « latin-99 » n'est pas un codage connu")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "a".encode("utf-16"),
            "d.toml: ce fichier est en UTF-16 : l'enregistrer en UTF-8",
        ),
        (
            b"a\n\xe9",
            "d.toml, ligne 2: ce caractère n'est pas en UTF-8 : enregistrer le fichier en UTF-8",
        ),
    ],
)
def test_toml_is_in_utf_8(data: bytes, message: str) -> None:
    assert decoded_toml("d.toml", b"\xef\xbb\xbfa") == "a"
    with pytest.raises(InputError) as caught:
        decoded_toml("d.toml", data)
    assert [sentence.fr for sentence in caught.value.sentences] == [message]
