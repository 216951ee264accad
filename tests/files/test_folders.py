from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.folders import put_all

posix = pytest.mark.skipif(sys.platform == "win32", reason="as POSIX does")

FILES = {
    PurePosixPath("a.ics"): b"new a",
    PurePosixPath("salles/b.ics"): b"new b",
    PurePosixPath("salles/c.ics"): b"new c",
}


def content(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, what is hidden included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


NEW = {str(name): data for name, data in FILES.items()}


def refusals(folder: Path, *, force: bool = False) -> list[str]:
    with pytest.raises(InputError) as caught:
        put_all(folder, FILES, force=force)
    return [sentence.fr for sentence in caught.value.sentences]


def test_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "agendas"
    assert put_all(folder, FILES) == tuple(folder / name for name in FILES)
    assert content(tmp_path) == {f"agendas/{name}": data for name, data in NEW.items()}


@posix
def test_a_new_folder_is_open_to_whom_folders_are(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    put_all(tmp_path / "agendas", FILES)
    assert (tmp_path / "agendas").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_what_a_folder_holds_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    (tmp_path / "salles").mkdir()
    (tmp_path / "salles" / "z.ics").write_bytes(b"other")
    put_all(tmp_path, FILES)
    assert content(tmp_path) == {**NEW, "notes.txt": b"mine", "salles/z.ics": b"other"}


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    (tmp_path / "a.ics").unlink()
    there = [tmp_path / "salles" / name for name in ("b.ics", "c.ics")]
    assert refusals(tmp_path) == [
        f"{path} existe déjà : choisir un autre nom, ou --force pour le remplacer" for path in there
    ]
    assert content(tmp_path) == {"salles/b.ics": b"old", "salles/c.ics": b"old"}


def test_what_is_there_is_replaced_when_asked(tmp_path: Path) -> None:
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    put_all(tmp_path, FILES, force=True)
    assert content(tmp_path) == NEW


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "agendas"
    path.write_bytes(b"old")
    sentence = f"{path} n'est pas un dossier : choisir un autre nom"
    assert refusals(path, force=True) == [sentence]
    inner = tmp_path / "salles"
    inner.write_bytes(b"old")
    assert refusals(tmp_path, force=True) == [
        f"{inner} n'est pas un dossier : choisir un autre nom"
    ]
    assert content(tmp_path) == {"agendas": b"old", "salles": b"old"}


def test_the_folder_around_must_be_there(tmp_path: Path) -> None:
    folder = tmp_path / "absent" / "agendas"
    assert refusals(folder) == [
        f"{folder} : le dossier {folder.parent} n'existe pas ; le créer d'abord"
    ]


@posix
def test_a_name_that_the_system_refuses(tmp_path: Path) -> None:
    (sentence,) = refusals(tmp_path / ("a" * 300))
    assert "ce nom est trop long" in sentence
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_closed_to_us(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    sentences = refusals(folder)
    assert all("l'accès est refusé" in it for it in sentences)
    assert content(folder) == {}


def test_a_file_protected_from_writing(tmp_path: Path) -> None:
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    (tmp_path / "salles" / "c.ics").chmod(0o444)
    (sentence,) = refusals(tmp_path, force=True)
    assert "protégé en écriture" in sentence
    assert set(content(tmp_path).values()) == {b"old"}


@pytest.mark.parametrize("name", ["../a.ics", "/a.ics", "salles/../../a.ics", ""])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "agendas"
    with pytest.raises(ValueError, match="not in the folder"):
        put_all(folder, {PurePosixPath(name): b"new"}, force=True)
    assert content(tmp_path) == {}


class Failing:
    """Moves files as `os.replace` does, until one is refused; what is undone may move."""

    def __init__(self, error: BaseException, after: int) -> None:
        self.error = error
        self.left = after
        self.replace = os.replace

    def __call__(self, *paths: Any) -> None:
        self.left -= 1
        if self.left == -1:
            raise self.error
        self.replace(*paths)


@pytest.mark.parametrize("after", range(3))
@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int, error: BaseException
) -> None:
    before = {"a.ics": b"old a", "salles/c.ics": b"old c", "mine.txt": b"mine"}
    for name, data in before.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(os, "replace", Failing(error, after))
    if isinstance(error, OSError):
        (sentence,) = refusals(tmp_path, force=True)
        assert sentence == (
            f"{tmp_path} : impossible d'écrire dans ce dossier (il n'y a plus de place sur le "
            "disque) ; choisir un autre dossier"
        )
    else:
        with pytest.raises(KeyboardInterrupt):
            put_all(tmp_path, FILES, force=True)
    assert content(tmp_path) == before


@pytest.mark.parametrize("after", range(3))
def test_no_folder_that_was_made_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(os, "replace", Failing(OSError(28, "full"), after))
    refusals(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_new_folder_is_left_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        if path.name == "c.ics":
            raise OSError(28, "full")
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    refusals(tmp_path / "agendas")
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_aside_is_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At no moment is a file missing that was there before."""
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    seen: list[bool] = []
    replace = os.replace

    def watched(*paths: Any) -> None:
        seen.append(all((tmp_path / name).exists() for name in FILES))
        replace(*paths)

    monkeypatch.setattr(os, "replace", watched)
    put_all(tmp_path, FILES, force=True)
    assert seen == [True] * 3
