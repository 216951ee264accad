from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.writing import put


def refused(path: Path, *, force: bool = False) -> str:
    with pytest.raises(InputError) as caught:
        put(path, b"new", force=force)
    (sentence,) = caught.value.sentences
    return sentence.fr


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert put(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    assert (
        refused(path) == f"{path} existe déjà : choisir un autre nom, ou --force pour le remplacer"
    )
    assert path.read_bytes() == b"old"


def test_it_is_replaced_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    assert put(path, b"new", force=True) == path
    assert path.read_bytes() == b"new"


def test_the_folder_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    path = folder / "a.xlsx"
    assert refused(path) == f"{path} : le dossier {folder} n'existe pas ; le créer d'abord"


def test_a_folder_is_in_its_place(tmp_path: Path) -> None:
    assert refused(tmp_path, force=True) == f"{tmp_path} est un dossier"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    assert refused(path, force=True) == (
        f"{path} : impossible d'écrire ce fichier (No space left on device)"
    )
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def held(*names: str) -> Callable[[Path, Path], None]:
    """Replace a file unless its name is one of those that are open elsewhere."""
    replace = os.replace

    def unless_held(source: Path, target: Path) -> None:
        if target.name in names:
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    return unless_held


def test_a_file_that_is_open_elsewhere_gets_a_numbered_sibling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    (tmp_path / "a (2).xlsx").write_bytes(b"other")
    monkeypatch.setattr(os, "replace", held("a.xlsx"))
    assert put(path, b"new", force=True) == tmp_path / "a (3).xlsx"
    assert (tmp_path / "a (3).xlsx").read_bytes() == b"new"
    assert path.read_bytes() == b"old"
    assert (tmp_path / "a (2).xlsx").read_bytes() == b"other"


def test_a_folder_where_nothing_may_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    monkeypatch.setattr(os, "replace", held("a.xlsx", "a (2).xlsx"))
    assert refused(path) == f"{path} : impossible d'écrire ce fichier (Permission denied)"
    assert list(tmp_path.iterdir()) == []
